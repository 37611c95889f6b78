"""Statements of one section in; clusters of one record each out, by the section's identity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from brief.lexicon import Lexicon
from brief.reconcile.actors import Actors
from brief.reconcile.clusters import Cluster
from brief.reconcile.entries import Entries, by_person
from brief.reconcile.events import Comparison
from brief.reconcile.statements import Said, Statement
from brief.reconcile.topics import Topics
from brief.reconcile.wording import Wording, fold
from brief.schema import SectionSpec


def merge(
    spec: SectionSpec, statements: Sequence[Statement], actors: Actors, wording: Wording, lexicon: Lexicon
) -> list[Cluster]:
    """Return the clusters, in an order that depends on what the statements say and on nothing else."""
    identity = spec.identity
    field = spec.fields[identity.field]
    usable = skipped(statements, spec)
    if identity.by in ("entity", "event"):
        usable = [s for s in usable if s.told]  # a threatened act is not told as done
    if identity.by == "wording":
        return Topics(wording, home(actors)).merge(usable, identity.field)
    if identity.by == "entity" and field.type == "person":
        return by_person(usable, identity.field)
    if identity.by == "entity":
        return Entries(wording, lexicon, field.list_id).merge(usable, identity.field, identity.dated)
    everywhere = frozenset(k for a in actors.chosen if a not in actors.many for k in actors.get(a))
    return Comparison(spec, wording, everywhere).merge(usable)


def home(actors: Actors) -> frozenset[str]:
    """Return the countries that the whole briefing is about: of them, none is a topic of its own."""
    names = {name for actor in actors.chosen for name in actors.get(actor) if not actors.people.by_key(name)}
    first = next(iter(actors.chosen), "")
    return frozenset(names) | frozenset(actors.get(f"{first}.country"))


def skipped(statements: Iterable[Statement], spec: SectionSpec) -> list[Statement]:
    """Return the statements without the values that the schema calls empty words, or that begin so ("with ...")."""
    empty = {fold(word) for word in spec.skip}
    found = []
    for statement in statements:
        said = tuple(s for s in statement.said if s.field != spec.identity.field or not _empty(s, empty))
        if said:
            found.append(replace(statement, said=said))
    return found


def _empty(said: Said, empty: set[str]) -> bool:
    text = fold(said.text)
    begun = (word.removesuffix("...").strip() for word in empty if word.endswith("..."))
    return text in empty or all(word in empty for word in text.split()) or any(text.startswith(b) for b in begun)


def usable(statements: Iterable[Statement], spec: SectionSpec, actors: Actors) -> tuple[Statement, ...]:
    """Return the section's statements with "the two leaders" replaced, and without those about other actors.

    What another source knows as somebody's surname is no organisation.
    """
    found = []
    refused = {name: actors.all(field.never) for name, field in spec.fields.items() if field.never}
    firms = {name for name, field in spec.fields.items() if field.type == "organisation"}
    people = actors.people.surnames if firms else frozenset()
    for statement in statements:
        if statement.section != spec.id:
            continue
        named = replace(statement, said=tuple(_labelled(r, spec, actors) for r in _referred_all(statement, actors)))
        named = replace(named, said=tuple(s for s in named.said if s.ident not in refused.get(s.field, ())))
        named = replace(
            named, said=tuple(s for s in named.said if s.field not in firms or s.text.casefold() not in people)
        )
        slots = [s for s in named.said if actors.known(s.field) and s.field not in spec.fields]
        if named.said and all(s.ident in actors.get(s.field) for s in slots):
            found.append(named)
    return tuple(found)


def _referred_all(statement: Statement, actors: Actors) -> list[Said]:
    return [r for s in statement.said for r in _referred(s, actors)]


def _labelled(said: Said, spec: SectionSpec, actors: Actors) -> Said:
    """Return the claim of an actor with the person whom a label of a transcript names, if one is known."""
    field = spec.fields.get(said.field)
    if field is None or field.type != "actor" or said.ident:
        return said
    person = actors.people.labelled(said.text)
    return replace(said, person=person) if person else said


def _referred(said: Said, actors: Actors) -> list[Said]:
    """Return the claim for each actor that it refers to ("@principal @counterpart"), or the claim itself."""
    references = said.claim.entity.split() if said.claim.entity.startswith("@") else []
    if not references:
        return [said]
    found: list[Said] = []
    for reference in references:
        for key in actors.refer(reference, said.claim.source):
            person = actors.people.by_key(key)
            normal = said.claim.normal if person else key
            claim = said.claim.model_copy(update={"entity": "", "normal": normal})
            found.append(Said(claim, said.group, person))
    return found
