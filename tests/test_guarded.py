"""Patterns that are tried only where one of their words stands: no match may be without such a word."""

import importlib
import pkgutil
import re
import re._constants as op
import re._parser as parser

import pytest

import helpers.tidy
from helpers.tidy.guarded import Guarded

PATTERNS = {
    f"{module.name}.{name}": value
    for module in pkgutil.walk_packages(helpers.tidy.__path__, "helpers.tidy.")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, Guarded)
}


def runs(items, before=("",)):
    """The literal text of every way through a parsed pattern, what is not literal as a line break."""
    ways = set(before)
    for kind, value in items:
        if kind is op.LITERAL:
            ways = {way + chr(value) for way in ways}
        elif kind is op.IN and len(value) <= 8 and all(one is op.LITERAL for one, _ in value):
            ways = {way + chr(code) for way in ways for _, code in value}
        elif kind is op.BRANCH:
            ways = {way for branch in value[1] for way in runs(branch, ways)}
        elif kind is op.SUBPATTERN:
            ways = runs(value[3], ways)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
            ways = {way + "\n" for way in runs(value[2], ways)}
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[1] == 1:
            ways |= runs(value[2], ways)
        elif kind not in (op.ASSERT, op.ASSERT_NOT, op.AT):
            ways = {way + "\n" for way in ways}
    return ways


@pytest.mark.parametrize("name", PATTERNS)
def test_no_match_is_without_a_word(name):
    guarded = PATTERNS[name]
    without = [way for way in runs(parser.parse(guarded.pattern.pattern)) if not any(w in way for w in guarded.words)]
    assert not without, f"{name} can match {without[0]!r}, which holds none of {guarded.words}"


def test_the_ways_through_a_pattern():
    assert PATTERNS
    assert runs(parser.parse("甲(?:乙|丙丁)?")) == {"甲", "甲乙", "甲丙丁"}


def test_finds_what_the_pattern_finds():
    text = "改革开放以来，十年来"
    plain = [match.span() for match in re.finditer("[一-龥]{2,4}?(?:以来|年来)", text)]
    assert [match.span() for match in Guarded("[一-龥]{2,4}?(?:以来|年来)", "以来", "年来").finditer(text)] == plain


def test_many_words_are_looked_for_like_few():
    words = [f"{first}年来" for first in "一二三四五六七八九十"]
    many = Guarded("[一二三四五六七八九十]年来", *words)
    assert [many.search(text) is not None for text in ("三年来", "多年来")] == [True, False]
    assert [match[0] for match in many.finditer("三年来，五年来")] == ["三年来", "五年来"]
