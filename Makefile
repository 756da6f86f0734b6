# Bewonersbudget. `make run` starts it, `make test` checks everything, `make help` tells the rest.
# Needs: make, Python 3.11 or newer. Tests also need Node.js with npm, and a Chromium.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)
CHECKED := budget_app voting tests
LANGUAGES := en ar

export PORT
# Compiled modules halve the time to start.
unexport PYTHONDONTWRITEBYTECODE
ifdef DATABASE_URL
export DATABASE_URL
endif

# The first Python that is new enough. 3.11 comes first because the lock files are made for it.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

.PHONY: help
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# --- Set-up -------------------------------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Bewonersbudget needs Python 3.11 or newer, and found none."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

# The stamps are newer than the lock file they were made from, so a second start costs nothing.
$(VENV)/.run-stamp: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev-stamp: requirements-dev.txt $(VENV)/.run-stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

node_modules/.stamp: package.json package-lock.json
	@command -v npm >/dev/null || { echo "The tests need Node.js 20 or newer with npm (axe-core, a real OpenID provider)."; \
		echo "On Debian or Ubuntu: apt-get install nodejs npm. The application itself does not need it."; exit 1; }
	npm ci --silent
	@touch $@

.PHONY: setup
setup: $(VENV)/.run-stamp ## Make the virtual environment and install what the application needs

.PHONY: setup-dev
setup-dev: $(VENV)/.dev-stamp node_modules/.stamp chromium ## Install what the tests need as well

.PHONY: chromium
chromium: $(VENV)/.dev-stamp
	@$(BIN)/python -m tests.support.chromium

# --- Run ----------------------------------------------------------------------------------------

.PHONY: run
run: setup ## Migrate, load the demo into an empty database, serve (PORT=8000 DATABASE_URL=sqlite:///var/...)
	@exec $(BIN)/python -m budget_app run

# --- Check --------------------------------------------------------------------------------------

.PHONY: test
test: setup-dev lint ## Everything: lint, format, types, import rules, all tests on both databases and in a browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: lint
lint: $(VENV)/.dev-stamp ## Lint, format, types, import rules
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(VENV)/.dev-stamp ## Put the code in the agreed format
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

.PHONY: screens
screens: setup-dev ## Picture every page for every role at 360 and 1280 px: build/screens/index.html
	$(BIN)/python -m tests.screens

.PHONY: bench
bench: $(VENV)/.dev-stamp ## Requests per second, p50, p99 and CPU per request on both databases
	$(BIN)/python -m tests.bench

# --- Keep ---------------------------------------------------------------------------------------

.PHONY: catalogues
catalogues: $(VENV)/.run-stamp ## Collect the Dutch sentences and put them in every language's catalogue
	@mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k _l --no-location --sort-output --project Bewonersbudget -o build/messages.pot .
	@for language in $(LANGUAGES); do \
		file=budget_app/locale/$$language/LC_MESSAGES/messages.po; \
		test -f $$file || $(BIN)/pybabel -q init -i build/messages.pot -l $$language -o $$file; \
		$(BIN)/pybabel -q update -i build/messages.pot -l $$language -o $$file \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit 1; \
	done

.PHONY: lock
lock: $(VENV)/.dev-stamp ## Renew the lock files from pyproject.toml and package.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --upgrade --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt
	npm install --package-lock-only

.PHONY: clean
clean: ## Remove what was built; the database in var/ stays
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis node_modules $(VENV)

-include voting/voting.mk
