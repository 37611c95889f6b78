"""The bytes of a Word file ↔ its parts, their types and relationships; equal bytes for equal parts."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from brief.attach.word_xml import RELATIONS, Element, parse, serialised
from brief.errors import UsageError

OWN: Final = "briefAnnex"  # begins the names of our parts and the ids of our relationships
CONTENT: Final = "[Content_Types].xml"
MOST_INFLATED: Final = 200 * 2**20  # bytes of all parts together
MOST_PARTS: Final = 5_000
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # begins old Word files, and new ones with a password
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_PACKED: Final = (".png", ".jpg", ".jpeg", ".gif", ".emz", ".zip", ".docx", ".xlsx", ".pptx")
_NO_RELATIONS: Final = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part; `target` is the name of a part, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A Word file in memory. Part names have no leading slash; `main` is the part of the text."""

    def __init__(self, data: bytes, place: str) -> None:
        self.place = place
        self._parts = dict(_inflated(data, place))
        self._trees: dict[str, Element] = {}
        if CONTENT not in self._parts:
            raise UsageError(f"{place}: it is no Word file; save it as .docx")
        self.main = next((r.target for r in self.relations("") if r.kind.endswith("/officeDocument")), "")
        if self.main not in self._parts:
            raise UsageError(f"{place}: it holds no text of a Word file; save it as .docx")
        if any(r.kind.startswith(_STRICT) for r in self.relations("")):
            raise UsageError(f'{place}: it is saved as "Strict Open XML"; save it as "Word Document (.docx)"')
        if any(r.kind.endswith("/digital-signature/origin") for r in self.relations("")):
            raise UsageError(f"{place}: it is signed, and a change would break that; remove the signature first")

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def bytes_of(self, part: str) -> bytes:
        """Return a part as it will be written."""
        return serialised(self._trees[part]) if part in self._trees else self._parts[part]

    def tree(self, part: str) -> Element:
        """Return the root of an XML part; what is changed in it is written."""
        if part not in self._trees:
            self._trees[part] = parse(self._parts[part], self.place)
        return self._trees[part]

    def add(self, part: str, content: bytes | Element, kind: str) -> None:
        """Add a part of a content type, under a name that is free."""
        if isinstance(content, bytes):
            self._parts[part] = content
        else:
            self._parts[part] = b""
            self._trees[part] = content
        etree.SubElement(self.tree(CONTENT), f"{_TYPES}Override", PartName=f"/{part}", ContentType=kind)

    def kind_of(self, part: str) -> str:
        """Return the content type of a part."""
        ending = part.rpartition(".")[2].lower()
        types = self.tree(CONTENT)
        for entry in types.iter(f"{_TYPES}Override"):
            if (entry.get("PartName") or "").lstrip("/") == part:
                return entry.get("ContentType") or ""
        for entry in types.iter(f"{_TYPES}Default"):
            if (entry.get("Extension") or "").lower() == ending:
                return entry.get("ContentType") or ""
        return "application/octet-stream"

    def free_name(self, wish: str) -> str:
        """Return the wished part name, numbered when it is taken."""
        stem, ending = posixpath.splitext(wish)
        stem = stem.rstrip("0123456789") if wish in self._parts else stem
        name, place = wish, 0
        while name in self._parts:
            place += 1
            name = f"{stem}{place}{ending}"
        return name

    def relations(self, part: str) -> Iterator[Relation]:
        """Yield the relationships of a part, those of the package for ""."""
        home = posixpath.dirname(part)
        for entry in self._relation_entries(part):
            external = entry.get("TargetMode") == "External"
            target = entry.get("Target") or ""
            if not external:
                whole = target if target.startswith("/") else posixpath.join("/", home, target)
                target = posixpath.normpath(whole).lstrip("/")
            yield Relation(entry.get("Id") or "", entry.get("Type") or "", target, external)

    def relate(self, part: str, kind: str, target: str, *, external: bool = False, wish: str = "rId") -> str:
        """Add a relationship. Return its id, which begins as wished."""
        taken = {relation.id for relation in self.relations(part)}
        place = 1
        while f"{wish}{place}" in taken:
            place += 1
        self.relate_as(part, Relation(f"{wish}{place}", kind, target, external))
        return f"{wish}{place}"

    def relate_as(self, part: str, relation: Relation) -> None:
        """Add a relationship under its own id, which must be free."""
        if _relations_name(part) not in self._parts:
            self._parts[_relations_name(part)] = _NO_RELATIONS
        target = relation.target
        if not relation.external:
            target = posixpath.relpath(target, posixpath.dirname(part) or ".")
        entry = etree.SubElement(self.tree(_relations_name(part)), f"{{{_RELATIONSHIPS}}}Relationship")
        entry.set("Id", relation.id)
        entry.set("Type", relation.kind)
        entry.set("Target", target)
        if relation.external:
            entry.set("TargetMode", "External")

    def related(self, part: str, kind: str) -> str:
        """Return the name of the first part that stands in a relation of this kind, or ""."""
        wanted = f"{RELATIONS}/{kind}"
        found = (r.target for r in self.relations(part) if r.kind == wanted and r.target in self._parts)
        return next(found, "")

    def unrelate(self, part: str, ids: Iterable[str]) -> None:
        """Drop relationships of a part, and every part that nothing reaches any more."""
        gone = set(ids)
        before = self._reached()
        for entry in list(self._relation_entries(part)):
            if entry.get("Id") in gone:
                self.tree(_relations_name(part)).remove(entry)
        if _relations_name(part) in self._parts and not any(True for _ in self._relation_entries(part)):
            self._forget(_relations_name(part))
        for lost in sorted(before - self._reached()):
            self._forget(lost)
            self._forget(_relations_name(lost))

    def written(self, always: Iterable[str] = ()) -> bytes:
        """Return the file. The parts named `always` are written in one form whether they changed or not."""
        for part in (CONTENT, *always):
            for named in (part, _relations_name(part)):
                if named in self._parts:
                    self.tree(named)
        first = {part: place for place, part in enumerate((CONTENT, "_rels/.rels", self.main))}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for part in sorted(self._parts, key=lambda part: (first.get(part, len(first)), part)):
                entry = zipfile.ZipInfo(part, _DATE)
                packed = part.lower().endswith(_PACKED)
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                entry.create_system = 3
                entry.external_attr = 0o600 << 16
                file.writestr(entry, self.bytes_of(part))
        return out.getvalue()

    def _relation_entries(self, part: str) -> Iterator[Element]:
        named = _relations_name(part)
        if named in self._parts:
            yield from self.tree(named).iter(f"{{{_RELATIONSHIPS}}}Relationship")

    def _reached(self) -> set[str]:
        reached, waiting = {""}, [""]
        while waiting:
            for relation in self.relations(waiting.pop()):
                if not relation.external and relation.target in self._parts and relation.target not in reached:
                    reached.add(relation.target)
                    waiting.append(relation.target)
        return reached

    def _forget(self, part: str) -> None:
        self._parts.pop(part, None)
        self._trees.pop(part, None)
        types = self.tree(CONTENT)
        for entry in list(types.iter(f"{_TYPES}Override")):
            if (entry.get("PartName") or "").lstrip("/") == part:
                types.remove(entry)


def _relations_name(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _inflated(data: bytes, place: str) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of the zip. Raise UsageError for what is none, or too large when inflated."""
    if data.startswith(_OLE):
        raise UsageError(f"{place}: it has a password or is an old .doc; save it as .docx without one")
    room = MOST_INFLATED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = [entry for entry in file.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS:
                raise UsageError(f"{place}: more than {MOST_PARTS} parts; save it anew in Word")
            for entry in entries:
                with file.open(entry) as part:
                    content = part.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise UsageError(f"{place}: larger than {MOST_INFLATED >> 20} MB inflated; use a smaller file")
                yield entry.filename.lstrip("/"), content
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as err:
        raise UsageError(f"{place}: it is no Word file, or damaged; open it in Word and save it anew") from err
