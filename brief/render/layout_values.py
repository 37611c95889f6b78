"""Values of a record in, lines of text out: by their field's type, with rivals, marks and gaps said calmly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from brief.model import Briefing, Evidence, Record, Status, Value
from brief.render.blocks import Line, Run
from brief.render.layout_marks import Marks
from brief.render.layout_notes import Notes
from brief.render.wording import Wording, capital, humanised, quoted, shortened, tidy
from brief.schema import FieldSpec, LayoutSpec, Schema, SectionSpec

CELL_WORDS = 60  # longer text is cut at sense; the annex has all of it
_ALIASES = 3
PROSE = ("sentence", "clause", "act", "quote", "phrase", "topic")  # types whose text may be long


@dataclass(frozen=True, slots=True)
class Setting:
    """All that the parts of a page need to know while one document is laid out."""

    briefing: Briefing
    schema: Schema
    wording: Wording
    notes: Notes
    full: bool = True
    tabs: Mapping[str, str] = field(default_factory=dict)  # anchor → "Tab A"
    marks: Marks = field(default_factory=Marks)


def values(record: Record, name: str) -> tuple[Value, ...]:
    """Return a field's values, none when it is empty."""
    return tuple(record.fields.get(name, ()))


def label(section: SectionSpec, name: str) -> str:
    """Return a field's heading: the schema's label, else its key in words."""
    spec = section.fields.get(name)
    return spec.label if spec is not None and spec.label else humanised(name)


def lead(section: SectionSpec) -> str:
    """Return the field that heads a record of the section."""
    return section.layout.lead or section.identity.field


def heading(setting: Setting, section: SectionSpec, record: Record) -> str:
    """Return what a record is called on the page."""
    name = lead(section)
    told = [spelled(setting, section.fields.get(name), section.layout, value) for value in values(record, name)]
    return capital(next((text for text in told if text), "")) or humanised(record.key)


def spelled(setting: Setting, spec: FieldSpec | None, layout: LayoutSpec, value: Value) -> str:
    """Return one value as the page writes it, "" when it is not worth saying."""
    wording = setting.wording
    if value.parts:
        return _nested(setting, spec, layout, value)
    kind = spec.type if spec is not None else "phrase"
    if kind == "choice":
        choice = value.normal or value.text
        return layout.words[choice] if choice in layout.words else humanised(choice).lower()
    if kind == "date":
        return wording.date(value.normal or value.text, weekday=layout.weekdays)
    if kind == "country" or (kind == "actor" and value.normal[:1].isupper()):  # a normal form in capitals is a name
        return value.normal or tidy(value.text)
    if kind == "quote":
        return quoted(value.text, CELL_WORDS)
    text = wording.without_front(tidy(value.text)) if kind in {"clause", "act"} else tidy(value.text)
    text = wording.say("no_number") if kind == "number" and value.normal == "0" else text  # "no deaths": a figure
    return shortened(text, CELL_WORDS) if kind in PROSE else text


def about(setting: Setting, section: SectionSpec, name: str, value: Value) -> str:
    """Return one value as it is told beside its record: without a pronoun or verb that only points back to it."""
    spec = section.fields.get(name)
    text = spelled(setting, spec, section.layout, value)
    aside = name not in {section.identity.field, lead(section)}
    return setting.wording.without_front(text, "subject") if aside and spec and spec.type == "clause" else text


def _nested(setting: Setting, spec: FieldSpec | None, layout: LayoutSpec, value: Value) -> str:
    """Return a nested record as one phrase: its parts in the schema's order, dates last."""
    parts = spec.parts if spec is not None else {}
    names = [*parts, *(name for name in value.parts if name not in parts)]
    said: list[str] = []
    dated: list[str] = []
    for name in names:
        part = parts.get(name)
        texts = [spelled(setting, part, layout, v) for v in value.parts.get(name, ())]
        into = dated if part is not None and part.type == "date" else said
        into.extend(text for text in dict.fromkeys(texts) if text)
    return ", ".join(text for text in (" ".join(said), *dated) if text)


