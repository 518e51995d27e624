from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importers.reading import papers
from tui_reader.importers import endnote_tagged, medline, ris
from tui_reader.importers.arxiv_authors import arxiv_people
from tui_reader.importers.facts import serials_of
from tui_reader.importers.records import Format, Source

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


def read(kind: Format, text: str) -> list[Paper]:
    return papers(kind.read(Source(iter(text.splitlines(keepends=True)))))


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("ARA Collaboration: P. Allison, J. Auffenberg", ["ARA Collaboration", "P. Allison", "J. Auffenberg"]),
        ("M.Sikora and L.Tomasella", ["M. Sikora", "L. Tomasella"]),
        ("P. Pistilli8, 7 Suvrath Mahadevan", ["P. Pistilli", "Suvrath Mahadevan"]),
        ("P. Schalldach and. A. in der Au, B. Li .", ["P. Schalldach", "A. in der Au", "B. Li"]),
        ("A. Gan (1) and B. Li (2) for the JCMT Legacy Project ((1) X)", ["A. Gan", "B. Li", "JCMT Legacy Project"]),
    ],
)
def test_authors_of_arxiv(authors: str, names: list[str]) -> None:
    """A group stands before its members or behind them; numbers of affiliations are none of a name."""
    assert [person.name for person in arxiv_people(authors)[0]] == names


@pytest.mark.parametrize("end", ["et al.", "et al (X)", "438 co-authors", "440 DPAC co-authors", "others"])
def test_an_incomplete_list_of_arxiv(end: str) -> None:
    """However it ends, what says that there are more is no author."""
    people, others, _ = arxiv_people(f"A. Udalski, M. Szymanski, {end}")

    assert ([person.name for person in people], others) == (["A. Udalski", "M. Szymanski"], True)


def test_the_people_of_pubmed() -> None:
    """Who has only initials is an author too, in their place; "et al." says that there are more."""
    names = "FAU - King, Martin L Jr\nAU  - King ML Jr\nAU  - Lee JH\nFAU - Li, Bo\nAU  - Li B\nAU  - et al.\n"
    (paper,) = read(medline.FORMAT, f"PMID- 1\nTI  - A\n{names}")

    assert ([person.name for person in paper.authors], paper.details.others) == (
        ["Martin L King Jr", "JH Lee", "Bo Li"],
        True,
    )


@pytest.mark.parametrize(
    ("lines", "pages", "number"),
    [
        ("PG  - 1534-55", "1534-1555", ""),
        ("PG  - 6913-7; discussion 6918", "6913-6917; discussion 6918", ""),
        ("PG  - 335-339", "335-339", ""),
        ("PG  - S12-9", "S12-9", ""),
        ("LID - 1042 [pii]", "", "1042"),
        ("LID - S1080-6032(22)00139-9 [pii]", "", ""),
    ],
)
def test_the_pages_of_pubmed(lines: str, pages: str, number: str) -> None:
    """Last pages are whole numbers; an article without pages has its number among its identifiers."""
    (paper,) = read(medline.FORMAT, f"PMID- 1\nTI  - A\n{lines}\n")

    assert (paper.details.pages, paper.details.article_number) == (pages, number)


def test_what_pubmed_says_more_is_kept() -> None:
    """A second ISSN, a season and the title of a book; a chapter stands in its book."""
    text = (
        "PMID- 1\nTI  - A\nBTI - The book\nDP  - 2019 Spring\nIS  - 1234-5678 (Print)\nIS  - 8765-4321 (Electronic)\n"
    )
    (paper,) = read(medline.FORMAT, text)

    assert (paper.venue, paper.kind, paper.year) == ("The book", "chapter", 2019)
    assert paper.details.ids == (("issn", "1234-5678"), ("pmid", "1"))
    assert paper.details.extra == (
        ("IS", "1234-5678 (Print)"),
        ("IS", "8765-4321 (Electronic)"),
        ("DP", "2019 Spring"),
    )


@pytest.mark.parametrize(
    ("lines", "date", "extra"),
    [
        ("%8 March 5\n%D 2019", (2019, 3, 5), ()),
        ("%8 2019-03-05", (2019, 3, 5), ()),
        ("%8 2020-01-01\n%D 2019", (2019, 0, 0), (("%8", "2020-01-01"),)),
        ("%D 2019\n%8 Spring", (2019, 0, 0), (("%8", "Spring"),)),
        ("%R oai:x:1\n%R doi:10.1000/a", (None, 0, 0), (("%R", "oai:x:1"),)),
    ],
)
def test_the_dates_and_numbers_of_endnote(
    lines: str, date: tuple[int | None, int, int], extra: tuple[tuple[str, str], ...]
) -> None:
    """A day may lack its year; what contradicts it or is no date is kept, as is a number that is no DOI."""
    (paper,) = read(endnote_tagged.FORMAT, f"%0 Book\n%T A\n{lines}\n")

    assert ((paper.year, paper.details.month, paper.details.day), paper.details.extra) == (date, extra)


@pytest.mark.parametrize(
    ("text", "ids", "kept"),
    [
        ("0302-9743", [("issn", "0302-9743")], False),
        ("978-1-4822-5326-9", [("isbn", "978-1-4822-5326-9")], False),
        ("ISSN 00319007", [("issn", "00319007")], False),
        ("2151-139X 978-0-306-40615-7", [("isbn", "978-0-306-40615-7"), ("issn", "2151-139X")], True),
        ("1530-6992 (Electronic)\\r1530-6984 (Linking)", [("issn", "1530-6992")], True),
    ],
)
def test_serial_numbers_are_told_by_their_form(text: str, ids: list[tuple[str, str]], *, kept: bool) -> None:
    """Whichever field they stand in; a field that says more stays."""
    found, is_more = serials_of(text, "isbn")

    assert (sorted(found), is_more) == (ids, kept)


@pytest.mark.parametrize("kind", ["JOUR", "CHAP", "CONF"])
def test_a_part_is_not_called_like_the_whole(kind: str) -> None:
    """Two papers without titles in one journal would be taken for one."""
    assert read(ris.FORMAT, f"TY  - {kind}\nT2  - Some journal\nAU  - Lee, A.\nPY  - 2001\nER  - \n") == []
