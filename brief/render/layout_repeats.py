"""Cells of a table in, the same without what stands beside or above them out: dates, sentences shared by rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from brief.model import Record, Value
from brief.render.blocks import Line, Run
from brief.render.layout_lines import bare
from brief.render.layout_values import CELL_WORDS, Setting, spelled, values
from brief.render.wording import Wording, capital, shortened, tidy
from brief.schema import SectionSpec

_LEAST = 2  # words left of a text without its date
_WHOLE_SENTENCE = 5  # words
_DAY = len("2000-01-01")


def undated(wording: Wording, line: Line, dates: Iterable[Value]) -> Line:
    """Return a line without the words that told its date, where they close a clause or open the line."""
    if not line:
        return line
    text = line[0].text
    for value in dates:
        for told in dict.fromkeys(tidy(quote.text) for quote in value.evidence):
            text = _without(wording, text, told) if _firm(wording, told, value) else text
    return (line[0].model_copy(update={"text": capital(text)}), *line[1:]) if text != line[0].text else line


def _firm(wording: Wording, told: str, value: Value) -> bool:
    """Return whether the words say no more than the date beside them: a calendar date, or any word for a day."""
    months = tuple(month.casefold() for month in wording.words("months"))
    calendar = re.search(r"\d", told) or any(word.startswith(months) for word in bare(told).split())
    return len(value.normal) == _DAY or bool(calendar)


def _without(wording: Wording, text: str, told: str) -> str:
    fronts = "|".join(map(re.escape, wording.words("date_fronts")))
    core = re.sub(rf"^(?:{fronts})\s+", "", told)
    cut = re.sub(rf"(?:,?\s+(?:{fronts})|,)\s+{re.escape(core)}(?=\s*(?:$|[,;.]))", "", text, count=1)
    if cut == text:
        cut = re.sub(rf"^(?:(?:{fronts})\s+)?{re.escape(core)},?\s+(?=\w)", "", text, count=1, flags=re.IGNORECASE)
    cut = tidy(cut)
    return cut if len(cut.split()) >= _LEAST else text


def distinct(setting: Setting, section: SectionSpec, records: Sequence[Record], name: str) -> Mapping[str, str]:
    """Return per record the sentence that fewest others share, none where all of its own stand above.

    The candidates are the field's own sentence, then the sentences that the record rests on.
    """
    found = {record.key: _candidates(setting, section, record, name) for record in records}
    shared = Counter(text for texts in found.values() for text in {bare(one) for one in texts})
    used: set[str] = set()
    chosen: dict[str, str] = {}
    for record in records:
        fixed = next((v for v in values(record, name)[:1] if v.origin == "override"), None)
        texts = [] if fixed else [one for one in found[record.key] if bare(one) not in used]
        best = min(texts, key=lambda one: shared[bare(one)], default="")
        if fixed is None:
            chosen[record.key] = best
        used.add(bare(best))
    return chosen


def _candidates(setting: Setting, section: SectionSpec, record: Record, name: str) -> list[str]:
    own = [spelled(setting, section.fields[name], section.layout, value) for value in values(record, name)[:1]]
    if not own:
        return []
    around = [tidy(quote.text) for quote in record.evidence]
    around = [t for t in around if t.endswith((".", "!", "?", ".”", '."')) and len(t.split()) >= _WHOLE_SENTENCE]
    return list({bare(one): shortened(one, CELL_WORDS) for one in reversed([*own, *around]) if one}.values())[::-1]


def sentence(text: str) -> Line:
    """Return a sentence as a line, nothing for none."""
    return (Run(text=capital(text)),) if text else ()
