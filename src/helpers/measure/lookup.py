"""Look a slogan, a word or a pattern up: where it stands, how often in which group, how spread, in which context."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd

from ..tables import COUNTED
from .concordance import concordance, find_pattern, find_tokens, sort_lines
from .dispersion import dispersion
from .frequency import bases, frequencies
from .voices import OWN, stretches

KINDS = ("slogan", "word", "regex")
GROUPINGS = {"document": "doc_id", "city": "city", "province": "province", "year": "year", "genre": "genre",
             "speaker": "speaker"}
RATES = {"per_10k_chars": ("n_chars", 10_000), "per_1k_tokens": ("n_tokens", 1_000), "share_of_documents": None}
# Orders of the lines: the columns of a concordance to sort by.
ORDERS = {"document": [], "left": ["L1", "L2", "L3"], "right": ["R1", "R2", "R3"], "hit": ["hit", "R1"]}
UNNAMED = "unnamed"
# Below this many documents in a group an interval is not to be trusted alone, so every document is shown.
FEW = 10
_HIT = "hit"
_SPANS = ["start", "end", "raw_start", "raw_end"]
_PUNCTUATION = re.compile(r"\W+")


class NothingFound(ValueError):
    """There is nothing to show, and the message says why and what to try."""


class Spread(NamedTuple):
    """How evenly hits are spread over documents; `dp_norm` is <NA> for one document or without tokens."""

    n_documents_with: int
    n_documents: int
    dp_norm: float


class Lookup:
    """A corpus made ready to be searched: what does not depend on the question is worked out once.

    Searched and counted are headline and body. `corpus` has the tables as attributes, as `load_corpus` gives it.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> lookup = Lookup(load_corpus("seeds"))
    >>> hits = lookup.find("slogan", "质量强市")
    >>> lookup.rates(hits, "genre")[["genre", "n", "n_documents_with", "n_documents"]].values.tolist()
    [['report', 8, 1, 4], ['speech', 6, 1, 1]]
    """

    def __init__(self, corpus):
        self.documents = corpus.documents
        self._passages, self._sentences, self._edits = corpus.passages, corpus.sentences, corpus.edits
        self._mentions = corpus.mentions[corpus.mentions["role"].isin(COUNTED)]
        self._tokens = corpus.tokens
        self._words = corpus.tokens[~corpus.tokens["token"].str.fullmatch(_PUNCTUATION)]
        self._raw = {doc_id: corpus.raw(doc_id) for doc_id in self.documents["doc_id"]}
        self._parts = _passage_parts(self._words, self._sentences, self._passages)
        self._said = _said_parts(self.documents, self._passages, corpus.speech, self._words)

    @property
    def slogans(self) -> list[str]:
        """The slogans in headline and body, the most frequent first."""
        return self._mentions["slogan"].value_counts().index.tolist()

    @property
    def common_word(self) -> str | None:
        """The most frequent word of two characters or more, if there is any."""
        words = self._words.loc[self._words["token"].str.len() > 1, "token"]
        return None if words.empty else words.value_counts().index[0]

    def find(self, kind: str, text: str, doc_ids: Collection[str] | None = None) -> pd.DataFrame:
        """Find a slogan (`""`: any), a word (one token) or a regular expression, in all documents or some.

        Returns
        -------
        DataFrame
            One row per hit, in the order of the text: `doc_id start end raw_start raw_end`.

        Raises
        ------
        NothingFound
            If there is no document, no hit, or nothing to look for.
        ValueError
            If the kind is none of `KINDS`, or the pattern is no regular expression.
        """
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is no kind of search; there are {', '.join(KINDS)}")
        if self.documents.empty:
            raise NothingFound("There is no document here.")
        if doc_ids is not None and not len(doc_ids):
            raise NothingFound("No document is chosen: choose at least one.")
        if not text and kind != "slogan":
            raise NothingFound(f"Nothing to look for: write a {kind}.")
        if kind == "slogan":
            found = self._mentions if not text else self._mentions[self._mentions["slogan"] == text]
        elif kind == "word":
            if self._tokens.empty:
                raise NothingFound("These documents have no words; look for a regex.")
            found = find_tokens(self._tokens, text)
        else:
            found = self._find_pattern(text)
        if doc_ids is not None:
            found = found[found["doc_id"].isin(list(doc_ids))]
        if found.empty:
            raise NothingFound(self._why_not(kind, text))
        order = {doc_id: i for i, doc_id in enumerate(self.documents["doc_id"])}
        found = found[["doc_id", *_SPANS]].sort_values(
            ["doc_id", "start"], key=lambda column: column.map(order) if column.name == "doc_id" else column)
        return found.reset_index(drop=True)

    def _find_pattern(self, pattern: str) -> pd.DataFrame:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of what patterns may mean in later Pythons
            try:
                return find_pattern(self._sentences, pattern, self._edits)
            except (OverflowError, RecursionError) as error:
                raise ValueError(f"{pattern!r} is no usable regular expression: {error}") from None

    def _why_not(self, kind: str, text: str) -> str:
        if kind == "slogan":
            return f"{text or 'No slogan that is looked for'} stands in none of these documents' headlines and bodies."
        message = f"{text} stands in none of these documents' headlines and bodies."
        if kind == "word" and self._sentences["text"].str.contains(text, regex=False).any():
            message = (f"{text} is no word of its own in these documents, but stands inside others: look for it as a "
                       "regex.")
        return message

    def rates(self, hits: pd.DataFrame, by: str, doc_ids: Collection[str] | None = None) -> pd.DataFrame:
        """Give the rates of the hits in every group, zero where there is none.

        Parameters
        ----------
        hits : from `find`.
        by : one of `GROUPINGS`. By speaker only the bodies are counted: what nobody is said to say is the
            voice's of `voices.OWN`, what somebody without a name says is `UNNAMED`'s.
        doc_ids : the documents that were searched; all by default.

        Returns
        -------
        DataFrame
            One row per group, as from `frequency.frequencies` without its `token`; documents in their order, speakers
            from the one who has most of the text.
        """
        column, documents, parts = self._grouped(by, doc_ids)
        table = frequencies(_counts(parts, hits), parts, documents, [_HIT], column).drop(columns="token")
        if column == "doc_id":
            table = table.set_index("doc_id").loc[documents["doc_id"]].reset_index()
        elif column == "speaker":
            table = table.sort_values("n_chars", ascending=False, kind="stable", ignore_index=True)
        return table

    def points(self, hits: pd.DataFrame, by: str, rate: str, doc_ids: Collection[str] | None = None) -> pd.DataFrame:
        """Give the rate of every document, in groups of fewer than `FEW`.

        Returns
        -------
        DataFrame
            One row per document of such a group: the column of the group, `doc_id` and the rate. None for a share of
            documents, which no single document has.
        """
        column, documents, parts = self._grouped(by, doc_ids)
        key = "unit" if column == "speaker" else "doc_id"
        if RATES[rate] is None or column == "doc_id":
            return pd.DataFrame(columns=list(dict.fromkeys([column, "doc_id", rate])))
        base, per = RATES[rate]
        n = _counts(parts, hits).groupby("doc_id")["n"].sum()
        size = parts.groupby("doc_id")[base].sum()
        table = documents.merge(size[size > 0].rename("size"), left_on="doc_id", right_index=True)
        table[rate] = per * table["doc_id"].map(n).fillna(0).astype(float) / table["size"].astype(float)
        table["n_group"] = table.groupby(column, dropna=False)["doc_id"].transform("size")
        table = table[table["n_group"] < FEW]
        return table.assign(doc_id=table[key])[[column, "doc_id", rate]].reset_index(drop=True)

    def positions(self, hits: pd.DataFrame) -> pd.DataFrame:
        """Give where in its document each hit stands.

        Returns
        -------
        DataFrame
            One row per hit: `doc_id start`, and `share`, the part of the document's headline and body before it.
        """
        parts = self._parts
        chars = parts.groupby("doc_id")["n_chars"]
        before = (chars.cumsum() - parts["n_chars"]).astype(float)
        total = parts["doc_id"].map(chars.sum()).astype(float)
        frame = parts.assign(before=before, total=total)
        placed = _placed(frame, hits)
        inside = (placed["at"] - placed["start"]) / (placed["end"] - placed["start"]) * placed["n_chars"].astype(float)
        return pd.DataFrame({"doc_id": placed["doc_id"], "start": placed["at"].astype("Int64"),
                             "share": ((placed["before"] + inside) / placed["total"]).astype("Float64")})

    def spread(self, hits: pd.DataFrame, doc_ids: Collection[str] | None = None) -> Spread:
        """Measure how evenly the hits are spread over the documents."""
        _, documents, parts = self._grouped("document", doc_ids)
        n_documents, n_with = len(documents), hits["doc_id"].nunique()
        sizes = parts.groupby("doc_id")["n_tokens"].sum().reset_index()
        sizes = sizes[sizes["n_tokens"] > 0]
        if not set(hits["doc_id"]) <= set(sizes["doc_id"]):
            return Spread(n_with, n_documents, pd.NA)
        counts = _counts(parts, hits)[["doc_id", "token", "n"]]
        return Spread(n_with, n_documents, dispersion(counts, sizes=sizes)["dp_norm"].iloc[0])

    def lines(self, hits: pd.DataFrame, order: str = "document", width: int = 20) -> pd.DataFrame:
        """Set the hits in their context and order.

        Returns
        -------
        DataFrame
            One row per hit, as from `concordance.concordance`, sorted by `ORDERS[order]`.
        """
        table = concordance(hits, self._passages, self._words, width=width, raw=self._raw)
        return sort_lines(table, ORDERS[order]) if ORDERS[order] else table

    def around(self, doc_id: str, start: int) -> tuple[int, str]:
        """The passage that holds a place of a document: where it begins, and its text."""
        own = self._passages[self._passages["doc_id"] == doc_id]
        passage = own[own["start"] <= start].iloc[-1]
        return int(passage["start"]), passage["text"]

    def _grouped(self, by: str, doc_ids: Collection[str] | None) -> tuple[str, pd.DataFrame, pd.DataFrame]:
        """The column of a grouping, the documents with it, and the parts in which is counted."""
        column = GROUPINGS[by]
        chosen = self.documents if doc_ids is None else self.documents[self.documents["doc_id"].isin(list(doc_ids))]
        if column != "speaker":
            return column, chosen, self._parts[self._parts["doc_id"].isin(chosen["doc_id"])]
        parts = self._said[self._said["unit"].isin(chosen["doc_id"])]
        return column, parts[["doc_id", "unit", "speaker"]].drop_duplicates("doc_id"), parts


def _passage_parts(tokens: pd.DataFrame, sentences: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """One row per passage of headline and body: its span, and its length as from `frequency.bases`."""
    sizes = bases(tokens, sentences, passages).drop(columns="role")
    spans = passages[["doc_id", "passage_id", "start", "end"]]
    table = sizes.merge(spans, on=["doc_id", "passage_id"], validate="one_to_one")
    return table.assign(unit=table["doc_id"]).sort_values(["doc_id", "start"], ignore_index=True)


def _said_parts(documents, passages, speech, tokens) -> pd.DataFrame:
    """One row per stretch of a body that one speaker holds; `doc_id` is the document and the speaker, for counting."""
    table = stretches(documents, passages, speech).rename(columns={"chars": "n_chars", "doc_id": "unit"})
    table["speaker"] = table["speaker"].fillna(UNNAMED).where(~table["voice"].isin(OWN), table["voice"])
    table = table.assign(doc_id=table["unit"] + "\t" + table["speaker"], passage_id=table.index)
    held = _placed(table, tokens).groupby("passage_id").size()
    table["n_tokens"] = table["passage_id"].map(held).fillna(0).astype("Int64")
    return table[["doc_id", "unit", "speaker", "passage_id", "start", "end", "n_chars", "n_tokens"]]


def _placed(parts: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Each span that begins in one of the parts, as the row of that part with `at`, where the span begins."""
    columns = {"unit": "string", "start": "int64", "end": "int64"}
    left = pd.DataFrame({"unit": spans["doc_id"].astype("string"), "at": spans["start"].astype("int64"),
                         "order": range(len(spans))})
    right = parts.astype(columns).sort_values("start", kind="stable")
    joined = pd.merge_asof(left.sort_values("at", kind="stable"), right, left_on="at", right_on="start", by="unit")
    return joined[joined["at"] < joined["end"]].sort_values("order", ignore_index=True)


