"""A schema in, what its patterns mean and whether its examples hold out: the work behind `brief schema check`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brief.extract.annotate import annotate
from brief.extract.engine import Patterns, compile_schema, read_claims
from brief.extract.language import Pipeline, load_pipeline
from brief.lexicon import Lexicon
from brief.model import Claim, Layer, Passage, SourceDocument, Span
from brief.schema import ExampleSpec, Schema, SectionSpec


@dataclass(frozen=True, slots=True)
class PatternReport:
    """One pattern: what it compiled to, and why it can never match if so."""

    section: str
    index: int
    say: str
    means: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """One example: the patterns that found something in it, what was found, and what is wrong with that."""

    section: str
    index: int
    text: str
    found: tuple[tuple[str, str], ...]
    patterns: tuple[str, ...]
    faults: tuple[str, ...]


def check_schema(
    schema: Schema, lexicon: Lexicon, pipeline: Pipeline | None = None
) -> tuple[tuple[PatternReport, ...], tuple[ExampleReport, ...]]:
    """Return a report for every pattern and one for every example of a schema, in the order of the file."""
    pipeline = pipeline or load_pipeline(lexicon=lexicon)
    patterns = compile_schema(schema, pipeline, lexicon)
    examples = [
        _example(schema, section, index, example, (patterns, pipeline, lexicon))
        for section in schema.sections
        for index, example in enumerate(section.examples)
    ]
    return tuple(_reports(patterns)), tuple(examples)


def _reports(patterns: Patterns) -> Iterator[PatternReport]:
    for section, frames in patterns.frames.items():
        for frame in frames:
            yield PatternReport(section, frame.index, frame.say, frame.describe(), frame.problems)
    for section, phrases in patterns.phrases.items():
        for phrase in phrases:
            yield PatternReport(section, phrase.index, phrase.say, "along the surface", phrase.problems)
    for section, lines in patterns.lines.items():
        for line in lines:
            yield PatternReport(section, line.index, line.say, "lines that open with a date", line.problems)


def _example(
    schema: Schema,
    section: SectionSpec,
    index: int,
    example: ExampleSpec,
    engine: tuple[Patterns, Pipeline, Lexicon],
) -> ExampleReport:
    patterns, pipeline, lexicon = engine
    source = example_source(example.text)
    reading = annotate(pipeline.read(source), "", schema.lists, lexicon)
    claims = [c for c in read_claims(reading, patterns, schema, lexicon) if c.section == section.id]
    found = tuple(dict.fromkeys((c.field, c.normal or c.text) for c in claims))
    names = tuple(dict.fromkeys(c.pattern for c in claims))
    return ExampleReport(section.id, index, example.text, found, names, tuple(_faults(example, claims)))


def example_source(text: str) -> SourceDocument:
    """Return a text as a source of one body passage."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    passages = (Passage(span=Span(start=0, end=len(text)), layer=Layer.BODY),)
    return SourceDocument(id="s1", path="example", format="text", text=text, digest=digest, passages=passages)


def _faults(example: ExampleSpec, claims: Sequence[Claim]) -> Iterator[str]:
    if example.nothing:
        if claims:
            yield f'nothing should be found, but "{claims[0].pattern}" finds {claims[0].text!r}'
        return
    for field, wanted in example.gives.items():
        said = [c for c in claims if c.field == field]
        for value in (wanted,) if isinstance(wanted, str) else wanted:
            if not any(value in (c.text, c.normal) for c in said):
                have = ", ".join(dict.fromkeys(c.normal or c.text for c in said)) or "nothing"
                yield f"{field}: {value!r} is not found; found {have}"
