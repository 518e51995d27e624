from __future__ import annotations

import pytest

from tests.importers.reading import notes, papers
from tests.importers.service_records import (
    ADS,
    BIORXIV,
    CROSSREF,
    DATACITE,
    DBLP,
    DIGEST,
    EUROPE_PMC,
    HUGGING_FACE,
    INSPIRE,
    KAGGLE,
    OPENALEX,
    OPENREVIEW,
    PAPERCOPILOT,
    S2ORC,
    SCHOLAR,
    UNARXIVE,
    ZOTERO,
    one,
    read,
)
from tui_reader.model.papers import Link, Version
from tui_reader.texts.names import Person


def test_arxiv_snapshot() -> None:
    """The year of the first version, names in Unicode, paragraphs, and both of two DOIs."""
    paper = one(KAGGLE)

    assert (paper.title, paper.arxiv, paper.year, paper.doi) == (
        "On knots and links",
        "math/0309136",
        2003,
        "10.1000/One",
    )
    assert paper.abstract == "We tie $K_1$ to a tree.\n\nThen we cut it."
    assert paper.authors == (
        Person("Lee", "Ann"),
        Person("Balázs", "C.", suffix="Jr."),
        Person("KNOT Collaboration", is_literal=True),
    )
    assert paper.details.versions == (Version("v1", "2003-09-08"), Version("v2", "2004-03-02"))
    assert (paper.details.categories, paper.details.status, paper.kind) == (
        ("math.GT", "hep-th"),
        "withdrawn",
        "preprint",
    )
    assert paper.details.extra == (
        ("submitter", "Ann Lee"),
        ("journal-ref", "J. Knots 3 (2004) 1-2"),
        ("update_date", "2009-11-10"),
        ("doi", "10.1000/One 10.1000/two"),
    )


def test_openalex() -> None:
    """The abstract from its index, identifiers without addresses, institutions kept aside."""
    paper = one({"meta": {"count": 1}, "results": [OPENALEX], "group_by": []})

    assert (paper.title, paper.abstract) == ("Trees of Acer", "We plant and plant trees.")
    assert paper.authors == (Person("Berg", "Ann", "van den"), Person("Lee", "Bo"))
    assert (paper.doi, paper.year, paper.venue, paper.kind) == ("10.1000/AbC", 2021, "Journal of Trees", "article")
    details = paper.details
    assert (details.month, details.day, details.volume, details.issue, details.pages) == (3, 9, "7", "3", "10-19")
    assert details.ids == (("issn", "1234-5678"), ("mag", "77"), ("openalex", "W123"), ("pmid", "99"))
    assert (details.status, details.keywords, details.categories) == ("retracted", ("Botany",), ("Trees",))
    assert details.links == (Link("pdf", "https://a.org/x.pdf"),)
    assert ("primary_location.license", "cc-by") in details.extra
    assert ("institutions", "Ann van den Berg: Tree House") in details.extra


def test_semantic_scholar() -> None:
    """Identifiers of every scheme, the key of its BibTeX; a vector is told and left out."""
    items = read({"total": 1, "offset": 0, "data": [SCHOLAR]})

    (paper,) = papers(items)
    assert (paper.doi, paper.arxiv, paper.key, paper.kind) == ("10.1000/x", "2101.00001", "Lee2021Trees", "conference")
    assert paper.details.ids == (("mag", "3"), ("pmcid", "PMC12"), ("s2", "abc123"))
    assert (paper.details.venue_short, paper.details.pages, paper.details.month) == ("NeurIPS", "1-9", 1)
    assert paper.details.categories == ("Biology",)
    assert ("tldr", "Trees grow.") in paper.details.extra
    assert ("externalIds.CorpusId", "5") in paper.details.extra
    assert notes(items) == [(0, "embedding left out of 1 record: longer than 4,096 characters")]


def test_semantic_scholar_in_lower_case() -> None:
    """As the lines of the data set `papers` are."""
    record = {
        "corpusid": 5,
        "externalids": {"DOI": "10.1000/x", "ACL": None},
        "title": "Trees",
        "publicationdate": "2021-01-02",
        "year": 2021,
        "s2fieldsofstudy": [{"category": "Biology"}],
    }
    paper = one(record)

    assert (paper.doi, paper.year, paper.details.categories) == ("10.1000/x", 2021, ("Biology",))


