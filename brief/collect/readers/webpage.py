"""An HTML page in; all its visible text out, with trafilatura's judgement of what on it is the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from brief.collect.decoding import decode, replaced, safe
from brief.collect.draft import Draft, Mark, Part, joined
from brief.collect.limits import Limits
from brief.collect.readers.main_text import main_text
from brief.collect.readers.visible import Piece, Visible
from brief.layer import Layer

_TITLE_FIELDS = ("og:title", "twitter:title", "dc.title", "citation_title", "headline")
_AUTHOR_FIELDS = ("author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "article:author")
_PUBLISHER_FIELDS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
_DATE_FIELDS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "dc.date",
    "date",
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,30})", re.IGNORECASE)
_NULS = re.compile(r"&#(?:x0+|0+);?(?![0-9a-f])", re.IGNORECASE)
_DAY = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_HEAD = 4_096


def read(data: bytes, limits: Limits) -> Draft:
    """Return the page's visible text. What is not its main text is furniture, never left out."""
    text, encoding, notices = _decoded(data)
    text, count = safe(text)
    text, more = _NULS.subn("\ufffd", text)
    notices += replaced(text, count + more)
    page, pieces = _seen(text)
    inside, why = main_text(text, pieces, page.deepest, limits)
    if why:
        notices.append(why)
    linked = list(_linked(page.linked))
    title = _first(page.meta, _TITLE_FIELDS) or _named(linked, "headline") or _clean(page.title)
    body, marks = joined(_parts(pieces, inside, judged=not why))
    body, _ = safe(body)
    return Draft(
        body,
        encoding,
        marks,
        title=title,
        author=_author(page.meta, linked),
        publisher=_first(page.meta, _PUBLISHER_FIELDS) or _publisher(linked),
        published=_published(page.meta, linked, page.times),
        notices=tuple(notices),
    )


def fragment(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the visible text of a piece of markup that is an article and nothing else."""
    _, pieces = _seen(safe(_NULS.sub("\ufffd", text))[0])
    body, marks = joined(Part(piece.text, _layer(piece, first=False)) for piece in pieces)
    return safe(body)[0], marks


def _seen(text: str) -> tuple[Visible, list[Piece]]:
    from lxml import etree  # noqa: PLC0415 - loaded with the first web page

    page = Visible()
    # lxml's stubs ask for a method for comments and for bytes, neither of which lxml itself needs.
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return page, page.pieces


def _decoded(data: bytes) -> tuple[str, str, list[str]]:
    """Return the page's text in the encoding that it declares, unless its bytes say otherwise."""
    text, encoding, doubt = decode(data)
    declared = _XML_CHARSET.search(data[:_HEAD]) or _CHARSET.search(data[:_HEAD])
    if declared and doubt:
        name = declared[1].decode("ascii", "replace").lower()
        name = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(name, name)
        try:
            return data.decode(name), name, []
        except (LookupError, UnicodeDecodeError):
            return text, encoding, [f"declares {name}, which does not fit; {doubt}"]
    return text, encoding, [doubt] if doubt else []


def _parts(pieces: Sequence[Piece], inside: Sequence[bool], *, judged: bool) -> Iterator[Part]:
    """Yield the blocks of the page; those that are not its main text are furniture, but for captions in it."""
    first = inside.index(True) if any(inside) else 0
    last = len(inside) - 1 - inside[::-1].index(True) if any(inside) else len(inside)
    top = next((i for i, piece in enumerate(pieces) if piece.tag == "h1"), first)
    for i, piece in enumerate(pieces):
        layer = _layer(piece, first=i == top)
        shown = layer is Layer.HEADLINE or (layer is Layer.CAPTION and first <= i <= last and not piece.beside)
        yield Part(piece.text, layer if inside[i] or shown else Layer.FURNITURE, inside=judged and inside[i])


def _layer(piece: Piece, *, first: bool) -> Layer | None:
    if piece.tag == "figcaption":
        return Layer.CAPTION
    if piece.tag == "h1" and first:
        return Layer.HEADLINE
    if piece.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return Layer.HEADING
    return Layer.BODY if piece.tag == "tr" and not piece.beside else None


def _clean(text: str) -> str:
    return " ".join(text.split())


def _first(meta: Mapping[str, str], names: Iterable[str]) -> str:
    return next((_clean(meta[name]) for name in names if _clean(meta.get(name, ""))), "")


def _linked(scripts: Iterable[str]) -> Iterator[Mapping[str, object]]:
    """Yield every object of the page's JSON-LD that tells of an article, outer ones first."""
    for script in scripts:
        try:
            waiting: list[object] = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting[:0] = node
            elif isinstance(node, dict):
                graph = node.get("@graph")
                waiting.extend(graph if isinstance(graph, list) else [])
                yield node


def _named(nodes: Iterable[Mapping[str, object]], key: str) -> str:
    found = (node.get(key) for node in nodes)
    return next((_clean(value) for value in found if isinstance(value, str) and value.strip()), "")


def _publisher(nodes: Sequence[Mapping[str, object]]) -> str:
    for node in nodes:
        publisher = node.get("publisher")
        one = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            return _clean(str(one["name"]))
        if isinstance(one, str) and not one.startswith("http"):
            return _clean(one)
    return ""


def _author(meta: Mapping[str, str], nodes: Sequence[Mapping[str, object]]) -> str:
    """Return who wrote the page, several with commas between them; addresses of their pages are no names."""
    for node in nodes:
        found = node.get("author")
        people = found if isinstance(found, list) else [found]
        named = [one.get("name") if isinstance(one, dict) else one for one in people]
        names = [_clean(name) for name in named if isinstance(name, str) and _clean(name) and "://" not in name]
        if names:
            return ", ".join(dict.fromkeys(names))
    return next((name for field in _AUTHOR_FIELDS if "://" not in (name := _first(meta, [field])) and name), "")


def _published(meta: Mapping[str, str], nodes: Sequence[Mapping[str, object]], times: Sequence[str]) -> str:
    """Return the ISO day of publication: JSON-LD, then meta fields, then `<time>` of the article."""
    for value in (_named(nodes, "datePublished"), *(meta.get(name, "") for name in _DATE_FIELDS), *times):
        day = _DAY.match(value)
        if day:
            return "-".join(day.groups())
    return ""
