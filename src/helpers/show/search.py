"""Full-text search of the site that finds Chinese words, without a server.

Sphinx takes a run of Chinese characters for one word, so that its search finds 质量强省 only where it stands
between punctuation. Here each run is indexed by its characters and pairs of characters, and a query is cut in the
same way, so that a word is found wherever it stands. Pairs do not tell a page with 质量强省 from one with 质量强市 and
经济强省; slogans and the terms of the glossary are therefore indexed whole too.

What a page shows that is no text of its own (evidence, edits, the lines of a slogan, code, tables of notebooks) is left
out: it repeats the documents and would make the index several times as large.
"""

import re
from functools import lru_cache
from itertools import product

from sphinx.search.en import SearchEnglish

from ..measure.slogans import grammar
from .glossary import glossary

UNSEARCHED = "no-search"  # the class by which Sphinx knows what it shall not index

# Han characters: 々 and 〇, extension A, the main block, compatibility forms, planes 2 and 3.
_HAN = re.compile("[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1)
def whole_words() -> dict[int, frozenset[str]]:
    """The words of three characters or more that are indexed whole, by their length: every slogan of the grammar and
    every term of the glossary.

    Examples
    --------
    >>> "质量强省" in whole_words()[4]
    True
    """
    slots = grammar()
    words = {"".join(parts) for parts in product(slots["family"], slots["verb"], slots["scope"])}
    words |= set(glossary()["term"])
    return {n: frozenset(word for word in words if len(word) == n) for n in sorted(set(map(len, words))) if n > 2}


def grams(run: str) -> list[str]:
    """Return what a run of Chinese characters is found by: its characters, its pairs, the words indexed whole.

    Examples
    --------
    >>> grams("质量强省")
    ['质', '量', '强', '省', '质量', '量强', '强省', '质量强省']
    """
    pairs = [run[i : i + 2] for i in range(len(run) - 1)]
    whole = [run[i : i + n] for n, words in whole_words().items() for i in range(len(run) - n + 1)
             if run[i : i + n] in words]
    return [*run, *pairs, *whole]


def leave_out(page) -> None:
    """Mark what the cells of a notebook show besides prose (code, tables, printed lines), for the index to leave out;
    `page` is a document as Sphinx has read it.
    """
    for cell in page.findall(lambda node: node.tagname == "container" and "cell" in node["classes"]):
        for shown in cell.findall(lambda node: node.tagname in ("raw", "literal_block")):
            shown["classes"].append(UNSEARCHED)


class SearchChinese(SearchEnglish):
    """English words by their stem, Chinese ones by their characters."""

    # What `split` is to a page, this is to a query. A query that the index has whole is looked up so; else all its
    # pairs must be on the page. They are never mixed: Sphinx lets words of one and two characters be absent
    # where a longer one is there.
    js_splitter_code = r"""
const chinese = /[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
const pairs = (run) => {
  const characters = Array.from(run);
  return characters.length < 2 ? characters : characters.slice(1).map((c, i) => characters[i] + c);
};
var splitQuery = (query) => Object.hasOwn(Search._index.terms, query) ? [query] : [
  ...(query.match(chinese) || []).flatMap(pairs),
  ...(query.replace(chinese, " ").match(/[\p{Letter}\p{Number}_]+/gu) || []),
];
"""

    def split(self, input: str) -> list[str]:  # the argument's name is Sphinx's
        """Cut a text of a page into what the index holds.

        Examples
        --------
        >>> SearchChinese({}).split("质量 month, 2016年")
        ['质', '量', '质量', '年', 'month', '2016']
        """
        chinese = [gram for run in _HAN.findall(input) for gram in grams(run)]
        return chinese + _WORD.findall(_HAN.sub(" ", input))
