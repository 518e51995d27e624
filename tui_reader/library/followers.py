"""What follows a library's changes into files: the mirror of its notes, and the exports that keep themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from tui_reader.library.kept_exports import KeptExports
    from tui_reader.library.library import Library
    from tui_reader.notes.mirror import Mirror
    from tui_reader.store.database import Database
    from tui_reader.store.papers import PaperReader


def followers(library: Library, database: Database, shelf: PaperReader) -> tuple[Mirror | None, KeptExports | None]:
    """The followers that the configuration asks for, connected to the database.

    What is wrong with the settings of exports is added to the problems of the configuration.
    """
    config, mirror, exports = library.config, None, None
    if config.notes_mirror:
        from tui_reader.notes.mirror import Mirror
        from tui_reader.paths import notes_directory
        from tui_reader.store.note_files import NoteFiles

        lock = library.home.data / "mirror.lock"
        path = notes_directory(config.notes_mirror)
        mirror = Mirror(path, lock, shelf, library.highlights, NoteFiles(database), library.settings)
    if config.exports:
        from tui_reader.library.kept_exports import KeptExports, read_exports

        kept, problems = read_exports(config.exports)
        exports = KeptExports(library, kept) if kept else None
        library.config_problems = (*library.config_problems, *problems)

    def follow(papers: Collection[int] | None) -> None:
        for one in (mirror, exports):
            if one is not None:
                one.follow(papers)

    if mirror is not None or exports is not None:
        database.follower = follow
    return mirror, exports
