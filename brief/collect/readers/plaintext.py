"""A text or Markdown file in; its decoded text out, untouched but for characters that nothing can carry."""

from __future__ import annotations

from brief.collect.decoding import decode, replaced, safe
from brief.collect.draft import Draft, UnreadableError
from brief.collect.limits import Limits

_BINARY = 0.05  # share of control characters above which a file is no text: programs and pictures have 0.1 and more
_FEWEST = 100  # control characters that a damaged text may have, however short it is


def read(data: bytes, limits: Limits) -> Draft:  # noqa: ARG001 - one signature for all readers
    """Return the decoded file. Newlines stay as they are; offsets count characters, a byte order mark left out."""
    text, encoding, doubt = decode(data)
    text, count = safe(text)
    _check(text, count)
    notices = [doubt] if doubt else []
    return Draft(text, encoding, notices=(*notices, *replaced(text, count)))


def _check(text: str, count: int) -> None:
    """Raise UnreadableError for what is no text at all."""
    if count > max(_FEWEST, _BINARY * len(text)):
        raise UnreadableError("no text but the bytes of something else; give a document")
