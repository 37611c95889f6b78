import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import applied

from brief import yamlfile
from brief.errors import ContentError
from brief.model import (
    Briefing,
    Conflict,
    Dating,
    Evidence,
    Header,
    Record,
    Section,
    SourceDocument,
    Status,
    Value,
)
from brief.overrides import Overrides
from brief.overrides_apply import review_overrides
from brief.overrides_file import load_overrides, read_sheet
from brief.overrides_init import init_overrides, scalar
from brief.overrides_sources import apply_groups, apply_to_sources
from brief.overrides_values import record_key
from brief.schema import FieldSpec, IdentitySpec, Schema, SectionSpec

SCHEMA = Schema(
    id="visit",
    version="1",
    title="Visit",
    sections=(
        SectionSpec(
            id="detainees",
            title="Detained citizens",
            identity=IdentitySpec(field="name", by="entity"),
            fields={
                "name": FieldSpec(type="person"),
                "charge": FieldSpec(type="phrase"),
                "held_since": FieldSpec(type="date"),
                "response": FieldSpec(type="choice", of=("denies", "admits")),
                "aliases": FieldSpec(type="phrase", many=True),
                "acts": FieldSpec(
                    type="record",
                    many=True,
                    parts={"date": FieldSpec(type="date"), "act": FieldSpec(type="phrase")},
                ),
            },
        ),
        SectionSpec(
            id="agenda",
            title="Agenda",
            identity=IdentitySpec(field="topic", by="wording"),
            fields={"topic": FieldSpec(type="topic"), "priority": FieldSpec(type="choice", of=("high", "normal"))},
        ),
    ),
)


def value(text: str, normal: str = "") -> Value:
    quote = Evidence(source="s1", start=0, end=len(text), text=text) if text else None
    return Value(text=text, normal=normal, evidence=(quote,) if quote else (), groups=1)


def source(number: int, path: str) -> SourceDocument:
    return SourceDocument(
        id=f"s{number}", path=path, format="text", text="Lind was charged.", digest="0", group=f"g{number}"
    )


SOURCES = (source(1, "in/wire.txt"), source(2, "in/daily.txt"), source(3, "other/daily.txt"))
ACT = Value(
    text="appealed, 2031-03",
    parts={"date": (value("March", "2031-03"),), "act": (value("appealed"),)},
)
BRIEFING = Briefing(
    schema_id="visit",
    schema_version="1",
    header=Header(title="Visit of Ms Lind: talks", as_of="2031-04-02"),
    sources=SOURCES,
    sections=(
        Section(
            id="detainees",
            title="Detained citizens",
            records=(
                Record(
                    key="anna-lind",
                    aliases=("lind",),
                    fields={
                        "name": (value("Anna Lind"),),
                        "charge": (value("fraud"),),
                        "held_since": (value("last February", "2031-02"),),
                        "acts": (ACT,),
                    },
                ),
                Record(
                    key="omar-sy", fields={"name": (value("Omar Sy"),), "aliases": (value("Sy"), value("O. Sy"))}
                ),
            ),
        ),
        Section(id="agenda", title="Agenda", records=(Record(key="grain", fields={"topic": (value("grain"),)}),)),
    ),
    conflicts=(Conflict(address="detainees/anna-lind/charge", kind="contradiction", sides=()),),
)


def edits(text: str) -> Overrides:
    return read_sheet(yamlfile.parse(text, "visit.yaml"), SCHEMA)


def edited(text: str) -> Briefing:
    return applied(edits(text), BRIEFING, SCHEMA)


def field_of(briefing: Briefing, address: str) -> tuple[Value, ...]:
    section, key, name = address.split("/")
    record = next(r for r in briefing.section(section).records if r.key == key)
    return record.fields.get(name, ())


