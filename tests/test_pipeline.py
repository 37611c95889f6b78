from dataclasses import replace
from pathlib import Path

import pytest

from brief import yamlfile
from brief.cache import TextStore
from brief.collect.limits import MEND
from brief.errors import ContentError, NoSourceError, UsageError
from brief.fingerprint import fingerprint, lasting
from brief.inputs import with_texts
from brief.model import Notice
from brief.overrides_file import read_sheet
from brief.pipeline import Order, make_briefing, read_briefing, read_sources, render, with_sidecars
from brief.render.data import read_json
from brief.schema_file import load_schema


@pytest.fixture
def order(folder, lexicon, cache_home):
    schema = load_schema("diplomatic-visit", lexicon)
    return Order(paths=(folder,), schema=schema, lexicon=lexicon, cache=cache_home / "brief")


def edited(order: Order, text: str) -> Order:
    return replace(order, overrides=read_sheet(yamlfile.parse(text, "visit.yaml"), order.schema))


def test_two_reports_become_one_briefing(order):
    briefing = make_briefing(order).briefing
    assert {"ingrid-solheim", "erik-dahl"} <= {r.key for r in briefing.section("participants").records} | {
        r.key for r in briefing.section("detainees").records
    }
    assert [r.text("charge") for r in briefing.section("detainees").records] == ["fraud"]


def test_every_quotation_stands_in_its_source(order):
    briefing = make_briefing(order).briefing
    quotations = [evidence for _, value in briefing.values() for evidence in value.evidence]
    assert quotations
    assert all(briefing.source(quotation.source).holds(quotation) for quotation in quotations)


def test_the_same_input_gives_the_same_bytes(order):
    targets = [Path("x.docx"), Path("x.pdf"), Path("x.html"), Path("x.md")]
    first = render(make_briefing(order).briefing, order, targets, "full")
    assert [path.name for path, _ in first] == ["x.docx", "x.pdf", "x.html", "x.md", "x.json"]
    assert render(make_briefing(order).briefing, order, targets, "full") == first


def test_a_cached_run_gives_the_same_briefing(order, tmp_path):
    cached = replace(order, cache=tmp_path / "cache")
    first = read_briefing(cached)
    assert read_briefing(cached) == first == read_briefing(replace(order, cache=None))


def test_what_has_changed_is_not_taken_from_the_kept_briefing(order, folder, tmp_path):
    cached = replace(order, cache=tmp_path / "cache")
    first = read_briefing(cached)
    assert fingerprint([folder], ["x"]) == fingerprint([folder], ["x"]) != fingerprint([folder], ["y"])
    assert read_briefing(edited(cached, "sources: {wire.txt: {publisher: The Wire}}")) != first
    (folder / "daily.txt").rename(folder / "paper.txt")
    assert [Path(source.path).name for source in read_briefing(cached).sources] == ["paper.txt", "wire.txt"]
    text = (folder / "wire.txt").read_text(encoding="utf-8")
    (folder / "wire.txt").write_text(text.replace("Erik Dahl", "Nils Dahl"), encoding="utf-8")
    assert any("Nils Dahl" in source.text for source in read_briefing(cached).sources)


def test_a_broken_kept_briefing_is_worked_out_anew(order, tmp_path):
    cached = replace(order, cache=tmp_path / "cache")
    first = read_briefing(cached)
    with TextStore(cached.cache, "briefings") as store:
        store.put(fingerprint(order.paths, (order.schema.digest, order.lexicon.digest)), '{"schema_id": 1}')
    assert read_briefing(cached) == first


def test_what_a_limit_of_time_has_cut_is_not_kept():
    assert lasting([Notice(place="a.txt", message="seems to be in another language")])
    assert not lasting([Notice(place="a.pdf", message="breaks off its reader, being damaged or over the limit")])
    assert not lasting([Notice(place="a.pdf", message=f"over the limit of 30 s for reading one source; {MEND}")])


def test_a_file_about_to_be_written_has_no_fingerprint(folder):
    assert fingerprint([folder], []) != ""
    assert fingerprint([folder], [], [folder / "wire.txt"]) == ""


def test_an_excluded_source_is_not_read_and_a_dated_one_keeps_its_date(order):
    order = edited(order, "sources: {daily.txt: {exclude: true}, wire.txt: {published: 2031-03-02}}")
    (source,) = read_sources(order)[0]
    assert (Path(source.path).name, source.published.value, source.published.method) == (
        "wire.txt",
        "2031-03-02",
        "override",
    )


