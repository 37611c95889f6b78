"""One statement for each thing a sentence says: what rules it out, what is taken with it, how it stands."""

from collections.abc import Callable, Mapping

import pytest

from brief.extract.engine import compile_schema, read_claims
from brief.extract.language import Pipeline
from brief.lexicon import Lexicon
from brief.model import Claim, Dating, Mood
from brief.schema import Schema

DAY = "2031-03-05"  # a Wednesday
WORDS = {"arrested": ["arrest", "detain"], "released": ["release", "free"]}
FIELDS = {
    "name": {"type": "person"},
    "since": {"type": "date"},
    "charge": {"type": "phrase"},
    "status": {"type": "choice", "of": ["held", "freed"]},
}
ARREST = {"say": "{name} was [arrested] (in {since}) (on {charge} charges)"}
Claims = Callable[..., list[Claim]]


@pytest.fixture
def claims(read_article, parser: Pipeline, lexicon: Lexicon) -> Claims:
    """Return a function: a text, patterns and fields in, the section's claims out; `sheet` adds to the schema."""

    def read(
        text: str,
        *find: Mapping[str, object],
        fields: Mapping[str, object] = FIELDS,
        identity: str = "name",
        section: Mapping[str, object] | None = None,
        sheet: Mapping[str, object] | None = None,
    ) -> list[Claim]:
        held = {
            "id": "held",
            "title": "Held",
            "identity": {"field": identity, "by": "entity"},
            "fields": fields,
            "find": find,
            **(section or {}),
        }
        made = Schema.model_validate(
            {"id": "x", "version": "1", "title": "X", "words": WORDS, "sections": [held], **(sheet or {})}
        )
        reading = read_article(text, anchor=DAY)
        dated = {"published": Dating(value=DAY, method="dateline"), "publisher": "Harbour Daily"}
        reading.source = reading.source.model_copy(update=dated)
        return list(read_claims(reading, compile_schema(made, parser, lexicon), made, lexicon))

    return read


def told(claims: list[Claim], section: str = "held") -> list[dict[str, list[str]]]:
    statements: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        if claim.section == section:
            value = claim.normal or claim.text or claim.entity
            statements.setdefault(claim.statement, {}).setdefault(claim.field, []).append(value)
    return list(statements.values())


# ---- what rules a statement out


def test_a_veto_says_that_there_is_no_record(claims) -> None:
    free = {"say": "{name} was [released] without charge", "veto": True}
    (claim,) = [c for c in claims("Erik Dahl was released without charge.", free) if c.section == "held"]
    assert (claim.veto, claim.creates, claim.text) == (True, False, "Erik Dahl")


def test_what_only_enriches_makes_no_record(claims) -> None:
    pattern = {"say": "{name} was [released]", "creates": False}
    (claim,) = [c for c in claims("Erik Dahl was freed.", pattern) if c.section == "held"]
    assert (claim.veto, claim.creates) == (False, False)


def test_words_of_the_same_sentence_rule_a_pattern_out(claims) -> None:
    pattern = {**ARREST, "unless": ["In absentia"]}
    assert told(claims("Erik Dahl was arrested in absentia.", pattern)) == []
    assert told(claims("Erik Dahl was arrested. Others were tried in absentia.", pattern)) == [
        {"name": ["Erik Dahl"]}
    ]


def test_what_somebody_else_tells_may_count_for_nothing(claims) -> None:
    text = "The ministry said that Erik Dahl had been arrested."
    assert told(claims(text, ARREST)) == [{"name": ["Erik Dahl"]}]
    assert told(claims(text, {**ARREST, "told": False})) == []


def test_what_stands_in_quotation_marks_may_count_for_nothing(claims) -> None:
    text = '"Erik Dahl was arrested," Nadia Haddad said.'
    assert told(claims(text, ARREST)) == [{"name": ["Erik Dahl"]}]
    assert told(claims(text, {**ARREST, "quoted": False})) == []


def test_a_pattern_may_look_in_the_body_alone(claims) -> None:
    text = "# Erik Dahl arrested\n\nNadia Haddad was arrested."
    pattern = {"say": "{name} was [arrested]", "layers": ["body"]}
    assert told(claims(text, pattern)) == [{"name": ["Nadia Haddad"]}]


# ---- moods


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Police arrested Erik Dahl.", Mood.DONE),
        ("Police will arrest Erik Dahl.", Mood.PLANNED),
        ("Police may arrest Erik Dahl.", Mood.THREATENED),
        ("Police threatened to arrest Erik Dahl.", Mood.THREATENED),
    ],
)
def test_a_claim_tells_how_what_it_says_stands_to_the_world(claims, text: str, mood: Mood) -> None:
    pattern = {"say": "police [arrested] {name}", "moods": ["done", "planned", "threatened"]}
    assert {c.mood for c in claims(text, pattern) if c.section == "held"} == {mood}


