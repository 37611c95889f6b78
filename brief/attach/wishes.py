"""What a person wants of an annex, what was made of it, and the title that it gets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from brief.errors import UsageError

AUTO: Final = "auto"  # the title that asks for one made of the next letter and the briefing's own
_LETTER: Final = re.compile(r"(?:\([^)]*\)\s*)?(\w+)\s+([A-Z]|\d{1,2})(?=\s*(?:[—–:.-]|$))")
_OPEN: Final = re.compile(r"(\w+)\s+#")
_LAST: Final = "Z"


class LockedError(UsageError):
    """A PDF needs a password that was not given, or another one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a briefing is to be attached; each "" is what is usual.

    `title` is a heading, AUTO, or one in which "Annex #" stands for the next free letter; `portion` the marking
    before it; `stamp` what every page of the annex bears.
    """

    at: str = ""
    title: str = ""
    portion: str = ""
    stamp: str = ""
    password: str = ""

    def titled(self, said: Iterable[str], subject: str) -> str:
        """Return the annex's title in a report whose headings are `said`; "" when none is wanted."""
        wish = self.title or (AUTO if self.portion else "")
        if wish.casefold() == AUTO:
            wish = f"Annex # — {subject}" if subject else "Annex #"
        open_place = _OPEN.search(wish)
        if open_place:
            letter = next_letter(open_place[1], said)
            wish = f"{wish[: open_place.end() - 1]}{letter}{wish[open_place.end() :]}"
        return f"({self.portion.strip('() ')}) {wish}" if self.portion else wish

    def stamped(self, title: str, letter: str) -> str:
        """Return what every page bears; for AUTO the title up to its letter."""
        if self.stamp.casefold() != AUTO:
            return self.stamp
        found = _LETTER.match(title.strip())
        return found[0] if found else f"Annex {letter}"


@dataclass(frozen=True, slots=True)
class Attached:
    """A report with its annex, or without it again.

    `found` says whether it had an annex before; `notices` what the reader of the result should know; `steps`
    what was done and where.
    """

    data: bytes
    found: bool
    notices: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


def letter_of(title: str) -> str:
    """Return the letter or number of an annex's title, "" when it has none."""
    found = _LETTER.match(title.strip())
    return found[2] if found else ""


def next_letter(word: str, said: Iterable[str]) -> str:
    """Return what follows the last letter or number that stands behind a word in the headings: Annex B → C."""
    taken = []
    for title in said:
        found = _LETTER.match(title.strip())
        if found and found[1].casefold() == word.casefold():
            taken.append(found[2])
    numbers = [int(one) for one in taken if one.isdigit()]
    letters = [one for one in taken if not one.isdigit()]
    if letters:
        last = max(letters)
        return chr(ord(last) + 1) if last < _LAST else "AA"
    return str(max(numbers) + 1) if numbers else "A"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "2 pages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
