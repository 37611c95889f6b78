"""A section's records in, blocks out: as table, list or entries, grouped and ordered as its layout says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.model import Record
from brief.render.blocks import Block, Line, Listing, Paragraph, Run
from brief.render.layout_lines import bare, cited, ended, plain, repeats, shorter
from brief.render.layout_links import linked, links_to
from brief.render.layout_repeats import distinct, sentence
from brief.render.layout_said import said_elsewhere, statement
from brief.render.layout_sides import Sides
from brief.render.layout_table import anchor, columns, table
from brief.render.layout_values import (
    Setting,
    absent,
    all_evidence,
    also,
    heading,
    label,
    lead,
    noted,
    record_evidence,
    spelled,
    told,
)
from brief.render.wording import capital
from brief.schema import SectionSpec

_SENTENCE_WORDS = 35  # of a field told in an entry


def set_records(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return the blocks of some records of one section, group by group when the layout groups them."""
    form = {"table": table, "list": listing, "entries": entries}[section.layout.form if records else "list"]
    if not records:
        return [Paragraph(runs=(Run(text=setting.wording.say("section_empty"), italic=True, mark="absent"),))]
    name = section.layout.group_by
    if not name:
        return form(setting, section, records)
    blocks: list[Block] = []
    for title, group in _groups(setting, section, records, name):
        made = form(setting, section, group)
        if title and made:
            blocks.append(Paragraph(runs=(Run(text=capital(title), bold=True),), style="label"))
        blocks += made
    return blocks


def _groups(
    setting: Setting, section: SectionSpec, records: Sequence[Record], name: str
) -> Iterable[tuple[str, list[Record]]]:
    """Return the records by what they have in one field: choices in the schema's order, others by first use."""
    spec = section.fields.get(name)
    groups: dict[str, list[Record]] = {choice: [] for choice in (spec.of if spec else ())}
    titles: dict[str, str] = {}
    for record in records:
        value = record.first(name)
        key = (value.normal or value.text) if value else ""
        groups.setdefault(key, []).append(record)
        titles.setdefault(key, spelled(setting, spec, section.layout, value) if value else "")
    return [(titles[key], group) for key, group in groups.items() if group]


def listing(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return one list: an item per record with what leads it, its other fields and its tags.

    What another record tells in more words is left out, and a quotation given before is not given again.
    """
    names = [n for n in dict.fromkeys((lead(section), *section.layout.body)) if n != section.layout.group_by]
    quotes = [name for name in names if section.fields[name].type == "quote"]
    acts = [name for name in names if name not in quotes]
    lines = {record.key: statement(setting, section, record, names) for record in records}
    gone = said_elsewhere({key: bare(plain(line)) for key, line in lines.items()}) if section.layout.body else set()
    kept = [record for record in records if record.key not in gone]
    before: list[str] = []
    for record in kept:
        given = [bare(plain(told(setting, section, record, name))) for name in quotes]
        alone = statement(setting, section, record, acts) if any(given) else ()
        if alone and any(all(quote in text for quote in given) for text in before):
            lines[record.key] = alone
        before.append(bare(plain(lines[record.key])))
    items = [_item(setting, section, record, lines[record.key]) for record in kept]
    return [Listing(items=tuple(items))] if items else []


def _item(setting: Setting, section: SectionSpec, record: Record, line: Line) -> Line:
    """Return one item: in the core with a note, in a tab with the numbers of its sources."""
    mark = setting.marks.own(f"{section.id}/{record.key}")
    runs = [*[Run(text=mark)] * bool(mark), *ended(line or [Run(text=heading(setting, section, record))])]
    evidence = record_evidence(record)
    if section.layout.part == "core":
        runs = list(cited(runs, setting.notes.cite(evidence, f"{section.id}/{record.key}")))
    else:
        runs += setting.notes.bracketed(evidence)
    for name in section.layout.tags:
        tag = told(setting, section, record, name)
        runs += [Run(text=" · "), *tag] if tag and name != section.layout.group_by else []
    return tuple(runs)


def entries(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return per record a heading line with its corroboration, a sentence per field, and the linked lines.

    A sentence that has been told, of this record or of one before it, is not told again. A record of which
    nothing would be told tells the first column of sentences that its table has.
    """
    blocks: list[Block] = []
    links, sides = links_to(setting, section), Sides(setting)
    spare = next((n for n in columns(section) if section.fields[n].type == "sentence" and n != lead(section)), "")
    fresh = {
        name: distinct(setting, section, records, name)
        for name in dict.fromkeys((*section.layout.body, spare))
        if name and section.fields[name].type == "sentence" and not section.fields[name].many
    }
    for place, record in enumerate(records, 1):
        lines = linked(setting, section, record, links, sides)
        said = " ".join(plain(line) for line in lines)
        own: list[Line] = []
        for name in (*section.layout.body, *([spare] if spare and not lines and not section.layout.body else [])):
            given = fresh.get(name, {}).get(record.key)
            line = _field_sentence(setting, section, record, name) if given is None else _ended(sentence(given))
            if line and not repeats(plain(line), said):
                own.append(line)
                said += " " + plain(line)
        if lines:
            grounds = setting.notes.bracketed(all_evidence(record))
        else:
            cites = setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}")
            grounds = () if own else (Run(text="", cites=cites),)
            own[:1] = [cited(line, cites) for line in own[:1]]
        blocks.append(_entry_heading(setting, section, record, place, grounds))
        blocks += [Paragraph(runs=line) for line in (*own, *lines)]
    return blocks


def _ended(line: Line) -> Line:
    return tuple(ended(shorter(line, _SENTENCE_WORDS))) if line else ()


def _entry_heading(setting: Setting, section: SectionSpec, record: Record, place: int, grounds: Line) -> Paragraph:
    number = f"{place} " if section.layout.numbered else ""
    mark = setting.marks.own(f"{section.id}/{record.key}")
    runs = [Run(text=f"{number}{mark}{heading(setting, section, record)}", bold=True)]
    for value in record.fields.get(lead(section), ())[:1]:
        runs = noted(runs, setting, value, f"{section.id}/{record.key}/{lead(section)}")
    others = also(setting, section, record)
    runs += [Run(text=f" ({others})")] * bool(others)
    for name in section.layout.tags:
        tag = plain(told(setting, section, record, name))
        runs += [Run(text=f" · {tag[:1].lower()}{tag[1:]}")] * bool(tag)
    evidence = all_evidence(record)
    if evidence:
        sources = len(setting.notes.numbers(evidence))
        voices = setting.notes.independent(evidence)
        runs.append(Run(text=f" · {setting.wording.corroboration(sources, voices)}"))
    return Paragraph(runs=(*runs, *grounds), style="label", anchor=anchor(section, record))


def _field_sentence(setting: Setting, section: SectionSpec, record: Record, name: str) -> Line:
    """Return one field of an entry: prose as it is, anything shorter after its label."""
    line = told(setting, section, record, name)
    if not line:
        missing = absent(setting, section, name)
        return (Run(text=f"{label(section, name)}: "), *missing) if missing else ()
    spec = section.fields[name]
    if spec.type in {"sentence", "clause"}:
        return tuple(ended(shorter(line, _SENTENCE_WORDS)))
    return (Run(text=f"{label(section, name)}: "), *ended(line))
