"""A file's bytes in, its draft out: read in one child process, which limits bound and a clock of ours ends.

The child is started when the first file needs it, serves all others, and is started again after a fault.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Final, NamedTuple, Self

from brief.collect import readers
from brief.collect.draft import Draft, UnreadableError
from brief.collect.frames import NoAnswerError, longest_head, receive, send, unpacked
from brief.collect.isolated import OVER_MEMORY
from brief.collect.limits import MEND, Limits

IN_PROCESS: Final = frozenset(("plaintext",))  # formats whose reader is Python's own decoding
_START = 30.0  # seconds within which the child must be ready
_PACKAGE = Path(__file__).resolve().parents[2]
# The caller's search path goes along as an argument: the child looks into no folder that happens to be the
# current one, into no user's settings and into no environment.
_CODE = (
    "import sys, json; a = json.loads(sys.argv[1]); sys.path[:] = a['path']; "
    "from brief.collect.isolated import main; main(sys.argv[2])"
)
_WATCHED = sys.platform == "darwin"


class _Child(NamedTuple):
    """A running child with its two pipes."""

    process: subprocess.Popen[bytes]
    orders: IO[bytes]
    answers: IO[bytes]


class _Fault(Exception):  # noqa: N818 - an end that a file has brought about, told to a person further up
    """The child ended or was ended over a file; the text says why."""


class Isolation:
    """Reads files one after the other. Use it in a `with`, which ends the child.

    `notices` says what does not hold on this system. `watched` has the child look after its own memory, as it must
    where the system does not.
    """

    def __init__(self, limits: Limits, *, watched: bool = _WATCHED) -> None:
        self._limits = limits
        self._watched = watched
        self._child: _Child | None = None
        self._ready = False
        self._used = False  # the child has read a file
        self._impossible = False
        self.notices: list[str] = []

    def prepare(self) -> None:
        """Start the child now, so that it loads while other work is done."""
        if self._child is not None or self._impossible:
            return
        path = [str(_PACKAGE), *(entry for entry in sys.path if Path(entry).is_absolute())]
        settings = json.dumps({"limits": asdict(self._limits), "watched": self._watched})
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                [sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE, json.dumps({"path": path}), settings],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name == "posix",  # an interrupt from the keyboard is the parent's to answer
            )
        except OSError as err:
            self._give_up(str(err.strerror or type(err).__name__))
            return
        assert process.stdin is not None  # noqa: S101 - for the type checker: pipes were asked for
        assert process.stdout is not None  # noqa: S101 - the same
        self._child, self._ready, self._used = _Child(process, process.stdin, process.stdout), False, False

    def read(self, kind: str, data: bytes) -> Draft:
        """Return the draft. Raise UnreadableError when the file has none or goes over a limit."""
        if kind in IN_PROCESS or not self._started():
            return readers.read(kind, data, self._limits)
        fresh = not self._used
        try:
            return self._asked(kind, data)
        except _Fault as err:
            if fresh or not self._started():
                raise UnreadableError(str(err)) from err
        # What earlier files have left in the child may be at fault, so the file is read once more in a new one.
        try:
            return self._asked(kind, data)
        except _Fault as err:
            raise UnreadableError(str(err)) from err

    def _started(self) -> bool:
        """Return whether a child is there that takes orders, waiting for it when it was just started."""
        self.prepare()
        if self._child is None or self._ready:
            return self._ready
        try:
            with self._clock(_START):
                head, _ = receive(self._child.answers, 10_000, 0)
        except (NoAnswerError, TimeoutError):
            self._end()
            self._give_up("it does not start")
            return False
        self._ready = True
        if head.get("memory") is not True:
            self._notice(f"{self._limits.named('memory_bytes')} does not hold on this system")
        return True

    def _asked(self, kind: str, data: bytes) -> Draft:
        """Have the child read one file. Raise UnreadableError, or _Fault when the child has ended over it."""
        child = self._child
        if child is None:
            raise _Fault("its reader could not be started again; try once more")
        self._used = True
        limits = self._limits
        try:
            with self._clock(limits.seconds):
                send(child.orders, {"kind": kind}, data)
                head, blobs = receive(child.answers, longest_head(limits.characters), limits.inflated_bytes)
            if "draft" in head:
                return unpacked(head["draft"], blobs)
        except TimeoutError as err:
            raise UnreadableError(self._too_long()) from err
        except (OSError, NoAnswerError) as err:
            raise _Fault(self._why(self._end())) from err
        if "over" in head:
            self._end()
            raise _Fault(self._over_memory())
        raise UnreadableError(str(head.get("unreadable", "gives no text; open it and save it anew")))

    def _why(self, code: int) -> str:
        if code == OVER_MEMORY:
            return self._over_memory()
        if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
            return self._too_long()
        limit = self._limits.named("memory_bytes")
        return f"breaks off its reader, being damaged or over {limit}; open it and save it anew"

    def _too_long(self) -> str:
        return f"takes longer than {self._limits.named('seconds')}; {MEND}"

    def _over_memory(self) -> str:
        return f"needs more than {self._limits.named('memory_bytes')}; {MEND}"

    def _give_up(self, why: str) -> None:
        self._impossible = True
        text = f"files are read without a process of their own ({why}), so that the limits of time and memory"
        self._notice(f"{text} do not hold: read only files that you trust")

    def _notice(self, text: str) -> None:
        if text not in self.notices:
            self.notices.append(text)

    def _clock(self, seconds: float) -> _Clock:
        assert self._child is not None  # noqa: S101 - for the type checker: asked for a running child only
        return _Clock(self, self._child.process, seconds)

    def _end(self, patience: float = 0.2) -> int:
        """End the child, if any. Return its exit code, its own when it ends within so many seconds."""
        child, self._child, self._ready = self._child, None, False
        if child is None:
            return 0
        with suppress(OSError):
            child.orders.close()
        try:
            code = child.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            child.process.kill()
            code = child.process.wait()
        child.answers.close()
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(patience=0)


class _Clock:
    """Kills a child after so many seconds, which shows as a TimeoutError."""

    def __init__(self, isolation: Isolation, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._isolation = isolation
        self._rung = False
        self._process = process
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def _ring(self) -> None:
        self._rung = True
        self._process.kill()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._rung:
            self._isolation._end()  # noqa: SLF001 - a part of the same thing
            if kind is None or issubclass(kind, OSError | NoAnswerError):
                raise TimeoutError from error
