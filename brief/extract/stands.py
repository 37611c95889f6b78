"""A verb of saying or a spoken sentence in; whether somebody takes a stand there, or only tells what happened, out.

A stand is a demand, a refusal, a promise, a judgement, what is wanted, hoped or feared. "The talks lasted two
hours, the office said" is none. Which words show one is in the lists (`stands.…`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon

_BELOW = 60  # tokens of what is said that are looked at
_ASSESSED = ("ADJ", "NOUN")
_SUBJECT = ("nsubj", "nsubjpass")


class Stands:
    """Tells stands from reports in one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.verbs, self.words = lexicon.words("stands.verbs"), lexicon.words("stands.words")
        self.modals, self.neutral = lexicon.words("stands.modals"), lexicon.words("stands.neutral")
        self.curious = lexicon.words("stands.curious")
        self.labelling = frozenset(lexicon.table("speech.stances")["describe"]) - self.neutral
        self.facts, self.ours = lexicon.words("stands.facts"), lexicon.words("stands.ours")

    def told(self, head: int) -> bool:
        """Return whether the verb at a token, or what it says, takes a stand."""
        token = self.tokens[head]
        if token.pos in ("VERB", "AUX") and token.lemma not in self.neutral:
            return self._calls(token)
        return self._reported(self._below(head))

    def reported(self, first: int, last: int) -> bool:
        """Return whether a sentence that somebody is named for takes a stand: "according to X, …"."""
        return self._any(self.tokens[first:last])

    def _reported(self, inside: Sequence[Token]) -> bool:
        return any(t.dep == "neg" or t.lower in ("nobody", "nothing") for t in inside) or self._any(inside)

    def labels(self, head: int) -> bool:
        """Return whether the verb at a token calls somebody or something names: "branded the rules "theft""."""
        return head >= 0 and self.tokens[head].lemma in self.labelling

    def spoken(self, first: int, last: int) -> bool:
        """Return whether the speaker takes a stand in a sentence of direct speech; a question takes none."""
        inside = self.tokens[first:last]
        if not inside or inside[-1].text == "?":
            return False
        own = any(t.dep in _SUBJECT and (t.lower in self.ours or t.ent in ("GPE", "NORP", "ORG")) for t in inside)
        return self._any(inside, verbs=own, assessed=own)

    def _calls(self, verb: Token) -> bool:
        """Return whether a verb that takes a stand is meant so: not "called on the President", "want to know"."""
        if any(self.tokens[c].dep == "xcomp" and self.tokens[c].lemma in self.curious for c in verb.deps):
            return False
        on = any(self.tokens[c].lower == "on" for c in verb.deps)
        if verb.lemma != "call" or not on:
            return True
        return any(self.tokens[i].lower == "to" and self.tokens[i].tag == "TO" for i in self._around(verb))

    def _around(self, verb: Token) -> Iterable[int]:
        return range(verb.i + 1, self.reading.sentences[verb.sentence].last)

    def _any(self, inside: Iterable[Token], *, verbs: bool = True, assessed: bool = True) -> bool:
        return any(
            token.lower in self.modals
            or token.lemma in self.words
            or token.lower in self.words
            or (verbs and token.pos == "VERB" and token.lemma in self.verbs)
            or (assessed and self._assesses(token))
            for token in inside
        )

    def _assesses(self, token: Token) -> bool:
        """Return whether a word says what something is like: "the courts *were* independent"."""
        if token.lemma not in ("be", "remain", "seem", "become"):
            return False
        said = [self.tokens[c] for c in token.deps if self.tokens[c].dep in ("acomp", "attr")]
        return any(t.pos in _ASSESSED and t.lemma not in self.facts and not t.ent for t in said)

    def _below(self, head: int) -> list[Token]:
        found: list[Token] = []
        queue = [c for c in self.tokens[head].deps if self.tokens[c].dep not in _SUBJECT]
        while queue and len(found) < _BELOW:
            i = queue.pop()
            found.append(self.tokens[i])
            queue += self.tokens[i].deps
        return found
