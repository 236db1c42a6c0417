"""Tell which paper or site a document comes from, as the page prints it, and how high that outlet stands."""

from __future__ import annotations

import re

import pandas as pd

from helpers.tidy.claims import claims_frame
from helpers.tidy.dates.stamps import PRESS_END, PrintedLine, form_of, label_of, printed_lines
from helpers.tidy.gazetteer import gazetteer_of
from helpers.tidy.page.lines import fold, spans_of

_SITE_END = r"(?:网站|门户网站|信息网|政府网|网|信息港|热线|论坛|社区)"
_NAME = r"[\u4e00-\u9fffA-Za-z0-9·]{2,20}?"
_PRESS = re.compile(rf"(?:{_NAME}{PRESS_END}|今日[\u4e00-\u9fff]{{2,5}}|[\u4e00-\u9fff]{{2,6}}日报社)$")
_SITE = re.compile(rf"{_NAME}{_SITE_END}$")
# Accounts of social media: 某某发布. As a whole line of its own only, since headlines end so too.
_ACCOUNT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,8}(?:发布|微讯|微报|之声|头条|播报|融媒)$")

# Ways to print the source, by how firmly they name it; the first that holds is taken.
_SOURCE = re.compile(
    r"(?:(?:信息|稿件|文章|新闻|资料|内容|本文|消息|原文)?(?:来源|出处|稿源)(?:于|自)?|转自|转载自|转载于|摘自|原载|原载于|选自|来自|原创|首发于?|公众号|据"
    r"(?=《|[\u4e00-\u9fff]{2,8}(?:报|网|社)(?:报道|消息|讯))|(?i:source)) ?[:|]? ?"
    r"(?:[今昨]天的?|昨日的?|今日(?:的|(?=《)))?(?P<name>《[^《》\n]{2,20}》|[^\s,。;:|()\[\]《》“”\"]{2,24})"
)
_BOOK = re.compile(r"^[\s—-]*[(\[]?(?:摘自|转自|原载于?|选自|载于?)?《(?P<name>[^《》\n]{2,20})》[\s\S]{0,16}$")
_REPORTER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?(?:日报|晚报|晨报|早报|都市报|商报|时报|新报|报|网|电视台|社|快讯|时讯|晨讯|在线|评论|晚刊|周刊|热线|发布"
    r"|融媒|广电))(?:社)?(?:特约|首席"
    r"|见习|实习|全媒体)?(?:评论员|记者|通讯员|讯(?=[(\[ ,:]|$)|消息)"
)
# （某城快讯 尉迟青）: paper and reporter close an article.
_REPRINTED = re.compile(r"(?:转自|转载自|转载于|转帖自|摘自|选自|原载于?)[ :：《]*$")
_CLOSING = re.compile(
    rf"[(\[] ?(?P<name>[\u4e00-\u9fff]{{2,10}}?{PRESS_END})(?: |/|·|记者|通讯员)+[\u4e00-\u9fff ]{{2,12}}[)\]] *$"
)
_PAPER_ALONE = re.compile(rf"^[ —-]*[(\[]?《(?P<name>[\u4e00-\u9fff]{{2,10}}?{PRESS_END})》[)\]]? *$")
_WIRE = re.compile(r"(?P<name>新华社|中新社|中新网|人民网|新华网)[\u4e00-\u9fff]{1,6}?\d{1,2}月\d{1,2}日电")
_MASTHEAD = re.compile(
    r"^ *(?:(?:您|你)?(?:现在|当前|目前)?(?:的|所在的?|所处的?)?(?:位置|栏目)[:：]? *)?(?P<name>[\u4e00-\u9fff]{3,14}?)(?=$|"
    r" {1,}| *(?:>|\||»|→|/|\n| - )|数字报|电子报|电子版|RSS)"
)
_PLACED = re.compile(
    r"^ *(?:您|你)(?:现在|当前|目前)?(?:的|所在的?|所处的?)?(?:位置|栏目)[:：]? *(?P<name>[\u4e00-\u9fff]{2,14}网)(?= *(?:>|»"
    r"|→|/))"
)
# The site that bears the name of its paper: a text that says 本报 is the paper's.
_PAPER_SITE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6}(?:日报|晚报|晨报|早报|都市报|商报|时报|新报))网")
# 2021-12-31    某某万里行    高某某    点击：  a name of any form between the day and the author, wide blanks between them.
_BETWEEN_DAY_AND_AUTHOR = re.compile(
    r"^ *\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: +\d{1,2}:\d\d(?::\d\d)?)? {3,}(?P<name>[\u4e00-\u9fff]{5,12}) {3,}[\u4e00-\u9fff]{2,4}(?= {2,}|$)"
)
_FIELD_EDGE = re.compile(r"[ |·•:┆()\[\]<>]+")
_ANY = re.compile("(?P<name>.+)")
_RIGHTS_LINE = re.compile(r"版权|转载(?!自|于)|摘编|声明|未经|注明|(?i:copyright)|©|\([cC]\)|编辑[部室]")
_RIGHTS = re.compile(
    r"(?:凡?本网(?:注明|未注明)?[“\"](?:稿件)?来源[:：] ?(?P<a>[\u4e00-\u9fff]{2,14})[”\"]|^"
    r" *(?P<b>[\u4e00-\u9fff]{2,14}?)(?:社|编辑[部室])? *(?:版权所有|版权与免责声明|(?i:copyright)|©)"
    r"|(?<![\u4e00-\u9fff])(?P<c>[\u4e00-\u9fff]{2,14}?)编辑[部室]"
    r"|注明(?:来自|转自|来源于?|出处)?[:“\"]? ?(?P<d>[\u4e00-\u9fff]{2,14}?)(?=[”\"。,]|$)"
    r"|未经(?!书面|事先|正式|本)《?(?P<e>[\u4e00-\u9fff]{2,14}?)》?(?:社|编辑部)?(?:书面|正式)?(?:许可|授权|同意|允许)"
    r"|(?:(?i:copyright)|©|\([cC]\))[ \d©,.-]*(?P<f>[\u4e00-\u9fff]{2,14})"
    r"|(?:^|[:。] ?)(?P<g>[\u4e00-\u9fff]{2,12}?)(?:社)?(?:的)?(?:所有|全部|一切|独家|原创)(?:图文|作品|内容|稿件|文字|文章|图片|版权))",
    re.MULTILINE,
)
_OWN_PAPER = re.compile(
    r"本(?:报|刊)(?:讯|记者|评论员|特约|[\u4e00-\u9fff]{0,6}\d{1,2}月\d{1,2}日[讯电]|评论)|本报(?:讯|消息)"
)
# （莱城日报） opens a text, or closes it, alone in its brackets; an opening 某某报南宁讯（记者…） names paper and town.
_BRACKETED_PAPER = re.compile(
    rf"^ *[(\[](?P<opens>[\u4e00-\u9fff]{{2,8}}?{PRESS_END})[)\]]"
    rf"|[(\[](?P<closes>[\u4e00-\u9fff]{{2,8}}?{PRESS_END})[)\]] *\|? *$"
)
_OPENING_WIRE = re.compile(
    r"^ *(?P<name>[\u4e00-\u9fff]{2,8}?报)(?!道|告|名|送)[\u4e00-\u9fff]{2,4}(?:\d{1,2}月\d{1,2}日)?[讯电](?=[(\[ ,:])"
)
# 某楚网（某省日报网）讯（记者…）
_OPENING_SITE = re.compile(
    r"^ *(?P<name>[\u4e00-\u9fff]{2,8}?(?:网|在线|客户端))[(][\u4e00-\u9fff]{2,12}[)][\u4e00-\u9fff]{0,4}讯(?=[(\[ ,:])"
)
# 期刊库 > 某省质量 > 1998年第6期: the magazine before the issue.
_MAGAZINE = re.compile(r"(?:>|»|→|/) *《?(?P<name>[\u4e00-\u9fff]{2,10})》? *(?:>|»|→|/) *\d{4}年第?\d{1,3}期")
# 某某周报社, at the head of a notice of rights.
_PUBLISHER = re.compile(r"^ *(?P<name>[\u4e00-\u9fff]{2,12}?报)社(?= |$|主办)")

