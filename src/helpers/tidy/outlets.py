"""Tell which paper or site a document comes from, as the page prints it, and how high that outlet stands."""

from __future__ import annotations

import re

import pandas as pd

from helpers.tidy.claims import claims_frame
from helpers.tidy.lines import fold

_PRESS_END = (
    r"(?:日报|晚报|晨报|早报|都市报|商报|时报|周报|导报|新报|报|快讯|晨讯|时讯|晚讯|讯|时评|晨评|评论|视点|观察|简报|通讯|周刊|杂志|月刊"
    r"|通讯社|新华社|电视台|广播电台|广播电视台|融媒体中心|新闻网|新闻网站|在线|客户端)"
)
_SITE_END = r"(?:网站|门户网站|信息网|政府网|网)"
_NAME = r"[\u4e00-\u9fffA-Za-z0-9·]{2,20}?"
_PRESS = re.compile(rf"(?:{_NAME}{_PRESS_END}|今日[\u4e00-\u9fff]{{2,5}}|[\u4e00-\u9fff]{{2,6}}日报社)$")
_SITE = re.compile(rf"{_NAME}{_SITE_END}$")

# Ways to print the source, by how firmly they name it; the first that holds is taken.
_SOURCE = re.compile(
    r"(?:(?:信息|稿件|文章|新闻|资料|内容|本文)?(?:来源|出处|稿源)|转自|转载自|摘自|原载|选自|据) ?[:：]? ?(?P<name>《[^《》\n]{2,20}》"
    r"|[^\s,。;:|()\[\]《》]{2,24})"
)
_BOOK = re.compile(r"^[\s—-]*(?:摘自|转自|原载|选自|载于?)?《(?P<name>[^《》\n]{2,20})》[\s\S]{0,16}$")
_REPORTER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?(?:日报|晚报|晨报|早报|都市报|商报|时报|新报|报|网|电视台|社|快讯|时讯|晨讯|在线|评论))(?:社)?(?:特约|首席"
    r"|见习|实习|全媒体)?(?:评论员|记者|通讯员|讯(?=[(\[ ,:]|$)|消息)"
)
_WIRE = re.compile(r"(?P<name>新华社|中新社|中新网|人民网|新华网)[\u4e00-\u9fff]{1,6}?\d{1,2}月\d{1,2}日电")
_MASTHEAD = re.compile(
    r"^ *(?:(?:您|你)?(?:现在|当前|目前)?(?:的|所在的?|所处的?)?(?:位置|栏目)[:：]? *)?(?P<name>[\u4e00-\u9fff]{3,14})(?=$|"
    r" {1,}| *(?:>|\||»|→|/|\n| - )|数字报|电子报)"
)
_PLACED = re.compile(
    r"^ *(?:您|你)(?:现在|当前|目前)?(?:的|所在的?|所处的?)?(?:位置|栏目)[:：]? *(?P<name>[\u4e00-\u9fff]{2,14}网)(?= *(?:>|»"
    r"|→|/))"
)
_BESIDE_DATE = re.compile(
    r"^ *(?P<before>[\u4e00-\u9fff]{3,14}) +(?:19|20)\d\d|\d{2}:\d{2}(?::\d{2})?"
    r" +(?P<after>[\u4e00-\u9fff]{3,14})\s*$"
)
_RIGHTS = re.compile(
    r"(?:凡?本网(?:注明|未注明)?[“\"](?:稿件)?来源[:：] ?(?P<a>[\u4e00-\u9fff]{2,14})[”\"]|^"
    r" *(?P<b>[\u4e00-\u9fff]{2,14}?)(?:社|编辑[部室])? ?(?:版权所有|版权与免责声明)"
    r"|(?<![\u4e00-\u9fff])(?P<c>[\u4e00-\u9fff]{2,14}?)编辑[部室])",
    re.MULTILINE,
)
_OWN_PAPER = re.compile(
    r"本(?:报|刊)(?:讯|记者|评论员|特约|[\u4e00-\u9fff]{0,6}\d{1,2}月\d{1,2}日[讯电]|评论)|本报(?:讯|消息)"
)

_OFFICE = re.compile(
    r"(?:人民政府|政府|办公室|委员会|管理局|监督局|质监局|监管局|办|局|厅|委|部|处|科|中心|院)$"
)
_NO_NAME = re.compile(
    r"(?:本站|本网|本报|网络|互联网|原创|转载|未知|不详|综合|其他|佚名|整理|网友|本站原创|作者投稿)$"
)
# What readers upload or sell documents on is a host: the text was not published there first.
_HOST = re.compile(r"(?:文秘|文库|公文|范文|材料|素材|秘书|论文|文档|写作|百科|知道|论坛|贴吧|招聘)")
_MENU_WORD = re.compile(
    r"(?:首页|频道|新闻中心|中心|要闻|时政|动态|政务|栏目|位置|导航|版面|文件|导读|全国|数字报|登录|搜索|范文大全|你好|您好|第.{1,3}版)"
)

_CENTRAL = re.compile(
    r"^(?:《?(?:中国|人民|新华|光明|经济日报|求是|央视|中新|中央|国家|科技日报|工人日报|农民日报|法制日报|法治日报|市场监管总局|质检总局))"
)
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆"
).split()


