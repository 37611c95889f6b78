"""A page's text in, the role of each of its passages out."""

import pytest

STORY = (
    "Negotiators from Fiji and Tonga left the table on Friday without an accord on the ferry line that both want.\n"
    "Transport minister Sefa Tuilagi said the price was the sticking point.\n"
)
TOP = f"Ferry talks stall in Suva\n\n{STORY}\n"
LATER = "The talks go on in June, officials of both sides say.\n"


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roko and Ann Lee, Suva",
        "Harbour Gazette",
        "HARBOUR GAZETTE | Home  News  Sport  Tides",
        "Home > World > Pacific",
        "Pacific › Trade",
        "Updated 14:46, 12-May-2019",
        "Wed Feb 21, 2024 9:14 PM UTC",
        "Tuesday, 07 October 2025 19:42",
        "Published: 15/07/2025 18h40 – Updated: 02/09/2025 11h05",
        "Harbour Gazette — TRADE — Wednesday 15.10.2025",
        "Share: Facebook | X | WhatsApp",
        "ANALYSIS",
        "Press Release No. 12",
        '["pacific"]',
        "5 min read",
    ],
)
def test_standing_lines_above_the_text_are_furniture(layers, line):
    found = layers(f"Ferry talks stall in Suva\n{line}\n{STORY}")
    assert [layer for layer, _ in found] == ["headline", "furniture", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: How the ferry sank",
        "Also read: Port fees rise again",
        "Also Read | Explained: the port fees",
        "▶ Newsletter: Get our evening bulletin",
        "Also on pacific.example Who owns the ferries?",
        "Source(s): Pacific Wire",
        "Add Comment",
        "READ LATER   PRINT   COMMENTS (3)",
        "© 2014-2016 Harbour Gazette. All rights reserved. Page archived 02.02.2026.",
        "Reporting by Ann Lee; Editing by Tom Roe",
        "(Additional reporting by Ann Lee in Apia; Editing by Tom Roe)",
        "Sign up to the Gazette's Teatime newsletter. Comments (17)",
        "Like this story? Share it with a friend!",
        "Photo: A. Lee",
        "First published 3 May 2021",
        "RELATED: Port fees | The ferry that sank | Advertise with us",
        "Follow us on Telegram | Downloads: audio",
    ],
)
def test_offers_credits_and_links_are_furniture_below_the_text(layers, line):
    assert layers(f"Ferry talks stall in Suva\n{STORY}{line}\n")[-1] == ("furniture", line)


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday the talks had nearly failed.",
        "Read more than once, the text still contains gaps, a diplomat said.",
        "Also on the table was a railway to Moyale.",
        "Also in dispute is the fate of two sailors.",
        "Related talks on water will follow in July.",
        "Share of revenue remains open.",
        "Follow-up talks are due in May.",
        "Photographs were not allowed, the minister said.",
        "Copyright law was left for dinner, the French side said.",
        "He denied it.",
        "Editing of the treaty took three days.",
        "From Suva the minister flies to Apia.",
        "Support for the accord grew, he said.",
        "“We listened,” he said.",
        "Published figures show that trade has doubled since 2019.",
        "Updated maps were handed to the neighbours on 3 May 2021, officials said.",
        "Subscribers to the pact number eleven.",
        "Latest: nobody knows, the envoy said on Friday.",
    ],
)
def test_sentences_that_begin_like_furniture_are_body(told, sentence):
    assert sentence in told(f"Ferry talks stall in Suva\n{STORY}{sentence}\n{LATER}")
    assert sentence in told(f"Ferry talks stall in Suva\n\n{STORY}\n{sentence}\n")


def test_lists_of_other_pages_are_furniture_with_their_items(layers):
    page = f"{TOP}MOST READ\n1. Man, 44, arrested over prank\n2. Quiz: which fish are you?\n"
    assert [layer for layer, _ in layers(page)][-3:] == ["furniture"] * 3


