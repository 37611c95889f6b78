"""The seal around the test run itself, and around a whole run of the program in a process of its own."""

import contextlib
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = (
    "import sys\nsys.path.insert(0, 'TESTS')\nfrom sealing import Seal\nseal = Seal()\nseal.listen()\n"
    "from brief import cli\ncode = cli.run(sys.argv[1:])\nprint('BROKEN', seal.broken)\nsys.exit(code)\n"
)


def test_a_connection_and_a_foreign_file_break_the_seal(seal):
    with pytest.raises(PermissionError, match="reached for the network"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    with contextlib.suppress(OSError):
        Path("/etc/passwd").read_bytes()
    assert [what.split()[0] for what in seal.broken] == ["socket.getaddrinfo", "opened"]
    seal.broken.clear()


def test_a_whole_run_opens_nothing_outside_inputs_package_cache_and_output(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    page = "<h1>Talks in Amman</h1><p>Prime Minister Ingrid Solheim met King Faris in Amman, her office said.</p>"
    (folder / "page.html").write_text(
        page + '<img src="http://127.0.0.1:9/x.png"><link href="http://127.0.0.1:9/y.css">'
    )
    command = [sys.executable, "-c", RUN.replace("TESTS", str(ROOT / "tests"))]
    outputs = [part for name in ("o.docx", "o.pdf", "o.html") for part in ("-o", f"out/{name}")]
    run = subprocess.run(  # noqa: S603 - our own words
        [*command, "generate", "in", *outputs], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "BROKEN []"
