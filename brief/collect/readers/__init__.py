"""A file's bytes and name in, a `Draft` out: which reader takes which file, by suffix and by the first bytes.

A reader is a module with `read(data: bytes, limits: Limits) -> Draft`, imported when the first file needs it, so
that a folder of text files never loads the libraries for PDF, Word or HTML.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace

from brief.collect.draft import Draft, UnreadableError
from brief.collect.limits import MEND, Limits

Reader = Callable[[bytes, Limits], Draft]

SUFFIXES = {
    ".txt": "plaintext",
    ".text": "plaintext",
    ".md": "plaintext",
    ".markdown": "plaintext",
    ".html": "webpage",
    ".htm": "webpage",
    ".xhtml": "webpage",
    ".mht": "webarchive",
    ".mhtml": "webarchive",
    ".pdf": "pdf",
    ".docx": "word",
    ".docm": "word",
    ".odt": "opendocument",
    ".ott": "opendocument",
    ".rtf": "richtext",
    ".eml": "mail",
    ".msg": "outlook",
    ".csv": "articles",
    ".tsv": "articles",
    ".json": "articles",
    ".jsonl": "articles",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".zip": "archive",
}
# Documents that people do put among their sources, with what to do about them.
MENDS = {
    ".doc": "an old Word file; save it as .docx",
    ".pages": "a Pages document; export it as .docx or .pdf",
    ".pptx": "a presentation; export it as .pdf",
    ".odp": "a presentation; export it as .pdf",
    ".xlsx": "a spreadsheet; export what matters as .pdf or .csv",
    ".ods": "a spreadsheet; export what matters as .pdf or .csv",
    ".epub": "a book; export what matters as .pdf or .html",
}
KINDS = "text, Markdown, HTML, PDF, DOCX, ODT, RTF, mail, feeds, lists of articles (CSV, JSON), or a ZIP of these"

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_MAIL_FIELDS = re.compile(
    rb"^(?:from|date|subject|received|message-id|mime-version):", re.IGNORECASE | re.MULTILINE
)
_HEAD = 4_096
_MAIL_SIGNS = 3  # of the header fields above make a mail of a file without a suffix


def kind(name: str, data: bytes, *, asked: bool) -> str:
    """Return the module that reads the file.

    The first bytes overrule a suffix that they contradict. A file without a known suffix is read when its bytes say
    what it is, and as plain text when a person named it (`asked`). Raise UnreadableError otherwise.
    """
    suffix = "." + name.rsplit(".", 1)[1].lower() if "." in name.strip(".") else ""
    head = data[:_HEAD]
    signed = _signed(suffix, head, data)
    if signed:
        return signed
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in MENDS:
        raise UnreadableError(MENDS[suffix])
    return _sniffed(head, suffix, asked=asked)


def _signed(suffix: str, head: bytes, data: bytes) -> str:
    """Return the reader of a file that its first bytes name, "" when they name none."""
    begins = head.lstrip()
    if begins.startswith(b"%PDF-"):
        return "pdf"
    if begins.startswith(b"{\\rtf"):
        return "richtext"
    if head.startswith(b"PK\x03\x04") and suffix not in MENDS:
        return _zipped(suffix, data)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(suffix, data)
    return "webpage" if suffix == ".xml" and _HTML.match(head) else ""


def _zipped(suffix: str, data: bytes) -> str:
    if SUFFIXES.get(suffix) in ("word", "opendocument", "archive"):
        return SUFFIXES[suffix]
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:_HEAD]:
        return "opendocument"
    return "word" if b"word/document.xml" in data else "archive"


def _compound(suffix: str, data: bytes) -> str:
    """Return the reader of a file of Microsoft's older kind: a mail, or what must be saved anew."""
    if suffix == ".msg" or "__properties_version1.0".encode("utf-16-le") in data:
        return "outlook"
    secret = "EncryptedPackage".encode("utf-16-le") in data
    raise UnreadableError(
        "needs a password; save a copy without one" if secret else "an old Office file; save it as .docx"
    )


def _sniffed(head: bytes, suffix: str, *, asked: bool) -> str:
    if _HTML.match(head):
        return "webpage"
    if _FEED.match(head):
        return "feed"
    if _MAIL.match(head) and len(_MAIL_FIELDS.findall(head)) >= _MAIL_SIGNS:
        return "mail"
    if b"\x00" not in head and (asked or not suffix):
        return "plaintext"
    raise UnreadableError(f"not a kind of file that is read; give {KINDS}")


def read(name: str, data: bytes, limits: Limits) -> Draft:
    """Return what that reader makes of a file's bytes. Raise UnreadableError for any fault, or MemoryError."""
    try:
        draft = replace(reader(name)(data, limits), format=name)
    except (UnreadableError, MemoryError):
        raise
    except Exception as err:
        raise UnreadableError(f"cannot be read as {name} ({type(err).__name__}); open it and save it anew") from err
    if len(draft.text) > limits.characters:
        raise UnreadableError(f"more than {limits.named('characters')}; {MEND}")
    return draft


def reader(name: str) -> Reader:
    """Return the reader of that module's name, importing it now."""
    found: Reader = importlib.import_module(f"brief.collect.readers.{name}").read
    return found
