"""Orders to read and their answers in, bytes on a pipe out, and back again.

An answer is JSON and is checked on arrival. It is no pickle: a reader that a file has taken over could run code
in the process that unpickles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO

from brief.collect.draft import Draft, Enclosed, Mark
from brief.layer import Layer

_LENGTH = 8  # bytes of a length
_HEAD_PER_CHARACTER = 24  # bytes of JSON that a character of text may need, marks and all


class NoAnswerError(Exception):
    """What came over the pipe is no answer: the other side has ended, or has gone astray."""


def send(stream: IO[bytes], head: Mapping[str, object], *blobs: bytes) -> None:
    """Write one message: its head, then its blobs, whose number and lengths the head carries."""
    body = json.dumps({**head, "blobs": [len(blob) for blob in blobs]}).encode()
    stream.write(len(body).to_bytes(_LENGTH, "big"))
    stream.write(body)
    stream.writelines(blobs)
    stream.flush()


def receive(stream: IO[bytes], longest_head: int, longest_blobs: int) -> tuple[dict[str, object], list[bytes]]:
    """Return the next message. Raise NoAnswerError when there is none or it is too long."""
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    if length > longest_head:
        raise NoAnswerError
    try:
        head = json.loads(_exactly(stream, length))
    except (ValueError, RecursionError) as err:
        raise NoAnswerError from err
    lengths = head.pop("blobs", None) if isinstance(head, dict) else None
    if not isinstance(lengths, list) or not all(isinstance(one, int) and one >= 0 for one in lengths):
        raise NoAnswerError
    if sum(lengths) > longest_blobs:
        raise NoAnswerError
    return head, [_exactly(stream, one) for one in lengths]


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if data is None or len(data) != length:
        raise NoAnswerError
    return data


def longest_head(characters: int) -> int:
    """Return how many bytes the head of an answer may have when a source has so many characters at most."""
    return 1_000_000 + _HEAD_PER_CHARACTER * characters


def packed(draft: Draft) -> dict[str, object]:
    """Return a draft as JSON carries it; the data of files that it encloses travel as blobs."""
    return {
        "text": draft.text,
        "encoding": draft.encoding,
        "marks": [[m.start, m.end, m.layer and m.layer.value, m.inside] for m in draft.marks],
        "title": draft.title,
        "publisher": draft.publisher,
        "published": draft.published,
        "author": draft.author,
        "pages": list(draft.pages),
        "notices": list(draft.notices),
        "format": draft.format,
        "name": draft.name,
        "drafts": [packed(inner) for inner in draft.drafts],
        "files": [file.name for file in draft.files],
    }


def unpacked(node: object, blobs: list[bytes]) -> Draft:
    """Return the draft of an answer. Raise NoAnswerError when it is none."""
    try:
        return _draft(node, blobs)
    except (KeyError, TypeError, ValueError, AttributeError) as err:
        raise NoAnswerError from err


def _draft(node: object, blobs: list[bytes]) -> Draft:
    if not isinstance(node, dict):
        raise TypeError
    text = _text(node["text"])
    return Draft(
        text,
        _text(node["encoding"]),
        tuple(_mark(mark, len(text)) for mark in node["marks"]),
        _text(node["title"]),
        _text(node["publisher"]),
        _text(node["published"]),
        tuple(_text(notice) for notice in node["notices"]),
        format=_text(node["format"]),
        name=_text(node["name"]),
        drafts=tuple(_draft(inner, []) for inner in node["drafts"]),
        files=tuple(Enclosed(_text(name), data) for name, data in zip(node["files"], blobs, strict=True)),
        author=_text(node["author"]),
        pages=_pages(node["pages"], len(text)),
    )


def _pages(node: object, length: int) -> tuple[int, ...]:
    if not isinstance(node, list) or not all(isinstance(at, int) and 0 <= at <= length for at in node):
        raise ValueError
    if node != sorted(node):
        raise ValueError
    return tuple(node)


def _text(node: object) -> str:
    if not isinstance(node, str):
        raise TypeError
    return node


def _mark(node: list[object], length: int) -> Mark:
    start, end, layer, inside = node
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(inside, bool)):
        raise TypeError
    if not 0 <= start <= end <= length:
        raise ValueError
    return Mark(start, end, None if layer is None else Layer(_text(layer)), inside)
