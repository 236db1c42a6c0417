"""The front pages of the site, in English and in Chinese: the answer in three sentences, its figure, how to cite.

The sentences say what these documents show, whatever they are: one or three hundred, with or without years, places and
slogans.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import matplotlib
import nbformat
import pandas as pd
from matplotlib import pyplot

from ..corpus import Corpus
from ..measure.evolution import SCOPES, counted, lattice, replacement, uses
from ..measure.uncertainty import share_interval
from .cite import cite
from .documents import as_html
from .figures import STYLE
from .fonts import save, use_fonts
from .lattice import draw_lattice
from .links import Links, link
from .markdown import literal
from .prose import listed, number, plural
from .reading import pinyin
from .seen import seen, seen_table

# The family of slogans and the two verbs that the question asks for.
FAMILY = "质量"
OLD, NEW = "兴", "强"
TOLD = 3  # slogans that the first sentence names
DPI = 150

SCOPE_NAMES = {
    "en": {"enterprise": "the enterprise", "district": "the district", "county": "the county", "city": "the city",
           "province": "the province", "nation": "the nation", "other": "something else"},
    "zh": {"enterprise": "企业", "district": "区", "county": "县", "city": "市", "province": "省区", "nation": "国家",
           "other": "其他"},
}
VERBS = {"en": {OLD: f"{OLD} (prosper)", NEW: f"{NEW} (make strong)"}, "zh": {OLD: f"“{OLD}”", NEW: f"“{NEW}”"}}


class Answer(NamedTuple):
    """What a collection says to the question.

    `slogans` has one row per slogan of the family (`slogan n_mentions n_documents scopes`, the last its mentions by
    scope; the most used first), `cells` and `uses` are the lattice; `scopes` and `verbs` give the first known year of
    each that occurs, `<NA>` where no document tells.
    """

    n_documents: int
    n_using: int
    slogans: pd.DataFrame
    cells: pd.DataFrame
    uses: pd.DataFrame
    scopes: pd.Series
    verbs: pd.Series
    n_both: int
    n_beside: int
    others: list[str]


def answer(corpus: Corpus) -> Answer:
    """Work out the answer of a collection.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> found = answer(load_corpus("seeds"))
    >>> found.n_documents, found.slogans["slogan"].iloc[0]
    (5, '质量兴市')
    """
    mentions = counted(corpus.mentions)
    own = mentions[mentions["family"] == FAMILY]
    slogans = own.groupby("slogan")["doc_id"].agg(n_mentions="size", n_documents="nunique").reset_index()
    named = {slogan: rows.value_counts().to_dict() for slogan, rows in own.groupby("slogan")["scope"]}
    slogans["scopes"] = [named[slogan] for slogan in slogans["slogan"]]
    cells = lattice(own, corpus.documents)
    order = {scope: number for number, scope in enumerate(SCOPES)}
    scopes = cells.groupby("scope")["first_year"].min()
    if len(scopes) > 1:
        scopes = scopes.drop("other", errors="ignore")  # no step of the climb
    verbs = cells.groupby("verb")["first_year"].min()
    changes = replacement(own, corpus.documents, OLD, NEW)
    return Answer(
        len(corpus.documents),
        own["doc_id"].nunique(),
        slogans.sort_values(["n_documents", "n_mentions", "slogan"], ascending=[False, False, True], ignore_index=True),
        cells,
        uses(own, corpus.documents),
        scopes.sort_index(key=lambda names: names.map(order)).sort_values(kind="stable"),
        verbs.loc[[verb for verb in (OLD, NEW) if verb in verbs]],
        int(((changes["n_old"] > 0) & (changes["n_new"] > 0)).sum()),
        int((changes["n_same_place"].fillna(0) > 1).sum()),
        sorted(set(mentions["slogan"]) - set(own["slogan"])),
    )


def english(found: Answer, links: Links) -> list[str]:
    """The answer in three sentences, in Markdown; every number of mentions leads to its lines.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> len(english(answer(corpus), Links(corpus, "")))
    3
    """
    n = found.n_documents
    if not found.n_using:
        high = share_interval(0, n)[1]
        others = [link(slogan, links.lines(slogan)) for slogan in found.others]
        return [
            f"{'The one document uses no' if n == 1 else f'None of the {n:,} documents uses a'} slogan of the family "
            f"{FAMILY}.",
            f"Of its rivals there {'is' if len(others) == 1 else 'are'} {listed(others)}." if others else
            "None of its rivals is used either.",
            "So nothing can be said here of a climb"
            + (f": the share of such documents that use one may be anything up to {number(high)} (exact 95% interval)."
               if n > 1 else ", and one document would not show it."),
        ]
    rows = list(found.slogans.head(TOLD).itertuples())
    places = ["" if n == 1 else f" in {plural(row.n_documents, 'document')}" for row in rows]
    told = [f"{row.slogan} ({_lines(row, links)} {'mention' if row.n_mentions == 1 else 'mentions'}"
            f"{place}{_meant_in_english(row)})" for row, place in zip(rows, places)]
    using = "The one document uses" if n == 1 else f"{found.n_using:,} of {n:,} documents use"
    more = ", most of all " if len(found.slogans) > len(rows) else ": "
    first = (f"{using} {plural(len(found.slogans), 'slogan')} of the family {FAMILY} (*{pinyin(FAMILY)}*, quality)"
             f"{more}{listed(told)}.")
    return [first, _order_in_english(found), _reach_in_english(found)]


def _meant_in_english(row) -> str:
    """What the mentions of a slogan name, where that is not the same in all: 区 is a district or a region."""
    told = [f"{n:,} of {_unit(row.slogan, scope, 'en')}" for scope, n in row.scopes.items()]
    return f", {listed(told)}" if len(told) > 1 else ""


def _unit(slogan: str, scope: str, language: str) -> str:
    """The unit that a slogan names; one of a province that does not say 省 names an autonomous region."""
    if scope == "province" and not slogan.endswith("省"):
        return {"en": "the region", "zh": "自治区"}[language]
    return SCOPE_NAMES[language][scope]


def _lines(row, links: Links) -> str:
    """The mentions of a slogan, leading to their lines."""
    return link(f"{row.n_mentions:,}", links.lines(row.slogan))


def _order_in_english(found: Answer) -> str:
    names, verbs = SCOPE_NAMES["en"], VERBS["en"]
    dated = found.scopes.dropna()
    if dated.empty:
        order = f"The slogans name {listed([names[scope] for scope in found.scopes.index])}; in what order is not known"
    elif len(dated) == 1:
        order = f"The slogans name {names[dated.index[0]]}, first in {dated.iloc[0]}"
    else:
        years = [f"{names[scope]} ({year})" for scope, year in dated.items()]
        order = f"By the year in which each is first found, the slogans name {listed(years)}"
    seen = [verbs[verb] + (f", first in {year}," if pd.notna(year) else "") for verb, year in found.verbs.items()]
    if len(seen) == 2:
        both = "uses" if found.n_both == 1 else "use"
        change = f"; the verbs are {' and '.join(seen)} and {plural(found.n_both, 'document')} {both} both"
    else:
        change = f"; of the two verbs only {seen[0]} is used" if seen else f"; neither {OLD} nor {NEW} is used"
    return f"{order}{change}."


def _reach_in_english(found: Answer) -> str:
    if found.n_documents == 1:
        return "One document shows what it says and no more: a climb takes several, of several years."
    most = found.slogans.iloc[0]
    low, high = share_interval(most["n_documents"], found.n_documents)
    share = (f"even in a random draw, {most['slogan']} in {most['n_documents']:,} of {found.n_documents:,} documents "
             f"would fit any share of all such documents from {number(100 * low, 0)}% to {number(100 * high, 0)}% "
             "(exact 95% interval)")
    if found.n_beside:
        return (f"How far this carries: {found.n_beside:,} of them stand beside another of the same place, so that a "
                f"change within a place can be looked for; {share}.")
    return ("This is no proof of a climb: no known place has two of these documents, so nobody can see one slogan "
            f"follow another in one place; and {share}.")


def chinese(found: Answer, links: Links) -> list[str]:
    """The same three sentences in Chinese.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> len(chinese(answer(corpus), Links(corpus, "")))
    3
    """
    n = found.n_documents
    if not found.n_using:
        high = share_interval(0, n)[1]
        others = "、".join(link(slogan, links.lines(slogan)) for slogan in found.others)
        return [
            f"{'这一篇文档' if n == 1 else f'{n:,} 篇文档均'}未使用“{FAMILY}”一族的口号。",
            f"所用的同类口号有{others}。" if others else "其他同类口号亦未出现。",
            "因此无从谈论口号的攀升" + (f"：使用者所占比例的 95% 精确置信区间上限为 {number(high)}。" if n > 1 else "，单篇文档也不足以显示。"),
        ]
    rows = list(found.slogans.head(TOLD).itertuples())
    places = ["" if n == 1 else f"{row.n_documents:,} 篇，" for row in rows]
    told = "、".join(f"{row.slogan}（{place}{_lines(row, links)} 次{_meant_in_chinese(row)}）"
                    for row, place in zip(rows, places))
    using = "这一篇文档使用" if n == 1 else f"{n:,} 篇文档中有 {found.n_using:,} 篇使用"
    more = "，最多的是" if len(found.slogans) > len(rows) else "："
    return [f"{using}“{FAMILY}”一族口号 {len(found.slogans)} 种{more}{told}。", _order_in_chinese(found),
            _reach_in_chinese(found)]


def _meant_in_chinese(row) -> str:
    told = [f"指{_unit(row.slogan, scope, 'zh')} {n:,} 次" for scope, n in row.scopes.items()]
    return f"，其中{'、'.join(told)}" if len(told) > 1 else ""


def _order_in_chinese(found: Answer) -> str:
    names, verbs = SCOPE_NAMES["zh"], VERBS["zh"]
    dated = found.scopes.dropna()
    if dated.empty:
        order = f"口号所指的范围有{'、'.join(names[scope] for scope in found.scopes.index)}，先后不明"
    elif len(dated) == 1:
        order = f"口号所指的范围为{names[dated.index[0]]}，首见于 {dated.iloc[0]} 年"
    else:
        years = "、".join(f"{names[scope]}（{year}）" for scope, year in dated.items())
        order = f"按首见年份，口号所指的范围依次为{years}"
    seen = [verbs[verb] + (f"首见于 {year} 年" if pd.notna(year) else "") for verb, year in found.verbs.items()]
    if len(seen) == 2:
        change = f"；动词{'，'.join(seen)}，两者并用的文档有 {found.n_both} 篇"
    else:
        change = f"；两个动词中只见{seen[0]}" if seen else f"；“{OLD}”“{NEW}”两个动词均未出现"
    return f"{order}{change}。"


def _reach_in_chinese(found: Answer) -> str:
    if found.n_documents == 1:
        return "单篇文档只能说明它自身：要谈攀升，须有多篇、多个年份的文档。"
    most = found.slogans.iloc[0]
    low, high = share_interval(most["n_documents"], found.n_documents)
    share = (f"{found.n_documents:,} 篇中有 {most['n_documents']:,} 篇使用“{most['slogan']}”，即便这些文档是随机抽取的，"
             f"同类文档中的比例也只能说在 {number(100 * low, 0)}% 至 {number(100 * high, 0)}% 之间（95% 精确置信区间）")
    if found.n_beside:
        return f"证据的限度：其中 {found.n_beside} 篇与另一篇出自同一地方，可以考察一地之内的变化；{share}。"
    return f"这并不能证明口号的攀升：没有任何一个已知地方有两篇文档，无法看到同一地方口号的更替；{share}。"


def lattice_alt(cells: pd.DataFrame, language: str) -> str:
    """What the figure of the lattice shows, in words.

    Examples
    --------
    >>> cells = pd.DataFrame({"verb": ["强"], "scope": ["city"], "slogans": ["质量强市"], "n_documents": [2]})
    >>> lattice_alt(cells, "en")
    'A cell for each slogan, by verb and scope, with the number of documents that use it: 强, the city: 质量强市 in 2.'
    """
    names = SCOPE_NAMES[language]
    rows = list(cells.itertuples())
    if language == "zh":
        dots = "；".join(f"{row.verb}、{names[row.scope]}：{row.slogans}，{row.n_documents} 篇" for row in rows)
        return f"每格为一个口号，按动词与范围排列，附使用的文档数：{dots}。"
    dots = "; ".join(f"{row.verb}, {names[row.scope]}: {row.slogans} in {row.n_documents}" for row in rows)
    return f"A cell for each slogan, by verb and scope, with the number of documents that use it: {dots}."


def lattice_figure(found: Answer, path: Path) -> None:
    """Draw the lattice into a file."""
    with matplotlib.rc_context():
        use_fonts()
        matplotlib.rcParams.update(STYLE | {"figure.dpi": DPI, "savefig.dpi": DPI})
        figure = draw_lattice(found.cells, found.uses, found.n_documents)
        save(figure, path)
        pyplot.close(figure)


MATERIAL = ("documents", "lines", "glossary", "tables", "downloads")
CAPTIONS = {
    "en": "Which slogans the documents use, by verb and by the unit that is to prosper or be strong. "
          "[The table behind it](#lattice)",
    "zh": "图：口号的格局，按动词与范围。[所据表格](#lattice)",
}
# Above and below the table of when each slogan is seen.
SEEN = {
    "en": ("**First and last seen.** A day leads to the place in the document, a number to all lines. A mention is the "
           "slogan in headline or body.",
           "First and last in these documents: a slogan may be older, and may have been used longer. To quote a "
           "sentence with its source, follow the day: the document's page has the citation."),
    "zh": ("**首见与末见。** 日期通向文档中的位置，次数通向全部索引行；只计标题与正文。",
           "首见、末见均就这些文档而言：口号可能更早出现，也可能沿用更久。要引用原句，请点日期，文档页附有出处。"),
}


def write_front(corpus: Corpus, notebooks: list[Path], pages: Path) -> None:
    """Write what the front pages include into `pages/_front`: answer, figure, contents and citation.

    Parameters
    ----------
    corpus : the documents.
    notebooks : the notebooks of the site, in order.
    pages : the folder of the site's pages; `titles.csv` in it has the notebooks' Chinese titles.
    """
    folder = pages / "_front"
    folder.mkdir()
    found = answer(corpus)
    links = Links(corpus, "")
    first_and_last = seen(corpus.mentions[corpus.mentions["family"] == FAMILY], corpus.documents)
    if found.n_using:
        lattice_figure(found, folder / "lattice.png")
    for language, say in (("en", english), ("zh", chinese)):
        lines = [("" if language == "zh" else " ").join(say(found, links)), ""]
        if found.n_using:
            lines += ["```{figure} _front/lattice.png", f":alt: {lattice_alt(found.cells, language)}",
                      ":class: tifa-fits", "", CAPTIONS[language], "```", ""]
            lines += [SEEN[language][0], "", as_html(seen_table(first_and_last, corpus, links, language)), "",
                      SEEN[language][1], ""]
        (folder / f"answer.{language}.md").write_text("\n".join(lines), encoding="utf-8")
    titles = notebook_titles(notebooks, pages / "titles.csv")
    (folder / "contents.md").write_text(_contents(titles), encoding="utf-8")
    chinese_list = [f"- [{name[:2]} {zh or en}](notebooks/{name}.ipynb)" for name, (en, zh) in titles.items()]
    (folder / "notebooks.zh.md").write_text("\n".join([*chinese_list, ""]), encoding="utf-8")
    (folder / "cite.md").write_text(cite(), encoding="utf-8")


def notebook_titles(notebooks: list[Path], chinese_titles: Path) -> dict[str, tuple[str, str]]:
    """The title of each notebook, as its first cell has it, and the Chinese one, empty where the table has none.

    Parameters
    ----------
    notebooks : their files.
    chinese_titles : a table with one row per notebook: `number`, with which its file's name begins, and `chinese`.

    Returns
    -------
    dict
        Of each file's stem: both titles; the first with its number, the second without.
    """
    known = pd.read_csv(chinese_titles, dtype="string").set_index("number")["chinese"]
    titles = {}
    for path in notebooks:
        first = nbformat.read(path, as_version=4).cells[0].source.splitlines()[0]
        titles[path.stem] = (first.removeprefix("# "), known.get(path.stem[:2], ""))
    return titles


def _contents(titles: dict[str, tuple[str, str]]) -> str:
    """The tables of contents, which are the site's navigation too, in both languages."""
    notebooks = [f"{literal(f'{en} {zh}'.strip())} <notebooks/{name}>" for name, (en, zh) in titles.items()]
    return "\n".join([
        "```{toctree}", ":hidden:", "", "中文 <zh>", "```", "",
        "```{toctree}", ":maxdepth: 1", ":caption: 笔记 Notebooks", "", *notebooks, "```", "",
        "```{toctree}", ":maxdepth: 1", ":caption: 材料 Material", "", *MATERIAL, "```", "",
    ])
