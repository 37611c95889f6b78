"""Folders of odd files in, what became of each out: text, nothing to read, or a named fault.

    BRIEF_CORPORA=FOLDER[:FOLDER…] PYTHONPATH=tests python -m fuzz.corpora [--all]

Good folders are the test files of pdf.js, Tika, POI and veraPDF, or a heap of old mail; none is shipped.
Every file is read as a run reads it. Printed are a line for each folder and every reason with its number of
files and one of them. A file goes wrong when it raises what no person can mend, has a reader of ours stumble, takes
longer than its limit, or gives a source that does not hold together; then the exit code is 1.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fuzz.driver import SLOW, _check

from brief.collect import LIMITS, readers
from brief.collect.cues import Cues, compile_cues
from brief.collect.draft import Draft, UnreadableError
from brief.collect.isolation import Isolation
from brief.lexicon import load_lexicon

KINDS = frozenset((*readers.SUFFIXES, *readers.MENDS))
STUMBLED = re.compile(r"cannot be read as|breaks off its reader|takes longer than|needs more (?:than|memory)")
NUMBERS = re.compile(r"[\d,]+")


def files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder whose suffix says a kind that people put among their sources."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in KINDS:
            yield path


def outcome(path: Path, isolation: Isolation, cues: Cues) -> tuple[str, str]:
    """Return what became of a file, "text", "empty", "refused" or "wrong", and the reason."""
    data = path.read_bytes()
    if len(data) > LIMITS.file_bytes:
        return "refused", f"larger than {LIMITS.named('file_bytes')}"
    if not data.strip():
        return "empty", "the file is empty"
    begun = time.monotonic()
    try:
        draft = isolation.read(readers.kind(path.name, data, asked=True), data)
        for one in (draft, *draft.drafts):
            _check(one, cues)
    except UnreadableError as err:
        return ("wrong" if STUMBLED.search(str(err)) else "refused"), str(err)
    except Exception as err:  # noqa: BLE001 - this is what it looks for
        return "wrong", f"{type(err).__name__}: {err}"
    seconds = time.monotonic() - begun
    if seconds > SLOW:
        return "wrong", f"took {seconds:.0f} s"
    return ("text" if _told(draft) else "empty"), draft.format


def _told(draft: Draft) -> bool:
    return bool(draft.text.strip() or draft.drafts or draft.files)


def main() -> int:
    """Read all folders that the variable names; `--all` lists every file with its outcome."""
    cues = compile_cues(load_lexicon())
    wrong = 0
    for folder in map(Path, filter(None, os.environ.get("BRIEF_CORPORA", "").split(os.pathsep))):
        counts: Counter[str] = Counter()
        reasons: dict[tuple[str, str], list[Path]] = {}
        slowest = (0.0, Path())
        with Isolation(LIMITS) as isolation:
            for path in files(folder):
                begun = time.monotonic()
                what, why = outcome(path, isolation, cues)
                slowest = max(slowest, (time.monotonic() - begun, path))
                counts[what] += 1
                reasons.setdefault((what, NUMBERS.sub("#", why)), []).append(path)
                if "--all" in sys.argv:
                    print(what, why, path, sep="\t", flush=True)  # noqa: T201 - what the person waits for
        told = ", ".join(f"{counts[what]} {what}" for what in ("text", "empty", "refused", "wrong"))
        print(f"{folder}: {counts.total()} files: {told}; slowest {slowest[0]:.1f} s ({slowest[1].name})")  # noqa: T201 - the same
        for (what, why), paths in sorted(reasons.items(), key=lambda one: (one[0][0] != "wrong", -len(one[1]))):
            if what != "text":
                print(f"  {what:8}{len(paths):5}  {why}  ({paths[0].name})", flush=True)  # noqa: T201 - the same
        wrong += counts["wrong"]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
