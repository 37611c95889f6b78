"""Invented articles in seven formats, and in disguise; the same values out of each."""

import io
import unicodedata
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from html import escape
from pathlib import Path

import docx
import pytest
from hostile.parts import open_text, rich
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from brief.collect import collect
from brief.extract import extract
from brief.lexicon import Lexicon
from brief.model import Claim, SourceDocument
from brief.schema_file import load_schema

AGREEMENT = 0.98  # of the values that an article gives as plain text or in another format
FORMATS = ("txt", "html", "pdf", "docx", "odt", "rtf", "eml")
MAILED = "Mon, 03 Mar 2031 10:00:00 +0000"
VISIT = """\
Solheim to visit Jordan for talks on water and gas

AMMAN, 3 March 2031 - Norwegian Prime Minister Ingrid Solheim will travel to Jordan on Tuesday and meet King \
Faris in Amman, her office said. She will be the first Norwegian head of government to come to the country \
since 2019, and a delegation of twelve companies travels with her.

On the agenda are water shortages and gas supplies, and the Treaty on Open Skies, from which two neighbours of \
Jordan have withdrawn. “We have agreed to resume the talks,” Foreign Minister José Ñuflo said on Monday.

Erik Dahl, a Norwegian engineer, was arrested in January on fraud charges, which he denies. His trial will \
begin on 14 April 2031 at a court in Amman, and officials of both sides declined to say whether he would be \
discussed.

Solheim will fly to Aqaba on 5 March and hold a press conference at the chief office of the port."""
TALKS = """\
Ministers of Peru and Chile agree on nothing but to meet again

LIMA, 3 March 2031 - Chilean Foreign Minister Rosa Quispe arrived in Lima on Sunday and held talks with her \
Peruvian counterpart, Luis Ñahui, on fishing rights and the border railway, the ministry said on Monday.

“The railway must run by the summer,” Quispe told reporters after the talks. Ñahui said that Peru would not \
pay for the Chilean side of the line. The two will meet President Julia Salas on Tuesday.

Quispe also raised the case of Ana Rivas, a Chilean teacher who has been held in Arequipa since December on \
charges of espionage. Rivas denies the charges, her lawyer, Pablo Ortiz, said.

The Antarctic Treaty, which both countries have signed, was not discussed. Quispe leaves for Bogotá on \
Wednesday."""
NAMES = ("Solheim", "Ingrid", "Faris", "Erik", "Dahl", "Amman", "fraud", "arrested", "Jordan")


def as_txt(article: tuple[str, ...]) -> bytes:
    return "\n\n".join(article).encode()


def as_html(article: tuple[str, ...]) -> bytes:
    title, *told = map(escape, article)
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in told)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><nav><a href=/>Home</a>"
        f"</nav><article><h1>{title}</h1>{shown}</article><footer>All rights reserved.</footer></body></html>"
    ).encode()


def as_pdf(article: tuple[str, ...]) -> bytes:
    style, buffer = getSampleStyleSheet(), io.BytesIO()
    flow = [Paragraph(escape(text), style["BodyText" if i else "Title"]) for i, text in enumerate(article)]
    SimpleDocTemplate(buffer, invariant=True).build(flow)
    return buffer.getvalue()


def as_docx(article: tuple[str, ...]) -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    for i, text in enumerate(article):
        if i:
            document.add_paragraph(text)
        else:
            document.add_heading(text, 0)
    document.save(buffer)
    return buffer.getvalue()


def as_odt(article: tuple[str, ...]) -> bytes:
    title, *told = map(escape, article)
    shown = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in told)
    return open_text(f'<text:h text:outline-level="1">{title}</text:h>{shown}')


def as_rtf(article: tuple[str, ...]) -> bytes:
    coded = "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in "\\par\n".join(article))
    return rich(coded.replace("\\par\n", "\\par\\pard\n"))


