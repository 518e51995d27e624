r"""Text as LaTeX that BibTeX can hold.

What `latex` returns has balanced braces however they are counted: BibTeX counts `\{`, other parsers skip it. It never
ends in a backslash and has no line breaks, so that `{` and `}` around it always make a field.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from string import ascii_uppercase
from typing import TYPE_CHECKING

from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    Spell = Callable[[str], str]

_MATH = re.compile(
    r"\{\$(?P<braced>(?:[^$\\]|\\.)+)\$\}"  # {$x$}, as this module writes it
    r"|\$(?!\s)(?P<bare>(?:[^$\\]|\\.)+)(?<!\s)\$(?!\d)"  # $x$, but no two prices: $5 and $10
)
_NOT_IN_MATH = re.compile(r"(?<!\\)[%#&]|\\[^\x00-\x7f]")
"""What ends a formula in LaTeX, or is no macro."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_BRACE = re.compile(r"\\?[{}]")
_ESCAPED = re.compile(r"\\[%&_#$]")
_ACCENT = re.compile(
    r"(?P<open>\{)?"  # the braces around it are there both or not at all
    r"(?P<letter>\\[\"'`^~=.](?:[A-Za-z]|\{\\?[A-Za-z]\})"  # a sign: \'e, \"{o}, \'{\i}
    r"|\\[uvHtcdbrk](?:\{\\?[A-Za-z]{1,2}\}| [A-Za-z])"  # a letter: \c{c}, \v s, \t{oo}
    r"|(?<=\{)\\(?:[oOlLij]|ae|AE|oe|OE|aa|AA|ss)(?=\}))"  # a letter of its own, in braces only: {\o}
    r"(?(open)\})"
)
"""An accent with its letter, as sources write it."""
_COMMAND = re.compile(
    r"\\(?P<name>emph|mbox|underline|text(?:bf|it|rm|sc|sf|sl|tt|subscript|superscript))\{(?P<text>[^{}]*)\}"
)
_URL = re.compile(r"\\url\{[^{}\\\s]+\}")
_PROTECTED = re.compile(  # one pair of braces around words and names, with a letter at least
    r"\{(?P<text>(?=[^{}]*[^\W\d_])[^\W_][\w .&'+/-]*)\}"
)
_ORDINARY = re.compile(  # a word with what follows it, all of which LaTeX writes as it is
    r"[A-Za-z0-9]+[ .,:;?!()'/+*=@-]*|[ .,:;?!()'/+*=@-]+"
)
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;?!()'/+*=@-]*")
_WORD = re.compile(r"(?<![^\W_])[^\W_]+(?:-[^\W_]+)*")
_SHOUTED_GAPS = 3
_OPENING_QUOTE = re.compile(r'(?<![^\s(\[{\-])"(?=\S)')
_SPELLINGS = {
    ord("{"): r"{\ensuremath{\lbrace}}",
    ord("}"): r"{\ensuremath{\rbrace}}",
    ord('"'): "''",
    ord("\N{LEFT DOUBLE QUOTATION MARK}"): "``",
    ord("\N{RIGHT DOUBLE QUOTATION MARK}"): "''",
    ord("\N{LEFT SINGLE QUOTATION MARK}"): "`",
    ord("\N{RIGHT SINGLE QUOTATION MARK}"): "'",
    ord("\N{EN DASH}"): "--",
    ord("\N{EM DASH}"): "---",
}


def latex(text: str, *, unicode: bool = False) -> str:
    r"""The text on one line as LaTeX, `ö` as `{\"o}`; letters for which LaTeX has no name stay as they are.

    With `unicode` every letter stays as it is, for biber, XeLaTeX and LuaLaTeX.

    LaTeX that sources leave in titles and names stays LaTeX: `$L_2$`, `\%`, `\"{o}`, `\emph{…}`, `\url{…}` and the
    braces of `{CSPNet}`. Every other special character is data and is escaped.
    """
    text = one_line(text)
    return text if _PLAIN.fullmatch(text) else _spelling(capitals=False, unicode=unicode)(text)


def _latex_in_unicode(text: str) -> str:
    return latex(text, unicode=True)


def latex_title(text: str, *, unicode: bool = False) -> str:
    """The same, with braces around what a bibliography style must not put into lower case: `{CSPNet}`, `{R}-Drop`.

    A longer title that is all capitals says nothing about which of them matter and gets no braces.
    """
    text = one_line(text)
    if text.isupper() and text.count(" ") >= _SHOUTED_GAPS:
        return latex(text, unicode=unicode)
    if _PLAIN.fullmatch(text):
        return _WORD.sub(partial(_protected, spell=latex), text)
    return _spelling(capitals=True, unicode=unicode)(text)


def own_capitals(title: str, before: str, after: str) -> str:
    """The title with marks around each word, up to the next space, that has capitals which are not a heading's."""
    if title.isupper() and title.count(" ") >= _SHOUTED_GAPS:
        return title
    return re.sub(
        r"\S+",
        lambda match: f"{before}{match.group()}{after}" if _is_own(match) else match.group(),
        title,
    )


