"""Tell where the documents are about, and whether their places and years can be told apart."""

from itertools import combinations

import pandas as pd


def with_place(documents: pd.DataFrame) -> pd.DataFrame:
    """Add to each document the most specific place that is known of its subject.

    Returns
    -------
    DataFrame
        One row per document, the columns of `documents` and `place`: district, city and province joined from
        the largest down, <NA> where none is known or the page hides it. A nation has no place to be compared.

    Examples
    --------
    >>> documents = pd.DataFrame({"province": ["河南省", pd.NA], "city": ["商丘市", pd.NA],
    ...                           "district": [pd.NA, pd.NA]})
    >>> with_place(documents)["place"].tolist()
    ['河南省 商丘市', <NA>]
    """
    parts = documents[["province", "city", "district"]].itertuples(index=False)
    places = [" ".join(part for part in row if pd.notna(part)) or pd.NA for row in parts]
    return documents.assign(place=pd.array(places, dtype="string"))


def province_counts(documents: pd.DataFrame) -> pd.DataFrame:
    """Count the documents of each province.

    Returns
    -------
    DataFrame
        One row per province with a document, by name: `province`, `n_documents`.

    Examples
    --------
    >>> province_counts(pd.DataFrame({"province": ["河南省", pd.NA, "河南省"]})).values.tolist()
    [['河南省', 2]]
    """
    return documents.dropna(subset="province").groupby("province").size().rename("n_documents").reset_index()


def confounding(documents: pd.DataFrame) -> pd.DataFrame:
    """Count what comparisons of places and years the documents allow.

    Two places can be compared without a difference in years only by documents of one year, two years without
    a difference in places only by documents of one place.

    Returns
    -------
    DataFrame
        One row: `n_documents`, `n_usable` (with a known place and one year), `n_places`, `n_years` (of
        these), `n_most_per_place` (documents of the place that has the most), `n_same_year` (pairs of places
        with a year in common) and `n_same_place` (pairs of years with a place in common).

    Examples
    --------
    >>> documents = pd.DataFrame({"province": ["河南省", "江苏省"], "city": [pd.NA, pd.NA],
    ...                           "district": [pd.NA, pd.NA], "year": [2009, 2009]})
    >>> confounding(documents)[["n_places", "n_years", "n_same_year", "n_same_place"]].values.tolist()
    [[2, 1, 1, 0]]
    """
    usable = with_place(documents).dropna(subset=["place", "year"])
    years = {place: set(rows) for place, rows in usable.groupby("place")["year"]}
    places = {year: set(rows) for year, rows in usable.groupby("year")["place"]}
    return pd.DataFrame([{
        "n_documents": len(documents), "n_usable": len(usable),
        "n_places": len(years), "n_years": len(places),
        "n_most_per_place": int(usable["place"].value_counts().max()) if len(usable) else 0,
        "n_same_year": sum(bool(years[a] & years[b]) for a, b in combinations(years, 2)),
        "n_same_place": sum(bool(places[a] & places[b]) for a, b in combinations(places, 2)),
    }])
