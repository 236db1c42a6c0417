"""Find kicker, title and subtitle among the lines above an article."""

import re

from helpers.tidy.page.inline import NAME
from helpers.tidy.page.labels import OUTLET_END
from helpers.tidy.page.lines import ENUMERATOR, Line, letters
from helpers.tidy.page.notices import REPRINT, has_link_mark
from helpers.tidy.page.repeats import same_headline

# Titles of the genre have 6 to 40 Han characters; a title with its site's name runs to about 60.
TITLE_HAN_MIN, TITLE_LENGTH_MAX = 4, 64
# A headline of the genre has at most two lines above and two below the title; more in a row are a list of
# links.
HEADLINE_REACH = 2
# Points that a title needs (see `_score`), and within how many points of the best another line is a headline
# line too. A line that shares a third of its character pairs with the article has one point from that alone.
TITLE_SCORE, SCORE_MARGIN = 0.6, 1.5
# The part of the article with which headline lines are compared.
BODY_LINES, BODY_LETTERS = 12, 2000
# Share of a headline's character pairs that the article, or another headline about the same, repeats.
LIKENESS = 0.34
# A headline line this short above another one is the name of a column or section (领导讲话, 深度观察).
COLUMN_LENGTH = 5
# Beside the title a line that shares nothing with the article is a headline line from so many Han characters
# on; a subtitle that does has fewer.
KICKER_HAN, SUBTITLE_HAN = 10, 6
# A name alone on a line is a byline only so near above the article; further up it is a word of a menu.
BYLINE_REACH = 3

# The title of the web page is so long with the name of its site behind it.
WEB_TITLE_HAN = 16
_NAMED_SITE = re.compile(r"(?<!网|站|台)(?<!系统|频道|中心)(?: [-–—]+ ?| ?[_|] ?)[\u4e00-\u9fff]{2,12}(?:网|网站|在线|日报|晚报|频道|政府)$")

# The name of a paper, site or account is at most this long.
SOURCE_LENGTH = 12

