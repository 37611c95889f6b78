"""Document → one HTML file: no scripts, nothing loaded from elsewhere, a style for the screen and one for paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from importlib import resources

from brief.render.blocks import (
    Block,
    Cell,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Line,
    Listing,
    Note,
    Paragraph,
    Run,
    Table,
)
from brief.render.safe import safe_href, xml_safe
from brief.render.theme import PLAIN, Theme
from brief.render.walk import anchors_of, texts_of

_PARAGRAPHS = {"body": "", "note": ' class="note"', "quote": "", "label": ' class="label"', "fine": ' class="fine"'}


def write_html(document: Document, theme: Theme = PLAIN) -> bytes:
    """Return the document as HTML in UTF-8, equal bytes for equal input."""
    page = _Page(document, theme)
    body = "\n".join([*page.blocks(), *page.notes()])
    marking, logo = _text(document.marking), _logo(theme)
    created = f'<meta name="dcterms.date" content="{_text(document.created)}">\n' if document.created else ""
    author = f'<meta name="author" content="{_text(document.author)}">\n' if document.author else ""
    subject = f'<meta name="description" content="{_text(document.subject)}">\n' if document.subject else ""
    return f"""<!DOCTYPE html>
<html lang="{_text(document.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(document.title)}</title>
{author}{subject}{created}<style>
{_STYLE}{_themed(theme)}</style>
</head>
<body>
<header class="marking">{marking}</header>
<main>
{logo}{body}
</main>
<footer><p>{_text(document.footer)}</p><p class="marking">{marking}</p></footer>
</body>
</html>
""".encode()


_STYLE = resources.files("brief.render").joinpath("webpage.css").read_text(encoding="utf-8")


def _themed(theme: Theme) -> str:
    """Return the rules in which a theme differs from the plain page."""
    if theme == PLAIN:
        return ""
    wide, high = theme.page
    return (
        f"body {{ color: #{theme.ink}; }}\nh1, h2, h3 {{ color: #{theme.accent}; }}\n"
        f"a {{ color: #{theme.link}; }}\n"
        f".note, caption, footer, .facts dt {{ color: #{theme.grey}; }}\n"
        f"@page {{ size: {wide}pt {high}pt; margin: {theme.head_and_foot}pt {theme.margin}pt; }}\n"
    )


def _logo(theme: Theme) -> str:
    """Return the theme's logo as part of the page itself."""
    if theme.logo is None:
        return ""
    wide, high = theme.logo.size(theme.text_width)
    data = b64encode(theme.logo.data).decode("ascii")
    size = f'style="width:{wide:.1f}pt;height:{high:.1f}pt"'
    return f'<p class="logo"><img src="data:image/png;base64,{data}" alt="{_text(theme.logo.alt)}" {size}></p>\n'


def _text(text: str) -> str:
    """Return text for the inside of an element or attribute; a line end reads as a space there anyway."""
    return escape(xml_safe(text).replace("\r", " "), quote=True)


