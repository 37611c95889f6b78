"""A Word file's blocks and styles → its headings, with their levels and their text without numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from brief.attach.word_xml import Element, name, number, shown, value, walk

_NAMED: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TYPED_NUMBER: Final = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.|[IVX]+\.)\s+")
_BODY_TEXT: Final = 9  # the outline level of what is no heading


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: the number of the block that holds it, its level from 1, and what it says."""

    block: int
    paragraph: Element
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of the host before and after the annex, the annex's own, and its blocks."""

    before: Sequence[Heading]
    own: Sequence[Heading]
    after: Sequence[Heading]
    annex: Sequence[Element]


def headings(blocks: Iterable[Element], levels: Mapping[str, int]) -> Iterator[Heading]:
    """Yield the headings of the text that say something, also those in content controls, in order."""
    for place, block in enumerate(blocks):
        if block.tag == name("p"):
            paragraphs = [block]
        else:
            paragraphs = list(walk([block], "p")) if block.tag == name("sdt") and not _is_contents(block) else []
        for paragraph in paragraphs:
            level = _level(paragraph, levels)
            text = " ".join(shown(paragraph).split()) if level else ""
            if text:
                yield Heading(place, paragraph, level, text)


def levels_of(styles: Element) -> Iterator[tuple[str, int]]:
    """Yield the paragraph styles that make a heading, by themselves or by what they rest on, with its level."""
    known = {value(style, "styleId"): style for style in styles.findall(name("style"))}
    for key in known:
        style, seen = known.get(key), set[str]()
        while style is not None and value(style, "styleId") not in seen:
            seen.add(value(style, "styleId"))
            told = value(style.find(f"{name('pPr')}/{name('outlineLvl')}"))
            level = number(told) + 1 if told else heading_level(value(style.find(name("name"))))
            if level:
                yield key, level if level <= _BODY_TEXT else 0
                break
            style = known.get(value(style.find(name("basedOn"))))


def heading_level(title: str) -> int:
    """Return the level that the name of a style stands for in every Word file, 0 for that of no heading."""
    found = _NAMED.fullmatch(title.strip())
    return int(found[1]) if found else 0


def plain(text: str) -> str:
    """Return a text for comparing: single spaces, no capitals."""
    return " ".join(text.split()).casefold()


def bare(text: str) -> str:
    """Return a heading for comparing: without the number that somebody, or a program, typed before it."""
    return plain(_TYPED_NUMBER.sub("", text.strip()))


def _is_contents(control: Element) -> bool:
    """Return whether a content control holds a table of contents, whose own heading is none of the text's."""
    return any(value(kind).casefold() == "table of contents" for kind in walk([control], "docPartGallery"))


def _level(paragraph: Element, levels: Mapping[str, int]) -> int:
    look = paragraph.find(name("pPr"))
    if look is None:
        return 0
    told = value(look.find(name("outlineLvl")))
    level = number(told) + 1 if told else levels.get(value(look.find(name("pStyle"))), 0)
    return level if level <= _BODY_TEXT else 0
