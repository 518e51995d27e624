"""Styles that break their engine, or the machine: each is told with a next step, and none takes the others with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.citations.every_style import DIFFICULT, failure
from tui_reader.citations.csl import style_file
from tui_reader.citations.csl.catalogue import Catalogue, shipped_styles
from tui_reader.citations.registry import FormatRegistry
from tui_reader.errors import ReaderError
from tui_reader.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

STYLE = '<style xmlns="http://purl.org/net/xbiblio/csl"><info><title>Mine</title></info>{}</style>'
CITATION = "<citation><layout>{}</layout></citation>"
TITLE = CITATION.format('<text variable="title"/>')
CALL = CITATION.format('<text macro="a"/>')
DOUBLING = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40))
LAUGHS = "".join(f'<!ENTITY e{n} "&e{n + 1};&e{n + 1};&e{n + 1};">' for n in range(30))

HOSTILE = {
    "not XML": "<style",
    "empty": "",
    "another document": "<html/>",
    "dependent": STYLE.format(""),
    "a macro that calls itself": STYLE.format(f'<macro name="a"><group><text macro="a"/></group></macro>{CALL}'),
    "macros that call each other": STYLE.format(
        f'<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>{CALL}'
    ),
    "macros that double": STYLE.format(DOUBLING + CITATION.format('<text macro="m0"/>')),
    "entities that multiply": f"<!DOCTYPE style [{LAUGHS}]>" + STYLE.format(CITATION.format('<text value="&e0;"/>')),
    "a file of the machine": '<!DOCTYPE style [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + STYLE.format(f"{TITLE}&e;"),
    "a macro that is not there": STYLE.format(CALL),
    "a text without anything": STYLE.format(CITATION.format("<text/>")),
    "a number that is none": STYLE.format(
        CITATION.format('<names variable="author"><name et-al-min="few"/></names>'),
    ),
    "an element that is none": STYLE.format(CITATION.format("<layout><unknown/></layout>")),
    "deep": STYLE.format(CITATION.format("<group>" * 240 + '<text variable="title"/>' + "</group>" * 240)),
    "too deep": STYLE.format(CITATION.format("<group>" * 9_000 + "</group>" * 9_000)),
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a directory for styles."""
    (tmp_path / "config" / "styles").mkdir(parents=True)
    return Home.under(tmp_path)


def made(home: Home, name: str) -> str:
    return FormatRegistry(home).named(name).cite(DIFFICULT)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_style_that_cannot_be_followed_is_told(home: Home, text: str) -> None:
    """With its name and a next step; "deep" is one that some versions of Python can follow."""
    (home.config / "styles" / "mine.csl").write_text(text, encoding="utf-8")

    try:
        made(home, "mine")
    except ReaderError as error:
        assert "mine" in error.message  # noqa: PT017 one of them may work
        assert error.hint  # noqa: PT017
    else:
        assert text == HOSTILE["deep"]


def test_a_style_without_an_end_is_not_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 MB are refused by their size alone."""
    monkeypatch.setattr(style_file, "LARGEST_BYTES", 1_000_000)
    path = home.config / "styles" / "mine.csl"
    with path.open("w") as file:
        file.write("<style>")
        file.truncate(200_000_000)

    with pytest.raises(ReaderError, match="more than 1 MB"):
        made(home, "mine")


def unusable(directory: Path) -> None:
    """Makes what is called a style and is none: a link to nothing, a directory, a pipe, a link to itself."""
    (directory / "dangling.csl").symlink_to(directory / "nowhere")
    (directory / "directory.csl").mkdir()
    (directory / "loop.csl").symlink_to(directory / "loop.csl")
    os.mkfifo(directory / "pipe.csl")


UNUSABLE = ("dangling", "directory", "loop", "pipe")


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_what_is_no_file_is_told_when_it_is_used(home: Home) -> None:
    unusable(home.config / "styles")

    for name in UNUSABLE:
        with pytest.raises(ReaderError, match=f"{name}.csl cannot be read"):
            made(home, name)


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_what_is_no_file_hides_no_other_style(home: Home) -> None:
    """All are listed, and the message of a name that nobody knows is about that name."""
    unusable(home.config / "styles")
    (home.config / "styles" / "mine.csl").write_text(STYLE.format(TITLE))
    styles = Catalogue(home.config / "styles", home.cache)

    assert [name for name, _ in styles.all()[:5]] == sorted([*UNUSABLE, "mine"])
    assert styles.find("apa") is not None
    with pytest.raises(ReaderError, match="no citation format or style 'nonsense'"):
        FormatRegistry(home).named("nonsense")


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_directory_that_cannot_be_read_is_told_and_the_rest_goes_on(home: Home) -> None:
    """A link to itself, because nothing is unreadable for root."""
    (home.config / "styles").rmdir()
    (home.config / "styles").symlink_to("styles")
    registry = FormatRegistry(home)

    assert registry.styles.problem is not None
    assert str(home.config / "styles") in registry.styles.problem.message
    assert registry.styles.search("apa", 1)[0].name == "apa"
    assert registry.named("apa").cite(DIFFICULT)
    with pytest.raises(ReaderError) as caught:
        registry.named("nonsense")
    assert str(home.config / "styles") in caught.value.hint


def test_a_style_is_read_again_when_it_was_changed(home: Home) -> None:
    """Also one that could not be read before."""
    path = home.config / "styles" / "mine.csl"
    path.write_text("<style")
    with pytest.raises(ReaderError):
        made(home, "mine")
    path.write_text(STYLE.format(TITLE))
    os.utime(path, (1, 1))

    assert "Same year, same authors" in made(home, "mine")


ONCE_BROKEN = (
    *("turcica", "universitat-graz-geographie", "universite-du-quebec-a-montreal-departement-dhistoire"),
    *("associacao-brasileira-de-normas-tecnicas-eceme", "universidade-federal-de-pernambuco-abnt"),
    *("veterinary-medicine-austria", "bakhtiniana-journal-of-discourse-studies"),
)  # fmt: skip
SAMPLE = [path.stem for path in sorted(shipped_styles().glob("*.csl"))[::150]]


@pytest.mark.parametrize("name", [*ONCE_BROKEN, *SAMPLE])
def test_styles_that_ship_cite_difficult_papers(name: str) -> None:
    """Those that did not, and a sample; `every_style` tries them all."""
    assert not failure(shipped_styles() / f"{name}.csl")


def test_a_name_of_one_part_takes_no_formatting_of_the_other() -> None:
    """Nothing is written for a given name that is not there, and a formatted family name joins the rest."""
    text = FormatRegistry(Home.under(shipped_styles())).named("turcica").cite(DIFFICULT[-1:])

    assert "None" not in text
    assert "Plato" in text
