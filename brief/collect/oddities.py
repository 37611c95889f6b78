"""The text of one source in, sentences about characters in it that deceive the eye out, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from brief.folding import LIKE_LATIN

_NAMED = 3  # places told of one kind
# Inside a word of these scripts such a character has no use; others, Persian or Hindi, need some of them.
_LETTER = "[A-Za-zÀ-ɏͰ-ӿ]"
_UNSEEN = re.compile(f"(?<={_LETTER})[\u200b-\u200d\u2060\ufeff]+(?={_LETTER})")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_FORMED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+")
_CANDIDATE = re.compile("[A-Za-zÀ-ɏ][Ͱ-ϿЀ-ԯ]|[Ͱ-ϿЀ-ԯ][A-Za-zÀ-ɏ]")
_SHORTEST, _LONGEST = 3, 40  # letters of a word that is looked at


def oddities(text: str) -> Iterator[str]:
    """Yield a sentence for each kind of odd character: unseen ones, turned direction, odd forms, mixed scripts."""
    if text.isascii():
        return
    unseen = [match.start() for match in _UNSEEN.finditer(text)]
    if unseen:
        yield f"unseen characters stand inside words {_places(text, unseen)}; names are found in spite of them"
    turning = [match.start() for match in _TURNING.finditer(text)]
    if turning:
        yield f"unseen characters turn the direction of the text {_places(text, turning)}; check the words there"
    formed = [match.start() for match in _FORMED.finditer(text)]
    if formed:
        yield f"letters of another form, full-width or mathematical, are read as plain ones {_places(text, formed)}"
    mixed = list(dict.fromkeys(_mixed(text)))
    if mixed:
        words = ", ".join(f'"{word}" (line {_line(text, at)})' for word, at in mixed[:_NAMED])
        more = f" and {len(mixed) - _NAMED:,} more" if len(mixed) > _NAMED else ""
        yield f"letters of two scripts in one word, perhaps no slip: {words}{more}; read as Latin"


def _mixed(text: str) -> Iterator[tuple[str, int]]:
    """Yield each word in which a letter of another script passes for a Latin one, with the place of its first."""
    seen: set[str] = set()
    for hint in _CANDIDATE.finditer(text):
        start = end = hint.start()
        while start and hint.start() - start < _LONGEST and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and end - hint.start() < _LONGEST and text[end].isalpha():
            end += 1
        word = unicodedata.normalize("NFC", text[start:end])
        if word not in seen and len(word) >= _SHORTEST and not LIKE_LATIN.isdisjoint(word):
            seen.add(word)
            yield word, start


def _places(text: str, found: list[int]) -> str:
    """Return where characters stand: `in line 3`, `in 5 places, first in line 3`."""
    line = f"in line {_line(text, found[0])}"
    return line if len(found) == 1 else f"in {len(found):,} places, first {line}"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
