"""A folder as one file to download: the same folder gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def pack(folder: Path, path: Path) -> Path:
    """Write the files that lie in `folder` into the archive `path`, in the order of their names; return the path.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as there:
    ...     texts = Path(there, "texts")
    ...     texts.mkdir()
    ...     n_chars = (texts / "a.txt").write_text("质量", encoding="utf-8")
    ...     ZipFile(pack(texts, Path(there, "texts.zip"))).namelist()
    ['a.txt']
    """
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            entry = ZipInfo(file.name)  # without a date: that of the first day which the format knows
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    return path
