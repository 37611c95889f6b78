"""A file in, damaged copies of it out: the same number gives the same damage."""

import random

SMALL = 4  # bytes of a small change


def mutated(data: bytes, other: bytes, number: int) -> bytes:
    """Return the data with one to four of: bytes flipped, a part cut, doubled, blanked, one of `other` put in."""
    chance = random.Random(number)  # noqa: S311 - damage, no secret
    out = bytearray(data)
    for _ in range(chance.randint(1, SMALL)):
        if not out:
            break
        _ONE[chance.randrange(len(_ONE))](out, other, chance)
    return bytes(out)


def _flip(out: bytearray, _: bytes, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 12)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)


def _truncate(out: bytearray, _: bytes, chance: random.Random) -> None:
    del out[chance.randrange(len(out)) :]


def _cut(out: bytearray, _: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(out))
    del out[start : start + chance.randint(1, max(1, len(out) // 8))]


def _double(out: bytearray, _: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(out))
    piece = out[start : start + chance.randint(1, 200)]
    out[start:start] = piece * chance.choice((1, 2, 50))


def _blank(out: bytearray, _: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(out))
    length = min(chance.randint(1, 40), len(out) - start)
    out[start : start + length] = bytes([chance.choice((0, 32, 255, 10))]) * length


def _splice(out: bytearray, other: bytes, chance: random.Random) -> None:
    if other:
        start, at = chance.randrange(len(other)), chance.randrange(len(out))
        out[at:at] = other[start : start + chance.randint(1, 400)]


def _number(out: bytearray, _: bytes, chance: random.Random) -> None:
    """Put an absurd number where one stands."""
    digits = [i for i, byte in enumerate(out[:5_000]) if 48 <= byte <= 57]
    if digits:
        at = chance.choice(digits)
        out[at : at + 1] = chance.choice((b"0", b"-1", b"65535", b"4294967296", b"99999999999999999999"))


_ONE = (_flip, _truncate, _cut, _double, _blank, _splice, _number)
