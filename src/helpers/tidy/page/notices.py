"""Recognise the lines of a page that are not the article: legal notices, cut marks, link boxes, captions.

Every rule reads one line, in folded form (see `lines.fold`), and knows the genre and the web, not one site.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from helpers.tidy.guarded import Guarded
from helpers.tidy.page.fixtures import DATE, LONG, Span, furniture, is_breadcrumb, is_menu
from helpers.tidy.page.lines import FINAL_STOP, LETTER, Line, count_han

# A legal notice uses the vocabulary of the genre densely: this many different terms in one line, one of them
# speaking of the site itself. An article on fair competition has one or two.
LEGAL_TERMS = 3

_NEIGHBOUR = re.compile(r"[\[(]?(?:上|下|前|后)一?(?:篇|条|页|则|章)(?:文章|新闻|文档|信息)?[\])]? *(?:[:>]|没有|无$)")
_SITE_BOX = re.compile(
    r"您是(?:本站|本网)?第|第 ?\d+ ?位(?:访客|访问者|来访者|读者|浏览者)|(?:当前|在线|今日|总)(?:访客|人数|访问量)|^总访问|^(?:点击"
    r"|单击).{0,10}(?:查看(?:原|大)图|放大)|(?:扫描"
    r"|扫一扫|长按|识别|微信搜索).{0,14}二维码|扫(?:一扫|码).{0,20}(?:关注|分享|下载|阅读|打开)|下载.{0,8}(?:客户端|APP|App)|(?:打开|进入).{0,10}"
    r"(?:客户端|APP|App)"
    r"|^点击(?:这里|此处)?(?:查看|进入|关注|下载|收藏|返回)|^欢迎(?:您)?(?:访问|光临|来到|登录|关注)|点击(?:上方|下方|左下|右上|蓝字|标题)|(?:蓝字|公众号"
    r"|视频号).{0,8}关注|关注.{0,12}(?:公众号|视频号|官方微)|长按.{0,8}(?:识别|关注)|^收录于|^微信号|^功能介绍|^(?:预览|轻触|微信扫)"
    r"|^(?:论文|文章|文献|文档)?部分(?:内容|章节)(?:阅读|预览|试读|浏览):?$|^(?:文章|新闻|正文|资讯|信息|详细)?(?:正文|内容)如?下?:$|^(?:热门|相关|推荐|大家都在)(?:搜索?|标签|关键词|访问|专题|词条):?|^试试搜索|^本文(?:链接|地址"
    r"|网址|标题)(?:地址)?:|^(?:原文|文章|网页|页面)(?:链接|地址|网址):|^看完(?:这篇|本文|此)|^您?(?:看到此篇|看完).{0,12}(?:感受|心情)"
    r"|^请选择|^-+ ?请?选择|^温馨提示:?|^选择其它|^字数:|^播报|^(?:音频|视频)?加载中|^浏览器不支持|^您的浏览器|^(?:验证码|昵称|匿名(?:发表|评论|用户)?:?$)"
    r"|文明(?:上网|发言)|^您?(?:需要|必须|请先)(?:登录|登陆)后?(?:才能?|方)?可以|^(?:登录|登陆)后?(?:才能|可以|方可)?(?:发表|评论|留言|回复)|^已有 ?\d+ ?(?:条|人|位|个)?(?:评论|网友|人?参与|回复|留言)|^用微信"
    r"|^请(?:登录|先登录|输入)|还可以输入.{0,5}字|^"
    r"(?:本版|版面)(?:新闻|导读|目录|概览)$"
    r"|^收藏《|^第[A-Z]?\d+版 ?[::]|^友情链接|^本版标题导航|\S{2,10} *(?:数字报|电子报|手机报)$|(?:https?://|www\.)\S+$"
    r"|^[-—– ·]+\d{1,3}[-—– ·]+$|^(?:字体|字号)[: ]|^编辑推荐:?$|^今天是|^文章搜索|^(?:站内|全站|全文)(?:搜索|检索)|^(?:所有|全部)(?:栏目"
    r"|分类|类别)|^当前(?:文章|文档|第)|^共\d+[条页]|^本版(?:其他|其它|更多|相关)(?:标题|新闻|文章|稿件|内容) *[:：]"
)
_RIGHTS = Guarded(
    r"不代表(?:本\S{1,6}?|.{0,10})(?:的)?(?:立场|观点|意见)|(?:网友|用户|会员)(?:个人(?:观点|行为)|自行(?:发布|上传|提供)|上传(?:分享"
    r"|发布)?[,。、])|与(?:本|原)(?:网站?|站|报|平台|库|论坛)无关|©|\([cC]\) ?(?:19|20)\d\d|[Cc]opy ?[Rr]ight|COPYRIGHT"
    r"|[Aa]ll [Rr]ights|版权所有|版权归|版权声明|免责声明|版权与免责"
    r"|[郑严特]\S声明:|著作权所有|[Pp]owered by|如(?:有|涉及?)侵权|经营许可证|广播电视节目制作|国新网|互联网举报|不代表本(?:网|站|平台)|仅代表作者(?:本人|个人)"
    r"|[ICP][ICP][ICP]备|ICP ?证|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP"
    r"|公网安备|公安备案|网站标识码|备案[编序]?号|新闻信息服务许可|增值电信业务(?:经营)?许可|许可证[号编]?[:号]?\d|视听节目许可|(?:违法|不良)(?:和|与)?(?:违法"
    r"|不良)?信息举报|举报(?:电话|邮箱|热线):|技术支持:|网站(?:维护|管理|建设|制作|联系电话)[:]"
    r"|(?:未经|未征得|没有).{0,16}(?:授权|许可|同意|允许).{0,30}(?:转载|使用|复制|摘编|镜像|引用|转贴)|(?:不得|禁止|谢绝|请勿)(?:擅自|随意|任意)?(?:转载"
    r"|复制|摘编|镜像|链接)|转载.{0,12}(?:注明|保留|联系|授权|出处)|(?:法律|常年)顾问:"
    r"|(?:建议|推荐).{0,12}(?:分辨率|浏览器|IE)|最佳(?:浏览|显示|效果)|(?:广告|新闻|发行|投稿|读者|爆料|服务)(?:热线|邮箱|部电话)[: ]*\d|国内统一"
    r"(?:连续出版物|刊)号|邮发代号|CN ?\d\d-\d{4}",
    *"不代表 仅代表作者 网友 用户 会员 无关 © (c) (C) opy COPYRIGHT ights 版权 免责声明 声明: 著作权 owered 侵权 许可 广播电视节目 国新网 举报 备案 网安备 I备 C备 P备 ICP 网站 "
    "技术支持 授权 同意 允许 转载 复制 摘编 镜像 链接 顾问: 分辨率 浏览 IE 最佳 热线 邮箱 部电话 国内统一 邮发代号 CN".split(),
)
_OWNER = re.compile(
    r"^[※*· ]*(?:(?:网站|本站|本网|政府)?(?:主办|承办|协办|主管|运营|维护|制作)(?:单位|方|维护)?|(?:单位|网站|联系|办公|报社|社|通讯|公司|工厂|厂|总部"
    r"|门店)?(?:地址|厂址|社址)|(?:网站)?"
    r"(?:联系|办公|值班|监督|服务|咨询|客服|公司|销售|总机|编辑部)?(?:电话|热线|方式)|联系人|传真|邮编|邮政编码|"
    r"(?:电子|投稿|联系)?(?:邮箱|邮件)|E-?[Mm]ail|网址|备案号|合作伙伴|联系我们|QQ群?|客服)(?: *[:：] *| {2,}| ?\d)"
)
_RUN_BY = re.compile(r"[\u4e00-\u9fff]{2,20}(?:政府|信息中心|办公[室厅]|宣传部|新闻中心|委员会|局) ?(?:主办|承办|(?:建设|管理)?维护)(?:$| )")
_NOTICE_HEAD = re.compile(
    r"[※*\[(]*[^,。]{0,14}?(?:(?:版权|免责|特别|郑重|严正|法律|网站|重要)(?:及|与|和)?(?:免责|版权)?(?:声明|提示)|(?:^"
    r"|本[网站报])声明)[\])]*:?$"
)
_LEGAL = re.compile(
    r"本(?:网站?|站|平台|公众号|报社?|文|单位)|版权|著作权|转载|转贴|摘编|镜像|授权|侵权|稿件|作品|免责|法律责任|违者|注明|出处|来源|真实性|准确性|赞同|观点|立场|网友|用户"
    r"|作者|删除|联系我们|及时处理|商业用途"
    r"|知识产权|参考|上传|收集|整理|分享|来函|来电|投资建议|使用条款|凡"
)
_DISCLAIM = re.compile(
    r"声明|无关|自动|程序|转换|互联网|网络|仅供|学习|交流|内容|发布|自行|审核|负责|责任|为准|核对|用途|本(?:页面?|镜像|库|论坛|社区|博客|刊|吧|店|公司|馆)|页面|原网站|原媒体"
    r"|权益|客服|投诉|意见|立场"
)
_DISCLAIM_SELF = re.compile(
    r"声明|仅供|无关|本(?:页面?|镜像|文?库|资料库|数据库|论坛|社区|博客|网站?|站|平台|刊)|原网站|原媒体|版权|侵权|立场|权益"
)
_STATED = re.compile(r"(?:说明|声明|备注|提示|温馨提示|友情提示|特别提示|注意)[:].*(?:本(?:页面?|库|网站?|站|平台|文本|刊)|转载|版权|引用).*")
_SELF = re.compile(r"本(?:网站?|站|平台|公众号)(?!络)|转载|转贴|摘编|版权(?:归|属|均)|侵权.{0,12}(?:联系|删除|告知)")

_RELATED_HEAD = re.compile(
    r"[\[(■◆▲●>·|-]* ?(?:与?(?:本文|此文|本篇)(?=相关))?(?:[\[《“][^\]》”]{2,40}[\]》”] ?的?(?=相关|推荐|延伸))?(?:(?:查看|阅读)?更多)?(?:"
    r"(?:相关|热点|热门|推荐|延伸|图片|最新|更多|往期|精彩|本周|本月|今日|昨日|本类|同类|本栏目?|栏目|最近|近期|滚动|专题|视频|编辑|随机|精选|猜你|独家|图文|要闻|头条|同主题"
    r"|今日头条|为您|24小时|48小时|一周|周边|关联|其他|其它|相似)"
    r"(?:文章|新闻|阅读|链接|报道|资讯|推荐|热点|专题|内容|图片|稿件|信息|回顾|排行榜?|关注|资料|文档|喜欢|更新|发布|点击|动态|范文|热文|要闻|图文|视频|评论|精选|话题|材料"
    r"|公文|热点新闻|点击排行|新闻排行|热帖|帖子|信件|头条|公告|通知|法规|解读|政策|焦点|观点|讲话|快评|时评|短评|的?(?:文档|文章|范文|材料|内容|新闻)|关注|报告)+"
    r"|大家都在看|大家还在看|(?:其他|其它|别的?)人(?:都|还)?在?看了?|猜你喜欢|您?可能(?:还|也)?(?:感兴趣|喜欢)\S{0,6}|看过\S{0,4}的?(?:人|网友|用户)?还看了?"
    r"|(?:新闻|文章|好文|稿件)推荐|(?:点击|新闻|文章|阅读|热度|人气|下载|本周"
    r"|浏览)?排行榜?|相关链接|推荐|热评|要闻|论坛热帖|博客推荐|点击量|精彩图集|高清图集|[为给]你推荐|小编推荐|推荐给您|为你精选|本期(?:导读|要目|目录)|本版(?:标题导航|新闻列表"
    r"|标题列表|目录列表|文章列表|其他文章)"
    r"|(?:该|本)?(?:作者|用户|博主|站长|编辑|网友|栏目|频道|专题|分类|类别)(?:的)?(?:其他|其它|更多|最新|最近|还发表了|还收藏了|还看了|推荐|相关)(?:文章|作品|文档"
    r"|内容|博文|新闻|收藏)?|[\u4e00-\u9fff]{2,4}(?:频道|专栏|栏目|专区)(?:最新|推荐|热点|精选|热文))"
    r"[\])]*[:>· ]*(?:\[?(?:更多|MORE|more|More)\]?>*)?[|>· ]*$"
)
# A heading with its links behind it on the same line.
_RELATED_LINE = re.compile(
    r"[\[(■◆▲●>·|]*(?:(?:相关|延伸|推荐|热门|扩展|拓展|更多|往期)(?:阅读|链接|文章|新闻|报道|推荐|回顾|资讯|精彩|范文|文档)|猜你喜欢|(?:该|本)(?:用户|作者"
    r"|网友)还\S{1,3}了|大家还?在?看了?)"
    r"[\])]?[:>] *\S.{5,}"
)
_LINK_DATE = re.compile(
    r"[\[(]? *(?:(?:19|20)\d\d[-./年][01]?\d[-./月][0-3]?\d日?|[01]?\d[-/月][0-3]?\d日?)(?: *[0-2]?\d:\d\d"
    r"(?::\d\d)?)? *[\])]?$"
)
_SET_DATE = re.compile(
    r"(?: |[\[(]) *(?:(?:19|20)\d\d[-./])?[01]?\d[-./][0-3]?\d(?: +[0-2]?\d:\d\d(?::\d\d)?)? *[\])]?$"
)
# A title may ask or exclaim, but not end like a sentence or a list item.
_NO_LINK = re.compile(r"[。;:][”’」』\"')\]》]*$")
_WHOLLY_BRACKETED = re.compile(r"\([^()]*\)$")
_LINK_BULLET = re.compile(
    r"\[?(?:19|20)\d\d[-./][01]?\d[-./][0-3]?\d\]? +|\[?[01]?\d-[0-3]?\d\]? +|[•·●○■□◆◇▪▶►★☆※*-]+ *|>+ *"
    r"|\[[^\]]{2,8}\] *|\d{1,2}[.、)]? +"
)

_CUT = (
    r"\d{1,7} ?(?:余|多)?个?字符?(?:被|已|未|没有)?(?:省略|略去|隐去|隐藏|屏蔽|折叠|跳过|删|未显示)|(?:隐去|隐藏|屏蔽|折叠|跳过|略去|删去|删节|少显示|还有|尚有"
    r"|余下|剩下)(?:了)?(?:约)? ?\d{1,7} ?(?:余|多)?个?字|省略(?:了)?(?:约)?\d{1,7}|(?:此处|以下|下文|中间|该|本|这|余下|其余|后文|余文"
    r"|后半)(?:部分|处|段)?(?:内容|文字)?(?:已)?(?:被)?[^。,]{0,6}"
    r"(?:省略|略去|删略|删去|删除|删节|隐藏|屏蔽)|(?:有|略有|本文有?)删[节减改略]|未完待续|略去(?:约)?\d{1,7}|\d{1,7}字(?:已)?(?:省略|略去|未显示|被隐藏)"
    r"|未完[,;. ]|全文共|(?:仅|只|已|当前)(?:能|可)?(?:显示"
    r"|展示|阅读|试读|预览)(?:了)?(?:前|其中|全文|头|部分)?的?(?:约)?\d"
    r"|(?:本文|正文|原文|文章|文档)(?:共|总计|全长|约)(?:有|约)?\d{1,7}(?:余)?(?:个)?(?:字|页)|剩余(?:约)?\d{1,7}(?:\.\d{1,7})?(?:%|字"
    r"|页|个?百分)|(?:剩余|余下|其余|后面|以下|后续|隐藏)(?:的)?(?:部分|内容|全文|正文|文字)"
    r"|(?:点击|展开|查看|阅读|浏览|显示)(?:\S{0,4})(?:全文|全部|余下|剩余|更多内容|完整)|(?:会员|VIP|付费|登录|注册|登陆)[^。,]{0,8}(?:可|后|才能|方可"
    r"|即可|用户)[^。,]{0,6}(?:阅读|查看|浏览|下载|观看|显示|可见)"
    r"|(?:继续|完整)阅读|下载(?:全文|完整)|阅读(?:完整|原文|余下|剩余)|还剩\S{0,6}(?:未读|页|字)|试读(?:结束|部分|已)|预览(?:结束|已)|(?:内容|篇幅|字数)"
    r"(?:过长|较多|有限|太长|所限)[^。]{0,20}(?:显示|展示|截|略|删|隐|(?:刊|登|选)\S{0,8}部分)|(?:内容|文章|正文|本页)(?:已)?被?(?:截断|截取|隐藏)"
    r"|未显示(?:完|全|部分)|查看完整版|(?:仅供|供)(?:会员|试读|预览)|\d{1,7}%(?:未显示|未读|的?内容)|显示不全|节选自?|节选$|(?:下载|登录|登陆|注册|付费|购买"
    r"|充值|开通|扫码|关注)[^。,]{0,8}后?(?:可见|可查看|可阅读|可看|查看全|阅读全|显示|解锁)|(?:付费|收费|会员|VIP)(?:阅读|内容|可见|专享)|(?:余下|剩余|其余"
    r"|后续)\S{0,4}(?:请|需)\S{0,4}(?:下载|登录|注册|付费)"
)
CUT = Guarded(
    _CUT,
    *"省略 略去 隐去 隐藏 屏蔽 折叠 跳过 删 字 剩 未完 全文 页 试读 预览 显示 其余 余下 后面 以下 后续 点击 展开 展示 查看 阅读 浏览 下载 观看 可见 可看 解锁 供会员 费内容 员内容 VIP "
    "专享 截断 截取 容过长 容较多 容有限 容太长 容所限 篇幅 节选 未读 %内容 %的内容".split(),
)
# In running text only a notice in brackets is believed, or one that counts what it leaves out: officials do
# say 会员可查看 or 继续阅读 in an article.
CUT_INLINE = re.compile(
    rf"(?:[…. ·。]{{2,}} *)?[\[(<][^\[\]()<>\n]{{0,60}}?(?:{_CUT})[^\[\]()\n]{{0,80}}(?:[\])>]|$) *(?:…+"
    rf"|\.{{3,}}|·{{3,}})?"
    r"|(?:…{1,12}|\.{3,12}) *(?:展开|点击|查看|阅读)(?:阅读|查看|展开)?(?:剩余|余下)?(?:全文|全部|更多|原文)\S{0,20}$"
)
_MEANT_CUT = re.compile(
    r"\d+ ?(?:余)?(?:字|页|%)|[%％]|全文|全部|余下|剩余|未完|待续|会员|VIP|付费|试读|预览|登录|下载|完整|下文|后文|余文|此处|部分|删[节减改略除]|隐藏|屏蔽|被省略"
)

# How long the text is and how much of it the page shows: a notice also where it is a full sentence.
_COUNTED_CUT = re.compile(r"(?:全文|正文|文档|文章)共?(?:约|计)?\d{2,7} ?字\S{0,8}?(?:显示|阅读|预览|展示)(?:了|前|约)*\d")
_NOTICE_LENGTH = 80

# The row of page numbers below an article; 余下全文 in it is one more page.
_PAGES = re.compile(r"(?:[\[(]?\d{1,2}[\])]? ){2,}|(?:上一页|首页) ?[\[(\d]")
_CAPTION = re.compile(
    r"[↑↓←→] ?[^\s↑↓]|[▲△↑↓←→■◆▼(\[]* *(?:(?:图|上图|下图|左图|右图|题图|资料图|图片|本版图片|配图|组图|附图|照片)(?:片)?(?:为|是|:|[①-⑳] ?"
    r"|\d{1,2}[ :.、]"
    r"|[一二三四五六][:、. ])|\[图片\]|图片(?:说明|来源|由|提供)|视频截图|点击图片|(?:视频|音频)(?:时长|:) ?\d)"
)
# What the text of a picture's file or a picture of an occasion is called.
_PICTURE_TEXT = re.compile(r"\S{0,40}_fororder_\S*|[\u4e00-\u9fff]{2,8}现场(?:图片?|照片)?$")
# A site that collects speeches introduces each.
_INTRODUCTION = Guarded(
    r"^(?!.*(?:来自|来源|互联网|网络))(?:.*?)(?:(?:小编|本站|学习网|文秘网)[^。]{0,24}(?:整理|收集|搜集|准备|带来|分享|精选|推荐)|(?:下面|以下|今天)(?:就)?是?[^。]{0,16}(?:整理|收集|搜集|精心)[^。]{0,30}"
    r"(?:参考|阅读|欣赏|借鉴|帮助)|(?:欢迎|仅供)(?:大家|各位)?(?:阅读|参考|参阅|借鉴|查阅)[^。]{0,10}[。!~]?$)",
    *"小编 本站 学习网 文秘网 整理 收集 搜集 精心 阅读 参考 参阅 借鉴 查阅".split(),
)
# What a script of the page leaves where it has nothing to show.
_LEFT_BY_SCRIPT = re.compile(r"(?:undefined|null|NaN|\[object Object\]) *$")
# What a picture shows is longer than the name of who took it.
_TOLD_CAPTION = re.compile(r"[▲△↑↓←→■◆▼(\[]* *(?:上|下|左|右|题)?图(?:片|为)? ?: ?(?:[\u4e00-\u9fff]{10}|.*[(\[][^()\[\]]{2,12}摄[)\]]$)")
_PHOTO_CREDIT = Guarded(
    r"(?:(?:记者|通讯员|摄影|作者) ?[^\s,。]{2,8} ?(?:/|摄|供图)|(?:^|[ 。(/:])[^,。 ]{2,4} ?/?摄|资料图片?|供图|(?:视觉|图片)"
    r"(?:中国)?图?) *[\])*_]*。?$",
    "摄", "/", "供图", "资料图", "视觉", "图片",
)
# In brackets behind a sentence a credit closes a paragraph of the article.
_CLOSING_CREDIT = re.compile(r"^[^△▲(\[].{24,}。[(\[][^()\[\]。]{2,40}[)\]]。?$")
# The box of a thread beside a post: who wrote it and with what rank.
_POSTER = re.compile(
    r"^楼主(?: {1,4}|[:|])\S|(?:^|[ |/])(?:(?:注册|加入)(?:时间|日期)|在线时间|最后登录|个性签名|头衔|等级) *[: ] *\S"
    r"|(?:^|[ |/])(?:帖子|主题|积分|威望|金钱|金币|精华|经验|好友|UID) *[: ]? *\d+(?=$| )"
)
_FLOOR = re.compile(
    r"(?:\[?\d{1,4} ?[楼#LF]\]?(?: {1,3}[^\s,。:]{2,14})?|#\d{1,4}|沙发|板凳|地板|地下室|[^\s,。:]{1,14} ?(?:发表|评论|回复|留言)于?) *[: ]? *(?:发表于|评论于"
    r"|回复于|\||于)* *(?=(?:(?:19|20)\d\d|[01]?\d)[-/.年月]|昨天|前天|\d+ ?(?:天|小时|分钟|个月|年)前)"
)
_FLOOR_NAME = re.compile(r"沙发|板凳|地板|地下室|\d{1,3} ?[楼#]|#\d{1,3}")
_SIGNATURE = re.compile(r"[—-]{0,4} ?(?:个性)?签名档? ?[::]")
# What was kept of a copy: caches, archives, personal libraries; how the words of a speech were taken down.
_ARCHIVED = Guarded(
    r"(?:保存|收藏|存档|抓取|缓存|采集|转存|剪藏)(?:于|时间|日期|编号|副本) ?[:：]? ?\d|(?:网页|页面|百度)(?:快照|存档)|网页.{0,80}快照|网页副本"
    r"|搜索引擎[和与对].{0,4}网页"
    r"|(?:查询|搜索)的关键[词字]|^当前网页可能",
    *"保存 收藏 存档 抓取 缓存 采集 转存 剪藏 快照 副本 搜索引擎 的关键 当前网页".split(),
)
_NOTE = re.compile(
    r"[\[(*※]?(?:本文|此文|此稿|以上|以下|全文|文字|实录)?(?:根据|依据|按|由)(?:会议|现场|讲话|采访|访谈)?(?:录音|录像|记录|速记员?|直播|实录)(?:稿)?(?:整理|录入"
    r"|摘编)?.{0,20}[\])]?|[\[(][^()\[\]。]{2,14}[室处局委办院会组社]整理[\])]|[\[(*※]?.{0,12}未经(?:本人|讲话人|发言人|嘉宾|作者)(?:本人)?(?:审阅|审核|审定|校阅).{0,6}[\])]?"
)
# Words framed by the same kind of marks on both sides call for attention: an advertisement.
_FRAMED = re.compile(
    r"([^\w\s*×\u4e00-\u9fff\[\](){}“”‘’《》\"'…。—-])\1+ ?(?=\S*[\u4e00-\u9fff])[^。]{4,60}?"
    r"([^\w\s*\u4e00-\u9fff\[\](){}“”‘’《》\"'…。!?—-])\2+"
)
_STARRED = re.compile(r"([※☆★◆◇■□●○]) *[^。※☆★◆◇■□●○]{6,60}(?: *\1|(?<! )\1 +[^。]{2,30})")
_FILE = re.compile(
    r"附件(?:下载|[一二三四五\d]{0,2})?[:: ].{0,60}\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|jpe?g|png|ofd|txt)\b",
    re.I
)
_LEFTOVER = re.compile(
    r"<!\[CDATA\[|\]\]>|(?:&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|#\d+);? *)+|</?[A-Za-z][^<>]{0,40}>"
    r"|<!--.{0,60}|-->|\{\{?[^{}]{0,40}\}\}?"
)
_COMMENT_HEAD = re.compile(
    r"(?:最新|热门|网友|全部|精彩|精选|读者|用户|相关|热点|文章|发表|我要|查看)*(?:评论|留言|跟帖|回复|热评|评价)(?:区|列表|内容|选登|摘登)?(?:[ (\[:]*"
    r"(?:共)?\d*(?:条|人参与|个)?[)\]]?)*:?$|^(?:网友|读者)(?:热议|说两句|怎么说)$"
)
_COMMENT = re.compile(
    r"(?:\[?\d{1,4}楼\]?|#\d+|(?:沙发|板凳|地板|楼主)(?: |:)|(?:[^\s,。]{1,12}(?:网友|游客|用户)|网友|匿名(?:网友|用户)?|游客|读者|用户)"
    r"(?! ?[\d.]+[亿万])(?: ?[\w.*“”\"'·]{0,16})? *(?:\[[^\]]*\])?(?:[\d:/ .-]{5,20})?(?:评论|说|发表于|回复"
    r"|留言)?[:：(\d]|(?!快速|发表|我要|返回)[^\s,。:]{2,14} *(?:发表于|评论于|回复于|回复[: ]))"
)
_DATED_COMMENT = re.compile(r"\[[^\[\],。]{0,10}(?:网友|用户|游客|读者)\] *(?:(?:19|20)\d\d|[01]?\d)[-./年月]")
_SIGNED_COMMENT = re.compile(
    r"\[?\d{1,4}楼\]?[ :]|(?:\S{1,8}(?:网友|游客)|网友|匿名(?:网友|用户)?|游客)(?: ?[\w.*]{0,16})?(?: *\[[^\]]*\])? *"
    r"(?:[:(]|\d{4}-|发表于|评论)"
)
# The day on a line of its own, with the place or how the text came about behind it.
_DAY_LINE = re.compile(
    rf"[(\[] ?[\d×xX*〇○]{{4}}年 ?[\d×xX*]{{1,2}}月 ?[\d×xX*]{{1,2}}日 ?[)\]]"
    rf"|[(\[] ?[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十廿]{{1,3}}日 ?[)\]]"
    rf"|[(\[]? ?[—-]{{0,4}} ?(?:{DATE})(?: *[,、·于在/].{{0,20}}| [\u4e00-\u9fff]{{2,4}})? ?[)\]]?"
)
_OUTLINE_LINE = re.compile(
    r"[\[(]?(?:本文|文章|讲话|内容)?(?:目 ?录|提 ?纲|目 ?次|导 ?读|导 ?航|大 ?纲)(?:/(?:提纲|目录))?[\])]?[: ]*(?:一|1"
    r"|第一).{2,60}?(?:二|2|第二)[、.章部节]"
)
_SOURCE_NOTE = re.compile(r"(?:本文|以上(?:内容|文字)?|文章)?(?:转自|转载自|转帖自|摘自|摘编自|选自)[^。,]{2,20},[^。]{2,30}。?$")
_REPRINT = re.compile(r"[(\[]?(?:转自|转载自|转帖自|摘自|选自|原载)[^《》。,]{0,8}《[^《》]{2,14}》[^《》。,]{0,10}[)\]]?:?")
_ANSWERED_BY = re.compile(r"(?:答复|回复|办理|受理)(?:单位|部门|机构)[: ]+[\u4e00-\u9fff]{2,24}")
_FRAMED_COLUMN = re.compile(
    r"([^\w\s])\1* *[\u4e00-\u9fff]{2,6}(?:论坛|评论|时评|频道|栏目|专栏|专题|之窗|视点|观察) *([^\w\s])\2*"
)
_FILE_NOTE = re.compile(r"[(\[]?本(?:文档|资料|范文|文件|模板)(?:为|是|共|格式|可).{0,20}(?:格式|版|下载|编辑|页|字)|\[?文件名(?:称)? ?[:：]")
# ![what it shows](address), and 1. [title](address) with or without its date.
_PICTURE_LINK = re.compile(r"!\[[^\]]*\]\(\S+\)$")
_NUMBERED_LINK = re.compile(r"(?:\d{1,2}[.、)]|[*+-]) *\[[^\]]{6,60}\]\((?:https?:|/)\S*\) *[\d:/ .年月日-]*$")
_CODE = re.compile(r"[A-Za-z]{0,4}[\d ./:|-]*\d[\d ./:|-]*")
_ADVERT = re.compile(
    r"[\[(](?:广告|推广|赞助|AD)[\])]|^广告(?:$|[: ])|(?:订购|订货|加盟|招商|抢购|团购|咨询|预订|预约)(?:电话|热线|专线)|限时(?:优惠|特价|抢购)|(?:加"
    r"|添加)(?:我)?微信|代(?:写|办|发)(?:论文|文章|材料|公文|证)|特价(?:促销|销售)|免费(?:领取|试用|体验|咨询)|清仓|首付.{0,6}万|火热认筹|盛大开盘|均价\d"
    r"|点击领券|领取优惠券|会员特惠|一次充值|\d元起(?=$|\W)"
)


def is_legal(text: str) -> bool:
    """Whether a line is a notice on rights in the page."""
    return bool(_SELF.search(text)) and len(set(_LEGAL.findall(text))) >= LEGAL_TERMS


def is_link(text: str) -> bool:
    """Whether a line has the shape of a link to another article: title-like, often with a bullet or a date.
    """
    if not 6 <= len(text) <= 80 or _WHOLLY_BRACKETED.match(text) or _NO_LINK.search(text.rstrip(".… ")):
        return False
    return count_han(text) >= 5


def is_disclaimer(text: str) -> bool:
    """Whether a line below an article disclaims something about the page; looser than `is_legal`."""
    if len(text) > LONG or not _DISCLAIM_SELF.search(text):
        return False
    return len({*_LEGAL.findall(text), *_DISCLAIM.findall(text)}) >= LEGAL_TERMS - 1


def has_link_date(text: str) -> bool:
    """Whether a title-like line ends in a date set apart in figures, as links to other articles do."""
    return is_link(text) and bool(_SET_DATE.search(text))


def has_link_mark(text: str) -> bool:
    """Whether a title-like line carries a bullet in front or a date behind."""
    return is_link(text) and bool(_LINK_DATE.search(text) or _LINK_BULLET.match(text))


def is_outline_line(text: str) -> bool:
    """Whether a line is a table of contents with its entries in a row."""
    return bool(_OUTLINE_LINE.match(text)) and not FINAL_STOP.search(text.rstrip(".… "))


def _is_photo_credit(text: str) -> bool:
    """Whether a line ends in the name of who took a picture, and is not a paragraph that such a name closes."""
    return bool(_PHOTO_CREDIT.search(text)) and not _CLOSING_CREDIT.search(text)


def is_foreign(text: str) -> bool:
    """Whether a line is in a Latin script."""
    letters = len(LETTER.findall(text))
    return letters >= 10 and count_han(text) * 4 < letters


def is_comment_heading(text: str) -> bool:
    """Whether a line opens the readers' comments."""
    return len(text) <= 30 and bool(_COMMENT_HEAD.match(text))


