"""Dated records in, a timeline out: before, in and after the days of the briefing, the nearest and best carried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from brief.render.blocks import Figure, Table
from brief.render.layout_drawn import Drawn, cell, drawn, linked, listed
from brief.render.layout_said import tells_nothing
from brief.render.layout_table import widths
from brief.render.layout_values import Setting
from brief.render.pictures import Day, Deed, Stretch, Timeline
from brief.render.wording import filled
from brief.schema import PictureSpec

Place = Literal["before", "during", "after"]
Shown = dict[Place, list[tuple[str, list[Drawn]]]]  # dates of each stretch with what is told of them

_DAYS, _DURING, _AHEAD = 10, 3, 4  # dates on the line, of them at first in the window and after it
_PER_DAY = 2
_SPEAKER = 8  # words that name who spoke
_LEAST = 3  # dates; fewer make no line
_DAY = len("2000-01-01")


def timeline(setting: Setting, picture: PictureSpec) -> tuple[Figure, str] | None:
    """Return the picture and what is to be known of it; None when fewer than three dates can be placed."""
    found = [one for one in drawn(setting, picture.draws) if not _idle(setting, one)]
    days: dict[str, list[Drawn]] = {}
    for one in found:
        days.setdefault(one.when, []).append(one)
    ends = _window(setting)
    placed: dict[Place, list[str]] = {"before": [], "during": [], "after": []}
    for when in sorted(days):
        place = _place(when, *ends)
        if place is not None:
            placed[place].append(when)
    if sum(map(len, placed.values())) < _LEAST:
        return None
    shown: Shown = {
        place: [(when, _best(setting, days[when])) for when in _chosen(setting, days, placed[place], place, most)]
        for place, most in _allotted(placed).items()
        if most
    }
    left = len(found) - sum(len(told) for whens in shown.values() for _, told in whens)
    wording = setting.wording
    return _figure(setting, picture, shown), wording.count("picture.more", left) if left else ""


def _figure(setting: Setting, picture: PictureSpec, shown: Shown) -> Figure:
    wording = setting.wording
    titles = _titles(setting, picture)
    stretches = tuple(
        Stretch(
            title=titles[place],
            place=place,
            days=tuple(Day(date=wording.date(when), deeds=_deeds(setting, told)) for when, told in whens),
        )
        for place, whens in shown.items()
    )
    rows = [
        (cell(titles[place]), cell(wording.date(when)), cell(one.text), linked(setting, one.numbers(setting)))
        for place, whens in shown.items()
        for when, told in whens
        for one in told
    ]
    title = picture.title or wording.say("picture.timeline")
    head = wording.words("picture.timeline_columns")
    data = Table(head=head, rows=tuple(rows), widths=widths(head, rows), summary=title)
    alt = [f"{title}, {wording.say('picture.unscaled')}."]
    alt += [f"{stretch.title}: {'; '.join(day.told for day in stretch.days)}." for stretch in stretches]
    made = Timeline(stretches=stretches, legend=wording.say("picture.timeline_legend"))
    return Figure(title=title, picture=made, alt=" ".join(alt), data=data)


def _deeds(setting: Setting, told: Sequence[Drawn]) -> tuple[Deed, ...]:
    return tuple(Deed(text=one.text, sources=listed(setting, one.numbers(setting))) for one in told)


def _idle(setting: Setting, one: Drawn) -> bool:
    """Return whether a record is a mere word, or only tells that somebody spoke: "An official told reporters"."""
    words = one.text.split()
    starts = range(min(len(words), _SPEAKER))
    mere = not one.whole and len(words) == 1
    return mere or any(tells_nothing(setting, " ".join(words[place:])) for place in starts)


def _best(setting: Setting, found: Sequence[Drawn]) -> list[Drawn]:
    """Return what is told of one date: the best carried, and what names who did it before "he" and fragments."""

    def rank(one: Drawn) -> tuple[int, bool]:
        unnamed = setting.wording.without_front(one.text, "subject") != one.text
        return -one.voices(setting), unnamed or not one.whole

    return sorted(found, key=rank)[:_PER_DAY]


def _window(setting: Setting) -> tuple[str, str]:
    """Return the first and the last day that the briefing is about: both its own day when it has no window."""
    window = setting.schema.window
    section = setting.briefing.section(window.section) if window else None
    found = sorted(
        end
        for record in (section.records if section and window else ())
        for value in (record.fields.get(window.field, ()) if window else ())
        for end in _ends(value.normal)
        if len(end) == _DAY
    )
    as_of = setting.briefing.header.as_of
    return (found[0], found[-1]) if found else ("", as_of[:_DAY])


def _ends(when: str) -> Iterator[str]:
    yield from (end.strip() for end in when.split("/"))


def _place(when: str, start: str, end: str) -> Place | None:
    """Return where a date stands to the window, None where it is too vague to tell or is none."""
    first, *_, last = [*_ends(when), *_ends(when)]
    low, high = _filled_up(first, "-01-01"), _filled_up(last, "-12-31")
    if not first[:4].isdigit():
        return None
    if not end:
        return "before"
    until = _filled_up(end, "-12-31")
    if low > until:
        return "after"
    if start and low >= start:
        return "during" if high <= until else None
    past = high < start if start else high <= until
    return "before" if past else None


def _filled_up(iso: str, otherwise: str) -> str:
    """Return a date with its month and day, those of `otherwise` where it has none."""
    return iso + otherwise[len(iso) - _DAY :] if len(iso) < _DAY else iso


def _allotted(placed: Mapping[Place, Sequence[str]]) -> dict[Place, int]:
    """Return how many dates of each stretch are drawn: those ahead and of the window first, then what led there."""
    ahead, during = min(len(placed["after"]), _AHEAD), min(len(placed["during"]), _DURING)
    before = min(len(placed["before"]), _DAYS - ahead - during)
    ahead = min(len(placed["after"]), _DAYS - before - during)
    during = min(len(placed["during"]), _DAYS - before - ahead)
    return {"before": before, "during": during, "after": ahead}


def _chosen(
    setting: Setting, days: Mapping[str, Sequence[Drawn]], whens: Sequence[str], place: Place, most: int
) -> list[str]:
    """Return so many dates in their order, by turns the best carried and the nearest."""
    near = list(reversed(whens)) if place == "before" else list(whens)
    carried = sorted(near, key=lambda when: -max(one.voices(setting) for one in days[when]))
    kept: set[str] = set()
    for pair in zip(carried, near, strict=True):
        for when in pair:
            if len(kept) < most:
                kept.add(when)
    return sorted(kept)


def _titles(setting: Setting, picture: PictureSpec) -> dict[Place, str]:
    """Return what the stretches are called, the days filled in."""
    start, end = _window(setting)
    wording = setting.wording
    fills = {"dates": wording.span((start, end)) if start else "", "date": wording.date(end) if end else ""}
    if start:
        before, during, after = picture.parts or wording.words("picture.window_parts")
        return {
            "before": filled(before, **fills),
            "during": filled(during, **fills),
            "after": filled(after, **fills),
        }
    parts = picture.parts if picture.parts and not setting.schema.window else wording.words("picture.parts")
    before, after = parts if end else (wording.say("picture.undated"), "")
    return {"before": filled(before, **fills), "during": "", "after": filled(after, **fills)}
