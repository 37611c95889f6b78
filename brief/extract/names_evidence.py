"""Runs of capitalised words in; the same runs with their score as names of persons out.

The weights were set by hand on made-up news of many regions: a run of two words is taken from
`FULL` on, a lone word from `LONE` on, both summed over the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brief.extract.names_ranges import covered
from brief.extract.names_runs import Run
from brief.extract.reading import Mention, Reading, Sentence, Token
from brief.lexicon import Lexicon
from brief.model import Layer

FULL = 2.0
LONE = 4.0
HONORIFIC, ROLE, LABEL, LONE_LABEL, GIVEN, AGE, APPOSED, ACTS, OWNS, RELATIVE = 4, 3, 2, 1.5, 2, 3, 2, 2, 1, 1
SUBJECT, PLAIN, ADDRESSED = 1, 1, 1.5
ALONE_TOO = 2  # a part of the name is used alone like a surname
OTHER_LABEL, ARTICLE, IN_PLACE, HEADLINE = -0.5, -4, -1.5, -1
FAR = 14  # words between a role noun and the name after it, at most
LINKS = frozenset({"of", "for", "at", "the", "and", "&", "-", "'s", "in", "on", "to"})
PLACE_WORDS = frozenset({"in", "at", "near", "from", "to", "outside", "around", "across", "via"})
ARTICLES = frozenset({"the", "a", "an", "this", "that", "every", "no"})
OTHER_LABELS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
THREE = 3
SEPARATORS = frozenset({"|", "•", "·"})
BYLINE = 14  # tokens of a passage that is no more than a byline
AGES = range(1, 115)


class Evidence:
    """Judges runs by what stands around them."""

    def __init__(self, reading: Reading, lexicon: Lexicon, listed: Sequence[Mention]) -> None:
        self._peoples = covered(m for m in listed if m.kind == "demonym")
        self._tokens, self._sentences = reading.tokens, reading.sentences
        self._given = lexicon.words("names.given_m") | lexicon.words("names.given_f")
        self._things = lexicon.words("names.things")
        self._thing_titles = lexicon.words("names.thing_titles")
        self._thing_nouns = lexicon.words("names.thing_nouns") | lexicon.words("names.company_nouns")
        self._firms = lexicon.words("names.company_nouns")
        self._firm_ends = tuple(lexicon.words("names.company_endings"))
        self._verbs = lexicon.words("names.person_verbs")
        self._addressed = lexicon.words("names.addressed")
        self._owned = lexicon.words("names.person_nouns")
        self._roles = lexicon.words("roles.nouns")
        self._kin = lexicon.words("roles.kin_m") | lexicon.words("roles.kin_f")
        self._family_first = lexicon.words("names.family_first")
        self._no_names = lexicon.words("names.no_names")
        self._by = lexicon.words("names.credits.by")
        self._colon = lexicon.words("names.credits.colon")

    def judge(self, run: Run) -> None:
        """Set the run's score, and bar it when it credits or names a thing."""
        sentence = self._sentences[self._tokens[run.first].sentence]
        run.barred = self._is_credit(run, sentence) or self._is_thing(run, sentence)
        run.kin = run.title == 1 and self._tokens[run.first - 1].lower in self._kin
        if sentence.layer is Layer.BODY and (
            run.title or self._role_before(run, sentence) or self._is_apposed(run, sentence)
        ):
            run.heading = False  # a programme's line: "Call on the Speaker, NAME"
        run.score = sum(self._signs(run, sentence))

    def _at(self, i: int, sentence: Sentence) -> Token | None:
        return self._tokens[i] if sentence.first <= i < sentence.last else None

    def _signs(self, run: Run, sentence: Sentence) -> Iterator[float]:
        yield {0: self._role_before(run, sentence), 1: ROLE, 2: HONORIFIC}[run.title]
        yield RELATIVE * run.kin
        lone = len(run.parts) == 1
        if run.person * 2 >= len(run.parts):
            yield LONE_LABEL if lone else LABEL
        elif (
            run.parts[0].text not in self._given
            and not any(part.halves for part in run.parts)
            and self._tokens[run.last - 1].ent in OTHER_LABELS
        ):
            yield OTHER_LABEL if len(run.parts) < THREE else 0  # words of organisations would have split it
        if not lone and (run.parts[0].text in self._given or self._is_family_first(run)):
            yield GIVEN
        before = self._at(run.first - 1, sentence)
        if before is not None and before.lower in ARTICLES and before.pos == "DET" and not run.title:
            yield ARTICLE
        if before is not None and before.lower in PLACE_WORDS and not run.title:
            yield IN_PLACE
        if run.heading:
            yield HEADLINE
        yield from self._after(run, sentence)

    def _role_before(self, run: Run, sentence: Sentence) -> float:
        """Return `ROLE` when a role leads to the name: "his lawyer, NAME", "the mayor of Lima NAME"."""
        i = run.first - 1
        comma = i > sentence.first and self._tokens[i].text == ","
        i -= comma
        if not comma and self._tokens[max(i, 0)].lower in LINKS:
            return 0  # "leader of NAME" names the led
        for k in range(i, max(sentence.first, i - FAR) - 1, -1):
            token = self._tokens[k]
            if token.lower in self._roles:
                run.kin = token.lower in self._kin
                direct = k == i or self._tokens[k + 1].lower in LINKS
                return ROLE if direct and (comma or k < i) else 0
            if token.lower not in LINKS and token.pos not in {"PROPN", "NOUN", "ADJ", "NUM"}:
                return 0
        return 0

    def _is_family_first(self, run: Run) -> bool:
        """Return whether the run reads like "Cho Min-jae"."""
        return run.parts[0].text in self._family_first and "-" in run.parts[-1].text

    def _after(self, run: Run, sentence: Sentence) -> Iterator[float]:
        next1, next2, next3 = (self._at(run.last + k, sentence) for k in range(3))
        yield self._acts(run, next1)
        if next1 is None or next2 is None:
            return
        if next1.text in {",", "("} and next2.text.isdigit() and int(next2.text) in AGES:
            if next3 is not None and next3.text in {",", ")", "-", "."}:
                yield AGE
        elif next1.text == "," and next2.lower in {"who", "whom"}:
            yield RELATIVE
        elif self._is_apposed(run, sentence):
            yield APPOSED
        if next1.lower == "'s" and next2.lower in self._owned:
            yield OWNS

    def _acts(self, run: Run, after: Token | None) -> float:
        """Return what the run does or what is done with it that only persons do or have done."""
        carrier = self._tokens[run.last - 1]
        head = self._tokens[carrier.head]
        verb = head if carrier.dep == "nsubj" else after
        if verb is not None and verb.pos in {"VERB", "AUX"}:
            if verb.lemma in self._verbs:
                return ACTS
            return SUBJECT if verb.tag in {"VBD", "VBZ"} and verb.pos == "VERB" else 0
        if carrier.dep == "pobj" and head.lower == "with":
            head = self._tokens[head.head]
        elif carrier.dep != "dobj":
            return 0
        return ADDRESSED if head.lemma in self._addressed else 0

    def _is_apposed(self, run: Run, sentence: Sentence) -> bool:
        """Return whether what somebody is follows a comma: "NAME, chairman of the committee"."""
        comma = self._at(run.last, sentence)
        return comma is not None and comma.text == "," and self._is_role_phrase(run.last + 1, sentence)

    def _is_role_phrase(self, i: int, sentence: Sentence) -> bool:
        """Return whether a role noun or a people follows within a few words, before any verb or comma."""
        for token in self._tokens[i : min(i + 6, sentence.last)]:
            if token.lower in self._roles or token.i in self._peoples:
                return True
            if token.pos in {"VERB", "AUX", "PUNCT"} and token.text != "-":
                return False
        return False

    def _is_credit(self, run: Run, sentence: Sentence) -> bool:
        """Return whether the run tells who wrote, edited or photographed."""
        size = self._passage_size(sentence)
        opening = sentence.first
        if opening > 1 and self._tokens[opening - 1].text == ":":
            opening = self._sentences[sentence.i - 1].first  # the parser likes to begin a sentence after a colon
        for i in range(run.first - 1, opening - 1, -1):
            token = self._tokens[i]
            cue = self._tokens[i - 1].lower if i > opening else ""
            if token.lower == "by" and cue in self._by:
                return True
            if token.lower == "by" and i == opening and size <= BYLINE:
                return True
            if token.text == ":" and cue in self._colon and self._closes(i + 1, run, sentence):
                return True
        after, agency = self._at(run.last, sentence), self._at(run.last + 1, sentence)
        if after is None or run.title:
            return False
        if after.text == "/" and agency is not None:  # "NAME/Agency" in a caption
            return size <= BYLINE or (after.end == agency.start and agency.text[:1].isupper())
        return after.text in SEPARATORS and run.first == sentence.first and size <= BYLINE

    def _closes(self, start: int, run: Run, sentence: Sentence) -> bool:
        """Return whether nothing but names stands between a colon and the run, and no verb after it."""
        between = self._tokens[start : run.first]
        if run.title or any(t.pos in {"VERB", "AUX"} or t.lower in self._roles for t in between):
            return False
        after = self._at(run.last, sentence)
        if after is None or after.text in {"/", ")", "]", ".", "|", "-", ";"}:
            return True
        return after.text in {",", "and", "&"} and not any(
            t.pos in {"VERB", "AUX"} for t in self._tokens[run.last : sentence.last]
        )

    def _passage_size(self, sentence: Sentence) -> int:
        size, i = 0, sentence.i
        while i >= 0 and self._sentences[i].passage == sentence.passage:
            size += self._sentences[i].last - self._sentences[i].first
            i -= 1
        i = sentence.i + 1
        while i < len(self._sentences) and self._sentences[i].passage == sentence.passage:
            size += self._sentences[i].last - self._sentences[i].first
            i += 1
        return size

    def _is_thing(self, run: Run, sentence: Sentence) -> bool:
        """Return whether the run is the name of something: "MV Osei", "the Osei report"."""
        before, after = self._at(run.first - 1, sentence), self._at(run.last, sentence)
        opening = run.parts[0].text
        firm = not run.title and self._tokens[run.last - 1].text.endswith(self._firm_ends)
        if firm or (opening in self._thing_titles and opening not in self._given):
            return True
        if before is not None and before.lower == "of":  # "the town of Santa Ursula"
            before = self._at(run.first - 2, sentence)
            if before is not None and before.lower in self._thing_nouns:
                return True
        elif before is not None and self._names_things(before, sentence):
            return run.title == 0 or before.lower in self._firms
        if after is None or after.start != self._tokens[run.last - 1].end + 1:
            return False
        if after.lower in self._things and after.pos not in {"VERB", "AUX"}:
            return True
        return (
            after.text in self._no_names and after.text[:1].isupper() and not run.heading and self._is_noun(after)
        )

    def _names_things(self, before: Token, sentence: Sentence) -> bool:
        """Return whether a word makes what follows it a thing's name: "MV", "the tanker", "his firm,"."""
        if before.text != ",":
            return before.text in self._thing_titles or before.lower in self._thing_nouns
        noun = self._at(before.i - 1, sentence)
        if noun is None or noun.lower not in self._firms:
            return False
        before_noun = [self._tokens[c] for c in noun.deps if c < noun.i]
        return any(t.dep == "poss" or (t.dep == "det" and t.lower in ("a", "an")) for t in before_noun)

    def _is_noun(self, token: Token) -> bool:
        return token.pos in {"PROPN", "NOUN"} and token.ent not in {"DATE", "TIME"}


def judged(runs: Sequence[Run], evidence: Evidence) -> list[Run]:
    """Return the runs with their scores set; a surname used alone speaks for the full name."""
    alone: set[str] = set()
    for run in runs:
        evidence.judge(run)
        if len(run.parts) == 1 and run.score >= ALONE_TOO and not run.barred:
            alone.update({run.parts[0].key, run.parts[0].bare})
    for run in runs:
        if len(run.parts) > 1 and any(p.key in alone or p.bare in alone for p in run.parts):
            run.score += ALONE_TOO
    return list(runs)
