"""What a person changed in a Word file becomes edits: exactly that, with author and date."""

import io
import json
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import SCHEMA

from brief.collect.draft import UnreadableError
from brief.collect.edited_word import read_edited
from brief.edits_word import Now, Reading, Remark, read_date
from brief.model import Briefing, Record, Section, Value
from brief.render.data import with_outputs
from brief.safekeeping import changed_by_hand, kept

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
YEAR = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
MONTHS = (*YEAR, "November", "December")
FIELDS = {
    "name": (Value(text="Anna Lind"),),
    "role": (Value(text="envoy"),),
    "born": (Value(text="May 1970", normal="1970-05"),),
    "held": (Value(text="free", normal="free"),),
    "also": (Value(text="A. Lind"), Value(text="Annie")),
    "acts": (Value(text="came"),),
}
SHOWN = Briefing(
    schema_id="visit",
    schema_version="1",
    sections=(
        Section(
            id="people",
            title="People",
            records=(
                Record(key="anna", fields=FIELDS),
                Record(key="omar", fields={"name": (Value(text="Omar Sy"),)}),
            ),
        ),
    ),
)
READING = Reading(SHOWN, SCHEMA, MONTHS, by="J. Doe", when="2031-04-02")
BEFORE = {
    "people/anna/name": ["Anna Lind", "Anna Lind"],
    "people/anna/role": ["Envoy"],
    "people/anna/born": ["May 1970"],
    "people/anna/held": ["at large"],
    "people/anna/also": ["A. Lind", "Annie"],
    "people/omar/name": ["Omar Sy"],
}


def control(address: str, content: str) -> str:
    inner = content if content.startswith("<") else f"<w:r><w:t>{escape(content)}</w:t></w:r>"
    return f'<w:sdt><w:sdtPr><w:tag w:val="{address}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def ins(text: str, by: str = "A. B.") -> str:
    return f'<w:ins w:id="1" w:author="{by}" w:date="2031-04-03T10:00:00Z"><w:r><w:t>{text}</w:t></w:r></w:ins>'


def gone(text: str, by: str = "A. B.") -> str:
    run = f"<w:r><w:delText>{text}</w:delText></w:r>"
    return f'<w:del w:id="2" w:author="{by}" w:date="2031-04-03T10:00:00Z">{run}</w:del>'


