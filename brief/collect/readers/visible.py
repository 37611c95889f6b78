"""HTML in, the blocks that a reader of the page sees out; a stream, so that no nesting is too deep for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_SILENT = frozenset(
    ("script", "style", "template", "noscript", "svg", "select", "iframe", "object", "math", "textarea")
)
_BESIDE = frozenset(("nav", "footer", "aside", "button", "form", "dialog", "menu"))
_TEXTS = (
    "address",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "html",
    "li",
    "main",
    "ol",
)
_SHEETS = (
    "caption",
    "hr",
    "legend",
    "option",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
)
_REGIONS = ("article", "fieldset", "figcaption", "figure", "header", "section", "ul")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset((*_TEXTS, *_SHEETS, *_REGIONS, *_HEADINGS, *_BESIDE))
_CELLS = frozenset(("td", "th"))
_HIDING = frozenset(("div", "section", "span", "ul", "aside", "p", "nav", "li"))
_TOLD = frozenset((*_HEADINGS, "figcaption", "tr", "li"))


@dataclass(frozen=True)
class Piece:
    """A block of visible text. `tag` is the heading, caption, row or item it belongs to, or "p"."""

    text: str
    tag: str = "p"
    beside: bool = False  # in navigation, footer, sidebar, form


class Visible:
    """Collects blocks, title, meta fields, JSON-LD and the dates of `<time>` elements, in the order of the page.

    It is a target for lxml's HTML parser: `start`, `end`, `data`, `close`. Python's own parser takes minutes for a
    page of unclosed quotation marks.
    """

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.meta: dict[str, str] = {}
        self.linked: list[str] = []
        self.times: list[str] = []
        self.title = ""
        self.deepest = 0  # elements inside one another
        self._inside = 0
        self._words: list[str] = []
        self._skip = ""  # the element whose content is not shown
        self._depth = 0
        self._open: dict[str, int] = {}
        self._cells = 0

    def close(self) -> list[Piece]:
        """Return all blocks of the page."""
        self._flush()
        return self.pieces

    def start(self, tag: str, values: Mapping[str, str]) -> None:
        """Open an element."""
        self._inside += 1
        self.deepest = max(self.deepest, self._inside)
        if self._skip:
            self._depth += tag == self._skip
            return
        if tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            self.meta.setdefault(name, values.get("content", ""))
        elif tag == "time":
            self._time(values)
        if tag in _SILENT or (tag in _HIDING and _hidden(values)):
            self._skip, self._depth = tag, 1
            if values.get("type", "").lower().startswith("application/ld+json"):
                self.linked.append("")
        elif tag in _CELLS:
            self._cells += 1
            self._words.append(" | " if self._cells > 1 else "")
        elif tag in _BLOCKS and not (tag in ("p", "div", "br", "ul", "li", "ol") and self._cells):
            self._flush()
        else:
            self._words.append(" " if tag in _BLOCKS else "")
        if tag == "tr":
            self._cells = 0
        if tag in _TOLD or tag in _BESIDE or tag == "title":
            self._open[tag] = self._open.get(tag, 0) + 1

    def _time(self, values: Mapping[str, str]) -> None:
        when = values.get("datetime", "")
        if when and (values.get("itemprop") == "datePublished" or "pubdate" in values):
            self.times.insert(0, when)
        elif when and not self._beside() and any(piece.tag == "h1" for piece in self.pieces):
            self.times.append(when)

    def end(self, tag: str) -> None:
        """Close an element."""
        self._inside -= 1
        if self._skip:
            self._depth -= tag == self._skip
            if not self._depth:
                self._skip = ""
            return
        if tag in ("tr", "table") or (tag in _BLOCKS and not self._cells):
            self._flush()
            self._cells = 0
        if self._open.get(tag):
            self._open[tag] -= 1

    def data(self, data: str) -> None:
        """Take the text between two tags."""
        if self._skip == "script" and self.linked and self._depth == 1:
            self.linked[-1] += data
        elif self._open.get("title") and not self._skip and not self.pieces:
            self.title += data
        elif not self._skip:
            self._words.append(data)

    def _beside(self) -> bool:
        return any(self._open.get(tag) for tag in _BESIDE)

    def _flush(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text.strip("| "):
            tag = next((tag for tag in sorted(_TOLD) if self._open.get(tag)), "p")
            self.pieces.append(
                Piece(text, "tr" if self._cells > 1 else "p" if tag == "tr" else tag, self._beside())
            )


def _hidden(values: Mapping[str, str]) -> bool:
    style = values.get("style", "").replace(" ", "").lower()
    return "hidden" in values or "display:none" in style or "visibility:hidden" in style
