from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import papers
from tui_reader.errors import ReaderError
from tui_reader.importers import reading_notes
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Record, Source
from tui_reader.texts.names import Person


def record(text: str, name: str = "note.md") -> Record:
    (item,) = reading_notes.read(Source(iter(text.splitlines(keepends=True)), name))
    assert isinstance(item, Record), item
    return item


OBSIDIAN = """---
title: "Trees: a \\"survey\\""
authors:
  - "[[Ann Lee]]"
  - König, Jan
year: 2021
citekey: "@lee2021trees"
doi: https://doi.org/10.1000/abc
tags: [ml/trees, to-read]
status: reading
---
# Trees

> [!quote] yellow
> The first sentence
> goes on here.

My own words. [page](https://a.org)
"""


def test_obsidian() -> None:
    """Front matter has the facts, callouts are highlights with their colour, the rest is the note."""
    found = record(OBSIDIAN)

    paper = found.paper
    assert (paper.title, paper.key, paper.year, paper.doi) == ('Trees: a "survey"', "lee2021trees", 2021, "10.1000/abc")
    assert paper.authors == (Person("Lee", "Ann"), Person("König", "Jan"))
    assert (paper.tags, dict(paper.details.extra)) == (("ml/trees", "to-read"), {"status": "reading"})
    assert [(quote.text, quote.colour) for quote in found.quotes] == [("The first sentence goes on here.", "yellow")]
    assert paper.note == "# Trees\n\n\nMy own words. [page](https://a.org)"


def test_logseq() -> None:
    """Page properties are fields."""
    found = record(
        "title:: Trees\nauthors:: [[Ann Lee]], [[Jan König]]\ndate:: 2021-03-09\ntags:: #ml, paper\n\n- a thought\n"
    )

    assert (found.paper.title, found.paper.year, found.paper.tags) == ("Trees", 2021, ("ml", "paper"))
    assert [person.name for person in found.paper.authors] == ["Ann Lee", "Jan König"]
    assert found.paper.note == "- a thought"


def test_a_literature_note_without_fields() -> None:
    """The file's name is the key, the heading the title, the link the address."""
    text = "\n# Computational Imaging\n\n[pdf](zotero://select/items/@Lee2022), [URL](https://a.org/x)\n\n### Notes\n"

    found = record(text, "@Lee2022.md")

    assert (found.paper.title, found.paper.key, found.paper.url) == (
        "Computational Imaging",
        "Lee2022",
        "https://a.org/x",
    )
    assert detect("@Lee2022.md", text).name == "notes"


def test_a_note_about_nothing_is_refused() -> None:
    """Without a title there is no paper."""
    (item,) = reading_notes.read(Source(iter(["just words\n"]), "x.md"))

    assert not isinstance(item, Record)
    assert item.raw == "just words"


@given(st.text(max_size=300), st.sampled_from(["", "---\n", "title:: "]))
def test_any_text_is_one_paper_or_one_problem(text: str, start: str) -> None:
    """No note raises."""
    found = list(reading_notes.read(Source(iter((start + text).splitlines(keepends=True)), "@a.md")))

    assert len(found) == 1
    assert len(papers(found)) <= 1


ZOO = {
    "nbib": "PMID- 1\nOWN - NLM\nTI  - A title that is here\nAB  - " + "An abstract of some length. " * 9,
    "mail": "\\\\\narXiv:2301.00001\nDate: Mon, 2 Jan 2023\n\nTitle: A title\nAuthors: Ann Lee\n\\\\\n" + "Text. " * 50,
    "mbox": "From ann@example.org Mon Jan  2 10:00:00 2023\nSubject: hello\n\n" + "Dear all. " * 30,
    "html": "<!DOCTYPE html>\n<p>" + "text " * 100,
    "markdown": "# Reading list\n\n- " + "a paper and what I think of it, " * 10 + "\n",
    "yaml": "title: A\nabstract: " + "text " * 60,
    "python": "import os\n\ndef f():\n    return '" + "x" * 200 + "'\n",
    "latex": "\\documentclass{article}\n\\begin{document}\n" + "text " * 60 + "\n\\end{document}\n",
    "toml": "[tool]\nname = '" + "x" * 200 + "'\n",
    "prose": "A first paragraph that is long enough to be an abstract of its own, in fact. " * 3
    + "\nAnd a second one.\n" * 2,
    "log": "2023-01-01 10:00:00 INFO started\n" * 20,
    "numbers": "1 2 3 4\n" * 30,
    "sql": "CREATE TABLE a (b TEXT);\nINSERT INTO a VALUES ('" + "x" * 200 + "');\n",
    "diff": "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-" + "x" * 200 + "\n",
    "vcard": "BEGIN:VCARD\nVERSION:3.0\nN:Lee;Ann\nNOTE:" + "x" * 200 + "\nEND:VCARD\n",
    "ics": "BEGIN:VCALENDAR\nVERSION:2.0\nDESCRIPTION:" + "x" * 200 + "\nEND:VCALENDAR\n",
    "ini": "[section]\nkey=value\nlong=" + "x" * 200 + "\n",
    "subtitles": "1\n00:00:01,000 --> 00:00:02,000\n" + "Somebody says something. " * 9 + "\n",
    "csv without titles": "name,price,amount\n" + "a,b," + "x" * 200 + "\n",
    "words": "one\ntwo\nthree\nfour\n",
}


@pytest.mark.parametrize("name", ZOO)
def test_what_is_no_list_of_papers_is_refused(name: str) -> None:
    """The last resort, titles and abstracts in turns, says no to whatever is marked up in any way."""
    try:
        kind = detect("file.unknown", ZOO[name]).name
    except ReaderError:
        kind = ""

    assert kind not in {"abstracts", "csv", "notes"}
