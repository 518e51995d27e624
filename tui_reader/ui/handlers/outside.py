"""The user's own commands: programs that are run with the chosen papers."""

from __future__ import annotations

import json
import subprocess
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.context import chosen
from tui_reader.ui.commands.user_commands import filled
from tui_reader.ui.messages import Failed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.ui.commands.context import Context

WAIT_SECONDS = 60.0
"""How long a program is waited for; after that it goes on by itself."""


async def run(context: Context, program: Sequence[str]) -> None:
    """Runs a program with the chosen papers, in the background, and says what came of it."""
    if papers := await chosen(context):
        context.in_background(partial(_run, context, program, papers), "outside")


def _run(context: Context, program: Sequence[str], papers: Sequence[Paper]) -> None:
    name = one_line(program[0])
    first = papers[0]
    values = {
        "key": first.key,
        "keys": ",".join(paper.key for paper in papers),
        "doi": first.doi or "",
        "arxiv": first.arxiv or "",
        "url": first.page or "",
        "title": first.title,
    }
    arguments = [program[0], *(filled(argument, values) for argument in program[1:])]
    lines = "".join(f"{json.dumps(_record(paper), ensure_ascii=False)}\n" for paper in papers)
    try:
        done = subprocess.run(  # noqa: S603 - the user's own configuration names the program; there is no shell
            arguments,
            input=lines.encode("utf-8", "replace"),
            capture_output=True,
            check=False,
            timeout=WAIT_SECONDS,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        context.post_message(
            Failed(
                ReaderError(
                    f"{name} took longer than a minute and was ended.", "Let it run in the background by itself."
                )
            )
        )
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        context.post_message(
            Failed(ReaderError(f"{name} cannot be run: {reason}.", "Check [commands] in config.toml."))
        )
        return
    said = _first_line(done.stdout) or _first_line(done.stderr)
    if done.returncode:
        context.post_message(Failed(ReaderError(f"{name} ended with {done.returncode}.", said)))
    else:
        context.screen.call_later(context.tell, f"{name} is done.", said)


def _first_line(output: bytes) -> str:
    return next((line for text in output.decode("utf-8", "replace").splitlines() if (line := one_line(text))), "")


def _record(paper: Paper) -> dict[str, object]:
    """A paper as `search --json` has it."""
    return {
        "id": paper.id,
        "key": paper.key,
        "title": paper.title,
        "authors": [author.name for author in paper.authors],
        "year": paper.year,
        "venue": paper.venue,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "url": paper.url,
        "abstract": paper.abstract,
        "tags": list(paper.tags),
        "note": paper.note,
        "bookmarked": paper.bookmarked,
        "read": paper.read,
        "queued": paper.queued,
    }
