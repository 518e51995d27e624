"""Which keys a document cites, in the markup of its kind."""

from __future__ import annotations

import pytest

from tui_reader.citations.cited_keys import cited_keys
from tui_reader.errors import ReaderError


@pytest.mark.parametrize(
    ("name", "text", "keys"),
    [
        ("a.tex", r"\cite{a} \citep[see][p.~3]{b, c} \textcites(x)[1]{d}[2]{e} \nocite{*}", ["a", "b", "c", "d", "e"]),
        ("a.tex", "% \\cite{no}\n100\\% \\Citeauthor*{yes}\\cite{%\n  more,\n  yes}", ["yes", "more"]),
        ("a.tex", r"\begin{verbatim}\cite{no}\end{verbatim}\citestyle{plain}\citetext{priv. comm.}", []),
        (
            "a.md",
            "[@a, p. 3; -@b] @c. Me@home.org `@no`\n\n```\n@no\n```\n@{x/y} @fig-one",
            ["a", "b", "c", "x/y"],
        ),
        ("a.typ", '@a #cite(<b>, form: "prose") // @no\n@fig <fig> `@no` https://x.org/@no', ["a", "b"]),
        (
            "a.org",
            "[cite/t:see @a p. 3;@b] cite:c\n# cite:no\n#+begin_src tex\ncite:no\n#+end_src\n",
            ["a", "b", "c"],
        ),
    ],
)
def test_a_document_cites(name: str, text: str, keys: list[str]) -> None:
    """Each key once, in order; not what stands in comments and code."""
    assert cited_keys(text, name) == keys


def test_a_document_of_another_kind_is_refused() -> None:
    """The kinds are named."""
    with pytest.raises(ReaderError) as refused:
        cited_keys("", "a.docx")

    assert ".tex" in refused.value.hint
