"""Tell when documents can have been written: intervals, possible years, claims, what decisions change."""

import re
from collections.abc import Mapping

import pandas as pd

BASES = ("stated", "inferred", "curated", "unknown")
WHEN_AND_WHERE = ("event", "published", "year", "place_level", "place_masked", "province", "city", "district")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Claims that do not print the date but from which it follows.
_INFERRING = ("implied", "relation", "calendar")


def date_intervals(documents: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Give every date of a document as an interval, with what it rests on.

    The basis of event and year is the document's `year_basis`, that of the publication follows from its
    evidence.

    Returns
    -------
    DataFrame
        Three rows per document: `doc_id`, `what` (event, published, year), `first` and `last` (ISO dates,
        inclusive; <NA> at an end that is open), `basis` (stated, inferred, curated, unknown where both ends
        are not known).

    Raises
    ------
    ValueError
        If an interval ends before it begins; the message names the document.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": ["a"], "event_from": [pd.NA], "event_to": [pd.NA],
    ...     "published_from": ["2010-02-06"], "published_to": ["2010-02-06"], "year": [pd.NA],
    ...     "year_from": [2009], "year_to": [2010], "year_basis": ["inferred"]})
    >>> evidence = pd.DataFrame({"doc_id": ["a"], "field": ["published"], "kind": ["dateline"],
    ...                          "accepted": [True]})
    >>> date_intervals(documents, evidence).values.tolist()
    [['a', 'event', <NA>, <NA>, 'unknown'],
     ['a', 'published', '2010-02-06', '2010-02-06', 'stated'],
     ['a', 'year', '2009-01-01', '2010-12-31', 'inferred']]
    """
    accepted = evidence[evidence["accepted"]]
    rows = []
    for document in documents.itertuples():
        claims = accepted[accepted["doc_id"] == document.doc_id]
        printed = claims[claims["field"].str.startswith("published")]["kind"].tolist()
        year = (
            pd.NA if pd.isna(document.year_from) else f"{document.year_from:04d}-01-01",
            pd.NA if pd.isna(document.year_to) else f"{document.year_to:04d}-12-31",
        )
        dates = (
            ("event", document.event_from, document.event_to, document.year_basis),
            ("published", document.published_from, document.published_to, _printed_basis(printed)),
            ("year", *year, document.year_basis),
        )
        for what, first, last, basis in dates:
            if pd.notna(first) and pd.notna(last) and first > last:
                raise ValueError(f"{document.doc_id}: {what} ends on {last}, before it begins on {first}")
            known = pd.notna(first) or pd.notna(last)
            rows.append((document.doc_id, what, first, last, basis if known else "unknown"))
    return pd.DataFrame(rows, columns=["doc_id", "what", "first", "last", "basis"]).astype("string")


def _printed_basis(kinds: list[str]) -> str:
    """Return what a date of publication rests on, from the kinds of its accepted claims."""
    if "correction" in kinds:
        return "curated"
    return "inferred" if not kinds or all(kind in _INFERRING for kind in kinds) else "stated"


def possible_years(documents: pd.DataFrame) -> pd.DataFrame:
    """Count for each year the documents that are of it and those that may be.

    Returns
    -------
    DataFrame
        One row per year from the first to the last possible one: `year`, `n_fixed` (documents whose year it
        is) and `n_possible` (documents whose interval, closed at both ends, holds it; never less than
        `n_fixed`).

    Examples
    --------
    >>> documents = pd.DataFrame({"year": [2010, pd.NA], "year_from": [2010, 2010], "year_to": [2010, 2011]})
    >>> possible_years(documents).values.tolist()
    [[2010, 1, 2], [2011, 0, 1]]
    """
    closed = documents.dropna(subset=["year_from", "year_to"])
    if closed.empty:
        return pd.DataFrame({"year": [], "n_fixed": [], "n_possible": []}, dtype="Int64")
    years = range(int(closed["year_from"].min()), int(closed["year_to"].max()) + 1)
    rows = [
        (year, int((closed["year"] == year).sum()),
         int(((closed["year_from"] <= year) & (closed["year_to"] >= year)).sum()))
        for year in years
    ]
    return pd.DataFrame(rows, columns=["year", "n_fixed", "n_possible"]).astype("Int64")


def evidence_balance(evidence: pd.DataFrame) -> pd.DataFrame:
    """Set accepted against rejected claims for each date and place of each document.

    Returns
    -------
    DataFrame
        One row per document and field with a claim: `doc_id`, `field`, `n_accepted`, `n_rejected`, `followed`
        (the distinct values accepted), `against` (distinct values rejected that were not accepted as well)
        and `contested` (whether there are any). Claims without a value say nothing for or against one.

    Examples
    --------
    >>> evidence = pd.DataFrame({"doc_id": "a", "field": "published", "value": ["2010-02-06", "2023-07-28"],
    ...                          "accepted": [True, False]})
    >>> evidence_balance(evidence)[["followed", "against", "contested"]].values.tolist()
    [['2010-02-06', '2023-07-28', True]]
    """
    rows = []
    claims = evidence[evidence["field"].str.replace("_(?:from|to)$", "", regex=True).isin(WHEN_AND_WHERE)]
    for (doc_id, field), here in claims.groupby(["doc_id", "field"], sort=False):
        followed = list(dict.fromkeys(here.loc[here["accepted"], "value"].dropna()))
        rejected = dict.fromkeys(here.loc[~here["accepted"], "value"].dropna())
        against = [value for value in rejected if value not in followed]
        n_accepted = int(here["accepted"].sum())
        values = " · ".join(followed), " · ".join(against), bool(against)
        rows.append((doc_id, field, n_accepted, len(here) - n_accepted, *values))
    columns = ["doc_id", "field", "n_accepted", "n_rejected", "followed", "against", "contested"]
    return pd.DataFrame(rows, columns=columns)


def naive_years(documents: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Set the first four digits of a page that read as a year beside the settled year.

    The first is what a script without evidence takes.

    Parameters
    ----------
    documents
        `doc_id` and `year`.
    texts
        The text of each page, by `doc_id`.

    Returns
    -------
    DataFrame
        One row per document: `doc_id`, `first_digits` (a year from 1900 to 2099, <NA> where the page prints
        none), `year` and `agrees` (<NA> where either is missing).

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": ["a"], "year": [2007]})
    >>> naive_years(documents, {"a": "8月22日,……相关文章 2023-07-28"}).values.tolist()
    [['a', 2023, 2007, False]]
    """
    found = [_FOUR_DIGITS.search(texts[doc_id]) for doc_id in documents["doc_id"]]
    digits = pd.array([int(match[0]) if match else pd.NA for match in found], dtype="Int64")
    table = documents[["doc_id", "year"]].astype({"year": "Int64"}).reset_index(drop=True)
    table.insert(1, "first_digits", digits)
    return table.assign(agrees=table["first_digits"] == table["year"])


def changed_fields(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """List the fields of documents that differ between two runs over the same files.

    Returns
    -------
    DataFrame
        One row per document and field that differs: `doc_id`, `field`, `before`, `after` (as text, <NA> where
        missing).

    Raises
    ------
    ValueError
        If the two runs hold different documents.

    Examples
    --------
    >>> before = pd.DataFrame({"doc_id": ["a"], "year": [2018]})
    >>> changed_fields(before, pd.DataFrame({"doc_id": ["a"], "year": [pd.NA]})).values.tolist()
    [['a', 'year', '2018', <NA>]]
    """
    if before["doc_id"].tolist() != after["doc_id"].tolist():
        raise ValueError("the two runs hold different documents; load both from the same source")
    rows = []
    for column in before.columns.drop("doc_id"):
        pairs = zip(before["doc_id"], before[column].astype("string"), after[column].astype("string"))
        for doc_id, old, new in pairs:
            if pd.isna(old) != pd.isna(new) or pd.notna(old) and old != new:
                rows.append((doc_id, column, old, new))
    table = pd.DataFrame(rows, columns=["doc_id", "field", "before", "after"]).astype("string")
    return table.sort_values("doc_id", kind="stable", ignore_index=True)
