"""Find formulations that nobody listed: stretches of words that hold together, stand free, and are named or held to.

No list of slogans is read, so that what is found can be held against one. What the rules know is how the genre treats a
formulation: it puts it in quotation marks, calls it a 战略 or 方针, and says that it is 坚持 or 贯彻.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import ahocorasick
import pandas as pd
import rjieba

from .uncertainty import share_interval

SHORTEST, LONGEST, MOST_WORDS = 4, 12, 7  # characters, characters and words of a formulation
LEAST_COUNT, LEAST_DOCUMENTS = 5, 3
# Three characters are a word of the language, unless texts keep on putting them in quotation marks (放管服).
SHORT, LEAST_QUOTED = 3, 3
LEAST_REPEATED = 10  # characters of a sentence that counts once where it stands word for word in several documents
LEAST_WHOLE = 0.7  # of a stretch's occurrences must begin and end where words do
LEAST_COHESION = 3.0  # bits; below it the parts come together by chance
LEAST_ENTROPY = 1.2  # bits; two neighbours come to 1 at the most, so that a third is needed
SUBSUMED = 0.7  # a stretch goes where this share of its occurrences lies inside one longer candidate
FOLDED = 0.4  # and counts as a variant of a better one where this share does
LEVEL = 0.8  # of the interval whose lower end is the share of named occurrences that can be counted on
PRIOR = 0.03  # what a stretch that is never named is given, so that the other measures order it
LED_WEIGHT = 0.3  # of an occurrence that is only the object of policy, beside one that is named

# The nouns that say of what stands before them that it is a formulation.
NAMES = frozenset("战略 方针 原则 道路 思想 理念 倡议 路线 总路线 布局 国策 方略 理论 格局 行动 工程 旗帜 基调 总基调 价值观 "
                  "共同体 口号".split())
# The verbs for what one does with a formulation: hold to it, carry it out, raise it high.
HELD = frozenset("坚持 贯彻 贯彻执行 奉行 践行 弘扬 高举 实施 遵循 倡导 树立 发扬 构建 走".split())
# Verbs and nouns beside any object of policy, formulation or not.
LED = frozenset("推进 落实 实行 实现 深化 推动 促进 建设 加强 全面推进 深入推进 深入实施 加快 贯彻落实".split())
FIELDS = frozenset("建设 政策 制度 体系 目标 任务 改革 事业 进程 责任制 精神 工作 活动 体制 之路".split())
# With these a sentence leads to its object; they are no part of it.
_LEADS = HELD | LED | frozenset("建立 建成 巩固 完善 发展 提高 保持 做好 执行 适应 进行 处于 关于 深入贯彻".split())
# jieba's tags of words with which no formulation begins or ends: particles, pronouns, adverbs, measures.
_EDGE_TAGS = ("u", "c", "p", "r", "y", "x", "e", "o", "d", "q", "z")
_LAST_TAGS = ("f", "t")  # nor ends: places and times
_OPEN_TAGS = ("v", "d", "ad", "p", "c")  # of words after which something new begins
_SENTENCE = re.compile("[^。！？；\\n]+[。！？；\\n]?")
_HAN = re.compile("[一-龥]+")
# A slot has as many fillers that stand twice or more, as many of them named, and this share of named occurrences.
LEAST_FILLERS, LEAST_TIMES, LEAST_NAMED_FILLERS, LEAST_SHARE = 3, 2, 2, 0.1
COMMON = 1000  # in jieba's dictionary: a word that frequent (管理, 能力) is one, not a verb and its noun

CANDIDATES = ("phrase", "count", "n_documents", "n_quoted", "n_named", "n_led", "cohesion", "left_entropy",
              "right_entropy", "burstiness", "named_low", "slot", "score", "variants")
SLOTS = ("slot", "n_fillers", "count", "n_documents", "n_named", "share_named", "low", "high", "fillers")


class Discovery(NamedTuple):
    """What `discover` finds: `candidates`, `slots` and `steps`, each a DataFrame."""

    candidates: pd.DataFrame
    slots: pd.DataFrame
    steps: pd.DataFrame


class _Token(NamedTuple):
    word: str
    tag: str
    han: bool


class _Stretch:
    """The occurrences of one stretch of words, and what stands beside them."""

    __slots__ = ("count", "left", "right", "documents", "quoted", "named", "led", "words")

    def __init__(self, words: list[_Token]):
        self.left, self.right, self.documents = Counter(), Counter(), Counter()
        self.count = self.quoted = self.named = self.led = 0
        self.words = words


_NOTHING = _Token("", "x", False)


def discover(texts: Mapping[str, str]) -> Discovery:
    """Find the formulations of a collection.

    Parameters
    ----------
    texts : the clean text of each document by its id. Where there are fewer than `LEAST_DOCUMENTS`, nothing is found.

    Returns
    -------
    Discovery
        `candidates`: one row per formulation, the best first. `phrase`, `count`, `n_documents`; `n_quoted` (alone
        between quotation marks), `n_named` (so, before or with a noun of `NAMES`, or after a verb of `HELD`), `n_led`
        (else beside a word of `LED` or `FIELDS`); `cohesion` (pointwise mutual information of its weakest joint, bits:
        Church and Hanks 1990, over all ways to cut it in two), `left_entropy`, `right_entropy` (bits, of the words
        beside it: Jin and Tanaka-Ishii 2006), `burstiness` (share of its occurrences in the quarter of the documents
        that have most, minus the share of these documents of all text), `named_low` (lower end of the 80% interval of
        the share of named occurrences, Clopper and Pearson 1934; that of its slot where it is higher), `slot` it fills,
        `score` (product of `named_low` + `PRIOR`, cohesion, burstiness and the logarithm of `n_documents`), `variants`
        (worse candidates that hold it, or that it holds).

        `slots`: one row per slot, the surest first. `slot` (`X强国`, where words change before an ending, or `质量VY`,
        where endings change behind a word), `n_fillers`, `count`, `n_documents`, `n_named` (or after a word of `LED`),
        `share_named` with its exact 80% interval `low`, `high`, and `fillers` with their counts, the twelve first.

        `steps`: one row per rule in the order of their use: `step`, `n_left`. It says why little or nothing is found.

    Notes
    -----
    Association and boundary entropy find what holds together and stands free, which technical terms do too. That a
    formulation is named as one (lexico-syntactic patterns: Hearst 1992) and belongs to some years sets it apart. A
    sentence that stands word for word in several documents is one text and counts once.

    Examples
    --------
    >>> one = "实施科教兴国战略。大家支持科教兴国战略，推进科教兴国战略；"
    >>> texts = {"a": one, "b": "落实科教兴国战略，谈谈科教兴国战略！", "c": "各地的“科教兴国战略”成效好。", "d": "天气很好。" * 9}
    >>> discover(texts).candidates["phrase"].tolist()
    ['科教兴国战略']
    >>> discover({"a": one}).candidates.empty
    True
    """
    read = _read(texts)
    slots = _slots(read)
    found = _stretches(read)
    steps = [("stretches of words, often enough", len(found))]
    rules = (
        (f"in {LEAST_DOCUMENTS} documents", lambda phrase, s: len(s.documents) >= LEAST_DOCUMENTS),
        ("no particle at an edge, no verb that leads to it", lambda phrase, s: _is_phrase(s.words)),
        (f"{SHORTEST} characters, or {SHORT} in quotation marks",
         lambda phrase, s: len(phrase) >= SHORTEST or s.quoted >= LEAST_QUOTED),
        ("free on both sides", lambda phrase, s: min(_entropy(s.left), _entropy(s.right)) >= LEAST_ENTROPY),
    )
    for step, rule in rules:
        found = {phrase: stretch for phrase, stretch in found.items() if rule(phrase, stretch)}
        steps.append((step, len(found)))
    cohesion = _cohesion(found, read)
    found = {phrase: stretch for phrase, stretch in found.items() if cohesion.get(phrase, 0.0) >= LEAST_COHESION}
    steps.append(("held together", len(found)))
    counts = {phrase: stretch.count for phrase, stretch in found.items()}
    inside = _inside(counts)
    found = {phrase: s for phrase, s in found.items() if inside.get(phrase, 0) < SUBSUMED * s.count}
    steps.append(("no part of a longer one", len(found)))
    frame = _folded(_scored(found, cohesion, slots, read), inside)
    steps.append(("no variant of a better one", len(frame)))
    return Discovery(frame, slots, pd.DataFrame(steps, columns=["step", "n_left"]))


def _read(texts: Mapping[str, str]) -> dict[str, list[list[_Token]]]:
    """Each document's sentences as tagged words; a sentence of several documents only where it stands first."""
    sentences = {name: _SENTENCE.findall(text) for name, text in texts.items()}
    keys = {name: ["".join(sentence.split()) for sentence in own] for name, own in sentences.items()}
    spread = Counter(key for own in keys.values() for key in set(own))
    everywhere = max(len(texts) / 2, LEAST_DOCUMENTS)  # a line in half of all pages is the page's, however short
    seen, read = set(), {}
    cutter = rjieba.Jieba()
    for name, own in sentences.items():
        read[name] = []
        for sentence, key in zip(own, keys[name]):
            once = spread[key] >= (LEAST_DOCUMENTS if len(key) >= LEAST_REPEATED else everywhere)
            if not (once and key in seen):
                read[name].append([_Token(word, tag, bool(_HAN.fullmatch(word))) for word, tag in cutter.tag(sentence)])
            if once:
                seen.add(key)
    return read


