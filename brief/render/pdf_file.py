"""What surrounds the pages of a PDF: identity as PDF/UA-1 and PDF/A-3a, colour profile, attached data."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from brief.render.blocks import Document
from brief.render.pdf_canvas import TaggedCanvas
from brief.render.pdf_objects import File
from brief.render.safe import full_date, xml_safe

DATA_NAME = "briefing.json"
_MADE_BY = "brief"


@dataclass(frozen=True, slots=True)
class _About:
    """The properties of the file, each safe and on one line."""

    title: str
    subject: str
    author: str
    language: str
    date: str  # ISO

    @property
    def moment(self) -> str:
        return f"{self.date}T00:00:00+00:00"

    @property
    def stamp(self) -> str:
        return f"D:{self.date.replace('-', '')}000000+00'00'"


def describe(canvas: TaggedCanvas, document: Document, data: bytes | None) -> None:
    """Give the file its properties, its colour profile and its attached data; call before the first page."""
    about = _About(
        title=_line(document.title) or "Untitled",
        subject=_line(document.subject),
        author=_line(document.author),
        language=_line(document.language) or "en",
        date=full_date(document.created),
    )
    file = canvas.file
    canvas.setTitle(about.title)
    canvas.setSubject(about.subject)
    canvas.setAuthor(about.author)
    canvas.setCreator(_MADE_BY)
    canvas.setProducer(_MADE_BY)
    canvas.setDateFormatter(lambda *_: about.stamp)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    packet = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    file.declare(
        Lang=PDFString(about.language),
        Metadata=PDFStream(packet, _metadata(about)),
        OutputIntents=PDFArray([_colours(file)]),
    )
    if data is not None:
        attached = _attachment(file, data, about)
        names = PDFDictionary({"Names": PDFArray([PDFString(DATA_NAME), attached])})
        file.declare(Names=PDFDictionary({"EmbeddedFiles": names}), AF=PDFArray([attached]))


def _line(text: str) -> str:
    return " ".join(xml_safe(text).split())


def _colours(file: File) -> PDFDictionary:
    profile = (files("brief.render") / "fonts" / "srgb.icc").read_bytes()
    stream = PDFStream(PDFDictionary({"N": 3}), profile, [PDFZCompress])
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB"),
            "DestOutputProfile": file.refer(stream),
        }
    )


def _attachment(file: File, data: bytes, about: _About) -> PDFObjectReference:
    sizes = PDFDictionary({"Size": len(data), "ModDate": PDFString(about.stamp)})
    kind = PDFDictionary({"Type": PDFName("EmbeddedFile"), "Subtype": "/application#2Fjson", "Params": sizes})
    stream = file.refer(PDFStream(kind, data, [PDFZCompress]))
    return file.refer(
        PDFDictionary(
            {
                "Type": PDFName("Filespec"),
                "F": PDFString(DATA_NAME),
                "UF": PDFString(DATA_NAME),
                "Desc": PDFString("The briefing's values with their evidence"),
                "AFRelationship": PDFName("Data"),
                "EF": PDFDictionary({"F": stream, "UF": stream}),
            }
        )
    )


def _metadata(about: _About) -> bytes:
    title, subject, author = escape(about.title), escape(about.subject), escape(about.author)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{_MADE_BY}</pdf:Producer>
<xmp:CreatorTool>{_MADE_BY}</xmp:CreatorTool>
<xmp:CreateDate>{about.moment}</xmp:CreateDate>
<xmp:ModifyDate>{about.moment}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{_PDFUA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


# PDF/A knows no PDF/UA: the property that says so must be described beside it.
_PDFUA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of the standard that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
