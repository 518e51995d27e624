"""similar: what else in the library is like a paper, like several, or like a text."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Call, Result
    from tui_reader.library.library import Library

SPECULATIVE = "spector2023accelerating"
TEXT = "Speculative decoding of large language models with a draft model."

pytestmark = pytest.mark.usefixtures("library")


def test_a_line_a_paper_in_a_pipe(call: Call) -> None:
    """Key, title, authors, year and the shared words, between tabs; the paper itself is not among them."""
    result = call("similar", SPECULATIVE, "--limit", "3")
    lines = [line.split("\t") for line in result.out.splitlines()]

    assert (result.code, result.err) == (0, "")
    assert [len(line) for line in lines] == [5, 5, 5]
    assert SPECULATIVE not in [line[0] for line in lines]
    assert all(1 <= len(line[4].split(", ")) <= 5 for line in lines)


def test_json_has_scores_and_terms(call: Call) -> None:
    """Each paper as in a search, and why it is there; as many as the default limit allows."""
    found = call("similar", SPECULATIVE, "--json").json
    (sought,) = call("search", f"key:{found[0]['key']}", "--json").json

    assert len(found) == 20
    assert set(found[0]) == {*sought, "terms"}
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
    for each in found:
        assert each["terms"]
        assert all(term in f"{each['title']} {each['abstract']}" for term in each["terms"])


def test_like_several(call: Call) -> None:
    """None of them is among what is found, whichever of its names a paper is called by."""
    first, second = (each["key"] for each in call("similar", SPECULATIVE, "--limit", "2", "--json").json)
    found = [each["key"] for each in call("similar", SPECULATIVE, first, "arxiv:2308.04623", "--json").json]

    assert second in found
    assert not {SPECULATIVE, first} & set(found)


def test_like_a_text(call: Call) -> None:
    """With a byte order mark and bytes that are no text, and however long it is."""
    plain = call("similar", "--stdin", "--json", stdin=TEXT).json

    assert SPECULATIVE in [each["key"] for each in plain[:5]]
    assert call("similar", "--stdin", "--json", stdin=b"\xef\xbb\xbf" + TEXT.encode()).json == plain
    assert call("similar", "--stdin", stdin=b"\xff\xfe " + TEXT.encode() + b" \x80").code == 0
    assert call("similar", "--stdin", stdin=f"{TEXT} " * 50_000).code == 0


@pytest.mark.parametrize("text", ["", " \n\t", "the and of 12", "\x00\x1b"])
def test_a_text_that_says_nothing_is_refused_with_the_next_step(call: Call, text: str) -> None:
    result = call("similar", "--stdin", stdin=text)

    assert (result.code, result.out) == (3, "")
    assert len(result.err.splitlines()) == 2


def test_nothing_like_it_exits_1(call: Call, json_lines: Callable[..., str]) -> None:
    call("import", json_lines([{"title": "Zzyzzx", "authors": ["Qwert Yuiop"], "year": 2020}]))

    for result in (call("similar", "yuiop2020"), call("similar", "--stdin", stdin="qwertzuiop")):
        assert (result.code, result.out) == (1, "")
        assert result.err.startswith("No paper is like ")
    assert call("similar", "yuiop2020", "--json").out == "[]\n"


@pytest.mark.parametrize(
    "arguments", [[], ["--stdin", SPECULATIVE], [SPECULATIVE, "--limit", "0"], [SPECULATIVE, "--lmit", "3"]]
)
def test_wrong_usage_exits_2(call: Call, arguments: list[str]) -> None:
    result = call("similar", *arguments)

    assert (result.code, result.out) == (2, "")


def test_a_key_that_names_nothing_exits_1(call: Call) -> None:
    result = call("similar", SPECULATIVE, "zzyzzx")

    assert (result.code, result.out) == (1, "")
    assert "zzyzzx" in result.err


def test_a_damaged_index_is_made_anew(call: Call, library: Library) -> None:
    """Damage can be where only a question finds it."""
    before = call("similar", SPECULATIVE).out
    for file in library.home.index.rglob("*.seg"):
        file.write_bytes(b"not a segment")

    assert call("similar", SPECULATIVE).out == before


def test_on_a_terminal_the_shared_words_have_a_line_of_their_own() -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui_reader", "similar", SPECULATIVE, "--limit", "1"],
        env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1", "COLUMNS": "100"},
        cwd=str(ROOT),
        timeout=60,
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    lines = child.before.splitlines()

    assert len(lines) == 3
    assert lines[1].startswith("  ")
    assert len(lines[2].split(", ")) == 5


def test_a_text_without_end(shell: Callable[..., Result], library: Library) -> None:
    """In a process of its own: only so much is read as is needed."""
    library.close()
    result = shell("similar", "--stdin", "--json", "--limit", "1", stdin=b"speculative decoding " * 200_000)

    assert result.code == 0
    assert len(json.loads(result.out)) == 1
