"""PubMed, DBLP, the ACL Anthology and EndNote in XML: a document each in our own words, and what it must give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems
from tui_reader.importers import acl_xml, dblp_xml, endnote_xml, pubmed_xml
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Source
from tui_reader.model.papers import Link
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.records import Item
    from tui_reader.model.papers import Paper

PUBMED = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet>
<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">111</PMID>
    <DateRevised><Year>2020</Year><Month>01</Month><Day>02</Day></DateRevised>
    <Article PubModel="Print">
      <Journal><ISSN IssnType="Print">1234-5678</ISSN>
        <JournalIssue CitedMedium="Print"><Volume>7</Volume><Issue>3</Issue>
          <PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue>
        <Title>Journal of trees</Title><ISOAbbreviation>J Trees</ISOAbbreviation></Journal>
      <ArticleTitle>[Growth of <i>Acer</i> in CO<sub>2</sub>].</ArticleTitle>
      <Pagination><MedlinePgn>10-9</MedlinePgn></Pagination>
      <ELocationID EIdType="doi" ValidYN="Y">10.1000/E</ELocationID>
      <Abstract>
        <AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Why <b>trees</b>
          grow.</AbstractText>
        <AbstractText Label="UNLABELLED">With <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup>
<mml:mi>x</mml:mi>
          <mml:mn>2</mml:mn></mml:msup></mml:math>.</AbstractText>
        <CopyrightInformation>Tree House</CopyrightInformation>
      </Abstract>
      <AuthorList CompleteYN="N">
        <Author ValidYN="Y"><LastName>van den Berg</LastName><ForeName>Jan</ForeName><Initials>J</Initials>
<Suffix>Jr</Suffix>
          <AffiliationInfo><Affiliation>Tree House.</Affiliation></AffiliationInfo></Author>
        <Author ValidYN="Y"><CollectiveName>Tree Study Group</CollectiveName></Author>
        <Author ValidYN="N"><LastName>Wrong</LastName></Author>
      </AuthorList>
      <Language>ger</Language>
      <PublicationTypeList><PublicationType UI="D1">Journal Article</PublicationType>
        <PublicationType UI="D2">Retracted Publication</PublicationType></PublicationTypeList>
      <VernacularTitle>Wachstum</VernacularTitle>
    </Article>
    <MeshHeadingList><MeshHeading><DescriptorName UI="D3">Trees</DescriptorName>
      <QualifierName UI="Q1">growth</QualifierName></MeshHeading></MeshHeadingList>
    <KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">Acer</Keyword></KeywordList>
  </MedlineCitation>
  <PubmedData>
    <ArticleIdList><ArticleId IdType="pubmed">111</ArticleId><ArticleId IdType="pmc">PMC9</ArticleId>
      <ArticleId IdType="doi">10.1000/E</ArticleId></ArticleIdList>
  </PubmedData>
</PubmedArticle>
<PubmedBookArticle>
  <BookDocument>
    <PMID>222</PMID>
    <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
    <Book><Publisher><PublisherName>Tree Press</PublisherName><PublisherLocation>Oslo</PublisherLocation></Publisher>
      <BookTitle book="b">All trees</BookTitle><PubDate><Year>2010</Year></PubDate>
      <AuthorList Type="editors"><Author><LastName>Ek</LastName><ForeName>Bo</ForeName></Author></AuthorList></Book>
    <ArticleTitle book="b" part="p">Oaks</ArticleTitle>
    <AuthorList Type="authors"><Author><LastName>Lee</LastName><ForeName>Ann</ForeName></Author></AuthorList>
    <Abstract><AbstractText>Oaks grow.</AbstractText></Abstract>
  </BookDocument>
</PubmedBookArticle>
</PubmedArticleSet>
"""
DBLP = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<article mdate="2020-01-01" key="journals/corr/abs-1706-03762" publtype="informal">
<author orcid="0000">J&uuml;rgen Wang 0001</author><author>Ann Lee</author>
<title>Trees in <i>n</i><sup>2</sup> time.</title>
<year>2017</year><volume>abs/1706.03762</volume><journal>CoRR</journal>
<ee type="oa">http://arxiv.org/abs/1706.03762</ee><url>db/journals/corr/corr1706.html#X</url>
</article><inproceedings mdate="2020-01-01" key="conf/icml/Lee19">
<author>Ann Lee</author><title>Oaks.</title><pages>1-9</pages><year>2019</year><booktitle>ICML</booktitle>
<ee>https://doi.org/10.1000/O</ee><ee>https://www.wikidata.org/entity/Q1</ee><crossref>conf/icml/2019</crossref>
</inproceedings>
<www mdate="2020-01-01" key="homepages/w/Wang"><author>Wei Wang</author><title>Home Page</title></www>
</dblp>
"""
ACL = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2022.trees">
  <volume id="main" ingest-date="2022-12-08" type="proceedings">
    <meta>
      <booktitle>Proceedings of Trees</booktitle>
      <editor><first>Bo</first><last>Ek</last></editor>
      <publisher>Tree Press</publisher><address>Oslo</address><month>December</month><year>2022</year>
    </meta>
    <frontmatter><url hash="1">2022.trees-main.0</url></frontmatter>
    <paper id="1">
      <title><fixed-case>T</fixed-case>ree <fixed-case>LM</fixed-case>: a <tex-math>k</tex-math>-model</title>
      <author><first>Ann</first><last>Lee</last><affiliation>Tree House</affiliation></author>
      <author><last>Plato</last></author>
      <pages>1\N{EN DASH}9</pages>
      <abstract>We grow <b>trees</b>.</abstract>
      <url hash="2">2022.trees-main.1</url>
      <bibkey>lee-plato-2022-tree</bibkey>
      <doi>10.18653/v1/2022.trees-main.1</doi>
      <retracted date="2023-01-01">wrong</retracted>
      <video href="https://a.org/v.mp4"/>
    </paper>
  </volume>
</collection>
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="a.enl">a.enl</database>
<source-app name="EndNote" version="20">EndNote</source-app><rec-number>1</rec-number>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">van den Berg, Jan</style></author>
<author><style face="normal">Tree Study Group,</style></author></authors></contributors>
<titles><title><style face="normal">Growth in CO</style><style face="subscript">2</style></title>
<secondary-title><style face="normal">Journal of Trees</style></secondary-title></titles>
<periodical><full-title>Journal of Trees</full-title><abbr-1>J Trees</abbr-1></periodical>
<pages>943-7</pages><volume>7</volume><number>3</number>
<keywords><keyword>Trees</keyword><keyword>Oaks&#xD;Elms</keyword></keywords>
<dates><year>2015</year><pub-dates><date>Mar 3</date></pub-dates></dates>
<isbn>1532-1827 (Electronic)&#xD;0007-0920 (Linking)</isbn>
<abstract>One.&#xD;Two.</abstract><label>to read</label>
<notes>Source says&#xD;so</notes><research-notes>My note</research-notes>
<urls><related-urls><url>https://a.org/x</url></related-urls><pdf-urls><url>internal-pdf://123/x.pdf</url></pdf-urls>
</urls>
<electronic-resource-num>10.1000/n</electronic-resource-num><remote-database-name>PubMed</remote-database-name>
</record><record><ref-type name="Book">6</ref-type><contributors></contributors><titles></titles></record></records>
</xml>
"""
DOCUMENTS = {"pubmed-xml": PUBMED, "dblp-xml": DBLP, "acl-xml": ACL, "endnote-xml": ENDNOTE}


