"""An annotated reading and compiled patterns in, claims out: the order in which a source is searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from brief.extract.annotate import annotate
from brief.extract.clauses import find_clauses
from brief.extract.cutting import Cutter
from brief.extract.each import EachMention
from brief.extract.frames import Frames, Match
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


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns of a schema: of the actors, then of each section by its id."""

    specs: dict[str, tuple[PatternSpec, ...]]
    frames: Frames
    phrases: dict[str, list[Phrase]]
    lines: dict[str, list[Line]]


def compile_schema(schema: Schema, pipeline: Pipeline, lexicon: Lexicon, frames: Frames | None = None) -> Patterns:
    """Return every pattern of a schema, compiled; `frames` are those of its sentences when they are known.

    Only sentences need a parse. What they came to is taken whole, or not at all when it belongs to other sentences.
    """
    specs = {ACTORS: tuple(s for actor in schema.actors.values() for s in actor.find)}
    specs |= {section.id: section.find for section in schema.sections}
    found = Patterns(specs, {}, {}, {})
    known = frames if frames is not None and _belong(frames, specs) else None
    compiler = SentenceCompiler(schema, pipeline, lexicon)
    for name, find in specs.items():
        types = slot_types(schema.section(name), schema)
        found.frames[name] = known[name] if known else compiler.frames(name, find, types)
        found.phrases[name] = compile_phrases(name, find, types, schema)
        found.lines[name] = compile_lines(name, find, types)
    return found


def _belong(frames: Frames, specs: Mapping[str, Sequence[PatternSpec]]) -> bool:
    """Return whether frames are those of these sentences, in their order."""
    said = {name: [(name, i, spec.say) for i, spec in enumerate(find) if spec.say] for name, find in specs.items()}
    return said == {name: [(f.section, f.index, f.say) for f in found] for name, found in frames.items()}


class _Finder:
    """The matchers of one reading, and the order in which they look."""

    def __init__(self, reading: Reading, patterns: Patterns, lexicon: Lexicon) -> None:
        self.patterns = patterns
        self.slots = SlotFiller(reading, lexicon)
        self.clauses = Matcher(reading, find_clauses(reading, lexicon), self.slots)
        self.phrases = PhraseMatcher(reading, self.slots)
        self.lines = LineMatcher(reading, lexicon)

    def find(self, name: str) -> Iterator[tuple[PatternSpec, Match]]:
        """Yield what the patterns of a section find, each with its specification."""
        specs = self.patterns.specs[name]
        for frame in self.patterns.frames[name]:
            spec = specs[frame.index]
            for match in self.clauses.matches(frame, spec.moods, either=spec.either):
                yield spec, match
        for phrase in self.patterns.phrases[name]:
            for match in self.phrases.matches(phrase):
                yield specs[phrase.index], match
        for line in self.patterns.lines[name]:
            for match in self.lines.matches(line):
                yield specs[line.index], match


def read_claims(reading: Reading, patterns: Patterns, schema: Schema, lexicon: Lexicon) -> Iterator[Claim]:
    """Yield the claims of one annotated reading: entities, actors, then the sections in their order."""
    finder = _Finder(reading, patterns, lexicon)
    around = Surroundings(reading, finder.clauses, finder.slots, lexicon)
    cutter = Cutter(reading, around)
    claimant = Claimant(cutter, schema)
    mentions = EachMention(cutter, claimant, schema)
    yield from mentions.entities()
    yield from mentions.settings()
    yield from mentions.actors()
    for spec, match in finder.find(ACTORS):
        yield from claimant.actors(spec, match)
    for section in schema.sections:
        if section.each:
            yield from mentions.of(section)
        for spec, match in finder.find(section.id):
            yield from claimant.matched(section, spec, match)


class Engine:
    """A language pipeline and the compiled patterns of a schema."""

    def __init__(self, schema: Schema, lexicon: Lexicon, model: str, frames: Frames | None = None) -> None:
        self.schema, self.lexicon = schema, lexicon
        self.pipeline = load_pipeline(model, lexicon)
        self.patterns = compile_schema(schema, self.pipeline, lexicon, frames)

    def claims(self, sources: Iterable[SourceDocument], anchors: Iterable[str]) -> Iterator[tuple[Claim, ...]]:
        """Yield what each source says, its weekdays counted from the ISO day beside it."""
        for reading, anchor in zip(self.pipeline.read_all(sources), anchors, strict=True):
            annotate(reading, anchor, self.schema.lists, self.lexicon)
            yield tuple(read_claims(reading, self.patterns, self.schema, self.lexicon))
