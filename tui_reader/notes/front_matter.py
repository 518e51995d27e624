"""A note as a file: Markdown below front matter in YAML, which says what it is about and that the program wrote it.

The last line of the front matter is a mark: the SHA-256 of everything else. So a file tells by itself whether the
program made it, and whether it is still as the program left it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.texts.printable import one_line
from tui_reader.texts.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper

_MARK = re.compile(rb"\A(---\n(?:(?!---\n).*\n)*?)tui-reader: sha256-([0-9a-f]{64})\n(---\n)")


def document(paper: Paper, highlights: Sequence[Highlight]) -> bytes:
    """The file of a paper's note."""
    front = "".join(f"{line}\n" for line in _front(paper, highlights))
    note = paper.note if paper.note.endswith("\n") else f"{paper.note}\n"
    head, rest = f"---\n{front}".encode(), f"---\n\n{note}".encode()
    return b"%stui-reader: sha256-%s\n%s" % (head, _digest(head + rest), rest)


def is_marked(content: bytes) -> bool:
    """Whether the program made a file, whatever was done with it since."""
    return _MARK.match(_unix(content)) is not None


def is_untouched(content: bytes) -> bool:
    """Whether a file is as the program made it; the ends of its lines may be those of Windows."""
    content = _unix(content)
    found = _MARK.match(content)
    return found is not None and found[2] == _digest(found[1] + found[3] + content[found.end() :])


def _front(paper: Paper, highlights: Sequence[Highlight]) -> Iterator[str]:
    yield f"title: {yaml_text(one_line(paper.title))}"
    yield from _list("authors", (yaml_text(one_line(author.name)) for author in paper.authors))
    if paper.year is not None:
        yield f"year: {paper.year}"
    facts = {"venue": paper.venue, "arxiv": paper.arxiv, "doi": paper.doi, "url": paper.page}
    yield from (f"{name}: {yaml_text(one_line(fact))}" for name, fact in facts.items() if fact)
    yield f"key: {yaml_text(paper.key)}"
    yield from _list("tags", map(yaml_text, paper.tags))
    yield from _list("highlights", map(_highlight, highlights))


def _highlight(highlight: Highlight) -> str:
    comment = f"\n    comment: {yaml_text(highlight.comment)}" if highlight.comment else ""
    return f"quote: {yaml_text(one_line(highlight.anchor.exact))}{comment}\n    colour: {highlight.colour}"


def _list(name: str, items: Iterator[str] | map[str]) -> Iterator[str]:
    lines = [f"  - {item}" for item in items]
    yield from (f"{name}:", *lines) if lines else (f"{name}: []",)


def _digest(content: bytes) -> bytes:
    import hashlib  # takes a millisecond, which the start of a reader whose notes are mirrored would pay

    return hashlib.sha256(_unix(content)).hexdigest().encode()


def _unix(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
