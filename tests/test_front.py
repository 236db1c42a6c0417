"""The front pages: three sentences that are true of any collection."""

from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.show.front import answer, chinese, english, lattice_alt, lattice_figure

LINKS = SimpleNamespace(lines=lambda slogan: "lines.html")
COLUMNS = ["doc_id", "slogan", "family", "verb", "scope", "role", "use", "via", "speech_id"]


def collection(years, places, said):
    """Documents with a year and a city each, and what is said in them: (document, slogan, verb, scope)."""
    names = [f"d{number}" for number in range(len(years))]
    documents = pd.DataFrame({
        "doc_id": names, "year": pd.array(years, dtype="Int64"), "year_from": pd.array(years, dtype="Int64"),
        "year_to": pd.array(years, dtype="Int64"), "province": pd.array(["某省"] * len(years), dtype="string"),
        "city": pd.array(places, dtype="string"), "district": pd.array([pd.NA] * len(years), dtype="string"),
        "body_chars": 1000,
    })
    rows = [(f"d{number}", slogan, slogan[:2], verb, scope, "body", "live", "plain", pd.NA)
            for number, slogan, verb, scope in said]
    return SimpleNamespace(documents=documents, mentions=pd.DataFrame(rows, columns=COLUMNS))


XING, QIANG = ("质量兴市", "兴", "city"), ("质量强省", "强", "province")
CASES = {
    "one place twice": (collection([2007, 2010], ["甲市", "甲市"], [(0, *XING), (0, *XING), (1, *QIANG)]), [
        "2 of 2 documents use 2 slogans of the family 质量",
        "the city (2007) and the province (2010)",
        "兴 (prosper), first in 2007, and 强 (make strong), first in 2010, and no documents use both",
        "2 of them stand beside another of the same place",
        "in 1 of 2 documents would fit any share of all such documents from 1% to 99% (exact 95% interval)",
    ]),
    "no place twice": (collection([2007, 2007], ["甲市", "乙市"], [(0, *XING), (0, *QIANG)]), [
        "1 of 2 documents use", "and 1 document uses both", "This is no proof of a climb",
    ]),
    "no year": (collection([None, None], ["甲市", "乙市"], [(0, *XING), (1, *QIANG)]), [
        "The slogans name the city and the province; in what order is not known",
    ]),
    "one document": (collection([2018], ["甲市"], [(0, *QIANG)]), [
        "The one document uses 1 slogan of the family 质量 (*zhìliàng*, quality): 质量强省", "1</a> mention)",
        "The slogans name the province, first in 2018; of the two verbs only 强 (make strong), first in 2018, is used.",
        "One document shows what it says and no more",
    ]),
    "no slogan": (collection([2018, 2019, 2020], ["甲市"] * 3, []), [
        "None of the 3 documents uses a slogan of the family 质量.", "None of its rivals is used either.", "up to 0.71",
    ]),
    "one document without": (collection([2018], ["甲市"], []), [
        "The one document uses no slogan of the family 质量.", "one document would not show it",
    ]),
    "rivals alone": (collection([2018, 2018], ["甲市"] * 2, [(0, "工业强市", "强", "city")]), [
        'Of its rivals there is <a href="lines.html">工业强市</a>.',
    ]),
    "neither verb": (collection([2018, 2018], ["甲市"] * 2, [(0, "质量立市", "立", "city")]), [
        "neither 兴 nor 强 is used",
    ]),
}


@pytest.mark.parametrize("name", CASES)
def test_the_sentences_fit_the_collection(name):
    corpus, expected = CASES[name]
    found = answer(corpus)
    for say in (english, chinese):
        sentences = say(found, LINKS)
        assert len(sentences) == 3 and not any("<NA>" in sentence or "nan" in sentence for sentence in sentences)
    told = " ".join(english(found, LINKS))
    assert [part for part in expected if part not in told] == [], told


@pytest.mark.parametrize("name", CASES)
def test_both_languages_give_the_same_numbers(name):
    def numbers(sentences):
        text = pd.Series(sentences).str.replace("95%", "").str.cat(sep=" ")
        return sorted(pd.Series(text).str.findall(r"\d{4}|\d\.\d\d").iloc[0])

    found = answer(CASES[name][0])
    assert numbers(english(found, LINKS)) == numbers(chinese(found, LINKS))


def test_only_headline_and_body_count():
    corpus, _ = CASES["no place twice"]
    corpus = SimpleNamespace(documents=corpus.documents, mentions=corpus.mentions.assign(role="related"))
    assert answer(corpus).n_using == 0


def test_another_scope_is_no_step_unless_alone():
    said = [(0, *XING), (0, "质量兴业", "兴", "other")]
    assert answer(collection([2018], ["甲市"], said)).scopes.index.tolist() == ["city"]
    assert answer(collection([2018], ["甲市"], said[1:])).scopes.index.tolist() == ["other"]


def test_figure_and_its_words(tmp_path):
    found = answer(CASES["one place twice"][0])
    lattice_figure(found, tmp_path / "a.png")
    lattice_figure(found, tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    for language in ("en", "zh"):
        words = lattice_alt(found.cells, language)
        assert all(slogan in words for slogan in found.slogans["slogan"])
