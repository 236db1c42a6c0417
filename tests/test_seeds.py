"""The five seeds, from file to tables, against what a reader finds in them (tests/cases/seeds.toml)."""

import itertools
import re
import tomllib
from pathlib import Path

import opencc
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.corpus import SEEDS
from helpers.tables import COUNTED, HEADLINE
from helpers.tidy.repairs.ledger import replay, undo

CASES = tomllib.loads((Path(__file__).parent / "cases" / "seeds.toml").read_text("utf-8"))["seed"]
each_seed = pytest.mark.parametrize("case", CASES, ids=[case["doc_id"][:3] for case in CASES])

FULL_WIDTH = str.maketrans(",:;!?()", "，：；！？（）")
# The sites of the byte damage, read by eye in the source: what is printed, and what stood there.
SITES = {
    "?yàn)檫@些": "為這些",
    "?剂康胤秸\ue47f畬\ue78d|(zhì)": "。考量地方政府對質",
    "!懂a(chǎn)": "。《產",
}
READING = re.compile("\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\\)")
# What OpenCC's t2s does not know, and the name that it must not touch.
BY_HAND = {"著力": "着力", "匡涌": "匡湧"}
# Words of the pages around the articles, of truncation notices, credits and link boxes.
AROUND = ("上一篇", "放大", "导航", "投稿", "版权", "转载", "责任编辑", "来源：", "记者 ", "联系电话", "省略", "会员", "收藏", "未完",
          "文章搜索", "相关文章", "发表时间", "最新评论", "图片新闻", "最新新闻", "当前位置", "您的位置", "http", "本报讯", "2023", "2017-",
          "2018-", "召回")


def test_every_seed_has_been_read():
    read, there = {case["doc_id"] for case in CASES}, {path.stem for path in SEEDS.iterdir()} - {"README", "SHA256SUMS"}
    assert read == there, "what a reader finds in a seed stands in tests/cases/seeds.toml"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    nothing = tmp_path_factory.mktemp("decided") / "corrections.csv"
    nothing.write_text("doc_id,sha256,field,value,reason,source\n", "utf-8")
    return load_corpus("seeds", corrections=nothing)


def of(frame: pd.DataFrame, case: dict) -> pd.DataFrame:
    return frame[frame["doc_id"] == case["doc_id"]]


def by_eye(raw: str) -> str:
    """The clean text of a source, made without the project's repair: sites by hand, annotations by pattern."""
    for printed, stood in SITES.items():
        raw = raw.replace(printed, stood)
    if READING.search(raw):
        raw = opencc.OpenCC("t2s").convert(READING.sub("", raw))
        for wrong, right in BY_HAND.items():
            raw = raw.replace(wrong, right)
    return raw.translate(FULL_WIDTH)


def squeezed(text: str) -> str:
    """Text without white space, and with one width for the marks that stay ASCII in numbers and addresses."""
    return "".join(text.split()).translate(FULL_WIDTH)


def body(corpus, case) -> str:
    passages = of(corpus.passages, case)
    return "".join(passages.loc[passages["role"] == "body", "text"])


@each_seed
def test_every_body_character_is_there_once_and_nothing_else(corpus, case):
    text = squeezed(by_eye((SEEDS / f"{case['doc_id']}.txt").read_text("utf-8-sig")))
    # The body is what stands from its first words on to its last, where a page prints it twice, in the first printing.
    start = text.index(squeezed(case["begins"]))
    text = text[start : text.index(squeezed(case["ends"]), start) + len(squeezed(case["ends"]))]
    for words in case["left_out"]:
        assert squeezed(words) in text
        text = text.replace(squeezed(words), "")
    assert squeezed(body(corpus, case)) == text
    assert of(corpus.documents, case)["body_chars"].item() == len(text)


@each_seed
def test_headline(corpus, case):
    passages = of(corpus.passages, case)
    assert passages.loc[passages["role"].isin(HEADLINE), "text"].str.strip().tolist() == case["headline"]


@each_seed
def test_no_damage_is_left_in_headline_and_body(corpus, case):
    passages = of(corpus.passages, case)
    for text in passages.loc[passages["role"].isin(COUNTED), "text"]:
        assert not READING.search(text)
        assert not re.search("[\ue000-\uf8ff\ufffd|@]", text)
        assert not re.search("[\u4e00-\u9fff][a-zA-Z?!(][\u4e00-\u9fff]", text)
        assert opencc.OpenCC("t2s").convert(text).replace("匡涌", "匡湧") == text


