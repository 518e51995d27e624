from __future__ import annotations

import base64
import plistlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems
from tui_reader.importers import bibtex, bibtex_blocks
from tui_reader.importers.records import Problem, Record, Source
from tui_reader.model.papers import Link, Version
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.records import Item
    from tui_reader.model.papers import Paper


def items(text: str) -> list[Item]:
    return list(bibtex.read(Source(iter(text.splitlines(keepends=True)))))


def only(text: str) -> Paper:
    (paper,) = papers(items(text))
    return paper


def test_an_article_arrives_whole() -> None:
    """Every field that the record has a place for is there, and the rest under its own name."""
    paper = only(
        r"""@Article{koenig2019,
  author = {K{\"o}nig, Jan and van den Berg, A. and {ATLAS Collaboration} and others},
  title = {{CSPNet}: A {B}ayesian {\&} $L_2$ view of Erd{\H o}s},
  journal = "Science {\&} Technology",
  year = 2019, month = mar # "~5", volume = {12}, number = {3}, pages = {148--161},
  doi = {https://doi.org/10.1000/ABC}, issn = {1234-5678}, keywords = {deep learning; graphs},
  abstract = {First
    line.

    Second.}, language = {english}, Zzz-Field+1 = {kept {as} it is}
}"""
    )

    details = paper.details
    assert paper.authors == (
        Person("König", "Jan"),
        Person("Berg", "A.", "van den"),
        Person.literal("ATLAS Collaboration"),
    )
    assert (paper.title, paper.venue, paper.year) == (
        r"CSPNet: A Bayesian & $L_2$ view of Erd{\H o}s",
        "Science & Technology",
        2019,
    )
    assert paper.abstract == "First line.\n\nSecond."
    assert (paper.key, paper.kind, paper.doi) == ("koenig2019", "article", "10.1000/ABC")
    assert (details.month, details.day, details.others, details.volume, details.issue) == (3, 5, True, "12", "3")
    assert (details.pages, details.ids, details.language) == ("148-161", (("issn", "1234-5678"),), "english")
    assert details.keywords == ("deep learning", "graphs")
    assert details.extra == (("Zzz-Field+1", "kept {as} it is"),)


def test_macros_are_filled_in_and_joined() -> None:
    """`@string` and `#` work, in braces or parentheses and in any case; an undefined macro is taken as text."""
    found = items(
        '@STRING{ toc = "Transactions on " # {Graphs} }\n@string(acm = {ACM})\n'
        "@article(a, title = {A}, journal = TOC # { by } # acm, publisher = nobody,)\n"
    )

    assert [paper.venue for paper in papers(found)] == ["Transactions on Graphs by ACM"]
    assert papers(found)[0].details.publisher == "nobody"
    assert notes(found) == [(0, "macros that the file does not define are taken as text: nobody")]


def test_only_the_broken_entry_is_refused() -> None:
    """An entry with unbalanced braces is refused with its line and text; those around it go in."""
    found = items(
        "@article{a, title = {A}}\n@article{b,\n title = {B,\n year = 2000\n}\n\n@article{c, title = {C}}\n"
        "@article{d, title = {D}},\n  year = {1999},\n}\n@article{e, title = {E}}\n"
    )

    assert [paper.key for paper in papers(found)] == ["a", "c", "e"]
    assert [(problem.line, problem.record) for problem in problems(found)] == [(2, "b"), (8, "d")]
    assert problems(found)[0].raw.startswith("@article{b,")
    assert "1999" in problems(found)[1].raw


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@article{,\n title = {A}}", ""),
        ("@article{title = {A}}", ""),
        ("@article{a\n, title = {A}\n, year = {2000}\n}", "a"),
        ("@article{a, title = {A} year = {2000}}", "a"),
        ("@article{a,\n % title = {No},\n title = {A}}", "a"),
        ("text before\n@article{a, title = {A}} and after", "a"),
        ("@article{a, title = {A}, note = {\n@ (3 TeV) at line start}}", "a"),
        ("@article{a,\r\n title = {A}\r\n}\r\n", "a"),
        ("@web_page{a, title = {A}}", "a"),
        ('@article{a, title = "A", note = "a {"}quoted{"} word"}', "a"),
        ("@comment{@article{x, title = {X}}}\n@article{a, title = {A}}", "a"),
        ('@preamble{ "\\def\\x{\\"y}" }\n@article{a, title = {A}}', "a"),
    ],
)
def test_odd_entries_go_in(text: str, key: str) -> None:
    """Keys that are missing, commas before fields or missing, comments, and `@` in texts."""
    paper = only(text)

    assert (paper.title, paper.key) == ("A", key)


