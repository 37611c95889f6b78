"""A YAML text and one change in, the text with this change and every other character as it was out.

A change is spliced in at the parser's marks: comments, spacing, quotes and order around it stay. What comes
out is read again and must hold what it held before and the change, else nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from brief import yamlfile
from brief.errors import ContentError
from brief.overrides_init import scalar
from brief.yamlfile import Node, Sheet

Step = str | int  # a key of a mapping or the number of an item
Content = str | None | Sequence["Content"] | Mapping[str, "Content"]
STEP: Final = "  "  # how far what is new is indented
_ANCHOR = re.compile(r"(?:[&!]\S*\s+)*")
_PLAIN_KEY = re.compile(r"[^\W\d_][\w ./-]*")


class Splice(NamedTuple):
    """The characters `start:end` of a text, and what stands there instead."""

    start: int
    end: int
    text: str


def put(sheet: Sheet, path: Sequence[str], value: str) -> str:
    """Return the text with a value, written as YAML on one line, at a path of keys. Raise ContentError."""
    made = _put(sheet, path, value)
    return _checked(sheet, made, lambda content: _with(content, path, _read(value)))


def append(sheet: Sheet, path: Sequence[str], item: str) -> str:
    """Return the text with one more item, written as YAML on one line, in the list at a path."""
    node, parents = _find(sheet, path)
    if node is None or node.empty:
        made = _put(sheet, path, f"[{item}]" if _in_flow(sheet, parents) else "", item)
    elif node.kind != "list":
        raise _refused(sheet, node, "no list stands here")
    elif (opening := _opening(sheet.text, node)) >= 0:
        last = node.items[-1] if node.items else None
        at = last.end if last and not last.empty else opening + 1
        made = [Splice(at, at, f", {item}" if last and not last.empty else item + (", " if last else ""))]
    else:
        at = _line_end(sheet.text, _end(sheet.text, node))
        made = [_line(sheet.text, at, f"{' ' * (node.column - 1)}- {item}")]
    return _checked(sheet, made, lambda content: _with(content, path, _read(item), more=True))


def remove(sheet: Sheet, paths: Iterable[Sequence[Step]]) -> str:
    """Return the text without what stands at these paths."""
    gone = [tuple(path) for path in paths]
    made: list[Splice] = []
    for home in dict.fromkeys(path[:-1] for path in gone):
        container = _find(sheet, home)[0]
        if container is None:
            continue
        places = sorted(_place(container, path[-1]) for path in gone if path[:-1] == home)
        opening = _opening(sheet.text, container)
        if opening >= 0:
            made += _out_of_flow(container, opening, places)
        else:
            made += [_out_of_block(sheet, container, place) for place in places]
    return _checked(sheet, made, lambda content: _without(content, gone))


def key_text(key: str) -> str:
    """Return a key as it is written."""
    return key if _PLAIN_KEY.fullmatch(key) and not key.endswith(" ") else scalar(key)


def _find(sheet: Sheet, path: Sequence[Step]) -> tuple[Node | None, list[Node]]:
    """Return the node at a path, None when there is none, with the containers on the way to it."""
    node: Node | None = sheet.root
    parents: list[Node] = []
    for step in path:
        if node is None or node.kind == "scalar":
            return None, parents
        parents.append(node)
        if isinstance(step, int):
            node = node.items[step] if node.kind == "list" and step < len(node.items) else None
        else:
            node = node.get(step)
    return node, parents


def _in_flow(sheet: Sheet, parents: Sequence[Node]) -> bool:
    return any(_opening(sheet.text, node) >= 0 for node in parents)


def _put(sheet: Sheet, path: Sequence[str], value: str, item: str = "") -> list[Splice]:
    """Return how a value comes to its place; an `item` begins a list there instead, where lines are written."""
    node = sheet.root
    for depth, step in enumerate(path):
        if node.kind == "scalar" and node.empty and not depth:
            return [_line(sheet.text, len(sheet.text), _block(path, value, item, 0))]
        if node.kind != "mapping":
            raise _refused(sheet, node, "no keys with values stand here")
        key, inner = node.key(step), node.get(step)
        if key is None or inner is None:
            return [_entry(sheet, node, path[depth:], value, item)]
        if inner.start < key.start:
            raise _refused(sheet, key, "the value is an alias")
        if depth == len(path) - 1 and value:
            return _instead(sheet.text, key, inner, value)
        if inner.empty:
            return _below(sheet, node, key, inner, (path[depth + 1 :], value, item))
        node = inner
    raise _refused(sheet, node, "something stands here")


def _entry(sheet: Sheet, node: Node, path: Sequence[str], value: str, item: str) -> Splice:
    """Return a new last entry of a mapping."""
    opening = _opening(sheet.text, node)
    if opening >= 0:
        last = node.entries[-1] if node.entries else None
        text = _flow(path, value or f"[{item}]")
        if last is None or last[1].empty:
            return Splice(opening + 1, opening + 1, text + (", " if last else ""))
        return Splice(last[1].end, last[1].end, f", {text}")
    return _line(
        sheet.text,
        _line_end(sheet.text, _end(sheet.text, node)),
        _block(path, value, item, node.entries[0][0].column - 1),
    )


def _below(sheet: Sheet, node: Node, key: Node, inner: Node, what: tuple[Sequence[str], str, str]) -> list[Splice]:
    """Return the first entry under a key that has no value yet."""
    path, value, item = what
    text = sheet.text
    old = [Splice(inner.start, inner.end, "")] if inner.text else []
    if _opening(text, node) >= 0:
        colon = text.find(":", key.end)
        return [
            Splice(colon + 1, inner.end if inner.text else colon + 1, f" {_braced(path, value or f'[{item}]')}")
        ]
    indent = key.column - 1 + len(STEP)
    lines = _block(path, value, item, indent) if path else " " * indent + f"- {item}"
    return [*old, _line(text, _line_end(text, key.end), lines)]


def _instead(text: str, key: Node, old: Node, value: str) -> list[Splice]:
    """Return a value in the place of another."""
    colon = text.find(":", key.end) + 1
    if old.empty and not old.text:
        return [Splice(colon, colon, f" {value}")]
    if old.kind == "scalar" or _opening(text, old) >= 0:
        return [Splice(old.start, _end(text, old), value)]
    first, last = _line_start(text, old.start), _next_line(text, _line_end(text, _end(text, old)))
    return [Splice(colon, colon, f" {value}"), Splice(first, last, "")]


def _out_of_block(sheet: Sheet, container: Node, place: int) -> Splice:
    text = sheet.text
    if container.kind == "mapping":
        key, value = container.entries[place]
        start, end, before = key.start, _end(text, value, key), r"\s*"
    else:
        item = container.items[place]
        start, end, before = item.start, _end(text, item), r"\s*-\s+"
    first = _line_start(text, start)
    if not re.fullmatch(before, text[first:start]):
        raise _refused(sheet, container, "something else stands on the same line")
    return Splice(first, _next_line(text, _line_end(text, end)), "")


def _out_of_flow(container: Node, opening: int, places: Sequence[int]) -> list[Splice]:
    """Return the removal of entries with their commas."""
    pairs = container.entries or [(item, item) for item in container.items]
    if len(places) == len(pairs):
        return [Splice(opening + 1, container.end - 1, "")]
    kept_before = next(n for n in range(len(pairs)) if n not in places)
    made: list[Splice] = []
    for place in places:
        if place < kept_before:  # up to the next entry
            made.append(Splice(pairs[place][0].start, pairs[place + 1][0].start, ""))
        else:  # from the entry before on
            start = max(pairs[place - 1][0].end, pairs[place - 1][1].end)
            made.append(Splice(start, max(pairs[place][0].end, pairs[place][1].end), ""))
    return made


def _checked(sheet: Sheet, splices: Iterable[Splice], change: Callable[[Content], Content]) -> str:
    """Return the spliced text, held to what it should say. Raise ContentError when it does not."""
    text = sheet.text
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    try:
        made = yamlfile.parse(text, sheet.name)
    except ContentError as err:
        raise _refused(sheet, sheet.root, "the change would break the file") from err
    if made.faults or _bare(_content(made.root)) != _bare(change(_content(sheet.root))):
        raise _refused(sheet, sheet.root, "the change would touch something else")
    return text


def _refused(sheet: Sheet, node: Node, what: str) -> ContentError:
    fault = sheet.fault(node, f"cannot be edited by command: {what}", "edit the file by hand")
    return ContentError([fault.text])


def _content(node: Node) -> Content:
    if node.kind == "list":
        return [_content(item) for item in node.items]
    if node.kind == "mapping":
        return {key.text: _content(value) for key, value in node.entries}
    return None if node.empty else node.text


def _read(value: str) -> Content:
    return _content(yamlfile.parse(f"[{value}]", "value").root.items[0])


def _bare(content: Content) -> Content:
    """Return content for comparing: what is empty is nothing, space around a text does not count."""
    if isinstance(content, str):
        return content.strip()
    if isinstance(content, Mapping):
        return {key: _bare(value) for key, value in content.items()} or None
    if isinstance(content, Sequence):
        return [_bare(item) for item in content] or None
    return content


def _with(content: Content, path: Sequence[str], value: Content, *, more: bool = False) -> Content:
    if not path:
        known = content if isinstance(content, Sequence) and not isinstance(content, str) else ()
        return [*known, value] if more else value
    inside = dict(content) if isinstance(content, Mapping) else {}
    inside[path[0]] = _with(inside.get(path[0]), path[1:], value, more=more)
    return inside


def _without(content: Content, paths: Iterable[Sequence[Step]]) -> Content:
    """Return content without what stands at some paths."""
    gone = [tuple(path) for path in paths]
    if () in gone:
        return None

    def kept(step: Step, inner: Content) -> Content:
        return _without(inner, [path[1:] for path in gone if path[0] == step])

    if isinstance(content, Mapping):
        return {key: kept(key, inner) for key, inner in content.items() if (key,) not in gone}
    if isinstance(content, Sequence) and not isinstance(content, str):
        return [kept(n, inner) for n, inner in enumerate(content) if (n,) not in gone]
    return content


def _place(container: Node, step: Step) -> int:
    if isinstance(step, int):
        return step
    return next(n for n, (key, _) in enumerate(container.entries) if key.text == step)


def _block(path: Sequence[str], value: str, item: str, indent: int) -> str:
    lines = [" " * (indent + len(STEP) * n) + key_text(key) + ":" for n, key in enumerate(path)]
    if value:
        lines[-1] += f" {value}"
    else:
        lines.append(" " * (indent + len(STEP) * len(path)) + f"- {item}")
    return "\n".join(lines)


def _flow(path: Sequence[str], value: str) -> str:
    return f"{key_text(path[0])}: {_braced(path[1:], value)}"


def _braced(path: Sequence[str], value: str) -> str:
    return "{" + _flow(path, value) + "}" if path else value


def _line(text: str, at: int, lines: str) -> Splice:
    """Return whole lines put in at a place, which is the end of a line or the beginning of one."""
    mark = _break(text)
    lines = lines.replace("\n", mark)
    begins = at == 0 or text[at - 1] in "\r\n"
    return Splice(at, at, lines + mark if begins else mark + lines + (mark if at == len(text) else ""))


def _end(text: str, node: Node, key: Node | None = None) -> int:
    """Return where the last that stands in a node ends; blank lines and comments behind it are not of it."""
    while node.kind != "scalar" and _opening(text, node) < 0:
        key, node = node.entries[-1] if node.kind == "mapping" else (None, node.items[-1])
    if node.empty and not node.text and key is not None:
        return key.end
    return node.start + len(text[node.start : node.end].rstrip())


def _opening(text: str, node: Node) -> int:
    """Return where the bracket stands that opens a list or mapping, -1 when it is written without."""
    found = _ANCHOR.match(text, node.start)
    at = found.end() if found else node.start
    return at if node.kind != "scalar" and text[at : at + 1] in {"{", "["} else -1


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]|\Z").search(text, at)
    return found.start() if found else len(text)


def _next_line(text: str, at: int) -> int:
    found = re.compile(r"\r\n|\r|\n").match(text, at)
    return found.end() if found else at


def _break(text: str) -> str:
    """Return how lines end in this text."""
    found = re.search(r"\r\n|\r|\n", text)
    return found.group() if found else "\n"
