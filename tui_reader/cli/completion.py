"""`tui-reader completion`: what a shell needs to complete subcommands and options."""

from __future__ import annotations

import sys

import click
from click.shell_completion import get_completion_class

from tui_reader.cli import COMPLETING
from tui_reader.cli.exit_codes import COULD_NOT, DONE

SHELLS = ("bash", "zsh", "fish")


@click.command
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the completion script of a shell.

    For bash: tui-reader completion bash > ~/.local/share/bash-completion/completions/tui-reader
    """
    kind = get_completion_class(shell)
    if kind is None:
        return COULD_NOT
    sys.stdout.write(kind(context.find_root().command, {}, "tui-reader", COMPLETING).source())
    return DONE
