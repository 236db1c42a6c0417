"""Rhetorical devices of official prose, each with its span: enumeration, parallelism, four-character runs, numeric
formulas, obligation, metaphor, set phrases and references to the centre.
"""

from __future__ import annotations

import pandas as pd

from ...tables import DEVICES
from .enumeration import enumerations
from .formulas import numeric_formulas
from .four_characters import four_character_runs
from .lexicon import by_words
from .parallelism import parallelisms
from .reading import Reading, Span

COLUMNS = ("device", "kind", "text", "n_items", "announced", "start", "end")
_BY_SHAPE = {
    "enumeration": enumerations,
    "parallelism": parallelisms,
    "four_character_run": four_character_runs,
    "numeric_formula": numeric_formulas,
}

__all__ = ["DEVICES", "Reading", "Span", "find_devices"]


def find_devices(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """Find the rhetorical devices of a document's headline and body.

    What counts as each is defined in `tests/cases/devices/README.md`, and how well it is found is measured there.

    Parameters
    ----------
    clean : the clean text.
    passages : one row per passage of it: `role text start end`.

    Returns
    -------
    DataFrame
        One row per device, in the order of the text: `device`, `kind` (strength of an obligation, domain of a metaphor,
        marker of an enumeration, frame of a parallelism), `text`, `n_items`, `announced` (items that the text gives
        before an enumeration), `start`, `end` in characters of the clean text.

    Examples
    --------
    >>> text = "必须源头治理、上下联动。"
    >>> passages = pd.DataFrame({"role": ["body"], "text": [text], "start": [0], "end": [len(text)]})
    >>> find_devices(text, passages)[["device", "text"]].values.tolist()
    [['obligation', '必须'], ['four_character_run', '源头治理、上下联动']]
    """
    reading = Reading(passages)
    rows = []
    for device in DEVICES if reading.text else ():
        spans = _BY_SHAPE[device](reading) if device in _BY_SHAPE else by_words(reading, device)
        for span in spans:
            start, end = reading.clean_span(span.start, span.end)
            rows.append((device, span.kind, clean[start:end], span.n_items, span.announced, start, end))
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"n_items": "Int64", "announced": "Int64", "device": "string",
                                                        "kind": "string", "text": "string"})
    order = {device: i for i, device in enumerate(DEVICES)}
    return frame.assign(order=frame["device"].map(order)).sort_values(["start", "order"]).drop(columns="order") \
        .reset_index(drop=True)
