"""A reading with its persons in; each person's role, the country he or she acts for, and gender out.

The country is only ever read off the person's own role ("Kenyan minister", "mayor of Lima" says
none): never that of a neighbour, of a host, or of those who hold a prisoner. Empty when unsure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from brief.extract.countries import SEPARATOR, known_phrases, towns
from brief.extract.names_ranges import written
from brief.extract.names_role_words import ARTICLES, LINKS, RolePhrase
from brief.extract.names_roles_after import RolesAfter
from brief.extract.names_roles_before import RolesBefore
from brief.extract.parts import fold
from brief.extract.reading import Mention, Person, Reading
from brief.lexicon import Lexicon

OFFICIAL, PLAIN, KIN, THIN, AFFILIATION, WITH_COUNTRY, WORD = 4.0, 3.0, 2.0, 1.0, 0.8, 0.5, 0.1
WORDS_COUNTED = 8
OWNING = frozenset({"of", "from"})
SERVING = frozenset({"of", "for", "at", "in", "with"})
AWAY = frozenset({"to", "in", "at", "with", "against", "on", "near", "over", "for"})  # "the envoy to Kenya NAME"
FORMER = frozenset({"former", "ex", "ex-", "onetime", "late"})
OWNED = 3  # words of "sister of surfer", at least
TOWN = 4  # words of a town's name, at most
ORGAN_WITHIN = 3  # words between a state and its organ


@dataclass(frozen=True, slots=True)
class Country:
    """A state, where it is named, and how surely it is the person's."""

    name: str
    span: tuple[int, int]
    weight: float


@dataclass(frozen=True, slots=True)
class Role:
    """A role as written, with its weight among the roles of one person."""

    text: str
    spans: tuple[tuple[int, int], ...]
    weight: float
    at: int  # where its noun stands
    noun: str
    country: Country | None
    former: bool = False  # held no longer: "a former Kenyan envoy"


def find_roles(reading: Reading, lexicon: Lexicon) -> dict[str, list[Role]]:
    """Fill role, country and gender of the reading's persons; return every role found by person."""
    weigher = _Weigher(reading, lexicon)
    before, after = RolesBefore(reading, lexicon), RolesAfter(reading, lexicon)
    found: dict[str, list[Role]] = {person_id: [] for person_id in reading.persons}
    countries: dict[str, list[Country]] = {person_id: [] for person_id in reading.persons}
    for mention in reading.mentions:
        if mention.type == "person" and mention.kind in {"name", "surname"}:
            sentence = reading.sentences[reading.tokens[mention.first].sentence]
            phrases = [*before.before(mention, sentence), *before.inverted(mention, sentence)]
            phrases += after.after(mention, sentence)
            found[mention.value] += [weigher.role(phrase) for phrase in phrases]
            countries[mention.value] += [*weigher.beside(mention), *weigher.membership(mention)]
            countries[mention.value] += weigher.side(mention)
            countries[mention.value] += weigher.introduced(phrases)
    for person_id, person in reading.persons.items():
        roles = sorted(found[person_id], key=lambda r: -r.weight)
        _choose(person, roles, countries[person_id])
        if not person.country and not any(r.country for r in roles):
            person.country = weigher.implied(roles)
        person.gender = weigher.gender(roles) or person.gender
        found[person_id] = roles
    return found


def _choose(person: Person, roles: Sequence[Role], beside: Sequence[Country]) -> None:
    """Set the weightiest role, and the country of the weightiest role that names one."""
    if roles:
        person.role, person.role_spans = roles[0].text, roles[0].spans
    present = [r for r in roles if not r.former]
    lasting = present if any(r.weight >= PLAIN for r in present) else roles  # who holds an office acts for it alone
    named = [r.country for r in lasting if r.country] or sorted(beside, key=lambda c: -c.weight)
    if named and (roles or len({c.name for c in named}) == 1):
        person.country, person.country_span = named[0].name, named[0].span


