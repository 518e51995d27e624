"""The question what the facts of a paper are: a form with a field for each, which scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from tui_reader.library.fact_form import FIELDS, problems, texts_of
from tui_reader.texts.printable import one_line, printable
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.library.fact_form import FactField, FieldProblem
    from tui_reader.model.papers import Paper

Texts = dict[str, str]
"""The texts that were changed, by the names of their fields."""


class FactsForm(Question[Texts | None]):
    """A label and a text for each fact; answers with the texts that were changed."""

    AUTO_FOCUS = "#fact-title"

    BINDINGS: ClassVar[list[BindingType]] = bindings("facts_form")

    def __init__(
        self,
        paper: Paper,
        heading: str,
        keep: Callable[[Mapping[str, str]], object],
    ) -> None:
        """`keep` takes what was typed when the program ends before there is an answer."""
        super().__init__()
        self._paper = paper
        self._heading = heading
        self._keep = keep
        shown = texts_of(paper)
        self._before = {one.name: (one_line if one.lines == 1 else printable)(shown[one.name]) for one in FIELDS}
        # Held here because the texts are asked for after the widgets are gone.
        self._fields = {one.name: _widget(one, self._before[one.name]) for one in FIELDS}
        self._problems = {one.name: Static("", classes="problem -none", markup=False) for one in FIELDS}
        self._is_answered = False

    def compose(self) -> ComposeResult:
        """Which paper it is, the fields, the keys."""
        with Vertical(classes="box", id="facts"):
            yield Static(Content(one_line(self._heading)), classes="question", markup=False)
            with VerticalScroll(id="fact-fields", can_focus=False):
                for one in FIELDS:
                    with Horizontal(classes="fact"):
                        yield Static(one.label, classes="label", markup=False)
                        with Vertical():
                            yield self._fields[one.name]
                            yield self._problems[one.name]
            yield Static("ctrl+s saves · escape leaves · tab next field", classes="keys", markup=False)

    def on_unmount(self) -> None:
        """Sees to it that nothing typed is lost when the terminal is closed."""
        if not self._is_answered and (changed := self.changed):
            self._keep(changed)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Says what is wrong with a field when it is left."""
        if (name := (event.widget.id or "").removeprefix("fact-")) in self._fields:
            self._tell([name])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Goes on to the next field."""
        event.stop()
        self.focus_next()

    def action_save(self) -> None:
        """Answers with what was changed, or goes to the first field that cannot be kept."""
        if wrong := self._tell(list(self._fields)):
            self._fields[wrong[0].field].focus()
            return
        self._is_answered = True
        self.dismiss(self.changed or None)

    async def action_cancel(self) -> None:
        """Leaves everything as it is; asks when something was typed."""
        from tui_reader.ui.screens.questions.confirm import Confirm

        def answered(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
            if yes:
                self._is_answered = True
                self.dismiss(None)

        if not self.changed:
            answered(yes=True)
            return
        names = [one.label for one in FIELDS if one.name in self.changed]
        question = Confirm("Leave without saving?", "throws away what was typed", f"Changed: {', '.join(names)}.")
        await self.app.push_screen(question, answered)

    @property
    def changed(self) -> Texts:
        """The texts that are not what they were, by the names of their fields."""
        texts = {name: _text(widget) for name, widget in self._fields.items()}
        return {name: text for name, text in texts.items() if text.strip() != self._before[name].strip()}

    def _tell(self, names: list[str]) -> list[FieldProblem]:
        """Says at some fields what is wrong with them, and nothing at the others of these; what is wrong."""
        texts = {name: text for name, text in self.changed.items() if name in names}
        if "title" in names and not _text(self._fields["title"]).strip():
            texts["title"] = ""
        wrong = problems(self._paper, texts)
        told = {one.field: f"{one.error.message} {one.error.hint}" for one in wrong}
        for name in names:
            shown = self._problems[name]
            shown.update(Content(one_line(told.get(name, ""))))
            shown.set_class(name not in told, "-none")
        return wrong


def _widget(one: FactField, text: str) -> Input | TextArea:
    name = f"fact-{one.name}"
    if one.lines == 1:
        return Input(one_line(text), placeholder=one.hint, id=name, compact=True, select_on_focus=False)
    area = TextArea(text, placeholder=one.hint, id=name, compact=True, soft_wrap=True, tab_behavior="focus")
    area.styles.max_height = one.lines
    return area


def _text(widget: Input | TextArea) -> str:
    return widget.value if isinstance(widget, Input) else widget.text
