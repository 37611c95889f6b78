"""A number of records in, a briefing of so many by the shipped visit schema out: to test and to measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from brief.model import Briefing, Dating, Header, Layer, Passage, Record, Section, SourceDocument, Span, Value

_PUBLISHERS = ("Harbour Post", "Sella Gazette", "Northern Courier", "Radio Tirva", "The Strait")
_FIRST = (
    "Ada",
    "Bo",
    "Cleo",
    "Dov",
    "Eli",
    "Finn",
    "Gry",
    "Ivo",
    "Jana",
    "Kaj",
    "Lis",
    "Mio",
    "Nils",
    "Ole",
    "Pia",
)
_LAST = ("Berg", "Dahl", "Falk", "Gran", "Holm", "Krog", "Lund", "Moen", "Ness", "Rud", "Sand", "Tveit", "Vik")
_THINGS = (
    "the harbour",
    "fishing rights",
    "the ferry line",
    "grain prices",
    "visas",
    "the border road",
    "a gas pipe",
)
_DAYS = 28
_PARTS = {
    "participants": 10,
    "schedule": 10,
    "positions": 45,
    "timeline": 25,
    "treaties": 5,
    "detainees": 5,
}  # of 100

Make = Callable[[int, str], dict[str, str]]


def person(number: int) -> str:
    """Return a name of its own for each number."""
    first, rest = number % len(_FIRST), number // len(_FIRST)
    return f"{_FIRST[first]} {_LAST[rest % len(_LAST)]}{'' if rest < len(_LAST) else f'-{_LAST[rest % 7]}{rest}'}"


def day(number: int) -> str:
    """Return an ISO date of the spring of 2031."""
    return f"2031-{number // _DAYS % 4 + 1:02}-{number % _DAYS + 1:02}"


def large(records: int, **every: int) -> Briefing:
    """Return a briefing of so many records; or, by section, of exactly those of `every`."""
    counts = every or {name: records * share // 100 for name, share in _PARTS.items()}
    sentences: list[list[str]] = [[] for _ in _PUBLISHERS]
    drafts = [(name, list(_drafts(name, count, sentences))) for name, count in counts.items()]
    sources = tuple(one_source("\n".join(lines) or "Nothing.", place) for place, lines in enumerate(sentences))
    sections = tuple(
        Section(id=name, title=name.capitalize(), records=tuple(_record(draft, sources) for draft in found))
        for name, found in drafts
    )
    return Briefing(
        schema_id="diplomatic-visit",
        schema_version="1",
        header=Header(as_of="2031-04-28"),
        sources=sources,
        sections=sections,
    )


Draft = tuple[str, int, str, dict[str, str]]  # key, source, sentence, fields


def _drafts(section: str, count: int, sentences: list[list[str]]) -> Iterator[Draft]:
    for number in range(count):
        source = number % len(_PUBLISHERS)
        who, thing = person(number), _THINGS[number % len(_THINGS)]
        sentence = f"{who} spoke of {thing} on point {number} of {section}, and wants it settled before the winter."
        sentences[source].append(sentence)
        fields = {
            "participants": {
                "name": who,
                "role": f"adviser on {thing}",
                "country": "Norway",
                "part": "counterpart",
            },
            "schedule": {"date": day(number), "place": "Tirva", "activity": f"discuss {thing} with {who}"},
            "positions": {"holder": who, "stance": f"wants {thing} settled before the winter, point {number}"},
            "timeline": {"date": day(number), "event": f"{who} spoke of {thing} on point {number}"},
            "treaties": {"name": f"Treaty {number} on {thing}", "status": "in force", "expires": day(number)},
            "detainees": {"name": who, "charge": "smuggling", "held_since": day(number)},
        }[section]
        yield f"{section}-{number}", source, sentence, fields


def one_source(text: str, place: int = 0) -> SourceDocument:
    """Return a source that holds a text."""
    return SourceDocument(
        id=f"s{place + 1}",
        path=f"{place + 1}.txt",
        format="txt",
        text=text,
        digest=f"{place}" * 64,
        title=f"The talks, part {place + 1}",
        publisher=_PUBLISHERS[place],
        published=Dating(value=f"2031-04-{place + 20}", method="metadata"),
        passages=(Passage(span=Span(start=0, end=len(text)), layer=Layer.BODY),),
    )


def _record(draft: Draft, sources: tuple[SourceDocument, ...]) -> Record:
    key, place, sentence, fields = draft
    source = sources[place]
    start = source.text.index(sentence)
    evidence = (source.cut(start, start + len(sentence)),)
    dates = {"date", "expires", "held_since"}
    values = {
        name: (
            Value(
                text=text, normal=text if name in dates | {"country", "part"} else "", evidence=evidence, groups=1
            ),
        )
        for name, text in fields.items()
    }
    return Record(key=key, fields=values, evidence=evidence, groups=1)