# The verb or the noun on which a kicker breaks off: the title that follows is what was said or done there.
KICKER = re.compile(
    r"(?:强调|要求|指出|提出|表示|说|时|会上|召开|举行|时强调|时指出|呼吁|透露|认为|会议|讲话中|获悉|一线|之后|以来|希望|部署|明确|下|:"
    r"|系列[\u4e00-\u9fff]{0,6}(?:之 ?[一二三四五六七八九十\d]{1,3}|[①-⑳]))$"
)
# Names of columns, printed above the title.
COLUMN = re.compile(
    r"[\[(]?[\u4e00-\u9fff·]{0,8}(?:茶座|茶馆|夜话|漫话|絮语|札记|札谈|三人谈|大家谈|面面观|聚焦|视角|视野|视线|声音|热评|锐评|锐见|微评|街谈|小议|评弹"
    r"|一家之言|本报评论|今日谈|今日论语|特稿|特写|要论|时论|众议|民声|广角|大观|讲坛|言论|(?:领导|重要|书记|市长|局长)(?:讲话|致辞|活动)"
    r"|漫笔|漫谈|时评|评论|杂谈|随笔|观察|走笔|论坛|笔谈|手记|纪实|快评|短评|社论|述评|视点|之窗|专栏|专访|访谈"
    r"|系列谈)[\])】]?(?: ?[①-⑳\d一二三四五六七八九十()]+)?$"
)
SUBTITLE = re.compile(r"[—-]{1,4} ?\S|[(\[]?副标?题")
# Whom an interview asks, in its subtitle; without 访 the same line is the speaker of a speech.
_INTERVIEWED = re.compile(r"[—-]{1,4} ?(?:专访|访|对话)")
_PLACES = r"[\u4e00-\u9fff*×X]{0,14}"
_POST = (
    r"(?:书记|总理|市长|县长|区长|省长|州长|旗长|镇长|乡长|局长|主任|主席|厅长|部长|处长|科长|秘书长|院长|校长|司长|会长|理事长|董事长|总经理|总工程师|经理|行长|社长|站长|所长|委员"
    r"|常委|专员|巡视员|同志)"
)
SPEAKER = re.compile(
    rf"[(\[]?(?:{_PLACES}{_POST}[、, ]*)+ *(?:{NAME}|[×*○]{{2,3}})(?:同志)?[)\]]?"
    rf"|{_PLACES}{_POST} +(?:[\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff](?: [\u4e00-\u9fff]){{1,2}})"
    rf"|[(\[]{_PLACES}{_POST}[)\]]|{NAME}(?:同志)?[(\[ ]{_PLACES}{_POST}[)\]]?|\S{{0,10}}(?:评论员|撰稿人|记者"
    rf"|观察员|通讯员)(?: +[\u4e00-\u9fff·]{{2,4}})?"
)
# The office of a speaker, above the name or, where the page does not tell it, alone under the title of the speech.
_POST_ALONE = re.compile(rf"(?:{_PLACES}{_POST}[、, ]*)+")
BARE_NAME = re.compile(rf"\(? ?{NAME}(?:[ 、]+{NAME})* ?\)?")
# The text of the head's title element is printed in the window's frame, not on the page.
HEAD_ELEMENT = frozenset({"title"})
_TITLE_FORM = re.compile(
    r"(?:讲话|致辞|发言|报告|总结|通知|意见|方案|决定|通报|办法|规划|公告|倡议书|汇报|部署|召开|举行|启动|会议|大会)(?:稿|精神)?(?:\([^)]*\))?$"
)
# A line in two halves (质量不过关 名牌不进门), the occasion that a kicker tells, and what a title tells was done.
COUPLET = re.compile(r"([\u4e00-\u9fff“”《》]{4,11})[ ,]+([\u4e00-\u9fff“”《》]{4,11})")
# A theme that is asked, or told as a way (从“质量立市”到“名牌兴市”).
_ASKED = re.compile(r".{6,}\?$")
# What is resolved, below what was done: 让“滨海造”三个字值钱.
_RESOLVED = re.compile(r"[让把使][^,。:;!?]{6,16}")
_WAY = re.compile(r"从[^,。从到]{2,10}到[^,。从到]{2,10}$")
_OCCASION = re.compile(r"(?:召开|举行|举办|启动|开幕).{0,24}(?:会议?|大会|仪式|活动)$")
_ACTED = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:召开|举行|启动|掀起|动员|签署|签订|部署|推进|开展|打造|建设|实施|力推|出台|创建|吹响|打响|把|让|将)")
_HELD = re.compile(r"(?:会议?|大会|仪式|活动)(?:圆满|胜利|隆重|顺利|正式)?(?:召开|举行|启动|开幕|闭幕|落幕|举办)$")
_CONVENED = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:召开|举行|举办)[^。?]{2,16}(?:会议?|大会|仪式|活动)")
# Who came and spoke: the subtitle of the genre.
_ATTENDING = re.compile(
    r"(?:(?:出席|主持|参加|到会|陪同)(?:会议|大会|活动|仪式)?|(?:讲话|致辞|报告|总结|宣读|汇报|通报|部署))"
    r"(?:并(?:作|发表|致)?\S{0,8})?(?: .{0,24})?$"
)
_ADDRESS = re.compile(r"在.{4,40}的?(?:讲话|致辞|发言|报告|主持词|总结讲话)(?:提纲|稿)?$")
_SITE_NAME = re.compile(
    r"^[^,。!]{1,14}(?:网|网站|门户|门户网站|频道|日报|晚报|晨报|早报|时报|商报|周报|导报|电子版|官网|在线|论坛|文库|文秘|客户端|平台|杂志|周刊|专栏|专题|栏目|中心|之窗"
    r"|社区|版)$"
)
# An office that issues something on the next line of a title.
_ISSUER = re.compile(r"(?:政府|办公室|办公厅|委员会|领导小组|指挥部|局|厅|委|部|公司|协会|联合会|中心|总局|党组)$")
_ISSUED = re.compile(r"(?:关于|印发|转发|批转|公布|发布)|(?:(?:19|20)\d\d年|第)[^,。]{0,16}(?:纪要|总结|要点|计划|公报|报告|通报|简报)$")
_PAIRS = ("“”", "《》", "()", "‘’")
OUTLET = re.compile(rf"[\u4e00-\u9fff·]{{2,8}}?{OUTLET_END}")
# A place and a catchword (某县:质量强县) have no verb: it opens the next line.
_TOPIC = re.compile(r"[\u4e00-\u9fff]{2,6}:[\u4e00-\u9fff“”]{2,8}")
_PREDICATE = re.compile("要|须|需|将|先|得|把|让|靠|从|走")
_OPEN_END = re.compile(r"(?:的|暨|和|与|及|、|,|关于|在|上的)$")
_GOES_ON = re.compile(r"(?:暨|以?及|和|与) ?[\d\u4e00-\u9fff]{2}")


