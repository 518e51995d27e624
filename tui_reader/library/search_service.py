"""Finds papers: chooses the engine, keeps its index current, and turns its hits into answers.

The index is disposable. Whatever is wrong with it ends in a new one, and until that is there answers say how much of
the library they speak of.
"""

from __future__ import annotations

import threading
import time
from array import array
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast, get_args

from tui_reader.errors import ReaderError
from tui_reader.model.results import MOST_VALUES, Answer, IndexState, Similar, Sorting
from tui_reader.search.engine import IndexUnusableError, Ranking, Stamp, Window
from tui_reader.search.indexing import Watch, bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from tui_reader.config import Config
    from tui_reader.library.filter_search import FilterSearch
    from tui_reader.model.results import Facets, Order, Sort
    from tui_reader.paths import Home
    from tui_reader.search.engine import Engine, Hits, Wanted
    from tui_reader.search.indexing import IndexWork
    from tui_reader.search.parser import Parsed
    from tui_reader.search.query_tree import Query, StoreFilter
    from tui_reader.search.similarity import Profile
    from tui_reader.search.suggestions import Explanation
    from tui_reader.store.database import Database
    from tui_reader.store.papers import PaperReader

LARGE = 20_000
"""The number of papers from which tantivy answers sooner than Whoosh."""

ALWAYS: Wanted = lambda: True  # noqa: E731 - a default value


