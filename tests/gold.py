"""What a briefing says and what a person found, both in; whether the two mean one thing, out: one rule a section.

Dates agree to the precision that the gold has. Evidence that touches a place which the gold names is enough to be
the same record, whatever the wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Final

from pydantic import BaseModel

Entry = Mapping[str, object]  # one record of a gold file
Match = Callable[["Row", Entry, "Texts"], bool]

SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        "a about after an and are as at be been before by for from had has have he her his in into is it its not "
        "of on or over s t that the their they this to us was were which who will with would",
    )
)
STATES: Final = {"us": "united states", "usa": "united states", "uk": "united kingdom", "eu": "european union"}
ACTS: Final = {  # the gold's word for an act: how sources may put it
    "withdrew": ("withdr", "pull", "quit", "exit", "left", "leav", "abandon", "ditch"),
    "violated": ("violat", "breach", "broke"),
    "suspended": ("suspen", "halt", "stop"),
    "proposed": ("propos", "offer", "suggest"),
    "extended": ("exten", "renew", "prolong"),
    "signed": ("sign",),
}
COUNTED_EMPTY: Final = frozenset({"charge", "expires", "held_since", "next_date"})  # a guess here does harm
DATES: Final = frozenset({"expires", "held_since", "next_date"})
COUNTRIES: Final = frozenset({"country", "held_by", "nationality"})


class Quotation(BaseModel):
    source: str
    start: int
    end: int
    text: str


class Cell(BaseModel):
    value: object = None
    origin: str = "extracted"
    evidence: list[Quotation] = []

    @property
    def said(self) -> str:
        """Return the value as words; nested values one after the other."""
        return " ".join(leaves(self.value))


class Row(BaseModel):
    id: str = ""
    fields: dict[str, Cell] = {}
    evidence: list[Quotation] = []

    def said(self, *names: str) -> str:
        return " ".join(self.fields[name].said for name in names if name in self.fields).strip()

    def quotations(self) -> Iterator[Quotation]:
        yield from self.evidence
        for cell in self.fields.values():
            yield from cell.evidence


class Part(BaseModel):
    id: str
    records: list[Row] = []


class SourceRow(BaseModel):
    id: str
    path: str
    published: str | None = None
    group: str = ""

    @property
    def file(self) -> str:
        return PurePath(self.path).name


class Export(BaseModel):
    """What the JSON contract promises; whatever else a file holds is passed over."""

    sources: list[SourceRow]
    sections: list[Part]


class Texts:
    """The sources' texts by file name, and where the gold's quotations stand in them."""

    def __init__(self, export: Export, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.file_of = {source.id: source.file for source in export.sources}

    def touched(self, row: Row, gold: Entry) -> bool:
        """Return whether any quotation of the row overlaps a place that the gold names."""
        for place in (gold, *entries(gold, "evidence_alt")):
            file, quote = str(place.get("file", "")), str(place.get("evidence") or "")
            loose = r"\s+".join(re.escape(word) for word in quote.split())
            found = re.search(loose, self.texts.get(file, "")) if quote else None
            if found and any(
                self.file_of.get(q.source) == file and q.start < found.end() and found.start() < q.end
                for q in row.quotations()
            ):
                return True
        return False

    def verbatim(self, quotation: Quotation) -> bool:
        text = self.texts.get(self.file_of.get(quotation.source, ""), "")
        return text[quotation.start : quotation.end] == quotation.text


# words


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif value is not None:
        yield str(value)


def fold(text: object) -> str:
    """Return the bare words: no accents, capitals or signs."""
    bare = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c))))


def content(text: object) -> list[str]:
    return [word for word in fold(text).split() if word not in SMALL]


def akin(one: str, two: str) -> bool:
    """Return whether two words are one, or forms of one: a common beginning of four letters or more."""
    least = min(len(one), len(two))
    stem = max(4, least - 3)
    return one == two or (least >= 4 and one[:stem] == two[:stem])


def share(wanted: object, found: object) -> float:
    """Return the share of the wanted content words that are found."""
    want, have = content(wanted), content(found)
    return sum(any(akin(w, h) for h in have) for w in want) / len(want) if want else 0.0


def texts_in(gold: Entry, *names: str) -> list[str]:
    return [text for name in names for text in leaves(gold.get(name))]


def entries(gold: Entry, name: str) -> list[Entry]:
    found = gold.get(name)
    return [e for e in found if isinstance(e, Mapping)] if isinstance(found, list) else []


def same_state(one: object, two: object) -> bool:
    first, second = (STATES.get(fold(s).removeprefix("the "), fold(s).removeprefix("the ")) for s in (one, two))
    return bool(first and second) and (first == second or akin(first, second))


def same_person(gold: Entry, name: str) -> bool:
    """Return whether a name is one of the gold's: last names alike, first names alike where both are given."""
    given = fold(name).split()
    for known in (fold(text).split() for text in texts_in(gold, "name", "aliases")):
        if known and given and SequenceMatcher(None, known[-1], given[-1]).ratio() >= 0.85:
            first, other = known[:-1], given[:-1]
            if not first or not other or SequenceMatcher(None, first[0], other[0]).ratio() >= 0.5:
                return True
    return False


