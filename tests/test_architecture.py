"""The structure that DESIGN promises, as it is when the modules are really imported."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import tui_reader

PACKAGE = Path(tui_reader.__file__).parent
ROOT = PACKAGE.parent
MOST_METHODS = 30
"""Of ours, along the bases of a class."""


def modules() -> list[str]:
    names = (path.relative_to(ROOT).with_suffix("").parts for path in sorted(PACKAGE.rglob("*.py")))
    return [".".join(name).removesuffix(".__init__") for name in names]


def test_outside_ui_nothing_loads_textual_or_rich() -> None:
    """Every module outside `ui`, imported in a fresh interpreter, leaves the frameworks alone."""
    outside = [name for name in modules() if not name.startswith("tui_reader.ui") and not name.endswith("__main__")]
    code = (
        f"import importlib, sys\nfor name in {outside!r}: importlib.import_module(name)\n"
        "print([name for name in ('textual', 'rich') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert printed.strip() == "[]"


def test_the_package_root_imports_nothing() -> None:
    """`import tui_reader` costs nothing."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))

    assert not any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(tree))


def test_the_layers_hold() -> None:
    """The contracts in pyproject.toml are kept."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert result.returncode == 0, result.stdout


def test_looks_are_in_styles_only() -> None:
    """No widget of ours has DEFAULT_CSS, and hex colours stand in ui/theme.py alone."""
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "DEFAULT_CSS" not in source, path
        if path.name != "theme.py":
            assert not re.search(r"""["']#[0-9a-fA-F]{6}\b""", source), path
    for path in (ROOT / "styles").glob("*.tcss"):
        assert not re.search(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8")), path


def test_no_class_is_more_than_a_reader_can_hold_in_mind() -> None:
    """No class of ours has more than thirty methods of ours, those of its base classes included."""
    counts = {
        f"{module}.{one.__qualname__}": sum(
            isinstance(member, FunctionType | classmethod | staticmethod | property)
            for base in one.__mro__
            if base.__module__.startswith("tui_reader")
            for member in vars(base).values()
        )
        for module in modules()
        if not module.endswith("__main__")
        for one in vars(importlib.import_module(module)).values()
        if isinstance(one, type) and one.__module__ == module
    }

    assert {name: count for name, count in counts.items() if count > MOST_METHODS} == {}


def test_the_way_to_the_first_frame_imports_no_more_than_it_needs() -> None:
    """Neither importers nor the editor of notes are imported before they are used: each costs milliseconds."""
    code = (
        "import sys, tui_reader.library.library, tui_reader.importers.bundled_files, tui_reader.ui.app\n"
        "late = ('textual.widgets._text_area', 'tui_reader.importers.records', 'whoosh', 'tantivy', 'hashlib')\n"
        "print([name for name in late if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert printed.strip() == "[]"
