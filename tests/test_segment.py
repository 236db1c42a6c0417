"""Sentences of headline and body."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.tidy.layout import lay_out
from helpers.tidy.segment import COUNTED_ROLES, sentences


def passages_of(*parts):
    """Return the passages frame and the text for (role, text) parts."""
    rows, position = [], 0
    for number, (role, text) in enumerate(parts):
        rows.append((number, role, position, position + len(text)))
        position += len(text)
    columns = ["passage_id", "role", "start", "end"]
    return "".join(text for _, text in parts), pd.DataFrame(rows, columns=columns)


def cut(text, role="body"):
    clean, passages = passages_of((role, text))
    return sentences(clean, passages)["text"].tolist()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("会议召开。市长讲话！为什么？不知道", ["会议召开。", "市长讲话！", "为什么？", "不知道"]),
        ("一是抓源头；二是抓标准；三是抓考核。", ["一是抓源头；二是抓标准；三是抓考核。"]),
        ("他说：“要抓好落实。”会议结束。", ["他说：“要抓好落实。”", "会议结束。"]),
        ("他问：“怎么办？”，大家沉默。", ["他问：“怎么办？”，大家沉默。"]),
        ("喊出“质量第一！”的口号。", ["喊出“质量第一！”的口号。"]),
        ("“质量第一！”“诚信为本！”等标语随处可见。", ["“质量第一！”“诚信为本！”等标语随处可见。"]),
        ("增长3.5%，达到1.2亿元。1、抓落实。", ["增长3.5%，达到1.2亿元。", "1、抓落实。"]),
        ("标准、计量……都要抓。话没说完……", ["标准、计量……都要抓。", "话没说完……"]),
        ("真的吗？！是的!好?", ["真的吗？！", "是的!", "好?"]),
        ("（会议由副市长主持。）随后参观。", ["（会议由副市长主持。）", "随后参观。"]),
        ("一句话在行末\n没有说完。另一句。", ["一句话在行末\n没有说完。", "另一句。"]),
        ("　　缩进的一句。　第二句。\n\n", ["缩进的一句。", "第二句。"]),
        ("…………", ["…………"]),
        (" \n", []),
    ],
)
def test_sentence_ends(text, expected):
    assert cut(text) == expected


def test_only_headline_and_body_are_cut():
    parts = [("title", "大会召开\n"), ("dateline", "本报讯　"), ("body", "昨日开会。\n"), ("copyright", "版权。")]
    clean, passages = passages_of(*parts)
    frame = sentences(clean, passages)
    assert frame.values.tolist() == [[0, 0, "大会召开", 0, 4], [1, 2, "昨日开会。", 9, 14]]
    assert frame.columns.tolist() == ["sentence_id", "passage_id", "text", "start", "end"]


def test_no_sentences_still_have_columns():
    frame = sentences("", lay_out(""))
    assert frame.empty and frame["start"].dtype == "int64"


def test_input_is_not_changed_and_a_missing_column_is_named():
    clean, passages = passages_of(("body", "甲。乙。"))
    before = passages.copy()
    sentences(clean, passages)
    pd.testing.assert_frame_equal(passages, before)
    with pytest.raises(KeyError, match="role"):
        sentences(clean, passages.drop(columns="role"))


@given(st.one_of(st.text(), st.text("质量强市。！？；…“”（）\n　 ,，的1.", max_size=200)))
@settings(deadline=None, max_examples=300)
def test_sentences_hold_every_letter_of_headline_and_body_once(text):
    passages = lay_out(text)
    frame = sentences(text, passages)
    spans = passages.set_index("passage_id")
    last = 0
    for row in frame.itertuples():
        assert last <= row.start < row.end
        assert row.text == text[row.start:row.end] == row.text.strip()
        assert spans.at[row.passage_id, "start"] <= row.start and row.end <= spans.at[row.passage_id, "end"]
        last = row.end
    counted = "".join(passages.loc[passages["role"].isin(COUNTED_ROLES), "text"])
    assert "".join("".join(frame["text"]).split()) == "".join(counted.split())
