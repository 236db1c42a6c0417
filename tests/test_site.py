"""The pages that the tables give to the site: documents, lines of slogans, glossary."""

from pypinyin import Style, lazy_pinyin

from helpers.show.site import glossary


def test_every_term_has_its_pinyin_and_a_meaning():
    terms = glossary()
    assert terms["term"].is_unique
    assert terms["pinyin"].tolist() == [" ".join(lazy_pinyin(term, style=Style.TONE)) for term in terms["term"]]
    assert (terms["english"] != "").all()
