"""A host's table of contents and the headings of an annex → the table with their entries, and back again."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from brief.attach.word_headings import Heading, Outline, bare
from brief.attach.word_xml import (
    PARAGRAPH_ORDER,
    Element,
    element,
    free_mark,
    local,
    name,
    put,
    remove,
    shown,
    value,
    walk,
)

_AIM: Final = "_BriefAnnexToc"  # begins the bookmarks at the annex's headings to which our entries lead
_SWITCH: Final = "_BriefAnnexField"  # our bookmark around the switch that makes Word find the annex's headings
_DEEPEST: Final = 3  # levels of a table that does not say how many it lists
_BEFORE: Final = 3  # headings that may stand before a table typed by hand, or within it: a foreword, its own
_LEAST: Final = 2  # lines that make a table typed by hand
_LONGEST: Final = 300  # characters of a line
_STYLE: Final = re.compile(r"(?:toc|contents) ([1-9])", re.IGNORECASE)
_RANGE: Final = re.compile(r'\\o\s+"?\d\s*-\s*(\d)')
_OTHER: Final = re.compile(r"\\[abcf]\b")  # of figures, of one bookmark, of marked entries
_POINTS: Final = re.compile(r'^\s*(?:PAGEREF|HYPERLINK\s+\\l)\s+"?([^\s"]+)')
_LINE: Final = re.compile(r"(.*?\S)([ .…·_]*\t[ .…·_]*|[ .…·_]{2,}|\s)(\d+|[ivxlcdm]+|[A-Z]-\d+)")


@dataclass(slots=True)
class _Table:
    """The entries of a table of contents, its levels, and its field's words when it is one."""

    entries: list[Element]
    deepest: int
    words: list[Element] = field(default_factory=list)


def extend(
    root: Element, styles: Element, outline: Outline, foretold: Callable[[], Mapping[Element, int]]
) -> tuple[int, bool]:
    """Add entries for the annex's headings to every table of contents of the host.

    `foretold` gives the pages of headings, as far as anybody knows. Return the number of entries added,
    and whether some table could not be extended and is to be updated by Word.
    """
    ours = set(walk(outline.annex, "p"))
    levels = dict(_levels(styles))
    keys = count(free_mark([root]))
    paragraphs = [p for p in walk([root], "p") if p not in ours]
    tables = list(_tables(paragraphs)) or list(_typed(paragraphs, levels, outline))
    added, stale, pages = 0, False, foretold() if tables else {}
    for table in tables:
        listed = [one for one in outline.own if one.level <= table.deepest]
        after = _entry_before(table, outline)
        if listed and after is not None:
            _insert(after, [_entry(table, one, levels, next(keys), pages) for one in listed])
            added += len(listed)
        if listed and table.words:
            _widen(table.words, next(keys))
        waits = table.words and _is_dirty(table.words[0])
        stale = stale or bool(listed and after is None and not waits)
    return added, stale


def retract(root: Element, removed: Iterable[Element]) -> None:
    """Take the entries out that lead to an annex which was removed, also those that Word made of its headings."""
    gone = {value(mark, "name") for mark in walk(removed, "bookmarkStart")}
    listed: set[Element] | None = None
    for paragraph, target in list(_pointing(root)):
        if target.startswith(_AIM):
            _drop(paragraph)
        elif target in gone:
            if listed is None:
                listed = {p for table in _tables(list(walk([root], "p"))) for p in table.entries}
            if paragraph in listed:
                _drop(paragraph)
    for start in walk([root], "bookmarkStart"):
        if value(start, "name") == _SWITCH:
            _drop_marked(start)


