"""The inverse of the byte damage: exact where the bytes settle it, silent where there is no damage."""

import json
import tomllib
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from repair import KINDS, add_up, fold_model, measure, notes_of, traditional, undamaged

from helpers.tidy.repair import pinyin_edits
from helpers.tidy.repairs.byte_shift import shift_edits
from helpers.tidy.repairs.damage import ASCII_MARKS, damage, encode
from helpers.tidy.repairs.language import Language, language
from helpers.tidy.repairs.ledger import Ledger
from helpers.tidy.repairs.misread import Page
from helpers.tidy.repairs.readings import readings, toneless
from helpers.tidy.repairs.script import simplified

ROOT = Path(__file__).resolve().parents[1]
CASES = tomllib.loads((Path(__file__).parent / "cases" / "byte_shift.toml").read_text("utf-8"))
TEXTS = ROOT.parent / "shared" / "corpora" / "state-council-work-reports.jsonl"
PAGE = "\n".join(case["text"] for case in CASES["line"])


def restored(damaged: str, model: Language | None = None) -> str:
    """The text with byte shift and annotations undone, its marks in ASCII."""
    ledger = Ledger(damaged)
    ledger.apply("byte_shift", shift_edits(damaged, model or language()))
    ledger.apply("pinyin", pinyin_edits(ledger.clean))
    return ledger.clean.translate(ASCII_MARKS)


def notes(characters: str) -> dict[bytes, str]:
    """Each character with one reading, with its tone."""
    return {encode(c): max(readings(c), key=lambda r: (r != toneless(r), r)) for c in characters}


def listed(text: str, every: int) -> dict[bytes, str]:
    """Every n-th of the characters that differ from Simplified; none at 0.

    Each has a reading with a tone: a lone reading without one may be an English word in brackets and is left.
    """
    differing = sorted(c for c in set(text) if simplified(c) != c and any(r != toneless(r) for r in readings(c)))
    return notes(differing[::every]) if every else {}


@pytest.mark.parametrize(("damaged", "true"), [
    ("因?yàn)檫@些", "為這"),
    ("對質(zhì)量工作負(fù)總責(zé)?剂康胤秸\ue47f畬\ue78d|(zhì)量工作是否做好", "。考量地方政府對質"),
    ("對質(zhì)量工作負(fù)總責(zé)?剂康胤秸\ue47f畬\ufe10|(zhì)量工作是否做好", "。考量地方政府對質"),
    ("要認(rèn)真實(shí)施!懂a(chǎn)品質(zhì)量法》", "。《產"),
])
def test_examples(damaged, true):
    assert [edit.after for edit in shift_edits(damaged, language())] == [true]


@pytest.mark.parametrize("case", CASES["line"], ids=lambda case: case["text"][:12])
def test_case_is_of_its_kind(case):
    straddled = notes(case.get("straddled", ""))
    assert damage(case["text"], straddled, cut_at=case.get("cut_at", "！？")) != case["text"].translate(ASCII_MARKS)


@pytest.mark.parametrize(("every", "cut_at", "orphan", "ascii_marks"),
                         list(product((0, 3, 1), ("！？", "！？。"), ("", "?"), (True, False))))
def test_lines_come_back(every, cut_at, orphan, ascii_marks):
    straddled = notes("".join(case.get("straddled", "") for case in CASES["line"]))
    damaged = damage(PAGE, listed(PAGE, every) | straddled, cut_at=cut_at, orphan=orphan, ascii_marks=ascii_marks)
    assert restored(damaged).split("\n") == PAGE.translate(ASCII_MARKS).split("\n")


@pytest.mark.parametrize("width", ["full", "ascii"])
def test_sound_lines_are_left(width):
    pages = [case["text"] for case in CASES["sound"]]
    for page in [*pages, "\n".join(pages)]:
        page = page.translate(ASCII_MARKS) if width == "ascii" else page
        assert shift_edits(page, language()) == []


@pytest.mark.parametrize("page", [
    "代表們提出了許多建議。《\n產品質量法（草案）\n》的起草過程，是集思廣益的過程。",
    "代表們提出了許多建議！\n各地要抓好產品質量，落實有關法律。",
])
def test_a_title_on_a_line_of_its_own_shows_the_bracket_above_it(page):
    """Pages that break their lines at links: both lose their end to `建議!`, and only one goes on with `》`."""
    damaged = damage(page, notes("質產"))
    assert damaged.startswith("代表們提出了許多建議!\n")
    assert restored(damaged) == page.translate(ASCII_MARKS)


