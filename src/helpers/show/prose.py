"""Sentences with numbers from the data: printed as Markdown, right for none, one and many."""

from __future__ import annotations

import pandas as pd
from IPython.display import Markdown, display

from ..measure.wording import LEAST, listed, number, plural

__all__ = ["interval", "listed", "number", "open_ends", "percent", "plural", "rounded", "say", "show_in_full", "signed",
           "span", "unless_empty", "years"]


def say(text: str) -> None:
    """Show a text as Markdown, as a part of the notebook's prose; nothing where it is empty."""
    if text:
        display(Markdown(text))


def percent(part: float, whole: float) -> str:
    """A share in per cent; "–" of nothing.

    Examples
    --------
    >>> percent(1, 3), percent(0, 0)
    ('33.3%', '–')
    """
    return f"{number(100 * part / whole, 1)}%" if whole else "–"


def interval(low: float, high: float, decimals: int = 1) -> str:
    """An interval, of which the upper end may be missing, and the lower one too small to be printed.

    Examples
    --------
    >>> interval(6.19, 37.66), interval(0.34, pd.NA), interval(0.00123, 5), interval(1e-9, pd.NA)
    ('6.2 to 37.7', '0.3 or more, no upper limit can be set', '0.0012 to 5.0', 'above 0, no upper limit can be set')
    """
    least = "above 0" if 0 < low < LEAST else number(low, decimals)
    if pd.isna(high):
        return f"{least}{'' if least == 'above 0' else ' or more'}, no upper limit can be set"
    return f"{least} to {number(high, decimals)}"


def rounded(table: pd.DataFrame, decimals: int | dict[str, int] = 2) -> pd.DataFrame:
    """A table to be shown, its numbers rounded, those of a single column where `decimals` names them.

    Where that would make 0 of a number that is not 0, the cell holds it as `measure.wording.number` writes it.

    Examples
    --------
    >>> rounded(pd.DataFrame({"low": [12.346, 0.0019, 0.0], "p": [0.5, 0.123, 0.04]}), {"low": 2})["low"].tolist()
    [12.35, '0.0019', 0.0]
    """
    digits = decimals if isinstance(decimals, dict) else dict.fromkeys(table.select_dtypes("float"), decimals)
    shown = table.round(digits)
    for column, places in digits.items():
        lost = shown[column].eq(0).fillna(False) & table[column].ne(0).fillna(False)
        if lost.any():
            shown[column] = shown[column].astype(object)
            shown.loc[lost, column] = [number(x, places) for x in table.loc[lost, column]]
    return shown


def open_ends(table: pd.DataFrame, rate: str) -> str:
    """Say for how many rows of a table of rates no upper limit can be set; nothing where there is none.

    Examples
    --------
    >>> table = pd.DataFrame({"rate_low": [1.0, 0.0], "rate_high": [2.0, None], "n_units": [5, 5],
    ...                       "units": "documents"})
    >>> open_ends(table, "rate").partition(":")[0]
    'For 1 of 2 rates no upper limit can be set, from 5 documents'
    """
    missing = table[table[f"{rate}_low"].notna() & table[f"{rate}_high"].isna()]
    if missing.empty:
        return ""
    held = listed([f"{span(rows['n_units'].min(), rows['n_units'].max())} {units}"
                   for units, rows in missing.groupby("units")], joined="or")
    return (f"For {len(missing)} of {plural(len(table), 'rate')} no upper limit can be set, from {held}: the upper end "
            "is `<NA>` in the table, a dotted line where it is drawn.")


def signed(n: int) -> str:
    """A change with its sign; 0 has none.

    Examples
    --------
    >>> signed(1200), signed(-3), signed(0)
    ('+1,200', '−3', '0')
    """
    return f"{n:+,}".replace("-", "−") if n else "0"


def span(low: float, high: float, form: str = ",") -> str:
    """The range between two numbers, or the number where they are one.

    Examples
    --------
    >>> span(881, 2148), span(12.34, 12.34, ".1f")
    ('881 to 2,148', '12.3')
    """
    first, last = format(low, form), format(high, form)
    return first if first == last else f"{first} to {last}"


def unless_empty(table: pd.DataFrame) -> pd.DataFrame | None:
    """The table, or None where it has no row, so that a cell that ends in it shows no heads above nothing.

    Examples
    --------
    >>> print(unless_empty(pd.DataFrame({"city": []})))
    None
    """
    return table if len(table) else None


def years(first, last) -> str:
    """The years within which something lies, of which either may be unknown.

    Examples
    --------
    >>> years(2009, 2009), years(2009, 2011), years(2009, pd.NA), years(pd.NA, 2011), years(pd.NA, pd.NA)
    ('2009', '2009–2011', 'from 2009', 'until 2011', 'no year')
    """
    if pd.isna(first):
        return "no year" if pd.isna(last) else f"until {last}"
    if pd.isna(last):
        return f"from {first}"
    return str(first) if first == last else f"{first}–{last}"


def show_in_full(table: pd.DataFrame) -> None:
    """Show a table whose texts are needed to the end, such as sources and reasons; nothing where it has no row."""
    if len(table):
        with pd.option_context("display.max_colwidth", None):
            display(table)
