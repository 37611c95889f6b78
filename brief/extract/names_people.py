"""Judged runs in; the persons of one source with all forms of their names out.

Two persons are never made one: full names join only when they are spellings, shortenings or other
orders of each other and never stand in one sentence; a lone surname of two persons belongs to none
until a courtesy title, or what was said just before, decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler

from brief.extract.names_evidence import FULL, LONE
from brief.extract.names_runs import Part, Run
from brief.lexicon import Lexicon

FIRST_ALIKE, LAST_ALIKE, JOINED_ALIKE = 0.88, 0.93, 0.9  # Jaro-Winkler, measured on spellings in news
LONE_POLITE = 3.0  # a courtesy title is sign enough, whatever the entity recogniser says
LONE_ACTS = 3.0  # score of a lone word taken for a person that does, or is done with, as persons are
SHORT = 4  # letters below which surnames must be equal
Key = tuple[str, ...]


@dataclass(slots=True)
class Known:
    """A person while names are gathered; `full` is the fullest form's parts."""

    full: list[Part]
    variants: dict[Key, list[Part]] = field(default_factory=dict)
    genders: Counter[str] = field(default_factory=Counter)
    score: float = 0.0
    first: int = 0
    kin: bool = False  # first named as somebody's relative
    titles: set[str] = field(default_factory=set)  # words that stand before the full name
    sentences: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Return the fullest form as written."""
        return " ".join(part.text for part in self.full)


class Roster:
    """The persons of one source, and which of them a form can mean."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._male, self._female = lexicon.words("names.given_m"), lexicon.words("names.given_f")
        self._given = self._male | self._female
        self._family_first = lexicon.words("names.family_first")
        self._fathers = lexicon.sequence("names.patronymics")
        self._one_name = lexicon.words("roles.one_name")
        self._endings_m = lexicon.sequence("names.endings_m")
        self._endings_f = lexicon.sequence("names.endings_f")
        self._honorific_m = lexicon.words("names.honorifics_m")
        self._honorific_f = lexicon.words("names.honorifics_f")
        self._kin = lexicon.words("roles.kin_m") | lexicon.words("roles.kin_f")
        self.known: list[Known] = []
        self._forms: dict[Key, dict[int, int]] = {}

    def gather(self, runs: Sequence[Run], sentence_of: Sequence[int]) -> None:
        """Fill `known` from the runs that score enough; `sentence_of` gives each token's sentence."""
        groups: dict[Key, list[Run]] = defaultdict(list)
        for run in runs:
            if not run.barred:
                groups[run.key].append(run)
        full = {k: g for k, g in groups.items() if len(k) > 1 and _total(g) >= FULL and self._trusted(g)}
        for key in sorted(full, key=lambda k: (-len(k), full[k][0].first)):
            self._add_full(full[key], sentence_of)
        self._index()
        for key, group in sorted(groups.items(), key=lambda item: item[1][0].first):
            if len(key) == 1:
                self._add_lone(key, group, sentence_of)
        self.known.sort(key=lambda k: k.first)
        self._index()
        for run in runs:
            self._note_gender(run)

    def _add_lone(self, key: Key, group: Sequence[Run], sentence_of: Sequence[int]) -> None:
        """Add the bearers of a lone surname who are nobody known: "Mr Osei" and "Mrs Osei" are two."""
        royal = any(r.before.lower() in self._one_name for r in group)
        taken = {self.gender(n) for n in (self.called(key[0]) if royal else self.meant(key))}
        addressed = {self.honorific_gender(r.before) for r in group} - {""}
        for gender in sorted(addressed if len(addressed) > 1 or taken else ()):
            titled = [r for r in group if self.honorific_gender(r.before) == gender]
            if taken.isdisjoint({"", gender}) and self._stands_alone(titled):
                self._add(titled, sentence_of)
                self.known[-1].genders[gender] += 2
                taken.add(gender)
        if not taken and self._stands_alone(group):
            self._add(group, sentence_of)

    def gender(self, number: int) -> str:
        """Return a person's gender as courtesy titles, else the given name, say it."""
        known = self.known[number]
        if known.genders:
            return known.genders.most_common(1)[0][0]
        if len(known.full) < 2:  # noqa: PLR2004 -- a full name
            return ""
        given = self.gender_of(known.full[0]) if self._ranks(known.full)[0] > 1 else ""
        return given or self._ending_gender(known.full[1:])

    def _ending_gender(self, parts: Sequence[Part]) -> str:
        """Return what the endings of second and last names say: "-ovna", "-ova"."""
        male = any(p.key.endswith(self._endings_m) and len(p.key) > SHORT for p in parts)
        female = any(p.key.endswith(self._endings_f) and len(p.key) > SHORT for p in parts)
        return "" if male == female else "m" if male else "f"

    def _trusted(self, group: Sequence[Run]) -> bool:
        """Return whether a group is more than a headline in title case."""
        return any(not r.heading or r.title or r.parts[0].text in self._given for r in group)

    def _stands_alone(self, group: Sequence[Run]) -> bool:
        titled = [r for r in group if r.title > 1 or r.kin or (r.title == 1 and self._is_office(r))]
        acting = any(r.person and r.score >= LONE_ACTS for r in group) and len(group) > 1
        usable = all(len(r.parts[0].key) > 1 for r in group)
        polite = any(r.title > 1 for r in group)
        return usable and _total(group) >= (LONE_POLITE if polite else LONE) and (bool(titled) or acting)

    def _is_office(self, run: Run) -> bool:
        """Return whether a role before a lone word makes it a name: "President Osei said"."""
        return run.person > 0 or (run.before[0].isupper() and run.score > LONE and not run.heading)

    def _add_full(self, group: Sequence[Run], sentence_of: Sequence[int]) -> None:
        sentences = {sentence_of[r.first] for r in group}
        matches = [
            k for k in self.known
            if not (k.sentences & sentences) and any(self._same(v, group[0].parts) for v in k.variants.values())
        ]  # fmt: skip
        if len(matches) == 1:
            self._add(group, sentence_of, matches[0])
        elif not matches:
            self._add(group, sentence_of)

    def _add(self, group: Sequence[Run], sentence_of: Sequence[int], known: Known | None = None) -> None:
        if known is None:
            known = Known(group[0].parts, first=group[0].first, kin=group[0].kin)
            self.known.append(known)
        known.variants.setdefault(group[0].key, group[0].parts)
        known.score += _total(group)
        known.first = min(known.first, group[0].first)
        known.titles |= {r.before.lower() for r in group if r.title == 1}
        known.sentences |= {sentence_of[r.first] for r in group}

    def add_relative(self, given: Part, surname: Sequence[Part], first: int) -> Known:
        """Return a new person named by a given name and the surname that follows later ("Joey and Paula Reed")."""
        known = Known([given, *surname], first=first)
        known.variants[tuple(p.key for p in known.full)] = known.full
        self.known.append(known)
        self._index()
        return known

    def _same(self, a: list[Part], b: list[Part]) -> bool:
        """Return whether two full names are one by spelling, order, or parts left out."""
        x, y = [p.key for p in a], [p.key for p in b]
        if "".join(x) == "".join(y) or sorted(x) == sorted(y):
            return True
        if self._genders_differ(a[0], b[0]):
            return False
        if a[0].text in self._family_first and x[0] == y[0]:
            given = "".join(x[1:]), "".join(y[1:])
            return min(map(len, given)) > SHORT and JaroWinkler.similarity(*given) >= JOINED_ALIKE
        if _inside(x, y) or _inside(y, x):
            return x[0] == y[0] or x[-len(y) :] == y or y[-len(x) :] == x
        alike = JaroWinkler.similarity(x[-1], y[-1])
        last = x[-1] == y[-1] or (alike >= LAST_ALIKE and len(x[-1]) > SHORT)
        return last and JaroWinkler.similarity(x[0], y[0]) >= FIRST_ALIKE

    def _genders_differ(self, a: Part, b: Part) -> bool:
        return {self.gender_of(a), self.gender_of(b)} == {"m", "f"}

    def gender_of(self, given: Part) -> str:
        """Return what a given name says about gender, "" when it says nothing or both."""
        male, female = given.text in self._male, given.text in self._female
        return "" if male == female else "m" if male else "f"

    def _note_gender(self, run: Run) -> None:
        meant = self.meant(run.key)
        if run.before and len(meant) == 1:
            gender = self.honorific_gender(run.before)
            if gender:
                self.known[meant[0]].genders[gender] += 2

    def honorific_gender(self, word: str) -> str:
        """Return the gender that a courtesy title says."""
        return "m" if word in self._honorific_m else "f" if word in self._honorific_f else ""

    def _index(self) -> None:
        self._forms = defaultdict(dict)
        for number, known in enumerate(self.known):
            for variant in known.variants.values():
                for form, rank in self._forms_of(variant):
                    ranks = self._forms[form]
                    ranks[number] = min(rank, ranks.get(number, rank))

    def _forms_of(self, parts: list[Part]) -> list[tuple[Key, int]]:
        """Return the forms of a name with their rank: 0 full, 1 surname, 2 part of it, 3 given name."""
        keys = tuple(p.key for p in parts)
        forms: list[tuple[Key, int]] = [(keys, 0)]
        if len(parts) == 1:
            forms = [(keys, 1)]
            return forms + [((half,), 2) for half in parts[0].halves] + [((parts[0].bare,), 1)]
        forms += [(keys[i:], 1) for i in range(1, len(keys) - 1)] + [(keys[:i], 1) for i in range(2, len(keys))]
        first, last = self._ranks(parts)
        for i, part in enumerate(parts):
            rank = first if i == 0 else last if i == len(parts) - 1 else self._middle_rank(part)
            forms += [((part.key,), rank), ((part.bare,), rank)]
            forms += [((half,), max(rank, 2)) for half in part.halves if rank < 3]  # noqa: PLR2004 -- the ranks above
        return forms

    def _ranks(self, parts: list[Part]) -> tuple[int, int]:
        """Return the ranks of the first and the last part: which of them is the surname."""
        first, last = parts[0], parts[-1]
        if first.text not in self._family_first or first.halves:
            return 3, 1
        hyphened = "-" in last.text
        western = first.text in self._given and not hyphened
        return (3, 1) if western else (1, 3 if hyphened else 2)

    def _middle_rank(self, part: Part) -> int:
        return 3 if part.text in self._given or part.key.endswith(self._fathers) else 2

    def meant(self, key: Key) -> list[int]:
        """Return the persons, by number, whom a form can mean: those of the best rank only."""
        ranks = self._forms.get(key, {})
        best = min(ranks.values(), default=0)
        return [number for number, rank in ranks.items() if rank == best]

    def called(self, given: str) -> list[int]:
        """Return the persons of a given name, by number: "King Faris" is nobody by surname."""
        return [n for n, known in enumerate(self.known) if known.full[0].key == given]

    def rank(self, key: Key) -> int:
        """Return the best rank of a form, 9 when nobody has it."""
        return min(self._forms.get(key, {}).values(), default=9)


def _total(group: Sequence[Run]) -> float:
    return sum(run.score for run in group)


def _inside(short: list[str], long: list[str]) -> bool:
    """Return whether the parts of one name stand in another's, in order."""
    rest = iter(long)
    return 1 < len(short) < len(long) and all(part in rest for part in short)
