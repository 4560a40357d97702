# Two commands matter: `make run` serves the demonstration, `make test` runs the tests.
PYTHON ?= python3
PORT ?= 8000
SIZE ?= 100k
WORKERS ?= 2
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint types check judge bench axe shot needs lock

help: ## Print the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/ready: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

setup: .venv/ready ## Install, migrate, build static files; nothing else
	$(MANAGE) prepare

setup-dev: .venv/ready-dev
	$(MANAGE) prepare

run: export SITE_URL ?= http://127.0.0.1:$(PORT)
run: .venv/ready ## Set up, seed the demonstration once, serve on 127.0.0.1 (PORT=8000)
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) is taken. Choose another: make run PORT=8001"; exit 1; }
	$(MANAGE) prepare --demo --port $(PORT)
	$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers $(WORKERS) --blocking-threads 1 --backpressure 64 --no-ws --log-level warning portal.wsgi:application

test: .venv/ready-dev ## Set up and run every test (a file on one worker: many seed for the file)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
	$(BIN)/python -m pytest -m browser

lint: .venv/ready-dev ## Check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates

types: .venv/ready-dev
	$(BIN)/mypy --no-incremental portal catalogue pathways search  # a warm cache loses managers (django-stubs 6.1)

check: lint types ## Lint, types, layers, migrations, templates, judged search
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=portal.settings.test $(MANAGE) check
	DJANGO_SETTINGS_MODULE=portal.settings.test $(MANAGE) makemigrations --check --dry-run
	$(BIN)/python -m pytest -q tests/search/judging tests/pathways/matching

judge: .venv/ready-dev ## Print how well the search answers the judged lists, by half and tag
	$(BIN)/python -m pytest -q -s tests/search/judging tests/pathways/matching

bench: .venv/ready-dev ## Print the performance table (SIZE=100k or 1m)
	$(BIN)/python -m benchmarks.run_all --size $(SIZE)

axe: .venv/ready-dev ## Check accessibility of every page, width, language, script on and off
	$(BIN)/python -m benchmarks.axe_matrix

shot: .venv/ready-dev ## Take screenshots of every page into var/shots
	$(BIN)/python -m benchmarks.screenshots

needs: .venv/ready-dev ## Run the tests that prove the table of needs, write docs/needs.md
	$(BIN)/python -m benchmarks.needs

lock: ## Lock the dependencies again (for maintainers; needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.txt -o requirements-dev.txt