def word(*paragraphs: str, comments: str = "", data: bytes = b"") -> bytes:
    """Return the bytes of a small DOCX with these paragraphs."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    body = "".join(p if p.startswith("<w:tbl") else f"<w:p>{p}</w:p>" for p in paragraphs)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rel}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1"'
        f' Type="{rel}/comments" Target="comments.xml"/></Relationships>',
        "word/comments.xml": f"<w:comments {W}>{comments}</w:comments>",
        "docProps/core.xml": '<c xmlns:d="x"><d:lastModifiedBy>J. Doe</d:lastModifiedBy>'
        "<d:modified>2031-04-02T08:00:00Z</d:modified></c>",
    }
    if data:
        parts["customXml/item1.xml"] = f'<b:data xmlns:b="urn:brief:data">{escape(data.decode())}</b:data>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(*paragraphs: str, comments: str = "") -> list[tuple[str, str]]:
    return [(c.address, c.text) for c in read_edited(word(*paragraphs, comments=comments)).controls]


def test_tracked_changes_are_read_as_accepted_with_their_author():
    made = read_edited(word(control("p/anna/role", f"<w:r><w:t>an </w:t></w:r>{gone('envoy')}{ins('attaché')}")))
    (one,) = made.controls
    assert (one.text, one.by, one.when) == ("an attaché", "A. B.", "2031-04-03")


def test_a_control_that_is_taken_out_is_gone():
    row = (
        f'<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="A. B." w:date="2031-04-03"/></w:trPr><w:tc><w:p>'
        f"{control('p/anna/name', gone('Anna'))}</w:p></w:tc></w:tr></w:tbl>"
    )
    for content in (row, gone("").replace("<w:r><w:delText></w:delText></w:r>", control("p/anna/name", "Anna"))):
        (one,) = read_edited(word(content)).controls
        assert (one.gone, one.by, one.when) == (True, "A. B.", "2031-04-03")


def test_fields_and_placeholders_are_no_text():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    field += "<w:r><w:t>7</w:t></w:r>"
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    shown = control("p/a/x", "Click here").replace("</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>")
    made = read_edited(word(f"<w:r><w:t>On page </w:t></w:r>{field}", shown, control("other", "x")))
    assert [(c.address, c.text) for c in made.controls] == [("p/a/x", "")]
    assert made.rest == ("On page", "□", "x")


def test_a_comment_is_told_with_the_value_on_which_it_stands():
    said = "".join(
        f'<w:comment w:id="{n}" w:author="A. B." w:date="2031-04-03">'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        for n, text in enumerate(("sure?", "whole row", "elsewhere"))
    )
    inside = '<w:commentRangeStart w:id="0"/><w:r><w:t>envoy</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    made = read_edited(
        word(
            control("p/anna/role", inside),
            f'<w:commentRangeStart w:id="1"/>{control("p/omar/name", "Omar")}<w:commentRangeEnd w:id="1"/>',
            '<w:commentRangeStart w:id="2"/><w:r><w:t>text</w:t></w:r><w:commentRangeEnd w:id="2"/>'
            + control("p/omar/role", "x"),
            comments=said,
        )
    )
    assert [(c.address, c.text, c.by, c.when) for c in made.comments] == [
        ("p/anna/role", "sure?", "A. B.", "2031-04-03"),
        ("p/omar/name", "whole row", "A. B.", "2031-04-03"),
        ("", "elsewhere", "A. B.", "2031-04-03"),
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(UnreadableError):
        read_edited(data)


def now(**changed: str | None) -> list[Now]:
    """Return the page of BEFORE with some values changed, None for one that is gone."""
    made: list[Now] = []
    for address, texts in BEFORE.items():
        record, _, name = address.removeprefix("people/").partition("/")
        for n, text in enumerate(texts):
            key = next((k for k in (f"{record}_{name}_{n}", f"{record}_{name}", record) if k in changed), "")
            new = changed[key] if key else text
            if new is not None:
                made.append(Now(address, new))
    return made


def edits(*remarks: Remark, **changed: str | None) -> tuple[list[tuple[object, ...]], list[str], list[str]]:
    made = READING.imported(BEFORE, now(**changed), remarks)
    wishes = [(wish.address, wish.doing, *wish.values) for wish in made.wishes]
    return wishes, [wish.address for wish in made.hidden], list(made.left)


def test_an_untouched_page_gives_no_edits():
    assert edits() == ([], [], [])


@pytest.mark.parametrize(
    ("changed", "wish"),
    [
        ({"anna_role": "Attaché"}, ("people/anna/role", "set", "Attaché")),
        ({"anna_name_1": "Anne Lind"}, ("people/anna/name", "set", "Anne Lind")),
        ({"anna_name": "Anne Lind"}, ("people/anna/name", "set", "Anne Lind")),
        ({"anna_born": "14 May 1971"}, ("people/anna/born", "set", "1971-05-14")),
        ({"anna_held": "in custody"}, ("people/anna/held", "set", "in_custody")),
        ({"anna_also_1": "Ann"}, ("people/anna/also", "set", "A. Lind", "Ann")),
        ({"anna_also_0": ""}, ("people/anna/also", "set", "Annie")),
    ],
)
def test_a_value_typed_over_is_exactly_one_edit(changed, wish):
    assert edits(**changed) == ([wish], [], [])


def test_what_is_deleted_is_hidden_and_a_whole_record_at_once():
    assert edits(anna_role="") == ([], ["people/anna/role"], [])
    assert edits(anna_born=None) == ([], ["people/anna/born"], [])
    assert edits(omar=None) == ([], ["people/omar"], [])
    assert edits(anna_name_1=None) == ([], [], [])  # it stands at another place still


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"anna_born": "soon"}, 'people/anna/born: "soon" is no date'),
        ({"anna_held": "gone"}, 'people/anna/held: "gone" is none of in_custody, free'),
        (
            {"anna_name_0": "A", "anna_name_1": "B"},
            'people/anna/name: was changed to "A" and "B" at different places',
        ),
    ],
)
def test_what_cannot_be_taken_over_is_told(changed, says):
    wishes, hidden, left = edits(**changed)
    assert (wishes, hidden) == ([], [])
    assert left[0].startswith(says)


def test_comments_become_notes_and_those_on_no_value_are_told():
    wishes, _, left = edits(Remark("people/anna/role", "sure?", "A. B."), Remark("", "nice", "A. B."))
    assert wishes == [("people/anna/role", "note", "sure?")]
    assert left == ['a comment stands on no value: "nice" (A. B.)']


def test_who_tracked_a_change_is_its_author_else_who_saved_the_file():
    tracked = [Now(n.address, "Consul", "A. B.", "2031-04-03") if "role" in n.address else n for n in now()]
    (wish,) = READING.imported(BEFORE, tracked, ()).wishes
    assert (wish.by, wish.when) == ("A. B.", "2031-04-03")
    (wish,) = READING.imported(BEFORE, now(anna_role="Consul"), ()).wishes
    assert (wish.by, wish.when) == ("J. Doe", "2031-04-02")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("14 May 2019", "2019-05-14"),
        ("Tue 14 May 2019", "2019-05-14"),
        ("May 14, 2019", "2019-05-14"),
        ("Sept 2019", "2019-09"),
        ("2019", "2019"),
        ("2019-05-14", "2019-05-14"),
        ("31 April 2019", ""),
        ("Early May 2019", ""),
        ("14/05/2019", ""),
    ],
)
def test_a_date_is_read_as_a_page_writes_it(text, iso):
    assert read_date(text, MONTHS, ("Monday", "Tuesday")) == iso


# A lone dash is no value: a page sets it where nothing is known.
TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20).filter(
    lambda text: " ".join(text.split()).rstrip("†‡ ") not in ("", "–", "—", "-")
)


@given(st.dictionaries(st.sampled_from(["anna_role", "anna_name", "omar_name"]), TEXTS))
def test_exactly_the_changed_values_become_edits(changed):
    wishes, hidden, left = edits(**changed)
    expected = {}
    for key, text in changed.items():
        address = "people/" + key.replace("_", "/")
        plain = " ".join(text.split()).rstrip("†‡").rstrip()
        if plain != BEFORE[address][0]:
            expected[address] = plain
    assert {wish[0]: wish[2] for wish in wishes} == expected
    assert (hidden, left) == ([], [])


# From the file to the file of edits, and what generate does with a file that was changed.


@pytest.fixture
def page(brief):
    """Return a maker of x.docx with the detainee's charge and response in controls, as written beside x.json."""
    assert brief("generate", "in", "-o", "x.json", "-q")[0] == 0
    data = Path("x.json").read_bytes()

    def write(charge: str, response: str, comments: str = "", *, beside: bool = False) -> None:
        lines = (control("detainees/erik-dahl/charge", charge), control("detainees/erik-dahl/response", response))
        made = word("<w:r><w:t>Held:</w:t></w:r>", *lines, comments=comments, data=data)
        Path("x.docx").write_bytes(made)
        if beside:
            Path("x.json").write_bytes(with_outputs(data, {"x.docx": kept(made, read_edited(made)).as_json()}))

    write("fraud", "denies", beside=True)
    return write