def told(setting: Setting, section: SectionSpec, record: Record, name: str) -> Line:
    """Return all values of a field as one line, what sources give instead behind them."""
    spec = section.fields.get(name)
    many = spec is not None and spec.many
    runs: list[Run] = []
    found = values(record, name)
    if many and section.layout.without:
        found = tuple(value for value in found if value.text not in unsaid(setting, section))
    shown = [(about(setting, section, name, v), v) for v in (found if many else found[:1])]
    once = {text.casefold(): (value, text) for text, value in reversed(shown) if text}
    kept = list(reversed(once.values()))
    joint = "; " if any("," in text or value.parts for value, text in kept) else ", "
    for value, text in kept:
        runs += [Run(text=joint)] * bool(runs)
        begins = not runs and (spec is None or spec.type != "quote")
        goes_on = text if begins or not runs else setting.wording.lowered(text)
        first, *sign = marked(setting, value, capital(text) if begins else goes_on)
        address = f"{section.id}/{record.key}/{name}"
        remark = readings(setting, spec, section.layout, value)
        runs += noted(
            [first.model_copy(update={"address": address, "remark": remark}), *sign], setting, value, address
        )
        runs += rivals(setting, spec, section.layout, value)
    mark = setting.marks.own(f"{section.id}/{record.key}/{name}")
    return (Run(text=mark), *runs) if mark and runs else tuple(runs)


def noted(runs: list[Run], setting: Setting, value: Value, address: str) -> list[Run]:
    """Return the runs with a note after them that holds what a person remarks on the value, if anything."""
    cites = setting.notes.remark(value.note, address)
    return [*runs[:-1], runs[-1].model_copy(update={"cites": (*runs[-1].cites, *cites)})]


def unsaid(setting: Setting, section: SectionSpec) -> set[str]:
    """Return the keys and names of the actors that go without saying in a section."""
    keys = {key for actor in section.layout.without for key in setting.briefing.actors.get(actor, ())}
    names = (
        record.text(other.identity.field)
        for other in setting.schema.sections
        for found in (setting.briefing.section(other.id),)
        for record in (found.records if found else ())
        if keys & {record.key, *record.aliases}
    )
    return keys | set(names)


def marked(setting: Setting, value: Value, text: str) -> list[Run]:
    """Return a value's text, with the sign of a person's edit or the mark of a dispute."""
    if value.origin == "override":
        return [Run(text=text, mark="edited"), Run(text=setting.wording.say("edited"), mark="edited")]
    return [Run(text=text, mark="disputed" if value.status is Status.DISPUTED else "")]


def rivals(setting: Setting, spec: FieldSpec | None, layout: LayoutSpec, value: Value) -> Iterable[Run]:
    """Yield what other sources give instead, each with its numbers; what a person set aside stands in the annex."""
    if not differs(value):
        return
    own = spelled(setting, spec, layout, value).casefold()
    seen = {own}
    for rival in value.rivals:
        text = spelled(setting, spec, layout, rival)
        if not text or text.casefold() in seen:
            continue
        seen.add(text.casefold())
        before, after = setting.wording.say("rival", text=shown_as_said(spec, text)).split("{sources}")
        yield Run(text="; ")
        yield Run(text=before, mark="disputed")
        yield from setting.notes.links(setting.notes.numbers(rival.evidence))
        if after:
            yield Run(text=after)


def differs(value: Value) -> bool:
    """Return whether sources are at odds here: what a person set instead of them is no dispute among them."""
    typed = value.origin == "override" and not value.evidence
    return value.status is Status.DISPUTED or bool(value.rivals and not typed)


