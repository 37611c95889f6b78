"""The events of Python's audit in, those that reach out of the test run out: connections, foreign files."""

import os
import site
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_CONNECTING = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What may be read: the package with its inputs, Python with its libraries, the system's fonts and clock.
# reportlab looks for settings of its own at home, which nobody has; the program cannot tell it not to.
_HOME = str(Path.home() / ".reportlab_")
_SYSTEM = ("/dev/", "/etc/localtime", "/etc/os-release", "/proc/", "/sys/fs/cgroup", "/usr/share/", "/usr/lib/")
_PYTHON = (
    *sys.path,
    sys.prefix,
    sys.base_prefix,
    sys.exec_prefix,
    *site.getsitepackages(),
    *sysconfig.get_paths().values(),
)
# What may be written: temporary folders, caches of the tools, the bytecode of what is imported.
_CACHES = tuple(
    f"{ROOT}/{name}" for name in (".pytest_cache", ".hypothesis", ".import_linter_cache", ".mypy_cache")
)


class Seal:
    """Listens to the audit of this process from now on and keeps what reached out."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        temporary = {tempfile.gettempdir(), os.path.realpath(tempfile.gettempdir())}
        self._writable = (
            *temporary,
            *_CACHES,
            "/dev/",
            "/proc/",
        )  # the last takes no file, and a test relies on that
        articles = ROOT.parent / "shared"  # of tests/floor.py; it may be a link
        inputs = (str(ROOT), str(articles), os.path.realpath(articles))
        self._readable = (*self._writable, _HOME, *_SYSTEM, *filter(None, map(os.path.abspath, _PYTHON)), *inputs)

    def listen(self) -> None:
        """Begin to listen; Python offers no way to stop."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _CONNECTING:
            self.broken.append(f"{event} {arguments[1:]!r}")
            raise PermissionError(f"a test reached for the network: {event}")
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            self._opened(os.fsdecode(arguments[0]), writing=bool(flags & _WRITING))

    def _opened(self, path: str, *, writing: bool) -> None:
        full = os.path.abspath(path)  # noqa: PTH100 - Path would open nothing either, but costs more
        if writing and "__pycache__" in full:
            return
        if not full.startswith(self._writable if writing else self._readable):
            self.broken.append(f"{'wrote' if writing else 'opened'} {full}")
