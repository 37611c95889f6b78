"""Markings of portions by address in, what stands before each portion and above the whole out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


class Marks:
    """The markings that people gave to sections, records and fields; `order` lists markings, the lowest first.

    A marking that the order does not know ranks above all that it knows: doubt marks higher, not lower.
    """

    def __init__(self, given: Mapping[str, str] | None = None, order: Sequence[str] = ()) -> None:
        self._given = {address: mark.strip() for address, mark in (given or {}).items() if mark.strip()}
        self._order = [mark.casefold() for mark in order]

    def own(self, address: str) -> str:
        """Return what stands before a portion: "(SECRET) ", nothing for one without a marking of its own."""
        mark = self._given.get(address, "")
        return f"({mark}) " if mark else ""

    def around(self, addresses: Iterable[str]) -> str:
        """Return what stands before text made of these portions: the highest of theirs and those they stand in."""
        parts = [address.split("/") for address in addresses]
        whole = ("/".join(part[:length]) for part in parts for length in range(1, len(part) + 1))
        mark = self.highest(self._given.get(address, "") for address in whole)
        return f"({mark}) " if mark else ""

    def overall(self, marking: str) -> str:
        """Return what the file bears: the highest of its own marking and those of its portions."""
        return self.highest([marking, *self._given.values()])

    def highest(self, marks: Iterable[str]) -> str:
        """Return the highest marking, the first of equal ones, "" for none."""
        return max((mark for mark in marks if mark), key=self._rank, default="")

    def _rank(self, mark: str) -> int:
        known = mark.casefold()
        ranks = [rank for rank, name in enumerate(self._order) if known == name or known.startswith(f"{name}//")]
        return max(ranks, default=len(self._order))
