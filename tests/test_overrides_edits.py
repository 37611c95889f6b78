"""Edits written into a person's file: what is changed, and that nothing else is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import SCHEMA

from brief import yamlfile
from brief.edits import Editor, Wish
from brief.edits_splice import append, put, remove
from brief.errors import ContentError
from brief.model import Briefing, Record, Section, Value
from brief.overrides_apply import review_overrides
from brief.overrides_file import read_sheet
from brief.overrides_init import init_overrides, scalar

ANNA = Record(
    key="anna-lind",
    aliases=("lind",),
    fields={
        "name": (Value(text="Anna Lind"),),
        "role": (Value(text="envoy"),),
        "born": (Value(text="May", normal="1970-05"),),
    },
)
FOUND = Briefing(
    schema_id="visit", schema_version="1", sections=(Section(id="people", title="People", records=(ANNA,)),)
)
EDITOR = Editor("v.yaml", SCHEMA, FOUND)


def wish(address: str, *values: str, doing: str = "set", **remarks: str) -> Wish:
    return Wish(address, doing, values, **remarks)


def sheet(text: str) -> yamlfile.Sheet:
    return yamlfile.parse(text, "v.yaml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "a:\n  b: new\n"),
        ("# mine\n", "# mine\na:\n  b: new\n"),
        ("---\n# mine", "---\n# mine\na:\n  b: new\n"),
        ("c: 1  # one\n\n# end\n", "c: 1  # one\na:\n  b: new\n\n# end\n"),
        ("a:  # all\n  # none yet\nc: 1\n", "a:  # all\n  b: new\n  # none yet\nc: 1\n"),
        ("a: ~  # all\nc: 1\n", "a:   # all\n  b: new\nc: 1\n"),
        ("a:\n    c: 1\n\n\nd: 2\n", "a:\n    c: 1\n    b: new\n\n\nd: 2\n"),
        ("a:\n  b:   old   # why\n  c: 1", "a:\n  b:   new   # why\n  c: 1"),
        ("a:\n  b:  # why\n  c: 1\n", "a:\n  b: new  # why\n  c: 1\n"),
        ("a:\n  b: 'old'\n", "a:\n  b: new\n"),
        ("a:\n  b: |\n    old\n    lines\n\n  c: 1\n", "a:\n  b: new\n\n  c: 1\n"),
        ("a:\n  b: >-\n    old", "a:\n  b: new"),
        ("a:\n  b:  # why\n    x: 1  # gone\n    y: 2\n  c: 1\n", "a:\n  b: new  # why\n  c: 1\n"),
        ("a:\n  b:\n  - x\n  - y\nc: 1\n", "a:\n  b: new\nc: 1\n"),
        ("a: {b: old, c: 1}  # x\n", "a: {b: new, c: 1}  # x\n"),
        ("a: {c: 1}\n", "a: {c: 1, b: new}\n"),
        ("a: {}\n", "a: {b: new}\n"),
        ("a: {c: 1,\n    d: 2,  # two\n   }\n", "a: {c: 1,\n    d: 2, b: new,  # two\n   }\n"),
        ("{c: 1}", "{c: 1, a: {b: new}}"),
        ("{a: , c: 1}", "{a: {b: new} , c: 1}"),
        ("a: &x\n  c: 1\nd: 2\n", "a: &x\n  c: 1\n  b: new\nd: 2\n"),
        ("a:\r\n  c: 1  # é\r\nd: 2\r\n", "a:\r\n  c: 1  # é\r\n  b: new\r\nd: 2\r\n"),
        ('"a":\n  "c": 1\n', '"a":\n  "c": 1\n  b: new\n'),
    ],
)
def test_a_value_is_put_in_and_all_around_it_stays(before, after):
    assert put(sheet(before), ("a", "b"), "new") == after


@pytest.mark.parametrize(
    "text",
    [
        "x: &x {c: 1}\na: *x\n",
        "a:\n- 1\n",
        "a: text\n",
    ],
)
def test_what_cannot_be_spliced_is_refused_and_shown(text):
    with pytest.raises(ContentError, match=r"cannot be edited by command: .*; edit the file by hand"):
        put(sheet(text), ("a", "b"), "new")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "h:\n  - new\n"),
        ("h:\n  # none\nx: 1\n", "h:\n  - new\n  # none\nx: 1\n"),
        ("h:\n  - a  # x\n\n  # end\n", "h:\n  - a  # x\n  - new\n\n  # end\n"),
        ("h:\n- a\n- b: 1\n  c: 2\nx: 1\n", "h:\n- a\n- b: 1\n  c: 2\n- new\nx: 1\n"),
        ("h: [a, b]\n", "h: [a, b, new]\n"),
        ("h: []\n", "h: [new]\n"),
        ("{x: 1}", "{x: 1, h: [new]}"),
    ],
)
def test_an_item_is_appended_and_all_around_it_stays(before, after):
    assert append(sheet(before), ("h",), "new") == after


@pytest.mark.parametrize(
    ("before", "paths", "after"),
    [
        ("a:\n  b: 1  # x\n  c: 2\n", [("a", "b")], "a:\n  c: 2\n"),
        ("a:\n  b: |\n    long\n\n  # keep\n  c: 2\n", [("a", "b")], "a:\n\n  # keep\n  c: 2\n"),
        ("a: {b: 1, c: 2, d: 3}\n", [("a", "b"), ("a", "d")], "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", [("a", "b"), ("a", "c")], "a: {}\n"),
        ("h:\n  - x\n  - y  # y\n  - z\n", [("h", 0), ("h", 2)], "h:\n  - y  # y\n"),
        ("h: [x, y]\n", [("h", 1)], "h: [x]\n"),
        ("a:\n  b: 1", [("a", "b")], "a:\n"),
    ],
)
def test_what_is_taken_out_takes_its_lines_or_its_comma_along(before, paths, after):
    assert remove(sheet(before), paths) == after


def test_an_edit_keeps_what_the_sources_said_and_who_made_it():
    made = EDITOR.with_field(
        "", wish("people/anna-lind/role", "consul: general", by="J. Doe", when="2031-04-02", why="card")
    )
    assert made == (
        "records:\n  people/anna-lind:\n"
        '    role: {set: "consul: general", was: envoy, why: card, by: J. Doe, when: 2031-04-02}\n'
    )
    born = EDITOR.with_field("", wish("people/anna-lind/born", "1971"))
    assert born.endswith("    born: {set: 1971, was: 1970-05}\n")


def test_a_second_edit_replaces_the_first_with_what_was_said_of_it():
    text = (
        "records:\n  people/lind:  # an older address\n    role:\n"
        "      set: consul  # as agreed\n      why: card\n      by: A. B.\n      note: ask\n"
    )
    made = EDITOR.with_field(text, wish("people/anna-lind/role", "minister", by="J. Doe"))
    assert made == (
        "records:\n  people/lind:  # an older address\n    role:\n"
        "      set: minister  # as agreed\n      by: J. Doe\n      note: ask\n      was: envoy\n"
    )


def test_a_note_stands_beside_the_value_that_is_set():
    made = EDITOR.with_field(
        "records: {people/anna-lind: {role: consul}}\n", wish("people/anna-lind/role", "sure?", doing="note")
    )
    assert made == "records: {people/anna-lind: {role: {set: consul, note: sure?}}}\n".replace("sure?", '"sure?"')


def test_values_are_added_to_a_list_of_values():
    one = EDITOR.with_field("", wish("people/anna-lind/also", "A. Lind", doing="add"))
    two = EDITOR.with_field(one, wish("people/anna-lind/also", "Annie", "A. Lind", doing="add"))
    assert two.endswith("    also: {add: [A. Lind, Annie]}\n")


def test_records_are_added_and_addresses_hidden():
    made = EDITOR.with_record(
        "", "people", {"name": ("Ada Berg",), "also": ("Ada", "A. B.")}, wish("people", by="J")
    )
    assert made == "add:\n  people:\n    - {name: Ada Berg, also: [Ada, A. B.], by: J}\n"
    hidden = EDITOR.with_hidden(made, wish("people/anna-lind/role", why="sub judice"))
    assert hidden == made + "hide:\n  - {at: people/anna-lind/role, was: envoy, why: sub judice}\n"
    assert EDITOR.with_hidden(hidden, wish("people/anna-lind/role")) == hidden
    added = Editor("v.yaml", SCHEMA, FOUND, frozenset({"people/ada-berg"}))
    assert added.with_field(made, wish("people/ada-berg/role", "clerk")).count("clerk") == 1


def test_header_texts_and_sources_are_set_without_remarks():
    text = EDITOR.with_field("", wish("briefing/marking", "RESTRICTED"))
    text = EDITOR.with_field(text, wish("texts/purpose", "To prepare: the talks"))
    text = EDITOR.with_field(text, wish("sources/in/a.txt/published", "2031-04"))
    text = EDITOR.with_field(text, wish("marks/people/anna-lind", "SECRET"))
    assert text == (
        'briefing:\n  marking: RESTRICTED\ntexts:\n  purpose: "To prepare: the talks"\n'
        "sources:\n  in/a.txt:\n    published: 2031-04\nmarks:\n  people/anna-lind: SECRET\n"
    )


@pytest.mark.parametrize(
    ("address", "value", "says"),
    [
        ("people/ana-lind/role", "x", "nothing is called people/ana-lind; nearest: people/anna-lind"),
        ("peple/anna-lind/role", "x", 'peple: unknown section "peple"; did you mean "people"?'),
        ("people/anna-lind/rolle", "x", 'unknown field "rolle"; did you mean "role"?'),
        ("people/anna-lind", "x", "people/anna-lind: no address of a field; write section/record/field"),
        ("people/anna-lind/born", "soon", 'people/anna-lind/born: "soon" is no date; write 2019, '),
        ("people/anna-lind/held", "fre", 'people/anna-lind/held: "held" cannot be "fre"; did you mean "free"?'),
        ("briefing/titel", "x", "briefing/titel: no such address; one of briefing/title, "),
    ],
)
def test_an_edit_that_cannot_be_meant_is_refused(address, value, says):
    with pytest.raises(ContentError, match=re.escape(says)):
        EDITOR.with_field("", wish(address, value))


def test_pruning_takes_out_what_the_sources_say_and_leaves_notes():
    text = (
        "# mine\nrecords:\n  people/anna-lind:\n    name: Anna Lind  # as written\n    role: consul\n"
        "    born: {set: 1970-05, note: sure}\nhide:\n  - people/anna-lind/held  # no\n"
    )
    outcome = review_overrides(read_sheet(sheet(text), SCHEMA), FOUND, SCHEMA)
    made, gone = EDITOR.pruned(text, outcome.briefing.edits, ("redundant",))
    assert [fate.address for fate in gone] == ["people/anna-lind/name", "people/anna-lind/held"]
    assert made == (
        "# mine\nrecords:\n  people/anna-lind:\n    role: consul\n    born: {set: 1970-05, note: sure}\nhide:\n"
    )


# Files of any making, and that an edit leaves every other byte of them.

WORDS = st.text(st.sampled_from("abcdé ü:#'\"-,{}[]?&*!|>%@`~\\/.0"), min_size=1, max_size=12).map(str.strip)
BLANK = st.sampled_from(["", "\n", "\n\n", "# a remark\n", "  # - charge: {x}\n", "    \n"])
TRAIL = st.sampled_from(["", "  # a: {b", "   ", " # é"])
FIELDS = ("name", "role", "born", "held", "also")


@st.composite
def entries(draw):
    """Return the lines of one field's edit, in any of its forms."""
    name = draw(st.sampled_from(FIELDS))
    text = scalar(draw(WORDS.filter(bool)))
    value = {
        "born": "2031-04",
        "held": "free",
        "also": draw(st.sampled_from([f"[{text}]", f"[ {text} ,  x ]"])),
    }.get(name, text)
    form = draw(st.integers(0, 3))
    trail = draw(TRAIL)
    if form == 0:
        return name, f"    {name}:  {value}{trail}\n"
    if form == 1:
        return name, f"    {name}: {{set: {value} , why: {text}}}{trail}\n"
    if form == 2 or name in {"born", "held", "also"}:
        return name, f"    {name}:{trail}\n        set: {value}{trail}\n        why: {text}\n"
    return name, f"    {name}: |{trail.rstrip()}\n      {draw(st.sampled_from('abc'))} line\n      another\n"


