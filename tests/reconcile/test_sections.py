"""Whole sections: what several short sources say, and the records that the schema makes of it."""

from brief.model import Mood

PRISONERS = {
    "id": "prisoners",
    "title": "Prisoners",
    "fields": {
        "name": {"type": "person", "required": True},
        "held_by": {"type": "country", "default": {"": "destination"}},
        "since": {"type": "date", "ask": "Since when is {name} held?"},
        "charge": {"type": "phrase", "ask": "What is {name} charged with in {held_by}?"},
        "term": {"type": "phrase"},
        "response": {"type": "choice", "of": ["denies", "admits"]},
    },
    "identity": {"field": "name", "by": "entity"},
    "keep": [{"field": "name", "never": ["principal"]}],
}
QUESTIONS = {
    "id": "questions",
    "title": "Questions",
    "fields": {
        "question": {"type": "sentence", "required": True},
        "kind": {"type": "choice", "of": ["declined", "conflict", "gap"]},
    },
    "identity": {"field": "question", "by": "text"},
    "layout": {"order": ["kind"]},
}
PACTS = {
    "id": "pacts",
    "title": "Pacts",
    "fields": {
        "name": {"type": "entry", "list": "treaties", "required": True},
        "aliases": {"type": "phrase", "many": True, "attribute": "forms"},
        "acts": {
            "type": "record",
            "many": True,
            "parts": {
                "party": {"type": "country"},
                "act": {"type": "choice", "of": ["signed", "left"]},
                "date": {"type": "date"},
            },
        },
    },
    "identity": {"field": "name", "by": "entity"},
}
DIARY = {
    "id": "diary",
    "title": "Diary",
    "fields": {
        "date": {"type": "date", "required": True},
        "place": {"type": "place"},
        "what": {"type": "clause", "required": True},
        "who": {"type": "person", "many": True},
    },
    "identity": {"field": "what", "by": "event"},
}
VIEWS = {
    "id": "views",
    "title": "Views",
    "fields": {
        "holder": {"type": "actor", "required": True},
        "topic": {"type": "link", "to": "agenda"},
        "words": {"type": "quote", "required": True},
    },
    "identity": {"field": "words", "by": "text", "same": ["holder"]},
}
AGENDA = {
    "id": "agenda",
    "title": "Agenda",
    "fields": {"topic": {"type": "topic", "required": True}},
    "identity": {"field": "topic", "by": "wording"},
}


def test_a_wire_copy_does_not_corroborate(news) -> None:
    report = (
        "Erik Lind, a sailor, was arrested in Port Salis in May on charges of smuggling, a clerk of the court said."
    )
    for text in (report, report):
        s = news.source(text, group="")
        news.said(s, "prisoners", name=news.person(s, "Erik Lind"), charge="smuggling")
    record = news.briefing(PRISONERS).section("prisoners").records[0]
    assert (record.first("charge").status, record.first("charge").groups) == ("single-source", 1)
    s = news.source("The seaman Erik Lind stands accused of smuggling.", group="")
    news.said(s, "prisoners", name=news.person(s, "Erik Lind"), charge="smuggling")
    briefing = news.briefing(PRISONERS)
    assert briefing.section("prisoners").records[0].first("charge").status == "corroborated"
    assert [source.group for source in briefing.sources] == ["g1", "g1", "g2"]
    assert [n.message for n in briefing.notices] == ["carry one report and count as one voice"]


def test_the_most_precise_date_wins_and_another_one_disputes_it(news) -> None:
    for text, day in (("in May", "2030-05"), ("on 3 May", "2030-05-03"), ("in June", "2030-06")):
        s = news.source(f"Erik Lind was arrested {text}.")
        news.said(s, "prisoners", name=news.person(s, "Erik Lind"), since=(text, day))
    briefing = news.briefing(PRISONERS)
    since = briefing.section("prisoners").records[0].first("since")
    assert (since.text, since.groups, since.status) == ("2030-05-03", 2, "disputed")
    assert [rival.text for rival in since.rivals] == ["2030-06"]
    assert [(c.address, c.kind, [s.text for s in c.sides]) for c in briefing.conflicts] == [
        ("prisoners/erik-lind/since", "contradiction", ["2030-05-03", "2030-06"])
    ]


def test_other_words_are_no_dispute_but_other_figures_are(news) -> None:
    for charge, term in (("fraud", "eight years"), ("bribing a harbour master", "12 years")):
        s = news.source(f"Erik Lind got {term} for {charge}.")
        news.said(s, "prisoners", name=news.person(s, "Erik Lind"), charge=charge, term=term)
    record = news.briefing(PRISONERS).section("prisoners").records[0]
    assert (record.first("charge").status, record.first("charge").rivals) == ("single-source", ())
    assert record.first("term").status == "disputed"


