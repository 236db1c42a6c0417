"""Read a stretch of a damaged line one byte on: every true text that its bytes allow.

`readings_at` starts where the text may have been thrown off and follows the bytes until the text is in step again. It
knows nothing of what is likely, but for dropping what cannot be prose; `byte_shift` chooses.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Iterable, Iterator, NamedTuple

from helpers.tidy.repairs.damage import CODEC, CUT_MARKS, canonical, decode_pair, encode
from helpers.tidy.repairs.language import Language, fold
from helpers.tidy.repairs.readings import NOTE, SWALLOWED, is_reading, normal, readings
from helpers.tidy.repairs.script import in_traditional_text, simplified, traditional

LOST = "□"  # stands for a character of which a byte is lost, until one is chosen
FULL_WIDTH = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"}
MARK_OF = {"?": "？", "？": "？", "!": "！", "！": "！", "。": "。"}
LEADS = range(0x81, 0xFF)
TRAILS = [t for t in range(0x40, 0xFF) if t != 0x7F]
# What a lead byte can swallow when it meets ASCII, but for the bracket of a reading. Marks were full-width.
SWALLOWABLE = tuple("1234567890 .%-+/")
BEAM = 24
BEAM_STRIPPED = 56  # the same where private-use characters may have been stripped
# A reading whose characters follow each other as seldom as this (mean logarithm) after some characters is gibberish:
# official prose has about -5.5, the wrong parity about -11.
GIBBERISH, GIBBERISH_AFTER = -11.0, 6
FIRST = -6.0  # for the first character of a reading, which nothing precedes here
MOST_STRIPPED = 12
# Price of full-width letters, per run: the model takes them for ASCII letters, which are hundreds of times as common.
PRICE_WIDE = 6.0
COMMONEST = 150  # characters that are tried between two of them
# Readings with private-use characters put back that are so much less likely (logarithm) than the best are dropped: on
# held-out texts a width of 22 found no more and took twice as long.
DROPPED = 14.0
RESTORED = 32  # states from which private-use characters are put back

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")  # rare in official prose, which the model, to whom they are ASCII, does not know
_WIDE_LETTERS = re.compile("[Ａ-Ｚａ-ｚ]+")


class Reading(NamedTuple):
    """A true text for the stretch that ends at `end`."""

    text: str
    end: int
    lost: tuple[tuple[int, tuple[str, ...]], ...] = ()  # index in `text` and candidates of each character to choose
    stripped: int = 0  # private-use characters put back
    tail: str = ""  # the mark that follows, where it cut the last character
    notes: tuple[tuple[bytes, str], ...] = ()  # pairs of the true text that bear a reading here
    full_stop: bool = False  # whether this page must be cut at 。 for it


class _State(NamedTuple):
    pending: int  # the lead byte that waits for its trail byte
    text: str = ""
    score: float = 0.0
    stripped: int = 0
    notes: tuple[tuple[bytes, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """What a page tells about its own damage: the characters that its tool annotated, how, and which forms it uses."""

    notes: dict[bytes, str] = field(default_factory=dict)
    always: dict[bytes, str] = field(default_factory=dict)  # those that nowhere stand without
    private_use: bool = True
    forms: Counter = field(default_factory=Counter)
    damaged: bool = False  # whether it is known to have been through these tools
    full_stop: bool = False  # whether it is known to have been cut at 。
    orphans: tuple[str, ...] = ("", "?")  # what it may show for a lead byte without its trail byte

    @classmethod
    def of(cls, text: str) -> Page:
        notes: dict[bytes, str] = {}
        noted: set[int] = set()
        for match in NOTE.finditer(text):
            before = text[match.start() - 1 : match.start()]
            pair = encode(before) if before else b""
            if len(pair) == 2 and simplified(before) != before and is_reading(before, match[1]):
                notes.setdefault(pair, match[1])
                noted.add(match.start() - 1)
        listed = {pair.decode(CODEC) for pair in notes}
        bare = {encode(c) for i, c in enumerate(text) if c in listed and i not in noted} if listed else ()
        always = {pair: reading for pair, reading in notes.items() if pair not in bare}
        return cls(notes, always, bool(_PRIVATE.search(canonical(text))), Counter(text), bool(notes))

    def known(self, *, full_stop: bool, orphans: Counter) -> Page:
        """The page once damage has been found on it, `orphans` counting what was shown for lost bytes."""
        shown = tuple(orphan for orphan, _ in orphans.most_common(1)) or self.orphans
        return replace(self, damaged=True, full_stop=full_stop, orphans=shown)

    def bearers(self, reading: str) -> list[bytes]:
        """The GBK pairs of the characters that can bear this reading on this page."""
        return [pair for pair in _listed_by_reading().get(normal(reading), ())
                if normal(self.notes.get(pair, reading)) == normal(reading)]

    def bears(self, character: str, reading: str) -> bool:
        """Whether a character can bear this reading on this page."""
        known = self.notes.get(encode(character))
        return normal(known) == normal(reading) if known else is_reading(character, reading)

    def one_form_each(self, characters: Iterable[str]) -> tuple[str, ...]:
        """The usual forms of characters, without those that the page always annotates.

        A lost byte has torn no annotation off.
        """
        return tuple(character for character in self.usual_forms(characters) if character not in self.annotated)

    def usual_forms(self, characters: Iterable[str]) -> Iterable[str]:
        """Of characters with one Simplified form, the one that the page uses, else the one that conversion makes."""
        best: dict[str, str] = {}
        for character in characters:
            form = simplified(character)
            if form not in best or self._usual(character, form) > self._usual(best[form], form):
                best[form] = character
        return best.values()

    @cached_property
    def annotated(self) -> frozenset[str]:
        """The characters that never stand without a reading."""
        return frozenset(pair.decode(CODEC) for pair in self.always)

    def _usual(self, character: str, form: str) -> tuple[int, bool]:
        return self.forms[character], traditional(form) == character


class Misread:
    """One line of a page, read one byte on."""

    def __init__(self, text: str, page: Page, language: Language):
        self.text = text
        self.page = page
        self.language = language
        self._restore = False  # whether to suppose that private-use characters were stripped
        self._before = ""  # the character before the stretch, where none was lost between

    def readings_at(self, start: int, left: str, *, restore: bool = False) -> Iterator[Reading]:
        """The true texts that the stretch from `start` can stand for.

        Parameters
        ----------
        start : where a mark or a swallowed bracket stands.
        left : the line before it, repaired.
        restore : put back private-use characters that the site may have stripped.
        """
        self._restore, self._before = restore, ""
        swallowed = SWALLOWED.match(self.text, start)
        if swallowed:
            yield from self._straddled(swallowed, left)
            return
        marks = [start]
        if self.text[start] in "?？" and self.text[start + 1 : start + 2] in MARK_OF:
            marks.append(start + 1)  # the orphan is shown as `?` before the mark
        for at in marks:
            mark = MARK_OF.get(self.text[at : at + 1])
            if not mark:
                continue
            lead, trail = CUT_MARKS[mark]
            orphans = self.page.one_form_each(_led_by_any(lead))
            for reading in self._follow(at + 1, trail):
                lost = ((0, orphans),) + tuple((i + 1, c) for i, c in reading.lost)
                yield reading._replace(text=LOST + reading.text, lost=lost,
                                       full_stop=reading.full_stop or mark == "。")

    def _straddled(self, swallowed: re.Match, left: str) -> Iterator[Reading]:
        """A reading written between two characters: the byte that its bracket swallowed leads the second one."""
        self._before = folded(_last_character(left))
        for pair in self._straddling(swallowed, left):
            yield from self._follow(swallowed.end(), pair[1], ((pair, swallowed[1]),))

    def _straddling(self, swallowed: re.Match, left: str) -> list[bytes]:
        """The annotated pairs that the last byte before the bracket can begin."""
        before = _last_character(left)
        code = encode(FULL_WIDTH.get(before, before)) if before else b""
        return [pair for pair in self.page.bearers(swallowed[1]) if pair[0] == code[1]] if len(code) == 2 else []

    def _follow(self, position: int, pending: int, notes: tuple = ()) -> list[Reading]:
        """All ways to read on from a pending lead byte until the text is in step again."""
        states = [_State(pending, notes=notes)]
        endings: list[Reading] = []
        beam = BEAM_STRIPPED if self._restore else BEAM
        while states and position < len(self.text):
            states, width = self._step(position, states, endings)
            position += width
            if any(len(s.text) >= GIBBERISH_AFTER for s in states):
                states = [s for s in states if len(s.text) < GIBBERISH_AFTER or s.score > GIBBERISH * len(s.text)]
            if len(states) > beam:
                states = sorted(states, key=lambda s: -s.score)[:beam]
        endings += [self._lost(s, position) for s in states]
        return [r for r in endings if all(candidates for _, candidates in r.lost)]

    def _step(self, at: int, states: list[_State], endings: list[Reading]) -> tuple[list[_State], int]:
        """Consume what stands at `at`: the states that go on, and how far it reaches; endings that end are added."""
        text, character = self.text, self.text[at]
        if character == "?":
            swallowed = SWALLOWED.match(text, at)
            if swallowed:
                self._end_swallowed(swallowed, states, endings)
                return [], 0
        if character == "(":
            note = NOTE.match(text, at)
            if note and self.page.bears(text[at - 1], note[1]):  # behind a pair that is no character here
                noted = ((encode(text[at - 1]), note[1]),)
                return [s._replace(notes=s.notes + noted) for s in states], note.end() - at
        if character in MARK_OF:
            self._end_at_mark(at, states, endings)
        code = encode(FULL_WIDTH.get(character, character))
        if len(code) == 1:
            if 0x40 <= code[0] <= 0x80:
                self._end_with(code[0], at, states, endings)
            return [], 0
        if len(code) != 2:
            return [], 0
        # Inside a stretch no annotation stands behind a character, but one can stand within it.
        annotated = self.page.annotated if text[at - 1] != ")" else ()
        return [self._grown(state, true, code[1]) for state in states + self._unstripped(states, code[0])
                if (true := true_character(state.pending, code[0])) and true not in annotated], 1

    def _end_swallowed(self, swallowed: re.Match, states: list[_State], endings: list[Reading]) -> None:
        """The byte that the bracket swallowed ends a character, and the text is in step."""
        bearers = {code: code.decode(CODEC) for code in self.page.bearers(swallowed[1])}
        usual = self.page.usual_forms(bearers.values()) if self._restore else ()
        for code, character in bearers.items():
            for state in states + (self._unstripped(states, code[1], code[0]) if character in usual else []):
                if code[0] == state.pending:
                    true = state.text + character
                    endings.append(Reading(true, swallowed.end(), (), state.stripped, "",
                                           state.notes + ((code, swallowed[1]),)))

    def _end_at_mark(self, at: int, states: list[_State], endings: list[Reading]) -> None:
        """The text is cut here, behind the first byte of a character; or `?` is shown for a byte."""
        character = self.text[at]
        behind = self.text[at + 1 : at + 2]
        for state in states:
            if state.text or state.notes or (character == "。" and self.page.full_stop):
                endings.append(self._lost(state, at)._replace(tail=MARK_OF[character], full_stop=character == "。"))
            if character == "?" and (not behind or behind in MARK_OF):  # the orphan is shown
                endings.append(self._lost(state, at + 1)._replace(tail=MARK_OF.get(behind, ""),
                                                                  full_stop=behind == "。"))
            if character == "?" and (state.text or self.page.damaged):  # a lead byte took an ASCII character with it
                lost = self._lost(state, at + 1)
                endings.append(lost._replace(text=lost.text + LOST,
                                             lost=lost.lost + ((len(lost.text), SWALLOWABLE),)))
        if character == "?":  # the trail byte 0x80, which leads no pair
            self._end_with(0x80, at, states, endings)

    def _end_with(self, trail: int, at: int, states: list[_State], endings: list[Reading]) -> None:
        """A single byte ends a character, and the text is in step."""
        for state in states + self._unstripped(states, trail):
            true = true_character(state.pending, trail)
            if true:
                endings.append(Reading(state.text + true, at + 1, (), state.stripped, "", state.notes))

    def _grown(self, state: _State, true: str, pending: int) -> _State:
        text, score = state.text + true, state.score
        # Short runs are not judged here, so that a page without damage needs no model.
        if self._restore or len(text) > GIBBERISH_AFTER:
            score += self.language.follows(folded(state.text[-1:]), folded(true)) if state.text else FIRST
            score -= PRICE_WIDE * (wide_letters(text[-2:]) - wide_letters(state.text[-1:]))
        elif len(text) == GIBBERISH_AFTER:
            score = FIRST + self.language.fluency("".join(map(folded, text)))
        return state._replace(pending=pending, text=text, score=score)

    def _lost(self, state: _State, end: int) -> Reading:
        """The text ends on a lead byte whose trail is lost."""
        candidates = self.page.one_form_each(_led_by(state.pending))
        return Reading(state.text + LOST, end, ((len(state.text), candidates),), state.stripped, "", state.notes)

    def _unstripped(self, states: list[_State], trail: int, lead: int | None = None) -> list[_State]:
        """Put back private-use characters, one or two, before the byte `trail`: the likeliest ways.

        With `lead`, only ways in which that byte leads the character that `trail` ends.
        """
        if not self._restore or not states:
            return []
        likeliest = sorted(states, key=lambda s: -s.score)[:RESTORED]
        floor = likeliest[0].score - DROPPED
        grown = []  # the last character of each is followed by the first byte of a private-use character
        for state in likeliest:
            if state.stripped < MOST_STRIPPED:
                once = self._restored(state, _before_private(state.pending), floor)
                grown += once
                for inner in once[:2]:
                    grown += self._restored(inner, _between_private(self.language, inner.pending), floor)
        grown.sort(key=lambda s: -s.score)
        found: list[tuple[float, int, _State]] = []
        follows = self.language.follows
        for i, state in enumerate(grown):
            if i % BEAM_STRIPPED == 0 and len(found) > BEAM_STRIPPED:
                found = sorted(found, key=lambda f: -f[0])[:BEAM_STRIPPED]
                floor = max(floor, found[-1][0])
            if state.score < floor:
                break
            last, score = folded(state.text[-1]), state.score
            found += [(score + follows(last, form), pending, state)
                      for pending, form in _behind_private(state.pending, trail) if lead in (None, pending)]
        found.sort(key=lambda f: -f[0])
        return [state._replace(pending=pending) for _, pending, state in found[:BEAM_STRIPPED]]

    def _restored(self, state: _State, choices: Iterable[tuple[str, str, int]], floor: float) -> list[_State]:
        """The state grown by a character that a private-use pair cut in two, which leaves that pair's first byte."""
        last = folded(state.text[-1:]) or self._before
        follows, annotated, score = self.language.follows, self.page.annotated, state.score
        ranked = sorted((grown, true, first) for form, true, first in choices
                        if (grown := score + follows(last, form)) > floor and true not in annotated)
        return [_State(first, state.text + true, grown, state.stripped + 1, state.notes)
                for grown, true, first in ranked[: -2 * RESTORED - 1 : -1]]


