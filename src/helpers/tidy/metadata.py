"""Settle what is known about a document from all its evidence."""

from __future__ import annotations

import re

import pandas as pd

from helpers.tables import GENRES, PLACE_LEVELS
from helpers.tidy.claims import claim_row, claims_frame, typed_claims
from helpers.tidy.dating import claimed_days, date_claims, settle_date_claims, settle_dates
from helpers.tidy.gazetteer import OPEN, gazetteer_of
from helpers.tidy.page.lines import Passages, spans_of
from helpers.tidy.place.settle import FIELDS, settle_place, settle_place_claims
from helpers.tidy.places import place_claims

# What a person may decide about a document, in data/corrections.csv or a folder's metadata.csv.
DATES = ("event", "event_from", "event_to", "published", "published_from", "published_to", "year", "year_from",
         "year_to")
PLACES = (*FIELDS, "place_level", "place_masked")
OTHERS = ("outlet", "genre", "title")
DECIDED = DATES + PLACES + OTHERS
# The kinds of evidence that people give, the stronger first.
DECIDING = ("correction", "sidecar")
# For a claim about a date: which decisions it can go against, and which settled field it is compared with then.
DATED = {
    "event": (("event", "event"), ("year", "year")),
    "published": (("published", "published"),),
    "year": (("year", "year"), ("event", "year")),
}

# 原标题：…, where the page has taken over the headline of another.
_OF_THE_ORIGINAL = re.compile("^原标题[:：] *")
_N = r"(?P<n>\d[\d,，]*)\s*(?:个)?(?:汉)?字"
# In order: a number is read once, by the first pattern that fits.
_DECLARED = (
    ("declared_shown", re.compile(rf"(?:显示|预览|展示|可读|阅读|试读)(?:了)?(?:前|其中)?(?:的)?{_N}")),
    ("declared_omitted", re.compile(rf"(?:省略|略去|隐藏|剩余|余下|还有|未显示)(?:了|部分|内容)?(?:约|共)?{_N}")),
    ("declared_total", re.compile(rf"(?:全文|原文|本文|文章|总计|共计|总共|全长|字数|共)[^\d。\n]{{0,6}}?{_N}")),
)


