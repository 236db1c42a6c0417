"""Measure whose words a text prints: characters by speaker and rank, and the verbs that introduce them."""

import re

import pandas as pd

from .ranks import RANKS, rank
from .uncertainty import share_interval

COLLECTIVE = "meeting, body or paper"
# The text's own voice: in a notice the office's that issues it, elsewhere the reporter's or author's.
ISSUER, REPORTER = "issuing office", "reporter or author"
OWN = (ISSUER, REPORTER)
VOICES = (*RANKS, COLLECTIVE, *OWN)
# Whose side a voice is on: the officials', the reporter's, or that of those who hold no office.
SIDES = dict.fromkeys((*RANKS[:-1], COLLECTIVE, ISSUER), "official") | {"other": "no office", REPORTER: "reporter"}

# Offices and documents that "speak" in official prose; a person's name ends on none of these.
_COLLECTIVE = re.compile(
    r"(?:会议|通知|意见|通报|方案|决定|办法|纲要|公报|倡议书|通告|函|规划|报告|社论|评论|局|委|政府|厅|办|办公室|领导小组|国务院|党中央|协会|消协)$"
)
_SPACE = re.compile(r"\s")
_SENTENCE_COLUMNS = ["doc_id", "passage_id", "start", "end"]


def with_voice(speech: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Add to each statement the voice that makes it: a rank of government, or a meeting, body or paper.

    The rank is read from the printed office, and where that does not tell it from the document's own place (see
    `ranks.rank`).

    Returns
    -------
    DataFrame
        One row per statement, the columns of `speech` and `voice` (one of `RANKS`, or `COLLECTIVE`). `other`
        holds firms, residents, townships and speakers without a printed office.

    Raises
    ------
    pandas.errors.MergeError
        If `documents` has a `doc_id` twice.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": ["a"], "place_level": ["district"], "province": [pd.NA],
    ...                           "district": [pd.NA]})
    >>> speech = pd.DataFrame({"doc_id": "a", "speaker": [pd.NA, "周启明", "会议"],
    ...                        "position": ["市质监局局长", "市场监管局局长", pd.NA]})
    >>> with_voice(speech, documents)["voice"].tolist()
    ['city', 'county/district', 'meeting, body or paper']
    """
    places = documents[["doc_id", "place_level", "province", "district"]]
    known = speech[["doc_id", "speaker", "position"]].merge(places, on="doc_id", how="left", validate="m:1")
    voices = [_voice(*row) for row in known.drop(columns="doc_id").itertuples(index=False)]
    return speech.assign(voice=pd.array(voices, dtype="string"))


def _voice(speaker, position, *place) -> str:
    if pd.isna(position) and pd.notna(speaker) and _COLLECTIVE.search(speaker):
        return COLLECTIVE
    return rank(position, *place)


def stretches(documents: pd.DataFrame, passages: pd.DataFrame, speech: pd.DataFrame) -> pd.DataFrame:
    """Cut the body of each document into stretches that one voice holds, in reading order.

    Where a statement stands inside another (a speech that cites somebody), its characters are the inner
    speaker's, so that every character is counted once.

    Returns
    -------
    DataFrame
        One row per stretch of body text: `doc_id`, `passage_id`, `start`, `end` (offsets in the clean text),
        `chars` (characters without white space, the unit of `documents.body_chars`), `offset` (body
        characters before it), `speech_id`, `speaker`, `position`, `mode` (<NA> where the text speaks for
        itself) and `voice` (one of `VOICES`; what nobody else says is the issuing office's in a notice, else the
        reporter's).

    Raises
    ------
    pandas.errors.MergeError
        If `documents` has a `doc_id`, or `speech` a `speech_id` of one document, twice.

    Examples
    --------
    >>> body = "周启明市长指出，抓落实。大会闭幕。"
    >>> documents = pd.DataFrame({"doc_id": ["a"], "place_level": ["city"], "province": ["河南省"],
    ...                           "district": [pd.NA], "genre": ["report"]})
    >>> passages = pd.DataFrame({"doc_id": ["a"], "passage_id": [0], "role": ["body"], "text": [body],
    ...                          "start": [0], "end": [len(body)]})
    >>> speech = pd.DataFrame({"doc_id": ["a"], "speech_id": [0], "speaker": ["周启明"], "position": ["市长"],
    ...                        "verb": ["指出"], "mode": ["indirect"], "passage_id": [0],
    ...                        "start": [8], "end": [12]})
    >>> stretches(documents, passages, speech)[["voice", "chars"]].values.tolist()
    [['reporter or author', 8], ['city', 4], ['reporter or author', 5]]
    """
    held: dict[tuple, list] = {}
    columns = (speech[name] for name in ("doc_id", "passage_id", "start", "end", "speech_id"))
    for doc_id, passage_id, *statement in zip(*columns):
        held.setdefault((doc_id, passage_id), []).append(statement)
    rows = []
    for passage in passages[passages["role"] == "body"].itertuples():
        owners = [-1] * len(passage.text)
        # The outer statement first, so that the inner one overwrites it.
        statements = sorted(held.get((passage.doc_id, passage.passage_id), ()), key=lambda row: (row[0], -row[1]))
        for start, end, speech_id in statements:
            first, last = max(start - passage.start, 0), min(end - passage.start, len(owners))
            owners[first:last] = [speech_id] * (last - first)
        first = 0
        for place in range(1, len(owners) + 1):
            if place == len(owners) or owners[place] != owners[first]:
                chars = len(_SPACE.sub("", passage.text[first:place]))
                span = (passage.start + first, passage.start + place)
                if chars:
                    speech_id = owners[first] if owners[first] >= 0 else pd.NA
                    rows.append((passage.doc_id, passage.passage_id, *span, chars, speech_id))
                first = place
    frame = pd.DataFrame(rows, columns=["doc_id", "passage_id", "start", "end", "chars", "speech_id"])
    numbers = ("passage_id", "start", "end", "chars", "speech_id")
    frame = frame.astype({"doc_id": "string"} | dict.fromkeys(numbers, "Int64"))
    frame.insert(5, "offset", frame.groupby("doc_id")["chars"].cumsum() - frame["chars"])
    said = with_voice(speech, documents)[["doc_id", "speech_id", "speaker", "position", "mode", "voice"]]
    texts = dict.fromkeys(("doc_id", "speaker", "position", "mode"), "string")
    said = said.astype(texts | {"speech_id": "Int64"})
    frame = frame.merge(said, on=["doc_id", "speech_id"], how="left", validate="m:1")
    notices = documents.loc[documents["genre"] == "notice", "doc_id"]
    own = frame["doc_id"].isin(notices).map({True: ISSUER, False: REPORTER})
    return frame.assign(voice=frame["voice"].fillna(own))


def share_of_body(found: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sum stretches to shares of each document's body.

    Parameters
    ----------
    found
        Rows of `stretches`.
    by
        Columns of it that make a group inside a document, such as `["voice"]` or `["voice", "speaker"]`.

    Returns
    -------
    DataFrame
        One row per document and group, in the order of their first words: `doc_id`, the columns of `by`,
        `n_statements` (one in each passage; 0 for the text's own voice), `chars`, `body_chars` (the
        document's, the base) and `share`.

    Examples
    --------
    >>> found = pd.DataFrame({"doc_id": "a", "voice": ["city", "reporter or author", "city"],
    ...                       "chars": [6, 2, 4], "speech_id": pd.array([0, pd.NA, 1], dtype="Int64")})
    >>> share_of_body(found, ["voice"])[["voice", "n_statements", "chars", "share"]].values.tolist()
    [['city', 2, 10, 0.8333333333333334], ['reporter or author', 0, 2, 0.16666666666666666]]
    """
    groups = found.groupby(["doc_id", *by], dropna=False, sort=False)
    shares = groups.agg(n_statements=("speech_id", "nunique"), chars=("chars", "sum")).reset_index()
    total = found.groupby("doc_id")["chars"].sum().rename("body_chars")
    shares = shares.merge(total, left_on="doc_id", right_index=True, how="left", validate="m:1")
    return shares.assign(share=shares["chars"].astype("float64") / shares["body_chars"].astype("float64"))


def share_by_voice(found: pd.DataFrame) -> pd.DataFrame:
    """Sum stretches over all documents, for each voice, and show how the documents spread.

    Returns
    -------
    DataFrame
        One row per voice that occurs, in the order of `VOICES`: `voice`, `n_documents` (in which it is
        heard), `n_statements`, `chars`, `total_chars` (all body characters), `share` (of these), `lowest`,
        `median` and `highest` (of the documents' own shares, 0 where it is not heard).

    Examples
    --------
    >>> found = pd.DataFrame({"doc_id": ["a", "a", "b"], "voice": ["city", "reporter or author", "city"],
    ...                       "chars": [3, 1, 4], "speech_id": pd.array([0, pd.NA, 0], dtype="Int64")})
    >>> share_by_voice(found)[["voice", "n_documents", "share", "lowest"]].values.tolist()
    [['city', 2, 0.875, 0.75], ['reporter or author', 1, 0.125, 0.0]]
    """
    shares = share_of_body(found, ["voice"])
    spread = shares.pivot(index="doc_id", columns="voice", values="share").fillna(0.0)
    table = shares.groupby("voice").agg(
        n_documents=("doc_id", "nunique"), n_statements=("n_statements", "sum"), chars=("chars", "sum")
    )
    total = int(found["chars"].sum())
    table = table.assign(
        total_chars=total, share=table["chars"].astype("float64") / total, lowest=spread.min(),
        median=spread.median(), highest=spread.max(),
    )
    heard = [voice for voice in VOICES if voice in table.index]
    return table.reindex(heard).rename_axis("voice").reset_index()


def shortest(speech: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Cut reported statements to what their reporting clause surely covers: the sentence that it opens.

    Indirect statements end with their first sentence, and paragraphs that go on without a reporting verb are
    dropped. Quotations, speeches and summaries stay.

    Returns
    -------
    DataFrame
        One row per statement kept, with the columns of `speech`.

    Raises
    ------
    ValueError
        If an indirect statement starts in no sentence: the two tables are of different texts.

    Examples
    --------
    >>> sentences = pd.DataFrame({"doc_id": "a", "passage_id": 0, "start": [0, 10], "end": [10, 20]})
    >>> speech = pd.DataFrame({"doc_id": "a", "speech_id": [0], "verb": ["指出"], "mode": ["indirect"],
    ...                        "passage_id": [0], "start": [4], "end": [20]})
    >>> shortest(speech, sentences)[["start", "end"]].values.tolist()
    [[4, 10]]
    """
    kept = speech[~((speech["mode"] == "indirect") & speech["verb"].isna())]
    held = {key: rows for key, rows in sentences[_SENTENCE_COLUMNS].groupby(["doc_id", "passage_id"])}
    ends = []
    for row in kept.itertuples():
        end = row.end
        if row.mode == "indirect":
            here = held.get((row.doc_id, row.passage_id), sentences[:0])
            inside = here[(here["start"] <= row.start) & (here["end"] > row.start)]
            if inside.empty:
                raise ValueError(f"{row.doc_id}: statement {row.speech_id} starts in no sentence; "
                                 "take speech and sentences from one corpus")
            end = min(end, inside["end"].iloc[0])
        ends.append(end)
    return kept.assign(end=pd.array(ends, dtype="Int64"))


def longest(speech: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Let every statement run on to the next one in its passage, or to the passage's end.

    What the reporter may tell himself between two statements, and the next reporting clause, then count as
    said. Summaries, and statements inside others, stay.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `speech`.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["a"], "passage_id": [0], "start": [0], "end": [50]})
    >>> speech = pd.DataFrame({"doc_id": "a", "speech_id": [0, 1], "mode": "indirect", "passage_id": 0,
    ...                        "start": [4, 30], "end": [20, 40]})
    >>> longest(speech, passages)[["start", "end"]].values.tolist()
    [[4, 30], [30, 50]]
    """
    limits = {(row.doc_id, row.passage_id): row.end for row in passages.itertuples()}
    ends: dict = {}
    for key, rows in speech.groupby(["doc_id", "passage_id"]):
        rows = rows.sort_values(["start", "end"], ascending=[True, False])
        starts = [*rows["start"].tolist()[1:], limits[key]]
        reached = -1
        for row, following in zip(rows.itertuples(), starts):
            free = row.end > reached and row.mode != "summary"
            reached = max(reached, row.end)
            ends[row.Index] = max(row.end, following) if free else row.end
    return speech.assign(end=pd.array([ends[index] for index in speech.index], dtype="Int64"))


def extent_bounds(
    documents: pd.DataFrame, passages: pd.DataFrame, sentences: pd.DataFrame, speech: pd.DataFrame
) -> pd.DataFrame:
    """Bracket the share of each body that is somebody's statement, by how far statements are let reach.

    Returns
    -------
    DataFrame
        One row per document with a body: `doc_id`, `body_chars`, and the share that is attributed where
        statements are as found (`share_found`), as short as they surely are (`share_least`, see `shortest`)
        and as long as they can be in their passages (`share_most`, see `longest`).

    Examples
    --------
    >>> body = "周启明指出，抓落实。要快。大会闭幕。"
    >>> documents = pd.DataFrame({"doc_id": ["a"], "place_level": ["city"], "province": ["河南省"],
    ...                           "district": [pd.NA], "genre": ["report"]})
    >>> passages = pd.DataFrame({"doc_id": ["a"], "passage_id": [0], "role": ["body"], "text": [body],
    ...                          "start": [0], "end": [len(body)]})
    >>> sentences = pd.DataFrame({"doc_id": "a", "passage_id": 0, "start": [0, 10, 13], "end": [10, 13, 18]})
    >>> speech = pd.DataFrame({"doc_id": ["a"], "speech_id": [0], "speaker": ["周启明"], "position": [pd.NA],
    ...                        "verb": ["指出"], "mode": ["indirect"], "passage_id": [0],
    ...                        "start": [6], "end": [13]})
    >>> bounds = extent_bounds(documents, passages, sentences, speech)
    >>> bounds.iloc[0, 2:].tolist() == [7 / 18, 4 / 18, 12 / 18]
    True
    """
    table = None
    least, most = shortest(speech, sentences), longest(speech, passages)
    for name, version in (("found", speech), ("least", least), ("most", most)):
        found = stretches(documents, passages, version)
        said = found["chars"].where(~found["voice"].isin(OWN), 0).groupby(found["doc_id"]).sum().astype("float64")
        body_chars = found.groupby("doc_id")["chars"].sum()
        table = body_chars.to_frame("body_chars") if table is None else table
        table[f"share_{name}"] = said / body_chars.astype("float64")
    return table.reset_index()


def verbs(documents: pd.DataFrame, speech: pd.DataFrame) -> pd.DataFrame:
    """Count the reporting verbs with which each voice is introduced.

    Statements that go on without a verb are left out.

    Returns
    -------
    DataFrame
        One row per verb and voice, the most frequent verb first: `verb`, `voice`, `n_statements`,
        `n_documents`, `n_of_voice` (statements of this voice with any verb, the base), `share`, and `low` and
        `high`, its exact 95 % interval if statements were independent. Those of one document are not, so that the
        true interval is wider.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": ["a"], "place_level": ["city"], "province": ["河南省"],
    ...                           "district": [pd.NA]})
    >>> speech = pd.DataFrame({"doc_id": "a", "speaker": "周启明", "position": "市长",
    ...                        "verb": ["指出", "指出", "强调", pd.NA]})
    >>> verbs(documents, speech)[["verb", "voice", "n_statements", "n_of_voice"]].values.tolist()
    [['指出', 'city', 2, 3], ['强调', 'city', 1, 3]]
    """
    said = with_voice(speech, documents).dropna(subset="verb")
    table = said.groupby(["verb", "voice"]).agg(
        n_statements=("doc_id", "size"), n_documents=("doc_id", "nunique")
    ).reset_index()
    of_voice = table.groupby("voice")["n_statements"].transform("sum")
    of_verb = table.groupby("verb")["n_statements"].transform("sum")
    ends = [share_interval(k, n) for k, n in zip(table["n_statements"], of_voice)]
    table = table.assign(
        n_of_voice=of_voice, share=table["n_statements"] / of_voice, low=[low for low, _ in ends],
        high=[high for _, high in ends], of_verb=of_verb, place=table["voice"].map(VOICES.index),
    )
    table = table.sort_values(["of_verb", "verb", "place"], ascending=[False, True, True], ignore_index=True)
    return table.drop(columns=["of_verb", "place"])


def speaking_order(found: pd.DataFrame) -> pd.DataFrame:
    """Tell in which order the ranked speakers of each document are first heard, and whether that is by rank.

    A report that prints leaders from the highest office down gives an early place, and often the most room,
    to rank itself. Speakers of the rank `other`, meetings, papers and statements of which only the matter is
    told are left out.

    Returns
    -------
    DataFrame
        One row per document with at least two ranked speakers: `doc_id`, `n_speakers`, `voices` (their ranks
        in the order of their first words), `n_steps` (from one speaker to the next with another rank),
        `n_down` (steps to a lower rank), `by_rank` (whether all steps go down; <NA> where there is no step)
        and `longest_is_highest` (whether the speaker with the most characters has the highest rank heard;
        <NA> where all have one rank).

    Examples
    --------
    >>> found = pd.DataFrame({"doc_id": "a", "speaker": ["周启明", "李向前"], "position": ["省长", "市长"],
    ...                       "voice": ["provincial", "city"], "mode": "indirect", "chars": [5, 9]})
    >>> speaking_order(found)[["n_steps", "n_down", "by_rank", "longest_is_highest"]].values.tolist()
    [[1, 1, True, False]]
    """
    ranked = found[found["voice"].isin(RANKS[:-1]) & (found["mode"] != "summary")]
    who = ["doc_id", "speaker", "position", "voice"]
    speakers = ranked.groupby(who, dropna=False, sort=False)["chars"].sum()
    rows = []
    for doc_id, here in speakers.reset_index().groupby("doc_id", sort=False):
        if len(here) < 2:
            continue
        places = here["voice"].map(RANKS.index).tolist()
        steps = [after - before for before, after in zip(places, places[1:]) if after != before]
        most = here["chars"].astype("int64").tolist()
        highest = places[most.index(max(most))] == min(places)
        down = sum(step > 0 for step in steps)
        rows.append((doc_id, len(here), " → ".join(here["voice"]), len(steps), down,
                     down == len(steps) if steps else pd.NA, highest if len(set(places)) > 1 else pd.NA))
    columns = ["doc_id", "n_speakers", "voices", "n_steps", "n_down", "by_rank", "longest_is_highest"]
    types = {"doc_id": "string", "voices": "string", "by_rank": "boolean", "longest_is_highest": "boolean"}
    return pd.DataFrame(rows, columns=columns).astype(types)
