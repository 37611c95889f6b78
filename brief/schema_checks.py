"""A valid `Schema` in, what its parts say of each other in vain out: names of nothing, choices not offered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple, get_args

from brief.faults import did_you_mean
from brief.lexicon import Lexicon
from brief.schema import FieldSpec, FieldType, PatternSpec, PictureSpec, Schema, SectionSpec
from brief.yamlfile import Loc


class Finding(NamedTuple):
    """A path in the file (its last key itself when `key`), what is wrong there, what would be right."""

    loc: Loc
    what: str
    mend: str
    key: bool = False


_SLOT = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_STRETCHES: Final = 3  # of a timeline: before, in and after the days of the window
_MENTIONS: Final = frozenset({"person", "country", "place", "organisation", "date", "quote"})


def check_references(schema: Schema, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield everything in a schema that names what does not exist."""
    ids = [section.id for section in schema.sections]
    if not ids:
        yield Finding(("sections",), "a schema without sections", "add one with id, title, fields and identity")
    for at, section in enumerate(schema.sections):
        loc: Loc = ("sections", at)
        yield from _names(section.id, (*loc, "id"))
        if ids.index(section.id) != at:
            yield Finding((*loc, "id"), f'two sections are called "{section.id}"', "give each its own id")
        yield from _section(schema, lexicon, section, loc)
    for name, actor in schema.actors.items():
        yield from _names(name, ("actors", name))
        for other in actor.unlike:
            yield from _known(other.partition(".")[0], schema.actors, "actor", ("actors", name, "unlike"))
        for at, pattern in enumerate(actor.find):
            yield from _pattern(schema, {}, pattern, ("actors", name, "find", at))
    yield from _whole(schema, ids)
    for at, section in enumerate(schema.sections):
        yield from _picture(schema, section.layout.picture, ("sections", at, "layout", "picture"))


def _whole(schema: Schema, ids: list[str]) -> Iterator[Finding]:
    if schema.gaps:
        yield from _at(schema, ("gaps",), schema.gaps.into, schema.gaps.field, "into")
        section = schema.section(schema.gaps.into)
        if section:
            yield from _choices(section.fields, schema.gaps.values, ("gaps", "set"))
    if schema.window:
        yield from _at(schema, ("window",), schema.window.section, schema.window.field, "section")
    for at, line in enumerate(schema.summary):
        if line.section:
            yield from _known(line.section, ids, "section", ("summary", at, "section"))
        for inner in line.unknown(schema):
            mend = "name an actor, {dates}, or a field as {section.field}"
            yield Finding(("summary", at, "text"), f"{{{inner}}} stands for nothing", mend)


def _at(schema: Schema, loc: Loc, section_id: str, field: str, key: str) -> Iterator[Finding]:
    section = schema.section(section_id)
    if section is None:
        yield from _known(section_id, [s.id for s in schema.sections], "section", (*loc, key))
    else:
        yield from _known(field, section.fields, "field", (*loc, "field"))


def _section(schema: Schema, lexicon: Lexicon, section: SectionSpec, loc: Loc) -> Iterator[Finding]:
    fields = section.fields
    if not fields:
        yield Finding((*loc, "fields"), f'section "{section.id}" has no fields', "add at least one")
    for name, spec in fields.items():
        yield from _names(name, (*loc, "fields", name))
        yield from _field(schema, lexicon, spec, (*loc, "fields", name))
    yield from _named(section, loc)
    if section.each and section.each not in _MENTIONS:
        yield from _listed(schema, lexicon, section.each, (*loc, "each"))
    slots = {slot.partition(":")[0] for pattern in section.find for slot in _slots(pattern)}
    for at, keep in enumerate(section.keep):
        if keep.field not in slots:
            yield from _known(keep.field, fields, "field", (*loc, "keep", at, "field"))
    for at, pattern in enumerate(section.find):
        yield from _pattern(schema, fields, pattern, (*loc, "find", at))
    for at, example in enumerate(section.examples):
        yield from _choices(fields, example.gives, (*loc, "examples", at, "gives"))


def _named(section: SectionSpec, loc: Loc) -> Iterator[Finding]:
    fields, layout = section.fields, section.layout
    yield from _known(section.identity.field, fields, "field", (*loc, "identity", "field"))
    named: tuple[tuple[tuple[str, ...], Loc], ...] = (
        (section.identity.same, (*loc, "identity", "same")),
        (section.needs, (*loc, "needs")),
        (layout.columns, (*loc, "layout", "columns")),
        *((getattr(layout, key), (*loc, "layout", key)) for key in ("body", "tags", "once", "expect")),
    )
    for names, place in named:
        for at, name in enumerate(names):
            yield from _known(name, fields, "field", (*place, at))
    for at, name in enumerate(layout.order):
        yield from _known(name.removeprefix("-"), [*fields, "sources"], "field", (*loc, "layout", "order", at))
    for key in ("group_by", "lead", "also"):
        if getattr(layout, key):
            yield from _known(getattr(layout, key), fields, "field", (*loc, "layout", key))
    yield from _choices(fields, layout.where, (*loc, "layout", "where"))


