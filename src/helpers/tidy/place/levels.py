"""What a page calls its own place without naming it: 我市, 全县, 质量强区, **区."""

from __future__ import annotations

import re

from helpers.tidy.gazetteer import Division
from helpers.tidy.place.article import HEADLINE, Article

# What the page calls itself counts as known from here on.
LEVEL_KNOWN = 3.0
UNIT = {
    "市": "city",
    "县": "county",
    "区": "district",
    "州": "city",
    "盟": "city",
    "地区": "city",
    "省": "province",
    "旗": "county",
    "自治区": "province",
}
_MASK = re.compile(
    r"(?:\*{1,6}|[×xX]{1,4}|[Oo○〇]{2,4}|(?<![\u4e00-\u9fff])某某?|(?<=[省市])某某?|_{2,}|□{1,4})(?=(自治区|地区"
    r"|[省市州盟县区旗])(?![场域别级]))"
)
_MASK_BEGINS = re.compile("[*×xXOo○〇某_□]")
SELF = re.compile(r"(?:我|全|本|该)(省|市|县|区|州|盟|旗|地区|自治区)(?![场域别级民])")
SLOGAN_UNIT = re.compile(
    r"(?:质量|品牌|名牌|标准|创新|旅游|以质)(?:[ \n]?[兴强立]|振兴)[ \n]?([省市州县区旗盟])(?![场域])"
)
_BARE_OFFICE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[以由受任为]))(?:副)?(省|市|县|区|州|旗|盟)(?:长|委书记)"
)
# 5月8日，区长李明到企业调研: the head of the place's own government, whom a page names without the place.
_HEAD = re.compile(r"(?:^|[日,，午])[ ]*([市县区州旗])长(?![一-鿿]?(?:质量奖|办公会|热线|信箱))[\u4e00-\u9fff]{2}")
_BARE_ORGANS = re.compile(
    r"([省市县区州盟旗])(?:(?<![\u4e00-\u9fff].)|(?<=[，,]由.))(?:委、|人民政府|政府|政协|人大|(?![场域级长])(?:[\u4e00-\u9fff]{2,8}?)?局(?!部(?!署)|[限面势域]))"
)
# 各县（市、区）人民政府，市政府各部门： whom a notice is addressed to tells whose it is.
_ADDRESSED = re.compile(
    r"(?:^|\n)[ ]*各[^\n:。]{0,24}(?:政府|管委会|办事处|单位)[^\n:。]{0,60}?[,、 ](省|市|县|区|州|盟|旗)(?:人民)?政府(?:各|有关|直属|所属)[^\n。]{0,40}:"
)
# A prefecture under an administrative office (地区, 盟) calls itself 全区 too.
_PREFECTURE = re.compile(r"行署|地委|地区(?<![\u4e00-\u9fff]地区)(?=[\u4e00-\u9fff])")
# 市质监局部署…, 市政府召开…: the headline begins with an organ of the place.
_ORGAN_OPENS = re.compile(rf"^[ \[(【]*{_BARE_ORGANS.pattern}(?!网)", re.MULTILINE)
EVENT = r"(?:大会|会议|动员会|推进会|座谈会|现场会|例会|联席会议|仪式|活动|论坛|表彰会|培训班|月)"
NATION_ACTS = re.compile(
    rf"(?:全国|国务院|中共中央|总局)[^,。;:!?]{{0,30}}(?:{EVENT}|召开|印发|发布|部署|出台|通知|意见|启动)"
)

# The nation's own paper: 2015年国务院政府工作报告, 全国人民代表大会关于…的决议; or who speaks for it.
_NATION_SPEAKS = re.compile(
    r"^[ ]*(?:\d{4}年)?(?:第[一二三四五六七八九十]{1,3}届)?"
    r"(?:中华人民共和国|国务院|中共中央|中央人民政府|全国人民代表大会|全国人大)[^,。;\n我市县]{0,40}"
    r"(?:报告|决议|决定|意见|通知|公报|纲要|规定|条例|办法|公告)(?:[(][^()\n]{1,12}[)])?[ ]*$",
    re.MULTILINE,
)
_FOR_THE_NATION = re.compile(
    r"我(?:现在)?(?:受|代表)(?:中共中央和|中华人民共和国)?(?:国务院|中央人民政府)[,的向作就本]"
    r"|由我向第[一二三四五六七八九十]{1,3}届全国人民代表大会"
)
# 我国 so often, and our own town hardly ever.
_OUR_COUNTRY, _OUR_TOWN = re.compile("我国"), re.compile(r"我[省市县区州](?![场域级])")
_COUNTRY_LEAST, _COUNTRY_TIMES = 20, 10
_OPENING = 600


def speaks_for_nation(page: Article) -> bool:
    """Whether a text is the nation's own, by the organ that heads it or for which its speaker speaks."""
    first_line = page.text[: page.text.find("\n")] if "\n" in page.text else ""
    headed = any(_NATION_SPEAKS.search(text) for text in (page.headline, first_line))
    return headed or bool(_FOR_THE_NATION.search(page.body[:_OPENING]))


