"""The library: what is kept, what counts as the same paper, what a better release may change."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.importers import bundled, bundled_files
from tui_reader.importers.records import Problem, Record
from tui_reader.library.import_service import BATCH
from tui_reader.library.library import Library
from tui_reader.model.results import MOST_VALUES
from tui_reader.paths import Home, shipped

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


def taken(library: Library, *papers: Paper) -> tuple[int, int, int]:
    report = library.take([Record(one, line) for line, one in enumerate(papers, 1)])
    return report.added, report.completed, report.unchanged


def test_a_home_creates_nothing_and_a_library_only_what_it_owns(home: Home) -> None:
    """Naming a home touches no disk; opening a library makes its directory for its owner only."""
    assert not home.data.parent.exists()
    Library(home).close()

    assert stat.S_IMODE(home.data.stat().st_mode) == 0o700
    assert not home.cache.exists()
    assert not home.config.exists()


def test_the_bundled_papers_are_there_to_the_letter(library: Library) -> None:
    """All 209 titles and abstracts of the document reach the screen's data, and the join invented nothing."""
    lines = (shipped("data") / "abstracts.txt").read_text(encoding="utf-8").split("\n")[2:-1]
    lines[0] = lines[0].removeprefix("Subscribe")
    facts = [json.loads(line) for line in (shipped("data") / "metadata.jsonl").read_text(encoding="utf-8").splitlines()]
    papers = library.papers(library.browse().ids)

    assert [one.title for one in papers] == lines[0::2]
    assert [one.abstract for one in papers] == lines[1::2]
    for one, fact in zip(papers, facts, strict=True):
        assert [author.name for author in one.authors] == fact["authors"]
        assert (one.year, one.venue, one.arxiv, one.url) == tuple(fact[n] for n in ("year", "venue", "arxiv", "url"))
        assert one.doi == fact["doi"]
    assert sum(not one.authors for one in papers) == 1
    assert sum(one.year is None for one in papers) == 1


def test_what_was_done_is_there_the_next_time(library: Library, home: Home) -> None:
    """Bookmark, tags and note survive closing the library."""
    library.bookmark([2])
    library.tag([2], add=["ML/Inference", "to cite"])
    library.write_note(2, "Straße 🎉\n\n*x*")
    library.close()

    again = Library(home)
    [one] = again.papers([2])
    assert (one.bookmarked, one.tags, one.note) == (
        True,
        ("ml/inference", "to cite".replace(" ", "-")),
        "Straße 🎉\n\n*x*",
    )
    again.close()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (paper("A", doi="10.1/x"), paper("B", doi="10.1/x"), True),
        (paper("A", arxiv="2301.00001"), paper("B", arxiv="2301.00001"), True),
        (paper("On Trees!"), paper("on trees"), True),
        (paper("On Trees", "Ada König"), paper("On Trees", "A. Konig"), True),
        (paper("On Trees", "Ada König"), paper("On Trees", "Bob Smith"), False),
        (paper("On Trees"), paper("On Graphs"), False),
        (paper("???"), paper("???"), True),
        (paper("???"), paper("!!!"), False),
    ],
)
def test_what_counts_as_the_same_paper(library: Library, one: Paper, other: Paper, same: bool) -> None:  # noqa: FBT001 a parameter
    """DOI, arXiv id, or the title with a compatible author."""
    before = library.count()
    taken(library, one, other)

    assert library.count() - before == (1 if same else 2)


def test_an_import_fills_what_was_empty_and_overwrites_nothing(library: Library) -> None:
    """A second source completes a paper; facts that are there stay, and so does the key."""
    taken(library, paper("On Trees", year=2020, doi="10.1000/x"))
    assert taken(library, paper("On Trees", year=2021, venue="Journal of Trees", doi="10.1000/X")) == (0, 1, 0)

    one = library.find("lovelace2020trees")
    assert (one.year, one.venue, one.doi) == (2020, "Journal of Trees", "10.1000/x")


def test_a_second_import_of_the_same_file_changes_nothing(library: Library, tmp_path: Path) -> None:
    """Nothing is added, nothing is completed, and the index stays current."""
    file = tmp_path / "papers.jsonl"
    file.write_text('{"title": "On Trees", "authors": ["Ada Lovelace"], "year": 2020}\nrubbish\n', encoding="utf-8")
    first = library.import_file(file)
    assert (first.added, first.refused, first.problems[0].line) == (1, 1, 2)
    library.refresh_index()

    second = library.import_file(file)
    assert (second.added, second.completed, second.unchanged) == (0, 0, 1)
    assert library.refresh_index() == "current"


def test_a_dry_run_reports_and_leaves_everything(library: Library) -> None:
    """What would happen is said, and nothing has."""
    report = library.take([Record(paper("On Trees"), 1), Problem(2, "no title")], dry_run=True)

    assert (report.added, report.refused) == (1, 1)
    assert library.count() == 209


