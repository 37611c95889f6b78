"""The rules of the layout that no linter knows: homes of libraries, lengths, names, what start-up loads."""

import ast
import fnmatch
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from gold import entries

from brief import yamlfile

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "brief").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 40

HOMES = {  # who may import what: beginnings of paths under brief/
    "docx": ("collect/", "render/", "attach/"),
    "pikepdf": ("attach/",),
    "pypdfium2": ("collect/",),
    "reportlab": ("render/",),
    "rich": ("cli.py", "commands/"),
    "spacy": ("extract/language.py",),
    "trafilatura": ("collect/",),
    "typer": ("cli.py", "commands/"),
    "yaml": ("yamlfile.py",),
}
HEAVY = ("docx", "lxml", "numpy", "pikepdf", "pypdfium2", "rapidfuzz", "reportlab", "spacy", "trafilatura")
SAY_NOTHING = {"util", "utils", "helper", "helpers", "manager", "handler", "common", "process"}
SHORTEST_NAME = 5  # a family name of fewer letters may be a word
# Borne by many people, or by a town.
COMMON = frozenset(
    (
        *("Brandt", "George", "Hassan", "Khalid", "Lindqvist", "Luong", "Martin", "Martín"),
        *("Nabil", "Olivier", "Salem", "Thani", "Trang", "Yvette"),
    )
)
TOP_LEVEL = {
    *(".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml"),
    *("brief", "output", "schemas", "seeds", "tests"),
}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def loaded_after(code: str) -> list[str]:
    """Return which heavy libraries a fresh interpreter holds after running the code."""
    asked = f"{code}\nimport sys\nprint('LOADED', *sorted(set({HEAVY!r}) & set(sys.modules)))"
    run = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_at_home_only(library):
    strangers = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if library in imported(path) and not str(path.relative_to(ROOT / "brief")).startswith(HOMES[library])
    ]
    assert strangers == []


def test_no_file_is_too_long():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in (*MODULES, *TESTS)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_body_of_a_function_is_too_long():
    lengths = {
        f"{path.relative_to(ROOT)}:{function.name}": (function.end_lineno or 0) - function.body[0].lineno + 1
        for path in MODULES
        for function in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_and_no_class_has_a_name_that_says_nothing():
    named = {str(path.relative_to(ROOT)): path.stem for path in MODULES}
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                named[f"{path.relative_to(ROOT)}:{node.name}"] = node.name
    words = {
        place: set(re.findall(r"[a-z]+", re.sub("([A-Z])", r" \1", name).lower())) for place, name in named.items()
    }
    assert [place for place, parts in words.items() if parts & SAY_NOTHING] == []


def names_in_gold() -> set[str]:
    """Return the names of everybody in the seeds and the bundles, family names too unless many bear them."""
    names = {"Baring Vostok", "Rovaniemi"}
    for path in (ROOT / "tests" / "bundles").rglob("*gold.yaml"):
        gold = yamlfile.load(path)
        people = [*entries(gold, "participants"), *entries(gold, "ignore_persons")]
        told = [str(person["name"]) for person in people]
        names.update(told)
        names.update(name.split()[-1] for name in told)
    return {name for name in names if len(name) >= SHORTEST_NAME and name not in COMMON}


def test_no_module_and_no_schema_knows_the_seeds_or_the_bundles():
    known = re.compile(rf"\b({'|'.join(sorted(names_in_gold()))})\b")
    files = [*MODULES, *(ROOT / "schemas").rglob("*.yaml")]
    found = {str(path.relative_to(ROOT)): known.findall(path.read_text("utf-8")) for path in files}
    assert {name: words for name, words in found.items() if words} == {}


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_after("import brief") == []


def test_asking_for_help_loads_nothing_heavy():
    code = "import sys\nsys.argv = ['brief', '--help']\nfrom brief.cli import main\n"
    assert loaded_after(code + "try:\n    main()\nexcept SystemExit:\n    pass") == []


def test_the_top_level_holds_the_fixed_entries_only():
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split() if "*/" not in line]
    found = {p.name for p in ROOT.iterdir() if p.name != ".git"}
    assert {n for n in found if not any(fnmatch.fnmatch(n, pattern) for pattern in ignored)} - TOP_LEVEL == set()
