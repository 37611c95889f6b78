"""What every briefing ends with: where sources differ, and the sources themselves."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from brief.model import Conflict, Notice, Record, SourceDocument, Value
from brief.render.blocks import Block, Cell, Line, Listing, Paragraph, Run, Table
from brief.render.layout_lines import cited, ended
from brief.render.layout_pictures import source_pictures
from brief.render.layout_table import widths
from brief.render.layout_values import Setting, heading, label, shown_as_said, spelled
from brief.render.wording import capital, closed, filled, humanised, one_line, quoted, shortened, tidy
from brief.schema import LayoutSpec, SectionSpec

_WATCHED = 5
_VALUE_WORDS, _SHORT_VALUE = 30, 4  # longer values that their quotation has whole are not written out beside it


def conflict_name(setting: Setting, conflict: Conflict) -> str:
    """Return what sources differ about, in words: "Ada Berg, role"."""
    return in_words(setting, conflict.address)


def in_words(setting: Setting, address: str) -> str:
    """Return what stands at an address, in words: "Ada Berg, role"."""
    section, record, name = _at(setting, address)
    if section is None:
        return humanised(address.replace("/", ", "))
    if "/" not in address:
        return section.title
    called = heading(setting, section, record) if record else humanised(address.split("/")[1])
    field = label(section, name) if name else ""
    return f"{called}, {field[:1].lower()}{field[1:]}" if field and name != section.identity.field else called


def _at(setting: Setting, address: str) -> tuple[SectionSpec | None, Record | None, str]:
    parts = (*address.split("/"), "", "", "")
    section = setting.schema.section(parts[0])
    found = setting.briefing.section(parts[0])
    record = next((r for r in found.records if parts[1] in {r.key, *r.aliases}), None) if found else None
    return section, record, parts[2]


def _side(setting: Setting, conflict: Conflict, side: Value) -> Run:
    """Return one reading as it was said."""
    section, _, name = _at(setting, conflict.address)
    spec = section.fields.get(name) if section else None
    text = shown_as_said(spec, spelled(setting, spec, section.layout if section else LayoutSpec(), side))
    return Run(text=text)


def watched(setting: Setting) -> list[Conflict]:
    """Return the differences worth a line in the core, contradictions before framing."""
    kinds = setting.wording.words("watch_kinds")
    return [c for kind in kinds for c in setting.briefing.conflicts if c.kind == kind and len(c.sides) > 1]


def watch(setting: Setting) -> list[Block]:
    """Return the differences that matter most in a sentence each."""
    items: list[Line] = []
    for conflict in watched(setting)[:_WATCHED]:
        first, second = (
            cited([_side(setting, conflict, side)], setting.notes.cite(side.evidence, conflict.address))
            for side in conflict.sides[:2]
        )
        runs = [Run(text=f"{setting.marks.around([conflict.address])}{conflict_name(setting, conflict)}: "), *first]
        runs += [Run(text=f" {setting.wording.say('or')} "), *second]
        items.append(tuple(ended(runs)))
    return [Listing(items=tuple(items))] if items else []


def differences(setting: Setting) -> list[Block]:
    """Return every conflict in a table: what, one reading, the others, and of what kind it is."""
    rows: list[tuple[Cell, ...]] = []
    for conflict in setting.briefing.conflicts:
        sides = [
            (_side(setting, conflict, side), *setting.notes.bracketed(side.evidence)) for side in conflict.sides
        ]
        what = Run(text=setting.marks.around([conflict.address]) + conflict_name(setting, conflict))
        kind = Run(text=capital(setting.wording.known(f"kinds.{conflict.kind}", conflict.kind)))
        cells = ((what,),), tuple(sides[:1]), tuple(sides[1:]), ((kind,),)
        rows.append(tuple(Cell(lines=lines) for lines in cells))
    head = setting.wording.words("differences_columns")
    summary = setting.wording.say("differences_summary")
    return [Table(head=head, rows=tuple(rows), widths=widths(head, rows), summary=summary)]


def sources(setting: Setting) -> list[Block]:
    """Return the table of sources and, below it, what could not be read."""
    if not setting.briefing.sources:
        return [Paragraph(runs=(Run(text=setting.wording.say("no_sources")),))]
    rows = [_source_row(setting, number, source) for number, source in enumerate(setting.briefing.sources, 1)]
    head = setting.wording.words("sources_columns")
    summary = setting.wording.say("sources_summary")
    blocks: list[Block] = [Table(head=head, rows=tuple(rows), widths=widths(head, rows), summary=summary)]
    blocks += source_pictures(setting) if setting.full else []
    notices = list(dict.fromkeys(_notice(setting, notice) for notice in setting.briefing.notices))
    if notices and setting.full:
        blocks.append(Paragraph(runs=(Run(text=setting.wording.say("notices_label"), bold=True),), style="label"))
        blocks.append(Listing(items=tuple((Run(text=text),) for text in notices)))
    return blocks


def _notice(setting: Setting, notice: Notice) -> str:
    """Return a notice as a sentence, sources by their numbers, addresses in words."""
    place = one_line(notice.place)
    if setting.schema.section(place.split("/")[0]) and " " not in place:
        place = in_words(setting, place)
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