def test_repeated_keys_come_in_with_a_letter() -> None:
    """Two entries of one key are two papers, and a note says what the second is called."""
    found = items("@misc{k, title={A}}\n@misc{k, title={B}}\n@misc{k, title={C}}\n")

    assert [(paper.key, paper.title) for paper in papers(found)] == [("k", "A"), ("ka", "B"), ("kb", "C")]
    assert [line for line, _ in notes(found)] == [2, 3]


def test_repeated_fields_are_kept() -> None:
    """The first counts, and one that differs stays under its name."""
    paper = only("@misc{k, title={A}, url={http://a.org}, URL={http://b.org}}")

    assert (paper.url, paper.details.extra) == ("http://a.org", (("URL", "http://b.org"),))


def test_a_cross_reference_is_followed_both_ways() -> None:
    """A child inherits what it lacks, before or after its parent; a volume's identifiers are not its papers'."""
    found = items(
        "@inproceedings{a, title={A}, crossref={P}}\n"
        "@proceedings{p, title={The Proceedings}, year=2001, editor={Lee, Ann}, publisher={X}, doi={10.1000/p},"
        " url={http://p}}\n"
        "@incollection{b, title={B}, crossref={p}, year=2002}\n"
        "@inproceedings{c, title={C}, crossref={absent}}\n"
    )

    first, volume, second, third = papers(found)
    assert (first.venue, first.year, first.details.publisher, first.doi) == ("The Proceedings", 2001, "X", None)
    assert first.details.editors == (Person("Lee", "Ann"),)
    assert (volume.doi, second.year, second.venue) == ("10.1000/p", 2002, "The Proceedings")
    assert third.details.extra == (("crossref", "absent"),)


def test_xdata_is_inherited_whole() -> None:
    """BibLaTeX's `xdata` entries are no papers."""
    found = items("@xdata{x, publisher={P}, location={L}}\n@book{a, title={A}, date={2019-03-04/2020}, xdata={x}}\n")

    (paper,) = papers(found)
    assert (paper.details.publisher, paper.details.place) == ("P", "L")
    assert (paper.year, paper.details.month, paper.details.day) == (2019, 3, 4)


def test_jabref_marks_arrive() -> None:
    """Rating, read status, comments of a user, file links, time stamp and groups; other marks are kept."""
    paper = only(
        """% Encoding: UTF-8

@Article{a,
  title = {A}, ranking = {rank5}, readstatus = {read}, priority = {prio1}, timestamp = {2010.03.05}, owner = {me},
  comment-me = {Read this!}, file = {paper:dir\\:x/p\\;1.pdf:PDF;:q.pdf:PDF}, groups = {Child, Top},
}

@Comment{jabref-meta: databaseType:bibtex;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Top\\;0\\;1\\;0x8a8a8aff\\;\\;\\;;
2 StaticGroup:Child\\;0\\;1\\;\\;\\;\\;;
}
"""
    )

    assert (paper.rating, paper.read, paper.note) == (5, True, "Read this!")
    assert paper.added == 1267747200
    assert paper.tags == ("Top", "Top/Child")
    assert paper.details.files == ("dir:x/p;1.pdf", "q.pdf")
    assert paper.details.extra == (("priority", "prio1"), ("owner", "me"))


def test_old_jabref_groups_list_their_keys() -> None:
    """Up to JabRef 3 the group tree names the papers; a search that JabRef repeats is left out, and that is said."""
    found = items(
        "@article{a, title = {A}}\n@article{b, title = {B}}\n@comment{jabref-meta: groupsversion:3;}\n"
        "@comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n1 ExplicitGroup:Read\\;0\\;a\\;b\\;;\n"
        "2 ExplicitGroup:Wei\nrd\\;0\\;b\\;;\n1 KeywordGroup:K\\;0\\;keywords\\;x\\;0\\;0\\;;\n}\n"
    )

    assert [paper.tags for paper in papers(found)] == [("Read",), ("Read", "Read/Weird")]
    assert notes(found) == [(0, "1 group is a search that JabRef repeats, not a list of papers, and left out")]


