"""What a collection holds, what it lacks, and which comparisons it allows."""

from __future__ import annotations

from math import comb

import pandas as pd

from ..tables import ROLES

PLACE = ("province", "city", "district")
GROUPS = ("genre", "outlet", "place", "year")


def characters_by_role(passages: pd.DataFrame) -> pd.DataFrame:
    """Count the characters of every role in every document, without white space.

    Parameters
    ----------
    passages : the passages table.

    Returns
    -------
    DataFrame
        One row per document: indexed by `doc_id`, in the order of `passages`, one column per role that
        occurs, in the order of `tables.ROLES`. The unit is characters of clean text.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["a", "a"], "role": ["body", "title"], "text": ["质 量\\n", "强市"]})
    >>> characters_by_role(passages).loc["a"].to_dict()
    {'title': 2, 'body': 2}
    """
    chars = passages["text"].str.replace(r"\s", "", regex=True).str.len()
    table = passages.assign(chars=chars).pivot_table(
        index="doc_id", columns="role", values="chars", aggfunc="sum", sort=False
    )
    table = table.reindex(columns=[role for role in ROLES if role in table.columns])
    return table.fillna(0).astype("int64").rename_axis(columns=None)


def gaps(documents: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """List what is not known about the documents, with what is known instead.

    Parameters
    ----------
    documents, passages : these tables.

    Returns
    -------
    DataFrame
        One row per document and thing that it lacks: `doc_id`, `lacks` (title, outlet, genre, year,
        publication day, place, whole text), `instead` (what the document does tell).

    Examples
    --------
    >>> from helpers.tables import empty
    >>> documents = empty("documents")
    >>> known = {"doc_id": "a", "title": "大会", "genre": "report", "outlet": "某报", "province": "甲省",
    ...          "published_from": "2018-03-05", "published_to": "2018-03-05"}
    >>> documents.loc[0, list(known)] = list(known.values())
    >>> documents.loc[0, ["year_from", "body_chars"]] = [2018, 400]
    >>> gaps(documents, empty("passages")).values.tolist()
    [['a', 'year', '2018 or later']]
    """
    cut = set(passages.loc[passages["role"] == "truncation", "doc_id"])
    rows = []
    for d in documents.itertuples():
        lacks = {name: "nothing" for name in ("title", "outlet", "genre") if pd.isna(getattr(d, name))}
        if pd.isna(d.year):
            lacks["year"] = _between(d.year_from, d.year_to)
        if pd.isna(d.published_from) or d.published_from != d.published_to:
            lacks["publication day"] = _between(d.published_from, d.published_to)
        names = [name for name in (d.province, d.city, d.district) if pd.notna(name)]
        masked = bool(pd.notna(d.place_masked) and d.place_masked)
        if masked or (not names and (pd.isna(d.place_level) or d.place_level != "nation")):
            known = ["masked on the page"] if masked else []
            known += ["".join(names)] if names else []
            if pd.notna(d.place_level) and d.place_level != "none":
                known.append(f"the level: {d.place_level}")
            lacks["place"] = "; ".join(known) or "nothing"
        if d.doc_id in cut or (pd.notna(d.completeness) and d.completeness < 1):
            lacks["whole text"] = _lengths(d)
        rows += [(d.doc_id, what, instead) for what, instead in lacks.items()]
    return pd.DataFrame(rows, columns=["doc_id", "lacks", "instead"], dtype="string")


def _between(first, last) -> str:
    if pd.notna(first) and pd.notna(last):
        return f"between {first} and {last}"
    if pd.notna(first):
        return f"{first} or later"
    return f"{last} or earlier" if pd.notna(last) else "nothing"


def _lengths(d) -> str:
    named = (("declared in all", d.declared_total), ("declared as shown", d.declared_shown),
             ("declared as left out", d.declared_omitted))
    parts = [f"{n:,} {what}" for what, n in named if pd.notna(n)] or ["no length declared"]
    return "; ".join([*parts, f"{d.body_chars:,} body characters on the page"])


def group_sizes(documents: pd.DataFrame) -> pd.DataFrame:
    """Say into how many groups the documents fall, and how large these are.

    Parameters
    ----------
    documents : the documents table. A place is province, city and district together.

    Returns
    -------
    DataFrame
        One row per way of grouping (`genre`, `outlet`, `place`, `year`): `n_known` documents of which it is
        known, `n_groups`, `n_groups_of_two_or_more` documents, `largest` (documents in the largest group).

    Examples
    --------
    >>> documents = pd.DataFrame({
    ...     "genre": ["report", "report", "speech"], "outlet": [pd.NA, "甲报", "乙报"],
    ...     "year": [2009, 2010, 2010],
    ...     "province": ["甲省", "甲省", pd.NA], "city": [pd.NA] * 3, "district": [pd.NA] * 3})
    >>> group_sizes(documents).values.tolist()
    [[3, 2, 1, 2], [2, 2, 0, 1], [2, 1, 1, 2], [3, 2, 1, 2]]
    """
    rows = []
    for group, key in _keys(documents).items():
        sizes = key.dropna().value_counts().tolist()
        rows.append((group, sum(sizes), len(sizes), sum(size > 1 for size in sizes), max(sizes, default=0)))
    columns = ["group", "n_known", "n_groups", "n_groups_of_two_or_more", "largest"]
    return pd.DataFrame(rows, columns=columns).set_index("group")


def place_and_year_apart(documents: pd.DataFrame) -> bool:
    """Whether some place has documents of two years and some year documents of two places.

    Without both, a difference between places cannot be told from one between years.

    Examples
    --------
    >>> from helpers.tables import empty
    >>> documents = empty("documents").reindex([0, 1])
    >>> place_and_year_apart(documents.assign(province=["甲省", "乙省"], year=[2009, 2010]))
    False
    """
    keys = pd.DataFrame(_keys(documents))[["place", "year"]].dropna()
    years_of_place = keys.groupby("place")["year"].nunique()
    places_of_year = keys.groupby("year")["place"].nunique()
    return bool((years_of_place > 1).any() and (places_of_year > 1).any())


def _keys(documents: pd.DataFrame) -> dict[str, pd.Series]:
    names = documents[list(PLACE)].astype("string").fillna("")
    place = (names["province"] + names["city"] + names["district"]).replace("", pd.NA)
    return {group: place if group == "place" else documents[group] for group in GROUPS}


def smallest_p(n_documents: int) -> float:
    """The smallest p-value that any comparison of two groups of documents can reach by permutation.

    Of the ways to split the documents into two groups as even as can be, one is the most extreme: one over
    their number (Fisher 1935, The Design of Experiments, chapter III).

    Examples
    --------
    >>> smallest_p(5)
    0.1
    """
    return 1 / comb(n_documents, n_documents // 2)
