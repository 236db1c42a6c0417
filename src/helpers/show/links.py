"""Where things stand in the site: the address of a document's page, of a place in it, and of a slogan's lines.

A notebook shows plain numbers where it is opened by itself; run for a site, the same numbers lead to their lines.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from html import escape

import pandas as pd
from pypinyin import lazy_pinyin

from ..corpus import Corpus
from ..tables import ROOT
from . import VARIABLE
from .figures import short_names

LONGEST = 60  # characters of a file's name


def slugs(names: Iterable[str]) -> dict[str, str]:
    """Give every name a file name of its own in plain ASCII, by its pinyin.

    Examples
    --------
    >>> slugs(["质量强市", "000_1b62", "a b", "a?b"])
    {'质量强市': 'zhi-liang-qiang-shi', '000_1b62': '000_1b62', 'a b': 'a-b', 'a?b': 'a-b-2'}
    """
    taken: dict[str, str] = {}
    for name in dict.fromkeys(names):
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", "-".join(lazy_pinyin(name))).strip("-")[:LONGEST] or "page"
        slug, number = plain, 1
        while slug.lower() in (other.lower() for other in taken.values()):
            number += 1
            slug = f"{plain}-{number}"
        taken[name] = slug
    return taken


class Links:
    """The addresses in the site of one corpus, as seen from a page that lies one folder deep, and short names.

    Parameters
    ----------
    corpus : the documents and their slogans.
    up : the way from the page to the top of the site; empty for a page that lies there.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> links = Links(load_corpus("seeds"))
    >>> links.document("000_1b6244017e678139", "m12")
    '../documents/000_1b6244017e678139.html#m12'
    >>> links.count(3, "质量强市")
    '3'
    """

    def __init__(self, corpus: Corpus, up: str = "../"):
        self.up = up
        self.documents = slugs(corpus.documents["doc_id"])
        self.names = short_names(corpus.documents["doc_id"])
        self.slogans = slugs(sorted(set(corpus.mentions["slogan"])))

    def document(self, doc_id: str, place: str = "") -> str:
        """The page of a document, or a place in it: `m<start>` of a slogan, `s<sentence_id>` of a sentence."""
        return f"{self.up}documents/{self.documents[doc_id]}.html" + (f"#{place}" if place else "")

    def lines(self, slogan: str, doc_id: str = "") -> str:
        """The concordance lines of a slogan, or the first of them in one document."""
        return f"{self.up}lines/{self.slogans[slogan]}.html" + (f"#{self.documents[doc_id]}" if doc_id else "")

    def count(self, n: int, slogan: str, doc_id: str = "") -> str:
        """A count of mentions, leading to their lines where a site is made."""
        if not n or VARIABLE not in os.environ:
            return f"{n:,}"
        return link(f"{n:,}", self.lines(slogan, doc_id))


def link(text: str, address: str) -> str:
    """An HTML link.

    Examples
    --------
    >>> link("a & b", "page.html")
    '<a href="page.html">a &amp; b</a>'
    """
    return f'<a href="{escape(address)}">{escape(str(text))}</a>'


def linked_counts(table: pd.DataFrame, links: Links) -> str:
    """The table of slogans as HTML, where a site is made with each count leading to its lines.

    Parameters
    ----------
    table : one row per document and slogan, as `measure.slogans.slogan_table` gives it.
    links : the addresses of the site.

    Returns
    -------
    str
        HTML; documents by their short names.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> from helpers.measure.slogans import slogan_table
    >>> corpus = load_corpus("seeds")
    >>> table = slogan_table(corpus.mentions, corpus.documents)
    >>> "<td>质量立市</td>" in linked_counts(table, Links(corpus))
    True
    """
    shown = table.astype("string").fillna("").map(escape)
    for column in ("body", "headline"):
        shown[column] = [links.count(n, slogan, doc_id)
                         for n, slogan, doc_id in zip(table[column], table["slogan"], table["doc_id"])]
    shown["doc_id"] = [escape(links.names[doc_id]) for doc_id in table["doc_id"]]
    return shown.to_html(index=False, escape=False)


def notebook_links() -> dict[str, str]:
    """The address of each notebook by its number: its page in a site, its file elsewhere.

    Examples
    --------
    >>> notebook_links()["40"]
    '40-how-the-slogan-climbed.ipynb'
    """
    suffix = ".html" if VARIABLE in os.environ else ".ipynb"
    return {path.name[:2]: f"{path.stem}{suffix}" for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))}
