from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.errors import ContentError
from brief.model import Briefing, Header, Record, Section, SourceDocument, Status, Value
from brief.render.data import read_json, write_json
from tests.render.visit import BRIEFING, EMPTY, SOURCES, value
from tests.render.visit_schema import SCHEMA


def without_text(briefing: Briefing) -> Briefing:
    return briefing.model_copy(
        update={"sources": tuple(source.model_copy(update={"text": ""}) for source in briefing.sources)}
    )


def field(section: str, record: str, name: str, schema: bool = True) -> dict[str, object]:  # noqa: FBT001, FBT002 - a test's switch
    content = json.loads(write_json(BRIEFING, SCHEMA if schema else None))
    records = next(s["records"] for s in content["sections"] if s["id"] == section)
    found: dict[str, object] = next(r["fields"][name] for r in records if r["id"] == record)
    return found


@pytest.mark.parametrize("briefing", [BRIEFING, EMPTY, Briefing(schema_id="x", schema_version="")])
def test_what_was_written_is_read_back_whole(briefing: Briefing) -> None:
    for schema in (SCHEMA, None):
        raw = write_json(briefing, schema)
        assert read_json(raw) == without_text(briefing)
        assert write_json(read_json(raw), schema) == raw


def test_a_source_keeps_the_contract() -> None:
    source = json.loads(write_json(BRIEFING))["sources"][0]
    assert {name: source[name] for name in ("id", "path", "publisher", "published", "group", "sha256")} == {
        "id": "s1",
        "path": "papers/1.txt",
        "publisher": "Courier",
        "published": "2024-06-02",
        "group": "g1",
        "sha256": "1" * 64,
    }
    assert source["dated"] == {"method": "dateline"}
    assert source["kept"] == 1.0
    assert "text" not in source


def test_a_source_without_a_date_has_null() -> None:
    assert json.loads(write_json(BRIEFING))["sources"][2]["published"] is None


def test_a_date_is_iso_and_what_the_reader_saw_stands_beside_it() -> None:
    made = field("schedule", "talks", "date")
    assert (made["value"], made["text"], made["origin"]) == ("2024-06-04", "On Tuesday", "extracted")
    assert made["evidence"] == [{"source": "s1", "start": 138, "end": 148, "text": "On Tuesday"}]


def test_every_quotation_stands_in_its_source() -> None:
    texts = {source.id: source.text for source in SOURCES}

    def quotes(node: object) -> list[dict[str, object]]:
        if isinstance(node, dict):
            own = [node] if {"source", "start", "end", "text"} <= set(node) else []
            return own + [quote for part in node.values() for quote in quotes(part)]
        return [quote for part in node for quote in quotes(part)] if isinstance(node, list) else []

    found = quotes(json.loads(write_json(BRIEFING, SCHEMA)))
    assert len(found) > 90
    assert all(texts[str(q["source"])][q["start"] : q["end"]] == q["text"] for q in found)


def test_a_field_of_many_values_is_a_list_even_with_one() -> None:
    assert field("people", "oren-kask", "aliases")["value"] == ["Kask"]
    assert field("people", "oren-kask", "aliases", schema=False)["value"] == "Kask"
    both = field("schedule", "talks", "participants", schema=False)
    assert both["value"] == ["Ilse Velde", "Oren Kask"]
    assert len(both["evidence"]) == 3  # type: ignore[arg-type] # a list in the contract


def test_a_nested_record_is_a_mapping() -> None:
    assert field("treaties", "sound-treaty", "actions")["value"] == [
        {"party": "Ostria", "action": "suspended", "date": "2024-02"}
    ]


def test_rivals_and_edits_travel_with_the_value() -> None:
    role = field("people", "ilse-velde", "role")
    assert role["status"] == "disputed"
    assert [rival["value"] for rival in role["rivals"]] == ["the country's top diplomat"]  # type: ignore[attr-defined] # a list
    charge = field("detainees", "jonas-hale", "charge")
    assert (charge["origin"], charge["was"], charge["by"]) == (
        "override",
        "smuggling charges",
        "J. Doe, after the consul's call",
    )


@given(st.text(alphabet=st.characters(categories=None), max_size=20))
def test_any_text_survives_lone_surrogates_and_all(text: str) -> None:
    record = Record(key="k", fields={"f": (Value(text=text, normal=text[:3], status=Status.EDITED),), "none": ()})
    briefing = Briefing(
        schema_id="x",
        schema_version="1",
        header=Header(title=text, texts={text: text}),
        sections=(Section(id="s", title=text, records=(record,)),),
    )
    raw = write_json(briefing)
    assert read_json(raw) == briefing
    raw.decode("utf-8")


def test_a_path_is_written_as_it_was_given() -> None:
    source = SourceDocument(id="s1", path="../a b/ü.txt", format="txt", text="x", digest="0")
    raw = write_json(Briefing(schema_id="x", schema_version="1", sources=(source,)))
    assert json.loads(raw)["sources"][0]["path"] == "../a b/ü.txt"
    assert str(Path.cwd()) not in raw.decode()


def test_the_scorer_reads_it() -> None:
    content = json.loads(write_json(BRIEFING, SCHEMA))
    for section in content["sections"]:
        for record in section["records"]:
            assert isinstance(record["id"], str)
            for made in record["fields"].values():
                assert {"value", "origin", "evidence"} <= set(made)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"not json", "no JSON"),
        (b"[]", "briefing data"),
        (b"{}", "schema"),
        (b'{"format": 9, "schema": {"id": "x"}, "sources": [], "sections": []}', "format"),
        (b'{"schema": {"id": "x"}, "sources": [{"path": "p"}], "sections": []}', r"sources\.0\.id"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_other_json_is_refused_with_its_place(raw: bytes, fault: str) -> None:
    with pytest.raises(ContentError, match=fault):
        read_json(raw)


def test_what_a_later_version_adds_is_passed_over() -> None:
    content = json.loads(write_json(EMPTY))
    content["weather"] = content["sources"][0]["mood"] = "fair"
    assert read_json(json.dumps(content).encode()) == without_text(EMPTY)


def test_a_thousand_records_are_written_and_read_in_seconds() -> None:
    records = tuple(Record(key=f"k{n}", fields={"f": (value("Tarn"),) * 5}) for n in range(1000))
    briefing = BRIEFING.model_copy(update={"sections": (Section(id="s", title="S", records=records),)})
    raw = write_json(briefing)
    assert sys.getsizeof(raw) < 5_000_000
    assert len(read_json(raw).sections[0].records) == 1000
