"""Noun phrases and lists of them, read from the tags of the words alone: parsers hang list items anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon
from brief.model import Layer

LONGEST = 14  # tokens of one phrase
VERB_NEAR = 5  # tokens before a list in which its verb stands: "*explore* cooperation in X"
TAIL = 8  # tokens that an item of a list may have behind its phrase
NOMINAL = ("NOUN", "PROPN")
_BEFORE_NOUN = ("DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "PART")
_COMPLETING = ("of", "for", "against", "on", "from")
_FINITE = ("VBD", "VBZ", "VBP", "MD")

Range = tuple[int, int]


class PhraseReader:
    """Reads phrases of one reading. Ranges are half-open and of token indices."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.tokens = reading.tokens
        self.sentences = reading.sentences
        self.inside = lexicon.words("phrases.inside")
        self.leading = lexicon.words("phrases.leading")
        self.stops = lexicon.words("phrases.stops")
        self.separators = lexicon.words("phrases.separators")
        self.joints = [tuple(j.split()) for j in (*lexicon.sequence("phrases.joints"), *sorted(self.separators))]
        self.advancing = lexicon.words("phrases.advancing")
        self.fixed = {tuple(f.split(" and ")) for f in lexicon.sequence("phrases.fixed")}
        self.verbs = lexicon.words("phrases.verbs")
        self.saying = lexicon.words("phrases.saying")
        self.within = lexicon.words("phrases.within_names")
        self.relating = {tuple(r.split()) for r in lexicon.sequence("phrases.relating")}
        self.dates = {
            i for m in reading.mentions if m.type == "date" and m.kind != "modifier" for i in range(m.first, m.last)
        }
        self.kinds = lexicon.words("phrases.dated")
        self.lead_ins = lexicon.words("phrases.lead_ins")
        self.moving = self.advancing | lexicon.words("phrases.ending")
        self.named = {i: m for m in reading.mentions if m.type == "entry" for i in range(m.first, m.last)}

    def limit(self, i: int) -> int:
        """Return where the sentence of a token ends."""
        return self.sentences[self.tokens[i].sentence].last

    def phrase(self, i: int, until: int = -1) -> Range | None:
        """Return the noun phrase that begins at token i, with its "of" and "in" parts; None when none does.

        It ends before token `until`, whatever the tags say: "maritime security top the agenda".
        """
        if i >= len(self.tokens):
            return None
        stop = min(until if until > i else len(self.tokens), i + LONGEST, self.limit(i))
        end = self._core(i, stop)
        if end is None:
            return None
        end = self._paired(any(t.lower == "between" for t in self.tokens[i:end]), end, stop)
        end = self._done_to(i, end, stop)
        while end < stop and (self.tokens[end].lower in self.inside or self._relating(end) > 1):
            after = end + self._relating(end)
            if after in self.dates and self.tokens[end].lower == "of" and self.tokens[end - 1].lemma in self.kinds:
                end = next((j for j in range(after, stop) if j not in self.dates), stop)  # "Treaty of 3 May 1986"
                continue
            if after >= self.limit(i) or after in self.dates or (self._acting(after) and not self._doing(end)):
                break
            further = self._core(after + self._acting(after), stop)
            if further is None or self._pronoun(after + self._acting(after)):
                break
            end = self._paired(self.tokens[end].lower == "between", further, stop)
        return (i, end)

    def _done_to(self, i: int, end: int, stop: int) -> int:
        """Return where a noun ends that only a participle narrows: "the funds *smuggled out of the country*"."""
        bare = sum(t.pos not in ("DET", "PUNCT", "PRON") for t in self.tokens[i:end]) == 1
        if not bare or end >= stop or self.tokens[end].tag != "VBN" or self.tokens[end].dep != "acl":
            return end
        j = end + 1
        while j < stop and self.tokens[j].pos in ("ADP", "PART"):
            j += 1
        after = (
            self._core(j, stop)
            if j > end + 1 and j not in self.dates and not self._pronoun(min(j, stop - 1))
            else None
        )
        return after or end

    def _acting(self, i: int) -> bool:
        """Return whether a verb governs what follows: "for *raising* taxes", but not "in *neighbouring* Chad"."""
        return self.tokens[i].tag in ("VBG", "VB") and self.tokens[i].dep not in ("amod", "compound")

    def _doing(self, joint: int) -> bool:
        """Return whether a gerund completes a noun: "the cost *of sending money*"."""
        return self.tokens[joint].lower in _COMPLETING and self.tokens[joint + 1].tag == "VBG"

    def _paired(self, between: bool, end: int, stop: int) -> int:  # noqa: FBT001 -- read from the word before
        """Return where "between A and B" ends, and "the Arda and Struma rivers"; `end` when nothing is paired."""
        if end + 1 >= stop or self.tokens[end].lower != "and":
            return end
        other = self._core(end + 1, stop)
        shared = other is not None and other > end + 2 and self.tokens[other - 1].tag == "NNS"
        names = self.tokens[end - 1].pos == self.tokens[end + 1].pos == "PROPN" and shared
        names = names or (self.tokens[end - 1].lower, self.tokens[end + 1].lower) in self.fixed
        return other if other is not None and (between or names) else end

    def _pronoun(self, i: int) -> bool:
        return self.tokens[i].pos == "PRON" and self.tokens[i].tag != "PRP$"

    def _core(self, i: int, limit: int) -> int | None:
        """Return the end of determiner, modifiers and nouns from token i on, None without a noun."""
        last_noun, j = -1, i
        while j < min(limit, i + LONGEST):
            token = self.tokens[j]
            if j in self.named:  # a name is told whole: "the Protocol on Trade and Transit"
                last_noun = min(self.named[j].last, limit) - 1
                j = last_noun + 1
                continue
            if j in self.dates and self._dating(i, j, limit):
                j += 1
                continue
            if j in self.dates or token.lower in self.stops or self._parts(last_noun, j):
                break
            if token.pos in NOMINAL and token.tag not in _FINITE:
                last_noun = j
            elif not self._may_precede(j, limit):
                break
            j += 1
        return None if last_noun < 0 else last_noun + 1

    def _dating(self, first: int, j: int, limit: int) -> bool:
        """Return whether a date narrows the noun behind it: "the *February 6* earthquakes"."""
        while j < limit and (j in self.dates or self.tokens[j].tag == "POS"):
            j += 1
        owns = self.tokens[j - 1].tag == "POS"  # "this year's harvest"
        return j < limit and (owns or self.tokens[first].pos in ("DET", "PRON")) and self.tokens[j].pos == "NOUN"

    def _parts(self, last_noun: int, j: int) -> bool:
        """Return whether a word right behind a noun begins something else: "accord *covering* ports"."""
        token = self.tokens[j]
        if last_noun != j - 1 or last_noun < 0:
            return False
        if token.tag in ("VBG", "VBN") and token.dep == "acl" and self.tokens[token.head].i < j:
            return True
        if token.pos == "DET" and not self._in_name(j):  # "promised Berg *a* boat"
            return True
        return token.tag == "CD" and self.tokens[j - 1].tag in ("NN", "NNS") and token.lower.isalpha()

    def _may_precede(self, j: int, limit: int) -> bool:
        token = self.tokens[j]
        compound = j + 1 < limit and self.tokens[j + 1].tag == "HYPH"  # "a *long*-delayed deal"
        if (
            compound
            or self._in_name(j)
            or token.tag in ("PRP$", "HYPH", "POS")
            or token.text in ("-", "–", "/", "&")
        ):
            return True
        if token.pos in _BEFORE_NOUN and token.tag not in ("TO", "RB"):
            return token.lower not in ("not", "n't")
        if token.text in (",", "and") and self._describes(j - 1) and self._describes(j + 1):
            return j + 1 < limit and self._rowed(j, limit)
        if token.tag in ("VBN", "VBG", "JJ", "JJR", "JJS") and j + 1 < limit:
            after = self.tokens[j + 1]
            return after.pos in (*NOMINAL, "ADJ") or after.tag in ("HYPH", "VBN")
        if token.text in ('"', "(", "[", "]", ")") and j + 1 < limit:
            return token.text == "[" or (token.text == "]" and self.tokens[j + 1].pos in NOMINAL)
        return False

    def _in_name(self, j: int) -> bool:
        """Return whether a small word stands inside a name: "the Serra *do* Mel"."""
        around = self.tokens[max(0, j - 1) : j] + self.tokens[j + 1 : j + 2]
        return self.tokens[j].lower in self.within and len(around) > 1 and all(t.text[:1].isupper() for t in around)

    def _describes(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].tag in ("JJ", "VBN")

    def _rowed(self, j: int, limit: int) -> bool:
        """Return whether adjectives in a row lead to a noun: "illegal, unreported and unregulated fishing"."""
        while j < limit and (self._describes(j) or self.tokens[j].text in (",", "and")):
            j += 1
        return j < limit and self.tokens[j].pos in NOMINAL

    def items(self, i: int, until: int = -1) -> list[Range]:
        """Return the phrases of the list that begins at token i ("Ukraine, Syria and arms control").

        A phrase that a verb follows begins a clause and is no item, unless the list is known to end `until` there.

        Commas alone make a list in a headline and after a colon only; elsewhere an "and" or semicolons close
        it, and without them only the first phrase counts. Between semicolons an item may say more than its phrase.
        """
        found: list[Range] = []
        limit = self.limit(min(i, len(self.tokens) - 1))
        position = self._led(i, limit)
        closed, firm, stops = 1, False, self._semicolons(i, limit)
        loose = bool(self.tokens) and self._headline(min(i, len(self.tokens) - 1))
        loose = loose or (i > 0 and self.tokens[i - 1].text == ":")
        while position < limit:
            item = self.phrase(position, until)
            if item is None or (found and item[1] != until and self._goes_on(item[1], limit)):
                break
            found.append(item)
            if firm or loose:
                closed = len(found)
            following, firm = self._separator(self._tail(item[1], limit), limit)
            stop = next((s for s in stops if s >= item[1]), None)
            if stop is not None:
                found[-1:] = self.whole([item, *self._second(item[1], stop)], stop)[:1]
                following, firm = self._separator(stop, limit)[0], True
            if following is None:
                break
            following += self._same_word(i, following)
            position = self._led(following + self._same_verb(i, following), limit)
        return found[:closed]

    def _numbered(self, i: int, limit: int) -> int:
        """Return where an item begins behind the mark that counts it: "(1)", "b)", "ii."."""
        j = i + (self.tokens[i].text == "(") if i < limit else i
        mark = self.tokens[j].text if j < limit else ""
        closed = j + 1 < limit and self.tokens[j + 1].text == ")"
        counted = closed and (mark.isdigit() or len(mark) == 1 or not mark.strip("ivx"))
        return j + 2 if counted else i

    def whole(self, spans: list[Range], end: int) -> list[Range]:
        """Return "A and B" as one item, where the items of a list have marks of their own: bullets, semicolons."""
        if len(spans) != 2 or self.tokens[spans[0][1]].lower != "and" or spans[1][0] != spans[0][1] + 1:  # noqa: PLR2004 -- a pair
            return spans
        joined = (spans[0][0], spans[1][1])
        ends = joined[1] >= end or self.tokens[joined[1]].text in (",", ";", ".")
        return [joined] if ends and joined[1] - joined[0] <= LONGEST else spans

    def _second(self, i: int, stop: int) -> list[Range]:
        """Return what "and" joins to an item that a semicolon ends: "artillery *and radars*;"."""
        other = self.phrase(i + 1, stop) if self.tokens[i].lower == "and" else None
        return [other] if other and other[1] == stop else []

    def _led(self, i: int, limit: int) -> int:
        """Return where the thing itself begins, behind what is to be done: "ways *to lower* fees"."""
        i = j = self._numbered(i, limit)
        while j < limit and (self.tokens[j].pos in ("DET", "ADJ", "NUM") or self.tokens[j].tag == "PRP$"):
            j += 1
        row = self.tokens[j : min(j + 3, limit)]
        if len(row) < 3:  # noqa: PLR2004 -- a noun, its "to", and a verb
            return i
        hollow = row[0].lemma in self.lead_ins or (j == i and row[0].lower == "how")
        to_do = row[1].lower == "to" and row[2].tag == "VB"
        doing = row[1].lower in ("of", "for") and row[2].tag == "VBG"
        if hollow and (to_do or doing) and row[2].lemma in self.moving:
            j += 3
        elif row[0].tag == "VBG" and row[0].lemma in self.moving and row[1].pos in (*_BEFORE_NOUN, "PRON", "ADP"):
            j += row[0].dep not in ("amod", "compound")
        else:
            return i
        return j + (j < limit and self.tokens[j].tag == "RP")

    def _same_word(self, first: int, i: int) -> bool:
        """Return whether a list repeats the preposition before it: "on fish and *on* visas"."""
        return first > 0 and self.tokens[i].pos == "ADP" and self.tokens[i].lower == self.tokens[first - 1].lower

    def _same_verb(self, first: int, i: int) -> bool:
        """Return whether a verb goes on what the one before a list begins: "to expand trade and *ease* travel"."""
        verb = self.tokens[i]
        before = {t.tag for t in self.tokens[max(0, first - VERB_NEAR) : first]}
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else verb
        alike = verb.tag in before and verb.tag in ("VB", "VBG") and verb.lemma in self.advancing
        alike = alike or ("VB" in before and verb.lower in self.verbs)  # a tagger may take it for a noun
        return alike and after.pos in (*_BEFORE_NOUN, "ADP")

    def _tail(self, i: int, limit: int) -> int:
        """Return where an item ends that says more than its phrase does: "the summit *due in May*"."""
        for j in range(i, min(i + TAIL, limit)):
            token = self.tokens[j]
            if token.text == "," or (j > i and token.lower in self.separators):
                return j
            loose = token.tag in _FINITE or token.pos in ("PRON", "AUX", "SCONJ", "CCONJ") or token.tag == "VB"
            if loose or (token.pos == "PUNCT" and token.tag != "HYPH"):
                break
        return i

    def _headline(self, i: int) -> bool:
        return self.sentences[self.tokens[i].sentence].layer is Layer.HEADLINE

    def _semicolons(self, i: int, limit: int) -> list[int]:
        return [j for j in range(i, limit) if self.tokens[j].text == ";"]

    def _goes_on(self, i: int, limit: int) -> bool:
        """Return whether a verb follows a phrase, so that it begins a clause: ", the ministry said"."""
        return i < limit and self.tokens[i].pos in ("VERB", "AUX") and self.tokens[i].tag != "VBN"

    def _separator(self, i: int, limit: int) -> tuple[int | None, bool]:
        """Return the token after a comma, "and", "as well as" … at i, None when the list ends there."""
        start = i
        while i < limit and self.tokens[i].text in (",", ";"):
            i += 1
        joint = self._joint(i, limit)
        i += joint
        if i < limit and self.tokens[i].lower in ("also", "then", "finally", "especially"):
            i += 1
        while start < i < limit and self.tokens[i].text in ('"', "'"):
            i += 1
        return (i if start < i < limit else None), joint > 0

    def _joint(self, i: int, limit: int) -> int:
        """Return how many words join the next item to a list at i: "and", "in addition to"."""
        for row in self.joints:
            if tuple(t.lower for t in self.tokens[i : min(i + len(row), limit)]) == row:
                return len(row)
        return 0

    def _relating(self, i: int) -> int:
        """Return how many words at i lead from a hollow noun to what it is about: "issues *related to* trade"."""
        words = tuple(t.lower for t in self.tokens[i : i + 2])
        return len(words) if words in self.relating else 1

    def items_before(self, i: int) -> list[Range]:
        """Return the list that ends right before token i: the longest one that reaches it."""
        first = self.sentences[self.tokens[i].sentence].first
        for start in range(max(first, i - 60), i):
            token = self.tokens[start]
            previous = self.tokens[start - 1] if start > first else None
            if (
                previous is not None
                and previous.text not in (",", ";", ":", '"', "-", "–", "—", "•", "*", "·", "►", "▪")
                and (previous.lower not in (*self.separators, "that", "while", "but") or token.pos == "PUNCT")
                and (previous.lemma not in self.saying or previous.tag not in _FINITE)
            ):
                continue
            found = self.items(start, until=i)
            if found and (found[-1][1] == i or self._tails_to(found[-1][1], i)):
                return found
        return []

    def _tails_to(self, i: int, end: int) -> bool:
        """Return whether what stands from i on belongs to the phrase before it: "needs *after the quake* (are)"."""
        between = self.tokens[i:end]
        clause = any(t.tag in _FINITE or t.pos in ("PRON", "SCONJ", "CCONJ", "PUNCT") for t in between)
        leads = between and (between[0].pos == "ADP" or (between[0].tag == "VBN" and between[0].dep == "acl"))
        return 0 < len(between) <= TAIL and bool(leads) and not clause

    def trimmed(self, span: Range) -> Range:
        """Return a phrase without leading articles and the like."""
        first, last = span
        while first < last - 1 and (
            self.tokens[first].lower in self.leading or self.tokens[first].tag in ("PRP$", "POS", "HYPH")
        ):
            first += 1
        return first, last

    def head(self, span: Range) -> Token:
        """Return the last noun before the first preposition of a phrase."""
        first, last = span
        for j in range(first, last):
            if self.tokens[j].lower in self.inside and j > first:
                last = j
                break
        nouns = [self.tokens[j] for j in range(first, last) if self.tokens[j].pos in NOMINAL]
        return nouns[-1] if nouns else self.tokens[first]

    def words(self, span: Range) -> Iterator[Token]:
        """Yield the tokens of a range."""
        yield from self.tokens[span[0] : span[1]]
