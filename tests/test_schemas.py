"""The shipped schemas keep what their examples promise, and find in invented sources what a person finds there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from brief import yamlfile
from brief.extract.check import check_schema
from brief.extract.language import Pipeline, load_pipeline
from brief.lexicon import Lexicon, load_lexicon
from brief.model import Briefing, Record, Value
from brief.pipeline import Order, make_briefing
from brief.schema import Schema
from brief.schema_file import list_schemas, load_schema

HOME = Path(__file__).parent
TUTORIAL = HOME / "schemas" / "tutorial.yaml"
GOLD = sorted(path for kind in ("disaster", "sanctions") for path in (HOME / "bundles" / kind).glob("*/gold.yaml"))
NOT_RECORDS = {"bundle", "schema", "title", "sources", "never"}
Wanted = Mapping[str, object]


class Run(NamedTuple):
    gold: Mapping[str, object]
    briefing: Briefing


@cache
def engine() -> tuple[Lexicon, Pipeline]:
    lexicon = load_lexicon()
    return lexicon, load_pipeline(lexicon=lexicon)


@cache
def schema(name: str) -> Schema:
    return load_schema(name, engine()[0])


@cache
def run(path: Path) -> Run:
    gold = cast("Mapping[str, object]", yamlfile.load(path))
    texts = tuple(sorted(path.parent.glob("*.txt")))
    return Run(gold, make_briefing(Order(texts, schema(str(gold["schema"])), engine()[0])).briefing)


def briefing(tmp_path: Path, name: str, *texts: str) -> Briefing:
    paths = tuple(tmp_path / f"{number}.txt" for number in range(1, len(texts) + 1))
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return make_briefing(Order(paths, schema(name), engine()[0])).briefing


def records(made: Briefing, section: str) -> list[Record]:
    found = made.section(section)
    return list(found.records) if found else []


def said(value: Value) -> list[str]:
    inner = [text for part in value.parts.values() for one in part for text in said(one)]
    return [value.text.casefold(), value.normal.casefold(), *inner]


def rows(gold: Mapping[str, object]) -> list[tuple[str, Wanted]]:
    """Return what the gold file wants found, with the section that should hold it."""
    return [
        (section, wanted)
        for section, found in gold.items()
        if section not in NOT_RECORDS
        for wanted in cast("list[Wanted]", found)
    ]


def means(record: Record, wanted: Wanted) -> bool:
    """Return whether a record holds every field: the normal form, or words that its text contains."""
    for field, text in wanted.items():
        if field == "rivals":
            have = {rival.normal for values in record.fields.values() for v in values for rival in v.rivals}
            if set(cast("list[str]", text)) - have:
                return False
        elif str(text).isdigit():
            if str(text) not in [v.normal for v in record.fields.get(field, ())]:
                return False
        elif not any(str(text).casefold() in one for v in record.fields.get(field, ()) for one in said(v)):
            return False
    return True


def figures(made: Briefing, kind: str) -> list[str]:
    return [r.text("number") for r in records(made, "casualties") if r.text("kind") == kind]


# ---- every schema


@pytest.mark.parametrize("name", [*list_schemas(), str(TUTORIAL)])
def test_every_pattern_can_match_and_every_example_holds(name):
    patterns, examples = check_schema(schema(name), *engine())
    assert [(p.section, p.say, p.problems) for p in patterns if p.problems] == []
    assert [(e.section, e.text, e.faults) for e in examples if e.faults] == []


@pytest.mark.parametrize("name", list_schemas())
def test_every_section_shows_two_examples_at_least(name):
    assert [section.id for section in schema(name).sections if len(section.examples) < 2] == []


def test_the_tutorial_stays_under_sixty_lines_and_makes_a_briefing(tmp_path):
    assert len(TUTORIAL.read_text("utf-8").splitlines()) < 60
    made = briefing(
        tmp_path,
        str(TUTORIAL),
        "ACCRA, 9 December 2030 (Gulf Wire) - The European Union has sent 80 observers to the election in Ghana. "
        "Turnout reached 61 percent, the commission said. Polling was suspended in two districts.\n",
    )
    assert made.actors["country"] == ("Ghana",)
    assert [(r.text("who"), r.text("number")) for r in records(made, "observers")] == [("European Union", "80")]
    assert [(r.text("share"), r.text("said_by")) for r in records(made, "turnout")] == [
        ("61 percent", "commission")
    ]
    assert len(records(made, "incidents")) == 1


# ---- the invented bundles


@pytest.mark.parametrize("path", GOLD, ids=[path.parent.name for path in GOLD])
def test_a_bundle_yields_what_a_person_finds_there(path):
    gold, made = run(path)
    missed = [
        (section, dict(w)) for section, w in rows(gold) if not any(means(r, w) for r in records(made, section))
    ]
    assert missed == []


@pytest.mark.parametrize("path", GOLD, ids=[path.parent.name for path in GOLD])
def test_no_grave_error_is_made(path):
    gold, made = run(path)
    never = rows(cast("Mapping[str, object]", gold["never"]))
    assert [(section, dict(w)) for section, w in never if any(means(r, w) for r in records(made, section))] == []


@pytest.mark.parametrize("path", GOLD, ids=[path.parent.name for path in GOLD])
def test_every_quotation_stands_in_its_source_and_copies_are_one_voice(path):
    gold, made = run(path)
    sources = {source.id: source for source in made.sources}
    quoted = [evidence for _, value in made.values() for evidence in value.evidence]
    assert quoted
    assert [e for e in quoted if not sources[e.source].holds(e)] == []
    wires = [str(row["wire_group"]) for row in cast("list[Wanted]", gold["sources"])]
    assert len({source.group for source in made.sources}) == len(set(wires))


@pytest.mark.parametrize("path", GOLD, ids=[path.parent.name for path in GOLD])
def test_sources_are_dated_as_a_person_dates_them(path):
    gold, made = run(path)
    wanted = [row.get("published") for row in cast("list[Wanted]", gold["sources"])]
    assert [source.published.value for source in made.sources] == wanted


# ---- what the disaster report must get right


def test_figures_of_one_day_that_differ_are_a_dispute(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "LIMA, 3 May 2031 (Andes News) - The flood killed 38 people, the interior ministry said.\n",
        "LIMA, 3 May 2031 (Coast Radio) - Floods have left 41 people dead, according to the Red Cross.\n",
    )
    (row,) = [r for r in records(made, "casualties") if r.text("kind") == "dead"]
    assert {row.first("number").normal, *(rival.normal for rival in row.first("number").rivals)} == {"38", "41"}
    assert [conflict.address for conflict in made.conflicts] == [f"casualties/{row.key}/number"]


def test_a_later_figure_is_no_dispute_but_a_row_of_its_own(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "LIMA, 3 May 2031 (Andes News) - The flood killed 38 people.\n",
        "LIMA, 5 May 2031 (Coast Radio) - The death toll rose to 41.\n",
    )
    assert figures(made, "dead") == ["41", "38"]
    assert made.conflicts == ()


def test_a_bound_that_fits_disputes_nothing(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "LIMA, 3 May 2031 (Andes News) - The flood killed more than 30 people.\n",
        "LIMA, 3 May 2031 (Coast Radio) - Floods have left 34 people dead.\n",
    )
    assert figures(made, "dead") == ["34"]
    assert [conflict.kind for conflict in made.conflicts] == ["precision"]


def test_two_numbers_of_one_source_are_two_rows(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "LIMA, 3 May 2031 (Andes News) - The flood killed 38 people, the ministry said. "
        "Police put the death toll at 35.\n",
    )
    assert figures(made, "dead") == ["38", "35"]


def test_the_dead_of_another_disaster_are_not_counted(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "LIMA, 3 May 2031 (Andes News) - The quake on Friday killed 38 people. In 2007 an earthquake killed 500 "
        "people in Pisco.\n",
    )
    assert figures(made, "dead") == ["38"]


def test_what_is_only_feared_is_not_counted(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "LIMA, 3 May 2031 (Andes News) - The flood could kill 300 people, experts warned. It killed 4 people.\n",
    )
    assert figures(made, "dead") == ["4"]


def counts(made: Briefing) -> list[tuple[str, str, str]]:
    return [(r.text("kind"), r.text("number"), r.text("said_by")) for r in records(made, "casualties")]


def test_a_figure_is_whose_who_stands_in_brackets_behind_it_or_says_it(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "Sitrep 9, 3 May 2031\n\nFloods in Haiti. Toll now 55 (civil defence agency). Village headmen say 60 dead. "
        "Missing: 190 (mayor) or 140 (police).\n",
    )
    assert sorted(counts(made)) == [
        ("dead", "55", "civil defence agency"),
        ("dead", "60", "village headmen"),
        ("missing", "140", "police"),
        ("missing", "190", "mayor"),
    ]


def test_a_figure_that_stands_further_on_counts_something_else(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "DHAKA, 3 May 2031 (Delta Post) - The flood has claimed 31 lives, 12 of them in Sylhet, police said. "
        "Nineteen are dead and seven are missing in Bogra. Crops were affected in nine districts.\n",
    )
    assert ("dead", "31", "") in [
        (r.text("kind"), r.text("number"), r.text("place")) for r in records(made, "casualties")
    ]
    assert [n for kind, n, _ in counts(made) if kind == "dead"] == ["31", "Nineteen"]
    assert [n for kind, n, _ in counts(made) if kind == "affected"] == []


def test_who_sends_help_is_not_the_stricken_country(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "3 May 2031\n\nThe heatwave has claimed 90 lives in Multan, police said. Hospitals in Lahore are full. "
        "China has flown in 60 generators.\n",
    )
    assert made.actors == {"country": ("Pakistan",), "event": ("Heatwave",)}


def test_a_question_that_names_its_place_stands_alone(tmp_path):
    made = briefing(
        tmp_path,
        "disaster-report",
        "LIMA, 3 May 2031 (Andes News) - The flood killed 9 people. Food will be sent on Friday. We have no "
        "contact with Pisac since Sunday.\n",
    )
    assert "We have no contact with Pisac since Sunday." in [
        r.text("question") for r in records(made, "open_questions")
    ]


# ---- what the sanctions note must get right


def test_a_threatened_listing_is_none(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "OSLO, 3 May 2031 (Fjord News) - Norway sanctioned the banker Pavel Orlov on Friday. It threatened to "
        "sanction the judge Ana Brandt.\n",
    )
    assert [r.text("name") for r in records(made, "persons")] == ["Pavel Orlov"]


def test_each_who_lists_somebody_keeps_a_date_of_its_own(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "OSLO, 3 May 2031 (Fjord News) - Norway sanctioned Pavel Orlov in April 2031. "
        "Canada sanctioned Pavel Orlov in 2029.\n",
    )
    (row,) = records(made, "persons")
    listed = {v.parts["by"][0].text: v.parts["since"][0].normal for v in row.fields["listed"]}
    assert listed == {"Norway": "2031-04", "Canada": "2029"}


def test_the_target_is_what_the_sanctions_are_about_and_not_who_owns_a_ship(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "LIMA, 3 May 2031 (Andes News) - Canada sanctioned the tankers Amber Coast and Nour on Friday for moving "
        "Libyan oil. It lifted sanctions on a Greek ship manager, Delos Crew Ltd, who had been listed in 2028.\n",
    )
    assert made.actors == {"imposer": ("Canada",), "target": ("Libya",)}
    assert [r.text("name") for r in records(made, "vessels")] == ["Amber Coast", "Nour"]
    assert [(r.text("name"), r.text("status")) for r in records(made, "bodies")] == [("Delos Crew Ltd", "removed")]


def test_nobody_is_asked_for_what_somebody_taken_off_the_list_is_listed(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "OSLO, 3 May 2031 (Fjord News) - Norway sanctioned Pavel Orlov. Sanctions on Ana Brandt were revoked.\n",
    )
    assert [r.text("question") for r in records(made, "open_questions")] == ["For what is Pavel Orlov listed?"]


def test_a_company_that_somebody_heads_is_not_listed_with_him(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "OSLO, 3 May 2031 (Fjord News) - Norway has sanctioned six people over the beating of students last month. "
        "Those listed include Judge Ana Brandt and Pavel Orlov, head of Amber Coast Trading.\n",
    )
    assert [r.text("name") for r in records(made, "persons")] == ["Ana Brandt", "Pavel Orlov"]
    assert records(made, "bodies") == []


def test_what_one_source_knows_as_a_surname_is_no_company(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "OSLO, 3 May 2031 (Fjord News) - Norway sanctioned the banker Pavel Petrovic-Orlov on Friday. "
        "Nobody else was named.\n",
        "BERN, 4 May 2031 (Aare News) - It is unclear whether the US, which designated Petrovic-Orlov in 2030, "
        "will act.\n",
    )
    assert records(made, "bodies") == []


def test_the_day_of_the_deed_is_not_the_day_of_the_listing(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "OSLO, 3 May 2031 (Fjord News) - Norway sanctioned Pavel Orlov over the beating of students last month.\n",
    )
    (row,) = records(made, "persons")
    assert [list(v.parts) for v in row.fields["listed"]] == [["by"]]


def test_a_body_of_several_states_may_impose_sanctions(tmp_path):
    made = briefing(
        tmp_path,
        "sanctions",
        "SEOUL, 3 May 2031 (Han Wire) - UN sanctions on Haiti were widened. Jean Petit was put on the UN list.\n",
    )
    assert made.actors == {"imposer": ("United Nations",), "target": ("Haiti",)}


# ---- no Python


def test_no_module_knows_what_the_shipped_schemas_ask_for():
    names = ("casualties", "exemptions", "displaced", "asset freeze", "landfall")
    modules = sorted((HOME.parent / "brief").rglob("*.py"))
    assert [(m.name, n) for m in modules for n in names if f'"{n}' in m.read_text("utf-8")] == []
