"""The manual as a man page: the Markdown that its pages are written in, as roff with the macros of man(7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader import __version__
from tui_reader.manual import TOPICS, page

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPAN = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]+\)")
_CELL = re.compile(r"(?<!\\)\|")


def man_page() -> str:
    """The whole manual as one page of section 1."""
    head = [
        f'.TH TUI-READER 1 "" "tui-reader {__version__}" "User Commands"',
        ".SH NAME",
        r"tui\-reader \- read, search, bookmark, annotate and cite research papers in the terminal",
        ".SH SYNOPSIS",
        r"\fBtui\-reader\fR [\fIQUERY\fR...]",
        ".br",
        r"\fBtui\-reader\fR \fICOMMAND\fR [\fIARGUMENTS\fR...]",
    ]
    return "\n".join([*head, *(line for topic in TOPICS for line in _lines(page(topic)))]) + "\n"


def _lines(text: str) -> Iterator[str]:
    """The lines of roff for a page: headings, tables, lists, examples indented by four, and paragraphs."""
    for block in re.split(r"\n{2,}", text.strip()):
        lines = block.split("\n")
        if block.startswith("# "):
            yield f".SH {_escaped(block[2:].upper())}"
        elif block.startswith("## "):
            yield f".SS {_escaped(block[3:].replace('`', ''))}"
        elif block.startswith("    "):
            yield from (".PP", ".RS 4", ".nf", *(_escaped(line[4:]) for line in lines), ".fi", ".RE")
        elif block.startswith("|"):
            yield from _table(lines)
        elif re.match(r"- |\d+\. ", block):
            yield from _list(lines)
        else:
            yield from (".PP", _spans(" ".join(lines)))


def _table(lines: list[str]) -> Iterator[str]:
    """A row is a term, and what the other cells say about it."""
    for line in lines[2:]:
        first, *others = (cell.strip() for cell in _CELL.split(line.strip("| ")))
        yield from (".TP", _spans(first), _spans("; ".join(filter(None, others))))


def _list(lines: list[str]) -> Iterator[str]:
    items: list[str] = []
    for line in lines:
        if line.startswith(" "):
            items[-1] += " " + line.strip()
        else:
            items.append(line)
    for item in items:
        mark, _, text = item.partition(" ")
        yield from (f'.IP "{_escaped(mark) if mark != "-" else chr(92) + "(bu"}" 3', _spans(text))


def _spans(text: str) -> str:
    """A line of text with code and emphasis in bold."""
    found, last = "", 0
    for span in _SPAN.finditer(text):
        found += _escaped(text[last : span.start()]) + rf"\fB{_escaped(span[1] or span[2] or span[3])}\fR"
        last = span.end()
    found += _escaped(text[last:])
    return rf"\&{found}" if found.startswith((".", "'")) else found


def _escaped(text: str) -> str:
    """Text in which roff finds nothing to obey; hyphens are the ones that can be copied."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