class _Weigher:
    """Weighs role phrases and finds the country in them."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading, self._tokens = reading, reading.tokens
        self._official = lexicon.words("roles.official")
        self._thin = lexicon.words("roles.thin")
        self._not_own = lexicon.words("roles.not_own")
        self._courtesy, self._role_nouns = lexicon.words("roles.courtesy"), lexicon.words("roles.nouns")
        self._kin_m, self._kin_f = lexicon.words("roles.kin_m"), lexicon.words("roles.kin_f")
        self._kin = lexicon.words("roles.kin") | self._kin_m | self._kin_f
        self._male, self._female = lexicon.words("roles.male"), lexicon.words("roles.female")
        self._known_words = lexicon.words("roles.nouns") | lexicon.words("roles.modifiers")
        self._implied = lexicon.table("roles.implied")
        self._implied_at_home = lexicon.table("roles.implied_at_home")
        self._including, self._members = lexicon.words("roles.including"), lexicon.words("roles.members")
        self._organs = lexicon.words("countries.organs")
        self._vague = lexicon.words("countries.vague")
        self._states = self._named_states(lexicon)
        self._towns, self._local = lexicon.made(towns), lexicon.words("roles.local")
        counts = Counter(m.value for m in reading.mentions if m.type == "country")
        self._named = frozenset(counts)
        self._most_named = counts.most_common(1)[0][0] if counts else ""

    def _named_states(self, lexicon: Lexicon) -> list[tuple[Mention, str]]:
        """Return the mentions that say a state, with the state: countries, and organs like "Bundestag"."""
        meaning = lexicon.made(known_phrases).meaning
        named = []
        for m in self._reading.mentions:
            if m.type == "country":
                named.append((m, m.value))
            elif m.type == "organisation" and m.kind == "body":
                named.append((m, meaning.get(fold(m.value), "").partition(SEPARATOR)[0]))
        return [pair for pair in named if pair[1]]

    def role(self, phrase: RolePhrase) -> Role:
        """Return the phrase as a role with its weight."""
        phrase = self._without_kin(self._without_courtesy(phrase))
        first, last = phrase.first, phrase.last
        noun = self._noun(phrase)
        country = self._country(phrase)
        alone = first == phrase.noun and last == phrase.noun + 1
        if phrase.where == "affiliation":
            weight = AFFILIATION
        elif noun in self._kin:
            weight = KIN
        elif noun in self._thin and (alone or noun != "head"):
            weight = THIN
        else:
            weight = OFFICIAL if noun in self._official else PLAIN
        weight += WITH_COUNTRY * (country is not None) + WORD * min(last - first, WORDS_COUNTED)
        weight -= 1.0 * (phrase.where == "is")
        ranges = [(first, last), *([phrase.body] if phrase.body else [])]
        spans = tuple((self._tokens[a].start, self._tokens[b - 1].end) for a, b in ranges)
        text = ", ".join(written(self._reading, a, b) for a, b in ranges)
        former = any(self._tokens[i].lower in FORMER for i in range(first, phrase.noun))
        return Role(text, spans, weight, self._tokens[phrase.noun].start, noun, country, former)

    def _without_kin(self, phrase: RolePhrase) -> RolePhrase:
        """Return a role without whose relative is spoken of: "sister of the jailed surfer NAME" is no sister."""
        words = [t.lower for t in self._tokens[phrase.first : phrase.last]]
        if phrase.where != "before" or words[0] not in self._kin or words[1:2] != ["of"] or len(words) < OWNED:
            return phrase
        first = phrase.first + (3 if words[2] == "the" else 2)
        nouns = [i for i in range(first, phrase.last) if self._tokens[i].lower in self._role_nouns]
        return replace(phrase, first=first, noun=nouns[-1] if nouns else phrase.last - 1)

    def _without_courtesy(self, phrase: RolePhrase) -> RolePhrase:
        """Return a role without the courtesy title between it and the name: "Governor Mullah NAME"."""
        last = phrase.last
        while phrase.first < phrase.noun and self._tokens[phrase.first].tag in ("VB", "VBP", "VBZ"):
            phrase = replace(phrase, first=phrase.first + 1)  # "will host Ecuador's minister NAME"
        while last - 1 > phrase.first and self._tokens[last - 1].lower in self._courtesy:
            last -= 1
        nouns = [i for i in range(phrase.first, last) if self._tokens[i].lower in self._role_nouns]
        if last == phrase.last or not nouns or phrase.noun < last:
            return phrase if phrase.noun >= last or last == phrase.last else replace(phrase, last=last)
        return replace(phrase, last=last, noun=nouns[-1])

    def _noun(self, phrase: RolePhrase) -> str:
        """Return the word that tells what somebody is, "secretary-general" in one."""
        last = phrase.noun
        if last - 2 >= phrase.first and self._tokens[last - 1].text == "-":
            whole = "".join(t.lower for t in self._tokens[last - 2 : last + 1])
            if whole in self._official:
                return whole
        return self._tokens[last].lower.rpartition("-")[2] or self._tokens[last].lower

    def _country(self, phrase: RolePhrase) -> Country | None:
        """Return the first state that the role is of, None when it names none or another's."""
        if any(self._tokens[i].lower in self._not_own for i in range(phrase.first, phrase.noun + 1)):
            own = self._tokens[phrase.noun].lower == "counterpart"
            if not own:
                return None
        for mention, state in self._states:
            if phrase.first <= mention.first and mention.last <= phrase.last and self._owns(mention, phrase):
                return Country(state, (mention.start, mention.end), 1.0)
        return self._origin(phrase)

    def _owns(self, mention: Mention, phrase: RolePhrase) -> bool:
        """Return whether a state inside a role is the one acted for."""
        said = written(self._reading, mention.first, mention.last)
        if said in self._vague and self._tokens[phrase.noun].lower not in self._official:
            return False
        if mention.first < phrase.noun:
            following = self._tokens[mention.last]
            foreign = following.text[:1].isupper() and following.ent == "ORG" and following.pos == "PROPN"
            return not foreign or following.lower in self._known_words or mention.type == "organisation"
        links = [t.lower for t in self._tokens[phrase.noun + 1 : mention.first] if t.lower in LINKS]
        if mention.type == "organisation":
            return True
        ranked = self._tokens[phrase.noun].lower in self._thin and self._tokens[mention.last].text == "'s"
        if links and any(t.lower in self._organs for t in self._tokens[mention.last : mention.last + ORGAN_WITHIN]):
            return set(links) <= SERVING  # "spokesman for the Kenyan foreign ministry"
        return bool(links) and (set(links) <= OWNING or (ranked and links == ["in"]))

    def _origin(self, phrase: RolePhrase) -> Country | None:
        """Return the state of a town that a role is from or serves: "a judge from Oslo", "the mayor of Bergen"."""
        serves = self._tokens[phrase.noun].lower in self._local
        town = written(self._reading, phrase.first, phrase.noun) if serves and phrase.first < phrase.noun else ""
        if self._towns.get(town):  # "Bergen mayor"
            span = self._tokens[phrase.first].start, self._tokens[phrase.noun - 1].end
            return Country(self._towns[town], span, 1.0)
        for i in range(phrase.noun + 1, phrase.last):
            link = self._tokens[i - 1].lower
            if link != "from" and not (link == "of" and serves):
                continue
            for last in range(min(i + TOWN, phrase.last), i, -1):
                state = self._towns.get(written(self._reading, i, last), "")
                if state:
                    return Country(state, (self._tokens[i].start, self._tokens[last - 1].end), 1.0)
        return None

    def beside(self, mention: Mention) -> Iterator[Country]:
        """Yield states said right beside the name: "Kenya's NAME", "President NAME of Kenya", "NAME, a Kenyan,"."""
        for state_mention, state in self._states:
            elsewhere = self._tokens[state_mention.first].sentence != self._tokens[mention.first].sentence
            if state_mention.type != "country" or state_mention.kind == "capital" or elsewhere:
                continue
            span = state_mention.start, state_mention.end
            between = [t.lower for t in self._tokens[state_mention.last : mention.first]]
            sent = self._tokens[max(0, state_mention.first - 1)].lower in AWAY
            if between == ["'s"] or (not between and state_mention.last == mention.first and not sent):
                yield Country(state, span, 0.5)
            after = [t.lower for t in self._tokens[mention.last : state_mention.first]]
            if after in (["of"], ["of", "the"]):
                yield Country(state, span, 0.9)
            closed = state_mention.last < len(self._tokens) and self._tokens[state_mention.last].text in {",", "."}
            if after == ["("] and self._tokens[state_mention.last].text == ")":
                yield Country(state, span, 0.8)
            bare = after[:1] == [","] and all(word in ARTICLES or not word[0].isalpha() for word in after)
            if bare and closed and after[-1] in ARTICLES and state_mention.kind == "demonym":
                yield Country(state, span, 0.8)

    def introduced(self, phrases: Sequence[RolePhrase]) -> Iterator[Country]:
        """Yield the people of "a Danish nurse held in Minsk" for "the nurse, NAME" in a later sentence."""
        for phrase in phrases:
            first = self._tokens[phrase.first - 1] if phrase.first else self._tokens[0]
            noun = self._tokens[phrase.noun]
            if "the" not in (first.lower, self._tokens[phrase.first].lower) or noun.lower in self._official:
                continue
            said = [
                (m, state)
                for m, state in self._states
                if m.kind == "demonym" and m.last <= noun.i and self._tokens[m.first].sentence < noun.sentence
                and self._unnamed(m, noun.lower)
            ]  # fmt: skip
            if len({state for _, state in said}) == 1:
                yield Country(said[0][1], (said[0][0].start, said[0][0].end), 0.6)

    def _unnamed(self, people: Mention, noun: str) -> bool:
        """Return whether a people's name describes such a one: "a jailed Danish nurse"."""
        after = self._tokens[people.last : people.last + ORGAN_WITHIN]
        joined = {t.lower for t in self._tokens[max(0, people.first - ORGAN_WITHIN + 1) : people.first]} & {
            "and",
            "or",
        }
        place = next((n for n, t in enumerate(after) if t.lower == noun), -1)
        return place >= 0 and not joined and all(t.pos in ("NOUN", "ADJ") or t.text == "-" for t in after[:place])

    def membership(self, mention: Mention) -> Iterator[Country]:
        """Yield the people of "two Danes held in Minsk, including NAME"."""
        sentence = self._reading.sentences[self._tokens[mention.first].sentence]
        cue = next(
            (i for i in range(sentence.first, mention.first) if self._tokens[i].lower in self._including), -1
        )
        if any(self._tokens[i].pos in {"VERB", "AUX"} for i in range(cue + 1, mention.first)) or cue < 0:
            return
        for people, state in reversed(self._states):
            if sentence.first <= people.first and people.last <= cue and self._is_plural(people):
                yield Country(state, (people.start, people.end), 0.7)
                return

    def side(self, mention: Mention) -> Iterator[Country]:
        """Yield the state of whose side somebody is: "On the Kenyan side, NAME and NAME took part"."""
        sentence = self._reading.sentences[self._tokens[mention.first].sentence]
        named = [(m, s) for m, s in self._states if sentence.first <= m.first and m.last < mention.first]
        sides = [(m, s) for m, s in named if self._tokens[m.last].lower == "side"]
        if len(sides) == 1 and self._tokens[sides[0][0].first - 1].lower == "the":
            opening = [t.lower for t in self._tokens[sides[0][0].first - 2 : sides[0][0].first]]
            if opening[0] in {"on", "from", "for"}:
                people, state = sides[0]
                yield Country(state, (people.start, people.end), 0.8)

    def _is_plural(self, people: Mention) -> bool:
        """Return whether a people's name means several persons: "Danes", "Danish nationals"."""
        last, following = self._tokens[people.last - 1], self._tokens[people.last]
        named = people.kind == "demonym" and last.tag in {"NNS", "NNPS"}
        return named or (following.tag in {"NNS", "NNPS"} and following.lower.removesuffix("s") in self._members)

    def implied(self, roles: Sequence[Role]) -> str:
        """Return the only state that has such an office, when the source names it, or speaks of it most."""
        for state, offices in self._implied.items():
            for role in roles:
                text = role.text.lower()
                if any(text.endswith(office) for office in offices) and state in self._named:
                    return state
        for state, offices in self._implied_at_home.items():
            if state == self._most_named and any(r.text.lower() in offices for r in roles):
                return state
        return ""

    def gender(self, roles: Sequence[Role]) -> str:
        """Return the gender that a role says: "wife", "king", "spokeswoman"."""
        nouns = {r.noun for r in roles}
        male, female = nouns & (self._kin_m | self._male), nouns & (self._kin_f | self._female)
        return "m" if male and not female else "f" if female and not male else ""
