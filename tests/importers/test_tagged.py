from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import papers, problems
from tui_reader.importers import arxiv_mail, endnote_tagged, medline, ris, wos_tagged
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Problem, Record, Source
from tui_reader.model.papers import Link, Version
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.records import Format, Item
    from tui_reader.model.papers import Paper

TAGGED = (ris.FORMAT, medline.FORMAT, endnote_tagged.FORMAT, wos_tagged.FORMAT, arxiv_mail.FORMAT)

RIS = """TY  - JOUR
TI  - Grids & <i>cells</i>
AU  - König,Jan
AU  - van den Berg, A.
AU  - Fanning E.
PY  - 2016
DA  - 2016/10/19/
JF  - Journal of Neurons
JO  - J. Neur.
VL  - 92
IS  - 2
SP  - 280
EP  - 284
AB  - First line,
and the second.
KW  - *athlete
KW  - bone
N1  - doi: 10.1016/j.neuron.2016.10.006
SN  - 0896-6273 (electronic)
UR  - http://example.com; http://www.example.com/a
L1  - file:///tmp/a.pdf
ID  - koenig2016
Y2  - 2020/03/04
ER  -
"""

NBIB = """PMID- 28754806
OWN - NLM
IS  - 1759-8486 (Electronic)
VI  - 10
IP  - 4
DP  - 2018 Nov-Dec
TI  - [Impact of guides: a review of
      outcomes.]
PG  - 335-9
LID - 10.1136/neurintsurg-2017 [doi]
AB  - BACKGROUND: Flow arrest is
      critical.
AB  - CONCLUSION: It is.
FAU - King, Martin L Jr
AU  - King ML Jr
AU  - Lee JH
FAU - Lee, Ji Ho
CN  - BALLOON Group
LA  - eng
PT  - Journal Article
TA  - J Neur
JT  - Journal of neurology
OT  - stroke
MH  - Brain/*surgery
PMC - PMC123
AID - neur-2017 [pii]
AID - 10.1136/neurintsurg-2017 [doi]

PMID- 2
TI  - Second.
AU  - van der Berg JH
DP  - 2019 Spring
"""

ENW = """%0 Journal Article
%A König, Jan
%A Ann Lee
%T A title
%J Nature
%D 2019
%8 March 5
%V 12
%N 3
%P 148--161
%X An abstract.
%K one
two
%R https://doi.org/10.1000/abc
%U http://x.org
%@ 1234-5678
%F koenig2019
%M kept

%0 Book
%A Plato
%T Second
"""

WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Toh, ML
   Lee, A
AF Toh, Ming Liang
   Lee, Ann
CA ATLAS Collaboration
TI Mapping the application
   of systems
SO SURVEY REVIEW
JI Surv. Rev.
DT Article; Early Access
DE Word; GIS
ID URBAN; MODELS
AB A study.
CR Amponsah M., 2024
   Anselin L, 2006
SN 0039-6265
PD MAR 15
PY 2026
VL 58
BP 1
EP 9
DI 10.1080/0039
UT WOS:1
ER

EF
"""

MAIL = r"""Date: Fri,  3 Mar 23 01:29:12 GMT
Subject: cs daily

------------------------------------------------------------------------------
received from  Wed  1 Mar 23 19:00:00 GMT  to  Thu  2 Mar 23 19:00:00 GMT
------------------------------------------------------------------------------
\\
arXiv:2303.00763
Date: Wed, 1 Mar 2023 19:00:02 GMT   (3197kb,D)

Title: Census of satellites
  around galaxies
Authors: Jan K\"onig (PSU), Ann Lee and Bo Li (1) (UFRGS), for the ATLAS
  Collaboration ((1) Some Institute)
Categories: astro-ph.GA cs.LG
Comments: 18 pages
Journal-ref: Phys.Rev.D76:013009,2007
DOI: 10.1000/abc 10.1000/def
\\
  We present a search with $R_{200}$
and more.
  A second paragraph.
