"""Find the persons whom a text names, with the office that is printed next to the name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import rjieba

from helpers.tidy.squeezed import Squeezed

COLUMNS = ("name", "position", "start", "end")
# Where offices and names of an article's own people stand.
NAMED_ROLES = frozenset({"kicker", "title", "subtitle", "byline", "body"})

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓"
    "牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池"
    "乔阴胥苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖"
    "庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠丰巢关蒯相查荆游"
    "竺权逯盖益桓仉督晋楚闫法汝鄢涂钦岳帅缑亢况郈琴归海墨哈谯笪爱阳佟言福刀纳税犹苟闭邝覃楼望旺缐肖代仝付冼麦练揭操漆"
    "谌闾粟占召玉依岩俸苑鹿敬原铁尧展战母布辜冶者仁拜撒妥绽喇虎朵罕额尼帕候耒戢辇奉雒昂亓伦逢线盘信拓赫冒鲜洛扎德旦达"
    "格佘牟隋栗过南门职区商綦菅朴檀邸郗郄兰芦翦植呙妫揣撖敏昃畅睢矫禚禤秘竹粘羌脱苌荔虢豆贠蹇遆郅郇郐郓郯银锁闪随雪青顿颉颛佀仪偰玄樵"
)
COMPOUND_SURNAMES = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容"
    " 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐"
    " 淳于 单于 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 梁丘 左丘 东门 西门 第五 完颜 纳兰 叶赫".split()
)
_NAME_BEGINS = SURNAMES | {name[0] for name in COMPOUND_SURNAMES}
# Words that begin like a name and are none.
_NO_NAME = re.compile(
    r"(?:郑重|高[兴声]|平[静和]|简[单要明]|强[烈忍势]|谈[到及起]|祝贺|许诺|干脆|宣[布读]|盛赞|连忙|终于|相继|冷静|殷勤|鲜明|"
    r"幸福|满[怀脸]|常常|单独|陈述|安慰|应声|乐呵呵)(?=地|说|表示|介绍|指出|强调|要求|告诉|认为|提醒)|小组|解[释读决答说放]|"
    r"南[方北部京昌宁通阳充平山海]|门[店户口类前槛诊窗]|职[工能责务业称员位教]|过[去问往来程后于年节度]|安[排全置装]|应[当该邀用对急]|"
    r"任(?:组|副|主|总|务|命|何|期)|成(?:为|员|立|果|绩|效|本|功|都市)|单位|班子|时[间候,]?|平[时台均安]|高[度新效层校]|"
    r"关[于键心]|方[面案法式]|支[持部]|包[联保括抓]|党[组委员的中政内支工]|"
    r"向(?:与|全|会|社|获|广|各|大|在|参|记者|笔者|群众|企业|[市省县区州党他她我你着上来])|于(?:是|今|近)|和[市省县区全副会各]|经[过济营研]|"
    r"文[件中化明章]|项目|严[格肃厉]|殷切|尤其|古人|全[市省县区国体面会力州旗年部局程民]|有[关的些人力序效]|相[关应信当比]|"
    r"通[报知过常]|管[理委]|易[于发使懂燃爆碎学]|能|家[庭长住]|水[利平]|金融|石[油化]|国[家务际内有]|农[业民村]|广[大西东泛]|公[司安布示开共]|"
    r"经理|原[来因则]|代[表理]|初步|区[委长域政县内外位块级里直划镇属领四市质]|来[自到]|上[述级半年午海会下]|信[息访用]|化[工解]|多[年次个方]|年|"
    r"满[意足]|计[划生量]|强[化调市省县区]|明[确年显]|常[委务见说]|东[方北]|"
    r"商[务会讨量业品场标户家议定贸]|随[后即同着机时行地处身]|兰州|银行|青[年岛海春少]|秘[书密]|植[物树]|顿[时了]|竹[子山]|仪[式器表]|闪|锁[定住]|玄机|雪[花山]|敏[感锐捷]|畅[通谈想所销]|"
    r"脱[贫颖离产]|豆[制腐]|游客|顾客|乘客|路人|吉林|安徽|江[苏西]|云南|贵州|宁夏|海[南关]|河[南北]|山[东西]"
)
_NOT_GIVEN = frozenset(
    "用便却又边地着的了是把被这也都或要就对等说并还,。;:!?、“”‘’\"'()《》【】[]<>0123456789省市县区州局厅*×"
)

# Prepositions that are in given names too, but only before the last character: 刘向东, 沈从文, 尚在田.
_MIDDLE = frozenset("向从在")
# 质检员小王, 种植户老李: so reporters call whom they met, by one of the common surnames.
_FAMILIAR = re.compile(
    "[小老][王李张刘陈杨赵黄吴周徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "孟秦尹江段雷侯龙史陶贺顾毛郝龚邵钱武戴严莫孔汤叶姜崔余潘杜夏钟田任范方石姚谭廖邹熊金陆](?!师傅)"
)

# 李女士, 陈阿婆: a surname with how one calls its bearer.
_HONORED = re.compile("[\u4e00-\u9fff](?:先生|女士|小姐|大爷|大妈|大娘|大姐|大嫂|大伯|大叔|阿姨|阿婆|阿公|婆婆|奶奶|爷爷|老伯)")
# 赵××, 孙**: a surname with the given name masked.
_MASKED = re.compile(f"[{''.join(sorted(SURNAMES))}][×*]{{1,2}}(?![×*])")

# Adverbs, conjunctions, prepositions, numerals, pronouns: 马上 begins with a surname and is no name.
_NAMES_NOBODY = frozenset("d ad c p m r f".split())
# Behind what many are called a verb is none either: 代表全体职工宣誓.
_NO_CALLING = _NAMES_NOBODY | {"v", "vn", "vd"}

# The characters by which most names of Uyghur, Mongol, Tibetan and Kazakh speakers are written.
_TRANSCRIBING = frozenset(
    "阿艾巴贝布才次达丹德尔敦额恩尕格古哈汗赫吉江喀卡克拉朗勒里丽力罗玛买曼米木穆娜尼帕其奇热仁日瑞萨赛桑斯苏索塔"
    "措旦嘉嘎娃特提图吐旺云乌吾西夏牙亚雅央依伊扎珠卓孜"
)
# Transcribed names are longer and may hold characters that no Han name has: 阿布都外力.
_LONGEST = 8
_TRANSCRIBED = frozenset("都也边")
# 在会上指出, after a name that nothing else marks off.
_SPEAKS_AT = re.compile(r"在[^,，。；;：:]{0,14}(?:指出|强调|要求|表示|希望|说|认为)[,，:：]")


def any_of(words: Iterable[str]) -> str:
    """Return the part of a pattern that matches any of the words, a longer one before one with which it begins."""
    return "|".join(sorted(set(words), key=len, reverse=True))


POST_HEADS = (
    "党组书记 党委书记 党工委书记 纪委书记 总书记 书记 市长 省长 县长 区长 州长 旗长 盟长 镇长 乡长 村长 街长 主席 总理 部长 厅长 局长 司长 署长 处长 科长 "
    "股长 队长 支队长 大队长 院长 所长 校长 站长 行长 会长 理事长 秘书长 组长 主任 巡视员 调研员 专员 总工程师 总检验师 总经济师 总会计师 总农艺师 "
    "首席质量官 首席工程师 首席技师 工程师 总经理 经理 董事长 总裁 委员长 厂长 社长 总编辑 党组成员 党委委员 党委成员 常委 委员 成员 检察长 关长 馆长 园长 台长 总监 教授 "
    "研究员 院士 领导 负责人 代表 法人 创始人 掌门人 店主 技术员 质检员 班长 车间主任 场长 矿长 村支书 支书 理事 首席专家 专家 发言人 新闻发言人 督学 督察 "
    "主办 主任科员 科员 顾问 总干事 干事 政委 店长 老板 摊主 业主 消费者 主编 董事 检验员 化验员 "
    "果农 菜农 茶农 棉农 种植户 养殖户 大户 司机 教师 医生 护士 学生 家长 游客 顾客 店员 营业员 快递员 志愿者 经销商 "
    "供应商 采购商 客商 个体户 经营者 老人 带头人 首席执行官 "
    "主管 庄主 厂主 园主 船主 庄长 徒弟 客户 检测员 实验员 采购员 销售员 安全员 讲解员 服务员 驾驶员 饲养员 巡查员 监督员 "
    "协管员 网格员 信息员 联络员 保管员 统计员 "
    "钳工 焊工 电工 车工 会计 出纳 技师 挡车工 操作工 电焊工 装配工 护士长 船长 监事 监事长 传承人 工匠 工人 职工 师傅 农户 农民 村民 市民 居民 学者 评审员 评审组长"
).split()
# What many are called and few are named by: the word that follows is rarely a name.
ANYBODY = frozenset(
    "消费者 业主 摊主 老板 果农 菜农 茶农 棉农 种植户 养殖户 大户 司机 教师 医生 护士 学生 家长 游客 顾客 店员 "
    "会计 营业员 服务员 快递员 志愿者 徒弟 客户 经销商 供应商 采购商 客商 个体户 经营者 老人 干事 领导 负责人 代表 法人 成员 委员 "
    "专家 居民 村民 市民 农民 农户 职工 工人 工匠 理事".split()
)
_POSTS = frozenset(POST_HEADS)
POST = re.compile(
    rf"(?:代理|代|常务|第一|执行|名誉)?(?:副总|副)?(?:{any_of(POST_HEADS)})(?!小?组(?!长)|会)(?:助理)?"
)
# Heads of a government stand by themselves; a bare 局长 or 主任 needs the institution printed before it.
OWN_POST = r"(?:代理|代|常务)?副?(?:省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长)(?:助理)?"
# A post printed behind the name: 刘某代市长, 李某某书记.
POST_BEHIND = re.compile(
    r"(?:(?:代|副)?(?:市长|省长|县长|区长|州长|旗长|盟长|镇长|乡长|书记|部长|局长|厅长|司长|处长|院长|会长|主任|主席|秘书长)|总书记|总理|委员长|副总理|院士|教授|"
    r"董事长|总经理|厂长|专员|总工程师)"
)

_BEHIND = re.compile(rf"{POST_BEHIND.pattern}|同志")

_CUT_LEADS = re.compile(
    r".*(?:会上|随后|之后|最后|期间|现场|其中|邀请|请到|请来|陪同的?|会见了?|看望了?|采访了?|告诉|我[省市县区州旗]|[上下]午|今天|昨[天日]|"
    r"[近日]日|(?<![可所予])以(?=[省市县区国州])|日电|日?讯|日前|[由在的了]|(?<!行)为|"
    r"对(?![外口])|(?<!方)向|跟|(?<!供)给|(?<![信应专公利使费])用|[握拉]着|有人问|"
    r"记者问|看望|走访|采访|学习|贯彻|落实|按照|根据|遵照|响应|(?<!工)会同|以及|来自|据|正如|诚如|[和与及](?=[省市县区州旗副国自党常各]))"
)
# ——访市质监局局长某某, under the title of an interview.
_INTERVIEWED = re.compile("(?:专访|对话|访(?![问谈客华]))?")
# 该公司总工程师某某: which company, the text has told before.
_OF_IT = re.compile("^该(?:公司|厂|企业|单位|村|店|社)")
_OWN_OFFICE = re.compile(rf"{OWN_POST}$")
# What may stand before it: a place, or its government.
_PLACE = re.compile(r"(?:[\u4e00-\u9fff*×X]{0,14}(?:[省市县区州盟旗镇乡*×]|人民政府|政府)|.{0,3}[原前])?")
# An item of a list of offices: an office, or a body of which the next item names the office (市委、市政府副秘书长).
_ONE_OFFICE = re.compile(rf"(?:{POST.pattern}|(?:[省市县区州盟旗]|自治区)(?:委|政府|人大|政协)|党工委|管委会)$")
# 某某（集团）有限公司: brackets inside a name.
_BRACKETED = re.compile(r"[（(][\u4e00-\u9fff]{1,6}[）)](?=[\u4e00-\u9fff]{0,12}(?:公司|厂|集团|学院|大学|中心|[省市县区州]))")
_LEFT_EDGE = re.compile(r"[,，。;；:：!！?？“”\"‘’《》()（）【】\[\]…—\s|●■◆▲>]")

# A verb of two characters with 道 speaks, whichever it is: 吐槽道, 嘟囔道.
BEFORE_DAO = r"[\u4e00-\u9fff][^说问讲写答笑街一渠地\W]"
_SAYING = f"{BEFORE_DAO}道(?=[:：,，。“])"
# What may follow a name: a mark, a conjunction, or what officials do in these texts.
SPEECH_VERBS = (
    "强调指出 指出 强调 要求 表示 希望 提出 介绍说 通报说 汇报说 介绍 认为 透露 坦言 呼吁 建议 告诉 叮嘱 披露 插话 坦承 承认 回答说 回答 答道 写道 "
    "回忆 评价说 谈到 提到 号召 勉励 解释说 解释 回应 提醒 交底 直言 重申 宣布 嘱咐 承诺 "
    "表态 反映 答复 寄语 感慨 感叹 总结说 分析说 分析认为 回忆说 补充说 补充 问道 说道 讲道 笑着说 "
    "所言 所说 笑言 笑称 断言 觉得 说 讲 称 问 明确 总结 通报 宣读 传达 汇报 阐述 肯定 部署 安排 回顾"
).split()
# What is a noun as often as a verb speaks only with 说 or 道, or before a colon.
PARTICLE_VERBS = (
    "评价 判断 预测 分享 点评 打趣 调侃 解读 讲述 归纳 自嘲 比喻 补充 总结 分析 归结 接话 接过话头 接过话茬 开门见山 直截了当 追问 反问 发问 "
    "汇报 叹气 叹息 称赞 赞叹 夸赞 夸奖 抱怨 诉苦 念叨 嘀咕 提议 请教 保证 支招 道破"
).split()
_DEEDS = (
    "在 对 就 向 从 代表 主持 出席 参加 作 做 致 受 还 同时 并 也 等 同志 一行 率 带领 带队 带着 陪同 会见 为 分别 首先 深入 到 来 来到 莅临 讲话 发表 充分 特别 "
    "进一步 再次 最后 接着 随后 听取 调研 考察 检查 察看 参观 上台 举起 拿起 指着 带来 看来 抱着 的 是 则 围绕 结合 逐一 详细 一一 签署 签订 颁奖 授牌 揭牌 启动 "
    "将 已 曾 均 先后 列席 现场 当场 散会 如是 便 连问 连声 连连 亲自 走进 走访 看望 慰问 用 以 把 与 和 及 于 回答 接受 高度 着重 专门 简要 当即 也 又 说 点评 "
    "共同 任 担任 兼任 负责 应邀 到会 观看 针对 给 告 宣 谈 算 给出 动情 感慨 自豪 高兴 激动 深有 总 所 不 没 有 正 指 表 提 反复 一再 语重心长 多次 "
    "发言 交流 交谈 座谈 会谈 握手 对话 讲述 "
    "赶到 走到 看到 深情 坦率 风趣 严肃 代为 进行 一边 一直 曾经 现任 当选 荣获 捧 笑 仍 刚 更 正在 随即 立即 依然 "
    "握着 拉着 看着 望着 摸着 抚摸 拍着 对着 翻开 打开 接过 端起 打断 打算 打趣 决定 发现 觉得 感到 遇到 来自 "
    "摆摆手 摇摇头 点点头 快人快语 话锋 欣喜 坦诚 直截了当 开门见山 一针见血 率队 率先 抵达 前来 赴"
).split()
_AFTER = re.compile(
    rf"$|[,，。;；:：!！?？、“”\"‘’《》()（）【】\[\]…—\s|\d]|{_SAYING}|"
    + any_of((*SPEECH_VERBS, *PARTICLE_VERBS, *_DEEDS))
)
_ACTS = re.compile(any_of((*SPEECH_VERBS, *PARTICLE_VERBS, "出席", "主持", "参加", "在", "作")))
_SAYS = re.compile(f"[说问讲称][道:：,，。]|[则也还却又便](?:{'|'.join(SPEECH_VERBS)})")
# A name that no office announces must speak, or take its seat: a place or a firm "puts forward" things as well.
_SPEAKS = re.compile(
    r"(?:出席|主持)|[^,，。;；:：!！?？、“”的省市县区]{0,12}?"
    r"(?:指出|强调|要求|表示|希望|说|介绍|认为|回忆|坦言|感慨|透露|直言|承诺|呼吁|解释|回应|提醒)[,，:：]|"
    r"(?:说|表示|介绍|感慨|坦言|感叹|告诉记者)道?[。!！]$|"
    r"在[^,，。]{2,14}[上中时](?:[^,，。]{0,14}表示(?:热烈|衷心|诚挚)*(?:祝贺|感谢|欢迎|慰问|敬意)|"
    r"(?:作|做|发表)了?[^,，。]{0,6}(?:讲话|致辞|发言)|致辞|讲话)"
)
_TOLD = re.compile("告诉(?:记者|笔者)[,，:：]")
_SPEAKS_NOW = re.compile(f"(?:{'|'.join(SPEECH_VERBS)})[,，:：]")
# 省质监局某某副局长: the body before the name, the office behind it.
_BETWEEN = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{0,16}?(?:局|委|厅|办|政府|院|协会|公司|集团|党组|党委|党工委|[省市县区州]))(?P<name>[\u4e00-\u9fff]{2,3}?)"
    rf"(?P<post>{POST_BEHIND.pattern})"
)
_CLAUSE_START = re.compile(r"(?:^|[,，。;；:：!！?？”、\s])(?:会上|随后|最后|接着|据)?[,，]?(?=[\u4e00-\u9fff])")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{2,7}(?:[·•‧・][\u4e00-\u9fff]{1,7})+")
_SYLLABLE = re.compile("提(?![出到要问起了议醒])")
# 一年级的某某告诉记者
_TOLD_THE_REPORTER = re.compile("的(?P<name>[\u4e00-\u9fff]{2,3}?)(?=告诉(?:记者|笔者)[,，:：])")
# 来自某县的某某委员说
_MEMBER = re.compile("(?:^|[的,，。；])(?P<name>[\u4e00-\u9fff]{2,6}?)(?P<office>委员|代表)(?=说|表示|认为|建议|指出|告诉|带来)")
_BY_NAME = re.compile(r"名?叫(?P<name>[\u4e00-\u9fff]{2,4})的(?P<office>[\u4e00-\u9fff]{1,8}?)(?=笑着|感慨|说|表示|介绍|坦言|告诉)")
# 代表宣读, 群众汇报: what these stand behind is no name.
_ALSO_NOUNS = frozenset(
    "明确 总结 通报 宣读 传达 汇报 阐述 肯定 部署 安排 回顾 讲 问 称 强调 要求 希望 提出 宣布 指出 号召 评价 判断 分享 分析 补充".split()
)
_CITIZEN = re.compile(
    r"([\u4e00-\u9fff“”]{1,16}(?:主管|户|员|人|者|师|长|家|民|工|主(?![任席])|商|客|生|手|匠|代表))(?P<name>[\u4e00-\u9fff]{2,4}?)"
    r"(?P<manner>[\u4e00-\u9fff]{2,6}地)?[则也还却都]?"
    rf"(?:{_SAYING}|{any_of({*SPEECH_VERBS, *PARTICLE_VERBS} - _ALSO_NOUNS)}|笑着|(?:捧|拿|举|指|拉)着|竖起)"
)
# 家住某某街道的某某说, 做了三十年雨伞的某某散会后告诉记者: whom the reporter met, without an office.
MET = re.compile(
    r"(?:(?:家住|从事|来自|正在)[^,，。:：]{2,16}|(?:做|干|种|开|卖|当)了[^,，。:：]{2,14})的"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:[会散活][\u4e00-\u9fff]{0,3}后)?(?:[\u4e00-\u9fff]{2,4}地)?"
    r"(?:说|表示|(?:告诉|对)(?:记者|笔者)说?)(?=[,，:：。!！])"
)


@dataclass(frozen=True)
class Mention:
    """One naming of a person in a squeezed text; `begin` is where the office starts, else the name."""

    name: str
    position: str
    begin: int
    start: int
    end: int


def persons(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """Find the persons whom headline, bylines and body name.

    A person is found by the office before the name (市委书记王某某), by a list that goes on from one (市领导王某某、李某某),
    by the office behind the name, or by a name that opens a clause and speaks. Names joined to a verb are cut
    by what can
    follow a name and by how the name goes on elsewhere in the text. Blanks inside names are dropped.

    Parameters
    ----------
    clean
        The clean text of one document.
    passages
        Its passages: `passage_id`, `role`, `start`, `end`.

    Returns
    -------
    DataFrame
        One row per person named: `name`, `position` (the office printed next to the name where it first has
        one, or its fuller form where that follows, all of them, with place or bureau as printed; <NA> where none is
        printed), `start` and `end` (offsets in `clean` of the first naming).

    Examples
    --------
    >>> clean = "市委副书记、市长周启明，省质监局党组书记、局长王 刚出席会议。王刚要求，要抓落实。"
    >>> passages = pd.DataFrame({"passage_id": [0], "role": ["body"], "start": [0], "end": [len(clean)]})
    >>> persons(clean, passages)[["name", "position"]].values.tolist()
    [['周启明', '市委副书记、市长'], ['王刚', '省质监局党组书记、局长']]
    """
    frame = pd.DataFrame(named_persons(clean, passages), columns=list(COLUMNS))
    frame = frame.astype({"name": "string", "position": "string", "start": "int64", "end": "int64"})
    return frame.assign(position=frame["position"].replace("", pd.NA))


def named_persons(clean: str, passages: pd.DataFrame) -> list[list]:
    """Return the rows of `persons` as lists, "" for an office that is not printed."""
    rows: dict = {}
    columns = (passages[name].tolist() for name in ("role", "start", "end"))
    for role, start, end in zip(*columns, strict=True):
        if role not in NAMED_ROLES:
            continue
        piece = Squeezed.of(clean, start, end)
        for mention in find_mentions(piece.text):
            span = piece.span(mention.start, mention.end)
            first = rows.setdefault(mention.name, [mention.name, mention.position, *span])
            if mention.position.endswith(first[1]):
                first[1] = mention.position
    return [row for name, row in rows.items() if not any(name.startswith(other) and len(name) > len(other) + 1
                                                         for other in rows if other != name)]


def find_mentions(text: str) -> list[Mention]:
    """Return the namings of persons in a text without white space, in order."""
    found: list[Mention] = []
    for post in POST.finditer(text):
        if found and post.start() < found[-1].end:
            continue
        length = _name_length(text, post.end(), strict=post.group() not in ANYBODY)
        if not length:
            continue
        floor = found[-1].end if found else 0
        start, end = post.end(), post.end() + length
        begin, position = _office(text, floor, start)
        found.append(Mention(text[start:end], position, begin, start, end))
        found.extend(_list_on(text, found[-1]))
    taken = [(mention.begin, mention.end) for mention in found]
    known = {mention.name for mention in found}
    for mention in _unannounced(text):
        free = all(mention.end <= begin or mention.begin >= end for begin, end in taken)
        if free and mention.name not in known:
            found.append(mention)
            taken.append((mention.begin, mention.end))
    return sorted(found, key=lambda mention: mention.start)


def _list_on(text: str, mention: Mention) -> list[Mention]:
    """Return the names that a list adds to a named person: 市领导王某某、李某某等."""
    more = []
    end = mention.end
    while end < len(text) and text[end] == "、":
        start = end + 1
        length = _name_length(text, start)
        if not length or text[start] not in SURNAMES or POST.search(text, start, start + length + 1):
            break
        end = start + length
        more.append(Mention(text[start:end], mention.position, start, start, end))
    return more


def _unannounced(text: str) -> list[Mention]:
    """Return names with the office behind, names that open a clause and speak, before all citizens with their trade."""
    found = []
    for citizen in _CITIZEN.finditer(text):
        start, end = citizen.start("name"), _before_manner(citizen)
        if _is_name(text, start, end - start) and _office(text, 0, start)[1]:
            begin, position = _office(text, 0, start)
            found.append(Mention(text[start:end], position, begin, start, end))
    for edge in _CLAUSE_START.finditer(text):
        start = edge.end()
        between = _BETWEEN.match(text, start)
        named = between and _is_name(text, between.start("name"), len(between["name"]))
        if named and not POST.search(between["body"] + between["name"]):
            found.append(Mention(between["name"], between["body"] + between["post"], start, *between.span("name")))
            continue
        for length in (2, 3, 4):
            if text[start:start + 1] not in _NAME_BEGINS:
                continue
            end = start + length
            behind = _BEHIND.match(text, end)
            if behind and _is_name(text, start, length):
                position = "" if behind.group() == "同志" else behind.group()
                found.append(Mention(text[start:end], position, start, start, end))
                break
        else:
            length = _name_length(text, start) if text[start:start + 1] in SURNAMES else 0
            told = _TOLD.match(text, start + length) and _is_name(text, start, length)
            if length and (told or _SPEAKS.match(text, start + length)):
                found.append(Mention(text[start:start + length], "", start, start, start + length))
    for honored in _HONORED.finditer(text):
        start, end = honored.span()
        if text[start] in SURNAMES and (not start or text[start - 1] in "的,，。；;：:”！!"):
            found.append(Mention(honored.group(), "", start, start, end))
    for called in _BY_NAME.finditer(text):
        start, end = called.span("name")
        if _is_name(text, start, end - start):
            found.append(Mention(text[start:end], called["office"], start, start, end))
    for member in _MEMBER.finditer(text):
        start, end = member.span("name")
        if _is_name(text, start, end - start) or end - start > 2 and set(member["name"]) <= _TRANSCRIBING:
            found.append(Mention(member["name"], member["office"], start, start, end))
    for met in [*MET.finditer(text), *_TOLD_THE_REPORTER.finditer(text)]:
        start, end = met.span("name")
        if _is_name(text, start, end - start):
            found.append(Mention(text[start:end], "", start, start, end))
    return found


def _before_manner(citizen: re.Match) -> int:
    """Return where the name ends before the manner of speaking (某某高兴地说): at the first word of the dictionary."""
    end = citizen.end("name")
    if citizen["manner"]:
        stop = citizen.end("manner") - 1
        end = next((at for at in (end, end + 1) if _words().has_word(citizen.string[at:stop])), end)
    return end


def _is_name(text: str, start: int, length: int) -> bool:
    """Whether a stretch has the form of a Chinese name: surname and one or two more characters."""
    name = text[start:start + length]
    if length == 2 and _FAMILIAR.match(text, start):
        return True
    if len(name) < length or _NO_NAME.match(text, start) or _NOT_GIVEN & set(name[1:]):
        return False
    if name[1:] in _POSTS or name[-1] in _MIDDLE or length == 2 and _MIDDLE & set(name):
        return False
    if name[:2] in COMPOUND_SURNAMES and length in (3, 4):
        return True
    if name[0] == "和" and length == 3 and _part_of_speech(name[1:])[:2] not in ("", "nr"):
        return False  # 代表和群众
    return name[0] in SURNAMES and length in (2, 3) and all("\u4e00" <= char <= "\u9fff" for char in name)


def is_name(text: str) -> bool:
    """Whether a whole text has the form of a person's name.

    Examples
    --------
    >>> is_name("崔鹤鸣"), is_name("阿依古丽·买买提"), is_name("会议要求")
    (True, True, False)
    """
    return bool(_DOTTED.fullmatch(text)) or len(text) in (2, 3, 4) and _is_name(text, 0, len(text))


def _name_length(text: str, start: int, strict: bool = False) -> int:
    """Return how many characters from here are a person's name, 0 if none is.

    After an office that only few hold (`strict`), any word of the dictionary may follow the name.
    """
    dotted = _DOTTED.match(text, start)
    if dotted:
        last = max(dotted.group().rfind(dot) for dot in "·•‧・") + start + 1
        ends = [end for end in range(last + 2, dotted.end() + 1) if _AFTER.match(text, end)]
        # 买买提在会上说: the last syllable of a name is no 提.
        return next((end - start for end in ends if not _SYLLABLE.match(text, end) or end == ends[-1]), 0)
    if start >= len(text) or _NO_NAME.match(text, start):
        return 0
    if _FAMILIAR.match(text, start):
        return 2
    if text[start] in SURNAMES and _HONORED.match(text, start):
        return 3
    masked = _MASKED.match(text, start)
    if masked:
        return masked.end() - start
    fits = [
        length for length in (4, 3, 2) if _is_name(text, start, length) and _goes_on_after(text, start + length)
        and not (length == 2 and _part_of_speech(text[start:start + 2]) in (_NAMES_NOBODY if strict else _NO_CALLING))
    ]
    if text[start:start + 2] in COMPOUND_SURNAMES:
        fits = [length for length in fits if length > 2] or fits
    if fits:
        return fits[0] if len(fits) == 1 else _longer_or_shorter(text, start, fits)
    return (
        (_length_by_words if strict else _before_a_verb)(text, start)
        or _transcribed_length(text, start)
        or (strict or len(first_word(text[start:])[0]) < 2) and _uncommon_length(text, start)
    )


@lru_cache(maxsize=1)
def _words() -> rjieba.Jieba:
    return rjieba.Jieba()


def _begins_word(text: str, place: int) -> bool:
    """Whether a word of the dictionary begins here and none goes on over this place."""
    longest = max((size for size in (2, 3, 4) if _words().has_word(text[place:place + size])), default=0)
    return longest > 1 and len(text) >= place + longest and not _words().has_word(text[place - 1:place + 1])


def _part_of_speech(text: str) -> str:
    """Return the dictionary's tag of a word, "" for what it does not know as one word."""
    tagged = _words().tag(text, False)
    return tagged[0][1] if len(tagged) == 1 else ""


