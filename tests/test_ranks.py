"""The level of government of an office: one case in a line of tests/cases/ranks.csv."""

from pathlib import Path

import pandas as pd
import pytest

from helpers.measure.ranks import RANKS, rank

CASES = pd.read_csv(Path(__file__).parent / "cases" / "ranks.csv", dtype="string").to_dict("records")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['position']} in {case['place_level']}")
def test_rank(case):
    assert rank(case["position"], case["place_level"], case["province"], case["district"]) == case["rank"]


def test_every_rank_has_a_case():
    assert {case["rank"] for case in CASES} == set(RANKS)


def test_nothing_is_known():
    assert rank(pd.NA) == rank("局长") == rank("", "city") == "other"
