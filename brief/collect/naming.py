"""The passages of one source in, its title and the name of its publisher out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brief.collect import shape
from brief.collect.cues import Cues, first_match
from brief.collect.datelines import dateline
from brief.collect.days import days
from brief.model import Layer, Passage, SourceDocument

_LINES = 12  # standing lines around the headline that are looked at
_SPLIT = re.compile(r"\s*[|›>»·•]\s*|\s+[—–-]\s+|\s{2,}|\xa0{2,}|\s*\t\s*")
_EDGES = " \t\xa0\"'“”‘’[](){}*_#,;:.-–—/|"
_LONGEST = 60  # characters of a publisher's name
_WORDS = 9
_SHORT = 3  # letters; a line in capitals with shorter words may hold initials and is left as it is


def title(source: SourceDocument) -> str:
    """Return the headline on one line, "" when the source has none."""
    for passage in source.passages:
        if passage.layer is Layer.HEADLINE:
            return " ".join(source.text[passage.span.start : passage.span.end].split())
    return ""


def publisher(source: SourceDocument, cues: Cues) -> str:
    """Return who published the page, "" when it does not say.

    The page's own name comes first (standing lines, the copyright line, the headline's end), then its own site in
    links to itself, last the agency of the dateline or of a source line.
    """
    for name in _in_order(source, cues):
        if name:
            return _cased(name, cues)
    return ""


def _in_order(source: SourceDocument, cues: Cues) -> Iterator[str]:
    standing = _standing(source, cues)
    yield next((name for name in standing if _house(name, cues)), "")
    yield _found(source, cues, "copyright")
    yield next(iter(standing), "")
    heading = first_match(cues.publishers.get("headline_tail", ()), title(source))
    yield heading["name"].strip(_EDGES) if heading else ""
    yield _found(source, cues, "own_site")
    body = [p for p in source.passages if p.layer is Layer.BODY]
    if body:
        start = source.text.rfind("\n", 0, body[0].span.start) + 1
        line = dateline(source.text, start, body[0].span.end, cues)
        yield line.agency if line else ""
    yield _found(source, cues, "source_line")
    closing = first_match(cues.publishers.get("signature", ()), _words(source, body[-1])) if body else None
    yield closing["name"] if closing else ""


def _words(source: SourceDocument, passage: Passage) -> str:
    return source.text[passage.span.start : passage.span.end]


def _found(source: SourceDocument, cues: Cues, group: str) -> str:
    for passage in source.passages:
        if passage.layer is Layer.FURNITURE:
            match = first_match(cues.publishers.get(group, ()), _words(source, passage))
            if match and match["name"].strip(_EDGES):
                return match["name"].strip(_EDGES)
    return ""


def _standing(source: SourceDocument, cues: Cues) -> list[str]:
    """Return the names in the standing lines above the text, which may be people's and places' too."""
    names = []
    body = next((i for i, p in enumerate(source.passages) if p.layer is Layer.BODY), len(source.passages))
    seen = 0
    for passage in source.passages[:body]:
        if passage.layer is not Layer.FURNITURE:
            continue
        seen += 1
        line = _words(source, passage)
        sender = cues.hit("head_sender", line)
        line = line[sender.end() :] if sender else line
        if seen > _LINES or shape.byline(line, cues) or shape.caption(line, cues) or cues.hit("head_line", line):
            continue
        found = _name_in(line, cues)
        if found:
            names.append(found)
    return names


def _house(name: str, cues: Cues) -> bool:
    """Return whether the name holds a word that names of publishers hold."""
    return any(token.lower() in cues.publisher_cues for token in shape.words(name))


def _name_in(line: str, cues: Cues) -> str:
    bare, dated = _undated(line, cues)
    pieces = [
        piece.strip(_EDGES) if piece.count("(") != piece.count(")") else piece.strip(_EDGES.replace(")", ""))
        for piece in _SPLIT.split(bare)
    ]
    for piece in pieces:
        if not _could_be(piece, cues):
            continue
        known = _house(piece, cues)
        # "Paris, 3 October 2025" names a place; "Press Release No. 287" a kind of page.
        if (
            dated
            and not known
            and not (piece.isupper() and " " not in piece)
            and bare.strip(_EDGES) == piece
            and "," in line
        ):
            continue
        return piece
    return ""


def _undated(line: str, cues: Cues) -> tuple[str, bool]:
    """Return the line without dates, hours, labels of dates, and whether it had a date."""
    found = days(line, cues)
    bare = line
    for day in reversed(found):
        bare = bare[: day.start] + "  " + bare[day.end :]
    for group in ("time", "duration", "date_published", "date_updated"):
        if not found and group not in ("time", "duration"):
            continue
        for pattern in cues.furniture.get(group, ()):
            bare = pattern.sub("  ", bare)
    return bare, bool(found)


def _could_be(piece: str, cues: Cues) -> bool:
    if not piece or len(piece) > _LONGEST or len(piece.split()) > _WORDS or not shape.name(piece, cues):
        return False
    if piece.lower() in cues.sections or cues.hit("always", piece) or cues.hit("date_never", piece):
        return False
    lowered = piece.lower()
    return not any(lowered.startswith(f"{section} ") and re.search(r"\d", piece) for section in cues.sections)


def _cased(name: str, cues: Cues) -> str:
    """Return a name of several words in capitals with capitals at its words' heads only."""
    tokens = name.split()
    plain = [token for token in tokens if token.lower() not in cues.small_words]
    if len(tokens) < 2 or not name.isupper() or any(len(token) <= _SHORT for token in plain):  # noqa: PLR2004 - a lone word may be initials
        return name
    return " ".join(
        token.lower() if i and token.lower() in cues.small_words else token.capitalize()
        for i, token in enumerate(tokens)
    )