def wide_letters(text: str) -> int:
    """How many runs of full-width letters a text holds."""
    return len(_WIDE_LETTERS.findall(text))


def _last_character(left: str) -> str:
    """The last character of a line's repaired beginning, its annotation apart."""
    return NOTE.sub("", left[-12:])[-1:]


@lru_cache(maxsize=32768)
def folded(character: str) -> str:
    """A character as the language model sees it."""
    return fold(simplified(character))


@lru_cache(maxsize=32768)
def true_character(lead: int, trail: int) -> str | None:
    """The character of a pair, if a page in Traditional can hold it."""
    character = decode_pair(lead, trail)
    if character is None or "\ue000" <= character <= "\uf8ff":
        return None
    return character if in_traditional_text(character) else None


@lru_cache(maxsize=256)
def _led_by(lead: int) -> tuple[str, ...]:
    return tuple(c for trail in TRAILS if (c := true_character(lead, trail)))


@lru_cache(maxsize=256)
def _led_by_any(trail: int) -> tuple[str, ...]:
    return tuple(c for lead in LEADS if (c := true_character(lead, trail)))


@lru_cache(maxsize=1)
def _private_leads() -> tuple[int, ...]:
    return tuple(lead for lead in LEADS if _private_trails(lead))


@lru_cache(maxsize=256)
def _private_trails(lead: int) -> tuple[int, ...]:
    return tuple(t for t in TRAILS if (c := decode_pair(lead, t)) and "\ue000" <= c <= "\uf8ff")


