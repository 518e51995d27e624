"""The configuration: defaults hold wherever the file says nothing that can be used, and what cannot be is told."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader import config as config_module
from tui_reader.config import Config

if TYPE_CHECKING:
    from tui_reader.paths import Home


def configured(home: Home, content: str | bytes) -> tuple[Config, list[str]]:
    """The configuration of a file with this content, and its problems as they are told."""
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_bytes(content.encode() if isinstance(content, str) else content)
    config, problems = Config.load(home)
    return config, [f"{problem.message} {problem.hint}" for problem in problems]


def test_no_file_means_defaults(home: Home) -> None:
    assert Config.load(home) == (Config(), ())
    assert not home.config.exists()


def test_a_value_of_the_file_holds(home: Home) -> None:
    assert configured(home, '# mine\nindex = "whoosh"\n') == (Config("whoosh"), [])


def test_a_byte_order_mark_means_nothing(home: Home) -> None:
    assert configured(home, b'\xef\xbb\xbfindex = "whoosh"\n') == (Config("whoosh"), [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('\nindexx = "auto"\n', ["line 2", "'indexx'", "There are: index"]),
        ('[index]\nengine = "auto"\n', ["line 1", "dict", '"whoosh"']),
        ("index = 3\n", ["line 1", "int", '"auto"', '"whoosh"', '"tantivy"']),
        ('index = "lucene"\n', ["line 1", '"lucene"', '"tantivy"']),
        ("index = [\n", ["not TOML"]),
        ("read_after = -1\n", ["line 1", "-1", "0 or more", "8 holds"]),
        ("read_after = nan\n", ["line 1", "nan", "0 or more"]),
        ("read_after = 1e99\n", ["line 1", "1e+99", "at most a billion"]),
        (f"read_after = {'9' * 5000}\n", ["not TOML", "digits"]),
        ("read_after = true\n", ["line 1", "0 or more"]),
        ('read_after = "8"\n', ["line 1", '"8"', "0 or more"]),
        ("note_lines = 1\n", ["line 1", "int", "one of true, false"]),
        ("notes = 1\n", ["line 1", "'notes'", "notes.mirror"]),
        ("[notes]\nmirror = 2\n", ["line 2", "notes.mirror", "text"]),
        ('[notes]\nmirrors = "/a"\n', ["line 2", "'notes.mirrors'", "notes.mirror"]),
        ("\nnotes.mirror = 3\n", ["line 2", "notes.mirror", "text"]),
        ('[notes]\nmirror = "here"\n', ["line 2", "here", "~"]),
        (b'a = 1\nindex = "\xff"\n', ["line 2", "UTF-8"]),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(home: Home, content: str | bytes, told: list[str]) -> None:
    """The file, the line, the key, and what is allowed; reading goes on with the default."""
    config, problems = configured(home, content)

    assert config == Config()
    assert len(problems) == 1
    for part in (str(home.config_file), *told):
        assert part in problems[0]


def test_a_section(home: Home) -> None:
    """What belongs together stands together, or has the section before its name; numbers may have a fraction."""
    config, problems = configured(home, 'read_after = 2.5\n[notes]\nmirror = "/a"\ntemplate = """# {title}"""\n')

    assert not problems
    assert config == Config(read_after=2.5, notes_mirror="/a", notes_template="# {title}")
    assert configured(home, 'notes.mirror = "/a"\n')[0].notes_mirror == "/a"
    assert config_module.settings()["notes.mirror"].attribute == "notes_mirror"


def test_what_is_hardly_meant_holds_and_is_told(home: Home) -> None:
    config, problems = configured(home, '[notes]\ntemplate = "{tittle} {title}"\n')

    assert config.notes_template == "{tittle} {title}"
    assert len(problems) == 1
    assert "line 2" in problems[0]
    assert "{tittle}" in problems[0]
    assert "{abstract}" in problems[0]


def test_one_wrong_key_costs_no_other(home: Home) -> None:
    config, problems = configured(home, 'wrong = 1\nindex = "whoosh"\nalso = 2\n')

    assert config == Config("whoosh")
    assert len(problems) == 2


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_no_file_stops_reading(home: Home, content: bytes) -> None:
    """Whatever the file holds, there is a configuration."""
    config, problems = configured(home, content)

    assert isinstance(config, Config)
    assert all(problems)


def test_a_file_that_may_not_be_read_is_told(home: Home) -> None:
    home.config_file.mkdir(parents=True)
    config, problems = Config.load(home)

    assert config == Config()
    assert str(home.config_file) in problems[0].message


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_what_is_no_file_of_settings_is_told_at_once(home: Home) -> None:
    """A pipe that nobody writes to, a device without an end, a link to itself, a file of a gigabyte."""
    home.config.mkdir(parents=True)

    def told() -> str:
        config, problems = Config.load(home)
        home.config_file.unlink()
        assert config == Config()
        return problems[0].message

    os.mkfifo(home.config_file)
    assert "not a regular file" in told()
    home.config_file.symlink_to("/dev/zero")
    assert "not a regular file" in told()
    home.config_file.symlink_to(home.config_file)
    assert "Too many levels" in told()
    with home.config_file.open("wb") as file:
        file.truncate(1_000_000_000)
    assert "more than 1 MB" in told()


def test_a_pattern_for_keys_is_checked(home: Home) -> None:
    config, problems = configured(home, 'citation_key = "auth + nonsense"\n')

    assert config == Config()
    assert "nonsense" in problems[0]


def test_every_key_says_what_it_means() -> None:
    for setting in config_module.settings().values():
        assert setting.doc.endswith(".")
        assert not setting.allowed or setting.default in setting.allowed


def test_without_a_file_nothing_is_loaded_to_read_one() -> None:
    """The first frame does not wait for a TOML parser that has nothing to do."""
    code = (
        "import sys; from tui_reader.config import Config; from tui_reader.paths import Home\n"
        "from pathlib import Path; Config.load(Home.under(Path('/nowhere'))); print('tomllib' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "False"
