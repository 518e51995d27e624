"""The kinds of file that can be imported, and reading one of whatever kind.

A format is one module with a `FORMAT` and one row here. Importing this module stays cheap: a format that needs a parser
imports it inside its functions.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_reader.errors import ReaderError
from tui_reader.importers import (
    abstracts,
    acl_xml,
    arxiv_feeds,
    arxiv_mail,
    bibtex,
    csl_json,
    dblp_xml,
    endnote_tagged,
    endnote_xml,
    feeds,
    json_document,
    json_lines,
    medline,
    pubmed_xml,
    reading_notes,
    readwise,
    ris,
    tables,
    wos_tagged,
    zotero_rdf,
)
from tui_reader.importers.files import open_lines
from tui_reader.importers.records import Problem, Record, Source
from tui_reader.importers.services import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from tui_reader.importers.entries import Entry
    from tui_reader.importers.files import ReadingPosition
    from tui_reader.importers.records import Format, Item

FORMATS: Final[tuple[Format, ...]] = (
    *table.FORMATS,
    pubmed_xml.FORMAT,
    dblp_xml.FORMAT,
    acl_xml.FORMAT,
    endnote_xml.FORMAT,
    zotero_rdf.FORMAT,
    arxiv_feeds.FORMAT,
    feeds.FORMAT,
    csl_json.FORMAT,
    json_lines.FORMAT,
    json_document.FORMAT,
    readwise.FORMAT,
    tables.FORMAT,
    reading_notes.FORMAT,
    arxiv_mail.FORMAT,
    medline.FORMAT,
    wos_tagged.FORMAT,
    ris.FORMAT,
    bibtex.FORMAT,
    endnote_tagged.FORMAT,
    abstracts.FORMAT,
)
"""In the order in which they are asked whether a file is theirs: the one with the plainest signs first."""

_PACKED = (".gz", ".xz", ".bz2", ".zst")


def by_name(name: str) -> Format:
    """The format with that name; raises `ReaderError` naming those that exist."""
    for kind in FORMATS:
        if kind.name == name.casefold():
            return kind
    raise ReaderError(f"There is no import format {name!r}.", f"The formats are {_names()}.")


def detect(path_name: str, beginning: str) -> Format:
    """The format of a file with this name that begins like this.

    What a file holds says more than its name: the name decides between formats that both look right, and alone only
    when no format does. Raises `ReaderError` when there is no sign at all.
    """
    name = _unpacked(path_name).casefold()
    alike = [kind for kind in FORMATS if kind.looks_like(beginning)]
    if alike and alike[0] in table.FORMATS:
        return alike[0]  # JSON with the fields of a service, whatever the file is called
    named = [kind for kind in FORMATS if name.endswith(kind.suffixes)]
    if abstracts.FORMAT in named and abstracts.is_marked_up(beginning):
        named.remove(abstracts.FORMAT)  # a text with tags, of a kind that nobody knows
    for kind in (*(kind for kind in alike if kind in named), *alike, *named):
        return kind
    raise ReaderError(
        f"{path_name} is of no kind that can be told.", f"Say which with --format; the formats are {_names()}."
    )


def could_be_papers(name: str) -> bool:
    """Whether a file of this name, packed or not, could be a list of papers."""
    plain = _unpacked(name).casefold()
    return any(plain.endswith(kind.suffixes) for kind in FORMATS)


def read_file(
    path: str | PathLike[str], format_name: str = "auto", position: ReadingPosition | None = None
) -> Iterator[Item]:
    """The papers and problems of a file, a directory or an archive (`-` is standard input), read as they are asked for.

    `position` is told how far a single file is read. Raises `ReaderError` when there is no such format (at once) or
    nothing to read (when the first item is asked for).
    """
    return _items(path, None if format_name == "auto" else by_name(format_name), position)


def _items(path: str | PathLike[str], kind: Format | None, position: ReadingPosition | None) -> Iterator[Item]:
    """The items of a file, or of all files in a directory or an archive.

    Of several files, those that are no lists of papers are counted, and problems say in which file they are.
    """
    from tui_reader.importers.archives import entries  # zipfile and tarfile are loaded for an import, not at the start
    from tui_reader.importers.attachments import with_paths_from

    passed: list[str] = []
    errors: list[ReaderError] = []
    read = 0
    for entry in entries(path):
        if isinstance(entry, Problem):
            yield entry
            continue
        is_whole = entry.name == str(path)
        try:
            for item in _items_of(entry, kind, position if is_whole else None):
                if isinstance(item, Record):
                    yield with_paths_from(item, entry)
                else:
                    yield item if is_whole else _within(item, entry)
            read += 1
        except ReaderError as error:
            if is_whole:
                raise
            passed.append(entry.name)
            errors.append(error)
    if passed and not read:
        raise ReaderError(f"{path} has no file that is a list of papers: {errors[0].message}", errors[0].hint)
    if passed:
        shown = ", ".join(Path(name).name for name in passed[:_SHOWN])
        more = f" and {len(passed) - _SHOWN:,} more" if len(passed) > _SHOWN else ""
        yield Problem(0, f"passed over {len(passed):,} that are no lists of papers: {shown}{more}", refused=False)


_SHOWN = 5
"""How many files that were passed over are named."""


def _within(problem: Problem, entry: Entry) -> Problem:
    place = f"{entry.name}, line {problem.line}" if problem.line else entry.name
    return replace(problem, reason=f"{place}: {problem.reason}")


def _items_of(entry: Entry, kind: Format | None, position: ReadingPosition | None) -> Iterator[Item]:
    with open_lines(entry, position) as text:
        reader = (kind or detect(entry.name, text.beginning)).read
        told = 0
        for item in reader(Source(text.lines, _unpacked(entry.file_name), text.pieces)):
            if len(text.problems) > told:
                yield from text.problems[told:]
                told = len(text.problems)
            yield item
        yield from text.problems[told:]


def _unpacked(name: str) -> str:
    """The name of a file without the suffix of its compression; empty for standard input."""
    for suffix in _PACKED:
        if name.casefold().endswith(suffix):
            name = name[: -len(suffix)]
    return name


def _names() -> str:
    *most, last = (f"{kind.name} ({kind.label})" for kind in FORMATS)
    return f"{', '.join(most)} and {last}"
