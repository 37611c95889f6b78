"""A reading with its persons and their roles in; mentions by pronoun and by title out.

A pronoun means the last subject of agreeing gender in its own or the previous sentence; "the
minister" means the only one whose role says so. Whatever is not clear stays without a mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from brief.extract.names_ranges import covered, mention
from brief.extract.names_roles import LINKS
from brief.extract.reading import Mention, Person, Reading, Token
from brief.extract.roles import Role
from brief.lexicon import Lexicon

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
CLIMB = 8  # steps up the parse, at most
BACK = 2  # sentences back where a pronoun's person may stand
NEAR = 3  # sentences back that decide between two holders of one office
OFTEN = 3  # mentions that make the main holder of an office, when no other has more than one
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DETERMINERS = frozenset({"the", "this", "that"})
NOBODY = "-"  # somebody unnamed is meant


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a person was meant: token, sentence, whether as a subject."""

    person: str
    token: int
    first: int
    sentence: int
    subject: bool


def find_references(reading: Reading, roles: Mapping[str, Sequence[Role]], lexicon: Lexicon) -> list[Mention]:
    """Return mentions of persons by pronoun and title, and settle genders that pronouns show."""
    first = _Resolver(reading, roles, lexicon)
    list(first.walk())  # a first time only to learn who is he and who is she
    for person_id, seen in sorted(first.genders.items()):
        if len(seen) == 1:
            reading.persons[person_id].gender = next(iter(seen))
    return list(_Resolver(reading, roles, lexicon).walk())


