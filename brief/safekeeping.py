"""Word files about to be written in; what a person changed in those that stand there out.

Beside each Word file its JSON keeps what the file held when it was written: the digest of its bytes, the text at
each value, a digest of all other text. A file that was only opened and saved holds the same and is no obstacle.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from brief.collect.draft import UnreadableError
from brief.collect.edited_word import EditedWord, read_edited
from brief.errors import ContentError
from brief.lexicon import Lexicon
from brief.model import Briefing
from brief.render.data import Json, with_outputs
from brief.schema import Schema

WORD: Final = ".docx"


@dataclass(frozen=True)
class Kept:
    """What a file held when it was written."""

    digest: str
    values: Mapping[str, tuple[str, ...]]
    rest: str

    def as_json(self) -> dict[str, Json]:
        """Return it as it stands in the JSON."""
        values: dict[str, Json] = {address: list(texts) for address, texts in self.values.items()}
        return {"sha256": self.digest, "values": values, "rest": self.rest}


def kept(data: bytes, read: EditedWord) -> Kept:
    """Return what is kept of a file."""
    values = {address: tuple(texts) for address, texts in read.values().items()}
    return Kept(hashlib.sha256(data).hexdigest(), values, digest_of(read))


def digest_of(read: EditedWord) -> str:
    """Return a digest of the text beside the values."""
    return hashlib.sha256("\n".join(read.rest).encode("utf-8", "backslashreplace")).hexdigest()


def written(beside: Path) -> dict[str, Kept]:
    """Return what the Word files of a JSON held when they were written, by their names."""
    try:
        outputs = json.loads(beside.read_bytes())["outputs"]
        return {
            str(name): Kept(
                str(one["sha256"]),
                {str(address): tuple(map(str, texts)) for address, texts in one["values"].items()},
                str(one["rest"]),
            )
            for name, one in outputs.items()
        }
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return {}


def changed_by_hand(targets: Sequence[Path]) -> list[Path]:
    """Return the Word files among the targets that a person changed since they were written."""
    return [target for target in targets if target.suffix.lower() == WORD and _changed(target)]


def with_what_was_written(files: Sequence[tuple[Path, bytes]]) -> list[tuple[Path, bytes]]:
    """Return the files of a run, each JSON with what the Word files beside it hold.

    What it kept of a Word file that this run does not write stays.
    """
    made = {path.resolve(): data for path, data in files}
    out: list[tuple[Path, bytes]] = []
    for path, data in files:
        word = path.with_suffix(WORD)
        if path.suffix.lower() != ".json":
            out.append((path, data))
        elif word.resolve() in made:
            fresh = made[word.resolve()]
            out.append((path, with_outputs(data, {word.name: kept(fresh, read_edited(fresh)).as_json()})))
        else:
            older = {name: one.as_json() for name, one in written(path).items() if (path.parent / name).is_file()}
            out.append((path, with_outputs(data, older) if older else data))
    return out


def left_out(targets: Sequence[Path]) -> list[str]:
    """Return what a run without edits leaves out of the briefings that stand at its targets."""
    told: list[str] = []
    for target in targets:
        try:
            edits = json.loads(target.read_bytes())["edits"] if target.suffix.lower() == ".json" else []
            names = list(dict.fromkeys(edit["place"].rsplit(":", 2)[0] for edit in edits))
        except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
            continue
        if names:
            held = f"{len(edits)} edit{'' if len(edits) == 1 else 's'} from {names[0]}"
            told.append(f"{target}: held {held}, which this run leaves out; say -r {names[0]} to keep them")
    return told


def open_edited(path: Path) -> tuple[bytes, EditedWord]:
    """Return a Word file that a person may have changed. Raise ContentError when it cannot be read."""
    try:
        data = path.read_bytes()
        return data, read_edited(data)
    except OSError as err:
        raise ContentError([f"{path}: cannot be read ({(err.strerror or '').lower()}); check the name"]) from err
    except UnreadableError as err:
        raise ContentError([f"{path}: {err}"]) from err


def set_again(now: EditedWord, briefing: Briefing, schema: Schema, lexicon: Lexicon) -> EditedWord:
    """Return what the Word file of the briefing held when it was written, as like what it holds now as can be.

    Of a theme only the form of its dates changes what a page says, and of a template nothing.
    """
    from brief.render.layout import lay_out  # noqa: PLC0415 - the writers load when they are needed
    from brief.render.theme import DATE_FORMS  # noqa: PLC0415 - the same
    from brief.render.word import write_docx  # noqa: PLC0415 - the same

    texts = Counter(control.text for control in now.controls)
    depths: tuple[Literal["full", "core"], ...] = ("full", "core")
    best, depth = max(
        ((read_edited(write_docx(lay_out(briefing, schema, lexicon, depth))), depth) for depth in depths),
        key=lambda made: _alike(made[0], texts),
    )
    for dates in DATE_FORMS[1:]:
        other = read_edited(write_docx(lay_out(briefing, schema, lexicon, depth, dates)))
        best = max((best, other), key=lambda made: _alike(made, texts))
    return best


def _alike(made: EditedWord, texts: Counter[str]) -> int:
    """Return how many values two pages have in common, less those that only one of them has."""
    here = Counter(control.text for control in made.controls)
    return 2 * (here & texts).total() - here.total()


def with_tags(data: bytes, now: EditedWord, briefing: Briefing, schema: Schema, lexicon: Lexicon) -> EditedWord:
    """Return what a file says whose controls have lost their tags, by their order on the page."""
    nameless = now if now.controls else read_edited(data, nameless=True)
    if now.controls or not nameless.controls:
        return now
    return nameless.named(set_again(nameless, briefing, schema, lexicon).controls)


def _changed(target: Path) -> bool:
    then = written(target.with_suffix(".json")).get(target.name)
    if then is None or not target.is_file():
        return False
    data = target.read_bytes()
    if hashlib.sha256(data).hexdigest() == then.digest:
        return False
    try:
        now = read_edited(data)
    except UnreadableError:
        return True
    if then.values and not now.controls:  # saved by a program that loses the tags
        now = read_edited(data, nameless=True)
        same = sorted(c.text for c in now.controls) == sorted(
            text for texts in then.values.values() for text in texts
        )
    else:
        same = kept(data, now).values == then.values
    marked = bool(now.comments) or any(control.gone for control in now.controls)
    return marked or not same or digest_of(now) != then.rest
