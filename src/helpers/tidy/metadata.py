"""Settle what is known about a document from all its evidence."""

from __future__ import annotations

import re

import pandas as pd

from .claims import claims_frame
from .dating import date_evidence, settle_dates
from .genre import genre_evidence
from .outlets import outlet_evidence
from .places import place_evidence, settle_place

# What a person may decide about a document, in data/corrections.csv or a folder's metadata.csv.
DATES = ("event", "event_from", "event_to", "published", "published_from", "published_to", "year", "year_from",
         "year_to")
PLACES = ("province", "city", "district", "place_level", "place_masked")
OTHERS = ("outlet", "genre", "title")
DECIDED = DATES + PLACES + OTHERS

_N = r"(?P<n>\d[\d,，]*)\s*(?:个)?(?:汉)?字"
# In order: a number is read once, by the first pattern that fits.
_DECLARED = (
    ("declared_shown", re.compile(rf"(?:显示|预览|展示|可读|阅读|试读)(?:了)?(?:前|其中)?(?:的)?{_N}")),
    ("declared_omitted", re.compile(rf"(?:省略|略去|隐藏|剩余|余下|还有|未显示)(?:了|部分|内容)?(?:约|共)?{_N}")),
    ("declared_total", re.compile(rf"(?:全文|原文|本文|文章|总计|共计|总共|全长|字数|共)[^\d。\n]{{0,6}}?{_N}")),
)


def title_evidence(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """One row per title line of the page; the first is accepted.

    Examples
    --------
    >>> page = "质量强市大会召开\\n"
    >>> passages = pd.DataFrame({"role": ["title"], "start": [0], "end": [9], "text": [page]})
    >>> title_evidence(page, passages)[["value", "accepted"]].values.tolist()
    [['质量强市大会召开', True]]
    """
    rows = []
    for p in passages[passages["role"] == "title"].itertuples():
        text = p.text.strip()
        start = p.start + p.text.index(text)
        first = not rows
        reason = "the page's title" if first else "a further title line"
        rows.append(("title", re.sub(r"\s*\n\s*", "", text), "headline", text, start, start + len(text), first, reason))
    return claims_frame(rows)


def declared_evidence(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """One row per length that the page declares of itself: `declared_total`, `declared_shown`, `declared_omitted`.

    Examples
    --------
    >>> page = "……(未完，全文共5795字，当前仅显示2035字)"
    >>> passages = pd.DataFrame({"role": ["truncation"], "start": [0], "end": [len(page)], "text": [page]})
    >>> declared_evidence(page, passages)[["field", "value"]].values.tolist()
    [['declared_shown', '2035'], ['declared_total', '5795']]
    """
    rows, seen = [], set()
    for p in passages[passages["role"] == "truncation"].itertuples():
        taken: set[int] = set()
        for field, pattern in _DECLARED:
            for match in pattern.finditer(p.text):
                if match.start("n") in taken:
                    continue
                taken.add(match.start("n"))
                value = re.sub("[,，]", "", match["n"])
                span = (p.start + match.start(), p.start + match.end())
                first = field not in seen
                reason = "the page's own words" if first else "the page declares this length more than once"
                seen.add(field)
                rows.append((field, value, "truncation", match[0], *span, first, reason))
    return claims_frame(rows)


def decided_evidence(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """One row per value that a person gave: `field value reason` (and `source`) become claims of the given kind."""
    claims = [
        (r["field"], r["value"], kind, pd.NA, pd.NA, pd.NA, True,
         r["reason"] + (f" (source: {r['source']})" if r.get("source") and pd.notna(r["source"]) else ""))
        for r in rows.to_dict("records")
    ]
    return claims_frame(claims)


def settle(
    clean: str, passages: pd.DataFrame, calendar: pd.DataFrame, divisions: pd.DataFrame, decided: pd.DataFrame
) -> tuple[dict, pd.DataFrame]:
    """Settle the fields of `documents` that a text, and what people decided about it, can give.

    Parameters
    ----------
    decided : rows of `decided_evidence`; they stand above all that is read from the page.

    Returns
    -------
    A dictionary of `documents` columns, and the evidence: one row per claim, accepted or not. A claim that the page
    makes against a decided value is kept, not accepted, with the reason.
    """
    read = [title_evidence(clean, passages), declared_evidence(clean, passages), outlet_evidence(clean, passages),
            genre_evidence(clean, passages), date_evidence(clean, passages, calendar)]
    dates = settle_dates(pd.concat([*read, decided], ignore_index=True))
    year = dates["year"] if pd.notna(dates["year"]) else None
    read.append(place_evidence(clean, passages, divisions, year))
    evidence = _overruled(pd.concat(read, ignore_index=True), decided)
    evidence = pd.concat([decided, evidence], ignore_index=True)
    fields = dates | settle_place(evidence, divisions, year)
    first = evidence[evidence["accepted"]].drop_duplicates("field").set_index("field")["value"]
    for field in OTHERS:
        fields[field] = first.get(field, pd.NA)
    for field in ("declared_total", "declared_shown", "declared_omitted"):
        fields[field] = int(first[field]) if field in first else pd.NA
    return fields, evidence


def _overruled(evidence: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """The page's claims, those against a decided value no longer accepted."""
    given = dict(zip(decided["field"].str.replace("_(?:from|to)$", "", regex=True), decided["kind"]))
    evidence = evidence.copy()
    against = evidence["accepted"] & evidence["field"].isin(list(given))
    evidence.loc[against, "reason"] += evidence.loc[against, "field"].map(lambda f: f"; overruled by the {given[f]}")
    evidence.loc[against, "accepted"] = False
    return evidence
