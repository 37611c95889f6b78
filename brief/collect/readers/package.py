"""The bytes of a DOCX or ODT in, its archive out, looked at before anything parses it; and XML without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from brief.collect.draft import UnreadableError
from brief.collect.limits import MEND, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

FAULTS: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def checked(data: bytes, limits: Limits, *, kind: str, first: str, program: str) -> zipfile.ZipFile:
    """Return the archive of a document. Raise UnreadableError for what is none, or is dangerous to open.

    `first` is the entry that every document of the kind has; `kind` and `program` are for messages.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        if len(entries) > limits.zip_entries:
            raise UnreadableError(f"{len(entries):,} entries, more than {limits.named('zip_entries')}; {MEND}")
        if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
            raise UnreadableError(f"grows beyond {limits.named('inflated_bytes')}; {MEND}")
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableError("needs a password; save a copy without one")
        if first not in archive.namelist():
            raise UnreadableError(f"no {kind}, though it is called one; save it anew with {program}")
        for entry in entries:
            # A header that understates its size makes reading stop there, and the check sum fails.
            if entry.filename.endswith((".xml", ".rels")):
                content = archive.read(entry)
                if any(mark in content for mark in _DOCTYPES):
                    raise UnreadableError(f"declares a DOCTYPE, which no {kind} needs; save it anew with {program}")
    except FAULTS as err:
        raise UnreadableError(f"a broken {kind}, or none at all; open it in {program} and save it anew") from err
    return archive


def xml(data: bytes) -> _Element:
    """Return the root of an XML file: no entity is expanded, nothing is fetched, nesting is limited by libxml2.

    Raise ValueError when it is none.
    """
    from lxml import etree  # noqa: PLC0415 - loaded with the first file that needs it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as err:
        raise ValueError(str(err)) from err
