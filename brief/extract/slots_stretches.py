"""A word of a reading in, the stretches around it out: its phrase, what hangs below it, its clause."""

from __future__ import annotations

from brief.extract.clauses import Clause
from brief.extract.frames import Fill
from brief.extract.noun_phrases import PhraseReader
from brief.extract.reading import Mention, Reading, Token
from brief.lexicon import Lexicon

_UP_TO_NOUN = 3  # levels between a clause and the noun or verb it leans on
_SUBJECT = ("nsubj", "nsubjpass")
_JOINING = ("and", "but", "that")


class Stretches:
    """Cuts stretches out of one reading; `at` holds the mentions that cover each token."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.text = reading.source.text
        self.phrases = PhraseReader(reading, lexicon)
        self.at: dict[int, list[Mention]] = {}
        for mention in reading.mentions:
            for i in range(mention.first, mention.last):
                self.at.setdefault(i, []).append(mention)

    def of(self, kind: str, i: int) -> list[Mention]:
        """Return the mentions of a type that cover a token."""
        return [m for m in self.at.get(i, ()) if m.type == kind]

    def own(self, token: Token, keep: tuple[str, ...] = ()) -> tuple[int, int]:
        """Return the token range of a head with its modifiers, and the phrases of `keep` after it."""
        first, last = token.i, token.i + 1
        for c in token.deps:
            child = self.tokens[c]
            if c < token.i and child.dep in ("det", "amod", "compound", "nmod", "poss", "nummod"):
                first = min(first, self.edge(c, left=True))
            elif c > token.i and child.dep in keep and child.lower in ("of", "at", "for", "in"):
                if any(self.of("date", g) for g in child.deps):
                    continue
                last = max(last, self.edge(c, left=False) + 1)
        if last - first > 12:  # noqa: PLR2004 -- longer than any title: the parser lost its way
            last = token.i + 1
        return self.phrases.trimmed((first, last))

    def edge(self, i: int, *, left: bool) -> int:
        """Return the first or last token of what hangs below a token, clauses and asides left out."""
        edge, queue, seen = i, [i], 0
        while queue and seen < 40:  # noqa: PLR2004 -- a bound, never reached in a real phrase
            j = queue.pop()
            seen += 1
            edge = min(edge, j) if left else max(edge, j)
            queue += [
                c for c in self.tokens[j].deps if self.tokens[c].dep not in ("relcl", "appos", "punct", "acl")
            ]
        return edge

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters of a token range without marks and brackets at its ends."""
        while first < last and self.tokens[first].pos == "PUNCT":
            first += 1
        while last > first and self.tokens[last - 1].pos == "PUNCT" and self.tokens[last - 1].text != ".":
            last -= 1
        return (self.tokens[first].start, self.tokens[last - 1].end) if last > first else (0, 0)

    def subtree(self, token: Token, *, own: bool = False) -> list[Fill]:
        """Return a head with everything below it that hangs together, cut at its sentence.

        Its `own` words begin with the head and end before a comma that a relative clause follows.
        """
        inside, queue = {token.i}, [token.i]
        while queue:
            for c in self.tokens[queue.pop()].deps:
                aside = own and (c < token.i or (self.tokens[c].dep == "relcl" and self._after_comma(c)))
                if c not in inside and self.tokens[c].dep != "parataxis" and not aside:
                    inside.add(c)
                    queue.append(c)
        a, b = self.characters(min(inside), max(inside) + 1)
        if self.tokens[min(inside)].lower == "that":
            a, b = self.characters(min(inside) + 1, max(inside) + 1)
        return [Fill(a, b, head=token.i)] if b > a else []

    def _after_comma(self, i: int) -> bool:
        """Return whether a comma stands before a clause."""
        first = min((i, *self.tokens[i].deps))
        return first > 0 and self.tokens[first - 1].text == ","

    def clause_text(self, clause: Clause) -> Fill:
        """Return the clause's own words from its first to its last, with the noun or verb it leans on.

        "arrested in May" is told with the noun it describes, "to expire in 2021" with "is set".
        """
        inside = set(clause.tokens)
        head = self.tokens[clause.head]
        for _ in range(_UP_TO_NOUN):
            if head.dep in ("acl", "relcl"):
                noun = self.tokens[head.head]
                inside |= set(range(self.own(noun)[0], noun.i + 1))
                break
            if head.dep != "xcomp" or head.head == head.i:
                break
            head = self.tokens[head.head]
            inside |= {i for i in (head.i, *head.deps) if i < clause.head}
            inside |= {
                i
                for s in head.deps
                if self.tokens[s].dep in _SUBJECT
                for i in range(self.edge(s, left=True), s + 1)
            }
        first, last = min(inside), max(inside) + 1
        while first < clause.head and (
            self.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ") or self.tokens[first].lower in _JOINING
        ):
            first += 1
        while last > clause.head + 1 and self.tokens[last - 1].pos in ("PUNCT", "CCONJ"):
            last -= 1
        a, b = self.characters(first, last)
        return Fill(a, b, head=clause.head)
