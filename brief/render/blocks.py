"""Format-neutral pieces of a page: what `layout` makes of a briefing and every writer sets in its format.

Text in blocks is plain: writers escape it. Nothing here knows a format, and writers know no section.
"""

from __future__ import annotations

from typing import Literal

from brief.model import Noun
from brief.render.pictures import Picture


class Run(Noun):
    """A stretch of text in one style. `cites` are numbers of notes set after the text.

    `mark` tells the writer why a stretch looks different: a value that sources dispute, one that a
    person edited, or one that no source gives. `href` is http, https or mailto, or "#anchor". `address` names
    the field that the text is the value of, so that an edit of it can be read back; `remark` holds what is said
    about it in the margin, a line each.
    """

    text: str
    bold: bool = False
    italic: bool = False
    mark: Literal["", "disputed", "edited", "absent"] = ""
    href: str = ""
    cites: tuple[int, ...] = ()
    address: str = ""
    remark: tuple[str, ...] = ()


Line = tuple[Run, ...]


class Heading(Noun):
    """A heading; level 1 is the title of the document, tabs are level 2, their parts level 3."""

    level: int
    text: str
    anchor: str = ""
    new_page: bool = False


class Paragraph(Noun):
    """A paragraph. `style` is the writer's style of that name."""

    runs: Line
    style: Literal["body", "note", "quote", "label", "fine"] = "body"
    anchor: str = ""


class Listing(Noun):
    """A bulleted or numbered list; `note` is set smaller, `fine` smallest and tight."""

    items: tuple[Line, ...]
    ordered: bool = False
    style: Literal["body", "note", "fine"] = "body"


class Cell(Noun):
    """A table cell: one or more lines, set below each other. `anchor` names the record it stands for."""

    lines: tuple[Line, ...]
    header: bool = False
    anchor: str = ""


class Table(Noun):
    """A table whose first row repeats on every page. `widths` are shares of the text width, sum 1."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    summary: str  # alternative text: what the table holds, in one sentence


class Facts(Noun):
    """The header block: pairs of label and line (To, From, Date, Subject, …)."""

    pairs: tuple[tuple[str, Line], ...]


class Contents(Noun):
    """What the document holds: a line for each heading, linked to it. Writers add its page if they have pages."""

    items: tuple[Line, ...]


class Figure(Noun):
    """A picture, called `title`; `alt` tells what it shows in words, `data` in a table."""

    title: str
    picture: Picture
    alt: str
    data: Table


Block = Heading | Paragraph | Listing | Table | Facts | Contents | Figure


class Note(Noun):
    """A numbered citation: "1, 3" with the quotations it stands on. `sources` are source numbers (1-based)."""

    number: int
    sources: tuple[int, ...]
    runs: Line
    address: str = ""


class Document(Noun):
    """A whole briefing, ready to be written in any format."""

    title: str
    subject: str = ""
    author: str = ""
    language: str = "en"
    marking: str
    created: str = ""  # ISO date; the only date that enters a file's properties
    footer: str = ""
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