def own_levels(page: Article, region: bool, named_district: bool) -> dict[str, float]:
    """Weigh what the page calls itself: 我市, 全县, 质量强区, 副省长."""
    weights: dict[str, float] = {}
    headline, body = page.headline, page.body

    def add(unit, weight):
        level = UNIT[unit]
        if unit == "区" and region and not named_district:
            level = "province"
        weights[level] = weights.get(level, 0.0) + weight

    for text, times in ((headline, 4.0), (body, 1.0)):
        counts: dict[str, float] = {}
        for match in SELF.finditer(text):
            own = (
                3.0
                if match.group().startswith(("我", "本"))
                else 1.0
                if not match.group().startswith("该")
                else 0.0
            )
            counts[match[1]] = counts.get(match[1], 0.0) + (own if times == 1.0 else times)
        for unit, weight in counts.items():
            add(unit, min(weight, 9.0))
    for match in SLOGAN_UNIT.finditer(headline):
        add(match[1], 2.0)
    if NATION_ACTS.search(headline):
        weights["nation"] = 4.0
    country, town = (len(own.findall(body)) for own in (_OUR_COUNTRY, _OUR_TOWN))
    if country >= max(_COUNTRY_LEAST, _COUNTRY_TIMES * town):
        weights["nation"] = 10.0
    heads = {match[1] for low, high in page.lead for match in _HEAD.finditer(page.text[low:high].strip())}
    if len(heads) == 1:
        add(heads.pop(), LEVEL_KNOWN)
    if _PREFECTURE.search(headline + body):
        weights["city"] = weights.get("city", 0.0) + LEVEL_KNOWN + weights.pop("district", 0.0)
    addressed = _ADDRESSED.search(body[:_OPENING])
    if addressed:
        add(addressed[1], LEVEL_KNOWN)
    for unit in set(_ORGAN_OPENS.findall(headline)):
        add(unit, LEVEL_KNOWN)
    acting = {match[1] for low, high in page.lead for match in _BARE_ORGANS.finditer(page.text[low:high])}
    for unit in acting & {match[1] for match in SELF.finditer(body) if not match[0].startswith("该")}:
        add(unit, 1.5)
    counts = {}
    for match in SLOGAN_UNIT.finditer(body):
        counts[match[1]] = min(counts.get(match[1], 0.0) + 0.5, 2.0)
    for match in _BARE_ORGANS.finditer(body):
        counts[match[1]] = min(counts.get(match[1], 0.0) + 0.7, 3.0)
    for match in _BARE_OFFICE.finditer(headline + "\n" + body[:400]):
        counts[match[1]] = counts.get(match[1], 0.0) + 1.5
    for unit, weight in counts.items():
        add(unit, weight)
    return weights


# What lies directly below: townships below a county, counties and districts below a prefecture.
_TOWNSHIPS = re.compile(r"各(?:乡镇|镇街|镇|乡|街道)|(?:镇|乡镇)[(、](?:街道|办事处|乡)|镇街|县域")
_COUNTIES = re.compile(r"各(?:县|区|市)|区县|县区|县市|[县市] ?[(、] ?[市区]|县委|区委")


def lowest_level(page: Article, level: str, weights: dict[str, float]) -> str:
    """The level of a place that the page nowhere names, by what lies below it and what it calls itself besides.

    我市 with towns and no county below it is a county's; a text that says 我省 and 全市 and names no city is a city's.
    """
    own = {UNIT[match[1]] for match in SELF.finditer(page.body) if match[0][0] in "我全本"}
    if level == "province" and "city" in own and weights.get("city", 0.0) >= 1.0:
        level = "city"
    text = page.headline + "\n" + page.body
    if level == "city" and _TOWNSHIPS.search(text) and not _COUNTIES.search(text):
        return "county"
    return level


def levels_of(division: Division) -> set[str]:
    """The levels of 我市, 我县, 我区 … that a division can call itself."""
    if division.level == "province" and division.name.endswith("市"):
        return {"province", "city"}
    if division.level == "county" and division.name.endswith("市"):
        return {"city", "county"}
    return {division.place_level}


def find_masks(page: Article) -> list[tuple[int, int, str]]:
    """The masked names of headline and body: start, end (with the unit), level."""
    found, done = [], 0
    for sign in _MASK_BEGINS.finditer(page.text, 0, page.end):
        match = _MASK.match(page.text, sign.start(), page.end) if sign.start() >= done else None
        done = match.end() if match else done
        if match and page.role(match.start()) in (*HEADLINE, "body", "byline"):
            found.append((match.start(), match.end() + len(match[1]), UNIT[match[1]]))
    return found


def mask_leads(page: Article, masks: list) -> bool:
    """Whether a masked name stands in the headline or the lead."""
    return any(
        page.role(start) in HEADLINE or any(low <= start < high for low, high in page.lead)
        for start, _, _ in masks
    )
