"""A report and a briefing, both Word files → the report with the briefing as its annex, and back again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from lxml import etree

from brief.attach.wishes import Attached, Wish, counted, letter_of, next_letter
from brief.attach.word_annex import (
    Annex,
    counts_of,
    read_annex,
    resolve_themes,
    settle,
    stamp_margins,
    strip_extensions,
    subject_of,
    tell_sections,
)
from brief.attach.word_contents import extend, retract
from brief.attach.word_embed import icon_of
from brief.attach.word_foretold import foretell, pages_before
from brief.attach.word_headings import plain
from brief.attach.word_lists import Lists, add_blank_list, drop_lists, renumber_lists
from brief.attach.word_notes import KINDS, adopt_notes, drop_notes
from brief.attach.word_package import OWN, Package
from brief.attach.word_parts import CUSTOM, DATA, Copies, drop_relations
from brief.attach.word_place import Body, Place
from brief.attach.word_styles import (
    Styles,
    add_base_style,
    add_break_style,
    drop_styles,
    heading_style,
    is_numbered,
)
from brief.attach.word_xml import NAMES, RELATIONS, Element, element, name, parse, shown, value, walk

_OLDER: Final = "its table of contents is older than the annex; update it in Word with F9"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TOUCHED: Final = ("styles", "numbering", "settings", "footnotes", "endnotes", "comments", "customXml")


@dataclass(slots=True)
class _Host:
    """A report without its earlier annex, and where the next one goes."""

    package: Package
    body: Body
    place: Place
    replaced: bool

    def said(self) -> Iterator[str]:
        """Yield the texts of its headings."""
        yield from (heading.text for heading in self.body.headings())

    def finished(self, steps: Iterable[str], briefing: Package) -> Attached:
        """Return the report with what was put into it, its contents extended."""
        package, place = self.package, self.place
        styles = _made(package, "styles")
        root = package.tree(package.main)
        outline = Body(root, styles).outline()
        added, stale = extend(
            root, styles, outline, lambda: foretell(outline, pages_before(package, root, outline))
        )
        told = [place.doubt, *_doubts(package), _unmarked(package, briefing), _OLDER if stale else ""]
        notices = tuple(f"{package.place}: {one}" for one in told if one)
        listed = (
            [f"contents: {counted(added, 'line')} added, whose pages Word looks up when it opens the file"]
            if added
            else []
        )
        done = (f"place: {place.told}", *steps, *listed)
        return Attached(package.written(_touched(package)), self.replaced, notices, done)


def attach_word(report: bytes, briefing: bytes, wish: Wish, names: tuple[str, str]) -> Attached:
    """Return the report with the briefing in it.

    Equal bytes for equal input, also when an earlier annex was replaced. Raise UsageError.
    """
    host = _host(report, wish, names[0])
    annex = read_annex(Package(briefing, names[1]))
    title = wish.titled(host.said(), subject_of(annex.package))
    if wish.stamp:
        letter = letter_of(title) or next_letter("Annex", host.said())
        stamp_margins(annex, wish.stamped(title, letter))
    steps = [f"annex: {counts_of(annex)}", *([f"title: {title}"] if title else [])]
    _put_in(host.package, annex, host.body, host.place, title)
    return host.finished(steps, annex.package)


def embed_word(report: bytes, briefing: bytes, wish: Wish, names: tuple[str, str]) -> Attached:
    """Return the report with the briefing as a file within it, which a double click on its icon opens."""
    host = _host(report, wish, names[0])
    source, file = Package(briefing, names[1]), PurePath(names[1]).name
    subject = subject_of(source)
    styles = _made(host.package, "styles")
    title = wish.titled(host.said(), subject)
    blocks = [_title(host.package, title, host.place.level)] if title else []
    add_base_style(styles)
    blocks.append(icon_of(host.package, briefing, file, subject))
    host.body.put_beside(host.place, blocks)
    size = max(1, len(briefing) // 1000)
    steps = [f"file: {file}, {size} kB, behind an icon", *([f"title: {title}"] if title else [])]
    return host.finished(steps, source)


def detach_word(report: bytes, name: str) -> Attached:
    """Return the report without its annex. Raise UsageError."""
    host = Package(report, name)
    if _take_out(host) is None:
        return Attached(report, found=False)
    return Attached(host.written(_touched(host)), found=True)


def data_in_word(briefing: bytes, name: str) -> bytes | None:
    """Return the JSON that a briefing carries, None when it carries none. Raise UsageError."""
    return _data(Package(briefing, name))


def _data(file: Package) -> bytes | None:
    for relation in file.relations(file.main):
        if relation.kind == CUSTOM and relation.target in file and file.tree(relation.target).tag == DATA:
            return (file.tree(relation.target).text or "").encode("utf-8", "backslashreplace")
    return None


def _unmarked(host: Package, briefing: Package) -> str:
    """Return what is to be said of a briefing that bears a marking which the report's own pages do not bear."""
    try:
        marking = str(json.loads(_data(briefing) or b"{}")["header"]["marking"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    kinds = {f"{RELATIONS}/{kind}" for kind in ("header", "footer")}
    margins = (
        host.tree(r.target)
        for r in host.relations(host.main)
        if r.kind in kinds and r.target in host and not r.id.startswith(OWN)
    )
    bears = any(plain(marking) in plain(shown(one)) for root in margins for one in walk([root], "p"))
    return "" if bears or not marking else f"its own pages do not bear the marking of the annex, {marking}"


def _host(report: bytes, wish: Wish, place_name: str) -> _Host:
    package = Package(report, place_name)
    earlier = _take_out(package)
    stale = [r.id for r in package.relations(package.main) if r.kind.endswith("/stylesWithEffects")]
    package.unrelate(package.main, stale)  # a second copy of the styles from Word 2010, which would contradict them
    body = Body(package.tree(package.main), _tree(package, "styles"))
    place = body.place(wish.at, place_name) if wish.at or earlier is None else earlier
    return _Host(package, body, place, earlier is not None)


def _doubts(host: Package) -> Iterator[str]:
    """Yield what a user should know of the report's settings."""
    settings = _tree(host, "settings")
    if settings is None:
        return
    locked = settings.find(name("documentProtection"))
    if locked is not None and value(locked, "enforcement") in {"1", "true", "on"}:
        yield "it is protected against changes; the annex is in it, and under the same protection"
    if settings.find(name("trackRevisions")) is not None:
        yield "it records changes; the annex is no recorded change"


def _put_in(host: Package, annex: Annex, body: Body, place: Place, title: str) -> None:
    source, settings = annex.package, _tree(host, "settings")
    theme = source.related(source.main, "theme")
    styles_part, lists_part = (source.related(source.main, part) for part in ("styles", "numbering"))
    own_styles = source.tree(styles_part) if styles_part else None
    own_lists = source.tree(lists_part) if lists_part else None
    every = [*annex.stories, *(root for root in (own_styles, own_lists) if root is not None)]
    resolve_themes(every, parse(source.bytes_of(theme), source.place) if theme else None)
    tell_sections(annex, settings)
    settle(annex, _stories(host))

    copies = Copies(host, source)
    copies.copy_data()
    copies.relink([*annex.blocks, annex.section], source.main, host.main)
    root = host.tree(host.main)
    strip_extensions([*annex.blocks, annex.section], source.tree(source.main), root)
    for kind in KINDS:
        part = adopt_notes(host, source, kind, annex.notes[kind], annex.blocks)
        if part:
            told = source.related(source.main, kind.part)
            strip_extensions(annex.notes[kind], source.tree(told), host.tree(part))
            copies.relink(annex.notes[kind], told, part)
    _adopt_looks(host, annex, own_styles, own_lists, place.level)
    if title:
        annex.blocks.insert(0, _title(host, title, place.level))
    if not annex.blocks:
        annex.blocks.append(element("p"))
    body.put_in(place, annex.blocks, annex.section, lambda kind: _blank(host, kind))


def _adopt_looks(
    host: Package, annex: Annex, own_styles: Element | None, own_lists: Element | None, level: int
) -> None:
    """Copy the styles and lists that the annex uses, and name them in its text."""
    target = _made(host, "styles")
    styles, lists = Styles(target, own_styles, level), Lists(own_lists)
    stories = annex.stories
    styles.name_all(stories)
    looks, used, known = styles.used_by(stories), list[str](), -1
    while known != len(looks) + len(used):
        known = len(looks) + len(used)
        used = lists.used_by([*stories, *looks])
        looks = styles.used_by([*stories, *lists.forms_of(used)])
    adopted = styles.adopt(looks)
    add_break_style(target)
    forms, ids = lists.adopt(_made(host, "numbering"), used) if used else ([], {})
    renumber_lists([*stories, *adopted], ids)
    styles.rename_in([*stories, *forms, *adopted])


def _take_out(host: Package) -> Place | None:
    """Remove the annex with all that came with it. Return where it stood."""
    root = host.tree(host.main)
    found = Body(root, None).take_out()
    if found is None:
        return None
    place, removed = found
    body = Body(root, None).root
    follower = body[place.index]
    retract(root, removed)
    place = replace(place, index=body.index(follower))  # lines of a table above it may have gone
    for kind in KINDS:
        part = host.related(host.main, kind.part)
        notes = drop_notes(host, kind, removed, [root])
        if notes and part in host:
            drop_relations(host, part, notes)
    drop_relations(host, host.main, removed, data=True)
    if (styles := _tree(host, "styles")) is not None:
        drop_styles(styles)
    if (lists := _tree(host, "numbering")) is not None:
        drop_lists(lists)
    for part in ("styles", "numbering"):
        made = host.related(host.main, part)
        host.unrelate(
            host.main, [r.id for r in host.relations(host.main) if r.target == made and r.id.startswith(OWN)]
        )
    return place


def _title(host: Package, title: str, level: int) -> Element:
    """Return the annex's own heading: in the look of the host's, without its number."""
    styles = _made(host, "styles")
    style = heading_style(styles, level)
    look = element("pPr", element("pStyle", val=style))
    if is_numbered(styles, style):
        numbers = add_blank_list(_made(host, "numbering"))
        look.append(element("numPr", element("ilvl", val=0), element("numId", val=numbers)))
    run = element("r", element("t"))
    run[0].text = title
    return element("p", look, run)


def _tree(host: Package, part: str) -> Element | None:
    found = host.related(host.main, part)
    return host.tree(found) if found else None


def _made(host: Package, part: str) -> Element:
    """Return the root of a part of the host, made when it has none."""
    found = _tree(host, part)
    if found is not None:
        return found
    root = etree.Element(name(part), nsmap=NAMES)
    made = host.free_name(f"word/{part}.xml")
    host.add(made, root, f"{_TYPE}{part}+xml")
    host.relate(host.main, f"{RELATIONS}/{part}", made, wish=OWN)
    return root


def _blank(host: Package, kind: str) -> str:
    """Add an empty header or footer. Return its relationship."""
    root = etree.Element(name("hdr" if kind == "header" else "ftr"), nsmap=NAMES)
    root.append(element("p"))
    part = host.free_name(f"word/{kind}1.xml")
    host.add(part, root, f"{_TYPE}{kind}+xml")
    return host.relate(host.main, f"{RELATIONS}/{kind}", part, wish=OWN)


def _stories(host: Package) -> Iterator[Element]:
    """Yield the trees of the host's text and of its margins and notes."""
    yield host.tree(host.main)
    for relation in host.relations(host.main):
        kind = relation.kind.rpartition("/")[2]
        if kind in {"header", "footer", "footnotes", "endnotes", "comments"} and relation.target in host:
            yield host.tree(relation.target)


def _touched(host: Package) -> Iterable[str]:
    """Return the parts that an annex may change, so that they are always written in one form."""
    kinds = {f"{RELATIONS}/{part}" for part in _TOUCHED}
    parts = {r.target for r in host.relations(host.main) if r.kind in kinds and r.target in host}
    described = {r.target for part in parts for r in host.relations(part) if r.kind.endswith("/customXmlProps")}
    return sorted({host.main, *parts, *(part for part in described if part in host)})
