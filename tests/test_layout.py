"""The layout on labelled pages, on the seeds, and on any text at all."""

import time
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, add_rates, body_f1, by_role, load_pages, parse_page, score_page, simplified

from helpers.tidy.layout import ROLES, explain_layout, lay_out
from helpers.tidy.page import fixtures
from helpers.tidy.page.fixtures import furniture
from helpers.tidy.page.lines import fold, join_wrapped, split_lines
from helpers.tidy.page.notices import RULES, classify
from helpers.tidy.page.repeats import same_headline

SEEDS = Path(__file__).parent.parent / "seeds"
PARAGRAPH = "9月5日，我市召开质量工作会议，安排部署下一阶段重点任务，市长周启明出席会议并讲话，要求各级各部门抓好落实。"
SECOND = "周启明指出，质量是企业的生命，要从源头抓起，从小事做起，一个环节一个环节地管，一件产品一件产品地查。"


def roles_of(text, markup=()):
    """Return [role, stripped text] per passage."""
    frame = lay_out(text, markup)
    return [[role, passage.strip()] for role, passage in zip(frame["role"], frame["text"])]


def role_at(text, part, markup=()):
    """Return the role of the passage that holds `part`."""
    frame = lay_out(text, markup)
    at = text.index(part)
    return frame.loc[(frame["start"] <= at) & (at < frame["end"]), "role"].item()


def assert_tiled(text, frame):
    assert list(frame.columns) == ["passage_id", "role", "start", "end", "text"]
    assert frame["passage_id"].tolist() == list(range(len(frame)))
    assert "".join(frame["text"]) == text
    assert frame["start"].tolist() == [0, *frame["end"].tolist()[:-1]][:len(frame)]
    assert (frame["end"] > frame["start"]).all()
    assert set(frame["role"]) <= set(ROLES)
    assert all(text[row.start:row.end] == row.text for row in frame.itertuples())


# --- labelled pages


def scores(which: str) -> pd.DataFrame:
    pages = load_pages(which)
    if not pages:
        pytest.skip(f"no labelled pages in {which}")
    return pd.concat([score_page(page, lay_out(simplified(page.text), page.markup)) for page in pages])


@pytest.mark.parametrize("which", ["dev", "held", "fresh", "last", "blind", "blind2"])
def test_body_is_found_on_labelled_pages(which):
    found = scores(which)
    micro, macro = body_f1(found)
    print(f"\n{which}: body F1 micro {micro:.4f}, macro {macro:.4f}")
    print(by_role(found).round(3).to_string(index=False))
    if which == "dev":
        body = add_rates(found[found["role"] == "body"])
        print(body.loc[body["f1"] < 0.98, ["page", "precision", "recall", "f1"]].to_string(index=False))
    assert micro >= 0.98


@pytest.mark.parametrize(("which", "least"), [
    ("dev", 0.95), ("held", 0.95), ("fresh", 0.95), ("last", 0.95), ("blind", 0.98), ("blind2", 0.98),
])
def test_headline_and_credits_are_found_on_labelled_pages(which, least):
    found = by_role(scores(which)).set_index("role")
    wanted = ["title", "subtitle", "byline", "dateline"]
    assert (found.loc[wanted, "f1"] >= least).all(), found.loc[wanted].round(3)


@pytest.mark.parametrize("which", ["dev", "held", "fresh", "last", "blind", "blind2"])
def test_page_labels_cover_the_text(which):
    for page in load_pages(which):
        assert {role for _, _, role in page.roles} - {None} <= set(ROLES), page.name
        assert page.roles[-1][1] == len(page.text), page.name


