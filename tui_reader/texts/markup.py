r"""Text as sources deliver it, cleaned once at the door: HTML, JATS, MathML and entities become Unicode.

Every importer passes titles, abstracts and names through here, so that nothing after it meets markup: `CO<sub>2</sub>`
is CO₂, `&amp;lt;` is <, `<jats:p>` is a paragraph. Only names of tags that publishers use are tags: in "p < 0.05",
"x<y" and "the <unk> token" nothing is one. LaTeX stays as source; `typeset` shows it.

Paragraphs are separated by an empty line; every other white space is one space. All functions here are idempotent.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from tui_reader.texts.mathml import formula
from tui_reader.texts.symbols import scripted

BREAK: Final = "\n\n"
"""Stands between two paragraphs."""

_ROUNDS = 12
"""How often text may turn out to be markup again after it was unwrapped; real files need three rounds."""

_NESTED = 3
"""How deep scripts on scripts are set as such."""

_SAFE_TAGS = (
    "em|strong|sub|sup|superscript|subscript|inf|span|font|italic|bold|underline|sc|scp|small-caps|monospace|roman"
    "|sans-serif|overline|strike|tt|hr|img|br|break|p|li|div|sec|h[1-6]|list-item|article-title|ext-link|xref|uri"
    "|named-content|styled-content|inline-graphic|inline-supplementary-material|disp-quote|fixed-case|abstracttext"
)
"""Names that are tags wherever they stand, paired or not."""
_PAIRED_TAGS = (
    "i|b|u|a|small|big|center|cite|code|kbd|pre|abbr|dfn|ins|del|ul|ol|dl|dt|dd|title|abstract|blockquote"
    "|table|thead|tbody|tr|td|th|body|html|alternatives|related-article|nobr|nlm|monospaced"
)
"""Names that open a tag only where the text closes it too: an "<a>" alone is a placeholder."""
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>]+))*"""
_TAG = re.compile(
    rf"<(?P<close>/?)(?:(?:jats|mml|m|ns\d|xhtml|html|ali):(?P<foreign>[A-Za-z][\w-]*)"
    rf"|(?P<safe>{_SAFE_TAGS})|(?P<paired>{_PAIRED_TAGS})){_ATTRIBUTES}\s*/?>",
    re.IGNORECASE,
)
_CLOSED = re.compile(rf"</({_PAIRED_TAGS})\s*>", re.IGNORECASE)
_FORMULA = re.compile(
    r"<(?P<name>(?:\w{1,12}:)?(?:inline-formula|disp-formula|math|tex-math))(?:\s[^<>]*)?>", re.IGNORECASE
)
_INLINE = rf"</?(?:jats:)?(?:i|b|em|strong|italic|bold|sc|span|underline|monospace|roman|sans-serif){_ATTRIBUTES}\s*>"
_ANY_INLINE = re.compile(_INLINE, re.IGNORECASE)
_SCRIPT = re.compile(
    rf"<(?:jats:)?(?P<name>sub|sup|inf|superscript|subscript){_ATTRIBUTES}\s*>"
    rf"(?P<text>(?:[^<>]|{_INLINE}){{0,60}})</(?:jats:)?(?P=name)\s*>",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"<(?P<name>(?:jats:)?title|h[1-6]){_ATTRIBUTES}\s*>(?P<text>(?:[^<>]|{_INLINE}){{0,200}})</(?P=name)\s*>"
    rf"\s*(?:<br\s*/?>\s*)?(?:<(?:jats:)?p{_ATTRIBUTES}\s*>\s*)?",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"\s*(?:</[^<>]{1,40}>\s*){0,9}\Z")
