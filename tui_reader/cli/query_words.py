"""The query of a subcommand, whose words may begin with a hyphen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui_reader.cli.typos import close_to

if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = {"ignore_unknown_options": True}
"""For click: one hyphen leaves a word out of the results (`-survey`) and is no option."""


def query_text(words: Sequence[str]) -> str:
    """The words as one query; a word that begins with two hyphens is a mistyped option and raises NoSuchOption."""
    for word in words:
        if word.startswith("--"):
            context = click.get_current_context()
            known = [name for one in context.command.params for name in one.opts if name.startswith("--")]
            raise click.NoSuchOption(word, possibilities=close_to(word, known), ctx=context)
    return " ".join(words)
