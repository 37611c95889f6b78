"""A YAML file of a person's edits in, `Overrides` out, or every fault of the file with its place.

The one form, every part of which may be left out:

    briefing: {title: …, marking: …, to: …, from: …, drafted: …, cleared: …, version: …}
    texts: {purpose: …, recommendation: …}
    marks: {agenda: RESTRICTED, detainees/jane-example: SECRET}   # of a section, a record or a field
    sources:
      "agency-wire.txt": {published: 2019-05-12, publisher: …, group: s2, exclude: true}
    aliases:
      detainees/j-example: detainees/jane-example        # an older address of a record, and today's
    records:
      detainees/jane-example:                            # section/record
        charge: espionage                                # the value, or with what it was, why, who and when:
        status: {set: released, was: held, why: her family says so, by: J. Doe, when: 2019-05-13}
        aliases: {add: J. Example}                       # one more value of a list
        held_since: {resolve: 2019-02, why: the indictment has it}   # one of the values that sources give
        response: {confirm: denies, by: J. Doe}          # checked: held to when the sources turn
        age: {note: ask the embassy, by: J. Doe}         # a remark; may also stand beside set, resolve, …
    merge:
      - {into: participants/john-example, from: participants/j-example, why: one man}
    split:                                               # one record that is two: what is the other one's
      - {from: participants/john-example, into: Jon Example, sources: [daily.txt], why: his brother}
      - {from: participants/john-example, into: Jon Example, values: {role: mayor}}   # or, beside, by its values
    order:
      participants: [john-example, jane-example]         # these first, the others behind them
    add:
      agenda:
        - {topic: Grain corridor, priority: high, why: asked for by phone, by: J. Doe}
    hide:
      - participants/john-example                        # or a section, or section/record/field
      - {at: detainees/jane-example/charge, why: sub judice, by: J. Doe}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from brief import yamlfile
from brief.faults import Fault, did_you_mean
from brief.model import Edit, Parts
from brief.overrides import Overrides, SourceEdit
from brief.overrides_fields import REMARKS, FieldReader
from brief.overrides_was import with_was
from brief.schema import Schema, SectionSpec
from brief.yamlfile import Node, Sheet

TOP: Final = (
    "briefing",
    "texts",
    "marks",
    "sources",
    "aliases",
    "records",
    "merge",
    "split",
    "order",
    "add",
    "hide",
)
HEADER: Final = {  # key in the file: field of model.Header
    "title": "title",
    "marking": "marking",
    "to": "to",
    "from": "sender",
    "drafted": "drafted",
    "cleared": "cleared",
    "version": "version",
}
TEXTS: Final = (
    "purpose",
    "recommendation",
    "objectives",
    "talking_points",
    "through",
    "approved",
    "distribution",
    "classified_by",
    "derived_from",
    "declassify_on",
)
SOURCE: Final = ("published", "publisher", "group", "exclude")
_DASH: Final = 'begin each with "- "'
_MERGE: Final = "write - {into: section/record, from: section/record}"
_SPLIT: Final = "write - {from: section/record, into: NAME, sources: [FILE]} or values: {field: value} there"


def load_overrides(path: Path, schema: Schema) -> Overrides:
    """Return the edits of a file, with what is remembered beside it. Raise ContentError with every fault."""
    return with_was(read_sheet(yamlfile.read(path), schema), path)


def read_sheet(sheet: Sheet, schema: Schema) -> Overrides:
    """Return the edits that a sheet holds. Raise ContentError with every fault."""
    overrides, faults = examine(sheet, schema)
    sheet.check(faults)
    return overrides


def examine(sheet: Sheet, schema: Schema) -> tuple[Overrides, list[Fault]]:
    """Return the edits that can be understood, and every fault of the others."""
    reader = _Reader(sheet, schema)
    return reader.read(), [*sheet.faults, *reader.faults]


class _Reader(FieldReader):
    """One file on its way to `Overrides`; collects faults instead of stopping at the first."""

    def __init__(self, sheet: Sheet, schema: Schema) -> None:
        super().__init__(sheet)
        self._schema = schema

    def read(self) -> Overrides:
        """Return what the file says, as far as it can be understood."""
        parts = {key.text: value for key, value in self.pairs(self.sheet.root, TOP, "part")}
        records, aliases, marks = parts.get("records"), parts.get("aliases"), parts.get("marks")
        header = self._texts(parts.get("briefing"), tuple(HEADER))
        return Overrides(
            path=self.sheet.name,
            text=self.sheet.text,
            header={HEADER[key]: value for key, value in header.items()},
            texts=self._texts(parts.get("texts"), TEXTS),
            marks=dict(self._marks(marks)),
            sources=tuple(self._sources(parts.get("sources"))),
            aliases=dict(self._aliases(aliases)),
            places={
                f"{home}{key.text}": self.at(key)
                for home, node in (("", aliases), ("", records), ("marks/", marks))
                if node is not None
                for key, _ in node.entries
            },
            edits=(
                *self._records(records),
                *self._merges(parts.get("merge")),
                *self._splits(parts.get("split")),
                *self._orders(parts.get("order")),
                *self._added(parts.get("add")),
                *self._hidden(parts.get("hide")),
            ),
        )

    def _texts(self, node: Node | None, known: tuple[str, ...]) -> dict[str, str]:
        pairs = self.pairs(node, known, "key")
        return {key.text: self.text(value) for key, value in pairs if not value.empty}

    def _marks(self, node: Node | None) -> Iterator[tuple[str, str]]:
        known = self._schema.markings
        for address, value in self.pairs(node, None, "address"):
            spec, mark = self._section(address, address.text), self.text(value)
            parts = address.text.split("/")
            if spec and (not all(parts) or len(parts) > 3):  # noqa: PLR2004 - section/record/field
                self.blame(
                    address, f'"{address.text}" is no address', "write section/record or section/record/field"
                )
            elif spec and len(parts) == 3 and parts[2] not in spec.fields:  # noqa: PLR2004 - the same
                self.blame(address, f'unknown field "{parts[2]}"', did_you_mean(parts[2], list(spec.fields)))
            elif mark and known and mark not in known:
                self.blame(value, f'no marking is called "{mark}"', did_you_mean(mark, list(known)))
            elif spec and mark:
                yield address.text, mark

    def _sources(self, node: Node | None) -> Iterator[SourceEdit]:
        for name, entry in self.pairs(node, None, "source"):
            given = {key.text: value for key, value in self.pairs(entry, SOURCE, "key") if not value.empty}
            published = given.get("published")
            if published and published.text:
                self.date(published, published.text)
            exclude = given.get("exclude")
            if exclude and exclude.text not in {"true", "false"}:
                self.blame(exclude, '"exclude" is true or false', "write true, or leave the line out")
            yield SourceEdit(
                name=name.text,
                published=self.text(published) if published else "",
                publisher=self.text(given["publisher"]) if "publisher" in given else "",
                group=self.text(given["group"]) if "group" in given else "",
                exclude=exclude is not None and exclude.text == "true",
                place=self.at(name),
            )

    def _aliases(self, node: Node | None) -> Iterator[tuple[str, str]]:
        for old, value in self.pairs(node, None, "address"):
            if value.empty:
                continue
            new = self.text(value)
            if self._is_record(old, old.text) and self._is_record(value, new):
                if old.text.partition("/")[0] == new.partition("/")[0]:
                    yield old.text, new
                else:
                    self.blame(value, f"{old.text} and {new} are of two sections", "write addresses of one section")

    def _records(self, node: Node | None) -> Iterator[Edit]:
        for address, entry in self.pairs(node, None, "record"):
            spec = self._schema.section(address.text.partition("/")[0])
            if not self._is_record(address, address.text) or spec is None:
                continue
            for field, value in self.pairs(entry, tuple(spec.fields), "field"):
                yield from self.edits(f"{address.text}/{field.text}", spec.fields[field.text], field, value)

    def _merges(self, node: Node | None) -> Iterator[Edit]:
        for item in self._items(node, "merges", _MERGE):
            given = {key.text: value for key, value in self.pairs(item, ("into", "from", *REMARKS), "key")}
            if "into" not in given or "from" not in given:
                self.blame(item, "a merge needs into and from", _MERGE)
                continue
            into = self.text(given["into"])
            others = given["from"].items if given["from"].kind == "list" else [given["from"]]
            homes = [(n, self.text(n)) for n in (given["into"], *others)]
            if not all(self._is_record(at, address) for at, address in homes):
                continue
            strangers = [at for at, address in homes if address.partition("/")[0] != into.partition("/")[0]]
            for at in strangers:
                self.blame(at, f"{self.text(at)} is of another section", "merge records of one section")
            if not strangers:
                names = tuple(address for _, address in homes[1:])
                yield Edit(
                    address=into, action="merge", value=names, place=self.at(given["into"]), **self.remarks(given)
                )

    def _splits(self, node: Node | None) -> Iterator[Edit]:
        for item in self._items(node, "splits", _SPLIT):
            given = {k.text: v for k, v in self.pairs(item, ("from", "into", "sources", "values", *REMARKS), "key")}
            before = len(self.faults)
            if not {"from", "into"} <= given.keys() or not given.keys() & {"sources", "values"}:
                self.blame(item, "a split needs from, into, and sources or values", _SPLIT)
                continue
            address, into = self.text(given["from"]), self.text(given["into"])
            spec = self._schema.section(address.partition("/")[0])
            if not self._is_record(given["from"], address) or spec is None:
                continue
            if not into:
                self.blame(given["into"], "the other record needs a name", _SPLIT)
            named = given.get("sources")
            files = [] if named is None or named.empty else named.items if named.kind == "list" else [named]
            how: Parts = {"into": into, "sources": tuple(self.text(file) for file in files)}
            values = dict(self._row(spec, given.get("values"), ()))
            if len(self.faults) == before:
                place = self.at(given["from"])
                yield Edit(address=address, action="split", value=(how, values), place=place, **self.remarks(given))

    def _row(
        self, spec: SectionSpec, row: Node | None, remarks: tuple[str, ...]
    ) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        """Yield the fields of a record as a person writes them; `remarks` are keys beside them."""
        for key, value in self.pairs(row, (*spec.fields, *remarks), "field"):
            if key.text in remarks:
                continue
            field = spec.fields[key.text]
            made = self.value(field, key, value)
            if field.type == "record":
                self.blame(key, f'"{key.text}" cannot be given here', f"set it under records: {spec.id}/…")
            elif isinstance(made, str | tuple):
                yield key.text, made if isinstance(made, str) else tuple(str(item) for item in made)

    def _orders(self, node: Node | None) -> Iterator[Edit]:
        for section, keys in self.pairs(node, [s.id for s in self._schema.sections], "section"):
            if keys.empty:
                continue
            if keys.kind != "list":
                self.blame(keys, "a list of records is expected", "write [first, second]")
                continue
            named = [self.text(key).removeprefix(f"{section.text}/") for key in keys.items]
            twice = next((key for n, key in enumerate(named) if key in named[:n]), None)
            if twice is not None:
                self.blame(keys.items[named.index(twice)], f'"{twice}" stands in the order twice', "keep one")
            elif named:
                yield Edit(address=section.text, action="order", value=tuple(named), place=self.at(section))

    def _added(self, node: Node | None) -> Iterator[Edit]:
        for section, rows in self.pairs(node, [s.id for s in self._schema.sections], "section"):
            spec = self._schema.section(section.text)
            if spec is None:
                continue
            for row in self._items(rows, "records", _DASH):
                yield from self._addition(spec, row)

    def _addition(self, spec: SectionSpec, row: Node) -> Iterator[Edit]:
        remarks = tuple(name for name in REMARKS if name not in spec.fields)
        before = len(self.faults)
        fields = dict(self._row(spec, row, remarks))
        said = {name: node for name in remarks if row.kind == "mapping" and (node := row.get(name)) is not None}
        identity = spec.identity.field
        if not fields.get(identity) and len(self.faults) == before:
            self.blame(row, f'a record of {spec.id} needs "{identity}"', f'add "{identity}: …"')
        elif len(self.faults) == before:
            yield Edit(address=spec.id, action="add", value=fields, place=self.at(row), **self.remarks(said))

    def _hidden(self, node: Node | None) -> Iterator[Edit]:
        for item in self._items(node, "addresses", _DASH):
            address, given = item, dict[str, Node]()
            if item.kind == "mapping":
                given = {key.text: value for key, value in self.pairs(item, ("at", "was", *REMARKS), "key")}
                address = given.get("at", item)
            text = self.text(address)
            spec = self._section(address, text) if text else None
            parts = text.split("/")
            if spec and (not all(parts) or len(parts) > 3):  # noqa: PLR2004 - section/record/field
                self.blame(address, f'"{text}" is no address', "write section/record or section/record/field")
            elif spec and len(parts) == 3 and parts[2] not in spec.fields:  # noqa: PLR2004 - the same
                self.blame(address, f'unknown field "{parts[2]}"', did_you_mean(parts[2], list(spec.fields)))
            elif spec:
                was = self.text(given["was"]) if "was" in given else None
                yield Edit(address=text, action="hide", was=was, place=self.at(address), **self.remarks(given))

    def _items(self, node: Node | None, of: str, mend: str) -> Sequence[Node]:
        if node is None or node.empty:
            return []
        if node.kind != "list":
            self.blame(node, f"a list of {of} is expected", mend)
            return []
        return node.items

    def _is_record(self, node: Node, address: str) -> bool:
        if self._section(node, address) is None:
            return False
        if address.count("/") == 1 and not address.endswith("/"):
            return True
        self.blame(node, f'"{address}" names no record', "write section/record")
        return False

    def _section(self, node: Node, address: str) -> SectionSpec | None:
        name = address.partition("/")[0]
        spec = self._schema.section(name)
        if spec is None:
            known = [section.id for section in self._schema.sections]
            self.blame(node, f'unknown section "{name}"', did_you_mean(name, known))
        return spec
