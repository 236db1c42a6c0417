"""Undo the byte shift: find the places where a page was read one byte off, and read them right.

Two things throw the reading off: a cut at the bytes of a mark that straddled two characters, which lost a lead byte,
and a reading written between two characters, whose bracket swallowed one byte. From there on every byte pair is wrong
until a byte that reads as ASCII brings the text back into step. Each place where that may have begun is read one byte
on (`misread`); a reading is kept only if the forward model (`damage`) makes the damaged text from it again, and
official prose makes it far more likely than the text as it stands.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import compress, product
from typing import Iterator, NamedTuple

from helpers.tidy.repairs.damage import ASCII_MARKS, canonical, damage, encode
from helpers.tidy.repairs.language import Language
from helpers.tidy.repairs.ledger import Edit
from helpers.tidy.repairs.misread import FULL_WIDTH, PRICE_WIDE, Misread, Page, Reading, folded, wide_letters
from helpers.tidy.repairs.readings import NOTE, SWALLOWED, is_reading

# How much more likely (natural logarithm) a reading must be than the text as it stands: on a page that is known to be
# damaged, on one that is not, and for a cut at 。 on one that shows none. On undamaged official prose the best false
# candidate stays below the second, and true sites lie far above (bench/repair.py).
MARGIN_DAMAGED, MARGIN, MARGIN_FULL_STOP = 0.5, 10.0, 16.0
# The same for a cut at 。 that shows `?` before it and ends a stretch begun elsewhere: all that else explains the `?` is
# an ASCII character that the lead byte took with it.
MARGIN_SHOWN = 3.0
# Below this the ledger names the other readings.
SURE = 0.95
# The voices of the model tell some things twice: with this exponent the shares of readings are calibrated.
FLATTENED = 0.8
# A choice between candidates that all reproduce the damage is never certain.
MOST = 0.9999
FILLED = 12  # ways to fill in lost characters that are weighed in full
WEIGHED = 10  # of the readings of one place, only the most fluent are weighed in full
# And only those that are so much more fluent than the text as it stands; where all is lost, pairs tell too little.
WORTH, WORTH_LOST = 2.0, -6.0
# A cut at 。 on a page that shows none needs at least this many characters that the bytes settle, or a bracket that it
# explains.
LEAST_SETTLED = 2
# Logarithm of a character between two others, below which something may be missing there: official prose has about
# -11.
STUMBLE = -15.0
# Mean logarithm of each character behind a mark after the one before it: official prose hardly falls below (1 mark in
# 8,900).
GLIMPSE, NEVER = 4, -10.0
STRETCH = 16  # characters behind a mark in which a swallowed bracket tells of a cut there
# On a page without private-use characters a reading could lack some that the site stripped.
MOST_WITHOUT_PRIVATE, MOST_STRIPPED = 0.94, 0.9
# Price of a bracket or quotation mark without its counterpart on the line or below: in official prose one ” in 500
# closes nothing, and where one is open, the next character is ” ninety times as often as elsewhere.
PRICE_UNPAIRED = 5.0
# Some pages break their lines at links: `《`, the title and `》` each begin a line.
LINES_BELOW, BELOW = 2, 200
# Price of a reading that lacks its opening bracket, and of which nothing but this damage makes sense.
PRICE_UNEXPLAINED = 20.0

IN_STEP = "0"  # no byte of a pair
_PAIRED = {"“": "”", "《": "》", "「": "」"}
_CLOSING = {closing: opening for opening, closing in _PAIRED.items()}
_TRIGGER = re.compile("[?!？！。]")


class _Weighed(NamedTuple):
    """A reading with its lost characters filled in, and how much likelier than the standing text it is."""

    gain: float
    text: str
    reading: Reading


def shift_edits(text: str, language: Language) -> list[Edit]:
    """One edit per stretch of a Traditional page that was read one byte off.

    Parameters
    ----------
    text : the page as decoded, annotations and private-use characters still in it.

    Returns
    -------
    Edits with the true Traditional text. Where a lost byte had to be guessed, `confidence` is the share of the chosen
    reading among all that the bytes allow, and `alternatives` lists the next best characters below 0.95.

    Examples
    --------
    >>> from helpers.tidy.repairs.language import language
    >>> page = "政府要對質(zhì)量工作負(fù)總責(zé)?剂康胤秸\\ue47f畬\\ue78d|(zhì)量工作是否做好"
    >>> [edit.after for edit in shift_edits(page, language())]
    ['。考量地方政府對質']
    """
    page = Page.of(text)
    edits, full_stop, orphans = _page_edits(text, page, language)
    if edits:
        # What was found shows how the page was treated, and less is needed to believe the rest.
        edits, *_ = _page_edits(text, page.known(full_stop=full_stop, orphans=orphans), language)
    return edits


def _page_edits(text: str, page: Page, language: Language) -> tuple[list[Edit], bool, Counter]:
    """The edits of a page, whether one of them is a cut at 。, and what was shown for lost bytes."""
    edits, full_stop, orphans = [], False, Counter()
    for match in re.finditer(r"[^\r\n]+", text):
        if _TRIGGER.search(match[0]):
            line = _Line(match[0], _below(text, match.end()), page, language)
            edits += [e._replace(start=e.start + match.start(), end=e.end + match.start()) for e in line.edits()]
            full_stop = full_stop or line.full_stop
            orphans += line.orphans
    return edits, full_stop, orphans


def _below(text: str, at: int) -> str:
    """The lines below the one that ends at `at`, as many as a title takes on a page that breaks lines at its links."""
    return "".join(text[at : at + BELOW].split()[:LINES_BELOW])


class _Line:
    """One line of a page and the search for its repair."""

    def __init__(self, text: str, below: str, page: Page, language: Language):
        self.text = text
        self.below = below
        self.page = page
        self.language = language
        self.full_stop = False  # whether a cut at 。 was found
        self.orphans = Counter()  # what is shown for lost bytes
        self._misread = Misread(text, page, language)

    def edits(self) -> list[Edit]:
        edits: list[Edit] = []
        repaired, position = "", 0  # the line up to `position`, as repaired
        for match in _TRIGGER.finditer(self.text):
            start = match.start()
            if start < position:
                continue
            left = repaired + self.text[position:start]
            found = self._repair(start, left)
            if found and not self._better_later(start, left, found):
                edits.append(self._edit(start, *found))
                position = edits[-1].end
                repaired = left + edits[-1].after + self._swallowed_note(start, position)
        return edits

    def _swallowed_note(self, start: int, end: int) -> str:
        """The annotation, its bracket put back, of the character that a stretch ends with."""
        note = re.search(rf"{SWALLOWED.pattern}$", self.text[start:end])
        return f"({note[1]})" if note else ""

    def _edit(self, start: int, best: _Weighed, orphans: list[str], ways: list[_Weighed]) -> Edit:
        """The edit, and what it tells about the page."""
        self.full_stop = self.full_stop or best.reading.full_stop
        if len(orphans) == 1:
            self.orphans[orphans[0]] += 1
        return Edit(start, best.reading.end, best.text, *self._confidence(best, ways))

    def _repair(self, start: int, left: str) -> tuple[_Weighed, list[str], list[_Weighed]] | None:
        """The best reading of a place, what it can show for lost bytes, and all that were weighed."""
        ways = self._ways(start, left, restore=False)
        best = self._best(start, left, ways)
        if self._may_be_stripped(start, left, best):
            ways += self._ways(start, left, restore=True)
            best = self._best(start, left, ways)
        return best and (*best, ways)

    def _better_later(self, start: int, left: str, found: tuple[_Weighed, list[str], list[_Weighed]]) -> bool:
        """Whether more is gained if this place stands and another stretch begins inside its reading."""
        best = found[0]
        for match in _TRIGGER.finditer(self.text, start + 1, best.reading.end):
            later = self._repair(match.start(), left + self.text[start : match.start()])
            if later and later[0].gain > best.gain:
                return True
        return False

    def _best(self, start: int, left: str, ways: list[_Weighed]) -> tuple[_Weighed, list[str]] | None:
        """The likeliest reading that reproduces the damage, if it is likelier than the text as it stands."""
        for best in sorted(ways, key=lambda w: -w.gain):
            if best.gain <= 0:
                return None
            orphans = self._reproduces(start, left, best)
            if orphans:
                return best, orphans
        return None

    def _may_be_stripped(self, start: int, left: str, best: tuple[_Weighed, list[str]] | None) -> bool:
        """Whether it is worth while to suppose that private-use characters are missing here."""
        if self.page.private_use:
            return False
        if not self.page.damaged or self.text[start] == "。" and not self.page.full_stop:
            return not best and self._is_odd(self.text[start + 1 :][:40])
        if best:
            reading = best[0].reading
            if reading.tail or self.text[reading.end - 1] == "?":
                return True  # the mark may be the last byte of a character behind a stripped one
            around = plain(left[-40:])[-2:], plain(self.text[reading.end :][:40])[:2]
            return self._stumbles(_simple(best[0].text).join(around))
        if SWALLOWED.match(self.text, start) or SWALLOWED.match(self.text, start + 1):
            return True  # a bracket that nothing else explains
        ahead = self.text[start:][:40]
        return wide_letters(ahead[:6]) > 0 or self._stumbles(plain(ahead)[:7])

    def _stumbles(self, text: str) -> bool:
        """Whether a character fits neither the one before it nor the one behind it."""
        joints = [self.language.follows(a, b) for a, b in zip(text, text[1:])]
        return any(a + b < STUMBLE for a, b in zip(joints, joints[1:]))

    def _is_odd(self, ahead: str) -> bool:
        """Whether what stands behind a mark is no prose, so that a page that shows no such damage may have it here."""
        if self.page.damaged and (SWALLOWED.search(ahead[:STRETCH]) or "@" <= ahead[:1] <= "~"):
            return True
        return self.language.fluency(plain(ahead)[:GLIMPSE]) < NEVER * (GLIMPSE - 1)

    # -- weighing ----------------------------------------------------------------------------------------------------

    def _ways(self, start: int, left: str, *, restore: bool) -> list[_Weighed]:
        """The readings of a place with their lost characters filled in; the gain is what is left above the margin."""
        context = None
        promising = []
        for reading in self._misread.readings_at(start, left, restore=restore):
            margin = self._margin(start, reading)
            if margin is None:
                continue
            if context is None:
                context = plain(left[-40:])[-8:]
            note = self._note_behind(reading)
            end = note.end() if note else reading.end
            right = plain(self.text[end:][:40])[:6]
            filled = self._filled(context[-1:], reading, right[:1])
            standing = plain(self.text[start:end])
            margin -= PRICE_UNEXPLAINED * len(SWALLOWED.findall(self.text, start, reading.end))
            gain = filled[0][0] - self.language.fluency(context[-1:] + standing + right[:1]) - min(margin, 0)
            if gain > (WORTH if len(reading.text) > len(reading.lost) else WORTH_LOST):
                promising.append((gain, reading, margin, filled, standing, right))
        ways = []
        for _, reading, margin, filled, standing, right in sorted(promising, key=lambda p: -p[0])[:WEIGHED]:
            rest = self.text[reading.end :] + self.below
            base = self.language.score(context, standing, right) + margin
            base -= PRICE_UNPAIRED * unpaired(left + self.text[start : reading.end] + rest)
            ways += [_Weighed(self.language.score(context, _simple(text), right) - base
                              - PRICE_UNPAIRED * unpaired(left + text + rest) - PRICE_WIDE * wide_letters(text),
                              text, reading)
                     for _, text in filled]
        return ways

    def _margin(self, start: int, reading: Reading) -> float | None:
        """How much likelier the reading must be; None if it cannot be believed on this page."""
        settled = len(reading.text) - len(reading.lost)
        if not settled and not self.text[:start].strip():
            return None  # the blanks of an indent, where a site shows `?` for them, look the same
        if reading.full_stop and not self.page.full_stop:
            shown = reading.tail == "。" and self.text[reading.end - 1] == "?"
            if shown and reading.end - 1 > start and self.page.damaged:
                return MARGIN_SHOWN
            explains = SWALLOWED.search(self.text, start, reading.end)
            return MARGIN_FULL_STOP if settled >= LEAST_SETTLED or explains else None
        return MARGIN_DAMAGED if self.page.damaged else MARGIN

    def _filled(self, before: str, reading: Reading, after: str) -> list[tuple[float, str]]:
        """The likeliest ways to fill in the lost characters, by pairs alone: (log probability, text)."""
        candidates = dict(reading.lost)
        ways = [(0.0, before, "")]
        for index, character in enumerate(reading.text):
            choices = [(c, folded(c)) for c in candidates.get(index, character)]
            ways = [(score + self.language.follows(last, form), form, text + c)
                    for score, last, text in ways for c, form in choices]
            if index not in candidates or index + 1 in candidates:
                ways.sort(key=lambda way: -way[0])
                ways = ways[: FILLED if index not in candidates else 4 * FILLED]
        if after:
            ways = [(score + self.language.follows(last, after), last, text) for score, last, text in ways]
        ways.sort(key=lambda way: -way[0])
        return [(score, text) for score, _, text in ways[:FILLED]]

    def _confidence(self, best: _Weighed, ways: list[_Weighed]) -> tuple[float, str]:
        """The share of the best reading among all, the standing text too, and the others worth naming."""
        weights = [math.exp(FLATTENED * (way.gain - best.gain)) for way in ways]
        total = sum(weights) + math.exp(-FLATTENED * best.gain)
        alike = [way.text == best.text and way.reading.end == best.reading.end for way in ways]
        share = sum(compress(weights, alike)) / total
        if best.reading.lost:
            share = min(share, MOST)
        alternatives = ""
        if share < SURE:
            for index in [i for i, _ in best.reading.lost] or [None]:
                alternatives += " " + self._others(index, best, zip(weights, ways), total)
        if not self.page.private_use and best.gain > 0:
            doubtful = best.reading.stripped or self._stumbles(_simple(best.text))
            share = min(share, MOST_STRIPPED if doubtful else MOST_WITHOUT_PRIVATE)
            if doubtful:
                alternatives += " characters may have been stripped"
        return round(share, 4), alternatives.strip()

    def _others(self, index: int | None, best: _Weighed, weighed: Iterator, total: float) -> str:
        """The next best characters at one place of the reading, or readings, with their shares."""
        shares: dict[str, float] = {}
        for weight, way in weighed:
            if index is None or way.reading == best.reading:
                name = way.text if index is None else way.text[index]
                shares[name] = shares.get(name, 0.0) + weight / total
        shares.pop(best.text if index is None else best.text[index], None)
        ranked = sorted(shares.items(), key=lambda s: -s[1])[:4]
        return "/".join(f"{name} {share:.2f}" for name, share in ranked if share >= 0.01)

    # -- the check ---------------------------------------------------------------------------------------------------

    def _reproduces(self, start: int, left: str, way: _Weighed) -> list[str]:
        """With what shown for a lost byte the damage, done to the reading in its place, gives the damaged text."""
        reading = way.reading
        before = re.search(rf".(?:{NOTE.pattern})?$", left)
        first = before[0] if before else ""
        damaged = first + self.text[start : reading.end]
        true = FULL_WIDTH.get(first[:1], first[:1]) + way.text + reading.tail
        here = dict(reading.notes)
        note = self._note_behind(reading)
        if note:
            damaged += note[0]
            here[encode(way.text[-1])] = note[1]
        if len(first) > 1:
            here[encode(first[0])] = NOTE.match(first, 1)[1]
        if reading.tail:
            damaged += self.text[reading.end]
        elif len(way.text) - 1 not in dict(reading.lost):
            # In step again: what follows is no part of it.
            true, damaged = true + IN_STEP, damaged + IN_STEP
        wanted = canonical(damaged).translate(ASCII_MARKS)
        cuts = ("！？。",) if reading.full_stop or self.page.full_stop else ("！？", "！？。")
        for listed, cut in product(self._lists(first), cuts):
            orphans = [orphan for orphan in self.page.orphans
                       if damage(true, listed | here, cut_at=cut, orphan=orphan,
                                 private_use=self.page.private_use) == wanted]
            if orphans:
                return orphans
        return []

    def _lists(self, first: str) -> Iterator[dict[bytes, str]]:
        """What may be annotated: all that the page annotates, or less where a reading was torn from its character."""
        for listed in (self.page.notes, self.page.always):
            yield listed
            if len(first) == 1:
                yield {pair: reading for pair, reading in listed.items() if pair != encode(first)}

    def _note_behind(self, reading: Reading) -> re.Match | None:
        """The annotation of the last character of a reading, which stands behind it."""
        note = NOTE.match(self.text, reading.end)
        return note if note and self.page.bears(reading.text[-1], note[1]) else None


def plain(text: str) -> str:
    """Text for the language model: no annotations, full-width marks, Simplified."""
    if ")" in text:
        text = SWALLOWED.sub("", text)
        text = NOTE.sub(lambda m: "" if m.start() and is_reading(text[m.start() - 1], m[1]) else m[0], text)
    return _simple("".join(FULL_WIDTH.get(c, c) for c in text))


def _simple(text: str) -> str:
    return "".join(map(folded, text))


def unpaired(line: str) -> int:
    """How many quotation marks and brackets of a line lack their counterpart.

    Examples
    --------
    >>> unpaired("“低保”和《條例》"), unpaired("“低保!"), unpaired("低保”和“五保”“")
    (0, 1, 2)
    """
    open_marks, count = [], 0
    for character in line:
        if character in _PAIRED:
            count += character in open_marks
            open_marks.append(character)
        elif character in _CLOSING:
            if _CLOSING[character] in open_marks:
                open_marks.remove(_CLOSING[character])
            else:
                count += 1
    return count + len(open_marks)
