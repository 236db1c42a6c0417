"""The fast segmenter gives jieba's own tokens: on a real corpus, and on strings made to part the two."""

import json
import pickle
import re
from pathlib import Path

import jieba
import make_dictionary
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.tidy.segmenter import DICTIONARY, Segmenter, read_dictionary, segmenter

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "state-council-work-reports.jsonl"
PROJECT = read_dictionary(DICTIONARY)
USER_WORDS = (("质量强", 30), ("市质", 9), ("强市强", 2), ("量强市", 1))


@pytest.fixture(scope="module", params=[(), PROJECT, USER_WORDS], ids=["plain", "project", "odd"])
def pair(request):
    """A segmenter and a jieba with the same words."""
    tokenizer = jieba.Tokenizer()
    for word, frequency in request.param:
        tokenizer.add_word(word, frequency)
    return Segmenter(request.param), tokenizer


def by_jieba(tokenizer, text):
    return [word for word in tokenizer.cut(text) if not word.isspace()]


def test_tokens_of_a_corpus_are_jiebas(pair):
    if not CORPUS.exists():
        pytest.skip("the shared corpus is absent")
    fast, tokenizer = pair
    with CORPUS.open(encoding="utf-8") as reports:
        lines = [line for report in reports for line in json.loads(report)["content"].splitlines()[::4]]
    assert len(lines) > 2_000
    assert [line for line in lines if fast.cut(line) != by_jieba(tokenizer, line)] == []


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
NUMBER = st.from_regex(r"[A-Z]?[0-9]{1,4}(\.[0-9]{1,2}){0,2}%?[a-z]?", fullmatch=True)
PIECES = st.one_of(
    st.text("质量强市兴省", min_size=1, max_size=9),
    st.text("质量强市，。的了一 \n3.5%a+-_&#〇㐀𠀀·…—ａ１①é", max_size=9),
    st.text(HAN, max_size=6),
    NUMBER,
    st.tuples(st.text(HAN, min_size=1, max_size=4), st.integers(2, 4)).map(lambda pair: pair[0] * pair[1]),
)


@settings(max_examples=1_500, deadline=None)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_tokens_of_odd_strings_are_jiebas(pair, text):
    fast, tokenizer = pair
    assert fast.cut(text) == by_jieba(tokenizer, text)


@pytest.mark.parametrize("text", [
    "2.24875.79790",  # a chain of points
    "7.81T304",  # a number with letters
    "十价十价十价提要",  # ties between readings of what comes again and again
    "远成成外外成成没做时时",
    "管管管推",
    "计钢千钢千计",
    "强市强市强",
    "一一一质市兴",  # ties between readings of known words: 一 一一 and 一一 一
    "减减借减月锐借",  # 减借 减 and 减 借减, which jieba's dictionary holds to be as frequent
    "下场场场场下场场下下",
    "C++和C#",
])
def test_known_partings_of_the_two(pair, text):
    fast, tokenizer = pair
    assert fast.cut(text) == by_jieba(tokenizer, text)


def test_the_guard_is_needed():
    """Without it the two do part; if they no longer do, the guard can go."""
    import rjieba

    assert rjieba.Jieba().cut("远成成外外成成没做时时") != jieba.Tokenizer().lcut("远成成外外成成没做时时")


@pytest.mark.parametrize("text, expected", [
    ("实施质量兴市战略", ["实施", "质量兴市", "战略"]),
    ("增强质量强市场竞争力", ["增强", "质量", "强", "市场", "竞争力"]),
    ("质量强制性标准", ["质量", "强制性", "标准"]),
    ("学习十七届五中全会精神", ["学习", "十七届五中全会", "精神"]),
    ("市质监局局长", ["市", "质监局", "局长"]),
])
def test_slogans_and_the_vocabulary_are_whole(text, expected):
    assert segmenter().cut(text) == expected


@given(st.lists(PIECES, max_size=6).map("".join))
def test_pieces_joined_are_the_text(text):
    assert "".join(word for words in segmenter().pieces(text) for word in words) == text


def test_all_but_white_space_is_kept():
    text = "质量 强市\u3000（2010—2012年）！\n①、"
    assert "".join(segmenter().cut(text)) == re.sub(r"\s", "", text)


def test_a_segmenter_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(Segmenter(USER_WORDS))).cut("质量强市") == Segmenter(USER_WORDS).cut("质量强市")


def test_a_wrong_line_of_a_dictionary_is_named(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("质量强市 3\n质量强省\n", encoding="utf-8")
    with pytest.raises(ValueError, match="words.txt, line 2: '质量强省'"):
        read_dictionary(path)


def test_the_dictionary_is_what_its_tables_say():
    assert make_dictionary.dictionary() == DICTIONARY.read_text(encoding="utf-8"), (
        "data/dictionary.txt is not what its tables give: run  python tools/make_dictionary.py"
    )
