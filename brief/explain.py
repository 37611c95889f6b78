"""A briefing and an address in, the reason for every value there out: words, sentences, sources, rivals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from brief.errors import ContentError
from brief.faults import nearest
from brief.model import Briefing, Evidence, Passage, Record, Section, SourceDocument, Value

CONTEXT: Final = 400  # most characters shown of a sentence
_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_SHORT = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Gov|Rep|Lt|Col|Prof|No|vs))\.$")


def explain(briefing: Briefing, address: str) -> str:
    """Return why the values at `section`, `section/record` or `section/record/field` stand there.

    Raise ContentError with the nearest address when there is none.
    """
    parts = [part for part in address.strip().strip("/").split("/") if part]
    section = briefing.section(parts[0]) if parts else None
    if section is None:
        homes = [f"{s.id}/{record.key}" for s in briefing.sections for record in s.records]
        raise _nothing("/".join(parts[:2]), homes if len(parts) > 1 else [s.id for s in briefing.sections])
    if len(parts) == 1:
        return "\n".join(_contents(section))
    record = _record(section, parts[1])
    if record is None:
        raise _nothing("/".join(parts[:2]), [f"{section.id}/{r.key}" for r in section.records])
    home = f"{section.id}/{record.key}"
    if len(parts) == 2:  # noqa: PLR2004 - section/record
        lines = [line for name in record.fields for line in (*_field(briefing, home, record, name), "")]
        return "\n".join([*_head(record, home), "", *lines]).rstrip()
    name = parts[2]
    if len(parts) > 3 or not record.fields.get(name):  # noqa: PLR2004 - section/record/field
        raise _nothing("/".join(parts), [f"{home}/{known}" for known, values in record.fields.items() if values])
    return "\n".join(_field(briefing, home, record, name))


def _nothing(address: str, known: Sequence[str]) -> ContentError:
    close = nearest(address, known, 0)
    mend = f"nearest: {close}" if close else "the briefing holds nothing there"
    return ContentError([f"nothing is called {address or 'that'}; {mend}"])


def _record(section: Section, key: str) -> Record | None:
    exact = (r for r in section.records if r.key == key)
    return next(exact, next((r for r in section.records if key in r.aliases), None))


def _contents(section: Section) -> Iterator[str]:
    yield f"{section.id}: {section.title}, {_count(len(section.records), 'record')}"
    for record in section.records:
        yield f"  {section.id}/{record.key}"


def _head(record: Record, home: str) -> Iterator[str]:
    voices = f", spoken of by {_count(record.groups, 'independent source')}" if record.groups else ""
    yield home + voices
    if record.aliases:
        yield f"  also addressed as {', '.join(record.aliases)}"


def _field(briefing: Briefing, home: str, record: Record, name: str) -> Iterator[str]:
    for value in record.fields.get(name, ()):
        yield from _value(briefing, f"{home}/{name}", value)


def _value(briefing: Briefing, address: str, value: Value) -> Iterator[str]:
    normal = f" ({value.normal})" if value.normal and value.normal != value.text else ""
    yield f"{address}: {value.text}{normal}"
    yield f"  {_status(value)}"
    if value.was:
        yield f'  the sources say: "{value.was}"'
    if value.how:
        yield f"  found by: {value.how}"
    for evidence in value.evidence:
        yield from _quotation(briefing, evidence)
    for name, inner in value.parts.items():
        for part in inner:
            yield from ("  " + line for line in _value(briefing, name, part))
    for rival in value.rivals:
        yield f'  instead: "{rival.text}" ({_count(rival.groups, "independent source")})'
        for evidence in rival.evidence:
            yield from _quotation(briefing, evidence)


def _status(value: Value) -> str:
    carried = f", {_count(value.groups, 'independent source')}" if value.groups else ""
    by = f" by {value.by}" if value.by else ""
    return f"{value.status.value}{by}{carried}"


def _quotation(briefing: Briefing, evidence: Evidence) -> Iterator[str]:
    try:
        source = briefing.source(evidence.source)
    except KeyError:
        yield f'    {evidence.source} {evidence.start}:{evidence.end} "{evidence.text}"'
        return
    about = ", ".join(part for part in (source.publisher, source.published.value) if part)
    yield f"    {source.id} {source.path}" + (f" ({about})" if about else "")
    page = source.page(evidence.start)
    yield f"      {f'p. {page}, ' if page else ''}{evidence.start}:{evidence.end} {_sentence(source, evidence)}"


def _sentence(source: SourceDocument, evidence: Evidence) -> str:
    """Return the sentence around a quotation, the quoted words in [[double brackets]]."""
    if not source.holds(evidence):  # the text of a source is not in the JSON of a briefing
        return f"[[{_flat(evidence.text)}]]"
    start, end = _bounds(source, evidence)
    before, after = source.text[start : evidence.start], source.text[evidence.end : end]
    room = max(0, CONTEXT - len(evidence.text)) // 2
    before = f"…{before[-room:]}" if len(before) > room else before
    after = f"{after[:room]}…" if len(after) > room else after
    return f"{_flat(before).lstrip()}[[{_flat(evidence.text)}]]{_flat(after).rstrip()}"


def _bounds(source: SourceDocument, evidence: Evidence) -> tuple[int, int]:
    passage = next((p for p in source.passages if _within(p, evidence)), None)
    first, last = (passage.span.start, passage.span.end) if passage else (evidence.start, evidence.end)
    start, end = first, last
    for found in _END.finditer(source.text, first, last):
        if _SHORT.search(source.text, max(first, found.start() - 6), found.start() + 1):
            continue
        if found.end() <= evidence.start:
            start = found.end()
        elif found.start() >= evidence.end - 1:
            end = found.end()
            break
    return start, end


def _within(passage: Passage, evidence: Evidence) -> bool:
    return passage.span.start <= evidence.start and evidence.end <= passage.span.end


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
