"""Statements in; the days that the briefing is about, and the statements that belong to it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from brief.reconcile.actors import Actors
from brief.reconcile.statements import Statement
from brief.schema import KeepSpec

DAY = 10  # characters of a full ISO date


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day, both inside."""

    first: date
    last: date

    def holds(self, day: str) -> bool:
        """Return whether a full date lies inside; a month or a year never surely does."""
        return len(day) == DAY and self.first.isoformat() <= day <= self.last.isoformat()

    def touches(self, day: str) -> bool:
        """Return whether a date, however precise, may lie inside."""
        size = len(day)
        return bool(day) and self.first.isoformat()[:size] <= day <= self.last.isoformat()[:size]


def find_window(statements: Iterable[Statement], field: str, days: int) -> Window | None:
    """Return the cluster of dates (gaps up to `days`) that most groups, then most statements speak of."""
    groups: dict[date, set[str]] = defaultdict(set)
    count: dict[date, int] = defaultdict(int)
    for statement in statements:
        for said in statement.of(field):
            for text in said.claim.normal.split("/"):
                if len(text) == DAY:
                    day = date.fromisoformat(text)
                    groups[day].add(statement.group)
                    count[day] += 1
    clusters: list[list[date]] = []
    for day in sorted(groups):
        if clusters and (day - clusters[-1][-1]).days <= days:
            clusters[-1].append(day)
        else:
            clusters.append([day])
    if not clusters:
        return None
    best = max(clusters, key=lambda c: (_voices(c, groups), sum(count[d] for d in c), c[0]))
    return Window(best[0], best[-1])


def _voices(days: Iterable[date], groups: Mapping[date, set[str]]) -> int:
    return len(set().union(*(groups[d] for d in days)))


def keep(
    statements: Iterable[Statement],
    rules: Sequence[KeepSpec],
    actors: Actors,
    window: Window | None,
    *,
    dated: bool = True,
) -> tuple[Statement, ...]:
    """Return the statements that every rule lets stay. A missing slot satisfies `never` and nothing else.

    What tells no day may be told of the days inside: it stays to enrich a record, and makes none. With
    `dated` False the rules about days are left for later: they are what the window is found from.
    """
    kept = []
    statements = tuple(statements)
    free = frozenset(said.ident for r in rules for s in statements if _spares(s, r) for said in s.of(r.person))
    statements = _elsewhere(statements, rules, actors, free)
    for statement in statements:
        days = [r for r in rules if r.window == "inside" and dated and not statement.of(r.field)]
        if any(_turned(statement, r, actors, free) or _aside(statement, r, actors, free) for r in rules):
            continue
        if all(_stays(statement, rule, actors, window, dated=dated and rule not in days) for rule in rules):
            kept.append(replace(statement, adds=True) if days else statement)
    return tuple(kept)


def _spares(statement: Statement, rule: KeepSpec) -> bool:
    return any(statement.of(field) for field in rule.spared)


def _turned(statement: Statement, rule: KeepSpec, actors: Actors, free: frozenset[str]) -> bool:
    """Return whether a slot holds an actor that it must not hold; `free` are persons whom that does not hurt."""
    here = {said.ident for said in statement.of(rule.field)}
    holds = bool(rule.never and here & actors.all(rule.never))
    return holds and not _spared(statement, rule, free) and not _foreign(statement, rule, here)


def _spared(statement: Statement, rule: KeepSpec, free: frozenset[str]) -> bool:
    """Return whether a rule spares the person of a statement."""
    return bool(rule.spared) and any(said.ident in free for said in statement.of(rule.person))


def _elsewhere(
    statements: Sequence[Statement], rules: Sequence[KeepSpec], actors: Actors, free: frozenset[str]
) -> tuple[Statement, ...]:
    """Return the statements without persons of whom everything that a rule looks at turns them away."""
    turned: dict[str, set[bool]] = defaultdict(set)
    for rule in (r for r in rules if r.person):
        for statement in statements:
            here = {said.ident for said in statement.of(rule.field)} - {""}
            if here:
                away = _turned(statement, rule, actors, free)
                away |= _aside(statement, rule, actors, free)
                for said in statement.of(rule.person):
                    turned[f"{rules.index(rule)} {said.ident}"].add(away)
    gone = {key.partition(" ")[2] for key, away in turned.items() if away == {True}}
    persons = {rule.person for rule in rules if rule.person}
    return tuple(s for s in statements if not any(said.ident in gone for p in persons for said in s.of(p)))


def _stays(statement: Statement, rule: KeepSpec, actors: Actors, window: Window | None, *, dated: bool) -> bool:
    here = {said.ident for said in statement.of(rule.field)}
    refused = bool(rule.among) and not here & actors.all(rule.among)
    if refused or _in_office(statement, rule):
        return False
    days = [said.claim.normal for said in statement.of(rule.field)]
    if not dated or not rule.window:
        return True
    if rule.window == "outside":
        return window is None or not any(window.holds(day) for day in days)
    if rule.window == "near":
        return window is None or not days or any(window.touches(part) for day in days for part in day.split("/"))
    return window is not None and any(window.holds(part) for day in days for part in day.split("/"))


def _countries(statement: Statement, rule: KeepSpec) -> set[str]:
    """Return the known countries of the persons whom the rule names."""
    return {said.person.country for said in statement.of(rule.person) if said.person and said.person.country}


def _foreign(statement: Statement, rule: KeepSpec, here: set[str]) -> bool:
    """Return whether the rule's person is known to be of another country than the slot tells."""
    return bool(rule.person and _countries(statement, rule) - here)


def _aside(statement: Statement, rule: KeepSpec, actors: Actors, free: frozenset[str]) -> bool:
    """Return whether neither the slot, where it is known, nor the person is of a side."""
    here, sides = {said.ident for said in statement.of(rule.field)} - {""}, actors.all(rule.sides)
    if not here or not sides or (here | _countries(statement, rule)) & sides:
        return False
    return not _spared(statement, rule, free)


def _in_office(statement: Statement, rule: KeepSpec) -> bool:
    """Return whether a person of the slot is told to hold one of the rule's offices now."""
    people = [said.person for said in statement.of(rule.field) if said.person and rule.never_as]
    roles = [set(claim.text.casefold().split()) for person in people for claim in person.said("role")]
    return any(words & set(rule.never_as) and not words & set(rule.unless_as) for words in roles)
