"""Citations in the styles of CSL: what the engine gets wrong is mended, and what nobody knows is not said."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from tests.citations.hostile import papers as hostile_papers
from tests.citations.test_round_trips import crowded
from tui_reader.citations.csl.catalogue import COMMON
from tui_reader.citations.registry import FormatRegistry
from tui_reader.errors import ReaderError
from tui_reader.model.papers import Paper
from tui_reader.paths import Home
from tui_reader.texts.names import Person
from tui_reader.texts.printable import one_line

LEFT, RIGHT, DASH = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}", "\N{EN DASH}"
NOWHERE = FormatRegistry(Home.under(Path(os.devnull, "home")))
LEE, WANG, BERG = Person.of("Lee", "Ann B."), Person.of("Wang", "Chien-Yao"), Person.of("van den Berg", "Jan")
BARE = Paper("Nothing else is known", key="bare")
QUESTION = Paper("Only a question?", key="question")
FULL = Paper(
    'Deep <Trees> & "Roots" of CSPNet',
    authors=(LEE, WANG),
    year=2019,
    venue="Journal of Trees",
    doi="10.1000/1_2",
    url="https://doi.org/10.1000/1_2",
    key="lee2019deep",
)


def cite(name: str, *papers: Paper) -> str:
    return NOWHERE.named(name).cite(papers)


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("paper", [BARE, QUESTION], ids=["statement", "question"])
def test_a_title_alone_is_said_once(name: str, paper: Paper) -> None:
    """A paper of which nothing but the title is known is a sensible citation in every style."""
    entry = cite(name, paper)

    assert entry.casefold().count(paper.title.casefold()) == 1
    assert not re.search(r"\.\.|\?\.|\(\)|\[\]|,\s*$|\b(?:p|pp)\s*\.", entry)
    assert "reprint" not in entry


@pytest.mark.parametrize(
    ("name", "has_one"),
    [("apa", True), ("chicago", True), ("harvard", True), ("ieee", False), ("nature", False), ("mla", False)],
)
def test_no_date_is_said_where_the_style_says_so(name: str, has_one: bool) -> None:  # noqa: FBT001 a table
    """ "n.d." is the notion of some styles, and is not put into others."""
    assert bool(re.search(r"n\.d\.|no date", cite(name, BARE))) == has_one


@pytest.mark.parametrize("name", COMMON)
def test_an_article_without_volume_is_not_called_unpublished(name: str) -> None:
    """No source gives volume and pages; that does not make a paper a preprint."""
    entry = cite(name, FULL)

    assert not re.search(r"reprint|ahead of print|[Oo]nline", entry)
    assert entry.count("10.1000/1_2") == 1


def test_given_names_are_whole_where_the_style_wants_them() -> None:
    """MLA writes names out, APA abbreviates them."""
    assert cite("mla", FULL).startswith("Lee, Ann B., and Chien-Yao Wang.")
    assert cite("apa", FULL).startswith("Lee, A. B., & Wang, C.-Y. (2019).")


def test_names_of_scripts_without_capitals_stay() -> None:
    """There are no initials where there are no capitals."""
    assert cite("apa", Paper("T", authors=(Person.of("王", "小明"),), year=2020)).startswith("王, 小明. (2020).")


def test_particles_and_suffixes_stand_where_the_style_has_them() -> None:
    """ "van den" and "Jr." are parts of their own."""
    paper = Paper("T", authors=(BERG, Person.of("King Jr.", "Martin L.")), year=2020, venue="Nature")

    assert cite("apa", paper).startswith("van den Berg, J., & King, M. L., Jr. (2020).")
    assert cite("chicago", paper).startswith("Berg, Jan van den, and Martin L. King Jr. 2020.")


def test_stops_and_quotation_marks_are_those_of_the_language() -> None:
    """American English has stops inside, British outside; a quotation inside a title has the other marks."""
    assert f"“Deep <Trees> & {LEFT}Roots{RIGHT} of CSPNet.”" in cite("mla", _quoting("“Roots”"))
    assert f"{LEFT}Deep <Trees> & “Roots” of CSPNet{RIGHT}, " in cite("harvard", _quoting("“Roots”"))


def _quoting(word: str) -> Paper:
    return Paper(f"Deep <Trees> & {word} of CSPNet", authors=(LEE,), year=2019, venue="Journal of Trees")


@pytest.mark.parametrize(
    ("title", "abstract", "sentence", "headline"),
    [
        ("CSPNet: A New Backbone", "We show a new backbone.", "CSPNet: A new backbone", "CSPNet: A New Backbone"),
        ("Trees by Markov Chains", "We use trees.", "Trees by Markov chains", "Trees by Markov Chains"),
        (
            "Learning in Zanzibar Today",
            "We learn in Zanzibar.",
            "Learning in Zanzibar today",
            "Learning in Zanzibar Today",
        ),
        ("Building A Tree", "A tree.", "Building a tree", "Building a Tree"),
        ("a small title of trees", "", "a small title of trees", "A Small Title of Trees"),
        ("Higher-order trees", "x", "Higher-order trees", "Higher-Order Trees"),
        ("Feynman--Kac trees", "x", f"Feynman{DASH}Kac trees", f"Feynman{DASH}Kac Trees"),
    ],
)
def test_titles_are_sentences_or_headlines(title: str, abstract: str, sentence: str, headline: str) -> None:
    """APA wants sentences and MLA headlines, whatever the source had; names and acronyms keep their capitals."""
    paper = Paper(title, abstract, (LEE,), 2019, "Journal of Trees")

    assert f" {sentence}. " in cite("apa", paper)
    assert f"“{headline}.”" in cite("mla", paper)


def test_papers_that_look_alike_in_a_text_get_letters() -> None:
    """Two papers of the same authors and year are 2019a and 2019b, in the order of the entries, in both places."""
    one, two = (Paper(title, authors=(LEE,), year=2019, key=title.lower()) for title in ("Beta", "Alpha"))

    assert cite("apa", one, two) == "Lee, A. B. (2019a). Alpha.\nLee, A. B. (2019b). Beta."
    assert cite("apa:in-text", one, two) == "(Lee, 2019a; Lee, 2019b)"
    assert "2019a" not in cite("apa", one)
    assert cite("elsevier-harvard", one, two).split("\n")[0] == "Lee, A.B., 2019a. Beta."
    assert cite("american-anthropological-association", one) == "Lee, Ann B. 2019 Beta."


def test_a_title_tells_papers_apart_only_where_it_has_to() -> None:
    """MLA cites by name alone until that is not enough."""
    other = Paper("Another", authors=(LEE, WANG), key="other")

    assert cite("mla:in-text", FULL) == "(Lee and Wang)"
    assert "“Another”" in cite("mla:in-text", FULL, other)


def test_numbers_in_a_row_are_a_range() -> None:
    """Vancouver and Nature write a range, IEEE writes every number."""
    some = [Paper(f"T{number}", key=f"k{number}") for number in range(4)]

    assert [cite(f"{name}:in-text", *some) for name in ("vancouver", "nature", "ieee")] == [
        f"(1{DASH}4)",
        f"¹{DASH}⁴",
        "[1], [2], [3], [4]",
    ]


def test_a_bibliography_is_sorted_as_the_style_wants_and_has_a_paper_once() -> None:
    """By author in APA, as given in IEEE."""
    zoe = Paper("Zebra", authors=(Person.of("Abel", "Zoe"),), year=2020, key="abel")

    assert [line.split(",")[0] for line in cite("apa", FULL, zoe, FULL).split("\n")] == ["Abel", "Lee"]
    assert [line[:7] for line in cite("ieee", FULL, zoe, FULL).split("\n")] == ["[1] A. ", "[2] Z. "]


def test_markup_is_that_of_the_output() -> None:
    """Italics and links are markup, the paper's own signs are not."""
    assert cite("apa:html", FULL) == (
        '<p class="csl-entry">Lee, A. B., &amp; Wang, C.-Y. (2019). Deep &lt;Trees&gt; &amp; "Roots" of CSPNet. '
        '<i>Journal of Trees</i>. <a href="https://doi.org/10.1000/1_2">https://doi.org/10.1000/1_2</a></p>'
    )
    assert cite("apa:markdown", FULL) == (
        'Lee, A. B., & Wang, C.-Y. (2019). Deep \\<Trees> & "Roots" of CSPNet. '
        "*Journal of Trees*. <https://doi.org/10.1000/1_2>"
    )
    assert cite("nature:in-text:html", FULL) == "<sup>1</sup>"


