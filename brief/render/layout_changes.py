"""What changed since an earlier version in, its weightiest lines for the core and a table of all of it out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from brief.model import Change, Conflict, Evidence, Since
from brief.render.blocks import Block, Cell, Line, Listing, Paragraph, Run, Table
from brief.render.layout_lines import cited, ended
from brief.render.layout_table import widths
from brief.render.layout_tabs import conflict_name
from brief.render.layout_values import Setting, all_evidence
from brief.render.wording import capital, closed, humanised, shortened, tidy

SHOWN: Final = 8  # lines in the core; the tab has all
_WORDS: Final = 30  # of a value
_SOURCE: Final = "source "
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_OF_FIELD: Final = 3  # parts of the address of a field


def summary(setting: Setting, tab: str = "") -> list[Block]:
    """Return with what the briefing is compared, and the changes that weigh most; the others stand in a tab."""
    since = setting.briefing.since
    if since is None:
        return []
    found = in_order(setting, since)
    lines: list[Block] = [Paragraph(runs=(Run(text=_counted(setting, since)),))]
    if found:
        lines.append(Listing(items=tuple(_item(setting, change) for change in found[:SHOWN])))
    if tab:
        before, after = setting.wording.say("full_list").split("{tab}")
        link = Run(text=tab, href="#changes-all")
        lines.append(
            Paragraph(runs=(Run(text=capital(before)), link, Run(text=closed(after) or ".")), style="note")
        )
    elif len(found) > SHOWN:
        more = setting.wording.count("more", len(found) - SHOWN)
        lines.append(Paragraph(runs=(Run(text=more),), style="note"))
    return lines


def whole(setting: Setting) -> list[Block]:
    """Return every change in a table: what, how, as it is now and as it was."""
    since = setting.briefing.since
    rows: list[tuple[Cell, ...]] = []
    for change in in_order(setting, since) if since else ():
        mark = setting.marks.around([change.address])
        grounds = setting.notes.bracketed(_grounds(setting, change))
        now = _spelled(setting, change, change.now)
        cells: tuple[Line, ...] = (
            (Run(text=mark + _name(setting, change)),),
            (Run(text=_kind(setting, change)),),
            (Run(text=now), *grounds) if now else (),
            (Run(text=was),) if (was := _spelled(setting, change, change.was)) else (),
        )
        rows.append(tuple(Cell(lines=(cell,) if cell else ()) for cell in cells))
    head = setting.wording.words("changes.columns")
    said = setting.wording.say("changes.title", version=since.version if since else "")
    return [Table(head=head, rows=tuple(rows), widths=widths(head, rows), summary=said)]


def in_order(setting: Setting, since: Since) -> list[Change]:
    """Return the changes with those that weigh most first; of sections in the order of the page."""
    kinds = {kind: place for place, kind in enumerate(setting.wording.words("changes.order"))}
    sections = {spec.id: spec for spec in setting.schema.sections}
    shown = [
        change
        for change in since.changes
        if (spec := sections.get(change.address.partition("/")[0])) is None or spec.layout.form != "hidden"
    ]
    return [*since.inputs, *sorted(shown, key=lambda change: kinds.get(change.kind, len(kinds)))]


def _counted(setting: Setting, since: Since) -> str:
    """Return the earlier version by number and date, and how much has changed."""
    say = setting.wording.say
    called = say("version", version=since.version)
    if since.as_of:
        called = say("changes.dated", version=called, date=setting.wording.date(since.as_of))
    if not since.inputs and not since.changes:
        return closed(say("changes.none", version=called))
    counts: dict[str, int] = {}
    for change in in_order(setting, since):
        kind = _kind(setting, change).casefold()
        counts[kind] = counts.get(kind, 0) + 1
    told = setting.wording.join([f"{number} {kind}" for kind, number in counts.items()])
    return closed(say("changes.compared", version=called, counts=told))


def _item(setting: Setting, change: Change) -> Line:
    """Return one change as a line: its kind, what it is about, what it says now and said before."""
    say = setting.wording.say
    now, was = (_spelled(setting, change, text) for text in (change.now, change.was))
    both = say("changes.both", now=now, was=was) if now and was else now or was
    mark = setting.marks.around([change.address])
    runs = [Run(text=f"{mark}{_kind(setting, change)}: ", bold=True)]
    runs.append(Run(text=": ".join(part for part in (_name(setting, change), both) if part)))
    grounds = setting.notes.cite(_grounds(setting, change), change.address)
    return tuple(ended(cited(runs, grounds)))


def _kind(setting: Setting, change: Change) -> str:
    source = change.address.startswith(_SOURCE)
    home = "changes.sources" if source else "changes.kinds"
    return setting.wording.known(f"{home}.{change.kind}", change.kind)


def _name(setting: Setting, change: Change) -> str:
    """Return what a change is about, in words: a source, a record's section, a record and its field."""
    if change.address.startswith(_SOURCE):
        return PurePosixPath(PureWindowsPath(change.address.removeprefix(_SOURCE)).as_posix()).name
    home, _, rest = change.address.partition("/")
    spec = setting.schema.section(home)
    if spec is None:
        return setting.wording.known(f"facts.{rest}") or setting.wording.known(
            f"stub_names.{rest}", humanised(rest)
        )
    section = setting.briefing.section(home)
    title = spec.layout.title or (section.title if section else "") or spec.title
    if change.address.count("/") < _OF_FIELD - 1:
        return title
    return conflict_name(setting, Conflict(address=change.address, kind="wording", sides=()))


def _spelled(setting: Setting, change: Change, text: str) -> str:
    """Return a value as the page writes it: dates by their form, choices in their words."""
    if _DAY.fullmatch(text):
        return setting.wording.date(text)
    home, _, rest = change.address.partition("/")
    spec = setting.schema.section(home)
    field = spec.fields.get(rest.partition("/")[2]) if spec else None
    if spec and field and field.type == "choice":
        return spec.layout.words[text] if text in spec.layout.words else humanised(text).lower()
    return shortened(tidy(text), _WORDS)


def _grounds(setting: Setting, change: Change) -> tuple[Evidence, ...]:
    """Return the quotations that carry what is said now."""
    parts = change.address.split("/")
    section = setting.briefing.section(parts[0])
    record = next((r for r in section.records if r.key == parts[1]), None) if section and len(parts) > 1 else None
    if record is None or not change.now:
        return ()
    if len(parts) < _OF_FIELD:
        return all_evidence(record)
    told = [v for v in record.fields.get(parts[2], ()) if change.now in {v.text, v.normal}]
    return tuple(dict.fromkeys(e for value in told for e in value.evidence))
