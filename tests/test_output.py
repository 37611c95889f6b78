# ruff: noqa: S603 - the programs that are run are our own
import os
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from brief import cli
from brief.errors import OutputError
from brief.output import Hold, probe, write_all

TESTS = Path(__file__).parent
PRIVATE = ("unshare", "--user", "--map-root-user", "--mount")  # mounts that only one process knows of
HOLDING = (
    "import sys, time; from pathlib import Path; from brief.output import Hold\n"
    "with Hold([Path(sys.argv[1])]): print('held', flush=True); time.sleep(60)"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_missing_folders_are_made_and_nothing_else_is_left(tmp_path: Path):
    write_all([(tmp_path / "a" / "b" / "x.md", b"one"), (tmp_path / "a" / "y.md", b"two")])
    assert (tmp_path / "a" / "b" / "x.md").read_bytes() == b"one"
    assert names(tmp_path / "a") == ["b", "y.md"]


def test_a_probe_leaves_nothing_behind(tmp_path: Path):
    probe(tmp_path / "not" / "there" / "x.docx")
    assert names(tmp_path) == []


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path):
    (tmp_path / "old.md").write_text("old", encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_all([(tmp_path / "old.md", b"new"), (tmp_path / "file" / "x.md", b"new")])
    assert (tmp_path / "old.md").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["file", "old.md"]


def test_what_cannot_be_written_is_found_before_the_work(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"is a file and no folder; choose another folder"):
        probe(tmp_path / "file" / "x.docx")
    with pytest.raises(OutputError, match="it is a folder; give a file name"):
        probe(tmp_path)
    with pytest.raises(OutputError, match="no regular file"):
        probe(Path(os.devnull))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that refuses files even to root")
def test_a_folder_that_refuses_files_is_told(tmp_path: Path):
    with pytest.raises(OutputError, match=r"x\.docx: cannot be written \("):
        probe(Path("/proc/self/x.docx"))
    assert names(tmp_path) == []


def test_an_existing_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path):
    target = tmp_path / "real.md"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    (tmp_path / "link.md").symlink_to(target)
    write_all([(tmp_path / "link.md", b"new")])
    assert (tmp_path / "link.md").is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_what_a_killed_run_left_is_swept(tmp_path: Path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    begins = f".x.md.{zlib.crc32(b'x.md'):08x}"
    (tmp_path / f"{begins}.{gone.pid}.brief-part").write_text("half", encoding="utf-8")
    (tmp_path / f"{begins}.{os.getppid()}.brief-part").write_text("of a run that goes on", encoding="utf-8")
    write_all([(tmp_path / "x.md", b"whole")])
    assert names(tmp_path) == [f"{begins}.{os.getppid()}.brief-part", "x.md"]


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path):
    path = tmp_path / ("д" * 120 + ".md")
    write_all([(path, b"x")])
    assert names(tmp_path) == [path.name]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", range(0, 200_000, 20_000))
def test_where_a_file_cannot_grow_nothing_is_written_and_what_stood_there_stays(tmp_path: Path, size: int):
    old, small, large = tmp_path / "old.docx", tmp_path / "small.json", b"x" * 200_000
    old.write_text("old", encoding="utf-8")
    with room_for(size), pytest.raises(OutputError, match=r"cannot be written \(file too large\); allow larger"):
        write_all([(small, large[:10_000]), (old, large)])
    assert old.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["old.docx"]


def can_mount() -> bool:
    try:
        return subprocess.run([*PRIVATE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(
    not can_mount(), reason="mounting a small disk is not allowed; the files that cannot grow stand for it"
)
def test_a_full_disk_a_read_only_one_and_a_file_that_is_held_leave_what_stood_there(tmp_path: Path):
    command = [*PRIVATE, sys.executable, str(TESTS / "disks.py"), str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.stdout.splitlines(), run.stderr) == (["12"], "")


def test_who_reads_a_file_while_it_is_replaced_reads_the_old_one_whole(tmp_path: Path):
    target = tmp_path / "x.md"
    target.write_text("old" * 10_000, encoding="utf-8")
    with target.open(encoding="utf-8") as reading:
        first = reading.read(10)
        write_all([(target, b"new")])
        assert first + reading.read() == "old" * 10_000
    assert target.read_text(encoding="utf-8") == "new"


def test_when_the_last_file_is_not_replaced_the_first_is_as_it_was(tmp_path: Path, monkeypatch):
    (tmp_path / "a.docx").write_text("old", encoding="utf-8")
    replace = Path.replace

    def refuse(part: Path, target: Path) -> Path:
        if target.name == "c.json":
            raise PermissionError(13, "Permission denied")  # as for a file that a program on Windows holds open
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(
        OutputError, match=r"c\.json: cannot be written \(permission denied\); change its permissions, cl"
    ):
        write_all([(tmp_path / "a.docx", b"new"), (tmp_path / "b.md", b"new"), (tmp_path / "c.json", b"new")])
    assert names(tmp_path) == ["a.docx"]
    assert (tmp_path / "a.docx").read_text(encoding="utf-8") == "old"


@contextmanager
def another_run(target: Path) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen([sys.executable, "-c", HOLDING, str(target)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_run_is_told_and_writes_nothing(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("brief.output._PATIENCE", 0.2)
    (tmp_path / "x.json").write_text("old", encoding="utf-8")
    with another_run(tmp_path / "x.md"):
        with pytest.raises(OutputError):
            Hold([Path("x.md")], patience=0.1).__enter__()
        assert cli.run(["generate", str(folder), "-o", "x.md", "--no-cache"]) == 5
    assert capsys.readouterr().err == (
        "x.md: another run of brief is writing it; try again when that has ended, or choose another name\n"
    )
    assert not (tmp_path / "x.md").exists()


def test_a_run_that_was_killed_holds_nothing(tmp_path: Path):
    with another_run(tmp_path / "x.md") as process:
        process.kill()
        process.wait()
        write_all([(tmp_path / "x.md", b"whole")])
    assert names(tmp_path) == ["x.md"]


def test_a_run_waits_for_another_that_is_about_to_end(tmp_path: Path):
    with another_run(tmp_path / "x.md") as process:
        begun = time.monotonic()
        os.system(f"(sleep 0.4; kill {process.pid}) &")  # noqa: S605 - our own words
        with Hold([tmp_path / "x.md"], patience=20) as held:
            assert time.monotonic() - begun > 0.3
            held.write([(tmp_path / "x.md", b"whole")])
    assert names(tmp_path) == ["x.md"]


def test_one_file_under_two_names_is_held_once(tmp_path: Path):
    (tmp_path / "x.md").write_text("old", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "x.md")
    with Hold([tmp_path / "x.md", tmp_path / "link.md"], patience=0.1) as held:
        held.write([(tmp_path / "x.md", b"new")])
    assert names(tmp_path) == ["link.md", "x.md"]


def test_runs_at_the_same_moment_all_end_well_and_write_whole_files(tmp_path: Path):
    command = [sys.executable, str(TESTS / "runs.py"), str(tmp_path), "1", "5"]  # four kinds of runs
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(TESTS)}
    )
    assert (run.stdout.splitlines(), run.stderr) == (["20"], "")


@pytest.mark.parametrize("command", [["generate", "in", "-o"], ["attach", "r.docx", "b.docx", "-o"]])
def test_a_name_that_is_too_long_is_told(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    assert cli.run([*command, "x" * 5_000 + ".docx"]) == 2
    assert capsys.readouterr().err.endswith("…: is too long for the name of a file; give a shorter one\n")
