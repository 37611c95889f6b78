from __future__ import annotations

import re
import time

import pytest

from brief.lexicon import load_lexicon
from brief.model import Briefing, Conflict, Evidence, Header, Notice, Record, Section, SourceDocument, Value
from brief.render.blocks import Contents, Document, Facts, Heading, Paragraph, Table
from brief.render.layout import lay_out
from brief.render.layout_notes import Notes
from brief.render.plain import write_markdown
from brief.render.wording import Wording
from brief.schema import FieldSpec, LayoutSpec, SectionSpec
from tests.golden.renew import FOLDER, pages
from tests.render.pages import changed, lines, table, text, texts, under
from tests.render.visit import BRIEFING, EMPTY, SOURCES, record, value
from tests.render.visit_schema import SCHEMA

LEXICON = load_lexicon()


@pytest.fixture(scope="module")
def full() -> Document:
    return lay_out(BRIEFING, SCHEMA, LEXICON)


@pytest.fixture(scope="module")
def core() -> Document:
    return lay_out(BRIEFING, SCHEMA, LEXICON, "core")


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_reads_as_its_golden_text_does(name: str) -> None:
    assert pages()[name].decode() == (FOLDER / name).read_text(encoding="utf-8"), "python -m tests.golden.renew"


def test_the_core_comes_first_and_tabs_are_lettered_in_their_order(full: Document) -> None:
    assert [block.text for block in full.blocks if isinstance(block, Heading) and block.level < 3] == [
        "Briefing: Ilse Velde's visit to Ostria, 3–4 Jun 2024",
        "Bottom line",
        "Purpose and recommendation",
        "Schedule",
        "Participants",
        "Agenda",
        "Watch",
        "Contents",
        "Tab A: Detained nationals",
        "Tab B: Treaties",
        "Tab C: Positions",
        "Tab D: Things to bring",
        "Tab E: Everyone named",
        "Tab F: Agenda: full list",
        "Tab G: Where the sources differ",
        "Tab H: Open questions",
        "Tab I: Sources",
        "Tab J: Evidence",
    ]


def test_the_core_alone_ends_with_its_sources_and_has_no_tabs(core: Document) -> None:
    headings = [block.text for block in core.blocks if isinstance(block, Heading)]
    assert headings[-1] == "Sources"
    assert not any(heading.startswith("Tab") for heading in headings)
    assert not any("Tab" in line for line in texts(core))
    assert not any(isinstance(block, Contents) for block in core.blocks)


def test_the_contents_name_every_tab_and_lead_to_it(full: Document) -> None:
    contents = next(block for block in full.blocks if isinstance(block, Contents))
    tabs = {b.anchor: b.text for b in full.blocks if isinstance(b, Heading) and b.text.startswith("Tab")}
    assert {item[0].href[1:]: item[0].text for item in contents.items} == tabs


def test_to_and_from_are_left_to_be_filled(core: Document) -> None:
    facts = next(block for block in core.blocks if isinstance(block, Facts))
    assert [(label, text(line)) for label, line in facts.pairs] == [
        ("To", "The Minister"),
        ("From", "to be filled"),
        ("For", "information"),
        ("As of", "2 Jun 2024 (latest dated source) · version 1"),
        ("Sources", "3 sources, 2 independent"),
    ]


def test_a_date_that_the_user_gave_is_not_called_the_latest_source() -> None:
    briefing = BRIEFING.model_copy(
        update={"header": Header(as_of="2024-06-09", title="A note", marking="RESTRICTED")}
    )
    document = lay_out(briefing, SCHEMA, LEXICON)
    assert "9 Jun 2024 · version 1" in texts(document)
    assert document.marking == "RESTRICTED"
    assert document.title == "A note"
    assert "Ilse Velde's visit to Ostria, 3–4 Jun 2024" in texts(document)


def test_what_nobody_marked_says_so(core: Document) -> None:
    assert core.marking == "UNMARKED"


