"""Put the visible text of a marked-up document together, with the spans that its elements cover."""


class TextBuilder:
    """Collects text and spans. Separators wait until text follows, so that none stands at either end.

    Of the separators between two pieces of text the strongest is written: line breaks, a tab, a blank.
    """

    def __init__(self):
        self._parts, self._length = [], 0
        self._opened, self._spans = [], []
        self._n_breaks, self._separator = 0, ""

    def open(self, tag: str) -> None:
        """Begin a span, which will run from the next text to the last one before `close`."""
        self._opened.append([None, tag, len(self._spans)])
        self._spans.append(None)

    def close(self) -> None:
        """End the span opened last. A span without text is none."""
        start, tag, place = self._opened.pop()
        if start is not None:
            self._spans[place] = (start, self._length, tag)

    def block(self) -> None:
        """Have the next text begin on a new line."""
        self._n_breaks = max(self._n_breaks, 1)

    def line_break(self) -> None:
        """Break the line, also where it is empty."""
        self._n_breaks += 1

    def take_back_line_break(self) -> None:
        """Take back a line break that no text has followed yet."""
        self._n_breaks -= 1

    def cell(self) -> None:
        """Part the next text from the last one as the cells of a table row are parted."""
        self._separator = "\t"

    def space(self) -> None:
        """Part the next text from the last one as words are parted."""
        self._separator = self._separator or " "

    def text(self, text: str) -> None:
        """Add text as it is."""
        if self._length:
            self._append("\n" * self._n_breaks or self._separator)
        self._n_breaks, self._separator = 0, ""
        for span in reversed(self._opened):
            if span[0] is not None:
                break
            span[0] = self._length
        self._append(text)

    def _append(self, text):
        self._parts.append(text)
        self._length += len(text)

    def result(self) -> tuple[str, tuple]:
        """Return the text and its spans `(start, end, tag)`, by start, outer ones first."""
        spans = sorted((span for span in self._spans if span), key=lambda span: (span[0], -span[1]))
        return "".join(self._parts), tuple(spans)
