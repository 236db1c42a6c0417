"""Read documents as they were received: .txt, .md, .html, .htm and .docx, in any encoding of Chinese.

Raw text is what a reader of the file sees, character for character: a text file's decoded bytes without the
byte order mark, line ends as they are; a web page's visible text (see `webpage`); a Word document's (see
`worddocument`). Nothing is normalised or put right here: private-use characters and odd blanks are evidence
that the later steps need.
"""

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.tidy.sources.decode import UnreadableError, decode

KINDS = {".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".docx": "docx"}
MAX_BYTES = 50_000_000  # a page of the genre has some ten thousand

SOURCE_COLUMNS = {
    "doc_id": "string", "file": "string", "path": "string", "sha256": "string", "encoding": "string",
    "kind": "string", "raw": "string", "markup": "object", "n_broken_bytes": "Int64", "html_title": "string",
}
REJECT_COLUMNS = {"file": "string", "reason": "string"}

# What stands beside documents and is none itself, by name.
_NO_DOCUMENT = re.compile(
    r"\..*|~\$.*|__macosx|thumbs\.db|desktop\.ini|metadata\.csv|readme.*"
    r"|(?:licen[cs]e|copying|checksums?|(?:sha\d*|md5)sums?)(?:[._-].*)?",
    re.IGNORECASE,
)
# Where a browser puts the pictures and scripts of a page that it saves as page.html.
_PAGE_PARTS = re.compile(r"(?P<page>.+)(?:_files|\.files)", re.IGNORECASE)

_HINTS = {
    "open it in a word processor and save it as .docx or .txt": "doc docm dot rtf odt wps pages",
    "copy its text into a .txt file, or convert it to .docx": "pdf caj epub ofd ppt pptx",
    "a picture holds no text, so have its text typed or recognised and save that as .txt": (
        "jpg jpeg png gif bmp tif tiff webp svg"
    ),
    "save each text in it as a .txt file": "csv tsv xls xlsx et json jsonl xml",
    "open it in a browser and save it as a web page that ends in .html": (
        "mht mhtml shtml xhtml asp aspx php jsp url"
    ),
    "unpack it": "zip rar 7z gz tar",
}
_HINT = {ending: hint for hint, endings in _HINTS.items() for ending in endings.split()}

_ZIP = b"PK\x03\x04"
# How files begin that are not what their names say.
_SIGNATURES = {
    _ZIP: ("a packed file, such as a Word document", "give it its own ending, such as .docx, or unpack it"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "an old or a password-protected Office document",
        "open it in a word processor and save it as .docx without a password",
    ),
    b"%PDF-": ("a PDF document", _HINT["pdf"]),
    b"{\\rtf": ("a rich text document", _HINT["rtf"]),
    b"\xff\xd8\xff": ("a picture", _HINT["jpg"]),
    b"\x89PNG\r\n": ("a picture", _HINT["png"]),
    b"GIF8": ("a picture", _HINT["gif"]),
    b"\x1f\x8b": ("a packed file", _HINT["gz"]),
    b"Rar!\x1a": ("a packed file", _HINT["rar"]),
}
_NOTHING_TO_READ = {
    "text": "it holds nothing but white space: save or download it again",
    "html": (
        "it shows no text, as frames and pages that a script fills in do: open it in a browser and copy "
        "what it shows into a .txt file"
    ),
    "docx": "it holds no text, at most pictures of it: have that typed or recognised and save it as .txt",
}


def read(source) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read a folder, a file, or a list of either.

    A folder is read with its subfolders. Left out by name are hidden files (`.name`), the lock files of
    Office (`~$name`), `metadata.csv`, `README…`, `LICENSE`, `COPYING`, checksum lists (`SHA256SUMS`,
    `CHECKSUMS`), what file managers leave behind (`__MACOSX`, `Thumbs.db`, `desktop.ini`), and the folder
    `page_files` that a browser saves beside `page.html`. A file that is named itself is always read.

    Returns two frames. `sources` has one row per file read: `doc_id` (the file's stem, made unique), `file`
    (its path within the folder), `path`, `sha256` of its bytes, `encoding`, `kind` (text, html, docx), `raw`,
    `markup` (tuple of `(start, end, tag)` in `raw`, outer spans first: elements and landmarks of a web page;
    paragraph styles and parts of a Word document; empty for text), `n_broken_bytes` (bytes that are no text
    in that encoding and are U+FFFD in `raw`) and `html_title` (`<NA>` where there is none). `rejects` has one
    row per file that could not be read: `file`, `reason`.

    Raises FileNotFoundError where a path does not exist, TypeError where the source is no path.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_bytes("全市召开质量强市工作会议。".encode("gb18030"))
    ...     _ = Path(folder, "b.pdf").write_bytes(b"%PDF-1.4")
    ...     sources, rejects = read(folder)
    >>> sources[["doc_id", "encoding", "raw"]].values.tolist()
    [['a', 'gb18030', '全市召开质量强市工作会议。']]
    >>> rejects.values.tolist()
    [['b.pdf', '.pdf files are not read: copy its text into a .txt file, or convert it to .docx']]
    """
    return gather(read_file(**entry) for entry in source_files(source).to_dict("records"))


def source_files(source) -> pd.DataFrame:
    """List the files of a source without opening them, so that a scheduler can map `read_file` over them.

    One row per file: `doc_id`, `file`, `path`, the arguments of `read_file`. The order is the one given, and
    by path within a folder; a file that is met twice is listed once. `doc_id` is the file's stem; where
    several share one, the later ones get `-2`, `-3` …; it is `<NA>` for files of a kind that is not read.

    Raises as `read` does.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("a.txt", "a.html", "b.md", "README.md"):
    ...         Path(folder, name).touch()
    ...     source_files(folder)[["doc_id", "file"]].values.tolist()
    [['a', 'a.html'], ['a-2', 'a.txt'], ['b', 'b.md']]
    """
    given = [source] if isinstance(source, (str, os.PathLike)) else source
    if not isinstance(given, Iterable) or isinstance(given, (bytes, dict, pd.DataFrame)):
        raise TypeError(f"source is a {type(source).__name__}: give the path of a file or folder, or a list")
    met, files, paths = set(), [], []
    real = cache(os.path.realpath)
    for one in given:
        for file, path in _files_of(one):
            folder, name = os.path.split(path)
            target = real(path) if os.path.islink(path) else os.path.join(real(folder), name)
            if target not in met:
                met.add(target)
                files.append(file)
                paths.append(path)
    return pd.DataFrame({
        "doc_id": pd.Series(_doc_ids(files), dtype="string"),
        "file": pd.Series(files, dtype="string"),
        "path": pd.Series(paths, dtype="object"),  # no string column: a path need not be valid Unicode
    })


def read_file(path, doc_id: str | None = None, file: str | None = None) -> dict:
    """Read one file into a record: a row of `sources`, or of `rejects` if it has a `reason`. See `read`.

    Examples
    --------
    >>> read_file("no-such-file.txt")["reason"]
    'there is no such file: it was moved or deleted, so put it back or leave it out'
    """
    path = Path(path)
    file = file or _shown(path.name)
    try:
        kind = _kind(path)
        data = _bytes(path, kind)
        content = _content(data, kind)
        if not re.search(r"[^\s\x00\u200b\ufeff]", content["raw"]):
            raise UnreadableError(_NOTHING_TO_READ[kind])
    except UnreadableError as problem:
        return {"file": file, "reason": str(problem)}
    return {
        "doc_id": doc_id or path.stem, "file": file, "path": str(path), "kind": kind,
        "sha256": hashlib.sha256(data).hexdigest(), "markup": (), "n_broken_bytes": 0, "html_title": None,
        **content,
    }


def gather(records: Iterable[dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Gather the records of `read_file` into the frames `sources` and `rejects`. See `read`.

    Examples
    --------
    >>> sources, rejects = gather([{"file": "a.pdf", "reason": "…"}])
    >>> len(sources), len(rejects)
    (0, 1)
    """
    rows, rejected = [], []
    for record in records:
        (rejected if "reason" in record else rows).append(record)
    return _frame(rows, SOURCE_COLUMNS), _frame(rejected, REJECT_COLUMNS)


def _frame(rows, columns):
    return pd.DataFrame({
        name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()
    })


def _files_of(given):
    """Yield the name to show and the path of each file for which one given path stands."""
    if not isinstance(given, (str, os.PathLike)):
        raise TypeError(f"source holds {given!r}: give paths of files or folders")
    path = Path(given)
    if str(given) and os.path.isdir(path):
        yield from sorted((_shown(file), one) for file, one in _walk(path))
    elif str(given) and os.path.lexists(path):
        yield _shown(path.name), path
    else:
        raise FileNotFoundError(
            f"{str(given)!r}: there is no such file or folder; check its spelling, and give the whole path "
            "if it does not start from the folder in which Python runs"
        )


def _walk(folder, above=""):
    """Yield each file below a folder that is not left out by name, and each folder that cannot be read.

    Each comes as its path within the folder, behind `above`, and its whole path.
    """
    try:
        names = os.listdir(folder)
    except OSError:
        yield above.removesuffix("/") or ".", folder
        return
    pages = {Path(name).stem for name in names if KINDS.get(Path(name).suffix.lower()) == "html"}
    for name in names:
        if _NO_DOCUMENT.fullmatch(name):
            continue
        path, parts = folder / name, _PAGE_PARTS.fullmatch(name)
        if not os.path.isdir(path) or path.is_symlink() or path.suffix.lower() in KINDS:
            yield above + name, path
        elif not (parts and parts["page"] in pages):
            yield from _walk(path, f"{above}{name}/")


def _shown(name):
    """Return a file name as text. One that is not UTF-8 was packed on a Chinese Windows."""
    return os.fsencode(name).decode("utf-8" if _is_unicode(name) else "gb18030", "replace")


def _is_unicode(name):
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _doc_ids(files):
    stems = [Path(file).stem if Path(file).suffix.lower() in KINDS else None for file in files]
    # A number must not give one file the stem of another: a.html, a.txt and a-2.txt are a, a-3 and a-2.
    n_met, taken, ids = Counter(), set(stems), []
    for stem in stems:
        n_met[stem] += 1
        doc_id = stem
        while stem and n_met[stem] > 1:
            doc_id = f"{stem}-{n_met[stem]}"
            if doc_id not in taken:
                break
            n_met[stem] += 1
        taken.add(doc_id)
        ids.append(doc_id)
    return ids


def _kind(path):
    if not _is_unicode(str(path)):
        raise UnreadableError("its name or that of its folder is not valid Unicode: rename it")
    if os.path.isdir(path):
        raise UnreadableError(_folder_problem(path))
    suffix = path.suffix.lower()
    if suffix in KINDS:
        return KINDS[suffix]
    if not suffix:
        raise UnreadableError("its name has no ending that tells what it is: add .txt, .html or .docx")
    hint = _HINT.get(suffix[1:], "save it as .txt, .html or .docx")
    raise UnreadableError(f"{suffix} files are not read: {hint}")


def _folder_problem(path):
    if not os.access(path, os.R_OK | os.X_OK):
        return "it is a folder that may not be opened: allow yourself to read it"
    if path.is_symlink():
        return "it is a link to a folder, and those are not followed: give the folder itself as a source"
    return "it is a folder and not a file, so nothing in it was read: rename it, or give it as a source"


def _bytes(path, kind):
    """Return a file's bytes, having made sure that they can be what its name says."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("it is not an ordinary file but a device or a pipe: leave it out")
        if status.st_size > MAX_BYTES:
            raise UnreadableError(
                f"it has {status.st_size / 1e6:,.0f} MB, and none above {MAX_BYTES / 1e6:,.0f} MB is read: "
                "split it into one file per document"
            )
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableError(_access_problem(path, problem)) from None
    if not data:
        raise UnreadableError("it is empty (0 bytes): save or download it again")
    for start, (what, hint) in _SIGNATURES.items():
        if data.startswith(start) and not (kind == "docx" and start == _ZIP):
            raise UnreadableError(f"by its content it is {what}: {hint}")
    return data


def _access_problem(path, problem):
    if isinstance(problem, FileNotFoundError) and not path.is_symlink():
        return "there is no such file: it was moved or deleted, so put it back or leave it out"
    if path.is_symlink():
        return f"it is a link that leads to no file ({problem.strerror}): put the file itself in its place"
    if isinstance(problem, PermissionError):
        return "it may not be opened: allow yourself to read it"
    return f"it cannot be opened ({problem.strerror}): copy it to another disk and try again"


def _content(data, kind):
    # Imported where they are needed: a folder of text files does not wait for a parser to load.
    if kind == "html":
        from helpers.tidy.sources.webpage import read_webpage

        return read_webpage(data)
    if kind == "docx":
        from helpers.tidy.sources.worddocument import read_word_document

        return read_word_document(data)
    text, encoding, n_broken = decode(data)
    return {"raw": text, "encoding": encoding, "n_broken_bytes": n_broken}