@pytest.mark.usefixtures("page")
def test_an_untouched_file_gives_no_edits(brief):
    code, out, err = brief("overrides", "import", "x.docx", "-r", "v.yaml")
    assert (code, out, err) == (0, "", "0 edits taken from x.docx\n")
    assert not Path("v.yaml").exists()


def test_an_edited_file_gives_exactly_its_edits(brief, page):
    page(gone("fraud") + ins("grand bribery"), "admits")
    code, out, err = brief("overrides", "import", "x.docx", "-r", "v.yaml")
    assert (code, out.splitlines()) == (
        0,
        [
            "set detainees/erik-dahl/charge: grand bribery (A. B.)",
            "set detainees/erik-dahl/response: admits (J. Doe)",
        ],
    ), err
    assert Path("v.yaml").read_text(encoding="utf-8") == (
        "records:\n  detainees/erik-dahl:\n"
        "    charge: {set: grand bribery, was: fraud, by: A. B., when: 2031-04-03}\n"
        "    response: {set: admits, was: denies, by: J. Doe, when: 2031-04-02}\n"
    )
    assert brief("overrides", "check", "in", "-r", "v.yaml")[0] == 0


def test_what_was_typed_outside_the_values_is_told(brief, page):
    page("fraud", "denies")
    made = Path("x.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Held:", b"Set free:")
    with zipfile.ZipFile("x.docx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    code, _, err = brief("overrides", "import", "x.docx", "-r", "v.yaml")
    assert code == 1
    assert "the text beside the values was changed too; such changes are not taken over" in err


def test_generate_never_writes_over_what_a_person_changed(brief, page):
    page("theft", "denies")
    code, _, err = brief("generate", "in", "-o", "x.docx", "-r", "v.yaml")
    says = "x.docx: was changed by hand since it was written; take it over with: "
    assert (code, err) == (2, f"{says}brief overrides import x.docx -r v.yaml; or --force\n")
    assert brief("generate", "in", "-o", "x.docx", "-q", "--force")[0] == 0
    assert brief("generate", "in", "-o", "x.docx", "-q")[0] == 0


def test_a_file_only_opened_and_saved_is_not_changed(page):
    page("<w:r><w:t>fr</w:t></w:r><w:r><w:t>aud</w:t></w:r>", "denies")
    assert changed_by_hand([Path("x.docx"), Path("x.json"), Path("y.docx")]) == []
    page("<w:r><w:t>fr</w:t></w:r>", "denies")
    assert changed_by_hand([Path("x.docx")]) == [Path("x.docx")]


def test_what_is_kept_of_a_word_file_outlives_a_run_for_another_format(brief, page):
    assert brief("generate", "in", "-o", "x.json", "-q")[0] == 0
    assert list(json.loads(Path("x.json").read_bytes())["outputs"]) == ["x.docx"]
    page("theft", "denies")
    assert brief("generate", "in", "-o", "x.docx", "-q")[0] == 2


def test_a_page_that_generate_wrote_gives_no_edits_also_without_the_json_beside(brief):
    assert brief("generate", "in", "-o", "y.docx", "-q")[0] == 0
    assert brief("overrides", "import", "y.docx", "-r", "v.yaml")[::2] == (0, "0 edits taken from y.docx\n")
    Path("y.json").unlink()
    assert brief("overrides", "import", "y.docx", "-r", "v.yaml")[::2] == (0, "0 edits taken from y.docx\n")


def test_a_file_without_a_briefing_in_it_is_refused(brief):
    Path("x.docx").write_bytes(word("<w:r><w:t>Hello</w:t></w:r>"))
    code, _, err = brief("overrides", "import", "x.docx", "-r", "v.yaml")
    assert (code, err) == (4, "x.docx: holds no briefing; give a Word file that generate wrote\n")
    assert re.match("nothing.docx: cannot be read", brief("overrides", "import", "nothing.docx", "-r", "v.yaml")[2])
