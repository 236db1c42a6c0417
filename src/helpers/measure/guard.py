"""What a collection can and cannot say about a comparison of groups of its documents, in words and numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import comb, factorial, prod

import numpy as np
import pandas as pd

from ..tables import COUNTED, require
from .places import with_place
from .uncertainty import CHUNK, log_ratio_limits, permutation_p, ratio_limits, share_difference_limits
from .wording import listed, plural

APART = ("place", "year", "genre")
CAN, CANNOT, UNKNOWN = "can", "cannot", "unknown"
MANY = 1_000_000  # from here on a number of splits is not spelt out
FAR = 1_000  # a ratio of rates from which on a reader has no use for the number


def mentions_among(mentions: pd.DataFrame, column: str, value: str, among: Collection[str]) -> pd.DataFrame:
    """Count in each document how many mentions have a value, of those that have one of several.

    Parameters
    ----------
    mentions : the table of that name; headline and body are counted.
    column : `verb`, `scope`, `slogan` or another.
    value, among : the value that is counted, and all values that make the base.

    Returns
    -------
    DataFrame
        One row per document with any of them: `doc_id`, `n` (with the value), `size` (with any).

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a", "a", "b"], "role": "body", "verb": ["强", "兴", "立"]})
    >>> mentions_among(mentions, "verb", "强", ["兴", "强"]).values.tolist()
    [['a', 1, 2]]
    """
    kept = mentions[mentions["role"].isin(COUNTED) & mentions[column].isin(list(among))]
    table = kept.assign(hit=kept[column] == value).groupby("doc_id", sort=False)["hit"].agg(n="sum", size="size")
    return table.reset_index().astype({"doc_id": "string", "n": "Int64", "size": "Int64"})


def guard(counts: pd.DataFrame, documents: pd.DataFrame, by: str, *, what: str, share: bool = False,
          base: str = "characters", per: int = 10_000, unit: str = "doc_id", apart: Iterable[str] = APART,
          level: float = 0.95, permutations: int = 9999, seed: int = 0) -> pd.DataFrame:
    """Check whether documents can tell their groups apart by how often something is said.

    Parameters
    ----------
    counts : one row per document: `doc_id`, `n` (occurrences), `size` (what they are counted in). A document that is
        not there, or whose size is 0, has nothing to compare.
    documents : one row per document: `doc_id`, the columns `by` and `unit`, and `province city district`, `year`,
        `genre` as far as there are any. Documents whose `by` is <NA> are in no group.
    by : the column of groups.
    what : what is compared, in words that go before "is": "the share of 强 among 兴 and 强".
    share : whether `n` of `size` is a share; else it is a rate of `per` units of the `base`.
    unit : the column of what is drawn as one: the document, or `unit` from `similarity.units`.
    apart : what else groups may differ in: the place, or a column. Leave out what the groups are made from.
    level : of the intervals; p-values are held against the rest to 1.
    permutations, seed : as in `uncertainty.permutation_p`.

    Returns
    -------
    DataFrame
        One row per check: `check`, `verdict` (`can`, `cannot`, `unknown`), `number`, `reason` (a sentence).

        - `units`: documents in the smallest group; with one nothing tells how documents of a group differ.
        - `reprints`: documents that print another one's text, counted as one with it; `unknown` where `unit` is the
          document; `cannot` where one text stands in several groups.
        - `chance`: the smallest p that groups of these sizes can reach by permutation.
        - `difference`: p of the difference seen, by permutation of documents.
        - `effect`, for two groups: the smallest difference in whole percentage points, or ratio of rates to two
          significant digits (three where two do not tell it from the ratio seen), that could be told from none, given
          how documents differ.
        - `apart from …`: places, years and genres that stand in more than one group; without any, groups differ
          in that as well.
        - `leave one out`: documents without which another group comes first, or a group is empty.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": list("abcde"), "n": [9, 8, 7, 1, 0], "size": 10})
    >>> documents = pd.DataFrame({"doc_id": list("abcde"), "half": ["early"] * 3 + ["late"] * 2,
    ...                           "genre": ["report", "speech", "report", "report", "report"]})
    >>> table = guard(counts, documents, "half", what="the share of 兴", share=True)
    >>> table[["check", "verdict", "number"]].iloc[[0, 2, 7]].values.tolist()
    [['units', 'can', 2.0], ['chance', 'cannot', 0.1], ['apart from genre', 'can', 1.0]]
    >>> table["reason"].iloc[2]
    'Of the 10 ways to split 5 documents into 3 and 2, 1 differs most: p cannot fall below 0.1, and no difference,
     however large, passes 0.05.'
    """
    require(counts, "counts", "doc_id", "n", "size")
    require(documents, "documents", "doc_id", by, unit)
    if {"province", "city", "district"} <= set(documents.columns):
        documents = with_place(documents)
    table = documents.merge(counts[["doc_id", "n", "size"]], on="doc_id", how="left", validate="one_to_one")
    usable = table[table[by].notna() & (table["size"].fillna(0) > 0)]
    units = usable.groupby([by, unit], sort=True, observed=True).agg(n=("n", "sum"), size=("size", "sum")).reset_index()
    units = units.astype({"n": float, "size": float, by: object})
    noun = "document" if len(units) == len(usable) else "text"
    rows = [_units(table, usable, units, by, noun), _reprints(usable, units, by, unit)]
    if units[by].nunique() < 2:
        nothing = (UNKNOWN, None, "There are no two groups to compare.")
        others = ["chance", "difference", "effect", *(f"apart from {name}" for name in apart), "leave one out"]
        rows += [(check, *nothing) for check in others]
    else:
        rows += [_chance(units, by, noun, level), _difference(units, by, noun, what, share, base, per, level,
                                                             permutations, seed),
                 _effect(units, by, noun, share, level)]
        rows += [_apart(usable, by, name) for name in apart]
        rows.append(_leave_one_out(units, by, unit, share, base, per))
    return pd.DataFrame(rows, columns=["check", "verdict", "number", "reason"]).astype(
        {"check": "string", "verdict": "string", "number": "Float64", "reason": "string"})


def summary(table: pd.DataFrame) -> str:
    """Say in a few sentences what came out of `guard`: what is seen, whether the collection can tell, and why not.

    Examples
    --------
    >>> print(summary(pd.DataFrame({"check": ["chance", "difference"], "verdict": ["cannot", "cannot"],
    ...                             "reason": ["No p can fall below 0.1.", "The rate is 3 in a and 1 in b."]})))
    The rate is 3 in a and 1 in b. The collection cannot tell whether the groups differ. No p can fall below 0.1.
    """
    seen = table["check"] == "difference"
    fails = table["verdict"] == CANNOT
    if (table.loc[seen, "verdict"] == UNKNOWN).any():
        return " ".join(table.loc[seen | (table["check"] == "units"), "reason"].iloc[::-1])
    if fails.any():
        verdict, reasons = "cannot tell whether the groups differ", table.loc[fails & ~seen, "reason"]
    else:
        verdict = "tells the groups apart, as far as these checks go"
        reasons = table.loc[(table["check"] == "effect") | (table["verdict"] == UNKNOWN), "reason"]
    return " ".join([*table.loc[seen, "reason"], f"The collection {verdict}.", *dict.fromkeys(reasons)])


def _units(table, usable, units, by, noun) -> tuple:
    sizes = units.groupby(by, sort=False).size()
    without, empty = int(table[by].isna().sum()), int(table[by].notna().sum()) - len(usable)
    reason = f"{listed(f'{group} has {plural(n, noun)}' for group, n in sizes.items())}." if len(sizes) else ""
    if len(sizes) == 1:
        reason = f"All documents that can be compared are of one {by} ({reason[:-1]})."
    unknown = "period, which takes two known years" if by == "period" else f"known {by}"
    reason = reason or f"No document has both a {unknown.partition(',')[0]} and anything to compare."
    reason += f" {plural(without, 'document has', 'documents have')} no {unknown}." if without else ""
    reason += f" {plural(empty, 'document has', 'documents have')} nothing to compare." if empty else ""
    least = int(sizes.min()) if len(sizes) else 0
    if least < 2 and len(sizes) > 1:
        reason += f" A group of one does not tell how {noun}s of a group differ."
    return "units", CAN if least > 1 and len(sizes) > 1 else CANNOT, least, reason


def _reprints(usable, units, by, unit) -> tuple:
    if unit == "doc_id":
        return "reprints", UNKNOWN, None, "Reprints of one text were not looked for."
    across = units[unit][units[unit].duplicated()]
    if len(across):
        return ("reprints", CANNOT, int(usable[unit].isin(across).sum()),
                f"{plural(across.nunique(), 'text is', 'texts are')} printed in more than one group.")
    n = len(usable) - len(units)
    if not n:
        return "reprints", CAN, 0, "No document prints another one's text."
    return "reprints", CAN, n, (f"{plural(n, 'document prints', 'documents print')} another one's text and "
                                f"{'is' if n == 1 else 'are'} counted as one with it.")


def _chance(units, by, noun, level) -> tuple:
    sizes = units.groupby(by, sort=False).size().tolist()
    splits = prod(comb(sum(sizes[: i + 1]), size) for i, size in enumerate(sizes))
    mirrors = prod(factorial(sizes.count(size)) for size in set(sizes))
    least, alpha = mirrors / splits, round(1 - level, 6)
    ways = f"{splits:,}" if splits < MANY else "more than a million"
    if least <= alpha:
        return "chance", CAN, least, (f"There are {ways} ways to split {sum(sizes):,} {noun}s into such groups: enough "
                                      "to tell a difference from chance.")
    reason = f"Of the {ways} ways to split {sum(sizes)} {noun}s into {listed(map(str, sizes))}, {mirrors:,} "
    reason += f"{'differs' if mirrors == 1 else 'differ'} most: p cannot fall below {least:.2g}, and no difference, "
    return "chance", CANNOT, least, f"{reason}however large, passes {alpha:g}."


def _difference(units, by, noun, what, share, base, per, level, permutations, seed) -> tuple:
    rates, groups = (units["n"] / units["size"]).to_numpy(), units[by].to_numpy()
    sums = units.groupby(by, sort=False)[["n", "size"]].sum()
    if share:
        seen = [f"{n / size:.0%} in {group} ({n:,.0f} of {size:,.0f})" for group, n, size in sums.itertuples()]
    else:
        seen = [f"{_number(per * n / size)} per {per:,} {base} in {group} ({n:,.0f} in {size:,.0f})"
                for group, n, size in sums.itertuples()]
    p = _permuted(rates, groups, permutations, seed)
    return ("difference", CAN if p <= round(1 - level, 6) else CANNOT, p,
            f"{what[0].upper()}{what[1:]} is {listed(seen)}: by permutation of {noun}s, p is {p:.2g}.")


def _permuted(rates, groups, n, seed) -> float:
    """p of the variance between groups; for two groups that of the difference of their means."""
    names, code = np.unique(groups.astype(str), return_inverse=True)
    if len(names) == 2:
        return float(permutation_p(rates[:, None], code, n=n, seed=seed)["p"].iloc[0])
    sizes = np.bincount(code)
    centred = rates - rates.mean()

    def between(codes: np.ndarray) -> np.ndarray:
        return sum(((codes == g) @ centred) ** 2 / size for g, size in enumerate(sizes))

    seen, reached, rng = between(code[None, :])[0], 1, np.random.default_rng(seed)
    rows = max(1, CHUNK // len(code))
    for at in range(0, n, rows):
        drawn = between(rng.permuted(np.tile(code, (min(rows, n - at), 1)), axis=1))
        reached += int((drawn >= seen * (1 - 1e-9)).sum())
    return reached / (n + 1)


def _effect(units, by, noun, share, level) -> tuple:
    sums = units.groupby(by, sort=False)[["n", "size"]].sum()
    if len(sums) > 2:
        return ("effect", UNKNOWN, None,
                f"{len(sums)} groups are compared at once: take two of them to see the smallest difference that shows.")
    first, second = (sums["n"] / sums["size"]).sort_values(ascending=False, kind="stable").index
    limits = [ratio_limits(units.loc[units[by] == group, ["n"]].to_numpy(),
                           units.loc[units[by] == group, "size"].to_numpy(), level=level, share=share)
              for group in (first, second)]
    for group, found in zip((first, second), limits):
        if found["method"].iloc[0].startswith("none: "):
            why = found["method"].iloc[0].removeprefix("none: ")
            return "effect", CANNOT, None, f"{group} gives no interval ({why}), so that no effect is large enough."
    found = (share_difference_limits if share else log_ratio_limits)(*limits).iloc[0]
    value, low = float(found.iloc[0]), float(found["low"])
    if np.isnan(low):
        return "effect", CANNOT, None, f"No upper limit can be set for {second}, so that no effect is large enough."
    verdict = CAN if low > 0 else CANNOT
    given = f"By the intervals over {noun}s, which rest on a model and not on splits, "
    if share:
        points = 100 * (value - low)
        least = f"a difference of {points:.0f} percentage points or more" if points <= 100 else (
            "not even a difference of 100 percentage points")
        return "effect", verdict, round(points), f"{given}{least} would show; this one is {100 * value:.0f}."
    times, seen = 2 ** (value - low), 2**value
    digits = 2 if _rounded(times) != _rounded(seen) else 3
    times, seen = _rounded(times, digits), _rounded(seen, digits)
    least = f"a ratio of {times:,g} or more" if times < FAR else f"not even a ratio of {FAR:,}"
    return "effect", verdict, times, f"{given}{least} would show; this one is {seen:,g}."


def _apart(usable, by, name) -> tuple:
    check = f"apart from {name}"
    known = usable.dropna(subset=name) if name in usable else usable.iloc[:0]
    if known[by].nunique() < 2:
        return check, UNKNOWN, None, f"The {name} is not known for documents of two groups."
    groups = known.groupby(name, observed=True)[by].nunique()
    n, missing = int((groups > 1).sum()), len(usable) - len(known)
    reason = f"{f'{n:,} of {plural(len(groups), name)} stands' if n else f'No {name} stands'} in more than one group"
    reason += f" ({plural(missing, 'document')} of no known {name})" if missing else ""
    reason += "." if n else f": what differs between the groups may differ by {name}."
    return check, CAN if n else CANNOT, n, reason


def _leave_one_out(units, by, unit, share, base, per) -> tuple:
    def rates(some: pd.DataFrame) -> pd.Series:
        sums = some.groupby(by, sort=False)[["n", "size"]].sum()
        return sums["n"] / sums["size"]

    def lead(of: pd.Series) -> float:
        return of[top] - of.drop(top).max()

    every = rates(units)
    top = every.idxmax()
    if lead(every) <= 0:
        return "leave one out", UNKNOWN, None, "No group comes first."
    emptied, turned, leads = [], [], []
    for i in units.index:
        others = rates(units.drop(index=i))
        if len(others) < len(every):
            emptied.append(str(units.loc[i, unit]))
        else:
            leads.append(lead(others))
            if leads[-1] <= 0:
                turned.append(str(units.loc[i, unit]))
    if not leads:
        return ("leave one out", CANNOT, len(emptied),
                "Every group is one document: without it there is nothing to compare.")
    reasons = [f"Without {listed(emptied, joined='or')} a group is empty."] if emptied else []
    if turned:
        reasons.append(f"Without {listed(turned, joined='or')} {top} does not come first.")
    else:
        low, high = (f"{_rounded((100 if share else per) * x):,g}" for x in (min(leads), max(leads)))
        scale = "percentage points" if share else f"per {per:,} {base}"
        reasons.append(f"Whichever {'other ' if emptied else ''}document is left out, {top} comes first, by "
                       f"{low if low == high else f'{low} to {high}'} {scale}.")
    return "leave one out", CANNOT if emptied or turned else CAN, len(emptied) + len(turned), " ".join(reasons)


def _number(x: float) -> str:
    return f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def _rounded(x: float, digits: int = 2) -> float:
    """To so many significant digits: a few documents bear no more."""
    return float(f"{x:.{digits}g}")
