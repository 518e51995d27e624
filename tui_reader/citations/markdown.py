"""Papers as Markdown that links to them, for notes and README files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from tui_reader.citations.plain import names, published, sentences
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper

_MARKUP = re.compile(r"[\\`*_\[\]<~$]|&(?=#?\w+;)")
_BEGINS_A_BLOCK = re.compile(r"\A(?P<before>\d*)(?P<mark>(?<!\d)[-+#>=|:]|(?<=\d)[.)])")
"""A mark that makes a heading, a list, a quotation or a table of the line that it begins."""
_URL_CHARACTERS = "!#$%&'*+,/:;=?@[]~"


def markdown(papers: Sequence[Paper]) -> str:
    """`[Title](url). Authors. Venue, 2019.`, and a list with `-` when there are several papers.

    Nothing in a title or a name is markup for CommonMark. A paper without an address has no link.
    """
    lines = [_line(paper) for paper in papers]
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _line(paper: Paper) -> str:
    title, page = one_line(paper.title), one_line(paper.page or "")
    named = escaped(title or page)
    if page:
        named = f"[{named}]({quote(page, safe=_URL_CHARACTERS, errors='replace')})"
    authors, place = names(paper.authors), published(paper)
    return unblocked(sentences((named, title or page), (escaped(authors), authors), (escaped(place), place)))


def unblocked(line: str) -> str:
    """A line that begins no heading, list, quotation or table."""
    return _BEGINS_A_BLOCK.sub(r"\g<before>\\\g<mark>", line)


def escaped(text: str) -> str:
    """The text with nothing in it that CommonMark takes for markup."""
    return _MARKUP.sub(r"\\\g<0>", text)
