"""The checks of the ledger find what is wrong, and do not pass what they cannot read."""

import pandas as pd
import pytest

from helpers.measure.checks import replay_check, shift_bytes
from helpers.tables import empty
from helpers.tidy.repair import repair
from helpers.tidy.repairs.damage import damage

RAW = "全市質(zhì)量強(qiáng)市工作會(huì)議,在**市召開"


@pytest.fixture
def repaired():
    ledger = repair(RAW)
    return ledger.clean, ledger.edits().assign(doc_id="a")


def test_a_whole_ledger_replays_and_undoes(repaired):
    clean, edits = repaired
    row = replay_check({"a": RAW}, {"a": clean}, edits).iloc[0]
    assert row["replayed_equals_clean"] and row["undone_equals_raw"]
    assert row["n_edits"] == len(edits) and row["raw_chars"] == len(RAW) and row["clean_chars"] == len(clean)


@pytest.mark.parametrize("spoilt", ["dropped", "changed", "moved"])
def test_a_spoilt_ledger_is_found(repaired, spoilt):
    clean, edits = repaired
    if spoilt == "dropped":
        edits = edits.iloc[1:]
    elif spoilt == "changed":
        edits = edits.assign(after=edits["after"].where(edits.index != 1, "误"))
    else:
        edits = edits.assign(raw_start=edits["raw_start"] + 1)
    row = replay_check({"a": RAW}, {"a": clean}, edits).iloc[0]
    assert not row["replayed_equals_clean"] and not row["undone_equals_raw"]


def test_no_documents():
    assert replay_check({}, {}, empty("edits")).empty


def test_a_document_without_edits_must_be_clean_as_received():
    checked = replay_check({"a": "质量", "b": "质量"}, {"a": "质量", "b": "质好"}, empty("edits"))
    assert checked["replayed_equals_clean"].tolist() == [True, False]


@pytest.mark.parametrize(("before", "after", "front"), [
    ("?剂康胤秸\ue47f畬\ue78d|", "。考量地方政府对质", "A1"),
    ("!懂a", "。《产", "A1"),
    ("！懂a", "。《产", "A1"),
    ("?yàn)檫@", "为这", "9E"),
])
def test_bytes_are_read_in_step(before, after, front):
    edits = pd.DataFrame({"rule": ["byte_shift+script"], "before": [before], "after": [after]})
    row = shift_bytes(edits).iloc[0]
    assert row["lost"] == front
    assert len(row["received"].split()) == 2 * len(row["in_step"]) - 1


def test_bytes_come_from_the_model_of_the_damage():
    whole = "負責。考量地方政府對質"
    damaged = damage(whole, {})
    edits = pd.DataFrame({"rule": ["byte_shift"], "before": [damaged[2:]], "after": ["。考量地方政府对质"]})
    assert shift_bytes(edits)["in_step"].tolist() == [whole[2:]]


@pytest.mark.parametrize(("before", "after"), [("?剂康胤秸畬|", "。考量地方政府对质"), ("!懂a", "。《书"), ("懂a", "《产")])
def test_what_cannot_be_read_in_step_is_missing_and_not_passed(before, after):
    edits = pd.DataFrame({"rule": ["byte_shift"], "before": [before], "after": [after]})
    assert shift_bytes(edits).isna().all(axis=None)


def test_other_rules_have_no_row():
    assert shift_bytes(pd.DataFrame({"rule": ["width"], "before": [","], "after": ["，"]})).empty
    assert shift_bytes(empty("edits")).columns.tolist() == ["received", "lost", "in_step"]
