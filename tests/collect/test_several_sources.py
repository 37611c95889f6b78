"""One file with several sources in it: lists, feeds, archives, mails with attachments."""

import json
from pathlib import Path

import pytest
from hostile.parts import STORY, enclosing, rich, zipped

from brief.collect import LIMITS, Limits, collect
from brief.collect.draft import UnreadableError
from brief.collect.readers import articles, feed
from brief.collect.readers.published import iso_day
from brief.inputs import with_texts
from brief.model import Briefing

LONG = STORY * 2


@pytest.fixture
def reading(tmp_path, lexicon):
    """Read files; return (name, title, publisher, day) of each source and the notices by name."""

    def read(files, limits=LIMITS):
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        sources, notices = collect([tmp_path / name for name in files], lexicon, limits)
        prefix = f"{tmp_path.as_posix()}/"
        found = [(s.path.removeprefix(prefix), s.title, s.publisher, s.published.value) for s in sources]
        return found, [(n.place.removeprefix(prefix), n.message) for n in notices]

    return read


def test_each_row_of_a_table_is_a_source(reading):
    table = f'Title;Published At;Source;Full Text\nTalks open;2031-03-08;Andes Ledger;"{LONG}"\nEmpty;;;\n'
    found, notices = reading({"list.csv": table.encode()})
    assert found == [("list.csv » row 1", "Talks open", "Andes Ledger", "2031-03-08")]
    assert notices == [("list.csv", "left out, having no text: 1 row")]


def test_each_object_of_a_list_is_a_source_whatever_stands_around_it(reading):
    rows = [
        {"headline": "Talks open", "body": f"<p>{LONG}</p><p>He gave no day.</p>", "source": {"name": "Lima Post"}},
        {"headline": "Talks end", "content": [LONG, "Nobody spoke."], "publishedAt": "2031-03-09T08:00:00Z"},
    ]
    found, _ = reading({"a.json": json.dumps({"status": "ok", "articles": rows}).encode()})
    assert found == [
        ("a.json » row 1", "Talks open", "Lima Post", None),
        ("a.json » row 2", "Talks end", "", "2031-03-09"),
    ]


def test_the_text_of_a_row_is_its_markup_read():
    row = {"title": "Talks open", "text": "<p>They met.</p><ul><li>Freight</li></ul>"}
    (draft,) = articles.read(json.dumps([row]).encode(), LIMITS).drafts
    assert draft.text == "Talks open\n\nThey met.\n\nFreight"
    assert draft.text[draft.marks[1].start : draft.marks[1].end] == "They met."


def test_each_entry_of_a_feed_is_a_source(reading):
    rss = (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Andes Feed</title><item>'
        "<title>Talks open</title><pubDate>Sat, 08 Mar 2031 10:00:00 GMT</pubDate><description>Talk</description>"
        f"<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Lima Post</title><entry><title>Talks end</title>'
        "<published>2031-03-09T00:00:00Z</published>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content></entry></feed>'
    )
    found, notices = reading({"a.rss": rss.encode(), "b.xml": atom.encode()})
    assert found == [
        ("a.rss » entry 1", "Talks open", "Andes Feed", "2031-03-08"),
        ("b.xml » entry 1", "Talks end", "Lima Post", "2031-03-09"),
    ]
    assert notices == []


def test_a_feed_of_teasers_says_so():
    data = f"<rss><channel><item><title>Talks</title><description>{STORY}</description></item></channel></rss>"
    assert feed.read(data.encode(), LIMITS).notices == (
        "a feed with the first lines of its articles only; give the articles for more",
    )


def test_attachments_and_files_of_an_archive_are_sources_of_their_own(reading):
    mail = enclosing("annex.rtf", rich(f"{{\\info{{\\title Annex}}}}{LONG}"))
    found, notices = reading({"post.zip": zipped({"in/a.eml": mail, "in/b.txt": LONG.encode(), "logo.png": b"x"})})
    assert [name for name, *_ in found] == [
        "post.zip » in/a.eml",
        "post.zip » in/a.eml » annex.rtf",
        "post.zip » in/b.txt",
    ]
    assert notices == [("post.zip", "1 file is of a kind that is not read: logo.png")]


def test_one_bad_file_of_an_archive_never_costs_the_others(reading):
    found, notices = reading(
        {"a.zip": zipped({"a.txt": LONG.encode(), "b.pdf": b"%PDF-1.7", "c.txt": LONG.encode()})}
    )
    assert [name for name, *_ in found] == ["a.zip » a.txt", "a.zip » c.txt"]
    assert notices == [("a.zip » b.pdf", "a broken PDF; open it in a viewer and save it anew")]


def test_no_more_sources_are_read_than_the_limit_and_the_limit_is_named(reading):
    files = {"a.zip": zipped({f"{i}.txt": f"{LONG} Part {i}.".encode() for i in range(9)})}
    found, notices = reading(files, Limits(sources=5))
    assert len(found) == 5
    limit = "the limit of 5 sources at a time (--limit sources=10)"
    assert notices == [("a.zip » 5.txt", f"this and what follows are more than {limit}; give fewer at a time")]


def test_a_briefing_is_no_list_of_articles():
    with pytest.raises(UnreadableError, match="the data of a briefing, no source"):
        articles.read(b'{"schema": {}, "sections": [], "sources": [{"text": "a"}]}', LIMITS)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2031-03-08T10:00:00Z", "2031-03-08"),
        ("20310308", "2031-03-08"),
        ("Sat, 08 Mar 2031 10:00:00 GMT", "2031-03-08"),
        ("8 March 2031", "2031-03-08"),
        ("March 8, 2031", "2031-03-08"),
        ("25/03/2031", "2031-03-25"),
        ("03/25/2031", "2031-03-25"),
        ("1930730400", "2031-03-08"),
        ("08/03/2031", ""),
        ("2031-13-45", ""),
        ("yesterday", ""),
    ],
)
def test_a_date_of_a_field_is_read_when_it_can_mean_one_day_only(written, day):
    assert iso_day(written) == day


def test_what_is_inside_a_file_has_its_text_again_when_a_briefing_is_explained(tmp_path, lexicon):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": LONG.encode()}))
    sources, _ = collect([path], lexicon)
    bare = tuple(source.model_copy(update={"text": "", "passages": ()}) for source in sources)
    again = with_texts(Briefing(schema_id="x", schema_version="1", sources=bare), lexicon)
    assert again.sources == sources
    assert Path(sources[0].path.partition(" » ")[0]).is_file()
