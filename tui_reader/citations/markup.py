"""Papers as links to them, with authors, venue and year, in the markups that people write in.

Each text says in its own markup what `markdown` says in Markdown: nothing in a title or a name is markup, a paper
without an address has no link, and several papers are a list.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from tui_reader.citations.plain import names, published, sentences
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper

_URL_CHARACTERS = "!#$%&'*+,/:;=?@~"
_RST_MARKUP = re.compile(r"[\\*`|_<>\[\]:]")
_ZERO_WIDTH_SPACE = "\u200b"
_ORG_EMPHASIS = re.compile(r"(?<![^\s\-(\"'{])(?=[*/_=~+]\S)")
_ORG_LINE = re.compile(r"\A(?=[*#|:+-]|\d+[.)])")


def html(papers: Sequence[Paper]) -> str:
    """`<a href="url">Title</a>. Authors. <i>Venue</i>, 2019.`, and a list when there are several papers."""
    lines = [
        sentences(
            (_html_title(paper), _titled(paper)[0]),
            (escape(names(paper.authors)), names(paper.authors)),
            (_html_place(paper), published(paper)),
        )
        for paper in papers
    ]
    if len(lines) == 1:
        return lines[0]
    return "\n".join(("<ul>", *(f"<li>{line}</li>" for line in lines), "</ul>")) if lines else ""


def org(papers: Sequence[Paper]) -> str:
    """`[[url][Title]]. Authors. Venue, 2019.`, and a list with `-` when there are several papers.

    Org has no escape for its marks; its manual has a space without width before them.
    """
    lines = []
    for paper in papers:
        title, address = _titled(paper)
        named = _org(title)
        if address:
            named = f"[[{address}][{named.replace(']', ']' + _ZERO_WIDTH_SPACE)}]]"
        authors, place = names(paper.authors), published(paper)
        line = sentences((named, title), (_org(authors), authors), (_org(place), place))
        lines.append(_ORG_LINE.sub(_ZERO_WIDTH_SPACE, line))
    return _listed(lines)


def rst(papers: Sequence[Paper]) -> str:
    """`` `Title <url>`__. Authors. Venue, 2019. ``, and a list with `-` when there are several papers."""
    lines = []
    for paper in papers:
        title, address = _titled(paper)
        named = f"`{_rst(title)} <{address}>`__" if address else _rst_line(title)
        authors, place = names(paper.authors), published(paper)
        lines.append(sentences((named, title), (_rst(authors), authors), (_rst(place), place)))
    return _listed(lines)


def _listed(lines: Sequence[str]) -> str:
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _titled(paper: Paper) -> tuple[str, str]:
    """What names the paper, its address if there is no title, and the address as every markup takes it."""
    page = one_line(paper.page or "")
    return one_line(paper.title) or page, quote(page, safe=_URL_CHARACTERS, errors="replace")


def _html_title(paper: Paper) -> str:
    title, address = _titled(paper)
    return f'<a href="{escape(address)}">{escape(title)}</a>' if address else escape(title)


def _html_place(paper: Paper) -> str:
    venue = escape(one_line(paper.venue or ""))
    year = "" if paper.year is None else str(paper.year)
    return ", ".join(part for part in (f"<i>{venue}</i>" if venue else "", year) if part)


def _org(text: str) -> str:
    return _ORG_EMPHASIS.sub(_ZERO_WIDTH_SPACE, text)


def _rst(text: str) -> str:
    return _RST_MARKUP.sub(r"\\\g<0>", text)


def _rst_line(text: str) -> str:
    """A text that begins a paragraph: an escaped first letter begins no list, title or directive."""
    spelled = _rst(text)
    return spelled if spelled[:1].isalpha() or spelled.startswith("\\") or not spelled else f"\\{spelled}"
