"""What the tests of room 1 share: a text or bytes in, the source and the notices out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from brief.collect import LIMITS, Limits, collect
from brief.lexicon import Lexicon
from brief.model import Layer, Notice, SourceDocument

Read = Callable[..., tuple[SourceDocument, tuple[Notice, ...]]]


@pytest.fixture
def read(tmp_path: Path, lexicon: Lexicon) -> Read:
    """Write one file and read it: `read("text")`, `read(b"…", "page.html")`."""

    def reading(content: str | bytes, name: str = "a.txt", limits: Limits = LIMITS):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (source,), notices = collect([path], lexicon, limits)
        return source, notices

    return reading


@pytest.fixture
def layers(read: Read) -> Callable[..., list[tuple[str, str]]]:
    """Return each passage of a text as (layer, words)."""

    def labelled(content: str | bytes, name: str = "a.txt"):
        source, _ = read(content, name)
        return [(p.layer.value, source.text[p.span.start : p.span.end]) for p in source.passages]

    return labelled


@pytest.fixture
def told(read: Read) -> Callable[..., list[str]]:
    """Return the words of each body passage of a text."""

    def body(content: str | bytes, name: str = "a.txt"):
        source, _ = read(content, name)
        return [source.text[p.span.start : p.span.end] for p in source.passages if p.layer is Layer.BODY]

    return body
