"""A briefing in one format in, the same briefing in the format of a report out: made anew from its JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from brief.commands.generate import read_briefing_file
from brief.errors import ContentError, UsageError

JSON = ".json"
WORD = ".docx"


@dataclass(frozen=True, slots=True)
class Look:
    """How a briefing is set when it has to be made anew; "" for the schema is the one that it names."""

    schema: str = ""
    theme: str = "plain"
    depth: Literal["core", "full"] = "full"


@dataclass(frozen=True, slots=True)
class Form:
    """A briefing's bytes in the wished format, the name of such a file, how it came to be, and notices."""

    data: bytes
    name: str
    told: str = ""
    notices: tuple[str, ...] = ()


def in_format(briefing: Path, kind: str, look: Look) -> Form:
    """Return the briefing as a file of a kind: itself, or set from the JSON beside it or within it.

    Raise UsageError when there is no such JSON, or the file says more than its JSON; ContentError for its faults.
    """
    if briefing.suffix.lower() == kind:
        return Form(read(briefing), str(briefing))
    raw, place, notices = _data_of(briefing, kind)
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - loads the lists
    from brief.pipeline import Appearance, Order, render  # noqa: PLC0415 - loads the model
    from brief.render.data import read_json  # noqa: PLC0415 - the same
    from brief.schema_file import load_schema  # noqa: PLC0415 - the same

    found = read_json(raw) if raw is not None else read_briefing_file(place)
    lexicon = load_lexicon()
    try:
        schema = load_schema(look.schema or found.schema_id, lexicon)
    except UsageError as err:
        raise UsageError(f"{place}: cannot be set without its schema; name it with -s FILE ({err})") from err
    if found.inputs.get("schema", schema.digest) != schema.digest:
        notices.append(f"{place}: its schema has changed since it was made")
    undrawn: list[str] = []
    order = Order(paths=(), schema=schema, lexicon=lexicon)
    target = briefing.with_suffix(kind)
    files = render(found, order, [target], look.depth, Appearance(look.theme, None, undrawn.append))
    made = next(data for path, data in files if path == target)
    return Form(made, str(target), f"set as {kind} from {place}", (*notices, *undrawn))


def read(path: Path) -> bytes:
    """Return a file. Raise UsageError."""
    try:
        return path.read_bytes()
    except OSError as err:
        raise UsageError(f"{path}: cannot be read ({(err.strerror or '').lower()}); check the name") from err


def _data_of(briefing: Path, kind: str) -> tuple[bytes | None, Path, list[str]]:
    """Return the JSON of a briefing when it stands in the file, where it stands, and notices."""
    from brief.inputs import is_briefing  # noqa: PLC0415 - loads the model

    suffix, beside = briefing.suffix.lower(), briefing.with_suffix(JSON)
    if suffix == JSON:
        return None, briefing, []
    mend = f"make the briefing with: brief generate -o {briefing.with_suffix(kind)}"
    if not briefing.is_file() and not beside.is_file():
        raise UsageError(f"{briefing}: the report is a {kind} file, the briefing is not; {mend}")
    carried = _carried(briefing, suffix) if briefing.is_file() else None
    if suffix == WORD:
        _refuse_edited(briefing)
    if is_briefing(briefing):  # there is one beside it
        differs = carried is not None and _said(carried) != _said(read(beside))
        notices = [f"{beside}: is another version than {briefing}; the annex is made from it"] if differs else []
        return None, beside, notices
    if carried is not None:
        return carried, briefing, []
    raise UsageError(f"{briefing}: the report is a {kind} file, and no {beside.name} lies beside this; {mend}")


def _carried(briefing: Path, suffix: str) -> bytes | None:
    from brief.attach import data_in  # noqa: PLC0415 - loads pikepdf or lxml

    return data_in(read(briefing), suffix, str(briefing))


def _refuse_edited(briefing: Path) -> None:
    """Raise UsageError when a person changed a Word file: its JSON does not know that."""
    from brief.safekeeping import changed_by_hand  # noqa: PLC0415 - loads the model

    if changed_by_hand([briefing]):
        mend = f"take that over with: brief overrides import {briefing} -r edits.yaml"
        raise UsageError(f"{briefing}: was changed by hand since it was written, its JSON was not; {mend}")


def _said(raw: bytes) -> object:
    """Return what a briefing's JSON says, without what it keeps of the files beside it."""
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as err:
        raise ContentError(["briefing data: no JSON; make it again"]) from err
    return (
        {key: value for key, value in content.items() if key != "outputs"} if isinstance(content, dict) else content
    )
