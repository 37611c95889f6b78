"""The command `doctor`, as it is typed."""

import importlib.util

from brief import cli


def test_doctor_tells_the_state_and_ends_in_the_verdict(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cli.run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = {line.split()[0]: line for line in lines}
    assert "PDF" in told["Reads"]
    assert str(tmp_path / "brief") in told["Cache"]
    assert told["Isolation"].endswith("bounded to 1.5 GB and 30 s")
    assert lines[-1] == "Everything is ready"
    assert not [line for line in lines if line.startswith("!")]


def test_doctor_lists_the_limits_by_name(capsys):
    assert cli.run(["doctor", "--limits"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["file_bytes", "25", "MB", "for", "one", "file"]
    assert any(line.split()[:3] == ["memory_bytes", "1.5", "GB"] for line in lines)


def test_doctor_names_what_is_missing_and_the_mend(monkeypatch, capsys):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pypdfium2" else found(name))
    assert cli.run(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "! PDF: pypdfium2 is not installed; run: pip install --upgrade brief",
        "1 problem, each with its mend above",
    ]
