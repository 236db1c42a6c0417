"""The glossary: the terms that a reader may not know, with their reading and their meaning."""

import pandas as pd

from ..tables import DATA


def glossary() -> pd.DataFrame:
    """One row per term of `data/glossary.csv`: `term pinyin english note`.

    Examples
    --------
    >>> glossary().set_index("term").loc["提法", "english"]
    'official formulation whose exact wording is political'
    """
    return pd.read_csv(DATA / "glossary.csv", dtype="string", keep_default_na=False)
