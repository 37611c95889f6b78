"""The text of a file of edits and one more edit in, the text with it out: every other character stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from brief import yamlfile
from brief.edits_splice import Step, append, key_text, put, remove
from brief.errors import ContentError
from brief.faults import did_you_mean, nearest
from brief.model import Briefing, Fate, Record
from brief.overrides import where
from brief.overrides_apply import called
from brief.overrides_fields import DOING
from brief.overrides_file import HEADER, SOURCE, TEXTS, examine
from brief.overrides_init import scalar
from brief.overrides_values import sides, written
from brief.schema import FieldSpec, Schema
from brief.yamlfile import Node, Sheet

Doing = Literal["set", "add", "resolve", "confirm", "note"]
PLAIN: Final = ("briefing", "texts", "sources", "marks")  # parts whose values have no remarks


@dataclass(frozen=True)
class Wish:
    """An edit to be written: an address, what to do there, the values, why, by whom and on which day."""

    address: str
    doing: Doing = "set"
    values: tuple[str, ...] = ()
    why: str = ""
    by: str = ""
    when: str = ""

    def remarks(self) -> dict[str, str]:
        """Return what is remarked, as written."""
        said = (("why", self.why), ("by", self.by), ("when", self.when))
        return {name: scalar(text) for name, text in said if text}


@dataclass(frozen=True)
class Editor:
    """Changes the text of one file.

    `briefing` is what the sources say, for addresses and for `was`; `added` are the addresses of records that the
    file itself adds.
    """

    name: str
    schema: Schema
    briefing: Briefing | None = None
    added: frozenset[str] = frozenset()

    def with_field(self, text: str, wish: Wish) -> str:
        """Return the text with an edit of a field, or of the header, the texts or a source."""
        parts = wish.address.split("/")
        if parts[0] in PLAIN and self.schema.section(parts[0]) is None:
            return self._with_plain(text, wish, parts)
        spec, record = self._field(wish.address)
        sheet = self._read(text)
        path = ("records", self._home(sheet, wish.address, record), parts[2])
        now = record.fields.get(parts[2], ()) if record else ()
        was = written(spec, sides(now) if wish.doing == "resolve" else now)
        old = _at(sheet.root, path)
        if old is not None and old.kind == "mapping" and {key.text for key, _ in old.entries} & {*DOING, "note"}:
            made = self._renewed(sheet, path, old, wish, spec, was if record else None)
        else:
            made = self._written(sheet, path, old, wish, spec, was if record else None)
        return self._held(text, made, wish.address)

    def with_record(self, text: str, section: str, fields: Mapping[str, tuple[str, ...]], wish: Wish) -> str:
        """Return the text with one more record of a section."""
        spec = self.schema.section(section)
        if spec is None:
            raise self._unknown_section(section)
        for name in fields:
            if name not in spec.fields:
                raise _fault(section, f'unknown field "{name}"', did_you_mean(name, list(spec.fields)))
        written_fields = {name: _items(spec.fields[name], values) for name, values in fields.items()}
        remarks = {name: said for name, said in wish.remarks().items() if name not in spec.fields}
        made = append(self._read(text), ("add", section), _mapping({**written_fields, **remarks}))
        return self._held(text, made, section)

    def with_hidden(self, text: str, wish: Wish) -> str:
        """Return the text with one more address under `hide`; the same text when it stands there already."""
        parts = wish.address.split("/")
        was = ""
        if len(parts) == 3:  # noqa: PLR2004 - section/record/field
            spec, record = self._field(wish.address)
            was = written(spec, record.fields.get(parts[2], ())) if record else ""
        elif self.schema.section(parts[0]) is None:
            raise self._unknown_section(parts[0])
        elif len(parts) > 1:
            self._record(wish.address)
        sheet = self._read(text)
        hidden = sheet.root.get("hide") if sheet.root.kind == "mapping" else None
        for known in hidden.items if hidden else ():
            if wish.address == (known.get("at") or known).text:
                return text
        remarks = {**({"was": scalar(was)} if was else {}), **wish.remarks()}
        item = _mapping({"at": scalar(wish.address), **remarks}) if remarks else scalar(wish.address)
        return self._held(text, append(sheet, ("hide",), item), wish.address)

    def pruned(self, text: str, fates: Iterable[Fate], states: Sequence[str]) -> tuple[str, tuple[Fate, ...]]:
        """Return the text without the edits of some states, and the edits that are gone.

        What else stands in the same lines (a note beside a redundant value) keeps them.
        """
        sheet = self._read(text)
        places = dict(_places(sheet.root))
        told: dict[tuple[int, int], list[Fate]] = {}
        for fate in fates:
            told.setdefault(where(fate.place), []).append(fate)
        gone = {
            place: here
            for place, here in told.items()
            if place in places and all(fate.state in states for fate in here)
        }
        if not gone:
            return text, ()
        made = remove(sheet, [places[place] for place in sorted(gone)])
        return made, tuple(fate for place in sorted(gone) for fate in gone[place])

    def _with_plain(self, text: str, wish: Wish, parts: Sequence[str]) -> str:
        known = {"briefing": tuple(HEADER), "texts": TEXTS, "sources": SOURCE, "marks": ()}[parts[0]]
        name = "/".join(parts[1:-1]) if parts[0] == "sources" else ""
        path = [parts[0], *([name] if name else []), parts[-1]]
        if parts[0] == "marks":
            path = ["marks", "/".join(parts[1:])]
        elif len(parts) < 2 or parts[-1] not in known or (parts[0] == "sources") != bool(name):  # noqa: PLR2004
            home = f"{parts[0]}/FILE/" if parts[0] == "sources" else f"{parts[0]}/"
            raise _fault(wish.address, "no such address", f"one of {', '.join(home + key for key in known)}")
        if wish.doing != "set" or len(wish.values) != 1 or wish.why:
            raise _fault(wish.address, "one value is set here, without remarks", "leave out --why and the like")
        return self._held(text, put(self._read(text), path, scalar(wish.values[0])), wish.address)

    def _written(  # noqa: PLR0913, PLR0917 - all that makes up one edit
        self,
        sheet: Sheet,
        path: tuple[str, str, str],
        old: Node | None,
        wish: Wish,
        spec: FieldSpec,
        was: str | None,
    ) -> str:
        """Return the text with an edit where none stands, or a plain value."""
        parts: dict[str, str] = {wish.doing: _given(spec, wish)}
        if wish.doing == "note" and old is not None and not old.empty:
            parts = {"set": sheet.text[old.start : old.end].rstrip(), **parts}
        elif was is not None and wish.doing in {"set", "resolve"}:
            parts["was"] = scalar(was)
        return put(sheet, path, _mapping({**parts, **wish.remarks()}))

    def _renewed(  # noqa: PLR0913, PLR0917 - the same
        self,
        sheet: Sheet,
        path: tuple[str, str, str],
        old: Node,
        wish: Wish,
        spec: FieldSpec,
        was: str | None,
    ) -> str:
        """Return the text with another edit in the place of one: what is said of the earlier one goes with it."""
        parts: dict[str, str] = {**wish.remarks(), wish.doing: _given(spec, wish)}
        if wish.doing == "add":
            for known in ("add", "set"):
                before = old.get(known)
                if before is not None and not before.empty:
                    items = [item.text for item in (before.items or [before])]
                    del parts["add"]
                    parts[known] = _listed([*items, *(v for v in wish.values if v not in items)])
                    break
        elif was is not None and wish.doing in {"set", "resolve"}:
            parts["was"] = scalar(was)
        doing = {key.text for key, _ in old.entries}
        stale = set() if wish.doing == "note" else doing & {*DOING, "was", "why", "by"} - parts.keys()
        for name, value in parts.items():
            sheet = self._read(put(sheet, (*path, name), value))
        return remove(sheet, [(*path, name) for name in sorted(stale)]) if stale else sheet.text

    def _field(self, address: str) -> tuple[FieldSpec, Record | None]:
        parts = address.split("/")
        section = self.schema.section(parts[0])
        if section is None:
            raise self._unknown_section(parts[0])
        if len(parts) != 3 or not all(parts):  # noqa: PLR2004 - section/record/field
            raise _fault(address, "no address of a field", "write section/record/field")
        if parts[2] not in section.fields:
            raise _fault(address, f'unknown field "{parts[2]}"', did_you_mean(parts[2], list(section.fields)))
        return section.fields[parts[2]], self._record(address)

    def _record(self, address: str) -> Record | None:
        """Return the record addressed; None where there is no briefing to ask, or the file adds it itself."""
        home, key = address.split("/")[:2]
        section = self.briefing.section(home) if self.briefing else None
        if section is None or f"{home}/{key}" in self.added:
            return None
        found = called(section.records, key)
        if len(found) > 1:
            several = ", ".join(f"{home}/{record.key}" for record in found)
            raise ContentError([f"{home}/{key} may be several records; {several}"])
        if not found:
            close = nearest(f"{home}/{key}", [f"{home}/{r.key}" for r in section.records], 0)
            mend = f"nearest: {close}" if close else f"section {home} is empty; add a record instead"
            raise ContentError([f"nothing is called {home}/{key}; {mend}"])
        return found[0]

    def _home(self, sheet: Sheet, address: str, record: Record | None) -> str:
        """Return under which of its addresses the record stands in the file, else the one in use today."""
        section, key, name = address.split("/")
        known = [f"{section}/{k}" for k in ((record.key, *record.aliases) if record else (key,))]
        records = sheet.root.get("records") if sheet.root.kind == "mapping" else None
        there = [node for node, _ in (records.entries if records else ()) if node.text in known]
        with_field = [
            node.text for node in there if records and (inner := records.get(node.text)) and inner.get(name)
        ]
        return next(iter([*with_field, *(node.text for node in there), *known]))

    def _read(self, text: str) -> Sheet:
        sheet = yamlfile.parse(text, self.name)
        sheet.check()
        return sheet

    def _held(self, before: str, after: str, address: str) -> str:
        """Return the new text. Raise ContentError for what is wrong with the edit itself."""
        old = {_bare(fault.text) for fault in examine(self._read(before), self.schema)[1]}
        new = [_bare(fault.text) for fault in examine(self._read(after), self.schema)[1]]
        wrong = [f"{address}: {text}" for text in new if text not in old]
        if wrong:
            raise ContentError(wrong)
        return after

    def _unknown_section(self, name: str) -> ContentError:
        known = [section.id for section in self.schema.sections]
        return _fault(name, f'unknown section "{name}"', did_you_mean(name, known))


def _fault(address: str, what: str, mend: str) -> ContentError:
    return ContentError([f"{address}: {what}" + (f"; {mend}" if mend else "")])


def _bare(fault: str) -> str:
    """Return a fault without its place, which a change moves."""
    return fault.splitlines()[0].split(": ", 1)[-1]


def _at(root: Node, path: Sequence[str]) -> Node | None:
    node: Node | None = root
    for key in path:
        node = node.get(key) if node is not None and node.kind == "mapping" else None
    return node


def _given(spec: FieldSpec, wish: Wish) -> str:
    return scalar(wish.values[0] if wish.values else "") if wish.doing == "note" else _items(spec, wish.values)


def _items(spec: FieldSpec, values: Sequence[str]) -> str:
    """Return values as YAML on one line: a list where there may be several, a record as it was written."""
    if spec.type == "record":
        return f"[{', '.join(values)}]" if spec.many else "".join(values)
    return _listed(values) if spec.many or len(values) != 1 else scalar(values[0])


def _listed(values: Sequence[str]) -> str:
    return f"[{', '.join(map(scalar, values))}]"


def _mapping(parts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key_text(name)}: {value}" for name, value in parts.items()) + "}"


def _places(root: Node) -> Iterable[tuple[tuple[int, int], tuple[Step, ...]]]:
    """Yield the path of every edit by the place that is told for it."""
    if root.kind != "mapping":
        return
    for part, value in root.entries:
        for key, inner in value.entries if part.text in {"records", "order", "add"} else ():
            if part.text == "records":
                yield from (((f.line, f.column), ("records", key.text, f.text)) for f, _ in inner.entries)
            elif part.text == "order":
                yield (key.line, key.column), ("order", key.text)
            else:
                yield from (((r.line, r.column), ("add", key.text, n)) for n, r in enumerate(inner.items))
        for number, item in enumerate(value.items if part.text in {"merge", "hide"} else ()):
            at = item.get("at" if part.text == "hide" else "into") or item
            yield (at.line, at.column), (part.text, number)
