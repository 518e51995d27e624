"""What an importer's items amount to, in the words of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.records import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.importers.records import Item
    from tui_reader.model.papers import Paper


def papers(items: Iterable[Item]) -> list[Paper]:
    """The papers, in order."""
    return [item.paper for item in items if isinstance(item, Record)]


def pairs(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Title and abstract of each paper, in order."""
    return [(paper.title, paper.abstract) for paper in papers(items)]


def problems(items: Iterable[Item]) -> list[Problem]:
    """The problems, in order."""
    return [item for item in items if isinstance(item, Problem)]


def refused(items: Iterable[Item]) -> list[int]:
    """The lines of the problems that cost a record."""
    return [problem.line for problem in problems(items) if problem.refused]


def notes(items: Iterable[Item]) -> list[tuple[int, str]]:
    """The lines and reasons of the problems that cost none."""
    return [(problem.line, problem.reason) for problem in problems(items) if not problem.refused]
