"""Python's garbage collector, kept out of the start and of the keys that follow.

A full collection looks at every object: it costs a tenth of the start, and later holds up a key by some milliseconds.
"""

from __future__ import annotations

import gc


def suspend() -> None:
    """Collects nothing until `resume`; called before anything of the reader is imported."""
    gc.disable()


def resume() -> None:
    """Collects again, but never what exists now: it stays until the end; called after the first frame."""
    gc.freeze()
    gc.enable()
