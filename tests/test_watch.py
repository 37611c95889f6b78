"""A briefing that is made again when something it depends on changes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from brief.commands.screen import Screen
from brief.commands.watching import Watch, keep_making
from brief.errors import ContentError, UsageError

# an interrupt that a run in the background inherits as ignored is heard again, as at a keyboard
HEARD = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
BRIEF = (sys.executable, "-c", f"{HEARD}; from brief.cli import main; main()")


def test_what_came_went_or_changed_is_told_once(folder):
    watch = Watch([folder])
    assert watch.changed() == []
    (folder / "wire.txt").write_text("something else", encoding="utf-8")
    (folder / "deep").mkdir()
    (folder / "deep" / "new.txt").write_text("new", encoding="utf-8")
    (folder / "daily.txt").unlink()
    assert [path.name for path in watch.changed()] == ["daily.txt", "new.txt", "wire.txt"]
    assert watch.changed() == []


def test_a_file_that_was_only_touched_has_not_changed(folder):
    watch = Watch([folder / "wire.txt"])
    os.utime(folder / "wire.txt", ns=(1, 1))
    assert watch.changed() == []


def test_what_a_run_writes_is_no_change(folder):
    watch = Watch([folder], [folder / "x.docx"])
    (folder / "x.docx").write_bytes(b"made")
    (folder / ".x.docx.1.2.brief-part").write_bytes(b"half")
    assert watch.changed() == []


def test_a_file_that_comes_later_is_seen(tmp_path):
    watch = Watch([tmp_path / "v.yaml"])
    (tmp_path / "v.yaml").write_text("hide: []", encoding="utf-8")
    assert watch.changed() == [tmp_path / "v.yaml"]


def test_a_fault_in_a_file_is_told_and_waited_for(tmp_path, capsys):
    (tmp_path / "v.yaml").write_text("1", encoding="utf-8")
    runs = []

    def make() -> None:
        runs.append((tmp_path / "v.yaml").read_text(encoding="utf-8"))
        if len(runs) == 3:
            raise KeyboardInterrupt
        (tmp_path / "v.yaml").write_text(f"{len(runs)}!", encoding="utf-8")
        raise ContentError(["v.yaml:1:1: wrong; mend it"])

    keep_making(Screen(colour=False), Watch([tmp_path]), make)
    assert runs == ["1", "1!", "2!"]
    said = capsys.readouterr().err
    assert said.count("v.yaml:1:1: wrong; mend it\n") == 2
    assert said.endswith("Stopped watching\n")


def test_a_command_line_that_cannot_be_meant_ends_it_at_once(tmp_path):
    def make() -> None:
        raise UsageError("x.docs: no format")

    with pytest.raises(UsageError):
        keep_making(Screen(colour=False), Watch([tmp_path]), make)


def waited_for(path: Path, holding: str, seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.exists() and holding in path.read_text(encoding="utf-8"):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind exist on POSIX only")
def test_a_briefing_is_made_again_when_the_edits_change(folder, tmp_path, cache_home):
    edits, page = tmp_path / "v.yaml", tmp_path / "x.md"
    edits.write_text("hide: []\n", encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 - the program is run as its user runs it
        [*BRIEF, "generate", str(folder), "-r", str(edits), "-o", str(page), "--watch"],
        env={**os.environ, "XDG_CACHE_HOME": str(cache_home)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert waited_for(page, "raud")
        edits.write_text("records: {detainees/erik-dahl: {charge: grand bribery}}\n", encoding="utf-8")
        assert waited_for(page, "rand bribery")
    finally:
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"Changed: {edits}" in err
    assert err.endswith("Stopped watching\n")


def kept_changing(path: Path, before: bytes, seconds: float = 60) -> bool:
    """Return whether a file says something else than before within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.exists() and path.read_bytes() not in {before, b""}:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind exist on POSIX only")
def test_theme_and_template_are_kept_and_watched(folder, tmp_path, cache_home):
    theme, template, page, word = (tmp_path / name for name in ("my.yaml", "my.docx", "x.html", "x.docx"))
    theme.write_text("colours: {accent: 123456}\n", encoding="utf-8")
    docx.Document().save(str(template))
    process = subprocess.Popen(  # noqa: S603 - the program is run as its user runs it
        [
            *(*BRIEF, "generate", str(folder), "-o", str(page), "-o", str(word), "--watch"),
            *("--theme", str(theme), "--template", str(template)),
        ],
        env={**os.environ, "XDG_CACHE_HOME": str(cache_home)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert waited_for(page, "123456")
        theme.write_text("colours: {accent: 654321}\n", encoding="utf-8")
        assert waited_for(page, "654321")
        before = word.read_bytes()
        other = docx.Document()
        other.sections[0].left_margin = 2_000_000
        other.save(str(template))
        assert kept_changing(word, before)
        assert "654321" in page.read_text(encoding="utf-8")
    finally:
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"Changed: {theme}" in err
    assert f"Changed: {template}" in err
