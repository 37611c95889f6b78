"""Records of sections that link to others in, lines to tell below those others out: "United States: …"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from brief.model import Record
from brief.render.blocks import Line, Run
from brief.render.layout_lines import bare, cited, ended, plain
from brief.render.layout_said import portion, said_elsewhere, statement
from brief.render.layout_sides import Sides
from brief.render.layout_values import Setting, heading, record_evidence, values
from brief.schema import SectionSpec

_SAID_WORDS, _PER_HOLDER = 30, 2  # of what one holder says on one topic
_LEAST_SAID = 4  # words; fewer tell no position

Links = Mapping[str, Sequence[tuple[SectionSpec, Record]]]


def links_to(setting: Setting, section: SectionSpec) -> dict[str, list[tuple[SectionSpec, Record]]]:
    """Return the records of other sections that link to this one, by the name they call it."""
    links: dict[str, list[tuple[SectionSpec, Record]]] = {}
    for other in setting.schema.sections:
        names = [name for name, spec in other.fields.items() if spec.type == "link" and spec.to == section.id]
        found = setting.briefing.section(other.id)
        for record in found.records if found and names and other.layout.form != "hidden" else ():
            called = {
                c for name in names for value in values(record, name) for c in _called(value.normal, value.text)
            }
            for one in sorted(called):
                links.setdefault(one, []).append((other, record))
    return links


def linked(
    setting: Setting,
    section: SectionSpec,
    record: Record,
    links: Links,
    sides: Sides,
) -> list[Line]:
    """Return what other sections hold about a record: a line per holder, in order of sides."""
    found = {
        (s.id, r.key): (s, r) for name in sorted(_names(setting, section, record)) for s, r in links.get(name, ())
    }
    lines: list[Line] = []
    for other in setting.schema.sections:
        about = [r for s, r in found.values() if s.id == other.id]
        lines += _holders(setting, other, about, sides)
    return lines


def _names(setting: Setting, section: SectionSpec, record: Record) -> set[str]:
    own = {record.key, *record.aliases, heading(setting, section, record)}
    own |= {value.text for value in record.fields.get(section.identity.field, ())}
    return _called(*own)


def _called(*names: str) -> set[str]:
    return {name.casefold().replace("-", " ") for name in names if name}


def _holders(setting: Setting, section: SectionSpec, records: Sequence[Record], sides: Sides) -> Iterable[Line]:
    """Yield a line per holder, without what another line says in more words; of each side one before a second."""
    names = section.layout.body or (section.identity.field,)
    whole = {r.key: statement(setting, section, r, names) for r in records}
    texts = {key: bare(plain(line)) for key, line in whole.items()}
    gone = said_elsewhere(texts) | {key for key, text in texts.items() if len(text.split()) < _LEAST_SAID}
    holders: dict[str, list[Record]] = {}
    for record in records:
        if record.key not in gone:
            holders.setdefault(heading(setting, section, record), []).append(record)
    placed = [(holder, sides.place(section, held[0])) for holder, held in holders.items()]
    quoted: set[str] = set()
    for holder in sides.first(placed, section.layout.limit or len(placed)):
        runs: list[Run] = []
        for record in holders[holder][:_PER_HOLDER]:
            quotes = [n for n in names if section.fields[n].type == "quote" and values(record, n)]
            known = [bare(values(record, name)[0].text) for name in quotes]
            told = [name for name in names if name not in quotes] if known and set(known) <= quoted else names
            line = portion(setting, section, record, statement(setting, section, record, told, _SAID_WORDS))
            quoted.update(known)
            if line:
                cites = setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}")
                runs += [Run(text=" "), *cited(ended(line), cites)]
        if runs:
            yield (Run(text=f"{holder}:", bold=True), *runs)
