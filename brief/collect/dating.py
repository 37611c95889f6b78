"""The passages of one source in, the day on which it was published out, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from brief.collect.cues import Cues
from brief.collect.datelines import dateline
from brief.collect.days import Day, days, decided
from brief.model import Dating, Layer, Passage, SourceDocument

# Ranks of what a date in a standing line is; the lowest wins, the earlier line among equals.
_PUBLISHED, _STANDING, _DATELINE, _UPDATED, _TAIL = range(5)
_LINE = 200  # characters; a date in a longer passage is the text's, not the page's
_LABEL = 60  # characters before a date in which its label stands


@dataclass(frozen=True)
class _Candidate:
    rank: int
    day: Day
    line: str


def published(source: SourceDocument, cues: Cues, metadata: str = "") -> Dating:
    """Return when the source says that it was published; "unknown" when it does not say.

    `metadata` is the ISO day that the format itself carries; it wins over the page. Days of copyright notices,
    archive stamps, lists of other pages and of the story itself never count.
    """
    candidates = sorted(_candidates(source, cues), key=lambda c: (c.rank, c.day.start))
    around = days(source.text, cues)
    dated = [(c, decided(c.day, c.line, around, source.text, cues).isoformat()) for c in candidates]
    if metadata:
        same = next((c for c, value in dated if value == metadata), None)
        return Dating(
            value=metadata, method="metadata", evidence=source.cut(same.day.start, same.day.end) if same else None
        )
    for candidate, value in dated:
        day = candidate.day
        return Dating(value=value, method="dateline", evidence=source.cut(day.start, day.end))
    return Dating()


def _candidates(source: SourceDocument, cues: Cues) -> list[_Candidate]:
    passages = source.passages
    told = [i for i, passage in enumerate(passages) if passage.layer is Layer.BODY]
    first, last = (told[0], told[-1]) if told else (len(passages), len(passages))
    found: list[_Candidate] = []
    listing = False
    for i, passage in enumerate(passages):
        line = source.text[passage.span.start : passage.span.end]
        if passage.layer is not Layer.FURNITURE or len(line) > _LINE:
            listing = False
            continue
        listing = (i > first and bool(cues.hit("lists", line))) or (
            listing and not cues.hit("date_published", line[:_LABEL])
        )
        if not listing:
            found.extend(_in_line(source.text, passage, cues, above=i < first, below=i > last))
    if told:
        start = _paragraph_start(source.text, passages[first])
        line_of = dateline(source.text, start, passages[first].span.end, cues)
        if line_of and line_of.day:
            found.append(_Candidate(_DATELINE, line_of.day, source.text[start : line_of.end]))
    return found


def _paragraph_start(text: str, passage: Passage) -> int:
    """Return where the paragraph of a body passage begins: its span leaves a dateline out."""
    return max(text.rfind("\n", 0, passage.span.start), text.rfind("\r", 0, passage.span.start)) + 1


def _in_line(text: str, passage: Passage, cues: Cues, *, above: bool, below: bool) -> list[_Candidate]:
    start, end = passage.span.start, passage.span.end
    line = text[start:end]
    found = []
    before = start
    for day in days(text, cues, start, end):
        kind = _label(text[max(before, day.start - _LABEL) : day.start], cues)
        before = day.end
        if kind == "never" or (kind == "" and cues.hit("date_never", line)):
            continue
        if kind == "published":
            found.append(_Candidate(_PUBLISHED, day, line))
        elif kind == "updated":
            found.append(_Candidate(_UPDATED, day, line))
        elif above:
            found.append(_Candidate(_STANDING, day, line))
        elif below and _only_date(line, day.start - start, day.end - start, cues):
            found.append(_Candidate(_TAIL, day, line))
    return found


def _label(before: str, cues: Cues) -> str:
    """Return "published", "updated" or "never", whichever word stands last before a date, "" for none."""
    last, kind = -1, ""
    for name in ("published", "updated", "never"):
        for pattern in cues.furniture.get(f"date_{name}", ()):
            for match in pattern.finditer(before):
                # "last updated" begins before "updated"; the longer label of two that end together is the label.
                if match.end() > last:
                    last, kind = match.end(), name
    return kind


def _only_date(line: str, start: int, end: int, cues: Cues) -> bool:
    """Return whether nothing but a place, an hour and a weekday stands beside the date."""
    rest = line[:start] + " " + line[end:]
    for pattern in (*cues.furniture.get("time", ()), *cues.furniture.get("duration", ())):
        rest = pattern.sub(" ", rest)
    left = [
        word for word in rest.replace(",", " ").replace("(", " ").replace(")", " ").split() if word.strip("-–—|/.,")
    ]
    return len(left) <= 3 and all(word[0].isupper() for word in left)  # noqa: PLR2004 - "New York City"
