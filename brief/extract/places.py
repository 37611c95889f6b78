"""A clause in, the places of what it tells out: where it says, or where the clauses around it say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from brief.extract.clause_above import ClausesAbove
from brief.extract.clauses import Clause
from brief.extract.frames import Fill
from brief.model import Layer

_DATELINE = re.compile(r"\s*([A-ZÀ-Þ][\w'’.\-]*(?: [A-ZÀ-Þ][\w'’.\-]*){0,2})(?=\s*[,(:–—-])")
_STATE = re.compile(r"\s*,\s*([A-ZÀ-Þ][\w'’.\-]*(?: (?:of |the |and )*[A-ZÀ-Þ][\w'’.\-]*){0,4})")
_HEAD, _HEAD_WORDS, _STATE_WORDS = 6, 12, 4  # passages of a letterhead, words of one, words of a state's name
_SMALL = frozenset({"of", "the", "and", "for", "de", "da", "do", "in", "to", "|", "&", "–", "-"})
_STANDING = ("prep:in", "prep:at", "prep:to", "prep:near")
_PLACE_ROLES = ("prep:in", "prep:at", "prep:to", "prep:into", "prep:near", "prep:from", "prep:for", "prep:on")
_GOING = ("visit", "tour", "reach")  # what they are done to is a place
_SENTENCES = 2  # before the clause's own, in which the same person acts


class Places:
    """Reads places around clauses of one reading."""

    def __init__(self, above: ClausesAbove) -> None:
        self.above, self.reading, self.tokens = above, above.reading, above.tokens
        self.slots = above.slots

    def where(self, clause: Clause, reach: str) -> list[Fill]:
        """Return the places of an act: its town first, then a building, then a country.

        The town is looked for in the clause and the clauses it hangs on, and, where `reach` is "passage", in
        the main clauses of the two sentences before that have the same person acting: others act elsewhere.
        """
        found = self._places(clause)
        elsewhere = any(self.tokens[h].pos == "PROPN" for r in _STANDING for h in clause.roles.get(r, ()))
        if elsewhere and not found:
            return []  # a place is told, but no one knows it: better none than a neighbour's
        going = self._heads_for(clause)
        for over in self.above.governing(clause) if reach != "clause" and not going else ():
            found += [f for f in self._places(over) if all(f.start != g.start for g in found)]
        here = self.tokens[clause.head].sentence
        for back in range(1, _SENTENCES + 1 if reach == "passage" and not going else 1):
            main = self._main_clause(here - back, clause)
            if main is None or any(self._rank(f) == 0 for f in found):
                break
            found += [f for f in self._places(main) if self._rank(f) == 0]
        return sorted(found, key=self._rank)

    def _heads_for(self, clause: Clause) -> bool:
        """Return whether a clause says whereto somebody goes: no other clause's place is meant."""
        heads = [h for role in ("prep:to", "prep:into", "prep:for") for h in clause.roles.get(role, ())]
        return any(self.slots.of("place", h) or self.slots.of("country", h) for h in heads)

    def _main_clause(self, sentence: int, like: Clause) -> Clause | None:
        """Return the main clause of a sentence in the same passage if the same person acts in it."""
        here = self.reading.sentences[self.tokens[like.head].sentence]
        if sentence < 0 or self.reading.sentences[sentence].passage != here.passage:
            return None
        span = self.reading.sentences[sentence]
        root = next((t.i for t in self.tokens[span.first : span.last] if t.dep == "ROOT"), -1)
        main = self.above.verbal.get(root)
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
        """Return the town that stands before the first sentence of the body: "AMMAN, 3 March - …".

        Its normal form is the town; `written_in` returns the state.
        """
        body = next((p for p in self.reading.source.passages if p.layer is Layer.BODY), None)
        if body is None:
            return None
        text = self.reading.source.text
        line = text.rfind("\n", 0, body.span.start) + 1
        found = _DATELINE.match(text, line, body.span.start)
        return Fill(found.start(1), found.end(1), found[1].title(), head=0) if found else None

    def written_in(self) -> Fill | None:
        """Return the state in which a source is written: the one its dateline names, or the one of its town."""
        town = self.dateline()
        if town is None:
            return None
        named = _STATE.match(self.reading.source.text, town.end)
        state = self.slots.state_named(named[1]) if named else ""
        if named and state:
            return Fill(named.start(1), named.end(1), state, head=0)
        state = self.slots.state_of(town.normal)
        return Fill(town.start, town.end, state, head=0) if state else None

    def letterhead(self) -> Fill | None:
        """Return the one state whose organ stands in capitals over the text: "Government of Nepal"."""
        text = self.reading.source.text
        found: dict[str, Fill] = {}
        for passage in self.reading.source.passages[:_HEAD]:
            words = text[passage.span.start : passage.span.end].split()
            raised = all(w[:1].isupper() or w.lower() in _SMALL or not w[:1].isalpha() for w in words)
            if len(words) <= _HEAD_WORDS and raised and self.slots.organs & {w.strip(",|:").lower() for w in words}:
                found |= {
                    state: Fill(*span, state, head=0) for span, state in self._states_in(passage.span.start, words)
                }
        return next(iter(found.values())) if len(found) == 1 else None

    def _states_in(self, start: int, words: list[str]) -> Iterator[tuple[tuple[int, int], str]]:
        for size in range(min(_STATE_WORDS, len(words)), 0, -1):
            for i in range(len(words) - size + 1):
                state = self.slots.state_named(" ".join(words[i : i + size]).strip(",|:."))
                if state:
                    yield (start, start + 1), state

    def _places(self, clause: Clause) -> list[Fill]:
        found: list[Fill] = []
        roles = (*_PLACE_ROLES, *(("patient",) if clause.predicate in _GOING else ()))
        for role in roles:
            behind = [h for h in clause.loose.get(role, ()) if h > clause.head and role in _STANDING]
            heads = [*clause.roles.get(role, ()), *behind]
            named = self.slots.fill("place", heads) or self._unlisted(role, heads)
            found += [f for f in named if all(f.start != g.start for g in found)]
        found = [f for f in found if not self._of_some(f)]
        head = self.tokens[clause.head]
        if head.dep == "relcl" and any(self.tokens[c].lower == "where" for c in head.deps):
            noun = self.tokens[head.head]  # "Sochi, where he will hold talks"
            free = noun.pos == "PROPN" and not self.slots.at.get(noun.i)
            found += self.slots.fill("phrase" if free else "place", [noun.i])
        return found

    def _of_some(self, fill: Fill) -> bool:
        """Return whether a place is told of a part: "212 died, 140 of them in Multan and 39 in Bahawalpur"."""
        first = next((m.first for m in self.slots.of("place", fill.head) if m.start == fill.start), fill.head)
        before = self.tokens[max(0, first - 3) : max(0, first - 1)]
        some = [t.lower for t in before] in (["of", "them"], ["of", "whom"], ["of", "these"])
        return some or (bool(before) and before[-1].pos == "NUM" and before[-1].dep in ("conj", "appos"))

    def _unlisted(self, role: str, heads: Sequence[int]) -> list[Fill]:
        """Return the proper names after "in", "at" or "to" that are nothing else: towns that no list knows."""
        names = [self.tokens[h] for h in heads if role in _STANDING and not self.slots.at.get(h)]
        free = [t.i for t in names if t.pos == "PROPN" and t.ent in ("", "GPE", "LOC", "FAC")]
        return self.slots.fill("phrase", free)
