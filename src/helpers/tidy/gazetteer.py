"""Find the names of administrative divisions in Chinese text, full and short, as they were valid in a year.

The names come from `data/divisions.csv`. A short name (包头, 义乌) is kept apart by how far it can be trusted:
provinces and prefectures are printed short as a rule, counties seldom, and some short names are ordinary
words.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.tables import DATA
from helpers.tidy.codes import code_points
from helpers.tidy.identity import once_per_table

TABLE = DATA / "divisions.csv"
COLUMNS = ("adcode", "name", "level", "parent", "valid_from", "valid_to", "source")
# Stands for an open end of an interval of years.
OPEN = 9999
WEB_PAGES_SINCE = 1998
# What stands between a city and the district in which its office has a branch: 某市质监局某某分局.
OFFICE_OF = re.compile(r"(?:市|州|盟)?[\u4e00-\u9fff]{2,10}(?:局|委|办)")
LEVELS = frozenset({"province", "prefecture", "county"})

_PEOPLES = (
    r"(?:(?:蒙古|[回藏苗彝壮满侗瑶白傣羌土畲黎水京怒佤]|仡佬|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|裕固|东乡|保安|撒拉|达斡尔|鄂温克|鄂伦春|朝鲜|土家|布依|哈尼"
    r"|傈僳|景颇|拉祜|纳西|普米|独龙|毛南|仫佬|布朗|德昂|阿昌|基诺)族|(?:蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯)(?=自治)|各族(?=自治))"
)
_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?){_PEOPLES}+自治(?P<unit>[州县区旗])$")
# 科尔沁左翼中旗 is printed 科左中旗.
_BANNER = re.compile(r"(\S)\S+?([左右])翼(\S旗)$")
_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|林区|特区|新区|[省市盟州县区旗])$")

# Short names of prefectures and provinces that are also words, set phrases or parts of other names: they
# need their full form or their parent on the page.
_PREFECTURE_WORDS = frozenset(
    (
        "三明 中山 兴安 北海 和田 大同 大理 安康 山南 惠民 文山 日照 普洱 朝阳 来宾 海北 海南 海西 玉树 白城 白山 白银 红河 长治 阿里 黄南 黄山"
    ).split()
)
# Short names of counties that are also words: only read as a place straight after their parent (甘肃白银).
_COUNTY_WORDS = frozenset(
    (
        "七星 万年 三元 三门 上思 上高 东区 东山 东方 东湖 东风 中原 中心 中方 中江 中牟 中站 中阳 丰收 丰泽 丰满 丰都 九龙 二七 二道 交口 交城 仁寿 会同 信丰 修文 修水"
        " 光明 "
        "光泽 全南 全州 公园 公安 共和 兴业 兴化 兴和 兴国 兴宁 兴山 兴文 兴隆 凤凰 利民 利通 前进 前郭 前锋 加查 动力 勐海 化州 化德 北区 北山 升平 南区 南山 南岸 南海"
        " 南湖 "
        "南部 博爱 友好 友谊 双桥 台前 合作 合水 同仁 同德 同心 名山 向阳 和平 和顺 和龙 四方 回民 城东 城中 城关 城北 城区 城南 城厢 城子河 城西 复兴 大兴 大化 大厂 大同"
        " 大名 "
        "大方 大观 天元 天宁 天山 天心 天桥 天涯 天长 太和 太康 太白 奉节 威信 孝义 宁化 宁明 宁远 安义 安全 安化 安宁 安定 安居 安平 安福 安达 宏伟 定安 定远 宝塔 宝山"
        " 富民 "
        "富裕 小河 山城 崇文 工农 市中 市北 市区 市南 平原 平和 平安 平定 平川 平房 平阳 广安 广平 延寿 延长 建始 建安 建平 建水 开元 开化 开发 当阳 德保 德兴 怀安 怀远"
        " 惠民 "
        "成安 成武 振兴 文峰 文成 文昌 文水 新会 新余 新兴 新区 新华 新县 新和 新城 新市 新建 新星 新民 方城 方山 方正 无为 明光 桃源 桥东 桥西 正宁 正安 正定 正阳 武功"
        " 武宁 "
        "比如 民丰 民乐 民勤 民和 民权 水城 永兴 永和 永安 永定 永年 永康 永新 永福 江东 江北 江南 河东 河北 河西 洞口 洪山 海州 海棠 海港 清新 清水 温泉 港北 港南 港口"
        " 灯塔 "
        "爱民 独山 白云 白玉 相城 相山 石门 石龙 矿区 站前 红安 红旗 红星 老城 芙蓉 花山 茄子河 莲花 西区 西华 西山 西市 西湖 解放 象山 资源 路北 路南 运河 进贤 通许 通道"
        " 道外 "
        "道里 郊区 都安 都昌 金凤 金安 金山 金水 金沙 金牛 金门 钟楼 铁东 铁西 铜鼓 长子 长安 阳明 阳春 雁山 集安 雨花 露天 顺义 顺德 高台 高平 高新 高明 高阳 黄龙 黑水"
        " 鼓楼 "
        "龙华 龙山 龙江 龙泉 龙湖 龙门"
    ).split()
)
# Names of districts and counties that only tell a place after their parent: 老城区 or 城区 is a word in any city.
_GENERIC = frozenset(
    (
        "东区 东方区 东方市 中原区 中心区 中方县 任县 全县 公园区 兴业县 兴县 兴国县 前进区 动力区 北区 单县 南区 南县 友好区 古县 合作市 同心县 向阳区 和县 和平区 回民区 城东区 "
        "城中区 城关区 城北区 城区 城南区 城西区 大同区 安县 安居区 完县 容县 富县 山区 工农区 市中区 市北区 市区 市南区 市郊区 应县 开县 开发区 成县 文县 新兴区 新区 新县"
        " 新城区 "
        "新市区 易县 景县 林区 永定区 江北区 江南区 河东区 河西区 海港区 深县 温县 温泉区 港区 港口区 环县 理县 矿区 站前区 红旗区 老城区 花县 西区 解放区 资源县 路北区 路南区"
        " 达县 "
        "运河区 连县 通县 道县 郊区 随县 露天区 青县 高县 高新区"
    ).split()
)
# A stem of one character is read as a county only where a word may begin.
# 今日某某 is a paper.
_WORD_BEGINS = re.compile(r"(?:^|[\s,.。:;!?、(\[《“\"'>|/·—-]|[在到赴于对向是为由从让使与把将]|今日)$")
# What must not stand before or after a short name: there the same characters belong to other words.
_SPLIT = {
    "广西": ("推", "部"),
    "广东": ("推", "西"),
    "广州": ("推", ""),
    "广元": ("推", ""),
    "广安": ("推", ""),
    "河北": ("黄运沿淮", "岸"),
    "河南": ("黄运淮", "岸"),
    "湖北": ("太", "岸"),
    "湖南": ("太", "岸"),
    "江西": ("长沿", "岸"),
    "海口": ("出入沿", "岸"),
    "大连": ("重扩", "锁片接续"),
    "开封": ("召公揭打", "闭山"),
    "成都": ("形完建达组变促构生", ""),
    "重庆": ("隆庄", "祝"),
    "天津": ("每", "贴"),
    "营口": ("运经", "径岸"),
    "新乡": ("创", "村镇土贤"),
    "新余": ("创", ""),
    "四平": ("", "八方米台"),
    "大庆": ("重盛", "典祝"),
    "保山": ("环", ""),
    "南通": ("", "道过"),
    "本溪": ("", "水"),
    "青海": ("", "湖畔"),
    "西安": ("", "全"),
    "宁波": ("", "动"),
    "通辽": ("", "阔"),
    "常德": ("", "行"),
    "承德": ("传继", ""),
    "安顺": ("平", ""),
    "山西": ("", "侧"),
    "山东": ("", "侧"),
    "上海": ("", "拔"),
    "东营": ("", "业"),
    "孝感": ("", "动"),
    "信阳": ("", "光"),
    "安庆": ("", "祝"),
    "自贡": ("", "献"),
    "河源": ("江", ""),
    "保定": ("医", ""),
    "合肥": ("复", ""),
    "定西": ("制规", ""),
    "通化": ("沟打疏", "解"),
    "衡水": ("均平", ""),
    "海城市": ("沿", ""),
    "增城市": ("新", ""),
    "兴城市": ("质科旅", ""),
}
# After a full name these go on with another word: 无锡市场, 新兴区域.
_NOT_AFTER = {"市": "场", "区": "域别间分位块长", "县": "级", "州": "", "旗": "帜", "盟": "友约"}
# The campaign's own words end in 兴 or 强 before the name of a unit: 质量兴县 is not 兴县.
_SLOGAN_BEFORE = re.compile(
    r"(?:质量|品牌|名牌|旅游|科技|标准|工业|创新|文化|人才|商标|教育|生态|以质|产业|立|强)$"
)
# A building or street named after a place is not that place.
_NAMED_AFTER = re.compile(
    r"(?:[东西南北中]?路(?![南北]区)|大道|大街|街道?|宾馆|大厦|酒店|饭店|机场|大桥|会堂|体育)"
)


# A word that has a newspaper or a station is a place: 白银日报.
_HAS_PAPER = re.compile(r"(?:日报|晚报|晨报|商报|时报|新闻网|电视台|广播)")


_HAN = re.compile(r"[\u4e00-\u9fff]")


class Division(NamedTuple):
    """A row of the table of divisions; years are numbers, 0 and `OPEN` for open ends."""

    adcode: str
    name: str
    level: str
    parent: str
    valid_from: int
    valid_to: int

    @property
    def place_level(self) -> str:
        """The level as documents use it: province, city, county or district."""
        if self.level != "county":
            return "province" if self.level == "province" else "city"
        return "district" if re.search(r"(?<![林特])区$", self.name) else "county"

    @property
    def field(self) -> str:
        """The column of a document in which this division stands."""
        return {"province": "province", "prefecture": "city", "county": "district"}[self.level]

    def valid(self, year: int | None) -> bool:
        """Whether the name held in this year; in the year of a change both names do."""
        return year is None or self.valid_from <= year <= self.valid_to


class Mention(NamedTuple):
    """A name found in a text. `trust`: full, short (province, prefecture) or weak (needs support)."""

    start: int
    end: int
    text: str
    divisions: tuple
    trust: str


def load_divisions(path: str | Path | None = None) -> pd.DataFrame:
    """Read the table of administrative divisions.

    Returns
    -------
    DataFrame
        One row per code, name and interval of years: `adcode`, `name`, `level` (province, prefecture,
        county), `parent`, `valid_from` and `valid_to` (years, <NA> for open ends; in the year of a change
        old and new name are both valid), `source`.

    Raises
    ------
    ValueError
        If a column is missing, a level is unknown or a year is not a number; the message names file, line
        and column.

    Examples
    --------
    >>> table = load_divisions()
    >>> table.loc[table["adcode"].eq("420600"), ["name", "valid_to"]].values.tolist()
    [['襄樊市', 2010], ['襄阳市', <NA>]]
    """
    path = Path(path or TABLE)
    table = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    missing = [column for column in COLUMNS if column not in table]
    if missing:
        raise ValueError(
            f"{path}: the column {missing[0]} is missing; a table of divisions has {', '.join(COLUMNS)}"
        )
    unknown = table.index[~table["level"].isin(LEVELS)]
    if len(unknown):
        raise ValueError(f"{path}, line {unknown[0] + 2}: level must be one of {', '.join(sorted(LEVELS))}")
    for column in ("valid_from", "valid_to"):
        wrong = table.index[~table[column].str.fullmatch(r"\d{4}").fillna(True).astype(bool)]
        if len(wrong):
            raise ValueError(f"{path}, line {wrong[0] + 2}: {column} must be a year of four digits or empty")
        table[column] = pd.to_numeric(table[column]).astype("Int64")
    return table[list(COLUMNS)]


def stem(name: str) -> str:
    """Return a division's name without its unit.

    Examples
    --------
    >>> [stem(name) for name in ("包头市", "海西蒙古族藏族自治州", "内蒙古自治区", "锡林郭勒盟", "浦东新区")]
    ['包头', '海西', '内蒙古', '锡林郭勒', '浦东']
    """
    people = _AUTONOMOUS.match(name)
    return people["stem"] if people else _SUFFIX.sub("", name)


class Gazetteer:
    """The names of a table of divisions, ready to be looked for in a text."""

    def __init__(self, divisions: pd.DataFrame):
        self.by_code: dict[str, list[Division]] = {}
        self.forms: dict[str, list[tuple[Division, str]]] = {}
        columns = (divisions[name] for name in COLUMNS[:4])
        first = divisions["valid_from"].fillna(0).astype(int).tolist()
        last = divisions["valid_to"].fillna(OPEN).astype(int).tolist()
        for adcode, name, level, parent, valid_from, valid_to in zip(
            *(c.fillna("").tolist() for c in columns), first, last, strict=True
        ):
            division = Division(adcode, name, level, parent, valid_from, valid_to)
            self.by_code.setdefault(adcode, []).append(division)
            self._add(division)
        self.heads: dict[str, list[str]] = {}
        for form in sorted(self.forms, key=len, reverse=True):
            self.heads.setdefault(form[:2], []).append(form)
        # Which characters begin a form, which come second, and which of the one with which of the other.
        firsts, seconds = (
            {char: number for number, char in enumerate(dict.fromkeys(head[at] for head in self.heads), 1)} for at in (0, 1)
        )
        self._first, self._second = _numbers(firsts), _numbers(seconds)
        self._pairs = np.zeros((len(firsts) + 1, len(seconds) + 1), bool)
        self._pairs[[firsts[head[0]] for head in self.heads], [seconds[head[1]] for head in self.heads]] = True

    def _add(self, division: Division) -> None:
        self.forms.setdefault(division.name, []).append((division, "full"))
        people = _AUTONOMOUS.match(division.name)
        short = stem(division.name)
        if people:
            if len(short) > 1 and division.level != "province":
                self.forms.setdefault(short + people["unit"], []).append((division, "full"))
        wing = _BANNER.match(division.name)
        if wing:
            self.forms.setdefault("".join(wing.groups()), []).append((division, "full"))
        if len(short) < 2:
            return
        if division.level == "county":
            trust = "word" if short in _COUNTY_WORDS else "weak"
        else:
            trust = "weak" if short in _PREFECTURE_WORDS and division.level == "prefecture" else "short"
        self.forms.setdefault(short, []).append((division, trust))

    def find(self, text: str, year: int | None = None) -> list[Mention]:
        """Return the names in `text`, leftmost-longest, with the divisions that each can mean in `year`.

        Examples
        --------
        >>> gazetteer = Gazetteer(load_divisions())
        >>> [(m.text, [d.name for d in m.divisions]) for m in gazetteer.find("浙江义乌市场和无锡市", 2017)]
        [('浙江', ['浙江省']), ('义乌', ['义乌市']), ('无锡市', ['无锡市'])]
        >>> gazetteer.find("质量强市场, 质量兴县", 2017)
        []
        """
        found: list[Mention] = []
        codes = code_points(text)
        begins = self._pairs[self._first[codes[:-1]], self._second[codes[1:]]]
        for start in np.flatnonzero(begins).tolist():
            if found and start < found[-1].end:
                continue
            for form in self.heads[text[start : start + 2]]:
                if text.startswith(form, start):
                    mention = self._read(text, start, form, year, found[-1] if found else None)
                    if mention:
                        found.append(mention)
                        break
        return found

    def _read(
        self, text: str, start: int, form: str, year: int | None, before: Mention | None
    ) -> Mention | None:
        """Read a form at a place in the text; None where its characters belong to other words."""
        end = start + len(form)
        after = text[end : end + 4]
        candidates = _in_use(self.forms[form], year)
        if not candidates:
            return None
        # In the year of a change the new bearer of a name comes before the old one.
        candidates = [pair for pair in candidates if year is None or pair[0].valid_to > year] or candidates
        under = ()
        if before is not None and not text[before.end : start].strip():
            under = [d for d, _ in candidates if any(self.inside(d, parent) for parent in before.divisions)]
        elif before is not None and after.startswith("分局") and OFFICE_OF.fullmatch(text, before.end, start):
            under = [d for d, _ in candidates if any(self.inside(d, parent) for parent in before.divisions)]
        full = any(trust == "full" for _, trust in candidates)
        if full:
            if after[:1] and after[0] in _NOT_AFTER.get(form[-1], ""):
                return None
            if start and text[start - 1] in (_SPLIT.get(form) or _SPLIT.get(form[:-1], ("", "")))[0]:
                return None
            begins = under or _WORD_BEGINS.search(text[max(0, start - 2) : start])
            if form in _GENERIC and not under or (len(form) == 2 and form[-1] in "县区" and not begins):
                return None
            if form.startswith("兴") and _SLOGAN_BEFORE.search(text[max(0, start - 2) : start]):
                return None
        else:
            forbidden = _SPLIT.get(form, ("", ""))
            if (start and text[start - 1] in forbidden[0]) or (after and after[0] in forbidden[1]):
                return None
            if form.startswith("兴") and _SLOGAN_BEFORE.search(text[max(0, start - 2) : start]):
                return None
        if _NAMED_AFTER.match(after):
            return None
        if under:
            return Mention(start, end, form, tuple(_current(under, year)), "full" if full else "short")
        if not full and _HAS_PAPER.match(after):
            candidates = [(division, "short") for division, _ in candidates]
        elif text.startswith("今日", max(0, start - 2)) and not _HAN.match(after):
            candidates = [(division, "short") for division, trust in candidates if trust != "word"]
        candidates = [pair for pair in candidates if pair[1] != "word"]
        for trust in ("full", "short", "weak"):
            chosen = [division for division, own in candidates if own == trust]
            if chosen:
                if trust == "weak" and not _WORD_BEGINS.search(text[max(0, start - 2) : start]):
                    return None
                if (
                    trust != "full"
                ):  # 吉林 is the province and 昌吉 the prefecture before any smaller namesake.
                    order = ("province", "prefecture", "county")
                    highest = min(order.index(division.level) for division in chosen)
                    chosen = [division for division in chosen if division.level == order[highest]]
                return Mention(start, end, form, tuple(_current(chosen, year)), trust)
        return None

    def inside(self, division: Division, parent: Division) -> bool:
        """Whether a division lies in another one."""
        if parent.level == "province":
            return division.adcode != parent.adcode and division.adcode[:2] == parent.adcode[:2]
        return division.parent == parent.adcode

    def named(self, name: str, year: int | None = None) -> list[Division]:
        """The divisions that a full or short name can mean in a year; full names before short ones."""
        pairs = _in_use(self.forms.get(name, []), year)
        full = [division for division, trust in pairs if trust == "full"]
        return _current(full or [division for division, _ in pairs], year)

    def chain(self, division: Division, year: int | None = None) -> dict[str, Division]:
        """A division and those it lies in, by column: province, city, district."""
        if year is None and division.valid_to != OPEN:
            year = division.valid_to
        chain = {division.field: division}
        # The wider first, and not as a set: the order of the rows must be the same in every run.
        for code in dict.fromkeys((division.adcode[:2] + "0000", division.parent)):
            if code in (division.adcode, ""):
                continue
            holders = [row for row in self.by_code.get(code, []) if row.valid(year)]
            for row in _current(holders, year)[-1:]:
                chain[row.field] = row
        return chain


def _numbers(characters: dict[str, int]) -> np.ndarray:
    """Of every code point, the number of its character, 0 for the others."""
    numbers = np.zeros(sys.maxunicode + 1, np.uint16)
    numbers[list(map(ord, characters))] = list(characters.values())
    return numbers


def _in_use(pairs: list, year: int | None) -> list:
    """The bearers of a form in a year. A 新区 bore its name as a zone before it became a division."""
    return [pair for pair in pairs if pair[0].valid(year)] or [
        pair for pair in pairs if pair[1] == "full" and pair[0].name.endswith("新区") and pair[0].valid_from > year
    ]


def _latest(divisions: list[Division]) -> list[Division]:
    """Drop the rows that a later row replaces: of the same code, or of a new code or rank in the same province.

    A county that became a prefecture of its name (滁州市 in 1992) is the prefecture to a text of an unknown year, and
    what ended before there were web pages gives way to a namesake that lasts (重庆市 in 四川省 until 1997).
    """
    kept: dict[str, Division] = {}
    for division in sorted(divisions, key=lambda d: (d.valid_to, d.valid_from)):
        kept[division.adcode] = division
    lasting = [division for division in kept.values() if division.valid_to == OPEN]
    bearers = {bearer_of(division) for division in lasting}
    in_province = {(division.name, division.adcode[:2]) for division in lasting}
    names = {division.name for division in lasting}
    renumbered = {
        d.adcode
        for d in kept.values()
        for other in kept.values()
        if bearer_of(d) == bearer_of(other) and d.name == other.name and d.valid_to <= other.valid_from
    }
    return [
        d for d in kept.values()
        if d.valid_to == OPEN
        or d.adcode not in renumbered and (
            bearer_of(d) not in bearers and (d.name, d.adcode[:2]) not in in_province
            and not (d.valid_to < WEB_PAGES_SINCE and d.name in names)
        )
    ]


def bearer_of(division: Division) -> tuple[str, str, str]:
    """What stays the same when a division changes its unit or its code: level, stem and province."""
    return division.level, stem(division.name), division.adcode[:2]


def _current(divisions: list[Division], year: int | None) -> list[Division]:
    """One row a code in a known year; without a year, names that hold today before those that ceased."""
    if year is None:
        return _latest(divisions)
    return list({d.adcode: d for d in sorted(divisions, key=lambda d: d.valid_from)}.values())


_indexed = once_per_table(Gazetteer)


def gazetteer_of(divisions: pd.DataFrame) -> Gazetteer:
    """Return the index of a table of divisions, built at its first use."""
    return _indexed(divisions)
