"""A web page saved as one file (MHTML) in; what the reader of web pages makes of it out."""

from __future__ import annotations

import email
import email.policy

from brief.collect.draft import Draft, UnreadableError
from brief.collect.limits import Limits
from brief.collect.readers import webpage
from brief.collect.readers.mail import leaves, page


def read(data: bytes, limits: Limits) -> Draft:
    """Return the first page of the archive; frames and pictures beside it are left out."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part, depth in leaves(message):
        if depth <= limits.mail_depth and part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return webpage.read(page(part), limits)
    raise UnreadableError("no web page is in this archive; save the page as .html")
