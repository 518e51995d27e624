from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.importers.reading import notes, papers, problems
from tui_reader.citations.key_rules import citation_key
from tui_reader.errors import ReaderError
from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.bundled_files import bundled_digest
from tui_reader.importers.fields import object_of
from tui_reader.importers.formats import detect, read_file
from tui_reader.importers.records import Problem, Record
from tui_reader.model.papers import Paper, normal_arxiv, normal_doi
from tui_reader.paths import shipped
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from pathlib import Path

DATA = shipped("data")
PINNED = {
    "abstracts.txt": "627d2b8764223046a19fd50a74fc5cac40594b2f43c90f0868e97a174de0b92d",
    "metadata.jsonl": "8c55e6624689afe210f36cffdf95c2887b42c845f8f1ea8f80de529e086abb4c",
}


@cache
def bundled() -> list[Paper]:
    return papers(bundled_papers())


@cache
def metadata() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "metadata.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A directory with the shipped files, to change."""
    for name in PINNED:
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", PINNED)
def test_the_shipped_files_are_what_they_were(name: str) -> None:
    """The user's document and the facts about it are byte for byte what was given."""
    assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == PINNED[name]


def test_the_readme_names_the_checksums() -> None:
    """Whoever checks the files by hand finds what to compare with."""
    readme = (DATA / "README.md").read_text("utf-8")

    assert [name for name, checksum in PINNED.items() if checksum not in readme] == []


def test_every_title_and_abstract_is_kept_to_the_letter() -> None:
    """All 209 papers are there, in the order of the document, as an independent reading of it has them."""
    lines = (DATA / "abstracts.txt").read_bytes().decode("utf-8").split("\n")[2:-1]
    lines[0] = lines[0][len("Subscribe") :]

    assert [(paper.title, paper.abstract) for paper in bundled()] == list(zip(lines[::2], lines[1::2], strict=True))
    assert len(bundled()) == 209


def test_nothing_shipped_is_a_problem() -> None:
    """The two files fit together without a word."""
    assert problems(bundled_papers()) == []


@pytest.mark.parametrize("index", range(209))
def test_the_join_lost_and_invented_nothing(index: int) -> None:
    """A paper has exactly the facts of its line, to the letter, and nothing for null."""
    written = object_of(bundled()[index])
    there = {name: value for name, value in written.items() if value and name != "abstract"}
    facts = {name: value for name, value in metadata()[index].items() if value}

    assert there == {name: value for name, value in facts.items() if name not in ("confidence", "provenance")}


@pytest.mark.parametrize("index", range(209))
def test_single_facts_name_their_sources(index: int) -> None:
    """Each fact that was looked up by itself says where; a source without its fact there is not."""
    [record] = [item for item in list(bundled_papers())[index : index + 1] if isinstance(item, Record)]

    assert dict(record.origins) == metadata()[index]["provenance"]
    assert {name for name, _ in record.origins} <= metadata()[index].keys()


def test_what_the_second_look_brought_is_counted() -> None:
    """The facts beyond authors, year, venue and identifiers of papers, by their names."""
    fields = Counter(name for one in bundled() for name, value in object_of(one).items() if value)

    assert {name: fields[name] for name in ("kind", "venue", "volume", "pages", "publisher", "editors", "doi")} == {
        "kind": 208,
        "venue": 127,
        "volume": 34,
        "pages": 52,
        "publisher": 48,
        "editors": 46,
        "doi": fields["doi"],
    }


def test_a_fresh_paper_carries_no_state() -> None:
    """Marks, tags and notes are the reader's to make, none is shipped."""
    states = {(paper.id, paper.bookmarked, paper.read, paper.tags, paper.note) for paper in bundled()}

    assert states == {(0, False, False, (), "")}


def test_keys_stay_what_the_first_release_made_them() -> None:
    """A corrected year or author gives no paper another key: texts cite it."""
    kept = [paper for paper in bundled() if paper.key]

    assert len(kept) == 21
    assert [paper.key for paper in kept if paper.key == citation_key(paper)] == []


