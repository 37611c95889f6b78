"""A PDF in; the text of its text layer out, lines joined to paragraphs by their geometry."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, Protocol

from brief.collect.decoding import replaced, safe
from brief.collect.draft import Draft, Mark, Part, UnreadableError, joined
from brief.collect.limits import MEND, Limits
from brief.collect.readers.pdf_columns import Gap, Line, in_columns
from brief.layer import Layer

_GAP = 1.35  # of the usual distance of two lines, above which a new paragraph begins
_SIZE = 1.12  # of the usual size of type, above which a line is a heading
_FULL = 0.8  # of a column's width that a line inside a paragraph fills
_INDENT = 6.0  # points
_REPEATED = 0.5  # of the pages that carry the same line at their edge, which makes it furniture
_EDGE_LINES = 2  # lines at the top and bottom of a page that may be its running head or foot
_HEIGHT = 12.0  # points by which the height of a running head may differ
_HEADING = 120  # characters
_DIVIDED = re.compile(r"[\ufffe\x02]+$|(?<=[^\W\d_])-$")  # a hyphen at a line's end, as PDFium gives it
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}(?:-[^\W\d_]{1,40})+")
_LAST, _FIRST = re.compile(r"[^\W\d_]+$"), re.compile(r"^[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"\s*(?:[-–—•*·▪◦‣►▶]|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")


_BROKEN = "a broken PDF; open it in a viewer and save it anew"
_NO_NAME = re.compile(r"[\d@()<>/\\]")  # what stands in the place of an author and is no name
_LONGEST = 60  # letters of a word
_TITLED = 3_000  # characters within which a title stands

Places = Sequence[tuple[int, int]]  # of the lines of a paragraph: their page, and where in the paragraph they begin


class _Document(Protocol):
    def get_metadata_value(self, key: str) -> str: ...


class _TextPage(Protocol):
    def get_text_range(self) -> str: ...
    def count_chars(self) -> int: ...
    def get_charbox(self, index: int) -> tuple[float, float, float, float]: ...


def read(data: bytes, limits: Limits) -> Draft:
    """Return the text of all pages. Raise UnreadableError for a password, too many pages, or no text layer."""
    import pypdfium2  # noqa: PLC0415 - loaded with the first PDF

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as err:
        if "password" in str(err).lower():
            raise UnreadableError("needs a password; save a copy without one") from err
        raise UnreadableError(_BROKEN) from err
    try:
        count = len(document)
        if count > limits.pdf_pages:
            raise UnreadableError(f"{count:,} pages, more than {limits.named('pdf_pages')}; {MEND}")
        lines, empty, broken = _lines(document, count, limits)
        title, author = _property(document, "Title"), _property(document, "Author")
        author = author if " " in author and not _NO_NAME.search(author) else ""
    finally:
        document.close()
    if broken == count:
        raise UnreadableError(_BROKEN)
    if not lines:
        raise UnreadableError("no text layer, only pictures of pages; run it through OCR (e.g. ocrmypdf)")
    found = [(part, places) for part, places in _parts(lines, count) if part.text.strip()]
    text, marks = joined(part for part, _ in found)
    pages = _pages([lines for _, lines in found], marks, count, len(text))
    text, odd = safe(text)
    notices = [f"{empty} of {count} pages have no text layer; run them through OCR"] if empty else []
    if broken:
        notices.append(f"{broken} of {count} pages cannot be read; open the file in a viewer and save it anew")
    notices += replaced(text, odd)
    title = title if title and title.casefold() in text[:_TITLED].casefold() else ""  # else the name of a file
    return Draft(text, "", marks, title, notices=tuple(notices), author=author, pages=pages)


def _pages(lines: Sequence[Places], marks: Sequence[Mark], count: int, length: int) -> tuple[int, ...]:
    """Return where each page begins in the text; one without text of its own begins where the next one does."""
    begins: dict[int, int] = {}
    for mark, places in zip(marks, lines, strict=True):
        for page, offset in places:
            begins.setdefault(page, mark.start + offset)
    found = [length]
    for page in range(count - 1, -1, -1):
        found.append(min(begins.get(page, found[-1]), found[-1]))
    return tuple(reversed(found[1:]))


def _property(document: _Document, name: str) -> str:
    """Return what the file says of itself, on one line."""
    return " ".join(safe(document.get_metadata_value(name))[0].split())


def _lines(document: object, count: int, limits: Limits) -> tuple[list[Line], int, int]:
    """Return the lines of all pages, how many pages have none, how many cannot be read."""
    from pypdfium2 import PdfiumError, raw  # noqa: PLC0415 - see above

    found: list[Line] = []
    empty = total = broken = 0
    for number in range(count):
        try:
            page = _filled(document, number, raw)
            textpage = page.get_textpage()
        except PdfiumError:
            broken += 1
            continue
        text = _page_text(textpage, raw)
        total += len(text)
        if total > limits.characters:
            raise UnreadableError(f"more than {limits.named('characters')}; {MEND}")
        empty += not text.strip()
        found.extend(_page_lines(textpage, text, number, raw))
        textpage.close()
        page.close()
    return found, empty, broken


def _filled(document: object, number: int, raw: Any) -> Any:  # noqa: ANN401 - pypdfium2 carries no types
    """Return a page on which what was filled into forms or written over it is text like any other."""
    page = document[number]  # type: ignore[index]  # pypdfium2 carries no types
    kinds = set()
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        written = raw.FPDFPage_GetAnnot(page, place)
        if written:
            kinds.add(raw.FPDFAnnot_GetSubtype(written))
            raw.FPDFPage_CloseAnnot(written)
    if kinds.isdisjoint((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[number]  # type: ignore[index]  # the page as it is now


def _page_text(textpage: _TextPage, raw: object) -> str:
    """Return one character for each of the page's indices, so that a line's geometry can be asked for."""
    text = textpage.get_text_range()
    count = textpage.count_chars()
    if len(text) == count:
        return text
    get = raw.FPDFText_GetUnicode  # type: ignore[attr-defined]  # pypdfium2 carries no types
    return "".join(chr(get(textpage, i)) for i in range(count))


def _box(textpage: _TextPage, index: int) -> tuple[float, float, float, float]:
    """Return where a character stands; nowhere when PDFium cannot tell, which is no reason to lose it."""
    try:
        return textpage.get_charbox(index)
    except RuntimeError:
        return (0.0, 0.0, 0.0, 0.0)


def _page_lines(textpage: _TextPage, text: str, page: int, raw: object) -> Iterator[Line]:
    found: list[Line] = []
    places: list[int] = []
    for match in re.finditer(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?", text):
        piece = match.group()
        if not piece.strip(" \t\xa0\ufffe\x02"):
            continue
        first = match.start() + len(piece) - len(piece.lstrip())
        last = match.start() + len(piece.rstrip("\ufffe\x02 \t\xa0")) - 1
        box, end = _box(textpage, first), _box(textpage, max(first, last))
        size = raw.FPDFText_GetFontSize(textpage, first)  # type: ignore[attr-defined]  # see above
        found.append(Line(piece.strip(" \t\xa0"), box[0], end[2], min(box[1], end[1]), float(size), page))
        places.append(first)

    def gaps(number: int, within: range) -> Iterator[Gap]:
        line, start = found[number].text, places[number]
        for space in re.finditer(r"(?<=\S)[ \t\xa0]+(?=\S)", line):
            if space.start() in within:
                end = _box(textpage, start + space.start() - 1)[2]
                yield space.start(), end, _box(textpage, start + space.end())[0]

    last_edge = len(found) - _EDGE_LINES
    found = [replace(line, edge=i < _EDGE_LINES or i >= last_edge) for i, line in enumerate(found)]
    yield from in_columns(found, gaps)


def _parts(lines: Sequence[Line], pages: int) -> Iterator[tuple[Part, Places]]:
    """Yield each paragraph with the places of its lines."""
    running = _running(lines, pages)
    told = [line for line in lines if not (line.edge and _signature(line) in running)]
    usual = _usual_size(told or lines)
    largest = max((line.size for line in told if line.page == 0), default=0.0)
    for line in lines:
        if line.page == 0 and line.edge and _signature(line) in running and line not in told:
            yield Part(line.text, Layer.FURNITURE), ((0, 0),)
    headline = False
    whole = _hyphened(told)
    for group in _grouped(told):
        text, places = _glued(group, whole)
        size = group[0].size
        big = size > usual * _SIZE and len(text) <= 2 * _HEADING
        if big and not headline and size >= largest and group[0].page == 0:
            headline = True
            yield Part(text, Layer.HEADLINE), places
        elif big and len(text) <= _HEADING:
            yield Part(text, Layer.HEADING), places
        else:
            yield Part(text), places


def _signature(line: Line) -> str:
    """Return what a running head has in common on all pages: its words, numbers folded, and its height."""
    return f"{round(line.y / _HEIGHT)} {_DIGITS.sub('0', ' '.join(line.text.split()))}"


def _running(lines: Sequence[Line], pages: int) -> frozenset[str]:
    """Return the lines that stand at the edge of most pages, page numbers folded; none in a file of one page."""
    if pages < 2:  # noqa: PLR2004 - repetition needs two pages
        return frozenset()
    seen = Counter(text for text, _ in {(_signature(line), line.page) for line in lines if line.edge})
    return frozenset(text for text, count in seen.items() if count > 1 and count >= pages * _REPEATED)


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph: a gap, another size, an indent or a short last line ends it."""
    gaps = [a.y - b.y for a, b in itertools.pairwise(lines) if a.page == b.page and abs(a.size - b.size) < 1]
    usual = median([gap for gap in gaps if gap > 0] or [0.0])
    left: dict[tuple[int, int], float] = {}
    right: dict[tuple[int, int], float] = {}
    for line in lines:
        place = (line.page, line.column)
        left[place] = min(line.x, left.get(place, line.x))
        right[place] = max(line.right, right.get(place, line.right))
    group: list[Line] = []
    for line in lines:
        place = (group[-1].page, group[-1].column) if group else (0, 0)
        if group and _breaks(group, line, usual, right[place] - left[place]):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _breaks(group: Sequence[Line], line: Line, usual: float, width: float) -> bool:
    before = group[-1]
    open_ended = before.text.endswith(("\ufffe", "\x02")) or not before.text.endswith(
        (".", "!", "?", "”", '"', ":", "…")
    )
    if before.page != line.page or before.column != line.column or line.y > before.y:
        return not (open_ended and line.text[0].islower())
    if abs(before.size - line.size) > before.size * (_SIZE - 1) or _ITEM.match(line.text):
        return True
    near = min((a.y - b.y for a, b in itertools.pairwise(group) if a.y > b.y), default=usual)
    if usual and before.y - line.y > max(near, min(usual, line.size * _GAP)) * _GAP:
        return True
    if line.x > group[0].x + _INDENT and len(group) > 1 and line.x > before.x + _INDENT:
        return True
    return before.right - before.x < width * _FULL and not (open_ended and line.text[0].islower())


