"""Claims in; statements out: claims that were read together, in a defined order, with everybody identified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from brief.model import Claim, Evidence, Layer, Mood, Notice, SourceDocument, Span
from brief.reconcile.identity import People, Person

TOLD = (Mood.DONE, Mood.PLANNED)


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with the person it means and the independent voice that makes it."""

    claim: Claim
    group: str
    person: Person | None = None

    @property
    def field(self) -> str:
        """Return the field that is filled."""
        return self.claim.field

    @property
    def text(self) -> str:
        """Return what a reader would see: the person's one name, or the words of the source."""
        return self.person.name if self.person else " ".join(self.claim.text.split())

    @property
    def ident(self) -> str:
        """Return what two claims share when they mean the same: person, list entry or normal form; else ""."""
        return self.person.key if self.person else self.claim.entity or self.claim.normal


@dataclass(frozen=True, slots=True)
class Statement:
    """Claims of one source about one record of one section."""

    section: str
    source: str
    group: str
    said: tuple[Said, ...]
    adds: bool = False  # only enriches a record that is there
    _by_field: dict[str, list[Said]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for said in self.said:
            self._by_field.setdefault(said.claim.field, []).append(said)

    def of(self, name: str) -> tuple[Said, ...]:
        """Return what is said of one field."""
        return tuple(self._by_field.get(name, ()))

    @property
    def creates(self) -> bool:
        """Return whether the statement may make a record of its own."""
        return not self.adds and any(s.claim.creates for s in self.said)

    @property
    def rules_out(self) -> bool:
        """Return whether the statement says that there is no such record any more."""
        return any(s.claim.veto for s in self.said)

    @property
    def told(self) -> bool:
        """Return whether the act has happened or is planned: neither threatened nor denied."""
        return all(s.claim.mood in TOLD for s in self.said)

    @property
    def context(self) -> tuple[Evidence, ...]:
        """Return the sentences that the statement was read from."""
        found = {s.claim.context: None for s in self.said if s.claim.context}
        return tuple(found)

    def texts(self) -> tuple[str, ...]:
        """Return the sentences, or the quotations where no sentence is known; "" when there is neither."""
        quoted = dict.fromkeys(s.claim.evidence.text for s in self.said if s.claim.evidence)
        return tuple(e.text for e in self.context) or tuple(quoted) or ("",)

    def persons(self) -> frozenset[str]:
        """Return the keys of everybody in the statement."""
        return frozenset(s.person.key for s in self.said if s.person)


def ordered(claims: Iterable[Claim], sources: Sequence[SourceDocument]) -> tuple[Claim, ...]:
    """Return the claims without duplicates, in an order that depends on what they say and on nothing else."""
    place = {source.id: i for i, source in enumerate(sources)}

    def key(claim: Claim) -> tuple[int, str, int, int, str]:
        return place.get(claim.source, -1), *claim_key(claim)

    alike = groupby(sorted(dict.fromkeys(claims), key=key), key)  # few are, and telling them apart is slow
    return tuple(claim for _, some in alike for claim in _by_content([*some]))


def claim_key(claim: Claim) -> tuple[str, int, int, str]:
    """Return a sort key: section, place in the source, field."""
    where = claim.evidence or claim.context
    start, end = (where.start, where.end) if where else (-1, -1)
    return claim.section, start, end, claim.field


def _by_content(claims: Sequence[Claim]) -> Sequence[Claim]:
    return sorted(claims, key=lambda claim: claim.model_dump_json()) if len(claims) > 1 else claims


def verified(
    claims: Iterable[Claim], sources: Sequence[SourceDocument]
) -> tuple[tuple[Claim, ...], tuple[Notice, ...]]:
    """Return the claims whose quotation stands in its source, outside page furniture; a notice for every other."""
    by_id = {source.id: (source, _furniture(source)) for source in sources}
    kept: list[Claim] = []
    notices: dict[Notice, None] = {}
    for claim in claims:
        source = by_id.get(claim.source)
        if source is None:
            notices[Notice(place=claim.source, message="a claim names this source, which is not there")] = None
        elif claim.evidence and not _stands(claim.evidence, *source):
            message = f"“{claim.evidence.text[:60]}” ({claim.section}/{claim.field}) does not stand there; left out"
            notices[Notice(place=f"{claim.source}:{claim.evidence.start}", message=message)] = None
        elif claim.context and not _stands(claim.context, *source):
            kept.append(claim.model_copy(update={"context": None}))
        else:
            kept.append(claim)
    return tuple(kept), tuple(notices)


def _furniture(source: SourceDocument) -> list[Span]:
    return [passage.span for passage in source.passages if passage.layer is Layer.FURNITURE]


def _stands(evidence: Evidence, source: SourceDocument, furniture: Sequence[Span]) -> bool:
    if not evidence.text or not source.holds(evidence):
        return False
    return not any(span.start <= evidence.start and evidence.end <= span.end for span in furniture)


def statements(claims: Iterable[Claim], groups: Mapping[str, str], people: People) -> tuple[Statement, ...]:
    """Return the claims of one section as statements, in the order of their first claims."""
    together: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        together.setdefault((claim.section, claim.source, claim.statement), []).append(claim)
    return tuple(
        Statement(
            section,
            source,
            groups[source],
            tuple(Said(c, groups[source], people.find(c.entity) if c.entity else None) for c in said),
        )
        for (section, source, _), said in together.items()
    )
