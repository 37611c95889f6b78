"""A briefing and its schema in, a document of blocks out: all order of the page, driven by the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from brief.lexicon import Lexicon
from brief.model import Briefing, Record, Section
from brief.render import layout_changes, layout_memo, layout_tabs
from brief.render.blocks import Block, Contents, Document, Facts, Heading, Line, Listing, Paragraph, Run
from brief.render.layout_evidence import evidence
from brief.render.layout_forms import set_records
from brief.render.layout_grounds import tellable
from brief.render.layout_lines import repeats
from brief.render.layout_marks import Marks
from brief.render.layout_notes import Notes
from brief.render.layout_order import in_order
from brief.render.layout_pictures import pictures
from brief.render.layout_summary import Templates
from brief.render.layout_table import table
from brief.render.layout_values import Setting, differs, heading, matches, ordered, spelled, values
from brief.render.theme import DateForm
from brief.render.wording import Wording, capital, closed, humanised, one_line
from brief.schema import Schema, SectionSpec

_CHANGES, _TALKING, _DIFFERENCES, _ALL_CHANGES = (
    -1,
    58,
    60,
    999,
)  # ranks of what briefings have beside their sections
_SOURCES, _EVIDENCE = 1000, 1001
_NAMED = 9  # names in a line of others, before they are only counted
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the page: where it stands, its heading, and what makes its blocks."""

    rank: int
    anchor: str
    title: str
    made: Callable[[Setting], list[Block]]


def lay_out(
    briefing: Briefing,
    schema: Schema,
    lexicon: Lexicon,
    depth: Literal["core", "full"] = "full",
    dates: DateForm = "day-month-year",
) -> Document:
    """Return the document: the core on a few pages and, in `full`, everything else as lettered tabs.

    Only values that stand in a source, are derived from such, or were set by a person are told.
    """
    wording = Wording(lexicon, dates)
    briefing = tellable(briefing)
    marks = Marks(briefing.header.marks, schema.markings or wording.words("markings"))
    setting = Setting(briefing, schema, wording, Notes(briefing, wording), full=depth == "full", marks=marks)
    tabs = _tabs(setting) if setting.full else []
    letters = {part.anchor: wording.say("tab", letter=_letter(place)) for place, part in enumerate(tabs)}
    setting = replace(setting, tabs=letters)
    subject = _subject(setting)
    given = one_line(briefing.header.title)
    named = subject if ":" in subject else wording.say("title", subject=subject)  # one colon is enough
    title = given if given and given != subject else named
    marking = marks.overall(one_line(briefing.header.marking) or schema.marking) or wording.say("unmarked")
    closing = layout_memo.closing(setting, marking, [letters[part.anchor] for part in tabs])
    made = [
        *_opening(setting, title, subject),
        *_core(setting),
        *_closing(setting, closing),
        *_behind(setting, tabs),
    ]
    blocks, notes = in_order(made, setting.notes.made)
    dated = wording.date(briefing.header.as_of) if briefing.header.as_of else ""
    footer = "footer_dated" if dated else "footer"
    return Document(
        title=title,
        subject=subject,
        author=one_line(briefing.header.sender),
        marking=marking,
        created=briefing.header.as_of,
        footer=wording.say(footer, version=briefing.header.version, date=dated),
        blocks=blocks,
        notes=notes,
    )


def _subject(setting: Setting) -> str:
    """Return what the briefing is about: the schema's title or subject filled in, else as it stands."""
    schema = setting.schema
    wanted = sorted((t for t in (schema.title, schema.subject) if t), key=lambda template: "{" not in template)
    plain = next((template for template in wanted if "{" not in template), humanised(schema.id))
    return next((text for text in (Templates(setting).subject(template) for template in wanted) if text), plain)


def _opening(setting: Setting, title: str, subject: str) -> Iterator[Block]:
    """Yield the title, the facts, the bottom line and the texts that people write."""
    wording = setting.wording
    yield Heading(level=1, text=title, anchor="briefing")
    yield Facts(pairs=tuple(_facts(setting, title, subject)))
    legend = _legend(setting)
    if legend:
        yield Paragraph(runs=(Run(text=legend),), style="note")
    if not any(section.records for section in setting.briefing.sections):
        yield Paragraph(runs=(Run(text=wording.say("nothing")),))
    lines = Templates(setting).lines(setting.schema.summary)
    if lines:
        yield Heading(level=2, text=wording.say("bottom_line"), anchor="bottom-line")
        yield Listing(items=tuple(lines))
    yield Heading(level=2, text=wording.say("purpose"), anchor="purpose")
    yield from layout_memo.written(setting, "purpose")


