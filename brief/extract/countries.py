"""A reading in; mentions of states and of the bodies and capitals known to belong to them out.

A capital or seat of government is the state only where it acts or is dealt with ("Lima refuses",
"talks with Lima"); everywhere else it is a place. Doubtful words (Georgia, Jordan) are the state
unless the source shows that they are something else.
"""

from __future__ import annotations

from typing import cast

from brief.extract.names_ranges import Phrases, carrier, mention, written
from brief.extract.parts import fold
from brief.extract.reading import Mention, Reading, Token
from brief.lexicon import Lexicon

SEPARATOR = "\t"  # between what a phrase means and how it names
KINDS = {
    "names": "name",
    "demonyms": "demonym",
    "people": "demonym",
    "capitals": "capital",
    "seats": "capital",
    "bodies": "body",
}
CLIMB = 5  # steps up the parse, at most
SHOUTED = 3  # words in capitals that make a shouted headline


def states(lexicon: Lexicon) -> dict[str, dict[str, list[str]]]:
    """Return every state with its forms by kind."""
    return cast("dict[str, dict[str, list[str]]]", lexicon.node("countries.states") or {})


def towns(lexicon: Lexicon) -> dict[str, str]:
    """Return the state in which each known town or region lies, capitals among them."""
    known = {town: state for state, names in lexicon.table("cities.towns").items() for town in names}
    return known | {c: state for state, kinds in states(lexicon).items() for c in kinds.get("capitals", ())}


def spelt(lexicon: Lexicon) -> dict[str, str]:
    """Return the state that each name of a state in small letters means."""
    listed = states(lexicon).items()
    return {name.casefold(): state for state, kinds in listed for name in (state, *kinds.get("names", ()))}


def known_phrases(lexicon: Lexicon) -> Phrases:
    """Return every form on the list, each meaning `name TAB kind`; what only looks like one means ""."""
    known = {name: f"{name}{SEPARATOR}acts" for name in lexicon.table("countries.actors")}
    for name, forms in lexicon.table("countries.actors").items():
        known.update(dict.fromkeys(forms, f"{name}{SEPARATOR}acts"))
    for state, kinds in states(lexicon).items():
        known[state] = f"{state}{SEPARATOR}name"
        for kind, names in kinds.items():
            for name in names:
                known.setdefault(name, f"{state}{SEPARATOR}{KINDS[kind]}")
    known.update(dict.fromkeys(lexicon.sequence("countries.others"), ""))
    return Phrases(known)


def find_countries(reading: Reading, lexicon: Lexicon) -> list[Mention]:
    """Return mentions of states by name, people or capital, in the order of the text."""
    return [m for m in find_listed(reading, lexicon) if m.type == "country"]


def find_listed(reading: Reading, lexicon: Lexicon) -> list[Mention]:
    """Return what the list gives: states, capitals that are places, bodies of one or several states."""
    text = fold(reading.source.text)
    phrases, judge = lexicon.made(known_phrases), CapitalJudge(reading, lexicon)
    elsewhere = {w for w, signs in lexicon.table("countries.elsewhere").items() if any(s in text for s in signs)}
    found: list[Mention] = []
    for phrase, first, last in phrases.find(reading):
        meaning, _, kind = phrases.meaning[phrase].partition(SEPARATOR)
        if not meaning or phrase in elsewhere or _shouted(reading, phrase, first):
            continue
        if kind == "capital" and judge.is_part_of_name(last):
            continue
        if kind in {"acts", "body"}:
            value = meaning if kind == "acts" else written(reading, first, last)
            found.append(mention(reading, ("organisation", kind), value, first, last))
        elif kind != "capital" or judge.is_state(first, last):
            found.append(mention(reading, ("country", kind), meaning, first, last))
        else:
            end = judge.end_of_place(last)
            found.append(mention(reading, ("place", "name"), written(reading, first, end), first, end))
    return found


def _shouted(reading: Reading, phrase: str, first: int) -> bool:
    """Return whether "US" is money, or a pronoun in a headline in capitals."""
    if phrase != "US":
        return False
    token = reading.tokens[first]
    sentence = reading.sentences[token.sentence]
    words = [t.text for t in reading.tokens[sentence.first : sentence.last] if t.text.isalpha()]
    money = reading.source.text[token.start : token.start + 3] == "US$"
    return money or (len(words) > SHOUTED and all(word.isupper() for word in words))


class CapitalJudge:
    """Decides whether a capital or seat stands for its state, by its place in the parse."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._tokens: list[Token] = reading.tokens
        self._lists = {
            key: lexicon.words(f"countries.{key}")
            for key in (
                "town_verbs", "state_adjectives", "told_verbs", "state_prepositions", "travel_verbs", "state_nouns",
                "state_suffixes", "named_after", "place_nouns",
            )
        }  # fmt: skip

    def is_part_of_name(self, last: int) -> bool:
        """Return whether a name goes on after the capital: "Paris Agreement", "Algiers Peace Accord"."""
        for token in self._tokens[last : last + 3]:
            if not token.text[:1].isupper():
                return False
            if token.text in self._lists["named_after"]:
                return True
        return False

    def end_of_place(self, last: int) -> int:
        """Return where a place ends whose kind follows its name: "Aso Rock villa"."""
        following = self._tokens[last : last + 1]
        return last + 1 if following and following[0].lower in self._lists["place_nouns"] else last

    def is_state(self, first: int, last: int) -> bool:
        """Return whether the capital at `first:last` acts, is addressed, or is dealt with."""
        after = self._tokens[last : last + 2]
        if after and after[0].text == "-" and after[-1].lower in self._lists["state_suffixes"]:
            return True
        token = self._tokens[carrier(self._tokens, first, last)]
        for _ in range(CLIMB):
            if token.dep != "conj":
                break
            token = self._tokens[token.head]
        head = self._tokens[token.head]
        if token.dep == "pobj":
            return self._after_preposition(head)
        if token.dep == "nsubj":
            return self._acts(head)
        if token.dep in {"nsubjpass", "dobj", "dative"}:
            return head.lemma in self._lists["told_verbs"]
        return token.dep in {"poss", "compound"} and head.lemma in self._lists["state_nouns"]

    def _acts(self, verb: Token) -> bool:
        if verb.lemma != "be":
            return verb.pos in {"VERB", "AUX"} and verb.lemma not in self._lists["town_verbs"]
        return any(self._tokens[i].lower in self._lists["state_adjectives"] for i in verb.deps)

    def _after_preposition(self, preposition: Token) -> bool:
        governor = self._tokens[preposition.head]
        if governor.lemma in self._lists["travel_verbs"]:
            return False
        if preposition.lower == "for":
            begins = preposition.i == 0 or self._tokens[preposition.i - 1].sentence != preposition.sentence
            return begins and governor.pos in {"VERB", "AUX"}
        if preposition.lower == "on":
            return governor.lemma in self._lists["state_nouns"]
        return preposition.lower in self._lists["state_prepositions"]
