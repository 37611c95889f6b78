"""What the test run may open, for itself and for every Python that it starts."""

import os
import site
import sys
import sysconfig
import tempfile
from pathlib import Path

from sealed.listening import Seal

ROOT = Path(__file__).resolve().parents[1]
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
_ARTICLES = ROOT.parent / "shared"  # of tests/floor.py; it may be a link
READABLE = (
    *(_HOME, *_SYSTEM, *filter(None, map(os.path.abspath, _PYTHON))),
    *(str(ROOT), str(_ARTICLES), os.path.realpath(_ARTICLES)),
)
# What may be written: temporary folders, caches of the tools. /proc takes no file, and a test relies on that.
_CACHES = tuple(
    f"{ROOT}/{name}" for name in (".pytest_cache", ".hypothesis", ".import_linter_cache", ".mypy_cache")
)
WRITABLE = (tempfile.gettempdir(), os.path.realpath(tempfile.gettempdir()), *_CACHES, "/dev/", "/proc/")


def sealed() -> Seal:
    """Return what listens to this process from now on."""
    seal = Seal(READABLE, WRITABLE)
    seal.listen()
    return seal


def seal_children(told: Path) -> None:
    """Have every Python that this process starts tell a file what it reached out for."""
    os.environ["SEALED_TO"] = str(told)
    os.environ["SEALED_READABLE"] = os.pathsep.join(READABLE)
    os.environ["SEALED_WRITABLE"] = os.pathsep.join(WRITABLE)
    known = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent / "sealed"), *known])
