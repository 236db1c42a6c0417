"""The page of one document in the site: what is known of it and from where, its text with marks, every edit."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..corpus import Corpus
from ..tables import COUNTED
from .links import Links, link
from .markdown import literal
from .marked import STYLE as MARKED_STYLE
from .marked import legend, marked_text
from .overview import UNKNOWN, when, where
from .search import UNSEARCHED
from .sidebyside import STYLE as SIDES_STYLE
from .sidebyside import folded, side_by_side, visible

# What a reader asks of a document first: the heading in both languages and the columns that answer.
FACTS = {
    "体裁 genre": ("genre",),
    "媒体 outlet": ("outlet",),
    "地点 place": ("province", "city", "district", "place_level", "place_masked", "adcode"),
    "事件 event": ("event_from", "event_to"),
    "发表 published": ("published_from", "published_to"),
    "年份 year": ("year", "year_from", "year_to", "year_basis"),
    "字数 length": ("body_chars", "declared_total", "declared_shown", "declared_omitted", "completeness"),
    "来源文件 source file": ("file", "encoding", "script", "sha256"),
}

LONGEST_TITLE = 24  # characters


def document_page(corpus: Corpus, doc_id: str, links: Links) -> str:
    """Write the page of one document.

    Parameters
    ----------
    corpus : the corpus that holds it.
    doc_id : the document.
    links : the addresses of the site.

    Returns
    -------
    str
        Markdown for Sphinx (MyST): a heading, then HTML that the site shows as it is.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> page = document_page(corpus, "000_1b6244017e678139", Links(corpus))
    >>> page.startswith("# 000 ")
    True
    """
    own = {name: _of(getattr(corpus, name), doc_id)
           for name in ("documents", "evidence", "edits", "passages", "sentences", "mentions", "devices")}
    document = own["documents"].iloc[0]
    marks = _marks(own["mentions"], own["devices"])
    sides = side_by_side(corpus.raw(doc_id), own["edits"], own["passages"])
    lines = [
        f"# {heading(document, links.names[doc_id])}", "",
        as_html(MARKED_STYLE + SIDES_STYLE), "",
        "## 信息 What is known", "", as_html(_facts(document)), "",
        as_html(folded(f"证据 every claim and its evidence ({len(own['evidence'])})", _claims(own["evidence"])),
                searched=False), "",
        "## 口号 Slogans", "", as_html(_slogans(own["mentions"], doc_id, links)), "",
        "## 清理后的正文 The text as repaired", "",
        as_html(legend(marks["kind"]) + marked_text(own["passages"], own["sentences"], marks)), "",
        "## 原样 As received, beside the repaired text", "",
        as_html(folded(f"每一处改动 every edit marked ({len(own['edits']):,})",
                       f"<div class='tifa-scroll'>{sides}</div>"), searched=False), "",
    ]
    return "\n".join(lines)


def heading(document: pd.Series, name: str) -> str:
    """A document's heading in the site: its short name and its title."""
    title = UNKNOWN if pd.isna(document["title"]) else visible(" ".join(document["title"].split()))
    return literal(f"{name} {title}")


def as_html(text: str, *, searched: bool = True) -> str:
    """HTML inside Markdown, left as it is; what is not searched stays out of the index of the site's search."""
    fence = "`" * 6
    left_out = "" if searched else f":class: {UNSEARCHED}\n\n"
    return f"{fence}{{raw}} html\n{left_out}{text}\n{fence}"


def _of(frame: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    return frame[frame["doc_id"] == doc_id]


def _marks(mentions: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    slogans = mentions.assign(kind="slogan", title=mentions["slogan"] + " (" + mentions["via"] + ", "
                              + mentions["use"] + ")")
    others = devices.assign(kind=devices["device"], title=[_start(text) for text in devices["text"]])
    return pd.concat([frame[["kind", "title", "start", "end"]] for frame in (slogans, others)], ignore_index=True)


def _start(text: str) -> str:
    """How a device begins: one may go over pages, and its name stands at every mark in it."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE] + "…"


def _facts(document: pd.Series) -> str:
    summary = {"地点 place": where(document), "事件 event": when(document)}
    rows = []
    for name, columns in FACTS.items():
        values = [f"{column} {_shown(document[column])}" if len(columns) > 1 else _shown(document[column])
                  for column in columns if pd.notna(document[column])]
        detail = "; ".join(values)
        shown = f"{summary[name]} ({detail})" if name in summary and detail else detail
        rows.append((name, shown or UNKNOWN))
    return _table(("", ""), rows, head=False)


def _shown(value) -> str:
    return f"{value:.3g}" if isinstance(value, float) else visible(str(value))


def _claims(evidence: pd.DataFrame) -> str:
    order = evidence.sort_values(["field", "accepted"], ascending=[True, False], kind="stable")
    rows = [(c.field, "" if pd.isna(c.value) else visible(c.value), "followed 采用" if c.accepted else "not followed 未采用",
             "" if pd.isna(c.text) else visible(c.text), c.kind, c.reason) for c in order.itertuples()]
    return _table(("field", "value", "", "words on the page 原文", "kind", "reason"), rows)


def _slogans(mentions: pd.DataFrame, doc_id: str, links: Links) -> str:
    if mentions.empty:
        return "<p>None of the slogans that are looked for. 未见所查口号。</p>"
    rows = []
    for slogan, group in mentions.groupby("slogan", sort=False):
        places = " ".join(link(f"{role} {i}", f"#m{start}")
                          for i, (start, role) in enumerate(zip(group["start"], group["role"]), start=1))
        rows.append((link(slogan, links.lines(slogan, doc_id)), _counted(group), places))
    return _table(("slogan 口号", "mentions 次数", "where 位置"), rows, safe=True)


def _counted(mentions: pd.DataFrame) -> str:
    """How many mentions are counted, and how many stand where nothing is."""
    n = int(mentions["role"].isin(COUNTED).sum())
    return f"{n:,}" + (f" + {len(mentions) - n:,} not counted 未计" if n < len(mentions) else "")


def _table(heads: tuple, rows: list[tuple], *, head: bool = True, safe: bool = False) -> str:
    """An HTML table; `safe` cells are HTML already."""
    write = str if safe else lambda cell: escape(str(cell))
    lines = [f"<div class='tifa-scroll'><table class='dataframe{'' if head else ' tifa-facts'}'>"]
    if head:
        lines.append("<thead><tr>" + "".join(f"<th>{escape(h)}</th>" for h in heads) + "</tr></thead>")
    tag = "td" if head else "th scope='row'"
    for first, *others in rows:
        cells = "".join(f"<td>{write(cell)}</td>" for cell in others)
        lines.append(f"<tr><{tag}>{write(first)}</{tag[:2]}>{cells}</tr>")
    return "\n".join([*lines, "</table></div>"])
