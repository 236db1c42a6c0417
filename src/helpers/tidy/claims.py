"""The frame in which a page's claims about a document are handed on."""

import pandas as pd

COLUMNS = ("field", "value", "kind", "text", "start", "end", "accepted", "reason")


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
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame = frame.drop_duplicates(["field", "value", "kind", "accepted", "reason"]).reset_index(drop=True)
    kinds = dict.fromkeys(("field", "value", "kind", "text", "reason"), "string")
    return frame.astype(kinds | {"start": "Int64", "end": "Int64", "accepted": bool})
