"""What citeproc-py gets as its formatter, and how what it marks becomes text, Markdown or HTML.

The formatter marks italics, quotations and the like with characters that Unicode keeps for a program's own use, so that
no fact has to be escaped on its way through the engine, and the punctuation at a closing quotation mark is settled when
everything is in its place: inside in American English, and never a full stop after a question mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from tui_reader.citations.markdown import escaped, unblocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Output = Literal["text", "markdown", "html"]

ITALIC, BOLD, UNDERLINE, SUPERSCRIPT, SUBSCRIPT, SMALL_CAPS = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
_CLOSE = dict(zip("\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5", "\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd", strict=True))
OPEN_QUOTE, CLOSE_QUOTE, ENDED = "\ufde0\ufde1\ufde2"
"""`ENDED` stands after a fact that ends in a stop of its own."""
_MARKS = "\ufdd0-\ufdef"
OWN_MARKS = re.compile(f"[{_MARKS}]")

_SECOND_STOP = re.compile(f"(?:{ENDED}([{_MARKS}]*)|(?<=\\.)([{_MARKS}]+))\\.")
_COMMA_AFTER_STOP = re.compile(f"{ENDED}([{_MARKS}]*),")
_AFTER_QUOTE = re.compile(f"({CLOSE_QUOTE}[\ufdd8-\ufddd]*)([.,])")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:)\]]", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a language, and the punctuation beside them."""

    outer: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")
    takes_stops: bool = False
    """Whether a full stop or comma goes before the closing mark, as in American English."""
    comma_after_stop: bool = True
    """Whether a comma may follow a question mark that is the title's own."""


def mark(opening: str) -> Callable[[object], str]:
    """What puts a kind of formatting around a text, as citeproc-py wants it from a formatter."""
    return lambda text: f"{opening}{text}{_CLOSE[opening]}"


class Formatter:
    """The formatter itself: citeproc-py takes anything that has these names."""

    Italic = Oblique = staticmethod(mark(ITALIC))
    Bold = staticmethod(mark(BOLD))
    Underline = staticmethod(mark(UNDERLINE))
    Superscript = staticmethod(mark(SUPERSCRIPT))
    Subscript = staticmethod(mark(SUBSCRIPT))
    SmallCaps = staticmethod(mark(SMALL_CAPS))
    Light = str

    @staticmethod
    def preformat(text: object) -> str:
        """The text as it is; what has to be escaped is escaped when it is written."""
        return str(text)


def written(marked: str, output: Output, quotes: Quotes) -> str:
    """A marked text as the output wants it."""
    if not quotes.comma_after_stop:
        marked = _COMMA_AFTER_STOP.sub(r"\1", marked)
    if quotes.takes_stops:
        marked = _AFTER_QUOTE.sub(r"\2\1", marked)
    marked = _SECOND_STOP.sub(r"\1\2", marked).replace(ENDED, "")
    write = {"text": _text, "markdown": _markdown, "html": _html}[output]
    return write(_quoted(marked, quotes)).strip()


def _quoted(marked: str, quotes: Quotes) -> str:
    """Quotation marks in place of their signs; inside a quotation those of the other kind, also a fact's own."""
    depth = 0
    letters: list[str] = []
    for letter in marked:
        if letter == OPEN_QUOTE:
            letters.append((quotes.inner if depth else quotes.outer)[0])
            depth += 1
        elif letter == CLOSE_QUOTE:
            depth -= 1
            letters.append((quotes.inner if depth else quotes.outer)[1])
        elif depth and letter in "“”":
            kinds = quotes.inner if depth % 2 else quotes.outer
            letters.append(kinds["“”".index(letter)])
        else:
            letters.append(letter)
    return "".join(letters)


def _pieces(marked: str) -> Iterator[tuple[str, str]]:
    """A text in pieces: ("", text) or (mark, "")."""
    for piece in re.split(f"([{_MARKS}])", marked):
        if piece:
            yield (piece, "") if OWN_MARKS.match(piece) else ("", piece)


def _tagged(marked: str, tags: dict[str, tuple[str, str]], spell: Callable[[str], str]) -> str:
    """The text with tags for its marks; italics inside italics are upright again."""
    parts: list[str] = []
    italics = 0
    for piece, text in _pieces(marked):
        if not piece:
            parts.append(spell(text))
            continue
        opening = piece in _CLOSE
        kind = piece if opening else next(name for name, closing in _CLOSE.items() if closing == piece)
        if kind == ITALIC:
            italics += 1 if opening else -1
            level = italics if opening else italics + 1
            tag = tags[ITALIC][not opening if level % 2 else opening]
        else:
            tag = tags[kind][not opening]
        parts.append(tag)
    return "".join(parts)


def _text(marked: str) -> str:
    def raised(match: re.Match[str]) -> str:
        return match[1].translate(_RAISED)

    return OWN_MARKS.sub("", re.sub(f"{SUPERSCRIPT}([^{_MARKS}]*){_CLOSE[SUPERSCRIPT]}", raised, marked))


_MARKDOWN_TAGS = {
    ITALIC: ("*", "*"),
    BOLD: ("**", "**"),
    UNDERLINE: ("", ""),
    SUPERSCRIPT: ("<sup>", "</sup>"),
    SUBSCRIPT: ("<sub>", "</sub>"),
    SMALL_CAPS: ("", ""),
}
_HTML_TAGS = {
    ITALIC: ("<i>", "</i>"),
    BOLD: ("<b>", "</b>"),
    UNDERLINE: ("<u>", "</u>"),
    SUPERSCRIPT: ("<sup>", "</sup>"),
    SUBSCRIPT: ("<sub>", "</sub>"),
    SMALL_CAPS: ('<span style="font-variant: small-caps">', "</span>"),
}


def _markdown(marked: str) -> str:
    return unblocked(_tagged(marked, _MARKDOWN_TAGS, lambda text: _linked(text, escaped, lambda url: f"<{url}>")))


def _html(marked: str) -> str:
    def link(url: str) -> str:
        return f'<a href="{escape(url)}">{escape(url)}</a>'

    return _tagged(marked, _HTML_TAGS, lambda text: _linked(text, lambda plain: escape(plain, quote=False), link))


def _linked(text: str, spell: Callable[[str], str], link: Callable[[str], str]) -> str:
    """The text with its web addresses as links."""
    parts: list[str] = []
    last = 0
    for match in _ADDRESS.finditer(text):
        parts += [spell(text[last : match.start()]), link(match.group())]
        last = match.end()
    return "".join([*parts, spell(text[last:])])