def is_title_like(line: Line) -> bool:
    """Whether a line without a role could be a headline: short, mostly Han, not a sentence, no link of a
    list.
    """
    text = line.folded
    return (
        not line.role
        and not HEAD_ELEMENT & line.tags
        and line.han >= TITLE_HAN_MIN
        and len(text) <= TITLE_LENGTH_MAX
        and line.han * 2 > len(line.letters)
        and (text[-1] not in ";,、" or _is_unclosed(text))
        and "。" not in text
        and not (ENUMERATOR.match(text) and has_link_mark(text))
    )


def likeness(text: str, body: str) -> float:
    """Return the share of a line's character pairs that the body holds."""
    plain = letters(text)
    pairs = {plain[start:start + 2] for start in range(len(plain) - 1)}
    return sum(pair in body for pair in pairs) / len(pairs) if pairs else 0.0


def mark_headline(lines: list[Line], core: int) -> None:
    """Give the headline lines above line number `core` their roles."""
    sources = [line.folded for line in lines if line.role == "byline"]
    for number, line in enumerate(lines[:core]):
        text = line.folded.lstrip("■◆●□—- ")
        if line.role or len(text) > 40 or _INTERVIEWED.match(line.folded):
            continue
        if number and is_title_like(lines[number - 1]) and _is_source(text, lines[number + 1], sources):
            line.assign("byline", "between title and date, and given again as the source")
            continue
        menu_below = any(below.role == "navigation" for below in lines[number + 1:core])
        near = core - number <= BYLINE_REACH and not menu_below
        named_below = near and BARE_NAME.fullmatch(lines[number + 1].folded)
        post = _POST_ALONE.fullmatch(text) and number and (_ADDRESS.search(lines[number - 1].folded) or named_below)
        if SPEAKER.fullmatch(text) or near and BARE_NAME.fullmatch(text) or post:
            line.assign("byline", "name of the speaker or author")
    block = _headline_block(lines, core)
    body = letters(" ".join(line.folded for line in lines[core:core + BODY_LINES]))[:BODY_LETTERS]
    block = _best_of(block, lines, core, body)
    if block:
        _name_parts([lines[number] for number in block], _breaks(block, lines))
    for number in block:
        if lines[number].role == "subtitle" and number and lines[number - 1].reason == REPRINT:
            lines[number].assign("title", "headline of the reprinted article, below the note on its source")


def _is_source(text: str, below: Line, sources: list[str]) -> bool:
    """Whether a short line above the date is the name that a credit of the page gives as its source."""
    return len(text) <= SOURCE_LENGTH and below.role == "dateline" and any(
        re.search(rf"[:|/ ] *{re.escape(text)}$", source) for source in sources
    )


