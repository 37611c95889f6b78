ACTORS = {
    "principal": {"type": "person"},
    "destination": {"type": "country", "unlike": ["principal.country"]},
    "counterpart": {"type": "person", "many": True, "unlike": ["principal", "principal.country"]},
}
MEETINGS = {
    "id": "meetings",
    "title": "Meetings",
    "fields": {
        "what": {"type": "clause", "required": True},
        "day": {"type": "date"},
        "who": {"type": "person", "many": True},
    },
    "identity": {"field": "what", "by": "event"},
}


def chosen(news, **more):
    return dict(news.briefing(MEETINGS, actors=ACTORS, **more).actors)


def trip(news, text: str, traveller: str, to: str, host: str = ""):
    """Tell of a visit: the traveller is Danish, the host of the country visited."""
    s = news.source(text)
    guest = news.person(s, traveller, country="Denmark")
    fields = {"principal": guest, "destination": (to, to)}
    if host:
        fields["counterpart"] = news.person(s, host, country=to)
    news.said(s, "@actors", **fields)
    return s


def test_independent_groups_outvote_a_report_printed_three_times(news) -> None:
    for _ in range(3):
        s = news.source("Finn Holm will travel to Ghana.", group="g1")
        news.said(s, "@actors", principal=news.person(s, "Finn Holm"), weight=4)
    for group in ("g2", "g3"):
        s = news.source("Lea Brandt will travel to Ghana.", group=group)
        news.said(s, "@actors", principal=news.person(s, "Lea Brandt"), weight=4)
    assert chosen(news)["principal"] == ("lea-brandt",)


def test_the_destination_is_never_the_travellers_own_country(news) -> None:
    s = trip(news, "Lea Brandt of Denmark visits Ghana. Denmark, Denmark, Denmark.", "Lea Brandt", "Ghana")
    for _ in range(5):
        news.said(s, "@actors", destination=("Denmark", "Denmark"))
    assert chosen(news)["destination"] == ("Ghana",)


def test_a_statement_about_another_traveller_does_not_choose_the_destination(news) -> None:
    trip(news, "Lea Brandt visits Ghana.", "Lea Brandt", "Ghana")
    trip(news, "Lea Brandt flies to Ghana.", "Lea Brandt", "Ghana")
    s = trip(news, "Lea Brandt visits Ghana; Ole Dahl was in Peru.", "Lea Brandt", "Ghana")
    other = news.person(s, "Ole Dahl", country="Denmark")
    for _ in range(9):
        news.said(s, "@actors", principal=other, destination=("Peru", "Peru"), weight=0.1)
    assert chosen(news) == {"principal": ("lea-brandt",), "destination": ("Ghana",), "counterpart": ()}


def test_all_counterparts_stay_but_no_compatriot(news) -> None:
    s = trip(
        news, "Lea Brandt met Kofi Asare, Ama Owusu and Ole Dahl in Ghana.", "Lea Brandt", "Ghana", "Kofi Asare"
    )
    guest = news.claims[0].entity
    news.said(s, "@actors", principal=guest, counterpart=news.person(s, "Ama Owusu", country="Ghana"))
    news.said(s, "@actors", principal=guest, counterpart=news.person(s, "Ole Dahl", country="Denmark"))
    assert set(chosen(news)["counterpart"]) == {"kofi-asare", "ama-owusu"}


def test_the_two_leaders_are_the_traveller_and_the_host_of_that_source(news) -> None:
    s = trip(news, "Lea Brandt visits Ghana. The two leaders talk.", "Lea Brandt", "Ghana", "Kofi Asare")
    trip(news, "Lea Brandt visits Ama Owusu.", "Lea Brandt", "Ghana", "Ama Owusu")
    news.said(s, "meetings", what="The two leaders talk", who="@principal @counterpart")
    record = news.briefing(MEETINGS, actors=ACTORS).section("meetings").records[0]
    assert [v.text for v in record.fields["who"]] == ["Kofi Asare", "Lea Brandt"]


def test_a_statement_about_somebody_elses_talks_is_dropped(news) -> None:
    s = trip(news, "Lea Brandt visits Ghana. Ole Dahl met fishermen.", "Lea Brandt", "Ghana")
    news.said(s, "meetings", what="met fishermen", principal=news.person(s, "Ole Dahl"))
    news.said(s, "meetings", what="visits Ghana", principal=news.claims[0].entity)
    records = news.briefing(MEETINGS, actors=ACTORS).section("meetings").records
    assert [r.text("what") for r in records] == ["visits Ghana"]


def test_the_window_is_the_cluster_of_days_that_most_groups_speak_of(news) -> None:
    s = trip(
        news,
        "Lea Brandt visits Ghana on 3 and 4 June; in April she was ill on the 1st and 2nd.",
        "Lea Brandt",
        "Ghana",
    )
    t = trip(news, "Lea Brandt visits Ghana on 4 June.", "Lea Brandt", "Ghana")
    for day in ("2031-04-01", "2031-04-02", "2031-04-03"):
        news.said(s, "meetings", what="she was ill", day=("April", day))
    for where, day in ((s, "2031-06-03"), (t, "2031-06-04"), (t, "2031-06")):
        news.said(where, "meetings", what="visits Ghana", day=("June", day))
    inside = {**MEETINGS, "keep": [{"field": "day", "window": "inside"}]}
    days = {"section": "meetings", "field": "day", "days": 3}
    records = news.briefing(inside, actors=ACTORS, window=days).section("meetings").records
    assert [r.text("day") for r in records] == ["2031-06-03", "2031-06-04"]
    outside = {**MEETINGS, "id": "before", "keep": [{"field": "day", "window": "outside"}]}
    for day in ("2031-04-01", "2031-06-03"):
        news.said(s, "before", what="she was ill", day=("April", day))
    records = news.briefing(inside, outside, actors=ACTORS, window=days).section("before").records
    assert [r.text("day") for r in records] == ["2031-04-01"]
