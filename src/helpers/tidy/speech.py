"""Find who is quoted or reported saying what."""

import re
from dataclasses import dataclass

import pandas as pd

from helpers.tidy.said.firsthand import (
    Part, is_letter, is_speech, is_told, narrated, of_speech, of_turns, parts_of, turns_of,
)
from helpers.tidy.said.persons import named_persons
from helpers.tidy.said.quotes import closed, closes_at, evened, mode_of, one_quotation, quotation_at, quoted_to
from helpers.tidy.said.reporting import ONWARD, PRONOUN, Clause, announces, leads_in, reporting_clauses, subjects
from helpers.tidy.segment import sentences
from helpers.tidy.squeezed import Squeezed

COLUMNS = ("speech_id", "speaker", "position", "verb", "mode", "passage_id", "start", "end")

_ONE_CLAUSE = re.compile(r"[^,，。；;：:“”、]{0,24}[,，]?(?:(?:来自|家住|从事)?[^,，。；;：:“”、]{1,12}的)?")
# 某某受市长某某委托, 在市长某某陪同下: who is named there is not who acts.
_ONLY_NAMED = re.compile("(?:同志|[等、][^,，。]{0,12})?(?:的?委托|(?:的?陪同|指导)下)")
_SPEECH_GIVEN = re.compile("讲话|致辞|致词|报告|作[^,，。]{0,6}(?:总结|部署)|批示")
# What the reporter tells himself, after which nobody speaks any more.
_NARRATION_LEAD = re.compile(
    r"(?:会上|会前|会后|会议期间|会议最后|会议结束|会间|随后|之后|期间|其间|当天|当日|据悉|据了解|据介绍|据统计|记者|"
    r"活动现场|现场会上|仪式上|启动仪式|活动中|活动期间|检查结束|此前|日前|近日|昨[天日]|另据|另悉|截至|与会|"
    r"[他她]的(?:话|发言|讲话|回答)|[根依]据《[^。]*经[^,，。]{0,12}(?:筛选|评审|评选|审核|审定|推荐|公示)|"
    r"在[^,，。]{1,14}(?:期间|之前|当天)|\d{1,2}月\d{1,2}日[^,，]{0,6}[,，]|参会|"
    r"[^,，。]{0,12}(?:仪式|大会|会议|活动)(?:上[,，]|由)|图为|来自[^,，]{2,20}的)"
)
_ATTENDED = re.compile(
    r"(?:参加|出席|列席|主持|陪同|莅临)了?(?:本次|此次|这次)?[^,，。；要]{0,8}(?:会议|大会|活动|仪式|推进会|考察|调研|检查|动员会|座谈会)[。!！]?$|"
    r"等?(?:一同|一起)?(?:参加|出席|陪同)[。!！]?$"
)
_NARRATION_DEED = re.compile(
    r"(?:作|做)了?[^,，。]{0,8}(?:发言|汇报|交流|讲话|演示|签约)[。!！]?$|表态发言|交流发言|典型发言|受到(?:了)?表彰|获(?:得)?表彰|颁(?:发)?了?奖|"
    r"(?:表彰|宣读|通报|传达|听取|观看|参观|会见|签订|签署|授予|审议|审议通过|出台|印发|颁发|公布|举行|举办|察看|查看|走访|接受|揭晓|启动|展示)了|"
    r"(?:发放|散发|悬挂|摆放|设立|设置|接待|受理|布置|播放|张贴)了?[^,，。]{0,16}(?:份|条|块|人次|余人|余件|展板|横幅|[台点])|"
    r"(?:参加会议|出席会议|参加活动|现场观摩|合影留念|等参加|参加了?会议)"
)
_OFFICIAL_DEED = re.compile(
    r"(?:本次|此次)?(?:会议|大会|全会|活动|仪式)"
    r"(?:还|由|为|对|在|采纳|原则|一致|传达|审议|听取|表彰|通过|出台|宣读|邀请|采取|以|共|决定|研究|讨论|确定|结束|最后|现场|期间|首|设)"
)
# What the reporter tells of an event or a firm may aim at something, but demands nothing.
_DEMANDED = re.compile(r"(?<![主重需只纲的])要(?![素点闻件靠想说是])|必须|应当|应该|不得|不准|我们|希望")
_MUST = re.compile(rf"{_DEMANDED.pattern}|(?<!能)不能|切实|确保|力争|务必|坚决|让")
# What is planned goes on in the next paragraph as well, unless the reporter speaks of the event or of "that city".
_PLANS = re.compile(r"(?<![即必])将(?![军领近士])|今后|下一步|届时|明年|[年月周起]底前|下个?月|打算|计划(?![生经单])|争取")
_REPORTERS = re.compile(
    r"(?:下一步|接下来)[,，](?!我们)|[^,，。]{0,16}(?:该[市县区州省局厅镇乡旗盟项活公企厂]|本次|此次|这次|"
    r"活动|展会|展览|论坛|大会|大赛|仪式|工程|项目|媒体|本报|全文)"
)
_LIST_ON = re.compile(
    r"(?:[一二三四五六七八九十]+(?:要|是|、)|第[一二三四五六七八九十]|首先|其次|再次|同时|此外|另外|[(（][一二三四五六七八九十\d]+[)）]|[①-⑳]|\d+[.．、]|要|"
    r"各|必须|坚持|切实|进一步|希望|[-—·•●■◆])"
)
# 会议要求 on a line of its own: the words are the next paragraph.
_ALONE = re.compile("[\u4e00-\u9fff、]{2,24}(?:指出|强调|要求|肯定|认为|表示|希望|明确)")
# 某某记得那天的情形。 and then, in a paragraph of its own, “……。”
_REMEMBERS = re.compile("记得|记忆犹新|回忆|难忘|往事|说起|谈起|情形|感慨")
# “……？”面对记者的疑问，某某笑着说: the question is another's.
_ASKED = re.compile("(?:疑问|提问|追问|质疑|问题|询问|发问)[,，]$")
_SENTENCE_QUOTED = re.compile("[。！？!?…]”$")
_BULLET = re.compile("[-—·•●■◆]+")
# Cited inside other people's words, they do not take over, and the reporter goes on after their sentence; any other
# office may stand behind a name (某某市长指出).
_AUTHORITIES = frozenset({"总书记", "总理"})
# In these nobody reports a meeting: whoever is cited has his sentence, and the text goes on by itself.
_CITING_GENRES = frozenset({"notice", "commentary"})
# So do an essay and a notice of any genre speak themselves.
_SPEAKS_ITSELF = re.compile(r"笔者(?:认为|以为|觉得|看来|建议)|现将[^。]{2,40}(?:通知|通报|公告)如下|特此通知")
# （二）, 二、 and 2. go on with what （一）, 一、 and 1. began.
_ITEM = re.compile(r"[(（](?P<a>[一二三四五六七八九十\d]+)[)）]|(?P<b>[一二三四五六七八九十]+)、|(?P<c>\d+)[.．、]")
_FINAL = "。！？!?；;：:”…"
_OFFICIAL_SPEAKERS = frozenset({"会议", "通知", "意见", "通报", "方案", "决定", "纲要", "规划", "办法", "报告", "社论", "评论"})


