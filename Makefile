# make lab: open the chapters.  make test: every test.  Both set up .venv first, if need be.
PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile

.PHONY: lab test bench matrix matrix-kernels matrix-oldest outputs lock
.DEFAULT_GOAL := lab

lab: .venv/ready
	$(BIN)/jupyter lab --ip=127.0.0.1 --LabApp.default_url=/lab/tree/notebooks $(ROOT)

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(PYTEST)

# Speed as ratios in one run, gradients against PyTorch's, and how many wrong answers the judge can name.
bench: .venv/bench-ready
	$(BIN)/python -m pytest -q benchmarks
	$(BIN)/python -m benchmarks.bench
	$(BIN)/python -m benchmarks.latency
	$(BIN)/python -m benchmarks.judging

# The stored outputs hold elsewhere too: numpy without its SIMD kernels, other BLAS kernels, the oldest numpy.
matrix: matrix-kernels matrix-oldest

matrix-kernels: .venv/ready
	NPY_DISABLE_CPU_FEATURES="X86_V3 X86_V4 AVX512_ICL" $(PYTEST) notebooks
	OPENBLAS_CORETYPE=Haswell $(PYTEST) notebooks
	OPENBLAS_CORETYPE=Zen $(PYTEST) notebooks

matrix-oldest: .venv/ready
	$(BIN)/uv venv --clear --python $(BIN)/python .venv-oldest
	VIRTUAL_ENV=.venv-oldest $(BIN)/uv pip sync requirements.lock
	VIRTUAL_ENV=.venv-oldest $(BIN)/uv pip install --no-deps numpy==1.26.4
	VIRTUAL_ENV=.venv-oldest $(BIN)/uv pip install --no-deps --no-build-isolation --editable .
	$(subst .venv/,.venv-oldest/,$(PYTEST)) --ignore-glob='tests/test_browser*'

# After a change to a notebook or a solution: run all, store the outputs, drop what is of this machine.
outputs: .venv/ready
	$(BIN)/python -m tools.outputs

# After a change to the dependencies: every version and hash, for every system, and no address.
lock: .venv/ready
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --output-file requirements.lock

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Python 3.11 or newer is needed, $(PYTHON) is {sys.version.split()[0]}: try make PYTHON=python3.12")'
	@echo "Setting up .venv, once: about 400 MB, a minute or less."
	$(PYTHON) -m venv .venv
	sed -n '/^uv==/,/# via/p' requirements.lock > .venv/uv.lock
	$(BIN)/python -m pip install --require-hashes --requirement .venv/uv.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "import matplotlib.font_manager"  # finds its fonts once, and not in a chapter
	@touch $@

.venv/bench-ready: .venv/ready
	$(BIN)/python -m pip install torch==2.13.0
	@touch $@
