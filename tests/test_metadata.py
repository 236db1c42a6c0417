"""What is settled about a document: titles, declared lengths, and decisions against the page."""

from itertools import accumulate

import pandas as pd
import pytest

from helpers.corpus import rules
from helpers.tidy.layout import lay_out
from helpers.tidy.metadata import check_decided, decided_evidence, declared_evidence, settle, title_evidence

PAGE = "滁州市召开质量强市大会\n\n  2012年3月5日，滁州市召开质量强市工作会议。市长李某强调，要推进质量强市建设。\n"


def decided(*rows: tuple[str, str], kind: str = "sidecar") -> pd.DataFrame:
    frame = pd.DataFrame([(*row, "by hand") for row in rows], columns=["field", "value", "reason"])
    return decided_evidence(frame, kind)


def settled(*decisions: pd.DataFrame, page: str = PAGE) -> tuple[dict, pd.DataFrame]:
    everything = pd.concat([decided(), *decisions], ignore_index=True)
    return settle(page, lay_out(page), rules().calendar, rules().divisions, everything)


def passage(role: str, text: str) -> pd.DataFrame:
    return pd.DataFrame({"role": [role], "start": [0], "end": [len(text)], "text": [text]})


@pytest.mark.parametrize(("notice", "expect"), [
    ("……（未完，全文共5795字，当前仅显示2035字，请阅读下面提示信息。", {"total": 5795, "shown": 2035}),
    ("……（某某网省略725字，正式会员可完整阅读）……", {"omitted": 725}),
    ("全文共 12,345 字，剩余80%内容，还有1200字未显示", {"total": 12345, "omitted": 1200}),
    ("（本文约3000字，只显示前500字）", {"total": 3000, "shown": 500}),
    ("点击展开全文", {}),
    ("阅读全文（共3页）", {}),
])
def test_declared_lengths(notice, expect):
    evidence = declared_evidence(notice, passage("truncation", notice))
    found = {field.removeprefix("declared_"): int(value) for field, value in zip(evidence["field"], evidence["value"])}
    assert found == expect
    for claim in evidence.itertuples():
        assert notice[claim.start : claim.end] == claim.text


def test_numbers_outside_truncation_notices_declare_nothing():
    text = "全文共5795字，显示2035字"
    assert declared_evidence(text, passage("body", text)).empty


def test_a_length_declared_twice_is_taken_once():
    text = "全文共5795字……本文共800字"
    evidence = declared_evidence(text, passage("truncation", text))
    assert evidence["accepted"].tolist() == [True, False]


def test_title_over_two_lines_is_one_title():
    page = "滁州市召开质量\n  强市大会\n"
    evidence = title_evidence(page, passage("title", page))
    assert evidence["value"].tolist() == ["滁州市召开质量强市大会"]
    assert page[evidence["start"].item() : evidence["end"].item()] == evidence["text"].item()


def test_the_marks_of_a_markdown_heading_are_no_part_of_the_title():
    page = "## 质量强市大会\n"
    evidence = title_evidence(page, passage("title", page))
    assert evidence[["value", "start", "end"]].values.tolist() == [["质量强市大会", 3, 9]]


def test_a_page_without_a_title_has_none():
    assert pd.isna(settled(page="  昨日，全市质量强市工作会议召开，部署全年工作，市领导出席会议并讲话。\n")[0]["title"])


def test_without_decisions():
    fields, evidence = settled()
    assert (fields["city"], fields["year"], fields["year_basis"]) == ("滁州市", 2012, "stated")
    assert not evidence["reason"].str.contains("overruled").any()


@pytest.mark.parametrize("rows", [
    [("city", "滁州")], [("province", "安徽省")], [("year", "2012")], [("event", "2012-03")], [("genre", "report")],
    [("title", "滁州市召开质量强市大会")],
])
def test_a_decision_that_the_page_agrees_with_overrules_nothing(rows):
    fields, evidence = settled(decided(*rows))
    before, _ = settled()
    changed = {name for name in fields if str(fields[name]) != str(before[name])}
    assert changed <= {"event_from", "event_to"}
    assert not evidence["reason"].str.contains("overruled").any()


