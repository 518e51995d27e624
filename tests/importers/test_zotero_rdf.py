from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import papers, problems
from tui_reader.importers import zotero_rdf
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Source
from tui_reader.model.papers import Link
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.records import Item

HEAD = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:vcard="http://nwalsh.com/rdf/vCard#">
"""
ARTICLE = """<bib:Article rdf:about="https://a.org/1">
  <z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
  <bib:authors><rdf:Seq>
    <rdf:li><foaf:Person><foaf:surname>van den Berg</foaf:surname><foaf:givenName>Jan</foaf:givenName></foaf:Person>
</rdf:li>
    <rdf:li><foaf:Person><foaf:surname>Dennis</foaf:surname><foaf:givenname>Glynn, Jr</foaf:givenname></foaf:Person>
</rdf:li>
    <rdf:li><foaf:Person><foaf:surname>Tree House</foaf:surname></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <dcterms:isReferencedBy rdf:resource="#item_2"/><link:link rdf:resource="#item_3"/><link:link rdf:resource="#item_4"/>
  <dc:subject>to read</dc:subject><dc:subject><z:AutomaticTag><rdf:value>Botany</rdf:value></z:AutomaticTag>
</dc:subject>
  <dc:title>Growth in CO&lt;sub&gt;2&lt;/sub&gt;</dc:title><dcterms:abstract>We grow.</dcterms:abstract>
  <dc:date>2021-03-09</dc:date><bib:pages>1\N{EN DASH}9</bib:pages><z:libraryCatalog>PubMed</z:libraryCatalog>
  <dc:description>Citation Key: lee2021
PMID: 7
a remark</dc:description>
  <dc:identifier><dcterms:URI><rdf:value>https://a.org/1</rdf:value></dcterms:URI></dc:identifier>
</bib:Article>
"""
PARTS = """<bib:Journal rdf:about="urn:issn:1234-5678"><prism:volume>7</prism:volume><prism:number>3</prism:number>
  <dc:title>Journal of Trees</dc:title><dcterms:alternative>J Trees</dcterms:alternative>
  <dc:identifier>DOI 10.1000/R</dc:identifier><dc:identifier>ISSN 1234-5678</dc:identifier></bib:Journal>
<bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;A &lt;b&gt;note&lt;/b&gt;&lt;/p&gt;</rdf:value></bib:Memo>
<z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/3/x.pdf"/>
  <dc:title>PDF</dc:title><link:type>application/pdf</link:type></z:Attachment>
<z:Attachment rdf:about="#item_4"><z:itemType>attachment</z:itemType>
  <dc:identifier><dcterms:URI><rdf:value>https://a.org/x.pdf</rdf:value></dcterms:URI></dc:identifier>
  <link:type>application/pdf</link:type></z:Attachment>
