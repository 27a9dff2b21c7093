# Every target sets itself up from a clean clone with python3, pip and make. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup serve check test bench-quick bench lock openapi messages screenshots clean
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# A Debian python3 without python3-venv has no ensurepip: then the pip outside fills the environment.
$(VENV)/bin/python:
	python3 -m venv $(VENV) || { rm -rf $(VENV); python3 -m venv --without-pip $(VENV) && python3 -m pip --python $(VENV)/bin/python install --quiet pip; }

# The stamp is written last, so an interrupted set-up is simply done again.
ASSETS := hatch_build.py src/thrive_directory/search/kernel.c $(wildcard frontend/package*.json frontend/*.mjs frontend/scss/* frontend/licences/*)
$(VENV)/.ready: requirements.lock pyproject.toml $(ASSETS) | $(VENV)/bin/python
	@echo "Installing the locked packages into $(VENV) (about a minute the first time) …"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	$(BIN)/python -c 'from thrive_directory.web.page import load_templates; load_templates()'
	@touch $@

setup: $(VENV)/.ready ## install everything the project needs into .venv

serve: setup ## set up, migrate, seed, build the index and serve on http://127.0.0.1:8000
	$(BIN)/thrive-directory serve --host $(HOST) --port $(PORT)

check: setup ## lint, types, the arrows between modules, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.alembic_check

test: check ## set up, check and run every test on SQLite and, where it is installed, PostGIS
	$(BIN)/pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

bench-quick: setup ## measure a cold start, a search at 100,000 offers and a postcode (about three minutes)
	$(BIN)/python -m benchmarks.quick

bench: setup ## measure search at 10,000, 100,000 and 1,000,000 offers, pages and exports (forty minutes, 8 GB)
	$(BIN)/python -m benchmarks.full
	$(BIN)/python -m benchmarks.rendering
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.export

evaluate: setup ## ask the golden queries and print how near the answers come to the judgements
	$(BIN)/python -m tests.golden.evaluate --worst 5

lock: setup ## resolve the dependencies again into requirements.lock
	$(BIN)/pip-compile --quiet --upgrade --extra dev --allow-unsafe --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

openapi: setup ## write docs/openapi.json, which a test compares with what is served
	$(BIN)/python -m tests.openapi_document

messages: setup ## gather every string of the pages for translators, which a test compares with what is there
	$(BIN)/python -m tests.messages

screenshots: setup ## take the pictures in docs/images again (needs Chromium)
	PYTHONPATH=. $(BIN)/python docs/images/pages.py
	$(BIN)/python docs/images/make.py

clean: ## remove what the targets made, the data folder apart
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov dist
