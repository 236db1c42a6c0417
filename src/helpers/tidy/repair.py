"""Repair a raw text: undo the damage in the reverse of the order in which it was done, and keep every change."""

from __future__ import annotations

import re

from helpers.tidy.guarded import Guarded
from helpers.tidy.repairs.byte_shift import shift_edits
from helpers.tidy.repairs.copied import invisible_edits, look_alike_edits, spaced_edits
from helpers.tidy.repairs.damage import decode_pair, encode
from helpers.tidy.repairs.encoded import escape_edits, mojibake_edits
from helpers.tidy.repairs.language import language
from helpers.tidy.repairs.ledger import Edit, Ledger
from helpers.tidy.repairs.readings import NOTE, is_reading, toneless
from helpers.tidy.repairs.script import script_edits, script_of, simplified

# A reading that is one but for its tone is taken for an annotation only where the page has this many exact ones.
ANNOTATED_PAGE = 5
# Toneless readings could be English words in brackets, so one alone on a page is left.
TONELESS_PAGE = 2

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
# What a Chinese sentence has beside its characters: marks, quotes, brackets, the asterisks of masked names.
CHINESE = re.compile(rf"[{HAN}、。，！？：；（）《》〈〉“”‘’「」『』【】〔〕—…·*×＊％]")
FULL_WIDTH = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
_MARK = Guarded("[,:;!?]", *",:;!?")
_BRACKETS = Guarded(r"\(([^()\n]*)\)", "(")
_LONE_BRACKET = Guarded("[()]", *"()")
_OF_ADDRESS = ("://", "www.", "@")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]*[\w/]|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
# 好吗???大家 asks three times; behind another character such a run was no question.
# Where it follows a time, or is longer than any damage makes it, it is no damage of the bytes either: 16:37????来源.
_BLANKS = re.compile(r"(?<=\d)\?{2,}(?=[^\s?])|(?<![吗呢么吧啊嗎麼?])\?{4,}(?=[^\s?])")
_QUESTION_RUN = re.compile(r"(?m)^\?{2,}(?=\S)|(?<![吗呢么吧啊?])\?{3,}(?=\S)")
_DOUBLED = Guarded("，，+|、、+|；；+|：：+", "，，", "、、", "；；", "：：")


def repair(raw: str, names: tuple[str, ...] = ()) -> Ledger:
    """Repair one raw text.

    Parameters
    ----------
    raw : the decoded file.
    names : names whose characters must stay as they are printed (`data/names.csv`).

    Returns
    -------
    Ledger
        With the clean text and its edits. Rules, in the order in which they are applied: `mojibake`, `escape`,
        `lost_blank`, `byte_shift`, `invisible`, `look_alike`, `spaced`, `pinyin`, `script`, `lost_blank` (again, where it
        could have been damage of the bytes), `width`, `doubled_mark`.

    Examples
    --------
    >>> ledger = repair("全市質(zhì)量強(qiáng)市工作會(huì)議,在**市召開")
    >>> ledger.clean
    '全市质量强市工作会议，在**市召开'
    """
    ledger = Ledger(raw)
    ledger.apply("mojibake", mojibake_edits(raw, language()))
    ledger.apply("escape", escape_edits(ledger.clean))
    ledger.apply("lost_blank", _as_blanks(_BLANKS, ledger.clean))
    if script_of(ledger.clean) != "Hans":
        ledger.apply("byte_shift", shift_edits(ledger.clean, language()))
    ledger.apply("invisible", invisible_edits(ledger.clean))
    ledger.apply("look_alike", look_alike_edits(ledger.clean))
    ledger.apply("spaced", spaced_edits(ledger.clean))
    ledger.apply("pinyin", pinyin_edits(ledger.clean))
    ledger.apply("script", script_edits(ledger.clean, names))
    ledger.apply("lost_blank", _as_blanks(_QUESTION_RUN, ledger.clean))
    ledger.apply("width", width_edits(ledger.clean))
    ledger.apply("doubled_mark", [Edit(m.start(), m.end(), m[0][0], 0.99) for m in _DOUBLED.finditer(ledger.clean)])
    return ledger


