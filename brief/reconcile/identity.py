"""Claims of `@entities` in; the people of all sources out, each once.

A person's claims say `form` (a surface form; weight = mentions), `role`, `country`, `gender`, `relation`.
Names decide, never role and country: two presidents of one country exist. Doubt keeps people apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from brief.model import Claim, Notice
from brief.reconcile.names import Name, Names
from brief.reconcile.wording import slug, unique

SECTION = "@entities"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the sources. `rivals` are the keys that an ambiguous surname may mean."""

    key: str
    name: str
    ids: tuple[str, ...]
    groups: tuple[str, ...]
    country: str = ""
    claims: tuple[Claim, ...] = ()
    rivals: tuple[str, ...] = ()

    def said(self, field_name: str) -> tuple[Claim, ...]:
        """Return what the sources say of one attribute (form, role, country, …)."""
        return tuple(claim for claim in self.claims if claim.field == field_name)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, by key in a defined order, and by the sources' own ids."""

    persons: tuple[Person, ...] = ()
    notices: tuple[Notice, ...] = ()
    _by_id: Mapping[str, Person] = field(default_factory=dict)
    _by_key: Mapping[str, Person] = field(default_factory=dict)

    def find(self, entity: str) -> Person | None:
        """Return the person that a source's id (`s1:p3`) stands for, or None."""
        return self._by_id.get(entity)

    def by_key(self, key: str) -> Person | None:
        """Return the person of that key, or None."""
        return self._by_key.get(key)


@dataclass(slots=True)
class _Local:
    """Somebody as one source knows them."""

    id: str
    group: str
    claims: list[Claim]
    main: Name  # the most mentioned full form, or else the most mentioned form
    weight: float
    country: str
    gender: str
    apart: frozenset[str]  # ids that cannot be the same person: relatives


@dataclass(slots=True)
class _Cluster:
    members: list[_Local]
    rivals: tuple[_Cluster, ...] = ()
    longest: dict[tuple[str, ...], Name] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for member in self.members:
            self._note(member.main)

    def names(self) -> Iterable[Name]:
        """Return the main forms with the most words, each once: what a newcomer must agree with."""
        return self.longest.values()

    def add(self, member: _Local) -> None:
        """Take somebody in."""
        self.members.append(member)
        self._note(member.main)

    def _note(self, name: Name) -> None:
        most = max(map(len, self.longest), default=0)
        if len(name.words) > most:
            self.longest.clear()
        if len(name.words) >= most:
            self.longest[name.words] = name


def identify(claims: Iterable[Claim], groups: Mapping[str, str], names: Names) -> People:
    """Return the people of all sources. `groups` maps a source to its independence group."""
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.section == SECTION:
            by_id[claim.entity or claim.statement].append(claim)
    locals_ = [
        _read(key, said, groups, names) for key, said in by_id.items() if any(c.field == "form" for c in said)
    ]
    clusters: list[_Cluster] = []
    for local in sorted((x for x in locals_ if x.main.full), key=_rank):
        _place(local, clusters, names)
    whole = tuple(clusters)
    for local in sorted((x for x in locals_ if not x.main.full), key=_rank):
        _place_surname(local, whole, clusters, names)
    return _people(clusters, names)


def _read(key: str, said: Sequence[Claim], groups: Mapping[str, str], names: Names) -> _Local:
    forms: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    genders: Counter[str] = Counter()
    for claim in said:
        table = {"form": forms, "country": countries, "gender": genders}.get(claim.field)
        if table is not None:
            table[claim.text if claim.field == "form" else claim.normal or claim.text] += int(claim.weight * 100)
    read = {form: names.read(form) for form in forms}
    full = [f for f in forms if read[f].full and not names.patronymic(read[f])]
    main = min(full or [f for f in forms if read[f].full] or forms, key=lambda f: (-forms[f], -len(f), f))
    apart = frozenset(c.normal for c in said if c.field == "relation" and c.normal)
    return _Local(
        id=key,
        group=groups.get(said[0].source, said[0].source),
        claims=list(said),
        main=read[main],
        weight=sum(forms.values()),
        country=_most(countries),
        gender=_most(genders) if len(genders) == 1 else "",
        apart=apart,
    )


def _most(votes: Counter[str]) -> str:
    return min(votes, key=lambda v: (-votes[v], v)) if votes else ""


def _rank(local: _Local) -> tuple[int, float, str, str]:
    """Longest names first, so that shorter ones find what they are short for; then by content, never by order."""
    return -len(local.main.words), -local.weight, local.main.text, local.id


