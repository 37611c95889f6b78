"""Fixed words (`schemas/lists/wording.yaml`) and values in, the English of the page out: dates, lists, cuts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from brief.errors import ContentError
from brief.lexicon import Lexicon
from brief.render.theme import DateForm

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_RANGE = re.compile(r"\s*(?:/|\.\.|–)\s*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“", "(": ")", "[": "]"}
_STRAY_END = " \t,;:–—-/|&+*_·•"
_STRAY_START = " \t,;:–—/|&+*_·•.)]”’»!?"
_SENSE = re.compile(r"[,;:–—](?=\s)|\s[–—-](?=\s)")
_DOUBLED = ((re.compile(r"\s+([,;:!?]|\.(?!\d|\.))"), r"\1"), (re.compile(r"([,;:])(?:\s*[,;:])+(?!\w)"), r"\1"))
_LEAST_KEPT = 0.6  # of the allowed words stay when a cut moves back to the end of a clause


class Wording:
    """The fixed words of a page, by address below `wording`. Raise ContentError for one that is missing."""

    def __init__(self, lexicon: Lexicon, dates: DateForm = "day-month-year") -> None:
        self.lexicon = lexicon
        self._dates = dates

    def say(self, address: str, /, **fills: object) -> str:
        """Return the phrase with its `{braces}` filled."""
        found = self.lexicon.node(f"wording.{address}")
        if not isinstance(found, str):
            raise ContentError([f"schemas/lists/wording.yaml: nothing is said at {address!r}; give it a phrase"])
        return filled(found, **fills)

    def known(self, address: str, otherwise: str = "") -> str:
        """Return the phrase, or `otherwise` when there is none."""
        found = self.lexicon.node(f"wording.{address}")
        return found if isinstance(found, str) else otherwise

    def words(self, address: str) -> tuple[str, ...]:
        """Return a list of words in its order."""
        return self.lexicon.sequence(f"wording.{address}")

    def lowered(self, text: str) -> str:
        """Return a sentence as it goes on after a semicolon: a first word that is no name is set small."""
        first = text.split(" ", 1)[0]
        return text[:1].lower() + text[1:] if first.lower() in self.words("small_words") else text

    def articled(self, name: str) -> str:
        """Return a name as it stands in a sentence: "the United States"."""
        return f"{self.say('the')} {name}" if name in self.words("with_article") else name

    def count(self, address: str, number: int) -> str:
        """Return the phrase of a pair "one"/"many" for a number: `{n}` in digits, `{w}` and `{W}` in words."""
        side = "one" if number == 1 else "many"
        word = self.number(number)
        return self.say(f"{address}.{side}", n=number, w=word, W=capital(word))

    def number(self, number: int) -> str:
        """Return a small number in words, a larger one in digits."""
        words = self.words("numbers")
        return words[number] if 0 <= number < len(words) else str(number)

    def join(self, items: Sequence[str], word: str = "and") -> str:
        """Return the items as one list of a sentence: "a, b and c"."""
        if not items:
            return ""
        last = f" {self.say(word)} "
        if len(items) == 1:
            return items[0]
        comma = self.say("list_comma")
        if any(comma.strip() in item for item in items):
            return "; ".join(items)
        return comma.join(items[:-1]) + last + items[-1]

    def date(self, iso: str, *, weekday: bool = False) -> str:
        """Return an ISO date (or two with a slash) as the page writes it; other text as it came."""
        ends = _RANGE.split(iso.strip())
        if len(ends) > 1 and all(_ISO.fullmatch(end) for end in ends):
            return self.span(ends)
        found = _ISO.fullmatch(iso.strip())
        if found is None:
            return tidy(iso)
        year, month, day = found.group(1), int(found.group(2) or 0), int(found.group(3) or 0)
        months = self.words("months")
        if not 1 <= month <= len(months):
            return year
        names = self._weekday(int(year), month, day) if weekday and day else []
        if self._dates == "iso":
            return " ".join([*names, found.group(0)])
        if self._dates == "month-day-year":
            told = f"{months[month - 1]} {day}, {year}" if day else f"{months[month - 1]} {year}"
            return " ".join([*names, told])
        return " ".join([*names, *[str(day)] * bool(day), months[month - 1], year])

    def dated(self, text: str) -> str:
        """Return a text of a person with the ISO days in it as the page writes them."""
        return _DAY.sub(lambda found: self.date(found.group(0)), text)

    def span(self, dates: Iterable[str]) -> str:
        """Return the range from the first to the last of some ISO dates, whole days before vaguer ones."""
        known = sorted({d.strip() for d in dates if _ISO.fullmatch(d.strip())})
        days = [d for d in known if len(d) == len("2000-01-01")] or known
        if not days:
            return ""
        first, last = days[0], days[-1]
        if first == last or len(first) != len(last):
            return self.date(first)
        if self._dates != "day-month-year":
            return f"{self.date(first)} – {self.date(last)}"
        if first[:7] == last[:7] and len(first) > len("2000-01"):
            return f"{int(first[8:])}–{self.date(last)}"
        start = self.date(first)
        if first[:4] == last[:4] and len(first) > len("2000"):
            start = start.rsplit(" ", 1)[0]
        joint = " – " if " " in start else "–"
        return f"{start}{joint}{self.date(last)}"

    def without_front(self, text: str, fronts_of: Literal["said", "subject"] = "said") -> str:
        """Return a clause without the words in front that go without saying: "said that", "he is"."""
        fronts = self.words(f"{fronts_of}_fronts")
        front = next((one for one in fronts if text.casefold().startswith(f"{one} ")), "")
        return text[len(front) :].lstrip() if front else text

    def corroboration(self, sources: int, groups: int) -> str:
        """Return how well something is carried: "1 source", "3 independent sources", "3 sources, 2 independent"."""
        if groups >= sources or not groups:
            return self.count("independent_count", sources)
        counted = self.count("source_count", sources)
        if groups == 1:
            return self.say("one_voice", sources=counted)
        return self.say("sources_independent", sources=counted, n=groups)

    def _weekday(self, year: int, month: int, day: int) -> list[str]:
        try:
            return [self.words("weekdays")[date(year, month, day).weekday()]]
        except ValueError:  # a date that no calendar has, as the source wrote it
            return []


def filled(phrase: str, **fills: object) -> str:
    """Return the phrase with each known `{brace}` filled; what is filled in is not read again."""
    return _PLACEHOLDER.sub(lambda m: str(fills.get(m.group(1), m.group(0))), phrase)


def humanised(key: str) -> str:
    """Return a machine's key as words: `held_since` and `held-since` are "Held since"."""
    return capital(re.sub(r"[_\-\s]+", " ", key).strip())


