"""Figures in words."""

import nbformat
import pytest
from matplotlib.figure import Figure

from helpers.show import VARIABLE
from helpers.show.alttext import LONGEST, describe, show_in_words
from helpers.show.runner import run_notebooks


def figure(**names):
    made = Figure()
    axes = made.add_subplot()
    axes.set(**names)
    return made, axes


def test_numbers_on_an_axis_are_no_words_and_are_left_to_the_table():
    made, axes = figure(title="Length 篇幅", xlabel="characters 字数")
    axes.barh(["000", "001"], [900, 400])
    assert describe(made) == "Length 篇幅. Across: characters 字数."


def test_legend_words_and_every_panel_are_told_once():
    made = Figure()
    made.suptitle("Two panels")
    for axes, name in zip(made.subplots(1, 2), ("left", "right")):
        axes.plot([1, 2], label="兴")
        axes.legend()
        axes.text(1, 1, f"{name}\nword")
    assert describe(made) == "Two panels. Legend: 兴. In it: left word. In it: right word."


def test_what_is_not_drawn_is_not_told():
    made, axes = figure(title="Map", xlabel="x", ylabel="y")
    axes.set_axis_off()
    assert describe(made) == "Map."
    assert describe(Figure()) == "Figure without words."


def test_a_long_description_is_cut():
    made, axes = figure(title="词" * 2 * LONGEST)
    assert len(describe(made)) == LONGEST and describe(made).endswith("…")


def test_a_notebook_run_for_the_site_shows_the_words_beside_the_picture(tmp_path):
    code = "import matplotlib.pyplot as plt\nfrom helpers.show.figures import use_style\nuse_style()"
    code += "\nplt.title('Map 图')"
    path = tmp_path / "a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"{code}\nplt.show()")]), path)
    for variables, words in (({}, "<Figure"), ({VARIABLE: "1"}, "Map 图.")):
        run_notebooks([path], None, variables)
        (output,) = nbformat.read(path, as_version=4).cells[0].outputs
        assert output.data["text/plain"].startswith(words) and "image/png" in output.data


def test_outside_a_notebook_nothing_happens():
    assert show_in_words() is None


@pytest.mark.parametrize("end", "。!?")
def test_a_sentence_is_not_ended_twice(end):
    made, _ = figure(title=f"How many{end}")
    assert describe(made) == f"How many{end}"
