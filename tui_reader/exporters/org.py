"""Papers as an Org document: a heading a paper, its facts as properties. Nothing in a text is markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from tui_reader.citations.markup import org
from tui_reader.exporters.records import Exported, Format, Part, readable
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ZERO_WIDTH_SPACE = "\u200b"
_NOT_IN_TAGS = re.compile(r"[^\w@]+")
_EMPHASIS = re.compile(r"(?<![^\s\-(\"'{])(?=[*/_=~+]\S)")
_LINKS = re.compile(r"(?<=\[)(?=\[)|(?<=<)(?=<)|(?<=\{)(?=\{)")
_BEGINS_A_BLOCK = re.compile(r"^(?=\s*(?:\*+\s|[#|:+-]|\d+[.)]))", re.MULTILINE)


def write(papers: Iterable[Exported], stream: TextIO, parts: frozenset[Part]) -> None:
    """A heading a paper, with the reference and what is wanted of the rest below it."""
    stream.write("#+TITLE: Papers\n")
    stream.writelines("".join(f"{line}\n" for line in _entry(exported, parts)) for exported in papers)


def as_text(text: str) -> str:
    """The text with nothing in it that Org takes for markup: a space without width stands before it."""
    text = _LINKS.sub(_ZERO_WIDTH_SPACE, _EMPHASIS.sub(_ZERO_WIDTH_SPACE, text))
    return _BEGINS_A_BLOCK.sub(_ZERO_WIDTH_SPACE, text)


def _entry(exported: Exported, parts: frozenset[Part]) -> Iterator[str]:
    paper = exported.paper
    tags = [name for tag in paper.tags if (name := _NOT_IN_TAGS.sub("_", tag))] if "tags" in parts else []
    shown = f" :{':'.join(tags)}:" if tags else ""
    yield f"\n* {as_text(readable(paper.title))}{shown}"
    yield ":PROPERTIES:"
    facts = {"CUSTOM_ID": paper.key, "DOI": paper.doi, "ARXIV": paper.arxiv, "URL": paper.page}
    yield from (f":{name}: {one_line(fact)}" for name, fact in facts.items() if fact)
    yield ":END:"
    yield org([paper])
    if "abstract" in parts and paper.abstract.strip():
        yield f"\n{as_text(readable(paper.abstract))}"
    if "note" in parts:
        for one in exported.highlights:
            yield f"\n#+BEGIN_QUOTE\n{as_text(readable(one.anchor.exact))}\n#+END_QUOTE"
            if one.comment:
                yield f"\n{as_text(printable(one.comment).strip())}"
        if note := printable(paper.note).strip():
            yield f"\n{as_text(note)}"
    if "file" in parts:
        yield from (f"\n{as_text(one_line(file))}" for file in paper.details.files)


_USUAL: frozenset[Part] = frozenset({"abstract", "tags", "note"})

FORMAT = Format("org", "Org document", (".org",), write, _USUAL, "highlights")
