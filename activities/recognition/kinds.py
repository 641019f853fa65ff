"""Which of the district's kinds a paragraph tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Code → what speaks for it, with weight. The weights only order rules that can hold at once.
_RULES: tuple[tuple[str, str, int], ...] = (
    (
        "party_discipline_education",
        r"党纪学习教育|党纪教育|纪律教育.{0,12}(?:报告会|辅导|专题)|党纪.{0,8}(?:报告会|辅导|学习)",
        72,
    ),
    ("warning_education", r"警示教育|廉政教育|反面典型|以案(?:为鉴|促改|释法)", 62),
    ("party_group_study", r"(?:理论学习|党组)中心组|中心组.{0,8}学习", 80),
    (
        "party_group_meeting",
        r"党组(?:召开|举行)[^，。]{0,24}会议?|党组(?!书记|副书记|成员)[^，。副书]{0,10}会议|党组(?:扩大|专题)会议?",
        70,
    ),
    (
        "party_branch_meeting",
        r"党(?:总支|支部)[^，。]{0,20}(?:会议|大会|组织生活会|党员大会)|组织生活会|支委会|党员大会",
        56,
    ),
    ("theme_party_day", r"主题党日", 66),
    (
        "standing_committee_session",
        r"常委会(?:召开|举行)?[^，。党主]{0,12}第[一二三四五六七八九十百零〇\d]+次(?:常委会)?(?:会议|全体会议)|常委会会议(?:召开|举行)",
        65,
    ),
    ("chairpersons_meeting", r"主任会议", 68),
    (
        "congress_session",
        r"(?:届|区|县|市)人(?:大|民代表大会)[^，。常]{0,6}第?[一二三四五六七八九十]+次会议|人民代表大会第",
        50,
    ),
    (
        "town_congress",
        r"[镇乡][^，。]{0,6}(?:届)?人(?:大|民代表大会)[^，。主]{0,6}[一二三四五六七八九十]+次会议",
        74,
    ),
    ("oath", r"宪法宣誓", 76),
    ("monthly_law", r"一月一法|每月一法", 30),
    ("internal_study", r"集体学习|学习会|专题学习|学法活动|收心会|读书班|集中学习|集中学法|学法", 43),
    (
        "training",
        r"举办[^，。]{0,30}(?:培训|讲座|研修班|提升班)|培训班|培训会|业务培训|履职培训|专题讲座|专题培训|[^，。]{2,}(?:提升班|研修班)",
        64,
    ),
    ("law_enforcement_inspection", r"执法检查", 72),
    ("duty_report_review", r"述职评议|述职|工作评议|履职评议|履职亮分|评议(?:会|活动|工作)", 54),
    (
        "key_suggestion",
        r"(?:重点)?督办[^，。]{0,30}建议|代表建议[^，。]{0,16}(?:督办|交办|办理|推进会)|重点建议|建议”?(?:面商|督办|办理|推进)会",
        63,
    ),
    (
        "deputy_group_activity",
        r"代表第?[一二三四五六七八九十\d]*小组(?!成员|代表)|小组(?:开展|组织)[^，。]{0,16}活动|(?:街道|镇|乡)人大[^，。]{0,14}组织[^，。]{0,24}代表",
        52,
    ),
    (
        "reception_day",
        r"接待日|接待(?:选民|群众)|代表[^，。]{0,8}接待|接访(?:活动|群众)|选民接待|夜访活动",
        61,
    ),
    (
        "civilised_city_inspection",
        r"文明(?:城市|城区|县城)?[^，。]{0,6}创建|创建[^，。]{0,6}文明|创文|文明城市",
        59,
    ),
    ("investment_promotion", r"(?:赴|到|率)[^，。]{1,24}招商|招商(?:活动|推介|考察|洽谈)|外出招商", 57),
    ("investment_promotion", r"招商引资|双招双引", 41),
    ("reception", r"(?:会见|接待|会晤)[^，。]{0,40}(?:公司|集团|企业|协会|商会|客商|一行|董事长|总经理)", 55),
    ("visit_condolence", r"走访慰问|看望慰问|慰问|看望(?!.{0,10}代表团)", 53),
    (
        "exchange",
        r"考察团|一行(?:\d+人)?(?:来|到|赴)[^，。]{0,8}(?:考察|学习|交流)|赴[^，。]{1,20}(?:考察|学习|交流)",
        64,
    ),
    ("exchange", r"考察(?:学习|交流)|学习考察", 46),
    ("election", r"换届选举|选民登记|选举委员会|代表候选人|投票选举", 51),
    ("river_patrol", r"巡河|巡湖|巡林|巡田|巡查[^，。]{0,8}(?:河|湖|江|水库)|[级镇村总]河长", 58),
    ("enterprise_service", r"包保企业|包联企业|(?<!业)服务企业|助企|惠企|包保", 47),
    ("inspection", r"视察|夜查", 44),
    ("research", r"调研(?!员|组组)", 42),
    (
        "law_enforcement_inspection",
        r"(?:带领|率)[^，。]{0,10}检查|(?:开展|进行)[^，。]{0,16}(?:安全)?检查|检查[^，。]{2,30}(?:工作|情况)|督查|专项检查",
        38,
    ),
    ("symposium", r"(?:召开|举行|举办)[^，。]{0,40}(?:座谈会|恳谈会|交流会|征求意见会|分析会|推进会)", 33),
    ("research", r"考察(?!团|组)|察看|查看|走访", 18),
    ("standing_committee_session", r"常委会会议", 20),
    ("internal_study", r"传达学习|学习", 8),
)
#: The same at the very head of the paragraph: it is what took place.
_HEADS: tuple[tuple[str, str, int], ...] = (
    (
        "symposium",
        r"[^，。]{2,24}(?:召开|举行|举办)[^，。]{0,40}(?:座谈会|恳谈会|交流会|征求意见会|分析会)",
        60,
    ),
    (
        "symposium",
        r"[^，。]{4,40}(?:座谈会|恳谈会|交流会|征求意见会|分析会)(?:在[^，。]{2,20})?(?:召开|举行)",
        60,
    ),
)
_COMPILED = tuple((code, re.compile(pattern), weight) for code, pattern, weight in _RULES)
_AT_HEAD = tuple((code, re.compile(pattern), weight) for code, pattern, weight in _HEADS)
_RULED = {code for code, _, _ in _RULES}
#: Below this a kind rests on one weak word and the clerk is asked.
_WEAK = 36
#: What is written so far into a paragraph is detail, not what took place.
_HEAD = 30
#: Beyond this a paragraph goes into details.
_FAR = 1500
#: Two kinds this close are both possible.
_NEAR = 4


@dataclass(frozen=True)
class KindFound:
    """A kind with the words that speak for it; ``reason`` when the clerk should look."""

    code: str
    name: str
    at: tuple[int, int] | None
    reason: str = ""


def read_kind(
    text: str, kinds: Mapping[str, str], *, guest_from_above: bool = False, body_from: int = 0
) -> KindFound:
    """The kind with the strongest evidence among those the district has."""
    text = text[: body_from + _FAR]
    scored = _own_names(text, kinds)
    stop = text.find("。", body_from)
    head = max(stop if stop >= 0 else len(text), body_from + _HEAD)
    for code, pattern, weight in _COMPILED:
        if code in kinds and (match := pattern.search(text, body_from)):
            early = match.start() < head
            scored.append((weight if early else weight // 2, -match.start(), code, match.span()))
    for code, pattern, weight in _AT_HEAD:
        if code in kinds and (match := pattern.match(text, body_from)):
            scored.append((weight, 0, code, match.span()))
    if guest_from_above and "superior_research" in kinds:
        scored.append((90, 0, "superior_research", None))
    if not scored:
        code = "other" if "other" in kinds else ""
        return KindFound(code, kinds.get(code, ""), None, "看不出是哪一类活动，请选择")
    scored.sort(key=lambda row: (-row[0], -row[1]))
    weight, _, code, at = scored[0]
    reason = ""
    other = next((row for row in scored if row[2] != code and row[0] >= weight - _NEAR), None)
    if weight < _WEAK:
        reason = f"类别“{kinds[code]}”只是推测，请核对"
    elif other is not None:
        reason = f"类别填了“{kinds[code]}”，也可能是“{kinds[other[2]]}”，请核对"
    return KindFound(code, kinds[code], at, reason)


def _own_names(text: str, kinds: Mapping[str, str]) -> list[tuple[int, int, str, tuple[int, int] | None]]:
    """Kinds of the district's own making whose name stands in the text; the longer the name, the more it says."""
    found: list[tuple[int, int, str, tuple[int, int] | None]] = []
    for code, name in kinds.items():
        at = text.find(name, 0, 150) if len(name) > 1 and code not in _RULED else -1
        if at >= 0:
            found.append((43 + 2 * min(len(name), 12), -at, code, (at, at + len(name))))
    return found
