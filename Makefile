# Thin names for tools/dev.py, which is the same on every system. ARGS are handed on: make run ARGS="--example spiral"
PYTHON ?= python3
ARGS ?=

.PHONY: run test check bench animation lock clean

run test check bench animation lock clean:
	@$(PYTHON) tools/dev.py $@ $(ARGS)
