"""What the user wants to know: a YAML schema as frozen specifications, checked when it is read.

A schema is an executable contract. One section entry says everything about one kind of record: its
fields, what makes two claims one record, which questions to ask when a field stays empty, how it
is laid out, and how it is found. `find` holds example sentences with `{slots}`; the engine parses
them like any source and turns them into patterns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FieldType = Literal[
    "person",  # somebody named in the source
    "actor",  # who speaks or acts: person, country, institution, "a senior official"
    "party",  # the same, a country wherever one is told: "the Uzbek side"
    "country",
    "place",
    "organisation",  # a company, an institution, an organ of a state
    "date",
    "number",  # how many: "at least 34", "some 1,200", "two dozen"
    "amount",  # how much: "61 percent", "$4.5 million", "120 tonnes"
    "duration",  # how long: "more than an hour", "some 50 minutes"
    "phrase",  # a noun phrase
    "topic",  # a noun phrase, or each item of a list of them
    "clause",  # the clause around the trigger
    "act",  # the same from its verb on: "lay a wreath at the tomb"
    "sentence",
    "quote",
    "choice",  # one of `of`
    "entry",  # a thing on the list `list`, or named like one
    "record",  # nested fields
    "link",  # a record of section `to`, found by its words
]


class Spec(BaseModel):
    """A frozen part of a schema that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FieldSpec(Spec):
    """One field of a record.

    `of` lists the choices, strongest first: when sources give several, the first that is carried
    wins. `take` fills the field from around the trigger when no slot did, as far as `reach`. `attribute`
    fills it from what is known of the identity's person or entry, or with the day (`published`) or the
    name (`publisher`) of the source that makes the statement. `default` names an actor (or
    `actor.country`) used when nothing else is known, given a choice, another actor or, by an
    `actor.country`, a record of that country; or all of some joined by "and". `home` names the actors of
    whose state somebody is who holds a national `office`, or serves on a `mission`, and is named without a
    state in a source written there.
    `never` names actors that are no value of it: the stricken country is no more precise place.
    """

    type: FieldType
    label: str = ""
    help: str = ""
    required: bool = False
    many: bool = False
    of: tuple[str, ...] = ()
    otherwise: str = ""
    list_id: str = Field("", alias="list")
    to: str = ""
    take: bool = False
    reach: Literal["clause", "sentence", "passage"] = "clause"
    attribute: Literal["", "forms", "role", "country", "published", "publisher"] = ""
    default: Mapping[str, str] = {}
    home: Mapping[Literal["office", "mission"], str] = {}
    never: tuple[str, ...] = ()
    ask: str = ""
    trim: tuple[str, ...] = ()  # words cut from the front of the value
    tense: Literal["", "past", "future"] = ""
    least: int = 0  # words that a value must have
    precise: Literal["year", "month", "day"] = "year"  # a date must be at least so
    compare: bool = True  # do differing values count as a dispute?
    parts: Mapping[str, FieldSpec] = {}


class PatternSpec(Spec):
    """One way in which sources say it: an example sentence (`say`), a wording (`phrase`), a programme `line`.

    `(round brackets)` hold parts that may be missing, `[a word]` stands for its whole word list,
    every other word for itself in any inflection. In a phrase `...` passes over a few words and `a/b`
    are alternatives; a line is "{date}: {activity}", its items parted by semicolons.
    """

    say: str = ""
    phrase: str = ""
    line: str = ""
    values: Mapping[str, str] = Field({}, alias="set")
    creates: bool = True
    veto: bool = False  # what it finds rules the record out
    told: bool = True  # may somebody else tell it: "X claimed that she had confessed"?
    layers: tuple[str, ...] = ()
    assume: Mapping[str, str] = {}  # slots the wording leaves out, and the actor who is meant
    carry: tuple[str, ...] = ()  # slots for the one person whom this sentence or the one before names
    takes: tuple[str, ...] = ()  # fields filled from around the trigger for this pattern alone
    unless: tuple[str, ...] = ()  # words that must not stand in the same sentence
    needs: tuple[str, ...] = ()  # slots of which each must hold a fitting value, or nothing is said
    recent: int = 0  # years; what is told of a day longer before the source's own makes no record (0: any day)
    quoted: bool = True  # may it stand inside quotation marks?
    either: bool = False  # also when negated
    stand: bool = False  # only where what is said takes a stand, and is no mere report
    moods: tuple[Literal["done", "planned", "threatened", "denied"], ...] = ("done", "planned")
    weight: float = 1.0


class IdentitySpec(Spec):
    """Which claims speak of one record: the same `field`, agreeing in every field of `same`.

    `by` is how the field is compared: `entity` (a person or listed thing), `wording` (topics),
    `text` (sentences; `similar` is the least share of common words), `event` (text or persons).
    `dated` names a date by which a name that tells only a year finds its thing: "the 1978 accord".
    """

    field: str
    by: Literal["entity", "wording", "text", "event"]
    same: tuple[str, ...] = ()
    dated: str = ""
    similar: float = 0.6


