"""Everything that changes a library can be undone and done again, step by step, in any session, by any instance."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.model.annotations import COLOURS
from tui_reader.model.papers import NO_DETAILS, Details
from tui_reader.model.results import SavedSearch
from tui_reader.paths import Home
from tui_reader.store import actions

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = (
    *("papers", "bookmarks", "readings", "queue", "ratings", "tags", "notes", "highlights", "searches", "removed"),
    *("fact_origins", "identifiers", "labels", "duplicates", "aliases", "deleted", "shipped"),
)

IDS = st.lists(st.integers(1, 4) | st.integers(209, 213), min_size=1, max_size=3)
ON = st.booleans()
TAG = st.sampled_from(("ml", "ml/a", "ml/a/b", "ai", "mlops"))
TEXT = st.sampled_from(("", " ", "one", "one two", "x" * 300, "a\0b 🎉 '\u2028", "\ud800")) | st.text(max_size=5)
NAME = st.sampled_from(("one", "ONE", "two", "three"))
TITLE = st.sampled_from(("On Trees", "On Bushes", "Graphs"))

DETAILS = st.sampled_from(
    (NO_DETAILS, Details(volume="3"), Details(pages="1-2", ids=(("pmid", "7"),), keywords=("Trees", "a"), files=("x",)))
)

ACTIONS = st.one_of(
    st.tuples(st.just("bookmark"), IDS, ON),
    st.tuples(st.just("mark_read"), IDS, ON),
    st.tuples(st.just("queue"), IDS, ON),
    st.tuples(st.just("rate"), IDS, st.integers(0, 5)),
    st.tuples(st.just("tag"), IDS, st.lists(TAG, max_size=2), st.lists(TAG, max_size=2)),
    st.tuples(st.just("rename_tag"), TAG, TAG),
    st.tuples(st.just("delete_tag"), TAG),
    st.tuples(st.just("write_note"), IDS, TEXT, ON),
    st.tuples(st.just("highlight"), IDS, st.integers(0, 60), st.integers(0, 60), st.sampled_from(COLOURS), TEXT),
    st.tuples(st.just("change"), st.integers(1, 4), st.sampled_from(COLOURS) | st.none(), TEXT | st.none(), ON),
    st.tuples(st.just("move"), st.integers(1, 4), st.integers(0, 60), st.integers(0, 60)),
    st.tuples(st.just("remove"), st.lists(st.integers(1, 4), max_size=2)),
    st.tuples(st.just("rename"), IDS, st.sampled_from(("a2020", "B2020", "c2020"))),
    st.tuples(st.just("renew"), IDS),
    st.tuples(st.just("save"), NAME, TEXT, st.integers(1, 2) | st.none()),
    st.tuples(st.just("forget"), NAME),
    st.tuples(st.just("delete"), IDS),
    st.tuples(st.just("merge"), IDS, IDS),
    st.tuples(st.just("edit"), IDS, TITLE, st.none() | st.just(2020), DETAILS),
    st.tuples(st.just("attach"), IDS, st.sampled_from(("x", "y"))),
    st.tuples(
        st.just("take"),
        st.lists(
            st.tuples(
                st.tuples(TITLE, st.none() | st.just(2020), st.none() | st.sampled_from(("10.1/x", "10.1/y"))),
                st.tuples(TAG, TEXT),
                DETAILS,
                st.sampled_from((None, "preprint", "article")),
                st.integers(0, 5),
            ),
            max_size=4,
        ),
    ),
)
"""Everything that a user can do, on papers that are there, come and go."""


def do(library: Library, *action: Any) -> None:  # noqa: C901, PLR0912 - one case for each verb
    """One thing that a user does; one that cannot be done is none."""
    with contextlib.suppress(ReaderError):
        match action:
            case "bookmark", ids, on:
                library.bookmark(ids, bookmarked=on)
            case "mark_read", ids, on:
                library.mark_read(ids, read=on)
            case "queue", ids, on:
                library.queue(ids, queued=on)
            case "rate", ids, stars:
                library.ratings.set(ids, stars)
            case "tag", ids, added, removed:
                library.tag(ids, added, removed)
            case "rename_tag", old, new:
                library.rename_tag(old, new)
            case "delete_tag", tag:
                library.delete_tag(tag)
            case "write_note", [number, *_], text, typing:
                library.write_note(number, text, typing=typing)
            case "highlight", [number, *_], start, end, colour, comment:
                library.highlights.add(number, start, end, colour, comment)
            case "change", number, colour, comment, typing:
                library.highlights.change(number, colour=colour, comment=comment, typing=typing)
            case "move", number, start, end:
                library.highlights.change(number, span=(start, end))
            case "remove", numbers:
                library.highlights.remove(numbers)
            case "rename", [number, *_], key:
                library.keys.rename(number, key)
            case "renew", [number, *_]:
                for one in library.papers([number]):
                    library.keys.renew(one)
            case "save", name, query, digit:
                library.queries.save(SavedSearch(name, query, None, digit))
            case "forget", name:
                library.queries.remove(name)
            case "delete", ids:
                library.edits.delete(ids)
            case "merge", [number, *_], others:
                library.edits.merge(number, others)
            case "edit", [number, *_], title, year, details:
                library.edits.change(number, paper(title, year=year, details=details))
            case "attach", [number, *_], file:
                library.edits.attach(number, [file])
            case "take", papers:
                records = [
                    paper(
                        title, year=year, doi=doi, tags=(tag,), note=note, details=details, kind=kind, rating=stars,
                        read=stars > 3, bookmarked=stars > 2,
                    )
                    for (title, year, doi), (tag, note), details, kind, stars in papers
                ]  # fmt: skip
                library.take([Record(one, line) for line, one in enumerate(records)], source="refs.jsonl")
            case _:
                raise AssertionError(action)


def contents(library: Library) -> dict[str, list[Any]]:
    """All that a user could miss. What an index is told of changes goes on, whatever is undone."""
    found = {}
    for table in TABLES:
        info = library._database.connection.execute(f"PRAGMA table_info({table})")
        columns = [column[1] for column in info if column[1] != "revision"]
        rows = library._database.connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
        found[table] = sorted(rows, key=repr)
    return found


@pytest.fixture(scope="module")
def template(bundled_home: Home) -> Path:
    return bundled_home.data.parent


@contextlib.contextmanager
def opened(template: Path) -> Iterator[Library]:
    """A library with the bundled papers, one for each example."""
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(template, Path(directory) / "home")
        library = Library(Home.under(Path(directory) / "home"))
        yield library
        library.close()


@settings(max_examples=60)
@given(actions=st.lists(ACTIONS.map(tuple) | st.sampled_from(("undo", "redo")).map(lambda what: (what,)), max_size=14))
def test_whatever_was_done_is_undone_and_done_again(template: Path, actions: list[tuple[Any, ...]]) -> None:
    """Each step gives the library as it was before it, and back as it was after it, in later sessions too.

    Steps are undone and done again in between, and two instances take turns; what changes nothing is no step.
    """
    with opened(template) as one, contextlib.closing(Library(one.home)) as other:
        past, known = [contents(one)], one.journal.latest()
        future: list[Any] = []
        for turn, action in enumerate(actions):
            library = (one, other)[turn % 2]
            if action == ("undo",):
                turn_back(library, past, future)
            elif action == ("redo",):
                turn_back(library, future, past, again=True)
            else:
                do(library, *action)
                now, steps = contents(one), one.journal.latest()
                if len(steps) > len(known):
                    assert steps[1:] == known
                    past.append(now)
                elif len(steps) < len(known):
                    # What was typed was deleted again.
                    past.pop()
                elif steps != known:
                    past[-1] = now
                assert now == past[-1]
                future = future if one.journal.latest(undone=True) else []
            known = one.journal.latest()
        with contextlib.closing(Library(one.home)) as later:
            for _ in range(2):
                while turn_back(later, past, future):
                    pass
                while turn_back(later, future, past, again=True):
                    pass


def turn_back(library: Library, past: list[Any], future: list[Any], *, again: bool = False) -> bool:
    """Undoes a step, or does one `again`: the library has to be as it was then; whether there was one."""
    if again:
        if not past:
            assert library.journal.redo() is None
            return False
        assert library.journal.redo()
        future.append(past.pop())
        assert contents(library) == future[-1]
        return True
    if len(past) == 1:
        assert library.journal.undo() is None
        return False
    assert library.journal.undo()
    future.append(past.pop())
    assert contents(library) == past[-1]
    return True


@settings(max_examples=12)
@given(actions=st.lists(ACTIONS, min_size=1, max_size=6), index=st.integers(0, 5))
def test_the_index_follows_what_is_undone(template: Path, actions: list[tuple[Any, ...]], index: int) -> None:
    """An index that is brought up to date now and then finds what one that is made anew finds."""
    with opened(template) as library:
        for place, action in enumerate(actions):
            do(library, *action)
            if place == index:
                library.refresh_index()
        while library.journal.undo():
            if index % 2:
                library.refresh_index()
        library.journal.redo()
        library.refresh_index()
        queries = ("trees", "bushes", "-nothing", "tag:ml", "one", "key:a2020", "has:highlight")
        found = [list(library.search(query).ids) for query in queries]
        library.refresh_index(rebuild=True)

        assert found == [list(library.search(query).ids) for query in queries]


def test_words_name_one_paper_and_count_more(library: Library) -> None:
    """What the screen and the command line say of each kind of step."""
    first, second = library.find("wang2019cspnet"), library.find("spector2023accelerating")
    both = [first.id, second.id]
    library.bookmark([first.id])
    library.bookmark(both)
    library.bookmark(both, bookmarked=False)
    library.mark_read(range(1, 210))
    library.mark_read([first.id], read=False)
    library.queue(both)
    library.queue([first.id], queued=False)
    library.tag(both, ["ml/inference"])
    library.tag([first.id], ["a", "b"], ["ml/inference"])
    library.tag([first.id], remove=["a"])
    library.rename_tag("ml", "ai")
    library.delete_tag("ai")
    library.write_note(first.id, "Text")
    library.write_note(first.id, "")
    made = library.highlights.add(first.id, 0, 20)
    library.highlights.change(made.id, comment="Why?")
    library.highlights.change(made.id, colour="blue")
    library.highlights.change(made.id, comment="")
    library.highlights.change(made.id, span=(30, 50))
    library.highlights.remove([made.id])
    library.keys.rename(first.id, "mine")
    library.keys.renew(library.papers([first.id])[0])
    library.queries.save(SavedSearch("later", "is:queued"))
    library.queries.remove("Later")
    library.take(
        [Record(paper("On Trees"), 1), Record(paper(second.title, "Benjamin Spector", doi="10.1/x"), 2)],
        source="refs.jsonl",
    )
    library.take([Record(paper("On Trees", year=2020), 1)])
    library.take([Record(paper(f"On {number} Trees"), number) for number in range(1200)])

    assert [step.words for step in reversed(library.journal.latest())] == [
        "bookmarked wang2019cspnet",
        "bookmarked spector2023accelerating",
        "took the bookmark from 2 papers",
        "marked 209 papers as read",
        "marked wang2019cspnet as unread",
        "queued 2 papers",
        "took wang2019cspnet out of the queue",
        "tagged 2 papers ml/inference",
        "tagged wang2019cspnet a b and took ml/inference away",
        "took a from wang2019cspnet",
        "renamed the tag ml to ai",
        "deleted the tag ai",
        "wrote the note of wang2019cspnet",
        "removed the note of wang2019cspnet",
        "highlighted a passage of wang2019cspnet",
        "commented on a highlight of wang2019cspnet",
        "recoloured a highlight of wang2019cspnet",
        "removed the comment on a highlight of wang2019cspnet",
        "changed a highlight of wang2019cspnet",
        "removed a highlight of wang2019cspnet",
        "changed the key wang2019cspnet to mine",
        "changed the key mine to wang2020cspnet",
        "saved the search later",
        "removed the search Later",
        "imported 1 paper and completed 1 from refs.jsonl",
        "completed 1 paper",
        "imported 1,200 papers",
    ]


def test_undo_tells_what_has_to_be_shown_anew(library: Library) -> None:
    """Which papers, whether all of them, and whether search has to follow."""
    library.bookmark([3, 4])
    library.tag([4], ["ml"])
    library.take([Record(paper("On Trees"), 1)])

    told = [(step.papers, step.searchable) for step in iter(library.journal.undo, None)]
    assert told == [(None, True), ((4,), True), ((3, 4), False)]


def test_several_verbs_are_one_step(library: Library) -> None:
    """All of it or, when something in between fails, nothing."""
    with library.journal.joined("kept paper 3"):
        library.bookmark([3])
        library.mark_read([3])
        library.tag([3], ["kept"])
    assert [step.words for step in library.journal.latest()] == ["kept paper 3"]
    with contextlib.suppress(ZeroDivisionError), library.journal.joined("failed"):
        library.bookmark([4])
        raise ZeroDivisionError
    with library.journal.joined("nothing"):
        library.bookmark([3])

    assert not library.papers([4])[0].bookmarked
    assert library.journal.undo() is not None
    [one] = library.papers([3])
    assert (one.bookmarked, one.read, one.tags) == (False, False, ())
    assert library.journal.undo() is None


def test_a_part_that_fails_leaves_the_rest_of_its_step(library: Library) -> None:
    """Of a verb that is refused nothing remains."""
    with library.journal.joined("both"):
        library.bookmark([3])
        with pytest.raises(ReaderError):
            library.keys.rename(3, library.papers([4])[0].key)

    assert library.papers([3])[0].bookmarked


def test_a_new_step_ends_what_could_be_done_again(library: Library) -> None:
    library.bookmark([3])
    library.bookmark([4])
    library.journal.undo()
    library.bookmark([3])
    assert library.journal.latest(undone=True) != []
    library.bookmark([5])

    assert library.journal.redo() is None
    assert len(library.journal.latest()) == 2


def test_a_step_after_one_that_was_undone_and_forgotten_is_undone(library: Library) -> None:
    """Though what is written down while it is undone may get the numbers that the forgotten one had."""
    library.write_note(1, "kept")
    library.bookmark([1])
    library.journal.undo()
    library.write_note(1, "")

    library.journal.undo()

    assert library.papers([1])[0].note == "kept"


def test_what_is_no_step_survives_an_undo(library: Library) -> None:
    """A paper that was read meanwhile, by looking at it; the history; settings."""
    library.bookmark([3])
    library.mark_read([3], automatic=True)
    library.queries.use("trees")
    library.settings.put("theme", "dark")

    assert [step.words for step in library.journal.latest()] == ["bookmarked janny2024space"]
    library.journal.undo()
    assert library.papers([3])[0].read
    assert (library.queries.history(), library.settings.get("theme")) == (["trees"], "dark")


def test_an_automatic_mark_does_not_stand_in_the_way(library: Library) -> None:
    """Read, unread by hand, read by looking at it; and all of it back."""
    library.mark_read([3])
    library.mark_read([3], read=False)
    library.mark_read([3], automatic=True)

    library.journal.undo()
    assert library.papers([3])[0].read
    library.journal.redo()
    assert library.papers([3])[0].read
    library.journal.undo()
    library.journal.undo()
    assert not library.papers([3])[0].read


def test_typing_is_one_step_until_there_is_a_pause(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note, and a comment; a step in between or an undo ends it as well."""
    for text in ("O", "One", "One two"):
        library.write_note(3, text, typing=True)
    library.write_note(4, "other", typing=True)
    library.write_note(4, "another", typing=True)
    library.bookmark([3])
    library.write_note(4, "yet another", typing=True)
    monkeypatch.setattr(actions, "PAUSE", -1)
    library.write_note(4, "and", typing=True)
    monkeypatch.undo()
    made = library.highlights.add(3, 0, 9)
    for text in ("W", "Why"):
        library.highlights.change(made.id, comment=text, typing=True)

    undone = []
    while library.journal.undo():
        undone.append([one.note for one in library.papers([3, 4])])
    assert undone[2:] == [
        ["One two", "yet another"],
        ["One two", "another"],
        ["One two", "another"],
        ["One two", ""],
        ["", ""],
    ]
    library.journal.redo()
    library.write_note(3, "One two three", typing=True)
    library.journal.undo()
    assert library.papers([3])[0].note == "One two"