_OFFICE = re.compile(
    r"(?:人民政府|政府|办公室|委员会|管理局|监督局|质监局|监管局|办|局|厅|委|部|处|科|中心|院)$"
)
# 市质监局: which town's, the page tells elsewhere.
_BARE_OFFICE = re.compile(r"[省市县区州盟旗](?![场域级])[\u4e00-\u9fff]{2,10}(?:局|厅|办|办公室|办公厅|委|委员会)$")
_OWN_OFFICE = re.compile(r"国家[\u4e00-\u9fff]{2}|(?![我本各全省市县区州])[\u4e00-\u9fff]{2,5}?(?:自治)?[省市县区州旗盟][\u4e00-\u9fff]{2}")
_NO_NAME = re.compile(
    r"(?:https?|www|产品|(?:发布|更新|上传|录入|发表)?(?:时间|日期)|作者|字号|编辑|浏览|本站|本网|本报|网络|互联网|原创|转载|未知|不详|综合|其他|佚名|整理|网友|本站原创|投稿|上传|供稿|自媒体)$"
    r"|^(?:我|本|各)?[省市县区州](?:级|委|政府|区)?(?:融媒(?:体中心)?|新闻中心|电视台|广播电视台|政府网|门户网站|报社)$"
)
# What readers upload or sell documents on is a host: the text was not published there first.
_HOST = re.compile(r"(?:文秘|文库|公文|范文|材料|素材|秘书|论文|文档|写作|百科|知道|论坛|贴吧|招聘|转载站|镜像|图书馆|社区)")
_MENU_WORD = re.compile(
    r"(?:首页|频道|新闻中心|中心|要闻|时政|动态|政务|栏目|位置|导航|版面|文件|导读|全国|数字报|登录|搜索|范文大全|你好|您好|第.{1,3}版)"
)

