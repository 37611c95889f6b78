"""Hostile files made by code, one hazard each: what becomes of each stands at the head of its name.

`read`: a source with the story, no notice about the file. `noticed`: a source and a notice. `refused`: a notice and
no source. One innocent file stands among them and is always read.
"""

import resource
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile import markup_files, package_files, plain_files

from brief.collect import Limits, collect
from brief.model import Notice, SourceDocument

LIMITS = Limits(
    file_bytes=3_000_000,
    inflated_bytes=25_000_000,
    pdf_pages=50,
    characters=1_000_000,
    sources=50,
    seconds=4,
    memory_bytes=700_000_000,
)
INNOCENT = "000-innocent.txt"
LONGEST = 12.0  # seconds for one file on a busy machine: the limit is 4


def made() -> dict[str, bytes]:
    """Return every hostile file by its name."""
    files: dict[str, bytes] = {}
    for make in (
        *(plain_files.texts, plain_files.lists, plain_files.feeds),
        *(markup_files.pages, markup_files.archives_of_pages, markup_files.rich_texts, markup_files.mails),
        *(package_files.pdfs, package_files.words, package_files.open_texts, package_files.zips),
    ):
        files |= make()
    return files


FILES = made()


class Outcome(NamedTuple):
    sources: list[SourceDocument]
    notices: list[Notice]
    seconds: float


def read(folder: Path, name: str, data: bytes, lexicon: object) -> Outcome:
    (folder / name).write_bytes(data)
    begun = time.perf_counter()
    sources, notices = collect([folder / INNOCENT, folder / name], lexicon, LIMITS)
    seconds = time.perf_counter() - begun
    place = (folder / name).as_posix()
    return Outcome(
        [source for source in sources if source.path.startswith(place)],
        [notice for notice in notices if notice.place.startswith(place)],
        seconds,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / INNOCENT).write_text("Nobody had flown to Lima on Sunday, the paper wrote.")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_comes_out_as_its_name_says(name, folder, lexicon):
    found = read(folder, name, FILES[name], lexicon)
    outcome = name.partition("--")[0]
    said = [notice.message for notice in found.notices]
    if outcome == "refused":
        assert found.sources == []
        assert said
    else:
        assert any("Arica" in source.text for source in found.sources)
        assert bool(said) == (outcome == "noticed"), said
    assert found.seconds < LONGEST
    for source in found.sources:
        check_safe(source)
    assert all(notice.place.isprintable() and notice.message.strip() for notice in found.notices)


def check_safe(source: SourceDocument) -> None:
    """Fail when something is in a source that must not be passed on."""
    source.text.encode("utf-8")
    assert not any(ch in source.text for ch in "\x00\x07\x1b\x0b\ufffe\uffff")
    assert "SECRET" not in source.text
    assert "root:" not in source.text
    assert source.path.isprintable()
    assert all(p.span.end <= len(source.text) for p in source.passages)


def test_there_are_enough_of_them_and_together_they_cost_little_memory():
    assert len(FILES) >= 120
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1_024)
    assert peak < 2_000_000_000
