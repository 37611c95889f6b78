"""Every field of a briefing edited by hand, then sources come, go and change: each edit survives, or is told."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from by_hand import briefing_of, every_field, saved

from brief import cli
from brief.lexicon import Lexicon
from brief.model import Briefing, Fate, Record, Value
from brief.overrides import Outcome
from brief.overrides_apply import called, review_overrides
from brief.overrides_file import load_overrides
from brief.overrides_init import init_overrides
from brief.overrides_was import said_today
from brief.schema import Schema
from brief.schema_file import list_schemas, load_schema

SEEDS = Path(__file__).parents[1] / "seeds"
LATER = """\
Delegation widens before the visit

14 May 2031 - The trip was put off by a day, an official said. Foreign Minister Omar Sy joins the talks.
"""


@dataclass
class Reader:
    """Reads a folder of sources as `generate` does."""

    schema: Schema
    lexicon: Lexicon
    cache: Path

    def __call__(self, folder: Path) -> Briefing:
        return briefing_of(folder, self.schema, self.lexicon, self.cache)


@pytest.fixture
def read(lexicon, cache_home) -> Reader:
    return Reader(load_schema("diplomatic-visit", lexicon), lexicon, cache_home)


@pytest.fixture(params=["seeds", "two sources"])
def sources(request, tmp_path, folder) -> Path:
    """Return a folder of sources that a test may change."""
    if request.param == "two sources":
        return folder
    copy = tmp_path / "seeds"
    shutil.copytree(SEEDS, copy)
    return copy


def record_of(found: Briefing, address: str) -> Record | None:
    section, key = address.split("/")[:2]
    return next(iter(called(found.section(section).records, key)), None)


def told(values: tuple[Value, ...]) -> list[str]:
    return [value.normal or value.text for value in values]


def check_all(outcome: Outcome, was: Mapping[str, Mapping[str, str]], now: Briefing, schema: Schema) -> set[str]:
    """Hold every fate to what the sources said and say, every edit to what the briefing says. Return the states."""
    said = said_today(now, schema)
    for fate in outcome.briefing.edits:
        address, _, name = fate.address.rpartition("/")
        record = record_of(now, address)
        if fate.state == "orphaned":
            assert record is None, fate
            assert "nothing is called" in fate.hint
            continue
        home = f"{address.partition('/')[0]}/{record.key}" if record else address
        then, today = was[address].get(name, ""), said.get(home, {}).get(name, "")
        same = sorted(then.casefold().split("; ")) == sorted(today.casefold().split("; "))
        if fate.state == "redundant":
            continue
        assert fate.state == ("applied" if same else "drifted"), (fate, today)
        edited = record_of(outcome.briefing, address)
        assert edited is not None
        if fate.given:
            assert all(value.origin == "override" for value in edited.fields[name]), fate
            assert sorted(told(edited.fields[name])) == sorted(_wanted(fate)), fate
        else:
            assert name not in edited.fields
    return {fate.state for fate in outcome.briefing.edits}


def _wanted(fate: Fate) -> list[str]:
    parts = [part.partition(": ")[2] for part in fate.given.split(", ")] if ": " in fate.given else [fate.given]
    return [", ".join(parts)]


def add_a_source(folder: Path) -> None:
    (folder / "later.txt").write_text(LATER, encoding="utf-8")


def change_every_text(folder: Path) -> None:
    for path in folder.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for old, new in (("fraud", "theft"), ("espionage", "treason"), ("Tuesday", "Thursday"), ("May", "June")):
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")


def remove_the(number: int) -> Callable[[Path], None]:
    return lambda folder: sorted(folder.iterdir())[number].unlink()


CHANGES = {
    "nothing": lambda _: None,
    "one more": add_a_source,
    "first gone": remove_the(0),
    "last gone": remove_the(-1),
    "other words": change_every_text,
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_edit_made_by_hand_survives_a_change_of_sources_or_is_reported(sources, read, tmp_path, change):
    schema = read.schema
    before = read(sources)
    text, given = every_field(before, schema)
    fields = sum(len(schema.section(s.id).fields) for s in before.sections for _ in s.records)
    assert len(given) == fields + 9
    edits = saved(tmp_path, text, before, schema)
    CHANGES[change](sources)
    now = read(sources)
    outcome = review_overrides(load_overrides(edits, schema), now, schema)
    assert len(outcome.briefing.edits) == fields
    orphans = {fate.address.rpartition("/")[0] for fate in outcome.briefing.edits if fate.state == "orphaned"}
    assert len(outcome.faults) == len(orphans)
    states = check_all(outcome, said_today(before, schema), now, schema)
    if change == "nothing":
        assert states == {"applied"}
    if change == "other words":
        assert {"applied", "drifted"} <= states


def test_every_edited_field_stands_on_the_page_and_in_the_data_beside_what_the_sources_say(
    sources, read, tmp_path, monkeypatch
):
    found = read(sources)
    text, given = every_field(found, read.schema)
    edits = saved(tmp_path, text, found, read.schema)
    monkeypatch.setenv("XDG_CACHE_HOME", str(read.cache.parent))
    page, data = tmp_path / "x.md", tmp_path / "x.json"
    assert cli.run(["generate", str(sources), "-r", str(edits), "-o", str(page), "-o", str(data), "-q"]) == 0
    shown = page.read_text(encoding="utf-8").casefold()
    lost = [
        f"{a}: {t}" for a, t in given.items() if "By hand" in t and _bare(t) not in shown and not _hidden(read, a)
    ]
    assert lost == []
    said = said_today(found, read.schema)
    made = json.loads(data.read_bytes())
    for section in made["sections"]:
        for record in section["records"]:
            before = said.get(f"{section['id']}/{record['id']}", {})
            for name, field in record["fields"].items():
                first = field.get("items", [field])[0]
                if f"{section['id']}/{record['id']}/{name}" in given:
                    assert (first["origin"], first["status"]) == ("override", "edited")
                    assert bool(first.get("was")) == bool(before.get(name))


def _bare(text: str) -> str:
    return re.findall(r"By hand \d+", text)[0].casefold()


def _hidden(read: Reader, address: str) -> bool:
    return read.schema.section(address.partition("/")[0]).layout.form == "hidden"


@pytest.mark.parametrize("name", list_schemas())
def test_a_file_from_init_is_clean_by_every_schema_and_changes_nothing(
    name, sources, lexicon, cache_home, tmp_path
):
    schema = load_schema(name, lexicon)
    found = briefing_of(sources, schema, lexicon, cache_home)
    edits = saved(tmp_path, init_overrides(found, schema, "visit.schema.json"), found, schema)
    outcome = review_overrides(load_overrides(edits, schema), found, schema)
    assert (outcome.faults, outcome.fates, outcome.briefing) == ([], [], found)