def test_papers_that_are_cited_are_taken_out() -> None:
    """The answers that list citations have the paper in a field of its own."""
    paper = one({"offset": 0, "data": [{"isInfluential": True, "citingPaper": SCHOLAR | {"embedding": None}}]})

    assert paper.title == "Trees"


def test_crossref() -> None:
    """A date that is null is none, JATS becomes text, a group is literal, a retraction is told."""
    paper = one({"status": "ok", "message": {"total-results": 1, "items": [CROSSREF]}})

    assert (paper.title, paper.abstract) == ("Fast DNA trees: A study", "Aim: CO₂ < 5")
    assert paper.authors == (Person("Lee", "Ann"), Person("The Tree Consortium", is_literal=True))
    assert (paper.doi, paper.arxiv, paper.year, paper.url) == ("10.1000/XyZ", "2001.00001", 2020, None)
    details = paper.details
    assert (details.month, details.venue_short, details.pages, details.status) == (5, "J. Trees", "1-9", "retracted")
    assert (details.editors, details.publisher) == ((Person("Berg", "Jan", "van den"),), "Tree Press")
    assert ("author ORCID", "Ann Lee: https://orcid.org/0") in details.extra


def test_europe_pmc() -> None:
    """Labels of sections stay, a translated title loses its brackets."""
    paper = one({"hitCount": 1, "resultList": {"result": [EUROPE_PMC]}})

    assert (paper.title, paper.abstract) == ("Les arbres", "Background: Why.\n\nMethods: How.")
    assert paper.authors == (Person("Lee", "Ann"), Person("Tree Group", is_literal=True))
    assert (paper.year, paper.venue, paper.details.volume, paper.kind) == (2026, "Journal of Trees", "7", "article")
    assert paper.details.ids == (("issn", "1234-5678"), ("pmcid", "PMC1"), ("pmid", "1"))


def test_biorxiv() -> None:
    """It keeps the DOI of the preprint, and that of its article beside it."""
    paper = one({"messages": [{"status": "ok", "cursor": 0, "total": "1"}], "collection": [BIORXIV]})

    assert (paper.doi, paper.venue, paper.kind, paper.abstract) == (
        "10.1101/2026.01.02.123456",
        "medRxiv",
        "preprint",
        "We grow cells.",
    )
    assert paper.authors == (Person("Lee", "A."), Person("Berg", "J.", "van den"))
    assert paper.details.versions == (Version("v2", "2026-01-05"),)
    assert ("published", "10.1000/final") in paper.details.extra


def test_dblp() -> None:
    """One author is an object; numbers of namesakes and the dot of the title go."""
    paper = one({"result": {"hits": {"@total": "1", "hit": [DBLP]}}})

    assert (paper.title, paper.authors, paper.key) == (
        "Growing trees",
        (Person("Wang", "Wei"),),
        "DBLP:conf/icml/Wang19",
    )
    assert (paper.venue, paper.year, paper.kind, paper.doi) == ("ICML", 2019, "conference", "10.1000/D")
    assert paper.details.ids == (("dblp", "conf/icml/Wang19"),)


@pytest.mark.parametrize("api", [1, 2])
def test_openreview(api: int) -> None:
    """With `value` around each field or without; the year is the venue's."""
    content = OPENREVIEW["content"]
    record = (
        OPENREVIEW if api == 2 else OPENREVIEW | {"content": {name: each["value"] for name, each in content.items()}}
    )
    paper = one({"notes": [record], "count": 1})

    assert (paper.title, paper.abstract) == ("Trees <fast>", "We grow. Them.")
    assert (paper.year, paper.venue, paper.kind, paper.key) == (2024, "ICLR 2024 poster", "conference", "lee2024trees")
    assert paper.authors == (Person("Lee", "Ann"), Person("Ek", "Bo"))
    assert paper.details.ids == (("openreview", "aBc1"),)
    assert paper.details.links == (Link("pdf", "https://openreview.net/pdf/1.pdf"),)
    assert paper.details.keywords == ("trees", "growth")