def _place(local: _Local, clusters: list[_Cluster], names: Names) -> None:
    """Join the one cluster that the full name (or two family names) fits, or start one."""
    fitting = [c for c in clusters if all(names.same(local.main, n) for n in c.names()) and _agree(local, c, names)]
    exact = [c for c in fitting if any(names.close(local.main, m.main) for m in c.members)]
    chosen = exact if len(exact) == 1 else fitting
    if not chosen:
        chosen = [c for c in clusters if any(names.surnames(local.main, n) for n in c.names())]
        chosen = [c for c in chosen if _agree(local, c, names)]
    if len(chosen) == 1:
        chosen[0].add(local)
    else:
        clusters.append(_Cluster([local]))


def _agree(local: _Local, cluster: _Cluster, names: Names) -> bool:
    """Return whether nothing known speaks against one person. Equal names may differ in country: a dispute."""
    genders = {m.gender for m in cluster.members if m.gender}
    if local.gender and genders and local.gender not in genders:
        return False
    ids = {m.id for m in cluster.members}
    if local.apart & ids or any(local.id in m.apart for m in cluster.members):
        return False
    if local.main.full and any(names.close(local.main, m.main) for m in cluster.members):
        return True
    countries = {m.country for m in cluster.members if m.country}
    return not (local.country and countries) or local.country in countries


def _place_surname(local: _Local, whole: Sequence[_Cluster], clusters: list[_Cluster], names: Names) -> None:
    """Join the one full name that fits; when several do, stay apart and name them."""
    fits = [(max(names.part_of(local.main, n) for n in c.names()), c) for c in whole if _agree(local, c, names)]
    best = max((fit for fit, _ in fits), default=0)
    chosen = [c for fit, c in fits if fit == best] if best else []
    if not chosen:
        alike = [c for c in clusters if not c.members[0].main.full and not c.rivals and _agree(local, c, names)]
        chosen = [c for c in alike if c.members[0].main.joined == local.main.joined]
    if len(chosen) == 1:
        chosen[0].add(local)
    else:
        clusters.append(_Cluster([local], tuple(chosen)))


def _people(clusters: Sequence[_Cluster], names: Names) -> People:
    named = [(_canonical(c, names), c) for c in clusters]
    named.sort(key=lambda nc: (bool(nc[1].rivals), -_voices(nc[1]), nc[0], min(m.id for m in nc[1].members)))
    keys: dict[int, str] = {}
    for name, cluster in named:
        keys[id(cluster)] = unique(slug(name), keys.values())
    persons = tuple(_person(keys[id(c)], name, c, [keys[id(r)] for r in c.rivals]) for name, c in named)
    by_key = {p.key: p for p in persons}
    notices = tuple(
        Notice(
            place=p.claims[0].source,
            message=f"“{p.name}” may be {' or '.join(by_key[r].name for r in p.rivals)}; joined with neither",
        )
        for p in persons
        if p.rivals
    )
    return People(persons, notices, {i: p for p in persons for i in p.ids}, by_key)


def _voices(cluster: _Cluster) -> int:
    return len({m.group for m in cluster.members})


def _person(key: str, name: str, cluster: _Cluster, rivals: Sequence[str]) -> Person:
    voices: dict[str, set[str]] = defaultdict(set)
    for member in cluster.members:
        if member.country:
            voices[member.country].add(member.group)
    claims = sorted((c for m in cluster.members for c in m.claims), key=repr)
    return Person(
        key=key,
        name=name,
        ids=tuple(sorted(m.id for m in cluster.members)),
        groups=tuple(sorted({m.group for m in cluster.members})),
        country=min(voices, key=lambda v: (-len(voices[v]), v)) if voices else "",
        claims=tuple(claims),
        rivals=tuple(sorted(rivals)),
    )


def _canonical(cluster: _Cluster, names: Names) -> str:
    """Return the full form that most groups use, whatever its spelling, in a spelling with diacritics."""
    forms = _Usage()
    spellings = _Usage()
    for member in cluster.members:
        for claim in member.claims:
            if claim.field == "form":
                forms.add(names.read(claim.text).joined, member.group, claim.weight)
                spellings.add(claim.text, member.group, claim.weight)
    read = {text: names.read(text) for text in spellings.groups}
    full = {n.joined for n in read.values() if n.full}
    family = {n.joined for n in read.values() if n.full and not names.patronymic(n)}
    best = min(family or full or forms.groups, key=lambda f: (*forms.rank(f), -len(f), f))
    written = [text for text, name in read.items() if name.joined == best]
    return min(written, key=lambda t: (t.isupper(), -_accents(t), *spellings.rank(t), -len(t), t))


def _accents(text: str) -> int:
    return sum(not letter.isascii() for letter in text)


class _Usage:
    """Who uses a form, and how often."""

    def __init__(self) -> None:
        self.groups: dict[str, set[str]] = defaultdict(set)
        self._mentions: Counter[str] = Counter()

    def add(self, form: str, group: str, weight: float) -> None:
        self.groups[form].add(group)
        self._mentions[form] += int(weight * 100)

    def rank(self, form: str) -> tuple[int, int]:
        return -len(self.groups[form]), -self._mentions[form]
