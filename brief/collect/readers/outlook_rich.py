"""The body of an Outlook message as Outlook packs it in, its rich text (RTF) out.

The format is MS-OXRTFCP: a window of 4,096 bytes that begins with words every file has; eight signs under each byte
of flags, a byte as it is or a reference into the window.
"""

from __future__ import annotations

from brief.collect.draft import UnreadableError

_KNOWN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_HEAD, _WINDOW = 16, 4_096
_PLAIN = b"MELA"  # the sign of a body that is not packed
_SHORTEST = 2  # bytes of a reference


def unpacked(data: bytes, most: int) -> bytes:
    """Return the rich text. Raise UnreadableError when it would be longer than `most` bytes."""
    if data[8:12] == _PLAIN:
        return data[_HEAD:]
    out = bytearray(_KNOWN)
    at = _HEAD
    while at < len(data):
        flags, at = data[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += data[at : at + 1]
                at += 1
                continue
            pair = int.from_bytes(data[at : at + 2], "big")
            at += 2
            place, length = pair >> 4, (pair & 15) + _SHORTEST
            here = len(out) % _WINDOW
            if place == here or at > len(data):
                return bytes(out[len(_KNOWN) :])
            back = (here - place) % _WINDOW
            for _ in range(length):
                out.append(out[-back] if back <= len(out) else 0x20)
        if len(out) > most:
            raise UnreadableError("its text grows beyond all bounds; save it as .eml")
    return bytes(out[len(_KNOWN) :])
