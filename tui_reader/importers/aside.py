"""What is kept aside of a record, and the notes on what is not: the same for every reader of JSON and XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_reader.importers.records import Problem

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

LONGEST_ASIDE: Final = 4096
"""Characters of a field that is kept aside: vectors, full texts and lists of a thousand references are longer."""


def notes_on_file(left_out: Counter[str], *, is_empty: bool) -> Iterator[Problem]:
    """The notes at the end of a file: how often a field was too long to be kept aside, and that nothing was in it."""
    for name, count in left_out.items():
        records = "1 record" if count == 1 else f"{count:,} records"
        reason = f"{name} left out of {records}: longer than {LONGEST_ASIDE:,} characters"
        yield Problem(0, reason, refused=False)
    if is_empty:  # a feed on a Sunday, an answer to a query without hits
        yield Problem(0, "it has no records", refused=False)