def first_word(text: str) -> tuple[str, str]:
    """Return the first word of a text and the dictionary's tag for it, "x" where it has none."""
    # The first dozen characters decide it.
    return next(iter(_words().tag(text[:12], False)), ("", "x"))


def _length_by_words(text: str, start: int) -> int:
    """Return the length of a Han name that another word follows, 0 where it may be no name: 局长王立新专程到会."""
    for length in (4, 3, 2):
        end = start + length
        # 村支书满大江掰着指头: after three characters a verb may be one character long.
        acts = length == 3 and first_word(text[end:])[1][0] in "vpdai" and not _words().has_word(text[end - 1:end + 1])
        if not _is_name(text, start, length) or not (acts or _begins_word(text, end)):
            continue
        name = text[start:start + length]
        if acts and len(first_word(text[end:])[0]) > 1 and _part_of_speech(name) == "":
            return length
        # 高度重视 and 安全生产 begin with words; a name that is a word as well (高明远) is printed more than once.
        if _part_of_speech(name)[:2] in ("", "nr") and (
            length == 2 or text.count(name) > 1 or _part_of_speech(name[:2])[:2] in ("", "nr")
        ):
            return length
    return 0


def _before_a_verb(text: str, start: int) -> int:
    """Return 3 where a full name stands before a verb of the dictionary, behind what many are called: 村民贾银海回想起."""
    name, then = text[start:start + 3], text[start + 3:start + 5]
    plain = _is_name(text, start, 3) and _part_of_speech(name[0]) not in _NAMES_NOBODY
    acts = then[1:] == "着" or _part_of_speech(then)[:1] in tuple("vda")
    given = _part_of_speech(name[1:])
    no_words = {_part_of_speech(name)[:2], _part_of_speech(name[:2])[:2]} <= {"", "nr", "ns"}
    return 3 if plain and acts and no_words and given[:1] in ("", "n", "t") else 0


