"""The scorer itself: it must see a miss, a stranger, a guess and an altered quotation."""

from gold import Export
from score import judge

TEXT = "Ana Lind was arrested in May and denies the\nfraud charge."
GOLD = {
    "sources": [{"file": "a.txt", "published": "2021-06-02", "wire_group": "a"}],
    "detainees": [
        {
            "name": "Ana Lind",
            "held_by": "Chile",
            "charge": "fraud",
            "held_since": "2021-05",
            "response": "denies",
            "next_date": None,
            "evidence": "denies the fraud charge",
            "file": "a.txt",
        }
    ],
}


def briefing(name: str, quote: str = "fraud charge", **fields: str) -> Export:
    start = TEXT.find("fraud charge")
    evidence = [{"source": "s1", "start": start, "end": start + len(quote), "text": quote}]
    given = {"name": {"value": name}, **{key: {"value": value} for key, value in fields.items()}}
    return Export.model_validate(
        {
            "sources": [{"id": "s1", "path": "in/a.txt", "published": "2021-06-02", "group": "g1"}],
            "sections": [{"id": "detainees", "records": [{"id": "x", "fields": given, "evidence": evidence}]}],
        }
    )


def test_everything_right_scores_one():
    export = briefing("Lind", held_by="Chile", charge="Fraud", held_since="2021-05", response="denies")
    report = judge(export, GOLD, {"a.txt": TEXT})
    assert report.figures() == {"total": 1.0, "detainees": 1.0, "dates": 1.0, "wires": 1.0}
    assert not report.altered


def test_somebody_else_is_a_miss_and_a_stranger():
    score = judge(briefing("Bo Aas"), GOLD, {"a.txt": TEXT}).sections["detainees"]
    assert score.value == 0
    assert score.misses[0] == "missed: Ana Lind"
    assert score.strangers == ["x"]


def test_a_guessed_date_counts_against_the_fields():
    sure = briefing("Ana Lind", charge="fraud")
    guess = briefing("Ana Lind", charge="fraud", next_date="2021-07-01")
    values = [judge(export, GOLD, {"a.txt": TEXT}).total for export in (sure, guess)]
    assert values[1] < values[0]


def test_a_less_precise_date_is_wrong():
    misses = judge(briefing("Ana Lind", held_since="2021"), GOLD, {"a.txt": TEXT}).sections["detainees"].misses
    assert "Ana Lind: held_since is '2021', not '2021-05'" in misses


def test_an_altered_quotation_is_named():
    report = judge(briefing("Ana Lind", quote="fraud  charge"), GOLD, {"a.txt": TEXT})
    assert report.altered == ["detainees/x: 'fraud  charge'"]


def test_a_value_without_evidence_is_named():
    export = briefing("Ana Lind", charge="fraud")
    export.sections[0].records[0].evidence.clear()
    assert judge(export, GOLD, {"a.txt": TEXT}).bare == ["detainees/x/name", "detainees/x/charge"]
