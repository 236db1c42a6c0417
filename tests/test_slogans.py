"""Slogans as words: what counts, what does not, and the seeds' mentions checked by reading."""

from pathlib import Path

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.cli import main
from helpers.corpus import count_slogans
from helpers.measure.slogans import TABLE, find_slogans, grammar, slogan_table
from helpers.tables import COUNTED, HEADLINE

CASES = pd.read_csv(Path(__file__).parent / "cases" / "slogans.csv", dtype=str, keep_default_na=False)
# Every mention read in its context in the five documents: family 质量, (body, headline), chains opened up.
READ = {
    "000": {"质量兴市": (23, 2), "质量兴省": (1, 0)},
    "001": {"质量强区": (10, 1), "质量强市": (6, 0), "质量强省": (1, 0), "质量兴区": (1, 0), "质量兴业": (1, 0),
            "质量兴企": (1, 0)},
    "002": {"质量兴市": (8, 1), "质量立市": (1, 0)},
    "003": {"质量强省": (1, 0)},
    "004": {"质量强市": (8, 0), "质量强区": (4, 0), "质量兴市": (2, 0), "质量强国": (1, 0)},
}


def test_no_value_of_a_slot_is_listed_twice():
    slots = pd.read_csv(TABLE, dtype=str)[["slot", "value"]]
    assert slots[slots.duplicated()].values.tolist() == []


@pytest.mark.parametrize("case", list(CASES.itertuples()), ids=lambda case: case.text[:16])
def test_cases(case):
    found = find_slogans(case.text.replace("\\n", "\n"))
    assert [f.family + f.verb + f.end_slot for f in found] == case.slogans.split(), case.why


@pytest.fixture(scope="module")
def corpus():
    return load_corpus("seeds")


def test_seeds_as_read(corpus):
    found = {}
    for m in corpus.mentions[corpus.mentions["role"].isin(COUNTED)].itertuples():
        if m.family == "质量":
            body, headline = found.setdefault(m.doc_id[:3], {}).get(m.slogan, (0, 0))
            found[m.doc_id[:3]][m.slogan] = (body + (m.role == "body"), headline + (m.role in HEADLINE))
    assert found == READ


def test_a_mention_is_what_is_printed(corpus):
    for m in corpus.mentions.itertuples():
        assert corpus.clean(m.doc_id)[m.start : m.end] == m.surface
        assert "".join(m.surface.split())[-2:] == m.slogan[-2:]


def test_a_region_is_no_district(corpus):
    about = corpus.documents.set_index("doc_id")["province"]
    regions = corpus.mentions[corpus.mentions["slogan"] == "质量强区"]
    for m in regions.itertuples():
        autonomous = pd.notna(about[m.doc_id]) and about[m.doc_id].endswith("自治区")
        assert m.scope == ("province" if autonomous else "district")


def test_names_and_chains(corpus):
    mentions = corpus.mentions.assign(
        text=[corpus.clean(m.doc_id)[m.end : m.end + 6] for m in corpus.mentions.itertuples()])
    assert (mentions.loc[mentions["text"].str.startswith("工作领导小组"), "use"] == "name").all()
    chained = mentions[mentions["via"] == "elided"]
    assert len(chained) == 3 and chained["chain_id"].notna().all()
    for chain in chained["chain_id"].unique():
        assert (mentions["chain_id"] == chain).sum() > 1


def test_the_grammar_is_whole():
    slots = grammar()
    assert set(slots) == {"family", "verb", "scope"}
    assert {"质量"} <= set(slots["family"]) and set("兴立强振") <= set(slots["verb"])
    assert set(slots["scope"].values()) == {"enterprise", "district", "county", "city", "province", "nation", "other"}


def test_counting_alone_equals_the_whole_chain(corpus, tmp_path):
    pd.testing.assert_frame_equal(count_slogans("seeds").table, slogan_table(corpus.mentions, corpus.documents))
    (tmp_path / "a.txt").write_text("今天天气很好，大家去公园。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    counts = count_slogans(tmp_path)
    whole = load_corpus(tmp_path)
    assert counts.table.empty and counts.n_documents == len(whole.documents) == 1
    pd.testing.assert_frame_equal(counts.rejects, whole.rejects)


def test_the_command_prints_what_the_table_holds(corpus, capsys):
    assert main(["slogans", "seeds"]) == 0
    printed = capsys.readouterr().out
    counted = corpus.mentions["role"].isin(COUNTED)
    body = (corpus.mentions["role"] == "body").sum()
    assert f"{body:,} in the body and {counted.sum() - body:,} in the headline of 5 of 5 documents" in printed
    assert "质量强国" in printed


def test_the_command_on_documents_without_a_slogan(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("今天天气很好，大家去公园。\n", encoding="utf-8")
    assert main(["slogans", str(tmp_path)]) == 0
    assert "none of the slogans" in capsys.readouterr().out
