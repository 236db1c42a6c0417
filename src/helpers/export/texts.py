"""The texts for other people's tools: TEI P5, CoNLL-U, vertical text and plain text, whole or not at all.

TEI holds every passage with its role. The others hold headline and body alone, which is what is counted: vertical text
for Sketch Engine and CQPweb, plain text for AntConc and for readers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from ..corpus import Corpus
from ..tables import COUNTED
from .tei import tei_document

FORMATS = ("tei", "conllu", "vertical", "plain")
# What a vertical file says of a document, as attributes of its structure.
ATTRIBUTES = ("title", "outlet", "genre", "province", "city", "district", "place_level", "year", "year_from", "year_to")


def write_texts(corpus: Corpus, out: Path, text_format: str) -> list[Path]:
    """Write the documents into the folder `out`; return the files in the order of the documents.

    Parameters
    ----------
    corpus : the documents.
    out : a folder, made where it is not there.
    text_format : `tei` (a file per document, `.xml`), `conllu` (`corpus.conllu`), `vertical` (`corpus.vert`) or `plain`
        (a file per document, `.txt`).

    Raises
    ------
    FileExistsError
        If `out` is a file.
    ValueError
        If the format is not known.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_texts(load_corpus("seeds"), Path(folder), "plain")][:1]
    ['000_1b6244017e678139.txt']
    """
    if text_format not in FORMATS:
        raise ValueError(f"unknown format {text_format!r}: {', '.join(FORMATS)}")
    if out.exists() and not out.is_dir():
        raise FileExistsError(f"{out} is a file; name a folder for the texts")
    out.mkdir(parents=True, exist_ok=True)
    documents = _documents(corpus)
    if text_format == "tei":
        texts = {f"{parts['document']['doc_id']}.xml": tei_document(**parts) for parts in documents}
    elif text_format == "plain":
        texts = {f"{parts['document']['doc_id']}.txt": plain_document(parts["passages"]) for parts in documents}
    elif text_format == "conllu":
        texts = {"corpus.conllu": "".join(map(conllu_document, documents))}
    else:
        texts = {"corpus.vert": "".join(map(vertical_document, documents))}
    with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
        for name, text in texts.items():
            Path(folder, name).write_text(text, encoding="utf-8", newline="\n")
        return [Path(folder, name).replace(out / name) for name in texts]


def _documents(corpus: Corpus) -> Iterator[dict]:
    """Each document's row and its own part of the tables that the formats need."""
    names = ("passages", "sentences", "tokens", "mentions")
    groups = {name: dict(list(getattr(corpus, name).groupby("doc_id"))) for name in names}
    for document in corpus.documents.to_dict("records"):
        own = {name: groups[name].get(document["doc_id"], getattr(corpus, name).iloc[:0]) for name in names}
        yield {"document": document, **own}


def plain_document(passages: pd.DataFrame) -> str:
    """Headline and body of a document, a passage a line or more."""
    return "".join(f"{text.strip()}\n" for text in passages.loc[passages["role"].isin(COUNTED), "text"])


def conllu_document(parts: dict) -> str:
    """A document in CoNLL-U: what is known of it as comments, a token a line, no tags and no tree.

    `MISC` holds `SpaceAfter=No` and the token's place in the clean text.
    """
    document = parts["document"]
    lines = [f"# newdoc id = {document['doc_id']}"]
    lines += [f"# {name} = {' '.join(str(document[name]).split())}"
              for name in ATTRIBUTES if pd.notna(document[name])]
    for sentence_id, tokens in _sentences(parts):
        text, rows = "", []
        ends = [following.start for _, following in pairwise(tokens)] + [tokens[-1].end]
        for number, (token, next_start) in enumerate(zip(tokens, ends), start=1):
            glued = next_start == token.end and number < len(tokens)
            misc = f"{'SpaceAfter=No|' if glued else ''}Start={token.start}|End={token.end}"
            rows.append("\t".join([str(number), token.token, *["_"] * 7, misc]))
            text += token.token + ("" if glued or number == len(tokens) else " ")
        lines += [f"# sent_id = {document['doc_id']}-{sentence_id}", f"# text = {text}", *rows, ""]
    return "\n".join(lines) + "\n" if len(lines) > 1 and lines[-1] == "" else ""


def vertical_document(parts: dict) -> str:
    """A document as vertical text: a token a line with the slogan that it belongs to, or `_`."""
    document = parts["document"]
    known = {"id": document["doc_id"], **{n: document[n] for n in ATTRIBUTES if pd.notna(document[n])}}
    attributes = "".join(f" {name}={quoteattr(' '.join(str(value).split()))}" for name, value in known.items())
    role_of = dict(zip(parts["passages"]["passage_id"], parts["passages"]["role"]))
    passage_of = dict(zip(parts["sentences"]["sentence_id"], parts["sentences"]["passage_id"]))
    mentions = list(zip(parts["mentions"]["start"], parts["mentions"]["end"], parts["mentions"]["slogan"]))
    lines, open_passage = [f"<doc{attributes}>"], None
    for sentence_id, tokens in _sentences(parts):
        passage = passage_of[sentence_id]
        if passage != open_passage:
            lines += ["</p>"] if open_passage is not None else []
            lines.append(f"<p role={quoteattr(role_of[passage])}>")
            open_passage = passage
        lines.append(f'<s id="{sentence_id}">')
        for token in tokens:
            slogans = dict.fromkeys(name for start, end, name in mentions if start < token.end and end > token.start)
            lines.append(f"{escape(token.token)}\t{'|'.join(slogans) or '_'}")
        lines.append("</s>")
    lines += ["</p>"] if open_passage is not None else []
    return "\n".join([*lines, "</doc>", ""])


def _sentences(parts: dict) -> Iterator[tuple[int, list]]:
    """Each sentence's number and its tokens; a sentence of blanks has none and is passed over."""
    for sentence_id, tokens in groupby(parts["tokens"].itertuples(index=False), attrgetter("sentence_id")):
        yield int(sentence_id), list(tokens)
