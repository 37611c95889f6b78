"""A reading in; mentions of places and organisations that no list knows out."""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.names_ranges import mention, written
from brief.extract.reading import Mention, Reading, Sentence, Token
from brief.lexicon import Lexicon

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NO_PLACE_LABELS = frozenset(
    {"DATE", "TIME", "PERSON", "NORP", "LAW", "EVENT", "WORK_OF_ART", "LANGUAGE", "PRODUCT", "ORG"}
)
FUNCTION_WORDS = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX"})
LINKED = 3  # small words between two capitalised ones, at most
AFTER_DATELINE = frozenset({",", "(", "-", "–", "—", ":"})
LONG = 6  # words after a dateline, at least
QUANTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})


def find_places(reading: Reading, lexicon: Lexicon, taken: set[int]) -> list[Mention]:
    """Return mentions of places outside the tokens `taken`, in the order of the text."""
    runs = _Runs(reading, lexicon, taken)
    found = list(dict.fromkeys(runs.datelines()))
    told = {i for first, last in found for i in range(first, last)}
    found += [r for r in runs.capitalised() if told.isdisjoint(range(*r)) and runs.is_place(*r)]
    found.sort()
    return [mention(reading, ("place", "name"), written(reading, a, b), a, b) for a, b in map(runs.widened, found)]


def find_organisations(reading: Reading, lexicon: Lexicon, taken: set[int]) -> list[Mention]:
    """Return mentions of organs of states and of other organisations outside the tokens `taken`."""
    runs = _Runs(reading, lexicon, taken)
    found = dict.fromkeys([*runs.bodies(), *runs.companies(), *runs.labelled()])
    chosen: list[tuple[int, int]] = []
    for first, last in sorted(found, key=lambda r: (r[0] - r[1], r[0])):
        if all(last <= a or b <= first for a, b in chosen):
            chosen.append((first, last))
    return [mention(reading, ("organisation", "name"), written(reading, a, b), a, b) for a, b in sorted(chosen)]


