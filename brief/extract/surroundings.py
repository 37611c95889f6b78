"""One reading and its matcher in, what reads around its triggers out: times, places, acts, sentences, speakers."""

from __future__ import annotations

from brief.extract.acts import Acts
from brief.extract.clause_above import ClausesAbove
from brief.extract.clauses import Clause
from brief.extract.matching import Matcher
from brief.extract.places import Places
from brief.extract.reading import Reading
from brief.extract.sentences import Sentences
from brief.extract.slots import SlotFiller
from brief.extract.speakers import Speakers
from brief.extract.speech_told import ToldWords
from brief.extract.stands import Stands
from brief.extract.times import Times
from brief.extract.times_told import DatedEvents
from brief.extract.turns import find_turns
from brief.lexicon import Lexicon


class Surroundings:
    """What stands around the triggers of one reading, by subject."""

    def __init__(self, reading: Reading, matcher: Matcher, slots: SlotFiller, lexicon: Lexicon) -> None:
        self._above = ClausesAbove(reading, matcher, slots, lexicon)
        self.slots = slots
        self.joining = lexicon.words("clauses.joining")
        self.times, self.places = Times(self._above), Places(self._above)
        self.acts = Acts(self._above)
        self.sentences = Sentences(reading, self._above.saying)
        self.turns = find_turns(reading, lexicon)
        self.dated = DatedEvents(reading, slots, lexicon)
        self.told = ToldWords(reading, lexicon, self._above.saying)
        self.stands = Stands(reading, lexicon, self.told)
        self.speakers = Speakers(reading, self._above.verbal, slots, self._above.saying, lexicon)

    def clause_of(self, head: int) -> Clause | None:
        """Return the clause a token belongs to, None when it has none."""
        return self._above.clause_of(head)

    def goes_on(self, head: int) -> bool:
        """Return whether a predicate tells what comes after what the text is about: "before flying to X"."""
        return self._above.goes_on(head)
