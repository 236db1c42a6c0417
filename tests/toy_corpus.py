"""Six sentences in three documents, small enough to count on paper.

    a  甲 2010   推进 质量强市 工作 | 质量 工作 取得 成效       3 + 4 tokens, 8 + 8 characters
    b  甲 2010   质量强市 工作 会议 召开 | 提高 质量            4 + 2 tokens, 10 + 4 characters
    c  乙 2012   会议 强调 发展 | 发展 质量 工作                3 + 3 tokens, 6 + 6 characters

Each sentence is a passage of its own, the first of each document its title.
"""

import pandas as pd

SENTENCES = {
    "a": ["推进 质量强市 工作", "质量 工作 取得 成效"],
    "b": ["质量强市 工作 会议 召开", "提高 质量"],
    "c": ["会议 强调 发展", "发展 质量 工作"],
}
DOCUMENTS = pd.DataFrame({"doc_id": ["a", "b", "c"], "city": ["甲", "甲", "乙"], "year": [2010, 2010, 2012]})


def tables():
    """The tables of tokens, sentences and passages; raw offsets are clean ones plus 100."""
    tokens, sentences = [], []
    for doc_id, texts in SENTENCES.items():
        position = 0
        for number, text in enumerate(texts):
            first = position
            for token in text.split():
                tokens.append((doc_id, number, token, position, position + len(token)))
                position += len(token)
            sentences.append((doc_id, number, number, text.replace(" ", ""), first, position))
    spans = ["start", "end"]
    tokens = pd.DataFrame(tokens, columns=["doc_id", "sentence_id", "token", *spans])
    sentences = pd.DataFrame(sentences, columns=["doc_id", "sentence_id", "passage_id", "text", *spans])
    for frame in (tokens, sentences):
        frame["raw_start"], frame["raw_end"] = frame["start"] + 100, frame["end"] + 100
    passages = sentences.drop(columns="sentence_id")
    passages["role"] = passages["passage_id"].map({0: "title", 1: "body"})
    return tokens, sentences, passages


def counts():
    """One row per document and token: `doc_id token n`."""
    return tables()[0].groupby(["doc_id", "token"]).size().rename("n").reset_index()