def test_hugging_face() -> None:
    """The paper inside, with its code; hidden authors are authors."""
    paper = one([HUGGING_FACE])

    assert (paper.title, paper.abstract, paper.arxiv) == ("Trees of thought", "We think of <=2B trees.", "2609.00001")
    assert paper.authors == (Person("Lee", "Ann"), Person("Ek", "Bo"))
    assert (paper.year, paper.details.month, paper.details.day) == (2026, 9, 10)
    assert paper.details.links == (Link("code", "https://github.com/a/b"), Link("project", "https://trees.org"))


def test_papercopilot_has_venue_and_year_in_its_name() -> None:
    """And keywords that semicolons separate."""
    paper = one([PAPERCOPILOT], "iclr2018.json")

    assert (paper.venue, paper.year, paper.kind) == ("ICLR", 2018, "conference")
    assert paper.authors == (Person("Lee", "Ann"), Person("Berg", "Jan", "van den"))
    assert paper.details.keywords == ("trees", "growth, slow")
    assert paper.details.ids == (("openreview", "aBc1"),)
    assert one([PAPERCOPILOT], "papers.json").year is None


@pytest.mark.parametrize(
    "names", ["Ann Lee; Jan van den Berg", "Ann Lee and Jan van den Berg", "Ann Lee;and Jan van den Berg"]
)
def test_names_in_papercopilot_as_authors_typed_them(names: str) -> None:
    """An "and" between names, or left before the last one, is part of no name."""
    paper = one([{**PAPERCOPILOT, "author": names}], "iclr2018.json")

    assert paper.authors == (Person("Lee", "Ann"), Person("Berg", "Jan", "van den"))


def test_s2orc() -> None:
    """Names in parts; the journal beside another venue is kept aside."""
    paper = one(S2ORC)

    assert paper.authors == (Person("Lee", "Ann B.", suffix="Jr."),)
    assert (paper.arxiv, paper.venue, paper.details.id("pmcid")) == ("hep-th/9901001", "ICML", "PMC12")
    assert ("journal", "Journal of Trees") in paper.details.extra


def test_unarxive() -> None:
    """Its metadata and abstract; the full text is told and left out."""
    items = read(UNARXIVE)

    (paper,) = papers(items)
    assert (paper.arxiv, paper.abstract, paper.year) == ("2212.00001", "We tie.", 2003)
    assert notes(items) == [(0, "body_text left out of 1 record: longer than 4,096 characters")]


def test_zotero_items() -> None:
    """Tags of the reader and keywords apart, notes as Markdown, groups literal."""
    paper = one([ZOTERO])

    assert (paper.tags, paper.details.keywords, paper.note) == (("to read",), ("Botany",), "A **note**")
    assert (paper.venue, paper.arxiv, paper.added) == ("Proceedings of Trees", "2101.00001", 1641092645)
    assert paper.details.editors == (Person("Tree House", is_literal=True),)


def test_inspire_ads_and_datacite() -> None:
    """Collaborations are authors; keys, identifiers and kinds come along."""
    quarks, stars, data = one(INSPIRE), one(ADS), one({"data": [DATACITE]})

    assert quarks.authors == (Person("Lee", "Ann"), Person("ATLAS", is_literal=True))
    assert (quarks.key, quarks.arxiv, quarks.venue, quarks.abstract) == (
        "Lee:2021abc",
        "2101.00001",
        "Phys.Rev.D",
        "We see.",
    )
    assert (stars.details.id("bibcode"), stars.arxiv, stars.doi) == ("2021ApJ...1..1L", "2101.00001", "10.3847/1")
    assert (data.kind, data.abstract, data.details.publisher, data.year) == ("dataset", "Rows.", "Zenodo", 2021)


def test_papers_in_json_of_nobody_in_particular() -> None:
    """The usual names of the usual facts, wherever they come from."""
    paper = one({"date": {"en": "Nov 14"}, "papers": [DIGEST]})

    assert (paper.title, paper.abstract, paper.arxiv, paper.year) == ("Trees", "We grow.", "2411.00001", 2024)
    assert paper.details.extra == (("score", "5"),)
