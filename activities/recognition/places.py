"""Where it took place: what follows a word of going or looking and ends like a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from activities.recognition.shape import Shape
from activities.recognition.words import PLACE_ENDS, any_of

_GO = re.compile(
    r"(?:先后|分别|实地|一同|一起|冒雨|专程|现场|来|亲|前往|深入|走进|赶赴|奔赴|赴|来到|到达|走|下)*"
    r"(?:来(?=我[区县市镇乡旗])|深入到|深入至|前往|深入|走进|赶赴|奔赴|来到|抵达|到达|赴|到(?!会|场|位|底|达|来|了|\d|期|任|岗|人|户|责|点))(?:了)?"
)
_LOOK = re.compile(
    r"(?:先后|分别|实地|现场|一同|逐一|随机)*(?:察看|查看|参观|走访|视察|调研|踏看|踏勘|走看|观摩|考察|检查|慰问|查验|抽查|暗访)了?"
)
_AT = re.compile(r"(?<![现实正存所旨重好内外潜])在(?!家|职|场|建|校|编|岗|册|于|线|会上|此)")
_AT_TO = re.compile(r"对(?!照|接|口|标|象|策|外|内|比|待|于|应)")
_OWN = re.compile(r"^(?:了|我(?=区|县|市|镇|乡|街)|位于|辖区内?的?|全)*(?:区|县|市|镇|乡)?(?=.{2})")
_US = re.compile(r"^我(?:区|县|市|镇|乡|旗|街道)(?:的)?")
_ACTION = re.compile(
    r"(?:等(?:地|处|点|多地|多处|村|企业|项目|单位|社区|乡镇|\d+|[一二三四五六七八九十两]+[个处家])?(?:地|处)?)?(?:实地|现场|专题|联合|集中|就|围绕|"
    r"对|进行|分别|先后|入户|开展(?!现场)|调研|视察|检查(?!站)|执法检查|走访|慰问|看望|考察|督查|督导|巡查|巡河|查看|察看|参观|了解|听取|学习|召开|举行|"
    r"举办|主持|会见|接待(?!中心|大厅|室|站)|组织|参加|与|同|向|为|以|指导|宣讲|授课|督办|调查(?!站)|暗访|植树|接访|座谈|祭扫|洽谈|巡|踏勘|"
    r"开展|启动|揭牌|联系|帮|处理|收集|征求|夜访|清理|看|作|讲|宣传|送|观摩|集中|走进|接受|协调|推进|推动|评议|打卡|回访|值班|带队|率队|"
    r"送上|代表们|亲切|上党课|讲党课)"
)
_OPEN = re.compile(r"等(?:地|处|点|\d+[个处家]|[一二三四五六七八九十两多]+[个处家]?|村|社区|企业|单位)?.{0,6}$")
_JOIN = re.compile(r"、|以及|及(?!时)|和(?!美|谐|平|苑)|与")
_END = re.compile(any_of(PLACE_ENDS))
_NO = re.compile(
    r"(?:工作|情况|活动|问题|建设|发展|会议|方面|过程|期间|基础|前提|阶段|期|上|中|下|时|后|前|贯彻|实施|落实|精神|大会|群众|代表|"
    r"企业家|人员|家庭|老人|学生|干部|职工|党员|官兵|教师|户|产业|项目|制度|条例|法|经济|安全|管理|服务|执行|整治|治理|保护|改革)$"
)
_REGION = re.compile(
    r"^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    r"甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|长三角|珠三角|京津冀|省内|外地)"
)
_BAD = re.compile(r"[，。；：！？“”《》]")
#: A single common word is no place by itself.
_KIND_OF_FIRM = re.compile(r"^(?:包联|包保|联系|挂点|挂钩|结对|重点|民营|辖区|帮扶|驻区|规上)?(?:企业|单位)(?=.{4,})")
_ALONE = frozenset("村 社区 街道 乡镇 企业 学校 基层 一线 现场 农户 园区 机关 会议室 项目 工地 田间 医院 站 点 家 处 所 地 户 家中".split())


class Places:
    """Place names of one text."""

    def __init__(self, text: str, shape: Shape) -> None:
        self.text = text
        self.shape = shape

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The places that a clause names, in order; unit names before 负责人 are not asked for here."""
        found: list[tuple[int, int]] = []
        at = start
        while at < end:
            opened = self._opening(at, end)
            if opened is None:
                break
            pattern, behind = opened
            stretch = self._stretch(behind, end, pattern)
            kept = list(self._cells(behind, stretch, free=pattern is _GO)) if stretch else []
            found += [cell for cell in kept if cell not in found]
            at = max(behind, kept[-1][1] if kept else behind)
        return found

    def _opening(self, at: int, end: int) -> tuple[re.Pattern[str], int] | None:
        first: tuple[int, re.Pattern[str], int] | None = None
        for pattern in (_GO, _AT, _AT_TO, _LOOK):
            match = pattern.search(self.text, at, end)
            while match and self.shape.inside[match.start()]:
                match = pattern.search(self.text, match.end(), end)
            if match and (first is None or match.start() < first[0]):
                first = (match.start(), pattern, match.end())
        return (first[1], first[2]) if first else None

    def _stretch(self, at: int, end: int, pattern: re.Pattern[str]) -> int:
        """Where the list of places ends: before what is done there, or with the clause."""
        for match in _ACTION.finditer(self.text, at, end):
            if match.start() > at and not self.shape.inside[match.start()]:
                last = self.text[at : match.start()]
                if any(last.endswith(word) for word in PLACE_ENDS) or pattern is _GO:
                    return match.start()
        return end

    def _cells(self, start: int, end: int, *, free: bool) -> Iterator[tuple[int, int]]:
        """The places of a list; ``free`` also takes one that ends like no place, such as 浙江义乌."""
        at = start
        first, afar = True, bool(_REGION.match(self.text[start:end]))
        while at < end:
            cell_end = min(self.shape.cell_end(at), end)
            join = next(
                (
                    match
                    for match in _JOIN.finditer(self.text, at + 1, cell_end)
                    if self._is_place(at, match.start(), free=False)
                ),
                None,
            )
            stop = join.start() if join else cell_end
            for before in (_US, _KIND_OF_FIRM):
                if lead := before.match(self.text[at:stop]):
                    at += lead.end()
            place = self._trim(at, stop, free=free and (first or afar))
            if place is None:
                return
            yield place
            first = False
            at = join.end() if join else cell_end + 1
            if not join and self.text[cell_end : cell_end + 1] != "、":
                return

    def _trim(self, start: int, end: int, *, free: bool) -> tuple[int, int] | None:
        opened = _OPEN.search(self.text[start:end])
        if opened and opened.start() > 1:
            end = start + opened.start()
        if self._is_place(start, end, free=free):
            return start, end
        # 视察全区…, 到新安街道和苑社区便民菜店、…: what is looked at may follow the place.
        ends = [match.end() for match in _END.finditer(self.text, start, end)]
        for stop in reversed(ends):
            if stop - start > 2 and self.text[stop : stop + 1] in {"的", "内", "开", "举"} and self._is_place(start, stop, free=False):
                return start, stop
        return None

    def _is_place(self, start: int, end: int, *, free: bool) -> bool:
        name = self.text[start:end]
        if not 2 <= len(name) <= 34 or name in _ALONE or _BAD.search(name) or name[0] in "的了们上下":
            return False
        if re.match(r"全[区县市省镇乡]|各|部分|有关|相关|基层|一线|本[区县]|新的|所|其|这|该", name) and not name.endswith("会议室"):
            return False
        if any(name.endswith(word) for word in PLACE_ENDS) and not _NO.search(name):
            return True
        return free and (bool(_REGION.match(name)) or (len(name) <= 6 and not _NO.search(name)))