def test_what_is_only_threatened_is_none_unless_asked_for(claims) -> None:
    assert told(claims("Police threatened to arrest Erik Dahl.", {"say": "police [arrested] {name}"})) == []


def test_a_denied_act_is_found_where_either_counts(claims) -> None:
    text = "Erik Dahl was not arrested."
    assert told(claims(text, ARREST)) == []
    assert told(claims(text, {**ARREST, "either": True, "moods": ["done", "denied"]})) == [{"name": ["Erik Dahl"]}]


# ---- what a pattern sets, carries and assumes


def test_a_pattern_sets_a_choice_and_its_evidence_is_the_clause(claims) -> None:
    found = claims("Yesterday Erik Dahl was arrested on fraud charges.", {**ARREST, "set": {"status": "held"}})
    (status,) = [c for c in found if c.field == "status"]
    assert (status.text, status.normal) == ("held", "held")
    assert status.evidence is not None
    assert "Erik Dahl was arrested on fraud charges" in status.evidence.text


def test_a_pattern_carries_the_one_person_it_speaks_of(claims) -> None:
    pattern = {"phrase": "the trial begin", "carry": ["name"], "set": {"status": "held"}}
    assert told(claims("Erik Dahl is an engineer. The trial begins soon.", pattern)) == [
        {"name": ["Erik Dahl"], "status": ["held"]}
    ]


def test_of_two_people_none_is_carried(claims) -> None:
    pattern = {"phrase": "the trial begin", "carry": ["name"], "set": {"status": "held"}}
    text = "Erik Dahl met Nadia Haddad. The trial begins soon."
    assert told(claims(text, pattern)) == [{"status": ["held"]}]


def test_an_actor_whom_the_wording_leaves_out_is_assumed(claims) -> None:
    fields = {"name": {"type": "person"}, "host": {"type": "person"}}
    pattern = {"say": "{name} was welcomed", "assume": {"host": "counterpart"}}
    found = claims("Erik Dahl was welcomed warmly.", pattern, fields=fields)
    (host,) = [c for c in found if c.field == "host"]
    assert (host.entity, host.evidence, host.text) == ("@counterpart", None, "")
    assert host.context is not None
    assert host.context.text == "Erik Dahl was welcomed warmly."


def test_a_field_may_ask_for_the_day_and_the_name_of_the_source(claims) -> None:
    fields = {
        "name": {"type": "person"},
        "told": {"type": "date", "attribute": "published"},
        "paper": {"type": "phrase", "attribute": "publisher"},
    }
    assert told(claims("Erik Dahl was arrested.", {"say": "{name} was [arrested]"}, fields=fields)) == [
        {"name": ["Erik Dahl"], "told": ["2031-03-05"], "paper": ["Harbour Daily"]}
    ]


# ---- what is taken from around


ACT = {
    "name": {"type": "person"},
    "day": {"type": "date", "take": True, "reach": "sentence"},
    "place": {"type": "place", "take": True, "reach": "passage"},
    "who": {"type": "person", "take": True, "many": True},
    "act": {"type": "act", "take": True},
}
MEETS = {"say": "{name} met {whom:person}"}


def test_what_a_clause_tells_of_the_next_day_is_kept_out_of_this_one(claims) -> None:
    text = "Solheim will meet Nadia Haddad on Thursday and Pavel Orlov on Friday."
    pattern = {"say": "they met {name}"}
    first = told(claims(text, pattern, fields=ACT))[0]
    assert first["day"] == ["2031-03-06"]
    assert "Pavel Orlov" not in first["who"]
    assert "Pavel Orlov" not in first["act"][0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("AMMAN, 5 March - Ingrid Solheim met Nadia Haddad on Wednesday.", ["Amman"]),
        ("AMMAN, 5 March - Ingrid Solheim met Nadia Haddad on Tuesday.", []),
        ("AMMAN, 5 March - Ingrid Solheim will meet Nadia Haddad on Wednesday.", []),
        ("AMMAN, 5 March - Ingrid Solheim met Nadia Haddad in Aqaba on Wednesday.", ["Aqaba"]),
    ],
)
def test_the_town_of_the_dateline_is_the_place_on_its_own_day_alone(claims, text: str, place: list[str]) -> None:
    statement = told(claims(text, MEETS, fields=ACT))[0]
    assert statement.get("place", []) == place


def test_a_list_of_people_makes_one_statement_each(claims) -> None:
    text = "Erik Dahl and Nadia Haddad were arrested in January."
    assert told(claims(text, ARREST)) == [
        {"since": ["2031-01"], "name": ["Erik Dahl"]},
        {"since": ["2031-01"], "name": ["Nadia Haddad"]},
    ]