# Organs of the Party's centre and of the state, by the names that they bear; 中国泰州网 and 新华日报 are none.
_CENTRAL = re.compile(
    r"(?:中国|人民(?:日报|网|政协|公安|法院|邮电|铁道|论坛|画报)|新华(?:社|网|每日电讯|通讯社)|光明(?:日报|网)|经济日报|求是|央视|央广|中新[网社]|中央|国家|科技日报"
    r"|工人日报|农民日报|法[制治]日报|市场监管总局|质检总局|解放军报)"
)
_SHORT_BEARER = re.compile(r"(?<!自治)[省市县盟旗]$|地区$|自治[区州]$|林区$")
_LEVELS = {"province": "provincial", "prefecture": "city", "county": "county"}


# An office printed as the source, by its kind alone, gives way to a paper that the text names.
OFFICE = 3.2


def outlet_level(outlet: str, divisions: pd.DataFrame) -> str | None:
    """Tell an outlet's level from its name: central, provincial, city, county, or None where the name does not tell.

    A name that begins with a division (泰州日报, 中国泰州网) has that division's level, so a paper named after an old
    region of its province (楚天, 燕赵), or with the short name of a district, has none here.

    Parameters
    ----------
    outlet
        The name of a paper, station or site.
    divisions
        The table of divisions, as `gazetteer.load_divisions` returns it.

    Examples
    --------
    >>> from helpers.tidy.gazetteer import load_divisions
    >>> divisions = load_divisions()
    >>> [outlet_level(name, divisions) for name in ("人民日报", "海南日报", "中国泰州网", "义乌商报", "楚天快报")]
    ['central', 'provincial', 'city', 'county', None]
    """
    name = outlet.strip("《》")
    place = name.removeprefix("中国").lstrip("·")
    named = next((mention for mention in gazetteer_of(divisions).find(place) if mention.start == 0), None)
    # A city's paper likes the old name of the city, which is now that of a district (夷陵): districts only in full.
    told = [d for d in named.divisions if named.trust == "full" or _SHORT_BEARER.search(d.name)] if named else []
    levels = {division.level for division in told}
    if levels:
        return next(_LEVELS[level] for level in _LEVELS if level in levels)
    return "central" if _CENTRAL.match(name) else None


