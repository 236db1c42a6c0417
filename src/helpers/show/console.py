"""Tables and a console for commands whose output is read in a terminal or piped on."""

import sys
from collections.abc import Iterator

import pandas as pd
from rich.cells import cell_len
from rich.console import Console


class PipedConsole(Console):
    """A console of rich that, where nobody reads on, does not end the process with 1 but says so to its caller."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def aligned(table: pd.DataFrame) -> Iterator[str]:
    """Yield a table line by line, its columns aligned: a Chinese character is as wide as two letters.

    Examples
    --------
    >>> list(aligned(pd.DataFrame({"slogan": ["质量强市", "x"], "body": [12, 3]})))
    ['slogan   body', '质量强市   12', 'x           3']
    """
    columns = []
    for name, values in table.astype("string").fillna("").items():
        cells = [name, *values]
        sizes = [len(cell) if cell.isascii() else cell_len(cell) for cell in cells]
        right, width = table[name].dtype.kind in "iu", max(sizes)
        gaps = [" " * (width - size) for size in sizes]
        columns.append([gap + cell if right else cell + gap for cell, gap in zip(cells, gaps)])
    yield from (" ".join(cells).rstrip() for cells in zip(*columns))


def print_table(table: pd.DataFrame) -> None:
    """Print a table, in a terminal so that it fits: years and long names are folded there."""
    if not sys.stdout.isatty():
        print(*aligned(table), sep="\n")
        return
    from rich.table import Table

    shown = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for name in table.columns:
        justify = "right" if table[name].dtype.kind in "iu" else "left"
        if name.startswith("year_"):
            shown.add_column(name.replace("_", " "), justify=justify, overflow="fold", width=4)
        else:
            shown.add_column(name, justify=justify, overflow="fold", no_wrap=name not in ("doc_id", "place"))
    for row in table.astype("string").fillna("").itertuples(index=False):
        shown.add_row(*row)
    PipedConsole(soft_wrap=True).print(shown)
