"""The figures of the slogan's climb: nothing is cut off, nothing missing, on few documents and on many."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers.measure.discovery import life_curves, lives
from helpers.measure.evolution import lattice, uses
from helpers.show.figures import use_style
from helpers.show.lattice import draw_lattice
from helpers.show.lives import draw_lives
from helpers.show.milestones import draw_milestones, near

MILESTONES = pd.DataFrame({
    "date": ["1996-12-24", "2012-02-06", "2018-03-17"], "event_zh": ["国务院印发《质量振兴纲要（1996年—2010年）》"] * 3,
    "event_en": ["A name that goes on for longer than any line of this figure can hold, and then for some more"] * 3,
})
SCOPES = {"企": "enterprise", "区": "district", "县": "county", "市": "city", "省": "province", "国": "nation", "业": "other"}


@pytest.fixture(autouse=True)
def style():
    use_style()
    yield
    plt.close("all")


def collection(n, years=True):
    """Documents that use each verb and scope by turns; one of them may be of several years, one has an open end."""
    first = [2001 + i % 19 if years else pd.NA for i in range(n)]
    documents = pd.DataFrame({
        "doc_id": [f"d{i}" for i in range(n)], "province": "某省", "city": "某市", "district": pd.NA, "body_chars": 1000,
        "year": pd.array(first, dtype="Int64"), "year_from": pd.array(first, dtype="Int64"),
        "year_to": pd.array(first, dtype="Int64"),
    })
    if n > 2 and years:
        documents.loc[1, ["year", "year_to"]] = [pd.NA, 2019]
        documents.loc[2, ["year", "year_to"]] = [pd.NA, pd.NA]
    rows = []
    for i in range(n):
        verb, end = "兴立强富振活"[i % 6], list(SCOPES)[i % 7]
        rows += [{"doc_id": f"d{i}", "slogan": f"质量{verb}{end}", "family": "质量", "verb": verb, "scope": SCOPES[end],
                  "role": "body", "use": "live", "via": "plain", "speech_id": pd.NA}] * (1 + i % 40)
    return pd.DataFrame(rows), documents


def assert_inside(figure):
    """Every text of the figure lies inside it, and no character is without a glyph (that is a warning, so an error)."""
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    unseen = {label for axes in figure.axes for label in axes.get_xticklabels()}  # beyond the ends of an axis too
    texts = [text for text in figure.findobj(plt.Text) if text.get_visible() and text.get_text().strip()]
    texts = [text for text in texts if text not in unseen]
    assert texts
    for text in texts:
        box = text.get_window_extent()
        assert box.x0 > -2 and box.y0 > -2 and box.x1 < width + 2 and box.y1 < height + 2, text.get_text()


@pytest.mark.parametrize("years", [True, False])
@pytest.mark.parametrize("n", [1, 5, 300])
def test_the_lattice_holds_its_texts(n, years):
    mentions, documents = collection(n, years)
    figure = draw_lattice(lattice(mentions, documents), uses(mentions, documents), n)
    assert_inside(figure)
    shown = " ".join(text.get_text() for text in figure.findobj(plt.Text))
    assert mentions["slogan"].iloc[0] in shown and f"of {n} 篇" in shown and "95%" in shown


PHONE, LEAST = 358, 11  # pixels: the column of a phone, and the size of a label that can be read there


@pytest.mark.parametrize("n", [1, 5, 300])
def test_the_lattice_can_be_read_on_a_phone(n):
    mentions, documents = collection(n)
    figure = draw_lattice(lattice(mentions, documents), uses(mentions, documents), n)
    shrunk = PHONE / (figure.get_figwidth() * 72)
    sizes = {text.get_text(): text.get_fontsize() * shrunk for text in figure.findobj(plt.Text) if text.get_text()}
    assert {text: size for text, size in sizes.items() if size < LEAST} == {}


def test_no_two_labels_of_a_box_lie_on_each_other():
    mentions, documents = collection(300)
    figure = draw_lattice(lattice(mentions, documents), uses(mentions, documents), 300)
    figure.canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.findobj(plt.Text) if text.get_text()]
    assert [(one, other) for i, (one, a) in enumerate(boxes) for other, b in boxes[:i]
            if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 3] == []


def test_a_year_next_to_another_keeps_its_label():
    mentions, documents = collection(3)
    mentions = mentions.assign(verb="强", scope="city", slogan="质量强市")
    documents = documents.assign(year=[2001, 2002, 2020], year_from=[2001, 2002, 2020], year_to=[2001, 2002, 2020])
    figure = draw_lattice(lattice(mentions, documents), uses(mentions, documents), 3)
    assert {"2001", "2002", "2020"} <= {text.get_text() for text in figure.findobj(plt.Text)}


@pytest.mark.parametrize("n", [1, 5, 24])
def test_the_timeline_draws_every_mention_and_holds_its_texts(n):
    mentions, documents = collection(n)
    figure = draw_milestones(mentions, documents, near(MILESTONES, documents), {d: d for d in documents["doc_id"]})
    assert_inside(figure)
    marks = [line for line in figure.axes[0].lines if line.get_marker() not in ("None", "", None)]
    assert len(marks) == len(mentions)


def test_the_timeline_without_milestones():
    mentions, documents = collection(2)
    assert_inside(draw_milestones(mentions, documents, MILESTONES.iloc[:0], {d: d for d in documents["doc_id"]}))


def test_a_timeline_of_documents_without_mentions():
    mentions, documents = collection(2)
    assert_inside(draw_milestones(mentions.iloc[:0], documents, MILESTONES, {d: d for d in documents["doc_id"]}))


def test_milestones_are_those_around_the_documents():
    documents = pd.DataFrame({"year_from": [2010, pd.NA], "year_to": [2010, 2014]})
    assert near(MILESTONES, documents)["date"].tolist() == ["2012-02-06", "2018-03-17"]
    assert near(MILESTONES, documents.iloc[:0]).empty


def test_lives_hold_their_texts():
    texts = {str(year): "质量强市。" * (year % 5) + "质量兴市" for year in range(1990, 2020, 3)}
    curves = life_curves(["质量强市", "质量兴市"], texts, {name: int(name) for name in texts})
    assert_inside(draw_lives(curves, lives(curves)))


def test_nothing_to_draw_is_said():
    mentions, documents = collection(1)
    with pytest.raises(ValueError, match="no document uses"):
        draw_lattice(lattice(mentions.iloc[:0], documents), uses(mentions.iloc[:0], documents), 1)
    with pytest.raises(ValueError, match="no document with a year"):
        draw_milestones(mentions, documents, MILESTONES, {})
    with pytest.raises(ValueError, match="no life"):
        draw_lives(life_curves([], {}, {}), lives(life_curves([], {}, {})))
