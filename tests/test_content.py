"""What sources say and are called never becomes a path, a link of another kind, markup or a field."""

import json
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree, html

from brief import cli

SCRIPT = "<script>alert(1)</script>"
LINK = '[here](javascript:alert(1)) ![x](file:///etc/passwd) =HYPERLINK("http://evil.example") {{7*7}} $(id)'
HOSTILE = {
    "<img src=x onerror=alert(1)>.txt": (
        f"Solheim in Amman {SCRIPT}\n\nAMMAN, 3 March 2031 - Prime Minister Ingrid Solheim said: "
        f'"We will not go {LINK} to war {SCRIPT}." Officials declined to say whether <b>gas</b> was discussed.\n'
    ),
    "=1+1.txt": (
        "=cmd|' /C calc'!A0\n\nOSLO, 3 March 2031 - Prime Minister Ingrid Solheim will meet King Faris in Amman.\n"
    ),
    "page.html": (
        "<title>javascript:alert(1)</title><meta property='og:site_name' content='javascript:alert(2)'>"
        "<link rel='canonical' href='file:///etc/passwd'><h1>Talks &lt;script&gt;alert(1)&lt;/script&gt;</h1>"
        "<p>Erik Dahl, a Norwegian engineer, was arrested in January on <a href='javascript:alert(3)'>fraud</a> "
        "charges, the ministry &lt;b&gt;said&lt;/b&gt; in Amman on Monday.</p>"
    ),
}
IN_ARCHIVE = ("../../outside.txt", "/outside/absolute.txt", "C:\\windows\\x.txt")
ALLOWED = ("http://", "https://", "mailto:", "#")
FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|PAGEREF|TOC|REF|HYPERLINK \\l|STYLEREF|SEQ)\b")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """Return a folder in which a briefing of such sources was made."""
    home = tmp_path_factory.mktemp("content")
    (home / "in").mkdir()
    for name, text in HOSTILE.items():
        (home / "in" / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(home / "in" / "a.zip", "w") as archive:
        for name in IN_ARCHIVE:
            archive.writestr(
                name, f"Ministers met in Amman on Monday, {name} says. They spoke of water and of gas."
            )
    outputs = [part for kind in ("docx", "pdf", "html", "md") for part in ("-o", f"{home}/out/x.{kind}")]
    assert cli.run(["generate", str(home / "in"), *outputs, "--no-cache", "-q"]) == 0
    return home


def test_no_name_becomes_a_path(written):
    made = sorted(path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file())
    inputs = [f"in/{name}" for name in [*HOSTILE, "a.zip"]]
    assert made == sorted([*inputs, *(f"out/x.{kind}" for kind in ("docx", "html", "json", "md", "pdf"))])
    assert not (written.parent / "outside.txt").exists()


def test_what_is_hostile_is_shown_as_it_stands(written):
    data = (written / "out" / "x.json").read_text(encoding="utf-8")
    assert len(json.loads(data)["sources"]) == 6
    assert "alert(1)" in data
    assert "outside.txt" in data


def test_the_page_holds_no_script_no_handler_and_no_foreign_link(written):
    page = html.parse(str(written / "out" / "x.html")).getroot()
    assert page.findall(".//script") == []
    assert [name for node in page.iter() for name in node.attrib if name.startswith("on")] == []
    assert [link for _, _, link, _ in page.iterlinks() if not link.startswith((*ALLOWED, "data:image/"))] == []


def test_the_markdown_holds_no_markup_of_a_source(written):
    text = (written / "out" / "x.md").read_text(encoding="utf-8")
    assert "alert" in text
    assert re.findall(r"(?<!\\)<(?:script|img|b)\b", text) == []
    targets = re.findall(r"(?<!\\)\]\(([^)\s]*)", text)
    assert [target for target in targets if not target.startswith(ALLOWED)] == []


def test_the_word_file_links_and_fields_are_ours(written):
    with zipfile.ZipFile(written / "out" / "x.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    relations = [node for name in parts if name.endswith(".rels") for node in etree.fromstring(parts[name])]
    outside = [node.get("Target") for node in relations if node.get("TargetMode") == "External"]
    assert [target for target in outside if not target.startswith(ALLOWED)] == []
    codes = [code for data in parts.values() for code in re.findall(rb"<w:instrText[^>]*>([^<]*)<", data)]
    assert [code for code in codes if not FIELDS.match(code.decode())] == []


def test_the_pdf_opens_nothing_but_links(written):
    with pikepdf.open(written / "out" / "x.pdf") as file:
        actions = [note.A for page in file.pages for note in page.get("/Annots", []) if "/A" in note]
        assert "/OpenAction" not in file.Root or "/S" not in file.Root.OpenAction
        assert "/JavaScript" not in file.Root.get("/Names", {})
        assert {str(action.S) for action in actions} <= {"/URI", "/GoTo"}
        uris = [str(action.URI) for action in actions if "/URI" in action]
    assert [uri for uri in uris if not uri.startswith(ALLOWED)] == []


def test_of_twenty_sources_with_a_bad_one_nineteen_are_reported_and_one_is_listed_with_its_reason(tmp_path, capsys):
    home = tmp_path / "in"
    home.mkdir()
    for number in range(19):
        (home / f"{number:02}.txt").write_text(
            f"OSLO, {number + 1} March 2031 - Prime Minister Ingrid Solheim met envoy number {number} in Oslo.\n",
            "utf-8",
        )
    (home / "bad.docx").write_bytes(b"PK\x03\x04 no zip")
    code = cli.run(
        ["generate", str(home), "-o", str(tmp_path / "x.json"), "-o", str(tmp_path / "x.md"), "--no-cache"]
    )
    said = [line for line in capsys.readouterr().err.splitlines() if "bad.docx" in line]
    data = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    (notice,) = (notice for notice in data["notices"] if "bad.docx" in notice["place"])
    assert (code, len(data["sources"]), len(said)) == (0, 19, 1)
    assert notice["message"] in said[0]
    assert notice["message"] in (tmp_path / "x.md").read_text(encoding="utf-8")
