"""Word lists in, compiled expressions for dates out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from brief.lexicon import Lexicon

GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # one line break at most: a date never crosses a blank line
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d])"
YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![\d])"
DASH = r"(?:[^\S\n]?[-–—][^\S\n]?)"
UNITS = r"(?:day|week|month|year)"
UNTIL_WORDS = r"the|late|early|about|end|of|mid|at|least|noon|midnight|[\d:.]+|[\d:.]*[ap]\.?m\.?|(?-i:[A-Z]{2,4})"
TAIL = r"(?![\w]|[:.]\d|,\d{3}(?!\d))"


# Rules in order of preference among equally long matches; <<NAMES>> stand for fragments made from the lists.
RULES: Mapping[str, str] = {
    "iso": r"(?<![\d-])(?P<year>1[5-9]\d\d|20\d\d)(?P<sep>[-/])(?P<month>0[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>[0-3]\d)(?!\d|[-/]\d)",
    "slash": r"(?<![\w/.-])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)"
    r"(?P<year>20\d\d|19\d\d|\d\d)(?![\w/%]|[.-]\d)",
    "day_range": r"<<LEAD>><<NUMBERS>><<DAY>><<TO>><<DAY2>><<GAP>><<OF>><<MONTH>><<YEARED>><<TAIL>>",
    "range_day": r"<<LEAD>><<WORDS>><<MONTH>><<GAP>><<DAY>><<TO>><<DAY2>><<YEARED>><<TAIL>>(?!<<DASH>>\d)",
    "full_range": r"<<WORDS>><<MONTH>><<GAP>><<DAY>>(?P<to><<TO>>)<<MONTH2>><<GAP>><<DAY2>><<YEARED>><<TAIL>>",
    "full_range_day": r"<<NUMBERS>><<DAY>><<GAP>><<MONTH>>(?P<to><<TO>>)<<DAY2>><<GAP>><<MONTH2>>"
    r"<<YEARED>><<TAIL>>",
    "day_list": r"<<NUMBERS>><<DAYS>><<GAP>><<OF>><<MONTH>><<YEARED>><<TAIL>>",
    "list_day": r"<<WORDS>><<MONTH>><<GAP>><<DAYS>><<YEARED>><<TAIL>>",
    "day_month": r"<<LEAD>><<NUMBERS>>(?:the<<GAP>>)?<<DAY>>(?:<<GAP>>|-)<<OF>><<MONTH>>"
    r"(?:-(?P<year2><<YEAR>>)|<<YEARED>>)<<TAIL>>",
    "month_day": r"<<LEAD>><<WORDS>>(?:(?P<rel>last|next)<<GAP>>)?<<MONTH>><<GAP>><<DAY>><<YEARED>><<TAIL>>(?!%)",
    "nth_weekday": r"<<WORDS>>(?:the<<GAP>>)?(?P<nth><<ORDINAL>>)<<GAP>><<WEEKDAY>><<GAP>>(?:of|in)<<GAP>>"
    r"<<MONTH>><<YEARED>><<TAIL>>",
    "holiday": r"<<WORDS>>(?P<holiday><<HOLIDAY>>)<<YEARED>><<TAIL>>",
    "month_year": r"(?:(?<![\w'’-])|(?<=[Mm]id-)|(?<=[Ll]ate-)|(?<=[Ee]arly-))"
    r"(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his)<<GAP>>)?<<MONTH>><<YEARED>><<TAIL>>(?!-\w)",
    "weekday_the": r"<<WORDS>><<WEEKDAY>>,?<<GAP>>(?P<the>the<<GAP>>)?<<DAY>><<TAIL>>",
    "weekday": r"(?<![\w'’-])(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his(?:<<GAP>>(?:past|coming))?"
    r"|(?:[Tt]he<<GAP>>)?(?:<<STEP>>|coming)|(?P<far>[Aa]<<GAP>>(?:week|fortnight)<<GAP>>(?:on|from)))<<GAP>>)?"
    r"<<WEEKDAY>>(?:<<GAP>><<OF>>(?P<week>last|next|this)<<GAP>>week|<<GAP>>(?P<on>week|fortnight)(?!['’]))?"
    r"(?![\w-]|s\b)",
    "nth_day": r"<<WORDS>>the<<GAP>>(?P<nth><<ORDINAL_DAY>>)<<GAP>>of<<GAP>>(?:(?P<whose>this|last|next|that|the"
    r"<<GAP>>same)<<GAP>>month|<<MONTH>><<YEARED>>)<<TAIL>>(?!['’])",
    "the_day": r"<<WORDS>>the<<GAP>>(?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))<<TAIL>>"
    r"(?P<of><<GAP>>of<<GAP>>(?P<whose>this|last|next|that|the|the<<GAP>>same)<<GAP>>month)?(?!-)",
    "relative_day": r"<<WORDS>>(?P<word>(?i:<<RELATIVE>>))<<TAIL>>",
    "calendar_unit": r"<<WORDS>>(?P<rel>(?i:last|this|next))<<GAP>>(?P<unit>weekend|week|month|year)<<TAIL>>(?!-)",
    "count": r"(?<![\w.,$€£-])(?P<hedge>(?i:<<HEDGE>>)<<GAP>>)?(?P<number>(?i:<<NUMBER>>))<<GAP>><<UNIT>><<GAP>>"
    r"(?P<way>ago|earlier|later|before|after|previously|prior)<<TAIL>>",
    "the_day_before": r"<<WORDS>>(?i:the)<<GAP>>(?P<unit>day|month|year)<<GAP>>(?P<way>before|after)<<TAIL>>",
    "step": r"<<WORDS>>(?i:the)<<GAP>>(?P<step><<STEP>>)<<GAP>><<UNIT>><<TAIL>>(?!-)",
    "same": r"<<WORDS>>(?P<same>(?i:<<SAME>>))<<TAIL>>(?!-)",
    "unit_edge": r"<<WORDS>>(?i:(?:the<<GAP>>)?(?:end|beginning|start|middle|close))<<GAP>>of<<GAP>>the<<GAP>>"
    r"(?P<unit>year|month)<<TAIL>>",
    "year_end": r"(?<=\s)(?:the<<GAP>>)?(?P<unit>year)(?:['’]s<<GAP>>|-|<<GAP>>)end<<TAIL>>(?!-)",
    "weekend": r"<<WORDS>>(?i:over|at|on|during|by|before|after)<<GAP>>(?P<span>the<<GAP>>weekend)<<TAIL>>",
    "years": r"(?<![\w$€£,.#/-])(?P<year><<YEAR>>)<<DASH>>(?P<year2><<YEAR>>|\d\d)(?![\w%-]|[.,]\d)",
    "year": r"(?<![\w$€£.#/])(?<![\d],)(?P<year><<YEAR>>)(?![\w%]|[.,:]\d|-\d)",
}


# What stands in everything that a rule finds. A sentence without it is not searched for the rule: most say no date.
NEEDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("iso", "slash", "the_day", "years", "year"), frozenset({"digit"})),
    **dict.fromkeys(("day_range", "range_day", "full_range", "full_range_day"), frozenset({"digit", "month"})),
    **dict.fromkeys(("day_list", "list_day", "day_month", "month_day"), frozenset({"digit", "month"})),
    "nth_weekday": frozenset({"month", "weekday"}),
    "month_year": frozenset({"month"}),
    "weekday_the": frozenset({"digit", "weekday"}),
    "weekday": frozenset({"weekday"}),
    **dict.fromkeys(("calendar_unit", "count", "the_day_before", "step"), frozenset({"unit"})),
    **dict.fromkeys(("unit_edge", "year_end", "weekend"), frozenset({"unit"})),
    **dict.fromkeys(("holiday", "nth_day", "relative_day", "same"), frozenset()),
}
UNIT_WORD = "(?i:day|week|month|year)"


COPIED = (
    "number",
    "ordinal",
    "ordinal_day",
    "relative",
    "holiday",
    "hedge",
    "same",
    "step",
)  # as the lists have them


@dataclass(frozen=True, slots=True)
class DateCues:
    """Expressions for the words around a date: those before it end, and those after it begin, at its edge."""

    since: re.Pattern[str]
    until: re.Pattern[str]
    promise: re.Pattern[str]
    until_back: re.Pattern[str]
    ahead: re.Pattern[str]
    infinitive: re.Pattern[str]
    back: re.Pattern[str]
    moved: re.Pattern[str]
    counted: re.Pattern[str]
    open_after: re.Pattern[str]
    recurring: re.Pattern[str]
    month: re.Pattern[str]
    month_unsure: re.Pattern[str]
    day: re.Pattern[str]
    year: re.Pattern[str]
    year_join: re.Pattern[str]
    year_start: re.Pattern[str]
    modifier: re.Pattern[str]
    weekday: re.Pattern[str]
    title_before: re.Pattern[str]
    title_after: re.Pattern[str]
    name_before: re.Pattern[str]
    hedge: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateWords:
    """The language of dates: look-ups by lower-case word, cues, and one expression for each rule."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_days: Mapping[str, int]
    relative_days: Mapping[str, int]
    holidays: Mapping[str, tuple[int, int]]
    moving_holidays: Mapping[str, tuple[int, int, int]]  # month, weekday, which of them
    fixed_events: Mapping[str, tuple[str, ...]]
    doubtful: frozenset[str]
    short_months: frozenset[str]
    next_words: frozenset[str]
    plain: frozenset[str]
    cues: DateCues
    rules: Mapping[str, re.Pattern[str]]
    signs: Mapping[str, re.Pattern[str]]  # what rules need, by its name


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first, a blank standing for any gap."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", GAP) for word in ordered) + ")"


