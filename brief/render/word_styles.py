"""The look of the Word file: styles, numbering and page, as data → a document made ready to be filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from brief.render.theme import PLAIN, Theme
from brief.render.word_xml import Element, element, name

BULLETS, NUMBERS = 1, 2
TO_THE_RIGHT = -1  # a tab at the right end of the text
CELL_PADDING = 70  # twentieths of a point, as all lengths here


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
    colour: str = ""  # among LOOKS the name of one of the theme's colours
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
    Look("Title", "Title", size=17, bold=True, colour="accent", after=140, line=252, keep=True),
    Look(
        "Heading1",
        "heading 1",
        size=13,
        bold=True,
        colour="accent",
        before=300,
        after=90,
        keep=True,
        outline=0,
    ),
    Look(
        "Heading2",
        "heading 2",
        size=10.5,
        bold=True,
        colour="accent",
        before=200,
        after=50,
        keep=True,
        outline=1,
    ),
    Look(
        "Heading3",
        "heading 3",
        size=10,
        bold=True,
        colour="ink",
        before=160,
        after=40,
        keep=True,
        outline=2,
    ),
    Look("BodyText", "Body Text"),
    Look("TOC1", "toc 1", after=40, line=240, tab=TO_THE_RIGHT, leader="dot"),
    Look("Note", "Note", size=8.5, colour="grey", after=80, line=252),
    Look("Label", "Label", size=9, bold=True, colour="grey", before=100, after=20, keep=True),
    Look("Quote", "Quote", indent=340, after=120),
    Look("ListBullet", "List Bullet", indent=284, hanging=284, after=50, list_id=BULLETS),
    Look(
        "NoteBullet",
        "Note Bullet",
        based_on="ListBullet",
        size=8.5,
        indent=240,
        hanging=240,
        after=40,
        line=252,
    ),
    Look(
        "FineBullet",
        "Fine Bullet",
        based_on="ListBullet",
        size=7.5,
        indent=180,
        hanging=180,
        after=12,
        line=240,
    ),
    Look("Fine", "Fine", size=7.5, before=68, after=12, line=240, keep=True),
    Look("ListNumber", "List Number", indent=340, hanging=340, after=50, list_id=NUMBERS),
    Look("TableText", "Table Text", size=9, before=0, after=20, line=252),
    Look(
        "TableHeading",
        "Table Heading",
        based_on="TableText",
        bold=True,
        size=8.5,
        colour="accent",
        keep=True,
    ),
    Look("FactLabel", "Fact Label", based_on="TableText", size=9.5, colour="grey"),
    Look("FactText", "Fact Text", based_on="TableText", size=9.5),
    Look("TableEnd", "Table End", size=4, after=60, line=240),
    Look("Logo", "Logo", before=0, after=200, line=240, keep=True),
    Look("Picture", "Picture", before=80, after=80, line=240, keep=True),
    Look("Caption", "caption", size=9, italic=True, colour="grey", keep=True),
    Look("Header", "header", size=8.5, colour="grey", after=0, line=240, tab=TO_THE_RIGHT),
    Look("Footer", "footer", size=8.5, colour="grey", after=0, line=240, tab=TO_THE_RIGHT),
    Look("Marking", "Marking", size=9.5, bold=True, colour="ink", after=0, line=240, centred=True),
    Look("FootnoteText", "footnote text", size=8.5, after=20, line=240, indent=198, hanging=198),
    Look("CommentText", "annotation text", size=9, after=40, line=240),
    Look("DefaultParagraphFont", "Default Paragraph Font", kind="character", based_on=""),
    Look(
        "FootnoteReference",
        "footnote reference",
        kind="character",
        based_on="DefaultParagraphFont",
        raised=True,
    ),
    Look("CommentReference", "annotation reference", kind="character", based_on="DefaultParagraphFont", size=8),
    Look("Hyperlink", "Hyperlink", kind="character", based_on="DefaultParagraphFont", colour="link"),
    Look("Disputed", "Disputed", kind="character", based_on="DefaultParagraphFont", underline="dotted"),
    Look("Edited", "Edited", kind="character", based_on="DefaultParagraphFont", underline="dash"),
    Look("Absent", "Absent", kind="character", based_on="DefaultParagraphFont", italic=True, colour="grey"),
)


@lru_cache(maxsize=8)
def looks_of(theme: Theme = PLAIN) -> tuple[Look, ...]:
    """Return the styles of a theme."""
    colours = {"": "", "ink": theme.ink, "accent": theme.accent, "grey": theme.grey, "link": theme.link}
    width = round(20 * theme.text_width)
    return tuple(
        replace(
            look,
            size=theme.scaled(look.size),
            colour=colours[look.colour],
            tab=width if look.tab == TO_THE_RIGHT else look.tab,
        )
        for look in LOOKS
    )


def fill_styles(styles: Element, language: str, theme: Theme = PLAIN) -> None:
    """Replace every style of the part by ours; all fonts and the language stand in the defaults."""
    for old in list(styles):
        if old.tag in {name("docDefaults"), name("style")}:
            styles.remove(old)
    styles.insert(0, _defaults(language, theme))
    styles.extend(missing_styles(theme))


def missing_styles(theme: Theme = PLAIN) -> Iterator[Element]:
    """Yield every style that our text names, for a file that has none of them."""
    yield _normal(theme)
    yield from (_style(look) for look in looks_of(theme))
    yield from _table_styles(theme)


def fill_numbering(numbering: Element, ordered: int) -> tuple[int, int]:
    """Add bullets and `ordered` numberings, each from one; return the ids of the bullets and the first numbering.

    What stands in the part stays; nothing in it is renumbered.
    """
    abstract = _free(numbering, "abstractNum", "abstractNumId", 0)
    first = _free(numbering, "num", "numId", BULLETS)
    numbers = numbering.findall(name("num"))
    for made in (_abstract(abstract, "bullet", "•", 284), _abstract(abstract + 1, "decimal", "%1.", 340)):
        if numbers:
            numbers[0].addprevious(made)
        else:
            numbering.append(made)
    added = [element("num", element("abstractNumId", val=abstract), numId=first)]
    for number in range(first + 1, first + 1 + max(ordered, 1)):
        restart = element("lvlOverride", element("startOverride", val=1), ilvl=0)
        added.append(element("num", element("abstractNumId", val=abstract + 1), restart, numId=number))
    for made in added:
        last = [*numbering.findall(name("abstractNum")), *numbering.findall(name("num"))][-1]
        last.addnext(made)
    return first, first + 1


def _free(numbering: Element, tag: str, key: str, least: int) -> int:
    """Return the first number above all that the part uses."""
    return max((int(one.get(name(key)) or 0) + 1 for one in numbering.findall(name(tag))), default=least)


def page_properties(theme: Theme = PLAIN) -> tuple[Element, ...]:
    """Return size and margins of the page."""
    wide, high = (round(20 * length) for length in theme.page)
    side, ends, edge = (round(20 * length) for length in (theme.margin, theme.head_and_foot, theme.edge))
    sides = {"top": ends, "right": side, "bottom": ends, "left": side}
    margins = element("pgMar", **sides, header=edge, footer=edge, gutter=0)
    return element("pgSz", w=wide, h=high), margins, element("cols", space=720)


def _defaults(language: str, theme: Theme) -> Element:
    font, size = theme.word_font, round(2 * theme.size)
    fonts = element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    runs = element(
        "rPr",
        fonts,
        element("sz", val=size),
        element("szCs", val=size),
        element("lang", val=language, eastAsia="zh-CN", bidi="ar-SA"),
    )
    spacing = element("pPr", element("spacing", after=100, line=269, lineRule="auto"))
    return element("docDefaults", element("rPrDefault", runs), element("pPrDefault", spacing))


def _normal(theme: Theme) -> Element:
    made = element("style", element("name", val="Normal"), element("qFormat"), type="paragraph", styleId="Normal")
    made.append(
        element("rPr", element("color", val=theme.ink))
    )  # in the defaults it would outrank styles in LibreOffice
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


def _table_styles(theme: Theme) -> Iterator[Element]:
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
    rules = (("top", 8, theme.accent), ("bottom", 8, theme.accent), ("insideH", 4, theme.rule))
    ruled = _table_style("BriefingTable", "Briefing Table", rules)
    under = element("tcBorders", element("bottom", val="single", sz=6, space=0, color=theme.accent))
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


def _abstract(number: int, form: str, shown: str, indent: int) -> Element:
    level = element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=form),
        element("lvlText", val=shown),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left=indent, hanging=indent)),
        ilvl=0,
    )
    return element("abstractNum", element("multiLevelType", val="singleLevel"), level, abstractNumId=number)
