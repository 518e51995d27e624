r"""What in a text is LaTeX, and what only looks like it.

Texts of papers are not LaTeX documents: `$` may be a price, `\n` a path, `{a, b}` a set and `~` "about". The rules were
read off ten thousand abstracts. When in doubt, nothing is LaTeX.
"""

from __future__ import annotations

import re

MARK = re.compile(
    r"[\\${~]"  # a macro, a formula, braces, a tie
    r"|(?<!-)-{2,3}(?!-)|``|''"  # a dash of two or three hyphens, quotation marks
    r"|[_^](?=\{)"  # a script in braces
)
"""Where LaTeX may be."""
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
"""A brace, or an escaped character, which is none."""
DOLLAR = re.compile(r"\\.|\$", re.DOTALL)
"""A `$`, or an escaped character, which is none."""

NAME = re.compile(r"\\([A-Za-z]+)\*?")
"""A macro with a name in letters, starred or not."""
ESCAPES = {
    re.compile(r"\\([%&_#${}])"): r"\1",
    re.compile(r"(?<=\S)\\[ ,](?=\S)"): " ",  # a space of a fixed width, between words
    re.compile(r"(?<=[a-z])\\-(?=[a-z])"): "",  # where a word may be hyphenated
}
"""Escaped characters, and what they stand for."""
WORD_BEFORE = re.compile(r"(?<=[A-Za-z]{2})")
"""Before a macro: it is a part of a path, or of a text whose spaces are lost."""
PATH = re.compile(
    r"(?<=\b[A-Za-z]:)\\[^\s{}$]*"  # after the letter of a drive, C:\name
    r"|\\\\[^\s{}$]*"  # the name of a machine, or a line break of a table
)
"""A path of Windows."""
REFERENCE = re.compile(
    r"\\(?:[A-Za-z]{0,6}cite[A-Za-z]{0,9}"  # \cite, \citep, \parencite, \citeauthor
    r"|(?:[Aa]uto|[Cc]|eq|name|page)?ref|label|begin|end)"
    r"\*?(?:\s?\[[^\[\]{}]*\])*"  # a star, optional arguments
    r"\{[^{}]*\}"
)
"""What points to another place of a document that nobody has here."""
CONTRACTION = re.compile(r"(?<=[A-Za-z])\\'(?=(?:s|t|d|m|re|ll|ve)\b)")
r"""An apostrophe that some program escaped: `don\'t`."""
QUOTE_IN_QUOTES = re.compile(r'\\"(?![A-Za-z{\\])')
"""Shows that `\"` is a quotation mark that some program escaped, not an umlaut."""
ACCENT = re.compile(
    # The accent: any sign before braces, and without braces only on letters that have that accent in some language,
    # so that paths and escaped quotation marks are none.
    r"""\\(?P<name>["'`^~=.](?=\s?\{)"""
    r"""|["'`^](?=[A-Za-z\\])|~(?=[anoANO])|=(?=[aeiouAEIOU])|\.(?=[zIZ])"""
    r"|[cuvHdbkr](?=\{)|c(?=\s[cstCST]))"
    # The letter: in braces, as \i or \j without a dot, or bare.
    r"\s?(?:\{\s?\\?(?P<braced>[A-Za-z])\s?\}"
    r"|\\(?P<dotless>[ij])(?![A-Za-z])(?:\{\}|\s)?"
    r"|(?P<bare>[A-Za-z]))"
)
r"""An accent with its letter: `\'e`, `\"{o}`, `\'{\i}`, `\c c`."""
LETTER = re.compile(
    r"\\(oe|OE|ae|AE|aa|AA|ss|o|O|l|L|i|j)(?![A-Za-z])"
    r"(?:\{\}|(?<=[A-Za-z])\s(?=[a-z]))?"  # what ends the macro: {}, or a space in the middle of a word
)
r"""A letter that ASCII does not have: `\o`, `\ss{}`."""
TEXT = frozenset(
    (
        *("emph", "textit", "textbf", "textsc", "texttt", "textrm", "textsf", "textsl", "textup", "textmd"),
        *("textnormal", "text", "mbox", "hbox", "underline", "uline", "em", "it", "bf", "sc", "tt", "sl"),
    )
)
"""Macros whose argument is text."""
ADDRESSES = frozenset(("url", "nolinkurl", "path"))
SCRIPTS = {"textsuperscript": "^", "textsubscript": "_"}
FONT = re.compile(
    r"\{\\(?:em|it|bf|rm|sc|sf|tt|sl|(?:it|sl|sc|up)shape|(?:bf|md)series|(?:rm|sf|tt)family)(?![A-Za-z])\s*"
)
r"""The beginning of a group in another font: `{\em `."""
NAMED = re.compile(
    r"(?<![$}\w])\{(?=[^{}]*[A-Z][^{}]*[A-Z]|[A-Z][a-z]{3})[A-Za-z][\w.&'+/-]+\}"  # {CSPNet}, {Bayes}: a whole word
    r"|(?<![$}\w])\{[A-Z]\}(?=[a-z-])"  # {B}ayesian
    r"|(?<=[a-z-])\{[^\W\d_a-z]\}"  # e{X}, -{Q}: a capital after the beginning of a word
    r"|(?<=[A-Z])\{[^\W\d_a-z]\}(?=[a-z])"  # D{N}n
    r"|(?<=\s)\{[–—]\}(?=\s)"  # a dash of its own
)
"""Braces that keep the capitals of a name: `{CSPNet}`, `{B}ayesian`. A set has commas, or one letter."""
GLUED = re.compile(r"\\(?:emph|text(?:bf|it|sc|tt(?!t)|rm|sf)|bf(?=[A-Z][a-z]))(?=[A-Za-z])")
r"""A font whose braces some program took away: `\emphclass`."""
UNBRACED = re.compile(
    r"(?:\s(?=[A-Z0-9]))?[A-Za-z0-9](?![A-Za-z])"  # one letter or digit; after a space no word in lower case
    r"|\\[A-Za-z]+"  # a macro
)
r"""An argument without braces: `\tilde O`, `\hat\beta`."""
ATTACHED = re.compile(r"[_^](?:\{[^{}]*\}|\\[A-Za-z]+|[^\W_](?![^\W_]))")
"""A script right after a macro: in braces, a macro itself, or one letter or digit."""
RAISED = re.compile(
    # After a letter, a digit or a closing bracket: a number (10^{-3}), an index (x_{n-1}), a letter or two, a star.
    r"(?<=[^\W_])[_^]X|(?<=[)\]|])[_^]X".replace("X", r"\{[-+]?(?:\d+|[A-Za-z][-+]\d|[A-Za-z]{1,2}|\*)\}")
)
"""A short script in braces, outside formulas: `10^{-3}`, `n^{th}`; `x_1` and `x^2` may be anything."""

