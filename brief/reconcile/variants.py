"""Claims of one field in; its different values out, each with the claims that carry it, the best carried first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from brief.reconcile.statements import Said
from brief.reconcile.wording import Wording, fold
from brief.schema import FieldSpec

SENSE = {
    "phrase": 12,
    "topic": 8,
    "place": 6,
    "actor": 10,
    "act": 25,
    "clause": 40,
}  # words, more only without choice
NAMED = ("person", "country", "entry", "actor", "party")  # compared by who or what is meant
ALIKE = 0.8  # share of common words: two versions of one quotation


@dataclass(frozen=True, slots=True)
class Variant:
    """One value of a field. `forms` are the wordings, the one to show first."""

    text: str
    normal: str
    said: tuple[Said, ...]
    forms: tuple[str, ...] = ()

    @property
    def groups(self) -> frozenset[str]:
        """Return the independent voices that carry it."""
        return frozenset(s.group for s in self.said)

    @property
    def worded(self) -> bool:
        """Return whether a source carries it in words that can be shown."""
        return any(s.claim.evidence or s.claim.context for s in self.said)

    @property
    def weight(self) -> float:
        """Return the sum of the claims' weights."""
        return round(sum(s.claim.weight for s in self.said), 6)


def rank(variant: Variant) -> tuple[int, bool, float, str]:
    """Most groups first, then what stands in words, then the heaviest claims, then the alphabet."""
    return -len(variant.groups), not variant.worded, -variant.weight, variant.text


def rank_text(variant: Variant) -> tuple[int, float, int, str]:
    """Most groups first, then the heaviest claims, then the longest, which tells most."""
    return -len(variant.groups), -variant.weight, -len(variant.text.split()), variant.text


def dates(said: Iterable[Said]) -> list[Variant]:
    """Return the incompatible dates; a date supports every more precise one that it does not contradict."""
    dated = [s for s in said if s.claim.normal]
    normals = {s.claim.normal for s in dated}
    precise = sorted(n for n in normals if not any(o != n and o.startswith(n) for o in normals))
    found = [Variant(n, n, tuple(s for s in dated if n.startswith(s.claim.normal))) for n in precise]
    return sorted(found, key=rank)


def choices(said: Iterable[Said], of: Sequence[str]) -> list[Variant]:
    """Return the choices that are carried, strongest first."""
    carried: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        carried[one.claim.normal or one.claim.text].append(one)
    return [Variant(choice, choice, tuple(carried[choice])) for choice in of if choice in carried]


def named(said: Iterable[Said], spec: FieldSpec, wording: Wording) -> list[Variant]:
    """Return the different people, countries or listed things."""
    carried: dict[str, list[Said]] = defaultdict(list)
    names: dict[str, tuple[str, str]] = {}
    for one in said:
        text, normal = name_of(one, spec)
        if text and fold(text) not in wording.pronouns:
            key = one.person.key if one.person and not normal else normal or fold(text)
            carried[key].append(one)
            names[key] = min(names.get(key, (text, normal)), (text, normal))
    return sorted((Variant(*names[k], tuple(carried[k])) for k in sorted(carried)), key=rank)


def name_of(said: Said, spec: FieldSpec) -> tuple[str, str]:
    """Return text and normal form of a name; a person stands for their country where one is asked for."""
    person, claim = said.person, said.claim
    if spec.type in ("country", "party"):  # a minister signs for the state
        country = claim.normal or (person.country if person else "")
        if country or spec.type == "country":
            return country, country
    if spec.type == "person" and (person is None or person.rivals):
        return "", ""  # nobody whom a source names for sure
    if person:
        return person.name, ""
    if spec.type == "entry":
        return claim.entity or claim.normal or said.text, ""
    return (claim.normal or said.text), claim.normal


def texts(said: Iterable[Said], spec: FieldSpec, wording: Wording) -> list[Variant]:
    """Return the different wordings; one that says no more than another supports it."""
    carried: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        text = trimmed(one.text, spec)
        if text:
            carried[text].append(one)
    clusters: list[list[str]] = []
    for text in sorted(carried, key=lambda t: (-len(wording.words(t)), -len(t), t)):
        home = next((c for c in clusters if alike(c[0], text, spec, wording)), None)
        if home is None:
            clusters.append([text])
        else:
            home.append(text)
    return sorted((_variant(c, carried, spec) for c in clusters), key=rank_text)


def alike(one: str, other: str, spec: FieldSpec, wording: Wording) -> bool:
    """Return whether two wordings of a field say the same."""
    if fold(one) == fold(other):
        return True
    if spec.type == "place":
        a, b = (re.escape(fold(t)) for t in (one, other))
        return bool(re.search(rf"\b{a}\b", fold(other)) or re.search(rf"\b{b}\b", fold(one)))
    if spec.type in ("quote", "sentence", "clause"):
        return wording.share(one, other) >= ALIKE
    return wording.contained(one, other)


def trimmed(text: str, spec: FieldSpec) -> str:
    """Return the text without the words that the schema cuts from its front, and without loose punctuation."""
    words = text.strip(" ,;:").split()
    cut = {fold(word) for word in spec.trim}
    while len(words) > 1 and fold(words[0]) in cut:
        words.pop(0)
    return " ".join(words)


def _variant(cluster: Sequence[str], carried: dict[str, list[Said]], spec: FieldSpec) -> Variant:
    """Return the cluster under the wording that most groups use, then the longest that is still one thought."""
    voices: dict[str, set[str]] = defaultdict(set)
    for text in cluster:
        voices[fold(text)].update(s.group for s in carried[text])
    most = SENSE.get(spec.type, 1000)

    def order(text: str) -> tuple[bool, int, int, str]:
        size = len(text.split())
        return size > most, -len(voices[fold(text)]), -size if size <= most else size, text

    forms = tuple(sorted(cluster, key=order))
    return Variant(forms[0], "", tuple(s for text in sorted(cluster) for s in carried[text]), forms)
