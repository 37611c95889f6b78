"""Small documents of a few blocks, for the tests of the writers."""

from brief.render.blocks import Block, Document, Note, Paragraph, Run


def page(*blocks: Block, notes: tuple[Note, ...] = ()) -> Document:
    return Document(title="A page", marking="UNMARKED", blocks=blocks, notes=notes)


def said(text: str, *cites: int) -> Paragraph:
    return Paragraph(runs=(Run(text=text, cites=cites),))


def note(number: int, text: str = "the text of the note") -> Note:
    return Note(number=number, sources=(1,), runs=(Run(text=text),))
