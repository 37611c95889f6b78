"""Clusters of statements in; the records of one section out, filled, ordered and keyed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from brief.model import Conflict, Record, Status, Value
from brief.reconcile.actors import Actors
from brief.reconcile.attributes import Attributes
from brief.reconcile.clusters import Cluster
from brief.reconcile.differences import differences, framings
from brief.reconcile.evidence import Quotations
from brief.reconcile.figures import COUNTED
from brief.reconcile.identity import Person
from brief.reconcile.independence import voices
from brief.reconcile.statements import Said, Statement
from brief.reconcile.support import Support
from brief.reconcile.variants import trimmed
from brief.reconcile.wording import Wording, fold, slug, unique
from brief.schema import FieldSpec, SectionSpec

Filled = dict[str, tuple[Value, ...]]
LAST = "\U0010ffff"  # sorts after every date and every name


@dataclass(frozen=True, slots=True)
class Built:
    """A record with what it was made of; later sections link to it by its names."""

    record: Record
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class Builder:
    """Filling of records. `built` holds the sections that are done, `names` their names, for the links to them."""

    support: Support
    attributes: Attributes
    actors: Actors
    quotations: Quotations
    wording: Wording
    built: dict[str, tuple[Built, ...]]
    names: dict[str, list[tuple[frozenset[str], int, str]]]

    def section(self, spec: SectionSpec, clusters: Iterable[Cluster]) -> tuple[Built, ...]:
        """Return the section's records in the order in which they are shown; incomplete ones are not made."""
        filled = [(cluster, self._fill(spec, cluster)) for cluster in clusters]
        needed = {*spec.needs, *(name for name, field in spec.fields.items() if field.required)}
        alive = [(c, f) for c, f in filled if not _ruled_out(c, spec)]
        complete = [(c, f) for c, f in alive if all(f.get(name) for name in needed)]
        keys: list[str] = []
        found: list[Built] = []
        if spec.each == "quote" and not spec.layout.order:
            complete = sorted(ordered(complete, spec), key=lambda cf: self._weight(spec, *cf))
        else:
            complete = ordered(complete, spec)
        for cluster, fields in complete:
            key = unique(self._key(spec, cluster, fields), keys)
            keys.append(key)
            record = Record(
                key=key,
                fields=fields,
                evidence=self.quotations.of_record(cluster.statements),
                groups=voices((s.group, text) for s in cluster.statements for text in s.texts()),
            )
            found.append(Built(record, cluster))
        return _with_aliases(found)

    def conflicts(self, spec: SectionSpec, built: Iterable[Built]) -> list[Conflict]:
        """Return where the sources of the section's records differ."""
        found: list[Conflict] = []
        for one in built:
            for name, values in one.record.fields.items():
                address = f"{spec.id}/{one.record.key}/{name}"
                found += self.support.conflicts(address, values, spec.fields[name])
                found += differences(self.support, address, _of(one.cluster, name), spec.fields[name])
                found += framings(address, values, spec.fields[name])
        return found

    def _weight(self, spec: SectionSpec, cluster: Cluster, fields: Filled) -> tuple[int, int, bool]:
        """Return what sorts the weightiest stand first: whose it is, how many tell it, whether it has a topic."""
        holders = [n for n, field in spec.fields.items() if field.type == "actor"]
        said = [s for name in holders for s in _of(cluster, name)]
        persons = {s.ident for s in said}
        states = persons | {s.person.country for s in said if s.person}
        met = {key for actor in self.actors.many for key in self.actors.get(actor)}
        alone = [a for a in self.actors.chosen if a not in self.actors.many]
        ranks = ({key for a in alone for key in self.actors.get(a) if self.actors.people.by_key(key)}, met)
        homes = {c for a in alone for c in (*self.actors.get(f"{a}.country"), *self.actors.get(a))}
        side = next((n for n, keys in enumerate(ranks) if persons & keys), 2 if states & homes else 3)
        links = [n for n, field in spec.fields.items() if field.type == "link"]
        return side, -len(cluster.groups), not any(fields.get(name) for name in links)

    def _fill(self, spec: SectionSpec, cluster: Cluster) -> Filled:
        fields: Filled = {}
        for name, field in spec.fields.items():
            values = self._values(spec, cluster, name, field)
            if not values and field.attribute:
                values = self.attributes.values(cluster, spec.identity.field, field)
            if values:
                fields[name] = values
        for name, field in spec.fields.items():
            if name in fields or (field.default and _of(cluster, name)):
                continue  # what is said but not understood leaves no room for a likely guess
            if values := self._derived(field, fields, spec, cluster):
                fields[name] = values
        return {name: fields[name] for name in spec.fields if name in fields}

    def _values(self, spec: SectionSpec, cluster: Cluster, name: str, field: FieldSpec) -> tuple[Value, ...]:
        said = _of(cluster, name)
        if name == spec.identity.field:
            label = cluster.label if cluster.person else trimmed(cluster.label, field)
            return (self.support.identity(label, said),) if label and said else ()
        if field.type == "record":
            return self.support.nested([s for s in cluster.statements if s.told], name, field)
        if field.type == "link":
            return self._link(spec, cluster, field)
        if field.type == "choice":
            return self._choice(cluster, said, field)
        if field.type == "person" and field.many:
            said = tuple(s for s in said if s.ident not in self._always(spec))
        return self.support.combine(said, field)

    def _always(self, spec: SectionSpec) -> frozenset[str]:
        """Return who takes part in every record by the section's rules: naming them again tells nothing."""
        rules = [reference for rule in spec.keep for reference in rule.among if reference not in self.actors.many]
        return self.actors.all(rules)

    def _choice(self, cluster: Cluster, said: Sequence[Said], field: FieldSpec) -> tuple[Value, ...]:
        """Return the choice; one named like an actor belongs to that actor and to nobody who cannot be it."""
        person = cluster.person
        acting = [c for c in field.of if person and self.actors.known(c) and person.key in self.actors.get(c)]
        able = [
            s
            for s in said
            if not (c := s.claim.normal or s.claim.text)
            or not self.actors.known(c)
            or (person and self.actors.possible(c, person))
        ]
        values = self.support.combine(able, field)
        if acting and (not values or field.of.index(acting[0]) < field.of.index(values[0].text)):
            return (derived(acting[0], "chosen by all sources together"),)
        return values

    def _derived(self, field: FieldSpec, fields: Filled, spec: SectionSpec, cluster: Cluster) -> tuple[Value, ...]:
        """Return what the schema falls back on: an actor given a choice or another actor, or `otherwise`."""
        chosen = [v.text for n, vs in fields.items() if spec.fields[n].type == "choice" for v in vs]
        chosen += [f.otherwise for n, f in spec.fields.items() if n not in fields and f.otherwise]
        chosen += [
            a
            for a in field.default
            if self.actors.known(a) and cluster.person and cluster.person.key in self.actors.get(a)
        ]
        states = {v.normal or v.text for n, vs in fields.items() if spec.fields[n].type == "country" for v in vs}
        given = [part for choice in field.default for part in choice.split(" and ")]
        chosen += [a for a in given if "." in a and states & set(self.actors.get(a))]
        abroad = field.type == "country" and cluster.person and self.attributes.serves_abroad(cluster.person)
        for choice, reference in field.default.items() if not abroad else ():
            if not choice or all(part in chosen for part in choice.split(" and ")):
                found = self.actors.get(reference)
                if len(found) == 1:
                    person = self.actors.people.by_key(found[0])
                    return (derived(person.name if person else found[0], f"the briefing's {reference}"),)
        if cluster.person and field.home and (home := self._at_home(field, fields, spec, cluster.person)):
            return (home,)
        return (derived(field.otherwise, "no source says otherwise"),) if field.otherwise else ()

    def _at_home(self, field: FieldSpec, fields: Filled, spec: SectionSpec, person: Person) -> Value | None:
        """Return the state of somebody named only by office in a source written there, or that of a relative.

        Of those who take part the actors know the side; here it is only asked of whom nothing more is known.
        """
        known = [n for n, vs in fields.items() if spec.fields[n].type == "choice" and spec.fields[n].otherwise]
        if all(fields[n][0].text == spec.fields[n].otherwise for n in known):
            for kind, reference in field.home.items():
                states = self.actors.get(reference)
                mission = kind == "mission"
                if (
                    len(states) == 1
                    and self.attributes.serves(person, kind, states[0])
                    and (mission or not any(person.key in self.actors.get(a) for a in self.actors.chosen))
                ):
                    return derived(states[0], "a national office, in a source written there")
        owner = self.attributes.relative_of(person)
        kin = [p for p in self.actors.people.persons if owner and p.key != person.key and _named(p, owner)]
        countries = {p.country for p in kin}
        return derived(countries.pop(), "a relative's") if len(countries) == 1 and "" not in countries else None

    def _link(self, spec: SectionSpec, cluster: Cluster, field: FieldSpec) -> tuple[Value, ...]:
        """Return the record of the other section whose words stand in the statement, or in its sentence."""
        told = [said.text for said in _of(cluster, spec.identity.field)]
        around = [e.text for statement in cluster.statements for e in statement.context]
        named = self._names_in(field.to)
        for texts in (told, around):
            words = frozenset(w for text in texts for w in self.wording.words(text))
            fits = [(-len(wanted), i, label) for wanted, i, label in named if wanted <= words]
            if fits:
                return (derived(min(fits)[2], "named in the sentence"),)
        return ()

    def _names_in(self, section: str) -> list[tuple[frozenset[str], int, str]]:
        """Return the content words of every name in a section that tells, with its record's place and label."""
        if section not in self.names and section in self.built:
            named = [
                (self.wording.words(name), i, one.cluster.label)
                for i, one in enumerate(self.built[section])
                for name in one.cluster.names
            ]
            self.names[section] = [one for one in named if one[0] and not self.wording.broad(one[0])]
        return self.names.get(section, [])

    @staticmethod
    def _key(spec: SectionSpec, cluster: Cluster, fields: Filled) -> str:
        if cluster.person:
            return cluster.person.key
        days = [v[0].normal for n, v in fields.items() if spec.fields[n].type == "date"]
        dated = spec.identity.by == "event" and days and not cluster.label.startswith(days[0])
        return slug(f"{days[0]} {cluster.label}" if dated else cluster.label)


