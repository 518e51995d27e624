# For developers; users need none of this (see README.md).
PYTHON ?= .venv/bin/python

.PHONY: check lint test bench run

check: test lint  ## everything that .ci/run does, in the environment that is there

test:
	$(PYTHON) -m pytest

lint:
	.ci/lint $(PYTHON)

bench:  ## start, memory and search against their budgets; takes some minutes
	$(PYTHON) -m tests.benchmarks.start_bench
	$(PYTHON) -m tests.benchmarks.typing_bench

run:
	$(PYTHON) -m tui_reader
