from pathlib import Path

import pytest
import yaml

from brief.model import SourceDocument
from brief.reconcile import group_sources
from brief.reconcile.independence import shared_quotations, voices

REPORT = (
    "The minister landed in the capital on Monday and met her counterpart over lunch, officials said. "
    "They spoke about grain, ferries and the price of tin. A second round is planned for the spring."
)
OTHER = (
    "Fishermen in the northern port have waited three weeks for licences. The harbour master blames a new "
    "computer system, and a union leader says nobody answered her letters about the matter at all."
)


def read(*texts: str) -> list[SourceDocument]:
    return [SourceDocument(id=f"s{i}", path="", format="text", text=t, digest="") for i, t in enumerate(texts, 1)]


def groups(*texts: str) -> list[str]:
    return [source.group for source in group_sources(read(*texts))]


def test_a_cut_copy_with_other_punctuation_is_the_same_report() -> None:
    copy = REPORT.partition(" A second")[0].replace(",", " —").upper()
    assert groups(REPORT, OTHER, copy) == ["g1", "g2", "g1"]


def test_copies_of_copies_are_one_group() -> None:
    first, second = REPORT.partition(" A second")[0], OTHER
    assert groups(first, f"{first} {second}", second) == ["g1", "g1", "g1"]


def test_texts_without_a_common_run_of_five_words_stand_alone() -> None:
    assert groups("", "", "Too short", REPORT, OTHER) == ["g1", "g2", "g3", "g4", "g5"]


def test_a_report_told_in_other_words_is_the_same_report() -> None:
    wire = (
        "Transport Minister Sefa Roko flew to Tonga on Monday to save a ferry contract worth 40 million pa'anga. "
        "Prime Minister Mele Fifita met him at Nuku'alofa airport, and both said an accord was close. "
        "Dock workers in Neiafu have been on strike for three weeks over unpaid wages."
    )
    paper = (
        "A ferry contract worth 40 million pa'anga took Transport Minister Sefa Roko to Tonga this week. "
        "At Nuku'alofa airport he was met by Prime Minister Mele Fifita; an accord, they said, was close. "
        "In Neiafu, dock workers have now been out on strike for three weeks: their unpaid wages are the reason."
    )
    assert groups(wire, paper, OTHER) == ["g1", "g1", "g2"]
    assert groups(wire[:100], paper[:100]) == ["g1", "g2"]  # two notes this short may be alike by chance


def test_a_shared_quotation_is_noticed_and_makes_no_copy() -> None:
    quotation = "“Nobody will be returned to a country where nobody waits for them,”"
    long = " ".join(f"Sentence {i} of the first paper says something of its own {i * 7}." for i in range(8))
    own = " ".join(f"Line {i} in the other paper is about another matter {i * 11}." for i in range(8))
    found = group_sources(read(f"{long} {quotation}", f"{own} {quotation}"))
    assert [source.group for source in found] == ["g1", "g2"]
    assert shared_quotations(found) == (("s1", "s2"),)


@pytest.mark.parametrize("gold", sorted(Path("tests/bundles").glob("*/gold.yaml")), ids=lambda p: p.parent.name)
def test_the_bundles_wire_groups_are_found(gold: Path) -> None:
    rows = yaml.safe_load(gold.read_text(encoding="utf-8"))["sources"]
    found = groups(*((gold.parent / row["file"]).read_text(encoding="utf-8") for row in rows))
    marked = [(row["wire_group"], group) for row, group in zip(rows, found, strict=True) if "wire_group" in row]
    assert [a == b for a, _ in marked for b, _ in marked] == [a == b for _, a in marked for _, b in marked]


def test_a_quotation_in_two_papers_is_one_voice_and_words_of_ones_own_make_two() -> None:
    official = "The readmission of people required to leave our territory is the foremost subject of this visit"
    told = [("g1", f"{official}, the ministry said."), ("g2", f"“{official},” reads a communiqué.")]
    assert voices(told) == 1
    assert voices([*told, ("g2", "Returns will be the first thing on the table, a diplomat told this paper.")]) == 2
    assert voices([("g1", "Too short."), ("g2", "Too short.")]) == 2
