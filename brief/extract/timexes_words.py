"""Word lists in, one compiled expression for each rule of `extract/timexes.py` out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from brief.extract.dates_words import any_of
from brief.lexicon import Lexicon

TEN, TWENTY = 10, 20
YEAR = r"(?:1[5-9]\d\d|20\d\d)"

# Rules in order of preference among equally long matches; <<NAMES>> stand for fragments made from the lists.
RULES: Mapping[str, str] = {
    "clock": r"(?<![\w:.$])(?:(?P<word><<CLOCKS>>)|(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?|\so['’]clock|(?<=:\d\d)))(?:\s\(?<<ZONE>>\)?)?(?![\w%]|\.\d|-\d)",
    "quarter": r"(?:(?P<the>the) )?(?:(?P<year3>last|this|next) year's )?(?:fiscal |(?P<year0><<YEAR>>) )?"
    r"(?:(?P<ago>year-ago|year-earlier) (?=<<NTH>>))?"
    r"(?:(?P<nth><<NTH>>)[ -]|(?:(?P<rel>this|last|next|latest|current|previous|year-ago|year-earlier) )?)"
    r"(?:fiscal |calendar )?(?:quarter|(?<=(?:test|-ago|lier) )period)"
    r"(?: (?:of )?(?P<year><<YEAR>>|(?:last|this|next) year))?",
    "fiscal": r"the (?:fiscal |full |business )?year(?= end(?:ed|ing))",
    "running": r"(?<=(?:for|ing| of) )the (?P<unit>year|week)(?! of| end)",
    "half": r"(?:the )?(?P<nth>first|second|latter|last) half of "
    r"(?P<year><<YEAR>>|(?:last|this|next) year|the year)",
    "season": r"(?:(?P<rel>this past|this coming|last|this|next|the(?! fall)) )?(?P<season><<SEASON>>)"
    r"(?: (?:of )?(?P<year><<YEAR>>))?",
    "decade": r"(?:the )?(?:(?:early|late|mid)[- ]|mid-to-late )?"
    r"(?:(?P<century>1[5-9]|20|['’])(?P<ten>\d)0['’]?s|(?P<tens><<TENS>>))",
    "century": r"(?:the )?(?:early |late )?(?P<nth>\d\d?)(?:st|nd|rd|th)[- ]century",
    "often": r"(?P<word><<OFTEN>>)|(?:every|each)(?: (?P<number>other|<<NUMBER>>))? (?P<unit><<UNIT>>)"
    r"|(?:every|each) (?P<day><<WEEKDAY>>|<<PART>>)|(?P<days><<WEEKDAY>>)s(?: (?P<part><<PART>>)s)?",
    "rate": r"(?<=(?:once|wice|imes|lion|sand|dred|cent) )(?:a|an|per) (?P<unit><<UNIT>>)",
    "ago": r"(?:(?P<number><<COUNT>>)[- ])?(?P<unit><<UNIT>>) ?-?(?:or (?:so|more) )?"
    r"(?P<way>ago|earlier|later|hence|from now|(?:before|previously|prior|back)(?=[.,;]))",
    "window": r"(?:the |these |those )?(?P<rel>past|last|next|first|final|coming|previous|following|recent) "
    r"(?:(?P<number><<COUNT>>)[- ])?(?:or so )?(?P<unit><<UNIT>>)",
    "year_named": r"(?:the )?(?:fiscal|calendar|fiscal year|year) (?P<year><<YEAR>>)",
    "this": r"(?:the )?(?P<rel>current|latest|present|previous|full|fiscal|current fiscal) "
    r"(?P<unit>year|month|week|quarter|decade|century)",
    "duration": r"(?:another |an additional )?(?P<number><<COUNT>>)(?P<half> and a half| 1/2|-and-a-half)?"
    r"(?P<sep> more | full | straight | consecutive |[- ])(?P<unit><<UNIT>>)"
    r"(?P<tail>[- ]long|[- ]old)?(?P<half2> and a half)?",
    "half_unit": r"half (?:a|an) (?P<unit><<UNIT>>)",
    "units": r"(?P<unit>years|months|weeks|days|decades|hours|centuries|minutes)(?:[- ]long)?(?! old)",
    "reference": r"(?<!as )(?<!then )(?P<word><<REFERENCE>>)(?! <<NO_REFERENCE>>)",
    "part": r"(?P<rel>this|last|that|the next|the same|the following) (?P<part><<PART>>)",
    "year": r"(?<![$£€#/,.-])(?P<year><<YEAR>>)(?!,\d|\.\d|%| people| percent|-\d|/)",
}


@dataclass(frozen=True, slots=True)
class TimexWords:
    """The language of TIMEX values: tables by lower-case word, and one expression for each rule."""

    units: Mapping[str, str]
    seasons: Mapping[str, str]
    parts: Mapping[str, str]
    tens: Mapping[str, str]
    clock: Mapping[str, str]
    often: Mapping[str, str]
    references: Mapping[str, str]
    vague: frozenset[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    weekdays: Mapping[str, int]
    before_any: re.Pattern[str]
    before_counts: re.Pattern[str]
    part_after: re.Pattern[str]
    rules: Mapping[str, re.Pattern[str]]


def _single(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {key.lower(): values[0] for key, values in table.items()}


def _before(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words)}[-\s]?$", re.IGNORECASE)


@lru_cache(maxsize=4)
def timex_words(lexicon: Lexicon) -> TimexWords:
    """Return the language of TIMEX values of a lexicon, compiled once for each."""
    units = _single(lexicon.table("dates.timex_units"))
    units |= {many: units[one] for many, one in _single(lexicon.table("dates.timex_plurals")).items()}
    units |= {f"{unit}s": code for unit, code in units.items() if not unit.endswith("s")}
    numbers = {key.lower(): int(value) for key, value in _single(lexicon.table("dates.numbers")).items()}
    parts, often = _single(lexicon.table("dates.timex_day_parts")), _single(lexicon.table("dates.timex_often"))
    references = {w: ref for ref, words in lexicon.table("dates.timex_references").items() for w in words}
    weekdays = {name.lower(): i for i, name in enumerate(lexicon.sequence("dates.weekdays"), 1)}
    vague = frozenset(lexicon.words("dates.timex_vague"))
    ordinals = {
        key: int(value) for key, value in _single(lexicon.table("dates.ordinals")).items() if int(value) > 0
    }
    named = _alternatives(lexicon, numbers, ordinals, units)
    rules = {name: re.sub(r"<<(\w+)>>", lambda m: named[m[1]], rule) for name, rule in RULES.items()}
    return TimexWords(
        units=units,
        seasons=_single(lexicon.table("dates.timex_seasons")),
        parts=parts,
        tens=_single(lexicon.table("dates.timex_tens")),
        clock=_single(lexicon.table("dates.timex_clock")),
        often=often,
        references=references,
        vague=vague,
        numbers=numbers | {"hundred": 100, "thousand": 1000},
        ordinals=ordinals | {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
        weekdays=weekdays,
        before_any=_before(lexicon.sequence("dates.timex_before_any")),
        before_counts=_before(lexicon.sequence("dates.timex_before_counts")),
        part_after=re.compile(rf"[-\s](?P<part>{named['PART']})(?!\w)", re.IGNORECASE),
        rules={name: _rule(rule) for name, rule in rules.items()},
    )


def _alternatives(
    lexicon: Lexicon, numbers: dict[str, int], ordinals: dict[str, int], units: dict[str, str]
) -> dict[str, str]:
    """Return what each name in double angle brackets of a rule stands for."""
    tens = any_of(word for word, value in numbers.items() if value >= TWENTY)
    ones = any_of(word for word, value in numbers.items() if value < TEN)
    digits, large = r"\d+(?:,\d\d\d)*(?:\.\d+)?", r"(?:[a-z]+ )?(?:hundred|thousand)"
    vague = any_of(lexicon.words("dates.timex_vague"))
    plain = rf"{tens}[- ]{ones}|{large}|{digits}|{any_of(numbers)}"
    return {
        "CLOCKS": any_of(_single(lexicon.table("dates.timex_clock"))),
        "ZONE": any_of(lexicon.sequence("dates.timex_zones")),
        "NTH": any_of([*ordinals, "1st", "2nd", "3rd", "4th"]),
        "SEASON": any_of(_single(lexicon.table("dates.timex_seasons"))),
        "TENS": any_of(_single(lexicon.table("dates.timex_tens"))),
        "OFTEN": any_of(_single(lexicon.table("dates.timex_often"))),
        "NUMBER": rf"(?:{plain})",
        "COUNT": rf"(?:{vague}|(?:{plain})(?:(?: to | or |-)(?:{plain}))?)",
        "UNIT": any_of(units),
        "WEEKDAY": any_of(name.lower() for name in lexicon.sequence("dates.weekdays")),
        "PART": any_of(_single(lexicon.table("dates.timex_day_parts"))),
        "NO_REFERENCE": any_of(lexicon.sequence("dates.timex_reference_not_before")),
        "REFERENCE": any_of(w for words in lexicon.table("dates.timex_references").values() for w in words),
        "YEAR": YEAR,
    }


def _rule(rule: str) -> re.Pattern[str]:
    """Return an expression for whole words; a blank of the rule stands for a line's end too."""
    gaps = re.sub(r" (?!\])", r"\\s", rule)
    return re.compile(rf"(?<![\w'’-])(?:{gaps})(?!\w|-[a-z])", re.IGNORECASE)
