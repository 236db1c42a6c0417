"""Export: the tables as files, the texts as TEI P5, CoNLL-U, vertical and plain text for other people's tools."""

from .archive import pack
from .frames import write_tables
from .texts import write_texts

__all__ = ["pack", "write_tables", "write_texts"]
