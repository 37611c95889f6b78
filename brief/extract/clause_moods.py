"""A verb in its tree in, how it stands to the world out: done, planned, threatened (or only possible), denied."""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.clause_tree import OBJECT, SUBJECT, VERBAL, Clause, Tree
from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon
from brief.model import Mood

FUTURE = frozenset({"will", "'ll", "shall", "wo"})
MODAL = frozenset({"may", "might", "could", "should", "would", "can", "must"})
GOVERNED = ("xcomp", "acomp", "oprd", "ccomp", "conj", "pcomp")


class Moods(Tree):
    """Tells polarity and mood from auxiliaries, from the predicates above, and from conditions and questions."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        super().__init__(reading)
        self.asking = {s.i for s in reading.sentences if reading.tokens[s.last - 1].text == "?"}
        self.planned = lexicon.words("clauses.planned")
        self.irrealis = lexicon.words("clauses.irrealis")
        self.negating = lexicon.words("clauses.negating")
        self.undoing = lexicon.words("clauses.undoing")
        self.denying = lexicon.words("clauses.denying")
        self.against = self.negating | self.denying | self.undoing
        self.coming = lexicon.words("clauses.coming")
        self.awaiting = lexicon.words("clauses.awaiting")
        self.conditional = lexicon.words("clauses.conditional")

    def modality(self, clause: Clause, token: Token) -> None:
        """Set a clause's polarity, its mood and the predicates above it."""
        aux = self.auxiliaries(token)
        clause.negated = self.negation(token)
        planned = bool(aux & FUTURE) or (token.lemma == "be" and self.infinitive(token))
        unreal = bool(aux & MODAL) or self.is_conditional(token) or token.sentence in self.asking
        finite = not aux & {"to"}
        above: list[str] = []
        for over in self.governors(token, finite=finite):
            if over.lemma != "be":
                above.append(over.lemma)
            over_aux = {c.lower for c in self.children(over) if c.dep == "aux"}
            planned |= over.lemma in self.planned or bool(over_aux & FUTURE) or (over.lemma == "be" and not finite)
            unreal |= over.lemma in self.irrealis or bool(over_aux & MODAL)
            yet = over.lemma in self.against or any(c.lower == "yet" for c in self.children(over))
            clause.negated ^= self.negation(over) ^ yet
        clause.above = tuple(above)
        planned |= token.tag == "VB" and not finite and token.dep == "xcomp" and not set(above[:1]) & self.coming
        planned |= token.dep == "advcl" and self.awaited(token)
        planned |= token.tag == "VB" and not finite and not above and token.dep in ("advcl", "relcl", "acl", "ROOT")
        subject = any(c.dep in SUBJECT for c in self.children(token))
        planned |= token.tag == "VB" and not finite and subject  # "Peru to sign pact, ministry says"
        planned |= token.tag in ("VBZ", "VBP", "VBG") and finite and self.lies_ahead(token)
        moods = ((clause.negated, Mood.DENIED), (unreal, Mood.THREATENED), (planned, Mood.PLANNED))
        clause.mood = next((mood for holds, mood in moods if holds), Mood.DONE)

    def auxiliaries(self, token: Token) -> set[str]:
        """Return a verb's helping words; "will lay a wreath and meet": one auxiliary for both."""
        aux = {c.lower for c in self.children(token) if c.dep in ("aux", "auxpass")}
        head = self.tokens[token.head]
        same_form = token.tag in ("VB", "VBN", "VBG") and head.tag == token.tag
        if token.dep == "conj" and same_form and not aux & (FUTURE | MODAL):
            aux |= {c.lower for c in self.children(head) if c.dep in ("aux", "auxpass")}
        return aux

    def governors(self, token: Token, *, finite: bool) -> Iterator[Token]:
        """Yield the predicates that govern a verb by control, raising or a gerund, nearest first."""
        verb = token
        if token.dep == "pcomp" and any(c.dep in SUBJECT for c in self.children(token)):
            return  # "with Oslo insisting that …" stands by itself
        for over in self.climb(token):
            gerund = verb.dep == "prep" and over.pos in VERBAL
            if verb.dep == "acl" and not finite and over.pos == "NOUN":  # "plans to visit": what becomes of them
                yield from self._fate(over)
                return
            if verb.dep not in GOVERNED and not gerund:
                return
            told = verb.dep == "ccomp" and finite  # not one that stands before: "He is accused, denies all"
            if told and not (over.lemma in self.denying and over.i < verb.i):
                return
            if verb.dep not in ("conj", "pcomp"):
                yield over
            if told:
                return  # what is denied is not said of the verbs above
            verb = over

    def _fate(self, noun: Token) -> Iterator[Token]:
        """Yield the verb of which a plan is object or passive subject, if it undoes or denies what it governs."""
        verb = self.tokens[noun.head]
        undone = verb.lemma in self.undoing | self.negating | self.denying | self.irrealis
        if noun.dep in (*OBJECT, "nsubjpass") and undone:
            yield verb

    def infinitive(self, token: Token) -> bool:
        """Return whether a form of *be* announces: "is to meet"."""
        return any(c.dep == "xcomp" and c.tag == "VB" for c in self.children(token))

    def negation(self, token: Token) -> bool:
        """Return whether a verb is negated, by its own words or by "no", "nobody" as an argument."""
        for child in self.children(token):
            if child.dep == "neg" or child.lower in ("never", "neither", "nobody"):
                return True
            if child.dep in (*SUBJECT, *OBJECT, "attr"):
                if child.lower in ("nobody", "none", "nothing", "neither"):
                    return True
                if any(c.lower in ("no", "neither") and c.dep == "det" for c in self.children(child)):
                    return True
        return False

    def is_conditional(self, token: Token) -> bool:
        """Return whether a verb stands under "if", "unless", "whether"."""
        marks = [c for c in self.children(token) if c.dep in ("mark", "advmod")]
        return any(c.lower in self.conditional for c in marks)

    def awaited(self, token: Token) -> bool:
        """Return whether something is still to come: "takes effect when both have ratified it"."""
        over = self.tokens[token.head]
        aux = {c.lower for c in self.children(over) if c.dep in ("aux", "auxpass")}
        opens = any(c.lower in self.awaiting for c in self.children(token) if c.dep in ("mark", "advmod"))
        return opens and (over.tag in ("VBZ", "VBP") or bool(aux & (FUTURE | MODAL)))

    def lies_ahead(self, token: Token) -> bool:
        """Return whether a present tense points ahead: "meets … on Thursday"; only with a time of its own."""
        times = [c for c in self.children(token) if c.dep in ("npadvmod", "prep")]
        return any(self.tokens[i].ent == "DATE" for c in times for i in (c.i, *c.deps))
