# For developers; users need none of this (see README.md).
PYTHON ?= .venv/bin/python
FAST = not slow and not terminal and not processes

.PHONY: help check check-extended fuzz lint test test-fast slow-tests manual bench run release

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 16

check: test lint  ## everything that .ci/run does, in the environment that is there

test:  ## all tests
	$(PYTHON) -m pytest

test-fast:  ## the tests that take no seconds and start no processes; of those at several sizes, one
	$(PYTHON) -m pytest -q -n 2 -m "$(FAST)" -k "not 80x24 and not 40x12"

slow-tests:  ## runs all tests and notes in tests/slow.txt which ones `make test-fast` leaves out
	$(PYTHON) -m pytest -q -n 2 --write-slow

fuzz:  ## damages a file of each format in many more ways than the tests do; CASES="100000" says how many
	FUZZ_CASES=$(or $(CASES),20000) $(PYTHON) -m pytest -q -n auto tests/importers/test_damage.py

lint:  ## style, types, import contracts
	.ci/lint $(PYTHON)

manual:  ## writes the generated parts of the manual, and the man page
	$(PYTHON) -m tests.manual.make

check-extended:  ## what other programs say of the exports; needs biber
	$(PYTHON) -m tests.citations.biber

bench:  ## every budget against a baseline in the same run; BENCH="--papers 209 1000000 --only typing" chooses
	$(PYTHON) -m tests.benchmarks $(BENCH)

run:  ## the reader from this checkout
	$(PYTHON) -m tui_reader

release:  ## builds into dist what is uploaded, and tries the wheel
	.ci/release $(PYTHON)
