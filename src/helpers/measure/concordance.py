"""Show every hit in its context, sorted by what stands beside it, each line with its place in the source."""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
import regex
from pypinyin import lazy_pinyin

from ..tables import COUNTED
from ..tidy.repairs.ledger import RawMap

_SPANS = ["start", "end", "raw_start", "raw_end"]
_SPACE = re.compile(r"\s+")
PATIENCE = 10.0  # seconds that a pattern may take; a plain one goes through a million characters in less than one


def find_pattern(sentences: pd.DataFrame, pattern: str, edits: pd.DataFrame,
                 patience: float = PATIENCE) -> pd.DataFrame:
    """Find a regular expression in the sentences.

    Parameters
    ----------
    sentences : the table of that name.
    pattern : a regular expression; a match that is empty is none.
    edits : the table of that name, for the raw offsets.
    patience : seconds after which a pattern that tries too many ways to match is given up.

    Returns
    -------
    DataFrame
        One row per match: `doc_id sentence_id text start end raw_start raw_end`.

    Raises
    ------
    ValueError
        If the pattern is no regular expression, or takes too long.

    Examples
    --------
    >>> sentences = pd.DataFrame({"doc_id": ["a"], "sentence_id": [0], "text": ["质量强市。"], "start": [0],
    ...                           "end": [5], "raw_start": [0], "raw_end": [10]})
    >>> edits = pd.DataFrame({"doc_id": ["a"], "raw_start": [1], "raw_end": [6], "after": [""]})
    >>> find_pattern(sentences, "强.", edits)
      doc_id  sentence_id text  start  end  raw_start  raw_end
    0      a            0   强市      2    4          7        9
    """
    try:
        re.compile(pattern)  # says more plainly what is wrong
        compiled = regex.compile(pattern)
    except (re.error, regex.error) as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    until = time.monotonic() + patience
    changes = {doc_id: list(zip(rows["raw_start"], rows["raw_end"], rows["after"]))
               for doc_id, rows in edits.dropna(subset="raw_start").groupby("doc_id", sort=False)}
    found = []
    for doc_id, rows in sentences.groupby("doc_id", sort=False):
        where = RawMap(changes.get(doc_id, []), int(rows["raw_end"].max()))
        for sentence_id, text, at in zip(rows["sentence_id"], rows["text"], rows["start"]):
            for match in _matches(compiled, text, until):
                if match[0]:
                    start, end = at + match.start(), at + match.end()
                    found.append((doc_id, sentence_id, match[0], start, end, *where.span(start, end)))
    return pd.DataFrame(found, columns=["doc_id", "sentence_id", "text", *_SPANS]).astype(
        {"doc_id": "string", "text": "string"} | dict.fromkeys(["sentence_id", *_SPANS], "Int64")
    )


def _matches(compiled, text: str, until: float) -> list:
    """All matches in a text, unless the clock passes `until` first."""
    try:
        return list(compiled.finditer(text, timeout=max(until - time.monotonic(), 0.001)))
    except TimeoutError:
        raise ValueError(
            f"{compiled.pattern!r} takes too long: it can match one stretch in too many ways. Repeat nothing that is "
            "repeated inside, such as (a+)+; write a+ or a limit such as a{1,5}, or look in fewer documents"
        ) from None


def find_tokens(tokens: pd.DataFrame, terms: str | Collection[str]) -> pd.DataFrame:
    """Find tokens: the rows of `tokens` whose token is one of the terms.

    Examples
    --------
    >>> find_tokens(pd.DataFrame({"doc_id": "a", "token": ["质量", "工作"], "start": [0, 2]}), "工作")["start"].tolist()
    [2]
    """
    return tokens[tokens["token"].isin([terms] if isinstance(terms, str) else list(terms))].reset_index(drop=True)


