"""Positions, dates and sentences: each told once, and none that says nothing."""

from __future__ import annotations

import pytest

from brief.lexicon import load_lexicon
from brief.model import Briefing, Record, Section, SourceDocument, Value
from brief.render.blocks import Run
from brief.render.layout import lay_out
from brief.render.layout_notes import Notes
from brief.render.layout_repeats import undated
from brief.render.layout_said import said_elsewhere, tells_nothing
from brief.render.layout_values import Setting
from brief.render.wording import Wording
from brief.schema import Schema
from tests.render.pages import table, text, under

LEXICON = load_lexicon()
WORDING = Wording(LEXICON)
TEXT = (
    "Norwegian Prime Minister Ingrid Solheim asked for shared water. Jordan wants much cheaper gas. "
    "Water, gas and visas are on the list of the ministers. Visas are slow, the embassy wrote on Monday. "
    "“Water belongs to all of us,” said Solheim. Solheim said in a statement. Water is scarce in Aqaba."
)
SOURCE = SourceDocument(id="s1", path="wire.txt", format="txt", text=TEXT, digest="1" * 64, publisher="Wire")


def value(shown: str, words: str = "", normal: str = "", origin: str = "extracted") -> Value:
    start = TEXT.index(words or shown)
    evidence = (SOURCE.cut(start, start + len(words or shown)),)
    return Value.model_validate({"text": shown, "normal": normal, "evidence": evidence, "origin": origin})


def record(key: str, around: str = "", **fields: Value) -> Record:
    start = TEXT.index(around) if around else 0
    evidence = (SOURCE.cut(start, start + len(around)),) if around else ()
    return Record(key=key, fields={name: (one,) for name, one in fields.items()}, evidence=evidence)


SCHEMA = Schema.model_validate(
    {
        "id": "water",
        "version": "1",
        "title": "{principal} in {destination}",
        "actors": {"principal": {"type": "person"}, "destination": {"type": "country"}},
        "sections": [
            {
                "id": "people",
                "title": "People",
                "identity": {"field": "name", "by": "entity"},
                "fields": {"name": {"type": "person"}, "country": {"type": "country"}},
            },
            {
                "id": "agenda",
                "title": "Agenda",
                "identity": {"field": "topic", "by": "wording"},
                "fields": {"topic": {"type": "topic"}, "background": {"type": "sentence"}},
                "layout": {"as": "entries", "part": "core", "columns": ["topic", "background"]},
            },
            {
                "id": "positions",
                "title": "Positions",
                "identity": {"field": "stance", "by": "text"},
                "fields": {
                    "holder": {"type": "actor"},
                    "topic": {"type": "link", "to": "agenda"},
                    "stance": {"type": "act"},
                    "quote": {"type": "quote"},
                },
                "layout": {
                    "as": "list",
                    "group_by": "holder",
                    "lead": "holder",
                    "body": ["stance", "quote"],
                    "limit": 2,
                },
            },
        ],
    }
)
SHARED = "Water, gas and visas are on the list of the ministers."


def page(
    *positions: Record, topics: tuple[str, ...] = ("Water", "gas", "visas"), schema: Schema = SCHEMA
) -> object:
    own = {"Water": "Water is scarce in Aqaba.", "visas": "Visas are slow, the embassy wrote on Monday."}
    agenda = tuple(
        record(topic.lower(), own.get(topic, SHARED), topic=value(topic), background=value(SHARED))
        for topic in topics
    )
    people = record("ingrid-solheim", name=value("Ingrid Solheim"), country=value("Norway", "Norwegian"))
    briefing = Briefing(
        schema_id="water",
        schema_version="1",
        sources=(SOURCE,),
        actors={"principal": ("ingrid-solheim",), "destination": ("Jordan",)},
        sections=(
            Section(id="people", title="People", records=(people,)),
            Section(id="agenda", title="Agenda", records=agenda),
            Section(id="positions", title="Positions", records=positions),
        ),
    )
    return lay_out(briefing, schema, LEXICON)


@pytest.mark.parametrize(
    "act",
    [
        "said in a statement",
        "told reporters on condition of anonymity",
        "said Solheim",
        "said the prime minister the other day",
        "says",
        "denies",
    ],
)
def test_a_bare_verb_of_saying_tells_nothing(act: str) -> None:
    setting = _setting()
    assert tells_nothing(setting, act, "Ingrid Solheim prime minister")


@pytest.mark.parametrize(
    "act",
    [
        "said it would sign",
        "insisted on withdrawal",
        "demanded the release of the crew",
        "said in Amman on Monday that the wells were closing one by one",
        "said “water belongs to all”",
    ],
)
def test_an_act_with_a_content_tells_something(act: str) -> None:
    assert not tells_nothing(_setting(), act, "Ingrid Solheim")