def _goes_on_after(text: str, place: int) -> bool:
    """Whether what stands here can follow a name: a mark, a verb, or an idiom (某某赞不绝口)."""
    return bool(_AFTER.match(text, place)) or _is_idiom(text[place:place + 4])


def _is_idiom(text: str) -> bool:
    return len(text) == 4 and _part_of_speech(text)[:1] in ("i", "l")


def _longer_or_shorter(text: str, start: int, fits: list[int]) -> int:
    """Choose among lengths by how the name goes on elsewhere: what always follows belongs to it."""
    short, long = fits[-1], fits[0]
    name = text[start:start + short]
    follows = {text[place.end():place.end() + 1] for place in re.finditer(re.escape(name), text)}
    if len(follows) > 1 or _SAYS.match(text, start + short) or _is_idiom(text[start + short:start + short + 4]):
        return short
    again = text.count(text[start:start + long]) > 1
    verb = _AFTER.match(text, start + short)
    return short if not again and verb and len(verb.group()) > 1 else long


def _transcribed_length(text: str, start: int) -> int:
    """Return the length of a name in the characters of transcription, 0 if none is: 市长额尔敦巴图，, 经理娜仁介绍，."""
    end = start
    while text[end:end + 1] in _TRANSCRIBING and end < min(len(text), start + _LONGEST):
        end += 1
    for stop in range(end, start + 1, -1):
        follows = _AFTER.match(text, stop) if stop - start > 2 else _SPEAKS_NOW.match(text, stop)
        if follows and not _words().has_word(text[stop - 1:stop + 1]):
            return stop - start
    return 0


