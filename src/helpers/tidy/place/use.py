"""How a page uses a place that it names: as the one it is about, as a host, a guest, an example, a paper's town."""

from __future__ import annotations

import re

from helpers.tidy.gazetteer import OFFICE_OF, Division, Gazetteer, Mention
from helpers.tidy.place.article import HEADLINE, Article
from helpers.tidy.place.levels import EVENT

# How much a mention speaks for its place being the subject. A place in the headline outweighs three in the
# body; the place on which a headline or a lead acts outweighs all that a body can add.
IN_HEADLINE, IN_LEAD, IN_BODY, ACTS, IN_BYLINE, IN_DATELINE = 5.0, 3.0, 1.0, 4.0, 5.0, 2.0
OPERATOR = "the operator of the site"
HOSTS_NAMED = "host of a meeting of the area in which it lies"
HOSTED = "host of a meeting of a wider area"
_DOES = (
    r"(?:召开|举行|举办|启动|印发|出台|提出|实施|部署|开展|推进|打造|创建|动员|荣获|通过|宣布|成立|发布|推出|公布|掀起|拉开|吹响|迈|以(?![上下内外及前后])|正在|率先|全面|深入|大力|积极"
    r"|进一步|着力|围绕|坚持|扎实|狠抓|紧扣|突出|以来|为|将|把|让|从|今年|去年|决定|强化|加快|力|奋力)"
)
OPENS = re.compile(rf"[:, ]|{_DOES}")
_ORGAN = (
    r"(?:(?:市|县|区|州|省|盟|旗)?(?:委|人民政府|政府|人大|政协|质量[兴强]\S市?工作领导小组)(?:办公室)?(?:[、和](?:市|县|区|州|省|盟|旗)?(?:委|人民政府"
    r"|政府))*)?"
)
_ACTOR = re.compile(rf"{_ORGAN}(?:[\u4e00-\u9fff“”\"\d]{{0,8}}?){_DOES}")
_ITS_EVENT = re.compile(rf"[^,。;:!?]{{0,28}}{EVENT}")
_ISSUER = re.compile(r"[^,。;:!?]{0,30}(?:关于|质量月|活动方案|总结|规划|办法)")
_OFFICER = re.compile(
    r"(?:市|县|区|州|省|盟|旗|自治区|人民)?(?:委|政府|人民政府|人大|政协)?(?:常委)?[、 ]?(?:副)?(?:书记|市长|县长|区长|省长|州长|盟长|旗长|主席|专员)"
)
_AT_BEFORE = re.compile(r"(?:在|来到|抵达?|赴|到|走进|莅临|出席|参加|深入)(?:中国)?$")
_AT_AFTER = re.compile(rf"[^,。;:!?]{{0,28}}(?:召开|举行|举办|调研|考察|视察|检查|开幕|启动|{EVENT})")
_HOST = re.compile(
    r"(全国|中国(?=质量|标准|品牌|制造|国际|计量)|全省|全市|全区|全州|全县)[^,。;:!?]{0,30}?(?:会议?|仪式|活动|论坛|月|班)[^,。;:!?]{0,6}在$"
)
# 总局在某省某市召开全国质量工作会议: the meeting is named behind the town.
_HOST_BEHIND = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:召开|举行|举办|主办)了?(全国|全省|全市|全区|全州|全县)[^,。;:!?]{0,30}?"
    r"(?:会议?|仪式|活动|论坛|月|班)"
)
# 中国质量(上海)大会: the host in the name of the meeting.
_IN_ITS_NAME = re.compile(r"(?:中国|世界|全球|国际|亚洲)[\u4e00-\u9fff]{0,10}[(]$")
_MEETING = re.compile(r"[)](?:国际)?[\u4e00-\u9fff]{0,4}(?:大会|论坛|峰会|会议|博览会|交易会|展览会|展)")
_COMPARE_BEFORE = re.compile(
    r"(?:学习|借鉴|考察|对标|像|如|比如|例如|譬如|与|同|比|对照|类似|邻近|兄弟|来自|远销|销往|卖到了?|卖到|出口到?|引进|赶超|追赶|超过|不如|为什么|到过|邀请|播放|观看|参观|观摩|分享|介绍了?"
    r"|籍贯|祖籍|毕业于|以及)(?:了|过|到)?$"
)
# 为贯彻落实某市政府会议精神: the wider area whose orders the text carries out.
_CARRIES_OUT = re.compile(r"(?:贯彻|落实|根据|按照|传达|传达了|学习)(?:[\u4e00-\u9fff]{1,4}[、,])?$")
_ORDERS = re.compile(r"[^,。;:!?]{0,24}(?:精神|要求|部署)")
_COMPARE_AFTER = re.compile(
    r"(?:[、,](?:全省|全区|全国)|等地|等省|等市|等城市|等沿海|等发达|的(?:先进)?(?:经验|做法)|那样|一样|相比)"
)
_GIVES = re.compile(
    r"(?:交流发言|典型发言|经验介绍|作了?发言|表态|先后发言|作了?(?:大会|经验|典型|书面|工作)?交流|分别发言)"
)
_ATTENDS = re.compile(
    r"(?:参加(?:了)?(?:会议|活动|启动|大会|仪式)|出席(?:了)?(?:会议|活动|大会|仪式)|到会|与会|陪同|列席|代表(?:共|等)|收听收看|获奖|受到表彰|试评)"
)
# 某市的一家企业应邀…, 某大学教授: who came from there is a guest.
_GUEST = re.compile(r"[\u4e00-\u9fff]{0,16}?(?:应邀|考察团|代表团|客商|来宾|学者|教授|研究员)")
# 松山木业: a firm's own name, which need not be that of the county.
_BRAND = re.compile(r"(?:[木酒药乳茶矿纸铝钢实]业|制药|重工|集团|股份|水泥|电器|啤酒)")
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
# 某市质量技术监督局, alone at the head of its own site.
_SITE_OF = re.compile(
    r"(?:自治)?[省市县区州盟旗]?(?:人民政府|[\u4e00-\u9fff]{2,10}局|[\u4e00-\u9fff]{2,6}委员会)"
    r"(?:网|网站|门户网站|官网|官方网站|政务网|信息网|公众信息网)?[ ]*(?:$|[>|»/])"
)
# 某地教育信息网: the site of an office of the place.
_OFFICE_SITE = re.compile(
    r"(?:自治)?[省市县区州盟旗]?(?:教育|质量|质监|质量监督|卫生|旅游|科技|农业|党建|机关党建|市场监管|工商|安全|文明)"
    r"(?:信息|政务|新闻|公众信息|技术监督)?网"
)
# What is printed around an article: 今日某某, alone or before a number or mark, is the paper's head there.
FRAME = ("navigation", "other")
_ENDS = re.compile(r"[ ]*(?:$|[>|»/·第\d(])")
# 来源：某省人民政府: the office that put the text out.
_SOURCE_IS = re.compile(r"(?:来源|出处|转自)[: ]*$")
_OFFICE_NAMED = re.compile(
    r"(?:自治)?[省市县区州盟旗]?(?:人民政府|政府|[\u4e00-\u9fff]{2,10}局|发布|融媒|[\u4e00-\u9fff]{2,6}委员会)"
)
# 在某市第十三届人民代表大会第四次会议上: a congress is of its own place.
_CONGRESS = re.compile(r"第[\d一二三四五六七八九十]{1,3}(?:届人民代表大会|届委员会|次党代会|次代表大会)")
# 向三家企业颁发了第三届某市市长质量奖: who gives its prize is at home.
_GIVES_PRIZE = re.compile(r"(?:颁发|授予|荣获|获得|捧得|获)[^,。;:!?]{0,40}$")
_OWN_PRIZE = re.compile(
    r"(?:自治)?[省市县区州盟旗]?(?:市长|县长|区长|州长|盟长|旗长|省长|主席|人民政府|政府)质量奖(?!的)"
)
# The office that answers a letter to the mayor.
_ANSWERS = re.compile(r"(?:答复|回复|办理|受理)(?:单位|部门|机构)[: ]*$")
# 某市质监局某某分局: the district's branch of the city's office.
_BRANCH = re.compile(r"分局")
# 某州质量工作会议在某市召开: the meeting is the wider area's.
_HELD_IN = re.compile(r"(?:会议?|仪式|活动|论坛|月|班)[^,。;:!?]{0,6}在$")
# 宣读了《某市政府办公室关于…的通报》, 根据《某市…规划》: the paper of another that the text reads out or carries out.
_READS = re.compile(r"(?:宣读|传达|学习|贯彻|落实|根据|按照|依据|通报)了?《$")
# A paper signed by the office that issues it: the office alone on its line, above the day.
_SIGNS = re.compile(
    r"[\u4e00-\u9fff]{0,24}(?:局|委|政府|厅|办公室|办|领导小组)[ ]*\n\s*"
    r"(?:19|20|[一二][九〇零○O0])[\d〇零○O一二三四五六七八九十年月 ]{4,14}日[ ]*(?:\n|$)"
)


