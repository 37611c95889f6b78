"""A fill in, a claim with its evidence out: nothing else in the program makes evidence."""

from __future__ import annotations

from dataclasses import dataclass

from brief.extract.frames import Fill, Match
from brief.extract.reading import Reading, Token
from brief.extract.surroundings import Surroundings
from brief.model import Claim, Evidence, Layer, Mood
from brief.schema import PatternSpec

READ = (Layer.BODY, Layer.HEADLINE, Layer.CAPTION)  # where patterns look unless they say otherwise
_LABEL = 8  # words; what is longer is shown as a sentence
_NAMED = ("person", "country", "place")  # an unknown organisation is too often a noun with a capital
_BY_NAME = ("name", "surname", "demonym", "capital")
_ABBREVIATION = 3  # letters of what is written in capitals anywhere
_PLAIN = PatternSpec()


@dataclass(frozen=True, slots=True)
class Said:
    """One statement under construction: its section and name, the match and the pattern behind it."""

    section: str
    statement: str
    match: Match
    spec: PatternSpec = _PLAIN
    weight: float = 1.0


class Cutter:
    """Cuts the claims of one reading from its source; numbers the statements as it goes."""

    def __init__(self, reading: Reading, around: Surroundings) -> None:
        self.reading, self.around, self.source = reading, around, reading.source
        self.count = 0
        self._cut: dict[tuple[int, int], Evidence] = {}  # many claims stand on one sentence
        self._whole: dict[int, Evidence] = {}

    def number(self, section: str) -> str:
        """Return the name of the next statement."""
        self.count += 1
        return f"{self.source.id}:{section}:{self.count}"

    def cut(self, fill: Fill) -> Evidence:
        """Return the stretch of the source that a fill stands on."""
        place = fill.start, fill.end
        if place not in self._cut:
            self._cut[place] = self.source.cut(*place)
        return self._cut[place]

    def context(self, head: int) -> Evidence:
        """Return the sentence of a token, to be shown beside what was cut from it."""
        sentence = self.reading.tokens[head].sentence
        if sentence not in self._whole:
            self._whole[sentence] = self.cut(self.around.sentences.whole(head))
        return self._whole[sentence]

    def _text(self, evidence: Evidence) -> str:
        """Return a quotation on one line; a common noun loses the capital that beginning a sentence gave it.

        A name keeps its own, whatever the tagger takes it for.
        """
        text = " ".join(evidence.text.split())
        token = self.around.sentences.token_at(evidence.start)
        begins = token is not None and token.i == self.reading.sentences[token.sentence].first
        common = token is not None and token.tag in ("NN", "NNS", "JJ", "DT") and not self._named(token)
        lowered = begins and common and text[:2].istitle() and len(text.split()) <= _LABEL
        return text[0].lower() + text[1:] if lowered else text

    def _named(self, token: Token) -> bool:
        """Return whether a token belongs to a name, not to a description like "The French minister"."""
        return any(m.type in _NAMED and m.kind in _BY_NAME for m in self.around.slots.at.get(token.i, ()))

    def assumed(self, said: Said, slot: str, actor: str) -> Claim:
        """Return the claim of an actor whom the wording leaves out; it rests on the sentence alone."""
        return Claim(
            source=self.source.id,
            section=said.section,
            statement=said.statement,
            field=slot,
            text="",
            entity=f"@{actor}",
            context=self.context(said.match.head),
            pattern=said.match.say,
        )

    def claim(self, said: Said, field: str, fill: Fill) -> Claim:
        """Return what a statement says of one field; its evidence is cut where the fill stands."""
        evidence = self.cut(fill)
        match, spec = said.match, said.spec
        entity = f"{self.source.id}:{fill.entity}" if fill.entity in self.reading.persons else fill.entity
        return Claim(
            source=self.source.id,
            section=said.section,
            statement=said.statement,
            field=field,
            text=_calm(self._text(evidence), fill.normal),
            normal=fill.normal,
            entity=entity,
            evidence=evidence,
            context=self.context(match.head),
            pattern=match.say,
            creates=spec.creates and not spec.veto,
            veto=spec.veto,
            mood=Mood(match.mood),
            weight=said.weight * spec.weight * fill.score,
        )


def _calm(text: str, normal: str) -> str:
    """Return a name as it is mostly written: not in the capitals of a dateline, nor small at a line's beginning."""
    odd = text.islower() or (text.isupper() and len(text) > _ABBREVIATION)
    return normal if odd and text.casefold() == normal.casefold() else text
