"""Tell a person what happened to one document: what was changed, kept, dated and placed, and why."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd
from rich.console import Console
from rich.text import Text

from ..corpus import Corpus
from ..tables import COUNTED
from ..tidy.layout import explain_layout

# Made by the hundred and each settled by a table: counted, with examples, unless every edit is asked for.
REGULAR = ("script", "pinyin", "width", "pinyin+script", "script+width")
N_EXAMPLES = 6
EXCERPT = 44

_RULES = {
    "byte_shift": "read one byte off, read right",
    "pinyin": "a reading in brackets taken out",
    "script": "Traditional to Simplified",
    "lost_blank": "question marks where blanks were",
    "width": "ASCII mark made full-width",
    "doubled_mark": "mark printed twice",
}


def explain(corpus: Corpus, every_edit: bool = False, console: Console | None = None) -> None:
    """Print the explanation of a corpus of one document; in colour where the terminal has it."""
    console = console or Console(highlight=False, soft_wrap=True)
    document = corpus.documents.iloc[0]
    raw = corpus.raw(document["doc_id"])
    lines = [0] + [i + 1 for i, c in enumerate(raw) if c == "\n"]

    def line(position) -> str:
        return f"line {bisect_right(lines, position):>3}" if pd.notna(position) else "        "

    _heading(console, f"{document['file']}: {len(raw):,} characters, {document['encoding']}, {document['script']}")
    _edits(console, corpus.edits, line, every_edit)
    layout = explain_layout(corpus.clean(document["doc_id"]), corpus.markup(document["doc_id"]))
    _passages(console, corpus.passages, layout["reason"].tolist(), line)
    _claims(console, document, corpus.evidence, line)


def _heading(console: Console, text: str) -> None:
    console.print(Text(f"\n{text}", style="bold"))


def _excerpt(text: str) -> str:
    text = _visible(" ".join(text.split()))
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def _visible(text: str) -> str:
    """Text in which the characters that no font shows, and those that would steer the terminal, are named."""
    return "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in text)


def _edits(console: Console, edits: pd.DataFrame, line, every_edit: bool) -> None:
    _heading(console, f"What was changed: {len(edits):,} edits")
    regular = edits["rule"].isin(REGULAR) & (edits["confidence"] >= 0.95) & (not every_edit)
    for rule, group in edits[regular].groupby("rule", sort=False):
        shown = group.drop_duplicates(["before", "after"]).head(N_EXAMPLES)
        examples = "  ".join(f"{_visible(b)}→{_visible(a) or '∅'}" for b, a in zip(shown["before"], shown["after"]))
        more = " …" if len(group.drop_duplicates(["before", "after"])) > len(shown) else ""
        console.print(f"  {len(group):>5,} × {_rule(rule)}   {examples}{more}", markup=False)
    for edit in edits[~regular].itertuples():
        text = Text(f"  {line(edit.raw_start)}  {_rule(edit.rule)}: ")
        text.append(_visible(edit.before), style="red").append(" → ")
        text.append(_visible(edit.after) or "∅", style="green")
        text.append(f"   confidence {edit.confidence:.3g}", style="" if edit.confidence >= 0.95 else "bold yellow")
        if edit.alternatives:
            text.append(f", else {edit.alternatives}")
        console.print(text)


def _rule(rule: str) -> str:
    return f"{rule} ({', '.join(_RULES.get(part, part) for part in rule.split('+'))})"


def _passages(console: Console, passages: pd.DataFrame, reasons: list[str], line) -> None:
    counted = passages["role"].isin(COUNTED)
    _heading(console, f"What is counted: {counted.sum()} passages of headline and body")
    for p in passages[counted].itertuples():
        console.print(Text(f"  {line(p.raw_start)}  ").append(f"{p.role:<11}", style="green").append(_excerpt(p.text)))
    _heading(console, f"What is kept out of the counts: {(~counted).sum()} passages")
    for p in passages[~counted].itertuples():
        text = Text(f"  {line(p.raw_start)}  ").append(f"{p.role:<11}", style="yellow").append(_excerpt(p.text))
        text.append(f"   because: {reasons[p.passage_id]}", style="dim")
        console.print(text)


def _claims(console: Console, document: pd.Series, evidence: pd.DataFrame, line) -> None:
    _heading(console, "What is known about it, and from where")
    for field in document.index:
        if field in ("doc_id", "file", "sha256", "encoding", "script"):
            continue
        value = document[field]
        shown = "not known" if pd.isna(value) else f"{value:.3g}" if isinstance(value, float) else _visible(str(value))
        console.print(Text(f"  {field:<17}").append(shown, style="dim" if pd.isna(value) else "green"))
    for accepted, title in ((True, "Claims that were followed"), (False, "Claims that were not")):
        claims = evidence[evidence["accepted"] == accepted]
        _heading(console, f"{title}: {len(claims)}")
        for c in claims.itertuples():
            words = "" if pd.isna(c.text) else f"   “{_excerpt(c.text)}”"
            value = "" if pd.isna(c.value) else f" = {_visible(c.value)}"
            console.print(f"  {line(c.raw_start)}  {c.field}{value}{words}   {c.kind}: {c.reason}", markup=False)
