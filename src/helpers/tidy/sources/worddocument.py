"""The visible text of a Word document (.docx, Office Open XML: ECMA-376, transitional or strict)."""

import lzma
import posixpath
import struct
import zipfile
import zlib
from io import BytesIO

from helpers.tidy.sources.decode import UnreadableError
from helpers.tidy.sources.textbuilder import TextBuilder

# A document of the genre unpacks to less than a megabyte.
MAX_UNPACKED_BYTES = 50_000_000

# What describes a paragraph or a table, and text that was deleted, moved away or is a field's formula.
_NO_CONTENT = frozenset(
    "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr del moveFrom delText instrText delInstrText"
    " txbxContent".split()
)
_OFF = ("0", "false", "off")
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}
# What the zip module is known to raise on archives that are broken, encrypted or packed in an unknown way.
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError, ValueError, OSError,
)
_DAMAGED = "it is damaged and does not open as .docx: open it in a word processor and save it anew"


def read_word_document(data: bytes) -> dict:
    """Return `raw`, `markup` and `encoding` of a document.

    `raw` is its headers, body, footnotes, endnotes and footers, one line per paragraph, table cells parted by
    a tab, text boxes after the paragraph that holds them. Left out are deleted and hidden text, characters of
    symbol fonts, and list numbers, which Word counts anew each time and does not store. `markup` has the
    style of each paragraph by its name (`heading 1`, not the `1` of its id), and header, footer, footnote,
    endnote, textbox and table.

    Raises UnreadableError where the file is no Word document, is damaged, or unpacks to too much.
    """
    return _WordDocument(data).read()


