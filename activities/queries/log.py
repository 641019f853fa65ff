"""Reads of the log."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q

from activities.enums import ActivityState
from activities.models import (
    Activity,
    ActivityGroup,
    ActivityQuerySet,
    ActivityUnit,
    AgendaItem,
    Participation,
)
from congress.accounts.models import User
from deputies.models import DeputyGroup
from deputies.models.groups import DeputyGroupQuerySet

#: Fields of an activity with the words of the form, in its order.
FACT_LABELS = {
    "start_on": "日期",
    "end_on": "至",
    "half_day": "时段",
    "kind": "类别",
    "headline": "标题",
    "topic": "主题",
    "organiser": "组织单位",
    "place": "地点",
    "meeting_number": "会议次数",
    "law_studied": "学习的法律",
    "partner_role": "往来",
    "partner_name": "对方单位",
    "partner_level": "对方层级",
    "area": "所属区域",
    "campaigns": "专项",
    "deputy_groups": "开展小组",
    "text": "正文",
    "participations": "参加人",
    "units": "参加单位",
    "groups": "参加群体",
    "deputies": "参加代表",
    "counted": "数字",
    "agenda": "议程",
    "photos": "照片",
    "attachments": "附件",
}


def facts_of(activity: Activity) -> dict[str, Any]:
    """Everything an activity tells, for the audit trail and for comparing two versions (12 queries)."""
    people = list(activity.participations.order_by("order").select_related("person"))
    return {
        "start_on": activity.start_on,
        "end_on": activity.end_on,
        "half_day": activity.half_day,
        "kind": activity.kind.name,
        "headline": activity.headline,
        "topic": activity.topic,
        "organiser": activity.organiser,
        "place": activity.place,
        "meeting_number": activity.meeting_number,
        "law_studied": activity.law_studied,
        "partner_role": activity.partner_role,
        "partner_name": activity.partner_name,
        "partner_level": activity.partner_level,
        "area": activity.area.name,
        "campaigns": [campaign.name for campaign in activity.campaigns.all()],
        "deputy_groups": [group.label for group in activity.deputy_groups.all()],
        "text": activity.text,
        "participations": [participation_text(row) for row in people],
        "person_ids": [row.person_id for row in people],
        "units": [unit_text(row) for row in activity.units.order_by("order")],
        "groups": [group_text(row) for row in activity.groups.order_by("order")],
        "deputies": sorted(
            set(activity.attendances.order_by().values_list("deputyship__person__name", flat=True))
        ),
        "counted": [str(row) for row in activity.counted.order_by("order")],
        "agenda": [agenda_text(row) for row in activity.agenda.order_by("order")],
        "photos": list(activity.photos.shown().order_by("order").values_list("pk", flat=True)),
        "attachments": list(activity.attachments.shown().order_by("order").values_list("name", flat=True)),
    }


def participation_text(row: Participation) -> str:
    """区人大常委会主任赵永东（率队）, with what else was noted."""
    notes = [row.manner, row.party and f"随行：{row.party}", "共用职务" if row.collective_title else ""]
    full = row.title_full if row.title_full != row.title_as_written else ""
    notes.append(full and f"全称：{full}")
    return f"{row.title_as_written}{row.person.name}（{'，'.join(note for note in notes if note)}）"


def unit_text(row: ActivityUnit) -> str:
    """区城管局负责人（参加）."""
    return f"{row.name_as_written}{row.represented_by}（{row.manner}）"


def group_text(row: ActivityGroup) -> str:
    """部分区人大代表（参加，应到 30，实到 28）."""
    notes = [row.manner]
    notes += [f"应到 {row.expected}"] if row.expected is not None else []
    notes += [f"实到 {row.present}"] if row.present is not None else []
    return f"{row.name}（{'，'.join(notes)}）"


def agenda_text(row: AgendaItem) -> str:
    """审议上半年工作报告：同意."""
    return f"{row.title}：{row.decision}" if row.decision else row.title


def same_meeting(activity: Activity) -> Activity | None:
    """Another recorded meeting of the same body with the same number in the same year (R270)."""
    if not (activity.meeting_body and activity.meeting_number):
        return None
    rows = Activity.objects.recorded().filter(
        area=activity.area,
        meeting_body=activity.meeting_body,
        meeting_year=activity.meeting_year,
        meeting_number=activity.meeting_number,
    )
    return rows.exclude(pk=activity.pk).first()


def months_logged() -> list[date]:
    """The months from the last activity back to the first, each by its first day."""
    ends = Activity.objects.aggregate(first=Min("start_on"), last=Max("start_on"))
    if ends["first"] is None:
        return []
    count = (ends["last"].year - ends["first"].year) * 12 + ends["last"].month - ends["first"].month
    last = ends["last"].year * 12 + ends["last"].month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(last, last - count - 1, -1)]


def recorded_between(user: User, start: date, end: date) -> ActivityQuerySet:
    """Activities in scope that took place, at least in part, from one day to another (both included)."""
    rows = Activity.objects.visible_to(user).filter(state=ActivityState.RECORDED)
    return rows.filter(start_on__lte=end, end_on__gte=start)


def by_manner(activity: Activity) -> list[tuple[str, list[Participation]]]:
    """The people by way of taking part, ways and people in the order of the record (one query)."""
    found: dict[str, list[Participation]] = {}
    for row in activity.participations.order_by("order").select_related("person"):
        found.setdefault(row.manner, []).append(row)
    return list(found.items())


def groups_of(activity: Activity, user: User) -> DeputyGroupQuerySet:
    """The groups that carried it out, with ``seen`` for those in the user's scope (one query)."""
    seen = DeputyGroup.objects.visible_to(user).filter(pk=OuterRef("pk"))
    return activity.deputy_groups.annotate(seen=Exists(seen))


def monthly_law_missing(start: date, end: date) -> bool:
    """Whether an office that keeps 一月一法 has none in these days (R097); false where it was never logged."""
    named = Q(kind__code="monthly_law") | Q(search_text__contains="一月一法")
    kept = Activity.objects.filter(named, state=ActivityState.RECORDED)
    return kept.filter(start_on__lt=start).exists() and not kept.filter(start_on__range=(start, end)).exists()
