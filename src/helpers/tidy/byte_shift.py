"""Undo the byte shift: find the places where a page was read one byte off, and read them right.

Two things throw the reading off: a cut at the bytes of a mark that straddled two characters, which lost a lead byte, and a
reading written between two characters, whose bracket swallowed one byte. From there on every byte pair is wrong until a
byte that reads as ASCII brings the text back into step. Each place where that may have begun is read one byte on; a
reading is kept only if the forward model (`damage`) makes the damaged text from it again, and official prose makes it far
more likely than the text as it stands.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Iterable, Iterator, NamedTuple

from .damage import ASCII_MARKS, CODEC, CUT_MARKS, damage, decode_pair, encode
from .language import Language, fold
from .ledger import Edit
from .readings import NOTE, SWALLOWED, is_reading, normal, readings
from .script import in_traditional_text, simplified

# How much more likely (natural logarithm) the repaired text must be than the text as it stands. On undamaged official
# prose in Traditional the best false candidate stays far below it, and true sites lie far above (bench/repair.py).
MARGIN = 8.0
# A page that shows none of this damage elsewhere seldom cuts at 。, so that mark needs more.
MARGIN_FULL_STOP = 16.0
# Below this the ledger names the other readings.
SURE = 0.95
BEAM = 24
WEIGHED = 6  # of the readings of one place, only the most fluent are weighed in full
# A reading whose characters follow each other as seldom as this (mean logarithm) after some characters is gibberish:
# official prose has about -5.5, the wrong parity about -11.
GIBBERISH, GIBBERISH_AFTER = -10.0, 4
# Price of supposing that the site stripped a private-use character here: about one pair in seven is private-use.
PRICE_STRIPPED = 3.0
LEADS = range(0x81, 0xFF)
TRAILS = [t for t in range(0x40, 0xFF) if t != 0x7F]

_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"}
_MARK_OF = {"?": "？", "？": "？", "!": "！", "！": "！", "。": "。"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
LOST = "□"  # stands for a character of which a byte is lost, until one is chosen


class _Reading(NamedTuple):
    """A true text for the stretch that ends at `end`; `lost` lists (index, candidates) of characters to choose."""

    text: str
    end: int
    lost: tuple[tuple[int, tuple[str, ...]], ...] = ()
    stripped: int = 0
    tail: str = ""  # a mark that follows in the damaged text and cut the last character
    notes: tuple[tuple[bytes, str], ...] = ()  # pairs of the true text that bear a reading here


class _State(NamedTuple):
    pending: int
    text: str
    score: float
    stripped: int
    notes: tuple[tuple[bytes, str], ...] = ()


@dataclass
class Page:
    """What one page tells about its own damage: the characters that its tool annotated, and how."""

    notes: dict[bytes, str] = field(default_factory=dict)
    contradicted: set[bytes] = field(default_factory=set)
    private_use: bool = True

    @classmethod
    def of(cls, text: str) -> Page:
        notes: dict[bytes, str] = {}
        noted: set[int] = set()
        for match in NOTE.finditer(text):
            before = text[match.start() - 1 : match.start()]
            pair = encode(before) if before else b""
            if len(pair) == 2 and before == normal_han(before) and is_reading(before, match[1]):
                notes.setdefault(pair, match[1])
                noted.add(match.start() - 1)
        listed = {pair.decode(CODEC) for pair in notes}
        bare = {c for i, c in enumerate(text) if c in listed and i not in noted}
        return cls(notes, {encode(c) for c in bare}, bool(_PRIVATE.search(text)))


def normal_han(character: str) -> str:
    """The character if it differs from its Simplified form, else nothing: only these are annotated."""
    return character if simplified(character) != character else ""


def shift_edits(text: str, language: Language) -> list[Edit]:
    """One edit per stretch of a Traditional page that was read one byte off.

    Parameters
    ----------
    text : the page as decoded, annotations and private-use characters still in it.

    Returns
    -------
    Edits with the true Traditional text. Where a lost byte had to be guessed, `confidence` is the share of the chosen
    character among all that the bytes allow, and `alternatives` lists the next best ones below 0.95.

    Examples
    --------
    >>> from helpers.tidy.language import language
    >>> page = "政府要對質(zhì)量工作負(fù)總責(zé)?剂康胤秸\ue47f畬\ue78d|(zhì)量工作是否做好"
    >>> [edit.after for edit in shift_edits(page, language())]
    ['。考量地方政府對質']
    """
    page = Page.of(text)
    edits = []
    for line in re.finditer(r"[^\r\n]+", text):
        edits += [e._replace(start=e.start + line.start(), end=e.end + line.start())
                  for e in _Line(line[0], page, language).edits()]
    return edits


class _Line:
    """One line of a page and the search for its repair."""

    def __init__(self, text: str, page: Page, language: Language):
        self.text = text
        self.page = page
        self.language = language

    def edits(self) -> list[Edit]:
        edits: list[Edit] = []
        repaired, position = "", 0  # the line up to `position`, as repaired
        for start in self._triggers():
            if start < position:
                continue
            left = repaired + self.text[position:start]
            edit = self._repair(start, left)
            if edit:
                repaired = left[: len(left) - (start - edit.start)] + edit.after
                position = edit.end
                edits.append(edit)
        return edits

    def _triggers(self) -> Iterator[int]:
        """Where the text may have been thrown off: at a mark, and at a swallowed bracket."""
        return (m.start() for m in re.finditer("[?!？！。]", self.text))

    def _repair(self, start: int, left: str) -> Edit | None:
        context = plain(left[-40:])
        best = None
        for reading, margin in self._promising(start, left):
            found = self._weigh(start, context, reading)
            if found and found[0] - margin > (best[0] if best else 0.0) and self._reproduces(start, left, found[1]):
                best = (found[0] - margin, found[1], found[2], found[3])
        if best is None:
            return None
        _, reading, confidence, alternatives = best
        return Edit(start, reading.end, reading.text, round(confidence, 4), alternatives)

    def _promising(self, start: int, left: str) -> list[tuple[_Reading, float]]:
        """The few readings that are more fluent in themselves than the text as it stands."""
        ranked = []
        for reading, margin in self._hypotheses(start, left):
            standing = self.language.fluency(plain(self.text[start : reading.end]))
            gain = self.language.fluency(_simple(reading.text.strip(LOST))) - standing
            if gain >= 0:
                ranked.append((gain, reading, margin))
        return [r[1:] for r in sorted(ranked, key=lambda r: -r[0])[:WEIGHED]]

    # -- reading on, one byte off ------------------------------------------------------------------------------------

    def _hypotheses(self, start: int, left: str) -> Iterator[tuple[_Reading, float]]:
        text = self.text
        swallowed = SWALLOWED.match(text, start)
        if swallowed:
            yield from ((r, MARGIN) for r in self._straddled(swallowed, left))
            return
        marks = [start]
        if text[start] in "?？" and text[start + 1 : start + 2] in _MARK_OF:
            marks.append(start + 1)  # the orphan is shown as `?` before the mark
        for at in marks:
            mark = _MARK_OF[text[at]]
            lead, trail = CUT_MARKS[mark]
            candidates = tuple(c for o in LEADS if (c := _true_character(o, lead)))
            margin = MARGIN_FULL_STOP if mark == "。" else MARGIN
            for reading in self._follow(at + 1, trail):
                lost = ((0, candidates),) + tuple((i + 1, c) for i, c in reading.lost)
                yield reading._replace(text=LOST + reading.text, lost=lost), margin

    def _straddled(self, swallowed: re.Match, left: str) -> Iterator[_Reading]:
        """A reading written between two characters: the byte that its bracket swallowed leads the second one."""
        before = NOTE.sub("", left)[-1:]
        code = encode(before)
        if len(code) != 2:
            return
        for pair in self._bearers(swallowed[1]):
            if pair[0] == code[1]:
                yield from self._follow(swallowed.end(), pair[1], ((pair, swallowed[1]),))

    def _bearers(self, reading: str) -> list[bytes]:
        """The GBK pairs of the characters that can bear this reading on this page."""
        return [pair for pair in _listed_by_reading().get(normal(reading), ()) if
                normal(self.page.notes.get(pair, reading)) == normal(reading)]

    def _noted(self, character: str, reading: str) -> bool:
        known = self.page.notes.get(encode(character))
        return normal(known) == normal(reading) if known else is_reading(character, reading)

    def _follow(self, position: int, pending: int, notes: tuple = ()) -> list[_Reading]:
        """All ways to read on from a pending lead byte until the text is in step again."""
        states = [_State(pending, "", 0.0, 0, notes)]
        endings: list[_Reading] = []
        while states:
            if position >= len(self.text):
                endings += [_lost(s, position) for s in states]
                break
            states, width = self._step(position, states, endings)
            states = [s for s in states if len(s.text) < GIBBERISH_AFTER or s.score > GIBBERISH * len(s.text)]
            states = sorted(states, key=lambda s: -s.score)[:BEAM]
            position += width
        return [r for r in endings if r.text and all(candidates for _, candidates in r.lost)]

    def _step(self, at: int, states: list[_State], endings: list[_Reading]) -> tuple[list[_State], int]:
        """Consume what stands at `at`: the states that go on, and how far it reaches; endings that end are added."""
        text, character = self.text, self.text[at]
        swallowed = SWALLOWED.match(text, at)
        if swallowed:  # the byte that the bracket swallowed ends a character, and the text is in step
            for state in states + self._unstripped(states, self._bearers(swallowed[1]), ends_whole=True):
                for code in self._bearers(swallowed[1]):
                    if code[0] == state.pending:
                        noted = state.notes + ((code, swallowed[1]),)
                        true = state.text + code.decode(CODEC)
                        endings.append(_Reading(true, swallowed.end(), (), state.stripped, "", noted))
            return [], 0
        note = NOTE.match(text, at)
        if note and self._noted(text[at - 1], note[1]):  # written behind a pair that is no character here
            noted = ((encode(text[at - 1]), note[1]),)
            return [s._replace(notes=s.notes + noted) for s in states], note.end() - at
        if character in "?？!！":
            for state in states:
                if state.text:
                    endings.append(_lost(state, at)._replace(tail=_MARK_OF[character]))
                    if character == "?":  # the orphan is shown
                        endings.append(_lost(state, at + 1))
            if character == "?":  # the trail byte 0x80, which leads no pair
                for state in states + self._unstripped(states, [b"\x80"]):
                    true = _true_character(state.pending, 0x80)
                    if true:
                        endings.append(_Reading(state.text + true, at + 1, (), state.stripped, "", state.notes))
        code = encode(_FULL_WIDTH.get(character, character))
        if len(code) == 1:
            if 0x40 <= code[0] <= 0x80:
                for state in states + self._unstripped(states, [code[:1]]):
                    true = _true_character(state.pending, code[0])
                    if true:
                        endings.append(_Reading(state.text + true, at + 1, (), state.stripped, "", state.notes))
            return [], 0
        if len(code) != 2:
            return [], 0
        new = []
        for state in states + self._unstripped(states, [code[:1]]):
            true = _true_character(state.pending, code[0])
            if true:
                new.append(self._grown(state, true, code[1]))
        return new, 1

    def _grown(self, state: _State, true: str, pending: int) -> _State:
        previous = simplified(state.text[-1]) if state.text else "。"
        score = state.score + self.language.follows(fold(previous), fold(simplified(true)))
        return state._replace(pending=pending, text=state.text + true, score=score)

    def _unstripped(self, states: list[_State], codes: Iterable[bytes], ends_whole: bool = False) -> list[_State]:
        """Where the site may have stripped a private-use character: the likeliest ways to put one back."""
        if self.page.private_use:
            return []
        grown = []
        for state in sorted(states, key=lambda s: -s.score)[:4]:
            if state.stripped >= 3:
                continue
            firsts = [self._grown(state, true, 0)._replace(pending=lead)
                      for lead in _private_leads() if (true := _true_character(state.pending, lead))]
            for first in sorted(firsts, key=lambda s: -s.score)[:8]:
                previous = fold(simplified(first.text[-1]))
                for code in codes:
                    # A single byte ends the character that the put-back byte leads; of a pair, the first byte does.
                    leads = (code[0],) if ends_whole else _private_trails(first.pending)
                    for lead in leads:
                        true = _true_character(lead, code[-1] if ends_whole else code[0])
                        if true and lead in _private_trails(first.pending):
                            likely = self.language.follows(previous, fold(simplified(true)))
                            grown.append((first.score + likely, first._replace(pending=lead)))
        grown.sort(key=lambda g: -g[0])
        return [s._replace(score=s.score - PRICE_STRIPPED, stripped=s.stripped + 1) for _, s in grown[:BEAM]]

    # -- weighing ----------------------------------------------------------------------------------------------------

    def _weigh(self, start: int, left: str, reading: _Reading):
        """How much likelier the reading is than the text as it stands: (gain, reading, confidence, alternatives)."""
        right = plain(reading.tail + self.text[reading.end :][:40])[:6]
        standing = plain(self.text[start : reading.end])
        text, confidence, alternatives = reading.text, 1.0, ""
        for _ in range(2 if len(reading.lost) > 1 else 1):
            confidence, alternatives = 1.0, ""
            for index, candidates in reading.lost:
                text, share, others = self._choose(left, text, right, index, candidates)
                confidence *= share
                alternatives += others
        gain = self.language.score(left, _simple(text), right) - self.language.score(left, standing, right)
        gain -= PRICE_STRIPPED * reading.stripped
        if reading.stripped:
            confidence = min(confidence, 1 - math.exp(-max(gain, 0.0)), 0.9)
            alternatives += " private-use characters stripped"
        return gain, reading._replace(text=text), confidence, alternatives.strip()

    def _choose(self, left: str, text: str, right: str, index: int, candidates: tuple[str, ...]):
        """Choose one lost character by its neighbours: (text, share of the choice, the others worth naming)."""
        before, after = _simple(text[:index]), _simple(text[index + 1 :])
        before = (left + before)[-8:]
        after = (after + right)[:6].replace(LOST, "")
        scores = [self.language.score(before, fold(simplified(c)), after) for c in candidates]
        top = max(scores)
        weights = [math.exp(s - top) for s in scores]
        total = sum(weights)
        ranked = sorted(zip(weights, candidates), reverse=True)
        share = ranked[0][0] / total
        others = ""
        if share < SURE:
            others = " " + "/".join(f"{c} {w / total:.2f}" for w, c in ranked[1:5] if w / total >= 0.01)
        return text[:index] + ranked[0][1] + text[index + 1 :], share, others

    def _reproduces(self, start: int, left: str, reading: _Reading) -> bool:
        """Whether the damage, done to the reading between its neighbours, gives the damaged text."""
        before = re.search(rf".(?:{NOTE.pattern})?$", left)
        first = before[0] if before else ""
        damaged = first + self.text[start : reading.end]
        note = NOTE.match(self.text, reading.end)
        if note:
            damaged += note[0]
        true = first[:1] + reading.text + reading.tail
        if reading.tail:
            damaged += self.text[reading.end]
        notes = {pair: n for pair, n in self.page.notes.items() if pair not in self.page.contradicted}
        notes |= dict(reading.notes)
        if note and self._noted(reading.text[-1], note[1]):
            notes[encode(reading.text[-1])] = note[1]
        wanted = damaged.translate(ASCII_MARKS)
        return any(
            damage(true, notes, cut_at=cut, orphan=orphan, private_use=self.page.private_use) == wanted
            for cut in ("！？", "！？。") for orphan in ("", "?")
        )


def plain(text: str) -> str:
    """Text for the language model: no annotations, full-width marks, Simplified."""
    text = NOTE.sub(lambda m: "" if m.start() and is_reading(text[m.start() - 1], m[1]) else m[0], text)
    return _simple("".join(_FULL_WIDTH.get(c, c) for c in text))


def _simple(text: str) -> str:
    return fold("".join(map(simplified, text)))


def _lost(state: _State, end: int) -> _Reading:
    """The text ends on a lead byte whose trail is lost."""
    candidates = tuple(c for t in TRAILS if (c := _true_character(state.pending, t)))
    return _Reading(state.text + LOST, end, ((len(state.text), candidates),), state.stripped, "", state.notes)


@lru_cache(maxsize=32768)
def _true_character(lead: int, trail: int) -> str | None:
    """The character of a pair, if a page in Traditional can hold it."""
    character = decode_pair(lead, trail)
    if character is None or "\ue000" <= character <= "\uf8ff":
        return None
    return character if in_traditional_text(character) else None


@lru_cache(maxsize=1)
def _private_leads() -> tuple[int, ...]:
    return tuple(lead for lead in LEADS if _private_trails(lead))


@lru_cache(maxsize=256)
def _private_trails(lead: int) -> tuple[int, ...]:
    return tuple(t for t in TRAILS if (c := decode_pair(lead, t)) and "\ue000" <= c <= "\uf8ff")


@lru_cache(maxsize=1)
def _listed_by_reading() -> dict[str, tuple[bytes, ...]]:
    """The pairs of all characters that differ from Simplified, by their readings."""
    found: dict[str, list[bytes]] = {}
    for lead in LEADS:
        for trail in TRAILS:
            character = _true_character(lead, trail)
            if character and normal_han(character):
                for reading in readings(character):
                    found.setdefault(reading, []).append(bytes((lead, trail)))
    return {reading: tuple(pairs) for reading, pairs in found.items()}
