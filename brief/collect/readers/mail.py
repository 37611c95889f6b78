"""An EML file in; subject, sender, date and the readable body of the mail out."""

from __future__ import annotations

import email
import email.header
import email.policy
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from brief.collect.decoding import decode, safe
from brief.collect.draft import Draft, Mark, Part, joined
from brief.collect.limits import Limits
from brief.collect.paragraphs import paragraphs
from brief.collect.readers import webpage
from brief.layer import Layer

_FIELDS = ("From", "Date", "To")
_FREE = frozenset(("gmail", "outlook", "hotmail", "yahoo", "gmx", "icloud", "proton", "protonmail", "mail", "aol"))


def read(data: bytes, limits: Limits) -> Draft:
    """Return the mail: subject as headline, fields as furniture, the plain body, or the HTML one where none is."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    subject = _field(message, "Subject")
    head = [Part(subject, Layer.HEADLINE)]
    head += [Part(f"{name}: {value}", Layer.FURNITURE) for name in _FIELDS if (value := _field(message, name))]
    bodies, attached, deep = _bodies(message, limits)
    notices = []
    if deep:
        notices.append(f"parts nested more than {limits.mail_depth} deep were left out")
    if attached:
        listed = ", ".join(safe(name)[0] for name in attached[:5])
        notices.append(
            f"{len(attached)} attachments were not read: {listed}; save those that matter beside the mail"
        )
    plain = [body for kind, body in bodies if kind == "plain" and body.text.strip()]
    chosen = plain or [body for _, body in bodies]
    text, marks = joined(head)
    encoding = ""
    for body in chosen:
        at = len(text) + 2 if text else 0
        text = f"{text}\n\n{body.text}" if text else body.text
        inner = body.marks or paragraphs(body.text)
        marks += tuple(Mark(m.start + at, m.end + at, m.layer, m.outside) for m in inner)
        notices.extend(body.notices)
        encoding = encoding or body.encoding
    text, _ = safe(text)
    return Draft(text, encoding, marks, subject, _sender(message), _sent(message), tuple(notices))


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


def _bodies(message: Message, limits: Limits) -> tuple[list[tuple[str, Draft]], list[str], bool]:
    """Return the texts of a mail with their kind, the names of its attachments, and whether it is too deep."""
    bodies: list[tuple[str, Draft]] = []
    attached: list[str] = []
    deep = False
    for part, depth in _walk(message):
        if depth > limits.mail_depth:
            deep = True
        elif part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text":
            attached.append(" ".join((part.get_filename() or part.get_content_type()).split()))
        elif part.get_content_subtype() == "html":
            bodies.append(("html", webpage.read(_payload(part), limits)))
        else:
            bodies.append(("plain", _plain(part)))
    return bodies, attached, deep


def _walk(message: Message) -> Iterator[tuple[Message, int]]:
    """Yield the leaves with their depth, without recursion: mails nest as deep as their sender likes."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            waiting.extend((child, depth + 1) for child in reversed(payload) if isinstance(child, Message))
        else:
            yield part, depth


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _plain(part: Message) -> Draft:
    data = _payload(part)
    try:
        text, encoding = data.decode(part.get_content_charset() or "utf-8"), part.get_content_charset() or "utf-8"
        notices: tuple[str, ...] = ()
    except (LookupError, UnicodeDecodeError):
        text, encoding, doubt = decode(data)
        notices = (doubt,) if doubt else ()
    text, replaced = safe(text.replace("\r\n", "\n").strip())
    if replaced:
        notices = (*notices, f"{replaced} control characters were replaced by � one for one")
    return Draft(text, encoding, notices=notices)


def _sender(message: Message) -> str:
    """Return who sent the mail: the name beside the address, else the address's domain unless a mail provider's."""
    name, address = parseaddr(_field(message, "From"))
    domain = address.rpartition("@")[2].lower()
    return name.strip() or ("" if domain.split(".")[0] in _FREE else domain)


def _sent(message: Message) -> str:
    try:
        return parsedate_to_datetime(_field(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
