r"""Web addresses in running text, and all the addresses that a paper leads to.

Only `http:` and `https:` are links. An address with a user or a password in it, or with a character that a terminal
would obey, is none: both are ways to lead somewhere else than it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_reader.texts.printable import printable
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model.papers import Paper

_CANDIDATE = re.compile(
    r"(?<![A-Za-z0-9+])https?://"  # no end of another scheme, such as git+https
    # Neither spaces, quotation marks and brackets that no address has, nor punctuation of Chinese and Japanese, which
    # follows an address without a space; LaTeX's escapes are of the address.
    r"(?:[^\s<>\"`{}|\\^\u201c-\u201e\u2018-\u201a«»\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]|\\[_%#&~$])+",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([_%#&~$])")
_CLOSERS = {")": "(", "]": "["}
_TRAILING = ".,;:!?'\"*_([…\u2019\\"
_SAME_PLACE = re.compile(r"https?://(?:www\.|dx\.)?", re.IGNORECASE)
_VERSION = re.compile(r"(?<=^arxiv\.org/)((?:abs|pdf)/.+?)(?:v\d+)?(?:\.pdf)?$")


def links(text: str) -> list[tuple[int, int, str]]:
    r"""Where the web addresses in a text begin and end, and where they lead.

    Punctuation around an address is not part of it, nor are Markdown's brackets and stars; brackets that it opens
    itself are. LaTeX's escapes (`\_`) are undone in the address, not in the places.
    """
    if "://" not in text:
        return []
    found = []
    for candidate in _CANDIDATE.finditer(text):
        address = _trimmed(candidate.group())
        url = _ESCAPED.sub(r"\1", address)
        if _is_safe(url):
            found.append((candidate.start(), candidate.start() + len(address), url))
    return found


def paper_links(paper: Paper) -> list[tuple[str, str]]:
    """What each link of a paper is, and where it leads: its page first, then those of abstract and note, each once."""
    found: dict[str, tuple[str, str]] = {}
    for label, url in _links_of(paper):
        found.setdefault(_place(url), (label, url))
    return list(found.values())


def _links_of(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.url and [url for _, _, url in links(paper.url)] == [paper.url]:
        yield "page", paper.url
    is_of_arxiv = paper.arxiv and (paper.doi or "").lower().startswith("10.48550/arxiv.")  # it leads to the same page
    if paper.doi_page and not is_of_arxiv:
        yield "DOI", paper.doi_page
    if paper.arxiv_page:
        yield "arXiv", paper.arxiv_page
        yield "PDF", f"https://arxiv.org/pdf/{paper.arxiv}"
    for label, text in (("abstract", typeset(paper.abstract).text), ("note", paper.note)):
        for _, _, url in links(text):
            yield label, url


def _place(url: str) -> str:
    """Two addresses of one place have this in common; `http`, `www.`, a version of arXiv's make no difference."""
    return _VERSION.sub(r"\1", _SAME_PLACE.sub("", url).rstrip("/").lower())


def _trimmed(candidate: str) -> str:
    """The address without what belongs to the text around it."""
    open_: list[str] = []
    for place, letter in enumerate(candidate):
        if letter in "([":
            open_.append(letter)
        elif letter in _CLOSERS and (not open_ or open_.pop() != _CLOSERS[letter]):
            candidate = candidate[:place]
            break
    return candidate.rstrip(_TRAILING)


def _is_safe(url: str) -> bool:
    if printable(url) is not url:
        return False
    try:
        parts = urlsplit(url)
        return "@" not in parts.netloc and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
