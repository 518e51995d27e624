"""Writes what is generated in the manual and the man page.

python -m tests.manual.make
"""

from __future__ import annotations

from tests.manual.regions import PAGES, filled
from tests.manual.roff import man_page
from tui_reader import manual

MAN_PAGE = PAGES / "tui-reader.1"


def main() -> None:
    """Makes the generated regions of all pages anew, and then the man page of them."""
    for path in sorted(PAGES.glob("*.md")):
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    manual.page.cache_clear()
    MAN_PAGE.write_text(man_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
