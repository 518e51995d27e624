"""All tags of the library: renamed, merged and deleted everywhere; and the question what one shall be called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.errors import ReaderError
from tui_reader.model.papers import folded, normal_tag
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.tag_completion import tree
from tui_reader.ui.messages import TagsRead
from tui_reader.ui.screens.questions.confirm import Confirm
from tui_reader.ui.screens.questions.filtered_list import FilteredList
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.style import Style

    from tui_reader.library.library import Library
    from tui_reader.ui import messages
    from tui_reader.ui.content.tag_completion import Counted
    from tui_reader.ui.requests import Session

INDENT = 2
"""Cells for each level."""


class TagName(Question[str | None]):
    """What a tag shall be called; says what that means before it is done."""

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = bindings("tag_name")

    def __init__(self, tag: str, counts: Mapping[str, int]) -> None:
        """`counts` has every tag of the library and how many papers have it."""
        super().__init__()
        self._tag = tag
        self._counts = counts

    def compose(self) -> ComposeResult:
        """The tag, a line for its name, what follows from it."""
        with Vertical(classes="box"):
            question = f"What shall #{one_line(self._tag)} be called?"
            yield Static(Content(question), classes="question", markup=False)
            yield Input(self._tag, placeholder="a tag", select_on_focus=False, compact=True)
            yield Static("", classes="more", markup=False)
            yield Static("enter renames it everywhere · escape leaves it", classes="keys", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what the name means."""
        event.stop()
        self.query_one(".more", Static).update(Content(self._meaning(event.value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the name, if it can be one."""
        event.stop()
        try:
            name = normal_tag(event.value)
        except ReaderError:
            return
        self.dismiss(None if name == self._tag else name)

    def action_cancel(self) -> None:
        """Answers that the tag keeps its name."""
        self.dismiss(None)

    def _meaning(self, text: str) -> str:
        try:
            name = normal_tag(text)
        except ReaderError as error:
            return f"{error.message} {error.hint}"
        there = self._counts.get(name)
        below = sum(tag.startswith(f"{self._tag}/") for tag in self._counts)
        along = {0: "", 1: " The tag below it goes along."}.get(below, f" The {below:,} tags below it go along.")
        if name == self._tag:
            return "That is what it is called."
        if there is not None:
            return f"#{name} is there already, with {counted(there, 'paper')}: the two become one.{along}"
        return f"{counted(self._counts[self._tag], 'paper')} will have #{name}.{along}"


class TagRows:
    """All tags with the number of their papers, as a tree, and those that are listed."""

    def __init__(self) -> None:
        self.all: list[Counted] = []
        self.rows: list[Counted] = []

    def __len__(self) -> int:
        """How many tags are listed."""
        return len(self.rows)

    def read(self, library: Library) -> TagsRead:
        """All tags of the library."""
        return TagsRead(library.tags())

    def fill(self, text: str) -> str:
        """Lists the tags that have all words of the text in them."""
        words = folded(text).replace("#", " ").split()
        self.rows = [one for one in self.all if all(word in folded(one[0]) for word in words)]
        count = len(self.all)
        found = f"{len(self.rows):,} of " if len(self.rows) < count else ""
        return f"Tags · {found}{count:,}" if count else "There are no tags yet: t gives a paper some."

    def draw(self, place: int, width: int, style: Callable[[str], Style]) -> Sequence[Content]:
        """The tag at its level, or in full when the list is narrowed down; its papers at the right."""
        tag, count = self.rows[place]
        narrowed = len(self.rows) < len(self.all)
        level = tag.count("/")
        name = Content(f"#{one_line(tag)}" if narrowed or not level else one_line(tag.rpartition("/")[2]))
        indent = 0 if narrowed else level * INDENT
        shown = f"{count:,}"
        room = max(width - indent - len(shown) - 1, 1)
        name = name.truncate(room, ellipsis=True)
        return (Content.assemble(" " * indent, name.pad_right(room - name.cell_length), " ", (shown, style("faint"))),)

    def in_full(self, _place: int, _style: Callable[[str], Style]) -> Content:
        """Nothing more than its row says."""
        return Content()

    def answer(self, place: int) -> str | None:
        """The tag of a row."""
        return self.rows[place][0]

    def place_of(self, tag: str | None) -> int:
        """The row of a tag or, when it is gone, of the next one."""
        names = [name for name, _ in self.rows]
        return next((at for at, name in enumerate(names) if tag is not None and name >= tag), 0)


class TagManager(FilteredList[str | None]):
    """The tags as a tree; answers with the one whose papers are wanted."""

    KEYS = "enter lists papers · / filters · r renames, merges · d deletes · u undoes"

    BINDINGS: ClassVar[list[BindingType]] = bindings("tag_manager")

    LOOK = "tags"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tags--faint"}

    def __init__(self, session: Session) -> None:
        self._tags = TagRows()
        super().__init__(session, self._tags)

    def on_tags_read(self, message: messages.TagsRead) -> None:
        """Lists the tags as they are now."""
        tag = message.tag or (self._tags.answer(self.place) if self.place is not None else None)
        self._tags.all = tree(message.tags)
        # Where the tag is among the rows is known when they are there.
        self.fill()
        self.fill(self._tags.place_of(tag))

    async def action_rename(self) -> None:
        """Asks for another name."""
        if self.place is None:
            return
        tag = self._tags.rows[self.place][0]

        def rename(name: str | None) -> None:
            if name is not None:
                self._change(lambda library: library.rename_tag(tag, name), name)

        await self.app.push_screen(TagName(tag, dict(self._tags.all)), rename)

    async def action_delete(self) -> None:
        """Asks, with the number of papers, and deletes the tag."""
        if self.place is None:
            return
        tag, count = self._tags.rows[self.place]
        below = [one for one, _ in self._tags.all if one.startswith(f"{tag}/")]
        more = f"With it go the tags below it: {', '.join(f'#{one}' for one in below)}." if below else ""

        def delete(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
            if yes:
                self._change(lambda library: library.delete_tag(tag), tag)

        await self.app.push_screen(Confirm(f"Take #{tag} from {counted(count, 'paper')}?", "deletes it", more), delete)

    def _change(self, change: Callable[[Library], int], tag: str) -> None:
        def run(library: Library) -> None:
            change(library)
            self.post_message(TagsRead(library.tags(), tag))

        self.session.change(run, None, searchable=True)
