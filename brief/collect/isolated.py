"""Orders on stdin in, drafts on stdout out: the process in which readers of complex formats run.

Started by `isolation.py`, it has read no file before and needs none: a file's bytes come over the pipe. It may not
write a file, open one that is no part of the program, open a connection or start a program, and the system ends it
when it needs more processor time or memory than the limits allow.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from types import ModuleType
from typing import BinaryIO, Final

from brief.collect import readers
from brief.collect.draft import UnreadableError
from brief.collect.frames import NoAnswerError, packed, receive, send
from brief.collect.limits import Limits

try:
    import resource as _resource
    import signal
except ImportError:  # not on Windows, where the parent's clock is the only limit
    _RESOURCE: ModuleType | None = None
else:
    _RESOURCE = _resource

OVER_MEMORY: Final = 86  # exit code: the watch found too much memory in use
_LATE = 5  # seconds after which the process ends itself, should its parent be gone
_WATCH = 0.05  # seconds between two looks at the memory in use
_HANDLES = 128  # open files
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.")
# What may be opened: Python, its libraries, this package, and what systems hold for all programs.
_PROGRAM: Final = tuple(
    os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - the hook below is called often, and compares text
    for path in (
        *sys.path,
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        *("/usr/lib", "/usr/share", "/etc/localtime"),
    )
    if path
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main(settings: str) -> None:
    """Answer orders until there are none; `settings` is JSON of the limits, and whether to watch the memory."""
    orders, answers = _streams()
    told = json.loads(settings)
    limits = Limits(**told["limits"])
    held = _bound_memory(limits.memory_bytes, watched=told["watched"])
    sys.addaudithook(_refuse)
    send(answers, {"memory": held})
    while True:
        try:
            head, blobs = receive(orders, 10_000, limits.inflated_bytes + limits.file_bytes)
        except NoAnswerError:
            return
        if not _answer(answers, str(head["kind"]), blobs[0], limits):
            return


def _answer(answers: BinaryIO, kind: str, data: bytes, limits: Limits) -> bool:
    """Send the draft of one file, or why there is none. Return whether this process is fit for another."""
    try:
        _bound_time(limits.seconds)
        draft = readers.read(kind, data, limits)
        _bound_time(0)
        send(answers, {"draft": packed(draft)}, *(file.data for file in draft.files))
    except UnreadableError as err:
        send(answers, {"unreadable": str(err)})
    except MemoryError:
        send(answers, {"over": "memory_bytes"})
        return False
    return True


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes, and point stdin and stdout elsewhere: libraries print what they like."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return orders, answers


def _bound_memory(limit: int, *, watched: bool) -> bool:
    """Limit memory, files and core dumps. Return whether the limit of memory holds on this system."""
    if _RESOURCE is None:
        return False
    _RESOURCE.setrlimit(_RESOURCE.RLIMIT_CORE, (0, 0))
    _RESOURCE.setrlimit(_RESOURCE.RLIMIT_NOFILE, (_HANDLES, _HANDLES))
    if not watched:
        hard = _RESOURCE.getrlimit(_RESOURCE.RLIMIT_AS)[1]
        most = limit if hard == _RESOURCE.RLIM_INFINITY else min(limit, hard)  # nobody may raise the system's own
        _RESOURCE.setrlimit(_RESOURCE.RLIMIT_AS, (most, most))
        return True
    unit = 1 if sys.platform == "darwin" else 1_024
    threading.Thread(target=_watch, args=(_RESOURCE, limit, unit), daemon=True).start()
    return True


def _watch(resource: ModuleType, limit: int, unit: int) -> None:
    """End the process when it has ever used too much: macOS takes a limit of the address space and ignores it."""
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit < limit:
        time.sleep(_WATCH)
    os._exit(OVER_MEMORY)


def _bound_time(seconds: int) -> None:
    """Let the system end this process after so many seconds of work, or a little later by the clock; 0: no limit.

    The parent keeps the time. This is for when the parent has been killed.
    """
    if _RESOURCE is None:
        return
    used = _RESOURCE.getrusage(_RESOURCE.RUSAGE_SELF)
    hard = _RESOURCE.getrlimit(_RESOURCE.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1 if seconds else hard
    _RESOURCE.setrlimit(_RESOURCE.RLIMIT_CPU, (soft, hard))
    signal.alarm(seconds + _LATE if seconds else 0)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise PermissionError for what no reader has to do; Python calls this for every event of its audit."""
    if event == "open" and len(arguments) > 2:  # noqa: PLR2004 - path, mode, flags
        path, _, flags = arguments[:3]
        if not isinstance(path, str | bytes) or path == os.devnull:
            return  # a file that is open already, or none
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("a reader may not write")
        if not os.path.normcase(os.path.abspath(os.fsdecode(path))).startswith(_PROGRAM):  # noqa: PTH100 - see above
            raise PermissionError("a reader may not open other files")
    elif event.startswith(_REFUSED):
        raise PermissionError("a reader may not reach out")
