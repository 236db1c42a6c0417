"""Score the whole chain on the labelled pages, damage and all: python tests/score_chain.py [dev|held] [--show].

The page is damaged as its front matter says, then read, repaired, laid out, dated, placed and attributed by the same
code that a user runs; the result is compared with the labels. Nothing is taken from the labels on the way.
"""

import difflib
import re
import sys

import opencc
import pandas as pd
from pages import Page, add_rates, body_f1, load_pages

from helpers.corpus import rules, tidy_document
from helpers.tidy.metadata import decided_evidence
from helpers.tidy.repairs.damage import ASCII_MARKS, damage, encode
from helpers.tidy.repairs.readings import readings, toneless
from helpers.tidy.repairs.script import simplified

NOTHING_DECIDED = decided_evidence(pd.DataFrame(columns=["field", "value", "reason"]), "correction")
PLACE = ("province", "city", "district", "place_level", "place_masked")
DATES = ("event_from", "event_to", "published_from", "published_to")


def damaged(page: Page) -> str:
    """The page's text as its readers would have received it."""
    kind = page.front["damage"]
    if kind == "none":
        return page.text
    convert = opencc.OpenCC("s2t").convert
    hant = "".join(map(convert, page.text))
    if kind == "traditional":
        return hant
    # About two thirds of the characters that differ are listed: every third one is left out.
    differing = sorted({c for c in hant if simplified(c) != c and readings(c) and len(encode(c)) == 2})
    notes = {encode(c): sorted(readings(c))[0] for i, c in enumerate(differing) if i % 3}
    if kind == "pinyin_toneless":
        notes = {pair: toneless(reading) for pair, reading in notes.items()}
    if kind == "byte_shift":
        return damage(hant, notes)
    # Only annotated: without the cutting, and with each character's own bytes alone.
    by_character = {pair.decode("gb18030"): reading for pair, reading in notes.items()}
    return "".join(f"{c}({by_character[c]})" if c in by_character else c for c in hant).translate(ASCII_MARKS)


def run_page(page: Page) -> dict[str, pd.DataFrame]:
    """The chain's tables for one labelled page."""
    record = {"doc_id": page.name, "file": f"{page.name}.txt", "sha256": "0" * 64, "encoding": "utf-8",
              "raw": damaged(page), "markup": page.markup if page.front["damage"] == "none" else ()}
    return tidy_document(record, NOTHING_DECIDED, rules())


def aligned(page: Page, clean: str) -> list:
    """For each character of the clean text, the offset of the label's character that it is, or None."""
    label = "".join(map(simplified, page.text)).translate(ASCII_MARKS)
    other = clean.translate(ASCII_MARKS)
    if len(label) == len(other):
        return list(range(len(label)))
    where: list = [None] * len(other)
    for block in difflib.SequenceMatcher(None, label, other, autojunk=False).get_matching_blocks():
        where[block.b : block.b + block.size] = range(block.a, block.a + block.size)
    return where


def spread(spans, length: int) -> list:
    """A value per character from (start, end, value) spans; later spans win."""
    values: list = [None] * length
    for start, end, value in spans:
        values[start:end] = [value] * (end - start)
    return values


def score_page(page: Page) -> tuple[dict, pd.DataFrame, dict]:
    """Flags per field, characters per role, and counts of statements, for one page."""
    tables = run_page(page)
    document, passages, speech = tables["documents"].iloc[0], tables["passages"], tables["speech"]
    clean = "".join(passages["text"])
    where = aligned(page, clean)
    labels = spread(page.roles, len(page.text))
    found: list = [None] * len(page.text)
    for position, role in enumerate(spread(zip(passages["start"], passages["end"], passages["role"]), len(clean))):
        if where[position] is not None:
            found[where[position]] = role
    # Readings that the page's author typed are damage too: no character of them is looked for.
    typed = {i for match in re.finditer(r"\([a-z]+\) ?", page.text) for i in range(*match.span())}
    roles: dict[str, list[int]] = {}
    for i, (label, role) in enumerate(zip(labels, found)):
        if label and not page.text[i].isspace() and i not in typed:
            roles.setdefault(label, [0, 0, 0])[2] += 1
            roles.setdefault(role or "lost", [0, 0, 0])[1] += 1
            roles[label][0] += label == role
    counts = pd.DataFrame([(r, *n) for r, n in roles.items()], columns=["role", "hit", "predicted", "labelled"])
    return _flags(page, document), counts.assign(page=page.name), _statements(page, clean, where, speech)


