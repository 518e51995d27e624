"""The tables of typesetting: which macros there are, and the letters and signs of Unicode that they stand for."""

from __future__ import annotations

import unicodedata
from functools import cache

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
SILENT = frozenset(
    (
        *("left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr"),
        *("bigm", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "rm", "it", "bf", "em", "sf", "tt"),
        *("sc", "sl", "!", "/"),
    )
)
"""Macros that say how something looks."""
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
    "iid": "i.i.d.",
}
"""Symbols that pylatexenc does not have, and the macros that authors of abstracts define alike."""
OPERATORS = frozenset(
    (
        *("arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "cos", "cosh", "deg", "det", "diag", "dim", "exp"),
        *("gcd", "hom", "inf", "ker", "lim", "liminf", "limsup", "ln", "log", "max", "min", "mod", "poly", "polylog"),
        *("Pr", "rank", "sign", "sin", "sinh", "sup", "tan", "tanh", "tr"),
    )
)
_NO_SYMBOLS = frozenset(
    (
        *("today", "ref", "autoref", "cref", "Cref", "eqref", "cite", "citet", "citep", "vspace", "hspace", "item"),
        *("maketitle", "\\"),
    )
)
"""What pylatexenc writes something of its own for."""
_ALONE = "*⋆∗†‡′°"
"""What stands high already."""
_SCRIPT_BLOCKS = ((0x1D2C, 0x1DBF), (0x2C7C, 0x2C7D), (0x2B0, 0x2E4), (0x2070, 0x209C), (0xB2, 0xB3), (0xB9, 0xB9))
_HIGH = {"∘": "°", "⊤": "ᵀ"}
_SEVERAL = 3


def accented(accent: str, letter: str) -> str | None:
    r"""A letter with the accent that a macro (`"`, `tilde`) puts on it; None when that is no letter of any script."""
    combined = unicodedata.normalize("NFC", _undotted(letter) + _combining(accent))
    return combined if len(combined) == 1 else None


def symbol(name: str) -> str | None:
    """The text of a macro without arguments; None when there is none."""
    return _symbols().get(name)


def _undotted(letter: str) -> str:
    return {"\u0131": "i", "\u0237": "j"}.get(letter, letter)


def styled(name: str, text: str) -> str | None:
    """A text in the alphabet, or with the accent, of a macro; None when Unicode does not have it."""
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
    table = scripts()[script]
    small = "".join(table.get(letter, "") for letter in text.replace(" ", ""))
    if len(small) == len(text.replace(" ", "")):
        return small
    return f"{script}{text}" if len(text) == 1 or (text.isascii() and text.isalnum()) else f"{script}({text})"


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
def scripts() -> dict[str, dict[str, str]]:
    """The letters that Unicode has as superscript and as subscript."""
    tables: dict[str, dict[str, str]] = {"^": {"-": "⁻"}, "_": {"-": "₋"}}
    for first, last in _SCRIPT_BLOCKS:
        for code in range(first, last + 1):
            kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
            if kind in ("<super>", "<sub>") and len(letters) == 1:
                tables["^" if kind == "<super>" else "_"][chr(int(letters[0], 16))] = chr(code)
    tables["^"] |= {"α": "ᵅ", "ε": "ᵋ"} | {letter: letter for letter in _ALONE}
    return tables
