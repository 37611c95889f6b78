# ruff: noqa: S603 - the program is run as its user runs it
"""The command as a process of its own: what it loads, how it stops, what it prints without a terminal."""

import os
import signal
import subprocess
import sys
import time

import pytest

BRIEF = (sys.executable, "-m", "brief")


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], "spacy docx reportlab pypdfium2 pikepdf trafilatura lxml yaml rich pydantic"),
        (["--version"], "spacy docx reportlab pypdfium2 pikepdf trafilatura lxml yaml rich pydantic"),
        (["generate", "--help"], "spacy docx reportlab pypdfium2 pikepdf trafilatura lxml yaml"),
    ],
)
def test_help_loads_nothing_heavy(arguments, heavy):
    code = (
        f"import sys; from brief.cli import run; run({arguments!r});"
        f"print(sorted(set({heavy.split()!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_help_costs_less_than_a_quarter_of_a_second():
    taken = []
    for _ in range(5):
        before = os.times()
        subprocess.run([*BRIEF, "--help"], capture_output=True, check=True)
        after = os.times()  # processor time, so that other work on the machine does not count
        taken.append(after.children_user - before.children_user + after.children_system - before.children_system)
    assert min(taken) <= 0.25


def test_an_unchanged_folder_is_neither_read_nor_parsed_again(folder, tmp_path):
    heavy = "spacy trafilatura lxml brief.extract brief.reconcile brief.collect.collecting"
    arguments = ["generate", str(folder), "-o", str(tmp_path / "x.json")]
    code = (
        f"import sys; from brief.cli import run; run({arguments!r});"
        f"print(sorted(set({heavy.split()!r}) & set(sys.modules)))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        ).stdout
        for _ in range(2)
    ]
    assert "spacy" in said[0]
    assert said[1] == "[]\n"


READY_AT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background inherits it as ignored
awaited = sys.argv.pop(1)
class Ready:
    def find_spec(name, *_):
        if name == awaited:
            print("ready", flush=True)
sys.meta_path.insert(0, Ready)
from brief.__main__ import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind exist on POSIX only")
@pytest.mark.parametrize(
    ("sign", "loading", "after"),
    [
        *(("SIGINT", "brief.cli", after) for after in (0.0, 0.05, 0.1)),
        *(("SIGINT", "brief.pipeline", after) for after in (0.0, 0.5, 1.0)),
        ("SIGTERM", "brief.pipeline", 0.2),
    ],
)
def test_a_stopped_run_says_so_and_leaves_nothing(folder, tmp_path, sign, loading, after):
    command = [sys.executable, "-c", READY_AT, loading, "generate", str(folder), "-o", str(tmp_path / "x.docx")]
    process = subprocess.Popen([*command, "--no-cache"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.send_signal(signal.Signals[sign])
    _, err = process.communicate(timeout=30)
    expected = {"SIGINT": (130, "stopped; nothing was written\n"), "SIGTERM": (143, "")}
    assert (process.returncode, err) == expected[sign]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_messages_are_plain_where_there_is_no_terminal(tmp_path):
    done = subprocess.run(
        [*BRIEF, "generate", "nowhere"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 3
    assert "\x1b" not in done.stderr


def test_a_reader_that_leaves_early_is_no_error():
    command = f"{' '.join(repr(part) for part in BRIEF)} schema show diplomatic-visit | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)  # noqa: S607 - a pipe
    assert done.stderr == ""
