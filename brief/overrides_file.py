"""A YAML file of a person's edits in, `Overrides` out, or every fault of the file with its place.

The one form, every part of which may be left out:

    briefing: {title: …, marking: …, to: …, from: …, drafted: …, cleared: …, version: …}
    texts: {purpose: …, recommendation: …}
    sources:
      "agency-wire.txt": {published: 2019-05-12, publisher: …, group: s2, exclude: true}
    records:
      detainees/jane-example:                  # section/record
        charge: espionage                      # the value, or with who, why and what it was:
        status: {set: released, was: held, why: her family says so, by: J. Doe}
        aliases: {add: J. Example}             # one more value of a list
    add:
      agenda:
        - {topic: Grain corridor, priority: high, why: asked for by phone, by: J. Doe}
    hide:
      - participants/john-example              # or a section, or section/record/field
      - {at: detainees/jane-example/charge, why: sub judice, by: J. Doe}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal

from brief import yamlfile
from brief.faults import Fault, did_you_mean
from brief.model import Edit, Parts
from brief.overrides import Overrides, SourceEdit
from brief.schema import FieldSpec, Schema, SectionSpec
from brief.yamlfile import Node, Sheet

TOP: Final = ("briefing", "texts", "sources", "records", "add", "hide")
HEADER: Final = {  # key in the file: field of model.Header
    "title": "title",
    "marking": "marking",
    "to": "to",
    "from": "sender",
    "drafted": "drafted",
    "cleared": "cleared",
    "version": "version",
}
TEXTS: Final = ("purpose", "recommendation")
SOURCE: Final = ("published", "publisher", "group", "exclude")
EDIT: Final = ("set", "add", "was", "why", "by")
REMARKS: Final = ("why", "by")
WORDS: Final = 2_000  # most words of one field
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def load_overrides(path: Path, schema: Schema) -> Overrides:
    """Return the edits of a file. Raise ContentError with every fault, in the order of the file."""
    return read_sheet(yamlfile.read(path), schema)


def read_sheet(sheet: Sheet, schema: Schema) -> Overrides:
    """Return the edits that a sheet holds. Raise ContentError with every fault."""
    overrides, faults = examine(sheet, schema)
    sheet.check(faults)
    return overrides


def examine(sheet: Sheet, schema: Schema) -> tuple[Overrides, list[Fault]]:
    """Return the edits that can be understood, and every fault of the others."""
    reader = _Reader(sheet, schema)
    return reader.read(), [*sheet.faults, *reader.faults]


def is_date(text: str) -> bool:
    """Return whether a text is an ISO date of the calendar, to the year, month or day."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


