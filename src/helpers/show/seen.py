"""When and where each slogan is first and last seen, with the way to the very place: the table of the front page."""

from __future__ import annotations

import re
from html import escape

import pandas as pd

from ..corpus import Corpus
from ..measure.evolution import counted
from .glossary import glossary
from .links import Links, link
from .overview import when, where
from .reading import pinyin

HEADS = {"en": ("slogan 口号", "first seen 首见", "last seen 末见", "mentions 次数"), "zh": ("口号", "首见", "末见", "次数")}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NOTHING = {"en": "no document with a year", "zh": "文档均无年份"}
ONLY = {"en": "only there 仅此一篇", "zh": "仅此一篇"}
STYLE = """<style>
.tifa-seen.dataframe { width: 100% !important; }
.tifa-seen.dataframe :is(td, th) { white-space: normal; vertical-align: top; overflow-wrap: normal; }
.tifa-seen small { display: block; }
.tifa-seen .day { white-space: nowrap; }
@media (max-width: 40rem) {
  .tifa-seen thead { display: none; }
  .tifa-seen tr { display: grid; grid-template-columns: auto 1fr; padding: 0.4em 0; border-bottom: 1px solid; }
  .tifa-seen.dataframe td:first-child { grid-column: 1 / 3; max-width: none; font-size: 0.95rem; }
  .tifa-seen td:not(:first-child) { display: contents; }
  .tifa-seen td:not(:first-child)::before { content: attr(data-head); padding: 0.2em 1em 0 0.45em; }
}
</style>
"""


def seen(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Find the mention of each slogan in its earliest and in its latest document.

    Documents are ordered by their years and, within one year, by the first known day of event or publication; one of no
    known year is neither first nor last. Only headline and body count.

    Parameters
    ----------
    mentions, documents : these tables.

    Returns
    -------
    DataFrame
        One row per slogan, in the order of its first document: `slogan`, `n_mentions`, `n_documents`, `first_doc`,
        `first_start`, `last_doc`, `last_start` (the document and where its first mention begins; `<NA>` where no
        document has a year).

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> seen(corpus.mentions, corpus.documents)["slogan"].iloc[0]
    '质量兴市'
    """
    days = documents["event_from"].fillna(documents["published_from"]).fillna("")
    order = documents.assign(day=days).dropna(subset=["year_from", "year_to"])
    order = order.sort_values(["year_to", "year_from", "day"], kind="stable")["doc_id"].to_list()
    place = {doc_id: number for number, doc_id in enumerate(order)}
    rows = []
    for slogan, own in counted(mentions).groupby("slogan", sort=False):
        starts = own.groupby("doc_id", sort=False)["start"].min()
        dated = sorted((doc_id for doc_id in starts.index if doc_id in place), key=place.get)
        first, last = (dated[0], dated[-1]) if dated else (pd.NA, pd.NA)
        rows.append((slogan, len(own), len(starts), first, starts[first] if dated else pd.NA, last,
                     starts[last] if dated else pd.NA))
    columns = ["slogan", "n_mentions", "n_documents", "first_doc", "first_start", "last_doc", "last_start"]
    frame = pd.DataFrame(rows, columns=columns)
    at = frame["first_doc"].map(place, na_action="ignore").fillna(len(order))
    return frame.assign(at=at).sort_values(["at", "slogan"], kind="stable", ignore_index=True).drop(columns="at")


def seen_table(found: pd.DataFrame, corpus: Corpus, links: Links, language: str) -> str:
    """Write what `seen` found as HTML: days and places lead to the place in the document, counts to all lines.

    Parameters
    ----------
    found : as `seen` gives it.
    corpus, links : the documents, and their addresses from the page on which the table stands.
    language : `en` (with pinyin and meaning, Chinese beside) or `zh`.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> page = seen_table(seen(corpus.mentions, corpus.documents), corpus, Links(corpus, ""), "en")
    >>> "2007-08-22" in page, page.count("<tr>")
    (True, 11)
    """
    english = glossary().set_index("term")["english"]
    documents = {document["doc_id"]: document for document in corpus.documents.to_dict("records")}
    heads = HEADS[language]
    lines = [STYLE + "<div class='tifa-scroll'><table class='dataframe tifa-seen tifa-facts'>",
             "<thead><tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr></thead>"]
    n = len(corpus.documents)
    for row in found.itertuples():
        name = f"<b>{escape(row.slogan)}</b>"
        if language == "en":
            name += f"<small><i>{escape(pinyin(row.slogan))}</i> {escape(english.get(row.slogan, ''))}</small>"
        cells = [_place(documents, row.first_doc, row.first_start, links, language),
                 ONLY[language] if row.n_documents == 1 and pd.notna(row.last_doc) else
                 _place(documents, row.last_doc, row.last_start, links, language)]
        count = link(f"{row.n_mentions:,}", links.lines(row.slogan))
        cells.append(f"{count}（{n:,} 篇中的 {row.n_documents:,} 篇）" if language == "zh" else
                     f"{count} in {row.n_documents:,} of {n:,} documents")
        lines.append(f"<tr><td>{name}</td>" + "".join(
            f'<td data-head="{head}"><span>{cell}</span></td>' for head, cell in zip(heads[1:], cells)) + "</tr>")
    return "\n".join([*lines, "</table></div>"])


def _place(documents: dict, doc_id, start, links: Links, language: str) -> str:
    """Day and place of a document, leading to a place in it."""
    if pd.isna(doc_id):
        return NOTHING[language]
    document = documents[doc_id]
    leads = link(when(document, language), links.document(doc_id, f"m{start}"))
    return (_DAY.sub(r"<span class='day'>\g<0></span>", leads) + f"<small>{escape(where(document, language))}</small>")
