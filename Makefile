# make lab: open the chapters.  make test: every test.  Both set up .venv first, if need be.
# make doctor: when something fails, what it may be.
PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
# Not the scripts beside it, which break when the folder moves; and no file here hides a package.
RUN := $(BIN)/python -P -m
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
PYTEST := $(RUN) pytest -n auto --dist loadfile
NO_BROWSER := --ignore-glob='tests/test_browser*'

.PHONY: lab test doctor bench matrix matrix-kernels matrix-lowest matrix-newest ways outputs lock FORCE
.DEFAULT_GOAL := lab

lab: .venv/ready
	$(RUN) jupyterlab --ip=127.0.0.1 --LabApp.default_url=/lab/tree/notebooks $(ROOT)

test: .venv/ready
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(PYTEST)

doctor:
	@$(PYTHON) tools/doctor.py

# Speed as ratios in one run, gradients against PyTorch's, and how many wrong answers the judge names.
bench: export PYTHONIOENCODING = :replace
bench: .venv/bench-ready
	$(RUN) pytest -q benchmarks
	$(RUN) benchmarks.bench
	$(RUN) benchmarks.latency
	$(RUN) benchmarks.judging

# The stored outputs hold elsewhere too: numpy without its SIMD kernels, other BLAS kernels, and the
# lowest and the newest versions of what pyproject.toml names.
matrix: matrix-kernels matrix-lowest matrix-newest

matrix-kernels: .venv/ready
	NPY_DISABLE_CPU_FEATURES="X86_V3 X86_V4 AVX512_ICL" $(PYTEST) notebooks
	OPENBLAS_CORETYPE=Haswell $(PYTEST) notebooks
	OPENBLAS_CORETYPE=Zen $(PYTEST) notebooks

matrix-lowest: HOW = --resolution lowest-direct
matrix-newest: HOW = --upgrade
matrix-lowest matrix-newest: matrix-%: .venv/ready
	$(BIN)/uv venv --clear --python $(BIN)/python .venv-$*
	VIRTUAL_ENV=.venv-$* $(BIN)/uv pip install $(HOW) --editable .[test]
	$(subst .venv/,.venv-$*/,$(PYTEST)) $(NO_BROWSER)

# The README's other ways in, command by command, in an empty folder.
ways: .venv/ready
	$(RUN) pytest -v tests/ways_in.py

# After a change to a notebook or a solution: run all, store the outputs, drop what is of this machine.
outputs: .venv/ready
	$(RUN) tools.outputs

# After a change to the dependencies: every version and hash, for every system, and no address.
lock: .venv/ready
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --output-file requirements.lock

# Always asked, and seldom has anything to do: then what depends on it stays as it is.
.venv/ready: FORCE
	@$(PYTHON) tools/set_up.py

.venv/bench-ready: .venv/ready
	$(BIN)/python -m pip install torch==2.13.0 scikit-learn==1.9.1
	@touch $@
