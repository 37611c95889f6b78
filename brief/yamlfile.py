"""A YAML file in, its content with the place of every key and value out: the one door to PyYAML.

`read` gives a `Sheet` whose nodes know their line and column, so that whoever finds fault with a value
can show it; `load` gives plain content for lists. Scalars stay text: `NO`, `12:30`, `012` and `1.10`
mean what stands there, and a model that wants a number makes one. Limits are counted while reading, so
that nothing large is ever built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Protocol, cast

import yaml

from brief.errors import ContentError
from brief.faults import SHOWN, Fault, fault_at, row_of

Loc = tuple[str | int, ...]  # keys and places of items, from the top of a file
MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 60
MAX_EXPANDED: Final = 100_000  # nodes after following aliases; without aliases the size is limit enough

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?")
_MENDS: Final = (  # what the parser says (a part of it), what we say, how it is mended
    ("mapping values are not allowed", 'a ": " inside an unquoted value', "put the whole value in quotes"),
    ("block sequence entries are not", "a list that begins beside its key", "begin it on the next line"),
    ("could not find expected ':'", "a key without its colon", 'write "key: value", or quote the text above'),
    ("did not find expected key", "a line that does not fit its neighbours", "check indentation and quotes"),
    ("did not find expected '-'", "a line that does not belong to the list above", "align it with the list"),
    ("did not find expected ',' or", "a bracket is not closed, or a comma is missing", "close it with ] or }"),
    ("unexpected end of stream", "a quotation mark is opened and never closed", "close it"),
    ("cannot start any token", "a character that cannot begin a value", "put the value in quotes"),
    ("found undefined tag handle", "a tag with an unknown prefix", "put the value in quotes"),
    ("unknown escape", "an unknown escape after a backslash", "use single quotes, or write \\\\"),
    ("undefined alias", "an alias without its anchor", 'put the value in quotes if it begins with "*"'),
    ("alphabetic or numeric character", '"*" or "&" without a name after it', "put the value in quotes"),
    ("unknown directive name", 'a line that begins with "%"', "put it in quotes"),
    ("incompatible YAML document", "a version of YAML that is not read", "delete the line"),
    ("expected the node content", "a value is missing or begins with a sign YAML reserves", "put it in quotes"),
)
_OF_ONE_LINE: Final = ("mapping values are not allowed", "cannot start any token", "unknown escape")
_MOST_FAULTS, _REREAD = 50, 200_000  # of the syntax told at once; characters of a file that is read again for them
_OPENED: Final = ("unexpected end of stream", "did not find expected ',' or")  # the place that helps is the opening


@dataclass(slots=True)
class Node:
    """A scalar, list or mapping at its place. `line` and `column` count from 1, `start:end` from 0.

    `text` is what a scalar says, "" for lists and mappings. A scalar is `empty` when nothing, `~` or
    `null` stands there unquoted. `size` counts the nodes below with every alias followed.
    """

    kind: Literal["scalar", "list", "mapping"]
    line: int
    column: int
    start: int
    end: int
    text: str = ""
    plain: bool = False
    items: Sequence[Node] = ()
    entries: Sequence[tuple[Node, Node]] = ()
    size: int = 1

    @property
    def empty(self) -> bool:
        """Return whether nothing stands here."""
        return self.kind == "scalar" and self.plain and self.text in {"", "~", "null"}

    def get(self, key: str) -> Node | None:
        """Return the value of a key, None when the mapping does not have it."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Node | None:
        """Return the key itself as a node, for its place."""
        return next((name for name, _ in self.entries if name.text == key), None)

    def content(self) -> object:
        """Return lists, dictionaries and text; None where nothing stands."""
        if self.kind == "list":
            return [item.content() for item in self.items]
        if self.kind == "mapping":
            return {key.text: value.content() for key, value in self.entries}
        return None if self.empty else self.text


@dataclass(slots=True)
class Sheet:
    """A file that was read: its tree, and the faults that did not stop the reading."""

    name: str
    text: str
    root: Node
    faults: list[Fault] = field(default_factory=list)

    def fault(self, node: Node, what: str, mend: str = "") -> Fault:
        """Return the fault `name:line:column: what; mend` with the line and a caret below."""
        return fault_at(self.name, self.text, (node.line, node.column, node.end - node.start), what, mend)

    def check(self, more: Sequence[Fault] = ()) -> None:
        """Raise ContentError with every fault, in the order of the file, when there is one."""
        faults = sorted({*self.faults, *more})
        if faults:
            raise ContentError([fault.text for fault in faults])


