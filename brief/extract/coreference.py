"""A reading with its persons and their roles in; mentions by pronoun and by title out.

A pronoun means the last subject of agreeing gender in its own or the previous sentence; "the
minister" means the only one whose role says so. Whatever is not clear stays without a mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from brief.extract.coreference_titles import TitleReader, Trace
from brief.extract.names_ranges import covered, mention
from brief.extract.reading import Mention, Person, Reading, Token
from brief.extract.roles import Role
from brief.lexicon import Lexicon

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
CLIMB = 8  # steps up the parse, at most
BACK = 2  # sentences back where a pronoun's person may stand
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DETERMINERS = frozenset({"the", "this", "that"})
SUBJECT_COUNTS, SURE = 2, 2  # "he" as a subject settles a gender at once, "his" the second time
CLEARLY = 3  # times as often as the other pronoun, when a stray one contradicts
STYLE, STYLED = 2, 8  # tokens of "His Excellency"; tokens from it to the name it is said of
NOBODY = "-"  # somebody unnamed is meant


def find_references(reading: Reading, roles: Mapping[str, Sequence[Role]], lexicon: Lexicon) -> list[Mention]:
    """Return mentions of persons by pronoun and title, and settle genders that pronouns show."""
    first = _Resolver(reading, roles, lexicon)
    list(first.walk())  # a first time only to learn who is he and who is she
    for person_id, seen in sorted(first.genders.items()):
        gender, count = seen.most_common(1)[0]
        if count >= SURE and count >= CLEARLY * (seen.total() - count):
            reading.persons[person_id].gender = gender
    return list(_Resolver(reading, roles, lexicon).walk())


class _Resolver:
    """Goes through a reading from its first token to its last and remembers who was meant."""

    def __init__(self, reading: Reading, roles: Mapping[str, Sequence[Role]], lexicon: Lexicon) -> None:
        self._reading, self._tokens = reading, reading.tokens
        self._persons: dict[str, Person] = reading.persons
        self._names = {m.first: m for m in reading.mentions if m.type == "person"}
        self._heads = {m.head: m for m in self._names.values()}
        self._covered = covered(self._names.values())
        self._quoted = _inside_quotations(reading)
        self._nouns = lexicon.words("roles.nouns")
        self._styles = lexicon.words("names.styles")
        self._asking = lexicon.words("names.asking_verbs")
        self._titles = TitleReader(reading, roles, lexicon)
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
            if self._is_style(token):
                new = self._by_style(token)
            elif self._is_pronoun(token):
                new = self._by_pronoun(token)
            elif token.lower in DETERMINERS and i not in self._quoted:
                person, noun = self._titles.read(token, self._traces)
                if person:
                    new = mention(self._reading, ("person", "title"), person, i, noun + 1)
            if new is not None:
                self._trace(new)
                yield new
                i = max(i + 1, new.last)
            else:
                i += 1

    def _is_style(self, token: Token) -> bool:
        """Return whether "His Excellency" or its like begins at a token, with no name and no office behind it."""
        after = self._tokens[token.i + 1 : token.i + 3]
        styled = token.lower in {"his", "her"} and bool(after) and after[0].text in self._styles
        return styled and token.i not in self._quoted and (len(after) < STYLE or not after[1].text[:1].isupper())

    def _by_style(self, token: Token) -> Mention | None:
        """Return the only person whom the text has called so before: "His Excellency was received by …"."""
        style = self._tokens[token.i + 1].text
        called = {
            found.value
            for first, found in self._names.items()
            if first < token.i and style in {t.text for t in self._tokens[max(0, first - STYLED) : first]}
        }
        if len(called) != 1:
            return None
        return mention(self._reading, ("person", "title"), called.pop(), token.i, token.i + STYLE)

    def _is_pronoun(self, token: Token) -> bool:
        """Return whether a token stands for somebody: "HE the Prime Minister" is His Excellency, no pronoun."""
        after = self._tokens[token.i + 1 : token.i + 2]
        titled = token.text == "HE" and bool(after) and not after[0].text.isupper()
        free = token.i not in self._covered and token.i not in self._quoted
        return token.lower in PRONOUNS and free and not titled

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
        governing = self._governing_subject(token, gender)
        person = governing or self._earlier(token, gender)
        if person in {"", NOBODY}:
            return None
        if not self._persons[person].gender:
            own = bool(governing) and token.dep in SUBJECTS  # "NAME said she would go"
            since = token.sentence - BACK if governing else self._last_sentence(person)
            if not own and self._known_since(since, gender, person):
                return None
            self.genders.setdefault(person, Counter())[gender] += SUBJECT_COUNTS if token.dep in SUBJECTS else 1
        return mention(self._reading, ("person", "pronoun"), person, token.i, token.i + 1)

    def _agrees(self, person: str, gender: str) -> bool:
        return self._persons[person].gender in {gender, ""}

    def _known_since(self, sentence: int, gender: str, person: str) -> bool:
        """Return whether somebody else named since then is known to be of the pronoun's gender."""
        near = [t for t in self._traces if t.person != person and t.sentence >= sentence]
        return any(self._persons[t.person].gender == gender for t in near)

    def _last_sentence(self, person: str) -> int:
        return max(t.sentence for t in self._traces if t.person == person)

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
            others = linked == "appos" and token.tag == "PRP$" and token.head in at.deps  # "NAME, his host"
            if (
                described
                and linked in {"acl", "relcl", "appos"}
                and not others
                and self._agrees(described.person, gender)
            ):
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
                answer = self._as_addressee(at, token, here, gender) or self._as_subject(subject, here, gender)
                if answer:
                    return answer
            barred = False
        return ""

    def _as_addressee(self, verb: Token, token: Token, here: Mapping[int, Trace], gender: str) -> str:
        """Return who is asked, in "asked NAME whether he would go"; "" for other verbs."""
        if verb.lemma not in self._asking:
            return ""
        asked = [
            here[k] for k in verb.deps if k in here and self._tokens[k].dep in {"dobj", "dative"} and k < token.i
        ]
        return asked[-1].person if asked and self._agrees(asked[-1].person, gender) else ""

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
                last = agreeing[-1]
                return last.person if self._is_topic(last) or self._has_own_verb(last) else ""
            if subjects:
                known = [t for t in subjects if self._persons[t.person].gender]
                return (known or subjects)[-1].person
            if people and back and self._has_unnamed_subject(token.sentence - back):
                return ""
            if people:
                return people.pop() if len(people) == 1 else ""
        return ""

    def _has_unnamed_subject(self, number: int) -> bool:
        """Return whether somebody without a name does what the sentence tells: "The minister met NAME. He left"."""
        if number < 0:
            return False
        sentence = self._reading.sentences[number]
        subjects = [t for t in self._tokens[sentence.first : sentence.last] if t.dep in SUBJECTS]
        main = [t for t in subjects if self._tokens[t.head].dep == "ROOT"]
        named = {t.token for t in self._traces if t.sentence == number}
        human = [t for t in main if t.lower in PRONOUNS or (t.lower in self._nouns and t.tag in {"NN", "NNP"})]
        return any(t.i not in named for t in human)

    def _has_own_verb(self, trace: Trace) -> bool:
        """Return whether the clause of a trace is finite and not the main one."""
        at = self._tokens[trace.token]
        for _ in range(CLIMB):
            if at.pos == "VERB" or at.head == at.i:
                break
            at = self._tokens[at.head]
        return at.tag in {"VBD", "VBZ", "VBP"} and at.dep != "ROOT"

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
