"""An RTF file in; the text that its page shows out: paragraphs, rows of tables, text boxes, notes.

One pass over the tokens with a stack of plain states, so that neither nesting nor length costs more than its bytes.
Own code, because the free converters drop notes and text boxes in silence, and keep what was deleted.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from brief.collect.decoding import replaced, safe
from brief.collect.draft import Draft, Part, UnreadableError, broken, joined, left_out
from brief.collect.limits import Limits
from brief.collect.readers.richtext_words import CHARSETS, SIGNS, SKIPPED, STYLED, TARGETS
from brief.layer import Layer

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?"  # a control word with its number
    r"|\\'([0-9a-fA-F]{2})"  # a byte
    r"|\\(.)"  # a control symbol
    r"|([{}])"
    r"|([^\\{}\r\n]+)"
    r"|[\r\n]+"
    r"|(\\)",  # the file's last character
    re.DOTALL,
)
_HEADING = re.compile(r"heading \d|überschrift \d|titre \d|título \d|kop \d", re.IGNORECASE)
_WIDE = 0x1_0000
_FLOWS = ("body", "note", "box", "header", "footer")


@dataclass
class _Flow:
    """What one target has received: finished parts, the cells of a row, the line at work."""

    parts: list[Part] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return what has gathered since the last break."""
        text = "".join(self.words)
        self.words.clear()
        # Characters beyond the first plane come as two halves.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def paragraph(self, layer: Layer | None, *, tabled: bool) -> None:
        """End a paragraph, in a cell or by itself."""
        lines = broken(self.text())
        if tabled:
            self.cell.extend(lines)
        else:
            self.parts.extend(Part(line, layer) for line in lines)

    def end_cell(self) -> None:
        """End a cell of a row."""
        self.paragraph(None, tabled=True)
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """Add a row as one part, or the paragraphs of its cells where the table only arranges a page."""
        full = [cell for cell in (*self.cells, self.cell) if cell]
        self.cells, self.cell = [], []
        if len(full) == 1 or any(len(cell) > 1 for cell in full):
            self.parts.extend(Part(text) for cell in full for text in cell)
        elif full:
            self.parts.append(Part(" | ".join(text for cell in full for text in cell), Layer.BODY))


@dataclass(frozen=True)
class _State:
    """What a group hands on to those inside it: where text goes, how bytes read, what the paragraph is."""

    target: str = "body"
    codec: str = "cp1252"
    after: int = 1  # characters that stand for one \u for older readers
    unseen: bool = False
    style: int = -1
    level: bool = False  # of an outline: a heading
    listed: bool = False
    tabled: bool = False