def _ruled_out(cluster: Cluster, spec: SectionSpec) -> bool:
    """Return whether a veto holds; one with a day does not count against what is told of a later day."""
    days = [name for name, field in spec.fields.items() if field.type == "date" and field.tense == "past"]

    def latest(statement: Statement) -> str:
        return max((said.claim.normal for name in days for said in statement.of(name)), default="")

    made = max((latest(s) for s in cluster.statements if s.creates and not s.rules_out), default="")
    ends = [latest(s) for s in cluster.statements if s.rules_out]
    return any(not end or made[: len(end)] <= end[: len(made)] for end in ends)


def derived(text: str, how: str) -> Value:
    """Return a value that stands on other values and has no quotation of its own."""
    return Value(text=text, normal="", origin="derived", status=Status.DERIVED, how=how)


_Order = Callable[[tuple[Cluster, Filled]], str]


def ordered(filled: Sequence[tuple[Cluster, Filled]], spec: SectionSpec) -> list[tuple[Cluster, Filled]]:
    """Return the records in the layout's order: choices as listed, dates ascending, most `sources` first."""
    dates = [name for name, field in spec.fields.items() if field.type == "date"]
    order = spec.layout.order or ((dates[0],) if dates and spec.identity.by == "event" else ())
    found = sorted(
        filled, key=lambda cf: (-len(cf[0].groups), -len(cf[0].statements), fold(cf[0].label), cf[0].label)
    )
    for name in reversed([*order, "sources"] if order else ["sources"]):
        plain = name.removeprefix("-")
        if plain not in spec.fields:
            found.sort(key=lambda cf: -len(cf[0].groups), reverse=name.startswith("-"))
        else:
            found.sort(key=_by(plain, spec.fields[plain]), reverse=name.startswith("-"))
    return found


