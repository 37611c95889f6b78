"""Bytes in, text and the name of its encoding out; and text in which no character breaks what comes after."""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress

# UTF-32 first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
# What XML 1.0 forbids: python-docx and lxml raise on it, and so does spaCy on a lone surrogate.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAMAGED_SHARE = 0.2  # of all characters above ASCII; above it a file is no UTF-8 with a few broken bytes
_SAMPLE = 200_000  # bytes that the guess is made from
_NULS = 0.2  # share of NUL bytes at every second place above which a file is UTF-16 without a mark
_FEWEST = 10  # NUL bytes that say so
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1f]")
_CONTROLS = 0.1  # share of control characters above which bytes are no text in one-byte letters
_SOUND = 0.95  # of the characters of a text are letters, figures, signs and spaces
_SHIFT = b"\x1b$"  # to Japanese, in mails
# In Windows-1252: a capital inside or at the end of a word, four accents in a row, a pound that is a letter, a low
# quotation mark behind a word. Each speaks of another encoding.
_IMPLAUSIBLE = re.compile(r"[a-z][À-ÖØ-ÞŠŽŒŸ](?![A-ZÀ-Þ])|[À-ÿ]{4}|£[a-zà-ÿ]|[a-z][‚„](?=[\s.,;])")
_TURKISH = frozenset("ýþðÝÞÐ")  # what Turkish letters come out as
_OFTEN = 0.4  # of all letters beyond ASCII; Icelandic names have fewer
_LATIN = (
    "cp1252",
    "cp1254",
    "cp1250",
    "mac_roman",
    "cp437",
    "cp850",
    "iso8859_2",
    "iso8859_9",
)  # the likeliest first
_LIKELY = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2"),
    *("iso8859_5", "iso8859_6", "iso8859_7", "iso8859_9", "koi8_r", "mac_roman", "mac_cyrillic", "cp437", "cp850"),
    *("cp866", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp874", "utf_16_le", "utf_16_be"),
)


def safe(text: str) -> tuple[str, int]:
    """Return the text with every forbidden character replaced by one U+FFFD, and how many there were."""
    return _UNSAFE.subn("�", text)


def replaced(text: str, count: int) -> tuple[str, ...]:
    """Return the notice about `count` characters of a text that were replaced, none when there were none."""
    if not count:
        return ()
    line = text.count("\n", 0, max(0, text.find("\ufffd"))) + 1
    what = "1 control character was" if count == 1 else f"{count:,} control characters were"
    return (f"{what} replaced by \ufffd one for one, the first in line {line}",)


def decode(data: bytes) -> tuple[str, str, str]:
    """Return text (a byte order mark left out), encoding, and a sentence when the encoding is not certain.

    Order: byte order mark, strict UTF-8, UTF-16 without a mark, UTF-8 with a few broken bytes, Windows-1252 where
    every character above ASCII comes out as a letter or a typographic sign, then charset-normalizer's guess.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            text = data.decode(codec, errors="replace")
            return text, name, _damage(text, name)
    if _SHIFT in data[:_SAMPLE]:
        with suppress(UnicodeDecodeError):
            return data.decode("iso2022_jp"), "iso2022_jp", ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    return _wide(data) or (text, "utf-8", "")


def _damage(text: str, name: str) -> str:
    broken = text.count("�")
    return f"{broken} characters are broken in this {name} file; each is shown as �" if broken else ""


def _wide(data: bytes) -> tuple[str, str, str] | None:
    sample = data[:_SAMPLE]
    for codec, half in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if half.count(0) >= max(_FEWEST, len(half) * _NULS) and not len(data) % 2:
            text = data.decode(codec, errors="replace")
            if "\x00" not in text and "�" not in text:
                return text, codec, ""
    return _wide_script(data) if len(_CONTROL.findall(sample)) > _CONTROLS * len(sample) else None


def _wide_script(data: bytes) -> tuple[str, str, str] | None:
    """Return UTF-16 of a script that is not Latin: no byte of a letter is NUL, and the spaces tell the order."""
    if len(data) % 2:
        return None
    texts = {codec: data.decode(codec, errors="replace") for codec in ("utf-16-le", "utf-16-be")}
    codec, text = max(texts.items(), key=lambda one: one[1].count(" "))
    letters = sum(unicodedata.category(ch)[0] in "LPZN" or ch in "\t\r\n" for ch in text[:_SAMPLE])
    sound = " " in text and "�" not in text and letters > _SOUND * len(text[:_SAMPLE])
    return (text, codec, "") if sound else None


def _guess(data: bytes) -> tuple[str, str, str]:
    wide = _wide(data)
    if wide:
        return wide
    text = data.decode("utf-8", errors="replace")
    broken, foreign = text.count("�"), sum(ch > "\x7f" for ch in text)
    if broken <= _DAMAGED_SHARE * foreign:
        return text, "utf-8", _damage(text, "utf-8")
    name = "cp1252" if _plausible(data, "cp1252") else _best(data)
    text = data.decode(name, errors="replace")
    return text, name, f"not UTF-8; read as {name}, which is a guess: save it as UTF-8 if names look wrong"


def _plausible(data: bytes, codec: str) -> bool:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return False
    above = [ch for ch in text if ch > "\x7f"]
    if sum(ch in _TURKISH for ch in above) > _OFTEN * len(above):
        return False
    sound = all(ch in "\xa0\xb0\xa3\xa7\xa9\xae€™…" or unicodedata.category(ch)[0] in "LP" for ch in above)
    return sound and not _IMPLAUSIBLE.search(text)


def _best(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for the rare file that is not UTF-8

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LIKELY)).best()
    found = best.encoding if best else "cp1252"
    if found not in _LATIN or _plausible(data, found):
        return found
    return next((name for name in _LATIN if _plausible(data, name)), found)
