"""When two papers are the same, may be the same, or are two: the rules for papers that share no identifier.

They are the same if title, an author's family name and the year agree, and if the title tells papers apart. Where one
has no author or no year, a long title or the same abstract has to stand in for it. Identifiers of one scheme that
differ always make two papers of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_reader.model.papers import normal_title, short_name_signs
from tui_reader.store.import_rows import contradicting
from tui_reader.store.people_json import families

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEME_LABELS = {
    "doi": "DOI",
    "arxiv": "arXiv id",
    "pmid": "PubMed id",
    "pmcid": "PMC id",
    "openreview": "OpenReview id",
    "openalex": "OpenAlex id",
    "s2": "Semantic Scholar id",
    "mag": "MAG id",
    "dblp": "DBLP key",
    "acl": "ACL id",
    "bibcode": "bibcode",
}

_GENERAL_TITLES = frozenset(
    map(
        normal_title,
        """
        Abstract; Abstracts; Acknowledgement; Acknowledgements; Acknowledgment; Acknowledgments; Addendum; Afterword;
        Announcement; Announcements; Appendix; Author Index; Author's Reply; Authors' Reply; Back Matter; Bibliography;
        Book Review; Book Reviews; Calendar; Comment; Commentary; Comments; Conclusion; Conclusions; Contents;
        Contributors; Correction; Corrections; Correspondence; Corrigendum; Cover; Discussion; Editor's Introduction;
        Editor's Note; Editorial; Editorial Board; Editorial Note; Editorial Preface; Editors' Introduction;
        Editors' Note; Epilogue; Errata; Erratum; Executive Summary; Expression of Concern; Foreword; Front Matter;
        From the Editor; From the Editors; General Discussion; Glossary; Guest Editorial; Guest Editor's Introduction;
        Guest Editors' Introduction; In Memoriam; In This Issue; Index; Interview; Introduction;
        Introduction to the Special Issue; Invited Talk; Keynote; Letter; Letter from the Editor; Letter to the Editor;
        Letters; Letters to the Editor; List of Reviewers; Masthead; Message from the Chair; Message from the Chairs;
        Message from the General Chair; Message from the General Chairs; Message from the Program Chairs; News; Notes;
        Obituary; Overview; Panel; Poster; Posters; Preface; Program Committee; Prologue; References; Rejoinder; Reply;
        Response; Retraction; Retraction Notice; Review; Reviewers; Reviews; Subject Index; Summary; Table of Contents;
        Thank You to Our Reviewers; Title Page; Tutorial; Tutorials; Untitled; Welcome; Welcome Message; Workshop;
        Workshops
        """.split(";"),  # noqa: SIM905 - prose
    )
)
"""Titles that very many papers have, as `normal_title` has them."""

_SHORTEST_TITLE = 4
"""Letters of a title in Latin script that tells papers apart."""
_LONG_WORDS, _LONG_LETTERS = 4, 20
"""What a title has that hardly two papers share."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared of a paper."""

    title: str
    same: str
    """As `import_rows.same_title` has it."""
    authors: str
    """As `people_json` has them."""
    year: int | None
    names: frozenset[str]
    """As `import_rows.identity_names` has them."""
    is_preprint: bool
    all_facts: Callable[[], dict[str, Any]]
    """All columns of facts, which are asked for only where the others do not decide."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two papers of one title are the same."""

    same: bool = False
    likely: str = ""
    """Why they may be the same; empty when they are, or when they are two."""


_NOBODY = ("", "[]")

SAME, APART = Verdict(same=True), Verdict()


def tells_apart(same: str) -> bool:
    """Whether a title, as `same_title` has it, is more than what many papers are called."""
    return same not in _GENERAL_TITLES and (len(same) >= _SHORTEST_TITLE or not same.isascii())


def compared(ours: Compared, theirs: Compared) -> Verdict:
    """What two papers with the same normal title and no identifier in common are to each other."""
    differing = contradicting(ours.names, theirs.names)
    if not tells_apart(ours.same):
        return SAME if not differing and _are_equal(ours.all_facts(), theirs.all_facts()) else APART
    is_one_title = short_name_signs(ours.title) == short_name_signs(theirs.title)
    if not is_one_title or not _may_share_an_author(ours.authors, theirs.authors):
        return APART
    lacking = [
        what
        for what, one, other in (
            ("author", ours.authors not in _NOBODY, theirs.authors not in _NOBODY),
            ("year", ours.year, theirs.year),
        )
        if bool(one) != bool(other)
    ]
    if ours.year != theirs.year and "year" not in lacking:
        return _of_two_years(ours, theirs, lacking, differing)
    if differing:
        return _of_two_identifiers(lacking, differing)
    if not lacking or _is_long(ours.title) or _have_one_abstract(ours, theirs):
        return SAME
    return Verdict(likely=f"same title; one has no {' and no '.join(lacking)}")


def _of_two_identifiers(lacking: list[str], differing: list[str]) -> Verdict:
    labels = " and ".join(SCHEME_LABELS[scheme] for scheme in differing)
    return Verdict(likely="" if lacking else f"same title, author and year; different {labels}")


def _may_share_an_author(ours: str, theirs: str) -> bool:
    return ours == theirs or ours in _NOBODY or theirs in _NOBODY or bool(families(ours) & families(theirs))


def _of_two_years(ours: Compared, theirs: Compared, lacking: list[str], differing: list[str]) -> Verdict:
    is_near = abs((ours.year or 0) - (theirs.year or 0)) == 1
    if is_near and not lacking and not differing and (ours.is_preprint or theirs.is_preprint):
        first, second = sorted((ours.year or 0, theirs.year or 0))
        return Verdict(likely=f"same title and author, {first} and {second}; one is a preprint")
    return APART


def _is_long(title: str) -> bool:
    return len(title.split()) >= _LONG_WORDS and len(title) >= _LONG_LETTERS


def _have_one_abstract(ours: Compared, theirs: Compared) -> bool:
    one, other = (normal_title(facts["abstract"]) for facts in (ours.all_facts(), theirs.all_facts()))
    return bool(one) and one == other


def _are_equal(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether all facts agree: nothing less makes one paper of two editorials."""
    return all(ours[name] == theirs[name] for name in ours if name not in ("sources", "url"))
