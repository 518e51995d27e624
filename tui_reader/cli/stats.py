"""`tui-reader stats`: a library in numbers."""

from __future__ import annotations

import sys

import click

from tui_reader.cli.exit_codes import DONE


@click.command
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(*, as_json: bool) -> int:
    """Show the library and its index in numbers.

    Each number is one line, its name before a tab; sizes are in bytes. `index` is current, or how many papers it has.
    """
    from tui_reader.cli import session

    with session.library() as library:
        facets, index = library.facets(), library.index_state()
        numbers: dict[str, object] = {
            "papers": facets.total,
            "bookmarked": facets.bookmarked,
            "read": facets.total - facets.unread,
            "unread": facets.unread,
            "queued": facets.queued,
            "notes": facets.noted,
            "highlights": library.highlights.count(),
            "tags": len(library.tags()),
            "searches": len(library.queries.saved()),
            "library_bytes": library.size(),
            "index_engine": index.engine,
            "index_bytes": index.size,
            "indexed": index.indexed,
            "index_current": index.current,
        }
    if as_json:
        from tui_reader.cli.json_output import write_json

        write_json(numbers)
    else:
        is_current = numbers.pop("index_current")
        numbers["index"] = "current" if is_current else f"{index.indexed} of {facets.total}"
        del numbers["indexed"]
        sys.stdout.writelines(f"{name.replace('_', ' ')}\t{value}\n" for name, value in numbers.items())
    return DONE
