"""Records of services in our own words, with the peculiarities of real ones, and reading them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.importers.reading import papers, problems
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Source

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
