"""A CSV or JSON list of articles in; each row or object as a source of its own out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from brief.collect.decoding import decode, safe
from brief.collect.draft import Draft, Mark, Part, UnreadableError, joined
from brief.collect.limits import Limits
from brief.collect.paragraphs import paragraphs
from brief.collect.readers import webpage
from brief.collect.readers.published import iso_day
from brief.layer import Layer

# What columns and keys are called in exports of news databases, scrapers and spreadsheets; the first that is there
# and filled counts. Compared without case, spaces, hyphens and underscores.
TEXT = (
    "text",
    "body",
    "content",
    "fulltext",
    "articlebody",
    "articletext",
    "maintext",
    "contenthtml",
    "article",
    "story",
)
_SHORT = ("description", "summary", "abstract", "snippet", "lead")
_TITLE = ("title", "headline", "heading", "subject", "name")
_DATE = (
    *("published", "publishedat", "datepublished", "publicationdate", "publishdate", "pubdate", "published_on"),
    *("date", "datetime", "datepublish", "publishedon", "created", "createdat", "timestamp"),
)
_PUBLISHER = (
    "publisher",
    "source",
    "sourcename",
    "publication",
    "outlet",
    "newspaper",
    "site",
    "sitename",
    "agency",
)
_AUTHOR = ("author", "authors", "byline", "creator", "writer")
_LISTS = (
    "articles",
    "items",
    "results",
    "data",
    "docs",
    "documents",
    "entries",
    "records",
    "rows",
    "hits",
    "value",
)
_OURS = frozenset(("schema", "sections", "sources"))  # the keys of our own briefings
_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|span|a|ul|li|b|i|em|strong|img|blockquote)\b[^>]{0,500}>", re.IGNORECASE
)
_DELIMITERS = ",;\t|"
_DEPTH = 3  # objects around the list of articles

Row = Mapping[str, object]


def read(data: bytes, limits: Limits) -> Draft:
    """Return a draft for each article. Raise UnreadableError when the file is no list of articles."""
    text, encoding, doubt = decode(data)
    rows = list(islice(_rows(text, limits), limits.sources + 1))
    notices = [doubt] if doubt else []
    if len(rows) > limits.sources:
        notices.append(f"more rows than {limits.named('sources')}; the first are read: give fewer at a time")
    drafts = [draft for number, row in rows[: limits.sources] if (draft := _article(row, number, encoding))]
    if not drafts:
        raise UnreadableError("no list of articles; give each a title, text, date and publisher by those names")
    bare = min(len(rows), limits.sources) - len(drafts)
    if bare:
        notices.append(f"left out, having no text: {bare:,} {'row' if bare == 1 else 'rows'}")
    return Draft("", encoding, notices=tuple(notices), drafts=tuple(drafts))


def _rows(text: str, limits: Limits) -> Iterator[tuple[int, Row]]:
    """Yield every row with its number in the file, the first being 1."""
    begins = text.lstrip()[:1]
    if begins not in ("{", "["):
        yield from _table(text, limits)
        return
    try:
        yield from enumerate(_objects(json.loads(text)), 1)
    except RecursionError as err:
        raise UnreadableError("nested too deep for a list of articles; give a flat one") from err
    except ValueError as err:
        try:
            lines = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            place = f"line {err.lineno}" if isinstance(err, json.JSONDecodeError) else "a number too long"
            raise UnreadableError(f"no JSON ({place}); save it anew") from err
        yield from ((number, line) for number, line in enumerate(lines, 1) if isinstance(line, dict))


def _objects(node: object, depth: int = 0) -> list[Row]:
    """Return the list of objects that a JSON file consists of or holds; a lone article counts as one."""
    if isinstance(node, list):
        return [one for one in node if isinstance(one, dict)]
    if not isinstance(node, dict) or depth > _DEPTH:
        return []
    if node.keys() >= _OURS:
        raise UnreadableError("the data of a briefing, no source; give what it was made from")
    for name in _LISTS:
        found = _objects(node.get(name), depth + 1)
        if found:
            return found
    return [node] if _first(_named(node), TEXT) else []


def _table(text: str, limits: Limits) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(limits.characters)  # the library's own limit is less than an article
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    lines = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=delimiter)
    try:
        columns = next(lines, [])
        if not {_key(name) for name in columns} & {*TEXT, *_SHORT}:
            raise UnreadableError('no column is called "text"; name the columns title, text, date and publisher')
        for number, cells in enumerate(lines, 1):
            if any(cell.strip() for cell in cells):
                yield number, dict(zip(columns, cells, strict=False))
    except csv.Error as err:
        raise UnreadableError(f"no table that can be read ({err}); save it anew as CSV") from err


def _key(name: str) -> str:
    return re.sub(r"[\s_\-.\ufeff]", "", name).casefold()


def _named(row: Row) -> dict[str, str]:
    """Return the row's texts by their plain names; an object that has a name, such as a publisher, is that name."""
    found: dict[str, str] = {}
    for name, value in row.items():
        inner = value.get("name") or value.get("title") if isinstance(value, dict) else value
        if isinstance(inner, list) and all(isinstance(one, str) for one in inner):
            inner = "\n\n".join(inner)
        if isinstance(inner, str | int) and not isinstance(inner, bool) and str(inner).strip():
            found.setdefault(_key(str(name)), str(inner))
    return found


def _first(named: Mapping[str, str], names: Sequence[str]) -> str:
    return next((named[name] for name in names if named.get(name, "").strip()), "")


def _article(row: Row, number: int, encoding: str) -> Draft | None:
    named = _named(row)
    told = _first(named, TEXT) or _first(named, _SHORT)
    if not told.strip():
        return None
    return article(
        told,
        title=_first(named, _TITLE),
        publisher=_first(named, _PUBLISHER),
        published=iso_day(_first(named, _DATE)),
        encoding=encoding,
        name=f"row {number}",
        author=_first(named, _AUTHOR),
    )


def article(  # noqa: PLR0913 - what an article of a list has
    told: str, *, title: str, publisher: str, published: str, encoding: str, name: str, author: str = ""
) -> Draft:
    """Return the draft of an article of a list: its title, then its text without markup."""
    head = joined([Part(" ".join(safe(title)[0].split()), Layer.HEADLINE)])
    inner = webpage.fragment(told) if _MARKUP.search(told) else _plain(told)
    at = len(head[0]) + 2 if head[0] else 0
    text = f"{head[0]}\n\n{inner[0]}" if head[0] else inner[0]
    marks = (*head[1], *(Mark(m.start + at, m.end + at, m.layer, m.inside) for m in inner[1]))
    flat, by = (" ".join(safe(one)[0].split()) for one in (publisher, author))
    return Draft(text, encoding, marks, head[0], flat, published, name=name, author=by)


def _plain(told: str) -> tuple[str, tuple[Mark, ...]]:
    text, _ = safe(told.replace("\r\n", "\n").strip())
    return text, tuple(paragraphs(text))