def test_a_list_of_other_pages_inside_the_text_ends_with_the_next_sentence(layers):
    page = f"{TOP}Read also\n• Port fees rise\n• A ferry sinks\n\nNo date has been set.\n"
    assert layers(page)[-4:] == [
        ("furniture", "Read also"),
        ("furniture", "• Port fees rise"),
        ("furniture", "• A ferry sinks"),
        ("body", "No date has been set."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Ministers Ann Lee and Sefa Tuilagi on the quay in Suva. Photo: Tom Roe / Harbour Gazette",
        "[PHOTO: Minister Tuilagi, left, with the envoy at the port. Credit: Tom Roe / Ministry Press]",
        "Photo features Fiji's minister Sefa Tuilagi and Tonga's envoy Ann Lee /Pacific Wire Photo",
        "FILE PHOTO: Minister Sefa Tuilagi speaks in Suva, March 3, 2014. REUTERS/Tom Roe",
        "(Cover: The ferry leaves the port of Suva, May 9, 2013. /Pacific Wire Photo)",
        "Sefa Tuilagi at the guard of honour. (Pacific Wire photo by Ann Lee)",
        "The quay in Suva last week. Picture: family handout",
    ],
)
def test_captions_are_told_from_the_text(layers, line):
    assert ("caption", line) in layers(
        f"Ferry talks stall in Suva\n\n{STORY}\n{line}\n\nThe talks go on in June, officials say.\n"
    )


def test_a_line_that_stands_twice_in_a_row_is_a_caption(layers):
    found = layers(
        f"Ferry talks stall\n{STORY}The quay in Suva\n\nThe quay in Suva\n\nThe talks go on in June, they say.\n"
    )
    assert [layer for layer, words in found if words == "The quay in Suva"] == ["caption", "caption"]


def test_headings_inside_the_text_are_headings(layers):
    found = layers(f"{TOP}Captain's family waits\nHis wife has been waiting in Apia since May.\n")
    assert ("heading", "Captain's family waits") in found


def test_a_deck_is_a_heading_and_never_furniture(layers):
    found = layers(
        f"Ferry talks stall in Suva\nBoth sides blame the price of fuel on Friday\nBy Ann Lee\n\n{STORY}"
    )
    assert [layer for layer, _ in found][:3] == ["headline", "heading", "furniture"]


def test_a_programme_is_body(told):
    page = (
        "Visit of the minister to Laos\nMinistry of Trade\nVientiane, 7 January 2016\n\n"
        "The minister will travel to Vientiane on January 24 and meet the prime minister.\n\nProgramme\n\n"
        "Monday 24 January: Arrival\n"
        "10:30 – Talks with the Prime Minister\nTuesday 25 January: Visit to the School\n"
    )
    assert told(page)[1:] == [
        "Monday 24 January: Arrival",
        "10:30 – Talks with the Prime Minister",
        "Tuesday 25 January: Visit to the School",
    ]


def test_bullets_and_questions_with_answers_are_passages_of_the_body(told):
    page = (
        "Visit of the minister to Laos\n\nThe two are expected to review, among other matters:\n"
        "– trade and ports;\n– visas\n\n"
        "Q – Will he meet the captain?\nA – We do not say.\nQ – And the visit to Hanoi?\nA – It was postponed.\n"
    )
    assert told(page)[1:] == [
        "– trade and ports;",
        "– visas",
        "Q – Will he meet the captain?",
        "A – We do not say.",
        "Q – And the visit to Hanoi?",
        "A – It was postponed.",
    ]


