"""Fit the weights of the candidates for parallelism to the labelled passages of three halves.

python tests/fit_parallelism.py [--save]

Prints F1 as fitted, and cross-validated: passages are dealt into folds, those of a fold are scored with weights fitted
to the others. A candidate counts as a parallelism where it overlaps a labelled one by half of both together; one that
overlaps it less, but by a quarter, is left out of the fit. `--save` writes `data/parallelism.csv`.
"""

import argparse
from collections import defaultdict
from unittest.mock import patch

import numpy as np
import pandas as pd
from devices import load_passages, read_labels
from score_devices import LEAST_OVERLAP, matches, passage_table
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from helpers.measure.rhetoric import Reading
from helpers.measure.rhetoric.frames import rows
from helpers.measure.rhetoric.parallelism import CONSTANT, WEIGHTS, choose, features

UNCLEAR = 0.25  # overlap from which a candidate is no clear counterexample
PENALTY = 0.05  # inverse strength of the squared penalty (scikit-learn's C) on standardised features
HALVES = ("build", "score", "score2")  # what is labelled later is only scored
N_FOLDS = 5
N_DEALS = 10


def labelled_passages() -> pd.DataFrame:
    """The passages; to load the seeds runs every detector, which must not ask for the weights that are made here."""
    with patch("helpers.measure.rhetoric.parallelism.weights", lambda: defaultdict(float)):
        passages, skipped = load_passages()
    if len(skipped):
        raise SystemExit(f"{len(skipped)} labelled passages are not here, the first because: "
                         f"{skipped['reason'].iloc[0]}")
    return passages[passages["half"].isin(HALVES)]


def candidates() -> tuple[pd.DataFrame, pd.DataFrame, dict[str, list[tuple[int, int]]]]:
    """One row per candidate (`passage_key source half start end overlap row`), its features, each passage's labels."""
    passages = labelled_passages()
    labels = read_labels().query("device == 'parallelism'")
    found, counted, labelled = [], [], {}
    for passage in passages.itertuples():
        own = labels.loc[labels["passage_key"] == passage.passage_key, ["start", "end"]]
        labelled[passage.passage_key] = list(own.itertuples(index=False, name=None))
        reading = Reading(passage_table(passage))
        for row in rows(reading):
            start, end = reading.clean_span(row.units[0].start, row.units[-1].end)
            overlap = max((_overlap((start, end), label) for label in labelled[passage.passage_key]), default=0.0)
            found.append((passage.passage_key, passage.source, passage.half, start, end, overlap, row))
            counted.append(features(row))
    columns = ["passage_key", "source", "half", "start", "end", "overlap", "row"]
    return pd.DataFrame(found, columns=columns), pd.DataFrame(counted), labelled


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / (max(one[1], other[1]) - min(one[0], other[0]))


def fit(counted: pd.DataFrame, overlap: pd.Series) -> pd.Series:
    """The weight of each feature in its own unit, and the constant."""
    clear = (overlap >= LEAST_OVERLAP) | (overlap < UNCLEAR)
    scale = StandardScaler().fit(counted[clear])
    model = LogisticRegression(C=PENALTY, max_iter=2000)
    model.fit(scale.transform(counted[clear]), overlap[clear] >= LEAST_OVERLAP)
    weights = pd.Series(model.coef_[0] / scale.scale_, index=counted.columns)
    return pd.concat([pd.Series({CONSTANT: model.intercept_[0] - weights @ scale.mean_}), weights])


def counts(found: pd.DataFrame, values: np.ndarray, labelled: dict) -> pd.DataFrame:
    """One row per passage: `labelled found hits` of the candidates that the scores choose."""
    result = []
    for key, own in labelled.items():
        at = np.flatnonzero(found["passage_key"] == key)
        place = {id(row): i for i, row in zip(at, found["row"].iloc[at])}
        chosen = choose([(values[i], found["row"].iloc[i]) for i in at])
        spans = [tuple(found[["start", "end"]].iloc[place[id(row)]]) for row in chosen]
        result.append((key, len(own), len(spans), len(matches(spans, own))))
    return pd.DataFrame(result, columns=["passage_key", "labelled", "found", "hits"])


def summary(result: pd.DataFrame) -> str:
    """Precision, recall and F1 of passages together."""
    labelled, found, hits = result[["labelled", "found", "hits"]].sum()
    return f"precision {hits / found:.2f}, recall {hits / labelled:.2f}, F1 {2 * hits / (found + labelled):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--save", action="store_true", help="write the weights to data/parallelism.csv")
    options = parser.parse_args()
    found, counted, labelled = candidates()
    passages = labelled_passages().set_index("passage_key")
    weights = fit(counted, found["overlap"])

    def values(table: pd.Series, which: np.ndarray) -> np.ndarray:
        return counted[which].to_numpy() @ table[counted.columns].to_numpy() + table[CONSTANT]

    every = np.ones(len(found), dtype=bool)
    print(f"{len(found)} candidates, {sum(map(len, labelled.values()))} labelled, {counted.shape[1]} features")
    print("as fitted:", summary(counts(found, values(weights, every), labelled)))
    deals = []
    for seed in range(N_DEALS):
        result = np.zeros(len(found))
        for fold in np.array_split(np.random.default_rng(seed).permutation(list(labelled)), N_FOLDS):
            out = found["passage_key"].isin(fold).to_numpy()
            result[out] = values(fit(counted[~out], found.loc[~out, "overlap"]), out)
        deals.append(counts(found, result, labelled).assign(source=lambda t: t["passage_key"].map(passages["source"])))
    together = pd.concat(deals)
    print(f"cross-validated, {N_FOLDS} folds, {N_DEALS} deals together:", summary(together))
    for source, part in together.groupby("source", sort=False):
        print(f"    {source}:", summary(part))
    for half in HALVES:
        out = (found["half"] == half).to_numpy()
        own = {key: spans for key, spans in labelled.items() if passages.loc[key, "half"] == half}
        result = np.zeros(len(found))
        result[out] = values(fit(counted[~out], found.loc[~out, "overlap"]), out)
        print(f"half {half}, fitted to the others:", summary(counts(found, result, own)))
    if options.save:
        weights.round(4).rename_axis("feature").rename("weight").to_csv(WEIGHTS, lineterminator="\n")


if __name__ == "__main__":
    main()