def _stretches(read: Mapping[str, list[list[_Token]]]) -> dict[str, _Stretch]:
    """Every stretch of up to `MOST_WORDS` words that is frequent, as are those that it grew from."""
    sentences = [(name, words) for name, own in read.items() for words in own]
    frequent = _frequent([words for _, words in sentences])
    found: dict[str, _Stretch] = {}
    for name, words in sentences:
        for i in range(len(words)):
            phrase = ""
            for j in range(i, min(len(words), i + MOST_WORDS)):
                phrase += words[j].word
                if phrase not in frequent:
                    break
                if len(phrase) >= SHORT:
                    stretch = found.get(phrase)
                    if stretch is None:
                        stretch = found[phrase] = _Stretch(words[i : j + 1])
                    stretch.count += 1
                    stretch.documents[name] += 1
                    _beside(stretch, words, i, j + 1)
    return {phrase: stretch for phrase, stretch in found.items() if stretch.count >= LEAST_COUNT}


def _frequent(sentences: list[list[_Token]]) -> set[str]:
    frequent = {word for word, n in Counter(t.word for words in sentences for t in words if t.han).items()
                if n >= LEAST_COUNT}
    known = set(frequent)
    for size in range(2, MOST_WORDS + 1):
        grown = Counter()
        for words in sentences:
            for i in range(len(words) - size + 1):
                last = words[i + size - 1]
                if last.han and words[i].word in frequent:
                    before = "".join(token.word for token in words[i : i + size - 1])
                    if before in known and len(before) + len(last.word) <= LONGEST:
                        grown[before + last.word] += 1
        known = {phrase for phrase, n in grown.items() if n >= LEAST_COUNT}
        frequent |= known
    return frequent


