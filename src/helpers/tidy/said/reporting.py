"""Read the reporting clauses of official news: who, by which verb, and where what is said begins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from helpers.tidy.said.persons import (
    BEFORE_DAO, MET, PARTICLE_VERBS, POST, POST_BEHIND, SPEECH_VERBS, SURNAMES, Mention, any_of, find_mentions,
    first_word, offices,
)

PRONOUN = "他"
# Verbs after which the words of the speaker follow even without a comma: 他要求各级部门……
_OPEN_VERBS = frozenset("要求 希望 强调 指出 表示 认为 号召 勉励 鼓励 呼吁 建议 强调指出".split())
_MATTER_VERBS = frozenset("通报 宣读 传达 汇报 阐述 肯定 部署 安排 回顾 总结 明确".split())
_CITING_VERBS = any_of(set(SPEECH_VERBS) - _MATTER_VERBS)
# 表示热烈祝贺 says nothing that could be quoted.
_FEELING = "热烈|衷心|诚挚|亲切|崇高|由衷|最|诚恳|真诚|欢迎|感谢|祝贺|慰问|敬意|满意|赞赏|认可|肯定|关切|充分肯定|高度(?:肯定|赞|评价|认可)"
# After 一一回应，并…… a deed follows and no words.
_MARK = r"(?:[:：]|[,，](?!并(?![非不]))|(?=“))"
_SAID = re.compile(
    rf"(?P<verb>(?<![演边实])(?<!意见)(?:{_CITING_VERBS})|(?<=[知案见议会法定要局厅委办》”])(?:明确|通报)|"
    r"(?<=会议)肯定(?=[:：]$|[,，])|(?:(?<=白皮书)|(?<=报告)|(?<=》))显示|(?:批|指)示(?=[:：])|拍板(?=[,，]))"
    rf"(?:说|道|称|了|到|大家|笔者|[\u4e00-\u9fff]{{0,8}}记者|(?<=告诉)[他她我]们?)?{_MARK}"
)
# 一边登记一边解释：
_SAID_MEANWHILE = re.compile(rf"(?<=边)(?P<verb>{_CITING_VERBS})(?:说|道|称)?[:：]")
_SAID_TO = re.compile(r"(?P<verb>要求|勉励|叮嘱|嘱咐|告诉|告诫|寄语|提醒|问|鼓励)[^,，。；;：:“]{1,12}[:：](?=“)")
# 提醒消费者，…… and 叮嘱企业负责人，……: these are always said to somebody.
_SAID_TO_SOMEBODY = re.compile(
    r"(?P<verb>叮嘱|嘱咐|告诉|告诫|寄语|提醒|勉励)(?![了着过]|书)[\u4e00-\u9fff、]{0,10}?"
    r"(?:们|者|人|员|家|户|友|民|众|工|徒弟|部|长|同志|企业|单位|大家|师傅|老板|部门)[,，:：](?!并(?![非不]))"
)
_SAID_WITH_PARTICLE = re.compile(
    rf"(?<!打断|听取|听完)(?P<verb>{any_of(PARTICLE_VERBS)})(?:(?:说|道|称)[:：,，]|[:：]|[说道](?=“))"
)
_SAID_OPENLY = re.compile(
    rf"(?P<verb>(?<!意见|督办|办理|提案|议案)(?:{any_of(_OPEN_VERBS)}|提出(?=要(?!求))|(?<![小据听])说(?=自己|自家)))"
    r"(?=[\u4e00-\u9fff*×“])"
    rf"(?![的了和与、，。；者书性事])(?!明确|后(?:指出|强调|要求|表示)|{_FEELING}|[^,，。；]{{1,20}}的(?:重要|必要|紧迫)(?:性|意义))"
)
# “……。”某某的话掷地有声。
_WORDS_RANG = re.compile(r"(?P<verb>)的(?:话|一席话|一番话)[\u4e00-\u9fff]{2,14}[。.!！]?$")
# 某某晒出成绩单：……, 某某先讲了一件身边事：……: an act of telling, and what is told behind a colon.
_TELLS = re.compile(
    r"(?:讲(?!话)|谈|说|汇报|宣布|介绍|公布|晒出|道出|透露|披露|算|报(?![名送告])|举|回忆|描述|形容|答|表态|承诺|保证|建议|提议|呼吁|问|"
    r"强调|要求|叮嘱|寄语|批示|评价|感慨|解释|补充|归纳|概括|总结|分析|反映|回应|指出)(?![^:：]*(?:如下|名单|奖项|分别[是为]|材料|方案|决定))"
)
# 某某信心十足：“……”, 某某现场答复：……, 某某感慨万千，“……。”: no verb of saying, but a colon or a quotation.
_QUOTED = re.compile(r"(?P<verb>)(?:[:：](?!$)|[,，](?=“[^“”]*[。！？!?]”$))")
_MANNER = re.compile(
    r"(?:的|给出的)(?:话|回答|答案|理由|解释|一席话|一番话|发言|感言|愿望|体会|感受)(?:是|[\u4e00-\u9fff]{0,10})|"
    r"[指捧拿举看望拉抚摸翻对]着[\u4e00-\u9fff]{1,16}|一语中的|"
    r"(?!.*(?:[的写叫为是题名]|(?<![深颇没])有))[\u4e00-\u9fff]{0,10}|[\u4e00-\u9fff]{0,24}(?:笑了|乐了|笑着|打趣|感慨)"
)
# “……。”某某的话引来一阵笑声，“……”, 某某用数字说话：……
_HIS_WORDS = re.compile(
    r"(?P<verb>)(?:的(?:话|一席话|一番话|开场白|发言|回答|比喻)[^,，。；：“”]{1,14}[,，](?=“)|用(?:数字|数据|事实)说话[:：])"
)
# 被某某称为“……”。
_NAMED_SO = re.compile("(?P<verb>称[为作])(?=“[^”]*”[。！!？?]?$)")
# 前者认为标准是护城河，后者说……
_PAIR = re.compile("[前后]者(?=说|认为|表示|指出|建议|介绍|提出|坦言)")
_PAIR_SAYS = re.compile("(?<=[前后]者)(?P<verb>说|认为|表示|指出|建议|介绍|提出|坦言)[:：,，]?")
# 他听见有人说: it is somebody else's.
_HEARD = re.compile("听[见到]|有人")
# Those who were there, none of them named.
_PRESENT = re.compile(
    r"(?:与会(?:者|人员|企业|同志|嘉宾)们?|[\u4e00-\u9fff]{2,4}们(?<![他她我你它人]们)|"
    r"(?P<who>[\u4e00-\u9fff]{0,6}(?:企业家|企业|代表|家长|居民|市民|群众|村民|商户|学员)们?(?=纷纷)|"
    r"有(?:企业|委员|代表|市民|网友|居民|群众|商户)))(?:一致|纷纷|普遍|都|均|还|也)*(?:响应[,，])?"
    r"(?=认为|表示|指出|反映|建议|提出)"
)
# 在某某看来，……
_SEEN = re.compile(r"(?P<verb>看来|说法)[,，]")
# “……。”某某说。  What is said stands before.
_SPOKE = re.compile(
    r"(?P<verb>说|表示|介绍|坦言|感慨|感叹|回忆|笑言|承诺|(?<![发提])问|发问|回答|追问|反问|答道|坦承|透露|赞叹|打趣|直言|"
    rf"说到|谈到|提到|{BEFORE_DAO}(?=道)|(?:补充|解释|建议|总结|评价|提醒|分析|回应|认为)(?=道|说)|强调|指出|呼吁|表态)"
    r"(?:道|说)?[。.!！]?$"
)
# “……。”某某叮嘱随行人员。
_SPOKE_TO = re.compile(
    r"(?P<verb>叮嘱|嘱咐|告诉|提醒|告诫|勉励|鼓励|问)"
    r"(?:记者|笔者|大家|随行|在场|陪同|与会|现场|工作人员|企业|店主|老板|摊主|经营)[^,，。；;：:“”]{0,8}[。.!！]?$"
)
# 提出三点要求：/ 作了部署。一是 / 总结了三条经验：  The list that follows is the statement.
_ANNOUNCED = re.compile(
    r"(?P<verb>提出|提(?![升高供前示名取])|讲(?!话)|谈|强调|明确|总结|(?<![工操合动创写运协])作|做(?!好|到|大|强|优|实)|进行|部署|安排|"
    r"阐述|介绍|分析|归纳|算|举|公布|通报(?!了?[^,，。；：:]{0,24}情况[:：])|披露|列举|给出|报出|晒出|打|有|用|拿出|列出|摆出|谈起|说起|"
    r"立下|许下|定下|喊出|抛出|连问|概括|(?:归结|概括|总结|归纳)[为成])(?:了|出|过)?(?P<what>[^,，。；;：:]{0,24}?"
    r"(?:军令状|誓言|数字|数据|情况|消息|细节|事例|比方|比喻|句话|的话|建议|办法|故事|往事|现象|事实|结论|观点|"
    r"判断|呼吁|要求|意见|希望|建议|措施|任务|目标|思路|部署|安排|[两三四五六七八几]点|经验|问题|体会|感受|感想|想法|看法|打算|方面|说明|讲话|要点|做法|倡议|承诺|笔账|例子))(?:[:：]|"
    r"[。,，](?=(?:一[是要,，、]|第一|首先|[(（]?一[)）]|要|①|1[.．、]))|(?<=笔账)[,，])"
)
# 从四个方面介绍了近期的主要工作方向：一是……: any matter, where a list follows.
_LISTED = re.compile(
    r"(?P<verb>提出|介绍|部署|安排|阐述|说明|分析|总结|明确|强调|谈|讲(?!话))(?:了|出)"
    r"(?P<what>[^,，。；;：:]{1,40})[:：](?=一[是要]|第一|首先|[(（]?一[)）])"
)
_DEPLOYED = re.compile(r"部署|安排")
_SUMMED_MATTER = {
    "提出": re.compile(r"[^,，]{0,16}(?:要求|意见|希望|建议|倡议|措施)$"),
    "提": re.compile(r"(?:了|出)?[^,，]{0,8}(?:要求|意见|希望|建议|倡议)$"),
    "表示": re.compile(rf"了?(?:{_FEELING})"),
}
# These are done in public even where no 了 says that they were.
_PUBLIC_ACTS = frozenset("宣读 通报 传达 安排部署".split())
_OCCASION = re.compile(r"(?:后|时|中|上|讲话|调研|汇报|会议|发言|批示|指示|致辞|致词)$")
# Who sums up goes on to speak in the same breath: 通报了抽查情况，并要求……
_IN_ONE_BREATH = re.compile(
    r"[,，](?:(?:并且?|同时|还|又|也|进一步|再次|最后|随后|明确)*|(?:并|同时)?[就对向从围针][^,，。]{1,40})$"
)
_BREATHS = {kind: _IN_ONE_BREATH for kind in ("said", "open", "announced")} | {
    "quoted": re.compile(r"[,，](?:随后|接着|最后|同时)?(?:话锋一转|笑着|动情|坦率)[\u4e00-\u9fff]{0,4}$")
}
# 要求各单位对照指标抓进度，并强调，……: the same person, by another verb.
_AND_SAYS = re.compile(r"[,，](?:并且?|同时)(?:进一步|再次|还)?$")
# A notice speaks for itself: 现就有关事项通知如下, 现提出如下意见.
_ITSELF = re.compile(r"(?:^|[,，])(?:为此[,，])?现(?:就|将|对|把|结合|提|通知|作)")
# 没有正面回答，: nothing was said.
_UNSAID = re.compile(r"(?:没有|没|未|拒绝|不愿|婉拒|未能)(?:正面|直接|立即|马上|当场|作出?|明确|再|予)?$")
# After these the matter itself usually follows in the next sentences.
ONWARD = frozenset("肯定 阐述 总结 回顾 分析".split())
# Predicates with which the clause after a comma may go on with the same subject.
_GOES_ON = re.compile(
    r"(?:并|还|又|也|再次|同时|最后|随后|接着|进一步|对|就|向|从|在|代表|明确|充分|反复|一再|特别|郑重|要求|强调|指出|希望|提出|表示|认为|说|动情|当场|现场|不无|"
    r"针对|围绕|结合|参观|走访|调研|考察|察看|查看|检查|观看|观摩|听取|视察|慰问|询问|了解|"
    r"具体|全面|系统|深入|详细|仔细|认真|亲切|耐心|逐一|先后|每到一处|不时|一致|纷纷|作|做|提|谈|讲|介绍|话锋|语重心长|总结|部署|通报|宣读)"
)
# 介绍“……”有关情况: what stands in quotation marks is only the name of the matter.
_TITLE_QUOTED = re.compile("“[^“”]*[^“”。！？!?]”(?:有关|相关|的|等|活动|工作|情况)")
# What the reporter only sums up: the act and its matter, not the words, and what the same person did in one breath.
_SUMMED = re.compile(
    r"(?P<verb>通报|宣读|传达|汇报|阐述|介绍|肯定|部署|安排部署|总结|回顾|分析|提出|表示|提(?![升高供前示名取]))"
    r"(?!中[指强要明说])(?:了|并)?(?P<what>[^,，。！!；;：:]*"
    rf"(?:[,，](?={_GOES_ON.pattern})[^,，。！!；;：:]*)*)"
)
# How verbs introduce what is said, the surest way first.
_WAYS = (
    ("announced", _ANNOUNCED), ("announced", _LISTED), ("said", _PAIR_SAYS), ("said", _SAID),
    ("said", _SAID_MEANWHILE), ("said", _SAID_TO), ("said", _SAID_WITH_PARTICLE), ("said", _SEEN),
    ("said", _SAID_TO_SOMEBODY), ("open", _SAID_OPENLY), ("quoted", _QUOTED), ("quoted", _HIS_WORDS),
    ("said", _NAMED_SO), ("spoke", _SPOKE), ("spoke", _SPOKE_TO), ("spoke", _WORDS_RANG), ("summed", _SUMMED),
)
_BEFORE_SUBJECT = re.compile(
    r"(?:会上|会议上|随后|最后|接着|同时|正如|诚如|据|另据|为此|对此|就此|会后|会前|其间|期间|会议期间|仪式上|采访中|[^,，。；：]{2,24}(?:日电|日?讯)|"
    r"(?:针?对|就|关于|面对)[^,，。；：]{1,24}(?=[,，])|[^,，。；：]{0,30}(?:上|时|中|后|前|间|里|内|旁|边|下|"
    r"之际|现场))?[,，]?(?:同时)?"
)
_PAPERS = "通知|意见|通报|方案|决定|办法|纲要|公报|倡议书|通告|函|规划|报告|白皮书|社论|评论"
_OFFICIAL = re.compile(
    rf"《[^《》]{{0,40}}?(?P<title>{_PAPERS})(?:[（(][^）)]*[）)])?》|"
    r"(?:本次|此次|这次|该|全体|上述)?[《“]?(?P<what>(?:动员|推进|部署|工作|座谈|电视电话|专题|联席|常务|现场|表彰|总结)?(?:会议|大会|全会|座谈会|推进会|"
    rf"联席会|例会|发布会|调度会|现场会|部署会|动员会|论证会|研讨会|交流会|启动仪式)|{_PAPERS})[》”]?"
)
_ORGAN = re.compile(
    r"(?!按(?!照)|经[省市县区州国])(?P<what>(?:(?!根据|按照|依据|依照|遵照|对照|贯彻|落实|学习)[\u4e00-\u9fff、*×“”]){0,18}"
    r"(?:局|委|政府|办公室|督查室|研究室|指挥部|厅|总局|领导小组|委员会|办|国务院|党中央|协会|消协))"
    r"(?!长|会|员|[\u4e00-\u9fff]{0,10}(?:处|科|室|队|所|中心|司)(?:有关|相关|主要)?负责|"
    r"(?:有关|相关|主要|分管|机关)*(?:司|处|科|负责|领导|人士|同志)|(?:第一|常务)?副?书记|常委|" + POST.pattern + r")"
    r"(?=(?:在|就|还|也|同时|明确)?[^,，。；]{0,16}(?:(?:要求|强调|指出|提出|表示|希望|提醒|呼吁|建议|回应|通报|透露|介绍|消息)称?[,，:：]|"
    r"(?:答复|回复)称[,，:：]|提醒[^,，。；]{0,8}(?:消费者|市民|群众|企业|用户)[,，:：]|"
    r"(?:要求|希望|号召)(?:各|全|所有|有关|相关|广大|企业)))"
)
# 下发通知，要求…… and 召开会议，强调……: what was issued or held speaks, where no person is named before.
_ISSUED = re.compile(
    rf"(?:下发|印发|发出|发布|召开)了?[^,，。；]{{0,40}}?(?:(?P<what>{_PAPERS})》?|(?P<held>会议|大会|推进会|座谈会|例会|动员会|部署会|现场会))"
    r"(?=[,，](?:明确|进一步|专题|会上)?(?:要求|强调|指出|提出(?!“)))"
)
# 一位老大爷……连声说“……”: somebody speaks whom the reporter does not name.
_SOMEBODY = re.compile(
    r"(?:[^,，。；：“”]{0,12}[,，的])?(?:某|一[位名个些]|有(?!关|效|序|力|望|助|利)|不少|许多|多[位名]|几[位名]|好些)[^。；：“”]{1,40}$"
)
# 对厂长某某说, 握着厂长某某的手说: to whom it is said.
_ADDRESSED = re.compile(r"(?:对|向|跟|给|问|告诉|[握拉]着|紧握|叮嘱|提醒|陪同|带领|称赞|采访)$")
_TALKS = re.compile("(?:亲切|深入|热情)?(?:交谈|会谈|座谈|交流|握手|对话|会面)")
# 学习市委书记某某讲话, 按照市长某某要求: whom others follow.
_FOLLOWED = re.compile(r"(?:学习|贯彻|落实|按照|根据|遵照|响应)$")
# 市长某某强调的三点要求: what follows is a noun.
_DEMANDS = re.compile(r"的(?:[一二三四五六七八九十几\d]+[点条项个]|明确|具体|总体|有关|工作|殷切|重要|统一)?$")
# 一位叫某某的老板说
_CALLED = re.compile(r"的[\u4e00-\u9fff]{1,8}?(?=(?:笑着|高兴地|感慨地)?(?:说|表示|告诉|介绍|坦言|感慨))")
_UNNAMED_HEAD = re.compile(
    r"(?!我代表)(?:(?![了以由]|落实|贯彻|按照|遵照|根据|依据|学习|执行|听取|邀请|组织|传达)[\u4e00-\u9fff、*×“”]){0,26}?"
    r"(?:(?:有关|相关|主要|分管)?(?:负责人|负责同志|领导|人士)|发言人|工作人员|专家|代表|"
    r"(?:考核|督查|督导|检查|视察|调研|考察|验收|评审|评估|专家|课题|巡视|指导)组|" + POST.pattern + ")(?!会|团|处|室|协|小组)"
)
# 该公司负责人说, behind whatever the reporter told of the firm.
_OF_THE_FIRM = re.compile(r"该[\u4e00-\u9fff]{0,8}(?:负责人|负责同志|工作人员)(?:介绍|说|表示|告诉|透露|坦言)")
# 在某某公司负责人看来
_SEEN_BY = re.compile(rf"在(?P<who>[\u4e00-\u9fff（）]{{2,40}}?(?:负责人|专家|人士|{POST.pattern}))看来")
# What may stand between the mark and the subject: 会上, 会前下发的《……通知》.
_LEAD = re.compile(r"(?:其中|会上|随后|最后|同时|接着|对此|据)[,，]?|[\u4e00-\u9fff\d]{0,16}?(?:下发|印发|发布|出台|通过|实施|公布|修订|发出)的(?=《)")
# An office may have a long attribute: 来自某某公司的总经理某某说.
_ATTRIBUTE = re.compile(r"[^,，。；;：:“”]{1,40}的")
# 批示指出 is what the person said who gave the instruction.
_PRONOUN = re.compile(r"[他她](?!们)|批示(?=[^,，。；]{0,2}(?:指出|强调|要求))")
_SURNAME_ONLY = re.compile(rf"([\u4e00-\u9fff])({POST_BEHIND.pattern})")


@dataclass(frozen=True)
class Clause:
    """A reporting clause in a squeezed sentence.

    `kind` is said (words follow), summed (the reporter names only the matter) or cited (an authority quoted inside
    somebody's speech); `begin` is where the clause starts, `start` where what is said starts, `end` where a summed
    matter ends. A `subject` of None is the person last spoken of.
    """

    kind: str
    subject: str | None
    position: str
    verb: str
    begin: int
    start: int
    end: int


@dataclass(frozen=True)
class _Subject:
    name: str | None
    position: str
    begin: int
    end: int
    cited: bool = False
    person: bool = False


def announces(text: str, follows: str) -> bool:
    """Whether a sentence announces the list with which the next one begins: 作了部署。一是……

    Examples
    --------
    >>> announces("周启明作了部署。", "一是抓源头。"), announces("周启明作了部署。", "会议要求，要抓源头。")
    (True, False)
    """
    return any(clause.end() == len(text) for clause in _ANNOUNCED.finditer(text + follows[:4]))


def subjects(text: str, known: Mapping[str, str]) -> list[_Subject]:
    """Return what can be the subject of a reporting clause: persons, 他, meetings, organs, offices."""
    found = [_of_mention(text, mention) for mention in _named(text, known)]
    persons = [subject for subject in found if subject.name and subject.position]
    taken = [(subject.begin, subject.end) for subject in found]
    seen = _SEEN_BY.match(text)
    for edge in re.finditer(r"^|(?<=[,，。；;：:”!！?？])", text):
        place = edge.start()
        lead = _LEAD.match(text[place:])
        place += lead.end() if lead else 0
        if any(begin <= place < end for begin, end in taken):
            continue
        pronoun = _PRONOUN.match(text, place)
        short = _SURNAME_ONLY.match(text, place)
        official = _OFFICIAL.match(text, place)
        organ = _ORGAN.match(text, place)
        present, pair = _PRESENT.match(text, place), _PAIR.match(text, place)
        if present:
            found.append(_Subject("", present["who"] or "", place, present.end()))
        elif pair:
            named = [person for person in persons if person.end <= place][-2:]
            found += [replace(named["前后".index(text[place])], begin=place, end=pair.end())] if len(named) == 2 else []
        elif pronoun:
            found.append(_Subject(PRONOUN, "", place, pronoun.end()))
        elif short and short.group(1) in SURNAMES:
            found.append(_of_surname(short, known))
        elif official:
            what = official["title"] or official["what"]
            name = "会议" if what.endswith(("会议", "会", "仪式")) else what
            found.append(_Subject(name, "", edge.start() if text[place] == "《" else place, official.end()))
        elif organ:
            found.append(_Subject(organ.group("what"), "", place, organ.end()))
            taken.append((place, organ.end()))
        elif (head := _UNNAMED_HEAD.match(text, place)) and (
            place == 0 or _BEFORE_SUBJECT.fullmatch(text, 0, place) or _OF_THE_FIRM.match(text, place)
        ):
            # The longest head that is followed by a predicate: 市质监局局长在会上……
            found.append(_Subject("", offices(head.group()), place, head.end()))
    if seen and not any(seen.start("who") <= subject.begin < seen.end() for subject in found):
        found = [subject for subject in found if subject.begin > seen.start("who")]
        found.append(_Subject("", offices(seen["who"].rpartition("的")[2]), seen.start("who"), seen.end("who")))
    for issued in _ISSUED.finditer(text):
        if not any(subject.position and subject.begin < issued.start() for subject in found):
            found.append(_Subject(issued["what"] or "会议", "", _edge(text, issued.start()), issued.end()))
    return sorted(found, key=lambda subject: subject.begin)


def _named(text: str, known: Mapping[str, str]) -> list[Mention]:
    """Return the persons named in a sentence, also those known from elsewhere on the page."""
    mentions = [mention for mention in find_mentions(text) if mention.name in known]
    taken = [(mention.start, mention.end) for mention in mentions]
    for name, position in known.items():
        for place in re.finditer(re.escape(name), text):
            if all(place.end() <= start or place.start() >= end for start, end in taken):
                mentions.append(Mention(name, position, place.start(), place.start(), place.end()))
    return sorted(mentions, key=lambda mention: mention.start)


def _of_surname(short: re.Match, known: Mapping[str, str]) -> _Subject:
    """Return whom 王局长 stands for: the only person with this surname (and office), else an office without a name."""
    same = [name for name in known if name.startswith(short.group(1))]
    if len(same) > 1:
        same = [name for name in same if known[name].endswith(short.group(2))]
    name = same[0] if len(same) == 1 else ""
    return _Subject(name, known.get(name) or short.group(2), short.start(), short.end(), person=bool(name))


def _of_mention(text: str, mention: Mention) -> _Subject:
    called = _CALLED.match(text, mention.end) if text[:mention.begin].endswith("叫") else None
    if called:
        position = mention.position or called.group()[1:]
        return _Subject(mention.name, position, _edge(text, mention.begin), called.end(), person=True)
    # A quotation of an absent authority has the rank behind the name.
    behind = POST_BEHIND.match(text, mention.end)
    end = behind.end() if behind else mention.end
    if text.startswith("同志", end):
        end += 2
    return _Subject(mention.name, mention.position, mention.begin, end, bool(behind), person=True)


def reporting_clauses(text: str, known: Mapping[str, str]) -> list[Clause]:
    """Return the reporting clauses of a squeezed sentence, in order."""
    candidates = subjects(text, known)
    clauses: list[Clause] = []
    floor, last = 0, None
    for kind, verb in _verbs(text):
        if verb.start() < floor or _inside_quotes(text, verb.start()) or _UNSAID.search(text, floor, verb.start()):
            continue
        subject = _subject_of(text, candidates, floor, verb, kind)
        inside = clauses and clauses[-1].kind == "summed" and subject and subject.begin < _edge_after(text, floor)
        if (subject is None or inside) and clauses and clauses[-1].kind == "summed" and kind in _BREATHS:
            breath = _BREATHS[kind].search(text, floor, verb.start())
            named = [other.begin for other in candidates if floor <= other.begin < verb.start()]
            if breath and all(begin < _edge_after(text, floor) for begin in named):
                subject = replace(last, begin=breath.start() + 1)
                clauses[-1] = replace(clauses[-1], end=breath.start())
        summed = clauses and clauses[-1].kind == "summed" and clauses[-1].end == verb.start()
        if subject is None and summed and text.startswith(("：“", ":“"), verb.start()):
            subject = replace(last, begin=verb.start())  # 某某对此表示满意：“……”
        if subject is None and clauses and clauses[-1].kind == "said" and kind == "said":
            again = _AND_SAYS.search(text, floor, verb.start())
            subject = replace(last, begin=again.start() + 1) if again and verb["verb"] in _OPEN_VERBS else None
        if subject and clauses and clauses[-1].kind == "summed" and subject.begin < _edge_after(text, floor):
            continue  # 传达了市长某某的讲话，同时提出: whom the matter names is not who speaks.
        if verb.group().endswith("介绍") and _TITLE_QUOTED.match(text, verb.end()):
            continue
        if subject is None or kind == "announced" and _ITSELF.search(text, 0, verb.end()):
            continue
        start = verb.end()
        if kind == "summed":
            matter = _matter(verb)
            if not matter:
                continue
            end = start = verb.end("verb")
            start += len(re.match(r"了?", text[start:]).group())
            end = matter
        else:
            end = len(text)
        label = verb.group("verb")
        if kind == "announced":
            kind = "said"
            label = "部署" if _DEPLOYED.search(verb.group("what")) else "提出" if label in ("提",) else label
        if kind == "spoke":
            start = end
        if kind in ("open", "spoke", "quoted"):
            kind = "said"
        if kind == "said" and text[verb.end("verb"):verb.end("verb") + 1] == "说":
            label += "说"
        if subject.cited and kind == "said":
            kind = "cited"
        clauses.append(Clause(kind, subject.name, subject.position, label, subject.begin, start, end))
        floor, last = start, subject
    return clauses


def _verbs(text: str) -> list[tuple[str, re.Match]]:
    """Return the verbs of reporting and how they introduce what is said, in order; the surest way counts."""
    found: dict = {}
    for kind, pattern in _WAYS:
        for verb in pattern.finditer(text):
            found.setdefault(verb.start(), (kind, verb))
    return [found[place] for place in sorted(found)]


def _matter(verb: re.Match) -> int:
    """Return where the matter of a summed act ends, 0 where the verb is no such act."""
    what = verb.group("what")
    wanted = _SUMMED_MATTER.get(verb.group("verb"))
    if wanted:
        return verb.end("what") if wanted.search(what) else 0
    done = verb.string[verb.end("verb"):].startswith(("了", "并")) or verb.group("verb") in _PUBLIC_ACTS
    return verb.end("what") if done and len(what) > 2 else 0


def _subject_of(text, candidates, floor, verb, kind) -> _Subject | None:
    """Return the nearest subject before a verb, if the words between can belong to one predicate."""
    # A policy encourages too, and anything may stand before a colon: these need a person who is named.
    personal = kind == "quoted" or verb.group("verb") == "鼓励"
    before = [subject for subject in candidates if floor <= subject.begin and subject.end <= verb.start()]
    while len(before) > 1 and (
        _ADDRESSED.search(text, before[-2].end, before[-1].begin) or _is_partner(text, before[-1])
    ):
        before.pop()
    if before:
        subject = before[-1]
        gap = text[subject.end:verb.start()]
        if kind == "quoted" and _ADDRESSED.search(text, floor, subject.begin):
            return None
        followed = _FOLLOWED.search(text, floor, subject.begin) or _DEMANDS.search(gap)
        if followed and verb["verb"] != "说法":
            return None
        if verb.re is _NAMED_SO:
            named = subject.name and not gap and text[subject.begin - 1:subject.begin] == "被"
            return replace(subject, begin=_edge(text, subject.begin)) if named else None
        # 在某某看来，……, 照某某的说法，…… and 用某某的话说，……
        framed = text[max(subject.begin - 1, 0):subject.begin] + gap
        if verb["verb"] in ("看来", "说法") or framed == "用的话":
            seen = framed == "在" and subject.position
            return subject if seen or subject.name and framed in ("在", "照的", "用的话") else None
        person = subject.person or subject.name == PRONOUN
        # 一位负责人脱口而出：“……”
        said = text[verb.end():]
        nameless = kind == "quoted" and subject.position and said[:1] == "“" and not subject.begin
        if personal and not (person or nameless):
            return None
        if kind == "quoted" and not _in_some_manner(gap, said, subject.begin):
            return None
        if _predicate(gap, verb.group(), kind, bool(person)):
            if subject.name == PRONOUN:
                return _meant(text, before)
            if _opens_clause(text, floor, subject):
                return _first_of_list(text, before)
            edge = max(_edge(text, subject.begin), floor)
            met = MET.match(text, edge) if subject.name else None
            if met and met.start("name") == subject.begin:
                return replace(subject, begin=edge)
            if subject.person and _ATTRIBUTE.fullmatch(text, edge, subject.begin):
                return replace(subject, begin=edge)
        return None
    lead = text[floor:verb.start()]
    bare = not personal and floor == 0 and (
        re.fullmatch(r"(?:并|还|同时|最后|又|也)?", lead) if kind in ("open", "said")
        else kind == "announced" and re.fullmatch(r"(?:并|同时)?(?:就|对|从|围绕|针对)[^。；]{0,50}", lead)
    )
    if bare:
        return _Subject(None, "", floor, verb.start())
    # Behind his words somebody may stand; what places put forward in quotation marks is a slogan.
    quoted = kind == "said" and verb["verb"] != "提出" and text[verb.end():verb.end() + 1] == "“"
    quoted = quoted or kind == "spoke" or verb.group().endswith(tuple(f"告诉记者{mark}" for mark in ",，:："))
    quoted = quoted and verb["verb"] != "问"
    return _Subject("", "", floor, verb.start()) if quoted and _SOMEBODY.fullmatch(lead) else None


def _is_partner(text: str, subject: _Subject) -> bool:
    """Whether the last one named is only whom the other talks with: 与某某交谈时."""
    return text[subject.begin - 1:subject.begin] in ("与", "和", "同") and bool(_TALKS.match(text, subject.end))


def _in_some_manner(gap: str, said: str, begin: int) -> bool:
    """Whether the words between a person and a colon tell how he spoke (正坐在地头，掰着手指头算账) or that he did.

    Where no quotation follows, he must do so, or his office and name be all that stands before the colon.
    """
    first, *more = re.split("[,，]", gap)
    last = [first, *more][-1]
    tells = len(last) < 40 and bool(_TELLS.search(last))
    manner = bool(_MANNER.fullmatch(last)) if said[:1] == "“" else not gap and not begin and said[-1] in "。！？!?…”"
    return len(gap) < 60 and (tells or manner) and all(map(_same_subject, more))


def _meant(text: str, before: list[_Subject]) -> _Subject:
    """Return the pronoun that ends a list of subjects, as the person who last opened a clause of its sentence."""
    pronoun = before[-1]
    for other in reversed(before[:-1]):
        if other.name not in (None, "", PRONOUN) and other.position and _opens_clause(text, 0, other):
            return replace(other, begin=pronoun.begin, end=pronoun.end)
        if other.name and text[other.begin - 1:other.begin] == "由" and text.startswith("主持", other.end):
            return replace(other, begin=pronoun.begin, end=pronoun.end)
    return pronoun


def _first_of_list(text: str, before: list[_Subject]) -> _Subject:
    """Return the last named subject; of 市长某某、副书记某某指出 the first one is meant to speak for both."""
    last = len(before) - 1
    while last and before[last - 1].name and text[before[last - 1].end:before[last].begin] in ("、", "和"):
        last -= 1
    return before[last]


def _predicate(gap: str, verb: str, kind: str, named: bool) -> bool:
    """Whether the words between a subject and a verb are one predicate with it."""
    if len(gap) > 160 or re.search(r"[。！!？?；;：:]", gap) or gap.startswith("们"):
        return False
    if kind != "quoted" and gap.startswith("的") or _HEARD.search(gap):
        return False
    parts = re.split(r"[,，]", gap)
    same = _same_subject if named or kind in ("said", "quoted") else _GOES_ON.match
    if kind == "open" and len(parts) > 1 and not same(parts[-1] or verb):
        return False
    return all(same(part or verb) for part in parts[1:]) or bool(
        len(parts) > 1 and _OCCASION.search(parts[-2]) and _GOES_ON.match(parts[-1] or verb)
    )


def _same_subject(part: str) -> bool:
    """Whether a clause after a comma has no subject of its own: it opens with a verb, an adverb or a preposition.

    Examples
    --------
    >>> _same_subject("拿起一个零件仔细端详"), _same_subject("只是"), _same_subject("三家企业当场")
    (True, True, False)
    """
    return bool(_GOES_ON.match(part)) or first_word(part)[1][:1] in tuple("vdpci")


def leads_in(text: str) -> bool:
    """Whether a stretch is only a note of time or occasion before a subject: 在某某公司的车间里，

    Examples
    --------
    >>> leads_in("在车间里，"), leads_in("市长出席会议，")
    (True, False)
    """
    return bool(_BEFORE_SUBJECT.fullmatch(text))


def _opens_clause(text: str, floor: int, subject: _Subject) -> bool:
    """Whether a subject begins its clause, apart from a note of time or occasion."""
    edge = max(_edge(text, subject.begin), *(text.rfind(mark, 0, subject.begin) + 1 for mark in "、和"))
    return bool(_BEFORE_SUBJECT.fullmatch(text[max(edge, floor):subject.begin]))


def _edge(text: str, place: int) -> int:
    """Return where the clause begins in which a place stands."""
    return max(text.rfind(mark, 0, place) for mark in ",，。；;：:”!！?？") + 1


def _edge_after(text: str, place: int) -> int:
    """Return where the clause ends in which a place stands."""
    mark = re.compile("[,，。；;：:！!？?]").search(text, place)
    return mark.start() if mark else len(text)


def _inside_quotes(text: str, place: int) -> bool:
    return text.count("“", 0, place) > text.count("”", 0, place)
