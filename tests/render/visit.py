"""A small invented visit, made by hand: three sources and a briefing with every kind of value."""

from __future__ import annotations

from brief.model import (
    Briefing,
    Conflict,
    Dating,
    Evidence,
    Header,
    Layer,
    Notice,
    Passage,
    Record,
    Section,
    SourceDocument,
    Span,
    Status,
    Value,
)

COURIER = """Minister Velde to visit Ostria
Foreign Minister Ilse Velde will travel to Tarn on Monday. She will lay a wreath at the sailors' memorial.
On Tuesday she holds talks with President Oren Kask in Port Sella.
Fishing rights will top the agenda; the rail link and visas will also be discussed.
Engineer Jonas Hale was arrested in March on smuggling charges, which he denies.
"The sea belongs to those who fish it," Kask said. Velde wants shared quotas "before winter".
The Sound Treaty expires in 2027. Ostria suspended it in February.
"""
WIRE = """Velde to visit Ostria, talks on fishing
Foreign Minister Ilse Velde will travel to Tarn on Monday.
Fishing rights will top the agenda.
"""
NOTES = """A visit nobody asked for
Ilse Velde, the country's top diplomat, meets Kask on Tuesday. Fishing rights are on the list.
A spokesman declined to say whether Velde will see the opposition.
The call of 2 May was "frosty", an aide said.
"""


def _document(number: int, text: str, **more: object) -> SourceDocument:
    lines = text.splitlines()
    passages = (
        Passage(span=Span(start=0, end=len(lines[0])), layer=Layer.HEADLINE),
        Passage(span=Span(start=len(lines[0]) + 1, end=len(text)), layer=Layer.BODY),
    )
    return SourceDocument.model_validate(
        {
            "id": f"s{number}",
            "path": f"papers/{number}.txt",
            "format": "txt",
            "text": text,
            "digest": f"{number}" * 64,
        }
        | {"title": lines[0], "passages": passages}
        | more
    )


SOURCES = (
    _document(
        1,
        COURIER,
        publisher="Courier",
        published=Dating(value="2024-06-02", method="dateline"),
        group="g1",
        encoding="utf-8",
    ),
    _document(2, WIRE, publisher="Wire Daily", published=Dating(value="2024-06-01", method="metadata"), group="g1"),
    _document(3, NOTES, group="g2"),
)


def said(words: str, *sources: int) -> tuple[Evidence, ...]:
    """Return the words as evidence, from the sources of those numbers."""
    found = []
    for number in sources or (1,):
        source = SOURCES[number - 1]
        start = source.text.index(words)
        found.append(source.cut(start, start + len(words)))
    return tuple(found)


def value(text: str, *sources: int, normal: str = "", words: str = "", **more: object) -> Value:
    """Return a value that stands in the sources of those numbers, as `words` when they differ from its text."""
    evidence = said(words or text, *sources)
    groups = len({SOURCES[n - 1].group for n in sources or (1,)})
    status = Status.CORROBORATED if groups > 1 else Status.SINGLE
    return Value.model_validate(
        {"text": text, "normal": normal, "evidence": evidence, "groups": groups, "status": status} | more
    )


def record(key: str, sentence: str, *sources: int, **fields: Value | tuple[Value, ...]) -> Record:
    """Return a record that rests on a sentence of the sources of those numbers."""
    return Record(
        key=key,
        fields={name: found if isinstance(found, tuple) else (found,) for name, found in fields.items()},
        evidence=said(sentence, *sources),
        groups=len({SOURCES[n - 1].group for n in sources or (1,)}),
    )


VELDE = "Foreign Minister Ilse Velde will travel to Tarn on Monday."
AGENDA = "Fishing rights will top the agenda"
KASK = "On Tuesday she holds talks with President Oren Kask in Port Sella."
HALE = "Engineer Jonas Hale was arrested in March on smuggling charges, which he denies."


def _people() -> tuple[Record, ...]:
    return (
        record(
            "jonas-hale",
            HALE,
            name=value("Jonas Hale"),
            role=value("Engineer"),
            part=value("mentioned", normal="mentioned", words="Jonas Hale"),
        ),
        record(
            "oren-kask",
            KASK,
            name=value("Oren Kask"),
            aliases=(value("Kask", 1, 3),),
            role=value("President"),
            part=value("counterpart", normal="counterpart", words="Oren Kask"),
        ),
        record(
            "ilse-velde",
            VELDE,
            1,
            2,
            name=value("Ilse Velde", 1, 2, 3),
            aliases=(value("Velde", 1, 2, 3),),
            role=value(
                "Foreign Minister", 1, 2, status=Status.DISPUTED, rivals=(value("the country's top diplomat", 3),)
            ),
            part=value("principal", 1, normal="principal", words="Ilse Velde", origin="derived", how="travels"),
        ),
    )


