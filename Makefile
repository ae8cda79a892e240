# `make run` shows the dashboard, `make test` proves it. Both need Python 3.11 or newer and make only.
# Each can be said again at any time: what is already there is left alone.

PORT ?= 8501
# Left empty, the first Python on the PATH that is new enough is taken.
PYTHON ?=
WORKERS ?= 2
CHART ?= $(DATA)/cost.svg

VENV := .venv
BIN := $(VENV)/bin
LOCK_VENV := .lock-venv
# One test library is published as source only; the locked setuptools, installed first, builds it.
PIP = $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-build-isolation $(if $(SOUND),--quiet)
SOAK_TESTS := tests/test_every_figure.py tests/browser/test_site.py tests/browser/test_pages.py \
	tests/browser/test_references.py tests/browser/test_access.py tests/etl/mapping \
	tests/spec/test_curves_against_one_another.py tests/deploy/test_sign_in.py
# A file is one worker's, begun in the order that tests/conftest.py gives.
BY_FILE := --dist loadfile --no-loadscope-reorder
PYTHON_CODE := dashboard deploy etl expectations tests

# An environment that belongs to another place, or whose Python has gone, is made anew.
SOUND := $(shell $(BIN)/python -c 'import pip' 2>/dev/null && grep -qF "$(CURDIR)/$(BIN)/python" $(BIN)/pip \
	&& { [ -z "$(PYTHON)" ] || [ "$$($(PYTHON) --version)" = "$$($(BIN)/python --version)" ]; } && echo sound)
# Named after what it was made from, so that a new lock installs again.
INSTALLED := $(VENV)/.installed-$(shell cat requirements.lock pyproject.toml | cksum | tr ' ' -)

# What a build of the demonstration is made from.
INPUTS := $(wildcard etl sql expectations $(addprefix data/,contract layouts official policy reference))
DATA := $(or $(CONDUCT_DATA),data)
CURRENT := $(DATA)/builds/current
DEMONSTRATION := $(DATA)/builds/.demonstration

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check bench load soak references lint format build lock clean free-port ready always

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name words; do \
		printf '  make %-8s %s\n' "$$name" "$$words"; done

run: free-port ready ## show the dashboard on port 8501 (PORT=8600 for another)
	@exec $(BIN)/conduct serve --port $(PORT)

test: $(INSTALLED) ## run every test, with a browser if one can be had (ARGS= for pytest)
	@chromium=$$($(BIN)/python tests/browser/chromium.py) || exit 1; \
	$(BIN)/python tests/deploy/nginx.py > /dev/null || exit 1; \
	$(in_memory); \
	CONDUCT_CHROMIUM="$$chromium" $(BIN)/python -m pytest -n $(WORKERS) $(BY_FILE) $(ARGS)

check: lint test ## what CI runs: format, lint, import contracts, SQL lint, tests

bench: ready ## time of a change of a filter, of intake and of measures of many cases (SIZES=large adds 10 million; drawn in CHART)
	@$(BIN)/python -m tests.bench.redraw
	@CONDUCT_DATA="$(DATA)" $(BIN)/python -m tests.bench.measures $(SIZES)
	@$(BIN)/python -m tests.bench.intake $(SIZES) --chart $(CHART)
	@$(BIN)/python -m tests.bench.read_once

load: ready ## how long people wait when 50 and 100 change something every two seconds
	@$(BIN)/python tests/deploy/nginx.py > /dev/null || exit 1
	@CONDUCT_DATA="$(DATA)" $(BIN)/python -m tests.load $(SECONDS)

soak: ready ## what takes long: every chart, workbook, page and pack; a large attack; builds killed, files broken; an hour of people
	@$(in_memory); CONDUCT_SOAK=1 CONDUCT_CHROMIUM="$$($(BIN)/python tests/browser/chromium.py)" \
	$(BIN)/python -m pytest -n $(WORKERS) $(BY_FILE) --timeout 3600 $(SOAK_TESTS) && \
	CONDUCT_SOAK=1 $(BIN)/python -m pytest -n $(WORKERS) $(BY_FILE) --timeout 3600 -m soak
	@$(BIN)/python -m tests.bench.attack
	@$(BIN)/python -m tests.soak.kills $(KILLS)
	@$(BIN)/python -m tests.soak.fuzz
	@CONDUCT_DATA="$(DATA)" $(BIN)/python -m tests.soak.hour $(MINUTES)

