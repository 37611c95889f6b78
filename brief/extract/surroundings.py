"""A trigger in, what stands around it out: the time, the place, the people and the words of its clause.

Time and place are looked for in the clause first, then, as far as the field's `reach` allows, in the
clauses that govern it, in the sentence and at the head of the passage. A date that says when somebody
*said* something is never the date of what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from brief.extract.clauses import Clause
from brief.extract.frames import Fill
from brief.extract.matching import Matcher
from brief.extract.reading import Mention, Reading, Token
from brief.extract.slots import SlotFiller
from brief.extract.speakers import Speakers
from brief.lexicon import Lexicon
from brief.model import Layer

_DATELINE = re.compile(r"\s*([A-ZÀ-Þ][\w'’.\-]*(?: [A-ZÀ-Þ][\w'’.\-]*){0,2})(?=\s*[,(:–—-])")
_PLACE_ROLES = ("prep:in", "prep:at", "prep:to", "prep:into", "prep:near", "prep:from", "prep:for", "prep:on")
_ASKING = frozenset({"whether", "if", "who", "what", "when", "why", "how", "where"})
_BULLETS = ("-", "–", "—", "•", "*", "·", "►", "▪")  # begin an item of a list and belong to no sentence
_TELLING = 9  # tokens; a shorter sentence leans on the one before it
_STANDING = ("prep:in", "prep:at", "prep:to", "prep:near")
_UP = 8  # steps from a trigger to the clause it stands in


class Surroundings:
    """Reads around triggers in one reading."""

    def __init__(self, reading: Reading, matcher: Matcher, slots: SlotFiller, lexicon: Lexicon) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.matcher, self.slots = matcher, slots
        self.saying = frozenset(v for verbs in lexicon.table("speech.stances").values() for v in verbs)
        self.verbal = {c.head: c for c in matcher.clauses if c.verbal}
        self.speakers = Speakers(reading, self.verbal, slots, self.saying)

    def clause_of(self, head: int) -> Clause | None:
        """Return the clause a token belongs to: its own when it is a predicate, else the nearest verb's above."""
        i = head
        for _ in range(_UP):
            if i in self.verbal:
                return self.verbal[i]
            above = self.tokens[i].head
            if above == i:
                break
            i = above
        return next(iter(self.matcher.by_head.get(head, ())), None)

    def governing(self, clause: Clause) -> Iterator[Clause]:
        """Yield the clauses above that share its time: control, coordination, purpose; not those of saying."""
        token = self.tokens[clause.head]
        for _ in range(3):
            if token.head == token.i or token.dep not in (
                "xcomp",
                "conj",
                "advcl",
                "pcomp",
                "prep",
                "dobj",
                "relcl",
            ):
                return
            token = self.tokens[token.head]
            above = self.verbal.get(token.i)
            if above is not None:
                if token.lemma in self.saying:
                    return
                yield above

    # ---- time

    def when(self, clause: Clause, reach: str) -> list[Fill]:
        """Return the dates of an act, the best first."""
        found = self.matcher.dates(clause)
        if found or reach == "clause":
            return found
        for above in self.governing(clause):
            found = self.matcher.dates(above)
            if found:
                return found
        sentence = self.tokens[clause.head].sentence
        found = self._sentence_dates(sentence, clause)
        if found or reach == "sentence":
            return found
        return self._passage_dates(sentence)

    def _sentence_dates(self, sentence: int, clause: Clause | None = None) -> list[Fill]:
        """Return the sentence's one date, if it has one that is nobody's date of saying.

        A date inside a relative clause ("X, who flew in on Tuesday, met …") tells when that happened alone.
        """
        mentions = [m for m in self._dates_in(sentence) if m.kind == "day" and not self.reported(m)]
        mentions = [m for m in mentions if not self._aside(m, clause)]
        plain = [m for m in mentions if self.matcher.preposition(m.head) in ("on", "in", "at", "")]
        return [self._fill(plain[0])] if len({m.value for m in plain}) == 1 else []

    def _passage_dates(self, sentence: int) -> list[Fill]:
        here = self.reading.sentences[sentence]
        opening = self.tokens[here.first].lower
        if opening in ("earlier", "before", "previously", "later", "after"):
            return []
        for back in range(1, 3):
            if sentence - back < 0 or self.reading.sentences[sentence - back].passage != here.passage:
                break
            found = self._sentence_dates(sentence - back)
            if found:
                return found
        return []

    def _aside(self, mention: Mention, clause: Clause | None) -> bool:
        """Return whether a date belongs to a subordinate clause other than this one."""
        owner = self.clause_of(mention.head)
        if owner is None or (clause is not None and owner.head == clause.head):
            return False
        return self.tokens[owner.head].dep in ("relcl", "acl", "advcl")

    def cutoff(self, clause: Clause, day: Fill) -> int | None:
        """Return where what happened on a day ends when the clause goes on to another day, None when it does not.

        "She will meet the minister on Monday and the President on Tuesday": the President is not Monday's.
        """
        days = [
            m for i in sorted(clause.tokens) for m in self.slots.of("date", i) if m.head == i and m.kind == "day"
        ]
        later = [m for m in days if m.start > day.end and m.value != day.normal]
        people = [
            m for m in self.reading.mentions if m.type == "person" and later and day.end < m.start < later[0].start
        ]
        return day.start if people else None

    def reported(self, mention: Mention) -> bool:
        """Return whether a date says when something was said: "the ministry announced on Friday"."""
        token = self.tokens[mention.head]
        for _ in range(_UP):
            if token.head == token.i:
                return False
            token = self.tokens[token.head]
            if token.pos in ("VERB", "AUX"):
                return token.lemma in self.saying
        return False

    def _dates_in(self, sentence: int) -> list[Mention]:
        span = self.reading.sentences[sentence]
        found = [m for m in self.reading.mentions if m.type == "date" and m.kind != "modifier"]
        return [m for m in found if span.first <= m.first < span.last]

    @staticmethod
    def _fill(mention: Mention, score: float = 0.7) -> Fill:
        return Fill(mention.start, mention.end, mention.value, "", mention.kind, mention.head, score)

    # ---- place

    def where(self, clause: Clause, reach: str) -> list[Fill]:
        """Return the places of an act: its town first, then a building, then a country.

        The town is looked for in the clause and the clauses it hangs on, and, where `reach` is "passage", in
        the main clauses of the two sentences before that have the same person acting: others act elsewhere.
        """
        found = self._places(clause)
        elsewhere = any(self.tokens[h].pos == "PROPN" for r in _STANDING for h in clause.roles.get(r, ()))
        if elsewhere and not found:
            return []  # a place is told, but no one knows it: better none than a neighbour's
        for above in self.governing(clause) if reach != "clause" else ():
            found += [f for f in self._places(above) if all(f.start != g.start for g in found)]
        here = self.tokens[clause.head].sentence
        for back in range(1, 3 if reach == "passage" else 1):
            main = self._main_clause(here - back, clause)
            if main is None or any(self._rank(f) == 0 for f in found):
                break
            found += [f for f in self._places(main) if self._rank(f) == 0]
        return sorted(found, key=self._rank)

    def _main_clause(self, sentence: int, like: Clause) -> Clause | None:
        """Return the main clause of a sentence in the same passage if the same person acts in it."""
        here = self.reading.sentences[self.tokens[like.head].sentence]
        if sentence < 0 or self.reading.sentences[sentence].passage != here.passage:
            return None
        span = self.reading.sentences[sentence]
        root = next((t.i for t in self.tokens[span.first : span.last] if t.dep == "ROOT"), -1)
        main = self.verbal.get(root)
        if main is None or not self._who(main) & self._who(like):
            return None
        return main

    def _who(self, clause: Clause) -> set[str]:
        heads = (*clause.roles.get("agent", ()), *clause.roles.get("patient", ()))
        return {f.entity for f in self.slots.fill("person", heads)}

    def _rank(self, fill: Fill) -> int:
        """Return 0 for a town, 1 for any other place, 2 for a country."""
        if any(m.start == fill.start for m in self.slots.of("country", fill.head)):
            return 2
        return 0 if self.tokens[fill.head].ent == "GPE" else 1

    def dateline(self) -> Fill | None:
        """Return the town that stands before the first sentence of the body: "AMMAN, 3 March - …"."""
        body = next((p for p in self.reading.source.passages if p.layer is Layer.BODY), None)
        if body is None:
            return None
        text = self.reading.source.text
        line = text.rfind("\n", 0, body.span.start) + 1
        found = _DATELINE.match(text, line, body.span.start)
        return Fill(found.start(1), found.end(1), found[1].title(), head=0) if found else None

    def _places(self, clause: Clause) -> list[Fill]:
        found: list[Fill] = []
        roles = (*_PLACE_ROLES, *(("patient",) if clause.predicate in ("visit", "tour", "reach") else ()))
        for role in roles:
            behind = [h for h in clause.loose.get(role, ()) if h > clause.head and role in _STANDING]
            heads = [*clause.roles.get(role, ()), *behind]
            named = self.slots.fill("place", heads) or self._unlisted(role, heads)
            found += [f for f in named if all(f.start != g.start for g in found)]
        head = self.tokens[clause.head]
        if head.dep == "relcl" and any(self.tokens[c].lower == "where" for c in head.deps):
            noun = self.tokens[head.head]  # "Sochi, where he will hold talks"
            free = noun.pos == "PROPN" and not self.slots.at.get(noun.i)
            found += self.slots.fill("phrase" if free else "place", [noun.i])
        return found

    def _unlisted(self, role: str, heads: Sequence[int]) -> list[Fill]:
        """Return the proper names after "in", "at" or "to" that are nothing else: towns that no list knows."""
        names = [self.tokens[h] for h in heads if role in _STANDING and not self.slots.at.get(h)]
        free = [t.i for t in names if t.pos == "PROPN" and t.ent in ("", "GPE", "LOC", "FAC")]
        return self.slots.fill("phrase", free)

    def places_in(self, start: int, end: int) -> list[Fill]:
        """Return the places named between two characters, towns first."""
        inside = [m for m in self.reading.mentions if m.type == "place" and start <= m.start and m.end <= end]
        return sorted((self._fill(m) for m in inside), key=self._rank)

    def people_in(self, start: int, end: int) -> list[Fill]:
        """Return the persons named between two characters, each once."""
        inside = [m for m in self.reading.mentions if m.type == "person" and start <= m.start and m.end <= end]
        first = {m.value: m for m in reversed(inside)}
        ordered = sorted(first.values(), key=lambda m: m.start)
        return [Fill(m.start, m.end, "", m.value, m.kind, m.head) for m in ordered]

    # ---- people and words

    def people(self, clause: Clause) -> list[Fill]:
        """Return the persons named in the clause's own words, possessors left out."""
        found: list[Fill] = []
        for i in sorted(clause.tokens):
            for m in self.slots.of("person", i):
                possessor = self.tokens[m.head].dep == "poss"
                if m.head == i and not possessor and all(m.value != f.entity for f in found):
                    found.append(Fill(m.start, m.end, "", m.value, m.kind, m.head))
        return found

    def act(self, clause: Clause) -> Fill:
        """Return the clause from its verb on, with what hangs together behind it.

        Where what was said stands before the verb of saying, it is what is told.
        """
        first = clause.head
        head = self.tokens[clause.head]
        before = [c for c in head.deps if c < head.i and self.tokens[c].dep == "ccomp" and c in self.verbal]
        if before and head.lemma in self.saying:
            return self.slots.clause_text(self.verbal[before[0]])
        helping = [c for c in head.deps if c < head.i and self.tokens[c].dep == "auxpass"]
        if clause.verbal and helping:
            first = helping[0]
        after = [i for i in clause.tokens if i >= first]
        for c in head.deps:  # "meet to discuss", "hope to see": one act
            told = self.tokens[c].dep == "ccomp" and c > head.i and head.lemma in self.saying
            if self.tokens[c].dep == "xcomp" or told:
                after += self._below(c)
        last = self._together(first, after)
        return Fill(self.tokens[first].start, self.tokens[last].end, head=clause.head)

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
            if i > last + 3:
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

    def only_person(self, head: int) -> list[Fill]:
        """Return the one person whom a sentence speaks of, or else the one before it in the passage."""
        here = self.tokens[head].sentence
        for sentence in (here, here - 1):
            span = self.reading.sentences[max(0, sentence)]
            if span.passage != self.reading.sentences[here].passage:
                break
            found = self.people_in(span.start, span.end)
            if found:
                return found if len(found) == 1 else []
        return []

    def phrase_with(self, i: int) -> list[Fill]:
        """Return the noun phrase that a word describes: "2014 takeover of Crimea" for its year."""
        noun = self.tokens[self.tokens[i].head]
        if noun.pos not in ("NOUN", "PROPN"):
            noun = next((t for t in self.tokens[i + 1 : i + 5] if t.pos in ("NOUN", "PROPN")), noun)
        found = self.slots.phrase(noun)
        start = min(self.tokens[i].start, found[0].start) if found else 0
        return [Fill(start, f.end, head=f.head) for f in found[:1] if f.end > start]

    def sentence(self, head: int) -> Fill:
        """Return the sentence of a token."""
        span = self.reading.sentences[self.tokens[head].sentence]
        words = (t for t in self.tokens[span.first : span.last] if t.text not in _BULLETS)
        first = next(words, self.tokens[span.first])
        return Fill(first.start, span.end, head=head)

    def asked(self, head: int) -> Fill:
        """Return the sentence of a token, or what a sentence that says little by itself answers.

        "No date has been set." answers the question put just before it; failing one, the sentence before
        it in the same passage is needed to understand it.
        """
        i = self.tokens[head].sentence
        here = self.reading.sentences[i]
        words = {t.lower for t in self.tokens[here.first : here.last]}
        if here.last - here.first > _TELLING or words & _ASKING:
            return self.sentence(head)
        for back in range(1, 4):
            before = self.reading.sentences[i - back] if i >= back else None
            if before is None or here.passage - before.passage > 1:
                break
            if self.reading.source.text[before.start : before.end].rstrip('"”’').endswith("?"):
                return Fill(before.start, before.end, head=head)
        before = self.reading.sentences[i - 1] if i else here
        same = before.passage == here.passage
        return Fill(before.start if same else here.start, here.end, head=head)

    def is_told(self, head: int) -> bool:
        """Return whether a clause is what somebody says: the complement of a verb of saying."""
        token = self.tokens[head]
        return token.dep == "ccomp" and self.tokens[token.head].lemma in self.saying

    def quoted(self, head: int) -> bool:
        """Return whether a token stands inside quotation marks."""
        at = self.tokens[head].start
        return any(q.start <= at < q.end for q in self.reading.quotes)

    def quoted_from(self, fill: Fill) -> bool:
        """Return whether a stretch begins inside a quotation that has a holder."""
        return any(q.start <= fill.start + 1 < q.end for q in self.reading.quotes if q.holder and q.full)

    def quotes(self, head: int) -> list[Fill]:
        """Return the quotations that touch the sentence of a token."""
        span = self.reading.sentences[self.tokens[head].sentence]
        found = [q for q in self.reading.quotes if q.start < span.end and span.start < q.end]
        return [Fill(q.start, q.end, kind="full" if q.full else "part", head=head) for q in found]

    def token_at(self, offset: int) -> Token | None:
        """Return the first token that ends after a character, None past the last."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.tokens[low] if low < len(self.tokens) else None
