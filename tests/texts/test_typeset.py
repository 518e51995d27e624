"""What LaTeX in running text reads as, what is left alone, and where each part of it comes from."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.records import Record
from tui_reader.texts.printable import printable
from tui_reader.texts.typeset import typeset

LATEX = (
    *(
        "$",
        "$$",
        "{",
        "}",
        "\\",
        "^",
        "_",
        "~",
        "--",
        "---",
        "``",
        "''",
        '"',
        "'",
        " ",
        "\n",
        "%",
        "&",
        "(",
        ")",
        "[",
        "]",
    ),
    *("\\alpha", "\\emph{", "\\frac{", "\\sqrt[3]{", "\\mathcal", "\\hat", "\\url{", "\\href{", "\\left", "\\'", '\\"'),
    *("\\begin{a}", "\\text{", "\\cite{", "\\c", "\\i", "\\unknown", "\\%", "\\\\", "C:\\new", "\\(", "\\)", "{\\em "),
    *("^{2}", "_{ij}", "x", "ab", "7", "é", "𝒪", "\u0301", "注", "word"),
)
latex = st.lists(st.sampled_from(LATEX) | st.text(max_size=3), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"time $\mathcal{O}(n^2)$", "time 𝒪(n²)"),
        (r"Erd\"os, G\"{o}del, {\"u}ber, \'{e}, Fran\c{c}ois", "Erdös, Gödel, über, é, François"),
        (
            r"Erd\H{o}s, \v{S}, na\"\i ve, {\L}ojasiewicz, Stra\ss e, Bj{\o}rn",
            "Erdős, Š, naïve, Łojasiewicz, Straße, Bjørn",
        ),
        (r"24\% of R\&D, \#1, a\_b", "24% of R&D, #1, a_b"),
        (r"at \url{https://a.org/b_c~d}.", "at https://a.org/b_c~d."),
        (r"at GitHub\url{https://a.org}", "at GitHub https://a.org"),
        (r"at \url{https://a.org/b\_c\%20}.", "at https://a.org/b_c%20."),
        (r"the \href{https://a.org/x}{\emph{code}} is", "the code (https://a.org/x) is"),
        (r"\href{https://a.org/x}{https://a.org/x}", "https://a.org/x"),
        (r"the {$L_2$} norm", "the L₂ norm"),
        (r"$\alpha$-divergence", "α-divergence"),
        (r"$x^{10}$ and 10^{-3} and CO$_2$", "x¹⁰ and 10⁻³ and CO₂"),
        (r"\textit{a} \emph{b \textbf{c}} {\em d e} \texttt{f}", "a b c d e f"),
        ("1--10, a---b, so -- yes", "1–10, a—b, so – yes"),
        ("``quoted'' words", "“quoted” words"),
        (r"Fig.~1, work~(see), $k$~means", "Fig. 1, work (see), k means"),
        (r"\sim 7, n \times m \leq 3", "∼ 7, n × m ≤ 3"),
        (r"$\frac{1}{2}$, $\frac{a+b}{2n}$, \frac{1}{2}", "1/2, (a+b)/(2n), 1/2"),
        (r"$\sqrt{n}$, $\sqrt{2n}$, $\sqrt[3]{n}$", "√n, √(2n), ³√n"),
        (r"\ell_1, $\mathbb{R}^d$, \mathbb{R}^d", "ℓ₁, ℝᵈ, ℝᵈ"),
        (r"$O(n\log n)$, $\log\epsilon$", "O(n log n), log ϵ"),
        (r"$x^{\Omega(d)}$, $F_Q$, $x_{ij}$, $A^\top$, $90^\circ$, $f'$", "x^(Ω(d)), F_Q, xᵢⱼ, Aᵀ, 90°, f′"),
        (r"$\tilde{O}(\sqrt{T})$, $\hat y$, $\|x\|_2$, $\{1,\ldots,n\}$", "Õ(√T), ŷ, ‖x‖₂, {1,…,n}"),
        (r"$\left(\frac{dk}{\epsilon^2}\right)$, $x \not= y$", "(dk/ϵ²), x ≠ y"),
        (r"$50%$, $50\%$, $ d $, $AP$, ImageNet-$1$k, $2,000$", "50%, 50%, d, AP, ImageNet-1k, 2,000"),
        (r"\(x^2\), \[y = 1\], $$z = 2$$", "x², y = 1, z = 2"),
        ("{CSPNet}: {B}ayesian {GAN}s, Polyak-{Ł}ojasiewicz", "CSPNet: Bayesian GANs, Polyak-Łojasiewicz"),
        (r"here\footnote{\url{https://a.org}}", "here (https://a.org)"),
        (r"1\textsuperscript{st}", "1ˢᵗ"),
        (r"$n\ll m$, $|V|\log|V|$, $\lfloor x\rfloor$, $e^{e^\gamma}$", "n ≪ m, |V|log|V|, ⌊x⌋, e^(eᵞ)"),
        (r"$\tilde\mathcal{O}(n)$, \tilde\mathcal{O}(n), \hat\beta, \tilde O", "𝒪̃(n), 𝒪̃(n), β̂, Õ"),
        (r"$1/2-\eps$, $\norm{x}_2 \leq \R$", r"1/2-ε, \norm{x}₂ ≤ ℝ"),
        (r"O(\sqrtT), \mathbbR, the \emphclass prior, \bf{Hy}brid, \em all", "O(√T), ℝ, the class prior, Hybrid, all"),
    ],
)
def test_latex_reads_as_unicode(source: str, text: str) -> None:
    """Formulas, accents, fonts, escapes, addresses, quotes and dashes."""
    assert typeset(source).text == text


@pytest.mark.parametrize(
    "source",
    [
        "costs $5 and $10",
        "from $5-$10 or $5/$10, in US$5, $6",
        "made $10,301 profit on an investment of less than $1000. A",
        "$HOME/bin and $PATH, or $HOME:$PATH",
        "one $ alone",
        r"C:\new\alpha and D:\in and \\server\share\alpha and dir\alpha",
        r"\unknown{x} and \citep{a_b} and \ref{fig:x} and $\unknown$",
        r"a lone \ backslash, a last \ ".rstrip(),
        r"$\frac{1$ and $x}$ and {open",
        "x_1, x^2, snake_case, a^b, __init__, L^{phase}, a_{key}",
        "{1, 2}, {a, b}, {z}, {G(z)}, {Ai}, {statistical sampling}",
        "about ~100, 2%~3%, O~(n), https://a.org/~b and https://a.org/x--y",
        "tui-reader --list, ---, <!-- x -->, ``code``, the '' string",
        r"don\'t, it\'s, \"hello\" she said",
        r"\d+\.\d{3} \w*\s, \(group\), \[a-z\]",
        r"\begin{itemize} \item x \end{itemize}",
    ],
)
def test_what_is_not_latex_or_not_known_stays(source: str) -> None:
    """Prices, paths, code, sets, options, unknown macros, open braces."""
    assert typeset(source).text == source


@given(st.text(st.characters(exclude_characters="\\${~`-")))
def test_text_without_latex_is_the_same_object(text: str) -> None:
    """It is not even looked at closely."""
    shown = typeset(text)

    assert shown.text is text
    assert shown.shown(0, len(text)) == shown.sourced(0, len(text)) == (0, len(text))


def test_the_bundled_papers_read_well() -> None:
    """No macro, no quotation mark of LaTeX and no escape is left in them, and nothing in them has to be neutralised."""
    papers = [item.paper for item in bundled_papers() if isinstance(item, Record)]
    texts = [typeset(text).text for paper in papers for text in (paper.title, paper.abstract)]

    assert [text for text in texts if "\\" in text or "``" in text or "$" in text] == []
    assert [text for text in texts if printable(text) != text] == []


def test_text_without_latex_loads_nothing() -> None:
    """Whoever has no LaTeX in the library never waits for pylatexenc."""
    code = (
        "import sys; from tui_reader.texts.typeset import typeset; typeset('plain'); "
        "print([name for name in sys.modules if 'pylatexenc' in name or 'texts.scanner' in name])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"


@given(latex)
def test_places_of_the_text_are_places_of_the_source(source: str) -> None:
    """Every range of the text comes from a range of the source that became at least that range."""
    typed = typeset(source)
    for start in range(len(typed.text)):
        for end in (start + 1, (start + len(typed.text) + 1) // 2, len(typed.text)):
            if end <= start:
                continue
            first, last = typed.sourced(start, end)
            again = typed.shown(first, last)

            assert 0 <= first < last <= len(source)
            assert again[0] <= start < end <= again[1]


@given(latex)
def test_places_are_in_order(source: str) -> None:
    """What stands further right in the source stands further right in the text."""
    typed = typeset(source)
    shown = [typed.shown(place, place + 1) for place in range(len(source))]

    assert shown == sorted(shown)
    assert all(0 <= start <= end <= len(typed.text) for start, end in shown)
    assert typed.shown(0, len(source)) == (0, len(typed.text))


@given(st.lists(st.sampled_from(["fox", "Dog", "naïve", "7"]), min_size=1), st.data())
def test_words_are_neither_lost_nor_moved(words: list[str], data: st.DataObject) -> None:
    """Whatever stands around a word, it is in the text, at the place that its source is shown at."""
    around = st.sampled_from(
        [(r"\emph{", "}"), ("{\\em ", "}"), (r"$\alpha$ ", ""), ("``", "''"), ("", " \\unknown"), ("(", "~")]
    )
    source, places = "", []
    for word in words:
        before, after = data.draw(around)
        places.append((len(source + before), len(source + before + word)))
        source += f"{before}{word}{after} "
    typed = typeset(source)

    assert [typed.text[slice(*typed.shown(*place))] for place in places] == words


NESTED = st.recursive(
    st.sampled_from(["fox", "red fox ", r"$x^{2}$", r"\'{e}", r"$\alpha$", "7"]),
    lambda inner: st.tuples(st.sampled_from([r"\emph{", r"{\em ", "a "]), st.lists(inner, max_size=4).map("".join)).map(
        lambda pair: pair[0] + pair[1] + "}" * pair[0].count("{")
    ),
)


@given(st.lists(NESTED, max_size=5).map("".join), st.data())
def test_a_quotation_reads_by_itself_as_it_did_in_its_place(source: str, data: st.DataObject) -> None:
    """What is quoted of a source has whole macros and pairs of braces."""
    typed = typeset(source)
    start = data.draw(st.integers(0, len(typed.text)))
    first, last = typed.sourced(start, data.draw(st.integers(start, len(typed.text))))

    assert typeset(source[first:last]).text == typed.text[slice(*typed.shown(first, last))]


@given(latex)
def test_a_printable_source_gives_a_printable_text(source: str) -> None:
    """Nothing that is put in has to be taken out again, so places stay what they are."""
    text = typeset(printable(source)).text

    assert printable(text) == text


def test_a_quotation_has_whole_macros() -> None:
    """Half a formula is the formula, and a range that goes out of a macro has all of it."""
    typed = typeset(r"We \emph{show that} $x^{2}$ is {\em it}.")

    assert typed.text == "We show that x² is it."
    assert typed.source[slice(*typed.sourced(*_place(typed.text, "that")))] == "that"
    assert typed.source[slice(*typed.sourced(*_place(typed.text, "²")))] == "$x^{2}$"
    assert typed.source[slice(*typed.sourced(*_place(typed.text, "that x")))] == r"\emph{show that} $x^{2}$"
    assert typed.source[slice(*typed.sourced(*_place(typed.text, "is it")))] == r"is {\em it}"
    assert typed.sourced(0, len(typed.text)) == (0, len(typed.source))


def _place(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


@pytest.mark.parametrize(
    "source",
    [
        "{" * 100_000,
        r"\emph{" * 20_000 + "}" * 20_000,
        "$x^" * 30_000,
        r"$\hat" * 20_000,
        "$" + r"\hat" * 240 + "x$",
        "~" * 100_000,
        "\\" + "cite" * 25_000,
        "{A" + "b" * 100_000 + "}",
        "``a" * 30_000,
        r"\footnote{" * 10_000 + "}" * 10_000,
        r"\tilde" * 20_000,
        "{$x$" * 10_000 + "}" * 10_000,
        r"\href{a}{" * 10_000 + "}" * 10_000,
    ],
    ids=[
        "braces",
        "macros",
        "scripts",
        "dollars",
        "deep",
        "ties",
        "references",
        "name",
        "quotes",
        "notes",
        "accents",
        "formulas",
        "addresses",
    ],
)
def test_hostile_texts_are_read_to_the_end(source: str) -> None:
    """Neither the depth nor the length of a text is a problem, and its end is there."""
    assert typeset(source + " the end").text.endswith(" the end")
