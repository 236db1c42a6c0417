"""The pages of the site that are made from the tables: documents, lines of slogans, tables to download."""

from __future__ import annotations

import json
import tempfile
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path

import nbformat
import pandas as pd

from ..corpus import Corpus
from ..export import pack, write_tables, write_texts
from ..measure.evolution import lattice
from ..tables import COUNTED, TABLES
from .documents import document_page, heading
from .front import FAMILY
from .glossary import glossary
from .lattice import SCOPE_LABELS
from .lines import lines_page
from .links import Links
from .markdown import literal
from .overview import when, where
from .prose import interval, number, span
from .reading import pinyin
from .runner import finding_of

FILES = "download"  # what lies in this folder of the pages goes into the site as it is
PHONE = 500  # pixels: a picture no wider is drawn to be read on a phone
FORMATS = {
    "csv": "all tables as CSV, for spreadsheets, with `datapackage.json`",
    "parquet": "all tables as Parquet, for pandas, Polars, R and DuckDB, with `datapackage.json`",
}
TEXTS = {
    "tei": "TEI P5, a file per document: every passage with its role, sentences, words, slogans",
    "conllu": "CoNLL-U: tokens of headline and body, no tags and no tree",
    "vertical": "vertical text 纵列文本 for Sketch Engine and CQPweb: a token a line with its slogan",
    "plain": "plain text of headline and body, a file per document, for AntConc and for readers",
}


def write_pages(corpus: Corpus, names: list[str], pages: Path) -> None:
    """Write everything that the tables give to the site into `pages`, beside its frame."""
    links = Links(corpus)
    _write_documents(corpus, links, pages)
    _write_lines(corpus, links, pages)
    _write_tables(corpus, pages)
    _write_downloads(corpus, names, pages)
    _write_glossary(pages)


def _write_documents(corpus: Corpus, links: Links, pages: Path) -> None:
    folder = pages / "documents"
    folder.mkdir()
    rows = []
    for document in corpus.documents.to_dict("records"):
        doc_id = document["doc_id"]
        page = links.documents[doc_id]
        (folder / f"{page}.md").write_text(document_page(corpus, doc_id, links), encoding="utf-8")
        rows.append(f"| [{heading(document, links.names[doc_id])}](documents/{page}.md) | "
                    f"{when(document)} | {_cell(where(document))} | {document['body_chars']:,} |")
    lines = ["# 文档 Documents", "", "When 时间: the day of the event, else of publication. Body 正文字数: characters of the "
             "article itself.", "", "| document 文档 | when 时间 | where 地点 | body 正文字数 |", "|---|---|---|--:|", *rows, "",
             _toctree("documents", links.documents.values())]
    (pages / "documents.md").write_text("\n".join(lines), encoding="utf-8")


def _write_lines(corpus: Corpus, links: Links, pages: Path) -> None:
    folder = pages / "lines"
    folder.mkdir()
    counted = corpus.mentions[corpus.mentions["role"].isin(COUNTED)]
    english = glossary().set_index("term")["english"]
    lines = ["# 口号 Slogans and their lines", ""]
    if links.slogans:
        lines += ["Mentions in headline and body; a slogan leads to its lines. 标题与正文中的次数；点口号见索引行。", "",
                  "| slogan 口号 | English 英文 | mentions 次数 | documents 文档数 |", "|---|---|--:|--:|"]
    else:
        lines += ["None of the slogans that are looked for stands in these documents. 未见所查口号。"]
    for slogan, page in links.slogans.items():
        (folder / f"{page}.md").write_text(lines_page(corpus, slogan, links), encoding="utf-8")
        own = counted[counted["slogan"] == slogan]
        reading, meaning = pinyin(slogan), english.get(slogan, "")
        lines.append(f"| [{slogan}](lines/{page}.md) *{reading}* | {meaning} | {len(own):,} | "
                     f"{own['doc_id'].nunique():,} of {len(corpus.documents):,} |")
    lines += ["", *_lattice(corpus), _toctree("lines", links.slogans.values())] if links.slogans else []
    (pages / "lines.md").write_text("\n".join(lines), encoding="utf-8")


def _lattice(corpus: Corpus) -> list[str]:
    """The table behind the figure on the front page."""
    cells = lattice(corpus.mentions, corpus.documents, FAMILY)
    if cells.empty:
        return []
    lines = ["(lattice)=", "## 格局 The lattice", "",
             f"Slogans of the family {FAMILY} in headline and body, by verb and by the unit that they name; shares "
             "with their exact 95% intervals. 标题与正文中的口号，按动词与范围；比例附 95% 精确置信区间。", "",
             "| verb 动词 | scope 范围 | slogans 口号 | mentions 次数 | documents 文档数 | share 比例 | interval 区间 "
             "| years 年份 |",
             "|---|---|---|--:|--:|--:|---|---|"]
    for cell in cells.itertuples():
        years = "" if pd.isna(cell.first_year) else span(cell.first_year, cell.last_year, "d")
        scope = SCOPE_LABELS[cell.scope].replace("\n", " ")
        lines.append(f"| {cell.verb} | {scope} | {cell.slogans} | {cell.n_mentions:,} | {cell.n_documents:,} | "
                     f"{number(cell.share_of_documents)} | {interval(cell.low, cell.high, 2)} | {years} |")
    return [*lines, ""]


def _cell(text) -> str:
    """A text of the data in a Markdown table."""
    return literal(" ".join(str(text).split()))