class SearchService:
    """Search over the papers of a library. Every method may be called from any thread."""

    def __init__(self, home: Home, shelf: PaperReader, database: Database, config: Config) -> None:
        self._home = home
        self._shelf = shelf
        self._config = config
        self._database = database
        self._engine: Engine | None = None
        self._engine_choice = threading.Lock()
        self._unusable: Stamp | None = None
        """The stamp of an index that looks current and cannot answer."""

    def close(self) -> None:
        """Closes the files of the search engines."""
        if self._engine is not None:
            self._engine.close()

    def browse(self, sort: Order = "added", limit: int | None = None) -> Answer:
        """All papers in an order, or the first `limit` of them."""
        started = time.perf_counter()
        ids, count = self._shelf.ids(sort, limit), self._shelf.count()
        return Answer(ids, count, count, sort, time.perf_counter() - started)

    def search(
        self, text: str, sorting: Sorting, *, typing: bool = False, limit: int | None = None, wanted: Wanted = ALWAYS
    ) -> Answer:
        """The papers that match a query, or the first `limit` of them; see `Library.search`."""
        from tui_reader.search.parser import parse
        from tui_reader.search.query_tree import flags_only

        if not text.strip():
            return replace(self.browse(sorting.browsing, limit), text=text)
        started = time.perf_counter()
        parsed = parse(text, typing=typing)
        answer = Answer(of=self._shelf.count(), text=text, query=parsed.query, hint=parsed.hint)
        if self._needs_no_index(parsed.query):
            ids, total = self._filter_search.search(parsed.query, sorting.browsing, limit, wanted)
            seconds = time.perf_counter() - started
            return replace(answer, ids=ids, total=total, sort=sorting.browsing, seconds=seconds)
        sort: Sort = sorting.browsing if flags_only(parsed.query) else sorting.searching
        with self._asking() as stamp:
            goal = self._goal
            hits = self._hits(parsed, sort, limit, wanted)
        if stamp is not None and stamp != goal:
            hits = _without(hits, self._shelf.gone(stamp.revision))
        return replace(
            answer,
            ids=hits.ids,
            total=hits.total,
            sort=sort,
            seconds=time.perf_counter() - started,
            indexed=self._indexed(stamp),
            stale=stamp != goal,
            scores=hits.scores,
        )

    @property
    def _filter_search(self) -> FilterSearch:
        from tui_reader.library.filter_search import FilterSearch
        from tui_reader.store.filters import Filters

        return FilterSearch(Filters(self._database, self._shelf), self._shelf)

    def needs_index(self, text: str) -> bool:
        """Whether `search` needs an index to answer a query; see `Library.needs_index`."""
        from tui_reader.search.parser import parse
        from tui_reader.search.query_tree import flags_only

        return bool(text.strip()) and not flags_only(parse(text).query)

    def _needs_no_index(self, query: Query) -> bool:
        """Whether the database answers a query; what takes it long is left to an index that has all papers."""
        from tui_reader.library.filter_search import reads_many
        from tui_reader.search.query_tree import flags_only

        if not flags_only(query):
            return False
        return not reads_many(query) or self._shelf.count() < LARGE or self.engine.stamp() != self._goal

    def similar(self, ids: Sequence[int], limit: int, wanted: Wanted = ALWAYS) -> list[Similar]:
        """The papers that are most like all of these; see `Library.similar`."""
        from tui_reader.search import similarity

        return self._like(similarity.of_papers(self._shelf.papers(similarity.spread(ids))), ids, limit, wanted)

    def similar_to(self, text: str, limit: int, wanted: Wanted = ALWAYS) -> list[Similar]:
        """The papers that are most like a text; see `Library.similar`."""
        from tui_reader.search import similarity

        if like := similarity.of_text(text):
            return self._like(like, (), limit, wanted)
        raise ReaderError(
            "The text has no word that says what it is about." if text.strip() else "The text is empty.",
            "A title, an abstract or a few words of one would do.",
        )

    def _like(self, like: Profile, without: Sequence[int], limit: int, wanted: Wanted) -> list[Similar]:
        """The papers that are most like a profile, but for some, each with the words that it shares."""
        from tui_reader.search import similarity

        with self._asking():
            found = self.engine.similar(like, without, limit, wanted)
        scores = dict(zip(found.ids, found.scores, strict=True))
        papers = self._shelf.papers(found.ids)
        return [Similar(paper.id, scores[paper.id], similarity.shared(paper, found.sought)) for paper in papers]

    def explain(self, answer: Answer, wanted: Wanted = ALWAYS) -> Explanation:
        """Why an answer is empty, and which other queries have answers. Raises as `search` does."""
        from tui_reader.search.suggestions import Explanation, explain

        if answer.query is None:
            return Explanation()
        if self._needs_no_index(answer.query):
            # It counts and knows no words, which is all that a query without words is explained by.
            return explain(cast("Engine", self._filter_search), answer.query, self._flagged, wanted)
        return explain(self.engine, answer.query, self._flagged, wanted)

    def facets(self, ids: Collection[int] | None) -> Facets:
        """How many of these papers, or of all, each filter would leave, as the query language understands filters."""
        from tui_reader.search.analysis import stem, words

        found = self._shelf.facets(ids)
        # A venue is looked for as words next to each other, so that "ICML" finds "ICML Workshop" as well.
        spelled = [f" {' '.join(map(stem, words(venue)))} " for venue, _ in found.venues]
        counts = [
            sum(papers for (_, papers), other in zip(found.venues, spelled, strict=True) if sought in other)
            for sought in spelled[:MOST_VALUES]
        ]
        return replace(
            found,
            tags=found.tags[:MOST_VALUES],
            more_tags=max(len(found.tags) - MOST_VALUES, 0),
            venues=tuple((venue, count) for (venue, _), count in zip(found.venues, counts, strict=False)),
            more_venues=max(len(found.venues) - MOST_VALUES, 0),
        )

    def refresh(self, watch: Watch, *, rebuild: bool = False) -> IndexWork:
        """Makes the index hold the library as it is now; see `Library.refresh_index`."""
        stamp = self.engine.stamp()
        anew = rebuild or (stamp is not None and stamp == self._unusable)
        try:
            try:
                work = bring_up_to_date(self._shelf, self.engine, watch, anew=anew)
            except IndexUnusableError:
                # It can be damaged where the stamp does not tell; beginning anew is the repair.
                work = bring_up_to_date(self._shelf, self.engine, watch, anew=True)
        except OSError as error:
            raise ReaderError(
                f"The search index {self._home.index} could not be written: {error.strerror or error}.",
                "Nothing of the library is lost; make room or check the permissions of that directory.",
            ) from error
        self._unusable = None
        return work

    def state(self) -> IndexState:
        """The engine, the size, and the progress of the index."""
        engine, stamp, goal, count = self.engine, self.engine.stamp(), self._goal, self._shelf.count()
        # A file may be gone between the look at its directory and the look at itself: another process may write.
        size = sum(_size(path) for path in self._home.index.rglob("*"))
        is_ours = stamp is not None and stamp.library == goal.library
        lacks = count
        if stamp is not None and is_ours:
            lacks = self._shelf.changed_count(stamp.revision, stamp.indexed_through)
        return IndexState(type(engine).__name__.removesuffix("Engine").lower(), size, count - lacks, stamp == goal)

    def advice(self) -> str:
        """A sentence that says what would make search faster; empty when nothing would."""
        if self._config.index == "auto" and self._shelf.count() >= LARGE and not _has_tantivy():
            return (
                f"Search over {self._shelf.count():,} papers is much quicker with tantivy: "
                "pip install 'tui-reader[tantivy]'"
            )
        return ""

    @property
    def engine(self) -> Engine:
        """The engine that the configuration asks for or, by default, that suits the library's size."""
        # Two threads at the start would make two engines, and the files of one would never be closed.
        with self._engine_choice:
            if self._engine is None:
                self._engine = self._chosen()
            return self._engine

    def _chosen(self) -> Engine:
        wanted = self._config.index
        if wanted == "tantivy" and not _has_tantivy():
            raise ReaderError(
                "The configuration asks for the tantivy index, and tantivy is not installed.",
                "pip install 'tui-reader[tantivy]', or set index = \"auto\".",
            )
        if wanted == "tantivy" or (wanted == "auto" and self._shelf.count() >= LARGE and _has_tantivy()):
            from tui_reader.search.tantivy.tantivy_engine import TantivyEngine

            return TantivyEngine(self._home.index / "tantivy")
        from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

        return WhooshEngine(self._home.index / "whoosh")

    @contextmanager
    def _asking(self) -> Iterator[Stamp | None]:
        """The stamp of the index that is asked; that of one that cannot answer is remembered."""
        stamp = self.engine.stamp()
        try:
            yield stamp
        except IndexUnusableError:
            self._unusable = stamp
            raise

    def _hits(self, parsed: Parsed, sort: Sort, limit: int | None, wanted: Wanted) -> Hits:
        from tui_reader.search.query_tree import for_engine

        query = for_engine(parsed.query)
        if sort in get_args(Ranking):
            window = Window(cast("Ranking", sort), limit)
            return self.engine.search(query, self._flagged, wanted, window)
        hits = self.engine.search(query, self._flagged, wanted, Window("added"))
        return replace(hits, ids=self._shelf.sorted(hits.ids, cast("Order", sort), limit), scores=array("d"))

    def _indexed(self, stamp: Stamp | None) -> int | None:
        if stamp is None or not stamp.target_revision:
            return None
        return max(self._shelf.count() - self._shelf.changed_count(stamp.revision, stamp.indexed_through), 0)

    @property
    def _goal(self) -> Stamp:
        """The stamp of an index of the library as it is now."""
        return Stamp(*self._shelf.identity())

    def _flagged(self, one: StoreFilter) -> Collection[int]:
        return self._filter_search.ids(one)


def _without(hits: Hits, gone: Collection[int]) -> Hits:
    """Hits that the index still has are none when the library does not."""
    if not gone or not any(number in gone for number in hits.ids):
        return hits
    kept = [place for place, number in enumerate(hits.ids) if number not in gone]
    scores = array("d", (hits.scores[place] for place in kept)) if hits.scores else hits.scores
    total = hits.total - len(hits.ids) + len(kept)
    return replace(hits, ids=array("q", (hits.ids[place] for place in kept)), scores=scores, total=total)


def _has_tantivy() -> bool:
    return find_spec("tantivy") is not None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
