"""Notes in HTML, as Zotero and others keep them, as Markdown.

Bold, italics, links, lists, headings, quotations, code and tables of one line a row; other tags are dropped and their
text kept. Text without tags keeps its lines.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from tui_reader.texts.markup import plain_line, with_scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

_IS_HTML = re.compile(
    r"<(?:p|div|br|b|i|em|strong|ul|ol|li|h[1-6]|a|span|blockquote|pre|code|table|hr|u|sup|sub)\b[^<>]*>", re.IGNORECASE
)
_MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BLOCKS: Final = frozenset(("p", "div", "ul", "ol", "blockquote", "pre", "table", "hr", "section", "article"))
_HEADINGS: Final = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_SKIPPED: Final = frozenset(("script", "style", "head", "title"))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 50


def markdown_of(text: str) -> str:
    """The text as Markdown: HTML converted, anything else with its entities and invisible characters cleaned."""
    if not _IS_HTML.search(text):
        lines = (plain_line(line) if line.strip() else "" for line in text.splitlines())
        return "\n".join(
            _kept_indent(line, clean) for line, clean in zip(text.splitlines(), lines, strict=True)
        ).strip()
    converter = _Converter()
    converter.feed(with_scripts(text))
    converter.close()
    return converter.text()


def _kept_indent(line: str, clean: str) -> str:
    return f"{line[: len(line) - len(line.lstrip())]}{clean}" if clean else ""


def _with_single_gaps(lines: list[str]) -> Iterator[str]:
    """The lines with one empty line between blocks, which is quoted where both blocks are."""
    last, is_gap = "", False
    for line in lines:
        if not line.strip("> "):
            is_gap = True
            continue
        if is_gap and last:
            yield ">" if last.startswith(">") and line.startswith(">") else ""
        yield line
        last, is_gap = line, False


class _Converter(HTMLParser):
    """Writes Markdown while it reads HTML, of which nothing needs to be closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        """The open lists: the number of the last item, or None where items have none."""
        self._links: list[str] = []
        self._quotes = 0
        self._skipped = 0
        self._is_verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Writes what begins."""
        if begin := getattr(self, f"_begin_{tag}", None):
            begin(dict(attrs))
        elif tag in _SKIPPED:
            self._skipped += 1
        elif tag in _HEADINGS:
            self._block(_HEADINGS[tag])
        elif tag in _MARKS and not self._is_verbatim:
            self._parts.append(_MARKS[tag])
        elif tag in _BLOCKS and not self._lists:
            self._block()

    def handle_endtag(self, tag: str) -> None:
        """Writes what ends."""
        if end := getattr(self, f"_end_{tag}", None):
            end()
        elif tag in _SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif tag in _MARKS and not self._is_verbatim:
            self._parts.append(f"\0{_MARKS[tag]}")  # a mark that ends; see `text`
        elif tag in _HEADINGS or (tag in _BLOCKS and not self._lists):
            self._block()

    def handle_data(self, data: str) -> None:
        """Writes text, whose white space is one space outside `pre`."""
        if self._skipped:
            return
        self._parts.append(data if self._is_verbatim else _SPACE.sub(" ", data.replace("\0", "\ufffd")))

    def text(self) -> str:
        """The Markdown."""
        text = "".join(self._parts)
        text = re.sub(r"(\*\*|(?<!\*)\*|`)\s*\0\1", "", text)  # emphasis around nothing
        text = re.sub(r"(\s*)\0(\*\*|\*|`)", r"\2\1", text)  # a space before the end of emphasis goes behind it
        text = re.sub(r"\[\s*\](?:\([^()\s]*\))?", "", text).replace("\0", "")
        lines = [_kept_indent(line, plain_line(unescape(line))) for line in text.split("\n")]
        return "\n".join(_with_single_gaps(lines)).strip()

    def _block(self, start: str = "") -> None:
        self._parts.append("\n\n" + "> " * self._quotes + start)

    def _begin_br(self, _: object) -> None:
        self._parts.append("\n" + "> " * self._quotes)

    def _begin_tr(self, _: object) -> None:
        self._parts.append("\n")

    def _end_td(self) -> None:
        self._parts.append(" | ")

    _end_th = _end_td

    def _begin_hr(self, _: object) -> None:
        self._block("---")

    def _begin_pre(self, _: object) -> None:
        self._block("```\n")
        self._is_verbatim = True

    def _end_pre(self) -> None:
        if self._is_verbatim:
            self._is_verbatim = False
            self._parts.append("\n```")
        self._block()

    def _begin_a(self, attributes: dict[str, str | None]) -> None:
        self._links.append(attributes.get("href") or "")
        self._parts.append("[")

    def _end_a(self) -> None:
        address = self._links.pop() if self._links else ""
        self._parts.append(f"]({address})" if address else "]")

    def _begin_blockquote(self, _: object) -> None:
        self._quotes = min(self._quotes + 1, _DEEPEST)
        self._block()

    def _end_blockquote(self) -> None:
        self._quotes = max(0, self._quotes - 1)
        self._block()

    def _begin_ul(self, _: object) -> None:
        self._open_list(None)

    def _begin_ol(self, _: object) -> None:
        self._open_list(0)

    def _open_list(self, last: int | None) -> None:
        if not self._lists:
            self._block()
        if len(self._lists) < _DEEPEST:
            self._lists.append(last)

    def _end_ul(self) -> None:
        if self._lists:
            self._lists.pop()
        if not self._lists:
            self._block()

    _end_ol = _end_ul

    def _begin_li(self, _: object) -> None:
        depth = max(0, len(self._lists) - 1)
        sign = "- "
        if self._lists and (number := self._lists[-1]) is not None:
            self._lists[-1] = number + 1
            sign = f"{number + 1}. "
        self._parts.append("\n" + "> " * self._quotes + "  " * depth + sign)
