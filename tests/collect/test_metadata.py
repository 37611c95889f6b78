"""A page's text in, its date and its publisher out."""

import pytest

STORY = (
    "The ministers of Chile and Peru met in Arica to discuss the border railway, officials of both sides said.\n"
)


def page(*lines: str, story: str = STORY, after: str = "") -> str:
    return "\n".join(["Border railway talks open in Arica", *lines, "", story, after])


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 14:46, 12-May-2019", "2019-05-12"),
        ("10 May, 2019 12:08 / Updated 6 years ago", "2019-05-10"),
        ("2019-05-13 06:22:58 GMT2019-05-13 14:22:58(Beijing Time)\xa0Andes English", "2019-05-13"),
        ("Tuesday, 07 October 2025 19:42", "2025-10-07"),
        ("Mon, July 14, 2025, 7:52 PM GMT+1 · 2 min read", "2025-07-14"),
        ("Published: 15/07/2025 18h40 – Updated: 02/09/2025 11h05", "2025-07-15"),
        ("Updated: 02/09/2025 11h05 | Published: 15/07/2025", "2025-07-15"),
        ("Published on 11/07/2025 15h12", "2025-07-11"),
        ("Andes National Agency, 17 October 2025, 10:05", "2025-10-17"),
        ("Andes Ledger — TRADE — Wednesday 15.10.2025", "2025-10-15"),
        ("Paris, 3 October 2025", "2025-10-03"),
        ("Lima, 3 de octubre de 2025", "2025-10-03"),
        ("Posted: 2025-10-16 08:40 KST", "2025-10-16"),
        ("8th of March 2014", "2014-03-08"),
        ("Sept. 3, 2016", "2016-09-03"),
        ("Friday 07/11/2025", "2025-11-07"),
        ("Friday 11/07/2025", "2025-07-11"),
        ("Monday 11/07/2022", "2022-07-11"),
        ("03/04/2018 11:20 AM EST", "2018-03-04"),
        ("03/04/2018 11:20", "2018-04-03"),
        ("07/25/2018", "2018-07-25"),
    ],
)
def test_standing_dates(read, line, day):
    source, _ = read(page(line))
    assert source.published.value == day
    assert source.published.method == "dateline"
    assert source.published.evidence is not None
    assert source.holds(source.published.evidence)


@pytest.mark.parametrize(
    "line",
    [
        "© 2014 Andes Ledger",
        "Copyright 2023 Andes Media Inc. All rights reserved.",
        "Archived copy – captured 14 March 2026",
        "© 2015-2025 Andes Ledger. Page last checked on 17 June 2025. Tips? Mail the newsroom.",
        "MOST READ\n1. Tunnel toll to rise from 1 April 2023\n2. 03.11.2023: Why oil costs what it costs",
        "Updated 6 years ago",
        "Updated at 11:44 a.m.",
        "Accessed 3 May 2026",
    ],
)
def test_dates_that_are_not_the_day_of_the_report(read, line):
    assert read(page(after=line))[0].published.value is None
    assert read(page(line))[0].published.value is None


def test_days_in_the_story_and_the_headline_are_not_its_date(read):
    text = page(
        "Arica, 6 and 7 October 2025", story="The treaty of 3 June 1929 was recalled by both of the ministers."
    )
    assert read(f"Visit to Arica, 14 to 16 July 2025\n{text}")[0].published.method == "unknown"


def test_a_dateline_dates_the_report_when_it_has_its_year(read):
    dated = read(page(story="ARICA, Oct 6, 2025 (Andes Wire) — The ministers of Chile and Peru met on Monday."))[
        0
    ].published
    assert (dated.value, dated.method) == ("2025-10-06", "dateline")
    bare = read(page(story="ARICA, Oct 6 (Andes Wire) — The ministers of Chile and Peru met on Monday."))[
        0
    ].published
    assert (bare.value, bare.method) == (None, "unknown")


def test_a_day_and_a_dash_are_a_dateline_without_a_place(read):
    story = "6 October 2025 - The ministers of Chile and Peru met on Monday, officials of both sides said."
    source = read(page(story=story))[0]
    assert (source.published.value, source.published.method) == ("2025-10-06", "dateline")
    assert any(source.text[p.span.start : p.span.end].startswith("The ministers") for p in source.passages)


def test_the_days_of_a_programme_are_no_datelines(read):
    story = "6 October 2025 - Talks with the minister in Arica\n\n7 October 2025 - Visit to the harbour of Arica"
    source = read(page(story=story))[0]
    assert source.published.value is None
    assert any("7 October 2025 - Visit" in source.text[p.span.start : p.span.end] for p in source.passages)


def test_a_dateline_wins_over_the_day_of_an_update(read):
    story = "ARICA, May 10, 2019 (Andes Wire) — The ministers of Chile and Peru met on Friday."
    assert read(page("Updated 12 May 2019", story=story))[0].published.value == "2019-05-10"


def test_the_order_of_an_open_date_follows_the_days_of_the_story(read):
    story = "The ministers of Chile and Peru meet in Arica on 9 April 2018, officials of both sides said."
    assert read(page("04/05/2018", story=story))[0].published.value == "2018-04-05"
    assert read(page("04/05/2018", story=story.replace("April", "May")))[0].published.value == "2018-05-04"


def test_a_published_line_below_the_text_counts(read):
    assert read(page(after="Published - February 22, 2024 08:10 am IST"))[0].published.value == "2024-02-22"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Andes Ledger", "The Andes Ledger"),
        ("ANDES EVENING LEDGER  |  Home  News  Sport", "Andes Evening Ledger"),
        ("Andes World Radio > World > Americas", "Andes World Radio"),
        ("Rádio Andes – International", "Rádio Andes"),
        ("Andes News Service (ANS) | English edition", "Andes News Service (ANS)"),
        ("Ministry for Trade and Ports – Press release", "Ministry for Trade and Ports"),
        ("MINISTRY OF TRADE\nPress Release No. 287", "Ministry of Trade"),
        ("World › Americas\nThe Andes Ledger", "The Andes Ledger"),
        ("By Ann Lee\nThe Andes Ledger", "The Andes Ledger"),
        ("ANTV", "ANTV"),
        ("Andes National Agency, 17 October 2025, 10:05", "Andes National Agency"),
        ("Lima, 3 October 2025", ""),
    ],
)
def test_publishers_of_standing_lines(read, line, name):
    assert read(page(line))[0].publisher == name


def test_the_page_is_preferred_to_the_agency_that_it_credits(read):
    story = "ARICA (Andes Wire) — The ministers of Chile and Peru met on Monday, officials said."
    assert read(page("The Lima Ledger", story=story))[0].publisher == "The Lima Ledger"
    assert (
        read(page(story=story, after="© 2020 Lima Media Group. Editor: Ann Lee"))[0].publisher == "Lima Media Group"
    )
    assert read(page(story=story, after="© 2020 Lima Media Group Page 1"))[0].publisher == "Lima Media Group"
    assert read(page(story=story))[0].publisher == "Andes Wire"
    assert read(page(after="Source: ANW"))[0].publisher == "ANW"
    assert read(page())[0].publisher == ""
