"""What the engine reaches on the seeds and the bundles must not be lost, and grave errors stay at none."""

import pytest
from floor import FLOOR, bundles, floors, run
from gold import entries, same_person

BUNDLES = list(bundles())
# Who is still listed wrongly, by bundle, each with a reason that no wording shows.
STILL_LISTED: dict[str, list[str]] = {}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_no_score_falls_below_its_floor(bundle):
    report = run(bundle).report
    reached = report.figures()
    lost = {name: floor for name, floor in floors().get(bundle, {}).items() if reached.get(name, 0) < floor}
    lines = [f"{bundle} falls below {FLOOR.name}:"]
    for name, floor in lost.items():
        lines.append(f"{name} {reached.get(name, 0):.2f}, was {floor:.2f}")
        if name in report.sections:
            lines += [f"    {miss}" for miss in report.sections[name].misses]
            lines += [f"    not in the gold: {row}" for row in report.sections[name].strangers]
    assert not lost, "\n".join(lines)


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_value_has_evidence_and_every_quotation_stands_in_its_source(bundle):
    done = run(bundle)
    assert done.report.bare == []
    assert done.report.altered == []
    sources = {source.id: source for source in done.briefing.sources}
    quoted = [evidence for _, value in done.briefing.values() for evidence in value.evidence]
    assert [e for e in quoted if not sources[e.source].holds(e)] == []
    assert quoted


@pytest.mark.parametrize("bundle", BUNDLES)
def test_nobody_is_listed_as_detained_who_is_not(bundle):
    done = run(bundle)
    section = done.briefing.section("detainees")
    listed = [record.text("name") for record in section.records] if section else []
    held = entries(done.gold, "detainees")
    wrong = [name for name in listed if not any(same_person(who, name) for who in held)]
    assert wrong == STILL_LISTED.get(bundle, [])


@pytest.mark.parametrize("bundle", BUNDLES)
def test_sources_are_one_voice_when_they_carry_one_report(bundle):
    assert run(bundle).report.wires == 1
