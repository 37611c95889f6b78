from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief import yamlfile
from brief.errors import ContentError


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        yamlfile.parse(text, "f.yaml").check()
    return caught.value.faults


def test_a_node_knows_its_line_and_column():
    root = yamlfile.parse("title: Visit\nrecords:\n  - name: Oduya\n", "f.yaml").root
    name = root.get("records").items[0].get("name")
    assert (name.text, name.line, name.column) == ("Oduya", 3, 11)


def test_scalars_stay_text():
    root = yamlfile.parse("[NO, 12:30, 012, 1.10, 2019-05-12, 'null', 0x1F]", "f.yaml").root
    assert root.content() == ["NO", "12:30", "012", "1.10", "2019-05-12", "null", "0x1F"]


def test_a_list_file_gives_numbers_only_where_nothing_is_lost(tmp_path: Path):
    path = tmp_path / "list.yaml"
    path.write_text("a: [no, 012, 1.10, 1.5, 7, true]\nb: true\nc:\nd: '7'\n", encoding="utf-8")
    assert yamlfile.load(path) == {"a": ["no", "012", "1.10", 1.5, 7, "true"], "b": True, "c": None, "d": "7"}


def test_every_doubled_key_is_told_at_once():
    first, second = faults_of("a: 1\nb: 2\na: 3\nb: 4\n")
    assert first.startswith('f.yaml:3:1: "a" stands here twice; keep one of it and line 1\n')
    assert second.startswith('f.yaml:4:1: "b" stands here twice')


def test_a_fault_shows_its_line_with_a_caret():
    (fault,) = faults_of("title: Visit: the second\n")
    assert fault.splitlines() == [
        'f.yaml:1:13: a ": " inside an unquoted value; put the whole value in quotes',
        "  |",
        "1 | title: Visit: the second",
        "  |             ^",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a:\n\tb: 2\n", "f.yaml:2:1: a tab where only spaces may stand"),
        ('a: "x\nb: 1\n', "f.yaml:1:4: a quotation mark is opened and never closed"),
        ("a: [1, 2\nb: 3\n", "f.yaml:1:4: a bracket is not closed"),
        ("a: *b\n", "f.yaml:1:4: nothing is anchored as &b"),
        ("a: &a [*a]\n", "f.yaml:1:8: *a contains itself"),
        ("a: !!python/object:os.system x\n", "f.yaml:1:4: the tag tag:yaml.org,2002:python/object"),
        ("<<: {a: 1}\n", 'f.yaml:1:1: "<<" merges are not read'),
        ("? [a]\n: b\n", "f.yaml:1:3: a key must be a word"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document begins"),
        ("a: x\x07\n", "f.yaml:1:5: a control character (U+0007)"),
        ("a: @x\n", "f.yaml:1:4: a character that cannot begin a value"),
        ("[" * 100, "f.yaml:1:61: nested deeper than 60 levels"),
    ],
)
def test_what_is_no_yaml_is_told_with_place_and_mend(text: str, says: str):
    (fault,) = faults_of(text)
    assert fault.startswith(says)
    assert "; " in fault.splitlines()[0]


def test_an_alias_bomb_is_refused():
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    bomb += "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
    (fault,) = faults_of(bomb)
    assert "f.yaml:6:14: aliases expand to more than 100,000 nodes" in fault


def test_a_large_file_without_aliases_is_read():
    text = "".join(f"- [a, b, c, d, e, {i}]\n" for i in range(20_000))
    assert len(yamlfile.parse(text, "f.yaml").root.items) == 20_000


def test_latin_1_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "f.yaml"
    path.write_bytes("a: 1\nname: José\n".encode("latin-1"))
    with pytest.raises(ContentError, match=r"f\.yaml:2:10: byte 0xE9 is no UTF-8.*; save it as UTF-8"):
        yamlfile.load(path)


def test_a_byte_order_mark_is_left_out_and_utf_16_refused(tmp_path: Path):
    path = tmp_path / "f.yaml"
    path.write_bytes("a: é\n".encode("utf-8-sig"))
    assert yamlfile.load(path) == {"a": "é"}
    path.write_bytes("a: é\n".encode("utf-16"))
    with pytest.raises(ContentError, match="in UTF-16; save it as UTF-8"):
        yamlfile.load(path)


def test_a_file_that_is_missing_or_too_large_is_told(tmp_path: Path):
    with pytest.raises(ContentError, match="cannot be read"):
        yamlfile.load(tmp_path / "none.yaml")
    (tmp_path / "big.yaml").write_text("a" * 2_000_001, encoding="utf-8")
    with pytest.raises(ContentError, match="larger than 2 MB"):
        yamlfile.load(tmp_path / "big.yaml")


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!#|>'\"%@`, \n\t?~<\\é\x00\u2028"), max_size=60))
def test_any_text_is_read_or_refused_with_a_message(text: str):
    faults: tuple[str, ...] = ()
    try:
        yamlfile.parse(text, "f.yaml").check()
    except ContentError as err:
        faults = err.faults
    assert all(fault.startswith("f.yaml:") for fault in faults)