class _WordDocument:
    """One document while it is read; its parts are unpacked one by one, as long as they are not too much."""

    def __init__(self, data):
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _ZIP_ERRORS:
            raise UnreadableError(_DAMAGED) from None
        self._n_bytes = 0
        self._out, self._n_lines = TextBuilder(), 0
        self._styles, self._default_style = {}, "Normal"

    def read(self):
        main = self._main_part()
        tree = self._part(main)
        related = self._related(main)
        for part, kind in related.values():
            if kind == "styles":
                self._read_styles(self._part(part))
        self._margins(tree, related, "header")
        self._blocks(_child(tree, "body"))
        self._notes(related, "footnote")
        self._notes(related, "endnote")
        self._margins(tree, related, "footer")
        raw, markup = self._out.result()
        encoding = tree.getroottree().docinfo.encoding or "utf-8"
        return {"raw": raw, "markup": markup, "encoding": encoding.lower()}

    def _part(self, name):
        from lxml import etree

        try:
            entry = self._archive.getinfo(name)
        except KeyError:
            raise UnreadableError(_DAMAGED) from None
        self._n_bytes += entry.file_size
        if self._n_bytes > MAX_UNPACKED_BYTES:
            raise UnreadableError(
                f"it unpacks to more than {MAX_UNPACKED_BYTES / 1e6:,.0f} MB of text, as no page does: open "
                "it in a word processor and save its text as .txt"
            )
        parser = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(self._archive.read(entry), parser)
        except (etree.LxmlError, *_ZIP_ERRORS):
            raise UnreadableError(_DAMAGED) from None

    def _main_part(self):
        for part, kind in self._related("").values():
            if kind == "officeDocument" and _name(self._part(part)) == "document":
                return part
        raise UnreadableError("it is a packed file but no Word document: give it its own ending")

    def _related(self, part):
        """Return the parts to which a part refers: {id of the relation: (name, kind)}."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self._archive.namelist():
            return {}
        return {
            relation.get("Id"): (
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
                relation.get("Type", "").rpartition("/")[2],
            )
            for relation in self._part(listing)
            if relation.get("TargetMode") != "External"
        }

    def _read_styles(self, tree):
        for style in tree:
            if _name(style) != "style":
                continue
            name = _value(_child(style, "name")) or ""
            self._styles[_attribute(style, "styleId")] = (name, _is_vanished(style))
            if _attribute(style, "type") == "paragraph" and _attribute(style, "default") not in (None, *_OFF):
                self._default_style = name

    def _margins(self, tree, related, kind):
        """Add headers or footers, each once, in the order in which the sections name them."""
        named = [_attribute(node, "id") for node in tree.iter() if _name(node) == f"{kind}Reference"]
        for part in dict.fromkeys(related[key][0] for key in named if key in related):
            self._within(kind, self._part(part))

    def _notes(self, related, kind):
        for part, relation in related.values():
            if relation == f"{kind}s":
                for note in self._part(part):
                    if _attribute(note, "type") in (None, "normal"):  # others are the rules drawn above notes
                        self._within(kind, note)

    def _within(self, tag, node):
        self._out.open(tag)
        self._blocks(node)
        self._out.close()

    def _blocks(self, node):
        for child in _content(node):
            kind = _name(child)
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._table(child)
            else:
                self._blocks(child)

    def _table(self, table):
        self._out.open("table")
        for row in _nearest(table, "tr"):
            if _child(_child(row, "trPr"), "del") is not None:
                continue
            cells = list(_nearest(row, "tc"))
            for cell in cells:
                n_lines = self._n_lines
                self._blocks(cell)
                # A cell of one line stands on one line with the next cell, a longer one on lines of its own.
                if self._n_lines == n_lines + 1 and cell is not cells[-1]:
                    self._out.take_back_line_break()
                    self._out.cell()
        self._out.close()

    def _paragraph(self, paragraph):
        style_id = _value(_child(_child(paragraph, "pPr"), "pStyle"))
        style, vanished = self._styles.get(style_id, (style_id or self._default_style, None))
        boxes = []
        self._out.open(style)
        self._runs(paragraph, vanished, boxes)
        self._out.close()
        self._line_break()
        for box in boxes:
            self._within("textbox", box)

    def _line_break(self):
        self._n_lines += 1
        self._out.line_break()

    def _runs(self, node, vanished, boxes):
        boxes.extend(child for child in node if _name(child) == "txbxContent")
        for child in _content(node):
            kind = _name(child)
            if kind == "r" and self._is_hidden(child, vanished):
                continue
            if kind in ("br", "cr"):
                self._line_break()
            elif kind in _SIGNS:
                self._out.text(_SIGNS[kind])
            elif kind == "t" and child.text:
                self._out.text(child.text)
            else:
                self._runs(child, vanished, boxes)

    def _is_hidden(self, run, vanished):
        """A run's own setting counts before that of its style, and that before the paragraph's style."""
        _, by_style = self._styles.get(_value(_child(_child(run, "rPr"), "rStyle")), ("", None))
        settings = (_is_vanished(run), by_style, vanished)
        return next((setting for setting in settings if setting is not None), False)


def _name(node):
    """Return the name without its namespace, in which alone transitional and strict documents differ."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _child(node, name):
    if node is None:
        return None
    return next((child for child in node if _name(child) == name), None)


def _attribute(node, name):
    if node is None:
        return None
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)


def _value(node):
    return _attribute(node, "val")


def _is_vanished(node):
    """Return whether a run's or a style's properties hide it; None where they do not say."""
    vanish = _child(_child(node, "rPr"), "vanish")
    return None if vanish is None else _value(vanish) not in _OFF


def _content(node):
    """Yield the children that hold content; of a drawing's versions, for new and old programs, the first."""
    for child in node if node is not None else ():
        if _name(child) == "AlternateContent":
            yield from child[:1]
        elif _name(child) not in _NO_CONTENT:
            yield child


def _nearest(node, name):
    """Yield the nearest descendants of a name, not those inside them."""
    for child in _content(node):
        if _name(child) == name:
            yield child
        else:
            yield from _nearest(child, name)