def test_the_day_is_written_once_and_the_principal_goes_without_saying(full: Document) -> None:
    assert table(full, "Schedule") == [
        ["Date", "Place", "Event", "With", "Sources"],
        ["Mon 3 Jun 2024", "Tarn", "Travel to Tarn", "–", "1, 2"],
        ["", "", "Lay a wreath at the sailors' memorial", "–", "1, 2"],
        ["Tue 4 Jun 2024", "Port Sella", "Holds talks with President Oren Kask", "Oren Kask", "1, 2"],
    ]


def test_a_disputed_value_shows_both_readings(full: Document) -> None:
    assert table(full, "Participants")[1][1] == "Foreign Minister; “the country's top diplomat” in 3"


def test_what_was_asked_and_not_found_is_said_and_an_edit_is_marked(full: Document) -> None:
    assert table(full, "Tab A: Detained nationals") == [
        ["Name", "Held since", "Charge", "Response", "Next", "Sources"],
        ["Jonas Hale", "Mar 2024", "Smuggling†", "Denies", "not in the sources", "1"],
    ]
    legend = "† set by a person, not by the sources; who and why: Tab J"
    assert f"{legend} · Underlined with dots: the sources differ, see Tab G" in texts(full)
    assert any("set by J. Doe, after the consul's call; the sources: “smuggling charges”" in t for t in texts(full))


def test_a_nested_record_reads_as_a_phrase(full: Document) -> None:
    assert table(full, "Tab B: Treaties")[1] == ["Sound Treaty", "2027", "Ostria suspended, Feb 2024", "1"]


def test_topics_stand_in_order_of_priority_with_each_holders_line(full: Document) -> None:
    found = [text(block.runs) for block in under(full, "Agenda") if isinstance(block, Paragraph)]
    assert found == [
        "1 Fishing rights · priority · 3 sources, 2 independent [1–3]",
        'Oren Kask: "The sea belongs to those who fish it," Kask said.',
        "Ilse Velde: Wants shared quotas: “before winter”.",
        "2 Visas · 1 source",
        "The rail link and visas will also be discussed.",
        "Full list in Tab F.",
    ]


def test_differences_stand_side_by_side(full: Document) -> None:
    assert table(full, "Tab G: Where the sources differ")[1:] == [
        ["Ilse Velde, role", "“Foreign Minister” [1, 2]", "“the country's top diplomat” [3]", "Framing"]
    ]


def test_copies_of_one_report_are_told_as_one_voice(full: Document) -> None:
    assert [row[4] for row in table(full, "Tab I: Sources")[1:]] == [
        "Same report as 2: one voice",
        "Same report as 1: one voice",
        "Independent",
    ]


def test_only_grounded_values_are_told() -> None:
    loose = Record(key="rumour", fields={"topic": (Value(text="a secret annex"),)})
    sections = tuple(
        s.model_copy(update={"records": (*s.records, loose)}) if s.id == "agenda" else s for s in BRIEFING.sections
    )
    document = lay_out(BRIEFING.model_copy(update={"sections": sections}), SCHEMA, LEXICON)
    assert not any("secret annex" in line for line in texts(document))


def test_notes_are_numbered_by_first_appearance_and_each_is_cited(full: Document) -> None:
    cited = [number for line in list(lines(full))[: -len(full.notes)] for run in line for number in run.cites]
    assert list(dict.fromkeys(cited)) == [note.number for note in full.notes] == list(range(1, len(full.notes) + 1))
    assert len({note.runs for note in full.notes}) == len(full.notes)


def test_a_note_names_publisher_and_date_and_quotes_briefly(full: Document) -> None:
    found = [text(note.runs) for note in full.notes]
    assert "Courier, 2 Jun 2024: “the rail link and visas will also be discussed.”" in found
    assert "Courier, 2 Jun 2024: “Foreign Minister”; also in 2." in found
    assert all(len(note.split("“")[1].split("”")[0].split()) <= 19 for note in found)


def test_sources_in_a_row_are_told_by_the_first_and_the_last() -> None:
    notes = Notes(BRIEFING, Wording(LEXICON))
    assert [text(notes.links(numbers)) for numbers in ((1, 2), (1, 2, 3, 4, 6), (2, 4, 5), ())] == [
        "1, 2",
        "1–4, 6",
        "2, 4, 5",
        "",
    ]


