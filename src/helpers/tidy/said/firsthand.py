"""Attribute texts that are somebody's own words: speeches, and interviews by turns."""

import re
from collections import Counter
from typing import NamedTuple

import pandas as pd

from helpers.tidy.said.persons import ANYBODY, POST, SURNAMES, find_mentions, is_name, offices
from helpers.tidy.said.reporting import Clause, reporting_clauses
from helpers.tidy.squeezed import Squeezed

HEADLINE = frozenset({"kicker", "title", "subtitle"})

# Salutations and turns that only a speaker uses about himself.
_SALUTATION = re.compile(r"(?:(?:尊敬|敬爱)的|各位|同志们|女士们|朋友们|大家).{0,40}$|.{0,30}(?:同志们|朋友们)[:：!！,，]$")
_THANKS = re.compile(r"谢谢(?:大家|各位|你们)?[!！。.]?$")
_SELF = re.compile(r"我(?:代表|讲[一二两三四五六几]|就讲|再讲|想讲|强调[一二两三四五六几]|提[一二两三四五六几]|谨代表|受.{1,12}委托)")
# Of himself and to those present; 我市 is the reporter's as well.
_OF_HIMSELF = re.compile("我(?![国省市县区州旗])|同志们|各位|大家|谢谢|朋友们")
_QUOTED = re.compile("“[^”]*”")
_STOP = re.compile("(?<=[。！？!?])")
_SPEECH_TITLE = re.compile(r"(?:讲话|致辞|致词|发言|演讲|讲稿|动员报告)(?:稿|提纲|摘要|摘登|全文|要点)?(?:[(（].*[)）]|\.\w{3,4})?$")
_TITLED = re.compile(r"^[《]?(?P<who>[^,，。；：《》在]{2,30}?)(?:同志)?在.{2,60}(?:讲话|致辞|致词|发言|演讲|讲稿|报告)")
# 某县人民政府县长 ×××: the line of the speaker under a title, whatever his surname, and with it masked.
_SIGNED = re.compile(
    rf"(?:[讲发主演报致][\u4e00-\u9fff]{{1,2}}人[:：])?(?P<office>[\u4e00-\u9fff、*×xX]*?{POST.pattern})"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[×xX*＊某○]{1,3})?"
    r"(?:同志)?(?:[（(].*)?"
)
_MASK = frozenset("×xX*＊某○")
_SIGNED_ROLES = frozenset({"byline", "subtitle", "dateline", "other"})
_NOT_THE_SPEAKER = re.compile("记者|作者|来源|编辑|通讯员|责任编辑|整理")
_DAY = re.compile(r"[(（]?(?:时间[:：])?(?:\d{4}|20[×xX]{2}|二[〇○零][〇○零一二][〇○零一二三四五六七八九])年.*$")
# 何文斌（市长）, 讲话人：何文斌
_NAME_FIRST = re.compile(
    rf"(?:[讲发主演报致][\u4e00-\u9fff]{{1,2}}人[:：])?(?P<name>[\u4e00-\u9fff·]{{2,12}})(?:同志)?"
    rf"(?:[（(](?P<office>[\u4e00-\u9fff、]*?{POST.pattern})[)）])?"
)
# 何文斌同志在……会上的讲话, 何文斌：在……, 在……会上的讲话（何文斌）
_NAMED_TITLE = re.compile(r"(?P<name>[\u4e00-\u9fff·]{2,8}?)(?:同志)?(?:在(?=.{2,60}(?:讲话|致辞|致词|发言|演讲|报告))|[:：](?=在))")
_NAME_IN_BRACKETS = re.compile(r"(?:讲话|致辞|致词|发言|演讲)[(（](?P<name>[\u4e00-\u9fff·]{2,8})[)）]$")
_POST_SPEAKS = re.compile(rf"(?P<post>{POST.pattern})(?:同志)?的?(?:重要|动员|总结)?(?:讲话|致辞|致词|发言|演讲)稿?$")
# What many promise or appeal for together is nobody's speech.
_LETTER = re.compile(r"(?:倡议书?|公开信|一封信|承诺书|决心书|宣言)(?:[（(].*[)）])?$")
_I_AM = re.compile(
    rf"我(?:(?:以|作为)(?:一名|一个)?|是|这个|这名|身为)(?P<who>[\u4e00-\u9fff*×]{{0,16}}?{POST.pattern})(?=[的,，。!！更也]|身份)"
)
_I_AM_CALLED = re.compile(r"我(?:是|叫)(?P<who>[\u4e00-\u9fff]{4,28}?)(?=[,，。!！])")
_I_STAND_FOR = re.compile(r"我(?:谨|在此)?代表(?P<who>[\u4e00-\u9fff*×、]{2,24}?)(?=[,，]|对|向|就|祝|作|表示|宣布|热烈|在)")

