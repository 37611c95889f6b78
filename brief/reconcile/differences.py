"""What is said of one field in; where the sources differ without contradicting each other out, by kind.

`wording`: one quotation in other words. `precision`: a month beside a day of it, "an hour" beside "more than an
hour". `framing`: one party did one thing that day, which independent sources call by different acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from brief.model import Conflict, Value
from brief.reconcile import variants
from brief.reconcile.figures import COUNTED, bound_of
from brief.reconcile.statements import Said
from brief.reconcile.support import Support
from brief.reconcile.variants import Variant
from brief.reconcile.wording import Wording, fold
from brief.schema import FieldSpec

BOTH: Final = 2  # independent voices that it takes to differ


def differences(support: Support, address: str, said: Sequence[Said], spec: FieldSpec) -> Iterator[Conflict]:
    """Yield where independent sources put one field differently, as far as the schema compares it."""
    if not spec.compare:
        return
    if spec.type == "quote":
        for variant in variants.texts(said, spec, support.wording):
            found = _versions(variant, support.wording)
            if len(found) > 1:
                yield Conflict(address=address, kind="wording", sides=tuple(map(support.value, found)))
    elif not spec.many:
        found = _coarse_and_fine(said) if spec.type == "date" else []
        if spec.type in COUNTED:
            found = _bounded_and_plain(support.values_of(said, spec), support.wording.bounds)
        if len(found) > 1 and len({group for variant in found for group in variant.groups}) >= BOTH:
            yield Conflict(address=address, kind="precision", sides=tuple(map(support.value, found)))


def framings(address: str, values: Sequence[Value], spec: FieldSpec) -> Iterator[Conflict]:
    """Yield the nested records (acts) of one party and one day that no source tells together."""
    acts = [name for name, part in spec.parts.items() if part.type not in ("date", "party", "person", "actor")]
    others = [name for name in spec.parts if name not in acts]
    days = [name for name, part in spec.parts.items() if part.type == "date"]
    for i, one in enumerate(values):
        for other in values[i + 1 :]:
            same = all(_texts(one, name) == _texts(other, name) for name in others)
            dated = all(_texts(one, name) for name in others) and days
            if same and dated and not _sources(one) & _sources(other):
                yield Conflict(address=address, kind="framing", sides=(one, other))


def _texts(value: Value, name: str) -> tuple[str, ...]:
    return tuple(sorted(part.normal or part.text for part in value.parts.get(name, ())))


def _sources(value: Value) -> frozenset[str]:
    inner = (evidence for parts in value.parts.values() for part in parts for evidence in part.evidence)
    return frozenset(evidence.source for evidence in (*value.evidence, *inner))


def _coarse_and_fine(said: Iterable[Said]) -> list[Variant]:
    """Return the best date, and the wider one that other voices leave it at; nothing when they contradict it."""
    said = tuple(said)
    found = variants.dates(said)
    if len(found) != 1:
        return []
    fine = tuple(s for s in found[0].said if s.claim.normal == found[0].normal)
    known = {s.group for s in fine}
    wide = [s for s in found[0].said if s.claim.normal != found[0].normal and s.group not in known]
    if not wide:
        return []
    normal = max(s.claim.normal for s in wide)
    return [Variant(found[0].text, found[0].normal, fine), Variant(normal, normal, tuple(wide))]


def _bounded_and_plain(found: Sequence[Variant], bounds: Mapping[str, str]) -> list[Variant]:
    """Return one figure as some voices give it and as others bound it; nothing when there are two figures."""
    if len(found) != 1:
        return []
    kinds: dict[str, list[Said]] = {}
    for one in found[0].said:
        kinds.setdefault(bound_of(one.text, bounds), []).append(one)
    apart = [tuple(said) for said in kinds.values()]
    if any({s.group for s in a} & {s.group for s in b} for a in apart for b in apart if a is not b):
        return []  # a source that says both means no difference
    made = [
        Variant(min((s.text for s in said), key=lambda t: (len(t), t)), found[0].normal, said) for said in apart
    ]
    return sorted(made, key=variants.rank)


def _versions(variant: Variant, wording: Wording) -> list[Variant]:
    """Return the versions of one quotation that independent sources give, shortened ones left out."""
    kept: list[str] = []
    for text in sorted(variant.forms, key=lambda t: (-len(t), t)):
        if not any(fold(text).strip(" .,!?") in fold(k) or wording.words(text) <= wording.words(k) for k in kept):
            kept.append(text)
    found = [Variant(t, "", tuple(s for s in variant.said if fold(s.text) == fold(t))) for t in kept]
    return found if len({g for v in found for g in v.groups}) >= BOTH else found[:1]
