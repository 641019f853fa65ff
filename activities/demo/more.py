"""What the demo log tells beyond the paragraph: campaigns, numbers, agenda, law, the other congress, deputies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from activities.amounts import parse_amount
from activities.enums import AttendanceState, LawAsked
from activities.models import Activity, ActivityKind, Campaign
from activities.operations import Mark, add_campaign, mark_attendance
from activities.parts import AgendaPart, CountedPart
from activities.queries.roster import once_each
from congress.web.demo import read_table
from deputies.models import DeputyGroup, Deputyship, GroupMembership

_ITEM = re.compile(
    r"(?:传达学习|专题学习|听取和审议|研究|听取|讨论通过|审议|决定|通过|作出|批准|进行)[^，。]+"
)
_COUNTED = (
    (re.compile(r"接待群众(\d+批)"), "接待群众"),
    (re.compile(r"接待群众\d+批(\d+人)"), "接待群众人数"),
    (re.compile(r"(?:收到|收集)[^，。]{0,16}?意见建议(\d+件)"), "意见建议"),
    (re.compile(r"问题(\d+个)"), "解答问题"),
)
#: Every so many meetings go without a law, as offices know it.
_WITHOUT_LAW = 6


class More:
    """The table ``more.json`` with what follows from kind and text."""

    def __init__(self) -> None:
        table = read_table(__file__, "more.json")
        self.laws: list[str] = table["laws"]
        self.called = {tuple(key) for key in table["called"]}
        self.told = {(row["day"], row["headline"]): row for row in table["activities"]}
        self.campaigns = {name: _campaign(name) for name in table["campaigns"]}
        self.groups: list[str] = table["groups"]
        self._meetings = 0

    def facts(self, day: str, kind: ActivityKind, headline: str, text: str) -> dict[str, Any]:
        """What the operation takes beside the paragraph."""
        told = self.told.get((day, headline), {})
        role, name, level = told.get("partner", ("", "", ""))
        return {
            "campaigns": self._tagged(kind, headline, text),
            "counted": [*_numbers(text), *(_counted(*pair) for pair in told.get("counted", []))],
            "agenda": _agenda(kind, text),
            "law_studied": told.get("law", "") or self._law(kind),
            "partner_role": role,
            "partner_name": name,
            "partner_level": level,
        }

    def deputies(self, number: int, on: date, row: list[Any], text: str) -> list[Deputyship]:
        """Whole groups: those of the town that logged it, or in turn where some deputies took part."""
        told = self.told.get((row[0], row[3]), {})
        if (row[0], row[3]) in self.called:
            return []
        if "deputies" in told:
            labels = told["deputies"]
        elif row[2] == "deputy_group_activity":
            labels = self._labels(row)
        elif "部分区人大代表" in text and row[2] != "training":
            labels = [self.groups[number % len(self.groups)]]
        else:
            labels = []
        sitting = GroupMembership.objects.in_force(on).filter(group__label__in=labels)
        rows = Deputyship.objects.in_force(on).filter(pk__in=sitting.values("deputyship"))
        return once_each(rows.select_related("person").order_by("person__pinyin", "pk"))

    def deputy_groups(self, row: list[Any]) -> list[DeputyGroup]:
        """Those that carried it out: the first of the town for what a group did, others where they are told of."""
        told = self.told.get((row[0], row[3]), {})
        own = self._labels(row) if row[2] == "deputy_group_activity" else []
        return list(DeputyGroup.objects.filter(label__in=told.get("deputy_groups", own)))

    def _labels(self, row: list[Any]) -> list[str]:
        place = row[5]["area"] if len(row) > 5 else row[3]
        return [label for label in self.groups if label[:2] == place[:2]][:1]

    def call_roll(self, activity: Activity) -> None:
        """Leave and absence here and there; fewer on each of the days of a training class."""
        rows = list(activity.attendances.order_by("day", "deputyship__person__pinyin", "pk"))
        if not rows:
            return
        leave, absence = (29, 61) if rows[0].day else (7, 11)
        marks = {row.pk: Mark(row.pk, AttendanceState.ABSENT) for row in rows[absence - 1 :: absence]}
        for number, row in enumerate(rows[leave - 1 :: leave]):
            marks[row.pk] = Mark(row.pk, AttendanceState.EXCUSED, "出差" if number % 2 else "身体不适")
        mark_attendance(activity=activity, actor=activity.recorded_by, marks=marks.values())

    def _tagged(self, kind: ActivityKind, headline: str, text: str) -> list[Campaign]:
        names = {
            "文明城市创建": kind.code == "civilised_city_inspection",
            "双联": kind.code == "reception_day",
            "换届选举": "换届" in headline + text,
        }
        return [campaign for name, campaign in self.campaigns.items() if names.get(name)]

    def _law(self, kind: ActivityKind) -> str:
        if kind.law != LawAsked.BEFORE:
            return ""
        self._meetings += 1
        return "" if self._meetings % _WITHOUT_LAW == 0 else self.laws[self._meetings % len(self.laws)]


def _campaign(name: str) -> Campaign:
    return Campaign.objects.filter(name=name).first() or add_campaign(actor=None, name=name)


def _counted(what: str, amount: str) -> CountedPart:
    count = parse_amount(amount)
    return CountedPart(what, count.value, count.unit, count.about)


def _numbers(text: str) -> Iterable[CountedPart]:
    return [_counted(what, found[1]) for pattern, what in _COUNTED if (found := pattern.search(text))]


def _agenda(kind: ActivityKind, text: str) -> list[AgendaPart]:
    if not kind.meeting_body:
        return []
    said = text.partition("。")[0].partition("，")[2]
    decided = {
        "听取和审议": "形成审议意见，交区人民政府研究处理",
        "批准": "批准",
        "讨论通过": "通过",
        "通过": "通过",
    }
    return [
        AgendaPart(item, next((words for verb, words in decided.items() if item.startswith(verb)), ""))
        for item in _ITEM.findall(said)
    ]
