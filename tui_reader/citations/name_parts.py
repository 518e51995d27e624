"""Names taken apart as the formats want them: given name, particle, family name, suffix.

`Author` keeps particles and "Jr." with the family name, as sources spell it. A collaboration or single name is one
`literal` that nothing may take apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.model.papers import Author

_PARTICLE = re.compile(r"(?P<particle>(?:[a-zà-ÿ]+['\N{RIGHT SINGLE QUOTATION MARK}]?\s+)+)(?P<family>\S.*)")
"""Words in lower case before a family name: "van den Berg", "de la Cruz". A capital ("Van den Broeck") makes them part
of the name itself, as its bearer writes it."""
_SUFFIX = re.compile(r"(?P<family>.*\S),?\s+(?P<suffix>[JjSs][Rr]\.?|I{2,3}|IV)")


@dataclass(frozen=True, slots=True)
class Name:
    """One name: either `literal`, or `family` with whatever else is known."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """In lower case, as in "van den"."""
    suffix: str = ""
    """As in "Jr." or "III"."""
    literal: str = ""

    @property
    def inverted(self) -> str:
        """The name in index order, as RIS writes it: "van den Berg, Jan" and "King, Martin, Jr."."""
        if self.literal:
            return self.literal
        return ", ".join(part for part in (self.prefixed, self.given, self.suffix) if part)

    @property
    def prefixed(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}" if self.particle else self.family


def taken_apart(authors: Iterable[Author]) -> list[Name]:
    """The names of all authors that have any letter, in their order."""
    return [name for author in authors if (name := _name(author)) is not None]


def _name(author: Author) -> Name | None:
    family, given = one_line(author.family), one_line(author.given)
    if not (family and given):
        whole = family or given
        return Name(literal=whole) if whole else None
    suffix = particle = ""
    if match := _SUFFIX.fullmatch(family):
        family, suffix = match["family"], match["suffix"]
    if match := _PARTICLE.fullmatch(family):
        particle, family = match["particle"].strip(), match["family"]
    return Name(family, given, particle, suffix)
