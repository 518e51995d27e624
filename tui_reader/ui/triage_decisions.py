"""What is decided in triage: which papers, what about each, and where the reader is among them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui_reader.ui.content.row_content import BOOKMARK, QUEUED, READ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages

Decision = Literal["keep", "later", "skip"]

SHAPES: dict[Decision, str] = {"keep": BOOKMARK, "later": QUEUED, "skip": READ}
PAST: dict[Decision, str] = {"keep": "kept", "later": "for later", "skip": "skipped"}
STEPS: dict[Decision, str] = {"keep": "kept {}", "later": "put {} off for later", "skip": "skipped {}"}
"""What undo says of a decision on the paper with a key."""


class Step(NamedTuple):
    """One decision, as it is written to the library."""

    words: str
    """What undo says of it."""
    before: Paper
    """The paper as it was before anything was decided on it."""


class Decisions:
    """The papers of one triage, in their order, and the decisions so far."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = ids
        self.place = 0
        """Where in `ids` the reader is."""
        self._decided: dict[int, Decision] = {}
        self._before: dict[int, Paper] = {}
        """Papers as they were before they were decided on."""
        self._by_words: dict[str, tuple[int, Decision]] = {}
        """The paper and the decision, by the words that undo has for it."""

    @property
    def current(self) -> int:
        """The id of the paper at the place."""
        return self.ids[self.place]

    @property
    def done(self) -> int:
        """How many papers are decided on."""
        return len(self._decided)

    def of(self, number: int) -> Decision | None:
        """What is decided on a paper."""
        return self._decided.get(number)

    def count(self, decision: Decision) -> int:
        """How many papers are decided in one way."""
        return sum(one == decision for one in self._decided.values())

    def decide(self, paper: Paper, decision: Decision) -> Step:
        """Takes a decision on a paper, in the place of an earlier one on it."""
        words = STEPS[decision].format(paper.key)
        self._decided[paper.id] = decision
        self._by_words[words] = paper.id, decision
        return Step(words, self._before.setdefault(paper.id, paper))

    def next_undecided(self) -> int | None:
        """The place of the next paper without a decision, after the last one from the beginning; `None` at the end."""
        places = chain(range(self.place + 1, len(self.ids)), range(self.place))
        return next((place for place in places if self.ids[place] not in self._decided), None)

    def taken_back(self, message: messages.Undone) -> int | None:
        """Takes note of a step of undo; the place of the paper that it was about, `None` when it is none of these."""
        done = message.done
        number = None if done is None else self._by_words.get(done.words, (None, None))[0]
        if number is not None:
            self._decided.pop(number, None)
        elif done is not None and done.papers and len(done.papers) == 1 and done.papers[0] in self.ids:
            number = done.papers[0]
        return None if number is None else self.ids.index(number)

    def made_again(self, message: messages.Undone) -> bool:
        """Takes note of a step of redo; whether it was a decision."""
        number, decision = self._by_words.get(message.done.words, (None, None)) if message.done else (None, None)
        if number is None or decision is None:
            return False
        self._decided[number] = decision
        return True

    def told(self) -> str:
        """How many papers are decided in each way and how many are left; empty when nothing is decided."""
        if not self._decided:
            return ""
        left = len(self.ids) - len(self._decided)
        parts = [f"{self.count(one):,} {PAST[one]}" for one in PAST] + ([f"{left:,} left"] if left else [])
        return ", ".join(parts)
