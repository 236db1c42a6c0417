"""Score places, outlets and genres against labelled pages: `python tests/score_places.py dev`."""

import re
import sys
from pathlib import Path

import pandas as pd

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]

from pages import Page, load_pages  # noqa: E402

from helpers.tidy.genre import genre_evidence  # noqa: E402
from helpers.tidy.outlets import outlet_evidence  # noqa: E402
from helpers.tidy.places import load_divisions, place_evidence, settle_place  # noqa: E402
from helpers.tidy.repairs.script import convert  # noqa: E402

PLACE = ("province", "city", "district", "place_level", "place_masked")
TYPED_READING = re.compile(r"(?<=[\u4e00-\u9fff])\([a-z]{1,6}\) ?")


def gold(page: Page) -> tuple[str, pd.DataFrame]:
    """Return a page's clean text (typed readings taken out, in Simplified) and its labelled passages.

    The passages have one row per passage: passage_id, role, start, end, text.
    """
    rows, clean = [], ""
    for start, end, role in page.roles:
        text = convert(TYPED_READING.sub("", page.text[start:end]))
        if role is None:
            role = "other"
        rows.append((len(rows), role, len(clean), len(clean) + len(text), text))
        clean += text
    return clean, pd.DataFrame(rows, columns=["passage_id", "role", "start", "end", "text"])


def accepted(evidence: pd.DataFrame, name: str) -> str:
    """The accepted value of a field, "" if there is none."""
    values = evidence.loc[evidence["accepted"] & evidence["field"].eq(name), "value"]
    return str(values.iloc[0]) if len(values) else ""


def score_places(which: str, with_year: bool = True) -> pd.DataFrame:
    """Score a set of labelled pages: one row per page and field, with what was labelled and what was found.

    Columns: page, field (the place fields, genre, outlet), labelled, found, right.
    `with_year` gives the place step the labelled year where the page tells one year.
    """
    divisions, rows = load_divisions(), []
    for page in load_pages(which):
        front = page.front
        clean, passages = gold(page)
        known = front["year_from"] if front["year_from"] == front["year_to"] and front["year_from"] else None
        year = known if with_year else None
        settled = settle_place(place_evidence(clean, passages, divisions, year), divisions, year)
        found = {name: "" if pd.isna(settled[name]) else settled[name] for name in PLACE}
        found["genre"] = accepted(genre_evidence(clean, passages), "genre")
        found["outlet"] = accepted(outlet_evidence(clean, passages), "outlet")
        rows += [(page.name, name, front[name], value, front[name] == value) for name, value in found.items()]
    return pd.DataFrame(rows, columns=["page", "field", "labelled", "found", "right"])


def shares(scores: pd.DataFrame) -> dict[str, float]:
    """Share of right values: per field, over all place fields, and of pages with every place field right."""
    result = scores.groupby("field")["right"].mean().to_dict()
    place = scores[scores["field"].isin(PLACE)]
    result["place"] = place["right"].mean()
    result["page"] = place.groupby("page")["right"].all().mean()
    return {name: float(value) for name, value in result.items()}


if __name__ == "__main__":
    for which in sys.argv[1:] or ["dev"]:
        for with_year in (True, False):
            scores = score_places(which, with_year)
            print(
                which,
                "with year" if with_year else "without year",
                {k: round(v, 3) for k, v in shares(scores).items()},
            )
            print(scores[~scores["right"]].to_string(index=False))
