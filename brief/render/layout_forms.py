"""A section's records in, blocks out: as table, list or entries, grouped and ordered as its layout says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.model import Record
from brief.render.blocks import Block, Cell, Line, Listing, Paragraph, Run, Table
from brief.render.layout_lines import bare, cited, ended, joined, plain, repeats, shorter
from brief.render.layout_links import linked, links_to
from brief.render.layout_values import (
    PROSE,
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
)
from brief.render.wording import capital
from brief.schema import SectionSpec

_NARROW, _SHORT, _WIDE = 5, 18, 60  # characters: the least a column needs, what should not wrap, what may count
_PADDING = 2  # characters: the sides of a cell, bold letters, the sign of a note
_LINE, _MOST_FIXED = 88, 0.75  # characters that stand side by side; the share of them that need not wrap
_USUAL = 0.8  # of the cells in a column are no longer than what decides its width
_ENOUGH = 4  # words that need no quotation beside them when it has been given already
_SENTENCE_WORDS = 35  # of a field told in an entry


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
    names = columns(section)
    main = lead(section) if lead(section) in names else names[0]
    made = [_cells(setting, section, record, names, main) for record in records]
    kept = [place for place, _ in enumerate(names) if any(cells[place].lines for cells in made)]
    names = [names[place] for place in kept]
    before: dict[str, str] = {}
    rows = [_once(section, names, [cells[place] for place in kept], before) for cells in made]
    head = [label(section, name) for name in names]
    if any(all_evidence(record) for record in records):
        head.append(setting.wording.say("source_column"))
        rows = [(*row, _sources(setting, record)) for row, record in zip(rows, records, strict=True)]
    summary = setting.wording.say("table_summary", title=section.title, columns=", ".join(head))
    return [Table(head=tuple(head), rows=tuple(rows), widths=widths(head, rows), summary=summary)]


def _sources(setting: Setting, record: Record) -> Cell:
    numbers = setting.notes.links(setting.notes.numbers(all_evidence(record)))
    return Cell(lines=(numbers,) if numbers else ())


def _cells(setting: Setting, section: SectionSpec, record: Record, names: Sequence[str], main: str) -> list[Cell]:
    """Return a record's cells; prose that another cell has said already is not said again."""
    said: list[str] = []
    cells: list[Cell] = []
    for name in names:
        line = told(setting, section, record, name)
        text = bare(plain(line))
        within = section.fields[name].type in PROSE
        if name == main:
            line = _leading(setting, section, record, line)
        elif text and any(text == one or (within and text in one) for one in said):
            line = ()
        else:
            line = line or absent(setting, section, name)
        said.append(text)
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


def widths(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    """Return each column's share of the width; the sum is 1.

    First every column gets its longest word, and short ones their whole text while there is room; what is left goes
    where more is wanted.
    """
    lengths = [_lengths(title, [row[place] for row in rows]) for place, title in enumerate(head)]
    least = [word for word, _ in lengths]
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place][1]):
        word, usual = lengths[place]
        if usual <= _SHORT + _PADDING and sum(least) + usual - word <= _LINE * _MOST_FIXED:
            least[place] = usual
    wanted = [max(float(need), min(usual, _WIDE)) for need, (_, usual) in zip(least, lengths, strict=True)]
    free = max(_LINE - sum(least), 0)
    more = sum(wanted) - sum(least)
    given = min(free / more, 1) if more else 0
    needs = [need + (want - need) * given for need, want in zip(least, wanted, strict=True)]
    shares = [round(need / sum(needs), 4) for need in needs]
    shares[shares.index(max(shares))] += 1 - sum(shares)
    return tuple(round(share, 4) for share in shares)


def _lengths(title: str, cells: Sequence[Cell]) -> tuple[int, int]:
    """Return how many characters a column needs for its longest word, and for what usually stands in a cell."""
    texts = [plain(line) for cell in cells for line in cell.lines]
    words = max((len(word) for text in (title, *texts) for word in text.split()), default=0)
    lines = sorted(max((len(plain(line)) for line in cell.lines), default=0) for cell in cells)
    usual = lines[min(int(len(lines) * _USUAL), len(lines) - 1)] if lines else 0
    word = min(max(words, _NARROW), _SHORT) + _PADDING
    return word, max(usual + _PADDING, word)


def listing(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return one list: an item per record with what leads it, its other fields and its tags."""
    items: list[Line] = []
    quotes: set[str] = set()
    for record in records:
        runs: list[Run] = []
        for name in dict.fromkeys((lead(section), *section.layout.body)):
            line = told(setting, section, record, name)
            quotation = section.fields[name].type == "quote"
            again = quotation and bare(plain(line)) in quotes and len(plain(runs).split()) >= _ENOUGH
            if name != section.layout.group_by and not again and not repeats(plain(line), plain(runs)):
                runs = joined(runs, line, quotation=quotation)
            quotes |= {bare(plain(line))} if quotation else set()
        runs = ended(runs or [Run(text=heading(setting, section, record))])
        runs = list(cited(runs, setting.notes.cite(record_evidence(record), f"{section.id}/{record.key}")))
        for name in section.layout.tags:
            tag = told(setting, section, record, name)
            runs += [Run(text=" · "), *tag] if tag and name != section.layout.group_by else []
        items.append(tuple(runs))
    return [Listing(items=tuple(items))]


def entries(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return per record a heading line with its corroboration, a sentence per field, and the linked lines.

    A sentence that has been told, of this record or of one before it, is not told again.
    """
    blocks: list[Block] = []
    links = links_to(setting, section)
    before: set[str] = set()
    for place, record in enumerate(records, 1):
        blocks.append(_entry_heading(setting, section, record, place))
        lines = linked(setting, section, record, links)
        said = " ".join(plain(line) for line in lines)
        for name in section.layout.body:
            line = _field_sentence(setting, section, record, name)
            text = bare(plain(line))
            if line and text not in before and not repeats(text, said):
                blocks.append(Paragraph(runs=line))
            before.add(text)
        blocks += [Paragraph(runs=line) for line in lines]
    return blocks


def _entry_heading(setting: Setting, section: SectionSpec, record: Record, place: int) -> Paragraph:
    number = f"{place} " if section.layout.numbered else ""
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
        return tuple(ended(shorter(line, _SENTENCE_WORDS)))
    return (Run(text=f"{label(section, name)}: "), *ended(line))
