# What belongs to voting/ alone: the comparison with pabutools, and the benchmark.
# pabutools is GPL-3 and brings a proprietary solver, so it has an environment of its own.

ORACLE_VENV := var/oracle-venv
ORACLE := $(ORACLE_VENV)/bin/python

$(ORACLE_VENV)/.stamp: | $(BIN)/python
	$(BIN)/python -m venv $(ORACLE_VENV)
	$(ORACLE) -m pip install --quiet --disable-pip-version-check pabutools==1.2.3
	@touch $@

.PHONY: oracle
oracle: $(VENV)/.dev-stamp $(ORACLE_VENV)/.stamp ## Compare counting with pabutools, live
	$(BIN)/python -m tests.voting.oracle.compare $(ORACLE)

.PHONY: oracle-store
oracle-store: $(VENV)/.dev-stamp $(ORACLE_VENV)/.stamp ## Store pabutools' outcomes as facts for the tests
	$(BIN)/python -m tests.voting.oracle.compare $(ORACLE) --store

.PHONY: bench-voting
bench-voting: $(VENV)/.dev-stamp ## Measure counting: beside pabutools if `make oracle` was run, and against size
	OMP_NUM_THREADS=1 $(BIN)/python -m voting.bench --scale \
		--files $(or $(PABULIB),../shared/data/pabulib) \
		$(if $(wildcard $(ORACLE)),--peer "$(ORACLE) tests/voting/oracle/pabutools_speed.py")
