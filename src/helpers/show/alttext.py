"""What a figure shows, in words, for readers who cannot see it: taken from the figure itself."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

LONGEST = 600  # characters; a screen reader says them all, and the numbers stand in the table beside the figure


def describe(figure: Figure) -> str:
    """Describe a figure by its titles, axes, legends and the words in it.

    Examples
    --------
    >>> figure = Figure()
    >>> axes = figure.add_subplot()
    >>> bars = axes.bar(["兴", "强"], [3, 1])
    >>> names = axes.set(title="Verbs 动词", xlabel="verb", ylabel="documents")
    >>> describe(figure)
    'Verbs 动词. Across: verb (兴, 强). Up: documents.'
    """
    parts = [_said(title) for title in (figure.get_suptitle(),)]
    for axes in figure.axes:
        parts += _axes(axes)
    legends = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    parts.append(_said(f"Legend: {', '.join(map(_flat, legends))}") if legends else "")
    text = " ".join(dict.fromkeys(part for part in parts if part)) or "Figure without words."
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _axes(axes: Axes) -> list[str]:
    across, up = _axis("Across", axes.xaxis), _axis("Up", axes.yaxis)
    legend = axes.get_legend()
    names = ", ".join(_flat(text.get_text()) for text in legend.get_texts()) if legend else ""
    words = "; ".join(_flat(text.get_text()) for text in axes.texts if text.get_text().strip())
    return [_said(axes.get_title() or axes.get_title("left")), across, up, _said(names and f"Legend: {names}"),
            _said(words and f"In it: {words}")]


def _axis(direction: str, axis) -> str:
    """An axis by its label and, where they are words and no numbers, its marks."""
    if not axis.get_visible() or not axis.axes.axison:
        return ""
    label = _flat(axis.get_label_text())
    marks = [_flat(mark.get_text()) for mark in axis.get_ticklabels() if mark.get_text().strip()]
    words = ", ".join(marks) if any(any(map(str.isalpha, mark)) for mark in marks) else ""
    shown = f"{label} ({words})" if label and words else label or words
    return _said(shown and f"{direction}: {shown}")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _said(text: str) -> str:
    """The text as a sentence; nothing of nothing."""
    text = _flat(text)
    return text and (text if text[-1] in ".!?。！？" else f"{text}.")


def show_in_words() -> None:
    """Give every figure of this notebook its description as plain text, beside its picture; the site reads it there."""
    from IPython import get_ipython
    from matplotlib import get_backend, pyplot

    shell = get_ipython()
    if shell is not None:
        # A notebook's backend forgets how figures are shown when it starts, which is at the first figure.
        pyplot.switch_backend(get_backend())
        plain = shell.display_formatter.formatters["text/plain"]
        plain.for_type(Figure, lambda figure, printer, cycle: printer.text(describe(figure)))
