"""Papers as Markdown: one document, or a file a paper for Obsidian, Logseq and Zettlr."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from tui_reader.citations.markdown import escaped, markdown, unblocked
from tui_reader.exporters.records import Exported, Format, Part, readable
from tui_reader.texts.printable import one_line, printable
from tui_reader.texts.times import in_utc
from tui_reader.texts.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.model.papers import Paper


def write(papers: Iterable[Exported], stream: TextIO, parts: frozenset[Part]) -> None:
    """A heading a paper, and below it the reference and what is wanted of the rest."""
    stream.write("# Papers\n")
    for exported in papers:
        paper = exported.paper
        blocks = (f"## {escaped(readable(paper.title))}", markdown([paper]), *_body(exported, parts))
        stream.write("".join(f"\n{block}\n" for block in blocks))


def one(exported: Exported, parts: frozenset[Part]) -> str:
    """The file of one paper: front matter in YAML, and the paper below it."""
    paper = exported.paper
    front = "".join(f"{line}\n" for line in _front(paper, parts))
    blocks = (f"# {escaped(readable(paper.title))}", markdown([paper]), *_body(exported, parts))
    return f"---\n{front}---\n" + "".join(f"\n{block}\n" for block in blocks)


def _body(exported: Exported, parts: frozenset[Part]) -> Iterator[str]:
    paper = exported.paper
    if "tags" in parts and paper.tags:
        yield " ".join(f"#{tag}" for tag in paper.tags)
    if "abstract" in parts and paper.abstract.strip():
        yield unblocked(escaped(readable(paper.abstract)))
    if "note" in parts:
        for one in exported.highlights:
            yield f"> {unblocked(escaped(readable(one.anchor.exact)))}"
            if one.comment:
                yield printable(one.comment).strip()
        if note := printable(paper.note).strip():
            yield note
    if "file" in parts and paper.details.files:
        yield "\n".join(f"- File: {escaped(one_line(file))}" for file in paper.details.files)


def _front(paper: Paper, parts: frozenset[Part]) -> Iterator[str]:
    yield f"title: {yaml_text(readable(paper.title))}"
    yield f"aliases: [{yaml_text(readable(paper.title))}]"
    yield f"citekey: {yaml_text(paper.key)}"
    yield from _list("authors", (one_line(author.name) for author in paper.authors))
    if paper.year is not None:
        yield f"year: {paper.year}"
    facts = {"venue": paper.venue, "doi": paper.doi, "arxiv": paper.arxiv, "url": paper.page}
    yield from (f"{name}: {yaml_text(one_line(fact))}" for name, fact in facts.items() if fact)
    if paper.rating:
        yield f"rating: {paper.rating}"
    yield f"read: {'true' if paper.read else 'false'}"
    if paper.added:
        yield f"added: {in_utc(paper.added):%Y-%m-%d}"
    if "tags" in parts:
        yield from _list("tags", paper.tags)
    if "file" in parts:
        yield from _list("files", map(one_line, paper.details.files))


def _list(name: str, texts: Iterable[str]) -> Iterator[str]:
    lines = [f"  - {yaml_text(text)}" for text in texts]
    yield from (f"{name}:", *lines) if lines else (f"{name}: []",)


_USUAL: frozenset[Part] = frozenset({"abstract", "tags", "note"})

FORMAT = Format("markdown", "Markdown", (".md", ".markdown"), write, _USUAL, "highlights", one=one)
