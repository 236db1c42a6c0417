"""Tell which place a document is about, from what its page says of itself.

A page names many places: its newspaper's town, its host's, guests', examples'. The subject is the one on
which headline and lead act (某市召开…, 在某市召开…, 某市人民政府关于…). 我市 and 全省 are resolved only from headline, body,
dateline or the name of the paper. A masked name (**区, ××市) is never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from helpers.tidy.claims import COLUMNS, claims_frame
from helpers.tidy.dates.stamps import printed_lines, title_like
from helpers.tidy.gazetteer import (
    OFFICE_OF,
    Division,
    Gazetteer,
    Mention,
    bearer_of,
    gazetteer_of,
    load_divisions,
    stem,
)
from helpers.tidy.page.lines import fold

__all__ = ["load_divisions", "place_evidence", "settle_place"]

FIELDS = ("province", "city", "district")
HEADLINE = ("kicker", "title", "subtitle")
ABOVE = ("sidecar", "correction")
LEVELS = ("nation", "province", "city", "county", "district", "none")

# How much a mention speaks for its place being the subject. A place in the headline outweighs three in the
# body; the place on which a headline or a lead acts outweighs all that a body can add.
IN_HEADLINE, IN_LEAD, IN_BODY, ACTS, IN_BYLINE, IN_DATELINE = 5.0, 3.0, 1.0, 4.0, 5.0, 2.0
BODY_MOST = 5.0
# 我市, 全县 and the like: a place of that level gains this much.
SAME_LEVEL = 4.0
# What the page calls itself counts as known from here on.
LEVEL_KNOWN = 3.0
# A place has to reach this to be the subject; below it, it is merely mentioned.
SUBJECT = 4.0
OPERATOR = "the operator of the site"
HOSTS_NAMED = "host of a meeting of the area in which it lies"
HOSTED = "host of a meeting of a wider area"
# Named this often, and twice as weighty as any other, a place is the subject even if nothing acts on it.
OFTEN = 3
# An opening paragraph has at least this many Han characters; shorter ones are salutations and headings.
LEAD_HAN = 16
LEAD_PASSAGES, LEAD_LONG = 2, 240

_UNIT = {
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
_SELF = re.compile(r"(?:我|全|本|该)(省|市|县|区|州|盟|旗|地区|自治区)(?![场域别级民])")
_SLOGAN_UNIT = re.compile(
    r"(?:质量|品牌|名牌|标准|创新|旅游|以质)(?:[ \n]?[兴强立]|振兴)[ \n]?([省市州县区旗盟])(?![场域])"
)
_BARE_OFFICE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[以由受任为]))(?:副)?(省|市|县|区|州|旗|盟)(?:长|委书记)"
)
# 5月8日，区长李明到企业调研: the head of the place's own government, whom a page names without the place.
_HEAD = re.compile(r"(?:^|[日,，午])[ ]*([市县区州旗])长(?![一-鿿]?(?:质量奖|办公会|热线|信箱))[\u4e00-\u9fff]{2}")
_BARE_ORGANS = re.compile(r"(?<![\u4e00-\u9fff])([省市县区州盟旗])(?:委、|人民政府|政府|政协|人大)")
_REGION = re.compile(r"(?<![族古尔])自治区")

_DOES = (
    r"(?:召开|举行|举办|启动|印发|出台|提出|实施|部署|开展|推进|打造|创建|动员|荣获|通过|宣布|成立|发布|推出|公布|掀起|拉开|吹响|迈|以|正在|率先|全面|深入|大力|积极"
    r"|进一步|着力|围绕|坚持|扎实|狠抓|紧扣|突出|以来|为|将|把|让|从|今年|去年|决定|强化|加快|力|奋力)"
)
_OPENS = re.compile(rf"[:, ]|{_DOES}")
_ORGAN = (
    r"(?:(?:市|县|区|州|省|盟|旗)?(?:委|人民政府|政府|人大|政协|质量[兴强]\S市?工作领导小组)(?:办公室)?(?:[、和](?:市|县|区|州|省|盟|旗)?(?:委|人民政府"
    r"|政府))*)?"
)
_ACTOR = re.compile(rf"{_ORGAN}(?:[\u4e00-\u9fff“”\"\d]{{0,8}}?){_DOES}")
_EVENT = r"(?:大会|会议|动员会|推进会|座谈会|现场会|例会|联席会议|仪式|活动|论坛|表彰会|培训班|月)"
_ITS_EVENT = re.compile(rf"[^,。;:!?]{{0,28}}{_EVENT}")
_ISSUER = re.compile(r"[^,。;:!?]{0,30}(?:关于|质量月|活动方案|总结|规划|办法)")
_OFFICER = re.compile(
    r"(?:市|县|区|州|省|盟|旗|自治区|人民)?(?:委|政府|人民政府|人大|政协)?(?:常委)?[、 ]?(?:副)?(?:书记|市长|县长|区长|省长|州长|盟长|旗长|主席|专员)"
)
_AT_BEFORE = re.compile(r"(?:在|来到|抵达?|赴|到|走进|莅临|出席|参加|深入)(?:中国)?$")
_AT_AFTER = re.compile(rf"[^,。;:!?]{{0,28}}(?:召开|举行|举办|调研|考察|视察|检查|开幕|启动|{_EVENT})")
_HOST = re.compile(
    r"(全国|全省|全市|全区|全州|全县)[^,。;:!?]{0,30}?(?:会议?|仪式|活动|论坛|月|班)[^,。;:!?]{0,6}在$"
)
_COMPARE_BEFORE = re.compile(
    r"(?:学习|借鉴|考察|对标|像|如|比如|例如|譬如|与|同|比|对照|类似|邻近|兄弟|来自|远销|销往|卖到了?|卖到|出口到?|引进|赶超|追赶|超过|不如|为什么|到过|邀请|介绍了?"
    r"|籍贯|祖籍|毕业于|以及)(?:了|过|到)?$"
)
# 为贯彻落实某市政府会议精神: the wider area whose orders the text carries out.
_CARRIES_OUT = re.compile(r"(?:贯彻|落实|根据|按照)$")
_ORDERS = re.compile(r"[^,。;:!?]{0,24}(?:精神|要求|部署)")
_COMPARE_AFTER = re.compile(
    r"(?:等地|等省|等市|等城市|等沿海|等发达|的(?:先进)?(?:经验|做法)|那样|一样|相比)"
)
_GIVES = re.compile(
    r"(?:交流发言|典型发言|经验介绍|作了?发言|表态|先后发言|作了?(?:大会|经验|典型|书面|工作)?交流|分别发言)"
)
_ATTENDS = re.compile(
    r"(?:参加(?:了)?(?:会议|活动|启动|大会|仪式)|出席(?:了)?(?:会议|活动|大会|仪式)|到会|与会|陪同|列席|代表(?:共|等)|收听收看|获奖|受到表彰|试评)"
)
_FIRM = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}?(?:公司|集团|银行|大学|学院|油田|钢铁|啤酒|厂家?|酒店|标准(?!化))|制造|加工)"
)
_WHERE_WRITTEN = re.compile(r"[(\[][^()\[\]]{0,24}\d{1,2}日?[^()\[\]]{0,8}$")
_OUTLET = re.compile(
    r"(?:市|省|县|区|州)?(?:[\u4e00-\u9fff]{0,4}?(?:日报|晚报|晨报|早报|都市报|商报|时报|新报|晚讯|晨讯|时讯)(?:社|网|记者|讯)?|(?:市|县|区"
    r"|省)?(?:人民政府|政府|新闻|政务|信息|在线)?(?:门户)?(?:网站|网)|报(?:社|记者|讯)|(?:广播)?电视台|在线)"
)
_HOSTED = re.compile(r"(?:主办(?:单位)?|版权所有|承办(?:单位)?)[:： ]*$")
# 某市人民政府主办, at the foot of the page.
_HOSTS = re.compile(r"(?:人民政府|政府)(?:办公室|信息中心)? ?(?:主办|承办|版权所有)")
# The office that answers a letter to the mayor.
_ANSWERS = re.compile(r"(?:答复|回复|办理|受理)(?:单位|部门|机构)[: ]*$")
# 某市质监局某某分局: the district's branch of the city's office.
_BRANCH = re.compile(r"分局")
# 某州质量工作会议在某市召开: the meeting is the wider area's.
_HELD_IN = re.compile(r"(?:会议?|仪式|活动|论坛|月|班)[^,。;:!?]{0,6}在$")
_OWN_PROVINCE = re.compile(r"省委|省政府|全省|我省|省里|自治区|区党委")
_OWN_BY_NAME = re.compile(
    r"省?(?:人民政府|政府|委|质监局|质量技术监督局|市场监管局|名牌|著名商标|质量奖|省?级)"
)
_NATION = re.compile(
    r"(?:国务院|(?:国家)?质检总局|国家质量监督检验检疫总局|(?:国家)?市场监管总局|国家市场监督管理总局|党中央|中共中央|全国)"
)
# A text on the country at large, without a place: commentaries on slogans and standards.
_COUNTRY = re.compile(r"(?:质量|制造|科技|品牌|贸易|网络|交通)强国|我国|中国(?:制造|质量|品牌|创造)|中华|全国")
_NATION_ACTS = re.compile(
    rf"(?:全国|国务院|中共中央|总局)[^,。;:!?]{{0,30}}(?:{_EVENT}|召开|印发|发布|部署|出台|通知|意见|启动)"
)
# A paper signed by the office that issues it: the office alone on its line, above the day.
_SIGNS = re.compile(
    r"[\u4e00-\u9fff]{0,24}(?:局|委|政府|厅|办公室|办|领导小组)[ ]*\n\s*"
    r"(?:19|20|[一二][九〇零○O0])[\d〇零○O一二三四五六七八九十年月 ]{4,14}日[ ]*(?:\n|$)"
)
_AR_PROVINCES = frozenset({"150000", "450000", "540000", "640000", "650000"})


@dataclass
class _Place:
    """A division with what speaks for it as the subject."""

    division: Division
    score: float = 0.0
    body: float = 0.0
    acts: bool = False
    strong: bool = False
    lead: bool = False
    named: int = 0
    nearby: bool = False
    rows: list = field(default_factory=list)

    def add(self, kind: str, mention: Mention, weight: float, acts: bool) -> None:
        """Count a mention: the best in full, further ones of headline and lead by one point."""
        self.named += 1
        self.rows.append((kind, mention))
        if weight <= IN_BODY + 0.5:
            self.body += weight
        else:
            self.score = max(self.score, weight) + (1.0 if self.score else 0.0)
        self.acts |= acts
        self.lead |= kind == "headline" or weight >= IN_LEAD
        self.strong |= kind in ("headline", "byline", "dateline", "signature") or (acts and weight >= IN_LEAD)

    @property
    def total(self) -> float:
        """Score with the share of the body capped."""
        return self.score + min(self.body, BODY_MOST)


@dataclass
class _Page:
    """A folded page: its text, the role of each stretch, and where its own article ends."""

    text: str
    spans: list
    end: int
    lead: tuple
    masked: list = field(default_factory=list)

    @cached_property
    def _stops(self) -> list[int]:
        """Where sentences end, in order."""
        return [mark.start() for mark in re.finditer(r"[。!?;\n]", self.text)]

    def _span(self, offset: int) -> tuple[int, int, str] | None:
        """The stretch that holds an offset; a page may have thousands, and as many mentions."""
        at = bisect_right(self.spans, offset, key=lambda span: span[0]) - 1
        return self.spans[at] if at >= 0 and offset < self.spans[at][1] else None

    def role(self, offset: int) -> str:
        """The role of the passage that holds an offset."""
        span = self._span(offset)
        return span[2] if span else "other"

    def sentence(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds an offset; a sentence also ends where a role does."""
        low, high, _ = self._span(offset) or (0, len(self.text), "")
        at = bisect_left(self._stops, offset)
        start = self._stops[at - 1] + 1 if at else 0
        stop = self._stops[at] if at < len(self._stops) else high
        return max(start, low), min(stop, high)

    def in_headline(self) -> str:
        """The headline's text."""
        return "\n".join(self.text[s:e] for s, e, role in self.spans if role in HEADLINE and s < self.end)

    def in_body(self) -> str:
        """The body's text."""
        return "\n".join(self.text[s:e] for s, e, role in self.spans if role == "body" and s < self.end)


