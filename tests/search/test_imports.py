"""What the pure half of search may load."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["query_tree", "hit_spans", "postings", "engine", "whoosh.whoosh_engine", "tantivy.tantivy_engine"]
)
def test_libraries_are_loaded_by_the_first_search_only(module: str) -> None:
    """Importing the language, the highlighting or even an engine loads no index and none of the screen's libraries."""
    code = (
        f"import sys, tui_reader.search.{module}; print({{'whoosh', 'tantivy', 'textual', 'rich'}} & set(sys.modules))"
    )

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded == "set()\n"


def test_parsing_and_highlighting_load_the_stemmer_only() -> None:
    """The words of a query are lit by Whoosh's Porter stemmer, without the rest of Whoosh."""
    code = (
        "import sys\n"
        "from tui_reader.search.parser import parse\n"
        "from tui_reader.search.hit_spans import Highlighter\n"
        "Highlighter(parse('models').query).spans('a model')\n"
        "print(sorted(name for name in sys.modules if name.startswith('whoosh')))"
    )

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded == "['whoosh', 'whoosh.lang', 'whoosh.lang.porter']\n"
