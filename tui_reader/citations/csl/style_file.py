"""A style as it is read from its file: checked, mended, and with the elements of this package in it.

Styles come from anywhere. What is read is bounded, no entity is expanded, and macros that call themselves or would
write millions of parts are refused before the engine follows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citeproc import CitationStylesStyle, model
from lxml import etree

from tui_reader.citations.csl.elements import MENDED, StyleState
from tui_reader.citations.csl.marks import Formatter
from tui_reader.errors import ReaderError
from tui_reader.system.bounded_read import read_bounded

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "http://purl.org/net/xbiblio/csl"
LARGEST_BYTES = 4_000_000
"""The largest style that ships has 250,000."""

_CSL = {"cs": NAMESPACE}
_LOCALES = {"harvard-cite-them-right": "en-GB"}
"""The language of styles that belong to a country and do not say so."""
_MOST_PARTS = 20_000_000
"""With every call of a macro replaced by the macro. Chicago has 2.5 million, of which conditions leave few."""


class StyleFile(CitationStylesStyle):
    """A style whose elements are the mended ones. Raises ReaderError for a file that is no style of its own."""

    def __init__(self, path: Path) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        namespace = lookup.get_namespace(NAMESPACE)
        namespace[None] = model.CitationStylesElement
        for element in model.CitationStylesElement.__subclasses__():
            namespace[element.__name__.replace("_", "-").lower()] = element
        namespace.update(MENDED)
        self.parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
        self.parser.set_element_class_lookup(lookup)
        try:
            self.root = etree.fromstring(read_bounded(path, LARGEST_BYTES), self.parser)
        except OSError as error:
            raise ReaderError(
                f"The style {path} cannot be read: {error.strerror or error}.",
                "Check the file, or choose another style.",
            ) from error
        except etree.XMLSyntaxError as error:
            raise ReaderError(f"{path} is no CSL style: {error}.", "Get the style again, or choose another.") from error
        # lxml makes an element's Python object anew when nobody holds it, and the engine sets attributes on this one.
        self.xml = self.root.getroottree()
        _check(self.root, path)
        _mend(self.root)
        self.root.set_locale_list(_LOCALES.get(path.stem) or self.root.get("default-locale") or "en-US", validate=False)
        self.root.formatter = Formatter
        self.root.state = StyleState()


def _check(root: Any, path: Path) -> None:
    """Raises ReaderError for what is no style with rules of its own, and for macros without an end."""
    if root.tag != f"{{{NAMESPACE}}}style" or root.find("cs:citation", _CSL) is None:
        raise ReaderError(
            f"{path} is no CSL style with rules of its own.", "A dependent style only names another; get that one."
        )
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReaderError(f"{path} is no CSL style: it declares a document type.", "Get the style again.")
    expansion = _Expansion(root, path)
    if sum(map(expansion.parts, root.iterfind("cs:*", _CSL))) > _MOST_PARTS:
        raise ReaderError(f"The style {path} writes more parts than anybody waits for.", "Choose another style.")


class _Expansion:
    """How large a style is when every call of a macro is replaced by the macro."""

    def __init__(self, root: Any, path: Path) -> None:
        self._path = path
        self._macros: dict[str, Any] = {}
        for macro in root.iterfind("cs:macro", _CSL):
            self._macros.setdefault(macro.get("name"), macro)
        self._parts: dict[str, int] = {}
        """By the names of the macros that were counted."""
        self._calling: set[str] = set()
        """The names of those that are being counted."""

    def parts(self, element: Any) -> int:
        """The number of elements below one. Raises ReaderError for a macro that calls itself."""
        return sum(1 + self._called(child.get("macro")) for child in element.iterdescendants(etree.Element))

    def _called(self, name: str | None) -> int:
        if name is None or name not in self._macros:
            return 0
        if name in self._calling:
            raise ReaderError(
                f"The style {self._path} cannot be used: its macro “{name}” calls itself.",
                "Get the style again, or choose another.",
            )
        if name not in self._parts:
            self._calling.add(name)
            self._parts[name] = self.parts(self._macros[name])
            self._calling.discard(name)
        return self._parts[name]


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
