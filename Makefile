# Two commands for everyone: `make briefing` and `make test`. They need Python 3.11 or newer and nothing else:
# the first call sets up .venv beside this file, later calls go straight to work.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
JOBS ?= 2
CASES ?= 100000
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup briefing test check golden bench fuzz clean
.SILENT:

help:
	echo 'make briefing   write output/briefing.docx, .pdf and .json from seeds/'
	echo 'make test       run the tests, JOBS=2 at a time'
	echo 'make check      ruff, mypy and the import contracts'
	echo 'make golden     make output/sample/ again: the briefing of seeds/ and pictures of its first pages'
	echo 'make bench      how long a run takes without a cache, and how much memory'
	echo 'make fuzz       CASES=100000 damaged files and mistyped commands, every code point, 200 kills of each writer'
	echo 'make setup      only set up .venv, with what tests need'
	echo 'make clean      remove .venv, caches and the briefings in output/ (the sample stays)'

setup: .venv/ready-test

briefing: .venv/ready
	$(BIN)/brief generate seeds/ -o output/briefing.docx -o output/briefing.pdf

test: .venv/ready-test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

check: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

golden: .venv/ready
	$(BIN)/brief generate seeds/ -o output/sample/briefing.docx -o output/sample/briefing.pdf
	$(BIN)/python tests/making/make_pictures.py output/sample/briefing.pdf

bench: .venv/ready
	$(BIN)/python tests/benchmarks/bench.py

fuzz: .venv/ready-test
	PYTHONPATH=tests $(BIN)/python -m fuzz.driver $(CASES)
	PYTHONPATH=tests $(BIN)/python -m fuzz.code_points 1
	for names in 'x.docx x.json' 'x.pdf x.json' 'report.docx.bak report.docx' x.yaml; do \
		folder=$$(mktemp -d); $(BIN)/python tests/kills.py "$$folder" 200 $$names || exit 1; rm -rf "$$folder"; done
	folder=$$(mktemp -d); PYTHONPATH=tests $(BIN)/python tests/runs.py "$$folder" 20 5 && rm -rf "$$folder"

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	find brief tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 -maxdepth 1 ! -name .gitkeep ! -name sample -exec rm -rf {} +

# The stamps are younger than pyproject.toml once everything that it asks for is installed.

.venv/ready: pyproject.toml
	$(call make_venv)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --editable .
	touch $@

.venv/ready-test: pyproject.toml
	$(call make_venv)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[test]'
	touch $@ .venv/ready

define make_venv
	[ -n "$(PYTHON)" ] || { echo 'No Python 3.11 or newer found: install one, or say make PYTHON=/path/to/python3'; exit 1; }
	[ -x $(BIN)/pip ] || { echo 'Setting up .venv; this takes a minute, once'; rm -rf .venv; "$(PYTHON)" -m venv .venv; } || \
		{ rm -rf .venv; echo 'Python cannot make a virtual environment: on Debian and Ubuntu, apt-get install python3-venv'; exit 1; }
endef
