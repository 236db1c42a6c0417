"""The repair: cases as data, and for any text a ledger that replays, undoes and says where everything came from."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import rules, tidy_document
from helpers.tidy.claims import claims_frame
from helpers.tidy.repair import repair
from helpers.tidy.repairs.damage import damage, encode
from helpers.tidy.repairs.ledger import replay, undo
from helpers.tidy.repairs.readings import readings
from helpers.tidy.repairs.script import script_edits, script_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "repairs.toml").read_text("utf-8"))["case"]

# What pages of the genre are made of: both scripts, annotations, ASCII marks, private use, menus, dates, odd blanks.
SCRAPS = (
    "質(zhì)量強(qiáng)市", "工作會(huì)議", "因?yàn)檫@些", "!懂a(chǎn)品質(zhì)量法》", "?剂康胤秸\ue47f畬\ue78d|(zhì)量",
    "著力", "質量", "质量强市", "市(州)", "(青海)", "產(chan) 品", "質(zhi) 量", "????", "，，", "……", "——", "？！", "。",
    "，", ",", ":", ";", "!", "?", "(", ")", "“", "”", "《", "》", "\ue47f", "\ufe10", "\ufffd", "@", "|", "a", " ",
    "\u3000",
    "\xa0", "\t", "\n", "\r\n", "\n\n", "1,000", "11:10:58", "2016-04-21", "2012年3月5日", "http://www.example.cn/a?b=1,2",
    "首页 > 新闻 > 正文", "上一篇 下一篇", "版权所有", "本报讯 （记者 王某）", "相关文章", "省略725字", "各位领导、同志们：", "市长李某强调，",
    "会议要求，", "**市**区", "𠀀", "\x0c", "质\u200b量\u00ad", "⼯作",
)
pages = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=4)), max_size=24).map("".join)

SENTENCES = (
    "因為這些地區的政府和企業都重視質量工作！", "要落實質量安全主體責任。考量地方政府對質量工作是否做好？", "產品質量，是企業生產出來的。",
    "《產品質量法》規定（試行）：各級政府要負總責；", "模範單位和海洋經濟示範區，", "各位領導、同志們：", "一、開展質量強區活動\n",
)


@st.composite
def damaged_pages(draw):
    """Traditional text in which some of the characters are annotated and the marks were cut at their bytes."""
    text = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6)))
    listed = draw(st.sets(st.sampled_from(sorted({c for c in text if readings(c) and len(encode(c)) == 2}))))
    return damage(text, {encode(c): sorted(readings(c))[0] for c in listed})


NOTHING_DECIDED = claims_frame([])


def chain(raw: str) -> dict:
    """Every table of one page, read without decisions."""
    record = {"doc_id": "a", "file": "a.txt", "sha256": "0", "encoding": "utf-8", "raw": raw, "markup": ()}
    return tidy_document(record, NOTHING_DECIDED, rules())


def replayed(raw: str, edits, start: int, end: int) -> str:
    """What the raw span reads once its edits are made."""
    inside = edits[(edits["raw_start"] >= start) & (edits["raw_end"] <= end)]
    return replay(raw[start:end], inside.assign(raw_start=inside["raw_start"] - start))


@pytest.mark.parametrize("case", [
    pytest.param(case, id=f"{case['rule']}: {case['raw'][:16]}".replace("\n", " "),
                 marks=pytest.mark.xfail(strict=True, reason=case["known_failure"]) if "known_failure" in case else ())
    for case in CASES
])
def test_case(case):
    ledger = repair(case["raw"])
    assert ledger.clean == case.get("clean", case["raw"])
    assert undo(ledger.clean, ledger.edits()) == case["raw"]


@settings(deadline=None, max_examples=100)
@given(st.one_of(pages, damaged_pages()))
def test_any_text_replays_and_undoes(raw):
    ledger = repair(raw)
    edits = ledger.edits()
    assert replay(raw, edits) == ledger.clean
    assert undo(ledger.clean, edits) == raw
    assert (edits["raw_end"].iloc[:-1].to_numpy() <= edits["raw_start"].iloc[1:].to_numpy()).all()


@settings(deadline=None, max_examples=100)
@given(pages)
def test_clean_text_is_simplified(raw):
    assert not script_edits(repair(raw).clean)


@settings(deadline=None, max_examples=60)
@given(st.one_of(pages, damaged_pages()).filter(str.strip))
def test_passages_tile_and_raw_spans_hold_the_text(raw):
    tables = chain(raw)
    passages, edits = tables["passages"], tables["edits"]
    clean = replay(raw, edits)
    assert "".join(passages["text"]) == clean
    assert passages["start"].tolist() == [0, *passages["end"].tolist()[:-1]]
    for name in ("passages", "sentences", "speech", "evidence"):
        for row in tables[name].dropna(subset=["start"]).to_dict("records"):
            text = clean[row["start"] : row["end"]]
            assert name not in ("passages", "sentences") or row["text"] == text
            assert text in replayed(raw, edits, row["raw_start"], row["raw_end"]), (name, row)


def test_protected_names_keep_their_characters():
    raw = "副市長李湧強調,質量強市要如泉湧"
    assert repair(raw, ("李湧",)).clean == "副市长李湧强调，质量强市要如泉涌"


def test_simplified_text_is_not_searched_for_byte_damage():
    raw = "质量是什么?质量是生命!懂a质量的人说:为什么不|抓?"
    assert not repair(raw).edits()["rule"].str.contains("byte_shift").any()


@pytest.mark.parametrize(("text", "script"), [
    ("质量强区工作会议", "Hans"), ("質量強區工作會議", "Hant"), ("質量強區，质量强区", "mixed"), ("", "Hans"), ("2016", "Hans"),])
def test_script(text, script):
    assert script_of(text) == script