def _beside(stretch: _Stretch, words: list[_Token], start: int, end: int) -> None:
    """Add what stands beside the words from `start` to `end`: marks and openings are each a neighbour of their own."""
    left = words[start - 1] if start else _NOTHING
    right = words[end] if end < len(words) else _NOTHING
    # An adverb of one character may be a part: 好又快发展 stands in 又好又快发展 alone.
    adverb = left.tag == "d" and len(left.word) == 1
    new = not left.han or left.tag.startswith(_OPEN_TAGS) and not adverb
    stretch.left["", stretch.count] += new
    stretch.left[left.word, 0] += not new
    stretch.right[("", stretch.count) if not right.han else (right.word, 0)] += 1
    quoted, named = _named(words, start, end)
    stretch.quoted += quoted
    stretch.named += named
    stretch.led += not named and (left.word in LED or right.word in FIELDS)


def _named(words: list[_Token], start: int, end: int) -> tuple[bool, bool]:
    """Whether the words from `start` to `end` stand alone in quotation marks, and whether they are named at all."""
    left = words[start - 1].word if start else ""
    right, next_but_one = (words[i].word if i < len(words) else "" for i in (end, end + 1))
    quoted = left[-1:] in ("“", "《") and right[:1] in ("”", "》")
    inside = end - start > 1 and words[end - 1].word in NAMES
    behind = right in NAMES or (next_but_one in NAMES and words[end].han)
    return quoted, quoted or inside or behind or left in HELD