class _Page:
    """Takes tokens one by one and fills the flows."""

    def __init__(self) -> None:
        self.flows = {name: _Flow() for name in (*_FLOWS, "title", "author", "style")}
        self.hidden = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._font = self._left = 0
        self._bytes = bytearray()
        self._starred = False

    def take(self, data: str) -> None:
        """Read the whole file, whose characters stand for its bytes."""
        at = 0
        while match := _TOKEN.match(data, at):
            at = match.end()
            word, number, byte, sign, brace, text, _ = match.groups()
            if text or byte:
                self._text(text.encode("latin-1") if text else bytes.fromhex(byte))
            elif brace:
                self._group(brace)
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word, int(number) if number else None)
            elif sign:
                self._sign(sign)
        self._decode()
        for name in _FLOWS:
            self._end_paragraph(name, self._state)
            self.flows[name].end_row()

    def _text(self, data: bytes) -> None:
        if self._left:
            dropped = min(self._left, len(data))
            self._left -= dropped
            data = data[dropped:]
        self._bytes += data

    def _decode(self) -> None:
        """Bring the bytes that have gathered to where they belong."""
        if self._bytes:
            state = self._state
            text = self._bytes.decode(state.codec, "replace")
            self._bytes.clear()
            if state.target in self.flows:
                self._put(text)

    def _put(self, text: str) -> None:
        if self._state.unseen:
            self.hidden += bool(text.strip())
        elif self._state.target in self.flows:
            self.flows[self._state.target].words.append(text)

    def _group(self, brace: str) -> None:
        self._decode()
        self._left, self._starred = 0, False
        if brace == "{":
            self._stack.append(self._state)
            return
        before, self._state = self._state, self._stack.pop() if self._stack else self._state
        if not self._stack:  # the document has ended, and what follows is none of it
            self._state = replace(self._state, target="")
        if before.target != self._state.target and before.target in _FLOWS:
            self._end_paragraph(before.target, before)
        if before.target == "style":
            name = " ".join(self.flows["style"].text().split()).rstrip("; ")
            if name:
                self._styles.setdefault(before.style, name)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif self._left:
            self._left -= 1
        elif sign in SIGNS:
            self._decode()
            self._put(SIGNS[sign])
        elif sign in "{}\\":
            self._text(sign.encode())
        elif sign in "\r\n":
            self._word("par", None)

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._decode()
            self._put(chr(number % _WIDE))
            self._left = self._state.after
            return
        self._decode()
        self._left = 0
        target = TARGETS.get(word)
        if word in SKIPPED or (starred and target is None and word not in STYLED):
            self._state = replace(self._state, target="")
        elif target is not None:
            self._turn(target)
        elif word in SIGNS:
            self._put(SIGNS[word])
        elif word in ("par", "sect", "page", "line", "cell", "nestcell", "row", "nestrow"):
            self._break(word)
        else:
            self._property(word, number)

    def _turn(self, target: str) -> None:
        """Send the text of this group elsewhere, unless the group around it is shown nowhere."""
        inside = self._state.target
        if target in ("title", "author") and inside != "info":
            return
        if target == "box" and inside == "shape":
            inside = "body"
        if inside or target in ("fonts", "style", "info"):
            self._state = replace(self._state, target=target if inside else "", style=-1)

    def _break(self, word: str) -> None:
        target = self._state.target
        if target not in self.flows:
            return
        flow = self.flows[target]
        if word == "cell":
            flow.end_cell()
        elif word == "row":
            flow.end_row()
        elif word == "line":
            flow.words.append("\n")
        else:
            self._end_paragraph(target, self._state)

    def _end_paragraph(self, target: str, state: _State) -> None:
        name = self._styles.get(state.style, "").lower()
        layer = Layer.HEADLINE if name == "title" else Layer.CAPTION if name == "caption" else None
        if layer is None and (state.level or _HEADING.match(name)):
            layer = Layer.HEADING
        if layer is None and (state.listed or name.startswith("list")):
            layer = Layer.BODY
        self.flows[target].paragraph(layer, tabled=state.tabled)

    def _property(self, word: str, number: int | None) -> None:
        state = self._state
        on = number != 0
        if word in ("v", "deleted"):
            state = replace(state, unseen=on)
        elif word == "plain":
            state = replace(state, unseen=False, codec=self._fonts.get(0, self._codec))
        elif word == "pard":
            state = replace(state, style=-1, level=False, listed=False, tabled=False)
        elif word == "s" and number is not None:
            state = replace(state, style=number)
        elif word == "outlinelevel":
            state = replace(state, level=(number or 0) < 9)  # noqa: PLR2004 - the tenth level is plain text
        elif word in ("ls", "pnlvlblt", "pnlvlbody"):
            state = replace(state, listed=True)
        elif word == "intbl":
            state = replace(state, tabled=True)
        elif word == "uc" and number is not None:
            state = replace(state, after=min(max(number, 0), 8))
        else:
            state = self._encoding(state, word, number)
        self._state = state

    def _encoding(self, state: _State, word: str, number: int | None) -> _State:
        if word in ("ansicpg", "cpg") and number is not None and _known(f"cp{number}"):
            if word == "ansicpg":
                self._codec = f"cp{number}"
                return replace(state, codec=self._codec)
            self._fonts[self._font] = f"cp{number}"
        elif word in ("mac", "pc", "pca"):
            self._codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
            return replace(state, codec=self._codec)
        elif word == "fcharset" and state.target == "fonts":
            self._fonts[self._font] = CHARSETS.get(number or 0, self._codec)
        elif word in ("f", "af") and number is not None:
            if state.target == "fonts":
                self._font = number
            elif word == "f":
                return replace(state, codec=self._fonts.get(number, self._codec))
        return state


def _known(codec: str) -> bool:
    try:
        return codecs.lookup(codec)._is_text_encoding  # noqa: SLF001 - codecs such as zlib are no encodings
    except LookupError:
        return False


def read(data: bytes, limits: Limits) -> Draft:  # noqa: ARG001 - one signature for all readers
    """Return the text. Raise UnreadableError for what is no RTF."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("no Rich Text, though it is called so; save it anew with a word processor")
    page = _Page()
    page.take(data.decode("latin-1"))
    flows = page.flows
    margins = {
        name: [Part(text, Layer.FURNITURE) for text in dict.fromkeys(part.text for part in flows[name].parts)]
        for name in ("header", "footer")
    }
    shown = [*flows["body"].parts, *flows["box"].parts, *flows["note"].parts]
    text, marks = joined([*margins["header"], *shown, *margins["footer"]])
    text, count = safe(text)
    notices = [*left_out(**{"hidden or deleted": page.hidden}), *replaced(text, count)]
    title, author = (safe(" ".join(flows[name].text().split()))[0] for name in ("title", "author"))
    return Draft(text, "", marks, title, notices=tuple(notices), author=author)
