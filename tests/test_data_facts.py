"""Facts kept as tables: calendar, milestones and administrative divisions."""

import calendar
import datetime
import re
from pathlib import Path

import pandas as pd
import pytest

DATA = Path(__file__).parents[1] / "data"
YEARS = range(1990, 2026)


def read(name, **kwargs):
    """Read a table with every cell as text, empty cells as missing."""
    return pd.read_csv(DATA / name, dtype="string", **kwargs)


@pytest.fixture(scope="module")
def terms():
    """One row per dated term."""
    return read("calendar.csv")


@pytest.fixture(scope="module")
def milestones():
    """One row per event of national quality policy."""
    return read("milestones.csv")


@pytest.fixture(scope="module")
def divisions():
    """One row per code, name and interval, with years as numbers."""
    frame = read("divisions.csv")
    return frame.astype({"valid_from": "Int64", "valid_to": "Int64"})


def at_year_end(frame, year):
    """Return the rows that hold on 31 December of a year."""
    return frame[(frame["valid_from"].fillna(0) <= year) & (frame["valid_to"].fillna(9999) > year)]


def possible_in(frame, year):
    """Return the rows that hold at some time within a year."""
    return frame[(frame["valid_from"].fillna(0) <= year) & (frame["valid_to"].fillna(9999) >= year)]


def starts_period(day, precision):
    """Tell whether a date is the first one of the period that its precision names."""
    return precision == "day" or (day.day == 1 and (precision == "month" or day.month == 1))


def ends_period(day, precision):
    """Tell whether a date is the last one of the period that its precision names."""
    last_of_month = day.day == calendar.monthrange(day.year, day.month)[1]
    return precision == "day" or (last_of_month and (precision == "month" or day.month == 12))


def twice(values):
    """The values of which a table has more than one, so that a failure names them."""
    return values[values.duplicated()].tolist()


# calendar.csv


def test_calendar_has_its_columns_and_enough_rows(terms):
    assert list(terms.columns) == ["term", "kind", "first", "last", "precision", "note", "source"]
    assert len(terms) >= 60


def test_calendar_terms_are_unique_and_every_row_has_a_source(terms):
    assert twice(terms["term"]) == []
    assert terms[["term", "kind", "first", "precision", "note", "source"]].notna().all(axis=None)
    assert (terms["source"].str.len() > 8).all()
    assert not terms["term"].str.contains(r"\s").any()


def test_calendar_uses_the_agreed_values(terms):
    assert set(terms["kind"]) <= {
        "plenum", "congress", "slogan", "agency", "plan", "document", "event", "office",
    }
    assert set(terms["precision"]) <= {"day", "month", "year"}


def test_calendar_dates_parse_and_fit_their_precision(terms):
    for row in terms.itertuples():
        first = datetime.date.fromisoformat(row.first)
        assert starts_period(first, row.precision), row.term
        if row.last is not pd.NA:
            last = datetime.date.fromisoformat(row.last)
            assert first <= last, row.term
            assert ends_period(last, row.precision), row.term


def test_every_agency_that_was_dissolved_has_an_end(terms):
    ends = terms.set_index("term")["last"]
    assert ends["国家质检总局"] == ends["国家质量监督检验检疫总局"] == "2018-04-30"
    assert ends["国家质量技术监督局"] == "2001-12-31"
    assert pd.isna(ends["市场监管总局"])


def test_the_spirit_of_a_meeting_comes_after_the_meeting(terms):
    first = terms.set_index("term")["first"]
    meetings = [term for term in first.index if f"{term}精神" in first.index]
    assert len(meetings) >= 25
    for meeting in meetings:
        assert first[meeting] < first[f"{meeting}精神"], meeting


def test_plenums_of_one_committee_follow_each_other(terms):
    numerals = "一二三四五六七"
    plenums = terms[terms["term"].str.fullmatch(r".+届[一二三四五六七]中全会")]
    parts = plenums["term"].str.extract(r"(?P<committee>.+届)(?P<number>.)中全会")
    parts["number"] = parts["number"].map(numerals.index)
    for _, group in parts.join(plenums["first"]).groupby("committee"):
        assert group.sort_values("number")["first"].is_monotonic_increasing


def test_a_variant_does_not_change_the_date(terms):
    first = terms.set_index("term")["first"]
    assert first["党的十八大"] == first["十八大"]
    assert first["十八届三中、四中、五中全会"] == first["十八届五中全会"] == "2015-10-26"
    assert first["十七届五中全会"] == "2010-10-15"


def test_a_congress_can_be_awaited_before_it_opens(terms):
    first = terms.set_index("term")["first"]
    assert first["党的十八大"] < "2012-03-05" < first["十八大精神"]


# milestones.csv


def test_milestones_have_their_columns_and_sources(milestones):
    assert list(milestones.columns) == ["date", "precision", "event_zh", "event_en", "kind", "source"]
    assert len(milestones) >= 10
    assert milestones.notna().all(axis=None)
    assert twice(milestones["event_zh"]) == []


def test_milestones_are_dated_and_in_order(milestones):
    for row in milestones.itertuples():
        assert starts_period(datetime.date.fromisoformat(row.date), row.precision), row.event_zh
    assert milestones["date"].tolist() == sorted(milestones["date"])


def test_the_three_outlines_are_there(milestones):
    outlines = milestones[milestones["event_zh"].str.contains("纲要")]
    assert outlines["date"].str[:4].tolist() == ["1996", "2012", "2023"]