class KeepSpec(Spec):
    """A statement stays only when its slot is one of these actors, or its date in or out of the window.

    `near` turns away what happened on other days and keeps what tells no day. `person` names the slot of a
    person: who is known to be of another country is spared by `never`, and of one of the `sides`
    (`principal.country`) must be the slot or the person, where both are known. `never_as` are words of offices:
    who holds one now, without a word of `unless_as` ("former"), is none. `spared` are fields: of whom one of them
    is told, `never` and `sides` do not turn away.
    """

    field: str
    among: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    window: Literal["", "inside", "outside", "near"] = ""
    person: str = ""
    sides: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    never_as: tuple[str, ...] = ()
    unless_as: tuple[str, ...] = ()


class ExampleSpec(Spec):
    """A sentence and what the section must find in it; run by `brief schema check`."""

    text: str
    gives: Mapping[str, str | tuple[str, ...]] = {}
    nothing: bool = False


class DrawnSpec(Spec):
    """Records of one section that a picture draws: `text` with its {fields} filled, on the day in `date`.

    `text` may list alternatives: the first of which all fields are known is taken.
    """

    section: str
    text: str | tuple[str, ...]
    date: str = ""
    where: Mapping[str, tuple[str, ...]] = {}  # only records whose field has one of the choices

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the alternatives in the order in which they are tried."""
        return (self.text,) if isinstance(self.text, str) else self.text


class PictureSpec(Spec):
    """A picture of records, above those of the section or, at "sources", below the table of sources.

    A `timeline` sets them along a line: before, in and after the days of the window, without one up to and
    after the day of the briefing. A `matrix` shows which sources carry each, those of one voice side by side.
    What stands first in `from` tells what later entries tell again. `parts` names the stretches of a timeline:
    three with a window, else two; {dates} are the days between, {date} the briefing's. `rows` heads those of a
    matrix.
    """

    form: Literal["timeline", "matrix"] = Field(alias="as")
    draws: tuple[DrawnSpec, ...] = Field(alias="from")
    title: str = ""
    parts: tuple[str, ...] = ()
    rows: str = ""
    at: Literal["section", "sources"] = "section"


class LayoutSpec(Spec):
    """How a section is shown, and where: in the core of a few pages or in a tab behind it.

    `columns` of a table; `body`: what is told of a record in a list or under an entry's heading.
    `lead` heads a record (the identity's field when empty), `also` holds its other names, `tags`
    stand beside the heading. `where` keeps the records whose field has one of the choices; the
    others go where `rest` says: into one line, into a tab with the whole list, both or nowhere.
    `once` are columns written once for rows that repeat them; `words` says how a choice reads ("":
    not worth saying); `expect` are fields whose absence is said. A section with a field of type
    `link` is told line by line under the records it is linked to. `without` names actors that go
    without saying in the section's lists of persons. `rank` orders the page (`rest_rank` the tab of
    the rest), the schema's order decides between equals; the differences between sources stand at 60.
    """

    form: Literal["table", "list", "entries", "hidden"] = Field("table", alias="as")
    part: Literal["core", "tab"] = "tab"
    rank: int = 50
    title: str = ""
    columns: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    lead: str = ""
    also: str = ""
    tags: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = {}
    rest: Literal["none", "line", "tab", "both"] = "none"
    rest_title: str = ""
    rest_rank: int = 55
    without: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    weekdays: bool = False
    numbered: bool = False
    words: Mapping[str, str] = {}
    expect: tuple[str, ...] = ()
    limit: int = 0  # most records in the core, lines under another section's record; 0: no limit
    group_by: str = ""
    order: tuple[str, ...] = ()  # fields; "-field" backwards, "sources" by independent sources, most first
    empty: Literal["omit", "say"] = "omit"
    note: str = ""
    picture: PictureSpec | None = None


class SectionSpec(Spec):
    """Everything about one kind of record."""

    id: str
    title: str
    each: str = ""  # "person", "quote", "date", or a list's id: every mention makes a statement
    fields: Mapping[str, FieldSpec]
    identity: IdentitySpec
    find: tuple[PatternSpec, ...] = ()
    keep: tuple[KeepSpec, ...] = ()
    needs: tuple[str, ...] = ()  # fields without which a record is not made
    skip: tuple[str, ...] = ()  # words that alone make no value of the identity field
    examples: tuple[ExampleSpec, ...] = ()
    layout: LayoutSpec = LayoutSpec()


class ActorSpec(Spec):
    """Somebody or something the whole briefing turns on; voted over all sources, usable everywhere."""

    type: Literal["person", "country", "party", "place", "entry"]  # party: a state, or a body of several
    label: str = ""
    many: bool = False
    unlike: tuple[str, ...] = ()  # `principal`, `principal.country`: what it cannot be
    met: str = ""  # `schedule.participants`: whoever takes part in what that section keeps is one, too
    mention: float = 0.0  # what the mere mention of a candidate counts, beside what the patterns find
    offices: tuple[str, ...] = ()  # words of roles: who holds none of them counts a fifth
    find: tuple[PatternSpec, ...] = ()


class Placeholder(Spec):
    """What stands between the braces of a summary line, taken apart."""

    name: str  # an actor, a section, or a field of the line's section
    field: str = ""
    counted: bool = False
    condition: str = ""
    negated: bool = False
    choices: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    most: int | None = None
    first: bool = False  # those beyond `most` are not counted either


class SummarySpec(Spec):
    """One line of the bottom line, left out when its `{placeholders}` cannot all be filled.

    `text` may list alternatives, tried in order. Placeholders, filled with grounded values only:
    `{principal}` an actor, `{principal.role}` a field of the actor's record, `{dates}` the days of
    the window, `{treaties.name}` a field of every record of a section, with "and" before the last.
    A section's placeholder may go on with `if FIELD is VALUE or VALUE` (or `is not`), with
    `with FIELD, FIELD` (said of each in brackets) and `at most N` (else `limit`), or `first N` where
    the others are not even to be counted: older figures; `{number of
    detainees if …}` counts records in words. `{is/are}` follows the number of the list before it,
    or after it when there is none before. Inside a line with a `section`, `{name}` is its field.
    """

    text: str | tuple[str, ...]
    section: str = ""
    limit: int = 4

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the alternatives in the order in which they are tried."""
        return (self.text,) if isinstance(self.text, str) else self.text

    def unknown(self, schema: Schema) -> tuple[str, ...]:
        """Return the placeholders that name no actor, section or field of the schema, as they are written."""
        inside = [
            inner for text in self.texts for inner in PLACEHOLDER.findall(text) if not PLURAL.fullmatch(inner)
        ]
        return tuple(dict.fromkeys(inner for inner in inside if not self._known(inner, schema)))

    def _known(self, inner: str, schema: Schema) -> bool:
        part = placeholder(inner)
        if part is None or part.name in schema.actors:
            return part is not None
        if inner.strip() == "dates":
            return schema.window is not None
        dotted = part.field or part.counted
        section = schema.section(part.name if dotted else self.section)
        named = (part.field if dotted else part.name, part.condition, *part.extra)
        return section is not None and all(name in section.fields for name in named if name)


PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
PLURAL = re.compile(r"([\w' ]*)/([\w' ]*)")
_PARTS = re.compile(
    r"(?P<counted>number of )?(?P<name>\w+)(?:\.(?P<field>\w+))?"
    r"(?: if (?P<condition>\w+) is (?P<negated>not )?(?P<choices>.+?))?"
    r"(?: with (?P<extra>\w+(?:, ?\w+)*))?"
    r"(?:,? (?:at most|(?P<first>first)) (?P<most>\d+))?"
)


def placeholder(inner: str) -> Placeholder | None:
    """Return what stands between two braces taken apart, None when it is not written as `SummarySpec` says."""
    found = _PARTS.fullmatch(inner.strip())
    if found is None:
        return None
    return Placeholder(
        name=found["name"],
        field=found["field"] or "",
        counted=bool(found["counted"]),
        condition=found["condition"] or "",
        negated=bool(found["negated"]),
        choices=tuple(choice.strip() for choice in re.split(r" or |,", found["choices"] or "") if choice.strip()),
        extra=tuple(name.strip() for name in (found["extra"] or "").split(",") if name.strip()),
        most=int(found["most"]) if found["most"] else None,
        first=bool(found["first"]),
    )


class GapSpec(Spec):
    """Where the questions go that no source answers.

    `conflict` words a question about sources that contradict each other ({record}, {field}, {sides});
    it is asked where a choice of the section has "conflict" among its `of`.
    """

    into: str
    field: str
    values: Mapping[str, str] = Field({}, alias="set")
    conflict: str = ""


class WindowSpec(Spec):
    """The days that the briefing is about: the cluster of dates of one section, gaps up to `days`."""

    section: str
    field: str
    days: int = 3


class Schema(Spec):
    """A kind of briefing. `digest` is the SHA-256 of the file and of the lists it names."""

    id: str
    version: str
    title: str
    subject: str = ""
    actors: Mapping[str, ActorSpec] = {}
    words: Mapping[str, tuple[str, ...]] = {}
    lists: tuple[str, ...] = ()
    sections: tuple[SectionSpec, ...]
    gaps: GapSpec | None = None
    window: WindowSpec | None = None
    summary: tuple[SummarySpec, ...] = ()
    marking: str = ""
    markings: tuple[str, ...] = ()  # the lowest first; a file bears the highest of its portions
    stubs: tuple[str, ...] = ()  # texts that people write, told as missing until they do; the wording's when none
    digest: str = ""

    def section(self, section_id: str) -> SectionSpec | None:
        """Return the section of that id, or None."""
        return next((s for s in self.sections if s.id == section_id), None)
