"""How Sphinx makes the site; `helpers.show.report` puts executed notebooks and tables beside this file."""

import csv
from pathlib import Path

from helpers.show.search import SearchChinese, leave_out

project = "Tifa"
author = "the Tifa authors"
html_title = "Tifa 提法"
language = "en"
exclude_patterns = ["_static", "_front", "download"]

extensions = ["myst_nb"]
nb_execution_mode = "off"  # the notebooks come executed
nb_code_prompt_show = "代码 Show the code"
nb_code_prompt_hide = "代码 Hide the code"
nb_ipywidgets_js = {}  # the default asks a network for scripts

html_theme = "sphinx_book_theme"
html_theme_options = {
    "home_page_in_toc": True,
    "navbar_persistent": [],
    "show_toc_level": 2,
    "use_fullscreen_button": False,
    "use_source_button": False,
    "use_issues_button": False,
}
html_static_path = ["_static"]
html_css_files = ["tifa.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("glossary.js", "tifa.js")]
html_context = {"default_mode": "auto"}
html_extra_path = ["download"]
html_show_search_summary = False  # a page opened from disk may not read the others
html_show_sphinx = False
html_show_copyright = False
html_search_language = SearchChinese.lang


# Pages in Chinese; screen readers choose their voice by it.
CHINESE = ("zh",)
with open(Path(__file__).with_name("titles.csv"), encoding="utf-8", newline="") as file:
    TITLES = {row["number"]: row["chinese"] for row in csv.DictReader(file)}


def name_the_language(app, page, template, context, doctree):
    if page in CHINESE:
        context["language"] = "zh-Hans"


def link_onward(app, page, template, context, doctree):
    """Link the pages around one in Chinese with each other, and name in Chinese what follows it."""
    for chinese in CHINESE:
        _, before, after = app.builder.relations[chinese]
        number = after.rpartition("/")[2][:2]
        if page == chinese and number in TITLES:
            context["next"] |= {"title": f"{number} {TITLES[number]}"}
        for one, side, other in ((before, "next", after), (after, "prev", before)):
            if page == one:
                title = app.builder.render_partial(app.env.titles[other])["title"]
                context[side] = {"link": app.builder.get_relative_uri(page, other), "title": title}


def setup(app):
    app.add_search_language(SearchChinese)
    app.connect("doctree-read", lambda app, page: leave_out(page))
    app.connect("html-page-context", name_the_language)
    app.connect("html-page-context", link_onward)
