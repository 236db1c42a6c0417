"""Recognise the fixtures of a page: rows of menu words, dates of publication, credit lines, paths, section
names.
"""

import re
from dataclasses import dataclass

from helpers.tidy.lines import SENTENCE_STOP

# Lines longer than this are running text: no menu, credit or caption of the genre reaches it.
LONG = 200
# Share of a line's letters and digits that known menu words, dates and credits must cover to make it
# furniture.
COVERAGE = 0.75
_DAY = r"(?:[0-3]?\d|[初一二三四五六七八九十廿卅]{1,3})"
DATE = (
    r"(?:(?:19|20)\d\d *(?:年|[-./]) *[01]?\d *(?:月|[-./]) *[0-3]?\d *日?号?"
    r"|[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d|[一二][九〇零○Oo0]?[〇零○Oo0一二三四五六七八九]{2,3}年[一二三四五六七八九十]{1,2}月"
    r"(?:[一二三四五六七八九十廿]{1,3}日)?|(?:19|20)\d\d年[01]?\d月(?:" + _DAY + r"日)?|(?:19|20)\d{5,6}(?!\d)"
    r"|[01]?\d月[0-3]?\d日|[01]\d-[0-3]\d(?!\d))"
)
TIME = r"(?:T?[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?|[上下]午|\d{1,2}时\d{1,2}分)"
WEEK = r"(?:星期[一二三四五六日天]?|周[一二三四五六日]|农历\S{2,8})"

