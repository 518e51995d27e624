"""Feeds: arXiv's API and announcements, journals with Dublin Core and PRISM, blogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems
from tui_reader.importers import arxiv_feeds, feeds
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Source
from tui_reader.model.papers import Link, Version
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.records import Item

API = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title type="html">arXiv Query</title><id>http://arxiv.org/api/x</id>
  <entry>
    <id>http://arxiv.org/abs/hep-th/9901001v3</id>
    <updated>2001-02-03T00:00:00Z</updated><published>1999-01-01T00:00:00Z</published>
    <title>On
  trees</title>
    <summary>  First line
second line.
  A new paragraph.
</summary>
    <author><name>Ann Lee</name><arxiv:affiliation>Tree House</arxiv:affiliation></author>
    <author><name>ATLAS Collaboration</name></author>
    <arxiv:doi>10.1000/A</arxiv:doi><arxiv:comment>12 pages, withdrawn</arxiv:comment>
    <arxiv:journal_ref>J. Trees 7</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/hep-th/9901001v3" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/hep-th/9901001v3" rel="related" type="application/pdf"/>
    <arxiv:primary_category term="hep-th"/>
    <category term="math.QA"/><category term="hep-th"/><category term="51A05, 51B15"/>
  </entry>
</feed>
"""
ERROR = """<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/y</id><entry>
<id>http://arxiv.org/api/errors#incorrect_id_format_for_1</id><title>Error</title>
<summary>incorrect id format for 1</summary></entry></feed>
"""
RSS = """<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
<channel>
<title>cs.AI updates on arXiv.org</title>
<item><title>Trees of $n$ nodes</title><link>https://arxiv.org/abs/2608.00001</link>
<description>arXiv:2608.00001v1 Announce Type: new
Abstract: We grow &lt;trees&gt;
of text.</description>
<guid isPermaLink="false">oai:arXiv.org:2608.00001v1</guid><category>cs.AI</category><category>cs.LG</category>
<pubDate>Mon, 03 Aug 2026 00:00:00 -0400</pubDate><arxiv:announce_type>new</arxiv:announce_type>
<dc:creator>Ann Lee, Bo Ek (Tree House)</dc:creator></item>
<item><title>Old. (arXiv:2307.00002v2 [cs.AI] UPDATED)</title><link>http://arxiv.org/abs/2307.00002</link>
<description rdf:parseType="Literal">&lt;p&gt;We mend.&lt;/p&gt;</description>
<pubDate>Mon, 03 Aug 2026 00:00:00 -0400</pubDate><arxiv:announce_type>replace</arxiv:announce_type>
<dc:creator>&lt;a href="http://arxiv.org/find/x"&gt;Ann Lee&lt;/a&gt;, &lt;a href="http://arxiv.org/find/y"&gt;Bo
 Ek&lt;/a&gt;</dc:creator></item>
</channel></rss>
"""
JOURNAL = """<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://a.org/feed"><title>Fluids</title></channel>
<item rdf:about="https://a.org/1"><title>Fluids, Vol. 9, Pages 120: On Water</title><link>https://a.org/1</link>
<description>&lt;p&gt;Water flows &amp;amp; stays.&lt;/p&gt;</description><content:encoded><![CDATA[Abstract]]>
</content:encoded>
<d:title>On Water</d:title><d:creator>Jan van den Berg</d:creator><d:creator>Ann Lee</d:creator>
<d:identifier>doi: 10.3390/Fluids9</d:identifier><d:date>2024-05-22</d:date>
<prism:publicationName>Fluids</prism:publicationName><prism:volume>9</prism:volume><prism:number>6</prism:number>
<prism:startingPage>120</prism:startingPage><prism:endingPage>130</prism:endingPage>
<prism:section>Editorial</prism:section>
</item></rdf:RDF>
"""
BLOG = """<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title><item><title>Post</title>
<link>https://b.org/doi/abs/10.1002/x.1?af=R</link><author>ann@b.org (Ann Lee)</author><description>Words &nbsp;
 here.</description>
<pubDate>Wed, 16 Jun 2021 18:53:17 +0000</pubDate><category>Trees</category></item>
<item><description>only words</description></item></channel></rss>
"""


