"""Lines of text in, lines out: notes set at their end, a full stop after them, their bare words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.render.blocks import Line, Run
from brief.render.wording import closed, shortened

_OPENING = 6  # words; a text that begins with these again repeats
_TELLING, _SAME = 5, 0.75  # from so many words on, this share of them already said makes a repetition


def plain(line: Sequence[Run]) -> str:
    """Return the text of a line."""
    return "".join(run.text for run in line)


def bare(text: str) -> str:
    """Return the words of a text alone, to see whether it has been said."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def repeats(text: str, said: str) -> bool:
    """Return whether a text says again what has been said: it begins alike, or has hardly a new word."""
    words, known = bare(text).split(), bare(said)
    if " ".join(words[:_OPENING]) in known:
        return True
    old = set(known.split())
    return len(words) >= _TELLING and sum(word in old for word in words) >= len(words) * _SAME


def cited(runs: Sequence[Run], cites: tuple[int, ...]) -> Line:
    """Return the runs with the notes set after the last."""
    if not runs:
        return ()
    last = runs[-1]
    fresh = tuple(number for number in cites if number not in last.cites)
    return (*runs[:-1], last.model_copy(update={"cites": (*last.cites, *fresh)}))


def ended(runs: Sequence[Run]) -> list[Run]:
    """Return the runs as a sentence: one mark at the end."""
    if (runs[-1].href or runs[-1].address) and closed(runs[-1].text) != runs[-1].text:
        return [*runs, Run(text=".")]
    return [*runs[:-1], runs[-1].model_copy(update={"text": closed(runs[-1].text)})]


def joined(runs: Sequence[Run], line: Sequence[Run], *, quotation: bool) -> list[Run]:
    """Return the runs with a further sentence after them, or, after a colon, the words that they refer to."""
    if not runs or not line:
        return [*runs, *line]
    if quotation and not plain(runs).rstrip().endswith((".", "!", "?", "…")):
        return [*runs, Run(text=": "), *line]
    return [*ended(runs), Run(text=" "), *line]


def shorter(line: Line, words: int) -> Line:
    """Return a line of one run in at most so many words, any other as it is."""
    if len(line) != 1:
        return line
    text = shortened(line[0].text, words)
    return line if text == line[0].text else (line[0].model_copy(update={"text": text, "address": ""}),)