def _page(clean: str, passages: pd.DataFrame) -> _Page:
    """Fold a page and find its first article and that article's lead."""
    text = fold(clean)
    columns = (passages[name].tolist() for name in ("start", "end", "role"))
    spans = list(zip(*columns, strict=True))
    if not any(role == "title" for _, _, role in spans):
        spans = _with_titles(spans, title_like(printed_lines(clean, passages)))
    end, seen_body = len(text), 0
    for start, stop, role in spans:
        seen_body += (stop - start) * (role == "body")
        if role == "title" and seen_body > LEAD_HAN * 5:  # A second article on the same page.
            end = start
            break
    lead, length = [], 0
    for start, stop, role in spans:
        if (
            role == "body"
            and start < end
            and len(re.findall(r"[\u4e00-\u9fff]", text[start:stop])) >= LEAD_HAN
        ):
            lead.append((start, stop))
            length += stop - start
            if len(lead) == LEAD_PASSAGES or length > LEAD_LONG:
                break
    return _Page(text, spans, end, tuple(lead))


def _with_titles(spans: list, lines: list) -> list:
    """Cut out the lines that can be a headline where the layout has found none, and call them title."""
    cut = []
    for start, end, role in spans:
        for line in lines:
            low, high = max(start, line.start), min(end, line.start + len(line.text))
            if low < high:
                cut += [(start, low, role)] * (start < low) + [(low, high, "title")]
                start = high
        cut += [(start, end, role)] * (start < end)
    return cut


