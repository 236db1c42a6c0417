"""The detectors of rhetorical devices against the passages labelled for building; the scoring half stays unread."""

import pandas as pd
import pytest
from devices import load_passages
from score_devices import run, scores

from helpers.measure.rhetoric import DEVICES, find_devices

# F1 that the project aims at, where it states one; 0.9 for the rest that are known by their words.
AIMS = {"enumeration": 0.9, "obligation": 0.9, "numeric_formula": 0.9, "parallelism": 0.8, "four_character_run": 0.8,
        "metaphor": 0.8, "set_phrase": 0.9, "centre_reference": 0.9}
BELOW = ("parallelism", "four_character_run", "numeric_formula", "metaphor")


@pytest.fixture(scope="module")
def reached():
    _, skipped = load_passages()
    if len(skipped):
        pytest.skip(f"{len(skipped)} of the labelled passages are not on this machine: {skipped['reason'].iloc[0]}")
    return scores(run("build")).set_index("device")["f1"]


@pytest.mark.parametrize("device", [
    pytest.param(d, marks=pytest.mark.xfail(strict=True, reason="the detector is below its aim")) if d in BELOW else d
    for d in DEVICES
])
def test_aims_on_the_building_half(reached, device):
    assert reached[device] >= AIMS[device]


def test_what_is_not_headline_or_body_holds_no_device():
    text = "一是抓质量；二是抓标准。"
    passages = pd.DataFrame({"role": ["outline"], "text": [text], "start": [0], "end": [len(text)]})
    assert find_devices(text, passages).empty


def test_every_device_is_what_the_text_says():
    text = "　　必须抓好三项工作：一是\n抓质量；二是抓标准；三是抓诚信。"
    passages = pd.DataFrame({"role": ["body"], "text": [text], "start": [0], "end": [len(text)]})
    devices = find_devices(text, passages)
    assert [text[d.start : d.end] for d in devices.itertuples()] == devices["text"].tolist()
    series = devices[devices["device"] == "enumeration"].iloc[0]
    assert (series["n_items"], series["announced"]) == (3, 3)
