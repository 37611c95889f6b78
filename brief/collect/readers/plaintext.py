"""A text or Markdown file in; its decoded text out, untouched but for characters that nothing can carry."""

from __future__ import annotations

from brief.collect.decoding import decode, safe
from brief.collect.draft import Draft
from brief.collect.limits import Limits


def read(data: bytes, limits: Limits) -> Draft:  # noqa: ARG001 - one signature for all readers
    """Return the decoded file. Newlines stay as they are; offsets count characters, a byte order mark left out."""
    text, encoding, doubt = decode(data)
    text, replaced = safe(text)
    notices = [doubt] if doubt else []
    if replaced:
        notices.append(f"{replaced} control characters were replaced by � one for one")
    return Draft(text, encoding, notices=tuple(notices))