def _as_blanks(run: re.Pattern, text: str) -> list[Edit]:
    """One edit per run of question marks that stand for blanks."""
    runs = run.finditer(text) if "??" in text else ()
    return [Edit(match.start(), match.end(), " " * len(match[0]), 0.9) for match in runs]


def pinyin_edits(text: str) -> list[Edit]:
    """One edit per annotation: a reading in brackets behind a character that has this reading.

    The blank behind a reading goes too where most of the page's readings have one: `產(chan) 品`.

    Examples
    --------
    >>> [text[e.start:e.end] for text in ["質(zhì)量(青海)"] for e in pinyin_edits(text)]
    ['(zhì)']
    """
    notes = []
    for match in NOTE.finditer(text):
        bearer = _bearer(text, match.start())
        if not re.match(f"[{HAN}]", bearer):
            continue
        if match[1] != toneless(match[1]) and is_reading(bearer, match[1]):
            notes.append((match, bearer, "exact"))
        elif is_reading(bearer, match[1], with_tone=False):
            notes.append((match, bearer, "toneless" if match[1] == toneless(match[1]) else "other_tone"))
    exact = sum(kind == "exact" for *_, kind in notes)
    bare = sum(kind == "toneless" for *_, kind in notes)
    spaced = sum(text[m.end() : m.end() + 1] == " " for m, *_ in notes) > len(notes) / 2
    edits = []
    for match, bearer, kind in notes:
        if kind == "toneless" and bare < TONELESS_PAGE and exact < ANNOTATED_PAGE:
            continue
        if kind == "other_tone" and exact < ANNOTATED_PAGE:
            continue
        end = match.end() + (1 if spaced and text[match.end() : match.end() + 1] == " " else 0)
        listed = simplified(bearer) != bearer
        confidence = {"exact": 1.0, "toneless": 0.97, "other_tone": 0.95}[kind] - (0 if listed else 0.05)
        edits.append(Edit(match.start(), end, "", round(confidence, 2)))
    return edits


def _bearer(text: str, at: int) -> str:
    """The character that a reading at `at` was written for: the one before it, or one whose two bytes were the last of
    a character and an ASCII one.

    Examples
    --------
    >>> _bearer("質(zhì)", 1), _bearer("走@(zhèi)", 2), _bearer("(zhì)", 0)
    ('質', '這', '')
    """
    two = text[max(at - 2, 0) : at]
    lead = encode(two[0]) if len(two) == 2 and "@" <= two[1] <= "~" else b""
    return decode_pair(lead[1], ord(two[1])) or "" if len(lead) == 2 else two[-1:]


def width_edits(text: str) -> list[Edit]:
    """One edit per ASCII mark in Chinese text; numbers, times and addresses keep theirs.

    Examples
    --------
    >>> text = "8月22日,国家(省)局11:10,见http://a.cn/b?c=1,共1,000元(2018-03-27)"
    >>> [(e.start, e.after) for e in width_edits(text)]
    [(5, '，'), (8, '（'), (10, '）'), (17, '，'), (36, '，')]
    """
    addresses = _ADDRESS.finditer(text) if any(sign in text for sign in _OF_ADDRESS) else ()
    kept = {i for m in addresses for i in range(*m.span())}
    edits = {}
    for match in _MARK.finditer(text):
        at = match.start()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        chinese = CHINESE.match(before) or at - 1 in edits or (before.strip() and CHINESE.match(after))
        if chinese and at not in kept:
            edits[at] = FULL_WIDTH[match[0]]
    paired = set()
    for match in _BRACKETS.finditer(text):
        paired |= {match.start(), match.end() - 1}
        if re.search(f"[{HAN}]", match[1]):
            edits[match.start()], edits[match.end() - 1] = "（", "）"
    for match in _LONE_BRACKET.finditer(text):
        at = match.start()
        near = text[at + 1 : at + 2] if match[0] == "(" else text[at - 1 : at] if at else ""
        if at not in paired and at not in kept and CHINESE.match(near):
            edits[at] = FULL_WIDTH[match[0]]
    return [Edit(at, at + 1, edits[at]) for at in sorted(edits)]
