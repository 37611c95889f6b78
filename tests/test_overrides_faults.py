"""What is wrong with a file of edits is told with file, line, column, caret and hint, never with a traceback."""

from pathlib import Path

import pytest
from conftest import DAILY, WIRE

from brief import cli

RECORD = "records:\n  detainees/erik-dahl:\n"
BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)
)
# what is in the file; where it is told to be wrong and what; how it is mended; what the carets stand under
FAULTS = {
    "duplicate key": (
        f"{RECORD}    charge: a\n    charge: b\n",
        '4:5: "charge" stands here twice',
        "keep one of it and line 3",
        "charge",
    ),
    "duplicate part": (
        "hide: []\nhide: []\n",
        '2:1: "hide" stands here twice',
        "keep one of it and line 1",
        "hide",
    ),
    "tab": (
        "records:\n\tdetainees/erik-dahl: {}\n",
        "2:1: a tab where only spaces may stand",
        "replace the tab with spaces",
        " ",
    ),
    "unquoted colon": (
        "texts:\n  purpose: To prepare: the talks\n",
        '2:22: a ": " inside an unquoted value',
        "put the whole value in quotes",
        ":",
    ),
    "NO for a choice": (
        f"{RECORD}    response: NO\n",
        '3:15: "response" cannot be "NO"',
        "known: denies, admits",
        "NO",
    ),
    "NO for yes or no": (
        "sources:\n  wire.txt: {exclude: NO}\n",
        '2:23: "exclude" is true or false',
        "write true, or leave the line out",
        "NO",
    ),
    "list for one value": (
        f"{RECORD}    charge: [a, b]\n",
        '3:13: "charge" has one value only',
        "write it without brackets",
        "[a, b]",
    ),
    "keys for one value": (
        f"{RECORD}    charge: {{sett: b}}\n",
        '3:14: unknown key "sett"',
        'did you mean "set"?',
        "sett",
    ),
    "words for a date": (
        f"{RECORD}    held_since: last May\n",
        '3:17: "last May" is no date',
        "write 2019, 2019-05 or 2019-05-14",
        "last May",
    ),
    "a day that no calendar has": (
        f"{RECORD}    held_since: 2031-02-30\n",
        '3:17: "2031-02-30" is no date',
        "write 2019",
        "2031-02-30",
    ),
    "list of records": (
        "records:\n  - detainees/erik-dahl\n",
        "2:3: keys with values are expected",
        'write "key: value"',
        "- detainees/erik-dahl",
    ),
    "only words": ("to be done\n", "1:1: keys with values are expected", 'write "key: value"', "to be done"),
    "unknown field": (
        f"{RECORD}    chrage: a\n",
        '3:5: unknown field "chrage"',
        'did you mean "charge"?',
        "chrage",
    ),
    "unknown part": ("recrods: {}\n", '1:1: unknown part "recrods"', 'did you mean "records"?', "recrods"),
    "unknown section": (
        "records:\n  detanees/erik-dahl: {}\n",
        '2:3: unknown section "detanees"',
        'did you mean "detainees"?',
        "detanees/erik-dahl",
    ),
    "unknown record": (
        "records:\n  detainees/e-dahl:\n    charge: a\n",
        "2:3: nothing is called detainees/e-dahl",
        "nearest: detainees/erik-dahl",
        "detainees/e-dahl",
    ),
    "unknown record under hide": (
        "hide: [detainees/e-dahl]\n",
        "1:8: nothing is called detainees/e-dahl",
        "nearest: detainees/erik-dahl",
        "detainees/e-dahl",
    ),
    "unknown record under marks": (
        "marks: {detainees/e-dahl: SECRET}\n",
        "1:9: nothing is called detainees/e-dahl",
        "nearest: detainees/erik-dahl",
        "detainees/e-dahl",
    ),
    "unknown field under marks": (
        "marks: {detainees/erik-dahl/chrage: SECRET}\n",
        '1:9: unknown field "chrage"',
        'did you mean "charge"?',
        "detainees/erik-dahl/chrage",
    ),
    "unknown source": (
        "sources:\n  wires.txt: {exclude: true}\n",
        "2:3: no source is called wires.txt",
        "nearest: wire.txt",
        "wires.txt",
    ),
    "wrong choice": (
        f"{RECORD}    response: denise\n",
        '3:15: "response" cannot be "denise"',
        'did you mean "denies"?',
        "denise",
    ),
    "no value": (
        f"{RECORD}    charge:\n",
        '3:5: no value for "charge"',
        "write one, or put its address under hide",
        "charge",
    ),
    "reason missing": (
        f"{RECORD}    charge: {{resolve: a}}\n",
        "3:23: a conflict is resolved with a reason",
        "add why: …",
        "a",
    ),
    "two things at once": (
        f"{RECORD}    charge: {{set: a, confirm: b}}\n",
        "3:13: an edit sets, adds, resolves or confirms a value",
        "write one of {set: …}",
        "{set: a, confirm: b}",
    ),
    "split of nothing": (
        "split:\n  - {from: detainees/erik-dahl, into: X}\n",
        "2:5: a split needs from, into, and sources or values",
        "write - {from:",
        "{from: detainees/erik-dahl, into: X}",
    ),
    "alias bomb": (BOMB, "6:14: aliases expand to more than 100,000 nodes", "write it out", "*a4"),
    "alias of itself": ("a: &a [*a]\n", "1:8: *a contains itself", "write the content out", "*a"),
    "alias of nothing": (
        "texts: {purpose: *me}\n",
        "1:18: nothing is anchored as &me",
        'quote a value that begins with "*"',
        "*me",
    ),
    "merge key": ("records:\n  <<: {a: b}\n", '2:3: "<<" merges are not read', "write the keys out", "<<"),
    "tag": (
        "texts: {purpose: !!python/object:os.system x}\n",
        "1:18: the tag tag:yaml.org,2002:python/object:os.system means nothing here",
        "delete it, or quote the value",
        "!!python/object:os.system x",
    ),
    "latin-1": (
        f"{RECORD}    charge: José\n".encode("latin-1"),
        "3:16: byte 0xE9 is no UTF-8 (is the file in Latin-1 or Windows-1252?)",
        "save it as UTF-8",
        "é",
    ),
    "control character": ("texts: {purpose: a\x07b}\n", "1:19: a control character (U+0007)", "delete it", "�"),
    "open quotation mark": (
        'texts:\n  purpose: "open\n',
        "2:12: a quotation mark is opened and never closed",
        "close it",
        '"',
    ),
    "open bracket": (
        "hide: [a, b\n",
        "1:7: a bracket is not closed, or a comma is missing",
        "close it with ] or }",
        "[",
    ),
    "reserved sign": (
        "texts: {purpose: @me}\n",
        "1:18: a character that cannot begin a value",
        "put the value in quotes",
        "@",
    ),
    "second document": ("hide: []\n---\nhide: []\n", "2:1: a second document begins", "one per file", "---"),
    "too deep": ("[" * 100, "1:61: nested deeper than 60 levels", "flatten it", "["),
}