_DATE_LABEL = (
    r"(?:(?:本文|文章|信息|稿件|新闻|最后|首次|网站)?(?:发布|发表|更新|刊发|刊登|发稿|上传|录入|提交|添加|创建|成文|生成|公开|编辑|修改|上网|见报|印发)"
    r"(?:时间|日期|于)|时间|日期|更新|发布)"
)
_BYLINE_LABEL = (
    r"(?:(?:信息|稿件|文章|新闻|资料|内容|图文|文字|本文)?(?:来源|出处|稿源|提供)|(?:本报|本网|本台|特约|见习|实习|首席|全媒体|融媒)?"
    r"(?:记者|通讯员)|文章作者|作者|(?:文/图|图/文|图文|文|撰文|撰稿|供稿|供图|摄影|摄影报道)(?=[/:])"
    r"|(?:责任|值班|网络|本期|版面|执行|新媒体|美术)?(?:编辑|责编|美编|校对|校审|审核|审校|主编|总编|监制|编审|签发|统筹|策划)"
    r"|(?:发布|供稿|报送|撰写|拟稿|发稿|信息)(?:单位|部门|机构|人|者|员)|[初复终一二三]审|录入(?:员|者|人)?|发布[者人]|上传[者人]?|转自|摘自)"
)
_COUNT_LABEL = (
    r"(?:(?:浏览|点击|阅读|访问|查看|评论|回复|转发|点赞|下载|人气|热度|收藏|参与|关注)(?:次数|总数|人数|量|数|率|人次|度)?|字体大小|字体|字号|字号大小"
    r"|文字大小|大小|分享|视力保护色|关键[词字]|标签|文档格式|文件格式|下载券|积分|评分|字数|类型|访问者|所属栏目|栏目|类别|分类|索引号|主题词|页数|大小|格式)"
)
_NAV_WORD = (
    r"返回本版|版面导航|标题导航|网站导航|版面概览|版面目录|本版导读|本版新闻|往期回顾|在线投稿|数字报|电子报|返回首页|网站首页|返回列表|返回上页|返回上一页|返回目录"
    r"|返回顶部|回到顶部|返回|首页|主页|尾页|末页|上一篇|下一篇|上一版|下一版|上一页|下一页|上页|下页|前一篇|后一篇|上一条|下一条|上一期|下一期|前一页|后一页"
    r"|放大|缩小|默认|打印本?[页文稿]?|打印此[页文]|打印|关闭窗口|关闭本?[页窗]|关闭|加入收藏|收藏本[站页文]|收藏|设为首页|设置首页|分享到|分享至|分享|转发|推荐给(?:好友|朋友)"
    r"|新浪微博|腾讯微博|微信好友|微信扫一扫|微信|微博|QQ空间|QQ好友|QQ|人人网|开心网|豆瓣|朋友圈|复制链接|复制网址|扫一扫|扫码|二维码|手机版|手机看|手机[阅浏][读览]|电脑版|触屏版"
    r"|客户端下载|客户端|公众号|登录|登陆|注册|退出|站内搜索|全站搜索|文章搜索|高级搜索|信息检索|搜索|检索|请输入(?:关键[词字]|搜索内容|内容)?|关键[词字]|热搜|网站地图|站点地图"
    r"|联系我们|关于我们|关于本站|意见反馈|使用帮助|帮助中心|帮助|网站声明|法律声明|隐私(?:政策|保护)|诚聘英才|广告服务|友情链接|合作伙伴|会员中心|会员登录|用户名|密码|忘记密码|免费注册"
    r"|TOP|Top|top|顶部|字体|字号|大号|中号|小号|繁體|繁体版?|简体版?|简体中文|无障碍(?:浏览|阅读|版)?|关怀版|长者版|适老版?|English|ENGLISH|RSS|订阅"
    r"|邮箱|投稿|视力保护色|正文"
    r"|我要评论|发表评论|查看评论|查看全部评论|最新评论|网友评论|全部评论|我来说两句|评论|点赞|赞|踩|顶一下|踩一下|举报|我要纠错|纠错|下载文档|下载本文|下载APP|下载|打开APP|打开"
    r"|更多|查看更多|点击更多|加载更多|MORE|More|more|目录|当前位置|您的位置|所在位置|第[\d一二三四五六七八九十]+页|共[\d一二三四五六七八九十]+页|第[A-Z]?\d+版"
    r"|第\d+期|\d+/\d+页?|[Pp]age|PDF版?|放大字体|缩小字体"
    r"|语音播报|语音朗读|听新闻|收听|朗读|旧版|新版|展开|收起|立即打开|打开看看|立即下载|下载客户端|已关注|\+?关注|私信|大字版?|小字|中字|大字|字大|字小|A[+-]|T[+-]"
    r"|只看(?:该作者|楼主)|倒序浏览|正序浏览|电梯直达|使用道具|发新帖|发帖|我要发帖|回复|返回版块|楼主|文档首页|文库首页|我的文档|上传者|在线人数|访问统计|网站统计|设为收藏"
    r"|(?:今天|今日)是|天气|新闻搜索|全文检索|上传文档|文档分类|我的文库|立即下载|加入会员|VIP|开通会员|APP|App"
)
_SECTION = (
    r"新闻|时政|要闻|头条|社会|经济|财经|产经|教育|旅游|文化|体育|娱乐|视频|图片|专题|论坛|房产|汽车|健康|政务|政府|公开|服务|互动|交流|国内|国际|本地|本网|县区|区县|县市|镇街"
    r"|部门|乡镇|动态|评论"
    r"|理论|党建|法治|法制|科技|农业|三农|工业|金融|民生|生活|公告|通知|公示|资讯|信息|专栏|栏目|频道|标准|计量|认证|质量|特检|特种设备|监督|执法|品牌|名牌|食品|消费|维权|投诉"
    r"|曝光|企业|人物|访谈|图库"
    r"|博客|微博|社区|贴吧|招聘|求职|人才|数据|报告|文档|文库|范文|公文|讲话|总结|方案|心得|材料|述职|党团|资料|会员|下载|地方|中国|世界|军事|国情|环保|生态|城建|交通|气象|历史"
    r"|概况|市情|走进|魅力"
    r"|办事|咨询|信箱|调查|征集|发布|解读|政策|法规|规划|计划|统计|年鉴|人事|财政|招标|采购|项目|投资|园区|开发区|会展|商务|外贸|检验|检疫|全国|直播|音频|广播|电视|报纸|晚报"
    r"|日报|早报|周刊|杂志|数字报|专刊|副刊"
)
_OUTLET_END = (
    r"(?:日报|晚报|早报|晨报|都市报|商报|时报|周报|导报|党报|报|网|网站|新闻社|通讯社|社|电视台|广播电台|电台|广播电视台|在线|客户端|门户|融媒体中心|传媒|频道|发布|热线|杂志|周刊"
    r"|办公室|政府|委员会|局|厅|委|院|中心|协会|宣传部)"
)
_GAP_BEFORE_NEXT = (
    rf"(?= {{2,}}|[|\])]| +(?:{_DATE_LABEL}|{_BYLINE_LABEL}|{_COUNT_LABEL})[:： ]| *(?:{DATE})| +"
    rf"(?:{_NAV_WORD})|[\[(]|$)"
)
_VALUE = rf"(?:(?!{_GAP_BEFORE_NEXT}).){{0,30}}"