<z:Collection rdf:about="#collection_1"><dc:title>Thesis</dc:title><dcterms:hasPart rdf:resource="#collection_2"/>
</z:Collection>
<z:Collection rdf:about="#collection_2"><dc:title>Trees</dc:title><dcterms:hasPart rdf:resource="https://a.org/1"/>
</z:Collection>
"""
DOCUMENT = f"{HEAD}{ARTICLE}{PARTS}</rdf:RDF>\n"


def read(text: str, name: str = "My Library.rdf") -> list[Item]:
    """The items of an export, told by what it holds."""
    return list(detect(name, text[:4096]).read(Source(iter(text.splitlines(keepends=True)), name)))


@pytest.mark.parametrize("name", ["x.rdf", "x.xml", "x.txt", "-"])
def test_an_export_is_told_by_its_namespaces(name: str) -> None:
    """Whatever it is called."""
    assert detect(name, DOCUMENT[:4096]).name == "zotero-rdf"


def test_an_item_with_all_that_it_refers_to() -> None:
    """Journal, note, files and collections may stand after it."""
    items = read(DOCUMENT)
    (paper,) = papers(items)

    assert problems(items) == []
    assert (paper.title, paper.abstract, paper.year, paper.key) == ("Growth in CO₂", "We grow.", 2021, "lee2021")
    assert paper.authors == (
        Person("Berg", "Jan", "van den"),
        Person("Dennis", "Glynn", suffix="Jr"),
        Person("Tree House", is_literal=True),
    )
    assert (paper.venue, paper.doi, paper.url, paper.kind) == (
        "Journal of Trees",
        "10.1000/R",
        "https://a.org/1",
        "article",
    )
    assert paper.tags == ("Thesis/Trees", "to read")
    assert paper.note == "A **note**"
    details = paper.details
    assert (details.volume, details.issue, details.pages, details.venue_short) == ("7", "3", "1-9", "J Trees")
    assert (details.keywords, details.files) == (("Botany",), ("files/3/x.pdf",))
    assert details.links == (Link("pdf", "https://a.org/x.pdf"),)
    assert details.ids == (("issn", "1234-5678"), ("pmid", "7"))
    assert details.extra == (("extra", "a remark"), ("z:libraryCatalog", "PubMed"))


def test_a_doi_of_a_journal_that_two_items_share_is_neithers() -> None:
    """Zotero writes an article's DOI on its journal; where two stand in one, nobody knows whose it is."""
    second = ARTICLE.replace("https://a.org/1", "https://a.org/2").replace("Growth", "Decay")
    items = read(f"{HEAD}{ARTICLE}{second}{PARTS}</rdf:RDF>")

    assert [paper.doi for paper in papers(items)] == [None, None]


def test_a_journal_inside_its_item() -> None:
    """And the title of the proceedings beside that of a talk."""
    item = """<rdf:Description rdf:about="#item_9"><z:itemType>conferencePaper</z:itemType><dc:title>Talk</dc:title>
    <dc:title>Proceedings</dc:title><dcterms:isPartOf><bib:Series><dc:title>LNCS</dc:title></bib:Series>
</dcterms:isPartOf>
    </rdf:Description>"""
    (paper,) = papers(read(f"{HEAD}{item}</rdf:RDF>"))

    assert (paper.title, paper.venue, paper.details.series, paper.kind) == ("Talk", "Proceedings", "LNCS", "conference")


def test_what_belongs_to_no_item_is_told() -> None:
    """A note on its own, and an item without a title."""
    alone = '<bib:Memo rdf:about="#item_8"><z:itemType>note</z:itemType><rdf:value>Words</rdf:value></bib:Memo>'
    untitled = '<bib:Article rdf:about="#item_9"><z:itemType>journalArticle</z:itemType></bib:Article>'
    found = problems(read(f"{HEAD}{alone}\n{untitled}</rdf:RDF>"))

    assert [(problem.reason, problem.refused) for problem in found] == [
        ("no title", True),
        ("a note that belongs to no item", True),
    ]
    assert found[1].raw == "Words"


def test_collections_that_hold_each_other_end() -> None:
    """A damaged export is no endless loop."""
    circle = PARTS.replace(
        'rdf:resource="https://a.org/1"/>',
        'rdf:resource="https://a.org/1"/><dcterms:hasPart rdf:resource="#collection_1"/>',
    )
    (paper,) = papers(read(f"{HEAD}{ARTICLE}{circle}</rdf:RDF>"))

    assert paper.title == "Growth in CO₂"


@given(st.data())
def test_a_damaged_export_ends_in_papers_and_problems(data: st.DataObject) -> None:
    """Cut, with a piece missing or a piece too many: never an exception."""
    start = data.draw(st.integers(0, len(DOCUMENT)))
    end = data.draw(st.integers(start, min(len(DOCUMENT), start + 200)))
    other = data.draw(st.sampled_from(["", "<", "&", "<x>", "</bib:Article>", "<z:itemType>book</z:itemType>", "\0"]))
    text = DOCUMENT[:start] + other + DOCUMENT[end:]
    items = list(zotero_rdf.read(Source(iter(text.splitlines(keepends=True)))))

    assert all(paper.title for paper in papers(items))
