"""What a new note begins as."""

from __future__ import annotations

import pytest

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.texts.note_templates import PLACES, check, filled


def test_the_places_are_filled() -> None:
    """With what is known of the paper; what is not known leaves nothing."""
    about = paper("A {key} Paper", "Ada Lovelace", "Jan van König", year=2020, doi="10.1/x", key="lovelace2020paper")
    template = "# {title}\n{authors} ({year}), {venue}{key}\n{doi} {url}\n\n{abstract}\n{other} {} { title }"

    assert filled(template, about) == (
        "# A {key} Paper\nAda Lovelace, Jan van König (2020), lovelace2020paper\n10.1/x https://doi.org/10.1/x\n\n"
        "We write about a {key} paper.\n{other} {} { title }"
    )


def test_every_place_is_known() -> None:
    """What the check lets pass is filled, and what it tells is not."""
    everything = " ".join(f"{{{name}}}" for name in PLACES)

    check(everything)
    assert "{" not in filled(everything, paper())
    with pytest.raises(ReaderError, match=r"\{tittle\}"):
        check("{title} {tittle}")
