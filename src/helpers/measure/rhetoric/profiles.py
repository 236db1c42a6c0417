"""Rates of rhetorical devices, by document, genre or voice, each with its base and an interval."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ...tables import DEVICES
from ..uncertainty import ratio_limits

PER = 1000  # characters of the body, without white space
RATES = {"rate": "per_1k_chars", "low": "per_1k_chars_low", "high": "per_1k_chars_high"}


def device_counts(devices: pd.DataFrame, stretches: pd.DataFrame) -> pd.DataFrame:
    """Count the devices of every stretch of body text that one voice holds, none as 0.

    Parameters
    ----------
    devices : that table. A device belongs to the stretch in which it begins; those of headlines are left out.
    stretches : as `measure.voices.stretches` gives them.

    Returns
    -------
    DataFrame
        One row per stretch and device: `doc_id`, `passage_id`, `voice`, `speaker`, `device` (all of `tables.DEVICES`),
        `n`, `n_chars` (of the stretch, without white space).

    Examples
    --------
    >>> held = pd.DataFrame({"doc_id": "a", "passage_id": 0, "voice": ["reporter or author", "city"],
    ...                      "speaker": [pd.NA, "王某"],
    ...                      "start": [0, 4], "end": [4, 8], "chars": [4, 4]})
    >>> devices = pd.DataFrame({"doc_id": ["a"], "device": ["obligation"], "start": [4]})
    >>> counts = device_counts(devices, held)
    >>> counts.loc[counts["device"] == "obligation", ["voice", "n", "n_chars"]].values.tolist()
    [['reporter or author', 0, 4], ['city', 1, 4]]
    """
    columns = ["doc_id", "passage_id", "voice", "speaker", "start", "end"]
    held = stretches[columns].assign(n_chars=stretches["chars"], stretch=range(len(stretches)))
    # Each device beside the last stretch of its document that begins before it.
    placed = pd.merge_asof(
        devices[["doc_id", "device", "start"]].astype({"start": "int64", "doc_id": "object"}).sort_values("start"),
        held[["doc_id", "start", "end", "stretch"]].astype({"start": "int64", "end": "int64", "doc_id": "object"})
        .sort_values("start"),
        on="start", by="doc_id",
    )
    placed = placed[placed["start"] < placed["end"]]
    found = placed.groupby(["stretch", "device"]).size().rename("n").reset_index()
    grid = held.merge(pd.DataFrame({"device": DEVICES}), how="cross")
    full = grid.merge(found, how="left", on=["stretch", "device"], validate="one_to_one")
    return full.assign(n=full["n"].fillna(0).astype("int64"))[
        ["doc_id", "passage_id", "voice", "speaker", "device", "n", "n_chars"]]


def rates(counts: pd.DataFrame, documents: pd.DataFrame, by: Sequence[str] = ("doc_id",), *, unit: str = "doc_id",
          level: float = 0.95) -> pd.DataFrame:
    """Rates of the devices by columns of the documents or of the counts.

    Parameters
    ----------
    counts : as `device_counts` gives them.
    documents : one row per document: `doc_id`, `unit` and those of `by` that the counts do not have.
    by : the columns to group by; `doc_id` gives a profile of each document.
    unit : what is drawn as one: the document, or `similarity.units` for reprints.
    level : the share of intervals that shall hold the truth.

    Returns
    -------
    DataFrame
        One row per group and device: the columns of `by`, `device`, `n`, `n_chars` (the base), `n_documents`,
        `per_1k_chars`, `per_1k_chars_low`, `per_1k_chars_high`, `units` (what the interval takes as drawn: documents,
        or the passages of the one document of a group, which tell about that document only), `n_units` and `method`
        (`uncertainty.ratio_limits`; it says why there is no interval where there is none).

    Raises
    ------
    KeyError
        If neither `counts` nor `documents` has a column of `by`.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": ["a", "b"], "passage_id": 0, "device": "obligation", "n": [1, 2],
    ...                        "n_chars": [500, 500]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "genre": "speech"})
    >>> rates(counts, documents, ["genre"])[["genre", "device", "n", "per_1k_chars", "units"]].values.tolist()
    [['speech', 'obligation', 3, 3.0, 'documents']]
    """
    by = list(by)
    missing = [column for column in by if column not in counts and column not in documents]
    if missing:
        raise KeyError(f"no column {', '.join(missing)} to group by, neither in counts nor in documents")
    wanted = dict.fromkeys(["doc_id", unit, *(column for column in by if column not in counts)])
    merged = counts.merge(documents[list(wanted)], on="doc_id", validate="many_to_one")
    rows = []
    for key, group in merged.groupby(by, sort=False, dropna=False):
        rows.append(_group(group, unit, level).assign(**dict(zip(by, key))))
    columns = [*by, "device", "n", "n_chars", "n_documents", *RATES.values(), "units", "n_units", "method"]
    return pd.concat(rows, ignore_index=True)[columns] if rows else pd.DataFrame(columns=columns)


def _group(group: pd.DataFrame, unit: str, level: float) -> pd.DataFrame:
    """The rates of one group, one row per device."""
    n_documents = group[unit].nunique()
    grain = [unit] if n_documents > 1 else ["doc_id", "passage_id"]
    table = group.pivot_table(index=grain, columns="device", values=["n", "n_chars"], aggfunc="sum", sort=False)
    sizes = table["n_chars"].iloc[:, 0].to_numpy(float)
    limits = ratio_limits(table["n"].to_numpy(float), sizes, level=level)
    found = limits[list(RATES)].mul(PER).rename(columns=RATES)
    return found.assign(
        device=table["n"].columns.to_numpy(), n=table["n"].sum().to_numpy(int), n_chars=int(sizes.sum()),
        n_documents=n_documents, units="documents" if n_documents > 1 else "passages", n_units=limits["n_units"],
        method=limits["method"],
    )
