"""`tui-reader edit`: changes the facts of a paper by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, WrongUsageError, say
from tui_reader.cli.typos import close_to, did_you_mean
from tui_reader.errors import NotFoundError, ReaderError

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper


@click.command
@click.argument("key")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Give a fact a value; may be repeated.")
@click.option("--unset", multiple=True, metavar="FIELD", help="Take a fact away; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Edit as JSON instead of BibTeX.")
def command(key: str, *, given: tuple[str, ...], unset: tuple[str, ...], as_json: bool) -> int:
    """Change the facts of a paper by hand.

    It opens as BibTeX in $VISUAL or $EDITOR; --set and --unset change single facts without it.

    Facts that are not touched stay, also those that BibTeX has no field for. Authors, keywords and other lists have `;`
    between their parts. `tui-reader key` changes the citation key, `tui-reader undo` takes an edit back.
    """
    from tui_reader.cli import session

    if as_json and (given or unset):
        raise click.UsageError("--json is for the editor; --set and --unset need none.")
    changes = [*map(_pair, given), *((field, "") for field in unset)]
    with session.library() as library:
        paper = session.find(library, key)
        if changes:
            return _save(library, paper, _with_fields(paper, changes))
        return _edit(library, paper, as_json=as_json)


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--set {text} has no value; write FIELD=VALUE.")
    return field.strip(), value


def _with_fields(paper: Paper, changes: list[tuple[str, str]]) -> Paper:
    from tui_reader.library.fact_edits import NAMES, with_field

    for field, text in changes:
        try:
            paper = with_field(paper, field, text)
        except NotFoundError as error:
            meant = did_you_mean(close_to(field, NAMES))
            raise WrongUsageError(error.message, f"{meant} {error.hint}".strip()) from None
        except ReaderError as error:
            raise WrongUsageError(error.message, error.hint) from None
    return paper


def _edit(library: Library, paper: Paper, *, as_json: bool) -> int:
    from tui_reader.library import bibtex_editing, fact_edits
    from tui_reader.notes.mirror import file_name
    from tui_reader.system.editor import Draft

    written = fact_edits.as_json(paper) if as_json else bibtex_editing.entry(paper)
    read = fact_edits.edited_json if as_json else bibtex_editing.edited
    name = f"{file_name(paper.key).removesuffix('.md')}.{'json' if as_json else 'bib'}"
    with Draft(written, name, "paper") as draft:
        text = draft.edit()
        if text.strip() == written.strip():
            say(f"{paper.key} is unchanged.")
            return DONE
        with draft.kept_on_failure():
            # Another window may have written meanwhile: only what was edited changes.
            now = library.papers([paper.id])[0]
            return _save(library, now, read(now, written, text))


def _save(library: Library, paper: Paper, edited: Paper) -> int:
    if edited == paper:
        say(f"{paper.key} is unchanged.")
        return DONE
    library.edits.change(paper.id, edited)
    say(f"Saved {paper.key}.")
    return DONE
