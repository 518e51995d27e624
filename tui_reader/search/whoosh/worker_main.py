"""The program of a worker process: `python -I worker_main.py INDEX_DIRECTORY SYS_PATH`, where SYS_PATH is JSON.

`tui_reader` is imported from the directory that holds this very file, whatever else of that name is on the path; all
other packages come from the path of the reader that started the worker.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main(directory: str, path: str) -> None:
    """Indexes what comes over standard input; see `worker_process`."""
    sys.path[:] = [str(Path(__file__).resolve().parents[3])]
    importlib.import_module("tui_reader")
    sys.path[:] = json.loads(path)
    importlib.import_module("tui_reader.search.whoosh.worker_process").work(directory)


if __name__ == "__main__":
    main(*sys.argv[1:])
