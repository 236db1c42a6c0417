"""Four-character runs: at least two neighbouring units of exactly four characters that each say something."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..tagging import tagged
from .reading import BREAK, Reading, Span

_HAN = re.compile("[一-龥]+")
_UNIT = 4
MOST_UNITS = 30  # a longer run is a list, or no prose
# Marks at which one unit follows another; anything else ends the run.
_JOINTS = "、，；"
_BEFORE = _JOINTS + "：。！？…“”‘’" + BREAK
_AFTER = _JOINTS + "：。！？…”’" + BREAK
_MARKER = re.compile("[一二三四五六七八九十]{1,2}[是要靠抓看讲管促查建改严]|首先|其次|再次|最后|第[一二三四五六七八九十]")
# Parts of speech (jieba) of which one makes a phrase say something: verbs, adjectives, adverbs, idioms.
_SAYING = ("v", "a", "d", "i", "l", "z")
_NAMES = ("nt", "t")
# Nouns that head a compound which names a thing and says nothing: 产品质量, 治理结构, 特殊教育.
THINGS = frozenset(
    "质量 结构 教育 人民 人士 群众 干部 职工 产量 产值 收入 水平 标准 制度 机制 体制 体系 系统 政策 法规 文化 艺术 技术 科技 经济 社会 市场 产业 产品 行业 "
    "企业 单位 部门 机关 机构 团体 组织 城市 农村 地区 基地 项目 工程 设备 事故 污染 资源 能源 资金 资产 资本 投资 贸易 工业 农业 事业 条件 环境 方面 问题 "
    "情况 工作 任务 能力 素质 利益 权力 力量 队伍 人员 活动 战略 品牌 设施 设计 制造 运输 农民 居民 学校 医院 医疗 卫生 体育 影视 文学 通信 "
    "新闻 信息 网络 数据 规模 价格 基金 潜力 报酬 主义 收费 产权 机械 犯罪 制品 服装 装备 材料 食品 药品 政府 国家 世界 地方 战争 和平 原料 燃料 电力 民族 同胞 侨胞 学生 儿童 妇女 "
    "青年 专家 学者 责任制 措施 办法 方案 计划 规划 目标 指标 原则 方针 路线 理论 思想 精神 作风 行为 现象 秩序 环节 领域 范围 内容 形式 方式 手段".split()
)
# Tasks of an office: behind a noun or verb they name one and say nothing (监督抽查, 行政执法), behind an adjective they do.
_FUNCTIONS = frozenset("执法 抽查 许可 审批 处罚 检验 检测 检疫 认证 认可 复议".split())
# Verbs and adjectives that jieba's dictionary calls nouns.
_PREDICATES = frozenset("创业 老化 涨价 公示 带头 定员 增收 减负 脱贫 致富 配套 联网 施策 克难 滞后 失衡 攻关 落地 落户 见效 达标 超标 提速 提质 减排 降耗 惠民 便民".split())
_URGING = ("确保", "力争", "力求", "务求", "切实", "坚决")
# Before a unit these lead to a predicate: what follows is the unit's own verb.
_LEADS = ("要", "应", "须", "坚持", "着重", "注重", "努力", "继续", "能", "会", "做到", "必须", "应当", "在于")
_AFTER_LAST = "的等和与及"  # what may follow the last unit inside its clause


class _Unit(NamedTuple):
    start: int
    end: int
    before: bool  # words stand before it in its clause
    after: bool  # words stand after it in its clause


def four_character_runs(reading: Reading) -> list[Span]:
    """The four-character runs of a document.

    Examples
    --------
    >>> import pandas as pd
    >>> passages = pd.DataFrame({"role": ["body"], "text": ["要齐抓共管、上下联动，提高产品质量、服务质量。"], "start": [0], "end": [23]})
    >>> four_character_runs(Reading(passages))
    [Span(start=1, end=10, kind='', n_items=2, announced=None)]
    """
    stretches = [(m.start(), m.end()) for m in _HAN.finditer(reading.text)]
    spans: list[Span] = []
    for first in range(len(stretches)):
        if spans and stretches[first][1] <= spans[-1].end:
            continue
        run = _trimmed(reading, _neighbours(reading, stretches, first))
        if run:
            spans.append(Span(run[0].start, run[-1].end, "", len(run)))
    return spans


def _neighbours(reading: Reading, stretches: list[tuple[int, int]], first: int) -> list[_Unit]:
    """The units from the one that ends a stretch on, by their shape alone."""
    text = reading.text
    start, end = stretches[first]
    if end - start < _UNIT or text[end] not in _JOINTS:
        return []
    run = [_Unit(end - _UNIT, end, end - start > _UNIT or text[start - 1 : start] not in ("", *_BEFORE), False)]
    for start, end in stretches[first + 1 : first + MOST_UNITS]:
        if start - run[-1].end != 1 or text[start - 1] not in _JOINTS or end - start < _UNIT:
            break
        if end - start == _UNIT:
            run.append(_Unit(start, end, False, text[end] not in _AFTER))
            if run[-1].after:
                break
            continue
        if text[start - 1] == "、" and end - start == 2 * _UNIT + 1 and reading.words.get(start + _UNIT, "")[:1] == (
                start + _UNIT + 1,) and text[start + _UNIT] == "和":
            run += [_Unit(start, start + _UNIT, False, False), _Unit(end - _UNIT, end, False, text[end] not in _AFTER)]
        elif start + _UNIT in reading.words:
            run.append(_Unit(start, start + _UNIT, False, True))
        break
    return run


def _trimmed(reading: Reading, run: list[_Unit]) -> list[_Unit]:
    """The run without what its ends must not be, or nothing where too little is left."""
    if len(run) < 2 or not _may_begin(reading, run[0], run[1]):
        return []
    text = reading.text
    if run[-1].after and not _may_end(reading, run[-1]):
        run = run[:-1]
    if len(run) > 1 and text[run[-1].start - 1] == "，" and text[run[-1].end] == "、" \
            and not _is_idiom(reading, run[-1]):
        run = run[:-1]  # its object goes on: 减少文件、会议
    while run and _names(reading, run[-1]):
        run = run[:-1]
    if len(run) < 2 or _names(reading, run[0]) or any(_MARKER.match(reading.text, unit.start) for unit in run):
        return []
    return run if sum(_says(reading, unit) for unit in run) * 2 >= len(run) else []


def _may_begin(reading: Reading, unit: _Unit, following: _Unit) -> bool:
    """Whether the first unit is a phrase of its own where words stand before it."""
    if not unit.before:
        return True
    text, tags = reading.text, _tags(reading, unit)
    before = text[unit.start - 1]
    if before in "的等和及与从" and not _is_idiom(reading, unit):
        return False
    says = _says(reading, unit) or (_is_idiom(reading, following) and not _names(reading, unit))
    if unit.start not in reading.words and before not in _LEADS:
        # 战略意义|重大: a compound of the dictionary reaches into the unit.
        middle = unit.start + _UNIT // 2
        return says and tags[-1] in ("v", "a") and reading.words.get(middle - _UNIT, (0,))[0] == middle
    if text[unit.end] == "、":
        return says
    subject = tags[0].startswith("n") and tags[-1].startswith(("v", "a"))
    return says and text[unit.end] == "，" and (
        subject or len(tags) == 1 or _led(reading, unit) or _echoes(text, unit))


def _led(reading: Reading, unit: _Unit) -> bool:
    """Whether the word before a unit leads to a predicate."""
    for at in range(max(0, unit.start - 3), unit.start):
        end, tag = reading.words.get(at, (0, ""))
        if end == unit.start:
            return tag == "d" or reading.text[at:end] in _LEADS
    return reading.text[unit.start - 1] in _LEADS


def _may_end(reading: Reading, unit: _Unit) -> bool:
    """Whether the last unit is a phrase of its own where words stand after it."""
    if reading.text[unit.start - 1] != "、" or not _says(reading, unit):
        return False
    if reading.text[unit.end] in _AFTER_LAST and reading.words[unit.end][0] == unit.end + 1:
        return True
    return reading.words.get(unit.start, (0, ""))[0] == unit.end


def _tags(reading: Reading, unit: _Unit) -> list[str]:
    """The parts of speech of a unit's words."""
    at, tags = unit.start, []
    while at < unit.end and at in reading.words:
        end, tag = reading.words[at]
        tags.append("v" if reading.text[at:end] in _PREDICATES else tag)
        at = end
    if at != unit.end:
        return _fresh(reading.text[unit.start : unit.end])
    # jieba's dictionary calls many sayings of four characters nouns or names.
    if len(tags) == 1 and not tags[0].startswith(_SAYING):
        middle = unit.start + _UNIT // 2
        return _fresh(reading.text[unit.start : middle]) + _fresh(reading.text[middle : unit.end])
    return tags