def _both_cases(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, word.upper())]


def _before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words)}{GAP}$", re.IGNORECASE)


def _after(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{GAP}|-){any_of(words)}(?!\w)")


def _numbers(table: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    return {key.lower(): int(values[0]) for key, values in table.items()}


def _patterns(lexicon: Lexicon) -> dict[str, str]:
    """Return the fragments from which rules are put together."""
    short = lexicon.table("dates.month_short")
    week_short = lexicon.table("dates.weekday_short")
    weekday = any_of(_both_cases(lexicon.sequence("dates.weekdays")))
    full = any_of(_both_cases(lexicon.sequence("dates.months")))
    return {
        "month": rf"(?:{full}|{any_of(_both_cases(short))}\b\.?)",
        "weekday": weekday,
        "lead": rf"(?:(?P<weekday>{weekday}|{any_of(_both_cases(week_short))}\b\.?)(?:,?{GAP}\(?|{GAP}the{GAP}))?",
        "number": rf"(?:{any_of(lexicon.table('dates.numbers'))}|\d{{1,3}})",
        "ordinal": any_of(lexicon.table("dates.ordinals")),
        "ordinal_day": any_of(lexicon.table("dates.ordinal_days")),
        "relative": any_of(lexicon.table("dates.relative_days")),
        "holiday": any_of([*lexicon.table("dates.holidays"), *lexicon.table("dates.moving_holidays")]).replace(
            "'", "['’]"
        ),
        "hedge": any_of(lexicon.words("dates.hedges")),
        "same": any_of(
            [word for name in ("same_day", "same_month", "same_year") for word in lexicon.sequence(f"dates.{name}")]
        ),
        "step": any_of([*lexicon.words("dates.next_words"), *lexicon.words("dates.previous_words")]),
    }


def _rules(p: Mapping[str, str]) -> dict[str, str]:
    """Return every rule with its fragments put in."""
    named = {
        "MONTH": rf"(?P<month>{p['month']})",
        "MONTH2": rf"(?P<month2>{p['month']})",
        "WEEKDAY": rf"(?P<weekday>{p['weekday']})",
        "LEAD": p["lead"],
        "NUMBERS": r"(?<![\w.,/:$€£-])",  # before a day that is no part of another number
        "WORDS": r"(?<![\w-])",  # before a word that begins here
        "DAYS": rf"(?P<days>{DAY}(?:,{GAP}{DAY}){{0,6}},?{GAP}(?:and|or|&){GAP}{DAY})",
        "DAY2": rf"(?P<day2>{DAY})",
        "DAY": rf"(?P<day>{DAY})",
        "YEARED": rf"(?:,?{GAP}(?:of{GAP})?(?:(?P<year>{YEAR})|(?P<rel_year>last|this|next){GAP}year))?",
        "TO": rf"(?:{DASH}|{GAP}(?:to|through|until|till){GAP})",
        "OF": rf"(?:of{GAP})?",
        "UNIT": rf"(?P<unit>{UNITS})s?",
        "GAP": GAP,
        "TAIL": TAIL,
        "DASH": DASH,
        "YEAR": YEAR,
        **{name.upper(): p[name] for name in COPIED},
    }
    return {name: re.sub(r"<<(\w+)>>", lambda m: named[m[1]], rule) for name, rule in RULES.items()}


def _cues(lexicon: Lexicon) -> DateCues:
    def words(name: str) -> frozenset[str]:
        return lexicon.words(f"dates.{name}")

    ahead, back = any_of(words("ahead_cues")), any_of(words("back_cues"))
    until = rf"(?<!\w){any_of(words('until_cues'))}{GAP}(?:(?:{UNTIL_WORDS}){GAP})*(?:mid-)?$"
    ends = rf"\s*(?:$|[.,;:!?)\]\"”—–]|[-][^\S\n]|\n)|{GAP}{any_of(words('open_after'))}(?!\w)"
    return DateCues(
        since=re.compile(
            rf"(?<!\w)(?:{any_of(words('since_cues'))}{GAP}(?:\w+{GAP}){{0,3}}"
            rf"|{any_of(words('made'))}{GAP}(?:of|from|dated){GAP}(?:the{GAP})?)$",
            re.IGNORECASE,
        ),
        until=re.compile(until, re.IGNORECASE),
        promise=re.compile(rf"(?<!\w){any_of(words('promise_cues'))}{GAP}(?:\S+{GAP}){{0,8}}to{GAP}[a-z]"),
        until_back=re.compile(rf"(?<!\w){any_of(words('until_back_cues'))}(?:{GAP}(?!to\s)[\w.-]+)+$"),
        ahead=re.compile(rf"(?<!\w){ahead}(?!\w)|['’]ll(?!\w)", re.IGNORECASE),
        infinitive=re.compile(rf"(?<!\w)to{GAP}{any_of(words('ahead_infinitives'))}(?!\w)"),
        back=re.compile(rf"(?<!\w)(?:{back}|[a-z]{{3,}}ed)(?!\w)"),
        moved=re.compile(rf"(?<!\w){any_of(words('moved_cues'))}(?!\w)", re.IGNORECASE),
        counted=_after(words("counted")),
        open_after=re.compile(ends),
        recurring=_before(words("recurring")),
        month=re.compile(rf"(?<!\w){any_of(words('month_cues'))}{GAP}?$", re.IGNORECASE),
        month_unsure=_before(words("month_cues_unsure")),
        day=_before(words("day_cues")),
        year=re.compile(rf"(?<!\w){any_of(words('year_cues'))}{GAP}?$|\($", re.IGNORECASE),
        year_join=re.compile(rf"\s?{any_of(words('year_joins'))}(?:{GAP}and)?{GAP}?$"),
        year_start=re.compile(rf"{GAP}{any_of(words('year_starts'))}(?!\w)"),
        modifier=re.compile(rf"(?:(?<!\w)|(?<=s)|(?=['’])){any_of(words('modifier_before'))}{GAP}$", re.IGNORECASE),
        weekday=_before(words("weekday_cues")),
        title_before=re.compile(rf"(?<!\w){any_of(words('weekday_title_before'))}{GAP}$"),
        title_after=_after(words("weekday_title_after")),
        name_before=re.compile(rf"(?<!\w){any_of(words('name_before'))}{GAP}$"),
        hedge=_before(words("hedges")),
    )


@lru_cache(maxsize=4)
def date_words(lexicon: Lexicon) -> DateWords:
    """Return the language of dates of a lexicon, compiled once for each."""
    months = {name.lower(): i for i, name in enumerate(lexicon.sequence("dates.months"), 1)}
    weekdays = {name.lower(): i for i, name in enumerate(lexicon.sequence("dates.weekdays"))}
    holidays = lexicon.table("dates.holidays").items()
    fragments = _patterns(lexicon)
    signs = {"digit": r"\d", "month": fragments["month"], "weekday": fragments["weekday"], "unit": UNIT_WORD}
    return DateWords(
        months={**months, **_numbers(lexicon.table("dates.month_short"))},
        weekdays={**weekdays, **_numbers(lexicon.table("dates.weekday_short"))},
        numbers=_numbers(lexicon.table("dates.numbers")),
        ordinals=_numbers(lexicon.table("dates.ordinals")),
        ordinal_days=_numbers(lexicon.table("dates.ordinal_days")),
        relative_days=_numbers(lexicon.table("dates.relative_days")),
        holidays={key.lower(): (int(value[0][:2]), int(value[0][3:])) for key, value in holidays},
        moving_holidays={
            name.lower(): (int(month), weekdays[day.lower()], int(nth))
            for name, (month, day, nth) in lexicon.table("dates.moving_holidays").items()
        },
        fixed_events=lexicon.table("dates.fixed_events"),
        doubtful=frozenset(word.lower() for word in lexicon.words("dates.month_doubtful")),
        short_months=frozenset(word.lower() for word in lexicon.table("dates.month_short")),
        next_words=lexicon.words("dates.next_words"),
        plain=lexicon.words("dates.plain"),
        cues=_cues(lexicon),
        rules={name: re.compile(pattern) for name, pattern in _rules(fragments).items()},
        signs={name: re.compile(pattern) for name, pattern in signs.items()},
    )
