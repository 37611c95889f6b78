"""The paragraphs of one source in, its passages with their layers out.

Words decide first (`furniture.yaml`), then place and shape: above the first prose stand headline, byline and date;
between the first and the last prose a short line is a heading; below it names and links are furniture.
In doubt it is body.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from brief.collect import shape
from brief.collect.cues import Cues
from brief.collect.datelines import dateline
from brief.collect.days import days
from brief.collect.draft import Mark
from brief.collect.letterhead import letterhead
from brief.collect.paragraphs import trimmed
from brief.collect.programmes import programme
from brief.model import Layer, Passage, Span

_HEADLINE_LENGTH = 220
_HEADLINE_WORDS = 34
_KICKER_WORDS = 5
_HEADING_LENGTH = 90
_HEADING_WORDS = 12
_LIST_ITEM = 140  # characters of a headline in a list of other pages
_FRONT = 40  # lines of front matter
_STANDING = 160  # characters of a line above the text
_LINES_ABOVE = 10  # standing lines that a page has at most above its text
_LINES_INSIDE = 3  # the same among what was judged to be text
_DATELINES = 2  # body passages that may open with a dateline

_MARKED = re.compile(r"#{1,6}[ \t]+(?=\S)")  # a heading of Markdown


@dataclass
class _Block:
    """A paragraph on its way to a layer."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line stands before it
    known: Layer | None = None
    inside: bool = False
    layer: Layer | None = None
    prose: bool = False
    item: bool = False


def passages(text: str, marks: Sequence[Mark], cues: Cues) -> tuple[Passage, ...]:
    """Return one passage for each mark, in order and disjoint; datelines and template junk stay outside."""
    blocks = _blocks(text, marks, cues)
    _message(blocks, cues)
    _by_words(blocks, cues)
    _lists(blocks, cues)
    _captions_twice(blocks)
    _front_matter(blocks)
    _programmes(blocks, cues)
    first = next((i for i, block in enumerate(blocks) if block.prose and block.layer is None), len(blocks))
    last = max((i for i, block in enumerate(blocks) if _text(block)), default=-1)
    first = _headline(blocks, first, cues)
    _above(blocks[:first], cues)
    _within(blocks, first, last, cues)
    _below(blocks[last + 1 :] if first < len(blocks) else [], cues)
    return tuple(_passages(text, blocks, cues))


def _text(block: _Block) -> bool:
    return block.layer in (None, Layer.BODY) and (block.prose or block.item or block.known is Layer.BODY)


def _blocks(text: str, marks: Sequence[Mark], cues: Cues) -> list[_Block]:
    blocks = []
    before = 0
    for mark in marks:
        start, end = _without_junk(text, *trimmed(text, mark.start, mark.end), cues)
        if start == end:
            continue
        heading = _MARKED.match(text, start, end)
        start = heading.end() if heading else start
        piece = text[start:end]
        block = _Block(
            start,
            end,
            piece,
            text.count("\n", before, start) > 1,
            mark.layer or (Layer.HEADING if heading else None),
            mark.inside,
        )
        block.prose, block.item = shape.prose(piece), shape.item(piece, cues) or cues.hit("turn", piece) is not None
        blocks.append(block)
        before = end
    return blocks


def _without_junk(text: str, start: int, end: int, cues: Cues) -> tuple[int, int]:
    """Return the range without what templates left at its edges; the whole range when nothing else is there."""
    whole = (start, end)
    changed = True
    while changed and start < end:
        changed = False
        for pattern in cues.furniture.get("inline_junk", ()):
            match = pattern.match(text, start, end)
            if match and match.end() > start:
                start, end = trimmed(text, match.end(), end)
                changed = True
            closing = next((m for m in pattern.finditer(text, max(start, end - 120), end) if m.end() == end), None)
            if closing and closing.start() > start:
                start, end = trimmed(text, start, closing.start())
                changed = True
    return (start, end) if start < end else whole


