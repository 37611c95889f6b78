"""What a picture shows, free of any format: a line of time, or topics by sources. Scenes are drawn from these."""

from __future__ import annotations

from typing import Literal

from brief.model import Noun


class Deed(Noun):
    """What happens on a day, and the numbers of the sources that say so: "2, 4"."""

    text: str
    sources: str = ""

    @property
    def told(self) -> str:
        """Return both as one text: "Talks in Sochi [2, 4]"."""
        return f"{self.text} [{self.sources}]" if self.sources else self.text


class Day(Noun):
    """A date as the page writes it, with what happens then."""

    date: str
    deeds: tuple[Deed, ...]

    @property
    def told(self) -> str:
        """Return the day as one text."""
        return f"{self.date}: {'; '.join(deed.told for deed in self.deeds)}"


class Stretch(Noun):
    """Days in their order that lie before, in or after what the briefing is about."""

    title: str
    place: Literal["before", "during", "after"]
    days: tuple[Day, ...]


class Timeline(Noun):
    """Stretches in their order, each with at least one day; `legend` tells how to read the line."""

    stretches: tuple[Stretch, ...]
    legend: str = ""


Mark = Literal["", "own", "same"]  # says nothing, a voice of its own, the same report as a voice beside it


class Column(Noun):
    """A source by its number and publisher; columns of one `voice` stand side by side."""

    number: int
    name: str
    voice: str


class Topic(Noun):
    """A row: a topic, a mark for each column, and how many independent voices carry it."""

    text: str
    marks: tuple[Mark, ...]
    voices: int


class Matrix(Noun):
    """Topics by sources. `shared` heads columns of one voice, `counted` the last; `legend` tells the marks."""

    columns: tuple[Column, ...]
    topics: tuple[Topic, ...]
    heading: str
    shared: str
    counted: str
    legend: tuple[tuple[Mark, str], ...]


Picture = Timeline | Matrix
