"""First and last seen: the right document, the right place in it, in order, and nothing where no year is known."""

from types import SimpleNamespace

import pandas as pd

from helpers.show.seen import seen, seen_table

NOTHING = ("published_from", "published_to", "province", "city", "district", "place_level", "place_masked")


def documents(*rows):
    """Documents as (name, first year, last year, day of the event)."""
    frame = pd.DataFrame(rows, columns=["doc_id", "year_from", "year_to", "event_from"]).convert_dtypes()
    return frame.assign(**{name: pd.NA for name in NOTHING}, event_to=frame["event_from"])


def mentions(*rows):
    """Mentions as (document, slogan, where it begins, role)."""
    return pd.DataFrame(rows, columns=["doc_id", "slogan", "start", "role"])


KNOWN = documents(("late", 2016, 2016, "2016-05-01"), ("early", 2009, 2009, "2009-09-15"),
                  ("earlier that year", 2009, 2009, "2009-02-01"), ("undated", None, None, None))
SAID = mentions(("late", "质量强市", 9, "body"), ("late", "质量强市", 5, "title"), ("early", "质量强市", 30, "body"),
                ("earlier that year", "质量强市", 7, "body"), ("undated", "质量强市", 1, "body"),
                ("undated", "质量兴市", 4, "body"), ("early", "质量强省", 2, "related"))


def test_first_and_last_by_year_then_by_day():
    found = seen(SAID, KNOWN)
    assert found["slogan"].tolist() == ["质量强市", "质量兴市"]  # what stands in a list of links is not counted
    row = found.iloc[0]
    assert (row["first_doc"], row["first_start"]) == ("earlier that year", 7)
    assert (row["last_doc"], row["last_start"]) == ("late", 5)
    assert (row["n_mentions"], row["n_documents"]) == (5, 4)


def test_a_document_without_a_year_is_neither_first_nor_last():
    row = seen(SAID, KNOWN).iloc[1]
    assert pd.isna(row["first_doc"]) and pd.isna(row["last_start"]) and row["n_documents"] == 1


def test_nothing_said_is_an_empty_table():
    assert seen(SAID.iloc[:0], KNOWN).empty


def test_the_table_leads_to_the_places_in_both_languages():
    links = SimpleNamespace(lines=lambda slogan: "lines.html", document=lambda doc, place: f"{doc}.html#{place}")
    corpus = SimpleNamespace(documents=KNOWN)
    for language, undated in (("en", "no document with a year"), ("zh", "文档均无年份")):
        page = seen_table(seen(SAID, KNOWN), corpus, links, language)
        assert 'href="earlier that year.html#m7"' in page and 'href="late.html#m5"' in page
        assert page.count('href="lines.html"') == 2 and page.count(undated) == 2