def level_evidence(outlet: str, divisions: pd.DataFrame) -> pd.DataFrame:
    """Return the claim about the level of a document's outlet: one row, or none where the outlet's name tells nothing.

    Columns are those of `outlet_evidence`; `field` is outlet_level.

    Examples
    --------
    >>> from helpers.tidy.gazetteer import load_divisions
    >>> level_evidence("泰州日报", load_divisions())[["field", "value", "reason"]].values.tolist()
    [['outlet_level', 'city', 'by the name of 泰州日报']]
    """
    level = outlet_level(outlet, divisions)
    row = ("outlet_level", level, "relation", pd.NA, pd.NA, pd.NA, True, f"by the name of {outlet}")
    return claims_frame([row] if level else [])


def _clean_name(name: str) -> str:
    """The outlet in a printed source: the paper behind its site (某某网—某某日报), without the words around it."""
    name = name.strip(' 《》"“”:：·')
    parts = re.split(r"[—]{1,2}|--?", name)
    # A channel is a part of its site: 某某在线-某市频道.
    name = parts[0] if len(parts) > 1 and parts[-1].endswith("频道") else parts[-1]
    name = re.sub(r"(?:社)?(?:记者|作者|编辑|编辑部|编辑室).*$", "", name)
    name = re.sub(r"(?<=[网报社])讯$", "", name)
    return re.sub(r"(?<=.{3})(?:电子版|数字报|数字版|手机版|微信公众号|公众号|官方微[信博]|报道|消息)$", "", name).strip()


def _claims(text: str, passages: pd.DataFrame, lines: list[PrintedLine]) -> list[tuple]:
    """Every printed outlet: (rank, kind, name, start, end, reason for or against)."""
    claims: list[tuple] = []

    def claim(rank, kind, match, group, offset, reason):
        claims.append((rank, kind, match[group], offset + match.start(group), offset + match.end(group), reason))

    own_paper = False
    for start, end, role in zip(passages["start"], passages["end"], passages["role"], strict=True):
        stretch = text[start:end]
        own_paper |= role in ("dateline", "byline", "body") and bool(_OWN_PAPER.search(stretch))
        if role == "byline":
            _byline(stretch, start, claim)
        elif role == "dateline":
            for pattern in (_WIRE, _REPORTER):
                for match in pattern.finditer(stretch):
                    if not match["name"].startswith("本"):
                        claim(2, "dateline", match, "name", start, "named in the dateline")
    mastheads, rights = [], []
    for number, line in enumerate(lines):
        if _RIGHTS_LINE.search(line.text) and not line.roles & {"body", "related", "title"}:
            match = _PUBLISHER.match(line.text) if line.role in ("copyright", "navigation") else None
            if match:
                claim(4, "copyright", match, "name", line.start, "the publisher, in the notice of rights")
            for match in _RIGHTS.finditer(line.text):
                group = next(name for name in "abcdefg" if match[name])
                claim(4, "copyright", match, group, line.start, "the notice of rights names it")
                rights.append(_clean_name(match[group]))
        elif line.zone in ("head", "tail") or line.role in ("byline", "dateline"):
            _by_form(line, claim)
        match = _CLOSING.search(line.text) or _PAPER_ALONE.match(line.text)
        if match and line.role in ("body", "byline", "other"):
            claim(2, "byline", match, "name", line.start, "the paper, named at the end of the text")
        match = _MAGAZINE.search(line.text) if line.zone == "head" and "body" not in line.roles else None
        if match:
            claim(1, "navigation", match, "name", line.start, "the magazine before the number of its issue")
        if line.role == "navigation" or number == 0 and not line.roles & {"body", "title"}:
            match = _PLACED.match(line.text)
            if match:
                claim(6, "navigation", match, "name", line.start, "the page's path begins with this site")
                continue
            match = _MASTHEAD.match(line.text) if not mastheads or ">" in line.text else None
            if match and (number == 0 or not mastheads and line.zone == "head" or ">" in line.text):
                mastheads.append((match, line.start))
    _at_ends([line for line in lines if "body" in line.roles], claim)
    for match, offset in mastheads:
        name = _clean_name(match["name"])
        if own_paper and _PAPER_SITE.fullmatch(name):
            claim(4, "navigation", _PAPER_SITE.match(text, offset + match.start("name")), "name", 0,
                  "the paper behind the page's site, and the text says 本报")
            continue
        if _MENU_WORD.search(name):
            continue
        signed = name in rights and not _HOST.search(name)
        rank = 3.5 if signed else 4 if own_paper else 5
        besides = ", and its notice of rights" if signed else ", and the text says 本报" if own_paper else ""
        claim(rank, "navigation", match, "name", offset, f"the page's masthead{besides}")
    return claims


