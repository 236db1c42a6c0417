"""Shares of a text by speaker and level: a corpus small enough to count on paper, and the seeds."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.measure.uncertainty import share_interval
from helpers.measure.voices import (
    COLLECTIVE,
    ISSUER,
    OWN,
    REPORTER,
    SIDES,
    VOICES,
    extent_bounds,
    longest,
    share_by_voice,
    share_of_body,
    shortest,
    speaking_order,
    stretches,
    verbs,
    with_voice,
)
from helpers.show.figures import use_style
from helpers.show.voices import FILLS, draw_shares, draw_strips, draw_verbs

# Two documents on paper: what each stretch is counted as, and how many characters it has.
REPORT = [
    ("市长周启明指出，", None, 8),
    ("质量是生命。要抓落实。", 0, 11),
    ("省长李向前要求，", None, 8),
    ("要 快。", 1, 3),
    ("大会闭幕。", None, 5),
]
SPEECH = [("同志们，", 0, 4), ("要诚信，", 1, 4), ("我赞成。", 0, 4)]
STATEMENTS = {
    "a": [("周启明", "市长", "指出", "indirect"), ("李向前", "省长", "要求", "indirect")],
    "b": [(pd.NA, "市质监局局长", pd.NA, "direct"), ("周启明", "市长", "提到", "indirect")],
}


def spans(parts, wanted):
    """Return start and end of all text from the first to the last part of a statement."""
    places, position = [], 0
    for text, statement, _ in parts:
        places += [(position, position + len(text))] if statement == wanted else []
        position += len(text)
    return places[0][0], places[-1][1]


@pytest.fixture
def tables():
    """Return documents, passages, sentences and speech of the two documents."""
    documents = pd.DataFrame(
        {"doc_id": ["a", "b"], "place_level": ["city", "district"], "province": ["河南省", pd.NA], "district": pd.NA,
         "genre": ["report", "speech"]}
    )
    passages, speech = [], []
    for doc_id, parts in (("a", REPORT), ("b", SPEECH)):
        text = "".join(part[0] for part in parts)
        passages.append((doc_id, 0, "title", "标题\n", 0, 0))
        passages.append((doc_id, 1, "body", text, 0, len(text)))
        for number, statement in enumerate(STATEMENTS[doc_id]):
            speech.append((doc_id, number, *statement, 1, *spans(parts, number)))
    # The sentences of the report's first statement end after 生命。 and 落实。
    sentences = pd.DataFrame(
        [("a", 1, 0, 14), ("a", 1, 14, 19), ("a", 1, 19, 31), ("a", 1, 31, 36),
         ("b", 1, 0, 8), ("b", 1, 8, 12)],
        columns=["doc_id", "passage_id", "start", "end"],
    )
    passages = pd.DataFrame(passages, columns=["doc_id", "passage_id", "role", "text", "start", "end"])
    columns = ["doc_id", "speech_id", "speaker", "position", "verb", "mode", "passage_id", "start", "end"]
    return documents, passages, sentences, pd.DataFrame(speech, columns=columns)


def test_stretches_are_those_on_paper(tables):
    documents, passages, _, speech = tables
    found = stretches(documents, passages, speech)
    expected = [(doc_id, pd.NA if who is None else who, n) for doc_id, parts in (("a", REPORT), ("b", SPEECH))
                for _, who, n in parts]
    rows = found[["doc_id", "speech_id", "chars"]].astype("object").values.tolist()
    assert str([tuple(row) for row in rows]) == str(expected)
    assert found["voice"].tolist() == [REPORTER, "city", REPORTER, "provincial", REPORTER, "city", "city", "city"]
    assert found["offset"].tolist() == [0, 8, 19, 27, 30, 0, 4, 8]


def test_the_text_of_a_notice_is_its_offices(tables):
    documents, passages, _, speech = tables
    found = stretches(documents.assign(genre="notice"), passages, speech)
    assert found["voice"].tolist() == [ISSUER, "city", ISSUER, "provincial", ISSUER, "city", "city", "city"]


def test_every_voice_has_a_side():
    assert set(SIDES) == set(VOICES)
    assert SIDES[ISSUER] == SIDES[COLLECTIVE] == SIDES["city"] == "official"
    assert {SIDES[REPORTER], SIDES["other"]} == {"reporter", "no office"} and set(OWN) < set(VOICES)


def test_shares_have_their_base_and_add_up(tables):
    documents, passages, _, speech = tables
    shares = share_of_body(stretches(documents, passages, speech), ["voice", "speaker"])
    assert (shares.groupby("doc_id")["share"].sum() - 1).abs().max() < 1e-12
    mayor = shares[(shares["doc_id"] == "a") & (shares["speaker"] == "周启明")].iloc[0]
    assert (mayor["chars"], mayor["body_chars"], mayor["share"]) == (11, 35, 11 / 35)
    # The speaker of the speech has what is left when the citation is taken out.
    unnamed = shares[(shares["doc_id"] == "b") & shares["speaker"].isna()].iloc[0]
    assert (unnamed["n_statements"], unnamed["chars"], unnamed["share"]) == (1, 8, 8 / 12)


def test_voices_over_all_documents(tables):
    documents, passages, _, speech = tables
    table = share_by_voice(stretches(documents, passages, speech)).set_index("voice")
    assert list(table.index) == ["provincial", "city", REPORTER]
    counts = ["n_documents", "n_statements", "chars", "total_chars"]
    assert table.loc["city", counts].tolist() == [2, 3, 23, 47]
    assert table.loc["city", ["share", "lowest", "highest"]].tolist() == [23 / 47, 11 / 35, 1.0]
    assert table.loc["provincial", "lowest"] == 0.0


def test_extent_is_bracketed(tables):
    documents, passages, sentences, speech = tables
    assert shortest(speech, sentences)["end"].tolist() == [14, 31, 12, 8]
    assert longest(speech, passages)["end"].tolist() == [27, 36, 12, 8]
    bounds = extent_bounds(documents, passages, sentences, speech).set_index("doc_id")
    shares = ["share_least", "share_found", "share_most"]
    assert bounds.loc["a", shares].tolist() == [9 / 35, 14 / 35, 27 / 35]
    assert bounds.loc["b", shares].tolist() == [1.0, 1.0, 1.0]


def test_a_statement_outside_all_sentences_is_an_error(tables):
    _, _, sentences, speech = tables
    with pytest.raises(ValueError, match="a: statement 0 starts in no sentence"):
        shortest(speech, sentences[:0])


@pytest.mark.parametrize(
    ("speaker", "position", "voice"),
    [
        ("周启明", "市长", "county/district"),
        ("周启明", "明河市市长", "county/district"),
        ("周启明", "广川市市长", "city"),
        ("周启明", "公司总经理", "other"),
        ("周启明", pd.NA, "other"),
        (pd.NA, pd.NA, "other"),
        ("会议", pd.NA, COLLECTIVE),
        ("市质监局", pd.NA, COLLECTIVE),
        ("国务院", pd.NA, COLLECTIVE),
        ("纲要", pd.NA, COLLECTIVE),
    ],
)
def test_voice_of_a_speaker(speaker, position, voice):
    documents = pd.DataFrame(
        {"doc_id": ["a"], "place_level": ["county"], "province": ["河南省"], "district": ["明河市"]}
    )
    speech = pd.DataFrame({"doc_id": ["a"], "speaker": [speaker], "position": [position]})
    assert with_voice(speech, documents)["voice"].tolist() == [voice]


def test_verbs_have_their_base(tables):
    documents, _, _, speech = tables
    table = verbs(documents, speech).set_index(["verb", "voice"])
    counts = ["n_statements", "n_documents", "n_of_voice", "share"]
    assert table.loc[("指出", "city"), counts].tolist() == [1, 1, 2, 1 / 2]
    assert table.loc[("指出", "city"), ["low", "high"]].tolist() == list(share_interval(1, 2))
    assert len(table) == 3  # the speech itself has no verb


def test_order_of_levels(tables):
    documents, passages, _, speech = tables
    order = speaking_order(stretches(documents, passages, speech)).set_index("doc_id")
    assert order.loc["a", "voices"] == "city → provincial"
    steps = ["n_steps", "n_down", "by_rank", "longest_is_highest"]
    assert order.loc["a", steps].tolist() == [1, 0, False, False]
    assert order.loc["b", "n_steps"] == 0 and order.loc["b", ["by_rank", "longest_is_highest"]].isna().all()


def test_input_is_left_alone(tables):
    before = [table.copy() for table in tables]
    documents, passages, sentences, speech = tables
    extent_bounds(documents, passages, sentences, speech)
    verbs(documents, speech)
    for old, new in zip(before, tables, strict=True):
        pd.testing.assert_frame_equal(old, new)


def test_nothing_to_measure(tables):
    documents, passages, sentences, speech = (table[:0] for table in tables)
    found = stretches(documents, passages, speech)
    assert found.empty and share_of_body(found, ["voice"]).empty and share_by_voice(found).empty
    assert verbs(documents, speech).empty and speaking_order(found).empty
    assert extent_bounds(documents, passages, sentences, speech).empty
    for draw in (lambda: draw_strips(found, {}), lambda: draw_shares(found), lambda: draw_verbs(found, 3)):
        with pytest.raises(ValueError, match="^no "):
            draw()


def test_every_body_character_of_the_seeds_has_one_voice():
    corpus = load_corpus("seeds")
    found = stretches(corpus.documents, corpus.passages, corpus.speech)
    counted = found.groupby("doc_id")["chars"].sum()
    assert counted.to_dict() == corpus.documents.set_index("doc_id")["body_chars"].to_dict()
    bounds = extent_bounds(corpus.documents, corpus.passages, corpus.sentences, corpus.speech)
    assert (bounds["share_least"] <= bounds["share_found"]).all()
    assert (bounds["share_found"] <= bounds["share_most"]).all()


# figures


def test_fills_stay_apart_in_grey():
    greys = [1.0 if fill["facecolor"] == "white" else float(fill["facecolor"]) for fill in FILLS.values()]
    looks = list(zip(greys, [fill.get("hatch") for fill in FILLS.values()], strict=True))
    assert list(FILLS) == list(VOICES) and len(set(looks)) == len(looks)
    plain = sorted(grey for grey, hatch in looks if not hatch)
    assert min(after - before for before, after in zip(plain, plain[1:])) > 0.15


def test_strip_has_a_block_for_every_change_of_voice(tables):
    documents, passages, _, speech = tables
    use_style()
    figure = draw_strips(stretches(documents, passages, speech), {"a": "a", "b": "b"})
    figure.canvas.draw()
    axes = figure.axes[0]
    assert sorted(round(patch.get_width() * 35) for patch in axes.patches[:5]) == [3, 5, 8, 8, 11]
    assert [text.get_text() for text in axes.texts] == ["周启明", "李向前", "unnamed 未具名", "周启明", "unnamed 未具名"]
    plt.close(figure)


def test_rare_verbs_become_one_line(tables):
    documents, _, _, speech = tables
    use_style()
    figure = draw_verbs(verbs(documents, speech), 1)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels[-1] == "others 其余" and len(labels) == 2
    assert sum(int(text.get_text()) for text in figure.axes[0].texts) == 3
    plt.close(figure)
