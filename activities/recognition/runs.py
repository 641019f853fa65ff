"""Rows of participants: people with titles, units, groups, with 、 between all of them alike.

A run is what the reader takes as one list: “区长李安、区人大常委会党组副书记、副主任王平，区相关部门及东塘镇负责人等”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from activities.recognition.names import Hit, Names, closes, no_title, weak_title
from activities.recognition.shape import Shape
from activities.recognition.units import Units
from activities.recognition.words import TITLE_ENDS, VERB, any_of

Kind = Literal["person", "title", "unit", "group"]
#: Longer than the longest title that was seen printed; it keeps the time linear.
_LONGEST = 70
_TITLE = re.compile(any_of(TITLE_ENDS))
_TITLE_ENDS = tuple(TITLE_ENDS)
_FIRM = re.compile(
    r"公司|集团|厂|企业|协会|商会|银行|研究院|研究所|合作社|大学|学院|医院|中心|基金|局|委|办|院|所|科技|会"
)
#: What only people do: somebody unknown and without a title stands before it (郁文博主持).
_ATTENDS = re.compile(
    r"主持|出席|列席|参加|陪同|带队|率队|率领|带领|监誓|领誓|领学|授课|讲话|致辞|到会|随同|会见|作|一行|同志|前往|深入|强调|指出"
)
_LIKE_A_UNIT = re.compile(r"[乡镇村局委办厂站所部室县院处队]$")
_BEFORE_TITLE = re.compile(
    r"^(?:在|驻)[区县市](?=全国|省|市)|^(?:了|在|由|与|和|同|向|对|其中|还有|来自|包括|有)+|(?:的|在|来自|[年月日]|\d)(?=.)"
)
_JOIN = re.compile(r"、|以及|及其|及|和|与|暨")
_OPEN = re.compile(
    r"等(?P<rest>(?:\d+(?:余|多)?[位名个家人]|[一二三四五六七八九十]+[位名个家])?"
    r"(?:[^，。、；]{0,10}?(?:领导同志|负责同志|领导|同志|单位|部门|企业|镇街|有关方面|相关人员|有关人员|人员|人)(?=参|陪|列|出|分|共|一|到|率|先|深|，|。|、|；|主|在|带))?)"
)
_GROUP_END = re.compile(
    r"(?:组成人员|干部职工|党员干部|机关干部|离退休干部|老干部|工作人员|相关人员|有关人员|领导干部|党员代表|群众代表|居民代表|选民代表|"
    r"代表|委员|成员|党员|干部|职工|群众|人员|骨干|专家|志愿者|学员|师生|居民|村民|选民|网格员|联络员|主席|主任|书记|负责人|负责同志|"
    r"企业家|乡贤|官兵|民警|学生|教师|医护人员|班子|领导|同志)(?:共?计?\d+(?:余|多)?[人名])?"
)
_QUANTIFIED = re.compile(
    r"^(?:部分|全体|各|全区|全县|全市|全镇|全乡|其他|其余|所有|驻|\d+(?:余|多)?[名位]|[一二三四五六七八九十两]+名|多名|数名|一批|"
    r"相关|有关|机关|基层|本级|在家|班子|离退休|新任|省、市|市、区|区、镇)"
)


@dataclass
class Item:
    """One member of a run; ``start`` includes the title, ``hit`` is the name of a person."""

    kind: Kind
    start: int
    end: int
    hit: Hit | None = None
    title: tuple[int, int] | None = None
    rep: tuple[int, int] | None = None
    firm: tuple[int, int] | None = None
    shared: bool = False
    sure: bool = True
    party: str = ""


@dataclass
class Run:
    """A row of participants; ``end`` is where what they do begins. ``open_at`` is the stretch of 等…, if any."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    open_at: tuple[int, int] | None = None


