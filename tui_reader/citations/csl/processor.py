"""A style that was read, and what it says about papers.

citeproc-py keeps state in the style's own elements, so one thread works at a time; `render` sees to that.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from citeproc import Citation as Cluster
from citeproc import CitationStylesBibliography, CitationStylesStyle, model
from citeproc.source import CitationItem
from lxml import etree

from tui_reader.citations.csl import elements
from tui_reader.citations.csl.elements import MENDED, alike
from tui_reader.citations.csl.marks import Formatter, Quotes, written
from tui_reader.citations.csl.references import Source
from tui_reader.citations.key_rules import keyed
from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_reader.citations.csl.catalogue import Style
    from tui_reader.citations.csl.marks import Output
    from tui_reader.model.papers import Paper

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_LOCALES = {"harvard-cite-them-right": "en-GB"}
"""The language of styles that belong to a country and do not say so."""
_NO_COMMA_AFTER_STOP = ("ieee",)
_lock = threading.Lock()


def render(papers: Sequence[Paper], style: Style, output: Output, *, in_text: bool = False) -> str:
    """The papers in a style: a bibliography in the style's order, or one citation as it stands in a text.

    Raises ReaderError for a file that is no style, or that has no bibliography.
    """
    if not papers:
        return ""
    with _lock:
        rules = _rules(style.path, style.path.stat().st_mtime_ns)
        elements.known = rules.known
        return rules.citation(papers, output) if in_text else rules.bibliography(papers, output)


@lru_cache(maxsize=16)
def _rules(path: Path, _changed: int) -> Rules:
    return Rules(path)


class _StyleFile(CitationStylesStyle):  # type: ignore[misc]  # citeproc-py comes without types
    """A style whose elements are the mended ones."""

    def __init__(self, path: Path) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        namespace = lookup.get_namespace(_NAMESPACE)
        namespace[None] = model.CitationStylesElement
        for element in model.CitationStylesElement.__subclasses__():
            namespace[element.__name__.replace("_", "-").lower()] = element
        namespace.update(MENDED)
        self.parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
        self.parser.set_element_class_lookup(lookup)
        self.xml = etree.parse(str(path), self.parser)
        self.root = self.xml.getroot()


class Rules:
    """One style, ready to cite."""

    def __init__(self, path: Path) -> None:
        try:
            self._style = _StyleFile(path)
        except (etree.XMLSyntaxError, OSError) as error:
            raise ReaderError(f"{path} is no CSL style: {error}.", "Get the style again, or choose another.") from error
        root = self._style.root
        if root.tag != f"{{{_NAMESPACE}}}style" or root.find("cs:citation", root.nsmap | _CSL) is None:
            raise ReaderError(
                f"{path} is no CSL style with rules of its own.",
                "A dependent style only names another; get that one.",
            )
        _mend(root)
        self._path = path
        self.known = elements.Known()
        root.set_locale_list(_LOCALES.get(path.stem) or root.get("default-locale") or "en-US", validate=False)
        root.formatter = Formatter
        self._quotes = replace(_quotes(root), comma_after_stop=path.stem not in _NO_COMMA_AFTER_STOP)

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
        alike.clear()
        made = self._registered(papers, {})
        if len(made.items) > 1 and (confused := self._confused(made)):
            alike.update(confused)
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


_CSL = {"cs": _NAMESPACE}


def _mend(root: Any) -> None:
    """Takes out of a style what it would claim without knowing, and puts in what the engine does not do by itself."""
    # Without volume and pages, which no source of ours gives, an article would be called not yet printed.
    unknown = (
        ".//cs:text[@term='advance-online-publication']",
        ".//cs:text[@value='Preprint'][ancestor::cs:if[contains(@type, 'article-journal')]]",
    )
    for claim in (element for path in unknown for element in root.xpath(path, namespaces=_CSL)):
        claim.getparent().remove(claim)
    # `second-field-align` and `display` set a part of an entry apart; in running text a space does.
    for layout in root.xpath("./cs:bibliography[@second-field-align]/cs:layout", namespaces=_CSL):
        _end_with_space(layout[0])
    for block in root.xpath(".//*[@display][following-sibling::*]"):
        _end_with_space(block)


def _end_with_space(element: Any) -> None:
    if etree.QName(element).localname in {"choose", "if", "else-if", "else"}:
        for child in element if element.tag.endswith("choose") else element[-1:]:
            _end_with_space(child)
    elif not element.get("suffix", "").endswith(" "):
        element.set("suffix", f"{element.get('suffix', '')} ")


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