def readings(setting: Setting, spec: FieldSpec | None, layout: LayoutSpec, value: Value) -> tuple[str, ...]:
    """Return each reading of a disputed value with its sources and their words, a line each."""
    if not value.rivals:
        return ()
    lines: dict[str, None] = {}
    for one in (value, *value.rivals):
        shown = spelled(setting, spec, layout, one)
        for quote in one.evidence:
            told = setting.wording.say(
                "reading",
                value=shown,
                source=setting.notes.source(quote.source),
                words=quoted(quote.text, CELL_WORDS),
            )
            lines[told] = None
    return tuple(lines)


def shown_as_said(spec: FieldSpec | None, text: str) -> str:
    """Return a reading of one side: quoted when it is the source's wording, plain when normalised."""
    plain = spec is not None and spec.type in {"date", "choice", "country", "record"}
    return text if plain or text.startswith("“") else quoted(text, CELL_WORDS)


def absent(setting: Setting, section: SectionSpec, name: str, address: str = "") -> Line:
    """Return the words for a field that was looked for and not found, nothing where nobody asks."""
    spec = section.fields.get(name)
    if name in section.layout.expect or (spec is not None and spec.ask):
        return (Run(text=setting.wording.say("absent"), italic=True, mark="absent", address=address),)
    return ()


def also(setting: Setting, section: SectionSpec, record: Record) -> str:
    """Return a record's other names, as far as they say more than its heading: "also Sergei"."""
    if not section.layout.also:
        return ""
    name = heading(setting, section, record)
    known = _words(name)
    told: list[set[str]] = []
    found: list[str] = []
    for value in values(record, section.layout.also):
        words = tidy(value.text).split()
        new = [word for word in words if not _words(word) <= known]
        fresh = _words(" ".join(new))
        if not new or any(fresh >= earlier for earlier in told):
            continue
        shared = _words(words[-1]) <= _words(name.split()[-1])
        found.append(" ".join(new) if shared else tidy(value.text))
        told.append(fresh)
    return setting.wording.say("also", names=setting.wording.join(found[:_ALIASES])) if found else ""


def _words(text: str) -> set[str]:
    """Return the words of a name, small and without accents: spellings that differ in those only are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return {word.casefold() for word in re.findall(r"\w+", plain)}


def record_evidence(record: Record) -> tuple[Evidence, ...]:
    """Return what a record rests on: its sentences, else the quotations of its values, each place once."""
    found = list(record.evidence) or [
        e for found in record.fields.values() for value in found for e in value.evidence
    ]
    return tuple({(e.source, e.start, e.end): e for e in found}.values())


def all_evidence(record: Record) -> tuple[Evidence, ...]:
    """Return every quotation of a record, each place once."""
    found = [*record.evidence, *(e for found in record.fields.values() for value in found for e in value.evidence)]
    return tuple({(e.source, e.start, e.end): e for e in found}.values())


def matches(section: SectionSpec, record: Record, wanted: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether each named field has one of the wanted choices."""
    return all(
        any((value.normal or value.text) in choices for value in record.fields.get(name, ()))
        for name, choices in wanted.items()
        if name in section.fields
    )


def ordered(setting: Setting, section: SectionSpec, records: Iterable[Record]) -> list[Record]:
    """Return records in the order that the layout asks for; equal ones keep theirs."""
    found = list(records)
    for wish in reversed(section.layout.order):
        name = wish.removeprefix("-")
        if name == "sources":
            found.sort(key=lambda record: -setting.notes.independent(all_evidence(record)))
        else:
            spec = section.fields.get(name)
            found.sort(key=partial(_rank, name=name, spec=spec), reverse=wish != name)
    shown = setting.briefing.section(section.id)
    first = {key: place for place, key in enumerate(shown.first if shown else ())}
    return sorted(found, key=lambda record: first.get(record.key, len(first)))  # a person's wish comes first


def _rank(record: Record, name: str, spec: FieldSpec | None) -> tuple[int, str]:
    value = record.first(name)
    if value is None:
        return (1_000_000, "")
    text = value.normal or value.text
    choices = spec.of if spec is not None else ()
    return (choices.index(text) if text in choices else len(choices), "" if text in choices else text)