def judge(page: Article, mention: Mention, neighbours: tuple, begins: int) -> tuple[str, float, bool, str]:
    """Return how a mention is used: kind, weight, whether it acts, the reason to reject it or "".

    `begins` is where the name begins with the wider places that stand before it (某省某市).
    """
    text, role = page.text, page.role(mention.start)
    low, high = page.sentence(mention.start)
    before, after = text[low : max(low, begins)], text[mention.end : high]
    if role == "related":
        return "related", 0.0, False, "in a list of related links"
    if mention.start >= page.end:
        return "body", 0.0, False, "in another article on the same page"
    today = before.endswith("今日") and (role in ("byline", "dateline") or role in FRAME and _ENDS.match(after))
    if _OUTLET.match(after) or today:
        return "outlet", 0.0, False, "the newspaper's or site's own place"
    if role in ("navigation", "copyright", "other") and (_HOSTED.search(before) or _HOSTS.match(after)):
        return role, 0.0, False, OPERATOR
    if role in FRAME and not before.strip() and (_SITE_OF.match(after) or _OFFICE_SITE.match(after)):
        return role, 0.0, False, OPERATOR
    if role in ("byline", "dateline") and _SOURCE_IS.search(before) and _OFFICE_NAMED.match(after):
        return "outlet", 0.0, False, "the office that put the text out"
    if role in ("subtitle", "dateline", "byline", "body") and _CONGRESS.match(after) and before.endswith("在"):
        return "dateline" if role == "byline" else role, IN_HEADLINE + ACTS, True, ""
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
    if mention.trust == "weak" and _BRAND.match(after):
        return kind, 0.0, False, "part of a firm's name"
    if _WHERE_WRITTEN.search(before) or (headline and re.match(r"[)\]]", after)):
        return kind, 0.0, False, "where the text was given, not what it is about"
    if _IN_ITS_NAME.search(before) and _MEETING.match(after):
        return kind, 0.0, False, HOSTED
    if hosted_meeting(before, after):
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
    acts = (headline or not _READS.search(before)) and bool(
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
    if lead and _GUEST.match(after):
        return kind, 0.0, False, "named only as where a guest comes from"
    if lead:
        firm = _FIRM.match(after)
        return kind, IN_LEAD + (ACTS if acts and not firm else 0.0), acts and not firm, ""
    return kind, IN_BODY + (0.5 if acts else 0.0), False, ""


def link(
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


def gives_prize(page: Article, mention: Mention) -> bool:
    """Whether the page tells of the prize that a place gives (某市市长质量奖) and who won it."""
    low, high = page.sentence(mention.start)
    return bool(
        mention.start < page.end
        and page.role(mention.start) in (*HEADLINE, "body")
        and _GIVES_PRIZE.search(page.text[low : mention.start])
        and _OWN_PRIZE.match(page.text[mention.end : high])
    )


def hosts_wider(page: Article, mentions: list[Mention], mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether a place is only where an area in which it lies holds its meeting: 某自治区质量工作会议在某市召开."""
    low, _ = page.sentence(mention.start)
    if not _HELD_IN.search(page.text[low : mention.start]):
        return False
    before = [other for other in mentions if low <= other.start < mention.start and other.trust != "weak"]
    return any(
        gazetteer.inside(d, p) for d in mention.divisions for other in before[-1:] for p in other.divisions
    )


def hosted_meeting(before: str, after: str) -> str | None:
    """Whose meeting (全国, 全省 …) a place only hosts, by the words on both sides of it; None where it hosts none."""
    match = _HOST.search(before) or before.endswith("在") and _HOST_BEHIND.match(after)
    return match[1] if match else None


def wider(page: Article, mention: Mention, begins: int, host: Division, gazetteer: Gazetteer) -> Division | None:
    """The division whose meeting a host holds: the province of a city in which 全省质量工作会议 is held."""
    low, high = page.sentence(mention.start)
    wide = hosted_meeting(page.text[low:begins], page.text[mention.end : high])
    column = {"全省": "province", "全区": "province", "全市": "city", "全州": "city"}.get(wide)
    return gazetteer.chain(host).get(column)
