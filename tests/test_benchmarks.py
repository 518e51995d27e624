"""The benchmarks measure what they say: made-up papers are like real ones, known items are known, baselines answer."""

from __future__ import annotations

import itertools
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks import corpus, fts5, libraries, options, queries
from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.measure import Spread
from tests.benchmarks.ranking_bench import Score
from tests.benchmarks.similar_bench import FEWEST, by_family, family_of
from tests.benchmarks.terminal import Screen
from tui_reader.library.library import Library
from tui_reader.model.papers import folded
from tui_reader.paths import Home

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from tui_reader.model.papers import Paper

ROOT = Path(__file__).parent.parent
WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def bundled() -> list[Paper]:
    return corpus.bundled()


@pytest.fixture
def chosen(tmp_path: Path) -> argparse.Namespace:
    """The options of a benchmark with a cache of its own."""
    return options.parser("").parse_args(["--cache", str(tmp_path / "cache"), "--papers", "1,000"])


def frequencies(papers: Iterable[Paper]) -> dict[str, float]:
    """The share that each word has of all words in the abstracts."""
    counts = Counter(word.lower() for paper in papers for word in WORD.findall(paper.abstract))
    return {word: count / counts.total() for word, count in counts.items()}


def distance(one: str, other: str) -> int:
    """The least number of letters left out, added, changed or swapped with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def test_recombined_papers_are_the_same_in_every_run(bundled: list[Paper]) -> None:
    """Figures of two runs speak of the same library, and a larger library begins as a smaller one."""
    papers = list(corpus.recombined(300, bundled))

    assert list(corpus.recombined(300, bundled)) == papers
    assert list(corpus.recombined(100, bundled)) == papers[:100]
    assert list(corpus.recombined(300, bundled, seed=1)) != papers


def test_recombined_papers_are_a_stream() -> None:
    """The first of a million papers is there without the others."""
    first = list(itertools.islice(corpus.extra(1_000_000), 3))

    assert len({paper.title for paper in first}) == 3


def test_recombined_words_are_as_frequent_as_real_ones(bundled: list[Paper]) -> None:
    """No word is new, and common words have the share that they have in the source."""
    source, made = frequencies(bundled), frequencies(corpus.recombined(2_000, bundled))

    assert made.keys() <= source.keys()
    common = sorted(source, key=lambda word: -source[word])[:50]
    for word in common:
        assert made[word] == pytest.approx(source[word], rel=0.15), word


def test_recombined_facts_are_distributed_as_real_ones(bundled: list[Paper]) -> None:
    """Venues and years come together, and abstracts and author lists are as long as those of the source."""
    made = list(corpus.recombined(2_000, bundled))

    def mean(papers: list[Paper], what: str) -> float:
        return sum(len(getattr(paper, what)) for paper in papers) / len(papers)

    places = {(paper.venue, paper.year) for paper in bundled}
    assert {(paper.venue, paper.year) for paper in made} <= places
    assert {author for paper in made for author in paper.authors} <= {a for paper in bundled for a in paper.authors}
    for what in ("abstract", "authors", "title"):
        assert mean(made, what) == pytest.approx(mean(bundled, what), rel=0.1), what


def test_a_recombined_title_is_made_of_two_real_ones(bundled: list[Paper]) -> None:
    """A title begins as a real one begins and ends as a real one ends."""
    begins = {paper.title.split()[0] for paper in bundled}
    ends = {paper.title.split()[-1] for paper in bundled}
    titles = [paper.title.split() for paper in corpus.recombined(500, bundled)]

    assert all(title[0] in begins and title[-1] in ends for title in titles)
    assert len({tuple(title) for title in titles}) > 490


def test_a_file_gives_its_own_papers_first(tmp_path: Path, bundled: list[Paper]) -> None:
    """As long as a file has enough papers they are taken as they are; beyond that all of them are recombined."""
    file = tmp_path / "mine.jsonl"
    file.write_text('{"title": "Zebras", "abstract": "Zebras are striped."}\n' * 3, encoding="utf-8")

    assert [paper.title for paper in corpus.extra(2, file)] == ["Zebras", "Zebras"]
    more = list(corpus.extra(400, file))
    assert len(more) == 400
    assert any("Zebras are striped." in paper.abstract for paper in more)
    assert any(bundled[0].authors[0] in paper.authors for paper in more)


def test_a_library_is_made_once(chosen: argparse.Namespace, capsys: pytest.CaptureFixture[str]) -> None:
    """A library has the size that was asked for, is made once, and is another one for another source."""
    made = libraries.library(chosen, 260)

    assert made.count == 260
    assert "making" in capsys.readouterr().out
    assert libraries.library(chosen, 260) == made
    assert "making" not in capsys.readouterr().out
    assert libraries.library(chosen, 209).root != made.root


def test_a_library_that_was_interrupted_is_made_anew(chosen: argparse.Namespace) -> None:
    """Half a library is never measured."""
    made = libraries.library(chosen, 209)
    (made.root / "made.json").unlink()
    (made.root / "data" / "library.sqlite3").write_bytes(b"half of it")

    assert libraries.library(chosen, 209).count == 209


def test_engines_share_the_papers_and_have_an_index_each(chosen: argparse.Namespace) -> None:
    """What it cost to build an index is kept with it; a home without an index has the same papers."""
    made = libraries.library(chosen, 209)
    opened = libraries.indexed(made, "whoosh")
    try:
        assert opened.search("diffusion").total > 0
    finally:
        opened.close()
    assert (made.noted("whoosh seconds") or 0) > 0
    assert (made.noted("whoosh bytes") or 0) > 0
    assert made.noted("tantivy seconds") is None

    with libraries.without_index(made, "whoosh") as home:
        bare = Library(Home.under(home))
        assert bare.count() == 209
        assert not bare.home.index.exists()
        bare.close()
    assert not home.exists()


def test_the_baseline_finds_the_same_words(chosen: argparse.Namespace) -> None:
    """FTS5 is asked for all words, the last as a prefix while it is typed, without the reader's syntax."""
    connection = libraries.baseline(libraries.library(chosen, 209))

    def found(text: str, *, typing: bool = False) -> int:
        return len(fts5.find(connection, text, typing=typing))

    assert found("diffusion models") > 0
    assert found("diffus") == 0 < found("diffus", typing=True)
    assert found('title:diffusion "models"') == found("diffusion models")
    assert found("diffusion OR models") == found("diffusion models")
    assert found("year:") == found('"') == 0
    either = set(fts5.find_any(connection, ["diffusion", "speculative"], 300))
    assert either == set(fts5.find(connection, "diffusion", typing=False)) | set(
        fts5.find(connection, "speculative", typing=False)
    )
    assert fts5.find_any(connection, [], 300) == []
    connection.close()


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12), st.integers())
def test_a_typo_is_one_slip(word: str, seed: int) -> None:
    """A mistyped word is another word, one edit away."""
    assert distance(word, queries.mistyped(word, random.Random(seed))) == 1


