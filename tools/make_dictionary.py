"""Write data/dictionary.txt, the words that jieba shall keep whole: python tools/make_dictionary.py

Slogans (every family, verb and scope of data/slogans.csv), terms of data/calendar.csv, and data/vocabulary.csv. The
frequency of a word is the one that jieba itself proposes (`suggest_freq`): just enough to keep it whole where it stands
alone, so that 质量强市场 does not become 质量强市 and 场.
"""

import logging
import re
from itertools import product
from pathlib import Path

import jieba
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
DICTIONARY = DATA / "dictionary.txt"
HAN = re.compile("[一-鿕]{2,}")
# 十七大精神 is 十七大 and 精神.
EXTENDED = re.compile("^党的|(?:精神|以来|报告)$")


def words() -> list[str]:
    """The words in the order in which they are written, each once."""
    slots = pd.read_csv(DATA / "slogans.csv", dtype="string").groupby("slot")["value"].apply(list)
    slogans = ["".join(values) for values in product(slots["family"], slots["verb"], slots["scope"])]
    terms = pd.read_csv(DATA / "calendar.csv", dtype="string")["term"]
    terms = [term for term in terms if HAN.fullmatch(term) and not EXTENDED.search(term)]
    vocabulary = pd.read_csv(DATA / "vocabulary.csv", dtype="string")["term"].tolist()
    return list(dict.fromkeys(slogans + terms + vocabulary))


def dictionary() -> str:
    """The dictionary in jieba's format: a line for each word, with its frequency."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    return "".join(f"{word} {tokenizer.suggest_freq(word)}\n" for word in words())


if __name__ == "__main__":
    DICTIONARY.write_text(dictionary(), encoding="utf-8")
