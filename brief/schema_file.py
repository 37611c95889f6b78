"""A schema's name or path in, the checked `Schema` out, or every fault of the file with its place.

Short forms are written out here: a `find` entry that is only text means `{say: text}`, and
`fields: {name: person}` means `{name: {type: person}}`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from brief import yamlfile
from brief.errors import UsageError
from brief.faults import Fault, did_you_mean, nearest
from brief.lexicon import Lexicon, data_folder
from brief.schema import Schema
from brief.yamlfile import Loc, Node, Sheet

_EXPECTED: Final = (  # pydantic's error types (how they begin), what they mean to an author
    ("string", "text is expected", "put the value in quotes, or give one value only"),
    ("tuple", "a list is expected", "write [one, two]"),
    ("bool", "neither true nor false", "write true or false"),
    ("int", "no whole number", "write digits only"),
    ("float", "no number", "write it as 0.5"),
    ("mapping", "keys with values are expected", "write key: value"),
    ("model", "keys with values are expected", "write key: value"),
)


def list_schemas() -> tuple[str, ...]:
    """Return the names of the shipped schemas."""
    return tuple(sorted(path.stem for path in data_folder("schemas").glob("*.yaml")))


def schema_path(name_or_path: str) -> Path:
    """Return the file of a shipped schema or of the user's own. Raise UsageError when there is none."""
    path = Path(name_or_path)
    if path.suffix in {".yaml", ".yml"} or path.is_file():
        if path.is_file():
            return path
        raise UsageError(f"{name_or_path}: there is no such schema file; shipped: {', '.join(list_schemas())}")
    shipped = ", ".join(list_schemas())
    if name_or_path in list_schemas():
        return data_folder("schemas") / f"{name_or_path}.yaml"
    close = nearest(name_or_path, list_schemas())
    mend = f'did you mean "{close}"?' if close else f"shipped: {shipped}; or give a path"
    raise UsageError(f"{name_or_path}: no schema has this name; {mend}")


def load_schema(name_or_path: str, lexicon: Lexicon) -> Schema:
    """Return the schema of that name or path.

    Raise UsageError when there is none, ContentError with every fault of the file otherwise.
    """
    sheet = open_schema(name_or_path)
    return check_sheet(sheet, lexicon).model_copy(update={"digest": _digest(sheet.text, lexicon.digest)})


def schema_digest(name_or_path: str, lists: str) -> str:
    """Return the `digest` that a schema has with lists of that digest. Raise UsageError when there is none."""
    try:
        text = schema_path(name_or_path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""  # `load_schema` tells what is wrong with it
    return _digest(text, lists)


def _digest(text: str, lists: str) -> str:
    return hashlib.sha256(text.encode() + b"\0" + lists.encode()).hexdigest()


def open_schema(name_or_path: str) -> Sheet:
    """Return a schema's file as it is written, for whoever has more to say about it."""
    path = schema_path(name_or_path)
    return yamlfile.read(path, name_or_path if path == Path(name_or_path) else f"{name_or_path}.yaml")


def check_sheet(sheet: Sheet, lexicon: Lexicon) -> Schema:
    """Return the schema that a sheet holds. Raise ContentError with every fault, in the order of the file."""
    if sheet.root.kind != "mapping":
        sheet.check([sheet.fault(sheet.root, "a schema is expected", 'begin with "id: name-of-the-schema"')])
    try:
        schema = Schema.model_validate(_written_out(sheet.root))
    except ValidationError as err:
        sheet.check([_fault(sheet, error) for error in err.errors(include_url=False)])
        raise
    from brief.schema_checks import check_references  # noqa: PLC0415 - a schema that is kept needs none of it

    found = check_references(schema, lexicon)
    sheet.check([sheet.fault(node_at(sheet.root, f.loc, key=f.key), f.what, f.mend) for f in found])
    return schema


def _written_out(root: Node) -> object:
    """Return the content with its short forms written out; keys without a value count as not given."""
    data = _given(root)
    if not isinstance(data, dict):
        return data
    for part in [*_mappings(data.get("sections")), *_mappings(data.get("actors"))]:
        found = part.get("find")
        if isinstance(found, list):
            part["find"] = [{"say": entry} if isinstance(entry, str) else entry for entry in found]
        if "fields" in part:
            part["fields"] = _fields(part["fields"])
    return data


def _fields(fields: object) -> object:
    if not isinstance(fields, dict):
        return fields
    out: dict[object, object] = {}
    for name, entry in fields.items():
        field = {"type": entry} if isinstance(entry, str) else entry
        if isinstance(field, dict) and "parts" in field:
            field["parts"] = _fields(field["parts"])
        out[name] = field
    return out


def _mappings(node: object) -> Iterator[dict[str, object]]:
    entries: Sequence[object] = (
        list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else ()
    )
    yield from (cast("dict[str, object]", entry) for entry in entries if isinstance(entry, dict))


def _given(node: Node) -> object:
    if node.kind == "list":
        return [_given(item) for item in node.items]
    if node.kind == "mapping":
        return {key.text: _given(value) for key, value in node.entries if not value.empty}
    return node.content()


def node_at(root: Node, loc: Loc, *, key: bool = False) -> Node:
    """Return the node at a path of keys and indices, as far as it is written; the last key itself when `key`."""
    node = root
    for depth, step in enumerate(loc):
        if isinstance(step, int):
            node = node.items[step] if node.kind == "list" and step < len(node.items) else node
        elif key and depth == len(loc) - 1:
            node = node.key(step) or node
        else:
            node = node.get(step) or node
    return node


def _fault(sheet: Sheet, error: ErrorDetails) -> Fault:
    """Return what pydantic found wrong, in the words of the file."""
    kind, loc = error["type"], error["loc"]
    last = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        mend = did_you_mean(last, _keys_at(loc[:-1]))
        return sheet.fault(node_at(sheet.root, loc, key=True), f'unknown key "{last}"', mend)
    if kind == "missing":
        return sheet.fault(node_at(sheet.root, loc[:-1]), f'"{last}" is missing', f'add "{last}: …"')
    node = node_at(sheet.root, loc)
    given = node.text if node.kind == "scalar" else f"a {node.kind}"
    if kind == "literal_error":
        choices = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
        mend = did_you_mean(given, choices) or f"write one of {', '.join(choices)}"
        return sheet.fault(node, f'"{last}" cannot be "{given}"', mend)
    for begins, what, mend in _EXPECTED:
        if kind.startswith(begins):
            return sheet.fault(node, f'"{last}": {what}' if last else what, mend)
    return sheet.fault(node, f'"{last}": {error["msg"]}')


def _keys_at(loc: Loc) -> list[str]:
    """Return the keys that may stand at a path of a schema."""
    model: type[BaseModel] | None = Schema
    steps = list(loc)
    while steps and model is not None:
        name = steps.pop(0)
        spec = next((f for n, f in model.model_fields.items() if name in {n, f.alias}), None)
        if spec is None:
            return []
        model = _model_in(spec.annotation)
        collection = spec.annotation is not model
        if collection and steps:
            steps.pop(0)  # the index or the name of the entry
    return [f.alias or n for n, f in model.model_fields.items() if n != "digest"] if model else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (_model_in(part) for part in get_args(annotation))
    return next((model for model in inside if model), None)
