"""Takes a text that is one identifier, as people paste it, for a filter on that identifier."""

from __future__ import annotations

import re

from tui_reader.model.papers import arxiv_of_doi, folded_doi, normal_arxiv, normal_doi
from tui_reader.search.query_tree import Fact, Query, Word, either

_AROUND = " \t\r\n<>[](){}\"'.,;\u201c\u201d"
_ADDRESS = re.compile(r"https?://(?P<host>[^/\s]+)/(?P<path>\S+)", re.IGNORECASE)
# "PMID: 123", "doi 10.1000/x", "arXiv: 1706.03762": a scheme, then a space. Without a space it is a filter.
_NAMED = re.compile(r"(?P<scheme>doi|arxiv|pmid|pmcid)(?::\s+|\s+(?=\d))(?P<value>\S+)", re.IGNORECASE)
_PUBMED = re.compile(r"(?:pubmed/)?(\d+)/?")
_PMC = re.compile(r"(?:.*/)?(PMC\d+)/?", re.IGNORECASE)
_PMID = re.compile(r"[1-9]\d{5,7}")


def identifier_in(text: str) -> Query | None:
    """The filter for a text that is an address, or a named identifier, of one paper; `None` for any other text.

    Brackets and punctuation around it do not matter. A DOI or an arXiv id alone is a word, which engines know as such;
    a number alone can be a PubMed id.
    """
    plain = text.strip(_AROUND)
    if match := _ADDRESS.fullmatch(text.strip().lstrip(_AROUND)):
        return _at(match["host"].lower(), match["path"].rstrip(".,;>\"'"))
    if match := _NAMED.fullmatch(text.strip().lstrip(_AROUND)):
        return _named(match["scheme"].lower(), match["value"])
    if _PMC.fullmatch(plain) and "/" not in plain:
        return Fact("pmcid", plain.upper())
    return either(Word(plain), Fact("pmid", plain)) if plain == text.strip() and _PMID.fullmatch(plain) else None


def _at(host: str, path: str) -> Query | None:
    if "ncbi.nlm.nih.gov" in host or host == "europepmc.org":
        if match := _PUBMED.fullmatch(path):
            return Fact("pmid", match[1])
        return Fact("pmcid", match[1].upper()) if (match := _PMC.fullmatch(path.rstrip(")]}"))) else None
    if host.endswith("arxiv.org") and (arxiv := normal_arxiv(path.replace(".pdf", " "))):
        return Fact("arxiv", arxiv)
    return _doi(f"{host}/{path}")


def _named(scheme: str, value: str) -> Query | None:
    if scheme == "doi":
        return _doi(value)
    if scheme == "arxiv":
        arxiv = normal_arxiv(value)
        return Fact("arxiv", arxiv) if arxiv else None
    return Fact(scheme, value.rstrip(_AROUND))


def _doi(text: str) -> Query | None:
    doi = normal_doi(text)
    if doi is None:
        return None
    arxiv = arxiv_of_doi(doi)
    return Fact("arxiv", arxiv) if arxiv else Fact("doi", folded_doi(doi))
