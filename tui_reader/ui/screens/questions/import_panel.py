"""What the last import refused, what it took otherwise than it was meant, and which facts differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.message import Message

from tui_reader.library.import_words import difference, keys_of, summary
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line
from tui_reader.ui.screens.questions.filtered_list import FilteredList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.style import Style

    from tui_reader.library.library import Library
    from tui_reader.ui.import_runner import Imported
    from tui_reader.ui.requests import Session


class Remark(NamedTuple):
    """One thing that an import has to say of a record."""

    line: int
    what: str
    """ "refused", "note" or "differs"."""
    record: str
    reason: str


@dataclass(eq=False, repr=False)
class RemarksRead(Message):
    """It is known what an import has to say, with the keys of the papers."""

    remarks: Sequence[Remark]


class RemarkRows:
    """The remarks that fit what was typed, the refusals first."""

    def __init__(self, imported: Imported) -> None:
        self._imported = imported
        self.all: Sequence[Remark] = ()
        self._fitting: Sequence[Remark] = ()

    def __len__(self) -> int:
        """How many remarks fit the words that are typed."""
        return len(self._fitting)

    def read(self, library: Library) -> Message:
        """All of them."""
        report = self._imported.report
        keys = keys_of(report.conflicts, library)
        problems = [
            Remark(one.line, "refused" if one.refused else "note", one_line(one.record), one_line(one.reason))
            for one in sorted(report.problems, key=lambda one: not one.refused)
        ]
        differing = [
            Remark(one.line, "differs", keys.get(one.paper, ""), difference(one, keys)) for one in report.conflicts
        ]
        return RemarksRead([*problems, *differing])

    def fill(self, text: str) -> str:
        """Takes those that have a text in them; what came of the import."""
        wanted = text.casefold()
        self._fitting = [one for one in self.all if wanted in f"{one.what} {one.record} {one.reason}".casefold()]
        told = summary(self._imported.source, self._imported.report)
        return f"{told} · {counted(len(self._fitting), 'remark')}" if self.all else told

    def draw(self, place: int, width: int, style: Callable[[str], Style]) -> Sequence[Content]:
        """The line in the file, what happened, why; and the record under it."""
        one = self._fitting[place]
        where = f"line {one.line:,}" if one.line else "file"
        first = Content.assemble((one.what, style("what")), "  ", one.reason)
        return first.truncate(width, ellipsis=True), Content.assemble((f"{where}  {one.record}", style("faint")))

    def in_full(self, place: int, style: Callable[[str], Style]) -> Content:
        """All of a remark."""
        one = self._fitting[place]
        return Content.assemble(one.reason, "\n", (one.record, style("faint")))

    def answer(self, place: int) -> None:
        """Nothing is chosen here."""


class ImportPanel(FilteredList[None]):
    """The report of an import."""

    LINES = 2
    LOOK = "import-panel"
    KEYS = "/ filters · u undoes the last change · escape leaves"

    COMPONENT_CLASSES: ClassVar[set[str]] = {"import-panel--what", "import-panel--faint"}

    def __init__(self, session: Session, imported: Imported) -> None:
        self._remarks = RemarkRows(imported)
        super().__init__(session, self._remarks)

    def on_remarks_read(self, message: RemarksRead) -> None:
        """Lists them."""
        message.stop()
        self._remarks.all = message.remarks
        self.fill()