def _is_phrase(words: list[_Token]) -> bool:
    """Whether a stretch can be a phrase of its own, by the words at its edges and what it is made of."""
    first, last = words[0], words[-1]
    if first.tag.startswith(_EDGE_TAGS) and first.word != "以":
        return False
    if last.tag.startswith(_EDGE_TAGS + _LAST_TAGS) or all(token.tag == "m" for token in words):
        return False
    if len(words) == 1:
        return last.word not in NAMES
    if first.word in _LEADS:
        return False
    # 重大战略 and 专项行动 are terms of the trade; what is a name has more before it.
    return not (len(words) == 2 and len(last.word) == 2 and last.word in NAMES and len(first.word) < 4)


def _entropy(side: Counter) -> float:
    total = side.total()
    return -sum(n / total * math.log2(n / total) for n in side.values() if n)


def _cohesion(found: Mapping[str, _Stretch], read: Mapping[str, list[list[_Token]]]) -> dict[str, float]:
    """The mutual information of each stretch's weakest joint; none where it mostly cuts across words."""
    parts = {part for phrase in found for i in range(1, len(phrase)) for part in (phrase[:i], phrase[i:])}
    automaton = ahocorasick.Automaton()
    for part in parts.union(found):
        automaton.add_word(part, part)
    if not automaton:
        return {}
    automaton.make_automaton()
    counts, total = Counter(), 0
    for own in read.values():
        for words in own:
            sentence = "".join(token.word for token in words)
            counts.update(part for _, part in automaton.iter(sentence))
            total += len(sentence)
    return {
        phrase: min(math.log2(counts[phrase] * total / (counts[phrase[:i]] * counts[phrase[i:]]))
                    for i in range(1, len(phrase)))
        for phrase, stretch in found.items() if stretch.count >= LEAST_WHOLE * counts[phrase]
    }


def _inside(counts: Mapping[str, int]) -> dict[str, int]:
    """For each phrase the occurrences of the most frequent other one that holds it."""
    inside: dict[str, int] = {}
    for phrase, n in counts.items():
        for size in range(SHORT, len(phrase)):
            for i in range(len(phrase) - size + 1):
                part = phrase[i : i + size]
                if part in counts:
                    inside[part] = max(inside.get(part, 0), n)
    return inside


def _scored(found: Mapping[str, _Stretch], cohesion: Mapping[str, float], slots: pd.DataFrame,
            read: Mapping[str, list[list[_Token]]]) -> pd.DataFrame:
    sizes = {name: sum(len(token.word) for words in own for token in words) for name, own in read.items()}
    sure = dict(zip(slots["slot"], slots["low"]))
    rows = []
    for phrase, s in found.items():
        slot = max((form for form in _forms(phrase[:4]) if form in sure and _is_ending(phrase[2:4])), key=sure.get,
                   default=None)
        low = share_interval(min(s.named + LED_WEIGHT * s.led, s.count), s.count, LEVEL)[0]
        low = max(low, sure.get(slot, 0.0))
        burstiness = _burstiness(s.documents, sizes)
        score = (low + PRIOR) * cohesion[phrase] * max(burstiness, 0.0) * math.log2(len(s.documents) + 1)
        rows.append((phrase, s.count, len(s.documents), s.quoted, s.named, s.led, cohesion[phrase], _entropy(s.left),
                     _entropy(s.right), burstiness, low, slot, score, ""))
    frame = pd.DataFrame(rows, columns=list(CANDIDATES)).astype({"slot": "string", "variants": "string"})
    return frame.sort_values(["score", "count", "phrase"], ascending=[False, False, True], ignore_index=True)


