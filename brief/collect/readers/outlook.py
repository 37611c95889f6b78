"""An Outlook message (MSG) in; subject, sender, date, the body of the mail and its attachments out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from brief.collect.decoding import decode, safe
from brief.collect.draft import Draft, Mark, Part, UnreadableError, joined
from brief.collect.limits import MEND, Limits
from brief.collect.paragraphs import paragraphs
from brief.collect.readers import richtext, webpage
from brief.collect.readers.mail import sender, worth_reading
from brief.collect.readers.outlook_rich import unpacked
from brief.layer import Layer

if TYPE_CHECKING:
    import oxmsg


# The properties by their numbers, and the types of 8-bit text and of bytes.
_SUBJECT, _SENDER, _BODY, _PAGE, _RICH = 0x0037, 0x0C1A, 0x1000, 0x1013, 0x1009
_KINDS = (0x001E, 0x0102)


def read(data: bytes, limits: Limits) -> Draft:
    """Return the message as an EML file of it would be read. Raise UnreadableError without the extra `msg`."""
    try:
        import oxmsg  # noqa: PLC0415 - an extra
    except ImportError as err:
        raise UnreadableError("an Outlook message; save it as .eml, or install brief[msg]") from err
    try:
        message = oxmsg.Message.load(data)
        subject, origin = _told(message, _SUBJECT, "subject"), _told(message, _SENDER, "sender")
        plain, page = _told(message, _BODY, "body"), _told(message, _PAGE, "html_body")
        rich = b"" if plain.strip() or page.strip() else message.properties.binary_prop_value(_RICH) or b""
        sent = message.sent_date
        enclosed = [(one.file_name or "attachment", one.file_bytes or b"") for one in message.attachments]
    except Exception as err:
        raise UnreadableError("a broken Outlook message; save it as .eml") from err
    if sum(len(content) for _, content in enclosed) > limits.inflated_bytes:
        raise UnreadableError(f"attachments beyond {limits.named('inflated_bytes')}; {MEND}")
    subject = " ".join(safe(subject)[0].split())
    day = ""
    with suppress(ValueError, OverflowError):
        day = sent.date().isoformat() if sent else ""
    fields = [f"From: {origin}" if origin else "", f"Date: {day}" if day else ""]
    head, marks = joined([Part(subject, Layer.HEADLINE), *(Part(line, Layer.FURNITURE) for line in fields)])
    text, inner = _body(plain, page) if not rich else _rich(rich, limits)
    at = len(head) + 2 if head else 0
    marks += tuple(Mark(m.start + at, m.end + at, m.layer, m.inside) for m in inner)
    files, notices = worth_reading(enclosed)
    whole = f"{head}\n\n{text}" if head else text
    return Draft(safe(whole)[0], "", marks, subject, sender(origin), day, notices, files=files)


def _told(message: oxmsg.Message, number: int, name: str) -> str:
    """Return a text of the message; in a guessed encoding where the message names none, or a wrong one."""
    try:
        return (getattr(message, name) or "").rstrip("\0")
    except (LookupError, UnicodeError):
        return _guessed(message, number)


def _guessed(message: oxmsg.Message, number: int) -> str:
    for kind in _KINDS:
        with suppress(KeyError):
            # The library has no public way to a property's bytes.
            return decode(message._storage.property_stream_bytes(number, kind))[0]  # noqa: SLF001 - see above
    return ""


def _rich(packed: bytes, limits: Limits) -> tuple[str, tuple[Mark, ...]]:
    """Return the body of a message that has it as rich text only."""
    draft = richtext.read(unpacked(packed, limits.inflated_bytes), limits)
    return draft.text, draft.marks


def _body(plain: str, page: str) -> tuple[str, tuple[Mark, ...]]:
    if plain.strip() or not page.strip():
        text = safe(plain.replace("\r\n", "\n").strip())[0]
        return text, tuple(paragraphs(text))
    return webpage.fragment(page)