@each_seed
def test_nothing_around_the_article_is_counted(corpus, case):
    sentences = of(corpus.sentences, case)["text"]
    for words in AROUND:
        assert not sentences.str.contains(words, regex=False).any(), words


@each_seed
def test_roles(corpus, case):
    runs = [[role, len(list(run))] for role, run in itertools.groupby(of(corpus.passages, case)["role"])]
    assert runs == case["roles"]


@each_seed
def test_documents(corpus, case):
    row = of(corpus.documents, case).iloc[0]
    found = {name: value for name, value in row.items() if pd.notna(value)}
    measured = {"doc_id", "file", "sha256", "encoding", "body_chars", "completeness", "n_edits"}
    assert {name: value for name, value in found.items() if name not in measured} == case["documents"]
    assert ("completeness" in found) == ("declared_total" in found)


@each_seed
def test_every_accepted_value_has_its_evidence(corpus, case):
    row, evidence = of(corpus.documents, case).iloc[0], of(corpus.evidence, case)
    accepted = set(evidence.loc[evidence["accepted"], "field"])
    named = {"title", "outlet", "genre", "province", "city", "place_level", "place_masked", "declared_total",
             "declared_shown", "declared_omitted"}
    assert {name for name in named if pd.notna(row[name])} <= accepted
    clean = corpus.clean(case["doc_id"])
    for claim in evidence.dropna(subset=["start", "text"]).itertuples():
        assert clean[claim.start : claim.end] == claim.text


@each_seed
def test_ledger(corpus, case):
    edits, raw, clean = of(corpus.edits, case), corpus.raw(case["doc_id"]), corpus.clean(case["doc_id"])
    assert raw == (SEEDS / f"{case['doc_id']}.txt").read_bytes().decode("utf-8-sig")
    assert replay(raw, edits) == clean
    assert undo(clean, edits) == raw
    assert len(edits) == of(corpus.documents, case)["n_edits"].item()


def test_the_shifted_sites_read_as_they_stood(corpus):
    edits = corpus.edits[corpus.edits["rule"].str.contains("byte_shift")]
    assert edits["after"].tolist() == ["为这", "。考量地方政府对质", "。《产"]
    assert (edits["confidence"] >= 0.95).all()
    clean = corpus.clean(edits["doc_id"].iloc[0])
    for words in ("因为这些地区的政府和企业", "要对质量工作负总责。考量地方政府对质量工作是否做好", "不是监管出来的。《产品质量法》"):
        assert clean.count(words) == 1


def test_completeness_is_body_over_the_declared_total(corpus):
    row = corpus.documents.dropna(subset=["declared_total"]).iloc[0]
    assert (row["declared_total"], row["declared_shown"], row["declared_omitted"]) == (5795, 2035, 725)
    assert row["completeness"] == row["body_chars"] / 5795


def test_the_second_printing_is_the_first_again(corpus):
    passages = of(corpus.passages, CASES[2])
    texts = {role: rows["text"].str.strip().tolist() for role, rows in passages.groupby("role")}
    assert texts["body"] == texts["duplicate"]


def test_simplified_seeds_have_no_edit_of_the_traditional_kind(corpus):
    for case in CASES:
        if case["documents"]["script"] == "Hans":
            assert set(of(corpus.edits, case)["rule"]) <= {"width", "lost_blank", "doubled_mark"}


def test_the_projects_own_corrections_change_only_what_they_name(corpus):
    decided = load_corpus("seeds")
    changed = decided.documents.compare(corpus.documents)
    rows = decided.evidence[decided.evidence["kind"] == "correction"]
    assert set(decided.documents["doc_id"].iloc[changed.index]) <= set(rows["doc_id"])
    assert rows[["start", "end", "raw_start", "raw_end"]].isna().all().all()
    assert rows["accepted"].all()
    for doc_id in rows["doc_id"]:
        row = decided.documents.set_index("doc_id").loc[doc_id]
        assert row["year_basis"] == "curated" or pd.isna(row["year"])
    pd.testing.assert_frame_equal(decided.passages, corpus.passages)
    pd.testing.assert_frame_equal(decided.edits, corpus.edits)
