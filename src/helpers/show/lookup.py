"""Draw and write what a search found: rates by group, where in each document, lines that open to their passage."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import NamedTuple

import pandas as pd
from IPython.display import Image
from matplotlib.figure import Figure

from ..measure.lookup import RATES, UNNAMED, Lookup, NothingFound
from ..measure.voices import OWN
from .figures import WIDTH, drawable
from .links import link
from .prose import rounded
from .sidebyside import visible
from .voices import LABELS
from .voices import UNNAMED as UNNAMED_LABEL

RATE_NAMES = {
    "per_10k_chars": "per 10,000 characters 每万字 (per_10k_chars)",
    "per_1k_tokens": "per 1,000 words 每千词 (per_1k_tokens)",
    "share_of_documents": "share of documents with it 出现文档占比 (share_of_documents)",
}
DECIMALS = {"per_10k_chars": 1, "per_1k_tokens": 2, "share_of_documents": 3}
GROUP_NAMES = {"document": "document 文档", "city": "city 市", "province": "province 省", "year": "year 年份",
               "genre": "genre 体裁", "speaker": "speaker 说话人"}
UNKNOWN = "not known 不明"
SPEAKERS = {voice: LABELS[voice] for voice in OWN} | {UNNAMED: UNNAMED_LABEL}
# Rows of a figure whose names can still be read; the table beside it has all groups.
MAX_ROWS = 30
# Characters of a passage shown on either side of a hit.
MAX_AROUND = 400
# Times the highest rate at which an interval is cut.
TALLEST = 3
LINE_HEIGHT = 0.3  # inches per row
STYLE = """<style>
.tifa-kwic { overflow-x: auto; }
.tifa-kwic details { min-width: 44em; border-bottom: 1px solid rgba(128, 128, 128, 0.3); }
.tifa-kwic summary { display: grid; grid-template-columns: 11em minmax(0, 1fr) auto minmax(0, 1fr); gap: 0.4em;
  cursor: pointer; white-space: nowrap; }
