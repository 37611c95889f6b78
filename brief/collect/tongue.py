"""The text of one source in, the code of its language out."""

from __future__ import annotations

import re

from brief.collect.cues import Cues

ENOUGH = 100  # letters of body text below which nothing is said about the language
_SAMPLE = 20_000
_ENGLISH = 0.2  # share of English function words above which a text is English: news has 0.28–0.42, Dutch, the
# nearest neighbour, under 0.08. Saves loading py3langid (0.6 s) for the common case.
_WORD = re.compile(r"[^\W\d_]+")


def language(body: str, cues: Cues) -> str:
    """Return the ISO 639-1 code of the language, "en" when the text is too short to tell."""
    sample = body[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < ENOUGH:
        return "en"
    words = [word.lower() for word in _WORD.findall(sample)]
    if words and sum(word in cues.english for word in words) / len(words) > _ENGLISH:
        return "en"
    from py3langid import classify  # noqa: PLC0415 - half a second, only for what does not look English

    return str(classify(sample)[0])
