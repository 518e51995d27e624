"""The library: the one object that the screen and the command line hold.

It joins what is precious (the store) with what is disposable (`finding`, over the search index). Any method may be
called from any thread. What a method that changes something returns from is on disk; the index follows with
`refresh_index`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.config import Config
from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.library.search_service import SearchService
from tui_reader.model.results import Sorting
from tui_reader.search.indexing import Watch
from tui_reader.store.annotations import Annotations
from tui_reader.store.citation_keys import Naming
from tui_reader.store.database import Database
from tui_reader.store.format_choices import FormatChoices
from tui_reader.store.highlights import Highlights
from tui_reader.store.journal import Journal
from tui_reader.store.notes import Notes
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

    from tui_reader.importers.records import Item
    from tui_reader.library.import_service import TakeOptions
    from tui_reader.library.import_tally import ImportReport
    from tui_reader.model.history import WrittenNote
    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer, Facets, IndexState, Order, Similar
    from tui_reader.notes.mirror import Mirror
    from tui_reader.paths import Home
    from tui_reader.search.engine import Wanted
    from tui_reader.search.indexing import IndexWork
    from tui_reader.search.suggestions import Explanation


class Library:
    """A user's papers and all that was done with them."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._database = Database(home.database)
        self._shelf = PaperReader(self._database)
        self._annotations = Annotations(self._database)
        self.highlights = Highlights(self._database)
        """The marked passages of abstracts."""
        self.notes = Notes(self._database)
        """The notes, and what they were before."""
        self.ratings = Ratings(self._database)
        """The stars that papers have."""
        self.provenance = Provenance(self._database)
        """Where the facts of papers are from."""
        self.duplicates = PossibleDuplicates(self._database)
        """The pairs of papers that may be the same."""
        self.journal = Journal(self._database)
        """What can be undone."""
        self.queries = Queries(self._database)
        """The searches that have a name, and the history."""
        self.settings = Settings(self._database)
        """What the program remembers."""
        self.formats = FormatChoices(self._database)
        """The citation formats that the user chose."""
        self.config, self.config_problems = Config.load(home)
        """What of the user's configuration could not be used; defaults hold instead."""
        self._search = SearchService(home, self._shelf, self._database, self.config)
        self.keys = Naming(self._database, self.config.citation_key)
        """The citation keys, and how they are made."""
        self.unsaved: list[ReaderError] = []
        """One for each note that the disk did not take before the screen ended; its hint says where the text is."""
        self.mirror: Mirror | None = None
        """The notes as files; `None` when the user wants none."""
        if self.config.notes_mirror:
            from tui_reader.notes.mirror import Mirror
            from tui_reader.paths import notes_directory
            from tui_reader.store.note_files import NoteFiles

            files = NoteFiles(self._database)
            path = notes_directory(self.config.notes_mirror)
            self.mirror = Mirror(path, home.data / "mirror.lock", self._shelf, self.highlights, files, self.settings)
            self._database.follower = self.mirror.follow
        self._take_shipped()

    def close(self) -> None:
        """Lets go of all files."""
        if self.mirror is not None:
            self.mirror.close()
        self._search.close()
        self._database.close()

    # Reading

    def count(self) -> int:
        """How many papers there are."""
        return self._shelf.count()

    def browse(self, sort: Order = "added", limit: int | None = None) -> Answer:
        """All papers, or the first `limit`, in an order."""
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
        """The papers that match a query, or the first `limit` of them.

        By default the best is first, or the latest where nothing ranks.
        `typing` says that the last word may be unfinished: it matches as a prefix. Raises `IndexUnusableError` when
        `refresh_index` has to come first, and `SupersededError` when `wanted` says that nobody waits any more.
        """
        return self._search.search(text, sorting, typing=typing, limit=limit, wanted=wanted)

    def needs_index(self, text: str) -> bool:
        """Whether `search` needs an index to answer a query.

        The database answers filters without words (`is:bookmarked -is:read`, `year:2018..2022`) by itself.
        """
        return self._search.needs_index(text)

    def similar(self, to: Sequence[int] | str, limit: int = 20, wanted: Wanted = lambda: True) -> list[Similar]:
        """The papers that are most like all of these, which are left out, or most like a text; the likest first.

        Raises ReaderError when no word of the text says what it is about, and as `search` does.
        """
        if isinstance(to, str):
            return self._search.similar_to(to, limit, wanted)
        return self._search.similar(to, limit, wanted)

    def explain(self, answer: Answer, wanted: Wanted = lambda: True) -> Explanation:
        """Why an answer is empty, and which other queries have answers. Raises as `search` does."""
        return self._search.explain(answer, wanted)

    def size(self) -> int:
        """How many bytes the library has on disk."""
        return self._database.size()

    def papers(self, ids: Sequence[int]) -> list[Paper]:
        """The papers with these ids, in the order of the ids; ids that no paper has are passed over."""
        return self._shelf.papers(ids)

    def find(self, key: str) -> Paper:
        """The paper that a citation key, an identifier (arXiv id, DOI, `pmid:123`) or the start of a key names.

        Raises NotFoundError when there is none, and ReaderError when there is more than one.
        """
        wanted = key.strip()
        found = self._shelf.with_key(wanted) if wanted else []
        if len(found) != 1:
            found = (self._shelf.with_identifier(wanted) if wanted else []) or found
        if len(found) == 1:
            return self.papers(found)[0]
        if found:
            starting = self._shelf.with_key(wanted, limit=5)
            names = ", ".join(paper.key for paper in self.papers(starting or found))
            what = "is the start of more than one citation key" if starting else "names more than one paper"
            raise ReaderError(f"“{wanted}” {what}.", f"One of: {names}.")
        raise NotFoundError(f"No paper has the key “{wanted}”.", "tui-reader search finds keys by words of the title.")

    def tags(self) -> list[tuple[str, int]]:
        """Every tag, and every one that others are below, with the number of its papers; the most used first."""
        return self._annotations.tags()

    def facets(self, ids: Collection[int] | None = None) -> Facets:
        """How many of these papers, or of all, each filter would leave."""
        return self._search.facets(ids)

    def unread(self, ids: Collection[int]) -> list[int]:
        """Those of these papers that are unread."""
        return self._shelf.unread(ids)

    def first_unread(self, ids: Sequence[int]) -> int | None:
        """The first of these papers that is unread."""
        return self._shelf.first_unread(ids)

    # Changing

    def bookmark(self, ids: Iterable[int], *, bookmarked: bool = True) -> None:
        """Bookmarks papers, or takes their bookmarks away."""
        self._annotations.set_bookmarked(ids, bookmarked=bookmarked)

    def mark_read(self, ids: Iterable[int], *, read: bool = True, automatic: bool = False) -> None:
        """Marks papers as read now, or as unread; what is `automatic` is no step of undo."""
        self._annotations.set_read(ids, read=read, automatic=automatic)

    def queue(self, ids: Iterable[int], *, queued: bool = True) -> None:
        """Puts papers among those to be read next, or takes them out."""
        self._annotations.set_queued(ids, queued=queued)

    def tag(self, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Adds tags to papers and takes tags from them."""
        self._annotations.change_tags(ids, add, remove)

    def rename_tag(self, old: str, new: str) -> int:
        """Gives a tag another name, and those below it with it, or makes it one with a tag of that name.

        How many papers that changed. Raises ReaderError when one of the names cannot be a tag.
        """
        return self._annotations.rename_tag(old, new)

    def delete_tag(self, tag: str) -> int:
        """Takes a tag and those below it from all papers; how many that changed."""
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
        """What a note of a paper begins as, by the user's template; empty when there is none."""
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
        """Makes the index hold the library as it is now, and says what that took; `rebuild` makes it anew.

        Raises `IndexBusyError` when another process writes the index, `SupersededError` when the index is not wanted
        any more, and ReaderError when there is no place for it. What was interrupted goes on the next time.
        """
        return self._search.refresh(watch, rebuild=rebuild)

    def advice(self) -> str:
        """What would make search quicker, in a sentence; empty when nothing would."""
        return self._search.advice()

    def index_state(self) -> IndexState:
        """How far the search index is."""
        return self._search.state()

    def _take_shipped(self) -> None:
        """Takes in the papers that the program ships, when this release ships others than the last one did."""
        from tui_reader.importers.bundled import SOURCE, bundled_digest, bundled_papers

        digest = bundled_digest()
        if self.settings.get("shipped") != digest:
            self.take(bundled_papers(with_keys=self.keys.are_usual), source=SOURCE, shipped=True)
            self.settings.put("shipped", digest)
