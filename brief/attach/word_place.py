"""A host's text and what the user named → where the annex stands in it; blocks in, and out again."""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from brief.attach.word_headings import Heading, Outline, bare, headings, levels_of, plain
from brief.attach.word_package import OWN
from brief.attach.word_parts import explicit_pages
from brief.attach.word_styles import BREAK, ID
from brief.attach.word_xml import (
    PARAGRAPH_ORDER,
    RELATIONS,
    RUN_ORDER,
    SECTION_ORDER,
    Element,
    cleared,
    element,
    free_mark,
    local,
    name,
    properties,
    put,
    remove,
    shown,
    value,
    walk,
)
from brief.errors import UsageError

_MARK: Final = re.compile(r"_BriefAnnex(\d)([sf]?)")  # our bookmark: level of the heading; how it stands there
_STARTS, _FILE = "s", "f"  # at a section's start; a file in a paragraph, no sections
_KEPT: Final = "_BriefAnnexPlace"  # our bookmark in a placeholder that is hidden
_EARLIER: Final = "in place of the earlier annex"
_NOT_FOUND: Final = "give a heading or bookmark of the report, or end"


@dataclass(frozen=True, slots=True)
class Place:
    """A place among the blocks of a body; `level` is that of the annex's own heading.

    `placeholder` says that the paragraph before it only keeps the place and is not to be seen; `told` says
    where it is, `doubt` what the user should know about that.
    """

    index: int
    level: int = 1
    placeholder: bool = False
    told: str = "at the end"
    doubt: str = ""


