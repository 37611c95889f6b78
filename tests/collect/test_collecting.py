"""Paths in, numbered sources and notices out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from brief.collect import Limits, collect
from brief.errors import NoSourceError

STORY = "Peru's minister flew to Quito on Monday, the ministry said."


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_ids_follow_the_sorted_paths_and_not_the_order_in_which_they_are_named(tmp_path, lexicon):
    written(tmp_path, b="Second story, told in Lima.", a="First story, told in Quito.")
    one, _ = collect([tmp_path / "b.txt", tmp_path / "a.txt"], lexicon)
    two, _ = collect([tmp_path / "a.txt", tmp_path / "b.txt"], lexicon)
    assert one == two
    assert [(s.id, Path(s.path).name) for s in one] == [("s1", "a.txt"), ("s2", "b.txt")]


def test_a_file_named_twice_is_read_once(tmp_path, lexicon):
    written(tmp_path, a=STORY)
    sources, _ = collect([tmp_path, tmp_path / "a.txt", tmp_path / "." / "a.txt"], lexicon)
    assert len(sources) == 1


def test_folders_are_read_to_their_depth_and_hidden_files_are_not(tmp_path, lexicon):
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    written(tmp_path / "deep" / "deeper", a=STORY)
    written(tmp_path / ".git", hidden=STORY)
    (tmp_path / ".secret.txt").write_text(STORY)
    sources, notices = collect([tmp_path], lexicon)
    assert [Path(s.path).name for s in sources] == ["a.txt"]
    assert notices == ()


def test_a_kind_that_is_not_read_is_named_in_a_notice(tmp_path, lexicon):
    written(tmp_path, a=STORY)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    _, (notice,) = collect([tmp_path], lexicon)
    assert notice.place == tmp_path.as_posix()
    assert notice.message.startswith("1 file is of a kind that is not read")
    assert notice.message.endswith("photo.jpg")


def test_a_file_without_a_suffix_is_read_for_what_it_is(tmp_path, lexicon):
    (tmp_path / "page").write_text(f"<!doctype html><html><body><p>{STORY}</p></body></html>")
    (tmp_path / "note").write_text(STORY)
    sources, _ = collect([tmp_path], lexicon)
    assert [s.format for s in sources] == ["plaintext", "webpage"]


def test_a_folder_of_pictures_holds_no_source(tmp_path, lexicon):
    (tmp_path / "one.png").write_bytes(b"\x89PNG")
    with pytest.raises(NoSourceError, match=r"no source could be read; give .*\n.*one\.png"):
        collect([tmp_path], lexicon)


def test_an_empty_folder_and_a_missing_path_are_named(tmp_path, lexicon):
    with pytest.raises(NoSourceError) as caught:
        collect([tmp_path, tmp_path / "nothing.txt"], lexicon)
    assert f"{tmp_path.as_posix()}, " in str(caught.value)
    assert "nothing.txt: nothing is there; check the name" in str(caught.value)


def test_one_unreadable_file_never_costs_the_others(tmp_path, lexicon):
    written(tmp_path, a=STORY)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "e.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    sources, notices = collect([tmp_path], lexicon)
    assert len(sources) == 1
    assert [(Path(n.place).name, n.message) for n in notices] == [
        ("b.txt", "the file is empty; give one with text"),
        ("c.docx", "a broken DOCX, or none at all; open it in Word and save it anew"),
        ("d.pdf", "a broken PDF; open it in a viewer and save it anew"),
        ("e.doc", "an old Office file; save it as .docx"),
    ]


def test_links_and_pipes_that_lead_out_of_the_folder_are_left_aside(tmp_path, lexicon):
    home, out = tmp_path / "home", tmp_path / "out"
    home.mkdir(), out.mkdir()
    written(home, a=STORY)
    written(out, b=STORY)
    (home / "inside.txt").symlink_to(home / "a.txt")
    (home / "outside.txt").symlink_to(out / "b.txt")
    (home / "dangling.txt").symlink_to(home / "gone.txt")
    (home / "loop").symlink_to(home)
    os.mkfifo(home / "pipe.txt")
    sources, (notice,) = collect([home], lexicon)
    assert [Path(s.path).name for s in sources] == ["a.txt"]
    assert notice.message.endswith("dangling.txt, outside.txt, pipe.txt")


def test_limits_are_named_in_their_notices(tmp_path, lexicon):
    written(tmp_path, a=STORY, b=STORY, c=STORY)
    sources, (notice,) = collect([tmp_path], lexicon, Limits(sources=1))
    assert len(sources) == 1
    assert "1 more are over the limit of 1 sources" in notice.message
    with pytest.raises(NoSourceError, match="larger than the limit of 10B for one file"):
        collect([tmp_path / "a.txt"], lexicon, Limits(file_bytes=10))
    with pytest.raises(NoSourceError, match="more than the limit of 10 characters"):
        collect([tmp_path / "a.txt"], lexicon, Limits(characters=10))


def test_names_with_odd_bytes_are_escaped(tmp_path, lexicon):
    name = os.fsencode(tmp_path) + b"/caf\xe9\n.txt"
    with open(name, "w") as file:  # noqa: PTH123  # a name of bytes
        file.write(STORY)
    (source,), _ = collect([tmp_path], lexicon)
    assert source.path.endswith("caf\\udce9\\n.txt")


def test_another_language_gives_a_notice(read):
    source, (notice,) = read(
        "Der Minister ist am Freitag nach Warschau gereist, um dort mit seinem Kollegen über die Zukunft der "
        "Grenzkontrollen zu sprechen, wie das Ministerium am Abend in Berlin mitteilte."
    )
    assert source.language == "de"
    assert "another language than English (de)" in notice.message


def test_text_files_load_no_library_of_another_format(tmp_path):
    written(tmp_path, a=STORY)
    code = (
        "import sys, pathlib; from brief.collect import collect; from brief.lexicon import load_lexicon;"
        "collect([pathlib.Path(sys.argv[1])], load_lexicon());"
        "print(*sorted({'trafilatura', 'pypdfium2', 'docx', 'lxml', 'py3langid', 'numpy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    assert run.stdout.strip() == ""