def _at_ends(body: list[PrintedLine], claim) -> None:
    """Claim the paper that stands in brackets before or behind the article, or opens it with its town."""
    for line, group in ((body[0], "opens"), (body[-1], "closes")) if body else ():
        for match in _BRACKETED_PAPER.finditer(line.text):
            if match[group]:
                claim(2, "body", match, group, line.start, f"the paper, in brackets, {group} the text")
    for line in body[:2]:
        match = _OPENING_SITE.match(line.text)
        if match:
            claim(2, "dateline", match, "name", line.start, "the site, and the paper it belongs to, open the text")
    match = _OPENING_WIRE.match(body[0].text) if body else None
    if match and not match["name"].startswith("本"):
        claim(2, "dateline", match, "name", body[0].start, "the paper and its town open the text")


def _byline(stretch: str, offset: int, claim) -> None:
    """Claim the outlets that a credit names."""
    for match in _SOURCE.finditer(stretch):
        firm = re.search("[:|《]", match.group()) or _PRESS.match(match["name"]) or _SITE.match(match["name"])
        if firm:
            office = _BARE_OFFICE.match(match["name"])
            claim(OFFICE if office else 1, "byline", match, "name", offset, "printed as the source")
    match = _BOOK.match(stretch)
    if match:
        claim(1, "byline", match, "name", offset, "closing line with the paper's name")
    for match in _REPORTER.finditer(stretch):
        if not match["name"].startswith(("本", "系本")):
            claim(2, "byline", match, "name", offset, "the reporter's paper")


def _by_form(line: PrintedLine, claim) -> None:
    """Claim what a line before or after the article names by its form, whatever its role: 来源：…, a paper beside a date."""
    frame = line.roles & {"related", "copyright", "duplicate", "truncation"} and "byline" not in line.roles
    if frame or len(line.text) > 90:
        return
    if not line.roles & {"body", "byline"} and not re.search("。.", line.text):
        _byline(line.text, line.start, claim)
    if any(label_of(line, date) == "visit" for date in line.dates):
        return
    dated, bare = bool(line.dates and form_of(line)), line.text.strip()
    if dated or line.role in ("byline", "dateline") and "body" not in line.roles:
        position, text = 0, line.text
        for date in line.dates:
            text = text[: date.start] + " " * (date.end - date.start) + text[date.end :]
        for field in _FIELD_EDGE.split(text):
            at = text.index(field, position)
            position = at + len(field)
            name = _clean_name(field)
            if 3 <= len(field) <= 14 and (_PRESS.match(name) or _SITE.match(name) or _ACCOUNT.match(name)):
                match = _ANY.match(line.text, at, position)
                claim(3, "dateline", match, "name", line.start, "stands beside the date of publication")
        match = _BETWEEN_DAY_AND_AUTHOR.match(line.text)
        if match:
            claim(3, "dateline", match, "name", line.start, "stands between the day of publication and the author")
    elif line.zone == "head" and 3 <= len(bare) <= 12 and line.role not in ("navigation", "title", "kicker", "body"):
        if _PRESS.match(bare) or _ACCOUNT.match(bare):
            match = re.match(" *(?P<name>.+)", line.text)
            claim(3, "byline", match, "name", line.start, "a line of its own in the page's head")


