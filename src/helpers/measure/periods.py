"""Split dated documents into an earlier and a later half."""

from __future__ import annotations

import pandas as pd


def with_period(documents: pd.DataFrame) -> pd.DataFrame:
    """Add to each document the half of the collection's years in which it falls.

    The years are cut where the two halves come closest to as many documents each, at the earlier year of two such cuts.
    The printings of one text stand in one half, that of the earliest: what was written once is not earlier and later.

    Parameters
    ----------
    documents : one row per document: `year` and any others; with `unit` (`similarity.units`) printings are kept
        together.

    Returns
    -------
    DataFrame
        One row per document, the columns of `documents` and `period`, such as `2007–2010` and `2016–2018`: the first
        and the last year of the half's documents, a later printing counting as the earliest. <NA> where the year is not
        known, and for all where there is one year only.

    Examples
    --------
    >>> with_period(pd.DataFrame({"year": pd.array([2007, 2009, 2018, None], dtype="Int64")}))["period"].tolist()
    ['2007', '2009–2018', '2009–2018', <NA>]
    """
    written = documents["year"]
    if "unit" in documents:
        written = documents.groupby("unit")["year"].transform("min").fillna(written).where(written.notna())
    years = written.dropna().sort_values()
    cuts = years.unique()[1:]
    period = pd.Series(pd.NA, index=documents.index, dtype="string")
    if len(cuts):
        first_late = min(cuts, key=lambda year: abs(2 * int((years < year).sum()) - len(years)))
        late = (written >= first_late).fillna(False).astype(bool)
        for half in (late & written.notna(), ~late & written.notna()):
            first, last = written[half].min(), written[half].max()
            period[half] = str(first) if first == last else f"{first}–{last}"
    return documents.assign(period=period)
