"""Pieces of work in, their results out in the same order: done by several processes at once, where that is safe.

The processes are forked, so that a loaded language model is shared and not loaded again. Each does its pieces
together, so that they may be parsed together. A process that fails leaves its pieces to this one, which then
tells why.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, NoReturn

FORKS = sys.platform == "linux"  # elsewhere libraries do not survive it
_LENGTH = 8  # bytes of a length

Work = Callable[[Sequence[int]], Iterable[bytes]]


class _Child(NamedTuple):
    """A process with its pieces, and where its results come from."""

    number: int
    pieces: tuple[int, ...]
    results: int


def at_once(work: Work, costs: Sequence[int], jobs: int) -> list[bytes]:
    """Return a result for every cost given, dealt so that each process has as much to do.

    `work` takes the numbers of some pieces and gives their results in the same order.
    """
    shares = _dealt(costs, jobs if FORKS else 1)
    done: dict[int, bytes] = {}
    children: list[_Child] = []
    try:
        children.extend(_forked(work, share) for share in shares[1:])
        done.update(zip(shares[0], work(shares[0]), strict=True))
        for child in children:
            done.update(_received(child))
    finally:
        for child in children:
            _end(child)
    left = [piece for piece in range(len(costs)) if piece not in done]
    done.update(zip(left, work(left) if left else (), strict=True))
    return [done[piece] for piece in range(len(costs))]


def _dealt(costs: Sequence[int], jobs: int) -> list[list[int]]:
    """Return the pieces of each process: the largest first, each to whoever has least."""
    shares: list[list[int]] = [[] for _ in range(max(1, min(jobs, len(costs))))]
    loads = [0] * len(shares)
    for piece in sorted(range(len(costs)), key=lambda one: (-costs[one], one)):
        least = loads.index(min(loads))
        shares[least].append(piece)
        loads[least] += costs[piece]
    return shares


def _forked(work: Work, share: Sequence[int]) -> _Child:
    results, told = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(results)
        _work(work, share, told)
    os.close(told)
    return _Child(number, tuple(share), results)


def _work(work: Work, share: Sequence[int], told: int) -> NoReturn:
    """Do the pieces in a child and tell all results at the end: a pipe that is full would make it wait."""
    code = 1
    try:
        made = list(work(share))
        with os.fdopen(told, "wb") as stream:
            for result in made:
                stream.write(len(result).to_bytes(_LENGTH, "big") + result)
        code = 0
    finally:  # whatever was raised, nothing of the parent's may run here
        os._exit(code)


def _received(child: _Child) -> Iterator[tuple[int, bytes]]:
    """Yield the results of a child, as far as it got."""
    with os.fdopen(os.dup(child.results), "rb") as stream:
        for piece in child.pieces:
            length = stream.read(_LENGTH)
            result = stream.read(int.from_bytes(length, "big"))
            if len(length) < _LENGTH or len(result) < int.from_bytes(length, "big"):
                return
            yield piece, result


def _end(child: _Child) -> None:
    os.close(child.results)
    os.kill(child.number, signal.SIGKILL)  # it is done, or nobody waits for it
    os.waitpid(child.number, 0)