def test_facts_that_nobody_gave_are_counted() -> None:
    """One paper has neither an author nor a year."""
    assert sum(not paper.authors for paper in bundled()) == 1
    assert sum(paper.year is None for paper in bundled()) == 1


def test_every_name_survives_its_parsing() -> None:
    """A name in reading order is its two parts with a space between them."""
    names = [name for facts in metadata() for name in facts["authors"]]

    assert [name for name in names if Person.parse(name).name != name] == []


def test_identifiers_are_normal() -> None:
    """The shipped identifiers are spelled as imported ones are, so that both mean the same paper."""
    assert [paper for paper in bundled() if paper.arxiv and normal_arxiv(paper.arxiv) != paper.arxiv] == []
    assert [paper for paper in bundled() if paper.doi and normal_doi(paper.doi) != paper.doi] == []


def test_the_document_can_be_imported_like_any_other() -> None:
    """The bundled document is told by itself and read by the same reader."""
    path = DATA / "abstracts.txt"

    assert detect("papers", path.read_text("utf-8")[:4096]).name == "abstracts"
    assert [paper.title for paper in papers(read_file(path))] == [paper.title for paper in bundled()]


def test_a_paper_without_facts_goes_in_with_a_note(copy: Path) -> None:
    """Title and abstract are enough; the missing facts are told."""
    lines = (copy / "metadata.jsonl").read_text("utf-8").splitlines(keepends=True)
    (copy / "metadata.jsonl").write_text("".join(lines[1:]), "utf-8")

    items = list(bundled_papers(copy))

    assert papers(items)[0] == Paper(bundled()[0].title, bundled()[0].abstract)
    assert notes(items) == [(3, f"metadata.jsonl has no facts about “{bundled()[0].title}”")]


def test_facts_without_a_paper_are_told(copy: Path) -> None:
    """A line of facts that fits no abstract is a problem at its line, and becomes no paper."""
    with (copy / "metadata.jsonl").open("a", encoding="utf-8") as facts:
        facts.write('{"title": "No such paper"}\n')

    items = list(bundled_papers(copy))

    assert papers(items) == bundled()
    assert problems(items) == [Problem(210, "metadata.jsonl: no abstract for “No such paper”")]


def test_a_second_entry_is_told(copy: Path) -> None:
    """Two lines about one paper: the first counts, the second is a problem."""
    first = (copy / "metadata.jsonl").read_text("utf-8").splitlines()[0]
    with (copy / "metadata.jsonl").open("a", encoding="utf-8") as facts:
        facts.write(json.dumps({**json.loads(first), "year": 1900}) + "\n")

    items = list(bundled_papers(copy))

    assert papers(items) == bundled()
    assert [problem.line for problem in problems(items)] == [210]


def test_titles_that_differ_in_spelling_still_meet(copy: Path) -> None:
    """Case, accents and punctuation do not part a paper from its facts; the document's spelling stays."""
    text = (copy / "metadata.jsonl").read_text("utf-8")
    title = bundled()[0].title
    (copy / "metadata.jsonl").write_text(text.replace(title, title.upper() + "."), "utf-8")

    assert next(iter(bundled_papers(copy))) == next(iter(bundled_papers()))


@pytest.mark.parametrize("name", PINNED)
def test_a_missing_file_says_what_to_do(copy: Path, name: str) -> None:
    """An installation that lost a file is told to be made again."""
    (copy / name).unlink()

    for use in (bundled_digest, lambda directory: list(bundled_papers(directory))):
        with pytest.raises(ReaderError, match=name) as caught:
            use(copy)
        assert caught.value.hint.startswith("Install tui-reader again")


@pytest.mark.parametrize("name", PINNED)
def test_the_digest_tells_releases_apart(copy: Path, name: str) -> None:
    """The same files have the same digest wherever they are; one other byte is another release."""
    assert bundled_digest(copy) == bundled_digest()

    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[:-2] + b"!\n")

    assert bundled_digest(copy) != bundled_digest()