def test_two_ways_to_one_text_are_no_rivals():
    damaged = damage("企業要學會生財、聚財之道。\n\ue47f", notes("財敗"))
    assert [(edit.after, edit.confidence) for edit in shift_edits(damaged, language())] == [("、聚財", 1.0)]


@pytest.mark.parametrize(("true", "annotated"), [
    ("　　９０年代是推進質量工作的重要時期。", ""),
    ("要銳意進取，扎實工作，把質量工作抓好。", "實質"),
    ("要銳意進取，確保質量工作走在前列。", "質"),
])
def test_the_first_sign_of_a_cut_can_lack_private_use_characters(true, annotated):
    """Of a page that shows no cut at 。 elsewhere and was stripped: gibberish, a bracket or a letter behind the mark."""
    damaged = damage(true, notes(annotated), cut_at="！？。", private_use=False)
    assert restored(damaged) == true.translate(ASCII_MARKS)
    assert all(edit.confidence < 0.95 for edit in shift_edits(damaged, language()))


def test_lost_characters_are_never_certain():
    damaged = damage(PAGE, {})
    edits = shift_edits(damaged, language())
    assert edits and all(edit.confidence < 1 for edit in edits)
    assert all(edit.alternatives for edit in edits if edit.confidence < 0.95)


def test_stripped_private_use_characters_are_doubted():
    damaged = damage(PAGE, listed(PAGE, 1), private_use=False)
    edits = shift_edits(damaged, language())
    assert edits and all(edit.confidence < 0.95 for edit in edits)


def test_the_form_that_the_page_uses_is_preferred():
    page = Page.of("這條綫和那條綫")
    assert page.one_form_each("線綫") == ("綫",)
    assert Page.of("沒有").one_form_each("綫線") == ("線",)


characters = st.sampled_from(sorted(set(PAGE) - {"\n"}) + list("。考《海。“！？，,|a@1 "))
lines = st.lists(st.one_of(st.sampled_from([case["text"] for case in CASES["line"]]), st.text(characters, max_size=20)),
                 min_size=1, max_size=4)


@settings(deadline=None, max_examples=60)
@given(lines.map("\n".join), st.integers(0, 3), st.sampled_from(["！？", "！？。"]), st.sampled_from(["", "?"]))
@example("走@", 1, "！？", "")  # whose bytes hold a listed character across the two
def test_a_repair_can_be_damaged_again(true, every, cut_at, orphan):
    """Whatever the text, the damage, done to each repaired stretch, gives what stood there."""
    annotated = listed(PAGE, every)
    damaged = damage(true, annotated, cut_at=cut_at, orphan=orphan)
    ledger = Ledger(damaged)
    ledger.apply("byte_shift", shift_edits(damaged, language()))
    ledger.apply("pinyin", pinyin_edits(ledger.clean))
    again = damage(ledger.clean, annotated, cut_at=cut_at, orphan=orphan)
    assert again.translate(ASCII_MARKS) == damaged.translate(ASCII_MARKS)


@settings(deadline=None, max_examples=100)
@given(st.text(st.one_of(characters, st.sampled_from("()?!\ue47f\ue78dzhìāǎ豆ぷ剂"),
                         st.characters(exclude_categories=["Cs"])), max_size=60))
def test_any_text_can_be_searched(text):
    edits = shift_edits(text, language())
    assert all(left.end <= right.start for left, right in zip(edits, edits[1:]))


@pytest.mark.skipif(not TEXTS.exists(), reason="the official texts for measuring are not on this machine")
def test_official_prose_comes_back():
    """Some of the texts, judged with counts of the others: the targets of the repair (bench/repair.py)."""
    texts = [json.loads(line)["content"] for line in TEXTS.read_text("utf-8").splitlines()]
    model = fold_model(texts, 0, 9)
    held_out = texts[::9]
    mine = [traditional(text) for text in held_out]
    for size, cut_at, orphan, ascii_marks in ((200, "！？", "", True), (2000, "！？", "?", False)):
        options = dict(cut_at=cut_at, orphan=orphan, ascii_marks=ascii_marks, private_use=True)
        annotated = notes_of(mine, size)
        total = add_up(measure(text, annotated, options, model) for text in mine)
        wrong = sum(total[f"{kind} wrong"] for kind in KINDS)
        assert total["settled wrong"] == 0
        assert total["lead wrong"] <= 0.05 * total["lead"]
        assert wrong <= 0.0001 * total["characters"]
    assert not any(n for name, n in undamaged(held_out, model).items() if name.startswith(("byte_shift", "pinyin")))