def test_mendeley_arrives() -> None:
    """Files with the drive in maths, tags of the reader, ids, annotations."""
    paper = only(
        r"""@article{Koenig2012,
annote = {From Duplicate 1},
arxivId = {1207.0580},
author = {K{\"{o}}nig, J and {\'{S}}wi{\k{a}}tek, {\L}},
file = {:C$\backslash$:/Users/x/a.pdf:pdf;:home/y/b.pdf:pdf},
mendeley-groups = {Networks},
mendeley-tags = {dropout,nets},
keywords = {dropout},
pmid = {1000104},
title = {{Improving neural networks}},
url = {http://arxiv.org/abs/1207.0580}
}"""
    )

    assert paper.authors == (Person("König", "J"), Person("Świątek", "Ł"))
    assert (paper.title, paper.arxiv, paper.note) == ("Improving neural networks", "1207.0580", "From Duplicate 1")
    assert paper.details.files == (r"C:/Users/x/a.pdf", "/home/y/b.pdf")
    assert (paper.tags, paper.details.ids) == (("Networks", "dropout", "nets"), (("pmid", "1000104"),))


def test_better_bibtex_arrives() -> None:
    """The words of BibLaTeX: date, journaltitle, eprint with its type and class, event, subtitle."""
    paper = only(
        "@online{a, title={A}, subtitle={More}, date={2021-05}, eprint={2105.00001}, eprinttype={arxiv},"
        " eprintclass={cs.LG}, shortjournal={J. X}, journaltitle={Journal of X}, eventtitle={XConf},"
        " pubstate={in press}}"
    )

    details = paper.details
    assert (paper.title, paper.year, details.month, paper.arxiv) == ("A: More", 2021, 5, "2105.00001")
    assert (details.categories, details.venue_short, paper.venue) == (("cs.LG",), "J. X", "Journal of X")
    assert (details.event, details.status) == ("XConf", "in press")


def test_bibdesk_files_are_decoded() -> None:
    """A property list in base 64 names the file."""
    alias = base64.b64encode(plistlib.dumps({"relativePath": "../papers/a.pdf"}, fmt=plistlib.FMT_BINARY)).decode()
    paper = only(f"@article{{a, title={{A}}, date-added={{2011-06-04 12:31:54 +0200}}, bdsk-file-1={{{alias}}}}}")

    assert paper.details.files == ("../papers/a.pdf",)
    assert paper.added == 1307183514


def test_the_astronomers_macros_are_journals() -> None:
    """ADS writes journals as macros, and its bibcode in the address."""
    paper = only(
        r"@ARTICLE{2019MNRAS.482.1017B, title = {A}, journal = {\mnras}, month = jan, year = 2019, "
        r"adsurl = {https://ui.adsabs.harvard.edu/abs/2019MNRAS.482.1017B}}"
    )

    assert (paper.venue, paper.details.venue_short) == ("Monthly Notices of the Royal Astronomical Society", "MNRAS")
    assert paper.details.ids == (("bibcode", "2019MNRAS.482.1017B"),)
    assert paper.details.links == (Link("page", "https://ui.adsabs.harvard.edu/abs/2019MNRAS.482.1017B"),)


def test_the_services_arrive() -> None:
    """DBLP's time stamp is its own; Scopus counts citations in `note`; ScienceDirect begins with "Abstract"."""
    dblp, scopus, science = papers(
        items(
            "@inproceedings{DBLP:conf/x/Y, title={A}, author={Wei Wang 0001},"
            " timestamp={Fri, 30 Nov 2018 13:27:16 +0100}, bibsource={dblp computer science bibliography, https://dblp.org}}\n"
            "@ARTICLE{Lee2020, title={B}, author_keywords={x; y}, note={cited By 3}, art_number={e12},"
            " document_type={Article}}\n"
            "@article{S, title={C}, abstract={Abstract\nWe do.}, month={May}}\n"
        )
    )

    assert dblp.details.ids == (("dblp", "conf/x/Y"),)
    assert (dblp.authors, dblp.added) == ((Person("Wang", "Wei"),), 0)
    assert (scopus.details.keywords, scopus.details.article_number) == (("x", "y"), "e12")
    assert ("note", "cited By 3") in scopus.details.extra
    assert science.abstract == "We do."


@pytest.mark.parametrize(
    ("field", "abstract"),
    [
        ("Abstract\nWe do.", "We do."),
        ("ABSTRACT: We do.", "We do."),
        ("Abstract The aim is this.", "The aim is this."),
        ("Abstract Meaning Representation is a formalism.", "Abstract Meaning Representation is a formalism."),
        ("Summary: It is.", "Summary: It is."),
    ],
)
def test_a_heading_before_the_abstract_is_left_out(field: str, abstract: str) -> None:
    """ScienceDirect's "Abstract" is a heading, a sentence that begins with the word is none."""
    assert only(f"@article{{a, title={{A}}, abstract={{{field}}}}}").abstract == abstract