def title_evidence(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """One row per title of the page, the lines of one joined; the first is accepted.

    Examples
    --------
    >>> page = "质量强市大会召开\\n"
    >>> passages = pd.DataFrame({"role": ["title"], "start": [0], "end": [9], "text": [page]})
    >>> title_evidence(page, passages)[["value", "accepted"]].values.tolist()
    [['质量强市大会召开', True]]
    """
    spans: list[list[int]] = []
    for p in passages[passages["role"] == "title"].itertuples():
        if spans and spans[-1][1] == p.start:
            spans[-1][1] = p.end  # lines of one title
        else:
            spans.append([p.start, p.end])
    rows = []
    for start, end in spans:
        text = re.sub(r"^#{1,6}[ \u3000]+", "", clean[start:end].strip())  # a heading of Markdown
        start = clean.index(text, start)
        first = not rows
        reason = "the page's title" if first else "a further title line"
        value = _OF_THE_ORIGINAL.sub("", re.sub(r"\s*\n\s*", "", text))
        rows.append(("title", value, "headline", text, start, start + len(text), first, reason))
    return claims_frame(rows)


def declared_evidence(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """One row per length that the page declares of itself: `declared_total`, `declared_shown`, `declared_omitted`.

    Examples
    --------
    >>> page = "……(未完，全文共5795字，当前仅显示2035字)"
    >>> passages = pd.DataFrame({"role": ["truncation"], "start": [0], "end": [len(page)], "text": [page]})
    >>> declared_evidence(page, passages)[["field", "value"]].values.tolist()
    [['declared_shown', '2035'], ['declared_total', '5795']]
    """
    rows, seen = [], set()
    for p in passages[passages["role"] == "truncation"].itertuples():
        taken: set[int] = set()
        for field, pattern in _DECLARED:
            for match in pattern.finditer(p.text):
                if match.start("n") in taken:
                    continue
                taken.add(match.start("n"))
                value = re.sub("[,，]", "", match["n"])
                span = (p.start + match.start(), p.start + match.end())
                first = field not in seen
                reason = "the page's own words" if first else "the page declares this length more than once"
                seen.add(field)
                rows.append((field, value, "truncation", match[0], *span, first, reason))
    return claims_frame(rows)


def decided_evidence(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """One row per value that a person gave: `field value reason` (and `source`) become claims of the given kind."""
    claims = [
        (r["field"], r["value"], kind, pd.NA, pd.NA, pd.NA, True,
         r["reason"] + (f" (source: {r['source']})" if r.get("source") and pd.notna(r["source"]) else ""))
        for r in rows.to_dict("records")
    ]
    return claims_frame(claims)


def check_decided(decided: pd.DataFrame, divisions: pd.DataFrame) -> None:
    """Check the decided values of one document by themselves, before any page is read.

    Raises
    ------
    ValueError
        If a date cannot be read or an interval is empty, a place is not in the table, or a value is not one that
        `documents` knows.

    Examples
    --------
    >>> from .gazetteer import load_divisions
    >>> rows = pd.DataFrame([("genre", "novel", "seen by a reader")], columns=["field", "value", "reason"])
    >>> check_decided(decided_evidence(rows, "correction"), load_divisions())
    Traceback (most recent call last):
    ValueError: genre 'novel' is not one of report, speech, notice, commentary, other
    """
    if not len(decided):
        return
    decided = _corrected(decided)
    known = {"genre": GENRES, "place_level": PLACE_LEVELS, "place_masked": ("true", "false")}
    for field, value in zip(decided["field"], decided["value"]):
        if field in known and value.lower() not in known[field]:
            raise ValueError(f"{field} {value!r} is not one of {', '.join(known[field])}")
    dates = settle_dates(decided)
    for field in ("event", "published", "year"):
        first, last = dates[f"{field}_from"], dates[f"{field}_to"]
        if pd.notna(first) and pd.notna(last) and first > last:
            raise ValueError(f"{field} ends before it begins: {first} to {last}")
    settle_place(decided, divisions)


def settle(
    clean: str, passages: pd.DataFrame, calendar: pd.DataFrame, divisions: pd.DataFrame, decided: pd.DataFrame
) -> tuple[dict, pd.DataFrame]:
    """Settle the fields of `documents` that a text, and what people decided about it, can give.

    Parameters
    ----------
    decided : rows of `decided_evidence`; they stand above all that is read from the page, and a correction above a
        sidecar.

    Returns
    -------
    A dictionary of `documents` columns, and the evidence: one row per claim, accepted or not. A claim that the page
    makes against a decided value is kept, not accepted, with the reason.
    """
    # Imported where they are needed: who only counts slogans does not wait for their patterns.
    from helpers.tidy.genre import genre_evidence
    from helpers.tidy.outlets import level_evidence, outlet_evidence

    fields, dated, placed = settle_date_and_place(clean, spans_of(passages), calendar, divisions, decided)
    decided = [_corrected(decided)] if len(decided) else []
    read = [title_evidence(clean, passages), declared_evidence(clean, passages), outlet_evidence(clean, passages),
            genre_evidence(clean, passages), typed_claims(dated), claims_frame(placed)]
    evidence = pd.concat([*decided, *read], ignore_index=True)
    accepted = evidence["accepted"].tolist()
    first: dict = {}
    for field, value, followed in zip(evidence["field"], evidence["value"], accepted):
        if followed:
            first.setdefault(field, value)
    for field in OTHERS:
        fields[field] = first.get(field, pd.NA)
    for field in ("declared_total", "declared_shown", "declared_omitted"):
        fields[field] = int(first[field]) if field in first else pd.NA
    if pd.notna(fields["outlet"]):
        evidence = pd.concat([evidence, level_evidence(fields["outlet"], divisions)], ignore_index=True)
    return fields, _overruled(evidence, fields) if decided else evidence


def settle_date_and_place(
    clean: str, passages: Passages, calendar: pd.DataFrame, divisions: pd.DataFrame, decided: pd.DataFrame
) -> tuple[dict, list[dict], list[dict]]:
    """Settle when and where, for which nothing else need be known of a document.

    Parameters
    ----------
    As of `settle`, but passages: the start, the end and the role of each.

    Returns
    -------
    The `documents` columns of date and place, and what the page claims of the one and of the other.
    """
    above = _corrected(decided).to_dict("records") if len(decided) else []
    dated = date_claims(clean, passages, calendar)
    dates = settle_date_claims(above + dated)
    year = dates["year"] if pd.notna(dates["year"]) else None
    placed = place_claims(clean, passages, divisions, year)
    ended = _ended(placed, clean, passages, divisions) if year is None else []
    if ended:
        dated = date_claims(clean, passages, calendar, ended)
        dates = settle_date_claims(above + dated)
        year = dates["year"] if pd.notna(dates["year"]) else None
        placed = place_claims(clean, passages, divisions, year)
    return dates | settle_place_claims(above + placed, divisions, year), dated, placed


def _ended(placed: list[dict], clean: str, passages: Passages, divisions: pd.DataFrame) -> list[dict]:
    """The bounds on the year, as claims: a page about a place of a name that is no more is hardly younger than the name.

    The table gives the year of the change; the half year after it is left to those who still print the old name.
    """
    names = dict.fromkeys(claim["value"] for claim in placed if claim["accepted"] and claim["field"] in FIELDS)
    rows = []
    for name in names:
        last = [d.valid_to for d, _ in gazetteer_of(divisions).forms.get(name, ()) if d.name == name]
        if not last or OPEN in last:
            continue
        own = [span for span in passages if span[2] in ("kicker", "title", "subtitle", "body")]
        printed = [at for start, end, _ in own if (at := clean.find(name, start, end)) >= 0]
        if printed:
            reason = f"a name in use until {max(last)}, so the text is hardly later"
            end = f"../{max(last) + 1}-06-30"
            rows.append(claim_row("year", end, "calendar", name, printed[0], printed[0] + len(name), True, reason))
    return rows


def _corrected(decided: pd.DataFrame) -> pd.DataFrame:
    """The decided values, those of a sidecar no longer accepted where a correction decides the same thing."""
    things = decided["field"].map(_thing)
    corrected = set(things[decided["kind"] == "correction"])
    return _not_accepted(decided, (decided["kind"] == "sidecar") & things.isin(list(corrected)), "correction")


def _thing(field: str) -> str:
    """What a field is about: the fields of one date, or the names of one place, are decided together."""
    return "place" if field in FIELDS else re.sub("_(?:from|to)$", "", field)


def _overruled(evidence: pd.DataFrame, fields: dict) -> pd.DataFrame:
    """The evidence, the page's claims against what was decided no longer accepted."""
    by_people = evidence["kind"].isin(DECIDING)
    decided = dict(evidence.loc[by_people & evidence["accepted"], ["field", "kind"]].itertuples(index=False))
    for at, claim in evidence[evidence["accepted"] & ~by_people].to_dict("index").items():
        kind = _contradicts(claim, fields, decided)
        if kind:
            evidence = _not_accepted(evidence, evidence.index == at, kind)
    return evidence


def _contradicts(claim: dict, fields: dict, decided: dict[str, str]) -> str | None:
    """The kind of the decision that a claim of the page goes against, if it does."""
    field = claim["field"]
    if field in PLACES:
        kind = next((decided[f] for f in PLACES if f in decided), None)
        settled = fields[field]
        same = pd.notna(settled) and str(settled).lower() == claim["value"].lower()
        return None if same else kind
    if field not in DATED:
        return decided[field] if field in decided and claim["value"] != fields[field] else None
    for by, settled in DATED[field]:
        kind = next((decided[f] for f in (by, f"{by}_from", f"{by}_to") if f in decided), None)
        if kind and not _meets(claimed_days(claim), fields[f"{settled}_from"], fields[f"{settled}_to"]):
            return kind
    return None


def _meets(days: tuple, first, last) -> bool:
    """Whether an interval of days has a day in common with a settled one, of ISO dates or of years."""
    size = 4 if isinstance(first, int) or isinstance(last, int) else 10
    begins, ends = ("" if day is None else day.isoformat()[:size] for day in days)
    first, last = ("" if pd.isna(end) else str(end) for end in (first, last))
    return not ((begins and last and begins > last) or (ends and first and ends < first))


def _not_accepted(evidence: pd.DataFrame, rows, kind: str) -> pd.DataFrame:
    """The evidence, some of its rows no longer accepted because of a decision of the given kind."""
    if not rows.any():
        return evidence
    reason = evidence["reason"].where(~rows, evidence["reason"] + f"; overruled by the {kind}")
    return evidence.assign(accepted=evidence["accepted"] & ~rows, reason=reason)