@st.composite
def files(draw):
    """Return a file of edits with comments and spacing of any kind."""
    out = draw(BLANK) + "records:" + draw(TRAIL) + "\n"
    for key in draw(st.lists(st.sampled_from(["lind", "omar-sy", "ada"]), unique=True, max_size=3)):
        out += draw(BLANK) + f"  people/{key}:" + draw(TRAIL) + "\n"
        for _, lines in draw(st.lists(entries(), unique_by=lambda e: e[0], max_size=3)):
            out += draw(BLANK) + lines
    out += draw(BLANK) + draw(st.sampled_from(["", "hide: [people/x]\n", "hide:\n- people/x # y\n", "add:\n"]))
    out += draw(BLANK) + draw(st.sampled_from(["", "texts: {purpose: to see }  # x\n"]))
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    return (out if draw(st.booleans()) else out.rstrip("\n")).replace("\n", ends)


def comments(text: str) -> list[str]:
    return re.findall(r"# a remark|  # - charge: \{x\}|  # a: \{b| # é", text)


FREE = Editor("v.yaml", SCHEMA)


@given(files(), st.sampled_from(["lind", "new"]), st.sampled_from(["role", "born"]), WORDS.filter(bool))
def test_setting_a_value_leaves_every_byte_outside_it(text, key, name, wanted):
    value = "1999" if name == "born" else wanted
    old = yamlfile.parse(text, "v.yaml").root.get("records")
    record = old.get(f"people/{key}") if old and old.kind == "mapping" else None
    there = record.get(name) if record and record.kind == "mapping" else None
    made = FREE.with_field(text, wish(f"people/{key}/{name}", value, by="J. Doe"))
    (edit,) = (e for e in read_sheet(sheet(made), SCHEMA).edits if e.address == f"people/{key}/{name}")
    assert (edit.value, edit.by) == (value.strip(), "J. Doe")
    kept = [e.model_copy(update={"place": ""}) for e in read_sheet(sheet(text), SCHEMA).edits]
    now = [e.model_copy(update={"place": ""}) for e in read_sheet(sheet(made), SCHEMA).edits]
    assert [e for e in kept if e.address != edit.address] == [e for e in now if e.address != edit.address]
    if there is None:
        begins = next(
            (n for n, (a, b) in enumerate(zip(text, made, strict=False)) if a != b), min(len(text), len(made))
        )
        assert made.endswith(text[begins:])  # what was before is there still, in one or two pieces
        assert made[:begins] == text[:begins]
    else:
        assert made[: there.start] == text[: there.start] or not there.entries


@given(files())
def test_hiding_and_pruning_leave_every_byte_outside_them(text):
    made = FREE.with_hidden(text, wish("people/someone"))
    begins = next(
        (n for n, (a, b) in enumerate(zip(text, made, strict=False)) if a != b), min(len(text), len(made))
    )
    assert made.endswith(text[begins:])
    outcome = review_overrides(read_sheet(sheet(made), SCHEMA), FOUND, SCHEMA)
    back, gone = FREE.pruned(
        made, [f for f in outcome.briefing.edits if f.address == "people/someone"], ("orphaned",)
    )
    assert len(gone) == 1
    assert back.replace("hide:", "").split() == text.replace("hide:", "").split()


@given(WORDS.filter(bool))
def test_any_file_that_init_writes_can_be_edited_by_command(value):
    text = init_overrides(FOUND, SCHEMA, "v.schema.json")
    made = EDITOR.with_field(text, wish("people/anna-lind/role", value, by="J"))
    assert [line for line in made.splitlines() if line not in text.splitlines()] == [
        line for line in made.splitlines() if line.startswith("    role: {set: ")
    ]
    assert len(made.splitlines()) == len(text.splitlines()) + 1
