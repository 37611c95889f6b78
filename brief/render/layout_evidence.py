"""A briefing in, its annex of evidence out: a line per address with its quotation and where that stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from brief.model import Evidence, Record, Value
from brief.render.blocks import Block, Heading, Line, Listing, Paragraph, Run
from brief.render.layout_lines import bare
from brief.render.layout_values import Setting, shown_as_said, spelled
from brief.render.wording import enclosed, quoted, shortened, tidy
from brief.schema import FieldSpec, LayoutSpec, SectionSpec

_VALUE_WORDS, _AGAIN_WORDS = 30, 8  # of a value written out; of one whose words stand above
_IN_WORDS = 2  # different quotations of one value given in words; of the others the places
_TELLING = 4  # words; longer values that their quotation has whole are not written out beside it


def evidence(setting: Setting) -> list[Block]:
    """Return every value by its address. A quotation is given in words once, later by its place."""
    annex = _Annex(setting)
    blocks: list[Block] = [Paragraph(runs=(Run(text=setting.wording.say("evidence_note")),), style="note")]
    for section in setting.briefing.sections:
        spec = setting.schema.section(section.id)
        if not section.records or (spec is not None and spec.layout.form == "hidden"):
            continue
        blocks.append(Heading(level=3, text=section.title, anchor=f"evidence-{section.id}"))
        for record in section.records:
            blocks += annex.record(section.id, spec, record)
    return blocks


class _Annex:
    """The annex of one document: remembers which stretches of the sources it has given in words."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._sources = {source.id: source for source in setting.briefing.sources}
        self._given: dict[str, list[tuple[int, int]]] = {}

    def record(self, section_id: str, section: SectionSpec | None, record: Record) -> Iterator[Block]:
        """Yield a record's address with the value that names it and, below, a line for each other value."""
        layout = section.layout if section else LayoutSpec()
        lines: list[tuple[str, Line]] = []
        for name, found in record.fields.items():
            spec = section.fields.get(name) if section else None
            lines += [(name, self._value(name, spelled(self._setting, spec, layout, v), spec, v)) for v in found]
        first = next((n for n, (name, _) in enumerate(lines) if section and name == section.identity.field), None)
        named = lines.pop(first)[1] if first is not None else ()
        mark = self._setting.marks.own(f"{section_id}/{record.key}")
        address = Run(text=f"{mark}{section_id}/{record.key}{named[0].text if named else ''}", bold=True)
        yield Paragraph(runs=(address, *named[1:]), style="fine", anchor=f"evidence-{section_id}-{record.key}")
        items = [line for _, line in lines]
        rest = _fresh(record)
        if rest:
            text = self._setting.wording.say("evidence_record") + self._quotations(rest)
            items.append((Run(text=text),))
        if items:
            yield Listing(items=tuple(items), style="fine")

    def _value(self, name: str, text: str, spec: FieldSpec | None, value: Value) -> Line:
        """Return one value by its field's key, with the quotations it stands on and their places."""
        say = self._setting.wording.say
        nested = [e for parts in value.parts.values() for part in parts for e in part.evidence]
        own = [*value.evidence, *nested]
        whole = len(text.split()) > _TELLING and any(bare(text) in bare(quote.text) for quote in value.evidence)
        edited = value.origin == "override"
        shown = f" {shortened(text, _AGAIN_WORDS if whole else _VALUE_WORDS)}{say('edited') if edited else ''}"
        known = {bare(text)} if text else set()
        told = self._quotations(own, known if not whole else set())
        said = told if whole and "“" in told and not edited else shown + told
        parts = [said] if said.strip() else []
        for rival in value.rivals:
            other = shown_as_said(spec, spelled(self._setting, spec, LayoutSpec(), rival))
            aside = edited and not own
            named = say("evidence_edit_was", was=other) if aside else say("evidence_rival", value=other)
            parts.append(named + self._quotations(rival.evidence, {bare(other)}))
        parts += _origin(self._setting, value)
        if not own and not value.rivals and value.origin == "extracted":
            parts.append(say("evidence_none"))
        return (Run(text=f"/{name}", bold=True), Run(text=" " + "; ".join(part.strip() for part in parts)))

    def _quotations(self, quotes: Iterable[Evidence], known: Iterable[str] = ()) -> str:
        """Return ` “words” [1: 10–20; 2: 5–15]`: the places of words that stand beside them (`known`) alone."""
        held = frozenset(known)
        groups: dict[str, list[Evidence]] = {}
        for quote in dict.fromkeys(quotes):
            words = "" if bare(quote.text) in held or self._known(quote) else bare(quote.text)
            groups.setdefault(words, []).append(quote)
        silent = groups.pop("", [])
        told: list[str] = []
        for words, found in sorted(groups.items(), key=lambda group: -len(group[1])):
            if len(told) < _IN_WORDS and not self._known(found[0]) and words:
                self._given.setdefault(found[0].source, []).extend((e.start, e.end) for e in found[:1])
                told.append(f" {enclosed(found[0].text)}{self._places(found)}")
            else:
                silent += found
        first = self._places(silent) if silent else ""
        return first + "".join(told) if not told or not first else "".join(told) + first

    def _known(self, quote: Evidence) -> bool:
        return any(a <= quote.start and quote.end <= b for a, b in self._given.get(quote.source, ()))

    def _places(self, quotes: Sequence[Evidence]) -> str:
        spans: dict[str, list[tuple[int, int]]] = {}
        for quote in quotes:
            spans.setdefault(quote.source, []).append((quote.start, quote.end))
        return self._setting.wording.say("evidence_places", places="; ".join(self._placed(spans)))

    def _placed(self, spans: Mapping[str, list[tuple[int, int]]]) -> Iterator[str]:
        for source, found in sorted(spans.items(), key=lambda one: self._setting.notes.number(one[0])):
            number = self._setting.notes.number(source)
            yield f"{number or source}: {', '.join(self._paged(source, sorted(set(found))))}"

    def _paged(self, source: str, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
        """Yield places as `120–134`, the first of each page with that page where the source has pages."""
        known, before = self._sources.get(source), 0
        for start, end in spans:
            page = known.page(start) if known else 0
            named = self._setting.wording.say("evidence_page", page=page) if page != before else ""
            yield f"{named}{start}–{end}"
            before = page


def _fresh(record: Record) -> list[Evidence]:
    """Return the record's sentences in which no quotation of its values stands: those would only repeat them."""
    quotes = [e for found in record.fields.values() for value in found for e in value.evidence]
    return [
        e
        for e in record.evidence
        if not any(e.source == q.source and e.start <= q.start and q.end <= e.end for q in quotes)
    ]


def _origin(setting: Setting, value: Value) -> Sequence[str]:
    say = setting.wording.say
    told: list[str] = []
    if value.origin == "override":
        told.append(
            say("evidence_edit_by", by=setting.wording.dated(value.by)) if value.by else say("evidence_edit")
        )
        if value.was and (value.evidence or not value.rivals):  # else it stands before this, with its places
            told.append(say("evidence_edit_was", was=quoted(value.was)))
    elif value.origin == "derived":
        told.append(say("evidence_derived", how=value.how) if value.how else say("evidence_derived_plain"))
    if value.note:
        told.append(say("evidence_remark", note=setting.wording.dated(value.note)))
    return [tidy(text) for text in told]
