"""Notes about papers as Obsidian, Zettlr and Logseq keep them: a Markdown file for each, named by the citation key.

What is known stands in YAML front matter, in Logseq's page properties (`key:: value`), or in the text itself: the first
heading is the title, and links to a DOI, to arXiv or named "URL" are the paper's. Callouts (`> [!quote] yellow`) are
highlights. The rest of the text is the note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.records import Format, Item, Problem, Quote, Record, Source
from tui_reader.importers.text_repair import storable
from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NOTE: Final = 4 * 2**20
"""Characters; a longer file is no note about a paper."""

_PROPERTY = re.compile(r"(?:-\s+)?(?P<name>[A-Za-z][\w -]{0,40}):: ?(?P<value>.*)")
_HEADING = re.compile(r"#\s+(?P<title>.+)")
_CALLOUT = re.compile(r">\s*\[!(?:quote|cite|highlight)\]\s*(?P<colour>[A-Za-z]*).*", re.IGNORECASE)
_QUOTED = re.compile(r">\s?(?P<text>.*)")
_URL = re.compile(r"\[(?:URL|link|web|online)\]\((?P<address>https?://[^)\s]+)\)", re.IGNORECASE)
_DOI = re.compile(r"(?:doi\.org/|\bdoi:\s*)(?P<doi>10\.\d{4,9}/[^\s)\]>]+)", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf)/(?P<arxiv>[^\s)\]>]+)|\barXiv:(?P<id>\S+)", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?(?P<text>[^\]|]*)\]\]")
_KEY = re.compile(r"@?(?P<key>[^\s@{}\\\"#%'(),=~]+)")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "alias-title", "full-title"),
    "authors": ("authors", "author", "by", "creators"),
    "year": ("year", "date", "issued", "published"),
    "key": ("citekey", "citation key", "citationkey", "bibtex key", "zotero-key", "aliases", "alias", "id"),
    "doi": ("doi",),
    "arxiv": ("arxiv", "eprint"),
    "url": ("url", "link", "source"),
    "venue": ("journal", "venue", "publication", "container-title", "conference", "publicationtitle"),
    "tags": ("tags", "tag", "keywords"),
    "abstract": ("abstract",),
}
"""What the fields are called in the templates of these programs, in lower case."""


def read(source: Source) -> Iterator[Item]:
    """The one paper that the note is about."""
    lines: list[str] = []
    size = 0
    for line in source.lines:
        size += len(line)
        if size > LONGEST_NOTE:
            yield Problem(len(lines) + 1, f"a note of more than {LONGEST_NOTE // 2**20} MiB")
            return
        lines.append(line.rstrip("\r\n"))
    if lines:
        lines[0] = lines[0].lstrip("\ufeff")
    fields, body = _fields(lines)
    stem = source.name.rsplit(".", 1)[0]
    key = _key(fields, stem)
    quotes, rest = _quotes(body)
    heading = next((index for index, line in enumerate(rest) if _HEADING.fullmatch(line)), None)
    title = _one(fields, "title")
    if not title and heading is not None and (match := _HEADING.fullmatch(rest[heading])):
        title = match["title"].strip()
        del rest[heading]
    if not title and stem.startswith("@") and " " in stem:
        title = stem.lstrip("@").strip()
    if not title:
        yield Problem(
            1, "no title: neither a field of that name nor a heading", record=key or stem, raw="\n".join(lines)
        )
        return
    text = "\n".join(rest).strip()
    paper = Paper(
        storable(title),
        storable(_one(fields, "abstract")),
        tuple(Person.parse(name) for name in _many(fields, "authors")),
        int(match.group()) if (match := _YEAR.search(_one(fields, "year"))) else None,
        _one(fields, "venue") or None,
        normal_arxiv(_one(fields, "arxiv")) or _found(_ARXIV, text, normal_arxiv),
        normal_doi(_one(fields, "doi")) or _found(_DOI, text, normal_doi),
        _one(fields, "url") or ((match := _URL.search(text)) and match["address"]) or None,
        key=key,
        tags=tuple(sorted({tag.lstrip("#") for tag in _many(fields, "tags") if tag.lstrip("#")})),
        note=storable(text),
        details=Details(extra=_extra(fields)),
    )
    yield Record(paper, 1, quotes)


def _found(pattern: re.Pattern[str], text: str, normal: object) -> str | None:
    match = pattern.search(text)
    return normal(match.group()) if match and callable(normal) else None


def looks_like(beginning: str) -> bool:
    """Whether it has front matter or page properties that name a paper, or links to Zotero below a heading."""
    lines = beginning.removeprefix("\ufeff").splitlines()
    if not lines:
        return False
    fields, body = _fields(lines)
    known = {fact for fact, names in _NAMES.items() if any(name in fields for name in names)}
    if len(known & {"key", "authors", "doi", "arxiv", "year", "venue"}) >= 1 and ("title" in known or "key" in known):
        return True
    return any(map(_HEADING.fullmatch, body)) and "zotero://select/items/" in beginning


FORMAT = Format(
    "notes", "Notes of Obsidian, Zettlr or Logseq with citation keys", (".md", ".markdown"), looks_like, read
)


def _fields(lines: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The fields of front matter or of page properties with their values, and the lines after them."""
    if lines and lines[0].strip() == "---":
        end = next((index for index, line in enumerate(lines[1:], 1) if line.strip() in {"---", "..."}), None)
        if end is not None:
            return _front_matter(lines[1:end]), lines[end + 1 :]
    fields: dict[str, list[str]] = {}
    for index, line in enumerate(lines):
        if match := _PROPERTY.fullmatch(line.strip()):
            fields.setdefault(match["name"].strip().casefold(), []).append(match["value"].strip())
        elif line.strip():
            return fields, lines[index:]
    return fields, []