.tifa-kwic summary span { overflow: hidden; }
.tifa-kwic summary .left { display: flex; justify-content: flex-end; }
.tifa-kwic summary .from::before { content: "▸ "; }
.tifa-kwic details[open] summary .from::before { content: "▾ "; }
.tifa-kwic p { margin: 0.4em 1.5em; white-space: pre-wrap; overflow-wrap: anywhere; }
.tifa-kwic mark { background: #f6c667; color: #1a1a1a; font-weight: bold; }
</style>
"""


@dataclass(frozen=True)
class Question:
    """What to look up: a slogan (`""` is any), word or regex, in which documents, and how to show it."""

    kind: str
    text: str
    by: str = "document"
    rate: str = "per_10k_chars"
    order: str = "document"
    doc_ids: tuple[str, ...] | None = None


class Answer(NamedTuple):
    """What was found: `words` say it in a sentence, `table` stands beside `rates`; the figures are drawn."""

    words: str
    rates: Figure
    table: pd.DataFrame
    positions: Figure
    hits: pd.DataFrame


def first_question(lookup: Lookup) -> Question:
    """What to show before anybody has asked: the most frequent slogan, where there is none the most frequent word."""
    if lookup.slogans:
        return Question("slogan", lookup.slogans[0])
    word = lookup.common_word
    return Question("word", word) if word else Question("regex", "质量")


def answer(lookup: Lookup, question: Question, names: dict[str, str]) -> Answer:
    """Look a question up and draw what was found.

    Parameters
    ----------
    lookup : the corpus, made ready.
    question : what to look up.
    names : a short name of every document.

    Raises
    ------
    helpers.measure.lookup.NothingFound
        If there is nothing to show.
    ValueError
        If the regular expression is none.
    """
    hits = lookup.find(question.kind, question.text, question.doc_ids)
    rates = lookup.rates(hits, question.by, question.doc_ids)
    if not rates[question.rate].notna().any():
        raise NothingFound(f"{question.rate} cannot be given: these documents have no words to divide by.")
    points = lookup.points(hits, question.by, question.rate, question.doc_ids)
    spread = lookup.spread(hits, question.doc_ids)
    what = visible(question.text) or "any slogan 任何口号"
    words = (f"{what} ({question.kind}): {len(hits):,} in headline and body of {spread.n_documents_with:,} of "
             f"{spread.n_documents:,} document{'s' * (spread.n_documents != 1)}")
    if pd.notna(spread.dp_norm):
        words += f"; DPnorm {spread.dp_norm:.2f}, where 0 is spread as all words are and 1 all in one document"
    searched = names if question.doc_ids is None else {d: names[d] for d in names if d in question.doc_ids}
    return Answer(words + ".", draw_rates(rates, points, question, what, names), rate_table(rates, question, names),
                  draw_positions(lookup.positions(hits), searched, what), hits)


def rate_table(rates: pd.DataFrame, question: Question, names: dict[str, str]) -> pd.DataFrame:
    """The table beside the figure of rates: every group with its count, base, rate, interval and documents."""
    column, rate = rates.columns[0], question.rate
    base = [] if RATES[rate] is None else [RATES[rate][0]]
    interval = [f"{rate}_low", f"{rate}_high"]
    columns = ["n", *base, rate, *interval, "n_documents_with", "n_documents"]
    table = rounded(rates[columns], dict.fromkeys([rate, *interval], DECIMALS[rate]))
    table.insert(0, GROUP_NAMES[question.by], [_group(value, column, names) for value in rates[column]])
    if base:
        table["units"] = [f"{n} {units}" if pd.notna(low) else "–"
                              for n, units, low in zip(rates["n_units"], rates["units"], rates[interval[0]])]
    return table


def draw_rates(rates: pd.DataFrame, points: pd.DataFrame, question: Question, what: str,
               names: dict[str, str]) -> Figure:
    """Draw every group's rate with its interval, and in small groups every document as a circle.

    At most `MAX_ROWS` groups are drawn, those with most hits.
    """
    column, rate = rates.columns[0], question.rate
    known = rates[rates[rate].notna()]
    drawn = known[known["n"].rank(method="first", ascending=False) <= MAX_ROWS]
    figure = _figure(len(drawn))
    axes = figure.subplots()
    end = _end(drawn, points, rate)
    for line, row in enumerate(drawn.to_dict("records")):
        own = points[_same(points[column], row[column])] if len(points) else points
        _draw_rate(axes, line, row, rate, end, own)
        base = "" if RATES[rate] is None else f" / {row[RATES[rate][0]]:,}"
        axes.annotate(f"{row['n']:,}{base}", (1, line), xycoords=("axes fraction", "data"), xytext=(6, 0),
                      textcoords="offset points", va="center", fontsize=8)
    axes.set_yticks(range(len(drawn)), [drawable(_group(value, column, names)) for value in drawn[column]])
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.set_xlim(-0.015 * end, end)
    axes.grid(axis="y", color="0.92")
    axes.set_xlabel(_caption(rate, len(points) > 0), fontsize=9, linespacing=1.6)
    left_out = f", the {MAX_ROWS} of {len(known)} with most hits" if len(known) > MAX_ROWS else ""
    axes.set_title(drawable(f"{what} by {GROUP_NAMES[question.by]}{left_out}"), fontsize=11)
    return figure


def draw_positions(positions: pd.DataFrame, names: dict[str, str], what: str) -> Figure:
    """Draw where in each document the hits stand: a line per document from its first to its last character.

    At most `MAX_ROWS` documents are drawn, those with most hits.
    """
    n = positions["doc_id"].value_counts().reindex(list(names), fill_value=0)
    most = set(n.sort_values(ascending=False, kind="stable").index[:MAX_ROWS])
    drawn = [doc_id for doc_id in names if doc_id in most]
    figure = _figure(len(drawn))
    axes = figure.subplots()
    for line, doc_id in enumerate(drawn):
        axes.axhline(line, color="0.8", linewidth=0.8, zorder=0)
        shares = positions.loc[positions["doc_id"] == doc_id, "share"].astype(float)
        axes.plot(shares, [line] * len(shares), "|", color="black", markersize=13, markeredgewidth=1.3)
    axes.set_yticks(range(len(drawn)), [f"{drawable(names[doc_id])}  {n[doc_id]:,}" for doc_id in drawn])
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.set_xlim(-0.01, 1.01)
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    axes.set_xlabel("share of headline and body before it 在标题和正文中的位置", fontsize=9)
    left_out = f", the {MAX_ROWS} of {len(names)} with most hits" if len(names) > MAX_ROWS else ""
    axes.set_title(drawable(f"Where {what} stands 分布{left_out}"), fontsize=11)
    return figure


def draw_comparison(rates: pd.DataFrame, points: pd.DataFrame) -> Figure:
    """Draw the rates of slogans in several collections side by side, as `measure.lookup.compare_slogans` gives them.

    At most `MAX_ROWS` slogans are drawn, those with most mentions.

    Raises
    ------
    ValueError
        If there is no slogan to draw.
    """
    if rates.empty:
        raise ValueError("no slogan to draw: none stands in these collections")
    rate = "per_10k_chars"
    slogans = list(dict.fromkeys(rates["slogan"]))[:MAX_ROWS]
    collections = list(dict.fromkeys(rates["collection"]))
    rates, points = rates[rates["slogan"].isin(slogans)], points[points["slogan"].isin(slogans)]
    figure = _figure(len(slogans) * len(collections))
    axes = figure.subplots()
    end = _end(rates, points, rate)
    for row in rates.to_dict("records"):
        i = collections.index(row["collection"])
        line = slogans.index(row["slogan"]) * (len(collections) + 0.6) + i
        own = points[(points["slogan"] == row["slogan"]) & (points["collection"] == row["collection"])]
        fill = ("black", "white", "0.6")[i % 3]
        _draw_rate(axes, line, row, rate, end, own, fill)
        axes.annotate(f"{row['n']:,} / {row['n_chars']:,}", (1, line), xycoords=("axes fraction", "data"),
                      xytext=(6, 0), textcoords="offset points", va="center", fontsize=8)
        axes.annotate(row["collection"], (0, line), xycoords=("axes fraction", "data"), xytext=(-6, 0),
                      textcoords="offset points", va="center", ha="right", fontsize=8)
    heights = [i * (len(collections) + 0.6) + (len(collections) - 1) / 2 for i in range(len(slogans))]
    axes.set_yticks(heights, slogans)
    axes.tick_params(axis="y", length=0, pad=80)
    axes.set_ylim(len(slogans) * (len(collections) + 0.6) - 0.8, -0.8)
    axes.set_xlim(-0.015 * end, end)
    axes.set_xlabel(_caption(rate, len(points) > 0), fontsize=9, linespacing=1.6)
    axes.set_title("Slogans in both collections 两组文档中的口号", fontsize=11)
    return figure


def _draw_rate(axes, line: float, row: dict, rate: str, end: float, documents: pd.DataFrame, fill="black") -> None:
    """Draw one rate as a diamond on its interval, which is cut at `end` and dotted where it has no upper end; its
    documents are circles below it.
    """
    low, high = row[f"{rate}_low"], row[f"{rate}_high"]
    if pd.notna(low):
        open_end = pd.isna(high)
        axes.plot([low, end if open_end else min(high, end)], [line, line], color="0.35", linewidth=2,
                  linestyle=":" if open_end else "-", solid_capstyle="butt")
        if open_end or high > end:
            axes.plot([end], [line], ">", color="0.35", markersize=7, clip_on=False)
    axes.plot([row[rate]], [line], "D", color="black", markerfacecolor=fill, markersize=5.5, zorder=3)
    if len(documents) > 1:
        axes.plot(documents[rate].astype(float), [line + 0.24] * len(documents), "o", markersize=4.5,
                  markerfacecolor="none", markeredgecolor="0.2", zorder=2)


def _caption(rate: str, points: bool) -> str:
    return (f"{RATE_NAMES[rate]}\n◆ group 组; — 95% interval 区间, ▶ longer than drawn 超出图外, ┈ end not known 上限不明"
            + ("; ○ one document 一篇" if points else ""))


def lines_html(lookup: Lookup, lines: pd.DataFrame, names: dict[str, str], links=None) -> str:
    """Write the lines of a concordance as HTML; each opens to its passage with the hit marked.

    Parameters
    ----------
    lookup : the corpus that the lines are from.
    lines : rows of `Lookup.lines`.
    names : a short name of every document.
    links : the addresses of a site, `show.links.Links`, to lead to each document's page; none by default.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> lookup = Lookup(load_corpus("seeds"))
    >>> lines = lookup.lines(lookup.find("slogan", "质量立市"))
    >>> names = dict.fromkeys(lookup.documents["doc_id"], "x")
    >>> "<mark>质量立市</mark>" in lines_html(lookup, lines, names)
    True
    """
    rows = [STYLE, "<div class='tifa-kwic'>"]
    for line in lines.itertuples():
        begins, text = lookup.around(line.doc_id, line.start)
        start, end = line.start - begins, line.end - begins
        before, after = text[max(start - MAX_AROUND, 0) : start].lstrip(), text[end : end + MAX_AROUND].rstrip()
        before = f"…{before}" if start > MAX_AROUND else before
        after = f"{after}…" if len(text) > end + MAX_AROUND else after
        place = f"{names[line.doc_id]}, {line.role}, line {line.line} of the file"
        place = escape(place) if links is None else link(place, links.document(line.doc_id))
        rows.append(
            f"<details><summary><span class='from'>{escape(names[line.doc_id])}</span>"
            f"<span class='left'><span>{escape(visible(line.left))}</span></span>"
            f"<b>{escape(visible(line.hit))}</b><span class='right'>{escape(visible(line.right))}</span></summary>"
            f"<p>{escape(visible(before))}<mark>{escape(visible(text[start:end]))}</mark>{escape(visible(after))}</p>"
            f"<p>{place}</p></details>"
        )
    return "\n".join([*rows, "</div>"])


def png(figure: Figure) -> bytes:
    """A figure as the bytes of a PNG, the same for the same figure."""
    stream = BytesIO()
    figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def picture(figure: Figure) -> Image:
    """A figure as an output of a notebook."""
    return Image(png(figure))


def _end(rates: pd.DataFrame, points: pd.DataFrame, rate: str) -> float:
    """Where the axis of rates ends: at the widest interval, unless that makes the rates themselves too small to see."""
    highest = max(rates[rate].max(), points[rate].astype(float).max() if len(points) else 0)
    widest = max(rates[f"{rate}_high"].fillna(0).max(), highest)
    return 1.03 * float(min(widest, TALLEST * highest) or widest or 1)


def _figure(rows: int) -> Figure:
    return Figure(figsize=(WIDTH, 1.2 + LINE_HEIGHT * rows), dpi=100, layout="constrained")


def _group(value, column: str, names: dict[str, str]) -> str:
    if pd.isna(value):
        return UNKNOWN
    return names[value] if column == "doc_id" else SPEAKERS.get(value, visible(str(value)))


def _same(values: pd.Series, value) -> pd.Series:
    return values.isna() if pd.isna(value) else (values == value).fillna(False)
