"""What services answer, a record each in our own words, and the facts that it must give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.importers.reading import notes, papers, problems
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Source
from tui_reader.model.papers import Link, Version
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Item
    from tui_reader.model.papers import Paper

KAGGLE: dict[str, Any] = {
    "id": "math.GT/0309136",
    "submitter": "Ann Lee",
    "authors": "Ann Lee, C. Bal\\'azs and the KNOT Collaboration",
    "title": "On knots and\n  links",
    "comments": "12 pages;  this paper has been withdrawn",
    "journal-ref": "J. Knots 3 (2004) 1-2",
    "doi": "10.1000/One 10.1000/two",
    "report-no": None,
    "categories": "math.GT hep-th",
    "license": None,
    "abstract": "  We tie $K_1$\nto a tree.\n  Then we\ncut it.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 8 Sep 2003 12:00:00 GMT"},
        {"version": "v2", "created": "Tue, 2 Mar 2004 08:00:00 GMT"},
    ],
    "update_date": "2009-11-10",
    "authors_parsed": [["Lee", "Ann", ""], ["Balázs", "C.", "Jr."], ["KNOT Collaboration", "", ""]],
}
OPENALEX: dict[str, Any] = {
    "id": "https://openalex.org/W123",
    "doi": "https://doi.org/10.1000/AbC",
    "title": "Trees of <i>Acer</i>",
    "publication_year": 2021,
    "publication_date": "2021-03-09",
    "ids": {"openalex": "https://openalex.org/W123", "mag": "77", "pmid": "https://pubmed.ncbi.nlm.nih.gov/99"},
    "language": "en",
    "primary_location": {
        "source": {"display_name": "Journal of Trees", "type": "journal", "issn_l": "1234-5678"},
        "landing_page_url": "https://doi.org/10.1000/AbC",
        "pdf_url": "https://a.org/x.pdf",
        "license": "cc-by",
    },
    "type": "article",
    "authorships": [
        {"author": {"display_name": "Ann van den Berg"}, "institutions": [{"display_name": "Tree House"}]},
        {"author": {"display_name": None}, "raw_author_name": "Bo Lee"},
    ],
    "biblio": {"volume": "7", "issue": "3", "first_page": "10", "last_page": "19"},
    "is_retracted": True,
    "keywords": [{"display_name": "Botany"}],
    "topics": [{"display_name": "Trees"}],
    "referenced_works": ["https://openalex.org/W1"],
    "abstract_inverted_index": {"Abstract": [0], "We": [1], "plant": [2, 4], "and": [3], "trees.": [5]},
}
SCHOLAR: dict[str, Any] = {
    "paperId": "abc123",
    "externalIds": {"DOI": "10.1000/x", "ArXiv": "2101.00001", "CorpusId": 5, "PubMedCentral": "12", "MAG": "3"},
    "url": "https://www.semanticscholar.org/paper/abc123",
    "title": "Trees",
    "abstract": None,
    "venue": "Neural Information Processing Systems",
    "publicationVenue": {"name": "Neural Information Processing Systems", "alternate_names": ["NeurIPS"]},
    "year": 2021,
    "publicationDate": "2021-01-02",
    "openAccessPdf": {"url": "https://arxiv.org/pdf/2101.00001"},
    "s2FieldsOfStudy": [{"category": "Biology", "source": "x"}, {"category": "Biology", "source": "y"}],
    "tldr": {"model": "m", "text": "Trees grow."},
    "publicationTypes": ["Conference"],
    "journal": {"volume": "3", "pages": "1 - 9"},
    "citationStyles": {"bibtex": "@Inproceedings{Lee2021Trees,\n title = {Trees}\n}"},
    "authors": [{"authorId": "1", "name": "Ann Lee"}],
    "embedding": {"model": "specter", "vector": [0.123456] * 768},
}
CROSSREF: dict[str, Any] = {
    "DOI": "10.1000/XyZ",
    "prefix": "10.1000",
    "type": "journal-article",
    "title": ["Fast <scp>DNA</scp> trees"],
    "subtitle": ["A study"],
    "author": [
        {"given": "Ann", "family": "Lee", "ORCID": "https://orcid.org/0", "sequence": "first"},
        {"name": "The Tree Consortium", "sequence": "additional"},
    ],
    "editor": [{"given": "Jan", "family": "van den Berg"}],
    "container-title": ["Journal of Trees"],
    "short-container-title": ["J. Trees"],
    "issued": {"date-parts": [[None]]},
    "published-print": {"date-parts": [[2020, 5]]},
    "volume": "7",
    "page": "1\N{EN DASH}9",
    "publisher": "Tree Press",
    "abstract": "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title>"
    "<jats:p>CO<jats:sub>2</jats:sub> &amp;lt; 5</jats:p></jats:sec>",
    "subject": ["Botany"],
    "ISSN": ["1234-5678"],
    "URL": "http://dx.doi.org/10.1000/xyz",
    "relation": {"has-preprint": [{"id": "10.48550/arXiv.2001.00001", "id-type": "doi"}]},
    "updated-by": [{"DOI": "10.1000/r", "type": "retraction"}],
}
EUROPE_PMC: dict[str, Any] = {
    "id": "1",
    "source": "MED",
    "pmid": "1",
    "pmcid": "PMC1",
    "doi": "10.1000/e",
    "title": "[Les arbres].",
    "authorString": "Lee A, Tree Group.",
    "authorList": {
        "author": [
            {"fullName": "Lee A", "firstName": "Ann", "lastName": "Lee", "initials": "A"},
            {"collectiveName": "Tree Group"},
        ]
    },
    "journalInfo": {
        "volume": "7",
        "issue": "3",
        "yearOfPublication": 2026,
        "journal": {"title": "Journal of Trees", "isoabbreviation": "J Trees", "issn": "1234-5678"},
    },
    "pubYear": "2026",
    "pageInfo": "1-9",
    "abstractText": "<h4>Background</h4>Why.<h4>Methods</h4>How.",
    "keywordList": {"keyword": ["Botany"]},
    "pubTypeList": {"pubType": ["Review", "Journal Article"]},
    "isOpenAccess": "N",
    "firstPublicationDate": "2026-02-01",
}
BIORXIV: dict[str, Any] = {
    "doi": "10.1101/2026.01.02.123456",
    "title": "Trees of cells",
    "authors": "Lee, A.; van den Berg, J.",
    "author_corresponding_institution": "Tree House",
    "date": "2026-01-05",
    "version": "2",
    "type": "new results",
    "category": "cell biology",
    "jatsxml": "https://b.org/x.xml",
    "abstract": "We grow\u00ad cells.",
    "published": "10.1000/final",
    "server": "medrxiv",
}
DBLP: dict[str, Any] = {
    "@score": "5",
    "info": {
        "authors": {"author": {"@pid": "1", "text": "Wei Wang 0001"}},
        "title": "Growing trees.",
        "venue": ["ICML", "PMLR"],
        "year": "2019",
        "type": "Conference and Workshop Papers",
        "key": "conf/icml/Wang19",
        "doi": "10.1000/D",
        "ee": "https://doi.org/10.1000/D",
        "url": "https://dblp.org/rec/conf/icml/Wang19",
    },
}
OPENREVIEW: dict[str, Any] = {
    "id": "aBc1",
    "forum": "aBc1",
    "cdate": 1695000000000,
    "pdate": 1705000000000,
    "content": {
        "title": {"value": "Trees &lt;fast&gt;"},
        "abstract": {"value": "We grow.\nThem."},
        "authors": {"value": ["Ann Lee", "Bo Ek"]},
        "keywords": {"value": ["trees", "growth"]},
        "TLDR": {"value": "Trees grow."},
        "venue": {"value": "ICLR 2024 poster"},
        "venueid": {"value": "ICLR.cc/2024/Conference"},
        "pdf": {"value": "/pdf/1.pdf"},
        "_bibtex": {"value": "@inproceedings{\nlee2024trees,\ntitle={Trees}\n}"},
    },
}
HUGGING_FACE: dict[str, Any] = {
    "paper": {
        "id": "2609.00001",
        "authors": [{"_id": "x", "name": "Ann Lee", "hidden": False}, {"_id": "y", "name": "Bo Ek", "hidden": True}],
        "publishedAt": "2026-09-10T00:00:00.000Z",
        "title": "Trees of\nthought",
        "summary": "We think\nof <=2B trees.",
        "upvotes": 3,
        "githubRepo": "https://github.com/a/b",
        "projectPage": "https://trees.org",
        "ai_keywords": ["trees"],
        "organization": {"name": "th", "fullname": "Tree House"},
    },
    "publishedAt": "2026-09-09T20:00:00.000Z",
    "title": "Trees of\nthought",
    "numComments": 1,
}
PAPERCOPILOT: dict[str, Any] = {
    "id": "aBc1",
    "title": "Trees",
    "track": "main",
    "status": "Poster",
    "keywords": "trees;growth, slow",
    "abstract": "We grow.",
    "author": "Ann Lee;Jan van den Berg",
    "site": "https://openreview.net/forum?id=aBc1",
    "github": "https://github.com/a/b",
    "aff": "Tree House;",
}
S2ORC: dict[str, Any] = {
    "paper_id": "5",
    "title": "Trees",
    "authors": [{"first": "Ann", "middle": ["B."], "last": "Lee", "suffix": "Jr."}],
    "abstract": "We grow.",
    "year": 1999,
    "arxiv_id": "hep-th/9901001",
    "pmc_id": "12",
    "venue": "ICML",
    "journal": "Journal of Trees",
    "mag_field_of_study": ["Biology"],
    "outbound_citations": ["1"],
    "s2_url": "https://api.semanticscholar.org/CorpusID:5",
}
PWC: dict[str, Any] = {
    "paper_url": "https://paperswithcode.com/paper/trees",
    "arxiv_id": "2101.00001",
    "title": "Trees",
    "abstract": "We grow.",
    "url_abs": "http://arxiv.org/abs/2101.00001v1",
    "url_pdf": "http://arxiv.org/pdf/2101.00001v1.pdf",
    "proceeding": "NeurIPS 2021 12",
    "authors": ["Ann Lee"],
    "tasks": ["Growing"],
    "date": "2021-01-01",
    "methods": [{"name": "Watering", "full_name": "Watering"}],
}
ZOTERO: dict[str, Any] = {
    "key": "ABCD",
    "data": {
        "itemType": "conferencePaper",
        "title": "Trees",
        "creators": [
            {"creatorType": "author", "firstName": "Ann", "lastName": "Lee"},
            {"creatorType": "editor", "name": "Tree House"},
        ],
        "abstractNote": "We grow.",
        "date": "2021-03",
        "proceedingsTitle": "Proceedings of Trees",
        "DOI": "10.1000/z",
        "tags": [{"tag": "to read"}, {"tag": "Botany", "type": 1}],
        "notes": [{"note": "<p>A <b>note</b></p>"}],
        "extra": "arXiv: 2101.00001",
        "dateAdded": "2022-01-02T03:04:05Z",
    },
}
INSPIRE: dict[str, Any] = {
    "id": "1",
    "metadata": {
        "control_number": 7,
        "titles": [{"title": "Quarks", "source": "arXiv"}],
        "abstracts": [{"value": "We <em>see</em>.", "source": "arXiv"}],
        "authors": [{"full_name": "Lee, Ann"}],
        "collaborations": [{"value": "ATLAS"}],
        "arxiv_eprints": [{"value": "2101.00001", "categories": ["hep-ex"]}],
        "dois": [{"value": "10.1000/i"}],
        "publication_info": [{"journal_title": "Phys.Rev.D", "journal_volume": "3", "year": 2021, "artid": "012"}],
        "texkeys": ["Lee:2021abc"],
        "document_type": ["article"],
        "preprint_date": "2021-01-01",
    },
}
ADS: dict[str, Any] = {
    "bibcode": "2021ApJ...1..1L",
    "title": ["Stars"],
    "author": ["Lee, Ann"],
    "pub": "The Astrophysical Journal",
    "pubdate": "2021-03-00",
    "year": "2021",
    "identifier": ["arXiv:2101.00001", "2021ApJ...1..1L"],
    "doi": ["10.3847/1"],
    "abstract": "We look.",
    "doctype": "article",
}
DATACITE: dict[str, Any] = {
    "id": "10.5281/zenodo.1",
    "attributes": {
        "doi": "10.5281/zenodo.1",
        "titles": [{"title": "Data of trees"}],
        "creators": [{"name": "Lee, Ann", "givenName": "Ann", "familyName": "Lee"}],
        "publisher": "Zenodo",
        "publicationYear": 2021,
        "types": {"resourceTypeGeneral": "Dataset"},
        "descriptions": [{"description": "<p>Rows.</p>", "descriptionType": "Abstract"}],
    },
}
UNARXIVE: dict[str, Any] = {
    "paper_id": "2212.00001",
    "_source_hash": "x",
    "metadata": {**KAGGLE, "id": "2212.00001", "abstract": ""},
    "discipline": "Mathematics",
    "abstract": {"section": "Abstract", "text": "We tie."},
    "body_text": [{"text": "long" * 2000}],
    "bib_entries": {},
}
DIGEST: dict[str, Any] = {
    "id": "https://huggingface.co/papers/2411.00001",
    "title": "Trees",
    "url": "https://huggingface.co/papers/2411.00001",
    "summary": "We grow.",
    "authors": ["Ann Lee"],
    "pub_date": "2024-11-13",
    "score": 5,
}


def read(record: object, name: str = "answer.json") -> list[Item]:
    """The items of a document of any of the shapes, told by what it holds."""
    text = json.dumps(record, indent=1)
    lines: Iterator[str] = iter(text.splitlines(keepends=True))
    return list(detect(name, text[:4096]).read(Source(lines, name)))


def one(record: object, name: str = "answer.json") -> Paper:
    """The one paper of a document that has no problem."""
    items = read(record, name)
    assert problems(items) == []
    (paper,) = papers(items)
    return paper


RECORDS = [
    ("arxiv-snapshot", KAGGLE),
    ("openalex", OPENALEX),
    ("semantic-scholar", SCHOLAR),
    ("crossref", CROSSREF),
    ("europe-pmc", EUROPE_PMC),
    ("biorxiv", BIORXIV),
    ("dblp-json", DBLP),
    ("openreview", OPENREVIEW),
    ("hugging-face", HUGGING_FACE),
    ("papercopilot", PAPERCOPILOT),
    ("s2orc", S2ORC),
    ("papers-with-code", PWC),
    ("zotero-json", ZOTERO),
    ("inspire", INSPIRE),
    ("ads", ADS),
    ("datacite", DATACITE),
    ("unarxive", UNARXIVE),
    ("json-papers", DIGEST),
]


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


def test_arxiv_snapshot() -> None:
    """The year of the first version, names in Unicode, paragraphs, and both of two DOIs."""
    paper = one(KAGGLE)

    assert (paper.title, paper.arxiv, paper.year, paper.doi) == (
        "On knots and links",
        "math.GT/0309136",
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


def test_crossref_without_a_title() -> None:
    """It is refused under its DOI, with its text."""
    items = read([CROSSREF | {"title": []}])

    (problem,) = problems(items)
    assert (problem.reason, problem.record, problem.refused) == ("no title", "10.1000/XyZ", True)
    assert json.loads(problem.raw)["publisher"] == "Tree Press"


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


def test_an_answer_without_hits_has_nothing_to_refuse() -> None:
    """DBLP leaves the list out when it is empty."""
    text = json.dumps({"result": {"query": "x", "hits": {"@total": "0", "@sent": "0"}}})
    kind = detect("dblp.json", json.dumps([DBLP]))

    assert list(kind.read(Source(iter([text])))) == []


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
