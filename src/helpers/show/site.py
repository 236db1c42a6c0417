"""The pages of the site that are made from the tables: documents, lines of slogans, tables to download."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import nbformat
import pandas as pd

from ..corpus import DATA, Corpus
from ..export import write_tables
from ..tables import COUNTED, TABLES
from .documents import document_page
from .lines import lines_page
from .links import Links
from .markdown import literal
from .overview import pinyin, when, where

FORMATS = ("csv", "parquet")


def write_pages(corpus: Corpus, names: list[str], pages: Path) -> None:
    """Write everything that the tables give to the site into `pages`, beside its frame."""
    links = Links(corpus)
    _write_documents(corpus, links, pages)
    _write_lines(corpus, links, pages)
    _write_tables(corpus, names, pages)
    _write_glossary(pages)


def _write_documents(corpus: Corpus, links: Links, pages: Path) -> None:
    folder = pages / "documents"
    folder.mkdir()
    rows = []
    for document in corpus.documents.to_dict("records"):
        doc_id = document["doc_id"]
        page = links.documents[doc_id]
        (folder / f"{page}.md").write_text(document_page(corpus, doc_id, links), encoding="utf-8")
        rows.append(f"| [{literal(links.names[doc_id])}](documents/{page}.md) | {_cell(document['title'])} | "
                    f"{when(document)} | {_cell(where(document))} | {document['body_chars']:,} |")
    lines = ["# 文档 Documents", "", "| document 文档 | title 标题 | when 时间 | where 地点 | body 正文字数 |",
             "|---|---|---|---|--:|", *rows, "", _toctree("documents", links.documents.values())]
    (pages / "documents.md").write_text("\n".join(lines), encoding="utf-8")


def _write_lines(corpus: Corpus, links: Links, pages: Path) -> None:
    folder = pages / "lines"
    folder.mkdir()
    counted = corpus.mentions[corpus.mentions["role"].isin(COUNTED)]
    lines = ["# 口号 Slogans and their lines", ""]
    if links.slogans:
        lines += ["| slogan 口号 | | mentions 次数 | documents 文档数 |", "|---|---|--:|--:|"]
    else:
        lines += ["None of the slogans that are looked for stands in these documents. 未见所查口号。"]
    for slogan, page in links.slogans.items():
        (folder / f"{page}.md").write_text(lines_page(corpus, slogan, links), encoding="utf-8")
        own = counted[counted["slogan"] == slogan]
        lines.append(f"| [{slogan}](lines/{page}.md) | {pinyin(slogan)} | {len(own):,} | {own['doc_id'].nunique():,} |")
    lines += ["", _toctree("lines", links.slogans.values())] if links.slogans else []
    (pages / "lines.md").write_text("\n".join(lines), encoding="utf-8")


def _cell(text) -> str:
    """A text of the data in a Markdown table."""
    return literal(" ".join(str(text).split()))


def _toctree(folder: str, pages) -> str:
    return "\n".join(["```{toctree}", ":hidden:", "", *(f"{folder}/{page}" for page in pages), "```", ""])


def _write_tables(corpus: Corpus, names: list[str], pages: Path) -> None:
    """Write every table in both formats below `pages`, and the page that lists and describes them."""
    for file_format in FORMATS:
        write_tables(corpus, pages / "download" / "tables" / file_format, file_format)
    lines = ["# 表格 Tables", f"Made from: {', '.join(f'`{name}`' for name in names)}.", ""]
    lines += ["| table | one row per | rows | files |", "|---|---|--:|---|"]
    for table in TABLES:
        links = [
            f'<a href="tables/{file_format}/{table.name}.{file_format}" download>{file_format}</a>'
            for file_format in FORMATS
        ]
        rows = len(getattr(corpus, table.name))
        lines.append(f"| [{table.name}](#{table.name}) | {table.grain} | {rows:,} | {' '.join(links)} |")
    for table in TABLES:
        lines += ["", f"({table.name})=", f"## {table.name}", "", "| column | type | what it holds |", "|---|---|---|"]
        for column in table.columns:
            values = f": {', '.join(column.values)}" if column.values else ""
            lines.append(f"| `{column.name}` | {column.dtype} | {column.description}{values} |")
    (pages / "tables.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def glossary() -> pd.DataFrame:
    """One row per term of `data/glossary.csv`: `term pinyin english note`.

    Examples
    --------
    >>> glossary().set_index("term").loc["提法", "pinyin"]
    'tí fǎ'
    """
    return pd.read_csv(DATA / "glossary.csv", dtype="string", keep_default_na=False)


def _write_glossary(pages: Path) -> None:
    """Write the glossary as a page, and for the pages that show a term's meaning where it first stands."""
    terms = glossary()
    lines = ["# 词汇表 Glossary", "", "| term 词 | pinyin 拼音 | English | |", "|---|---|---|---|"]
    lines += [f"| {term} | {pinyin} | {english} | {note} |" for term, pinyin, english, note in terms.itertuples(index=False)]
    (pages / "glossary.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    meanings = {row.term: f"{row.pinyin}: {row.english}" for row in terms.itertuples()}
    script = f"const GLOSSARY = {json.dumps(meanings, ensure_ascii=False, indent=0)};\n"
    (pages / "_static" / "glossary.js").write_text(script, encoding="utf-8")


def fold_code(notebooks: Iterable[Path]) -> None:
    """Fold the code of executed notebooks, so that a page reads as an argument; a click shows it."""
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.metadata["tags"] = ["hide-input"]
        nbformat.write(notebook, path)
