"""Papers as one HTML page that needs nothing else: no scripts, no fonts, no network; light or dark as its reader is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, TextIO

from tui_reader.citations.plain import published
from tui_reader.exporters.records import Exported, Format, Part, readable
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.model.papers import Paper

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>Papers</title>
<style>
:root { --text: #1c1c1e; --quiet: #5c5c66; --paper: #fdfdfb; --line: #dddbd5; --link: #0b57a4; --mark: #d9a400; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e2dd; --quiet: #a2a0a8; --paper: #17181b; --line: #34353a; --link: #8ab8ee; --mark: #b58b1a; }
}
body { margin: 0 auto; padding: 2rem 1.2rem 4rem; max-width: 42rem; background: var(--paper); color: var(--text);
  font: 1.05rem/1.55 Charter, "Bitstream Charter", Cambria, Georgia, serif; overflow-wrap: break-word; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
article { padding: 1.4rem 0; border-bottom: 1px solid var(--line); }
h2 { margin: 0; font-size: 1.2rem; line-height: 1.3; }
p { margin: .4rem 0; }
.by, .place, .tags, .files { color: var(--quiet); font-size: .95rem; }
.abstract { hyphens: auto; }
blockquote { margin: .6rem 0; padding: .1rem 0 .1rem .8rem; border-left: 4px solid var(--mark); }
.green { --mark: #3f9d58; } .blue { --mark: #3b82c4; } .pink { --mark: #c9578f; }
.note { white-space: pre-wrap; border-left: 4px solid var(--line); padding-left: .8rem; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; background: #fff; color: #000; }
  article { break-inside: avoid; }
  a { color: inherit; }
}
</style>
</head>
<body>
<main>
"""


def write(papers: Iterable[Exported], stream: TextIO, parts: frozenset[Part]) -> None:
    """The whole page, an article a paper."""
    stream.write(_HEAD)
    stream.writelines("".join(f"{line}\n" for line in _article(exported, parts)) for exported in papers)
    stream.write("</main>\n</body>\n</html>\n")


def _article(exported: Exported, parts: frozenset[Part]) -> Iterator[str]:
    paper = exported.paper
    yield f'<article id="{escape(paper.key)}">' if paper.key else "<article>"
    yield f"<h2>{_linked(escape(readable(paper.title)), paper.page)}</h2>"
    if paper.authors:
        yield f'<p class="by">{escape(", ".join(one_line(author.name) for author in paper.authors))}</p>'
    if place := ". ".join(_places(paper)):
        yield f'<p class="place">{place}</p>'
    if "tags" in parts and paper.tags:
        yield f'<p class="tags">{escape(" ".join(f"#{tag}" for tag in paper.tags))}</p>'
    if "abstract" in parts and paper.abstract.strip():
        yield f'<p class="abstract">{escape(readable(paper.abstract))}</p>'
    if "note" in parts:
        for one in exported.highlights:
            comment = f"<p>{escape(printable(one.comment))}</p>" if one.comment else ""
            yield f'<blockquote class="{one.colour}"><p>{escape(readable(one.anchor.exact))}</p>{comment}</blockquote>'
        if note := printable(paper.note).strip():
            yield f'<div class="note">{escape(note)}</div>'
    if "file" in parts and paper.details.files:
        yield f'<p class="files">{escape(", ".join(map(one_line, paper.details.files)))}</p>'
    yield "</article>"


def _places(paper: Paper) -> Iterator[str]:
    if place := published(paper):
        yield escape(place)
    if paper.doi:
        yield _linked(escape(f"doi:{one_line(paper.doi)}"), paper.doi_page)
    if paper.arxiv:
        yield _linked(escape(f"arXiv:{one_line(paper.arxiv)}"), paper.arxiv_page)


def _linked(shown: str, address: str | None) -> str:
    """A text that is HTML already, as a link where there is an address (`Paper.page` has web addresses only)."""
    return f'<a href="{escape(one_line(address))}" rel="noreferrer">{shown}</a>' if address else shown


_USUAL: frozenset[Part] = frozenset({"abstract", "tags", "note"})

FORMAT = Format("html", "HTML page", (".html", ".htm"), write, _USUAL, "highlights")
