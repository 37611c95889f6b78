"""Sources in, the table and the JSON of `brief sources` out: how each was read."""

import json

from brief.commands.summary import source_table, sources_as_json
from brief.model import SourceDocument


def test_the_table_tells_the_encoding_or_the_pages_of_each_source():
    sources = (
        SourceDocument(id="s1", path="a.txt", format="plaintext", text="Talks.", digest="", encoding="cp1251"),
        SourceDocument(id="s2", path="b.pdf", format="pdf", text="Talks. More.", digest="", pages=(0, 7)),
        SourceDocument(id="s3", path="c.docx", format="word", text="Talks.", digest="", author="Ann Lee"),
    )
    lines = source_table(sources).splitlines()
    assert "plaintext cp1251" in lines[1]
    assert "pdf 2 p." in lines[2]
    assert [(row["author"], row["pages"]) for row in json.loads(sources_as_json(sources))] == [
        ("", 0),
        ("", 2),
        ("Ann Lee", 0),
    ]
