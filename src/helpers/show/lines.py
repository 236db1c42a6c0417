"""Lines in which slogans stand: the page of one slogan in the site, and the lines behind the lattice's cells."""

from __future__ import annotations

import os
from html import escape

import pandas as pd

from ..corpus import Corpus
from ..tables import COUNTED
from .documents import as_html
from .glossary import glossary
from .lattice import SCOPE_LABELS
from .links import VARIABLE, Links, link
from .markdown import literal
from .marked import ROLES
from .overview import when, where
from .prose import plural
from .reading import pinyin
from .seen import seen
from .sidebyside import visible

CONTEXT = 14  # characters on each side: with them a line fits the page's column
STYLE = """<style>
.tifa-scroll { overflow-x: auto; }
.tifa-lines td { white-space: nowrap; vertical-align: top; }
.tifa-lines.dataframe :is(td.left, th:nth-child(2)) { text-align: right !important; }
.tifa-lines.dataframe :is(td.key, th:nth-child(3)) { text-align: center !important; font-weight: bold; }
.tifa-lines tr.left-out td { font-style: italic; }
.tifa-lines tr:target { outline: 2px solid currentColor; scroll-margin-top: 5em; }
/* On a narrow screen a line of the table becomes a few lines of text, the slogan whole in the middle of its words. */
@media (max-width: 40rem) {
  .tifa-lines.dataframe { width: 100%; display: block; }
  .tifa-lines thead { display: none; }
  .tifa-lines :is(tbody, tr) { display: block; }
  .tifa-lines tr { padding: 0.35em 0; border-bottom: 1px solid rgba(128, 128, 128, 0.4); }
  .tifa-lines.dataframe :is(td, td.left, td.key, th) { display: inline; white-space: normal; padding: 0; min-width: 0; }
  .tifa-lines td:first-child a { display: inline-block; min-width: 3em; padding: 0.3em 0; }
  .tifa-lines td.right ~ td ~ td::before { content: " · "; }
  .tifa-lines td.right::after { content: "\\A"; white-space: pre; }
  .tifa-lines td:not(:first-child, .left, .key, .right) { font-size: 0.9em; }
}
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
    '# 质量强市 zhìliàng qiáng shì'
    """
    own = corpus.mentions[corpus.mentions["slogan"] == slogan]
    if own.empty:
        raise ValueError(f"no document mentions {slogan}")
    counted = own["role"].isin(COUNTED)
    rows = ["<thead><tr><th>文档 document</th><th>左 left</th><th>口号 slogan</th><th>右 right</th>"
            "<th>年份 year</th><th>地点 where</th><th>位置 role</th></tr></thead>"]
    for document in corpus.documents.to_dict("records"):
        mentions = own[own["doc_id"] == document["doc_id"]].sort_values("start")
        rows += _rows(corpus.clean(document["doc_id"]), document, mentions, links)
    n = int(counted.sum())
    documents = own.loc[counted, "doc_id"].nunique()
    summary = (f"{plural(n, 'mention')} in headline and body of {documents:,} of {len(corpus.documents):,} documents; "
               f"{len(own) - n:,} elsewhere on the pages, in italics and never counted."
               f"{_scopes(own[counted])} 标题与正文中 {n:,} 次，见于 {len(corpus.documents):,} 篇中的 {documents:,} 篇；"
               f"另有 {len(own) - n:,} 次在页面别处，斜体，不计。")
    meaning = glossary().set_index("term")["english"].get(slogan)
    told = [] if meaning is None else [f"**{meaning}**", ""]
    place = seen(own, corpus.documents)
    if len(place):
        told += [_first_and_last(place.iloc[0], corpus, links), ""]
    table = "<div class='tifa-scroll'><table class='dataframe tifa-lines'>\n" + "\n".join(rows) + "\n</table></div>"
    title = f"# {slogan} {pinyin(slogan)}"
    guide = ("A slogan leads to its place in the document, where the sentence can be quoted with its source. "
             "点击口号即到文档中的位置，可连同出处引用。")
    return "\n".join([title, "", *told, summary, "", guide, "", as_html(STYLE + table, searched=False), ""])


