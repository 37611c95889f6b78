"""A DOCX that we wrote and a person corrected in; the values as they stand there now, and the comments, out.

Values stand in content controls whose tag is their address: `section/record/field`, `texts/name`, `briefing/name`,
or a short form of a long one. Tracked changes are read as if accepted, with who made them and when. Some programs
keep the controls and lose their tags; then the order of the page tells which is which.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from brief.collect.limits import LIMITS, Limits
from brief.collect.readers.package import FAULTS, checked, xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_OURS: Final = "brief"  # who remarks on disputed values when the file is written
_DATA: Final = "{urn:brief:data}data"
_ADDRESS: Final = re.compile(r"[^/]+/[^/]+/[^/]+|(?:texts|briefing)/[^/]+|.+~[0-9a-f]{12}")
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom"})
_CAME: Final = frozenset({f"{_W}ins", f"{_W}moveTo"})
_NO_TEXT: Final = frozenset({f"{_W}sdtPr", f"{_W}rPr", f"{_W}pPr", f"{_W}trPr", f"{_W}instrText", f"{_MC}Fallback"})
_SPACES: Final = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}p", f"{_W}tc"})


@dataclass(frozen=True)
class Control:
    """A value as it stands in the document; `gone` when a tracked change takes the control itself out."""

    address: str
    text: str
    by: str = ""
    when: str = ""
    gone: bool = False


@dataclass(frozen=True)
class Comment:
    """A comment, at the value on which it begins; "" where it is on none."""

    address: str
    text: str
    by: str = ""
    when: str = ""


@dataclass(frozen=True)
class EditedWord:
    """What a DOCX says; `by` and `when` are of the last save.

    `data` is the briefing's JSON inside, `rest` the text beside the values, by paragraphs; `doubt` are addresses of
    which nobody knows what became of them.
    """

    controls: tuple[Control, ...]
    comments: tuple[Comment, ...] = ()
    rest: tuple[str, ...] = ()
    by: str = ""
    when: str = ""
    data: bytes | None = None
    doubt: tuple[str, ...] = ()

    def values(self) -> dict[str, list[str]]:
        """Return the texts at each address, in the order of the page."""
        made: dict[str, list[str]] = {}
        for control in self.controls:
            if not control.gone:
                made.setdefault(control.address, []).append(control.text)
        return made

    def named(self, page: Sequence[Control]) -> EditedWord:
        """Return the same with the addresses of a page whose controls stand in this order; see `nameless`.

        Where controls came or went, those with the same text around them tell which is which.
        """
        names: dict[str, str] = {}
        doubt: list[str] = []
        texts = [control.text for control in page], [control.text for control in self.controls]
        for what, first, last, start, end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
            if last - first == end - start:
                names |= {self.controls[start + n].address: page[first + n].address for n in range(last - first)}
            elif what == "replace":
                doubt += [control.address for control in page[first:last]]
        controls = tuple(replace(c, address=names[c.address]) for c in self.controls if c.address in names)
        comments = tuple(replace(one, address=names.get(one.address, "")) for one in self.comments)
        return replace(self, controls=controls, comments=comments, doubt=tuple(dict.fromkeys(doubt)))


def read_edited(data: bytes, limits: Limits = LIMITS, *, nameless: bool = False) -> EditedWord:
    """Return the values and comments of a DOCX. Raise UnreadableError for what is none, or dangerous to open.

    With `nameless`, every control within a line counts, whatever its tag, and its address is its number.
    """
    archive = checked(data, limits, kind="DOCX", first="[Content_Types].xml", program="Word")
    main = next(iter(_related(archive, "", "officeDocument")), "word/document.xml")
    root = _part(archive, main)
    if root is None:
        return EditedWord(())
    said = next(
        (part for name in _related(archive, main, "comments") if (part := _part(archive, name)) is not None), None
    )
    walk = _Walk(dict(_said(said)) if said is not None else {}, nameless=nameless)
    walk.through(root)
    by, when = _saved(archive)
    return EditedWord(
        controls=tuple(walk.controls),
        comments=tuple(walk.comments()),
        rest=tuple(line for line in (" ".join(text.split()) for text in walk.lines) if line),
        by=by,
        when=when,
        data=_data(archive),
    )


@dataclass
class _Open:
    """A control whose content is being read."""

    address: str
    pieces: list[str] = field(default_factory=list)
    by: str = ""
    when: str = ""


@dataclass
class _Walk:
    """One way through the body, in the order of the page."""

    said: Mapping[str, Comment]
    controls: list[Control] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    inside: list[_Open] = field(default_factory=list)
    commented: dict[str, str] = field(default_factory=dict)  # comment → the address on which it stands
    waiting: list[str] = field(default_factory=list)  # comments begun, no value met yet
    fields: int = 0  # fields begun whose end is still to come: page numbers and contents are no text of ours
    nameless: bool = False  # whether controls count whatever their tag

    def through(self, element: _Element) -> None:
        """Read an element with all that stands in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _NO_TEXT:
            return
        if tag in _GONE or _row_gone(element):
            self._deleted(element)
        elif tag == f"{_W}sdt" and (address := self._called(element)):
            self._control(element, address)
        else:
            self._note(element, tag)
            if tag in _CAME:
                self._changed(element)
            if tag != f"{_W}fldSimple":
                for child in element:
                    self.through(child)

    def comments(self) -> Iterator[Comment]:
        """Yield the comments with the values on which they stand, in their order."""
        for key, said in self.said.items():
            yield Comment(self.commented.get(key, ""), said.text, said.by, said.when)

    def _called(self, element: _Element) -> str:
        """Return the address of a control, "" for one that is none of ours."""
        if not self.nameless:
            return _address(element)
        within = element.getparent()
        return f"#{len(self.controls)}" if within is not None and within.tag == f"{_W}p" and not self.inside else ""

    def _control(self, element: _Element, address: str) -> None:
        for key in self.waiting:
            self.commented.setdefault(key, address)
        made = _Open(address)
        self.inside.append(made)
        if element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
            for child in element.iterchildren(f"{_W}sdtContent"):
                self.through(child)
        self.inside.pop()
        text = " ".join("".join(made.pieces).split())
        self.controls.append(Control(address, text, made.by, made.when))
        if self.inside:
            self.inside[-1].pieces.append(text)
        elif self.lines:
            self.lines[-1] += "□"  # its place counts, not its text

    def _deleted(self, element: _Element) -> None:
        """Pass over what a tracked change takes out, with the controls in it."""
        self._changed(element)
        author, day = _signed(element)
        for control in element.iter(f"{_W}sdt"):
            if address := self._called(control):
                self.controls.append(Control(address, "", author, day, gone=True))

    def _changed(self, element: _Element) -> None:
        author, day = _signed(element)
        for control in self.inside:
            control.by, control.when = author, day

    def _note(self, element: _Element, tag: str) -> None:
        """Take in what one element says by itself."""
        if tag == f"{_W}fldChar":
            self.fields += {"begin": 1, "end": -1}.get(element.get(f"{_W}fldCharType", ""), 0)
        elif tag == f"{_W}t" and not self.fields:
            self._text(element.text or "")
        elif tag in _SPACES:
            if tag == f"{_W}p" and not self.inside:
                self.lines.append("")
            self._text(" ")
        elif tag in {f"{_W}commentRangeStart", f"{_W}commentReference"}:
            key = element.get(f"{_W}id", "")
            if self.inside:
                self.commented.setdefault(key, self.inside[-1].address)
            elif tag == f"{_W}commentRangeStart":
                self.waiting.append(key)
        elif tag == f"{_W}commentRangeEnd":
            self.waiting = [key for key in self.waiting if key != element.get(f"{_W}id", "")]

    def _text(self, text: str) -> None:
        if self.inside:
            self.inside[-1].pieces.append(text)
        elif self.lines:
            self.lines[-1] += text


