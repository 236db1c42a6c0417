"""Raw and clean text side by side as HTML, every edit marked and named.

Marks are `<del>` and `<ins>`, so that they show as struck out and underlined where a reader's program drops
the style sheet, and in grey as well as in colour. The same tables give the same HTML: no random names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import escape

import pandas as pd

# What each rule of the ledger means, for a reader who does not know it.
RULES = {
    "mojibake": "乱码 bytes read in the wrong encoding: read in the right one",
    "escape": "转义字符 a character written as an escape: the character",
    "byte_shift": "字节错位 read one byte off: the bytes are put back in step",
    "invisible": "隐形字符 a character without width: taken out",
    "look_alike": "形近码位 a radical or compatibility form: the character it looks like",
    "spaced": "字字空格 a blank behind every character: taken out",
    "pinyin": "拼音注音 a reading in brackets behind a character: taken out",
    "script": "繁简 a Traditional character: its Simplified form",
    "lost_blank": "空格变问号 question marks where blanks were: blanks",
    "width": "半角标点 an ASCII mark in Chinese text: the full-width one",
    "doubled_mark": "标点重复 a mark printed twice: once",
}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
STYLE = """<style>
.tifa-sides { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: 0.9em; }
.tifa-sides th, .tifa-sides td { text-align: left !important; vertical-align: top; padding: 0.15em 0.5em;
  white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid rgba(128, 128, 128, 0.35); }
.tifa-sides th:nth-child(1), .tifa-sides td:nth-child(1) { width: 3.2em; opacity: 0.7; }
.tifa-sides th:nth-child(2), .tifa-sides td:nth-child(2) { width: 6.5em; opacity: 0.7; }
.tifa-sides del { background: rgba(128, 128, 128, 0.28);
  text-decoration: line-through 1px rgba(128, 128, 128, 0.9); }
.tifa-sides ins { background: rgba(128, 128, 128, 0.18); text-decoration: underline; }
.tifa-sides ins:empty { border-left: 1px dotted currentColor; background: none; }
.tifa-sides .unsure { outline: 2px dashed currentColor; }
</style>
"""


def visible(text: str) -> str:
    """Return the text with its invisible characters named: private-use ones look empty and carry the damage.

    Examples
    --------
    >>> visible("秸\\ue47f")
    '秸[U+E47F]'
    """
    return "".join(f"[U+{ord(c):04X}]" if _is_hidden(c) else c for c in text)


def _is_hidden(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs")


def side_by_side(raw: str, edits: pd.DataFrame, passages: pd.DataFrame) -> str:
    """Set a document's raw and clean text side by side, line by line.

    Parameters
    ----------
    raw : the text as received.
    edits : its edits: `rule raw_start raw_end before after confidence alternatives`. Pointing at a mark
        shows rule, confidence and alternatives; what is not settled by the bytes (confidence below 1) is framed.
    passages : its passages: `role raw_start raw_end`. The second column names the roles on each line.

    Returns
    -------
    str
        An HTML table, one row per line of the raw text (lines that one edit joins are one row). `STYLE`
        goes above it, once.

    Raises
    ------
    ValueError
        If an edit is not of this text.

    Examples
    --------
    >>> edits = pd.DataFrame({"rule": ["pinyin"], "raw_start": [1], "raw_end": [6], "before": ["(zhì)"],
    ...                       "after": [""], "confidence": [1.0], "alternatives": [""]})
    >>> passages = pd.DataFrame({"role": ["title"], "raw_start": [0], "raw_end": [7]})
    >>> print(side_by_side("質(zhì)量", edits, passages).splitlines()[2].replace("<td>", "|"))
    <tr>|1</td>|title</td>|質<del title="pinyin · 1">(zhì)</del>量</td>|質<ins title="pinyin · 1"></ins>量</td></tr>
    """
    heads = "".join(f"<th>{head}</th>" for head in ("line", "role", "raw 原样", "clean 清理后"))
    rows = ["<table class='tifa-sides'>", f"<tr>{heads}</tr>"]
    spans = list(zip(passages["raw_start"], passages["raw_end"], passages["role"]))
    line = 1
    for start, end, left, right in _lines(raw, edits):
        roles = dict.fromkeys(role for a, b, role in spans if raw[max(a, start) : min(b, end)].strip())
        cells = (str(line), ", ".join(roles), left, right)
        if left.strip() or right.strip():
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        line += raw.count("\n", start, end)
    return "\n".join([*rows, "</table>"])


def _lines(raw: str, edits: pd.DataFrame) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, raw HTML, clean HTML) for each line, the line break not shown."""
    start = position = 0
    left: list[str] = []
    right: list[str] = []
    for piece, edit in _pieces(raw, edits):
        if edit is not None:
            left.append(_mark("del", edit.before, edit))
            right.append(_mark("ins", edit.after, edit))
            position += len(piece)
            continue
        for part in _LINE.findall(piece):
            shown = escape(visible(part.rstrip("\r\n")))
            left.append(shown)
            right.append(shown)
            position += len(part)
            if part.endswith("\n"):
                yield start, position, "".join(left), "".join(right)
                start, left, right = position, [], []
    if left:
        yield start, position, "".join(left), "".join(right)


def _pieces(raw: str, edits: pd.DataFrame) -> Iterator[tuple[str, object]]:
    """Yield the raw text in pieces, each with the edit that changes it or None."""
    position = 0
    for edit in edits.itertuples():
        if raw[edit.raw_start : edit.raw_end] != edit.before:
            place = f"{edit.before!r} at {edit.raw_start}"
            raise ValueError(f"the text does not read {place}: these edits are of another text")
        yield raw[position : edit.raw_start], None
        yield edit.before, edit
        position = edit.raw_end
    yield raw[position:], None


def _mark(tag: str, text: str, edit) -> str:
    title = f"{edit.rule} · {edit.confidence:.4g}"
    title += f" · else {edit.alternatives}" if edit.alternatives else ""
    unsure = " class='unsure'" if edit.confidence < 1 else ""
    return f'<{tag}{unsure} title="{escape(title)}">{escape(visible(text))}</{tag}>'


def folded(summary: str, content: str) -> str:
    """HTML that shows its summary (plain text) and unfolds the content (HTML) when it is clicked.

    Examples
    --------
    >>> folded("a & b", "<p>c</p>")
    '<details><summary>a &amp; b</summary>\\n<p>c</p>\\n</details>'
    """
    return f"<details><summary>{escape(summary)}</summary>\n{content}\n</details>"
