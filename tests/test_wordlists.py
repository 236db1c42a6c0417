"""What is a word, and what only a piece of a name."""

import pandas as pd

from helpers.measure.wordlists import name_pieces


def rows(doc_id, text):
    words, at, found = text.split(), 0, []
    for word in words:
        found.append((doc_id, word, at, at + len(word)))
        at += len(word)
    return found


def test_pieces_stand_side_by_side_in_one_document():
    tokens = pd.DataFrame(rows("a", "王 保存 指出 保存 质量 王") + rows("b", "保存 欧阳 修 远 说 欧阳修远"),
                          columns=["doc_id", "token", "start", "end"])
    found = name_pieces(tokens, ["王保存", "欧阳修远", "李明"]).set_index(["token", "name"])
    assert found["n"].to_dict() == {("王", "王保存"): 1, ("保存", "王保存"): 1, ("欧阳", "欧阳修远"): 1, ("修", "欧阳修远"): 1,
                                    ("远", "欧阳修远"): 1}
    assert found.loc[("保存", "王保存"), "n_tokens"] == 3


def test_a_gap_and_an_empty_table_have_no_pieces():
    tokens = pd.DataFrame([("a", "王", 0, 1), ("a", "保存", 2, 4)], columns=["doc_id", "token", "start", "end"])
    assert name_pieces(tokens, ["王保存"]).empty and name_pieces(tokens.head(0), ["王保存"]).empty


def test_the_seeds_cut_a_speakers_name(seeds):
    found = name_pieces(seeds.tokens, seeds.speech["speaker"].dropna().unique())
    cut = set(found.loc[found["n"] * 2 > found["n_tokens"], "token"])
    assert {"王", "保存"} <= cut and "王建军" not in set(found["name"])
