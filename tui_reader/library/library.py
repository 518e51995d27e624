"""The library: the one object that the screen and the command line hold.

It joins the database (`store`), which nothing can make again, with the search index (`search_service`), which is made
from it. Any method may be called from any thread. A change is on disk when its method returns; the index has it after
the next `refresh_index`.

Where a method takes `wanted`, that is a cancellation callback: it is called every few milliseconds of slow work, on the
thread that called the method, and once it returns False the method raises `SupersededError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.config import Config
from tui_reader.library import paper_lookup
from tui_reader.library.search_service import SearchService
from tui_reader.model.results import Sorting
from tui_reader.search.indexing import Watch
from tui_reader.store.annotations import Annotations
from tui_reader.store.citation_keys import CitationKeys
from tui_reader.store.database import Database
from tui_reader.store.format_choices import FormatChoices
from tui_reader.store.highlights import Highlights
from tui_reader.store.journal import Journal
from tui_reader.store.notes import Notes
from tui_reader.store.paper_edits import PaperEdits
from tui_reader.store.papers import PaperReader
from tui_reader.store.possible_duplicates import PossibleDuplicates
from tui_reader.store.provenance import Provenance
from tui_reader.store.queries import Queries
from tui_reader.store.ratings import Ratings
from tui_reader.store.settings import Settings
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path
    from typing import Unpack

    from tui_reader.errors import ReaderError
    from tui_reader.importers.records import Item
    from tui_reader.library.import_service import TakeOptions
    from tui_reader.library.import_tally import ImportReport
    from tui_reader.library.kept_exports import KeptExports
    from tui_reader.model.history import WrittenNote
    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer, Facets, IndexState, Order, Similar
    from tui_reader.notes.mirror import Mirror
    from tui_reader.paths import Home
    from tui_reader.search.engine import Wanted
    from tui_reader.search.indexing import IndexWork
    from tui_reader.search.suggestions import Explanation


class Library:
    """A user's papers, with everything that the user added to them."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._database = Database(home.database)
        self._shelf = PaperReader(self._database)
        self._annotations = Annotations(self._database)
        self.highlights = Highlights(self._database)
        """The highlights: marked passages of abstracts."""
        self.notes = Notes(self._database)
        """The notes and their earlier versions."""
        self.ratings = Ratings(self._database)
        """The ratings of papers, one to five stars."""
        self.provenance = Provenance(self._database)
        """Where the facts of papers are from."""
        self.duplicates = PossibleDuplicates(self._database)
        """The pairs of papers that may be the same."""
        self.journal = Journal(self._database)
        """Undo and redo."""
        self.queries = Queries(self._database)
        """The saved searches, and the history of queries."""
        self.settings = Settings(self._database)
        """The settings that the program remembers."""
        self.formats = FormatChoices(self._database)
        """The citation formats that the user chose."""
        self.config, self.config_problems = Config.load(home)
        """The user's configuration, and the problems of its file: for each of these settings the default holds."""
        self._search = SearchService(home, self._shelf, self._database, self.config)
        self.keys = CitationKeys(self._database, self.config.citation_key)
        """The citation keys."""
        self.edits = PaperEdits(self._database, self.keys.made)
        """Papers added, edited, deleted and merged by hand."""
        self.unsaved: list[ReaderError] = []
        """One for each note that the disk did not take before the screen ended; its hint says where the text is."""
        self.parting_words: list[str] = []
        """What is said when the screen is gone: that its end stopped an import."""
        self.mirror: Mirror | None = None
        """The notes as files in a directory; `None` unless the configuration names one."""
        self.exports: KeptExports | None = None
        """The files of `[[export]]`; `None` unless the configuration has some."""
        if self.config.notes_mirror or self.config.exports:
            from tui_reader.library.followers import followers

            self.mirror, self.exports = followers(self, self._database, self._shelf)
        self._take_shipped()
        if self.exports is not None:
            self.exports.begin()

    def close(self) -> None:
        """Waits for the exports and the mirror, and closes all files."""
        for follower in [one for one in (self.exports, self.mirror) if one is not None]:
            follower.close()
        self._search.close()
        self._database.close()

    # Reading

    def count(self) -> int:
        """How many papers there are."""
        return self._shelf.count()

    def browse(self, sort: Order = "added", limit: int | None = None) -> Answer:
        """All papers in an order, or the first `limit` of them."""
        return self._search.browse(sort, limit)

    def search(
        self,
        text: str,
        sorting: Sorting = Sorting(),  # noqa: B008 it is frozen
        *,
        typing: bool = False,
        limit: int | None = None,
        wanted: Wanted = lambda: True,
    ) -> Answer:
        """The papers that match a query, as `Answer.ids`.

        `text` is in the query language; what does not parse is searched as words, and `Answer.hint` says so. An empty
        text matches every paper. `sorting` has one order for queries with words and one for those without; by default
        the best match or the latest addition is first. With `typing`, the last word may be unfinished and matches as a
        prefix too. `limit` cuts the ids, not `Answer.total`. `wanted` cancels: see above.

        Raises `IndexUnusableError` when the query needs an index and there is none (`refresh_index` makes it), and
        `SupersededError` when `wanted` returned False.
        """
        return self._search.search(text, sorting, typing=typing, limit=limit, wanted=wanted)

    def needs_index(self, text: str) -> bool:
        """Whether `search` needs an index to answer a query.

        The database answers filters without words (`is:bookmarked -is:read`, `year:2018..2022`) by itself.
        """
        return self._search.needs_index(text)

    def similar(self, to: Sequence[int] | str, limit: int = 20, wanted: Wanted = lambda: True) -> list[Similar]:
        """The papers most similar to all of the given ones, which are left out, or to a text such as an abstract.

        The most similar are first, at most `limit`. Every call needs an index: raises as `search` does, and ReaderError
        when the text has no word that says what it is about.
        """
        if isinstance(to, str):
            return self._search.similar_to(to, limit, wanted)
        return self._search.similar(to, limit, wanted)

    def explain(self, answer: Answer, wanted: Wanted = lambda: True) -> Explanation:
        """Why an answer has no papers, and similar queries that have some. Raises as `search` does."""
        return self._search.explain(answer, wanted)

    def size(self) -> int:
        """The size of the database on disk, in bytes."""
        return self._database.size()

    def papers(self, ids: Sequence[int]) -> list[Paper]:
        """The papers with these ids, in their order; ids that no paper has are left out."""
        return self._shelf.papers(ids)

    def find(self, key: str) -> Paper:
        """The paper that a citation key, an identifier (arXiv id, DOI, `pmid:123`) or the only start of a key names.

        Raises NotFoundError when there is none, and ReaderError when there is more than one.
        """
        return paper_lookup.find(self._shelf, key)

    def tags(self) -> list[tuple[str, int]]:
        """Every tag, and every parent of one, with the number of its papers; the most frequent first."""
        return self._annotations.tags()

    def facets(self, ids: Collection[int] | None = None) -> Facets:
        """How many of these papers, or of all (`None`), each filter would leave."""
        return self._search.facets(ids)

    def unread(self, ids: Collection[int]) -> list[int]:
        """The unread ones of these papers, in the same order."""
        return self._shelf.unread(ids)

    def first_unread(self, ids: Sequence[int]) -> int | None:
        """The first unread one of these papers; `None` when all are read."""
        return self._shelf.first_unread(ids)

    # Changing

    def bookmark(self, ids: Iterable[int], *, bookmarked: bool = True) -> None:
        """Bookmarks papers, or removes their bookmarks."""
        self._annotations.set_bookmarked(ids, bookmarked=bookmarked)

    def mark_read(self, ids: Iterable[int], *, read: bool = True, automatic: bool = False) -> None:
        """Marks papers as read now, or as unread; an `automatic` change cannot be undone."""
        self._annotations.set_read(ids, read=read, automatic=automatic)

    def queue(self, ids: Iterable[int], *, queued: bool = True) -> None:
        """Appends papers to the reading queue, or removes them from it."""
        self._annotations.set_queued(ids, queued=queued)

    def tag(self, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Adds tags to papers and removes tags. Raises ReaderError when a text cannot be a tag."""
        self._annotations.change_tags(ids, add, remove)

    def rename_tag(self, old: str, new: str) -> int:
        """Renames a tag and those below it; a tag that has the new name already is merged with it.

        Returns how many papers changed. Raises ReaderError when one of the names cannot be a tag.
        """
        return self._annotations.rename_tag(old, new)

    def delete_tag(self, tag: str) -> int:
        """Removes a tag and those below it from all papers; returns how many papers changed."""
        return self._annotations.delete_tag(tag)

    def write_note(self, paper: int, text: str, *, based_on: str | None = None, typing: bool = False) -> WrittenNote:
        """Makes a text (Markdown) the note of a paper; an empty text, or the template alone, takes the note away.

        `based_on` is the note that the writer had before them: when another window or command has changed it since,
        both changes are kept, merged or the other one as a version, and the result says so. Without `based_on` the
        text replaces whatever is there, which becomes a version. `typing` says that this is a pause in typing, and no
        step of undo of its own.

        Raises NotFoundError when there is no such paper, and ReaderError when the disk does not take the note.
        """
        if self.config.notes_template:
            template = "".join(self.new_note(about).strip() for about in self.papers([paper]))
            text = "" if text.strip() == template else text
            based_on = "" if based_on is not None and based_on.strip() == template else based_on
        return self.notes.write(paper, text, based_on=based_on, typing=typing)

    def append_note(self, paper: int, text: str) -> WrittenNote:
        """Adds a paragraph at the end of a paper's note as it is at this moment. Raises as `write_note` does."""
        return self.notes.append(paper, text)

    def new_note(self, paper: Paper) -> str:
        """The text that a new note of a paper begins with: the user's template, filled in; empty without one."""
        if not self.config.notes_template:
            return ""
        from tui_reader.texts.note_templates import filled

        return filled(self.config.notes_template, paper)

    def take(self, items: Iterable[Item], **options: Unpack[TakeOptions]) -> ImportReport:
        """Takes papers in, in short transactions that are one step of undo; see `import_service.take`."""
        from tui_reader.library.import_service import take

        return take(self._database, items, self.keys.made, options)

    def import_file(self, path: Path, format_name: str = "auto", **options: Unpack[TakeOptions]) -> ImportReport:
        """Takes the papers of a file in; a second import of the same file changes nothing.

        Raises ReaderError when the file as a whole cannot be used; records that cannot be are in the report.
        """
        from tui_reader.importers.files import ReadingPosition
        from tui_reader.importers.formats import read_file

        position = ReadingPosition()
        options.setdefault("source", one_line(path.name))
        options.setdefault("share", position.share)
        return self.take(read_file(path, format_name, position), **options)

    # The index

    def refresh_index(self, watch: Watch = Watch(), *, rebuild: bool = False) -> IndexWork:  # noqa: B008 it is frozen
        """Updates the index to the current state of the library; `rebuild` builds it from nothing.

        `watch` has callbacks for progress and cancellation. An interrupted update is continued by the next call.
        Raises `IndexBusyError` when another process writes the index, `SupersededError` when `watch.wanted` returned
        False, and ReaderError when the index cannot be written.
        """
        return self._search.refresh(watch, rebuild=rebuild)

    def advice(self) -> str:
        """A sentence that says what would make search faster; empty when nothing would."""
        return self._search.advice()

    def index_state(self) -> IndexState:
        """The engine, the size, and the progress of the search index."""
        return self._search.state()

    def _take_shipped(self) -> None:
        """Takes in the papers that the program ships, when this release ships others than the last one did."""
        from tui_reader.importers.bundled_files import bundled_digest

        digest = bundled_digest()
        if self.settings.get("shipped") != digest:
            from tui_reader.importers.bundled import SOURCE, bundled_papers

            self.take(bundled_papers(with_keys=self.keys.are_usual), source=SOURCE, shipped=True)
            self.settings.put("shipped", digest)
