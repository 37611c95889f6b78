"""Statements that name topics in; clusters of one topic each out, in whatever words it was put.

"The situation in Ukraine", "the war in Ukraine" and "Ukraine" are one topic; so are a wording and its acronym,
"nuclear arms control" and "arms control". Wide words ("security") never make two topics one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from brief.reconcile.clusters import Cluster, split
from brief.reconcile.statements import Statement
from brief.reconcile.wording import Topic, Wording, fold

COMMON = 2  # content words that two wordings must share …
CAPTIVE = "detainee"  # by this word, and those that mean the same, people are told who are held
TELLING = 6  # words of a wording that tells more than one of them alone
SHARE = 0.66  # … and their share of the shorter one


@dataclass(slots=True)
class _Subject:
    """Wordings of one topic, the most carried first."""

    topics: list[Topic]

    @property
    def seed(self) -> Topic:
        return self.topics[0]


_Fit = Callable[[Topic, _Subject], bool]


class Topics:
    """Merging of topics. `home` are the countries of the briefing itself, which tell no topic from another."""

    def __init__(self, wording: Wording, home: Iterable[str]) -> None:
        self._wording = wording
        self._home = frozenset(home)

    def merge(self, statements: Iterable[Statement], field: str) -> list[Cluster]:
        """Return one cluster a topic, the most carried first."""
        carried: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            for single in split(statement, field):
                text = next((said.text for said in single.of(field)), "")
                label = self._wording.unframed(text)
                if label:
                    carried[label].append(single)
        topics = {label: self._wording.topic(label) for label in carried}
        usable = [label for label, topic in topics.items() if self._tells(topic)]
        made = [label for label in usable if any(s.creates for s in carried[label])]
        people = {t: known for t in usable if (known := _known(carried[t], field))}
        subjects = self._gather([topics[label] for label in sorted(made, key=lambda t: _rank(t, carried[t]))])
        subjects = self._captives(subjects, people)
        for label in sorted(set(usable) - set(made)):
            fitting = [s for s in subjects if any(self.same(t, topics[label]) for t in s.topics)]
            if fitting:
                fitting[0].topics.append(topics[label])
        return [self._cluster(subject, carried) for subject in subjects]

    def same(self, one: Topic, other: Topic) -> bool:
        """Return whether two wordings surely name one topic."""
        if self._wording.acronym(one.text, other) or self._wording.acronym(other.text, one):
            return True
        if not self._compatible(one, other):
            return False
        if one.bare or other.bare:
            return one.bare and other.bare and one.countries == other.countries
        common = one.words & other.words
        if one.words == other.words and common:
            return self._abroad(one) == self._abroad(other) or not self._wording.broad(common)
        enough = len(common) >= COMMON and len(common) >= SHARE * min(len(one.words), len(other.words))
        return enough and not self._wording.broad(common)

    def _gather(self, ranked: Sequence[Topic]) -> list[_Subject]:
        subjects: list[_Subject] = []
        for topic in ranked:
            home = next((s for s in subjects if self.same(s.seed, topic)), None)
            if home is None:
                subjects.append(_Subject([topic]))
            else:
                home.topics.append(topic)
        subjects = self._join(self._gathered(subjects), self._short_for)
        return self._join(subjects, self._country_of)

    def _gathered(self, subjects: list[_Subject]) -> list[_Subject]:
        """Return the subjects after each short one took all that say more of the same: debt, debt relief."""
        left = sorted(subjects, key=lambda s: len(self._wording.telling(s.seed.words)))
        kept: list[_Subject] = []
        for subject in left:
            home = next((s for s in kept if self._short_for(s.seed, subject)), None)
            if home is None:
                kept.append(subject)
            else:
                home.topics.extend(subject.topics)
        return [s for s in subjects if any(s is k for k in kept)]

    def _captives(self, subjects: list[_Subject], people: Mapping[str, tuple[str, str]]) -> list[_Subject]:
        """Return the subjects after "the jailed engineer" joined the one person whose case is a topic.

        `people` tells what the sources say of each person that a wording names: an engineer is not the pastor.
        """
        named = [s for s in subjects if any(t.text in people for t in s.topics)]
        told = [s for s in subjects if s not in named and any(self._captive(t) for t in s.topics)]
        if len(named) > 1 or not told:
            return subjects
        if named:
            who = [people[t.text] for t in named[0].topics if t.text in people]
            told = [s for s in told if all(self._may_be(t, who) for t in s.topics)]
        home = named[0] if named else told[0]
        joined = [s for s in told if s is not home]
        for subject in joined:
            home.topics.extend(subject.topics)
        return [s for s in subjects if s not in joined]

    def _may_be(self, topic: Topic, who: Sequence[tuple[str, str]]) -> bool:
        """Return whether a wording may mean the person of whom this is known: what the sources say, the country."""
        home = {country for _, country in who if country}
        abroad = bool(topic.countries and home) and not topic.countries & home
        return not abroad and self._wording.fits(topic.text, " ".join(known for known, _ in who))

    def _captive(self, topic: Topic) -> bool:
        """Return whether a topic is somebody held: "the jailed engineer"; not the transfer of prisoners."""
        held = bool(topic.words & self._wording.words(CAPTIVE)) or self._wording.lonely(topic.text)
        return held and not topic.words & self._wording.uncaptive

    def _tells_more(self, long: str, short: str) -> bool:
        """Return whether a wording says a single word with a few more: "student visas" beside "visas"."""
        words = [self._wording.stem(w) for w in fold(long).split()]
        return 1 < len(words) <= TELLING and self._wording.stem(fold(short)) in words

    def _join(self, subjects: list[_Subject], fits: _Fit) -> list[_Subject]:
        """Return the subjects after each that fits exactly one other was joined with it."""
        gone: set[int] = set()
        for i, short in enumerate(subjects):
            others = [j for j, long in enumerate(subjects) if j != i and j not in gone and fits(short.seed, long)]
            if len(others) == 1 and i not in gone:
                first, second = sorted((i, others[0]))
                subjects[first].topics.extend(subjects[second].topics)
                gone.add(second)
        return [s for i, s in enumerate(subjects) if i not in gone]

    def _short_for(self, short: Topic, subject: _Subject) -> bool:
        """Return whether a topic of one word is short for the other: "visas" for "student visas"."""
        core = self._wording.telling(short.words)
        if not core:
            return False
        long = (t for t in subject.topics if t is not short and self._compatible(short, t))
        return any(core <= self._wording.telling(t.words) for t in long)

    def _country_of(self, short: Topic, subject: _Subject) -> bool:
        """Return whether a country stands for the one thing that is said of it (its nuclear programme)."""
        if not short.bare or len(self._abroad(short)) != 1:
            return False
        return not subject.seed.bare and self._abroad(subject.seed) == self._abroad(short)

    def _compatible(self, one: Topic, other: Topic) -> bool:
        a, b = self._abroad(one), self._abroad(other)
        return not (a and b) or a == b

    def _abroad(self, topic: Topic) -> frozenset[str]:
        return topic.countries - self._home

    def _tells(self, topic: Topic) -> bool:
        """Return whether the wording names a topic: not the country visited, not only empty words."""
        return bool(topic.words) or bool(self._abroad(topic))

    def _cluster(self, subject: _Subject, carried: dict[str, list[Statement]]) -> Cluster:
        texts = [t.text for t in subject.topics]
        made = [t for t in texts if any(s.creates for s in carried[t])]
        voices: dict[str, set[str]] = defaultdict(set)
        for text in texts:
            voices[fold(text)].update(s.group for s in carried[text])
        named = {t for t in made if any(c.person for s in carried[t] for c in s.said)}  # a name tells most

        def worth(text: str) -> tuple[bool, int, bool, bool, int, int, str]:
            words = text.split()
            lone = {
                fold(text),
                fold(text).removesuffix("s"),
            } & self._wording.lone != frozenset() or self._wording.framing(words[-1])
            more = not self._wording.country(text) and any(self._tells_more(t, text) for t in made)
            return text not in named, -len(voices[fold(text)]), lone, more, len(words), len(text), text

        best = min(made, key=worth)
        statements = tuple(s for text in texts for s in carried[text])
        return Cluster(statements, best, tuple(sorted(texts)))


def _known(statements: Iterable[Statement], field: str) -> tuple[str, str] | None:
    """Return what the sources say of the person that statements name, and the country; None when they name none."""
    found: dict[str, None] = {}
    country = ""
    for statement in statements:
        for said in statement.of(field):
            if said.person:
                found |= dict.fromkeys((*(c.text for c in said.person.said("role")), *statement.texts()))
                country = country or said.person.country
    return (" ".join(found), country) if found else None


def _rank(text: str, said: Sequence[Statement]) -> tuple[int, int, int, str]:
    return -len({s.group for s in said}), -len(said), len(text), text
