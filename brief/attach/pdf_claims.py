"""What a host's metadata claim of standards, and what the result may still claim."""

from __future__ import annotations

from typing import Final

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Name, Stream

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
ARCHIVE: Final = "http://www.aiim.org/pdfa/ns/id/"
ACCESS: Final = "http://www.aiim.org/pdfua/ns/id/"
NAMES: Final = {ARCHIVE: "PDF/A", ACCESS: "PDF/UA"}
_RANKS: Final = ("", "B", "U", "A")  # conformance levels of PDF/A, each holding the ones before


def keep_true(host: pikepdf.Pdf, annex: pikepdf.Pdf, *, tags: bool) -> list[str]:
    """Take out of the host's metadata what does not hold with the annex. Return the names of what went.

    `tags` says whether the annex came with its tags. The second and third part of PDF/A differ in attached
    files alone, and those of the annex stay out of a host of the second (`may_hold_files`).
    """
    root = _packet(host)
    if root is None:
        return []
    own, others = _claims(root), _claims(_packet(annex))
    lost: list[str] = []
    if ACCESS in own and not (tags and own[ACCESS]["part"] == others.get(ACCESS, {}).get("part")):
        lost.append(ACCESS)
    if ARCHIVE in own and not _holds(own[ARCHIVE], others.get(ARCHIVE, {}), tags=tags):
        lost.append(ARCHIVE)
    return _without(host, root, lost)


def keep_true_with_file(host: pikepdf.Pdf, file: pikepdf.Pdf) -> list[str]:
    """Take out of the host's metadata what does not hold with another PDF attached. Return the names of what went.

    The first part of PDF/A allows no attached files, the second those of itself or of the first, later ones any.
    """
    root = _packet(host)
    part = _claims(root).get(ARCHIVE, {}).get("part", "")
    its = _claims(_packet(file)).get(ARCHIVE, {}).get("part", "")
    fits = part not in {"1", "2"} or (part == "2" and its in {"1", "2"})
    return [] if root is None or fits else _without(host, root, [ARCHIVE])


def may_hold_files(host: pikepdf.Pdf) -> bool:
    """Return whether a file that is no PDF may be attached to the host without costing its claim."""
    return _claims(_packet(host)).get(ARCHIVE, {}).get("part", "") not in {"1", "2"}


def _without(host: pikepdf.Pdf, root: etree._Element, lost: list[str]) -> list[str]:
    if lost:
        _strip(root, lost)
        packet = etree.tostring(root.getroottree(), encoding="unicode").encode()
        made = Stream(host, packet)
        made.stream_dict = Dictionary(Type=Name.Metadata, Subtype=Name.XML)
        host.Root[Name.Metadata] = host.make_indirect(made)
    return [NAMES[claim] for claim in lost]


def _holds(own: dict[str, str], other: dict[str, str], *, tags: bool) -> bool:
    if own.get("part") != other.get("part") and {own.get("part"), other.get("part")} != {"2", "3"}:
        return False
    level, its = own.get("conformance", "").upper(), other.get("conformance", "").upper()
    if level not in _RANKS or its not in _RANKS:
        return level == its
    return _RANKS.index(its) >= _RANKS.index(level) and (tags or level != "A")


def _packet(file: pikepdf.Pdf) -> etree._Element | None:
    stream = file.Root.get(Name.Metadata)
    if not isinstance(stream, Stream):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(stream.read_bytes().strip(b" \t\r\n\0"), parser)
    except (etree.XMLSyntaxError, pikepdf.PdfError):
        return None


def _claims(root: etree._Element | None) -> dict[str, dict[str, str]]:
    """Return for each standard what is said of it: as elements, or as attributes of a description."""
    found: dict[str, dict[str, str]] = {}
    for node in () if root is None else root.iter(f"{_RDF}Description"):
        said = [(str(key), str(value)) for key, value in node.attrib.items()]
        said += [(str(kid.tag), kid.text or "") for kid in node if isinstance(kid.tag, str)]
        for key, value in said:
            space, _, name = key.removeprefix("{").rpartition("}")
            if space in NAMES:
                found.setdefault(space, {})[name] = value.strip()
    return {space: told for space, told in found.items() if "part" in told}


def _strip(root: etree._Element, spaces: list[str]) -> None:
    for node in list(root.iter(f"{_RDF}Description")):
        for space in spaces:
            for key in [key for key in node.attrib if str(key).startswith(f"{{{space}}}")]:
                del node.attrib[key]
            for kid in [kid for kid in node if str(kid.tag).startswith(f"{{{space}}}")]:
                node.remove(kid)
