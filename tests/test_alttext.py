"""Figures in words."""

from types import SimpleNamespace

import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure

from helpers.show.alttext import LONGEST, describe, show_in_words


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


def test_a_notebook_shows_the_words_beside_the_picture(monkeypatch):
    shell = SimpleNamespace(display_formatter=DisplayFormatter())
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    show_in_words()
    made, _ = figure(title="Map 图")
    assert shell.display_formatter.format(made)[0]["text/plain"] == "Map 图."


def test_outside_a_notebook_nothing_happens():
    assert show_in_words() is None


@pytest.mark.parametrize("end", "。!?")
def test_a_sentence_is_not_ended_twice(end):
    made, _ = figure(title=f"How many{end}")
    assert describe(made) == f"How many{end}"