@pytest.mark.parametrize(("rows", "overruled"), [
    ([("city", "芜湖")], {"city"}),
    ([("district", "义乌市")], {"city", "province", "place_level"}),
    ([("year", "2011")], {"event"}),
    ([("event", "2011-03-05")], {"event"}),
    ([("title", "别的题目")], {"title"}),
    ([("genre", "speech")], {"genre"}),
    ([("year_from", "2011"), ("year_to", "2013")], set()),
])
def test_what_the_page_says_against_a_decision_is_kept_and_not_accepted(rows, overruled):
    before = settled()[1]
    evidence = settled(decided(*rows))[1]
    found = evidence[evidence["reason"].str.contains("overruled by the sidecar")]
    assert set(found["field"]) == overruled
    assert not found["accepted"].any()
    assert len(evidence) == len(before) + len(rows)


def test_the_input_is_left_as_it_was():
    rows = decided(("year", "2011"))
    before = rows.copy()
    settled(rows, decided(("year", "2010"), kind="correction"))
    pd.testing.assert_frame_equal(rows, before)


def test_a_sidecars_place_gives_way_as_a_whole():
    """The province of a sidecar must not stand beside a city that a correction puts into another one."""
    fields, evidence = settled(decided(("province", "江苏省")), decided(("city", "芜湖"), kind="correction"))
    assert (fields["province"], fields["city"]) == ("安徽省", "芜湖市")
    assert not evidence.query("kind == 'sidecar'")["accepted"].item()


def test_decisions_that_contradict_each_other():
    with pytest.raises(ValueError, match="the table of divisions has no such place"):
        check_decided(decided(("province", "江苏省"), ("city", "芜湖")), rules().divisions)


def test_no_decision_passes():
    check_decided(decided(), rules().divisions)


@pytest.mark.parametrize(("body", "genre"), [
    ("记者从昆山市市场监管局获悉，昆山成功创建示范城市。", "report"),
    ("昆山成功创建示范城市，全市企业都在行动。", "other"),
])
def test_what_a_reporter_learnt_is_a_report(body, genre):
    assert settled(page=f"昆山：质量强市走在前\n\n　　{body}\n")[0]["genre"] == genre


