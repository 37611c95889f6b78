"""The records that a picture draws in, each as one text with its day and its evidence out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from brief.model import Evidence, Record, Status, Value
from brief.render.blocks import Cell, Run
from brief.render.layout_lines import bare, plain
from brief.render.layout_repeats import undated
from brief.render.layout_values import Setting, all_evidence, matches, ordered, spelled, values
from brief.render.wording import capital, filled, shortened, tidy
from brief.schema import PLACEHOLDER, DrawnSpec, FieldSpec, SectionSpec

_WORDS = 18  # of what is told of a record
_SAME, _LEAST_SHARED = 0.75, 3  # of the words of the shorter text in the longer: the same, told twice


@dataclass(frozen=True, slots=True)
class Drawn:
    """A record as a picture tells it; `when` is an ISO date, "" where the picture asks for none.

    `whole` says that the text begins where its sentence or name does, or that a person wrote it.
    """

    text: str
    when: str
    evidence: tuple[Evidence, ...]
    whole: bool = True

    def numbers(self, setting: Setting) -> tuple[int, ...]:
        """Return the numbers of its sources, ascending."""
        return setting.notes.numbers(self.evidence)

    def voices(self, setting: Setting) -> int:
        """Return how many independent voices carry it."""
        return setting.notes.independent(self.evidence)


def drawn(setting: Setting, specs: Sequence[DrawnSpec]) -> list[Drawn]:
    """Return what is to be drawn, in the order of the schema and of the pages.

    What tells the same of one day again only adds its evidence to the first.
    """
    found: list[Drawn] = []
    told: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for one in _all(setting, specs):
        words = frozenset(bare(one.text).split())
        earlier = told.setdefault(one.when, [])
        place = next((place for place, other in earlier if _same(words, other, dated=bool(one.when))), None)
        if place is None:
            earlier.append((len(found), words))
            found.append(one)
        else:
            joined = dict.fromkeys((*found[place].evidence, *one.evidence))
            found[place] = replace(found[place], evidence=tuple(joined))
    return found


def _all(setting: Setting, specs: Sequence[DrawnSpec]) -> Iterator[Drawn]:
    for spec in specs:
        section = setting.schema.section(spec.section)
        shown = setting.briefing.section(spec.section)
        if section is not None and shown is not None:
            for record in ordered(setting, section, shown.records):
                if matches(section, record, spec.where):
                    yield from _told(setting, section, record, spec)


def cell(text: str, *, header: bool = False) -> Cell:
    """Return a cell of one line."""
    return Cell(lines=((Run(text=text),),), header=header)


def linked(setting: Setting, numbers: Iterable[int]) -> Cell:
    """Return a cell with the numbers of sources, each leading to its row."""
    line = setting.notes.links(numbers)
    return Cell(lines=(line,) if line else ())


def listed(setting: Setting, numbers: Iterable[int]) -> str:
    """Return the numbers of sources as text: "1–3, 5"."""
    return plain(setting.notes.links(numbers))


def _told(setting: Setting, section: SectionSpec, record: Record, spec: DrawnSpec) -> Iterator[Drawn]:
    dates: tuple[Value, ...] = values(record, spec.date)[:1] if spec.date else ()
    for template in spec.texts if dates or not spec.date else ():
        used = {name: values(record, name)[:1] for name in PLACEHOLDER.findall(template)}
        fills = {
            name: _filling(setting, section, name, one, dates) for name, found in used.items() for one in found
        }
        if len(fills) < len(used) or not all(fills.values()):
            continue
        text = shortened(tidy(_naming(fills) or filled(template, **fills)).rstrip("."), _WORDS)
        addresses = [f"{section.id}/{record.key}/{name}" for name in (*used, *([spec.date] if dates else ()))]
        known = (*dates, *(one for found in used.values() for one in found))
        evidence = dates[0].evidence if dates and dates[0].evidence else all_evidence(record)
        yield Drawn(
            text=setting.marks.around(addresses) + capital(text) + _signs(setting, known),
            when=(dates[0].normal or dates[0].text) if dates else "",
            evidence=tuple(evidence),
            whole=_whole(text, [section.fields[name] for name in used], known),
        )
        return


def _whole(text: str, specs: Iterable[FieldSpec], known: Iterable[Value]) -> bool:
    act = any(spec.type == "act" for spec in specs) and " " in text
    return act or not text[:1].islower() or any(value.origin == "override" for value in known)


def _naming(fills: Mapping[str, str]) -> str:
    """Return the value that names another of them anyway, and so tells both: "Hale will stay in prison"."""
    for text in fills.values():
        last = bare(text).split()[-1:]
        for longer in fills.values():
            if len(longer) > len(text) and set(last) <= set(bare(longer).split()):
                return longer
    return ""


def _filling(setting: Setting, section: SectionSpec, name: str, value: Value, dates: Sequence[Value]) -> str:
    """Return a value as it stands beside its day: without words that told the day."""
    spec = section.fields.get(name)
    text = spelled(setting, spec, section.layout, value)
    if dates and spec is not None and spec.type != "date":
        text = plain(undated(setting.wording, (Run(text=text),), dates))
    return text


def _signs(setting: Setting, found: Iterable[Value]) -> str:
    """Return the signs of a person's edit and of sources that differ."""
    known = list(found)
    edited = any(value.origin == "override" for value in known)
    disputed = any(value.rivals or value.status is Status.DISPUTED for value in known)
    sign = setting.wording.say("edited") if edited else ""
    return sign + (f" {setting.wording.say('picture.disputed')}" if disputed and not edited else "")


def _same(words: frozenset[str], other: frozenset[str], *, dated: bool) -> bool:
    """Return whether two texts of one day tell the same; those without a day must have the same words."""
    if not dated:
        return words == other
    return len(words & other) >= _SAME * max(min(len(words), len(other)), _LEAST_SHARED)
