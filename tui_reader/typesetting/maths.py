r"""LaTeX maths as Unicode: what stands between two `$` (or a macro that stands alone) as one line of text.

pylatexenc reads the LaTeX and knows the symbols. How they are set is decided here, because what it makes of maths is
meant for files: it leaves scripts as they are and writes placeholders, line breaks and bullets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ARGUMENTS = {
    **dict.fromkeys(("mathcal", "mathscr", "mathbb", "mathfrak", "mathbf", "mathrm", "mathit", "mathsf", "mathtt"), 1),
    **dict.fromkeys(("boldsymbol", "bm", "pmb", "operatorname", "mathop", "mathds", "mathbbm", "cal", "ensuremath"), 1),
    **dict.fromkeys(("text", "textrm", "textit", "textbf", "textsf", "texttt", "textsc", "textup", "mbox", "hbox"), 1),
    **dict.fromkeys(("emph", "mathnormal", "smash", "underline", "sqrt", "not"), 1),
    **dict.fromkeys(("tilde", "widetilde", "hat", "widehat", "bar", "overline", "vec", "dot", "ddot", "check"), 1),
    **dict.fromkeys(("breve", "acute", "grave", "mathring"), 1),
    **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac", "binom"), 2),
}
"""How many arguments the macros take that are set here; a macro that is in no table stays as it is."""

_ALPHABETS = {
    **dict.fromkeys(("mathcal", "mathscr", "cal"), "script"),
    **dict.fromkeys(("mathbb", "mathds", "mathbbm"), "doublestruck"),
    "mathfrak": "fraktur",
}
_WIDE = {"widetilde": "tilde", "widehat": "hat"}
_ACCENTS = frozenset("'`\"^~=.cHkbdruv") | {
    *("vec", "dot", "hat", "check", "breve", "acute", "grave", "tilde", "bar", "ddot", "widetilde", "widehat"),
    *("overline", "mathring"),
}
_OVER = {"overline": "\u0305", "mathring": "\u030a"}
"""The accents that pylatexenc does not have."""
_SILENT = frozenset(
    (
        *("left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr"),
        *("bigm", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "rm", "it", "bf", "em", "sf", "tt"),
        *("sc", "!", "/"),
    )
)
_SPACES = frozenset((",", ";", ":", " ", ">", "quad", "qquad", "\\", "\n"))
_OWN = {
    **dict.fromkeys(("dotsc", "dotsb", "dotso"), "…"),
    **dict.fromkeys(("R", "reals"), "ℝ"),
    "|": "‖",
    "lbrace": "{",
    "rbrace": "}",
    "choose": " choose ",
    "colon": ":",
    "eps": "ε",
    "N": "ℕ",
    "Z": "ℤ",
    "E": "𝔼",
    "ie": "i.e.",
    "eg": "e.g.",
}
"""Symbols that pylatexenc does not have, and the macros that authors of abstracts define alike."""
_OPERATORS = frozenset(
    (
        *("arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "cos", "cosh", "deg", "det", "diag", "dim", "exp"),
        *("gcd", "hom", "inf", "ker", "lim", "liminf", "limsup", "ln", "log", "max", "min", "mod", "poly", "polylog"),
        *("Pr", "rank", "sign", "sin", "sinh", "sup", "tan", "tanh", "tr"),
    )
)
_LIMITS = {"liminf": "lim inf", "limsup": "lim sup"}
_NO_SYMBOLS = frozenset(
    (
        *("today", "ref", "autoref", "cref", "Cref", "eqref", "cite", "citet", "citep", "vspace", "hspace", "item"),
        *("maketitle", "\\"),
    )
)
"""What pylatexenc writes something of its own for."""
_ALONE = "*⋆∗†‡′°"
"""What stands high already."""
_COMMENT = re.compile(r"(?<!\\)%")
_ATOM = re.compile(r"\d+(?:\.\d+)?|[^\W\d_][^\w\s/+*()-]*|\([^()]*\)|\|[^|]*\||[^\W\d_][\u2070-\u209c²³¹ᵃ-ᶿ]*")
_SUM = re.compile(r"(?<=.)[+\-\u2212±\s]")
_SEVERAL = 3


@lru_cache(maxsize=1 << 12)
def maths(source: str) -> str | None:
    """LaTeX maths, without its `$`, as text on one line; unknown macros stay. None when it cannot be read at all."""
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    walker = LatexWalker(_COMMENT.sub(r"\\%", source), latex_context=_macros(), tolerant_parsing=False)
    try:
        nodes, _, read = walker.get_latex_nodes()
        text = " ".join(_Line(nodes).text.split()) if read == len(walker.s) else ""
    except (LatexWalkerError, RecursionError):  # pylatexenc goes as deep as the braces
        return None
    return text if text and ("\\" not in text or text != source.strip()) else None


def accented(accent: str, letter: str) -> str | None:
    r"""A letter with the accent that a macro (`"`, `tilde`) puts on it; None when that is no letter of any script."""
    combined = unicodedata.normalize("NFC", _undotted(letter) + _combining(accent))
    return combined if len(combined) == 1 else None


def symbol(name: str) -> str | None:
    """The text of a macro without arguments; None when there is none."""
    return _symbols().get(name)


def _undotted(letter: str) -> str:
    return {"\u0131": "i", "\u0237": "j"}.get(letter, letter)


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
        if name in _SILENT:
            return
        text, self._kept = _macro(node)
        if name in _OPERATORS and not self._script and self.text[-1:].isalnum():
            text = f" {text}"
        self._add(text)
        if node.macro_post_space and not self._script and name not in ARGUMENTS:
            self.text += " "
        self._after_operator = name in _OPERATORS


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
        text = set_(*arguments) if set_ else _styled(name, arguments[-1])
    elif name in _OPERATORS:
        text = _LIMITS.get(name, name)
    elif not arguments:
        text = symbol(name)
    return (str(node.latex_verbatim()).rstrip(), True) if text is None else (text, False)


def _styled(name: str, text: str) -> str | None:
    if name in _ALPHABETS:
        from pylatexenc.latex2text import fmt_math_text_style

        return str(fmt_math_text_style(text, _ALPHABETS[name]))
    if name in _ACCENTS:
        letters = _undotted(text)
        if len(letters) > _SEVERAL or not letters.isalnum():
            return None
        return unicodedata.normalize("NFC", "".join(letter + _combining(name) for letter in letters))
    return text


def scripted(text: str, script: str) -> str:
    """A text as superscript (`^`) or subscript (`_`): in Unicode's letters if it has them all, else after the sign."""
    if not text:
        return ""
    if script == "^" and all(letter in _ALONE for letter in text):
        return text
    if script == "^" and text in _HIGH:
        return _HIGH[text]
    table = _scripts()[script]
    small = "".join(table.get(letter, "") for letter in text.replace(" ", ""))
    if len(small) == len(text.replace(" ", "")):
        return small
    return f"{script}{text}" if len(text) == 1 or text.isalnum() else f"{script}({text})"


