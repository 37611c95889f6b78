"""The schema's summary templates and a briefing in, the lines of the bottom line out: grounded values only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from brief.model import Evidence, Record, Value
from brief.render.blocks import Line, Run
from brief.render.layout_lines import bare, cited, plain
from brief.render.layout_notes import telling
from brief.render.layout_values import (
    Setting,
    about,
    heading,
    label,
    marked,
    matches,
    spelled,
    values,
)
from brief.render.wording import capital, closed, shortened
from brief.schema import PLACEHOLDER, PLURAL, Placeholder, SectionSpec, SummarySpec, placeholder

_ALTERNATIVES = " | "
_EXTRA_WORDS = 8  # longer fields are not told in brackets
_MOST_LINES, _JOINED = 5, 170  # lines of a bottom line; characters of two that may share one
_ITEM_WORDS = 30  # of one item of a list


@dataclass(slots=True)
class _Filled:
    """What one placeholder gives: the runs, how many things they name, and what they stand on."""

    runs: list[Run] = field(default_factory=list)
    count: int = 0
    evidence: list[Evidence] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)  # of the records and fields that it tells


class Templates:
    """Fills templates for one briefing. A person told once in full is told by surname in later lines."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._short = dict(_surnames(setting))
        self._told: set[str] = set()

    def lines(self, specs: Sequence[SummarySpec]) -> list[Line]:
        """Return a line for each template of which one alternative can be filled, with one note each.

        Of more lines than a reader takes in at a glance, short neighbours share one, first those of one section.
        """
        found: list[tuple[str, Line]] = []
        for spec in specs:
            for text in spec.texts:
                filled = self._fill(text, spec)
                if filled is not None:
                    cites = self._setting.notes.cite(filled.evidence, quotes=2)
                    mark = self._setting.marks.around(filled.addresses)
                    line = (*[Run(text=mark)] * bool(mark), *cited(_line(filled.runs), cites))
                    found.append((_turning_on(text), line))
                    break
        return _gathered(found)

    def subject(self, template: str) -> str:
        """Return one line for `A | B` alternatives, without parts after a comma that cannot be filled; else ""."""
        for text in template.split(_ALTERNATIVES):
            parts = text.split(",")
            for length in range(len(parts), 0, -1):
                filled = self._fill(",".join(parts[:length]), SummarySpec(text=text))
                if filled is not None and filled.runs:
                    return capital("".join(run.text for run in filled.runs).strip())
        return ""

    def _fill(self, template: str, spec: SummarySpec) -> _Filled | None:
        """Return the template filled, None when a placeholder cannot be."""
        told = set(self._told)
        whole = _Filled()
        pieces: list[str | _Filled] = []
        for place, piece in enumerate(PLACEHOLDER.split(template)):
            if place % 2 == 0 or PLURAL.fullmatch(piece):
                pieces.append(piece)
                continue
            filled = self._placeholder(piece, spec)
            if filled is None:
                self._told = told
                return None
            pieces.append(filled)
            whole.evidence += filled.evidence
            whole.addresses += filled.addresses
        counts = [piece.count for piece in pieces if isinstance(piece, _Filled) and piece.count]
        last = counts[0] if counts else 1
        for place, piece in enumerate(pieces):
            if isinstance(piece, _Filled):
                whole.runs += piece.runs
                last = piece.count or last
            elif place % 2:
                one, many = piece.split("/", 1)
                whole.runs.append(Run(text=one if last == 1 else many))
            elif piece:
                whole.runs.append(Run(text=piece))
        return whole

    def _placeholder(self, text: str, spec: SummarySpec) -> _Filled | None:
        """Return what stands for one placeholder, None when nothing grounded does."""
        part = placeholder(text)
        if part is None:
            return None
        if text.strip() == "dates":
            return self._dates()
        if part.name in self._setting.schema.actors:
            return self._actor(part.name, part.field)
        dotted = part.field or part.counted
        section = self._setting.schema.section(part.name if dotted else spec.section)
        if section is None or not {part.condition, *part.extra} - {""} <= set(section.fields):
            return None
        records = self._records(section, part)
        if part.counted:
            words = self._setting.wording.number(len(records))
            told = [f"{section.id}/{record.key}" for record in records]
            return _Filled([Run(text=words)], len(records), [], told) if records else None
        most = spec.limit if part.most is None else part.most
        records = records[:most] if part.first else records
        return self._listed(section, records, part.field or part.name, part.extra, most)

    def _records(self, section: SectionSpec, part: Placeholder) -> list[Record]:
        found = self._setting.briefing.section(section.id)
        records = list(found.records) if found else []
        if not part.condition:
            return records
        return [r for r in records if matches(section, r, {part.condition: part.choices}) is not part.negated]

    def _listed(
        self, section: SectionSpec, records: Sequence[Record], name: str, extra: Sequence[str], most: int
    ) -> _Filled | None:
        """Return a field of some records as a list with "and", at most so many, the others counted."""
        spec = section.fields.get(name)
        items: dict[str, tuple[list[Run], list[Evidence]]] = {}
        for record in records:
            for value in values(record, name):
                text = shortened(spelled(self._setting, spec, section.layout, value), _ITEM_WORDS)
                if text and text.casefold() not in items:
                    person = spec is not None and spec.type in {"person", "actor"}
                    shown = self._person(text) if person and len(items) < most else text
                    state = spec is not None and spec.type in {"country", "actor", "party"}
                    shown = self._setting.wording.articled(shown) if state else shown
                    runs = [*marked(self._setting, value, shown), *self._extra(section, record, extra)]
                    items[text.casefold()] = (runs, telling(record, value.evidence))
        if not items:
            return None
        told = list(items.values())[:most]
        whole = spec is not None and spec.type in {"sentence", "clause"}
        joined = self._joined([runs for runs, _ in told], len(items) - len(told), sentences=whole)
        addresses = [f"{section.id}/{r.key}/{n}" for r in records for n in (name, *extra) if values(r, n)]
        return _Filled(joined, len(items), [quote for _, quotes in told for quote in quotes], addresses)

    def _extra(self, section: SectionSpec, record: Record, names: Sequence[str]) -> list[Run]:
        """Return further fields of a record in brackets."""
        said: list[str] = []
        for name in names:
            spec = section.fields.get(name)
            found = [value for value in values(record, name) if not self._in_words(value, said)]
            texts = [about(self._setting, section, name, value) for value in found]
            if spec is not None and spec.type == "date":
                texts = [f"{label(section, name).lower()} {text}" for text in texts]
            said += [text for text in texts if text and len(text.split()) <= _EXTRA_WORDS]
        said = [text for text in said if not any(bare(text) in bare(other) for other in said if other != text)]
        said = list(dict.fromkeys(said))
        joint = "; " if any("," in text for text in said) else ", "
        return [Run(text=f" ({joint.join(said)})")] if said else []

    def _in_words(self, value: Value, said: Sequence[str]) -> bool:
        """Return whether what has been said holds the very words that give a value: "until May 28"."""
        words = [bare(quote.text) for quote in value.evidence if any(c.isdigit() for c in quote.text)]
        return any(word in bare(text) for word in words for text in said)

    def _joined(self, items: Sequence[list[Run]], more: int, *, sentences: bool = False) -> list[Run]:
        wording = self._setting.wording
        comma, last = wording.say("list_comma"), f" {wording.say('and')} "
        if any(mark in run.text for runs in items for run in runs for mark in (",", ";", "?", "…")):
            asked = any(run.text.rstrip().endswith("?") for runs in items for run in runs)
            comma = last = " " if asked else "; "
        comma, last = ("; ", "; ") if sentences and comma != " " else (comma, last)
        joined: list[Run] = []
        for place, runs in enumerate(items):
            if place:
                joined.append(Run(text=last if place == len(items) - 1 and not more else comma))
            stripped = runs[-1].text.rstrip(".") if len(items) > 1 or more else runs[-1].text
            stripped = wording.lowered(stripped) if sentences and place and len(runs) == 1 else stripped
            joined += [*runs[:-1], runs[-1].model_copy(update={"text": stripped})]
        if more:
            joined.append(Run(text=f"{comma.rstrip(', ')} {wording.count('and_more', more)}"))
        return joined

    def _actor(self, actor: str, name: str) -> _Filled | None:
        """Return an actor's name, or a field of the record that stands for it."""
        told: list[list[Run]] = []
        evidence: list[Evidence] = []
        addresses: list[str] = []
        for key in self._setting.briefing.actors.get(actor, ()):
            section, record = _found(self._setting, key)
            addresses += [f"{section.id}/{record.key}/{name}".rstrip("/")] if section and record else []
            if section is None or record is None:
                told += [[Run(text=key)]] if not name else []
            elif not name:
                told.append([Run(text=self._person(heading(self._setting, section, record)))])
            else:
                spec = section.fields.get(name)
                for value in values(record, name)[:1]:
                    told.append(marked(self._setting, value, spelled(self._setting, spec, section.layout, value)))
                    evidence += telling(record, value.evidence)
        return _Filled(self._joined(told, 0), len(told), evidence, addresses) if told else None

    def _dates(self) -> _Filled | None:
        """Return the days that the briefing is about, as a range."""
        window = self._setting.schema.window
        section = self._setting.briefing.section(window.section) if window else None
        if window is None or section is None:
            return None
        found: list[Value] = [value for record in section.records for value in values(record, window.field)]
        text = self._setting.wording.span(value.normal for value in found)
        return (
            _Filled([Run(text=text)], 0, [quote for value in found for quote in value.evidence]) if text else None
        )

    def _person(self, name: str) -> str:
        if name in self._told:
            return self._short.get(name, name)
        self._told.add(name)
        return name


