"""What services call the kinds of publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.model.papers import Kind

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        ("article", "journalarticle", "journal", "review", "letter", "editorial", "journalpaper"), "article"
    ),
    **dict.fromkeys(
        ("researcharticle", "casereport", "casereports", "erratum", "comment", "magazinearticle"), "article"
    ),
    **dict.fromkeys(
        ("conference", "conferencepaper", "proceedingsarticle", "inproceedings", "paperconference"), "conference"
    ),
    **dict.fromkeys(("conferencearticle", "conferenceandworkshoppapers", "proceedingspaper", "poster"), "conference"),
    **dict.fromkeys(("preprint", "postedcontent", "workingpaper", "informalandotherpublications"), "preprint"),
    **dict.fromkeys(("book", "monograph", "editedbook", "referencebook", "proceedings", "booksandtheses"), "book"),
    **dict.fromkeys(("editorship", "bookseries"), "book"),
    **dict.fromkeys(("chapter", "bookchapter", "booksection", "incollection", "referenceentry", "bookpart"), "chapter"),
    **dict.fromkeys(("partsinbooksorcollections", "encyclopediaarticle", "dictionaryentry"), "chapter"),
    **dict.fromkeys(("thesis", "dissertation", "phdthesis", "mastersthesis"), "thesis"),
    **dict.fromkeys(("report", "techreport", "technicalreport", "reportcomponent", "standard"), "report"),
    **dict.fromkeys(("dataset", "database", "dataandartifacts"), "dataset"),
    **dict.fromkeys(("software", "computerprogram"), "software"),
    **dict.fromkeys(("webpage", "blogpost", "forumpost"), "webpage"),
    **dict.fromkeys(("other", "component", "peerreview", "grant", "paratext", "patent", "document"), "other"),
}
_UNWRITTEN: Final = str.maketrans("", "", " -_&/.()")


def kind_of(names: Iterable[str]) -> Kind | None:
    """The kind of the first of these names that means one: "journal-article", "JournalArticle", "inproceedings"."""
    for name in names:
        if kind := _KINDS.get(name.casefold().translate(_UNWRITTEN)):
            return kind
    return None
