"""The sentences of an abstract, by sentencex, the sentence splitter of the Wikimedia Foundation.

The splitter never sees the abstract itself but a text of the same length that reads like prose: formulas, macros and
addresses are words, the full stop of an abbreviation that scholars use is a letter, and the number of an item is no
parenthesis. So its offsets are offsets of the abstract, and its rules for prose are the only ones that decide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPAQUE = re.compile(
    r"""
    \$\$ .+? \$\$ | \\\( .+? \\\) | \\\[ .+? \\\]  # formulas
    | (?<!\\) \$ (?! [\s$] ) (?: [^$\\\n] | \\. | \n (?! \s*\n) )*? (?<! \s ) \$ (?! \d )  # as Pandoc reads dollars
    | \\begin \{ (?P<kind> \w+ \*? ) \} .+? \\end \{ (?P=kind) \}  # environments
    | \\ [A-Za-z]+ \*? (?: \[ [^\[\]\n]* \] )? (?: \{ (?: [^{}\n] | \{ [^{}\n]* \} )* \} )+  # macros with arguments
    | (?: https?:// | www\. | \b (?: [\w-]+ \.)+ [a-z]{2,}/ ) [^\s<>"{}^`\\]* [\w/]  # addresses
    | [\ud800-\udfff]  # lone surrogates, which the splitter cannot take
    """,
    re.VERBOSE | re.DOTALL,
)
"""What is no prose, and becomes a word."""
_QUOTE = re.compile("[\"'`\u2018-\u201f\u00ab\u00bb]")
_ITEM = re.compile(
    r"""
    (?: (?<! \S ) \( | (?<= [.:;,?!] \s ) | ^ )  # opened by a bracket, or after a stop, or at the beginning
    (?: \d{1,2} | [ivx]{1,4} | [a-h] )
    \) (?= \s )
    """,
    re.VERBOSE,
)
"""The number of an item: `(1)`, `ii)`."""
_ABBREVIATION = re.compile(
    r"""
    \b (?:
        # anywhere
        al | [Aa]pprox | [Cc]f | [Ee]\.g | [Ii]\.e | [Ii]e | [Ee]g | [Rr]esp | viz | vs | w\.r\.t | w\.l\.o\.g | i\.i\.d
            | s\.t | a\.k\.a | aka | incl | excl | esp | wrt | et (?= \. \s+ al\b )
        # before a number, a reference or a formula: Fig. 3, Eqs. (1)
        | (?: Alg | App | Appx | Ch | Chap | Cor | Def | Eq | Eqn | Ex | Fig | Lem | No | Prop | Ref | Sec | Sect
            | Supp | Tab | Thm | Vol | alg | app | ch | chap | eq | eqn | fig | no | pp | p | ref | sec | tab | vol )s?
            (?= \. [\s~]* (?: [\d(\[$\\] | [IVX]+\b ) )
    ) \.
    """,
    re.VERBOSE,
)
"""Abbreviations that end no sentence; those that name a part of a paper do if no number follows."""
_LAST_WORD = re.compile(
    r"""
    (?:
        # a variable of one letter, or "etc", before a capital
        (?: \s (?: [a-z] \s? )? | \b etc ) (?= \. [)\]'"\u201d\u2019]* \s+ [A-Z] )
        # an abbreviation before a word that begins sentences, because a capital alone may be a name: et al. Smith
        | \b (?: al | a\.s | i\.i\.d | w\.h\.p | a\.k\.a | U\.S ) (?= \. [)\]'"\u201d\u2019]* \s+ (?:
            A | After | All | Also | Although | An | And | As | At | Because | Both | But | By | Code | Despite | Each
            | Extensive | Finally | First | For | From | Further | Furthermore | Given | Here | Hence | How | However
            | If | In | Instead | Is | It | Its | Many | More | Moreover | Most | Next | Notably | On | One | Our
            | Recent | Recently | Results | Second | Since | So | Some | Specifically | Such | That | The | Their | Then
            | There | Therefore | These | They | This | Those | Though | Thus | To | Unlike | Using | We | What | When
            | Whether | Where | While | With | Yet
        ) \b )
    )
    """,
    re.VERBOSE,
)
"""What may be a variable or an abbreviation, but is the last word of its sentence, for another sentence begins."""
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_CLOSING = ")]}'\"\u201d\u2019\u00bb"


def sentences(text: str) -> list[tuple[int, int]]:
    """The offsets of the sentences, in order, without the white space between them.

    Every other character is in exactly one sentence. A line that ends, ends none; an empty line does.
    """
    return list(_sentences(text))


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    cuts = (0, *_cuts(text), len(text))
    for start, end in pairwise(cuts):
        part = text[start:end]
        begin = start + len(part) - len(part.lstrip())
        words = any(map(str.isalnum, part))
        if words or (part.strip() and not spans):
            spans.append((begin, start + len(part.rstrip())))
        elif part.strip():  # a bracket, or dots, belong to what stands before them
            spans[-1] = spans[-1][0], start + len(part.rstrip())
    return tuple(spans)


def _cuts(text: str) -> Iterator[int]:
    """The offsets of what follows each sentence."""
    from sentencex import get_sentence_boundaries

    begin = 0
    prose = _prose(text)
    for gap in (*_PARAGRAPH.finditer(prose), None):
        paragraph = prose[begin : gap.start() if gap else None]
        for sentence in get_sentence_boundaries("en", paragraph):
            end = begin + sentence["end_index"]
            while end < len(text) and text[end] in _CLOSING and not text[end - 1].isspace():
                end += 1
            yield end
        begin = gap.end() if gap else len(prose)


def _prose(text: str) -> str:
    """The text as the splitter reads it, of the same length."""
    for word in (_LAST_WORD, _ABBREVIATION):
        text = word.sub(lambda match: "q" * len(match.group()), text)
    for noun in (_OPAQUE, _ITEM):
        text = noun.sub(_noun, text)
    return _QUOTE.sub(lambda match: ")" if text[: match.start()][-1:] in {*".!?)"} else "q", text)


def _noun(match: re.Match[str]) -> str:
    """A word as long as what was found, such as begins a sentence; the full stop inside a formula may end one."""
    found = match.group()
    word = "Q" + "q" * (len(found) - 1)
    return word[:-1] + "." if found.endswith((".$", ".$$", r".\)", r".\]")) else word