def test_anchors_are_unique_and_every_inner_link_has_its_place(full: Document) -> None:
    anchors = [b.anchor for b in full.blocks if isinstance(b, Heading | Paragraph) and b.anchor]
    tables = [block for block in full.blocks if isinstance(block, Table)]
    anchors += [cell.anchor for t in tables for row in t.rows for cell in row if cell.anchor]
    assert len(anchors) == len(set(anchors))
    wanted = {run.href[1:] for line in lines(full) for run in line if run.href.startswith("#")}
    assert wanted <= set(anchors)


def test_nothing_reads_like_a_machine(full: Document) -> None:
    annex = next(
        n for n, block in enumerate(full.blocks) if isinstance(block, Heading) and "Evidence" in block.text
    )
    page = full.model_copy(update={"blocks": full.blocks[:annex]})
    for line in texts(page):
        assert not re.search(r"\bNone\b|\b\w+_\w+\b|[,;:]\s*[,;:.]|\.\.|\s[,;.]|\(\)|  |�|\{|\}", line), line
        assert line == line.strip(), line
    cells = [cell for t in page.blocks if isinstance(t, Table) for row in t.rows for cell in row if cell.lines]
    assert not [
        text(cell.lines[0]) for cell in cells if text(cell.lines[0])[0].islower() and not cell.lines[0][0].mark
    ]


def test_what_a_person_wrote_stands_as_written_and_a_notice_names_its_place() -> None:
    header = Header(to="The Minister / Cabinet;", marking="SECRET//", title="A note:")
    notices = (
        Notice(place="/in/a.pdf", message="needs a password"),
        Notice(place="s1, s2", message="are one voice"),
    )
    document = lay_out(BRIEFING.model_copy(update={"header": header, "notices": notices}), SCHEMA, LEXICON)
    assert (document.marking, document.title) == ("SECRET//", "A note:")
    found = texts(document)
    assert {"The Minister / Cabinet;", "/in/a.pdf: needs a password.", "Sources 1 and 2: are one voice."} <= set(
        found
    )


def test_spellings_that_differ_in_accents_only_are_not_told_as_other_names() -> None:
    names = (value("Velde"), value("Îlse Vélde", words="Velde"), value("Elsa Velde", words="Velde"))
    changed_record = record("ilse-velde", "Velde", name=value("Ilse Velde"), aliases=names)
    sections = (Section(id="people", title="Participants", records=(changed_record,)),)
    document = lay_out(BRIEFING.model_copy(update={"sections": sections}), changed("people", where={}), LEXICON)
    assert table(document, "Participants")[1][0] == "Ilse Velde (also Elsa)"


def test_what_points_back_to_its_record_is_told_without_its_subject() -> None:
    spec = SCHEMA.section("detainees")
    assert spec is not None
    fields = {"name": spec.fields["name"], "status": FieldSpec(type="clause")}
    schema = SCHEMA.model_copy(update={"sections": (spec.model_copy(update={"fields": fields}),), "summary": ()})
    held = record(
        "hale", "Jonas Hale", name=value("Jonas Hale"), status=value("He is awaiting trial", words="Hale")
    )
    sections = (Section(id="detainees", title="Detained", records=(held,)),)
    document = lay_out(BRIEFING.model_copy(update={"sections": sections}), schema, LEXICON)
    assert table(document, "Tab A: Detained")[1][:2] == ["Jonas Hale", "Awaiting trial"]


def test_every_tables_widths_sum_to_one(full: Document) -> None:
    for block in full.blocks:
        if isinstance(block, Table):
            assert sum(block.widths) == pytest.approx(1)
            assert len(block.widths) == len(block.head)
            assert all(len(row) == len(block.head) for row in block.rows)


def test_an_empty_briefing_says_that_there_is_nothing() -> None:
    document = lay_out(EMPTY, SCHEMA, LEXICON)
    assert "The sources hold nothing that this briefing asks for." in texts(document)
    assert "Evidence" not in " ".join(texts(document))


