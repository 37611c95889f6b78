"""The events of Python's audit in, those that reach out of the test run out: connections, foreign files."""

import os
import sys

_CONNECTING = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Seal:
    """Listens to the audit of this process and keeps what reached out; also in a file, where one is named.

    `readable` and `writable` are how paths begin that may be opened.
    """

    def __init__(self, readable: tuple[str, ...], writable: tuple[str, ...], told: str = "") -> None:
        self.broken: list[str] = []
        self._readable = (*readable, *writable)
        self._writable = writable
        self._told = told

    def listen(self) -> None:
        """Begin to listen; Python offers no way to stop."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _CONNECTING:
            self._break(f"{event} {arguments[1:]!r}")
            raise PermissionError(f"a test reached for the network: {event}")
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            self._opened(os.fsdecode(arguments[0]), writing=bool(flags & _WRITING))

    def _opened(self, path: str, *, writing: bool) -> None:
        full = os.path.abspath(path)  # noqa: PTH100 - Path would open nothing either, but costs more
        if writing and "__pycache__" in full:
            return
        if not full.startswith(self._writable if writing else self._readable):
            self._break(f"{'wrote' if writing else 'opened'} {full}")

    def _break(self, what: str) -> None:
        self.broken.append(what)
        if self._told:
            handle = os.open(self._told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(handle, f"{what} by {sys.argv[:3]}\n".encode("utf-8", "backslashreplace"))
            os.close(handle)
