"""Read the passages whose rhetorical devices were labelled by hand (tests/cases/devices/README.md)."""

import hashlib
import json
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.corpus import load_corpus

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "devices"
CORPUS = ROOT.parent / "shared" / "corpora" / "state-council-work-reports.jsonl"
OFFSETS = {"start": "Int64", "end": "Int64", "text_index": "Int64"}


def sha256(text: str) -> str:
    """The checksum of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_passages() -> pd.DataFrame:
    """One row per labelled passage, without its text."""
    passages = pd.read_csv(CASES / "passages.csv", dtype="string", keep_default_na=False, na_values="")
    return passages.astype(OFFSETS).assign(second_reading=passages["second_reading"] == "true")


def read_labels() -> pd.DataFrame:
    """One row per labelled device; `start` and `end` count from the start of its passage."""
    labels = pd.read_csv(CASES / "labels.csv", dtype="string", keep_default_na=False, na_values="")
    return labels.astype({"n_items": "Int64", "announced": "Int64", "start": int, "end": int})


@cache
def seed_texts() -> dict[str, str]:
    """The clean text of each seed."""
    corpus = load_corpus("seeds")
    return {doc_id: corpus.clean(doc_id) for doc_id in corpus.documents["doc_id"]}


def load_passages(corpus: Path = CORPUS) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the passages with their texts.

    Parameters
    ----------
    corpus : the shared corpus of work reports, one JSON object a line with its text in `content`.

    Returns
    -------
    passages, skipped
        One row per passage whose text is there, with its `text`; one row per other passage, with the `reason`.
        A seed's passage starts at `start` of the document's clean text, so that a label stands in the document at
        its own offset plus that.
    """
    lines = []
    if corpus.exists():
        lines = [json.loads(line)["content"] for line in corpus.read_text(encoding="utf-8").splitlines()]
    texts, reasons = [], []
    for row in read_passages().itertuples():
        text, reason = _text(row, lines, corpus)
        if text is not None and sha256(text) != row.text_sha256:
            text, reason = None, f"{row.passage_key}: the text has changed; read its labels again"
        texts.append(text)
        reasons.append(reason)
    passages = read_passages().assign(text=pd.array(texts, dtype="string"), reason=pd.array(reasons, dtype="string"))
    found = passages["text"].notna()
    return passages[found].drop(columns="reason"), passages.loc[~found, ["passage_key", "source", "reason"]]


def _text(row, lines: list[str], corpus: Path) -> tuple[str | None, str | None]:
    """The text of a passage, or None and the reason."""
    if row.source == "invented":
        return (CASES / "invented" / row.file).read_text(encoding="utf-8").removesuffix("\n"), None
    if row.source == "seed":
        return seed_texts()[row.doc_id][row.start:row.end], None
    if not lines:
        return None, f"{row.passage_key}: there is no {corpus.name}"
    if row.text_index >= len(lines) or sha256(lines[row.text_index]) != row.source_sha256:
        return None, f"{row.passage_key}: line {row.text_index} of {corpus.name} is not the text that was labelled"
    return lines[row.text_index][row.start:row.end], None


def left_out(row) -> list[tuple[int, int]]:
    """The stretches of a passage that are neither headline nor body, as offsets in it."""
    if pd.isna(row.left_out):
        return []
    return [tuple(map(int, stretch.split("-"))) for stretch in row.left_out.split()]
