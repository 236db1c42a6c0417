"""Intervals of dates, possible years, claims against each other, and what the figures show of them."""

import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

from helpers import load_corpus
from helpers.measure.places import confounding, province_counts, with_place
from helpers.measure.timeline import (
    changed_fields,
    date_intervals,
    evidence_balance,
    naive_years,
    possible_years,
)
from helpers.show.figures import NARROW, READ, use_style
from helpers.show.places import document_labels, draw_province_grid, province_grid
from helpers.show.timeline import FILLS, MARK_FILLS, draw_timeline, draw_years
from helpers.tidy.gazetteer import load_divisions

OPEN = (pd.NA, pd.NA)
SIDES = {"north": (0, -1), "south": (0, 1), "west": (-1, 0), "east": (1, 0)}


def document(doc_id, event=OPEN, published=OPEN, years=OPEN, basis="unknown"):
    """Return one row of documents."""
    year = years[0] if pd.notna(years[0]) and len(set(years)) == 1 else pd.NA
    return {
        "doc_id": doc_id, "event_from": event[0], "event_to": event[1],
        "published_from": published[0], "published_to": published[1],
        "year": year, "year_from": years[0], "year_to": years[1], "year_basis": basis,
        "province": pd.NA, "city": pd.NA, "district": pd.NA, "place_masked": False,
    }


def claims(*rows):
    """Return rows of evidence."""
    frame = pd.DataFrame(rows, columns=["doc_id", "field", "value", "kind", "accepted"])
    texts = dict.fromkeys(("doc_id", "field", "value", "kind"), "string")
    return frame.astype(texts | {"accepted": "boolean"})


@pytest.mark.parametrize(
    ("kinds", "basis"),
    [(["dateline"], "stated"), (["sidecar"], "stated"), (["correction"], "curated"),
     (["dateline", "correction"], "curated"), (["implied"], "inferred"), ([], "inferred")],
)
def test_basis_of_a_publication(kinds, basis):
    day = "2010-02-06"
    documents = pd.DataFrame([document("a", published=(day, day), years=(2010, 2010), basis="stated")])
    evidence = claims(*[("a", "published", "2010-02-06", kind, True) for kind in kinds],
                      ("a", "published", "2023-01-01", "related", False))
    found = date_intervals(documents, evidence).set_index("what")
    assert found.loc["published", "basis"] == basis
    assert found.loc["year", ["first", "last"]].tolist() == ["2010-01-01", "2010-12-31"]


def test_an_open_end_stays_open_and_a_missing_date_is_unknown():
    documents = pd.DataFrame([document("a", years=(2018, pd.NA), basis="unknown")])
    found = date_intervals(documents, claims()).set_index("what")
    assert found.loc["year", "first"] == "2018-01-01" and pd.isna(found.loc["year", "last"])
    assert found["basis"].tolist() == ["unknown"] * 3


def test_an_interval_that_ends_before_it_begins_is_an_error():
    documents = pd.DataFrame([document("a", event=("2010-02-06", "2010-01-01"))])
    with pytest.raises(ValueError, match="a: event ends on 2010-01-01"):
        date_intervals(documents, claims())


def test_possible_years_leave_out_open_intervals():
    years = {"a": (2009, 2009), "b": (2008, 2010), "c": (2001, pd.NA)}
    documents = pd.DataFrame([document(doc_id, years=span) for doc_id, span in years.items()])
    found = possible_years(documents.astype(dict.fromkeys(("year", "year_from", "year_to"), "Int64")))
    assert found.values.tolist() == [[2008, 0, 1], [2009, 1, 2], [2010, 0, 1]]


def test_a_value_followed_elsewhere_is_not_against_it():
    evidence = claims(("a", "city", "商丘市", "body", True), ("a", "city", "商丘市", "outlet", False),
                      ("a", "published", "2023-07-28", "related", False),
                      ("a", "title", "题", "headline", True))
    found = evidence_balance(evidence).set_index("field")
    assert found["contested"].to_dict() == {"city": False, "published": True}
    assert found.loc["city", ["n_accepted", "n_rejected"]].tolist() == [1, 1]
    assert found.loc["published", "followed"] == ""


def test_first_digits_of_a_page():
    documents = pd.DataFrame({"doc_id": ["a", "b", "c"], "year": [2007, 2016, pd.NA]})
    texts = {"a": "电话20072008，2023-07-28", "b": "没有年份", "c": "2010年"}
    found = naive_years(documents, texts)
    assert found["first_digits"].tolist() == [2023, pd.NA, 2010]
    assert found["agrees"].tolist() == [False, pd.NA, pd.NA]


