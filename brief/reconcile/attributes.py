"""What is known of a person or a listed thing in; values of a record's fields out: other names, role, country."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from brief.lexicon import Lexicon
from brief.model import Value
from brief.reconcile.clusters import Cluster
from brief.reconcile.identity import Person
from brief.reconcile.statements import Said
from brief.reconcile.support import Support
from brief.reconcile.variants import Variant, texts
from brief.reconcile.wording import fold
from brief.schema import FieldSpec

LONGEST = 10  # words of a role


class Attributes:
    """Values that hang on who or what a record is about. `groups` maps a source to its group."""

    def __init__(self, support: Support, lexicon: Lexicon, groups: Mapping[str, str]) -> None:
        self._support = support
        self._groups = groups
        self._vague = frozenset(w for v in lexicon.words("synonyms.vague_roles") for w in support.wording.words(v))
        self._abroad = lexicon.words("synonyms.abroad")
        self._titles = lexicon.words("synonyms.honorifics")
        self._offices = lexicon.words("roles.national")
        self._missions = lexicon.words("roles.missions")
        self._not_national = lexicon.words("roles.not_national")
        self._kin = lexicon.words("roles.kin_m") | lexicon.words("roles.kin_f")

    def values(self, cluster: Cluster, field: str, spec: FieldSpec) -> tuple[Value, ...]:
        """Return the values of the attribute that the field names, nothing when it is not known."""
        if spec.attribute == "forms":
            return self._forms(cluster, field)
        if cluster.person is None:
            return ()
        if spec.attribute == "role":
            return self._role(cluster.person, spec)
        said = self._said(cluster.person, "country")
        return self._support.combine(said, spec.model_copy(update={"type": "country"}))

    def serves_abroad(self, person: Person) -> bool:
        """Return whether somebody's office is held in another country than their own: an ambassador, an envoy."""
        return bool(self._of_roles(person) & self._abroad)

    def serves(self, person: Person, kind: str, state: str) -> bool:
        """Return whether somebody is told, in a source written in a state, to hold an office of no other."""
        field = "letterhead" if kind == "mission" else "home"
        there = {claim.source for claim in person.said(field) if claim.normal == state}
        roles = [claim for claim in person.said("role") if claim.source in there]
        elsewhere = [claim for claim in person.said(field) if claim.normal != state and claim.source in there]
        return bool(roles) and not elsewhere and all(self._bare(claim.text, kind) for claim in roles)

    def _bare(self, role: str, kind: str) -> bool:
        """Return whether a role is a national office, or one on a mission, of a state that it does not name."""
        words = re.findall(r"[\w-]+", fold(role))
        if kind == "mission":
            return " ".join(words) in self._missions
        national = "minister" in words or " ".join(words) in self._offices
        return national and self._not_national.isdisjoint(words) and "'" not in role and "’" not in role

    def relative_of(self, person: Person) -> str:
        """Return whose relative somebody is, by name: "Osei's mother"; "" when no role says so."""
        told = [re.fullmatch(r"(.+)['’]s (?:\w+ )?(\w[\w-]*)", claim.text) for claim in person.said("role")]
        names = {fold(m[1]) for m in told if m and m[2].casefold() in self._kin}
        return names.pop() if len(names) == 1 else ""

    @staticmethod
    def _of_roles(person: Person) -> set[str]:
        return {w for claim in person.said("role") for w in re.findall(r"\w+", fold(claim.text))}

    def _said(self, person: Person, attribute: str) -> tuple[Said, ...]:
        return tuple(Said(c, self._groups[c.source]) for c in person.said(attribute))

    def _forms(self, cluster: Cluster, field: str) -> tuple[Value, ...]:
        """Return the other names, those left out that are only a part of the name shown."""
        if cluster.person:
            said: Iterable[Said] = self._said(cluster.person, "form")
        else:
            said = (s for statement in cluster.statements for s in statement.of(field))
        carried: dict[str, list[Said]] = defaultdict(list)
        for one in said:
            carried[one.text].append(one)
        shown = set(re.findall(r"\w+", fold(cluster.label)))
        other = {
            text: claims
            for text, claims in carried.items()
            if text != cluster.label and not self._part(text, shown, exact=cluster.person is None)
        }
        ranked = sorted(other, key=lambda t: (-len({s.group for s in other[t]}), t))
        return tuple(self._support.value(Variant(text, "", tuple(other[text]))) for text in ranked)

    def _part(self, text: str, shown: set[str], *, exact: bool) -> bool:
        words = set(re.findall(r"\w+", fold(text)))
        if exact:  # a thing: the same name, or only "the agreement"
            return words == shown or self._support.wording.words(text) <= self._support.wording.kinds
        return words - self._titles < shown

    def _role(self, person: Person, spec: FieldSpec) -> tuple[Value, ...]:
        """Return the role that most groups give, in its fullest wording; a relation when no role is known."""
        said = self._said(person, "role") or self._said(person, "relation")
        plain = spec.model_copy(update={"type": "phrase"})
        found = texts(said, plain, self._support.wording)
        if not found:
            return ()
        best = min(found, key=lambda v: (self._tells_little(v.forms), -len(v.groups), -v.weight, v.text))
        text = max(
            best.forms, key=lambda t: (len(t.split()) <= LONGEST, len(self._support.wording.words(t)), len(t), t)
        )
        return (self._support.value(Variant(text, "", best.said)),)

    def _tells_little(self, forms: Sequence[str]) -> bool:
        return all(self._support.wording.words(text) <= self._vague for text in forms)