def test_known_items_are_what_they_claim(bundled: list[Paper]) -> None:
    """Words are the paper's own, a typo is one edit from a word of the title, a half is how the title begins."""
    papers = {number: replace(paper, id=number) for number, paper in enumerate(bundled)}
    numbered = list(papers.values())
    a, b, c, d = (queries.known_items(kind, numbered, 100) for kind in queries.KINDS)

    for item in a:
        words = item.text.split()
        assert len(set(words)) == 4
        assert set(words) <= set(WORD.findall(folded(papers[item.paper].abstract)))
    for item in b:
        words = item.text.split()
        assert len(set(words)) == 3
        assert set(words) <= set(WORD.findall(folded(papers[item.paper].title)))
    for item in c:
        title = queries.content_words(papers[item.paper].title)
        typos = item.text.split()
        assert len(typos) == 3
        assert all(min(distance(typo, word) for word in title) == 1 or typo in title for typo in typos)
        assert any(typo not in title for typo in typos)
    for item in d:
        title_text = papers[item.paper].title
        assert title_text.startswith(item.text)
        assert len(item.text) in (len(title_text) // 2, len(title_text) // 2 - 1)
    assert [item.typing for item in (a[0], b[0], c[0], d[0])] == [False, False, False, True]


def test_known_items_are_the_same_in_every_run(bundled: list[Paper]) -> None:
    """Two engines, and two runs, are asked for the same papers with the same words."""
    for kind in queries.KINDS:
        items = queries.known_items(kind, bundled, 50)

        assert queries.known_items(kind, bundled, 50) == items
        assert len(items) == 50


@given(
    st.lists(
        st.one_of(
            st.text("abc…▌é漢 ", min_size=1, max_size=30).map(str.encode),
            st.sampled_from((b"\x1b[38;2;1;22;255m", b"\x1b[0m", b"\x1b[2J", b"\x1b[K", b"\r\n", b"\x1b[?25l")),
            st.tuples(st.integers(1, 6), st.integers(1, 20)).map(lambda place: b"\x1b[%d;%dH" % place),
        )
    ),
    st.data(),
)
def test_the_screen_without_colours_is_the_same_screen(written: list[bytes], data: st.DataObject) -> None:
    """However the bytes of a program are cut, the text on the screen is the one that an emulator shows."""
    whole = b"".join(written)
    places = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    ours, theirs = Screen(20, 6), pyte.Screen(20, 6)
    pyte.ByteStream(theirs).feed(whole)
    for start, end in itertools.pairwise((0, *places, len(whole))):
        ours.take(whole[start:end])

    # pyte's own `display` fails where a wide character has been half overwritten.
    shown = ["".join(theirs.buffer[y][x].data for x in range(20)).rstrip() for y in range(6)]
    assert [ours.line(y) for y in range(6)] == shown


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory for the libraries of all benchmarks."""
    return tmp_path_factory.mktemp("benchmarks")


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_runs(name: str, cache: Path) -> None:
    """Whoever changes a part that is measured learns here, and not with the next `make bench`, that nothing fits."""
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--cache", str(cache), "--only", name]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=110)

    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout


def test_scores_count_what_was_found_and_where() -> None:
    """A paper on top counts as one, the second as half, one that was not found as nothing."""
    assert Score.of([0, 1, None, 9]) == Score(first=0.25, ten=0.75, rank=(1 + 1 / 2 + 1 / 10) / 4)


def test_a_spread_knows_the_middle_and_the_worst() -> None:
    """Percentiles lie between what was measured."""
    spread = Spread.of([number / 100 for number in range(1, 101)])

    assert spread.p50 == pytest.approx(0.505)
    assert spread.p95 == pytest.approx(0.9505)
    assert spread.worst == 1.0
    assert Spread.of([0.5]) == Spread(0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("venue", "family"),
    [
        ("ICRA", "robotics"),
        ("IEEE/CVF International Conference on Computer Vision (ICCV) Workshops", "vision"),
        ("Findings of the Association for Computational Linguistics: NAACL 2024", "language"),
        ("Neural Information Processing Systems (NeurIPS)", "learning"),
        ("AISTATS 2019", "theory"),
        ("Journal of Symbolic Logic", None),
        ("IJCAI", None),
        (None, None),
    ],
)
def test_families_of_venues(venue: str | None, family: str | None) -> None:
    """A venue belongs to its family whatever stands beside its abbreviation."""
    assert family_of(venue) == family


def test_only_large_families_are_asked_about(bundled: list[Paper]) -> None:
    """A family of few papers says nothing about quality."""
    vision = [replace(bundled[0], venue="CVPR") for _ in range(FEWEST)]
    theory = [replace(bundled[0], venue="COLT") for _ in range(FEWEST - 1)]

    assert by_family([*vision, *theory, replace(bundled[0], venue=None)]) == {"vision": vision}
