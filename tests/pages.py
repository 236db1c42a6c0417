"""Read the labelled test pages and score a layout against their labels.

A page file (tests/cases/pages/<set>/<id>.page) holds TOML front matter between two ``+++`` lines, then the
page with inline tags: ``⟦role⟧`` sets the role of the text up to the next one,
``⟦@speaker|position|verb|mode⟧ … ⟦/@⟧`` marks a statement. Without the tags the
page is what a reader's copy would have been.
"""

import bisect
import functools
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import opencc
import pandas as pd

from helpers.tidy.sources.webpage import read_webpage

CASES = Path(__file__).parent / "cases" / "pages"
TAG = re.compile(r"⟦([^⟧\n]*)⟧")

@dataclass(frozen=True)
class Page:
    """One labelled page: its text without tags, the roles and statements as spans of that text, and its front
    matter.
    """

    name: str
    front: dict
    text: str
    roles: tuple = ()
    statements: tuple = ()
    markup: tuple = field(default=(), repr=False)


def parse_page(source: str, name: str = "page") -> Page:
    """Parse one page file.

    Raises ValueError, naming the page, where the front matter is missing or a statement is not closed.
    """
    _, _, rest = source.partition("+++\n")
    head, fence, tagged = rest.partition("\n+++\n")
    if not fence:
        raise ValueError(f"{name}: no front matter; put TOML between two lines '+++' at the top of the file")
    front, spans = tomllib.loads(head), []
    if front.get("format") == "html":
        # The mark at the start says UTF-8 whatever encoding the page declares.
        page = read_webpage(("\ufeff" + tagged).encode())
        tagged, spans = page["raw"], page["markup"]

    pieces, roles, statements, shifts = [], [], [], [(0, 0)]
    position = length = 0
    role, role_start, statement = None, 0, None
    for tag in TAG.finditer(tagged):
        pieces.append(tagged[position:tag.start()])
        length += tag.start() - position
        position = tag.end()
        shifts.append((tag.end(), length))
        label = tag.group(1)
        if label == "/@":
            if statement is None:
                raise ValueError(f"{name}: ⟦/@⟧ closes no statement at character {length}")
            statements.append({**statement, "end": length})
            statement = None
        elif label.startswith("@"):
            if statement is not None:
                raise ValueError(f"{name}: a statement opens inside another at character {length}")
            values = label[1:].split("|")
            if len(values) != 4:
                raise ValueError(f"{name}: ⟦{label}⟧ has not four fields speaker|position|verb|mode")
            statement = dict(zip(("speaker", "position", "verb", "mode"), values)) | {"start": length}
        else:
            roles.append((role_start, length, role))
            role, role_start = label, length
    if statement is not None:
        speaker = statement["speaker"] or "nobody"
        raise ValueError(f"{name}: the statement of {speaker} is not closed with ⟦/@⟧")
    pieces.append(tagged[position:])
    text = "".join(pieces)
    roles.append((role_start, len(text), role))

    marks = [mark for mark, _ in shifts]

    def without_tags(offset):
        mark, plain = shifts[bisect.bisect_right(marks, offset) - 1]
        return min(plain + max(offset - mark, 0), len(text))

    markup = tuple(
        (without_tags(start), without_tags(end), tag)
        for start, end, tag in spans
        if without_tags(end) > without_tags(start)
    )
    return Page(
        name, front, text, tuple(span for span in roles if span[0] < span[1]), tuple(statements), markup
    )


def load_pages(which: str) -> list[Page]:
    """Read every page of one set ("dev" or "held"), in name order; an absent set is an empty list."""
    return [parse_page(path.read_text("utf-8"), path.stem) for path in sorted((CASES / which).glob("*.page"))]


def score_page(page: Page, passages: pd.DataFrame) -> pd.DataFrame:
    """Count characters per role, white space apart: one row per role that the page or the layout has.

    Columns: role, hit (characters with this role in both), predicted, labelled, page. Text before the first
    label of a page is not counted.
    """
    truth: list = [None] * len(page.text)
    for start, end, role in page.roles:
        truth[start:end] = [role] * (end - start)
    guess: list = [None] * len(page.text)
    for row in passages.itertuples():
        guess[row.start:row.end] = [row.role] * (row.end - row.start)
    counts: dict = {}
    for char, true, found in zip(page.text, truth, guess):
        if char.isspace() or true is None:
            continue
        counts.setdefault(true, [0, 0, 0])[2] += 1
        counts.setdefault(found, [0, 0, 0])[1] += 1
        counts[true][0] += true == found
    rows = [(role, *count) for role, count in sorted(counts.items())]
    return pd.DataFrame(rows, columns=["role", "hit", "predicted", "labelled"]).assign(page=page.name)


def add_rates(counts: pd.DataFrame) -> pd.DataFrame:
    """Add precision, recall and F1 to counts; a rate with nothing under it is missing."""
    total = counts["predicted"] + counts["labelled"]
    return counts.assign(
        precision=(counts["hit"] / counts["predicted"]).where(counts["predicted"] > 0),
        recall=(counts["hit"] / counts["labelled"]).where(counts["labelled"] > 0),
        f1=(2 * counts["hit"] / total).where(total > 0),
    )


def by_role(scores: pd.DataFrame) -> pd.DataFrame:
    """Sum page scores: one row per role, over all pages, with precision, recall and F1."""
    return add_rates(scores.groupby("role", as_index=False)[["hit", "predicted", "labelled"]].sum())


def body_f1(scores: pd.DataFrame) -> tuple[float, float]:
    """Return the character F1 of the body: over all characters (micro), and as the mean of the pages (macro).
    """
    body = add_rates(scores[scores["role"] == "body"])
    micro = 2 * body["hit"].sum() / (body["predicted"].sum() + body["labelled"].sum())
    return float(micro), float(body["f1"].mean())


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Return a text in Simplified characters, character by character, so that the labels' offsets hold."""
    return "".join(map(_simplified_char, text))


@functools.cache
def _simplified_char(char: str) -> str:
    return _converter().convert(char)
