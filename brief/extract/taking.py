"""A match and its section in, what its fields take from around the trigger out: what no slot of it filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from brief.extract.clauses import Clause
from brief.extract.frames import Binding, Fill, Match
from brief.extract.surroundings import Surroundings
from brief.model import Mood
from brief.schema import FieldSpec, PatternSpec, SectionSpec

_TELLING = 4  # words of what was told, where it must take a stand; fewer say nothing by themselves


class Taker:
    """Takes from around the matches of one source. `published` is its ISO day, "" when it has none."""

    def __init__(self, around: Surroundings, published: str) -> None:
        self.around, self.published = around, published

    def taken(self, section: SectionSpec, pattern: PatternSpec, match: Match, fills: Binding) -> Binding:
        """Return the fills of every field that asks for them; `fills` loses what belongs to the next day."""
        around, clause = self.around, self.around.clause_of(match.head)
        taken: Binding = {}
        for name, spec in section.fields.items():
            if (spec.take or name in pattern.takes) and name not in fills:
                stand = section.each == "quote" and spec.type == "act" and match.pattern >= 0
                read = self._stand(pattern, match, fills) if stand else self._take(spec, clause, match)
                taken[name] = self._inside(spec, match) if pattern.line else read
            if spec.parts.keys() & (fills.keys() | pattern.values.keys()):
                for part, inner in spec.parts.items():
                    if inner.take and part not in fills:
                        found = self._take(inner, clause, match)
                        taken[part] = [f for f in found if not around.slots.of("entry", f.head)][:1]
        self._until_next_day(section, clause, fills, taken)
        if match.mood == Mood.DONE.value:
            self._from_dateline(section, {**fills, **taken}, taken)
        return {name: found for name, found in taken.items() if found}

    def _until_next_day(self, section: SectionSpec, clause: Clause | None, fills: Binding, taken: Binding) -> None:
        """Keep what a clause goes on to tell of another day out of this one."""
        days = [f for n, fs in {**fills, **taken}.items() for f in fs[:1] if self._type(section, n) == "date"]
        end = self.around.times.cutoff(clause, days[0]) if days and clause is not None else None
        if end is None:
            return
        for found in (fills, taken):
            for name, candidates in found.items():
                if self._type(section, name) == "person":
                    found[name] = [f for f in candidates if f.start < end]
                elif self._type(section, name) == "act":
                    found[name] = [self.around.acts.shortened(f, end) for f in candidates]

    def _from_dateline(self, section: SectionSpec, known: Binding, taken: Binding) -> None:
        """Place what happened on the day of a report in the town it is written from."""
        day = next((f.normal for n, fs in known.items() for f in fs[:1] if self._type(section, n) == "date"), "")
        for name, spec in section.fields.items():
            found = taken.get(name) or []
            if spec.type == "place" and spec.reach == "passage" and not found and day == self.published:
                town = self.around.places.dateline() if day else None
                taken[name] = [town] if town else []

    @staticmethod
    def _type(section: SectionSpec, name: str) -> str:
        return section.fields[name].type if name in section.fields else ""

    def _inside(self, spec: FieldSpec, match: Match) -> list[Fill]:
        """Return what an item of a programme holds for a field: nothing outside it counts."""
        if spec.type != "person":
            return []
        return [
            f for f in self.around.acts.people_in(match.start, match.end) if f.kind != "pronoun"
        ]  # "His Majesty"

    def _stand(self, pattern: PatternSpec, match: Match, fills: Binding) -> list[Fill]:
        """Return the words of a stand: told by a verb, or what stands beside a wording ("according to X")."""
        told = self.around.told
        holder = next((f for found in fills.values() for f in found), None)
        beside = pattern.phrase and told.beside(Fill(match.start, match.end), holder, match.head)
        words = beside or told.words(match.head)
        short = len(told.reading.source.text[words.start : words.end].split()) < _TELLING
        return [] if pattern.stand and short else [words]

    def _take(self, spec: FieldSpec, clause: Clause | None, match: Match) -> list[Fill]:
        around = self.around
        if spec.type == "sentence":
            whole = around.sentences.asked if spec.reach == "passage" else around.sentences.whole
            return [whole(match.head)]
        if spec.type == "actor":
            return self._teller(clause, match)
        if clause is None:
            return []
        if spec.type == "quote":
            return self._quoted(clause, match)
        readers: Mapping[str, Callable[[Clause], list[Fill]]] = {
            "date": lambda c: around.times.when(c, spec.reach)[:1],
            "place": lambda c: around.places.where(c, spec.reach)[:1],
            "person": around.acts.people,
            "act": lambda c: [around.acts.act(c)],
            "country": self._country,
        }
        reader = readers.get(spec.type)
        return reader(clause) if reader else [around.slots.clause_text(clause)]

    def _teller(self, clause: Clause | None, match: Match) -> list[Fill]:
        """Return who says what a match tells: in brackets right behind it, by a verb of saying, or named beside it.

        Whoever stands behind a full stop, where the parser saw none, says something else.
        """
        speakers, text = self.around.speakers, self.around.sentences.reading.source.text
        bracketed = speakers.bracketed(match.end, match.head)
        if bracketed and text[match.end : bracketed[0].start].strip() == "(":
            return bracketed
        told = speakers.of(clause, match.head) if clause is not None else speakers.beside(match.head)
        return [f for f in told if ". " not in text[match.end : f.start]] or bracketed

    def _quoted(self, clause: Clause, match: Match) -> list[Fill]:
        """Return the quotation inside an act, or the one that its verb leads to; not that of the verb beside it."""
        act = self.around.acts.act(clause)
        led = {q.start for q in self.around.sentences.reading.quotes if q.cue == match.head}
        quotes = self.around.sentences.quotes(match.head)
        return [q for q in quotes if q.start in led or (q.start < act.end and act.start < q.end)][:1]

    def _country(self, clause: Clause) -> list[Fill]:
        """Return the country of the clause's own place: "in Caracas" tells it too."""
        heads = [f.head for f in self.around.places.where(clause, "clause")]
        return self.around.slots.fill("country", heads)[:1]
