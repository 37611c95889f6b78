"""What the sources say in, a JSON beside the file of edits out, and back: what was there when an edit was made.

An edit may say itself what it `was`; one typed by hand seldom does. For those the file beside remembers what the
sources said when the person last looked: when the file of edits was begun, and in every briefing made with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from brief.errors import ContentError
from brief.model import Briefing
from brief.output import probe
from brief.overrides import Outcome, Overrides, Said
from brief.overrides_values import sides, written
from brief.schema import Schema

SUFFIX: Final = ".was.json"
_ABOUT: Final = "What the sources said when each edit was made; brief writes and reads it. Keep it with the edits."


def beside(overrides: Path) -> Path:
    """Return the file that remembers, by the name of the file of edits."""
    return overrides.with_suffix(SUFFIX)


def with_was(overrides: Overrides, path: Path) -> Overrides:
    """Return the edits with what the file beside them remembers. Raise ContentError when it cannot be read."""
    return overrides.model_copy(update={"was": read_was(beside(path))})


def read_was(path: Path) -> Said:
    """Return what was said, by record and field, nothing when there is no file yet. Raise ContentError."""
    try:
        content = json.loads(path.read_bytes())["records"]
        return {
            str(record): {str(name): str(text) for name, text in fields.items()}
            for record, fields in content.items()
        }
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as err:
        what = "is not what brief wrote there; put the earlier file back, or delete it and check every edit once"
        raise ContentError([f"{path}: {what}"]) from err


def renewed(
    path: Path, found: Briefing, schema: Schema, outcome: Outcome | None = None
) -> list[tuple[Path, bytes]]:
    """Return the file that remembers for a file of edits, to be written; nothing when it says the same already.

    Raise OutputError where it cannot be written.
    """
    target, data = beside(path), write_was(found, schema, outcome)
    if target.is_file() and target.read_bytes() == data:
        return []
    probe(target)
    return [(target, data)]


def write_was(found: Briefing, schema: Schema, outcome: Outcome | None = None) -> bytes:
    """Return what the sources say today, except where an edit stands: there, what they said when it was made."""
    said = said_today(found, schema)
    for address, text in (outcome.said if outcome else {}).items():
        record, _, name = address.rpartition("/")
        said.setdefault(record, {})[name] = text
    content: Mapping[str, object] = {"about": _ABOUT, "records": said}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def said_today(found: Briefing, schema: Schema) -> dict[str, dict[str, str]]:
    """Return what the sources say of each field, as a person would write it, with what disputes it."""
    said: dict[str, dict[str, str]] = {}
    for section in found.sections:
        spec = schema.section(section.id)
        for record in section.records if spec else ():
            here = said.setdefault(f"{section.id}/{record.key}", {})
            for name, values in record.fields.items():
                if spec and name in spec.fields and values:
                    here[name] = written(spec.fields[name], sides(values))
    return said
