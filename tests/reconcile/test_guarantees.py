"""What holds for any claims: made up at random from small stocks, so that they agree and collide often."""

import json
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.model import Claim, Layer, Mood, Passage, SourceDocument, Span
from brief.reconcile import reconcile
from brief.schema import Schema

NAMES = [
    "Paul Marsh",
    "David Marsh",
    "Marsh",
    "Paula Marsh",
    "Sergei Orlov",
    "Sergey Orlov",
    "Orlova",
    "Ana Ruiz",
    "Ana Ruiz Soler",
]
TOPICS = [
    "grain",
    "the grain trade",
    "Ukraine",
    "the war in Ukraine",
    "Iran",
    "Iran's nuclear programme",
    "visas",
    "student visas",
]
DAYS = ["2031-06-03", "2031-06-04", "2031-06", "2031", "2031-07-20"]
ACTS = ["meets the minister", "held talks in the harbour", "lays a wreath at the tomb", "dines with guests"]
WORDS = [*NAMES, *TOPICS, *ACTS, "smuggling", "fraud", "Ghana"]
SCHEMA = Schema.model_validate(
    {
        "id": "any",
        "version": "1",
        "title": "{principal} in {destination}, {dates}",
        "actors": {
            "principal": {"type": "person"},
            "destination": {"type": "country", "unlike": ["principal.country"]},
            "counterpart": {"type": "person", "many": True, "unlike": ["principal"]},
        },
        "window": {"section": "diary", "field": "date", "days": 3},
        "gaps": {
            "into": "questions",
            "field": "question",
            "set": {"kind": "gap"},
            "conflict": "{record}: {field}?",
        },
        "sections": [
            {
                "id": "people",
                "title": "People",
                "fields": {
                    "name": {"type": "person", "required": True},
                    "aliases": {"type": "phrase", "many": True, "attribute": "forms"},
                    "country": {"type": "country", "attribute": "country"},
                    "since": {"type": "date", "ask": "Since when is {name} held?"},
                    "charge": {"type": "phrase"},
                    "part": {"type": "choice", "of": ["principal", "counterpart", "other"], "otherwise": "other"},
                },
                "identity": {"field": "name", "by": "entity"},
            },
            {
                "id": "diary",
                "title": "Diary",
                "fields": {
                    "date": {"type": "date", "required": True},
                    "what": {"type": "act", "required": True},
                    "with": {"type": "person", "many": True},
                },
                "identity": {"field": "what", "by": "event"},
                "keep": [{"field": "date", "window": "inside"}],
            },
            {
                "id": "agenda",
                "title": "Agenda",
                "fields": {"topic": {"type": "topic", "required": True}},
                "identity": {"field": "topic", "by": "wording"},
            },
            {
                "id": "questions",
                "title": "Questions",
                "fields": {
                    "question": {"type": "sentence", "required": True},
                    "kind": {"type": "choice", "of": ["open", "conflict", "gap"]},
                    "topic": {"type": "link", "to": "agenda"},
                },
                "identity": {"field": "question", "by": "text"},
            },
        ],
    }
)


def texts(count: int) -> tuple[SourceDocument, ...]:
    text = ". ".join(WORDS)
    return tuple(
        SourceDocument(
            id=f"s{i}",
            path=f"{i}.txt",
            format="text",
            text=text,
            digest="",
            passages=(Passage(span=Span(start=0, end=len(text)), layer=Layer.BODY),),
            group=f"g{(i + 1) // 2}",
        )
        for i in range(1, count + 1)
    )


SOURCES = texts(4)


def claim(source: int, section: str, statement: str, field: str, text: str, **more: object) -> Claim:
    """Return a claim of source number `source`, its quotation where the text stands."""
    found = SOURCES[source - 1]
    start = found.text.find(text)
    evidence = found.cut(start, start + len(text)) if start >= 0 else None
    content = {"source": found.id, "section": section, "statement": statement, "field": field, "text": text}
    return Claim.model_validate({**content, "evidence": evidence, **more})


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    found: list[Claim] = []
    for source in range(1, 5):
        named = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
        people = [f"s{source}:p{i}" for i in range(len(named))]
        for person, name in zip(people, named, strict=True):
            found.append(claim(source, "@entities", person, "form", name, entity=person))
            country = draw(st.sampled_from(["", "Ghana", "Togo"]))
            if country:
                found.append(claim(source, "@entities", person, "country", country, normal=country, entity=person))
        for i in range(draw(st.integers(0, 6))):
            found += draw(statements(source, f"{source}-{i}", people))
    return found


