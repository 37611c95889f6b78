"""The dateline that opens a report ("ALGIERS, Oct 6, 2025 (Agency) — …"): where it ends, its day and its agency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.collect.cues import Cues
from brief.collect.days import Day, days

_REACH = 130  # characters from the paragraph's start within which a dateline must end
_WORDS = 7  # of places' names in a dateline
_END = re.compile(
    r"""
      \s*\.\s?[-–—]+\s*             # Caracas, 22/02/2024.- The …
    | \s*[-–—]{1,3}\s+              # ORAN - The …
    | \s+_\s+                       # LIMA, Peru (AGENCY) _ The …
    | \s+[-–—]+                     # PARIS —The …
    | :\s+                          # LIMA: The …
    | \.?\s*/[^\W\d_][^/\d]{1,30}/\s*[.:–—-]*\s*   # MOSCOW, May 13. /AGENCY/. The …
    | (?<=\))[.:]?\s+               # New Delhi, Feb 22 (AGENCY) The …
    """,
    re.VERBOSE,
)
_AGENCY = re.compile(r"\(([^()]{2,50})\)\s*$|/([^\W\d_][^/\d]{1,30})/")
_OPENING = re.compile(r"""["'“”‘’«(\[]*(?:[^\W\d_a-zß-öø-ÿ]|\d|[^\W\d_](?=[A-ZÀ-Þ]))""")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
# In a transcript every turn begins like "LIMA: The …".
_SPEAKER = re.compile(r"^(?:[^\W\d_a-z]|[ .'’-]){3,40}:\s", re.MULTILINE)
_CAPITALS = 3  # letters that make a place in capitals, so that "A - …" of a dialogue is none


@dataclass(frozen=True)
class Dateline:
    """What stands before a report's first sentence: its end in the text, the day with a year, the agency's name."""

    end: int
    day: Day | None = None
    agency: str = ""


def dateline(text: str, start: int, end: int, cues: Cues) -> Dateline | None:
    """Return the dateline at the start of a paragraph, None when it opens with its first sentence."""
    reach = min(end, start + _REACH)
    for match in _END.finditer(text, start, reach):
        if match.end() >= end or not _OPENING.match(text, match.end()):
            continue
        slashed = "/" in match.group()
        prefix_end = match.end() if slashed else match.start()
        found = _read(text, start, prefix_end, match, cues)
        if found:
            return found
    return None


def _read(text: str, start: int, prefix_end: int, match: re.Match[str], cues: Cues) -> Dateline | None:
    prefix = text[start:prefix_end]
    agency = _AGENCY.search(prefix)
    name = next((group for group in agency.groups() if group), "").strip() if agency else ""
    found = days(text, cues, start, prefix_end)
    places = prefix[: agency.start()] if agency else prefix
    for day in reversed(found):
        places = (
            places[: day.start - start] + " " + places[day.end - start :]
            if day.end - start <= len(places)
            else places
        )
    bare = places
    for pattern in cues.furniture.get("partial_date", ()):
        bare = pattern.sub(" ", bare)
    dated = bool(found) or bare != places
    words = _WORD.findall(bare)
    if not words and found and not agency:
        return _of_a_day(text, match, found[0], cues)
    if not words or len(words) > _WORDS or re.search(r"[.!?;:\"“”]\s", bare.strip(" .") + " "):
        return None
    if not all(word[0].isupper() or word.lower() in cues.small_words for word in words):
        return None
    city = bare.split(",")[0].strip(" .")
    capitals = city.isupper() and sum(ch.isalpha() for ch in city) >= _CAPITALS
    if match.group().startswith(":") and not agency and (not capitals or _transcript(text, start, cues)):
        return None
    if not (capitals or dated or agency) or cues.hit("never_a_dateline", city):
        return None
    return Dateline(match.end(), found[0] if found else None, name)


def _of_a_day(text: str, match: re.Match[str], day: Day, cues: Cues) -> Dateline | None:
    """Return the dateline that is a day and a dash; a programme has such a line for each of its days."""
    dash = any(sign in match.group() for sign in "-–—")
    lines = [other for other in days(text, cues) if text[: other.start].rpartition("\n")[2].strip() == ""]
    if not dash or text[match.end()].isdigit() or len(lines) > 1:
        return None
    return Dateline(match.end(), day)


def _transcript(text: str, start: int, cues: Cues) -> bool:
    """Return whether other paragraphs begin with somebody's name and a colon too."""
    others = (match.group() for match in _SPEAKER.finditer(text) if match.start() != start)
    return any(not cues.hit("always", other) and not cues.hit("never_a_dateline", other) for other in others)
