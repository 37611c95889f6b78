"""Records and what carries them in, a matrix out: topics by sources, those that repeat one report side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brief.render.blocks import Figure, Table
from brief.render.layout_drawn import Drawn, cell, drawn, linked, listed
from brief.render.layout_table import widths
from brief.render.layout_values import Setting
from brief.render.pictures import Column, Mark, Matrix, Topic
from brief.schema import PictureSpec

_TOPICS, _COLUMNS = 14, 20
_LEAST = 2  # topics and sources; fewer make no matrix
_NAME_WORDS = 5


def matrix(setting: Setting, picture: PictureSpec) -> tuple[Figure, str] | None:
    """Return the picture and what is left out of it; None for fewer than two topics or sources."""
    found = [one for one in drawn(setting, picture.draws) if one.numbers(setting)]
    best = sorted(found, key=lambda one: (-one.voices(setting), -len(one.numbers(setting))))[:_TOPICS]
    shown = [one for one in found if one in best][:_TOPICS]
    columns, left = _columns(setting, shown)
    if len(shown) < _LEAST or len(setting.briefing.sources) < _LEAST:
        return None
    wording = setting.wording
    topics = tuple(_topic(setting, one, columns) for one in shown)
    made = Matrix(
        columns=columns,
        topics=topics,
        heading=picture.rows or wording.say("picture.topic"),
        shared=wording.say("picture.shared"),
        counted=wording.say("picture.counted"),
        legend=_legend(setting, topics),
    )
    notes = [
        wording.count(f"picture.{kind}", count)
        for kind, count in (("more", len(found) - len(shown)), ("more_sources", left))
        if count
    ]
    return _figure(setting, picture, made, shown), " ".join(notes)


def _columns(setting: Setting, shown: Sequence[Drawn]) -> tuple[tuple[Column, ...], int]:
    """Return a column for each source, voices in the order of their first source, and how many are left out."""
    sources = setting.briefing.sources
    voices: dict[str, list[int]] = {}
    for number, source in enumerate(sources, 1):
        voices.setdefault(source.group or source.id, []).append(number)
    used = {number: sum(number in one.numbers(setting) for one in shown) for number in range(1, len(sources) + 1)}
    kept = set(sorted(used, key=lambda number: (-used[number], number))[:_COLUMNS])
    columns = tuple(
        Column(number=number, name=_name(setting, number), voice=voice)
        for voice, numbers in voices.items()
        for number in numbers
        if number in kept
    )
    return columns, len(sources) - len(columns)


def _name(setting: Setting, number: int) -> str:
    source = setting.briefing.sources[number - 1]
    words = (source.publisher or source.title or setting.wording.say("cites.unknown_publisher")).split()
    return " ".join(words[:_NAME_WORDS]) + (" …" if len(words) > _NAME_WORDS else "")


def _topic(setting: Setting, one: Drawn, columns: Sequence[Column]) -> Topic:
    own, same = _split(setting, one)
    marks: dict[int, Mark] = {**dict.fromkeys(own, "own"), **dict.fromkeys(same, "same")}
    return Topic(
        text=one.text,
        marks=tuple(marks.get(column.number, "") for column in columns),
        voices=one.voices(setting),
    )


def _split(setting: Setting, one: Drawn) -> tuple[list[int], list[int]]:
    """Return the numbers of the sources that count as voices, and of those that repeat the report of one."""
    first: dict[str, int] = {}
    own: list[int] = []
    same: list[int] = []
    for number in one.numbers(setting):
        source = setting.briefing.sources[number - 1]
        voice = source.group or source.id
        (same if voice in first else own).append(number)
        first.setdefault(voice, number)
    return own, same


def _legend(setting: Setting, topics: Sequence[Topic]) -> tuple[tuple[Mark, str], ...]:
    """Return what each mark means, as far as it is used."""
    used = {mark for topic in topics for mark in topic.marks}
    said: Mapping[Mark, str] = {
        "own": setting.wording.say("picture.own"),
        "same": setting.wording.say("picture.same"),
    }
    return tuple((mark, text) for mark, text in said.items() if mark in used)


def _figure(setting: Setting, picture: PictureSpec, made: Matrix, shown: Sequence[Drawn]) -> Figure:
    wording = setting.wording
    title = picture.title or wording.say("picture.matrix")
    told: list[str] = []
    rows = []
    for one, topic in zip(shown, made.topics, strict=True):
        own, same = _split(setting, one)
        fills = {"topic": one.text, "own": listed(setting, own), "same": listed(setting, same)}
        said = wording.say("picture.row_same" if same else "picture.row", **fills)
        told.append(f"{said} ({wording.count('picture.voices', topic.voices)}).")
        count = cell(str(topic.voices))
        rows.append((cell(one.text), linked(setting, own), linked(setting, same), count))
    head = (made.heading, *wording.words("picture.matrix_columns"))
    data = Table(head=head, rows=tuple(rows), widths=widths(head, rows), summary=title)
    names = "; ".join(f"{column.number} {column.name}" for column in made.columns)
    alt = " ".join([f"{title}.", *told, f"{wording.say('sources_title')}: {names}."])
    return Figure(title=title, picture=made, alt=alt, data=data)
