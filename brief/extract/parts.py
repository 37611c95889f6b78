"""A passage in, what the parser sees of it out: folded stretches with the way back to the source's characters.

What the parser sees is the raw text with curly quotation marks, odd hyphens and odd spaces folded to ASCII
character by character, runs of white space taken as one and unseen characters left out; offsets always point
into the raw text. Dashes between words stay as they are: the pipeline knows them, and a hyphen in their place
would join the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brief.model import Layer, Passage

LONGEST = 100_000  # characters parsed at once; the parser needs about 1 GB for ten times as many

_FOLDED = {
    **dict.fromkeys("‘’‚‛ʼ`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒−", "-"),
    **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
}
FOLD = str.maketrans(_FOLDED)
# Soft hyphens, zero-width characters and turns of direction, left out.
UNSEEN = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one passage as the parser sees it; `places` maps its characters to the source's."""

    text: str
    passage: int
    layer: Layer
    start: int
    places: tuple[int, ...] | None  # None: every character stands `start` further on

    def place(self, offset: int) -> int:
        """Return where a character of the part stands in the source."""
        return self.start + offset if self.places is None else self.places[offset]


def fold(text: str) -> str:
    """Return the text with quotation marks, hyphens and spaces in ASCII, of equal length."""
    return text.translate(FOLD)


def parts_of(text: str, index: int, passage: Passage) -> Iterator[Part]:
    """Yield a passage as the parser reads it: nothing of furniture, long ones in several parts."""
    if passage.layer is Layer.FURNITURE:
        return
    start, end = passage.span.start, passage.span.end
    while start < end:
        stop = end if end - start <= LONGEST else _break(text, start, start + LONGEST)
        raw = fold(text[start:stop])
        if raw.strip():
            yield _part(raw, index, passage.layer, start)
        start = stop


def _break(text: str, start: int, limit: int) -> int:
    """Return the last place before `limit` where a sentence, or else a word, seems to end."""
    for mark in (". ", ".\n", " ", "\n"):
        found = text.rfind(mark, start + 1, limit)
        if found > start:
            return found + len(mark)
    return limit


def _part(raw: str, index: int, layer: Layer, start: int) -> Part:
    if "  " not in raw and raw[0] != " " and UNSEEN.isdisjoint(raw):
        return Part(raw, index, layer, start, None)
    kept = [i for i, c in enumerate(raw) if (c != " " or (i and raw[i - 1] != " ")) and c not in UNSEEN]
    return Part("".join(raw[i] for i in kept), index, layer, start, tuple(start + i for i in kept))