def read(text: str, name: str = "x.xml") -> list[Item]:
    """The items of a document, told by what it holds."""
    return list(detect(name, text[:4096]).read(Source(iter(text.splitlines(keepends=True)), name)))


def aside(paper: Paper, name: str) -> str:
    """What is kept aside under a name."""
    return next(text for each, text in paper.details.extra if each == name)


@pytest.mark.parametrize("file_name", ["x.xml", "x.txt", "-", "x.json"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_told_by_its_elements(name: str, file_name: str) -> None:
    """Whatever the file is called, and by one format only."""
    beginning = DOCUMENTS[name][:4096]

    assert detect(file_name, beginning).name == name
    alike = [each.FORMAT.name for each in (pubmed_xml, dblp_xml, acl_xml, endnote_xml) if each.looks_like(beginning)]
    assert alike == [name]


def test_pubmed_article() -> None:
    """Mixed content, labels, a date in words, a group, a suffix, identifiers, and what has no place kept aside."""
    items = read(PUBMED)
    paper = papers(items)[0]

    assert problems(items) == []
    assert paper.title == "Growth of Acer in CO₂"
    assert paper.abstract == "Background: Why trees grow.\n\nWith x²."
    assert paper.authors == (Person("Berg", "Jan", "van den", "Jr"), Person("Tree Study Group", is_literal=True))
    assert (paper.year, paper.details.month, paper.venue, paper.doi) == (1998, 12, "Journal of trees", "10.1000/E")
    details = paper.details
    assert (details.volume, details.issue, details.pages, details.venue_short) == ("7", "3", "10-9", "J Trees")
    assert details.ids == (("issn", "1234-5678"), ("pmcid", "PMC9"), ("pmid", "111"))
    assert (details.language, details.others, details.status, paper.kind) == ("ger", True, "retracted", "article")
    assert details.keywords == ("Acer", "Trees/growth")
    assert aside(paper, "VernacularTitle") == "Wachstum"
    assert aside(paper, "MedlineCitation/DateRevised") == "2020-01-02"
    assert aside(paper, "Affiliation") == "Jan van den Berg Jr: Tree House."
    assert aside(paper, "MedlineCitation/Article/Abstract/CopyrightInformation") == "Tree House"


def test_pubmed_book() -> None:
    """A chapter stands in its book, whose editors are not its authors."""
    paper = papers(read(PUBMED))[1]

    assert (paper.title, paper.venue, paper.kind, paper.year) == ("Oaks", "All trees", "chapter", 2010)
    assert (paper.authors, paper.details.editors) == ((Person("Lee", "Ann"),), (Person("Ek", "Bo"),))
    assert (paper.details.publisher, paper.details.place, paper.abstract) == ("Tree Press", "Oslo", "Oaks grow.")


def test_dblp() -> None:
    """Entities without a DTD, numbers of namesakes, the dot of the title; pages of persons are no papers."""
    items = read(DBLP)
    first, second = papers(items)

    assert problems(items) == []
    assert (first.title, first.arxiv, first.kind) == ("Trees in n² time", "1706.03762", "preprint")
    assert first.authors == (Person("Wang", "Jürgen"), Person("Lee", "Ann"))
    assert (second.doi, second.venue, second.kind, second.key) == (
        "10.1000/O",
        "ICML",
        "conference",
        "DBLP:conf/icml/Lee19",
    )
    assert second.url == "https://www.wikidata.org/entity/Q1"
    assert aside(second, "crossref") == "conf/icml/2019"


def test_acl() -> None:
    """What the volume says holds for its papers; front matter is none."""
    items = read(ACL)
    (paper,) = papers(items)

    assert problems(items) == []
    assert (paper.title, paper.abstract) == ("Tree LM: a $k$-model", "We grow trees.")
    assert paper.authors == (Person("Lee", "Ann"), Person("Plato"))
    assert (paper.venue, paper.year, paper.details.month, paper.key) == (
        "Proceedings of Trees",
        2022,
        12,
        "lee-plato-2022-tree",
    )
    assert paper.details.editors == (Person("Ek", "Bo"),)
    assert (paper.details.status, paper.details.pages, paper.details.place) == ("retracted", "1-9", "Oslo")
    assert (paper.url, paper.details.id("acl")) == ("https://aclanthology.org/2022.trees-main.1/", "2022.trees-main.1")
    assert Link("pdf", "https://aclanthology.org/2022.trees-main.1.pdf") in paper.details.links


def test_endnote() -> None:
    """Texts in `style`, lists with carriage returns, a group with its comma, two kinds of notes."""
    items = read(ENDNOTE)
    (paper,) = papers(items)

    assert (paper.title, paper.abstract) == ("Growth in CO₂", "One.\n\nTwo.")
    assert paper.authors == (Person("Berg", "Jan", "van den"), Person("Tree Study Group", is_literal=True))
    assert (paper.year, paper.details.month, paper.details.day) == (2015, 3, 3)
    assert (paper.doi, paper.url, paper.tags, paper.note) == ("10.1000/n", "https://a.org/x", ("to read",), "My note")
    details = paper.details
    assert (details.keywords, details.files) == (("Trees", "Oaks", "Elms"), ("123/x.pdf",))
    assert (details.venue_short, details.id("issn")) == ("J Trees", "1532-1827")
    assert (aside(paper, "notes"), aside(paper, "remote-database-name")) == ("Source says; so", "PubMed")
    assert [(problem.reason, problem.refused) for problem in problems(items)] == [("no title", True)]


def test_a_file_without_records_says_so() -> None:
    """An empty answer is no silent success."""
    assert notes(read("<PubmedArticleSet></PubmedArticleSet>")) == [(0, "it has no records")]


@given(st.sampled_from(sorted(DOCUMENTS)), st.data())
def test_a_damaged_document_ends_in_papers_and_problems(name: str, data: st.DataObject) -> None:
    """Cut, with a piece missing or a piece of another: never an exception."""
    text = DOCUMENTS[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 300)))
    other = data.draw(st.sampled_from(["", "<", "&", "<x>", "</record>", "]]>", "\0", "<?xml", "\ud800", DBLP[:300]]))
    module = {"pubmed-xml": pubmed_xml, "dblp-xml": dblp_xml, "acl-xml": acl_xml, "endnote-xml": endnote_xml}[name]
    items = list(module.read(Source(iter((text[:start] + other + text[end:]).splitlines(keepends=True)))))

    assert all(paper.title for paper in papers(items))