def load(path: Path) -> object:
    """Return the content of one YAML file: text, lists, dictionaries, None.

    A number is made of a plain scalar that reads back as the same text, a bool of a plain `true` or
    `false` that is the value of a key; everything else stays text. Raise ContentError with every fault.
    """
    sheet = read(path)
    sheet.check()
    return _resolved(sheet.root)


def read(path: Path, name: str = "") -> Sheet:
    """Return the tree of one YAML file. Raise ContentError when it cannot be read as YAML at all.

    `name` is how faults call the file. Doubled keys, tags and merges are left in `Sheet.faults`.
    """
    shown = name or str(path)
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as err:
        raise ContentError([f"{shown}: cannot be read ({err.strerror}); check the name"]) from err
    if raw is None:
        raise ContentError([f"{shown}: larger than {MAX_BYTES // 1_000_000} MB; split it"])
    return parse(_decoded(raw, shown), shown)


def parse(text: str, name: str) -> Sheet:
    """Return the tree of a YAML text. Raise ContentError when it is no YAML or beyond the limits."""
    odd = _NO_TEXT.search(text)
    if odd:
        line, column = text.count("\n", 0, odd.start()) + 1, odd.start() - text.rfind("\n", 0, odd.start())
        what = f"a control character (U+{ord(odd.group()):04X})"
        raise ContentError([fault_at(name, text, (line, column, 1), what, "delete it").text])
    faults: list[Fault] = []
    legible = text
    while True:
        builder = _Builder(name, text)
        try:
            for event in yaml.parse(legible, Loader=_Loader):
                builder.take(event)
        except yaml.MarkedYAMLError as err:
            fault, alone = _syntax_fault(builder.sheet, err)
            faults.append(fault)
            if not alone or len(faults) == _MOST_FAULTS or len(text) > _REREAD:
                builder.sheet.check(faults)
            legible = _without_line(legible, fault.line)
            continue
        if faults:
            builder.sheet.check(faults)
        return builder.sheet


def _without_line(text: str, line: int) -> str:
    """Return the text with blanks in one line, so that the faults of others can be told at the same time."""
    rows = text.splitlines(keepends=True)
    rows[line - 1] = re.sub(r"[^\r\n]", " ", rows[line - 1])
    return "".join(rows)


