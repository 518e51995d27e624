r"""The texts in the fields of a BibTeX entry: values as they are meant, and titles without the braces of BibTeX.

LaTeX of the authors stays in titles and abstracts; names of journals, publishers and the like become Unicode.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.texts.accents import unicode_of, with_plain_signs
from tui_reader.texts.markup import plain, plain_line
from tui_reader.texts.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?\s*|.)|[{}$]", re.DOTALL)
_ACCENTS = frozenset("'`\"^~=.")
_BRACE = re.compile(r"(?<!\\)[{}]")
_QUOTE_END = re.compile(r'(?<!\\)[{}]|"')
_BARE = re.compile(r"""[^\s#,{}"'=]+""")
_LATEX = re.compile(r"[\\$]|[_^]\{")
_UNTIDY = re.compile(r"[\\{}~<&]|--|``|''|\s\s|[^\S ]")
"""What a text must not have to be one line of Unicode as it is."""
_ESCAPED_MACRO = re.compile(r"(?:\{\\textbackslash\s*(?:\{\})?\}|\\textbackslash(?:\{\}|\s))(?=[A-Za-z%&#_${}])")
_SYMBOL = re.compile(r"\{\\ensuremath\s*(?:\{\\(?P<inner>[A-Za-z]+)\}|\\(?P<name>[A-Za-z]+))\s*\}")
"""A sign of mathematics that an exporter wrote for a letter of Unicode: `{\\ensuremath{\\varphi}}`."""
_ESCAPED_SIGN = re.compile(
    r"\{\\textbackslash\s*(?:\{\})?\}|\\textbackslash(?:\{\}|\s)"  # a backslash, which no group holds
    r"|\\([{}$_%&#])|\{\\([{}$_%&#])\}|\{?\\(\^|~)\{\}\}?"
)
ADDRESS = re.compile(r"https?://[^\s{}]+", re.IGNORECASE)
_ADDRESS_MACRO = re.compile(r"\\(?:url|href)\s*\{(?P<address>[^{}]*)\}(?:\{[^{}]*\})?")
_NEXT_FIELD = re.compile(r"\s*,?\s*(?P<name>[A-Za-z][\w+:./-]*)\s*=\s*")


def value_of(raw: str, macros: Mapping[str, str], missing: set[str]) -> tuple[str, list[tuple[str, str]]]:
    """The text of a value, and the fields behind it that a missing comma made a part of it: (name, raw value).

    A value is pieces joined by `#`: texts in braces or quotation marks, numbers, and names of macros. The names of
    macros that nobody defined are taken as they are and added to `missing`.
    """
    if raw[:1] == "{" and raw[-1:] == "}" and "{" not in (inner := raw[1:-1]) and "}" not in inner:
        return inner, []
    if raw.isdecimal():
        return raw, []
    if raw[:2] == "{{" and raw[-2:] == "}}" and "{" not in (inner := raw[2:-2]) and "}" not in inner:
        return raw[1:-1], []
    if raw[:1] == "{" and raw[-1:] == "}" and _closing(raw, 0) == len(raw) - 1:
        return raw[1:-1], []
    pieces: list[str] = []
    place = 0
    while place < len(raw):
        if raw[place].isspace() or raw[place] == "#":
            place += 1
            continue
        if pieces and (match := _NEXT_FIELD.match(raw, place)):
            return "".join(pieces), [(match["name"], raw[match.end() :])]
        text, place = _piece(raw, place, macros, missing)
        pieces.append(text)
    return "".join(pieces), []


def _piece(raw: str, place: int, macros: Mapping[str, str], missing: set[str]) -> tuple[str, int]:
    """The text of the piece at a place, and where the next one may be."""
    if raw[place] == "{":
        end = _closing(raw, place)
        return raw[place + 1 : end], end + 1
    if raw[place] == '"':
        end = _closing_quote(raw, place)
        return raw[place + 1 : end], end + 1
    if (match := _BARE.match(raw, place)) is None:
        return raw[place], place + 1
    name = match.group()
    if name.isdecimal():
        return name, match.end()
    if (text := macros.get(name.casefold())) is None:
        missing.add(name)
        text = name
    return text, match.end()


def _closing(raw: str, place: int) -> int:
    """Where the brace that opens at a place is closed; the end of the text when it is not."""
    depth = 0
    for match in _BRACE.finditer(raw, place):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(raw)


def _closing_quote(raw: str, place: int) -> int:
    depth = 0
    for match in _QUOTE_END.finditer(raw, place + 1):
        if match.group() == '"' and depth <= 0:
            return match.start()
        if match.group() != '"':
            depth += 1 if match.group() == "{" else -1
    return len(raw) if raw[-1:] != '"' or len(raw) == place + 1 else len(raw) - 1


def line_of(text: str) -> str:
    r"""A short text as one line of Unicode: "Science {\&} Technology" is "Science & Technology"."""
    if text.isalnum() or not _UNTIDY.search(text):
        return plain_line(text)
    text = unicode_of(text)
    return plain_line(text)


def title_of(text: str) -> str:
    """A title as one line, without the braces that only keep capitals; LaTeX stays."""
    if not _UNTIDY.search(text):
        return plain_line(text)
    text = unprotected(with_plain_signs(_without_escapes(text)))
    return plain_line(text)


def prose_of(text: str) -> str:
    """An abstract or a note in paragraphs, their line breaks joined."""
    return plain(unprotected(with_plain_signs(_without_escapes(text))))


def _without_escapes(text: str) -> str:
    r"""LaTeX whose signs an exporter escaped, as it was: `{\textbackslash}emph\{word\}` is `\emph{word}`.

    Zotero and Mendeley take what stands in a library for plain text, and escape it; where a backslash is escaped, it
    was LaTeX, and all the signs in the text are escaped.
    """
    if "\\ensuremath" in text:
        text = _SYMBOL.sub(lambda match: symbol(match["inner"] or match["name"]) or match.group(), text)
    if not _ESCAPED_MACRO.search(text):
        return text
    return _ESCAPED_SIGN.sub(lambda match: next((sign for sign in match.groups() if sign), "\\"), text)


def unprotected(text: str) -> str:
    r"""The text without the braces that are there for BibTeX: `{CSPNet}`, `{B}ayes`, `{{All of it}}`.

    Braces of LaTeX stay: arguments (`\emph{…}`), accents (`{\"o}`), fonts (`{\it …}`), scripts and formulas.
    """
    if "{" not in text and "}" not in text:
        return text
    if not _LATEX.search(text):
        return text.replace("{", "").replace("}", "")
    kept: list[bool] = []
    pieces: list[str] = []
    place = after_macro = 0
    in_formula = False
    for match in _TOKEN.finditer(text):
        mark, start = match.group(), match.start()
        pieces.append(text[place:start])
        place = match.end()
        if mark == "{":
            keep = in_formula or (after_macro == start and start > 0) or text[start - 1 : start] in ("_", "^")
            keep = keep or _begins_macro(text, place)
            kept.append(keep)
            pieces.append(mark if keep else "")
        elif mark == "}":
            keep = kept.pop() if kept else False
            pieces.append(mark if keep else "")
            after_macro = place if keep and not kept else after_macro  # \href{…}{…} has two arguments
        else:
            in_formula ^= mark == "$"
            pieces.append(mark)
            after_macro = place if mark[0] == "\\" and (mark[1:2].isalpha() or mark[1:2] in _ACCENTS) else after_macro
    pieces.append(text[place:])
    return "".join(pieces)


def _begins_macro(text: str, place: int) -> bool:
    return text.startswith("\\", place) and (
        text[place + 1 : place + 2].isalpha() or text[place + 1 : place + 2] in _ACCENTS
    )


def address_of(text: str) -> str:
    r"""The address in a text that may be `\url{…}`, with LaTeX's escapes taken out; the text itself without one."""
    if not text:
        return ""
    if match := _ADDRESS_MACRO.search(text):
        text = match["address"]
    text = re.sub(
        r"\\([%&_#~$])|\{?\\textasciitilde\s?(?:\{\})?\}?|\{?\\textunderscore\s?(?:\{\})?\}?", _plain_sign, text
    )
    match = ADDRESS.search(text)
    return match.group() if match else " ".join(text.split())


def _plain_sign(match: re.Match[str]) -> str:
    return match[1] or ("~" if "tilde" in match.group() else "_")


MONTH_MACROS: Final = {
    name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
}
"""The macros that every style of BibTeX defines."""
