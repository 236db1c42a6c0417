"""One line for each document: what it is, where and when it belongs, how long and how whole it is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .reading import place_pinyin

UNKNOWN = "not known"
UNKNOWN_IN = {"en": UNKNOWN, "zh": "不详"}
MASKED = {"province": "省", "city": "市", "county": "县", "district": "区"}


def overview(documents: pd.DataFrame, raw: Mapping[str, str]) -> pd.DataFrame:
    """Describe every document in words that need no data dictionary.

    Parameters
    ----------
    documents : the documents table.
    raw : the text as received of each document, by `doc_id`.

    Returns
    -------
    DataFrame
        One row per document, indexed by `doc_id`: `title 标题`, `genre 体裁`, `where 地点`, `when 时间` with how the
        year is known, `outlet 媒体`, `script 字体`, `received` and `body 正文` (characters without white space, as
        received and of the body), `completeness` (body over what the page declares, `<NA>` where it
        declares nothing).

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> len(overview(corpus.documents, {d: corpus.raw(d) for d in corpus.documents["doc_id"]}))
    5
    """
    rows = documents.to_dict("records")
    return pd.DataFrame(
        {
            "title 标题": [_or_unknown(d["title"]) for d in rows],
            "genre 体裁": [_or_unknown(d["genre"]) for d in rows],
            "where 地点": [where(d) for d in rows],
            "when 时间": [f"{when(d)}, {d['year_basis']}" if when(d) != UNKNOWN else UNKNOWN for d in rows],
            "outlet 媒体": [_or_unknown(d["outlet"]) for d in rows],
            "script 字体": [d["script"] for d in rows],
            "received": [len("".join(raw[d["doc_id"]].split())) for d in rows],
            "body 正文": [d["body_chars"] for d in rows],
            "completeness": documents["completeness"].array,
        },
        index=pd.Index(documents["doc_id"], name="doc_id"),
    )


def where(document: Mapping, language: str = "en") -> str:
    """The place of a document with its pinyin; of a masked one its level and what else is known.

    In Chinese (`zh`) without pinyin.

    Examples
    --------
    >>> nothing = dict.fromkeys(["province", "city", "district", "place_level", "place_masked"], pd.NA)
    >>> where(nothing | {"province": "江苏省", "city": "无锡市", "place_level": "city", "place_masked": False})
    '江苏省无锡市 Jiāngsū Shěng Wúxī Shì'
    >>> where(nothing | {"place_level": "district", "place_masked": True})
    'a district, its name masked'
    >>> where(nothing | {"place_level": "district", "place_masked": True}, "zh")
    '某区（地名隐去）'
    """
    names = [document[level] for level in ("province", "city", "district") if pd.notna(document[level])]
    level = document["place_level"]
    known = []
    if names:
        known.append("".join(names) if language == "zh" else f"{''.join(names)} {' '.join(map(place_pinyin, names))}")
    if pd.notna(document["place_masked"]) and document["place_masked"]:
        name = level if pd.notna(level) and level != "none" else "place"
        known.append(f"某{MASKED.get(name, '地')}（地名隐去）" if language == "zh" else f"a {name}, its name masked")
    elif not names and pd.notna(level) and level == "nation":
        known.append("全国" if language == "zh" else "the nation")
    return ("；" if language == "zh" else "; ").join(known) or UNKNOWN_IN[language]


def when(document: Mapping, language: str = "en") -> str:
    """The days of the event, else of publication, else the year or the years within which the document must
    lie.

    Examples
    --------
    >>> names = ["event_from", "event_to", "published_from", "published_to", "year_from", "year_to"]
    >>> nothing = dict.fromkeys(names, pd.NA)
    >>> when(nothing | {"event_from": "2009-09-15", "event_to": "2009-09-15"})
    '2009-09-15'
    >>> when(nothing | {"year_from": 2018}), when(nothing | {"year_from": 2016, "year_to": 2018}, "zh")
    ('2018 or later', '2016 至 2018')
    """
    spans = [(document[f"{name}_from"], document[f"{name}_to"]) for name in ("event", "published", "year")]
    whole = [span for span in spans if pd.notna(span[0]) and pd.notna(span[1])]
    return between(*next(iter(whole), spans[-1]), language)


def between(first, last, language: str = "en") -> str:
    """Two days or years as one stretch of time, either of them perhaps not known.

    Examples
    --------
    >>> between(2018, pd.NA), between("2009-09-15", "2009-09-15"), between(pd.NA, pd.NA)
    ('2018 or later', '2009-09-15', 'not known')
    """
    to, later, earlier = (" 至 ", " 或以后", " 或以前") if language == "zh" else (" to ", " or later", " or earlier")
    if pd.notna(first) and pd.notna(last):
        return str(first) if first == last else f"{first}{to}{last}"
    if pd.notna(first):
        return f"{first}{later}"
    return UNKNOWN_IN[language] if pd.isna(last) else f"{last}{earlier}"


def _or_unknown(value) -> str:
    return UNKNOWN if pd.isna(value) else value