def _counts(parts: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """One row per part with a hit: `doc_id passage_id token n`."""
    table = _placed(parts, hits).groupby(["doc_id", "passage_id"]).size().rename("n").reset_index()
    return table.assign(token=_HIT)


def compare_slogans(collections: Mapping[str, object]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count the slogans of several collections side by side.

    Parameters
    ----------
    collections : the corpora by their names, each with the tables as attributes.

    Returns
    -------
    rates
        One row per slogan and collection, the slogan with most mentions first: `slogan collection n n_chars
        per_10k_chars per_10k_chars_low per_10k_chars_high n_documents_with n_documents units n_units`, the last two
        what was drawn for the interval. No row where no collection has a slogan.
    points
        One row per slogan and document of the collections with fewer than `FEW` documents: `slogan collection
        doc_id per_10k_chars`.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> rates, points = compare_slogans({"seeds": load_corpus("seeds")})
    >>> rates[["slogan", "n", "n_documents_with", "n_documents"]].head(1).values.tolist(), len(points)
    ([['质量兴市', 36, 3, 5]], 50)
    """
    documents, parts, hits = [], [], []
    for name, corpus in collections.items():
        key = {doc_id: f"{name}\t{doc_id}" for doc_id in corpus.documents["doc_id"]}
        counted = corpus.mentions[corpus.mentions["role"].isin(COUNTED)]
        own = _passage_parts(corpus.tokens, corpus.sentences, corpus.passages)
        documents.append(pd.DataFrame({"doc_id": list(key.values()), "collection": name}))
        parts.append(own.assign(doc_id=own["doc_id"].map(key), unit=own["unit"].map(key)))
        hits.append(counted.assign(doc_id=counted["doc_id"].map(key)))
    documents, parts, hits = (pd.concat(frames, ignore_index=True) for frames in (documents, parts, hits))
    counts = _placed(parts, hits).merge(
        hits.assign(order=range(len(hits)))[["order", "slogan"]], on="order", validate="one_to_one"
    ).groupby(["doc_id", "passage_id", "slogan"]).size().rename("n").reset_index().rename(columns={"slogan": "token"})
    slogans = hits["slogan"].value_counts().index.tolist()
    columns = ["slogan", "collection", "n", "n_chars", "per_10k_chars", "per_10k_chars_low", "per_10k_chars_high",
               "n_documents_with", "n_documents", "units", "n_units"]
    if not slogans:
        return pd.DataFrame(columns=columns), pd.DataFrame(columns=["slogan", "collection", "doc_id", "per_10k_chars"])
    rates = frequencies(counts, parts, documents, slogans, "collection").rename(columns={"token": "slogan"})
    order = {value: i for i, value in enumerate([*slogans, *collections])}
    rates = rates.sort_values(["slogan", "collection"], key=lambda column: column.map(order), ignore_index=True)
    few = documents[documents.groupby("collection")["doc_id"].transform("size") < FEW]
    chars = parts.groupby("doc_id")["n_chars"].sum()
    points = few.merge(pd.Series(slogans, name="slogan"), how="cross")
    n = counts.groupby(["doc_id", "token"])["n"].sum().rename("n").reset_index()
    points = points.merge(n, how="left", left_on=["doc_id", "slogan"], right_on=["doc_id", "token"])
    base = points["doc_id"].map(chars).astype(float)
    points["per_10k_chars"] = 10_000 * points["n"].fillna(0).astype(float) / base.where(base > 0)
    points["doc_id"] = points["doc_id"].str.partition("\t")[2]
    return rates[columns], points[["slogan", "collection", "doc_id", "per_10k_chars"]]