def test_scorer_counts_characters_without_blanks():
    page = parse_page("+++\nformat = \"text\"\n+++\n⟦title⟧甲 乙\n⟦body⟧⟦@周某|市长|说|indirect⟧丙丁。⟦/@⟧戊\n")
    assert page.text == "甲 乙\n丙丁。戊\n"
    assert page.statements == (
        {"speaker": "周某", "position": "市长", "verb": "说", "mode": "indirect", "start": 4, "end": 7},
    )
    guess = pd.DataFrame({"role": ["title", "body"], "start": [0, 2], "end": [2, 9]})
    counts = add_rates(score_page(page, guess)).set_index("role")
    assert counts.loc["body", ["hit", "predicted", "labelled"]].tolist() == [4, 5, 4]
    assert counts.loc["body", "f1"] == pytest.approx(8 / 9)
    assert counts.loc["title", "recall"] == 0.5


def test_scorer_reads_html_text_and_marks():
    page = parse_page(
        "+++\nformat = \"html\"\n+++\n<html><head><title>网</title><style>x</style></head>"
        "<body><h1>⟦title⟧甲&amp;乙</h1><p>⟦body⟧丙<b>丁</b></p></body></html>"
    )
    assert page.text.strip() == "甲&乙\n丙丁"
    assert {(0, 3, "h1"), (4, 6, "p")} <= set(page.markup)
    assert [role for _, _, role in page.roles] == ["title", "body"]


@pytest.mark.parametrize("source", ["no front matter", "+++\n+++\n⟦/@⟧x", "+++\na = 1\n+++\n⟦@a|b|c|d⟧x"])
def test_scorer_names_the_page_that_is_broken(source):
    with pytest.raises(ValueError, match="p7"):
        parse_page(source, "p7")


# --- single kinds of mess, in either width


def test_roles_of_a_plain_report():
    page = (
        "当前位置：首页 > 新闻 > 正文\n周启明在全市质量大会上强调\n让质量成为城市名片\n韩立秋主持会议\n"
        f"本报讯（记者 宋晓 李文）{PARAGRAPH}\n{SECOND}（林某某）\n《示例质量报》\n"
    )
    assert roles_of(page) == [
        ["navigation", "当前位置：首页 > 新闻 > 正文"],
        ["kicker", "周启明在全市质量大会上强调"],
        ["title", "让质量成为城市名片"],
        ["subtitle", "韩立秋主持会议"],
        ["dateline", "本报讯（记者 宋晓 李文）"],
        ["body", PARAGRAPH],
        ["body", SECOND],
        ["byline", "（林某某）"],
        ["byline", "《示例质量报》"],
    ]


def test_a_page_without_title_has_none():
    roles = lay_out(f"首页 | 新闻 | 视频 | 论坛\n{PARAGRAPH}\n{SECOND}\n")["role"].tolist()
    assert roles == ["navigation", "body", "body"]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("上一篇 2009年9月16日 放大 缩小", ["navigation", "dateline", "navigation"]),
        ("发布时间：2012-09-15　来源：示例日报　浏览次数：120　【大 中 小】", ["dateline", "byline", "navigation"]),
        ("记者 宋晓    来源:示例网—示例日报", ["byline"]),
        ("2016-04-21 16:25:53 示例新闻网", ["dateline"]),
        ("(责任编辑:宋晓)", ["byline"]),
        ("【打印】【关闭】【返回顶部】", ["navigation"]),
        ("市质监局召开会议安排质量兴市工作", []),
        ("时间：2012年9月，全市上下掀起了质量兴市的热潮。", []),
    ],
)
def test_lines_of_menu_date_and_credit(line, expected):
    assert [span.role for span in furniture(fold(line))] == expected


def test_a_line_given_up_early_is_no_furniture(monkeypatch):
    texts = [fold(path.read_text("utf-8", "replace")) for path in (Path(__file__).parent / "cases").rglob("*.*")]
    lines = sorted({line.strip() for text in texts for line in text.split("\n")} - {""})
    given_up = [furniture(line) for line in lines]
    monkeypatch.setattr(fixtures, "_tokens", lambda text, spare: fixtures._TOKEN.finditer(text))
    assert sum(map(bool, given_up)) > 50
    assert [line for line, spans in zip(lines, given_up, strict=True) if furniture(line) != spans] == []


