"""Records of what was said in, what they tell out: each thing once, and no bare "he said"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from brief.model import Record
from brief.render.blocks import Line, Run
from brief.render.layout_lines import bare, joined, plain, repeats, shorter
from brief.render.layout_values import Setting, heading, lead, told, values
from brief.schema import SectionSpec

_SCRAP = 4  # words; a shorter quotation tells nothing where no act stands before it
_IDLE = 8  # words after a verb of saying that may be only where and when
_ENDING_QUOTE = re.compile(r"[“\"]([^“”\"]+)[”\"]\.?$")


def statement(setting: Setting, section: SectionSpec, record: Record, names: Iterable[str], words: int = 0) -> Line:
    """Return what a record tells in the fields named; `words` cuts each (0: no cut)."""
    runs: list[Run] = []
    idle = False
    for name in names:
        kind = section.fields[name].type
        line = told(setting, section, record, name)
        if not line:
            continue
        if kind in {"act", "clause"} and _idle(setting, section, record, name):
            idle = True
            continue
        if kind == "quote":
            if idle and not runs and len(bare(plain(line)).split()) < _SCRAP:
                continue
            whole = _completed(runs, line)
            if whole:
                runs = whole
                continue
        if not repeats(plain(line), plain(runs)):
            runs = joined(runs, shorter(line, words) if words else line, quotation=kind == "quote")
    return tuple(runs)


def portion(setting: Setting, section: SectionSpec, record: Record, line: Line) -> Line:
    """Return what a record tells outside its own section, behind the marking that it bears there."""
    mark = setting.marks.around([f"{section.id}/{record.key}"])
    return (Run(text=mark), *line) if mark and line else line


def _completed(runs: list[Run], quote: Line) -> list[Run]:
    """Return the runs with the scrap of a quotation that they end in replaced by the whole, else nothing."""
    found = _ENDING_QUOTE.search(runs[-1].text) if runs and len(quote) == 1 else None
    if found is None or not bare(quote[0].text).startswith(bare(found[1])):
        return []
    return [
        *runs[:-1],
        runs[-1].model_copy(update={"text": runs[-1].text[: found.start()] + quote[0].text, "address": ""}),
    ]


def _idle(setting: Setting, section: SectionSpec, record: Record, name: str) -> bool:
    """Return whether a field only says that its holder spoke; what a person wrote always tells."""
    found = values(record, name)[:1]
    if any(value.origin == "override" for value in found):
        return False
    known = f"{heading(setting, section, record)} {_roles(setting, record.text(lead(section)))}"
    return all(tells_nothing(setting, value.text, known) for value in found)


def tells_nothing(setting: Setting, text: str, known: str = "") -> bool:
    """Return whether a text is a verb of saying with only who (`known`), to whom, where or when beside it."""
    wording = setting.wording
    if re.search('[“"]', text):
        return False
    words = bare(text)
    verb = _front(words, wording.words("bare_said"))
    if not verb:
        return False
    rest = words[len(verb) :].strip()
    rest = rest[len(_front(rest, wording.words("bare_listeners"))) :].strip()
    parts = rest.split()
    if verb in wording.words("idle_said") and parts and parts[0] in wording.words("bare_circumstances"):
        return len(parts) <= _IDLE and "that" not in parts
    return set(parts) <= {*bare(known).split(), *wording.words("bare_words")}


def _front(words: str, fronts: Iterable[str]) -> str:
    return max((front for front in fronts if f"{words} ".startswith(f"{front} ")), key=len, default="")


def _roles(setting: Setting, name: str) -> str:
    """Return what else the briefing calls a person: all texts of the records of that name."""
    return " ".join(
        value.text
        for section in setting.briefing.sections
        for record in section.records
        if any(value.text == name for found in record.fields.values() for value in found[:1])
        for found in (record.fields.get("role", ()), record.fields.get("background", ()))
        for value in found
    )


def said_elsewhere(texts: Mapping[str, str]) -> set[str]:
    """Return the keys of bare texts that stand whole in another one; of equal ones the first stays."""
    order = {key: place for place, key in enumerate(texts)}
    by_length = sorted(texts, key=lambda key: (-len(texts[key]), order[key]))
    kept: list[str] = []
    gone: set[str] = set()
    for key in by_length:
        if any(texts[key] in other for other in kept):
            gone.add(key)
        else:
            kept.append(texts[key])
    return gone
