"""What the shape of a passage says, without knowing its place: prose, a list item, a name, a photo credit."""

from __future__ import annotations

import re

from brief.collect.cues import Cues
from brief.collect.days import days

_END = re.compile(r"""[.!?…。！？।۔؟][\s"'“”‘’»」』)\]]*(?:\([^()]{2,30}\)\s*)?$""")
_UNSPACED = re.compile(
    r".{10,}[。！？｡][\s”’」』)\]]*$"
)  # a sentence of a script that sets no spaces between words
_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")
_TOKEN = re.compile(r"[^\W_][\w'’&.-]*")
_SEPARATOR = re.compile(r"\s[|›>»·•/—–-]\s|[|›»]|\s{3,}")
_LONG = 160  # characters that no heading, byline or list item has: without any ending still prose
_SENTENCE_WORDS = 5
_NAME_WORDS = 7
_CAPTION_WORDS = 4
FURNITURE_LENGTH = 250  # characters; longer passages are furniture by a legal notice only
LEGAL_LENGTH = 700


def words(text: str) -> list[str]:
    """Return the words of a text, numbers left out."""
    return _WORD.findall(text)


def ends_sentence(text: str) -> bool:
    """Return whether the text closes like a sentence, be it inside quotation marks or before a sign-off."""
    return bool(_END.search(text))


def prose(text: str) -> bool:
    """Return whether the text is told in sentences."""
    if len(text) >= _LONG:
        return sum(ch.isalpha() or ch.isspace() for ch in text) > len(text) * 0.7 and not _many_separators(text)
    if _UNSPACED.search(text):
        return True
    found = words(text)
    count, lower = len(text.split()), sum(word[0].islower() for word in found)
    return (
        count >= _SENTENCE_WORDS
        and lower * 3 >= len(found)
        and (ends_sentence(text) or text.endswith((":", ";", ",")))
    )


def _many_separators(text: str) -> bool:
    """Return whether a long line is rather a bar of links: separators every few words and no sentence."""
    cuts = len(_SEPARATOR.findall(text))
    return cuts >= 4 and cuts * 6 > len(words(text)) and not ends_sentence(text)  # noqa: PLR2004 - four links make a bar


def bar(text: str) -> bool:
    """Return whether short pieces between separators make a navigation bar or a breadcrumb."""
    pieces = [piece for piece in _SEPARATOR.split(text) if piece.strip()]
    if len(pieces) < 2 or ends_sentence(text):  # noqa: PLR2004 - one piece has no separator
        return False
    return all(len(piece.split()) <= _NAME_WORDS for piece in pieces)


def item(text: str, cues: Cues) -> bool:
    """Return whether the text begins with a bullet or a number."""
    return cues.hit("list_item", text) is not None


def name(text: str, cues: Cues) -> bool:
    """Return whether the text is written like a name or a label: few words, all of them with capitals."""
    tokens = _TOKEN.findall(text)
    if not tokens or len(tokens) > _NAME_WORDS or (ends_sentence(text) and len(tokens) > 1):
        return False
    return (
        all(not token[0].islower() or token.lower() in cues.small_words for token in tokens)
        and tokens[0][0].isupper()
    )


def byline(text: str, cues: Cues) -> bool:
    """Return whether the text names its writers: "By X and Y, Agency", and no sentence that begins with "By"."""
    if not cues.hit("byline", text) or ends_sentence(text) or len(text.split()) > 2 * _NAME_WORDS:
        return False
    tokens = _TOKEN.findall(text)[1:]
    lower = [token for token in tokens if token[0].islower() and token.lower() not in cues.small_words]
    # "By Ann Lee and staff", but not "By sea and land".
    return len(lower) <= (1 if any(token[0].isupper() for token in tokens) else 0)


def standing(text: str, cues: Cues) -> bool:
    """Return whether a line above the text is a name, a breadcrumb or a date with nothing but names and labels."""
    found = days(text, cues)
    rest = text
    for day in reversed(found):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    if not found and timed(text, cues):
        return False
    if rest.strip("()[]*_ ").lower() in cues.sections:
        return True
    if found:
        for group in ("time", "duration", "date_published", "date_updated", "date_never"):
            for pattern in cues.furniture.get(group, ()):
                rest = pattern.sub(" ", rest)
        rest = rest.strip(" ,.;:|/·•–—-()")
    return not rest or name(rest, cues) or bar(rest)


def timed(text: str, cues: Cues) -> bool:
    """Return whether a short line says what happens when: an entry of a programme."""
    rest = text
    for group in ("partial_date", "time"):
        for pattern in cues.furniture.get(group, ()):
            rest = pattern.sub(" ", rest)
    return rest != text and len(words(rest)) > 0 and re.search(r"[:–—-]\s|\d", text) is not None


def caption(text: str, cues: Cues) -> str:
    """Return "caption" for a picture's text, "credit" for a bare photo credit, "" for anything else."""
    if len(text) > LEGAL_LENGTH:
        return ""
    opening = cues.hit("caption_open", text)
    closing = cues.hit("caption_credit", text)
    if not opening and not closing:
        return ""
    start = opening.end() if opening else 0
    end = closing.start() if closing else len(text)
    return "caption" if len(words(text[start:end])) >= _CAPTION_WORDS else "credit"


def furniture(text: str, cues: Cues) -> bool:
    """Return whether words alone make the passage furniture, wherever it stands."""
    if len(text) > LEGAL_LENGTH:
        return False
    match = cues.hit("always", text)
    if match and len(text) > FURNITURE_LENGTH:
        return cues.hit("date_never", text[:40]) is not None or "rights reserved" in text.lower()
    return match is not None or byline(text, cues)
