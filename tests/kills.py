"""A kill -9 at one point of writing in, what stood in the folder afterwards out; run as a program of its own.

`python tests/kills.py FOLDER POINTS NAME…` writes old files, then for each of so many points lets a child write new
ones that dies at that point, before it runs a line of `brief/output.py` or `brief/lock.py`; the points are spread
over all the lines that it runs. Prints a line for every point that broke a promise, and last how many were reached.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from brief import lock, output

LARGE = 300_000  # bytes of a file, so that a write can be cut in half


class Death:
    """Kills this process at the n-th line of our code for writing that it runs, counted from now."""

    def __init__(self, point: int) -> None:
        self.left = point

    def trace(self, frame: FrameType, event: str, _: object) -> object:
        """Count the lines; Python calls this for each."""
        if frame.f_code.co_filename not in {output.__file__, lock.__file__}:
            return None
        if event == "line":
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.trace


def contents(name: str, generation: int) -> bytes:
    """Return the bytes of a file; every generation is as long and wholly different."""
    return (f"{name} {generation} ".encode() * LARGE)[:LARGE]


def write(folder: Path, names: list[str], generation: int) -> None:
    """Write every file of a generation, as a command does."""
    output.write_all([(folder / name, contents(name, generation)) for name in names])


def killed(folder: Path, names: list[str], generation: int, point: int) -> bool:
    """Write a generation in a child that is killed at a point. Return whether it was killed there."""
    child = os.fork()
    if child == 0:
        sys.settrace(Death(point).trace)
        write(folder, names, generation)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def lines(folder: Path, names: list[str]) -> int:
    """Return how many lines of our code are run for a write over what stands there."""
    write(folder, names, 0)
    counting = Death(sys.maxsize)
    sys.settrace(counting.trace)
    write(folder, names, 0)
    sys.settrace(None)
    return sys.maxsize - counting.left


def faults(folder: Path, names: list[str], generation: int) -> list[str]:
    """Return what is wrong with the folder: a file lost, or neither the one before nor the new one."""
    found = []
    for name in names:
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is lost")
        elif path.read_bytes() not in (contents(name, generation - 1), contents(name, generation)):
            found.append(f"{name} is torn")
    return found


def main() -> None:
    """Try the points one after the other."""
    folder, points, names = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    reached = broken = 0
    last = lines(folder, names)
    for number in range(points):
        write(folder, names, number)
        reached += killed(folder, names, number + 1, number * last // points)
        found = faults(folder, names, number + 1)
        write(folder, names, number + 1)
        left = {path.name for path in folder.iterdir()} - set(names)
        found += [f"{name} is left behind" for name in sorted(left)]
        broken += len(found)
        for fault in found:
            print(f"point {number}: {fault}")  # noqa: T201 - the answer of this program
    print(reached)  # noqa: T201 - the same
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
