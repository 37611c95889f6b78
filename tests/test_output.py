import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from brief.errors import OutputError
from brief.output import probe, write_all


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
