r"""The citation keys that a document uses, by the markup of its kind.

LaTeX: `\cite[p. 3]{a,b}` and every command of natbib and biblatex (`\parencite`, `\textcites{a}{b}`). Markdown:
Pandoc's `[@key, p. 3]`, `@key`, `@{key}`. Typst: `@key`, `#cite(<key>)`. Org: `[cite:@key]`, `cite:key` of org-ref.
What is a comment or code cites nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LATEX_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_LATEX_VERBATIM = re.compile(r"\\begin\{(verbatim\*?|lstlisting|minted|comment)\}.*?\\end\{\1\}", re.DOTALL)
_LATEX = re.compile(
    r"""\\(?!cite(?:style|text)\b)(?:[A-Za-z]*[Cc]ite[A-Za-z]*|nocite)\*?   # \cite, \citep, \Textcite, \footcites
        (?P<groups>(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}))+)  # its arguments
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s")
_BRACED = re.compile(r"\{([^{}]*)\}")
_KEY = r"[A-Za-z0-9_](?:[A-Za-z0-9_:./+-]*[A-Za-z0-9_+])?"
_QUARTO = ("fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "lem-", "cor-", "prp-", "def-", "exm-", "exr-")
"""What Quarto's references to parts of the document itself begin with."""
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*\s*$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AT = re.compile(rf"(?<![\w\\@./])@(?:\{{([^{{}}\s]+)\}}|({_KEY}))")
_TYPST_COMMENT = re.compile(r"(?<!:)//.*|/\*.*?\*/")
_TYPST_CITE = re.compile(rf"\bcite\(\s*(?:<({_KEY})>|label\(\"([^\"]+)\"\))")
_TYPST_LABEL = re.compile(rf"(?<!\()(?<!\(\s)<({_KEY})>")
_ORG_LINE_COMMENT = re.compile(r"^[ \t]*# .*$", re.MULTILINE)
_ORG_BLOCK = re.compile(
    r"^[ \t]*#\+begin_(src|example|comment)\b.*?^[ \t]*#\+end_\1", re.DOTALL | re.MULTILINE | re.IGNORECASE
)
_ORG_CITE = re.compile(r"\[cite(?:/[^:\]]*)?:([^\]]*)\]")
_ORG_REF = re.compile(rf"\b[a-zA-Z]*cite[a-zA-Z]*\*?:(?!@)&?({_KEY}(?:,{_KEY})*)")


def cited_keys(text: str, name: str) -> list[str]:
    """The keys that a document cites, each once, in the order in which they come first.

    `name` is the file's, whose ending says the markup. Raises ReaderError for an ending that says none.
    """
    ending = name.rpartition(".")[2].casefold()
    find = _BY_ENDING.get(ending)
    if find is None:
        raise ReaderError(
            f"{one_line(name)} is no document whose citations can be told.",
            f"The endings are {', '.join(f'.{one}' for one in _BY_ENDING)}.",
        )
    return list(dict.fromkeys(key for key in find(text) if key))


def _latex(text: str) -> Iterator[str]:
    text = _LATEX_COMMENT.sub(r"\1", _LATEX_VERBATIM.sub("", text))
    for command in _LATEX.finditer(text):
        for group in _BRACED.findall(command["groups"]):
            keys = (part.strip() for part in group.split(","))
            yield from (key for key in keys if key != "*" and not _SPACE.search(key))


def _markdown(text: str) -> Iterator[str]:
    text = _CODE.sub("", _FENCED.sub("", _HTML_COMMENT.sub("", text)))
    found = (braced or plain for braced, plain in _AT.findall(text))
    yield from (key for key in found if not key.startswith(_QUARTO))


def _typst(text: str) -> Iterator[str]:
    text = _TYPST_COMMENT.sub("", _CODE.sub("", text))
    found = [(match.start(), match[1] or match[2]) for match in (*_AT.finditer(text), *_TYPST_CITE.finditer(text))]
    labels = {*_TYPST_LABEL.findall(text)}  # a reference to a figure looks like a citation
    yield from (key for _, key in sorted(found) if key not in labels)


def _org(text: str) -> Iterator[str]:
    text = _ORG_LINE_COMMENT.sub("", _ORG_BLOCK.sub("", text))
    found = [
        (match.start() + inner.start(), inner[1] or inner[2])
        for match in _ORG_CITE.finditer(text)
        for inner in _AT.finditer(match[1])
    ]
    found += [(match.start(), key) for match in _ORG_REF.finditer(text) for key in match[1].split(",")]
    yield from (key for _, key in sorted(found))


_BY_ENDING: dict[str, Callable[[str], Iterator[str]]] = {
    "tex": _latex,
    "ltx": _latex,
    "md": _markdown,
    "markdown": _markdown,
    "qmd": _markdown,
    "rmd": _markdown,
    "typ": _typst,
    "org": _org,
}
