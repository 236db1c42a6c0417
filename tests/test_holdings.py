"""What a collection holds and lacks, on documents made by hand."""

from math import comb

import pandas as pd
import pytest

from helpers.measure.holdings import characters_by_role, gaps, group_sizes, place_and_year_apart, smallest_p
from helpers.tables import empty

KNOWN = {"title": "某市召开大会", "outlet": "某报", "genre": "report", "province": "甲省", "place_level": "province",
         "place_masked": False, "published_from": "2018-03-05", "published_to": "2018-03-05", "year": 2018,
         "year_from": 2018, "year_to": 2018, "body_chars": 400}


def documents(*changes):
    """Documents that lack nothing, each with changes of its own."""
    rows = [{"doc_id": str(number)} | KNOWN | change for number, change in enumerate(changes)]
    return pd.concat([empty("documents"), pd.DataFrame(rows)]).convert_dtypes()


def lacks(change, passages=empty("passages")):
    return dict(gaps(documents(change), passages)[["lacks", "instead"]].values.tolist())


def test_a_document_that_lacks_nothing_has_no_row():
    assert lacks({}) == {}
    assert gaps(empty("documents"), empty("passages")).columns.tolist() == ["doc_id", "lacks", "instead"]


@pytest.mark.parametrize("field", ["title", "outlet", "genre"])
def test_a_missing_field(field):
    assert lacks({field: pd.NA}) == {field: "nothing"}


@pytest.mark.parametrize(("first", "last", "instead"), [
    (2018, 2020, "between 2018 and 2020"), (2018, pd.NA, "2018 or later"), (pd.NA, 2020, "2020 or earlier"),
    (pd.NA, pd.NA, "nothing"),
])
def test_a_missing_year_with_what_is_known_of_it(first, last, instead):
    assert lacks({"year": pd.NA, "year_from": first, "year_to": last}) == {"year": instead}


@pytest.mark.parametrize(("change", "instead"), [
    ({"place_masked": True, "province": pd.NA, "place_level": "district"},
     "masked on the page; the level: district"),
    ({"place_masked": True, "place_level": "city"}, "masked on the page; 甲省; the level: city"),
    ({"province": pd.NA, "place_level": pd.NA, "place_masked": pd.NA}, "nothing"),
])
def test_a_missing_place(change, instead):
    assert lacks(change) == {"place": instead}


def test_the_nation_is_a_place_without_a_name():
    assert lacks({"province": pd.NA, "place_level": "nation"}) == {}


def test_a_cut_text_tells_the_lengths_that_the_page_declares():
    change = {"declared_total": 5000, "declared_omitted": 700, "body_chars": 1900, "completeness": 0.38}
    assert lacks(change) == {
        "whole text": "5,000 declared in all; 700 declared as left out; 1,900 body characters on the page"}


def test_a_notice_of_a_cut_without_numbers_is_enough():
    passages = pd.DataFrame({"doc_id": ["0"], "role": ["truncation"], "text": ["未完"]})
    assert lacks({}, passages) == {"whole text": "no length declared; 400 body characters on the page"}


def test_characters_leave_white_space_out_and_roles_in_order():
    roles, texts = ["body", "title", "body"], ["一 二\n", "三", "　四"]
    passages = pd.DataFrame({"doc_id": ["b", "b", "a"], "role": roles, "text": texts})
    table = characters_by_role(passages)
    assert table.columns.tolist() == ["title", "body"] and table.index.tolist() == ["b", "a"]
    assert table.loc["b"].tolist() == [1, 2] and table.loc["a"].tolist() == [0, 1]
    assert characters_by_role(empty("passages")).empty


def test_group_sizes_leave_out_what_is_not_known():
    sizes = group_sizes(documents({}, {"year": 2019}, {"province": pd.NA, "outlet": pd.NA}))
    assert sizes.loc["year"].tolist() == [3, 2, 1, 2]
    assert sizes.loc["place"].tolist() == [2, 1, 1, 2]
    assert sizes.loc["outlet"].tolist() == [2, 1, 1, 2]
    assert (group_sizes(empty("documents")) == 0).all(axis=None)


@pytest.mark.parametrize(("changes", "apart"), [
    ([{}, {"province": "乙省", "year": 2019}], False),
    ([{}, {"year": 2019}], False),
    ([{}, {"year": 2019}, {"province": "乙省"}], True),
    ([{}, {"year": 2019}, {"province": "乙省", "year": pd.NA}], False),
])
def test_place_and_year_are_apart_where_each_varies_within_the_other(changes, apart):
    assert place_and_year_apart(documents(*changes)) is apart


def test_smallest_p_is_one_over_the_number_of_splits():
    assert [smallest_p(n) for n in (1, 2, 5, 10)] == [1, 1 / 2, 1 / comb(5, 2), 1 / comb(10, 5)]
