"""The visible text of a web page."""

import re

from helpers.tidy.sources.decode import UnreadableError, decode
from helpers.tidy.sources.textbuilder import TextBuilder

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup"
    " option p pre search section select summary table tbody textarea tfoot thead tr ul xmp".split()
)
_CELLS = frozenset(("td", "th"))
_MARKED = (_BLOCKS | _CELLS | frozenset("a b button cite label strong time".split())) - {"html", "body", "hr"}
_UNSEEN = frozenset(
    "audio canvas datalist head iframe noembed noframes noscript object script style svg template title"
    " video".split()
)
_PREFORMATTED = frozenset(("pre", "textarea", "listing", "xmp"))
# What an element is by its `role`, in terms of the element that HTML has for it (WAI-ARIA 1.2).
_LANDMARKS = {
    "navigation": "nav", "contentinfo": "footer", "complementary": "aside", "banner": "header",
    "main": "main", "article": "article", "search": "search",
}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_CHARSET = re.compile(rb"""(?i)<(?:meta|\?xml)\s[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""")
_CHARSET_WITHIN = 16_384  # bytes; browsers look in the first 1,024, but saved pages have longer heads
# White space as HTML means it: no-break and ideographic blanks are not among it.
_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]"
_SOFT_BREAK = re.compile(rf"(?<={_WIDE})[ \t\f]*[\n\r][ \t\n\r\f]*(?={_WIDE})")


def read_webpage(data: bytes) -> dict:
    """Return `raw`, `markup`, `encoding`, `n_broken_bytes` and `html_title` (or None) of a page.

    `raw` is the visible text nodes in document order. Blocks begin on a new line, table cells are parted by a
    tab, white space between words is one blank, and a line break of the source inside running Chinese is none
    (CSS Text Module Level 3, section 4.1.2); no-break and ideographic blanks stay. Scripts, comments,
    elements hidden by an attribute or by their own style, image descriptions and `<title>` are not visible.
    Style sheets are not read.

    Raises UnreadableError where the page cannot be decoded.

    Examples
    --------
    >>> page = read_webpage("<title>新闻</title><h1>质量<b>强市</b></h1><p>正文&nbsp;一<br>二".encode())
    >>> page["raw"]
    '质量强市\\n正文\\xa0一\\n二'
    >>> page["markup"]
    ((0, 4, 'h1'), (2, 4, 'b'), (5, 11, 'p'))
    """
    from lxml import etree

    label = _CHARSET.search(data[:_CHARSET_WITHIN])
    page, encoding, n_broken = decode(data, label[1].decode("ascii", "replace") if label else "")
    # Decoded already and handed over in UTF-8, so that the parser does not follow the declaration. Events
    # rather than a tree: a tree ends, without a word, where unclosed elements lie 2,048 deep.
    parser = etree.HTMLParser(target=_VisibleText(), encoding="utf-8", huge_tree=True)
    try:
        content = etree.fromstring(page.encode("utf-8"), parser)
    except etree.LxmlError as problem:
        raise UnreadableError(f"it is no web page ({problem}): save it again, or its text as .txt") from None
    return {"encoding": encoding, "n_broken_bytes": n_broken, **content}


class _VisibleText:
    """Takes the parser's events; `close` returns `raw`, `markup` and `html_title`."""

    def __init__(self):
        self._out = TextBuilder()
        self._elements = []  # the open ones: (tag, number of marks, whether hidden)
        self._n_hidden = self._n_preformatted = 0
        self._node = []  # pieces of the text node that is being read
        self._title = None

    def start(self, tag, attributes):
        self._end_node()
        hidden = _is_hidden(tag, attributes)
        self._n_hidden += hidden
        marks = () if self._n_hidden else _marks(tag, attributes.get("role", "").lower())
        self._elements.append((tag, len(marks), hidden))
        if self._n_hidden:
            return
        self._part(tag)
        for mark in marks:
            self._out.open(mark)
        self._n_preformatted += tag in _PREFORMATTED

    def end(self, _):
        self._end_node()
        tag, n_marks, hidden = self._elements.pop()
        if not self._n_hidden:
            for _ in range(n_marks):
                self._out.close()
            self._part(tag)
            if tag == "br":
                self._out.line_break()
            self._n_preformatted -= tag in _PREFORMATTED
        self._n_hidden -= hidden

    def data(self, text):
        self._node.append(text)

    def close(self):
        raw, markup = self._out.result()
        return {"raw": raw, "markup": markup, "html_title": self._title}

    def _part(self, tag):
        if tag in _BLOCKS:
            self._out.block()
        elif tag in _CELLS:
            self._out.cell()

    def _end_node(self):
        text, self._node = "".join(self._node), []
        if not text:
            return
        if not self._n_hidden:
            self._add(text)
        elif self._elements[-1][0] == "title" and self._title is None:
            self._title = _SPACES.sub(" ", text).strip(" ") or None

    def _add(self, text):
        if self._n_preformatted:
            for n, line in enumerate(text.split("\n")):
                if n:
                    self._out.line_break()
                if line:
                    self._out.text(line)
            return
        text = _SPACES.sub(" ", _SOFT_BREAK.sub("", text))
        if text.startswith(" "):
            self._out.space()
        if words := text.strip(" "):
            self._out.text(words)
            if text.endswith(" "):
                self._out.space()


def _is_hidden(tag, attributes):
    return (
        tag in _UNSEEN
        or "hidden" in attributes
        or (tag == "dialog" and "open" not in attributes)
        or bool(_HIDING.search(attributes.get("style", "")))
    )


def _marks(tag, role):
    """Return the tags under which an element's text is marked: the landmark that it plays, and its name."""
    played = _LANDMARKS.get(role)
    own = (tag,) if tag in _MARKED else ()
    return own if played in (None, tag) else (played, *own)