_SCRIPT_BLOCKS = ((0x1D2C, 0x1DBF), (0x2C7C, 0x2C7D), (0x2B0, 0x2E4), (0x2070, 0x209C), (0xB2, 0xB3), (0xB9, 0xB9))
_HIGH = {"∘": "°", "⊤": "ᵀ"}


def _fraction(above: str, below: str) -> str:
    top = f"({above})" if _SUM.search(above) and not _ATOM.fullmatch(above) else above
    return f"{top}/{below if _ATOM.fullmatch(below) else f'({below})'}"


def _root(*texts: str) -> str:
    *index, under = texts
    high = "".join(_scripts()["^"].get(letter, "") for letter in "".join(index))
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


@cache
def _symbols() -> dict[str, str]:
    from pylatexenc.latex2text import get_default_latex_context_db

    found: dict[str, str] = {"%": "%"}
    for spec in get_default_latex_context_db().iter_macro_specs():
        text = spec.simplify_repl
        if isinstance(text, str) and "%" not in text and spec.macroname not in _NO_SYMBOLS and text.strip():
            found[spec.macroname] = text.strip()
    return found | _OWN


@cache
def _combining(accent: str) -> str:
    """The combining character of an accent's macro."""
    if accent in _OVER:
        return _OVER[accent]
    from pylatexenc.latex2text import LatexNodes2Text

    text = LatexNodes2Text().latex_to_text(f"\\{_WIDE.get(accent, accent)}{{x}}")
    return unicodedata.normalize("NFD", text)[1:]


@cache
def _scripts() -> dict[str, dict[str, str]]:
    """The letters that Unicode has as superscript and as subscript."""
    tables: dict[str, dict[str, str]] = {"^": {"-": "⁻"}, "_": {"-": "₋"}}
    for first, last in (
        (0x1D2C, 0x1DBF),
        (0x2C7C, 0x2C7D),
        (0x2B0, 0x2E4),
        (0x2070, 0x209C),
        (0xB2, 0xB3),
        (0xB9, 0xB9),
    ):
        for code in range(first, last + 1):
            kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
            if kind in ("<super>", "<sub>") and len(letters) == 1:
                tables["^" if kind == "<super>" else "_"][chr(int(letters[0], 16))] = chr(code)
    tables["^"] |= {"α": "ᵅ", "ε": "ᵋ"} | {letter: letter for letter in _ALONE}
    return tables
