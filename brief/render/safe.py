"""Any text or link of a source → what may stand in an XML file; used by every writer at its boundary."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from urllib.parse import quote, urlsplit

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# What XML 1.0 cannot hold, and the two overrides that make a text read backwards on the page.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_SCHEMES = ("http", "https", "mailto")
_KEPT_IN_LINKS = "!#$%&'()*+,-./:;=?@_~"
_UNDATED = "2000-01-01"
_TAG_LENGTH = 64
_NAME_LENGTH = 40  # Word's limit for bookmarks
_LINK_LENGTH = 2000  # Word refuses a file whose relations hold longer targets than about 2,080


def xml_safe(text: str) -> str:
    """Return the text with each character that no XML file may hold replaced by U+FFFD.

    Replaced are control characters other than tab and line ends, lone surrogates, U+FFFE, U+FFFF,
    and the overrides of direction U+202D and U+202E. The length stays.
    """
    return _UNSAFE.sub(REPLACEMENT, text)


def safe_href(href: str) -> str:
    """Return a link that every program opens, or "" when it must stay plain text.

    Allowed are http, https and mailto, percent-encoded where needed; and "#anchor" as it is.
    """
    if href.startswith("#"):
        return href if len(href) > 1 else ""
    if _UNSAFE.search(href) or any(c.isspace() for c in href) or len(href) > _LINK_LENGTH:
        return ""
    try:
        parts = urlsplit(href)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not (parts.netloc or (parts.scheme == "mailto" and "@" in parts.path)):
        return ""
    if not parts.netloc.isascii() or not re.fullmatch(r"[\w.\-:@]*", parts.netloc):
        return ""
    encoded = quote(href, safe=_KEPT_IN_LINKS)
    return encoded if len(encoded) <= _LINK_LENGTH else ""


def full_date(iso: str) -> str:
    """Return an ISO date with its day: the first where only month or year is known, 2000-01-01 for no date."""
    year, month, day = [*iso[:10].split("-"), "01", "01"][:3]
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return _UNDATED


def control_tag(address: str) -> str:
    """Return the tag of a field's content control: the address, or a short form of it, distinct per address.

    Word refuses tags of more than 64 characters.
    """
    if len(address) <= _TAG_LENGTH:
        return address
    digest = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{address[: _TAG_LENGTH - 13]}~{digest}"


def anchor_name(anchor: str) -> str:
    """Return an anchor's name in a file: at most 40 letters, digits and underscores, distinct per anchor."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", anchor)
    if plain == anchor and len(plain) < _NAME_LENGTH:
        return "_" + plain
    digest = hashlib.sha256(anchor.encode("utf-8", "replace")).hexdigest()[:8]
    return f"_{plain[: _NAME_LENGTH - 10]}_{digest}"
