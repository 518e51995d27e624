"""What a reader makes of a damaged file: papers and problems, never an exception, a hang or a text that cannot be kept.

`make fuzz` tries more cases than a run of all tests does.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.seeds import MORE, SEEDS
from tui_reader.errors import ReaderError
from tui_reader.importers.formats import FORMATS, read_file
from tui_reader.importers.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tui_reader.importers.records import Item

CASES = int(os.environ.get("FUZZ_CASES") or (1_000 if os.environ.get("CI") else 50))
"""For each reader."""

LONGEST_SECONDS = 5.0
"""Of the processor, for one damaged file of at most a megabyte; whole ones take a few milliseconds."""

SIGNS = tuple("\"'{}[]<>&;,:=@#%\\$|\n\r\t\0-/~^_ \ufeff\u2028\u202e\ud800é0")
TOKENS = (
    *("{", "}", "[", '{"a":', "<a>", "<![CDATA[", "<!--", "&amp;", "&#x0;", '"', "\\", "$", "\n", "\r", "---\n", ", "),
    *("and ", "@article{", "TY  - JOUR\n", "ER  - \n", "PMID- ", "%0 ", "\\\\\n", "::", "99999999999999999999", "x"),
)
MANY = (1, 7, 200, 20_000)


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of damage: at two places, each a part of the whole, with a token that stands there many times."""

    kind: str
    at: float
    to: float
    token: str
    times: int

    def __call__(self, text: str) -> str:
        """The damaged text."""
        first, last = sorted((int(self.at * len(text)), int(self.to * len(text))))
        piece = text[first:last]
        middle = {
            "cut": "",
            "double": piece + piece,
            "join": piece.replace("\n", " "),
            "flip": self.token[:1] + piece[1:],
            "insert": self.token * self.times + piece,
        }
        if self.kind == "shuffle":
            lines = text.splitlines(keepends=True)
            random.Random(first).shuffle(lines)
            return "".join(lines)
        return text[:first] + (middle[self.kind] + text[last:] if self.kind in middle else "")


CHANGES = st.lists(
    st.builds(
        Change,
        st.sampled_from(("cut", "end", "double", "shuffle", "join", "flip", "insert")),
        st.floats(0, 1),
        st.floats(0, 1),
        st.sampled_from((*TOKENS, *SIGNS)),
        st.sampled_from(MANY),
    ),
    min_size=1,
    max_size=4,
)
BYTES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=3)
"""Bytes that stand for others: (where, what)."""


def damaged(text: str, changes: Iterable[Change], flipped: Iterable[tuple[float, int]]) -> bytes:
    """The file, changed as text and then as bytes."""
    for change in changes:
        text = change(text)[: 2**20]
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    for place, byte in flipped:
        if content:
            content[int(place * len(content))] = byte
    return bytes(content)


def texts(value: object) -> Iterator[str]:
    """All texts in a record, wherever they are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from texts(getattr(value, name))


def test_there_is_a_file_of_each_format() -> None:
    """No reader is left out of the tests below."""
    assert {kind.name for kind in FORMATS} == SEEDS.keys()


@pytest.mark.parametrize(("name", "text"), [*SEEDS.items(), *MORE], ids=lambda value: value[:12])
def test_a_whole_file_has_papers(name: str, text: str, tmp_path: Path) -> None:
    """What is damaged below is read before it is damaged."""
    path = tmp_path / "papers"
    path.write_text(text, encoding="utf-8")

    assert any(isinstance(item, Record) for item in read_file(path, name))


@pytest.mark.parametrize(("name", "text"), [*SEEDS.items(), *MORE], ids=lambda value: value[:12])
@settings(max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=CHANGES, flipped=BYTES, by_name=st.booleans())
def test_a_damaged_file(  # noqa: PLR0913 - what hypothesis and pytest give it
    name: str,
    text: str,
    tmp_path: Path,
    changes: list[Change],
    flipped: list[tuple[float, int]],
    *,
    by_name: bool,
) -> None:
    """It gives papers that can be stored and problems in words, or is refused in words, and takes no time."""
    path = tmp_path / "papers"
    path.write_bytes(damaged(text, changes, flipped))
    started = time.process_time()
    items: list[Item] = []
    with suppress(ReaderError):  # in words
        items += read_file(path, name if by_name else "auto")
    seconds = time.process_time() - started
    records = [item for item in items if isinstance(item, Record)]
    unstorable = [text for record in records for text in texts(record) if not _is_storable(text)]

    assert (unstorable, all(record.paper.title.strip() for record in records)) == ([], True)
    assert seconds < LONGEST_SECONDS


def _is_storable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text
