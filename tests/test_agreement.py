"""The second reading of the devices, and Krippendorff's alpha against its published example."""

import numpy as np
import pytest
from agreement import agreement, alpha, read_second
from devices import CORPUS, load_passages, read_passages

from helpers.measure.rhetoric import DEVICES

LEAST_ALPHA = 0.8  # below it a definition is not good enough to score a detector by (Krippendorff 2004, p. 241)


def test_the_worked_example_of_krippendorff():
    """Meg and Owen, ten articles: 0.095 (Krippendorff 2011, Computing Krippendorff's alpha-reliability, section A)."""
    meg, owen = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0]), np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    assert round(float(alpha(meg, owen)), 3) == 0.095
    assert alpha(meg, meg) == 1 and np.isnan(alpha(meg * 0, meg * 0))


def test_a_quarter_of_the_passages_was_read_twice():
    passages = read_passages().query("half not in ('score2', 'score3')").set_index("passage_key")
    assert passages["second_reading"].mean() >= 0.25
    second = read_second()
    assert set(second["passage_key"]) <= set(passages.index[passages["second_reading"]])
    assert set(second["device"]) <= set(DEVICES)


def test_places_of_the_second_reading_are_in_their_passages():
    passages = load_passages()[0].set_index("passage_key")["text"]
    for label in read_second().itertuples():
        if label.passage_key in passages:
            marked = passages[label.passage_key][label.start:label.end]
            assert marked and marked == marked.strip()


def test_two_readers_agree():
    if not CORPUS.exists():
        pytest.skip("the shared corpus is absent")
    table = agreement().set_index("device")
    assert (table["alpha"] >= LEAST_ALPHA).all(), table
