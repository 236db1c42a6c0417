"""Rates of devices, announced items, dated references, the scores: counted on paper."""

import re
from pathlib import Path

import pandas as pd
import pytest

from helpers.measure.rhetoric.accuracy import SCORES, SOURCES, accuracy
from helpers.measure.rhetoric.profiles import device_counts, rates
from helpers.measure.rhetoric.promises import dated_references, delivered
from helpers.measure.voices import OWN, stretches
from helpers.show.devices import draw_profiles
from helpers.tables import DEVICES

README = Path(__file__).parent / "cases" / "devices" / "README.md"

# Two texts: a of two passages (10 and 20 characters, the second has a statement of 12), b of one (30 characters).
DOCUMENTS = pd.DataFrame({"doc_id": ["a", "b"], "genre": ["report", "speech"], "place_level": pd.NA, "province": pd.NA,
                          "city": pd.NA, "district": pd.NA})
PASSAGES = pd.DataFrame({
    "doc_id": ["a", "a", "a", "b"], "passage_id": [0, 1, 2, 0], "role": ["title", "body", "body", "body"],
    "text": ["标题", "一" * 10, "二" * 20, "三" * 30], "start": [0, 2, 12, 0], "end": [2, 12, 32, 30]})
SPEECH = pd.DataFrame({"doc_id": ["a"], "speech_id": [0], "speaker": ["王某"], "position": ["市长"], "verb": ["指出"],
                       "mode": ["indirect"], "passage_id": [2], "start": [20], "end": [32]})
FOUND = pd.DataFrame({"doc_id": ["a", "a", "a", "b"], "device": ["obligation"] * 3 + ["metaphor"],
                      "start": [0, 5, 20, 29]})


@pytest.fixture(scope="module")
def counts():
    return device_counts(FOUND, stretches(DOCUMENTS, PASSAGES, SPEECH))


def test_every_device_of_the_body_stands_in_one_stretch_and_none_is_zero(counts):
    assert len(counts) == 4 * len(DEVICES)
    assert counts["n"].sum() == 3  # the one in the title is no device of the body
    told = counts[counts["device"] == "obligation"].set_index(["doc_id", "voice"])["n"]
    assert told.loc[("a", "city")].sum() == 1 and told.loc["a"].loc[lambda n: n.index.isin(OWN)].sum() == 1
    assert counts.groupby("device")["n_chars"].sum().eq(60).all()


def test_rates_by_document_take_passages_as_drawn(counts):
    table = rates(counts, DOCUMENTS).set_index(["doc_id", "device"])
    row = table.loc[("a", "obligation")]
    assert (row["n"], row["n_chars"], row["units"], row["n_units"]) == (2, 30, "passages", 2)
    assert row["per_1k_chars"] == pytest.approx(1000 * 2 / 30)
    assert 0 < row["per_1k_chars_low"] < row["per_1k_chars"]
    assert pd.isna(row["per_1k_chars_high"]) and row["method"].startswith("lower limit alone")  # two passages
    alone = table.loc[("b", "metaphor")]
    assert alone["method"] == "none: a single unit" and pd.isna(alone["per_1k_chars_high"])


def test_rates_over_documents_take_documents_as_drawn(counts):
    table = rates(counts.assign(all="all"), DOCUMENTS, ["all"]).set_index("device")
    assert table.loc["obligation", ["n", "n_chars", "n_documents"]].tolist() == [2, 60, 2]
    assert set(table["units"]) == {"documents"}


def test_rates_by_a_column_that_is_nowhere(counts):
    with pytest.raises(KeyError, match="no column mood to group by"):
        rates(counts, DOCUMENTS, ["mood"])


def test_rates_of_nothing():
    nothing = device_counts(FOUND.head(0), stretches(DOCUMENTS, PASSAGES.head(0), SPEECH.head(0)))
    assert rates(nothing, DOCUMENTS).empty


@pytest.mark.parametrize(("items", "announced", "cut", "outcome"), [
    (3, 3, False, "as announced"), (2, 3, False, "fewer than announced"), (2, 3, True, "page was cut"),
    (2, pd.NA, True, "no number announced"),
])
def test_what_is_announced_and_delivered(items, announced, cut, outcome):
    devices = pd.DataFrame({"doc_id": ["a"], "device": ["enumeration"], "kind": ["一是"], "text": ["…"], "start": [4],
                            "end": [9], "n_items": pd.array([items], dtype="Int64"),
                            "announced": pd.array([announced], dtype="Int64")})
    passages = pd.DataFrame({"doc_id": ["a", "a"], "role": ["body", "truncation" if cut else "other"], "start": [0, 9]})
    assert delivered(devices, passages)["outcome"].tolist() == [outcome]


def test_the_latest_date_of_a_reference_counts():
    calendar = pd.DataFrame({"term": ["十七大", "科学发展观"], "kind": "x", "first": ["2007-10-15", "2003-07-28"],
                             "last": pd.array([pd.NA, pd.NA], dtype="string"), "precision": "day"})
    devices = pd.DataFrame({"doc_id": ["a"], "device": ["centre_reference"], "kind": ["authority"],
                            "text": ["胡锦涛在十七大上关于科学发展观的讲话"], "start": [0]})
    row = dated_references(devices, calendar).iloc[0]
    assert (row["term"], row["sayable_from"]) == ("十七大", "2007-10-15")


def test_the_scores_in_the_readme_are_those_of_the_table():
    rows = re.findall(r"^\| (\w+) \| (\w+) \| (\d+) \| (\d+) \| (\d+) \| [\d–]", README.read_text(encoding="utf-8"),
                      re.M)
    table = pd.read_csv(SCORES, dtype=str)
    assert {tuple(row) for row in rows if row[1] in SOURCES} == set(table.itertuples(index=False, name=None))


def test_the_sources_add_up():
    total = sum(accuracy(source)[["labelled", "found"]] for source in SOURCES[1:])
    assert total.equals(accuracy()[["labelled", "found"]])
    with pytest.raises(ValueError, match="no source 'press'"):
        accuracy("press")


def test_a_profile_of_nobody_is_an_error():
    with pytest.raises(ValueError, match="no group to draw"):
        draw_profiles(pd.DataFrame(), "doc_id", {}, "")
