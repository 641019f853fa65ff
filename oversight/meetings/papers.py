"""What is printed of a meeting: 会议通知, 会议议程, 签到表, 会议纪要."""

from __future__ import annotations

from django.utils import timezone

from deputies.papers import Paper, PaperSection, Table
from oversight.meetings.enums import Manner, Presence
from oversight.meetings.queries import roll
from oversight.meetings.showing import when
from oversight.models import Attendee, Meeting


def paper_of(meeting: Meeting, which: str) -> Paper:
    """One of the papers, by its key; ``KeyError`` for another."""
    attendees = list(meeting.attendees.all())
    return {"notice": _notice, "agenda": _agenda, "sign_sheet": _sign_sheet, "minutes": _minutes}[which](
        meeting, attendees
    )


def _items(meeting: Meeting) -> str:
    items = [
        f"{item.order}. {item.title}{f'（{item.reporter}）' if item.reporter else ''}"
        for item in meeting.items.all()
    ]
    return "\n\n".join(items) or "另行通知。"


def _names(rows: list[Attendee]) -> str:
    return "、".join(one.name for one in rows) or "无"


def _notice(meeting: Meeting, attendees: list[Attendee]) -> Paper:
    told = roll(attendees)
    sections = [
        PaperSection("时间、地点", f"{when(meeting)}，{meeting.place}。"),
        PaperSection("议程", _items(meeting)),
        PaperSection("出席人员", _names(told["attend"])),
        PaperSection("列席人员", _names(told["sit_in"])),
    ]
    if meeting.law_studied:
        sections.insert(1, PaperSection("会前学法", meeting.law_studied))
    if meeting.requirements:
        sections.append(PaperSection("有关要求", meeting.requirements))
    return Paper(
        title=f"关于召开{meeting.title}的通知",
        sections=sections,
        preamble=f"定于{when(meeting)}召开{meeting.title}，现将有关事项通知如下。",
        signed_on=timezone.localdate(),
    )


def _agenda(meeting: Meeting, _attendees: list[Attendee]) -> Paper:
    rows = [(item.order, item.title, item.reporter) for item in meeting.items.all()]
    return Paper(
        title=f"{meeting.title}议程",
        of=f"{when(meeting)}　{meeting.place}",
        sections=[PaperSection("议程", tables=[Table(("序号", "议题", "汇报"), rows)])],
    )


def _sign_sheet(meeting: Meeting, attendees: list[Attendee]) -> Paper:
    sections = []
    for manner in Manner:
        asked = [one for one in attendees if one.manner == manner]
        rows = [
            (n, one.name, one.post, "请假" if one.presence == Presence.LEAVE else "")
            for n, one in enumerate(asked, start=1)
        ]
        if rows:
            sections.append(
                PaperSection(
                    f"{manner.label}（{len(rows)}）",
                    tables=[Table(("序号", "姓名、单位", "职务", "签名"), rows)],
                )
            )
    return Paper(title=f"{meeting.title}签到表", of=f"{when(meeting)}　{meeting.place}", sections=sections)


def _minutes(meeting: Meeting, attendees: list[Attendee]) -> Paper:
    told = roll(attendees)
    decided = [
        f"{item.order}. {item.title}。{item.decision}" for item in meeting.items.all() if item.decision
    ]
    away = "、".join(f"{one.name}（{one.reason or one.get_presence_display()}）" for one in told["away"])
    sections = [
        PaperSection("会议情况", meeting.minutes or "无"),
        PaperSection("议定事项", "\n\n".join(decided) or "无"),
        PaperSection(
            "参会人员",
            tables=[
                Table(
                    ("参加方式", "人员"),
                    [
                        ("主持", meeting.chair.name if meeting.chair else ""),
                        ("出席", _names(told["attend"])),
                        ("列席", _names(told["sit_in"])),
                        ("请假、缺席", away or "无"),
                    ],
                )
            ],
        ),
    ]
    return Paper(
        title=f"{meeting.title}纪要",
        of=f"{when(meeting)}　{meeting.place}",
        sections=sections,
        signed_on=timezone.localdate(),
    )
