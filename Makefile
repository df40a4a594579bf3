# Every command of the project. `make` alone lists them.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help

.PHONY: help
help: ## lists the commands
	@awk 'BEGIN {FS = ":.*?## "} /^[a-z-]+:.*?## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(STAMP) ## makes .venv with the pinned dependencies (all others call it when stale)

$(STAMP): requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name yours: make setup PYTHON=python3"; exit 1; }
	@echo "Installing the pinned dependencies into $(VENV), once; this takes about a minute."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $(STAMP)

.PHONY: demo
demo: setup ## starts the pretend workspace and the real app on it, prints the page's address
	@$(BIN)/python -m bot demo

.PHONY: tour
tour: setup ## plays the story in the terminal and shows what each person sees (HTTP=1: over signed HTTP)
	@$(BIN)/python -m bot tour $(if $(HTTP),--http)

.PHONY: test
test: setup ## passes all tests
	@$(BIN)/python -m pytest -q -n auto

.PHONY: check
check: setup ## format, lint, types, imports, tests, fresh docs: what continuous integration calls
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m rules test
	@$(BIN)/python -m pytest -q -n auto

.PHONY: cover
cover: setup ## passes all tests and tells which lines none of them reaches
	@$(BIN)/python -m pytest -q -n auto --cov --cov-report=term:skip-covered

.PHONY: bench
bench: setup ## how long judging takes, as ratios measured side by side
	@PYTHONPATH=. $(BIN)/python bench/detector.py

.PHONY: docs
docs: setup ## writes the generated pages anew
	@$(BIN)/python -m rules docs > docs/rules.md
	@$(BIN)/python -m bot manifest --reasons > docs/scopes.md
	@$(BIN)/python -m bot.admin docs/admin.md config.example.toml

.PHONY: pictures
pictures: setup ## takes pictures of every note, form and the Home tab into build/pictures (needs chromium)
	@$(BIN)/python -m tests.page.pictures build/pictures

.PHONY: mutants
mutants: setup ## takes out each rule, exception and concept in turn: tells which ones no example would miss
	@$(BIN)/python -m rules mutants

.PHONY: fix
fix: setup ## formats and mends what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: lock
lock: setup ## pins the dependencies anew, with hashes
	@$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-options --no-emit-trusted-host -o requirements.txt pyproject.toml
	@$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-options --no-emit-trusted-host --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
