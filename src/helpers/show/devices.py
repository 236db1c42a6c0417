"""Show rhetorical devices: marked in a document's text, and as profiles of documents side by side."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..corpus import Corpus
from ..tables import DEVICES
from .figures import WIDTH
from .marked import MARKS, STYLE, legend, marked_text

# Points that stay apart in grey: a shape and a fill for each group.
SHAPES = (("o", "black"), ("s", "white"), ("^", "0.6"), ("D", "white"), ("v", "black"), ("P", "0.6"))


def annotated(corpus: Corpus, doc_id: str) -> str:
    """A document's text with its devices marked, under a legend, as HTML.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> page = annotated(load_corpus("seeds"), "000_1b6244017e678139")
    >>> page.count('<p class="tifa-legend">'), "四字格" in page
    (1, True)
    """
    own = {name: _of(getattr(corpus, name), doc_id) for name in ("passages", "sentences", "devices")}
    marks = device_marks(own["devices"])
    return STYLE + legend(marks["kind"]) + marked_text(own["passages"], own["sentences"], marks)


def device_marks(devices: pd.DataFrame) -> pd.DataFrame:
    """What `marked.marked_text` marks for each device.

    Examples
    --------
    >>> devices = pd.DataFrame({"device": ["enumeration"], "kind": ["一是"], "text": ["…"], "n_items": [2],
    ...                         "announced": [3],
    ...                         "start": [0], "end": [9]}).astype({"announced": "Int64"})
    >>> device_marks(devices)["title"].tolist()
    ['一是, 2 items of 3 announced']
    """
    titles = []
    for row in devices.itertuples():
        said = "" if pd.isna(row.kind) or not row.kind else f"{row.kind}"
        items = "" if pd.isna(row.n_items) or row.n_items == 1 else f"{row.n_items} items"
        promised = "" if pd.isna(row.announced) else f" of {row.announced} announced"
        titles.append(", ".join(filter(None, (said, items + promised))) or row.text)
    return devices.assign(title=titles)[["device", "title", "start", "end"]].rename(columns={"device": "kind"})


def device_list(devices: pd.DataFrame) -> str:
    """The devices of one document as an HTML table in the order of the text, long ones shortened.

    Examples
    --------
    >>> devices = pd.DataFrame({"device": ["obligation"], "kind": ["strong"], "text": ["必须"], "n_items": [1]})
    >>> "必须" in device_list(devices)
    True
    """
    rows = []
    for row in devices.itertuples():
        text = " ".join(row.text.split())
        shown = text if len(text) <= 60 else f"{text[:38]} … {text[-18:]}"
        items = "–" if pd.isna(row.n_items) else str(row.n_items)
        cells = (MARKS[row.device], "" if pd.isna(row.kind) else row.kind, items, shown)
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    heads = "".join(f"<th>{head}</th>" for head in ("device", "kind", "items", "text 原文"))
    return f"<table class='dataframe tifa-facts'><thead><tr>{heads}</tr></thead>{''.join(rows)}</table>"


def draw_profiles(table: pd.DataFrame, group: str, labels: Mapping[str, str], title: str) -> Figure:
    """Draw the rates of each device, a panel for each, a line for each group, with its interval.

    Parameters
    ----------
    table : rows of `measure.rhetoric.profiles.rates`.
    group : the column that tells the groups.
    labels : what to write beside each group, from the top down.
    title : above the figure.

    Raises
    ------
    ValueError
        If there is no group to draw.
    """
    if not labels:
        raise ValueError("no group to draw a profile of")
    lines = list(labels)
    columns = 4
    figure, panels = plt.subplots(2, columns, figsize=(WIDTH + 2.5, 1.6 + 0.62 * len(lines)), sharey=True)
    for panel, device in zip(panels.flat, DEVICES, strict=True):
        own = table[table["device"] == device].set_index(group)
        # An interval that runs far beyond all rates would press the points into a corner.
        end = 2.2 * max(float(own["per_1k_chars"].max() or 0), 0.1)
        for place, key in enumerate(lines):
            if key not in own.index:
                continue
            row = own.loc[key]
            shape, fill = SHAPES[place % len(SHAPES)]
            low, high = row["per_1k_chars_low"], row["per_1k_chars_high"]
            if pd.notna(low):
                unbounded = pd.isna(high)
                panel.plot([low, end if unbounded else min(high, end)], [place, place], ":" if unbounded else "-",
                           color="0.45", linewidth=1)
                if unbounded or high > end:
                    panel.plot(end, place, ">", color="0.45", markersize=4, clip_on=False)
            panel.plot(row["per_1k_chars"], place, shape, color="black", markerfacecolor=fill, markersize=6,
                       clip_on=False)
            panel.annotate(str(row["n"]), (row["per_1k_chars"], place), (0, 5), textcoords="offset points", fontsize=8,
                           ha="center")
        panel.set_title(MARKS[device].replace(" ", "\n", 1), fontsize=9)
        panel.set_xlim(0, end)
        panel.tick_params(labelsize=8)
        panel.grid(axis="x", color="0.9")
    for panel in panels[:, 0]:
        panel.set_yticks(range(len(lines)), [labels[key] for key in lines], fontsize=8)
        panel.set_ylim(len(lines) - 0.4, -0.7)
    figure.supxlabel("per 1,000 characters of the body 每千字次数; the number at a point is its count 次数", fontsize=9)
    figure.suptitle(title, fontsize=11)
    return figure


def _of(frame: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    return frame[frame["doc_id"] == doc_id]
