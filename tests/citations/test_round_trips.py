"""What is exported is read back by other programs' parsers with equal fields, whatever the papers hold."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string as read_bibtexparser
from citeproc.source.json import CiteProcJSON
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string as read_pybtex
from pylatexenc.latex2text import LatexNodes2Text

from tests.citations.formats import named
from tests.citations.hostile import papers as hostile_papers
from tui_reader.citations.key_rules import keyed
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person
from tui_reader.texts.names import cited as cited_people
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

BIBTEX = ("bibtex", "bibtex-unicode", "biblatex", "biblatex-latex")

_PIECES = (
    # Braces, dollars and backslashes that are no LaTeX: LaTeX in a title stays LaTeX, and test_latex has that.
    *("{;", ";}", "%", "&", "\\ ", "@", "#", "_", "~", "^", "$5", "'", ",", "=", "<b>", "|", "*", "/", ";", ":"),
    *("\n", "\r\n", "\t", " ", "TY  - X", "ER  - ", "@article{x,", " and ", "A", "deep", "GPT-4o", "CSPNet", "0"),
    *("é", "Ö", "ß", "ø", "Ł", "王小明", "深度学习", "نقل التعلم", "🧪", "👩\u200d🔬", "e\u0301", "o\u0302\u0323", "½"),
)
texts = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
words = st.sampled_from(
    ("Lee", "Ö", "王", "نقل", "de", "van", "Jr.", "III", "Mary-Ann", "J.", "O'Neil", "e\u0301", "X&Y")
)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
addresses = st.lists(st.sampled_from(("a", "/", "?", "=", "%20", "&", "~", "_", "#", "é")), max_size=9).map("".join)
papers = st.builds(
    Paper,
    title=texts.filter(one_line),
    abstract=texts,
    authors=st.lists(st.builds(Person, family=names, given=st.just("") | names), max_size=4).map(tuple),
    year=st.none() | st.integers(1, 9999),
    venue=st.none() | texts,
    arxiv=st.none() | st.sampled_from(("2301.00001", "cs.LG/0501001", "hep-th/9901001")),
    doi=st.none() | st.sampled_from(("10.1000/182", "10.1/a_b(c)", "10.1002/x%y")),
    url=st.none() | addresses.map("https://a.org/{}".format),
)
libraries = st.lists(papers, max_size=4).map(lambda some: [replace(one, key=f"k{n}") for n, one in enumerate(some)])
thorough = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
crowded = [
    Paper(
        "A Crowd", authors=tuple(Person.of(f"Łee{number}", "Ann B.") for number in range(500)), year=2012, venue="PRL"
    ),
    Paper("Nothing else is known"),
]


_TYPOGRAPHY = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "`": "'",
        "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}": "^",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
    }
)


def cited(some: list[Paper], name: str) -> tuple[dict[str, Paper], str]:
    return keyed(some), named(name).cite(some)


def plain(latex: str) -> str:
    """What LaTeX prints, without the typography of quotes and dashes."""
    text: str = LatexNodes2Text().latex_to_text(latex)
    return typed(text)


def typed(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY).replace("---", "-").replace("--", "-")
    text = text.replace("''", '"')  # two apostrophes are a quotation mark in LaTeX
    return re.sub(r"\s+", " ", text).strip()


def known(paper: Paper) -> dict[str, Any]:
    """The facts that every format has to hand over, in the same words."""
    return {
        "title": one_line(paper.title),
        "authors": [name.inverted for name in cited_people(paper.authors)],
        "year": "" if paper.year is None else str(paper.year),
        "venue": one_line(paper.venue or ""),
        "doi": paper.doi or "",
        "url": paper.url or "",
    }


def in_bibtex(facts: dict[str, Any]) -> dict[str, Any]:
    from urllib.parse import quote

    url = quote(facts["url"], safe="!#$%&'()*+,/:;=?@[]~")
    spelled = {name: typed(facts[name]) for name in ("title", "venue")}
    return {**facts, **spelled, "authors": [typed(author) for author in facts["authors"]], "url": url}


VENUES = ("booktitle", "journal", "howpublished", "journaltitle", "organization")


def fields_of(fields: dict[str, str], authors: list[str]) -> dict[str, Any]:
    date = fields.get("year") or fields.get("date", "").lstrip("0")
    return {
        "title": plain(fields.get("title", "")),
        "authors": authors,
        "year": date,
        "venue": plain(next((fields[name] for name in VENUES if name in fields), "")),
        "doi": fields.get("doi", ""),
        "url": fields.get("url", ""),
    }


def with_bibtexparser(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    library = read_bibtexparser(text)
    assert library.failed_blocks == []
    for entry in library.entries:
        fields = {field.key: str(field.value) for field in entry.fields}
        names = [part for part in re.split(r" and (?![^{]*\})", fields.get("author", "")) if part]
        yield entry.key, fields_of(fields, [plain(_given_before_suffix(name)) for name in names])


def _given_before_suffix(name: str) -> str:
    """`King, Jr., Martin`, as BibTeX has it, as `King, Martin, Jr.`."""
    parts = re.split(r", (?![^{]*\})", name)
    return ", ".join((parts[0], parts[2], parts[1])) if len(parts) == 3 else name


def with_pybtex(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, entry in read_pybtex(text, "bibtex").entries.items():
        authors = []
        for person in entry.persons.get("author", ()):
            last = " ".join((*person.prelast_names, *person.last_names))
            first = " ".join((*person.first_names, *person.middle_names))
            authors.append(plain(", ".join(part for part in (last, first, " ".join(person.lineage_names)) if part)))
        yield key, fields_of(dict(entry.fields.items()), authors)


def check_bibtex(some: list[Paper], name: str) -> None:
    by_key, text = cited(some, name)
    expected = {key: in_bibtex(known(paper)) for key, paper in by_key.items()}

    for read in (with_bibtexparser, with_pybtex):
        assert dict(read(text)) == expected, read.__name__


@pytest.mark.parametrize("name", BIBTEX)
def test_bundled_papers_in_bibtex(bundled: list[Paper], name: str) -> None:
    """Both parsers find every bundled paper, a crowd and a bare title with equal fields."""
    check_bibtex([*bundled, *crowded], name)


@pytest.mark.parametrize("name", BIBTEX)
@thorough
@given(libraries)
def test_any_papers_in_bibtex(name: str, some: list[Paper]) -> None:
    """Whatever the fields hold, both parsers read back what was there."""
    check_bibtex(some, name)


def check_ris(some: list[Paper]) -> None:
    by_key, text = cited(some, "ris")

    records = {record["id"]: record for record in rispy.loads(text)} if text else {}

    assert sorted(records) == sorted(by_key)
    for key, paper in by_key.items():
        record, facts = records[key], known(paper)
        assert record.get("title", "") == facts["title"]
        assert record.get("authors", []) == facts["authors"]
        assert record.get("year", "") == facts["year"]
        assert record.get("secondary_title") or record.get("publisher") or "" in (facts["venue"], "arXiv")
        assert record.get("doi", "") == facts["doi"]
        assert ";".join(record.get("urls", [])) == facts["url"]
        assert record.get("abstract", "") == one_line(paper.abstract)
        assert record.get("accession_number", "") == (f"arXiv:{paper.arxiv}" if paper.arxiv else "")


def test_bundled_papers_in_ris(bundled: list[Paper]) -> None:
    """rispy finds every bundled paper, a crowd and a bare title with equal fields."""
    check_ris([*bundled, *crowded])


@thorough
@given(libraries)
def test_any_papers_in_ris(some: list[Paper]) -> None:
    """Text that looks like RIS is text."""
    check_ris(some)


def check_csl_json(some: list[Paper]) -> None:
    by_key, text = cited(some, "csl-json")
    read = CiteProcJSON(json.loads(text) if text else [])

    assert sorted(read) == sorted(key.lower() for key in by_key)
    for key, paper in by_key.items():
        reference, facts = read[key.lower()], known(paper)
        assert str(reference.title) == facts["title"]
        assert [_inverted(name) for name in reference.get("author", [])] == facts["authors"]
        assert (str(reference.issued.year) if "issued" in reference else "") == facts["year"]
        assert str(reference.get("container_title", "")) in (facts["venue"], "")
        assert str(reference.get("DOI", "")) == facts["doi"]
        assert str(reference.get("URL", "")) == one_line(facts["url"])
        assert (paper.arxiv or "") in str(reference.get("number", "")) + str(reference.get("archive_location", ""))


def _inverted(name: Any) -> str:
    given, family, _dropping, particle, suffix = name.parts()
    whole = f"{particle} {family}" if particle else family
    return ", ".join(part for part in (whole, given, suffix) if part)


@pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported")
def test_bundled_papers_in_csl_json(bundled: list[Paper]) -> None:
    """citeproc-py finds every bundled paper, a crowd and a bare title with equal fields."""
    check_csl_json([*bundled, *crowded])


@pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported")
@thorough
@given(libraries)
def test_any_papers_in_csl_json(some: list[Paper]) -> None:
    """Whatever the fields hold, citeproc-py reads back what was there."""
    check_csl_json(some)


def check_hayagriva(some: list[Paper]) -> None:
    by_key, text = cited(some, "hayagriva")
    read = yaml.safe_load(text) or {}

    assert sorted(read) == sorted(by_key)
    for key, paper in by_key.items():
        entry, facts = read[key], known(paper)
        assert _hayagriva_text(entry["title"]) == facts["title"]
        assert [_hayagriva_name(person) for person in entry.get("author", [])] == facts["authors"]
        assert entry.get("date") == (paper.year if paper.year and paper.year >= 1000 else None)
        assert _hayagriva_text(entry.get("parent", {}).get("title", "")) == facts["venue"]
        assert entry.get("serial-number", {}) == {
            name: value for name, value in (("doi", paper.doi), ("arxiv", paper.arxiv)) if value
        }
        assert entry.get("url", "") == facts["url"]


def _hayagriva_text(value: Any) -> str:
    """A text as Hayagriva takes it: whole when it is verbatim, else without the braces that keep capitals."""
    return str(value["value"]) if isinstance(value, dict) else re.sub("[{}]", "", value)


def _hayagriva_name(person: dict[str, str]) -> str:
    whole = f"{person['prefix']} {person['name']}" if "prefix" in person else person["name"]
    return ", ".join(part for part in (whole, person.get("given-name"), person.get("suffix")) if part)


def test_bundled_papers_in_hayagriva(bundled: list[Paper]) -> None:
    """The YAML is what Typst expects, for every bundled paper, a crowd and a bare title."""
    check_hayagriva([*bundled, *crowded])


@thorough
@given(libraries)
def test_any_papers_in_hayagriva(some: list[Paper]) -> None:
    """No text of a paper is YAML."""
    check_hayagriva(some)


@settings(deadline=None)
@given(st.lists(hostile_papers, max_size=3, unique_by=lambda paper: paper.key or paper))
def test_hostile_papers_are_read_by_every_parser(some: list[Paper]) -> None:
    """Broken LaTeX, control characters and lone surrogates leave every file sound."""
    by_key = keyed(some)

    for name in BIBTEX:
        assert {key for key, _ in with_bibtexparser(named(name).cite(some))} == set(by_key)
    assert len(rispy.loads(text) if (text := named("ris").cite(some)) else []) == len(by_key)
    assert len(json.loads(named("csl-json").cite(some) or "[]")) == len(by_key)
    assert set(yaml.safe_load(named("hayagriva").cite(some)) or {}) == set(by_key)
