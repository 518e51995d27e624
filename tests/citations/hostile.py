"""Papers as bad as sources can make them, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

_PIECES = (
    *"{}\\\"'`$%&_#~^@,=()[]<>|*!.-/;:\x00\u202e\u200d\ud800éÖßøφΔ→½“”—aA0",
    *r"\{ \} \\ \% {$L_2$} $x$ $5 \'e \"{o} {\" {\o} \emph{ \url{http://a_b%c} {CSPNet} @article{x, and others".split(),  # noqa: SIM905 - as sources write it
    *("\n@misc{y,\n", " and ", r"\v S", "\n", "\r\n", "\t", " ", "\x1b]52;c;AAAA\x07", "https://x.org/?a={b}&c=%20"),
    *("王小明", "深度学习", "نقل التعلم", "🧪", "👩‍🔬", "Deep", "GPT-4o", "O(n^2)"),
)
texts = st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=12).map("".join)
"""Text of special characters, broken LaTeX, control sequences, and letters of many scripts."""

authors = st.builds(Person, family=texts, given=texts)
papers = st.builds(
    Paper,
    title=texts,
    abstract=texts,
    authors=st.lists(authors, max_size=3).map(tuple),
    year=st.none() | st.integers(-10, 30000),
    venue=st.none() | texts,
    arxiv=st.none() | texts,
    doi=st.none() | texts,
    url=st.none() | texts,
    key=st.just("") | texts,
)
