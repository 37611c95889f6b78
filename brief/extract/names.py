"""A reading in; the same reading with everything named in it out: states, places, organisations, persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brief.extract.coreference import find_references
from brief.extract.countries import find_listed
from brief.extract.names_evidence import Evidence, judged
from brief.extract.names_people import Known, Roster
from brief.extract.names_places import find_organisations, find_places
from brief.extract.names_ranges import covered, mention
from brief.extract.names_runs import Part, Run, RunFinder
from brief.extract.reading import Mention, Person, Reading
from brief.extract.roles import find_roles
from brief.lexicon import Lexicon

NEAR = 3  # sentences back within which somebody of the same surname makes a lone surname doubtful
CLEARLY = 3  # times as often named as his namesake: the main person of a source
GIVEN_RANK = 3


def name_everything(reading: Reading, lexicon: Lexicon) -> None:
    """Fill the reading's persons and mentions, all but dates, quotations and list entries."""
    listed = find_listed(reading, lexicon)
    find_people(reading, lexicon, listed)
    people = covered(reading.mentions)
    kept = [m for m in listed if people.isdisjoint(range(m.first, m.last))]
    reading.mentions += kept
    reading.mentions += find_places(reading, lexicon, covered(reading.mentions))
    reading.mentions += find_organisations(reading, lexicon, covered(reading.mentions))
    reading.mentions.sort(key=lambda m: (m.start, -m.end))
    roles = find_roles(reading, lexicon)
    references = find_references(reading, roles, lexicon)
    for reference in references:
        reading.persons[reference.value].weight += 1
    reading.mentions = sorted([*reading.mentions, *references], key=lambda m: (m.start, -m.end))


def find_people(reading: Reading, lexicon: Lexicon, listed: Sequence[Mention]) -> None:
    """Fill the reading's persons, and add mentions of them by name and surname."""
    runs = judged(list(RunFinder(reading, lexicon, listed).runs()), Evidence(reading, lexicon, listed))
    roster = Roster(lexicon)
    roster.gather(runs, [t.sentence for t in reading.tokens])
    found = sorted(_Namer(reading, roster, lexicon).named(runs), key=lambda pair: pair[1].first)
    numbers = list(dict.fromkeys(number for number, _ in found))
    ids = {number: f"p{i}" for i, number in enumerate(numbers, 1)}
    for number, found_mention in found:
        found_mention.value = ids[number]
        reading.mentions.append(found_mention)
    for number in numbers:
        of_person = [m for n, m in found if n == number]
        reading.persons[ids[number]] = _person(reading, ids[number], roster.known[number], of_person, roster)
    reading.mentions.sort(key=lambda m: (m.start, -m.end))


def _person(reading: Reading, person_id: str, known: Known, mentions: Sequence[Mention], roster: Roster) -> Person:
    forms = dict.fromkeys(" ".join(reading.source.text[m.start : m.end].split()) for m in mentions)
    gender = roster.gender(roster.known.index(known))
    ordered = dict.fromkeys([known.name, *forms])
    return Person(person_id, known.name, tuple(ordered), gender=gender, weight=len(mentions))