def test_no_sources_at_all_still_make_a_page() -> None:
    briefing = Briefing(schema_id="small-visit", schema_version="1")
    assert "There were no sources to read." in texts(lay_out(briefing, SCHEMA, LEXICON))


def test_a_dropped_section_leaves_the_page_and_a_renamed_one_changes_its_heading() -> None:
    sections = tuple(
        s.model_copy(update={"title": "People in prison"}) if s.id == "detainees" else s
        for s in SCHEMA.sections
        if s.id != "treaties"
    )
    schema = SCHEMA.model_copy(update={"sections": sections})
    renamed = tuple(
        s.model_copy(update={"title": "People in prison"}) if s.id == "detainees" else s
        for s in BRIEFING.sections
        if s.id != "treaties"
    )
    document = lay_out(BRIEFING.model_copy(update={"sections": renamed}), schema, LEXICON)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "Tab A: People in prison" in headings
    assert not any("Treaties" in heading for heading in headings)


def test_a_hidden_section_appears_nowhere() -> None:
    document = lay_out(BRIEFING, changed("treaties", form="hidden"), LEXICON)
    assert not any("Sound Treaty" in line for line in texts(document)[:-10] if "expires in 2027" not in line)


def test_columns_and_their_order_are_the_schemas() -> None:
    document = lay_out(BRIEFING, changed("detainees", columns=("charge", "name")), LEXICON)
    assert table(document, "Tab A: Detained nationals")[0] == ["Charge", "Name", "Sources"]


def test_any_section_may_take_any_form() -> None:
    for section in SCHEMA.sections:
        for form in ("table", "list", "entries", "hidden"):
            for part in ("core", "tab"):
                schema = changed(section.id, form=form, part=part, group_by="", rest="none")
                assert write_markdown(lay_out(BRIEFING, schema, LEXICON))


def test_a_section_without_any_layout_is_a_table_of_what_its_fields_add() -> None:
    spec = SCHEMA.section("people")
    assert spec is not None
    bare = SectionSpec.model_validate(
        spec.model_dump(by_alias=True) | {"layout": LayoutSpec().model_dump(by_alias=True)}
    )
    document = lay_out(BRIEFING, SCHEMA.model_copy(update={"sections": (bare,), "summary": ()}), LEXICON)
    assert table(document, "Tab A: Participants")[0] == ["Name", "Role", "Part", "Sources"]


def test_what_differs_about_something_unknown_is_still_named_in_words() -> None:
    conflict = Conflict(address="moon/far_side/dust", kind="precision", sides=(value("Tarn"), value("Kask")))
    document = lay_out(BRIEFING.model_copy(update={"conflicts": (conflict,)}), SCHEMA, LEXICON)
    assert table(document, "Tab G: Where the sources differ")[1][0] == "Moon, far side, dust"


def test_five_hundred_records_and_long_quotations_are_laid_out_in_seconds() -> None:
    long = SourceDocument(id="s9", path="long.txt", format="txt", text="word " * 20_000, digest="9" * 64)
    quote = long.cut(0, len(long.text) - 1)
    many = tuple(
        Record(
            key=f"topic-{n}",
            fields={"topic": (Value(text=f"Topic {n}", evidence=(Evidence(**quote.model_dump()),)),)},
            evidence=(quote,) if n == 0 else (long.cut(n, n + 40),),
        )
        for n in range(500)
    )
    held = tuple(
        record(f"position-{n}", "the rail link", holder=value("Kask"), topic=value(f"Topic {n}", words="Kask"))
        for n in range(500)
    )
    sections = (
        Section(id="agenda", title="Agenda", records=many),
        Section(id="positions", title="P", records=held),
    )
    briefing = BRIEFING.model_copy(update={"sections": sections, "sources": (*SOURCES, long)})
    started = time.process_time()
    document = lay_out(briefing, changed("agenda", limit=0), LEXICON, "core")
    assert time.process_time() - started < 10
    assert all(len(text(line)) < 2_000 for line in lines(document))


def test_the_same_briefing_gives_the_same_document(full: Document) -> None:
    assert lay_out(BRIEFING, SCHEMA, load_lexicon()) == full