def _tables(paragraphs: Sequence[Element]) -> Iterator[_Table]:
    """Yield the tables that are fields, in order."""
    open_fields: list[tuple[int, list[Element], list[bool]]] = []
    for place, paragraph in enumerate(paragraphs):
        for node in walk([paragraph], "fldChar", "instrText", "fldSimple"):
            kind = value(node, "fldCharType")
            if local(node) == "fldSimple":
                if _lists_headings(value(node, "instr")):
                    yield _Table([], _depth(value(node, "instr")))
            elif kind == "begin":
                open_fields.append((place, [], [False]))
            elif kind == "separate" and open_fields:
                open_fields[-1][2][0] = True
            elif local(node) == "instrText" and open_fields and not open_fields[-1][2][0]:
                open_fields[-1][1].append(node)
            elif kind == "end" and open_fields:
                first, words, _ = open_fields.pop()
                said = "".join(word.text or "" for word in words)
                if _lists_headings(said):
                    inside = [p for p in paragraphs[first : place + 1] if shown(p).strip()]
                    yield _Table(inside, _depth(said), words)


def _typed(paragraphs: Sequence[Element], levels: dict[str, int], outline: Outline) -> Iterator[_Table]:
    """Yield the first run of lines that stand as a table without being a field."""
    known = {bare(one.text): one.level for one in (*outline.before, *outline.after)}
    chapters, passed = {one.paragraph for one in (*outline.before, *outline.after)}, 0
    lines: list[tuple[Element, int]] = []
    for paragraph in paragraphs:
        passed += paragraph in chapters
        if passed > _BEFORE:
            break
        text = shown(paragraph).strip()
        found = _LINE.fullmatch(text) if len(text) <= _LONGEST else None
        level = levels.get(_style(paragraph), 0) or (known.get(bare(found[1]), 0) if found else 0)
        if level:
            lines.append((paragraph, level))
        elif len(lines) >= _LEAST:
            break
        else:
            lines = []
    if len(lines) >= _LEAST:
        yield _Table([line for line, _ in lines], max(level for _, level in lines))


def _lists_headings(said: str) -> bool:
    return said.split()[:1] == ["TOC"] and not _OTHER.search(said)


def _depth(said: str) -> int:
    found = _RANGE.search(said)
    return int(found[1]) if found else _DEEPEST


def _entry_before(table: _Table, outline: Outline) -> Element | None:
    """Return the entry of the last heading above the annex, None when there is none."""
    if not table.entries or not any(one.level <= table.deepest for one in outline.after):
        return table.entries[-1] if table.entries else None
    texts = [bare(_title_of(entry)) for entry in table.entries]
    place = -1
    for heading in outline.before:
        wanted = bare(heading.text)
        place = next((at for at in range(place + 1, len(texts)) if texts[at] == wanted), place)
    return table.entries[place] if place >= 0 else None


def _entry(
    table: _Table, heading: Heading, levels: Mapping[str, int], key: int, pages: Mapping[Element, int]
) -> Element:
    """Return the entry of a heading, in the look of those of its level, and mark the heading as its aim."""
    sample = min(table.entries, key=lambda one: abs(levels.get(_style(one), heading.level) - heading.level))
    look = copy.deepcopy(sample.find(name("pPr")))
    if look is None:
        look = element("pPr")
    for old in look.findall(name("sectPr")):
        look.remove(old)
    style = max((level, key) for key, level in [("", 0), *levels.items()] if level <= heading.level)[1]
    if style and _style(sample) in levels:
        put(look, element("pStyle", val=style), PARAGRAPH_ORDER)
    runs = [run for run in walk([sample], "r") if run.find(name("t")) is not None] or [element("r")]
    aim, page = f"{_AIM}{key}", str(pages.get(heading.paragraph, ""))
    link = element("hyperlink", _run(runs[0], heading.text), anchor=aim, history=1)
    found = _LINE.fullmatch(shown(sample).strip())
    if found:
        link.append(_run(runs[-1], found[2]))
        link.append(element("fldSimple", _run(runs[-1], page), instr=f" PAGEREF {aim} \\h ", dirty=1))
    place = 1 if heading.paragraph.find(name("pPr")) is not None else 0
    heading.paragraph.insert(place, element("bookmarkStart", id=key, name=aim))
    heading.paragraph.append(element("bookmarkEnd", id=key))
    return element("p", look, link)