def _address(element: _Element) -> str:
    tag = element.find(f"{_W}sdtPr/{_W}tag")
    value = tag.get(f"{_W}val", "") if tag is not None else ""
    return value if _ADDRESS.fullmatch(value) else ""


def _row_gone(element: _Element) -> bool:
    return element.tag == f"{_W}tr" and element.find(f"{_W}trPr/{_W}del") is not None


def _signed(element: _Element) -> tuple[str, str]:
    """Return who made a tracked change, and on which day."""
    mark = element.find(f"{_W}trPr/{_W}del") if element.tag == f"{_W}tr" else element
    if mark is None:
        return "", ""
    return mark.get(f"{_W}author", ""), mark.get(f"{_W}date", "")[:10]


def _said(root: _Element) -> Iterator[tuple[str, Comment]]:
    for comment in root.iter(f"{_W}comment"):
        if comment.get(f"{_W}author") == _OURS:
            continue
        words = [" ".join("".join(t.text or "" for t in p.iter(f"{_W}t")).split()) for p in comment.iter(f"{_W}p")]
        text = " ".join(word for word in words if word)
        if text:
            author, day = _signed(comment)
            yield comment.get(f"{_W}id", ""), Comment("", text, author, day)


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    """Return the names of the parts of a kind to which a part is related."""
    folder, name = posixpath.split(part)
    root = _part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = root if root is not None else ()
    return [
        posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
        for relation in relations
        if relation.get("Type", "") in {_OFFICE + kind, _STRICT + kind} and relation.get("TargetMode") != "External"
    ]


def _part(archive: zipfile.ZipFile, name: str) -> _Element | None:
    """Return the root of an XML part, None when there is none or it cannot be read."""
    try:
        return xml(archive.read(name)) if name in archive.namelist() else None
    except FAULTS:
        return None


def _data(archive: zipfile.ZipFile) -> bytes | None:
    for name in sorted(archive.namelist()):
        if name.startswith("customXml/item") and name.endswith(".xml"):
            root = _part(archive, name)
            if root is not None and root.tag == _DATA:
                return (root.text or "").encode("utf-8", "backslashreplace")
    return None


def _saved(archive: zipfile.ZipFile) -> tuple[str, str]:
    """Return who saved the file last, and on which day."""
    root = _part(archive, "docProps/core.xml")
    if root is None:
        return "", ""
    said = {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in root}
    return said.get("lastModifiedBy", ""), said.get("modified", "")[:10]
