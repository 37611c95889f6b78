"""A section's records in, one table out: a row each, without empty columns, repeats and dates told twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brief.model import Record
from brief.render.blocks import Block, Cell, Line, Run, Table
from brief.render.layout_lines import bare, plain
from brief.render.layout_repeats import distinct, sentence, undated
from brief.render.layout_values import (
    PROSE,
    Setting,
    absent,
    all_evidence,
    also,
    heading,
    label,
    lead,
    told,
    values,
)
from brief.schema import SectionSpec

_NARROW, _SHORT, _WIDE = 5, 18, 60  # characters: the least a column needs, what should not wrap, what may count
_PADDING = 2  # characters: the sides of a cell, bold letters, the sign of a note
_LINE, _MOST_FIXED = 88, 0.85  # characters that stand side by side; the share of them that need not wrap
_ABSENT = 10  # of a line that says that something is not there: it may break
_USUAL = 0.8  # of the cells in a column are no longer than what decides its width


def anchor(section: SectionSpec, record: Record) -> str:
    """Return the anchor of a record on the page."""
    return f"{section.id}-{record.key}"


def columns(section: SectionSpec) -> list[str]:
    """Return the columns of a section's table: the layout's, else every field; never the one it groups by."""
    wanted = section.layout.columns or tuple(name for name in section.fields if name != section.layout.also)
    return [name for name in wanted if name in section.fields and name != section.layout.group_by]


def table(setting: Setting, section: SectionSpec, records: Sequence[Record]) -> list[Block]:
    """Return one table: a row per record, columns that hold nothing left out, sources last."""
    names = columns(section)
    main = _main(section, names)
    fresh = {
        name: distinct(setting, section, records, name)
        for name in names
        if name != main and section.fields[name].type == "sentence" and not section.fields[name].many
    }
    made = [_cells(setting, section, record, names, fresh) for record in records]
    kept = [place for place, _ in enumerate(names) if any(cells[place].lines for cells in made)]
    names = [names[place] for place in kept]
    before: dict[str, str] = {}
    rows = [
        _filled(setting, section, record, names, _once(section, names, [cells[place] for place in kept], before))
        for record, cells in zip(records, made, strict=True)
    ]
    head = [label(section, name) for name in names]
    if any(all_evidence(record) for record in records):
        head.append(setting.wording.say("source_column"))
        rows = [(*row, _sources(setting, record)) for row, record in zip(rows, records, strict=True)]
    summary = setting.wording.say("table_summary", title=section.title, columns=", ".join(head))
    return [Table(head=tuple(head), rows=tuple(rows), widths=widths(head, rows), summary=summary)]


def _sources(setting: Setting, record: Record) -> Cell:
    numbers = setting.notes.links(setting.notes.numbers(all_evidence(record)))
    return Cell(lines=(numbers,) if numbers else ())


def _main(section: SectionSpec, names: Sequence[str]) -> str:
    """Return the column that names the record."""
    return lead(section) if lead(section) in names else names[0]


def _cells(
    setting: Setting,
    section: SectionSpec,
    record: Record,
    names: Sequence[str],
    fresh: Mapping[str, Mapping[str, str]],
) -> list[Cell]:
    """Return a record's cells; prose that another cell or row has said already is not said again."""
    main = _main(section, names)
    said: list[str] = []
    cells: list[Cell] = []
    dates = [v for name in names if section.fields[name].type == "date" for v in values(record, name)[:1]]
    for name in names:
        line = told(setting, section, record, name)
        if record.key in fresh.get(name, {}):
            line = sentence(fresh[name][record.key])
        elif section.fields[name].type in PROSE:
            line = undated(setting.wording, line, dates)
        text = bare(plain(line))
        within = section.fields[name].type in PROSE
        if name == main:
            line = _leading(setting, section, record, line)
        elif text and any(text == one or (within and text in one) for one in said):
            line = ()
        else:
            line = line or absent(setting, section, name, f"{section.id}/{record.key}/{name}")
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
    mark = setting.marks.own(f"{section.id}/{record.key}")
    if mark:
        runs.insert(0, Run(text=mark))
    return tuple(runs)


def _filled(
    setting: Setting, section: SectionSpec, record: Record, names: Sequence[str], cells: Sequence[Cell]
) -> tuple[Cell, ...]:
    """Return a row with a dash where nothing was found, but for what its column tells only once."""
    dash = Run(text=setting.wording.say("blank"), mark="absent")
    return tuple(
        cell.model_copy(
            update={"lines": ((dash.model_copy(update={"address": f"{section.id}/{record.key}/{name}"}),),)}
        )
        if not cell.lines and name not in section.layout.once and not _untold(section, record, name)
        else cell
        for name, cell in zip(names, cells, strict=True)
    )


def _untold(section: SectionSpec, record: Record, name: str) -> bool:
    """Return whether the record has a choice there that is not worth saying."""
    return section.fields[name].type == "choice" and bool(values(record, name))


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
    found = [line for cell in cells for line in cell.lines]
    lines = sorted(min(len(plain(line)), _ABSENT if _absent(line) else len(plain(line))) for line in found)
    filled = sorted(len(plain(line)) for line in found if not _absent(line)) or [0]
    usual = max(_usual(lines), min(_usual(filled), _SHORT)) if lines else 0
    word = min(max(words, _NARROW), _SHORT) + _PADDING
    return word, max(usual + _PADDING, word)


def _usual(lengths: Sequence[int]) -> int:
    """Return the length that most of some ascending ones do not pass."""
    return lengths[min(int(len(lengths) * _USUAL), len(lengths) - 1)]


def _absent(line: Line) -> bool:
    return all(run.mark == "absent" for run in line)
