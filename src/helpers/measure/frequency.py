"""How often words are used: by token, by character, by document, in any grouping of documents, with intervals."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from ..tables import COUNTED, require
from .uncertainty import ratio_limits, share_interval

RATES = {"per_1k_tokens": ("n_tokens", 1_000), "per_10k_chars": ("n_chars", 10_000)}


def count(tokens: pd.DataFrame, sentences: pd.DataFrame, passages: pd.DataFrame,
          roles: Collection[str] = COUNTED) -> pd.DataFrame:
    """Count tokens, passage by passage.

    Parameters
    ----------
    tokens : one row per token: `doc_id sentence_id token`; the table of that name, what remains of it without
        stopwords, or `ngrams`.
    sentences, passages : the tables of these names.
    roles : count in passages of these roles; headline and body by default.

    Returns
    -------
    DataFrame
        One row per passage and token: `doc_id passage_id role token n`. What is not there is zero.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": "a", "sentence_id": [0, 0, 1], "token": ["质量", "质量", "发展"]})
    >>> sentences = pd.DataFrame({"doc_id": "a", "sentence_id": [0, 1], "passage_id": [0, 1]})
    >>> passages = pd.DataFrame({"doc_id": "a", "passage_id": [0, 1], "role": ["title", "body"], "text": ["", ""]})
    >>> count(tokens, sentences, passages)[["role", "token", "n"]].to_dict("list")
    {'role': ['title', 'body'], 'token': ['质量', '发展'], 'n': [2, 1]}
    """
    placed = _placed(tokens, sentences, passages, roles)
    table = placed.groupby(["doc_id", "passage_id", "role", "token"], sort=False).size()
    return table.rename("n").reset_index().astype({"n": "Int64"})


def bases(tokens: pd.DataFrame, sentences: pd.DataFrame, passages: pd.DataFrame,
          roles: Collection[str] = COUNTED) -> pd.DataFrame:
    """Give what counts are divided by: the length of every passage.

    Parameters
    ----------
    tokens : one row per token: `doc_id sentence_id`. All tokens that shall make the base, whatever is counted.
    sentences, passages, roles : as in `count`.

    Returns
    -------
    DataFrame
        One row per passage of these roles: `doc_id passage_id role n_tokens n_chars` (characters without white space,
        for `("body",)` those of `documents.body_chars`).

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": "a", "sentence_id": [0, 0], "token": ["质量", "工作"]})
    >>> sentences = pd.DataFrame({"doc_id": "a", "sentence_id": [0], "passage_id": [0]})
    >>> passages = pd.DataFrame({"doc_id": "a", "passage_id": [0, 1], "role": "body", "text": ["质量 工作", "\\n"]})
    >>> bases(tokens, sentences, passages)[["n_tokens", "n_chars"]].to_dict("list")
    {'n_tokens': [2, 0], 'n_chars': [4, 0]}
    """
    kept = passages.loc[passages["role"].isin(list(roles)), ["doc_id", "passage_id", "role", "text"]]
    placed = _placed(tokens, sentences, passages, roles)
    sizes = placed.groupby(["doc_id", "passage_id"], sort=False).size().rename("n_tokens").reset_index()
    table = kept.merge(sizes, on=["doc_id", "passage_id"], how="left", validate="one_to_one")
    table["n_chars"] = table["text"].str.replace(r"\s", "", regex=True).str.len()
    table["n_tokens"] = table["n_tokens"].fillna(0)
    return table.drop(columns="text").astype({"n_tokens": "Int64", "n_chars": "Int64"})


def ngrams(tokens: pd.DataFrame, n: int) -> pd.DataFrame:
    """Join every `n` neighbouring tokens of a sentence into one, with a blank between.

    Parameters
    ----------
    tokens : one row per token, in the order of the text: `doc_id sentence_id token start end raw_start raw_end`.
    n : tokens in each, at least 1.

    Returns
    -------
    DataFrame
        One row per n-gram, the columns of `tokens`; they overlap.

    Raises
    ------
    ValueError
        If `n` is below 1.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": "a", "sentence_id": [0, 0, 0, 1], "token": ["开展", "质量", "工作", "会议"],
    ...                        "start": [0, 2, 4, 7], "end": [2, 4, 6, 9]})
    >>> ngrams(tokens, 2)[["token", "start", "end"]].to_dict("list")
    {'token': ['开展 质量', '质量 工作'], 'start': [0, 2], 'end': [4, 6]}
    """
    if n < 1:
        raise ValueError(f"an n-gram has at least one token, not {n}")
    sentence = tokens.groupby(["doc_id", "sentence_id"], sort=False).ngroup().to_numpy()
    starts = np.arange(max(len(tokens) - n + 1, 0))
    starts = starts[sentence[starts] == sentence[starts + n - 1]]
    words = tokens["token"].to_numpy(object)
    table = tokens.iloc[starts].reset_index(drop=True)
    table["token"] = pd.array([" ".join(words[i : i + n]) for i in starts], dtype="string")
    for column in {"end", "raw_end"} & set(tokens.columns):
        table[column] = tokens[column].iloc[starts + n - 1].array
    return table


def frequencies(counts: pd.DataFrame, bases: pd.DataFrame, documents: pd.DataFrame, terms: Collection[str],
                by: str | Sequence[str] = (), *, unit: str = "doc_id", level: float = 0.95) -> pd.DataFrame:
    """Give how often terms are used in each group of documents, zero where they are not.

    Parameters
    ----------
    counts : one row per document and token, or per passage and token: `doc_id token n`, and `passage_id`.
    bases : one row per document, or per passage: `doc_id n_tokens`, and `passage_id`, `n_chars`.
    documents : one row per document: `doc_id`, the columns `by` and `unit`. A document without bases counts as one
        without the term.
    terms : the tokens to report.
    by : column or columns that group the documents; none for all together. Documents where it is missing are a group of
        their own, so that it can be seen how many they are.
    unit : what is drawn as one: the document, or `similarity.units` for reprints. Then all that speaks of
        documents speaks of units.
    level : of the intervals.

    Returns
    -------
    DataFrame
        One row per group and term: the columns `by`, `token`, `n` and

        - `n_tokens`, `per_1k_tokens`, `per_1k_tokens_low`, `per_1k_tokens_high`, `per_1k_tokens_method`; `n_chars`,
          `per_10k_chars`, `per_10k_chars_low`, `per_10k_chars_high`, `per_10k_chars_method`: <NA> where the base is not
          known or zero, but for the method, that of the interval (`uncertainty.ratio_limits`), which then says so;
        - `units`, what the intervals take as drawn: documents, or the passages of the one document of a group;
          `n_units`, how many. Passages tell about that document only. A single unit gives no interval;
        - `n_documents_with`, `n_documents`, `share_of_documents`, `share_of_documents_low`,
          `share_of_documents_high` (exact, Clopper and Pearson 1934).

    Raises
    ------
    ValueError
        If a column is missing, or a document of `counts` is not in `documents`.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": ["a", "b"], "token": ["质量", "质量"], "n": [3, 1]})
    >>> bases = pd.DataFrame({"doc_id": ["a", "b"], "n_tokens": [1000, 1000]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "city": ["甲", "乙"]})
    >>> table = frequencies(counts, bases, documents, ["质量"], "city")
    >>> table[["city", "n", "per_1k_tokens", "share_of_documents_low"]].round(3).to_dict("list")
    {'city': ['乙', '甲'], 'n': [1, 3], 'per_1k_tokens': [1.0, 3.0], 'share_of_documents_low': [0.025, 0.025]}
    """
    by, terms = [by] if isinstance(by, str) else list(by), list(dict.fromkeys(terms))
    _check(counts, bases, documents, by, unit)
    known = documents[list(dict.fromkeys(["doc_id", unit, *by]))]
    groups = known.groupby(by, dropna=False) if by else [((), known)]
    counts = counts[counts["token"].isin(terms)]
    parts = []
    for key, members in groups:
        part = _of_group(members, counts, bases, terms, unit, level)
        for i, (column, value) in enumerate(zip(by, key)):
            part.insert(i, column, pd.array([value] * len(part), dtype=documents[column].dtype))
        parts.append(part)
    columns = [*by, "token", "n", *(f"{name}{end}" for rate, (base, _) in RATES.items()
                                    for name, end in ((base, ""), (rate, ""), (rate, "_low"), (rate, "_high"),
                                                      (rate, "_method"))),
               "units", "n_units", "n_documents_with", "n_documents", "share_of_documents",
               "share_of_documents_low", "share_of_documents_high"]
    table = pd.concat(parts, ignore_index=True)[columns]
    numbers = {c: "Int64" if c == "n" or c.startswith("n_") else "Float64" for c in table.columns if c not in by}
    return table.astype(numbers | dict.fromkeys(["token", "units", *(f"{rate}_method" for rate in RATES)], "string"))


def series(counts: pd.DataFrame, bases: pd.DataFrame, documents: pd.DataFrame, terms: Collection[str], *,
           time: str = "year", unit: str = "doc_id", level: float = 0.95) -> pd.DataFrame:
    """Give how often terms are used in each year, from the first year to the last.

    Parameters
    ----------
    time : column of `documents` with whole numbers.
    counts, bases, documents, terms, unit, level : as in `frequencies`.

    Returns
    -------
    DataFrame
        One row per year and term, as in `frequencies`. A year without a document has `n_documents` 0 and <NA> for
        all that is not known: silence of the collection, not of the press. Last comes the year <NA> for documents
        without a year, where there are any.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": ["a"], "token": ["质量"], "n": [3]})
    >>> bases = pd.DataFrame({"doc_id": ["a", "b"], "n_tokens": [1000, 500]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "year": [2010, 2012]})
    >>> series(counts, bases, documents, ["质量"])[["year", "n", "per_1k_tokens", "n_documents"]]
       year     n  per_1k_tokens  n_documents
    0  2010     3            3.0            1
    1  2011  <NA>           <NA>            0
    2  2012     0            0.0            1
    """
    documents = documents.astype({time: "Int64"})
    terms = list(dict.fromkeys(terms))
    table = frequencies(counts, bases, documents, terms, time, unit=unit, level=level)
    known = documents[time].dropna()
    if known.empty:
        return table
    empty = sorted(set(range(int(known.min()), int(known.max()) + 1)) - set(known))
    gaps = pd.DataFrame([(year, term, 0) for year in empty for term in terms], columns=[time, "token", "n_documents"])
    order = {term: i for i, term in enumerate(terms)}
    table = pd.concat([table, gaps.reindex(columns=table.columns).astype(table.dtypes)], ignore_index=True)
    table = table.assign(order=table["token"].map(order)).sort_values([time, "order"], na_position="last")
    return table.drop(columns="order").reset_index(drop=True)


def _of_group(members: pd.DataFrame, counts: pd.DataFrame, bases: pd.DataFrame, terms: list[str], unit: str,
              level: float) -> pd.DataFrame:
    """The measures of every term in one group of documents."""
    keys = list(dict.fromkeys(["doc_id", unit]))
    counts, bases = counts.merge(members[keys], on="doc_id"), bases.merge(members[keys], on="doc_id")
    n_documents = members[unit].nunique()
    of_passages = n_documents == 1 and "passage_id" in counts and "passage_id" in bases
    grain = ["doc_id", "passage_id"] if of_passages else [unit]
    sizes = bases.groupby(grain)[[base for base, _ in RATES.values() if base in bases]].sum()
    wide = counts.pivot_table(index=grain, columns="token", values="n", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=terms, fill_value=0).astype(float)
    table = pd.DataFrame({"token": terms, "n": wide.sum().to_numpy()})
    table["units"], table["n_units"] = "passages" if of_passages else "documents", 0
    longest = {"n_tokens": 1.0, "n_chars": np.array([1 / max(len(term.replace(" ", "")), 1) for term in terms])}
    for rate, (base, per) in RATES.items():
        size = sizes.loc[sizes[base] > 0, base].astype(float) if base in sizes else pd.Series(dtype=float)
        table[base] = sizes[base].sum() if base in sizes else pd.NA
        if size.empty:
            table[[rate, f"{rate}_low", f"{rate}_high"]], table[f"{rate}_method"] = pd.NA, "none: no base"
            continue
        limits = ratio_limits(wide.reindex(size.index, fill_value=0).to_numpy(), size.to_numpy(), level=level,
                              most=longest[base])
        for column, end in ((rate, "rate"), (f"{rate}_low", "low"), (f"{rate}_high", "high")):
            table[column] = per * limits[end]
        table["n_units"], table[f"{rate}_method"] = limits["n_units"], limits["method"]
    used = counts[counts["n"] > 0].groupby("token")[unit].nunique().reindex(terms, fill_value=0)
    table["n_documents_with"], table["n_documents"] = used.to_numpy(), n_documents
    table["share_of_documents"] = table["n_documents_with"] / n_documents
    ends = np.array([share_interval(int(k), n_documents, level) for k in used]).reshape(-1, 2)
    table["share_of_documents_low"], table["share_of_documents_high"] = ends.T
    return table


def _placed(tokens, sentences, passages, roles) -> pd.DataFrame:
    """Each token with `passage_id` and `role`, in passages of the roles."""
    kept = passages.loc[passages["role"].isin(list(roles)), ["doc_id", "passage_id", "role"]]
    where = sentences[["doc_id", "sentence_id", "passage_id"]].merge(
        kept, on=["doc_id", "passage_id"], validate="many_to_one")
    return tokens.merge(where, on=["doc_id", "sentence_id"], validate="many_to_one")


def _check(counts, bases, documents, by, unit) -> None:
    for name, frame, columns in (("counts", counts, ["doc_id", "token", "n"]), ("bases", bases, ["doc_id", "n_tokens"]),
                                 ("documents", documents, ["doc_id", unit, *by])):
        require(frame, name, *columns)
    unknown = set(counts["doc_id"]) - set(documents["doc_id"])
    if unknown:
        raise ValueError(f"documents lacks {min(unknown)!r}, which counts has: give both from the same corpus")
