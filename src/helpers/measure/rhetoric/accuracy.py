"""How well the devices are found: the scores on passages that were kept from those who made the detectors."""

from __future__ import annotations

import pandas as pd

from ...tables import DATA
from ..uncertainty import share_interval

SCORES = DATA / "device_scores.csv"
SOURCES = ("all", "seed", "corpus", "invented")


def accuracy(source: str = "all") -> pd.DataFrame:
    """Precision and recall of each device, with exact intervals (Clopper and Pearson 1934).

    The intervals take devices for independent; those of one passage are not, so they are too narrow.

    Parameters
    ----------
    source : passages of all sources, of the seeds, of the corpus of work reports, or invented ones.

    Returns
    -------
    DataFrame
        One row per device: `device`, `labelled`, `found`, `hits`, `precision`, `precision_low`, `precision_high`,
        `recall`, `recall_low`, `recall_high`, `f1`.

    Raises
    ------
    ValueError
        If there is no such source.

    Examples
    --------
    >>> table = accuracy().set_index("device")
    >>> bool((table["precision_low"] <= table["precision"]).all())
    True
    """
    if source not in SOURCES:
        raise ValueError(f"no source {source!r}; there are {', '.join(SOURCES)}")
    table = pd.read_csv(SCORES).query("source == @source").drop(columns="source").reset_index(drop=True)
    for name, base in (("precision", "found"), ("recall", "labelled")):
        limits = [share_interval(k, n) for k, n in zip(table["hits"], table[base])]
        table[name] = table["hits"] / table[base]
        table[f"{name}_low"], table[f"{name}_high"] = zip(*limits)
    return table.assign(f1=2 * table["hits"] / (table["found"] + table["labelled"]))
