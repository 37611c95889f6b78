"""The lists `furniture` and `publishers` of a lexicon in, compiled patterns out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from brief.errors import ContentError
from brief.lexicon import Lexicon

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Cues:
    """Everything that words say about a page, compiled once for a run; names of months in lower case."""

    months: dict[str, int]
    weekdays: dict[str, int]
    dates: Patterns
    furniture: dict[str, Patterns]
    publishers: dict[str, Patterns]
    small_words: frozenset[str]
    english: frozenset[str]
    publisher_cues: frozenset[str]
    sections: frozenset[str]

    def hit(self, group: str, text: str) -> re.Match[str] | None:
        """Return the first match of the group's patterns in the text, in the order of the list."""
        return first_match(self.furniture.get(group, ()), text)


def first_match(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """Return what the first pattern that matches has found, None when none does."""
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return match
    return None


def compile_cues(lexicon: Lexicon) -> Cues:
    """Return the patterns. Raise ContentError, all faults at once, when one is no regular expression."""
    months = _numbered(lexicon, "furniture.months")
    weekdays = _numbered(lexicon, "furniture.weekdays")
    words = {"{month}": _any_of(months), "{weekday}": _any_of(weekdays)}
    faults: list[str] = []

    def compiled(address: str) -> Patterns:
        return tuple(_compile(address, source, words, faults) for source in lexicon.sequence(address))

    def groups(name: str) -> dict[str, Patterns]:
        node = lexicon.node(f"{name}.patterns")
        keys = node if isinstance(node, dict) else {}
        return {str(key): compiled(f"{name}.patterns.{key}") for key in keys}

    cues = Cues(
        months=months,
        weekdays=weekdays,
        dates=compiled("furniture.dates"),
        furniture=groups("furniture"),
        publishers=groups("publishers"),
        small_words=lexicon.words("furniture.small_words"),
        english=lexicon.words("furniture.english"),
        publisher_cues=lexicon.words("publishers.cues"),
        sections=lexicon.words("publishers.sections"),
    )
    if faults:
        raise ContentError(faults)
    return cues


def _numbered(lexicon: Lexicon, address: str) -> dict[str, int]:
    return {name.lower(): int(number) for number, names in lexicon.table(address).items() for name in names}


def _any_of(names: Iterable[str]) -> str:
    # The longest first, or "mar" would be found in "marzo".
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


def _compile(address: str, source: str, words: dict[str, str], faults: list[str]) -> re.Pattern[str]:
    for key, value in words.items():
        source = source.replace(key, value)
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error as err:
        faults.append(f"{address}: no regular expression ({err}): {source[:80]}")
        return re.compile("(?!)")
