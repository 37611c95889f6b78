"""What the reader of a language sees: tokens with their parse, mentions, dates, quotations.

`extract/language.py` makes these from spaCy and is the only place that knows spaCy. Everything after it
works on these plain structures, so that a source can be re-read from a cache without the model.
All offsets are characters of `SourceDocument.text`; all token indices are positions in `Reading.tokens`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from brief.model import Layer, SourceDocument


@dataclass(slots=True)
class Token:
    """A word with its parse. `head` is a token index (its own for a root), `deps` those of its children."""

    i: int
    text: str
    lower: str
    lemma: str  # lower case
    pos: str  # Universal POS: NOUN, PROPN, VERB, AUX, …
    tag: str  # Penn Treebank: VBD, NNP, …
    dep: str  # ClearNLP labels as spaCy's English models give them: nsubj, nsubjpass, dobj, …
    head: int
    ent: str  # entity label, "" outside
    start: int
    end: int
    sentence: int
    deps: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """A sentence: token range `first:last` (half open), its characters, the passage's layer."""

    i: int
    first: int
    last: int
    start: int
    end: int
    layer: Layer
    passage: int


MentionType = Literal["person", "country", "place", "organisation", "date", "quote", "entry"]


@dataclass(slots=True)
class Mention:
    """A span that names something.

    `value` is the entity's local id for a person (`p3`), the normal form otherwise: the country's name,
    ISO date, gazetteer entry, place or organisation as written. `kind` tells how it is named:
    person: name, surname, title ("the French minister"), pronoun, relative ("his sister");
    country: name, demonym, capital (a seat of government standing for it: Moscow, the Kremlin);
    date: day, month, year, or range; entry: the list's id. `head` is the token that carries it.
    """

    type: MentionType
    start: int
    end: int
    value: str
    kind: str
    head: int
    first: int  # token range, half open
    last: int


@dataclass(slots=True)
class Person:
    """Somebody named in one source. `role` and `country` are as this source says, with their spans."""

    id: str
    name: str  # the fullest form
    forms: tuple[str, ...] = ()
    role: str = ""
    role_spans: tuple[tuple[int, int], ...] = ()
    country: str = ""
    country_span: tuple[int, int] | None = None
    gender: str = ""  # "m", "f" or "" from honorifics, pronouns and kinship words
    weight: int = 0  # number of mentions


@dataclass(slots=True)
class Quote:
    """A quotation with its holder. `start:end` is inside the marks; `holder` a mention text span or None."""

    start: int
    end: int
    holder: tuple[int, int] | None = None
    person: str = ""  # local id of the holder when a person of this source
    cue: int = -1  # token of the verb of saying
    full: bool = True  # False for a fragment inside the writer's own sentence


@dataclass(slots=True)
class Reading:
    """A source as read by one language: everything that patterns work on."""

    source: SourceDocument
    tokens: list[Token]
    sentences: list[Sentence]
    persons: dict[str, Person] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)  # sorted by start
    quotes: list[Quote] = field(default_factory=list)
    anchor: str = ""  # ISO day from which the source's weekdays are counted, "" when nothing is dated
