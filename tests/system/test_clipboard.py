from __future__ import annotations

import base64
import os
import re
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import ReaderError
from tui_reader.system import clipboard, pyperclip_process
from tui_reader.system.clipboard import CopyResult, Wish, copy, paste

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXTS = {
    "one line": "Ann Lee. “Trees”. 2019.",
    "newlines": "@misc{a,\n  title = {A},\n}\n\n",
    "returns": "a\r\nb\rc\n",
    "scripts": "王小明 نقل 🧪 é",
    "100 kB": "0123456789abcdé\n" * 6_500,
}
HUGE = "x" * 74_995


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests is slow, not broken."""
    monkeypatch.setattr(pyperclip_process, "PATIENCE_SECONDS", 20.0)
    monkeypatch.setattr(clipboard, "_PATIENCE_OF_TMUX", 20.0)


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment without display, multiplexer, remote session or terminal."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMUX_TMPDIR": str(tmp_path)}


@pytest.fixture
def display(needs: Callable[[str], str]) -> Iterator[str]:
    """The name of an X display of our own."""
    needs("xclip")
    with subprocess.Popen(
        [needs("Xvfb"), "-displayfd", "1", "-screen", "0", "64x64x8", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdout
        try:
            yield f":{server.stdout.readline().decode().strip()}"
        finally:
            server.terminate()


@pytest.fixture
def tmux(bare: dict[str, str], needs: Callable[[str], str]) -> Iterator[Callable[..., bytes]]:
    """Runs commands in a tmux server of our own; `bare` becomes the environment of a program inside it."""
    program = needs("tmux")

    def run(*command: str) -> bytes:
        return subprocess.run(
            [program, "-L", "clipboard", *command], env=bare, capture_output=True, check=True, timeout=20
        ).stdout

    run("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", "sleep 60")
    bare["TMUX"] = run("display-message", "-p", "#{socket_path},#{pid},0").decode().strip()
    yield run
    run("kill-server")


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_local_clipboard_gets_exactly_the_text(text: str, display: str, bare: dict[str, str], tmp_path: Path) -> None:
    """What X hands out is the text, byte for byte, and only then it is "copied"."""
    environment = bare | {"DISPLAY": display}

    outcome = copy(text, save_to=tmp_path / "copied.txt", terminal=pytest.fail, environment=environment)

    assert _pasted(environment) == text.encode()
    assert outcome == CopyResult("xclip", confirmed=True)
    assert outcome.told() == "copied with xclip"


@pytest.mark.usefixtures("patient")
def test_the_newest_text_is_on_the_clipboard(display: str, bare: dict[str, str], tmp_path: Path) -> None:
    """A text that was copied just before is not mistaken for the one that was to be copied."""
    environment = bare | {"DISPLAY": display}
    for text in ("first", "second", "third"):
        outcome = copy(text, save_to=tmp_path / "copied.txt", environment=environment)

        assert (_pasted(environment), outcome.method) == (text.encode(), "xclip")


@pytest.mark.usefixtures("patient")
def test_a_dead_display_is_no_clipboard(
    bare: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str], needs: Callable[[str], str]
) -> None:
    """A tool that cannot reach its display is not believed, and its complaint is not seen."""
    needs("xclip")
    sent: list[str] = []
    environment = bare | {"DISPLAY": ":9731", "TERM": "xterm-256color"}

    outcome = copy("text", save_to=tmp_path / "copied.txt", terminal=sent.append, environment=environment)

    assert outcome == CopyResult("OSC 52", confirmed=False)
    assert sent
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("patient")
def test_the_text_outlives_the_process_that_handed_it_over(display: str, bare: dict[str, str], tmp_path: Path) -> None:
    """Who leaves the reader can still paste, and the next reader can copy."""
    environment = bare | {"DISPLAY": display}
    copy("kept", save_to=tmp_path / "copied.txt", environment=environment)

    pyperclip_process.end()

    assert _pasted(environment) == b"kept"
    assert copy("new", save_to=tmp_path / "copied.txt", environment=environment).method == "xclip"
    assert _pasted(environment) == b"new"


@pytest.mark.usefixtures("patient")
def test_the_primary_selection_too_where_it_is_wanted(display: str, bare: dict[str, str], tmp_path: Path) -> None:
    """A middle click pastes the text only if its owner asked for that."""
    environment = bare | {"DISPLAY": display}
    copy("both", save_to=tmp_path / "copied.txt", environment=environment, wish=Wish(primary=True))
    copy("clipboard only", save_to=tmp_path / "copied.txt", environment=environment)

    assert _pasted(environment) == b"clipboard only"
    assert _pasted(environment, "primary") == b"both"


@pytest.mark.usefixtures("patient")
def test_a_test_of_the_clipboard_leaves_its_text_there(display: str, bare: dict[str, str], tmp_path: Path) -> None:
    """`doctor` puts there what was there."""
    environment = bare | {"DISPLAY": display}
    copy(TEXTS["scripts"], save_to=tmp_path / "copied.txt", environment=environment)

    assert pyperclip_process.take(None, environment) == "xclip"
    assert _pasted(environment) == TEXTS["scripts"].encode()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_another_program_copied_can_be_pasted(text: str, display: str, bare: dict[str, str]) -> None:
    """The text comes as X hands it out, whoever put it there."""
    environment = bare | {"DISPLAY": display}
    subprocess.run(
        ["xclip", "-selection", "clipboard"],
        input=text.encode(),
        env=environment,
        check=True,
        timeout=20,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    assert paste(environment) == text
    assert _pasted(environment) == text.encode()


@pytest.mark.usefixtures("patient")
def test_an_empty_clipboard_is_told(display: str, bare: dict[str, str]) -> None:
    """Nobody has copied anything yet."""
    with pytest.raises(ReaderError, match="has no text"):
        paste(bare | {"DISPLAY": display})


@pytest.mark.usefixtures("patient")
def test_where_there_is_no_desktop_the_buffer_of_tmux_is_pasted(
    tmux: Callable[..., bytes], bare: dict[str, str]
) -> None:
    """What was copied in a remote session is in tmux, if anywhere."""
    with pytest.raises(ReaderError, match="No clipboard can be read here"):
        paste(bare)
    tmux("set-buffer", "über\ntmux")

    assert paste(bare) == "über\ntmux"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a clipboard here")
def test_no_clipboard_to_paste_from(bare: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a desktop and without tmux nothing is started, and another way is named."""
    monkeypatch.setattr(subprocess, "Popen", pytest.fail)

    with pytest.raises(ReaderError, match="No clipboard can be read here") as failure:
        paste(bare)

    assert "--stdin" in failure.value.hint


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="pyperclip asks no tool for a Wayland display here")
def test_a_clipboard_that_hangs_is_not_waited_for(bare: dict[str, str], tmp_path: Path) -> None:
    """A compositor that never answers costs a second or two."""
    _hanging(tmp_path, "wl-copy", "wl-paste")

    with pytest.raises(ReaderError, match="No clipboard can be read here"):
        paste(bare | {"PATH": f"{tmp_path}:{bare['PATH']}", "WAYLAND_DISPLAY": "wayland-0"})


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="pyperclip asks no tool for a Wayland display here")
def test_behind_a_compositor_that_hangs_the_x_server_is_asked(
    display: str, bare: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next tool of the same desktop takes the text after a second."""
    monkeypatch.setattr(pyperclip_process, "START_SECONDS", 10.0)
    _hanging(tmp_path, "wl-copy", "wl-paste")
    environment = bare | {"PATH": f"{tmp_path}:{bare['PATH']}", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": display}

    outcome = copy("text", save_to=tmp_path / "copied.txt", environment=environment)

    assert outcome == CopyResult("xclip", confirmed=True)
    assert _pasted(environment) == b"text"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="pyperclip asks no tool for a Wayland display here")
def test_a_tool_that_hangs_is_given_up(bare: dict[str, str], tmp_path: Path) -> None:
    """A compositor that never answers costs a second or two and leaves no process behind."""
    pid = _hanging(tmp_path, "wl-copy", "wl-paste")
    environment = bare | {"PATH": f"{tmp_path}:{bare['PATH']}", "WAYLAND_DISPLAY": "wayland-0"}
    start = time.monotonic()

    outcome = copy("text", save_to=tmp_path / "copied.txt", environment=environment)

    assert outcome.method == "file"
    assert pyperclip_process.PATIENCE_SECONDS == 1
    assert time.monotonic() - start < pyperclip_process.PATIENCE_SECONDS + pyperclip_process.START_SECONDS + 2
    if pid.exists():  # a busy machine may not have come so far
        assert _is_gone(int(pid.read_text()))


def test_nothing_is_started_where_no_clipboard_can_be(
    bare: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a display and in a remote session no time is lost with tools."""
    monkeypatch.setattr(subprocess, "Popen", pytest.fail)
    monkeypatch.setattr(sys, "platform", "linux")
    remote = bare | {"DISPLAY": ":0", "SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}

    outcomes = [copy("text", save_to=tmp_path / "copied.txt", environment=each) for each in (bare, remote)]

    assert [outcome.method for outcome in outcomes] == ["file", "file"]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_tmux_gets_exactly_the_text(
    text: str, tmux: Callable[..., bytes], bare: dict[str, str], tmp_path: Path
) -> None:
    """Inside tmux its buffer holds the text, whatever `set-clipboard` says; the terminal is not written to."""
    tmux("set-option", "-s", "set-clipboard", "off")
    environment = bare | {"TERM": "tmux-256color"}

    outcome = copy(text, save_to=tmp_path / "copied.txt", terminal=pytest.fail, environment=environment)

    assert tmux("show-buffer") == text.encode()
    assert outcome == CopyResult("tmux", confirmed=True)
    assert outcome.told() == "copied to tmux's buffer"


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("setting", ["on", "external"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_tmux_gets_the_text_with_its_other_settings(
    text: str, setting: str, tmux: Callable[..., bytes], bare: dict[str, str], tmp_path: Path
) -> None:
    """With `set-clipboard` on as well the buffer has every byte."""
    tmux("set-option", "-s", "set-clipboard", setting)

    outcome = copy(text, save_to=tmp_path / "copied.txt", environment=bare | {"TERM": "tmux-256color"})

    assert tmux("show-buffer") == text.encode()
    assert outcome.told("BibTeX for 3 papers") == "copied BibTeX for 3 papers to tmux's buffer"


@pytest.mark.usefixtures("patient")
def test_a_test_of_tmux_leaves_no_buffer(tmux: Callable[..., bytes], bare: dict[str, str]) -> None:
    """`doctor` takes its buffer away again."""
    assert clipboard.tmux_takes(bare)
    assert tmux("list-buffers") == b""


def test_the_user_chooses_who_takes_the_text(tmux: Callable[..., bytes], bare: dict[str, str], tmp_path: Path) -> None:
    """With a wish for one method no other is tried, and the file takes what that one does not."""
    sent: list[str] = []
    environment = bare | {"TERM": "tmux-256color"}
    path = tmp_path / "copied.txt"

    outcomes = [
        copy("text", save_to=path, terminal=sent.append, environment=environment, wish=Wish(method))
        for method in ("osc52", "file", "desktop")
    ]

    assert [outcome.method for outcome in outcomes] == ["OSC 52", "file", "file"]
    assert tmux("list-buffers") == b""
    assert len(sent) == 1


def test_the_terminal_is_asked_for_its_primary_selection(bare: dict[str, str], tmp_path: Path) -> None:
    """Two sequences, because not every terminal knows both selections in one."""
    sent: list[str] = []

    copy(
        "text",
        save_to=tmp_path / "copied.txt",
        terminal=sent.append,
        environment=bare | {"TERM": "xterm"},
        wish=Wish(primary=True),
    )

    assert "".join(sent) == "\x1b]52;c;dGV4dA==\x07\x1b]52;p;dGV4dA==\x07"


@pytest.mark.parametrize(
    "text", [TEXTS["newlines"], TEXTS["scripts"], "x" * 74_994], ids=["newlines", "scripts", "most"]
)
def test_the_terminal_gets_one_sequence(text: str, bare: dict[str, str], tmp_path: Path) -> None:
    """OSC 52 is one sequence of at most 100,000 bytes, and nobody claims that it was obeyed."""
    sent: list[str] = []

    outcome = copy(
        text, save_to=tmp_path / "copied.txt", terminal=sent.append, environment=bare | {"TERM": "xterm-256color"}
    )

    assert _clipboard_of_a_terminal("".join(sent)) == text
    assert len("".join(sent)) <= 100_000
    assert outcome == CopyResult("OSC 52", confirmed=False)
    assert outcome.told() == "sent to the terminal (OSC 52)"


def test_a_tmux_that_is_gone_is_passed_through(bare: dict[str, str], tmp_path: Path) -> None:
    """When tmux does not take the text, the sequence goes through it to its terminal."""
    sent: list[str] = []
    environment = bare | {"TERM": "tmux-256color", "TMUX": f"{tmp_path}/gone,1,0"}

    outcome = copy("text", save_to=tmp_path / "copied.txt", terminal=sent.append, environment=environment)

    wrapped = re.fullmatch("\x1bPtmux;(.*)\x1b\\\\", "".join(sent))
    assert wrapped
    assert _clipboard_of_a_terminal(wrapped[1].replace("\x1b\x1b", "\x1b")) == "text"
    assert outcome.method == "OSC 52"


def test_gnu_screen_gets_short_strings(bare: dict[str, str], tmp_path: Path) -> None:
    """GNU Screen passes strings on that it can hold; together they are the sequence."""
    sent: list[str] = []
    environment = bare | {"TERM": "screen-256color", "STY": "1.pts"}

    copy(TEXTS["100 kB"][:9_000], save_to=tmp_path / "copied.txt", terminal=sent.append, environment=environment)

    strings = re.findall("\x1bP(.*?)\x1b\\\\", "".join(sent))
    assert "".join(f"\x1bP{string}\x1b\\" for string in strings) == "".join(sent)
    assert max(len(string) for string in strings) < 256
    assert _clipboard_of_a_terminal("".join(strings)) == TEXTS["100 kB"][:9_000]


@pytest.mark.skipif(sys.platform == "win32", reason="consoles of Windows set no TERM")
@pytest.mark.parametrize(("term", "text"), [("dumb", "text"), ("linux", "text"), (None, "text"), ("xterm", HUGE)])
def test_what_no_terminal_takes_is_saved(term: str | None, text: str, bare: dict[str, str], tmp_path: Path) -> None:
    """Consoles without OSC 52 are not bothered, nor is any terminal with more than it can hold."""
    path = tmp_path / "data" / "copied.txt"
    environment = bare | ({"TERM": term} if term else {})

    outcome = copy(text, save_to=path, terminal=pytest.fail, environment=environment)

    assert path.read_bytes() == text.encode()
    assert outcome == CopyResult("file", confirmed=False, path=path)
    assert outcome.told() == f"no clipboard here: saved to {path}"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a clipboard here")
def test_the_file_is_its_owners(bare: dict[str, str], tmp_path: Path) -> None:
    """Nobody else can read the file or its new directory; an earlier file is replaced and no draft is left."""
    path = tmp_path / "data" / "copied.txt"

    for text in TEXTS.values():
        copy(text, save_to=path, environment=bare)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes() == TEXTS["100 kB"].encode()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a clipboard here")
def test_when_all_else_fails_the_user_is_told(bare: dict[str, str], tmp_path: Path) -> None:
    """The error names the file and why it could not be written."""
    (tmp_path / "file").touch()

    with pytest.raises(ReaderError, match=r"could not be saved to .*copied\.txt: ") as failure:
        copy("text", save_to=tmp_path / "file" / "copied.txt", environment=bare)

    assert "xclip" in failure.value.hint


def test_no_text_is_not_copied(bare: dict[str, str], tmp_path: Path) -> None:
    """An empty text would silently empty the clipboard."""
    with pytest.raises(ReaderError, match="nothing to copy"):
        copy("", save_to=tmp_path / "copied.txt", environment=bare)


@pytest.mark.usefixtures("patient")
def test_a_module_in_the_current_directory_is_not_run(
    display: str, bare: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `pyperclip.py` that came with somebody's papers is not the library."""
    (tmp_path / "pyperclip.py").write_text("open('run', 'w')\n")
    monkeypatch.chdir(tmp_path)

    outcome = copy("text", save_to=tmp_path / "copied.txt", environment=bare | {"DISPLAY": display})

    assert outcome.method == "xclip"
    assert not (tmp_path / "run").exists()


def _hanging(directory: Path, *names: str) -> Path:
    """Puts tools that never return into a directory; the file that gets the number of the process."""
    pid = directory / "pid"
    for name in names:
        tool = directory / name
        tool.write_text(f"#!/bin/sh\necho $$ > {pid}\nexec sleep 60\n")
        tool.chmod(0o700)
    return pid


def _pasted(environment: dict[str, str], selection: str = "clipboard") -> bytes:
    """What another program gets from the X clipboard."""
    command = ["xclip", "-selection", selection, "-o"]
    return subprocess.run(command, env=environment, capture_output=True, check=True, timeout=20).stdout


def _clipboard_of_a_terminal(sequence: str) -> str:
    """What a terminal puts on its clipboard, when it gets this and nothing else."""
    match = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/]*=*)\x07", sequence)
    assert match
    return base64.b64decode(match[1], validate=True).decode()


def _is_gone(pid: int) -> bool:
    for _ in range(1_000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        stopped = Path(f"/proc/{pid}/stat")
        if stopped.exists() and stopped.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_an_end_in_the_middle_of_a_question_is_no_answer(bare: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends while a thread asks: the thread gets no answer, and raises nothing over the screen."""
    desktop = pyperclip_process.Desktop(bare)
    crashes: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", crashes.append)
    answer = pyperclip_process.Desktop._answer

    def ended(process: subprocess.Popen[bytes]) -> str:
        first = answer(process)
        desktop.end()
        return first

    monkeypatch.setattr(pyperclip_process.Desktop, "_answer", staticmethod(ended))
    monkeypatch.setattr(pyperclip_process, "START_SECONDS", 20.0)

    assert desktop.take(b"text") is None
    assert crashes == []
