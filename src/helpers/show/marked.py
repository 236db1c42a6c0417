"""A document's clean text as HTML, passage by passage, with stretches of it marked.

A mark says what it is in its colour, its line and its title, so that it can be read in grey and without a mouse. Every
sentence and every marked slogan is a place that other pages can link to.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from ..tables import COUNTED

# What the kinds of marks mean; more than these hues few eyes tell apart, so each has its own line too.
MARKS = {
    "slogan": "口号 slogan",
    "enumeration": "列举 enumeration",
    "parallelism": "排比 parallelism",
    "four_character_run": "四字格 four-character run",
    "numeric_formula": "数字缩略 numeric formula",
    "obligation": "义务情态 obligation",
    "metaphor": "隐喻 metaphor",
    "set_phrase": "套语 set phrase",
    "centre_reference": "援引中央 reference to the centre",
}
# What a stretch of a page is, as it stands beside it.
ROLES = {
    "kicker": "引题 kicker", "title": "标题 title", "subtitle": "副题 subtitle", "byline": "署名 byline",
    "dateline": "电头 dateline", "body": "正文 body", "outline": "提纲 outline", "navigation": "导航 menu",
    "copyright": "版权 rights", "related": "链接 links", "truncation": "截断 cut", "duplicate": "重复 repeat",
    "other": "其他 other",
}
BRACKETED = ("enumeration", "parallelism")  # long enough that one has to see where they begin and end
STYLE = """<style>
.tifa-text p { margin: 0.3em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.tifa-text .role { display: inline-block; min-width: 7em; font-size: 0.8em; font-weight: normal; user-select: none; }
.tifa-text .role:empty { min-width: 2.5em; }
.tifa-text .left-out { border-left: 3px solid rgba(128, 128, 128, 0.5); padding-left: 0.5em; font-size: 0.9em; }
.tifa-text .headline { font-weight: bold; }
.tifa-text [id]:target, .tifa-text p:has(> [id]:target) { outline: 2px solid currentColor; scroll-margin-top: 5em; }
.tifa-text p, .tifa-legend { line-height: 2.3; }
.tifa-legend mark { white-space: nowrap; }
.tifa-text .left-out { line-height: 1.6; }
.tifa-mark { color: inherit; background: none; padding: 0; }
.tifa-mark.slogan { background: #f6c667; color: #1a1a1a; font-weight: bold; }
.tifa-mark.enumeration { background: rgba(11, 111, 179, 0.10); border-bottom: 2px solid #0b6fb3; padding-bottom: 9px; }
.tifa-mark.parallelism { background: rgba(179, 64, 11, 0.12); border-bottom: 2px dashed #b3400b; padding-bottom: 5px; }
.tifa-mark.starts::before, .tifa-mark.ends::after { font-weight: bold; user-select: none; }
.tifa-mark.enumeration.starts::before { content: "["; color: #0b6fb3; }
.tifa-mark.enumeration.ends::after { content: "]"; color: #0b6fb3; }
.tifa-mark.parallelism.starts::before { content: "{"; color: #b3400b; }
.tifa-mark.parallelism.ends::after { content: "}"; color: #b3400b; }
.tifa-mark.four_character_run { border-bottom: 3px dotted #5c7f1b; padding-bottom: 1px; }
.tifa-mark.numeric_formula { border: 1px solid #7a3fa0; border-radius: 3px; padding: 0 1px; }
.tifa-mark.obligation { text-decoration: underline wavy #b3400b 1px; text-underline-offset: 3px; font-weight: bold; }
.tifa-mark.metaphor { background: rgba(11, 143, 143, 0.22); font-style: italic; }
.tifa-mark.set_phrase { text-decoration: underline dotted #808080 2px; text-underline-offset: 4px; }
.tifa-mark.centre_reference { text-decoration: overline double #a03f6f 1px; }
</style>
"""


def marked_text(passages: pd.DataFrame, sentences: pd.DataFrame, marks: pd.DataFrame) -> str:
    """Set a document's clean text with its marks, and beside a stretch its role where that begins.

    Parameters
    ----------
    passages : one row per passage of one document: `role text start end`. What is not headline or body is set apart.
    sentences : one row per sentence of that document: `sentence_id start`; each becomes the place `s<sentence_id>`.
    marks : one row per marked stretch: `kind` (one of `MARKS`), `title`, `start`, `end`, in characters of the clean
        text. They may overlap. A slogan becomes the place `m<start>`.

    Returns
    -------
    str
        HTML, one paragraph per line of the text. `STYLE` goes above it, once.

    Examples
    --------
    >>> passages = pd.DataFrame({"role": ["body"], "text": ["质量强市。"], "start": [0], "end": [5]})
    >>> sentences = pd.DataFrame({"sentence_id": [0], "start": [0]})
    >>> marks = pd.DataFrame({"kind": ["slogan"], "title": ["质量强市"], "start": [0], "end": [4]})
    >>> print(marked_text(passages, sentences, marks).splitlines()[1])
    <p><span class="role">正文 body</span><a id="s0"></a><mark class="tifa-mark slogan" title="口号 slogan: 质量强市" \
id="m0">质量强市</mark>。</p>
    """
    places = dict(zip(sentences["start"], sentences["sentence_id"]))
    rows = sorted(marks[["start", "end", "kind", "title"]].itertuples(index=False, name=None))
    lines = ["<div class='tifa-text'>"]
    first = 0  # marks before this one end before the passage
    before = ""
    for passage in passages.itertuples():
        counted = passage.role in COUNTED
        kind = "" if passage.role == "body" else ' class="headline"' if counted else ' class="left-out"'
        while first < len(rows) and rows[first][1] <= passage.start:
            first += 1
        here = [row for row in rows[first:] if row[0] < passage.end and row[1] > passage.start]
        at = passage.start
        role = "" if passage.role == before else ROLES[passage.role]
        before = passage.role
        for line in passage.text.splitlines(keepends=True):
            if line.strip():
                html = _line(line.rstrip("\n"), at, here, places)
                lines.append(f'<p{kind}><span class="role">{role}</span>{html}</p>')
                role = ""
            at += len(line)
    return "\n".join([*lines, "</div>"])


def _line(text: str, at: int, marks: list[tuple], places: dict[int, int]) -> str:
    """One line as HTML: cut wherever a mark or a sentence begins or ends."""
    end = at + len(text)
    own = [mark for mark in marks if mark[0] < end and mark[1] > at]
    cuts = {at, end} | {cut for mark in own for cut in mark[:2]} | {place for place in places if at <= place < end}
    parts = []
    cuts = sorted(cut for cut in cuts if at <= cut <= end)
    for left, right in zip(cuts, cuts[1:]):
        if left in places:
            parts.append(f'<a id="s{places[left]}"></a>')
        covering = [mark for mark in own if mark[0] <= left and mark[1] >= right]
        parts.append(_stretch(escape(text[left - at : right - at]), left, right, covering))
    return "".join(parts)


def _stretch(html: str, left: int, right: int, covering: list[tuple]) -> str:
    """A stretch inside all that cover it, the longest outermost; the innermost says what all of them are."""
    if not covering:
        return html
    titles = "; ".join(dict.fromkeys(f"{MARKS[kind]}: {title}" for *_, kind, title in covering))
    attributes = f' title="{escape(titles)}"'
    if any(kind == "slogan" and start == left for start, _, kind, _ in covering):
        attributes += f' id="m{left}"'
    for start, end, kind, _ in sorted(covering, key=lambda mark: mark[1] - mark[0]):
        edges = ("" if start < left or kind not in BRACKETED else " starts") + (
            "" if end > right or kind not in BRACKETED else " ends")
        html = f'<mark class="tifa-mark {kind}{edges}"{attributes}>{html}</mark>'
        attributes = ""
    return html


def legend(kinds: Iterable[str]) -> str:
    """What the marks of these kinds look like and mean, as one line of HTML.

    Examples
    --------
    >>> legend(["slogan"]).partition("</p>")[0]
    '<p class="tifa-legend"><mark class="tifa-mark slogan">口号 slogan</mark>'
    """
    kinds = set(kinds)
    shown = [f'<mark class="tifa-mark {kind}{" starts ends" if kind in BRACKETED else ""}">{name}</mark>'
             for kind, name in MARKS.items() if kind in kinds]
    return (f'<p class="tifa-legend">{" · ".join(shown)}</p>'
            '<p>A bar at the left: not headline or body, and never counted. 左侧有竖线的不是标题或正文，不计数。</p>')
