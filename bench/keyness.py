"""Keyness of two periods of a large corpus, and its time beside scikit-learn's counting.

python bench/keyness.py TEXTS.jsonl

TEXTS.jsonl has one document per line with `year` (null for none) and its text in `content`. Prints the words that set
the later years off from the earlier ones and the reverse, with every measure, and the seconds that each step took in
this process.
"""

import argparse
import json
import time
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer

from helpers.measure.keyness import keyness
from helpers.measure.matrix import term_document
from helpers.measure.wordlists import stopwords, words
from helpers.show.figures import use_style
from helpers.tidy.segmenter import segmenter

TOP = 20
MEASURES = ["n_target", "n_reference", "n_documents_target", "n_documents_reference", "g2", "bic", "log_ratio",
            "log_ratio_low", "log_ratio_high", "pct_diff", "log_odds_z", "p", "p_holm", "p_bh"]
DIGITS = {name: 4 if name in ("p", "p_holm", "p_bh") else 2 for name in MEASURES}  # 9,999 permutations: no p is 0


def counts_of(texts: list[str], names: list[str]) -> pd.DataFrame:
    """One row per document and word: `doc_id token n`."""
    matrix = term_document(texts)
    entries = matrix.counts.tocoo()
    table = pd.DataFrame({"doc_id": pd.array([names[i] for i in entries.row], dtype="string"),
                          "token": pd.array([matrix.terms[j] for j in entries.col], dtype="string"), "n": entries.data})
    return words(table, without=stopwords())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--earlier", nargs=2, type=int, default=(2003, 2012), metavar=("FIRST", "LAST"))
    parser.add_argument("--later", nargs=2, type=int, default=(2013, 2025), metavar=("FIRST", "LAST"))
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.texts.read_text(encoding="utf-8").splitlines()]
    periods = {"earlier": options.earlier, "later": options.later}
    chosen = [(row["year"], name, row["content"]) for row in rows if row["year"]
              for name, (first, last) in periods.items() if first <= int(row["year"]) <= last]
    years, groups, texts = zip(*chosen)
    documents = pd.DataFrame({"doc_id": pd.array(years, dtype="string"), "period": groups})
    segmenter().cut("质量3.5.1")  # the dictionaries are loaded
    start = time.perf_counter()
    counts = counts_of(list(texts), list(years))
    counted = time.perf_counter()
    table = keyness(counts, documents, "period", "later", "earlier")
    done = time.perf_counter()
    vectorizer = CountVectorizer(tokenizer=segmenter().cut, token_pattern=None, lowercase=False)
    vectorizer.fit_transform(texts)
    peer = time.perf_counter() - done
    use_style()
    pd.set_option("display.width", 220)
    sizes = documents["period"].value_counts()
    print(f"{sizes['later']} later documents {options.later}, {sizes['earlier']} earlier {options.earlier}, "
          f"{len(table):,} words")
    print(table.head(TOP).set_index("token")[MEASURES].round(DIGITS).to_string())
    print("…")
    print(table.tail(TOP).set_index("token")[MEASURES].round(DIGITS).to_string())
    print(f"cutting and counting {counted - start:.2f} s, keyness with 9,999 permutations {done - counted:.2f} s; "
          f"scikit-learn's CountVectorizer with the same cutter {peer:.2f} s")


if __name__ == "__main__":
    main()
