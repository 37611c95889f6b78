"""A reading in; the same reading with everything named in it out: states, places, organisations, persons."""

from __future__ import annotations

from brief.extract.countries import find_listed
from brief.extract.reading import Reading
from brief.lexicon import Lexicon


def name_everything(reading: Reading, lexicon: Lexicon) -> None:
    """Fill the reading's persons and mentions, all but dates, quotations and list entries."""
    reading.mentions = sorted([*reading.mentions, *find_listed(reading, lexicon)], key=lambda m: (m.start, -m.end))
