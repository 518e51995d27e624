from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.importers.records import Problem
from tui_reader.importers.xml_stream import xml_elements

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEM = frozenset(("item",))


def read(text: str, wanted: frozenset[str] = ITEM) -> list[str]:
    """The elements as text, and the reasons of problems."""
    found = xml_elements(text.splitlines(keepends=True), wanted)
    return [each.reason if isinstance(each, Problem) else ET.tostring(each, encoding="unicode") for _, each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<r><item>a &uuml; &amp; b</item></r>", "<item>a ü &amp; b</item>"),
        ('<!DOCTYPE r SYSTEM "x.dtd">\n<r><item>&uuml;</item></r>', "<item>ü</item>"),
        ('<!DOCTYPE r [<!ENTITY lab "Lab 7">]><r><item>&lab;</item></r>', "<item>Lab 7</item>"),
        ('<r><item href="?a=1&b=2">R&D</item></r>', '<item href="?a=1&amp;b=2">R&amp;D</item>'),
        ("<r><item>a\x0bb&#0;c</item></r>", "<item>a\ufffdb\ufffdc</item>"),
        ('\ufeff\n  <?xml version="1.0" encoding="ISO-8859-1"?>\n<r><item>ö</item></r>', "<item>ö</item>"),
        ("<r><item>&unknown;</item></r>", "<item>&amp;unknown;</item>"),
        ("<r><rss:item>a</rss:item><item>b</item></r>", "<item>b</item>"),
    ],
)
def test_what_real_documents_have(text: str, expected: str) -> None:
    """Entities of HTML without a DTD, bare ampersands, control characters, a declaration that is not at the start."""
    assert read(text) == [expected]


def test_a_namespace_is_told_by_its_address() -> None:
    """Whatever its prefix; a prefix that nobody declared stays."""
    text = (
        '<f xmlns="http://www.w3.org/2005/Atom" xmlns:x="http://purl.org/dc/elements/1.1/" '
        'xmlns:p="http://prismstandard.org/namespaces/basic/2.0/"><item><x:creator>A</x:creator><p:doi>B</p:doi>'
        "<rssowl:c>C</rssowl:c></item></f>"
    )

    assert read(text) == ["<item><dc:creator>A</dc:creator><prism:doi>B</prism:doi><rssowl:c>C</rssowl:c></item>"]


def test_each_element_has_its_line() -> None:
    """The first line is 1, also after a mistake."""
    text = "\n<r>\n<item>1</item>\n<item>2 <x></item>\n\n<item>4</item></r>\n"

    assert [line for line, _ in xml_elements(text.splitlines(keepends=True), ITEM)] == [3, 4, 6]


def test_a_mistake_costs_one_record() -> None:
    """Its text is kept, and reading goes on at the next record."""
    text = "<r><item>1</item>\n<item>2 <x></item>\n<q/><item>3</item>\n</r>\n"
    found = [each for _, each in xml_elements(text.splitlines(keepends=True), ITEM)]

    assert [each.text for each in found if not isinstance(each, Problem)] == ["1", "3"]
    (problem,) = (each for each in found if isinstance(each, Problem))
    assert (problem.record, problem.raw) == ("item of line 2", "<item>2 <x></item>\n")


def test_a_document_that_is_cut_off_gives_the_records_before() -> None:
    """The record that is cut is refused; the end that is missing is told."""
    text = "<r><item>1</item>\n<item>2"
    (first, second) = (each for _, each in xml_elements(text.splitlines(keepends=True), ITEM))

    assert not isinstance(first, Problem)
    assert isinstance(second, Problem)
    assert (second.line, second.refused) == (2, True)
    assert read("<r><item>1</item>\n")[1:] == ["the document ends in its midst: is the file complete?"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r><item>&b;</item></r>', "it declares an entity (b)"),
        ("<item>" + "<b>" * 10_000, "nested too deeply"),
        ("<r><item>" + "x" * (17 * 2**20) + "</item></r>", "more than 16 MiB"),
        ("<r></r>\nmore", "text after the end of the document"),
        ("no XML", "not well-formed XML"),
    ],
)
def test_what_a_hostile_document_asks_for_is_refused(text: str, reason: str) -> None:
    """Bombs of entities, depth and length, in words."""
    (problem,) = (each for _, each in xml_elements(text.splitlines(keepends=True), ITEM))

    assert isinstance(problem, Problem)
    assert reason in problem.reason


def test_nothing_outside_is_read() -> None:
    """An external entity stands for nothing."""
    assert read('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><item>a&x;b</item></r>') == [
        "<item>ab</item>"
    ]


def test_a_long_document_is_not_held() -> None:
    """Memory does not grow with the number of records."""

    def many() -> Iterator[str]:
        yield "<r>\n"
        for number in range(20_000):
            yield f"<item><title>{number:0500}</title></item>\n"
        yield "</r>"

    tracemalloc.start()
    assert sum(1 for _ in xml_elements(many(), ITEM)) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2 * 2**20


def test_mistakes_by_the_thousand_take_no_longer_than_their_text() -> None:
    """Each costs a new beginning, and no look back."""
    start = time.process_time()

    assert len(read("<r>\n" + "<item><x></item>\n" * 20_000)) == 20_000
    assert time.process_time() - start < 20


PIECES = st.sampled_from(
    (
        *("<r>", "</r>", "<item>", "</item>", "<b>", "</b>", "<i/>", "&", "&lt;", "&x;", "<![CDATA[", "]]>", "<!--"),
        *("-->", "<?p ?>", '<item a="b">', "<!DOCTYPE r>", "\n", " ", "text", "<", ">", "\0", chr(0xD800), "ö"),
        "<x:item xmlns:x='u'>",
    )
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_ends_in_elements_and_problems(text: str) -> None:
    """Never an exception, and never more of them than marks."""
    assert len(read(text)) <= text.count("<") + 1
