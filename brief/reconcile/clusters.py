"""What merging makes: statements that speak of one record, with all the names it goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from brief.reconcile.identity import Person
from brief.reconcile.statements import Statement


@dataclass(frozen=True, slots=True)
class Cluster:
    """Statements of one record. `label` is the name that is shown, `names` are all wordings of it."""

    statements: tuple[Statement, ...]
    label: str
    names: tuple[str, ...] = ()
    person: Person | None = None

    @property
    def groups(self) -> frozenset[str]:
        """Return the independent voices that speak of it."""
        return frozenset(statement.group for statement in self.statements)

    @property
    def creates(self) -> bool:
        """Return whether one of the statements may make a record."""
        return any(statement.creates for statement in self.statements)


Same = Callable[[Statement, Statement], bool]
Marks = Callable[[Statement], AbstractSet[str]]


def gather(ranked: Iterable[Statement], same: Same, joins: Same, marks: Marks) -> list[list[Statement]]:
    """Return clusters of statements: each joins the first whose seed it equals, or seeds one.

    `ranked` decides who seeds, so it must not depend on the order in which sources were read. Statements
    that make no record of their own come last and join the one cluster that they fit by `joins`, or none.
    Two that are the same have a mark in common: no others are compared.
    """
    statements = list(ranked)
    clusters: list[list[Statement]] = []
    marked: dict[str, list[int]] = {}
    for statement in (s for s in statements if s.creates):
        own = marks(statement)
        near = sorted({i for mark in own for i in marked.get(mark, ())})
        home = next((clusters[i] for i in near if same(clusters[i][0], statement)), None)
        if home is None:
            for mark in own:
                marked.setdefault(mark, []).append(len(clusters))
            clusters.append([statement])
        else:
            home.append(statement)
    for statement in (s for s in statements if not s.creates):
        fitting = [c for c in clusters if joins(c[0], statement)]
        if len(fitting) == 1:
            fitting[0].append(statement)
    return clusters


def split(statement: Statement, field: str) -> tuple[Statement, ...]:
    """Return one statement for each thing that the field names: "Lind and Berg were arrested" tells of two."""
    named = {said.ident or said.text.casefold(): said for said in statement.of(field)}
    rest = tuple(said for said in statement.said if said.field != field)
    if len(named) < 2:  # noqa: PLR2004 - one thing or none: nothing to split
        return (statement,)
    return tuple(
        replace(statement, said=(*(s for s in statement.of(field) if (s.ident or s.text.casefold()) == key), *rest))
        for key in named
    )
