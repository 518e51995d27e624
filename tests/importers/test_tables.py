from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems, refused
from tui_reader.importers import bibtex, readwise, tables
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Record, Source
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.records import Item
    from tui_reader.model.papers import Paper


def items(text: str) -> list[Item]:
    return list(tables.read(Source(iter(text.splitlines(keepends=True)), "papers.csv")))


def one(text: str) -> Paper:
    (paper,) = papers(items(text))
    return paper


ZOTERO = (
    '\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","ISSN","DOI","Url",'
    '"Abstract Note",'
    '"Date","Date Added","Pages","Issue","Volume","Extra","Notes","File Attachments","Manual Tags","Automatic Tags",'
    '"Editor","Library Catalog"\n'
    '"AB12","journalArticle","2021","Lee, Ann; van den Berg, Jan; The ATLAS Team","Trees & <i>Shrubs</i>",'
    '"Journal of Trees","1234-5678","10.1000/Ab.C","https://a.org/x","Two\nlines","2021-03-09","2022-01-02 03:04:05",'
    '"10\N{EN DASH}19","3","7","arXiv: 2101.00001 [cs]\nCitation Key: lee2021","<p>A note</p>","/home/a/x.pdf",'
    '"to read; ml/trees","Botany; Graphs","Abel, Zoe","Zotero"\n'
)


def test_zotero() -> None:
    """Its 87 columns by name: people, date, pages, identifiers, tags, keywords, files, notes; the rest stays aside."""
    paper = one(ZOTERO)

    assert (paper.title, paper.abstract) == ("Trees & Shrubs", "Two lines")
    assert paper.authors[:2] == (Person("Lee", "Ann"), Person("Berg", "Jan", "van den"))
    assert (paper.year, paper.details.month, paper.details.day) == (2021, 3, 9)
    assert (paper.venue, paper.details.volume, paper.details.issue, paper.details.pages) == (
        "Journal of Trees",
        "7",
        "3",
        "10-19",
    )
    assert (paper.arxiv, paper.kind, paper.details.id("issn")) == ("2101.00001", "article", "1234-5678")
    assert (paper.doi or "").lower() == "10.1000/ab.c"
    assert (paper.tags, paper.details.keywords) == (("ml/trees", "to read"), ("Botany", "Graphs"))
    assert (paper.note, paper.details.files, paper.added) == ("A note", ("/home/a/x.pdf",), 1641092645)
    assert paper.details.editors == (Person("Abel", "Zoe"),)
    assert dict(paper.details.extra) == {
        "arXiv": "2101.00001 [cs]",
        "Citation Key": "lee2021",
        "Key": "AB12",
        "Library Catalog": "Zotero",
    }


@pytest.mark.parametrize(
    ("header", "cell", "people"),
    [
        ("Author full names", "Liu, Fengyuan (6041); Li, Chunyun (588)", [("Liu", "Fengyuan"), ("Li", "Chunyun")]),
        ("Authors", "Liu F.; O'Brien J.-P.", [("Liu", "F."), ("O'Brien", "J.-P.")]),
        ("Authors", "Lee J, Smith AB.", [("Lee", "J"), ("Smith", "AB")]),
        ("Authors", "Ann Lee, Bob R. Smith", [("Lee", "Ann"), ("Smith", "Bob R.")]),
        ("Authors", "König, Jan", [("König", "Jan")]),
        ("Authors", "A. Lee; B. Smith", [("Lee", "A."), ("Smith", "B.")]),
        (
            "authorships.author.display_name",
            "Massimo Aria|Corrado Cuccurullo",
            [("Aria", "Massimo"), ("Cuccurullo", "Corrado")],
        ),
        ("Authors", "Ann LeeBob McDonald", [("Lee", "Ann"), ("McDonald", "Bob")]),
        ("Authors", "Lee, Ann; Lee, Ann", [("Lee", "Ann")]),
    ],
)
def test_authors_as_each_service_writes_them(header: str, cell: str, people: list[tuple[str, str]]) -> None:
    """In index or reading order, with initials before or behind, separated in five ways; twice the same is one."""
    paper = one(f'Title,Year,"{header}"\nT,2020,"{cell}"\n')

    assert [(person.family, person.given) for person in paper.authors] == people


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(delimiter: str) -> None:
    """The delimiter is told by the header, also behind Excel's line that names it."""
    text = f"sep={delimiter}\r\n" + delimiter.join(("Title", "Authors", "Year")) + "\r\n"
    text += delimiter.join(("One", '"Lee, Ann"', "2020")) + "\r\n"

    paper = one(text)

    assert (paper.title, paper.authors, paper.year) == ("One", (Person("Lee", "Ann"),), 2020)


def test_web_of_science_with_tabs() -> None:
    """Its columns are field tags of two letters."""
    header = "PT\tAU\tAF\tTI\tSO\tDT\tDE\tAB\tSN\tJ9\tPY\tVL\tIS\tBP\tEP\tDI\tPM\tUT\n"
    row = "J\tLee, A\tLee, Ann\tTrees\tJ TREES\tArticle\ta; b\tText\t1\tJT\t2020\t3\t4\t5\t6\t10.1000/a\t77\tWOS:1\n"

    paper = one(header + row)

    assert (paper.title, paper.year, paper.details.pages, paper.details.id("pmid")) == ("Trees", 2020, "5-6", "77")
    assert paper.authors == (Person("Lee", "Ann"),)


