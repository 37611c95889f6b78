"""A reading in; its clauses out: predicate, polarity, mood, and who or what fills each role.

Voice, word order, relative and participial clauses, control ("is expected to visit"), coordination and
event nouns ("talks with", "his arrest") come out the same, in the manner of the clause layers of
PredPatt (White et al. 2016) over ClearNLP dependencies. Every climb up a tree is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.clause_moods import Moods
from brief.extract.clause_tree import CLIMB, OBJECT, SUBJECT, VERBAL, Clause
from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon
from brief.model import Mood

__all__ = ["Clause", "find_clauses"]

PRESENT = ("VBG", "VBZ", "VBP", "VB")
HOMEWARD = ("home", "back")  # taken for objects: "was held and sent home"
RELATIVE = ("who", "which", "that", "whom")
# Prepositions that open a clause of their own when a verb follows: what is inside happened at another time
APART = ("after", "before", "since", "while", "without", "despite", "following", "amid", "during", "until")


class _ClauseReader(Moods):
    """Finds the clauses of one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        super().__init__(reading, lexicon)
        self.light = lexicon.words("clauses.light")
        self.object_control = lexicon.words("clauses.object_control")
        self.done_to = lexicon.words("clauses.done_to")
        self.scenes = lexicon.words("clauses.scenes")
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
        particle = next((c.lower for c in self.children(token) if c.dep == "prt" and not self.places(token, c)), "")
        clause = Clause(token.i, f"{token.lemma} {particle}".strip(), verbal=True, link=token.dep)
        clause.passive = self.passive(token)
        self.subject(clause, token)
        for child in self.children(token):
            self.argument(clause, token, child)
        if token.dep == "parataxis" and "comp" not in clause.roles and self.tokens[token.head].pos in VERBAL:
            clause.put("comp", [token.head])  # "Oslo, she said, must sign"; "Oslo must sign, she said, and pay"
        if token.dep == "relcl" and not any(c.lower in RELATIVE for c in self.children(token)):
            with_gap = "patient" not in clause.roles and not self.passive(token)
            if with_gap:  # "a charge he rejects": the antecedent is the object that is not there
                clause.put("patient", [token.head])
        self.modality(clause, token)
        clause.tokens = self.own_tokens(token)
        self.loose(clause)
        return clause

    def places(self, token: Token, particle: Token) -> bool:
        """Return whether a particle is the preposition of a name: "arrested off Cape Town"."""
        after = self.tokens[min(particle.i + 1, len(self.tokens) - 1)]
        return token.lemma in self.done_to and particle.lower in ("off", "in", "on") and after.pos == "PROPN"

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
        elif child.dep == "prep" and child.lower == "by" and self.passive(token):
            people = [i for i in self.objects(child) if self.tokens[i].ent not in ("DATE", "TIME")]
            clause.put("agent", people)
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

    def passive(self, token: Token) -> bool:
        deps = {c.dep for c in self.children(token)}
        if deps & {"nsubjpass", "auxpass"}:
            return True
        if token.tag in ("VBD", "VB") and token.dep == "conj" and token.lemma in self.done_to:
            over = self.tokens[token.head]
            deps = {c.dep for c in self.children(token) if c.lower not in HOMEWARD}
            return not deps & {*OBJECT, "nsubj", "aux"} and over.i != token.i and self.passive(over)
        if token.dep == "acl" and token.tag == "VBD":  # "a photographer picked up in May": the tagger's slip
            return not deps & {*OBJECT, "nsubj", "aux"}
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
                return self.described(self.tokens[above.head], word)
        return node if node.pos in ("NOUN", "PROPN") else word

    def described(self, noun: Token, pronoun: Token) -> Token:
        """Return what a relative clause describes; a "who" hung on a town means the one who is from there."""
        while pronoun.lower in ("who", "whom") and noun.ent in ("GPE", "LOC", "FAC", "DATE"):
            preposition = self.tokens[noun.head]
            if noun.dep != "pobj" or preposition.head == preposition.i:
                break
            noun = self.tokens[preposition.head]
        return noun

    def subject(self, clause: Clause, token: Token) -> None:
        found = self.surface_subject(token)
        if found is not None:
            role = "patient" if self.passive(token) else "agent"
            clause.put(role, self.coordinated(self.antecedent(token, found)))

    def surface_subject(self, token: Token) -> Token | None:
        """Return the word that is the verb's subject, looked for upwards through control and coordination."""
        verb = token
        if self.befalls(token):
            return self.tokens[token.i - 2]
        for _ in range(CLIMB):
            helping = (c for c in self.children(verb) if c.dep in ("aux", "auxpass"))
            below = (*self.children(verb), *(c for aux in helping for c in self.children(aux)))
            found = [c for c in below if c.dep in SUBJECT]
            if found or verb.head == verb.i:
                return self.speaking(verb, found)
            above = self.tokens[verb.head]
            if verb.dep in ("acl", "relcl"):
                return above
            controlled = self.controller(verb, above)
            if controlled is not None:
                return controlled
            if not self.shares_subject(verb, above):
                return None
            verb = self.goes_on(verb, above)
        return None

    def speaking(self, verb: Token, subjects: list[Token]) -> Token | None:
        """Return the subject: the second of "Oslo, said the minister, will not sign"."""
        if not subjects or subjects[0].i != verb.i - 2 or self.tokens[verb.i - 1].text != ",":
            return subjects[0] if subjects else None
        inside = any(c.dep in ("relcl", "appos", "acl") for c in self.children(subjects[0]))
        after = verb.i + 1
        while after < len(self.tokens) - 1 and self.tokens[after].pos in ("DET", "ADJ"):
            after += 1
        while after < len(self.tokens) - 1 and self.tokens[after + 1].pos in ("NOUN", "PROPN"):
            after += 1
        ended = after < len(self.tokens) - 1 and self.tokens[after + 1].text == ","
        named = self.tokens[after].pos in ("NOUN", "PROPN", "PRON")
        return self.tokens[after] if ended and named and not inside else subjects[0]

    def goes_on(self, verb: Token, above: Token) -> Token:
        """Return the verb that another goes on from: "praised the role Oslo is playing, and promised aid"."""
        past = verb.dep == "conj" and verb.tag == "VBD" and above.dep == "relcl" and above.tag in PRESENT
        over = next((t for t in self.climb(above) if t.pos in VERBAL), above) if past else above
        return over if over.tag == "VBD" else above

    def befalls(self, token: Token) -> bool:
        """Return whether a participle hung elsewhere is about the person right before it: "NAME, arrested …"."""
        named, comma = self.tokens[max(0, token.i - 2)], self.tokens[max(0, token.i - 1)]
        hung = token.dep in ("advcl", "conj") and token.tag == "VBN" and token.lemma in self.done_to
        return hung and comma.text == "," and named.ent == "PERSON" and named.sentence == token.sentence

    def controller(self, verb: Token, above: Token) -> Token | None:
        """Return the object that acts below: "urged Iran to return", "accuses X of breaching"."""
        if verb.dep == "pcomp" and above.dep == "prep" and above.lower in ("of", "for", "from"):
            governor, before = self.tokens[above.head], above.i
            controls = governor.pos in VERBAL
        else:
            governor, before = above, len(self.tokens)
            controls = above.lemma in self.object_control and self.is_open(verb)
        objects = [c for c in self.children(governor) if c.dep in (*OBJECT, "dative") and c.i < before]
        return objects[0] if controls and objects else None

    def is_open(self, verb: Token) -> bool:
        """Return whether a verb has no subject of its own to have: an infinitive or participle."""
        infinitive = any(c.lower == "to" and c.dep == "aux" for c in self.children(verb))
        return verb.dep == "xcomp" or (verb.dep == "ccomp" and infinitive)

    def shares_subject(self, verb: Token, above: Token) -> bool:
        if self.is_open(verb):
            return True
        joined = ("conj", "advcl", "prep", "acomp", "attr", "oprd", "dep", "pcomp", "pobj")
        return verb.dep != "ccomp" and (verb.dep in joined or above.pos in VERBAL)

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
            if governor.lemma in self.undoing and noun.dep in (*OBJECT, "nsubjpass") and noun.head == governor.i:
                clause.mood = Mood.DENIED  # "cancelled her visit", "the visit was called off"
            if noun.dep in OBJECT and noun.head == governor.i:
                self.strays(clause, noun, governor)
            self.scene(clause, noun)
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

    def scene(self, clause: Clause, noun: Token) -> None:
        """Let who acts take part in the scene of the act: "in a meeting with X, she raised …"."""
        preposition = self.tokens[noun.head]
        verb = self.tokens[preposition.head]
        apart = clause.roles.keys() & {"poss", "agent", "prep:between", "prep:of"}
        if noun.dep != "pobj" or preposition.lower not in self.scenes or verb.pos not in VERBAL or apart:
            return
        subject = self.surface_subject(verb)
        if subject is not None and not self.passive(verb):
            clause.put("agent", self.coordinated(self.antecedent(verb, subject)))

    def strays(self, clause: Clause, noun: Token, governor: Token) -> None:
        """Give an event noun the "by" and "of" that the parser hung on its verb: "regretted the ban by X of Y"."""
        for child in self.children(governor):
            role = f"prep:{child.lower}"
            stray = child.dep in ("prep", "agent") and child.i > noun.i and child.lower in ("by", "of", "from")
            if stray and role not in clause.roles:
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
