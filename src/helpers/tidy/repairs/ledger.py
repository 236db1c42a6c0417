"""The ledger of changes between a raw text and its clean text.

A `Ledger` starts as the raw text and is changed step by step. Each step names a rule and lists edits of the text as it
stands; the ledger keeps every change in raw coordinates, so that the whole chain can be replayed, undone, and asked
which raw span a stretch of clean text came from.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Iterable, NamedTuple

import pandas as pd

EDIT_COLUMNS = ["edit_id", "rule", "raw_start", "raw_end", "before", "after", "confidence", "alternatives"]


class Edit(NamedTuple):
    """One edit of the text as it stands: `text[start:end]` becomes `after`."""

    start: int
    end: int
    after: str
    confidence: float = 1.0
    alternatives: str = ""


class _Change(NamedTuple):
    """A changed stretch in raw coordinates: raw[start:end] reads `after`."""

    start: int
    end: int
    after: str
    rules: tuple[str, ...]
    confidence: float
    alternatives: str


class _Group(NamedTuple):
    """Edits that share units, with the clean and the raw span of those units."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    edits: list[Edit]


class RawMap:
    """Look-up from clean to raw offsets, for many spans of one document."""

    def __init__(self, changes: Iterable[tuple[int, int, str]], n_raw: int):
        self._clean_start, self._clean_end, self._raw = [], [], []  # changes that left text
        self._after, self._shift = [0], [0]  # from this clean offset on, raw = clean + shift
        self._raw_ends, self._next_clean = [0], []  # for the way back: where each change ends, where the next begins
        shift = 0
        for start, end, after in changes:
            clean = start - shift
            self._next_clean.append(clean)
            self._raw_ends.append(end)
            if after:
                self._clean_start.append(clean)
                self._clean_end.append(clean + len(after))
                self._raw.append((start, end))
            shift = end - clean - len(after)
            self._after.append(clean + len(after))
            self._shift.append(shift)
        self._next_clean.append(n_raw - shift)

    def unit(self, position: int) -> tuple[int, int, int, int]:
        """The smallest unit that holds a clean character: its clean span and its raw span."""
        i = bisect_right(self._clean_start, position) - 1
        if i >= 0 and position < self._clean_end[i]:
            return self._clean_start[i], self._clean_end[i], *self._raw[i]
        raw = position + self._shift[bisect_right(self._after, position) - 1]
        return position, position + 1, raw, raw + 1

    def clean_offset(self, raw: int) -> int:
        """The clean offset of a raw one; of a place inside a change, the clean place where the change begins."""
        i = bisect_right(self._raw_ends, raw) - 1
        clean = raw - self._shift[i]
        return min(clean, self._next_clean[i])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest raw span whose replay contains clean[start:end]; of an empty stretch, the place before it."""
        if end > start:
            return self.unit(start)[2], self.unit(end - 1)[3]
        raw = self.unit(start)[2]
        return raw, raw


class Ledger:
    """A raw text, its present clean text, and the changes between them.

    Examples
    --------
    >>> ledger = Ledger("質(zhì)量")
    >>> ledger.apply("pinyin", [Edit(1, 6, "")])
    >>> ledger.apply("script", [Edit(0, 1, "质")])
    >>> ledger.clean
    '质量'
    >>> ledger.edits()[["rule", "raw_start", "raw_end", "before", "after"]].values.tolist()
    [['script', 0, 1, '質', '质'], ['pinyin', 1, 6, '(zhì)', '']]
    >>> ledger.raw_map().span(0, 2)
    (0, 7)
    """

    def __init__(self, raw: str):
        self.raw = raw
        self.clean = raw
        self._changes: list[_Change] = []

    def raw_map(self) -> RawMap:
        """The look-up from clean to raw offsets as the text stands."""
        return RawMap([c[:3] for c in self._changes], len(self.raw))

    def edits(self) -> pd.DataFrame:
        """One row per change: `edit_id rule raw_start raw_end before after confidence alternatives`."""
        rows = [
            (i, "+".join(c.rules), c.start, c.end, self.raw[c.start : c.end], c.after, c.confidence, c.alternatives)
            for i, c in enumerate(self._changes)
        ]
        return pd.DataFrame(rows, columns=EDIT_COLUMNS)

    def apply(self, rule: str, edits: Iterable[Edit]) -> None:
        """Make one rule's edits of the text as it stands; they must be sorted and disjoint.

        An edit that reaches into an earlier change becomes one change with it, which bears both rules and the lower
        confidence. An edit that changes nothing is passed over.
        """
        edits = [e for e in edits if self.clean[e.start : e.end] != e.after]
        for left, right in zip(edits, edits[1:]):
            if right.start < left.end:
                raise ValueError(f"edits of rule {rule!r} overlap at {right.start}")
        if not edits:
            return
        if not self._changes and all(e.start < e.end for e in edits):
            self._changes = [_Change(*e[:3], (rule,), *e[3:]) for e in edits]
        else:
            self._changes = self._combine(rule, self._groups(edits))
        self.clean = _render(self.raw, self._changes)

    def _groups(self, edits: list[Edit]) -> list[_Group]:
        """Widen each edit to whole units and join those that share a unit."""
        where = self.raw_map()
        groups: list[_Group] = []
        for edit in edits:
            if edit.end > edit.start:
                start, _, raw_start, _ = where.unit(edit.start)
                _, end, _, raw_end = where.unit(edit.end - 1)
            else:
                start = end = edit.start
                raw_start = raw_end = where.unit(edit.start)[2]
                # An insertion belongs to the unit that it splits, or whose text was itself inserted here.
                for position in (edit.start - 1, edit.start):
                    unit = where.unit(position) if position >= 0 else (0, 0, 0, 1)
                    if unit[0] < edit.start < unit[1] or (unit[2] == unit[3] and edit.start in unit[:2]):
                        start, end, raw_start, raw_end = unit
            if groups and start < groups[-1].end:
                last = groups[-1]
                groups[-1] = last._replace(end=max(end, last.end), raw_end=max(raw_end, last.raw_end),
                                           edits=last.edits + [edit])
            else:
                groups.append(_Group(start, end, raw_start, raw_end, [edit]))
        return groups

    def _combine(self, rule: str, groups: list[_Group]) -> list[_Change]:
        """The changes after each group has taken in the old changes that lie within it, in raw order."""
        changes, shift, i = [], 0, 0
        for group in groups:
            taken = []
            while i < len(self._changes):
                change = self._changes[i]
                clean = change.start - shift
                if clean >= group.end:
                    break
                inside = clean >= group.start if change.after else clean > group.start
                (taken if inside else changes).append(change)
                shift = change.end - clean - len(change.after)
                i += 1
            changes.append(self._change(rule, group, taken))
        # The sort is stable: insertions at one place keep their order.
        return sorted(changes + self._changes[i:], key=lambda c: (c.start, c.end))

    def _change(self, rule: str, group: _Group, taken: list[_Change]) -> _Change:
        first = group.edits[0]
        if not taken and len(group.edits) == 1 and (first.start, first.end) == (group.start, group.end):
            return _Change(group.raw_start, group.raw_end, first.after, (rule,), first.confidence, first.alternatives)
        parts, position = [], group.start
        for edit in group.edits:
            parts += [self.clean[position : edit.start], edit.after]
            position = edit.end
        parts.append(self.clean[position : group.end])
        rules = dict.fromkeys([r for c in taken for r in c.rules] + [rule])
        notes = [n for n in [c.alternatives for c in taken] + [e.alternatives for e in group.edits] if n]
        confidence = min([c.confidence for c in taken] + [e.confidence for e in group.edits])
        return _Change(group.raw_start, group.raw_end, "".join(parts), tuple(rules), confidence, " ".join(notes))


def _render(raw: str, changes: list[_Change]) -> str:
    parts, position = [], 0
    for change in changes:
        parts += [raw[position : change.start], change.after]
        position = change.end
    parts.append(raw[position:])
    return "".join(parts)


def replay(raw: str, edits: pd.DataFrame) -> str:
    """Make the changes of an `edits` table on the raw text: the clean text.

    Examples
    --------
    >>> ledger = Ledger("a(b)c"); ledger.apply("pinyin", [Edit(1, 4, "")])
    >>> replay("a(b)c", ledger.edits())
    'ac'
    """
    return _rewrite(raw, edits, "before", "after")


def undo(clean: str, edits: pd.DataFrame) -> str:
    """Take the changes of an `edits` table back from the clean text: the raw text.

    Examples
    --------
    >>> ledger = Ledger("a(b)c"); ledger.apply("pinyin", [Edit(1, 4, "")])
    >>> undo("ac", ledger.edits())
    'a(b)c'
    """
    return _rewrite(clean, edits, "after", "before")


def _rewrite(text: str, edits: pd.DataFrame, old: str, new: str) -> str:
    parts, position, shift = [], 0, 0
    for raw_start, before, after in zip(edits["raw_start"], edits[old], edits[new]):
        start = raw_start + shift
        if text[start : start + len(before)] != before:
            raise ValueError(f"the text does not read {before!r} at {start}: these edits are of another text")
        parts += [text[position:start], after]
        position = start + len(before)
        if old == "after":
            shift += len(before) - len(after)
    parts.append(text[position:])
    return "".join(parts)