def test_a_brother_and_the_traveller_are_not_held(news) -> None:
    s = news.source(
        "Lea Brandt raised the case of Erik Lind, brother of Ivar Lind. They threatened to arrest Jon Dahl."
    )
    lea, erik, jon = (news.person(s, name) for name in ("Lea Brandt", "Erik Lind", "Jon Dahl"))
    news.person(s, "Ivar Lind", relation="brother")
    news.said(s, "@actors", principal=lea)
    news.said(s, "prisoners", name=lea)
    news.said(s, "prisoners", name=erik)
    news.said(s, "prisoners", name=jon, mood=Mood.THREATENED)
    records = news.briefing(PRISONERS, actors={"principal": {"type": "person"}}).section("prisoners").records
    assert [record.key for record in records] == ["erik-lind"]


def test_gaps_are_asked_when_all_they_mention_is_known(news) -> None:
    s = news.source("Erik Lind is held. Asked about Lind, the ministry declined to comment.")
    lind = news.person(s, "Erik Lind", "Lind")
    news.said(s, "prisoners", name=lind)
    news.said(
        s,
        "questions",
        question="Asked about Lind, the ministry declined to comment.",
        kind=("declined", "declined"),
    )
    gaps = {"into": "questions", "field": "question", "set": {"kind": "gap"}}
    records = news.briefing(PRISONERS, QUESTIONS, gaps=gaps).section("questions").records
    assert [(r.text("question"), r.text("kind"), r.first("question").origin) for r in records] == [
        ("Asked about Lind, the ministry declined to comment.", "declined", "extracted"),
        ("Since when is Erik Lind held?", "gap", "derived"),
    ]


def test_a_contradiction_is_asked_about_in_the_schemas_words(news) -> None:
    for text, day in (("in May", "2030-05"), ("in June", "2030-06")):
        s = news.source(f"Erik Lind was arrested {text}.")
        news.said(s, "prisoners", name=news.person(s, "Erik Lind"), since=(text, day))
    gaps = {"into": "questions", "field": "question", "conflict": "{record}, {field}: {sides}?"}
    records = news.briefing(PRISONERS, QUESTIONS, gaps=gaps).section("questions").records
    assert [(r.text("question"), r.text("kind")) for r in records] == [
        ("Erik Lind, since: 2030-05 / 2030-06?", "conflict")
    ]


def test_what_nobody_says_falls_back_on_the_actor_as_derived(news) -> None:
    s = news.source("Lea Brandt visits Ghana. Erik Lind is in a cell.")
    lea = news.person(s, "Lea Brandt", country="Denmark")
    news.said(s, "@actors", principal=lea, destination=("Ghana", "Ghana"))
    news.said(s, "prisoners", name=news.person(s, "Erik Lind"))
    actors = {"principal": {"type": "person"}, "destination": {"type": "country", "unlike": ["principal.country"]}}
    value = news.briefing(PRISONERS, actors=actors).section("prisoners").records[0].first("held_by")
    assert (value.text, value.origin, value.how) == ("Ghana", "derived", "the briefing's destination")


STATES = {
    "principal": {"type": "person"},
    "destination": {"type": "country", "unlike": ["principal.country"]},
}


def _travels(news, text: str) -> str:
    s = news.source(f"Lea Brandt visits Ghana. {text}")
    lea = news.person(s, "Lea Brandt", country="Denmark")
    news.said(s, "@actors", principal=lea, destination=("Ghana", "Ghana"))
    return s


def test_only_who_is_of_the_travellers_country_is_held_by_the_host_without_a_word_of_it(news) -> None:
    s = _travels(news, "Erik Lind, a Dane, and Jon Dahl are in a cell.")
    news.said(s, "prisoners", name=news.person(s, "Erik Lind"), nationality=("Dane", "Denmark"))
    news.said(s, "prisoners", name=news.person(s, "Jon Dahl"))
    fields = {
        **PRISONERS["fields"],
        "nationality": {"type": "country"},
        "held_by": {"type": "country", "default": {"principal.country": "destination"}},
    }
    records = news.briefing({**PRISONERS, "fields": fields}, actors=STATES).section("prisoners").records
    assert [(record.key, record.text("held_by")) for record in records] == [
        ("erik-lind", "Ghana"),
        ("jon-dahl", ""),
    ]