def read(text: str, name: str = "x.xml") -> list[Item]:
    """The items of a feed, told by what it holds."""
    return list(detect(name, text[:4096]).read(Source(iter(text.splitlines(keepends=True)), name)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [(API, "arxiv-feed"), (ERROR, "arxiv-feed"), (RSS, "arxiv-feed"), (JOURNAL, "feed"), (BLOG, "feed")],
)
@pytest.mark.parametrize("name", ["x.xml", "x.txt", "x.rdf", "-"])
def test_a_feed_is_told_by_what_it_holds(text: str, expected: str, name: str) -> None:
    """And arXiv's by saying that it is."""
    assert detect(name, text[:4096]).name == expected


def test_arxivs_api() -> None:
    """The first version's date, the primary category first, classes of others and affiliations aside."""
    items = read(API)
    (paper,) = papers(items)

    assert problems(items) == []
    assert (paper.title, paper.arxiv, paper.doi, paper.kind) == ("On trees", "hep-th/9901001", "10.1000/A", "preprint")
    assert paper.abstract == "First line second line.\n\nA new paragraph."
    assert paper.authors == (Person("Lee", "Ann"), Person("ATLAS Collaboration", is_literal=True))
    details = paper.details
    assert (paper.year, details.month, details.day) == (1999, 1, 1)
    assert (details.categories, details.status) == (("hep-th", "math.QA"), "withdrawn")
    assert details.versions == (Version("v3", "2001-02-03"),)
    assert details.links == (Link("pdf", "http://arxiv.org/pdf/hep-th/9901001v3"),)
    assert details.extra == (
        ("category", "51A05, 51B15"),
        ("affiliation", "Ann Lee: Tree House"),
        ("arxiv:journal_ref", "J. Trees 7"),
    )


def test_an_error_of_arxiv_is_a_problem() -> None:
    """Its words are told."""
    (problem,) = read(ERROR)

    assert problems([problem])[0].reason == "arXiv answered with an error: incorrect id format for 1"


def test_announcements_of_arxiv() -> None:
    """New ones have the day of the announcement, replaced ones the month of their id; titles and names of old feeds."""
    items = read(RSS)
    new, old = papers(items)

    assert problems(items) == []
    assert (new.title, new.abstract, new.arxiv) == ("Trees of $n$ nodes", "We grow <trees> of text.", "2608.00001")
    assert (new.year, new.details.month, new.details.day) == (2026, 8, 3)
    assert new.authors == old.authors == (Person("Lee", "Ann"), Person("Ek", "Bo"))
    assert (new.details.categories, new.details.extra) == (("cs.AI", "cs.LG"), (("announce_type", "new"),))
    assert (old.title, old.abstract, old.year, old.details.month, old.details.day) == ("Old.", "We mend.", 2023, 7, 0)


def test_a_journals_feed() -> None:
    """Dublin Core and PRISM, whatever their prefixes; a title without volume and pages."""
    (paper,) = papers(read(JOURNAL))

    assert (paper.title, paper.abstract, paper.venue, paper.doi) == (
        "On Water",
        "Water flows & stays.",
        "Fluids",
        "10.3390/Fluids9",
    )
    assert paper.authors == (Person("Berg", "Jan", "van den"), Person("Lee", "Ann"))
    assert (paper.details.volume, paper.details.issue, paper.details.pages) == ("9", "6", "120-130")
    assert (paper.year, paper.details.day, paper.kind) == (2024, 22, "article")
    assert ("prism:section", "Editorial") in paper.details.extra


def test_a_blogs_feed() -> None:
    """An author is not a mail address, a DOI may stand in the link, an item without a title is refused."""
    items = read(BLOG)
    (paper,) = papers(items)

    assert (paper.authors, paper.doi, paper.abstract) == ((Person("Lee", "Ann"),), "10.1002/x.1", "Words here.")
    assert [(problem.line, problem.reason) for problem in problems(items)] == [(5, "no title")]


def test_a_feed_of_a_sunday_says_that_it_is_empty() -> None:
    """arXiv announces nothing at the weekend."""
    text = RSS[: RSS.index("<item>")] + "</channel></rss>"

    assert notes(read(text)) == [(0, "it has no records")]


@given(st.sampled_from([API, ERROR, RSS, JOURNAL, BLOG]), st.data())
def test_a_damaged_feed_ends_in_papers_and_problems(text: str, data: st.DataObject) -> None:
    """Cut, with a piece missing or a piece too many: never an exception."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    other = data.draw(
        st.sampled_from(["", "<", "&", "<x>", "</item>", "<item>", "<entry>", "\0", "<id/>", "<title>x</title>"])
    )
    for module in (arxiv_feeds, feeds):
        items = list(module.read(Source(iter((text[:start] + other + text[end:]).splitlines(keepends=True)))))

        assert all(paper.title for paper in papers(items))
