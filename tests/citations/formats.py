"""Formats and styles by name, for a user who has none of their own."""

from __future__ import annotations

import os
from pathlib import Path

from tui_reader.citations.registry import FormatRegistry
from tui_reader.paths import Home

named = FormatRegistry(Home.under(Path(os.devnull, "home"))).named
