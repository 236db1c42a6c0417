"""Discovery: slots and formulations that nobody listed, on what is invented here and on a corpus elsewhere."""

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers.measure.discovery import LEAST_DOCUMENTS, discover, life_curves, lives, recall

CASES = Path(__file__).parent / "cases"
KNOWN = pd.read_csv(CASES / "formulations.csv", dtype=str)["phrase"].tolist()
JUDGED = pd.read_csv(CASES / "discovered.csv", dtype=str).set_index("phrase")["verdict"]
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "state-council-work-reports.jsonl"
FILLING = "今天的天气很好，大家去公园散步；明天要下雨，记得带伞。" * 9


@pytest.fixture(scope="module")
def reports():
    """The texts and years of reports that are no part of the project."""
    if not CORPUS.exists():
        pytest.skip("the corpus of work reports is not here; see CONTRIBUTING.md")
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return ({str(i): row["content"] for i, row in enumerate(rows)}, {str(i): row["year"] for i, row in enumerate(rows)})


@pytest.fixture(scope="module")
def found(reports):
    return discover(reports[0])


def test_four_in_five_of_the_first_fifty_are_formulations(found):
    first = found.candidates["phrase"].head(50)
    assert set(first) <= set(JUDGED.index), "read what is new and judge it in tests/cases/discovered.csv"
    assert (JUDGED[first] == "yes").mean() >= 0.8


def test_seven_in_ten_of_the_known_ones_are_found(found, reports):
    for first in (500, None):
        table = recall(found.candidates, KNOWN, reports[0], first)
        assert table.loc[table["asked"], "found"].mean() >= 0.7


def test_the_slots_of_strength_are_induced(found):
    slots = found.slots.set_index("slot")
    assert {"X强国", "X强军"} <= set(slots.index)
    assert {"人才", "制造", "质量"} <= set(slots.loc["X强国", "fillers"].split())


def test_known_ones_were_not_listed_by_the_method():
    assert len(KNOWN) == len(set(KNOWN)) >= 40


def slogan_texts():
    """Four documents with two slogans as their campaigns name them, and a technical term as frequent as they are."""
    texts = {}
    for i, (place, verb) in enumerate(zip("甲乙丙丁", ("召开", "组织", "参加", "总结"))):
        texts[place] = (f"{place}地坚持质量强市战略，{verb}质量强市活动。实施质量兴县战略，谈谈“质量强市”！贯彻质量兴县。"
                        f"{place}地认真做质量立镇，推进质量立镇工作；{verb}检验设备{i}台，{place}地检验设备好。") + FILLING[i:]
    return texts


def test_a_word_with_changing_endings_is_a_slot():
    slots = discover(slogan_texts()).slots.set_index("slot")
    assert list(slots.index) == ["质量VY"]
    # Four slogans in each document, two of them named; three more, all named, in sentences that count once.
    assert slots.loc["质量VY", ["n_fillers", "count", "n_documents", "n_named"]].tolist() == [3, 4 * 4 + 3, 4, 4 * 2 + 3]


def test_what_is_named_ranks_before_what_is_only_frequent():
    phrases = discover(slogan_texts()).candidates["phrase"].tolist()
    assert phrases.index("质量强市") < phrases.index("检验设备")


def test_nothing_below_the_least_number_of_documents():
    texts = dict(list(slogan_texts().items())[: LEAST_DOCUMENTS - 1])
    found = discover(texts)
    assert found.candidates.empty
    steps = found.steps["n_left"].tolist()
    assert steps[0] > 0 and steps[1] == 0


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "abc 123", "b": "\n\n"}])
def test_nothing_gives_empty_tables_with_their_columns(texts):
    found = discover(texts)
    assert found.candidates.empty and found.slots.empty and (found.steps["n_left"] == 0).all()
    assert {"phrase", "variants", "score"} <= set(found.candidates) and "fillers" in found.slots
    assert recall(found.candidates, ["质量强市"], texts)["found"].tolist() == [False]


def test_a_sentence_of_several_documents_counts_once():
    line = "各地要坚持质量强市战略，贯彻质量兴县战略不动摇。"
    assert discover({place: line + FILLING for place in "甲乙丙丁戊己"}).candidates.empty


def test_texts_are_left_unchanged_and_the_order_of_documents_does_not_matter():
    texts = slogan_texts()
    before = dict(texts)
    one = discover(texts).candidates
    other = discover(dict(reversed(texts.items()))).candidates
    assert texts == before
    assert set(zip(one["phrase"], one["count"])) == set(zip(other["phrase"], other["count"]))


def test_recall_asks_only_for_what_is_frequent_and_wants_the_whole_phrase():
    candidates = pd.DataFrame({"phrase": ["科教兴国战略", "和谐社会"], "variants": ["", "构建和谐社会"]})
    texts = {"a": "科教兴国战略，社会主义和谐社会", "b": "科教兴国。"}
    table = recall(candidates, ["科教兴国", "社会主义和谐社会"], texts, least_documents=2).set_index("phrase")
    assert table.loc["科教兴国", ["count", "n_documents", "asked", "found"]].tolist() == [2, 2, True, True]
    assert table.loc["社会主义和谐社会", ["asked", "found"]].tolist() == [False, False]
    assert not recall(candidates, ["和谐社会"], texts, first=1, least_documents=1)["found"].any()


def test_life_curves_count_by_period_and_know_an_absence():
    texts = {"a": "强市 强市", "b": "无无", "c": "强市", "d": "强市"}
    curves = life_curves(["强市"], texts, {"a": 2001, "b": 2008, "c": 2012, "d": None}, period=10).set_index("year")
    assert curves.loc[2000, ["count", "n_chars", "n_using", "n_documents"]].tolist() == [2, 6, 1, 2]
    assert curves.loc[2000, "per_10k_chars"] == pytest.approx(1e4 * 2 / 6)
    assert curves.loc[2010, "share"] == 1 and curves.loc[2010, "low"] < 0.05
    assert list(curves.index) == [2000, 2010]


def test_lives_tell_what_comes_stays_and_goes():
    texts = {"a": "老提法，常提法", "b": "常提法", "c": "新提法，常提法"}
    found = lives(life_curves(["老提法", "常提法", "新提法", "无提法"], texts, {"a": 1990, "b": 2000, "c": 2010}))
    assert found.set_index("phrase")["state"].to_dict() == {"老提法": "gone", "常提法": "lasting", "新提法": "emerging"}
    assert found.set_index("phrase").loc["常提法", ["n_periods", "of_periods"]].tolist() == [3, 3]
    assert lives(life_curves(["老提法"], {}, {})).empty


def test_what_an_adverb_always_completes_is_no_candidate():
    texts = {place: f"{place}地推动经济又好又快发展。{place}市要又好又快发展，{place}县谋又好又快发展！" + FILLING[i:]
             for i, place in enumerate("甲乙丙丁")}
    assert "好又快发展" not in set(discover(texts).candidates["phrase"])
