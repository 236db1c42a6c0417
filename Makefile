# make report    every notebook run on the seeds, as a site: open build/site/index.html
# make test      all tests, and every committed notebook against its outputs
# make lab       the notebooks in JupyterLab
# make notebooks run the committed notebooks and save them
# make bench     speed of the chain on this machine
# make clean     remove all that make made, the environment too
#
# Each sets itself up, once. PYTHON names the Python to set up with (3.11 or newer): make PYTHON=python3.13 report

PYTHON ?= python3
STAMP := .venv/.stamp
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)

.PHONY: report test lab notebooks bench clean

report: $(STAMP)
	$(BIN)/tifa report seeds --out build/site

test: $(STAMP)
	@$(BIN)/python tools/get_chromium.py
	$(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile

lab: $(STAMP)
	$(BIN)/jupyter lab notebooks

notebooks: $(STAMP)
	$(BIN)/python tools/run_notebooks.py

bench: $(STAMP)
	$(BIN)/python bench/warm_start.py

clean:
	rm -rf .venv build .pytest_cache .hypothesis .ruff_cache src/tifa.egg-info
	find src tests tools bench notebooks docs \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

$(STAMP): requirements.lock pyproject.toml tools/set_up.py
	@$(PYTHON) tools/set_up.py
	@touch $@
