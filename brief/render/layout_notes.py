"""Evidence in, numbered notes out: which sources carry something, and the words a note quotes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.model import Briefing, Evidence, Record, SourceDocument
from brief.render.blocks import Line, Note, Run
from brief.render.wording import Wording, closed, one_line, quoted, shortened

NOTE_WORDS = 18
_TELLING = 5  # words from which a quotation says something by itself
_MOST_QUOTED = 2
_TITLE_WORDS = 5
_LEAST_STRETCH = 3  # numbers that follow each other are told by the first and the last


class Notes:
    """The notes of one document, numbered by their first use; equal evidence shares its note."""

    def __init__(self, briefing: Briefing, wording: Wording) -> None:
        self._wording = wording
        self._sources = {source.id: source for source in briefing.sources}
        self._numbers = {source.id: place for place, source in enumerate(briefing.sources, 1)}
        self._made: dict[frozenset[tuple[str, int, int]], Note] = {}

    @property
    def made(self) -> tuple[Note, ...]:
        """Return the notes so far, in the order of their numbers."""
        return tuple(self._made.values())

    def cite(self, evidence: Sequence[Evidence], address: str = "", quotes: int = 1) -> tuple[int, ...]:
        """Return the number of the note for this evidence, none when there is no evidence."""
        known = [e for e in evidence if e.source in self._sources]
        if not known:
            return ()
        key = frozenset((e.source, e.start, e.end) for e in known)
        if key not in self._made:
            runs = self._runs(known, min(quotes, _MOST_QUOTED))
            number = len(self._made) + 1
            self._made[key] = Note(number=number, sources=self.numbers(known), runs=runs, address=address)
        return (self._made[key].number,)

    def remark(self, text: str, address: str) -> tuple[int, ...]:
        """Return the number of the note that holds what a person remarks on a value, none for no remark."""
        if not text.strip():
            return ()
        key = frozenset({(f"{address}: {text}", 0, 0)})
        if key not in self._made:
            said = closed(self._wording.say("remark", text=self._wording.dated(one_line(text))))
            number = len(self._made) + 1
            self._made[key] = Note(number=number, sources=(), runs=(Run(text=said),), address=address)
        return (self._made[key].number,)

    def numbers(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """Return the numbers of the sources quoted, ascending."""
        return tuple(sorted({self._numbers[e.source] for e in evidence if e.source in self._numbers}))

    def number(self, source_id: str) -> int:
        """Return a source's number in the table of sources, 0 when it is not there."""
        return self._numbers.get(source_id, 0)

    def independent(self, evidence: Iterable[Evidence]) -> int:
        """Return how many voices carry it: sources that repeat one report count once."""
        cited = (self._sources[e.source] for e in evidence if e.source in self._sources)
        return len({source.group or source.id for source in cited})

    def links(self, numbers: Iterable[int]) -> Line:
        """Return source numbers as "1, 3" or "1–4, 6", each a link to its row in the table of sources."""
        runs: list[Run] = []
        for first, last in _stretches(numbers):
            runs += [Run(text=", ")] * bool(runs)
            runs.append(Run(text=str(first), href=f"#source-{first}"))
            if last != first:
                runs += [Run(text="–"), Run(text=str(last), href=f"#source-{last}")]
        return tuple(runs)

    def bracketed(self, evidence: Iterable[Evidence]) -> Line:
        """Return the numbers of the sources in square brackets, a space before them; nothing for no source."""
        numbers = self.links(self.numbers(evidence))
        return (Run(text=" ["), *numbers, Run(text="]")) if numbers else ()

    def named(self, number: int) -> Run:
        """Return a source by publisher and date, a link to its row in the table of sources."""
        source = list(self._sources.values())[number - 1]
        return Run(text=self.called(source), href=f"#source-{number}")

    def called(self, source: SourceDocument) -> str:
        """Return a source by its publisher (else its title) and date."""
        say = self._wording.say
        publisher = source.publisher or shortened(source.title, _TITLE_WORDS) or say("cites.unknown_publisher")
        if not source.published.value:
            return say("cites.undated", publisher=publisher)
        return say("cites.source", publisher=publisher, date=self._wording.date(source.published.value))

    def source(self, source_id: str) -> str:
        """Return a source as it is called, by its id."""
        source = self._sources.get(source_id)
        return self.called(source) if source else source_id

    def _runs(self, evidence: Sequence[Evidence], quotes: int) -> Line:
        chosen = self._chosen(evidence, quotes)
        runs: list[Run] = []
        for quote in chosen:
            runs += [Run(text="; ")] * bool(runs)
            words = quoted(quote.text, NOTE_WORDS)
            runs += [self.named(self._numbers[quote.source]), Run(text=f": {words}")]
        known = {self._numbers[quote.source] for quote in chosen}
        others = [number for number in self.numbers(evidence) if number not in known]
        if others:
            before, after = self._wording.say("cites.also").split("{sources}")
            runs += [Run(text=f"; {before}"), *self.links(others), *[Run(text=after)] * bool(after)]
        last = runs[-1].text
        return (*runs, Run(text=".")) if closed(last) != last else tuple(runs)

    def _chosen(self, evidence: Sequence[Evidence], most: int) -> list[Evidence]:
        """Return so many quotations, of different sources and in different words, the most telling first."""
        chosen: list[Evidence] = []
        for quote in sorted(evidence, key=lambda e: (-_telling(e), self._numbers[e.source], e.start)):
            known = any(one.source == quote.source or one.text == quote.text for one in chosen)
            if not known and len(chosen) < most:
                chosen.append(quote)
        return chosen


def _stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as stretches without a gap, each of three numbers or more, or of one."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    short = _LEAST_STRETCH
    return [pair for one in found for pair in ([(one[0], one[-1])] if len(one) >= short else [(n, n) for n in one])]


def _telling(evidence: Evidence) -> int:
    words = len(evidence.text.split())
    return 2 if _TELLING <= words <= NOTE_WORDS else 1 if words > NOTE_WORDS else 0


def telling(record: Record, evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence with fragments replaced by the record's sentences around them, where it has them."""
    found: list[Evidence] = []
    for quote in evidence:
        around = (
            e for e in record.evidence if e.source == quote.source and e.start <= quote.start and quote.end <= e.end
        )
        whole = next(around, quote) if not _telling(quote) else quote
        if whole not in found:
            found.append(whole)
    return found
