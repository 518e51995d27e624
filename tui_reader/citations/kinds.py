"""What sort of publication a paper is, as far as its venue tells; every format that has entry types asks here."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


class Kind(Enum):
    """The sorts that reference managers agree on."""

    CONFERENCE = "conference"
    """In the proceedings of a conference, workshop, symposium or meeting."""
    ARTICLE = "article"
    """In a journal or in transactions."""
    PREPRINT = "preprint"
    """On a preprint server, or nowhere that a source named."""


_PREPRINT = re.compile(r"(?:arxiv|corr|bio-?rxiv|med-?rxiv|chem-?rxiv|ssrn|e-?prints?|pre-?prints?)\b", re.IGNORECASE)
_SERVERS_DOI = re.compile(r"10\.(?:48550|1101|26434|2139|31219|36227)/")
"""arXiv, bioRxiv and medRxiv, ChemRxiv, SSRN, OSF, TechRxiv."""
_JOURNAL_CALLED_PROCEEDINGS = re.compile(
    r"(?:the )?proc(?:eedings|\.) of the "
    r"(?:acm on |ieee$|vldb endowment|national academy|royal society|(?:london|american) mathematical society)",
    re.IGNORECASE,
)
_CONFERENCE = re.compile(
    r"\b(?:conferences?|conf\.|workshops?|symposi(?:um|a)|proceedings|proc\.|meeting|congress|colloquium|findings of|"
    r"advances in neural|neural information processing systems|lecture notes|computer vision and pattern recognition|"
    r"learning representations|uncertainty in artificial intelligence|empirical methods in natural language|"
    r"robotics: science and systems|interspeech)\b",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|magazine|review|annals|bulletin|communications of|plos|"
    r"jmlr|tmlr|jair|tacl|t?pami|ijcv|toplas|tocs|tods|tog|toms|jacm|cacm|pacmpl|pvldb|jar|jfp|jsl|tplp|sicomp|"
    r"pnas|jama|bmj)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[^\sa-z]*[A-Z][^\s]*[A-Z0-9][^\s]*(?: [A-Z&]+)*|[A-Z0-9&]+(?: [A-Z0-9&]+)*")
_YEAR = re.compile(r"[\s'\u2019]*\b(?:(?:19|20)\d\d|(?<=['\u2019])\d\d)\b")
_ACRONYM_AT_END = re.compile(r"\([A-Z][^()\s]*[A-Z][^()]*\)$")
_REMARK_AT_END = re.compile(r"\s*\([^()]*\)$")


def server(paper: Paper) -> str:
    """The preprint server that has the paper: `arXiv` by its id, or what the venue says; empty when nobody said.

    A paper with the DOI of a publisher has been published, even where no source says in what.
    """
    venue = one_line(paper.venue or "")
    if venue and not _PREPRINT.match(venue):
        return ""
    if not venue and paper.doi and not _SERVERS_DOI.match(paper.doi):
        return ""
    if paper.arxiv or venue.casefold().startswith(("arxiv", "corr")):
        return "arXiv"
    return venue


def kind(paper: Paper) -> Kind:
    """The sort of publication, from the words of the venue.

    A journal may call itself proceedings (PACMPL, PVLDB, PNAS) and a conference may go by its acronym alone
    (`ICML 2023`). A venue that says neither is a journal: conferences nearly always say so.
    """
    venue = paper.venue.strip() if paper.venue else ""
    if not venue or _PREPRINT.match(venue):
        return Kind.PREPRINT
    if _JOURNAL_CALLED_PROCEEDINGS.match(venue):
        return Kind.ARTICLE
    if _CONFERENCE.search(venue):
        return Kind.CONFERENCE
    if _JOURNAL.search(venue):
        return Kind.ARTICLE
    if _ACRONYM_AT_END.search(venue) or _ACRONYM.fullmatch(_YEAR.sub("", _REMARK_AT_END.sub("", venue))):
        return Kind.CONFERENCE
    return Kind.ARTICLE
