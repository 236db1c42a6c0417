"""Settle a document's place from its evidence, what people decided above what the page says."""

from __future__ import annotations

import pandas as pd

from helpers.tidy.gazetteer import Division, Gazetteer, gazetteer_of, stem
from helpers.tidy.place.zones import is_zone, zone_of

FIELDS = ("province", "city", "district")
ABOVE = ("sidecar", "correction")
LEVELS = ("nation", "province", "city", "county", "district", "none")


def settle_place(evidence: pd.DataFrame, divisions: pd.DataFrame, year: int | None = None) -> dict:
    """Settle a document's place from its evidence.

    Rows of kind `correction` stand above those of kind `sidecar`, and both above what was read from the
    page: a place that one of them gives replaces the page's, its parents are filled in, and what
    contradicts it is dropped.

    Parameters
    ----------
    evidence
        Rows of `place_evidence`, and the caller's own rows of kind `sidecar` or `correction` (short names
        will do).
    divisions
        The table of divisions, see `load_divisions`.
    year
        The document's year if it is known.

    Returns
    -------
    dict
        `province`, `city`, `district` (full names, <NA> where unknown or masked), `place_level`, `adcode`
        (code of the most specific place that is known, valid in `year`), `place_masked` (bool). In a
        municipality `city` is <NA>.

    Raises
    ------
    ValueError
        If a sidecar or correction gives a place that is not in the table, or a level that is none.

    Examples
    --------
    >>> from helpers.tidy.gazetteer import load_divisions
    >>> rows = pd.DataFrame([("city", "包头", "sidecar", True)], columns=["field", "value", "kind", "accepted"])
    >>> settled = settle_place(rows, load_divisions(), 2016)
    >>> [settled[key] for key in ("province", "city", "place_level", "adcode")]
    ['内蒙古自治区', '包头市', 'city', '150200']
    """
    return settle_place_claims(evidence.to_dict("records"), divisions, year)


def settle_place_claims(claims: list[dict], divisions: pd.DataFrame, year: int | None = None) -> dict:
    """What `settle_place` gives, from claims that are no frame yet."""
    gazetteer = gazetteer_of(divisions)
    read: dict[str, str] = {}
    by_people: dict[str, dict[str, str]] = {kind: {} for kind in ABOVE}
    for claim in claims:
        if claim["accepted"] and pd.notna(claim["value"]):
            by_people.get(claim["kind"], read).setdefault(claim["field"], claim["value"])
    given: dict[str, str] = {}
    for kind in ABOVE:
        given |= by_people[kind]
    chain = _consistent({name: str(read[name]) for name in FIELDS if name in read}, gazetteer, year)
    level = str(read.get("place_level", "none"))
    masked = str(read.get("place_masked", "false")).lower() == "true"
    wanted = {name: str(given[name]) for name in FIELDS if name in given}
    if wanted:
        # A name that was not in use in that year is the year's mistake rather than the person's.
        fixed = _given_chain(wanted, gazetteer, year) or _given_chain(wanted, gazetteer, None)
        if not fixed:
            given_as = ", ".join(f"{name} {value!r}" for name, value in wanted.items())
            raise ValueError(
                f"{given_as}: the table of divisions has no such place, or several; check the spelling, write"
                " the full name and its province and city, or leave the cell empty"
            )
        deepest = fixed[max(fixed, key=FIELDS.index)]
        kept = [d for d in chain.values() if gazetteer.inside(d, deepest)]
        if not (kept and masked):
            chain = fixed | {d.field: d for d in kept}
            level, masked = chain[max(chain, key=FIELDS.index)].place_level, False
    if "place_level" in given:
        level = str(given["place_level"])
    if level not in LEVELS:
        raise ValueError(
            f"place_level {level!r} is not one of {', '.join(LEVELS)}: correct the row that gives it"
        )
    if "place_masked" in given:
        masked = str(given["place_masked"]).lower() == "true"
    settled = {name: chain[name].name if name in chain else pd.NA for name in FIELDS}
    coded = [chain[name].adcode for name in FIELDS if name in chain and chain[name].adcode in gazetteer.by_code]
    code = coded[-1] if coded else pd.NA
    return settled | {"place_level": level, "adcode": code, "place_masked": masked}


def _given_chain(wanted: dict, gazetteer: Gazetteer, year: int | None) -> dict[str, Division]:
    """Find the places that a person gave, with their parents; empty where one of them is not found.

    A municipality is a province in the table, and a city to people.
    """
    if "city" in wanted:
        as_city, as_province = (
            [d.adcode for d in gazetteer.named(wanted.get(name, wanted["city"]), year) if d.field == "province"]
            for name in ("city", "province")
        )
        if as_city and as_city == as_province:
            wanted = {"province": wanted["city"]} | {name: wanted[name] for name in wanted if name == "district"}
    chain = _consistent(wanted, gazetteer, year)
    known = all(name in chain and value in (chain[name].name, stem(chain[name].name)) for name, value in wanted.items())
    return chain if known else {}


def _consistent(names: dict, gazetteer: Gazetteer, year: int | None) -> dict[str, Division]:
    """Find the divisions of names given by column, each inside the wider ones, and fill in parents."""
    chain: dict[str, Division] = {}
    for column in FIELDS:
        if column not in names:
            continue
        found = [d for d in gazetteer.named(names[column], year) if d.field == column]
        if not found and column == "district" and chain and is_zone(names[column]):
            chain[column] = zone_of(names[column], chain[max(chain, key=FIELDS.index)])
            continue
        found = [
            d
            for d in found
            if all(gazetteer.inside(d, wider) for name, wider in chain.items() if name != column)
        ]
        if len({d.adcode for d in found}) == 1:
            chain |= gazetteer.chain(found[-1], year)
    return chain
