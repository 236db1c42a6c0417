"""Recognise the lines of a page that are not the article: menus, credits, legal notices, cut marks, link boxes.

Every rule reads one line, in folded form (see `lines.fold`), and knows the genre and the web, not any one site.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from helpers.tidy.lines import FINAL_STOP, HAN, LETTER, SENTENCE_STOP, Line

# Lines longer than this are running text: no menu, credit or caption of the genre reaches it.
LONG = 200
# Share of a line's letters and digits that known menu words, dates and credits must cover to make it furniture.
COVERAGE = 0.75
# A legal notice uses the vocabulary of the genre densely: this many different terms in one line, one of them speaking of
# the site itself. An article on fair competition has one or two.
LEGAL_TERMS = 3

_DAY = r"(?:[0-3]?\d|[初一二三四五六七八九十廿卅]{1,3})"
DATE = (
    r"(?:(?:19|20)\d\d *(?:年|[-./]) *[01]?\d *(?:月|[-./]) *[0-3]?\d *日?号?"
    r"|[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d|[一二][九〇零○Oo0]?[〇零○Oo0一二三四五六七八九]{2,3}年[一二三四五六七八九十]{1,2}月"
    r"(?:[一二三四五六七八九十廿]{1,3}日)?|(?:19|20)\d\d年[01]?\d月(?:" + _DAY + r"日)?|(?:19|20)\d{5,6}(?!\d)"
    r"|[01]?\d月[0-3]?\d日|[01]\d-[0-3]\d(?!\d))"
)
TIME = r"(?:T?[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?|[上下]午|\d{1,2}时\d{1,2}分)"
WEEK = r"(?:星期[一二三四五六日天]?|周[一二三四五六日])|农历\S{2,8}"

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
    r"|TOP|Top|top|顶部|字体|字号|大号|中号|小号|繁體|繁体版?|简体版?|简体中文|无障碍(?:浏览|阅读|版)?|关怀版|长者版|适老版?|English|ENGLISH|RSS|订阅|邮箱|投稿|视力保护色|正文"
    r"|我要评论|发表评论|查看评论|查看全部评论|最新评论|网友评论|全部评论|我来说两句|评论|点赞|赞|踩|顶一下|踩一下|举报|我要纠错|纠错|下载文档|下载本文|下载APP|下载|打开APP|打开"
    r"|更多|查看更多|点击更多|加载更多|MORE|More|more|目录|当前位置|您的位置|所在位置|第[\d一二三四五六七八九十]+页|共[\d一二三四五六七八九十]+页|第[A-Z]?\d+版|第\d+期|\d+/\d+页?|[Pp]age|PDF版?|放大字体|缩小字体"
    r"|(?:今天|今日)是|天气|新闻搜索|全文检索|上传文档|文档分类|我的文库|立即下载|加入会员|VIP|开通会员|APP|App"
)
_SECTION = (
    r"新闻|时政|要闻|头条|社会|经济|财经|产经|教育|旅游|文化|体育|娱乐|视频|图片|专题|论坛|房产|汽车|健康|政务|政府|公开|服务|互动|交流|国内|国际|本地|本网|县区|区县|县市|镇街|部门|乡镇|动态|评论"
    r"|理论|党建|法治|法制|科技|农业|三农|工业|金融|民生|生活|公告|通知|公示|资讯|信息|专栏|栏目|频道|标准|计量|认证|质量|特检|特种设备|监督|执法|品牌|名牌|食品|消费|维权|投诉|曝光|企业|人物|访谈|图库"
    r"|博客|微博|社区|贴吧|招聘|求职|人才|数据|报告|文档|文库|范文|公文|讲话|总结|方案|心得|材料|述职|党团|资料|会员|下载|地方|中国|世界|军事|国情|环保|生态|城建|交通|气象|历史|概况|市情|走进|魅力"
    r"|办事|咨询|信箱|调查|征集|发布|解读|政策|法规|规划|计划|统计|年鉴|人事|财政|招标|采购|项目|投资|园区|开发区|会展|商务|外贸|检验|检疫|全国|直播|音频|广播|电视|报纸|晚报|日报|早报|周刊|杂志|数字报|专刊|副刊"
)
_OUTLET_END = (
    r"(?:日报|晚报|早报|晨报|都市报|商报|时报|周报|导报|党报|报|网|网站|新闻社|通讯社|社|电视台|广播电台|电台|广播电视台|在线|客户端|门户|融媒体中心|传媒|频道|发布|热线|杂志|周刊"
    r"|办公室|政府|委员会|局|厅|委|院|中心|协会|宣传部)"
)
_GAP_BEFORE_NEXT = (
    rf"(?= {{2,}}|[|\])]| +(?:{_DATE_LABEL}|{_BYLINE_LABEL}|{_COUNT_LABEL})[:： ]| *(?:{DATE})| +(?:{_NAV_WORD})|[\[(]|$)"
)
_VALUE = rf"(?:(?!{_GAP_BEFORE_NEXT}).){{0,30}}"

_TOKEN = re.compile(
    rf"(?P<clock>(?:今天|今日|现在)是?[: ]*(?:{DATE})?(?: *{TIME})?(?: *(?:{WEEK}))*|(?:{DATE})(?: *{TIME})?(?: *(?:{WEEK}))*(?= *(?:农历|多云|晴|阴|小雨|\d+ ?℃)))"
    rf"|(?P<dateline>(?:\[? *{_DATE_LABEL} *(?:: *|\] *:? *)(?:{DATE})?|{DATE}|{TIME}|{WEEK}|讯$)(?:(?<=[日\d]) *(?:见报|发布|刊发|更新))?)"
    rf"|(?P<byline>[\[(]? *{_BYLINE_LABEL}(?: *[:/]| (?=\S))[:/]* *{_VALUE}[\])]?|(?:本报|本网|本台|本刊|特约)+评论员(?= |$))"
    rf"|(?P<navigation>\[? *(?:{_COUNT_LABEL}) *(?:: *|\] *:? *|(?= \d| ?\d+$))(?:\[? *(?:加?大|中|小|\d+|次|人|loading\S*|-+|[A-Za-z]{{2,5}}|[\d.]+) *)+\]?次?"
    rf"|[\[(] *(?:(?:加?大|中|小|{_NAV_WORD})[ /|]*)+[\])]|[\u4e00-\u9fff]{{2,6}} ?\(\d+\)|农历\S{{2,8}}|(?:多云|晴|阴|[小中大]雨|转|[-~\d]+ ?℃)+|{_NAV_WORD}|(?:(?<= )|^)[大中小](?: [大中小])+(?= |$))"
    rf"|(?P<outlet>(?:(?<=[ \d日)])|^)[\u4e00-\u9fff·—-]{{1,18}}?{_OUTLET_END}(?= |$|[|\])]))"
    r"|(?P<blank>[^\w\u3400-\u9fff]+|\d+(?= |$))"
)
_BREADCRUMB = re.compile(
    r"[\[(]?(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:位置|栏目|频道)(?:是|为|在)? *[:>]|^(?:首页|主页|网站首页|[^ ,。]{2,10}首页)(?: *(?:>+|/|-+|—|\\|\||·|<) *[^>,。;!]{1,40})+$"
)
_DASHED_PATH = re.compile(r"(?:[^-,。;]{2,10} - ?){1,5}(?:正文|详情|内容|文章内容|文章正文)")
_ARROWS = re.compile(r" *>+ *")
_NEIGHBOUR = re.compile(r"[\[(]?(?:上|下|前|后)一?(?:篇|条|页|则|章)(?:文章|新闻|文档|信息)?[\])]? *(?:[:>]|没有|无$)")
_SITE_BOX = re.compile(
    r"(?:扫描|扫一扫|长按|识别|微信搜索).{0,14}二维码|扫(?:一扫|码).{0,20}(?:关注|分享|下载|阅读|打开)|下载.{0,8}(?:客户端|APP|App)|(?:打开|进入).{0,10}(?:客户端|APP|App)"
    r"|^点击(?:这里|此处)?(?:查看|进入|关注|下载|收藏|返回)|^欢迎(?:您)?(?:访问|光临|来到|登录|关注)|^用微信|^请(?:登录|先登录|输入)|还可以输入.{0,5}字|^(?:本版|版面)(?:新闻|导读|目录|概览)$"
    r"|^收藏《|^第[A-Z]?\d+版 ?[::]|^友情链接|^本版标题导航|\S{2,10} *(?:数字报|电子报|手机报)$|(?:https?://|www\.)\S+$|^[-—– ·]+\d{1,3}[-—– ·]+$|^(?:字体|字号)[: ]|^编辑推荐:?$|^今天是|^文章搜索|^(?:站内|全站|全文)(?:搜索|检索)|^(?:所有|全部)(?:栏目|分类|类别)|^当前(?:文章|文档|第)|^共\d+[条页]"
)
COPYRIGHT = re.compile(
    r"©|\([cC]\) ?(?:19|20)\d\d|[Cc]opy ?[Rr]ight|COPYRIGHT|[Aa]ll [Rr]ights|版权所有|版权归|版权声明|免责声明|版权与免责|[郑严特]\S声明:|著作权所有|[ICP]{3}备|ICP ?证|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP"
    r"|公网安备|公安备案|网站标识码|备案[编序]?号|新闻信息服务许可|增值电信业务(?:经营)?许可|许可证[号编]?[:号]?\d|视听节目许可|(?:违法|不良)(?:和|与)?(?:违法|不良)?信息举报|举报(?:电话|邮箱|热线):|技术支持:|网站(?:维护|管理|建设|制作|联系电话)[:]"
    r"|(?:未经|未征得|没有).{0,16}(?:授权|许可|同意|允许).{0,30}(?:转载|使用|复制|摘编|镜像|引用|转贴)|(?:不得|禁止|谢绝|请勿)(?:擅自|随意|任意)?(?:转载|复制|摘编|镜像|链接)|转载.{0,12}(?:注明|保留|联系|授权|出处)|(?:法律|常年)顾问:"
    r"|(?:建议|推荐).{0,12}(?:分辨率|浏览器|IE)|最佳(?:浏览|显示|效果)|(?:广告|新闻|发行|投稿|读者|爆料|服务)(?:热线|邮箱|部电话)[: ]*\d|国内统一(?:连续出版物|刊)号|邮发代号|CN ?\d\d-\d{4}"
)
_OWNER = re.compile(
    r"^[※*· ]*(?:(?:网站|本站|本网|政府)?(?:主办|承办|协办|主管|运营|维护|制作)(?:单位|方|维护)?|(?:单位|网站|联系|办公|报社|社|通讯)?地址|(?:网站)?(?:联系|办公|值班|监督|服务|咨询)?(?:电话|热线|方式)|联系人|传真|邮编|邮政编码|"
    r"(?:电子|投稿|联系)?(?:邮箱|邮件)|E-?[Mm]ail|网址|备案号|合作伙伴|QQ群?|客服)(?: *[:：] *| {2,}| ?\d)"
)
_NOTICE_HEAD = re.compile(
    r"[※*\[(]*[^,。]{0,14}?(?:(?:版权|免责|特别|郑重|严正|法律|网站|重要)(?:及|与|和)?(?:免责|版权)?(?:声明|提示)|(?:^|本[网站报])声明)[\])]*:?$"
)
_LEGAL = re.compile(
    r"本(?:网站?|站|平台|公众号|报社?|文|单位)|版权|著作权|转载|转贴|摘编|镜像|授权|侵权|稿件|作品|免责|法律责任|违者|注明|出处|来源|真实性|准确性|赞同|观点|立场|网友|用户|作者|删除|联系我们|及时处理|商业用途"
    r"|知识产权|参考|上传|收集|整理|分享|来函|来电|投资建议|使用条款|凡"
)
_SELF = re.compile(r"本(?:网站?|站|平台|公众号)(?!络)|转载|转贴|摘编|版权(?:归|属|均)|侵权.{0,12}(?:联系|删除|告知)")

_RELATED_HEAD = re.compile(
    r"[\[(■◆▲●>·|]*(?:(?:查看|阅读)?更多)?(?:"
    r"(?:相关|热点|热门|推荐|延伸|图片|最新|更多|往期|精彩|本周|本月|今日|昨日|本类|同类|本栏目?|栏目|最近|近期|滚动|专题|视频|编辑|随机|精选|猜你|独家|图文|要闻|头条|同主题|今日头条|为您|24小时|48小时|一周|周边|关联|其他|其它|相似)"
    r"(?:文章|新闻|阅读|链接|报道|资讯|推荐|热点|专题|内容|图片|稿件|信息|回顾|排行榜?|关注|资料|文档|喜欢|更新|发布|点击|动态|范文|热文|要闻|图文|视频|评论|精选|话题|材料|公文|热点新闻|点击排行|新闻排行|热帖|帖子|头条|公告|通知|法规|解读|政策|焦点|观点|讲话|的?文档|的?文章|关注|报告)+"
    r"|大家都在看|大家还在看|猜你喜欢|您?可能(?:还|也)?(?:感兴趣|喜欢)\S{0,6}|看过\S{0,4}的?(?:人|网友|用户)?还看了?|(?:点击|新闻|文章|阅读|热度|人气|下载|本周|浏览)?排行榜?|相关链接|推荐|热评|要闻|论坛热帖|博客推荐|点击量|精彩图集|高清图集)"
    r"[\])]*[:>· ]*(?:\[?(?:更多|MORE|more|More)\]?>*)?[|>· ]*$"
)
_LINK_DATE = re.compile(
    r"[\[(]? *(?:(?:19|20)\d\d[-./年][01]?\d[-./月][0-3]?\d日?|[01]?\d[-/月][0-3]?\d日?)(?: *[0-2]?\d:\d\d(?::\d\d)?)? *[\])]?$"
)
_SET_DATE = re.compile(r"(?: |[\[(]) *(?:(?:19|20)\d\d[-./])?[01]?\d[-./][0-3]?\d(?: +[0-2]?\d:\d\d(?::\d\d)?)? *[\])]?$")
_WHOLLY_BRACKETED = re.compile(r"\([^()]*\)$")
_LINK_BULLET = re.compile(r"\[?(?:19|20)\d\d[-./][01]?\d[-./][0-3]?\d\]? +|\[?[01]?\d-[0-3]?\d\]? +|[•·●○■□◆◇▪▶►★☆※*-]+ *|>+ *|\[[^\]]{2,8}\] *|\d{1,2}[.、)]? +")

_CUT = (
    r"\d{1,7} ?(?:余|多)?个?字符?(?:被|已|未|没有)?(?:省略|略去|隐去|隐藏|屏蔽|折叠|跳过|删|未显示)|(?:隐去|隐藏|屏蔽|折叠|跳过|略去|删去|删节|少显示|还有|尚有|余下|剩下)(?:了)?(?:约)? ?\d{1,7} ?(?:余|多)?个?字|省略(?:了)?(?:约)?\d{1,7}|(?:此处|以下|下文|中间)(?:部分)?(?:内容)?(?:已)?(?:省|删)(?:略|去)|略去(?:约)?\d{1,7}|\d{1,7}字(?:已)?(?:省略|略去|未显示|被隐藏)|未完[,;. ]|全文共|(?:仅|只|已|当前)(?:能|可)?(?:显示|展示|阅读|试读|预览)(?:了)?(?:前|其中|全文|头|部分)?的?(?:约)?\d"
    r"|(?:本文|正文|原文|文章|文档)(?:共|总计|全长|约)(?:有|约)?\d{1,7}(?:余)?(?:个)?(?:字|页)|剩余(?:约)?\d{1,7}(?:\.\d{1,7})?(?:%|字|页|个?百分)|(?:剩余|余下|其余|后面|以下|后续|隐藏)(?:的)?(?:部分|内容|全文|正文|文字)"
    r"|(?:点击|展开|查看|阅读|浏览|显示)(?:\S{0,4})(?:全文|全部|余下|剩余|更多内容|完整)|(?:会员|VIP|付费|登录|注册|登陆)[^。,]{0,8}(?:可|后|才能|方可|即可|用户)[^。,]{0,6}(?:阅读|查看|浏览|下载|观看|显示|可见)"
    r"|(?:继续|完整)阅读|下载(?:全文|完整)|阅读(?:完整|原文|余下|剩余)|还剩\S{0,6}(?:未读|页|字)|试读(?:结束|部分|已)|预览(?:结束|已)|(?:内容|篇幅|字数)(?:过长|较多|有限|太长|所限)[^。]{0,20}(?:显示|展示|截|略|删|隐)|(?:内容|文章|正文|本页)(?:已)?被?(?:截断|截取|隐藏)"
    r"|未显示(?:完|全|部分)|查看完整版|(?:仅供|供)(?:会员|试读|预览)|\d{1,7}%(?:未显示|未读|的?内容)|显示不全|节选自?|节选$"
)
CUT = re.compile(_CUT)
# In running text only a notice in brackets is believed, or one that counts what it leaves out: officials do say
# 会员可查看 or 继续阅读 in an article.
CUT_INLINE = re.compile(
    rf"(?:[…. ·。]{{2,}} *)?[\[(<][^\[\]()<>\n]{{0,60}}?(?:{_CUT})[^\[\]()\n]{{0,80}}(?:[\])>]|$) *(?:…+|\.{{3,}}|·{{3,}})?"
    r"|(?:…{1,12}|\.{3,12}) *(?:展开|点击|查看|阅读)(?:阅读|查看|展开)?(?:剩余|余下)?(?:全文|全部|更多|原文)\S{0,20}$"
)
_MEANT_CUT = re.compile(r"\d+ ?(?:余)?(?:字|页|%)|[%％]|全文|全部|余下|剩余|未完|会员|VIP|付费|试读|预览|登录|完整")

_CAPTION = re.compile(
    r"[▲△↑↓←→■◆▼(\[]* *(?:(?:图|上图|下图|左图|右图|题图|资料图|图片|本版图片|配图|组图|附图|照片)(?:片)?(?:为|是|:|[①-⑳] ?|\d{1,2}[ :.、]|[一二三四五六][:、. ])|\[图片\]|图片(?:说明|来源)|视频截图)"
)
_PHOTO_CREDIT = re.compile(
    r"(?:(?:记者|通讯员|摄影|作者) ?[^\s,。]{2,8} ?(?:/|摄|供图)|(?:^|[ 。(/:])[^,。 ]{2,4} ?/?摄|资料图片?|供图|(?:视觉|图片)(?:中国)?图?) *[\])]?。?$"
)
_COMMENT_HEAD = re.compile(
    r"(?:最新|热门|网友|全部|精彩|精选|读者|用户|相关|热点|文章|发表|我要|查看)*(?:评论|留言|跟帖|回复|热评|评价)(?:区|列表|内容|选登|摘登)?(?:[ (\[:]*(?:共)?\d*(?:条|人参与|个)?[)\]]?)*:?$|^(?:网友|读者)(?:热议|说两句|怎么说)$"
)
_COMMENT = re.compile(
    r"(?:\[?\d{1,4}楼\]?|#\d+|(?:沙发|板凳|地板|楼主)(?: |:)|(?:[^\s,。]{1,12}(?:网友|游客|用户)|网友|匿名(?:网友|用户)?|游客|读者|用户)(?! ?[\d.]+[亿万])(?: ?[\w.*“”\"'·]{0,16})? *(?:\[[^\]]*\])?(?:[\d:/ .-]{5,20})?(?:评论|说|发表于|回复|留言)?[:：(\d]|[^\s,。:]{2,14} *(?:发表于|评论于|回复于|回复[: ]))"
)
_SIGNED_COMMENT = re.compile(r"\[?\d{1,4}楼\]?[ :]|(?:\S{1,8}(?:网友|游客)|网友|匿名(?:网友|用户)?|游客)(?: ?[\w.*]{0,16})?(?: *\[[^\]]*\])? *(?:[:(]|\d{4}-|发表于|评论)")
_CODE = re.compile(r"[A-Za-z]{0,4}[\d ./:|-]*\d[\d ./:|-]*")
_ADVERT = re.compile(
    r"[\[(](?:广告|推广|赞助|AD)[\])]|^广告(?:$|[: ])|(?:订购|订货|加盟|招商|抢购|团购|咨询|预订|预约)(?:电话|热线|专线)|限时(?:优惠|特价|抢购)|(?:加|添加)(?:我)?微信|代(?:写|办|发)(?:论文|文章|材料|公文|证)|特价(?:促销|销售)|免费(?:领取|试用|体验|咨询)|清仓|首付.{0,6}万|火热认筹|盛大开盘|均价\d|点击领券|领取优惠券"
)


@dataclass(frozen=True)
class Span:
    """Part of a line (offsets in the line) with its role and the reason."""

    start: int
    end: int
    role: str
    reason: str
    loose: bool = False


def _meaning(text: str) -> int:
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
            covered += _meaning(match.group())
            continue
        if kind == "clock":
            kind = "navigation"
        if kind == "outlet":
            # A bare name beside a date or credit is the source of the page; alone it says nothing.
            kind = role_before if role_before in ("dateline", "byline") else ""
            if not kind:
                continue
        covered += _meaning(match.group())
        if not spans or spans[-1][1] != kind:
            spans.append((match.start(), kind))
        role_before = kind
        position = match.end()
    if not spans or covered < COVERAGE * _meaning(text) or (SENTENCE_STOP.search(text[:position]) and covered < _meaning(text)):
        return []
    if spans[0][1] == "dateline" and _meaning(text[:spans[0][0]]) > 1:
        spans.insert(0, (0, "byline"))
    starts = [0] + [start for start, _ in spans[1:]] + [len(text)]
    reasons = {
        "navigation": "menu words",
        "dateline": "date of publication, no sentence",
        "byline": "credit line",
    }
    return [
        Span(starts[number], starts[number + 1], kind, reasons[kind]) for number, (_, kind) in enumerate(spans)
    ]


_MENU_WORD = re.compile(rf".{{0,4}}(?:{_SECTION}).{{0,4}}|{_NAV_WORD}")
_BETWEEN_WORDS = re.compile(r"[\s|/·>:,、-]+")
_MENU_PART = re.compile(rf"(?:{_NAV_WORD})$")


def is_menu(text: str) -> bool:
    """Whether a line is a row of short section names."""
    if len(text) > LONG or SENTENCE_STOP.search(text) or text[-1] in ":,":
        return False
    if not _BETWEEN_WORDS.search(text):
        return False
    bars = [part.strip() for part in text.split("|")]
    if len(bars) >= 3 and (all(len(part) <= 10 for part in bars) or sum(bool(_MENU_PART.match(part)) for part in bars) > 1):
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


def is_legal(text: str) -> bool:
    """Whether a line is a notice on rights in the page."""
    return len(set(_LEGAL.findall(text))) >= LEGAL_TERMS and bool(_SELF.search(text))


def is_link(text: str) -> bool:
    """Whether a line has the shape of a link to another article: title-like, often with a bullet or a date."""
    return 6 <= len(text) <= 80 and not _WHOLLY_BRACKETED.match(text) and not FINAL_STOP.search(text.rstrip(".… ")) and len(HAN.findall(text)) >= 5


def has_link_date(text: str) -> bool:
    """Whether a title-like line ends in a date set apart in figures, as links to other articles do."""
    return is_link(text) and bool(_SET_DATE.search(text))


def has_link_mark(text: str) -> bool:
    """Whether a title-like line carries a bullet in front or a date behind."""
    return is_link(text) and bool(_LINK_DATE.search(text) or _LINK_BULLET.match(text))


def is_foreign(text: str) -> bool:
    """Whether a line is in a Latin script."""
    letters = len(LETTER.findall(text))
    return letters >= 10 and len(HAN.findall(text)) * 4 < letters


def is_comment_heading(text: str) -> bool:
    """Whether a line opens the readers' comments."""
    return len(text) <= 30 and bool(_COMMENT_HEAD.match(text))