def same_thing(names: Sequence[str], found: str) -> bool:
    """Return whether what was found is one of the names, is part of one, or holds one and few words more."""
    have = set(content(found))
    wants = [set(content(name)) for name in names]
    return bool(have) and any(w and ((w <= have and len(have - w) <= 3) or have <= w) for w in wants)


def same_date(gold: object, found: str) -> bool:
    return bool(found) and found.startswith(str(gold))


# one rule a section: when is a row what the gold means?


def _person(row: Row, gold: Entry, _: Texts) -> bool:
    return same_person(gold, row.said("name"))


def _treaty(row: Row, gold: Entry, _: Texts) -> bool:
    given = [row.said("name"), *(leaves(row.fields["aliases"].value) if "aliases" in row.fields else ())]
    return any(same_thing(texts_in(gold, "name", "aliases"), name) for name in given)


def _topic(row: Row, gold: Entry, _: Texts) -> bool:
    return same_thing(texts_in(gold, "topic", "aliases"), row.said("topic"))


def same_visit(row: Row, gold: Entry, texts: Texts) -> bool:
    if gold.get("date") and not same_date(gold["date"], row.said("date")):
        return False
    wanted = " ".join(texts_in(gold, "activity", "with"))
    placed = not gold.get("place") or share(gold["place"], row.said("place", "activity")) == 1
    return texts.touched(row, gold) or (placed and share(wanted, row.said("activity", "participants")) >= 0.5)


def _question(row: Row, gold: Entry, texts: Texts) -> bool:
    asked = fold(f"{row.said('question')} {' '.join(q.text for q in row.quotations())}")
    groups = [gold.get("keywords"), *_groups(gold.get("keywords_alt"))]
    return texts.touched(row, gold) or any(
        all(fold(w) in asked for w in leaves(group)) for group in groups if group
    )


def _groups(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _event(row: Row, gold: Entry, texts: Texts) -> bool:
    dated = same_date(gold["date"], row.said("date"))
    return dated and (texts.touched(row, gold) or share(gold["event"], row.said("event")) >= 0.5)


def _position(row: Row, gold: Entry, texts: Texts) -> bool:
    holder, quote = row.said("holder"), fold(gold.get("quote"))
    if not any(share(h, holder) >= 0.5 or same_state(h, holder) for h in texts_in(gold, "holder", "holder_also")):
        return False
    return bool(quote and quote in fold(row.said("quote", "stance"))) or texts.touched(row, gold)


@dataclass(frozen=True)
class Rule:
    match: Match
    single: bool = False  # one gold entry, one row
    weight: float = 1.0
    beta: float = 1.0
    fields: tuple[str, ...] = ()  # counted for half of the score


PERSON: Final = ("nationality", "held_by", "background", "held_since", "charge", "response", "next_date")
RULES: Final[Mapping[str, Rule]] = {
    "participants": Rule(_person, single=True, fields=("role", "country", "part")),
    "schedule": Rule(same_visit),
    "agenda": Rule(_topic, single=True),
    "detainees": Rule(_person, single=True, fields=PERSON),
    "treaties": Rule(_treaty, single=True, fields=("expires", "actions")),
    "open_questions": Rule(_question),
    "positions": Rule(_position, weight=0.5, beta=2.0),
    "timeline": Rule(_event, weight=0.5, beta=2.0),
}


def field_right(name: str, gold: Entry, found: str) -> bool:
    """Return whether a value says what the gold says, or one of its alternatives."""
    wants = texts_in(gold, name, f"{name}_alt", f"{name}_also")
    if name in DATES:
        return same_date(gold[name], found)
    if name in COUNTRIES:
        return any(same_state(want, found) for want in wants)
    if name == "part":
        return found in wants or (found == "counterpart" and "attending" in wants)
    if name == "response":
        return fold(found)[:4] == fold(gold[name])[:4]
    return any(share(want, found) >= 0.5 or share(found, want) >= 0.8 for want in wants)


def act_right(act: Entry, said: str) -> bool:
    """Return whether the words of a treaty's acts name who did what."""
    stems = ACTS.get(str(act["action"]), (fold(act["action"])[:6],))
    party = fold(act["party"])
    others = [short for short, long in STATES.items() if long == party]
    words = fold(said).split()
    named = party in " ".join(words) or any(akin(party, w) for w in words) or any(o in words for o in others)
    return named and any(word.startswith(stem) for word in words for stem in stems)
