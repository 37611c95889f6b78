"""Matches of dates told from here and now in (Monday, yesterday, two days ago); date expressions out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from brief.extract.dates_calendar import (
    DAYS,
    MONTHS,
    Direction,
    day_of,
    shift_months,
    week_of,
    weekday_ahead,
    weekday_back,
)
from brief.extract.dates_explicit import day_number, month_day
from brief.extract.dates_scene import STORY, DateExpression, Granularity, Scene

Found = list[DateExpression]
SAME_PASSAGE = 400  # characters within which "a day earlier" counts from a day told before
SAME_STORY = 1500  # characters within which several days told of leave open which one is meant
SATURDAY = 5
LABEL = re.compile(r"[^\S\n]?(?:[:–—-]|\n|$)")  # "Monday: talks": the line's verbs are not the day's
GIVEN = re.compile(r"\s(?:by|for|with|in)\b")  # "dinner hosted by": no verb of the line
LINES = re.compile(r"[^\n]*\n?[^\n]*")  # the rest of a line, and the next
JOINED = re.compile(r"\s*(?:and|or|to|through|until|[-–&,])\s*")
ALSO = re.compile(r"\s(?:and|then)\s[^.!?;:\n\"“”]{1,60}\son\s")  # Odera on Monday and the president on Tuesday
HABIT = re.compile(r"\s(?:and\s\w+day\s)?(?:mornings|afternoons|evenings|nights)\b")
SHIFT = {"last": -1, "this": 0, "next": 1}
EARLIER = frozenset({"ago", "earlier", "before", "previously", "prior"})


def _one(match: re.Match[str], when: date | None, method: str) -> Found:
    return [DateExpression(match.start(), match.end(), when.isoformat(), "", "day", method)] if when else []


def weekday(scene: Scene, match: re.Match[str]) -> Found:
    """Read on Tuesday, last Friday, next Monday and Tuesday, Friday last week."""
    if scene.anchor is None or _is_title(scene, match):
        return []
    number = scene.words.weekdays[match["weekday"].lower()]
    relative = " ".join((match["rel"] or "").lower().split())
    if match["week"] or match["far"] or match["on"]:
        return _one(match, _in_a_week(match, scene.anchor, number), "weekday")
    if relative:
        return _one(match, _named_weekday(scene, match, relative, number), "weekday")
    joined = _after_joined(scene, match.start(), number)
    if joined:
        return _one(match, joined, "weekday")
    label = LABEL.match(scene.text, match.end()) and scene.text[: match.start()].endswith("\n")
    direction = "" if label else scene.direction(match.start())
    repeated = None if direction else _told_before(scene, match.start(), number)
    if repeated:
        return _one(match, repeated, "weekday")
    if label and not direction:
        direction = _label(scene, match.end())
    return _one(match, (weekday_ahead if direction == "ahead" else weekday_back)(scene.anchor, number), "weekday")


def _in_a_week(match: re.Match[str], anchor: date, number: int) -> date:
    """Return the day of "Friday last week", and of "Tuesday week", which is the Tuesday after the coming one."""
    if match["week"]:
        return week_of(anchor)[0] + timedelta(DAYS * SHIFT[match["week"]] + number)
    weeks = 2 if "fortnight" in (match["far"] or match["on"]).lower() else 1
    return weekday_ahead(anchor + timedelta(1), number) + timedelta(DAYS * weeks)


def _label(scene: Scene, at: int) -> Direction:
    """Return whether the lines that a weekday heads lie ahead, as a programme does, or tell what was."""
    found = LINES.match(scene.text, at)
    told = scene.words.cues.back.finditer(found[0]) if found else ()
    return "back" if any(not GIVEN.match(m.string, m.end()) for m in told) else "ahead"


def _told_before(scene: Scene, at: int, number: int) -> date | None:
    """Return the day for a weekday of which no verb tells: named before, or to come like the weekday before it."""
    told = [d for d in scene.recent(at, SAME_STORY) if d.method == "weekday" and d.granularity == "day"]
    days = [date.fromisoformat(d.value) for d in told]
    same = next((day for day in days if day.weekday() == number), None)
    if same:
        return same
    ahead = days and scene.anchor and days[0] > scene.anchor and at - told[0].end <= SAME_PASSAGE
    return weekday_ahead(days[0], number) if ahead else None


def _named_weekday(scene: Scene, match: re.Match[str], relative: str, number: int) -> date | None:
    anchor, day = scene.anchor, timedelta(1)
    if anchor is None:
        return None
    word = relative.removeprefix("the ")
    if word in ("last", "this past"):
        return weekday_back(anchor - day, number)
    if relative.startswith("the ") and word != "coming":
        known = scene.last_day(match.start(), SAME_PASSAGE)
        if known is None:
            return None
        return (
            weekday_ahead(known + day, number)
            if word in scene.words.next_words
            else weekday_back(known - day, number)
        )
    if word == "this" and scene.direction(match.start()) == "back":
        return weekday_back(anchor, number)
    return weekday_ahead(anchor if word == "this" else anchor + day, number)


def _after_joined(scene: Scene, at: int, number: int) -> date | None:
    """Return the day for the second of "Monday and Tuesday": the first such day after the other."""
    last = scene.found[-1] if scene.found else None
    if last is None or last.method != "weekday" or last.granularity != "day":
        return None
    between = scene.text[last.end : at]
    if not JOINED.fullmatch(between) and (not ALSO.fullmatch(between) or _has_verb(scene, between)):
        return None
    return weekday_ahead(date.fromisoformat(last.value) + timedelta(1), number)


def _has_verb(scene: Scene, text: str) -> bool:
    cues = scene.words.cues
    return any(cue.search(text) for cue in (cues.ahead, cues.infinitive, cues.back))


def _is_title(scene: Scene, match: re.Match[str]) -> bool:
    """Return whether no single day is meant: Fox News Sunday, Sunday Igboho, each Sunday, Sunday mornings."""
    cues, left = scene.words.cues, scene.left(match.start())
    if cues.title_before.search(left) or cues.name_before.search(left) or cues.recurring.search(left):
        return True
    if cues.title_after.match(scene.text, match.end()) or HABIT.match(scene.text, match.end()):
        return True
    named = re.match(r"[^\S\n][A-Z][a-z]+", scene.text[match.end() : match.end() + 12])
    return bool(named) and not match["rel"] and not cues.weekday.search(left)


def weekday_the(scene: Scene, match: re.Match[str]) -> Found:
    """Read Monday the 13th, Friday 23: the nearest day on which both agree."""
    cues = scene.words.cues
    if scene.anchor is None or not (match["the"] or cues.open_after.match(scene.text, match.end())):
        return []
    number, wanted = scene.words.weekdays[match["weekday"].lower()], int(re.sub(r"\D", "", match["day"]))
    reach = 2 * MONTHS * DAYS
    near = (scene.anchor + timedelta(sign * n) for n in range(reach) for sign in (-1, 1))
    fit = next((d for d in near if d.day == wanted and d.weekday() == number), None)
    return _one(match, fit, "weekday")


def the_day(scene: Scene, match: re.Match[str]) -> Found:
    """Read the 15th: of the month under way in the text."""
    cues = scene.words.cues
    if not match["of"] and not (
        cues.day.search(scene.left(match.start())) and cues.open_after.match(scene.text, match.end())
    ):
        return []
    return _day_of_month(scene, match, int(re.sub(r"\D", "", match["day"])))


def nth_day(scene: Scene, match: re.Match[str]) -> Found:
    """Read the fifth of this month, the twenty-first of May."""
    return month_day(scene, match) if match["month"] else _day_of_month(scene, match, day_number(scene, match))


def _day_of_month(scene: Scene, match: re.Match[str], day: int) -> Found:
    """Return a day of this, last or next month, else of the month under way in the text."""
    known = scene.last_month(match.start())
    if match["whose"] in SHIFT:
        known = shift_months(scene.anchor, SHIFT[match["whose"]]) if scene.anchor else None
    return _one(match, day_of(known[0], known[1], day), "partial") if known else []


def relative_day(scene: Scene, match: re.Match[str]) -> Found:
    """Read today, yesterday, tomorrow, tonight; not "Russia Today"."""
    word = " ".join(match["word"].split()).lower()
    before = scene.text[max(0, match.start() - 2) : match.start()]
    if scene.anchor is None or (
        match["word"][0].isupper() and not re.search(r"(?:^|[.!?\n\"“‘'(—–:]\s?)$", before)
    ):
        return []
    return _one(match, scene.anchor + timedelta(scene.words.relative_days[word]), "deictic")


def calendar_unit(scene: Scene, match: re.Match[str]) -> Found:
    """Read last week, this month, next year; "the last year" is a stretch of time and no date."""
    if scene.anchor is None or re.search(r"\bthe\s+$", scene.left(match.start()), re.IGNORECASE):
        return []
    shift = SHIFT[match["rel"].lower()]
    if match["unit"] == "weekend":
        return _weekend(match.span(), _saturday(scene, match.start(), shift, scene.anchor))
    return _unit(match, scene.anchor, match["unit"], shift, "deictic")


def _saturday(scene: Scene, at: int, shift: int, anchor: date) -> date:
    """Return the Saturday of last, this or next weekend; on a Monday "this" looks back when the tense does."""
    if not shift and scene.direction(at) == "back":
        return weekday_back(anchor, SATURDAY)
    return week_of(anchor)[0] + timedelta(SATURDAY + DAYS * shift)


def _unit(match: re.Match[str], anchor: date, unit: str, shift: int, method: str) -> Found:
    """Return the day, week, month or year so many units from an anchor, no more precise than the unit."""
    start, end = match.start(), match.end()
    if unit == "day":
        return _one(match, anchor + timedelta(shift), method)
    if unit == "week":
        monday, sunday = week_of(anchor + timedelta(DAYS * shift))
        return [DateExpression(start, end, monday.isoformat(), sunday.isoformat(), "range", method)]
    year, month = (anchor.year + shift, 0) if unit == "year" else shift_months(anchor, shift)
    grain: Granularity = "month" if month else "year"
    return [DateExpression(start, end, f"{year:04}-{month:02}" if month else f"{year:04}", "", grain, method)]


def weekend(scene: Scene, match: re.Match[str]) -> Found:
    """Read over the weekend."""
    if scene.anchor is None:
        return []
    ahead = scene.direction(match.start()) == "ahead"
    return _weekend(match.span("span"), (weekday_ahead if ahead else weekday_back)(scene.anchor, SATURDAY))


def _weekend(place: tuple[int, int], saturday: date) -> Found:
    sunday = saturday + timedelta(1)
    return [DateExpression(*place, saturday.isoformat(), sunday.isoformat(), "range", "deictic")]


def count(scene: Scene, match: re.Match[str]) -> Found:
    """Read two days ago, a day earlier, three weeks later; not "a day before the summit", "earlier than"."""
    way, after = match["way"], scene.text[match.end() : match.end() + 6]
    if re.match(r"\s+than\b", after) or (way in ("before", "after", "prior") and not _stands_alone(scene, match)):
        return []
    word = match["number"].lower()
    number = int(word) if word.isdigit() else scene.words.numbers[word]
    base = scene.anchor if way == "ago" else _base(scene, match.start(), way)
    if base is None:
        return []
    method = "approximate" if match["hedge"] else "relative"
    try:
        found = _unit(match, base, match["unit"], -number if way in EARLIER else number, method)
    except (ValueError, OverflowError):
        return []  # 999 years before the first of them
    if found and match["hedge"]:
        found[0].start = match.start("number")
    return found


def _stands_alone(scene: Scene, match: re.Match[str]) -> bool:
    return bool(
        re.match(
            r"\s*(?:$|[.,;:!?)\]\"”—–]|\n)|\s+(?:and|but|in|at|when)\b(?!\s+(?:the|a|his|her|its)\b)",
            scene.text[match.end() :],
        )
    )


def _base(scene: Scene, at: int, way: str) -> date | None:
    """Return the day from which to count: the last of this paragraph, else the only one told of before.

    Without any, "earlier" counts from the anchor. None when several days could be meant.
    """
    paragraph = at - 1 - scene.text.rfind("\n", 0, at)
    known = scene.last_day(at, paragraph)
    if known and scene.anchor and known <= scene.anchor and way not in EARLIER and scene.direction(at) == "ahead":
        known = _last_ahead(scene, at, paragraph) or known  # "she will go on Monday, he said on Friday": not Friday
    if known:
        return known
    told = scene.recent(at, SAME_STORY)
    before = {d.value for d in told if d.granularity == "day" and d.method != "modifier"}
    if len(before) > 1:
        return None
    return date.fromisoformat(before.pop()) if before else scene.anchor if way in EARLIER else None


def _last_ahead(scene: Scene, at: int, reach: int) -> date | None:
    """Return the day to come that was told of last within so many characters."""
    told = (d for d in scene.recent(at, reach) if d.granularity == "day" and d.method != "modifier")
    days = (date.fromisoformat(d.value) for d in told)
    return next((day for day in days if scene.anchor and day > scene.anchor), None)


def the_day_before(scene: Scene, match: re.Match[str]) -> Found:
    """Read the day before, the day after; not "the day before the summit"."""
    base = _base(scene, match.start(), match["way"])
    if base is None or not _stands_alone(scene, match):
        return []
    return _unit(match, base, match["unit"], -1 if match["way"] in EARLIER else 1, "relative")


def step(scene: Scene, match: re.Match[str]) -> Found:
    """Read the next day, the following month, the previous year."""
    ahead = match["step"] in scene.words.next_words
    base = _base(scene, match.start(), "later" if ahead else "earlier")
    if base is None or (match["unit"] == "year" and not scene.found):
        return []
    return _unit(match, base, match["unit"], 1 if ahead else -1, "relative")


def same(scene: Scene, match: re.Match[str]) -> Found:
    """Read the same day, that month, that year: of what was told just before."""
    unit = re.split(r"\s+", match["same"].lower())[-1].replace("date", "day")
    size = {"day": 10, "month": 7, "year": 4}[unit]
    for known in scene.recent(match.start(), STORY):
        if unit == "day" and _of_old(scene, known, match.start()):
            continue
        if known.method != "modifier" and len(known.value) >= size and known.granularity != "range":
            grain: Granularity = "day" if unit == "day" else "month" if unit == "month" else "year"
            return [DateExpression(match.start(), match.end(), known.value[:size], "", grain, "relative")]
    return []


A_MONTH = timedelta(31)


def _of_old(scene: Scene, known: DateExpression, at: int) -> bool:
    """Return whether a day of another paragraph lies months from the report's own: its "same day" means another."""
    if scene.anchor is None or len(known.value) != len("2019-05-12") or "\n" not in scene.text[known.end : at]:
        return False
    return abs(date.fromisoformat(known.value) - scene.anchor) > A_MONTH


def unit_edge(scene: Scene, match: re.Match[str]) -> Found:
    """Read by the end of the year, at the start of the month."""
    return _unit(match, scene.anchor, match["unit"], 0, "deictic") if scene.anchor else []
