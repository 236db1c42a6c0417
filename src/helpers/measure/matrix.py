"""Count every word of every document, document by document, without a table of all tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..tidy.segmenter import Segmenter, segmenter


class _Numbers(dict):
    """Gives every new key the next number."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


class TermDocument(NamedTuple):
    """Counts of terms: `counts` has one row per document and one column per term of `terms`."""

    counts: sparse.csr_array
    terms: list[str]

    def total(self, term: str) -> int:
        """How often a term stands in all documents; 0 where it stands in none.

        Examples
        --------
        >>> term_document(["推进质量强市。", "质量强市好"]).total("质量强市")
        2
        """
        return int(self.counts[:, [self.terms.index(term)]].sum()) if term in self.terms else 0


def term_document(texts: Iterable[str], using: Segmenter | None = None) -> TermDocument:
    """Count the terms of texts.

    Parameters
    ----------
    texts : clean text, one string per document, read one after the other.
    using : what cuts; the project's own segmenter by default, so that the counts are those of the table `tokens` where
        no word is broken by a line break.

    Returns
    -------
    TermDocument
        Marks and numbers are terms too; `wordlists.words` says which are words.

    Examples
    --------
    >>> matrix = term_document(["推进质量强市。", "质量强市！质量强市！"])
    >>> matrix.terms
    ['推进', '质量强市', '。', '！']
    >>> matrix.counts.toarray().tolist()
    [[1, 1, 1, 0], [0, 2, 0, 2]]
    """
    count = (using or segmenter()).count
    number = _Numbers()
    columns, counts, ends = [], [], [0]
    for text in texts:
        found = count(text)
        columns.append(np.fromiter(map(number.__getitem__, found), np.int32, len(found)))
        counts.append(np.fromiter(found.values(), np.int64, len(found)))
        ends.append(ends[-1] + len(found))
    data = np.concatenate(counts) if counts else np.empty(0, dtype=np.int64)
    indices = np.concatenate(columns) if columns else np.empty(0, dtype=np.int32)
    return TermDocument(sparse.csr_array((data, indices, ends), shape=(len(ends) - 1, len(number))), list(number))
