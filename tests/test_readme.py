"""What the project says of itself: the two READMEs, the list of notebooks, the picture, Binder."""

import re
from pathlib import Path

import pandas as pd
import pytest
from run_notebooks import PICTURE, PICTURED, first_figure

from helpers.show.front import notebook_titles
from helpers.show.report import NOTEBOOKS, PAGES

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
PICTURE_LIMIT = 200_000  # bytes


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_notebooks_is_the_folder(name):
    listed = re.findall(r"(?m)^\| \[(\d\d)\]\(notebooks/(\S+)\) \| \S", text(name))
    assert listed == [(path.name[:2], path.name) for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


def test_every_notebook_has_its_chinese_title():
    titles = notebook_titles(sorted(NOTEBOOKS.glob("*.ipynb")), PAGES / "titles.csv")
    assert [name for name, (_, chinese) in titles.items() if not chinese] == []
    numbers = pd.read_csv(PAGES / "titles.csv", dtype="string")["number"]
    assert numbers.is_unique and numbers.is_monotonic_increasing


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_lead_to_files(name):
    links = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"", text(name))
    assert all((ROOT / (link or source)).exists() for link, source in links)


def test_the_readmes_lead_to_each_other_and_give_the_same_commands():
    here, there = map(text, READMES)
    assert f"({READMES[1]})" in here and f"({READMES[0]})" in there
    commands = [re.findall(r"(?m)^    ((?:\S+ )*\S+)(?:  |$)", readme) for readme in (here, there)]
    assert commands[0] == commands[1] and "make report" in commands[0]
    assert re.findall(r"(?m)^#+ ", here) == re.findall(r"(?m)^#+ ", there)


def test_the_picture_is_what_the_notebook_shows():
    shown = first_figure(next(NOTEBOOKS.glob(PICTURED)))
    assert PICTURE.read_bytes() == shown, "make notebooks takes it from the notebook again"
    assert len(shown) < PICTURE_LIMIT
    assert all(f'src="{PICTURE.relative_to(ROOT).as_posix()}"' in text(name) for name in READMES)


def test_binder_takes_the_lock_and_a_python_that_the_project_knows():
    (line,) = text("binder/requirements.txt").splitlines()
    assert (ROOT / "binder" / line.removeprefix("-r ")).resolve() == ROOT / "requirements.lock"
    version = tuple(map(int, text("binder/runtime.txt").strip().removeprefix("python-").split(".")))
    assert version >= (3, 11)
    assert (ROOT / "binder" / "postBuild").stat().st_mode & 0o100
