# For developers; users need none of this (see README.md).
PYTHON ?= .venv/bin/python

.PHONY: check check-extended lint test bench run

check: test lint  ## everything that .ci/run does, in the environment that is there

test:
	$(PYTHON) -m pytest

lint:
	.ci/lint $(PYTHON)

check-extended:  ## what other programs say of the exports; needs biber
	$(PYTHON) -m tests.citations.biber

bench:  ## every budget against a baseline in the same run; BENCH="--papers 209 1000000 --only typing" chooses
	$(PYTHON) -m tests.benchmarks $(BENCH)

run:
	$(PYTHON) -m tui_reader