def _burstiness(documents: Counter, sizes: Mapping[str, int]) -> float:
    most = sorted(sizes, key=lambda name: -documents[name] / max(sizes[name], 1))[: max(1, len(sizes) // 4)]
    return (sum(documents[name] for name in most) / documents.total()
            - sum(sizes[name] for name in most) / max(sum(sizes.values()), 1))


def _folded(frame: pd.DataFrame, inside: Mapping[str, int]) -> pd.DataFrame:
    """The candidates without those that are a better one with more around it, or mostly a part of one."""
    heads: dict[str, list[str]] = {}
    for phrase, n in zip(frame["phrase"], frame["count"]):
        head = next((other for other in heads if (other in phrase and len(other) >= SHORTEST)
                     or (phrase in other and inside.get(phrase, 0) >= FOLDED * n)), None)
        heads.setdefault(head or phrase, []).extend([phrase] if head else [])
    own = frame[frame["phrase"].isin(heads)].reset_index(drop=True)
    return own.assign(variants=pd.array([" ".join(heads[phrase]) for phrase in own["phrase"]], dtype="string"))


def _forms(phrase: str) -> tuple[str, str]:
    """The two slots that a phrase of four characters may fill."""
    return f"X{phrase[2:]}", f"{phrase[:2]}VY"


def _slots(read: Mapping[str, list[list[_Token]]]) -> pd.DataFrame:
    """Slots of a word of two characters, a verb and a noun of one each, as far as their fillings are named."""
    groups: dict[str, tuple[Counter, Counter, set]] = defaultdict(lambda: (Counter(), Counter(), set()))
    for name, own in read.items():
        for words in own:
            for start, end, phrase in _of_four(words):
                named = _named(words, start, end)[1] or (start > 0 and words[start - 1].word in LED)
                for slot, filler in zip(_forms(phrase), (phrase[:2], phrase[2:])):
                    fillers, own_named, documents = groups[slot]
                    fillers[filler] += 1
                    own_named[filler] += named
                    documents.add(name)
    rows = []
    for slot, (fillers, own_named, documents) in groups.items():
        n, n_named = fillers.total(), own_named.total()
        repeated = sum(k >= LEAST_TIMES for k in fillers.values())
        if repeated < LEAST_FILLERS or sum(k > 0 for k in own_named.values()) < LEAST_NAMED_FILLERS:
            continue
        low, high = share_interval(n_named, n, LEVEL)
        if low >= LEAST_SHARE:
            listed = " ".join(f"{filler} {k}" for filler, k in fillers.most_common(12))
            rows.append((slot, len(fillers), n, len(documents), n_named, n_named / n, low, high, listed))
    frame = pd.DataFrame(rows, columns=list(SLOTS)).astype({"slot": "string", "fillers": "string"})
    return frame.sort_values(["low", "slot"], ascending=[False, True], ignore_index=True)


def _of_four(words: list[_Token]) -> Iterator[tuple[int, int, str]]:
    """Stretches of whole words with four characters, the last two of them an ending."""
    for i in range(len(words)):
        phrase = ""
        for j in range(i, len(words)):
            phrase += words[j].word
            if not words[j].han or len(phrase) > 4:
                break
            if len(phrase) == 4 and words[i].tag[0] in "nvad" and _is_ending(phrase[2:]):
                yield i, j + 1, phrase


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, tuple[int, str]]:
    """The frequency and tag of each of jieba's words, read without loading jieba, which takes a second."""
    path = Path(find_spec("jieba").origin).with_name("dict.txt")
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: (int(frequency), tag) for word, frequency, tag in rows}


def _is_ending(ending: str) -> bool:
    """Whether two characters are a verb and its noun, and no common word of the language."""
    words = _dictionary()
    verb, noun = (words.get(character, (0, "x"))[1][0] for character in ending)
    return verb in "va" and noun in "nz" and words.get(ending, (0, ""))[0] < COMMON


def recall(found: pd.DataFrame, known: Iterable[str], texts: Mapping[str, str], first: int | None = None,
           least_documents: int = 5) -> pd.DataFrame:
    """Hold what was found against formulations that are known.

    Parameters
    ----------
    found : the candidates, as `discover` gives them.
    known : formulations that a reader knows, listed before the method was run.
    texts : the clean text of each document by its id.
    first : how many candidates from the top count; all by default.
    least_documents : below this a formulation is too rare to be asked for.

    Returns
    -------
    DataFrame
        One row per known formulation: `phrase`, `count`, `n_documents`, `asked` (in enough documents), `found` (as a
        candidate or a variant of one, whole, with or without more around it), `as_what` and `rank` (from 1) of the best
        such candidate.

    Examples
    --------
    >>> found = pd.DataFrame({"phrase": ["科教兴国战略"], "variants": [""]})
    >>> recall(found, ["科教兴国"], {"a": "科教兴国战略"}, least_documents=1)[["found", "as_what", "rank"]].values.tolist()
    [[True, '科教兴国战略', 1]]
    """
    forms = [(rank, form) for rank, (phrase, variants) in
             enumerate(zip(found["phrase"].head(first), found["variants"].head(first)), start=1)
             for form in (phrase, *variants.split())]
    rows = []
    for phrase in known:
        count = sum(text.count(phrase) for text in texts.values())
        n_documents = sum(phrase in text for text in texts.values())
        rank, form = next(((rank, form) for rank, form in forms if phrase in form), (pd.NA, pd.NA))
        rows.append((phrase, count, n_documents, n_documents >= least_documents, pd.notna(rank), form, rank))
    frame = pd.DataFrame(rows, columns=["phrase", "count", "n_documents", "asked", "found", "as_what", "rank"])
    return frame.astype({"phrase": "string", "as_what": "string", "rank": "Int64", "found": bool, "asked": bool})