def _best_of(block: list[int], lines: list[Line], core: int, body: str) -> list[int]:
    """Return the lines of a block that make the headline: the likeliest title and what goes with it."""
    scores = {number: _score(number, lines, core, body) for number in block}
    titles = [number for number in block if not SUBTITLE.match(lines[number].folded)]
    titles = [number for number in titles if not _attends(lines[number].folded)] or titles
    best = max(titles, key=scores.get, default=None)
    if best is None or scores[best] < TITLE_SCORE:
        return []
    kept = {number for number in block if same_headline(lines[number].folded, lines[best].folded)} | {best}
    above, below, last = best - 1, best + 1, core - 1
    run = _run_around(block, best)
    while above in scores and best - above <= HEADLINE_REACH and _goes_above(lines, above, body, run):
        kept.add(above)
        above -= 1
    while below in scores and below - best <= HEADLINE_REACH and _goes_below(lines, below, body):
        kept.add(below)
        below += 1
    while last in scores and core - last <= HEADLINE_REACH and (last in kept or _goes_below(lines, last, body)):
        if last < best and has_link_mark(lines[last].folded):
            break
        kept.add(last)
        last -= 1
    # The printed article's title, whose subtitle is the title of the web page.
    kept |= {number for number in block if number + 1 in kept and SUBTITLE.match(lines[number + 1].folded)}
    # The theme or the occasion of a speech, between the page's title and the name of the speaker.
    signed = {number for number in block if number > best and lines[number + 1].role == "byline"}
    spoken = bool(_ADDRESS.search(lines[best].folded))
    kept |= {number for number in signed if spoken or SUBTITLE.match(lines[number].folded)}
    # The title of the web page, above its date and menu, where the likelier one is that of the printed
    # article.
    kept |= {
        number
        for number in block
        if number < best
        and (scores[number] >= scores[best] - SCORE_MARGIN or _names_site(lines, number))
        and not {number - 1, number + 1} & set(block)
    }
    return sorted(kept)


def _names_site(lines: list[Line], number: int) -> bool:
    """Whether a line is the title of the web page, the first on it, with the name of the site behind."""
    line = lines[number]
    return number == 0 and line.han >= WEB_TITLE_HAN and bool(_NAMED_SITE.search(line.folded))


def _run_around(block: list[int], number: int) -> range:
    """Return the neighbouring lines of the block around one."""
    first = last = number
    while first - 1 in block:
        first -= 1
    while last + 1 in block:
        last += 1
    return range(first, last + 1)


def _goes_above(lines: list[Line], number: int, body: str, run: range) -> bool:
    """Whether a line above the likeliest title belongs to the headline; one of many in a row is a link of a
    list, and a column's name is the page's.
    """
    line = lines[number]
    if _SITE_NAME.search(line.folded) or has_link_mark(line.folded) or _is_column(line):
        return False
    if _leads(line) or _goes_on(line.folded, lines[number + 1].folded) or _is_couplet(line.folded):
        return True
    if _is_occasion(lines[number:number + 2]):
        return True
    if len(run) > 2 * HEADLINE_REACH:
        return False
    under_furniture = run[0] > 0 and bool(lines[run[0] - 1].role)
    return likeness(line.folded, body) >= LIKENESS / 2 or under_furniture and line.han >= KICKER_HAN


def _goes_below(lines: list[Line], number: int, body: str) -> bool:
    """Whether a line below the likeliest title is a headline line: it says so, or the article takes it up."""
    line = lines[number]
    if _SITE_NAME.search(line.folded) or OUTLET.fullmatch(line.folded):
        return False
    below = lines[number + 1:number + 2]
    above_subtitle = any(not one.role and SUBTITLE.match(one.folded) for one in below)
    return bool(
        SUBTITLE.match(line.folded)
        or above_subtitle
        or _attends(line.folded)
        or likeness(line.folded, body) >= LIKENESS / 2 and line.han >= SUBTITLE_HAN
        or number and (_goes_on(lines[number - 1].folded, line.folded) or _leads(lines[number - 1]))
        or number and _is_occasion(lines[number - 1:number + 1])
        or line.han >= KICKER_HAN
    )


