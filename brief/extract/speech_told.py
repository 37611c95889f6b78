"""A verb of saying, wanting or judging in; the words in which its stand is told out, to be read by themselves.

"The ministry has urged Oslo to sign, unless prices fall, as talks began on Monday" tells "urged Oslo to sign,
unless prices fall": conditions belong to a stand; scenes, asides and the next act of the sentence do not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from brief.extract.frames import Fill
from brief.extract.reading import Reading, Token
from brief.lexicon import Lexicon

_LEAD = 2  # tokens before "according to" that are no sentence
_CLIMB = 12  # steps up a tree
_GOVERNED = 6  # tokens from "plans" to what is planned
_SHARED = 25  # tokens from "will" to the last verb that it helps
_SUBJECT = ("nsubj", "nsubjpass")
_VERBAL = ("VERB", "AUX")
_COMPLEMENT = ("ccomp", "xcomp")
_ENDS = ("PUNCT", "CCONJ", "ADP", "DET", "PART", "SCONJ")
_DASHES = ("-", "–", "—", ":")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_CLOSING = "\"”’'»"
_RELATIVE = ("which", "who", "whom", "whose", "where")
_HELPING = ("aux", "auxpass", "neg")
_PERFECT = ("have", "has", "had", "having", "'ve", "’ve")


class ToldWords:
    """Cuts what is told in one reading. `saying` are the verbs of saying."""

    def __init__(self, reading: Reading, lexicon: Lexicon, saying: frozenset[str]) -> None:
        self.reading, self.tokens, self.saying = reading, reading.tokens, saying
        self.conditions, self.scenes = lexicon.words("speech.conditions"), lexicon.words("speech.scenes")
        self.quoted = frozenset(_inside(reading))

    def words(self, head: int) -> Fill:
        """Return what a verb tells: what stands before "…, she said", else the verb with all that it governs."""
        low, high = self.part(head)
        token = self.tokens[head]
        inner = self._parted(token, low)
        if inner is not None:
            before = self.tokens[low : self._subject_edge(token, low)]
            finite = any(t.tag in _FINITE and t.i not in self.quoted for t in before)
            ended = finite and inner.i > token.i
            last = before[-1].i if ended else self._last(inner, high, beyond=token.i if inner.i < token.i else -1)
            return self._cut(self._opening(low, last), last, head)
        last = self._said_before(token, low)
        if last:
            return self._cut(self._opening(low, last), last, head)
        return self._cut(self._first(token, low), self._last(token, high), head)

    def beside(self, fill: Fill, holder: Fill | None, head: int) -> Fill | None:
        """Return the part of a sentence that stands before or behind a wording: "…, according to X".

        A wording that begins with the holder is told from there on: "Oslo's view is that …".
        """
        low, high = self.part(head)
        if holder is not None and holder.start == fill.start:
            first = next((t.i for t in self.tokens[low:high] if t.start >= holder.end and t.lower != "'s"), head)
            if self.tokens[first].pos == "PUNCT":  # "The mission, sent in May, would like …"
                first = next((t.i for t in self.tokens[first:high] if t.tag == "MD"), head)
            verb = next((t for t in self.tokens[first:high] if t.pos in _VERBAL and t.dep not in _HELPING), None)
            if self.tokens[first].pos == "ADJ":
                return None  # "Oslo's own voters would rather …": somebody else's
            return self._cut(first, self._last(verb or self.tokens[head], high), head)
        inside = [t.i for t in self.tokens[low:high] if fill.start <= t.start and t.end <= fill.end]
        first, last = (inside[0], inside[-1]) if inside else (head, head)
        parts = (low, first - 1) if first - low > _LEAD else (self._past_aside(last + 1, high), high - 1)
        if not any(t.tag in _FINITE for t in self.tokens[parts[0] : parts[1] + 1]):
            return None
        return self._cut(self._opening(*parts), parts[1], head)

    def _past_aside(self, first: int, high: int) -> int:
        """Return where a sentence goes on behind "According to X, who …,"."""
        aside = next((t for t in self.tokens[first:high] if t.pos != "PUNCT"), None)
        if aside is None or aside.lower not in _RELATIVE:
            return first
        return next((t.i + 1 for t in self.tokens[aside.i : high] if t.text == ","), first)

    def part(self, head: int) -> tuple[int, int]:
        """Return the token range between the semicolons around a token."""
        span = self.reading.sentences[self.tokens[head].sentence]
        marks = [t.i for t in self.tokens[span.first : span.last] if t.text == ";" and t.i not in self.quoted]
        low = max((i + 1 for i in marks if i < head), default=span.first)
        return low, min((i for i in marks if i > head), default=span.last)

    def _parted(self, token: Token, low: int) -> Token | None:
        """Return the verb of what is said around the one who says it: "Oslo, said the minister, will not sign"."""
        over = self.tokens[token.head]
        if token.lemma not in self.saying or self.tokens[token.i - 1].text in (":", "") or token.i == low:
            return None
        goes_on = any(self.tokens[c].dep == "conj" and c > token.i for c in over.deps)
        if token.dep == "parataxis" and (over.i > token.i or goes_on):
            return over
        subjects = [c for c in token.deps if self.tokens[c].dep == "nsubj"]
        inverted = bool(subjects) and subjects[0] == token.i - 2 and self.tokens[token.i - 1].text == ","
        told = next((c for c in token.deps if self.tokens[c].dep == "ccomp" and c > token.i), None)
        return self.tokens[told] if inverted and told is not None else None

    # ---- what was said before

    def _said_before(self, token: Token, low: int) -> int:
        """Return the last token of what stands before a verb of saying, 0 when nothing told does."""
        below = [self.tokens[c] for c in token.deps]
        if token.lemma not in self.saying or any(c.dep in _COMPLEMENT and c.i > token.i for c in below):
            return 0
        over = self.tokens[token.head]
        main = [c.i for c in below if c.dep == "ccomp" and low <= c.i < token.i]
        main += [over.i] if token.dep == "parataxis" and low <= over.i < token.i else []
        if main:
            edge = self._subject_edge(token, main[0])
            return edge - 1 if edge - 1 > main[0] else token.i - 1
        subject = [self._left(c) for c in below if c.dep == "nsubj" and c.i < token.i]
        edge = min(subject, default=token.i)
        closed = edge - 1 if self.tokens[edge - 1].text == "," else edge
        ended = closed - 1 > low and self._closes(self.tokens[closed - 1])
        return edge - 1 if ended and not any(c.dep == "dobj" and c.i > token.i for c in below) else 0

    def _subject_edge(self, token: Token, main: int) -> int:
        """Return where the one who says it begins, behind what is said; the verb when they stand after it."""
        subject = [c for c in token.deps if self.tokens[c].dep in _SUBJECT and main < c < token.i]
        edge = min((self._left(self.tokens[c]) for c in subject), default=token.i)
        while subject and edge - 1 > main and self.tokens[edge - 1].text != ",":
            edge -= 1
        return edge

    def _closes(self, token: Token) -> bool:
        return token.i in self.quoted or (token.text in tuple(_CLOSING) and token.i - 1 in self.quoted)

    def _opening(self, first: int, last: int) -> int:
        """Return where a sentence begins when the joint in front of it is left out."""
        while first < last and self.tokens[first].pos in ("PUNCT", "CCONJ", "SPACE"):
            first += 1
        return first

    # ---- from the verb on

    def _first(self, token: Token, low: int) -> int:
        """Return the verb, or what shows that it is planned or denied: "will ask", "plans to press"."""
        first = self._helped(token)
        if first == token.i and token.tag == "VB" and token.dep == "conj":
            shared = self._helped(self.tokens[token.head])
            first = shared if token.i - _SHARED < shared < token.head else first
        verb = token
        for _ in range(_CLIMB):
            over = self.tokens[verb.head]
            governs = over.pos in (*_VERBAL, "ADJ")
            if verb.dep not in ("xcomp", "acomp") or over.i >= first or first - over.i > _GOVERNED or not governs:
                break
            first, verb = self._helped(over), over
        return max(first, low)

    def _helped(self, verb: Token) -> int:
        helping = [self.tokens[c] for c in verb.deps if c < verb.i and self.tokens[c].dep in _HELPING]
        return min((t.i for t in helping if t.lower not in _PERFECT), default=verb.i)

    def _last(self, token: Token, high: int, *, beyond: int = -1) -> int:
        last = max(token.i, beyond)
        for i in range(last + 1, high):
            if i not in self.quoted and self._stops(self.tokens[i], token, whole=beyond >= 0):
                break
            last = i
        return last

    def _stops(self, token: Token, head: Token, *, whole: bool) -> bool:
        """Return whether something else begins at a token: a scene, an aside, the next act."""
        before = self.tokens[token.i - 1]
        if token.text in _DASHES and before.end < token.start:
            return True
        if token.pos in ("PUNCT", "SPACE"):
            return False
        comma = before.text == ","
        if token.lower == "according" or (comma and token.lower in _RELATIVE):
            return True
        path = list(self._path(token, head))
        if not path or whole:
            return not path  # what hangs elsewhere is told by somebody else
        return any(self._apart(part, head, token, comma=comma) for part in path)

    def _path(self, token: Token, head: Token) -> Iterator[Token]:
        """Yield a token and those above it up to the verb, nothing when it does not hang below it."""
        path = [token]
        for _ in range(_CLIMB):
            over = self.tokens[path[-1].head]
            if over.i == head.i:
                yield from path
                return
            if over.i == path[-1].i:
                return
            path.append(over)

    def _apart(self, part: Token, head: Token, token: Token, *, comma: bool) -> bool:
        """Return whether a part of what hangs below the verb is told apart from it, seen from its first token."""
        top = part.head == head.i
        if part.dep in ("conj", "parataxis") and top:
            return part.pos in _VERBAL or part.dep == "parataxis"
        if part.dep == "advcl":
            marks = {self.tokens[c].lower for c in part.deps if self.tokens[c].dep in ("mark", "advmod", "prep")}
            if marks & self.conditions:
                return False
            return bool(marks & self.scenes and (top or comma)) or (comma and part.tag == "VBG")
        if part.dep == "prep":
            return top and comma and part.i == token.i and part.lower != "of"
        named = self.tokens[part.head].dep in _SUBJECT  # "that NAME, a sailor, be freed"
        return part.dep == "appos" and comma and token.lower in ("a", "an") and not named

    # ---- cutting

    def _left(self, token: Token) -> int:
        """Return the first token of what hangs below a token."""
        edge, queue = token.i, [token.i]
        for _ in range(4 * _CLIMB):
            if not queue:
                break
            i = queue.pop()
            edge = min(edge, i)
            queue += [c for c in self.tokens[i].deps if c < i or i == token.i]
        return edge

    def _cut(self, first: int, last: int, head: int) -> Fill:
        while last > first and last not in self.quoted and self._loose(self.tokens[last]):
            last -= 1
        start, end, text = self.tokens[first].start, self.tokens[last].end, self.reading.source.text
        for quote in self.reading.quotes:
            if start <= quote.start < end <= quote.end:
                end = quote.end
            if quote.end == end and quote.start > start and text[end : end + 1] in tuple(_CLOSING):
                end += 1
        return Fill(start, end, head=head)

    def _loose(self, token: Token) -> bool:
        """Return whether a word at the end leads to nothing, or is a mark; a closing mark stays."""
        return token.pos in _ENDS and token.dep != "prt" and not self._closes(token)


def _inside(reading: Reading) -> Iterator[int]:
    """Yield the tokens inside quotation marks."""
    starts = [t.start for t in reading.tokens]
    for quote in reading.quotes:
        for i in range(bisect_left(starts, quote.start), len(starts)):
            if reading.tokens[i].end > quote.end:
                break
            yield i
