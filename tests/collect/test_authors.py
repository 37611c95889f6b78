"""Who wrote a source, as each format says it; and what Word keeps from its reader."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from hostile.parts import open_text, page, repacked, rich

from brief.collect.limits import LIMITS
from brief.collect.readers import articles, opendocument, richtext, webpage, word

TOLD = "The ministers of Peru and Chile met in Arica on Monday, the ministry said."
DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Ann Lee">',
        '<meta property="article:author" content="https://a.example/7"><meta name="dc.creator" content="Ann Lee">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ann Lee"}}</script>',
        '<script type="application/ld+json">[{"author": [{"@type": "Person", "name": "Ann Lee"}]}]</script>',
    ],
)
def test_a_web_page_tells_its_author(head):
    assert webpage.read(page(f"<h1>Talks</h1><p>{TOLD}</p>", head), LIMITS).author == "Ann Lee"


def test_several_authors_stand_in_their_order():
    named = '{"author": [{"name": "Ann Lee"}, "Juan Paz", "https://a.example"]}'
    head = f'<script type="application/ld+json">{named}</script>'
    assert webpage.read(page(f"<p>{TOLD}</p>", head), LIMITS).author == "Ann Lee, Juan Paz"


def saved(file) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_documents_tell_their_author_and_no_program_is_one():
    file = docx.Document()
    file.add_paragraph(TOLD)
    assert word.read(saved(file), LIMITS).author == ""
    file.core_properties.author = "Ann Lee"
    assert word.read(saved(file), LIMITS).author == "Ann Lee"
    meta = f"<meta {DUBLIN}><dc:title>Talks</dc:title><dc:creator>Ann Lee</dc:creator></meta>".encode()
    draft = opendocument.read(open_text(f"<text:p>{TOLD}</text:p>", more={"meta.xml": meta}), LIMITS)
    assert (draft.title, draft.author) == ("Talks", "Ann Lee")
    draft = richtext.read(rich(f"{{\\info{{\\title Talks}}{{\\author Ann Lee}}}}{TOLD}\\par"), LIMITS)
    assert (draft.title, draft.author, draft.text) == ("Talks", "Ann Lee", TOLD)


def test_a_row_of_a_list_tells_its_author():
    (draft,) = articles.read(f"title,author,text\nTalks,Ann Lee,{TOLD!r}\n".encode(), LIMITS).drafts
    assert draft.author == "Ann Lee"


def typed(data: bytes, kind: str) -> bytes:
    """Return a Word file that says to be of another kind."""
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("[Content_Types].xml")
    assert main in content
    return repacked(data, {"[Content_Types].xml": content.replace(main, kind.encode())})


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_files_with_macros_and_templates_are_read_like_others(kind):
    file = docx.Document()
    file.add_heading("Talks open", 0)
    file.add_paragraph(TOLD)
    draft = word.read(typed(saved(file), kind), LIMITS)
    assert draft.text == f"Talks open\n\n{TOLD}"
    assert [mark.layer and mark.layer.value for mark in draft.marks] == ["headline", None]


def test_a_page_inside_a_word_file_becomes_a_source_of_its_own():
    file = docx.Document()
    part = Part(PackURI("/word/inner.html"), "text/html", f"<p>{TOLD}</p>".encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    (enclosed,) = word.read(saved(file), LIMITS).files
    assert enclosed.name == "inner.html"
    assert TOLD.encode() in enclosed.data