def capital(text: str) -> str:
    """Return the text with its first letter raised; what begins with a quotation mark stays as it was said."""
    raised = text[:1].upper()
    return text if len(raised) != 1 or text[1:2].isupper() else raised + text[1:]


def one_line(text: str) -> str:
    """Return the text on one line, otherwise as a person wrote it."""
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each on one line: blank lines stand between them."""
    return [line for part in re.split(r"\n[^\S\n]*\n", text) if (line := one_line(part))]


def tidy(text: str) -> str:
    """Return the text on one line, without stray punctuation at its ends; quotation marks come in pairs."""
    line = " ".join(text.split())
    for pattern, by in _DOUBLED:
        line = pattern.sub(by, line)
    before = None
    while before != line:
        before = line
        line = _unpaired(line.lstrip(_STRAY_START).rstrip(_STRAY_END))
    return _balanced(line) or " ".join(text.split())


def _balanced(line: str) -> str:
    """Return the text with the double quotation mark that a cut took away put back: `yes,” she said`."""
    marks = [mark for mark in line if mark in "“”"]
    if marks[:1] == ["”"]:
        line = f"“{line}"
    if marks[-1:] == ["“"]:
        line = f"{line}”"
    if line.count('"') % 2:
        closes = not line[: line.index('"')].endswith((" ", "(", "“")) and not line.startswith('"')
        line = f'"{line}' if closes else f'{line}"'
    return line


def _unpaired(line: str) -> str:
    for opening, closing in _PAIRS.items():
        if line.startswith(opening) and closing not in line:
            line = line[1:]
        if line.endswith(closing) and opening not in line and not (closing == "’" and line[:-1].endswith("s")):
            line = line[:-1]
        if line.endswith(opening) and opening != closing:
            line = line[:-1]
        if line.startswith(opening) and line.endswith(closing) and line.count(opening) == line.count(closing) == 1:
            line = line[1:-1] if opening in "([" else line
    return line.strip('"') if line.count('"') == 1 and '"' in (line[:1], line[-1:]) else line


def shortened(text: str, words: int) -> str:
    """Return at most so many words, cut after a clause where one ends near, with an ellipsis."""
    parts = text.split()
    if len(parts) <= words:
        return " ".join(parts)
    cut = " ".join(parts[:words])
    ends = [m.start() for m in _SENSE.finditer(cut) if len(cut[: m.start()].split()) >= words * _LEAST_KEPT]
    kept = cut[: ends[-1]] if ends else cut
    return kept.rstrip(_STRAY_END + ".") + " …"


def closed(text: str) -> str:
    """Return the text with one mark at its end, a full stop where it has none."""
    line = text.rstrip()
    ended = line.rstrip("”’\"')]")
    return line if not ended or ended.endswith((".", "!", "?", "…")) else f"{line}."


def enclosed(text: str) -> str:
    """Return a whole quotation on one line in double marks; marks that stand inside it become single ones."""
    line = " ".join(text.split())
    if re.fullmatch(r"“[^“”\"]*”|\"[^“”\"]*\"", line):
        line = line[1:-1]
    line = re.sub(r'"([^"]*)"', r"‘\1’", line.replace("“", "‘").replace("”", "’"))
    return f"“{line}”"


def quoted(text: str, words: int = 25) -> str:
    """Return a quotation in double marks, shortened; marks that stand inside it become single ones."""
    line = tidy(text)
    if len(line) > 1 and line[0] in '“"' and line[-1] in '”"' and not re.search(r"[“”\"]", line[1:-1]):
        line = line[1:-1]
    line = _balanced(shortened(line, words))
    line = line.replace("“", "‘").replace("”", "’")
    line = re.sub(r'"([^"]*)"', r"‘\1’", line)
    return f"“{line}”"