@lru_cache(maxsize=256)
def _before_private(lead: int) -> tuple[tuple[str, str, int], ...]:
    """The characters between a lead byte and a private-use pair: as the model sees them, as such, that pair's lead."""
    return tuple((folded(true), true, first) for first in _private_leads()
                 if (true := true_character(lead, first)) and not _WIDE.match(true))


@lru_cache(maxsize=4096)
def _behind_private(lead: int, trail: int) -> tuple[tuple[int, str], ...]:
    """The characters between a private-use pair led by `lead` and the byte `trail`.

    Of each the trail byte of that pair, and the character as the model sees it.
    """
    return tuple((pending, folded(true)) for pending in _private_trails(lead)
                 if (true := true_character(pending, trail)) and not _WIDE.match(true))


@lru_cache(maxsize=512)
def _between_private(language: Language, lead: int) -> tuple[tuple[str, str, int], ...]:
    """The commonest characters between two private-use pairs, the first led by `lead`; as `_before_private`."""
    choices = [choice for trail in _private_trails(lead) for choice in _before_private(trail)]
    return tuple(sorted(choices, key=lambda choice: -language.follows("", choice[0]))[:COMMONEST])


@lru_cache(maxsize=1)
def _listed_by_reading() -> dict[str, tuple[bytes, ...]]:
    """The pairs of all characters that differ from Simplified, by their readings."""
    found: dict[str, list[bytes]] = {}
    for lead in LEADS:
        for trail in TRAILS:
            character = true_character(lead, trail)
            if character and simplified(character) != character:
                for reading in readings(character):
                    found.setdefault(reading, []).append(bytes((lead, trail)))
    return {reading: tuple(pairs) for reading, pairs in found.items()}
