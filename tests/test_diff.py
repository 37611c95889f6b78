"""What changed from one briefing to another."""

import json
from pathlib import Path

import pytest

from brief.diffing import compare, line, next_version, with_changes
from brief.model import Briefing, Evidence, Header, Record, Section, SourceDocument, Status, Value


def said(text: str, *sources: str, normal: str = "", **more: object) -> Value:
    evidence = tuple(Evidence(source=s, start=0, end=len(text), text=text) for s in sources)
    status = Status.CORROBORATED if len(sources) > 1 else Status.SINGLE
    return Value(text=text, normal=normal, evidence=evidence, groups=len(sources), status=status).model_copy(
        update=more
    )


def person(key: str, *aliases: str, **fields: Value | tuple[Value, ...]) -> Record:
    made = {name: value if isinstance(value, tuple) else (value,) for name, value in fields.items()}
    return Record(key=key, aliases=aliases, fields=made, groups=1)


def briefing(*records: Record, sources: str = "ab", **header: str) -> Briefing:
    read = tuple(
        SourceDocument(id=f"s{n}", path=f"{name}.txt", format="text", text="", digest=name, title=f"Title {name}")
        for n, name in enumerate(sources, 1)
    )
    section = Section(id="people", title="People", records=records)
    return Briefing(
        schema_id="visit", schema_version="1", header=Header(**header), sources=read, sections=(section,)
    )


def changes(old: Briefing, new: Briefing) -> list[str]:
    return [line(change) for change in compare(old, new).changes]


ANNA = person("anna", name=said("Anna"), role=said("envoy", "s1"))


def test_a_briefing_does_not_differ_from_itself():
    found = compare(briefing(ANNA), briefing(ANNA))
    assert (bool(found), list(found.lines())) == (False, ["No difference"])


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        (
            said("envoy"),
            said("consul", "s1"),
            '~ changed people/anna/role: "envoy" → "consul" (1 independent source)',
        ),
        (said("May", normal="2031-05"), said("last May", normal="2031-05"), ""),
        (
            said("envoy", "s1"),
            said("envoy", "s1", "s2"),
            '↑ corroborated people/anna/role: "envoy" (2 independent sources)',
        ),
        (
            said("envoy", "s1"),
            said("envoy", "s1", status=Status.DISPUTED, rivals=(said("consul", "s2"),)),
            '! disputed people/anna/role: "envoy" (against "consul")',
        ),
        (
            said("envoy", "s1", status=Status.DISPUTED, rivals=(said("consul", "s2"),)),
            said("envoy", "s1"),
            '= settled people/anna/role: "envoy" (1 independent source)',
        ),
        (
            said("envoy"),
            said("consul", origin="override", by="J. Doe"),
            '† edited people/anna/role: "envoy" → "consul" (set by J. Doe)',
        ),
        ((), said("envoy", "s1"), '+ new people/anna/role: "envoy" (1 independent source)'),
        (said("envoy"), (), '- gone people/anna/role: "envoy"'),
    ],
)
def test_a_value_is_told_as_what_became_of_it(was, now, line):
    assert changes(briefing(person("anna", role=was)), briefing(person("anna", role=now))) == (
        [line] if line else []
    )


def test_a_list_tells_what_came_and_what_went():
    old = briefing(person("anna", also=(said("A."), said("Ann"))))
    new = briefing(person("anna", also=(said("Ann"), said("Annie", "s2"))))
    assert changes(old, new) == [
        '+ new people/anna/also: "Annie" (1 independent source)',
        '- gone people/anna/also: "A."',
    ]


def test_records_come_and_go_and_are_known_by_an_older_key():
    old = briefing(person("a-lind", name=said("A. Lind")), person("omar", name=said("Omar")))
    new = briefing(person("anna-lind", "a-lind", name=said("A. Lind")), person("ada", name=said("Ada")))
    assert changes(old, new) == [
        '~ changed people/anna-lind: "a-lind" → "anna-lind" (another key; the older one still finds it)',
        '+ new people/ada: "Ada" (1 independent source)',
        '- gone people/omar: "Omar"',
    ]


def test_sources_are_known_by_their_content_whatever_their_number():
    found = compare(briefing(ANNA, sources="bc"), briefing(ANNA, sources="abd", version="2"))
    assert [line(change) for change in found.inputs] == [
        '+ read source a.txt: "Title a"',
        '+ read source d.txt: "Title d"',
        '- left out source c.txt: "Title c"',
        '~ changed briefing/version: "1" → "2"',
    ]


