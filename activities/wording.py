"""A headline and a paragraph in the house style, from what the form was told: 赵永东率队视察全区防汛抗旱工作."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from activities.days import Days
from activities.enums import HalfDay
from activities.models import ActivityKind
from activities.parts import GroupPart, Part, UnitPart
from congress.organs.models import numeral

#: Ways of taking part that mean: leads the others there.
_LEADING = frozenset({"率队", "带领", "带队", "率领"})
#: What the name of a kind says is done; the first that fits.
_VERBS = ("执法检查", "视察", "调研", "走访慰问", "联合巡查整治", "巡查", "会见", "评议")
_SPEECH = re.compile(r"并(讲话|致辞)$")
#: The longest headline that is proposed.
_LONGEST = 200


@dataclass(frozen=True)
class Told:
    """What the form says so far; everything but the kind may be missing. ``body`` is the standing committee."""

    kind: ActivityKind
    days: Days | None = None
    half_day: str = ""
    topic: str = ""
    place: str = ""
    meeting_number: int | None = None
    people: Sequence[Part] = ()
    units: Sequence[UnitPart] = ()
    groups: Sequence[GroupPart] = ()
    deputies: int = 0
    body: str = "区人大常委会"

    @property
    def leader(self) -> Part | None:
        """Who is named first."""
        return self.people[0] if self.people else None


def leading_manner(kind: ActivityKind) -> str:
    """How whoever is named first takes part as a rule: presides over a meeting, leads an inspection."""
    if kind.meeting_body:
        return "主持"
    verb = _verb(kind)
    return verb if verb in ("走访慰问", "会见") else "率队" if verb else ""


def propose_headline(told: Told) -> str:
    """The title for the table of contents; empty while there is nothing to say."""
    meeting = _meeting(told)
    leader = told.leader
    if meeting and (leader is None or not leader.manner.startswith("主持")):
        return f"{told.body if told.kind.meeting_body == '常委会' else _whose(told)}{meeting}"[:_LONGEST]
    if leader is None:
        return f"{told.body}{_doing(told)}"[:_LONGEST] if told.topic or told.place else ""
    return f"{_name(leader)}{_led(told, leader)}"[:_LONGEST]


def propose_text(told: Told, headline: str = "") -> str:
    """The paragraph as it may be printed, to be written out by the clerk; empty without a day or a headline.

    ``headline`` is one the clerk wrote; else the proposed one is the beginning.
    """
    headline = headline or propose_headline(told)
    if told.days is None or not headline:
        return ""
    half = HalfDay(told.half_day).label if told.half_day else ""
    leader = told.leader
    title = leader.title_as_written if leader and headline.startswith(_name(leader)) else ""
    sentences = [f"{_day_words(told.days)}{half}，{title}{headline}。", *_others(told)]
    return "".join(sentences)


def _name(part: Part) -> str:
    return part.person.name if part.person else part.name


def _verb(kind: ActivityKind) -> str:
    return next((verb for verb in _VERBS if verb in kind.name), "")


def _whose(told: Told) -> str:
    body = told.kind.meeting_body
    return told.body if body.endswith("会议") else f"{told.body}{body}"


def _meeting(told: Told) -> str:
    """召开2026年第九次会议, 召开2026年第九次主任会议; empty for what is no numbered meeting."""
    if not (told.kind.meeting_body and told.meeting_number and told.days):
        return ""
    name = told.kind.meeting_body if told.kind.meeting_body.endswith("会议") else "会议"
    return f"召开{told.days.start.year}年第{numeral(told.meeting_number)}次{name}"


def _led(told: Told, leader: Part) -> str:
    manner = _SPEECH.sub("", leader.manner)
    if meeting := _meeting(told):
        whose = "" if told.kind.meeting_body.endswith("会议") else _whose(told)
        return f"主持召开{whose}{meeting.removeprefix('召开')}"
    if manner in _LEADING:
        return f"率队{_doing(told)}"
    if manner == "主持":
        return f"主持召开{told.topic or told.kind.name}"
    if manner == _verb(told.kind):
        return _doing(told)
    subject = told.topic or told.kind.name
    return f"{manner}{'' if manner in subject else subject}" if manner else subject


def _doing(told: Told) -> str:
    """视察全区防汛抗旱工作, 开展警示教育."""
    verb, subject = _verb(told.kind), told.topic
    if verb and verb in subject:
        return subject
    if verb:
        return f"{verb}{subject}" if subject else f"{f'赴{told.place}' if told.place else ''}{verb}"
    if any(subject.startswith(word) for word in ("召开", "举行", "举办", "开展", "组织")):
        return subject
    return f"开展{subject or told.kind.name}"


def _day_words(days: Days) -> str:
    """5月8日, 5月12日至18日: without the year, as a bulletin of the month prints it (R277)."""
    start, end = days.start, days.end
    first = f"{start.month}月{start.day}日"
    if start == end:
        return first
    month = f"{end.month}月" if end.month != start.month or end.year != start.year else ""
    year = f"{end.year}年" if end.year != start.year else ""
    return f"{first}至{year}{month}{end.day}日"


def _others(told: Told) -> Iterable[str]:
    """区人大常委会副主任孙维民，区城管局负责人陪同。部分区人大代表参加。"""
    rows = [
        *((f"{part.title_as_written}{_name(part)}", part.manner) for part in told.people[1:]),
        *((f"{unit.name_as_written}{unit.represented_by}", unit.manner) for unit in told.units),
        *((group.name, group.manner) for group in told.groups),
    ]
    if told.deputies and not any("代表" in group.name for group in told.groups):
        rows.append(("部分人大代表", "参加"))
    by_manner: dict[str, list[str]] = {}
    for who, manner in rows:
        by_manner.setdefault(manner, []).append(who)
    return [f"{'，'.join(names)}{manner}。" for manner, names in by_manner.items()]