def _goes_on(text: str, below: str) -> bool:
    """Whether a title goes on in the line below it."""
    return bool(
        _is_unclosed(text) and _is_unclosed(below, closing=True)
        or _TOPIC.fullmatch(text) and _PREDICATE.match(below)
        or _ISSUER.search(text) and _ISSUED.match(below)
        or _OPEN_END.search(text)
        or _GOES_ON.match(below)
        or len(below) <= 3
    )


def _is_unclosed(text: str, closing: bool = False) -> bool:
    """Whether marks open in a line and do not close there, or with `closing` the other way round."""
    sign = -1 if closing else 1
    return any(sign * (text.count(pair[0]) - text.count(pair[1])) > 0 for pair in _PAIRS)


def _attends(text: str) -> bool:
    """Whether a headline line says who came and spoke; 在大会上的讲话 is a title."""
    return bool(_ATTENDING.search(text)) and not _ADDRESS.search(text)


def _is_column(line: Line) -> bool:
    """Whether a line names a column or section rather than its article."""
    return bool(COLUMN.match(line.folded)) or len(line.folded) <= COLUMN_LENGTH


def _score(number: int, lines: list[Line], core: int, body: str) -> float:
    """Return how much speaks for a line as the title: words of the article, tags, its place, its form."""
    line = lines[number]
    text = line.folded
    below = next((after for after in lines[number + 1:core] if after.role), None)
    led = number + 1 == core or below is not None and below.role in ("dateline", "byline")
    led = led or not lines[number + 1].role and bool(SUBTITLE.match(lines[number + 1].folded))
    return (
        3 * likeness(text, body)
        + (3 if "h1" in line.tags else 1 if line.tags & {"h2", "h3"} else 0)
        + led
        + 0.5 * (8 <= len(text) <= 40)
        + bool(_TITLE_FORM.search(text))
        - 1.5 * bool(_SITE_NAME.search(text))
        - (_leads(line) or _is_column(line))
        - 1.5 * has_link_mark(text)
    )


def _headline_block(lines: list[Line], core: int) -> list[int]:
    """Walk up from the article and collect the title-like lines, up to the path or menu of the site; above
    that only the title of the web page, if one of them repeats it.
    """
    block: list[int] = []
    number = core
    for number in range(core - 1, -1, -1):
        line = lines[number]
        if is_title_like(line):
            block.append(number)
        elif block and (line.role == "related" or "path of the page" in line.reason):
            break
    for above in range(number - 1, -1, -1):
        line = lines[above]
        named = _names_site(lines, above)
        if is_title_like(line) and (named or any(same_headline(line.folded, lines[one].folded) for one in block)):
            return [above, *block[::-1]]
    return block[::-1]


def _breaks(block: list[int], lines: list[Line]) -> set[int]:
    """Return the positions in the block before which something else (a date, a menu) is printed."""
    return {
        position
        for position in range(1, len(block))
        if any(lines[number].role for number in range(block[position - 1] + 1, block[position]))
    }


def _name_parts(block: list[Line], breaks: set[int]) -> None:
    """Tell kicker, title, subtitle and reprinted title apart."""
    start = 0
    title: Line | None = None
    for end in sorted(breaks) + [len(block)]:
        part = block[start:end]
        start = end
        if title is None:
            title = _name_first(part)
        else:
            _name_again(part, title)


