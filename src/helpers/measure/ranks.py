"""Read from a printed office at which level of government it stands."""

import re

import pandas as pd

RANKS = ("central", "provincial", "city", "county/district", "other")

_OWN = {"nation": "central", "province": "provincial", "city": "city", "county": "county/district",
        "district": "county/district"}
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
# A masked name leaves the unit.
_MASK = re.compile(r"[*＊×X某]+")
# 市场监管局 is a municipal authority at any level, 城市管理局 an urban one: no 市 or 区 in these is a level.
_NO_LEVEL = re.compile("市场|城市|超市|门市|上市|区域|片区|国家级|国家(?=高新|经济技术)")
# Who holds no office of government: firms, townships and below, associations, professions, residents, deputies.
_NO_OFFICE = re.compile(
    r"公司|集团|企业(?!\w{0,4}[局处科司办])|合作社|协会|学会|商会|促进会|研究会|银行|大学|学院|学校|中学|小学|医院|报社|酒店|饭店|餐厅|"
    r"商场|超市|厂|店|农场|矿|车间|董事|总裁|总经理|(?<!总)经理|创始人|掌门人|法人|商户|经营户|种植|养殖|[镇乡](?!企业局|村振兴|镇企业局)|村|街道|社区|小区|"
    r"景区|校区|居委|记者|编辑|院士|教授|研究员|专家|学者|(?<!总)工程师|技师|师傅|工匠|传承人|校长|园长|"
    r"(?:人大|党|职工|企业|业主|消费者)代表$|政协委员$|[居市村农]民|农户|职工|工人|员工|顾客|消费者"
)
_CENTRAL = re.compile(
    r"国家|国务院|国务委员|总局|总署|中央|党中央|全国(?:人大|政协|总工会|妇联)|总书记|总理|认监委|标准委|"
    r"(?:外交|国防|教育|科技|科学技术|工信|工业和信息化|信息产业|公安|民政|司法|财政|商务|农业|农业农村|水利|交通|交通运输|铁道|卫生|文化|文化和旅游|"
    r"住房和城乡建设|住建|建设|环境保护|生态环境|自然资源|国土资源|人力资源和社会保障)部"
)
# The last unit in an office is its own: 江苏省无锡市质监局局长 is a city's.
_UNIT = re.compile(r"(?P<provincial>省|自治区|兵团|特别行政区)|(?P<city>自治州|[州盟]|地区|地委|行署)|(?P<municipal>市)|(?P<county>[县旗区])")
# The city's own offices bear no name: 市质监局局长, 副市长; in a county-level city they are a county's.
_BARE_CITY = re.compile("(?:原|前|代|副|常务|中共|团|县级)*市")
# Held in government and elsewhere; without an institution they are taken for the document's own place.
_OFFICE = re.compile(
    r"书记|主席|[省市县区州盟旗]长|部长|厅长|局长|司长|署长|处长|科长|股长|队长|主任|秘书长|组长|专员|巡视员|调研员|督查专员|督学|检察长|关长|所长|站长|"
    r"常委|党组成员|党委委员|总工程师|总检验师|总经济师|总会计师|总农艺师|首席质量官|发言人"
)


def rank(
    position: str, place_level: str | None = None, province: str | None = None, district: str | None = None
) -> str:
    """Return the level of government at which an office stands.

    The lowest unit that an office names is its own (江苏省无锡市质监局局长 is a city's); of several offices the highest
    counts (市委常委、县委书记 is a city's), and one without a unit belongs to the one before it (市质监局党组书记、局长).
    What the title alone cannot tell, the document's place does: a county-level city and a municipality have a 市长
    too, an autonomous region has 区 bureaus, and a bare 局长 is the place's own.

    Parameters
    ----------
    position
        The printed office, as in `speech`; masks (**市长) are passed over.
    place_level, province, district
        The document's own, as in `documents`; <NA> where they are not known.

    Returns
    -------
    str
        One of `RANKS`. `other` holds firms, townships, associations, professions, deputies and residents.

    Examples
    --------
    >>> rank("国家质检总局党组书记"), rank("省委常委、常务副省长"), rank("市长"), rank("公司总经理", "city")
    ('central', 'provincial', 'city', 'other')
    >>> rank("市长", "province", "重庆市"), rank("市长", "county", "河南省", "巩义市"), rank("局长", "county")
    ('provincial', 'county/district', 'county/district')
    """
    if pd.isna(position):
        return "other"
    place_level, province, district = (
        "" if value is None or pd.isna(value) else value for value in (place_level, province, district)
    )
    found: list[str] = []
    for office in re.split("[、，,]", _MASK.sub("", position)):
        own = found[-1] if found else _OWN.get(place_level, "other")
        found.append(_rank(office, own, place_level, province, district))
    return min(found, key=RANKS.index)


def _rank(office: str, own: str, place_level: str, province: str, district: str) -> str:
    """Return the level of a single office; `own` is that of a bare one."""
    if _NO_OFFICE.search(office):
        return "other"
    office = _NO_LEVEL.sub("", office)
    units = list(_UNIT.finditer(office))
    if not units:
        return "central" if _CENTRAL.search(office) else own if _OFFICE.search(office) else "other"
    level = units[-1].lastgroup
    if level == "county" and place_level == "province" and province.endswith("自治区"):
        return "provincial" if re.match("区(?!长|委)", office) else "county/district"
    if level == "municipal":
        return _of_a_city(office, province, district)
    return "county/district" if level == "county" else level


def _of_a_city(office: str, province: str, district: str) -> str:
    """Return the level of what is called 市: a municipality, a city, or a city of a county's rank."""
    bare = bool(_BARE_CITY.match(office))
    if bare and province in _MUNICIPALITIES or any(name in office for name in _MUNICIPALITIES):
        return "provincial"
    of_county = district.endswith("市") and (bare or office.startswith(district))
    return "county/district" if of_county else "city"