def _hyphened(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words that stand with a hyphen inside a line, so that one divided there keeps it."""
    return frozenset(word.casefold() for line in lines for word in _COMPOUND.findall(line.text))


def _glued(group: Sequence[Line], hyphened: frozenset[str]) -> tuple[str, Places]:
    """Return the paragraph on one line, and where its lines begin; a word divided at a line's end is whole."""
    text = ""
    places: list[tuple[int, int]] = []
    for line in group:
        divided = _DIVIDED.search(line.text)
        piece = " ".join((line.text[: divided.start()] if divided else line.text).split())
        if text.endswith("\0"):
            text = text[:-1] + ("-" if _keeps_hyphen(text[:-1], piece, hyphened) else "")
        elif text:
            text += " "
        places.append((line.page, len(text)))
        text += piece + ("\0" if divided else "")
    return text.replace("\0", "-"), places


def _keeps_hyphen(before: str, after: str, hyphened: frozenset[str]) -> bool:
    """Return whether the hyphen at a line's end belongs to the word: "well-known", "Anglo-Iranian"."""
    left, right = _LAST.search(before[-_LONGEST:]), _FIRST.search(after)
    if left is None or right is None or not (left[0][-1].islower() and right[0][0].islower()):
        return True
    return f"{left[0]}-{right[0]}".casefold() in hyphened
