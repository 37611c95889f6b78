"""The schema's title, the actors and the days in; the briefing's title out, without the parts nobody knows."""

from __future__ import annotations

import re
from datetime import date

from brief.lexicon import Lexicon
from brief.reconcile.actors import Actors
from brief.reconcile.window import Window

_SLOT = re.compile(r"\{([\w.]+)\}")


def compose(template: str, actors: Actors, window: Window | None, lexicon: Lexicon) -> str:
    """Return the title; a placeholder that cannot be filled goes with the word or comma that leads to it."""

    def fill(match: re.Match[str]) -> str:
        return days(window, lexicon) if match[1] == "dates" else named(match[1], actors, lexicon)

    text = template
    for slot in dict.fromkeys(_SLOT.findall(template)):
        if not _SLOT.sub(fill, f"{{{slot}}}"):
            text = re.sub(rf"(?:[,:;]?\s+[a-z]{{1,6}}\s+|[,:;]?\s*)\{{{re.escape(slot)}\}}(?:['’]s)?", "", text)
    title = re.sub(r"\s+", " ", _SLOT.sub(fill, text)).strip(" ,:;–-")
    return title[:1].upper() + title[1:]


def named(reference: str, actors: Actors, lexicon: Lexicon) -> str:
    """Return the names of an actor, countries with the article that English gives them."""
    articled = lexicon.words("synonyms.articled")
    people = actors.people
    names = []
    for key in actors.get(reference):
        person = people.by_key(key)
        names.append(person.name if person else f"the {key}" if key in articled else key)
    joint = next(iter(lexicon.sequence("synonyms.and")), "&")
    return f" {joint} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def days(window: Window | None, lexicon: Lexicon) -> str:
    """Return the days as "13–14 May 2019", with no more repeated than needed; "" without a window."""
    if window is None:
        return ""
    months = lexicon.sequence("dates.months")
    first, last = window.first, window.last
    if first == last:
        return _day(first, months)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last, months)}"
    if first.year == last.year:
        return f"{first.day} {months[first.month - 1]} – {_day(last, months)}"
    return f"{_day(first, months)} – {_day(last, months)}"


def _day(day: date, months: tuple[str, ...]) -> str:
    return f"{day.day} {months[day.month - 1]} {day.year}"