def test_what_a_fact_cannot_hold_is_kept_beside_it() -> None:
    """Several months, a second year, and the words around them stay as they were."""
    details = only("@article{a, title={A}, month={Mar-Apr}, year={2019/2020}}").details

    assert (details.month, details.extra) == (3, (("month", "Mar-Apr"), ("year", "2019/2020")))


def test_the_version_of_an_arxiv_id_stands_apart() -> None:
    """The id has none, as identity compares it."""
    paper = only(
        "@misc{a, title={A}, eprint={1408.4701v2}, archivePrefix={arXiv}, url={https://aclanthology.org/N19-1423/}}"
    )

    assert (paper.arxiv, paper.details.versions) == ("1408.4701", (Version("v2", ""),))
    assert paper.details.ids == (("acl", "N19-1423"),)


def test_comments_are_counted() -> None:
    """Those with settings of a program are none of the reader's."""
    found = items(
        "@comment{jabref-meta: saveActions:enabled;}\n\n@comment{first}\n@comment{second}\n@misc{a, title={A}}\n"
    )

    assert notes(found) == [(3, "2 comments are left out")]


def test_macros_that_were_escaped_twice_are_read() -> None:
    """Some exporters take the backslash of an accent for a character."""
    paper = only(
        r"@misc{a, title={A}, author={Garc\textbackslash{}'ia, Al}, publisher={Taylor \textbackslash\& Francis}}"
    )

    assert (paper.authors, paper.details.publisher) == ((Person("García", "Al"),), "Taylor & Francis")


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@article{a, title={A}, journal={Nature}}", "article"),
        ("@article{a, title={A}, journal={arXiv preprint arXiv:1706.03762}}", "preprint"),
        ("@misc{a, title={A}, eprint={1706.03762}, archivePrefix={arXiv}}", "preprint"),
        ("@inproceedings{a, title={A}, booktitle={X}}", "conference"),
        ("@phdthesis{a, title={A}, school={X}}", "thesis"),
        ("@techreport{a, title={A}}", "report"),
        ("@online{a, title={A}, url={http://x.org}}", "webpage"),
        ("@incollection{a, title={A}}", "chapter"),
        ("@unheardof{a, title={A}}", "other"),
    ],
)
def test_kinds(entry: str, kind: str) -> None:
    """By the type, and a preprint where the venue or the identifier says so."""
    assert only(entry).kind == kind


def test_an_arxiv_id_is_found_in_the_venue() -> None:
    """Google Scholar has it nowhere else."""
    assert only("@article{a, title={A}, journal={arXiv preprint arXiv:1706.03762}}").arxiv == "1706.03762"


@pytest.mark.parametrize(
    "beginning",
    [
        "@article{a,\n title = {A}}",
        "% Encoding: UTF-8\n\n@Article{a,",
        "\ufeff\n@misc{,",
        "Automatically generated by Mendeley\n\n@article{a,\ntitle={A}}",
        "@string{a = {b}}",
    ],
)
def test_bibtex_is_recognised(beginning: str) -> None:
    """By an entry, after lines of comment or text."""
    assert bibtex.looks_like(beginning)


@pytest.mark.parametrize("beginning", ["", "@key is my handle", "{}", "Title\nAbstract @ home.", "TY  - JOUR\n"])
def test_other_texts_are_not(beginning: str) -> None:
    """An `@` alone is no sign."""
    assert not bibtex.looks_like(beginning)


