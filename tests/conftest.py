"""What every test may use: the shipped lists; and what none may: the network, files that are not its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sealed.listening import Seal
from sealing import seal_children, sealed

from brief import cli
from brief.lexicon import Lexicon, load_lexicon

WIRE = """\
Solheim to visit Jordan for talks on water and gas

AMMAN, 3 March 2031 - Norwegian Prime Minister Ingrid Solheim will travel to Jordan on Tuesday and meet \
King Faris in Amman, her office said.

On the agenda are water shortages and gas supplies.

Erik Dahl, a Norwegian engineer, was arrested in January on fraud charges, which he denies.
"""

DAILY = """\
Talks in Amman

OSLO, 3 March 2031 - Prime Minister Ingrid Solheim will hold talks with King Faris in Amman on Tuesday. \
Water shortages top the agenda.

Jordan has held Erik Dahl, an engineer, since January. Dahl was charged with fraud last week.

Officials declined to say whether gas supplies would be discussed.
"""


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for caches, so that the same source is read once by all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two sources about one invented visit."""
    home = tmp_path / "in"
    home.mkdir()
    (home / "wire.txt").write_text(WIRE, encoding="utf-8")
    (home / "daily.txt").write_text(DAILY, encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def reached_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file in which every Python that the tests start tells what it reached out for."""
    told = tmp_path_factory.mktemp("sealed") / "broken.txt"
    seal_children(told)
    return told


@pytest.fixture
def brief(tmp_path, folder, cache_home, monkeypatch, capsys):
    """Run a command in a folder that holds `in/` with two sources; return exit code, stdout, stderr."""
    assert folder.parent == tmp_path
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture(scope="session")
def seal() -> Seal:
    """Return what listens, for the whole run, to connections and to files outside inputs, package and output."""
    return sealed()


@pytest.fixture(autouse=True)
def _sealed(seal: Seal, reached_out: Path) -> Iterator[None]:
    seal.broken.clear()
    yield
    assert seal.broken == []
    if reached_out.exists():
        broken = reached_out.read_text(encoding="utf-8")
        reached_out.unlink()
        assert broken == ""