def test_a_source_that_agrees_corroborates(brief):
    assert brief("generate", "in/wire.txt", "-o", "old.json", "-q")[0] == 0
    assert brief("generate", "in", "-o", "new.json", "-q")[0] == 0
    code, out, _ = brief("diff", "old.json", "new.json")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("+ read source in/daily.txt")
    assert any(line.startswith('  ↑ corroborated detainees/erik-dahl/charge: "fraud"') for line in lines)
    assert brief("diff", "new.json", "new.json")[1] == "No difference\n"
    assert brief("diff", "old.json", "new.json", "--strict")[0] == 1


def test_the_difference_as_json_is_for_programs(brief):
    assert brief("generate", "in/wire.txt", "-o", "old.json", "-q")[0] == 0
    Path("v.yaml").write_text("records: {detainees/erik-dahl: {charge: bribery}}", encoding="utf-8")
    assert brief("generate", "in/wire.txt", "-r", "v.yaml", "-o", "new.json", "-q")[0] == 0
    told = json.loads(brief("diff", "old.json", "new.json", "--json")[1])
    assert {
        "kind": "edited",
        "address": "detainees/erik-dahl/charge",
        "was": "fraud",
        "now": "bribery",
    }.items() <= (told["changes"][0].items())
    assert brief("diff", "old.json", "nowhere.json")[0] == 2


def test_a_new_version_says_what_changed_since_the_last_and_counts_up():
    old = briefing(ANNA, version="4", as_of="2031-04-02")
    new = with_changes(briefing(person("anna", name=said("Anna"), role=said("consul", "s1"))), old)
    assert new.since is not None
    assert (new.header.version, new.since.version, new.since.as_of) == ("5", "4", "2031-04-02")
    assert [line(change) for change in new.since.changes] == [
        '~ changed people/anna/role: "envoy" → "consul" (1 independent source)'
    ]
    assert with_changes(briefing(ANNA), old, "final").header.version == "final"


def test_a_briefing_that_says_the_same_keeps_its_version():
    old = briefing(person("a-lind", name=said("Anna")), version="4")
    new = with_changes(briefing(person("anna", "a-lind", name=said("Anna"))), old)
    assert new.since is not None
    assert (new.header.version, new.since.changes) == ("4", ())


@pytest.mark.parametrize(
    ("version", "after"), [("1", "2"), ("1.9", "1.10"), ("v2 (draft)", "v3 (draft)"), ("A", "A 2")]
)
def test_the_last_number_of_a_version_counts_up(version, after):
    assert next_version(version) == after


def test_a_date_is_told_by_its_day_and_a_record_by_what_it_is_about():
    old = briefing(person("a", held=said("last week", "s1", normal="2031-03")))
    new = briefing(
        person("a", held=said("last week", "s1", normal="2031-04")),
        person("b", when=said("Monday", normal="2031-04-07"), name=said("Ada"), role=said("envoy")),
    )
    assert changes(old, new) == [
        '~ changed people/a/held: "2031-03" → "2031-04" (1 independent source)',
        '+ new people/b: "Ada · envoy" (1 independent source)',
    ]


@pytest.mark.parametrize("name", ["new.md", "new.html", "new.docx", "new.pdf"])
def test_every_format_has_a_section_of_what_changed(brief, name):
    assert brief("generate", "in/wire.txt", "-o", "old.json", "-q")[0] == 0
    assert brief("generate", "in", "-o", name, "-o", "new.json", "--since", "old.json", "-q")[0] == 0
    data = json.loads(Path("new.json").read_bytes())
    assert (data["header"]["version"], data["since"]["version"]) == ("2", "1")
    if name.endswith((".md", ".html")):
        page = Path(name).read_text(encoding="utf-8")
        assert "Changes since version 1" in page
        assert "Source added" in page
        assert "Now carried by more" in page
    assert brief("generate", "in", "-o", "again.md", "--since", "new.json", "-q")[0] == 0
    assert "Nothing has changed since version 2" in Path("again.md").read_text(encoding="utf-8")


def test_an_earlier_version_that_is_none_is_refused(brief):
    Path("old.json").write_text("[]", encoding="utf-8")
    assert brief("generate", "in", "-o", "new.md", "--since", "old.json")[0] == 4