def test_who_is_told_of_in_a_third_country_alone_is_left_out_of_every_sentence(news) -> None:
    s = _travels(news, "Erik Lind was arrested in Peru and charged. Jon Dahl was arrested in Peru and in Ghana.")
    erik, jon = news.person(s, "Erik Lind"), news.person(s, "Jon Dahl")
    news.said(s, "prisoners", name=erik, held_by=("Peru", "Peru"))
    news.said(s, "prisoners", name=erik, where="Erik Lind was arrested in Peru and charged.")
    news.said(s, "prisoners", name=jon, held_by=("Peru", "Peru"))
    news.said(s, "prisoners", name=jon, held_by=("Ghana", "Ghana"))
    keep = [{"field": "held_by", "sides": ["principal.country", "destination"], "person": "name"}]
    records = news.briefing({**PRISONERS, "keep": keep}, actors=STATES).section("prisoners").records
    assert [(record.key, record.text("held_by")) for record in records] == [("jon-dahl", "Ghana")]


def test_whom_the_host_raises_is_held_by_the_travellers_country(news) -> None:
    s = _travels(news, "Ghana brought up Erik Lind, held in Denmark. Jon Dahl was arrested in Denmark.")
    for name, raised in (("Erik Lind", True), ("Jon Dahl", False)):
        person = news.person(s, name)
        news.said(s, "prisoners", name=person, held_by=("Denmark", "Denmark"))
        if raised:
            news.said(s, "prisoners", name=person, raised=("brought up", "yes"), creates=False)
    keep = [{"field": "held_by", "never": ["principal.country"], "person": "name", "spared": ["raised"]}]
    fields = {**PRISONERS["fields"], "raised": {"type": "phrase"}}
    records = (
        news.briefing({**PRISONERS, "fields": fields, "keep": keep}, actors=STATES).section("prisoners").records
    )
    assert [record.key for record in records] == ["erik-lind"]


def test_a_release_rules_out_what_came_before_it_and_not_what_came_later(news) -> None:
    s = news.source("Erik Lind was arrested in May and freed in June. Jon Dahl was freed in June, jailed in July.")
    past = {"type": "date", "tense": "past"}
    fields = {**PRISONERS["fields"], "since": past, "ended": past}
    for name, arrest in (("Erik Lind", ("in May", "2030-05")), ("Jon Dahl", ("in July", "2030-07"))):
        person = news.person(s, name)
        news.said(s, "prisoners", name=person, since=arrest)
        news.said(s, "prisoners", name=person, ended=("in June", "2030-06"), veto=True, creates=False)
    records = news.briefing({**PRISONERS, "fields": fields}).section("prisoners").records
    assert [record.key for record in records] == ["jon-dahl"]


def test_names_of_one_pact_are_one_record_and_two_of_a_family_stay_two(news) -> None:
    s = news.source(
        "The Agreement on Ferries and Tolls; the ferries agreement; the Baltic Pact; the New Baltic Pact."
    )
    for name in ("Agreement on Ferries and Tolls", "ferries agreement", "Baltic Pact", "New Baltic Pact"):
        news.said(s, "pacts", name=name)
    records = news.briefing(PACTS).section("pacts").records
    assert {r.text("name"): [v.text for v in r.fields.get("aliases", ())] for r in records} == {
        "Agreement on Ferries and Tolls": ["ferries agreement"],
        "Baltic Pact": [],
        "New Baltic Pact": [],
    }


def test_a_name_that_tells_only_a_year_is_the_pact_made_in_it(news) -> None:
    s = news.source("The Ferries Agreement was signed in 1978. The 1978 accord. The Toll Pact of 1981.")
    fields = {**PACTS["fields"], "signed": {"type": "date"}}
    news.said(s, "pacts", name="Ferries Agreement", signed=("in 1978", "1978"))
    for name in ("1978 accord", "Toll Pact of 1981"):
        news.said(s, "pacts", name=name)
    identity = {"field": "name", "by": "entity", "dated": "signed"}
    records = news.briefing({**PACTS, "fields": fields, "identity": identity}).section("pacts").records
    assert [r.text("name") for r in records] == ["Ferries Agreement", "Toll Pact of 1981"]


def test_a_word_made_from_another_names_the_same_pact_in_new_zealand_too(news) -> None:
    s = news.source("The Taxation Treaty with New Zealand; the tax treaty; the Statement of Friendship.")
    for name in ("Taxation Treaty with New Zealand", "tax treaty"):
        news.said(s, "pacts", name=name)
    (record,) = news.briefing(PACTS).section("pacts").records
    assert record.text("name") == "Taxation Treaty with New Zealand"


def test_acts_of_one_party_are_one_and_each_party_of_a_list_acts(news) -> None:
    s = news.source("Ghana and Togo signed the Volta Accord in 2029.")
    t = news.source("Ghana signed the Volta Accord on 3 May 2029. Togo threatened to leave. Ghana left.")
    countries = [("Ghana", "Ghana"), ("Togo", "Togo")]
    signed, left = ("signed", "signed"), ("left", "left")
    news.said(s, "pacts", name="Volta Accord", acts__party=countries, acts__act=signed, acts__date=("2029", "2029"))
    day = ("3 May 2029", "2029-05-03")
    news.said(t, "pacts", name="Volta Accord", acts__party=countries[:1], acts__act=signed, acts__date=day)
    news.said(t, "pacts", name="Volta Accord", acts__party=countries[1:], acts__act=left, mood=Mood.THREATENED)
    news.said(t, "pacts", name="Volta Accord", acts__act=left)
    acts = news.briefing(PACTS).section("pacts").records[0].fields["acts"]
    assert [(a.text, a.groups) for a in acts] == [("Togo signed 2029", 1), ("Ghana signed 2029-05-03", 2)]