class _Runs:
    """Runs of tokens that may name something, outside what is already named."""

    def __init__(self, reading: Reading, lexicon: Lexicon, taken: set[int]) -> None:
        self._reading, self._tokens, self._taken = reading, reading.tokens, taken
        self._inner = lexicon.words("countries.inner_words")
        self._modifiers = lexicon.words("roles.modifiers")
        self._common_bodies = lexicon.words("countries.organs") | lexicon.words("countries.common_bodies")
        self._joining = self._inner | lexicon.words("countries.joining_words")
        self._before = lexicon.words("countries.place_prepositions")
        self._place_nouns = lexicon.words("countries.place_nouns")
        self._bodies = lexicon.words("countries.body_nouns")
        self._place_titles = lexicon.words("countries.place_titles")
        self._acts = lexicon.words("countries.named_after")
        self._no_names = lexicon.words("names.no_names")
        self._forms, self._firms = lexicon.words("names.company_forms"), lexicon.words("names.company_nouns")
        self._roles = lexicon.words("roles.nouns")
        self._no_places = (
            lexicon.words("names.honorifics")
            | lexicon.words("names.honorifics_opening")
            | lexicon.words("names.months_and_days")
        )

    def capitalised(self) -> Iterator[tuple[int, int]]:
        """Yield runs of capitalised words, small words between them included."""
        for sentence in self._reading.sentences:
            i = sentence.first
            while i < sentence.last:
                last = self._end(i, sentence)
                if last > i:
                    yield i, last
                i = max(last, i + 1)

    def datelines(self) -> Iterator[tuple[int, int]]:
        """Yield the towns in capitals at the heads of passages: "LIMA, March 3 -", "ST. JOHN'S (Wire)"."""
        passage = -1
        for sentence in self._reading.sentences:
            if sentence.passage == passage:
                continue
            passage, last = sentence.passage, sentence.first
            while last < min(sentence.last, sentence.first + LINKED) and self._is_shouted(self._tokens[last]):
                last += 1
            closed = last < sentence.last and self._tokens[last].text in AFTER_DATELINE
            if closed and last > sentence.first and sentence.last - last > LONG:
                yield sentence.first, last

    def _is_shouted(self, token: Token) -> bool:
        return token.text.isupper() and len(token.text) > LINKED and token.i not in self._taken

    def _is_raised(self, token: Token) -> bool:
        if not token.text[:1].isupper() or token.i in self._taken or token.ent in QUANTITIES:
            return False
        return "/" not in token.text

    def _end(self, i: int, sentence: Sentence) -> int:
        """Return where the run that begins at `i` ends, `i` when none does."""
        opening = self._tokens[i]
        if not self._is_raised(opening) or opening.lower in self._before or opening.pos in FUNCTION_WORDS:
            return i
        end = i + 1
        while True:
            following = end
            while following < min(sentence.last, end + LINKED) and self._is_link(following):
                following += 1
            if following >= sentence.last or not self._is_raised(self._tokens[following]):
                return end
            end = following + 1

    def _is_link(self, i: int) -> bool:
        token = self._tokens[i]
        hyphen = token.text == "-" and token.start == self._tokens[i - 1].end
        return (hyphen or token.lower in self._inner) and i not in self._taken

    def is_place(self, first: int, last: int) -> bool:
        """Return whether a run names a place: by its label, or by the words before and after it."""
        tokens = self._tokens[first:last]
        if (
            {tokens[0].lower, tokens[-1].lower} & self._roles
            or tokens[0].text in self._no_places
            or tokens[-1].text in self._acts
            or (last - first > 1 and tokens[-1].text in self._forms)
        ):
            return False
        if last - first > 1 and self._firm_before(first):
            return False
        labels = {t.ent for t in tokens}
        ends = last - first > 1 and tokens[-1].lower in self._place_nouns
        closing = ends or self.widened((first, last))[1] > last
        if last - first == 1 and not closing and self._is_common(tokens[0]):
            return False
        if labels & PLACE_LABELS or (last - first > 1 and tokens[0].text in self._place_titles):
            return True
        return self._is_led(first, last, labels, closing=closing)

    def _is_led(self, first: int, last: int, labels: set[str], *, closing: bool) -> bool:
        """Return whether the words before a run make it a place: "in Lyon", "the border city of Cabinda"."""
        before, head = first - 1, self._tokens[last - 1]
        if before >= 0 and self._tokens[before].lower == "the":
            before -= 1
        preposition = self._tokens[before].lower if before >= 0 else ""
        if preposition == "of" and before and self._tokens[before - 1].lower in self._place_nouns:
            return True
        alone = preposition == "in" and last - first == 1
        if alone and labels in ({"ORG"}, {"PERSON"}) and not head.text.isupper():
            return self._is_head(head)
        led = preposition in self._before
        if labels & NO_PLACE_LABELS:
            return led and closing
        return closing or (led and self._is_head(head))

    def _is_common(self, token: Token) -> bool:
        """Return whether a lone capitalised word is a common noun: "State", "Refinery"."""
        return token.lower in self._place_nouns | self._bodies or (
            token.text in self._no_names and token.ent != "LOC"
        )

    def _is_head(self, token: Token) -> bool:
        """Return whether no noun follows that the run only describes: "in Bible classes"."""
        return not (token.dep in {"compound", "amod", "nmod"} and token.head > token.i)

    def widened(self, run: tuple[int, int]) -> tuple[int, int]:
        """Return the run with the common noun that closes it: "Aburi botanical gardens"."""
        last = run[1]
        following = self._tokens[last : last + 1]
        if following and following[0].lower in self._place_nouns and last not in self._taken:
            return run[0], last + 1
        return run

    def bodies(self) -> Iterator[tuple[int, int]]:
        """Yield organs named by what they are: "the foreign ministry", "Ministry of Health and Welfare"."""
        for token in self._tokens:
            if token.lower not in self._bodies or token.i in self._taken:
                continue
            first = token.i
            while self._describes(first - 1, token):
                first -= 1
            while first < token.i and self._is_passing(self._tokens[first]):
                first += 1
            if token.text.islower() and token.lower not in self._common_bodies:
                continue
            last = self._after_of(token.i + 1)
            if first < token.i or last > token.i + 1:
                yield first, last

    def _is_passing(self, token: Token) -> bool:
        """Return whether an adjective is no part of the name: "new", "joint"."""
        return token.pos == "ADJ" and token.text.islower() and token.lower not in self._modifiers

    def _describes(self, i: int, body: Token) -> bool:
        if i < 0 or i in self._taken:
            return False
        token = self._tokens[i]
        near = token.sentence == body.sentence and token.lower not in self._inner
        return near and token.dep in {"compound", "amod", "nmod"} and token.pos in {"NOUN", "PROPN", "ADJ"}

    def _after_of(self, i: int) -> int:
        """Return where "of Health and Welfare" ends, `i` when nothing of the kind begins there."""
        if i >= len(self._tokens) or self._tokens[i].lower not in {"of", "for"}:
            return i
        end = i
        while (
            i < len(self._tokens)
            and i not in self._taken
            and self._tokens[i].sentence == self._tokens[end].sentence
        ):
            token = self._tokens[i]
            if token.text[:1].isupper():
                end = i + 1
            elif token.lower not in self._joining and token.text != ",":
                break
            i += 1
            if token.text == ",":
                break
        return end

    def companies(self) -> Iterator[tuple[int, int]]:
        """Yield names that end like a company's or follow a word for one: "Amber LLC", "the airline Norvel"."""
        for first, last in self.capitalised():
            formed = last - first > 1 and self._tokens[last - 1].text in self._forms
            if formed or (self._firm_before(first) and self._may_be_organisation(self._tokens[first:last])):
                yield first, last

    def _firm_before(self, first: int) -> bool:
        """Return whether a word for a company stands right before a name, or before its comma."""
        comma = first > 1 and self._tokens[first - 1].text == ","
        return first > comma and self._tokens[first - 1 - comma].lower in self._firms

    def labelled(self) -> Iterator[tuple[int, int]]:
        """Yield what the entity recogniser takes for an organisation and is not plainly something else."""
        i = 0
        while i < len(self._tokens):
            first = i
            while i < len(self._tokens) and self._is_labelled(i, first):
                i += 1
            last = i
            while last > first and self._is_edge(self._tokens[last - 1]):
                last -= 1
            while first < last and (self._is_edge(self._tokens[first]) or self._tokens[first].text.islower()):
                first += 1
            if last > first and self._may_be_organisation(self._tokens[first:last]):
                yield first, last
            i = max(i, first + 1)

    def _is_labelled(self, i: int, first: int) -> bool:
        token = self._tokens[i]
        if token.lower in {"and", "&"} and not {t.lower for t in self._tokens[first : i + 4]} & self._bodies:
            return False
        return token.ent == "ORG" and i not in self._taken and token.sentence == self._tokens[first].sentence

    def _is_edge(self, token: Token) -> bool:
        return token.pos == "PUNCT" or token.lower in self._joining or token.lower in {"the", "a", "an", "'s", "'"}

    def _may_be_organisation(self, tokens: list[Token]) -> bool:
        if not tokens[0].text[:1].isupper() or any(t.text in self._acts for t in tokens):
            return False
        office = (
            len(tokens) > 1
            and tokens[1].lower in self._joining
            and tokens[0].lower.removesuffix("s") in self._roles
        )
        if office or tokens[-1].lower in self._roles:
            return False
        if any(c in t.text for t in tokens for c in "/]|"):
            return False
        return len(tokens) > 1 or not (self._is_common(tokens[0]) or tokens[0].pos not in {"PROPN", "NOUN"})
