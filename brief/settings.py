"""The environment and `brief.yaml` in, each setting with its value and who set it out.

Flags win over `BRIEF_*` in the environment, these over the nearest `brief.yaml` in the current folder or above it,
that over the defaults. For the options of a command the command line does the weighing: it is handed the file's
values as defaults. What has no option of its own, the limits and the cache, is weighed here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from brief.collect.limits import LIMITS, NAMES, Limits, number_of, with_settings
from brief.errors import UsageError

if TYPE_CHECKING:
    from brief.faults import Fault
    from brief.yamlfile import Node, Sheet

FILE: Final = "brief.yaml"
PREFIX: Final = "BRIEF_"
LIMITS_PREFIX: Final = f"{PREFIX}LIMITS_"
DEFAULT: Final = "default"  # who set what nobody did
OFF: Final = "none"  # a cache of this name is no cache
_NUMBER = "write a number such as 60, 5,000 or 50 MB"


@dataclass(frozen=True)
class Known:
    """A setting that exists: what a value of it is, and which commands take it."""

    kind: Literal["text", "number", "choice", "name", "file", "output"]
    default: str
    commands: tuple[str, ...]
    choices: tuple[str, ...] = ()  # of a choice
    shipped: str = ""  # where the names that are shipped stand, below schemas/


_MAKING = ("generate",)
_BRIEFING = ("generate", "explain")
_EDITING = ("overrides set", "overrides add", "overrides hide", "overrides import")
_CHECKING = ("overrides check", "overrides diff", "overrides prune")
_HELD = ("overrides set", "overrides add", "overrides hide", *_CHECKING)
KNOWN: Final[dict[str, Known]] = {
    "schema": Known("name", "diplomatic-visit", (*_BRIEFING, "overrides init", *_HELD), shipped="*.yaml"),
    "overrides": Known("file", "", ("sources", *_BRIEFING, *_CHECKING, *_EDITING)),
    "output": Known("output", "output/briefing.docx", _MAKING),
    "depth": Known("choice", "full", _MAKING, choices=("core", "full")),
    "theme": Known("name", "plain", _MAKING, shipped="themes/*.yaml"),
    "template": Known("file", "", _MAKING),
    "jobs": Known("number", "1", _MAKING),
    "by": Known("text", "", _EDITING),
    "cache": Known("output", "", ()),
}
SETTABLE: Final = frozenset(command.split()[0] for known in KNOWN.values() for command in known.commands)


@dataclass(frozen=True)
class Setting:
    """One setting: its values, and who set them: `--limit`, `BRIEF_SCHEMA`, `brief.yaml:3` or `default`."""

    name: str
    values: tuple[str, ...]
    won: str

    @property
    def shown(self) -> str:
        """Return the values as a person reads them."""
        return ", ".join(self.values) or "–"


@dataclass(frozen=True)
class Settings:
    """What holds for a command. `file` is the brief.yaml that was read; `faults` what is wrong with it."""

    file: Path | None = None
    faults: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()  # what is wrong with the environment
    _filed: Mapping[str, Setting] = field(default_factory=dict)
    _heard: Mapping[str, Setting] = field(default_factory=dict)
    _flagged: Mapping[str, Setting] = field(default_factory=dict)

    def all(self) -> Iterator[Setting]:
        """Yield every setting but the limits, in the order of the table."""
        for name, known in KNOWN.items():
            yield self.one(name, known.default)

    def one(self, name: str, default: str = "") -> Setting:
        """Return a setting as it was set by whoever wins."""
        for given in (self._flagged, self._heard, self._filed):
            if name in given:
                return given[name]
        return Setting(name, (default,) if default else (), DEFAULT)

    def limit_set(self, name: str) -> Setting:
        """Return who set a limit, and its value with its unit."""
        return replace(self.one(f"limits.{name}"), values=(self.limits.shown(name),))

    @property
    def limits(self) -> Limits:
        """Return the limits that hold."""
        given = {name: self.one(f"limits.{name}").values for name in NAMES}
        return with_settings({name: number_of(values[0]) for name, values in given.items() if values}, LIMITS)

    def with_flags(self, limits: Sequence[str]) -> Settings:
        """Return the settings with limits as they are typed, `seconds=60`. Raise UsageError with every fault."""
        flagged, faults = dict(self._flagged), []
        for typed in limits:
            name, _, value = typed.partition("=")
            name = name.strip().removeprefix("limits.")
            fault = _limit_fault(name, value)
            flagged[f"limits.{name}"] = Setting(f"limits.{name}", (value.strip(),), "--limit")
            faults += [f"--limit {typed}: {fault}"] if fault else []
        if faults:
            raise UsageError("\n".join(faults))
        return replace(self, _flagged=flagged)

    def defaults(self) -> dict[str, object]:
        """Return what the file sets, by command and option, as the command line takes defaults."""
        out: dict[str, object] = {}
        for name, setting in self._filed.items():
            for command in KNOWN[name].commands if name in KNOWN else ():
                *groups, last = command.split()
                within = out
                for group in groups:
                    within = within.setdefault(group, {})  # type: ignore[assignment]  # a group holds commands
                taken = within.setdefault(last, {})
                assert isinstance(taken, dict)  # noqa: S101 - for the type checker: a command holds options
                taken[name] = list(setting.values) if name == "output" else setting.values[0]
        return out


NO_SETTINGS: Final = Settings()


def settings_here(environment: Mapping[str, str], folder: Path) -> Settings:
    """Return what the environment and the nearest brief.yaml in a folder or above it set; nothing is raised."""
    heard, odd = _heard(environment)
    path = find(folder)
    if path is None:
        return Settings(odd=odd, _heard=heard)
    if not _ours(path):
        foreign = f"{path}: belongs to another user and is not read; delete it, or make it yours"
        return Settings(path, (foreign,), odd, _heard=heard)
    from brief.errors import ContentError  # noqa: PLC0415 - most runs have no such file
    from brief.yamlfile import read  # noqa: PLC0415 - the same

    try:
        sheet = read(path)
        filed, faults = _filed(path, sheet)
        sheet.check(faults)
    except ContentError as err:
        return Settings(path, err.faults, odd, _heard=heard)
    return Settings(path, (), odd, filed, heard)


def find(folder: Path) -> Path | None:
    """Return the nearest brief.yaml in a folder or above it, as it is reached from there."""
    folder = folder.absolute()
    for up, here in enumerate((folder, *folder.parents)):
        with suppress(OSError):  # a folder above may not be looked into
            if (here / FILE).is_file():
                return Path(*[".."] * up) / FILE
    return None


def _ours(path: Path) -> bool:
    """Return whether a file is the user's own or the system's: in a shared folder anybody can put one above."""
    with suppress(OSError):
        return os.name != "posix" or path.stat().st_uid in {0, os.getuid()}
    return True  # whoever reads it will tell


def _heard(environment: Mapping[str, str]) -> tuple[dict[str, Setting], tuple[str, ...]]:
    """Return what the environment sets, and what is wrong there."""
    heard: dict[str, Setting] = {}
    odd: list[str] = []
    for variable in sorted(environment):
        value = environment[variable].strip()
        if not variable.startswith(PREFIX) or not value:
            continue
        name = variable.removeprefix(PREFIX).lower()
        limit = variable.removeprefix(LIMITS_PREFIX).lower()
        if variable.startswith(LIMITS_PREFIX):
            fault = _limit_fault(limit, value)
            name = f"limits.{limit}"
        else:
            fault = "" if name in KNOWN else f"no such setting; there are {_listed(PREFIX, KNOWN)}"
        if fault:
            odd.append(f"{variable}: {fault}")
        else:
            heard[name] = Setting(name, (value,), variable)
    return heard, tuple(odd)


def _limit_fault(name: str, value: str) -> str:
    if name not in NAMES:
        return f"no such limit; there are {', '.join(NAMES)}"
    return "" if number_of(value) else f'"{value}" is no number; {_NUMBER}'


def _listed(prefix: str, names: Mapping[str, Known]) -> str:
    return ", ".join(f"{prefix}{name.upper()}" for name in names)


def _filed(path: Path, sheet: Sheet) -> tuple[dict[str, Setting], list[Fault]]:
    """Return what a brief.yaml sets, and every fault in it."""
    from brief.faults import did_you_mean  # noqa: PLC0415 - most runs have no such file

    if sheet.root.kind != "mapping":
        empty = sheet.root.empty
        return {}, [] if empty else [sheet.fault(sheet.root, "settings are expected", 'write "schema: NAME"')]
    filed: dict[str, Setting] = {}
    faults: list[Fault] = []
    for key, value in sheet.root.entries:
        if key.text == "limits":
            faults += _limits_filed(path, sheet, value, filed)
        elif key.text not in KNOWN:
            mend = did_you_mean(key.text, [*KNOWN, "limits"])
            faults.append(sheet.fault(key, f'no setting is called "{key.text}"', mend))
        elif not value.empty:
            fault, texts = _checked(path, sheet, key.text, value)
            faults += fault
            filed[key.text] = Setting(key.text, texts, f"{path}:{key.line}")
    return filed, faults


def _limits_filed(path: Path, sheet: Sheet, node: Node, filed: dict[str, Setting]) -> Iterator[Fault]:
    """Add the limits that stand below `limits:`. Yield what is wrong with them."""
    from brief.faults import did_you_mean  # noqa: PLC0415 - most runs have no such file

    if node.kind != "mapping" and not node.empty:
        yield sheet.fault(node, "limits have names", "write seconds: 60 below it")
    for key, value in node.entries:
        if key.text not in NAMES:
            yield sheet.fault(key, f'no limit is called "{key.text}"', did_you_mean(key.text, NAMES))
        elif value.kind != "scalar" or not number_of(value.text):
            yield sheet.fault(value, "no number", _NUMBER)
        else:
            filed[f"limits.{key.text}"] = Setting(f"limits.{key.text}", (value.text,), f"{path}:{key.line}")


def _checked(path: Path, sheet: Sheet, name: str, node: Node) -> tuple[list[Fault], tuple[str, ...]]:
    """Return the faults in the value of a setting, and the value as a command takes it."""
    known = KNOWN[name]
    parts = node.items if name == "output" and node.kind == "list" else [node]
    texts: list[str] = []
    faults: list[Fault] = []
    for part in parts:
        if part.kind != "scalar" or part.empty:
            faults.append(sheet.fault(part, f"{name}: text is expected", "give one value, in quotes if need be"))
            continue
        what, mend, text = _examined(path.parent, known, part.text)
        texts.append(text)
        if what:
            faults.append(sheet.fault(part, f"{name}: {what}", mend))
    return faults, tuple(texts)


def _examined(home: Path, known: Known, text: str) -> tuple[str, str, str]:
    """Return what is wrong with a value, how it is mended, and the value, a path as it is reached from here."""
    from brief.faults import did_you_mean  # noqa: PLC0415 - most runs have no such file

    if known.kind in {"choice", "number"}:
        fine = text in known.choices if known.choices else bool(number_of(text))
        mend = f"write {' or '.join(known.choices) or 'a number such as 2'}"
        return ("", "", text) if fine else (f'cannot be "{text}"', mend, text)
    if known.kind == "name":
        names = _shipped(known.shipped)
        if text in names:
            return "", "", text
        path = home / text
        if path.suffix in {".yaml", ".yml"}:
            return ("", "", str(path)) if path.is_file() else ("there is no such file", "check the name", text)
        return f'nothing is called "{text}"', did_you_mean(text, names) or f"shipped: {', '.join(names)}", text
    if known.kind == "output" and text != OFF:
        inside = (home / text).resolve().is_relative_to(home.resolve())
        mend = "name one below it; a flag or the environment may name any place"
        return ("", "", str(home / text)) if inside else (f"lies outside the folder of {FILE}", mend, text)
    return "", "", str(home / text) if known.kind == "file" else text


def _shipped(pattern: str) -> list[str]:
    from brief.lexicon import data_folder  # noqa: PLC0415 - most runs have no such file

    return sorted(path.stem for path in data_folder("schemas").glob(pattern))