def test_what_is_typed_and_deleted_again_is_no_step(library: Library) -> None:
    """Where there was no note and where there was one, which keeps its time; of a comment as well."""
    library.write_note(4, "old")
    made = library.highlights.add(3, 0, 9)
    before, steps = contents(library), library.journal.latest()
    for text in ("x", "xy", ""):
        library.write_note(3, text, typing=True)
    for text in ("older", "old"):
        library.write_note(4, text, typing=True)
    for text in ("x", ""):
        library.highlights.change(made.id, comment=text, typing=True)

    assert contents(library) == before
    assert library.journal.latest() == steps


def test_the_journal_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """By steps and by changes; the newest one can always be undone."""
    monkeypatch.setattr(actions, "MOST_ACTIONS", 3)
    for number in range(1, 6):
        library.bookmark([number])
    assert len(library.journal.latest()) == 3
    monkeypatch.setattr(actions, "MOST_CHANGES", 5)
    library.mark_read(range(1, 5))
    assert len(library.journal.latest()) == 2
    library.mark_read(range(1, 100))
    assert [step.words for step in library.journal.latest()] == ["marked 99 papers as read"]

    rows = library._database.connection.execute("SELECT DISTINCT action FROM changes").fetchall()
    assert len(rows) == 1
    assert library.journal.undo()


