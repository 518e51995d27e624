"""placeholder until store is merged."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """What the user configured."""

    index: str = "auto"
