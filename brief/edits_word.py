"""What a Word file said when it was written and what it says now in, the edits that a person made there out.

A value that stands at several places is changed when one of them is. What cannot be read as an edit is told, never
left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from brief.edits import Wish
from brief.model import Briefing, Record, Value
from brief.overrides_fields import is_date
from brief.overrides_values import forms
from brief.schema import FieldSpec, Schema, SectionSpec

_NOTHING: Final = ("–", "—", "-")  # what a page sets where nothing is known
_SIGNS: Final = "†‡"  # set behind an edited value
_NUMBERED: Final = re.compile(r"(?P<day>\d{1,2})\.? (?P<month>[^\W\d]+)\.?,? (?P<year>\d{4})")
_NAMED: Final = re.compile(r"(?P<month>[^\W\d]+)\.? (?:(?P<day>\d{1,2}),? )?(?P<year>\d{4})")
_SHORTEST: Final = 3  # letters by which a month is known


class Now(NamedTuple):
    """A value as it stands in the file now; `gone` when a tracked change takes it out."""

    address: str
    text: str
    by: str = ""
    when: str = ""
    gone: bool = False


class Remark(NamedTuple):
    """A comment on a value, or on none ("")."""

    address: str
    text: str
    by: str = ""
    when: str = ""


@dataclass(frozen=True)
class Import:
    """What a person changed: edits to write, addresses to hide, and what could not be taken over."""

    wishes: tuple[Wish, ...] = ()
    hidden: tuple[Wish, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """How texts of the page become values: the briefing that was set, its schema, the names of months and days.

    `by` and `when` are of the last save, for what was typed without tracking changes; of the addresses in `doubt`
    nobody knows what became.
    """

    briefing: Briefing
    schema: Schema
    months: Sequence[str]
    weekdays: Sequence[str] = ()
    by: str = ""
    when: str = ""
    doubt: Sequence[str] = ()

    def imported(
        self, before: Mapping[str, Sequence[str]], now: Sequence[Now], remarks: Sequence[Remark]
    ) -> Import:
        """Return the edits by which the file of `before` becomes the file as it stands now."""
        after: dict[str, list[Now]] = {}
        for one in now:
            after.setdefault(one.address, []).append(one)
        wishes: list[Wish] = []
        hidden: list[Wish] = []
        left: list[str] = [f"{address}: is no value of this briefing" for address in after if address not in before]
        left += [
            f"{address}: cannot be told from what was changed beside it; set it by hand" for address in self.doubt
        ]
        before = {address: texts for address, texts in before.items() if address not in self.doubt}
        gone = self._gone(before, after)
        for record in gone:
            lost = next((one for a, found in after.items() for one in found if a.startswith(f"{record}/")), None)
            hidden.append(self._wish(record, (), lost))
        for address, texts in before.items():
            if _record_of(address) in gone:
                continue
            try:
                made = self._field(address, [_plain(text) for text in texts], after.get(address, []))
            except ValueError as err:
                left.append(f"{address}: {err}")
                continue
            if made is not None:
                (wishes if made.values else hidden).append(made)
        for remark in remarks:
            if remark.address.count("/") == 2:  # noqa: PLR2004 - section/record/field
                wishes.append(Wish(remark.address, "note", (remark.text,), by=remark.by, when=remark.when))
            else:
                left.append(
                    f'a comment stands on no value: "{remark.text}"' + (f" ({remark.by})" if remark.by else "")
                )
        return Import(tuple(wishes), tuple(hidden), tuple(left))

    def _gone(self, before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[Now]]) -> list[str]:
        """Return the records of which nothing stands in the file any more."""
        there = {_record_of(address) for address, found in after.items() if any(_stands(one) for one in found)}
        records = dict.fromkeys(_record_of(address) for address, texts in before.items() if any(texts))
        return [record for record in records if record and record not in there]

    def _field(self, address: str, before: Sequence[str], now: Sequence[Now]) -> Wish | None:
        """Return the edit of one field, without values when it is emptied. Raise ValueError when it is none."""
        standing = [one for one in now if not one.gone]
        after = [_plain(one.text) for one in standing]
        pairs = list(_pairs(before, standing))
        taken_out = [text for text in dict.fromkeys(before) if text not in after and text not in dict(pairs)]
        if not pairs and not taken_out:
            return None
        signed = next(
            (one for _, one in pairs if one.by), pairs[0][1] if pairs else next((o for o in now if o.gone), None)
        )
        if not _record_of(address):
            return self._wish(address, ("\n\n".join(text for text in after if text),), signed)
        section, record, field = self._spec(address)
        if not standing or not any(after):
            empty = not record.fields.get(address.rpartition("/")[2])
            return None if empty else self._wish(address, (), signed)
        if field.type == "record":
            raise ValueError("a value of several parts was changed; change it in the file of edits")
        changed = {old: _plain(one.text) for old, one in pairs} | dict.fromkeys(taken_out, "")
        if field.many:
            values = record.fields.get(address.rpartition("/")[2], ())
            return self._wish(address, tuple(self._list(section, field, values, (before, changed))), signed)
        text = self._read(section, field, _one([_plain(one.text) for _, one in pairs])) if pairs else ""
        return self._wish(address, (text,) if text else (), signed) if pairs else None

    def _list(
        self,
        section: SectionSpec,
        field: FieldSpec,
        values: Sequence[Value],
        page: tuple[Sequence[str], Mapping[str, str]],
    ) -> Iterator[str]:
        """Yield the values of a list after the changes; one that the page does not show stays."""
        before, changed = page
        shown = dict.fromkeys(before)
        homes = _homes(list(shown), values)
        for number, value in enumerate(values):
            new = changed.get(homes.get(number, "\0"))
            if new is None:
                yield (value.normal if field.type in {"date", "choice"} else "") or value.text
            elif new:
                yield self._read(section, field, new)
        known = set(homes.values())
        for text in shown:
            if text not in known and changed.get(text):  # nothing stood there, or all of them at once
                yield from (self._read(section, field, part) for part in re.split(r"\s*[;,]\s+", changed[text]))

    def _read(self, section: SectionSpec, field: FieldSpec, text: str) -> str:
        """Return a text of the page as a value. Raise ValueError when the field cannot hold it."""
        if field.type == "date" and text:
            day = read_date(text, self.months, self.weekdays)
            if not day:
                raise ValueError(f'"{text}" is no date; write 2019, May 2019 or 14 May 2019')
            return day
        if field.type == "choice" and text:
            choices = list(dict.fromkeys(choice for choice in (*field.of, field.otherwise) if choice))
            for choice in choices:
                words = {choice, choice.replace("_", " "), section.layout.words.get(choice, choice)}
                if text.casefold() in {word.casefold() for word in words}:
                    return choice
            raise ValueError(f'"{text}" is none of {", ".join(choices)}')
        return text

    def _spec(self, address: str) -> tuple[SectionSpec, Record, FieldSpec]:
        home, key, name = address.split("/")
        spec, section = self.schema.section(home), self.briefing.section(home)
        record = next((r for r in section.records if r.key == key), None) if section else None
        if spec is None or record is None or name not in spec.fields:
            raise ValueError("is no value of this briefing")
        return spec, record, spec.fields[name]

    def _wish(self, address: str, values: tuple[str, ...], signed: Now | None) -> Wish:
        by = signed.by if signed and signed.by else self.by
        when = signed.when if signed and signed.when else self.when
        return Wish(address, "set", values, by=by, when=when)


def read_date(text: str, months: Sequence[str], weekdays: Sequence[str] = ()) -> str:
    """Return a date as a page writes it in ISO, "" when it is none.

    14 May 2019, Tue 14 May 2019, May 14, 2019, May 2019, 2019 and what is in ISO are dates.
    """
    first, _, rest = text.partition(" ")
    text = rest.strip() if _named(first.rstrip(",."), weekdays) else text
    if is_date(text):
        return text
    found = _NUMBERED.fullmatch(text) or _NAMED.fullmatch(text)
    number = _named(found["month"], months) if found else 0
    if found is None or not number:
        return ""
    iso = f"{found['year']}-{number:02}" + (f"-{int(found['day']):02}" if found["day"] else "")
    return iso if is_date(iso) else ""


def _named(word: str, names: Sequence[str]) -> int:
    """Return the number of the name that a word is or shortens, from 1; 0 when it is none."""
    if len(word) < _SHORTEST:
        return 0
    return next((n for n, name in enumerate(names, 1) if name.casefold().startswith(word.casefold())), 0)


def _pairs(before: Sequence[str], now: Sequence[Now]) -> Iterator[tuple[str, Now]]:
    """Yield what a value said at a place and what stands there now, where they differ."""
    after = [_plain(one.text) for one in now]
    if len(before) == len(after):
        yield from ((old, one) for old, one, text in zip(before, now, after, strict=True) if old != text)
        return
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "replace":
            yield from zip(before[first:last], now[start:end], strict=False)


def _stands(one: Now) -> bool:
    return not one.gone and bool(_plain(one.text))


def _plain(text: str) -> str:
    plain = " ".join(text.split()).rstrip(_SIGNS).rstrip()
    return "" if plain in _NOTHING else plain


def _record_of(address: str) -> str:
    """Return the address of the record of a field, "" for what is of none."""
    return address.rpartition("/")[0] if address.count("/") == 2 else ""  # noqa: PLR2004 - section/record/field


def _one(texts: Sequence[str]) -> str:
    """Return the one text to which a value was changed. Raise ValueError when there are several."""
    distinct = list(dict.fromkeys(texts))
    if len(distinct) > 1:
        said = " and ".join(f'"{text}"' for text in distinct)
        raise ValueError(f"was changed to {said} at different places; set one of them")
    return distinct[0]


def _homes(shown: Sequence[str], values: Sequence[Value]) -> dict[int, str]:
    """Return which text of the page shows which value, by the value's number: by its words, else by its turn."""
    homes: dict[int, str] = {}
    for number, value in enumerate(values):
        known = {" ".join(form.split()) for form in forms(value)}
        text = next((text for text in shown if text.casefold() in known and text not in homes.values()), None)
        if text is not None:
            homes[number] = text
    texts = [text for text in shown if text not in homes.values()]
    numbers = [number for number in range(len(values)) if number not in homes]
    return homes | (dict(zip(numbers, texts, strict=True)) if len(texts) == len(numbers) else {})
