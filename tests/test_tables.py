"""The tables' contract: names and order of columns, types, and what the schema refuses."""

import pandas as pd
import pytest

from helpers.tables import ROLES, TABLE, TABLES, checked, data_dictionary, empty

# The names that notebooks and other people's code rely on.
CONTRACT = {
    "documents": "file sha256 encoding script title outlet genre province city district place_level adcode place_masked"
    " event_from event_to published_from published_to year year_from year_to year_basis declared_total declared_shown"
    " declared_omitted body_chars completeness n_edits",
    "evidence": "field value kind text start end raw_start raw_end accepted reason",
    "edits": "edit_id rule raw_start raw_end before after confidence alternatives",
    "passages": "passage_id role text start end raw_start raw_end",
    "sentences": "sentence_id passage_id text start end raw_start raw_end",
    "tokens": "sentence_id token start end raw_start raw_end",
    "speech": "speech_id speaker position verb mode passage_id start end raw_start raw_end",
    "mentions": "slogan surface family verb scope head use via chain_id role speech_id confidence start end raw_start"
    " raw_end",
    "devices": "device text n_items kind announced start end raw_start raw_end",
    "rejects": "file reason",
}
PASSAGE = {"doc_id": "a", "passage_id": 0, "role": "body", "text": "质量", "start": 0, "end": 2, "raw_start": 0,
           "raw_end": 2}


def passages(**changes) -> pd.DataFrame:
    return pd.DataFrame([PASSAGE, PASSAGE | {"passage_id": 1} | changes])


def test_the_ten_tables_have_the_columns_of_the_contract():
    assert [table.name for table in TABLES] == list(CONTRACT)
    for name, columns in CONTRACT.items():
        doc_id = [] if name == "rejects" else ["doc_id"]
        assert [column.name for column in TABLE[name].columns] == doc_id + columns.split()


@pytest.mark.parametrize("name", CONTRACT)
def test_an_empty_table_has_its_types_and_passes(name):
    frame = checked(name, empty(name))
    assert len(frame) == 0
    assert {c.name: c.dtype for c in TABLE[name].columns} == {k: str(v) for k, v in frame.dtypes.items()}


def test_columns_are_put_in_order_typed_and_those_of_no_table_dropped():
    frame = passages()[list(PASSAGE)[::-1]].assign(note="x").set_index(pd.Index([5, 5]))
    before = frame.copy()
    result = checked("passages", frame)
    assert result.columns.tolist() == list(PASSAGE)
    assert result.index.tolist() == [0, 1]
    assert str(result["start"].dtype) == "Int64"
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(("changes", "message"), [
    ({"role": "advert"}, "table passages, column role, row 1: advert"),
    ({"start": -1}, "table passages, column start, row 1: -1"),
    ({"text": None}, "table passages, column text, row 1"),
    ({"start": 3}, "table passages.*start after end"),
    ({"raw_start": 3}, "table passages.*raw_start after raw_end"),
])
def test_a_row_that_breaks_the_schema_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        checked("passages", passages(**changes))


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="table passages lacks the column role"):
        checked("passages", passages().drop(columns="role"))


def test_a_number_is_given_once_in_a_document():
    assert len(checked("passages", passages(doc_id="b", passage_id=0))) == 2
    with pytest.raises(ValueError, match="table passages.*unique"):
        checked("passages", passages(passage_id=0))


def test_doc_id_is_unique_in_documents():
    row = {c.name: pd.NA for c in TABLE["documents"].columns} | {
        "doc_id": "a", "file": "a.txt", "sha256": "0", "encoding": "utf-8", "script": "Hans", "year_basis": "unknown",
        "body_chars": 0, "n_edits": 0,
    }
    assert len(checked("documents", pd.DataFrame([row]))) == 1
    with pytest.raises(ValueError, match="table documents"):
        checked("documents", pd.DataFrame([row, row]))


def test_the_dictionary_tells_of_every_column():
    dictionary = data_dictionary()
    assert len(dictionary) == sum(len(table.columns) for table in TABLES)
    assert dictionary["description"].str.len().min() > 5
    roles = dictionary.query("table == 'passages' and column == 'role'")["values"].item()
    assert roles.split() == list(ROLES)