def load_faults(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        edits(text)
    return [fault.splitlines()[0].removeprefix("visit.yaml:") for fault in caught.value.faults]


def test_a_set_value_wins_and_keeps_what_the_sources_say():
    (made,) = field_of(
        edited("records: {detainees/anna-lind: {charge: {set: espionage, why: the indictment, by: J. Doe}}}"),
        "detainees/anna-lind/charge",
    )
    assert (made.text, made.origin, made.status) == ("espionage", "override", Status.EDITED)
    assert (made.was, made.by, made.evidence) == ("fraud", "J. Doe: the indictment", ())
    assert made.rivals[0].text == "fraud"


def test_a_record_is_addressed_by_an_older_key_too():
    briefing = edited("records: {detainees/lind: {response: denies}}")
    assert field_of(briefing, "detainees/anna-lind/response")[0].text == "denies"


def test_a_list_is_set_whole_or_added_to():
    briefing = edited(
        "records: {detainees/omar-sy: {aliases: {add: Omar S.}}, detainees/anna-lind: {aliases: [A, B]}}"
    )
    assert [v.text for v in field_of(briefing, "detainees/omar-sy/aliases")] == ["Sy", "O. Sy", "Omar S."]
    assert [v.text for v in field_of(briefing, "detainees/anna-lind/aliases")] == ["A", "B"]


def test_a_nested_record_is_set_by_its_parts():
    briefing = edited("records: {detainees/omar-sy: {acts: [{date: 2031-03-04, act: was moved}]}}")
    (act,) = field_of(briefing, "detainees/omar-sy/acts")
    assert (act.parts["date"][0].normal, act.parts["act"][0].text) == ("2031-03-04", "was moved")


def test_an_added_record_is_keyed_by_its_name():
    briefing = edited("add: {agenda: [{topic: Visa rules, priority: high, by: J. Doe}]}")
    record = briefing.section("agenda").records[-1]
    assert (record.key, record.text("priority"), record.first("topic").by) == ("visa-rules", "high", "J. Doe")


def test_an_added_record_that_the_sources_have_is_redundant_or_completes_theirs():
    same = review_overrides(edits("add: {agenda: [{topic: Grain}]}"), BRIEFING, SCHEMA)
    assert [e.address for e in same.redundant] == ["agenda"]
    more = edited("add: {agenda: [{topic: Grain, priority: high}]}").section("agenda").records
    assert [(r.key, r.text("topic"), r.text("priority")) for r in more] == [("grain", "grain", "high")]


def test_an_added_record_can_be_set_and_hidden_in_the_same_file():
    text = "records: {agenda/visas: {priority: high}}\nadd: {agenda: [{topic: Visas}]}\nhide: [agenda/grain]\n"
    records = edited(text).section("agenda").records
    assert [(r.key, r.text("priority")) for r in records] == [("visas", "high")]


def test_what_is_hidden_is_gone_with_its_conflicts():
    briefing = edited("hide: [detainees/anna-lind/charge, {at: agenda/grain, why: sub judice}]")
    assert field_of(briefing, "detainees/anna-lind/charge") == ()
    assert briefing.section("agenda").records == ()
    assert briefing.conflicts == ()


def test_an_unmatched_address_is_an_error_with_the_nearest():
    with pytest.raises(ContentError) as caught:
        edited("records:\n  detainees/ana-lind:\n    charge: x\n    response: denies\nhide:\n  - agenda/grains\n")
    assert [fault.splitlines()[0] for fault in caught.value.faults] == [
        "visit.yaml:2:3: nothing is called detainees/ana-lind; nearest: detainees/anna-lind",
        "visit.yaml:6:5: nothing is called agenda/grains; nearest: agenda/grain",
    ]
    assert caught.value.faults[1].endswith("6 |   - agenda/grains\n  |     ^^^^^^^^^^^^^")


def test_an_address_that_two_records_answer_to_is_an_error():
    records = [r.model_copy(update={"aliases": ("prisoner",)}) for r in BRIEFING.sections[0].records]
    briefing = BRIEFING.model_copy(
        update={
            "sections": (BRIEFING.sections[0].model_copy(update={"records": tuple(records)}), BRIEFING.sections[1])
        }
    )
    says = "detainees/prisoner may be several records; detainees/anna-lind, detainees/omar-sy"
    with pytest.raises(ContentError, match=says):
        applied(edits("records: {detainees/prisoner: {charge: x}}"), briefing, SCHEMA)


def test_a_field_set_under_two_names_of_its_record_is_an_error():
    text = "records:\n  detainees/lind: {charge: x}\n  detainees/anna-lind: {charge: y}\n"
    with pytest.raises(
        ContentError, match=r"3:25: detainees/anna-lind/charge is set twice, at visit.yaml:2:20 too"
    ):
        edited(text)


def test_an_edit_that_the_sources_confirm_is_redundant_and_leaves_them_the_word():
    outcome = review_overrides(
        edits("records: {detainees/anna-lind: {charge: Fraud, held_since: 2031-02}}"), BRIEFING, SCHEMA
    )
    assert len(outcome.redundant) == 2
    assert field_of(outcome.briefing, "detainees/anna-lind/charge")[0].origin == "extracted"
    assert outcome.briefing.notices[0].message == 'redundant edit: detainees/anna-lind/charge set "Fraud"'


def test_an_edit_drifts_when_the_sources_say_something_new():
    outcome = review_overrides(
        edits("records: {detainees/anna-lind: {charge: {set: espionage, was: theft}}}"), BRIEFING, SCHEMA
    )
    assert field_of(outcome.briefing, "detainees/anna-lind/charge")[0].text == "espionage"
    (notice,) = outcome.drifted
    assert notice.place == "visit.yaml:1:33"
    assert 'it was "theft" then, the sources now say "fraud"; the edit stays' in notice.message


def test_an_edit_whose_was_still_holds_has_not_drifted():
    text = "records: {detainees/anna-lind: {held_since: {set: 2031-01, was: 2031-02}}}"
    assert review_overrides(edits(text), BRIEFING, SCHEMA).drifted == []


def test_an_empty_text_empties_a_field():
    assert field_of(edited('records: {detainees/anna-lind: {charge: ""}}'), "detainees/anna-lind/charge") == ()


def test_header_and_texts_are_taken_over():
    header = edited("briefing: {marking: RESTRICTED, from: Desk}\ntexts: {purpose: To prepare.}\n").header
    assert (header.title, header.marking, header.sender) == ("Visit of Ms Lind: talks", "RESTRICTED", "Desk")
    assert header.texts == {"purpose": "To prepare."}


def test_sources_are_dated_renamed_and_left_out():
    overrides = edits("sources: {wire.txt: {published: 2031-04, publisher: The Wire}, s2: {exclude: true}}")
    first, second = apply_to_sources(overrides, SOURCES)
    assert (first.published, first.publisher) == (Dating(value="2031-04", method="override"), "The Wire")
    assert second.id == "s3"


def test_a_source_that_is_not_there_or_not_clear_is_an_error():
    with pytest.raises(ContentError) as caught:
        apply_to_sources(edits("sources:\n  wires.txt: {exclude: true}\n  daily.txt: {group: x}\n"), SOURCES)
    assert [fault.splitlines()[0] for fault in caught.value.faults] == [
        "visit.yaml:2:3: no source is called wires.txt; nearest: wire.txt",
        "visit.yaml:3:3: several sources are called daily.txt; write the whole path",
    ]


def test_a_group_may_be_named_by_one_of_its_sources():
    grouped = apply_groups(edits("sources: {s3: {group: s1}, s2: {group: afp}}"), SOURCES)
    assert [s.group for s in grouped] == ["g1", "afp", "g1"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("record: {}", '1:1: unknown part "record"; did you mean "records"?'),
        ("records:\n  detaines/x: {}", '2:3: unknown section "detaines"; did you mean "detainees"?'),
        ("records:\n  detainees: {}", '2:3: "detainees" names no record; write section/record'),
        ("records:\n  detainees/x:\n    chrge: y", '3:5: unknown field "chrge"; did you mean "charge"?'),
        (
            "records: {detainees/x: {response: denied}}",
            '1:35: "response" cannot be "denied"; did you mean "denies"?',
        ),
        ("records: {detainees/x: {held_since: May}}", '1:37: "May" is no date; write 2019, 2019-05 or 2019-05-14'),
        ("records: {detainees/x: {held_since: 2031-02-30}}", '1:37: "2031-02-30" is no date'),
        ("records: {detainees/x: {charge: [a]}}", '1:33: "charge" has one value only; write it without brackets'),
        ("records: {detainees/x: {charge: {add: a}}}", '1:25: "charge" has one value only; use set'),
        ("records: {detainees/x: {charge: {sett: a}}}", '1:34: unknown key "sett"; did you mean "set"?'),
        ("records:\n  detainees/x:\n    charge:\n", '3:5: no value for "charge"'),
        ("records: {detainees/x: {acts: {day: x}}}", '1:32: unknown part of "acts" "day"; known: date, act'),
        ("add: {agenda: [{priority: high}]}", '1:16: a record of agenda needs "topic"; add "topic: …"'),
        ("add: {agenda: {topic: x}}", "1:15: a list of records is expected"),
        ("hide: [detainees/x/chrge]", '1:8: unknown field "chrge"'),
        ("hide: {at: detainees/x}", "1:7: a list of addresses is expected"),
        ("hide: [detainees//charge]", '1:8: "detainees//charge" is no address'),
        ("briefing: {titel: x}", '1:12: unknown key "titel"; did you mean "title"?'),
        ("sources: {a.txt: {exclude: yes}}", '1:28: "exclude" is true or false'),
        ("sources: {a.txt: {published: soon}}", '1:30: "soon" is no date'),
        ("- a", "1:1: keys with values are expected"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, says: str):
    assert any(fault.startswith(says) for fault in load_faults(text)), load_faults(text)


def test_fifty_faults_are_told_at_once():
    text = "records:\n  detainees/x:\n" + "".join(f"    wrong{n}: y\n" for n in range(50))
    assert len(load_faults(text)) == 50


def test_init_loads_clean_and_changes_nothing(tmp_path: Path):
    path = tmp_path / "visit.yaml"
    path.write_text(init_overrides(BRIEFING, SCHEMA), encoding="utf-8")
    overrides = load_overrides(path, SCHEMA)
    assert overrides.edits == ()
    assert applied(overrides, BRIEFING, SCHEMA) == BRIEFING


def test_init_shows_every_address_with_its_value_and_quotation():
    text = init_overrides(BRIEFING, SCHEMA)
    assert '  detainees/anna-lind:\n    # name: Anna Lind  # s1: "Anna Lind"\n    # charge: fraud' in text
    assert '    # held_since: 2031-02  # s1: "last February"\n    # response: ""\n' in text
    assert "    # acts: [{date: 2031-03, act: appealed}]" in text
    assert '  # title: "Visit of Ms Lind: talks"' in text


def uncommented(text: str) -> str:
    head, _, tail = text.partition("\n\n")
    body = tail.partition("\nmerge:\n")[0]
    return (
        head
        + "\n\n"
        + re.sub(r"^( +)# (?=[a-z_]+: )", r"\1", body, flags=re.MULTILINE).replace(
            "exclude: true", "exclude: false"
        )
    )


def test_init_with_every_value_set_says_what_the_sources_say():
    overrides = edits(uncommented(init_overrides(BRIEFING, SCHEMA)))
    assert len(overrides.edits) == 14
    outcome = review_overrides(overrides, BRIEFING, SCHEMA)
    assert (outcome.applied, outcome.faults, len(outcome.redundant)) == ([], [], 14)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(str.strip).filter(bool)


@given(TEXTS)
def test_any_text_stands_in_yaml_as_it_is(text: str):
    assert yamlfile.parse(f"[{scalar(text)}, x]", "f.yaml").root.content() == [text, "x"]


@given(TEXTS, TEXTS)
def test_any_value_survives_init_and_an_edit_survives_regeneration(charge: str, wish: str):
    record = Record(key="a", fields={"name": (value("A"),), "charge": (value(charge),)})
    briefing = BRIEFING.model_copy(
        update={"sections": (Section(id="detainees", title="x", records=(record,)), BRIEFING.sections[1])}
    )
    overrides = edits(uncommented(init_overrides(briefing, SCHEMA)))
    assert review_overrides(overrides, briefing, SCHEMA).applied == []
    mine = edits(f"records: {{detainees/a: {{charge: {scalar(wish)}}}}}")
    for now in (briefing, applied(mine, briefing, SCHEMA)):
        assert field_of(applied(mine, now, SCHEMA), "detainees/a/charge")[0].text.casefold() == wish.casefold()


def test_a_key_is_a_slug_that_nobody_has():
    assert record_key("Þóra O’Brien-Łęcka", ["thora-o-brien-lecka"]) == "thora-o-brien-lecka-2"
    assert record_key("王") == "wang"
