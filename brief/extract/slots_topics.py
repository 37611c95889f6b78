"""A word of a reading in, what it is about out: noun phrases, and the topics of lists."""

from __future__ import annotations

from brief.extract.clauses import Clause
from brief.extract.frames import Fill
from brief.extract.reading import Reading, Token
from brief.extract.slots_named import Named
from brief.lexicon import Lexicon

_TOPIC = 6  # words that tell something; a longer topic is a sentence in disguise
_SMALL = ("DET", "PUNCT", "PART", "ADP", "CCONJ")  # … and what is no such word
_ONE = ("a", "an", "each", "every")
_NEAR = 2  # words between "no" and what it denies: "no further talks"
_MARKS = ("•", "►", "▪", "·", "–", "—", "*")  # open an item of a list
_DEEP = 3  # hollow heads one below the other: "the issue of the question of trade"


class Topics(Named):
    """Candidates for the slots that want words: phrases and topics."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        super().__init__(reading, lexicon)
        self.generic = lexicon.words("phrases.generic")
        self.empty = lexicon.words("phrases.empty")
        self.barred = lexicon.words("phrases.barred")
        self.never = lexicon.words("phrases.never")
        self.plights = lexicon.words("phrases.plights")
        self.venues = lexicon.words("phrases.venues")
        self.weak = lexicon.words("phrases.weak")
        self.owners = lexicon.words("phrases.owners")
        self.cases = lexicon.words("phrases.cases")
        self.around = lexicon.words("phrases.around")
        self.ties = lexicon.words("phrases.ties")
        self.bonds = lexicon.words("phrases.bonds")
        self.completed = lexicon.words("phrases.completed")
        self.bounding = lexicon.words("phrases.bounding")
        self.telling = lexicon.words("phrases.telling")
        self.hollow = lexicon.words("phrases.hollow")
        self.scopes = lexicon.words("phrases.scopes")
        self.gatherings = lexicon.words("phrases.gatherings")
        self.treating = lexicon.words("phrases.treating")
        self.negators = lexicon.words("phrases.negators")

    def phrase(self, token: Token) -> list[Fill]:
        """Return the noun phrase around a head, without relative clauses; a gerund gives its whole clause."""
        if token.pos in ("PRON", "DET", "PUNCT") or token.ent in ("TIME", "PERCENT", "MONEY", "QUANTITY"):
            return []
        if token.ent == "DATE" and not self.entry(token):
            return []
        had = token.tag in ("VBN", "VBD") and any(self.tokens[c].lower == "having" for c in token.deps)
        if (token.tag == "VBG" or had) and token.dep in ("pcomp", "xcomp", "advcl", "acl"):
            return self.subtree(token, own=True)
        start = self.own(token)[0]
        span = self.phrases.phrase(start) or (start, token.i + 1)
        if span[1] <= token.i:
            span = (span[0], token.i + 1)
        first, last = self.phrases.trimmed(span)
        a, b = self.characters(first, last)
        return [Fill(a, b, head=token.i)] if b > a else []

    def topics(self, token: Token) -> list[Fill]:
        """Return the topic at a head, and the list that it begins in the text."""
        if token.pos not in ("NOUN", "PROPN") and token.tag != "VBG":
            return []
        start = self.own(token)[0]
        spans = self.phrases.items(start)
        return [f for span in spans for f in self.topic(span)] if spans and spans[0][1] > token.i else []

    def topic(self, span: tuple[int, int], depth: int = 0) -> list[Fill]:
        """Return what a phrase is about: "the situation in Ukraine" as it stands, "issues of trade" as trade.

        Dates, people, venues and words that say nothing alone give none; of somebody's case the person is meant.
        """
        span = self._without_company(span)
        people = [m for i in range(*span) for m in self.of("person", i) if m.head == i]
        if people or any(self.of("person", i) for i in range(*span)):
            case = self.phrases.head(self.phrases.trimmed(span)).lemma in self.cases or self._case_of(span[0])
            return [self.mentioned(m) for m in people if m.kind in ("name", "surname")] if case else []
        first, last = self._shortened(self.phrases.trimmed(span))
        within = [m for m in self.of("entry", first) if m.first < first and self.text[m.start].isupper()]
        if within:  # "on Trade and Transit" in the name of a treaty is no topic of its own
            return self._plain(within[0].first, within[0].last, [])
        first, last = self._bare(first, last)
        head = self.phrases.head((first, last))
        if self.of("entry", head.i):
            return self._plain(first, last, [])
        single = self.tokens[span[0]].lower in _ONE and head.tag == "NN"  # one of many: "a decision"
        return self._subject((first, last), head, depth, single=single)

    def _without_company(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return a phrase without whom it was talked of with: "fisheries *with the minister*"."""
        first, last = span
        for i in range(first + 1, last):
            if self.tokens[i].lower == "with" and any(self.of("person", j) for j in range(i + 1, last)):
                return first, i
        return span

    def _case_of(self, first: int) -> bool:
        """Return whether a phrase stands behind "the release of", so that somebody in it is the topic."""
        before = self.tokens[max(0, first - 2) : first]
        return len(before) == 2 and before[0].lemma in self.cases and before[1].lower == "of"  # noqa: PLR2004

    def _subject(self, span: tuple[int, int], head: Token, depth: int, *, single: bool) -> list[Fill]:
        """Return what a phrase says by its head: itself, what its head leads to, or nothing."""
        first, last = span
        own_words = [t for t in self.tokens[first : head.i] if self._tells(t)]
        hollow = head.lemma in self.hollow
        if hollow:  # whose help it is says nothing of what for
            own_words = [t for t in own_words if t.dep != "poss"]
        generic = not own_words and (head.lemma in self.generic or head.lower in self.generic)
        below = self._inner(span, head, depth) if hollow or generic else []
        if generic or (hollow and not own_words):
            return below
        never = head.lemma in self.never or head.lower in self.never
        bare = last == head.i + 1
        never = never and (bare or head.lemma not in self.completed)
        silent = not own_words and (never or (single and bare))
        narrowed = any(t.pos in ("NOUN", "PROPN") for t in own_words)
        silent = silent or (head.lemma in self.ties and not narrowed)  # "deep-rooted relations"
        capital = any(m.kind == "capital" and (m.first, m.last) == span for m in self.of("country", first))
        capital = capital or any(
            (m.first, m.last) == span and self.state_of(m.value) for m in self.of("place", first)
        )
        if silent or capital or self._barred(head, own_words) or self.of("date", head.i):
            return []
        return self._plain(first, last, [])

    def _barred(self, head: Token, before: list[Token]) -> bool:
        """Return whether a head is never a topic; a summit that has a name may be one."""
        named = head.lemma in self.gatherings and any(t.pos == "PROPN" for t in before)
        return head.lemma in self.barred and not named

    def unraised(self, clause: Clause | None, head: int) -> bool:
        """Return whether the text says that what a wording names was not talked of."""
        first = self.reading.sentences[self.tokens[head].sentence].first
        for token in reversed(self.tokens[max(first, head - _NEAR) : head]):
            if token.lower in self.negators:
                return self.tokens[head].lemma in self.treating
            if token.pos not in ("DET", "ADJ", "ADV", "ADP"):
                break
        return clause is not None and clause.negated and clause.predicate.split()[0] in self.treating

    def _bare(self, first: int, last: int) -> tuple[int, int]:
        """Return a phrase without what adds nothing in front: "main", "the country's"; a name keeps its "High"."""
        while first < last - 1:
            token = self.tokens[first]
            if token.pos in ("PUNCT", "SYM", "CCONJ") or token.text in _MARKS:
                first += 1
                continue
            opens = token.i == self.reading.sentences[token.sentence].first
            if token.lower in self.scopes and last - first == 2:  # noqa: PLR2004 -- "regional security" tells more
                break
            if token.lower in self.empty and (token.pos != "PROPN" or opens):
                first, last = self.phrases.trimmed((first + 1, last))
            elif self._owner(token) and self.tokens[first + 1].tag == "POS" and first < last - 2:
                first, last = self.phrases.trimmed((first + 2, last))
            else:
                break
        return first, last

    def _owner(self, token: Token) -> bool:
        """Return whether whose a thing is tells nothing: "the *country*'s debt", "this *year*'s harvest"."""
        return token.lemma in self.owners or bool(self.of("date", token.i))

    def _tells(self, token: Token) -> bool:
        """Return whether a word before a head narrows it: no number, no "main"."""
        return token.lower not in self.empty | self.weak and token.pos not in ("PUNCT", "NUM", "CCONJ", "PART")

    def _inner(self, span: tuple[int, int], head: Token, depth: int) -> list[Fill]:
        """Return what a hollow head is followed by: "issues of trade" is trade, "war in X" stays as it is."""
        first, last = span
        joint = self.phrases.inside
        inner = next((i for i in range(head.i + 1, last) if self.tokens[i].lower in joint), None)
        if inner is None or depth >= _DEEP or self.tokens[inner].lower == "between":
            return []
        if self.tokens[inner].lower in self.bounding:  # "cooperation within the union"
            return self._plain(first, last, [])
        below = self.topic((inner + 1, last), depth + 1)
        if not below and head.lemma in self.plights:  # "the plight of journalists": of people, too
            return self._plain(first, last, [])
        named = bool(below) and head.lemma in self.around and below[0].kind == "country"
        if len(below) == 1 and head.lemma in self.telling and self._lone(below[0]):
            return self._plain(first, last, [])
        return self._plain(first, last, below) if named else below

    def _lone(self, fill: Fill) -> bool:
        """Return whether a topic is a single common noun, or a name and nothing else: "base", "Red Sea"."""
        words = [t for t in self.tokens[max(0, fill.head - _NEAR) : fill.head + 1] if t.start >= fill.start]
        common = len(words) == 1 and words[0].pos == "NOUN"
        return fill.end == self.tokens[fill.head].end and (common or all(t.pos == "PROPN" for t in words))

    def _shortened(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return a phrase without what comes after "with", and, while it is long, without its last part."""
        first, last = span
        between = any(self.tokens[i].lower == "between" for i in range(first, last))
        most = _TOPIC + 2 * between + (self.phrases.head(span).lemma in self.generic | self.hollow)
        joints = [i for i in range(first + 1, last) if self.tokens[i].lower in self.phrases.inside]
        for i in joints:
            aside = self.tokens[i].lower == "with" and not self._treating_with(i)
            if aside or self._venue(i, last) or self._mutual(i, last):
                last = i
                break
        while sum(t.pos not in _SMALL for t in self.tokens[first:last]) > most:
            before = [i for i in joints if i < last]
            if not before:
                break
            last = before[-1]
        return first, last

    def _treating_with(self, joint: int) -> bool:
        """Return whether "with" completes a noun: "the deal *with* Peru", not "fisheries with the minister"."""
        after = next((t for t in self.tokens[joint + 1 : joint + 3] if t.pos != "DET"), None)
        named = after is not None and (after.pos == "PROPN" and not self.of("person", after.i))
        return named and self.tokens[joint - 1].lemma in self.bonds

    def _venue(self, joint: int, last: int) -> bool:
        """Return whether a preposition leads to where it was talked of: "in both meetings", "on the sidelines"."""
        if self.tokens[joint].lower not in ("in", "on", "at", "during"):
            return False
        where = self.of("country", joint + 1)
        if self.tokens[joint].lower == "in" and where and where[0].kind == "capital":
            return where[0].last == last
        return self.phrases.head((joint + 1, last)).lemma in self.venues

    def _mutual(self, joint: int, last: int) -> bool:
        """Return whether a phrase ends in whom it concerns anyway: "between the two countries"."""
        words = [t for t in self.tokens[joint + 1 : last] if t.lower not in ("the", "our", "their")]
        alone = len(words) == 2 and words[0].lower in ("two", "both")  # noqa: PLR2004 -- "both", "countries"
        return alone and words[1].lower in self.sides

    def _plain(self, first: int, last: int, below: list[Fill]) -> list[Fill]:
        a, b = self.characters(first, last)
        if b - a < 2:  # noqa: PLR2004 -- a letter is no topic
            return []
        country = self.of("country", first)
        whole = country and country[0].start <= a and b <= country[0].end
        named = country[0].value if whole else ""
        kind = "country" if whole else "around" if below else ""
        if below:
            named = below[0].normal
        return [Fill(a, b, named, "", kind, self.phrases.head((first, last)).i)]