def _objection(rank: int, kind: str, name: str) -> str:
    """Why a printed name is not the outlet, or ""."""
    if _NO_NAME.search(name):
        return "a source without a name"
    if _OFFICE.search(name) and not re.search(r"(?:网|报|站|融媒体中心|新闻中心)$", name):
        # Printed as the source it is what the page says it took the text from.
        if rank not in (1, OFFICE) or rank == 1 and not _OWN_OFFICE.match(name):
            return "an office, not a paper or site"
    if (
        kind in ("navigation", "copyright")
        and rank not in (1, 3.5, 6)
        and not (_PRESS.match(name) or re.search(r"网$", name))
    ):
        return "not the name of a paper or site"
    if kind in ("navigation", "copyright") and _HOST.search(name):
        return "a site that hosts texts of others, not their source"
    if rank == 5 and not _PRESS.match(name):
        return "the host's name in its menu"
    return ""


def outlet_evidence(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """List the papers and sites that a page prints as its source.

    Parameters
    ----------
    clean, passages
        The repaired text and its passages (`role`, `start`, `end`).

    Returns
    -------
    DataFrame
        One row per printed name: `field` (outlet; reprint_of where the page is a reprint of it), `value`, `kind` (byline, dateline, copyright,
        navigation), `text`, `start`, `end`, `accepted`, `reason`. One value at most is accepted: a printed
        source before the reporter's paper, the name beside the date, the notice of rights and the masthead.

    Examples
    --------
    >>> page = "质量兴市大会召开\\n来源：某城网—某城日报\\n昨日，我市召开大会。"
    >>> roles = ["title", "byline", "body"]
    >>> passages = pd.DataFrame({"role": roles, "start": [0, 9, 21], "end": [9, 21, len(page)]})
    >>> outlet_evidence(page, passages)[["value", "text", "accepted"]].values.tolist()
    [['某城日报', '某城网—某城日报', True]]
    """
    text = fold(clean)
    rows, taken, source = [], "", None
    claims = _claims(text, passages, printed_lines(clean, spans_of(passages)))
    told = set()
    for rank, kind, name, start, end, reason in sorted(claims, key=lambda claim: (claim[0], claim[3])):
        if (start, end) in told:
            continue
        told.add((start, end))
        value = _clean_name(name)
        objection = _objection(rank, kind, value) if len(value) > 1 else "not the name of a paper or site"
        if not objection and taken and value != taken:
            objection = f"{taken} is named more firmly"
        if not objection:
            taken = value
            source = source or (rank, kind, start, end)
        rows.append(("outlet", value, kind, clean[start:end], start, end, not objection, objection or reason))
    if source and source[0] <= 2:
        rows += _reprint_rows(clean, text, taken, source, claims)
    return claims_frame(rows)


def _reprint_rows(clean: str, text: str, outlet: str, source: tuple, claims: list[tuple]) -> list[tuple]:
    """Return the row that calls the page a reprint: it says 转自, or bears another name than the source it prints."""
    _, kind, start, end = source
    if _REPRINTED.search(text[max(0, start - 8):start]):
        reason = "the page says that it took the text from there"
    else:
        hosts = [_clean_name(name) for _, where, name, *_ in claims if where in ("navigation", "copyright")]
        host = next((name for name in hosts if _is_host(name, outlet)), None)
        if host is None:
            return []
        reason = f"printed as the source on a page of {host}"
    return [("reprint_of", outlet, kind, clean[start:end], start, end, True, reason)]


def _is_host(name: str, outlet: str) -> bool:
    """Whether a name in the frame of a page is that of a site other than the outlet (某某日报 has 某某日报网)."""
    stem = re.sub(r"(?:网站|网)$", "", name)
    named = _PRESS.match(name) or _SITE.match(name)
    return bool(named) and not _MENU_WORD.search(name) and stem not in outlet and outlet not in name
