"""The frame in which a page's claims about a document are handed on."""

import pandas as pd

TYPES = {"field": "string", "value": "string", "kind": "string", "text": "string", "start": "Int64", "end": "Int64",
         "accepted": "bool", "reason": "string"}
COLUMNS = list(TYPES)


def claims_frame(rows: list) -> pd.DataFrame:
    """Return claims as a frame, one row per claim; the same claim of the same kind is kept once.

    Columns: `field`, `value`, `kind`, `text`, `start` and `end` (offsets in the clean text; <NA> for what
    follows from another row), `accepted`, `reason`.

    Examples
    --------
    >>> row = ("genre", "speech", "headline", "讲话", 8, 10, True, "the title ends as a speech's does")
    >>> claims_frame([row, row]).loc[:, ["field", "value", "start"]].values.tolist()
    [['genre', 'speech', 8]]
    """
    kept: dict = {}
    for row in map(_values, rows):
        kept.setdefault((*row[:3], *row[6:]), row)
    return typed_claims(list(kept.values()))


def claim_row(field_name, value, kind, mention_text, start, end, accepted, reason) -> dict:
    """Return one claim as a row.

    Examples
    --------
    >>> claim_row("city", "大同市", "headline", "大同", 0, 2, True, "headline acts on this place")["value"]
    '大同市'
    """
    values = (field_name, value, kind, mention_text, start, end, accepted, reason)
    return dict(zip(COLUMNS, values, strict=True))


def typed_claims(rows: list) -> pd.DataFrame:
    """Return claims as a frame, none left out.

    Typed column by column: a frame of objects that is typed afterwards takes three times as long.

    Examples
    --------
    >>> typed_claims([]).columns.tolist()
    ['field', 'value', 'kind', 'text', 'start', 'end', 'accepted', 'reason']
    """
    columns = zip(*map(_values, rows)) if rows else [()] * len(COLUMNS)
    return pd.DataFrame({
        name: pd.array(list(values), dtype=dtype) for (name, dtype), values in zip(TYPES.items(), columns)
    })


def _values(row: dict | tuple) -> tuple:
    """Return a claim's values in the order of `COLUMNS`."""
    return tuple(row[name] for name in COLUMNS) if isinstance(row, dict) else tuple(row)
