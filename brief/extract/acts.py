"""A clause in, who is named in it and the words of its act out: "lay a wreath at the tomb"."""

from __future__ import annotations

from collections.abc import Sequence

from brief.extract.clause_above import ClausesAbove
from brief.extract.clauses import Clause
from brief.extract.frames import Fill

_GAP = 3  # tokens from one word of an act to the next
_BACK = 4  # sentences in which whoever is spoken of stands, its own among them
_BEHIND = 5  # tokens behind a word in which the noun it describes stands


class Acts:
    """Reads people and wordings around clauses of one reading."""

    def __init__(self, above: ClausesAbove) -> None:
        self.above, self.reading, self.tokens = above, above.reading, above.tokens
        self.slots = above.slots

    # ---- people

    def people(self, clause: Clause) -> list[Fill]:
        """Return the persons named in the clause's own words, possessors left out."""
        found: list[Fill] = []
        for i in sorted(clause.tokens):
            for m in self.slots.of("person", i):
                possessor = self.tokens[m.head].dep == "poss"
                if m.head == i and not possessor and all(m.value != f.entity for f in found):
                    found.append(Fill(m.start, m.end, "", m.value, m.kind, m.head))
        return found

    def people_in(self, start: int, end: int) -> list[Fill]:
        """Return the persons named between two characters, each once."""
        inside = [m for m in self.reading.mentions if m.type == "person" and start <= m.start and m.end <= end]
        first = {m.value: m for m in reversed(inside)}
        ordered = sorted(first.values(), key=lambda m: m.start)
        return [Fill(m.start, m.end, "", m.value, m.kind, m.head) for m in ordered]

    def only_person(self, head: int) -> list[Fill]:
        """Return the one person whom a sentence speaks of, or else one of the few before it in the passage."""
        here = self.tokens[head].sentence
        for sentence in range(here, here - _BACK, -1):
            span = self.reading.sentences[max(0, sentence)]
            if span.passage != self.reading.sentences[here].passage:
                break
            found = self.people_in(span.start, span.end)
            if found:
                return found if len(found) == 1 else []
        return []

    # ---- words

    def act(self, clause: Clause) -> Fill:
        """Return the clause from its verb on, with what hangs together behind it.

        Where what was said stands before the verb of saying, it is what is told.
        """
        first = clause.head
        head = self.tokens[clause.head]
        if self._happens(clause):
            return self.slots.clause_text(clause)
        held = self._held(clause)
        if held:
            first = self.slots.own(self.tokens[held[0]])[0]
            last = self._together(first, self._below(held[0]))
            return Fill(self.tokens[first].start, self.tokens[last].end, head=held[0])
        before = [c for c in head.deps if c < head.i and self.tokens[c].dep == "ccomp" and c in self.above.verbal]
        if before and head.lemma in self.above.saying:
            return self.slots.clause_text(self.above.verbal[before[0]])
        helping = [c for c in head.deps if c < head.i and self.tokens[c].dep == "auxpass"]
        if clause.verbal and helping:
            first = helping[0]
        after = [i for i in clause.tokens if i >= first]
        for c in head.deps:  # "meet to discuss", "hope to see": one act
            told = self.tokens[c].dep == "ccomp" and c > head.i
            open_ended = any(self.tokens[g].tag == "TO" for g in self.tokens[c].deps)  # "wants Oslo to sign"
            if self.tokens[c].dep == "xcomp" or (told and (open_ended or head.lemma in self.above.saying)):
                after += self._below(c)
        last = self._together(first, [*after, *self._told_by(after)])
        return Fill(self.tokens[first].start, self.tokens[last].end, head=clause.head)

    def _told_by(self, act: Sequence[int]) -> list[int]:
        """Return the relative clauses without which a word of an act means nothing: "those who fell in the war"."""
        bare = [i for i in act if self.tokens[i].pos == "PRON" and self.tokens[i].tag == "DT"]
        clauses = [c for i in bare for c in self.tokens[i].deps if self.tokens[c].dep in ("relcl", "acl")]
        return [i for c in clauses for i in self._below(c)]

    def _held(self, clause: Clause) -> list[int]:
        """Return the event that a verb only brings in: "the programme includes talks", "followed by a dinner"."""
        lemma = self.tokens[clause.head].lemma
        brings = clause.verbal and not clause.passive and lemma in self.above.containing
        leads = clause.verbal and clause.passive and lemma in self.above.leading
        role = "patient" if brings and not self._acts_person(clause) else "agent" if leads else ""
        return [i for i in clause.roles.get(role, ()) if self.tokens[i].pos == "NOUN" and i > clause.head]

    def _acts_person(self, clause: Clause) -> bool:
        return any(self.slots.of("person", i) for i in clause.roles.get("agent", ()))

    def _happens(self, clause: Clause) -> bool:
        """Return whether an event is the subject of a verb that only says that it was: "Talks followed"."""
        subjects = clause.roles.get("patient" if clause.passive else "agent", ())
        noun = self.tokens[subjects[0]] if subjects else None
        return (
            clause.verbal
            and self.tokens[clause.head].lemma in self.above.happening
            and noun is not None
            and noun.pos == "NOUN"
            and not self.slots.of("person", noun.i)
            and noun.i < clause.head
        )

    def shortened(self, fill: Fill, end: int) -> Fill:
        """Return a stretch that ends before a character, without the small words at its new end."""
        last = max((t.i for t in self.tokens if fill.start <= t.start and t.end <= end), default=fill.head)
        while last > fill.head and self._trails(last):
            last -= 1
        return Fill(fill.start, self.tokens[last].end, head=fill.head)

    def _below(self, i: int) -> list[int]:
        found, queue = [], [i]
        while queue:
            j = queue.pop()
            found.append(j)
            queue += [c for c in self.tokens[j].deps if self.tokens[c].dep not in ("advcl", "relcl", "parataxis")]
        return found

    def _together(self, first: int, tokens: Sequence[int]) -> int:
        """Return the last token before the first gap of more than two words."""
        last = first
        for i in sorted(set(tokens)):
            if i > last + _GAP:
                break
            last = max(last, i)
        while last > first and self._trails(last):
            last -= 1
        return last

    def _trails(self, i: int) -> bool:
        """Return whether a word adds nothing at the end of an act: a joint, or the date that is told beside it."""
        joint = self.tokens[i].pos in ("PUNCT", "CCONJ", "ADP", "DET", "PART")
        particle = self.tokens[i].dep == "prt"
        return (joint and not particle) or bool(self.slots.of("date", i))

    def phrase_with(self, i: int) -> list[Fill]:
        """Return the noun phrase that a word describes: "2014 takeover of Crimea" for its year."""
        noun = self.tokens[self.tokens[i].head]
        if noun.pos not in ("NOUN", "PROPN"):
            noun = next((t for t in self.tokens[i + 1 : i + _BEHIND] if t.pos in ("NOUN", "PROPN")), noun)
        found = self.slots.phrase(noun)
        start = min(self.tokens[i].start, found[0].start) if found else 0
        return [Fill(start, f.end, head=f.head) for f in found[:1] if f.end > start]
