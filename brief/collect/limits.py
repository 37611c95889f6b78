"""How much of one source is read at most: the one table, each limit with the words that name it."""

from __future__ import annotations

from dataclasses import dataclass

MEGA = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds on the user's material; sizes in bytes, `characters` in characters of the text that was read."""

    file_bytes: int = 25 * MEGA
    inflated_bytes: int = 200 * MEGA
    zip_entries: int = 5_000
    pdf_pages: int = 2_000
    characters: int = 5 * MEGA
    sources: int = 1_000
    mail_depth: int = 20  # nested parts of a mail


LIMITS = Limits()


def amount(number: int) -> str:
    """Return a number of bytes or characters as a person reads it: `25 M`, `1.5 M`, `5,000`."""
    if number >= MEGA:
        return f"{number / MEGA:.1f}".removesuffix(".0") + " M"
    return f"{number:,}"
