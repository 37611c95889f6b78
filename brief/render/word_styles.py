"""The look of the Word file: styles, numbering and page, as data → a document made ready to be filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from brief.render.theme import (
    ACCENT,
    EDGE,
    GREY,
    HEAD_AND_FOOT,
    INK,
    LINK,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
)
from brief.render.word_xml import Element, element, name

FONT = "Arial"  # everywhere installed, or Liberation Sans in its place with the same widths
_PAGE = {"w": round(20 * PAGE_WIDTH), "h": round(20 * PAGE_HEIGHT)}  # twentieths of a point, as all lengths here
_MARGIN, _HEAD, _EDGE = round(20 * MARGIN), round(20 * HEAD_AND_FOOT), round(20 * EDGE)
TEXT_WIDTH = _PAGE["w"] - 2 * _MARGIN
BULLETS, NUMBERS = 1, 2
TABLE_SIZE = 9.0  # points
CELL_PADDING = 70


@dataclass(frozen=True, slots=True)
class Look:
    """A style. `size` is in points; `before`, `after`, `indent` and `hanging` in twentieths of one."""

    id: str
    title: str
    kind: Literal["paragraph", "character"] = "paragraph"
    based_on: str = "Normal"
    size: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    underline: str = ""
    raised: bool = False
    before: int | None = None
    after: int | None = None
    line: int = 0  # 240 is single spacing
    indent: int = 0
    hanging: int = 0
    keep: bool = False  # with the next paragraph
    centred: bool = False
    outline: int | None = None
    list_id: int = 0
    tab: int = 0  # a tab stop at which text ends
    leader: str = ""  # what leads there


LOOKS = (
    Look("Title", "Title", size=17, bold=True, colour=ACCENT, after=140, line=252, keep=True),
    Look("Heading1", "heading 1", size=13, bold=True, colour=ACCENT, before=300, after=90, keep=True, outline=0),
    Look("Heading2", "heading 2", size=10.5, bold=True, colour=ACCENT, before=200, after=50, keep=True, outline=1),
    Look("Heading3", "heading 3", size=10, bold=True, colour=INK, before=160, after=40, keep=True, outline=2),
    Look("BodyText", "Body Text"),
    Look("TOC1", "toc 1", after=40, line=240, tab=TEXT_WIDTH, leader="dot"),
    Look("Note", "Note", size=8.5, colour=GREY, after=80, line=252),
    Look("Label", "Label", size=9, bold=True, colour=GREY, before=100, after=20, keep=True),
    Look("Quote", "Quote", indent=340, after=120),
    Look("ListBullet", "List Bullet", indent=284, hanging=284, after=50, list_id=BULLETS),
    Look("NoteBullet", "Note Bullet", based_on="ListBullet", size=8.5, indent=240, hanging=240, after=40, line=252),
    Look("FineBullet", "Fine Bullet", based_on="ListBullet", size=7.5, indent=180, hanging=180, after=12, line=240),
    Look("Fine", "Fine", size=7.5, before=68, after=12, line=240, keep=True),
    Look("ListNumber", "List Number", indent=340, hanging=340, after=50, list_id=NUMBERS),
    Look("TableText", "Table Text", size=TABLE_SIZE, before=0, after=20, line=252),
    Look("TableHeading", "Table Heading", based_on="TableText", bold=True, size=8.5, colour=ACCENT, keep=True),
    Look("FactLabel", "Fact Label", based_on="TableText", size=9.5, colour=GREY),
    Look("FactText", "Fact Text", based_on="TableText", size=9.5),
    Look("TableEnd", "Table End", size=4, after=60, line=240),
    Look("Caption", "caption", size=9, italic=True, colour=GREY, keep=True),
    Look("Header", "header", size=8.5, colour=GREY, after=0, line=240, tab=TEXT_WIDTH),
    Look("Footer", "footer", size=8.5, colour=GREY, after=0, line=240, tab=TEXT_WIDTH),
    Look("Marking", "Marking", size=9.5, bold=True, colour=INK, after=0, line=240, centred=True),
    Look("FootnoteText", "footnote text", size=8.5, after=20, line=240, indent=198, hanging=198),
    Look("CommentText", "annotation text", size=9, after=40, line=240),
    Look("DefaultParagraphFont", "Default Paragraph Font", kind="character", based_on=""),
    Look("FootnoteReference", "footnote reference", kind="character", based_on="DefaultParagraphFont", raised=True),
    Look("CommentReference", "annotation reference", kind="character", based_on="DefaultParagraphFont", size=8),
    Look("Hyperlink", "Hyperlink", kind="character", based_on="DefaultParagraphFont", colour=LINK),
    Look("Disputed", "Disputed", kind="character", based_on="DefaultParagraphFont", underline="dotted"),
    Look("Edited", "Edited", kind="character", based_on="DefaultParagraphFont", underline="dash"),
    Look("Absent", "Absent", kind="character", based_on="DefaultParagraphFont", italic=True, colour=GREY),
)


def fill_styles(styles: Element, language: str) -> None:
    """Replace every style of the part by ours; all fonts and the language stand in the defaults."""
    for old in list(styles):
        if old.tag in {name("docDefaults"), name("style")}:
            styles.remove(old)
    styles.insert(0, _defaults(language))
    styles.append(_normal())
    styles.extend(_style(look) for look in LOOKS)
    styles.extend(_table_styles())


def fill_numbering(numbering: Element, ordered: int) -> None:
    """Replace the lists of the part by bullets (1) and `ordered` numberings (2, 3, …), each from one."""
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(_abstract(0, "bullet", "•", "ListBullet", 284))
    numbering.append(_abstract(1, "decimal", "%1.", "ListNumber", 340))
    numbering.append(element("num", element("abstractNumId", val=0), numId=BULLETS))
    for number in range(NUMBERS, NUMBERS + max(ordered, 1)):
        restart = element("lvlOverride", element("startOverride", val=1), ilvl=0)
        numbering.append(element("num", element("abstractNumId", val=1), restart, numId=number))


def page_properties() -> tuple[Element, ...]:
    """Return size and margins of the page: A4, 2.3 cm at the sides."""
    sides = {"top": _HEAD, "right": _MARGIN, "bottom": _HEAD, "left": _MARGIN}
    margins = element("pgMar", **sides, header=_EDGE, footer=_EDGE, gutter=0)
    return element("pgSz", **_PAGE), margins, element("cols", space=720)


def _defaults(language: str) -> Element:
    fonts = element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    runs = element(
        "rPr",
        fonts,
        element("sz", val=20),
        element("szCs", val=20),
        element("lang", val=language, eastAsia="zh-CN", bidi="ar-SA"),
    )
    spacing = element("pPr", element("spacing", after=100, line=269, lineRule="auto"))
    return element("docDefaults", element("rPrDefault", runs), element("pPrDefault", spacing))


def _normal() -> Element:
    made = element("style", element("name", val="Normal"), element("qFormat"), type="paragraph", styleId="Normal")
    made.append(element("rPr", element("color", val=INK)))  # in the defaults it would outrank styles in LibreOffice
    made.set(name("default"), "1")
    return made


def _style(look: Look) -> Element:
    made = element("style", element("name", val=look.title), type=look.kind, styleId=look.id)
    if look.id == "DefaultParagraphFont":
        made.set(name("default"), "1")
    if look.based_on:
        made.append(element("basedOn", val=look.based_on))
    if look.outline is not None or look.id == "Title":
        made.append(element("next", val="BodyText"))
    made.append(element("qFormat"))
    paragraph = element("pPr", *_paragraph_properties(look))
    if len(paragraph):
        made.append(paragraph)
    runs = element("rPr", *_run_properties(look))
    if len(runs):
        made.append(runs)
    return made


def _paragraph_properties(look: Look) -> Iterator[Element]:
    if look.keep:
        yield element("keepNext")
        yield element("keepLines")
    if look.list_id:
        yield element("numPr", element("numId", val=look.list_id))
    if look.tab:
        leader = {"leader": look.leader} if look.leader else {}
        yield element("tabs", element("tab", val="right", **leader, pos=look.tab))
    spacing = {"before": look.before, "after": look.after, "line": look.line or None}
    given = {key: value for key, value in spacing.items() if value is not None}
    if given:
        yield element("spacing", **given, **({"lineRule": "auto"} if look.line else {}))
    if look.indent:
        yield element("ind", left=look.indent, **({"hanging": look.hanging} if look.hanging else {}))
    if look.centred:
        yield element("jc", val="center")
    if look.outline is not None:
        yield element("outlineLvl", val=look.outline)


def _run_properties(look: Look) -> Iterator[Element]:
    for wanted, tag in ((look.bold, "b"), (look.italic, "i")):
        if wanted:
            yield element(tag)
            yield element(tag + "Cs")
    if look.colour:
        yield element("color", val=look.colour)
    if look.size:
        yield element("sz", val=round(2 * look.size))
        yield element("szCs", val=round(2 * look.size))
    if look.underline:
        yield element("u", val=look.underline)
    if look.raised:
        yield element("vertAlign", val="superscript")


def _table_styles() -> Iterator[Element]:
    margins = element(
        "tblCellMar",
        element("top", w=0, type="dxa"),
        element("left", w=108, type="dxa"),
        element("bottom", w=0, type="dxa"),
        element("right", w=108, type="dxa"),
    )
    plain = element("style", element("name", val="Normal Table"), type="table", styleId="TableNormal")
    plain.set(name("default"), "1")
    plain.append(element("tblPr", element("tblInd", w=0, type="dxa"), margins))
    yield plain
    yield _table_style("BriefingFacts", "Briefing Facts", ())
    rules = (("top", 8, ACCENT), ("bottom", 8, ACCENT), ("insideH", 4, RULE))
    ruled = _table_style("BriefingTable", "Briefing Table", rules)
    under = element("tcBorders", element("bottom", val="single", sz=6, space=0, color=ACCENT))
    ruled.append(element("tblStylePr", element("tcPr", under), type="firstRow"))
    yield ruled


def _table_style(style: str, title: str, rules: tuple[tuple[str, int, str], ...]) -> Element:
    borders = element(
        "tblBorders", *(element(side, val="single", sz=size, space=0, color=colour) for side, size, colour in rules)
    )
    padding = element(
        "tblCellMar",
        element("top", w=40, type="dxa"),
        element("left", w=CELL_PADDING, type="dxa"),
        element("bottom", w=30, type="dxa"),
        element("right", w=CELL_PADDING, type="dxa"),
    )
    return element(
        "style",
        element("name", val=title),
        element("basedOn", val="TableNormal"),
        element("tblPr", *([borders] if rules else []), padding),
        type="table",
        customStyle=1,
        styleId=style,
    )


def _abstract(number: int, form: str, shown: str, style: str, indent: int) -> Element:
    level = element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=form),
        element("pStyle", val=style),
        element("lvlText", val=shown),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left=indent, hanging=indent)),
        ilvl=0,
    )
    return element("abstractNum", element("multiLevelType", val="singleLevel"), level, abstractNumId=number)
