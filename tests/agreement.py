"""How far two independent readings of the devices agree: python tests/agreement.py

The unit is a character of a passage that both have read: inside a device of this kind or not. Krippendorff's alpha for
two readers and nominal data (Krippendorff 2011, Computing Krippendorff's alpha-reliability, section A); beside it the
devices of both and how many of them meet (Jaccard 0.5 or more). Its interval resamples passages, 2,000 times, seeded.
"""

import numpy as np
import pandas as pd
from devices import CASES, left_out, load_passages, read_labels
from score_devices import matches

from helpers.measure.rhetoric import DEVICES

REPLICATES = 2_000


def alpha(first: np.ndarray, second: np.ndarray) -> float:
    """Krippendorff's alpha of two readers over the same units; NaN where all values are the same.

    Examples
    --------
    >>> first, second = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0]), np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    >>> round(float(alpha(first, second)), 3)  # the worked example of the paper
    0.095
    """
    return _alpha((first != second).sum(), first.sum() + second.sum(), 2 * len(first))


def _alpha(disagreements, ones, values):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(ones * (values - ones) > 0, 1 - (values - 1) * disagreements / (ones * (values - ones)),
                        np.nan)[()]


def read_second() -> pd.DataFrame:
    """One row per device of the second reading."""
    labels = pd.read_csv(CASES / "second_reading.csv", dtype="string", keep_default_na=False, na_values="")
    return labels.astype({"start": int, "end": int})


def _spans(labels: pd.DataFrame, key: str, device: str) -> list[tuple[int, int]]:
    own = labels[(labels["passage_key"] == key) & (labels["device"] == device)]
    return list(own[["start", "end"]].itertuples(index=False, name=None))


def _marked(spans: list[tuple[int, int]], length: int) -> np.ndarray:
    marked = np.zeros(length, dtype=bool)
    for start, end in spans:
        marked[start:end] = True
    return marked


def agreement() -> pd.DataFrame:
    """One row per device: `first second both alpha alpha_low alpha_high n_passages n_chars`."""
    passages, _ = load_passages()
    passages = passages[passages["second_reading"]]
    first, second = read_labels(), read_second()
    rng = np.random.default_rng(11)
    draws = rng.integers(0, len(passages), (REPLICATES, len(passages)))
    rows = []
    for device in DEVICES:
        counts, per_passage = np.zeros(3, dtype=int), []
        for row in passages.itertuples():
            one, two = (_spans(labels, row.passage_key, device) for labels in (first, second))
            counts += (len(one), len(two), len(matches(one, two)))
            counted = ~_marked(left_out(row), len(row.text))
            a, b = (_marked(spans, len(row.text))[counted] for spans in (one, two))
            per_passage.append(((a != b).sum(), a.sum() + b.sum(), 2 * len(a)))
        sums = np.array(per_passage)
        drawn = _alpha(*sums[draws].sum(axis=1).T)
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        rows.append((device, *counts, _alpha(*sums.sum(axis=0)), low, high, len(passages), sums[:, 2].sum() // 2))
    columns = ["device", "first", "second", "both", "alpha", "alpha_low", "alpha_high", "n_passages", "n_chars"]
    return pd.DataFrame(rows, columns=columns)


if __name__ == "__main__":
    print(agreement().round(2).to_string(index=False))
