"""A reading in; its clauses out: predicate, polarity, mood, and who or what fills each role.

Voice, word order, relative and participial clauses, control ("is expected to visit"), coordination and
event nouns ("talks with", "his arrest") come out the same, in the manner of the clause layers of
PredPatt (White et al. 2016) over ClearNLP dependencies. Every climb up a tree is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon
from brief.model import Mood

CLIMB = 10  # steps up a tree; longer paths in news text are parser errors
VERBAL = ("VERB", "AUX")
SUBJECT = ("nsubj", "nsubjpass")
OBJECT = ("dobj", "obj")
RELATIVE = ("who", "which", "that", "whom")
FUTURE = frozenset({"will", "'ll", "shall", "wo"})
MODAL = frozenset({"may", "might", "could", "should", "would", "can", "must"})
# Prepositions that open a clause of their own when a verb follows: what is inside happened at another time
APART = ("after", "before", "since", "while", "without", "despite", "following", "amid", "during", "until")


@dataclass(slots=True)
class Clause:
    """A predicate with its arguments. Roles hold token indices of heads, coordinated ones included.

    Roles: agent, patient, attr, comp (a clause), poss, mod (words before a noun), appos, `prep:in` …
    `loose` are prepositional objects that hang lower inside the clause's own tokens.
    `above` names the predicates that govern this one by control or raising, nearest first.
    """

    head: int
    predicate: str
    verbal: bool
    negated: bool = False
    mood: Mood = Mood.DONE
    link: str = ""
    above: tuple[str, ...] = ()
    roles: dict[str, list[int]] = field(default_factory=dict)
    loose: dict[str, list[int]] = field(default_factory=dict)
    tokens: frozenset[int] = frozenset()

    def put(self, role: str, heads: list[int]) -> None:
        """Add heads to a role, each once."""
        known = self.roles.setdefault(role, [])
        known.extend(h for h in heads if h not in known and h != self.head)
        if not known:
            del self.roles[role]


class _ClauseReader:
    """Finds the clauses of one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.tokens = reading.tokens
        self.asking = {s.i for s in reading.sentences if reading.tokens[s.last - 1].text == "?"}
        self.light = lexicon.words("clauses.light")
        self.planned = lexicon.words("clauses.planned")
        self.irrealis = lexicon.words("clauses.irrealis")
        self.negating = lexicon.words("clauses.negating")
        self.object_control = lexicon.words("clauses.object_control")
        self.conditional = lexicon.words("clauses.conditional")
        self.nominal = {k: v[0] for k, v in lexicon.table("clauses.nominal").items()}

    def clauses(self) -> list[Clause]:
        """Return every clause, verbal ones first at each token, in the order of their heads."""
        found: list[Clause] = []
        for token in self.tokens:
            if self.is_predicate(token):
                clause = self.verbal(token)
                found.append(clause)
                found.extend(self.light_verb(clause))
            elif token.pos in ("NOUN", "PROPN"):
                found.extend(self.nominals(token))
        return found

    # ---- walking the tree

    def children(self, token: Token) -> Iterator[Token]:
        for i in token.deps:
            yield self.tokens[i]

    def climb(self, token: Token) -> Iterator[Token]:
        """Yield the heads above a token, nearest first, at most CLIMB of them."""
        for _ in range(CLIMB):
            if token.head == token.i:
                return
            token = self.tokens[token.head]
            yield token

    def coordinated(self, token: Token) -> list[int]:
        """Return a head and the heads coordinated with it ("Trump and Putin")."""
        found, queue = [token.i], [token]
        while queue and len(found) < 2 * CLIMB:
            for child in self.children(queue.pop(0)):
                if child.dep == "conj" and (child.pos not in VERBAL or token.pos in VERBAL):
                    found.append(child.i)
                    queue.append(child)
        return found

    def own_tokens(self, head: Token) -> frozenset[int]:
        """Return the clause's own words: no relative, adverbial, complement or coordinated clause."""
        found, queue = {head.i}, [head]
        while queue:
            token = queue.pop()
            for child in self.children(token):
                if child.i not in found and not self.opens_clause(token, child, head):
                    found.add(child.i)
                    queue.append(child)
        return frozenset(found)

    @staticmethod
    def opens_clause(parent: Token, child: Token, head: Token) -> bool:
        verb = child.pos in VERBAL
        if child.dep in ("relcl", "parataxis"):
            return True
        if child.dep in ("ccomp", "advcl", "conj") and verb:
            return True
        if child.dep == "pcomp" and verb and parent.lower in APART:
            return True
        if child.dep == "acl" and parent.i != head.i and child.i > parent.i:
            return True
        if child.dep == "prep" and parent.i != head.i and child.lower in APART:
            return True
        return child.i == head.i or (child.dep in ("punct", "cc") and parent.i == head.i)

    @staticmethod
    def is_predicate(token: Token) -> bool:
        if token.pos == "VERB":
            return token.dep not in ("aux", "auxpass", "amod", "compound", "prep", "case", "mark", "nmod")
        if token.pos == "AUX":
            return token.dep not in ("aux", "auxpass")
        return token.tag in ("VBN", "VBD") and token.dep in ("ROOT", "relcl", "acl", "conj", "ccomp", "advcl")

    # ---- verbs

    def verbal(self, token: Token) -> Clause:
        particle = next((c.lower for c in self.children(token) if c.dep == "prt"), "")
        clause = Clause(token.i, f"{token.lemma} {particle}".strip(), verbal=True, link=token.dep)
        self.subject(clause, token)
        for child in self.children(token):
            self.argument(clause, token, child)
        if token.dep == "relcl" and not any(c.lower in RELATIVE for c in self.children(token)):
            with_gap = "patient" not in clause.roles and not self.passive(token)
            if with_gap:  # "a charge he rejects": the antecedent is the object that is not there
                clause.put("patient", [token.head])
        self.modality(clause, token)
        clause.tokens = self.own_tokens(token)
        self.loose(clause)
        return clause

    def argument(self, clause: Clause, token: Token, child: Token) -> None:
        if child.dep in OBJECT:
            clause.put("patient", self.coordinated(self.antecedent(token, child)))
        elif child.dep in ("attr", "acomp", "oprd"):
            clause.put("attr", self.coordinated(child))
            clause.put("comp", [c.i for c in self.children(child) if c.dep == "ccomp"])
        elif child.dep == "dative" and child.pos != "ADP":
            clause.put("dative", self.coordinated(child))
        elif child.dep == "agent":
            clause.put("agent", self.objects(child))
        elif child.dep in ("prep", "dative") or (child.dep == "advcl" and child.pos == "ADP"):
            self.prepositional(clause, token, child)
        elif child.dep in ("ccomp", "xcomp", "csubj"):
            clause.put("comp", [child.i])
        elif child.dep == "npadvmod":
            clause.put("time", [child.i])

    def prepositional(self, clause: Clause, token: Token, prep: Token) -> None:
        for inner in self.children(prep):
            if inner.dep in ("pobj", "pcomp"):
                clause.put(f"prep:{prep.lower}", self.coordinated(self.antecedent(token, inner)))
            elif inner.dep == "prep":
                clause.put(f"prep:{inner.lower}", self.objects(inner))

    def objects(self, prep: Token) -> list[int]:
        found = [i for c in self.children(prep) if c.dep in ("pobj", "pcomp") for i in self.coordinated(c)]
        for child in self.children(prep):
            if child.dep == "conj" and child.pos == "ADP":  # "by X; by Y; and by Z"
                found += self.objects(child)
        return found

    def passive(self, token: Token) -> bool:
        deps = {c.dep for c in self.children(token)}
        if deps & {"nsubjpass", "auxpass"}:
            return True
        if token.tag != "VBN":
            return False
        if token.dep == "acl":
            return True
        return token.dep in ("conj", "xcomp", "advcl") and not deps & {"aux", "nsubj"}

    def antecedent(self, verb: Token, word: Token) -> Token:
        """Return what a relative pronoun stands for, other words as they are."""
        if word.lower not in RELATIVE or word.tag not in ("WDT", "WP", "DT", "IN"):
            return word
        node = verb
        for above in (verb, *self.climb(verb)):
            node = above
            if above.dep == "relcl":
                return self.tokens[above.head]
        return node if node.pos in ("NOUN", "PROPN") else word

    def subject(self, clause: Clause, token: Token) -> None:
        found = self.surface_subject(token)
        if found is not None:
            role = "patient" if self.passive(token) else "agent"
            clause.put(role, self.coordinated(self.antecedent(token, found)))

    def surface_subject(self, token: Token) -> Token | None:
        """Return the word that is the verb's subject, looked for upwards through control and coordination."""
        verb = token
        for _ in range(CLIMB):
            for child in self.children(verb):
                if child.dep in SUBJECT:
                    return child
            if verb.head == verb.i:
                return None
            above = self.tokens[verb.head]
            if verb.dep in ("acl", "relcl"):
                return above
            if verb.dep == "pcomp" and above.dep == "prep":  # "accuses X of breaching": X is who breaches
                governor = self.tokens[above.head]
                objects = [c for c in self.children(governor) if c.dep in OBJECT and c.i < above.i]
                if objects and governor.pos in VERBAL and above.lower in ("of", "for", "from"):
                    return objects[0]
            infinitive = any(c.lower == "to" and c.dep == "aux" for c in self.children(verb))
            if verb.dep == "xcomp" or (verb.dep == "ccomp" and infinitive):
                if above.lemma in self.object_control:
                    objects = [c for c in self.children(above) if c.dep in (*OBJECT, "dative")]
                    if objects:
                        return objects[0]
            elif verb.dep == "ccomp" or (
                verb.dep not in ("conj", "advcl", "prep", "acomp", "attr", "oprd", "dep", "pcomp", "pobj")
                and above.pos not in VERBAL
            ):
                return None
            verb = above
        return None

    def loose(self, clause: Clause) -> None:
        for i in sorted(clause.tokens):
            token = self.tokens[i]
            if token.dep == "prep" and token.head != clause.head and not self.apart(token, clause.head):
                clause.loose.setdefault(f"prep:{token.lower}", []).extend(self.objects(token))

    def apart(self, token: Token, head: int) -> bool:
        """Return whether a word hangs below "since", "after" and the like: at another time than the clause."""
        for above in self.climb(token):
            if above.i == head:
                return False
            if above.dep == "prep" and above.lower in APART:
                return True
        return False

    # ---- polarity and mood

    def modality(self, clause: Clause, token: Token) -> None:
        aux = {c.lower for c in self.children(token) if c.dep in ("aux", "auxpass")}
        if token.dep == "conj" and not aux & (FUTURE | MODAL):
            head = self.tokens[token.head]
            same_form = token.tag in ("VB", "VBN", "VBG") and head.tag == token.tag
            if same_form:  # "will lay a wreath and meet": one auxiliary for both
                aux |= {c.lower for c in self.children(head) if c.dep in ("aux", "auxpass")}
        clause.negated = self.negation(token)
        planned = bool(aux & FUTURE) or (token.lemma == "be" and self.infinitive(token))
        unreal = bool(aux & MODAL) or self.is_conditional(token) or token.sentence in self.asking
        finite = not aux & {"to"}
        above: list[str] = []
        verb, above_prep = token, False
        for over in self.climb(token):
            joined = ("xcomp", "acomp", "oprd", "ccomp", "conj", "pcomp")
            if verb.dep not in joined and not (verb.dep == "prep" and above_prep):
                break
            if verb.dep == "ccomp" and finite:
                break
            above_prep = verb.dep == "pcomp"
            if above_prep:
                verb = over
                continue
            if verb.dep != "conj":
                if over.lemma != "be":
                    above.append(over.lemma)
                clause.negated ^= self.negation(over)
                over_aux = {c.lower for c in self.children(over) if c.dep == "aux"}
                planned |= over.lemma in self.planned or bool(over_aux & FUTURE)
                planned |= over.lemma == "be" and not finite
                unreal |= over.lemma in self.irrealis or bool(over_aux & MODAL)
                if over.lemma in self.negating or any(c.lower == "yet" for c in self.children(over)):
                    clause.negated = not clause.negated
            verb = over
        clause.above = tuple(above)
        if token.tag == "VB" and not finite and not above and token.dep in ("advcl", "relcl", "acl", "ROOT"):
            planned = True  # purpose and headline infinitives: "to meet Putin"
        if token.tag in ("VBZ", "VBP", "VBG") and finite and self.lies_ahead(token):
            planned = True
        clause.mood = (
            Mood.DENIED if clause.negated else Mood.THREATENED if unreal else Mood.PLANNED if planned else Mood.DONE
        )

    def infinitive(self, token: Token) -> bool:
        """Return whether a form of *be* announces: "is to meet"."""
        return any(c.dep == "xcomp" and c.tag == "VB" for c in self.children(token))

    def negation(self, token: Token) -> bool:
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
        marks = [c for c in self.children(token) if c.dep in ("mark", "advmod")]
        return any(c.lower in self.conditional for c in marks)

    def lies_ahead(self, token: Token) -> bool:
        """Return whether a present tense points ahead: "meets … on Thursday"; only with a time of its own."""
        times = [c for c in self.children(token) if c.dep in ("npadvmod", "prep")]
        return any(self.tokens[i].ent == "DATE" for c in times for i in (c.i, *c.deps))

    # ---- nouns

    def light_verb(self, clause: Clause) -> Iterator[Clause]:
        """Yield "held talks with X" once more as *talk*, with the roles of verb and noun together."""
        if self.tokens[clause.head].lemma not in self.light:
            return
        for i in clause.roles.get("patient", []):
            noun = self.tokens[i]
            verb = self.nominal.get(noun.lower) or self.nominal.get(noun.lemma)
            if verb is None:
                continue
            roles = {r: list(h) for r, h in clause.roles.items() if r != "patient"}
            act = Clause(i, verb, verbal=False, negated=clause.negated, mood=clause.mood, link=clause.link)
            act.above, act.roles, act.loose = clause.above, roles, clause.loose
            act.tokens = clause.tokens | self.own_tokens(noun)
            self.noun_roles(act, noun)
            yield act

    def nominals(self, noun: Token) -> Iterator[Clause]:
        """Yield a noun with roles of its own, under its lemma and under the verb it stands for."""
        clause = Clause(noun.i, noun.lemma, verbal=False, link=noun.dep)
        self.noun_roles(clause, noun)
        verb = self.nominal.get(noun.lower) or self.nominal.get(noun.lemma)
        if not clause.roles and verb is None:
            return
        clause.tokens = self.own_tokens(noun)
        governor = next((t for t in self.climb(noun) if t.pos in VERBAL), None)
        if governor is not None:
            outer = Clause(governor.i, governor.lemma, verbal=True)
            self.modality(outer, governor)
            clause.mood = outer.mood
            if governor.lemma in self.irrealis:
                clause.mood = Mood.THREATENED
            if noun.dep in OBJECT and noun.head == governor.i:
                self.strays(clause, noun, governor)
        yield clause
        if verb is not None and verb != noun.lemma:
            yield Clause(
                noun.i,
                verb,
                verbal=False,
                mood=clause.mood,
                link=noun.dep,
                roles=clause.roles,
                tokens=clause.tokens,
            )

    def strays(self, clause: Clause, noun: Token, governor: Token) -> None:
        """Give an event noun the "by" and "of" that the parser hung on its verb: "regretted the ban by X of Y"."""
        for child in self.children(governor):
            role = f"prep:{child.lower}"
            if child.dep in ("prep", "agent") and child.i > noun.i and child.lower in ("by", "of", "from"):
                if role not in clause.roles:
                    clause.put(role, self.objects(child))

    def noun_roles(self, clause: Clause, noun: Token) -> None:
        for child in self.children(noun):
            if child.dep == "prep":
                self.prepositional(clause, noun, child)
            elif child.dep == "poss":
                clause.put("poss", self.coordinated(child))
            elif child.dep in ("amod", "compound", "nmod"):
                clause.put("mod", [child.i])
            elif child.dep == "appos":
                clause.put("appos", self.coordinated(child))
            elif child.dep == "acl" and child.lower in ("including", "involving", "concerning"):
                objects = [i for c in self.children(child) if c.dep in OBJECT for i in self.coordinated(c)]
                clause.put(f"prep:{child.lower}", objects)


def find_clauses(reading: Reading, lexicon: Lexicon) -> list[Clause]:
    """Return the clauses of a reading in the order of their heads."""
    return _ClauseReader(reading, lexicon).clauses()