def lines_table(lines: pd.DataFrame, links: Links) -> str:
    """Write the lines behind each cell of the lattice, where a site is made with each leading to its document.

    Parameters
    ----------
    lines : as `measure.evolution.cell_lines` gives them.
    links : the addresses of the site.

    Returns
    -------
    str
        HTML: a heading per cell that says how many of its mentions are shown, and a row per line.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> from helpers.measure.evolution import cell_lines
    >>> corpus = load_corpus("seeds")
    >>> page = lines_table(cell_lines(corpus.mentions, corpus.passages, 2), Links(corpus))
    >>> page.count("class='key'"), "强 · 市 city: 2 of 14" in page
    (14, True)
    """
    rows = []
    for (verb, scope), cell in lines.groupby(["verb", "scope"], sort=False):
        name = SCOPE_LABELS[scope].replace("\n", " ")
        rows.append(f"<tr><th colspan='4' style='text-align: left'>{escape(verb)} · {name}: {len(cell):,} of "
                    f"{cell['n_cell'].iloc[0]:,}</th></tr>")
        for line in cell.itertuples():
            document, hit = escape(links.names[line.doc_id]), escape("".join(line.hit.split()))
            if VARIABLE in os.environ:
                document = link(links.names[line.doc_id], links.document(line.doc_id, f"m{line.start}"))
            hit += "" if line.via == "plain" else f" ({line.via}: {escape(line.slogan)})"
            rows.append(f"<tr><td>{document}</td><td class='left'>{escape(visible(line.left))}</td>"
                        f"<td class='key'>{hit}</td><td class='right'>{escape(visible(line.right))}</td></tr>")
    table = "<table class='dataframe tifa-lines'>\n" + "\n".join(rows) + "\n</table>"
    return f"{STYLE}<div class='tifa-scroll'>{table}</div>"


def _first_and_last(row, corpus: Corpus, links: Links) -> str:
    """When and where a slogan is first and last seen, as a sentence."""
    if pd.isna(row.first_doc):
        return "No document with it has a year. 所见文档均无年份。"
    known = corpus.documents.set_index("doc_id")
    said = []
    ends = (("First seen 首见", row.first_doc, row.first_start), ("last 末见", row.last_doc, row.last_start))
    for name, doc_id, start in ends:
        document = known.loc[doc_id]
        said.append(f"{name} {link(when(document), links.document(doc_id, f'm{start}'))}, {literal(where(document))}")
    return f"{'; '.join(said)}."


def _scopes(mentions: pd.DataFrame) -> str:
    """The mentions by what they name, where that is not the same in all."""
    found = mentions["scope"].value_counts()
    names = [f"{SCOPE_LABELS[scope].replace(chr(10), ' ')} {n:,}" for scope, n in found.items()]
    return f" By scope 按范围: {', '.join(names)}." if len(found) > 1 else ""


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
            f"<tr{place}{kind}><td>{name}</td><td class='left'>{escape(left)}</td><td class='key'>{key}</td>"
            f"<td class='right'>{escape(right)}</td><td>{_year(document)}</td><td>{escape(_place(document))}</td>"
            f"<td>{ROLES[m.role]}</td></tr>"
        )
    return rows


def _year(document: dict) -> str:
    """The year of a document, or the years between which it lies."""
    first, last = document["year_from"], document["year_to"]
    ends = ["" if pd.isna(end) else str(end) for end in (first, last)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _place(document: dict) -> str:
    """The most specific known name of a document's place; a masked one is said to be so."""
    names = [document[level] for level in ("district", "city", "province") if pd.notna(document[level])]
    masked = pd.notna(document["place_masked"]) and document["place_masked"]
    return "place masked 地名隐去" if masked else names[0] if names else ""
