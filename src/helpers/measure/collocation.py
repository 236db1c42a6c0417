"""Which words keep company with a word, near it or in its sentences, and how strongly."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from .keyness import log_likelihood


def collocates(tokens: pd.DataFrame, node: str | Collection[str], *, within: str = "window", left: int = 5,
               right: int = 5, min_together: int = 1) -> pd.DataFrame:
    """Compare each token's frequency near a node with its frequency elsewhere.

    Parameters
    ----------
    tokens : one row per token, in the order of the text: `doc_id sentence_id token`.
    node : the token, or several that count as one.
    within : `window`, `left` tokens before and `right` tokens after the node in its sentence: what is counted is
        tokens, each once, even between two nodes; the nodes themselves are not. `sentence`: what is counted is
        sentences with the token.
    min_together : leave out tokens that are fewer times near the node.

    Returns
    -------
    DataFrame
        One row per token, by falling `g2`: `token`; `n_together` (of the token near the node); `n_token` (of it in
        all); `n_node` (occurrences of the node, or sentences with it); `n_near` (everything near the node); `n_all`
        (tokens that are no node, or sentences); `expected` (of `n_together`, if the node did not matter);
        `n_documents` (in which they come together: with one, the rest tells that document only); and the columns of
        `association`, with `log_dice` from `n_together`, `n_node` and `n_token`.

    Raises
    ------
    ValueError
        If `within` is unknown or the node does not occur.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": "a", "sentence_id": [0, 0, 0, 1, 1, 1],
    ...                        "token": ["推进", "质量强市", "工作", "开展", "工作", "会议"]})
    >>> table = collocates(tokens, "质量强市", left=1, right=1)
    >>> table[["token", "n_together", "n_token", "n_near", "n_all", "delta_p_token"]].round(2).to_dict("list")
    {'token': ['推进', '工作'], 'n_together': [1, 1], 'n_token': [1, 2], 'n_near': [2, 2], 'n_all': [5, 5],
     'delta_p_token': [0.5, 0.17]}
    """
    nodes = [node] if isinstance(node, str) else list(node)
    is_node = tokens["token"].isin(nodes).to_numpy(bool)
    if not is_node.any():
        raise ValueError(f"no token {' or '.join(nodes)}; name tokens as the table has them, slogans whole")
    sentence = tokens.groupby(["doc_id", "sentence_id"], sort=False).ngroup().to_numpy()
    if within == "window":
        near = _window(is_node, sentence, left, right)
        rows = tokens.loc[~is_node, ["doc_id", "token"]].assign(near=near[~is_node])
        n_node = int(is_node.sum())
    elif within == "sentence":
        near_sentences = np.unique(sentence[is_node])
        rows = tokens.loc[~is_node, ["doc_id", "token"]].assign(sentence=sentence[~is_node])
        rows = rows.drop_duplicates(["sentence", "token"])
        rows["near"] = np.isin(rows["sentence"], near_sentences)
        n_node = len(near_sentences)
    else:
        raise ValueError(f"no collocates within {within!r}; there are window and sentence")
    n_near = int(rows["near"].sum()) if within == "window" else n_node
    n_all = len(rows) if within == "window" else int(len(np.unique(sentence)))
    together = rows[rows["near"]].groupby("token").agg(n_together=("near", "size"), n_documents=("doc_id", "nunique"))
    together = together[together["n_together"] >= min_together]
    n_token = rows.groupby("token").size().reindex(together.index)
    a = together["n_together"].to_numpy()
    c = n_token.to_numpy() - a
    table = pd.DataFrame({
        "token": together.index, "n_together": a, "n_token": a + c, "n_node": n_node, "n_near": n_near,
        "n_all": n_all, "expected": (a + c) * n_near / n_all, "n_documents": together["n_documents"].to_numpy(),
    })
    measures = association(a, n_near - a, c, n_all - n_near - c)
    measures["log_dice"] = log_dice(a, n_node, a + c)
    table = pd.concat([table, measures], axis=1)
    table = table.astype({name: "Float64" for name in table.columns if table[name].dtype == float})
    table = table.astype({name: "Int64" for name in table.columns if table[name].dtype.kind == "i"})
    return table.sort_values(["g2", "token"], ascending=[False, True], ignore_index=True)


def association(a, b, c, d) -> pd.DataFrame:
    """Measure the association of two words from a table of two rows and two columns.

    Parameters
    ----------
    a, b : with the node: with the token, without it.
    c, d : without the node: with the token, without it.

    Returns
    -------
    DataFrame
        One row per table: `g2` (Dunning 1993), negative for avoidance; `mi`, mutual information in bits (Church and
        Hanks 1990), missing where they never meet; `delta_p_token`, by how much the node raises the share of the
        token, and `delta_p_node`, by how much the token raises that of the node (Gries 2013).

    Examples
    --------
    >>> association([2], [2], [1], [7]).round(3).to_dict("list")
    {'g2': [1.923], 'mi': [1.0], 'delta_p_token': [0.375], 'delta_p_node': [0.444]}
    """
    a, b, c, d = (np.atleast_1d(np.asarray(x, float)) for x in (a, b, c, d))
    with np.errstate(divide="ignore", invalid="ignore"):
        mi = np.where(a > 0, np.log2(a * (a + b + c + d) / ((a + b) * (a + c))), np.nan)
        return pd.DataFrame({
            "g2": log_likelihood(a, b, c, d), "mi": mi,
            "delta_p_token": a / (a + b) - c / (c + d), "delta_p_node": a / (a + c) - b / (b + d),
        })


def log_dice(together, n_x, n_y) -> np.ndarray:
    """14 plus the binary log of the Dice coefficient: 14 for words that only come together (Rychlý 2008).

    Examples
    --------
    >>> log_dice([4, 1], [4, 4], [4, 4]).tolist()
    [14.0, 12.0]
    """
    with np.errstate(divide="ignore"):
        return 14 + np.log2(2 * np.asarray(together, float) / (np.asarray(n_x, float) + np.asarray(n_y, float)))


def _window(is_node: np.ndarray, sentence: np.ndarray, left: int, right: int) -> np.ndarray:
    """Which tokens stand at most `left` before or `right` after a node of their sentence."""
    near = np.zeros(len(is_node), bool)
    for k in range(1, min(max(left, right), len(is_node) - 1) + 1):
        same = sentence[k:] == sentence[:-k]
        if k <= left:
            near[:-k] |= is_node[k:] & same
        if k <= right:
            near[k:] |= is_node[:-k] & same
    return near
