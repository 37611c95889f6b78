"""Document → the bytes of a Word file: a memorandum with real headings, footnotes, tables and page fields."""

from __future__ import annotations

import docx
from docx.document import Document as WordFile

from brief.render.blocks import Document, Listing
from brief.render.theme import PLAIN, Theme
from brief.render.word_body import Body
from brief.render.word_notes import Footnotes
from brief.render.word_package import drop_stale, embed_data, packed, set_properties
from brief.render.word_styles import fill_numbering, fill_styles, page_properties
from brief.render.word_template import add_styles, margins, numbering, open_template, rename, shows, themed
from brief.render.word_xml import Element, element, field, name, text_run


def write_docx(
    document: Document, data: bytes | None = None, theme: Theme = PLAIN, template: bytes | None = None
) -> bytes:
    """Return the document as a Word file, equal bytes for equal input.

    `data` is the briefing's JSON in UTF-8; it travels inside the file as a custom XML part. Of a `template`
    the styles, the page, headers and footers are kept. Raise UsageError when it is no Word template.
    """
    ordered = sum(isinstance(block, Listing) and block.ordered for block in document.blocks)
    if template is None:
        file, lists, renamed = _empty(document, theme, ordered), (1, 2), {}
    else:
        file = open_template(template)
        theme = themed(file, theme)
        lists = fill_numbering(numbering(file), ordered)
        renamed = add_styles(file, theme, lists)
    _fill_text(file, document, theme, lists[1], renamed)
    _fill_margins(file, document, renamed)
    set_properties(file, document, whole=template is None)
    if data is not None:
        embed_data(file, data)
    return packed(file)


def _empty(document: Document, theme: Theme, ordered: int) -> WordFile:
    """Return a file in our own look, without text."""
    file = docx.Document()
    drop_stale(file)
    fill_styles(file.styles.element, document.language, theme)
    lists = numbering(file)
    for old in list(lists):
        lists.remove(old)
    fill_numbering(lists, ordered)
    section: Element = file.element.body[-1]
    for old in list(section):
        section.remove(old)
    section.extend(page_properties(theme))
    return file


def _fill_text(file: WordFile, document: Document, theme: Theme, numbers: int, renamed: dict[str, str]) -> None:
    section: Element = file.element.body[-1]
    notes = Footnotes(file.part, file.settings.element, document)
    body = Body(document, file.part, notes, theme, numbers)
    for made in body.elements():
        rename(made, renamed)
        section.addprevious(made)
    for root in (notes.part.element, *body.parts()):
        rename(root, renamed)


def _fill_margins(file: WordFile, document: Document, renamed: dict[str, str]) -> None:
    """Set the marking at the top and bottom of every page, and above the lower one footer and page number.

    What a header or footer of the template shows stays; it gains what it lacks.
    """
    for part, lower in margins(file):
        if document.marking in "".join(text.text or "" for text in part.iter(name("t"))):
            continue
        if not shows(part):
            for old in list(part):
                part.remove(old)
        marking = _margin("Marking", text_run(document.marking))
        added = [marking]
        if lower and not shows(part, "PAGE"):
            pages = (text_run("\tPage "), field("PAGE", "1"), text_run(" of "), field("NUMPAGES", "1"))
            added.insert(0, _margin("Footer", text_run(document.footer), *pages))
        for made in added:
            rename(made, renamed)
        if lower:
            part.extend(added)
        else:
            part[:0] = added


def _margin(style: str, *content: Element) -> Element:
    return element("p", element("pPr", element("pStyle", val=style)), *content)
