"""Draw whose words a text prints: strips in reading order, shares by rank, verbs by rank."""

from itertools import accumulate

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..measure.voices import OWN, VOICES
from .figures import NARROW, READ, drawable

LABELS = dict(zip(VOICES, (
    "central 中央", "provincial 省级", "city 市级", "county/district 县区级", "other or no office 其他或无职务",
    "meeting, body or paper 会议、机构、文件", "issuing office 发文机关",
    "reporter or author 记者、作者",
), strict=True))
# Four greys from high to low, then hatches: they stay apart in greyscale print.
FILLS = dict(zip(VOICES, (
    {"facecolor": "0.1"}, {"facecolor": "0.38"}, {"facecolor": "0.62"}, {"facecolor": "0.84"},
    {"facecolor": "white", "hatch": "...."}, {"facecolor": "white", "hatch": "////"},
    {"facecolor": "white", "hatch": "----"}, {"facecolor": "white"},
), strict=True))
WHITE_TEXT = VOICES[:2]
# What the verbs of the genre come to in English; one that is not here is shown without.
GLOSSES = {
    "指出": "points out", "强调": "stresses", "强调指出": "points out with stress", "要求": "demands",
    "表示": "states", "希望": "hopes", "提出": "puts forward", "说": "says", "介绍": "explains",
    "介绍说": "explains", "认为": "holds", "通报": "reports on", "宣读": "reads out", "传达": "passes on",
    "汇报": "reports upward", "阐述": "sets out", "肯定": "approves of", "部署": "deploys",
    "安排部署": "arranges and deploys", "安排": "arranges", "回顾": "looks back on", "总结": "sums up",
    "强调说": "stresses", "鼓励": "encourages", "勉励": "encourages", "叮嘱": "urges", "批示": "instructs in writing",
    "答复": "answers", "反映": "says of his situation", "表态": "declares", "透露": "lets know", "坦言": "says frankly",
    "明确": "makes clear", "提到": "mentions", "呼吁": "calls for", "建议": "suggests", "告诉": "tells",
}
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # under letters on a hatch
UNNAMED = "unnamed 未具名"
# A name of three characters is this wide, as a share of a strip at the size drawn.
NAME_WIDTH = 0.05


