"""The name or the path of a theme in, a `Theme` out, or every fault of its file with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

from brief import yamlfile
from brief.errors import UsageError
from brief.faults import Fault, did_you_mean
from brief.lexicon import data_folder
from brief.render.theme import DATE_FORMS, LOGO_HEIGHT, PAGES, PLAIN, SHIPPED, DateForm, Logo, Theme
from brief.render.theme_logo import LogoFault, read_logo
from brief.yamlfile import Node, Sheet

_TOP: Final = ("page", "margins", "fonts", "size", "colours", "dates", "logo", "logo_alt", "logo_height")
_MARGINS: Final = {"sides": "margin", "ends": "head_and_foot", "edge": "edge"}
_COLOURS: Final = ("ink", "accent", "grey", "rule", "link")
_FONTS: Final = ("word", "pdf")
_LENGTH: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(cm|mm|in|pt)")
_POINTS: Final = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0}
_COLOUR: Final = re.compile(r"#?([0-9A-Fa-f]{6})")
_FONT: Final = re.compile(r"[\w .-]{1,60}")
_SIZES, _SIDES, _ENDS, _EDGES = (7.0, 16.0), (20.0, 160.0), (40.0, 160.0), (10.0, 60.0)  # points, least and most
_LOGOS: Final = (12.0, 120.0)  # heights
_LEAST_TEXT: Final = 250.0  # points of width and height that must be left for the text


def load_theme(called: str) -> Theme:
    """Return the theme of that name or file. Raise UsageError when there is none, ContentError for its faults."""
    shipped = {path.stem: path for path in sorted((data_folder("schemas") / "themes").glob("*.yaml"))}
    path = shipped.get(called, Path(called))
    if called not in shipped and not path.is_file():
        close = did_you_mean(called, list(shipped))
        raise UsageError(f"--theme {called}: no theme or file is called so; {close or ', '.join(shipped)}")
    return read_theme(yamlfile.read(path), path.parent)


def read_theme(sheet: Sheet, folder: Path = Path()) -> Theme:
    """Return the theme that a sheet describes, files named in it from its folder; what it leaves out is plain.

    Raise ContentError with every fault.
    """
    reader = _Reader(sheet, folder)
    theme = reader.theme()
    sheet.check(reader.faults)
    return theme


class _Reader:
    def __init__(self, sheet: Sheet, folder: Path) -> None:
        self._sheet = sheet
        self._folder = folder
        self.faults: list[Fault] = []

    def theme(self) -> Theme:
        """Return the theme as far as the sheet can be understood."""
        parts = dict(self._pairs(self._sheet.root, _TOP, "part"))
        changes: dict[str, object] = {}
        if page := self._choice(parts.get("page"), tuple(PAGES)):
            changes["page"] = PAGES[page]
        limits = {"sides": _SIDES, "ends": _ENDS, "edge": _EDGES}
        for key, node in self._pairs(parts.get("margins"), tuple(_MARGINS), "margin"):
            changes[_MARGINS[key]] = self._length(node, limits[key], getattr(PLAIN, _MARGINS[key]))
        if "size" in parts:
            changes["size"] = self._length(parts["size"], _SIZES, PLAIN.size)
        fonts = dict(self._pairs(parts.get("fonts"), _FONTS, "font"))
        if "word" in fonts:
            changes["word_font"] = self._matched(fonts["word"], _FONT, "font", "write its name, like Arial")
        if pdf := self._choice(fonts.get("pdf"), SHIPPED):
            changes["pdf_font"] = pdf
        for key, node in self._pairs(parts.get("colours"), _COLOURS, "colour"):
            changes[key] = self._matched(node, _COLOUR, "colour", 'write six digits, like "1F3864"').upper()
        if dates := self._choice(parts.get("dates"), DATE_FORMS):
            changes["dates"] = cast("DateForm", dates)
        changes["logo"] = self._logo(parts)
        made = replace(PLAIN, **cast("Mapping[str, str]", changes))  # type: ignore[arg-type] # each of its field's type
        if min(made.text_width, made.text_height) < _LEAST_TEXT:
            self._blame(
                parts.get("margins") or self._sheet.root, "the margins leave no room for text", "make them smaller"
            )
        return made

    def _logo(self, parts: Mapping[str, Node]) -> Logo | None:
        """Return the picture above the title, None when there is none or it cannot be shown."""
        node = parts.get("logo")
        if node is None:
            for key in ("logo_alt", "logo_height"):
                if key in parts:
                    self._blame(parts[key], f"{key} without a logo", "add logo: its-file.png")
            return None
        alt = " ".join(parts["logo_alt"].text.split()) if "logo_alt" in parts else ""
        if not alt:
            self._blame(node, "a logo without words", 'say what it shows: logo_alt: "Coat of arms of …"')
        height = LOGO_HEIGHT
        if "logo_height" in parts:
            height = self._length(parts["logo_height"], _LOGOS, height)
        made = read_logo(self._folder / node.text, alt, height)
        if isinstance(made, LogoFault):
            self._blame(node, made.what, made.mend)
            return None
        return made

    def _pairs(self, node: Node | None, known: tuple[str, ...], of: str) -> Iterator[tuple[str, Node]]:
        if node is None or node.empty:
            return
        if node.kind != "mapping":
            self._blame(node, "keys with values are expected", f"write {known[0]}: …")
            return
        for key, value in node.entries:
            if key.text not in known:
                self._blame(key, f'unknown {of} "{key.text}"', did_you_mean(key.text, list(known)))
            elif not value.empty:
                yield key.text, value

    def _choice(self, node: Node | None, known: tuple[str, ...]) -> str:
        if node is None or node.empty:
            return ""
        if node.text not in known:
            self._blame(node, f'"{node.text}" is none of {", ".join(known)}', did_you_mean(node.text, list(known)))
            return ""
        return node.text

    def _length(self, node: Node, limits: tuple[float, float], otherwise: float) -> float:
        found = _LENGTH.fullmatch(node.text.strip())
        if found is None:
            self._blame(node, f'"{node.text}" is no length', "write 2.3 cm, 23 mm, 0.9 in or 65 pt")
            return otherwise
        points = float(found[1]) * _POINTS[found[2]]
        least, most = limits
        if not least <= points <= most:
            self._blame(node, f'"{node.text}" is not from {least:g} to {most:g} pt', "choose another length")
            return otherwise
        return round(points, 2)

    def _matched(self, node: Node, form: re.Pattern[str], of: str, mend: str) -> str:
        found = form.fullmatch(node.text.strip())
        if found is None:
            self._blame(node, f'"{node.text}" is no {of}', mend)
            return {"colour": PLAIN.ink, "font": PLAIN.word_font}[of]
        return found[found.lastindex or 0]

    def _blame(self, node: Node, what: str, mend: str) -> None:
        self.faults.append(self._sheet.fault(node, what, mend))
