"""Claims of `@actors` in; whom and what the whole briefing turns on out: principal, destination, counterparts.

Independent groups vote; a group's say is capped, so that a long report does not outvote two short ones.
Actors are chosen in the order of the schema, so that later ones can be told by earlier ones (`unlike`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from brief.reconcile.identity import People, Person
from brief.reconcile.statements import Said, Statement
from brief.schema import ActorSpec, Schema

SECTION = "@actors"
CAP = 4.0  # the most that one group can add to one candidate
ALONE = 0.5  # weight of a statement that names no actor chosen before
WITH = 0.5  # added for every other actor that the statement names
NO_OFFICE = 0.2  # of a vote for somebody who holds none of the offices that the schema names

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Actors:
    """The chosen actors: an actor's id to person keys or countries' names, strongest first."""

    chosen: Chosen
    people: People
    many: frozenset[str] = frozenset()
    sources: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    unlike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def known(self, actor: str) -> bool:
        """Return whether the schema has such an actor."""
        return actor in self.chosen

    def get(self, reference: str) -> tuple[str, ...]:
        """Return what `principal` or `principal.country` stands for, nothing when it was not found out."""
        actor, _, attribute = reference.removeprefix("@").partition(".")
        found = self.chosen.get(actor, ())
        return _countries(found, self.people) if attribute == "country" else found

    def all(self, references: Iterable[str]) -> frozenset[str]:
        """Return everybody and everything that the references stand for."""
        return frozenset(ident for reference in references for ident in self.get(reference))

    def refer(self, reference: str, source: str) -> tuple[str, ...]:
        """Return whom "the two leaders" of one source means: one of each actor, the one this source speaks of."""
        found = self.get(reference)
        actor = reference.removeprefix("@").partition(".")[0]
        here = tuple(key for key in found if source in self.sources.get((actor, key), ()))
        return (here or found)[:1]

    def possible(self, actor: str, person: Person) -> bool:
        """Return whether somebody can be that actor: the one chosen, or, where there may be many, nobody unlike."""
        if actor not in self.many:
            return person.key in self.get(actor)
        refused = _refused(self.unlike.get(actor, ()), self.chosen, self.people)
        return person.key not in refused["whole"] and person.country not in refused["countries"]


def choose(statements: Sequence[Statement], schema: Schema, people: People) -> Actors:
    """Return the actors that the schema asks for; one that nobody names is empty."""
    election = _Election(schema, people, {})
    named: dict[tuple[str, str], frozenset[str]] = {}
    for actor, spec in schema.actors.items():
        votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        where: dict[str, set[str]] = defaultdict(set)
        refused = _refused(spec.unlike, election.chosen, people)
        for statement in statements:
            for said in {s.ident: s for s in statement.of(actor)}.values():
                candidate = _candidate(said, spec)
                weight = said.claim.weight * election.factor(statement, actor, candidate)
                weight *= 1.0 if _in_office(candidate, spec, people) else NO_OFFICE
                if not candidate or weight <= 0 or _is(candidate, spec, refused, people):
                    continue
                votes[candidate][statement.group] += weight
                where[candidate].add(statement.source)
        ranked = sorted(votes, key=lambda c: (-_score(votes[c].values()), -len(votes[c]), c))
        election.chosen[actor] = tuple(ranked if spec.many else ranked[:1])
        named.update({(actor, c): frozenset(where[c]) for c in election.chosen[actor]})
    many = frozenset(a for a, spec in schema.actors.items() if spec.many)
    unlike = {a: spec.unlike for a, spec in schema.actors.items()}
    return Actors(election.chosen, people, many, named, unlike)


def met(actors: Actors, schema: Schema, told: Mapping[str, Sequence[Statement]]) -> Actors:
    """Return the actors with those added who take part in what a section keeps, as the schema's `met` asks.

    `told` holds the kept statements of each section. Who belongs to the other side, or to a third country
    where an actor of type country stands for the place, is none.
    """
    chosen = dict(actors.chosen)
    for actor, spec in schema.actors.items():
        section, _, slot = spec.met.partition(".")
        homes = {c for a, s in schema.actors.items() if s.type == "country" for c in actors.get(a)}
        for statement in told.get(section, ()) if homes else ():
            for said in statement.of(slot):
                person = said.person
                if person is None or person.rivals or person.key in chosen.get(actor, ()):
                    continue
                if person.country in {"", *homes} and _free(person, actor, actors, schema):
                    chosen[actor] = (*chosen.get(actor, ()), person.key)
    return replace(actors, chosen=chosen)


def _free(person: Person, actor: str, actors: Actors, schema: Schema) -> bool:
    """Return whether a person is no other actor, and none that the actor cannot be."""
    others = (a for a in actors.chosen if a != actor and schema.actors[a].type == "person")
    return actors.possible(actor, person) and all(person.key not in actors.get(a) for a in others)


@dataclass(frozen=True, slots=True)
class _Election:
    """What a vote depends on: the actors chosen so far, in the schema's order."""

    schema: Schema
    people: People
    chosen: dict[str, tuple[str, ...]]

    def factor(self, statement: Statement, actor: str, candidate: str) -> float:
        """Return how much the statement's other actors speak for this one; 0 when they speak against it."""
        specs = self.schema.actors
        others = {s.field: s.ident for s in statement.said if s.field in specs and s.field != actor}
        person = self.people.by_key(candidate)
        for other, ident in others.items():
            if ident == candidate or (other in self.chosen and ident not in self.chosen[other]):
                return 0.0
            if f"{actor}.country" in specs[other].unlike and person and person.country == ident:
                return 0.0
        before = [a for a in self.chosen if self.chosen[a]]
        start = ALONE if before and not any(a in others for a in before) else 1.0
        return start + WITH * len(others)


def _in_office(candidate: str, spec: ActorSpec, people: People) -> bool:
    """Return whether a source gives the candidate one of the offices, where the schema names some."""
    person = people.by_key(candidate) if spec.offices else None
    if person is None:
        return True
    words = {word for claim in person.said("role") for word in re.findall(r"\w+", claim.text.casefold())}
    return not words.isdisjoint(spec.offices)


def _score(weights: Iterable[float]) -> float:
    return round(sum(min(CAP, weight) for weight in weights), 6)


def _candidate(said: Said, spec: ActorSpec) -> str:
    if spec.type == "person":
        return said.person.key if said.person and not said.person.rivals else ""
    return said.claim.normal


def _refused(unlike: Iterable[str], chosen: Chosen, people: People) -> dict[str, frozenset[str]]:
    """Return the persons or countries, and the countries of persons, that the actor cannot be."""
    whole: set[str] = set()
    countries: set[str] = set()
    for reference in unlike:
        actor, _, attribute = reference.partition(".")
        found = chosen.get(actor, ())
        if attribute == "country":
            countries.update(_countries(found, people))
        else:
            whole.update(found)
    return {"whole": frozenset(whole), "countries": frozenset(countries)}


def _is(candidate: str, spec: ActorSpec, refused: Mapping[str, frozenset[str]], people: People) -> bool:
    if candidate in refused["whole"]:
        return True
    person = people.by_key(candidate) if spec.type == "person" else None
    return (person.country if person else candidate) in refused["countries"]


def _countries(keys: Iterable[str], people: People) -> tuple[str, ...]:
    found = (person.country for key in keys if (person := people.by_key(key)))
    return tuple(dict.fromkeys(country for country in found if country))
