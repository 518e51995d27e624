"""LaTeX on the command line: read as Unicode, kept as it came."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Call
    from tui_reader.library.library import Library

TITLE = r"An $\mathcal{O}(n^2)$ Bound by Erd\"os"
ABSTRACT = r"We save 24\% of \emph{all} steps. Code: \url{https://a.org/x\_y}."


@pytest.fixture
def key(library: Library, call: Call, json_lines: Callable[..., str]) -> str:  # noqa: ARG001 the library is there first
    """The key of a paper with LaTeX."""
    record = {"title": TITLE, "abstract": ABSTRACT, "authors": ["Ada Lovelace"], "year": 2031}
    assert call("import", json_lines([record])).code == 0
    (found,) = call("search", "year:2031", "--json").json
    return str(found["key"])


def test_show_and_search_are_for_reading(call: Call, key: str) -> None:
    """Formulas, escapes and addresses are text."""
    shown = call("show", key).out.splitlines()

    assert shown[0] == "An 𝒪(n²) Bound by Erdös"  # noqa: RUF001 that O is meant
    assert "We save 24% of all steps. Code: https://a.org/x_y." in shown
    assert call("search", "year:2031").out == f"{key}\tAn 𝒪(n²) Bound by Erdös\tAda Lovelace\t2031\n"  # noqa: RUF001


def test_show_raw_has_the_source(call: Call, key: str) -> None:
    """As it stands in the library."""
    shown = call("show", key, "--raw").out.splitlines()

    assert shown[0] == TITLE
    assert ABSTRACT in shown


def test_what_other_programs_read_has_the_source(call: Call, key: str) -> None:
    r"""JSON, BibTeX and CSL-JSON hand on what the source said."""
    (found,) = call("search", "year:2031", "--json").json

    assert (found["title"], found["abstract"]) == (TITLE, ABSTRACT)
    assert call("show", key, "--json").json["title"] == TITLE
    assert r"{$\mathcal{O}(n^2)$}" in call("cite", key).out
    assert json.loads(call("cite", key, "--format", "csl-json").out)[0]["title"] == TITLE


@pytest.mark.parametrize("query", [r"Erd\"os", "erdos", "Erdös", r"\mathcal{O}", "O(n^2)", "24%", r"24\%", "𝒪"])  # noqa: RUF001
def test_both_spellings_find_it(call: Call, key: str, query: str) -> None:
    """What is read and what stands in the source."""
    assert key in [record["key"] for record in call("search", query, "year:2031", "--json").json]
