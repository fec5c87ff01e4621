# Two commands: `make demo` runs a living city, `make test` passes its tests. The rest is for its makers.
PYTHON ?= python3
PORT ?= 8000
DATA ?= var/demo
AREAS ?=
RESET ?=
BIN := .venv/bin
PIP := .venv/bin/pip install -qq --disable-pip-version-check

.PHONY: help demo setup setup-dev test check bench screenshots pins clean

help:
	@echo "make demo         a living Jakarta on http://127.0.0.1:$(PORT)   (PORT= DATA= AREAS=file.geojson RESET=1)"
	@echo "make test         the whole suite, browser tests included"
	@echo "make check        ruff, mypy --strict, import-linter, migrations, translations"
	@echo "make bench        figures as ratios to their limits"
	@echo "make screenshots  docs/screenshots/*.png of every face"

demo: setup
	@exec $(BIN)/smartcity demo --data "$(DATA)" --port "$(PORT)" $(if $(AREAS),--areas "$(AREAS)") $(if $(RESET),--reset)

setup: .venv/runtime
	@$(BIN)/python tools/frontend.py
	@$(BIN)/python tools/messages.py

setup-dev: .venv/makers setup

# What waits for the network, or for one core, goes side by side.
.venv/runtime: requirements/base.txt requirements/node.txt pyproject.toml
	@echo "Installing what the city runs on ..."
	@$(PYTHON) -m venv .venv
	@command -v npm > /dev/null || $(PIP) --require-hashes -r requirements/node.txt
	@$(BIN)/python tools/frontend.py & front=$$!; \
	  $(PIP) --no-compile --require-hashes -r requirements/base.txt || exit; \
	  $(BIN)/python -m compileall -q -j 2 .venv/lib > /dev/null & bytes=$$!; \
	  $(PIP) --no-deps -e . || exit; \
	  wait $$bytes; wait $$front
	@touch $@

.venv/makers: .venv/runtime requirements/dev.txt
	@echo "Installing what its makers need ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

test: setup-dev
	@$(BIN)/pytest -n auto -m "not browser"
	@$(BIN)/pytest -m browser

check: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy
	@SMARTCITY_DATA=var/check $(BIN)/python -m django makemigrations --check --dry-run --settings smartcity.settings
	@$(BIN)/python tools/messages.py --check

bench: setup-dev
	@$(BIN)/python -m bench

screenshots: setup-dev
	@$(BIN)/python tools/screenshots.py $(if $(AREAS),--areas "$(AREAS)")

pins: setup-dev
	@for set in base dev node; do $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/$$set.txt requirements/$$set.in; done

clean:
	rm -rf .venv var node_modules smartcity/lib/look/static/vendor