def _is_own(match: re.Match[str]) -> bool:
    if _is_article(match):
        return False
    return any(has_own_capitals(part) for part in re.findall(r"[^\W_]+", match.group()))


@cache
def _spelling(*, capitals: bool, unicode: bool) -> Callable[[str], str]:
    """What spells text on one line as LaTeX; the first call loads pylatexenc."""
    from pylatexenc.latexencode import (
        RULE_CALLABLE,
        RULE_DICT,
        RULE_REGEX,
        UnicodeToLatexConversionRule,
        UnicodeToLatexEncoder,
    )

    def finished(rule_type: int, rule: object) -> UnicodeToLatexConversionRule:
        return UnicodeToLatexConversionRule(rule_type, rule, replacement_latex_protection="none")

    spell = _latex_in_unicode if unicode else latex
    spelling: Callable[[str], str] = UnicodeToLatexEncoder(
        conversion_rules=[
            finished(RULE_CALLABLE, partial(_already_latex, spell=spell)),
            *([finished(RULE_CALLABLE, partial(_capitals, spell=spell))] if capitals else []),
            *([finished(RULE_REGEX, [(_BEYOND_ASCII, r"\g<0>")])] if unicode else []),
            finished(RULE_REGEX, [(_ORDINARY, r"\g<0>"), (_OPENING_QUOTE, "``")]),
            finished(RULE_DICT, _SPELLINGS),
            "defaults",
        ],
        replacement_latex_protection=_special_character,
        unknown_char_policy="keep",
        unknown_char_warning=False,
    ).unicode_to_latex
    return spelling


def _special_character(command: str) -> str:
    r"""A command in the braces that make it one letter for BibTeX (`{\"o}`); `\%` and its like need none."""
    return f"{{{command}}}" if command.startswith("\\") and not _ESCAPED.fullmatch(command) else command


def _already_latex(text: str, position: int, *, spell: Spell) -> tuple[int, str] | None:
    """The LaTeX that the text has at a position, and how it is kept."""
    if text[position] not in "\\{$":
        return None
    for pattern, kept in _KEPT:
        if (match := pattern.match(text, position)) and (spelled := kept(match, spell)):
            return match.end() - position, spelled
    return None


def _kept_math(match: re.Match[str], spell: Spell) -> str:
    r"""Math in the braces that keep BibTeX from making `$l_2$` of `$L_2$`; empty when it cannot be math."""
    math = match["braced"] or match["bare"]
    if not _balanced(math) or _NOT_IN_MATH.search(math):
        return ""
    return "{$" + "".join(letter if letter.isascii() else spell(letter) for letter in math) + "$}"


def _as_it_is(match: re.Match[str], _spell: Spell) -> str:
    return match.group()


_KEPT: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Spell], str]], ...] = (
    (_MATH, _kept_math),
    (_ESCAPED, _as_it_is),
    (_ACCENT, lambda match, _: f"{{{match['letter']}}}"),
    (_COMMAND, lambda match, spell: f"\\{match['name']}{{{spell(match['text'])}}}"),
    (_URL, _as_it_is),
    (_PROTECTED, lambda match, spell: f"{{{spell(match['text'])}}}"),
)
"""LaTeX that is recognised in data, and how it is written; a function that answers "" passes."""


def _capitals(text: str, position: int, *, spell: Spell) -> tuple[int, str] | None:
    """The word that begins at a position, when there is one, as `_protected` spells it."""
    match = _WORD.match(text, position)
    return (match.end() - position, _protected(match, spell)) if match else None


def _protected(match: re.Match[str], spell: Spell) -> str:
    """A word with braces around its parts that have capitals of their own."""
    word = match.group()
    if _is_article(match):
        return word
    parts = word.split("-")
    if all(has_own_capitals(part) for part in parts):
        return f"{{{spell(word)}}}"
    return "-".join(f"{{{spell(part)}}}" if has_own_capitals(part) else spell(part) for part in parts)


@lru_cache(4096)  # the words of titles are few
def has_own_capitals(part: str) -> bool:
    """Whether lower case would change more than how a heading is set: `GPUs`, `R1`, `X`, but not `Deep`."""
    rest = part[1:]
    return rest != rest.lower() or (part[0] in ascii_uppercase and (not rest or rest.isdigit()))


def _is_article(match: re.Match[str]) -> bool:
    text = f" {match.string} "
    return text[match.start() : match.end() + 2] == " A "


def _balanced(text: str) -> bool:
    for marks in (_BRACE.findall(text), re.findall(r"(?<!\\)[{}]", text)):
        depth = 0
        for mark in marks:
            depth += 1 if mark.endswith("{") else -1
            if depth < 0:
                return False
        if depth:
            return False
    return True
