"""Reads of the log."""

from __future__ import annotations

from typing import Any

from activities.models import Activity

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
    "area": "所属区域",
    "text": "正文",
    "participations": "参加人",
    "units": "参加单位",
    "groups": "参加群体",
    "photos": "照片",
}


def facts_of(activity: Activity) -> dict[str, Any]:
    """Everything an activity tells, for the audit trail and for comparing two versions (5 queries)."""
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
        "area": activity.area.name,
        "text": activity.text,
        "participations": [
            {
                "person": row.person_id,
                "name": row.person.name,
                "title": row.title_as_written,
                "full": row.title_full,
                "collective": row.collective_title,
                "manner": row.manner,
                "party": row.party,
            }
            for row in activity.participations.order_by("order").select_related("person")
        ],
        "units": [
            {"organ": u.organ_id, "name": u.name_as_written, "by": u.represented_by, "manner": u.manner}
            for u in activity.units.order_by("order")
        ],
        "groups": [{"name": g.name, "manner": g.manner} for g in activity.groups.order_by("order")],
        "photos": list(activity.photos.shown().order_by("order").values_list("pk", flat=True)),
    }