class Body:
    """The blocks of a Word file's text, the last section's properties apart."""

    def __init__(self, root: Element, styles: Element | None) -> None:
        found = root.find(name("body"))
        self.root = root.makeelement(name("body")) if found is None else found
        if found is None:
            root.append(self.root)
        if not len(self.root) or self.root[-1].tag != name("sectPr"):
            self.root.append(element("sectPr"))
        self._levels = dict(levels_of(styles)) if styles is not None else {}

    @property
    def blocks(self) -> list[Element]:
        """The blocks in order."""
        return list(self.root)[:-1]

    def place(self, at: str, report: str) -> Place:
        """Return the place that the user named. Raise UsageError, with the nearest, when there is none."""
        wanted = plain(at)
        if wanted in {"", "end"}:
            return Place(len(self.blocks))
        if re.fullmatch(r"page \d+", wanted):
            raise UsageError(f"{report}: a Word file has no fixed pages, {at!r} is for PDF; {_NOT_FOUND}")
        found = self._at_heading(at) or self._at_paragraph(at)
        if found is not None:
            return found
        names = [heading.text for heading in self.headings()]
        names += [value(mark, "name") for mark in walk([self.root], "bookmarkStart")]
        near = difflib.get_close_matches(at, names, 1, 0.5)
        mend = f"nearest: {near[0]!r}" if near else _NOT_FOUND
        raise UsageError(f"{report}: no heading, bookmark or placeholder is called {at!r}; {mend}")

    def headings(self) -> list[Heading]:
        """Return the headings in order."""
        return list(headings(self.blocks, self._levels))

    def outline(self) -> Outline:
        """Return the headings around the annex and in it."""
        found = self._marked()
        first, last = found[:2] if found else (len(self.blocks),) * 2
        every = self.headings()
        return Outline(
            [one for one in every if one.block < first],
            [one for one in every if first <= one.block < last],
            [one for one in every if one.block >= last],
            self.blocks[first:last],
        )

    def _at_heading(self, at: str) -> Place | None:
        every = self.headings()
        found = [one for one in every if plain(one.text) == plain(at)]
        found = found or [one for one in every if bare(one.text) == plain(at)]
        if not found:
            return None
        heading = found[0]
        after = (one for one in every if one.block > heading.block and one.level <= heading.level)
        following = next(after, None)
        told = f"after the text below “{heading.text}”" + (f", before “{following.text}”" if following else "")
        doubt = f"{len(found)} headings are called {at!r}, the annex follows the first" if found[1:] else ""
        index = following.block if following else len(self.blocks)
        while self.blocks[index - 1].tag == name("bookmarkStart"):  # of what follows
            index -= 1
        return Place(index, min(heading.level + 1, 9), told=told, doubt=doubt)

    def _at_paragraph(self, at: str) -> Place | None:
        for index, block in enumerate(self.blocks):
            kept = block.tag == name("p") and plain(shown(block)) == plain(at)
            if kept or any(value(mark, "name") == at.strip() for mark in walk([block], "bookmarkStart")):
                above = [one.level for one in self.headings() if one.block <= index]
                told = f"at the {'placeholder' if kept else 'bookmark'} {at.strip()}"
                return Place(index + 1, min((above[-1] if above else 0) + 1, 9), kept, told)
        return None

    def put_in(
        self, place: Place, blocks: Sequence[Element], section: Element, blank: Callable[[str], str]
    ) -> None:
        """Insert an annex in sections of its own; those of the host stay as they are.

        `blank` gives the relationship of an empty header or footer: where the host has none after the
        annex, it must not show that of the annex.
        """
        before, after = self.blocks[: place.index], self.blocks[place.index :]
        current = next(_sections([*after, self.root[-1]]))
        starts = bool(after) and (not before or _section_of(before[-1]) is not None)
        pages = self._pages_of(current)
        if after:
            pages += _blanks(pages, [*walk(blocks, "sectPr"), section], blank)
        inner = list(blocks)
        if after:
            holder = inner[-1]
            if holder.tag != name("p") or _section_of(holder) is not None:
                holder = _break()
                inner.append(holder)
            put(properties(holder, "pPr"), section, PARAGRAPH_ORDER)
        _mark(inner, f"_BriefAnnex{place.level}{_STARTS if starts else ''}", self.root)
        if starts:
            explicit_pages(current, pages)
        else:
            follower = _continued(current, pages) if after else section
            _exchange(current, follower)
            if before and before[-1].tag == name("p") and _section_of(before[-1]) is None:
                put(properties(before[-1], "pPr"), current, PARAGRAPH_ORDER)
            else:
                holder = _break()
                put(properties(holder, "pPr"), current, PARAGRAPH_ORDER)
                inner.insert(0, holder)
        self.root[place.index : place.index] = inner
        if place.placeholder:
            _hide(before[-1], self.root)

    def put_beside(self, place: Place, blocks: Sequence[Element]) -> None:
        """Insert paragraphs into the section that is there."""
        inner = list(blocks)
        if place.placeholder:
            _hide(self.blocks[place.index - 1], self.root)
        _mark(inner, f"_BriefAnnex{place.level}{_FILE}", self.root)
        self.root[place.index : place.index] = inner

    def take_out(self) -> tuple[Place, list[Element]] | None:
        """Remove the annex and give the host its sections back. Return where it stood and what was removed."""
        found = self._marked()
        if found is None:
            return None
        first, last, level, manner = found
        removed = self.blocks[first:last]
        if manner == _FILE:
            return self._without(removed, Place(first, level, told=_EARLIER)), removed
        starts = manner == _STARTS
        own_break = first > 0 and _is_break(self.blocks[first - 1])
        holder = self.blocks[first - 1] if first > 0 else None
        kept = self.blocks[first - 2] if own_break and first > 1 else holder
        placeholder = kept is not None and _show(kept)
        for block in removed:
            self.root.remove(block)
        old = None if starts or holder is None else _section_of(holder)
        if old is not None:
            old.getparent().remove(old)  # type: ignore[union-attr] # it stands in the properties of its paragraph
            now = next(_sections(list(self.root)[first:]))
            removed.append(now)
            _exchange(now, old)
            removed[-1] = now
        elif starts:
            self._inherit_again(next(_sections(list(self.root)[first:])))
        if own_break and holder is not None and not starts:
            self.root.remove(holder)
            first -= 1
        elif holder is not None and not starts:
            _tidy(holder)
        return Place(first, level, placeholder, _EARLIER), removed

    def _inherit_again(self, section: Element) -> None:
        """Drop the references to empty margins of ours, and those that only repeat what the sections above say."""
        key = f"{{{RELATIONS}}}id"
        held: dict[tuple[str, str], str | None] = {}
        for one in _sections(self.root):
            if one is section:
                break
            for node in walk([one], "headerReference", "footerReference"):
                held[str(node.tag), value(node, "type")] = node.get(key)
        for node in walk([section], "headerReference", "footerReference"):
            named = node.get(key) or ""
            if named.startswith(OWN) or named == held.get((str(node.tag), value(node, "type"))):
                section.remove(node)

    def _without(self, removed: list[Element], place: Place) -> Place:
        """Remove paragraphs that stand within a section of the host."""
        for block in removed:
            self.root.remove(block)
        return replace(place, placeholder=place.index > 0 and _show(self.blocks[place.index - 1]))

    def _marked(self) -> tuple[int, int, int, str] | None:
        """Return the annex as first block, end, level and how it stands there."""
        for start in walk([self.root], "bookmarkStart"):
            found = _MARK.fullmatch(value(start, "name"))
            if found is None:
                continue
            first = self._index(start)
            key = value(start, "id")
            ends = [end for end in walk([self.root], "bookmarkEnd") if value(end, "id") == key]
            last = first if not ends else self._index(ends[0])
            if ends and last > first and _opens(ends[0], self.root):
                last -= 1  # an editor moved the end to the beginning of the next paragraph
            blocks = self.blocks
            while last + 1 < len(blocks) and _is_ours(blocks[last + 1]):  # some editors lose the end
                last += 1
            return first, last + 1, int(found[1]), found[2]
        return None

    def _index(self, node: Element) -> int:
        while (parent := node.getparent()) is not None and parent is not self.root:
            node = parent
        return self.root.index(node)

    def _pages_of(self, section: Element) -> list[Element]:
        """Return copies of the references to headers and footers that hold in a section."""
        held: dict[tuple[str, str], Element] = {}
        for one in _sections(self.root):
            for node in walk([one], "headerReference", "footerReference"):
                held[str(node.tag), value(node, "type")] = node
            if one is section:
                break
        return [copy.deepcopy(node) for _, node in sorted(held.items())]


