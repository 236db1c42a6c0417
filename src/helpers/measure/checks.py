"""Checks that a reader can make on the ledger without trusting the code that wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from ..tidy.repairs.damage import CUT_MARKS, decode_pair, encode
from ..tidy.repairs.ledger import replay, undo
from ..tidy.repairs.script import convert

LEAD_BYTES = range(0x81, 0xFF)
# The bytes of the mark at which the text was cut; it stands in front of what was misread, in either width.
_CUT = CUT_MARKS | {"!": CUT_MARKS["！"], "?": CUT_MARKS["？"]}
# An annotation that fell inside a character: its bracket was swallowed and reads `?`.
_SWALLOWED = re.compile(r"\?[a-zü\u00e0-\u01dc]+\)")


def replay_check(raw: Mapping[str, str], clean: Mapping[str, str], edits: pd.DataFrame) -> pd.DataFrame:
    """Replay and undo every document's edits and compare, character by character.

    Parameters
    ----------
    raw, clean : the texts as received and as repaired, by `doc_id`.
    edits : the edits of all of them.

    Returns
    -------
    DataFrame
        One row per document: `doc_id`, `n_edits`, `raw_chars`, `clean_chars`, `replayed_equals_clean`,
        `undone_equals_raw`.

    Examples
    --------
    >>> edits = pd.DataFrame({"doc_id": ["a"], "raw_start": [1], "before": ["(b)"], "after": [""]})
    >>> replay_check({"a": "a(b)c"}, {"a": "ac"}, edits).values.tolist()
    [['a', 1, 5, 2, True, True]]
    """
    edits_of = dict(list(edits.groupby("doc_id")))
    rows = []
    for doc_id, text in raw.items():
        own = edits_of.get(doc_id, edits.iloc[:0])
        rows.append((doc_id, len(own), len(text), len(clean[doc_id]), _same(replay, text, own, clean[doc_id]),
                     _same(undo, clean[doc_id], own, text)))
    columns = ["doc_id", "n_edits", "raw_chars", "clean_chars", "replayed_equals_clean", "undone_equals_raw"]
    types = {"doc_id": "string", "replayed_equals_clean": bool, "undone_equals_raw": bool}
    return pd.DataFrame(rows, columns=columns).astype(types)


def _same(rewrite, text: str, edits: pd.DataFrame, wanted: str) -> bool:
    try:
        return rewrite(text, edits) == wanted
    except ValueError:  # the edits do not even fit the text
        return False


def shift_bytes(edits: pd.DataFrame) -> pd.DataFrame:
    """Read the bytes under each byte-shift edit in step again, by arithmetic alone.

    The characters that look like nonsense are encoded back into GBK, one lead byte is put in front of them,
    and the pairs are read from there. Of all lead bytes, the one is kept whose reading, in Simplified, is
    what the edit says.

    Parameters
    ----------
    edits : rows of the edits table.

    Returns
    -------
    DataFrame
        One row per edit of the rule `byte_shift`, indexed as in `edits`: `received` (bytes of what the page
        shows, in hexadecimal), `lost` (the byte in front), `in_step` (both together, decoded; Traditional).
        `<NA>` where one byte in front does not do: what the site stripped cannot be read again.

    Examples
    --------
    >>> rules = ["byte_shift+script", "width"]
    >>> edits = pd.DataFrame({"rule": rules, "before": ["!懂a", ","], "after": ["。《产", "，"]})
    >>> shift_bytes(edits).values.tolist()
    [['A3 A1 B6 AE 61', 'A1', '。《產']]
    """
    shifted = edits[edits["rule"].str.split("+").map(lambda rules: "byte_shift" in rules).astype(bool)]
    rows = [_in_step(before, after) for before, after in zip(shifted["before"], shifted["after"])]
    return pd.DataFrame(rows, columns=["received", "lost", "in_step"], index=shifted.index).astype("string")


def _in_step(before: str, after: str) -> tuple:
    for received in _received(before):
        for lead in LEAD_BYTES:
            text = _decoded(bytes([lead]) + received)
            if text and convert(text) == after:
                return received.hex(" ").upper(), f"{lead:02X}", text
    return pd.NA, pd.NA, pd.NA


def _received(before: str) -> list[bytes]:
    """The bytes that a damaged stretch may stand for, from the mark of a cut or from behind a reading."""
    found = []
    if before[:1] in _CUT:
        found.append((_CUT[before[0]], before[1:]))
    if annotation := _SWALLOWED.match(before):
        found.append((b"", before[annotation.end():]))
    return [first + b"".join(map(encode, rest)) for first, rest in found if all(map(encode, rest))]


def _decoded(data: bytes) -> str | None:
    """The characters of whole pairs; None where the bytes are no whole pairs."""
    if len(data) % 2:
        return None
    pairs = [decode_pair(lead, trail) for lead, trail in zip(data[::2], data[1::2])]
    return None if None in pairs else "".join(pairs)
