"""A report with its annex → the page on which each heading of the annex is likely to stand.

Word looks such numbers up itself when it opens the file; other programs show what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from brief.attach.word_headings import Outline
from brief.attach.word_package import Package
from brief.attach.word_xml import Element, local, name, number, shown, value, walk

_PAGE: Final = 2600  # weight of a page that nothing tells about: characters, and the room of a paragraph
_ROOM: Final = 60  # characters' worth of a paragraph's end
_FULL: Final = 6000  # characters; a report whose pages would hold more has a stale count of pages
_TARGET: Final = re.compile(r'\s*PAGEREF\s+"?([^\s"]+)')
_PAGES: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"


def foretell(outline: Outline, before: int | None) -> Mapping[Element, int]:
    """Return the page of each heading of the annex, which follows on `before` pages; nothing when that is None.

    Its own references to pages tell some; between these it goes by the length of the text.
    """
    if before is None:
        return {}
    known = _told(outline.annex)
    weight, anchors, breaks = 0, [(0, 1)], list[int]()
    places: dict[Element, int] = {}
    own = {heading.paragraph for heading in outline.own}
    for paragraph in walk(outline.annex, "p"):
        look = paragraph.find(name("pPr"))
        if look is not None and look.find(name("pageBreakBefore")) is not None:
            breaks.append(weight)
        if paragraph in own:
            places[paragraph] = weight
        pages = [known[key] for mark in walk([paragraph], "bookmarkStart") if (key := value(mark, "name")) in known]
        if pages and pages[0] >= anchors[-1][1]:
            anchors.append((weight, pages[0]))
        weight += len(shown(paragraph)) + _ROOM
        if any(value(one, "type") == "page" for one in walk([paragraph], "br")):
            breaks.append(weight)
    anchors = _with_breaks(anchors, breaks)
    last = anchors[-1][0] + _PAGE  # beyond it nothing is known
    return {paragraph: before + _page(anchors, place) for paragraph, place in places.items() if place < last}


def pages_before(host: Package, root: Element, outline: Outline) -> int | None:
    """Return how many pages of the host stand before the annex, None when nobody knows, or counts otherwise."""
    ours = set(outline.annex)
    if any(value(one, "start") or value(one, "fmt") not in {"", "decimal"} for one in walk([root], "pgNumType")):
        return None
    body = root.find(name("body"))
    blocks = [] if body is None else list(body)
    first = next((place for place, block in enumerate(blocks) if block in ours), len(blocks))
    drawn = sum(1 for _ in walk(blocks[:first], "lastRenderedPageBreak"))
    if outline.after:
        return drawn + 1 if drawn else None
    part = next((r.target for r in host.relations("") if r.kind.endswith("/extended-properties")), "")
    told = number(host.tree(part).findtext(_PAGES)) if part in host else 0
    held = sum(len(shown(paragraph)) for paragraph in walk(blocks[:first], "p"))
    return told if told and held <= told * _FULL else drawn + 1 if drawn else None


def _told(annex: Sequence[Element]) -> dict[str, int]:
    """Return the pages that the annex's own fields tell, by the bookmarks they lead to."""
    found: dict[str, int] = {}
    for field in walk(annex, "fldSimple"):
        target = _TARGET.match(value(field, "instr"))
        if target and (page := number("".join(text.text or "" for text in walk([field], "t")))):
            found[target[1]] = page
    target = None
    for node in walk(annex, "instrText", "t"):
        if local(node) == "instrText":
            target = _TARGET.match(node.text or "")
        elif target and (node.text or "").strip().isdigit():
            found.setdefault(target[1], int(node.text or "0"))
            target = None
    return found


def _with_breaks(anchors: Sequence[tuple[int, int]], breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Add what forced page breaks tell: from each to the next known page it goes by length."""
    made = list(anchors)
    for (start, first), (end, last) in pairwise(anchors):
        inside = [one for one in breaks if start < one <= end]
        if inside:
            made.append((inside[-1], max(first, last - (end - inside[-1]) // _PAGE)))
    return sorted(set(made))


def _page(anchors: Sequence[tuple[int, int]], place: int) -> int:
    for (start, first), (end, last) in pairwise(anchors):
        if start <= place < end:
            return first + (place - start) * (last - first) // (end - start)
    start, first = anchors[-1]
    return first + (place - start) // _PAGE
