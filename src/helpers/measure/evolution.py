"""How a slogan changes over places and years: first and last seen, the lattice of verb and scope, replacement, rivals.

All functions count mentions in headline and body, chains expanded, and take slogans in use and as part of a name alike
unless they say otherwise. The document is the unit: a slogan said ten times in one speech was used by one document.
"""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from ..tables import COUNTED
from .concordance import concordance
from .places import with_place
from .uncertainty import share_interval

# From the smallest to the largest; the rungs that the slogan climbs.
SCOPES = ("enterprise", "district", "county", "city", "province", "nation", "other")


def counted(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions in headline and body: one row per mention, the columns of `mentions`.

    Examples
    --------
    >>> counted(pd.DataFrame({"role": ["body", "related"], "slogan": ["质量强市", "质量强市"]}))["role"].tolist()
    ['body']
    """
    return mentions[mentions["role"].isin(COUNTED)]


def first_and_last(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """When each slogan is first and last seen, as far as the documents' years tell.

    Parameters
    ----------
    mentions, documents : these tables.

    Returns
    -------
    DataFrame
        One row per slogan, in the order of its first year: `slogan`, `n_mentions`, `n_documents`, `n_dated` (documents
        whose year is one year), `first_from`, `first_to` (years between which its earliest document lies), `last_from`,
        `last_to`, and `censored`: what the collection's own ends hide (`left`: seen in its first year, so perhaps
        older; `right`: seen in its last year, so perhaps still in use; `both`; `no`). Years are `<NA>` where no
        document tells.

    Notes
    -----
    A first year in a collection is a latest possible beginning, no beginning: the collection is censored at both ends.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a", "b"], "slogan": ["质量兴市", "质量强市"], "role": ["body", "body"]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "year": [2009, 2016], "year_from": [2009, 2016],
    ...                           "year_to": [2009, 2016]})
    >>> first_and_last(mentions, documents)[["slogan", "first_from", "censored"]].values.tolist()
    [['质量兴市', 2009, 'left'], ['质量强市', 2016, 'right']]
    """
    own = counted(mentions)[["doc_id", "slogan"]].merge(
        documents[["doc_id", "year", "year_from", "year_to"]], on="doc_id", validate="many_to_one"
    )
    oldest, newest = documents["year_to"].min(), documents["year_from"].max()
    rows = []
    for slogan, group in own.groupby("slogan", sort=False):
        first = group["year_from"].min(), group["year_to"].min()
        last = group["year_from"].max(), group["year_to"].max()
        left = pd.notna(first[0]) and pd.notna(oldest) and first[0] <= oldest
        right = pd.notna(last[1]) and pd.notna(newest) and last[1] >= newest
        rows.append({
            "slogan": slogan, "n_mentions": len(group), "n_documents": group["doc_id"].nunique(),
            "n_dated": group.dropna(subset="year")["doc_id"].nunique(),
            "first_from": first[0], "first_to": first[1], "last_from": last[0], "last_to": last[1],
            "censored": {(True, True): "both", (True, False): "left", (False, True): "right"}.get((left, right), "no"),
        })
    columns = ["slogan", "n_mentions", "n_documents", "n_dated", "first_from", "first_to", "last_from", "last_to",
               "censored"]
    frame = pd.DataFrame(rows, columns=columns)
    years = columns[4:8]
    frame[years] = frame[years].astype("Int64")
    return frame.sort_values(["first_to", "first_from", "slogan"], kind="stable", ignore_index=True)


def lattice(mentions: pd.DataFrame, documents: pd.DataFrame, family: str | None = None) -> pd.DataFrame:
    """The lattice of verb and scope: which cell is used, how often, by how many documents, when and by whom.

    Parameters
    ----------
    mentions, documents : these tables.
    family : only slogans of this family.

    Returns
    -------
    DataFrame
        One row per verb and scope that occurs, scopes from the smallest up: `verb`, `scope`, `slogans` (those in the
        cell, by their number), `n_mentions`, `n_live` (not part of a name), `n_elided`, `n_headline`, `n_quoted`
        (inside somebody's statement), `n_documents`, `share_of_documents` of all documents with its exact interval
        `low` and `high` (Clopper and Pearson 1934), `per_10k_body_chars_where_used` (mentions in the body, by the body
        characters of the documents that use the cell), `first_year`, `last_year` (of documents with one year).

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "slogan": ["质量强市"], "family": ["质量"], "verb": ["强"],
    ...     "scope": ["city"], "role": ["body"], "use": ["live"], "via": ["plain"], "speech_id": [pd.NA]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "year": [2016, 2009], "body_chars": [1000, 500]})
    >>> lattice(mentions, documents)[["verb", "scope", "n_mentions", "share_of_documents",
    ...     "per_10k_body_chars_where_used"]
    ...     ].values.tolist()
    [['强', 'city', 1, 0.5, 10.0]]
    """
    own = counted(mentions)
    if family is not None:
        own = own[own["family"] == family]
    known = documents.set_index("doc_id")
    rows = []
    for (verb, scope), group in own.groupby(["verb", "scope"], sort=False):
        using = known.loc[group["doc_id"].unique()]
        n = len(using)
        interval = share_interval(n, len(documents))
        chars = using["body_chars"].sum()
        rows.append({
            "verb": verb, "scope": scope, "slogans": " ".join(group["slogan"].value_counts().index),
            "n_mentions": len(group), "n_live": int((group["use"] == "live").sum()),
            "n_elided": int((group["via"] == "elided").sum()), "n_headline": int((group["role"] != "body").sum()),
            "n_quoted": int(group["speech_id"].notna().sum()), "n_documents": n,
            "share_of_documents": n / len(documents), "low": interval[0], "high": interval[1],
            "per_10k_body_chars_where_used": 1e4 * int((group["role"] == "body").sum()) / chars if chars
            else float("nan"),
            "first_year": using["year"].min(), "last_year": using["year"].max(),
        })
    columns = ["verb", "scope", "slogans", "n_mentions", "n_live", "n_elided", "n_headline", "n_quoted", "n_documents",
               "share_of_documents", "low", "high", "per_10k_body_chars_where_used", "first_year", "last_year"]
    frame = pd.DataFrame(rows, columns=columns)
    frame[["first_year", "last_year"]] = frame[["first_year", "last_year"]].astype("Int64")
    order = frame["scope"].map({scope: i for i, scope in enumerate(SCOPES)})
    return frame.assign(order=order).sort_values(["order", "n_mentions"], ascending=[True, False], kind="stable",
                                                 ignore_index=True).drop(columns="order")


def uses(mentions: pd.DataFrame, documents: pd.DataFrame, family: str | None = None) -> pd.DataFrame:
    """Which document uses which cell of the lattice, when and how often.

    Parameters
    ----------
    mentions, documents : these tables.
    family : only slogans of this family.

    Returns
    -------
    DataFrame
        One row per document, verb and scope, in the order of the years: `doc_id`, `place`, `year_from`, `year_to`,
        `verb`, `scope`, `n_mentions`.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "family": ["质量"] * 2, "verb": ["强"] * 2, "scope": ["city"] * 2,
    ...                          "role": ["body", "title"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "province": ["甲省"], "city": ["乙市"], "district": [pd.NA],
    ...                           "year_from": [2016], "year_to": [2016]})
    >>> uses(mentions, documents)[["doc_id", "place", "verb", "scope", "n_mentions"]].values.tolist()
    [['a', '甲省 乙市', '强', 'city', 2]]
    """
    own = counted(mentions)
    if family is not None:
        own = own[own["family"] == family]
    counts = own.groupby(["doc_id", "verb", "scope"], sort=False).size().rename("n_mentions").reset_index()
    known = with_place(documents)[["doc_id", "place", "year_from", "year_to"]]
    frame = known.merge(counts, on="doc_id", validate="one_to_many")
    return frame.sort_values(["year_from", "year_to"], kind="stable", ignore_index=True)


def cell_lines(mentions: pd.DataFrame, passages: pd.DataFrame, most: int, width: int = 14) -> pd.DataFrame:
    """The lines behind each cell of the lattice.

    Parameters
    ----------
    mentions, passages : these tables.
    most : how many lines of a cell at the most. Every document of the cell gives its first before any gives its second.
    width : characters of context on either side.

    Returns
    -------
    DataFrame
        One row per mention shown, cells from the smallest scope up, documents in their order: `verb`, `scope`, `n_cell`
        (all mentions of the cell), `slogan`, `via`, `doc_id`, `role`, `left`, `hit`, `right`, `start`.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "slogan": ["质量强市"], "verb": ["强"], "scope": ["city"],
    ...     "role": ["body"], "via": ["plain"], "start": [2], "end": [6], "raw_start": [2], "raw_end": [6]})
    >>> passages = pd.DataFrame({"doc_id": ["a"], "role": ["body"], "text": ["推进质量强市工作"], "start": [0], "end": [8]})
    >>> cell_lines(mentions, passages, 3)[["left", "hit", "right"]].values.tolist()
    [['推进', '质量强市', '工作']]
    """
    own = counted(mentions)
    cell = own.groupby(["verb", "scope"], sort=False)
    own = own.assign(n_cell=cell["verb"].transform("size"), order=own["scope"].map(SCOPES.index),
                     turn=own.groupby(["verb", "scope", "doc_id"], sort=False).cumcount(), row=range(len(own)))
    shown = own.sort_values(["turn", "row"], kind="stable").groupby(["verb", "scope"], sort=False).head(most)
    shown = shown.sort_values(["order", "verb", "row"], kind="stable", ignore_index=True)
    lines = concordance(shown, passages, width=width)
    columns = ["verb", "scope", "n_cell", "slogan", "via", "doc_id", "role"]
    return shown[columns].join(lines[["left", "hit", "right", "start"]])


def said_by(mentions: pd.DataFrame, speech: pd.DataFrame) -> pd.DataFrame:
    """Who says the slogans: those whose statement holds the mention, and the text itself.

    Parameters
    ----------
    mentions, speech : these tables.

    Returns
    -------
    DataFrame
        One row per document, speaker and position, the most frequent first in each document: `doc_id`, `speaker`,
        `position` (both <NA> where the text itself says it, or its speaker is not named), `in_statement`, `n_mentions`,
        `of_mentions` (of the document), `share` with its exact interval `low`, `high`, and `slogans` with their counts.
        The interval takes mentions for independent, which those of one speech are not: it is too narrow.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "slogan": ["质量强市"] * 2, "role": ["body", "title"],
    ...                          "speech_id": [0, pd.NA]})
    >>> speech = pd.DataFrame({"doc_id": ["a"], "speech_id": [0], "speaker": ["王某"], "position": ["市长"]})
    >>> said_by(mentions, speech)[["speaker", "n_mentions", "of_mentions", "slogans"]].values.tolist()
    [['王某', 1, 2, '质量强市 1'], [<NA>, 1, 2, '质量强市 1']]
    """
    own = counted(mentions)[["doc_id", "slogan", "speech_id"]].astype({"speech_id": "Int64"})
    who = speech[["doc_id", "speech_id", "speaker", "position"]].astype({"speech_id": "Int64"})
    own = own.merge(who, on=["doc_id", "speech_id"], how="left", validate="many_to_one")
    own["in_statement"] = own["speech_id"].notna()
    totals = own.groupby("doc_id", sort=False).size()
    keys = ["doc_id", "speaker", "position", "in_statement"]
    rows = []
    for key, group in own.groupby(keys, sort=False, dropna=False):
        n, of = len(group), int(totals[key[0]])
        listed = " ".join(f"{slogan} {k}" for slogan, k in group["slogan"].value_counts().items())
        rows.append((*key, n, of, n / of, *share_interval(n, of), listed))
    columns = [*keys, "n_mentions", "of_mentions", "share", "low", "high", "slogans"]
    frame = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(["doc_id", "speaker", "position"], "string"))
    order = frame["doc_id"].map({doc_id: i for i, doc_id in enumerate(totals.index)})
    frame = frame.assign(order=order).sort_values(["order", "n_mentions"], ascending=[True, False], kind="stable")
    return frame.drop(columns="order").reset_index(drop=True)


def replacement(mentions: pd.DataFrame, documents: pd.DataFrame, old: str = "兴", new: str = "强") -> pd.DataFrame:
    """Where one verb gives way to another: the verbs of every document that uses either, in the order of years.

    Parameters
    ----------
    mentions, documents : these tables.
    old, new : the two verbs.

    Returns
    -------
    DataFrame
        One row per document with either verb: `doc_id`, `place`, `year_from`, `year_to`, `n_old`, `n_new`,
        `share_new` with its exact interval `low`, `high` over the mentions of the document, and `n_same_place` (how
        many documents of the same known place there are): only where it is two or more can one place be said to have
        changed.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "verb": ["兴", "强"], "role": ["body", "body"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "province": ["河南省"], "city": ["商丘市"], "district": [pd.NA],
    ...                           "year_from": [2009], "year_to": [2009]})
    >>> replacement(mentions, documents)[["place", "n_old", "n_new", "share_new", "n_same_place"]].values.tolist()
    [['河南省 商丘市', 1, 1, 0.5, 1]]
    """
    own = counted(mentions)
    counts = pd.DataFrame({"n_old": own[own["verb"] == old].groupby("doc_id").size(),
                           "n_new": own[own["verb"] == new].groupby("doc_id").size()}).fillna(0).astype(int)
    placed = with_place(documents).set_index("doc_id")
    frame = placed[["place", "year_from", "year_to"]].join(counts, how="inner").rename_axis("doc_id").reset_index()
    total = frame["n_old"] + frame["n_new"]
    intervals = [share_interval(n, of) for n, of in zip(frame["n_new"], total)]
    frame["share_new"] = frame["n_new"] / total
    frame["low"], frame["high"] = ([pair[i] for pair in intervals] for i in (0, 1))
    frame["n_same_place"] = frame["place"].map(frame["place"].value_counts()).astype("Int64")
    return frame.sort_values(["year_from", "year_to", "doc_id"], kind="stable", ignore_index=True)


def rivals(mentions: pd.DataFrame, n_documents: int) -> pd.DataFrame:
    """Which families stand together in one document.

    Parameters
    ----------
    mentions : that table.
    n_documents : how many documents there are, those without any slogan too.

    Returns
    -------
    DataFrame
        One row per pair of families that share a document: `family`, `rival`, `n_family`, `n_rival`, `n_both`
        (documents), `expected` (of both if they were independent), `share_of_family` with its exact interval `low`,
        `high`.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a", "a", "b"], "family": ["质量", "工业", "质量"], "role": ["body"] * 3})
    >>> rivals(mentions, 2)[["family", "rival", "n_both", "expected"]].values.tolist()
    [['质量', '工业', 1, 1.0]]
    """
    having = {family: set(rows) for family, rows in counted(mentions).groupby("family")["doc_id"]}
    order = sorted(having, key=lambda name: (-len(having[name]), name))
    rows = []
    for family, rival in combinations(order, 2):
        both = len(having[family] & having[rival])
        if both:
            low, high = share_interval(both, len(having[family]))
            rows.append((family, rival, len(having[family]), len(having[rival]), both,
                         len(having[family]) * len(having[rival]) / n_documents, both / len(having[family]), low, high))
    columns = ["family", "rival", "n_family", "n_rival", "n_both", "expected", "share_of_family", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def handed_down(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """What documents of a lower level say of a higher one's slogan, and how long after its first use there.

    Parameters
    ----------
    mentions, documents : these tables.

    Returns
    -------
    DataFrame
        One row per document and slogan whose scope is above the document's own level: `doc_id`, `place`, `place_level`,
        `slogan`, `scope`, `n_mentions`, `year`, `n_higher` (documents of that higher level in the same province with
        the slogan and one year, no later than the document's), `first_higher` (the earliest of these years) and
        `years_after`; both `<NA>` where no higher document in the collection lets one say so.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "slogan": ["质量强省"], "scope": ["province"], "role": ["body"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "province": ["某省"], "city": ["某市"], "district": [pd.NA],
    ...                           "place_level": ["city"], "year": [2010]})
    >>> handed_down(mentions, documents)[["slogan", "n_higher", "years_after"]].values.tolist()
    [['质量强省', 0, <NA>]]
    """
    level = {scope: i for i, scope in enumerate(SCOPES[:-1])}
    known = with_place(documents)[["doc_id", "place", "place_level", "province", "year"]]
    own = counted(mentions).merge(known, on="doc_id", validate="many_to_one")
    rows = []
    for (doc_id, slogan, scope), group in own.groupby(["doc_id", "slogan", "scope"], sort=False):
        first = group.iloc[0]
        here = level.get(first["place_level"]) if pd.notna(first["place_level"]) else None
        if here is None or level.get(scope, -1) <= here:
            continue
        above = own[(own["slogan"] == slogan) & (own["place_level"] == scope)].dropna(subset="year")
        near = (above["province"] == first["province"]) | (scope == "nation")
        higher = above[near.fillna(False) & (above["year"] <= first["year"])] if pd.notna(first["year"]) else above[:0]
        earliest = higher["year"].min() if len(higher) else pd.NA
        rows.append((doc_id, first["place"], first["place_level"], slogan, scope, len(group), first["year"],
                     higher["doc_id"].nunique(), earliest,
                     first["year"] - earliest if pd.notna(earliest) else pd.NA))
    columns = ["doc_id", "place", "place_level", "slogan", "scope", "n_mentions", "year", "n_higher", "first_higher",
               "years_after"]
    frame = pd.DataFrame(rows, columns=columns)
    whole = ["year", "first_higher", "years_after"]
    frame[whole] = frame[whole].astype("Int64")
    return frame.astype({"place": "string"})


def heat(mentions: pd.DataFrame, documents: pd.DataFrame, slogan: str) -> pd.DataFrame:
    """The share of each year's documents that use a slogan.

    Parameters
    ----------
    mentions, documents : these tables. Documents without one year are left out and counted in no year.
    slogan : the slogan in full.

    Returns
    -------
    DataFrame
        One row per year with a document: `year`, `n_using`, `n_documents`, `share` with its exact interval `low`,
        `high` (Clopper and Pearson 1934).

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a"], "slogan": ["质量强市"], "role": ["body"]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "year": [2016, 2016]})
    >>> heat(mentions, documents, "质量强市")[["year", "n_using", "n_documents", "share"]].values.tolist()
    [[2016.0, 1.0, 2.0, 0.5]]
    """
    own = counted(mentions)
    using = documents["doc_id"].isin(own.loc[own["slogan"] == slogan, "doc_id"])
    dated = documents.assign(using=using).dropna(subset="year")
    years = dated.groupby("year")["using"].agg(n_using="sum", n_documents="size").reset_index()
    intervals = [share_interval(k, n) for k, n in zip(years["n_using"], years["n_documents"])]
    return years.assign(share=years["n_using"] / years["n_documents"],
                        low=[pair[0] for pair in intervals], high=[pair[1] for pair in intervals])


# The one cut-off of the China Media Project's scale that could be confirmed: articles of one year's People's Daily.
BOILING = 2000
PAPER = "人民日报"


def heat_scale(documents: pd.DataFrame, n_using: int, denominator: str | None = None) -> dict:
    """Say whether the China Media Project's heat scale (沸 烫 热 暖 温 冷) applies, and if so what it says.

    The scale is defined on the articles of the *People's Daily* in a year (China Media Project, Tracking China's
    Discourse). Of its cut-offs only that of 沸 (2,000 or more articles a year) could be confirmed; the others are not
    made up here.

    Parameters
    ----------
    documents : the documents, all of one year.
    n_using : how many of them use the formulation.
    denominator : what the documents are, in the user's own words; the scale applies only to `"人民日报"`, stated.

    Returns
    -------
    dict
        `applies`, `heat` (沸 or None) and `reason`.

    Examples
    --------
    >>> heat_scale(pd.DataFrame({"outlet": ["商丘日报"]}), 1)["applies"]
    False
    """
    if denominator != PAPER:
        return {"applies": False, "heat": None, "reason":
                "The scale counts articles of the People's Daily in a year. These documents are not stated to be that, "
                "so the share of documents stands with its interval and no degree of heat."}
    outside = int((documents["outlet"] != PAPER).sum())
    if outside:
        return {"applies": False, "heat": None, "reason":
                f"{outside} of {len(documents)} documents are not from {PAPER}, so its denominator is not theirs."}
    if n_using >= BOILING:
        return {"applies": True, "heat": "沸", "reason": f"{n_using:,} articles in the year, {BOILING:,} or more."}
    return {"applies": True, "heat": None, "reason":
            f"{n_using:,} articles in the year: below {BOILING:,}, so not 沸; the other cut-offs could not be "
            "confirmed."}