def test_a_key_that_a_release_took_meanwhile_stays_with_its_paper(library: Library) -> None:
    """The user's paper keeps the key that it has, and nothing can be done again that might clash."""
    library.keys.rename(3, "mine")
    library.bookmark([3])
    library.bookmark([4])
    library.journal.undo()
    library.take([Record(paper("Shipped", key="janny2024space"), 1)], shipped=True)

    assert library.journal.redo() is None
    assert library.journal.undo()
    assert library.journal.undo()
    assert library.papers([3])[0].key == "mine"
    assert library.journal.undo() is None


def test_a_paper_that_the_program_ships_by_now_stays(library: Library) -> None:
    """When the import that brought it is undone."""
    library.take([Record(paper("On Trees"), 1), Record(paper("On Bushes"), 2)])
    library.take([Record(paper("On Trees"), 1)], shipped=True)

    library.journal.undo()
    assert [one.title for one in library.papers([210, 211])] == ["On Trees"]
    library.journal.redo()
    assert [one.title for one in library.papers([210, 211])] == ["On Trees", "On Bushes"]


def test_what_was_written_to_a_note_is_never_lost(library: Library) -> None:
    """Replaced, emptied, undone: each text is there, the newest first; pauses in typing are not kept."""
    long = "a long text " * 20
    for text in ("T", "Typ", long):
        library.write_note(3, text, typing=True)
    library.write_note(3, "short", typing=True)
    library.write_note(3, "from elsewhere")
    library.write_note(3, "from elsewhere")
    library.write_note(3, "")
    library.journal.undo()
    library.journal.undo()
    library.write_note(3, long)

    texts = [version.text for version in library.notes.versions(3)]
    assert texts == [long, "from elsewhere", "short"]
    assert library.notes.versions(4) == []