@pytest.fixture(scope="module")
def brief(tmp_path_factory, cache_home):
    """Run a command in a folder that holds `in/` with two sources and b.json, their briefing."""
    home = tmp_path_factory.mktemp("faults")
    (home / "in").mkdir()
    (home / "in" / "wire.txt").write_text(WIRE, encoding="utf-8")
    (home / "in" / "daily.txt").write_text(DAILY, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("XDG_CACHE_HOME", str(cache_home))
        assert cli.run(["generate", "in", "-o", "b.json", "-q"]) == 0
        yield cli.run


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_place_caret_and_hint(brief, capsys, fault):
    content, says, mend, under = FAULTS[fault]
    Path("v.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert brief(["overrides", "check", "-b", "b.json", "-r", "v.yaml"]) == 4
    told = capsys.readouterr().err.splitlines()
    assert not any("Traceback" in line or "a bug in brief" in line for line in told)
    place = next((number for number, line in enumerate(told) if line.startswith(f"v.yaml:{says}")), None)
    assert place is not None, told
    assert mend in told[place]
    gutter, shown, carets = told[place + 1 : place + 4]
    assert (gutter.strip(), set(carets.partition("| ")[2].strip())) == ("|", {"^"})
    start, end = carets.index("^"), carets.rindex("^") + 1
    assert shown[start:end] == under


@pytest.mark.parametrize(
    "content", [b"", b"# nothing yet\n", b"\xef\xbb\xbfhide: []\n", b"records:\nhide:\n", b"hide: []\r\n"]
)
def test_a_file_that_says_nothing_is_no_fault(brief, capsys, content):
    Path("v.yaml").write_bytes(content)
    assert brief(["overrides", "check", "-b", "b.json", "-r", "v.yaml"]) == 0
    assert capsys.readouterr().err == "0 errors, 0 edits applied\n"


@pytest.mark.parametrize("content", ["hide: []\n".encode("utf-16"), b"\x00", b"%x\n", b"\x80" * 9])
def test_what_is_no_text_is_refused_with_its_place(brief, capsys, content):
    Path("v.yaml").write_bytes(content)
    assert brief(["overrides", "check", "-b", "b.json", "-r", "v.yaml"]) == 4
    assert capsys.readouterr().err.startswith("v.yaml:1:")


def test_fifty_faults_are_told_at_once_in_the_order_of_the_file(brief, capsys):
    text = "records:\n" + "".join(
        f"  detainees/nobody-{n}:\n    charge: a\n" if n % 2 else f"  detainees/erik-dahl-{n}:\n    chrage: a\n"
        for n in range(50)
    )
    Path("v.yaml").write_text(text, encoding="utf-8")
    assert brief(["overrides", "check", "-b", "b.json", "-r", "v.yaml"]) == 4
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith(("v.yaml:", "50 "))]
    assert told[-1] == "50 errors, 0 edits applied"
    assert [int(line.split(":")[1]) for line in told[:-1]] == [n * 2 + (2 if n % 2 else 3) for n in range(50)]


def test_faults_of_the_writing_in_several_lines_are_told_at_once(brief, capsys):
    text = 'records:\n\tdetainees/x: {}\n  detainees/y:\n    charge: a: b\n    response: @x\n  z: "open\n'
    Path("v.yaml").write_text(text, encoding="utf-8")
    assert brief(["overrides", "check", "-b", "b.json", "-r", "v.yaml"]) == 4
    told = [line.split(": ")[0] for line in capsys.readouterr().err.splitlines() if line.startswith("v.yaml:")]
    assert told == ["v.yaml:2:1", "v.yaml:4:14", "v.yaml:5:15", "v.yaml:6:6"]


@pytest.mark.parametrize(
    "command",
    [
        ["generate", "in", "-o", "x.md"],
        ["overrides", "diff", "-b", "b.json"],
        ["overrides", "prune", "-b", "b.json"],
    ],
)
def test_every_command_that_reads_edits_tells_their_faults(brief, capsys, command):
    Path("v.yaml").write_text(f"{RECORD}    chrage: a\n", encoding="utf-8")
    code = brief([*command, "-r", "v.yaml"])
    said = capsys.readouterr()
    assert (code, 'v.yaml:3:5: unknown field "chrage"; did you mean "charge"?' in said.err) == (4, True), said
    assert not Path("x.md").exists()
