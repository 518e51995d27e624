"""The records of an XML document of any size, one element at a time, and nothing that a hostile document could ask for.

Expat reads the text as it comes; only the elements that a format wants are built. Entities may be those of HTML, or
declared by the document as plain text; no other is expanded and nothing outside is fetched. Namespaces are told by
their address: an element is called by the usual prefix (`dc:creator`) whatever the document says, and by its name alone
in the format's own namespace. After a mistake, reading goes on at the next record that begins on a line.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Final

from tui_reader.importers.facts import LONGEST_RAW
from tui_reader.importers.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element, TreeBuilder

_DEEPEST = 100
"""Levels of elements."""
_LONGEST = 16 * 2**20
"""Characters of one record."""
_LONGEST_ENTITY = 64
_LONG_TOKEN = 2**16
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 does not allow in any spelling."""

_AMPERSAND = re.compile(r"&(?:#(?P<code>[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});|(?P<name>[A-Za-z][\w.-]{0,40});)?")
_OF_XML = frozenset(("lt", "gt", "amp", "quot", "apos"))
_CHARACTERS = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
"""The code points of XML 1.0."""
_CHILD = 2
"""The depth of the root's children."""
_JUNK, _MISMATCH = 9, 7
"""Expat's codes of text after the document and of an end tag that ends nothing."""

NAMESPACES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://arxiv.org/schemas/atom": "arxiv",
    "https://arxiv.org/schemas/atom": "arxiv",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://search.yahoo.com/mrss/": "media",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.zotero.org/namespaces/export#": "z",
    "http://purl.org/net/biblio#": "bib",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://purl.org/rss/1.0/modules/link/": "link",
    "http://nwalsh.com/rdf/vCard#": "vcard",
    "http://www.w3.org/1998/Math/MathML": "mml",
    "http://www.w3.org/1999/xhtml": "",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""The usual prefix of a namespace; every one of PRISM's has `prism`."""


class _Refused(Exception):  # noqa: N818 - it ends a document, and is not reported as an error of Python
    """What a document may not do, in words that follow its line."""


def xml_elements(pieces: Iterable[str], wanted: frozenset[str]) -> Iterator[tuple[int, Element | Problem]]:
    """The outermost elements of these names with their lines, and the problems of the document.

    The name `*` stands for every child of the root.
    """
    names = "|".join(sorted(name.rpartition(":")[2] for name in wanted))
    begins = re.compile(rf"<(?:[\w.-]+:)?(?:{names})[\s>]" if "*" not in wanted else r"<[\w.-]+:[\w.-]+\s+rdf:about=")
    reader = _Reader(wanted, 1)
    has_begun = False
    number = 0
    for number, piece in enumerate(pieces, 1):
        line = piece
        if not has_begun:
            if not (line := piece.lstrip("\ufeff \t\r\n")):
                continue
            has_begun = True
            reader = _Reader(wanted, number)
        elif reader.is_broken:
            if not (match := begins.search(piece)):
                continue
            reader = _Reader(wanted, number, "<recovered>")
            line = piece[match.start() :]  # what stands before it belongs to the broken record
        yield from reader.feed(line)
    if not reader.is_broken:
        yield from reader.close(number)


