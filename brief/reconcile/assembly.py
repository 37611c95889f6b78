"""Claims, sources and schema in, a briefing out: the order of the room's work, readable in a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from brief.lexicon import Lexicon
from brief.model import Briefing, Claim, Conflict, Header, Notice, Section, SourceDocument
from brief.reconcile import actors as acting
from brief.reconcile.actors import Actors
from brief.reconcile.attributes import Attributes
from brief.reconcile.evidence import Quotations
from brief.reconcile.identity import identify
from brief.reconcile.independence import group_sources, shared_quotations
from brief.reconcile.merging import merge, usable
from brief.reconcile.names import Names
from brief.reconcile.questions import ask
from brief.reconcile.records import Builder, Built
from brief.reconcile.statements import Statement, ordered, statements, verified
from brief.reconcile.support import Support
from brief.reconcile.window import Window, find_window, keep
from brief.reconcile.wording import Wording
from brief.schema import Schema, SectionSpec

_MEETINGS = frozenset({"meeting", "meal"})  # kinds of act that bring two sides together
_BEGINS = 3  # words of an act that say what it is


def reconcile(
    claims: Sequence[Claim], sources: Sequence[SourceDocument], schema: Schema, lexicon: Lexicon
) -> Briefing:
    """Return the filled schema. The order of the claims does not matter; nothing unsure is filled in."""
    grouped = tuple(sources) if all(s.group for s in sources) else group_sources(sources)
    groups = {source.id: source.group for source in grouped}
    true, notices = verified(ordered(claims, grouped), grouped)
    people = identify(true, groups, Names(lexicon))
    told = statements(
        (c for c in true if not c.section.startswith("@") or c.section == acting.SECTION), groups, people
    )
    actors = acting.choose([s for s in told if s.section == acting.SECTION], schema, people)
    room = _Room(schema, lexicon, actors, told)
    window = room.window()
    actors = acting.met(actors, schema, room.kept(window))
    room = replace(room, actors=actors)
    sections, conflicts = room.sections(window, _builder(lexicon, actors, grouped))
    return Briefing(
        schema_id=schema.id,
        schema_version=schema.version,
        header=Header(
            marking=schema.marking,
            as_of=latest(grouped),
        ),
        actors=dict(actors.chosen),
        sources=grouped,
        sections=ask(sections, conflicts, schema),
        conflicts=conflicts,
        notices=(*notices, *people.notices, *_voices(grouped)),
    )


def latest(sources: Sequence[SourceDocument]) -> str:
    """Return the date of the latest dated source, "" when none is dated."""
    return max((s.published.value for s in sources if s.published.value), default="")


@dataclass(frozen=True, slots=True)
class _Room:
    """What every section is made from."""

    schema: Schema
    lexicon: Lexicon
    actors: Actors
    told: tuple[Statement, ...]

    def window(self) -> Window | None:
        """Return the days that the briefing is about, None when the schema names none or no source does."""
        spec = self.schema.section(self.schema.window.section) if self.schema.window else None
        if self.schema.window is None or spec is None:
            return None
        here = keep(usable(self.told, spec, self.actors), spec.keep, self.actors, None, dated=False)
        return find_window([s for s in here if s.told], self.schema.window.field, self.schema.window.days)

    def kept(self, window: Window | None) -> dict[str, tuple[Statement, ...]]:
        """Return the meetings, happened or planned, that the sections keep in which actors are `met`."""
        wanted = {spec.met.partition(".")[0] for spec in self.schema.actors.values() if spec.met}
        found = {}
        wording = Wording(self.lexicon)
        for spec in self.schema.sections:
            if spec.id in wanted:
                here = keep(usable(self.told, spec, self.actors), spec.keep, self.actors, window)
                met = (s for s in here if s.told and s.creates and _opening(s, spec, wording) & _MEETINGS)
                found[spec.id] = tuple(met)
        return found

    def sections(self, window: Window | None, builder: Builder) -> tuple[tuple[Section, ...], tuple[Conflict, ...]]:
        """Return the sections in the schema's order, and where their sources differ."""
        wording = builder.wording
        for spec in linked_last(self.schema.sections):
            here = keep(usable(self.told, spec, self.actors), spec.keep, self.actors, window)
            builder.built[spec.id] = builder.section(spec, merge(spec, here, self.actors, wording, self.lexicon))
        specs = self.schema.sections
        conflicts = tuple(c for spec in specs for c in builder.conflicts(spec, builder.built[spec.id]))
        return tuple(_section(spec, builder.built[spec.id]) for spec in specs), conflicts


def _opening(statement: Statement, spec: SectionSpec, wording: Wording) -> frozenset[str]:
    """Return the kinds of act with which a statement begins: "meet the mayor and visit …" is a meeting."""
    told = " ".join(said.text for said in statement.of(spec.identity.field)).split()
    return wording.acts(" ".join(told[:_BEGINS]))


def linked_last(specs: Sequence[SectionSpec]) -> tuple[SectionSpec, ...]:
    """Return the sections so that those which link to others come after them; circles keep the schema's order."""
    waiting = list(specs)
    done: list[SectionSpec] = []
    while waiting:
        open_ids = {spec.id for spec in waiting}
        free = [
            s for s in waiting if not {f.to for f in s.fields.values() if f.type == "link"} & (open_ids - {s.id})
        ]
        done.append((free or waiting)[0])
        waiting.remove(done[-1])
    return tuple(done)


def _section(spec: SectionSpec, built: Sequence[Built]) -> Section:
    return Section(id=spec.id, title=spec.title, records=tuple(one.record for one in built))


def _builder(lexicon: Lexicon, actors: Actors, sources: Sequence[SourceDocument]) -> Builder:
    wording = Wording(lexicon)
    quotations = Quotations({source.id: i for i, source in enumerate(sources)})
    support = Support(wording, quotations)
    attributes = Attributes(support, lexicon, {source.id: source.group for source in sources})
    return Builder(support, attributes, actors, quotations, wording, {}, {})


def _voices(sources: Sequence[SourceDocument]) -> tuple[Notice, ...]:
    """Return what the reader should know about sources that are not independent."""
    groups: dict[str, list[str]] = {}
    for source in sources:
        groups.setdefault(source.group, []).append(source.id)
    copies = [
        Notice(place=", ".join(ids), message="carry one report and count as one voice")
        for ids in groups.values()
        if len(ids) > 1
    ]
    shared = [
        Notice(place=f"{a}, {b}", message="share a long quotation, probably of an official text")
        for a, b in shared_quotations(sources)
    ]
    return (*copies, *shared)
