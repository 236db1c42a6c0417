"""Score the detectors of rhetorical devices on the labelled passages.

python tests/score_devices.py [build|score|score2|score3]

A found device is right where it overlaps a labelled one of its kind by half of both together (Jaccard 0.5 or more);
each label is matched once, the best pairs first. Intervals are exact (Clopper and Pearson 1934) for precision and
recall.
"""

import argparse

import pandas as pd
from devices import left_out, load_passages, read_labels

from helpers.measure.rhetoric import DEVICES, find_devices
from helpers.measure.rhetoric.accuracy import SCORES, SOURCES
from helpers.measure.uncertainty import share_interval

LEAST_OVERLAP = 0.5
# What is fitted to labelled passages (tests/fit_parallelism.py) is scored on others, labelled afterwards for it alone.
FITTED = ("parallelism",)
AFRESH = ("score2", "score3")  # the last is the one that nothing was fitted to


def passage_table(row) -> pd.DataFrame:
    """A labelled passage as a passages table; what is left out of it gets a role that is not counted."""
    rows, at = [], 0
    for start, end in [*left_out(row), (len(row.text), len(row.text))]:
        rows += [("body", at, start), ("truncation", start, end)]
        at = end
    frame = pd.DataFrame([r for r in rows if r[2] > r[1]], columns=["role", "start", "end"])
    return frame.assign(text=[row.text[a:b] for a, b in zip(frame["start"], frame["end"])])


def matches(found: list[tuple[int, int]], labelled: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of indices of found and labelled spans, each used once, the best overlap first."""
    pairs = []
    for i, (a, b) in enumerate(found):
        for j, (c, d) in enumerate(labelled):
            overlap = (min(b, d) - max(a, c)) / (max(b, d) - min(a, c))
            if overlap >= LEAST_OVERLAP:
                pairs.append((overlap, i, j))
    used_found, used_labels, kept = set(), set(), []
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used_found and j not in used_labels:
            used_found.add(i)
            used_labels.add(j)
            kept.append((i, j))
    return kept


def run(half: str, sources: tuple[str, ...] = ("seed", "corpus", "invented")) -> pd.DataFrame:
    """One row per device found or labelled in a half: `passage_key source device what start end text`."""
    passages, _ = load_passages()
    labels = read_labels()
    rows = []
    for row in passages[(passages["half"] == half) & passages["source"].isin(sources)].itertuples():
        devices = find_devices(row.text, passage_table(row))
        own = labels[labels["passage_key"] == row.passage_key]
        for device in FITTED if half in AFRESH else DEVICES:
            found = list(devices.loc[devices["device"] == device, ["start", "end"]].itertuples(index=False, name=None))
            labelled = list(own.loc[own["device"] == device, ["start", "end"]].itertuples(index=False, name=None))
            hits = matches(found, labelled)
            for what, spans, side in (("found", found, 0), ("labelled", labelled, 1)):
                hit = {pair[side] for pair in hits}
                rows += [(row.passage_key, row.source, device, what, i in hit, a, b, row.text[a:b])
                         for i, (a, b) in enumerate(spans)]
    return pd.DataFrame(rows, columns=["passage_key", "source", "device", "what", "hit", "start", "end", "text"])


def scores(result: pd.DataFrame) -> pd.DataFrame:
    """One row per device: labels, found, precision and recall with intervals, F1."""
    rows = []
    for device in DEVICES:
        own = result[result["device"] == device]
        found, labelled = own[own["what"] == "found"], own[own["what"] == "labelled"]
        hits = int(labelled["hit"].sum())
        precision, recall = hits / max(len(found), 1), hits / max(len(labelled), 1)
        rows.append((device, len(labelled), len(found), hits, precision, *share_interval(hits, len(found)), recall,
                     *share_interval(hits, len(labelled)), 2 * hits / max(len(found) + len(labelled), 1)))
    columns = ["device", "labelled", "found", "hits", "precision", "p_low", "p_high", "recall", "r_low", "r_high", "f1"]
    return pd.DataFrame(rows, columns=columns)


def by_source(result: pd.DataFrame) -> pd.DataFrame:
    """One row per device and source of the passages, `all` first: the columns of `scores`."""
    parts = [("all", result), *((source, result[result["source"] == source]) for source in SOURCES[1:])]
    return pd.concat([scores(part).assign(source=source) for source, part in parts], ignore_index=True)


def as_markdown(table: pd.DataFrame) -> str:
    """The rows as the table of `tests/cases/devices/README.md`."""
    lines = ["| device | passages | labelled | found | right | precision | recall | F1 |",
             "|---|---|---|---|---|---|---|---|"]
    for row in table.itertuples():
        precision, recall = (f"{value:.2f} ({low:.2f} to {high:.2f})" if n else "–" for value, low, high, n in (
            (row.precision, row.p_low, row.p_high, row.found), (row.recall, row.r_low, row.r_high, row.labelled)))
        f1 = f"{row.f1:.2f}" if row.labelled or row.found else "–"
        lines.append(f"| {row.device} | {row.source} | {row.labelled} | {row.found} | {row.hits} | {precision} | "
                     f"{recall} | {f1} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("half", nargs="?", default="build", choices=("build", "score", *AFRESH))
    parser.add_argument("--save", action="store_true",
                        help="write the counts of a scoring half to data/device_scores.csv")
    parser.add_argument("--show", help="print what is missed and what is wrong of one device (of parallelism also "
                                       "where it was fitted; never on the last half)")
    options = parser.parse_args()
    result = run(options.half)
    table = by_source(result)
    print(as_markdown(table.sort_values("device", key=lambda d: d.map(DEVICES.index), kind="stable")))
    if options.save and options.half in ("score", AFRESH[-1]):
        known = pd.read_csv(SCORES)
        ours = [device for device in DEVICES if (device in FITTED) == (options.half in AFRESH)]
        new = pd.concat([table.loc[table["device"].isin(ours), known.columns], known[~known["device"].isin(ours)]])
        order = {"source": SOURCES.index, "device": DEVICES.index}
        new = new.sort_values(["source", "device"], key=lambda c: c.map(order[c.name]))
        new.to_csv(SCORES, index=False, lineterminator="\n")
    if options.show and (options.half == "build" or options.show in FITTED and options.half != AFRESH[-1]):
        for row in result[(result["device"] == options.show) & ~result["hit"]].itertuples():
            print(f"{row.passage_key} {'WRONG' if row.what == 'found' else 'MISSED'} {row.start}-{row.end}: "
                  f"{row.text[:100]!r} … {row.text[-15:]!r}")


if __name__ == "__main__":
    main()
