r"""LaTeX maths as Unicode: what stands between two `$` (or a macro that stands alone) as one line of text.

pylatexenc reads the LaTeX and knows the symbols. How they are set is decided here, because what it makes of maths is
meant for files: it leaves scripts as they are and writes placeholders, line breaks and bullets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from tui_reader.texts.symbols import ARGUMENTS, OPERATORS, SILENT, scripted, scripts, styled, symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SPACES = frozenset((",", ";", ":", " ", ">", "quad", "qquad", "\\", "\n"))
_LIMITS = {"liminf": "lim inf", "limsup": "lim sup"}
_PREFIXES = ("⌊", "⌈", "⟨", "‖", "∇", "∂", "¬", "∀", "∃", "∑", "∏", "∫")
"""Symbols that belong to what follows them."""
_GLUED = re.compile(
    r"sqrt(?P<under>[A-Za-z]{1,2})"  # \sqrtn
    # \mathbbR, \calO, \tildex
    r"|(?P<style>math(?:cal|bb|bf|rm|frak|scr)|bb|cal|bf|bm|(?:wide)?(?:tilde|hat)|bar)(?P<letter>[A-Za-z])"
)
_UNBRACED = re.compile(r"(\\(?:(?:wide)?(?:tilde|hat)|bar|sqrt|overline))\s*(\\[A-Za-z]+\s*\{[^{}]*\})")
_COMMENT = re.compile(r"(?<!\\)%")
_ATOM = re.compile(
    r"\d+(?:\.\d+)?"  # a number
    r"|[^\W\d_][^\w\s/+*()-]*"  # a letter with accents
    r"|\([^()]*\)|\|[^|]*\|"  # what has brackets or bars around it already
    r"|[^\W\d_][\u2070-\u209c²³¹ᵃ-ᶿ]*"  # a letter with a script
)
"""What needs no brackets below a fraction or a root."""
_SUM = re.compile(r"(?<=.)[+\-\u2212±\s]")


@lru_cache(maxsize=1 << 12)
def maths(source: str) -> str | None:
    """LaTeX maths, without its `$`, as text on one line; unknown macros stay. None when it cannot be read at all."""
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    plain = _UNBRACED.sub(r"\1{\2}", _COMMENT.sub(r"\\%", source))
    walker = LatexWalker(plain, latex_context=_macros(), tolerant_parsing=False)
    try:
        nodes, _, read = walker.get_latex_nodes()
        text = " ".join(_Line(nodes).text.split()) if read == len(walker.s) else ""
    except (LatexWalkerError, RecursionError):  # pylatexenc goes as deep as the braces
        return None
    return text if text and ("\\" not in text or text != source.strip()) else None


class _Line:
    """Nodes of pylatexenc as text, from left to right."""

    def __init__(self, nodes: Sequence[Any]) -> None:
        self.text = ""
        self._script = ""
        self._after_operator = False
        self._kept = False
        for node in nodes:
            self._add_node(node)
        self.text += self._script

    def _add_node(self, node: Any) -> None:
        kind, kept = type(node).__name__, self._kept
        self._kept = False
        if kind == "LatexCharsNode":
            for letter in node.chars:
                self._add_letter(letter)
        elif kind == "LatexSpecialsNode":
            for letter in {"~": " "}.get(node.specials_chars, node.specials_chars):
                self._add_letter(letter)
        elif kind == "LatexGroupNode":
            inner = _Line(node.nodelist).text
            self._add(f"{{{inner}}}" if kept else inner)
            self._kept = kept
        elif kind == "LatexMacroNode":
            self._add_macro(node)
        else:
            self._add(node.latex_verbatim())

    def _add_letter(self, letter: str) -> None:
        if letter in "^_" and not self._script:
            self._script = letter
        else:
            self._add("′" if letter == "'" else letter)

    def _add(self, text: str) -> None:
        if self._script and not text.isspace():
            script, self._script = self._script, ""
            self.text += scripted(text.strip(), script)
        elif not self._script:
            if self._after_operator and text[:1].isalnum():
                self.text += " "
            self.text += text
        self._after_operator = False

    def _add_macro(self, node: Any) -> None:
        name = node.macroname
        if name in SILENT:
            return
        text, self._kept = _macro(node)
        spaced = bool(node.macro_post_space) and not self._script and name not in ARGUMENTS
        infix = spaced and len(text) == 1 and unicodedata.category(text) == "Sm" and text not in _PREFIXES
        if (name in OPERATORS and self._ends_a_factor()) or (infix and not self.text.endswith(" ")):
            text = f" {text}"
        self._add(text)
        if spaced and text not in _PREFIXES:
            self.text += " "
        self._after_operator = name in OPERATORS

    def _ends_a_factor(self) -> bool:
        return not self._script and (self.text[-1:].isalnum() or self.text.endswith((")", "]", "}")))


def _macro(node: Any) -> tuple[str, bool]:
    """The text of a macro with its arguments, and whether it is the macro itself, because nobody knows it."""
    name: str = node.macroname
    given = node.nodeargd.argnlist if node.nodeargd else None
    arguments = [_Line([one]).text for one in given or () if one is not None]
    text: str | None = None
    if name in _SPACES:
        text = " "
    elif name in ARGUMENTS and len(arguments) >= ARGUMENTS[name]:
        set_ = _SET.get(name)
        text = set_(*arguments) if set_ else styled(name, arguments[-1])
    elif name in OPERATORS:
        text = _LIMITS.get(name, name)
    elif not arguments:
        text = symbol(name) or _glued(name)
    return (str(node.latex_verbatim()).rstrip(), True) if text is None else (text, False)


def _glued(name: str) -> str | None:
    r"""The text of a macro whose braces some program took away (`\mathbbR`, `\sqrtn`), or that somebody named so."""
    glued = _GLUED.fullmatch(name)
    if glued is None:
        return None
    if glued["under"]:
        return _root(glued["under"])
    return styled({"bb": "mathbb"}.get(glued["style"], glued["style"]), glued["letter"])


def _fraction(above: str, below: str) -> str:
    above, below = above.strip(), below.strip()
    top = f"({above})" if _SUM.search(above) and not _ATOM.fullmatch(above) else above
    return f"{top}/{below if _ATOM.fullmatch(below) else f'({below})'}"


def _root(*texts: str) -> str:
    *index, under = (text.strip() for text in texts)
    high = "".join(scripts()["^"].get(letter, "") for letter in "".join(index))
    return f"{high}√{under if _ATOM.fullmatch(under) else f'({under})'}"


_SET: dict[str, Callable[..., str]] = {
    **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"), _fraction),
    "sqrt": _root,
    "binom": lambda above, below: f"({above} choose {below})",
    "not": lambda text: unicodedata.normalize("NFC", f"{text}\u0338"),
}


@cache
def _macros() -> Any:
    """What pylatexenc is told of macros: its own list, and what else is set here."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import std_macro

    known = get_default_latex_context_db()
    specs = [
        std_macro(name, "[{" if name == "sqrt" else "*{" if name == "operatorname" else "{" * count)
        for name, count in ARGUMENTS.items()
    ]
    known.add_context_category("reader", macros=specs, prepend=True)
    return known
