"""The page of one document in the site: what is known of it and from where, its text with marks, every edit."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..corpus import Corpus
from ..tables import COUNTED
from .cite import document_line, project_line
from .links import Links, link
from .markdown import literal
from .marked import ROLES, legend, marked_text
from .marked import STYLE as MARKED_STYLE
from .overview import UNKNOWN, between, where
from .search import UNSEARCHED
from .sidebyside import STYLE as SIDES_STYLE
from .sidebyside import folded, side_by_side, visible

GENRES = {"report": "报道", "speech": "讲话", "notice": "通知", "commentary": "评论", "other": "其他"}
BASES = {"stated": "文中写明", "inferred": "推断", "curated": "人工考订", "unknown": "不明"}
SCRIPTS = {"Hans": "Simplified 简体", "Hant": "Traditional 繁体", "mixed": "both scripts 繁简混用"}

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
    citation = f"{document_line(document)} Text as repaired 修复后文本: {project_line()}"
    lines = [
        f"# {heading(document, links.names[doc_id])}", "",
        as_html(MARKED_STYLE + SIDES_STYLE), "",
        "## 信息 What is known", "", as_html(_facts(document)), "",
        as_html(folded(f"证据 every claim and its evidence ({len(own['evidence'])})", _claims(own["evidence"])),
                searched=False), "",
        "## 口号 Slogans", "", as_html(_slogans(own["mentions"], doc_id, links)), "",
        "## 引用 To cite", "",
        as_html(f"<blockquote id='tifa-cite'>{escape(citation)}</blockquote>", searched=False), "",
        "A place in the text that one comes to by a link has its sentence under it, ready to be quoted with this "
        "source. 经链接到达文中某处时，其下附有原句及出处。", "",
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
    """What a reader asks of a document first, in words; the table `documents` has the columns behind them."""
    rows = {
        "体裁 genre": _both(document["genre"], GENRES),
        "媒体 outlet": UNKNOWN if pd.isna(document["outlet"]) else visible(document["outlet"]),
        "地点 place": where(document) + ("" if pd.isna(document["adcode"]) else f" (区划代码 code {document['adcode']})"),
        "事件 event": between(document["event_from"], document["event_to"]),
        "发表 published": between(document["published_from"], document["published_to"]),
        "年份 year": f"{between(document['year_from'], document['year_to'])} ({_both(document['year_basis'], BASES)})",
        "字数 length": _length(document),
        "来源文件 source file": f"{visible(document['file'])}; {document['encoding']}; "
                            f"{_both(document['script'], SCRIPTS)}; SHA-256 {document['sha256']}",
    }
    return _table(("", ""), list(rows.items()), head=False)


def _both(value, names: dict[str, str]) -> str:
    """A value of a table with its name in Chinese beside it; of a script its names alone."""
    if pd.isna(value):
        return UNKNOWN
    return names[value] if names is SCRIPTS else f"{value} {names[value]}"


def _length(document: pd.Series) -> str:
    """The characters of the body, and what the page says of its own length."""
    declared = [f"{document[f'declared_{name}']:,} {words}" for name, words in
                (("total", "in all 全文"), ("shown", "shown 显示"), ("omitted", "left out 省略"))
                if pd.notna(document[f"declared_{name}"])]
    told = f"{document['body_chars']:,} characters of body 正文字数"
    if declared:
        told += f"; the page declares 网页自称 {', '.join(declared)}"
    if pd.notna(document["completeness"]):
        told += f"; so {document['completeness']:.0%} of the whole is here 即全文的 {document['completeness']:.0%}"
    return told


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
        places = " ".join(link(f"{i}" if role == "body" else f"{i} {ROLES[role]}", f"#m{start}")
                          for i, (start, role) in enumerate(zip(group["start"], group["role"]), start=1))
        rows.append((link(slogan, links.lines(slogan, doc_id)), _counted(group),
                     f"<span class='tifa-places'>{places}</span>"))
    where_head = "where 位置 (in the body 正文 where nothing else is named)"
    return _table(("slogan 口号", "mentions 次数", where_head), rows, safe=True)


def _counted(mentions: pd.DataFrame) -> str:
    """How many mentions are counted, and how many stand where nothing is."""
    n = int(mentions["role"].isin(COUNTED).sum())
    return f"{n:,}" + (f" + {len(mentions) - n:,} not counted 未计" if n < len(mentions) else "")


def _table(heads: tuple, rows: list[tuple], *, head: bool = True, safe: bool = False) -> str:
    """An HTML table; `safe` cells are HTML already."""
    write = str if safe else lambda cell: escape(str(cell))
    kind = " tifa-fits" if safe else "" if head else " tifa-facts"
    lines = [f"<div class='tifa-scroll'><table class='dataframe{kind}'>"]
    if head:
        lines.append("<thead><tr>" + "".join(f"<th>{escape(h)}</th>" for h in heads) + "</tr></thead>")
    tag = "td" if head else "th scope='row'"
    for first, *others in rows:
        cells = "".join(f"<td>{write(cell)}</td>" for cell in others)
        lines.append(f"<tr><{tag}>{write(first)}</{tag[:2]}>{cells}</tr>")
    return "\n".join([*lines, "</table></div>"])