def _toctree(folder: str, pages) -> str:
    return "\n".join(["```{toctree}", ":hidden:", "", *(f"{folder}/{page}" for page in pages), "```", ""])


def _write_tables(corpus: Corpus, pages: Path) -> None:
    """Write every table in both formats below `pages`, and the page that lists and describes them."""
    for file_format in FORMATS:
        write_tables(corpus, pages / FILES / "tables" / file_format, file_format)
    lines = ["# 表格 Tables", "", "| table 表 | one row per 每行 | rows 行数 | files 文件 |", "|---|---|--:|---|"]
    for table in TABLES:
        links = [_file(f"tables/{file_format}/{table.name}.{file_format}", file_format) for file_format in FORMATS]
        rows = len(getattr(corpus, table.name))
        lines.append(f"| [{table.name}](#{table.name}) | {table.grain} | {rows:,} | {' '.join(links)} |")
    for table in TABLES:
        lines += ["", f"({table.name})=", f"## {table.name}", "", "| column 列 | type 类型 | what it holds 内容 |",
                  "|---|---|---|"]
        for column in table.columns:
            values = f": {', '.join(column.values)}" if column.values else ""
            lines.append(f"| `{column.name}` | {column.dtype} | {column.description}{values} |")
    (pages / "tables.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _file(address: str, name: str) -> str:
    """A link to a file that the reader shall keep."""
    return f'<a href="{address}" download>{name}</a>'


def _write_downloads(corpus: Corpus, names: list[str], pages: Path) -> None:
    """Write tables and texts as archives, and the page that offers them."""
    lines = ["# 下载 Downloads", "", f"Made from: {', '.join(f'`{name}`' for name in names)}. "
             "The rights in the texts belong to their authors and publishers. 文本的权利属于其作者和发布者。", "",
             "To cite 引用: [see the front page](#cite).", "", "| kind 种类 | what it is 内容 | file 文件 |",
             "|---|---|---|"]
    folder = pages / FILES / "downloads"
    folder.mkdir()
    for file_format, meaning in FORMATS.items():
        pack(pages / FILES / "tables" / file_format, folder / f"tables-{file_format}.zip")
        lines.append(f"| tables 表格 | {meaning} | {_file(f'downloads/tables-{file_format}.zip', file_format)} |")
    for text_format, meaning in TEXTS.items():
        with tempfile.TemporaryDirectory() as texts:
            write_texts(corpus, Path(texts), text_format)
            pack(Path(texts), folder / f"texts-{text_format}.zip")
        lines.append(f"| texts 文本 | {meaning} | {_file(f'downloads/texts-{text_format}.zip', text_format)} |")
    lines += ["", "Tables one by one, and what their columns hold: [表格 Tables](tables.md). On the command line: "
              "`tifa tidy FOLDER --out TABLES --format csv --texts tei`.", ""]
    (pages / "downloads.md").write_text("\n".join(lines), encoding="utf-8")


def _write_glossary(pages: Path) -> None:
    """Write the glossary as a page, and for the pages that show a term's meaning where it first stands."""
    terms = glossary()
    lines = ["# 词汇表 Glossary", "",
             "On every page in English the first use of a term says its reading and meaning when it is pointed at, "
             "tapped or reached by key. 英文各页首次出现的词，指向、点按或以键盘移至即显示拼音和英文。", "",
             "| term 词 | pinyin 拼音 | English 英文 |", "|---|---|---|"]
    lines += [f"| {row.term} | {row.pinyin} | {row.english}{f'; *{row.note}*' if row.note else ''} |"
              for row in terms.itertuples()]
    (pages / "glossary.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    meanings = {row.term: f"{row.pinyin}: {row.english}" for row in terms.itertuples()}
    script = f"const GLOSSARY = {json.dumps(meanings, ensure_ascii=False, indent=0)};\n"
    (pages / "_static" / "glossary.js").write_text(script, encoding="utf-8")


def dress(notebooks: Iterable[Path]) -> None:
    """Make executed notebooks read as pages.

    Their code is folded, a click shows it; their figures are put in words; the finding, which the title cell has, is
    not said again.
    """
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        topic = path.stem
        if finding := finding_of(notebook):
            notebook.cells = [cell for cell in notebook.cells if cell.source.strip() != "## The finding"]
            for cell in notebook.cells:
                cell.outputs = [output for output in cell.get("outputs", [])
                                if output.get("data", {}).get("text/markdown") != finding]
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                headings = [line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")]
                topic = headings[0] if headings else topic
            elif cell.cell_type == "code":
                cell.metadata["tags"] = ["hide-input"]
                if words := _in_words(cell.outputs, topic):
                    cell.metadata["mystnb"] = {"image": {"alt": words} | _fits(cell.outputs)}
        nbformat.write(notebook, path)


def _fits(outputs: list) -> dict[str, str]:
    """The class of a picture that a phone shows whole, where all of a cell are so."""
    pictures = [b64decode(output.data["image/png"]) for output in outputs if "image/png" in output.get("data", {})]
    widths = [int.from_bytes(picture[16:20]) for picture in pictures]  # where a PNG has its width
    return {"classes": "tifa-fits"} if widths and max(widths) <= PHONE else {}


def _in_words(outputs: list, heading: str) -> str:
    """What the pictures of a cell show: as they say themselves, else the heading under which they stand."""
    shown = [output.data for output in outputs if any(kind.startswith("image/") for kind in output.get("data", {}))]
    said = [words for data in shown if not (words := data.get("text/plain", "")).startswith("<")]
    return " ".join(said) or f"Figure: {heading}" if shown else ""