def test_talks_with_one_host_on_one_day_are_one_event_and_a_dinner_is_another(news) -> None:
    s = news.source("Lea Brandt holds talks with Kofi Asare on 3 June in Accra, then dines with him.")
    t = news.source("Brandt will meet Asare on Tuesday 3 June.")
    u = news.source("On 3 June Lea Brandt meets Ama Owusu. On 4 June she meets Asare again.")
    day, next_day = ("3 June", "2031-06-03"), ("4 June", "2031-06-04")
    lea, kofi = news.person(s, "Lea Brandt"), news.person(s, "Kofi Asare")
    news.said(s, "@actors", principal=lea)
    news.said(s, "diary", date=day, place="Accra", what="holds talks with Kofi Asare", who=[lea, kofi])
    news.said(s, "diary", date=day, what="dines with him", who=[lea, kofi])
    news.said(t, "diary", date=day, what="will meet Asare", who=[news.person(t, "Brandt"), news.person(t, "Asare")])
    lea, kofi, ama = news.person(u, "Lea Brandt"), news.person(u, "Asare"), news.person(u, "Ama Owusu")
    news.said(u, "diary", date=day, what="meets Ama Owusu", who=[lea, ama])
    news.said(u, "diary", date=next_day, what="meets Asare again", who=[lea, kofi])
    records = news.briefing(DIARY, actors={"principal": {"type": "person"}}).section("diary").records
    assert [(r.text("date"), r.text("what"), r.groups) for r in records] == [
        ("2031-06-03", "holds talks with Kofi Asare", 2),
        ("2031-06-03", "dines with him", 1),
        ("2031-06-03", "meets Ama Owusu", 1),
        ("2031-06-04", "meets Asare again", 1),
    ]
    assert records[0].key == "2031-06-03-holds-talks-with-kofi-asare"


def test_a_quotation_in_two_versions_is_one_view_with_a_conflict_of_wording(news) -> None:
    for adjective in ("positive", "productive"):
        words = f"The talks in the harbour were long and very {adjective}"
        s = news.source(f"“{words},” Lea Brandt said of the ferry.")
        news.said(
            s,
            "views",
            holder=news.person(s, "Lea Brandt"),
            words=words,
            where=f"“{words},” Lea Brandt said of the ferry.",
        )
        news.said(s, "agenda", topic="ferry")
    briefing = news.briefing(VIEWS, AGENDA)
    assert [(r.text("holder"), r.text("topic"), r.groups) for r in briefing.section("views").records] == [
        ("Lea Brandt", "ferry", 2)
    ]
    assert [(c.kind, len(c.sides)) for c in briefing.conflicts] == [("wording", 2)]


def test_one_quotation_of_two_holders_is_two_views(news) -> None:
    for name in ("Lea Brandt", "Kofi Asare"):
        s = news.source(f"“We are close to an agreement,” said {name}.")
        news.said(s, "views", holder=news.person(s, name), words="We are close to an agreement")
    assert len(news.briefing(VIEWS).section("views").records) == 2


def test_a_quotation_that_does_not_stand_in_its_source_is_left_out_with_a_notice(news) -> None:
    s = news.source("Erik Lind is held for fraud.")
    news.said(s, "prisoners", name=news.person(s, "Erik Lind"), charge="fraud")
    charge = news.claims.pop()
    forged = charge.evidence.model_copy(update={"text": "theft"})
    news.claims.append(charge.model_copy(update={"text": "theft", "evidence": forged}))
    briefing = news.briefing(PRISONERS)
    assert briefing.section("prisoners").records[0].first("charge") is None
    assert briefing.notices[0].place == "s1:22"


def test_the_latest_dated_source_says_how_current_the_briefing_is(news) -> None:
    for day in ("2031-06", "2031-06-03", ""):
        news.source("Nothing.", published=day)
    assert news.briefing(PRISONERS).header.as_of == "2031-06-03"


def test_no_claims_make_empty_sections(news) -> None:
    news.source("Nothing was said.")
    briefing = news.briefing(PRISONERS, QUESTIONS, PACTS, DIARY, VIEWS, AGENDA, title="{principal}'s visit")
    assert [section.records for section in briefing.sections] == [()] * 6
    assert briefing.header.title == ""  # a title is a person's, or made on the page
