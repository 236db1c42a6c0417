"""Every table's grain, columns and types: the schema that is checked, and the data dictionary made from it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

# Where the project keeps its files.
ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
SEEDS = ROOT / "seeds"

ROLES = ("kicker", "title", "subtitle", "byline", "dateline", "body", "outline", "navigation", "copyright", "related",
         "truncation", "duplicate", "other")
HEADLINE = ("kicker", "title", "subtitle")
COUNTED = HEADLINE + ("body",)
GENRES = ("report", "speech", "notice", "commentary", "other")
PLACE_LEVELS = ("nation", "province", "city", "county", "district", "none")
YEAR_BASES = ("stated", "inferred", "curated", "unknown")
SCRIPTS = ("Hans", "Hant", "mixed")
MODES = ("direct", "indirect", "summary")
DEVICES = ("enumeration", "parallelism", "four_character_run", "numeric_formula", "obligation", "metaphor",
           "set_phrase", "centre_reference")


class Column(NamedTuple):
    """One column: its type, what it holds, and the values it may have where these are few."""

    name: str
    dtype: str
    description: str
    nullable: bool = False
    values: tuple[str, ...] = ()
    least: float | None = None


class Table(NamedTuple):
    """One table: its grain and its columns."""

    name: str
    grain: str
    columns: tuple[Column, ...]


_DOC = Column("doc_id", "string", "the file's stem, made unique")
_SPAN = (
    Column("start", "Int64", "first character in the clean text", least=0),
    Column("end", "Int64", "one past the last character in the clean text", least=0),
)
_RAW = (
    Column("raw_start", "Int64", "first character of the smallest raw span whose replay contains the text", least=0),
    Column("raw_end", "Int64", "one past the last character of that raw span", least=0),
)
_OPTIONAL_SPANS = tuple(c._replace(nullable=True) for c in _SPAN + _RAW)


def _text(name, description, nullable=True, values=()):
    return Column(name, "string", description, nullable, values)


def _number(name, description, nullable=True, least=0.0):
    return Column(name, "Int64", description, nullable, (), least)


def _date(name, description):
    return Column(name, "string", description + " (ISO date)", True)


TABLES = (
    Table("documents", "source file", (
        _DOC,
        _text("file", "path as given, relative to the folder read", False),
        _text("sha256", "checksum of the file's bytes", False),
        _text("encoding", "encoding in which the bytes were read", False),
        _text("script", "script as received", False, SCRIPTS),
        _text("title", "the headline's main line"),
        _text("outlet", "paper or site that published the text"),
        _text("genre", "kind of text", True, GENRES),
        _text("province", "province of the subject place"),
        _text("city", "prefecture-level place of the subject"),
        _text("district", "county-level place of the subject"),
        _text("place_level", "level of the subject place", True, PLACE_LEVELS),
        _text("adcode", "code of the most specific known place, valid in the document's year"),
        Column("place_masked", "boolean", "whether the page hides the place's name", True),
        _date("event_from", "first day on which the event can have been"),
        _date("event_to", "last day on which the event can have been"),
        _date("published_from", "first day of publication"),
        _date("published_to", "last day of publication"),
        _number("year", "year of the event, else of publication, where it is one year"),
        _number("year_from", "first possible year"),
        _number("year_to", "last possible year"),
        _text("year_basis", "how the year is known", False, YEAR_BASES),
        _number("declared_total", "length of the whole text as the page declares it, in characters"),
        _number("declared_shown", "length shown as the page declares it, in characters"),
        _number("declared_omitted", "length left out as the page declares it, in characters"),
        _number("body_chars", "body characters without white space: the base of per_10k_chars", False),
        Column("completeness", "Float64", "body_chars over declared_total", True, (), 0.0),
        _number("n_edits", "changes between raw and clean text", False),
    )),
    Table("evidence", "claim about a document", (
        _DOC,
        _text("field", "what the claim is about: a column of documents, event, published, outlet_level or reprint_of",
              False),
        _text("value", "what is claimed"),
        _text("kind", "where the claim comes from", False),
        _text("text", "the words on the page"),
        *_OPTIONAL_SPANS,
        Column("accepted", "boolean", "whether the claim was followed"),
        _text("reason", "why, or why not", False),
    )),
    Table("edits", "change between raw and clean text", (
        _DOC,
        _number("edit_id", "number in the document", False),
        _text("rule", "rule or rules that made the change, joined by +", False),
        *_RAW,
        _text("before", "raw text", False),
        _text("after", "clean text", False),
        Column("confidence", "Float64", "share of certainty, 1 where the bytes settle it", False, (), 0.0),
        _text("alternatives", "other readings with their shares, where the choice is not sure", False),
    )),
    Table("passages", "stretch of clean text with one role", (
        _DOC,
        _number("passage_id", "number in the document", False),
        _text("role", "what the stretch is on the page", False, ROLES),
        _text("text", "clean text; joined in order these are the whole clean text", False),
        *_SPAN, *_RAW,
    )),
    Table("sentences", "sentence of the headline or body", (
        _DOC,
        _number("sentence_id", "number in the document", False),
        _number("passage_id", "passage that holds the sentence", False),
        _text("text", "clean text", False),
        *_SPAN, *_RAW,
    )),
    Table("tokens", "token of a sentence", (
        _DOC,
        _number("sentence_id", "sentence that holds the token", False),
        _text("token", "the word", False),
        *_SPAN, *_RAW,
    )),
    Table("speech", "attributed statement in one passage", (
        _DOC,
        _number("speech_id", "number in the document", False),
        _text("speaker", "name, <NA> where the page gives none"),
        _text("position", "title as printed at first mention, every office with its place or bureau"),
        _text("verb", "reporting verb, <NA> where a statement goes on"),
        _text("mode", "direct, indirect, or summary where only the matter is told", False, MODES),
        _number("passage_id", "passage that holds the statement", False),
        *_SPAN, *_RAW,
    )),
    Table("mentions", "occurrence of a slogan", (
        _DOC,
        _text("slogan", "the slogan in full", False),
        _text("surface", "what is printed", False),
        _text("family", "family of the slogan", False),
        _text("verb", "verb slot", False),
        _text("scope", "scope slot", False),
        _text("head", "noun that follows"),
        _text("use", "live, or part of a name", False, ("live", "name")),
        _text("via", "how it is printed", False, ("plain", "elided", "split")),
        _text("chain_id", "chain that ties elided mentions"),
        _text("role", "role of the passage", False, ROLES),
        _number("speech_id", "statement that holds the mention"),
        Column("confidence", "Float64", "lowest confidence of the edits under it", False, (), 0.0),
        *_SPAN, *_RAW,
    )),
    Table("devices", "rhetorical device", (
        _DOC,
        _text("device", "sort of device", False, DEVICES),
        _text("text", "clean text", False),
        _number("n_items",
                "items that the device strings together, 1 where it is a word; <NA> where a name counts nothing"),
        _text("kind", "strength of an obligation, domain of a metaphor, first marker of an enumeration, frame of a "
                      "parallelism, group of the others"),
        _number("announced", "items that the text announces before an enumeration"),
        *_SPAN, *_RAW,
    )),
    Table("rejects", "file that could not be read", (
        _text("file", "path as given", False),
        _text("reason", "what is wrong and what to do", False),
    )),
)
TABLE = {table.name: table for table in TABLES}
# The columns that tell a row from every other.
KEYS = {
    "documents": ["doc_id"],
    "edits": ["doc_id", "edit_id"],
    "passages": ["doc_id", "passage_id"],
    "sentences": ["doc_id", "sentence_id"],
    "speech": ["doc_id", "speech_id"],
}


def empty(name: str) -> pd.DataFrame:
    """The table with its columns and no row.

    Examples
    --------
    >>> empty("rejects").columns.tolist()
    ['file', 'reason']
    """
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLE[name].columns})


def require(frame: pd.DataFrame, name: str, *columns: str) -> None:
    """Check that a frame has these columns.

    Raises
    ------
    ValueError
        Naming the frame, what it lacks and what it has.

    Examples
    --------
    >>> require(pd.DataFrame({"n": [1]}), "counts", "doc_id", "n")
    Traceback (most recent call last):
    ValueError: counts lacks the column doc_id; it has n
    """
    missing = [c for c in columns if c not in frame]
    if missing:
        raise ValueError(f"{name} lacks the column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}")


def checked(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the table's columns in order and its types, after the schema has passed.

    Raises
    ------
    ValueError
        Naming the table, the column and the first row that breaks the schema.

    Examples
    --------
    >>> checked("rejects", pd.DataFrame({"reason": ["empty"], "file": ["a.txt"]})).columns.tolist()
    ['file', 'reason']
    >>> checked("rejects", pd.DataFrame({"file": ["a.txt"], "reason": [None]}))
    Traceback (most recent call last):
    ValueError: table rejects, column reason, row 0: <NA> breaks the rule not_nullable
    """
    import pandera.errors

    table = TABLE[name]
    missing = [c.name for c in table.columns if c.name not in frame]
    if missing:
        raise ValueError(f"table {name} lacks the column {', '.join(missing)}")
    frame = frame[[c.name for c in table.columns]].astype({c.name: c.dtype for c in table.columns})
    frame = frame.reset_index(drop=True)
    try:
        _schema(name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        case = error.failure_cases.iloc[0]
        raise ValueError(
            f"table {name}, column {case['column']}, row {case['index']}: {case['failure_case']} breaks the rule "
            f"{case['check']}"
        ) from None
    return frame


@lru_cache
def _schema(name: str):
    import pandera.pandas as pa

    columns = {}
    for c in TABLE[name].columns:
        checks = [pa.Check.isin(c.values)] if c.values else []
        checks += [pa.Check.ge(c.least)] if c.least is not None else []
        # Without its type: `checked` has just given each column its own, and the check takes longer than all others.
        columns[c.name] = pa.Column(None, checks, nullable=c.nullable)
    whole = [
        pa.Check(lambda f, a=a, b=b: (f[a] <= f[b]).fillna(True), error=f"{a} after {b}")
        for a, b in (("start", "end"), ("raw_start", "raw_end")) if {a, b} <= columns.keys()
    ]
    return pa.DataFrameSchema(columns, checks=whole, unique=KEYS.get(name), strict=True)


def data_dictionary() -> pd.DataFrame:
    """One row per column of every table: `table grain column type values description`.

    Examples
    --------
    >>> data_dictionary().query("table == 'rejects'")["column"].tolist()
    ['file', 'reason']
    """
    rows = [
        (t.name, t.grain, c.name, c.dtype, " ".join(c.values), c.description) for t in TABLES for c in t.columns
    ]
    return pd.DataFrame(rows, columns=["table", "grain", "column", "type", "values", "description"])
