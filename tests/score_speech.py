"""Score who says what against the labelled pages: python tests/score_speech.py [dev|held] [page …]."""

import re
import sys

import opencc
import pandas as pd
from pages import Page, load_pages

from helpers.tidy.speech import speech

_READING = re.compile(r"\([a-z]+\) ?")


def passages_of(page: Page) -> pd.DataFrame:
    """Cut a page at its labelled roles and line ends: one row per line of one role."""
    rows = []
    for start, end, role in page.roles:
        for line in page.text[start:end].splitlines(keepends=True):
            rows.append((len(rows), role, start, start + len(line)))
            start += len(line)
    return pd.DataFrame(rows, columns=["passage_id", "role", "start", "end"])


def simplified(page: Page) -> Page:
    """Return a page typed in Traditional with readings as Simplified text without, labels moved along."""
    keep = [True] * len(page.text)
    for reading in _READING.finditer(page.text):
        keep[reading.start():reading.end()] = [False] * len(reading.group())
    moved = [0]
    for kept in keep:
        moved.append(moved[-1] + kept)
    text = opencc.OpenCC("t2s").convert("".join(char for char, kept in zip(page.text, keep) if kept))
    return Page(
        page.name, page.front, text,
        tuple((moved[start], moved[end], role) for start, end, role in page.roles),
        tuple({**said, "start": moved[said["start"]], "end": moved[said["end"]]} for said in page.statements),
    )


def score(page: Page) -> dict:
    """Compare one page: statements found and labelled, body characters with the right speaker, offices and
    verbs right.

    A statement is found if statements of the same speaker on the other side cover at least half of it. Labels
    know neither
    summaries nor citations inside a statement, so these rows are counted apart (`n_summary`, `n_nested`).
    """
    page = simplified(page)
    passages = passages_of(page)
    found = speech(page.text, passages, page.front["genre"])
    found = found.assign(**{name: found[name].fillna("") for name in ("speaker", "position", "verb")})
    summary = found["mode"] == "summary"
    nested = _nested(found)
    rows = found[~summary & ~nested].to_dict("records")
    labels = list(page.statements)
    told = [[row for row in rows if row["speaker"] == label["speaker"]] for label in labels]
    hits = [_covered(label, same) for label, same in zip(labels, told)]
    right = [_covered(row, [label for label in labels if label["speaker"] == row["speaker"]]) for row in rows]
    truth, guess = _voices(page.text, labels), _voices(page.text, rows)
    body = [
        place for row in passages[passages["role"] == "body"].itertuples()
        for place in range(row.start, row.end) if not page.text[place].isspace()
    ]
    pairs = [
        (label, max(same, key=lambda row: _overlap(label, row)))
        for label, same, hit in zip(labels, told, hits) if hit
    ]
    wrong = [("missed", *_start(page.text, label)) for label, hit in zip(labels, hits) if not hit]
    wrong += [("invented", *_start(page.text, row)) for row, hit in zip(rows, right) if not hit]
    wrong += [
        (name, label[name], row[name])
        for label, row in pairs for name in ("position", "verb", "mode") if label[name] != row[name]
    ]
    return {
        "page": page.name, "labelled": len(labels), "predicted": len(rows), "found": sum(hits),
        "right": sum(right), "chars": len(body),
        "chars_right": sum(truth[place] == guess[place] for place in body), "pairs": len(pairs),
        "position_right": sum(label["position"] == row["position"] for label, row in pairs),
        "verb_right": sum(label["verb"] == row["verb"] for label, row in pairs),
        "mode_right": sum(label["mode"] == row["mode"] for label, row in pairs),
        "n_summary": int(summary.sum()), "n_nested": int(nested.sum()),
        "wrong": wrong,
    }


def _start(text: str, said: dict) -> tuple[str, str]:
    return said["speaker"], text[said["start"]:said["end"]][:24]


def _overlap(one: dict, other: dict) -> int:
    return max(0, min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _covered(one: dict, others: list[dict]) -> bool:
    return 2 * sum(_overlap(one, other) for other in others) >= one["end"] - one["start"]


def _nested(found: pd.DataFrame) -> pd.Series:
    """Whether a row lies inside another one."""
    spans = list(zip(found.index, found["start"], found["end"]))
    inside = [
        any(begin <= start and end <= stop and other != number for other, begin, stop in spans)
        for number, start, end in spans
    ]
    return pd.Series(inside, index=found.index, dtype=bool)


def _voices(text: str, statements: list[dict]) -> list:
    voices: list = [None] * len(text)
    for said in statements:
        voices[said["start"]:said["end"]] = [said["speaker"]] * (said["end"] - said["start"])
    return voices


def totals(scores: list[dict]) -> dict:
    """Return the rates over all pages."""
    total = {name: sum(page[name] for page in scores) for name in scores[0] if name not in ("page", "wrong")}
    precision, recall = total["right"] / total["predicted"], total["found"] / total["labelled"]
    return total | {
        "precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall),
        "char_accuracy": total["chars_right"] / total["chars"],
        "position_rate": total["position_right"] / total["pairs"],
    }


def main(which: str, names: set[str]) -> None:
    """Print what is wrong on each page, then the rates of reports, of speeches and of all pages."""
    pages = [page for page in load_pages(which) if not names or page.name in names]
    results = [score(page) for page in pages]
    for result in results:
        if result["wrong"]:
            print(result["page"], *result["wrong"], sep="\n    ")
    speeches = {page.name for page in pages if page.front["genre"] == "speech"}
    groups = {
        "reports": [result for result in results if result["page"] not in speeches],
        "speeches": [result for result in results if result["page"] in speeches],
        "all": results,
    }
    for group, part in groups.items():
        if sum(result["labelled"] for result in part):
            print(group, {name: round(value, 4) for name, value in totals(part).items()})


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev", set(sys.argv[2:]))
