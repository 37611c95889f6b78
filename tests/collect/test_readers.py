"""Real files of every format in, their text with its layers out."""

import io
import zipfile
from email.message import EmailMessage

import docx
import pytest
from docx.oxml import parse_xml
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from brief.collect.draft import UnreadableError
from brief.collect.limits import LIMITS, Limits
from brief.collect.readers import mail, pdf, webpage, word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LONG = (
    "The ministers of Chile and Peru met in Arica to discuss the border railway, officials of both said on Monday. "
)

PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Railway talks open | The Andes Ledger</title>
<meta property="og:site_name" content="The Andes Ledger"><style>p{{}}</style>
<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite"}},
 {{"@type": "NewsArticle", "datePublished": "2023-11-03T16:15:00+11:00",
  "publisher": {{"name": "Andes Media"}}}}]}}</script>
</head><body><nav><ul><li>Home<li>News</ul></nav><div style="display: none">not shown</div>
<article><h1>Railway talks <em>open</em> in Arica</h1><p>By Ann Lee</p>
<time datetime="2023-11-03">November 3, 2023</time>
<figure><figcaption>The station of Arica in its best days</figcaption></figure>
<p>{LONG}</p><p>{LONG}&ldquo;We hope,&rdquo; she said.</p><h2>What Lima wants</h2><p>{LONG}</p>
<table><tr><th>Day</th><th>Event</th></tr><tr><td>Friday</td><td>Talks in Tacna</td></tr></table>
<aside><h3>Read more</h3><ul><li>Copper falls to record low</ul></aside><p>{LONG}Nothing was signed.</p></article>
<footer>© 2023 Andes Media. All rights reserved.</footer></body></html>"""


def test_a_web_page_keeps_all_that_is_visible_and_labels_it(layers):
    found = layers(PAGE, "a.html")
    assert ("headline", "Railway talks open in Arica") in found
    assert ("caption", "The station of Arica in its best days") in found
    assert ("heading", "What Lima wants") in found
    assert ("body", "Friday | Talks in Tacna") in found
    assert {words for layer, words in found if layer == "furniture"} == {
        *("Home", "News", "By Ann Lee", "November 3, 2023", "Read more", "Copper falls to record low"),
        "© 2023 Andes Media. All rights reserved.",
    }
    assert not any("not shown" in words or "{" in words for _, words in found)


def test_a_web_page_tells_its_publisher_and_date(read):
    source, notices = read(PAGE, "a.html")
    assert (source.title, source.publisher) == ("Railway talks open in Arica", "The Andes Ledger")
    assert (source.published.value, source.published.method) == ("2023-11-03", "metadata")
    assert source.published.evidence is not None
    assert source.published.evidence.text == "November 3, 2023"
    assert notices == ()


def test_a_page_that_is_hardly_an_article_is_taken_whole():
    links = "".join(f"<p><a href=x>{'Link to another long story ' * 3}{i}</a></p>" for i in range(40))
    draft = webpage.read(
        f"<html><body><nav>{links}</nav><p>Talks opened in Arica.</p></body></html>".encode(), LIMITS
    )
    assert "Talks opened in Arica." in draft.text
    assert "Link to another long story" in draft.text


def test_a_page_in_an_old_encoding_that_it_declares():
    draft = webpage.read(
        f'<html><meta charset="iso-8859-2"><p>Wałęsa w Łodzi</p><p>{LONG}'.encode("iso-8859-2"), LIMITS
    )
    assert "Wałęsa w Łodzi" in draft.text
    assert draft.encoding == "iso-8859-2"


@pytest.mark.parametrize(
    "broken",
    [
        b"<div>" * 50_000 + LONG.encode(),
        b"<p>Talks &#0; &#x0; \x00 in Lima " + LONG.encode(),
        b"<html>" + b"<" * 50_000 + b"<p>" + LONG.encode(),
        b"<p>" + LONG.encode() * 5_000,
        b"<!DOCTYPE html SYSTEM 'file:///etc/passwd'><html><p>" + LONG.encode(),
        b"<script type='application/ld+json'>{broken" + b"</script><p>" + LONG.encode(),
    ],
    ids=["deep", "nul", "angles", "one paragraph", "doctype", "bad json"],
)
def test_no_broken_page_loses_its_text(broken):
    draft = webpage.read(broken, LIMITS)
    assert "The ministers of Chile and Peru" in draft.text
    assert "\x00" not in draft.text


def printed(*flow: Paragraph, foot: str = "") -> bytes:
    buffer = io.BytesIO()

    def margin(page, document):
        page.drawString(72, 30, foot.replace("#", str(document.page)))

    SimpleDocTemplate(buffer).build(list(flow), onFirstPage=margin, onLaterPages=margin)
    return buffer.getvalue()


def test_lines_of_a_pdf_become_paragraphs_again(layers):
    style = getSampleStyleSheet()
    body = [Paragraph(f"{LONG * 3}That was talk number {i}.", style["BodyText"]) for i in range(24)]
    data = printed(
        Paragraph("Railway talks open in Arica", style["Title"]),
        Paragraph("Lima, 8 March 2014", style["Normal"]),
        *body,
        Paragraph("What Lima wants", style["Heading2"]),
        Paragraph(LONG, style["BodyText"]),
        foot="Andes Ledger, page #",
    )
    found = layers(data, "a.pdf")
    assert found[:3] == [
        ("furniture", "Andes Ledger, page 1"),
        ("headline", "Railway talks open in Arica"),
        ("furniture", "Lima, 8 March 2014"),
    ]
    whole = [words for layer, words in found if layer == "body" and words.endswith(".")]
    assert f"{LONG * 3}That was talk number 0." in whole
    assert ("heading", "What Lima wants") in found
    assert sum("Andes Ledger" in words for _, words in found) == 1


def test_a_word_divided_at_the_end_of_a_line_is_whole_again():
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawString(72, 700, "The ministers of Chile and Peru have met for the rail-")
    page.drawString(72, 686, "way that both of them want.")
    page.save()
    assert (
        pdf.read(buffer.getvalue(), LIMITS).text
        == "The ministers of Chile and Peru have met for the railway that both of them want."
    )


def test_pdfs_that_give_no_text_say_why():
    empty, locked = io.BytesIO(), io.BytesIO()
    page = canvas.Canvas(empty)
    page.rect(10, 10, 100, 100)
    page.save()
    page = canvas.Canvas(locked, encrypt=StandardEncryption("secret", "owner"))
    page.drawString(72, 700, "Hidden")
    page.save()
    with pytest.raises(UnreadableError, match="no text layer"):
        pdf.read(empty.getvalue(), LIMITS)
    with pytest.raises(UnreadableError, match="needs a password"):
        pdf.read(locked.getvalue(), LIMITS)
    with pytest.raises(UnreadableError, match="1 pages, more than the limit of 0"):
        pdf.read(empty.getvalue(), Limits(pdf_pages=0))


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_file_is_walked_in_the_order_of_its_page(layers):
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "MINISTRY OF TRADE"
    file.add_heading("Railway talks open", 0)
    file.add_paragraph("Lima, 8 March 2014")
    file.add_paragraph("The ministers of Chile and Peru met in Arica on Monday.")
    file.add_heading("Programme", 1)
    table = file.add_table(2, 2)
    for cell, words in zip(table._cells, ("Monday", "Talks", "Tuesday", "Visit to the port"), strict=True):
        cell.text = words
    file.add_paragraph("freight", style="List Bullet")
    file.add_paragraph("The station of Arica", style="Caption")
    assert layers(saved(file), "a.docx") == [
        ("furniture", "MINISTRY OF TRADE"),
        ("headline", "Railway talks open"),
        ("furniture", "Lima, 8 March 2014"),
        ("body", "The ministers of Chile and Peru met in Arica on Monday."),
        ("heading", "Programme"),
        ("body", "Monday | Talks"),
        ("body", "Tuesday | Visit to the port"),
        ("body", "freight"),
        ("caption", "The station of Arica"),
    ]


def test_insertions_count_deletions_and_hidden_text_do_not():
    file = docx.Document()
    paragraph = file.add_paragraph("They agreed ")
    paragraph._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>to meet again</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>never</w:delText></w:r></w:del>"))
    paragraph.add_run(" in April.")
    file.add_paragraph().add_run("Not for the reader.").font.hidden = True
    draft = word.read(saved(file), LIMITS)
    assert draft.text == "They agreed to meet again in April."
    assert draft.notices == ("hidden text in 1 place was left out", "deleted text in 1 place was left out")


def test_content_controls_and_text_boxes_are_read_once():
    file = docx.Document()
    file.element.body.insert(
        0,
        parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    )
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    drawn = (
        f'<w:r {W} {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    file.add_paragraph("Anchor.")._p.append(parse_xml(drawn))
    assert word.read(saved(file), LIMITS).text == "Controlled.\n\nAnchor.\n\nBoxed."


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": b"<Types/>", **entries}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no archive at all", "a broken DOCX"),
        (zipped(**{"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "declares a DOCTYPE"),
        (zipped(**{"word/document.xml": b"\0" * 210_000_000}), "grows beyond the limit of 200 MB"),
        (zipped(**{f"word/{i}.xml": b"" for i in range(5_001)}), "more than the limit of 5,000"),
        (zipped(), "a broken DOCX"),
    ],
    ids=["no zip", "doctype", "bomb", "entries", "empty"],
)
def test_word_files_that_must_not_be_opened(data, why):
    with pytest.raises(UnreadableError, match=why):
        word.read(data, LIMITS)


def letter(body: str, subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"Ministry of Trade" <press@trade.example>'
    message["Subject"] = "Talks in Łódź end"
    message["Date"] = "Mon, 10 Mar 2014 10:00:00 +1200"
    message.set_content(body, subtype=subtype)
    return message


def test_a_mail_tells_subject_sender_and_date(read):
    message = letter("The talks have ended, the ministry said on Monday, and no date was set.\n")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="../../annex.pdf")
    source, (notice,) = read(message.as_bytes(), "a.eml")
    assert (source.title, source.publisher) == ("Talks in Łódź end", "Ministry of Trade")
    assert (source.published.value, source.published.method) == ("2014-03-10", "metadata")
    assert source.published.evidence is not None
    assert source.published.evidence.text == "10 Mar 2014"
    assert notice.place.endswith("a.eml » ../../annex.pdf")
    assert notice.message == "a broken PDF; open it in a viewer and save it anew"


def test_a_mail_of_html_alone_is_read(told):
    assert told(letter(f"<p>{LONG}</p><p>He gave no day.</p>", "html").as_bytes(), "a.eml") == [
        LONG.strip(),
        "He gave no day.",
    ]


def test_broken_mails_are_read_as_far_as_they_go():
    unknown = b"Subject: =?nonsense?B?xx?=\nContent-Type: text/plain; charset=klingon\n\nTalks ended."
    assert mail.read(unknown, LIMITS).text.endswith("Talks ended.")
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(100))
    draft = mail.read(b"Subject: Deep\n" + deep + b"Content-Type: text/plain\n\nHidden.", LIMITS)
    assert "Hidden." not in draft.text
    assert draft.notices == (
        "parts beyond the limit of 20 parts of a mail inside one another (--limit mail_depth=40) were left out",
    )
