"""An explorer to move in JupyterLab, and the same printed, for a page in which nothing can be moved."""

from __future__ import annotations

import os
from base64 import b64encode
from html import escape

import ipywidgets
from IPython.display import HTML, display
from matplotlib.figure import Figure

from ..corpus import Corpus
from ..measure.lookup import Lookup
from .figures import short_names
from .links import VARIABLE, Links
from .lookup import GROUP_NAMES, RATE_NAMES, Answer, Question, answer, first_question, lines_html, picture, png
from .prose import say
from .sidebyside import visible

KIND_NAMES = {"slogan": "slogan 口号", "word": "word 词", "regex": "regex 正则"}
ORDER_NAMES = {"document": "as in the text 原文顺序", "left": "by the word before 前一词",
               "right": "by the word behind 后一词", "hit": "by the hit 命中"}
# Lines on one page.
PAGE = 20
# With more hits the lines stay in the order of the text: sorting them would keep the reader waiting.
MAX_SORTED = 20_000
_WIDE = {"description_width": "9em"}


class Explorer(ipywidgets.VBox):
    """Choose a slogan, word or regex, a grouping, documents and a base; see rates, places and lines.

    Where nothing can be shown, a message says why. `print_out` shows the same where nothing can be moved.

    Parameters
    ----------
    corpus : what to explore; a line opens to the passage in which it stands.
    question : what to show first; by default the most frequent slogan, document by document.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> explorer = Explorer(load_corpus("seeds"))
    >>> explorer.kind.value, explorer.text.value = "regex", "质量("
    >>> explorer.message.value
    '<p role="status">&#x27;质量(&#x27; is no regular expression: missing ), unterminated subpattern at position 2</p>'
    """

    def __init__(self, corpus: Corpus, question: Question | None = None):
        self._corpus, self._lookup = corpus, Lookup(corpus)
        self._names = short_names(corpus.documents["doc_id"])
        self._hits = None
        question = question or first_question(self._lookup)
        self._make_controls(corpus, question)
        self.message = ipywidgets.HTML()
        self.rates, self.table = ipywidgets.HTML(), ipywidgets.HTML()
        self.positions, self.lines = ipywidgets.HTML(), ipywidgets.HTML()
        controls = [self.kind, self.slogan, self.text, self.by, self.rate, self.documents]
        super().__init__([*controls, self.message, self.rates, self.table, self.positions,
                          ipywidgets.HBox([self.order, self.page]), self.lines])
        for control in controls:
            control.observe(lambda _: self._ask(), "value")
        self.order.observe(lambda _: self._turn_to(1), "value")
        self.page.observe(lambda _: self._show_lines(), "value")
        self._ask()

    def __repr__(self) -> str:
        return "The explorer: it moves where this notebook is run in JupyterLab (make lab)."

    @property
    def question(self) -> Question:
        """What the controls ask."""
        text = self.slogan.value if self.kind.value == "slogan" else self.text.value.strip()
        chosen = self.documents.value
        doc_ids = None if len(chosen) == len(self._names) else tuple(chosen)
        return Question(self.kind.value, text or "", self.by.value, self.rate.value, self.order.value, doc_ids)

    def print_out(self, linked: bool = True) -> None:
        """Show what the explorer shows, as figures and tables that stay; in a site its lines lead to the documents.

        `linked` is False where the site is made of other documents, which have no page for these.
        """
        try:
            found = answer(self._lookup, self.question, self._names)
        except ValueError as problem:
            say(escape(str(problem)))
            return
        say(escape(found.words))
        display(picture(found.rates))
        display(HTML(_table(found)))
        display(picture(found.positions))
        links = Links(self._corpus) if linked and VARIABLE in os.environ else None
        display(HTML(_lines(self._lookup, found.hits, self.order.value, self._names, self.page.value, links)))

    def _make_controls(self, corpus: Corpus, question: Question) -> None:
        of_slogan = question.kind == "slogan"
        slogans = [("any 任何", ""), *((slogan, slogan) for slogan in self._lookup.slogans)]
        titles = dict(zip(corpus.documents["doc_id"], corpus.documents["title"].fillna("")))
        documents = [(f"{name} {visible(titles[doc_id])}".strip(), doc_id) for doc_id, name in self._names.items()]
        self.kind = ipywidgets.ToggleButtons(
            options=_options(KIND_NAMES), value=question.kind, description="look for 查", style=_WIDE)
        self.slogan = ipywidgets.Dropdown(
            options=slogans, value=question.text if of_slogan else "", description="slogan 口号", style=_WIDE)
        self.text = ipywidgets.Text(
            value="" if of_slogan else question.text, description="word or regex", continuous_update=False,
            placeholder="质量强. finds 质量强 and the character behind it", style=_WIDE,
            layout=ipywidgets.Layout(width="32em"))
        self.by = ipywidgets.Dropdown(
            options=_options(GROUP_NAMES), value=question.by, description="by 分组", style=_WIDE)
        self.rate = ipywidgets.Dropdown(options=_options(RATE_NAMES), value=question.rate, description="rate 比率",
                                        style=_WIDE, layout=ipywidgets.Layout(width="36em"))
        chosen = self._names if question.doc_ids is None else question.doc_ids
        self.documents = ipywidgets.SelectMultiple(
            options=documents, value=tuple(chosen), rows=min(max(len(documents), 2), 6), description="documents 文档",
            style=_WIDE, layout=ipywidgets.Layout(width="48em"))
        self.order = ipywidgets.Dropdown(
            options=_options(ORDER_NAMES), value=question.order, description="lines 索引行", style=_WIDE)
        self.page = ipywidgets.BoundedIntText(value=1, min=1, max=1, description="page 页")

    def _ask(self) -> None:
        """Answer the question of the controls, or say why not."""
        self.slogan.disabled = self.kind.value != "slogan"
        self.text.disabled = self.kind.value == "slogan"
        try:
            found = answer(self._lookup, self.question, self._names)
        except ValueError as problem:
            self._hits = None
            self.message.value = _status(str(problem))
            for panel in (self.rates, self.table, self.positions, self.lines):
                panel.value = ""
            self.page.max = 1
            return
        self._hits = found.hits
        self.message.value = _status(found.words)
        self.rates.value = _picture(found.rates, f"Rates by group; {found.words} The table below has the numbers.")
        self.table.value = _table(found)
        self.positions.value = _picture(found.positions, f"Where in each document the hits stand; {found.words}")
        self.page.max = -(-len(found.hits) // PAGE)
        self._turn_to(1)

    def _turn_to(self, page: int) -> None:
        if self.page.value == page:
            self._show_lines()
        else:
            self.page.value = page

    def _show_lines(self) -> None:
        if self._hits is not None:
            self.lines.value = _lines(self._lookup, self._hits, self.order.value, self._names, self.page.value)


def _lines(lookup: Lookup, hits, order: str, names: dict[str, str], page: int, links: Links | None = None) -> str:
    """One page of the lines of the hits."""
    first = PAGE * (page - 1)
    if order == "document" or len(hits) > MAX_SORTED:
        own = lookup.lines(hits.iloc[first : first + PAGE])
    else:
        own = lookup.lines(hits, order).iloc[first : first + PAGE]
    unsorted = order != "document" and len(hits) > MAX_SORTED
    note = f"<p>More than {MAX_SORTED:,} lines are not sorted: ask for less.</p>" if unsorted else ""
    shown = f"<p>Lines {first + 1:,} to {first + len(own):,} of {len(hits):,}; a click opens the passage.</p>"
    return note + shown + lines_html(lookup, own, names, links)


def _table(found: Answer) -> str:
    table = found.table.to_html(index=False, border=0)
    return f'<div style="overflow: auto; max-height: 24em">{table}</div>'


def _picture(figure: Figure, words: str) -> str:
    code = b64encode(png(figure)).decode()
    return f'<img alt="{escape(words)}" style="max-width: 100%" src="data:image/png;base64,{code}">'


def _status(words: str) -> str:
    return f'<p role="status">{escape(words)}</p>'


def _options(names: dict[str, str]) -> list[tuple[str, str]]:
    """The names that are shown, each with its value."""
    return [(name, value) for value, name in names.items()]
