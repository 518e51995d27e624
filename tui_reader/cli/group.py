"""The subcommands as click knows them; each is imported when it is used."""

from __future__ import annotations

import importlib
import shlex
import sys
from typing import Any

import click

from tui_reader import __version__
from tui_reader.cli import COMMANDS, COMPLETING
from tui_reader.cli.exit_codes import NOTHING_UNDER_WAY, output_failed
from tui_reader.cli.interruption import WorkInterruptedError
from tui_reader.cli.typos import close_to, did_you_mean, mistyped_command


class LazyGroup(click.Group):
    """A group whose commands are modules: `--help` of one loads no other."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's interface
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 click's interface
        """The command of a name; `None` when there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        if not isinstance(command, click.Command):
            raise TypeError(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; one that there is not is asked about."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        mistyped = mistyped_command(args[0])
        meant = [mistyped] if mistyped else close_to(args[0], COMMANDS)
        query = shlex.join(["tui-reader", "--", *args])
        raise click.UsageError(
            f"There is no command “{args[0]}”. {did_you_mean(meant)}".rstrip() + f"\nAs a query: {query}", ctx
        )

    def invoke(self, ctx: click.Context) -> int:
        """Runs the command; a closed pipe and Ctrl-C are dealt with here, because click makes exit code 1 of both."""
        try:
            outcome: Any = super().invoke(ctx)
        except KeyboardInterrupt:
            raise WorkInterruptedError(NOTHING_UNDER_WAY) from None
        except BrokenPipeError as error:
            return output_failed(error)
        return int(outcome)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 click's interface
        """Both ways to call the program."""
        formatter.write_usage("tui-reader", "[QUERY]...")
        formatter.write_usage("tui-reader", "COMMAND [ARGUMENTS]...", prefix="       ")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="tui-reader %(version)s")
def commands() -> None:
    """Read, search, bookmark, annotate and cite research papers.

    Without a command the reader opens, with QUERY in its search bar. After `--` every word is part of the query, even
    one that is the name of a command.

    KEY is a citation key (wang2019cspnet), the start of one, an arXiv id or a DOI.
    """


def run(arguments: list[str]) -> int:
    """Runs a subcommand; the exit code."""
    try:
        code: int = commands.main(arguments, "tui-reader", COMPLETING, standalone_mode=False)
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error  # while click took the arguments apart
    return code
