"""The directories of `watch.directories`, looked at beside reading: what appears there is imported."""

from __future__ import annotations

import json
import threading
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.ui.messages import Failed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.message import Message

    from tui_reader.library.folder_watch import FolderWatch
    from tui_reader.library.import_service import TakeOptions
    from tui_reader.library.import_tally import ImportReport
    from tui_reader.library.library import Library
    from tui_reader.ui.import_runner import ImportRunner

LOOK_SECONDS = 2.0

TAKEN = "watched_files"
"""The setting with what was taken in, as JSON: by path the size in bytes and the time of change in nanoseconds."""


class FolderFollower:
    """Looks into the watched directories in a thread of its own, and gives their files to the imports."""

    def __init__(
        self,
        library: Library,
        imports: ImportRunner,
        post: Callable[[Message], object],
        crashed: Callable[[BaseException], object],
    ) -> None:
        self._library = library
        self._imports = imports
        self._post = post
        self._crashed = crashed
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to look, if the settings name directories."""
        if self._library.config.watched and self._thread is None:
            self._thread = threading.Thread(target=self._follow, name="folders", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends looking; no import is begun after this."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _follow(self) -> None:
        try:
            self._look_again_and_again()
        except Exception as error:  # noqa: BLE001 a defect in a thread is told by the reader, not printed over the screen
            self._crashed(error)

    def _look_again_and_again(self) -> None:
        from tui_reader.library.folder_watch import FolderWatch
        from tui_reader.texts.printable import one_line

        watches = [FolderWatch([directory]) for directory in self._library.config.watched]
        told: set[str] = set()
        while not self._stopped.is_set():
            for watch in watches:
                try:
                    ready = watch.ready()
                except ReaderError as error:
                    if error.message not in told:
                        self._post(Failed(error))
                    told.add(error.message)
                    continue
                for path in ready:
                    if not self._stopped.is_set() and not self._is_taken(watch, path):
                        self._imports.start(one_line(path.name), partial(self._take, watch, path), quiet=True)
            self._stopped.wait(LOOK_SECONDS)

    def _take(self, watch: FolderWatch, path: Path, options: TakeOptions) -> ImportReport:
        """Imports a file, unless another reader has done so meanwhile; what fails for a moment reports nothing."""
        from tui_reader.library.import_tally import ImportReport

        state = watch.state(path)
        if self._is_taken(watch, path):
            return ImportReport()
        try:
            report = self._library.import_file(path, **options)
            if not report.stopped and state is not None:
                taken = {name: one for name, one in self._taken().items() if name != str(path.resolve())}
                self._library.settings.put(TAKEN, json.dumps({**taken, str(path.resolve()): state}))
        except ReaderError as error:
            if watch.again(path, error):
                return ImportReport()
            raise
        return report

    def _is_taken(self, watch: FolderWatch, path: Path) -> bool:
        state = watch.state(path)
        return state is not None and self._taken().get(str(path.resolve())) == list(state)

    def _taken(self) -> dict[str, list[int]]:
        """What was taken in; nothing when the library cannot be read, as the import will then say."""
        try:
            taken = json.loads(self._library.settings.get(TAKEN, "{}"))
        except (ReaderError, ValueError):
            return {}
        return taken if isinstance(taken, dict) else {}
