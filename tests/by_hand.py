"""A file of edits that `init` wrote in, the same as a person leaves it who changes every field by hand out."""

import re
from pathlib import Path

from brief.lexicon import Lexicon
from brief.model import Briefing, Value
from brief.overrides_init import init_overrides, scalar
from brief.overrides_was import write_was
from brief.pipeline import Order, read_briefing
from brief.schema import FieldSpec, Schema

_RECORD = re.compile(r"  (?P<address>[a-z_]+/[^:]+):")
_FIELD = re.compile(r"    # (?P<name>\w+): ")
HEADER = ("title", "marking", "to", "from", "drafted", "cleared", "version")


def briefing_of(folder: Path, schema: Schema, lexicon: Lexicon, cache: Path) -> Briefing:
    """Return what the sources in a folder say."""
    return read_briefing(Order(paths=(folder,), schema=schema, lexicon=lexicon, cache=cache))


def every_field(found: Briefing, schema: Schema) -> tuple[str, dict[str, str]]:
    """Return the file of edits with every field changed, and what each address is given."""
    lines: list[str] = []
    given: dict[str, str] = {}
    address = ""
    for line in init_overrides(found, schema).splitlines():
        record, field = _RECORD.fullmatch(line), _FIELD.match(line)
        address = record["address"] if record else address if line.startswith("    ") else ""
        if address and field:
            spec = schema.section(address.partition("/")[0]).fields[field["name"]]
            now = _values(found, address, field["name"])
            given[f"{address}/{field['name']}"] = text = _other(spec, now, len(given))
            lines.append(f"    {field['name']}: {text}")
        elif (key := re.match(rf"  # (?P<name>{'|'.join(HEADER)}|purpose|recommendation): ", line)) is not None:
            given[key["name"]] = f"My {key['name']}"
            lines.append(f"  {key['name']}: {scalar(given[key['name']])}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n", given


def _values(found: Briefing, address: str, name: str) -> tuple[Value, ...]:
    section, key = address.split("/")
    return next(r for r in found.section(section).records if r.key == key).fields.get(name, ())


def _other(spec: FieldSpec, now: tuple[Value, ...], number: int) -> str:
    """Return a value, as YAML, that the sources do not give."""
    if spec.type == "record":
        one = "{" + ", ".join(f"{name}: {_other(part, (), number)}" for name, part in spec.parts.items()) + "}"
        return f"[{one}]" if spec.many else one
    known = {value.normal or value.text for value in now}
    if spec.type == "choice":
        text = next(choice for choice in (*spec.of, spec.otherwise) if choice and choice not in known)
    else:
        text = f"2044-{number % 12 + 1:02}-{number % 28 + 1:02}" if spec.type == "date" else f"By hand {number}"
    return f"[{scalar(text)}]" if spec.many else scalar(text)


def saved(folder: Path, text: str, found: Briefing, schema: Schema) -> Path:
    """Return the path of a file of edits, with what `init` keeps beside it."""
    path = folder / "visit.yaml"
    path.write_text(text, encoding="utf-8")
    (folder / "visit.was.json").write_bytes(write_was(found, schema))
    return path
