"""The nouns: what a source says (claims) and what the briefing holds (records of values), all frozen.

Every quotation is an `Evidence`, and an `Evidence` is only ever cut from its source
(`SourceDocument.cut`), so that quote and span cannot disagree. Offsets are half-open ranges of
characters into `SourceDocument.text`, which is never altered after reading.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from brief.layer import Layer as Layer  # noqa: PLC0414 - one of the nouns, for everyone but the readers

Fields = Mapping[str, tuple["Value", ...]]
Parts = Mapping[str, str | tuple[str, ...]]  # fields of a record as a person writes them
_GIVEN: Final[set[str]] = set()  # one for all: a copy has its own


class Noun(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Plenty(Noun):
    """A noun of which a run holds a hundred thousand."""

    def model_post_init(self, _: object, /) -> None:
        """Drop what pydantic notes of which fields were given: it is asked nowhere, and half of a claim's size."""
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)


class Span(Noun):
    """A half-open range of characters of one source's text."""

    start: int
    end: int

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if not 0 <= self.start <= self.end:
            msg = f"span {self.start}:{self.end} runs backwards"
            raise ValueError(msg)
        return self


class Passage(Noun):
    """A paragraph, heading, caption, list item or table row: never more than one of them."""

    span: Span
    layer: Layer


class Evidence(Plenty):
    """A quotation and its place. Made by `SourceDocument.cut` only."""

    source: str
    start: int
    end: int
    text: str


class Dating(Noun):
    """When a source was published, as precisely as known, and how that is known.

    `value` is ISO (`2019`, `2019-05`, `2019-05-12`) or None when unknown; then `method` is "unknown".
    """

    value: str | None = None
    method: Literal["metadata", "dateline", "inferred", "override", "unknown"] = "unknown"
    evidence: Evidence | None = None


class Notice(Noun):
    """Something the reader should know; it never stops a run."""

    place: str
    message: str


class SourceDocument(Noun):
    """One input document as it was read.

    `id` is `s1`, `s2`, … in the order of the sorted paths; `path` is shown and never opened again;
    `digest` is the SHA-256 of the file's bytes; `kept` the share of `text` outside furniture, 0 to 1.
    `pages` says where each page of the file begins in `text`; it is empty where the format has no pages.
    """

    id: str
    path: str
    format: str
    text: str
    digest: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: Dating = Dating()
    language: str = "en"
    encoding: str = ""
    passages: tuple[Passage, ...] = ()
    group: str = ""
    pages: tuple[int, ...] = ()

    def page(self, at: int) -> int:
        """Return the number of the page on which a character stands, the first being 1; 0 when there are none."""
        return bisect_right(self.pages, at)

    @property
    def kept(self) -> float:
        """Return the share of the visible characters that stand outside furniture."""
        total = sum(p.span.end - p.span.start for p in self.passages)
        lost = sum(p.span.end - p.span.start for p in self.passages if p.layer is Layer.FURNITURE)
        return 1.0 if not total else round((total - lost) / total, 3)

    def cut(self, start: int, end: int) -> Evidence:
        """Return the quotation at `start:end`. Raise ValueError when nothing stands there."""
        if not 0 <= start < end <= len(self.text):
            msg = f"{self.id}: no text at {start}:{end}"
            raise ValueError(msg)
        return Evidence(source=self.id, start=start, end=end, text=self.text[start:end])

    def holds(self, evidence: Evidence) -> bool:
        """Return whether the quotation still stands where it says it does."""
        return evidence.source == self.id and self.text[evidence.start : evidence.end] == evidence.text


class Mood(StrEnum):
    """How a statement stands to the world: only `DONE` and `PLANNED` acts may be told as acts."""

    DONE = "done"
    PLANNED = "planned"
    THREATENED = "threatened"  # also proposed, demanded, possible
    DENIED = "denied"


class Claim(Plenty):
    """What one source says about one field; not yet true.

    `section` is a section of the schema, or `@actors` (field: an actor's id) or `@entities` (field:
    `form`, `role` or `country` of a person). Claims of one `statement` were read together and
    describe one record. `entity` names the person or listed thing meant: `s1:p3` for a person of
    source s1, the gazetteer's name for an entry; reconcile decides which entities are one.
    `normal` is the value in normal form: ISO date, country's name, choice; "" when there is none.
    `slot` claims help to decide (who acted, to which place) and fill no field of the record.
    """

    source: str
    section: str
    statement: str
    field: str
    text: str
    normal: str = ""
    entity: str = ""
    evidence: Evidence | None = None  # None only for what the schema itself sets
    context: Evidence | None = None  # the sentence around it
    pattern: str = ""  # the example sentence that found it
    creates: bool = True  # False: enriches a record, never makes one
    veto: bool = False  # what it says rules the record out: "was released without charge"
    mood: Mood = Mood.DONE
    weight: float = 1.0


class Status(StrEnum):
    """How a value is carried; independence groups are counted, never files."""

    SINGLE = "single-source"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    DERIVED = "derived"
    EDITED = "edited"


class Value(Noun):
    """One value of a field, with everything that carries it and everything that disputes it.

    `text` is what a reader sees; `normal` the machine form (ISO date, country, choice) or "".
    `rivals` are other values of the same field that sources give instead. `parts` holds the fields
    of a nested record (an act of a treaty: party, action, date). `how` says how it was derived.
    """

    text: str
    normal: str = ""
    origin: Literal["extracted", "derived", "override"] = "extracted"
    status: Status = Status.SINGLE
    evidence: tuple[Evidence, ...] = ()
    groups: int = 0
    rivals: tuple[Value, ...] = ()
    parts: Fields = {}
    how: str = ""
    was: str = ""  # what the sources say where a person edited
    by: str = ""  # who edited, when and why
    note: str = ""  # what a person remarks on it, and who confirmed it