# [主持人] …, 新华社记者：…, 答：…, 市质监局局长某某：… at the start of a line.
_TURN = re.compile(
    r"\s*(?:[\[【(（]?同期声[\]】)）]?[:：]?\s*)?(?P<open>[\[【])?\s*"
    r"(?P<who>主\s?持\s?人|[QA](?=[:：])|网友[^\]】:：\n]{0,12}|[\u4e00-\u9fff“”·][\u4e00-\u9fff“”·、\u3000 ]{0,25}?)"
    r"\s*(?(open)[\]】]|(?=[（(:：]))(?:[（(](?P<office>[^）)\n]{2,24})[）)])?\s*(?P<colon>[:：])?\s*"
)
_HOST = re.compile(r"主持人|网友|解说|导语|正文|画外音|旁白|口播|主播|.{0,16}记者(?:提?问)?$|(?:提?问|Q|编者|本报|本刊|笔者)$")
_ANSWER = frozenset({"答", "嘉宾", "A", "回答", "嘉宾答"})
# 崔局长：…, the guest by surname and office.
_BY_OFFICE = re.compile(rf"(?P<surname>[\u4e00-\u9fff])(?P<office>{POST.pattern})")


class Part(NamedTuple):
    """A passage: its number, its role, where it stands, and its text without white space."""

    passage_id: int
    role: str
    start: int
    end: int
    text: str


def parts_of(clean: str, passages: pd.DataFrame) -> list[Part]:
    """Return the passages as tuples: a frame is too slow to be asked row by row."""
    columns = (passages[name].tolist() for name in ("passage_id", "role", "start", "end"))
    return [Part(*row, "".join(clean[row[2]:row[3]].split())) for row in zip(*columns, strict=True)]


def is_speech(parts: list[Part]) -> bool:
    """Whether a body opens with a salutation, or speaks of itself under the title of a speech."""
    texts = [part.text for part in parts if part.role == "body"]
    if not texts:
        return False
    if any(_SALUTATION.match(text) and len(text) < 60 for text in texts[:2]) or any(map(_greets, texts[:4])):
        return True
    titled = any(_SPEECH_TITLE.search(part.text) for part in parts if part.role in HEADLINE)
    return titled and any(_SELF.search(text) or "同志们" in text for text in texts)


def is_told(parts: list[Part], known: dict) -> bool:
    """Whether a text under the title of a speech is the report of one: others speak in it, and nobody of himself."""
    texts = [_QUOTED.sub("", part.text) for part in parts if part.role == "body"]
    own = any(_greets(text) or _OF_HIMSELF.search(text) for text in texts)
    return not own and any(clause.kind == "said" and clause.subject for text in texts
                           for sentence in _STOP.split(text) for clause in reporting_clauses(sentence, known))


def _greets(text: str) -> bool:
    return len(text) < 60 and bool(_SALUTATION.match(text)) and text[-1] in ":：,，!！"


def is_letter(parts: list[Part]) -> bool:
    """Whether the title is that of an appeal, an open letter or a promise of many."""
    return any(_LETTER.search(part.text) for part in parts if part.role in HEADLINE)


def of_speech(clean: str, parts: list[Part], pieces: list, known: dict) -> list[tuple]:
    """Return one row per body passage of a speech, and the citations inside."""
    name, position = _speaker_of(parts)
    position = position or known.get(name, "")
    body = [part for part in parts if part.role == "body" and part.text]
    greeted = next((number for number, part in enumerate(body[:4]) if _greets(part.text)), 0)
    thanked = max((number for number, part in enumerate(body, 1) if _THANKS.search(part.text)), default=0)
    # Behind the thanks only a line or two of the page can follow, and no more of the speech.
    spoken = body[greeted:thanked if thanked and len(body) - thanked < 3 else None]
    rows = []
    for part in spoken:
        piece = Squeezed.of(clean, part.start, part.end)
        rows.append((name, position, "", "direct", part.passage_id, *piece.span(0, len(piece.text))))
    for number, (passage_id, piece) in enumerate(pieces):
        for clause in reporting_clauses(piece.text, known):
            if clause.kind == "cited" and clause.subject != name:
                rows.append(_citation(clause, pieces, number))
    return rows