def outlet_level(outlet: str, cities: frozenset[str] = frozenset()) -> str:
    """Tell an outlet's level from its name: central, provincial, city or other.

    The name decides: 中国, 人民, 新华 and the papers of central organs are central, a province's name provincial,
    a name in `cities` (short names of prefectures and counties) city; all else is other.

    Examples
    --------
    >>> names = ("人民日报", "海南日报", "泰州日报", "某某工商报")
    >>> [outlet_level(name, frozenset({"泰州"})) for name in names]
    ['central', 'provincial', 'city', 'other']
    """
    if _CENTRAL.match(outlet):
        return "central"
    if outlet.startswith(tuple(_PROVINCES)):
        return "provincial"
    return "city" if any(outlet[:size] in cities for size in range(2, 8)) else "other"


def _clean_name(name: str) -> str:
    """The outlet in a printed source: the paper behind its site (某某网—某某日报), without the words around it."""
    name = name.strip(' 《》"“”:：·')
    name = re.split(r"[—]{1,2}|--?", name)[-1]
    return re.sub(r"(?:社)?(?:记者|作者|编辑|编辑部|编辑室).*$", "", name).strip()


def _claims(text: str, passages: pd.DataFrame) -> list[tuple]:
    """Every printed outlet: (rank, kind, name, start, end, reason for or against)."""
    claims: list[tuple] = []
    own_paper = False
    masthead: list[tuple] = []
    first_line = True
    for row in passages.itertuples():
        stretch = text[row.start : row.end]
        if row.role == "byline":
            _byline(stretch, row.start, claims)
        if row.role in ("dateline", "byline", "body"):
            own_paper |= bool(_OWN_PAPER.search(stretch))
        if row.role == "dateline":
            for pattern in (_WIRE, _REPORTER):
                for match in pattern.finditer(stretch):
                    if not match["name"].startswith("本"):
                        claims.append(
                            (
                                2,
                                "dateline",
                                match["name"],
                                row.start + match.start("name"),
                                row.start + match.end("name"),
                                "named in the dateline",
                            )
                        )
            match = _BESIDE_DATE.search(stretch)
            if match:
                group = "before" if match["before"] else "after"
                claims.append(
                    (
                        3,
                        "dateline",
                        match[group],
                        row.start + match.start(group),
                        row.start + match.end(group),
                        "stands beside the date of publication",
                    )
                )
        if row.role == "navigation":
            for line in re.finditer(r"[^\n]+", stretch):
                match = _PLACED.match(line.group())
                at = row.start + line.start()
                if match:
                    claims.append(
                        (
                            6,
                            "navigation",
                            match["name"],
                            at + match.start("name"),
                            at + match.end("name"),
                            "the page's path begins with this site",
                        )
                    )
                    continue
                match = _MASTHEAD.match(line.group()) if first_line or ">" in line.group() else None
                if match and not _MENU_WORD.search(match["name"]):
                    masthead.append((match["name"], at + match.start("name"), at + match.end("name")))
                first_line = False
        if row.role == "copyright":
            for match in _RIGHTS.finditer(stretch):
                group = next(name for name in "abc" if match[name])
                claims.append(
                    (
                        4,
                        "copyright",
                        match[group],
                        row.start + match.start(group),
                        row.start + match.end(group),
                        "the notice of rights names it",
                    )
                )
    for name, start, end in masthead:
        rank = 4 if own_paper else 5
        claims.append(
            (
                rank,
                "navigation",
                name,
                start,
                end,
                "the page's masthead" + (", and the text says 本报" if own_paper else ""),
            )
        )
    return claims


def _byline(stretch: str, offset: int, claims: list) -> None:
    """Add the outlets that a credit names."""
    for match in _SOURCE.finditer(stretch):
        claims.append(
            (
                1,
                "byline",
                match["name"],
                offset + match.start("name"),
                offset + match.end("name"),
                "printed as the source",
            )
        )
    match = _BOOK.match(stretch)
    if match:
        claims.append(
            (
                1,
                "byline",
                match["name"],
                offset + match.start("name"),
                offset + match.end("name"),
                "closing line with the paper's name",
            )
        )
    for match in _REPORTER.finditer(stretch):
        if not match["name"].startswith(("本", "系本")):
            claims.append(
                (
                    2,
                    "byline",
                    match["name"],
                    offset + match.start("name"),
                    offset + match.end("name"),
                    "the reporter's paper",
                )
            )
    bare = stretch.strip()
    if (_PRESS.match(bare) or _SITE.match(bare)) and len(bare) <= 16 and ":" not in bare:
        start = offset + stretch.index(bare)
        claims.append((3, "byline", bare, start, start + len(bare), "stands beside the date of publication"))


def _objection(rank: int, kind: str, name: str) -> str:
    """Why a printed name is not the outlet, or ""."""
    if _NO_NAME.search(name):
        return "a source without a name"
    if _OFFICE.search(name) and not re.search(r"(?:网|报|站|融媒体中心|新闻中心)$", name):
        return "an office, not a paper or site"
    if (
        kind in ("navigation", "copyright")
        and rank != 6
        and not (_PRESS.match(name) or re.search(r"网$", name))
    ):
        return "not the name of a paper or site"
    if kind in ("navigation", "copyright") and rank != 6 and _HOST.search(name):
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
        One row per printed name: `field` (outlet), `value`, `kind` (byline, dateline, copyright,
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
    rows, taken = [], ""
    for rank, kind, name, start, end, reason in sorted(
        _claims(text, passages), key=lambda claim: (claim[0], claim[3])
    ):
        value = _clean_name(name)
        objection = _objection(rank, kind, value) if len(value) > 1 else "not the name of a paper or site"
        if not objection and taken and value != taken:
            objection = f"{taken} is named more firmly"
        if not objection:
            taken = value
        rows.append(("outlet", value, kind, clean[start:end], start, end, not objection, objection or reason))
    return claims_frame(rows)