def _sections(blocks: Sequence[Element] | Element) -> Iterator[Element]:
    for block in blocks:
        if block.tag == name("sectPr"):
            yield block
        elif (found := _section_of(block)) is not None:
            yield found


def _section_of(block: Element) -> Element | None:
    return block.find(f"{name('pPr')}/{name('sectPr')}") if block.tag == name("p") else None


def _exchange(old: Element, new: Element) -> None:
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _continued(section: Element, pages: Sequence[Element]) -> Element:
    """Return the properties of a section for its second half: no other first page, no new page number."""
    made = copy.deepcopy(section)
    for tag in ("titlePg", "type"):
        for node in made.findall(name(tag)):
            made.remove(node)
    for node in made.findall(name("pgNumType")):
        cleared(node, name("start"))
    put(made, element("type", val="nextPage"), SECTION_ORDER)
    explicit_pages(made, pages)
    return made


def _blanks(pages: Sequence[Element], sections: Sequence[Element], blank: Callable[[str], str]) -> list[Element]:
    """Return references to empty headers and footers of each kind that the annex has and the host has not."""
    held = {(node.tag, value(node, "type")) for node in pages}
    made = {}
    for node in walk(sections, "headerReference", "footerReference"):
        key = (node.tag, value(node, "type"))
        if key not in held and key not in made:
            made[key] = element(local(node), type=key[1])
            made[key].set(f"{{{RELATIONS}}}id", blank(local(node).removesuffix("Reference")))
    return list(made.values())


def _break() -> Element:
    return element("p", element("pPr", element("pStyle", val=BREAK)))


def _is_break(block: Element) -> bool:
    return value(block.find(f"{name('pPr')}/{name('pStyle')}")) == BREAK and not any(
        text.text for text in walk([block], "t")
    )


def _is_ours(block: Element) -> bool:
    """Return whether every paragraph of a block has a style of ours."""
    looks = [value(p.find(f"{name('pPr')}/{name('pStyle')}")) for p in walk([block], "p")]
    return bool(looks) and all(look.startswith(ID) for look in looks)


def _hide(paragraph: Element, root: Element) -> None:
    """Hide the text of a placeholder, with a bookmark that tells it from text that somebody else hid."""
    for run in walk([paragraph], "r"):
        put(properties(run, "rPr"), element("vanish"), RUN_ORDER)
    key = free_mark([root])
    paragraph.append(element("bookmarkStart", id=key, name=_KEPT))
    paragraph.append(element("bookmarkEnd", id=key))


def _show(paragraph: Element) -> bool:
    """Show the text of a placeholder again. Return whether the paragraph is one."""
    marks = [mark for mark in walk([paragraph], "bookmarkStart") if value(mark, "name") == _KEPT]
    keys = {value(mark, "id") for mark in marks}
    for mark in [*marks, *(end for end in walk([paragraph], "bookmarkEnd") if value(end, "id") in keys)]:
        remove(mark)
    for run in walk([paragraph], "r") if marks else ():
        look = properties(run, "rPr")
        for hidden in look.findall(name("vanish")):
            look.remove(hidden)
        if not len(look):
            run.remove(look)
    return bool(marks)


def _tidy(paragraph: Element) -> None:
    """Remove paragraph properties that are empty now."""
    look = paragraph.find(name("pPr"))
    if look is not None and not len(look) and not look.attrib:
        paragraph.remove(look)


def _mark(blocks: list[Element], title: str, root: Element) -> None:
    """Set our bookmark around the blocks, inside the first and last paragraph where these are such."""
    key = free_mark([root, *blocks])
    start, end = element("bookmarkStart", id=key, name=title), element("bookmarkEnd", id=key)
    first, last = blocks[0], blocks[-1]
    if first.tag == name("p"):
        first.insert(1 if first.find(name("pPr")) is not None else 0, start)
    else:
        blocks.insert(0, start)
    if last.tag == name("p"):
        last.append(end)
    else:
        blocks.append(end)


def _opens(end: Element, root: Element) -> bool:
    """Return whether the end of a bookmark stands before all text of its paragraph."""
    parent = end.getparent()
    if parent is None or parent is root or parent.getparent() is not root:
        return False
    before = [
        node for node in list(parent)[: parent.index(end)] if node.tag not in {name("pPr"), name("bookmarkEnd")}
    ]
    return not before and any(True for _ in walk([parent], "t"))
