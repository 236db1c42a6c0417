"""One document as TEI P5: what is known of it in the header, every passage with its role, sentences and words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

import pandas as pd
from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold; such characters are left out of this export alone and stand in the tables.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tei_document(
    document: dict, passages: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, mentions: pd.DataFrame
) -> str:
    """Write one document as TEI P5.

    Parameters
    ----------
    document : its row of `documents`.
    passages, sentences, tokens, mentions : its rows of these tables.

    Returns
    -------
    str
        A TEI file: `<ab type="role">` per passage, `<s>` per sentence, `<w>` per word and `<pc>` per mark of headline
        and body, and the slogans as a `<spanGrp>` that points at words.

    Examples
    --------
    >>> from helpers.tables import empty
    >>> document = {"doc_id": "a", "file": "a.txt", "sha256": "0", "title": "大会", "outlet": pd.NA, "genre": pd.NA,
    ...             "province": pd.NA, "city": pd.NA, "district": pd.NA, "event_from": "2009-09-15",
    ...             "event_to": "2009-09-15", "published_from": pd.NA, "published_to": pd.NA}
    >>> tables = [empty(name) for name in ("passages", "sentences", "tokens", "mentions")]
    >>> "<title>大会</title>" in tei_document(document, *tables)
    True
    """
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    root.append(_header(document))
    body = _add(_add(root, "text", {XML_LANG: "zh-Hans"}), "body")
    tokens_of = _grouped(tokens, "sentence_id")
    sentences_of = _grouped(sentences, "passage_id")
    for passage in passages.itertuples():
        block = _add(body, "ab", {"type": passage.role})
        at = passage.start
        for sentence in sentences_of.get(passage.passage_id, ()):
            _say(block, passage.text[at - passage.start : sentence.start - passage.start])
            _sentence(block, sentence, tokens_of.get(sentence.sentence_id, ()), passage)
            at = sentence.end
        _say(block, passage.text[at - passage.start :])
    if passages.empty:
        _add(body, "ab")
    words = [(t.start, t.end, f"w{t.start}") for t in tokens.itertuples()]
    spans = [(m.slogan, [name for start, end, name in words if start < m.end and end > m.start])
             for m in mentions.itertuples()]
    if any(names for _, names in spans):
        group = _add(body, "spanGrp", {"type": "slogan"})
        for slogan, names in spans:
            if names:
                _add(group, "span", {"from": f"#{names[0]}", "to": f"#{names[-1]}"}).text = slogan
    text = etree.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{text}\n"


def _grouped(frame: pd.DataFrame, key: str) -> dict[int, list]:
    """The rows of a table by the number that a column holds."""
    return {number: list(rows) for number, rows in groupby(frame.itertuples(index=False), attrgetter(key))}


def _sentence(block: etree._Element, sentence, words: Iterable, passage) -> None:
    element = _add(block, "s", {"n": str(sentence.sentence_id)})
    at = sentence.start
    for word in words:
        _say(element, passage.text[at - passage.start : word.start - passage.start])
        name = "w" if any(map(str.isalnum, word.token)) else "pc"
        _add(element, name, {XML_ID: f"w{word.start}"}).text = _clean(word.token)
        at = word.end
    _say(element, passage.text[at - passage.start : sentence.end - passage.start])


def _header(document: dict) -> etree._Element:
    known = {name: _clean(str(value)) for name, value in document.items() if pd.notna(value)}
    header = etree.Element(f"{{{TEI}}}teiHeader")
    file = _add(header, "fileDesc")
    _add(_add(file, "titleStmt"), "title").text = known.get("title", known["doc_id"])
    _add(_add(file, "publicationStmt"), "p").text = "The rights in the text belong to its author and its publisher."
    source = _add(_add(file, "sourceDesc"), "bibl")
    _add(source, "title").text = known.get("title", known["doc_id"])
    if "outlet" in known:
        _add(source, "publisher").text = known["outlet"]
    _date(source, known, "published", "publication")
    _add(source, "idno", {"type": "file"}).text = known["file"]
    _add(source, "idno", {"type": "sha256"}).text = known["sha256"]
    encoding = _add(_add(header, "encodingDesc"), "p")
    encoding.text = ("Clean text as repaired; every change stands in the table edits. The type of an ab is what the "
                     "stretch is on the page.")
    profile = _add(header, "profileDesc")
    creation = _add(profile, "creation")
    _date(creation, known, "event", "event")
    place = " ".join(known[name] for name in ("province", "city", "district") if name in known)
    if place:
        _add(creation, "placeName").text = place
    if "genre" in known:
        keywords = _add(_add(profile, "textClass"), "keywords", {"scheme": "genre"})
        _add(keywords, "term").text = known["genre"]
    return header


def _date(parent: etree._Element, known: dict, name: str, kind: str) -> None:
    ends = {attribute: known[f"{name}_{end}"] for attribute, end in (("notBefore", "from"), ("notAfter", "to"))
            if f"{name}_{end}" in known}
    if ends:
        _add(parent, "date", {"type": kind, **ends}).text = " to ".join(dict.fromkeys(ends.values()))


def _add(parent: etree._Element, name: str, attributes: dict | None = None) -> etree._Element:
    return etree.SubElement(parent, f"{{{TEI}}}{name}", attributes or {})


def _say(element: etree._Element, text: str) -> None:
    """Put text behind what the element holds."""
    text = _clean(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
