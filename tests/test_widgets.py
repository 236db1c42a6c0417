"""The explorer and what is printed in its place."""

import re

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.text import Text

from helpers import load_corpus
from helpers.measure.lookup import GROUPINGS, RATES, Lookup
from helpers.show import lookup as drawing
from helpers.show.figures import use_style
from helpers.show.lookup import Question, answer, draw_comparison, first_question, lines_html
from helpers.show.runner import WIDGET, run_notebooks
from helpers.show.widgets import PAGE, Explorer

NO_SLOGAN = "关于做好工作的体会\n\n　　做好工作，关键在人。要认真学习，扎实推进，务求实效。\n"


@pytest.fixture(scope="module", autouse=True)
def notebook():
    """What a notebook has: a shell that shows, and the project's style."""
    InteractiveShell.instance()
    use_style()


@pytest.fixture(scope="module")
def seeds():
    return load_corpus("seeds")


@pytest.fixture
def explorer(seeds):
    return Explorer(seeds)


def of_text(folder, *texts):
    """A corpus of texts, each in a file."""
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return load_corpus(folder)


def shown(explorer):
    """What stands in the explorer's panels."""
    return [panel.value for panel in (explorer.rates, explorer.table, explorer.positions, explorer.lines)]


def test_it_opens_with_the_most_frequent_slogan(explorer, seeds):
    most = seeds.mentions["slogan"].value_counts().index[0]
    assert explorer.slogan.value == most and most in explorer.message.value
    assert all(shown(explorer))


@pytest.mark.parametrize("control", ["by", "rate"])
def test_each_choice_changes_the_figure(explorer, control):
    chosen = getattr(explorer, control)
    # Words are none of this test's business, so shares stand for the other bases.
    for value in (["city", "speaker", "year"] if control == "by" else ["share_of_documents", "per_10k_chars"]):
        before = explorer.rates.value
        chosen.value = value
        assert explorer.rates.value not in ("", before), value


def test_choosing_documents_changes_counts(explorer, seeds):
    first = seeds.mentions.loc[seeds.mentions["slogan"] == explorer.slogan.value, "doc_id"].iloc[0]
    explorer.documents.value = (first,)
    assert "of 1 of 1 document." in explorer.message.value or "of 1 of 1 document;" in explorer.message.value
    explorer.documents.value = ()
    assert "choose at least one" in explorer.message.value and not any(shown(explorer))


