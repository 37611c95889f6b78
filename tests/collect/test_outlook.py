"""Outlook messages: what they say, what is attached, and what is said where the extra is not installed."""

import struct
import sys

import pytest
from hostile import outlook_file

from brief.collect import LIMITS
from brief.collect.draft import UnreadableError
from brief.collect.readers import kind, outlook, outlook_rich, richtext

MESSAGE = outlook_file.message(
    "Talks in Łódź end",
    "The talks have ended, the ministry said on Monday.\r\n\r\nNo date was set.",
    ("Ministry of Trade", "press@trade.example"),
    {"annex.txt": b"The annex tells of freight.", "logo.png": b"x"},
)


def test_an_outlook_message_tells_subject_sender_date_body_and_attachments():
    draft = outlook.read(MESSAGE, LIMITS)
    assert (draft.title, draft.publisher, draft.published) == (
        "Talks in Łódź end",
        "Ministry of Trade",
        "2031-03-15",
    )
    assert draft.text.endswith("The talks have ended, the ministry said on Monday.\n\nNo date was set.")
    assert [(file.name, file.data) for file in draft.files] == [("annex.txt", b"The annex tells of freight.")]
    assert draft.notices == ("1 file is attached and of a kind that is not read: logo.png",)


def test_an_outlook_message_is_known_by_its_name_and_its_bytes():
    assert kind("a.msg", MESSAGE, asked=False) == "outlook"
    assert kind("a", MESSAGE, asked=False) == "outlook"


def test_without_the_extra_the_mend_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    with pytest.raises(UnreadableError, match=r"save it as \.eml, or install brief\[msg\]"):
        outlook.read(MESSAGE, LIMITS)


def test_a_body_that_is_rich_text_alone_is_unpacked():
    told = b"{\\rtf1\\ansi\\ansicpg1252 The ministers of Peru met in L\\'edma.\\par No date was set.\\par}"
    flags = b"".join(b"\0" + told[at : at + 8] for at in range(0, len(told), 8))
    packed = struct.pack("<II4sI", len(flags) + 12, len(told), b"LZFu", 0) + flags
    assert outlook_rich.unpacked(packed, 1_000) == told
    assert richtext.read(outlook_rich.unpacked(packed, 1_000), LIMITS).text.splitlines()[-1] == "No date was set."


def test_references_into_the_window_are_followed():
    packed = struct.pack("<II4sI", 0, 0, b"LZFu", 0) + b"\x02A\x0c\xf4BCDEFG"
    assert outlook_rich.unpacked(packed, 1_000) == b"AAAAAAABCDEFG"


def test_rich_text_that_grows_beyond_all_bounds_is_refused():
    with pytest.raises(UnreadableError, match="grows beyond"):
        outlook_rich.unpacked(b"\0" * 16 + b"\0abcdefgh" * 100, 200)
