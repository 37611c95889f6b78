from pathlib import Path

import pytest

from brief import yamlfile
from brief.errors import ContentError, UsageError
from brief.lexicon import Lexicon
from brief.schema import Schema
from brief.schema_file import check_sheet, list_schemas, load_schema

LEXICON = Lexicon({"treaties": {"known": {"Lombard Pact": []}}}, "digest-of-lists")

GOOD = """\
id: visit
version: "1"
title: Visit
actors:
  principal: {type: person, find: ["{principal} will visit"]}
sections:
  - id: detainees
    title: Detained citizens
    identity: {field: name, by: entity}
    fields:
      name: person
      charge: {type: phrase}
      response: {type: choice, of: [denies, admits]}
      acts: {type: record, many: true, parts: {date: date}}
      pact: {type: entry, list: treaties.known}
    find:
      - "{name} was charged with {charge}"
      - {say: "{name} denies the charges", set: {response: denies}, either: true}
    needs: [name]
    examples:
      - {text: "Lind denies it.", gives: {name: Lind, response: denies}}
    layout: {as: table, columns: [name, charge], order: [-name]}
"""


def checked(text: str) -> Schema:
    return check_sheet(yamlfile.parse(text, "visit.yaml"), LEXICON)


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        checked(text)
    return caught.value.faults


def test_short_forms_are_written_out():
    section = checked(GOOD).section("detainees")
    assert section.fields["name"].type == "person"
    assert section.fields["acts"].parts["date"].type == "date"
    assert section.find[0].say == "{name} was charged with {charge}"
    assert section.find[1].values == {"response": "denies"}
    assert section.find[1].either


def test_the_digest_follows_the_file_and_the_lists(tmp_path: Path):
    path = tmp_path / "visit.yaml"
    path.write_text(GOOD, encoding="utf-8")
    first = load_schema(str(path), LEXICON).digest
    assert load_schema(str(path), LEXICON).digest == first
    assert load_schema(str(path), Lexicon({"treaties": {"known": {}}}, "other")).digest != first
    path.write_text(GOOD + "# changed\n", encoding="utf-8")
    assert load_schema(str(path), LEXICON).digest != first


def test_a_wrong_key_is_shown_with_the_nearest_known_one():
    (fault,) = faults_of(GOOD.replace("title: Detained", "titel: x\n    title: Detained"))
    assert fault.splitlines() == [
        'visit.yaml:8:5: unknown key "titel"; did you mean "title"?',
        "  |",
        "8 |     titel: x",
        "  |     ^^^^^",
    ]


def test_all_faults_are_told_in_the_order_of_the_file():
    text = GOOD.replace("name: person", "name: persn").replace("as: table", "as: tabel").replace("[name]", "name")
    assert [fault.splitlines()[0] for fault in faults_of(text)] == [
        'visit.yaml:11:13: "type" cannot be "persn"; did you mean "person"?',
        'visit.yaml:19:12: "needs": a list is expected; write [one, two]',
        'visit.yaml:22:18: "as" cannot be "tabel"; did you mean "table"?',
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("field: name, by", "field: nam, by", '9:23: unknown field "nam"; did you mean "name"?'),
        ("with {charge}", "with {charg}", '17:9: unknown field or actor "charg"; did you mean "charge"?'),
        ("{response: denies}, eit", "{response: denied}, eit", '18:60: unknown choice of "response" "denied"'),
        ("{response: denies}, eit", "{respons: denies}, eit", '18:50: unknown field "respons"'),
        ("needs: [name]", "needs: [nmae]", '19:13: unknown field "nmae"; did you mean "name"?'),
        ("with {charge}", "in {place:plaice}", '17:9: unknown type of a slot "plaice"'),
        ("as: table", "as: list, lead: nam", '22:30: unknown field "nam"; did you mean "name"?'),
        ("as: table", "where: {respons: [denies]}", '22:22: unknown field "respons"'),
        ("as: table", "where: {response: [x]}", '22:32: unknown choice of "response" "x"'),
        ("[name, charge]", "[name, charges]", '22:41: unknown field "charges"'),
        ("order: [-name]", "order: [-nam]", '22:58: unknown field "nam"'),
        ("treaties.known", "treaties.knwon", '15:33: there is no list "treaties.knwon"'),
        (", of: [denies, admits]", "", '13:17: a field of type "choice" needs "of"'),
        (
            "response: denies}}",
            "response: yes}}",
            '21:65: unknown choice of "response" "yes"; known: denies, admits',
        ),
        ("id: detainees", "id: Detained people", '7:9: "Detained people" cannot be a name'),
        ("was charged with {charge}", "was charged with {charge", '17:9: "{" and "}" do not pair'),
        ("title: Detained citizens", "x: 1", '7:5: "title" is missing; add "title: …"'),
        ("layout:", "layout: {as: list}\n    layout:", '23:5: "layout" stands here twice'),
    ],
)
def test_a_name_of_nothing_is_a_fault_at_its_place(old: str, new: str, says: str):
    assert old in GOOD
    assert any(fault.startswith(f"visit.yaml:{says}") for fault in faults_of(GOOD.replace(old, new)))


def test_gaps_and_window_name_sections_that_exist():
    text = GOOD + "gaps: {into: questions, field: question}\nwindow: {section: detainees, field: day}\n"
    assert [fault.splitlines()[0] for fault in faults_of(text)] == [
        'visit.yaml:23:14: unknown section "questions"; known: detainees',
        'visit.yaml:24:37: unknown field "day"; known: name, charge, response, acts, pact',
    ]


def test_a_file_that_is_no_schema_is_told():
    assert faults_of("- a\n")[0].startswith("visit.yaml:1:1: a schema is expected")
    assert faults_of("")[0].startswith("visit.yaml:1:1: a schema is expected")


def test_an_unknown_schema_name_is_a_fault_of_the_command_line():
    with pytest.raises(UsageError, match="no schema has this name"):
        load_schema("diplomatic-vist", LEXICON)
    with pytest.raises(UsageError, match="there is no such schema file"):
        load_schema("none.yaml", LEXICON)


def test_shipped_schemas_load():
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - only this test reads the shipped lists

    lexicon = load_lexicon()
    for name in list_schemas():
        assert load_schema(name, lexicon).sections
