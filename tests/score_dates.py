"""Score the dating step on labelled pages: one row per page, and the shares over a set.

Roles come from the labels, so that the score is the dating's own. An event is scored where the label gives
one; where it gives none, an event is only wrong if its interval leaves out the true year.
"""

from pathlib import Path

import pandas as pd
from pages import Page, load_pages

from helpers.tidy.dates.calendar import read_calendar
from helpers.tidy.dating import date_evidence, settle_dates

CALENDAR = Path(__file__).parents[1] / "data" / "calendar.csv"


def gold_passages(page: Page) -> pd.DataFrame:
    """Return the labelled roles of a page as passages: role, text, start, end."""
    rows = [(role or "navigation", page.text[start:end], start, end) for start, end, role in page.roles]
    return pd.DataFrame(rows, columns=["role", "text", "start", "end"])


def settle_page(page: Page, calendar: pd.DataFrame) -> dict:
    """Date one labelled page."""
    return settle_dates(date_evidence(page.text, gold_passages(page), calendar))


def _same(value, label) -> bool:
    """Compare a settled value with a label, in which an empty string or 0 is unknown."""
    return (label in ("", 0)) if pd.isna(value) else value == label


def score_page_dates(page: Page, calendar: pd.DataFrame) -> dict:
    """Score one page: flags, with missing where the page says nothing to score, and the width of an inferred
    interval."""
    settled, front = settle_page(page, calendar), page.front
    true_year = front["true_year"]
    labelled_event = bool(front["event_from"] or front["event_to"])
    event = _same(settled["event_from"], front["event_from"]) and _same(
        settled["event_to"], front["event_to"]
    )
    published = all(_same(settled[name], front[name]) for name in ("published_from", "published_to"))
    one_year = front["year_from"] == front["year_to"] != 0
    low, high = settled["year_from"], settled["year_to"]
    contains = (pd.isna(low) or low <= true_year) and (pd.isna(high) or true_year <= high)
    days = [str(settled[name])[:4] for name in ("event_from", "event_to") if not pd.isna(settled[name])]
    inferred = settled["year_basis"] == "inferred"
    return {
        "page": page.name,
        "event": event if labelled_event else pd.NA,
        "event_invented": (
            pd.NA if labelled_event or not days else not min(days) <= str(true_year) <= max(days)
        ),
        "published": published,
        "year": _same(settled["year"], front["year_from"] if one_year else 0),
        "contains": contains,
        "basis": settled["year_basis"] == front["year_basis"],
        "width": high - low if inferred and not pd.isna(low) and not pd.isna(high) else pd.NA,
    }


def score_dates(which: str) -> pd.DataFrame:
    """Score a set: one row per page, columns as in `score_page_dates`; an absent set is an empty frame."""
    calendar = read_calendar(CALENDAR)
    return pd.DataFrame([score_page_dates(page, calendar) for page in load_pages(which)])


def shares(scores: pd.DataFrame) -> pd.Series:
    """Return the share of pages on which each flag holds, with its base, and the median width of inferred
    intervals."""
    flags = ["event", "event_invented", "published", "year", "contains", "basis"]
    result = {name: scores[name].dropna().astype(float).mean() for name in flags}
    result |= {f"n_{name}": int(scores[name].notna().sum()) for name in flags}
    return pd.Series(result | {"median_width": scores["width"].dropna().astype(float).median()})
