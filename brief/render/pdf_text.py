"""Styled text and a width → lines: breaks at spaces and after hyphens, words too long for a line in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from brief.render.pdf_canvas import Style
from brief.render.pdf_fonts import Fonts
from brief.render.pdf_rtl import from_the_right, joined, parts_of, runs_right_to_left

_TOKENS = re.compile(
    r"\r\n|[\n\r\v\f\x85\u2028\u2029]|[^\S\xa0\u202f\u2007]+|[^\s\xa0\u202f\u2007][^\s]*|[\xa0\u202f\u2007]\S*"
)
_IDEOGRAPH = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # and kana: lines break between any two
_BREAKABLE = re.compile(rf"(?<=\w[-–—/])(?=[^\W\d])|(?<=[{_IDEOGRAPH}、。，])(?=[{_IDEOGRAPH}])")
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style."""

    text: str
    style: Style


@dataclass(slots=True)
class Stretch:
    """Text of one style on one line, its width in points.

    `offset` says where it begins on a line with right-to-left text; otherwise stretches follow each other.
    """

    text: str
    style: Style
    width: float
    offset: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `whole` is False when its last word goes on in the next."""

    stretches: tuple[Stretch, ...]
    whole: bool = True


@dataclass(slots=True)
class _Word:
    """Stretches with no space between them. `space` stands before, in the style of its text."""

    parts: list[Stretch]
    space: Style | None
    forced: bool = False  # starts a new line

    @property
    def width(self) -> float:
        return sum(part.width for part in self.parts)


def break_lines(spans: Iterable[Span], width: float, fonts: Fonts) -> list[Line]:
    """Return the text in lines no wider than `width`, at least one; runs of spaces count as one."""
    lines: list[Line] = []
    line: list[Stretch] = []
    room = width
    for word in _words(spans, fonts):
        space = fonts.width(word.space.font, " ", word.space.size) if word.space and line else 0.0
        if word.forced or (line and space + word.width > room):
            lines.append(_line(line, fonts, whole=word.forced or word.space is not None))
            line, room, space = [], width, 0.0
        if word.width > room:
            *full, last = _pieces(word, width, fonts)
            lines.extend(_line(piece, fonts, whole=False) for piece in full)
            line, room = last, width - sum(part.width for part in last)
            continue
        if space and word.space:
            line.append(Stretch(" ", word.space, space))
        line.extend(word.parts)
        room -= space + word.width
    return [*lines, _line(line, fonts, whole=True)]


def _words(spans: Iterable[Span], fonts: Fonts) -> Iterator[_Word]:
    word = _Word([], None)
    for span in spans:
        styles: dict[str, Style] = {span.style.font: span.style}
        for token in _TOKENS.findall(span.text):
            if token.isspace() and token[0] not in "\xa0\u202f\u2007":
                yield word
                word = _Word([], span.style, forced=word.forced and not word.parts)
                if token[0] in _LINE_ENDS:
                    word.forced = True
                continue
            for place, piece in enumerate(_BREAKABLE.split(token)):
                if place:
                    yield word
                    word = _Word([], None)
                for font, shown in fonts.stretches(joined(piece), span.style.font):
                    style = styles.setdefault(font, span.style.in_font(font))
                    word.parts.append(Stretch(shown, style, fonts.width(font, shown, style.size)))
    yield word


def _pieces(word: _Word, width: float, fonts: Fonts) -> list[list[Stretch]]:
    """Return a word that is wider than a line in pieces that fit, each with at least one character."""
    pieces: list[list[Stretch]] = [[]]
    room = width
    for part in word.parts:
        for char in part.text:
            wide = fonts.width(part.style.font, char, part.style.size)
            if wide > room and pieces[-1]:
                pieces.append([])
                room = width
            pieces[-1].append(Stretch(char, part.style, wide))
            room -= wide
    return pieces


def _line(parts: list[Stretch], fonts: Fonts, *, whole: bool) -> Line:
    """Return the parts as a line, neighbours of one style joined."""
    one: list[Stretch] = []
    for part in parts:
        if one and one[-1].style is part.style:
            last = one[-1]
            one[-1] = Stretch(last.text + part.text, last.style, last.width + part.width)
        else:
            one.append(part)
    if any(runs_right_to_left(stretch.text) for stretch in one):
        one = _placed(one, fonts)
    return Line(tuple(one), whole)


def _placed(stretches: list[Stretch], fonts: Fonts) -> list[Stretch]:
    """Return the stretches, in the order in which they read, each with its place on the line."""
    parts = [
        (kind, Stretch(text, stretch.style, fonts.width(stretch.style.font, text, stretch.style.size)))
        for stretch in stretches
        for kind, text in parts_of(stretch.text)
    ]
    order = list(range(len(parts)))
    for start, end in from_the_right([kind for kind, _ in parts]):
        order[start:end] = reversed(order[start:end])
    left = 0.0
    for place in order:
        parts[place][1].offset = left
        left += parts[place][1].width
    return [part for _, part in parts]
