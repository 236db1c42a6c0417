"""Text that was encoded once too often: the way there, as a test's own forward model, and back."""

import json
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.tidy.repair import repair
from helpers.tidy.repairs.encoded import escape_edits, mojibake_edits
from helpers.tidy.repairs.language import language
from helpers.tidy.repairs.ledger import replay, undo

TEXTS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "state-council-work-reports.jsonl"
PAGE = """某某市召开质量强市工作会议

2015年3月5日，全市质量强市工作会议召开。会议强调，要深入实施质量强市战略，全面提升质量总体水平。
"""


def read_as_gbk(text):
    return text.encode().decode("gb18030", "replace")


def asked(text):
    return read_as_gbk(text).replace("\ufffd", "?")


def euro(text):
    return read_as_gbk(text).replace("\ufffd", "€")


def read_as_latin(text):
    return text.encode().decode("latin-1")


def read_as_1252(text):
    return text.encode().decode("cp1252", "replace")


def gbk_read_as_latin(text):
    return text.encode("gb18030").decode("latin-1")


# What must come back of official prose, and what is lost with the bytes: a 0x80 in the midst of a run is known.
WAYS = {read_as_gbk: 0.999, asked: 0.996, euro: 0.999, read_as_latin: 0.9998, read_as_1252: 0.99,
        gbk_read_as_latin: 0.9998}


def undone(text):
    parts, at = [], 0
    for edit in mojibake_edits(text, language()):
        parts += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join(parts) + text[at:]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_page_read_in_the_wrong_encoding_comes_back(way):
    assert repair(way(PAGE)).clean == PAGE


@pytest.mark.skipif(not TEXTS.exists(), reason="the official texts for measuring are not on this machine")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_official_prose_comes_back(way):
    right = total = 0
    for line in TEXTS.read_text("utf-8").splitlines()[::12]:
        text = json.loads(line)["content"]
        total += len(text)
        for before, after in zip(text.split("\n"), undone(way(text)).split("\n"), strict=True):
            pairs = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
            right += len(before) + 1 if before == after else sum(pair.size for pair in pairs) + 1
    assert right / total >= WAYS[way]


@pytest.mark.skipif(not TEXTS.exists(), reason="the official texts for measuring are not on this machine")
def test_undamaged_prose_is_left_alone():
    for line in TEXTS.read_text("utf-8").splitlines():
        text = json.loads(line)["content"]
        assert not mojibake_edits(text, language()) and not escape_edits(text)


def test_other_languages_and_lone_words_are_left_alone():
    text = "Café Noël à Besançon, déjà été\nЯзык 质量强市 Ω\n价格为5€？\n锛是一种元素的旧称\n"
    assert mojibake_edits(text, language()) == []


def test_a_chosen_character_says_so():
    text = read_as_gbk("全市质量强市工作会议召开于2015年3月")
    chosen = [edit for edit in mojibake_edits(text, language()) if edit.confidence < 1]
    assert chosen and all(edit.alternatives for edit in chosen)


@given(st.text(st.sampled_from("质量强市工作会议在2015年3月召开，。?€A "), max_size=40), st.sampled_from(list(WAYS)))
def test_what_was_read_back_can_be_replayed_and_undone(text, way):
    raw = way(text)
    ledger = repair(raw)
    edits = ledger.edits()
    assert replay(raw, edits) == ledger.clean and undo(ledger.clean, edits) == raw
