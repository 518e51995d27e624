"""Where sentences begin and end.

`sentences.txt` holds how many there are in each bundled abstract. It was checked by reading every place where this
splitter and a plain rule (a full stop, a question or exclamation mark, white space) disagree, and every sentence that
is short or long, begins with a small letter or ends without a full stop.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.records import Record
from tui_reader.texts.sentences import sentences

PAPERS = [item.paper for item in bundled_papers() if isinstance(item, Record)]
PIECES = [
    "We",
    " ",
    ". ",
    "et al. ",
    "$x. y$",
    "\n",
    "\n\n",
    "(",
    ")",
    '"',
    "\u2019",
    "e.g. ",
    "\\emph{",
    "}",
    "$",
    "!",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "\ud800", "\0", "注意。", "1) ", "https://a.b/c.", "i.i.d."]), max_size=30)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_all_bundled_abstracts() -> None:
    """Each has the number of sentences that somebody counted."""
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()

    assert [f"{len(sentences(paper.abstract)):2} {paper.title}" for paper in PAPERS] == lines


@pytest.mark.parametrize(
    "expected",
    [
        # From the bundled abstracts.
        ["Our conjecture confirms this for all n up to 15.", "We further conjecture an answer."],
        ["dependence of diameter on p.", "Moreover.", "Some conjectures are LLM friendly."],
        ["In the paper of Im et al. '22 to it, and by Antoniadis et al. '20.", "It takes n mod s.", "We conjecture."],
        ["(1) Partial softmax update.", "The softmax is slow.", "(2) Flat GEMM.", "It is flat.", "We present more."],
        ["as hardware configurations, etc.", "A single dataflow may do."],
        ["attention, etc.) modules, and resource usage etc. as well."],
        ["on graph [Distributions, European J. Combin. 86, 1--20, 202]."],
        ["(83.4% vs. 60.0% at 4k).", "It is 3.5 times faster, by 42.2\\%.", "Furthermore, we conduct it."],
        ["The result is at https://doi.org/10.5281/zenodo.16408441.", "We invite feedback."],
        ["See https://a.org/b?c=d.e", "\n\nNext."],
        ["For each L_k^{phase} .", "We prove an oracle-relative separation."],
        ["used some (i.e., beam search, et al.) are part.", "Next."],
        ["we ``cache'' and ``retrieve'' it.", "It's the ``running sum.''", "We do."],
        # What papers are full of.
        ["See Fig. 2, Figs. 3 and 4, cf. Eq. (3), Sec. IV and Thm. $3$ of No. 4.", "That is all."],
        ["We use e.g. BERT, i.e. a model.", "Next."],
        ["Vaswani et al. propose it.", "Nobody but Vaswani et al.", "We follow Vaswani et al. (2017)."],
        ["J. K. Rowling and A. Schwartz wrote it.", "Is it so?", "Yes!"],
        ["Samples are i.i.d. Gaussian w.r.t. the measure.", "They are i.i.d.", "We assume it."],
        ["Let $x. Y$ be $f(x).$", "Then \\emph{a. B} is.", "$Z$ is free of \\url{http://a.b. C}."],
        ["It costs $5.", "And that $6.", "Together $11."],
        ["He said \u201cit is.\u201d", "We (the others) say (see there.) no."],
        ["one line\nand another.", "Next\nline", "\n\nParagraph."],
        ["a title", "\n \n", "a text"],
        ["Data is labelled, and used for AL.", "We propose another."],
        ["这是一句。", "这是另一句。"],
    ],
)
def test_what_ends_a_sentence(expected: list[str]) -> None:
    """Abbreviations, numbers, names, addresses, formulas and brackets end none; an empty line does."""
    text = " ".join(expected)

    assert split(text) == [part.strip() for part in expected if part.strip()]


def test_a_whole_abstract_in_quotation_marks() -> None:
    """Is still made of sentences."""
    assert split('"We do it. We do more. And that is it."') == ['"We do it.', "We do more.", 'And that is it."']


@given(TEXTS.map("".join) | st.text())
def test_every_character_is_in_one_sentence(text: str) -> None:
    """In order, apart from each other, not empty, without white space at the ends; between them is nothing else."""
    spans = sentences(text)

    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)
    ends = [0, *(at for span in spans for at in span), len(text)]
    assert ends == sorted(ends)
    assert not "".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)).strip()
