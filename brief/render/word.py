"""Document → the bytes of a Word file: a memorandum with real headings, footnotes, tables and page fields."""

from __future__ import annotations

import docx
from docx.document import Document as WordFile
from lxml import etree

from brief.render.blocks import Document, Listing
from brief.render.word_body import Body
from brief.render.word_notes import Footnotes
from brief.render.word_package import drop_stale, embed_data, packed, set_properties
from brief.render.word_styles import fill_numbering, fill_styles, page_properties
from brief.render.word_xml import Element, element, field, text_run


def write_docx(document: Document, data: bytes | None = None) -> bytes:
    """Return the document as a Word file, equal bytes for equal input.

    `data` is the briefing's JSON in UTF-8; it travels inside the file as a custom XML part.
    """
    file = docx.Document()
    drop_stale(file)
    fill_styles(file.styles.element, document.language)
    ordered = sum(isinstance(block, Listing) and block.ordered for block in document.blocks)
    fill_numbering(file.part.numbering_part.element, ordered)
    _fill_text(file, document)
    _fill_margins(file, document)
    set_properties(file, document)
    if data is not None:
        embed_data(file, data)
    return packed(file)


def _fill_text(file: WordFile, document: Document) -> None:
    body: Element = file.element.body
    section: Element = body[-1]
    for old in list(section):
        section.remove(old)
    section.extend(page_properties())
    notes = Footnotes(file.part, file.settings.element, document)
    for made in Body(document, file.part, notes).elements():
        section.addprevious(made)


def _fill_margins(file: WordFile, document: Document) -> None:
    """Set the marking at the top and bottom of every page, and above the lower one footer and page number."""
    section = file.sections[0]
    marking = text_run(document.marking)
    _replace(section.header._element, _margin("Marking", marking))  # noqa: SLF001 - no public way to its XML
    pages = (text_run("\tPage "), field("PAGE", "1"), text_run(" of "), field("NUMPAGES", "1"))
    last = _margin("Footer", text_run(document.footer), *pages), _margin("Marking", text_run(document.marking))
    _replace(section.footer._element, *last)  # noqa: SLF001 - the same


def _margin(style: str, *content: Element) -> Element:
    return element("p", element("pPr", element("pStyle", val=style)), *content)


def _replace(part: etree._Element, *paragraphs: Element) -> None:
    for old in list(part):
        part.remove(old)
    part.extend(paragraphs)
