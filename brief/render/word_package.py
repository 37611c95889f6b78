"""The file around the text of a Word document: properties, the briefing's data, a zip equal each time."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import datetime

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from brief.render.blocks import Document
from brief.render.safe import full_date, xml_safe
from brief.render.theme import PLAIN
from brief.render.word_xml import WORD, name

DATA_NAMESPACE = "urn:brief:data"
_PROPERTY_LENGTH = 255
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
_STALE = ("stylesWithEffects", "/webSettings", "/fontTable", "/customXml")
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>brief</Application></Properties>"
)
_FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:fonts xmlns:w="{WORD}"><w:font w:name="{PLAIN.word_font}"><w:family w:val="swiss"/></w:font></w:fonts>'
)


def drop_stale(file: WordFile) -> None:
    """Replace what the library's template carries of other documents: a picture, data, a second set of styles."""
    for relations in (file.part.rels, file.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith((*_STALE, "/thumbnail", "/extended-properties")):
                del relations[key]
    fonts = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, _FONTS.encode(), file.part.package)
    file.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    settings = file.settings.element
    for tag in ("zoom", "savePreviewPicture", "rsids", "proofState", "doNotAutoCompressPictures", "shapeDefaults"):
        for old in settings.findall(name(tag)):
            settings.remove(old)
    for old in settings.xpath('.//*[local-name()="docId" or local-name()="useFELayout"]'):
        old.getparent().remove(old)
    for mode in settings.xpath('.//w:compatSetting[@w:name="compatibilityMode"]'):
        mode.set(name("val"), "15")


def set_properties(file: WordFile, document: Document, *, whole: bool = True) -> None:
    """Fill the core properties; every time in them is the document's date at midnight UTC.

    `whole` says that the file is ours and tells by what it was made; a template says that itself.
    """
    when = datetime.fromisoformat(full_date(document.created))  # without zone, which is written as UTC
    core = file.core_properties
    core.title = _property(document.title)
    core.subject = _property(document.subject)
    core.author = core.last_modified_by = _property(document.author)
    core.language = _property(document.language)
    core.keywords = core.comments = core.category = ""
    core.created = core.modified = when
    core.revision = 1
    if not whole:
        return
    application = Part(
        PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, _APPLICATION.encode(), file.part.package
    )
    file.part.package.relate_to(application, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def embed_data(file: WordFile, data: bytes) -> None:
    """Put the briefing's JSON into the file as a custom XML part, `data` of namespace `urn:brief:data`.

    Raise UnicodeDecodeError when the JSON is not UTF-8.
    """
    root = etree.Element(f"{{{DATA_NAMESPACE}}}data", nsmap={"brief": DATA_NAMESPACE})
    root.text = _json_for_xml(data.decode())
    name_of = file.part.package.next_partname  # a template may have data of its own
    item = Part(name_of("/customXml/item%d.xml"), CONTENT_TYPE.XML, _xml(root), file.part.package)
    file.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    properties = etree.Element(f"{{{_PROPERTIES}}}datastoreItem", nsmap={"ds": _PROPERTIES})
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, DATA_NAMESPACE)).upper()
    properties.set(f"{{{_PROPERTIES}}}itemID", f"{{{identity}}}")
    schemas = etree.SubElement(properties, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_PROPERTIES}}}schemaRef").set(f"{{{_PROPERTIES}}}uri", DATA_NAMESPACE)
    described = Part(
        name_of("/customXml/itemProps%d.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        _xml(properties),
        file.part.package,
    )
    item.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def packed(file: WordFile) -> bytes:
    """Return the file as a zip with its parts in a fixed order and without the time of day."""
    loose, tight = io.BytesIO(), io.BytesIO()
    file.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(tight, "w", zipfile.ZIP_DEFLATED) as out:
        order = {part: place for place, part in enumerate(_FIRST)}
        for part in sorted(parts.namelist(), key=lambda part: (order.get(part, len(order)), part)):
            entry = zipfile.ZipInfo(part, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            out.writestr(entry, parts.read(part))
    return tight.getvalue()


def _property(text: str) -> str:
    clean = " ".join(xml_safe(text).split())
    return clean if len(clean) <= _PROPERTY_LENGTH else clean[: _PROPERTY_LENGTH - 1] + "…"


def _json_for_xml(text: str) -> str:
    """Return the same JSON; what XML cannot hold stands inside strings, where its escape means the same."""
    return "".join(
        c if c == safe and c != "\r" else f"\\u{ord(c):04x}" for c, safe in zip(text, xml_safe(text), strict=True)
    )


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