@st.composite
def statements(draw: st.DrawFn, source: int, name: str, people: list[str]) -> list[Claim]:
    day = draw(st.sampled_from(DAYS))
    kind = draw(st.sampled_from(["people", "diary", "agenda", "questions", "@actors"]))
    somebody = st.sampled_from(people) if people else st.none()
    who = draw(somebody)
    more = {"creates": draw(st.booleans()), "mood": draw(st.sampled_from(list(Mood)))} if kind != "@actors" else {}
    if kind == "agenda":
        return [claim(source, kind, name, "topic", draw(st.sampled_from(TOPICS)), **more)]
    if kind == "questions":
        return [claim(source, kind, name, "question", draw(st.sampled_from([*ACTS, *TOPICS])), **more)]
    if who is None:
        return []
    if kind == "@actors":
        fields = [
            claim(source, kind, name, draw(st.sampled_from(["principal", "counterpart"])), "Marsh", entity=who)
        ]
        return [*fields, claim(source, kind, name, "destination", "Ghana", normal="Ghana")]
    if kind == "diary":
        act = claim(source, kind, name, "what", draw(st.sampled_from(ACTS)), **more)
        with_whom = claim(source, kind, name, "with", "Marsh", entity=who, **more)
        return [act, with_whom, claim(source, kind, name, "date", "Ghana", normal=day, **more)]
    charge = claim(source, kind, name, "charge", draw(st.sampled_from(["smuggling", "fraud"])), **more)
    since = claim(source, kind, name, "since", "Ghana", normal=day, **more)
    return [claim(source, kind, name, "name", "Marsh", entity=who, **more), charge, since]


often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@often
@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_nothing(lexicon, found, random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert reconcile(shuffled, SOURCES, SCHEMA, lexicon) == reconcile(found, SOURCES, SCHEMA, lexicon)


@often
@given(claims())
def test_every_quotation_stands_in_its_source_and_keys_are_unique(lexicon, found) -> None:
    briefing = reconcile(found, SOURCES, SCHEMA, lexicon)
    for _, value in briefing.values():
        for one in (value, *value.rivals):
            assert all(briefing.source(e.source).holds(e) for e in one.evidence)
            assert one.evidence or one.origin == "derived"
    for section in briefing.sections:
        keys = [record.key for record in section.records]
        assert len(set(keys)) == len(keys)
        assert not {alias for record in section.records for alias in record.aliases} & set(keys)


@often
@given(claims())
def test_no_more_voices_carry_a_value_than_there_are_groups(lexicon, found) -> None:
    briefing = reconcile(found, SOURCES, SCHEMA, lexicon)
    for _, value in briefing.values():
        groups = {briefing.source(e.source).group for e in value.evidence}
        assert value.groups <= 2
        if value.status == "corroborated":
            assert len(groups) == 2


@often
@given(claims())
def test_people_of_one_surname_are_never_one(lexicon, found) -> None:
    briefing = reconcile(found, SOURCES, SCHEMA, lexicon)
    for record in briefing.section("people").records:
        forms = {value.text for value in (*record.fields["name"], *record.fields.get("aliases", ()))}
        for one, other in (
            ("Paul Marsh", "David Marsh"),
            ("Paul Marsh", "Paula Marsh"),
            ("Sergei Orlov", "Orlova"),
        ):
            assert not {one, other} <= forms


@often
@given(claims())
def test_another_copy_of_a_report_changes_no_status(lexicon, found) -> None:
    """Source s2 is a copy of s1: what s2 repeats of s1 carries nothing further."""
    first = [c for c in found if c.source == "s1"]
    copied = [
        c.model_copy(
            update={
                "source": "s2",
                "entity": c.entity.replace("s1:", "s2:"),
                "statement": c.statement.replace("s1:", "s2:"),
                "evidence": c.evidence and c.evidence.model_copy(update={"source": "s2"}),
            }
        )
        for c in first
    ]
    alone, twice = (reconcile(some, SOURCES, SCHEMA, lexicon) for some in (first, [*first, *copied]))
    assert {(a, v.text, v.status, v.groups) for a, v in alone.values()} == {
        (a, v.text, v.status, v.groups) for a, v in twice.values()
    }


def test_the_hash_seed_changes_nothing() -> None:
    code = "import sys; sys.path.insert(0, 'tests'); from reconcile.test_guarantees import fixed; print(fixed())"
    made = {
        subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("0", "1", "17")
    }
    assert len(made) == 1
    assert len(json.loads(made.pop())["sections"][0]["records"]) > 1


def fixed() -> str:
    """Return a briefing of many claims as JSON, for runs under different hash seeds."""
    from brief.lexicon import load_lexicon  # noqa: PLC0415 - only the child process needs it

    found = []
    for source in range(1, 5):
        for i, name in enumerate(NAMES):
            person = f"s{source}:p{i}"
            found.append(claim(source, "@entities", person, "form", name, entity=person))
            found.append(claim(source, "people", f"{source}n{i}", "name", name, entity=person))
            found.append(claim(source, "people", f"{source}n{i}", "charge", ["smuggling", "fraud"][i % 2]))
            found.append(claim(source, "agenda", f"{source}t{i}", "topic", TOPICS[i % len(TOPICS)]))
            found.append(claim(source, "diary", f"{source}d{i}", "what", ACTS[i % len(ACTS)]))
            found.append(claim(source, "diary", f"{source}d{i}", "date", "Ghana", normal=DAYS[i % len(DAYS)]))
    return reconcile(found, SOURCES, SCHEMA, load_lexicon()).model_dump_json()
