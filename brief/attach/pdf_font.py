"""A TrueType font and a text → a font of these letters alone, as a PDF embeds it."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

_PLAIN: Final = ("cvt ", "fpgm", "prep")  # tables that do not depend on which letters there are
_MORE, _WIDE = 0x20, 0x01  # flags of a part of a composed letter: another follows; its numbers have two bytes each
_SCALES: Final = ((0x08, 2), (0x40, 4), (0x80, 8))  # flags of a part, and the bytes of scale that follow
_THOUSAND: Final = 1000  # units of a letter's width in a PDF


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text in a font: the text's codes, and the letters' widths in thousandths of the size."""

    codes: tuple[int, ...]
    widths: tuple[int, ...]
    data: bytes
    box: tuple[int, ...]
    ascent: int
    descent: int

    @property
    def width(self) -> int:
        """The width of the text in thousandths of the size."""
        return sum(self.widths[code] for code in self.codes)


def letters(font: bytes, text: str) -> Letters | None:
    """Return the letters of a text, None when the font lacks one."""
    tables = _tables(font)
    known = _characters(tables["cmap"])
    wanted = [known.get(ord(one), 0) for one in text]
    if not all(wanted):
        return None
    old = _with_parts(tables, [0, *dict.fromkeys(wanted)])
    new = {glyph: place for place, glyph in enumerate(old)}
    units: int = struct.unpack_from(">H", tables["head"], 18)[0]
    metrics = [_metric(tables, glyph) for glyph in old]

    def scaled(*numbers: int) -> tuple[int, ...]:
        return tuple(round(number * _THOUSAND / units) for number in numbers)

    ascent, descent = struct.unpack_from(">hh", tables["hhea"], 4)
    return Letters(
        codes=tuple(new[glyph] for glyph in wanted),
        widths=scaled(*(width for width, _ in metrics)),
        data=_font(tables, old, new, metrics),
        box=scaled(*struct.unpack_from(">4h", tables["head"], 36)),
        ascent=scaled(ascent)[0],
        descent=scaled(descent)[0],
    )


def font_object(file: pikepdf.Pdf, title: str, found: Letters, text: str) -> Object:
    """Return the letters as a font of a PDF, whose codes tell the text."""
    named = Name(f"/BRIEFA+{title}")
    program = Stream(file, found.data)
    program[Name.Length1] = len(found.data)
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=named,
        Flags=4,
        FontBBox=Array(list(found.box)),
        ItalicAngle=0,
        Ascent=found.ascent,
        Descent=found.descent,
        CapHeight=found.ascent,
        StemV=80,
        FontFile2=file.make_indirect(program),
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=named,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=file.make_indirect(described),
        CIDToGIDMap=Name.Identity,
        W=Array([0, Array(list(found.widths))]),
    )
    outer = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=named,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([file.make_indirect(inner)]),
        ToUnicode=file.make_indirect(Stream(file, _unicode(dict(zip(found.codes, text, strict=True))))),
    )
    return file.make_indirect(outer)


def _tables(font: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    return {tag.decode("ascii"): font[start : start + length] for tag, _, start, length in entries}


def _characters(cmap: bytes) -> dict[int, int]:
    """Return the number of the glyph of each character of the basic plane."""
    found: dict[int, int] = {}
    for place in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHI", cmap, 4 + 8 * place)
        if (platform, encoding) != (3, 1):
            continue
        size = struct.unpack_from(">H", cmap, start + 6)[0]
        fields = [struct.unpack_from(f">{size // 2}H", cmap, start + at) for at in (14, 16 + size)]
        deltas, offsets = (struct.unpack_from(f">{size // 2}H", cmap, start + 16 + size * n) for n in (2, 3))
        for row, (last, first) in enumerate(zip(*fields, strict=True)):
            for code in range(first, last + 1):
                if offsets[row] == 0:
                    glyph = code + deltas[row]
                else:
                    at = start + 16 + size * 3 + 2 * row + offsets[row] + 2 * (code - first)
                    glyph = struct.unpack_from(">H", cmap, at)[0] if at + 2 <= len(cmap) else 0
                    glyph += deltas[row] if glyph else 0
                found[code] = glyph & 0xFFFF
    return found


def _outline(tables: dict[str, bytes], glyph: int) -> bytes:
    wide = struct.unpack_from(">h", tables["head"], 50)[0]
    form, size, unit = (">2I", 4, 1) if wide else (">2H", 2, 2)
    first, last = struct.unpack_from(form, tables["loca"], glyph * size)
    return tables["glyf"][first * unit : last * unit]


def _parts(outline: bytes) -> list[tuple[int, int]]:
    """Return the parts of a composed letter: where its number stands, and the number."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:  # noqa: PLR2004 - the length of a header
        return []
    found, at, more = [], 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        found.append((at + 2, glyph))
        at += 4 + (4 if flags & _WIDE else 2) + next((size for flag, size in _SCALES if flags & flag), 0)
        more = bool(flags & _MORE)
    return found


def _with_parts(tables: dict[str, bytes], glyphs: Sequence[int]) -> list[int]:
    found = list(glyphs)
    for glyph in found:  # grows while it is read
        found += [part for _, part in _parts(_outline(tables, glyph)) if part not in found]
    return found


def _metric(tables: dict[str, bytes], glyph: int) -> tuple[int, int]:
    """Return the width of a letter and its left edge."""
    many = struct.unpack_from(">H", tables["hhea"], 34)[0]
    width = struct.unpack_from(">H", tables["hmtx"], 4 * min(glyph, many - 1))[0]
    at = 4 * glyph + 2 if glyph < many else 4 * many + 2 * (glyph - many)
    return width, struct.unpack_from(">h", tables["hmtx"], at)[0]


def _font(
    tables: dict[str, bytes], old: Sequence[int], new: dict[int, int], metrics: Sequence[tuple[int, int]]
) -> bytes:
    outlines, places = bytearray(), [0]
    for glyph in old:
        outline = bytearray(_outline(tables, glyph))
        for at, part in _parts(bytes(outline)):
            struct.pack_into(">H", outline, at, new[part])
        outlines += outline + b"\0" * (-len(outline) % 4)
        places.append(len(outlines))
    head, hhea, maxp = bytearray(tables["head"]), bytearray(tables["hhea"]), bytearray(tables["maxp"])
    struct.pack_into(">I", head, 8, 0)  # its checksum
    struct.pack_into(">h", head, 50, 1)  # places have four bytes
    struct.pack_into(">H", hhea, 34, len(old))
    struct.pack_into(">H", maxp, 4, len(old))
    made: dict[str, bytes] = {str(tag): tables[tag] for tag in _PLAIN if tag in tables}
    made |= {"head": bytes(head), "hhea": bytes(hhea), "maxp": bytes(maxp), "glyf": bytes(outlines)}
    made["loca"] = struct.pack(f">{len(places)}I", *places)
    made["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in metrics)
    return _joined(made)


def _joined(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))
    entries, body, at = b"", b"", 12 + 16 * count
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag.encode("ascii"), total, at + len(body), len(data))
        body += padded
    return head + entries + body


def _unicode(said: dict[int, str]) -> bytes:
    """Return the table that tells which character a code is."""
    lines = "\n".join(f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in said.items())
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(said)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
