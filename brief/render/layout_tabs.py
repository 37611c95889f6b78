"""What every briefing ends with: where sources differ, the sources themselves, and the evidence of each value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from brief.model import Conflict, Evidence, Notice, Record, SourceDocument, Value
from brief.render.blocks import Block, Cell, Heading, Line, Listing, Paragraph, Run, Table
from brief.render.layout_forms import widths
from brief.render.layout_lines import bare, cited, ended
from brief.render.layout_values import Setting, heading, label, shown_as_said, spelled
from brief.render.wording import capital, closed, filled, humanised, one_line, quoted, shortened, tidy
from brief.schema import FieldSpec, LayoutSpec, SectionSpec

_WATCHED = 5
_VALUE_WORDS, _SHORT_VALUE = 30, 4  # longer values that their quotation has whole are not written out beside it


def conflict_name(setting: Setting, conflict: Conflict) -> str:
    """Return what sources differ about, in words: "Ada Berg, role"."""
    section, record, name = _at(setting, conflict.address)
    if section is None:
        return humanised(conflict.address.replace("/", ", "))
    called = heading(setting, section, record) if record else humanised(conflict.address.split("/")[1])
    field = label(section, name) if name else ""
    return f"{called}, {field[:1].lower()}{field[1:]}" if field and name != section.identity.field else called


def _at(setting: Setting, address: str) -> tuple[SectionSpec | None, Record | None, str]:
    parts = (*address.split("/"), "", "", "")
    section = setting.schema.section(parts[0])
    found = setting.briefing.section(parts[0])
    record = next((r for r in found.records if parts[1] in {r.key, *r.aliases}), None) if found else None
    return section, record, parts[2]


def _side(setting: Setting, conflict: Conflict, side: Value) -> Line:
    """Return one reading as it was said, with its sources."""
    section, _, name = _at(setting, conflict.address)
    spec = section.fields.get(name) if section else None
    text = shown_as_said(spec, spelled(setting, spec, section.layout if section else LayoutSpec(), side))
    return cited([Run(text=text)], setting.notes.cite(side.evidence, conflict.address))


def watched(setting: Setting) -> list[Conflict]:
    """Return the differences worth a line in the core, contradictions before framing."""
    kinds = setting.wording.words("watch_kinds")
    return [c for kind in kinds for c in setting.briefing.conflicts if c.kind == kind and len(c.sides) > 1]


def watch(setting: Setting) -> list[Block]:
    """Return the differences that matter most in a sentence each."""
    items: list[Line] = []
    for conflict in watched(setting)[:_WATCHED]:
        first, second = (_side(setting, conflict, side) for side in conflict.sides[:2])
        runs = [Run(text=f"{conflict_name(setting, conflict)}: "), *first]
        runs += [Run(text=f" {setting.wording.say('or')} "), *second]
        items.append(tuple(ended(runs)))
    return [Listing(items=tuple(items))] if items else []


def differences(setting: Setting) -> list[Block]:
    """Return every conflict in a table: what, one reading, the others, and of what kind it is."""
    rows: list[tuple[Cell, ...]] = []
    for conflict in setting.briefing.conflicts:
        sides = [_sourced(setting, side, _side(setting, conflict, side)) for side in conflict.sides]
        what = Run(text=conflict_name(setting, conflict))
        kind = Run(text=capital(setting.wording.known(f"kinds.{conflict.kind}", conflict.kind)))
        cells = ((what,),), tuple(sides[:1]), tuple(sides[1:]), ((kind,),)
        rows.append(tuple(Cell(lines=lines) for lines in cells))
    head = setting.wording.words("differences_columns")
    summary = setting.wording.say("differences_summary")
    return [Table(head=head, rows=tuple(rows), widths=widths(head, rows), summary=summary)]


def _sourced(setting: Setting, side: Value, line: Line) -> Line:
    numbers = setting.notes.links(setting.notes.numbers(side.evidence))
    return (*line, Run(text=" ("), *numbers, Run(text=")")) if numbers else line


def sources(setting: Setting) -> list[Block]:
    """Return the table of sources and, below it, what could not be read."""
    if not setting.briefing.sources:
        return [Paragraph(runs=(Run(text=setting.wording.say("no_sources")),))]
    rows = [_source_row(setting, number, source) for number, source in enumerate(setting.briefing.sources, 1)]
    head = setting.wording.words("sources_columns")
    summary = setting.wording.say("sources_summary")
    blocks: list[Block] = [Table(head=head, rows=tuple(rows), widths=widths(head, rows), summary=summary)]
    notices = list(dict.fromkeys(_notice(setting, notice) for notice in setting.briefing.notices))
    if notices and setting.full:
        blocks.append(Paragraph(runs=(Run(text=setting.wording.say("notices_label"), bold=True),), style="label"))
        blocks.append(Listing(items=tuple((Run(text=text),) for text in notices)))
    return blocks


def _notice(setting: Setting, notice: Notice) -> str:
    """Return a notice as a sentence, sources by their numbers."""
    place = one_line(notice.place)
    numbers = [setting.notes.number(part.strip()) for part in place.split(",")]
    if all(numbers):
        place = setting.wording.count("notice_sources", len(numbers))
        place = filled(place, numbers=setting.wording.join([str(number) for number in numbers]))
    return closed(f"{place}: {one_line(notice.message)}" if place else capital(one_line(notice.message)))


def _source_row(setting: Setting, number: int, source: SourceDocument) -> tuple[Cell, ...]:
    say = setting.wording.say
    name = PurePosixPath(PureWindowsPath(source.path).as_posix()).name
    title = [(Run(text=shortened(tidy(source.title), _VALUE_WORDS)),)] if source.title.strip() else []
    same = [
        setting.notes.number(other.id)
        for other in setting.briefing.sources
        if source.group and other.group == source.group and other.id != source.id
    ]
    others = setting.wording.join([str(n) for n in same])
    voice = capital(say("independence_same", others=others) if same else say("independence_alone"))
    texts = (
        [(Run(text=str(number)),)],
        [(Run(text=source.publisher or capital(say("cites.unknown_publisher"))),)],
        [(Run(text=dated(setting, source)),)],
        [*title, (Run(text=name, italic=True),)],
        [(Run(text=voice),)],
        [(Run(text=say("kept", share=round(source.kept * 100))),)],
    )
    return tuple(Cell(lines=tuple(t), anchor="" if n else f"source-{number}") for n, t in enumerate(texts))


def dated(setting: Setting, source: SourceDocument) -> str:
    """Return when a source was published and how that is known."""
    dating = source.published
    if not dating.value:
        return capital(setting.wording.say("dating.unknown"))
    told = setting.wording.date(dating.value)
    if dating.method == "inferred" and dating.evidence is not None:
        return setting.wording.say("dating.inferred_from", date=told, quote=quoted(dating.evidence.text, 8))
    return setting.wording.say(f"dating.{dating.method}", date=told)


def evidence(setting: Setting) -> list[Block]:
    """Return every value by its address, with each quotation it stands on and its place."""
    blocks: list[Block] = [Paragraph(runs=(Run(text=setting.wording.say("evidence_note")),), style="note")]
    for section in setting.briefing.sections:
        spec = setting.schema.section(section.id)
        if not section.records or (spec is not None and spec.layout.form == "hidden"):
            continue
        blocks.append(Heading(level=3, text=section.title, anchor=f"evidence-{section.id}"))
        for record in section.records:
            blocks += _record(setting, section.id, spec, record)
    return blocks


def _record(setting: Setting, section_id: str, section: SectionSpec | None, record: Record) -> Iterator[Block]:
    """Yield a record's address and, below it, one item for each of its values."""
    called = f" · {heading(setting, section, record)}" if section else ""
    yield Paragraph(runs=(Run(text=f"{section_id}/{record.key}", bold=True), Run(text=called)), style="label")
    items: list[Line] = []
    for name, values in record.fields.items():
        spec = section.fields.get(name) if section else None
        layout = section.layout if section else LayoutSpec()
        items += [_value(setting, name, spelled(setting, spec, layout, value), spec, value) for value in values]
    rest = _fresh(record)
    if rest:
        parts = _separate(_quotations(setting, rest))
        items.append((Run(text=setting.wording.say("evidence_record")), *parts))
    yield Listing(items=tuple(items), style="note")


