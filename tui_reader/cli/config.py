"""`tui-reader config`: what can be configured, and what is."""

from __future__ import annotations

import json
import sys

import click

from tui_reader.cli.outcome import COULD_NOT, DONE, failed


@click.command
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(*, as_json: bool) -> int:
    """Show every setting, and where to change it.

    What is printed is TOML and could be the file itself. The program reads the file and never writes it.
    """
    from tui_reader.config import Config, keys
    from tui_reader.paths import Home

    home = Home.of_user()
    config, problems = Config.load(home)
    if as_json:
        from tui_reader.cli.records import write_json

        settings = {
            key.name: {
                "value": getattr(config, key.name),
                "default": key.default,
                "allowed": list(key.allowed),
                "doc": key.doc,
            }
            for key in keys().values()
        }
        write_json({"path": str(home.config_file), "exists": home.config_file.exists(), "settings": settings})
    else:
        sys.stdout.write(f"# {home.config_file}{'' if home.config_file.exists() else ' (not there: defaults hold)'}\n")
        for key in keys().values():
            allowed = f"One of {', '.join(map(json.dumps, key.allowed))}" if key.allowed else "A text"
            sys.stdout.write(f"\n# {key.doc}\n# {allowed}; by default {json.dumps(key.default)}.\n")
            sys.stdout.write(f"{key.name} = {json.dumps(getattr(config, key.name))}\n")
    for problem in problems:
        failed(problem)
    return COULD_NOT if problems else DONE
