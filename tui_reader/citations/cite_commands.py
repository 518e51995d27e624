"""Citation keys as the commands that cite them: in LaTeX, Typst and pandoc, or alone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tui_reader.citations.key_rules import keyed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper

_PANDOC_KEY = re.compile(r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*", re.ASCII)
_TYPST_LABEL = re.compile(r"[A-Za-z0-9_](?:[\w\-]|[:.](?=\w))*", re.ASCII)


def citation_keys(papers: Sequence[Paper]) -> str:
    """The citation key of each paper, one a line."""
    return "\n".join(keyed(papers))


def latex_cite(papers: Sequence[Paper]) -> str:
    r"""One `\cite{key,key}` of all the papers; empty without papers."""
    names = ",".join(keyed(papers))
    return f"\\cite{{{names}}}" if names else ""


def pandoc_cite(papers: Sequence[Paper]) -> str:
    """`[@key; @key]`, with braces around a key that pandoc would cut short."""
    names = [f"@{key}" if _PANDOC_KEY.fullmatch(key) else f"@{{{key}}}" for key in keyed(papers)]
    return f"[{'; '.join(names)}]" if names else ""


def typst_cite(papers: Sequence[Paper]) -> str:
    """`@key @key`, or `#cite(label("key"))` for a key that is no label."""
    return " ".join(
        f"@{key}" if _TYPST_LABEL.fullmatch(key) else f"#cite(label({json.dumps(key, ensure_ascii=False)}))"
        for key in keyed(papers)
    )
