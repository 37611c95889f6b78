"""A briefing in, the text of an overrides file out: every address with today's value, commented out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from brief.model import Briefing, Record, Value
from brief.overrides_file import HEADER, TEXTS
from brief.schema import FieldSpec, Schema, SectionSpec

QUOTED: Final = 90  # characters of a quotation shown beside a value
_PLAIN = re.compile(r"[^\W\d_][\w .’'()/-]*|\d{4}(?:-\d\d){0,2}")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

_MODELINES = """\
# yaml-language-server: $schema={name}
# $schema: {name}
"""
_TOP = """\
# Edits to a briefing. Remove the "# " before a line and change the value after the colon: what stands
# here wins over the sources in every run. With remarks, a value is written
#   charge: {{set: espionage, was: fraud, why: the indictment says so, by: J. Doe, when: 2019-05-13}}
# and beside set there are add, resolve (a conflict), confirm and note.
# Check it with: brief overrides check -r THIS-FILE. It tells you too when the sources come to say something else
# than when you made an edit. Values as of {as_of}, schema {schema}.
"""
_ADD = """\
add:
  # {section}:
  #   - {{{fields}, why: "…", by: "…"}}
"""
_ORDER = """\
merge:
  # - {{into: {address}, from: {other}, why: "…", by: "…"}}

split:
  # - {{from: {address}, into: "…", sources: [FILE], why: "…", by: "…"}}

order:
  # {section}: [{key}]

marks:  # the marking of a section, a record or a field; it stands before that portion
  # {address}: RESTRICTED

aliases:  # an older address of a record, and today's
  # {section}/older: {address}

"""
_HIDE = """\
hide:
  # - {address}
  # - {{at: {address}, why: "…", by: "…"}}
"""


def init_overrides(briefing: Briefing, schema: Schema, json_schema: str = "") -> str:
    """Return a file that loads clean and changes nothing until a "# " is removed.

    `json_schema` is the name of the JSON Schema beside it, for the lines by which editors find it.
    """
    lines = [*_header(briefing), "records:"]
    shown: list[tuple[SectionSpec, Record]] = []
    for spec in schema.sections:
        section = briefing.section(spec.id)
        if section is None or not section.records:
            continue
        lines += ["", f"  # {_comment(section.title)[1:-1]}"]
        for record in section.records:
            shown.append((spec, record))
            lines += _record(spec, record)
    spec, key, other = schema.sections[0], "record", "section/other"
    if shown:
        spec, key = shown[0][0], shown[0][1].key
        other = f"{spec.id}/{next((r.key for s, r in shown if s is spec and r.key != key), 'other')}"
    address = f"{spec.id}/{key}" if shown else "section/record"
    fields = ", ".join(f'{name}: "…"' for name in dict.fromkeys((spec.identity.field, *spec.needs)))
    top = _MODELINES.format(name=json_schema) if json_schema else ""
    top += _TOP.format(as_of=briefing.header.as_of or "today", schema=f"{schema.id} {schema.version}")
    tail = _ORDER.format(address=address, other=other, section=spec.id, key=key)
    tail += _ADD.format(section=spec.id, fields=fields) + "\n" + _HIDE.format(address=address)
    return top + "\n" + "\n".join(lines) + "\n\n" + tail


def scalar(text: str) -> str:
    """Return a text as one YAML scalar on one line, quoted where it must be."""
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and text.casefold() not in _WORDS:
        return text
    safe = text.encode("utf-8", "replace").decode()
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(safe, ensure_ascii=False))


def _header(briefing: Briefing) -> Iterator[str]:
    header = briefing.header.model_dump()
    yield "briefing:"
    for key, name in HEADER.items():
        yield f"  # {key}: {scalar(str(header[name]))}"
    yield "\ntexts:  # free paragraphs; no source gives them"
    for name in TEXTS:
        yield f"  # {name}: {scalar(briefing.header.texts.get(name, ''))}"
    yield "\nsources:"
    for source in briefing.sources:
        yield f"  {scalar(source.path)}:  # {source.id} {_comment(source.title)}".rstrip()
        yield f"    # published: {scalar(source.published.value or '')}"
        yield f"    # publisher: {scalar(source.publisher)}"
        yield f"    # group: {scalar(source.group)}"
        yield "    # exclude: true"
    yield ""


def _record(spec: SectionSpec, record: Record) -> Iterator[str]:
    yield f"  {scalar(f'{spec.id}/{record.key}')}:"
    for name, field in spec.fields.items():
        values = record.fields.get(name, ())
        line = f"    # {name}: {_value(field, values)}"
        quoted = next((e for value in values for e in value.evidence), None)
        yield f"{line}  # {quoted.source}: {_comment(quoted.text)}" if quoted else line


def _value(field: FieldSpec, values: Sequence[Value]) -> str:
    items = [_nested(field, value) if field.type == "record" else _plain(field, value) for value in values]
    if field.many:
        return f"[{', '.join(items)}]"
    return items[0] if items else '""'


def _plain(field: FieldSpec, value: Value) -> str:
    """Return the value as a person would write it: dates and choices in normal form."""
    normal = value.normal if field.type in {"date", "choice"} else ""
    return scalar(normal or value.text)


def _nested(field: FieldSpec, value: Value) -> str:
    parts = ((name, part, value.parts[name]) for name, part in field.parts.items() if value.parts.get(name))
    return "{" + ", ".join(f"{name}: {_value(part, values)}" for name, part, values in parts) + "}"


def _comment(text: str) -> str:
    one_line = " ".join(text.split())
    short = one_line if len(one_line) <= QUOTED else one_line[: QUOTED - 1].rstrip() + "…"
    return json.dumps("".join(c for c in short if c.isprintable()), ensure_ascii=False) if short else ""
