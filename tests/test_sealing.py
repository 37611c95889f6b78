"""The seal around the test run itself, and around a whole run of the program in a process of its own."""

import contextlib
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def test_a_connection_and_a_foreign_file_break_the_seal(seal):
    with pytest.raises(PermissionError, match="reached for the network"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    with contextlib.suppress(OSError):
        Path("/etc/passwd").read_bytes()
    assert [what.split()[0] for what in seal.broken] == ["socket.getaddrinfo", "opened"]
    seal.broken.clear()


def test_a_whole_run_opens_nothing_outside_inputs_package_cache_and_output(
    folder, tmp_path, monkeypatch, reached_out
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    page = "<h1>Talks in Amman</h1><p>Prime Minister Ingrid Solheim met King Faris in Amman, her office said.</p>"
    (folder / "page.html").write_text(
        page + '<img src="http://127.0.0.1:9/x.png"><link href="http://127.0.0.1:9/y.css">'
    )
    outputs = [part for name in ("o.docx", "o.pdf", "o.html") for part in ("-o", f"out/{name}")]
    command = [sys.executable, "-m", "brief", "generate", "in", *outputs]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603 - our own words
    assert run.returncode == 0, run.stderr
    assert not reached_out.exists()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("open('/etc/passwd')", "opened /etc/passwd by ['-c']\n"),
        ("open('/var/brief', 'w')", "wrote /var/brief by ['-c']\n"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo "),
        (
            "import subprocess, sys; subprocess.run([sys.executable, '-c', 'open(\"/etc/passwd\")'])",
            "opened /etc/passwd",
        ),
    ],
)
def test_what_a_child_reaches_out_for_is_told(reached_out, code, told):
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)  # noqa: S603 - our own words
    assert reached_out.read_text(encoding="utf-8").startswith(told)
    reached_out.unlink()
    Path("/var/brief").unlink(missing_ok=True)
