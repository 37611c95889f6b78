"""Claims of one field in; its values out: how well each is carried, and what disputes it.

Independent groups count, never files. Sources that word something differently do not dispute it; only values
that cannot both be true do (`opposed`, other dates, other people), and then both sides are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from brief.model import Conflict, Status, Value
from brief.reconcile import variants
from brief.reconcile.evidence import Quotations
from brief.reconcile.figures import COUNTED, numbers
from brief.reconcile.independence import voices
from brief.reconcile.statements import Said, Statement
from brief.reconcile.variants import NAMED, Variant
from brief.reconcile.wording import Wording, fold
from brief.schema import FieldSpec

ENOUGH = 2  # independent groups that corroborate a value

Kind = Literal["contradiction", "precision", "wording", "framing"]


@dataclass(frozen=True, slots=True)
class Support:
    """Combining of values by one lexicon, over the sources of one briefing."""

    wording: Wording
    quotations: Quotations

    def combine(self, said: Sequence[Said], spec: FieldSpec) -> tuple[Value, ...]:
        """Return the field's values, the best carried first; one unless the schema takes many."""
        found = self.values_of(said, spec)
        if not found:
            return ()
        if spec.many:
            return tuple(self.value(variant) for variant in found)
        best = found[0]
        rivals = self._rivals(best, found[1:], spec) if spec.compare else ()
        return (self.value(best, rivals),)

    def value(self, variant: Variant, rivals: Iterable[Variant] = ()) -> Value:
        """Return a variant as a value."""
        against = tuple(self.value(rival) for rival in rivals)
        evidence = self.quotations.of(variant.said)
        read = any(s.claim.evidence for s in variant.said)
        count = voices((s.group, s.claim.context.text if s.claim.context else "") for s in variant.said)
        return Value(
            text=variant.text,
            normal=variant.normal,
            origin="extracted" if read else "derived",
            status=_status(count, disputed=bool(against), shown=bool(evidence)),
            evidence=evidence,
            groups=count,
            rivals=against,
            how=_patterns(variant) if read else "read from the sentence",
        )

    def identity(self, label: str, said: Sequence[Said]) -> Value:
        """Return the identity's value: all claims of the record carry it, under the name chosen for it."""
        exact = [s for s in said if s.person is None and fold(s.text) == fold(label)]
        found = self.value(Variant(label, "", tuple(said)))
        best = self.quotations.of(exact)
        return found.model_copy(update={"evidence": self.quotations.choose([*found.evidence, *best[:1]], 8)})

    def nested(self, statements: Sequence[Statement], name: str, spec: FieldSpec) -> tuple[Value, ...]:
        """Return little records (an act of a treaty), complete ones only; equal but for dates they are one."""
        acts: dict[tuple[str, ...], list[Statement]] = {}
        undated = [part for part, s in spec.parts.items() if s.type != "date"]
        needed = [part for part, s in spec.parts.items() if s.required] or undated
        for statement in statements:
            for key in self._acts(statement, name, spec, undated, needed):
                acts.setdefault(key, []).append(statement)
        made = [self._act(dict(zip(undated, key, strict=True)), told, name, spec) for key, told in acts.items()]
        return tuple(sorted(made, key=lambda v: (_first_date(v, spec), -v.groups, v.text)))

    def conflicts(self, address: str, values: Iterable[Value], spec: FieldSpec) -> list[Conflict]:
        """Return what the reader must be told about disputed values."""
        found: list[Conflict] = []
        for value in values:
            if value.rivals:
                sides = (value.model_copy(update={"rivals": ()}), *value.rivals)
                found.append(Conflict(address=address, kind="contradiction", sides=sides))
            for part, inner in value.parts.items():
                if part in spec.parts:
                    found += self.conflicts(f"{address}/{part}", inner, spec.parts[part])
        return found

    def values_of(self, said: Sequence[Said], spec: FieldSpec) -> list[Variant]:
        """Return the different values that are said of a field, the best carried first."""
        if spec.type == "date":
            return variants.dates(said)
        if spec.type in COUNTED:
            return numbers(said, self.wording.bounds, round_to=COUNTED[spec.type])
        if spec.type == "choice":
            return variants.choices(said, spec.of)
        if spec.type in NAMED:
            return variants.named(said, spec, self.wording)
        return variants.texts(said, spec, self.wording)

    def _rivals(self, best: Variant, others: Sequence[Variant], spec: FieldSpec) -> tuple[Variant, ...]:
        """Return the variants that another voice gives, in words, and that cannot be true beside the best."""
        independent = [v for v in others if v.worded and v.groups - best.groups]
        if spec.type == "choice":
            return () if spec.otherwise else tuple(independent)  # with `otherwise` the choices are degrees
        if spec.type in ("date", "country", "person", "entry", *COUNTED):
            return tuple(independent)
        return tuple(v for v in independent if self.wording.opposed(best.text, v.text))

    def _acts(
        self, statement: Statement, name: str, spec: FieldSpec, undated: Sequence[str], needed: Sequence[str]
    ) -> list[tuple[str, ...]]:
        """Return one key for each act that the statement tells: each party of a list acts."""
        keys: list[tuple[str, ...]] = [()]
        for part in undated:
            found = [v.text for v in self.values_of(statement.of(f"{name}.{part}"), spec.parts[part])]
            keys = [(*key, text) for key in keys for text in sorted(found) or [""]]
        places = [undated.index(part) for part in needed if part in undated]
        return [key for key in keys if all(key[i] for i in places)]

    def _act(self, texts: Mapping[str, str], told: Sequence[Statement], name: str, spec: FieldSpec) -> Value:
        said = {part: [s for st in told for s in st.of(f"{name}.{part}")] for part in spec.parts}
        parts: dict[str, tuple[Value, ...]] = {}
        for part, inner in spec.parts.items():
            carried = said[part]
            if part in texts:
                found = [v for v in self.values_of(carried, inner) if v.text == texts[part]]
                values = tuple(self.value(v) for v in found[:1])
            else:
                values = self.combine(carried, inner)
            if values:
                parts[part] = values
        together = tuple(s for part in spec.parts for s in said[part])
        text = " ".join(v[0].text for v in parts.values())
        whole = self.value(Variant(text, "", together))
        return whole.model_copy(update={"parts": parts})


PATTERNS = 3  # patterns named with a value


def _patterns(variant: Variant) -> str:
    """Return the patterns that found a value, those of most sources first, at most three."""
    sources: dict[str, set[str]] = {}
    for said in variant.said:
        if said.claim.pattern:
            sources.setdefault(said.claim.pattern, set()).add(said.claim.source)
    return " · ".join(sorted(sources, key=lambda p: (-len(sources[p]), p))[:PATTERNS])


def _status(count: int, *, disputed: bool, shown: bool) -> Status:
    if disputed:
        return Status.DISPUTED
    if not shown:
        return Status.DERIVED
    return Status.CORROBORATED if count >= ENOUGH else Status.SINGLE


def _first_date(value: Value, spec: FieldSpec) -> str:
    dates = [v.normal for part, s in spec.parts.items() if s.type == "date" for v in value.parts.get(part, ())]
    return min(dates, default="9999")
