# Nuanqiao 暖心桥. `make` lists the commands.
PYTHON ?= python3
VENV := .venv/bin
# A file of tests runs in one process, two files at a time; in their order, so that no long one is left for the end.
PYTEST := $(VENV)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# Python keeps what it compiled, tests included: a second run begins at once.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help up check static quick test bench sizes lock clean environment environment-dev

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

environment:
	@$(PYTHON) -m console.environments

environment-dev:
	@$(PYTHON) -m console.environments --dev

up: environment  ## make everything that is missing and start the hotline; Ctrl-C stops it
	@exec $(VENV)/hotline up

check: environment-dev  ## format, lint, types, import contracts, unit tests: about a minute
	@$(MAKE) --no-print-directory -j2 -Otarget static quick

static:
	@$(VENV)/ruff format --check .
	@$(VENV)/ruff check .
	@$(VENV)/lint-imports --no-logo
	@$(VENV)/mypy

quick:
	@$(PYTEST) -m "not whole and not stored"

test: environment-dev static  ## everything: real Rasa, real model, real PostgreSQL, real browser
	@$(VENV)/python -m tests.machine
	@$(VENV)/hotline prepare
	@$(PYTEST)

bench: environment-dev  ## measure side by side with peers; prints tables
	@$(VENV)/hotline prepare
	@$(VENV)/python -m benchmarks

sizes:  ## list the longest files and functions
	@$(VENV)/python -m tests.architecture.sizes

lock:  ## resolve the lock files anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --no-annotate --no-header --upgrade -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --no-annotate --no-header -c requirements.lock -o requirements-dev.lock

clean:  ## remove environments and everything generated, the database included (asks first)
	@printf 'This deletes var/ with the database and its key. Type yes: ' && read answer && [ "$$answer" = yes ] && rm -rf .venv bot/.venv var
