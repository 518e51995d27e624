"""A style that was read, and what it says about papers.

citeproc-py keeps state in the style's own elements, so one thread works at a time; `render` sees to that.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from citeproc import Citation as Cluster
from citeproc import CitationStylesBibliography
from citeproc.source import CitationItem

from tui_reader.citations.csl.marks import Formatter, Quotes, written
from tui_reader.citations.csl.references import Source
from tui_reader.citations.csl.style_file import StyleFile
from tui_reader.citations.key_rules import keyed
from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tui_reader.citations.csl.catalogue import Style
    from tui_reader.citations.csl.marks import Output
    from tui_reader.model.papers import Paper

_NO_COMMA_AFTER_STOP = ("ieee",)
_lock = threading.Lock()


def render(papers: Sequence[Paper], style: Style, output: Output, *, in_text: bool = False) -> str:
    """The papers in a style: a bibliography in the style's order, or one citation as it stands in a text.

    Raises ReaderError for a file that is no style, and for a style that the engine cannot follow. From any thread.
    """
    if not papers:
        return ""
    with _lock, _engine_failures(style):
        rules = _rules(style.path, _modified(style.path))
        return rules.citation(papers, output) if in_text else rules.bibliography(papers, output)


@contextmanager
def _engine_failures(style: Style) -> Iterator[None]:
    """Makes a ReaderError of whatever the engine raises."""
    try:
        yield
    except ReaderError:
        raise
    except Exception as error:
        # citeproc-py checks neither styles nor papers. An element without an attribute, a term without a locale, a
        # number that is none end in AttributeError, TypeError, IndexError, KeyError, ValueError, NameError,
        # AssertionError, RecursionError or an error of lxml, all of which were seen; none says what is wrong.
        raise ReaderError(
            f"The style {style.name} cannot cite this: its engine ended with {type(error).__name__} ({error}).",
            "Choose another style or format; `tui-reader styles WORD` finds styles.",
        ) from error


def _modified(path: Path) -> int:
    """When the file was changed, in nanoseconds; 0 for one that is not there, of which reading tells why."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=16)
def _rules(path: Path, _changed: int) -> Rules:
    return Rules(path)


class Rules:
    """One style, ready to cite."""

    def __init__(self, path: Path) -> None:
        self._style = StyleFile(path)
        self._path = path
        self._quotes = replace(_quotes(self._style.root), comma_after_stop=path.stem not in _NO_COMMA_AFTER_STOP)

    def bibliography(self, papers: Sequence[Paper], output: Output) -> str:
        """The entries, one a line, or in HTML one a paragraph; what a style of notes says in a note if it has none."""
        if not self._style.has_bibliography():
            return self.citation(papers, output)
        made = self._made(papers)
        entries = [self._entry(made, item, output) for item in made.items]
        if output == "html":
            return "\n".join(f'<p class="csl-entry">{entry}</p>' for entry in entries)
        return ("\n\n" if output == "markdown" else "\n").join(entries)

    def citation(self, papers: Sequence[Paper], output: Output) -> str:
        """The papers cited together, as it stands in a text: `(Lee, 2019; Wang, 2020)`, `[1], [2]`."""
        made = self._made(papers)
        cluster = Cluster([CitationItem(key) for key in made.source])
        made.register(cluster)
        return self._written(self._cited(made, cluster), output)

    def _entry(self, made: Any, item: Any, output: Output) -> str:
        """The entry of a paper; one that the style leaves out of bibliographies is cited as in a note.

        A style that knows nothing of preprints gets one as an article.
        """
        for kind in (item.reference.type, "article-journal"):
            item.reference.type = kind
            for marked in self._style.render_bibliography([item]):
                if text := self._written(marked, output):
                    return text
            if text := self._written(self._alone(made, item.key), output):
                return text
        return ""

    def _made(self, papers: Sequence[Paper]) -> Any:
        """The bibliography of the papers, sorted, with letters for those that a citation would not tell apart."""
        state = self._style.root.state
        state.ambiguous = set()
        made = self._registered(papers, {})
        if len(made.items) > 1 and (confused := self._confused(made)):
            state.ambiguous = set(confused)
            if self._style.root.citation.get("disambiguate-add-year-suffix") == "true":
                letters: dict[str, count[int]] = {}
                confused = self._confused(made)
                suffixes = {key: _letters(next(letters.setdefault(text, count()))) for key, text in confused.items()}
                if suffixes:
                    # The letters follow the order, never the other way round.
                    order = made.keys
                    made = self._registered(papers, suffixes)
                    made.items.sort(key=lambda item: order.index(item.key))
                    made.keys = order
        return made

    def _confused(self, made: Any) -> dict[str, str]:
        """The papers that are cited by the same text as another one, with that text, in the order of the entries."""
        cited = {item.key: str(self._alone(made, item.key)) for item in made.items}
        times = Counter(cited.values())
        return {key: text for key, text in cited.items() if times[text] > 1}

    def _registered(self, papers: Sequence[Paper], suffixes: dict[str, str]) -> Any:
        explicit = bool(self._style.root.xpath_search(".//cs:text[@variable='year-suffix']"))
        source = Source(keyed(papers), suffixes, explicit=explicit, style=self._path.stem)
        made = CitationStylesBibliography(self._style, source, Formatter)
        made.register(Cluster([CitationItem(key) for key in source]))
        if self._style.has_bibliography() and len(source) > 1:
            made.sort()
        return made

    def _alone(self, made: Any, key: str) -> Any:
        cluster = Cluster([CitationItem(key)])
        cluster.bibliography = made
        return self._cited(made, cluster)

    def _cited(self, made: Any, cluster: Any) -> Any:
        """The citation as it stands where its papers are cited for the first time."""
        made._cites.clear()  # noqa: SLF001 citeproc-py keeps what was cited before, and has no way to forget it
        return made.cite(cluster, str)

    def _written(self, marked: object, output: Output) -> str:
        return written(str(marked), output, self._quotes)


def _quotes(root: Any) -> Quotes:
    def term(name: str) -> str:
        return str(root.get_single_term(name=name))

    return Quotes(
        (term("open-quote"), term("close-quote")),
        (term("open-inner-quote"), term("close-inner-quote")),
        takes_stops=root.get_locale_option("punctuation-in-quote") == "true",
    )


def _letters(number: int) -> str:
    """`a` to `z`, then `aa`."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
