"""search, show, cite, and lists of bookmarks: what only reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui_reader.model.papers import LONGEST_TAG

if TYPE_CHECKING:
    from tests.cli.conftest import Call
    from tui_reader.library.library import Library

SPECULATIVE = "spector2023accelerating"
FIELDS = {
    *("key", "title", "authors", "year", "venue", "arxiv", "doi", "url", "abstract"),
    *("bookmarked", "bookmarked_at", "tags", "read", "read_at", "queued", "queued_at", "note", "highlights"),
    *("added", "kind", "rating", "sources"),
}

pytestmark = pytest.mark.usefixtures("library")


def test_search_prints_one_line_a_paper_in_a_pipe(call: Call) -> None:
    result = call("search", "staged", "speculative", "--limit", "1")

    assert result.code == 0
    assert result.out == (
        f"{SPECULATIVE}\tAccelerating LLM Inference with Staged Speculative Decoding"
        "\tBenjamin Spector, Chris Re\t2023\n"
    )
    assert result.err == ""


def test_search_json_is_one_list_with_the_promised_fields(call: Call) -> None:
    result = call("search", "--json", "speculative decoding")

    assert result.code == 0
    assert all(set(record) >= FIELDS | {"score"} for record in result.json)
    assert SPECULATIVE in [record["key"] for record in result.json[:3]]
    assert result.json[0]["score"] >= result.json[-1]["score"] > 0


def test_search_json_names_authors_in_reading_order(call: Call) -> None:
    (record,) = call("search", f"key:{SPECULATIVE}", "--json").json

    assert record["authors"] == ["Benjamin Spector", "Chris Re"]


def test_a_search_that_finds_nothing_exits_1(call: Call) -> None:
    result = call("search", "zzyzzx")

    assert (result.code, result.out, result.err) == (1, "", "0 of 209 papers, by relevance\nNo paper has zzyzzx.\n")


def test_a_search_that_finds_nothing_is_an_empty_list_in_json(call: Call) -> None:
    result = call("search", "zzyzzx", "--json")

    assert (result.code, result.json, result.err) == (1, [], "")


def test_limit_0_prints_nothing_and_still_says_that_there_is_something(call: Call) -> None:
    result = call("search", "learning", "--limit", "0")

    assert (result.code, result.out) == (0, "")


def test_sort_by_title_gives_no_scores(call: Call) -> None:
    records = call("search", "speculative", "--sort", "title", "--json").json

    titles = [record["title"] for record in records]
    assert titles == sorted(titles, key=str.casefold)
    assert {record["score"] for record in records} == {None}


def test_sort_by_year_is_newest_first(call: Call) -> None:
    years = [record["year"] for record in call("search", "inference year:2000..", "--sort", "year", "--json").json]

    assert years == sorted(years, reverse=True)


def test_words_on_the_command_line_are_whole(call: Call) -> None:
    """Only in the search bar may the last word still be growing."""
    assert call("search", "decodin").code == 1
    assert call("search", "decodin*").code == 0


def test_a_word_with_a_hyphen_leaves_papers_out(call: Call) -> None:
    everything = len(call("search", "--json", "speculative").json)
    less = len(call("search", "speculative", "-decoding", "--json").json)

    assert 0 < less < everything


def test_a_mistyped_option_is_not_searched_for(call: Call) -> None:
    result = call("search", "learning", "--limt", "3")

    assert (result.code, result.out) == (2, "")
    assert "--limt" in result.err


def test_what_does_not_parse_is_said_on_standard_error(call: Call) -> None:
    result = call("search", "speculative year:soon", "--json")

    assert "year:2020" in result.err
    assert isinstance(result.json, list)


def test_show_prints_the_paper(call: Call) -> None:
    result = call("show", SPECULATIVE)

    lines = result.out.splitlines()
    assert lines[0] == "Accelerating LLM Inference with Staged Speculative Decoding"
    assert lines[1] == "Benjamin Spector, Chris Re"
    assert lines[2] == "2023 · ICML 2023 Workshop ES-FoMo (ICML Workshop) · arXiv:2308.04623 · conference"
    assert any(line.startswith("Recent advances with large language models") for line in lines)
    assert (result.code, result.err) == (0, "")


def test_show_json_is_one_object_with_everything(call: Call) -> None:
    record = call("show", SPECULATIVE, "--json").json

    assert set(record) >= FIELDS
    assert record["arxiv"] == "2308.04623"
    assert record["added"].endswith("Z")


@pytest.mark.parametrize(
    "key",
    [
        SPECULATIVE,
        "spector2023",
        "2308.04623",
        "arXiv:2308.04623v2",
        "https://arxiv.org/abs/2308.04623",
        f" {SPECULATIVE} ",
    ],
)
def test_a_key_is_a_citation_key_or_its_start_or_an_arxiv_id(call: Call, key: str) -> None:
    assert call("show", key, "--json").json["key"] == SPECULATIVE


def test_an_unknown_key_exits_1_and_says_so(call: Call) -> None:
    result = call("show", "nobody1900")

    assert (result.code, result.out) == (1, "")
    assert "nobody1900" in result.err


def test_an_ambiguous_start_of_a_key_names_what_it_could_be(call: Call) -> None:
    result = call("show", "wang20")

    assert (result.code, result.out) == (3, "")
    assert "wang2019cspnet" in result.err


def test_cite_prints_bibtex(call: Call) -> None:
    result = call("cite", SPECULATIVE)

    assert result.code == 0
    assert result.out.startswith(f"@inproceedings{{{SPECULATIVE},\n")
    assert result.out.endswith("}\n")


def test_cite_takes_several_keys_in_their_order(call: Call) -> None:
    assert call("cite", "wang2019cspnet", SPECULATIVE, "--format", "key").out == f"wang2019cspnet\n{SPECULATIVE}\n"


def test_one_unknown_key_among_several_cites_none(call: Call) -> None:
    result = call("cite", SPECULATIVE, "nobody1900")

    assert (result.code, result.out) == (1, "")


def test_an_unknown_format_is_wrong_usage_and_the_formats_are_named(call: Call) -> None:
    result = call("cite", SPECULATIVE, "--format", "bibtx")

    assert (result.code, result.out) == (2, "")
    assert "bibtex, bibtex-unicode, biblatex" in result.err


def test_a_format_that_knows_nothing_of_the_paper_exits_1(call: Call, library: Library) -> None:
    unknown = next(paper.key for paper in library.papers(list(library.browse().ids)) if not paper.page)

    result = call("cite", unknown, "--format", "url")

    assert (result.code, result.out) == (1, "")
    assert unknown in result.err


def test_copy_without_a_clipboard_says_where_the_text_is(
    call: Call, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")  # whoever runs the tests has a /dev/tty that must not get an OSC 52

    result = call("cite", SPECULATIVE, "--copy")

    copied = library.home.data / "copied.txt"
    assert (result.code, result.out) == (0, "")
    assert str(copied) in result.err
    assert copied.read_text().startswith("@inproceedings")


def test_bookmark_without_a_key_lists_bookmarks(call: Call, library: Library) -> None:
    assert (call("bookmark").code, call("bookmark", "--json").json) == (1, [])

    library.bookmark([library.find(SPECULATIVE).id])

    assert call("bookmark").out.split("\t")[0] == SPECULATIVE
    assert [record["key"] for record in call("bookmark", "--json").json] == [SPECULATIVE]


def test_tag_without_a_key_lists_all_tags(call: Call, library: Library) -> None:
    assert call("tag").code == 1

    ids = [library.find(key).id for key in (SPECULATIVE, "wang2019cspnet")]
    library.tag(ids, ["fast"])
    library.tag(ids[:1], ["to-cite"])

    assert call("tag").out == "fast\t2\nto-cite\t1\n"
    assert call("tag", "--json").json == [{"tag": "fast", "papers": 2}, {"tag": "to-cite", "papers": 1}]


def test_json_holds_nothing_that_a_terminal_obeys_and_loses_nothing(call: Call, library: Library) -> None:
    note = "a\x1b]52;c;x\x07b\u202ec\u2028d\x9b e é 王"
    library.write_note(library.find(SPECULATIVE).id, note)

    result = call("show", SPECULATIVE, "--json")

    assert all(letter.isprintable() or letter == "\n" for letter in result.out)
    assert "é 王" in result.out
    assert json.loads(result.out)["note"] == note


def test_a_tag_that_is_none_is_wrong_usage(call: Call) -> None:
    assert call("tag", SPECULATIVE, "--add", "…").code == 2
    assert call("tag", SPECULATIVE, "--add", "x" * (LONGEST_TAG + 1)).code == 2


def test_nothing_found_says_what_was_meant(call: Call) -> None:
    """On standard error the words that no paper has, and other queries with how many papers they find."""
    run = call("search", "speculatve", "decoding")

    assert run.code == 1
    assert run.out == ""
    assert "No paper has speculatve." in run.err
    assert "Did you mean: speculative decoding (5 papers)" in run.err
    assert "Without speculatve: decoding (" in run.err