def draw_strips(found: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw each document's body as a strip from its first to its last character, shaded by who speaks.

    Parameters
    ----------
    found
        Rows of `measure.voices.stretches`.
    labels
        What to write beside each document's strip, by `doc_id`, from the top down.

    Raises
    ------
    ValueError
        If there is no document to draw.
    """
    if not labels:
        raise ValueError("no document to draw a strip of")
    figure, axes = plt.subplots(figsize=(9.5, 1.5 + 0.55 * len(labels)), layout="constrained")
    for line, doc_id in enumerate(labels):
        here = found[found["doc_id"] == doc_id]
        body_chars = float(here["chars"].sum())
        speakers = here["speaker"].fillna(UNNAMED).where(~here["voice"].isin(OWN), "")
        # Paragraphs of one speaker in a row are one block.
        who = list(zip(here["voice"], speakers))
        block = list(accumulate(now != before for before, now in zip([who[0], *who], who))) if who else []
        for _, rows in here.assign(speaker=speakers).groupby(block):
            left, width = rows["offset"].iloc[0] / body_chars, rows["chars"].sum() / body_chars
            voice, name = rows["voice"].iloc[0], drawable(rows["speaker"].iloc[0])
            axes.barh(line, width, 0.62, left, edgecolor="0.3", linewidth=0.6, **FILLS[voice])
            if name and width >= NAME_WIDTH * max(len(name) / 3, 1):
                plate = PLATE if "hatch" in FILLS[voice] else None
                axes.text(left + width / 2, line, name, ha="center", va="center", fontsize=8, bbox=plate,
                          color="white" if voice in WHITE_TEXT else "black")
    axes.set_yticks(range(len(labels)), list(labels.values()), fontsize=9)
    axes.set_ylim(len(labels) - 0.5, -0.6)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.set_xlabel("share of the body's characters, in reading order 占正文字数，按行文顺序")
    axes.set_title("Who holds the text 谁在说话", fontsize=11)
    axes.tick_params(left=False)
    axes.spines[["left", "right", "top"]].set_visible(False)
    _legend(figure, [voice for voice in VOICES if (found["voice"] == voice).any()])
    return figure


def draw_shares(shares: pd.DataFrame) -> Figure:
    """Draw every document's share of each voice as a point.

    Parameters
    ----------
    shares
        Rows of `measure.voices.share_of_body` by `voice`.

    Raises
    ------
    ValueError
        If there is no share to draw.
    """
    if shares.empty:
        raise ValueError("no share to draw: no document has a body")
    table = shares.pivot(index="doc_id", columns="voice", values="share").fillna(0.0)
    heard = [voice for voice in VOICES if voice in table]
    figure, axes = plt.subplots(figsize=(NARROW, 1.3 + 0.5 * len(heard)), layout="constrained")
    for line, voice in enumerate(heard):
        axes.plot(table[voice], [line] * len(table), "o", markersize=8, markerfacecolor="none",
                  markeredgecolor="black", markeredgewidth=1.1, clip_on=False)
        for at, number in table[voice].round(2).value_counts().items():
            if number > 1:
                axes.annotate(f"×{number}", (at, line), (7, 5), textcoords="offset points", fontsize=READ)
    axes.set_yticks(range(len(heard)), ["\n".join(LABELS[voice].rsplit(" ", 1)) for voice in heard])
    axes.tick_params(labelsize=READ)
    axes.set_ylim(len(heard) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.set_xlabel("share of a document's body characters\n○ one document 每个圆圈代表一篇", fontsize=READ)
    axes.set_title("Share of each voice 各类声音所占比例", fontsize=READ + 1)
    axes.grid(axis="y", color="0.9")
    axes.spines[["right", "top"]].set_visible(False)
    return figure


def draw_verbs(table: pd.DataFrame, most: int) -> Figure:
    """Draw how often each verb introduces each voice, as numbered squares.

    Parameters
    ----------
    table
        Rows of `measure.voices.verbs`.
    most
        How many verbs to draw, from the most frequent; the others are one last line.

    Raises
    ------
    ValueError
        If there is no verb to draw.
    """
    if table.empty:
        raise ValueError("no verb to draw: no statement is introduced by one")
    order = list(dict.fromkeys(table["verb"]))
    rest = "others 其余"
    named = table.assign(verb=table["verb"].where(table["verb"].isin(order[:most]), rest))
    counts = named.groupby(["verb", "voice"])["n_statements"].sum().unstack(fill_value=0)
    lines = order[:most] + ([rest] if len(order) > most else [])
    counts = counts.loc[lines, [voice for voice in VOICES if voice in counts.columns]].astype("int64")
    shares = (counts / counts.sum()).to_numpy(dtype="float64")
    figure, axes = plt.subplots(figsize=(max(1.6 * counts.shape[1] + 1.6, 5.2), 1.4 + 0.34 * len(lines)),
                                layout="constrained")
    axes.imshow(shares, cmap="Greys", vmin=0, vmax=1.2, aspect="auto")
    for line, verb in enumerate(lines):
        for column, voice in enumerate(counts.columns):
            number = counts.loc[verb, voice]
            if number:
                axes.text(column, line, f"{number}", ha="center", va="center", fontsize=9,
                          color="white" if shares[line, column] > 0.6 else "black")
    heads = ["\n".join(LABELS[voice].rsplit(" ", 1)) for voice in counts.columns]
    totals = [f"{head}\nn = {total}" for head, total in zip(heads, counts.sum(), strict=True)]
    axes.set_xticks(range(counts.shape[1]), totals, fontsize=8.5)
    axes.set_yticks(range(len(lines)), [_glossed(verb) for verb in lines], fontsize=9.5)
    axes.tick_params(length=0)
    axes.set_title("Statements by verb and level of speaker\n各级讲话人所用引语动词（次）", fontsize=11)
    return figure


def _glossed(verb: str) -> str:
    return " ".join(filter(None, (GLOSSES.get(verb), drawable(verb))))


def _legend(figure: Figure, voices: list[str]):
    handles = [Patch(label=LABELS[voice], edgecolor="0.3", linewidth=0.6, **FILLS[voice]) for voice in voices]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8.5, frameon=False)