@dataclass
class _Voice:
    """Who speaks now, by which verb (until a row has used it), and whether in quotation marks."""

    speaker: str
    position: str
    verb: str
    mode: str
    said: str = ""


def speech(clean: str, passages: pd.DataFrame, genre: str | None = None) -> pd.DataFrame:
    """Attribute what the body says to its speakers.

    In a report a statement begins after its reporting clause (某某指出，) and goes on over sentences, and over
    paragraphs that go on with demands or plans, until another clause or the reporter's own narration takes over; a
    quotation goes on with a quotation. 他 stands for the person last spoken of. A quotation whose clause follows it
    (“……。”某某说。), and one behind the sentence that shows a person (某某记忆犹新。“……。”), are his. The clause
    itself and all other text are the reporter's and have no row. What a meeting or a document says (会议指出, 通知要求)
    has the meeting or document as its speaker and no position. Whom a notice, a commentary or an essay cites, and a
    national leader whom a report cites, has the sentence.

    In a speech the body is its speaker's from greeting to thanks, who may have an office and no name. Spans nest
    there, and only there: who cites somebody (某某代市长在会上提到，) keeps the text, and the citation, to the end of
    its sentence (with the answer, if that is a question), is a row of its own. In a report a citation inside a
    statement (某某总书记强调，) has no row. An appeal or open letter of many (倡议书) is no speech.

    Parameters
    ----------
    clean
        The clean text of one document.
    passages
        Its passages: `passage_id`, `role`, `start`, `end`.
    genre
        The document's genre; None or "other" to tell a speech by its salutation and title. A text that is called
        a speech, but in which nobody speaks of himself and others are reported, is read as a report.

    Returns
    -------
    DataFrame
        One row per attributed statement in one passage: `speech_id` (from 0), `speaker` (<NA>: the page names
        none), `position` (<NA>: none is printed), `verb` (<NA> where a statement goes on, and in a speech),
        `mode`, `passage_id`, `start`, `end` (offsets in `clean`). `mode` is direct (quoted, or the speech
        itself), indirect, or summary: only the matter is told (宣读了…, 提出明确要求).

    Examples
    --------
    >>> clean = "市长周启明指出，质量是生命。要抓落实。他说：“一抓到底。”会议表彰了先进。"
    >>> passages = pd.DataFrame({"passage_id": [0], "role": ["body"], "start": [0], "end": [len(clean)]})
    >>> found = speech(clean, passages)
    >>> found[["speaker", "position", "verb", "mode"]].values.tolist()
    [['周启明', '市长', '指出', 'indirect'], ['周启明', '市长', '说', 'direct']]
    >>> [clean[row.start:row.end] for row in found.itertuples()]
    ['质量是生命。要抓落实。', '“一抓到底。”']
    """
    clean = evened(clean)
    parts, known = parts_of(clean, passages), _known(clean, passages)
    letter = is_letter(parts)
    spoken = genre == "speech" or genre in (None, "other") and is_speech(parts)
    turns = turns_of(clean, parts, known)
    if turns:
        told = narrated(parts, turns)
        rows = of_turns(clean, parts, turns, told, known)
        rows += _of_report(clean, told, _sentences(clean, passages), known, False)
    elif spoken and not letter and not is_told(parts, known):
        rows = of_speech(clean, parts, _sentences(clean, passages), known)
    else:
        itself = any(part.role == "body" and _SPEAKS_ITSELF.search(part.text) for part in parts)
        cites = genre in _CITING_GENRES or itself or letter
        rows = _of_report(clean, parts, _sentences(clean, passages), known, cites)
    rows.sort(key=lambda row: (row[-2], -row[-1]))
    columns = dict(zip(COLUMNS[1:], zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(COLUMNS[1:], ())
    frame = {"speech_id": pd.Series(range(len(rows)), dtype="int64")}
    for name, values in columns.items():
        if name in ("speaker", "position", "verb", "mode"):
            frame[name] = pd.array([value or None for value in values], dtype="string")
        else:
            frame[name] = pd.array(list(values), dtype="int64")
    return pd.DataFrame(frame)


# --- reports ---


def _of_report(clean: str, parts: list[Part], pieces: list, known: dict, cites: bool) -> list[tuple]:
    """Walk the sentences of a body and return its statements."""
    walk = _Walk(clean, known, cites)
    paragraphs: dict = {}
    for passage_id, piece in pieces:
        paragraphs.setdefault(passage_id, []).append(piece)
    for part, onward in zip(parts, [*parts[1:], None]):
        if part.role == "title":
            walk.stop()
        else:
            goes_on = onward.text if onward and onward.role == "body" else ""
            walk.paragraph(part.passage_id, paragraphs.get(part.passage_id, []), goes_on)
    return walk.rows


class _Walk:
    """A reader going through a report: who speaks, of whom was last spoken, and the rows so far."""

    def __init__(self, clean: str, known: dict, cites: bool):
        self.clean, self.known, self.cites = clean, known, cites
        self.rows: list[tuple] = []
        self.voice: _Voice | None = None
        self.topic: tuple[str, str] | None = None
        self.open: tuple | None = None
        self.unclaimed: tuple | None = None
        self.unfinished = False
        self.office = ""
        self.quoted: tuple[str, str] | None = None
        self.met: tuple[str, str] | None = None

    def stop(self):
        """End whatever is being said."""
        self._close()
        self.voice = None

    def paragraph(self, passage_id: int, pieces: list[Squeezed], onward: str = ""):
        """Read the sentences of one body passage; onward is how the next one begins."""
        quoted, self.quoted = self.quoted, None
        whole = "".join(piece.text for piece in pieces)
        # “…… and in the next paragraph “……: what is not closed goes on.
        goes_on = whole[:1] == "“" and "”" not in whole
        if quoted and (goes_on or pieces and one_quotation(whole)):
            # “……。” and in a paragraph of its own “……。”: the same person's, as nobody else is named.
            self.voice = _Voice(*quoted, "", "direct")
            for piece in pieces:
                self._extend(passage_id, piece, 0, len(piece.text))
            self._close()
            self.quoted = quoted
            return
        texts = [piece.text for piece in pieces]
        for number, piece in enumerate(pieces):
            here, ahead = quotation_at(texts, number), quotation_at(texts, number + 1)
            follower = "".join(texts[here or number + 1:][:1])
            if not follower and announces(piece.text, onward):
                piece = Squeezed(f"{piece.text[:-1]}：", piece.places)
            alone = onward and number == len(pieces) - 1 and _ALONE.fullmatch(piece.text)
            if alone:
                piece = Squeezed(f"{piece.text}：", [*piece.places, piece.places[-1]])
            self._sentence(passage_id, piece, fresh=number == 0, follower=follower)
            if alone and self.voice:
                self.voice.mode = "indirect"
            if ahead and not self.voice and self.met:
                self.voice = _Voice(*self.met, "", "direct")  # 某某记忆犹新。“……。”
        if self.open and self.voice.mode == "direct":
            self.quoted = (self.voice.speaker, self.voice.position)
        elif self.met and onward[:1] == "“" and _REMEMBERS.search(texts[-1]):
            self.quoted = self.met
        self._close()

    def _sentence(self, passage_id: int, piece: Squeezed, fresh: bool, follower: str):
        """Let a sentence start a statement, go on with one, or end it; follower is the next one of the paragraph."""
        text = piece.text
        self.quoted = self.met = None
        speaking = self.voice and self.voice.mode == "direct" and self.open
        # A quotation goes on whose speaker may be named behind it.
        asking = self.unclaimed and not closed(self.clean[self.unclaimed[1]:self.unclaimed[2]])
        clauses = [] if speaking or asking else reporting_clauses(text, self.known)
        clauses = [clause for number, clause in enumerate(clauses) if self._takes_over(clause, clauses[:number])]
        if clauses:
            self._report(passage_id, piece, clauses)
        elif self.voice and not self._is_anothers(text, fresh, follower) and self._goes_on(text, fresh):
            bullet = _BULLET.match(text)
            end = closes_at(text) if speaking else len(text)
            self._extend(passage_id, piece, bullet.end() if bullet and not self.open else 0, end)
        else:
            self.stop()
            before = self.unclaimed
            self._keep_quotation(passage_id, piece)
            self._set_topic(text)
            self._give_to_whom_it_shows(passage_id, piece, before)

    def _takes_over(self, clause: Clause, before: list[Clause]) -> bool:
        """Whether a clause starts a statement: 希望 without a subject does not while somebody is speaking."""
        if clause.kind == "cited" and (self.open or before) and clause.position in _AUTHORITIES:
            return False
        if self.open and clause.kind == "summed" and not clause.subject:
            return False  # 他指出，……各位代表提出了建议，……
        if before and before[-1].kind == "said" and clause.begin == before[-1].start and clause.subject is not None:
            return False  # 市长某某说，市委书记某某要求……: the mayor tells it.
        meant = self.topic or any(other.subject not in (None, "", PRONOUN) for other in before)
        if clause.subject in (None, PRONOUN) and not meant:
            return False
        return clause.subject is not None or not self.open or clause.verb not in ("希望", "要求", "建议")

    def _report(self, passage_id: int, piece: Squeezed, clauses: list[Clause]):
        """Start a statement at each reporting clause of a sentence."""
        text = piece.text
        first = clauses[0]
        if self.open and first.begin and text[first.begin - 1] in ";；":
            self._extend(passage_id, piece, 0, first.begin)
        self.stop()
        self._give_quotation(passage_id, piece, first)
        for clause, follower in zip(clauses, [*clauses[1:], None]):
            speaker, position = self._resolve(clause)
            self.topic = (speaker, position) if speaker not in _OFFICIAL_SPEAKERS else self.topic
            if clause.kind == "summed":
                self.stop()
                span = piece.span(clause.start, clause.end)
                self.rows.append((speaker, position, clause.verb, "summary", passage_id, *span))
                self.voice = _Voice(speaker, position, "", "indirect") if clause.verb in ONWARD else None
                continue
            self._close()
            self.voice = _Voice(speaker, position, clause.verb, mode_of(text, clause.start))
            self.unclaimed = None
            end = _before(text, follower.begin) if follower else len(text)
            if self.voice.mode == "direct":
                end = min(end, quoted_to(text, clause.start))
            self._extend(passage_id, piece, clause.start, end)

    def _give_quotation(self, passage_id, piece: Squeezed, clause: Clause):
        """Give a speaker the quotation that his reporting clause follows: “……！”某某说，"""
        text = piece.text
        before = self.unclaimed
        if clause.begin and text[0] == "“" and text[clause.begin - 1] == "”":
            if clause.subject in _OFFICIAL_SPEAKERS and text[clause.begin - 2] not in _FINAL:
                return  # “十三五”规划提出
            before = (passage_id, *piece.span(0, clause.begin))
        elif clause.begin and clause.start < len(text) and not leads_in(text[:clause.begin]):
            if clause.position[:1] != "该":
                return
        here = before and before[0] == passage_id and clause.kind in ("said", "cited")
        if here and _ASKED.search(text, 0, clause.begin) and self.clean[before[2] - 2] in "?？":
            return
        if here and one_quotation(self.clean[before[1]:before[2]]):
            speaker, position = self._resolve(clause)
            # The verb goes with the words that follow it, if any do.
            verb = clause.verb if clause.start >= len(text) else ""
            self.rows.append((speaker, position, verb, "direct", *before))
            self.quoted = (speaker, position)

    def _give_to_whom_it_shows(self, passage_id, piece: Squeezed, before: tuple | None):
        """Give a quotation to the person whom the sentence behind it shows, without a verb: “……。”某某一边添柴，一边……"""
        text = piece.text
        ends = text.find("”") + 1
        if text[0] == "“" and 0 < ends < len(text):
            before = (passage_id, *piece.span(0, ends))
        if not self.met or not before or before[0] != passage_id:
            return
        quotation = self.clean[before[1]:before[2]]
        if _SENTENCE_QUOTED.search(quotation) and one_quotation(quotation):
            self.rows.append((*self.met, "", "direct", *before))

    def _keep_quotation(self, passage_id, piece: Squeezed):
        """Remember a quotation that opens a sentence: its speaker may be named after it."""
        start, end = piece.span(0, len(piece.text))
        if piece.text[0] == "“":
            self.unclaimed = (passage_id, start, end)
        elif self.unclaimed and not closed(self.clean[self.unclaimed[1]:self.unclaimed[2]]):
            self.unclaimed = (passage_id, self.unclaimed[1], end)
        else:
            self.unclaimed = None

    def _resolve(self, clause: Clause) -> tuple[str, str]:
        """Return speaker and office of a clause; a pronoun or no subject is the person last spoken of."""
        if clause.subject in (None, PRONOUN):
            return self.topic
        if not clause.subject and clause.position.startswith("该"):
            return "", self.office or clause.position
        if not clause.subject:
            self.office = clause.position
        return clause.subject, self._office_of(clause.subject, clause.position)

    def _office_of(self, name: str, position: str) -> str:
        """Return the fullest form of an office: who was named 市质监局局长某某 is no mere 局长 in 某某局长."""
        known = self.known.get(name, "")
        return known if known.endswith(position) else position

    def _goes_on(self, text: str, fresh: bool) -> bool:
        """Whether a sentence without a reporting clause still belongs to the speaker."""
        if self.voice.mode == "direct" and fresh and self.unfinished and not self.open and _LIST_ON.match(text):
            self.voice.mode = "indirect"  # 某某强调了三点: and the points, a paragraph each.
        if self.voice.mode == "direct":
            return self.open is not None or text[0] == "“" and not fresh
        if _NARRATION_LEAD.match(text) or _OFFICIAL_DEED.match(text):
            return False
        if fresh and self.unfinished:
            return True
        if self.cites or self.voice.position in _AUTHORITIES or not _begun(text, self.voice.said):
            return False
        listed = bool(_LIST_ON.match(text))
        if _ATTENDED.search(text) or not listed and _NARRATION_DEED.search(text) and not _MUST.search(text):
            return False
        opening = subjects(text, self.known)
        if opening and opening[0].begin == 0 and opening[0].name in self.known:
            return False
        if fresh and not listed and self.voice.speaker in _OFFICIAL_SPEAKERS - {"会议"}:
            return False
        reporters = _REPORTERS.match(text)
        demanded = (_DEMANDED if reporters else _MUST).search(text) or _PLANS.search(text) and not reporters
        return listed or not fresh or bool(demanded and text[0] != "“")

    def _is_anothers(self, text: str, fresh: bool, follower: str) -> bool:
        """Whether the next sentence names the speaker of a quotation, or answers the question of a new paragraph."""
        quotation = text[0] == "“" and (text[-1] == "”" or not closed(text))
        question = fresh and not self.unfinished and text[-1] in "?？"
        if not follower or not (quotation or question):
            return False
        clauses = reporting_clauses(follower, self.known)
        if not clauses or clauses[0].kind != "said":
            return False
        return question or clauses[0].start >= len(follower) or leads_in(follower[:clauses[0].begin])

    def _set_topic(self, text: str):
        """Remember the person of whom the reporter speaks."""
        found = subjects(text, self.known)
        nameless = [subject.position for subject in found if subject.name == "" and subject.position]
        self.office = nameless[-1] if nameless else self.office
        named = [subject for subject in found if subject.name in self.known]
        if named:
            named = [one for one in named if not _ONLY_NAMED.match(text, one.end)] or named
            ends = [other.begin for other in named[1:]] + [len(text)]
            spoke = [one for one, end in zip(named, ends) if _SPEECH_GIVEN.search(text, one.end, end)]
            topic = (spoke or named)[0]
            self.topic = (topic.name, self._office_of(topic.name, topic.position))
            alone = len(named) == 1 and _ONE_CLAUSE.fullmatch(text, 0, topic.begin)
            self.met = self.topic if alone and not _NARRATION_DEED.search(text) and not _ATTENDED.search(text) else None

    def _extend(self, passage_id, piece: Squeezed, start: int, end: int):
        """Add a stretch to the statement that is open, or open it."""
        if start >= end:
            self.unfinished = piece.text[-1] in ":："
            return
        begin, stop = piece.span(start, end)
        self.voice.said += piece.text[start:end]
        if self.open:
            begin = self.open[1]
        self.open = (passage_id, begin, stop)
        self.unfinished = self.clean[stop - 1] not in _FINAL
        if self.voice.mode == "direct" and closed(self.clean[begin:stop]):
            self.quoted = (self.voice.speaker, self.voice.position)
            self.stop()

    def _close(self):
        """Write the row of the statement that is open."""
        if self.open:
            passage_id, start, end = self.open
            voice = self.voice
            self.rows.append((voice.speaker, voice.position, voice.verb, voice.mode, passage_id, start, end))
            voice.verb = ""
            self.open = None


def _known(clean: str, passages: pd.DataFrame) -> dict[str, str]:
    """Return the persons of a page with their offices."""
    return {name: position for name, position, *_ in named_persons(clean, passages)}


def _sentences(clean: str, passages: pd.DataFrame) -> list[tuple[int, Squeezed]]:
    """Return the squeezed sentences of body passages; an announced list stays with its announcement."""
    found = sentences(clean, passages[passages["role"] == "body"])
    pieces: list = []
    columns = (found[name].tolist() for name in ("passage_id", "start", "end"))
    for passage_id, start, end in zip(*columns, strict=True):
        piece = Squeezed.of(clean, start, end)
        if pieces and pieces[-1][0] == passage_id and announces(pieces[-1][1].text, piece.text):
            piece = Squeezed.of(clean, pieces.pop()[1].places[0], end)
        pieces.append((passage_id, piece))
    return pieces


def _begun(text: str, said: str) -> bool:
    """Whether a sentence is no later item of a list, or one of a list that the speaker has begun.

    Examples
    --------
    >>> _begun("（二）加大投入。", "（一）加强领导。"), _begun("（二）加大投入。", "质量是生命。"), _begun("要快。", "")
    (True, False, True)
    """
    item = _ITEM.match(text)
    if not item or item[item.lastgroup] in ("一", "1"):
        return True
    return any(other.lastgroup == item.lastgroup for other in _ITEM.finditer(said))


def _before(text: str, begin: int) -> int:
    """Return where a statement ends in front of the next reporting clause: after the last mark before it."""
    marks = [mark for mark in (text.rfind(mark, 0, begin) for mark in ";；。!！?？,，") if mark >= 0]
    return max(marks) + 1 if marks else begin