def _flags(page: Page, document: pd.Series) -> dict:
    front = page.front

    def same(field) -> bool:
        value = document[field]
        return front[field] in ("", 0) if pd.isna(value) else value == front[field]

    low, high = document["year_from"], document["year_to"]
    true = front["true_year"]
    flags = {"page": page.name, "place": all(same(f) for f in PLACE), "genre": same("genre"),
             "published": same("published_from") and same("published_to"),
             "contains": (pd.isna(low) or low <= true) and (pd.isna(high) or true <= high),
             "guessed": bool(front["place_masked"]) and not front["city"] and pd.notna(document["city"])}
    if front["outlet"]:
        flags["outlet"] = same("outlet")
    if front["event_from"] or front["event_to"]:
        flags["event"] = same("event_from") and same("event_to")
    if front["year_from"] == front["year_to"] != 0:
        flags["year"] = pd.notna(document["year"]) and document["year"] == front["year_from"]
    if document["year_basis"] == "inferred" and pd.notna(low) and pd.notna(high):
        flags["width"] = int(high - low)
    return flags


def _statements(page: Page, clean: str, where: list, speech: pd.DataFrame) -> dict:
    speech = speech[speech["mode"] != "summary"]
    told = [({where[i] for i in range(s.start, s.end)} - {None}, "" if pd.isna(s.speaker) else s.speaker)
            for s in speech.itertuples()]
    said = [(set(range(s["start"], s["end"])), s["speaker"]) for s in page.statements]

    def covered(one, others) -> bool:
        same = set().union(*[span for span, speaker in others if speaker == one[1]])
        return len(one[0] & same) * 2 >= len(one[0])

    label = spread(((min(s), max(s) + 1, v) for s, v in said if s), len(page.text))
    voice = spread(((min(s), max(s) + 1, v) for s, v in told if s), len(page.text))
    body = [i for start, end, role in page.roles if role == "body" for i in range(start, end)
            if not page.text[i].isspace()]
    return {"labelled": len(said), "found": sum(covered(s, told) for s in said), "told": len(told),
            "right": sum(covered(t, said) for t in told), "chars": len(body),
            "chars_right": sum(label[i] == voice[i] for i in body)}


def score_set(which: str) -> dict:
    """All shares of one set of pages, and the pages on which something failed."""
    pages = load_pages(which)
    scored = [score_page(page) for page in pages]
    flags = pd.DataFrame([s[0] for s in scored]).set_index("page")
    roles = pd.concat([s[1] for s in scored], ignore_index=True)
    said = pd.DataFrame([s[2] for s in scored]).sum()
    micro, macro = body_f1(roles)
    precision, recall = said["right"] / max(said["told"], 1), said["found"] / max(said["labelled"], 1)
    shares = {name: (float(flags[name].dropna().astype(float).mean()), int(flags[name].notna().sum()))
              for name in ("year", "event", "published", "contains", "place", "outlet", "genre")}
    shares |= {"body_f1": (micro, len(pages)), "body_f1_of_pages": (macro, len(pages)),
               "speech_precision": (precision, int(said["told"])), "speech_recall": (recall, int(said["labelled"])),
               "speech_f1": (2 * precision * recall / (precision + recall), int(said["labelled"])),
               "speaker_of_character": (said["chars_right"] / said["chars"], int(said["chars"])),
               "masked_guessed": (float(flags["guessed"].sum()), int(flags["guessed"].notna().sum()))}
    widths = flags["width"].dropna() if "width" in flags else pd.Series(dtype=float)
    shares["median_width"] = (float(widths.median()) if len(widths) else float("nan"), len(widths))
    return {"shares": shares, "flags": flags, "roles": roles}


if __name__ == "__main__":
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["dev", "held"]
    for name in names:
        result = score_set(name)
        print(f"\n{name}")
        for key, (share, base) in result["shares"].items():
            print(f"  {key:22} {share:8.4f}   of {base}")
        print(add_rates(result["roles"].groupby("role", as_index=False)[["hit", "predicted", "labelled"]].sum())
              .round(3).to_string(index=False))
        if "--show" in sys.argv:
            flags = result["flags"].drop(columns=["width", "guessed"], errors="ignore")
            for page, row in flags.iterrows():
                failed = [f for f in flags.columns if row[f] is False or row[f] == 0]
                body = result["roles"].query("page == @page and role == 'body'").iloc[0]
                f1 = 2 * body["hit"] / (body["predicted"] + body["labelled"])
                if failed or f1 < 0.98:
                    print(f"  {page}: {' '.join(failed)}  body F1 {f1:.3f}")
