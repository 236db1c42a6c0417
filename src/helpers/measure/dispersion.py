"""How evenly a word is spread over documents or other parts, and where in a text it stands."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd


def dispersion(counts: pd.DataFrame, *, sizes: pd.DataFrame | None = None, part: str = "doc_id") -> pd.DataFrame:
    """Measure the spread of each token over the parts of a corpus.

    Rare tokens cannot be spread evenly: compare the measures of tokens of like frequency.

    Parameters
    ----------
    counts : one row per part and token: the column `part`, `token`, `n`. What is not there is zero.
    sizes : one row per part: the column `part`, `n_tokens`, where `counts` does not hold all tokens of each part.
    part : the column that tells the parts, `doc_id` or another.

    Returns
    -------
    DataFrame
        One row per token, by falling `n`: `token`, `n`, `n_tokens` (of the corpus), `n_parts` (in all), and

        - `range`, parts with the token, and `range_share`, their share;
        - `dp`, deviation of proportions: 0 for a spread like that of all tokens, towards 1 for one part only (Gries
          2008); `dp_norm`, so divided that 1 is reached (Lijffijt and Gries 2012);
        - `juilland_d`, 1 for equal rates in all parts, 0 for one part only (Juilland and Chang-Rodríguez 1964), from
          the rates in parts as in Gries (2020).

        All but the range are <NA> where there is one part only.

    Raises
    ------
    ValueError
        If a column is missing, or a part of `counts` has no size.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": ["a", "b", "b"], "token": ["质量", "质量", "发展"], "n": [2, 1, 1]})
    >>> dispersion(counts)[["token", "n", "range", "dp", "dp_norm"]].round(3).to_dict("list")
    {'token': ['质量', '发展'], 'n': [3, 1], 'range': [2, 1], 'dp': [0.167, 0.5], 'dp_norm': [0.333, 1.0]}
    """
    size = _part_sizes(counts, sizes, part)
    n_parts, total = len(size), size.sum()
    rows = counts[counts["n"] > 0].groupby(["token", part], sort=False)["n"].sum().reset_index()
    rows["n"] = rows["n"].astype(float)
    own = rows[part].map(size).astype(float)
    if own.isna().any():
        raise ValueError(f"sizes lacks {part} {rows.loc[own.isna(), part].iloc[0]!r}, which has tokens in counts")
    n = rows.groupby("token")["n"].transform("sum")
    rows["expected"], rows["rate"] = own / total, rows["n"] / own
    rows["off"] = (rows["n"] / n - rows["expected"]).abs()
    rows["rate2"] = rows["rate"] ** 2
    table = rows.groupby("token").agg(
        n=("n", "sum"), range=("n", "size"), off=("off", "sum"), covered=("expected", "sum"),
        rate=("rate", "sum"), rate2=("rate2", "sum"),
    )
    # Each part without the token is off by its whole share.
    dp = ((table["off"] + 1 - table["covered"]) / 2).clip(lower=0)
    mean = table["rate"] / n_parts
    spread = np.sqrt(np.maximum(table["rate2"] / n_parts - mean**2, 0))
    several = n_parts > 1
    table = pd.DataFrame({
        "n": table["n"].astype("Int64"), "n_tokens": int(total), "n_parts": n_parts,
        "range": table["range"], "range_share": table["range"] / n_parts,
        "dp": dp if several else np.nan,
        "dp_norm": dp / (1 - size.min() / total) if several else np.nan,
        "juilland_d": 1 - spread / mean / np.sqrt(n_parts - 1) if several else np.nan,
    }).astype({"n_tokens": "Int64", "n_parts": "Int64", "range": "Int64", "range_share": "Float64", "dp": "Float64",
               "dp_norm": "Float64", "juilland_d": "Float64"})
    return table.reset_index().sort_values(["n", "token"], ascending=[False, True], ignore_index=True)


def positions(tokens: pd.DataFrame, terms: Iterable[str]) -> pd.DataFrame:
    """Find where in each document the terms stand: the table of a dispersion plot.

    Parameters
    ----------
    tokens : one row per token, in the order of the text: `doc_id token`, and `start end raw_start raw_end`.
    terms : the tokens to find.

    Returns
    -------
    DataFrame
        One row per occurrence: `doc_id`, `token`, `position` (its number among the document's tokens, from 0),
        `n_tokens` (of the document), `share` (of the document's tokens that stand before it), and the offsets. A
        document without any occurrence has no row: draw it from the table of documents, as an empty line.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": ["a", "a", "b"], "token": ["质量", "发展", "质量"], "start": [0, 2, 0],
    ...                        "end": [2, 4, 2], "raw_start": [0, 2, 0], "raw_end": [2, 4, 2]})
    >>> positions(tokens, ["发展"])[["doc_id", "position", "n_tokens", "share"]].to_dict("list")
    {'doc_id': ['a'], 'position': [1], 'n_tokens': [2], 'share': [0.5]}
    """
    of_document = tokens.groupby("doc_id", sort=False)["token"]
    table = tokens.assign(position=of_document.cumcount(), n_tokens=of_document.transform("size"))
    table["share"] = (table["position"] / table["n_tokens"]).astype("Float64")
    columns = ["doc_id", "token", "position", "n_tokens", "share", "start", "end", "raw_start", "raw_end"]
    found = table.loc[table["token"].isin(list(terms)), columns]
    return found.astype({"position": "Int64", "n_tokens": "Int64"}).reset_index(drop=True)


def _part_sizes(counts: pd.DataFrame, sizes: pd.DataFrame | None, part: str) -> pd.Series:
    for name, frame, columns in (("counts", counts, [part, "token", "n"]), ("sizes", sizes, [part, "n_tokens"])):
        missing = [] if frame is None else [c for c in columns if c not in frame]
        if missing:
            raise ValueError(f"{name} lacks the column {', '.join(missing)}")
    size = counts.groupby(part)["n"].sum() if sizes is None else sizes.set_index(part)["n_tokens"]
    return size[size > 0].astype(float)
