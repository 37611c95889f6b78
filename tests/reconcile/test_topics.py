import pytest

AGENDA = {
    "id": "agenda",
    "title": "Agenda",
    "fields": {
        "topic": {"type": "topic", "required": True},
        "priority": {"type": "choice", "of": ["high", "normal"], "otherwise": "normal"},
    },
    "identity": {"field": "topic", "by": "wording"},
    "skip": ["matters", "other"],
}


def agenda(news, *sources):
    """Return the topics of the agenda after every source named its own."""
    for topics in sources:
        s = news.source(f"They will discuss {', '.join(topics)}.")
        news.said(s, "agenda", topic=list(topics))
    return [record.text("topic") for record in news.briefing(AGENDA).section("agenda").records]


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("the situation in Ukraine", "Ukraine", "Ukraine"),
        ("the Syrian war", "the conflict in Syria", "Syrian war"),
        ("nuclear arms control", "arms control", "arms control"),
        ("election interference", "Russian meddling in elections", "election interference"),
        ("North Korean denuclearisation", "North Korea's denuclearization", "North Korean denuclearisation"),
        ("counter-terrorism", "the fight against terrorism", "counter-terrorism"),
        ("Iran's nuclear programme", "Iran", "Iran"),
        ("student visas", "visas", "student visas"),
        ("visas for students", "student visas", "student visas"),
        ("fishing rights", "fisheries", "fisheries"),
        ("reform of the UN Security Council", "Security Council reform", "Security Council reform"),
        ("JCPOA", "the Joint Comprehensive Plan of Action", "JCPOA"),
        ("debt", "relief on the debt to the bank", "debt"),
        ("air services", "civil aviation", "air services"),
        ("trade deal", "trade pact", "trade deal"),
        ("the jailed nurse", "a nurse in detention", "jailed nurse"),
        ("tariffs", "transit tariffs", "transit tariffs"),
        ("digital sector", "digital schools", "digital schools"),
        ("labour organiser", "labor organizer", "labor organizer"),
    ],
)
def test_wordings_of_one_topic_are_one_record(news, one, other, shown) -> None:
    assert agenda(news, [one], [other]) == [shown]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("food security", "energy security"),
        ("security in Mali", "security in Niger"),
        ("Iran", "Iraq"),
        ("drug trafficking", "trade"),
        ("arms control", "border control"),
        ("water", "oil"),
    ],
)
def test_topics_that_share_a_wide_word_stay_two(news, one, other) -> None:
    assert sorted(agenda(news, [one], [other])) == sorted([one, other])


def test_a_country_with_two_things_said_of_it_stands_for_neither(news) -> None:
    assert len(agenda(news, ["Iran", "Iran's nuclear programme", "oil from Iran"])) == 3


def test_the_wording_of_most_groups_is_shown_and_all_of_them_count(news) -> None:
    assert agenda(news, ["gas contracts", "visas"], ["gas contracts"], ["gas"]) == ["gas contracts", "visas"]
    record = news.briefing(AGENDA).section("agenda").records[0]
    assert (record.groups, record.first("topic").groups, record.first("topic").status) == (3, 3, "corroborated")
    assert [e.text for e in record.first("topic").evidence] == ["gas contracts", "gas contracts", "gas"]
    assert record.aliases == ("gas",)


def test_the_country_visited_is_no_topic_and_neither_are_empty_words(news) -> None:
    s = news.source("Lea Brandt visits Ghana to discuss Ghana, other matters and cocoa.")
    guest = news.person(s, "Lea Brandt", country="Denmark")
    news.said(s, "@actors", principal=guest, destination=("Ghana", "Ghana"))
    news.said(s, "agenda", topic=["Ghana", "other matters", "cocoa"])
    actors = {"principal": {"type": "person"}, "destination": {"type": "country"}}
    records = news.briefing(AGENDA, actors=actors).section("agenda").records
    assert [record.text("topic") for record in records] == ["cocoa"]


def test_a_statement_that_makes_no_record_raises_a_topic_that_is_there(news) -> None:
    s = news.source("They will discuss grain. Top of her list is grain. Tin is a priority, too.")
    news.said(s, "agenda", topic="grain")
    news.said(s, "agenda", topic="grain", priority=("Top", "high"), creates=False)
    news.said(s, "agenda", topic="Tin", priority=("a priority", "high"), creates=False)
    records = news.briefing(AGENDA).section("agenda").records
    assert [(r.text("topic"), r.text("priority"), r.first("priority").origin) for r in records] == [
        ("grain", "high", "extracted")
    ]


def test_a_choice_that_nobody_made_is_derived(news) -> None:
    agenda(news, ["grain"])
    value = news.briefing(AGENDA).section("agenda").records[0].first("priority")
    assert (value.text, value.origin, value.status, value.evidence) == ("normal", "derived", "derived", ())