def _run(like: Element, text: str) -> Element:
    made = element("r")
    look = like.find(name("rPr"))
    if look is not None:
        made.append(copy.deepcopy(look))
    for place, part in enumerate(text.split("\t")):
        if place:
            made.append(element("tab"))
        if part:
            told = element("t")
            told.text = part
            if part != part.strip():
                told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(told)
    return made


def _insert(after: Element, entries: Sequence[Element]) -> None:
    """Put entries after another, so that what ends there ends after them."""
    at = after
    for entry in entries:
        at.addnext(entry)
        at = entry
    for run in _ends(after):
        at.append(run)


def _widen(words: Sequence[Element], key: int) -> None:
    """Let a table list paragraphs by their outline level, for the annex's headings have styles of their own."""
    said = "".join(word.text or "" for word in words)
    run = words[-1].getparent()
    if re.search(r"\\u\b", said) or run is None or run.find(name("fldChar")) is not None:
        return
    told = element("instrText")
    told.text = " \\u "
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made = element("r", told)
    run.addnext(element("bookmarkStart", id=key, name=_SWITCH))
    run.getnext().addnext(made)  # type: ignore[union-attr] # it was just put there
    made.addnext(element("bookmarkEnd", id=key))


def _drop_marked(start: Element) -> None:
    """Remove a bookmark of ours and what it holds, when both ends stand beside each other."""
    inside: list[Element] = []
    for node in start.itersiblings():
        inside.append(node)
        if local(node) == "bookmarkEnd" and value(node, "id") == value(start, "id"):
            for one in [start, *inside]:
                remove(one)
            return


def _drop(paragraph: Element) -> None:
    """Remove an entry; a field that ends in it ends in the one before."""
    if paragraph.getparent() is None or any(True for _ in _begins(paragraph)):
        return
    ends, before = list(_ends(paragraph)), paragraph.getprevious()
    if ends and (before is None or local(before) != "p"):
        return
    for run in ends:
        before.append(run)  # type: ignore[union-attr] # looked at above
    remove(paragraph)


def _ends(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph that end a field which began before it."""
    depth = 0
    for node in walk([paragraph], "fldChar"):
        kind = value(node, "fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth < 0:
            depth = 0
            run = node.getparent()
            if run is not None and run.getparent() is paragraph:
                yield run


def _begins(paragraph: Element) -> Iterator[Element]:
    """Yield the marks that begin a field which ends after the paragraph."""
    waiting: list[Element] = []
    for node in walk([paragraph], "fldChar"):
        if value(node, "fldCharType") == "begin":
            waiting.append(node)
        elif value(node, "fldCharType") == "end" and waiting:
            waiting.pop()
    yield from waiting


def _pointing(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the paragraphs that lead to a bookmark, with its name."""
    for node in walk([root], "hyperlink", "fldSimple", "instrText"):
        said = value(node, "instr") or (node.text or "" if local(node) == "instrText" else "")
        found = _POINTS.match(said)
        target = found[1] if found else value(node, "anchor")
        paragraph = next(node.iterancestors(name("p")), None)
        if target and paragraph is not None:
            yield paragraph, target


def _is_dirty(word: Element) -> bool:
    """Return whether Word makes the field of this word anew when it opens the file."""
    paragraph = next(word.iterancestors(name("p")), None)
    marks = walk([paragraph], "fldChar") if paragraph is not None else ()
    return any(value(mark, "dirty") in {"1", "true", "on"} for mark in marks)


def _levels(styles: Element) -> Iterator[tuple[str, int]]:
    for style in styles.findall(name("style")):
        found = _STYLE.fullmatch(value(style.find(name("name"))).strip())
        if found:
            yield value(style, "styleId"), int(found[1])


def _style(paragraph: Element) -> str:
    return value(paragraph.find(f"{name('pPr')}/{name('pStyle')}"))


def _title_of(entry: Element) -> str:
    found = _LINE.fullmatch(shown(entry).strip())
    return found[1] if found else shown(entry)
