"""The path of a lock in, whether this process has it out; when the process ends, in any way, the lock is free."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path


class Lock:
    """A file that one process has locked at a time, taken and given up by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1
        self.number = 0  # of the file on its disk, 0 when not taken

    def taken(self, ours: set[int]) -> bool:
        """Return whether the lock is taken now. `ours` are files locked by this run under another name."""
        handle = os.open(self._path, os.O_RDONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        number = os.fstat(handle).st_ino
        if number and number in ours:
            os.close(handle)
            return True
        # Whoever had the lock before deletes the file: what was opened may no longer be what stands there.
        if not _locked(handle) or not self._stands(number):
            os.close(handle)
            return False
        self._handle, self.number = handle, number
        return True

    def _stands(self, number: int) -> bool:
        try:
            return self._path.stat().st_ino == number
        except OSError:
            return False

    def give_up(self) -> None:
        """Let others write."""
        if self._handle >= 0:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
            self._handle = -1
            if sys.platform == "win32":  # an open file cannot be deleted there
                with suppress(OSError):
                    self._path.unlink()


def _locked(handle: int) -> bool:
    """Lock an open file. Return False when another process has it; True where the disk knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there is none elsewhere

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - there is none on Windows

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as err:
        return err.errno not in {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
    return True