def _name_first(part: list[Line]) -> Line:
    """Name the lines of the first block of a headline and return the title."""
    main = int(_is_framed(part) or _is_occasion(part))
    while main < len(part) - 1 and _leads(part[main]):
        below = part[main + 1].folded
        if SUBTITLE.match(below) or _attends(below) or same_headline(part[main].folded, below):
            break
        main += 1
    for line in part[:main]:
        line.assign("kicker", "breaks off on a verb or occasion, the title follows")
    title = part[main]
    title.assign("title", "first headline line above the article")
    open_end = title
    for line in part[main + 1:]:
        if same_headline(line.folded, title.folded):
            line.assign("duplicate", "title printed again")
        elif open_end is not None and _goes_on(open_end.folded, line.folded):
            line.assign("title", "goes on with the title")
            open_end = line
            continue
        else:
            line.assign("subtitle", "headline line below the title")
        open_end = None
    return title


def _is_framed(part: list[Line]) -> bool:
    """Whether the middle one of three headline lines is the title: the shortest, so in the largest type."""
    if len(part) != 3 or SUBTITLE.match(part[1].folded) or _attends(part[1].folded):
        return False
    first, middle, last = (len(line.folded) for line in part)
    apart = not any(same_headline(part[1].folded, other.folded) for other in (part[0], part[2]))
    return apart and middle < first and middle < last and not _goes_on(part[0].folded, part[1].folded)


def _is_occasion(part: list[Line]) -> bool:
    """Whether the first headline line tells the occasion and the second, in two halves of one length, the theme; or
    the first is a theme in two halves and the second what was done, which a subtitle would tell behind a dash.
    """
    if len(part) < 2:
        return False
    first, second = (line.folded for line in part[:2])
    if SUBTITLE.match(second) or _attends(second) or same_headline(first, second) or _goes_on(first, second):
        return False
    return bool(
        (_OCCASION.search(first) or _WAY.match(first)) and _is_couplet(second)
        or COUPLET.fullmatch(first) and not _OCCASION.search(first) and (_ACTED.search(second) or _HELD.search(second))
        or _WAY.match(first) and _ACTED.search(second)
        or _ASKED.match(first) and _CONVENED.match(second)
        or _ACTED.search(first) and _RESOLVED.fullmatch(second)
    )


def _is_couplet(text: str) -> bool:
    """Whether a line is two halves of one length with a blank or comma between them (质量不过关 名牌不进门)."""
    halves = COUPLET.fullmatch(text)
    return bool(halves) and len(halves[1]) == len(halves[2])


def _leads(line: Line) -> bool:
    """Whether a headline line breaks off, so that the title must follow."""
    return bool(KICKER.search(line.folded))


def _name_again(part: list[Line], title: Line) -> None:
    """Name headline lines that stand apart from the title, below a date or a menu."""
    again = [line for line in part if same_headline(line.folded, title.folded)]
    for line in again:
        line.assign("duplicate", "title printed again")
    rest = [line for line in part if not line.role]
    if not rest:
        return
    if again:
        for line in rest:
            above = line.start < again[0].start
            if above and SUBTITLE.match(again[0].folded):
                line.assign("title", "headline of the printed article, whose subtitle is the title of the page")
            else:
                role = "kicker" if above else "subtitle"
                line.assign(role, "headline line beside the reprinted title")
        return
    pairs = title.letters
    named = [number for number, line in enumerate(rest) if not SUBTITLE.match(line.folded)] or [0]
    main = max(named, key=lambda number: likeness(rest[number].folded, pairs))
    ends = [_TITLE_FORM.search(re.sub(r"\.\w{2,4}$", "", text)) for text in (title.folded, rest[main].folded)]
    same_kind = all(ends) and ends[0].group() == ends[1].group()
    if SUBTITLE.match(rest[main].folded) or (
        len(rest) == 1 and not same_kind and likeness(rest[0].folded, pairs) < LIKENESS
        and not (_NAMED_SITE.search(title.folded) or _ADDRESS.search(title.folded))
    ):
        for line in rest:
            line.assign("subtitle", "headline line below the title")
        return
    for number, line in enumerate(rest):
        role = "kicker" if number < main else "title" if number == main else "subtitle"
        line.assign(role, "headline of the printed article, under the one of the page")
