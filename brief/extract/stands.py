"""A verb of saying or a spoken sentence in; whether somebody takes a stand there, or only tells what happened, out.

A stand is a demand, a refusal, a promise, a judgement, what is wanted, hoped or feared. "The talks lasted two
hours, the office said" is none, and no more is an answer that is declined, a charge that a court brings, a
thank-you. Which words show one is in the lists (`stands.…`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.extract.reading import Reading, Token
from brief.extract.speech_told import ToldWords
from brief.lexicon import Lexicon

_UP = 3  # steps from what somebody is ready for to the verb of the sentence
_BELOW = 60  # tokens of what is said that are looked at
_ASSESSED = ("ADJ", "NOUN")
_SUBJECT = ("nsubj", "nsubjpass")
_ASIDE = ("relcl", "advcl", "parataxis", "appos")
_TOLD = ("dobj", "ccomp", "xcomp")
_SIDES = ("GPE", "NORP", "ORG")
_AHEAD = ("will", "would", "could", "'ll", "’ll", "wo")
_NOBODY = ("nobody", "nothing", "none")
_RELATIVE = ("whom", "which", "that", "what", "who")
_ASKED = ("xcomp", "ccomp", "advcl")
_PARTICIPLES = ("acl", "advcl", "amod")


class Stands:
    """Tells stands from reports in one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon, told: ToldWords) -> None:
        self.reading, self.tokens, self.words_told = reading, reading.tokens, told
        self.verbs, self.words = lexicon.words("stands.verbs"), lexicon.words("stands.words")
        self.modals, self.neutral = lexicon.words("stands.modals"), lexicon.words("stands.neutral")
        self.curious, self.answering = lexicon.words("stands.curious"), lexicon.words("stands.answering")
        self.procedure, self.charging = lexicon.words("stands.procedure"), lexicon.words("stands.charging")
        countries = (m for m in reading.mentions if m.type == "country")
        self.states = {i for m in countries for i in range(m.first, m.last)}
        self.scheduling = lexicon.words("stands.scheduling")
        self.transitive = lexicon.words("stands.transitive")
        self.courtesies = lexicon.words("stands.courtesies")
        self.small_talk = lexicon.sequence("stands.small_talk")
        self.labelling = frozenset(lexicon.table("speech.stances")["describe"]) - self.neutral
        self.rating = self.labelling | {"see", "view"}
        self.declining = frozenset(lexicon.table("speech.stances")["decline"])
        classes = lexicon.table("speech.stances")
        self.taking = frozenset(
            v for name in ("demand", "accuse", "warn", "deny", "promise") for v in classes[name]
        )
        self.taking = (self.taking | {"ask", "call", "want"}) - self.neutral
        self.accusing = frozenset(lexicon.table("speech.stances")["accuse"]) | {"claim"}
        self.facts, self.ours = lexicon.words("stands.facts"), lexicon.words("stands.ours")

    def told(self, head: int, *, led: bool = False) -> bool:
        """Return whether the verb at a token, or what it says, takes a stand; `led`: it leads to a quotation."""
        token = self.tokens[head]
        if any(self.tokens[i].lower in self.courtesies for i in self._around(token)):
            return False
        if self._is_gap(token) or self._is_charge(token) or self._declines(token) or self._is_retold(token):
            return False
        if token.pos in ("VERB", "AUX") and token.lemma not in self.neutral:
            return self._calls(token)
        root = self._root(token)
        if root is not None and (self._is_procedure(root) or self._keeps_silent(root) or self._takes_one(root)):
            return False
        return led or self._lies_ahead(root) or self._reported(self._below(head))

    def led(self, cue: int) -> bool:
        """Return whether a fragment that a verb leads to is part of a stand; one without any verb is."""
        if cue < 0 or not self.labels(cue):
            return cue < 0 or self.told(cue, led=True)
        return not self._is_gap(self.tokens[cue])

    def reported(self, first: int, last: int) -> bool:
        """Return whether a sentence that somebody is named for takes a stand: "according to X, …"."""
        inside = self.tokens[first:last]
        return self._any(inside) and not any(t.dep == "ROOT" and self._is_procedure(t) for t in inside)

    def labels(self, head: int) -> bool:
        """Return whether the verb at a token calls somebody or something names: "branded the rules "theft""."""
        return head >= 0 and self.tokens[head].lemma in self.labelling

    def spoken(self, first: int, last: int) -> bool:
        """Return whether the speaker takes a stand in a sentence of direct speech; a question takes none."""
        inside = self.tokens[first:last]
        if not inside or inside[-1].text == "?" or not self.says_something(first, last):
            return False
        own = any(t.dep in _SUBJECT and (t.lower in self.ours or t.ent in _SIDES) for t in inside)
        return self._any(inside, verbs=own, own=own) or self._refuses(inside)

    def says_something(self, first: int, last: int) -> bool:
        """Return whether direct speech is more than a greeting, a refusal to speak or a programme."""
        inside = self.tokens[first:last]
        if not inside or inside[-1].text == "?":
            return False
        text = " ".join(t.lower for t in inside)
        roots = [t for t in inside if t.dep == "ROOT" or not first <= t.head < last]
        silent = any((self._keeps_silent(t) and self._speaks(t)) or self._is_procedure(t) for t in roots)
        return not silent and not any(words in text for words in self.small_talk)

    # ---- what is no stand

    def _is_gap(self, verb: Token) -> bool:
        """Return whether what a verb tells stands outside: "the route that Oslo wants"; or it is no finite verb."""
        if verb.tag in ("VBN", "VBD") and verb.dep in _PARTICIPLES and not self._subjects(verb):
            return True
        if verb.dep == "pcomp" and self.tokens[verb.head].lower == "for":
            return True
        below = [self.tokens[c] for c in verb.deps]
        if verb.lemma in self.transitive and not any(c.dep in _TOLD for c in below):
            return True  # "NAME, wanted in Kenya, was seen"
        if any(c.i < verb.i and c.dep in ("dobj", "pobj") and c.tag in ("WDT", "WP") for c in below):
            return True
        further = [*below, *(self.tokens[g] for c in below if c.dep == "xcomp" for g in c.deps)]
        if any(c.i < verb.i and c.dep in ("dobj", "pobj", "dative") and c.lower in _RELATIVE for c in further):
            return True
        own = any(c.dep in _SUBJECT and c.tag not in ("WDT", "WP") for c in below)
        return verb.dep == "relcl" and own and not any(c.i > verb.i and c.dep in _TOLD for c in below)

    def _is_charge(self, verb: Token) -> bool:
        """Return whether a court's people say what somebody is held for."""
        return any(t.lemma in self.charging for t in self._subjects(verb)) and verb.lemma in self.accusing

    def _declines(self, verb: Token) -> bool:
        """Return whether an answer is refused or only asked for: "refused to say", "asked not to be named"."""
        refused = self.answering if verb.lemma in self.declining else self.curious
        below = [self.tokens[c] for c in verb.deps if self.tokens[c].dep in ("xcomp", "ccomp")]
        if verb.lemma == "ask" and (verb.dep in ("advcl", "acl") or not self._asks_for(verb)):
            return True
        return any(c.dep == "xcomp" and c.lemma in refused for c in below)

    def _asks_for(self, verb: Token) -> bool:
        """Return whether somebody is asked to act, or for something: no question, no wish to stay unnamed."""
        below = [self.tokens[c] for c in verb.deps if c > verb.i]
        acts = [c for c in below if c.dep in _ASKED and c.tag == "VB" and self._is_infinitive(c)]
        named = any(c.lemma in self.answering for c in acts)
        that = any(self.tokens[g].lower == "that" for c in below if c.dep == "ccomp" for g in c.deps)
        return not named and (bool(acts) or that or any(c.lower == "for" for c in below))

    def _is_infinitive(self, verb: Token) -> bool:
        return any(self.tokens[c].lower == "to" for c in verb.deps if self.tokens[c].dep == "aux")

    def _is_retold(self, verb: Token) -> bool:
        """Return whether somebody tells a state's stand as its own: "the minister said Oslo wants …"."""
        for _ in range(_UP):
            if verb.dep not in ("xcomp", "acomp"):
                break
            verb = self.tokens[verb.head]
        over = self.tokens[verb.head]
        low, high = self.words_told.part(verb.i)
        told = verb.dep == "ccomp" and low <= over.i < high and over.lemma in self.words_told.saying
        named = [t for s in self._subjects(verb) for t in (s, *(self.tokens[c] for c in s.deps))]
        return told and any(t.ent in _SIDES or t.i in self.states for t in named)

    def _takes_one(self, root: Token) -> bool:
        """Return whether what is reported is somebody else's stand: "the minister has asked …, the office said"."""
        return root.lemma in self.taking and any(t.ent == "PERSON" for t in self._subjects(root))

    def _keeps_silent(self, root: Token) -> bool:
        """Return whether a sentence says that nothing is said: "We do not comment on closed talks"."""
        below = [self.tokens[c] for c in root.deps]
        near = [*below, *(self.tokens[g] for c in below for g in c.deps)]
        refused = any(t.dep == "neg" or t.lower in ("nothing", "no") for t in near)
        holds = root.lemma in ("have", "be") and any(t.tag == "VB" and t.lemma in self.answering for t in near)
        return refused and (root.lemma in self.answering or holds)

    def _speaks(self, root: Token) -> bool:
        return any(t.lower in ("i", "we") for t in self._subjects(root))

    def _is_procedure(self, root: Token) -> bool:
        """Return whether a verb tells only of talks and travel, and nobody says that it must or should be."""
        helping = {self.tokens[c].lower for c in root.deps if self.tokens[c].dep == "aux"}
        particle = " ".join(self.tokens[c].lower for c in root.deps if self.tokens[c].dep == "prt")
        return f"{root.lemma} {particle}".strip() in self.procedure and not helping & self.modals

    # ---- what is one

    def _lies_ahead(self, root: Token | None) -> bool:
        """Return whether what is told is what somebody will do or expects: more than a programme."""
        if root is None or root.lemma in self.scheduling:
            return False
        return any(self.tokens[c].lower in _AHEAD for c in root.deps if self.tokens[c].dep == "aux")

    def _reported(self, inside: Sequence[Token]) -> bool:
        return self._denies(inside) or self._any(inside)

    def _denies(self, inside: Iterable[Token]) -> bool:
        return any(t.dep == "neg" or t.lower in _NOBODY or self._is_none(t) for t in inside)

    def _calls(self, verb: Token) -> bool:
        """Return whether a verb that takes a stand is meant so: not "called on the President", "want to know"."""
        below = [self.tokens[c] for c in verb.deps]
        if verb.lemma in self.rating:
            rated = any(c.dep == "oprd" or (c.lower == "as" and c.i > verb.i) for c in below)
            if rated or verb.lemma != "call":
                return rated
        on = any(c.lower in ("on", "upon") for c in below)
        if verb.lemma != "call" or not on:
            return verb.lemma != "call" or any(c.lower == "for" for c in below)
        return any(self.tokens[i].lower == "to" and self.tokens[i].tag == "TO" for i in self._around(verb))

    def _around(self, verb: Token) -> Iterable[int]:
        return range(verb.i + 1, self.reading.sentences[verb.sentence].last)

    def _refuses(self, inside: Sequence[Token]) -> bool:
        """Return whether a speaker refuses or denies for his side: "We don't haggle", "There is no offer"."""
        for token in inside:
            helping = {self.tokens[c].lower for c in token.deps if self.tokens[c].dep in ("aux", "neg")}
            subjects = self._subjects(token)
            ours = any(t.lower == "we" or t.ent in _SIDES for t in subjects)
            if token.tag == "VB" and ours and helping & {"do", "does"} and helping & {"not", "n't", "n’t"}:
                return token.lemma not in self.curious
            if self._is_none(token):
                return True
        return False

    def _is_none(self, verb: Token) -> bool:
        """Return whether something is said not to be: "there was no offer"."""
        below = [self.tokens[c] for c in verb.deps]
        there = any(c.dep == "expl" for c in below)
        return there and any(self.tokens[g].lower == "no" for c in below for g in c.deps)

    def _any(self, inside: Iterable[Token], *, verbs: bool = True, own: bool = True) -> bool:
        return any(
            token.lower in self.modals
            or token.lemma in self.words
            or token.lower in self.words
            or (verbs and token.pos == "VERB" and token.lemma in self.verbs and self._means(token))
            or self._assesses(token, own=own)
            for token in inside
        )

    def _means(self, verb: Token) -> bool:
        """Return whether a verb of wanting or judging is somebody's own act: not "has been accepted"."""
        return self._calls(verb) and not any(self.tokens[c].dep in ("auxpass", "nsubjpass") for c in verb.deps)

    def _assesses(self, token: Token, *, own: bool) -> bool:
        """Return whether a word says what something is like: "the courts *were* independent"."""
        thing = any(t.tag in ("NN", "NNS") for t in self._subjects(token))
        if token.lemma not in ("be", "remain", "seem", "become") or not (own or thing):
            return False
        said = [self.tokens[c] for c in token.deps if self.tokens[c].dep in ("acomp", "attr")]
        return any(t.pos in _ASSESSED and t.lemma not in self.facts and not t.ent for t in said)

    # ---- the parse

    def _subjects(self, verb: Token) -> list[Token]:
        return [self.tokens[c] for c in verb.deps if self.tokens[c].dep in _SUBJECT]

    def _root(self, verb: Token) -> Token | None:
        """Return the verb of what a verb of saying tells, behind it or before it."""
        below = [self.tokens[c] for c in verb.deps if self.tokens[c].dep in ("ccomp", "xcomp")]
        if below:
            return below[0]
        return self.tokens[verb.head] if verb.dep == "parataxis" and verb.head != verb.i else None

    def _below(self, head: int) -> list[Token]:
        """Return what hangs below a verb without its subject and asides, or what it leans on when that is told."""
        found: list[Token] = []
        queue = [c for c in self.tokens[head].deps if self.tokens[c].dep not in (*_SUBJECT, *_ASIDE)]
        root = self._root(self.tokens[head])
        if root is not None and root.i == self.tokens[head].head:
            queue = [root.i]
        while queue and len(found) < _BELOW:
            i = queue.pop()
            found.append(self.tokens[i])
            queue += [c for c in self.tokens[i].deps if self.tokens[c].dep not in _ASIDE and c != head]
        return found