def test_five_hundred_authors_are_as_many_as_the_style_names() -> None:
    """A collaboration's paper takes no longer to cite than to read."""
    entry = cite("apa", crowded[0])

    assert entry.startswith("Łee0, A. B., Łee1, A. B.,")
    assert entry.count("Łee") == 20


@settings(max_examples=25, deadline=None)
@given(hostile_papers)
def test_any_paper_is_cited_cleanly_in_text_markdown_and_html(paper: Paper) -> None:
    """No control character and no mark of our own comes through, and no fact is markup."""
    for name in ("apa", "ieee"):
        text, markdown, page = (cite(f"{name}{output}", paper) for output in ("", ":markdown", ":html"))
        for made in (text, markdown, page):
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef]", made)
        assert _solid(unescape(re.sub(r"</?(?:p|i|b|a|sup)\b[^>]*>", "", page))) == _solid(text)
        assert not re.search(r"<(?:h\d|hr|ol|ul|blockquote|pre|code)", MarkdownIt("commonmark").render(markdown))


def _solid(text: str) -> str:
    return "".join(text.split())


def test_the_users_own_style_goes_first(tmp_path: Path) -> None:
    """A file in the configuration directory is a style of its name, found, shown and used like any other."""
    offer = FormatRegistry(Home.under(tmp_path))
    folder = tmp_path / "config" / "styles"
    folder.mkdir(parents=True)
    (folder / "lab.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Our Lab &amp; Co'
        '</title></info><citation><layout><text variable="title"/></layout></citation><bibliography><layout '
        'suffix="!"><text variable="title" quotes="true"/></layout></bibliography></style>'
    )

    assert offer.named("LAB").label == "Our Lab & Co"
    assert offer.named("lab").cite([BARE]) == "“Nothing else is known”!"
    assert offer.named("lab:in-text").cite([BARE]) == "Nothing else is known"
    assert offer.styles.search("our lab")[0].name == "lab"