def _citation(clause: Clause, pieces: list, number: int) -> tuple:
    """Return the row of a citation: to the end of its sentence, or of the answer where that is a question."""
    passage_id, piece = pieces[number]
    start, end = piece.span(clause.start, len(piece.text))
    follows = pieces[number + 1:number + 2]
    if piece.text[-1] in "?？" and follows and follows[0][0] == passage_id:
        end = follows[0][1].span(0, len(follows[0][1].text))[1]
    return (clause.subject, clause.position, clause.verb, "indirect", passage_id, start, end)


def _speaker_of(parts: list[Part]) -> tuple[str, str]:
    """Return name and office of the person who gives a speech, "" for what the page does not tell."""
    first = next((part.start for part in parts if part.role == "body"), 0)
    title = next((part.start for part in parts if part.role in HEADLINE), first)
    head = [part for part in parts if part.start < first]
    titles = [part.text for part in head if part.role in HEADLINE]
    around = "".join(part.text for part in parts if part.role in ("truncation", "navigation", "outline"))
    post = next(filter(None, map(_titled_post, titles + re.findall(r"《([^》]{6,60})》", around))), "")
    for part in head:
        text = part.text.strip("()（）—-")
        signed = _signed(text) if part.start > title and part.role in _SIGNED_ROLES else None
        if signed:
            return signed[0], signed[1] or post
        mentions = [] if _NOT_THE_SPEAKER.match(text) else find_mentions(text)
        # 县长王某某, alone under the title, is the speaker's line whatever role the layout gives it.
        alone = mentions and part.start > title and mentions[0].begin == 0 and mentions[0].end == len(text)
        if mentions and mentions[0].position and (alone or part.role in (*HEADLINE, "byline", "dateline")):
            return mentions[0].name, mentions[0].position
    name = next(filter(None, map(_titled_name, titles)), "")
    if name or post:
        return name, post
    spoken = "".join(part.text for part in parts if part.role == "body")
    own = _I_AM_CALLED.search(spoken)
    mentions = find_mentions(own["who"]) if own else []
    if mentions and mentions[0].position and mentions[0].end == len(own["who"]):
        return mentions[0].name, mentions[0].position
    self_named = _I_AM.search(spoken)
    if self_named:
        return "", offices(self_named.group("who"))
    stands_for = _I_STAND_FOR.search(spoken)
    return "", stands_for.group("who") if stands_for else ""


def _signed(text: str) -> tuple[str, str] | None:
    """Return name and office of the line under a title that tells who speaks, None for any other line.

    Examples
    --------
    >>> _signed("主讲人：市长何文斌"), _signed("何文斌（市长）"), _signed("何文斌2012年9月3日"), _signed("××县县长×××")
    (('何文斌', '市长'), ('何文斌', '市长'), ('何文斌', ''), ('', '××县县长'))
    """
    text = _DAY.sub("", text)
    signed = _SIGNED.fullmatch(text)
    if signed:
        name = signed["name"] or ""
        return "" if set(name) <= _MASK else name, offices(signed["office"])
    bare = _NAME_FIRST.fullmatch(text)
    if bare and is_name(bare["name"]):
        return bare["name"], bare["office"] or ""
    return None


def _titled_name(title: str) -> str:
    """Return the name without an office with which the title of a speech begins or ends, "" if there is none."""
    named = _NAMED_TITLE.match(title) or _NAME_IN_BRACKETS.search(title)
    return named["name"] if named and is_name(named["name"]) else ""


def _titled_post(title: str) -> str:
    """Return the last office before 在…会上的讲话, or right before 讲话, "" if the title holds none."""
    titled = _TITLED.match(title)
    posts = list(POST.finditer(titled["who"])) if titled else []
    if posts:
        return offices(titled["who"][:posts[-1].end()])
    spoken = _POST_SPEAKS.search(title)
    return offices(title[:spoken.end("post")]) if spoken and spoken["post"] not in ANYBODY else ""


