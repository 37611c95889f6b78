"""How much of one source is read at most: the one table, each limit with the words that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

MEGA = 1_000_000


def _limit(default: int, what: str, unit: str = "") -> int:
    """Return a field of the table: what it bounds, in words that follow "the limit of 25 MB"."""
    made: int = field(default=default, metadata={"what": what, "unit": unit})
    return made


@dataclass(frozen=True)
class Limits:
    """Bounds on the user's material; every field has its words and its unit (B: bytes, s: seconds)."""

    file_bytes: int = _limit(25 * MEGA, "for one file", "B")
    inflated_bytes: int = _limit(200 * MEGA, "for an archive when unpacked", "B")
    zip_entries: int = _limit(5_000, "entries in an archive")
    pdf_pages: int = _limit(2_000, "pages of a PDF")
    characters: int = _limit(5 * MEGA, "characters of text for one source")
    sources: int = _limit(1_000, "sources at a time")
    mail_depth: int = _limit(20, "parts of a mail inside one another")
    enclosed_depth: int = _limit(3, "files inside one another")
    seconds: int = _limit(30, "for reading one source", "s")
    memory_bytes: int = _limit(1_500 * MEGA, "of memory for reading one source", "B")

    def named(self, name: str) -> str:
        """Return a limit as its message names it, with what raises it: `the limit of 30 s (--limit seconds=60)`."""
        field = self.__dataclass_fields__[name]
        twice = amount(2 * getattr(self, name)).replace(" ", "").replace(",", "") + _UNITS[field.metadata["unit"]]
        return f"the limit of {self.shown(name)} {field.metadata['what']} (--limit {name}={twice})"

    def shown(self, name: str) -> str:
        """Return a limit with its unit: `25 MB`, `30 s`, `5,000`."""
        value, unit = getattr(self, name), self.__dataclass_fields__[name].metadata["unit"]
        return f"{value:,} s" if unit == "s" else amount(value) + unit


LIMITS = Limits()
NAMES = tuple(field.name for field in fields(Limits))
_UNITS = {"": "", "s": "", "B": "B"}  # as they are typed
_POWERS = {"": 1, "k": 1_000, "m": MEGA, "g": 1_000 * MEGA}
_MOST = 10**13  # a limit beyond it is none
_LONGEST = 10**6  # seconds; the system's clocks take no much larger number


def with_settings(settings: Mapping[str, int], limits: Limits = LIMITS) -> Limits:
    """Return the limits with those named in `settings` in place of their own."""
    made = replace(limits, **settings)
    return replace(made, seconds=min(made.seconds, _LONGEST))


def number_of(text: str) -> int:
    """Return the number of "50 MB", "1.5G", "60 s" or "5,000", 0 when it is none that a limit can be."""
    plain = text.strip().replace(",", "").lower()
    match = re.fullmatch(r"(\d{1,15})(?:\.(\d{1,3}))?\s*([kmg]?)(?:b|s)?", plain)
    if not match:
        return 0
    whole, part, power = match.groups()
    number = round(float(f"{whole}.{part or 0}") * _POWERS[power])
    return number if number <= _MOST else 0


MEND = "give the part that matters, or raise the limit"


def amount(number: int) -> str:
    """Return a number of bytes or characters as a person reads it: `25 M`, `1.5 M`, `5,000`."""
    if number >= 1_000 * MEGA:
        return f"{number / MEGA / 1_000:.1f}".removesuffix(".0") + " G"
    if number >= MEGA:
        return f"{number / MEGA:.1f}".removesuffix(".0") + " M"
    return f"{number:,}"
