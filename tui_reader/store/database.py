"""Connections and transactions of the library's SQLite file.

Every thread has a connection of its own, opened at its first use. SQLite's locks serialise writers across threads and
processes; in WAL mode, readers never wait for them. A write is one `BEGIN IMMEDIATE` transaction with
`synchronous=FULL`: it is on disk when `writing()` returns, and an interruption leaves the library as it was before.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from typing import TYPE_CHECKING

from tui_reader.errors import BusyError, ReaderError
from tui_reader.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

BUSY_SECONDS = 10.0
"""How long a write waits for another connection's write before it fails."""

RETRY_SECONDS = 0.01

MOST_LOG_BYTES = 64 * 2**20
"""The size to which SQLite truncates its write-ahead log; a large import makes it grow beyond that for a while."""

PAGE_CACHE_KIB = 4_096

LARGE_CACHE_KIB = 32_768
"""For imports: keys and titles are inserted all over their indexes, which took two thirds of the time at 200,000 papers
with the small cache."""


class Database:
    """The SQLite file of one library; created, with its directory, when it does not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.window = os.urandom(8).hex()
        """The random name of this opening of the library, which tells its changes from those of other windows."""
        self.follower: Callable[[Collection[int] | None], None] | None = None
        """Called with the ids of the papers that an action changed, after it is on disk; with `None` when papers were
        added or removed."""
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with self.errors_explained():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._migrate()

    def close(self) -> None:
        """Closes the connections of every thread."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    def size(self) -> int:
        """The size of the library on disk in bytes, with its write-ahead log."""
        waiting = self.path.with_name(f"{self.path.name}-wal")
        with self.errors_explained():
            return self.path.stat().st_size + (waiting.stat().st_size if waiting.exists() else 0)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for reading."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection for reading; errors of SQLite and the file system are raised as ReaderError."""
        with self.errors_explained():
            yield self.connection

    @contextlib.contextmanager
    def writing(self, *, much: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction: committed to disk when the block ends, rolled back when it raises.

        `much` gives it a larger page cache. Inside another transaction of the same thread it is a savepoint of that
        one. Raises ReaderError as `reading` does, and when another connection writes for longer than `BUSY_SECONDS`.
        """
        with self.errors_explained():
            connection = self.connection
            if connection.in_transaction:
                with _part(connection):
                    yield connection
                return
            with self.much() if much else contextlib.nullcontext():
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    @contextlib.contextmanager
    def much(self) -> Iterator[None]:
        """Takes more memory while this thread writes very much, in one transaction or in many."""
        connection = self.connection
        if getattr(self._local, "much", False):
            yield
            return
        self._local.much = True
        connection.execute(f"PRAGMA cache_size = -{LARGE_CACHE_KIB}")
        try:
            yield
        finally:
            self._local.much = False
            connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
            connection.execute("PRAGMA shrink_memory")

    @contextlib.contextmanager
    def errors_explained(self) -> Iterator[None]:
        """Raises errors of SQLite and of the file system as ReaderError, with the next step as hint."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._explained(error) from error
        except OSError as error:
            raise ReaderError(
                f"The library {self.path} cannot be opened: {error.strerror or error}.",
                "Check the directory and its permissions, or set TUI_READER_HOME to a directory that can be written.",
            ) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # Without it, no trigger sees the row that INSERT OR REPLACE replaces.
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
        connection.execute(f"PRAGMA journal_size_limit = {MOST_LOG_BYTES}")
        with self._lock:
            self._all.append(connection)
        return connection

    def _migrate(self) -> None:
        connection = self.connection
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == len(MIGRATIONS):
            return
        if version > len(MIGRATIONS):
            raise ReaderError(
                f"The library {self.path} was written by a newer tui-reader (schema {version}).",
                "Upgrade tui-reader, or set TUI_READER_HOME to another directory.",
            )
        with self.writing():
            # Another instance may have migrated while this one waited for the lock.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            for migration in MIGRATIONS[version:]:
                for statement in statements(migration):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _explained(self, error: sqlite3.DatabaseError) -> ReaderError:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        message, hint = _REASONS.get(code, (f"cannot be used: {error}", "Nothing was changed; try again."))
        is_busy = code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        return (BusyError if is_busy else ReaderError)(f"The library {self.path} {message}.", hint)


_REASONS = {
    sqlite3.SQLITE_FULL: ("could not be written: the disk is full", "Nothing was lost; free some space and try again."),
    sqlite3.SQLITE_READONLY: ("cannot be written: it is read-only", "Check the permissions of the file and directory."),
    sqlite3.SQLITE_PERM: ("cannot be opened: permission denied", "Check the permissions of the file and directory."),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "Check that it is a file and that its directory can be written."),
    sqlite3.SQLITE_IOERR: ("could not be read or written", "Check the disk; what was saved before is unchanged."),
    sqlite3.SQLITE_BUSY: ("is being written by another program", "Nothing was changed; try again in a moment."),
    sqlite3.SQLITE_LOCKED: ("is being written by another program", "Nothing was changed; try again in a moment."),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "Nothing was changed. Move the file aside to start with a new library."),
    sqlite3.SQLITE_NOTADB: (
        "is not a library (not an SQLite file)",
        "Nothing was changed. Move the file aside to start with a new library.",
    ),
}


@contextlib.contextmanager
def _part(connection: sqlite3.Connection) -> Iterator[None]:
    """A savepoint: the block's changes are rolled back, and only these, when it raises."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO part")
        raise
    finally:
        connection.execute("RELEASE part")


def kept(text: str) -> str:
    """The text with lone surrogates, which a terminal's paste can contain and UTF-8 cannot, replaced by `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Makes the file one with a write-ahead log, which it then stays.

    Setting it again on every connection would take a lock that a writer may hold. SQLite does not wait for a lock here,
    whatever the timeout: of two programs that make the same new library one is refused at once.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return


def statements(script: str) -> Iterator[str]:
    """The statements of a script: `executescript` would commit the transaction that a migration runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
