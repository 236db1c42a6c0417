"""Devices that are known by their words: obligation, metaphor, set phrases, references to the centre."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from ...tables import DATA
from .reading import Reading, Span

TABLE = DATA / "devices.csv"


@lru_cache(maxsize=1)
def patterns() -> dict[str, tuple[tuple[str, re.Pattern], ...]]:
    """For each device the kinds and patterns of `data/devices.csv`.

    Raises
    ------
    ValueError
        If a pattern is no regular expression; the message names the row.
    """
    found: dict[str, list[tuple[str, re.Pattern]]] = {}
    for number, row in enumerate(pd.read_csv(TABLE, dtype=str).itertuples(), start=2):
        try:
            found.setdefault(row.device, []).append((row.kind, re.compile(row.pattern)))
        except re.error as error:
            raise ValueError(f"{TABLE.name}, line {number}: {row.pattern!r} is no pattern: {error}") from None
    return {device: tuple(rows) for device, rows in found.items()}


def by_words(reading: Reading, device: str) -> list[Span]:
    """The places of one device, leftmost and longest.

    Examples
    --------
    >>> passages = pd.DataFrame({"role": ["body"], "text": ["必须要抓落实，不要求快。"], "start": [0], "end": [12]})
    >>> by_words(Reading(passages), "obligation")
    [Span(start=0, end=3, kind='strong', n_items=1, announced=None)]
    """
    found = [Span(match.start(), match.end(), kind)
             for kind, pattern in patterns()[device] for match in pattern.finditer(reading.text)
             if "\n" not in match[0]]
    spans: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return spans
