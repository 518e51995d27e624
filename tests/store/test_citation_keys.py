"""Citation keys are unique and stay; only their owner changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.model.papers import Details

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper
    from tui_reader.paths import Home

KEY = "wang2019cspnet"


def configured(home: Home, pattern: str) -> Library:
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(f'citation_key = "{pattern}"\n')
    return Library(home)


def take(library: Library, *papers: Paper) -> None:
    library.take([Record(one, number) for number, one in enumerate(papers)])


def test_a_key_that_its_owner_typed_stays(library: Library, home: Home) -> None:
    """It is found by it, it is searchable, and no import and no new pattern changes it."""
    number = library.find(KEY).id
    assert library.keys.rename(number, " Wang:CSP ") == "Wang:CSP"
    library.refresh_index()
    assert list(library.search("key:Wang:CSP").ids) == [number]
    library.close()

    again = configured(home, "authEtAl + year")
    take(
        again,
        paper(
            "CSPNet: A New Backbone that can Enhance Learning Capability of CNN",
            "Chien-Yao Wang",
            arxiv="1911.11929",
            details=Details(comment="10 pages"),
        ),
    )

    assert again.papers([number])[0].key == "Wang:CSP"
    assert again.papers([number])[0].details.comment == "10 pages"
    again.close()


def test_two_papers_never_have_the_same_key_in_whatever_case(library: Library) -> None:
    """BibTeX would take one for the other."""
    number = library.find(KEY).id

    with pytest.raises(ReaderError, match="is the key of another paper: FlashDecoding"):
        library.keys.rename(number, "HONG2023flashdecoding")
    assert library.papers([number])[0].key == KEY
    assert library.keys.rename(number, KEY.upper()) == KEY.upper()


def test_new_papers_get_keys_by_the_pattern(home: Home) -> None:
    """With letters where two would be the same; a paper that brings a key keeps it."""
    library = configured(home, "[authEtAl:lower][year]")
    trees = [paper(f"Trees {number}", "Ann Lee", "Bo Wu", year=2019) for number in range(3)]
    take(library, *trees, paper("Roots", key="DBLP:conf/x/Lee19"))

    keys = sorted(one.key for one in library.papers(library.browse().ids) if one.title.startswith(("Trees", "Roots")))
    assert keys == ["DBLP:conf/x/Lee19", "leewu2019", "leewu2019a", "leewu2019b"]
    library.close()


def test_a_key_is_made_anew_when_its_owner_asks(home: Home, library: Library) -> None:
    """By the pattern of today, with a letter where another paper has it."""
    library.close()
    again = configured(home, "year + 'x'")
    first, second = again.find("sprunger2019differentiable"), again.find("perez2019turing")

    assert (again.keys.renew(first), again.keys.renew(second)) == ("2019x", "2019xa")
    assert again.keys.renew(again.papers([first.id])[0]) == "2019x"
    again.close()


def test_keys_that_differ_in_their_case_only_never_meet(library: Library) -> None:
    """Whichever comes first, by import or by hand, the other one gets a letter."""
    take(library, paper("One", key="Wang2019CSPnet"), paper("Two", key="LEE"), paper("Three", key="lee"))
    take(library, paper("Four", key="Lee"), paper("Five", key="LEE"))

    keys = {one.title: one.key for one in library.papers(library.browse().ids) if one.title in NUMBERS}
    assert keys == dict(zip(NUMBERS, ("Wang2019CSPneta", "LEE", "leea", "Leeb", "LEEc"), strict=True))


NUMBERS = ("One", "Two", "Three", "Four", "Five")
