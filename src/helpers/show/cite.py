"""How to cite: the project from its `CITATION.cff`, and each document that it read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import yaml

from ..tables import ROOT

CITATION = ROOT / "CITATION.cff"
CHECKSUM = 12  # characters that tell files apart


def project_line(path: Path = CITATION) -> str:
    """The project in one line.

    Examples
    --------
    >>> project_line().partition(":")[0]
    'The Tifa authors. Tifa'
    """
    known = _known(path)
    return f"{_authors(known)}. {known['title']}. Version {known['version']}. {known['license']} licence."


def cite(path: Path = CITATION) -> str:
    """How to cite the project: a line for a bibliography, and BibTeX.

    Examples
    --------
    >>> cite().splitlines()[0].startswith("> The Tifa authors")
    True
    """
    known = _known(path)
    return "\n".join([
        f"> {project_line(path)}", "",
        "```bibtex", "@software{tifa,", f"  author  = {{{{{_authors(known)}}}}},",
        f"  title   = {{{{{known['title']}}}}},",
        f"  version = {{{known['version']}}}", "}", "```", "",
    ])


def document_line(document: Mapping) -> str:
    """A document in one line, as far as it is known: outlet, title, day of publication or event, and the file read.

    Parameters
    ----------
    document : a row of the documents table.

    Examples
    --------
    >>> document_line({"outlet": "商丘日报", "title": "质量兴市", "published_from": "2009-09-16", "published_to": "2009-09-16",
    ...                "event_from": pd.NA, "event_to": pd.NA, "file": "000.txt", "sha256": "1b6244017e678139"})
    '商丘日报, “质量兴市”, published 发表 2009-09-16. File 文件 000.txt, SHA-256 1b6244017e67….'
    """
    outlet = "outlet not known 媒体不明" if pd.isna(document["outlet"]) else document["outlet"]
    title = "no title 无标题" if pd.isna(document["title"]) else f"“{' '.join(document['title'].split())}”"
    day = ""
    for name, label in (("published", "published 发表"), ("event", "event 事件")):
        first, last = document[f"{name}_from"], document[f"{name}_to"]
        if pd.notna(first) and pd.notna(last):
            day = f", {label} {first}" + (f" to {last}" if first != last else "")
            break
    return f"{outlet}, {title}{day}. File 文件 {document['file']}, SHA-256 {document['sha256'][:CHECKSUM]}…."


def _known(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _authors(known: Mapping) -> str:
    return " and ".join(author.get("name") or f"{author['given-names']} {author['family-names']}"
                        for author in known["authors"])