def _schedule() -> tuple[Record, ...]:
    monday = value("on Monday", 1, 2, normal="2024-06-03")
    return (
        record(
            "travels-to-tarn",
            VELDE,
            1,
            2,
            date=monday,
            place=value("Tarn", 1, 2),
            activity=value("travel to Tarn on Monday", 1, 2),
            participants=(value("Ilse Velde", 1, 2),),
        ),
        record(
            "lays-a-wreath",
            "She will lay a wreath at the sailors' memorial.",
            date=monday,
            place=value("Tarn", 1, 2),
            activity=value("lay a wreath at the sailors' memorial"),
        ),
        record(
            "talks",
            KASK,
            date=value("On Tuesday", normal="2024-06-04"),
            place=value("Port Sella"),
            activity=value("holds talks with President Oren Kask"),
            participants=(value("Ilse Velde", 1, 2), value("Oren Kask")),
        ),
    )


def _agenda() -> tuple[Record, ...]:
    also = "the rail link and visas will also be discussed."
    normal = value("normal", normal="normal", words="also be discussed")
    return (
        record("visas", also, topic=value("visas"), priority=normal, background=value(also)),
        record("the-rail-link", also, topic=value("the rail link"), priority=normal),
        record(
            "fishing-rights",
            AGENDA,
            1,
            2,
            topic=value("Fishing rights", 1, 2, 3),
            priority=value("high", 1, 2, normal="high", words="top the agenda"),
        ),
    )


def _positions() -> tuple[Record, ...]:
    link = value("Fishing rights", 1, normal="fishing-rights")
    quote = "The sea belongs to those who fish it"
    return (
        record(
            "the-sea-belongs",
            f'"{quote}," Kask said.',
            holder=value("Oren Kask"),
            topic=link,
            stance=value(f'{quote}," Kask said'),
            quote=value(quote),
        ),
        record(
            "velde-wants-shared-quotas",
            'Velde wants shared quotas "before winter".',
            holder=value("Ilse Velde"),
            topic=link,
            stance=value("wants shared quotas"),
            quote=value("before winter"),
        ),
    )


def _others() -> tuple[Section, ...]:
    hale = record(
        "jonas-hale",
        HALE,
        name=value("Jonas Hale"),
        held_since=value("in March", normal="2024-03"),
        charge=value("smuggling", origin="override", by="J. Doe, after the consul's call", was="smuggling charges"),
        response=value("denies", normal="denies"),
    )
    act = value(
        "Ostria suspended it in February",
        parts={
            "party": (value("Ostria"),),
            "action": (value("suspended", normal="suspended"),),
            "date": (value("in February", normal="2024-02"),),
        },
    )
    treaty = record(
        "sound-treaty",
        "The Sound Treaty expires in 2027.",
        name=value("Sound Treaty"),
        expires=value("2027", normal="2027"),
        actions=(act,),
    )
    declined = "A spokesman declined to say whether Velde will see the opposition."
    asked = record(
        "whether-velde-will-see",
        declined,
        3,
        question=value(declined, 3),
        kind=value("declined", 3, normal="declined"),
    )
    gap = Record(
        key="gap-jonas-hale-next_date",
        fields={
            "question": (
                Value(text="When is Jonas Hale next due in court?", origin="derived", how="no source says"),
            ),
            "kind": (Value(text="gap", normal="gap", origin="derived"),),
        },
    )
    return (
        Section(id="detainees", title="Detained nationals", records=(hale,)),
        Section(id="treaties", title="Treaties", records=(treaty,)),
        Section(id="positions", title="Positions", records=_positions()),
        Section(id="questions", title="Open questions", records=(asked, gap)),
        Section(id="watchlist", title="Things to bring"),
    )


BRIEFING = Briefing(
    schema_id="small-visit",
    schema_version="1",
    header=Header(to="The Minister", as_of="2024-06-02", texts={"purpose": "Agree quotas\nbefore the season."}),
    actors={"principal": ("ilse-velde",), "destination": ("Ostria",)},
    sources=SOURCES,
    sections=(
        Section(id="people", title="Participants", records=_people()),
        Section(id="schedule", title="Schedule", records=_schedule()),
        Section(id="agenda", title="Agenda", records=_agenda()),
        *_others(),
    ),
    conflicts=(
        Conflict(
            address="people/ilse-velde/role",
            kind="framing",
            sides=(value("Foreign Minister", 1, 2), value("the country's top diplomat", 3)),
        ),
    ),
    notices=(Notice(place="papers/4.pdf", message="needs a password, so nothing of it was read"),),
)

EMPTY = Briefing(schema_id="small-visit", schema_version="1", sources=SOURCES[2:])
