"""The user's keys and commands: what the configuration says holds everywhere, and what it cannot mean is told."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from tests.ui.conftest import Reader
from tui_reader.config import Entry
from tui_reader.library.library import Library
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.commands.keymap import read_keymap, textual_key
from tui_reader.ui.commands.table import COMMANDS
from tui_reader.ui.commands.user_commands import read_commands

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.ui.conftest import Start
    from tui_reader.paths import Home
    from tui_reader.ui.commands.command import Command


@pytest.fixture
def configured(library: Library, home: Home) -> Library:
    """The library with a configuration that gives keys and commands."""
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(
        '[keys]\nbookmark = "w"\nqueue = ["f5", "Z"]\nread = ""\nlist.down = "f6,down"\n'
        f'[commands.keep]\nrun = ["{sys.executable}", "-c", "import sys; open(sys.argv[2], \'w\').write(sys.argv[1] '
        f'+ sys.stdin.read())", "{{key}}", "{home.data / "taken"}"]\nkey = "!"\nlabel = "Keep it"\n',
        encoding="utf-8",
    )
    library.close()
    return Library(home)


@contextlib.asynccontextmanager
async def reading(library: Library) -> AsyncIterator[Reader]:
    """The reader over a library."""
    app = ReaderApp(library)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: reader.main.paper is not None, "the first paper")
        yield reader


async def test_the_users_keys(configured: Library) -> None:
    """A key that was given works, one that was taken away does not, and several work for one command."""
    async with reading(configured) as reader:
        paper = reader.main.current
        assert paper is not None

        await reader.press("r", "b", "w", "Z")
        await reader.until(lambda: configured.papers([paper.id])[0].queued, "the queue")

        now = configured.papers([paper.id])[0]
        assert (now.bookmarked, now.queued, now.read) == (True, True, False)
        assert not reader.app._notifications


async def test_help_and_key_bar_show_the_users_keys(configured: Library) -> None:
    """The keys that are shown are those that work."""
    async with reading(configured) as reader:
        assert "w bookmark" in reader.shown("#keys")
        await reader.press("question_mark")
        await reader.until(lambda: reader.place == "HelpScreen", "help")
        await reader.press("slash")
        await reader.type("bookmarks the papers")
        shown = " ".join(reader.shown("#help-text").split())
        assert "w Bookmarks the papers" in shown
        assert "Keep it" not in shown


async def test_a_command_of_the_users_own(configured: Library, home: Home) -> None:
    """It gets the key as an argument and the paper as JSON, from its key and from the palette."""
    async with reading(configured) as reader:
        paper = reader.main.current
        assert paper is not None

        await reader.press("exclamation_mark")
        await reader.until(lambda: reader.app._notifications, "its end")

        written = (home.data / "taken").read_text(encoding="utf-8")
        assert written.startswith(paper.key)
        assert json.loads(written.removeprefix(paper.key))["title"] == paper.title


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("bookmrk", "m", "there is no command 'bookmrk'"),
        ("bookmark", "superkey", "there is no key 'superkey'"),
        ("bookmark", 3, "the keys of bookmark are texts"),
        ("bookmark", "r", "was the key of read"),
        ("list.down", "b", "was the key of bookmark"),
        ("search.leave", "x", "types a letter"),
    ],
)
def test_what_cannot_be_used_is_told(name: str, value: object, told: str) -> None:
    """With its place and a next step; the other keys hold."""
    keymap = read_keymap([Entry(name, value, "config.toml, line 2"), Entry("queue", "F5", "config.toml, line 3")])

    assert keymap.keys["queue"] == "f5"
    [problem] = keymap.problems
    assert problem.message.startswith("config.toml, line 2: ")
    assert told in problem.message
    assert problem.hint


def test_two_commands_with_one_key() -> None:
    """The first one has it."""
    keymap = read_keymap([Entry("bookmark", "w", "line 1"), Entry("queue", "w", "line 2")])

    assert dict(keymap.keys) == {"bookmark": "w"}
    assert [problem.message for problem in keymap.problems] == ["line 2: w is the key of bookmark already."]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("zotero", "has no program"),
        ({"key": "Z"}, "has no program"),
        ({"run": ["a"], "shell": True}, "no setting 'shell'"),
        ({"run": ["a", "{author}"]}, "there is no {author}"),
        ({"run": ["a"], "key": "nokey"}, "there is no key"),
        ({"run": []}, "has no program"),
    ],
)
def test_commands_that_cannot_be_run_are_told(value: object, told: str) -> None:
    """With their place; none of them is a row."""
    found = read_commands([Entry("mine", value, "line 9")])

    assert found.rows == ()
    assert told in found.problems[0].message


@pytest.mark.parametrize("row", COMMANDS.values(), ids=list(COMMANDS))
def test_the_usual_keys_can_be_written_as_the_table_has_them(row: Command) -> None:
    """Whoever copies a command's keys from the program into the configuration gets them."""
    assert [textual_key(key) for key in row.keys.split(",") if key] == [key for key in row.keys.split(",") if key]


@example({"help": "«"})
@given(
    st.dictionaries(
        st.sampled_from([*COMMANDS]) | st.text(max_size=5),
        st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=3) | st.integers(),
    )
)
def test_any_table_of_keys_is_read(table: dict[str, object]) -> None:
    """Nothing raises, and every key that is left is one that Textual knows."""
    keymap = read_keymap([Entry(name, value, "here") for name, value in table.items()])

    assert all(textual_key(key) == key for keys in keymap.keys.values() for key in keys.split(",") if key)


@pytest.mark.parametrize("sign", ["?", "<", ">", "«", "±", "-", "_", "/", "\\", "@", "+", " "])
def test_a_sign_has_the_key_that_its_name_has(sign: str) -> None:
    """A name with a hyphen too: `less_than_sign` is "LESS-THAN SIGN"."""
    name = textual_key(sign)

    assert name == _character_to_key(sign)
    assert textual_key(name) == name
    assert textual_key(f"ctrl+{name}") == f"ctrl+{name}"


async def test_counts(start: Start) -> None:
    """`5j` goes five papers down, `12k` stops at the first; a digit alone asks its saved search."""
    async with start() as reader:
        shown = reader.main.query_one("#list")
        await reader.press("5", "down")
        assert shown.cursor == 5  # type: ignore[attr-defined]  # the list of papers
        await reader.press("1", "0", "down")
        assert shown.cursor == 15  # type: ignore[attr-defined]
        await reader.press("9", "9", "up")
        assert shown.cursor == 0  # type: ignore[attr-defined]
        await reader.press("4")
        await reader.until(lambda: reader.app._notifications, "what the digit alone asks")
        [told] = reader.app._notifications
        assert "No saved search has the key 4" in told.message
