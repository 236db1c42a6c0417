"""Raw and clean side by side: nothing lost, every edit marked once on either side, the same HTML every time."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from helpers import load_corpus
from helpers.show.sidebyside import RULES, STYLE, folded, side_by_side, visible
from helpers.tidy.repairs.ledger import Edit, Ledger, replay

NO_PASSAGES = pd.DataFrame({"role": [], "raw_start": [], "raw_end": []})
TEXT = st.text(alphabet="质量強a(b)<>&\"' ?!\n\ue47f\u200b", max_size=40)


@st.composite
def ledgers(draw):
    """A text with up to five disjoint edits, insertions and deletions among them."""
    ledger = Ledger(draw(TEXT))
    places = sorted(draw(st.lists(st.integers(0, len(ledger.raw)), max_size=10)))
    edits = [Edit(start, end, draw(TEXT), draw(st.sampled_from((1.0, 0.5))))
             for start, end in zip(places[::2], places[1::2])]
    apart = [edit for i, edit in enumerate(edits) if not i or edit.start > edits[i - 1].end]
    ledger.apply("width", apart)
    return ledger


def columns(page):
    """The text of the third and the fourth column of a side-by-side table, white space apart."""
    rows = html.fromstring(page).xpath("//tr[td]")
    return tuple(re.sub(r"\s", "", "".join(row[place].text_content() for row in rows)) for place in (2, 3))


def bare(text):
    return re.sub(r"\s", "", visible(text))


@given(ledgers())
def test_columns_hold_the_whole_raw_and_the_whole_clean_text(ledger):
    edits = ledger.edits()
    page = side_by_side(ledger.raw, edits, NO_PASSAGES)
    assert columns(page) == (bare(ledger.raw), bare(replay(ledger.raw, edits)))


@given(ledgers())
def test_every_edit_that_can_be_seen_is_marked_on_both_sides(ledger):
    edits = ledger.edits()
    tree = html.fromstring(side_by_side(ledger.raw, edits, NO_PASSAGES))
    left, right = tree.xpath("//del"), tree.xpath("//ins")
    seen = edits[(edits["before"] + edits["after"]).map(bare) != ""]
    assert len(seen) <= len(left) == len(right) <= len(edits)
    assert all(mark.get("title").startswith("width · ") for mark in left + right)
    assert sum(mark.get("class") == "unsure" for mark in left) <= (edits["confidence"] < 1).sum()


def test_a_mark_tells_rule_confidence_and_alternatives():
    ledger = Ledger("甲!懂a乙")
    ledger.apply("byte_shift", [Edit(1, 4, "。《產", 0.87, "保《產 0.1")])
    page = side_by_side(ledger.raw, ledger.edits(), NO_PASSAGES)
    (mark,) = html.fromstring(page).xpath("//del")
    assert mark.get("title") == "byte_shift · 0.87 · else 保《產 0.1"
    assert mark.get("class") == "unsure" and mark.text == "!懂a"


def test_markup_of_the_text_is_shown_and_not_obeyed():
    page = side_by_side("<b>质量</b> & \"好\"", Ledger("").edits(), NO_PASSAGES)
    assert "<b>" not in page and columns(page)[0] == '<b>质量</b>&"好"'


def test_lines_have_the_numbers_and_roles_of_the_source():
    roles = ["title", "body", "copyright"]
    passages = pd.DataFrame({"role": roles, "raw_start": [0, 5, 8], "raw_end": [5, 8, 10]})
    rows = html.fromstring(side_by_side("标题\n\n\n正文，版权\n", Ledger("").edits(), passages)).xpath("//tr[td]")
    assert [[cell.text_content() for cell in row][:3] for row in rows] == [
        ["1", "title", "标题"], ["4", "body, copyright", "正文，版权"]]


def test_edits_of_another_text_are_refused():
    ledger = Ledger("质量,强市")
    ledger.apply("width", [Edit(2, 3, "，")])
    with pytest.raises(ValueError, match="edits are of another text"):
        side_by_side("质量强市", ledger.edits(), NO_PASSAGES)


def test_an_empty_text_is_a_table_without_lines():
    assert html.fromstring(side_by_side("", Ledger("").edits(), NO_PASSAGES)).xpath("count(//tr)") == 1


def test_invisible_characters_are_named():
    assert visible("质\ue47f量\u200b\ufeff") == "质[U+E47F]量[U+200B][U+FEFF]"
    assert visible("质量\n\t，。①") == "质量\n\t，。①"


def test_folded_shows_a_summary_as_plain_text():
    assert "<summary>a &lt;b&gt;</summary>" in folded("a <b>", "<p>c</p>")


def test_the_seeds_show_every_edit_and_are_the_same_twice():
    corpus = load_corpus("seeds")
    for doc_id in corpus.documents["doc_id"]:
        edits, passages = (frame[frame["doc_id"] == doc_id] for frame in (corpus.edits, corpus.passages))
        page = side_by_side(corpus.raw(doc_id), edits, passages)
        assert page == side_by_side(corpus.raw(doc_id), edits, passages)
        assert page.count("<del") == page.count("<ins") == len(edits)
        assert columns(page) == (bare(corpus.raw(doc_id)), bare(corpus.clean(doc_id)))
    rules = set("+".join(corpus.edits["rule"]).split("+"))
    assert rules <= set(RULES)
    assert "http" not in STYLE and "id=" not in STYLE