def _by(name: str, field: FieldSpec) -> _Order:
    def key(cluster_fields: tuple[Cluster, Filled]) -> str:
        values = cluster_fields[1].get(name, ())
        if not values:
            return LAST
        if field.type == "choice" and values[0].text in field.of:
            return f"{field.of.index(values[0].text):04}"
        if field.type in COUNTED:
            return values[0].normal.zfill(15)
        return values[0].normal or fold(values[0].text)

    return key


def _of(cluster: Cluster, field: str) -> tuple[Said, ...]:
    return tuple(said for statement in cluster.statements for said in statement.of(field))


def _with_aliases(built: Sequence[Built]) -> tuple[Built, ...]:
    """Return the records with the other keys that address them: slugs of other names that no record has."""
    taken: dict[str, int] = {}
    for one in built:
        taken[one.record.key] = taken.get(one.record.key, 0) + 2
        for key in _other_keys(one):
            taken[key] = taken.get(key, 0) + 1
    return tuple(
        Built(
            one.record.model_copy(update={"aliases": tuple(k for k in _other_keys(one) if taken[k] == 1)}),
            one.cluster,
        )
        for one in built
    )


def _other_keys(one: Built) -> list[str]:
    person = one.cluster.person
    names: Mapping[str, None] = dict.fromkeys(
        [c.text for c in person.said("form")] if person else one.cluster.names
    )
    return sorted({slug(name) for name in names} - {one.record.key})


def _named(person: Person, name: str) -> bool:
    """Return whether a person may be meant by a name, in full or the family's."""
    words, told = fold(person.name).split(), name.split()
    return bool(told) and words[-len(told) :] == told
