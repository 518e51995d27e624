"""Bibliographies for other programs: the formats of citations, written a page at a time."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, TextIO

from tui_reader.citations import bibtex, csl_json, hayagriva, plain, ris
from tui_reader.exporters.records import Exported, Format, Part, pages, with_own_keys
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def _write(  # noqa: PLR0913 - three are the interface, three say how
    papers: Iterable[Exported],
    stream: TextIO,
    parts: frozenset[Part],
    *,
    cite: Callable[..., str],
    between: str = "",
    carries: bool = False,
) -> None:
    """Writes what `cite` makes of each page; `between` stands between two pages, `carries` says it takes parts."""
    is_first = True
    for page in pages(with_own_keys(papers)):
        cited = [exported.paper for exported in page]
        text = cite(cited, parts=parts) if carries else cite(cited)
        stream.write(text if is_first else f"{between}{text}")
        is_first = False


def _write_csl(papers: Iterable[Exported], stream: TextIO, parts: frozenset[Part]) -> None:
    """One JSON list, an item at a time; tags are the keywords, and the note is the note."""
    between = "["
    for page in pages(with_own_keys(papers)):
        items = json.loads(csl_json.csl_json([exported.paper for exported in page]))
        for item, (paper, *_) in zip(items, page, strict=True):
            if "abstract" not in parts:
                item.pop("abstract", None)
            if "tags" in parts and paper.tags:
                item["keyword"] = ", ".join(paper.tags)
            if "note" in parts and paper.note:
                item["note"] = printable(paper.note)
            text = json.dumps(item, ensure_ascii=False, indent=2).replace("\n", "\n  ")
            stream.write(f"{between}\n  {text}")
            between = ","
    stream.write("[]\n" if between == "[" else "\n]\n")


def _write_ris(papers: Iterable[Exported], stream: TextIO, parts: frozenset[Part]) -> None:
    """A record a paper, and an empty line between two."""
    is_first = True
    for exported in with_own_keys(papers):
        paper = exported.paper
        lines = ris.ris([paper]).splitlines()
        lines = [line for line in lines if line.strip() and ("abstract" in parts or not line.startswith("AB  - "))]
        ends = next((place for place, line in enumerate(lines) if line.startswith("ER  -")), len(lines))
        more = [f"KW  - {tag}" for tag in paper.tags] if "tags" in parts else []
        if "note" in parts and paper.note.strip():
            # A line of a note that begins like a tag would be one.
            more.append(f"N1  - {one_line(paper.note)}")
        if "file" in parts:
            more += [f"L1  - {one_line(file)}" for file in paper.details.files]
        stream.write("".join(("" if is_first else "\n", *(f"{line}\n" for line in (*lines[:ends], *more, "ER  - ")))))
        is_first = False


def _write_plain(papers: Iterable[Exported], stream: TextIO, _parts: frozenset[Part]) -> None:
    """A reference a line."""
    stream.writelines(f"{plain.plain([exported.paper for exported in page])}\n" for page in pages(papers))


_BIBTEX = partial(_write, cite=bibtex.bibtex, between="\n", carries=True)
_BIBTEX_UNICODE = partial(_write, cite=partial(bibtex.bibtex, unicode=True), between="\n", carries=True)
_BIBLATEX = partial(_write, cite=bibtex.biblatex, between="\n", carries=True)
_HAYAGRIVA = partial(_write, cite=hayagriva.hayagriva, between="\n")
_WITH_ABSTRACT: frozenset[Part] = frozenset({"abstract"})

FORMATS = (
    Format("bibtex", "BibTeX", (".bib",), _BIBTEX),
    Format("bibtex-unicode", "BibTeX, letters as they are", (), _BIBTEX_UNICODE),
    Format("biblatex", "BibLaTeX", (), _BIBLATEX),
    Format("ris", "RIS", (".ris",), _write_ris, _WITH_ABSTRACT),
    Format("csl-json", "CSL-JSON", (".json",), _write_csl, _WITH_ABSTRACT),
    Format("hayagriva", "Hayagriva YAML, for Typst", (".yml", ".yaml"), _HAYAGRIVA, is_bare=True),
    Format("plain", "Plain text", (".txt",), _write_plain, is_bare=True),
)
