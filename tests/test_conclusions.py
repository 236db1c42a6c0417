"""What can and cannot be concluded: every sentence follows its number, every verdict its guard."""

import copy
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.measure.conclusions import CAN, CANNOT, conclusions

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@pytest.fixture(scope="module")
def claims(seeds):
    return conclusions(seeds).set_index("claim")


def last_line(number: str) -> str:
    """The headline number that a committed notebook prints last."""
    path = next(NOTEBOOKS.glob(f"{number}-*.ipynb"))
    outputs = [o for cell in json.loads(path.read_text("utf-8"))["cells"] for o in cell.get("outputs", [])
               if o["output_type"] == "stream"]
    return "".join(outputs[-1]["text"])


def test_claims_about_these_documents_can_be_made_and_those_beyond_them_cannot(claims):
    assert claims.loc["known years", ["n", "base", "verdict"]].tolist() == [5, 5, CAN]
    columns = ["n", "base", "low", "verdict"]
    assert claims.loc["use of the family", columns].tolist() == [5, 5, pytest.approx(0.478, abs=1e-3), CAN]
    for claim in ("place and year apart", "兴 to 强 over the years", "兴 to 强 within a place", "beginnings",
                  "obligation by genre"):
        assert claims.loc[claim, "verdict"] == CANNOT, claim


def test_every_claim_names_a_notebook_and_says_a_sentence(claims):
    assert claims.index.is_unique
    assert claims["sentence"].str.fullmatch(r"(?s)[A-Z质\d].*\.").all(), claims["sentence"].tolist()
    assert claims["notebook"].isin([path.name[:2] for path in NOTEBOOKS.glob("*.ipynb")]).all()
    assert not claims["sentence"].str.contains("nan|<NA>|None ").any()


def test_the_numbers_are_those_that_the_notebooks_print(claims):
    mentions = int(re.search(r"(\d+) mentions", claims.loc["use of the family", "sentence"])[1])
    assert last_line("40").startswith(f"{mentions} mentions of the family 质量 in headline and body of 5 of 5 documents")
    assert last_line("10").startswith(f"{int(claims.loc['unsure repairs', 'base']):,} edits")
    assert f"One year known for {int(claims.loc['known years', 'n'])} of 5" in last_line("20")
    assert f"place for {int(claims.loc['known places', 'n'])} of 5" in last_line("20")


def test_a_changed_number_changes_its_sentence_and_a_missing_one_takes_it_away(seeds, claims):
    changed = copy.copy(seeds)
    first = seeds.mentions["slogan"] == "质量立市"
    changed.mentions = seeds.mentions[~first]
    after = conclusions(changed).set_index("claim")["sentence"]
    assert "质量立市" in claims.index and "质量立市" not in after.index
    assert claims.loc["beginnings", "sentence"] != after["beginnings"]
    assert claims.loc["known years", "sentence"] == after["known years"]


def test_a_verdict_turns_with_its_guard(seeds):
    """Five documents cannot tell verbs of two halves apart; fifteen like them, of one place and all texts, can."""
    rng = np.random.default_rng(1)

    def times(table):
        return pd.concat([table.assign(doc_id=table["doc_id"] + f"_{number}") for number in range(3)],
                         ignore_index=True)

    many = copy.copy(seeds)
    for name in ("documents", "mentions", "passages", "sentences", "tokens", "edits", "speech", "devices"):
        setattr(many, name, times(getattr(seeds, name)))
    many.passages["text"] = ["".join(map(chr, rng.integers(0x4E00, 0x9000, 60))) for _ in range(len(many.passages))]
    many.documents = many.documents.assign(province="河南省", city="商丘市", district=pd.NA)
    claim = conclusions(many).set_index("claim").loc["兴 to 强 over the years"]
    assert claim["n"] < 0.05


def test_nothing_is_concluded_from_nothing(tmp_path):
    assert conclusions(load_corpus(tmp_path)).empty


@pytest.mark.parametrize("text", ["今天天气很好，大家都去公园散步了，天气真的很好。\n", "某市开展质量强市活动，推进质量强市工作，成效很好，大家都很满意。\n"])
def test_one_document_without_year_or_place(tmp_path, text):
    (tmp_path / "a.txt").write_text(text * 3, encoding="utf-8")
    table = conclusions(load_corpus(tmp_path)).set_index("claim")
    assert table.loc["known years", "n"] == 0
    assert not table["sentence"].str.contains("nan|<NA>").any()
    assert (table.loc[table["notebook"].isin(["30", "50"]), "verdict"] == CANNOT).all()


def test_sentences_fit_one_document(tmp_path):
    (tmp_path / "a.txt").write_text("望川市召开质量强市大会\n\n　　本报讯 2016年3月12日，望川市召开质量强市大会。市长林若谷强调，要推进质量强市建设。\n",
                                    encoding="utf-8")
    said = conclusions(load_corpus(tmp_path)).set_index("claim")["sentence"]
    assert said["known years"].startswith("One year is known for the only document")
    assert said["texts"] == "There is one document and one text."
    assert said["unsure repairs"] == "Nothing was changed in the raw text."
    assert said["use of the family"].startswith("The only document uses a slogan of the family 质量, 3 mentions")
    assert said["from above to below"].endswith("no document says a slogan of a level above its own.")
    assert "not of two years that are known" in said["兴 to 强 over the years"]
    assert "of one genre (report has 1 document)" in said["obligation by genre"]
    assert not said.str.contains(r"\b0 of|\b0 times|1 of the only|of of|speech is its").any(), said.tolist()


def test_two_documents_of_one_place_are_no_two_places_and_no_trend(tmp_path):
    for name, year, verb in (("a", 2011, "强"), ("b", 2012, "兴")):
        (tmp_path / f"{name}.txt").write_text(f"商丘市召开质量{verb}市大会\n\n　　本报讯 {year}年3月12日，河南省商丘市召开质量{verb}市大会。\n",
                                              encoding="utf-8")
    claims = conclusions(load_corpus(tmp_path)).set_index("claim")
    assert claims.loc["place and year apart", "verdict"] == CANNOT
    assert claims.loc["place and year apart", "sentence"].endswith("the documents are not of two known places.")
    assert "in 1 place: " in claims.loc["兴 to 强 within a place", "sentence"]
    assert "rises in 0, falls in 1 and stays in 0" in claims.loc["兴 to 强 within a place", "sentence"]


def test_attributed_text_is_that_of_the_notebook_that_it_names(claims):
    share = claims.loc["attributed text", "n"] / claims.loc["attributed text", "base"]
    assert last_line("60").startswith(f"Attributed to a speaker, speeches aside: {share:.1%} of "
                                      f"{int(claims.loc['attributed text', 'base']):,} body characters")