def _uncommon_length(text: str, start: int) -> int:
    """Return the length of a name without a Han surname (transcribed), which must act or speak at once."""
    if text[start] == "有" or _part_of_speech(text[start]) == "p":
        return 0
    for length in range(2, _LONGEST + 1):
        end = start + length
        name = text[start:end]
        han = all("\u4e00" <= char <= "\u9fff" for char in name)
        if len(name) < length or (_NOT_GIVEN - _TRANSCRIBED) & set(name) or not han:
            return 0
        follows = _ACTS.match(text, end)
        if length < 3 or not follows or _ACTS.search(name) or POST.search(name) or _acts_in_it(name):
            continue
        firm = len(follows.group()) > 1 or text[follows.end():follows.end() + 1] in tuple(",，:：")
        if firm or text.count(name) > 1 or _SPEAKS_AT.match(text, end):
            return length
    return 0


def _acts_in_it(name: str) -> bool:
    """Whether a Han name and a verb of the dictionary make up what looks like a transcribed name: 甘立群接过话头."""
    tails = [first_word(name[length:]) for length in (2, 3)] if name[0] in SURNAMES else []
    return any(len(word) > 1 and tag[0] in "vdp" for word, tag in tails)


def _office(text: str, floor: int, end: int) -> tuple[int, str]:
    """Return where the offices that end before a name begin, and the offices as printed."""
    begin = max(floor, end - 60)
    inside = [bracketed.span() for bracketed in _BRACKETED.finditer(text, begin, end)]
    for edge in _LEFT_EDGE.finditer(text, begin, end):
        if not any(first <= edge.start() < last for first, last in inside):
            begin = edge.end()
    lead = _CUT_LEADS.match(text, begin, end)
    if lead and lead.end() < end:
        begin = lead.end()
    while begin < end and text[begin] in "、和与及等是":
        begin += 1
    begin = _INTERVIEWED.match(text, begin, end).end()
    return begin, offices(_OF_IT.sub("", text[begin:end]))


def offices(printed: str) -> str:
    """Return the offices with which a stretch ends, as printed: with their place or bureau, without what leads to them.

    Examples
    --------
    >>> offices("襄阳市委副书记、市长"), offices("省质监局党组书记、局长"), offices("市委、市政府副秘书长")
    ('襄阳市委副书记、市长', '省质监局党组书记、局长', '市委、市政府副秘书长')
    >>> offices("先进企业、副市长"), offices("走进演播室的是副市长")
    ('副市长', '副市长')
    """
    items = printed.split("、")
    first = len(items) - 1
    while first and _ONE_OFFICE.search(items[first - 1]):
        first -= 1
    items = items[first:]
    bare = _OWN_OFFICE.search(items[0])
    if bare and not _PLACE.fullmatch(items[0], 0, bare.start()):
        items[0] = bare.group()
    return "、".join(items)
