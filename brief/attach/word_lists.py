"""The lists that an annex uses → copies in the host's numbering, numbered above its own and marked as ours."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Final

from brief.attach.word_xml import Element, element, name, number, remove, value, walk

MARK: Final = "BriefAnnex"  # begins the name of every list of ours


class Lists:
    """The numbering part of the annex on its way into that of the host."""

    def __init__(self, annex: Element | None) -> None:
        self._forms: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        if annex is not None:
            self._forms = {value(form, "abstractNumId"): form for form in annex.findall(name("abstractNum"))}
            self._lists = {value(one, "numId"): one for one in annex.findall(name("num"))}

    def used_by(self, roots: Iterable[Element]) -> list[str]:
        """Return the ids of the lists that the trees name, in the order of the part."""
        named = {value(node) for node in walk(roots, "numId")}
        return [key for key, one in self._lists.items() if key in named and self._form(one) in self._forms]

    def forms_of(self, lists: Iterable[str]) -> list[Element]:
        """Return the descriptions of the lists, each once."""
        wanted = {self._form(self._lists[key]) for key in lists}
        return [form for key, form in self._forms.items() if key in wanted]

    def adopt(self, host: Element, lists: Iterable[str]) -> tuple[list[Element], Mapping[str, str]]:
        """Add copies of the lists to the host. Return their descriptions, and the new id of each old one."""
        chosen = list(lists)
        top = max((number(value(form, "abstractNumId")) for form in host.findall(name("abstractNum"))), default=-1)
        last = max((number(value(one, "numId")) for one in host.findall(name("num"))), default=0)
        forms: dict[str, str] = {}
        copies = []
        for place, form in enumerate(self.forms_of(chosen), 1):
            made = copy.deepcopy(form)
            forms[value(form, "abstractNumId")] = str(top + place)
            made.set(name("abstractNumId"), str(top + place))
            _mark(made, place)
            _insert(host, made, ("num", "numIdMacAtCleanup"))
            copies.append(made)
        ids: dict[str, str] = {}
        for place, key in enumerate(chosen, 1):
            made = copy.deepcopy(self._lists[key])
            ids[key] = str(last + place)
            made.set(name("numId"), ids[key])
            for form in made.findall(name("abstractNumId")):
                form.set(name("val"), forms[value(form)])
            _insert(host, made, ("numIdMacAtCleanup",))
        return copies, ids

    @staticmethod
    def _form(one: Element) -> str:
        return value(one.find(name("abstractNumId")))


def renumber_lists(roots: Iterable[Element], ids: Mapping[str, str]) -> None:
    """Write the new ids of lists into the trees; a list that does not exist is none."""
    for node in walk(roots, "numId"):
        if value(node) in ids:
            node.set(name("val"), ids[value(node)])
        elif value(node) != "0" and (parent := node.getparent()) is not None:
            remove(parent)


def add_blank_list(host: Element) -> int:
    """Add a list that shows no number, for a paragraph whose style would give it one. Return its id."""
    form = max((number(value(one, "abstractNumId")) for one in host.findall(name("abstractNum"))), default=-1) + 1
    key = max((number(value(one, "numId")) for one in host.findall(name("num"))), default=0) + 1
    shown = (element("start", val=1), element("numFmt", val="none"), element("suff", val="nothing"))
    level = element("lvl", *shown, element("lvlText", val=""), element("lvlJc", val="left"), ilvl=0)
    made = element("abstractNum", element("multiLevelType", val="singleLevel"), level, abstractNumId=form)
    _mark(made, 0)
    _insert(host, made, ("num", "numIdMacAtCleanup"))
    _insert(host, element("num", element("abstractNumId", val=form), numId=key), ("numIdMacAtCleanup",))
    return key


def drop_lists(host: Element) -> None:
    """Remove every list of ours."""
    ours = set()
    for form in host.findall(name("abstractNum")):
        if value(form.find(name("name"))).startswith(MARK):
            ours.add(value(form, "abstractNumId"))
            host.remove(form)
    for one in host.findall(name("num")):
        if value(one.find(name("abstractNumId"))) in ours:
            host.remove(one)


def _mark(form: Element, place: int) -> None:
    for tag in ("nsid", "tmpl", "name"):  # the first would make Word take it for a list of the host
        for old in form.findall(name(tag)):
            form.remove(old)
    first = form.find(name("multiLevelType"))
    form.insert(0 if first is None else form.index(first) + 1, element("name", val=f"{MARK}{place}"))


def _insert(host: Element, made: Element, before: Iterable[str]) -> None:
    later = {name(tag) for tag in before}
    for place, other in enumerate(host):
        if other.tag in later:
            host.insert(place, made)
            return
    host.append(made)
