"""Two halves of the years, as even as the years allow."""

import pandas as pd
import pytest

from helpers.measure.periods import with_period


@pytest.mark.parametrize("years, expected", [
    ([2007, 2009, 2010, 2016, 2018], ["2007–2009", "2007–2009", "2010–2018", "2010–2018", "2010–2018"]),
    ([2001, 2001, 2001, 2002], ["2001", "2001", "2001", "2002"]),
    ([2001, None, 2002], ["2001", None, "2002"]),
    ([2001, 2001, None], [None, None, None]),
    ([None], [None]),
    ([], []),
])
def test_halves(years, expected):
    documents = pd.DataFrame({"year": pd.array(years, dtype="Int64")})
    found = with_period(documents)["period"]
    assert [None if pd.isna(value) else value for value in found] == expected
    assert "period" not in documents


def test_the_more_even_of_two_cuts_and_the_earlier_of_two_like_ones():
    found = with_period(pd.DataFrame({"year": pd.array([1, 2, 2, 3], dtype="Int64")}))["period"]
    assert found.tolist() == ["1", "2–3", "2–3", "2–3"]


def test_printings_of_one_text_stand_in_the_half_of_the_earliest_and_the_undated_in_none():
    documents = pd.DataFrame({"year": pd.array([2008, 2016, 2017, None, 2009], dtype="Int64"),
                              "unit": ["a", "a", "b", "a", None]})
    found = with_period(documents)["period"]
    assert [None if pd.isna(value) else value for value in found] == ["2008", "2008", "2009–2017", None, "2009–2017"]