def _setting() -> Setting:
    briefing = Briefing(schema_id="water", schema_version="1")
    return Setting(briefing, SCHEMA, WORDING, Notes(briefing, WORDING))


def test_of_texts_that_hold_each_other_the_fullest_stays() -> None:
    assert said_elsewhere(
        {"a": "shared water", "b": "asked for shared water", "c": "shared water", "d": "gas"}
    ) == {
        "a",
        "c",
    }


@pytest.mark.parametrize(
    ("told", "date", "words", "left"),
    [
        ("Lind was arrested in February", "2024-02", "in February", "Lind was arrested"),
        ("The pact is set to lapse in 2027", "2027", "2027", "The pact is set to lapse"),
        ("2014 takeover of the port", "2014", "2014", "Takeover of the port"),
        ("They met in Tarn, on May 6, 2019", "2019-05-06", "May 6, 2019", "They met in Tarn"),
        (
            "He will remain under arrest until May 28",
            "2019-05-28",
            "May 28",
            "He will remain under arrest until May 28",
        ),
        ("They spoke last week", "2019", "last week", "They spoke last week"),
        ("Elected in 2016 votes were counted", "2016", "2016", "Elected in 2016 votes were counted"),
        ("Signed in May", "2019-05", "May", "Signed in May"),
    ],
)
def test_a_date_is_not_told_beside_its_column(told: str, date: str, words: str, left: str) -> None:
    source = SOURCE.model_copy(update={"text": f"{told}. {words}"})
    start = source.text.rindex(words)
    dated = Value(text=words, normal=date, evidence=(source.cut(start, start + len(words)),))
    line = under_date(told, dated)
    assert line == left


def under_date(told: str, dated: Value) -> str:
    return text(undated(WORDING, (Run(text=told),), (dated,)))


def test_each_topic_gets_the_sentence_that_fewest_others_share_and_none_is_printed_twice() -> None:
    schema = _agenda_as_table()
    rows = table(page(schema=schema), "Tab B: Agenda")
    assert [row[1] for row in rows[1:]] == [
        "Water is scarce in Aqaba.",
        SHARED,
        "Visas are slow, the embassy wrote on Monday.",
    ]
    rows = table(page(topics=("gas", "list"), schema=schema), "Tab B: Agenda")
    assert [row[1] for row in rows[1:]] == [SHARED, "–"]


def _agenda_as_table() -> Schema:
    agenda = SCHEMA.sections[1]
    layout = agenda.layout.model_copy(update={"form": "table", "part": "tab"})
    sections = (SCHEMA.sections[0], agenda.model_copy(update={"layout": layout}), SCHEMA.sections[2])
    return SCHEMA.model_copy(update={"sections": sections})


def test_the_principals_side_speaks_first_then_the_one_visited() -> None:
    jordan = record("gas", holder=value("Jordan"), topic=value("Water"), stance=value("wants much cheaper gas"))
    embassy = record("slow", holder=value("embassy"), topic=value("Water"), stance=value("Visas are slow"))
    solheim = record(
        "ask", holder=value("Ingrid Solheim"), topic=value("Water"), stance=value("asked for shared water")
    )
    found = [text(block.runs) for block in under(page(embassy, jordan, solheim), "Agenda")]
    assert found[1:3] == ["Ingrid Solheim: Asked for shared water.", "Jordan: Wants much cheaper gas."]
    assert not any("embassy:" in line.casefold() for line in found)


def test_a_quotation_told_with_its_act_is_not_told_again_alone_and_bare_words_of_saying_go() -> None:
    words = "Water belongs to all of us"
    whole = record("water-1", holder=value("Solheim"), stance=value("asked for shared water"), quote=value(words))
    alone = record("water-2", holder=value("Solheim"), stance=value("said Solheim"), quote=value(words))
    empty = record("water-3", holder=value("Solheim"), stance=value("said in a statement"))
    blocks = under(page(whole, alone, empty), "Tab B: Positions")
    assert [text(item) for block in blocks for item in getattr(block, "items", ())] == [
        "Asked for shared water: “Water belongs to all of us”. [1]"
    ]


def test_the_annex_gives_a_quotation_in_words_once_and_then_its_place() -> None:
    blocks = under(page(), "Agenda")
    assert blocks
    annex = [b for b in page().blocks if getattr(b, "style", "") == "fine"]
    lines = [text(line) for b in annex for line in (getattr(b, "items", None) or (b.runs,))]
    assert sum(SHARED in line for line in lines) == 1
    assert "agenda/gas/topic gas [1: 90–93]" in lines
    assert any(line.startswith("/background Water, gas and visas") and "[1:" in line for line in lines)