def as_eml(article: tuple[str, ...]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Desk <desk@wire.example>", article[0], MAILED
    message.set_content("\n\n".join(article[1:]) + "\n", cte="quoted-printable")
    return message.as_bytes()


MAKERS: dict[str, Callable[[tuple[str, ...]], bytes]] = {form: globals()[f"as_{form}"] for form in FORMATS}


def inside(put: str, words: str) -> str:
    for name in NAMES:
        words = words.replace(name, f"{name[:2]}{put}{name[2:]}")
    return words


def each(change: Callable[[str], str], words: str) -> str:
    for name in NAMES:
        words = words.replace(name, change(name))
    return words


DISGUISES: dict[str, Callable[[str], str]] = {
    "soft-hyphens": partial(inside, "\u00ad"),
    "zero-width": partial(inside, "\u200b"),
    "hard-spaces": lambda words: words.replace(" ", "\u00a0"),
    "straight-quotes": lambda words: words.replace("“", '"').replace("”", '"').replace("'", "’"),
    "decomposed": partial(unicodedata.normalize, "NFD"),
    "ligatures": lambda words: words.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02"),
    "full-width": partial(each, lambda name: "".join(chr(ord(letter) + 0xFEE0) for letter in name)),
    "turned": partial(each, lambda name: f"\u202a{name}\u202c"),
    "look-alikes": partial(each, lambda name: name.replace("a", "а").replace("o", "о")),
    "separators": lambda words: words.replace("\n\n", "\u2029"),
}
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig")


@pytest.fixture(scope="module")
def found(
    tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon
) -> dict[str, tuple[SourceDocument, list[Claim]]]:
    """Return every source by its file's name, with its claims; all are read at once: loading takes longest."""
    folder = tmp_path_factory.mktemp("formats")
    for form, make in MAKERS.items():
        for name, article in (("visit", VISIT), ("talks", TALKS)):
            (folder / f"{name}.{form}").write_bytes(make(tuple(article.split("\n\n"))))
    for name, change in DISGUISES.items():
        (folder / f"{name}.txt").write_text(change(VISIT), encoding="utf-8")
    for encoding in ENCODINGS:
        (folder / f"in-{encoding}.txt").write_bytes(VISIT.encode(encoding))
    sources, _ = collect([folder], lexicon)
    by_source: dict[str, list[Claim]] = {source.id: [] for source in sources}
    for claim in extract(sources, load_schema("diplomatic-visit", lexicon), lexicon):
        by_source[claim.source].append(claim)
    return {Path(source.path).name: (source, by_source[source.id]) for source in sources}


def values(claims: list[Claim]) -> set[tuple[str, str, str, str]]:
    return {(claim.section, claim.field, claim.text, claim.normal) for claim in claims}


@pytest.mark.parametrize("form", FORMATS[1:])
@pytest.mark.parametrize("name", ["visit", "talks"])
def test_an_article_gives_the_same_values_in_every_format(name, form, found):
    plain, other = values(found[f"{name}.txt"][1]), values(found[f"{name}.{form}"][1])
    assert len(plain) > 20
    assert len(plain & other) / len(plain | other) >= AGREEMENT, (plain - other, other - plain)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_day(form, found):
    assert {found[f"{name}.{form}"][0].published.value for name in ("visit", "talks")} == {"2031-03-03"}


@pytest.mark.parametrize("name", [*DISGUISES, *(f"in-{encoding}" for encoding in ENCODINGS)])
def test_a_disguise_or_an_encoding_costs_no_value(name, found):
    assert values(found[f"{name}.txt"][1]) == values(found["visit.txt"][1])


def test_every_quotation_of_a_disguised_text_is_its_own(found):
    for source, claims in found.values():
        quotes = [claim.evidence for claim in claims if claim.evidence]
        assert quotes
        assert all(source.holds(quote) for quote in quotes)
    assert any("\u00ad" in claim.evidence.text for claim in found["soft-hyphens.txt"][1] if claim.evidence)
