from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.citations.hostile import texts
from tui_reader.citations.latex import latex, latex_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R&D: 64% of #1_x", r"R\&D: 64\% of \#1\_x"),
        ("O(n^2) ~8 a\\b", r"O(n{\textasciicircum}2) {\textasciitilde}8 a{\textbackslash}b"),
        ("{0,1}", r"{\ensuremath{\lbrace}}0,1{\ensuremath{\rbrace}}"),
        ("König Mikuš Møller", r"K{\"o}nig Miku{\v{s}} M{\o}ller"),
        ("φ and Δ", r"{\ensuremath{\varphi}} and {\ensuremath{\Delta}}"),
        ("深度学习 و 🧪", "深度学习 و 🧪"),
        ('"So," he said: (“no”) isn\N{RIGHT SINGLE QUOTATION MARK}t', "``So,'' he said: (``no'') isn't"),
        ("1\N{EN DASH}2 — x", "1--2 --- x"),
        ("two\nlines\t and  more", "two lines and more"),
        ("costs $5, then $10", r"costs \$5, then \$10"),
        ("$5-$10", r"\$5-\$10"),
    ],
)
def test_text_is_escaped(text: str, expected: str) -> None:
    """Special characters are data, accents are LaTeX, and scripts without LaTeX stay."""
    assert latex(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$L_2$ norms", "{$L_2$} norms"),
        ("{$L_2$} norms", "{$L_2$} norms"),
        (r"in $\mathcal{O}(n^2)$ time", r"in {$\mathcal{O}(n^2)$} time"),
        ("$φ$-fair", r"{${\ensuremath{\varphi}}$}-fair"),
        (r"64\% \& more", r"64\% \& more"),
        (r"K\"{o}nig, Erd\H{o}s, \'e, {\o}, Tom\'a\v S", r"K{\"{o}}nig, Erd{\H{o}}s, {\'e}, {\o}, Tom{\'a}{\v S}"),
        (r"\emph{a & b} \url{https://a.b/c_d%20e}", r"\emph{a \& b} \url{https://a.b/c_d%20e}"),
        (r"$\{$ and $a%b$", r"\${\textbackslash}{\ensuremath{\lbrace}}\$ and \$a\%b\$"),
        (r"\iid noise", r"{\textbackslash}iid noise"),
    ],
)
def test_latex_in_data_stays_latex_when_it_is_complete(text: str, expected: str) -> None:
    """Math, accents, escapes and a few commands that sources leave in titles are kept; anything else is escaped."""
    assert latex(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("CSPNet: A New Backbone of CNN", "{CSPNet}: A New Backbone of {CNN}"),
        ("Test-Time Training", "Test-Time Training"),
        ("LLM-driven DeepSeek-R1 and R-Drop", "{LLM}-driven {DeepSeek-R1} and {R}-Drop"),
        ("EN-T in 3D", "{EN-T} in {3D}"),
        ("{CSPNet} for GPUs", "{CSPNet} for {GPUs}"),
        ("Q&A for A Model", r"{Q}\&{A} for A Model"),
        ("Über ÖBB", r"{\"U}ber {{\"O}BB}"),
        ("ATTENTION IS ALL YOU NEED", "ATTENTION IS ALL YOU NEED"),
        ("BERT", "{BERT}"),
    ],
)
def test_capitals_of_titles_are_kept(title: str, expected: str) -> None:
    """Words with capitals of their own get braces; the capitals of headings do not."""
    assert latex_title(title) == expected


@given(texts)
def test_braces_balance_however_they_are_counted(text: str) -> None:
    r"""BibTeX counts `\{` as a brace and others do not; both find the end of the field."""
    for spelled in (latex(text), latex_title(text)):
        for braces in (r"[{}]", r"(?<!\\)[{}]"):
            depth = 0
            for brace in re.findall(braces, spelled):
                depth += 1 if brace == "{" else -1
                assert depth >= 0
            assert depth == 0
        assert not spelled.endswith("\\")
        assert "\n" not in spelled
