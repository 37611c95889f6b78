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

    def labelled(self, text: str) -> Person | None:
        """Return the only one whose family name ends the label of a transcript: "CHANCELLOR LIND", "PM Lind"."""
        words = text.split()
        label = text.isupper() or (len(words) > 1 and all(word[:1].isupper() for word in words))
        fits = [p for p in self.persons if label and p.name.split()[-1].casefold() == words[-1].casefold()]
        return fits[0] if len(fits) == 1 else None

    @property
    def surnames(self) -> frozenset[str]:
        """Return the last names of everybody who is called by a full one, folded."""
        names = (person.name.split() for person in self.persons)
        return frozenset(words[-1].casefold() for words in names if len(words) > 1)

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
    """Those of several sources who are one person, with what newcomers must agree with."""

    number: int
    members: list[_Local] = field(default_factory=list)
    rivals: tuple[_Cluster, ...] = ()
    longest: dict[tuple[str, ...], Name] = field(default_factory=dict)  # the main forms with the most words
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, member: _Local) -> None:
        """Take somebody in."""
        self.members.append(member)
        name = member.main
        most = max(map(len, self.longest), default=0)
        if len(name.words) > most:
            self.longest.clear()
        if len(name.words) >= most:
            self.longest[name.words] = name
        told = {"gender": {member.gender}, "country": {member.country}, "id": {member.id}, "apart": member.apart}
        for what, values in told.items():
            self.known[what] |= values - {""}
        self.known["joined"].add(name.joined)
        self.words.add(name.words)

    def close(self, name: Name) -> bool:
        """Return whether a member's name is equal to this one but for spelling."""
        return name.joined in self.known["joined"] or name.words in self.words


class _Clusters:
    """Every cluster, and those near a name: no other can be the same person's."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.all: list[_Cluster] = []
        self._marked: dict[str, dict[int, None]] = defaultdict(dict)

    def near(self, name: Name) -> list[_Cluster]:
        """Return the clusters whose names have something in common with a name, in their order."""
        if not name.words:
            return self.all
        return [self.all[i] for i in sorted({i for mark in self.names.marks(name) for i in self._marked[mark]})]

    def add(self, local: _Local, chosen: Sequence[_Cluster], rivals: tuple[_Cluster, ...] = ()) -> None:
        """Join somebody to the one cluster chosen, or start one."""
        if len(chosen) != 1:
            self.all.append(_Cluster(len(self.all), rivals=rivals))
        cluster = chosen[0] if len(chosen) == 1 else self.all[-1]
        cluster.add(local)
        for mark in self.names.marks(local.main):
            self._marked[mark][cluster.number] = None


def identify(claims: Iterable[Claim], groups: Mapping[str, str], names: Names) -> People:
    """Return the people of all sources. `groups` maps a source to its independence group."""
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.section == SECTION:
            by_id[claim.entity or claim.statement].append(claim)
    locals_ = [
        _read(key, said, groups, names) for key, said in by_id.items() if any(c.field == "form" for c in said)
    ]
    clusters = _Clusters(names)
    for local in sorted((x for x in locals_ if x.main.full), key=_rank):
        _place(local, clusters)
    whole = len(clusters.all)
    for local in sorted((x for x in locals_ if not x.main.full), key=_rank):
        _place_surname(local, whole, clusters)
    return _people(clusters.all, names)


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


def _place(local: _Local, clusters: _Clusters) -> None:
    """Join the one cluster that the full name (or two family names) fits, or start one."""
    names, near = clusters.names, [c for c in clusters.near(local.main) if _agree(local, c)]
    fitting = [c for c in near if all(names.same(local.main, n) for n in c.longest.values())]
    exact = [c for c in fitting if c.close(local.main)]
    chosen = exact if len(exact) == 1 else fitting
    if not chosen:
        chosen = [c for c in near if any(names.surnames(local.main, n) for n in c.longest.values())]
    clusters.add(local, chosen)


def _agree(local: _Local, cluster: _Cluster) -> bool:
    """Return whether nothing known speaks against one person. Equal names may differ in country: a dispute."""
    known = cluster.known
    if local.gender and known["gender"] and local.gender not in known["gender"]:
        return False
    if local.apart & known["id"] or local.id in known["apart"]:
        return False
    if local.main.full and cluster.close(local.main):
        return True
    return not (local.country and known["country"]) or local.country in known["country"]


def _place_surname(local: _Local, whole: int, clusters: _Clusters) -> None:
    """Join the one of the first `whole` clusters, of full names, that fits; when several do, name them."""
    names, near = clusters.names, [c for c in clusters.near(local.main) if _agree(local, c)]
    fits = [(max(names.part_of(local.main, n) for n in c.longest.values()), c) for c in near if c.number < whole]
    best = max((fit for fit, _ in fits), default=0)
    chosen = [c for fit, c in fits if fit == best] if best else []
    if not chosen:
        alike = [c for c in near if not c.members[0].main.full and not c.rivals]
        chosen = [c for c in alike if c.members[0].main.joined == local.main.joined]
    clusters.add(local, chosen, tuple(chosen))


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