def test_wrapped_lines_are_one_paragraph(told):
    page = (
        "Ferry talks stall\n\nNegotiators from Fiji and Tonga left the\ntable on Friday without an accord on the\n"
        "ferry line that both governments want.\n\n"
        "Transport minister Sefa Tuilagi said the\nprice was the sticking point.\n"
    )
    assert told(page) == [
        (
            "Negotiators from Fiji and Tonga left the\ntable on Friday without an accord on the\n"
            "ferry line that both governments want."
        ),
        "Transport minister Sefa Tuilagi said the\nprice was the sticking point.",
    ]


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        ("SUVA, Oct 6, 2025 (Pacific Wire) — Fiji's minister flew to Apia.", "Fiji's minister flew to Apia."),
        ("SUVA (Pacific Wire) -- Fiji's minister flew to Apia.", "Fiji's minister flew to Apia."),
        ("SUVA - Fiji's minister flew to Apia.", "Fiji's minister flew to Apia."),
        ("SUVA: Fiji's minister flew to Apia.", "Fiji's minister flew to Apia."),
        ("Suva, 22/02/2024.- Fiji's minister flew to Apia.", "Fiji's minister flew to Apia."),
        ("SUVA, May 13. /PACWIRE/. Fiji's minister flew to Apia.", "Fiji's minister flew to Apia."),
        ("Suva, Feb 22 (PW) Fiji's minister flew to Apia.", "Fiji's minister flew to Apia."),
        (
            "{mosaic}“We flew to Apia,” the minister said.{/mosaic}",
            "“We flew to Apia,” the minister said.",
        ),
        ("{{ad}} The minister flew to Apia. {box}", "The minister flew to Apia."),
        ("Monday: talks with the minister; a working lunch.", "Monday: talks with the minister; a working lunch."),
        (
            "MONDAY: Talks with the minister and a working lunch.",
            "MONDAY: Talks with the minister and a working lunch.",
        ),
        (
            "Fiji – long the larger of the two – flew its minister out.",
            "Fiji – long the larger of the two – flew its minister out.",
        ),
        ("Gas went better. An end — Apia says — is near.", "Gas went better. An end — Apia says — is near."),
    ],
)
def test_a_dateline_stays_outside_the_passage_it_opens(told, opening, first):
    assert (
        told(f"Ferry talks stall in Suva\n\n{opening}\n\nThe talks go on in June, officials of both sides say.\n")[
            0
        ]
        == first
    )


def test_the_speakers_of_a_transcript_stay_with_their_words(told):
    page = "Remarks to the press\n\nMINISTER LEE: Good morning to all of you.\n\nMR ROE: Will you fly to Apia?\n"
    assert told(page) == ["MINISTER LEE: Good morning to all of you.", "MR ROE: Will you fly to Apia?"]


def test_a_text_without_a_headline_has_none(read):
    source, _ = read(STORY.replace("\n", " ", 1) * 2)
    assert source.title == ""
    assert source.kept == 1.0


def test_a_label_above_the_headline_is_not_the_headline(read):
    source, _ = read(
        f"HARBOUR GAZETTE\nSaturday, 8 March 2014\n\nFerry talks between Fiji and Tonga stall in Suva\n\n{STORY}"
    )
    assert source.title == "Ferry talks between Fiji and Tonga stall in Suva"


def test_markdown_headings_and_front_matter(layers):
    found = layers(
        f"---\ndate: 2022-11-05\nlayout: post\n---\n\n"
        f"# Ferry talks stall\n\n{STORY}\n## Next steps\n\nThey meet in June.\n",
        "a.md",
    )
    assert [layer for layer, _ in found] == [*["furniture"] * 4, "headline", "body", "body", "heading", "body"]
    assert ("heading", "Next steps") in found


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        (
            "From: port office Suva\nTo: desk\nDate: Thu, 19 Aug 2027 08:10:00 +0500\nSubject: RE: Ferry talks",
            "Ferry talks",
        ),
        ("CONFIDENTIAL\nFM AMEMBASSY SUVA\nTO SECSTATE WASHDC\nSUBJECT: FERRY TALKS STALL", "FERRY TALKS STALL"),
        (
            "MEMORANDUM\nTo: The Minister\nFrom: Transport desk\nDate: 3 May 2027\nRe: Ferry talks in Suva",
            "Ferry talks in Suva",
        ),
    ],
)
def test_the_head_of_a_message_saved_as_text_is_furniture_and_its_subject_the_headline(layers, head, headline):
    found = layers(f"{head}\n\n{STORY}")
    assert [text for layer, text in found if layer == "headline"] == [headline]
    assert [layer for layer, _ in found if layer != "headline"] == ["furniture"] * head.count("\n") + [
        "body",
        "body",
    ]


def test_two_lines_with_colons_are_no_head_of_a_message(layers):
    found = layers(f"From: Suva\nTo: Nadi, the ferry that nobody wants\n{STORY}")
    assert "Nadi" in " ".join(text for layer, text in found if layer != "furniture")


def test_a_message_saved_as_text_has_its_day_and_sender_from_its_head(read):
    source, _ = read(
        f"From: Harbour Office\nTo: desk\nSent: Thursday, August 19, 2027 8:10 AM\nSubject: Ferries\n\n{STORY}"
    )
    assert (source.published.value, source.publisher, source.title) == ("2027-08-19", "Harbour Office", "Ferries")