def _gathered(lines: Sequence[tuple[str, Line]]) -> list[Line]:
    """Return the lines with the shortest neighbours joined, until they are few or none is short."""
    found = list(lines)
    while len(found) > _MOST_LINES:
        joined = [
            (first[0] != second[0], len(plain(first[1])) + len(plain(second[1])), place)
            for place, (first, second) in enumerate(pairwise(found))
        ]
        fitting = [one for one in joined if one[1] <= _JOINED]
        if not fitting:
            break
        place = min(fitting)[2]
        (name, line), (_, after) = found[place : place + 2]
        found[place : place + 2] = [(name, (*line, Run(text=" "), *after))]
    return [line for _, line in found]


def _turning_on(template: str) -> str:
    """Return the section or actor that a template begins with."""
    first = PLACEHOLDER.search(template)
    part = placeholder(first[1]) if first else None
    return part.name if part else ""


def _line(runs: Sequence[Run]) -> list[Run]:
    """Return the runs as one sentence, neighbours of one style joined."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].mark == run.mark == "":
            joined[-1] = Run(text=joined[-1].text + run.text)
        else:
            joined.append(run)
    joined[0] = joined[0].model_copy(update={"text": capital(joined[0].text.lstrip())})
    joined[-1] = joined[-1].model_copy(update={"text": closed(joined[-1].text)})
    return joined


def _found(setting: Setting, key: str) -> tuple[SectionSpec | None, Record | None]:
    """Return the first record of that key or name among persons and the like."""
    for section in setting.schema.sections:
        found = setting.briefing.section(section.id)
        for record in found.records if found else ():
            if key in {record.key, *record.aliases} or record.text(section.identity.field) == key:
                return section, record
    return None, None


def _surnames(setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield each person's full name with the short form that sources use, when it means nobody else."""
    short: list[tuple[str, str]] = []
    for section in setting.schema.sections:
        identity = section.fields.get(section.identity.field)
        found = setting.briefing.section(section.id)
        if identity is None or identity.type != "person" or found is None or not section.layout.also:
            continue
        for record in found.records:
            name = heading(setting, section, record)
            forms = [value.text for value in values(record, section.layout.also) if name.endswith(f" {value.text}")]
            short += [(name, form) for form in sorted(forms, key=len)[:1]]
    for name, form in short:
        if sum(other.endswith(form) for other in dict(short)) == 1:
            yield name, form
