"""The hand-made labels of rhetorical devices keep the rules that their README states."""

import re

import pandas as pd
import pytest
from devices import load_passages, read_labels, read_passages

KINDS = {
    "obligation": {"strong", "medium", "weak"},
    "metaphor": {"war", "body", "building", "journey", "nature", "machine", "household"},
    "set_phrase": {"attention", "importance", "success", "resolve", "unity", "contribution", "ceremony", "policy"},
    "centre_reference": {"doctrine", "meeting", "authority"},
}
OBLIGATION = {
    "strong": {"必须", "必须要", "务必", "须", "一定要", "不得", "不准", "不许", "不能", "严禁", "禁止", "决不", "绝不", "决不能",
               "绝不能", "决不允许", "绝不允许"},
    "medium": {"要", "应", "应当", "应该", "不要", "不应", "需要"},
    "weak": {"切实", "严格", "坚决", "确保", "力争", "力求", "务求"},
}
DEVICES = {"enumeration", "parallelism", "four_character_run", "numeric_formula", *KINDS}
NESTING = {"enumeration", "parallelism"}


@pytest.fixture(scope="module")
def passages():
    return load_passages()[0]


@pytest.fixture(scope="module")
def labelled(passages):
    """One row per label of a passage whose text is there, with the `words` that it covers."""
    joined = read_labels().merge(passages[["passage_key", "text", "left_out"]], on="passage_key", validate="m:1")
    words = [row.text[row.start:row.end] for row in joined.itertuples()]
    return joined.assign(words=words)


def squeezed(text):
    """Return the text without line breaks and blanks, which count as nothing."""
    return re.sub(r"[\s\u200b]", "", text)


def without(bad):
    """Raise where a frame of rows that break a rule is not empty, and show them."""
    assert bad.empty, "\n" + bad.drop(columns=["text", "left_out"], errors="ignore").to_string()


def test_seeds_and_invented_passages_are_always_there():
    _, skipped = load_passages()
    without(skipped[skipped["source"] != "corpus"])


def test_a_missing_or_changed_corpus_is_skipped_with_the_reason(tmp_path):
    passages, skipped = load_passages(tmp_path / "reports.jsonl")
    assert set(skipped["source"]) == {"corpus"} and set(passages["source"]) == {"seed", "invented"}
    assert skipped["reason"].str.endswith("there is no reports.jsonl").all()
    (tmp_path / "reports.jsonl").write_text('{"content": "一是甲，二是乙。"}\n', encoding="utf-8")
    assert load_passages(tmp_path / "reports.jsonl")[1]["reason"].str.contains("not the text that was labelled").all()


def test_each_half_holds_forty_instances_and_half_of_them_are_real():
    counted = read_labels().merge(read_passages(), on="passage_key", validate="m:1")
    counted = counted[(counted["half"] == "score")]
    total = counted.value_counts("device")
    real = counted[counted["source"] != "invented"].value_counts("device")
    wanted = ["enumeration", "parallelism", "four_character_run", "numeric_formula", "obligation"]
    assert (total[wanted] >= 40).all(), total
    assert (real[wanted] * 2 >= total[wanted]).all(), real


def halves():
    """The passages in which all devices are labelled."""
    return read_passages().query("half not in ('score2', 'score3')")


def test_the_second_reading_takes_the_first_of_every_four():
    passages = halves()
    rank = passages.groupby(["source", "half"]).cumcount()
    assert (passages["second_reading"] == (rank % 4 == 0)).all()


def test_invented_passages_alternate_between_the_halves():
    invented = halves().query("source == 'invented'")
    odd = invented["passage_key"].str.removeprefix("i").astype(int) % 2 == 1
    assert (invented["half"].eq("build") == odd).all()


def test_every_label_names_a_known_device_and_kind():
    labels = read_labels()
    assert set(labels["device"]) == DEVICES
    for device, kinds in KINDS.items():
        assert set(labels.loc[labels["device"] == device, "kind"]) <= kinds
    without(labels[labels.duplicated(["passage_key", "device", "start", "end"], keep=False)])


def test_spans_lie_in_their_passage_and_start_and_end_on_a_character_of_the_device(labelled):
    inside = (labelled["start"] >= 0) & (labelled["start"] < labelled["end"])
    without(labelled[~inside | (labelled["end"] > labelled["text"].str.len())])
    without(labelled[labelled["words"].str.contains(r"^[\s，、；。：！？”]|[\s，、；。：！？“]$")])


def test_spans_start_and_end_in_headline_or_body(labelled):
    for row in labelled.dropna(subset="left_out").itertuples():
        for start, end in (map(int, stretch.split("-")) for stretch in row.left_out.split()):
            assert not start <= row.start < end and not start < row.end <= end, row


def test_instances_of_one_device_overlap_only_by_nesting(labelled):
    for (key, device), group in labelled.groupby(["passage_key", "device"]):
        spans = sorted(zip(group["start"], group["end"], strict=True))
        for (start, end), (next_start, next_end) in zip(spans, spans[1:], strict=False):
            nested = device in NESTING and start <= next_start and next_end <= end
            assert next_start >= end or nested, (key, device, (start, end), (next_start, next_end))


def test_an_enumeration_starts_with_its_marker_and_holds_two(labelled):
    rows = labelled[labelled["device"] == "enumeration"]
    starts = [squeezed(row.words).startswith(row.kind) for row in rows.itertuples()]
    without(rows[~pd.Series(starts, index=rows.index) | (rows["n_items"] < 2)])
    without(rows[rows["n_items"] > rows["announced"].fillna(99)])


def test_a_parallelism_holds_its_frame_in_each_of_three_or_more_units(labelled):
    rows = labelled[labelled["device"] == "parallelism"]
    without(rows[rows["n_items"] < 3])
    for row in rows.itertuples():
        for part in filter(None, re.split("[…，]+", row.kind)):
            assert squeezed(row.words).count(part) >= row.n_items, (row.passage_key, row.kind, part, row.words)


def test_a_four_character_run_is_made_of_units_of_four(labelled):
    rows = labelled[labelled["device"] == "four_character_run"]
    without(rows[rows["n_items"] < 2])
    for row in rows.itertuples():
        *units, last = re.split("[、，；]", squeezed(row.words))
        units += [last[:4], last[5:]] if last[4:5] == "和" else [last]
        assert all(re.fullmatch(r"[\u4e00-\u9fff]{4}", unit) for unit in units), row
        assert len(units) == row.n_items, row


def test_a_numeric_formula_starts_with_its_numeral(labelled):
    rows = labelled[labelled["device"] == "numeric_formula"]
    without(rows[~rows["words"].str.match("[一二两双三四五六七八九十百0-9]")])


def test_an_obligation_is_a_word_of_the_table(labelled):
    rows = labelled[labelled["device"] == "obligation"]
    known = [row.words in OBLIGATION[row.kind] for row in rows.itertuples()]
    without(rows[~pd.Series(known, index=rows.index)])
