"""What a collection lets one conclude, and what not: every claim of the report with its number and its guard.

Each claim is worked out from the tables by the same measures as the notebook that it comes from, so that a
sentence cannot outlive its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from .evolution import counted, handed_down, replacement
from .frequency import bases
from .guard import CAN, CANNOT, guard, mentions_among, summary
from .periods import with_period
from .places import confounding, with_place
from .rhetoric.profiles import device_counts
from .similarity import units
from .uncertainty import share_interval
from .voices import extent_bounds, stretches
from .wording import number, plural
from .wordlists import words

FAMILY = "质量"
OLD, NEW = "兴", "强"
SURE = 0.95  # an edit below this confidence is a choice between readings
LEVEL = 0.95
_DIFFERENCE = "difference between groups"
# Claims that set groups of documents beside each other, by their short names.
OVER_THE_YEARS, CAMPAIGN_WORDS = f"{OLD} to {NEW} over the years", "the campaign's words over the years"
DEVICES_COMPARED = {"obligation": "words of obligation", "parallelism": "parallelism 排比"}
COMPARISONS = (CAMPAIGN_WORDS, OVER_THE_YEARS, *(f"{device} by genre" for device in DEVICES_COMPARED))


class Claim(NamedTuple):
    """One claim: where it comes from, its number of a base, an interval, a verdict and the sentence."""

    claim: str
    notebook: str
    n: float | None
    base: float | None
    low: float | None
    high: float | None
    interval: str
    verdict: str
    sentence: str


def conclusions(corpus) -> pd.DataFrame:
    """List what the documents let one conclude and what not.

    Parameters
    ----------
    corpus : a `helpers.Corpus`, or anything with its tables as attributes.

    Returns
    -------
    DataFrame
        One row per claim, in the order of the notebooks: `claim` (its short name), `notebook` (the number of the
        notebook that it comes from), `n` and `base` (the number and what it is out of), `low` and `high` (its interval,
        in the unit that `interval` names; <NA> for a count of these very documents), `interval` (what kind), `verdict`
        (`can` or `cannot` be concluded) and `sentence`.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> table = conclusions(load_corpus("seeds"))
    >>> print(table.set_index("claim")["sentence"]["known years"])
    One year is known for 5 of 5 documents (2 inferred, 2 stated, 1 curated).
    """
    documents = with_period(with_place(corpus.documents).merge(units(corpus.passages), on="doc_id", how="left",
                                                               validate="one_to_one"))
    rows = [claim for part in (_holdings, _repairs, _dates, _words, _slogans, _rhetoric, _voices) if len(documents)
            for claim in part(corpus, documents)]
    table = pd.DataFrame(rows, columns=Claim._fields)
    numbers = dict.fromkeys(["n", "base", "low", "high"], "Float64")
    return table.astype(numbers | {name: "string" for name in table.columns if name not in numbers})


def _holdings(corpus, documents: pd.DataFrame) -> Iterator[Claim]:
    n, years, places = len(documents), int(documents["year"].notna().sum()), int(documents["place"].notna().sum())
    yield _count("known years", "00", years, n, f"One year is known {_of(years, n, 'for')}{_bases(documents)}.")
    yield _count("known places", "00", places, n, f"The place is known {_of(places, n, 'of')}.")
    texts = documents["unit"].nunique()
    yield _count("texts", "00", texts, n, "There is one document and one text." if n == 1 else
                 f"{_documents(n)} print {plural(texts, 'different text')}.")


def _bases(documents: pd.DataFrame) -> str:
    """How the known years are known."""
    found = documents.loc[documents["year"].notna(), "year_basis"].value_counts()
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return f" ({', '.join(f'{n:,} {basis}' for basis, n in ranked)})" if ranked else ""


def _repairs(corpus, documents: pd.DataFrame) -> Iterator[Claim]:
    edits, mentions = corpus.edits, counted(corpus.mentions)
    unsure = int((edits["confidence"] < SURE).sum())
    yield _count("unsure repairs", "10", unsure, len(edits),
                 f"Of {plural(len(edits), 'change')} to the raw text {_none(unsure)} "
                 f"{'has' if unsure == 1 else 'have'} a confidence below {SURE:g}."
                 if len(edits) else "Nothing was changed in the raw text.")
    shaky = int((mentions["confidence"] < SURE).sum())
    yield _count("counts that hang on a repair", "10", shaky, len(mentions),
                 f"Of {plural(len(mentions), 'mention')} of slogans in headline and body {_none(shaky)} "
                 f"{'rests' if shaky == 1 else 'rest'} on a change with a confidence below {SURE:g}"
                 + (f": their number is {len(mentions) - shaky:,} to {len(mentions):,}." if shaky else ".")
                 if len(mentions)
                 else "No slogan that is looked for stands in headline or body, so that no count hangs on a repair.")


def _dates(corpus, documents: pd.DataFrame) -> Iterator[Claim]:
    found = confounding(corpus.documents).iloc[0]
    shared = int(found["n_same_year"]) + int(found["n_same_place"])
    alone = [name for name in ("place", "year") if found[f"n_{name}s"] < 2]
    if alone:
        yield Claim("place and year apart", "20", shared, None, None, None, "", CANNOT,
                    "What differs between places cannot be told from what differs between years: the documents are not "
                    f"of two known {' and two known '.join(f'{name}s' for name in alone)}.")
        return
    places, years = (f"{n:,}" if n else "no" for n in (int(found["n_same_year"]), int(found["n_same_place"])))
    reason = (f"{places} pair{'' if places in ('no', '1') else 's'} of places "
              f"{'has' if places in ('no', '1') else 'have'} a year in common and "
              f"{years} pair{'' if years in ('no', '1') else 's'} of years a place."
              if shared else "no two places have a year in common and no two years a place.")
    yield Claim("place and year apart", "20", shared, None, None, None, "", CAN if shared else CANNOT,
                f"What differs between places {'can' if shared else 'cannot'} be told from what differs between years: "
                f"{reason}")


def _words(corpus, documents: pd.DataFrame) -> Iterator[Claim]:
    base = words(corpus.tokens)
    sizes = bases(base, corpus.sentences, corpus.passages).groupby("doc_id", as_index=False)["n_tokens"].sum()
    own = base[base["token"].str.contains(FAMILY)].groupby("doc_id").size()
    counts = sizes.assign(n=sizes["doc_id"].map(own).fillna(0).astype("Int64"), size=sizes["n_tokens"])
    yield from _compared(CAMPAIGN_WORDS, "30", counts, documents, "period",
                         what=f"the rate of words with {FAMILY}", base="words", per=1_000)


def _slogans(corpus, documents: pd.DataFrame) -> Iterator[Claim]:
    n = len(documents)
    mentions = counted(corpus.mentions)
    own = mentions[mentions["family"] == FAMILY]
    using = int(own["doc_id"].nunique())
    if not using:
        unused = "The only document uses no slogan" if n == 1 else f"None of {_documents(n)} uses a slogan"
        yield _count("use of the family", "40", 0, n, f"{unused} of the family {FAMILY}.")
        return
    yield _share("use of the family", "40", using, n,
                 f"{'The only document uses' if n == 1 else f'{using} of {_documents(n)} {_verb(using)}'} a slogan of "
                 f"the family {FAMILY}, {plural(len(own), 'mention')} in headline and body")
    for slogan, rows in sorted(own.groupby("slogan"),
                               key=lambda item: (-item[1]["doc_id"].nunique(), -len(item[1]), item[0])):
        k = int(rows["doc_id"].nunique())
        yield _share(slogan, "40", k, n,
                     f"{slogan} stands {plural(len(rows), 'time')}{_scopes(rows)} {_of(k, n, 'in')}")
    verbs = mentions_among(own, "verb", NEW, [OLD, NEW])
    yield from _compared(OVER_THE_YEARS, "40", verbs, documents, "period",
                         what=f"the share of {NEW} among {OLD} and {NEW}", share=True)
    table = replacement(own, corpus.documents, OLD, NEW)
    steps = _within(table)
    yield Claim(f"{OLD} to {NEW} within a place", "40", len(steps), len(table), None, None, "",
                CAN if len(steps) else CANNOT,
                f"Whether {NEW} took the place of {OLD} in one and the same place "
                + (f"can be looked for in {plural(len(steps), 'place')}: from the first to the last dated year of a "
                   f"place the share of {NEW} rises in {(steps > 0).sum()}, falls in {(steps < 0).sum()} and stays in "
                   f"{(steps == 0).sum()}. Two documents of a place are two documents and no trend."
                   if len(steps) else "cannot be seen: no place has dated documents of two years that use them."))
    dated = own.merge(documents[["doc_id", "year"]].dropna(), on="doc_id")
    if len(dated):
        first = dated.loc[dated["year"] == dated["year"].min()]
        yield Claim("beginnings", "40", float(first["year"].iloc[0]), None, None, None, "", CANNOT,
                    "When the slogans began cannot be said: the earliest dated document that uses one is of "
                    f"{first['year'].iloc[0]} ({'、'.join(sorted(first['slogan'].unique()))}), which is a "
                    "latest possible beginning.")
    down = handed_down(own, corpus.documents)
    lags = int(down["years_after"].notna().sum()) if len(down) else 0
    yield Claim("from above to below", "40", lags, len(down), None, None, "", CAN if lags else CANNOT,
                f"How long a slogan took from a higher to a lower level {'can' if lags else 'cannot'} be said: "
                + (f"{plural(len(down), 'time')} a document says a slogan of a level above its own, {_none(lags)} of "
                   "them with an earlier dated document of that level in the collection."
                   if len(down) else "no document says a slogan of a level above its own."))


def _within(table: pd.DataFrame) -> pd.Series:
    """By how much the share of the new verb differs between the first and the last known year of each place."""
    dated = table[table["place"].notna() & (table["year_from"] == table["year_to"]).fillna(False)]
    sums = dated.groupby(["place", "year_from"])[["n_old", "n_new"]].sum()
    shares = (sums["n_new"] / sums.sum(axis=1)).groupby("place")
    return (shares.last() - shares.first())[shares.size() > 1]


def _scopes(rows: pd.DataFrame) -> str:
    """What a slogan names, where that is not the same in all documents."""
    found = rows["scope"].value_counts().rename({"province": "province or region"})
    return f" ({', '.join(f'{n:,} of a {scope}' for scope, n in found.items())})" if len(found) > 1 else ""


def _rhetoric(corpus, documents: pd.DataFrame) -> Iterator[Claim]:
    found = device_counts(corpus.devices, stretches(corpus.documents, corpus.passages, corpus.speech))
    for device, name in DEVICES_COMPARED.items():
        counts = found[found["device"] == device].groupby("doc_id", as_index=False)[["n", "n_chars"]].sum()
        counts = counts.rename(columns={"n_chars": "size"})
        yield from _compared(f"{device} by genre", "50", counts, documents, "genre", what=f"the rate of {name}",
                             base="characters of the body", per=1_000, apart=("place", "year"))


def _voices(corpus, documents: pd.DataFrame) -> Iterator[Claim]:
    bounds = extent_bounds(corpus.documents, corpus.passages, corpus.sentences, corpus.speech)
    speeches = documents.loc[documents["genre"].eq("speech").fillna(False), "doc_id"]
    bounds = bounds[~bounds["doc_id"].isin(speeches)]
    whole = float(bounds["body_chars"].sum()) if len(bounds) else 0
    if whole:
        low, found, high = (float((bounds[f"share_{name}"] * bounds["body_chars"]).sum())
                            for name in ("least", "found", "most"))
        yield Claim("attributed text", "60", found, whole, low / whole, high / whole,
                    "bounds of the attribution, shares", CAN,
                    f"Of {whole:,.0f} body characters in {plural(len(bounds), 'text')} that "
                    f"{'is' if len(bounds) == 1 else 'are'} not a speech {found / whole:.1%} are attributed to a "
                    f"speaker, {low / whole:.1%} at least and {high / whole:.1%} at most.")


def _compared(claim: str, notebook: str, counts: pd.DataFrame, documents: pd.DataFrame, by: str, *, what: str,
              **how) -> Iterator[Claim]:
    """A comparison of groups, as the guard judges it."""
    how = {"apart": ("place", "genre")} | how
    table = guard(counts, documents, by, what=what, unit="unit", level=LEVEL, **how)
    measured = table.set_index("check")["number"]
    seen = table.set_index("check")["verdict"]
    if seen["units"] == CANNOT and pd.isna(measured["difference"]):
        reason = (table["reason"].iloc[0] if by != "period" or documents[by].notna().any() else
                  "The documents are not of two years that are known.")
        yield Claim(claim, notebook, None, None, None, None, "", CANNOT,
                    f"{what[0].upper()}{what[1:]} cannot be compared. {reason}")
        return
    verdict = CANNOT if (table["verdict"] == CANNOT).any() else CAN
    yield Claim(claim, notebook, measured["difference"], None, None, None,
                f"p of the {_DIFFERENCE}, permutation of texts", verdict, summary(table))


def _count(claim: str, notebook: str, n: int, base: int, sentence: str) -> Claim:
    return Claim(claim, notebook, n, base, None, None, "", CAN, sentence)


def _share(claim: str, notebook: str, k: int, n: int, sentence: str) -> Claim:
    low, high = share_interval(k, n, LEVEL)
    return Claim(claim, notebook, k, n, low, high, "share of documents, exact (Clopper and Pearson 1934)", CAN,
                 f"{sentence}; had {'it' if n == 1 else 'they'} been drawn at random from more, the 95% interval for "
                 f"these would be {number(100 * low, 0)}% to {number(100 * high, 0)}%.")


def _documents(n: int) -> str:
    return plural(n, "document")


def _of(k: int, n: int, word: str) -> str:
    """So many of all documents, right for a single one: "for 3 of 5 documents", "for the only document"."""
    if n == 1:
        return f"{word} the only document" if k else f"{word} no document, of one"
    return f"{word} {k:,} of {_documents(n)}"


def _none(n: int) -> str:
    return f"{n:,}" if n else "none"


def _verb(n: int) -> str:
    return "uses" if n == 1 else "use"
