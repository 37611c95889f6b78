"""One edit on its way into a briefing in, the briefing with it and what became of it out."""

from __future__ import annotations

from typing import Final

from brief.faults import nearest
from brief.model import Edit, Notice, Section, State
from brief.overrides import Outcome, Overrides

DRIFT: Final = "the edit stays; if it is still right, change its was"
UNSAID: Final = 'the edit stays; if it is still right, write was: "{now}" beside it'
SAME: Final = "the sources say the same; the edit may go"


class Verdict:
    """An edit, and every way in which it can end."""

    def __init__(self, overrides: Overrides, outcome: Outcome, edit: Edit) -> None:
        self.overrides, self.outcome, self.edit = overrides, outcome, edit
        self.remembered = False  # whether `was` is what the file beside remembers, not what the edit says
        self._hint = ""

    def remember(self, was: str) -> None:
        """Take what the sources said when the edit was made from memory: the edit does not say."""
        self.edit = self.edit.model_copy(update={"was": was})
        self.remembered = True

    def put(self, section: Section, gone: str, now: str = "") -> None:
        """Put the section into the briefing; conflicts about what is gone or decided go with it."""
        self.outcome.changed[section.id] = section
        if gone and self.outcome.base.conflicts:
            briefing = self.outcome.briefing
            conflicts = tuple(c for c in briefing.conflicts if not f"{c.address}/".startswith(f"{gone}/"))
            self.outcome.briefing = briefing.model_copy(update={"conflicts": conflicts})
        self.done(now)

    def done(self, now: str) -> None:
        """Tell that the edit is in the briefing."""
        self.outcome.applied.append(self.edit)
        self.outcome.tell(self.edit, "drifted" if self._hint else "applied", now, self._hint)

    def drifted(self, was: str, now: str, *, hint: str = "") -> None:
        """Note that the sources say something new; the edit is still to be put."""
        message = f'it was "{was}" then, the sources now say "{now or "nothing"}"; the edit stays'
        self._hint = hint or (UNSAID.format(now=now) if self.remembered else DRIFT)
        self.outcome.drifted.append(
            Notice(place=self.edit.place, message=f"drifted edit: {says(self.edit)}; {message}")
        )

    def redundant(self, now: str = "") -> None:
        """Tell that the edit changes nothing."""
        self.outcome.redundant.append(self.edit)
        self.outcome.tell(self.edit, "redundant", now, SAME)

    def unknown(self, address: str, known: list[str]) -> None:
        """Tell that the edit meets nothing, with the nearest that there is."""
        close = nearest(address, known, 0)
        mend = (
            f"nearest: {close}" if close else f"section {address.partition('/')[0]} is empty; add a record instead"
        )
        self.blame("orphaned", f"nothing is called {address}", mend, address)

    def blame(self, state: State, what: str, mend: str, address: str) -> None:
        """Tell that the edit cannot be put, with a fault at its place."""
        place = self.overrides.places.get(address, self.edit.place)
        fault = self.overrides.fault(place, len(address), what, mend)
        self.outcome.tell(self.edit, state, hint=f"{what}; {mend}")
        if fault not in self.outcome.faults:
            self.outcome.faults.append(fault)


def says(edit: Edit) -> str:
    """Return an edit in a few words."""
    value = edit.value if isinstance(edit.value, str) else ""
    return f"{edit.address} {edit.action}" + (f' "{value}"' if value else "")
