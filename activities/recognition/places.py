"""Where it took place: what follows a word of going or looking and ends like a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from activities.recognition.shape import Shape
from activities.recognition.words import PLACE_ENDS, any_of

_PART = r"(?!组|队|团|员|点|站|室|报告|成果|专班|中心)"
_GO = re.compile(
    r"深入到?|前往|走进|赶赴|奔赴|分赴|来到|抵达|到达|赴(?!任|约|会)|来(?=我[区县市镇乡旗])|"
    r"(?<![收得受做达感看听考想遇谈接提拿见签学用落直以涉碰等伸穿实进聚高现增升低转化扩覆传不])到(?!会|场|位|底|达|来|了|\d|期|任|岗|人|户|责|点)"
)
_LOOK = re.compile(
    rf"(?:先后|分别|实地|现场|一同|逐一|随机)*"
    rf"(?:察看|查看|参观|走访(?!慰问)|视察|调研|踏看|踏勘|走看|观摩|考察|检查|夜查|夜访|巡查|巡访|督导|走访慰问|慰问|查验|抽查|暗访|联合){_PART}了?"
)
_AT = re.compile(
    r"(?:地点|地址)[:：]|(?<![现实正存所旨重好内外潜])在(?!家|职|场|建|校|编|岗|册|于|线|会上|此|[^，。]{0,24}(?:带领|陪同|率领|主持)下)"
)
_AT_TO = re.compile(r"对(?!照|接|口|标|象|策|外|内|比|待|于|应)")
_US = re.compile(r"^(?:我(?:区|县|市|镇|乡|旗|街道)(?:的)?|位于|辖区内?的?)")
_KIND_OF_FIRM = re.compile(
    r"^(?:包联|包保|联系|挂点|挂钩|结对|重点|民营|辖区|帮扶|驻区|规上|责任)?(?:企业|单位|社区|村|路段|点|联系点|小区|网格)(?=.{3,})"
)
_ACTION = re.compile(
    rf"(?:实地|现场|专题|联合|集中|就|围绕|对|进行|分别|先后|入户|开展|调研|视察|检查|执法检查|走访|慰问|看望|考察|督查|督导|督办|巡查|巡河|"
    rf"查看|察看|参观|了解|听取|学习|召开|举行|举办|主持|会见|接待(?!中心|大厅|室|站)|组织|参加|指导|宣讲|授课|调查|暗访|植树|接访|座谈|祭扫|"
    rf"洽谈|踏勘|启动|揭牌|联系|帮助|处理|收集|征求|夜访|清理|送上|慰劳|观摩|走进|接受|协调|推进|推动|评议|打卡|回访|值班|带队|率队|上党课|讲党课|"
    rf"开班|宣传|与|同|向|为|以|作|讲|送|看|等(?:地|处|点|\d|[一二三四五六七八九十两多]|重点|项目|企业|村|社区|单位|场所|区域|路段)){_PART}"
)
_OPEN = re.compile(r"等[^、]{0,10}$")
_JOIN = re.compile(r"、|以及|及(?!时)|和(?!美|谐|平|苑|园|睦)|与")
_END = re.compile(any_of(PLACE_ENDS))
_NO = re.compile(
    r"(?:工作|情况|活动|问题|建设|发展|会议|方面|过程|期间|基础|前提|阶段|期|上|中|下|时|后|前|贯彻|实施|落实|精神|大会|群众|代表|"
    r"企业家|人员|家庭|老人|学生|干部|职工|党员|官兵|教师|户|产业|制度|条例|法|经济|安全|管理|服务|执行|整治|治理|保护|改革|建议|意见)$"
)
_REGION = re.compile(
    r"^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    r"甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|长三角|珠三角|京津冀|省内|外地)"
)
#: What looks at a thing finds a place only where the name holds one.
_SOMEWHERE = re.compile(
    r"镇|乡|街道|社区|村|嘎查|苏木|[^道]路|大道|街|河|湖|江|港|闸|堤|库|市场|公园|商城|广场|学校|[小中大]学|幼儿园|医院|公司|集团|园区|"
    r"产业园|工业园|开发区|大桥|馆|中心|车站|西站|东站|南站|北站|水厂|农场|林场|联络站|敬老院|法院|检察院|厂|夜市|商场|超市|酒店|宾馆|小区|礼堂|沿岸|景区|工地"
)
_AREAS = frozenset({"街道", "镇", "乡", "社区", "村"})
_AREA = re.compile("街道|镇|乡|社区|村|大道")
#: 对青枫街道矛调中心运行情况: the place ends where how it is run begins.
_RUNS = re.compile(r"(?:运行|运营|建设|管理|使用)(?:情况|工作)")
_WORKS = re.compile(r"(?:工程|项目)$")
_VAGUE = re.compile(
    r"上级|下级|上门|下乡|全[区县市省镇乡]|各|部分|有关|相关|基层|一线|本[区县市镇]|新的|所|其|这|该|辖区|\d+[个家处]|考取|老旧|广大"
)
_BAD = re.compile(
    r"[，。；：！？“”《》]|慰问|走访|看望|参加|开展|困难|意见建议|贯彻|推进|发挥|设立|解决|选择|哪里|达到|进行|落实|组织|[^乡]学习|^学习"
)
#: A single common word is no place by itself.
_ALONE = frozenset(
    [
        "村",
        "社区",
        "街道",
        "乡镇",
        "企业",
        "学校",
        "基层",
        "一线",
        "现场",
        "农户",
        "园区",
        "机关",
        "会议室",
        "项目",
        "工地",
        "田间",
        "医院",
        "站",
        "点",
        "家",
        "处",
        "所",
        "地",
        "户",
        "家中",
        "城区",
        "县城",
        "小区",
        "市场",
        "全区",
        "我区",
        "来区",
        "本区",
        "网格",
        "店",
        "路",
        "段",
        "农村",
        "乡村",
        "校园",
        "车间",
    ]
)
_ENDINGS = tuple(PLACE_ENDS)


class Places:
    """Place names of one text."""

    def __init__(self, text: str, shape: Shape) -> None:
        self.text = text
        self.shape = shape

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The places that a clause names, in order."""
        found: list[tuple[int, int]] = []
        at = start
        while at < end:
            opening = self._opening(at, end)
            if opening is None:
                break
            pattern, word = opening
            behind = word.end()
            kept = list(
                self._cells(
                    behind, self._stretch(behind, end, pattern), free=pattern is _GO, aim=pattern is _AT_TO
                )
            )
            if pattern is _LOOK:
                kept = self._looked_at(word[0], kept)
            found += [cell for cell in kept if cell not in found]
            at = max(behind, kept[-1][1] if kept else behind)
        return found

    def _opening(self, at: int, end: int) -> tuple[re.Pattern[str], re.Match[str]] | None:
        first: tuple[re.Pattern[str], re.Match[str]] | None = None
        for pattern in (_GO, _AT, _AT_TO, _LOOK):
            match = pattern.search(self.text, at, end)
            while match and self.shape.inside[match.start()]:
                match = pattern.search(self.text, match.end(), end)
            if match and (first is None or match.start() < first[1].start()):
                first = (pattern, match)
        return first

    def _looked_at(self, word: str, cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Looking at 消防通道 is no place; 视察 of one 工程 is the topic, of several or on the spot a place."""
        kept = [cell for cell in cells if _SOMEWHERE.search(self.text[slice(*cell)])]
        if (
            len(kept) == 1
            and _WORKS.search(self.text[slice(*kept[0])])
            and len(word) < 3
            and word not in {"察看", "查看", "参观"}
        ):
            return []
        return kept

    def _stretch(self, at: int, end: int, pattern: re.Pattern[str]) -> int:
        """Where the list of places ends: before what is done there, or with the clause."""
        first = 0
        for match in _ACTION.finditer(self.text, at, end):
            if match.start() == at or self.shape.inside[match.start()]:
                continue
            if self.text.endswith(_ENDINGS, at, match.start()) or _WORKS.search(
                self.text[at : match.start()]
            ):
                return match.start()
            if not first and len(match[0]) > 1:
                first = match.start()
        return first if first and pattern is _GO else end

    def _cells(self, start: int, end: int, *, free: bool, aim: bool) -> Iterator[tuple[int, int]]:
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
            place = self._trim(at, stop, free=free and (first or afar), listed=not first, aim=aim)
            if place is None:
                return
            yield place
            first = False
            at = join.end() if join else cell_end + 1
            if not join and self.text[cell_end : cell_end + 1] != "、":
                return

    def _trim(self, start: int, end: int, *, free: bool, listed: bool, aim: bool) -> tuple[int, int] | None:
        opened = _OPEN.search(self.text[start:end])
        if opened and opened.start() > 1:
            end = start + opened.start()
        if self._is_place(start, end, free=free):
            return start, end
        # 到新安街道、北关街道烟花爆竹经营点…: what is looked at may follow the place.
        for match in reversed(list(_END.finditer(self.text, start, end))):
            stop = match.end()
            follows = (
                self.text[stop : stop + 1] in {"的", "内", "开", "举", "（"}
                or (listed and match[0] in _AREAS)
                or (aim and _RUNS.match(self.text, stop) and _AREA.search(self.text, start, stop))
            )
            if stop - start > 2 and follows and self._is_place(start, stop, free=False):
                return start, stop
        return None

    def _is_place(self, start: int, end: int, *, free: bool) -> bool:
        name = self.text[start:end]
        if not 2 <= len(name) <= 34 or name in _ALONE or _BAD.search(name) or name[0] in "的了们":
            return False
        if _VAGUE.match(name):
            return False
        if (name.endswith(_ENDINGS) or (len(name) > 5 and _WORKS.search(name))) and not _NO.search(name):
            return True
        return free and (bool(_REGION.match(name)) or (len(name) <= 6 and not _NO.search(name)))
