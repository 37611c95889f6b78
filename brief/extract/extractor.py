"""Sources and a schema in, claims out: the patterns of every section over the reading of every source.

A source is read by itself: nothing here knows another source, so that a claim depends on one text, the
schema and the lists alone and may be cached by them. What needs the whole corpus (who is who, who the
visitor is, which days the visit takes) is reconciled later from the claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brief.extract.annotate import annotate
from brief.extract.anchors import anchor_for
from brief.extract.clauses import find_clauses
from brief.extract.frames import Frame, Match
from brief.extract.language import Pipeline, load_pipeline
from brief.extract.matching import Matcher
from brief.extract.patterns import compile_section
from brief.extract.phrases import Phrase, PhraseMatcher, compile_phrases
from brief.extract.reading import Reading
from brief.extract.slots import SlotFiller
from brief.extract.statements import Claimant, slot_types
from brief.extract.surroundings import Surroundings
from brief.lexicon import Lexicon
from brief.model import Claim, SourceDocument
from brief.schema import PatternSpec, Schema, SectionSpec

ACTORS = "@actors"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns of a schema: of the actors, then of each section by its id."""

    specs: dict[str, tuple[PatternSpec, ...]]
    frames: dict[str, list[Frame]]
    phrases: dict[str, list[Phrase]]


def compile_schema(schema: Schema, pipeline: Pipeline, lexicon: Lexicon) -> Patterns:
    """Return every pattern of a schema, compiled."""
    specs = {ACTORS: tuple(s for actor in schema.actors.values() for s in actor.find)}
    specs |= {section.id: section.find for section in schema.sections}
    frames, phrases = {}, {}
    for name, find in specs.items():
        types = slot_types(schema.section(name), schema)
        frames[name] = compile_section(name, find, types, schema, pipeline, lexicon)
        phrases[name] = compile_phrases(name, find, types, schema)
    return Patterns(specs, frames, phrases)


def read_claims(reading: Reading, patterns: Patterns, schema: Schema, lexicon: Lexicon) -> Iterator[Claim]:
    """Yield the claims of one annotated reading: entities, actors, then the sections in their order."""
    slots = SlotFiller(reading, lexicon)
    matcher = Matcher(reading, find_clauses(reading, lexicon), slots)
    phrase_matcher = PhraseMatcher(reading, slots)
    claimant = Claimant(reading, Surroundings(reading, matcher, slots, lexicon), schema)
    yield from claimant.entities()
    for spec, match in _matches(ACTORS, patterns, matcher, phrase_matcher):
        yield from claimant.actors(spec, match)
    for section in schema.sections:
        yield from _section(section, claimant, patterns, matcher, phrase_matcher)


def _section(
    section: SectionSpec, claimant: Claimant, patterns: Patterns, matcher: Matcher, phrases: PhraseMatcher
) -> Iterator[Claim]:
    if section.each:
        yield from claimant.each(section)
    for spec, match in _matches(section.id, patterns, matcher, phrases):
        yield from claimant.matched(section, spec, match)


def _matches(
    name: str, patterns: Patterns, matcher: Matcher, phrases: PhraseMatcher
) -> Iterator[tuple[PatternSpec, Match]]:
    specs = patterns.specs[name]
    for frame in patterns.frames[name]:
        spec = specs[frame.index]
        for match in matcher.matches(frame, spec.moods, either=spec.either):
            yield spec, match
    for phrase in patterns.phrases[name]:
        for match in phrases.matches(phrase):
            yield specs[phrase.index], match


def extract(
    sources: Sequence[SourceDocument],
    schema: Schema,
    lexicon: Lexicon,
    pipeline: Pipeline | None = None,
) -> tuple[Claim, ...]:
    """Return what the sources say, source by source in their order.

    Raise UsageError when the language pipeline is not installed.
    """
    pipeline = pipeline or load_pipeline(lexicon=lexicon)
    patterns = compile_schema(schema, pipeline, lexicon)
    claims: list[Claim] = []
    for source in sources:
        anchor = anchor_for(source, sources)
        reading = annotate(pipeline.read(source), anchor.isoformat() if anchor else "", schema.lists, lexicon)
        claims.extend(read_claims(reading, patterns, schema, lexicon))
    return tuple(claims)