def _legend(setting: Setting) -> str:
    """Return what the marks on the pages mean, as far as there are any."""
    found = [value for _, value in setting.briefing.values()]
    marks = (
        ("edited", "evidence", any(value.origin == "override" for value in found)),
        ("disputed", "differences", any(map(differs, found))),
    )
    told = []
    for mark, anchor, there in marks:
        tab = setting.tabs.get(anchor, "")
        if there:
            told.append(setting.wording.say(f"{mark}_legend_tab" if tab else f"{mark}_legend", tab=tab))
    return " · ".join(told)


def _facts(setting: Setting, title: str, subject: str) -> Iterator[tuple[str, Line]]:
    wording, header = setting.wording, setting.briefing.header
    blank = Run(text=wording.say("to_be_filled"), italic=True, mark="absent")
    for name, text in (("to", header.to), ("from", header.sender)):
        filled = Run(text=one_line(text)) if text.strip() else blank
        yield wording.say(f"facts.{name}"), (filled.model_copy(update={"address": f"briefing/{name}"}),)
    for name in wording.words("memo.heading"):
        if text := one_line(header.texts.get(name, "")):
            yield wording.known(f"stub_names.{name}", humanised(name)), (Run(text=text, address=f"texts/{name}"),)
    if wanted := layout_memo.kind(setting):
        yield wording.say("facts.for"), (Run(text=wanted),)
    if not repeats(subject, title):
        yield wording.say("facts.subject"), (Run(text=subject),)
    version = wording.say("version", version=header.version)
    yield wording.say("facts.as_of"), (Run(text=f"{_as_of(setting)} · {version}"),)
    found = setting.briefing.sources
    groups = len({source.group or source.id for source in found})
    counted = wording.corroboration(len(found), groups) if found else wording.say("no_sources")
    yield wording.say("facts.sources"), (Run(text=counted),)


def _as_of(setting: Setting) -> str:
    """Return the date of the briefing with what it means."""
    as_of = setting.briefing.header.as_of
    latest = max((source.published.value or "" for source in setting.briefing.sources), default="")
    if not as_of:
        return capital(setting.wording.say("undated_sources"))
    told = setting.wording.date(as_of)
    return setting.wording.say("as_of_latest", date=told) if as_of == latest else told


def _core(setting: Setting) -> Iterator[Block]:
    """Yield the sections of the core, and what to watch where sources contradict each other."""
    parts = [
        _Part(spec.layout.rank, spec.id, _title(spec, section), _core_section(spec, section))
        for spec, section in _shown(setting, "core")
    ]
    if setting.briefing.since:
        called = setting.wording.say("changes.title", version=setting.briefing.since.version)
        tab = setting.tabs.get("changes-all", "")
        parts.append(_Part(_CHANGES, "changes", called, lambda setting: layout_changes.summary(setting, tab)))
    if talking := layout_memo.written(setting, "talking"):
        parts.append(_Part(_TALKING, "talking", setting.wording.say("talking"), lambda _: talking))
    if layout_tabs.watched(setting):
        parts.append(_Part(_DIFFERENCES, "watch", setting.wording.say("watch"), layout_tabs.watch))
    for part in sorted(parts, key=lambda part: part.rank):
        yield Heading(level=2, text=setting.marks.own(part.anchor) + part.title, anchor=part.anchor)
        yield from part.made(setting)


def _closing(setting: Setting, closing: Paragraph) -> Iterator[Block]:
    """Yield who answers for the briefing and, in the core alone, its sources."""
    yield closing
    if not setting.full and setting.briefing.sources:
        yield Heading(level=2, text=setting.wording.say("sources_title"), anchor="sources")
        yield from layout_tabs.sources(setting)


def _shown(setting: Setting, part: str) -> Iterator[tuple[SectionSpec, Section]]:
    """Yield the sections of one part of the page that have something to show or say that they have not."""
    for spec in setting.schema.sections:
        section = setting.briefing.section(spec.id) or Section(id=spec.id, title=spec.title)
        empty = not section.records and spec.layout.empty == "omit"
        if spec.layout.form != "hidden" and spec.layout.part == part and not empty:
            yield spec, section


def _title(spec: SectionSpec, section: Section) -> str:
    return spec.layout.title or section.title or spec.title


def _core_section(spec: SectionSpec, section: Section) -> Callable[[Setting], list[Block]]:
    def made(setting: Setting) -> list[Block]:
        records = ordered(setting, spec, section.records)
        chosen = [record for record in records if matches(spec, record, spec.layout.where)]
        others = [record for record in records if not matches(spec, record, spec.layout.where)]
        limit = spec.layout.limit or len(chosen)
        blocks = [*_note(spec), *pictures(setting, spec), *set_records(setting, spec, chosen[:limit])]
        tab = setting.tabs.get(f"{spec.id}-all", "")
        if others and spec.layout.rest in {"line", "both"}:
            blocks.append(Paragraph(runs=_also_named(setting, spec, others, tab)))
        elif tab:
            blocks.append(Paragraph(runs=_see(setting, spec, tab), style="note"))
        elif len(chosen) > limit:
            more = setting.wording.count("more", len(chosen) - limit)
            blocks.append(Paragraph(runs=(Run(text=more),), style="note"))
        return blocks

    return made