def _separate(lines: Iterable[Line]) -> Iterator[Run]:
    for place, line in enumerate(lines):
        if place:
            yield Run(text="; ")
        yield from line


def _fresh(record: Record) -> list[Evidence]:
    """Return the record's sentences in which no quotation of its values stands: those would only repeat them."""
    quotes = [e for values in record.fields.values() for value in values for e in value.evidence]
    return [
        e
        for e in record.evidence
        if not any(e.source == q.source and e.start <= q.start and q.end <= e.end for q in quotes)
    ]


def _value(setting: Setting, name: str, text: str, spec: FieldSpec | None, value: Value) -> Line:
    """Return one value by its field's key, with all quotations it stands on and where it comes from."""
    edited = setting.wording.say("edited") if value.origin == "override" else ""
    quoted_whole = len(text.split()) > _SHORT_VALUE and any(
        bare(text) in bare(quote.text) for quote in value.evidence
    )
    shown = f" {shortened(text, _VALUE_WORDS)}{edited} —" if text and (edited or not quoted_whole) else ""
    parts: list[Line] = [*_quotations(setting, value.evidence), *_nested(setting, value)]
    for rival in value.rivals:
        said = shown_as_said(spec, spelled(setting, spec, LayoutSpec(), rival))
        parts.append((Run(text=setting.wording.say("evidence_rival", value=said)),))
        parts += _quotations(setting, rival.evidence)
    parts += [(Run(text=told),) for told in _origin(setting, value)]
    parts = parts or [(Run(text=setting.wording.say("evidence_none"), italic=True),)]
    return (Run(text=f"/{name}:", bold=True), Run(text=f"{shown} "), *_separate(parts))


def _nested(setting: Setting, value: Value) -> Iterator[Line]:
    own = {(e.source, e.start, e.end) for e in value.evidence}
    for parts in value.parts.values():
        for part in parts:
            yield from _quotations(setting, [e for e in part.evidence if (e.source, e.start, e.end) not in own])


def _quotations(setting: Setting, quotes: Iterable[Evidence]) -> Iterator[Line]:
    """Yield each quotation whole, with every place where a source has these very words."""
    places: dict[tuple[str, str], list[Evidence]] = {}
    for quote in quotes:
        places.setdefault((quote.source, quote.text), []).append(quote)
    for (source, text), found in places.items():
        number = setting.notes.number(source)
        spans = setting.wording.join([f"{e.start}–{e.end}" for e in found])
        place = setting.wording.say("evidence_place", spans=spans)
        link = Run(text=str(number), href=f"#source-{number}") if number else Run(text=source)
        words = " ".join(text.split())
        yield (link, Run(text=f": “{words}” ({place})"))


def _origin(setting: Setting, value: Value) -> Sequence[str]:
    say = setting.wording.say
    told: list[str] = []
    if value.origin == "override":
        told.append(say("evidence_edit_by", by=value.by) if value.by else say("evidence_edit"))
        if value.was:
            told.append(say("evidence_edit_was", was=quoted(value.was)))
    elif value.origin == "derived":
        told.append(say("evidence_derived", how=value.how) if value.how else say("evidence_derived_plain"))
    return [tidy(text) for text in told]
