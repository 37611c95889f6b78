"""Disks that take no more in, what stood on them afterwards out; run as a program of its own.

`unshare --user --map-root-user --mount python tests/disks.py FOLDER` mounts a small disk there, of which nobody
else knows, and writes on it while it is full to so many bytes, read-only, or keeps one of the files. Prints a line
for everything that broke a promise, and last how many writes were refused.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brief.errors import OutputError
from brief.output import Hold, write_all

SIZE = 2_000_000  # bytes of the disk
NAMES = ("x.docx", "x.json")
LARGE = 200_000  # bytes of each file
OFFSETS = range(0, 2 * LARGE, 2 * LARGE // 10)  # room on the disk, less than both files need


def mount(*arguments: str) -> None:
    """Change what is mounted, for this process only."""
    subprocess.run(["mount", *arguments], check=True, capture_output=True)  # noqa: S603, S607 - the system's own


def files(folder: Path, generation: int) -> list[tuple[Path, bytes]]:
    """Return the files of a run."""
    return [(folder / name, f"{name} {generation} ".encode().ljust(LARGE, b".")) for name in NAMES]


def refused(folder: Path, says: str) -> list[str]:
    """Write anew. Return what is wrong: no refusal, another message, something changed or left."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    found = [f"{says}: was written"]
    try:
        write_all(files(folder, 1))
    except OutputError as err:
        found = [] if f"cannot be written ({says})" in str(err) else [f"{says}: told as {err}"]
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    return found + [
        f"{says}: {name} is not as it was" for name in before.keys() | after if before.get(name) != after.get(name)
    ]


@contextmanager
def filled(folder: Path, room: int) -> Iterator[None]:
    """Leave so many bytes of the disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4_096)):
                pass
        except OSError:
            pass
        file.truncate(max(0, file.tell() - room))
    yield
    filler.unlink()


def main() -> None:
    """Try one disk after the other."""
    folder = Path(sys.argv[1])
    mount("-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder))
    write_all(files(folder, 0))
    wrong: list[str] = []
    for room in OFFSETS:
        with filled(folder, room):
            wrong += refused(folder, "no space left on device")
    mount("--bind", str(folder / "x.json"), str(folder / "x.json"))  # so nothing can take its place
    wrong += refused(folder, "device or resource busy")
    subprocess.run(["umount", str(folder / "x.json")], check=True)  # noqa: S603, S607 - the system's own
    mount("-o", "remount,ro", str(folder))
    wrong += refused(folder, "read-only file system")
    try:
        with Hold([folder / NAMES[0]]):
            wrong.append("a disk that takes no files is found out too late")
    except OutputError:
        pass
    print(*wrong, len(OFFSETS) + 2, sep="\n")  # noqa: T201 - the answer of this program
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