class _Page:
    """One document on its way into HTML: counts the places that cite each note, for the way back."""

    def __init__(self, document: Document, theme: Theme = PLAIN) -> None:
        self._document = document
        self._theme = theme
        self._figures = 0
        self._notes = {note.number for note in document.notes}
        self._cited: dict[int, int] = {}
        self._anchors: set[str] = set()
        self._there = frozenset(anchors_of(document.blocks))

    def blocks(self) -> Iterator[str]:
        """Yield the elements of the page."""
        for block in self._document.blocks:
            yield self._block(block)

    def notes(self) -> Iterator[str]:
        """Yield the notes with links back to where they are cited; call after `blocks`."""
        if not self._document.notes:
            return
        yield '<section class="notes" role="doc-endnotes">\n<ol>'
        for note in self._document.notes:
            yield self._note(note)
        yield "</ol>\n</section>"

    def _note(self, note: Note) -> str:
        back = "".join(
            f' <a href="#cite-{note.number}-{n}" role="doc-backlink" aria-label="{_BACK} {n}">↩</a>'
            for n in range(1, self._cited.get(note.number, 0) + 1)
        )
        return f'<li id="note-{note.number}" value="{note.number}">{self._line(note.runs)}{back}</li>'

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                level = min(max(block.level, 1), 6)
                page = ' class="new-page"' if block.new_page else ""
                return f"<h{level}{self._id(block.anchor)}{page}>{_text(block.text)}</h{level}>"
            case Paragraph():
                opened = f"<p{self._id(block.anchor)}{_PARAGRAPHS[block.style]}>{self._line(block.runs)}</p>"
                return f"<blockquote>{opened}</blockquote>" if block.style == "quote" else opened
            case Listing():
                tag = "ol" if block.ordered else "ul"
                items = "\n".join(f"<li>{self._line(item)}</li>" for item in block.items)
                style = "" if block.style == "body" else f' class="{block.style}"'
                return f"<{tag}{style}>\n{items}\n</{tag}>"
            case Contents():
                items = "\n".join(f"<li>{self._line(item)}</li>" for item in block.items)
                return f'<nav role="doc-toc"><ul>\n{items}\n</ul></nav>'
            case Facts():
                pairs = "\n".join(
                    f"<div><dt>{_text(label)}</dt><dd>{self._line(line)}</dd></div>" for label, line in block.pairs
                )
                return f'<dl class="facts">\n{pairs}\n</dl>'
            case Table() | Figure():
                return self._figure(block) if isinstance(block, Figure) else self._table(block)

    def _figure(self, figure: Figure) -> str:
        """Return a picture as it is drawn; its words are its description, its texts are letters."""
        from brief.render.pdf_fonts import Fonts  # noqa: PLC0415 - fonts are read only for a page with pictures
        from brief.render.scene_pictures import draw  # noqa: PLC0415 - the same
        from brief.render.scene_svg import write_svg  # noqa: PLC0415 - the same

        self._figures += 1
        scene = draw(figure.picture, self._theme, Fonts(texts_of(self._document)))
        svg = write_svg(scene, figure.title, figure.alt, name=f"picture-{self._figures}", inline=True)
        return f"<figure>\n{svg}\n</figure>"

    def _table(self, table: Table) -> str:
        columns = "".join(f'<col style="width:{share * 100:.2f}%">' for share in table.widths)
        head = "".join(f'<th scope="col">{_text(text)}</th>' for text in table.head)
        rows = "\n".join(f"<tr>{''.join(self._cell(cell) for cell in row)}</tr>" for row in table.rows)
        caption = f"<caption>{_text(table.summary)}</caption>" if table.summary else ""
        return (
            f"<table>{caption}<colgroup>{columns}</colgroup>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        )

    def _cell(self, cell: Cell) -> str:
        lines = "<br>".join(self._line(line) for line in cell.lines)
        if cell.header:
            return f'<th scope="row"{self._id(cell.anchor)}>{lines}</th>'
        return f"<td{self._id(cell.anchor)}>{lines}</td>"

    def _id(self, anchor: str) -> str:
        """Return the attribute of an anchor, once in a page."""
        if not anchor or anchor in self._anchors:
            return ""
        self._anchors.add(anchor)
        return f' id="{_anchor(anchor)}"'

    def _line(self, line: Line) -> str:
        return "".join(self._run(run) for run in line)

    def _run(self, run: Run) -> str:
        text = _text(run.text)
        if run.mark and text:
            text = f'<span class="{run.mark}">{text}</span>'
        if run.italic and text:
            text = f"<i>{text}</i>"
        if run.bold and text:
            text = f"<b>{text}</b>"
        href = safe_href(run.href)
        if href.startswith("#"):
            href = f"#{_anchor(href[1:])}" if href[1:] in self._there else ""
        if href and text:
            text = f'<a href="{_text(href)}">{text}</a>'
        return text + self._cites([number for number in run.cites if number in self._notes])

    def _cites(self, numbers: list[int]) -> str:
        links: list[str] = []
        for number in numbers:
            count = self._cited[number] = self._cited.get(number, 0) + 1
            links.append(f'<a href="#note-{number}" id="cite-{number}-{count}" role="doc-noteref">{number}</a>')
        return f"<sup>{', '.join(links)}</sup>" if links else ""


_BACK = "Back to citation"


def _anchor(anchor: str) -> str:
    """Return an anchor without white space, which no id may hold."""
    return _text("-".join(anchor.split()))