def _fresh(text: str) -> list[str]:
    return ["v" if word in _PREDICATES else tag for word, tag in tagged(text)]


def _is_idiom(reading: Reading, unit: _Unit) -> bool:
    return _tags(reading, unit) in (["i"], ["l"])


def _echoes(text: str, unit: _Unit) -> bool:
    """Whether a character comes back at the same place of both halves: 扶优扶强, 县道县管."""
    first, second, third, fourth = text[unit.start : unit.end]
    return first != "各" and (first == third or second == fourth)


def _names(reading: Reading, unit: _Unit) -> bool:
    """Whether a unit names a thing, a body or a time, or is no phrase of its own."""
    tags = _tags(reading, unit)
    text = reading.text[unit.start : unit.end]
    if any(tag.startswith(_NAMES) for tag in tags) or re.search("的|把(?![关握控脉])", text) or text[0] in "就也都还又":
        return True
    if tags == ["i"] or _echoes(reading.text, unit):
        return False
    if text[:2] in _URGING and tags[-1] == "d":
        return True  # the verb of the adverb stands elsewhere: 确保按期、保质保量完成
    if text[2:] in _FUNCTIONS and _fresh(text[:2])[0] in ("n", "vn", "v", "b"):
        return True
    led = _led(reading, unit)
    own_verb = tags[0].startswith(("v", "d", "p")) and (led or not unit.before and tags[0] != "vn")
    return text[2:] in THINGS and not own_verb


def _says(reading: Reading, unit: _Unit) -> bool:
    """Whether a unit has a word that says something."""
    if _names(reading, unit):
        return False
    return (any(tag.startswith(_SAYING) for tag in _tags(reading, unit)) or _echoes(reading.text, unit)
            or reading.text[unit.start + 2] == "之")