def _levels(page: _Page, region: bool, named_district: bool) -> dict[str, float]:
    """Weigh what the page calls itself: 我市, 全县, 质量强区, 副省长."""
    weights: dict[str, float] = {}
    headline, body = page.in_headline(), page.in_body()

    def add(unit, weight):
        level = _UNIT[unit]
        if unit == "区" and region and not named_district:
            level = "province"
        weights[level] = weights.get(level, 0.0) + weight

    for text, times in ((headline, 4.0), (body, 1.0)):
        counts: dict[str, float] = {}
        for match in _SELF.finditer(text):
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
    for match in _SLOGAN_UNIT.finditer(headline):
        add(match[1], 2.0)
    if _NATION_ACTS.search(headline):
        weights["nation"] = 4.0
    heads = {match[1] for low, high in page.lead for match in _HEAD.finditer(page.text[low:high].strip())}
    if len(heads) == 1:
        add(heads.pop(), LEVEL_KNOWN)
    counts = {}
    for match in _SLOGAN_UNIT.finditer(body):
        counts[match[1]] = min(counts.get(match[1], 0.0) + 0.5, 2.0)
    for match in _BARE_ORGANS.finditer(body):
        counts[match[1]] = min(counts.get(match[1], 0.0) + 0.7, 3.0)
    for match in _BARE_OFFICE.finditer(headline + "\n" + body[:400]):
        counts[match[1]] = counts.get(match[1], 0.0) + 1.5
    for unit, weight in counts.items():
        add(unit, weight)
    return weights


def _group(division: Division) -> set[str]:
    """The levels of 我市, 我县, 我区 … that a division can call itself."""
    if division.level == "province" and division.name.endswith("市"):
        return {"province", "city"}
    if division.level == "county" and division.name.endswith("市"):
        return {"city", "county"}
    return {division.place_level}


