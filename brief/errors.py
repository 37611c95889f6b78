"""What the user can mend. Every message reads `place: what is wrong; what would be right`.

BriefError                 exit 70 unless a child says otherwise
├── UsageError        2    a command line that cannot be meant
├── NoSourceError     3    nothing readable among the sources
├── ContentError      4    YAML, schema or overrides with faults, all of them listed
└── OutputError       5    a file that cannot be written
"""

from __future__ import annotations

from collections.abc import Sequence


class BriefError(Exception):
    """A fault that the person at the keyboard can mend; its text is shown as it is."""

    exit_code = 70


class UsageError(BriefError):
    """The command line asks for something that does not exist or does not go together."""

    exit_code = 2


class NoSourceError(BriefError):
    """No source could be read; the notices beside it say why for each file."""

    exit_code = 3


class ContentError(BriefError):
    """A YAML file has faults; `faults` holds one finished text each, in the order of the file."""

    exit_code = 4

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class OutputError(BriefError):
    """A result cannot be written; what stood there before is untouched."""

    exit_code = 5