def test_a_group_of_a_person_makes_two_reports_one_voice(order):
    groups = [s.group for s in read_sources(edited(order, "sources: {wire.txt: {group: s1}}"))[0]]
    assert groups[0] == groups[1]
    assert all(
        value.groups <= 1 for _, value in read_briefing(edited(order, "sources: {s2: {group: s1}}")).values()
    )


def test_nothing_left_to_read_is_told(order):
    order = edited(order, "sources: {daily.txt: {exclude: true}, wire.txt: {exclude: true}}")
    with pytest.raises(NoSourceError, match=r"visit\.yaml: no source is left to read"):
        read_sources(order)


def test_a_briefing_that_is_made_anew_is_no_source_of_itself(order, folder):
    (folder / "briefing.md").write_text(
        "# Visit of nobody to nowhere\n\nNothing happened at all.\n", encoding="utf-8"
    )
    again = replace(order, targets=(folder / "briefing.md",))
    with pytest.raises(UsageError, match=r"briefing\.md: is a source and would be written over"):
        read_sources(again)
    assert len(read_sources(replace(again, force=True))[0]) == 3
    (folder / "briefing.json").write_text('{"schema": {}, "sections": [], "sources": []}', encoding="utf-8")
    sources, notices = read_sources(again)
    assert [(s.id, Path(s.path).name) for s in sources] == [("s1", "daily.txt"), ("s2", "wire.txt")]
    assert notices[-1].message == "not read as a source: it is a briefing that is made anew"


def test_an_edit_survives_new_sources(order, folder):
    order = edited(order, "records: {detainees/erik-dahl: {charge: {set: bribery, was: fraud, by: J. Doe}}}")
    (folder / "later.txt").write_text(
        "OSLO, 4 March 2031 - Erik Dahl, held in Jordan since January, was charged with theft, his lawyer said.\n",
        encoding="utf-8",
    )
    outcome = make_briefing(order)
    (record,) = [r for r in outcome.briefing.section("detainees").records if r.key == "erik-dahl"]
    assert (record.text("charge"), record.first("charge").origin) == ("bribery", "override")


def test_a_question_that_an_edit_answers_is_not_asked(order):
    question = "When is Erik Dahl next due in court?"

    def asked(text: str) -> list[str]:
        section = make_briefing(edited(order, text)).briefing.section("open_questions")
        return [r.text("question") for r in section.records if "due in court" in r.text("question")]

    assert asked("") == [question]
    assert asked("records: {detainees/erik-dahl: {next_date: 2031-04-01}}") == []
    assert asked("hide: [open_questions/when-is-erik-dahl-next-due-in-court]") == []
    other = "When is Nora Vik next due in court?"
    assert asked("add: {detainees: [{name: Nora Vik, charge: theft, held_since: 2031}]}") == [question, other]


def test_an_edit_for_nobody_stops_the_run(order):
    with pytest.raises(ContentError, match="nothing is called detainees/eric-dahl; nearest: detainees/erik-dahl"):
        make_briefing(edited(order, "records: {detainees/eric-dahl: {charge: theft}}"))


def test_the_date_asked_for_is_the_date_of_the_briefing(order):
    assert read_briefing(replace(order, as_of="2031-03-09")).header.as_of == "2031-03-09"
    assert read_briefing(order).header.as_of == "2031-03-03"


def test_an_unknown_suffix_is_told_with_the_nearest():
    with pytest.raises(UsageError, match=r'x\.docs: no format is known by this suffix; did you mean "x\.docx"\?'):
        with_sidecars([Path("x.docs")])
    with pytest.raises(UsageError, match=r"the suffix is one of \.docx, \.pdf"):
        with_sidecars([Path("x")])
    assert with_sidecars([Path("a/x.pdf"), Path("a/x.docx")]) == [
        Path("a/x.pdf"),
        Path("a/x.docx"),
        Path("a/x.json"),
    ]


def test_a_briefing_read_back_gets_the_texts_of_unchanged_sources(order, folder):
    briefing = make_briefing(order).briefing
    files = dict(render(briefing, order, [Path("x.json")], "full"))
    (folder / "wire.txt").write_text("Something else.", encoding="utf-8")
    again = with_texts(read_json(files[Path("x.json")]), order.lexicon)
    assert [bool(source.text) for source in again.sources] == [True, False]
