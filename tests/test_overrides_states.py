"""What becomes of an edit when the sources change, and the edits of whole records."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import SCHEMA

from brief import yamlfile
from brief.model import Briefing, Conflict, Evidence, Record, Section, SourceDocument, Status, Value
from brief.overrides import Outcome, Overrides
from brief.overrides_apply import remember, review_overrides
from brief.overrides_file import TOP, examine, read_sheet
from brief.overrides_init import init_overrides
from brief.overrides_schema import overrides_schema
from brief.render.data import read_json, write_json


def said(text: str, source: str = "s1", normal: str = "") -> Value:
    quote = Evidence(source=source, start=0, end=len(text), text=text)
    return Value(text=text, normal=normal, evidence=(quote,), groups=1)


def person(key: str, *aliases: str, **fields: Value | tuple[Value, ...]) -> Record:
    made = {name: value if isinstance(value, tuple) else (value,) for name, value in fields.items()}
    return Record(key=key, aliases=aliases, fields=made, groups=1)


DISPUTED = said("an hour").model_copy(update={"rivals": (said("two hours", "s2"),), "status": Status.DISPUTED})
ANNA = person("anna-lind", "lind", name=said("Anna Lind"), role=said("envoy"), age=DISPUTED)
OMAR = person("omar-sy", name=said("Omar Sy"), role=said("minister", "s2"), born=said("May", normal="1970-05"))
SY = person("o-sy", name=said("O. Sy", "s3"), role=said("Minister", "s3"), age=said("60", "s3"))
SOURCES = tuple(
    SourceDocument(id=f"s{n}", path=f"{n}.txt", format="text", text="", digest=str(n), group=f"g{n}")
    for n in (1, 2, 3)
)
CLASH = Conflict(address="people/anna-lind/age", kind="contradiction", sides=(DISPUTED,))


def briefing(*records: Record) -> Briefing:
    people = Section(id="people", title="People", records=records or (ANNA, OMAR, SY))
    return Briefing(
        schema_id="visit",
        schema_version="1",
        sources=SOURCES,
        sections=(people,),
        conflicts=(CLASH,),
        actors={"host": ("o-sy",)},
    )


def edits(text: str) -> Overrides:
    return read_sheet(yamlfile.parse(text, "v.yaml"), SCHEMA)


def review(text: str, *records: Record) -> Outcome:
    return review_overrides(edits(text), briefing(*records), SCHEMA)


def states(text: str, *records: Record) -> list[str]:
    return [fate.state for fate in review(text, *records).briefing.edits]


def record(outcome: Outcome, key: str) -> Record:
    return next(r for r in outcome.briefing.sections[0].records if r.key == key)


@pytest.mark.parametrize(
    ("edit", "state"),
    [
        ("role: {set: attaché, was: envoy}", "applied"),
        ("role: attaché", "applied"),
        ("role: {set: attaché, was: consul}", "drifted"),
        ("role: {set: envoy, was: consul}", "redundant"),
        ('role: ""', "applied"),
        ("born: 1980", "applied"),
        ("role: {confirm: envoy}", "applied"),
        ("role: {confirm: consul}", "drifted"),
        ("role: {note: ask}", "applied"),
        ("age: {resolve: an hour, why: x}", "applied"),
        ("age: {resolve: an hour, why: x, was: an hour}", "drifted"),
        ("age: {resolve: an hour, why: x, was: an hour; two hours}", "applied"),
        ("age: {resolve: three hours, why: x}", "invalid"),
        ("role: {resolve: envoy, why: x}", "redundant"),
        ("born: {resolve: 1980, why: x}", "orphaned"),
        ("also: {add: Lind}", "applied"),
    ],
)
def test_each_edit_of_a_field_has_its_state(edit, state):
    assert states(f"records: {{people/anna-lind: {{{edit}}}}}") == [state]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("hide: [people/omar-sy/born]", "applied"),
        ("hide: [{at: people/omar-sy/born, was: 1970-05}]", "applied"),
        ("hide: [{at: people/omar-sy/born, was: 1971}]", "drifted"),
        ("hide: [people/omar-sy/age]", "redundant"),
        ("hide: [people/nobody]", "orphaned"),
        ("merge: [{into: people/omar-sy, from: people/o-sy}]", "applied"),
        ("merge: [{into: people/anna-lind, from: people/lind}]", "redundant"),
        ("merge: [{into: people/anna-lind, from: people/lynd}]", "orphaned"),
        ("order: {people: [o-sy]}", "applied"),
        ("order: {people: [o-syy]}", "orphaned"),
        ("add: {people: [{name: Omar Sy}]}", "redundant"),
        ("add: {people: [{name: Ada Berg}]}", "applied"),
    ],
)
def test_each_edit_of_a_record_has_its_state(text, state):
    assert states(text) == [state]


def test_a_key_of_two_records_is_ambiguous():
    twins = (person("a", "lind", name=said("A")), person("b", "lind", name=said("B")))
    outcome = review("records: {people/lind: {role: x}}", *twins)
    assert [(f.state, f.hint) for f in outcome.briefing.edits] == [
        ("ambiguous", "people/lind may be several records; people/a, people/b")
    ]


def test_what_became_of_an_edit_is_told_with_its_line_a_caret_and_a_hint():
    overrides = edits(
        "records:\n  people/anna-lind:\n    role: {set: attaché, was: consul, by: J. Doe, when: 2031-04-02}\n"
    )
    fates = review_overrides(overrides, briefing(), SCHEMA).briefing.edits
    shown = (
        'v.yaml:3:5: drifted: set people/anna-lind/role: it was "consul", the sources now say "envoy" → "attaché" '
        "(J. Doe, 2031-04-02); the edit stays; if it is still right, change its was"
    )
    assert next(overrides.shown(fates)).splitlines() == [
        shown,
        "  |",
        "3 |     role: {set: attaché, was: consul, by: J. Doe, when: 2031-04-02}",
        "  |     ^^^^",
    ]


def test_an_edited_value_tells_by_whom_when_and_why_and_keeps_the_sources_word():
    role = record(
        review("records: {people/anna-lind: {role: {set: attaché, by: J. Doe, when: 2031-04-02, why: her card}}}"),
        "anna-lind",
    ).first("role")
    assert (role.by, role.was, role.status) == ("J. Doe, 2031-04-02: her card", "envoy", Status.EDITED)


def test_a_resolved_conflict_keeps_the_evidence_of_its_side_and_leaves_the_list():
    outcome = review("records: {people/anna-lind: {age: {resolve: two hours, why: the minutes, by: J. Doe}}}")
    age = record(outcome, "anna-lind").first("age")
    assert (age.text, age.origin, age.evidence[0].source, age.by) == (
        "two hours",
        "override",
        "s2",
        "J. Doe: the minutes",
    )
    assert [rival.text for rival in age.rivals] == ["an hour"]
    assert outcome.briefing.conflicts == ()


def test_a_confirmed_value_is_held_to_when_the_sources_turn():
    text = "records: {people/anna-lind: {role: {confirm: envoy, by: J. Doe}}}"
    agreed = record(review(text), "anna-lind").first("role")
    assert (agreed.text, agreed.origin, agreed.note) == ("envoy", "extracted", "confirmed by J. Doe")
    turned = record(review(text, person("anna-lind", role=said("consul"))), "anna-lind").first("role")
    assert (turned.text, turned.was, turned.by) == ("envoy", "consul", "J. Doe")


def test_a_note_stands_beside_a_value_or_among_the_notices():
    outcome = review(
        "records: {people/anna-lind: {role: {set: attaché, note: ask her, by: J. Doe}, born: {note: find out}}}"
    )
    assert record(outcome, "anna-lind").first("role").note == "ask her (J. Doe)"
    assert [(n.place, n.message) for n in outcome.briefing.notices] == [("people/anna-lind/born", "note: find out")]


def test_merged_records_are_one_with_the_evidence_and_the_keys_of_both():
    outcome = review(
        "merge: [{into: people/omar-sy, from: people/o-sy}]\nrecords: {people/o-sy: {born: {confirm: 1970-05}}}"
    )
    keys = [r.key for r in outcome.briefing.sections[0].records]
    one = record(outcome, "omar-sy")
    assert (keys, one.aliases, outcome.faults) == (["anna-lind", "omar-sy"], ("o-sy",), [])
    assert (one.text("name"), one.text("age"), [v.text for v in one.fields["also"]]) == ("Omar Sy", "60", ["O. Sy"])
    assert (one.first("role").status, one.first("role").groups, one.groups) == (Status.CORROBORATED, 2, 3)
    assert outcome.briefing.actors == {"host": ("omar-sy",)}


def test_where_merged_records_differ_the_other_value_disputes():
    outcome = review("merge: [{into: people/anna-lind, from: [people/o-sy]}]")
    role = record(outcome, "anna-lind").first("role")
    assert (role.text, role.status, role.rivals[0].text) == ("envoy", Status.DISPUTED, "Minister")
    assert "people/anna-lind/role" in [conflict.address for conflict in outcome.briefing.conflicts]


def test_records_put_first_stand_first_and_the_wish_is_kept_for_the_page():
    section = review("order: {people: [people/o-sy, lind]}").briefing.sections[0]
    assert [r.key for r in section.records] == ["o-sy", "anna-lind", "omar-sy"]
    assert section.first == ("o-sy", "anna-lind")


def test_an_older_address_named_in_the_file_is_followed():
    text = "aliases: {people/a-lind: people/anna-lind}\nrecords: {people/a-lind: {role: attaché}}"
    outcome = review(text)
    assert record(outcome, "anna-lind").text("role") == "attaché"
    assert record(outcome, "anna-lind").aliases == ("lind", "a-lind")
    (fault,) = review("aliases: {people/x: people/ana-lind}").faults
    assert fault.text.startswith("v.yaml:1:11: nothing is called people/ana-lind; nearest: people/anna-lind")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("records: {people/x: {role: {set: a, confirm: b}}}", "1:28: an edit sets, adds, resolves or confirms"),
        ("records: {people/x: {role: {why: b}}}", "1:28: an edit sets, adds, resolves or confirms"),
        ("records: {people/x: {role: {resolve: b}}}", "1:38: a conflict is resolved with a reason; add why: …"),
        ("records: {people/x: {also: {resolve: b}}}", '1:22: "also" may have several values'),
        ("records: {people/x: {role: {set: a, when: soon}}}", '1:43: "soon" is no date'),
        ("merge: [{into: people/x}]", "1:9: a merge needs into and from"),
        ("merge: [{into: people/x, from: peple/y}]", '1:32: unknown section "peple"; did you mean "people"?'),
        ("merge: {into: a}", "1:8: a list of merges is expected; write - {into: section/record, from: "),
        ("order: {people: a}", "1:17: a list of records is expected; write [first, second]"),
        ("order: {people: [a, a]}", '1:18: "a" stands in the order twice; keep one'),
        ("aliases: {people/x: people}", '1:21: "people" names no record; write section/record'),
    ],
)
def test_a_fault_of_the_newer_parts_is_told_with_its_place(text, says):
    _, faults = examine(yamlfile.parse(text, "v.yaml"), SCHEMA)
    assert [fault.text for fault in faults if fault.text.startswith(f"v.yaml:{says}")], faults


def test_what_the_sources_say_is_kept_beside_the_edits_through_json():
    text = "records: {people/anna-lind: {role: x}}\nhide: [people/omar-sy]\nbriefing: {title: T}"
    edited = remember(briefing(), review(text).briefing)
    again = read_json(write_json(edited, SCHEMA))
    assert again == edited.model_copy(update={"sources": again.sources})
    assert again.as_found().sections == briefing().sections
    assert again.as_found().header == briefing().header
    assert [fate.state for fate in again.edits] == ["applied", "applied"]


PARTS = (
    "records: {people/anna-lind: {role: attaché}}",
    "records: {people/omar-sy: {born: {set: 1971, was: 1969}}}",
    "records: {people/o-sy: {age: {confirm: 61}}}",
    "hide: [people/anna-lind/age]",
    "add: {people: [{name: Ada Berg, role: clerk}]}",
    "records: {people/lind: {name: {note: sure?}}}",
    "records: {people/omar-sy: {also: {add: Omar}}}",
    "order: {people: [omar-sy]}",
)


@given(st.permutations(PARTS), st.integers(0, len(PARTS)))
def test_the_order_of_edits_that_do_not_touch_is_irrelevant(parts, count):
    chosen = parts[:count]
    shuffled = random.Random(count).sample(chosen, len(chosen))  # noqa: S311 - no secret

    def result(texts):
        made = tuple(edit for text in texts for edit in edits(text).edits)
        return review_overrides(edits("").model_copy(update={"edits": made}), briefing(), SCHEMA)

    one, other = result(chosen), result(shuffled)
    assert one.briefing.sections == other.briefing.sections
    assert sorted(f.state for f in one.fates) == sorted(f.state for f in other.fates)


def test_init_begins_with_the_lines_by_which_editors_find_the_schema():
    text = init_overrides(briefing(), SCHEMA, "v.schema.json")
    assert text.splitlines()[:2] == ["# yaml-language-server: $schema=v.schema.json", "# $schema: v.schema.json"]
    assert edits(text).edits == ()


def test_the_json_schema_knows_addresses_fields_and_what_may_be_done():
    made = json.loads(overrides_schema(briefing(), SCHEMA))
    properties = made["properties"]
    assert list(properties) == list(TOP)
    assert list(properties["records"]["properties"]) == ["people/anna-lind", "people/omar-sy", "people/o-sy"]
    assert properties["records"]["patternProperties"] == {"^people/[^/]+$": {"$ref": "#/definitions/people"}}
    people = made["definitions"]["people"]["properties"]
    assert list(people) == ["name", "role", "age", "born", "held", "also", "acts"]
    doing = people["role"]["anyOf"][1]["properties"]
    assert sorted(doing) == ["by", "confirm", "note", "resolve", "set", "was", "when", "why"]
    assert "add" in people["also"]["anyOf"][1]["properties"]
    assert people["born"]["anyOf"][0]["pattern"].startswith(r"^(\d{4}")
    assert "people/anna-lind/role" in properties["hide"]["items"]["anyOf"][0]["anyOf"][0]["enum"]


SPLIT = "split: [{from: people/anna-lind, into: Anna B. Lind, sources: [2.txt], why: two women, by: J. Doe}]"
TWO_IN_ONE = person(
    "anna-lind",
    name=said("Anna Lind").model_copy(
        update={"evidence": said("Anna Lind").evidence + said("Anna Lind", "s2").evidence}
    ),
    role=said("envoy"),
    age=DISPUTED,
    also=(said("A. Lind"), said("A. B. Lind", "s2")),
)


def texts(one: Record) -> dict[str, list[str]]:
    return {name: [value.text for value in values] for name, values in one.fields.items()}


def test_a_record_that_is_two_is_split_by_its_sources():
    outcome = review(SPLIT, TWO_IN_ONE, OMAR)
    keys = [r.key for r in outcome.briefing.sections[0].records]
    assert (keys, outcome.faults) == (["anna-lind", "anna-b-lind", "omar-sy"], [])
    old, new = record(outcome, "anna-lind"), record(outcome, "anna-b-lind")
    assert texts(old) == {"name": ["Anna Lind"], "role": ["envoy"], "age": ["an hour"], "also": ["A. Lind"]}
    assert texts(new) == {"name": ["Anna B. Lind"], "age": ["two hours"], "also": ["A. B. Lind"]}
    assert (old.first("age").status, old.first("age").rivals, outcome.briefing.conflicts) == (Status.SINGLE, (), ())
    assert new.first("name").by == "J. Doe: two women"


def test_a_record_is_split_by_its_values_and_the_new_one_can_be_edited():
    text = (
        "split: [{from: people/anna-lind, into: A. B. Lind, values: {also: A. B. Lind, age: two hours}}]\n"
        "records: {people/a-b-lind: {role: consul}}\n"
    )
    outcome = review(text, TWO_IN_ONE)
    assert texts(record(outcome, "a-b-lind")) == {
        "name": ["A. B. Lind"],
        "age": ["two hours"],
        "also": ["A. B. Lind"],
        "role": ["consul"],
    }
    assert texts(record(outcome, "anna-lind"))["also"] == ["A. Lind"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (SPLIT, "applied"),
        (SPLIT.replace("Anna B. Lind", "Omar Sy"), "redundant"),  # the sources keep the two apart
        (SPLIT.replace("2.txt", "9.txt"), "orphaned"),
        (SPLIT.replace("2.txt", "3.txt"), "orphaned"),  # it says nothing of her
        (SPLIT.replace("[2.txt]", "[1.txt, 2.txt]"), "orphaned"),  # nothing would stay
        (SPLIT.replace("people/anna-lind", "people/nobody"), "orphaned"),
    ],
)
def test_a_split_has_its_state(text, state):
    assert [fate.state for fate in review(text, TWO_IN_ONE, OMAR).briefing.edits] == [state]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("split: [{from: people/x, into: Y}]", "1:9: a split needs from, into, and sources or values"),
        ("split: [{from: people/x, into: '', sources: a}]", "1:32: the other record needs a name"),
        ("split: [{from: people, into: Y, sources: a}]", '1:16: "people" names no record'),
        (
            "split: [{from: people/x, into: Y, values: {rolle: a}}]",
            '1:44: unknown field "rolle"; did you mean "role"?',
        ),
    ],
)
def test_a_fault_of_a_split_is_told_with_its_place(text, says):
    _, faults = examine(yamlfile.parse(text, "v.yaml"), SCHEMA)
    assert [fault.text for fault in faults if fault.text.startswith(f"v.yaml:{says}")], faults


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("2031-04-05-he-met-the-king", "2031-04-he-met-the-king"),
        ("2031-04-05-he-met-the-king", "he-met-the-king"),
        (
            "2031-04-she-set-off-on-a-long-journey-to-the-north",
            "2031-04-05-she-set-off-on-a-long-journey-to-the-north-and",
        ),
    ],
)
def test_a_record_is_found_by_a_key_of_another_date_or_length(known, asked):
    outcome = review(f"records: {{people/{asked}: {{role: x}}}}", person(known, name=said("He")))
    assert (outcome.faults, record(outcome, known).text("role")) == ([], "x")


def test_records_whose_long_keys_begin_alike_are_told_to_be_several():
    twins = [person(f"she-set-off-on-a-long-journey-{way}", name=said("She")) for way in ("north", "south")]
    outcome = review("records: {people/she-set-off-on-a-long-journey: {role: x}}", *twins)
    assert [fate.state for fate in outcome.briefing.edits] == ["ambiguous"]