def is_related_heading(text: str) -> bool:
    """Whether a line opens a box of links to other articles."""
    return len(text) <= 30 and bool(_RELATED_HEAD.match(text)) and not _COMMENT_HEAD.match(text)


@dataclass(frozen=True)
class Rule:
    """A test on one folded line. A `firm` rule also holds for running text; a `loose` one not inside an article."""

    role: str
    reason: str
    test: Callable[[str], object]
    longest: int = LONG
    firm: bool = False
    loose: bool = False


CUT_RULE = Rule("truncation", "says that text is left out", lambda text: CUT.search(text) and _MEANT_CUT.search(text))
RULES = (
    Rule("other", "advertisement", _ADVERT.search),
    Rule("copyright", "rights, licence or imprint", COPYRIGHT.search, 3 * LONG, firm=True),
    Rule("copyright", "legal vocabulary", is_legal, 3 * LONG, firm=True),
    Rule("copyright", "heading of a legal notice", _NOTICE_HEAD.match, 30),
    Rule("copyright", "address or owner of the site", _OWNER.match, loose=True),
    Rule("related", "heading of a link box", is_related_heading),
    Rule("navigation", "path of the page on its site", is_breadcrumb),
    Rule("navigation", "neighbouring article", _NEIGHBOUR.match),
    Rule("navigation", "row of section names", is_menu, loose=True),
    Rule("navigation", "box of the site", _SITE_BOX.search, LONG // 2),
    Rule("other", "picture caption", _CAPTION.match, firm=True),
    Rule("other", "picture credit", _PHOTO_CREDIT.search, LONG // 2, firm=True),
    Rule("other", "reader's comment", _COMMENT.match),
    Rule("other", "reader's comment", _SIGNED_COMMENT.match, firm=True),
    Rule("navigation", "number or code", lambda text: not HAN.search(text) and _CODE.fullmatch(text), 40, loose=True),
    Rule("other", "not in Chinese", is_foreign, 10 * LONG),
    Rule("other", "stray marks", lambda text: not any(map(str.isalnum, text)), 10 * LONG),
)


def classify(line: Line) -> list[Span]:
    """Return the spans of a line whose role the line itself tells; empty for running text, headings and titles."""
    text = line.folded
    if not line.prose and len(text) <= LONG and CUT_RULE.test(text):
        return [Span(0, len(text), CUT_RULE.role, CUT_RULE.reason)]
    comment = not line.prose and len(text) <= LONG and _COMMENT.match(text)
    spans = [] if line.prose or comment or is_related_heading(text) else furniture(text)
    if spans:
        return spans
    for rule in RULES:
        if len(text) <= rule.longest and (rule.firm or not line.prose) and rule.test(text):
            return [Span(0, len(text), rule.role, rule.reason, rule.loose)]
    return []