class _Resolver:
    """Goes through a reading from its first token to its last and remembers who was meant."""

    def __init__(self, reading: Reading, roles: Mapping[str, Sequence[Role]], lexicon: Lexicon) -> None:
        self._reading, self._tokens, self._roles = reading, reading.tokens, roles
        self._persons: dict[str, Person] = reading.persons
        self._names = {m.first: m for m in reading.mentions if m.type == "person"}
        self._heads = {m.head: m for m in self._names.values()}
        self._covered = covered(self._names.values())
        self._countries = {m.first: m for m in reading.mentions if m.type == "country"}
        self._quoted = _inside_quotations(reading)
        self._nouns = lexicon.words("roles.nouns")
        self._same_as = lexicon.table("roles.same_as")
        self._idle = lexicon.words("roles.befallen") | {"same", "veteran", "elderly", "two", "first"}
        self._kin = lexicon.words("roles.kin_m") | lexicon.words("roles.kin_f") | lexicon.words("roles.kin")
        self._lesser = lexicon.words("roles.lesser")
        self._role_spans = [span for found in roles.values() for role in found for span in role.spans]
        self._official = lexicon.words("roles.official")
        self._traces: list[Trace] = []
        self.genders: dict[str, Counter[str]] = {}

    def walk(self) -> Iterator[Mention]:
        """Yield the new mentions in the order of the text."""
        i = 0
        while i < len(self._tokens):
            token = self._tokens[i]
            if i in self._names:
                self._trace(self._names[i])
                i = self._names[i].last
                continue
            new = None
            if token.lower in PRONOUNS and i not in self._covered and i not in self._quoted:
                new = self._by_pronoun(token)
            elif token.lower in DETERMINERS and i not in self._quoted:
                new = self._by_title(token)
            if new is not None:
                self._trace(new)
                yield new
                i = max(i + 1, new.last)
            else:
                i += 1

    def _trace(self, found: Mention) -> None:
        head = self._tokens[found.head]
        for _ in range(CLIMB):
            if head.dep not in {"appos", "compound", "nmod"} or head.head == head.i:
                break
            head = self._tokens[head.head]
        trace = Trace(found.value, head.i, found.first, head.sentence, head.dep in SUBJECTS or head.dep == "ROOT")
        self._traces.append(trace)

    # ---- pronouns

    def _by_pronoun(self, token: Token) -> Mention | None:
        gender = PRONOUNS[token.lower]
        person = self._governing_subject(token, gender) or self._earlier(token, gender)
        if person in {"", NOBODY}:
            return None
        if not self._persons[person].gender:
            if self._known_before(token, gender, person):
                return None
            self.genders.setdefault(person, Counter())[gender] += 1
        return mention(self._reading, ("person", "pronoun"), person, token.i, token.i + 1)

    def _agrees(self, person: str, gender: str) -> bool:
        return self._persons[person].gender in {gender, ""}

    def _known_before(self, token: Token, gender: str, person: str) -> bool:
        """Return whether somebody else nearby is known to be of the pronoun's gender."""
        return any(
            self._persons[t.person].gender == gender and t.person != person and token.sentence - t.sentence <= BACK
            for t in self._traces
        )

    def _governing_subject(self, token: Token, gender: str) -> str:
        """Return who is the subject of a verb above the pronoun, or the person whom its clause describes.

        "" when nobody agreeing is, `NOBODY` when the subject is somebody unnamed.
        """
        here = {t.token: t for t in self._traces if t.sentence == token.sentence and t.first < token.i}
        barred = token.tag != "PRP$" and not token.lower.endswith("self") and token.dep not in SUBJECTS
        at = token
        for _ in range(CLIMB):
            if at.head == at.i:
                break
            linked, at = at.dep, self._tokens[at.head]
            described = here.get(at.i)
            if described and linked in {"acl", "relcl", "appos"} and self._agrees(described.person, gender):
                return described.person
            if at.pos not in {"VERB", "AUX"}:
                continue
            subject = next((k for k in at.deps if self._tokens[k].dep in SUBJECTS), -1)
            if subject > token.i and at.dep == "ROOT" and token.dep not in SUBJECTS:
                ahead = self._heads.get(subject)  # "After the first years of her term, NAME …"
                return ahead.value if ahead and self._agrees(ahead.value, gender) else ""
            if not 0 <= subject < token.i:
                continue
            if not barred:
                answer = self._as_subject(subject, here, gender)
                if answer:
                    return answer
            barred = False
        return ""

    def _as_subject(self, subject: int, here: Mapping[int, Trace], gender: str) -> str:
        odd = [t for t in here.values() if t.token > subject and self._is_misread(t)]
        trace = odd[-1] if odd else here.get(subject)
        if trace is not None:
            return trace.person if self._agrees(trace.person, gender) else ""
        token = self._tokens[subject]
        human = token.lower in self._nouns and token.tag in {"NN", "NNP"}
        return NOBODY if human or PRONOUNS.get(token.lower) == gender else ""

    def _is_misread(self, trace: Trace) -> bool:
        """Return whether a subject hangs on a verb that the parser took for an adjective: nobody climbs to it."""
        verb = self._tokens[trace.token].head
        return trace.subject and self._tokens[verb].dep in {"amod", "compound", "nmod"}

    def _earlier(self, token: Token, gender: str) -> str:
        """Return the last agreeing subject of this sentence before the pronoun, then of the ones before."""
        direct = self._subject_of(token)
        for back in range(BACK + 1):
            here = [t for t in self._traces if t.sentence == token.sentence - back and self._near(t, token, back)]
            agreeing = [t for t in here if self._agrees(t.person, gender) and t.person != direct]
            subjects = [t for t in agreeing if t.subject]
            people = {t.person for t in agreeing}
            if back == 0 and len(people) == 1:
                if subjects or not self._opens_main_clause(token):
                    return agreeing[-1].person
                return agreeing[-1].person if self._is_topic(agreeing[-1]) else ""
            if subjects:
                known = [t for t in subjects if self._persons[t.person].gender]
                return (known or subjects)[-1].person
            if people:
                return people.pop() if len(people) == 1 else ""
        return ""

    def _is_topic(self, trace: Trace) -> bool:
        """Return whether a sentence begins "As for NAME, …"."""
        before = self._tokens[max(0, trace.first - 2) : trace.first]
        return [t.lower for t in before] == ["as", "for"]

    def _opens_main_clause(self, token: Token) -> bool:
        """Return whether the pronoun is the subject of the whole sentence."""
        return token.dep in SUBJECTS and self._tokens[token.head].dep == "ROOT"

    def _subject_of(self, token: Token) -> str:
        """Return the subject of the verb whose plain object the pronoun is: he is somebody else."""
        if token.tag == "PRP$" or token.dep in SUBJECTS or token.lower.endswith("self"):
            return ""
        verb = token
        for _ in range(CLIMB):
            verb = self._tokens[verb.head]
            if verb.pos in {"VERB", "AUX"} and any(self._tokens[k].dep in SUBJECTS for k in verb.deps):
                break
        for trace in self._traces:
            if trace.sentence == token.sentence and self._tokens[trace.token].head == verb.i and trace.subject:
                return trace.person
        return ""

    def _near(self, trace: Trace, token: Token, back: int) -> bool:
        """Return whether a trace stands before the token, in its passage or at the end of the last one."""
        sentences = self._reading.sentences
        passages = sentences[token.sentence].passage - sentences[trace.sentence].passage
        return trace.first < token.i and (passages == 0 or (passages == 1 and back == 1))

    # ---- "the minister"

    def _by_title(self, token: Token) -> Mention | None:
        """Return who "the Kenyan minister" or "the 34-year-old nurse" is, None when that is not clear."""
        noun = self._noun_of(token)
        if noun < 0:
            return None
        words = [t.lower for t in self._tokens[token.i + 1 : noun] if t.text != "-"]
        countries = {m.value for i, m in self._countries.items() if token.i < i <= noun}
        if noun in self._countries:
            holders = self._of_country(countries)
        else:
            known = {w for i, m in self._countries.items() for w in self._words(m) if token.i < i < noun}
            extra = [w for w in words if w not in self._idle and w not in known and w.isalpha() and w not in AGES]
            holders = self._holders(self._tokens[noun].lower, extra, countries)
        person = self._settled(holders, token)
        return mention(self._reading, ("person", "title"), person, token.i, noun + 1) if person else None

    def _words(self, country: Mention) -> Iterable[str]:
        return (t.lower for t in self._tokens[country.first : country.last])

    def _noun_of(self, token: Token) -> int:
        """Return the role noun of the phrase that the article opens, -1 when there is none or more follows."""
        k = token.i + 1
        while k < min(token.i + CLIMB, len(self._tokens)):
            here = self._tokens[k]
            if here.sentence != token.sentence or k in self._covered:
                return -1
            following = self._tokens[k + 1] if k + 1 < len(self._tokens) else None
            ends = following is None or (following.i not in self._covered and self._ends(following))
            if here.lower in self._nouns and ends and here.tag in {"NN", "NNP"}:
                return -1 if here.lower in self._kin else k
            lone = k in self._countries and self._countries[k].kind == "demonym" and k == token.i + 1
            if lone and ends and here.pos in {"NOUN", "PROPN"} and here.tag in {"NN", "NNP"}:
                return k if following is not None and following.pos in {"VERB", "AUX"} else -1
            if here.pos not in {"ADJ", "NOUN", "PROPN", "NUM", "VERB"} and here.text != "-":
                return -1
            k += 1
        return -1

    def _ends(self, following: Token) -> bool:
        if following.lower in LINKS - {"at", "in", "on", "to", "with", "from"}:
            return False
        return following.pos not in {"NOUN", "PROPN", "NUM"} and following.text != "-"

    def _holders(self, noun: str, extra: Sequence[str], countries: set[str]) -> list[str]:
        """Return the persons one of whose roles is what the phrase says."""
        wanted = {noun, *self._same_as.get(noun, ())}
        if noun in self._same_as and noun not in {"captain", "lawyer", "general"} and not (countries or extra):
            wanted = {noun}
        found = []
        for person_id, roles in self._roles.items():
            if countries and self._persons[person_id].country not in countries:
                continue
            if any(self._is_called(role, wanted, set(extra)) for role in roles):
                found.append(person_id)
        return found

    def _is_called(self, role: Role, wanted: set[str], extra: set[str]) -> bool:
        """Return whether a role is named by one of the nouns and the words before it."""
        said = set(role.text.lower().replace("-", " ").split())
        named = role.noun in wanted or (role.noun in {"minister", "secretary"} and bool(wanted & said))
        return named and extra <= said and not (self._lesser & said - extra)

    def _of_country(self, countries: set[str]) -> list[str]:
        return [p for p, person in self._persons.items() if person.country in countries]

    def _settled(self, holders: Sequence[str], token: Token) -> str:
        """Return the one of the holders who is meant, "" when several may be."""
        met = {t.person for t in self._traces}
        named = [p for p in holders if p in met]
        if self._unnamed_before(token):
            return ""
        if len(named) == 1 and len(holders) == 1:
            return named[0]
        near = {t.person for t in self._traces if t.person in named and token.sentence - t.sentence <= NEAR}
        if near:
            return near.pop() if len(near) == 1 else ""
        often = [p for p in named if self._persons[p].weight >= OFTEN]
        rest = [p for p in named if self._persons[p].weight > 1]
        return often[0] if len(often) == 1 and rest == often else ""

    def _unnamed_before(self, token: Token) -> bool:
        """Return whether "a diplomat" who stays unnamed came shortly before "the diplomat"."""
        noun = self._tokens[self._noun_of(token)].lower
        earlier = self._reading.sentences[max(0, token.sentence - NEAR)].first
        for k in range(token.i - 1, earlier, -1):
            here = self._tokens[k]
            if here.lower != noun or k in self._covered:
                continue
            if any(start <= here.start < end for start, end in self._role_spans):
                return False
            return any(self._tokens[d].lower in {"a", "an", "another", "one"} for d in here.deps)
        return False


AGES = frozenset({"year", "old"})


def _inside_quotations(reading: Reading) -> set[int]:
    """Return the tokens between quotation marks, counted passage by passage."""
    inside: set[int] = set()
    open_, passage = False, -1
    for sentence in reading.sentences:
        if sentence.passage != passage:
            open_, passage = False, sentence.passage
        for token in reading.tokens[sentence.first : sentence.last]:
            if token.text in {'"', "``", "''"}:
                open_ = not open_
            elif open_:
                inside.add(token.i)
    return inside