@pytest.mark.parametrize(
    "content", ["", "no XML", "<style/>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"]
)
def test_a_file_that_is_no_style_is_told(tmp_path: Path, content: str) -> None:
    """The message names the file."""
    folder = tmp_path / "config" / "styles"
    folder.mkdir(parents=True)
    (folder / "broken.csl").write_text(content)

    with pytest.raises(ReaderError, match=r"broken\.csl is no CSL style"):
        FormatRegistry(Home.under(tmp_path)).named("broken").cite([BARE])


def test_every_style_of_the_package_is_found_by_name_and_by_word(tmp_path: Path) -> None:
    """Common names, files and dependent styles; the titles are read once and then come from the cache."""
    styles = FormatRegistry(Home.under(tmp_path)).styles

    assert [name for name, _ in styles.all()[: len(COMMON)]] == list(COMMON)
    assert len(styles.all()) > 10_000
    assert styles.search("molecular ecology", limit=1)[0].title == "Molecular Ecology"
    assert (tmp_path / "cache" / "styles.json").exists()
    dependent = styles.find("nature-genetics")
    assert dependent is not None
    assert dependent.path.stem == "nature"
    assert styles.search("no such style at all") == []


@pytest.mark.parametrize("damage", ["", "[]", '{"release": 1}', '{"release": "0.1.6", "titles": 5}'])
def test_a_damaged_cache_of_titles_is_made_again(tmp_path: Path, damage: str) -> None:
    """Nothing in the cache is needed."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "styles.json").write_text(damage)

    assert len(FormatRegistry(Home.under(tmp_path)).styles.all()) > 10_000


def test_a_name_says_what_is_wanted_of_a_style() -> None:
    """The parts of a name come in any order, and the way to cite says its whole name."""
    way = NOWHERE.named("APA:HTML:in-text")

    assert (way.name, way.label) == ("apa:in-text:html", "APA 7, in the text, HTML")
    assert NOWHERE.named(way.name).cite([FULL]) == way.cite([FULL]) == "(Lee &amp; Wang, 2019)"


@pytest.mark.parametrize(
    ("name", "told"),
    [("apaa", "no citation format or style 'apaa'"), ("apa:pdf", "cannot be asked for “pdf”"), ("../x", "no citation")],
)
def test_an_unknown_name_is_told_with_known_ones(tmp_path: Path, name: str, told: str) -> None:
    """The hint lists the formats, or what a style can be asked for."""
    with pytest.raises(ReaderError, match=told) as failure:
        FormatRegistry(Home.under(tmp_path)).named(name)

    assert "apa:html" in failure.value.hint or "bibtex" in failure.value.hint


def test_a_near_miss_is_answered_with_styles_of_that_word(tmp_path: Path) -> None:
    """Whoever knows half a name gets the rest."""
    with pytest.raises(ReaderError) as failure:
        FormatRegistry(Home.under(tmp_path)).named("harvard-cite")

    assert "harvard" in failure.value.hint.rpartition("Did you mean")[2]


def test_no_facts_no_text() -> None:
    """Without papers every style is empty."""
    assert cite("apa") == cite("apa:in-text") == cite("apa:html") == ""
    assert one_line(cite("apa", Paper(""))) in ("", "(n.d.).")