@pytest.mark.parametrize(("page", "genre"), [
    ("滨江市质量强市工作领导小组2017年第二次会议纪要\n\n　　7月11日，副市长主持召开会议，听取汇报。会议指出，要抓落实。\n", "notice"),
    ("滨江分局2008年质量兴区工作总结及2009年工作打算\n\n　　2008年，我局在区委的领导下，以质量兴区为主线，完成了全年任务。\n", "notice"),
    ("关　于　开　展　质　量　月　活　动　的　通　知\n\n　　经研究，定于9月1日至30日在全县开展活动，请认真组织。\n", "notice"),
    ("什么是质量强省？\n\n　　质量强省，是省级人民政府以提升质量为目标的一种做法，各地陆续提出。\n", "other"),
    ("一颗螺丝也不放过\n——访滨江市质监局局长周启明\n本报记者　丁一\n\n　　近日，记者走进了市质监局，听他讲质量强市。\n"
     "　　记者：不少老板说这是大企业的事？\n　　周启明：这个想法要不得，小厂更要抓质量。\n"
     "　　记者：钱从哪里来？\n　　周启明：检测平台对小厂减半收费，龙头企业向配套厂开放。\n", "report"),
    ("滨江市质量兴企倡议书\n\n　　全市广大企业家朋友们：\n　　质量是企业的生命，我们向全市企业发出如下倡议，让我们携起手来。\n", "other"),
    ("滨江市企业响应质量倡议书\n——全市质量月活动启动侧记\n本报记者　丁一\n\n　　昨日，质量月活动启动，三十家企业签字。\n", "report"),
    ("以质量托举发展\n——论学习贯彻质量纲要\n\n　　质量发展纲要已经印发，各地抓落实，要因地制宜，不搞一刀切。\n", "commentary"),
    ("滨江市质量论坛举行\n——论坛吸引三百家企业\n\n　　昨日，滨江市质量论坛举行，三百家企业参加，市长出席并致辞。\n", "report"),
    ("江河评论｜让质量成为底气\n\n　　质量月又到了。企业少，更要以质取胜，岂能等企业多了再讲质量？\n", "commentary"),
    ("滨江市开展质量月宣传活动\n\n　　以质量支撑为主题的宣传活动由市场监管局牵头，十六家单位共同参与。\n", "report"),
    ("滨江市组织开展质量月\n\n　　质量支撑是今年的主题，全市企业都在行动。\n", "other"),
    ("质量强市工作领导讲话\n\n　　质量是强市的引擎，企业都在行动。\n　　同志们：\n　　这次会议很重要，要抓好落实。\n", "speech"),
    ("全国人民代表大会关于政府工作报告的决议\n\n　　会议听取和审议了总理所作的政府工作报告，决定批准这个报告。\n", "notice"),
    ("持续推进质量强国建设（人民论坛）\n\n　　近日，中共中央、国务院印发纲要，为质量强国画出蓝图，质量事关每一个人。\n", "commentary"),
    ("质量论坛（滨江）\n\n　　近日，滨江市举行质量论坛，三百家企业参加，市长出席。\n", "report"),
    ("质量提升有了新招\n\n　　在近期召开的滨江市人民代表大会第三次会议上，市长肯定了去年的成绩，并提出新要求。\n", "report"),
    ("滨江市政府举行发布会介绍质量工作\n\n　　周启明：女士们、先生们，上午好！今天请来了市质监局局长。\n"
     "　　吴立群：各位记者朋友，大家好。去年抽查合格率为百分之九十三。\n", "report"),
    ("省工作会议致辞\n\n　　昨日，省政府召开质量工作会议，表彰两家企业。\n"
     "　　周启明在讲话中指出，质量兴省已走在前面。吴立群表示，要感谢各地的支持。\n", "report"),
    ("　　为落实纲要，结合省情实际，提出如下实施意见。\n　　一、总体要求\n　　到2025年，质量水平明显提高，品牌成效增强。\n", "notice"),
    ("　　（三）各级部门要解决群众关心的质量问题，推动质量强市。\n　　电话：010-12345678\n　　二〇一二年四月十二日\n　　附件：\n　　申报表\n"
     "　　填表说明\n　　本表用计算机填写，数字统一用阿拉伯数字，请按要求填写自述报告，可以另附页。\n", "notice"),
    ("滨江政府工作报告.doc\n\n　　一、去年工作回顾，财政收入平稳增长，质量强市有了起色，全年目标完成。\n", "speech"),
    ("代表讨论政府工作报告\n\n　　昨日，代表们分组讨论，会议由市长主持，大家要求把质量写进报告。\n", "report"),
    ("2022新年献词：质量的使命\n\n　　三十年来，质量伴随城市成长，这是新的起点，也是新的考卷。\n", "commentary"),
    ("滨江接受国家验收\n\n　　1月24日，创建质量强市专家组赶赴滨江市，对创建活动进行现场检查验收。\n", "report"),
])
def test_a_genre_is_told_by_its_form(page, genre):
    assert settled(page=page)[0]["genre"] == genre


@pytest.mark.parametrize(("place", "bound", "year"), [("莱芜市", "../2019-06-30", 2018), ("临沂市", None, None)])
def test_a_name_that_is_no_more_bounds_the_year(place, bound, year):
    """The table of divisions has 莱芜市 until 2018; the state's new office was founded in that year."""
    body = f"　　7月18日至19日，国家市场监管总局党组成员率调研组到山东省{place}调研，{place}市长陪同调研。\n"
    fields, evidence = settled(page=f"调研组到{place}调研\n\n{body}")
    found = evidence[evidence["reason"].str.contains("a name in use until")]
    assert found["value"].tolist() == [bound] * bool(bound)
    assert pd.isna(fields["year"]) if year is None else fields["year"] == year


def test_the_lines_of_one_title_are_one_value():
    lines = [("title", "某县人民政府\n"), ("title", "关于表彰质量奖获奖单位的决定\n"), ("dateline", "2013-01-06\n"),
             ("title", "某县表彰质量奖获奖单位\n")]
    clean = "".join(text for _, text in lines)
    ends = list(accumulate(len(text) for _, text in lines))
    passages = pd.DataFrame({"role": [role for role, _ in lines], "start": [0, *ends[:-1]], "end": ends})
    titles = title_evidence(clean, passages)
    assert titles["value"].tolist() == ["某县人民政府关于表彰质量奖获奖单位的决定", "某县表彰质量奖获奖单位"]
    assert titles["accepted"].tolist() == [True, False]
    assert [clean[s:e] for s, e in zip(titles["start"], titles["end"])] == titles["text"].tolist()
