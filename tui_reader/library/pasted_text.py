"""What was pasted or typed: papers in a format, identifiers, a citation, or the paths of files."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from tui_reader.errors import ReaderError
from tui_reader.model.papers import Details, Paper, arxiv_of_doi, normal_arxiv, normal_doi
from tui_reader.paths import typed_path
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Item

_SHOWN = 60
_PMID = re.compile(r"(?:pmid:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/)(\d{1,9})/?", re.IGNORECASE)
_ARXIV = re.compile(r"(?:arxiv:\s*)?[\w.-]+(?:/\d{7})?(?:v\d+)?", re.IGNORECASE)
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_ARXIV_PAGE = re.compile(
    r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/(?P<id>\S+?)(?:\.pdf)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+", re.IGNORECASE)
_LABEL = re.compile(r"\b(doi|arxiv|pmid):?\s+(?=\d)", re.IGNORECASE)


class Pasted(NamedTuple):
    """What a text turned out to be."""

    items: Iterator[Item]
    """Papers and problems, to give to `Library.take`; none when it is paths."""
    source: str
    """Where the facts are from, for `Library.take`."""
    what: str
    """In words: "BibTeX", "3 DOIs", "a citation", "a file"."""
    paths: tuple[Path, ...] = ()
    """Files that are there, to give to `Library.import_file`."""


def read_pasted(text: str) -> Pasted:
    """What a text is: paths, identifiers, papers in any format that is imported, or a citation.

    Raises ReaderError when it is none of them. Nothing is asked of the network: a paper of which only an identifier is
    known has that as its title, until an import completes it.
    """
    text = text.strip("\ufeff").strip()
    if not text:
        raise ReaderError("There is nothing to add.", "Paste BibTeX, RIS, DOIs, a citation, or the path of a file.")
    if paths := _paths(text):
        return Pasted(iter(()), "", "a file" if len(paths) == 1 else f"{len(paths)} files", paths)
    return _identifiers(text) or _records(text) or _citation(text) or _nothing(text)


def _paths(text: str) -> tuple[Path, ...]:
    """The files that a text names, as a terminal pastes files that are dropped on it; none unless all are there."""
    if len(text) > 2**15:
        return ()
    candidates = [[text], text.splitlines()]
    with contextlib.suppress(ValueError):  # an odd quotation mark: no path that a terminal pastes
        candidates.append([part for line in text.splitlines() for part in shlex.split(line)])
    for names in candidates:
        paths = tuple(_path(name.strip()) for name in names if name.strip())
        if paths and all(map(_is_there, paths)):
            return paths
    return ()


def _path(text: str) -> Path:
    if text.lower().startswith("file://"):
        return Path(unquote(urlsplit(text).path))
    return typed_path(text)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a NUL
        return False


def _identifiers(text: str) -> Pasted | None:
    """A list of identifiers with spaces, commas or line ends between them; `None` when anything else is among them."""
    from tui_reader.importers.records import Record

    found: list[Record] = []
    kinds: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for token in re.split(r"[\s;]+|,(?=\s|$)", _LABEL.sub(r"\1:", line)):
            if not token.strip(",;"):
                continue
            known = _identified(token.strip(",;"))
            if known is None:
                return None
            kind, paper = known
            kinds[kind] = kinds.get(kind, 0) + 1
            found.append(Record(paper, number))
    what = " and ".join(counted(count, kind) for kind, count in kinds.items())
    return Pasted(iter(found), "pasted identifiers", what)


def _identified(token: str) -> tuple[str, Paper] | None:
    """What an identifier or an address is, and the paper that has it."""
    token = token.strip("<>")
    if match := _PMID.fullmatch(token):
        return "PubMed id", Paper(f"PMID {match[1]}", details=Details(ids=(("pmid", match[1]),)))
    page = _ARXIV_PAGE.fullmatch(token)
    arxiv = normal_arxiv(page["id"] if page else token) if page or _ARXIV.fullmatch(token) else None
    if arxiv:
        return "arXiv id", Paper(f"arXiv:{arxiv}", arxiv=arxiv)
    if (_DOI.fullmatch(token) or _ADDRESS.fullmatch(token)) and (doi := normal_doi(token)):
        if preprint := arxiv_of_doi(doi):
            return "arXiv id", Paper(f"arXiv:{preprint}", arxiv=preprint)
        return "DOI", Paper(doi, doi=doi)
    if _ADDRESS.fullmatch(token):
        return "address", Paper(token, url=token)
    return None


def _records(text: str) -> Pasted | None:
    """Papers in a format with certain signs."""
    from tui_reader.importers import abstracts
    from tui_reader.importers.formats import FORMATS
    from tui_reader.importers.records import Source

    kind = next((one for one in FORMATS if one is not abstracts.FORMAT and one.looks_like(text[: 2**14])), None)
    if kind is None:
        return None
    lines = f"{text}\n".splitlines(keepends=True)
    return Pasted(kind.read(Source(iter(lines), "", iter(lines))), f"pasted {kind.label}", kind.label)


def _citation(text: str) -> Pasted | None:
    from tui_reader.importers.citation import read_citation
    from tui_reader.importers.records import Record

    paper = read_citation(printable(text))
    return None if paper is None else Pasted(iter([Record(paper, 1)]), "a pasted citation", "a citation")


def _nothing(text: str) -> Pasted:
    short = one_line(text)
    short = short if len(short) <= _SHOWN else f"{short[:_SHOWN]}…"
    if "\n" not in text and ("/" in text or text.startswith("~")) and " " not in text.strip("'\""):
        raise ReaderError(f"There is no file {short}.", "Check the path.")
    raise ReaderError(
        f"“{short}” is no paper, identifier or citation that can be told.",
        "Paste BibTeX, RIS or another format of `help importing`, DOIs, arXiv ids, one citation, or a path.",
    )