def test_a_pattern_is_found_and_its_lines_turn_pages(explorer):
    explorer.kind.value, explorer.text.value = "regex", "质量"
    n = int(re.search(r"\(regex\): (\d+) in", explorer.message.value)[1])
    assert explorer.page.max == -(-n // PAGE) > 1
    first = explorer.lines.value
    assert first.count("<details>") == PAGE
    explorer.page.value = explorer.page.max
    assert explorer.lines.value.count("<details>") == n - PAGE * (explorer.page.max - 1)
    explorer.order.value = "hit"
    assert explorer.page.value == 1


@pytest.mark.parametrize(("text", "message"), [
    ("质量(", "is no regular expression"), ("火车头", "stands in none"), ("", "Nothing to look for"),
    ("  ", "Nothing to look for"), ("[[质]", "质"),
])
def test_what_cannot_be_shown_is_a_message_and_leaves_nothing_old(explorer, text, message):
    explorer.kind.value, explorer.text.value = "regex", "质量"
    assert all(shown(explorer))
    explorer.text.value = text
    assert message in explorer.message.value
    assert all(shown(explorer)) or not any(shown(explorer))
    explorer.text.value = "质量"
    assert all(shown(explorer))


def test_text_of_the_reader_is_text_and_no_html(explorer):
    explorer.kind.value, explorer.text.value = "regex", "<b>x"
    assert "<b>" not in explorer.message.value and "&lt;b&gt;x" in explorer.message.value


def test_only_the_field_that_counts_is_open(explorer):
    assert (explorer.slogan.disabled, explorer.text.disabled) == (False, True)
    explorer.kind.value = "word"
    assert (explorer.slogan.disabled, explorer.text.disabled) == (True, False)


def test_a_corpus_without_documents_says_so(tmp_path):
    nothing = load_corpus(tmp_path)
    explorer = Explorer(nothing)
    assert "There is no document here" in explorer.message.value and not any(shown(explorer))
    with capture_output() as printed:
        explorer.print_out()
    assert "There is no document here" in printed.outputs[0].data["text/markdown"]


def test_documents_without_slogan_year_or_place(tmp_path):
    corpus = of_text(tmp_path, NO_SLOGAN)
    explorer = Explorer(corpus, Question("regex", "工作"))
    for by in GROUPINGS:
        explorer.by.value = by
        assert "工作 (regex): 2 in headline and body of 1 of 1 document" in explorer.message.value
        assert all(shown(explorer)), by
    assert "not known 不明" in drawing.rate_table(
        Lookup(corpus).rates(explorer._hits, "year"), Question("regex", "工作", "year"), {"0": "0"}).iloc[0].tolist()


def test_what_is_asked_first_without_slogans(tmp_path):
    lookup = Lookup(of_text(tmp_path, NO_SLOGAN))
    assert first_question(lookup).kind == ("word" if lookup.common_word else "regex")


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("rate", ["per_10k_chars", "share_of_documents"])
def test_figures_name_every_group_and_count(seeds, by, rate):
    lookup, names = Lookup(seeds), dict(zip(seeds.documents["doc_id"], "ABCDE"))
    found = answer(lookup, Question("slogan", "质量强市", by, rate), names)
    texts = [text.get_text() for text in found.rates.findobj(Text)]
    rates = lookup.rates(found.hits, by)
    assert len(found.table) == len(rates)
    for group, row in zip(found.table.iloc[:, 0], rates.to_dict("records")):
        assert group in texts
        count = f"{row['n']:,}" + (f" / {row['n_chars']:,}" if RATES[rate] else "")
        assert count in texts
    assert f"{rate}" in " ".join(texts)


def test_an_interval_longer_than_the_axis_is_cut_and_the_table_has_it(seeds):
    lookup, names = Lookup(seeds), dict(zip(seeds.documents["doc_id"], "ABCDE"))
    question = Question("slogan", "质量兴市", "city")
    rates = lookup.rates(lookup.find(question.kind, question.text), "city")
    long = rates.assign(per_10k_chars_high=rates["per_10k_chars_high"].fillna(1).mul(50).where(rates["n"] > 0))
    end = drawing.draw_rates(long, pd.DataFrame(), question, question.text, names).axes[0].get_xlim()[1]
    assert long["per_10k_chars"].max() <= end < drawing.rate_table(long, question, names)["per_10k_chars_high"].max()


def test_no_more_rows_are_drawn_than_can_be_read(seeds, monkeypatch):
    monkeypatch.setattr(drawing, "MAX_ROWS", 2)
    lookup, names = Lookup(seeds), dict(zip(seeds.documents["doc_id"], "ABCDE"))
    found = answer(lookup, Question("slogan", "质量兴市"), names)
    assert [label.get_text() for label in found.rates.axes[0].get_yticklabels()] == ["A", "C"]
    assert len(found.positions.axes[0].get_yticklabels()) == 2
    assert "the 2 of 5 with most hits" in found.rates.axes[0].get_title()
    assert len(found.table) == 5


def test_lines_open_to_the_passage_and_show_what_is_hidden(tmp_path):
    corpus = of_text(tmp_path, "质量<工作>会议\n\n　　全市召开会议，要求推进\ue47f质量强市，把各项工作抓好。\n")
    lookup = Lookup(corpus)
    html = lines_html(lookup, lookup.lines(lookup.find("regex", "质量强?")), {"0": "a&b"})
    assert html.count("<details>") == 2 and html.count("<mark>") == 2
    assert "&lt;工作&gt;" in html and "a&amp;b" in html and "[U+E47F]" in html and "<工作>" not in html


def test_print_out_stays_the_same_and_leads_to_documents_in_a_site(seeds, monkeypatch):
    explorer = Explorer(seeds, Question("slogan", "质量强市"))

    def printed():
        with capture_output() as caught:
            explorer.print_out()
        return caught.outputs

    once, again = printed(), printed()
    assert [output.data for output in once] == [output.data for output in again]
    assert sum("image/png" in output.data for output in once) == 2
    pages = "".join(output.data.get("text/html", "") for output in once)
    assert "<table" in pages and pages.count("<details>") == PAGE - 6 and "../documents/" not in pages
    monkeypatch.setenv("TIFA_SITE", "1")
    pages = "".join(output.data.get("text/html", "") for output in printed())
    assert '<a href="../documents/' in pages


def test_a_widget_is_not_kept_in_a_notebook(tmp_path, seeds):
    import nbformat

    cell = "import ipywidgets\nclass Named(ipywidgets.VBox):\n    def __repr__(self):\n        return 'here it moves'"
    cell += "\nNamed()"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell, id="a")]), tmp_path / "a.ipynb")
    run_notebooks([tmp_path / "a.ipynb"])
    (output,) = nbformat.read(tmp_path / "a.ipynb", as_version=4).cells[0].outputs
    assert output.data == {"text/plain": "here it moves"} and WIDGET not in str(output)


def test_the_explorer_names_itself_in_a_line(explorer):
    assert len(repr(explorer)) <= 110, "ipywidgets cuts it"


def test_nothing_to_compare_is_an_error():
    with pytest.raises(ValueError, match="no slogan to draw"):
        draw_comparison(pd.DataFrame({"slogan": []}), pd.DataFrame())
