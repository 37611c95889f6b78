"""Bytes ↔ trees of WordprocessingML, and the few places where the order of children matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from lxml import etree

from brief.errors import UsageError

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES: Final = {"w": WORD, "r": RELATIONS}

# The order in which the schema wants the children of an element, as words.
RUN_ORDER: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath"
)
PARAGRAPH_ORDER: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
SECTION_ORDER: Final = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
STYLE_ORDER: Final = (
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)


@cache
def name(tag: str) -> str:
    """Return the full name of a tag or attribute of WordprocessingML."""
    return f"{{{WORD}}}{tag}"


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return a `w:` element whose attributes have the same prefix."""
    made = etree.Element(name(tag), nsmap=NAMES)
    for key, value in attributes.items():
        made.set(name(key), str(value))
    made.extend(children)
    return made


def parse(data: bytes, place: str) -> Element:
    """Return the root of an XML part. Raise UsageError for what is no XML, or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as err:
        raise UsageError(f"{place}: a part is damaged ({err.msg}); open the file in Word and save it anew") from err
    if root.getroottree().docinfo.internalDTD is not None:
        raise UsageError(f"{place}: it declares a document type, which no Word file does; save it anew in Word")
    return root


def serialised(root: Element) -> bytes:
    """Return the tree as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def value(node: Element | None, attribute: str = "val") -> str:
    """Return an attribute of an element, or "" when either is missing."""
    return "" if node is None else node.get(name(attribute)) or ""


def number(text: str | None) -> int:
    """Return a whole number as XML writes it; what is none counts as 0."""
    try:
        return int(text or "0")
    except ValueError:
        return 0


def cleared(node: Element, attribute: str) -> None:
    """Take an attribute away where it stands."""
    if attribute in node.attrib:
        del node.attrib[attribute]


def put(parent: Element, child: Element, order: str) -> Element:
    """Insert a child where the schema's order of its parent wants it; one of the same name is replaced."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    words = order.split()
    later = {name(tag) for tag in words[words.index(local(child)) + 1 :]}
    for place, other in enumerate(parent):
        if other.tag in later:
            parent.insert(place, child)
            return child
    parent.append(child)
    return child


def properties(node: Element, tag: str) -> Element:
    """Return the properties of a paragraph, run or table, made when it has none."""
    found = node.find(name(tag))
    if found is None:
        found = element(tag)
        node.insert(0, found)
    return found


def local(node: Element) -> str:
    """Return the name of an element without its namespace; "" for comments and instructions."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def walk(roots: Iterable[Element], *tags: str) -> Iterator[Element]:
    """Yield the `w:` elements of these names in all trees, in order; safe against changes meanwhile."""
    wanted = [name(tag) for tag in tags]
    for root in roots:
        yield from list(root.iter(*wanted))


def shown(paragraph: Element) -> str:
    """Return the text of a paragraph as it is read, tabs and line ends among it."""
    marks = {name("tab"): "\t", name("br"): " ", name("cr"): " ", name("noBreakHyphen"): "-"}
    nodes = (node for run in paragraph.iter(name("r")) for node in run)
    return "".join((node.text or "") if node.tag == name("t") else marks.get(str(node.tag), "") for node in nodes)


def free_mark(roots: Iterable[Element]) -> int:
    """Return the number of a new bookmark, above all others."""
    return max((number(value(mark, "id")) for mark in walk(roots, "bookmarkStart", "bookmarkEnd")), default=0) + 1


def remove(node: Element) -> None:
    """Take an element out of its tree, leaving the text after it."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
