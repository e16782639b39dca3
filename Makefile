.DEFAULT_GOAL := help
BIN := .venv/bin
DEMO := build/demo

.PHONY: help setup setup-dev demo figures serve test test-long check format lock bench matrix kernels conformance score fuzz clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup:
	@sh setup.sh

setup-dev:
	@sh setup.sh dev

demo: setup  ## review a sample, make its report, and a service with a case in each state (some minutes)
	@$(BIN)/cpted review sample_plans/apartment/deficient --out $(DEMO) --lang ko
	@echo
	@echo "The report:"
	@find $(DEMO) -name '*.pdf' | sort | sed 's/^/  /'
	@echo
	@echo "A service with made-up people and a case in each state:"
	@$(BIN)/cpted demo --data-folder $(DEMO)/service

figures: setup  ## a page of figures for each analysis of the three samples (build/figures)
	@for sample in multiplex officetel apartment; do \
	  $(BIN)/cpted analyse sample_plans/$$sample/deficient --out build/figures/$$sample --lang ko || exit; done

serve: setup  ## start the service on this machine
	@$(BIN)/cpted serve

# Bytecode is kept even where the environment says not to: dozens of processes that tests start load it.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist worksteal

test: check  ## check, then the test suite
	$(PYTEST)

test-long: setup-dev  ## what the suite has one of, all of it: every drawing of the corpus, the apartments
	$(PYTEST) -m long

check: setup-dev  ## formatting, lint, types, who imports whom
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev  ## format, and mend what can be mended by machine
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock:  ## write requirements/*.txt again (LOCK_FLAGS=--upgrade for newer releases)
	sh scripts/lock.sh $(LOCK_FLAGS)

bench:  ## what the stages cost, reading, the corpus, and every analysis beside its peers (build/bench.json)
	@sh setup.sh bench
	$(BIN)/python -m benchmarks stages
	$(BIN)/python -m benchmarks reading
	$(BIN)/python -m benchmarks corpus
	$(BIN)/python -m benchmarks suite
	$(BIN)/python -m benchmarks.pages

matrix: setup-dev  ## what comes home of marks that pypdf, pikepdf, PDFium, pdf-lib and PDF.js make
	$(BIN)/python -m benchmarks.writers

kernels: setup-dev  ## compile the kernels anew, after an edit of one that others call
	rm -f cpted_rules/analysis/kernels/__pycache__/*.nb?
	$(BIN)/python -m cpted_rules.warm

conformance: setup-dev  ## copies that claim PDF/A against its rules, and veraPDF where it is at hand
	$(BIN)/python -m tests.conformance

score: setup-dev  ## precision and recall against the drawings labelled by hand
	$(BIN)/python -m tests.truth.score

fuzz: setup-dev  ## read 12,000 damaged files; says what came of them
	$(BIN)/python -m tests.fuzz

clean:  ## remove what was made, but not .venv (rm -r .venv does that)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . \( -name .venv -o -name node_modules -o -name .git \) -prune -o -name __pycache__ -type d -exec rm -rf {} +
