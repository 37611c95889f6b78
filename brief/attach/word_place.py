"""A host's text and what the user named → where the annex stands in it; blocks in, and out again."""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from brief.attach.word_package import OWN
from brief.attach.word_parts import explicit_pages
from brief.attach.word_styles import BREAK, ID, heading_level
from brief.attach.word_xml import (
    PARAGRAPH_ORDER,
    RELATIONS,
    RUN_ORDER,
    SECTION_ORDER,
    Element,
    cleared,
    element,
    local,
    name,
    number,
    properties,
    put,
    remove,
    value,
    walk,
)
from brief.errors import UsageError

_MARK: Final = re.compile(r"_BriefAnnex(\d)(s?)")  # our bookmark: level of the heading; "s" at a section's start
_KEPT: Final = "_BriefAnnexPlace"  # our bookmark in a placeholder that is hidden
_NOT_FOUND: Final = "give a heading or bookmark of the report, or end"


@dataclass(frozen=True, slots=True)
class Place:
    """A place among the blocks of a body; `level` is that of the annex's own heading.

    `placeholder` says that the paragraph before it only keeps the place and is not to be seen.
    """

    index: int
    level: int = 1
    placeholder: bool = False


class Body:
    """The blocks of a Word file's text, the last section's properties apart."""

    def __init__(self, root: Element, styles: Element | None) -> None:
        found = root.find(name("body"))
        self.root = root.makeelement(name("body")) if found is None else found
        if found is None:
            root.append(self.root)
        if not len(self.root) or self.root[-1].tag != name("sectPr"):
            self.root.append(element("sectPr"))
        self._levels = dict(_levels(styles)) if styles is not None else {}

    @property
    def blocks(self) -> list[Element]:
        """The blocks in order."""
        return list(self.root)[:-1]

    def place(self, at: str, report: str) -> Place:
        """Return the place that the user named. Raise UsageError, with the nearest, when there is none."""
        wanted = _plain(at)
        if wanted in {"", "end"}:
            return Place(len(self.blocks))
        if re.fullmatch(r"page \d+", wanted):
            raise UsageError(f"{report}: a Word file has no fixed pages, {at!r} is for PDF; {_NOT_FOUND}")
        headings = [(index, level, text) for index, level, text in self._headings() if text]
        for index, level, text in headings:
            if _plain(text) == wanted:
                after = (other for other, depth, _ in headings if other > index and depth <= level)
                return Place(next(after, len(self.blocks)), min(level + 1, 9))
        for index, block in enumerate(self.blocks):
            kept = (
                block.tag == name("p") and _plain("".join(node.text or "" for node in walk([block], "t"))) == wanted
            )
            if kept or any(value(mark, "name") == at.strip() for mark in walk([block], "bookmarkStart")):
                above = [level for other, level, _ in headings if other <= index]
                return Place(index + 1, min((above[-1] if above else 0) + 1, 9), placeholder=kept)
        names = [text for _, _, text in headings]
        names += [value(mark, "name") for mark in walk([self.root], "bookmarkStart")]
        near = difflib.get_close_matches(at, names, 1, 0.5)
        mend = f"nearest: {near[0]!r}" if near else _NOT_FOUND
        raise UsageError(f"{report}: no heading, bookmark or placeholder is called {at!r}; {mend}")

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
        _mark(inner, f"_BriefAnnex{place.level}{'s' if starts else ''}", self.root)
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

    def take_out(self) -> tuple[Place, list[Element]] | None:
        """Remove the annex and give the host its sections back. Return where it stood and what was removed."""
        found = self._marked()
        if found is None:
            return None
        first, last, level, starts = found
        removed = self.blocks[first:last]
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
            following = next(_sections(list(self.root)[first:]))
            for node in walk([following], "headerReference", "footerReference"):
                if (node.get(f"{{{RELATIONS}}}id") or "").startswith(OWN):
                    following.remove(node)
        if own_break and holder is not None and not starts:
            self.root.remove(holder)
            first -= 1
        elif holder is not None and not starts:
            _tidy(holder)
        return Place(first, level, placeholder), removed

    def _marked(self) -> tuple[int, int, int, bool] | None:
        """Return the annex as first block, end, level and whether it stands at a section's start."""
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
            return first, last + 1, int(found[1]), bool(found[2])
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

    def _headings(self) -> Iterator[tuple[int, int, str]]:
        for index, block in enumerate(self.blocks):
            if block.tag != name("p"):
                continue
            own = value(block.find(f"{name('pPr')}/{name('outlineLvl')}"))
            level = own or self._levels.get(value(block.find(f"{name('pPr')}/{name('pStyle')}")), "")
            if level and number(level) < 9:  # noqa: PLR2004 - level 9 is body text
                yield index, number(level) + 1, "".join(text.text or "" for text in walk([block], "t"))


def _levels(styles: Element) -> Iterator[tuple[str, str]]:
    """Yield the paragraph styles with an outline level, their own or inherited."""
    known = {value(style, "styleId"): style for style in styles.findall(name("style"))}
    for key in known:
        style, seen = known.get(key), set[str]()
        while style is not None and value(style, "styleId") not in seen:
            seen.add(value(style, "styleId"))
            level = value(style.find(f"{name('pPr')}/{name('outlineLvl')}"))
            depth = heading_level(value(style.find(name("name"))))
            if level or depth:
                yield key, level or str(depth - 1)
                break
            style = known.get(value(style.find(name("basedOn"))))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


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
    key = _free_id([root])
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


def _free_id(roots: Sequence[Element]) -> int:
    """Return the number of a new bookmark."""
    return max((number(value(mark, "id")) for mark in walk(roots, "bookmarkStart", "bookmarkEnd")), default=0) + 1


def _tidy(paragraph: Element) -> None:
    """Remove paragraph properties that are empty now."""
    look = paragraph.find(name("pPr"))
    if look is not None and not len(look) and not look.attrib:
        paragraph.remove(look)


def _mark(blocks: list[Element], title: str, root: Element) -> None:
    """Set our bookmark around the blocks, inside the first and last paragraph where these are such."""
    key = _free_id([root, *blocks])
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
