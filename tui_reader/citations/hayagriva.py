"""Papers as Hayagriva YAML, the bibliography of Typst.

Every text is in double quotes, so that nothing in it can be YAML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.citations.key_rules import keyed
from tui_reader.citations.kinds import Kind, kind
from tui_reader.citations.latex import own_capitals
from tui_reader.texts.names import cited
from tui_reader.texts.printable import one_line
from tui_reader.texts.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.texts.names import Person

_PARENTS = {Kind.CONFERENCE: "proceedings", Kind.ARTICLE: "periodical"}
_MARKUP = re.compile(r"[\\{}$]")
_FOUR_DIGITS = range(1000, 10_000)


def hayagriva(papers: Sequence[Paper]) -> str:
    """One entry a paper in the order given, each paper once, and a newline at the end; empty without papers."""
    return "\n".join(
        "".join(f"{line}\n" for line in (f"{yaml_text(key)}:", *_fields(paper))) for key, paper in keyed(papers).items()
    )


def _fields(paper: Paper) -> Iterator[str]:
    sort = kind(paper)
    is_article = sort is not Kind.PREPRINT or paper.arxiv or paper.venue
    yield f"  type: {'article' if is_article else 'misc'}"
    if title := one_line(paper.title):
        yield from _title("  ", title)
    if names := cited(paper.authors):
        yield "  author:"
        yield from (f"    - {{ {', '.join(_person(name))} }}" for name in names)
    if paper.year in _FOUR_DIGITS:
        yield f"  date: {paper.year}"
    if venue := one_line(paper.venue or ""):
        yield "  parent:"
        yield f"    type: {_PARENTS.get(sort, 'repository')}"
        yield from _title("    ", venue, as_it_is=True)
    if page := one_line(paper.url or ""):
        yield f"  url: {yaml_text(page)}"
    if numbers := [(name, one_line(value)) for name, value in (("doi", paper.doi), ("arxiv", paper.arxiv)) if value]:
        yield "  serial-number:"
        yield from (f"    {name}: {yaml_text(number)}" for name, number in numbers)


def _title(indent: str, title: str, *, as_it_is: bool = False) -> Iterator[str]:
    r"""The title with braces around words whose capitals no style may change.

    A title with Hayagriva's own signs is kept as it is whole, because the parser of 0.9 drops what follows `\{`.
    """
    if as_it_is or _MARKUP.search(title):
        yield f"{indent}title:"
        yield f"{indent}  value: {yaml_text(title)}"
        yield f"{indent}  verbatim: true"
    else:
        yield f"{indent}title: {yaml_text(own_capitals(title, '{', '}'))}"


def _person(name: Person) -> Iterator[str]:
    yield f"name: {yaml_text(name.family)}"
    for part, value in (("given-name", name.given), ("prefix", name.particle), ("suffix", name.suffix)):
        if value:
            yield f"{part}: {yaml_text(value)}"
