"""A holder's record in, its place among the sides out: the principal's state first, then the one visited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.model import Record
from brief.render.layout_values import Setting, heading, lead
from brief.schema import SectionSpec

_NAMES = ("names", "demonyms", "people", "bodies", "seats")


class Sides:
    """The states that the briefing's actors speak for, in the schema's order of actors."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._people = dict(_people(setting))
        self.states = tuple(dict.fromkeys(state for actor in setting.schema.actors for state in self._of(actor)))
        self._words = [self._named(state) for state in self.states]

    def place(self, section: SectionSpec, record: Record) -> int:
        """Return the number of the side that a holder speaks for, the number of sides when for none."""
        value = record.first(lead(section))
        called = heading(self._setting, section, record)
        told = {called, self._people.get(called, "")} | ({value.normal, value.text} if value else set())
        for place, state in enumerate(self.states):
            if state in told:
                return place
        return next((place for place, words in enumerate(self._words) if words.search(called)), len(self.states))

    def first(self, holders: Sequence[tuple[str, int]], limit: int) -> list[str]:
        """Return so many holders, the first of each side before a second one of any, in order of sides."""
        seen: dict[int, int] = {}
        ranked: list[tuple[int, int, int, str]] = []
        for order, (holder, side) in enumerate(holders):
            turn = seen[side] = seen.get(side, -1) + 1
            ranked.append((turn, side, order, holder))
        chosen = sorted(ranked)[:limit]
        return [holder for _, _, _, holder in sorted(chosen, key=lambda one: (one[1], one[2]))]

    def _of(self, actor: str) -> list[str]:
        keys = self._setting.briefing.actors.get(actor, ())
        if self._setting.schema.actors[actor].type == "country":
            return list(keys)
        return [self._people[key] for key in keys if key in self._people]

    def _named(self, state: str) -> re.Pattern[str]:
        node = self._setting.wording.lexicon.node(f"countries.states.{state}")
        known = node if isinstance(node, dict) else {}
        words = [state, *(str(word) for name in _NAMES for word in known.get(name, ()))]
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _people(setting: Setting) -> list[tuple[str, str]]:
    """Return the state of each person, by name and by key."""
    found: list[tuple[str, str]] = []
    for section in setting.schema.sections:
        states = [name for name, spec in section.fields.items() if spec.type == "country"]
        made = setting.briefing.section(section.id)
        if not states or section.fields[section.identity.field].type != "person" or made is None:
            continue
        for record in made.records:
            state = next((v.normal or v.text for name in states for v in record.fields.get(name, ())), "")
            if state:
                found += [
                    (name, state) for name in (heading(setting, section, record), record.key, *record.aliases)
                ]
    return found[::-1]  # in a mapping the first section's word counts
