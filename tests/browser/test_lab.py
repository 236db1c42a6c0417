"""JupyterLab as `make lab` starts it, in a real browser: a notebook run to its bottom, the explorer moved."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest

import helpers
from helpers.show.runner import METADATA

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 90  # seconds in which the server and each notebook must be ready
SETTINGS = {
    # All cells in the page, not those only that are scrolled to.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "doNotDisturbMode": True},
}
EXPLORER = "from helpers import load_corpus\nfrom helpers.show.widgets import Explorer\nExplorer(load_corpus('seeds'))"
# The code cells of the notebook in front: how often each has run, and the errors that they show.
CELLS = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
  .filter(cell => cell.cell_type === "code" && cell.getSource().trim())
  .map(cell => ({count: cell.execution_count, errors: cell.outputs.filter(o => o.output_type === "error")
    .map(o => o.ename + ": " + o.evalue)}))"""
# Whether the explorer's first figure is there and another than before.
CHANGED = """before => {
  const figure = document.querySelector(".widget-html img");
  return figure && figure.src !== before;
}"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: apt-get install chromium")


def lab_options() -> list[str]:
    """The options that the Makefile gives JupyterLab."""
    command = re.search(r"(?m)^\t\$\(BIN\)/jupyter lab notebooks(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"))
    return command[1].split()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab over a copy of the notebooks, with nothing of the user's; gives its address and token."""
    folder = tmp_path_factory.mktemp("lab")
    notebooks = folder / "notebooks"
    shutil.copytree(ROOT / "notebooks", notebooks, ignore=shutil.ignore_patterns(".*"))
    explorer = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EXPLORER, id="explorer")], metadata=METADATA)
    nbformat.write(explorer, notebooks / "explorer.ipynb")
    for name, values in SETTINGS.items():
        path = folder / "settings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
           "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython"}
    source = str(Path(helpers.__file__).parents[1])
    environment = os.environ | {name: str(folder / place) for name, place in own.items()} | {"PYTHONPATH": source}
    command = [sys.executable, "-m", "jupyterlab", str(notebooks), *lab_options(), "--no-browser", "--allow-root",
               "--ServerApp.port=0", "--LabApp.expose_app_in_browser=True"]
    with open(folder / "log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield _where(folder / "runtime", server, folder / "log")
    finally:
        server.terminate()
        server.wait(PATIENCE)
    assert not list((folder / "runtime").glob("jpserver-*")), "the server leaves its token"


def _where(runtime: Path, server: subprocess.Popen, log: Path) -> dict:
    """The address and token of a server, once it listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                pass  # still being written
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(lab, browser):
    """A function that opens a notebook in a tab of its own and runs all its cells; checks where the requests went."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(1000 * PATIENCE)
    page = context.new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))

    def run_all(name):
        page.goto(f"{lab['url']}lab/tree/{name}?token={lab['token']}&reset")
        page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-CodeCell").first.wait_for()
        page.wait_for_function("() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel")
        page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^Run$")).click()
        page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run All Cells$")).click()
        page.wait_for_function(f"() => {{ const cells = ({CELLS})(); "
                               "return cells.some(c => c.errors.length) || cells.every(c => c.count); }")
        assert [error for cell in page.evaluate(CELLS) for error in cell["errors"]] == []
        return page

    yield run_all
    context.close()
    assert hosts - {None} <= {urlsplit(lab["url"]).hostname}, "the page asks another machine"


@pytest.mark.parametrize("name", ["40-how-the-slogan-climbed.ipynb", "80-your-own-documents.ipynb"])
def test_a_notebook_runs_to_its_bottom(opened, name):
    page = opened(name)
    assert all(cell["count"] for cell in page.evaluate(CELLS))
    assert page.locator(".jp-OutputArea-output img").count() >= 1


def test_the_explorer_moves(opened):
    page = opened("explorer.ipynb")
    figure = page.locator(".jp-OutputArea-output .widget-html img").first
    figure.wait_for()
    before = figure.get_attribute("src")

    page.get_by_label("by 分组").select_option("speaker 说话人")
    page.wait_for_function(CHANGED, arg=before)
    by_speaker = figure.get_attribute("src")

    page.get_by_role("button", name="regex 正则").click()
    field = page.get_by_label("word or regex")
    field.fill("质量[兴强]市")
    field.press("Enter")
    page.locator("[role=status]", has_text="质量[兴强]市 (regex): 50 in headline and body").wait_for()
    page.wait_for_function(CHANGED, arg=by_speaker)

    line = page.locator(".tifa-kwic details").first
    assert not line.locator("mark").is_visible()
    line.locator("summary").click()
    assert re.fullmatch("质量[兴强]市", line.locator("mark").inner_text())

    field.fill("质量[")
    field.press("Enter")
    page.locator("[role=status]", has_text="is no regular expression").wait_for()
    page.wait_for_function("() => !document.querySelector('.widget-html img')")