def life_curves(phrases: Iterable[str], texts: Mapping[str, str], years: Mapping[str, int],
                period: int = 1) -> pd.DataFrame:
    """When formulations appear, peak and go.

    Parameters
    ----------
    phrases : the formulations.
    texts : the clean text of each document by its id.
    years : the year of each document; those without one are left out.
    period : how many years are taken together, counted from year 0, so that 10 gives decades.

    Returns
    -------
    DataFrame
        One row per phrase and period with a document, in order, zero-filled: `phrase`, `year` (the period's first),
        `count`, `n_chars` (of its documents, without white space), `per_10k_chars`, `n_using` of `n_documents`, their
        `share` and its exact 95% interval `low`, `high` (Clopper and Pearson 1934).

    Examples
    --------
    >>> curves = life_curves(["强市"], {"a": "强市。", "b": "无"}, {"a": 2009, "b": 2010})
    >>> curves[["year", "count", "per_10k_chars", "share"]].values.tolist()
    [[2009.0, 1.0, 3333.3333333333335, 1.0], [2010.0, 0.0, 0.0, 0.0]]
    """
    starts = {name: int(year) // period * period for name, year in years.items() if name in texts and pd.notna(year)}
    by_period: dict[int, list[str]] = defaultdict(list)
    for name, start in starts.items():
        by_period[start].append("".join(texts[name].split()))
    rows = []
    for phrase in dict.fromkeys(phrases):
        for start in sorted(by_period):
            counts = [text.count(phrase) for text in by_period[start]]
            chars, using = sum(map(len, by_period[start])), sum(n > 0 for n in counts)
            rows.append((phrase, start, sum(counts), chars, 1e4 * sum(counts) / chars if chars else float("nan"), using,
                         len(counts), using / len(counts), *share_interval(using, len(counts))))
    return pd.DataFrame(rows, columns=["phrase", "year", "count", "n_chars", "per_10k_chars", "n_using", "n_documents",
                                       "share", "low", "high"])


def lives(curves: pd.DataFrame) -> pd.DataFrame:
    """Sum up life curves.

    Parameters
    ----------
    curves : as `life_curves` gives them.

    Returns
    -------
    DataFrame
        One row per phrase that occurs, in the order of its first year: `phrase`, `count`, `first_year`, `peak_year` (of
        the rate), `last_year`, `n_periods` in which it stands of `of_periods` from its first to its last, and `state`:
        `emerging` (first seen in the last third of the periods), `gone` (not seen in it), `lasting` otherwise.

    Examples
    --------
    >>> curves = life_curves(["强市"], {"a": "强市。", "b": "无", "c": "无"}, {"a": 2009, "b": 2010, "c": 2011})
    >>> lives(curves)[["phrase", "first_year", "state"]].values.tolist()
    [['强市', 2009, 'gone']]
    """
    years = sorted(curves["year"].unique())
    rows = []
    for phrase, group in curves.groupby("phrase", sort=False):
        seen = group[group["count"] > 0]
        if seen.empty:
            continue
        first, last, last_third = int(seen["year"].min()), int(seen["year"].max()), years[len(years) * 2 // 3]
        state = "emerging" if first >= last_third else "gone" if last < last_third else "lasting"
        peak = int(seen.loc[seen["per_10k_chars"].idxmax(), "year"])
        between = sum(first <= year <= last for year in years)
        rows.append((phrase, int(seen["count"].sum()), first, peak, last, len(seen), between, state))
    columns = ["phrase", "count", "first_year", "peak_year", "last_year", "n_periods", "of_periods", "state"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["first_year", "peak_year", "phrase"], kind="stable", ignore_index=True)
