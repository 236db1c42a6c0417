"""Tell a person what happened to one document: what was changed, kept, dated and placed, and why."""

from __future__ import annotations

from bisect import bisect_right
from math import floor

import pandas as pd
from rich.console import Console
from rich.text import Text

from ..corpus import Corpus
from ..tables import COUNTED, TABLE
from ..tidy.dating import claimed_days
from ..tidy.layout import explain_layout
from .console import PipedConsole
from .sidebyside import RULES

# Made by the hundred and each settled by a table: counted, with examples, unless every edit is asked for.
REGULAR = (
    "mojibake", "escape", "invisible", "look_alike", "spaced", "script", "pinyin", "width", "pinyin+script",
    "script+width",
)
N_EXAMPLES = 6
EXCERPT = 44

# What a number counts, beside it.
MEANING = {column.name: column.description for column in TABLE["documents"].columns
           if column.name.startswith("declared") or column.name in ("body_chars", "completeness", "n_edits")}
# Where one of these is not known, a claim about it that was not followed says why.
EXPLAINED = ("outlet", "province", "city", "district", "event_from", "published_from")
BYTES = (
    "settled: the bytes or a table leave one reading; chosen: several readings give the same bytes, "
    "and the number is the share of certainty that the words around give"
)


def explain(corpus: Corpus, every_edit: bool = False, console: Console | None = None) -> None:
    """Print the explanation of a corpus of one document; in colour where the terminal has it."""
    console = console or PipedConsole(highlight=False, soft_wrap=True)
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
    single = edits[~regular]
    if not len(single):
        return
    console.print(Text(f"  {BYTES}", style="dim"))
    for rule in sorted({part for rules in single["rule"] for part in rules.split("+")} - set(edits[regular]["rule"])):
        console.print(f"  {_rule(rule)}", markup=False)
    for edit in single.itertuples():
        text = Text(f"  {line(edit.raw_start)}  {edit.rule}: ")
        text.append(_visible(edit.before), style="red").append(" → ")
        text.append(_visible(edit.after) or "∅", style="green").append("   ")
        text.append(*_certainty(edit.confidence))
        if edit.alternatives:
            text.append(f", else {edit.alternatives}")
        console.print(text)


def _certainty(confidence: float) -> tuple[str, str]:
    """How sure an edit is, and the style in which that is printed; no rounding makes a choice look settled."""
    if confidence == 1:
        return "settled", "dim"
    return f"chosen, {floor(1000 * confidence) / 1000:.3f}", "" if confidence >= 0.95 else "bold yellow"


def _rule(rule: str) -> str:
    return f"{rule}: {'; '.join(RULES.get(part, part) for part in rule.split('+'))}"


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
        text = Text(f"  {field:<17}").append(shown, style="dim" if pd.isna(value) else "green")
        if pd.isna(value):
            text.append(_why_not(field, evidence))
        elif field in MEANING:
            text.append(f"   {MEANING[field]}", style="dim")
        console.print(text)
    followed, not_followed = evidence[evidence["accepted"]], evidence[~evidence["accepted"]]
    decides = deciding(document, followed)
    _heading(console, f"Claims that decided: {decides.sum()}")
    for claim in followed[decides].itertuples():
        _claim(console, claim, line)
    _heading(console, f"Claims that agree: {(~decides).sum()}")
    for field, claims in followed[~decides].groupby("field", sort=False):
        words = dict.fromkeys(_excerpt(text) for text in claims["text"].dropna())
        kinds = ", ".join(f"{kind} {count}" for kind, count in claims["kind"].value_counts(sort=False).items())
        shown = "  ".join(f"“{word}”" for word in list(words)[:N_EXAMPLES])
        more = " …" if len(words) > N_EXAMPLES else ""
        console.print(f"  {len(claims):>5,} × {field} ({kinds})   {shown}{more}", markup=False)
    _heading(console, f"Claims that were not followed: {len(not_followed)}")
    for _, claims in not_followed.groupby(["field", "reason"], sort=False):
        _claim(console, next(claims.itertuples()), line, len(claims) - 1)


def _claim(console: Console, claim, line, like_it: int = 0) -> None:
    words = "" if pd.isna(claim.text) else f"   “{_excerpt(claim.text)}”"
    value = "" if pd.isna(claim.value) else f" = {_visible(claim.value)}"
    more = f", and {like_it} more" if like_it else ""
    where = f"  {line(claim.raw_start)}  {claim.field}{value}{words}"
    console.print(f"{where}   {claim.kind}: {claim.reason}{more}", markup=False)


def _why_not(field: str, evidence: pd.DataFrame) -> str:
    """The reason why a field is not known: the first claim about it that was not followed."""
    if field not in EXPLAINED:
        return ""
    about = evidence[(evidence["field"] == field.removesuffix("_from")) & ~evidence["accepted"]].dropna(subset="value")
    if not len(about):
        return ""
    claim = about.iloc[0]
    return f": {_visible(claim['value'])} is not it ({claim['reason']})"


def deciding(document: pd.Series, followed: pd.DataFrame) -> pd.Series:
    """Tell which of the claims that were followed decided a value; the others agree with it.

    Parameters
    ----------
    document
        One row of `documents`.
    followed
        The accepted rows of its `evidence`.

    Returns
    -------
    Series
        True or False for each row. A field is decided by the first claim about it; the year, where no day of the event
        or of publication gives it, by the claims with the latest first and the earliest last day.

    Examples
    --------
    >>> document = pd.Series({"year_basis": "inferred", "event_from": pd.NA, "published_to": pd.NA})
    >>> rows = [("year", "2003-07-28/..", "calendar"), ("year", "2010-10-18/2010-12-31", "relation"),
    ...         ("genre", "speech", "headline")]
    >>> deciding(document, pd.DataFrame(rows, columns=["field", "value", "kind"])).tolist()
    [False, True, True]
    """
    decides = ~followed["field"].duplicated()
    years = followed[(followed["field"] == "year") & followed["value"].notna()]
    days = {row.Index: claimed_days(row._asdict()) for row in years.itertuples()}
    decides[years.index] = False
    # An inferred day of the event rests on the window of years too.
    if document["year_basis"] in ("inferred", "unknown"):
        first = max((low for low, _ in days.values() if low), default=None)
        last = min((high for _, high in days.values() if high), default=None)
        for tight in (first and [i for i, (low, _) in days.items() if low == first],
                      last and [i for i, (_, high) in days.items() if high == last]):
            # One claim that sets both ends before two that set one each.
            both = [i for i in tight or () if days[i] == (first, last)]
            decides[(both or tight or [])[:1]] = True
    elif not {"event", "published"} & set(followed["field"]):
        decides[years.index[:1]] = True
    return decides
