"""The ledger: for any text and any chain of edits it replays, undoes, and finds the raw span of what is clean."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.tidy.repairs.ledger import Edit, Ledger, RawMap, replay, undo

TEXTS = st.text(alphabet="質量强市a(z)ì，。\n?\ue47f", max_size=14)
PIECES = st.text(alphabet="质量x。", max_size=3)


@st.composite
def chains(draw):
    """A raw text and a chain of steps, each a list of sorted disjoint edits of the text as it then stands."""
    raw = text = draw(TEXTS)
    steps = []
    for _ in range(draw(st.integers(0, 5))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        edits = [Edit(a, b, draw(PIECES), draw(st.floats(0, 1))) for a, b in zip(cuts[::2], cuts[1::2])]
        steps.append(edits)
        text = edited(text, edits)
    return raw, steps, text


def edited(text: str, edits: list[Edit]) -> str:
    """The text after edits, made the plainest way."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.after + text[edit.end :]
    return text


def built(raw: str, steps: list[list[Edit]]) -> Ledger:
    ledger = Ledger(raw)
    for number, edits in enumerate(steps):
        ledger.apply(f"rule{number}", edits)
    return ledger


def boundaries(ledger: Ledger) -> list[tuple[int, int, int]]:
    """Every raw offset that cuts no edit, with the clean offsets before and after what was inserted there."""
    edits = list(ledger.edits().itertuples())
    rows = []
    for offset in range(len(ledger.raw) + 1):
        if any(e.raw_start < offset < e.raw_end for e in edits):
            continue
        before = [e for e in edits if e.raw_end <= offset and e.raw_start < offset]
        here = [e for e in edits if e.raw_start == e.raw_end == offset]
        clean = offset + sum(len(e.after) - len(e.before) for e in before)
        rows.append((offset, clean, clean + sum(len(e.after) for e in here)))
    return rows


@settings(deadline=None, max_examples=200)
@given(chains())
def test_any_chain_replays_and_undoes(chain):
    raw, steps, clean = chain
    ledger = built(raw, steps)
    edits = ledger.edits()
    assert ledger.raw == raw and ledger.clean == clean
    assert replay(raw, edits) == clean
    assert undo(clean, edits) == raw


@settings(deadline=None, max_examples=200)
@given(chains())
def test_rows_are_sorted_disjoint_and_say_what_they_change(chain):
    ledger = built(*chain[:2])
    edits = ledger.edits()
    assert edits["edit_id"].tolist() == list(range(len(edits)))
    assert (edits["raw_start"] <= edits["raw_end"]).all()
    assert (edits["raw_end"].iloc[:-1].to_numpy() <= edits["raw_start"].iloc[1:].to_numpy()).all()
    for edit in edits.itertuples():
        assert edit.before == ledger.raw[edit.raw_start : edit.raw_end]
        assert 0 <= edit.confidence <= 1
        rules = edit.rule.split("+")
        assert len(set(rules)) == len(rules)


@settings(deadline=None, max_examples=200)
@given(chains(), st.data())
def test_the_raw_span_is_the_smallest_that_holds_the_text(chain, data):
    ledger = built(*chain[:2])
    if not ledger.clean:
        return
    start = data.draw(st.integers(0, len(ledger.clean) - 1))
    end = data.draw(st.integers(start + 1, len(ledger.clean)))
    found = ledger.raw_map().span(start, end)
    edges = boundaries(ledger)
    assert found == (
        max(offset for offset, before, _ in edges if before <= start),
        min(offset for offset, _, after in edges if after >= end),
    )
    edits = ledger.edits()
    inside = edits[(edits["raw_start"] >= found[0]) & (edits["raw_end"] <= found[1])]
    piece = inside.assign(raw_start=inside["raw_start"] - found[0])
    assert ledger.clean[start:end] in replay(ledger.raw[slice(*found)], piece)


@settings(deadline=None, max_examples=200)
@given(chains())
def test_the_way_back_keeps_unchanged_characters(chain):
    ledger = built(*chain[:2])
    where = ledger.raw_map()
    offsets = [where.clean_offset(raw) for raw in range(len(ledger.raw) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(ledger.clean) for offset in offsets)
    changed = {i for e in ledger.edits().itertuples() for i in range(e.raw_start, e.raw_end)}
    for raw in set(range(len(ledger.raw))) - changed:
        assert ledger.clean[where.clean_offset(raw)] == ledger.raw[raw]


def test_an_empty_stretch_has_an_empty_raw_span():
    ledger = Ledger("質(zhì)量")
    ledger.apply("pinyin", [Edit(1, 6, "")])
    where = ledger.raw_map()
    assert where.span(1, 1) == (6, 6)
    assert where.span(2, 2) == (7, 7)


def test_the_map_can_be_made_from_a_table_of_edits():
    ledger = Ledger("質(zhì)量")
    ledger.apply("pinyin", [Edit(1, 6, "")])
    edits = ledger.edits()
    again = RawMap(edits[["raw_start", "raw_end", "after"]].itertuples(index=False, name=None), len(ledger.raw))
    assert [again.span(i, i + 1) for i in range(2)] == [(0, 1), (6, 7)]


def test_rules_that_overlap_become_one_row_with_the_lower_confidence():
    ledger = Ledger("?yàn)檫@些")
    ledger.apply("byte_shift", [Edit(0, 7, "為這", 0.99, "懷這 0.01")])
    ledger.apply("script", [Edit(0, 1, "为"), Edit(1, 2, "这")])
    edit = ledger.edits().iloc[0]
    assert len(ledger.edits()) == 1
    assert (edit["rule"], edit["before"], edit["after"]) == ("byte_shift+script", "?yàn)檫@", "为这")
    assert (edit["confidence"], edit["alternatives"]) == (0.99, "懷這 0.01")


def test_insertions_at_one_place_keep_their_order():
    ledger = Ledger("")
    ledger.apply("first", [Edit(0, 0, "x"), Edit(0, 0, "。"), Edit(0, 0, "x")])
    ledger.apply("second", [Edit(0, 0, "x"), Edit(2, 3, "")])
    assert ledger.clean == "xx。"


def test_an_edit_that_changes_nothing_is_no_row():
    ledger = Ledger("质量")
    ledger.apply("script", [Edit(0, 1, "质"), Edit(1, 1, "")])
    assert ledger.edits().empty


def test_edits_of_one_step_may_not_overlap():
    with pytest.raises(ValueError, match="rule 'width' overlap at 1"):
        Ledger("质量").apply("width", [Edit(0, 2, "a"), Edit(1, 2, "b")])


def test_edits_of_another_text_are_refused():
    ledger = Ledger("質量")
    ledger.apply("script", [Edit(0, 1, "质")])
    before = ledger.edits()
    with pytest.raises(ValueError, match="edits are of another text"):
        replay("强市", before)
    pd.testing.assert_frame_equal(ledger.edits(), before)