def _front_matter(lines: list[str]) -> dict[str, list[str]]:
    """The fields of YAML front matter that are texts or lists of texts; none of one that is not YAML.

    The loader makes texts of everything: no type of YAML means anything here, and nothing is constructed.
    """
    import yaml

    try:
        values = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only texts, lists, dicts
    except (yaml.YAMLError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    fields: dict[str, list[str]] = {}
    for name, value in values.items():
        texts = [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
        # Obsidian's [[links]] are lists in a list to YAML.
        texts += [each[0] for part in (value if isinstance(value, list) else ()) if (each := _innermost(part))]
        if isinstance(name, str) and any(texts):
            fields[name.casefold()] = [_LINK.sub(lambda match: match["text"], text).strip() for text in texts if text]
    return fields


def _innermost(value: object) -> list[str]:
    while isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        value = value[0]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _one(fields: dict[str, list[str]], fact: str) -> str:
    return next((" ".join(fields[name]).strip() for name in _NAMES[fact] if fields.get(name)), "")


def _many(fields: dict[str, list[str]], fact: str) -> list[str]:
    values = next((fields[name] for name in _NAMES[fact] if fields.get(name)), [])
    if len(values) == 1:
        only = _LINK.sub(lambda match: match["text"], values[0])
        values = re.split(r"\s*;\s*|\s+and\s+", only) if ";" in only or " and " in only else only.split(",")
        if fact == "authors" and len(values) == 2 and " " not in values[0].strip():  # noqa: PLR2004 - "König, Jan" is one
            values = [only]
    return [text for value in values if (text := _LINK.sub(lambda match: match["text"], value).strip())]


def _key(fields: dict[str, list[str]], stem: str) -> str:
    """The citation key: of a field that has it, or of a file named `@key.md`."""
    for name in _NAMES["key"]:
        for value in fields.get(name, ()):
            if (match := _KEY.fullmatch(value)) and (name not in {"aliases", "alias", "id"} or value.startswith("@")):
                return match["key"]
    match = _KEY.fullmatch(stem)
    return match["key"] if match and stem.startswith("@") else ""


def _quotes(lines: list[str]) -> tuple[tuple[Quote, ...], list[str]]:
    """The passages in callouts, and the other lines."""
    quotes: list[Quote] = []
    rest: list[str] = []
    inside: list[str] | None = None
    colour = ""
    for line in [*lines, ""]:
        if inside is not None:
            if (match := _QUOTED.fullmatch(line)) and not _CALLOUT.fullmatch(line):
                inside.append(match["text"].strip())
                continue
            quotes.append(Quote(storable(" ".join(filter(None, inside))), colour=colour))
            inside = None
        if match := _CALLOUT.fullmatch(line):
            inside, colour = [], match["colour"].casefold()
        else:
            rest.append(line)
    return tuple(quote for quote in quotes if quote.text), rest[:-1]


def _extra(fields: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    known = {name for names in _NAMES.values() for name in names}
    return tuple((name, storable(", ".join(values))) for name, values in fields.items() if name not in known and values)
