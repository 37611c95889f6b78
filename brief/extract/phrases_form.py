"""Phrases of a schema in, rows of words, slots and gaps out: what the matcher looks for along the surface.

A phrase is a row of words in any inflection with slots between them: "issues ... including {topic}",
"(has/have) not (yet) been decided". `a/b` are alternatives (`turn_to` is two words), `(…)` may be missing,
`[list]` is any member of a word list, `...` passes over up to eight words of the same sentence, `^` is the
beginning of one. A slot that stands first reads backwards from the words after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from brief.schema import PatternSpec, Schema

_ELEMENT = re.compile(r"\{(\w+)(?::(\w+))?\}|\(([^)]*)\)|(\.\.\.)|(\S+)")
_LIST = re.compile(r"\[([^\]]+)\]")

Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of a phrase: words (alternatives, each a row of words), a slot, or a gap."""

    words: Words = ()
    slot: str = ""
    type: str = ""
    gap: bool = False
    optional: bool = False
    opening: bool = False  # the sentence begins here
    by_first: Mapping[str, Words] = field(default_factory=dict, compare=False)  # the rows by their first words

    def __post_init__(self) -> None:
        rows: dict[str, Words] = {}
        for row in self.words:
            rows[row[0]] = (*rows.get(row[0], ()), row)
        object.__setattr__(self, "by_first", rows)

    def rows_at(self, forms: Sequence[str]) -> Words:
        """Return the rows that begin with a word in one of its forms, in the order of the phrase."""
        found = [row for form in dict.fromkeys(forms) for row in self.by_first.get(form, ())]
        return tuple(sorted(found, key=self.words.index) if len(found) > 1 else found)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase. `problems` say why it can never match."""

    section: str
    index: int
    say: str
    elements: tuple[Element, ...]
    problems: tuple[str, ...] = ()
    first_word: int = field(init=False, compare=False)  # place of the first element of words that must be there

    def __post_init__(self) -> None:
        place = next((n for n, e in enumerate(self.elements) if e.words and not e.optional), -1)
        object.__setattr__(self, "first_word", place)


def compile_phrases(
    section: str, find: Sequence[PatternSpec], types: Mapping[str, str], schema: Schema
) -> list[Phrase]:
    """Return one compiled phrase for each `phrase` of a section."""
    return [_compile(section, i, spec.phrase, types, schema) for i, spec in enumerate(find) if spec.phrase]


def _compile(section: str, index: int, text: str, types: Mapping[str, str], schema: Schema) -> Phrase:
    elements: list[Element] = []
    problems: list[str] = []
    for slot, kind, optional, gap, word in _ELEMENT.findall(text):
        if slot:
            known = kind or types.get(slot, "")
            if not known:
                problems.append(f"{{{slot}}} is no field; write {{{slot}:type}}")
            elements.append(Element(slot=slot, type=known or "phrase"))
        elif word == "^":
            elements.append(Element(opening=True))
        elif gap:
            elements.append(Element(gap=True))
        else:
            options = _options(optional or word, schema, problems)
            elements.append(Element(words=options, optional=bool(optional)))
    phrase = Phrase(section, index, text, tuple(elements), tuple(problems))
    if phrase.first_word < 0:
        problems.append("a phrase needs a word of its own beside its slots")
    elif phrase.first_word > 1:
        problems.append("only one slot may stand before the first word")
    return Phrase(section, index, text, tuple(elements), tuple(problems))


def _options(text: str, schema: Schema, problems: list[str]) -> Words:
    rows: list[tuple[str, ...]] = []
    for option in text.split("/"):
        listed = _LIST.fullmatch(option)
        if listed is None:
            rows.append(tuple(option.lower().replace("_", " ").split()))
        elif listed[1] in schema.words:
            rows.extend(tuple(w.lower().split()) for w in schema.words[listed[1]])
        else:
            problems.append(f"no word list is called [{listed[1]}]")
    return tuple(rows)
