"""All keys, made from the bindings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_reader.ui.screens.questions.modal import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.dom import DOMNode


def documented() -> list[tuple[str, list[Binding]]]:
    """Every binding with an explanation, by the place where it works, in the order of the source."""
    from tui_reader.ui.screens.copy_actions import CopyActions
    from tui_reader.ui.screens.filter_actions import FilterActions
    from tui_reader.ui.screens.listed_actions import ListedActions
    from tui_reader.ui.screens.main import MainScreen
    from tui_reader.ui.screens.mark_actions import MarkActions
    from tui_reader.ui.screens.note_actions import NoteActions
    from tui_reader.ui.screens.panel_actions import PanelActions
    from tui_reader.ui.screens.paper_actions import PaperActions
    from tui_reader.ui.screens.query_actions import QueryActions
    from tui_reader.ui.screens.questions.comment_editor import CommentEditor
    from tui_reader.ui.screens.questions.filtered_list import FilteredList
    from tui_reader.ui.screens.questions.highlights_panel import HighlightsPanel
    from tui_reader.ui.screens.questions.note_history import NoteHistory
    from tui_reader.ui.screens.questions.tag_editor import TagEditor
    from tui_reader.ui.screens.questions.tag_manager import TagManager
    from tui_reader.ui.screens.reading_actions import ReadingActions
    from tui_reader.ui.screens.saved_actions import SavedActions
    from tui_reader.ui.screens.similar_actions import SimilarActions
    from tui_reader.ui.screens.triage import TriageDetail
    from tui_reader.ui.screens.triage_actions import TriageActions
    from tui_reader.ui.screens.undo_actions import UndoActions
    from tui_reader.ui.widgets.filter_panel import FilterPanel
    from tui_reader.ui.widgets.note_editor import NoteEditor
    from tui_reader.ui.widgets.paper_detail import PaperDetail
    from tui_reader.ui.widgets.paper_list import PaperList
    from tui_reader.ui.widgets.search_bar import SearchBar

    places: tuple[tuple[str, tuple[type[DOMNode], ...]], ...] = (
        (
            "Everywhere but in text",
            (
                *(QueryActions, FilterActions, SavedActions, SimilarActions, TriageActions, ListedActions, MarkActions),
                *(PaperActions, NoteActions, CopyActions, UndoActions, PanelActions, ReadingActions, MainScreen),
            ),
        ),
        ("List", (PaperList,)),
        ("Abstract", (PaperDetail,)),
        ("Triage", (TriageDetail,)),
        ("Search bar", (SearchBar,)),
        ("Filters", (FilterPanel,)),
        ("Note", (NoteEditor,)),
        ("Versions of a note", (NoteHistory,)),
        ("Comment", (CommentEditor,)),
        ("Panels", (FilteredList,)),
        ("All highlights", (HighlightsPanel,)),
        ("All tags", (TagManager,)),
        ("Tags", (TagEditor,)),
    )
    return [(name, [b for node in nodes for b in _own(node) if b.tooltip]) for name, nodes in places]


def _own(node: type[DOMNode]) -> Iterator[Binding]:
    return (binding for binding in vars(node)["BINDINGS"] if isinstance(binding, Binding))


class HelpScreen(ModalScreen[None]):
    """The keys and what they do."""

    AUTO_FOCUS = "VerticalScroll"
    CSS_PATH = QUESTIONS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close"),
        Binding("j,down", "scroll(1)", "Down", id="help.down", show=False),
        Binding("k,up", "scroll(-1)", "Up", id="help.up", show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--place", "help--key"}

    def compose(self) -> ComposeResult:
        """One text."""
        with VerticalScroll(id="help-box", classes="box"):
            yield Static(id="help-text", markup=False)

    def on_mount(self) -> None:
        """Writes the keys down, wide or narrow."""
        self._write()

    def on_resize(self) -> None:
        """Fits the columns to the width."""
        self._write()

    def action_scroll(self, by: int) -> None:
        """Scrolls by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def _write(self) -> None:
        place_style = self.get_visual_style("help--place", partial=True)
        key_style = self.get_visual_style("help--key", partial=True)
        lines: list[Content] = []
        for place, bindings in documented():
            lines += [Content(place).stylize(place_style)]
            for binding in bindings:
                keys = " ".join(self.app.get_key_display(one) for one in Binding.make_bindings([binding]))
                lines.append(Content.assemble("  ", (keys.ljust(KEYS_WIDTH), key_style), " ", binding.tooltip))
            lines.append(Content())
        lines += [
            Content("Queries").stylize(place_style),
            *(
                Content.assemble("  ", (example.ljust(KEYS_WIDTH), key_style), " ", meaning)
                for example, meaning in QUERIES
            ),
        ]
        self.query_one("#help-text", Static).update(Content("\n").join(lines))


KEYS_WIDTH = 22

QUERIES = (
    ("two words", "both of them, anywhere"),
    ('"two words"', "next to each other"),
    ("a OR b, -c, (a b)", "one of them, without, together"),
    ("diffus*  difusion~", "the start of a word, a word with a typo"),
    ("title: author: note:", "only there; also abstract: venue: tag: key:"),
    ("year:2018..2022", "also year:2020 and year:>2020"),
    ("is:bookmarked has:note", "also is:unread is:read is:queued has:highlight has:url"),
)
