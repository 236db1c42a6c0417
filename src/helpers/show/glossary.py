"""The glossary: the terms that a reader may not know, with their reading and their meaning."""

import pandas as pd

from ..tables import DATA
from .reading import pinyin


def glossary() -> pd.DataFrame:
    """One row per term of `data/glossary.csv`: `term pinyin english note`.

    Examples
    --------
    >>> glossary().set_index("term").loc["提法", "english"]
    'official formulation whose exact wording is political'
    """
    return pd.read_csv(DATA / "glossary.csv", dtype="string", keep_default_na=False)


def glossed(word: str) -> str:
    """The reading of a word and, where the glossary has it, its meaning.

    Examples
    --------
    >>> glossed("工作"), glossed("商丘")
    ('gōngzuò, work', 'shāngqiū')
    """
    meaning = glossary().set_index("term")["english"].get(word)
    return pinyin(word) if meaning is None else f"{pinyin(word)}, {meaning}"
