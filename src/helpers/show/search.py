"""Full-text search of the site that finds Chinese words, without a dictionary and without a server.

Sphinx takes a run of Chinese characters for one word, so that its search finds 质量强省 only where it stands
between punctuation. Here each run is indexed by all its stretches of one to four characters, and a query is
cut to match, so that a word is found wherever it stands.
"""

import re

from sphinx.search.en import SearchEnglish

# Four characters cover the slogans; a longer query becomes several stretches that must all be on the page.
LONGEST = 4

# Han characters: 々 and 〇, extension A, the main block, compatibility forms, planes 2 and 3.
_HAN = re.compile("[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD = re.compile(r"\w+")


def grams(run: str) -> list[str]:
    """Return all stretches of one to `LONGEST` characters of a run of Chinese characters.

    Examples
    --------
    >>> grams("质量强")
    ['质', '量', '强', '质量', '量强', '质量强']
    """
    return [run[i : i + n] for n in range(1, LONGEST + 1) for i in range(len(run) - n + 1)]


class SearchChinese(SearchEnglish):
    """English words by their stem, Chinese ones by their characters."""

    # What `split` is to a page, this is to a query: stretches of LONGEST characters side by side, the last
    # one flush with the end of the run.
    js_splitter_code = rf"""
const chinese = /[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{{20000}}-\u{{3ffff}}]+/gu;
const cut = (run) => {{
  const characters = Array.from(run), last = Math.max(0, characters.length - {LONGEST}), stretches = [];
  for (let start = 0; start < characters.length; start += {LONGEST})
    stretches.push(characters.slice(Math.min(start, last), Math.min(start, last) + {LONGEST}).join(""));
  return stretches;
}};
var splitQuery = (query) => [
  ...(query.match(chinese) || []).flatMap(cut),
  ...(query.replace(chinese, " ").match(/[\p{{Letter}}\p{{Number}}_]+/gu) || []),
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
