"""The table of limits: what each is called, shown and raised by; and that following its message reads the file."""

import re
from pathlib import Path

import pytest
from hostile.parts import drawn, pdf_of_forms, zipped

from brief.collect import Limits, collect
from brief.collect.limits import LIMITS, NAMES, number_of, with_settings
from brief.errors import NoSourceError
from brief.settings import NO_SETTINGS

STORY = "The ministers of Chile and Peru met in Arica on Monday, her office said.\n"


def test_a_limit_is_named_with_its_value_and_the_flag_that_raises_it():
    assert LIMITS.named("file_bytes") == "the limit of 25 MB for one file (--limit file_bytes=50MB)"
    assert LIMITS.named("seconds") == "the limit of 30 s for reading one source (--limit seconds=60)"
    assert LIMITS.named("sources") == "the limit of 1,000 sources at a time (--limit sources=2000)"
    assert LIMITS.shown("memory_bytes") == "1.5 GB"
    assert LIMITS.shown("zip_entries") == "5,000"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("50 MB", 50_000_000), ("1.5G", 1_500_000_000), ("5,000", 5_000), ("60", 60), ("64k", 64_000)),
        *(("60 s", 60), ("0", 0), ("-3", 0), ("soon", 0), ("", 0), ("9" * 15 + "G", 0), ("1e9", 0)),
    ],
)
def test_a_number_is_read_as_a_person_writes_it(written, number):
    assert number_of(written) == number


def test_limits_that_are_not_named_stay():
    assert with_settings({}) == LIMITS
    assert with_settings({"seconds": 60}) == Limits(seconds=60)


def parts_in_parts(depth: int) -> bytes:
    begins = (b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(depth))
    return b"Subject: Talks\n" + b"".join(begins) + b"Content-Type: text/plain\n\n" + STORY.encode()


def zip_in_zips(depth: int) -> bytes:
    data = zipped({"a.txt": STORY.encode()})
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    return data


FORMS = pdf_of_forms(5)  # two million characters: seconds, and hundreds of megabytes


def test_limits_larger_than_any_machine_are_no_fault(tmp_path: Path, lexicon):
    (tmp_path / "a.html").write_text(f"<h1>Talks</h1><p>{STORY * 4}</p>", encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    limits = NO_SETTINGS.with_flags([f"{name}=9999G" for name in NAMES]).limits
    sources, notices = collect([tmp_path], lexicon, limits)
    assert (len(sources), notices) == (2, ())


LARGE = {  # a limit, lowered so far that the file is over it; the file
    "file_bytes": ("100", "a.txt", (STORY * 3).encode()),
    "inflated_bytes": ("100", "a.zip", zipped({"a.txt": (STORY * 3).encode()})),
    "zip_entries": ("1", "a.zip", zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()})),
    "pdf_pages": ("1", "a.pdf", drawn(STORY.strip(), "Second page.")),
    "characters": ("50", "a.txt", STORY.encode()),
    "sources": ("1", "a.zip", zipped({"a.txt": STORY.encode(), "b.txt": (STORY * 2).encode()})),
    "mail_depth": ("2", "a.eml", parts_in_parts(4)),
    "enclosed_depth": ("1", "a.zip", zip_in_zips(2)),
    "seconds": ("1", "a.pdf", FORMS),
    "memory_bytes": ("150M", "a.pdf", FORMS),
}


def test_every_limit_has_its_file():
    assert LARGE.keys() == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_doing_what_the_message_of_a_limit_says_reads_the_file(name, tmp_path: Path, lexicon):
    lowered, file, data = LARGE[name]
    (tmp_path / file).write_bytes(data)
    others = [] if name == "characters" else ["characters=100k"]  # so that nothing is made of two million
    told = said(tmp_path, lexicon, [f"{name}={lowered}", *others])
    assert f"--limit {name}=" in told
    for _ in range(6):
        flags = re.findall(rf"--limit ({name}=[\w.]+)", told)
        told = said(tmp_path, lexicon, [*flags, *others])
        if name not in told:
            break
    assert name not in told


def said(folder: Path, lexicon, flags: list[str]) -> str:
    """Return what is noticed about the files of a folder with limits as they are typed."""
    try:
        _, notices = collect([folder], lexicon, NO_SETTINGS.with_flags(flags).limits)
    except NoSourceError as err:
        return str(err)
    return "\n".join(notice.message for notice in notices)
