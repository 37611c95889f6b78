"""A section's records in, blocks out: as table, list or entries, grouped and ordered as its layout says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.model import Record
from brief.render.blocks import Block, Cell, Line, Listing, Paragraph, Run, Table
from brief.render.layout_values import (
    Setting,
    absent,
    all_evidence,
    also,
    heading,
    label,
    lead,
    record_evidence,
    spelled,
    told,
    values,
)
from brief.render.wording import capital, closed
from brief.schema import SectionSpec

_NARROW, _WIDE = 7, 42  # characters; columns share the width between these by their longest usual text
_USUAL = 0.8  # of the cells in a column are no longer than what decides its width


def anchor(section: SectionSpec, record: Record) -> str:
    """Return the anchor of a record on the page."""
    return f"{section.id}-{record.key}"


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
        if title:
            blocks.append(Paragraph(runs=(Run(text=capital(title), bold=True),), style="label"))
        blocks += form(setting, section, group)
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


def columns(section: SectionSpec) -> list[str]:
    """Return the columns of a section's table: the layout's, else every field; never the one it groups by."""
    wanted = section.layout.columns or tuple(name for name in section.fields if name != section.layout.also)
    return [name for name in wanted if name in section.fields and name != section.layout.group_by]


def table(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return one table: a row per record, columns that hold nothing left out, sources last."""
    names = [
        name
        for name in columns(section)
        if any(values(record, name) for record in records) or absent(setting, section, name)
    ]
    rows: list[tuple[Cell, ...]] = []
    before: dict[str, str] = {}
    sourced = any(all_evidence(record) for record in records)
    for record in records:
        cells = _cells(setting, section, record, names)
        rows.append(_once(section, names, cells, before))
        if sourced:
            numbers = setting.notes.links(setting.notes.numbers(all_evidence(record)))
            rows[-1] = (*rows[-1], Cell(lines=(numbers,) if numbers else ()))
    head = [label(section, name) for name in names] + [setting.wording.say("source_column")] * sourced
    summary = setting.wording.say("table_summary", title=section.title, columns=", ".join(head))
    return [Table(head=tuple(head), rows=tuple(rows), widths=widths(head, rows), summary=summary)]


def _cells(setting: Setting, section: SectionSpec, record: Record, names: Sequence[str]) -> list[Cell]:
    main = lead(section) if lead(section) in names else names[0]
    said: set[str] = set()
    cells: list[Cell] = []
    for name in names:
        line = told(setting, section, record, name)
        text = plain(line).casefold()
        if text in said and name != main:
            line = ()
        said.add(text)
        if name == main:
            line = _leading(setting, section, record, line)
        line = line or absent(setting, section, name)
        cells.append(Cell(lines=(line,) if line else (), anchor=anchor(section, record) if name == main else ""))
    return cells


def _leading(setting: Setting, section: SectionSpec, record: Record, line: Line) -> Line:
    """Return the cell that names a record: other names after it, then the note of the row."""
    runs = list(line) or [Run(text=heading(setting, section, record))]
    kind = section.fields.get(lead(section))
    short = kind is not None and kind.type in {"person", "entry", "topic", "country", "actor"}
    if short:
        runs[0] = runs[0].model_copy(update={"bold": True})
    others = also(setting, section, record)
    if others:
        runs.append(Run(text=f" ({others})"))
    return cited(runs, setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}"))


def cited(runs: Sequence[Run], cites: tuple[int, ...]) -> Line:
    """Return the runs with the notes set after the last."""
    if not runs:
        return ()
    last = runs[-1]
    fresh = tuple(number for number in cites if number not in last.cites)
    return (*runs[:-1], last.model_copy(update={"cites": (*last.cites, *fresh)}))


def _once(
    section: SectionSpec, names: Sequence[str], cells: list[Cell], before: dict[str, str]
) -> tuple[Cell, ...]:
    """Return a row without what the rows above already say in the columns told once; `before` is brought on."""
    blank = True
    for place, name in enumerate(names):
        if name not in section.layout.once:
            continue
        text = plain(cells[place].lines[0]) if cells[place].lines else ""
        blank = blank and before.get(name) == text
        if blank:
            cells[place] = cells[place].model_copy(update={"lines": ()})
        before[name] = text
    return tuple(cells)


def plain(line: Line) -> str:
    """Return the text of a line."""
    return "".join(run.text for run in line)


