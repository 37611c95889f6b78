"""Parts and relationships of an annex → the host's, under names that tell them from its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final

from brief.attach.word_package import OWN, Package, Relation
from brief.attach.word_xml import RELATIONS, SECTION_ORDER, Element, element, name, put, walk

DATA: Final = "{urn:brief:data}data"
CUSTOM: Final = f"{RELATIONS}/customXml"
_STORE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_MARK: Final = "annex"  # attribute of our data that says they came with an annex


class Copies:
    """Parts on their way from the annex into the host; what is needed twice is copied once."""

    def __init__(self, host: Package, annex: Package) -> None:
        self._host = host
        self._annex = annex
        self._copied: dict[str, str] = {}

    def relink(self, roots: Iterable[Element], source: str, target: str) -> None:
        """Turn relationships of the annex's part that the trees name into ones of the host's part."""
        known = {relation.id: relation for relation in self._annex.relations(source)}
        made: dict[str, str] = {}
        for root in roots:
            for node in root.iter("*"):
                for key in [key for key in node.attrib if str(key).startswith(f"{{{RELATIONS}}}")]:
                    old = node.get(key) or ""
                    if old in known:
                        if old not in made:
                            made[old] = self._relate(known[old], target)
                        node.set(key, made[old])

    def copy(self, part: str) -> str:
        """Return the host's name of an annex's part, copied with all that it needs."""
        if part in self._copied:
            return self._copied[part]
        made = self._host.free_name(part)
        self._copied[part] = made
        text = part.endswith(".xml") and not part.startswith("customXml/")
        content = self._annex.tree(part) if text else self._annex.bytes_of(part)
        self._host.add(made, content, self._annex.kind_of(part))
        for relation in self._annex.relations(part):
            if relation.external or relation.target in self._annex:
                target = relation.target if relation.external else self.copy(relation.target)
                self._host.relate_as(made, Relation(relation.id, relation.kind, target, relation.external))
        return made

    def copy_data(self) -> None:
        """Copy the annex's custom XML: the briefing's JSON, and what content controls are bound to."""
        taken = _store_ids(self._host)
        for relation in list(self._annex.relations(self._annex.main)):
            if relation.kind != CUSTOM or relation.external or relation.target not in self._annex:
                continue
            made = self.copy(relation.target)
            self._host.relate(self._host.main, CUSTOM, made, wish=OWN)
            if self._host.tree(made).tag == DATA:
                self._host.tree(made).set(_MARK, "1")
            for inner in list(self._host.relations(made)):
                root = self._host.tree(inner.target)
                key = root.get(f"{_STORE}itemID") or ""
                if key.upper() in taken:
                    other = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{OWN}:{key.upper()}")).upper()
                    root.set(f"{_STORE}itemID", f"{{{other}}}")
                    self._rebind(key, f"{{{other}}}")

    def _rebind(self, old: str, new: str) -> None:
        for node in walk([self._annex.tree(self._annex.main)], "dataBinding"):
            if (node.get(name("storeItemID")) or "").upper() == old.upper():
                node.set(name("storeItemID"), new)

    def _relate(self, relation: Relation, part: str) -> str:
        external = relation.external or relation.target not in self._annex
        target = relation.target if external else self.copy(relation.target)
        return self._host.relate(part, relation.kind, target, external=external, wish=OWN)


def drop_relations(host: Package, part: str, removed: Iterable[Element], *, data: bool = False) -> None:
    """Drop the relationships that only removed elements of a part name, and with `data` those of ours beside."""
    used = _named([host.tree(part)])
    gone = _named(removed) - used
    if data:
        for relation in host.relations(part):
            ours = relation.id.startswith(OWN) and relation.id not in used
            marked = relation.kind == CUSTOM and _is_marked(host, relation)
            gone |= {relation.id} if ours or marked else set()
    host.unrelate(part, gone)


def explicit_pages(section: Element, pages: Iterable[Element]) -> None:
    """Name in a section the headers and footers that it would else take from the one before it."""
    present = {(node.tag, node.get(name("type"))) for node in walk([section], "headerReference", "footerReference")}
    missing = [node for node in pages if (node.tag, node.get(name("type"))) not in present]
    section[:0] = sorted(missing, key=lambda node: node.tag == name("footerReference"))
    marks = [node for node in section if node.tag in {name("headerReference"), name("footerReference")}]
    section[: len(marks)] = sorted(marks, key=lambda node: node.tag == name("footerReference"))


def restart_notes(section: Element) -> None:
    """Count the notes of a section from one, as those of the annex did."""
    for kind in ("footnotePr", "endnotePr"):
        look = section.find(name(kind))
        if look is None:
            look = put(section, element(kind), SECTION_ORDER)
        for old in [*look.findall(name("numStart")), *look.findall(name("numRestart"))]:
            look.remove(old)
        look.append(element("numRestart", val="eachSect"))


def _named(roots: Iterable[Element]) -> set[str]:
    start = f"{{{RELATIONS}}}"
    return {
        str(said)
        for root in roots
        for node in root.iter("*")
        for key, said in node.attrib.items()
        if str(key).startswith(start)
    }


def _is_marked(host: Package, relation: Relation) -> bool:
    if (
        relation.external
        or relation.target not in host
        or not host.bytes_of(relation.target).count(b"urn:brief:data")
    ):
        return False
    root = host.tree(relation.target)
    return root.tag == DATA and root.get(_MARK) == "1"


def _store_ids(host: Package) -> set[str]:
    """Return the ids of the host's custom XML, which must differ from each other."""
    found = set()
    for relation in host.relations(host.main):
        if relation.kind == CUSTOM and relation.target in host:
            for inner in host.relations(relation.target):
                if inner.target in host:
                    found.add((host.tree(inner.target).get(f"{_STORE}itemID") or "").upper())
    return found