def _pick(mention: Mention, gazetteer: Gazetteer, known: set[str]) -> Division | None:
    """Choose the division that a name means: the only one, or the one whose parent the page names."""
    if len(mention.divisions) == 1:
        return mention.divisions[0]
    fitting = [d for d in mention.divisions if d.parent in known]
    if not fitting:
        fitting = [d for d in mention.divisions if d.adcode[:2] + "0000" in known]
    return fitting[0] if len(fitting) == 1 else None


def _row(field_name, value, kind, mention_text, start, end, accepted, reason) -> dict:
    """One claim."""
    values = (field_name, value, kind, mention_text, start, end, accepted, reason)
    return dict(zip(COLUMNS, values, strict=True))


def _judge(page: _Page, mention: Mention, neighbours: tuple) -> tuple[str, float, bool, str]:
    """Return how a mention is used: kind, weight, whether it acts, the reason to reject it or ""."""
    text, role = page.text, page.role(mention.start)
    low, high = page.sentence(mention.start)
    before, after = text[low : mention.start], text[mention.end : high]
    if role == "related":
        return "related", 0.0, False, "in a list of related links"
    if mention.start >= page.end:
        return "body", 0.0, False, "in another article on the same page"
    if _OUTLET.match(after) or role in ("byline", "dateline") and before.endswith("今日"):
        return "outlet", 0.0, False, "the newspaper's or site's own place"
    if role in ("navigation", "copyright", "other") and (_HOSTED.search(before) or _HOSTS.match(after)):
        return role, 0.0, False, OPERATOR
    if role in ("navigation", "copyright"):
        return (
            role,
            0.0,
            False,
            "the host's menu or notice, not the text",
        )
    if role in ("truncation", "duplicate", "other", "outline"):
        return role, 0.0, False, f"in a part that is not the article ({role})"
    if role == "byline":
        if _ANSWERS.search(before):
            return "byline", IN_BYLINE, True, ""
        if _OFFICER.match(after):
            return "byline", IN_BYLINE, True, ""
        return "byline", 0.0, False, "in a credit, not in the text"
    if role == "dateline":
        return "dateline", IN_DATELINE, False, ""
    if role == "body" and not before.strip() and _SIGNS.match(text, mention.end):
        return "signature", IN_LEAD + ACTS, True, ""
    headline = role in HEADLINE
    kind = "headline" if headline else "body"
    lead = any(start <= mention.start < end for start, end in page.lead)
    if _WHERE_WRITTEN.search(before) or (headline and re.match(r"[)\]]", after)):
        return kind, 0.0, False, "where the text was given, not what it is about"
    if _HOST.search(before):
        return kind, 0.0, False, HOSTED
    in_list = neighbours[0] or neighbours[1]
    if in_list and not (_OFFICER.match(after) and not neighbours[1]):
        if _GIVES.search(after) or _ATTENDS.search(after):
            return kind, 0.0, False, "named only among participants"
        return kind, 0.0, False, "one of several places in a list"
    if _GIVES.search(after) and not lead and not headline:
        return kind, 0.0, False, "named only among participants"
    if _COMPARE_BEFORE.search(before[-6:]) or _COMPARE_AFTER.match(after):
        return kind, 0.0, False, "named for comparison"
    if _CARRIES_OUT.search(before) and _ORDERS.match(after) and not headline:
        return kind, IN_BODY, False, ""
    if _ATTENDS.search(after) and not lead and not headline:
        return kind, 0.0, False, "named only among participants"
    acts = bool(
        _ACTOR.match(after)
        or _ITS_EVENT.match(after)
        or _ISSUER.match(after)
        or (_AT_BEFORE.search(before) and _AT_AFTER.match(after))
    )
    if headline:
        starts = not before.strip(' “"《—-')
        return (
            kind,
            IN_HEADLINE + (ACTS if acts or (starts and re.match(r"[:]|市|县|区", after)) else 0.0),
            acts or starts,
            "",
        )
    if lead:
        firm = _FIRM.match(after)
        return kind, IN_LEAD + (ACTS if acts and not firm else 0.0), acts and not firm, ""
    return kind, IN_BODY + (0.5 if acts else 0.0), False, ""


def _link(
    mentions: list[Mention], text: str, gazetteer: Gazetteer
) -> list[tuple[Mention, Mention | None, tuple]]:
    """Pair each mention with the one that it qualifies (山东省 in 山东省某市); tell if it is in a list."""
    linked = []
    for number, mention in enumerate(mentions):
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        qualifies = None
        if following is not None and not text[mention.end : following.start].strip(" 的"):
            if any(gazetteer.inside(d, p) for d in following.divisions for p in mention.divisions):
                qualifies = following
        elif following is not None and _is_branch(text, mention, following, gazetteer):
            qualifies = following
        ahead = following is not None and bool(
            re.fullmatch(r"[、和及与](?:以及)?", text[mention.end : following.start])
        )
        previous = mentions[number - 1] if number else None
        behind = previous is not None and bool(
            re.fullmatch(r"[、和及与](?:以及)?", text[previous.end : mention.start])
        )
        linked.append((mention, qualifies, (behind, ahead)))
    return linked


