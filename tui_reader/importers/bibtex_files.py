"""Paths of files and groups of papers as JabRef, Mendeley, Zotero, BibDesk and Qiqqa write them into BibTeX."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from tui_reader.texts.accents import unaccented_macros

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEMICOLON = re.compile(r"(?<!\\);")
_COLON = re.compile(r"(?<!\\):")
_BACKSLASH = re.compile(r"\{?\$?\\(?:backslash|textbackslash)(?:\{\})?\s?\$?\}?")
_ACCENTED = re.compile(r"""\\["'`^~](?:[A-Za-z]|\{\\?[A-Za-z]\})""")
_DRIVE = re.compile(r"[A-Za-z]")
_WITHOUT_ROOT = ("home/", "Users/", "Volumes/")
"""How a path on this machine begins from which Mendeley took the first slash."""
_GROUP = re.compile(r"(?P<level>\d+)\s+(?P<kind>\w+):(?P<rest>.*)", re.DOTALL)
_GROUPS = re.compile(r"\s*jabref-meta:\s*(?:groupstree|grouping)\s*:(?P<groups>.*)", re.DOTALL | re.IGNORECASE)
_ITEM_END = re.compile(r"(?<!\\);")
_PART_END = re.compile(r"(?<!\\)\\;")
_LARGEST_ALIAS = 2**20


def files_of(text: str) -> tuple[str, ...]:
    """The paths in a field `file`: `description:path:type` several times, or a path alone."""
    text = _ACCENTED.sub(lambda match: unaccented_macros(match.group()), _BACKSLASH.sub(r"\\", text))
    paths = []
    for item in _SEMICOLON.split(" ".join(text.split())):
        parts = _COLON.split(item)
        if len(parts) == 1:
            path = parts[0]
        elif len(parts) == 2:  # noqa: PLR2004 - a path with its drive, a description with a path, or a path with its type
            has_drive = bool(_DRIVE.fullmatch(parts[0].strip())) and parts[1][:1] in "\\/"
            path = item if has_drive else parts[1] if "/" in parts[1] or "." in parts[1] else parts[0]
        else:
            path = ":".join(parts[1:-1])
        path = _UNESCAPED.sub(r"\1", path).strip() if not re.match(r"[A-Za-z]:\\[^\\]", path) else path.strip()
        if path.startswith(_WITHOUT_ROOT) and not parts[0]:
            path = f"/{path}"
        if path:
            paths.append(path)
    return tuple(dict.fromkeys(paths))


def bibdesk_file(text: str) -> str:  # noqa: PLR0911 - one for each way in which it can be no path
    """The path in a field `bdsk-file-1`, a property list in base 64; empty when there is none."""
    import plistlib
    from xml.parsers.expat import ExpatError

    if len(text) > _LARGEST_ALIAS:
        return ""
    try:
        value = plistlib.loads(base64.b64decode("".join(text.split())))
    except (binascii.Error, ValueError, TypeError, KeyError, IndexError, OverflowError, ExpatError, RecursionError):
        return ""  # what plistlib raises for a damaged list is not in its documentation
    except plistlib.InvalidFileException:
        return ""
    if not isinstance(value, dict):
        return ""
    if isinstance(path := value.get("relativePath"), str):
        return path
    objects = value.get("$objects")  # an archive of NSKeyedArchiver lists its texts
    for each in objects if isinstance(objects, list) else ():
        if isinstance(each, str) and "/" in each and "." in each.rsplit("/", 1)[-1]:
            return each
    return ""


def jabref_groups(comment: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The groups of a comment of JabRef: (kind, path with `/`, citation keys); nothing for another comment.

    Groups are nested by the number that each begins with; up to JabRef 3 they list the keys of their papers. Lines
    are broken anywhere.
    """
    if (match := _GROUPS.match(comment)) is None:
        return
    path: list[str] = []
    for item in _ITEM_END.split(re.sub(r"[\r\n]+", "", match["groups"])):
        if (group := _GROUP.fullmatch(item.strip())) is None or group["kind"] == "AllEntriesGroup":
            continue
        name, _, *keys = (*_PART_END.split(group["rest"]), "")
        level = max(1, int(group["level"][:4]))
        shown = _UNESCAPED.sub(r"\1", _UNESCAPED.sub(r"\1", name)).replace("/", "-").strip()
        path[level - 1 :] = [shown]
        is_list = group["kind"] == "ExplicitGroup"  # the others have colours and icons there
        yield (
            group["kind"],
            "/".join(filter(None, path)),
            tuple(key for each in keys if (key := _UNESCAPED.sub(r"\1", each).strip())) if is_list else (),
        )
