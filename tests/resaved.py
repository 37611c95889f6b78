"""A Word file's body in, the same as programs leave it when a person opens and saves it out.

Both changes are what the programs were seen to do: Word splits runs and marks them with its sessions and its
spelling; LibreOffice up to version 7.4 nests each content control in another and forgets its tag.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

AUTHOR = 'w:author="A. B." w:date="2031-04-03T10:00:00Z"'
_CONTROL = r'<w:sdt><w:sdtPr><w:tag w:val="{address}"/>.*?</w:sdt>'
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_RUN = re.compile(r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?(<w:t(?: [^>]*)?>)([^<]*)</w:t></w:r>")

_REMARKS = (
    '<Relationship Id="rRemarks" Target="comments.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/comments"/></Relationships>'
)

Change = Callable[[str], str]


def changed(path: Path, change: Change, more: dict[str, str] | None = None) -> None:
    """Save a Word file with another body, and with other parts where `more` names some."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    parts |= {name: text.encode() for name, text in (more or {}).items()}
    relations = parts["word/_rels/document.xml.rels"].decode()
    if "word/comments.xml" in parts and "comments.xml" not in relations:
        parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", _REMARKS).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def within(address: str, change: Callable[[re.Match[str]], str], body: str) -> str:
    """Return the body with a change to each control of an address."""
    made, number = re.subn(_CONTROL.format(address=re.escape(address)), change, body, flags=re.DOTALL)
    assert number, address
    return made


def typed(address: str, text: str) -> Change:
    """Return the change of who types over a value."""

    def over(control: re.Match[str]) -> str:
        return _TEXT.sub(lambda found: found[1] + text + found[3], control[0], count=1)

    return lambda body: within(address, over, body)


def tracked(address: str, text: str) -> Change:
    """Return the change of who types over a value while Word tracks changes."""

    def over(control: re.Match[str]) -> str:
        def replaced(run: re.Match[str]) -> str:
            gone = f'<w:r w:rsidDel="00AB12CD">{run[1] or ""}<w:delText>{run[3]}</w:delText></w:r>'
            come = f'<w:r w:rsidR="00AB12CD">{run[1] or ""}<w:t>{text}</w:t></w:r>'
            return f'<w:del w:id="901" {AUTHOR}>{gone}</w:del><w:ins w:id="902" {AUTHOR}>{come}</w:ins>'

        return _RUN.sub(replaced, control[0], count=1)

    return lambda body: within(address, over, body)


def commented(address: str, number: int) -> Change:
    """Return the change of who remarks on a value; the remark itself stands in another part."""

    def around(control: re.Match[str]) -> str:
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>{control[0]}<w:commentRangeEnd w:id="{number}"/>{reference}'

    return lambda body: within(address, around, body)


def as_word_saves(body: str) -> str:
    """Return the body with runs in pieces, marks of sessions and of spelling, and bookmarks of its own."""

    def split(run: re.Match[str]) -> str:
        look, text = run[1] or "", run[3]
        cut = len(text) // 2
        pieces = [piece for piece in (text[:cut], text[cut:]) if piece]
        runs = [
            f'<w:r w:rsidRPr="00C0FFEE">{look}<w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces
        ]
        return '<w:proofErr w:type="spellStart"/>'.join(runs) + '<w:proofErr w:type="spellEnd"/>'

    body = _RUN.sub(split, body)
    body = re.sub(r"<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">', body)
    body = re.sub(
        r'(<w:sdtPr>)(<w:tag w:val="[^"]*"/>)(<w:id w:val=")(\d+)("/>)',
        r'\1\g<3>-10000\4\5\2<w:placeholder><w:docPart w:val="DefaultPlaceholder"/></w:placeholder>',
        body,
    )
    return body.replace(
        "<w:sdtContent>", '<w:sdtContent><w:bookmarkStart w:id="990" w:name="_GoBack"/><w:bookmarkEnd w:id="990"/>'
    )


def as_libreoffice_saves(body: str) -> str:
    """Return the body with each control nested in another, without tags, and an empty run in each."""
    body = re.sub(
        r'<w:sdtPr><w:tag w:val="[^"]*"/><w:id w:val="(\d+)"/></w:sdtPr><w:sdtContent>(.*?)</w:sdtContent>',
        r'<w:sdtPr><w:id w:val="18699\1"/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr></w:sdtPr><w:sdtContent>'
        r"<w:r><w:rPr></w:rPr></w:r>\2</w:sdtContent></w:sdt></w:sdtContent>",
        body,
        flags=re.DOTALL,
    )
    assert "<w:tag " not in body
    return body


def comments(*remarks: tuple[int, str, str]) -> str:
    """Return the part that holds remarks, each a number, a text and an author."""
    said = "".join(
        f'<w:comment w:id="{number}" w:author="{by}" w:date="2031-04-03T10:00:00Z">'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        for number, text, by in remarks
    )
    return f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{said}</w:comments>'