class _Reader:
    """Builds the wanted elements of the text it is fed."""

    def __init__(self, wanted: frozenset[str], first: int, start: str = "") -> None:
        self.is_broken = False
        self._wanted = wanted
        self._wanted_name = ""
        self._first = first
        self._start = start
        self._done: list[tuple[int, Element | Problem]] = []
        self._builder: TreeBuilder | None = None
        self._waiting: list[str] = []
        self._waiting_size = 0
        self._pending = 0
        """Characters since expat last found the end of anything."""
        self._raw: list[str] = []
        self._raw_size = 0
        self._begin = 0
        self._size = 0
        self._depth = 0
        self._built = 0
        self._names: list[str] = []
        self._prefixes: list[dict[str, str]] = [{}]
        from xml.etree.ElementTree import TreeBuilder  # loaded for a document of XML, not for the table of formats
        from xml.parsers import expat

        self._new_builder = TreeBuilder
        self._error = expat.ExpatError
        parser = expat.ParserCreate()
        parser.UseForeignDTD(True)  # noqa: FBT003 - entities nobody declared are then skipped and not an error
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.StartElementHandler = self._start_element
        parser.EndElementHandler = self._end_element
        parser.CharacterDataHandler = self._text
        parser.SkippedEntityHandler = self._entity
        parser.EntityDeclHandler = self._declared
        parser.ExternalEntityRefHandler = _nothing
        self._parser = parser
        if start:
            parser.Parse(start, False)  # noqa: FBT003 - not the end

    def feed(self, text: str) -> Iterator[tuple[int, Element | Problem]]:
        """The elements that end in a text."""
        # Expat reads a comment, section or tag from its beginning each time that it is given more of it.
        if self._pending > _LONG_TOKEN:
            self._waiting.append(text)
            self._waiting_size += len(text)
            if self._waiting_size < self._pending:
                return
            text = self._waited()
        yield from self._fed(text)

    def _waited(self) -> str:
        text, self._waiting, self._waiting_size = "".join(self._waiting), [], 0
        return text

    def _fed(self, text: str) -> list[tuple[int, Element | Problem]]:
        before = self._parser.CurrentByteIndex
        try:
            self._parser.Parse(_mended(text), False)  # noqa: FBT003 - not the end
        except (self._error, _Refused) as error:
            if self._builder is not None:
                self._raw.append(text)
            self._broke(error)
        if self._builder is None:
            self._raw.clear()
        elif self._raw_size <= LONGEST_RAW:
            self._raw.append(text)
            self._raw_size += len(text)
        self._pending = self._pending + len(text) if self._parser.CurrentByteIndex == before else 0
        return self._taken()

    def close(self, last: int) -> Iterator[tuple[int, Element | Problem]]:
        """The elements in what was not read yet, and the problem that the document ends in its midst, if it does."""
        yield from self._fed(self._waited())
        if self.is_broken:
            return
        if self._depth > (1 if self._start else 0):
            record = self._builder is not None
            reason = "the document ends in its midst: is the file complete?"
            self._done.append((last, Problem(last, reason, refused=record, record=self._name(), raw=self._held())))
        yield from self._taken()

    def _taken(self) -> list[tuple[int, Element | Problem]]:
        done, self._done = self._done, []
        return done

    def _broke(self, error: Exception) -> None:
        self.is_broken = True
        line = self._line()
        if isinstance(error, self._error):
            line = self._first + error.lineno - 1
            if self._depth == 0 and error.code == _JUNK:
                self._done.append((line, Problem(line, "text after the end of the document", refused=False)))
                return
            if self._start and self._builder is None and error.code == _MISMATCH:
                return  # the end of what was open before the mistake
            reason = f"not well-formed XML: {str(error).partition(':')[0]} at column {error.offset + 1}"
        else:
            reason = str(error)
        self._done.append((line, Problem(line, reason, record=self._name(), raw=self._held())))

    def _line(self) -> int:
        return self._first + self._parser.CurrentLineNumber - 1

    def _name(self) -> str:
        """Where the broken record begins."""
        return f"{self._wanted_name} of line {self._begin}" if self._builder is not None else ""

    def _held(self) -> str:
        """The text of the broken record, from the line at which it begins."""
        return "".join(self._raw)[:LONGEST_RAW] if self._builder is not None else ""

    # What expat calls

    def _start_element(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused("elements that are nested too deeply")
        prefixes = self._prefixes[-1]
        if any(name.startswith("xmlns") for name in attributes):
            prefixes = prefixes | {
                name.partition(":")[2]: uri
                for name, uri in attributes.items()
                if name == "xmlns" or name[:6] == "xmlns:"
            }
        self._prefixes.append(prefixes)
        name = _usual(tag, prefixes)
        if self._builder is None:
            if name not in self._wanted and not (self._depth == _CHILD and "*" in self._wanted):
                return
            self._builder = self._new_builder()
            self._begin, self._size, self._built = self._line(), 0, self._depth
            self._raw_size = 0
            self._wanted_name = name
        self._count(len(tag) + 64)
        plain = {
            _usual(key, prefixes, is_attribute=True): value for key, value in attributes.items() if key[:5] != "xmlns"
        }
        self._names.append(name)
        self._builder.start(name, plain)

    def _end_element(self, _: str) -> None:
        self._prefixes.pop()
        if self._builder is not None:
            self._builder.end(self._names.pop())
            if self._depth == self._built:
                self._done.append((self._begin, self._builder.close()))
                self._builder = None
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._count(len(text))
            self._builder.data(text)

    def _entity(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - expat's signature
        """Keeps an entity that nobody declared as it is written."""
        if self._builder is not None and not is_parameter:
            self._builder.data(f"&{name};")

    def _declared(self, name: str, _parameter: int, value: str | None, *_: object) -> None:
        """Refuses an entity that could grow or reach outside; an external one is not read, and stands for nothing."""
        if value is not None and ("&" in value or "%" in value or "<" in value or len(value) > _LONGEST_ENTITY):
            raise _Refused(f"it declares an entity ({name[:40]}) that is more than a few characters")

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > _LONGEST:
            raise _Refused("a record of more than 16 MiB")


def _mended(text: str) -> str:
    """The text without what no reader of XML takes: bare ampersands, control characters, and entities of HTML."""
    if "&" in text:
        text = _AMPERSAND.sub(_reference, text)
    return _UNREADABLE.sub("\ufffd", text) if not text.isprintable() else text


def _reference(match: re.Match[str]) -> str:
    name, code = match["name"], match["code"]
    if code:
        number = int(code[1:], 16) if code[0] in "xX" else int(code)
        return match.group() if any(first <= number <= last for first, last in _CHARACTERS) else "\ufffd"
    if not name:
        return "&amp;"
    meant = html5.get(f"{name};", "")
    return match.group() if name in _OF_XML or not meant or meant in "<&" else meant


def _nothing(*_: object) -> int:
    """What an external entity stands for; 1 tells expat that all is well."""
    return 1


def _usual(tag: str, prefixes: dict[str, str], *, is_attribute: bool = False) -> str:
    """The name with the usual prefix of its namespace, or with the one it has where nobody knows the namespace."""
    prefix, colon, local = tag.rpartition(":")
    if not colon and is_attribute:
        return local
    uri = prefixes.get(prefix, "")
    usual = NAMESPACES.get(uri)
    if usual is None:
        usual = "prism" if "prismstandard.org" in uri else prefix
    return f"{usual}:{local}" if usual else local
