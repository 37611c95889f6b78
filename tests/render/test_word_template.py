"""Word files in the look of a person's own template."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import docx_integrity
import pytest
from docx.shared import Cm, RGBColor
from lxml import etree
from openxml_audit import OpenXmlValidator

from brief.errors import UsageError
from brief.render.blocks import Document, Heading, Listing, Paragraph, Run
from brief.render.word import write_docx
from brief.render.word_xml import WORD
from tests.render.sample import sample

NS = {"w": WORD}
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"


def template(
    *, header: str = "Ministry of Tides", footer: str = "", kind: str = "template", bare: bool = False
) -> bytes:
    """Return a small template as Word would save it, its heading under a name of another language."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    heading = file.styles["Heading 1"]
    heading.font.color.rgb = RGBColor(0x00, 0x66, 0x33)
    heading.element.set(f"{{{WORD}}}styleId", "berschrift1")
    for name in ("List Bullet", "Body Text") if bare else ():
        style = file.styles[name].element
        style.getparent().remove(style)
    file.add_paragraph("A page that the template shows.")
    saved, made = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(made, "w") as out:
        for part in parts.namelist():
            data = parts.read(part)
            if part == "[Content_Types].xml":
                data = data.replace(MAIN.format("document").encode(), MAIN.format(kind).encode())
            out.writestr(part, data)
    return made.getvalue()


def part(written: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        return etree.fromstring(parts.read(name))


def findings(written: bytes, folder: Path) -> list[str]:
    file = folder / "page.docx"
    file.write_bytes(written)
    audit = OpenXmlValidator().validate(file)
    return [str(error) for error in audit.errors] + [str(found) for found in docx_integrity.check(file)]


@pytest.mark.parametrize("bare", [False, True])
def test_the_sample_in_a_template_is_valid_and_equal_each_time(tmp_path: Path, bare: bool) -> None:  # noqa: FBT001 - a case
    given = template(bare=bare)
    written = write_docx(sample(), b"{}", template=given)
    own = set(findings(given, tmp_path))
    assert [found for found in findings(written, tmp_path) if found not in own] == []
    assert write_docx(sample(), b"{}", template=given) == written


def test_styles_page_and_header_of_the_template_stay() -> None:
    written = write_docx(sample(), template=template())
    file = docx.Document(io.BytesIO(written))
    titles = [p for p in file.paragraphs if p.text == "Bottom line"]
    assert [(p.style.style_id, str(p.style.font.color.rgb)) for p in titles] == [("berschrift1", "006633")]
    assert file.sections[0].page_width == Cm(21.59)
    assert [p.text for p in file.sections[0].header.paragraphs] == ["UNMARKED", "Ministry of Tides"]
    assert "A page that the template shows." not in [p.text for p in file.paragraphs]


def test_tables_are_as_wide_as_the_text_of_the_template() -> None:
    root = part(write_docx(sample(), template=template()), "word/document.xml")
    wide = round((21.59 - 5) / 2.54 * 1440)
    for grid in root.iter(f"{{{WORD}}}tblGrid"):
        assert abs(sum(int(column.get(f"{{{WORD}}}w")) for column in grid) - wide) <= 2


def test_every_style_that_the_text_names_is_there() -> None:
    written = write_docx(sample(), template=template(bare=True))
    known = set(part(written, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NS))
    for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"):
        used = part(written, name).xpath(
            "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=NS
        )
        assert set(used) <= known


def test_the_footer_gains_marking_and_page_number_where_it_lacks_them() -> None:
    written = write_docx(sample(), template=template(footer="Archive 7"))
    texts = [p.text for p in docx.Document(io.BytesIO(written)).sections[0].footer.paragraphs]
    assert texts[0] == "Archive 7"
    assert re.search("Page", texts[1])
    assert texts[2] == "UNMARKED"


def test_lists_number_from_one_beside_those_of_the_template() -> None:
    item = (Run(text="first"),)
    blocks = (Heading(level=2, text="Steps"), *(Listing(items=(item, item), ordered=True) for _ in range(2)))
    document = Document(title="A page", marking="UNMARKED", blocks=(*blocks, Paragraph(runs=item)))
    written = write_docx(document, template=template())
    numbers = part(written, "word/document.xml").xpath("//w:numId/@w:val", namespaces=NS)
    assert len(set(numbers)) == 2
    known = part(written, "word/numbering.xml").xpath("//w:num/@w:numId", namespaces=NS)
    assert len(known) == len(set(known))
    assert set(numbers) <= set(known)


@pytest.mark.parametrize(
    ("data", "said"), [(b"no file", "is no Word template"), (template(kind="macroEnabledTemplate"), "has macros")]
)
def test_what_is_no_template_is_refused_with_what_would_be(data: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        write_docx(sample(), template=data)