class Record(Noun):
    """An entry of a section. `key` is the slug of its canonical name; edits address it."""

    key: str
    fields: Fields
    aliases: tuple[str, ...] = ()  # older or other keys that still address it
    evidence: tuple[Evidence, ...] = ()  # the sentences the record rests on
    groups: int = 0  # independent groups of sources that speak of it

    def first(self, field: str) -> Value | None:
        """Return the field's first value, or None when the field is empty."""
        values = self.fields.get(field, ())
        return values[0] if values else None

    def text(self, field: str) -> str:
        """Return the field's first value as a reader sees it, "" when empty."""
        value = self.first(field)
        return value.text if value else ""


class Section(Noun):
    """The records of one section of the schema, in the order in which they are shown."""

    id: str
    title: str
    records: tuple[Record, ...] = ()
    first: tuple[str, ...] = ()  # keys of the records that a person put first, in this order


class Conflict(Noun):
    """Sources differ about one field: address, kind and both sides, never resolved silently."""

    address: str
    kind: Literal["contradiction", "precision", "wording", "framing"]
    sides: tuple[Value, ...]


class Header(Noun):
    """What stands above a briefing; empty strings are left for a person to fill."""

    title: str = ""
    marking: str = ""
    to: str = ""
    sender: str = ""
    drafted: str = ""
    cleared: str = ""
    version: str = "1"
    as_of: str = ""  # ISO date: the latest dated source unless the user says otherwise
    marks: Mapping[str, str] = {}  # address of a section, record or field: the marking of that portion
    texts: Mapping[str, str] = {}  # free paragraphs a person wrote: purpose, recommendation


Action = Literal["set", "add", "hide", "resolve", "confirm", "note", "merge", "split", "order"]
State = Literal["applied", "redundant", "drifted", "orphaned", "ambiguous", "invalid"]


class Edit(Noun):
    """One change of a person: an address, what to do, what was there when it was made.

    `set` gives a value, `resolve` chooses among the sources' values, `confirm` holds to one, `note` remarks on
    one; `add` gives one more value or, at a section, a record; `merge` puts the records named in `value` into
    the one addressed, `split` takes what `value` names (its name and sources, its values) out of one as another,
    `order` puts those records of a section first. `when` is an ISO date.
    """

    address: str
    action: Action
    value: str | tuple[str, ...] | tuple[Parts, ...] | Parts = ""
    was: str | None = None
    by: str = ""
    when: str = ""
    why: str = ""
    place: str = ""  # file:line:column


class Fate(Noun):
    """What became of one edit: a drifted one is applied although the sources now say something new.

    `given` is what the person wrote, `was` what the sources said then, `now` what they say in this run; `hint`
    says what may be done about it.
    """

    address: str
    action: Action
    state: State
    given: str = ""
    was: str | None = None
    now: str = ""
    by: str = ""
    when: str = ""
    why: str = ""
    place: str = ""
    hint: str = ""


class Found(Noun):
    """What the sources say where a person's edits changed it: the parts of the briefing before the edits."""

    header: Header = Header()
    actors: Mapping[str, tuple[str, ...]] = {}
    sections: tuple[Section, ...] = ()  # those that were changed
    conflicts: tuple[Conflict, ...] = ()


ChangeKind = Literal["new", "gone", "changed", "corroborated", "disputed", "settled", "edited", "read", "left out"]


class Change(Noun):
    """One difference between two briefings. `was` and `now` are what a reader saw and sees.

    The address is of the newer briefing; of a source ("read", "left out", "changed") it is `source` and its path.
    """

    kind: ChangeKind
    address: str
    was: str = ""
    now: str = ""
    note: str = ""


class Since(Noun):
    """What changed since an earlier version of the briefing: in what was read, and in what it says."""

    version: str
    as_of: str = ""
    inputs: tuple[Change, ...] = ()
    changes: tuple[Change, ...] = ()


class Briefing(Noun):
    """The filled schema. `actors` maps an actor's id to the keys or names chosen for it."""

    schema_id: str
    schema_version: str
    header: Header = Header()
    actors: Mapping[str, tuple[str, ...]] = {}
    sources: tuple[SourceDocument, ...] = ()
    sections: tuple[Section, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notices: tuple[Notice, ...] = ()
    inputs: Mapping[str, str] = {}  # digests of what it was made from beside the sources: schema, overrides
    edits: tuple[Fate, ...] = ()  # what became of each edit, in the order of the file
    found: Found | None = None  # None: no edit changed anything
    since: Since | None = None  # None: nobody asked what changed

    def as_found(self) -> Briefing:
        """Return the briefing as the sources have it, without a person's edits."""
        if self.found is None:
            return self
        before = {section.id: section for section in self.found.sections}
        sections = tuple(before.get(section.id, section) for section in self.sections)
        return self.model_copy(
            update={
                "header": self.found.header,
                "actors": self.found.actors,
                "sections": sections,
                "conflicts": self.found.conflicts,
                "edits": (),
                "found": None,
            }
        )

    def section(self, section_id: str) -> Section | None:
        """Return the section of that id, or None when the schema has none."""
        return next((s for s in self.sections if s.id == section_id), None)

    def source(self, source_id: str) -> SourceDocument:
        """Return the source of that id. Raise KeyError when there is none."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)

    def values(self) -> Iterator[tuple[str, Value]]:
        """Yield every value with its address `section/record/field`, in the briefing's order."""
        for section in self.sections:
            for record in section.records:
                for field, values in record.fields.items():
                    for value in values:
                        yield f"{section.id}/{record.key}/{field}", value