def _decoded(raw: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, without its byte order mark."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError([f"{name}:1:1: the file is in UTF-16; save it as UTF-8"])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        before = raw[: err.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = (line, column, 1)
        what = f"byte 0x{raw[err.start]:02X} is no UTF-8 (is the file in Latin-1 or Windows-1252?)"
        shown = raw.decode("latin-1") if before.isascii() else raw.decode("utf-8", "replace")
        raise ContentError([fault_at(name, shown, place, what, "save it as UTF-8").text]) from err


def _syntax_fault(sheet: Sheet, err: yaml.MarkedYAMLError) -> tuple[Fault, bool]:
    """Return what the parser found wrong and how it is mended, and whether it is a matter of one line only."""
    problem = str(err.problem or err.context or "no YAML")
    opened = any(part in problem for part in _OPENED)
    mark = (err.context_mark if opened else None) or err.problem_mark or err.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    row = row_of(sheet.text, line)
    indent = row[: len(row) - len(row.lstrip())]
    if "\t" in indent or row[column - 1 : column] == "\t":
        column = (indent.find("\t") if "\t" in indent else column - 1) + 1
        what, mend, alone = "a tab where only spaces may stand", "replace the tab with spaces", True
    else:
        what, mend = next(((w, m) for part, w, m in _MENDS if part in problem), (problem, "put it in quotes"))
        alone = any(part in problem for part in _OF_ONE_LINE)
    return fault_at(sheet.name, sheet.text, (line, column, 1), what, mend), alone


class _Marked(Protocol):
    """What a place in the file looks like to the parser."""

    line: int
    column: int
    index: int


class _Builder:
    """Events in, a tree out, without recursion; refuses what would grow without end."""

    def __init__(self, name: str, text: str) -> None:
        self.sheet = Sheet(name, text, Node("scalar", 1, 1, 0, 0, plain=True))
        self._open: list[tuple[Node, list[Node]]] = []  # containers begun, with the parts so far
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self._aliases = False

    def take(self, event: yaml.Event) -> None:
        """Add what one event says."""
        if isinstance(event, yaml.ScalarEvent):  # the most by far, so asked first
            node = self._node("scalar", event)
            node.text, node.plain = event.value, not event.style
            self._begin(node, event)
            self._add(node)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(self._node("scalar", event), "a second document begins", "one per file")
        elif isinstance(event, yaml.AliasEvent):
            self._follow(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            kind: Literal["list", "mapping"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
            node = self._node(kind, event)
            self._begin(node, event)
            self._open.append((node, []))
            if len(self._open) > MAX_DEPTH:
                self._stop(node, f"nested deeper than {MAX_DEPTH} levels", "flatten it")
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)

    def _begin(self, node: Node, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self._anchors[event.anchor] = node
        tag: str | None = getattr(event, "tag", None)
        if tag and tag not in {"!", "tag:yaml.org,2002:str"}:
            self._blame(node, f"the tag {_short(tag)} means nothing here", "delete it, or quote the value")

    def _follow(self, event: yaml.AliasEvent) -> None:
        place = self._node("scalar", event)
        target = self._anchors.get(event.anchor or "")
        if target is None:
            self._stop(place, f"nothing is anchored as &{event.anchor}", 'quote a value that begins with "*"')
        elif any(target is node for node, _ in self._open):
            self._stop(place, f"*{event.anchor} contains itself", "write the content out")
        else:
            self._aliases = True
            self._add(target, place)

    def _add(self, node: Node, place: Node | None = None) -> None:
        if not self._open:
            self.sheet.root = node
            return
        container, parts = self._open[-1]
        parts.append(node)
        container.size += node.size
        if self._aliases and container.size > MAX_EXPANDED:
            self._stop(place or node, f"aliases expand to more than {MAX_EXPANDED:,} nodes", "write it out")

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        node, parts = self._open.pop()
        node.end = cast("_Marked", event.end_mark).index
        if node.kind == "list":
            node.items = parts
        else:
            node.entries = list(self._pairs(parts))
        self._add(node)

    def _pairs(self, parts: list[Node]) -> Iterator[tuple[Node, Node]]:
        seen: dict[str, Node] = {}
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            if key.kind != "scalar":
                self._blame(key, "a key must be a word", "put it in quotes")
            elif key.text == "<<" and key.plain:
                self._blame(key, '"<<" merges are not read', "write the keys out")
            elif key.text in seen:
                first = seen[key.text].line
                self._blame(key, f'"{_short(key.text)}" stands here twice', f"keep one of it and line {first}")
            else:
                seen[key.text] = key
                yield key, value

    def _node(self, kind: Literal["scalar", "list", "mapping"], event: yaml.Event) -> Node:
        start, end = cast("tuple[_Marked, _Marked]", (event.start_mark, event.end_mark))
        return Node(kind, start.line + 1, start.column + 1, start.index, end.index)

    def _blame(self, node: Node, what: str, mend: str) -> None:
        self.sheet.faults.append(self.sheet.fault(node, what, mend))

    def _stop(self, node: Node, what: str, mend: str) -> None:
        self.sheet.check([self.sheet.fault(node, what, mend)])


def _short(text: str) -> str:
    return text if len(text) <= SHOWN // 2 else text[: SHOWN // 2] + "…"


def _resolved(node: Node, *, of_key: bool = False) -> object:
    """Return the content with numbers and, as values of keys, booleans."""
    if node.kind == "list":
        return [_resolved(item) for item in node.items]
    if node.kind == "mapping":
        return {key.text: _resolved(value, of_key=True) for key, value in node.entries}
    return _scalar(node, of_key=of_key)


def _scalar(node: Node, *, of_key: bool) -> object:
    if not node.plain:
        return node.text
    if node.empty:
        return None
    if of_key and node.text in {"true", "false"}:
        return node.text == "true"
    if not _NUMBER.fullmatch(node.text):
        return node.text
    number = float(node.text) if "." in node.text else int(node.text)
    return number if str(number) == node.text else node.text