def test_a_better_release_adds_to_the_library_and_touches_nothing_of_the_user(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later release with more and better metadata: facts come, keys and everything of the user stay."""
    data = tmp_path / "data"
    shutil.copytree(shipped("data"), data)
    for module in (bundled, bundled_files):
        monkeypatch.setattr(module, "shipped", lambda _: data)
    first = Library(home)
    [unnamed] = [one for one in first.papers(first.browse().ids) if not one.authors]
    named = first.find("wang2019cspnet")
    for one in (unnamed, named):
        first.bookmark([one.id])
        first.tag([one.id], add=["mine"])
        first.write_note(one.id, "mine")
    taken(first, paper(unnamed.title, "Own Person", abstract=""))
    first.close()

    lines = [json.loads(line) for line in (data / "metadata.jsonl").read_text(encoding="utf-8").splitlines()]
    for fact in lines:
        if fact["title"] == unnamed.title:
            fact.update(authors=["Shipped Person"], year=2023)
        if fact["title"] == named.title:
            fact.update(venue="A Better Venue", year=2020)
    (data / "metadata.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    second = Library(home)
    [unnamed_now, named_now] = second.papers([unnamed.id, named.id])
    second.close()

    assert [author.name for author in unnamed_now.authors] == ["Own Person"]
    assert unnamed_now.year == 2023
    assert (named_now.venue, named_now.year) == ("A Better Venue", 2020)
    for before, now in ((unnamed, unnamed_now), (named, named_now)):
        assert (now.key, now.bookmarked, now.tags, now.note) == (before.key, True, ("mine",), "mine")


def test_a_library_of_before_gets_the_facts_that_were_looked_up(home: Home) -> None:
    """Corrected and completed, with where each is from; keys, and what the user wrote, stay."""
    home.database.parent.mkdir(parents=True)
    old = sqlite3.connect(home.database)
    old.executescript((Path(__file__).parents[1] / "store" / "fixtures" / "library-3.sql").read_text("utf-8"))
    old.execute("UPDATE papers SET venue = 'My Venue' WHERE id = 2")
    old.commit()
    old.close()
    library = Library(home)
    [one, own] = library.papers([2, 210])
    sources = {fact.field: fact.source for fact in library.provenance.of(2)}
    library.close()

    assert (one.key, one.year, one.details.pages, one.venue) == (
        *("hong2023flashdecoding", 2024, "148-161", "My Venue"),
    )
    assert (one.kind, one.details.preprint_date, one.details.volume) == ("conference", "2023-11", "6")
    assert sources["year"].startswith("two reference lists and the MLSys page")
    assert (sources["title"], sources["venue"]) == ("the bundled metadata", "")
    assert (own.key, own.note, own.year) == ("mine2020", "From the file", 2020)


@pytest.mark.parametrize(
    "spelling", ["wang2019cspnet", "wang2019c", "1911.11929", "arXiv:1911.11929v2", "https://arxiv.org/abs/1911.11929"]
)
def test_a_paper_is_found_by_key_start_and_identifiers(library: Library, spelling: str) -> None:
    """Everywhere KEY is a citation key, an unambiguous start of one, an arXiv id or a DOI."""
    assert library.find(spelling).key == "wang2019cspnet"


def test_an_ambiguous_or_unknown_key_says_so(library: Library) -> None:
    """The error names candidates, or the next step."""
    with pytest.raises(ReaderError, match="more than one") as ambiguous:
        library.find("wang")
    assert "wang2019cspnet" in ambiguous.value.hint or "wang" in ambiguous.value.hint
    with pytest.raises(ReaderError, match="No paper"):
        library.find("nobody1900nothing")


def test_notes_and_tags_are_searchable_after_one_refresh(library: Library) -> None:
    """The index follows within a second."""
    library.write_note(3, "about wombats")
    library.tag([4], add=["ml/inference"])
    started = time.monotonic()
    assert library.refresh_index() == "updated"

    assert time.monotonic() - started < 1
    assert list(library.search("wombat").ids) == [3]
    assert list(library.search("tag:ml").ids) == [4]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(), max_size=4))
def test_any_note_reads_back(library: Library, texts: list[str]) -> None:
    """The note is what was written last, whatever was typed; white space alone is no note."""
    for text in texts:
        library.write_note(5, text)
        kept = text.encode("utf-8", "replace").decode()
        assert library.papers([5])[0].note == (kept if kept.strip() else "")


def test_a_kill_loses_nothing_that_was_said_to_be_done(library: Library, home: Home) -> None:
    """SIGKILL in the middle of many writes: every write that returned is there, and the library is sound."""
    code = (
        "import sys; from tui_reader.library.library import Library; from tui_reader.paths import Home\n"
        "library = Library(Home.of_user())\n"
        "for number in range(100000):\n"
        "    library.write_note(7, f'note {number}'); print(number, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(25):
        last = process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split()
    process.wait()
    process.stdout.close()

    written = int(library.papers([7])[0].note.removeprefix("note "))
    assert written >= int(rest[-1] if rest else last)
    assert sqlite3.connect(home.database).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_import_that_is_killed_goes_on(library: Library, home: Home, tmp_path: Path) -> None:
    """SIGKILL in the middle: what was written is whole, the same import adds the rest, and one undo takes all of it."""
    file = tmp_path / "papers.jsonl"
    count = 3 * BATCH
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(f'{{"title": "Paper Number {number}", "year": 2020}}\n' for number in range(count))
    code = (
        "import sys, time; from tui_reader.library.library import Library; from tui_reader.paths import Home\n"
        "from pathlib import Path\n"
        "def told(done): print(done.records, flush=True); time.sleep(60)\n"
        "Library(Home.of_user()).import_file(Path(sys.argv[1]), progress=told)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert int(process.stdout.readline()) == BATCH
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    assert (library.count(), library.facets().total) == (209 + BATCH, 209 + BATCH)
    assert [step.words for step in library.journal.latest()] == [f"imported {BATCH:,} papers from papers.jsonl"]
    report = library.import_file(file)
    assert (report.added, report.completed, report.unchanged) == (count - BATCH, 0, BATCH)
    assert [step.words for step in library.journal.latest()] == [f"imported {count:,} papers from papers.jsonl"]
    library.journal.undo()
    assert library.count() == 209
    assert sqlite3.connect(home.database).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_is_said_and_loses_nothing(library: Library) -> None:
    """A write that does not fit raises with the next step; what was there before is unchanged."""
    library.write_note(8, "before")
    library.close()

    def no_more_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    code = (
        "from tui_reader.errors import ReaderError; from tui_reader.library.library import Library\n"
        "from tui_reader.paths import Home\n"
        "library = Library(Home.of_user())\n"
        "try: library.write_note(8, 'x' * 5_000_000)\n"
        "except ReaderError as error: print(error.message, error.hint)\n"
        "print(library.papers([8])[0].note)\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, preexec_fn=no_more_room
    ).stdout.splitlines()

    assert "could not be" in printed[0]
    assert printed[-1] == "before"


def test_a_library_of_a_newer_program_is_left_alone(home: Home) -> None:
    """An older program says so instead of guessing."""
    Library(home).close()
    connection = sqlite3.connect(home.database)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(ReaderError, match="newer tui-reader"):
        Library(home)


def test_two_instances_write_at_once(library: Library, home: Home) -> None:
    """Each waits for the other for a moment; nothing of either is lost."""
    other = Library(home)
    for number in range(1, 40):
        library.bookmark([number])
        other.tag([number], add=["both"])
    other.close()

    assert all(one.bookmarked and one.tags == ("both",) for one in library.papers(range(1, 40)))


def test_an_index_without_a_place_is_said_with_the_next_step(library: Library, home: Home) -> None:
    """A cache directory that cannot be written costs search, names itself, and loses nothing of the library."""
    shutil.rmtree(home.cache)
    home.cache.write_text("a file where the directory should be", encoding="utf-8")

    with pytest.raises(ReaderError, match="search index") as told:
        library.refresh_index()
    assert str(home.index) in told.value.message
    assert told.value.hint
    library.write_note(1, "kept")
    assert library.papers([1])[0].note == "kept"


def test_every_facet_counts_what_its_filter_finds(library: Library) -> None:
    """Nested tags and venues that are part of others too: the count is that of the query with that filter."""
    first, second, third = library.browse(limit=3).ids
    library.tag([first, second], add=["area/a"])
    library.tag([second, third], add=["area/b"])
    venues = ("ICML Workshop", "ICML")
    library.take(Record(paper(f"At {venue}", venue=venue), line) for line, venue in enumerate(venues))
    library.refresh_index()
    facets = library.facets()

    assert dict(facets.tags)["area"] == library.search("tag:area").total == 3
    assert dict(facets.venues)["ICML"] == library.search("venue:ICML").total > 2
    for venue, count in facets.venues:
        assert library.search(f'venue:"{venue}"').total == count, venue


def test_facets_say_how_many_values_they_leave_out(library: Library) -> None:
    """The most used ones are listed."""
    library.tag(library.browse(limit=2).ids, add=["often"])
    library.tag(library.browse(limit=1).ids, add=[f"tag{number}" for number in range(MOST_VALUES + 1)])
    facets = library.facets()

    assert (len(facets.tags), facets.more_tags) == (MOST_VALUES, 2)
    assert facets.tags[0] == ("often", 2)
