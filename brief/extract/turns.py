"""A reading in; who speaks in the passages of a transcript ("MINISTER LIND: We want a date."), and where, out.

A passage that opens with a label and a colon is a turn when the source has several of them. Who asks, and who
only leads through the questions, takes no turn.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from brief.extract.reading import Reading, Sentence
from brief.lexicon import Lexicon
from brief.model import Layer

_LABEL = re.compile(r"[ \t]*([A-Z][^\n:;?!\"“”]{0,60}?)(?: ?\([^)\n]{1,60}\))? ?:\s+(?=[A-Z\"“'‘0-9])")
_ALONE = re.compile(r"[ \t]*([A-Z][^\n:;?!\"“”]{0,40}?)(?: ?\([^)\n]{1,60}\))? ?:\s*$")
_LEAST = 2  # turns of one speaker, or labels in capitals, before a text is a transcript
_MORE = 3  # passages without a label that go on with a turn


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a time: the label's characters, the person meant, the sentences."""

    start: int
    end: int
    person: str
    sentences: tuple[Sentence, ...]


def find_turns(reading: Reading, lexicon: Lexicon) -> list[Turn]:
    """Return the turns of those who answer and declare, in the order of the text; none of what is no transcript."""
    labels = _labels(reading)
    names = Counter(_plain(match[1]) for match in labels.values())
    capitals = sum(1 for match in labels.values() if match[1].isupper())
    if not labels or (max(names.values()) < _LEAST and capitals < _LEAST):
        return []
    asking = {_plain(match[1]) for number, match in labels.items() if _asks(reading, number)}
    silent = lexicon.words("stands.asking")
    by_passage: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        by_passage.setdefault(sentence.passage, []).append(sentence)
    found = []
    for number, match in sorted(labels.items()):
        name = _plain(match[1])
        if name in asking or any(word in silent for word in re.findall(r"[\w-]+", name)):
            continue
        said = [s for s in by_passage.get(number, []) if s.end > match.end()]
        following = [n for n in range(number + 1, number + 1 + _MORE) if n not in labels]
        for n in following if following[:1] == [number + 1] else ():
            said += by_passage.get(n, [])
        found.append(Turn(match.start(1), match.end(1), _person(reading, match), tuple(said)))
    return found


def label_end(reading: Reading, passage: int) -> int:
    """Return where the label that opens a passage ends ("MINISTER LIND: "); without one, where it starts."""
    span = reading.source.passages[passage].span
    match = _LABEL.match(reading.source.text, span.start, span.end)
    return match.end() if match else span.start


def _labels(reading: Reading) -> dict[int, re.Match[str]]:
    """Return the labels by their passages; one on a line of its own only when it comes again or names somebody."""
    found, alone = {}, {}
    for number, passage in enumerate(reading.source.passages):
        span = passage.span
        match = _LABEL.match(reading.source.text, span.start, span.end)
        lone = _ALONE.match(reading.source.text, span.start, span.end) if match is None else None
        if passage.layer is Layer.BODY and match is not None:
            found[number] = match
        elif passage.layer is Layer.BODY and lone is not None:
            alone[number] = lone
    names = Counter(_plain(match[1]) for match in alone.values())
    kept = {n: m for n, m in alone.items() if names[_plain(m[1])] >= _LEAST or _person(reading, m)}
    return {**found, **kept}


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def _asks(reading: Reading, number: int) -> bool:
    text, passages = reading.source.text, reading.source.passages
    span = passages[number].span
    alone = _ALONE.match(text, span.start, span.end) and number + 1 < len(passages)
    span = passages[number + 1].span if alone else span
    return text[span.start : span.end].rstrip(' \n"”').endswith("?")


def _person(reading: Reading, match: re.Match[str]) -> str:
    """Return the person whom a label names, by a mention in it or by the last word of it."""
    start, end = match.span(1)
    inside = [m for m in reading.mentions if m.type == "person" and start <= m.start and m.end <= end]
    if inside:
        return inside[0].value
    last = match[1].split()[-1].casefold()
    fits = [p.id for p in reading.persons.values() if p.name.split()[-1].casefold() == last]
    return fits[0] if len(fits) == 1 else ""