def concordance(hits: pd.DataFrame, passages: pd.DataFrame, tokens: pd.DataFrame | None = None, *, width: int = 20,
                keys: int = 3, raw: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Set every hit in its context (key word in context).

    Parameters
    ----------
    hits : one row per hit: `doc_id start end raw_start raw_end`, from `find_pattern`, `find_tokens`, the table of
        mentions or any other table with offsets.
    passages : the table of that name. Context comes from headline and body, and a hit elsewhere on the page has its
        context there: text that was never printed together is not shown together.
    tokens : the table of that name, for the sort keys; leave out of it what shall be no key, such as punctuation.
    width : characters of context on either side; white space is shown as one blank.
    keys : how many tokens on either side become sort keys.
    raw : the text as received of each document, by `doc_id`, for the line number.

    Returns
    -------
    DataFrame
        One row per hit, in the order of `hits`: `doc_id`, `role` (of the passage), `left`, `hit`, `right`,
        `start end raw_start raw_end`; with `raw` the `line` of the file in which the hit begins, from 1; with
        `tokens` the keys `L1` (next to the hit) `L2` … and `R1` `R2` …, <NA> beyond the sentence.

    Raises
    ------
    ValueError
        If a hit is not of these passages.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": "a", "role": ["title", "body"], "text": ["质量强市", "\\n推进质量强市工作。"],
    ...                          "start": [0, 4], "end": [4, 14]})
    >>> hits = pd.DataFrame({"doc_id": ["a"], "start": [7], "end": [11], "raw_start": [7], "raw_end": [11]})
    >>> concordance(hits, passages, width=4, raw={"a": "质量强市\\n推进质量强市工作。"})[["left", "hit", "right", "line"]
    ...     ].to_dict("list")
    {'left': ['市 推进'], 'hit': ['质量强市'], 'right': ['工作。'], 'line': [2]}
    """
    pages = {doc_id: _Page(rows) for doc_id, rows in passages.groupby("doc_id", sort=False)}
    breaks = {doc_id: [m.start() for m in re.finditer("\n", text)] for doc_id, text in (raw or {}).items()}
    lines = []
    for doc_id, start, end, raw_start, raw_end in zip(hits["doc_id"], *(hits[c] for c in _SPANS)):
        if doc_id not in pages or not 0 <= start < end <= len(pages[doc_id].text):
            raise ValueError(f"no passage of {doc_id!r} holds the hit at {start}: give the passages of the same corpus")
        page = pages[doc_id]
        role, first, last = page.around(start)
        parts = ((max(first, start - width), start), (start, end), (end, min(last, end + width)))
        shown = (_SPACE.sub(" ", page.text[a:b]) for a, b in parts)
        line = (doc_id, role, *shown, start, end, raw_start, raw_end)
        lines.append(line + ((bisect_right(breaks[doc_id], raw_start - 1) + 1,) if raw is not None else ()))
    table = pd.DataFrame(lines, columns=["doc_id", "role", "left", "hit", "right", *_SPANS]
                         + (["line"] if raw is not None else []))
    table = table.astype({c: "Int64" if c in (*_SPANS, "line") else "string" for c in table.columns})
    return table if tokens is None else pd.concat([table, _sort_keys(table, tokens, keys)], axis=1)


def sort_lines(lines: pd.DataFrame, keys: str | list[str]) -> pd.DataFrame:
    """Sort a concordance by its keys in the order of pinyin, equal readings by character; missing keys come last.

    Parameters
    ----------
    lines : a concordance.
    keys : columns, the first one first: `["R1", "R2"]`.

    Raises
    ------
    ValueError
        If there is no such column.

    Examples
    --------
    >>> sort_lines(pd.DataFrame({"R1": ["战略", "工作", None]}), "R1")["R1"].tolist()[:2]
    ['工作', '战略']
    """
    keys = [keys] if isinstance(keys, str) else list(keys)
    missing = [key for key in keys if key not in lines]
    if missing:
        raise ValueError(f"no sort key {', '.join(missing)}; the lines have {', '.join(lines.columns)}")
    reading = {text: (tuple(lazy_pinyin(text)), text) for key in keys for text in lines[key].dropna().unique()}
    ranks = {text: rank for rank, text in enumerate(sorted(reading, key=reading.get))}
    ranked = pd.DataFrame({key: lines[key].map(ranks).astype("Float64") for key in keys}, index=lines.index)
    return lines.loc[ranked.sort_values(keys, kind="stable", na_position="last").index].reset_index(drop=True)


class _Page:
    """A document's clean text, and the stretches of it within which context may be shown."""

    def __init__(self, passages: pd.DataFrame):
        rows = passages.sort_values("start", kind="stable")
        self.text = "".join(rows["text"])
        self._starts, self._roles = rows["start"].tolist(), rows["role"].tolist()
        counted = rows["role"].isin(COUNTED).to_numpy()
        border = np.flatnonzero(np.diff(counted.astype(int))) + 1
        self._firsts = [0] + [self._starts[i] for i in border]

    def around(self, position: int) -> tuple[str, int, int]:
        """The role of the passage at a position, and the start and end of the stretch it stands in."""
        i = bisect_right(self._firsts, position)
        return (self._roles[bisect_right(self._starts, position) - 1], self._firsts[i - 1],
                self._firsts[i] if i < len(self._firsts) else len(self.text))


def _sort_keys(lines: pd.DataFrame, tokens: pd.DataFrame, n: int) -> pd.DataFrame:
    """The tokens beside each hit, in its sentence: `L1` … `Ln`, `R1` … `Rn`."""
    columns = [f"{side}{i}" for side in "LR" for i in range(1, n + 1)]
    table = pd.DataFrame({c: pd.Series(pd.NA, index=lines.index, dtype="string") for c in columns})
    by_document = dict(list(tokens.groupby("doc_id", sort=False)))
    for doc_id, hits in lines.groupby("doc_id", sort=False):
        if doc_id not in by_document:
            continue
        own = by_document[doc_id].sort_values("start", kind="stable")
        starts, ends = own["start"].to_numpy("int64"), own["end"].to_numpy("int64")
        words, sentence = own["token"].to_numpy(object), own["sentence_id"].to_numpy("int64")
        begin, stop = hits["start"].to_numpy("int64"), hits["end"].to_numpy("int64")
        # The sentence of a hit is that of the first token which does not end before it.
        inside = sentence[np.minimum(np.searchsorted(ends, begin, side="right"), len(own) - 1)]
        before = np.searchsorted(ends, begin, side="right") - 1
        after = np.searchsorted(starts, stop, side="left")
        for i in range(n):
            for side, at in (("L", before - i), ("R", after + i)):
                there = (at >= 0) & (at < len(own))
                there[there] = sentence[at[there]] == inside[there]
                table.loc[hits.index[there], f"{side}{i + 1}"] = words[at[there]]
    return table