def turns_of(clean: str, parts: list[Part], known: dict) -> dict[int, tuple[str, int]]:
    """Return who takes the turn in which passage, and where his words begin, if the text is an interview by turns.

    The text is one if the host and at least one person, or an 答, have two turns each. The host is "". Offices that
    stand beside a guest's name, or behind 主持人：, are added to `known`.
    """
    found: dict[int, tuple[str, int]] = {}
    for part in parts:
        match = _TURN.match(clean, part.start, part.end) if part.role in ("body", "byline", "other") else None
        if match and (match["open"] or match["colon"]):
            who = re.sub(r"\s", "", match["who"])
            name = "" if _HOST.match(who) else _guest(who, match["office"] or "", known)
            introduced = [] if name else find_mentions("".join(clean[match.end():part.end].split()))
            for person in introduced[:1]:
                known[person.name] = known.get(person.name) or person.position
            found[part.passage_id] = (name, match.end())
    found = _askers_hosted(clean, parts, found, known)
    names = Counter(name for name, _ in found.values())
    guests = [name for name, turns in names.items() if turns > 1 and (name in known or name in _ANSWER)]
    if names[""] < 2 or not guests:
        return {}
    # Where one guest has two turns, whoever else the page names has his even if it is only one.
    guests += [name for name in names if name in known and name not in guests]
    return {passage_id: turn for passage_id, turn in found.items() if turn[0] in ("", *guests)}


def _askers_hosted(clean: str, parts: list[Part], found: dict, known: dict) -> dict[int, tuple[str, int]]:
    """Return the turns with "" for whoever is no person and only asks: a paper that holds the interview."""
    ends = {part.passage_id: part.end for part in parts}
    asks: dict[str, list[bool]] = {}
    for passage_id, (name, start) in found.items():
        asks.setdefault(name, []).append(clean[start:ends[passage_id]].rstrip()[-1:] in ("?", "？"))
    hosts = {
        name for name, asked in asks.items()
        if name not in known and name not in _ANSWER and len(asked) > 1 and all(asked)
    }
    return {passage_id: ("" if name in hosts else name, start) for passage_id, (name, start) in found.items()}


def narrated(parts: list[Part], turns: dict[int, tuple[str, int]]) -> list[Part]:
    """Return the passages of an interview that its reporter tells: before the first turn, or naming a guest."""
    first = min(turns)
    names = {name for name, _ in turns.values() if name and name not in _ANSWER}
    return [
        part for part in parts if part.role == "body" and part.passage_id not in turns
        and (part.passage_id < first or any(name in part.text for name in names))
    ]


def _guest(who: str, office: str, known: dict) -> str:
    """Return under which name a guest is known who is called so at the start of his turn; add it to those known."""
    named = find_mentions(who)
    by_office = _BY_OFFICE.fullmatch(who)
    if named and named[-1].end == len(who):
        who, office = named[-1].name, office or named[-1].position
        known[who] = known.get(who) or office
    elif by_office and by_office["surname"] in SURNAMES:
        same = [name for name in known if name.startswith(by_office["surname"])]
        who = same[0] if len(same) == 1 else who
        known.setdefault(who, by_office["office"])
    elif office and POST.search(office) or is_name(who):
        known.setdefault(who, office)
    return who


def of_turns(clean: str, parts: list[Part], turns: dict[int, tuple[str, int]], told: list[Part],
             known: dict) -> list[tuple]:
    """Return one row per body passage of a guest's turn; the host's questions, and what is told, are the reporter's."""
    rows, name, guest = [], "", next(iter(known), "")
    for part in parts:
        start = part.start
        if part in told:
            name = ""
        if part.passage_id in turns:
            name, start = turns[part.passage_id]
        if part.role != "body" or not name or not clean[start:part.end].strip():
            continue
        speaker = guest if name in _ANSWER else name
        position = known.get(speaker, "")
        speaker = "" if _BY_OFFICE.fullmatch(speaker) else speaker
        piece = Squeezed.of(clean, start, part.end)
        rows.append((speaker, position, "", "direct", part.passage_id, *piece.span(0, len(piece.text))))
    return rows
