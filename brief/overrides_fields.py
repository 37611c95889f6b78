"""Nodes of a YAML file in, edits of single fields out: values checked against the field's type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypedDict

from brief.faults import Fault, did_you_mean
from brief.model import Edit, Parts
from brief.schema import FieldSpec
from brief.yamlfile import Node, Sheet

Doing = Literal["set", "add", "resolve", "confirm"]
DOING: Final[tuple[Doing, ...]] = (
    "set",
    "add",
    "resolve",
    "confirm",
)  # what an edit of a field does; one of them at most
REMARKS: Final = ("why", "by", "when")
EDIT: Final = (*DOING, "note", "was", *REMARKS)
WORDS: Final = 2_000  # most words of one field
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

Given = str | Parts | tuple[str, ...] | tuple[Parts, ...]


class Remarks(TypedDict, total=False):
    """Why, by whom and when an edit was made."""

    why: str
    by: str
    when: str


def is_date(text: str) -> bool:
    """Return whether a text is an ISO date of the calendar, to the year, month or day."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


class FieldReader:
    """Reads values and edits of fields from a sheet; `faults` collects what is wrong with them."""

    def __init__(self, sheet: Sheet) -> None:
        self.faults: list[Fault] = []
        self.sheet = sheet

    def edits(self, address: str, spec: FieldSpec, field: Node, node: Node) -> Iterator[Edit]:
        """Yield the edits of one field: a plain value, or `{set: …, was: …}`, and the note beside it."""
        keys = {key.text for key, _ in node.entries}
        if node.kind != "mapping" or (spec.type == "record" and not keys & {*DOING, "note"}):
            before = len(self.faults)
            made = self.value(spec, field, node)
            if made is not None and len(self.faults) == before:
                yield Edit(address=address, action="set", value=made, place=self.at(field))
            return
        given = {key.text: item for key, item in self.pairs(node, EDIT, "key")}
        remarks, doing = self.remarks(given), [name for name in DOING if name in given]
        if len(doing) > 1 or not (doing or "note" in given):
            what = "an edit sets, adds, resolves or confirms a value, or notes something"
            self.blame(node, what, "write one of {set: …}, {add: …}, {resolve: …}, {confirm: …}, {note: …}")
            return
        if doing:
            yield from self._done(address, spec, field, doing[0], given)
        if "note" in given:
            note = self.text(given["note"])
            yield Edit(address=address, action="note", value=note, place=self.at(field), **remarks)

    def _done(
        self, address: str, spec: FieldSpec, field: Node, action: Doing, given: Mapping[str, Node]
    ) -> Iterator[Edit]:
        if action == "add" and not spec.many:
            self.blame(field, f'"{field.text}" has one value only', "use set")
        if action == "resolve" and (spec.many or spec.type == "record"):
            self.blame(field, f'"{field.text}" may have several values, so nothing is to be resolved', "use set")
            return
        before = len(self.faults)
        made = self.value(spec, field, given[action])
        if action == "resolve" and "why" not in given:
            self.blame(given[action], "a conflict is resolved with a reason", "add why: …")
        elif made is not None and len(self.faults) == before:
            was = self.text(given["was"]) if "was" in given else None
            yield Edit(
                address=address, action=action, value=made, was=was, place=self.at(field), **self.remarks(given)
            )

    def value(self, spec: FieldSpec, key: Node, node: Node) -> Given | None:
        """Return what a field is given; None, and a fault, when it is nothing."""
        name = key.text
        if node.empty:
            self.blame(key, f'no value for "{name}"', "write one, or put its address under hide")
            return None
        if node.kind == "list":
            if not spec.many:
                self.blame(node, f'"{name}" has one value only', "write it without brackets")
                return None
            if spec.type == "record":
                return tuple(self._nested(spec, name, item) for item in node.items)
            return tuple(self._checked(spec, name, item) for item in node.items)
        if spec.type == "record":
            return self._nested(spec, name, node)
        return self._checked(spec, name, node)

    def _nested(self, spec: FieldSpec, name: str, node: Node) -> Parts:
        parts: dict[str, str | tuple[str, ...]] = {}
        for key, value in self.pairs(node, tuple(spec.parts), f'part of "{name}"'):
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
        text = self.text(node)
        choices = list(dict.fromkeys(choice for choice in (*spec.of, spec.otherwise) if choice))
        if spec.type == "choice" and text and text not in choices:
            self.blame(node, f'"{name}" cannot be "{text}"', did_you_mean(text, choices))
        if spec.type == "date" and text:
            self.date(node, text)
        if len(text.split()) > WORDS:
            self.blame(node, f'"{name}" has more than {WORDS:,} words', "shorten it")
        return text

    def remarks(self, given: Mapping[str, Node]) -> Remarks:
        """Return why, by whom and when."""
        made: Remarks = {}
        if "why" in given:
            made["why"] = self.text(given["why"])
        if "by" in given:
            made["by"] = self.text(given["by"])
        if "when" in given:
            made["when"] = self.text(given["when"])
            if made["when"]:
                self.date(given["when"], made["when"])
        return made

    def pairs(self, node: Node | None, known: Sequence[str] | None, kind: str) -> Iterator[tuple[Node, Node]]:
        """Yield keys with values; blame what is no mapping and every key that is not known."""
        if node is None or node.empty:
            return
        if node.kind != "mapping":
            self.blame(node, "keys with values are expected", 'write "key: value"')
            return
        for key, value in node.entries:
            if known is not None and key.text not in known:
                self.blame(key, f'unknown {kind} "{key.text}"', did_you_mean(key.text, known))
            else:
                yield key, value

    def text(self, node: Node) -> str:
        """Return a scalar's text without the space around it."""
        if node.kind == "scalar":
            return "" if node.empty else node.text.strip()
        self.blame(node, f"one value is expected, not a {node.kind}", "put the text in quotes")
        return ""

    def date(self, node: Node, text: str) -> None:
        """Blame what is no ISO date."""
        if not is_date(text):
            self.blame(node, f'"{text}" is no date', "write 2019, 2019-05 or 2019-05-14")

    def at(self, node: Node) -> str:
        """Return the place of a node, `file:line:column`."""
        return f"{self.sheet.name}:{node.line}:{node.column}"

    def blame(self, node: Node, what: str, mend: str) -> None:
        """Add a fault."""
        self.faults.append(self.sheet.fault(node, what, mend))
