"""Work that several processes do at once: the same results in the same order, whatever becomes of a process."""

import os
import signal
from collections.abc import Sequence

import pytest

from brief.extract.at_once import _dealt, at_once
from brief.extract.extractor import extract
from brief.model import SourceDocument
from brief.schema_file import load_schema


def numbered(pieces: Sequence[int]) -> list[bytes]:
    return [b"%d" % piece for piece in pieces]


def test_results_come_in_the_order_of_the_pieces():
    assert at_once(numbered, [5, 1, 9, 3, 3], jobs=3) == [b"0", b"1", b"2", b"3", b"4"]
    assert at_once(numbered, [], jobs=3) == []


def test_each_process_has_as_much_to_do():
    assert _dealt([5, 1, 9, 3, 3], 2) == [[2, 1], [0, 3, 4]]
    assert _dealt([1], 4) == [[0]]


def test_a_result_larger_than_a_pipe_arrives_whole():
    large = at_once(lambda some: [bytes([piece]) * 1_000_000 for piece in some], [1, 1, 1], jobs=3)
    assert [(one[0], len(one)) for one in large] == [(0, 1_000_000), (1, 1_000_000), (2, 1_000_000)]


def test_the_pieces_of_a_process_that_was_killed_are_done_again():
    ours = os.getpid()

    def work(pieces: Sequence[int]) -> list[bytes]:
        if os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return numbered(pieces)

    assert at_once(work, [1, 1, 1, 1], jobs=2) == [b"0", b"1", b"2", b"3"]


def test_what_fails_is_told_by_this_process():
    def work(pieces: Sequence[int]) -> list[bytes]:
        raise ValueError(f"pieces {pieces}")

    with pytest.raises(ValueError, match="pieces"):
        at_once(work, [1, 1], jobs=2)


def test_two_processes_say_what_one_says(folder, lexicon):
    from brief.collect import collect  # noqa: PLC0415 - with its only use

    for number in range(4):
        text = (folder / "daily.txt").read_text(encoding="utf-8").replace("last week", f"on {number + 3} counts")
        (folder / f"more-{number}.txt").write_text(text, encoding="utf-8")
    sources, _ = collect([folder], lexicon)
    assert all(isinstance(source, SourceDocument) for source in sources)
    schema = load_schema("diplomatic-visit", lexicon)
    assert extract(sources, schema, lexicon, None, 2) == extract(sources, schema, lexicon)