def is_related_heading(text: str) -> bool:
    """Whether a line opens a box of links to other articles."""
    return len(text) <= 30 and bool(_RELATED_HEAD.match(text)) and not _COMMENT_HEAD.match(text)


@dataclass(frozen=True)
class Rule:
    """A test on one folded line. A `firm` rule also holds for running text; a `loose` one not inside an
    article.
    """

    role: str
    reason: str
    test: Callable[[str], object]
    longest: int = LONG
    firm: bool = False
    loose: bool = False


# Reasons by which other passes know the lines of a thread.
FLOOR, FLOOR_NAME, POSTER = "head of a reply", "name of a reply's place in a thread", "box of who wrote a post"
REPRINT = "source of a reprint"
_COMMENTS_LINK = re.compile(r"(?:\d+ ?(?:条|个)?|全部|更多|所有)(?:评论|回复|留言|跟帖|讨论)")
CUT_RULE = Rule(
    "truncation", "says that text is left out", lambda text: CUT.search(text) and _MEANT_CUT.search(text)
)
RULES = (
    Rule("other", "picture in Markdown", _PICTURE_LINK.match),
    Rule("related", "numbered link in Markdown", _NUMBERED_LINK.match),
    Rule("other", "leftover of the page's code", _LEFTOVER.match),
    Rule("navigation", FLOOR_NAME, _FLOOR_NAME.fullmatch, 8),
    Rule("other", "signature of a post", _SIGNATURE.match, 60),
    Rule("other", "kept copy of a page", _ARCHIVED.search, firm=True),
    Rule("other", "how the words were taken down", _NOTE.fullmatch, 60),
    Rule("dateline", "day of the speech or report", _DAY_LINE.fullmatch, 60, loose=True),
    Rule("outline", "table of contents on one line", is_outline_line, firm=True),
    Rule("related", "links in a row", _RELATED_LINE.match),
    Rule("navigation", "name of a column between marks", _FRAMED_COLUMN.fullmatch, 24),
    Rule("other", "advertisement", lambda text: any((_ADVERT.search(text), _FRAMED.fullmatch(text), _STARRED.fullmatch(text)))),
    Rule("navigation", "file to download", _FILE.match),
    Rule("copyright", "rights, licence or imprint", _RIGHTS.search, 3 * LONG, firm=True),
    Rule("copyright", "statement about the page", _STATED.match, firm=True),
    Rule("other", "note on the source", _SOURCE_NOTE.match, 60, firm=True),
    Rule("byline", "office that answers a letter", _ANSWERED_BY.fullmatch, 40),
    Rule("byline", REPRINT, _REPRINT.fullmatch, 40),
    Rule("other", "description of a file", _FILE_NOTE.match, 60),
    Rule("copyright", "legal vocabulary", is_legal, 3 * LONG, firm=True),
    Rule("copyright", "heading of a legal notice", _NOTICE_HEAD.match, 30),
    Rule("copyright", "who runs the site", _RUN_BY.match, 60),
    Rule("copyright", "address or owner of the site", _OWNER.match, loose=True),
    Rule("related", "heading of a link box", is_related_heading),
    Rule("other", "reader's comment", _DATED_COMMENT.match),
    Rule("navigation", "path of the page on its site", is_breadcrumb),
    Rule("navigation", "neighbouring article", _NEIGHBOUR.match),
    Rule("navigation", "row of section names", is_menu, loose=True),
    Rule("navigation", "box of the site", _SITE_BOX.search, LONG // 2),
    Rule("other", "picture caption", _CAPTION.match, firm=True),
    Rule("other", "picture caption", _PICTURE_TEXT.fullmatch, 60),
    Rule("other", "the site's introduction", _INTRODUCTION.search, 2 * LONG, firm=True),
    Rule("navigation", "left by a script", _LEFT_BY_SCRIPT.fullmatch, 20),
    Rule("other", "picture credit", _is_photo_credit, LONG // 2, firm=True),
    Rule("other", "reader's comment", _COMMENT.match),
    Rule("other", "reader's comment", _SIGNED_COMMENT.match, firm=True),
    Rule("navigation", "number or code", _CODE.fullmatch, 40, loose=True),
    Rule("other", "not in Chinese", is_foreign, 10 * LONG),
    Rule("other", "stray marks", lambda text: not any(map(str.isalnum, text)), 10 * LONG),
)

FIRM_RULES = tuple(rule for rule in RULES if rule.firm)


def classify(line: Line) -> list[Span]:
    """Return the spans of a line whose role the line itself tells; empty for running text, headings and
    titles.
    """
    text = line.folded
    short = not line.prose and len(text) <= LONG
    if short and CUT_RULE.test(text) and not _PAGES.match(text) and not _COMMENTS_LINK.search(text):
        return [Span(0, len(text), CUT_RULE.role, CUT_RULE.reason)]
    if len(text) <= _NOTICE_LENGTH and _COUNTED_CUT.search(text):
        return [Span(0, len(text), CUT_RULE.role, CUT_RULE.reason)]
    if short and _FLOOR.match(text):
        return [Span(0, len(text), "other", FLOOR)]
    if short and len(text) <= 60 and _POSTER.search(text):
        return [Span(0, len(text), "other", POSTER, True)]
    if not line.prose:
        told = short and _COMMENT.match(text) or is_related_heading(text) or _NUMBERED_LINK.match(text)
        told = told or _TOLD_CAPTION.match(text) or _NOTE.fullmatch(text)
        if spans := [] if told else furniture(text):
            return spans
    for rule in FIRM_RULES if line.prose else RULES:
        if len(text) <= rule.longest and rule.test(text):
            return [Span(0, len(text), rule.role, rule.reason, rule.loose)]
    return []
