"""Facts as texts and as BibTeX, to be edited by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.library.bibtex_editing import edited, entry
from tui_reader.library.fact_form import FIELDS, filled, problems, texts_of
from tui_reader.model.papers import Details, Version
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper

FULL = paper(
    "Zebras & $x_1$ {of} 100%",
    "Jan van den Berg",
    year=1991,
    venue="Machine Learning",
    kind="book",
    doi="10.1000/Zebra_(1)",
    arxiv="2301.00001",
    url="https://example.org/a_b",
    key="berg1991zebras",
    details=Details(
        month=3,
        volume="6",
        pages="148-161",
        publisher="MIT & Sons",
        editors=(Person.literal("The Zebra Team"), Person("King", "Martin", suffix="Jr.")),
        comment="12 pages, 3 figures",
        categories=("cs.LG", "cs.AI"),
        keywords=("records", "zebras"),
        ids=(("isbn", "978-0-262-00000-0"), ("pmid", "12")),
        versions=(Version("v1", "1990-12"),),
        files=("/papers/zebra.pdf",),
        others=True,
    ),
)


def bundled(library: Library) -> list[Paper]:
    """The papers that the program ships, and one with every fact."""
    return [*library.papers(library.browse().ids), FULL]


def test_texts_that_were_not_changed_are_the_facts(library: Library) -> None:
    """Every fact that a form shows is the same when its text is read back."""
    papers = bundled(library)

    assert [filled(one, texts_of(one)) for one in papers] == papers


def test_one_changed_text_changes_one_fact() -> None:
    """The other facts stay, also those that no field shows."""
    expected = replace(FULL, details=replace(FULL.details, volume="7"))

    assert filled(FULL, {"volume": " 7 "}) == expected


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", " "),
        ("date", "May 2001"),
        ("date", "2001-13"),
        ("date", "2001-02-32"),
        ("doi", "no doi"),
        ("arxiv", "v1"),
        ("url", "ftp://example.org"),
        ("url", "https://"),
        ("kind", "poem"),
        ("ids", "pmid"),
        ("ids", "shelf:3"),
    ],
)
def test_a_text_that_cannot_be_a_fact(field: str, text: str) -> None:
    """It is said of its field, with what could be there, and the paper is not made."""
    assert [(one.field, bool(one.error.hint)) for one in problems(FULL, {field: text})] == [(field, True)]
    with pytest.raises(ReaderError):
        filled(FULL, {field: text})


@pytest.mark.parametrize("field", [one.name for one in FIELDS if one.name != "title"])
def test_an_empty_text_takes_the_fact_away(field: str) -> None:
    """All but the title may be empty."""
    assert texts_of(filled(FULL, {field: ""}))[field] == ""


def test_bibtex_that_was_not_changed_changes_nothing(library: Library) -> None:
    """Whatever BibTeX can say of a paper."""
    papers = bundled(library)

    assert [edited(one, entry(one), entry(one)) for one in papers] == papers


def test_one_changed_field_of_bibtex_changes_one_fact(library: Library) -> None:
    """Whatever else the entry has, and whatever it cannot say."""
    papers = bundled(library)
    with_language = [f"{entry(one).removesuffix(chr(125) + chr(10))}  language = {{Basque}},\n}}" for one in papers]
    found = [edited(one, entry(one), text) for one, text in zip(papers, with_language, strict=True)]

    assert found == [replace(one, details=replace(one.details, language="Basque")) for one in papers]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no entry of BibTeX in what was edited."),
        ("@book{a, title = {A}}\n@book{b, title = {B}}", "There are 2 entries in what was edited."),
        ("\n\n@book{a, year = 1999}", "Line 3: no title."),
    ],
)
def test_what_is_not_one_entry(text: str, message: str) -> None:
    """It is said with its line."""
    with pytest.raises(ReaderError) as raised:
        edited(FULL, entry(FULL), text)

    assert raised.value.message == message
