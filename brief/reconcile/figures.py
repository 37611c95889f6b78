"""Claims of numbers in; the different numbers out, the best carried first.

A bound reaches as far as the round number it stands at: "more than 30" agrees with 34 and not with 52, "at
least 34" with 34 alone. So a hedge never hides that two sources count differently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from brief.reconcile.statements import Said
from brief.reconcile.variants import Variant, rank
from brief.reconcile.wording import fold

Bounds = Mapping[str, str]  # words, longest first, to what they say of the figure beside them: least, most, about
COUNTED: Final[Mapping[str, int]] = {
    "number": 10,
    "duration": 60,
}  # types of field, and how their figures are rounded


def numbers(said: Iterable[Said], bounds: Bounds, round_to: int = 10) -> list[Variant]:
    """Return the numbers that cannot be one; a bounded one supports the one exact number that it fits.

    `round_to` is what the figures are multiples of when they are rounded: tens, or the minutes of an hour.
    """
    carried: dict[str, list[Said]] = defaultdict(list)
    bounded: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        if one.claim.normal.isdigit():
            bound = bound_of(one.text, bounds)
            (bounded[one.claim.normal, bound] if bound else carried[one.claim.normal]).append(one)
    exact = tuple(carried)
    for number, bound in sorted(bounded):
        fits = [n for n in exact if n == number or _within(n, number, bound, round_to)]
        carried[fits[0] if len(fits) == 1 else number] += bounded[number, bound]
    return sorted((_variant(number, carried[number], bounds) for number in sorted(carried, key=int)), key=rank)


def bound_of(text: str, bounds: Bounds) -> str:
    """Return what the words beside a figure say of it: least, most, about, or ""."""
    plain = f" {fold(text)} "
    return next((kind for word, kind in bounds.items() if f" {word} " in plain), "")


def _variant(number: str, said: list[Said], bounds: Bounds) -> Variant:
    """Return a number in the words that most voices use, of equals in those that claim least: "at least 34"."""
    voices: dict[str, set[str]] = defaultdict(set)
    for one in said:
        if one.claim.normal == number:
            voices[one.text].add(one.group)
    forms = tuple(
        sorted(voices, key=lambda text: (-len(voices[text]), not bound_of(text, bounds), len(text), text))
    )
    return Variant(forms[0], number, tuple(said), forms)


def _within(exact: str, bounded: str, bound: str, round_to: int) -> bool:
    """Return whether an exact number lies where a bound points: up to the next round number, or around it."""
    number, unit = int(bounded), _unit(int(bounded), round_to)
    low, high = {
        "least": (number, number + unit - 1),
        "most": (number - unit + 1, number),
        "about": (number - unit // 2, number + unit // 2),
    }[bound]
    return low <= int(exact) <= high


def _unit(number: int, base: int) -> int:
    """Return to what a number is rounded: by tens 1 for 34, 10 for 30, 100 for 1,200; by 60 an hour for 120."""
    unit = 1
    while number and number % (unit * base) == 0:
        unit *= base
    return unit