references: $(INSTALLED) ## take the pictures of every page anew that tests compare; look at each
	@CONDUCT_RENEW=1 CONDUCT_SOAK=1 CONDUCT_CHROMIUM="$$($(BIN)/python tests/browser/chromium.py)" \
	$(BIN)/python -m pytest -q tests/browser/test_references.py

lint: $(INSTALLED)
	@$(BIN)/ruff format --check $(wildcard $(PYTHON_CODE))
	@$(BIN)/ruff check $(wildcard $(PYTHON_CODE))
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint sql

format: $(INSTALLED) ## rewrite Python and SQL in the house style
	@$(BIN)/ruff format $(wildcard $(PYTHON_CODE))
	@$(BIN)/ruff check --fix $(wildcard $(PYTHON_CODE))
	@$(BIN)/sqlfluff fix sql

build: $(INSTALLED) ## build the demonstration anew
	@$(BIN)/conduct build --data "$(DATA)"
	@printf '%s %s\n' "$(fingerprint)" "$$(readlink "$(CURRENT)")" > "$(DEMONSTRATION)"

lock: $(INSTALLED) ## choose the newest libraries that fit pyproject.toml and lock them
	@test -x $(LOCK_VENV)/bin/uv || { $(BIN)/python -m venv $(LOCK_VENV) && $(LOCK_VENV)/bin/python -m pip install --quiet uv; }
	@$(LOCK_VENV)/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock
	@$(LOCK_VENV)/bin/uv pip compile pyproject.toml --extra deploy --universal --python-version 3.11 \
		--constraint requirements.lock --no-annotate --no-emit-index-url --no-header --quiet \
		| sed -n 's/^\([a-z0-9_.-]*\)==.*/\1/p' > deploy/runtime.txt

clean: ## remove the environment and the tools' caches; builds stay
	rm -rf $(VENV) $(LOCK_VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	@find $(wildcard $(PYTHON_CODE)) -name __pycache__ -type d -prune -exec rm -rf {} +

# A build of somebody's own delivery is never replaced by the demonstration without being asked.
ready: $(INSTALLED)
	@current=$$(readlink "$(CURRENT)"); \
	made_from= made=; [ ! -f "$(DEMONSTRATION)" ] || read -r made_from made < "$(DEMONSTRATION)"; \
	if [ ! -e "$(CURRENT)/public/public.duckdb" ]; then $(MAKE) --no-print-directory build; \
	elif [ "$$current" != "$$made" ]; then \
		echo "Showing build $$current, which was made with 'conduct build'. 'make build' makes the demonstration."; \
	elif [ "$$made_from" != "$(fingerprint)" ]; then \
		echo "The files that the demonstration is made from have changed: building it anew."; \
		$(MAKE) --no-print-directory build; \
	fi

free-port:
	@$(find_python); \
	"$$python" -c "import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('', $(PORT)))" 2>/dev/null || { \
		echo "Port $(PORT) cannot be used: something else answers there already, perhaps this dashboard in another window." >&2; \
		echo "Choose another one, for example: make run PORT=8600" >&2; exit 1; }

$(INSTALLED): $(if $(SOUND),,always)
	@$(if $(SOUND),,$(find_python); $(make_venv);) \
	rm -f $(VENV)/.installed-*; \
	awk '/^[a-z]/ { wanted = /^setuptools==/ } wanted' requirements.lock > $(VENV)/build-tools.lock; \
	$(PIP) -r $(VENV)/build-tools.lock && \
	$(PIP) -r requirements.lock && \
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable . && \
	touch $@

define make_venv
	rm -rf $(VENV); \
	echo "Making the Python environment in $(VENV) and installing the locked libraries into it."; \
	echo "This happens once, takes a minute or two, and needs the internet."; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
endef

fingerprint = $$(find $(INPUTS) -type f ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c -64)

# Sets $python, or says in plain words what is missing.
define find_python
	for python in $(or $(if $(SOUND),$(BIN)/python),$(PYTHON),python3 python3.14 python3.13 python3.12 python3.11) ''; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed, and $(or $(PYTHON),python3) is $$($(or $(PYTHON),python3) --version 2>/dev/null || echo 'not there')." >&2; \
		echo "Install a newer one, or name it: make run PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi
endef

# Tests make hundreds of small databases: half of their time goes to a disk, where they use one. A
# temporary folder in memory is taken where there is room for it, and removed at the end.
define in_memory
	free=$$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1); \
	if [ "$${free:-0}" -gt 6000000 ]; then \
		TMPDIR=$$(mktemp -d -p /dev/shm conduct-tests-XXXXXX) && export TMPDIR && trap 'rm -rf "$$TMPDIR"' EXIT; \
	fi
endef
