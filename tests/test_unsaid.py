"""What a collection cannot say: each sentence only where the data leave the question open."""

import pandas as pd

from helpers.measure.unsaid import unsaid

OPEN = pd.DataFrame({"check": ["units"], "verdict": ["cannot"], "reason": ["One document a group."]})
ANSWERED = OPEN.assign(verdict="can")


def documents(n):
    years = [2000 + i % 20 for i in range(n)]
    return pd.DataFrame({"doc_id": [f"d{i}" for i in range(n)], "year": years, "year_from": years, "year_to": years})


def mentions(*doc_ids):
    return pd.DataFrame({"doc_id": doc_ids, "slogan": "质量强市", "role": "body"})


def test_few_documents_leave_every_question_open():
    changes, down = pd.DataFrame({"place": ["甲市", "乙市"]}), pd.DataFrame({"n_higher": [0]})
    found = dict(unsaid(mentions("d0", "d1"), documents(2), changes, down, OPEN, "兴", "强"))
    assert len(found) == 5
    assert "2 known places" in found["Whether 强 replaced 兴 in one place"]
    assert "up to 84%" in found["That a slogan was not said"]  # 1 - 0.025 ** (1 / 2)
    assert found["When a slogan began or ended"].startswith("1 of 1 slogan stands")


def test_a_collection_that_can_answer_has_nothing_left_unsaid():
    changes, down = pd.DataFrame({"place": ["甲市", "甲市"]}), pd.DataFrame({"n_higher": [1]})
    # 200 documents: 1 - 0.025 ** (1 / 200) is 0.018; the slogan stands in neither the first nor the last year.
    assert unsaid(mentions("d5", "d9"), documents(200), changes, down, ANSWERED, "兴", "强") == []
