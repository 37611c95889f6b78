"""An article in; the person whom the phrase behind it means ("the Kenyan minister") out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from brief.extract.names_ranges import covered
from brief.extract.names_role_words import LINKS
from brief.extract.reading import Mention, Reading, Token
from brief.extract.roles import Role
from brief.lexicon import Lexicon

LONGEST = 8  # words of such a phrase, at most
NEAR = 3  # sentences back that decide between two holders of one office
BEFORE = 2  # sentences back to whom "the 34-year-old" means
OFTEN = 3  # mentions that make the main holder of an office, when no other has more than one
AGES = frozenset({"year", "old"})


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a person was meant: token, sentence, whether as a subject."""

    person: str
    token: int
    first: int
    sentence: int
    subject: bool


class TitleReader:
    """Finds who is meant by a role, or by a people's name: "the novelist", "the Kenyan said"."""

    def __init__(self, reading: Reading, roles: Mapping[str, Sequence[Role]], lexicon: Lexicon) -> None:
        self._reading, self._tokens, self._roles = reading, reading.tokens, roles
        self._persons = reading.persons
        self._covered = covered(m for m in reading.mentions if m.type == "person")
        self._countries = {m.first: m for m in reading.mentions if m.type == "country"}
        self._nouns = lexicon.words("roles.nouns")
        self._same_as = lexicon.table("roles.same_as")
        self._idle = lexicon.words("roles.idle") | lexicon.words("roles.befallen")
        self._kin = lexicon.words("roles.kin_m") | lexicon.words("roles.kin_f") | lexicon.words("roles.kin")
        self._others = lexicon.words("roles.others")
        self._wide = lexicon.words("roles.wide")
        self._lesser = lexicon.words("roles.lesser")
        self._official, self._anyone = lexicon.words("roles.official"), lexicon.words("roles.anyone")
        self._owners = {role.at: person for person, found in roles.items() for role in found}

    def read(self, token: Token, traces: Sequence[Trace]) -> tuple[str, int]:
        """Return who "the Kenyan minister" or "the young nurse" is and the noun; "" when that is not clear."""
        noun = self._noun_of(token)
        aged = self._aged(token)
        if noun < 0:
            return (self._lone(token, traces), aged) if aged > 0 else ("", noun)
        words = [t.lower for t in self._tokens[token.i + 1 : noun] if t.text != "-"]
        owner = self._owner_of(noun)
        if owner or not self._others.isdisjoint(words):
            return owner, noun
        countries = {m.value for i, m in self._countries.items() if token.i < i <= noun}
        countries |= self._served(noun)
        if noun in self._countries:
            holders = self._of_country(countries)
        else:
            known = {w for i, m in self._countries.items() for w in self._words(m) if token.i < i < noun}
            extra = [w for w in words if w not in self._idle and w not in known and w.isalpha() and w not in AGES]
            holders = self._holders(self._tokens[noun].lower, extra, countries)
            if aged > 0 and not holders and not countries:
                return self._lone(token, traces), noun
        return self._settled(holders, token, traces), noun

    def _aged(self, token: Token) -> int:
        """Return the last token of "the 34-year-old", or of "the man" before a verb; 0 when neither is there."""
        after = self._tokens[token.i + 1 : token.i + LONGEST]
        old = next((n for n, t in enumerate(after) if t.lower == "old" or t.lower.endswith("-old")), -1)
        if old >= 0 and after[0].text[:2].isdigit() and all(t.lower in AGES or t.text == "-" for t in after[1:old]):
            return token.i + 1 + old
        bare = after[1:2] and after[0].lower in self._anyone and after[1].pos in {"VERB", "AUX", "ADV"}
        return token.i + 1 if bare else 0

    def _lone(self, token: Token, traces: Sequence[Trace]) -> str:
        """Return the one person without an office whom the sentences right before speak of, "" when several are."""
        near = [t for t in traces if 0 < token.sentence - t.sentence <= BEFORE]
        plain = {t.person for t in near if not any(r.noun in self._official for r in self._roles[t.person])}
        return plain.pop() if len(plain) == 1 else ""

    def _words(self, country: Mention) -> Iterable[str]:
        return (t.lower for t in self._tokens[country.first : country.last])

    def _noun_of(self, token: Token) -> int:
        """Return the role noun of the phrase that the article opens, -1 when there is none or more follows."""
        k = token.i + 1
        while k < min(token.i + LONGEST, len(self._tokens)):
            here = self._tokens[k]
            if here.sentence != token.sentence or k in self._covered:
                return -1
            following = self._tokens[k + 1] if k + 1 < len(self._tokens) else None
            ends = following is None or (following.i not in self._covered and self._ends(following))
            ends = ends or bool(self._served(k))
            if here.lower in self._nouns and ends and here.tag in {"NN", "NNP"}:
                return -1 if here.lower in self._kin else k
            lone = k in self._countries and self._countries[k].kind == "demonym" and k == token.i + 1
            if lone and ends and here.pos in {"NOUN", "PROPN"} and here.tag in {"NN", "NNP"}:
                return k if following is not None and following.pos in {"VERB", "AUX", "ADV"} else -1
            if here.pos not in {"ADJ", "NOUN", "PROPN", "NUM", "VERB"} and here.text != "-":
                return -1
            k += 1
        return -1

    def _served(self, noun: int) -> set[str]:
        """Return the state whose office a noun names: "the President of Kenya"."""
        after = [t.lower for t in self._tokens[noun + 1 : noun + 3]]
        k = noun + (3 if after == ["of", "the"] else 2)
        return {self._countries[k].value} if after[:1] == ["of"] and k in self._countries else set()

    def _ends(self, following: Token) -> bool:
        if following.lower in LINKS - {"at", "in", "on", "to", "with", "from"}:
            return False
        return following.pos not in {"NOUN", "PROPN", "NUM"} and following.text != "-"

    def _holders(self, noun: str, extra: Sequence[str], countries: set[str]) -> list[str]:
        """Return the persons one of whose roles is what the phrase says."""
        wanted = {noun, *self._same_as.get(noun, ())}
        if noun in self._wide and not (countries or extra):
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

    def _settled(self, holders: Sequence[str], token: Token, traces: Sequence[Trace]) -> str:
        """Return the one of the holders who is meant, "" when several may be."""
        met = {t.person for t in traces}
        named = [p for p in holders if p in met]
        if self._unnamed_before(token):
            return ""
        if len(named) == 1 and len(holders) == 1:
            return named[0]
        near = {t.person for t in traces if t.person in named and token.sentence - t.sentence <= NEAR}
        told_of = self._told_of(named, traces)
        if near:
            aside = len(near) == 1 and not any(t.subject for t in traces if t.person in near)
            if told_of and (aside or near == {told_of}):
                return told_of
            return near.pop() if len(near) == 1 else ""
        often = [p for p in named if self._persons[p].weight >= OFTEN]
        rest = [p for p in named if self._persons[p].weight > 1]
        return often[0] if len(often) == 1 and rest == often else ""

    def _told_of(self, named: Sequence[str], traces: Sequence[Trace]) -> str:
        """Return the first named of the holders when the text tells of him and of the others only beside him.

        "Minister A met Transport Minister B. The minister left" means A, of whom the sentences were.
        """
        subjects = Counter(t.person for t in traces if t.person in named and t.subject)
        first = next((t.person for t in traces if t.person in named), "")
        return first if len(subjects) == 1 and first in subjects else ""

    def _owner_of(self, i: int) -> str:
        """Return whose role beside his name the noun is, "" when it is nobody's."""
        return self._owners.get(self._tokens[i].start, "")

    def _unnamed_before(self, token: Token) -> bool:
        """Return whether "a diplomat" who stays unnamed came shortly before "the diplomat"."""
        noun = self._tokens[self._noun_of(token)].lower
        earlier = self._reading.sentences[max(0, token.sentence - NEAR)].first
        for k in range(token.i - 1, earlier, -1):
            here = self._tokens[k]
            if here.lower != noun or k in self._covered:
                continue
            if self._owner_of(k):
                return False
            return any(self._tokens[d].lower in {"a", "an", "another", "one"} for d in here.deps)
        return False