@pytest.mark.parametrize(
    "text, cut",
    [
        ("第三段还没有说完，就被……(示例文秘网http://x.example.cn省略725字,正式会员可完整阅读)……接着说完。", "省略725字"),
        ("讲到这里……（未完，全文共5795字，当前仅显示2035字，请阅读下面提示信息。", "未完"),
        ("这是正文的末尾……[点击查看全文]", "点击查看全文"),
    ],
)
def test_cut_notice_inside_a_line(text, cut):
    page = f"质量大会召开\n{PARAGRAPH}\n{text}\n"
    assert role_at(page, cut) == "truncation"
    assert role_at(page, text[:5]) == "body"


@pytest.mark.parametrize(
    "opening", ["本报讯（记者 张三）", "示例网滨海3月5日电 ", "本报滨海6月17日讯　", "本报讯 (秦 荣 罗 刚)", "【本报讯】记者张三报道："]
)
def test_dateline_before_the_prose(opening):
    passages = roles_of(f"全市质量大会召开\n{opening}{PARAGRAPH}\n{SECOND}\n")
    assert [role for role, _ in passages] == ["title", "dateline", "body", "body"]
    assert passages[2][1] == PARAGRAPH


@pytest.mark.parametrize("closing", ["（林某某）", "（责任编辑：林某某）", "（本报记者 林某某）", " 责任编辑：林某某"])
def test_credit_behind_the_prose(closing):
    assert roles_of(f"全市质量大会召开\n{PARAGRAPH}\n{SECOND}{closing}\n")[-2:] == [
        ["body", SECOND], ["byline", closing.strip()]
    ]


@pytest.mark.parametrize("ending", ["（试行）", "（万元）", "（完）", "（掌声）"])
def test_brackets_at_the_end_that_name_nobody(ending):
    assert "byline" not in lay_out(f"全市质量大会召开\n{PARAGRAPH}\n{SECOND[:-1]}{ending}\n")["role"].tolist()


def test_second_printing_is_a_duplicate_with_small_differences():
    again = f"{PARAGRAPH.replace('重点任务', '任务')}\n{SECOND.replace('要从', '从')}\n"
    page = f"全市质量大会召开\n{PARAGRAPH}\n{SECOND}\n{again}"
    assert lay_out(page)["role"].tolist() == ["title", "body", "body", "duplicate", "duplicate"]


def test_repeated_slogan_is_no_duplicate():
    slogan = "让我们行动起来，为质量强市而奋斗！"
    assert "duplicate" not in lay_out(f"大会召开了\n{PARAGRAPH}\n{slogan}\n{SECOND}\n{slogan}\n")["role"].tolist()


def test_parallel_paragraphs_are_no_duplicates():
    frame = "要{0}。各级各部门要把{0}摆上重要位置，主要领导亲自抓，分管领导具体抓，一级抓一级，层层抓落实。"
    tasks = ["加强源头管理和过程控制", "推进标准化和计量工作", "做强名牌产品和骨干企业"]
    page = "质量大会召开\n" + PARAGRAPH + "\n" + "\n".join(map(frame.format, tasks))
    assert lay_out(page)["role"].tolist() == ["title"] + ["body"] * 4


def test_title_printed_again():
    page = f"全市质量大会召开_示例网\n2016-04-21 16:25:53\n——全市质量大会召开\n{PARAGRAPH}\n{SECOND}\n"
    assert lay_out(page)["role"].tolist() == ["title", "dateline", "duplicate", "body", "body"]
    assert not same_headline("全市质量大会召开", "全省质量工作会议召开")


def test_contents_list_before_a_speech():
    page = (
        "在全市质量大会上的讲话\n（2011年3月5日）\n市长　周启明\n目录：\n一、提高认识\n二、狠抓落实\n\n各位领导、同志们：\n"
        f"{PARAGRAPH}\n一、提高认识\n{SECOND}\n二、狠抓落实\n要一级抓一级，层层抓落实，把各项任务落到实处。\n"
    )
    assert lay_out(page)["role"].tolist() == (
        ["title", "dateline", "byline", "outline", "outline", "outline"] + ["body"] * 6
    )


