"""An Outlook message (MSG) in; subject, sender, date, the body of the mail and its attachments out."""

from __future__ import annotations

from contextlib import suppress

from brief.collect.decoding import safe
from brief.collect.draft import Draft, Mark, Part, UnreadableError, joined
from brief.collect.limits import MEND, Limits
from brief.collect.paragraphs import paragraphs
from brief.collect.readers import webpage
from brief.collect.readers.mail import sender, worth_reading
from brief.layer import Layer


def read(data: bytes, limits: Limits) -> Draft:
    """Return the message as an EML file of it would be read. Raise UnreadableError without the extra `msg`."""
    try:
        import oxmsg  # noqa: PLC0415 - an extra
    except ImportError as err:
        raise UnreadableError("an Outlook message; save it as .eml, or install brief[msg]") from err
    try:
        message = oxmsg.Message.load(data)
        subject, origin, sent = message.subject or "", message.sender or "", message.sent_date
        plain, page = message.body or "", message.html_body or ""
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
    text, inner = _body(plain, page)
    at = len(head) + 2 if head else 0
    marks += tuple(Mark(m.start + at, m.end + at, m.layer, m.inside) for m in inner)
    files, notices = worth_reading(enclosed)
    whole = f"{head}\n\n{text}" if head else text
    return Draft(safe(whole)[0], "", marks, subject, sender(origin), day, notices, files=files)


def _body(plain: str, page: str) -> tuple[str, tuple[Mark, ...]]:
    if plain.strip() or not page.strip():
        text = safe(plain.replace("\r\n", "\n").strip())[0]
        return text, tuple(paragraphs(text))
    return webpage.fragment(page)