@pytest.mark.parametrize(
    ("spec", "text", "kept"),
    [
        ({"precise": "day"}, "Erik Dahl was arrested in January.", False),
        ({"precise": "month"}, "Erik Dahl was arrested in January.", True),
        ({"tense": "past"}, "Erik Dahl was arrested in January.", True),
        ({"tense": "future"}, "Erik Dahl was arrested in January.", False),
    ],
)
def test_a_date_must_be_as_precise_and_on_the_side_asked_for(
    claims, spec: dict[str, object], text: str, *, kept: bool
) -> None:
    fields = {**FIELDS, "since": {"type": "date", **spec}}
    assert ("since" in told(claims(text, ARREST, fields=fields))[0]) is kept


def test_a_value_of_too_few_words_is_left_out(claims) -> None:
    fields = {**FIELDS, "charge": {"type": "phrase", "least": 2}}
    assert told(claims("Erik Dahl was arrested on fraud charges.", ARREST, fields=fields)) == [
        {"name": ["Erik Dahl"]}
    ]


# ---- everyone and everything named


def test_every_person_of_a_source_is_told_with_role_and_country(claims) -> None:
    text = "Norwegian Prime Minister Ingrid Solheim spoke. Solheim left."
    found = [c for c in claims(text) if c.section == "@entities"]
    told_of = {(c.field, c.normal or c.text) for c in found}
    assert {("form", "Ingrid Solheim"), ("form", "Solheim"), ("country", "Norway")} <= told_of
    assert len({c.entity for c in found}) == 1


def test_a_headline_names_the_principal_twice_as_strongly(claims) -> None:
    actors = {"actors": {"principal": {"type": "person", "find": [{"say": "{principal} visited Jordan"}]}}}
    text = "# Ingrid Solheim visits Jordan\n\nIngrid Solheim visited Jordan.\n\nIt rained. It snowed. It hailed."
    weights = [c.weight for c in claims(text, sheet=actors) if c.section == "@actors"]
    assert weights == [2.0, 1.0]


def test_a_mention_is_a_light_vote_for_an_actor(claims) -> None:
    actors = {"actors": {"host": {"type": "person", "mention": 0.1}}}
    found = [c for c in claims("Ingrid Solheim met Nadia Haddad.", sheet=actors) if c.section == "@actors"]
    assert [(c.text, c.weight) for c in found] == [("Ingrid Solheim", 0.1), ("Nadia Haddad", 0.1)]


SAYS = {"text": {"type": "quote"}, "who": {"type": "actor"}}


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            '"The water belongs to all of us," Nadia Haddad said.',
            [{"text": ["The water belongs to all of us,"], "who": ["Nadia Haddad"]}],
        ),
        ('He spoke of "water".', []),
        ('"The water belongs to all of us." It rained all day in the hills.', []),
    ],
)
def test_a_quotation_with_a_holder_is_a_statement(
    claims, text: str, statements: list[dict[str, list[str]]]
) -> None:
    assert told(claims(text, fields=SAYS, identity="text", section={"each": "quote"})) == statements


def test_every_date_is_a_statement_but_not_in_a_quotation(claims) -> None:
    fields = {"day": {"type": "date"}, "what": {"type": "clause", "take": True}}
    text = 'The treaty was signed in 1974. "We left in 1981," Nadia Haddad said.'
    found = told(claims(text, fields=fields, identity="what", section={"each": "date"}))
    assert [s["day"] for s in found] == [["1974"]]


def test_every_thing_of_a_list_is_a_statement(claims) -> None:
    fields = {"name": {"type": "entry", "list": "treaties"}}
    text = "Peru left the Nairobi Accord. The NPT binds them."
    found = told(claims(text, fields=fields, section={"each": "treaties"}, sheet={"lists": ["treaties"]}))
    assert [s["name"] for s in found] == [["Nairobi Accord"], ["Nuclear Non-Proliferation Treaty"]]


def test_every_person_is_a_statement_of_at_most_three_forms(claims) -> None:
    text = "Erik Dahl came. Dahl spoke. Dahl left. Dahl slept. Nadia Haddad stayed."
    found = told(claims(text, fields={"name": {"type": "person"}}, section={"each": "person"}))
    assert found == [{"name": ["Erik Dahl", "Dahl", "Dahl"]}, {"name": ["Nadia Haddad"]}]


def test_parts_of_a_nested_record_are_addressed_inside_it(claims) -> None:
    fields = {
        "name": {"type": "person"},
        "steps": {"type": "record", "many": True, "parts": {"step": {"type": "choice", "of": ["held"]}}},
    }
    pattern = {"say": "{name} was [arrested]", "set": {"step": "held"}}
    assert told(claims("Erik Dahl was arrested.", pattern, fields=fields)) == [
        {"name": ["Erik Dahl"], "steps.step": ["held"]}
    ]


def test_a_name_keeps_its_capital_and_a_common_noun_loses_the_one_of_its_sentence(claims) -> None:
    fields = {"topic": {"type": "topic"}, "name": {"type": "person"}}
    pattern = {"phrase": "{topic} be discussed"}
    found = claims("Fisheries were discussed. Sudan was discussed.", pattern, fields=fields, identity="topic")
    assert [c.text for c in found if c.field == "topic"] == ["fisheries", "Sudan"]