def test_hard_wrapped_paragraphs_are_one_passage_each():
    def wrap(text):
        return "\n".join(text[start:start + 30] for start in range(0, len(text), 30))

    third = "会议表彰了三家获得市长质量奖的企业，两家企业作了发言，与会人员还参观了检测中心的开放日活动现场和标准样品展。"
    paragraphs = [PARAGRAPH + SECOND, third + SECOND[:20] + "，今后五年都要坚持下去，一年接着一年干。"]
    page = "质量大会召开\n" + "\n".join("　　" + wrap(text) for text in paragraphs) + "\n"
    passages = roles_of(page)
    assert [role for role, _ in passages] == ["title", "body", "body"]
    assert [text.replace("\n", "") for _, text in passages[1:]] == paragraphs


def test_short_lines_are_not_joined():
    page = "一、提高认识，统一思想\n二、明确任务，落实责任\n三、加强领导，严格考核\n四、营造氛围，形成合力\n"
    assert len(join_wrapped(split_lines(page), fold(page))) == 4


def test_notice_keeps_addressees_number_signature_and_date_in_the_body():
    page = (
        "滨海市人民政府关于开展质量兴市活动的通知\n滨政发〔2012〕00号\n各县、区人民政府，市直有关部门：\n"
        f"{PARAGRAPH}\n{SECOND}\n滨海市人民政府办公室\n2012年9月15日\n【打印】【关闭】\n"
    )
    assert lay_out(page)["role"].tolist() == ["title"] + ["body"] * 6 + ["navigation"]


def test_what_stands_below_the_article():
    page = (
        f"全市质量大会召开\n{PARAGRAPH}\n{SECOND}\n相关新闻\n• 某县开展质量月活动(2014-09-01)\n• 某区表彰质量标兵(2014-09-02)\n"
        "最新评论\n网友 2016-05-12 08:11:40: 支持！\n示例网版权与免责声明:\n①凡本网注明“来源:示例网”的稿件,版权均属本网,未经授权不得转载。\n"
        "地址:示例路6号 电话:000-0000000\n"
    )
    assert lay_out(page)["role"].tolist() == (
        ["title", "body", "body"] + ["related"] * 3 + ["other"] * 2 + ["copyright"] * 3
    )


def test_captions_and_foreign_lines_between_paragraphs():
    page = f"全市质量大会召开\n{PARAGRAPH}\n图为会议现场。　宋晓 摄\nQuality Conference Opens\n{SECOND}\n"
    assert lay_out(page)["role"].tolist() == ["title", "body", "other", "other", "body"]


def test_markup_votes():
    page = f"某县动态\n全市质量大会召开\n{PARAGRAPH}\n{SECOND}\n滨海示例\n"
    tail = page.index("滨海示例")
    markup = ((5, 13, "h1"), (0, 4, "nav"), (tail, tail + 4, "footer"))
    roles = lay_out(page, markup)["role"].tolist()
    assert roles == ["navigation", "title", "body", "body", "copyright"]


def test_lost_blanks_do_not_hide_the_date():
    page = f"大会召开了\n????2012-09-15????来源：示例日报\n????{PARAGRAPH}\n{SECOND}\n"
    assert role_at(page, "2012-09-15") == "dateline"


def test_every_passage_has_a_reason():
    assert explain_layout(f"首页 | 新闻 | 视频\n大会召开\n{PARAGRAPH}\n")["reason"].str.len().gt(0).all()


def test_every_rule_has_a_known_role():
    assert {rule.role for rule in RULES} <= set(ROLES)
    assert classify(split_lines("市长出席质量兴市大会")[0]) == []


# --- small pages, one form each