class _Namer:
    """Finds which person each run means, from the first to the last."""

    def __init__(self, reading: Reading, roster: Roster, lexicon: Lexicon) -> None:
        self._reading, self._tokens, self._roster = reading, reading.tokens, roster
        self._given = lexicon.words("names.given_m") | lexicon.words("names.given_f")
        self._one_name = lexicon.words("roles.one_name")
        self._said: list[tuple[int, int]] = []  # person's number, sentence, in the order of the text
        self._alone: set[int] = set()  # persons who had their surname to themselves when named by it
        self._met: set[int] = set()

    def named(self, runs: Sequence[Run]) -> Iterator[tuple[int, Mention]]:
        """Yield a person's number with each mention by name."""
        for i, run in enumerate(runs):
            if run.barred:
                continue
            relative = self._shared_surname(run, runs[i + 1] if i + 1 < len(runs) else None)
            for number, parts in relative or self._parts_named(run):
                first, last = parts[0].first, parts[-1].last
                full = len(parts) > 1 or bool(relative)
                kind = "name" if full else "surname"
                self._note(number, first, full=full)
                yield number, mention(self._reading, ("person", kind), "", first, last)

    def _note(self, number: int, first: int, *, full: bool) -> None:
        if not full and self._namesakes(number).isdisjoint(self._met):
            self._alone.add(number)
        self._met.add(number)
        self._said.append((number, self._tokens[first].sentence))

    def _namesakes(self, number: int) -> set[int]:
        surname = (self._roster.known[number].full[-1].key,)
        return set(self._roster.meant(surname)) - {number}

    def _shared_surname(self, run: Run, following: Run | None) -> list[tuple[int, list[Part]]]:
        """Return the first of two who share a surname: "Joey and Paula Reed"."""
        if following is None or len(run.parts) != 1 or len(following.parts) < 2 or run.title:  # noqa: PLR2004 -- a full name
            return []
        if following.first != run.last + 1 or self._tokens[run.last].lower not in {"and", "&"}:
            return []
        given, other = run.parts[0], following.parts[0]
        listed = given.text in self._given and (other.text in self._given or following.person > 0)
        key = (given.key, *(p.key for p in following.parts[1:]))
        known = self._roster.meant(key)
        if known and self._roster.rank(key) == 0:
            return [(known[0], [given])]
        if not listed or self._roster.meant(run.key):
            return []
        new = self._roster.add_relative(given, following.parts[1:], run.first)
        return [(self._roster.known.index(new), [given])]

    def _parts_named(self, run: Run) -> Iterator[tuple[int, list[Part]]]:
        """Yield the persons whom a run names: mostly one by all its parts, in headlines any within."""
        start = 0
        while start < len(run.parts):
            for stop in range(len(run.parts), start, -1):
                parts = run.parts[start:stop]
                if (start, stop) != (0, len(run.parts)) and not self._may_split(run, start, stop):
                    continue
                number = self._whom(run, parts)
                if number is not None:
                    yield number, parts
                    start = stop - 1
                    break
            start += 1

    def _may_split(self, run: Run, start: int, stop: int) -> bool:
        """Return whether the parts outside `start:stop` may be no part of the name."""
        rest = [p for i, p in enumerate(run.parts) if not start <= i < stop]
        return run.heading or all(self._tokens[p.last - 1].pos != "PROPN" for p in rest)

    def _whom(self, run: Run, parts: list[Part]) -> int | None:
        key = tuple(p.key for p in parts)
        meant = self._roster.meant(key)
        if run.before.lower() in self._one_name and len(key) == 1:
            meant = self._roster.called(key[0])
            return meant[0] if len(meant) == 1 else None
        if not meant:
            return None
        rank = self._roster.rank(key)
        if rank == GIVEN_RANK and not self._may_be_given(run, parts[0]):
            return None
        gender = self._roster.honorific_gender(run.before)
        meant = [n for n in meant if not gender or self._roster.gender(n) in {gender, ""}]
        return meant[0] if len(meant) == 1 else self._decide(run, parts, meant)

    def _may_be_given(self, run: Run, part: Part) -> bool:
        token = self._tokens[part.last - 1]
        return run.person > 0 or token.dep in {"nsubj", "poss"} or part.text in self._given

    def _decide(self, run: Run, parts: list[Part], meant: Sequence[int]) -> int | None:
        """Return who of several namesakes is meant, None when nothing decides."""
        titled = [n for n in meant if run.title == 1 and run.before.lower() in self._roster.known[n].titles]
        if len(titled) == 1:
            return titled[0]
        met = [n for n in meant if n in self._met]
        if not met:  # in a headline: the one who is not introduced as a relative later
            known = [n for n in meant if not self._roster.known[n].kin]
            return known[0] if len(known) == 1 else None
        if len(met) == 1:
            return met[0]
        sentence = self._tokens[parts[0].first].sentence
        near = {n for n, s in self._said if n in met and sentence - s <= NEAR}
        if len(near) == 1:
            return near.pop()
        main = self._main(met)
        last = next((n for n, _ in reversed(self._said) if n in met and not self._only_kin(n)), None)
        return main if main is not None and main == last else None

    def _only_kin(self, number: int) -> bool:
        """Return whether somebody was named but once so far, as a relative."""
        return self._roster.known[number].kin and sum(n == number for n, _ in self._said) == 1

    def _main(self, met: Sequence[int]) -> int | None:
        """Return the namesake who owns the surname in this source: first alone, and named far more often."""
        counts = {n: sum(m == n for m, _ in self._said) for n in met}
        best = max(met, key=lambda n: counts[n], default=None)
        if best is None:
            return None
        others = max(counts[n] for n in met if n != best)
        return best if best in self._alone or counts[best] >= CLEARLY * others else None
