"""Whether biber finds anything in the bundled library's export that is our fault; `make check-extended` runs it.

    python -m tests.citations.biber

It needs biber (Debian: `apt-get install biber`), which the test suite does not. The only thing that biber may miss in
an entry is a fact that no source gave. Ends with 1 when it finds something else, with 2 when there is no biber.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.citations.formats import named
from tui_reader.citations.key_rules import keyed
from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.records import Record

FORMATS = ("bibtex", "bibtex-unicode", "biblatex", "biblatex-latex")
_NO_YEAR = re.compile(r"Entry '(?P<key>\w+)' .*Missing mandatory field - one of 'date, year' must be defined")
_NO_BIBER = 2


def complaints(name: str) -> list[str]:
    """What biber says of the export in a format, and that is not a year which no source gave."""
    papers = [item.paper for item in bundled_papers() if isinstance(item, Record)]
    without_year = {key for key, paper in keyed(papers).items() if paper.year is None}
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.bib"
        export.write_text(named(name).cite(papers), encoding="utf-8")
        command = ["biber", "--tool", "--validate-datamodel", "--nolog", f"--output-directory={folder}", str(export)]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        written = (Path(folder) / "export_bibertool.bib").read_text(encoding="utf-8")
    lines = [line for line in said.stdout.split("\n") + said.stderr.split("\n") if line.startswith(("WARN", "ERROR"))]
    ours = [line for line in lines if not ((match := _NO_YEAR.search(line)) and match["key"] in without_year)]
    read = len(re.findall(r"^@", written, re.MULTILINE))
    return ours if read == len(papers) else [*ours, f"biber read {read} entries of {len(papers)}"]


def main() -> int:
    """Checks every format; the exit code."""
    if shutil.which("biber") is None:
        print("There is no biber: apt-get install biber", file=sys.stderr)
        return _NO_BIBER
    failed = False
    for name in FORMATS:
        found = complaints(name)
        failed |= bool(found)
        print(f"{name}: {len(found)} complaints", *found, sep="\n  ")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