\\ ( https://arxiv.org/abs/2303.00763 ,  3197kb)
------------------------------------------------------------------------------
\\
arXiv:2303.00812 (*cross-listing*)
Date: Wed, 1 Mar 2023 20:28:17 GMT   (603kb,D)

Title: One EURO
Authors: Lorenzo Iorio, et al.
Categories: gr-qc
\\
  Text.
\\ ( https://arxiv.org/abs/2303.00812 ,  603kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%
------------------------------------------------------------------------------
\\
arXiv:2201.00099
replaced with revised version Thu, 2 Mar 2023 11:00:13 GMT   (1527kb,D)

Title: Isotropic bound
Authors: J. Iguaz
Categories: astro-ph.HE
Comments: This paper has been withdrawn
\\ ( https://arxiv.org/abs/2201.00099 ,  1527kb)
------------------------------------------------------------------------------
"""


def items(kind: Format, text: str) -> list[Item]:
    return list(kind.read(Source(iter(text.splitlines(keepends=True)))))


def read(kind: Format, text: str) -> list[Paper]:
    return papers(items(kind, text))


def test_ris_arrives_whole() -> None:
    """Names in three styles, the most exact date, a DOI in a note, several addresses, and the rest under its tag."""
    (paper,) = read(ris.FORMAT, RIS)

    details = paper.details
    assert paper.authors == (Person("König", "Jan"), Person("Berg", "A.", "van den"), Person("Fanning", "E."))
    assert (paper.title, paper.abstract, paper.kind) == ("Grids & cells", "First line, and the second.", "article")
    assert (paper.year, details.month, details.day, paper.key) == (2016, 10, 19, "koenig2016")
    assert (paper.venue, details.venue_short, details.pages) == ("Journal of Neurons", "J. Neur.", "280-284")
    assert (paper.doi, paper.note) == ("10.1016/j.neuron.2016.10.006", "")
    assert (paper.url, details.links) == ("http://example.com", (Link("page", "http://www.example.com/a"),))
    assert (details.keywords, details.ids, details.files) == (
        ("athlete", "bone"),
        (("issn", "0896-6273"),),
        ("file:///tmp/a.pdf",),
    )
    assert details.extra == (("Y2", "2020/03/04"),)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (RIS.replace("ER  -\n", "") + RIS.replace("Grids", "Two"), ["Grids & cells", "Two & cells"]),
        ("\ufeff" + RIS.replace("\n", "\r\n"), ["Grids & cells"]),
        ("\ufeff\nJF  - X\nT1  - No beginning\nER  -\n", ["No beginning"]),
        ("Record #1 of 2\nProvider: P\n1.\n" + RIS + "\n2.\nTY  - BOOK\nT1  - Two\nER  - \n", ["Grids & cells", "Two"]),
        (" TY  - JOUR\nTI  - A\nER  - \n", ["A"]),
    ],
)
def test_records_of_ris_may_lack_lines(text: str, titles: list[str]) -> None:
    """A missing ER or TY, a mark, other line ends, and lines between records cost nothing."""
    assert [paper.title for paper in read(ris.FORMAT, text)] == titles


def test_dialects_of_ris() -> None:
    """ASReview's labels become tags, a hundred M1 stay, SP may hold both pages, keywords may stand in one line."""
    text = (
        "TY  - CHAP\nT1  - A\nSP  - 1-22\nPY  - 2019/03//\nKW  - a, b\nN1  - ASReview_relevant\n"
        "M3  - doi:10.1201/b19107-2\n" + "M1  - x\n" * 100 + "ER  - \n"
    )
    (paper,) = read(ris.FORMAT, text)

    assert (paper.tags, paper.details.pages, paper.details.keywords) == (("asreview/relevant",), "1-22", ("a", "b"))
    assert (paper.year, paper.details.month, paper.doi, paper.kind) == (2019, 3, "10.1201/b19107-2", "chapter")
    assert paper.details.extra == (("M1", "x"),) * 100


def test_thousands_of_authors() -> None:
    """A record of the large experiments takes a moment."""
    text = "TY  - JOUR\nTI  - A\n" + "".join(f"AU  - Lee{n}x, A.\n" for n in range(7456)) + "ER  - \n"

    assert len(read(ris.FORMAT, text)[0].authors) == 7456


def test_medline_arrives_whole() -> None:
    """Full names once, groups, dates in words, titles in brackets, several abstracts, identifiers with their kinds."""
    first, second = read(medline.FORMAT, NBIB)

    details = first.details
    assert first.authors == (
        Person("King", "Martin L", suffix="Jr"),
        Person("Lee", "Ji Ho"),
        Person.literal("BALLOON Group"),
    )
    assert first.title == "Impact of guides: a review of outcomes"
    assert first.abstract == "BACKGROUND: Flow arrest is critical.\n\nCONCLUSION: It is."
    assert (first.year, details.month, details.issue, details.pages) == (2018, 11, "4", "335-9")
    assert (first.doi, first.venue, details.venue_short) == (
        "10.1136/neurintsurg-2017",
        "Journal of neurology",
        "J Neur",
    )
    assert details.ids == (("issn", "1759-8486"), ("pmcid", "PMC123"), ("pmid", "28754806"))
    assert (details.keywords, first.kind) == (("stroke", "Brain/surgery"), "article")
    assert ("AID", "neur-2017 [pii]") in details.extra
    assert (second.title, second.authors, second.year) == ("Second", (Person("Berg", "JH", "van der"),), 2019)


def test_endnote_arrives_whole() -> None:
    """Each line is a fact; keywords go on; what has no place stays under its tag."""
    first, second = read(endnote_tagged.FORMAT, ENW)

    assert first.authors == (Person("König", "Jan"), Person("Lee", "Ann"))
    assert (first.year, first.details.pages, first.doi, first.key) == (2019, "148-161", "10.1000/abc", "koenig2019")
    assert first.details.keywords == ("one", "two")
    assert first.details.extra == (("%M", "kept"),)
    assert (second.kind, second.title) == ("book", "Second")


def test_web_of_science_arrives_whole() -> None:
    """Full names before short ones, groups, keywords of the authors, and references as they are."""
    (paper,) = read(wos_tagged.FORMAT, WOS)

    details = paper.details
    assert paper.authors == (Person("Toh", "Ming Liang"), Person("Lee", "Ann"), Person.literal("ATLAS Collaboration"))
    assert (paper.title, paper.year, details.month, details.day) == ("Mapping the application of systems", 2026, 3, 15)
    assert (details.pages, details.keywords, details.venue_short) == ("1-9", ("Word", "GIS"), "Surv. Rev.")
    assert ("CR", "Amponsah M., 2024\nAnselin L, 2006") in details.extra
    assert ("ID", "URBAN; MODELS") in details.extra


def test_a_mail_of_arxiv_arrives_whole() -> None:
    """New papers, cross-listings and replacements; affiliations are no names; the abstract has paragraphs."""
    first, cross, replaced = read(arxiv_mail.FORMAT, MAIL)

    details = first.details
    assert [person.name for person in first.authors] == ["Jan König", "Ann Lee", "Bo Li", "ATLAS Collaboration"]
    assert (first.title, first.arxiv) == ("Census of satellites around galaxies", "2303.00763")
    assert first.abstract == "We present a search with $R_{200}$ and more.\n\nA second paragraph."
    assert (first.year, details.month, details.day, first.kind) == (2023, 3, 1, "preprint")
    assert (details.categories, details.comment, first.doi) == (("astro-ph.GA", "cs.LG"), "18 pages", "10.1000/abc")
    assert details.versions == (Version("v1", "2023-03-01"),)
    assert ("DOI", "10.1000/def") in details.extra
    assert (cross.arxiv, cross.details.others) == ("2303.00812", True)
    assert (replaced.arxiv, replaced.abstract, replaced.year, replaced.details.month) == ("2201.00099", "", 2022, 1)
    assert (replaced.details.versions, replaced.details.status) == ((Version("", "2023-03-02"),), "withdrawn")


def test_a_file_of_arxiv_itself_arrives_whole() -> None:
    """`.abs` has the submitter and the dates of all versions; ids of before 2007 keep their archive."""
    (paper,) = read(
        arxiv_mail.FORMAT,
        "-" * 78 + "\n\\\\\nPaper: hep-th/9901001\nFrom: J. Doe <x@y>\nDate: Mon, 4 Jan 1999 19:18:42 GMT   (443kb)\n"
        "Date (revised v2): Tue, 24 Jul 2007 20:10:27 GMT   (370kb)\n\nTitle: A\nAuthors: C. Bal\\'azs\n"
        "Categories: hep-th\n\\\\\n  Text.\n\\\\\n",
    )

    assert (paper.arxiv, paper.authors, paper.year) == ("hep-th/9901001", (Person("Balázs", "C."),), 1999)
    assert paper.details.versions == (Version("v1", "1999-01-04"), Version("v2", "2007-07-24"))


@pytest.mark.parametrize(
    ("text", "name"),
    [(RIS, "ris"), (NBIB, "medline"), (ENW, "endnote"), (WOS, "wos"), (MAIL, "arxiv-mail")],
)
@pytest.mark.parametrize("change", [str, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_tagged_text_is_recognised_whatever_its_name(text: str, name: str, change: object) -> None:
    """By what it holds: named `.txt`, with a mark, with other line ends."""
    assert callable(change)
    assert detect("savedrecs.txt", change(text)).name == name


@pytest.mark.parametrize("kind", TAGGED, ids=lambda kind: kind.name)
def test_a_record_without_title_is_refused_with_its_text(kind: Format) -> None:
    """The line where it begins and what stands there."""
    text = {
        "ris": "TY  - JOUR\nAU  - Lee, A.\nER  - \n",
        "medline": "PMID- 1\nAU  - Lee A\n",
        "endnote": "%0 Book\n%A Lee\n",
        "wos": "PT J\nAU Lee, A\nER\n",
        "arxiv-mail": "\\\\\narXiv:2303.00763\nAuthors: A. Lee\n\\\\\n",
    }[kind.name]

    (problem,) = problems(items(kind, text))

    assert (problem.refused, "Lee" in problem.raw, problem.line) == (True, True, 2 if kind.name == "arxiv-mail" else 1)


_LINES = st.sampled_from(
    [line for text in (RIS, NBIB, ENW, WOS, MAIL) for line in text.splitlines()]
    + [
        "",
        "   goes on",
        "\0",
        "é",
        "TY  -",
        "PY  - 99",
        "PY  - ///",
        "DP  - x",
        "%D",
        "%",
        "\\\\",
        "arXiv:",
        "AU  - ",
        "AU  - ,",
    ]
)


@pytest.mark.parametrize("kind", TAGGED, ids=lambda kind: kind.name)
@given(lines=st.lists(_LINES, max_size=40))
def test_any_lines_give_papers_and_problems(kind: Format, lines: list[str]) -> None:
    """Nothing raises; every paper has a title; every item stands on a line of the text."""
    found = items(kind, "\n".join(lines))

    assert all(1 <= item.line <= len(lines) for item in found)
    assert all(item.paper.title for item in found if isinstance(item, Record))
    assert all(isinstance(item, (Record, Problem)) for item in found)


@given(st.lists(st.sampled_from(["TI  - A", "T1  - B", "AU  - Lee", "", "x"]), max_size=8), st.integers(1, 5))
def test_no_record_of_ris_is_dropped_in_silence(lines: list[str], count: int) -> None:
    """As many papers and refusals as records."""
    text = "".join("\n".join(["TY  - JOUR", "KW  - x", *lines, "ER  - ", ""]) for _ in range(count))

    assert len([item for item in items(ris.FORMAT, text) if isinstance(item, Record) or item.refused]) == count
