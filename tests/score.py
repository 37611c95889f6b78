"""A briefing's JSON, the gold for its sources and their texts in; a score a section and every miss out.

A section's score weighs what was found against what a person found: F1 of the records, F2 where the gold
names the most important ones only. People, detainees and treaties count their fields for half.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gold import (
    COUNTED_EMPTY,
    RULES,
    Cell,
    Entry,
    Export,
    Row,
    Rule,
    Texts,
    act_right,
    entries,
    field_right,
    fold,
    same_date,
    same_person,
    same_visit,
)

Pair = tuple[Entry, Row | None]  # what a person found, and the row that says it


@dataclass
class Score:
    """`strangers` are the rows that the gold does not know."""

    value: float
    precision: float
    recall: float
    misses: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


@dataclass
class Report:
    """The scores of the sections that the gold has, and whether every value is grounded."""

    sections: dict[str, Score] = field(default_factory=dict)
    bare: list[str] = field(default_factory=list)  # extracted values without evidence
    altered: list[str] = field(default_factory=list)  # quotations that do not stand in their source
    dates: float = 1.0  # share of the sources whose date is right
    wires: float = 1.0  # share of the pairs of sources rightly one voice, or two

    @property
    def total(self) -> float:
        """Return the weighted mean of the sections."""
        weights = {name: RULES[name].weight for name in self.sections}
        held = sum(weights.values())
        return sum(self.sections[n].value * w for n, w in weights.items()) / held if held else 0.0

    def figures(self) -> dict[str, float]:
        """Return what a floor holds, rounded down to hundredths."""
        named = {name: score.value for name, score in self.sections.items()}
        figures = {"total": self.total, **named, "dates": self.dates, "wires": self.wires}
        return {name: int(figure * 100 + 1e-9) / 100 for name, figure in figures.items()}


def judge(export: Export, gold: Entry, texts: Mapping[str, str]) -> Report:
    """Return the report on a briefing; `texts` holds what was read from each file, by the file's name."""
    held, report = Texts(export, texts), Report()
    rows = {part.id: part.records for part in export.sections}
    for name in RULES:
        if entries(gold, name):
            report.sections[name] = _judge_section(name, rows.get(name, []), gold, held)
    for section, records in rows.items():
        for row in records:
            _ground(report, f"{section}/{row.id}", row, held)
    _judge_sources(report, export, entries(gold, "sources"))
    return report


def _judge_section(name: str, found: list[Row], gold: Entry, held: Texts) -> Score:
    rule = RULES[name]
    pairs, hit = _pairs(rule, entries(gold, name), found, held)
    strangers = [
        row.id for index, row in enumerate(found) if index not in hit and not _spared(name, row, gold, held)
    ]
    required = [row for entry, row in pairs if not entry.get("optional")]
    recall = sum(row is not None for row in required) / len(required) if required else 1.0
    precision = len(hit) / (len(hit) + len(strangers)) if hit else 0.0
    square = rule.beta**2
    value = (1 + square) * precision * recall / (square * precision + recall) if precision and recall else 0.0
    misses = [f"missed: {_name(e)}" for e, row in pairs if row is None and not e.get("optional")]
    if rule.fields:
        known = [(e, row) for e, row in pairs if row is not None or not e.get("optional")]
        value = (value + _judge_fields(rule, known, misses)) / 2
    return Score(value, precision, recall, misses, strangers)


def _pairs(rule: Rule, wanted: list[Entry], found: list[Row], held: Texts) -> tuple[list[Pair], set[int]]:
    """Return each gold entry with its row, required entries choosing first, and the rows that were hit."""
    hit: set[int] = set()
    pairs: list[Pair] = []
    for entry in sorted(wanted, key=lambda e: bool(e.get("optional"))):
        fits = [i for i, row in enumerate(found) if rule.match(row, entry, held)]
        if rule.single:
            free = [i for i in fits if i not in hit]
            fits = sorted(free, key=lambda i: fold(found[i].said("topic", "name")) != fold(_name(entry)))[:1]
        hit.update(fits)
        pairs.append((entry, found[fits[0]] if fits else None))
    return pairs, hit


def _name(entry: Entry) -> str:
    keys = ("name", "topic", "question", "activity", "event", "stance")
    return next((str(entry[key]) for key in keys if entry.get(key)), "")


def _spared(name: str, row: Row, gold: Entry, held: Texts) -> bool:
    """Return whether a row that the gold lacks does no harm: a byline, a gap, the visit's own days."""
    if name == "participants":
        return any(same_person(who, row.said("name")) for who in entries(gold, "ignore_persons"))
    if name == "open_questions":
        return row.said("kind") == "gap"
    if name != "timeline":
        return False
    fields = {"date": row.fields.get("date", Cell()), "activity": row.fields.get("event", Cell())}
    visit = Row(fields=fields, evidence=list(row.quotations()))
    return any(same_visit(visit, {**day, "place": None}, held) for day in entries(gold, "schedule"))


def _judge_fields(rule: Rule, pairs: list[Pair], misses: list[str]) -> float:
    """Return F1 of the fields; what is wrong or missing is added to `misses`."""
    right = wrong = missing = 0
    for entry, row in pairs:
        for name in rule.fields:
            found = row.said(name) if row else ""
            if name == "actions":
                said = row.said("actions", "status") if row else ""
                acts = [act for act in entries(entry, name) if not act_right(act, said)]
                right, missing = right + len(entries(entry, name)) - len(acts), missing + len(acts)
                misses += [f"{_name(entry)}: nobody says that {act['party']} {act['action']}" for act in acts]
            elif entry.get(name) is None:
                guessed = bool(found) and name in COUNTED_EMPTY
                wrong += guessed
                misses += [f"{_name(entry)}: {name} is {found!r} and should be empty"] * guessed
            elif field_right(name, entry, found):
                right += 1
            else:
                wrong, missing = wrong + bool(found), missing + (not found)
                misses.append(f"{_name(entry)}: {name} is {found or 'empty'!r}, not {entry[name]!r}")
    return 2 * right / (2 * right + 2 * wrong + missing) if right else 0.0


def _ground(report: Report, address: str, row: Row, held: Texts) -> None:
    for name, cell in row.fields.items():
        if cell.said and cell.origin == "extracted" and not cell.evidence and not row.evidence:
            report.bare.append(f"{address}/{name}")
    report.altered.extend(f"{address}: {q.text[:60]!r}" for q in row.quotations() if not held.verbatim(q))


def _judge_sources(report: Report, export: Export, wanted: list[Entry]) -> None:
    rows = {source.file: source for source in export.sources}
    dated = [same_date(e["published"], rows[str(e["file"])].published or "") for e in wanted if e.get("published")]
    report.dates = sum(dated) / len(dated) if dated else 1.0
    voices = [(e.get("wire_group"), rows[str(e["file"])].group) for e in wanted if e.get("wire_group")]
    pairs = [(a, b) for i, a in enumerate(voices) for b in voices[i + 1 :]]
    report.wires = sum((a[0] == b[0]) == (a[1] == b[1]) for a, b in pairs) / len(pairs) if pairs else 1.0
