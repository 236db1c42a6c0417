"""Figures of words: what is drawn is what the tables say."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers.show import words
from helpers.show.figures import use_style


@pytest.fixture(autouse=True)
def style():
    use_style()
    yield
    plt.close("all")


def texts(axes):
    return [text.get_text() for text in axes.texts]


def document(**known):
    nothing = dict.fromkeys(["province", "city", "district", "place_masked", "year_from", "year_to"], pd.NA)
    return pd.DataFrame([nothing | {"doc_id": "a"} | known])


@pytest.mark.parametrize("known, expected", [
    ({"province": "江苏省", "city": "无锡市", "year_from": 2007, "year_to": 2007}, "a\n无锡市 2007"),
    ({"place_masked": True, "year_from": 2010, "year_to": 2012}, "a\nmasked 2010–2012"),
    ({"year_from": 2010}, "a\nno place from 2010"),
    ({"year_to": 2010}, "a\nno place until 2010"),
    ({}, "a\nno place no year"),
])
def test_captions(known, expected):
    assert words.document_captions(document(**known), {"a": "a"}) == {"a": expected}


def test_a_heat_map_has_its_numbers_and_leaves_the_unknown_empty():
    axes = plt.figure().subplots()
    words.draw_heat(axes, pd.DataFrame({"甲": [40.2, 0.0], "乙": [np.nan, 1.0]}, index=["质量", "发展"]), "per 1,000")
    assert texts(axes) == ["40.2", "0", "1.0"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["质量", "发展"]


def test_strokes_stand_on_the_line_of_their_document():
    figure = plt.figure()
    places = pd.DataFrame({"doc_id": ["b", "a"], "token": ["质量", "发展"], "share": [0.25, 0.5]})
    words.draw_positions(figure, places, ["质量", "发展"], {"a": "甲", "b": "乙"})
    first, second = figure.axes
    assert first.collections[1].get_offsets().tolist() == [[0.25, 1.0]]
    assert second.collections[1].get_offsets().tolist() == [[0.5, 0.0]]


def test_bars_of_the_campaign_have_its_colour_and_an_unknown_interval_is_not_drawn():
    axes = plt.figure().subplots()
    table = pd.DataFrame({"token": ["质量强市", "发展"], "rate": [2.0, 1.0], "rate_low": [1.0, pd.NA],
                          "rate_high": [3.0, pd.NA]})
    words.draw_rates(axes, table, "rate", "质量", "per 1,000")
    assert [bar.get_width() for bar in axes.patches] == [1.0, 2.0]
    assert [bar.get_facecolor() for bar in axes.patches] != [axes.patches[0].get_facecolor()] * 2
    assert all(len(lines.get_segments()) == 1 for lines in axes.collections)


def test_the_same_counts_give_the_same_cloud():
    counts = pd.Series({"质量强市": 5, "发展": 2})
    first, second = (words.word_cloud(counts, "质量") for _ in range(2))
    assert np.array_equal(first, second)
    colours = {tuple(colour) for colour in first.reshape(-1, 3)}
    assert {(0, 85, 140), (158, 158, 158)} <= colours


def test_clouds_have_bars_of_the_same_counts():
    figure = words.draw_clouds({"甲": pd.Series({"质量": 5, "发展": 2, "工作": 1})}, "质量", 2)
    assert [bar.get_width() for bar in figure.axes[1].patches] == [2, 5]


def test_a_shift_is_drawn_to_the_side_that_uses_the_word_more():
    axes = plt.figure().subplots()
    shift = pd.DataFrame({"token": ["质量", "发展"], "side": ["target", "reference"], "contribution": [0.3, 0.1],
                          "total": 0.5})
    words.draw_shift(axes, shift, ("早", "晚"), "质量")
    assert np.allclose([bar.get_width() for bar in axes.patches], [-20, 60])
    assert "more in 晚" in axes.get_title()


@pytest.mark.parametrize("word", ["\ue47f质量"])
def test_what_no_font_has_is_a_box(word):
    assert words.word_cloud(pd.Series({word: 1}), "质量").shape[2] == 3