_TIE = re.compile(
    # After a word or punctuation and before a capital, a number, a bracket or a formula: Fig.~1, Lemma~\ref{x}.
    r"(?:(?<=[^\W_]{2})|(?<=[.,:;)}\]$]))~(?=[(\[$\\{`\"'A-Z0-9])"
    r"|(?<=[.,;)}\]$])~(?=[a-z])"  # after punctuation alone also before a small letter: [3]~and
)
_TIED_WORDS = re.compile(r"(?<=[^\W\d_]{2})~(?=[^\W\d_])")
_DASH = re.compile(
    r"(?<=[\w)\]}\"'$%.,:;?!”’])-{2,3}(?=[\w(\[{\"'$\\“‘])"  # right between two words, numbers, brackets or quotations
    r"|(?<=\s)-{2,3}(?=\s)"  # alone between spaces
)
QUOTED = re.compile(
    r"(?<![\w`])``(?=[^\s`,.;:])"  # no opening mark inside a word or before a space or a stop
    r"[^`]{1,400}?(?<=\S)(?P<close>'')"
)
"""A quotation between doubled marks."""
_ADDRESS = re.compile(r"://\S*\Z")
_LONGEST_ADDRESS = 200

_PROSE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}(?![A-Za-z])")
_FUNCTIONS = re.compile(r"\b(?:log|ln|exp|min|max|sup|inf|sin|cos|tan|poly|polylog|argmin|argmax|mod)\b")
_IN_BRACES = re.compile(r"\{[^{}]*\}")
LONGEST_FORMULA = 1000
_SENTENCE = 4
"""So many words are no formula."""


def is_tie(source: str, place: int, *, in_latex: bool) -> bool:
    """Whether a `~` is a space: `Fig.~1`, not `~100` and not `O~(n)`. Between words it is in LaTeX only."""
    found = _TIE.match(source, place) or (in_latex and _TIED_WORDS.match(source, place))
    return bool(found) and not _is_in_address(source, place)


def is_dash(source: str, place: int) -> bool:
    """Whether hyphens are a dash: between words or numbers, not before an option and not in a rule."""
    return bool(_DASH.match(source, place)) and not _is_in_address(source, place)


def _is_in_address(source: str, place: int) -> bool:
    return _ADDRESS.search(source, max(0, place - _LONGEST_ADDRESS), place) is not None


def is_formula(body: str, before: str, after: str) -> bool:
    """Whether what stands between two `$` is maths; `before` and `after` are the characters outside, or "".

    Between two prices is prose, or one of them begins where the other ends (`$5-$10`).
    """
    inner = body.strip()
    if not inner or len(body) > LONGEST_FORMULA or "\n\n" in body or (body[0].isdigit() and after.isdigit()):
        return False
    words = _PROSE.findall(_FUNCTIONS.sub("", _IN_BRACES.sub("", body)))
    spaced = body[0].isspace() + body[-1].isspace()
    if "\\" in body:
        return len(words) < _SENTENCE and not (words and spaced == len("$$"))
    if words and (" " in inner or after.isalnum()):
        return False
    if spaced == 1 and (words or not inner.isalnum()):
        return False
    if any(mark in body for mark in "^_{"):
        return True
    return inner[0] not in ",;:." and not (before.isalpha() and after.isalpha())