class Runs:
    """Reads runs of one text."""

    def __init__(self, text: str, shape: Shape, names: Names, units: Units) -> None:
        self.text = text
        self.shape = shape
        self.names = names
        self.units = units

    def read(self, start: int) -> Run | None:
        """The run that begins exactly here, or ``None``."""
        run = Run(start, start)
        at = start
        while (items := self._items(at, run)) is not None:
            run.items += items
            run.end = self._past(items[-1], items[-1].end)
            opened = _OPEN.match(self.text, run.end)
            if opened and not self.text.startswith("等额", run.end):
                run.open_at = opened.span()
                run.end = opened.end()
                if self._items(run.end, run) is None:
                    if self.text[run.end : run.end + 1] != "，" or self._items(run.end + 1, run) is None:
                        break
                    run.end += 1
                at = run.end
                continue
            following = _JOIN.match(self.text, run.end)
            if following is None and (self.text[run.end : run.end + 1] != "，" or items[-1].kind == "title"):
                break
            at = following.end() if following else run.end + 1
        self._settle(run)
        return run if run.items else None

    def _past(self, item: Item, end: int) -> int:
        """Behind brackets, 同志 and 一行 that follow a name."""
        end = self.shape.past_brackets(end)
        if item.kind != "person":
            return end
        if match := re.compile(r"同志|一行(?:\d+余?人)?").match(self.text, end):
            item.party = match[0] if match[0].startswith("一行") else ""
            end = match.end()
        return end

    def _items(self, at: int, run: Run) -> list[Item] | None:
        """What stands at the head of a cell; several units where 及 joins them before one 负责人."""
        end = min(self.shape.cell_end(at), at + _LONGEST, len(self.text))
        if end <= at:
            return None
        person = self._person(at, end, run)
        others = self._units(at, end)
        if person and (others is None or person.end <= others[-1].end):
            return [person]
        if others is not None:
            return others
        if group := self._group(at, end):
            return [group]
        if title := self._title_alone(at, end):
            return [title]
        unit = self.units.at(at, end)
        if unit and closes(self.text, unit):
            return [Item("unit", at, unit, sure=self.units.known(at, unit))]
        return None

    def _person(self, at: int, end: int, run: Run) -> Item | None:
        """The first name in the cell whose title, if it has one, fills what stands before it."""
        for start in self._name_starts(at, end):
            if VERB.search(self.text, at, start):
                return None
            hit = self.names.at(start, weak=at == start or weak_title(self.text[at:start]))
            if hit is None or hit.end > end:
                hit = self.names.with_honorific(start)
                if hit is None:
                    continue
            item = self._as_person(at, start, hit, run)
            if item:
                return item
        return None

    def _name_starts(self, at: int, end: int) -> Iterator[int]:
        starts = {at} | {match.end() for match in _TITLE.finditer(self.text, at, end)}
        starts |= {start for start in range(at, end) if start in self.names.known}
        starts |= {match.end() for match in _FIRM.finditer(self.text, at, end)}
        return iter(sorted(start for start in starts if start < end))

    def _as_person(self, at: int, start: int, hit: Hit, run: Run) -> Item | None:
        at += self._lead_in(at, start)
        title = self.text[at:start]
        behind = self.names.title_behind(hit.end)
        if not title:
            before = run.items[-1] if run.items else None
            after_person = before is not None and before.kind == "person"
            if not hit.known and (
                self.units.known(start, hit.end) or _LIKE_A_UNIT.search(self.text, start, hit.end)
            ):
                return None
            alone = hit.sure and _ATTENDS.match(self.text, hit.end) and self.names.plausible(start, hit.end)
            if not (hit.known or (hit.sure and after_person) or hit.partial or alone):
                return None
            if behind > hit.end:
                return Item("person", at, behind, hit, title=(hit.end, behind))
            if not closes(self.text, hit.end) and not hit.known:
                return None
            return Item("person", at, hit.end, hit, shared=after_person and not hit.partial)
        if _ends_title(title) and (hit.known or not no_title(title)):
            return Item("person", at, hit.end, hit, title=(at, start), sure=hit.sure)
        partial = self.names.with_honorific(start)
        if partial and _FIRM.search(title[-3:]):
            return Item("person", at, partial.end, partial, firm=(at, start))
        if hit.known and closes(self.text, hit.end) and self.units.known(at, start):
            return Item("person", at, hit.end, hit, title=(at, start), sure=False)
        return None

    def _lead_in(self, at: int, start: int) -> int:
        """How much of what stands before a name is not yet the title: 来区考察的…董事长, 检查组在副主任…."""
        return max((match.end() for match in _BEFORE_TITLE.finditer(self.text[at:start])), default=0)

    def _units(self, at: int, end: int) -> list[Item] | None:
        """Units whose 负责人 stands in the cell."""
        rep = self.units.represented(at, end)
        if rep is None or VERB.search(self.text[at : rep[0]]):
            return None
        parts = self.units.split(at, rep[0])
        if parts is None:
            return None
        items = [Item("unit", *part, sure=self.units.known(*part)) for part in parts]
        items[-1].rep, items[-1].end = rep, rep[1]
        for item in items[:-1]:
            item.rep = rep
        return items

    def _group(self, at: int, end: int) -> Item | None:
        counted = _QUANTIFIED.match(self.text, at, end)
        for match in _GROUP_END.finditer(self.text, at, end):
            if VERB.search(self.text[at : match.start()]):
                return None
            if not closes(self.text, match.end()) and match.end() != end:
                continue
            titled = _ends_title(self.text[at : match.end()])
            if titled and not counted and self.text[match.end() : match.end() + 1] == "、":
                return None
            if match.start() == at and not counted and match.end() - at < 4:
                return None
            return Item("group", at, match.end())
        return None

    def _title_alone(self, at: int, end: int) -> Item | None:
        """A title without a name: the next cell goes on with it, or it turns out to be a group."""
        text = self.text[at:end]
        if _ends_title(text) and not VERB.search(text):
            return Item("title", at, end)
        return None

    def title_starts(self, name: int) -> Iterator[int]:
        """Where the title before a name may begin: the head of its cell, or behind a verb."""
        begin = max(0, name - _LONGEST)
        marks = [at + 1 for at in range(begin, name) if self.text[at] in "，。；：、“”！？"]
        start = marks[-1] if marks else begin
        yield start
        for match in VERB.finditer(self.text, start, name):
            yield match.end()

    def _settle(self, run: Run) -> None:
        """Titles join the person they lead to; what stands for one unit stands for the row before it."""
        settled: list[Item] = []
        for item in run.items:
            if item.kind == "person" and item.title and not item.shared:
                while settled and settled[-1].kind == "title":
                    item.title = (settled.pop().start, item.title[1])
                    item.start = item.title[0]
            settled.append(item)
        for item in settled:
            if item.kind == "title":
                item.kind = "group"
        rep: tuple[int, int] | None = None
        for item in reversed(settled):
            if item.kind != "unit":
                rep = None
            elif item.rep:
                rep = item.rep
            else:
                item.rep = rep
        run.items = settled


def _ends_title(text: str) -> bool:
    text = re.sub(r"（[^）]*）$", "", text)
    return text.endswith(_TITLE_ENDS)