def test_a_row_without_a_title_is_refused_with_its_text() -> None:
    """With its line, what it is called, and the row as it stands; its neighbours go in."""
    found = items("Title,Year,DOI\nOne,2020,\n,2021,10.1000/x\nTwo,2022,\n")

    assert [paper.title for paper in papers(found)] == ["One", "Two"]
    (problem,) = problems(found)
    assert (problem.line, problem.reason, problem.record, problem.raw) == (
        3,
        "no title",
        "2021, 10.1000/x",
        "\t2021\t10.1000/x",
    )


def test_rows_of_another_length_are_told() -> None:
    """Too few or too many cells cost nothing but the cells; what is beyond the header is kept aside."""
    found = items("Title,Year,DOI\nOne,2020\nTwo,2021,10.1000/x,more\n")

    assert [paper.title for paper in papers(found)] == ["One", "Two"]
    assert len(notes(found)) == 2
    assert papers(found)[1].details.extra == (("column 4", "more"),)


def test_quoted_line_breaks_keep_the_lines_true() -> None:
    """A cell of several lines moves the line of the next row."""
    found = items('Title,Abstract,Year\nOne,"a\nb\nc",2020\nTwo,,x\n')

    assert [item.line for item in found if isinstance(item, Record)] == [2, 5]
    assert notes(found) == [(5, "year left empty: 'x' has none")]


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    """It ends in a problem and not in a cell of the size of the file."""
    found = items('Title,Year,DOI\nOne,2020,\n"Two' + "x" * 2**21 + "\n")

    assert [paper.title for paper in papers(found)] == ["One"]
    assert refused(found) == [3]


def test_a_table_without_titles_is_refused() -> None:
    """The columns are named, so that one can see what is missing."""
    found = items("Name,Price\na,b\n")

    assert papers(found) == []
    assert "no column is a title; the columns are Name, Price" in problems(found)[0].reason


def test_readwise() -> None:
    """Highlights are gathered by document, with comment, colour, time and tags."""
    text = (
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,"
        "Document tags\n"
        '"First, and\nsecond",A Paper,"Ann Lee and Bob Smith",,why,yellow,,page,1,2023-01-05 10:00:00+00:00,'
        '".ml, to-read"\n'
        "Third,A Paper,Ann Lee and Bob Smith,,,,,page,2,,\n"
        ",Nothing,,,,,,,,,\n"
    )

    found = list(readwise.read(Source(iter(text.splitlines(keepends=True)))))

    (record,) = [item for item in found if isinstance(item, Record)]
    assert (record.paper.title, len(record.paper.authors), record.paper.tags) == ("A Paper", 2, ("ml", "to-read"))
    assert [quote.text for quote in record.quotes] == ["First, and\nsecond", "Third"]
    assert (record.quotes[0].comment, record.quotes[0].colour, record.quotes[0].at) == ("why", "yellow", 1672912800.0)
    assert len(refused(found)) == 1
    assert detect("x.csv", text).name == "readwise"


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_papers_and_problems(text: str, with_header: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """No table raises, and every row with a title is a paper."""
    found = items(f"Title,Authors,Year,DOI\n{text}" if with_header else text or "x")

    assert all(isinstance(item, Record) or item.reason for item in found)


def test_what_programs_write_for_nothing_is_nothing() -> None:
    """R, pandas and databases have words for an empty cell, which are no editor, no identifier and no publisher."""
    text = "title,authors,editors,pmid,publisher,year\nOn trees,Ann Lee,NA,NaN,NULL,2021\nNA,Bo Na,NA,NA,NA,2020\n"
    items = list(tables.read(Source(iter(text.splitlines(keepends=True)))))
    (paper,) = papers(items)

    assert (paper.details.editors, paper.details.ids, paper.details.publisher) == ((), (), "")
    assert refused(items) == [3]


def test_the_same_entry_in_bibtex_and_csv_is_the_same_paper() -> None:
    """What Zotero calls a journal article is a preprint on arXiv's server; a report is of its institution."""
    csv = (
        "Item Type,Publication Title,Title,ISSN,Publisher,Conference Name,Url,Extra\n"
        'journalArticle,"arXiv:2101.00001 [cs, stat]",On trees,,,,http://arxiv.org/abs/2101.00001,arXiv: 2101.00001\n'
        "report,,On wood,,Wood House,,,DOI: 10.1000/abc\n"
        'conferencePaper,Trees 2021,On bark,"0036-8075, 1095-9203",,Trees 2021,https://doi.org/10.1000/def,\n'
    )
    bibtex_text = r"""@article{a, title = {On trees}, journal = {arXiv:2101.00001 [cs, stat]},
 url = {http://arxiv.org/abs/2101.00001}, note = {arXiv: 2101.00001} }
@techreport{b, title = {On wood}, institution = {Wood House}, doi = {10.1000/abc} }
@inproceedings{c, title = {On bark}, booktitle = {Trees 2021}, issn = {0036-8075, 1095-9203},
 url = {https://doi.org/10.1000/def} }
"""

    def facts(paper: Paper) -> tuple[object, ...]:
        details = replace(paper.details, extra=())
        return paper.kind, paper.title, paper.venue, paper.arxiv, paper.doi, paper.url, details

    ours = [facts(paper) for paper in papers(tables.read(Source(iter(csv.splitlines(keepends=True)))))]
    others = [facts(paper) for paper in papers(bibtex.read(Source(iter(bibtex_text.splitlines(keepends=True)))))]

    assert ours == others
    assert [kind for kind, *_ in ours] == ["preprint", "report", "conference"]
