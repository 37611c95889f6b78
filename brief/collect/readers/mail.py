"""An EML file in; subject, sender, date, the readable body of the mail and its attachments out."""

from __future__ import annotations

import email
import email.header
import email.policy
from collections.abc import Iterator, Sequence
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from brief.collect.decoding import decode, replaced, safe
from brief.collect.draft import Draft, Enclosed, Mark, Part, UnreadableError, joined, listed
from brief.collect.limits import MEND, Limits
from brief.collect.paragraphs import paragraphs
from brief.collect.readers import kind, webpage
from brief.layer import Layer

_FIELDS = ("From", "Date", "To")
_SUFFIXES = {  # for attachments without a name; the system's own table would be a file to open
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
}
_LONGEST = 500  # characters of an address that are looked at
_FREE = frozenset(("gmail", "outlook", "hotmail", "yahoo", "gmx", "icloud", "proton", "protonmail", "mail", "aol"))


def read(data: bytes, limits: Limits) -> Draft:
    """Return the mail: subject as headline, fields as furniture, the plain body, or the HTML one where none is.

    Attachments of a kind that is read come along as files. Raise UnreadableError for a mail without end.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except RecursionError as err:
        raise UnreadableError(f"parts beyond {limits.named('mail_depth')}; {MEND}") from err
    subject = _field(message, "Subject")
    head = [Part(subject, Layer.HEADLINE)]
    head += [Part(f"{name}: {value}", Layer.FURNITURE) for name in _FIELDS if (value := _field(message, name))]
    bodies, attached, deep = _bodies(message, limits)
    files, notices = worth_reading(attached)
    if deep:
        notices = (f"parts beyond {limits.named('mail_depth')} were left out", *notices)
    plain = [body for sort, body in bodies if sort == "plain" and body.text.strip()]
    chosen = plain or [body for _, body in bodies]
    text, marks = joined(head)
    encoding = ""
    for body in chosen:
        at = len(text) + 2 if text else 0
        text = f"{text}\n\n{body.text}" if text else body.text
        inner = body.marks or paragraphs(body.text)
        marks += tuple(Mark(m.start + at, m.end + at, m.layer, m.inside) for m in inner)
        notices += body.notices
        encoding = encoding or body.encoding
    text, _ = safe(text)
    origin = sender(_field(message, "From"))
    return Draft(text, encoding, marks, subject, origin, _sent(message), notices, files=files)


def worth_reading(attached: Sequence[tuple[str, bytes]]) -> tuple[tuple[Enclosed, ...], tuple[str, ...]]:
    """Return the attachments that are documents, by name and content, and a notice about the others."""
    files = tuple(Enclosed(name, data) for name, data in attached if _document(name, data))
    others = [name for name, data in attached if not _document(name, data)]
    notice = listed(others, "attached and of a kind that is not read") if others else ""
    return files, (notice,) if notice else ()


def _document(name: str, data: bytes) -> bool:
    try:
        return bool(data.strip()) and bool(kind(name, data, asked=False))
    except UnreadableError:
        return False


def _field(message: Message, name: str) -> str:
    """Return a header field decoded, on one line, "" when absent or beyond decoding."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        parsed = email.policy.default.header_factory(
            name, str(email.header.make_header(email.header.decode_header(raw)))
        )
        text = str(parsed)
    except Exception:  # noqa: BLE001 - broken headers fail in many ways, the raw field still reads
        text = str(raw)
    return " ".join(safe(text)[0].split())


def _bodies(message: Message, limits: Limits) -> tuple[list[tuple[str, Draft]], list[tuple[str, bytes]], bool]:
    """Return the texts of a mail with their kind, its attachments, and whether something is too deep in it."""
    bodies: list[tuple[str, Draft]] = []
    attached: list[tuple[str, bytes]] = []
    deep = False
    for part, depth in leaves(message):
        text = part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment"
        if depth > limits.mail_depth:
            deep = True
        elif not text:
            attached.append((_name(part), payload(part)))
        elif part.get_content_subtype() == "html":
            bodies.append(("html", webpage.read(page(part), limits)))
        else:
            bodies.append(("plain", _plain(part)))
    return bodies, attached, deep


def _name(part: Message) -> str:
    """Return what an attachment is called, for the eye only, with a suffix that its type gives it."""
    name = " ".join(safe(str(part.get_filename() or ""))[0].split())
    if part.get_content_type() == "message/rfc822":
        return f"{name.removesuffix('.eml') or 'forwarded mail'}.eml"
    return name or f"attachment{_SUFFIXES.get(part.get_content_type(), '')}"


def leaves(message: Message) -> Iterator[tuple[Message, int]]:
    """Yield the leaves with their depth, without recursion: mails nest as deep as their sender likes.

    A mail inside the mail is a leaf.
    """
    waiting: list[tuple[Message, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        inside = part.get_payload()
        forwarded = part.get_content_type() == "message/rfc822"
        if part.is_multipart() and isinstance(inside, list) and not forwarded:
            waiting.extend((child, depth + 1) for child in reversed(inside) if isinstance(child, Message))
        else:
            yield part, depth


def payload(part: Message) -> bytes:
    """Return the content of a leaf as bytes, b"" when it cannot be had."""
    try:
        inside = part.get_payload()
        if isinstance(inside, list):
            return b"".join(bytes(child) for child in inside if isinstance(child, Message))
        content = part.get_payload(decode=True)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        return b""  # whatever a header promises that is not there
    return content if isinstance(content, bytes) else b""


def page(part: Message) -> bytes:
    """Return a leaf that is a web page, in UTF-8 where its header, the surest word on it, names the encoding."""
    data = payload(part)
    try:
        return data.decode(part.get_content_charset() or "utf-8").encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def _plain(part: Message) -> Draft:
    data = payload(part)
    try:
        text, encoding = data.decode(part.get_content_charset() or "utf-8"), part.get_content_charset() or "utf-8"
        notices: tuple[str, ...] = ()
    except (LookupError, UnicodeDecodeError):
        text, encoding, doubt = decode(data)
        notices = (doubt,) if doubt else ()
    text, count = safe(text.replace("\r\n", "\n").strip())
    return Draft(text, encoding, notices=(*notices, *replaced(text, count)))


def sender(field: str) -> str:
    """Return who sent the mail: the name beside the address, else the address's domain unless a mail provider's."""
    name, address = parseaddr(field[:_LONGEST])  # which nests as deep as the field's brackets do
    domain = address.rpartition("@")[2].lower()
    return name.strip() or ("" if domain.split(".")[0] in _FREE else domain)


def _sent(message: Message) -> str:
    try:
        return parsedate_to_datetime(_field(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
