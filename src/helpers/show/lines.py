"""The page of one slogan in the site: every line in which it stands, leading to its place in the document."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..corpus import Corpus
from ..tables import COUNTED
from .documents import as_html
from .links import Links, link
from .overview import pinyin, when, where
from .sidebyside import visible

CONTEXT = 22  # characters on each side: a line of a phone held sideways
STYLE = """<style>
.tifa-lines td { white-space: nowrap; vertical-align: top; }
.tifa-lines td.left { text-align: right; }
.tifa-lines td.right { text-align: left; }
.tifa-lines td.key { text-align: center; font-weight: bold; }
.tifa-lines tr.left-out td { font-style: italic; }
.tifa-lines tr:target { outline: 2px solid currentColor; scroll-margin-top: 5em; }
</style>
"""


def lines_page(corpus: Corpus, slogan: str, links: Links) -> str:
    """Write the page of one slogan.

    Parameters
    ----------
    corpus : the corpus that mentions it.
    slogan : the slogan in full.
    links : the addresses of the site.

    Returns
    -------
    str
        Markdown for Sphinx (MyST), with one line per mention in the order of the documents.

    Raises
    ------
    ValueError
        If no document mentions the slogan.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> lines_page(corpus, "质量强市", Links(corpus)).splitlines()[0]
    '# 质量强市 Zhìliàngqiángshì'
    """
    own = corpus.mentions[corpus.mentions["slogan"] == slogan]
    if own.empty:
        raise ValueError(f"no document mentions {slogan}")
    counted = own["role"].isin(COUNTED)
    rows = ["<thead><tr><th>document 文档</th><th>year 年份</th><th>where 地点</th><th>role 位置</th>"
            "<th></th><th>slogan 口号</th><th></th></tr></thead>"]
    for document in corpus.documents.to_dict("records"):
        mentions = own[own["doc_id"] == document["doc_id"]].sort_values("start")
        rows += _rows(corpus.clean(document["doc_id"]), document, mentions, links)
    n = int(counted.sum())
    documents = own.loc[counted, "doc_id"].nunique()
    summary = (f"{n:,} in headline and body of {documents:,} of {len(corpus.documents):,} documents; "
               f"{len(own) - n:,} elsewhere on the pages, in italics and never counted.")
    table = "<table class='dataframe tifa-lines'>\n" + "\n".join(rows) + "\n</table>"
    return "\n".join([f"# {slogan} {pinyin(slogan)}", "", summary, "", as_html(STYLE + table), ""])


def _rows(text: str, document: dict, mentions: pd.DataFrame, links: Links) -> list[str]:
    rows = []
    for m in mentions.itertuples():
        left = visible(text[max(m.start - CONTEXT, 0) : m.start].rpartition("\n")[2])
        right = visible(text[m.end : m.end + CONTEXT].partition("\n")[0])
        place = "" if rows else f' id="{links.documents[m.doc_id]}"'
        kind = "" if m.role in COUNTED else ' class="left-out"'
        name = link(links.names[m.doc_id], links.document(m.doc_id, f"m{m.start}"))
        key = link(" ".join(m.surface.split()), links.document(m.doc_id, f"m{m.start}"))
        key += "" if m.via == "plain" else f" ({m.via})"
        rows.append(
            f"<tr{place}{kind}><td>{name}</td><td>{escape(when(document))}</td><td>{escape(where(document))}</td>"
            f"<td>{m.role}</td><td class='left'>{escape(left)}</td><td class='key'>{key}</td>"
            f"<td class='right'>{escape(right)}</td></tr>"
        )
    return rows
