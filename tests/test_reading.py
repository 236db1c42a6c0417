"""Readings of places: characters of several readings, and the table of what pypinyin reads otherwise."""

import pandas as pd
import pytest
from pypinyin import Style, lazy_pinyin

from helpers.show.reading import pinyin, place_pinyin
from helpers.tables import DATA


@pytest.mark.parametrize(("name", "reading"), [
    ("长治市", "Chángzhì Shì"), ("长子县", "Zhǎngzǐ Xiàn"), ("长清区", "Chángqīng Qū"), ("子长市", "Zǐcháng Shì"),
    ("长兴县", "Chángxīng Xiàn"),
    ("重庆市", "Chóngqìng Shì"), ("兴化市", "Xīnghuà Shì"), ("大兴安岭地区", "Dàxīng'ānlǐng Dìqū"), ("朝阳区", "Cháoyáng Qū"),
    ("洪洞县", "Hóngtóng Xiàn"), ("单县", "Shànxiàn"), ("荥阳市", "Xíngyáng Shì"), ("荥经县", "Yíngjīng Xiàn"),
    ("济源市", "Jǐyuán Shì"),
    ("六安市", "Lù'ān Shì"), ("蚌埠市", "Bèngbù Shì"), ("台州市", "Tāizhōu Shì"), ("丽水市", "Líshuǐ Shì"), ("乐清市", "Yuèqīng Shì"),
    ("长阳土家族自治县", "Chángyáng Tǔjiāzú Zìzhìxiàn")])
def test_places(name, reading):
    assert place_pinyin(name) == reading


def test_in_prose_a_head_is_zhang():
    assert (pinyin("市长"), pinyin("局长"), pinyin("质量兴市")) == ("shìzhǎng", "júzhǎng", "zhìliàng xīng shì")


def test_every_row_has_a_source_and_says_something_new():
    table = pd.read_csv(DATA / "place_readings.csv", dtype="string")
    assert table["name"].is_unique and table["source"].str.startswith("http").all()
    for row in table.itertuples():
        assert len(row.pinyin.split()) == len(row.name)
        assert row.pinyin.split() != lazy_pinyin(row.name, style=Style.TONE) or row.name == "长子", row.name
