"""Example sentences compile to visible frames, and a frame finds every wording of its sentence."""

import pytest

from brief.extract.engine import compile_schema, read_claims
from brief.schema import Schema

WORDS = {"arrested": ("arrest", "detain", "pick up"), "left": ("withdraw from", "pull out of", "quit")}
FIELDS = {
    "name": {"type": "person"},
    "since": {"type": "date"},
    "charge": {"type": "phrase"},
    "party": {"type": "country"},
    "pact": {"type": "entry", "list": "treaties"},
    "topic": {"type": "topic"},
}


def schema(*find: dict[str, object], identity: str = "name") -> Schema:
    section = {
        "id": "held",
        "title": "Held",
        "identity": {"field": identity, "by": "entity"},
        "fields": FIELDS,
        "find": find,
    }
    return Schema.model_validate(
        {"id": "x", "version": "1", "title": "X", "lists": ["treaties"], "words": WORDS, "sections": [section]}
    )


@pytest.fixture
def found(read, parser, lexicon):
    def find(text: str, *patterns: dict[str, object], identity: str = "name") -> list[dict[str, str]]:
        made = schema(*patterns, identity=identity)
        claims = read_claims(read(text), compile_schema(made, parser, lexicon), made, lexicon)
        statements: dict[str, dict[str, str]] = {}
        for claim in claims:
            if claim.section == "held":
                statements.setdefault(claim.statement, {})[claim.field] = claim.normal or claim.text
        return list(statements.values())

    return find


@pytest.fixture
def frame(parser, lexicon):
    def compiled(say: str):
        return compile_schema(schema({"say": say}), parser, lexicon).frames["held"][0]

    return compiled


def test_a_sentence_shows_what_it_means(frame) -> None:
    meaning = "arrest | detain | pick up ← patient={name}, prep:in={since}?"
    assert frame("{name} was [arrested] (in {since})").describe() == meaning


def test_an_unknown_word_list_is_named(frame) -> None:
    assert frame("{name} was [abducted]").problems == ("no word list is called [abducted] or [abduct]",)


def test_a_slot_without_a_field_asks_for_a_type(frame) -> None:
    assert "write {who:type}" in frame("{who} was [arrested]").problems[0]


HELD = {"say": "{name} was [arrested] (in {since}) (on {charge} charges)"}


@pytest.mark.parametrize(
    "text",
    [
        "Erik Dahl was arrested in January on fraud charges.",
        "Police in Amman detained Erik Dahl in January on fraud charges.",
        "Erik Dahl, who was picked up in January on fraud charges, is an engineer.",
    ],
)
def test_one_sentence_finds_every_voice_and_synonym(found, text: str) -> None:
    assert {"name": "Erik Dahl", "since": "2031-01", "charge": "fraud"}.items() <= found(text, HELD)[0].items()


def test_parts_in_brackets_may_be_missing(found) -> None:
    assert found("Erik Dahl was detained.", HELD) == [{"name": "Erik Dahl"}]


def test_a_denied_arrest_is_none(found) -> None:
    assert found("Erik Dahl was not arrested in January.", HELD) == []


def test_a_threatened_arrest_is_none(found) -> None:
    assert found("Police threatened to arrest Erik Dahl.", HELD) == []


def test_everyone_of_a_list_makes_a_statement(found) -> None:
    names = [s["name"] for s in found("Erik Dahl and Nadia Haddad were arrested.", HELD)]
    assert names == ["Erik Dahl", "Nadia Haddad"]


def test_a_word_list_may_carry_its_preposition(found) -> None:
    pattern = {"say": "{party} [left] {pact}"}
    for text in ("Peru pulled out of the Nairobi Accord.", "Peru quit the Nairobi Accord."):
        assert {"party": "Peru", "pact": "Nairobi Accord"}.items() <= found(text, pattern, identity="pact")[
            0
        ].items()


def test_a_pattern_may_be_ruled_out_by_words(found) -> None:
    veto = {**HELD, "unless": ["in absentia"]}
    assert found("Erik Dahl was arrested in absentia in January.", veto) == []


def test_a_phrase_reads_the_list_after_it(found) -> None:
    phrase = {"phrase": "issues including {topic}"}
    topics = found(
        "They raised issues including fisheries, visas and the crisis in Sudan.", phrase, identity="topic"
    )
    assert [t["topic"] for t in topics][:2] == ["fisheries", "visas"]


def test_a_phrase_reads_the_list_before_it(found) -> None:
    phrase = {"phrase": "{topic} be (also) discussed"}
    topics = found("Fisheries, visas and grain were also discussed.", phrase, identity="topic")
    assert [t["topic"] for t in topics] == ["fisheries", "visas", "grain"]


def test_a_list_ends_where_somebody_speaks(found) -> None:
    phrase = {"phrase": "the priority be {topic}"}
    topics = found('"The priority is grain," the ministry said.', phrase, identity="topic")
    assert [t["topic"] for t in topics] == ["grain"]


@pytest.mark.parametrize("empty", ["a range of issues", "the visit", "Tuesday", "several topics"])
def test_empty_words_make_no_topic(found, empty: str) -> None:
    assert found(f"They discussed {empty}.", {"phrase": "discuss {topic}"}, identity="topic") == []


def test_a_line_of_a_programme_is_read_item_by_item(found) -> None:
    line = {"line": "{since}: {charge}"}
    text = "Tuesday: talks with King Faris; visit to the port; and dinner at the palace."
    acts = [s["charge"] for s in found(text, line, identity="charge")]
    assert acts == ["talks with King Faris", "visit to the port", "dinner at the palace"]


def test_evidence_is_what_stands_in_the_source(read, parser, lexicon) -> None:
    text = "Erik Dahl – an engineer – was detained in “January” on fraud charges, his wife said."
    made = schema(HELD)
    claims = list(read_claims(read(text), compile_schema(made, parser, lexicon), made, lexicon))
    assert claims
    for claim in claims:
        if claim.evidence is not None:
            assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