FORMS = tomllib.loads((Path(__file__).parent / "cases" / "layout.toml").read_text("utf-8"))["case"]
LEAD = "9月19日，滨海市召开家具产业质量提升推进会，宣布首批集体商标准用企业名单。"
THIRD = "会议表彰了三家获得市长质量奖的企业，两家企业作了发言，与会人员还参观了检测中心的开放日活动现场。"


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, id=form["name"], marks=[
            pytest.mark.xfail(strict=True, reason=form["known_failure"])] if "known_failure" in form else [])
        for form in FORMS
    ],
)
def test_forms_of_pages(form):
    source = form["page"].strip("\n").replace("{A}", PARAGRAPH).replace("{B}", SECOND)
    source = source.replace("{C}", THIRD).replace("{L}", LEAD)
    page = parse_page(f"+++\nformat = \"text\"\n+++\n{source}", form["name"])
    expected = merged((role, page.text[start:end]) for start, end, role in page.roles)
    found = lay_out(page.text)
    assert merged(zip(found["role"], found["text"])) == expected


def merged(passages):
    """Return [role, text without blanks] with neighbours of one role joined."""
    parts = []
    for role, text in passages:
        text = "".join(text.split())
        if parts and parts[-1][0] == role:
            parts[-1][1] += text
        elif text:
            parts.append([role, text])
    return parts


# --- the seeds


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no seeds here")
@pytest.mark.parametrize(
    "name, expected",
    [
        ("000", {"kicker": 1, "title": 1, "subtitle": 1, "byline": 1, "dateline": 1, "body": 7}),
        ("002", {"title": 1, "body": 5, "duplicate": 5, "related": 5}),
        ("004", {"title": 2, "subtitle": 0, "duplicate": 1, "dateline": 1, "body": 9, "byline": 2}),
    ],
)
def test_seeds_in_simplified(name, expected):
    text = next(SEEDS.glob(f"{name}_*.txt")).read_text("utf-8")
    counts = lay_out(text)["role"].value_counts()
    assert {role: int(counts.get(role, 0)) for role in expected} == expected


# --- any text

PIECES = st.sampled_from(
    "\n 　。，：；！？!?:;()（）“”…—|>·【】12年月日省略字全文共未完首页上一篇记者张三来源版权本报讯电a—\r\u2028"
)
LINES = [PARAGRAPH, SECOND, "\n", "质量大会召开\n", "相关新闻\n", "目录：\n", "一、认识\n", "……"]
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=120).map("".join),
    st.lists(st.sampled_from(LINES), max_size=20).map("".join),
)
TAGS = st.sampled_from(["h1", "nav", "p", "footer", "aside"])
MARKS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TAGS))


@given(TEXTS, MARKS)
@settings(deadline=None, max_examples=300)
def test_passages_tile_any_text(text, marks):
    markup = tuple((start, end, tag) for start, end, tag in marks if start < end <= len(text))
    frame = lay_out(text, markup)
    assert_tiled(text, frame)
    starts = [row.start for row in frame.itertuples()][1:]
    assert not any(text[start].isspace() for start in starts)


@given(TEXTS)
@settings(deadline=None, max_examples=100)
def test_layout_is_a_function_of_the_text(text):
    pd.testing.assert_frame_equal(lay_out(text), lay_out(text))


@pytest.mark.parametrize("text", ["", "\n", " \n\n　", "\n" * 1000])
def test_blank_text(text):
    frame = lay_out(text)
    assert_tiled(text, frame)
    assert frame["role"].tolist() == (["other"] if text else [])


@pytest.mark.parametrize("unit", ["一", "1", "a", "…", "(", "?", "。", "“", " ", "记者 ", "2012年", "首页 ", "省略1字"])
def test_long_runs_take_linear_time(unit):
    text = unit * (100_000 // len(unit))
    begun = time.process_time()
    assert_tiled(text, lay_out(text))
    assert time.process_time() - begun < 2


def test_a_page_of_a_megabyte_takes_seconds():
    body = "".join(f"{PARAGRAPH[:-1]}，这是第{number}次会议，{SECOND}\n" for number in range(3000))
    page: Page = Page("big", {}, body)
    begun = time.process_time()
    assert_tiled(page.text, lay_out(page.text))
    assert time.process_time() - begun < 3
