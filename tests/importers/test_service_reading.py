from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems
from tests.importers.service_records import CROSSREF, DBLP, DIGEST, KAGGLE, RECORDS, SCHOLAR, one, read
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Source
from tui_reader.importers.services.reading import read as read_service
from tui_reader.importers.services.table import services


@pytest.mark.parametrize("file_name", ["a.json", "b.jsonl", "c.txt", "-"])
@pytest.mark.parametrize(("name", "record"), RECORDS, ids=[name for name, _ in RECORDS])
def test_a_service_is_told_by_its_fields_in_any_wrapping(name: str, record: dict[str, Any], file_name: str) -> None:
    """Whatever the file is called: alone, in a list, in an answer, in JSON Lines, and cut off in its midst."""
    for text in (
        json.dumps(record),
        json.dumps([record], indent=2),
        json.dumps({"meta": {"count": 1}, "results": [record]}),
        json.dumps(record) + "\n" + json.dumps(record) + "\n",
        json.dumps([record, record])[: len(json.dumps(record)) - 5],
    ):
        assert detect(file_name, text[:4096]).name == name


@pytest.mark.parametrize(("name", "record"), RECORDS, ids=[name for name, _ in RECORDS])
def test_every_record_goes_in(name: str, record: dict[str, Any]) -> None:
    """Once for each time that it stands in the file, without a problem that costs one."""
    items = read([record, record], f"{name}2018.json")

    assert len(papers(items)) == 2
    assert not any(problem.refused for problem in problems(items))


def test_crossref_without_a_title() -> None:
    """It is refused under its DOI, with its text."""
    items = read([CROSSREF | {"title": []}])

    (problem,) = problems(items)
    assert (problem.reason, problem.record, problem.refused) == ("no title", "10.1000/XyZ", True)
    assert json.loads(problem.raw)["publisher"] == "Tree Press"


def test_an_answer_without_hits_has_nothing_to_refuse() -> None:
    """DBLP leaves the list out when it is empty."""
    text = json.dumps({"result": {"query": "x", "hits": {"@total": "0", "@sent": "0"}}})
    kind = detect("dblp.json", json.dumps([DBLP]))

    assert list(kind.read(Source(iter([text])))) == []


def test_records_of_this_program_are_nobody_elses() -> None:
    """What `search --json` prints has fields that services have too."""
    own = {"key": "lee2021", "title": "Trees", "venue": "X", "bookmarked": False, "queued": False, "published": "x"}

    assert detect("found.json", json.dumps([own])).name == "json"


def test_an_error_of_a_service_is_told_in_its_words() -> None:
    """It is no paper without a title."""
    kind = detect("s2.json", json.dumps([SCHOLAR]))
    items = list(kind.read(Source(iter(['{"message": "Too Many Requests", "code": "429"}']))))

    assert [problem.reason for problem in problems(items)] == ["the service answered with an error: Too Many Requests"]


def test_an_id_that_the_service_did_not_know_is_told() -> None:
    """Answers to several ids at once have null in its place."""
    items = read([SCHOLAR | {"embedding": None}, None])

    assert len(papers(items)) == 1
    assert [reason for _, reason in notes(items)] == [
        "null in a record's place: the service did not know what it was asked for"
    ]


def test_a_file_may_mix_services_and_own_records() -> None:
    """Each record is read as what it is."""
    items = read([DBLP, KAGGLE, {"title": "Mine", "abstract": "Own words."}])

    assert [paper.title for paper in papers(items)] == ["Growing trees", "On knots and links", "Mine"]


def test_what_cannot_be_stored_is_repaired_and_told() -> None:
    """Half of a surrogate pair, as JSON can carry one."""
    items = read(DIGEST | {"summary": "x \ud800 y"})

    assert papers(items)[0].abstract == "x \ufffd y"
    assert "cannot be stored" in notes(items)[0][1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_no_value_of_any_field_is_an_exception(data: st.DataObject) -> None:
    """A paper or a problem for each record, whatever stands in its fields."""
    name, record = data.draw(st.sampled_from(RECORDS))
    changed = dict(record)
    for field in data.draw(st.sets(st.sampled_from(sorted(record)), max_size=4)):
        changed[field] = data.draw(JSON)
    for name_of_inner in ("info", "data", "paper", "metadata", "content"):
        if isinstance(inner := changed.get(name_of_inner), dict):
            fields = data.draw(st.dictionaries(st.sampled_from(sorted(inner) or ["x"]), JSON, max_size=4))
            changed[name_of_inner] = {**inner, **fields}
    service = services()[name]
    items = list(read_service(Source(iter([json.dumps([changed])])), service))

    assert len(papers(items)) + sum(problem.refused for problem in problems(items)) == 1


def test_a_broken_record_costs_no_other() -> None:
    """In JSON Lines, and in a list whose records begin lines."""
    line = json.dumps(KAGGLE)
    for text in (f"{line}\n{line[:300]}\n{line}\n", f"[\n{line},\n{line[:300]}\n,\n{line}\n]"):
        kind = detect("x.json", text[:4096])
        items = list(kind.read(Source(iter(text.splitlines(keepends=True)))))

        assert kind.name == "arxiv-snapshot"
        assert (len(papers(items)), sum(problem.refused for problem in problems(items))) == (2, 1)


def test_authors_by_the_thousand_are_read_in_a_blink() -> None:
    """Collaborations have 7,000 of them."""
    authors = [{"given": f"A{number}", "family": f"Lee{number}", "affiliation": []} for number in range(7000)]

    assert len(one([CROSSREF | {"author": authors}]).authors) == 7000
