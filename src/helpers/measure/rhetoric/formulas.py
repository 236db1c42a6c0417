"""Numeric formulas: a numeral that stands for a closed set which it names."""

from __future__ import annotations

import re

from .lexicon import patterns
from .numerals import value
from .reading import Reading, Span

_NUMERAL = "[一二三四五六七八九十两双]"
# Numeral and 个 before what the members share.
_WITH_GE = re.compile(r"(?<![第年月一二三四五六七八九十百千万亿几数\d])([二两三四五六七八九十]{1,2})个([一-龥]{2,4})")
# Numeral and noun behind a list whose members end in that noun: 产品质量、服务质量、工程质量等三大质量.
_AFTER_LIST = re.compile(rf"({_NUMERAL})(?:大|个|种|项)?([一-龥]{{2}})")
# Inside quotation marks: numerals run together, or numeral and name.
_QUOTED = re.compile(rf"[“《「]((?:{_NUMERAL}[^”》」，。；：\n\d]{{1,6}}?){{1,3}})[”》」]")
_NO_FORMULA = re.compile(f"{_NUMERAL}+|九二.*|.*[千百].*")  # plans and days (八五, 七一), the year of a consensus, sayings
_NO_SETS = ("帮", "中国", "户")  # persons, bodies and things that are counted
_SHARED = ("v", "d", "a", "f")  # parts of speech of what members share without a noun
_KINDS = ("方面", "问题", "意见", "任务", "要求", "措施", "指标", "环节", "重点", "原因", "阶段", "领域", "原则", "月", "年", "小时",
          "工作", "部分", "城市", "省", "市", "县", "区", "单位", "部门", "企业", "项目", "品种", "人", "民族", "百分点", "试点", "特点")


def numeric_formulas(reading: Reading) -> list[Span]:
    """The numeric formulas of a document.

    Examples
    --------
    >>> import pandas as pd
    >>> passages = pd.DataFrame({"role": ["body"], "text": ["推进四个全面，有三个问题，抓好“两个确保”。"], "start": [0], "end": [21]})
    >>> [reading_span[:2] for reading_span in numeric_formulas(Reading(passages))]
    [(2, 6), (16, 20)]
    """
    found = _fixed(reading) + _with_ge(reading) + _after_list(reading) + _quoted(reading)
    spans: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return spans


def _members(text: str) -> int | None:
    """The sum of the numerals of a name; 五个一 are five."""
    text = re.sub("(?<=个)一", "", text)
    numbers = [value(numeral) for numeral in re.findall(_NUMERAL, text)]
    return sum(n for n in numbers if n) or None


def _fixed(reading: Reading) -> list[Span]:
    """Names in `data/devices.csv`."""
    return [Span(m.start(), m.end(), kind, _members(m[0]) if kind != "code" else None)
            for kind, pattern in patterns()["numeric_formula"] for m in pattern.finditer(reading.text)]


def _with_ge(reading: Reading) -> list[Span]:
    spans = []
    for match in _WITH_GE.finditer(reading.text):
        at = match.start(2)
        if at not in reading.words:
            continue
        end, tag = reading.words[at]
        if end - at < 2 and end in reading.words:
            end, tag = reading.words[end][0], tag
        word = reading.text[at:end]
        if word in _KINDS or word.startswith("最") or end - at > 4:
            continue
        if tag == "d" and reading.words.get(end, (0, "x"))[1].startswith("n"):
            continue  # 两个特别行政区: the adverb belongs to the noun
        if tag.startswith(_SHARED) or word[-1] in "化性":
            spans.append(Span(match.start(), end, "", value(match[1])))
    return spans


def _after_list(reading: Reading) -> list[Span]:
    spans = []
    for match in _AFTER_LIST.finditer(reading.text):
        n, noun = value(match[1]), match[2]
        before = re.search(r"([^，。；：\n]*?)等?[“]?$", reading.text[max(0, match.start() - 60) : match.start()])
        members = re.split("[、和]", before[1]) if before else []
        if n and n > 1 and noun not in _KINDS and sum(m.endswith(noun) for m in members) >= n:
            spans.append(Span(match.start(), match.end(), "", n))
    return spans


def _quoted(reading: Reading) -> list[Span]:
    spans = []
    for match in _QUOTED.finditer(reading.text):
        name = match[1]
        n = _members(name)
        if _NO_FORMULA.fullmatch(name) or name.endswith(_NO_SETS):
            continue
        if n and n > 1 and not name.startswith(("一", "十")) or len(re.findall(_NUMERAL, name)) > 1:
            spans.append(Span(match.start(1), match.end(1), "", n))
    return spans
