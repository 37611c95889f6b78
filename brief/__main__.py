"""A process in, its exit code out: `brief` and `python -m brief`, which answer an interrupt at any moment."""

from __future__ import annotations

import os
import sys
from typing import Final, NoReturn

INTERRUPTED: Final = 130


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    try:
        from brief.cli import main as run  # noqa: PLC0415 - loading takes long enough to be interrupted

        run()
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was written\n")
    except SystemExit as end:
        if end.code != INTERRUPTED:
            raise
    # Python would end by the signal instead, which programs see as -2, when the interrupt came inside an `exec`.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
