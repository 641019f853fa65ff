"""How a meeting is shown."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from congress.web import dates
from congress.web.sections import Action, Line, Section
from oversight.meetings import rules, subjects
from oversight.meetings.enums import AHEAD, Manner, MeetingState, Presence
from oversight.models import AgendaItem, Attendee, Meeting
from oversight.pages import FileLine

_SHAPES = {
    MeetingState.PLANNED: "new",
    MeetingState.CALLED: "go",
    MeetingState.HELD: "done",
    MeetingState.CANCELLED: "stop",
}
_PRESENCE = {
    Presence.INVITED: "new",
    Presence.SIGNED: "done",
    Presence.LEAVE: "back",
    Presence.ABSENT: "stop",
}
#: The papers of a meeting, by what stands in their address.
PAPERS = {"notice": "会议通知", "agenda": "会议议程", "sign_sheet": "签到表", "minutes": "会议纪要"}


def meeting_state(row: Meeting) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[MeetingState(row.state)], str(row.get_state_display())


def presence(row: Attendee) -> tuple[str, str]:
    """Shape and word."""
    return _PRESENCE[Presence(row.presence)], str(row.get_presence_display())


def when(row: Meeting) -> str:
    """2024年5月29日（星期三）9:00."""
    hour = f"{row.begins_at.hour}:{row.begins_at.minute:02}"
    if row.ends_on != row.on:
        return f"{dates.full_day(row.on)}—{dates.full_day(row.ends_on)}，{hour}"
    return f"{dates.full_day(row.on)}（{dates.weekday(row.on)}）{hour}"


def facts_of(row: Meeting) -> list[tuple[str, str]]:
    """Time, place, chair, the law studied before."""
    law = row.law_studied or ("未安排会前学法" if row.kind.law_before else "")
    return [
        ("时间", when(row)),
        ("地点", row.place),
        ("主持", row.chair.name if row.chair else ""),
        ("会前学法", law),
        ("有关要求", row.requirements),
    ]


def agenda_section(row: Meeting, user: User) -> Section:
    """The items in order, each with what it is about and what was decided."""
    keeps = user.has_role(*rules.WRITERS) and row.state != MeetingState.CANCELLED
    add = reverse("meetings:add_item", args=[row.pk])
    return Section(
        "议程",
        [_item(item, user, keeps=keeps) for item in row.items.all()],
        empty="还没有议题。",
        actions=[Action("增加议题", add)] if keeps else [],
    )


def _item(item: AgendaItem, user: User, *, keeps: bool) -> Line:
    about = subjects.named(user, item.subject) if item.subject else None
    said = [item.reporter, f"{about.label}：{about.title}" if about else ""]
    decided = f"决定：{item.decision}" if item.decision else ""
    actions = [Action("修改" if decided else "改、填决定", reverse("meetings:change_item", args=[item.pk]))]
    if not decided:
        actions.append(Action("删去", reverse("meetings:drop_item", args=[item.pk]), "text"))
    return Line(
        f"{item.order}. {item.title}",
        note="　".join(part for part in (*said, decided) if part),
        url=about.url if about else "",
        actions=tuple(actions) if keeps else (),
    )


def people_sections(row: Meeting, attendees: list[Attendee], user: User) -> list[Section]:
    """Who attends and who sits in, each with their answer."""
    keeps = user.has_role(*rules.WRITERS) and row.state in AHEAD
    choose = [Action("选参会人员", reverse("meetings:set_attendees", args=[row.pk]))] if keeps else []
    found = []
    for manner in Manner:
        lines = [
            Line(
                one.name, note="　".join(part for part in (one.post, one.reason) if part), state=presence(one)
            )
            for one in attendees
            if one.manner == manner
        ]
        empty = "还没有选。" if manner == Manner.ATTEND else "没有列席人员。"
        sub = f"{len(lines)} 人（单位）" if lines else ""
        actions = choose if manner == Manner.ATTEND else []
        found.append(Section(str(manner.label), lines, sub=sub, empty=empty, actions=actions))
    return found


def papers_section(row: Meeting) -> Section:
    """The papers that can be printed now."""
    lines = [
        Line(label, url=reverse("meetings:paper", args=[row.pk, key]))
        for key, label in PAPERS.items()
        if key != "minutes" or row.state == MeetingState.HELD
    ]
    return Section("打印", lines)


def files_of(row: Meeting, *, keeps: bool = False) -> list[FileLine]:
    """The materials, each with its address; with ``keeps`` they can be taken out."""
    return [
        FileLine(
            file.name,
            reverse("meetings:file", args=[file.pk]),
            file.size,
            reverse("meetings:drop_material", args=[file.pk]) if keeps else "",
        )
        for file in row.files.filter(dropped=False)
    ]