_TOKEN = re.compile(
    rf"(?P<clock>(?:今天|今日|现在)是?[: ]*(?:{DATE})?(?: *{TIME})?(?: *(?:{WEEK}))*|(?:{DATE})(?: *{TIME})?(?: *"
    rf"(?:{WEEK}))*(?= *(?:农历|多云|晴|阴|小雨|\d+ ?℃)))"
    rf"|(?P<dateline>(?:\[? *{_DATE_LABEL} *(?:: *|\] *:? *| +(?=\d))(?:{DATE})?|{DATE}|{TIME}|{WEEK}|讯$)(?:"
    rf"(?<=[日\d]) *(?:见报|发布|刊发|更新))?)"
    rf"|(?P<byline>[\[(]? *{_BYLINE_LABEL}(?: *[:/]| (?=\S))[:/]* *{_VALUE}[\])]?|(?:本报|本网|本台|本刊|特约)+评论员(?= "
    rf"|$))"
    rf"|(?P<navigation>\[? *(?:{_COUNT_LABEL}) *(?:: *|\] *:? *|(?= \d| ?\d+$))(?:\[? *(?:加?大|中|小|\d+|次|人"
    rf"|loading\S*|-+|[A-Za-z]{{2,5}}|[\d.]+) *)+\]?次?"
    rf"|[\[(] *(?:(?:加?大|中|小|{_NAV_WORD})[ /|]*)+[\])]|[\u4e00-\u9fff]{{2,6}} ?\(\d+\)|农历\S{{2,8}}|(?:多云|晴|阴"
    rf"|[小中大]雨|转|[-~\d]+ ?℃)+|{_NAV_WORD}|(?:(?<= )|^)[大中小](?: [大中小])+(?= |$))"
    rf"|(?P<outlet>(?:(?<=[ \d日)])|^)[\u4e00-\u9fff·—-]{{1,18}}?{_OUTLET_END}(?= |$|[|\])]))"
    r"|(?P<blank>[^\w\u3400-\u9fff]+|\d+(?= |$))"
)
_BREADCRUMB = re.compile(
    r"[\[(]?(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:位置|栏目|频道)(?:是|为|在)? *[:>]|^(?:首页|主页|网站首页|[^ ,。]{2,10}首页)"
    r"(?: *(?:>+|/|-+|—|\\|\||·|<) *[^>,。;!]{1,40})+$"
)
_DASHED_PATH = re.compile(r"(?:[^-,。;]{2,10} - ?){1,5}(?:正文|详情|内容|文章内容|文章正文)")
_ARROWS = re.compile(r" *>+ *")
_MENU_WORD = re.compile(rf".{{0,4}}(?:{_SECTION}).{{0,4}}|{_NAV_WORD}")
_BETWEEN_WORDS = re.compile(r"[\s|/·>:,、-]+")
_MENU_PART = re.compile(rf"(?:{_NAV_WORD})$")


@dataclass(frozen=True)
class Span:
    """Part of a line (offsets in the line) with its role and the reason."""

    start: int
    end: int
    role: str
    reason: str
    loose: bool = False


def count_letters(text: str) -> int:
    """Number of letters, digits and Han characters."""
    return sum(map(str.isalnum, text))


def furniture(text: str) -> list[Span]:
    """Split a line of menu words, dates and credits by role; an empty list if much of it is something else.

    Examples
    --------
    >>> [(span.role, "上一篇 2009年9月16日 放大"[span.start:span.end]) for span in furniture("上一篇 2009年9月16日 放大")]
    [('navigation', '上一篇 '), ('dateline', '2009年9月16日 '), ('navigation', '放大')]
    """
    if len(text) > LONG:
        return []
    spans, covered, role_before, position = [], 0, "", 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "blank":
            covered += count_letters(match.group())
            continue
        if kind == "clock":
            kind = "navigation"
        if kind == "outlet":
            # A bare name beside a date or credit is the source of the page; alone it says nothing.
            kind = role_before if role_before in ("dateline", "byline") else ""
            if not kind:
                continue
        covered += count_letters(match.group())
        if not spans or spans[-1][1] != kind:
            spans.append((match.start(), kind))
        role_before = kind
        position = match.end()
    total = count_letters(text)
    if not spans or covered < COVERAGE * total or covered < total and SENTENCE_STOP.search(text[:position]):
        return []
    if spans[0][1] == "dateline" and count_letters(text[:spans[0][0]]) > 1:
        spans.insert(0, (0, "byline"))
    starts = [0] + [start for start, _ in spans[1:]] + [len(text)]
    reasons = {
        "navigation": "menu words",
        "dateline": "date of publication, no sentence",
        "byline": "credit line",
    }
    return [
        Span(start, end, kind, reasons[kind]) for (_, kind), start, end in zip(spans, starts, starts[1:])
    ]


def is_menu(text: str) -> bool:
    """Whether a line is a row of short section names."""
    if len(text) > LONG or SENTENCE_STOP.search(text) or text[-1] in ":,":
        return False
    if not _BETWEEN_WORDS.search(text):
        return False
    bars = [part.strip() for part in text.split("|")]
    menu_parts = sum(bool(_MENU_PART.match(part)) for part in bars)
    if len(bars) >= 3 and (menu_parts > 1 or all(len(part) <= 10 for part in bars)):
        return True
    words = [word for word in _BETWEEN_WORDS.split(text) if word]
    if len(words) < 3 or any(len(word) > 8 for word in words):
        return False
    known = sum(bool(_MENU_WORD.fullmatch(word)) for word in words)
    return known >= 0.6 * len(words) and sum(map(len, words)) >= 2 * len(words)


def is_breadcrumb(text: str) -> bool:
    """Whether a line tells the reader where on the site the page is."""
    if len(text) > LONG or "。" in text:
        return False
    if _BREADCRUMB.match(text):
        return True
    parts = _ARROWS.split(text)
    if _DASHED_PATH.fullmatch(text):
        return True
    if ">" not in text:
        return False
    return len(parts) >= 3 and all(len(part) <= 12 for part in parts[:-1]) or (
        len(parts) == 2 and " > " in text and all(1 <= len(part) <= 10 for part in parts)
    )
