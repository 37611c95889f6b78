"""Outlook messages: what they say, what is attached, and what is said where the extra is not installed."""

import sys

import pytest
from hostile import outlook_file

from brief.collect import LIMITS
from brief.collect.draft import UnreadableError
from brief.collect.readers import kind, outlook

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
