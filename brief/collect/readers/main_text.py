"""The blocks of a web page in, which of them are its main text out: two judges are asked and weighed.

Trafilatura judges best where it finds the text, and now and then takes the teaser for it; resiliparse hardly ever
misses the text and takes more beside it. Figures: tests/benchmarks/articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from brief.collect.limits import Limits
from brief.collect.readers.visible import Piece

KEPT = 0.25  # of the visible words that the judges must find, unless they agree; below it the whole page is taken
_LESS = 0.5  # of the other's words, below which trafilatura has missed the text
_AGREED = 0.5  # of the words that either finds, above which they agree
_FEWEST = 60  # words of a text that two judges can agree on
_SAME = 0.6  # of a block's runs of words that stand in what a judge gives, above which the block was meant
_RUN = 4  # words
_DEEPEST = 1_000  # elements inside one another: resiliparse needs a minute for fifty thousand
_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


def main_text(text: str, pieces: Sequence[Piece], depth: int, limits: Limits) -> tuple[list[bool], str]:
    """Return of each block whether it is main text, and why all of them are, "" when only some are.

    `depth` is that of the page's elements. The judges see so much of the page as one source may have characters.
    """
    words = [tuple(_WORD.findall(piece.text.casefold())) for piece in pieces]
    faults: list[str] = []
    first = _meant(words, _trafilatura(text[: limits.characters], faults))
    second = _meant(words, _resiliparse(text, faults) if depth <= _DEEPEST else ())
    found, other = _size(words, first), _size(words, second)
    both = [a and b for a, b in zip(first, second, strict=True)]
    either = [a or b for a, b in zip(first, second, strict=True)]
    kept = first if found >= _LESS * other else second
    agreed = _size(words, both) >= max(_FEWEST, _AGREED * _size(words, either))
    if not agreed and _size(words, kept) < KEPT * sum(map(len, words)):
        if faults:
            why = f"the article could not be told from the page ({faults[0]})"
        else:
            why = "less than a quarter of the page looks like an article"
        return [True] * len(pieces), f"{why}; all visible text was taken"
    return kept, ""


def _size(words: Sequence[Words], taken: Sequence[bool]) -> int:
    return sum(len(piece) for piece, one in zip(words, taken, strict=True) if one)


def _meant(words: Sequence[Words], lines: Iterable[str]) -> list[bool]:
    """Return of each block whether it stands in these lines: as one of them, or with most of its runs of words."""
    told = [tuple(_WORD.findall(line.casefold())) for line in lines]
    whole = set(told)
    runs = set(_runs(word for line in told for word in line))
    meant = []
    for block in words:
        here = list(_runs(block)) if len(block) >= _RUN and block not in whole else []
        meant.append(block in whole or (bool(here) and sum(run in runs for run in here) >= _SAME * len(here)))
    return meant


def _runs(words: Iterable[str]) -> Iterable[str]:
    found = list(words)
    return (" ".join(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1))


def _trafilatura(text: str, faults: list[str]) -> list[str]:
    try:
        from trafilatura import bare_extraction  # noqa: PLC0415 - a third of a second, for web pages only

        found = bare_extraction(text, fast=True, include_comments=False, with_metadata=False)
    except Exception as err:  # noqa: BLE001 - whatever the parser makes of a broken page, its text is still there
        faults.append(type(err).__name__)
        return []
    return (getattr(found, "text", None) or "").splitlines()


def _resiliparse(text: str, faults: list[str]) -> list[str]:
    try:
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - the same

        found = extract_plain_text(
            text.encode("utf-8", "replace").decode(),  # it takes no half characters
            main_content=True,
            preserve_formatting=True,
            alt_texts=False,
            list_bullets=False,
            comments=False,
        )
    except Exception as err:  # noqa: BLE001 - the same
        faults.append(type(err).__name__)
        return []
    return found.splitlines()
