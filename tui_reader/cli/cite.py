"""`tui-reader cite`: papers as citations that are ready to paste."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.citations.formats import FORMATS
from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, WrongUsageError, say
from tui_reader.cli.typos import close_to, did_you_mean
from tui_reader.errors import ReaderError
from tui_reader.paths import typed_path
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    from tui_reader.citations.registry import Citer
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--query", metavar="QUERY", help="Cite the papers that match, as `search` finds them.")
@click.option(
    "--used-in",
    "documents",
    multiple=True,
    metavar="FILE",
    help="Cite exactly what a document cites: .tex, .md, .typ, .org; keys that no paper has are named.",
)
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help=f"One of {', '.join(one.name for one in FORMATS)}, or a style: apa, ieee:html, mla:in-text. "
    "By default what the configuration says, else bibtex.",
)
@click.option("--key-only", is_flag=True, help="Only the citation keys; the same as --format key.")
@click.option("--copy", is_flag=True, help="Copy to the clipboard instead of printing.")
def command(  # noqa: PLR0913 - one for each option
    keys: tuple[str, ...],
    query: str | None,
    documents: tuple[str, ...],
    format_name: str | None,
    *,
    key_only: bool,
    copy: bool,
) -> int:
    """Cite papers: named ones, those of a query, or of a document.

    A bibliography is sorted by authors or as its style says; keys and commands are in the order given. Every paper is
    cited once. `tui-reader styles WORD` finds styles.
    """
    from tui_reader.cli import session

    if not keys and query is None and not documents:
        raise click.UsageError("There is nothing to cite: give a KEY, --query or --used-in.")
    if key_only and format_name:
        raise click.UsageError("--key-only is a format of its own, and takes no --format.")
    with session.library() as library:
        chosen = citer(library, "key" if key_only else format_name)
        used, unknown = _used_in(library, documents)
        papers = [*session.find_all(library, keys), *(_found(library, query) if query is not None else ()), *used]
        text = chosen.cite(papers)
        for key, document in unknown:
            say(f"{document} cites {key}, which no paper here has as its key.")
        if not text and unknown:
            return NOTHING_FOUND
        if not text:
            who = ", ".join(paper.key for paper in papers)
            say(f"{chosen.label}: nothing is known for {who}." if papers else "Nothing found.")
            return NOTHING_FOUND
        if copy:
            from tui_reader.cli.copying import copy_text

            say(copy_text(library, text).told(described(chosen, papers)))
        else:
            sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    return NOTHING_FOUND if unknown else DONE


def _used_in(library: Library, documents: tuple[str, ...]) -> tuple[list[Paper], list[tuple[str, str]]]:
    """The papers that documents cite, and the keys that none has, each with its document."""
    from tui_reader.citations.cited_keys import cited_keys

    papers: list[Paper] = []
    unknown: list[tuple[str, str]] = []
    for document in documents:
        try:
            text = typed_path(document).read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise ReaderError(f"{document} cannot be read: {error.strerror}.", "Name another file.") from None
        for key in cited_keys(text, document):
            # A key in a document is whole: what begins like it is another paper.
            found = library.papers(library.keys.of(key))
            papers += found
            unknown += [] if found else [(key, document)]
    return papers, unknown


def citer(library: Library, name: str | None) -> Citer:
    """The format or style of that name, or the one that the user prefers; wrong usage when there is none."""
    from tui_reader.citations.registry import FormatRegistry
    from tui_reader.library import citation_preferences

    formats = FormatRegistry(library.home, library.highlights.of)
    try:
        return formats.named(name or citation_preferences.preferred(library))
    except ReaderError as error:
        meant = did_you_mean(close_to(name or "", [row.name for row in FORMATS]))
        raise WrongUsageError(error.message, f"{meant} {error.hint}".strip()) from None


def described(chosen: Citer, papers: list[Paper]) -> str:
    """What a text is, as it is said: "BibTeX", "BibTeX for 3 papers"."""
    number = len({paper.key for paper in papers})
    return chosen.label if number == 1 else f"{chosen.label} for {counted(number, 'paper')}"


def _found(library: Library, query: str) -> list[Paper]:
    from tui_reader.cli import session

    answer = session.search(library, query)
    return library.papers(answer.ids)
