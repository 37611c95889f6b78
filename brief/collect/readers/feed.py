"""An RSS or Atom file in; each of its entries as a source of its own out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from brief.collect.draft import Draft, UnreadableError
from brief.collect.limits import Limits
from brief.collect.readers.articles import article
from brief.collect.readers.package import xml
from brief.collect.readers.published import iso_day

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTRIES = frozenset(("item", "entry"))
_ROOTS = frozenset(("rss", "feed", "RDF"))
_TEXT: Final = ("encoded", "content", "description", "summary")  # the whole text before its teaser
_WHOLE: Final = ("encoded", "content")
_DATE: Final = ("published", "pubDate", "issued", "date", "updated", "modified")


def read(data: bytes, limits: Limits) -> Draft:
    """Return a draft for each entry. Raise UnreadableError when the file is no feed or has no entries."""
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data:
        raise UnreadableError("declares entities, which no feed needs; save it anew")
    try:
        root = xml(data.strip())
    except ValueError as err:
        raise UnreadableError("broken XML; save the feed anew") from err
    if _local(root) not in _ROOTS:
        raise UnreadableError("XML, but no feed of RSS or Atom; give the page itself as .html or .txt")
    channel = next((child for child in root if _local(child) == "channel"), root)
    publisher = _value(channel, ("title",))
    entries = list(islice((one for one in root.iter() if _local(one) in _ENTRIES), limits.sources + 1))
    drafts = [
        draft
        for number, one in enumerate(entries[: limits.sources], 1)
        if (draft := _entry(one, number, publisher))
    ]
    if not drafts:
        raise UnreadableError("a feed without entries; save it anew when it has some")
    whole = any(_value(one, _WHOLE) for one in entries)
    notices = [] if whole else ["a feed with the first lines of its articles only; give the articles for more"]
    if len(entries) > limits.sources:
        notices.append(f"more entries than {limits.named('sources')}; the first are read: give fewer at a time")
    return Draft("", notices=tuple(notices), drafts=tuple(drafts))


def _entry(element: _Element, number: int, publisher: str) -> Draft | None:
    told = next((text for name in _TEXT if (text := _value(element, (name,))).strip()), "")
    title = _value(element, ("title",))
    if not told and not title:
        return None
    return article(
        told or title,
        title=title if told else "",
        publisher=_value(element, ("source", "publisher")) or publisher,
        published=next((day for name in _DATE if (day := iso_day(_value(element, (name,))))), ""),
        encoding="",
        name=f"entry {number}",
        author=_value(element, ("creator", "author")),
    )


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: _Element, names: tuple[str, ...]) -> str:
    """Return the text of the first child so called: its own, or the markup inside it as words."""
    for child in element:
        if _local(child) in names:
            if _local(child) == "source":  # of Atom: a feed in small
                inner = _value(child, ("title",))
                if inner:
                    return inner
            return (
                " ".join("".join(map(str, child.itertext())).split()) if len(child) else (child.text or "").strip()
            )
    return ""