def _message(blocks: Sequence[_Block], cues: Cues) -> None:
    """Label the head of a message that was saved as text; its subject is the headline."""
    head = letterhead([block.text for block in blocks], cues)
    if head is None or any(block.known is not None for block in blocks):
        return  # the format itself says what is what
    for block in blocks[: head.end]:
        block.known = Layer.FURNITURE
    if head.subject >= 0:
        subject = blocks[head.subject]
        subject.known, subject.start = Layer.HEADLINE, subject.start + head.after
        subject.text = subject.text[head.after :]


def _by_words(blocks: Sequence[_Block], cues: Cues) -> None:
    for block in blocks:
        if block.known in (Layer.FURNITURE, Layer.CAPTION, Layer.HEADLINE):
            block.layer = block.known
        elif block.known is Layer.BODY:
            block.layer = Layer.BODY
        elif picture := shape.caption(block.text, cues):
            block.layer = Layer.CAPTION if picture == "caption" else Layer.FURNITURE
        elif shape.furniture(block.text, cues):
            block.layer = Layer.FURNITURE
        elif block.known is Layer.HEADING:
            block.layer = Layer.HEADING


def _lists(blocks: Sequence[_Block], cues: Cues) -> None:
    """Label what follows "Most read" and its like below prose: numbered, bulleted or short lines up to the next."""
    inside = told = False
    for block in blocks:
        told = told or (block.prose and block.layer is None)
        if block.known in (Layer.BODY, Layer.CAPTION, Layer.HEADLINE):
            inside = False
        elif told and len(block.text) < _HEADING_LENGTH and cues.hit("lists", block.text):
            inside = True
            block.layer = Layer.FURNITURE
        elif inside and _listed(block):
            block.layer = Layer.FURNITURE
        else:
            inside = False


def _listed(block: _Block) -> bool:
    if block.layer is Layer.FURNITURE:
        return True
    if block.inside or len(block.text) > _LIST_ITEM:
        return False
    return block.item or not (block.text.endswith((".", ":", ";", ",")) or (block.gap and block.prose))


def _programmes(blocks: Sequence[_Block], cues: Cues) -> None:
    """Keep the days and lines of a programme, which look like headings and labels, in the text."""
    free = [block for block in blocks if block.layer is None]
    for i in programme([block.text for block in free], cues):
        free[i].layer = Layer.BODY
        free[i].item = True


def _front_matter(blocks: Sequence[_Block]) -> None:
    """Label what stands between the first two rules of a Markdown file, which its first line opens."""
    if blocks and blocks[0].text == "---":
        end = next((i for i, block in enumerate(blocks[1:_FRONT], 1) if block.text == "---"), 0)
        for block in blocks[: end + 1]:
            block.layer = Layer.FURNITURE


def _captions_twice(blocks: Sequence[_Block]) -> None:
    """Label a passage that stands twice in a row: pages give a picture's text for the eye and for the ear."""
    for one, two in itertools.pairwise(blocks):
        if one.text == two.text and one.layer is two.layer is None:
            one.layer = two.layer = Layer.CAPTION


def _headline(blocks: Sequence[_Block], first: int, cues: Cues) -> int:
    """Label the headline and return where the text begins: after it when it reads like prose itself."""
    if any(block.layer is Layer.HEADLINE for block in blocks):
        return first
    end = min(first + 1, len(blocks))
    free = [i for i, block in enumerate(blocks[:end]) if block.layer in (None, Layer.HEADING)]
    for place, i in enumerate(free):
        block = blocks[i]
        rest = [blocks[k] for k in free[place + 1 :]]
        if _kicker(block, rest, cues):
            continue
        if not _could_be_headline(block, blocks[i + 1 :]):
            return first
        block.layer = Layer.HEADLINE
        if i == first:
            return next(
                (k for k in range(i + 1, len(blocks)) if blocks[k].prose and blocks[k].layer is None), len(blocks)
            )
        return first
    return first