def widths(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    """Return each column's share of the width, by the length of what usually stands in it; the sum is 1."""
    needs: list[float] = []
    for place, title in enumerate(head):
        lengths = sorted(max((len(plain(line)) for line in row[place].lines), default=0) for row in rows)
        usual = lengths[min(int(len(lengths) * _USUAL), len(lengths) - 1)] if lengths else 0
        word = max((len(word) for word in title.split()), default=0)
        needs.append(float(min(max(usual, word + 1, _NARROW), _WIDE)))
    shares = [round(need / sum(needs), 4) for need in needs]
    shares[shares.index(max(shares))] += 1 - sum(shares)
    return tuple(round(share, 4) for share in shares)


def listing(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return one list: an item per record, what leads it and then its other fields."""
    items: list[Line] = []
    for record in records:
        runs: list[Run] = list(told(setting, section, record, lead(section)))
        runs = runs or [Run(text=heading(setting, section, record))]
        for name in section.layout.body:
            line = told(setting, section, record, name)
            if name != lead(section) and line and plain(line).casefold() not in plain(tuple(runs)).casefold():
                runs += [Run(text=" · "), *line]
        items.append(cited(ended(runs), setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}")))
    return [Listing(items=tuple(items))]


def ended(runs: Sequence[Run]) -> list[Run]:
    """Return the runs as a sentence: one mark at the end."""
    return [*runs[:-1], runs[-1].model_copy(update={"text": closed(runs[-1].text)})]


def entries(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return per record a heading line with its corroboration, a sentence per field, and the linked lines."""
    blocks: list[Block] = []
    for place, record in enumerate(records, 1):
        blocks.append(_entry_heading(setting, section, record, place))
        for name in section.layout.body:
            line = _field_sentence(setting, section, record, name)
            if line:
                blocks.append(Paragraph(runs=line))
        blocks += linked_lines(setting, section, record)
    return blocks


def _entry_heading(setting: Setting, section: SectionSpec, record: Record, place: int) -> Paragraph:
    number = f"{place}  " if section.layout.numbered else ""
    runs = [Run(text=f"{number}{heading(setting, section, record)}", bold=True)]
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
    cites = setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}")
    return Paragraph(runs=cited(runs, cites), style="label", anchor=anchor(section, record))


def _field_sentence(setting: Setting, section: SectionSpec, record: Record, name: str) -> Line:
    """Return one field of an entry: prose as it is, anything shorter after its label."""
    line = told(setting, section, record, name)
    if not line:
        missing = absent(setting, section, name)
        return (Run(text=f"{label(section, name)}: "), *missing) if missing else ()
    spec = section.fields[name]
    if spec.type in {"sentence", "clause"}:
        return tuple(ended(line))
    return (Run(text=f"{label(section, name)}: "), *ended(line))


def linked_lines(setting: Setting, section: SectionSpec, record: Record) -> list[Block]:
    """Return what the sections that link to this record hold about it: "United States: …", one line per holder."""
    blocks: list[Block] = []
    for other in setting.schema.sections:
        links = [name for name, spec in other.fields.items() if spec.type == "link" and spec.to == section.id]
        found = setting.briefing.section(other.id)
        if not links or found is None or other.layout.form == "hidden":
            continue
        names = _names(setting, section, record)
        holders: dict[str, list[Record]] = {}
        for one in found.records:
            if any(names & _called(value.normal, value.text) for name in links for value in values(one, name)):
                holders.setdefault(heading(setting, other, one), []).append(one)
        limit = other.layout.limit or len(holders)
        for holder, held in list(holders.items())[:limit]:
            runs = _holder_line(setting, other, holder, held)
            if runs:
                blocks.append(Paragraph(runs=runs))
    return blocks


def _names(setting: Setting, section: SectionSpec, record: Record) -> set[str]:
    own = {record.key, *record.aliases, heading(setting, section, record)}
    own |= {value.text for value in record.fields.get(section.identity.field, ())}
    return _called(*own)


def _called(*names: str) -> set[str]:
    return {name.casefold().replace("-", " ") for name in names if name}


def _holder_line(setting: Setting, section: SectionSpec, holder: str, records: Sequence[Record]) -> Line:
    runs: list[Run] = []
    said = ""
    for record in records:
        for name in section.layout.body or (section.identity.field,):
            line = told(setting, section, record, name)
            text = plain(line)
            if not line or text.strip("“”.").casefold() in said:
                continue
            said += f" {text.casefold()}"
            cites = setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}")
            runs += [Run(text=" "), *cited(ended(line), cites)]
    return (Run(text=f"{holder}:", bold=True), *runs) if runs else ()
