"""What a text promises and what it dates: announced and delivered items, references to the centre with their dates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...tidy.dates.calendar import find_terms

CUT = "page was cut"
SHORT = "fewer than announced"
WHOLE = "as announced"
OPEN = "no number announced"


def delivered(devices: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Every enumeration with the items that it announces and those that follow.

    Parameters
    ----------
    devices, passages : these tables.

    Returns
    -------
    DataFrame
        One row per enumeration: `doc_id`, `kind` (its first marker), `announced`, `delivered`, `outcome` (as announced;
        no number announced; fewer than announced; or, where the page says after the first item that it leaves something
        out, page was cut), `text`, `start`.

    Examples
    --------
    >>> devices = pd.DataFrame({"doc_id": ["a"], "device": ["enumeration"], "kind": ["一、"], "n_items": [2],
    ...                         "announced": [3],
    ...                         "text": ["一、甲二、乙"], "start": [0], "end": [6]})
    >>> passages = pd.DataFrame({"doc_id": ["a", "a"], "role": ["body", "truncation"], "start": [0, 6]})
    >>> delivered(devices, passages)[["announced", "delivered", "outcome"]].values.tolist()
    [[3, 2, 'page was cut']]
    """
    series = devices[devices["device"] == "enumeration"].rename(columns={"n_items": "delivered"})
    last_cut = passages[passages["role"] == "truncation"].groupby("doc_id")["start"].max().to_dict()
    cut = [last_cut.get(doc_id, -1) > start for doc_id, start in zip(series["doc_id"], series["start"])]
    outcome = pd.Series(WHOLE, index=series.index, dtype="string")
    outcome[series["announced"].isna().to_numpy(bool)] = OPEN
    short = series["delivered"].lt(series["announced"]).fillna(False).to_numpy(bool)
    outcome[short] = SHORT
    outcome[short & np.array(cut, bool)] = CUT
    return series.assign(outcome=outcome)[["doc_id", "kind", "announced", "delivered", "outcome", "text", "start"]] \
        .reset_index(drop=True)


def dated_references(devices: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Every reference to the centre with the first date at which it could be said.

    Parameters
    ----------
    devices : that table.
    calendar : as `tidy.calendar.read_calendar` gives it.

    Returns
    -------
    DataFrame
        One row per reference: `doc_id`, `kind` (doctrine, meeting, authority), `text`, `term` (the latest of the
        calendar's terms in it; <NA> where it has none: 党中央 names no date), `sayable_from` (ISO date), `start`.

    Examples
    --------
    >>> calendar = pd.DataFrame({"term": ["十七届五中全会"], "kind": ["plenum"], "first": ["2010-10-15"],
    ...                          "last": [pd.NA], "precision": ["day"]})
    >>> devices = pd.DataFrame({"doc_id": ["a", "a"], "device": "centre_reference", "kind": ["meeting", "authority"],
    ...                         "text": ["党的十七届五中全会", "党中央"], "start": [0, 20]})
    >>> dated_references(devices, calendar)[["text", "sayable_from"]].values.tolist()
    [['党的十七届五中全会', '2010-10-15'], ['党中央', <NA>]]
    """
    references = devices.loc[devices["device"] == "centre_reference", ["doc_id", "kind", "text", "start"]]
    terms, dates = [], []
    for text in references["text"]:
        found = find_terms(text, calendar).dropna(subset="first")
        latest = found.loc[found["first"].idxmax()] if len(found) else None
        terms.append(pd.NA if latest is None else latest["term"])
        dates.append(pd.NA if latest is None else latest["first"])
    dated = references.assign(term=pd.array(terms, dtype="string"), sayable_from=pd.array(dates, dtype="string"))
    return dated[["doc_id", "kind", "text", "term", "sayable_from", "start"]].reset_index(drop=True)
