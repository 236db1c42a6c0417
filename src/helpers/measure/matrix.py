"""Count every word of every document, document by document, without a table of all tokens."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy import sparse

from ..tidy.segmenter import Segmenter, segmenter

_FOUR_BYTES = "utf-32-le"  # for each character, so that the place of one is the place of the other


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
    pieces = (using or segmenter()).pieces
    found = [_counted(text, pieces(text)) for text in texts]
    values = pa.chunked_array([each.field("values") for each in found], pa.large_binary())
    counts = pa.chunked_array([each.field("counts") for each in found], pa.int64())
    numbered = values.combine_chunks().dictionary_encode()
    terms = [term.decode(_FOUR_BYTES) for term in numbered.dictionary.to_pylist()]
    counts = sparse.csr_array((counts.to_numpy(), numbered.indices.to_numpy(), np.cumsum([0, *map(len, found)])),
                              shape=(len(found), len(terms)))
    kept = [number for number, term in enumerate(terms) if not term.isspace()]
    return TermDocument(counts[:, kept], [terms[number] for number in kept])


def _counted(text: str, pieces: Iterable[list[str]]) -> pa.StructArray:
    """How often each piece stands in a text, `values` and `counts`; Arrow looks at the text, not at every piece."""
    sizes = np.fromiter(map(len, chain.from_iterable(pieces)), np.int64)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    buffers = [None, pa.py_buffer(ends * 4), pa.py_buffer(text.encode(_FOUR_BYTES))]
    return pa.Array.from_buffers(pa.large_binary(), len(sizes), buffers).value_counts()