def _is_branch(text: str, mention: Mention, following: Mention, gazetteer: Gazetteer) -> bool:
    """Whether a mention only says whose office has a branch in the place that follows: 某市质监局某某分局."""
    return bool(
        OFFICE_OF.fullmatch(text, mention.end, following.start)
        and _BRANCH.match(text, following.end)
        and any(gazetteer.inside(d, p) for d in following.divisions for p in mention.divisions)
    )


def _hosts_wider(page: _Page, mentions: list[Mention], mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether a place is only where an area in which it lies holds its meeting: 某自治区质量工作会议在某市召开."""
    low, _ = page.sentence(mention.start)
    if not _HELD_IN.search(page.text[low : mention.start]):
        return False
    before = [other for other in mentions if low <= other.start < mention.start and other.trust != "weak"]
    return any(
        gazetteer.inside(d, p) for d in mention.divisions for other in before[-1:] for p in other.divisions
    )


def place_evidence(
    clean: str, passages: pd.DataFrame, divisions: pd.DataFrame, year: int | None = None
) -> pd.DataFrame:
    """List what a page says about its place, accepted and rejected.

    Parameters
    ----------
    clean, passages
        The repaired text and its passages (`role`, `start`, `end`).
    divisions
        The table of divisions, see `load_divisions`.
    year
        The document's year if it is known: only names valid in it are read.

    Returns
    -------
    DataFrame
        One row per claim: `field` (province, city, district, place_level, place_masked), `value` (full
        official name, level, "true" or "false"), `kind` (headline, body, byline, dateline, outlet,
        relation, navigation, copyright, related …), `text`, `start`, `end` (in `clean`; <NA> for what
        follows from another row), `accepted`, `reason`. At most one accepted value a field. The same claim
        of the same kind is given once, at its first place.

    Examples
    --------
    >>> page = "大同市召开质量兴市大会。昨日，山西省大同市召开大会。广州市、深圳市作了交流发言。"
    >>> passages = pd.DataFrame({"role": ["title", "body"], "start": [0, 12], "end": [12, len(page)]})
    >>> evidence = place_evidence(page, passages, load_divisions(), 2012)
    >>> evidence.loc[evidence["accepted"], ["field", "value"]].drop_duplicates().values.tolist()
    [['city', '大同市'], ['province', '山西省'], ['place_level', 'city'], ['place_masked', 'false']]
    >>> sorted(set(evidence.loc[~evidence["accepted"], "value"]))
    ['广州市', '深圳市']
    """
    gazetteer = gazetteer_of(divisions)
    page = _page(clean, passages)
    mentions = gazetteer.find(page.text, year)
    places, rows = _weigh(page, mentions, gazetteer)

    headline_body = page.in_headline() + "\n" + page.in_body()
    named_regions = [
        p for p in places.values() if p.division.adcode[:2] + "0000" in _AR_PROVINCES and p.total > 0
    ]
    region = bool(_REGION.search(headline_body)) or any(
        p.division.level == "province" and p.total >= IN_HEADLINE for p in named_regions
    )
    named_district = any(p.division.place_level == "district" and p.strong for p in places.values())
    levels = _levels(page, region, named_district)
    own_level = max(levels, key=levels.get) if levels and max(levels.values()) >= LEVEL_KNOWN else None
    if own_level:
        for place in places.values():
            if own_level in _group(place.division) and (
                place.named > 1 or place.acts or place.lead or place.nearby
            ):
                place.score += SAME_LEVEL

    masks = _masks(page)
    subject = _subject(places, own_level, page)
    if masks and not (subject and (subject.strong and subject.acts) and not _mask_leads(page, masks)):
        rows += _masked_rows(page, masks, places, gazetteer, year, mentions)
    elif subject:
        rows += _subject_rows(subject, gazetteer, year, places)
    else:
        rows += _level_rows(page, own_level, places, gazetteer, year)
    return claims_frame(rows)


def _weigh(
    page: _Page, mentions: list[Mention], gazetteer: Gazetteer
) -> tuple[dict[str, _Place], list[dict]]:
    """Weigh every mention; return the places by code, and rows for what is rejected."""
    sure = {
        d.adcode
        for m in mentions
        if m.trust != "weak" and len(m.divisions) == 1
        for d in m.divisions
        if page.role(m.start) != "related"
    }
    known = sure | {code[:2] + "0000" for code in sure}
    full = {
        bearer_of(d): d
        for m in mentions
        if m.trust == "full" and len(m.divisions) == 1 and page.role(m.start) != "related"
        for d in m.divisions
    }
    places: dict[str, _Place] = {}
    rejected: list[dict] = []
    support = _weak_support(page, mentions)
    for mention, qualifies, neighbours in _link(mentions, page.text, gazetteer):
        division = _pick(mention, gazetteer, known)
        if division is None:
            rejected.append(
                _row(
                    mention.divisions[0].field,
                    mention.divisions[0].name,
                    "body",
                    mention.text,
                    mention.start,
                    mention.end,
                    False,
                    f"{len(mention.divisions)} places have this name and the page names no parent",
                )
            )
            continue
        if mention.trust != "full":  # 海安 on a page that prints 海安县 is the county, not the later city.
            division = full.get(bearer_of(division), division)
        if mention.trust == "weak" and bearer_of(division) not in full and not (mention.text in support):
            continue
        kind, weight, acts, reason = _judge(page, mention, neighbours)
        if not reason and _hosts_wider(page, mentions, mention, gazetteer):
            weight, acts, reason = 0.0, False, HOSTS_NAMED
        place = places.setdefault(division.adcode, _Place(division))
        if kind == "outlet" and page.role(mention.start) not in ("related", "other"):
            place.nearby = True
        if reason == OPERATOR:
            place.nearby = True
        if qualifies is not None and not reason:
            # 山东省 in 山东省潍坊市 tells where the city lies; it is no subject of its own.
            place.named += 1
            place.rows.append((kind, mention))
            continue
        if reason:
            rejected.append(
                _row(
                    division.field,
                    division.name,
                    kind,
                    mention.text,
                    mention.start,
                    mention.end,
                    False,
                    reason,
                )
            )
            if reason != HOSTED:
                continue
            division = _wider(page, mention, division, gazetteer)
            if division is None:
                continue
            place, weight, acts = places.setdefault(division.adcode, _Place(division)), IN_LEAD + ACTS, True
        place.nearby |= kind == "dateline"
        place.add(kind, mention, weight, acts)
    return places, rejected


def _wider(page: _Page, mention: Mention, host: Division, gazetteer: Gazetteer) -> Division | None:
    """The division whose meeting a host holds: the province of a city in which 全省质量工作会议 is held."""
    low, _ = page.sentence(mention.start)
    wide = _HOST.search(page.text[low : mention.start])[1]
    column = {"全省": "province", "全区": "province", "全市": "city", "全州": "city"}.get(wide)
    return gazetteer.chain(host).get(column)


def _weak_support(page: _Page, mentions: list[Mention]) -> set[str]:
    """Weak short names that stand in the dateline, open a headline as its actor, or stand twice."""
    counts: dict[str, int] = {}
    for mention in mentions:
        if mention.trust != "weak" or mention.start >= page.end:
            continue
        role = page.role(mention.start)
        if role in (*HEADLINE, "body", "dateline"):
            low, high = page.sentence(mention.start)
            opens = role in HEADLINE and low == mention.start and _OPENS.match(page.text[mention.end : high])
            counts[mention.text] = counts.get(mention.text, 0) + (2 if role == "dateline" or opens else 1)
    return {text for text, count in counts.items() if count > 1}


def _subject(places: dict[str, _Place], own_level: str | None, page: _Page) -> _Place | None:
    """The weightiest place, if that is enough; one of the level that the page calls itself goes first."""
    ranked = sorted((p for p in places.values() if p.total >= SUBJECT or p.nearby), key=lambda p: -p.total)
    if not ranked:
        return None
    if own_level:
        same = [p for p in ranked if own_level in _group(p.division)]
        nearby = [p for p in same if p.nearby]
        if same and same[0].total >= SUBJECT:
            if same[0].total + 2.0 >= ranked[0].total:
                return same[0]
        elif nearby and not (ranked[0].strong and ranked[0].acts):
            return nearby[0] if len(nearby) == 1 else None
    best = ranked[0]
    second = ranked[1].total if len(ranked) > 1 else 0.0
    alone = own_level is None and best.named >= OFTEN and best.total >= 2 * second
    fits = best.strong or alone or own_level in _group(best.division)
    return best if best.total >= SUBJECT and fits else None


def _masks(page: _Page) -> list[tuple[int, int, str]]:
    """The masked names of headline and body: start, end (with the unit), level."""
    found = []
    for match in _MASK.finditer(page.text, 0, page.end):
        if page.role(match.start()) in (*HEADLINE, "body", "byline"):
            found.append((match.start(), match.end() + len(match[1]), _UNIT[match[1]]))
    return found


def _mask_leads(page: _Page, masks: list) -> bool:
    """Whether a masked name stands in the headline or the lead."""
    return any(
        page.role(start) in HEADLINE or any(low <= start < high for low, high in page.lead)
        for start, _, _ in masks
    )


def _masked_rows(page, masks, places, gazetteer, year, mentions) -> list[dict]:
    """Rows for a masked subject: its level, what stands before the mask, what is said of its province."""
    weights: dict[str, float] = {}
    for number, (start, end, level) in enumerate(masks):
        following = masks[number + 1] if number + 1 < len(masks) else None
        if following and following[0] == end:  # **市 in **市**区 only says where the district lies.
            continue
        weight = IN_HEADLINE * 2 if page.role(start) in HEADLINE else 1.0
        if any(low <= start < high for low, high in page.lead):
            weight += 2.0
        weights[level] = weights.get(level, 0.0) + weight
    for unit in _SLOGAN_UNIT.findall(page.in_headline()):
        weights[_UNIT[unit]] = weights.get(_UNIT[unit], 0.0) + 4.0 * (_UNIT[unit] in weights)
    level = max(weights, key=weights.get)
    first = next(mask for mask in masks if mask[2] == level)
    shown = page.text[first[0] : first[1]]
    rows = [
        _row("place_masked", "true", "body", shown, first[0], first[1], True, "the subject's name is masked"),
        _row("place_level", level, "body", shown, first[0], first[1], True, "level of the masked name"),
    ]
    starts = {start for start, _, _ in masks}
    beside = [m for m in mentions if m.end in starts and m.start < page.end]
    accepted: dict[str, str] = {}
    for mention in beside:
        division = _pick(mention, gazetteer, set())
        if division and page.role(mention.start) in (*HEADLINE, "body", "byline"):
            for column, holder in gazetteer.chain(division, year).items():
                if column not in accepted:
                    accepted[column] = holder.name
                    rows.append(
                        _row(
                            column,
                            holder.name,
                            "body",
                            mention.text,
                            mention.start,
                            mention.end,
                            True,
                            "stands before the masked name",
                        )
                    )
    if not accepted:
        rows += _own_province(page, places)
        accepted = {row["field"]: row["value"] for row in rows if row["field"] == "province"}
    for place in places.values():
        for kind, mention in place.rows:
            if accepted.get(place.division.field) != place.division.name:
                rows.append(
                    _row(
                        place.division.field,
                        place.division.name,
                        kind,
                        mention.text,
                        mention.start,
                        mention.end,
                        False,
                        "named beside a masked place; no evidence of what is masked",
                    )
                )
    return rows


def _own_province(page: _Page, places: dict[str, _Place]) -> list[dict]:
    """Accept the one province that the page names as its own, by its organs, awards or offices."""
    found: dict[str, tuple] = {}
    for place in places.values():
        if place.division.level != "province":
            continue
        for kind, mention in place.rows:
            low, high = page.sentence(mention.start)
            own = _OWN_PROVINCE.search(page.text[low:high].replace(mention.text, "")) or _OWN_BY_NAME.match(
                page.text[mention.end : high]
            )
            if own and kind in ("headline", "body") and place.division.adcode not in found:
                found[place.division.adcode] = (place.division, kind, mention)
    if len(found) != 1:
        return []
    division, kind, mention = next(iter(found.values()))
    return [
        _row(
            "province",
            division.name,
            kind,
            mention.text,
            mention.start,
            mention.end,
            True,
            "the page's own province, by its organs or awards",
        )
    ]


def _subject_rows(
    subject: _Place, gazetteer: Gazetteer, year: int | None, places: dict[str, _Place]
) -> list[dict]:
    """Rows for a named subject, the divisions in which it lies, and places merely mentioned."""
    chain = gazetteer.chain(subject.division, year)
    rows = []
    reasons = {
        "headline": "headline acts on this place",
        "body": "lead or body is about this place",
        "byline": "office of the speaker",
        "dateline": "place of the dateline",
        "signature": "the office that issues the paper is this place's",
    }
    for kind, mention in subject.rows:
        rows.append(
            _row(
                subject.division.field,
                subject.division.name,
                kind,
                mention.text,
                mention.start,
                mention.end,
                True,
                reasons.get(kind, "named on the page"),
            )
        )
    if not subject.rows:
        rows.append(
            _row(
                subject.division.field,
                subject.division.name,
                "outlet",
                pd.NA,
                pd.NA,
                pd.NA,
                True,
                "the paper or operator is this place's, and the text says 我 or 全 of the same level",
            )
        )
    for column, division in chain.items():
        if division.adcode == subject.division.adcode:
            continue
        named = places.get(division.adcode)
        for kind, mention in named.rows if named else []:
            rows.append(
                _row(
                    column,
                    division.name,
                    kind,
                    mention.text,
                    mention.start,
                    mention.end,
                    True,
                    f"{subject.division.name} lies in it",
                )
            )
        if not named or not named.rows:
            rows.append(
                _row(
                    column,
                    division.name,
                    "relation",
                    pd.NA,
                    pd.NA,
                    pd.NA,
                    True,
                    f"{subject.division.name} lies in it",
                )
            )
    level = subject.division.place_level
    rows.append(
        _row("place_level", level, "relation", pd.NA, pd.NA, pd.NA, True, f"level of {subject.division.name}")
    )
    rows.append(_row("place_masked", "false", "relation", pd.NA, pd.NA, pd.NA, True, "the subject is named"))
    codes = {division.adcode for division in chain.values()}
    for place in places.values():
        if place.division.adcode in codes:
            continue
        for kind, mention in place.rows:
            rows.append(
                _row(
                    place.division.field,
                    place.division.name,
                    kind,
                    mention.text,
                    mention.start,
                    mention.end,
                    False,
                    f"merely mentioned; the text is about {subject.division.name}",
                )
            )
    return rows


def _level_rows(page, own_level, places, gazetteer, year) -> list[dict]:
    """Rows for a page without a named subject: the level it calls itself, its province, or the nation."""
    rows = []
    opening = page.in_headline() + "\n" + "\n".join(page.text[start:end] for start, end in page.lead)
    if own_level and own_level != "nation":
        match = next(
            (m for m in _SELF.finditer(page.text) if page.role(m.start()) in (*HEADLINE, "body")), None
        )
        level, reason = own_level, "what the text calls its own place, without a name"
        rows += _own_province(page, places)
    elif (
        own_level
        or _NATION_ACTS.search(opening)
        or max(len(kind.findall(page.in_body())) for kind in (_NATION, _COUNTRY)) >= OFTEN
    ):
        match = _NATION.search(page.text) or _COUNTRY.search(page.text)
        level, reason = "nation", "a national body or meeting, and no place of its own"
    else:
        match, level, reason = None, "none", "no place can be told from the page"
    shown = (match.group(), match.start(), match.end()) if match else (pd.NA, pd.NA, pd.NA)
    rows.append(_row("place_level", level, "body", *shown, True, reason))
    rows.append(_row("place_masked", "false", "body", pd.NA, pd.NA, pd.NA, True, "no masked name"))
    accepted = {row["value"] for row in rows}
    for place in places.values():
        for kind, mention in place.rows:
            if place.division.name not in accepted:
                rows.append(
                    _row(
                        place.division.field,
                        place.division.name,
                        kind,
                        mention.text,
                        mention.start,
                        mention.end,
                        False,
                        "merely mentioned; nothing acts on it",
                    )
                )
    return rows


def settle_place(evidence: pd.DataFrame, divisions: pd.DataFrame, year: int | None = None) -> dict:
    """Settle a document's place from its evidence.

    Rows of kind `correction` stand above those of kind `sidecar`, and both above what was read from the
    page: a place that one of them gives replaces the page's, its parents are filled in, and what
    contradicts it is dropped.

    Parameters
    ----------
    evidence
        Rows of `place_evidence`, and the caller's own rows of kind `sidecar` or `correction` (short names
        will do).
    divisions
        The table of divisions, see `load_divisions`.
    year
        The document's year if it is known.

    Returns
    -------
    dict
        `province`, `city`, `district` (full names, <NA> where unknown or masked), `place_level`, `adcode`
        (code of the most specific place that is known, valid in `year`), `place_masked` (bool). In a
        municipality `city` is <NA>.

    Raises
    ------
    ValueError
        If a sidecar or correction gives a place that is not in the table, or a level that is none.

    Examples
    --------
    >>> rows = pd.DataFrame([("city", "包头", "sidecar", True)], columns=["field", "value", "kind", "accepted"])
    >>> settled = settle_place(rows, load_divisions(), 2016)
    >>> [settled[key] for key in ("province", "city", "place_level", "adcode")]
    ['内蒙古自治区', '包头市', 'city', '150200']
    """
    gazetteer = gazetteer_of(divisions)
    read: dict[str, str] = {}
    by_people: dict[str, dict[str, str]] = {kind: {} for kind in ABOVE}
    claims = zip(evidence["field"], evidence["value"], evidence["kind"], evidence["accepted"])
    for field, value, kind, accepted in claims:
        if accepted and pd.notna(value):
            by_people.get(kind, read).setdefault(field, value)
    given: dict[str, str] = {}
    for kind in ABOVE:
        given |= by_people[kind]
    chain = _consistent({name: str(read[name]) for name in FIELDS if name in read}, gazetteer, year)
    level = str(read.get("place_level", "none"))
    masked = str(read.get("place_masked", "false")).lower() == "true"
    wanted = {name: str(given[name]) for name in FIELDS if name in given}
    if wanted:
        # A name that was not in use in that year is the year's mistake rather than the person's.
        fixed = _given_chain(wanted, gazetteer, year) or _given_chain(wanted, gazetteer, None)
        if not fixed:
            given_as = ", ".join(f"{name} {value!r}" for name, value in wanted.items())
            raise ValueError(
                f"{given_as}: the table of divisions has no such place, or several; check the spelling, write"
                " the full name and its province and city, or leave the cell empty"
            )
        deepest = fixed[max(fixed, key=FIELDS.index)]
        kept = [d for d in chain.values() if gazetteer.inside(d, deepest)]
        if not (kept and masked):
            chain = fixed | {d.field: d for d in kept}
            level, masked = chain[max(chain, key=FIELDS.index)].place_level, False
    if "place_level" in given:
        level = str(given["place_level"])
    if level not in LEVELS:
        raise ValueError(
            f"place_level {level!r} is not one of {', '.join(LEVELS)}: correct the row that gives it"
        )
    if "place_masked" in given:
        masked = str(given["place_masked"]).lower() == "true"
    settled = {name: chain[name].name if name in chain else pd.NA for name in FIELDS}
    code = chain[max(chain, key=FIELDS.index)].adcode if chain else pd.NA
    return settled | {"place_level": level, "adcode": code, "place_masked": masked}


def _given_chain(wanted: dict, gazetteer: Gazetteer, year: int | None) -> dict[str, Division]:
    """Find the places that a person gave, with their parents; empty where one of them is not found.

    A municipality is a province in the table, and a city to people.
    """
    if "city" in wanted:
        as_city, as_province = (
            [d.adcode for d in gazetteer.named(wanted.get(name, wanted["city"]), year) if d.field == "province"]
            for name in ("city", "province")
        )
        if as_city and as_city == as_province:
            wanted = {"province": wanted["city"]} | {name: wanted[name] for name in wanted if name == "district"}
    chain = _consistent(wanted, gazetteer, year)
    known = all(name in chain and value in (chain[name].name, stem(chain[name].name)) for name, value in wanted.items())
    return chain if known else {}


def _consistent(names: dict, gazetteer: Gazetteer, year: int | None) -> dict[str, Division]:
    """Find the divisions of names given by column, each inside the wider ones, and fill in parents."""
    chain: dict[str, Division] = {}
    for column in FIELDS:
        if column not in names:
            continue
        found = [d for d in gazetteer.named(names[column], year) if d.field == column]
        found = [
            d
            for d in found
            if all(gazetteer.inside(d, wider) for name, wider in chain.items() if name != column)
        ]
        if len({d.adcode for d in found}) == 1:
            chain |= gazetteer.chain(found[-1], year)
    return chain
