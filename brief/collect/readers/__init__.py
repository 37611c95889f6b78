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
    ".pdf": "pdf",
    ".docx": "word",
    ".docm": "word",
    ".eml": "mail",
}
# Documents that people do put among their sources, with what to do about them.
MENDS = {
    ".doc": "an old Word file; save it as .docx",
    ".rtf": "Rich Text; save it as .docx",
    ".odt": "an OpenDocument text; save it as .docx",
    ".pages": "a Pages document; export it as .docx or .pdf",
    ".msg": "an Outlook message; save it as .eml",
    ".mht": "a web archive; save the page as .html",
    ".mhtml": "a web archive; save the page as .html",
    ".pptx": "a presentation; export it as .pdf",
    ".xlsx": "a spreadsheet; export what matters as .pdf or .txt",
}
KINDS = "text, Markdown, HTML, PDF, DOCX or EML"

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
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
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and suffix not in MENDS:
        if suffix in (".docx", ".docm") or b"word/" in data:
            return "word"
        raise UnreadableError(f"a zip archive, no document; unpack it or give {KINDS}")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        secret = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableError(
            "needs a password; save a copy without one" if secret else "an old Office file; save it as .docx"
        )
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in MENDS:
        raise UnreadableError(MENDS[suffix])
    return _sniffed(head, suffix, asked=asked)


def _sniffed(head: bytes, suffix: str, *, asked: bool) -> str:
    if _HTML.match(head):
        return "webpage"
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
