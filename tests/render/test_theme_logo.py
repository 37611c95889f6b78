"""A theme's logo: on the first page of every format with its words, and what is wrong with its file."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from lxml import html
from PIL import Image

from brief.errors import ContentError
from brief.render.pdf import write_pdf
from brief.render.theme import Theme
from brief.render.theme_file import load_theme
from brief.render.webpage import write_html
from brief.render.word import write_docx
from tests.render.pdf_reading import read_tags
from tests.render.sample import sample
from tests.render.test_pdf import failures
from tests.render.test_word import findings

ALT = "Arms of the Harbour Board"


def theme(folder: Path, image: Image.Image, name: str = "arms.png", more: str = "") -> Theme:
    """Return a theme whose logo is the image, saved beside it."""
    image.save(folder / name)
    file = folder / "ours.yaml"
    file.write_text(f"logo: {name}\nlogo_alt: {ALT}\n{more}", encoding="utf-8")
    return load_theme(str(file))


def faults(folder: Path, text: str) -> str:
    file = folder / "ours.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_theme(str(file))
    return str(caught.value)


@pytest.mark.parametrize(
    ("mode", "name"),
    [("RGB", "a.png"), ("RGBA", "a.png"), ("P", "a.png"), ("L", "a.jpg"), ("CMYK", "a.jpeg"), ("RGB", "a.jpg")],
)
def test_files_with_a_logo_of_any_kind_are_valid(mode: str, name: str, tmp_path: Path) -> None:
    made = theme(tmp_path, Image.new(mode, (300, 100)), name)
    assert failures(write_pdf(sample(), theme=made), tmp_path) == []
    assert findings(write_docx(sample(), theme=made), tmp_path) == []


def test_the_logo_is_the_first_thing_read_and_says_what_it_shows(tmp_path: Path) -> None:
    made = theme(tmp_path, Image.new("RGB", (300, 100), "navy"))
    written = write_pdf(sample(), theme=made)
    assert [element.name for element in read_tags(written).kids[:2]] == ["Figure", "H1"]
    with pikepdf.open(io.BytesIO(written)) as file:
        first = file.Root.StructTreeRoot.K[0].K[0]
        assert str(first.Alt) == ALT
    word = docx.Document(io.BytesIO(write_docx(sample(), theme=made)))
    assert word.inline_shapes[0]._inline.docPr.get("descr") == ALT
    assert word.paragraphs[0].style.name == "Logo"
    picture = next(html.document_fromstring(write_html(sample(), made)).iter("img"))
    assert picture.get("alt") == ALT
    assert picture.get("src").startswith("data:image/png;base64,")


def test_the_logo_stands_as_high_as_asked_and_no_wider_than_half_the_text(tmp_path: Path) -> None:
    tall = theme(tmp_path, Image.new("RGB", (100, 100)), more="logo_height: 1 in\n")
    assert tall.logo is not None
    assert tall.logo.size(tall.text_width) == (72, 72)
    wide = theme(tmp_path, Image.new("RGB", (2000, 100)))
    assert wide.logo is not None
    assert wide.logo.size(400) == (200, 10)


def test_the_pdf_shows_the_colours_of_the_logo_on_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste((200, 30, 40, 255), (0, 0, 100, 100))
    made = theme(tmp_path, image)
    page = pypdfium2.PdfDocument(write_pdf(sample(), theme=made))[0].render(scale=1).to_pil()
    x, y = round(made.margin), round(made.head_and_foot)
    assert page.getpixel((x + 10, y + 20)) == pytest.approx((200, 30, 40), abs=3)
    assert page.getpixel((x + 70, y + 20)) == (255, 255, 255)


def test_what_a_camera_notes_in_a_picture_does_not_travel_with_it(tmp_path: Path) -> None:
    image = Image.new("RGB", (60, 60))
    exif = image.getexif()
    exif[0x010E] = "taken at home"
    image.save(tmp_path / "a.jpg", exif=exif)
    (tmp_path / "ours.yaml").write_text(f"logo: a.jpg\nlogo_alt: {ALT}\n", encoding="utf-8")
    made = load_theme(str(tmp_path / "ours.yaml"))
    with zipfile.ZipFile(io.BytesIO(write_docx(sample(), theme=made))) as file:
        assert not [name for name in file.namelist() if b"taken at home" in file.read(name)]
    assert "taken at home" not in str(base64.b64decode(_data(write_html(sample(), made))))


def _data(page: bytes) -> str:
    return str(next(html.document_fromstring(page).iter("img")).get("src")).partition(",")[2]


def test_the_same_logo_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (theme(tmp_path, Image.new("RGB", (90, 90), "teal")) for _ in range(2))
    for write in (write_pdf, write_docx, write_html):
        assert write(sample(), theme=first) == write(sample(), theme=second)


def test_a_large_picture_is_kept_as_small_as_it_is_shown(tmp_path: Path) -> None:
    made = theme(tmp_path, Image.linear_gradient("L").resize((3000, 3000)))
    assert made.logo is not None
    assert made.logo.dots == (252, 252)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("logo: nowhere.png\nlogo_alt: x\n", 'ours.yaml:1:7: there is no file "nowhere.png" that can be read'),
        (
            "logo: notes.txt\nlogo_alt: x\n",
            'ours.yaml:1:7: "notes.txt" is no PNG or JPEG that can be read; save it',
        ),
        ("logo: a.gif\nlogo_alt: x\n", 'ours.yaml:1:7: "a.gif" is no PNG or JPEG that can be read; save it as'),
        ("logo: cut.png\nlogo_alt: x\n", 'ours.yaml:1:7: "cut.png" is no PNG or JPEG that can be read'),
        ("logo: broad.png\nlogo_alt: x\n", '"broad.png" is 5000 by 10 dots; save it with at most 4000 a side'),
        (
            "logo: huge.png\nlogo_alt: x\n",
            'ours.yaml:1:7: "huge.png" is empty or larger than 2 MB; save it smaller',
        ),
        ("logo: .\nlogo_alt: x\n", "ours.yaml:1:7: there is no file"),
        ("logo: a.png\n", "ours.yaml:1:7: a logo without words; say what it shows: logo_alt:"),
        ("logo_alt: Arms\n", "ours.yaml:1:11: logo_alt without a logo; add logo: its-file.png"),
        ("logo: a.png\nlogo_alt: x\nlogo_height: 3 m\n", 'ours.yaml:3:14: "3 m" is no length'),
        ("logo: a.png\nlogo_alt: x\nlogo_height: 9 pt\n", '"9 pt" is not from 12 to 120 pt'),
        ("logo: [a.png]\nlogo_alt: x\n", "ours.yaml:1:7: there is no file"),
    ],
)
def test_what_is_wrong_with_a_logo_is_said_at_its_place(text: str, told: str, tmp_path: Path) -> None:
    Image.new("RGB", (60, 60)).save(tmp_path / "a.png")
    Image.new("RGB", (60, 60)).save(tmp_path / "a.gif")
    Image.new("RGB", (5000, 10)).save(tmp_path / "broad.png")
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    (tmp_path / "cut.png").write_bytes((tmp_path / "a.png").read_bytes()[:60])
    (tmp_path / "huge.png").write_bytes(b"\x89PNG" + b"\0" * 2_000_000)
    assert told in faults(tmp_path, text)
