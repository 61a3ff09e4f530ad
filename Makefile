# 四方 Sifang. `make` lists the commands; whatever is longer than two lines is a script of its own.

VENV := .venv
PY := $(VENV)/bin/python
SIFANG := $(PY) -m operations
# as many at once as there are processors; the tests of a file share its world, so they stay together;
# files begin in the order of tests/longest.py, not of how many tests they hold
SIDE_BY_SIDE := -n logical --dist loadfile --no-loadscope-reorder
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-config --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help run demo test test-all test-compose check format contracts bench lock secrets clean

help: ## list the commands
	@awk -F ':.*## ' '/^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Try it
run: $(VENV)/base.stamp ## start everything with demo data (PORT=8080; DB=postgresql+psycopg://… BUS=amqp://… for real servers)
	@$(SIFANG) run $(if $(PORT),--port $(PORT)) $(if $(DB),--database $(DB)) $(if $(BUS),--bus $(BUS))

demo: $(VENV)/base.stamp ## play the main job end to end on temporary data and check every number
	@$(SIFANG) demo

##@ Work on it
test: $(VENV)/dev.stamp ## run the tests with the servers this machine has; the header names what is skipped
	@$(PY) -m pytest $(SIDE_BY_SIDE) $(ARGS)

test-all: $(VENV)/dev.stamp ## run all tests; a missing PostgreSQL or RabbitMQ fails instead of skipping
	@$(PY) -m pytest $(SIDE_BY_SIDE) --all-servers $(ARGS)

test-compose: $(VENV)/dev.stamp ## bring the composition up on a Docker engine, play the main job against it, take it down
	@$(PY) -m pytest --compose tests/e2e/test_compose.py

check: $(VENV)/dev.stamp ## format, lint, types, import contracts, generated contracts and docs
	@sh operations/check.sh

format: $(VENV)/dev.stamp ## format the code and sort its imports
	@$(VENV)/bin/ruff check --quiet --fix-only . && $(VENV)/bin/ruff format --quiet .

contracts: $(VENV)/dev.stamp ## write contracts/ and the lists in docs/ again from the code
	@$(SIFANG) contracts

bench: $(VENV)/dev.stamp ## measure the system against its database's own limit (PostgreSQL, RabbitMQ)
	@$(PY) -m bench

lock: $(VENV)/dev.stamp ## compile requirements/*.in to locks with hashes (UPGRADE=1 takes newer versions)
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements/base.in -o requirements/base.txt
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements/dev.in -o requirements/dev.txt -c requirements/base.txt

##@ Deploy it
secrets: $(VENV)/base.stamp ## generate passwords and keys for docker compose into an ignored .env and deploy/secrets
	@$(SIFANG) secrets

clean: ## remove the demo data, caches and build results (not .venv)
	@rm -rf .sifang build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/base.stamp: requirements/base.txt
	@sh operations/environment.sh base

$(VENV)/dev.stamp: requirements/dev.txt
	@sh operations/environment.sh dev
