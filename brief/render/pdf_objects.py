"""The library's file of PDF objects, made fit for PDF/A and given types: objects in, references out."""

from __future__ import annotations

from typing import cast

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference, PDFStream, PDFZCompress


class Stream(PDFStream):
    """A stream whose end stands on a line of its own, as PDF/A asks, and that is never base-85."""

    def format(self, document: PDFDocument) -> bytes:
        """Return the stream as it stands in the file."""
        if self.filters:
            self.filters = [PDFZCompress]
        written: bytes = super().format(document)
        # Both characters, so that data ending in one of them keep their length.
        return written.removesuffix(b"endstream\n") + b"\r\nendstream\n"


class File(PDFDocument):
    """A file all of whose streams are of the kind above."""

    def Reference(self, object: PDFObject, name: str | None = None) -> PDFObjectReference:  # noqa: A002, N802 - as in the library
        """Return a reference to the object, which is written when the file is."""
        if type(object) is PDFStream:
            object.__class__ = Stream  # made deep inside the library, which has no other door
        return cast("PDFObjectReference", super().Reference(object, name))  # type: ignore[no-untyped-call]

    def refer(self, entry: PDFObject, name: str | None = None) -> PDFObjectReference:
        """Return a reference to the object."""
        return self.Reference(entry, name)

    def declare(self, **entries: object) -> None:
        """Set entries of the catalogue, also those that the library does not know."""
        catalogue = self.Catalog  # type: ignore[attr-defined] # the stubs leave it out
        known = [*catalogue.__NoDefault__]
        catalogue.__NoDefault__ = [*known, *(name for name in entries if name not in known)]
        for name, entry in entries.items():
            setattr(catalogue, name, entry)
