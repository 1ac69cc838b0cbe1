# The commands of this project. `make` lists them; each sets up what it needs.

PYTHON ?= python3
CORPORA ?= ../shared/corpora
GOLD ?= ../shared/gold
SECONDS ?= 600
WITHOUT ?=
RECORD ?=

SHELL := /bin/sh
BIN := .venv/bin
PIP_INSTALL := -m pip install -qq --disable-pip-version-check
.DEFAULT_GOAL := help
.PHONY: help demo test check train evaluate bench docs fuzz clean python

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

demo: .venv/.package ## install into .venv and read the bundled reports: who said what
	@$(BIN)/python -m sayso demo

test: .venv/.checks ## run every check there is; ends on pytest's closing line
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m tests.fuzz --seconds 20
	@$(BIN)/python -m pytest

check: .venv/.checks ## run the quick checks: ruff, mypy, import-linter
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache > .venv/lint-imports.log 2>&1 || { cat .venv/lint-imports.log; exit 1; }

train: .venv-train/.ready ## train the weights again: make train [CORPORA=path] [WITHOUT="polnear ..."] [RECORD="corrections/ ..."]
	@.venv-train/bin/python training/train.py --corpora "$(CORPORA)" $(if $(WITHOUT),--without $(WITHOUT)) $(if $(RECORD),--record $(RECORD))
	@.venv-train/bin/python training/export.py
	@.venv-train/bin/python training/corefer.py --corpora "$(CORPORA)" $(if $(WITHOUT),--without $(WITHOUT)) $(if $(RECORD),--record $(RECORD))
	@.venv-train/bin/python training/sameness.py
	@PYTHONPATH=. .venv-train/bin/python training/matching.py --corpora "$(CORPORA)" $(if $(WITHOUT),--without $(WITHOUT))
	@.venv-train/bin/python training/calibrate.py --corpora "$(CORPORA)" $(if $(WITHOUT),--without $(WITHOUT))

evaluate: .venv/.package ## print every measure: make evaluate [CORPORA=path] [GOLD=path]
	@$(BIN)/python evaluation/evaluate.py --corpora "$(CORPORA)" --gold "$(GOLD)"

bench: .venv/.package ## print speed, memory and size: make bench [CORPORA=path]
	@$(BIN)/python -m benchmarks.bench --corpora "$(CORPORA)"

docs: .venv/.checks ## run the commands shown in the documents, write down what they print, check links
	@$(BIN)/python -m tests.documents --write

fuzz: .venv/.checks ## read hostile inputs for long: make fuzz [SECONDS=600]
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed random

clean: ## remove what these commands have made
	rm -rf .venv .venv-train .work .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# An environment is made once, and filled again when pyproject.toml changes.
# It is made anew where it was begun and not finished.
.venv/.package: pyproject.toml | python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making .venv" >&2; "$(PYTHON)" -m venv --clear .venv; }
	@echo "Installing sayso into .venv (a minute or two the first time)" >&2
	@$(BIN)/python $(PIP_INSTALL) --editable .
	@touch $@

.venv/.checks: .venv/.package
	@echo "Installing what the checks need into .venv" >&2
	@$(BIN)/python $(PIP_INSTALL) --editable '.[check]'
	@touch $@

.venv-train/.ready: pyproject.toml | python
	@.venv-train/bin/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear .venv-train
	@echo "Installing sayso and torch into .venv-train (some minutes the first time)" >&2
	@.venv-train/bin/python $(PIP_INSTALL) --editable '.[train]'
	@touch $@

python:
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "sayso: $(PYTHON) is missing: install it with 'sudo apt install python3 python3-venv'" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "sayso: $$("$(PYTHON)" --version) is too old: install python3.11 or later and say, for one, 'make demo PYTHON=python3.11'" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "sayso: $(PYTHON) has no venv module: install it with 'sudo apt install python3-venv'" >&2; exit 1; }
