# report: the sample year's report into out/2016/.  test: the tests.  clean: everything that was built.
# bundles: folders that run without Python and network into out/bundles/ (docs/bundles.md; Python 3.11, root, debootstrap).
# The first run makes .venv; PYTHON names another interpreter (3.11 or later), YEAR another year,
# PYTEST_ARGS anything for pytest.
PYTHON ?= python3
YEAR ?= 2016
PYTEST_ARGS ?=
VENV := .venv
INSTALLED := $(VENV)/.installed

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: report test bundles clean

report: $(INSTALLED)
	$(BIN)/report-builder build $(YEAR)

test: $(INSTALLED)
	$(BIN)/python -m pytest -q $(PYTEST_ARGS)

bundles: $(INSTALLED)
	$(BIN)/python .ci/bundles/make.py

clean:
	rm -rf out $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# An editable install compiles nothing by itself, and some environments keep Python from doing so later.
# The stamp is written last, so that an interrupted installation is done again.
$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	$(BIN)/python -m compileall -q report_builder
	@touch $(INSTALLED)
