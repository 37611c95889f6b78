"""All that a briefing depends on before any edit of a value in, one digest out: equal digests, equal briefings.

With it an unchanged folder costs no reading, no parsing and no reconciling. What is not sure to be the same again
has no fingerprint, and nothing is kept for it.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from brief.collect.folders import content, find
from brief.collect.limits import LIMITS, MEND, Limits
from brief.model import Notice

_PASSING = (MEND, "breaks off its reader", "try once more")  # words of what the next run may see otherwise


def fingerprint(
    paths: Sequence[Path], known: Sequence[str], targets: Sequence[Path] = (), limits: Limits = LIMITS
) -> str:
    """Return the digest of the files among `paths`, of this program, and of what else is `known` to matter.

    "" when a file cannot be read, or is a target and so about to change.
    """
    found, notices = find(paths, limits)
    written = {target.resolve() for target in targets}
    if not found or any(file.path in written for file in found):
        return ""
    digest = hashlib.sha256()
    for part in (*known, repr(limits), *(repr(notice) for notice in notices), *_libraries()):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    try:
        for file in found:
            digest.update(f"{file.path}\0{file.shown}\0{file.asked}\0".encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(content(file.path, limits)).digest())
        for module in _modules():
            digest.update(module.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def lasting(notices: Sequence[Notice]) -> bool:
    """Return whether another run would notice the same: what ran into a limit or ended its reader might not."""
    return not any(
        notice.place == "readers" or any(words in notice.message for words in _PASSING) for notice in notices
    )


def _modules() -> list[Path]:
    """Return the program itself."""
    return sorted(Path(__file__).parent.rglob("*.py"))


def _libraries() -> list[str]:
    """Return the names and versions of all that is installed, as their folders are called: nothing is opened."""
    names: set[str] = set()
    for folder in sys.path:
        try:
            names |= {entry.name for entry in Path(folder or ".").iterdir() if entry.suffix == ".dist-info"}
        except OSError:
            continue
    return [sys.version, *sorted(names)]