def test_a_large_file_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held is bounded, lines keep their numbers, and macros reach over the parts."""
    monkeypatch.setattr(bibtex_blocks, "_BATCH", 100)
    monkeypatch.setattr(bibtex, "AHEAD", 500)
    text = "@string{j = {Journal}}\n" + "".join(
        f"@article{{k{n},\n title={{T{n}}},\n journal=j}}\n" for n in range(200)
    )

    found = [item for item in items(text) if isinstance(item, Record)]

    assert [(item.line, item.paper.key, item.paper.venue) for item in found] == [
        (2 + 3 * n, f"k{n}", "Journal") for n in range(200)
    ]


_PIECES = st.sampled_from(
    (
        *(
            "@article{",
            "@string(",
            "@comment{",
            "@",
            "{",
            "}",
            "(",
            ")",
            '"',
            ",",
            "=",
            "#",
            "\n",
            " ",
            "\\",
            "title",
            "%",
        ),
        *(
            "author = {",
            "year = 2000",
            "crossref = {a}",
            "jabref-meta: groupstree:0 X:;",
            "jan",
            "{\\'e}",
            "$x$",
            "and",
        ),
        *(
            "file = {:a:b}",
            "groups = {",
            "date = {2000-13-45}",
            "month = ",
            "1" * 30,
            "bdsk-file-1 = {AAAA}",
            "\r",
            "\0",
        ),
        *("doi={10.1000/", "é", "a"),
    )
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_text_gives_papers_and_problems(text: str) -> None:
    """Nothing raises, every paper has a title, and every item the line that it stands on."""
    found = items(text)

    assert all(item.line <= text.count("\n") + 1 for item in found)
    assert all(item.paper.title for item in found if isinstance(item, Record))
    assert all(isinstance(item, (Record, Problem)) for item in found)


@given(st.lists(st.text('abc{}\\"$ é,=', max_size=12).filter(lambda text: bool(text.strip())), max_size=6))
def test_no_entry_is_dropped_in_silence(titles: list[str]) -> None:
    """Whatever stands in their titles, every entry becomes a paper or a problem."""
    text = "".join(f"@misc{{k{number},\n  title = {{{title}}}\n}}\n" for number, title in enumerate(titles))

    found = items(text)

    assert sum(isinstance(item, Record) or item.refused for item in found) >= len(titles)


def test_doubled_commas_between_fields_are_one() -> None:
    """An exporter that left a field out left its comma; commas inside a field stay."""
    paper = only("@techreport{a, title = {One,, two}, , number = {2PTE3},\n,, year = 2001}\n")

    assert (paper.title, paper.year) == ("One,, two", 2001)


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        (r"title = {III\textendash{{V}} Compounds}", ("III\N{EN DASH}V Compounds", "", "")),
        (r"title = {{A} {\textendash} {B}}", ("A \N{EN DASH} B", "", "")),
        (r"title = {A}, journal = {Proceedings of the 9\textsuperscript{th} Workshop}", ("A", "", "")),
        ("title = {A}, number = {arXiv:1910.05613}, publisher = {{arXiv}}", ("A", "", "1910.05613")),
        ("title = {A}, number = {7}", ("A", "7", "")),
    ],
)
def test_signs_and_numbers_of_exporters(fields: str, facts: tuple[str, str, str]) -> None:
    """Signs as LaTeX spells them are signs, and Zotero's number of a preprint is no issue."""
    paper = only(f"@article{{a, {fields}}}\n")

    assert (paper.title, paper.details.issue, paper.arxiv or "") == facts
    assert "textsuperscript" not in (paper.venue or "")


@pytest.mark.parametrize(
    ("kind", "titles"), [("proceedings", ["Theory"]), ("book", ["Theory"]), ("inproceedings", []), ("incollection", [])]
)
def test_a_volume_may_be_called_by_its_book_title(kind: str, titles: list[str]) -> None:
    """But no paper in it: two without titles would be taken for one."""
    found = items(f"@{kind}{{a, maintitle = {{Lecture Notes}}, booktitle = {{Theory}}, year = 2016}}\n")

    assert [paper.title for paper in papers(found)] == titles


def test_the_numbers_of_mendeley_are_told_by_their_form() -> None:
    """It puts every ISSN of PubMed into `isbn`."""
    paper = only("@article{a, title={A}, isbn = {1530-6992 (Electronic)$\\backslash$r1530-6984 (Linking)}}\n")

    assert paper.details.ids == (("issn", "1530-6992"),)
    assert dict(paper.details.extra)["isbn"].startswith("1530-6992 (Electronic)")


def test_latex_that_zotero_escaped_is_latex_again() -> None:
    """A backslash in the library is exported as the name of one; then all signs of the text were escaped."""
    paper = only(
        r"@article{a, title = {A {\textbackslash}emph\{whole\} \$x{\textbackslash}times y\$}, abstract = {19\$"
        r"{\textbackslash}times\$ faster {\textbackslash}\& } }"
    )

    assert (paper.title, paper.abstract) == (r"A \emph{whole} $x\times y$", r"19$\times$ faster &")


def test_the_lines_that_zotero_exports_as_a_note_are_fields() -> None:
    """They are kept under their names; words of the reader among them stay the note that they were."""
    paper = only("@article{a, title = {A}, note = {Publisher: Wood House\nSection: Report} }")
    other = only("@article{a, title = {A}, note = {Publisher: Wood House\nI like it} }")

    assert (paper.details.comment, paper.details.extra) == (
        "",
        (("Publisher", "Wood House"), ("Section", "Report")),
    )
    assert other.details.comment.endswith("I like it")


def test_a_protected_heading_of_an_abstract() -> None:
    """The heading that publishers put before an abstract goes, whether or not braces keep its capitals."""
    assert only("@article{a, title = {A}, abstract = {{ABSTRACT} Our wood grows.} }").abstract == "Our wood grows."
