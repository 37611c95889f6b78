"""Letters that the shipped fonts lack in, small fonts that draw the Chinese, Japanese and Korean among them out.

The fonts are those of the extra `cjk` (Noto Sans, SIL Open Font License). They are variable and large: only the
letters that a document needs are cut out of them, in the weight of its text. Without the extra there are none.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from importlib import import_module
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import Final, NamedTuple

EXTRA: Final = "brief[cjk]"
_PACKAGE: Final = "justmytype_intl_cjk"
_FOLDER: Final = "fonts/ofl"
_NAMES: Final = ("SC", "TC", "JP", "KR")  # the first that has a letter draws it
_WEIGHT: Final = 400  # regular; by itself such a font is thin
_UNUSED: Final = ("BASE", "GDEF", "GPOS", "GSUB", "HVAR", "MVAR", "STAT", "VORG", "VVAR", "vhea", "vmtx")
_PLAIN: Final = range(0x20, 0x7F)  # the library expects these of every font
_RANGES: Final = (
    (0x1100, 0x11FF),  # Korean letters
    (0x2E80, 0x33FF),  # radicals, punctuation, kana, bopomofo, enclosed letters
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xD7FF),  # Korean letters and syllables
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x323AF),
)


class Cut(NamedTuple):
    """The letters of one font that a document needs, and a TrueType file with these alone."""

    name: str
    letters: frozenset[str]
    data: bytes


def is_east_asian(letter: str) -> bool:
    """Return whether a letter is written in China, Japan or Korea."""
    return any(first <= ord(letter) <= last for first, last in _RANGES)


def available() -> bool:
    """Return whether the extra is installed."""
    return find_spec(_PACKAGE) is not None and find_spec("fontTools") is not None


@lru_cache(maxsize=8)
def cuts(letters: frozenset[str]) -> tuple[Cut, ...]:
    """Return fonts for these letters, none when none is East Asian or the extra is not installed."""
    wanted = {letter for letter in letters if is_east_asian(letter)}
    if not wanted or not available():
        return ()
    made: list[Cut] = []
    for name in _NAMES:
        cut = _cut(name, wanted)
        if cut is not None:
            made.append(cut)
            wanted -= cut.letters
        if not wanted:
            break
    return tuple(made)


def _cut(name: str, wanted: set[str]) -> Cut | None:
    """Return what one font has of the letters."""
    called = f"NotoSans{name}"
    place = files(_PACKAGE).joinpath(_FOLDER, called.lower(), f"{called}[wght].ttf")
    if not place.is_file():
        return None
    library, subset, instancer = (
        import_module(f"fontTools.{part}") for part in ("ttLib", "subset", "varLib.instancer")
    )
    with as_file(place) as path, library.TTFont(path, lazy=True, recalcTimestamp=False) as font:
        known = font.getBestCmap()
        held = sorted(letter for letter in wanted if ord(letter) in known)
        if not held:
            return None
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 4, 6])
        options.drop_tables += _UNUSED
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[*_PLAIN, *(ord(letter) for letter in held)])
        cutter.subset(font)
        instancer.instantiateVariableFont(font, {"wght": _WEIGHT}, inplace=True)
        digest = hashlib.sha256("".join(held).encode()).hexdigest()
        cut = f"{called}-{digest[:10]}"  # the PDF library takes fonts of one name as one
        for record in font["name"].names:
            font["name"].setName(cut, record.nameID, record.platformID, record.platEncID, record.langID)
        written = io.BytesIO()
        font.save(written, reorderTables=True)
    return Cut(cut, frozenset(held), written.getvalue())