class _Reader:
    """One file on its way to `Overrides`; collects faults instead of stopping at the first."""

    def __init__(self, sheet: Sheet, schema: Schema) -> None:
        self.faults: list[Fault] = []
        self._sheet, self._schema = sheet, schema

    def read(self) -> Overrides:
        """Return what the file says, as far as it can be understood."""
        root = self._sheet.root
        parts = {key.text: value for key, value in self._pairs(root, TOP, "part")}
        records = parts.get("records")
        header = self._texts(parts.get("briefing"), tuple(HEADER))
        return Overrides(
            path=self._sheet.name,
            text=self._sheet.text,
            header={HEADER[key]: value for key, value in header.items()},
            texts=self._texts(parts.get("texts"), TEXTS),
            sources=tuple(self._sources(parts.get("sources"))),
            places={key.text: self._at(key) for key, _ in (records.entries if records else ())},
            edits=(
                *self._records(records),
                *self._added(parts.get("add")),
                *self._hidden(parts.get("hide")),
            ),
        )

    def _pairs(self, node: Node | None, known: Sequence[str] | None, kind: str) -> Iterator[tuple[Node, Node]]:
        """Yield keys with values; blame what is no mapping and every key that is not known."""
        if node is None or node.empty:
            return
        if node.kind != "mapping":
            self._blame(node, "keys with values are expected", 'write "key: value"')
            return
        for key, value in node.entries:
            if known is not None and key.text not in known:
                self._blame(key, f'unknown {kind} "{key.text}"', did_you_mean(key.text, known))
            else:
                yield key, value

    def _texts(self, node: Node | None, known: Sequence[str]) -> dict[str, str]:
        pairs = self._pairs(node, known, "key")
        return {key.text: self._text(value) for key, value in pairs if not value.empty}

    def _sources(self, node: Node | None) -> Iterator[SourceEdit]:
        for name, entry in self._pairs(node, None, "source"):
            given = {key.text: value for key, value in self._pairs(entry, SOURCE, "key") if not value.empty}
            published = given.get("published")
            if published and published.text:
                self._date(published, published.text)
            exclude = given.get("exclude")
            if exclude and exclude.text not in {"true", "false"}:
                self._blame(exclude, '"exclude" is true or false', "write true, or leave the line out")
            yield SourceEdit(
                name=name.text,
                published=self._text(published) if published else "",
                publisher=self._text(given["publisher"]) if "publisher" in given else "",
                group=self._text(given["group"]) if "group" in given else "",
                exclude=exclude is not None and exclude.text == "true",
                place=self._at(name),
            )

    def _records(self, node: Node | None) -> Iterator[Edit]:
        for address, entry in self._pairs(node, None, "record"):
            spec = self._section(address)
            if spec is None:
                continue
            if address.text.count("/") != 1 or address.text.endswith("/"):
                self._blame(address, f'"{address.text}" names no record', "write section/record")
                continue
            for field, value in self._pairs(entry, tuple(spec.fields), "field"):
                edit = self._edit(f"{address.text}/{field.text}", spec.fields[field.text], field, value)
                if edit:
                    yield edit

    def _edit(self, address: str, spec: FieldSpec, field: Node, node: Node) -> Edit | None:
        """Return the edit of one field: a plain value, or `{set: …, was: …}`."""
        action: Literal["set", "add"] = "set"
        remarks: dict[str, str] = {}
        value, was = node, None
        keys = {key.text for key, _ in node.entries}
        if node.kind == "mapping" and (spec.type != "record" or keys & {"set", "add"}):
            given = {key.text: item for key, item in self._pairs(node, EDIT, "key")}
            remarks = {name: self._text(given[name]) for name in REMARKS if name in given}
            was = self._text(given["was"]) if "was" in given else None
            action = "add" if "add" in given else "set"
            if ("set" in given) == ("add" in given):
                self._blame(node, "an edit either sets or adds a value", "write {set: …} or {add: …}")
                return None
            value = given[action]
        if action == "add" and not spec.many:
            self._blame(field, f'"{field.text}" has one value only', "use set")
        made = self._value(spec, field, value)
        return (
            made
            if made is None
            else Edit(
                address=address,
                action=action,
                value=made,
                was=was,
                place=self._at(field),
                why=remarks.get("why", ""),
                by=remarks.get("by", ""),
            )
        )

    def _value(
        self, spec: FieldSpec, key: Node, node: Node
    ) -> str | Parts | tuple[str, ...] | tuple[Parts, ...] | None:
        name = key.text
        if node.empty:
            self._blame(key, f'no value for "{name}"', "write one, or put its address under hide")
            return None
        if node.kind == "list":
            if not spec.many:
                self._blame(node, f'"{name}" has one value only', "write it without brackets")
                return None
            if spec.type == "record":
                return tuple(self._nested(spec, name, item) for item in node.items)
            return tuple(self._checked(spec, name, item) for item in node.items)
        if spec.type == "record":
            return self._nested(spec, name, node)
        return self._checked(spec, name, node)

    def _nested(self, spec: FieldSpec, name: str, node: Node) -> Parts:
        parts: dict[str, str | tuple[str, ...]] = {}
        for key, value in self._pairs(node, tuple(spec.parts), f'part of "{name}"'):
            inner = spec.parts[key.text]
            many = value.kind == "list" and inner.many
            parts[key.text] = (
                tuple(self._checked(inner, key.text, item) for item in value.items)
                if many
                else self._checked(inner, key.text, value)
            )
        return parts

    def _checked(self, spec: FieldSpec, name: str, node: Node) -> str:
        """Return the text of a scalar that fits the field's type."""
        text = self._text(node)
        choices = [choice for choice in (*spec.of, spec.otherwise) if choice]
        if spec.type == "choice" and text and text not in choices:
            self._blame(node, f'"{name}" cannot be "{text}"', did_you_mean(text, choices))
        if spec.type == "date" and text:
            self._date(node, text)
        if len(text.split()) > WORDS:
            self._blame(node, f'"{name}" has more than {WORDS:,} words', "shorten it")
        return text

    def _added(self, node: Node | None) -> Iterator[Edit]:
        for section, rows in self._pairs(node, [s.id for s in self._schema.sections], "section"):
            spec = self._schema.section(section.text)
            if spec is None or rows.empty:
                continue
            if rows.kind != "list":
                self._blame(rows, "a list of records is expected", 'begin each with "- "')
                continue
            for row in rows.items:
                yield from self._addition(spec, row)

    def _addition(self, spec: SectionSpec, row: Node) -> Iterator[Edit]:
        remarks = tuple(name for name in REMARKS if name not in spec.fields)
        said: dict[str, str] = {}
        fields: dict[str, str | tuple[str, ...]] = {}
        before = len(self.faults)
        for key, value in self._pairs(row, (*spec.fields, *remarks), "field"):
            if key.text in remarks:
                said[key.text] = self._text(value)
                continue
            field = spec.fields[key.text]
            made = self._value(field, key, value)
            if field.type == "record":
                self._blame(key, f'"{key.text}" cannot be given here', f"set it under records: {spec.id}/…")
            elif isinstance(made, str | tuple):
                fields[key.text] = made if isinstance(made, str) else tuple(str(item) for item in made)
        identity = spec.identity.field
        if identity not in fields and len(self.faults) == before:
            self._blame(row, f'a record of {spec.id} needs "{identity}"', f'add "{identity}: …"')
        elif len(self.faults) == before:
            yield Edit(
                address=spec.id,
                action="add",
                value=fields,
                place=self._at(row),
                why=said.get("why", ""),
                by=said.get("by", ""),
            )

    def _hidden(self, node: Node | None) -> Iterator[Edit]:
        if node is None or node.empty:
            return
        if node.kind != "list":
            self._blame(node, "a list of addresses is expected", 'begin each with "- "')
            return
        for item in node.items:
            address, given = item, dict[str, Node]()
            if item.kind == "mapping":
                given = {key.text: value for key, value in self._pairs(item, ("at", *REMARKS), "key")}
                address = given.get("at", item)
            text = self._text(address)
            spec = self._section(address) if text else None
            parts = text.split("/")
            if spec and (not all(parts) or len(parts) > 3):  # noqa: PLR2004 - section/record/field
                self._blame(address, f'"{text}" is no address', "write section/record or section/record/field")
            elif spec and len(parts) == 3 and parts[2] not in spec.fields:  # noqa: PLR2004 - the same
                self._blame(address, f'unknown field "{parts[2]}"', did_you_mean(parts[2], list(spec.fields)))
            elif spec:
                remarks: Mapping[str, str] = {n: self._text(given[n]) for n in REMARKS if n in given}
                yield Edit(address=text, action="hide", place=self._at(address), **remarks)

    def _section(self, address: Node) -> SectionSpec | None:
        name = address.text.partition("/")[0]
        spec = self._schema.section(name)
        if spec is None:
            known = [section.id for section in self._schema.sections]
            self._blame(address, f'unknown section "{name}"', did_you_mean(name, known))
        return spec

    def _text(self, node: Node) -> str:
        if node.kind == "scalar":
            return "" if node.empty else node.text.strip()
        self._blame(node, f"one value is expected, not a {node.kind}", "put the text in quotes")
        return ""

    def _date(self, node: Node, text: str) -> None:
        if not is_date(text):
            self._blame(node, f'"{text}" is no date', "write 2019, 2019-05 or 2019-05-14")

    def _at(self, node: Node) -> str:
        return f"{self._sheet.name}:{node.line}:{node.column}"

    def _blame(self, node: Node, what: str, mend: str) -> None:
        self.faults.append(self._sheet.fault(node, what, mend))
