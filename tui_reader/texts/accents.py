r"""The accents and letters that LaTeX spells in ASCII (`{\"o}`, `\'{\i}`, `\o{}`, `{\v s}`), as Unicode.

This is for names and other short texts of a bibliography, which are LaTeX for certain. Texts that only may have LaTeX
in them are set by `typeset`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_COMBINING: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
_LETTERS: Final = {
    "oe": "œ",
    "OE": "Œ",
    "ae": "æ",
    "AE": "Æ",
    "aa": "å",
    "AA": "Å",
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "\u0131",
    "j": "\u0237",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ",
    "NG": "Ŋ",
    "textquotesingle": "'",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textendash": "–",
    "textemdash": "—",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textasciitilde": "~",
    "copyright": "©",
    "textregistered": "®",
    "texttrademark": "™",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textunderscore": "_",
    "textbackslash": "\\",
    "textasciicircum": "^",
    "ldots": "…",
    "dots": "…",
    "S": "§",
    "textdegree": "°",
    "textmu": "µ",
    "texttimes": "×",
    "textellipsis": "…",
    "guillemotleft": "«",
    "P": "¶",
    "guillemotright": "»",
    "textasciiacute": "´",
    "textasciigrave": "`",
    "textdollar": "$",
    "slash": "/",
    "textsection": "§",
    "textperiodcentered": "·",
    "textbullet": "•",
    "texteuro": "€",
    "textquotedbl": '"',
}
_ACCENT: Final = re.compile(
    r"\\(?P<accent>[`'^\"~=.]|[uvHtcdbkr](?![A-Za-z]))\s*"  # the accent
    r"(?:\{\s*\\?(?P<braced>[^\W\d_]{1,2})\s*\}"  # {o}, {\i}, {oo}
    r"|\\(?P<dotless>[ij])(?![A-Za-z])\s?"  # \i
    r"|(?P<bare>[^\W\d_])"  # o
    r"|(?P<none>\{\s*\}))"  # nothing
)
_LETTER: Final = re.compile(r"\\(?P<name>[A-Za-z]+)(?:\s*\{\}|\s+|(?![A-Za-z]))")
_ESCAPED: Final = re.compile(r"\\(?P<sign>[%&_#$ ,{}-])")
_TEXT_SYMBOL: Final = re.compile(r"\{?\\(?P<name>text[a-z]+)(?:\s*\{\}|(?<!\{)(?:\s+|(?![A-Za-z{])))\}?")
_STYLE: Final = re.compile(
    r"\\(?:emph|text(?:bf|it|rm|sc|sf|sl|tt|up|md|normal)|mbox|em|it|bf|sc|rm|tt|sl|sf|relax|noopsort\s*\{[^{}]*\}"
    r"|bibnamedelim[a-z]|natexlab|protect|url|href)(?![A-Za-z])\s*"
)


def unaccented_macros(text: str) -> str:
    r"""The text with the macros of accents and letters as the letters they mean; its braces stay (`{\"o}` is `{ö}`)."""
    if "\\" not in text:
        return text
    text = _ACCENT.sub(_accented, text)
    if "\\" in text:
        text = _ACCENT.sub(_accented, text)  # \'{\i} with braces around the letter has become two
        text = _LETTER.sub(lambda match: _LETTERS.get(match["name"], match.group()), text)
    return unicodedata.normalize("NFC", text)


def unicode_of(text: str) -> str:
    r"""A short text of a bibliography without LaTeX: accents as letters, `\&` as `&`, no braces, no fonts.

    A formula stays as it is.
    """
    if "\\" not in text and "{" not in text and "~" not in text and "--" not in text and "``" not in text:
        return text
    if "$" in text.replace("\\$", ""):
        parts = re.split(r"(?<!\\)(\$[^$]*(?<!\\)\$)", text)
        return "".join(part if place % 2 else _without_latex(part) for place, part in enumerate(parts))
    return _without_latex(text)


def _without_latex(text: str) -> str:
    if "\\" in text:
        text = text.replace("{\\textasciitilde}", "\x00").replace("\\textasciitilde{}", "\x00")
        text = unaccented_macros(text)
    if "\\" not in text:
        text = text.replace("~", " ").replace("{", "").replace("}", "")
    else:
        text = re.sub(r"(?<!\\)~", " ", _STYLE.sub("", text))
        text = re.sub(r"(?<!\\)[{}]", "", text)
        text = _ESCAPED.sub(lambda match: "" if match["sign"] == "-" else match["sign"].replace(",", " "), text)
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return text.replace("\x00", "~")


def with_plain_signs(text: str) -> str:
    r"""The text with the signs that only an exporter had to escape as themselves: `\&`, `{\%}`, `{\textendash}`.

    Accents, macros and formulas stay: they are LaTeX of the author's.
    """
    if "\\" not in text:
        return text
    parts = re.split(r"(?<!\\)(\$[^$]*(?<!\\)\$)", text) if "$" in text else [text]
    return "".join(part if place % 2 else _with_plain_signs(part) for place, part in enumerate(parts))


def _with_plain_signs(text: str) -> str:
    text = _TEXT_SYMBOL.sub(lambda match: _LETTERS.get(match["name"], match.group()), text)
    return re.sub(r"\{\\([%&_#])\}|\\([%&_#])", lambda match: match[1] or match[2], text)


def _accented(match: re.Match[str]) -> str:
    letters = match["braced"] or match["dotless"] or match["bare"] or ""
    if not letters:
        return ""
    if letters == "\u0131":
        letters = "i"
    combining = _COMBINING[match["accent"]]
    if match["accent"] == "t":
        return letters[0] + combining + letters[1:]
    if len(letters) > 1 and not letters[1:].isalpha():
        return match.group()
    return unicodedata.normalize("NFC", letters[0] + combining) + letters[1:]
