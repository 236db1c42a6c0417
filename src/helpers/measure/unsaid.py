"""What a collection cannot say of how its slogans changed; a larger one may be able to."""

from __future__ import annotations

import pandas as pd

from .evolution import first_and_last
from .guard import CANNOT, summary
from .uncertainty import share_interval
from .wording import number, plural

# Up to this share of documents like these a slogan may be used without one of them showing it, and be called unused.
RARE = 0.05


def unsaid(mentions: pd.DataFrame, documents: pd.DataFrame, changes: pd.DataFrame, down: pd.DataFrame,
           check: pd.DataFrame, old: str, new: str) -> list[tuple[str, str]]:
    """List the questions that these documents leave open, each with the numbers that leave it so.

    Parameters
    ----------
    mentions, documents : these tables, the mentions of one family in headline and body.
    changes, down : of `evolution.replacement` and `evolution.handed_down`.
    check : of `guard`, the share of the new verb by period.
    old, new : the verbs.

    Returns
    -------
    list of (question, sentence)
        In a fixed order, without those that the documents can answer: whether one verb replaced the other over the
        periods (the guard's verdict), in one place (no place with two documents), who followed whom (no use beside an
        earlier document of the higher level), whether a slogan is not said (Clopper and Pearson 1934: the upper end
        of the 95% interval of none of the documents is above `RARE`), and when slogans began or ended (those that
        stand in the collection's first or last year).

    Examples
    --------
    >>> check = pd.DataFrame({"check": ["units"], "verdict": ["can"], "reason": ["Enough."]})
    >>> mentions = pd.DataFrame({"doc_id": [], "slogan": [], "role": []}, dtype="string")
    >>> documents = pd.DataFrame({"doc_id": ["a"], "year": [2016], "year_from": [2016], "year_to": [2016]})
    >>> documents["doc_id"] = documents["doc_id"].astype("string")
    >>> changes, down = pd.DataFrame({"place": []}), pd.DataFrame({"n_higher": []})
    >>> [question for question, _ in unsaid(mentions, documents, changes, down, check, "兴", "强")]
    ['Whether 强 replaced 兴 in one place', 'Who followed whom', 'That a slogan was not said']
    """
    n = len(documents)
    found = []
    if (check["verdict"] == CANNOT).any():
        found.append((f"Whether {new} came to replace {old}", summary(check)))
    places = changes["place"].value_counts()
    if not (places > 1).any():
        found.append((f"Whether {new} replaced {old} in one place",
                      f"Of {plural(len(places), 'known place')} with either verb none has two documents."
                      if len(places) else "No document with either verb is of a known place."))
    if not len(down) or not down["n_higher"].gt(0).any():
        found.append(("Who followed whom",
                      (f"{plural(len(down), 'use')} of a higher level's slogan, none beside an earlier document of "
                       "that level; " if len(down) else "No document says a slogan of a level above its own; ")
                      + f"{int(documents['year'].notna().sum())} of {plural(n, 'document')} with one known year."))
    unseen = share_interval(0, n)[1]
    if unseen > RARE:
        found.append(("That a slogan was not said",
                      f"What {'the only document does not use' if n == 1 else f'none of {n:,} documents uses'} may "
                      f"still be used by up to {number(100 * unseen, 0)}% of such documents (upper end of the exact "
                      "95% interval)."))
    seen = first_and_last(mentions, documents)
    hidden = seen["censored"] != "no"
    if hidden.any():
        found.append(("When a slogan began or ended",
                      f"{int(hidden.sum())} of {plural(len(seen), 'slogan')} "
                      f"{'stands' if hidden.sum() == 1 else 'stand'} in the first or last year of the collection, so "
                      f"{'it' if hidden.sum() == 1 else 'each'} may be older or still in use."))
    return found
