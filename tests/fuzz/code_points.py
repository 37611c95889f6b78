"""Every so-many-th code point in, what a Word file and a PDF make of it out, where that is not what it should be.

`python -m fuzz.code_points 1` takes all 1,114,112; the tests take every 16th. A code point stands between two
letters in a paragraph of many. In the Word file it must come back as it is, or as U+FFFD where XML holds no such
character. In the PDF it must come back so too, be written out as `[U+738B]` and told, or be one that nobody sees.
"""

import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterator

from lxml import etree
from render.pdf_reading import read_tags

from brief.render.blocks import Document, Paragraph, Run
from brief.render.pdf import undrawn, write_pdf
from brief.render.safe import REPLACEMENT, xml_safe
from brief.render.word import write_docx

LAST = 0x110000
TOGETHER = 256  # code points of a paragraph
PART = 1 << 16  # code points of a file, so that a run over all of them needs little memory
_ITEM = re.compile(r"a(.*?)b(?: (?=a)|$)", re.DOTALL)
_WRITTEN_OUT = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AS = {f"{_W}br": "\n", f"{_W}tab": "\t"}


def page(letters: list[str]) -> Document:
    """Return a document in which every letter stands between an a and a b."""
    lines = (letters[i : i + TOGETHER] for i in range(0, len(letters), TOGETHER))
    texts = (" ".join(f"a{letter}b" for letter in line) for line in lines)
    return Document(title="T", marking="M", blocks=tuple(Paragraph(runs=(Run(text=text),)) for text in texts))


def of_word(document: Document) -> Iterator[str]:
    """Yield the texts of the paragraphs of a Word file, as they come back."""
    with zipfile.ZipFile(io.BytesIO(write_docx(document))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    for paragraph in body.iter(f"{_W}p"):
        parts = (_AS.get(node.tag, node.text or "") for node in paragraph.iter(f"{_W}t", *_AS))
        text = "".join(parts)
        if text.startswith("a"):
            yield text


def of_pdf(document: Document) -> Iterator[str]:
    """Yield the texts of the paragraphs of a PDF, as its tags give them."""
    yield from (element.text.strip(" ") for element in read_tags(write_pdf(document)).all("P"))


def right_in_word(letter: str, back: str) -> bool:
    """Return whether a letter may come back so from Word."""
    return back == ("\n" if letter == "\r" else xml_safe(letter))


def right_in_pdf(letter: str, back: str, told: set[str]) -> bool:
    """Return whether a letter may come back so from a PDF. A form of a letter may come back as the letter."""
    if xml_safe(letter) == REPLACEMENT:
        return back == REPLACEMENT
    if letter.isspace():
        return not back.strip()
    plain = _WRITTEN_OUT.sub(lambda code: chr(int(code[1], 16)), back)
    if (plain != back) != (letter in told):
        return False
    unseen = unicodedata.category(letter) == "Cf" and not back
    return unseen or unicodedata.normalize("NFKC", plain) == unicodedata.normalize("NFKC", letter)


def faults(first: int, step: int) -> list[str]:
    """Return what is not as it should be with the code points of one file."""
    letters = [chr(code) for code in range(first, min(first + PART * step, LAST), step)]
    document = page(letters)
    told = set(undrawn(document))
    found = [
        f"U+{ord(x):04X} is told as not drawn, and is not seen anyway" for x in told if xml_safe(x) == REPLACEMENT
    ]
    for name, texts, right in (
        ("Word", of_word(document), right_in_word),
        ("PDF", of_pdf(document), lambda letter, back: right_in_pdf(letter, back, told)),
    ):
        back = [item for text in texts for item in _ITEM.findall(text)]
        if len(back) != len(letters):
            found.append(f"{name}: {len(letters):,} from U+{first:04X} went in, {len(back):,} came back")
        pairs = zip(letters, back, strict=False)
        found += [f"{name}: U+{ord(x):04X} came back as {y!r}" for x, y in pairs if not right(x, y)]
    return found


def run(step: int) -> Iterator[str]:
    """Yield what is not as it should be, over all code points with so many left out."""
    for first in range(0, LAST, PART * step):
        yield from faults(first, step)


def main() -> int:
    """Take every code point, or every so-many-th."""
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    wrong = list(run(step))
    print(*wrong[:100], f"{len(range(0, LAST, step)):,} code points, {len(wrong):,} faults", sep="\n")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