def _picture(schema: Schema, picture: PictureSpec | None, loc: Loc) -> Iterator[Finding]:
    """Yield what a picture draws in vain."""
    if picture is None:
        return
    wanted = 0 if picture.form == "matrix" else _STRETCHES if schema.window else _STRETCHES - 1
    if picture.parts and len(picture.parts) != wanted:
        mend = f"name {wanted}, or leave them out" if wanted else "leave them out"
        yield Finding((*loc, "parts"), f"a {picture.form} here has {wanted} parts", mend)
    for at, drawn in enumerate(picture.draws):
        place: Loc = (*loc, "from", at)
        section = schema.section(drawn.section)
        if section is None:
            yield from _known(drawn.section, [s.id for s in schema.sections], "section", (*place, "section"))
            continue
        for name in _SLOT.findall(" ".join(drawn.texts)):
            yield from _known(name, section.fields, "field", (*place, "text"))
        yield from _choices(section.fields, drawn.where, (*place, "where"))
        if drawn.date or picture.form == "timeline":
            yield from _known(drawn.date, section.fields, "field", (*place, "date"))


def _field(schema: Schema, lexicon: Lexicon, spec: FieldSpec, loc: Loc) -> Iterator[Finding]:
    needed = {"choice": ("of", spec.of), "entry": ("list", spec.list_id), "link": ("to", spec.to)}
    needed["record"] = ("parts", tuple(spec.parts))
    key, given = needed.get(spec.type, ("", "-"))
    if not given:
        yield Finding(loc, f'a field of type "{spec.type}" needs "{key}"', f'add "{key}: …"')
    if spec.otherwise and spec.type == "choice":
        yield from _known(spec.otherwise, spec.of, "choice", (*loc, "otherwise"))
    if spec.list_id:
        yield from _listed(schema, lexicon, spec.list_id, (*loc, "list"))
    if spec.to:
        yield from _known(spec.to, [s.id for s in schema.sections], "section", (*loc, "to"))
    for name in spec.never:
        yield from _known(name.partition(".")[0], schema.actors, "actor", (*loc, "never"))
    for name, part in spec.parts.items():
        yield from _names(name, (*loc, "parts", name))
        yield from _field(schema, lexicon, part, (*loc, "parts", name))


def _pattern(schema: Schema, fields: Mapping[str, FieldSpec], pattern: PatternSpec, loc: Loc) -> Iterator[Finding]:
    forms = {"say": pattern.say, "phrase": pattern.phrase, "line": pattern.line}
    given = [key for key, text in forms.items() if text]
    if len(given) != 1:
        yield Finding(loc, 'a pattern is one of "say", "phrase" or "line"', 'write say: "{name} was arrested"')
    key = given[0] if given else "say"
    text = forms[key]
    for opening, closing in ("{}", "[]", "()"):
        if Counter(text)[opening] != Counter(text)[closing]:
            what = f'"{opening}" and "{closing}" do not pair'
            yield Finding((*loc, key), what, "close each bracket that is opened")
    fields = {**{part: inner for spec in fields.values() for part, inner in spec.parts.items()}, **fields}
    known = [*fields, *schema.actors]
    for slot in _slots(pattern):
        if ":" in slot:
            kind = slot.partition(":")[2].strip()  # such a slot decides only whether the pattern fits
            yield from _known(kind, get_args(FieldType), "type of a slot", (*loc, key))
            continue
        base, _, part = slot.partition(".")
        yield from _known(base, known, "field or actor", (*loc, key))
        if part and base in fields and fields[base].parts:
            yield from _known(part, fields[base].parts, f'part of "{base}"', (*loc, key))
    yield from _choices(fields, pattern.values, (*loc, "set"))


def _slots(pattern: PatternSpec) -> list[str]:
    return [slot.strip() for slot in _SLOT.findall(pattern.say or pattern.phrase or pattern.line)]


def _choices(
    fields: Mapping[str, FieldSpec], given: Mapping[str, str | tuple[str, ...]], loc: Loc
) -> Iterator[Finding]:
    for name, values in given.items():
        base, _, part = name.partition(".")
        spec = fields.get(base)
        if spec is not None and part:
            spec = spec.parts.get(part)
        if spec is None:
            known = list(fields if not part or base not in fields else fields[base].parts)
            yield from _known(part if part and base in fields else base, known, "field", (*loc, name), key=True)
        elif spec.type == "choice":
            for value in (values,) if isinstance(values, str) else values:
                yield from _known(value, spec.of, f'choice of "{name}"', (*loc, name))


def _listed(schema: Schema, lexicon: Lexicon, name: str, loc: Loc) -> Iterator[Finding]:
    if name not in schema.lists and lexicon.node(name) is None:
        yield Finding(loc, f'there is no list "{name}"', did_you_mean(name, list(schema.lists)))


def _names(name: str, loc: Loc) -> Iterator[Finding]:
    if not _NAME.fullmatch(name):
        mend = "use lower case letters, digits, _ and -, a letter first"
        yield Finding(loc, f'"{name}" cannot be a name', mend, key=loc[-1] == name)


def _known(name: str, known: Collection[str], kind: str, loc: Loc, *, key: bool = False) -> Iterator[Finding]:
    if name not in known:
        yield Finding(loc, f'unknown {kind} "{name}"', did_you_mean(name, list(known)), key)
