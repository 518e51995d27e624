"""Titles and abstracts in alternating lines, as they come out of a page of abstracts that was saved as text.

The format has no marks: the first line is a title, the next its abstract, and so on. Blank lines mean nothing. The
page's own furniture ("Get trending papers in your email inbox!") is no paper, nor is the button "Subscribe" that such a
page glues to the title after it. Lines that went astray cannot be told from good ones, so nothing is ever reordered:
what looks wrong goes in as it stands, with a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.records import UNREADABLE, Format, Item, Problem, Record, Source
from tui_reader.importers.text_repair import REPAIRED, storable
from tui_reader.model.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TITLE = 400
"""A longer line in a title's place is noted; the longest title among 10,000 conference papers has 225 characters."""

_ABSTRACT = 150
"""Characters that an abstract has at least where nothing but its length tells that it is one."""

_FURNITURE = re.compile(r"Get trending papers in your email inbox(?: once an? \w+)?[!.…]*")
_BUTTON = "Subscribe"
_HONEST = re.compile(r"Subscribe(?:rs?|d|s)?(?=[\s:;,.!?'\u2019\u2013\u2014-]|$)")
"""A title that begins with the word itself: a glued one goes on without a space (`SubscribeAccelerate`)."""


def read(source: Source) -> Iterator[Item]:
    """The papers of the document, each at the line of its title, and a note after each one that looks wrong."""
    title: str | None = None
    title_line = 0
    after_furniture = False
    for number, line in enumerate(source.lines, 1):
        if line is UNREADABLE:
            text = ""
        elif not (text := (line.removeprefix("\ufeff") if number == 1 else line).strip()):
            continue
        if _FURNITURE.fullmatch(text) or (after_furniture and text == _BUTTON):
            after_furniture = True
            continue
        if title is None:
            title, title_line = _unglued(text) if after_furniture else text, number
        else:
            yield from _paper(title, text, title_line)
            title = None
        after_furniture = False
    if title is not None:
        yield from _paper(title, "", title_line)


def looks_like(beginning: str) -> bool:
    """Whether it has the furniture, or only pairs of a short line and a long one, none of which is marked up.

    This is the format of last resort: a text with tags, keys, markup or code in it is of another kind, even where no
    other format knows it.
    """
    lines = [text for line in beginning.removeprefix("\ufeff").split("\n") if (text := line.strip())]
    if not lines or _FURNITURE.fullmatch(lines[0]):
        return bool(lines)
    if is_marked_up(beginning):
        return False
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    if len(beginning) > _CUT and len(pairs) > 1:
        pairs.pop()  # its abstract may be cut off
    return bool(pairs) and all(
        len(title) <= LONGEST_TITLE and len(abstract) > max(_ABSTRACT, len(title)) and abstract.count(" ") >= _WORDS
        for title, abstract in pairs
    )


def is_marked_up(beginning: str) -> bool:
    """Whether a line belongs to another kind of text: it has a tag, a key, markup or code."""
    return any(_MARKED_UP.match(text) for line in beginning.split("\n") if (text := line.strip("\ufeff \t\r")))


_WORDS = 12
"""How many spaces an abstract of that length has at least."""

_CUT = 16_000
"""A beginning of more characters than this does not end where its file ends."""

_MARKED_UP = re.compile(
    r"""[A-Z][A-Z0-9]\s\s-(?:\s|$)        # RIS: "TI  - "
      | (?-i:TI|AU|AB|SO|PY|DE)\s?[-~:]\s | --[A-Z]{2}--\s | <\d+>$   # Copac, Inspec, Biblioscape, Ovid
      | PMID-\s                         # MEDLINE
      | %[A-Z0-9@!$+*]\s.*              # EndNote and refer: "%T "
      | (?:FN|VR|PT)\s\S{1,30}$         # Web of Science
      | @\w+\s*[{(]                    # BibTeX
      | [{<]                           # JSON, XML, HTML
      | \[(?:\s*[{\["]|$|[\w.:-]+\]$)   # JSON, sections of settings
      | \\\\$ | -{4,}$ | ={4,}$         # mails of arXiv, underlined headings
      | ---$ | \+{3}$                  # front matter
      | [\w-]{1,30}::(?:\s|$)          # page properties: "key:: value"
      | (?:title|authors?|abstract|journal|keywords|tags|date|year|doi|url|subject|from|to|message-id|summary|category
         |categories|comments|citekey|aliases)\s*:   # headers of mails and of lists
      | \#{1,6}\s | >\s | [-*+]\s | \d{1,3}[.)]\s   # Markdown
      | From\s\S+@                     # mailboxes
      | (?:import|from|def|class|function|const|var|return|\#include|package|using)\b.*[;:({]$ | .*[;{]$   # programs
      """,
    re.VERBOSE | re.IGNORECASE,
)
"""A line that belongs to another kind of text than titles and abstracts."""


FORMAT = Format("abstracts", "Titles and abstracts in alternating lines", (".txt", ".text"), looks_like, read)


def _unglued(title: str) -> str:
    return title if _HONEST.match(title) else title.removeprefix(_BUTTON)


def _paper(title: str, abstract: str, line: int) -> Iterator[Item]:
    if not title:
        yield Problem(line, "an abstract whose title could not be read")
        return
    kept = Paper(title=storable(title), abstract=storable(abstract))
    yield Record(kept, line)
    if kept.title is not title or kept.abstract is not abstract:
        yield Problem(line, REPAIRED, refused=False)
    if not abstract:
        yield Problem(line, "a title without an abstract", refused=False)
    elif len(title) > LONGEST_TITLE:
        yield Problem(line, f"a title of {len(title)} characters: is a line missing before it?", refused=False)
    elif len(abstract) < len(title):
        yield Problem(line, "an abstract that is shorter than its title: is a line missing?", refused=False)
