"""The model of official prose: counted on a text small enough to count on paper, and as it comes with the project."""

import math

import numpy as np
import pytest
from make_language import count

from helpers.tidy.repairs.language import BITS, Language, fold, language, read_table


@pytest.fixture(scope="module")
def small():
    return count(["甲乙甲乙\n", "甲丙"])


def test_counts_of_a_text_on_paper(small):
    characters = small["characters"].tobytes().decode("utf-8")
    number = {c: i for i, c in enumerate(characters, 1)}
    keys = np.cumsum(small["triples_step"]).tolist()
    # Each text stands between two edges; 甲乙甲 occurs once, less often than the table keeps.
    assert keys == [] and small["triples_n"].tolist() == []
    pairs = dict(zip(np.cumsum(small["pairs_step"]).tolist(), small["pairs_n"].tolist()))
    assert pairs[number["\n"] << BITS | number["甲"]] == 2
    assert pairs[number["乙"] << BITS | number["\n"]] == 1


def test_the_table_is_whole():
    table = read_table()
    assert len(table["characters"].tobytes().decode("utf-8")) == len(table["n_characters"]) < 1 << BITS
    assert len(table["words"].tobytes().decode("utf-8").split(" ")) == len(table["n_words"])
    for name in ("pairs", "triples", "two", "three"):
        assert len(table[f"{name}_step"]) == len(table[f"{name}_n"])
        assert (table[f"{name}_step"] > 0).all()


def test_tables_are_read_only_when_asked_for():
    def unreadable():
        raise AssertionError("read")

    model = Language(unreadable)
    with pytest.raises(AssertionError, match="read"):
        model.follows("甲", "乙")


def test_probabilities_add_up():
    model = language()
    characters = read_table()["characters"].tobytes().decode("utf-8")
    # What is left is for characters that the table does not know, and for what unseen pairs give up.
    assert 0.5 < sum(math.exp(model.follows("质", c)) for c in characters) <= 1


def test_prose_is_likelier_than_its_misreading():
    model = language()
    assert model.fluency("工作会议") > model.fluency("懂产品") > model.fluency("剂康胤秸")
    assert model.score("提高产品", "质", "量") > model.score("提高产品", "。", "量")
    assert model.score("主体责任", "。", "考量") > model.score("主体责任", "保", "考量")


def test_marks_that_never_follow_each_other_are_unlikely():
    model = language()
    assert model.follows("。", "、") < model.follows("。", "质") - 2


def test_fold_keeps_the_length():
    text = "２０1６年ISO9000,质 量\u3000ｗｔｏ%"
    assert fold(text) == "0000年AAA0000，质\u3000量\u3000AAA%"
    assert len(fold(text)) == len(text)
