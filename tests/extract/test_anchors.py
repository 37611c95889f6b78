"""Undated sources: dated by the others where the texts allow it, else lent a day to count weekdays from."""

from datetime import date

from brief.extract.anchors import anchor_for, date_sources
from brief.lexicon import load_lexicon
from brief.model import Dating, Layer, Passage, SourceDocument, Span

LEXICON = load_lexicon()
WIRE = (
    "LIMA — Fishermen blocked the port of Callao for a third day, demanding cheaper fuel and a longer season. "
    "The government has offered talks but no money, and the union's leader said her members would stay. "
    "Ships bound for Chile were sent north, where the harbour of Chimbote is short of cranes and of pilots."
)


def source(number: int, text: str, day: str | None = None, furniture: str = "") -> SourceDocument:
    passages = [Passage(span=Span(start=0, end=len(text)), layer=Layer.BODY)]
    if furniture:
        passages.append(
            Passage(span=Span(start=len(text) + 1, end=len(text) + 1 + len(furniture)), layer=Layer.FURNITURE)
        )
    return SourceDocument(
        id=f"s{number}",
        path=f"{number}.txt",
        format="plaintext",
        text=f"{text}\n{furniture}" if furniture else text,
        digest=str(number),
        published=Dating(value=day, method="dateline") if day else Dating(),
        passages=tuple(passages),
    )


def test_an_undated_copy_takes_the_date_of_the_report():
    copy = source(2, "Port closed. " + WIRE)
    _, found = date_sources([source(1, WIRE, "2021-03-04"), copy], LEXICON)
    assert (found.published.value, found.published.method) == ("2021-03-04", "inferred")
    assert found.published.evidence is not None
    assert found.holds(found.published.evidence)


def test_a_dated_source_keeps_its_date():
    first = source(1, WIRE, "2021-03-04")
    second = source(2, WIRE, "2021-03-05")
    assert date_sources([first, second], LEXICON) == (first, second)


def test_a_date_is_as_precise_as_that_of_the_report():
    _, found = date_sources([source(1, WIRE, "2021-03"), source(2, WIRE)], LEXICON)
    assert found.published.value == "2021-03"


def test_weekdays_that_others_date_close_in_on_the_day():
    dated = source(
        1,
        "President Tamale landed in Gaborone on 9 June 2024 with six ministers. "
        "Tamale will open the Okavango water conference in Maun on 10 June 2024.",
        "2024-06-09",
    )
    undated = source(
        2,
        "President Tamale and six ministers landed in Gaborone on Sunday. "
        "On Monday, Tamale will open the water conference at Maun on the Okavango.",
    )
    found = date_sources([dated, undated], LEXICON)[1].published
    assert (found.value, found.method) == ("2024-06", "inferred")
    assert found.evidence is not None
    assert "2024" not in found.evidence.text


def test_days_named_in_full_bound_a_source_from_both_sides():
    text = "The envoy was named on 3 May 2022. She will take office on 20 May 2022, the ministry said."
    (found,) = date_sources([source(1, text)], LEXICON)
    assert found.published.value == "2022-05"


def test_a_past_day_alone_dates_nothing():
    assert date_sources([source(1, "The treaty was signed on 3 May 2022.")], LEXICON)[0].published == Dating()


def test_days_that_contradict_each_other_date_nothing():
    text = "The envoy was named on 30 May 2022. She will take office on 3 May 2022."
    assert date_sources([source(1, text)], LEXICON)[0].published == Dating()


def test_furniture_dates_nothing():
    furniture = "The page was saved on 3 May 2022. It will be deleted on 20 May 2022."
    assert date_sources([source(1, "Nothing happened.", None, furniture)], LEXICON)[0].published == Dating()


def test_a_source_counts_from_its_own_day():
    one = source(1, "x", "2020-02-02")
    assert anchor_for(one, [one, source(2, "y", "2020-02-09")]) == date(2020, 2, 2)


def test_an_undated_source_is_lent_the_median_day():
    one = source(1, "x")
    rest = [source(2, "a", "2020-02-03"), source(3, "b", "2020-02-05"), source(4, "c", "2020-02-06")]
    assert anchor_for(one, [one, *rest]) == date(2020, 2, 5)


def test_a_source_with_only_a_month_is_lent_a_day_of_that_month():
    one = source(1, "x", "2020-03")
    assert anchor_for(one, [one, source(2, "a", "2020-02-03")]) is None
    assert anchor_for(one, [one, source(2, "a", "2020-02-03"), source(3, "b", "2020-03-05")]) == date(2020, 3, 5)


def test_where_nothing_is_dated_no_day_is_lent():
    one = source(1, "On Monday he left.")
    assert anchor_for(one, [one, source(2, "On Tuesday she came.")]) is None


def test_sources_of_different_times_lend_no_day():
    one = source(1, "x")
    days = ["2015-01-01", "2017-01-01", "2019-01-01", "2021-01-01"]
    assert anchor_for(one, [one, *(source(n, "y", day) for n, day in enumerate(days, 2))]) is None


def test_the_lent_day_puts_weekdays_on_days_that_others_tell_of():
    preview = source(1, "The king will arrive in Amman on 4 March 2024.", "2024-03-01")
    report = source(2, "The king arrived on Monday. On Tuesday, 5 March 2024, he spoke.", "2024-03-05")
    undated = source(3, "The king flew home late on Tuesday after a dinner on Monday.")
    everything = [preview, report, undated]
    assert anchor_for(undated, everything) == date(2024, 3, 1)
    assert anchor_for(undated, everything, LEXICON) == date(2024, 3, 5)


def test_the_order_of_the_sources_does_not_matter():
    a, b, c = source(1, WIRE, "2021-03-04"), source(2, WIRE), source(3, "On Monday it rained.", "2021-03-09")
    forward = {s.id: s.published.value for s in date_sources([a, b, c], LEXICON)}
    assert forward == {s.id: s.published.value for s in date_sources([c, b, a], LEXICON)}


def test_a_dateline_without_a_year_takes_that_of_the_story():
    dated = source(1, "President Tamale will visit Gaborone in June.", "2024-06-01")
    undated = source(2, "GABORONE, June 7 (Delta Wire) -- On Thursday talks were held in the city hall.")
    _, found = date_sources([dated, undated], LEXICON)
    assert (found.published.value, found.published.method) == ("2024-06-07", "inferred")


def test_a_full_date_that_ends_the_title_dates_a_source():
    undated = source(1, "TRANSCRIPT: Delta Tonight, 14 September 2027\nPRESENTER: Good evening.")
    (found,) = date_sources([undated], LEXICON)
    assert found.published.value == "2027-09-14"


def test_a_day_that_a_headline_announces_does_not_date_the_source():
    dated = source(1, "President Tamale will visit Gaborone.", "2024-06-01")
    for text in ("Tamale to visit Gaborone, June 7\nShe is awaited.", "Programme\nMonday, 7 June: talks."):
        _, found = date_sources([dated, source(2, text)], LEXICON)
        assert found.published.value is None


def test_a_dateline_far_from_the_story_lends_no_year():
    dated = source(1, "President Tamale will visit Gaborone.", "2024-06-01")
    _, found = date_sources([dated, source(2, "GABORONE, December 7 (Delta Wire) -- Rain fell.")], LEXICON)
    assert found.published.value is None


def test_a_dateline_takes_the_year_of_a_full_date_in_its_own_text():
    text = "GABORONE, June 7 (Delta Wire) -- The mayor said on Friday (June 7, 2024) that talks were held."
    (found,) = date_sources([source(1, text)], LEXICON)
    assert found.published.value == "2024-06-07"