def test_versions_of_an_undone_import_come_back_with_it(library: Library) -> None:
    """And are forgotten when it cannot come back."""
    library.take([Record(paper("On Trees", note="old"), 1)])
    library.write_note(210, "new")
    library.journal.undo()
    library.journal.undo()
    library.journal.redo()
    assert [version.text for version in library.notes.versions(210)] == ["old", "new"]
    library.journal.undo()
    library.bookmark([1])

    assert library.notes.versions(210) == []


TURNS = """
import sys
from tui_reader.library.library import Library
from tui_reader.paths import Home
library = Library(Home.of_user())
for step in iter(library.journal.undo, None): print(step.words, flush=True)
"""


def test_two_programs_that_undo_at_once_undo_each_step_once(library: Library) -> None:
    before = contents(library)
    for number in range(1, 41):
        library.tag([number], [f"tag{number}"])
    steps = [step.words for step in library.journal.latest()]
    both = [subprocess.Popen([sys.executable, "-c", TURNS], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    undone = [line for one in both for line in one.communicate()[0].splitlines()]

    assert sorted(undone) == sorted(steps)
    assert contents(library) == before


KILLED = """
import os, sys
from tests.builders import paper
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.paths import Home
library = Library(Home.of_user())
database = library._database
what = sys.argv[1]
if what == "undo":
    library.mark_read(range(1, 210)); print("ready", flush=True)
left = int(sys.argv[2])
def tick():
    global left
    left -= 1
    if not left: os.kill(os.getpid(), 9)
    return 0
database.connection.set_progress_handler(tick, 100)
if what == "undo": library.journal.undo()
elif what == "tag": library.tag(range(1, 210), ["killed", "twice"])
else: library.take([Record(paper(f"Paper {number}"), number) for number in range(400)])
print("done", flush=True)
"""


@pytest.mark.parametrize("what", ["tag", "undo", "take"])
@pytest.mark.parametrize("after", [1, 20, 100])
def test_a_kill_in_the_middle_is_as_if_nothing_was_begun(library: Library, what: str, after: int) -> None:
    """An action and an undo happen as a whole or not at all, and nothing goes on being written down."""
    before = contents(library)
    process = subprocess.run(
        [sys.executable, "-c", KILLED, what, str(after)], capture_output=True, text=True, check=False
    )
    assert process.returncode == -signal.SIGKILL, process.stderr
    assert "done" not in process.stdout

    if what == "undo":
        assert len(contents(library)["readings"]) == 209
        assert library.journal.undo()
    assert contents(library) == before
    assert library.journal.undo() is None
    database = sqlite3.connect(library.home.database)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("SELECT count(*) FROM recording").fetchone() == (0,)
    database.close()