def _note(spec: SectionSpec) -> list[Block]:
    return [Paragraph(runs=(Run(text=spec.layout.note),), style="note")] if spec.layout.note else []


def _see(setting: Setting, spec: SectionSpec, tab: str) -> Line:
    before, after = setting.wording.say("full_list").split("{tab}")
    end = closed(after) or "."
    return (Run(text=capital(before)), Run(text=tab, href=f"#{spec.id}-all"), Run(text=end))


def _also_named(setting: Setting, spec: SectionSpec, records: Sequence[Record], tab: str) -> Line:
    """Return one line that names the records not shown: "Also named: Ada Berg (Minister of Trade), …"."""
    said: list[str] = []
    for record in records[:_NAMED]:
        fields = [name for name in spec.layout.body if name in spec.fields]
        extra = [spelled(setting, spec.fields[n], spec.layout, v) for n in fields for v in values(record, n)[:1]]
        told = ", ".join(text for text in extra if text)
        name = setting.marks.own(f"{spec.id}/{record.key}") + heading(setting, spec, record)
        said.append(f"{name} ({told})" if told else name)
    more = len(records) - len(said)
    text = f"{setting.wording.say('also_named')}: " + ("; " if any("," in s for s in said) else ", ").join(said)
    text += f" {setting.wording.count('and_more', more)}" if more else ""
    runs: list[Run] = [Run(text=f"{text}; " if tab else closed(text))]
    if tab:
        see = _see(setting, spec, tab)
        runs += [see[0].model_copy(update={"text": see[0].text[:1].lower() + see[0].text[1:]}), *see[1:]]
    return tuple(runs)


def _tabs(setting: Setting) -> list[_Part]:
    """Return the tabs in their order: the schema's, the differences, the sources, the evidence."""
    say = setting.wording.say
    parts: list[_Part] = []
    for spec, section in _shown(setting, "tab"):
        parts.append(_Part(spec.layout.rank, spec.id, _title(spec, section), _tab_section(spec, section)))
    for spec, section in _shown(setting, "core"):
        chosen = [record for record in section.records if matches(spec, record, spec.layout.where)]
        kept = chosen[: spec.layout.limit or None]
        if spec.layout.rest in {"tab", "both"} and len(kept) < len(section.records):
            title = spec.layout.rest_title or say("everyone", title=_title(spec, section))
            parts.append(_Part(spec.layout.rest_rank, f"{spec.id}-all", title, _whole_section(spec, section)))
    if setting.briefing.conflicts:
        parts.append(_Part(_DIFFERENCES, "differences", say("differences"), layout_tabs.differences))
    since = setting.briefing.since
    if since and len(layout_changes.in_order(setting, since)) > layout_changes.SHOWN:
        called = say("changes.title", version=since.version)
        parts.append(_Part(_ALL_CHANGES, "changes-all", called, layout_changes.whole))
    if setting.briefing.sources:
        parts.append(_Part(_SOURCES, "sources", say("sources_title"), layout_tabs.sources))
    if any(section.records for section in setting.briefing.sections):
        parts.append(_Part(_EVIDENCE, "evidence", say("evidence"), evidence))
    return sorted(parts, key=lambda part: part.rank)


def _tab_section(spec: SectionSpec, section: Section) -> Callable[[Setting], list[Block]]:
    return lambda setting: [
        *_note(spec),
        *pictures(setting, spec),
        *set_records(setting, spec, ordered(setting, spec, section.records)),
    ]


def _whole_section(spec: SectionSpec, section: Section) -> Callable[[Setting], list[Block]]:
    """Return what lists a section whose core shows a part of it: always a table, without anchors of its own."""
    return lambda setting: list(table(setting, spec, ordered(setting, spec, section.records)))


def _behind(setting: Setting, tabs: Sequence[_Part]) -> Iterator[Block]:
    if tabs:
        yield Heading(level=2, text=setting.wording.say("contents"), anchor="contents", new_page=True)
        yield Contents(
            items=tuple(
                (Run(text=_tab_title(setting, n, tab), href=f"#{tab.anchor}"),) for n, tab in enumerate(tabs)
            )
        )
    for place, part in enumerate(tabs):
        yield Heading(level=2, text=_tab_title(setting, place, part), anchor=part.anchor)
        yield from part.made(setting)


def _tab_title(setting: Setting, place: int, part: _Part) -> str:
    mark = setting.marks.own(part.anchor.removesuffix("-all"))
    return setting.wording.say("tab_title", letter=_letter(place), title=mark + part.title)


def _letter(place: int) -> str:
    """Return A to Z, then AA and on."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters
