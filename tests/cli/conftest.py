"""The command line, called in this process (`call`) and as a user's shell does it (`shell`)."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tui_reader import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Result:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Call(Protocol):
    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> Result: ...


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `tui-reader ARGUMENTS…` in this process, with the test's home and nothing that is a terminal."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        content = stdin.encode() if isinstance(stdin, str) else stdin or b""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        monkeypatch.setattr(sys, "argv", ["tui-reader", *arguments])
        capsys.readouterr()
        control_c, hook = signal.getsignal(signal.SIGINT), sys.unraisablehook
        with pytest.raises(SystemExit) as left:
            cli.main()
        signal.signal(signal.SIGINT, control_c)
        sys.unraisablehook = hook
        out, err = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Result(left.value.code, out, err)

    return run


@pytest.fixture
def shell() -> Callable[..., Result]:
    """Runs `python -m tui_reader ARGUMENTS…` in a process of its own, its standard input closed unless given."""

    def run(*arguments: str, stdin: bytes = b"", **environment: str) -> Result:
        finished = subprocess.run(
            [sys.executable, "-m", "tui_reader", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        return Result(finished.returncode, finished.stdout.decode(), finished.stderr.decode())

    return run


@pytest.fixture
def json_lines(tmp_path: Path) -> Callable[[Sequence[Any]], str]:
    """Writes records into a file of JSON Lines and gives its name."""

    def write(records: Sequence[Any]) -> str:
        path = tmp_path / "papers.jsonl"
        path.write_text("".join(f"{record if isinstance(record, str) else json.dumps(record)}\n" for record in records))
        return str(path)

    return write