_BLOCKS = frozenset(
    (
        *("p", "div", "sec", "title", "br", "break", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "abstract", "body"),
        *("disp-quote", "ul", "ol", "dl", "dt", "dd", "list", "tr", "table", "blockquote", "abstracttext"),
    )
)
_ITEMS = frozenset(("li", "list-item"))
_CELLS = frozenset(("td", "th"))
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WIDE = re.compile(r"[^\S\r\n\x0b\x0c\u2028\u2029]{3,}")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028]")
_PARAGRAPHS = re.compile(r"\n\s*\n|\u2029")
_LOOSE = re.compile(r"(?<=\() {2,}| {2,}(?=[),.;:?!])")
_BULLET = re.compile(r"•\s+")
_SCRIPTS_WITH_JOINERS = (
    "\u0590-\u109f\u1780-\u18af\u1900-\u1c7f\ua800-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc\u2190-\u2bff"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f\U0001f000-\U0001faff"
)
_INVISIBLE = re.compile(
    f"(?<![{_SCRIPTS_WITH_JOINERS}])[\u200c\u200d]"
    "|[\x01-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What nobody sees; joiners stay after letters of scripts that need them, and in emoji."""
_C1 = re.compile("[\x80-\x9f]")
_HEADED = re.compile(
    r"(?:Abstract|ABSTRACT)(?:\s*[:.\u2013\u2014]\s*|\s+-+\s+|\s*\n\s*|\s+(?=(?:We|In|The|This|These|Our|An?|It|Here|For"
    r"|To|Recent|Recently|There|With|Many|Most|As|On|Although|While|Background|Objectives?|Introduction|Purpose|Aims?"
    r"|Motivation|Summary|Context|Goals?|Problem|Importance|Rationale|Premise|Methods?|BACKGROUND|OBJECTIVES?|PURPOSE"
    r"|INTRODUCTION|AIMS?|MOTIVATION)\b))(?=\S)"
)
"""The heading "Abstract" before an abstract; "Abstract interpretation" is no heading."""


def plain(text: str) -> str:
    """The text without markup, entities and invisible characters, in NFC; the same object when it is clean already."""
    for _ in range(_ROUNDS):
        if _is_clean(text) or (cleaned := _once(text)) == text:
            return text
        text = cleaned
    return plain(text.translate({ord("<"): " ", ord("&"): " "}))  # wrapped again and again: nobody meant it as text


def plain_line(text: str) -> str:
    """The text as `plain` gives it, on one line: for titles, names and venues."""
    cleaned = plain(text)
    return cleaned.replace(BREAK, " ") if "\n" in cleaned else cleaned


def plain_abstract(text: str) -> str:
    """The text as `plain` gives it, without the word "Abstract" that stands as a heading before it."""
    cleaned = plain(text)
    match = _HEADED.match(cleaned)
    return plain_abstract(cleaned[match.end() :]) if match else cleaned


def with_scripts(text: str) -> str:
    """The text with what stands in `sub` and `sup` as Unicode, and its other tags as they are."""
    if "</su" not in (lower := text.casefold()) and "</inf" not in lower and "</jats:su" not in lower:
        return text
    for _ in range(_NESTED):  # from the inside out
        text = _SCRIPT.sub(_script, text)
    return text


def _is_clean(text: str) -> bool:
    """Whether nothing looks as if it needed cleaning; told without a regular expression for most texts."""
    if "<" in text or "&" in text or "  " in text:
        return False
    for paragraph in text.split(BREAK):
        if not paragraph.isprintable() or paragraph[:1] in ("", " ") or paragraph[-1] == " ":
            return not text
    return text.isascii() or (not _INVISIBLE.search(text) and unicodedata.is_normalized("NFC", text))


def _once(text: str) -> str:
    if not text.isascii() or not text.replace("\n", "").isprintable():
        text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", _C1.sub(_of_windows, text)))
    if "<" in text:
        text = _without_tags(_WIDE.sub("  ", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "\n" in text or "\u2029" in text:
        paragraphs = (" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(text))
        text = BREAK.join(filter(None, paragraphs))
    else:
        text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _of_windows(match: re.Match[str]) -> str:
    """The Windows-1252 letter that somebody took for Latin-1: nobody means the controls of C1."""
    return match.group().encode("latin-1").decode("cp1252", "ignore")


def _without_tags(text: str) -> str:
    text = _without(_without(text, "<!--", "-->"), "<?xml", "?>")
    text = _without(_without(text, "<script", "</script>"), "<style", "</style>")
    text = _with_formulas(text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text)
    if not _TAG.search(text):
        return text
    is_document = any(_name(tag) in _BLOCKS for tag in _TAG.finditer(text))
    if is_document:
        text = text.replace("\n", "  ")  # in markup a line break is a space
    text = with_scripts(text)
    text = _HEADING.sub(_heading, text)
    closed = frozenset(match[1].casefold() for match in _CLOSED.finditer(text))
    text = _TAG.sub(lambda tag: _replacement(tag, closed), text)
    return _LOOSE.sub("", _BULLET.sub("• ", text)) if is_document else text


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between two marks; a mark that is not closed stays."""
    parts: list[str] = []
    place = 0
    while (start := text.find(opening, place)) >= 0 and (end := text.find(closing, start)) >= 0:
        parts += (text[place:start], " ")
        place = end + len(closing)
    return "".join((*parts, text[place:])) if parts else text


def _with_formulas(text: str) -> str:
    """The text with each formula as TeX or Unicode; one that is not closed stays, and each is looked at once."""
    parts: list[str] = []
    place, unclosed = 0, set[str]()
    for opening in _FORMULA.finditer(text):
        if opening.start() < place or opening["name"] in unclosed:
            continue
        if (end := text.find(f"</{opening['name']}", opening.end())) < 0 or (close := text.find(">", end)) < 0:
            unclosed.add(opening["name"])
            continue
        parts += (text[place : opening.start()], formula(text[opening.start() : close + 1]))
        place = close + 1
    return "".join((*parts, text[place:]))


def _script(match: re.Match[str]) -> str:
    text = " ".join(html.unescape(_ANY_INLINE.sub("", match["text"])).replace("\u2212", "-").split())
    if not any(letter.isalnum() or letter in "+-*†‡∗" for letter in text):
        return text
    return scripted(text, "_" if match["name"].casefold().startswith(("sub", "inf")) else "^")


def _heading(match: re.Match[str]) -> str:
    text = " ".join(_ANY_INLINE.sub("", match["text"]).split())
    if text.casefold().rstrip(" :.") in ("abstract", ""):
        return BREAK
    is_label = text[-1] not in ":.?!" and not _NOTHING_MORE.match(match.string, match.end())
    return f"{BREAK}{text}{':' if is_label else ''} "


def _name(tag: re.Match[str]) -> str:
    return (tag["foreign"] or tag["safe"] or tag["paired"]).casefold()


def _replacement(tag: re.Match[str], closed: frozenset[str]) -> str:
    name = _name(tag)
    if tag["paired"] and not tag["close"] and name not in closed:
        return tag.group()
    if name in _BLOCKS:
        return BREAK
    if name in _ITEMS:
        return BREAK if tag["close"] else f"{BREAK}• "
    return " " if name in _CELLS else ""
