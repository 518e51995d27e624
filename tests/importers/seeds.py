"""A small whole file of each format that can be imported, to be damaged by the tests."""

from __future__ import annotations

import json
from typing import Final

from tests.importers import service_records
from tests.importers.test_feeds import API, BLOG, JOURNAL, RSS
from tests.importers.test_reading_notes import OBSIDIAN
from tests.importers.test_tables import ZOTERO
from tests.importers.test_tagged import ENW, MAIL, NBIB, RIS, WOS
from tests.importers.test_xml_formats import DOCUMENTS
from tests.importers.test_zotero_rdf import DOCUMENT

_LINE: Final = {
    "title": "On trees",
    "abstract": "They grow.",
    "authors": ["Ann Lee", {"family": "de la Cruz", "given": "Bo"}],
    "year": 2021,
    "ids": {"pmid": "7"},
    "tags": ["a/b"],
    "notes": [{"text": "x", "at": "2021-01-01T00:00:00Z"}],
    "highlights": [{"text": "grow", "start": 5}],
}
_BIBTEX: Final = r"""% Encoding: windows-1252
@string{jt = {Journal of } # "Trees"}
@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Wood\;0\;1\;\;\;\;;
}
@article{lee2021, author = "Lee, Ann and {The {WOOD} Team} and de la Cruz, Jr., Bo and others",
  title = {{On} trees of $\mathcal{A}$ and {\"O}l}, journal = jt, month = jan # "~1", year = 2021,
  file = {Full Text:files/1/a.pdf:application/pdf;:C$\backslash$:/b.pdf:pdf}, keywords = {wood, bark; leaf},
  doi = {10.1000/abc}, groups = {Wood}, ranking = {rank5}, abstract = {Trees {\textbackslash}emph\{grow\}.}
}
@inproceedings{, crossref = {book}, title = "No key", pages = {1--9}}
@proceedings{book, title = {A book}, year = {1999}, isbn = {978-3-16-148410-0}}
"""
_CSL: Final = {
    "id": "lee2021",
    "type": "article-journal",
    "title": "On trees",
    "author": [{"family": "Lee", "given": "Ann", "non-dropping-particle": "van"}, {"literal": "The Team"}],
    "issued": {"date-parts": [["2021", 3, 1]]},
    "container-title": "Trees",
    "DOI": "10.1000/abc",
    "note": "PMID: 7\ntex.eprint: 2101.00001\nWords.",
}
_READWISE: Final = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,"
    'Document tags\n"They\ngrow",On trees,Ann Lee,,.c1 so,yellow,".a, b",order,3,2021-01-01 10:00:00+00:00,wood\n'
)
_ABSTRACTS: Final = "On trees\n\n" + "They grow, and we show how they do it in all the woods that we know of. " * 6

SEEDS: Final[dict[str, str]] = {
    **{name: json.dumps(record, indent=1) for name, record in service_records.RECORDS},
    **DOCUMENTS,
    "zotero-rdf": DOCUMENT,
    "arxiv-feed": API,
    "feed": JOURNAL,
    "csl-json": json.dumps([_CSL, _CSL], indent=1),
    "jsonl": f"{json.dumps(_LINE)}\n" * 3,
    "json": json.dumps([_LINE, _LINE], indent=1),
    "readwise": _READWISE,
    "csv": ZOTERO,
    "notes": OBSIDIAN,
    "arxiv-mail": MAIL,
    "medline": NBIB,
    "wos": WOS,
    "ris": RIS,
    "bibtex": _BIBTEX,
    "endnote": ENW,
    "abstracts": _ABSTRACTS,
}
"""For the name of each format the text of a file."""

MORE: Final[tuple[tuple[str, str], ...]] = (("arxiv-feed", RSS), ("feed", BLOG))
"""Formats whose files look in more than one way."""