def _kicker(block: _Block, rest: Sequence[_Block], cues: Cues) -> bool:
    """Return whether the line is a label above the headline: a section, a publisher, a date."""
    better = any(len(other.text.split()) > _KICKER_WORDS and not other.text[0].islower() for other in rest)
    if not better or block.known is Layer.HEADING:
        return False
    if days(block.text, cues) and len(block.text.split()) <= _HEADING_WORDS and not block.prose:
        return len(shape.words(block.text)) <= _KICKER_WORDS
    few = len(block.text.split()) <= _KICKER_WORDS
    tokens = block.text.lower().removeprefix("the ").split()
    house = tokens[0] in cues.publisher_cues or tokens[-1] in cues.publisher_cues
    named = shape.name(block.text, cues) and (house or (few and block.text.isupper()))
    return named or shape.bar(block.text) or block.text.lower() in cues.sections


def _could_be_headline(block: _Block, after: Sequence[_Block]) -> bool:
    text = block.text
    if (
        len(text) > _HEADLINE_LENGTH
        or len(text.split()) > _HEADLINE_WORDS
        or block.item
        or ("\n" in text.strip() and block.prose)
    ):
        return False
    if not after:
        return False
    if not text.endswith((".", ";", ",", ":", '."', ".”")) or text.endswith("..."):
        return True
    # A headline with a full stop: only above something that stands between a headline and its text.
    return len(text.split()) <= _HEADING_WORDS and after[0].layer is Layer.FURNITURE


def _above(blocks: Sequence[_Block], cues: Cues) -> None:
    """Label the standing lines between headline and text: publisher, section, date; a longer line is a deck."""
    lines = 0
    for block in blocks:
        if block.layer is not None:
            continue
        text = block.text
        lines += 1
        most = _LINES_INSIDE if block.inside else _LINES_ABOVE
        if len(text) > _STANDING or block.prose or block.item or lines > most:
            block.layer = Layer.BODY
        elif shape.standing(text, cues):
            block.layer = Layer.FURNITURE
        elif shape.timed(text, cues):
            block.layer = Layer.BODY
        elif len(text.split()) < _KICKER_WORDS and not text.endswith(("?", "!", ".", ":")):
            block.layer = Layer.FURNITURE
        else:
            block.layer = Layer.HEADING


def _within(blocks: Sequence[_Block], first: int, last: int, cues: Cues) -> None:
    for i in range(first, last + 1):
        block = blocks[i]
        if block.layer is None:
            following = next(
                (other for other in blocks[i + 1 : last + 1] if other.layer in (None, Layer.BODY)), None
            )
            block.layer = Layer.HEADING if following is not None and _heads(block, following, cues) else Layer.BODY


def _heads(block: _Block, following: _Block, cues: Cues) -> bool:
    """Return whether a short line stands over what follows it."""
    text = block.text
    if block.prose or block.item or len(text) > _HEADING_LENGTH or len(text.split()) > _HEADING_WORDS:
        return False
    if text.endswith((".", ",", ";", ":", "”", '"', "’")) or text[0].islower():
        return False
    if ": " in text or shape.timed(text, cues):
        return False
    return not following.text[0].islower()


def _below(blocks: Sequence[_Block], cues: Cues) -> None:
    for block in blocks:
        if block.layer is not None:
            continue
        text = block.text
        short = len(text) <= shape.FURNITURE_LENGTH and not block.item and not block.inside
        named = len(text) <= _HEADING_LENGTH and shape.standing(text, cues)
        block.layer = Layer.FURNITURE if short and (named or cues.hit("tail", text)) else Layer.BODY


def _passages(text: str, blocks: Sequence[_Block], cues: Cues) -> list[Passage]:
    found = []
    bodies = 0
    tail = True
    for block in reversed(blocks):
        # The last paragraphs of the text may themselves be an offer or a note on the author.
        if tail and block.layer is Layer.BODY and block.known is None:
            tail = not block.item and len(block.text) <= _STANDING and cues.hit("tail", block.text) is not None
            block.layer = Layer.FURNITURE if tail else Layer.BODY
    for block in blocks:
        start = block.start
        if block.layer is Layer.BODY and bodies < _DATELINES:
            bodies += 1
            line = dateline(text, block.start, block.end, cues)
            start = line.end if line and line.end < block.end else start
        found.append(Passage(span=Span(start=start, end=block.end), layer=block.layer or Layer.BODY))
    return found
