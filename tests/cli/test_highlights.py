"""highlight and highlights: what is marked in abstracts, on the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tui_reader.importers.records import Record

if TYPE_CHECKING:
    from tests.cli.conftest import Call
    from tui_reader.library.library import Library

KEY = "spector2023accelerating"
OTHER = "wang2019cspnet"

pytestmark = pytest.mark.usefixtures("library")


def words(library: Library, key: str, first: int, last: int) -> str:
    """So many words of an abstract."""
    return " ".join(library.find(key).abstract.split(" ")[first:last])


def test_a_quote_is_marked_listed_changed_and_removed(call: Call, library: Library) -> None:
    """As on the screen: the same highlights in the same library."""
    quote = words(library, KEY, 3, 9)
    made = call("highlight", KEY, "--quote", quote, "--colour", "green", "--comment", "why")
    assert made.code == 0
    [one] = library.highlights.of(library.find(KEY).id)
    assert (one.anchor.exact, one.colour, one.comment) == (quote, "green", "why")
    assert str(one.id) in made.err

    assert call("highlights").out == f"{one.id}\t{KEY}\tgreen\t{quote}\twhy\n"
    assert call("highlights", KEY).out == call("highlights", "--text", "WHY", "--colour", "green").out != ""
    for none in ((OTHER,), ("--text", "nothing like it"), ("--colour", "pink"), ("--limit", "0")):
        assert (call("highlights", *none).code, call("highlights", *none).out) == (1, "")

    longer = words(library, KEY, 3, 12)
    assert call("highlight", "--change", str(one.id), "--quote", longer, "--colour", "pink", "--comment", "").code == 0
    [one] = library.highlights.all()
    assert (one.anchor.exact, one.colour, one.comment) == (longer, "pink", "")

    assert call("highlight", "--remove", str(one.id)).code == 0
    assert library.highlights.all() == []
    assert call("highlight", "--remove", str(one.id)).code == 1
    assert call("highlight", "--change", str(one.id), "--colour", "pink").code == 1
    assert call("highlights").code == 1


def test_json_has_the_selectors_of_a_web_annotation(call: Call, library: Library) -> None:
    """And where the passage is now; null when the abstract has it no more."""
    library.take([Record(paper("On Trees", abstract="Trees are tall, and there are many of them here."), 1)])
    key = library.papers([int(max(library.browse().ids))])[0].key
    call("highlight", key, "--quote", "there are many of them")

    [one] = call("highlights", "--json").json

    assert one["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": "there are many of them", "prefix": "Trees are tall, and ",
         "suffix": " here."},
        {"type": "TextPositionSelector", "start": 20, "end": 42},
    ]  # fmt: skip
    assert one["found"] == [20, 42]
    assert (one["key"], one["title"], one["colour"]) == (key, "On Trees", "yellow")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one["at"])


@pytest.mark.parametrize(
    "quote", ['the "speed" of $n$', 'THE "SPEED" OF $N$', 'the  "speed"\nof $n$', "the \u201cspeed\u201d of n"]
)
def test_a_quote_need_not_be_to_the_letter(call: Call, library: Library, quote: str) -> None:
    """Case, white space, quotation marks and LaTeX make no difference; what is kept is the abstract's."""
    library.take([Record(paper("On Trees", abstract='We raise the "speed" of $n$ machines.'), 1)])
    key = library.papers([int(max(library.browse().ids))])[0].key

    assert call("highlight", key, "--quote", quote).code == 0
    [one] = library.highlights.all()
    assert one.anchor.exact == 'the "speed" of $n$'


def test_a_quote_may_be_as_the_screen_shows_it(call: Call, library: Library) -> None:
    """With LaTeX as Unicode; what is kept are whole macros of the source."""
    library.take([Record(paper("On Trees", abstract=r"It takes $\mathcal{O}(n^2)$ steps of Erd\H{o}s."), 1)])
    key = library.papers([int(max(library.browse().ids))])[0].key
    shown = call("show", key).out
    passage = shown[shown.index("takes") : shown.index("steps")].strip()

    assert call("highlight", key, "--quote", passage).code == 0
    [one] = library.highlights.all()
    assert one.anchor.exact == r"takes $\mathcal{O}(n^2)$"
    assert call("highlights").out.split("\t")[3] == passage
    assert call("highlights", "--json").json[0]["exact"] == one.anchor.exact


def test_the_note_format_has_highlights_above_the_note(call: Call, library: Library) -> None:
    """As quotations, with what was said about them."""
    quote = words(library, KEY, 3, 9)
    call("highlight", KEY, "--quote", quote, "--comment", "Is it so?")
    cited = call("cite", KEY, "--format", "note").out
    assert cited.startswith("## [Accelerating")
    assert cited.endswith(f"\n\n> {quote}\n\nIs it so?\n")

    call("note", KEY, "--append", "I think so.")
    assert call("cite", KEY, OTHER, "--format", "note").out == f"{cited}\nI think so.\n"


def test_a_quote_that_is_not_one_place_is_refused(call: Call, library: Library) -> None:
    nowhere = call("highlight", KEY, "--quote", "nothing like this is there")
    often = call("highlight", KEY, "--quote", "the")

    assert (nowhere.code, often.code) == (3, 3)
    assert KEY in nowhere.err
    assert "places" in often.err
    assert library.highlights.all() == []


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (KEY,),
        (KEY, "--remove", "1"),
        ("--change", "1"),
        ("--change", "1", "--remove", "1"),
        ("--remove", "1", "--colour", "pink"),
        (KEY, "--quote", "a", "--colour", "red"),
    ],
)
def test_wrong_usage(call: Call, arguments: tuple[str, ...]) -> None:
    assert call("highlight", *arguments).code == 2
