"""Records of sections that link to others in, lines to tell below those others out: "United States: …"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from brief.model import Record
from brief.render.blocks import Line, Run
from brief.render.layout_lines import bare, cited, ended, joined, plain, repeats, shorter
from brief.render.layout_values import Setting, heading, record_evidence, told, values
from brief.schema import SectionSpec

_SAID_WORDS, _PER_HOLDER = 30, 2  # of what one holder says on one topic
_ALL = 1_000  # words: no cut
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
) -> list[Line]:
    """Return what other sections hold about a record: "United States: …", one line per holder."""
    found = {
        (s.id, r.key): (s, r) for name in sorted(_names(setting, section, record)) for s, r in links.get(name, ())
    }
    lines: list[Line] = []
    for other in setting.schema.sections:
        about = [r for s, r in found.values() if s.id == other.id]
        lines += _holders(setting, other, about)
    return lines


def _names(setting: Setting, section: SectionSpec, record: Record) -> set[str]:
    own = {record.key, *record.aliases, heading(setting, section, record)}
    own |= {value.text for value in record.fields.get(section.identity.field, ())}
    return _called(*own)


def _called(*names: str) -> set[str]:
    return {name.casefold().replace("-", " ") for name in names if name}


def _holders(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> Iterable[Line]:
    """Yield a line per holder, without what another line says in more words."""
    texts = {record.key: bare(plain(_said(setting, section, record, _ALL))) for record in records}
    holders: dict[str, list[Record]] = {}
    for record in records:
        text = texts[record.key]
        fuller = any(
            text in other and (text != other or key < record.key)
            for key, other in texts.items()
            if key != record.key
        )
        if len(text.split()) >= _LEAST_SAID and not fuller:
            holders.setdefault(heading(setting, section, record), []).append(record)
    limit = section.layout.limit or len(holders)
    for holder, held in list(holders.items())[:limit]:
        runs: list[Run] = []
        for record in held[:_PER_HOLDER]:
            cites = setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}")
            runs += [Run(text=" "), *cited(ended(_said(setting, section, record)), cites)]
        yield (Run(text=f"{holder}:", bold=True), *runs)


def _said(setting: Setting, section: SectionSpec, record: Record, words: int = _SAID_WORDS) -> list[Run]:
    """Return what a linked record tells, each thing once and in at most so many words."""
    runs: list[Run] = []
    for name in section.layout.body or (section.identity.field,):
        line = told(setting, section, record, name)
        if line and not repeats(plain(line), plain(runs)):
            short = shorter(line, words)
            runs = joined(runs, short, quotation=section.fields[name].type == "quote")
    return runs