def test_calendar_and_milestones_agree(terms, milestones):
    first = terms.set_index("term")["first"]
    for term in ("质量振兴纲要", "产品质量法", "质量强国建设纲要", "全国质量强市示范城市", "质量月"):
        events = milestones[milestones["event_zh"].str.contains(term)]
        assert events["date"].min() == first[term], term


# divisions.csv


def test_divisions_have_their_columns_and_stay_small(divisions):
    expected = ["adcode", "name", "level", "parent", "valid_from", "valid_to", "source"]
    assert list(divisions.columns) == expected
    assert divisions[["adcode", "name", "level", "source"]].notna().all(axis=None)
    assert (DATA / "divisions.csv").stat().st_size < 1_000_000


def test_codes_and_levels_fit(divisions):
    assert divisions["adcode"].str.fullmatch(r"[1-8]\d{5}").all()
    province = divisions["adcode"].str.endswith("0000")
    prefecture = divisions["adcode"].str.endswith("00") & ~province
    assert (divisions["level"] == "province").eq(province).all()
    assert (divisions["level"] == "prefecture").eq(prefecture).all()
    assert divisions["parent"].isna().eq(province).all()


def test_names_are_names_of_divisions(divisions):
    assert divisions["name"].str.fullmatch(r"[\u3400-\u9fff]{2,15}").all()
    assert not divisions["name"].isin(["市辖区", "县", "市", "省直辖县级行政区划"]).any()


def test_intervals_run_forward(divisions):
    closed = divisions.dropna(subset=["valid_from", "valid_to"])
    assert (closed["valid_from"] < closed["valid_to"]).all()
    assert divisions[["valid_from", "valid_to"]].stack().between(1981, 2026).all()


@pytest.mark.parametrize("year", YEARS)
def test_codes_are_unique_and_parents_exist_in_every_year(divisions, year):
    held = at_year_end(divisions, year)
    assert held["adcode"].is_unique
    assert held["parent"].dropna().isin(held["adcode"]).all()
    assert held["level"].eq("province").sum() in range(31, 35)
    assert 3150 < len(held) < 3280


def test_every_change_has_both_names_within_its_year(divisions):
    names = possible_in(divisions, 2010).query("adcode == '420600'")["name"]
    assert set(names) == {"襄樊市", "襄阳市"}


# code, name, a year in which it held, the year in which it began or ended (None: neither within the table)
CASES = [
    ("420600", "襄樊市", 2009, None, 2010),
    ("420600", "襄阳市", 2011, 2010, None),
    ("530800", "思茅市", 2006, 2003, 2007),
    ("530800", "普洱市", 2008, 2007, None),
    ("150200", "包头市", 2016, None, None),
    ("632800", "海西蒙古族藏族自治州", 2018, None, None),
    ("150000", "内蒙古自治区", 2016, None, None),
    ("110228", "密云县", 2014, 1982, 2015),
    ("110118", "密云区", 2016, 2015, None),
    ("330185", "临安市", 2016, 1996, 2017),
    ("330112", "临安区", 2018, 2017, None),
    ("371200", "莱芜市", 2017, 1992, 2018),
    ("370116", "莱芜区", 2019, 2018, None),
    ("110223", "通县", 1996, 1982, 1997),
    ("110112", "通州区", 1998, 1997, None),
    ("372500", "聊城地区", 1996, None, 1997),
    ("371500", "聊城市", 1998, 1997, None),
    ("510200", "重庆市", 1996, None, 1997),
    ("500000", "重庆市", 1998, 1997, None),
    ("460007", "东方市", 1998, 1997, 2003),
    ("411400", "商丘市", 2009, 1997, None),
    ("350427", "沙县", 2020, 1983, 2021),
    ("350405", "沙县区", 2022, 2021, None),
    ("540481", "米林市", 2024, 2023, None),
    ("653228", "和康县", 2025, 2024, None),
    ("500112", "渝北区", 2024, 1997, 2025),
    ("500157", "两江新区", 2025, 2025, None),
    ("810000", "香港特别行政区", 2000, 1997, None),
    ("710000", "台湾省", 2000, None, None),
]


@pytest.mark.parametrize(("code", "name", "year", "begins", "ends"), CASES)
def test_known_divisions(divisions, code, name, year, begins, ends):
    row = at_year_end(divisions, year).query("adcode == @code").squeeze()
    assert row["name"] == name
    assert (None if pd.isna(row["valid_from"]) else row["valid_from"]) == begins
    assert (None if pd.isna(row["valid_to"]) else row["valid_to"]) == ends


def test_parents_follow_the_code(divisions):
    parents = at_year_end(divisions, 2016).set_index("adcode")["parent"]
    assert parents["150203"] == "150200"
    assert parents["150200"] == "150000"
    assert parents["110105"] == "110000"
    assert parents["429004"] == "420000"


def test_misprints_of_the_standard_are_noted_not_taken_over(divisions):
    assert not divisions["name"].eq("荷泽市").any()
    heze = divisions.query("adcode == '371700'").squeeze()
    assert "荷泽市 in 2002-2004" in heze["source"]


@pytest.mark.parametrize("year", range(2002, 2014))
def test_the_standard_agrees(divisions, year):
    revision = pytest.importorskip("gb2260.data").data[year]
    summary_line = re.compile("^(市|县|省属虚拟市)$|市辖区$|直辖|群岛|海域$")
    printed = {(str(c), n) for c, n in revision.items() if not summary_line.search(n)}
    held = possible_in(divisions, year)
    ours = set(zip(held["adcode"], held["name"], strict=True))
    assert len(printed - ours) / len(printed) < 0.02
