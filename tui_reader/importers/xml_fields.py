"""A record of XML as its fields: what is asked for is taken, and every other text is kept aside under its path."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from tui_reader.importers.aside import LONGEST_ASIDE, notes_on_file
from tui_reader.importers.facts import LONGEST_RAW, record_items
from tui_reader.importers.records import Item, Problem
from tui_reader.importers.xml_stream import xml_elements
from tui_reader.texts.markup import plain_abstract, plain_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from tui_reader.importers.records import Source
    from tui_reader.model.papers import Paper


_INLINE = frozenset(("b", "i", "u", "em", "strong", "sub", "sup", "span", "style", "a", "br", "p"))
"""Elements that are part of a text."""


class XmlFields:
    """The fields of one element, by the paths of their elements ("Article/Journal/Title", "author")."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._taken: set[int] = set()
        self.left_out: list[str] = []
        """Paths whose text is too long to be kept aside."""

    def all(self, *paths: str) -> list[Element]:
        """The elements at the first of these paths that has any; all of these paths are then taken."""
        found: list[Element] = []
        for path in paths:
            elements = at(self.element, path)
            self._taken.update(map(id, elements))
            found = found or elements
        return found

    def one(self, *paths: str) -> Element | None:
        """The first element at the first of these paths that has one; only it is taken."""
        for path in paths:
            for element in at(self.element, path):
                if inner_text(element):
                    self._taken.add(id(element))
                    return element
        return None

    def text(self, *paths: str) -> str:
        """The text of the first of these elements that has one, without cleaning."""
        element = self.one(*paths)
        return inner_text(element) if element is not None else ""

    def line(self, *paths: str) -> str:
        """The text as one clean line."""
        element = self.one(*paths)
        return line_of(element) if element is not None else ""

    def prose(self, *paths: str) -> str:
        """The text as a clean abstract."""
        element = self.one(*paths)
        return plain_abstract(markup(element)) if element is not None else ""

    def lines(self, *paths: str) -> tuple[str, ...]:
        """The texts of all elements at the first of these paths that has any, each once."""
        return tuple(dict.fromkeys(filter(None, map(line_of, self.all(*paths)))))

    def rest(self) -> tuple[tuple[str, str], ...]:
        """Every text that was not asked for: its path and its lines."""
        found: dict[str, list[str]] = {}
        for path, element in self._leaves(self.element, ""):
            if text := _date(element) or line_of(element):
                found.setdefault(path, []).append(text)
        aside = []
        for path, texts in found.items():
            text = "; ".join(dict.fromkeys(texts))
            if len(text) > LONGEST_ASIDE:
                self.left_out.append(path)
            else:
                aside.append((path, text))
        return tuple(aside)

    def _leaves(self, element: Element, path: str) -> Iterator[tuple[str, Element]]:
        """The elements that were not taken and have no elements in them but such of mixed text."""
        for child in element:
            here = f"{path}/{child.tag}" if path else child.tag
            if id(child) in self._taken:
                continue
            if any(inner.tag not in _INLINE for inner in child) and not (child.text or "").strip() and not _date(child):
                yield from self._leaves(child, here)
            else:
                yield here, child


def _date(element: Element) -> str:
    """The date in an element that has a year, month and day as elements; empty for another."""
    parts = {child.tag: (child.text or "").strip() for child in element}
    return "-".join(parts[name] for name in ("Year", "Month", "Day") if parts.get(name)) if "Year" in parts else ""


def at(element: Element, path: str) -> list[Element]:
    """The elements at a path of names, with the usual prefixes, below an element; `*` is any name."""
    found = [element]
    for name in path.split("/"):
        found = [child for parent in found for child in parent if name in (child.tag, "*")]
    return found


def inner_text(element: Element) -> str:
    """All text in an element, without the marks of its elements."""
    return "".join(element.itertext()).strip()


def markup(element: Element) -> str:
    """What is in an element, with the tags of its elements, as `plain` cleans it."""
    if not len(element):
        return element.text or ""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in child.attrib.items())
        parts.append(
            f"<{child.tag}{attributes}>{markup(child)}</{child.tag}>" if len(child) else _leaf(child, attributes)
        )
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _leaf(element: Element, attributes: str) -> str:
    return f"<{element.tag}{attributes}>{escape(element.text or '', quote=False)}</{element.tag}>"


def line_of(element: Element) -> str:
    """The text of an element, with what its elements mean, as one clean line."""
    return plain_line(markup(element))


def read_elements(
    source: Source, wanted: frozenset[str], paper_of: Callable[[XmlFields], Paper | Problem | None]
) -> Iterator[Item]:
    """The papers of the elements of these names.

    `paper_of` gives `None` for an element that is no record, and a paper without a title or a problem for one that
    cannot go in.
    """
    left_out: Counter[str] = Counter()
    is_empty = True
    for line, element in xml_elements(source.lines, wanted):
        is_empty = False
        if isinstance(element, Problem):
            yield element
            continue
        fields = XmlFields(element)
        paper = paper_of(fields)
        if paper is None:
            continue
        if isinstance(paper, Problem):
            yield replace(paper, line=line, raw=raw_of(element))
            continue
        if not paper.title:
            called = next(
                filter(None, (paper.key, paper.doi, paper.arxiv, *(name for _, name in paper.details.ids))), ""
            )
            yield Problem(line, "no title", record=called, raw=raw_of(element))
            continue
        extra = (*paper.details.extra, *fields.rest())
        left_out.update(fields.left_out)
        yield from record_items(replace(paper, details=replace(paper.details, extra=extra)), line)
    yield from notes_on_file(left_out, is_empty=is_empty)


def raw_of(element: Element) -> str:
    """The element as text, for writing it out."""
    from xml.etree import ElementTree as ET

    return ET.tostring(element, encoding="unicode")[:LONGEST_RAW]