def test_changes_between_runs_over_other_files_are_an_error():
    with pytest.raises(ValueError, match="different documents"):
        changed_fields(pd.DataFrame({"doc_id": ["a"]}), pd.DataFrame({"doc_id": ["b"]}))


def test_nothing_changes_between_equal_runs():
    documents = load_corpus("seeds").documents
    assert changed_fields(documents, documents.copy()).empty


@pytest.mark.parametrize(
    ("rows", "same_year", "same_place"),
    [
        ([("河南省", 2009), ("江苏省", 2007)], 0, 0),
        ([("河南省", 2009), ("江苏省", 2009)], 1, 0),
        ([("河南省", 2009), ("河南省", 2010), ("江苏省", 2010)], 1, 1),
        ([("河南省", 2009), (pd.NA, 2009), ("江苏省", pd.NA)], 0, 0),
    ],
)
def test_confounding(rows, same_year, same_place):
    documents = pd.DataFrame(rows, columns=["province", "year"]).assign(city=pd.NA, district=pd.NA)
    found = confounding(documents).iloc[0]
    assert (found["n_same_year"], found["n_same_place"]) == (same_year, same_place)
    assert found["n_usable"] == documents.notna()[["province", "year"]].all(axis=1).sum()


def test_no_documents():
    documents = pd.DataFrame([document("a")])[:0]
    assert date_intervals(documents, claims()).empty and possible_years(documents).empty
    assert evidence_balance(claims()).empty
    assert province_counts(documents).empty and with_place(documents).empty
    assert confounding(documents)["n_usable"].tolist() == [0]
    with pytest.raises(ValueError, match="no document"):
        draw_timeline(date_intervals(documents, claims()), {})
    with pytest.raises(ValueError, match="no year"):
        draw_years(possible_years(documents))


# the grid of provinces


def test_grid_has_every_province_once():
    grid = province_grid()
    divisions = load_divisions()
    provinces = divisions[divisions["level"] == "province"].drop_duplicates("adcode")
    assert dict(zip(grid["adcode"], grid["province"])) == dict(zip(provinces["adcode"], provinces["name"]))
    assert not grid.duplicated(["column", "row"]).any() and not grid["english"].duplicated().any()


def test_reason_of_every_tile_holds_in_the_grid():
    grid = province_grid()
    at = dict(zip(grid["short"], zip(grid["column"], grid["row"])))
    for tile in grid.itertuples():
        stated = re.findall(r"(north|south|west|east) of (\w+)", tile.reason)
        assert stated, f"{tile.short} gives no neighbour"
        for side, other in stated:
            across, down = SIDES[side]
            assert at[other] == (tile.column - across, tile.row - down), f"{tile.short}: {side} of {other}"


def test_a_province_without_a_tile_is_an_error():
    with pytest.raises(ValueError, match="no tile for 某省"):
        draw_province_grid(pd.DataFrame({"province": ["某省"], "n_documents": [1]}))


# figures


def test_bases_stay_apart_in_grey():
    looks = [(fill["facecolor"], fill.get("hatch")) for fill in FILLS.values()]
    assert len(set(looks)) == len(looks) and len(set(MARK_FILLS.values())) == len(MARK_FILLS)


def test_timeline_draws_years_ends_and_unknown():
    rows = [
        document("a", event=("2009-09-15", "2009-09-15"), published=("2009-09-16", "2009-09-16"),
                 years=(2009, 2009), basis="stated"),
        document("b", years=(2008, 2010), basis="inferred"),
        document("c", years=(2008, pd.NA)),
        document("d"),
    ]
    documents = pd.DataFrame(rows).astype({"year_from": "Int64", "year_to": "Int64"})
    evidence = claims(("a", "published", "2009-09-16", "dateline", True))
    use_style()
    labels = document_labels(documents)
    figure = draw_timeline(date_intervals(documents, evidence), labels)
    figure.canvas.draw()
    axes = figure.axes[0]
    bars = [(round(patch.get_width()), patch.get_hatch()) for patch in axes.patches if patch.get_height() < 1]
    assert bars == [(365, None), (1096, "////")]
    names = [" ".join(label.split()) for label in labels.values()]
    notes = [text.get_text() for text in axes.texts if text.get_text() and text.get_text() not in names]
    assert notes == ["unknown 不明"] and len(axes.texts) > len(names)
    assert figure.get_figwidth() <= NARROW and all(
        text.get_fontsize() >= READ for text in figure.findobj(Text) if text.get_text())
    plt.close(figure)
