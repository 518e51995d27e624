"""The manual: one Markdown file a topic, as `tui-reader help` and the man page show it, and its sections for a search.

Regions between `<!-- name -->` and `<!-- end -->` are made from the program's tables by `make manual`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOPICS = {
    "reading": "the screen: lists, abstracts, marks, highlights, sorting out new papers",
    "searching": "the query language, filters, saved searches, what to do when nothing is found",
    "notes": "notes, tags and highlights: writing, templates, earlier versions, notes as files",
    "citing": "citation formats and styles, citation keys, the clipboard, citing from an editor",
    "importing": "taking in your own papers: formats, what happens to papers that are there already",
    "exporting": "papers out: formats, files that stay whole, a file for each paper",
    "json": "papers as JSON: the fields, for programs and for moving a library",
    "settings": "config.toml: every setting",
    "keys": "every key, by the place where it works",
    "command-line": "every command with its options, output for programs, exit codes",
    "data-and-trust": "where everything is, backups, undo, what the program never does",
}
"""What each page is about, in the order of the list of topics."""

_COMMENT = re.compile(r"^<!-- .* -->\n\n?", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,2}) (.+)\n", re.MULTILINE)


class Section(NamedTuple):
    """A part of a page."""

    topic: str
    heading: str
    """Plain text; the page's title for what comes before its first heading."""
    text: str
    """Markdown, without the heading."""


@cache
def page(topic: str) -> str:
    """The Markdown of a topic; KeyError when there is none of that name."""
    if topic not in TOPICS:
        raise KeyError(topic)
    return _COMMENT.sub("", (Path(__file__).parent / f"{topic}.md").read_text(encoding="utf-8"))


@cache
def sections() -> tuple[Section, ...]:
    """All sections of the manual, page by page in the order of `TOPICS`."""
    found: list[Section] = []
    for topic in TOPICS:
        text = page(topic)
        headings = [*_HEADING.finditer(text)]
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends, strict=True):
            title = heading[2].replace("`", "")
            found.append(Section(topic, title, text[heading.end() : end].strip("\n")))
    return tuple(found)
