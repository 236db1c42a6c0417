"""Places: names in text, the subject told from what is merely mentioned, and the settled place."""

import json
import time
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from pages import load_pages
from score_places import gold, score_places, shares

from helpers.tidy.gazetteer import gazetteer_of
from helpers.tidy.layout import lay_out
from helpers.tidy.outlets import level_evidence, outlet_evidence, outlet_level
from helpers.tidy.place.settle import FIELDS
from helpers.tidy.places import load_divisions, place_evidence, settle_place
from helpers.tidy.repair import repair

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "state-council-work-reports.jsonl"
SOURCES = pd.read_csv(Path(__file__).parent / "cases" / "outlets.csv", dtype="string").fillna("").to_dict("records")
CASES = tomllib.loads((Path(__file__).parent / "cases" / "places.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def divisions():
    """One row per code, name and interval."""
    return load_divisions()


def built(parts):
    """Return the text and passages of a page given as [role, text] pairs, one line each."""
    rows, clean = [], ""
    for number, (role, text) in enumerate(parts):
        text += "\n"
        rows.append((number, role, len(clean), len(clean) + len(text), text))
        clean += text
    return clean, pd.DataFrame(rows, columns=["passage_id", "role", "start", "end", "text"])


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_subject(case, divisions):
    clean, passages = built(case["page"])
    evidence = place_evidence(clean, passages, divisions, case.get("year"))
    settled = settle_place(evidence, divisions, case.get("year"))
    found = ["" if pd.isna(settled[name]) else settled[name] for name in FIELDS] + [settled["place_level"]]
    assert found == case["place"]
    assert settled["place_masked"] == case.get("masked", False)


@pytest.mark.parametrize("case", SOURCES, ids=lambda case: f"{case['place']}: {case['line'][:20]}")
def test_outlet_of_a_line(case):
    """The line stands at the head or the tail of a page, under each role that a layout may give it."""
    body = ["body", "昨日，全市质量工作会议召开，部署下一步工作。会议由副市长主持，有关部门负责人参加。"]
    for role in case["roles"].split():
        page = [["navigation", "首页 > 要闻"], ["title", "让质量说话"], body]
        page.insert({"first": 0, "head": 2, "tail": 3}[case["place"]], [role, case["line"]])
        if case["foot"]:
            page.append(["copyright", case["foot"]])
        evidence = outlet_evidence(*built(page))
        outlets = evidence.loc[evidence["accepted"], "value"].unique().tolist()
        assert outlets == [case["outlet"]] * bool(case["outlet"]), role


@pytest.mark.parametrize(
    ("text", "year", "names"),
    [
        ("内蒙古自治区包头市和内蒙古的包头", 2016, ["内蒙古自治区", "包头市", "内蒙古自治区", "包头市"]),
        ("海西蒙古族藏族自治州、海西州", 2016, ["海西蒙古族藏族自治州"] * 2),
        ("江苏无锡", 2007, ["江苏省", "无锡市"]),
        ("襄樊", 2005, ["襄樊市"]),
        ("襄樊", 2015, []),
        ("浙江义乌", 2015, ["浙江省", "义乌市"]),
        ("推广西部经验，隆重庆祝，形成都市圈，黄河北岸，医保定点", 2015, []),
        ("和平发展，合作市场，战略新兴区域，老城区，质量兴县，沿海城市", 2015, []),
    ],
)
def test_names_in_text(text, year, names, divisions):
    found = gazetteer_of(divisions).find(text, year)
    assert [mention.divisions[0].name for mention in found] == names


def test_every_division_is_its_own_subject(divisions):
    """The full name of each prefecture and province, as actor of headline and lead, gives its code."""
    gazetteer, year, wrong = gazetteer_of(divisions), 2014, []
    for code, rows in gazetteer.by_code.items():
        for row in rows:
            if row.level == "county" or not row.valid(year) or row.valid_to == year:
                continue
            page = [["title", f"{row.name}召开质量大会"], ["body", f"昨日，{row.name}召开质量大会，部署今年的重点工作。"]]
            settled = settle_place(place_evidence(*built(page), divisions, year), divisions, year)
            if settled["adcode"] != code:
                wrong.append((row.name, settled))
    assert not wrong


@pytest.mark.parametrize(("outlet", "level"), [
    ("人民日报", "central"), ("《中国质量报》", "central"), ("新华日报", None), ("中国芜湖网", "city"), ("内蒙古日报", "provincial"),
    ("北京晚报", "provincial"), ("延边日报", "city"), ("义乌商报", "county"), ("夷陵晨报", None), ("夷陵区政府办公室", "county"),
    ("楚天快报", None), ("质量瞭望网", None),
])
def test_level_of_an_outlet(outlet, level, divisions):
    assert outlet_level(outlet, divisions) == level
    assert level_evidence(outlet, divisions)["value"].tolist() == [level] * bool(level)


@pytest.mark.parametrize(("page", "reprint"), [
    ([["navigation", "深圳建材网 > 行业资讯"], ["byline", "来源：某城日报"]], "某城日报"),
    ([["byline", "转自：某城山麓网"]], "某城山麓网"),
    ([["navigation", "某城网 > 新闻"], ["byline", "来源：某城日报"]], None),
    ([["byline", "来源：某城日报"]], None),
])
def test_a_reprint_is_told_from_the_page_of_its_own_paper(page, reprint):
    body = ["body", "昨日，全市质量工作会议召开，部署下一步工作。会议由副市长主持，有关部门负责人参加。"]
    clean, passages = built([*page, ["title", "让质量说话"], body])
    evidence = outlet_evidence(clean, passages)
    found = evidence[evidence["field"] == "reprint_of"]
    assert found["value"].tolist() == [reprint] * bool(reprint)
    assert all(clean[row.start:row.end] == row.text for row in found.itertuples())


# One page of the last set names its paper only in the window's title, one only its site, in the notice of rights; one
# of the second blind set names it nowhere, and two print an office and a site that the labels do not take for outlets.
@pytest.mark.parametrize(("which", "outlet"), [
    ("dev", 0.95), ("held", 0.95), ("fresh", 0.95), ("last", 0.93), ("blind", 0.97), ("blind2", 0.90),
])
def test_labelled_pages(which, outlet):
    if not load_pages(which):
        pytest.skip(f"no labelled pages in {which}")
    reached = shares(score_places(which))
    assert reached["place"] >= 0.98
    assert reached["page"] >= 0.97
    assert reached["place_masked"] == 1
    assert reached["genre"] >= 0.97
    assert reached["outlet"] >= outlet


@pytest.mark.skipif(not REPORTS.exists(), reason="the work reports for measuring are not on this machine")
@pytest.mark.parametrize("titled", [True, False], ids=["with its title", "the text alone"])
def test_no_work_report_is_placed_below_the_nation(divisions, titled):
    below = []
    for report in map(json.loads, REPORTS.read_text(encoding="utf-8").splitlines()):
        clean = repair(f"{report['title']}\n\n" * titled + report["content"]).clean
        year = int(report["year"][:4]) if report["year"] else None
        settled = settle_place(place_evidence(clean, lay_out(clean), divisions, year), divisions, year)
        if settled["place_level"] != "nation" or pd.notna(settled["province"]):
            below.append((report["title"], settled["province"], settled["place_level"]))
    assert not below


def test_masked_names_are_not_guessed(divisions):
    for which in ("dev", "held", "fresh", "last", "blind", "blind2"):
        for page in load_pages(which):
            if page.front["place_masked"]:
                settled = settle_place(place_evidence(*gold(page), divisions), divisions)
                found = ["" if pd.isna(settled[name]) else settled[name] for name in FIELDS]
                assert found == [page.front[name] for name in FIELDS], page.name


def test_the_callers_rows_stand_above_the_page(divisions):
    clean, passages = built([["title", "无锡市召开质量大会"], ["body", "昨日，无锡市召开质量大会，部署全市工作。"]])
    evidence = place_evidence(clean, passages, divisions, 2010)
    before = evidence.copy()
    given = {"field": "city", "value": "包头", "kind": "sidecar", "accepted": True, "reason": "metadata.csv"}
    settled = settle_place(pd.concat([evidence, pd.DataFrame([given])]), divisions, 2010)
    assert [settled[name] for name in ("province", "city", "adcode")] == ["内蒙古自治区", "包头市", "150200"]
    given |= {"field": "district", "value": "义乌市", "kind": "correction"}
    settled = settle_place(pd.concat([evidence, pd.DataFrame([given])]), divisions, 2010)
    assert [settled[name] for name in FIELDS] == ["浙江省", "金华市", "义乌市"]
    assert settled["place_level"] == "county"
    pd.testing.assert_frame_equal(evidence, before)


def test_an_unknown_place_in_the_callers_row_is_an_error(divisions):
    row = {"field": "city", "value": "某某市", "kind": "sidecar", "accepted": True}
    with pytest.raises(ValueError, match="某某市.*check the spelling"):
        settle_place(pd.DataFrame([row]), divisions, 2010)


def test_a_broken_table_of_divisions_names_its_line(tmp_path):
    path = tmp_path / "divisions.csv"
    path.write_text("adcode,name,level,parent,valid_from,valid_to,source\n1,某市,town,,,,x\n", "utf-8")
    with pytest.raises(ValueError, match="line 2: level"):
        load_divisions(path)


def test_a_page_of_thousands_of_mentions_is_weighed_in_time(divisions):
    page = built([["body", f"滁州市召开质量强市工作会议，要求提高第{n}类产品质量。"] for n in range(20_000)])
    begun = time.process_time()
    place_evidence(*page, divisions)
    assert time.process_time() - begun < 12
