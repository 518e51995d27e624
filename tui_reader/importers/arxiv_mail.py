r"""arXiv's listing mails, its listing files, and its own `.abs` files.

Entries stand between dashed lines; `\\` separates the header, the abstract and the address. Sources: in
arXiv/arxiv-browse, browse/services/listing/parse_listing_file.py and browse/services/documents/fs_implementation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.arxiv_authors import arxiv_people
from tui_reader.importers.dates import date_of, date_of_arxiv_id, mail_date
from tui_reader.importers.facts import LONGEST_RAW, record_items, text_lines
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.model.papers import Details, Paper, Version, normal_arxiv, normal_doi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source

LARGEST: Final = 2**20
"""Characters of one entry."""

_BETWEEN = re.compile(r"\s*(?:-{20,}|%%--%%--%%.*|={20,})\s*")
_BAR = re.compile(r"\s*\\\\\s*(?:\(.*)?")
_ID = re.compile(
    r"\s*(?:arXiv|Paper)\s?(?:\(\*cross-listing\*\))?:\s*(?P<id>\S+?)(?:\s*\(\*cross-listing\*\))?(?:\s+\(.*)?\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?P<name>Titles?|Authors?|Categories|Subj-class|Comments?|Proxy|Report-no|Journal-ref|DOI|ACM-class|MSC-class|License"
    r"|From|Date(?: \(revised v\d+\))?|Submitted by|Abstract)\s?:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:replaced with revised version|(?:revised|withdrawn|figures? added|part added)[\w ]*?)\s+(?P<date>\w{3},.*)",
    re.IGNORECASE,
)
_REVISED = re.compile(r"date \(revised (?P<version>v\d+)\)")
_SIGN = re.compile(r"(?m)^[ \t]*\\\\[ \t]*\r?\n\s*(?:arXiv|Paper)\s?(?:\(\*cross-listing\*\))?:\s?\S+")
_WITHDRAWN = re.compile(
    r"\b(?:this (?:paper|article|submission)|paper) (?:has been|is|was) withdrawn|^withdrawn\b", re.IGNORECASE
)


def read(source: Source) -> Iterator[Item]:
    """The papers of the entries, new ones, cross-listings and replacements alike."""
    entry: list[str] = []
    first = size = 0
    for number, line in text_lines(source):
        if _BETWEEN.fullmatch(line):
            yield from _entry(entry, first, size)
            entry, size = [], 0
            continue
        if _starts_again(entry, line):
            # Two entries without a dashed line between them, as in mails that were pasted together.
            yield from _entry(entry[:-1], first, size)
            entry, size, first = [entry[-1]], 0, number - 1
        if not entry:
            if not line.strip():
                continue
            first = number
        size += len(line)
        if size <= LARGEST:
            entry.append(line)
    yield from _entry(entry, first, size)


def looks_like(beginning: str) -> bool:
    r"""Whether an entry begins: `\\`, and `arXiv:` or `Paper:` with an id on the next line."""
    return bool(_SIGN.search(beginning))


FORMAT = Format("arxiv-mail", "arXiv mails and .abs files", (".abs",), looks_like, read)


def _starts_again(entry: list[str], line: str) -> bool:
    return len(entry) > 2 and bool(_ID.fullmatch(line)) and _BAR.fullmatch(entry[-1]) is not None  # noqa: PLR2004 - a bar, an id


def _entry(lines: list[str], first: int, size: int) -> Iterator[Item]:
    """The paper of the lines between two dashed ones; nothing for those of the mail itself."""
    start = next((place for place, line in enumerate(lines) if _ID.fullmatch(line)), None)
    if start is None:
        return
    match = _ID.fullmatch(lines[start])
    raw = "\n".join(lines)[:LONGEST_RAW]
    name = match["id"] if match else ""
    if size > LARGEST:
        yield Problem(first, f"an entry of more than {LARGEST // 2**20} MiB", record=name, raw=raw)
        return
    header, abstract = _parts(lines[start + 1 :])
    fields, versions = _fields(header)
    title = " ".join(fields.pop("title", fields.pop("titles", "")).split())
    if not title:
        yield Problem(first + start, "no title", record=name, raw=raw)
        return
    notes: list[str] = []
    yield from record_items(_paper(title, name, _prose(abstract), (fields, versions), notes), first + start, notes)


def _parts(lines: list[str]) -> tuple[list[str], list[str]]:
    """The header and the abstract, which the bars separate."""
    bars = [place for place, line in enumerate(lines) if _BAR.fullmatch(line)]
    if not bars:
        return lines, []
    end = bars[1] if len(bars) > 1 else len(lines)
    return lines[: bars[0]], lines[bars[0] + 1 : end]


_Header = tuple[dict[str, str], list[Version]]


def _fields(lines: list[str]) -> _Header:
    """The fields of a header by their names in lower case, and the versions that its dates tell."""
    fields: dict[str, str] = {}
    versions: list[Version] = []
    name = ""
    for line in lines:
        if match := _CHANGED.match(line):
            versions.append(Version("", mail_date(match["date"])))
            name = ""
        elif match := _FIELD.match(line):
            name = match["name"].casefold()
            if name == "date" or _REVISED.match(name):
                revised = _REVISED.match(name)
                versions.append(Version(revised["version"] if revised else "v1", mail_date(match["value"])))
                name = ""
            else:
                fields[name] = match["value"]
        elif name and line[:1] in {" ", "\t", "\xa0"}:
            fields[name] += f" {line.strip()}"
    return fields, [version for version in versions if version.date]


def _paper(title: str, name: str, abstract: str, header: _Header, notes: list[str]) -> Paper:
    fields, versions = header
    names = " ".join(fields.pop("authors", fields.pop("author", "")).split())
    people, others, has_affiliations = arxiv_people(names)
    dois = fields.pop("doi", "").split()
    doi = normal_doi(dois[0]) if dois else None
    if dois and doi is None:
        notes.append(f"doi left empty: {dois[0][:60]!a} holds none")
    arxiv = normal_arxiv(name)
    date = date_of(versions[0].date) if versions and versions[0].name == "v1" else date_of_arxiv_id(arxiv or "")
    comment = " ".join(fields.pop("comments", fields.pop("comment", "")).split())
    extra = [
        (_SPELLED.get(field, field), " ".join(value.split()))
        for field, value in fields.items()
        if value.strip() and field != "categories"
    ]
    if has_affiliations:
        extra.append(("Authors", names))
    extra += [("DOI", other) for other in dois[1:]]
    details = Details(
        others=others,
        month=date.month,
        day=date.day,
        versions=tuple(versions),
        status="withdrawn" if _WITHDRAWN.search(comment) else "",
        categories=tuple(fields.get("categories", "").split()),
        comment=comment,
        extra=tuple(extra),
    )
    return Paper(title, abstract, people, date.year or None, None, arxiv, doi, kind="preprint", details=details)


_SPELLED: Final = {
    "from": "From",
    "report-no": "Report-no",
    "journal-ref": "Journal-ref",
    "acm-class": "ACM-class",
    "msc-class": "MSC-class",
    "license": "License",
    "proxy": "Proxy",
    "subj-class": "Subj-class",
}


def _prose(lines: list[str]) -> str:
    """The abstract in paragraphs: a line that is indented by two spaces begins one."""
    paragraphs: list[list[str]] = []
    for line in lines:
        if not paragraphs or not line.strip() or (line[:2] == "  " and paragraphs[-1]):
            paragraphs.append([])
        if line.strip():
            paragraphs[-1].append(line.strip())
    return "\n\n".join(" ".join(words) for words in paragraphs if words)
