"""Who says what: names and offices, reporting clauses, how far a speaker goes on, speeches, citations."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest
from pages import load_pages, parse_page
from score_speech import passages_of, score, totals

from helpers.tidy.said.persons import offices, persons
from helpers.tidy.said.reporting import announces
from helpers.tidy.speech import COLUMNS, speech

FORMS = tomllib.loads((Path(__file__).parent / "cases" / "statements.toml").read_text("utf-8"))["case"]

# Each case is a body as the labelled pages write it; what is between the tags must be found exactly.
CASES = {
    "verb joined to a short name": "市长王刚要求，⟦@王刚|市长|要求|indirect⟧各地要落实。⟦/@⟧王刚强调，⟦@王刚|市长|强调|indirect⟧要抓紧。⟦/@⟧",
    "requires without a comma":
    "副市长孙立新要求⟦@孙立新|副市长|要求|indirect⟧各县区尽快行动。⟦/@⟧他希望⟦@孙立新|副市长|希望|indirect⟧企业负起责任。⟦/@⟧",
    "occasion between name and verb": "县委书记罗海涛在听取汇报、察看现场后，强调，⟦@罗海涛|县委书记|强调|indirect⟧质量是命根子。⟦/@⟧",
    "attends and speaks": "市委副书记、市长何文斌出席会议并讲话，强调⟦@何文斌|市委副书记、市长|强调|indirect⟧要守住底线。⟦/@⟧副市长卢小雨主持会议。",
    "presides and requires": "副市长卢小雨主持会议并要求，⟦@卢小雨|副市长|要求|indirect⟧各部门要对标对表。⟦/@⟧",
    "goes on over paragraphs": (
        "市长何文斌指出，⟦@何文斌|市长|指出|indirect⟧质量是生命。⟦/@⟧\n⟦@何文斌|市长||indirect⟧要建机制，压责任。⟦/@⟧\n会前，何文斌参观了展览。"
    ),
    "a meeting": "会议指出，⟦@会议||指出|indirect⟧成绩来之不易。要再接再厉。⟦/@⟧会议强调，⟦@会议||强调|indirect⟧责任重于泰山。⟦/@⟧会议还表彰了先进集体。",
    "a document": "《通知》要求，⟦@通知||要求|indirect⟧各单位要制定方案。⟦/@⟧",
    "list announced": "副局长郭一平对下一步工作提出三点要求：⟦@郭一平|副局长|提出|indirect⟧一要学习；二要落实；三要检查。⟦/@⟧",
    "list after a full stop": "区长石青就贯彻会议精神作了部署。⟦@石青|区长|部署|indirect⟧一是抓源头。二是抓过程。⟦/@⟧",
    "quotation": "厂长陈大年说：⟦@陈大年|厂长|说|direct⟧“砸了牌子，就砸了饭碗。我们不干。”⟦/@⟧会场响起掌声。",
    "quoted word is no quotation": "市长何文斌说，⟦@何文斌|市长|说|indirect⟧“大路货”太多，“金招牌”太少。⟦/@⟧",
    "quotation before its speaker": "⟦@丁小满|居民|说|direct⟧“菜场的秤准了！”⟦/@⟧居民丁小满说。当天共检查市场三家。",
    "two speakers in one sentence":
    "市长何文斌指出，⟦@何文斌|市长|指出|indirect⟧质量是生命；⟦/@⟧副市长卢小雨要求，⟦@卢小雨|副市长|要求|indirect⟧各地要落实。⟦/@⟧",
    "blank in a name": "副省长秦　岭强调，⟦@秦岭|副省长|强调|indirect⟧要补短板。⟦/@⟧",
    "compound surname": "副县长欧阳海波表示，⟦@欧阳海波|副县长|表示|indirect⟧将全力支持。⟦/@⟧",
    "name of a minority": "自治州副州长买买提·吐尔逊表示，⟦@买买提·吐尔逊|自治州副州长|表示|indirect⟧将全力支持。⟦/@⟧",
    "preposition that is a surname": "会议由市长向全市发出号召。副市长于波指出，⟦@于波|副市长|指出|indirect⟧要重视。⟦/@⟧",
    "name with its office behind": "何文斌市长指出，⟦@何文斌|市长|指出|indirect⟧要重视。⟦/@⟧",
    "only the name": "何文斌指出，⟦@何文斌||指出|indirect⟧质量是生命。⟦/@⟧随后，与会人员参观了展厅。",
    "office without a name": "市质监局有关负责人介绍，⟦@|市质监局有关负责人|介绍|indirect⟧今年将抽查百家企业。⟦/@⟧",
    "woman": "副市长卢小雨主持会议。她强调，⟦@卢小雨|副市长|强调|indirect⟧不能松劲。⟦/@⟧据悉，全市已有三家企业获奖。",
    "attendance list ends it": (
        "市长何文斌强调，⟦@何文斌|市长|强调|indirect⟧要真抓实干。⟦/@⟧市政府主要领导、各县区主要负责人参加了会议。"
    ),
    "office list": "市质量强市工作领导小组副组长、市质监局局长温良玉介绍说，⟦@温良玉|市质量强市工作领导小组副组长、市质监局局长|介绍说|indirect⟧进展顺利。⟦/@⟧",
    "narration by another person": "市长何文斌指出，⟦@何文斌|市长|指出|indirect⟧要重视。⟦/@⟧副市长卢小雨宣读了表彰决定。",
    "expert with a trade": "养殖户刘桂芬告诉记者，⟦@刘桂芬|养殖户|告诉|indirect⟧现在有了标准。⟦/@⟧",
    "praise and then words": (
        "市长何文斌在讲话中首先肯定了全市质量工作取得的成绩。他指出，⟦@何文斌|市长|指出|indirect⟧差距还不小。⟦/@⟧"
    ),
    "congratulates and then speaks": (
        "市长何文斌代表市委、市政府向获奖企业表示热烈祝贺。他说，⟦@何文斌|市长|说|indirect⟧质量没有终点。⟦/@⟧"
    ),
    "matter before the name": "市长何文斌讲话。就做好下一步工作，何文斌要求，⟦@何文斌|市长|要求|indirect⟧各地要落实。⟦/@⟧",
    "adverbs": "市长何文斌还强调，⟦@何文斌|市长|强调|indirect⟧要快。⟦/@⟧何文斌最后强调，⟦@何文斌|市长|强调|indirect⟧要稳。⟦/@⟧",
    "comrade": "市长何文斌同志指出，⟦@何文斌|市长|指出|indirect⟧要快。⟦/@⟧",
    "according to": "据市质监局局长温良玉介绍，⟦@温良玉|市质监局局长|介绍|indirect⟧今年已抽查百家企业。⟦/@⟧",
    "organ": "市委、市政府要求，⟦@市委、市政府||要求|indirect⟧各级要抓落实。⟦/@⟧",
    "chief of staff": "会议由副市长卢小雨主持，市长何文斌出席并讲话。何文斌强调，⟦@何文斌|市长|强调|indirect⟧要担当。⟦/@⟧",
    "visitor": "省质监局副局长郑楠一行出席会议。郑楠认为，⟦@郑楠|省质监局副局长|认为|indirect⟧经验可贵。⟦/@⟧",
    "broken line": "市长何文斌指出，⟦@何文斌|市长|指出|indirect⟧质量是生命，标准⟦/@⟧\n⟦@何文斌|市长||indirect⟧是准绳。⟦/@⟧",
    "scheme put forward": "市委书记贾东平提出，⟦@贾东平|市委书记|提出|indirect⟧用三年时间翻身。⟦/@⟧",
    "encourages": "市委书记贾东平勉励企业家们：⟦@贾东平|市委书记|勉励|direct⟧“放手去干。”⟦/@⟧",
    "second sentence has a plain name": "副市长卢小雨强调，⟦@卢小雨|副市长|强调|indirect⟧要学习外地经验。这项工作不能等。⟦/@⟧卢小雨还到企业调研。",
    "reporter sums up": "会上，市长何文斌与各县区签订了责任书。全市已有百家企业达标。",
    "reporter's facts in the next paragraph": "市长何文斌说，⟦@何文斌|市长|说|indirect⟧信心很足。⟦/@⟧\n全市现有企业三千家，去年产值百亿元。",
    "names in a row": "市领导王清远、李思明等出席会议。李思明强调，⟦@李思明|市领导|强调|indirect⟧要重视。⟦/@⟧",
    "meeting holds and holds that": "会议传达了上级精神。会议认为，⟦@会议||认为|indirect⟧形势喜人。⟦/@⟧",
    "nobody speaks": "全市严格要求企业落实标准，明确要求做到全覆盖。市长质量奖是最高荣誉，局长办公会议定期研究。",
    "two offices": "市委副书记、代市长胡一川强调，⟦@胡一川|市委副书记、代市长|强调|indirect⟧要快。⟦/@⟧",
    "bureau with party post": (
        "省质监局党组书记、局长高天明说，⟦@高天明|省质监局党组书记、局长|说|indirect⟧省局全力支持。⟦/@⟧"
    ),
    "quotation over sentences before its speaker": (
        "⟦@马小兰|种粮大户|感慨|direct⟧“过去靠天。现在靠标准。”⟦/@⟧种粮大户马小兰感慨道。"
    ),
    "question answered": "有的干部问，怎么抓？市长何文斌说，⟦@何文斌|市长|说|indirect⟧抓住标准不放。⟦/@⟧",
    "office behind the second speaker": (
        "何文斌市长指出，⟦@何文斌|市长|指出|indirect⟧要快。⟦/@⟧胡一川书记强调，⟦@胡一川|书记|强调|indirect⟧要稳。⟦/@⟧"
    ),
    "surname and office": "市质监局局长温良玉到会。温局长强调，⟦@温良玉|市质监局局长|强调|indirect⟧要稳。⟦/@⟧",
    "conference ends with deeds": "市长何文斌强调，⟦@何文斌|市长|强调|indirect⟧要压实责任。⟦/@⟧会议印发了实施方案，三家企业作了交流发言。",
}


def page(body: str, genre: str = "report", head: str = ""):
    return parse_page(f'+++\ngenre = "{genre}"\n+++\n{head}⟦body⟧{body}')


def found(one):
    rows = speech(one.text, passages_of(one), one.front["genre"])
    return rows.astype(object).where(rows.notna(), "")


@pytest.mark.parametrize("body", [*CASES.values(), *(case["body"] for case in FORMS)],
                         ids=[*CASES, *(case["form"] for case in FORMS)])
def test_statements_of_a_report(body):
    one = page(body)
    rows = found(one)
    fields = ["speaker", "position", "verb", "mode", "start", "end"]
    got = rows.loc[rows["mode"] != "summary", fields].values.tolist()
    assert got == [[said[field] for field in fields] for said in one.statements]


@pytest.mark.parametrize("which", ["dev", "held", "fresh", "last", "blind", "blind2", "blind3"])
def test_labelled_pages(which):
    pages = load_pages(which)
    if not pages:
        pytest.skip("no labelled pages here")
    total = totals([score(one) for one in pages])
    assert total["f1"] >= 0.98
    assert total["char_accuracy"] >= 0.98
    assert total["position_rate"] >= 0.95


SPEECHES = {
    "byline": ("⟦title⟧在全市质量大会上的讲话\n⟦byline⟧某州市市长　何文斌\n", "同志们：\n质量是生命。", "何文斌", "某州市市长"),
    "title": ("⟦title⟧市质监局局长在质量强区会上的讲话\n", "同志们：\n质量是生命。", "", "市质监局局长"),
    "title with the name": ("⟦title⟧县长胡一川在全县质量大会上的讲话\n", "同志们：\n质量是生命。", "胡一川", "县长"),
    "a line that lost its role": ("⟦title⟧在全县质量大会上的讲话\n⟦navigation⟧县委副书记、县长　胡一川\n", "同志们：\n质量是生命。", "胡一川", "县委副书记、县长"),
    "own words with the name": ("", "各位来宾：\n大家好！我是市质监局局长温良玉。", "温良玉", "市质监局局长"),
    "own words": ("", "各位来宾：\n我作为区长，向大家报告。", "", "区长"),
    "whom he stands for": ("", "各位来宾：\n我代表市质监局向大会表示祝贺。", "", "市质监局"),
    "nothing told": ("", "同志们：\n质量是生命。", "", ""),
    "a rare surname": ("⟦title⟧在全市质量大会上的讲话\n⟦byline⟧中共某州市委书记　昃文斌\n", "同志们：\n质量是生命。", "昃文斌", "中共某州市委书记"),
    "a masked name": ("⟦title⟧在全县质量大会上的讲话\n⟦byline⟧××县人民政府县长　×××\n", "同志们：\n质量是生命。", "", "××县人民政府县长"),
    "offices alone": ("⟦title⟧在全区质量大会上的讲话\n⟦byline⟧区委副书记、区长\n", "同志们：\n质量是生命。", "", "区委副书记、区长"),
    "a bare name": ("⟦title⟧在全市质量大会上的讲话\n⟦byline⟧何文斌\n", "同志们：\n质量是生命。", "何文斌", ""),
    "a bare name under an office": ("⟦title⟧县长在全县质量大会上的讲话\n⟦byline⟧何文斌\n", "同志们：\n质量是生命。", "何文斌", "县长"),
    "a bare name with the day": ("⟦title⟧在全市质量大会上的讲话\n⟦byline⟧何文斌　2012年9月3日\n", "同志们：\n质量是生命。", "何文斌", ""),
    "a lead": ("⟦title⟧在全市质量大会上的讲话\n⟦other⟧主讲人：市长何文斌\n", "同志们：\n质量是生命。", "何文斌", "市长"),
    "title with the name alone": ("⟦title⟧何文斌同志在全市质量大会上的讲话\n", "同志们：\n质量是生命。", "何文斌", ""),
    "title with a colon": ("⟦title⟧何文斌：在全市质量大会上的讲话\n", "同志们：\n质量是生命。", "何文斌", ""),
    "title with brackets": ("⟦title⟧在全市质量大会上的讲话（何文斌）\n", "同志们：\n质量是生命。", "何文斌", ""),
    "an office right before the word": ("⟦title⟧质量强县动员大会县长讲话稿\n", "同志们：\n质量是生命。", "", "县长"),
    "leaders in general": ("⟦title⟧质量月启动仪式领导致辞\n", "同志们：\n质量是生命。", "", ""),
    "a button is no name": ("⟦title⟧在全市质量大会上的讲话\n⟦navigation⟧关闭\n", "同志们：\n质量是生命。", "", ""),
}


@pytest.mark.parametrize("name", SPEECHES)
@pytest.mark.parametrize("genre", ["speech", None])
def test_a_speech_is_its_speakers(name, genre):
    head, body, speaker, position = SPEECHES[name]
    one = page(body, "speech", head)
    rows = speech(one.text, passages_of(one), genre)
    assert rows["speaker"].fillna("").unique().tolist() == [speaker]
    assert rows["position"].fillna("").unique().tolist() == [position]
    assert rows["mode"].unique().tolist() == ["direct"]
    assert rows["verb"].isna().all()
    assert "".join(one.text[row.start:row.end] for row in rows.itertuples()) == body.replace("\n", "")


def test_a_speech_lasts_from_the_greeting_to_the_thanks():
    body = "编者按：现将何文斌同志的讲话刊登如下。\n同志们：\n质量是生命。\n谢谢大家！\n（根据录音整理）"
    one = page(body, "speech", "⟦title⟧在全市质量大会上的讲话\n⟦byline⟧何文斌\n")
    assert [one.text[row.start:row.end] for row in speech(one.text, passages_of(one), "speech").itertuples()] == [
        "同志们：", "质量是生命。", "谢谢大家！",
    ]


def test_a_report_under_the_title_of_a_speech_is_a_report():
    body = "全省质量大会昨日召开。何文斌在讲话中指出，我省质量工作已走在前列。他表示，“我一定全力支持。”"
    rows = found(page(body, "speech", "⟦title⟧省质量大会致辞\n"))
    assert rows[["speaker", "verb"]].values.tolist() == [["何文斌", "指出"], ["何文斌", "表示"]]


@pytest.mark.parametrize("own", ["我强调三点。", "同志们要抓紧。", "请各位抓好落实。"])
def test_a_speech_that_cites_a_meeting_stays_one(own):
    rows = found(page(f"质量是生命。全国大会指出，要建设质量强国。{own}", "speech", "⟦title⟧在全市质量大会上的讲话\n"))
    assert rows["mode"].tolist() == ["direct"]
    assert rows["verb"].tolist() == [""]


@pytest.mark.parametrize(("genre", "spoken"), [("other", True), ("report", False)])
def test_a_salutation_below_a_note_opens_a_speech(genre, spoken):
    body = "相关推荐\n市长质量奖讲话稿\n同志们：\n这次会议的任务是评奖。"
    assert (found(page(body, genre))["mode"].tolist() == ["direct"] * 2) is spoken


def test_an_open_letter_to_many_is_nobodys_speech():
    one = page("各位师傅：\n有的老板说，别人都这么干。\n一、守住窖池。\n二、亮出证照。", "other", "⟦title⟧致全市酒企的一封公开信\n")
    assert [one.text[row.start:row.end] for row in found(one).itertuples()] == ["别人都这么干。"]


def test_an_appeal_of_many_is_nobodys_speech():
    one = page("全市企业家朋友们：\n我们倡议，诚信经营。", "speech", "⟦title⟧“质量强市”倡议书\n")
    assert speech(one.text, passages_of(one), "speech").empty


def test_a_citation_nests_in_a_speech():
    body = "同志们：\n何文斌市长在全市大会上提到，为什么邻市发展得好？因为重视质量。我们要学习。"
    one = page(body, "speech", "⟦title⟧区长在质量强区大会上的讲话\n")
    rows = speech(one.text, passages_of(one), "speech")
    outer, cited = rows[rows["speaker"].isna()], rows[rows["speaker"].notna()]
    assert cited[["speaker", "position", "verb", "mode"]].values.tolist() == [["何文斌", "市长", "提到", "indirect"]]
    assert [one.text[row.start:row.end] for row in cited.itertuples()] == ["为什么邻市发展得好？因为重视质量。"]
    assert ((outer["start"] <= cited["start"].item()) & (cited["end"].item() <= outer["end"])).any()


def test_an_authority_cited_inside_a_statement_does_not_take_over():
    one = page("市长何文斌指出，质量是生命。胡一川总书记强调，要守住底线。我们必须落实。")
    rows = found(one)
    assert rows["speaker"].tolist() == ["何文斌"]


def test_summaries_are_told_apart():
    one = page("会上，市质监局局长温良玉通报了抽查情况。副市长卢小雨就贯彻落实会议精神提出明确要求。")
    rows = found(one)
    assert rows["mode"].tolist() == ["summary", "summary"]
    assert rows[["speaker", "verb"]].values.tolist() == [["温良玉", "通报"], ["卢小雨", "提出"]]
    assert [one.text[row.start:row.end] for row in rows.itertuples()] == ["抽查情况", "明确要求"]


def test_a_new_article_starts_without_a_speaker():
    one = page("市长何文斌指出，质量是生命。\n⟦title⟧另一篇文章\n⟦body⟧要闻：各地要抓好春耕。")
    assert len(found(one)) == 1


def test_only_the_body_speaks():
    one = page("全市召开大会。", head="⟦title⟧何文斌强调，要抓质量\n")
    assert found(one).empty


@pytest.mark.parametrize("genre", ["commentary", "notice"])
def test_whoever_is_cited_by_a_text_that_reports_nothing_has_one_sentence(genre):
    one = page("市长何文斌指出，质量是生命。各地要行动起来。市质监局要牵头抓总。", genre)
    rows = found(one)
    assert [one.text[row.start:row.end] for row in rows.itertuples()] == ["质量是生命。"]


INTERVIEW = (
    "某州市质监局局长温良玉接受了本刊采访。\n"
    "某州质量杂志：质量兴市从哪里做起？\n温良玉：⟦@温良玉|某州市质监局局长||direct⟧从一把秤做起。⟦/@⟧\n"
    "某州质量杂志：明年有什么打算？\n温良玉：⟦@温良玉|某州市质监局局长||direct⟧把检测送到厂门口。⟦/@⟧\n"
    "采访结束，温良玉送记者到门口。他笑着说：⟦@温良玉|某州市质监局局长|笑着说|direct⟧“做人也要有标准。”⟦/@⟧"
)


def test_a_paper_asks_and_its_reporter_tells_of_the_guest():
    one = page(INTERVIEW)
    fields = ["speaker", "position", "verb", "mode", "start", "end"]
    assert found(one)[fields].values.tolist() == [[said[field] for field in fields] for said in one.statements]


def test_columns_types_and_input():
    one = page(CASES["two speakers in one sentence"])
    passages = passages_of(one)
    before = passages.copy(deep=True)
    rows = speech(one.text, passages)
    pd.testing.assert_frame_equal(passages, before)
    assert tuple(rows.columns) == COLUMNS
    nothing = speech("", passages.iloc[:0])
    assert tuple(nothing.columns) == COLUMNS and nothing.dtypes.equals(rows.dtypes) and nothing.empty
    assert persons("", passages.iloc[:0]).dtypes.equals(persons(one.text, passages).dtypes)


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="role"):
        speech("", pd.DataFrame({"passage_id": [], "start": [], "end": []}))


def test_persons_keep_the_first_office():
    one = page("市委常委、副市长卢小雨主持会议，市领导李思明、卢小雨等出席。某州市人大常委会副主任尤 力，厂长陈大年发言。")
    rows = persons(one.text, passages_of(one))
    assert rows[["name", "position"]].values.tolist() == [
        ["卢小雨", "市委常委、副市长"], ["李思明", "市领导"], ["尤力", "某州市人大常委会副主任"], ["陈大年", "厂长"],
    ]
    assert one.text[rows["start"][2]:rows["end"][2]] == "尤 力"


@pytest.mark.parametrize(("text", "position"), [
    ("访市质监局局长周涛", "市质监局局长"), ("专访副市长周涛", "副市长"), ("市信访局局长周涛", "市信访局局长"),
])
def test_an_interview_is_no_part_of_the_office(text, position):
    passages = pd.DataFrame({"role": ["title"], "start": [0], "end": [len(text)]})
    assert persons(text, passages)["position"].tolist() == [position]


@pytest.mark.parametrize(("printed", "expected"), [
    ("某州市场监管局局长", "某州市场监管局局长"), ("某州县人民政府县长", "某州县人民政府县长"), ("原副省长", "原副省长"),
    ("**市市长", "**市市长"), ("某省委书记、省长", "某省委书记、省长"), ("市委、市政府副秘书长", "市委、市政府副秘书长"),
    ("省人大常委会副主任、省总工会主席", "省人大常委会副主任、省总工会主席"), ("县区、市直部门和副市长", "副市长"),
    ("时任市长", "市长"), ("某州区委书记、区人大常委会主任", "某州区委书记、区人大常委会主任"),
])
def test_offices_as_printed(printed, expected):
    assert offices(printed) == expected


def test_persons_take_the_fuller_office():
    one = page("王立平副市长到会。某州市副市长王立平讲话。质量科科长王立平是另一人。")
    assert persons(one.text, passages_of(one))[["name", "position"]].values.tolist() == [["王立平", "某州市副市长"]]


@pytest.mark.parametrize(("text", "names"), [
    ("局长办公会议，县长充分肯定了成绩。", []), ("书记特别强调，要快。", []), ("经理一致认为，要快。", []),
    ("主任当场表示，要改。", []), ("市质监局党组成员、副局长到会。", []), ("市委常委会主任会议召开。", []),
    ("市质监局质量处处长到会。", []), ("市长古丽努尔·艾买提主持。", ["古丽努尔·艾买提"]), ("州长扎西达娃，州委书记何文斌到会。", ["扎西达娃", "何文斌"]),
    ("局长达成共识，要快。", []), ("主任特此通知，要快。", []),
])
def test_what_is_a_name(text, names):
    passages = pd.DataFrame({"role": ["body"], "start": [0], "end": [len(text)]})
    assert persons(text, passages)["name"].tolist() == names


def test_announces():
    assert announces("卢小雨提出三点意见。", "一要快。")
    assert not announces("卢小雨提出三点意见。", "会后参观。")
