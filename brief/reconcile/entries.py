"""Statements about listed things or people in; one cluster for each person, treaty, institution out.

A thing on the schema's list is itself and nothing else. A name that is on no list joins the one name whose
telling words it shares: "transit agreement" the "Agreement on Transit and Tariffs", "JCPOA" what it is short for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from brief.lexicon import Lexicon
from brief.reconcile.clusters import Cluster, split
from brief.reconcile.identity import Person
from brief.reconcile.statements import Statement
from brief.reconcile.wording import Wording, fold

LEAST = 3  # letters of a word from which another may be made
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def by_person(statements: Iterable[Statement], field: str) -> list[Cluster]:
    """Return one cluster a person; a surname that fits several people makes none."""
    found: dict[str, list[Statement]] = defaultdict(list)
    people: dict[str, Person] = {}
    for statement in statements:
        for single in split(statement, field):
            person = next((said.person for said in single.of(field) if said.person), None)
            if person and not person.rivals:
                found[person.key].append(single)
                people[person.key] = person
    return [
        Cluster(tuple(found[key]), people[key].name, (people[key].name,), people[key])
        for key in sorted(found)
        if any(s.creates for s in found[key])
    ]


class Entries:
    """Merging of things by name. `list_id` is the schema's list that names some of them."""

    def __init__(self, wording: Wording, lexicon: Lexicon, list_id: str) -> None:
        self._wording = wording
        self._known: Mapping[str, tuple[str, ...]] = lexicon.table(f"{list_id}.known") if list_id else {}
        self._months = frozenset(lexicon.sequence("dates.months"))
        self._apart = lexicon.words("synonyms.distinguishing")

    def merge(self, statements: Iterable[Statement], field: str, dated: str = "") -> list[Cluster]:
        """Return one cluster a thing, in the order of their names; `dated` is the field of the day it was made."""
        named: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            for single in split(statement, field):
                name = next((said.ident or said.text for said in single.of(field)), "")
                if name:
                    named[name].append(single)
        made = {
            name: frozenset(s.claim.normal[:4] for one in told for s in one.of(dated))
            for name, told in named.items()
        }
        homes = self._homes(named, made)
        clusters = []
        for head in sorted(set(homes.values())):
            names = sorted(name for name in named if homes[name] == head)
            told = tuple(s for name in names for s in named[name])
            if any(s.creates for s in told):
                clusters.append(Cluster(told, self._label(names, named), tuple(names)))
        return clusters

    def _homes(self, named: Mapping[str, list[Statement]], made: Mapping[str, frozenset[str]]) -> dict[str, str]:
        """Return for every name the one under which it is gathered; the longest are gathered under themselves.

        `made` are the years in which each was signed: "the 1978 accord" is the only one of 1978.
        """
        homes: dict[str, str] = {}
        for name in sorted(named, key=lambda n: (n not in self._known, -len(self._core(n)), -len(n), n)):
            if name in self._known:
                homes[name] = name
                continue
            fits = sorted({homes[other] for other in homes if self._alike(name, other, made[other])})
            homes[name] = fits[0] if len(fits) == 1 else name
        return homes

    def _alike(self, short: str, long: str, made: frozenset[str]) -> bool:
        """Return whether a name that is on no list can stand for a longer one; `made` are years of the longer."""
        for name in (long, *self._known.get(long, ())):
            if fold(short) == fold(name) or self._wording.acronym(short, self._wording.topic(name)):
                return True
            if re.search(rf"\({re.escape(short)}\)", name):
                return True
        years, other = self._years(short), self._years(long) or made
        if (years and other and not years & other) or self._marks(short) != self._marks(long):
            return False
        core, whole = self._core(short), self._core(long)
        if years and not other:
            return False  # "the 1994 treaty" is not one of which no year is known
        return bool(core or years) and all(w in whole or self._derived(w, whole) for w in core)

    @staticmethod
    def _derived(word: str, words: frozenset[str]) -> bool:
        """Return whether a word begins one of the words, or is begun by one: "tax" and "taxation"."""
        long = len(word) >= LEAST and word.isalpha()
        return long and any(w.startswith(word) or (len(w) > LEAST and word.startswith(w)) for w in words)

    def _core(self, name: str) -> frozenset[str]:
        """Return the words that tell the name from others: "EU" and "European Union" are one of them."""
        states, words = self._wording.parts(self._undated(name))
        return (words - self._wording.kinds) | states

    def _undated(self, name: str) -> str:
        """Return a name without the date in it: "agreement of 14 September 2023"."""
        return " ".join(w for w in name.split() if not w.isdigit() and w not in self._months)

    def _years(self, name: str) -> frozenset[str]:
        return frozenset(_YEAR.findall(name))

    def _marks(self, name: str) -> frozenset[str]:
        return frozenset(w for w in re.findall(r"[a-z]+", self._wording.stateless(name)) if w in self._apart)

    def _label(self, names: list[str], named: Mapping[str, list[Statement]]) -> str:
        def rank(name: str) -> tuple[bool, bool, bool, int, int, str]:
            proper = len(re.findall(r"\b[A-Z]", name)) > 1
            return (
                name not in self._known,
                not self._core(name),
                not proper,
                -len({s.group for s in named[name]}),
                -len(name),
                name,
            )

        return min(names, key=rank)
