"""Records of INSPIRE, the library of high energy physics.

Source: https://github.com/inspirehep/rest-api-doc
"""

from __future__ import annotations

from tui_reader.importers.facts import joined_pages
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import Fields, identifiers, without_nothing, word_of
from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.markup import plain_abstract, plain_line
from tui_reader.texts.names import Person


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a record, of which collaborations are authors too."""
    title = _first(fields, "titles")
    eprint = _first(fields, "arxiv_eprints")
    published = _first(fields, "publication_info")
    dois = [doi for each in fields.objects("dois") if (doi := normal_doi(word_of(each)))]
    date = fields.date("preprint_date", "earliest_date")
    year = published.date("year").year
    names = fields.objects("authors")
    editors = [each for each in names if "editor" in str(each.get("inspire_roles"))]
    number = fields.text("control_number")
    texkeys = fields.words("texkeys")
    subtitle = title.line("subtitle")
    fields.keep("control_number", number)
    fields.keep("doi (all)", " ".join(dict.fromkeys(dois[1:])))
    groups = [Person.literal(name) for name in fields.words("collaborations")]
    categories = eprint.words("categories")
    same = date.year == year or not year
    return Paper(
        ": ".join(filter(None, (title.line("title"), subtitle))),
        next((plain_abstract(word_of(each)) for each in fields.objects("abstracts")), ""),
        without_nothing((*(_person(each) for each in names if each not in editors), *groups)),
        year or date.year or None,
        published.line("journal_title") or None,
        normal_arxiv(eprint.text("value")),
        dois[0] if dois else None,
        f"https://inspirehep.net/literature/{number}" if number else None,
        kind=kind_of(fields.words("document_type")),
        key=texkeys[0] if texkeys else "",
        details=Details(
            editors=without_nothing(_person(each) for each in editors),
            month=date.month if same else 0,
            day=date.day if same else 0,
            volume=published.text("journal_volume"),
            issue=published.text("journal_issue"),
            pages=joined_pages(published.text("page_start"), published.text("page_end")),
            article_number=published.text("artid"),
            ids=identifiers(("isbn", next((word_of(each) for each in fields.objects("isbns")), ""))),
            categories=categories or fields.words("inspire_categories"),
            keywords=fields.words("keywords"),
            comment="; ".join(fields.words("public_notes")),
        ),
    )


def _first(fields: Fields, name: str) -> Fields:
    """The fields of the first object of a list, whose others stay aside."""
    first, *others = fields.objects(name) or [{}]
    fields.keep(name, others)
    return Fields(first)


def _person(parts: dict[str, object]) -> Person | None:
    name = plain_line(str(parts.get("full_name") or ""))
    return Person.parse(name) if name else None


def _record(record: dict[str, object]) -> dict[str, object]:
    inner = record.get("metadata")
    return inner if isinstance(inner, dict) and "titles" in inner else record


SERVICE = Service(
    (frozenset(("titles", "control_number")), frozenset(("titles", "arxiv_eprints")), frozenset(("titles", "texkeys"))),
    paper_of,
    _record,
)
