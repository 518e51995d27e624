"""A library that is moved as JSON loses nothing."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.benchmarks import corpus
from tests.builders import paper, records
from tui_reader.importers.fields import object_of
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.model.papers import Details, Link

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call
    from tui_reader.model.papers import Paper


@pytest.fixture
def used(library: Library) -> Library:
    """A library with a paper that has everything, and marks on one that is shipped."""
    details = Details(
        pages="1-2", volume="6", ids=(("pmid", "7"),), links=(Link("pdf", "https://a.example/x.pdf"),), keywords=("a",)
    )
    whole = paper("On Trees", "Ada Lovelace", kind="article", year=2020, doi="10.1000/X", details=details, added=1000)
    library.take(records([whole]), source="refs.bib")
    new, old = library.find("10.1000/x").id, library.find("spector2023accelerating").id
    library.keys.rename(new, "Mine:2020")
    library.bookmark([new])
    library.mark_read([new, old])
    library.queue([old])
    library.ratings.set([new], 4)
    library.tag([new], ["ml/trees"])
    library.write_note(new, "First")
    library.write_note(new, "Now\n\n**bold**")
    library.highlights.add(new, 3, 8, "green", "Why?")
    return library


def state(library: Library, one: Paper) -> dict[str, Any]:
    written = object_of(one, library.highlights.of(one.id), library.notes.versions(one.id))
    # The order of a few highlights made at once, and when papers came, are their own.
    return written | {"highlights": [{**mark, "id": 0} for mark in written["highlights"]]}


@pytest.mark.parametrize("way", ["search", "show"])
def test_everything_of_a_paper_moves(
    used: Library, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Facts, key, marks with their times, tags, note with its versions, highlights, and where facts are from."""
    arguments = ["search", "is:read"] if way == "search" else ["show", "Mine:2020", "--sources"]
    path = tmp_path / "moved.json"
    path.write_text(call(*arguments, "--json").out, encoding="utf-8")
    there = used.find("Mine:2020")
    monkeypatch.setenv("TUI_READER_HOME", str(tmp_path / "other"))
    result = call("import", str(path))

    assert (result.code, result.err) == (0, "")
    home = type(used.home).under(tmp_path / "other")
    with closing(Library(home)) as other:
        assert state(other, other.find("Mine:2020")) == state(used, there)
        if way == "search":
            old = used.find("spector2023accelerating")
            moved = other.find(old.key)
            assert (moved.read_at, moved.queued_at) == pytest.approx((old.read_at, old.queued_at), abs=1e-5)
        else:
            sources = {fact.field: fact.source for fact in other.provenance.of(other.find("Mine:2020").id)}
            assert sources["doi"] == "refs.bib"
    assert call("import", str(path)).out.endswith(" unchanged\n")


@pytest.mark.usefixtures("library")
def test_thousands_of_papers_come_back(call: Call, tmp_path: Path) -> None:
    """What `search --json` prints of a large library, as one list."""
    made = list(corpus.recombined(2_000, corpus.bundled()))
    path = tmp_path / "papers.json"
    path.write_text(json.dumps([object_of(one) for one in made]), encoding="utf-8")
    assert call("import", str(path)).code == 0
    printed = tmp_path / "printed.json"
    printed.write_text(call("search", "year:1000..2999", "--json").out, encoding="utf-8")

    assert printed.stat().st_size > 2_000_000
    [report] = call("import", str(printed), "--json").json
    count = len(json.loads(printed.read_text("utf-8")))
    assert (report["added"], report["completed"], report["unchanged"], report["refused"]) == (0, 0, count, 0)


def test_refused_records_are_written_out_and_can_be_mended(call: Call, tmp_path: Path) -> None:
    """As they stand in their file, so that they can be imported once they are right."""
    file, rest = tmp_path / "papers.jsonl", tmp_path / "rest.jsonl"
    file.write_text('{"title": "One"}\n{"title": ""}\n{"title": "Two", nonsense\n{"title": "Three"}\n', "utf-8")
    result = call("import", str(file), "--refused", str(rest))

    assert (result.code, result.out.endswith("2 new, 2 refused\n")) == (1, True)
    assert rest.read_text("utf-8") == '{"title": ""}\n{"title": "Two", nonsense\n'


def test_each_record_is_told_on_request(call: Call, tmp_path: Path) -> None:
    """What would become of it, its line and its title."""
    file = tmp_path / "papers.jsonl"
    file.write_text('{"title": "One"}\n{"title": "One"}\n', "utf-8")

    assert call("import", str(file), "--dry-run", "--each").out.splitlines()[:2] == [
        "added\t1\tOne",
        "unchanged\t2\tOne",
    ]


def test_what_differs_is_told_with_both_values(call: Call, library: Library, tmp_path: Path) -> None:
    """In words and in the report for programs."""
    library.take([Record(paper("On Trees", doi="10.1000/x", year=2020, key="mine"), 1)])
    file = tmp_path / "papers.jsonl"
    file.write_text('{"title": "On Trees", "doi": "10.1000/x", "year": 2021, "award": "best"}\n', "utf-8")
    result = call("import", str(file))

    assert f"{file}:1: mine keeps its year: 2020, not 2021\n" in result.err
    assert f"{file}: kept aside under their own names: award\n" in result.err
    assert result.out.endswith("0 new, 1 completed, 1 fact differs, 1 field of 1 record kept aside\n")
    [report] = call("import", str(file), "--json").json
    assert report["conflicts"] == [{"line": 1, "key": "mine", "field": "year", "kept": "2020", "given": "2021"}]
    assert report["other_fields"] == {"award": 1}
